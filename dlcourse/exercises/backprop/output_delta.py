"""`output_delta` of lesson 07."""

import numpy as np

from dlcourse import backprop as maths
from dlcourse.activations import Arctan, Identity, ReLU, Sigmoid, Tanh
from dlcourse.checker import Case, Exercise, Mistake, draws
from dlcourse.exercises.backprop import ACTIVATIONS

_numbers = draws(7)


def _output(f):
    return {"output_delta": f}


def _output_case(name, why, z, y):
    kind = {"Sigmoid": Sigmoid, "Tanh": Tanh, "ReLU": ReLU, "Identity": Identity, "Arctan": Arctan}[name]
    return Case(f"output_delta(a, y, z, {name}())", why, a=kind().fn(z), y=y, z=z, **{name: kind})


_z, _y = _numbers(5, 2), _numbers(5, 2)

EXERCISE = Exercise(
    id="output_delta",
    worth="It is the chain rule in one line: how the loss changes with a, times how a changes with z, entry by entry.",
    reference={"output_delta": maths.output_delta},
    stand_ins=ACTIVATIONS,
    cases=(
        _output_case(
            "Sigmoid",
            "by hand: (0.5 - 1) · 0.25 = -0.125, and (0.5 - 0) · 0.25",
            np.zeros((1, 2)),
            np.array([[1.0, 0.0]]),
        ),
        _output_case("Sigmoid", "five examples, two outputs", _z, _y),
        _output_case("Tanh", "another activation", _z, _y),
        _output_case("Identity", "the slope is 1 everywhere", _z, _y),
        _output_case("ReLU", "a slope of 0 where z is below 0", _z, _y),
        _output_case("Arctan", "an activation that you have not seen in code", _z, _y),
        _output_case("Tanh", "a single output", _z[:, :1], _y[:, :1]),
        _output_case("Sigmoid", "saturated: z = ±30", np.array([[30.0, -30.0]]), np.array([[0.0, 1.0]])),
    ),
    mistakes=(
        Mistake(
            "slope-at-a",
            "Looks like: the slope is computed from a. In this course it takes z: `activation.derivative(z)`. (With "
            "a, Python gives no error message, but the slope is wrong.)",
            _output(lambda a, y, z, activation: (a - y) * activation.derivative(a)),
        ),
        Mistake(
            "target-minus-output",
            "Looks like: y - a in place of a - y, or the two come in the other order: the first argument is the output a, and the second is the target y. The slope of "
            "½(a - y)² in a is a - y: if the output is too high, raising it makes the loss worse.",
            _output(lambda a, y, z, activation: (y - a) * activation.derivative(z)),
        ),
        Mistake(
            "no-slope",
            "Looks like: a - y alone. That is ∂C/∂a. For ∂C/∂z multiply it by the slope of the activation, φ′(z).",
            _output(lambda a, y, z, activation: a - y),
        ),
        Mistake(
            "brackets",
            "Looks like: brackets are missing. In `a - y * slope` only y is multiplied, because `*` is worked out before `-`. The difference "
            "belongs in brackets: `(a - y) * ...`.",
            _output(lambda a, y, z, activation: a - y * activation.derivative(z)),
        ),
        Mistake(
            "two",
            "Looks like: 2(a - y). The ½ in the loss of this course cancels the 2.",
            _output(lambda a, y, z, activation: 2 * (a - y) * activation.derivative(z)),
        ),
        Mistake(
            "half",
            "Looks like: the ½ was kept. In the slope of ½(a - y)² it has cancelled the 2: what is left is a - y.",
            _output(lambda a, y, z, activation: 0.5 * (a - y) * activation.derivative(z)),
        ),
        Mistake(
            "loss-itself",
            "Looks like: the loss (a - y)² in place of its slope, a - y.",
            _output(lambda a, y, z, activation: 0.5 * (a - y) ** 2 * activation.derivative(z)),
            _output(lambda a, y, z, activation: (a - y) ** 2 * activation.derivative(z)),
            _output(lambda a, y, z, activation: 0.5 * np.sum((a - y) ** 2) * activation.derivative(z)),
        ),
        Mistake(
            "mean-taken",
            "Looks like: divided by the number of examples. Not yet: here each example keeps its own error, and the mean comes "
            "in `layer_gradients`.",
            _output(lambda a, y, z, activation: (a - y) * activation.derivative(z) / len(a)),
        ),
        Mistake(
            "divided-by-outputs",
            "Looks like: divided by the number of outputs. The loss of an example is a *sum* over its outputs, so each error stays as it is.",
            _output(lambda a, y, z, activation: (a - y) * activation.derivative(z) / a.shape[1]),
        ),
        Mistake(
            "mean-over-all",
            "Looks like: divided by the number of all entries. Each error stays as it is; the mean over the examples comes in `layer_gradients`.",
            _output(lambda a, y, z, activation: (a - y) * activation.derivative(z) / a.size),
        ),
        Mistake(
            "summed",
            "Looks like: summed or averaged. Every example and every output has an error of its own: shape (n, n_out).",
            _output(lambda a, y, z, activation: ((a - y) * activation.derivative(z)).mean(axis=0)),
            _output(lambda a, y, z, activation: ((a - y) * activation.derivative(z)).sum(axis=0)),
            _output(lambda a, y, z, activation: ((a - y) * activation.derivative(z)).sum(axis=1)),
            _output(lambda a, y, z, activation: ((a - y) * activation.derivative(z)).sum()),
            _output(lambda a, y, z, activation: ((a - y) * activation.derivative(z)).mean()),
        ),
        Mistake(
            "matrix-product",
            "Looks like: a matrix product, as with `@` or `np.dot`. The sign ⊙ means entry by entry: `*`.",
            _output(lambda a, y, z, activation: (a - y) @ activation.derivative(z).T),
            _output(lambda a, y, z, activation: (a - y).T @ activation.derivative(z)),
            _output(lambda a, y, z, activation: (a - y) @ activation.derivative(z)),
            _output(lambda a, y, z, activation: np.dot(a - y, activation.derivative(z))),
        ),
        Mistake(
            "always-sigmoid",
            "Looks like: a(1 - a), the slope of the sigmoid, whatever the activation is. Use the activation that is given: "
            "`activation.derivative(z)`.",
            _output(lambda a, y, z, activation: (a - y) * a * (1 - a)),
            _output(lambda a, y, z, activation: (a - y) * Sigmoid().derivative(z)),
        ),
        Mistake(
            "fn-not-slope",
            "Looks like: the output φ(z) in place of the slope φ′(z). The slope is `activation.derivative(z)`.",
            _output(lambda a, y, z, activation: (a - y) * activation.fn(z)),
        ),
        Mistake(
            "slope-only",
            "Looks like: φ′(z) alone. It says how fast a changes with z. Times a - y, it says how fast the loss changes with z.",
            _output(lambda a, y, z, activation: activation.derivative(z)),
        ),
        Mistake(
            "divided",
            "Looks like: divided by the slope. The chain rule multiplies.",
            _output(lambda a, y, z, activation: (a - y) / activation.derivative(z)),
        ),
        Mistake(
            "sigmoid-and-sign",
            "Looks like: two things. a(1 - a) is the slope of the sigmoid, whatever the activation is: use `activation.derivative(z)`. And y - a has the wrong "
            "sign: the slope of ½(a - y)² in a is a - y.",
            _output(lambda a, y, z, activation: (y - a) * a * (1 - a)),
            _output(lambda a, y, z, activation: 2 * (y - a) * a * (1 - a)),
        ),
        Mistake(
            "sigmoid-and-two",
            "Looks like: two things. a(1 - a) is the slope of the sigmoid, whatever the activation is: use `activation.derivative(z)`. And the 2 has been "
            "cancelled by the ½ of the loss.",
            _output(lambda a, y, z, activation: 2 * (a - y) * a * (1 - a)),
        ),
        Mistake(
            "no-slope-and-sign",
            "Looks like: y - a alone. Two things: the slope of ½(a - y)² in a is a - y; and it is multiplied by the slope of the activation, φ′(z).",
            _output(lambda a, y, z, activation: y - a),
        ),
    ),
    hints=(
        "Two slopes are needed: how fast the loss changes with a, and how fast a changes with z. Multiply them, entry by entry.",
        "The slope of ½(a - y)² in a is a - y. The slope of a in z is what `activation.derivative` gives. Do you have "
        "to give it a or z?",
        "Return `(a - y) * activation.derivative(z)`. There is no sum and no mean: the shape stays (n, n_out).",
    ),
)
