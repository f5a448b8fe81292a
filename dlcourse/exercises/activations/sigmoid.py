"""`sigmoid` of lesson 03."""

import math

import numpy as np

from dlcourse import activations as maths
from dlcourse.checker import Exercise, Mistake
from dlcourse.exercises.activations import (
    IF,
    MATH,
    QUOTIENT,
    by_branches,
    cases,
    classes,
    course_sigmoid,
    each,
    quotients,
    times_rest,
)

_make_sigmoid = classes("Sigmoid")


def _sigmoid_slope(x, f=None):
    return maths.Sigmoid().derivative(x)


EXERCISE = Exercise(
    id="sigmoid",
    worth=(
        "exp is only ever asked for numbers of at most 0, by way of `-np.abs(x)`, so nothing can overflow. Both "
        "sides share that one exp."
    ),
    reference={"Sigmoid": maths.Sigmoid},
    cases=cases("Sigmoid"),
    mistakes=(
        Mistake(
            "overflow",
            "Looks like: `np.exp` of a large positive number, somewhere. (`np.where` works out both of its branches, the one that "
            "it throws away too.) An exponent that is never positive cannot overflow: `-np.abs(x)`.",
            *each(
                _make_sigmoid,
                (lambda x: 1 / (1 + np.exp(-x)), lambda x: np.exp(x) / (1 + np.exp(x))),
                (
                    times_rest,
                    lambda x, f: np.exp(-x) / (1 + np.exp(-x)) ** 2,
                    lambda x, f: np.exp(x) / (1 + np.exp(x)) ** 2,
                    lambda x, f: np.exp(-x) * f(x) ** 2,
                    lambda x, f: 1 / (2 + np.exp(x) + np.exp(-x)),
                ),
            ),
        ),
        Mistake(
            "slope-of-a",
            "Looks like: `derivative` takes x for the activation, x · (1 - x). It is given the score z: work out "
            "`a = self.fn(x)` first.",
            _make_sigmoid(course_sigmoid, lambda x, f: x * (1 - x)),
        ),
        Mistake(
            "fn-twice",
            "Looks like: σ is applied twice, so this is the slope at σ(z) in the place of z. Call `self.fn` once, on x.",
            _make_sigmoid(course_sigmoid, lambda x, f: times_rest(f(x), f)),
        ),
        Mistake(
            "no-product",
            "Looks like: half of the product. The slope is σ(z) *times* what it lacks to 1: σ(z) · (1 - σ(z)).",
            _make_sigmoid(course_sigmoid, lambda x, f: 1 - f(x)),
            _make_sigmoid(course_sigmoid, lambda x, f: f(x)),
        ),
        Mistake(
            "downhill",
            "Looks like: σ(z) · (σ(z) - 1), a slope below 0. The sigmoid climbs everywhere: turn the difference round.",
            _make_sigmoid(course_sigmoid, lambda x, f: f(x) * (f(x) - 1)),
        ),
        Mistake(
            "slope-of-tanh",
            "Looks like: 1 - a², the slope of tanh. The sigmoid's is a · (1 - a).",
            _make_sigmoid(course_sigmoid, lambda x, f: 1 - f(x) ** 2),
        ),
        Mistake(
            "brackets",
            "Looks like: brackets are missing. `1 / 1 + np.exp(-x)` divides first; the whole of `(1 + ...)` belongs under the 1.",
            *each(_make_sigmoid, (lambda x: 1 / 1 + np.exp(-x),), (times_rest, _sigmoid_slope)),
        ),
        Mistake(
            "mirrored",
            "Looks like: σ(-z), which falls where σ(z) climbs. A large score gives an activation near 1: look at the sign of the "
            "exponent, or at which branch is which.",
            *each(
                _make_sigmoid, (lambda x: course_sigmoid(-np.asarray(x)),), (times_rest, lambda x, f: -times_rest(x, f))
            ),
        ),
        Mistake(
            "right-half-only",
            "Looks like: 1 / (1 + e⁻|ᶻ|) for every score. That is right for x ≥ 0 only; for x < 0 it is e / (1 + e), with "
            "`e = np.exp(-np.abs(x))`.",
            *each(_make_sigmoid, (lambda x: 1 / (1 + np.exp(-np.abs(x))),), (times_rest, _sigmoid_slope)),
        ),
        Mistake(
            "minus-below",
            "Looks like: 1 - e⁻ᶻ below the line. It is a sum, so that it is never 0: 1 + e⁻ᶻ.",
            *each(_make_sigmoid, (lambda x: 1 / (1 - np.exp(-x)),), (times_rest, _sigmoid_slope)),
        ),
        Mistake(
            "twice-as-fast",
            "Looks like: σ(2z), twice as steep. Out of tanh the sigmoid is (1 + tanh(z/2)) / 2: the half goes inside as well.",
            *each(
                _make_sigmoid,
                (lambda x: (1 + np.tanh(x)) / 2,),
                (times_rest, _sigmoid_slope, lambda x, f: 2 * times_rest(x, f)),
            ),
        ),
        Mistake(
            "tanh-instead",
            "Looks like: tanh, which runs from -1 to 1. The sigmoid runs from 0 to 1.",
            *each(_make_sigmoid, (np.tanh,), (times_rest, _sigmoid_slope, lambda x, f: 1 - f(x) ** 2)),
        ),
        Mistake("math-module", MATH, _make_sigmoid(lambda x: 1 / (1 + math.exp(-x)), times_rest)),
        Mistake(
            "if-on-array",
            IF,
            _make_sigmoid(
                by_branches(lambda x: 1 / (1 + np.exp(-x)), lambda x: np.exp(x) / (1 + np.exp(x))),
                times_rest,
            ),
        ),
        Mistake("difference-quotient", QUOTIENT, *quotients(_make_sigmoid, course_sigmoid)),
        Mistake(
            "matrix-product",
            "Looks like: a product of vectors or matrices, `@` or `np.dot`, which adds up. Slopes are worked out entry by entry: `*` or `**`.",
            _make_sigmoid(course_sigmoid, lambda x, f: np.dot(f(x), 1 - f(x))),
            _make_sigmoid(course_sigmoid, lambda x, f: f(x) @ (1 - f(x))),
            _make_sigmoid(course_sigmoid, lambda x, f: np.dot(f(x).T, 1 - f(x))),
        ),
        Mistake(
            "score-in-the-slope",
            "Looks like: σ(z) times 1 - z. It is the activation that is taken from 1: a (1 - a).",
            _make_sigmoid(course_sigmoid, lambda x, f: f(x) * (1 - x)),
        ),
    ),
    hints=(
        "Below the line there is a sum, 1 + e⁻ᶻ. Which scores make e⁻ᶻ too large for a float? For those, multiply above and below "
        "by eᶻ: the same function, written eᶻ / (1 + eᶻ).",
        "Both forms need only e⁻|ᶻ|, which is at most 1: `e = np.exp(-np.abs(x))`. For x ≥ 0 the result is 1 / (1 + e), otherwise "
        "e / (1 + e). `np.where(condition, one, other)` chooses entry by entry.",
        "`e = np.exp(-np.abs(x))`, then `np.where(x >= 0, 1, e) / (1 + e)`. In `derivative`: `a = self.fn(x)`, then `a * (1 - a)`.",
    ),
)
