"""`xor_network` of lesson 04."""

import numpy as np

from dlcourse import network as maths
from dlcourse.activations import Sigmoid, Step
from dlcourse.checker import Exercise, Mistake
from dlcourse.checker.looks import Look
from dlcourse.exercises.network._parameters import counted, shapes

_CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])

_GATES = {
    (0, 1, 1, 1): "OR",
    (0, 0, 0, 1): "AND",
    (1, 1, 1, 0): "NAND",
    (1, 0, 0, 0): "NOR",
    (1, 0, 0, 1): "XNOR, the opposite of XOR",
    (0, 0, 0, 0): "0 for all four inputs",
    (1, 1, 1, 1): "1 for all four inputs",
    (0, 0, 1, 1): "x₁, whatever x₂ is",
    (0, 1, 0, 1): "x₂, whatever x₁ is",
    (0, 1, 0, 0): "1 for (0, 1) alone",
    (0, 0, 1, 0): "1 for (1, 0) alone",
    (1, 1, 0, 0): "not x₁",
    (1, 0, 1, 0): "not x₂",
    (1, 0, 1, 1): "0 for (0, 1) alone",
    (1, 1, 0, 1): "0 for (1, 0) alone",
}


def _two_hidden(result, **_):
    wanted = [((2, 2), (2,)), ((1, 2), (1,))]
    if isinstance(result, str):
        return result
    if len(result) != 2:
        return f"`xor_parameters` has {counted(len(result), 'layer')}; two were asked for: `[(W1, b1), (W2, b2)]`."
    for number, (got, want) in enumerate(zip(result, wanted, strict=True), 1):
        for name, one, other in zip("Wb", got, want, strict=True):
            if one != other:
                return f"`{name}{number}` has shape {one}; shape {other} was asked for."
    return None


def _labels(run):
    """What the networks answer, 0 or 1: an output above ½ is a 1."""
    return [tuple(int(output > 0.5) for output in outputs) for outputs in run()]


def _is_xor(result, **_):
    if (0, 1, 1, 0) in result:
        return None
    step, smooth = (_GATES[labels] for labels in result)
    if step == smooth:
        return f"With Step and with Sigmoid neurons alike, these weights compute {step}. Asked for is XOR: 0, 1, 1, 0."
    return (
        f"With Step neurons these weights compute {step}; with Sigmoid neurons, {smooth}. Asked for is XOR: 0, 1, 1, 0."
    )


def _xor(W1, b1, W2, b2):
    return {"xor_parameters": [(np.array(W1, float), np.array(b1, float)), (np.array(W2, float), np.array(b2, float))]}


def _scaled(scale, *parts):
    return _xor(*(scale * np.array(part, float) for part in parts))


_OR_AND = ([[2, 2], [2, 2]], [-1, -3])

EXERCISE = Exercise(
    id="xor_network",
    worth='Each neuron can be read: OR, AND, and at the end "the first, but not the second".',
    reference={"xor_parameters": maths.xor_parameters(10)},
    cases=(
        Look(
            "xor_parameters",
            "the shapes of W and b, layer by layer",
            lambda run: shapes(run(), lists=True),
            _two_hidden,
        ),
        Look(
            "[NeuralNetwork(xor_parameters, [unit, unit]).run(X)[:, 0] for unit in (Step(), Sigmoid())]",
            "an output above ½ counts as 1. First array: all neurons Step; second: all neurons Sigmoid. One of the two has to be XOR",
            _labels,
            _is_xor,
            X=_CORNERS,
            NeuralNetwork=maths.NeuralNetwork,
            Step=Step,
            Sigmoid=Sigmoid,
        ),
    ),
    mistakes=(
        Mistake(
            "or",
            "Looks like: OR. It errs only at (1, 1): the output neuron has to be held back, with a negative weight, by a hidden "
            "neuron that fires there alone (AND).",
            _scaled(1, *_OR_AND, [[2, 2]], [-1]),
            _scaled(10, *_OR_AND, [[2, 2]], [-1]),
            _scaled(10, *_OR_AND, [[2, 0]], [-1]),
            _scaled(1, [[1, 1], [1, 1]], [-0.5, -0.5], [[1, 1]], [-0.5]),
            _scaled(1, [[1, 1], [1, 1]], [-0.5, -0.5], [[1, 1]], [-1.5]),
        ),
        Mistake(
            "and",
            "Looks like: AND. Useful for one of the hidden neurons; the output has to fire where OR does and AND does *not*.",
            _scaled(10, *_OR_AND, [[2, 2]], [-3]),
            _scaled(10, *_OR_AND, [[0, 2]], [-1]),
            _scaled(1, *_OR_AND, [[2, 2]], [-3]),
        ),
        Mistake(
            "nand",
            "Looks like: NAND. It is right but for (0, 0). Combine it with OR: XOR is where both fire.",
            _scaled(10, *_OR_AND, [[0, -2]], [1]),
            _scaled(10, [[-2, -2], [-2, -2]], [3, 1], [[2, 2]], [-1]),
        ),
        Mistake(
            "one-corner",
            "Looks like: 1 for one of (0, 1) and (1, 0) alone. Do your hidden neurons stand in the *columns* of W1? A row is a neuron: "
            "OR and NAND are [[2, 2], [-2, -2]]. If they stand in rows, the other corner has no neuron yet.",
            *(
                _scaled(scale, W1, b1, [[2, 2]], [-3])
                for scale in (0.5, 10)
                for W1, b1 in (([[2, -2], [2, -2]], [-1, 3]), ([[-2, 2], [-2, 2]], [3, -1]))
            ),
        ),
        Mistake(
            "upside-down",
            "Looks like: XNOR, 1 where the inputs are equal. Change the sign of everything in the output neuron, W2 and b2.",
            _scaled(1, *_OR_AND, [[-2, 2]], [1]),
            _scaled(10, *_OR_AND, [[-2, 2]], [1]),
        ),
        Mistake(
            "always-0",
            "Looks like: 0 for all four inputs. Is the output's bias too low, or are all weights 0? Work out z of the output by hand for "
            "(0, 1).",
            _scaled(1, *_OR_AND, [[2, -2]], [-3]),
            _scaled(1, np.zeros((2, 2)), [0, 0], [[0, 0]], [0]),
        ),
        Mistake(
            "always-1",
            "Looks like: 1 for all four inputs. Is the output's bias too high, or a threshold written with the wrong sign? A threshold "
            "t is a bias of -t.",
            _scaled(1, *_OR_AND, [[2, -2]], [3]),
            _scaled(10, [[2, 2], [2, 2]], [1, 3], [[2, -2]], [1]),
        ),
        Mistake(
            "turned-output",
            "Looks like: W2 as a column, shape (2, 1). It holds one neuron, and a neuron is a row: `np.array([[v1, v2]])`, shape "
            "(1, 2).",
            _xor(*_OR_AND, [[2], [-2]], [-1]),
            _xor(*_OR_AND, [[2], [-2]], -1),
        ),
        Mistake(
            "flat-output",
            "Looks like: the output's weights with one pair of brackets too few. W2 is a matrix of one row: `np.array([[v1, v2]])`.",
            _xor(*_OR_AND, [2, -2], [-1]),
            _xor(*_OR_AND, [2, -2], -1),
        ),
        Mistake(
            "bare-bias",
            "Looks like: b2 is a bare number. It is an array with one entry: `np.array([c])`.",
            _xor(*_OR_AND, [[2, -2]], -1),
        ),
        Mistake(
            "three-hidden",
            "Looks like: three hidden neurons. It can be done with two: think of OR and AND.",
            _xor([[2, 2], [2, 2], [1, 1]], [-1, -3, 0], [[2, -2, 0]], [-1]),
        ),
        Mistake(
            "dict",
            "Looks like: a dict. A network is a list here, with a pair (W, b) for each layer: `[(W1, b1), (W2, b2)]`.",
            {"xor_parameters": {"W1": np.eye(2), "b1": np.zeros(2), "W2": np.ones((1, 2)), "b2": np.zeros(1)}},
        ),
    ),
    hints=(
        "XOR is: at least one of the two, but not both. Which two gates of lesson 02 are hidden in this sentence?",
        "First hidden neuron OR: weights 2, 2 and bias -1. Second hidden neuron AND: weights 2, 2 and bias -3. The output fires "
        "if the first does and the second does not: what sign has the weight of the second?",
        "W1 is [[2, 2], [2, 2]], b1 is [-1, -3]. The output's weights are 2 and -2. Its z must be above 0 for hidden outputs (1, 0), "
        "and below 0 for (0, 0) and (1, 1): which b2 does that?",
    ),
)
