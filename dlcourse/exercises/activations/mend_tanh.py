"""`mend_tanh` of lesson 03."""

import math

import numpy as np

from dlcourse.checker import Case, Exercise, Mistake
from dlcourse.exercises.activations import FAR, IF, MATH, ROWS, SCORES, WHOLE, by_branches, course_sigmoid


def stable_tanh(x):
    """The hyperbolic tangent of `x`, any shape and any size."""
    return np.tanh(x)


def _tanh(f):
    return {"stable_tanh": f}


def _by_u(u):
    return (u - 1 / u) / (u + 1 / u)


def _with_sign(x):
    e = np.exp(-2 * np.abs(x))
    return (1 - e) / (1 + e)


def _covered_up(instead):
    """nan replaced by something after the event."""

    def fn(x):
        y = _by_u(np.exp(x))
        return np.where(np.isnan(y), instead(np.asarray(x)), y)

    return fn


EXERCISE = Exercise(
    id="mend_tanh",
    kind="mend",
    worth=(
        "NumPy has tanh, and has it without overflow. If you mended the formula by hand: the trick is the same as "
        "for the sigmoid, an exponent that is never positive."
    ),
    reference={"stable_tanh": stable_tanh},
    cases=(
        Case("stable_tanh(x)", "five numbers", x=SCORES),
        Case("stable_tanh(x)", "any shape: here two rows of three", x=ROWS),
        Case("stable_tanh(x)", "a single number gives a single number", x=0.75),
        Case("stable_tanh(x)", "whole numbers", x=WHOLE),
        Case(
            "stable_tanh(x)",
            "large numbers, for which the broken formula still works",
            x=np.array([-300.0, -20.0, 20.0, 300.0]),
        ),
        Case("stable_tanh(x)", "a very large number, without a warning", x=1000.0, quiet=True),
        Case("stable_tanh(x)", "a very large negative number, without a warning", x=-1000.0, quiet=True),
        Case("stable_tanh(x)", "both, and one that is not large, without a warning", x=FAR, quiet=True),
    ),
    mistakes=(
        Mistake(
            "both-ends-nan",
            "Looks like: right for small x, and nan (or infinite) at both ends. On each side there is still an "
            "exponential that is too large for a float, or a division by one that has become 0. An exponent that is "
            "never positive cannot overflow: `-np.abs(x)`.",
            _tanh(lambda x: _by_u(np.exp(x))),
            _tanh(lambda x: np.sinh(x) / np.cosh(x)),
        ),
        Mistake(
            "exponent-turned",
            "Looks like: e⁻ˣ instead of eˣ. Then the result has the wrong sign, and now the exponential is too "
            "large at -1000. An exponent that is never positive cannot overflow: `-np.abs(x)`.",
            _tanh(lambda x: _by_u(np.exp(-x))),
        ),
        Mistake(
            "right-end-nan",
            "Looks like: mended on the left side. At 1000 there is still an exponential that is too large for a "
            "float, and infinity divided by infinity is nan. Which form of the formula is safe there?",
            _tanh(lambda x: (np.exp(2 * x) - 1) / (np.exp(2 * x) + 1)),
        ),
        Mistake(
            "left-end-nan",
            "Looks like: mended on the right side. At -1000, e⁻²ˣ is too large for a float, and infinity divided by "
            "infinity is nan. Which form of the formula is safe there?",
            _tanh(lambda x: (1 - np.exp(-2 * x)) / (1 + np.exp(-2 * x))),
        ),
        Mistake(
            "overflow-without-harm",
            "Looks like: the right values, but some exponential still overflows, and NumPy warns. "
            "{where:(`np.where` computes both of its sides, also the one that it does not use.) }An exponent that is never "
            "positive cannot overflow: `-np.abs(x)`.",
            _tanh(lambda x: 2 / (1 + np.exp(-2 * x)) - 1),
            _tanh(lambda x: 1 - 2 / (1 + np.exp(2 * x))),
            _tanh(_covered_up(np.sign)),
        ),
        Mistake(
            "nan-replaced",
            "Looks like: nan is replaced by one and the same number on both sides. At 1000 the right value is 1, at "
            "-1000 it is -1. And the overflow itself should not happen.",
            _tanh(lambda x: np.nan_to_num(_by_u(np.exp(x)))),
            _tanh(_covered_up(lambda x: 1.0)),
        ),
        Mistake(
            "sign-lost",
            "Looks like: the absolute value of tanh, so the sign of x is lost: tanh is negative for negative x. "
            "`np.sign(x)` brings it back.",
            _tanh(_with_sign),
            _tanh(lambda x: np.tanh(np.abs(x))),
        ),
        Mistake(
            "sign-lost-below",
            "Looks like: minus the absolute value of tanh: the sign of x is lost, and for positive x the result has "
            "the wrong sign. `np.sign(x)` and the right order of the difference mend it.",
            _tanh(lambda x: -np.tanh(np.abs(x))),
        ),
        Mistake(
            "mirrored",
            "Looks like: -tanh(x), which falls where tanh climbs. Look at the sign of the exponent.",
            _tanh(lambda x: -np.tanh(x)),
        ),
        Mistake(
            "cut-off-too-early",
            "Looks like: x is cut off at some limit, and the limit is too small: between there and the far ends the "
            "values are wrong. tanh comes within the last digits of 1 only near x = 20.",
            *(_tanh(lambda x, limit=limit: np.tanh(np.clip(x, -limit, limit))) for limit in (1, 2, 3, 4, 5, 6, 8, 10)),
        ),
        Mistake(
            "half-as-fast",
            "Looks like: tanh(x/2). The exponents have lost their 2: with one exponential, tanh is (1 - e⁻²ˣ) / (1 "
            "+ e⁻²ˣ).",
            _tanh(lambda x: np.tanh(np.asarray(x) / 2)),
        ),
        Mistake(
            "twice-as-fast",
            "Looks like: tanh(2x). There is a 2 too many in the exponents.",
            _tanh(lambda x: np.tanh(2 * np.asarray(x))),
        ),
        Mistake(
            "sigmoid-instead",
            "Looks like: a sigmoid, which runs from 0 to 1. tanh runs from -1 to 1, and is 0 at 0.",
            _tanh(course_sigmoid),
            _tanh(lambda x: course_sigmoid(2 * np.asarray(x))),
        ),
        Mistake("math-module", MATH, _tanh(math.tanh)),
        Mistake(
            "if-on-array",
            IF,
            _tanh(
                by_branches(
                    lambda x: (1 - np.exp(-2 * x)) / (1 + np.exp(-2 * x)),
                    lambda x: (np.exp(2 * x) - 1) / (np.exp(2 * x) + 1),
                )
            ),
        ),
        Mistake(
            "another-function",
            "Looks like: another function with a similar name. `np.tan` is the tangent, `np.arctan` and "
            "`np.arctanh` are inverses; the hyperbolic tangent is `np.tanh`.",
            *(_tanh(f) for f in (np.tan, np.arctan, np.arctanh)),
        ),
    ),
    hints=(
        "Call the broken function with 1, 10, 100 and 1000. Where does it begin to fail? Then print `u` and `1 / u` "
        "for that x.",
        "At 1000, `np.exp(x)` is infinite, and infinity divided by infinity is nan. At -1000 it is 0, and `1 / u` is "
        "infinite. So the formula needs an exponential that cannot become too large: its exponent must never be "
        "positive. NumPy also has a function that does all of it.",
        "`np.tanh(x)` is right and safe. If you write it by hand, begin with `e = np.exp(-2 * np.abs(x))`. Then (1 - e)"
        " / (1 + e) is right for x ≥ 0, and `np.sign(x)` gives the sign for the other side.",
    ),
)
