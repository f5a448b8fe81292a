"""`sigmoid` of lesson 03."""

import math

import numpy as np

from dlcourse import activations as maths
from dlcourse.checker import Exercise, Hint, Mistake
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
        "`np.exp` only ever gets numbers of at most 0, because of `-np.abs(x)`. So nothing can overflow. Both "
        "sides, x ≥ 0 and x < 0, use the same e."
    ),
    reference={"Sigmoid": maths.Sigmoid},
    cases=cases("Sigmoid"),
    mistakes=(
        Mistake(
            "overflow",
            "Looks like: the exponential of a large positive number, somewhere. {where:(`np.where` computes both of "
            "its sides, also the one that it does not use.) }An exponent that is never positive cannot overflow: "
            "`-np.abs(x)`.",
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
            "Looks like: `derivative` takes x for the output and returns x · (1 - x). But x is the weighted input "
            "z: compute `a = self.fn(x)` first.",
            _make_sigmoid(course_sigmoid, lambda x, f: x * (1 - x)),
        ),
        Mistake(
            "fn-twice",
            "Looks like: σ is applied twice, so this is the slope at σ(z) and not at z. Call `self.fn` once, on x.",
            _make_sigmoid(course_sigmoid, lambda x, f: times_rest(f(x), f)),
        ),
        Mistake(
            "no-product",
            "Looks like: only one of the two factors. The slope is the product of both: σ(z) · (1 - σ(z)).",
            _make_sigmoid(course_sigmoid, lambda x, f: 1 - f(x)),
            _make_sigmoid(course_sigmoid, lambda x, f: f(x)),
        ),
        Mistake(
            "downhill",
            "Looks like: σ(z) · (σ(z) - 1), which is negative. But the sigmoid rises everywhere, so its slope is "
            "positive: 1 - σ(z), not σ(z) - 1.",
            _make_sigmoid(course_sigmoid, lambda x, f: f(x) * (f(x) - 1)),
        ),
        Mistake(
            "slope-of-tanh",
            "Looks like: 1 - a², which is the slope of tanh. The slope of the sigmoid is a · (1 - a).",
            _make_sigmoid(course_sigmoid, lambda x, f: 1 - f(x) ** 2),
        ),
        Mistake(
            "brackets",
            "Looks like: brackets are missing, as in `1 / 1 + np.exp(-x)`, which divides 1 by 1 and then adds. The "
            "whole sum belongs below the line: `1 / (1 + np.exp(-x))`.",
            *each(_make_sigmoid, (lambda x: 1 / 1 + np.exp(-x),), (times_rest, _sigmoid_slope)),
        ),
        Mistake(
            "mirrored",
            "Looks like: σ(-z), which falls where σ(z) rises. A large weighted input has to give an output near 1. "
            "Is the minus in the exponent missing{where:, or have the two sides of `np.where` changed places}? The formula "
            "is 1 / (1 + e⁻ᶻ).",
            *each(
                _make_sigmoid,
                (lambda x: course_sigmoid(-np.asarray(x)),),
                (times_rest, lambda x, f: -times_rest(x, f)),
            ),
        ),
        Mistake(
            "right-half-only",
            "Looks like: 1 / (1 + e⁻|ᶻ|) everywhere. That is right for x ≥ 0 only. For x < 0 the result is e / (1 + "
            "e), with `e = np.exp(-np.abs(x))`.",
            *each(_make_sigmoid, (lambda x: 1 / (1 + np.exp(-np.abs(x))),), (times_rest, _sigmoid_slope)),
        ),
        Mistake(
            "minus-below",
            "Looks like: 1 - e⁻ᶻ below the line, which is 0 for z = 0. A sum belongs there: 1 + e⁻ᶻ.",
            *each(_make_sigmoid, (lambda x: 1 / (1 - np.exp(-x)),), (times_rest, _sigmoid_slope)),
        ),
        Mistake(
            "twice-as-fast",
            "Looks like: σ(2z), which rises twice as fast. Made from tanh, the sigmoid is (1 + tanh(z/2)) / 2: "
            "there is a half inside as well.",
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
            "Looks like: a product of vectors or matrices, such as `@` or `np.dot`, which multiplies and adds up. "
            "Every entry of x has its own slope: use `*` or `**`.",
            _make_sigmoid(course_sigmoid, lambda x, f: np.dot(f(x), 1 - f(x))),
            _make_sigmoid(course_sigmoid, lambda x, f: f(x) @ (1 - f(x))),
            _make_sigmoid(course_sigmoid, lambda x, f: np.dot(f(x).T, 1 - f(x))),
        ),
        Mistake(
            "score-in-the-slope",
            "Looks like: σ(z) times 1 - z. The second factor is 1 minus the *output*: a · (1 - a).",
            _make_sigmoid(course_sigmoid, lambda x, f: f(x) * (1 - x)),
        ),
    ),
    hints=(
        Hint(
            "The formula has 1 + e⁻ᶻ below the line. For which weighted inputs is e⁻ᶻ too large for a float? For "
            "those, multiply by eᶻ above and below the line. It is the same function, now written as eᶻ / (1 + eᶻ).",
            "fn",
        ),
        Hint(
            "In both forms the exponential can be the same number e, which is at most 1: `e = np.exp(-np.abs(x))`. "
            "For x ≥ 0 the result is 1 / (1 + e), and for x < 0 it is e / (1 + e). `np.where(condition, one, other)` "
            "chooses between the two, entry by entry.",
            "fn",
        ),
        Hint(
            "`fn` returns `np.where(x >= 0, 1, e) / (1 + e)`, with `e = np.exp(-np.abs(x))`.",
            "fn",
        ),
        Hint(
            "The slope of the sigmoid at z can be computed from its output a = σ(z) alone. Which formula does the "
            "lesson give for it? And what is x here, z or a?",
            "derivative",
        ),
        Hint(
            "The slope is a · (1 - a), and x is the weighted input z. So compute the output first: `self.fn(x)` "
            "calls your `fn`.",
            "derivative",
        ),
        Hint(
            "`derivative` begins with `a = self.fn(x)`, and returns `a * (1 - a)`.",
            "derivative",
        ),
    ),
)
