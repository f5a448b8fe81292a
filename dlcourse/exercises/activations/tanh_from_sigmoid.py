"""`tanh_from_sigmoid` of lesson 03."""

import numpy as np

from dlcourse import activations as maths
from dlcourse.checker import Case, Exercise, Mistake
from dlcourse.exercises.activations import FAR, ROWS, SCORES, WHOLE


class _Other:
    """An S-shaped function with the sigmoid's symmetry, S(-z) = 1 - S(z), that is not the sigmoid."""

    def fn(self, x):
        return 0.5 + np.arctan(x) / np.pi

    def derivative(self, x):
        return 1 / (np.pi * (1 + np.square(x)))

    def __call__(self, x):  # tells an object that is called from a number that is
        return self.fn(x)


_UNMOVED = (
    "Right values, but your Sigmoid is not in it: with another class under that name nothing changed. Build it of "
    "`Sigmoid().fn(...)`."
)


def _from_sigmoid(expression):
    """A wrong answer in surroundings of its own, where `Sigmoid` can be lent another meaning."""
    return {"tanh_from_sigmoid": eval(f"lambda x: {expression}", {"Sigmoid": maths.Sigmoid, "np": np})}


EXERCISE = Exercise(
    id="tanh_from_sigmoid",
    worth="One line shows that tanh is a sigmoid: twice as fast inside, twice as high outside, and moved down by 1.",
    reference={"tanh_from_sigmoid": maths.tanh_from_sigmoid},
    cases=(
        Case("tanh_from_sigmoid(x)", "five scores", x=SCORES),
        Case("tanh_from_sigmoid(x)", "any shape: here two rows of three", x=ROWS),
        Case("tanh_from_sigmoid(x)", "a single number gives a single number", x=0.75),
        Case("tanh_from_sigmoid(x)", "whole numbers", x=WHOLE),
        Case("tanh_from_sigmoid(x)", "scores far out, without a warning", x=FAR, quiet=True),
        Case(
            "tanh_from_sigmoid(x)",
            "a trial with another S-shaped function in the place of your Sigmoid: what is built of it has to change with it",
            lend={"Sigmoid": _Other},
            unmoved=_UNMOVED,
            x=SCORES,
        ),
    ),
    mistakes=(
        Mistake(
            "without-sigmoid",
            "Looks like: tanh worked out without your Sigmoid. The point is that it *is* a sigmoid, stretched and moved: call "
            "`Sigmoid().fn(...)`.",
            _from_sigmoid("np.tanh(x)"),
            _from_sigmoid("2 / (1 + np.exp(-2 * x)) - 1"),
            _from_sigmoid("(np.exp(x) - np.exp(-x)) / (np.exp(x) + np.exp(-x))"),
        ),
        Mistake(
            "no-two-inside",
            "Looks like: 2σ(z) - 1, which climbs half as fast as tanh. The score is doubled as well: σ(2z).",
            _from_sigmoid("2 * Sigmoid().fn(x) - 1"),
        ),
        Mistake(
            "no-two-outside",
            "Looks like: σ(2z) - 1, which runs from -1 to 0. Tanh is twice as high.",
            _from_sigmoid("Sigmoid().fn(2 * x) - 1"),
        ),
        Mistake(
            "no-two-at-all",
            "Looks like: σ(z) - 1. Both twos are missing: one makes it twice as fast, the other twice as high.",
            _from_sigmoid("Sigmoid().fn(x) - 1"),
        ),
        Mistake(
            "no-shift",
            "Looks like: 2σ(2z), which runs from 0 to 2. Move it down by 1.",
            _from_sigmoid("2 * Sigmoid().fn(2 * x)"),
        ),
        Mistake(
            "plus-one",
            "Looks like: the 1 is added. It moves the curve up, to between 1 and 3; it has to go down by 1.",
            _from_sigmoid("2 * Sigmoid().fn(2 * x) + 1"),
        ),
        Mistake(
            "shift-first",
            "Looks like: moved down by 1 before it is doubled, so it runs from -2 to 0. Double first: 2σ(2z) - 1.",
            _from_sigmoid("2 * (Sigmoid().fn(2 * x) - 1)"),
        ),
        Mistake(
            "halved-inside",
            "Looks like: σ(z/2). To climb faster the score is doubled, not halved.",
            _from_sigmoid("2 * Sigmoid().fn(x / 2) - 1"),
        ),
        Mistake(
            "shift-inside",
            "Looks like: the 1 is inside the sigmoid, which moves the curve sideways. Take it off the result.",
            _from_sigmoid("2 * Sigmoid().fn(2 * x - 1)"),
            _from_sigmoid("Sigmoid().fn(2 * x - 1)"),
        ),
        Mistake(
            "mirrored",
            "Looks like: -tanh(z). Turn the sign round.",
            _from_sigmoid("1 - 2 * Sigmoid().fn(2 * x)"),
        ),
        Mistake(
            "not-a-method-of-one",
            "Looks like: `Sigmoid` is called as if it were a function, or `fn` without an object, or without its argument. First make "
            "one, `Sigmoid()`, then call its method on the scores: `Sigmoid().fn(...)`.",
            _from_sigmoid("2 * Sigmoid.fn(2 * x) - 1"),
            _from_sigmoid("2 * Sigmoid(2 * x) - 1"),
            _from_sigmoid("2 * Sigmoid()(2 * x) - 1"),
        ),
        Mistake(
            "called-a-number",
            "Looks like: a number in front of brackets. `2(...)` is a call; a product needs `*`: `2 * (...)`.",
            _from_sigmoid("int(2)(Sigmoid().fn(2 * x)) - 1"),
        ),
    ),
    hints=(
        "The sigmoid runs from 0 to 1, tanh from -1 to 1. How is it stretched, and then moved, to cover the same heights? That "
        "alone is not enough: tanh also climbs faster.",
        "Twice as high and down by 1 is 2σ(·) - 1. At 0 its slope is then 2 · ¼ = ½, and that of tanh is 1: it has to get there "
        "twice as fast, so what goes into σ is 2z.",
        "`2 * Sigmoid().fn(2 * x) - 1`.",
    ),
    needs=("sigmoid",),
    stand_ins={"Sigmoid": maths.Sigmoid},
)
