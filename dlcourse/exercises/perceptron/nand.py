"""`nand` of lesson 02."""

import numpy as np

from dlcourse import perceptron as maths
from dlcourse.checker import Case, Exercise, Mistake
from dlcourse.exercises.perceptron import CORNERS


def _weights_are_two(shapes):
    weights, bias = shapes
    if weights != (2,):
        return (
            f"`w_nand` has shape {weights}. Two weights were asked for, one for each input, as in `np.array([1, 1])`."
        )
    if bias != ():
        return f"`b_nand` has shape {bias}. It is a single number."
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
    worth="Weights of any size will do, as long as only (1, 1) ends up at 0 or below.",
    reference={"w_nand": maths.NAND.w, "b_nand": maths.NAND.b},
    cases=(
        Case("np.shape(w_nand), np.shape(b_nand)", "two weights and one bias", judge=_weights_are_two),
        Case(
            "[int(np.dot(w_nand, x) + b_nand > 0) for x in X]",
            "NAND is 0 if both inputs are 1, and 1 otherwise",
            judge=_is_nand,
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
            "Looks like: OR. NAND has to fall silent when *both* inputs are 1, so the weights have to be negative.",
            _gate([2, 2], -1),
        ),
        Mistake(
            "nor",
            "Looks like: NOR, which one input alone can silence. A single 1 should leave the score above 0: a larger bias, or weights nearer to 0. "
            "(A score of exactly 0 is class 0.)",
            _gate([-2, -2], 1),
        ),
        Mistake(
            "always-1",
            "Looks like: it always fires. With both inputs at 1 the score has to be 0 or less: a smaller bias, or more "
            "negative weights.",
            _gate([-1, -1], 3),
        ),
        Mistake(
            "always-0",
            "Looks like: it never fires. With both inputs at 0 the score is the bias alone, and NAND(0, 0) is 1. What does "
            "that say of the bias?",
            _gate([-2, -2], -3),
        ),
        Mistake(
            "one-input",
            "Looks like: only one of the two inputs is heard. Both weights have to be negative.",
            _gate([-2, 0], 1),
            _gate([0, -2], 1),
        ),
        Mistake(
            "one-input-as-it-is",
            "Looks like: it repeats one of its inputs. NAND falls silent when both are 1: both weights have to be negative.",
            _gate([2, 0], -1),
            _gate([0, 2], -1),
        ),
    ),
    hints=(
        "Four inputs, four conditions. The first: at (0, 0) the score is b alone, and it has to be above 0.",
        "At (0, 1) the score is w₂ + b and at (1, 0) it is w₁ + b: both above 0. At (1, 1) it is w₁ + w₂ + b: 0 or below. "
        "So one negative weight must not be enough to pull the bias down, but two must.",
        "Take two equal weights -v. Then b has to be above v, and at most 2v. Choose any v above 0, and b between the two.",
    ),
)
