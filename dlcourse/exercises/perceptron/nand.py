"""`nand` of lesson 02."""

import numpy as np

from dlcourse import perceptron as maths
from dlcourse.checker import Case, Exercise, Mistake
from dlcourse.checker.words import shaped
from dlcourse.exercises.perceptron import CORNERS


def _weights_are_two(shapes):
    weights, bias = shapes
    if weights != (2,):
        return f"`w_nand` {shaped(weights)}. Two weights were asked for, one for each input, as in `np.array([1, 1])`."
    if bias != ():
        return f"`b_nand` has shape {bias}; a single number was asked for."
    return None


def _is_nand(labels, X):
    for label, (x1, x2) in zip(labels, X, strict=True):
        if label != 1 - x1 * x2:
            return f"NAND({x1}, {x2}) is {1 - x1 * x2}, but with your weights and bias the perceptron says {label}."
    return None


def _gate(w, b):
    return {"w_nand": np.array(w), "b_nand": b}


EXERCISE = Exercise(
    id="nand",
    worth="The size of the weights does not matter, as long as (1, 1) is the only input with a score of 0 or below.",
    reference={"w_nand": maths.NAND.w, "b_nand": maths.NAND.b},
    cases=(
        Case("np.shape(w_nand), np.shape(b_nand)", "two weights and one bias", judge=_weights_are_two),
        Case(
            "[int(np.dot(w_nand, x) + b_nand > 0) for x in X]",
            "NAND is 0 if both inputs are 1, and 1 otherwise",
            judge=_is_nand,
            only=True,
            X=CORNERS,
        ),
    ),
    mistakes=(
        Mistake(
            "and",
            "Looks like: AND. NAND is its opposite: turn the sign of both weights and of the bias.",
            _gate([2, 2], -3),
        ),
        Mistake(
            "or",
            "Looks like: OR. NAND is 0 when both inputs are 1, so the weights have to be negative.",
            _gate([2, 2], -1),
        ),
        Mistake(
            "nor",
            "Looks like: NOR, where a single 1 is enough to make the output 0. With a single 1 the score has to stay above 0: take a larger bias, or weights nearer to 0. (A score of exactly 0 is class 0.)",
            _gate([-2, -2], 1),
        ),
        Mistake(
            "always-1",
            "Looks like: the output is always 1. With both inputs at 1 the score has to be 0 or less: take a smaller bias, or more negative weights.",
            _gate([-1, -1], 3),
        ),
        Mistake(
            "always-0",
            "Looks like: the output is always 0. With both inputs at 0 the score is the bias alone, and NAND(0, 0) is 1. What does that say about the bias?",
            _gate([-2, -2], -3),
        ),
        Mistake(
            "one-input",
            "Looks like: only one of the two inputs has an influence. Both weights have to be negative.",
            _gate([-2, 0], 1),
            _gate([0, -2], 1),
        ),
        Mistake(
            "one-input-as-it-is",
            "Looks like: the output repeats one of the inputs. NAND is 0 only when both are 1, so both weights have to be negative.",
            _gate([2, 0], -1),
            _gate([0, 2], -1),
        ),
    ),
    hints=(
        "There are four inputs, so there are four conditions. The first one: at (0, 0) the score is b alone, and it has to be above 0.",
        "At (0, 1) the score is w₂ + b and at (1, 0) it is w₁ + b. Both have to be above 0. At (1, 1) the score is w₁ + w₂ + b, and it has to be 0 or below. So the bias is larger than what one weight takes away, but not larger than what both take away.",
        "Take two equal weights, -v and -v. Then b has to be above v, and at most 2v. Choose any v above 0, and then b between v and 2v.",
    ),
)
