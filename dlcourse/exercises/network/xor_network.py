"""`xor_network` of lesson 04."""

import numpy as np

from dlcourse import network as maths
from dlcourse.activations import Sigmoid, Step
from dlcourse.checker import Exercise, Mistake
from dlcourse.checker.looks import Look
from dlcourse.exercises.network._parameters import shapes, two_layers

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


def _labels(run):
    """What the networks answer, 0 or 1: an output above ½ is a 1."""
    return [tuple(int(output > 0.5) for output in outputs) for outputs in run()]


def _is_xor(result, **_):
    if (0, 1, 1, 0) in result:
        return None
    step, smooth = (_GATES[labels] for labels in result)
    if step == smooth:
        return f"With Step and with Sigmoid neurons alike, these weights compute {step}. They should compute XOR: 0, 1, 1, 0."
    return f"With Step neurons these weights compute {step}; with Sigmoid neurons, {smooth}. One of the two should be XOR: 0, 1, 1, 0."


def _xor(W1, b1, W2, b2):
    return {"xor_parameters": [(np.array(W1, float), np.array(b1, float)), (np.array(W2, float), np.array(b2, float))]}


def _scaled(scale, *parts):
    return _xor(*(scale * np.array(part, float) for part in parts))


_OR_AND = ([[2, 2], [2, 2]], [-1, -3])

EXERCISE = Exercise(
    id="xor_network",
    worth=(
        'Each neuron has a meaning: the hidden ones are OR and AND, and the output says "the first one, but not the '
        'second".'
    ),
    reference={"xor_parameters": maths.xor_parameters(10)},
    cases=(
        Look(
            "xor_parameters",
            "the shapes of W and b, layer by layer",
            lambda run: shapes(run(), lists=True),
            two_layers("xor_parameters", hidden=2, inputs=2),
        ),
        Look(
            "[NeuralNetwork(xor_parameters, [unit, unit]).run(X)[:, 0] for unit in (Step(), Sigmoid())]",
            "an output above ½ counts as 1. First array: all neurons Step; second: all neurons Sigmoid. One of the "
            "two has to be XOR",
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
            "Looks like: OR. It is wrong only for (1, 1). One hidden neuron should fire there alone (AND), and the "
            "output should give it a negative weight.",
            _scaled(1, *_OR_AND, [[2, 2]], [-1]),
            _scaled(10, *_OR_AND, [[2, 2]], [-1]),
            _scaled(10, *_OR_AND, [[2, 0]], [-1]),
            _scaled(1, [[1, 1], [1, 1]], [-0.5, -0.5], [[1, 1]], [-0.5]),
            _scaled(1, [[1, 1], [1, 1]], [-0.5, -0.5], [[1, 1]], [-1.5]),
        ),
        Mistake(
            "and",
            "Looks like: AND. That is useful for one of the hidden neurons. The output has to be 1 where OR is 1 "
            "and AND is *not*.",
            _scaled(10, *_OR_AND, [[2, 2]], [-3]),
            _scaled(10, *_OR_AND, [[0, 2]], [-1]),
            _scaled(1, *_OR_AND, [[2, 2]], [-3]),
        ),
        Mistake(
            "nand",
            "Looks like: NAND. It is wrong only for (0, 0). Combine it with OR: XOR is 1 where both are 1.",
            _scaled(10, *_OR_AND, [[0, -2]], [1]),
            _scaled(10, [[-2, -2], [-2, -2]], [3, 1], [[2, 2]], [-1]),
        ),
        Mistake(
            "one-corner",
            "Looks like: 1 for only one of (0, 1) and (1, 0). Do your hidden neurons stand in the *columns* of W1? "
            "Each row is a neuron: OR and NAND are [[2, 2], [-2, -2]]. If they are rows already, look at the other of "
            "the two inputs: which hidden neurons should fire there?",
            *(
                _scaled(scale, W1, b1, [[2, 2]], [-3])
                for scale in (0.5, 10)
                for W1, b1 in (([[2, -2], [2, -2]], [-1, 3]), ([[-2, 2], [-2, 2]], [3, -1]))
            ),
        ),
        Mistake(
            "upside-down",
            "Looks like: XNOR, which is 1 where the two inputs are equal. Change the sign of everything in the "
            "output neuron, W2 and b2.",
            _scaled(1, *_OR_AND, [[-2, 2]], [1]),
            _scaled(10, *_OR_AND, [[-2, 2]], [1]),
        ),
        Mistake(
            "always-0",
            "Looks like: 0 for all four inputs. Is the output's bias too low, or are all weights 0? Work out z of "
            "the output neuron by hand for (0, 1).",
            _scaled(1, *_OR_AND, [[2, -2]], [-3]),
            _scaled(1, np.zeros((2, 2)), [0, 0], [[0, 0]], [0]),
        ),
        Mistake(
            "always-1",
            "Looks like: 1 for all four inputs. Is the output's bias too high, or does a threshold have the wrong "
            "sign? A threshold t is a bias of -t.",
            _scaled(1, *_OR_AND, [[2, -2]], [3]),
            _scaled(10, [[2, 2], [2, 2]], [1, 3], [[2, -2]], [1]),
        ),
        Mistake(
            "turned-output",
            "Looks like: W2 as a column, shape (2, 1). It holds one neuron, and a neuron is a row: `np.array([[v1, "
            "v2]])`, shape (1, 2).",
            _xor(*_OR_AND, [[2], [-2]], [-1]),
            _xor(*_OR_AND, [[2], [-2]], -1),
        ),
        Mistake(
            "flat-output",
            "Looks like: W2 has one pair of brackets too few. It is a matrix with one row: `np.array([[v1, v2]])`.",
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
            "Looks like: three hidden neurons. Two are enough: think of OR and AND.",
            _xor([[2, 2], [2, 2], [1, 1]], [-1, -3, 0], [[2, -2, 0]], [-1]),
        ),
        Mistake(
            "dict",
            "Looks like: a dict. Here a network is a list with one pair (W, b) for each layer: `[(W1, b1), (W2, b2)]`.",
            {"xor_parameters": {"W1": np.eye(2), "b1": np.zeros(2), "W2": np.ones((1, 2)), "b2": np.zeros(1)}},
        ),
    ),
    hints=(
        "XOR means: at least one of the two, but not both. Which two gates of lesson 02 does this sentence name?",
        "Let the first hidden neuron be OR, with weights 2, 2 and bias -1, and the second AND, with weights 2, 2 "
        "and bias -3. The output has to fire if the first fires and the second does not. So what sign has the "
        "weight of the second?",
        "W1 is [[2, 2], [2, 2]], and b1 is [-1, -3]. The output has weights 2 and -2. Its weighted input has to be "
        "above 0 if the hidden outputs are (1, 0), and below 0 if they are (0, 0) or (1, 1). Which b2 does that?",
    ),
)
