"""`softplus` of lesson 03."""

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


class Softplus:
    """φ(z) = log(1 + eᶻ): a ReLU without a corner."""

    def fn(self, x):
        """Outputs for the weighted inputs `x`, any shape."""
        return np.logaddexp(0, x)

    def derivative(self, x):
        """Slopes at the weighted inputs `x`, any shape: σ(z), between 0 and 1."""
        return course_sigmoid(x)


_make = classes("Softplus")


def _softplus(x):
    return np.logaddexp(0, x)


def _slope(x, f=None):
    return course_sigmoid(x)


_SLOPES = (
    _slope,
    lambda x, f: np.exp(x) / (1 + np.exp(x)),
    lambda x, f: 1 - 1 / (1 + np.exp(x)),
)


EXERCISE = Exercise(
    id="softplus",
    kind="further",
    worth=(
        "`np.logaddexp(0, x)` is log(e⁰ + eˣ), computed so that nothing can overflow. And the slope is a function "
        "that you have already: the sigmoid."
    ),
    reference={"Softplus": Softplus},
    cases=cases("Softplus"),
    mistakes=(
        Mistake(
            "overflow",
            "Looks like: the formula as it stands on paper. At 1000, eˣ is too large for a float and becomes "
            "infinite, and then `fn` or `derivative` is infinite or nan there. For large x take eˣ out of the sum "
            "first: 1 + eˣ = eˣ · (1 + e⁻ˣ).",
            *each(_make, (lambda x: np.log(1 + np.exp(x)), lambda x: np.log1p(np.exp(x))), _SLOPES),
            *each(_make, (_softplus,), _SLOPES[1:2]),
        ),
        Mistake(
            "overflow-without-harm",
            "Looks like: the right values, but the exponential of a large positive number overflows. "
            "{where:(`np.where` computes both of its sides, also the one that it does not use.) }An exponent that is "
            "never positive cannot overflow: `-np.abs(x)`.",
            *each(_make, (lambda x: np.where(np.asarray(x) > 20, x, np.log1p(np.exp(x))),), (_slope,)),
            _make(_softplus, lambda x, f: 1 / (1 + np.exp(-x))),
        ),
        Mistake(
            "clipped",
            "Looks like: x, or the result, is cut off at some limit, so `fn` stops growing. `fn(1000)` has to be "
            "1000, up to the last digits. For large x, log(1 + eˣ) is x + log(1 + e⁻ˣ).",
            *(
                _make(lambda x, limit=limit: np.log(1 + np.exp(np.clip(x, -limit, limit))), _slope)
                for limit in (20, 30, 50, 100, 200, 500, 600, 700, 709)
            ),
        ),
        Mistake(
            "infinity-replaced",
            "Looks like: a number instead of an infinite result, as `np.nan_to_num` does. `fn(1000)` has "
            "to be 1000. Keep the result from becoming infinite in the first place.",
            _make(lambda x: np.nan_to_num(np.log(1 + np.exp(x))), _slope),
            _make(lambda x: np.nan_to_num(np.log(1 + np.exp(x)), posinf=0.0), _slope),
        ),
        Mistake(
            "one-for-zero",
            "Looks like: log(e + eˣ), as `np.logaddexp(1, x)` gives it. The arguments of `np.logaddexp` are "
            "exponents: the 1 in the formula is e⁰, so 0 belongs there.",
            *each(_make, (lambda x: np.logaddexp(1, x),), (_slope,)),
        ),
        Mistake(
            "left-half-only",
            "Looks like: log(1 + e⁻|ˣ|) for every x. That does not overflow, but it is right for x ≤ 0 only. For x "
            "> 0, add x to it: 1 + eˣ = eˣ · (1 + e⁻ˣ), and the logarithm of a product is a sum.",
            *each(_make, (lambda x: np.log1p(np.exp(-np.abs(x))),), (_slope,)),
        ),
        Mistake(
            "x-on-the-right",
            "Looks like: x itself for x > 0. That is close to log(1 + eˣ) for large x only: log(1 + e⁻ˣ) is missing.",
            _make(lambda x: np.where(np.asarray(x) > 0, x, np.log1p(np.exp(-np.abs(x)))), _slope),
        ),
        Mistake(
            "mirrored",
            "Looks like: log(1 + e⁻ˣ), which falls from left to right. Softplus climbs: its exponent is x, without "
            "a minus.",
            *each(
                _make,
                (lambda x: np.logaddexp(0, -np.asarray(x)),),
                (_slope, lambda x, f: course_sigmoid(-np.asarray(x)), lambda x, f: -course_sigmoid(-np.asarray(x))),
            ),
        ),
        Mistake(
            "log-of-a-sum",
            "Looks like: x itself. The logarithm of a sum is not the sum of the logarithms: log(1 + eˣ) is more "
            "than log(eˣ).",
            *each(
                _make,
                (lambda x: np.array(x, dtype=float), lambda x: np.log(1) + np.log(np.exp(x))),
                (_slope, lambda x, f: np.ones(np.shape(x))),
            ),
        ),
        Mistake(
            "plain-relu",
            "Looks like: max(0, x), the ReLU. Softplus is close to it far from 0, but it has no corner: at 0 it is "
            "log 2.",
            *each(
                _make,
                (lambda x: np.maximum(x, 0),),
                (_slope, lambda x, f: np.where(np.asarray(x) > 0, 1.0, 0.0)),
            ),
        ),
        Mistake(
            "relu-slope",
            "Looks like: `derivative` gives the slopes of the ReLU, 0 and 1. Softplus has no corner: its slope "
            "grows smoothly from 0 to 1 and is ½ at 0.",
            _make(_softplus, lambda x, f: np.where(np.asarray(x) > 0, 1.0, 0.0)),
            _make(_softplus, lambda x, f: np.heaviside(x, 0.5)),
        ),
        Mistake(
            "another-logarithm",
            "Looks like: a logarithm to another base, such as `np.log10` or `np.log2`. In this course log is the "
            "natural one, `np.log`.",
            *each(
                _make,
                (lambda x: np.logaddexp(0, x) / np.log(10), lambda x: np.logaddexp(0, x) / np.log(2)),
                (_slope,),
            ),
        ),
        Mistake(
            "one-outside",
            "Looks like: the 1 is outside the logarithm, log(eˣ) + 1 = x + 1. It belongs inside: log(1 + eˣ).",
            *each(
                _make,
                (lambda x: 1.0 + np.asarray(x), lambda x: 1 + np.log(np.exp(x))),
                (_slope, lambda x, f: np.ones(np.shape(x))),
            ),
        ),
        Mistake(
            "falling-slope",
            "Looks like: 1 / (1 + eˣ) for the slope. The derivative of log(u) is u′ / u. Here u is 1 + eˣ, so u′ = "
            "eˣ belongs above the line.",
            _make(_softplus, lambda x, f: course_sigmoid(-np.asarray(x))),
        ),
        Mistake(
            "inner-slope-alone",
            "Looks like: eˣ for the slope. That is u′, the derivative of u = 1 + eˣ. The derivative of log(u) is u′ "
            "/ u.",
            _make(_softplus, lambda x, f: np.exp(x)),
        ),
        Mistake(
            "brackets",
            "Looks like: brackets are missing, as in `np.exp(x) / 1 + np.exp(x)`, which divides by 1 and then adds. "
            "The whole sum belongs below the line: `/ (1 + np.exp(x))`.",
            _make(_softplus, lambda x, f: np.exp(x) / 1 + np.exp(x)),
        ),
        Mistake(
            "slope-of-sigmoid",
            "Looks like: σ(x) · (1 - σ(x)), the slope of the sigmoid. That is one derivative too many: the slope of "
            "softplus is simpler.",
            _make(_softplus, lambda x, f: times_rest(x, course_sigmoid)),
        ),
        Mistake(
            "sigmoid-rule-on-softplus",
            "Looks like: a · (1 - a), with a the output of softplus. That rule holds for the sigmoid's own output "
            "only.",
            _make(_softplus, times_rest),
        ),
        Mistake(
            "slope-of-a",
            "Looks like: the slope at the *output*, σ(fn(x)). `derivative` is given the weighted input: use x as "
            "it comes.",
            _make(_softplus, lambda x, f: course_sigmoid(f(x))),
        ),
        Mistake(
            "exchanged",
            "Looks like: `fn` gives the sigmoid, which is the slope. `fn` has to return log(1 + eˣ).",
            *each(_make, (course_sigmoid,), (_slope, times_rest, lambda x, f: _softplus(x))),
        ),
        Mistake("math-module", MATH, _make(lambda x: math.log(1 + math.exp(x)), _slope)),
        Mistake(
            "if-on-array",
            IF,
            *(
                _make(by_branches(right, lambda x: np.log1p(np.exp(x))), _slope)
                for right in (lambda x: x + np.log1p(np.exp(-x)), lambda x: x)
            ),
        ),
        Mistake("difference-quotient", QUOTIENT, *quotients(_make, _softplus)),
    ),
    hints=(
        Hint(
            "For large x, log(1 + eˣ) is almost x, so the result is not too large. Which step of the calculation "
            "overflows?",
            "fn",
        ),
        Hint(
            "Take eˣ out of the sum: log(1 + eˣ) = x + log(1 + e⁻ˣ). The right side is safe for x > 0, the left side "
            "for x ≤ 0. Both are max(x, 0) + log(1 + e), with `e = np.exp(-np.abs(x))`.",
            "fn",
        ),
        Hint(
            "`fn` returns `np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))`, where `np.log1p(t)` is log(1 + t). "
            "NumPy has all of it in one function, `np.logaddexp`.",
            "fn",
        ),
        Hint(
            "Work out the slope on paper first: the derivative of log(u) is u′ / u. You have met the function that "
            "comes out.",
            "derivative",
        ),
        Hint(
            "The slope is eˣ / (1 + eˣ), which is σ(x).",
            "derivative",
        ),
        Hint(
            "`derivative` returns what your `Sigmoid().fn(x)` returns.",
            "derivative",
        ),
    ),
    needs=("sigmoid",),
    stand_ins={"Sigmoid": maths.Sigmoid},
)
