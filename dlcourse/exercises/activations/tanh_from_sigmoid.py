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
    "The values are right, but your Sigmoid is not used: with another class under its name, your result did not "
    "change. Call `Sigmoid().fn(...)` in your function."
)


def _from_sigmoid(expression):
    """A wrong answer in surroundings of its own, where `Sigmoid` can be lent another meaning."""
    return {"tanh_from_sigmoid": eval(f"lambda x: {expression}", {"Sigmoid": maths.Sigmoid, "np": np})}


EXERCISE = Exercise(
    id="tanh_from_sigmoid",
    worth=(
        "This one line shows that tanh is a sigmoid: it rises twice as fast (the 2 inside), it is twice as tall "
        "(the 2 outside), and it lies lower by 1."
    ),
    reference={"tanh_from_sigmoid": maths.tanh_from_sigmoid},
    cases=(
        Case("tanh_from_sigmoid(x)", "five numbers", x=SCORES),
        Case("tanh_from_sigmoid(x)", "any shape: here two rows of three", x=ROWS),
        Case("tanh_from_sigmoid(x)", "a single number gives a single number", x=0.75),
        Case("tanh_from_sigmoid(x)", "whole numbers", x=WHOLE),
        Case("tanh_from_sigmoid(x)", "numbers far from 0, without a warning", x=FAR, quiet=True),
        Case(
            "tanh_from_sigmoid(x)",
            "another S-shaped function replaces your Sigmoid: what is made from it has to change with it",
            lend={"Sigmoid": _Other},
            unmoved=_UNMOVED,
            x=SCORES,
        ),
    ),
    mistakes=(
        Mistake(
            "without-sigmoid",
            "Looks like: tanh computed without your Sigmoid. The task is to show that tanh *is* a sigmoid, "
            "stretched and moved: call `Sigmoid().fn(...)`.",
            _from_sigmoid("np.tanh(x)"),
            _from_sigmoid("2 / (1 + np.exp(-2 * x)) - 1"),
            _from_sigmoid("(np.exp(x) - np.exp(-x)) / (np.exp(x) + np.exp(-x))"),
        ),
        Mistake(
            "no-two-inside",
            "Looks like: 2σ(z) - 1, which rises half as fast as tanh. The number inside has to be doubled as well: "
            "σ(2z).",
            _from_sigmoid("2 * Sigmoid().fn(x) - 1"),
        ),
        Mistake(
            "no-two-outside",
            "Looks like: σ(2z) - 1, which runs from -1 to 0. Tanh is twice as tall: from -1 to 1.",
            _from_sigmoid("Sigmoid().fn(2 * x) - 1"),
        ),
        Mistake(
            "no-two-at-all",
            "Looks like: σ(z) - 1. Two factors of 2 are missing: one inside, which makes the curve rise twice as "
            "fast, and one outside, which makes it twice as tall.",
            _from_sigmoid("Sigmoid().fn(x) - 1"),
        ),
        Mistake(
            "no-shift",
            "Looks like: 2σ(2z), which runs from 0 to 2. Move it down by 1.",
            _from_sigmoid("2 * Sigmoid().fn(2 * x)"),
        ),
        Mistake(
            "plus-one",
            "Looks like: 1 is added. That moves the curve up, to between 1 and 3. It has to go down by 1.",
            _from_sigmoid("2 * Sigmoid().fn(2 * x) + 1"),
        ),
        Mistake(
            "shift-first",
            "Looks like: the curve is moved down by 1 first and doubled afterwards, so it runs from -2 to 0. Double "
            "it first: 2σ(2z) - 1.",
            _from_sigmoid("2 * (Sigmoid().fn(2 * x) - 1)"),
        ),
        Mistake(
            "halved-inside",
            "Looks like: σ(z/2). To make the curve rise faster, the number inside has to be doubled, not halved.",
            _from_sigmoid("2 * Sigmoid().fn(x / 2) - 1"),
        ),
        Mistake(
            "shift-inside",
            "Looks like: the 1 is subtracted inside the sigmoid. That moves the curve to the right. Subtract 1 from "
            "the result.",
            _from_sigmoid("2 * Sigmoid().fn(2 * x - 1)"),
            _from_sigmoid("Sigmoid().fn(2 * x - 1)"),
        ),
        Mistake(
            "mirrored",
            "Looks like: -tanh(z). Change the sign of the result.",
            _from_sigmoid("1 - 2 * Sigmoid().fn(2 * x)"),
        ),
        Mistake(
            "not-a-method-of-one",
            "Looks like: `Sigmoid` is called like a function, or `fn` is called without an object or without a "
            "number. First make an object, `Sigmoid()`, then call its method: `Sigmoid().fn(...)`.",
            _from_sigmoid("2 * Sigmoid.fn(2 * x) - 1"),
            _from_sigmoid("2 * Sigmoid(2 * x) - 1"),
            _from_sigmoid("2 * Sigmoid()(2 * x) - 1"),
        ),
        Mistake(
            "called-a-number",
            "Looks like: a number in front of brackets. Python takes `2(...)` for a call of a function. A product "
            "needs `*`: `2 * (...)`.",
            _from_sigmoid("int(2)(Sigmoid().fn(2 * x)) - 1"),
        ),
    ),
    hints=(
        "The sigmoid runs from 0 to 1, and tanh runs from -1 to 1. How do you have to stretch the sigmoid, and then "
        "move it, to get the same range? One more thing is needed: tanh also rises faster.",
        "Twice as tall and lower by 1 is 2σ(·) - 1. With z inside, its slope at 0 is 2 · ¼ = ½. The slope of tanh "
        "at 0 is 1. So the curve has to rise twice as fast: 2z belongs inside.",
        "Return `2 * Sigmoid().fn(2 * x) - 1`.",
    ),
    needs=("sigmoid",),
    stand_ins={"Sigmoid": maths.Sigmoid},
)
