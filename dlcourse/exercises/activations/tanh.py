"""`tanh` of lesson 03."""

import math

import numpy as np

from dlcourse import activations as maths
from dlcourse.checker import Exercise, Hint, Mistake
from dlcourse.exercises.activations import MATH, QUOTIENT, cases, classes, course_sigmoid, each, quotients, times_rest

_make_tanh = classes("Tanh")


def _tanh_slope(x, f=None):
    return maths.Tanh().derivative(x)


def _one_minus_square(x, f):
    return 1 - f(x) ** 2


def _by_hyperbolas(x, f):
    return (np.cosh(x) ** 2 - np.sinh(x) ** 2) / np.cosh(x) ** 2


EXERCISE = Exercise(
    id="tanh",
    worth="The slope is computed from the output a, as 1 - a². So tanh itself stands in one place only.",
    reference={"Tanh": maths.Tanh},
    cases=cases("Tanh"),
    mistakes=(
        Mistake(
            "overflow",
            "Looks like: an overflow. eᶻ is infinite for a large weighted input, and infinity divided by infinity "
            "is nan. `np.cosh` and `np.sinh` overflow, too. `np.tanh` does not.",
            *each(
                _make_tanh,
                (
                    lambda x: (np.exp(x) - np.exp(-x)) / (np.exp(x) + np.exp(-x)),
                    lambda x: (np.exp(2 * x) - 1) / (np.exp(2 * x) + 1),
                    lambda x: (1 - np.exp(-2 * x)) / (1 + np.exp(-2 * x)),
                ),
                (_one_minus_square, lambda x, f: 1 / np.cosh(x) ** 2, _by_hyperbolas),
            ),
            *each(_make_tanh, (np.tanh,), (_by_hyperbolas,)),
        ),
        Mistake(
            "overflow-without-harm",
            "Looks like: exp, sinh or cosh of a large number, which overflows. The result comes out right all the "
            "same, but NumPy warns. `np.tanh` does not overflow.",
            *each(
                _make_tanh,
                (np.tanh, lambda x: 2 / (1 + np.exp(-2 * x)) - 1),
                (lambda x, f: 1 / np.cosh(x) ** 2,),
            ),
            *each(_make_tanh, (lambda x: 2 / (1 + np.exp(-2 * x)) - 1,), (_one_minus_square,)),
        ),
        Mistake(
            "caret",
            "Looks like: `^` for a power. In Python `^` compares bits. A power is `**`.",
            _make_tanh(np.tanh, lambda x, f: 1 - f(x) ^ 2),
        ),
        Mistake(
            "slope-of-a",
            "Looks like: `derivative` takes x for the output and returns 1 - x². But x is the weighted input z: "
            "compute `a = self.fn(x)` first.",
            _make_tanh(np.tanh, lambda x, f: 1 - x**2),
        ),
        Mistake(
            "fn-twice",
            "Looks like: tanh is applied twice, so this is the slope at tanh(z) and not at z. Call `self.fn` once, "
            "on x.",
            _make_tanh(np.tanh, lambda x, f: 1 - f(f(x)) ** 2),
        ),
        Mistake(
            "no-square",
            "Looks like: the square is missing. The slope is 1 - tanh²(z).",
            _make_tanh(np.tanh, lambda x, f: 1 - f(x)),
        ),
        Mistake(
            "square-inside",
            "Looks like: the weighted input is squared, tanh(z²). But tanh²(z) means tanh(z) times itself: square "
            "the result.",
            _make_tanh(np.tanh, lambda x, f: 1 - f(x**2)),
        ),
        Mistake(
            "downhill",
            "Looks like: tanh²(z) - 1, which is negative. But tanh rises everywhere, so its slope is positive: 1 - "
            "tanh²(z).",
            _make_tanh(np.tanh, lambda x, f: f(x) ** 2 - 1),
        ),
        Mistake(
            "square-of-difference",
            "Looks like: (1 - tanh(z))². Only tanh is squared: 1 - tanh²(z).",
            _make_tanh(np.tanh, lambda x, f: (1 - f(x)) ** 2),
        ),
        Mistake(
            "slope-of-sigmoid",
            "Looks like: a · (1 - a), which is the slope of the sigmoid. The slope of tanh is 1 - a².",
            _make_tanh(np.tanh, times_rest),
        ),
        Mistake(
            "half-as-fast",
            "Looks like: tanh(z/2), which is 2σ(z) - 1. Inside the sigmoid, z has to be doubled: 2σ(2z) - 1.",
            *each(_make_tanh, (lambda x: np.tanh(np.asarray(x) / 2),), (_one_minus_square, _tanh_slope)),
        ),
        Mistake(
            "sigmoid-instead",
            "Looks like: a sigmoid, between 0 and 1. Tanh runs from -1 to 1, and is 0 at 0.",
            *each(
                _make_tanh,
                (course_sigmoid, lambda x: course_sigmoid(2 * np.asarray(x))),
                (_one_minus_square, _tanh_slope, times_rest),
            ),
        ),
        Mistake(
            "mirrored",
            "Looks like: -tanh(z), which falls where tanh rises. In the formula, the difference above the line is "
            "eᶻ - e⁻ᶻ.",
            *each(_make_tanh, (lambda x: np.tanh(-np.asarray(x)),), (_one_minus_square, lambda x, f: f(x) ** 2 - 1)),
        ),
        Mistake(
            "upside-down",
            "Looks like: 1 / tanh(z). The sum and the difference have changed places: the difference belongs above "
            "the line.",
            *each(_make_tanh, (lambda x: 1 / np.tanh(x),), (_one_minus_square, _tanh_slope)),
        ),
        Mistake(
            "another-function",
            "Looks like: another function with a similar name. `np.tan` is the tangent; `np.arctan` and "
            "`np.arctanh` are inverse functions. The hyperbolic tangent is `np.tanh`.",
            *each(_make_tanh, (np.tan, np.arctan, np.arctanh), (_one_minus_square, _tanh_slope)),
        ),
        Mistake("math-module", MATH, _make_tanh(math.tanh, _one_minus_square)),
        Mistake("difference-quotient", QUOTIENT, *quotients(_make_tanh, np.tanh)),
        Mistake(
            "matrix-product",
            "Looks like: a product of vectors or matrices, such as `@` or `np.dot`, which multiplies and adds up. "
            "Every entry of x has its own slope: use `*` or `**`.",
            _make_tanh(np.tanh, lambda x, f: 1 - np.dot(f(x).T, f(x))),
            _make_tanh(np.tanh, lambda x, f: 1 - np.dot(f(x), f(x))),
            _make_tanh(np.tanh, lambda x, f: 1 - f(x) @ f(x)),
        ),
        Mistake(
            "times-z",
            "Looks like: the slope times z. `derivative` returns the slope alone.",
            _make_tanh(np.tanh, lambda x, f: (1 - f(x) ** 2) * x),
        ),
    ),
    hints=(
        Hint(
            "NumPy has a function for tanh, and it does not overflow.",
            "fn",
        ),
        Hint(
            "`fn` returns `np.tanh(x)`, which takes arrays of any shape.",
            "fn",
        ),
        Hint(
            "The slope of tanh at z can be computed from its output a = tanh(z) alone. Which formula does the lesson "
            "give for it? And what is x here, z or a?",
            "derivative",
        ),
        Hint(
            "The slope at z is 1 minus the square of tanh(z). `self.fn(x)` calls your `fn`.",
            "derivative",
        ),
        Hint(
            "`derivative` returns `1 - self.fn(x) ** 2`.",
            "derivative",
        ),
    ),
)
