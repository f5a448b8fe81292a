"""Exercises of lesson 03."""

import math
from itertools import product

import numpy as np

from dlcourse import activations as maths
from dlcourse.exercises import Case, Exercise, Mistake

_z = np.array([-2.0, -0.5, 0.0, 1.0, 3.0])
_rows = np.array([[0.25, -1.5, 2.0], [-0.75, 0.5, -3.0]])
_whole = np.array([-1, 0, 2])
_far = np.array([-1000.0, 0.5, 1000.0])


def _cases(name):
    """What every activation function is tried on."""
    fn, slope = f"{name}().fn(x)", f"{name}().derivative(x)"
    return (
        Case(fn, "five scores", x=_z),
        Case(fn, "any shape: here two rows of three", x=_rows),
        Case(fn, "a single number gives a single number", x=0.75),
        Case(fn, "whole numbers", x=_whole),
        Case(fn, "scores far out, without a warning", x=_far, quiet=True),
        Case(slope, "the slopes at five scores (x is the score z, not the activation)", x=_z),
        Case(slope, "slopes have the shape of the scores", x=_rows),
        Case(slope, "the slope at a single number", x=-0.75),
        Case(slope, "the slopes at whole numbers", x=_whole),
        Case(slope, "slopes far out, without a warning", x=_far, quiet=True),
    )


def _classes(name):
    """Makes wrong answers that are classes, out of fn(x) and derivative(x, fn)."""

    def make(fn, derivative):
        members = {"fn": lambda self, x: fn(x), "derivative": lambda self, x: derivative(x, fn)}
        return {name: type(name, (), members)}

    return make


def _each(make, fns, derivatives):
    return [make(fn, derivative) for fn, derivative in product(fns, derivatives)]


def _quotients(make, fn):
    """Difference quotients in the place of the derivative: close, and not equal."""
    steps = [(h, 0.0) for h in (1e-3, 1e-4, 1e-5, 1e-6)] + [(0.0, h) for h in (1e-3, 1e-4, 1e-5, 1e-6)]
    steps += [(h, h) for h in (1e-1, 1e-2, 1e-3)]
    return [make(fn, lambda x, f, a=a, b=b: (f(x + a) - f(x - b)) / (a + b)) for a, b in steps]


_QUOTIENT = (
    "Looks like: a difference quotient. It comes close, and that is how to check a derivative, but this one has an exact "
    "formula."
)
_MATH = "Looks like: a function of the module `math`, which takes one number. Its namesake in `np` takes a whole array."
_IF = (
    "Looks like: an `if`, or Python's own `max`, on an array. Both ask for one answer, and an array has one for each "
    "entry: `np.where` and `np.maximum` go through them all."
)

_sigmoid = maths.Sigmoid().fn
_make_sigmoid = _classes("Sigmoid")


def _sigmoid_slope(x, f=None):
    return maths.Sigmoid().derivative(x)


def _product(x, f):
    return f(x) * (1 - f(x))


def _by_branches(positive, negative):
    """A function with an `if` on its argument, which an array answers with an error."""

    def fn(x):
        if x >= 0:
            return positive(x)
        return negative(x)

    return fn


sigmoid = Exercise(
    id="sigmoid",
    reference={"Sigmoid": maths.Sigmoid},
    cases=_cases("Sigmoid"),
    mistakes=(
        Mistake(
            "overflow",
            "Looks like: `np.exp` of a large positive number, somewhere. (`np.where` works out both of its branches, the one that "
            "it throws away too.) An exponent that is never positive cannot overflow: `-np.abs(x)`.",
            *_each(
                _make_sigmoid,
                (lambda x: 1 / (1 + np.exp(-x)), lambda x: np.exp(x) / (1 + np.exp(x))),
                (
                    _product,
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
            _make_sigmoid(_sigmoid, lambda x, f: x * (1 - x)),
        ),
        Mistake(
            "fn-twice",
            "Looks like: σ is applied twice, so this is the slope at σ(z) in the place of z. Call `self.fn` once, on x.",
            _make_sigmoid(_sigmoid, lambda x, f: _product(f(x), f)),
        ),
        Mistake(
            "no-product",
            "Looks like: half of the product. The slope is σ(z) *times* what it lacks to 1: σ(z) · (1 - σ(z)).",
            _make_sigmoid(_sigmoid, lambda x, f: 1 - f(x)),
            _make_sigmoid(_sigmoid, lambda x, f: f(x)),
        ),
        Mistake(
            "downhill",
            "Looks like: σ(z) · (σ(z) - 1), a slope below 0. The sigmoid climbs everywhere: turn the difference round.",
            _make_sigmoid(_sigmoid, lambda x, f: f(x) * (f(x) - 1)),
        ),
        Mistake(
            "slope-of-tanh",
            "Looks like: 1 - a², the slope of tanh. The sigmoid's is a · (1 - a).",
            _make_sigmoid(_sigmoid, lambda x, f: 1 - f(x) ** 2),
        ),
        Mistake(
            "brackets",
            "Looks like: brackets are missing. `1 / 1 + np.exp(-x)` divides first; the whole of `(1 + ...)` belongs under the 1.",
            *_each(_make_sigmoid, (lambda x: 1 / 1 + np.exp(-x),), (_product, _sigmoid_slope)),
        ),
        Mistake(
            "mirrored",
            "Looks like: σ(-z), which falls where σ(z) climbs. A large score gives an activation near 1: look at the sign of the "
            "exponent, or at which branch is which.",
            *_each(_make_sigmoid, (lambda x: _sigmoid(-np.asarray(x)),), (_product, lambda x, f: -_product(x, f))),
        ),
        Mistake(
            "right-half-only",
            "Looks like: 1 / (1 + e⁻|ᶻ|) for every score. That is right for x ≥ 0 only; for x < 0 it is e / (1 + e), with "
            "`e = np.exp(-np.abs(x))`.",
            *_each(_make_sigmoid, (lambda x: 1 / (1 + np.exp(-np.abs(x))),), (_product, _sigmoid_slope)),
        ),
        Mistake(
            "minus-below",
            "Looks like: 1 - e⁻ᶻ below the line. It is a sum, so that it is never 0: 1 + e⁻ᶻ.",
            *_each(_make_sigmoid, (lambda x: 1 / (1 - np.exp(-x)),), (_product, _sigmoid_slope)),
        ),
        Mistake(
            "twice-as-fast",
            "Looks like: σ(2z), twice as steep. Out of tanh the sigmoid is (1 + tanh(z/2)) / 2: the half goes inside as well.",
            *_each(
                _make_sigmoid,
                (lambda x: (1 + np.tanh(x)) / 2,),
                (_product, _sigmoid_slope, lambda x, f: 2 * _product(x, f)),
            ),
        ),
        Mistake(
            "tanh-instead",
            "Looks like: tanh, which runs from -1 to 1. The sigmoid runs from 0 to 1.",
            *_each(_make_sigmoid, (np.tanh,), (_product, _sigmoid_slope, lambda x, f: 1 - f(x) ** 2)),
        ),
        Mistake("math-module", _MATH, _make_sigmoid(lambda x: 1 / (1 + math.exp(-x)), _product)),
        Mistake(
            "if-on-array",
            _IF,
            _make_sigmoid(
                _by_branches(lambda x: 1 / (1 + np.exp(-x)), lambda x: np.exp(x) / (1 + np.exp(x))),
                _product,
            ),
        ),
        Mistake("difference-quotient", _QUOTIENT, *_quotients(_make_sigmoid, _sigmoid)),
    ),
    hints=(
        "Below the line there is a sum, 1 + e⁻ᶻ. Which scores make e⁻ᶻ too large for a float? For those, multiply above and below "
        "by eᶻ: the same function, written eᶻ / (1 + eᶻ).",
        "Both forms need only e⁻|ᶻ|, which is at most 1: `e = np.exp(-np.abs(x))`. For x ≥ 0 the result is 1 / (1 + e), otherwise "
        "e / (1 + e). `np.where(condition, one, other)` chooses entry by entry.",
        "`e = np.exp(-np.abs(x))`, then `np.where(x >= 0, 1, e) / (1 + e)`. In `derivative`: `a = self.fn(x)`, then `a * (1 - a)`.",
    ),
)


_make_tanh = _classes("Tanh")


def _tanh_slope(x, f=None):
    return maths.Tanh().derivative(x)


def _one_minus_square(x, f):
    return 1 - f(x) ** 2


def _by_hyperbolas(x, f):
    return (np.cosh(x) ** 2 - np.sinh(x) ** 2) / np.cosh(x) ** 2


tanh = Exercise(
    id="tanh",
    reference={"Tanh": maths.Tanh},
    cases=_cases("Tanh"),
    mistakes=(
        Mistake(
            "overflow",
            "Looks like: an overflow. eᶻ is infinite for large scores, and infinity divided by infinity is nan (erratum E7); "
            "`np.cosh` and `np.sinh` overflow as well. `np.tanh` does not.",
            *_each(
                _make_tanh,
                (
                    lambda x: (np.exp(x) - np.exp(-x)) / (np.exp(x) + np.exp(-x)),
                    lambda x: (np.exp(2 * x) - 1) / (np.exp(2 * x) + 1),
                    lambda x: (1 - np.exp(-2 * x)) / (1 + np.exp(-2 * x)),
                ),
                (_one_minus_square, lambda x, f: 1 / np.cosh(x) ** 2, _by_hyperbolas),
            ),
            *_each(_make_tanh, (np.tanh,), (_by_hyperbolas,)),
        ),
        Mistake(
            "overflow-without-harm",
            "Looks like: exp, sinh or cosh of a large score, which overflows. Here the result still comes out right; inf/inf would be "
            "nan. `np.tanh` does not overflow.",
            *_each(
                _make_tanh,
                (np.tanh, lambda x: 2 / (1 + np.exp(-2 * x)) - 1),
                (lambda x, f: 1 / np.cosh(x) ** 2,),
            ),
            *_each(_make_tanh, (lambda x: 2 / (1 + np.exp(-2 * x)) - 1,), (_one_minus_square,)),
        ),
        Mistake(
            "caret",
            "Looks like: `^` for a power. In Python `^` is no power (it compares bits): `**`.",
            _make_tanh(np.tanh, lambda x, f: 1 - f(x) ^ 2),
        ),
        Mistake(
            "slope-of-a",
            "Looks like: `derivative` takes x for the activation, 1 - x². It is given the score z: work out `a = self.fn(x)` first.",
            _make_tanh(np.tanh, lambda x, f: 1 - x**2),
        ),
        Mistake(
            "fn-twice",
            "Looks like: tanh is applied twice, so this is the slope at tanh(z) in the place of z. Call `self.fn` once, on x.",
            _make_tanh(np.tanh, lambda x, f: 1 - f(f(x)) ** 2),
        ),
        Mistake(
            "no-square",
            "Looks like: the square is missing. The slope is 1 - tanh²(z).",
            _make_tanh(np.tanh, lambda x, f: 1 - f(x)),
        ),
        Mistake(
            "square-inside",
            "Looks like: the score is squared, tanh(z²). tanh²(z) is tanh(z) times itself: square the result.",
            _make_tanh(np.tanh, lambda x, f: 1 - f(x**2)),
        ),
        Mistake(
            "downhill",
            "Looks like: tanh²(z) - 1, a slope below 0. Tanh climbs everywhere: turn the difference round.",
            _make_tanh(np.tanh, lambda x, f: f(x) ** 2 - 1),
        ),
        Mistake(
            "square-of-difference",
            "Looks like: (1 - tanh(z))². Only tanh is squared: 1 - tanh²(z).",
            _make_tanh(np.tanh, lambda x, f: (1 - f(x)) ** 2),
        ),
        Mistake(
            "slope-of-sigmoid",
            "Looks like: a · (1 - a), the slope of the sigmoid. That of tanh is 1 - a².",
            _make_tanh(np.tanh, _product),
        ),
        Mistake(
            "half-as-fast",
            "Looks like: tanh(z/2), which is 2σ(z) - 1. Inside the sigmoid the score is doubled: 2σ(2z) - 1.",
            *_each(_make_tanh, (lambda x: np.tanh(np.asarray(x) / 2),), (_one_minus_square, _tanh_slope)),
        ),
        Mistake(
            "sigmoid-instead",
            "Looks like: a sigmoid, between 0 and 1. Tanh runs from -1 to 1, and is 0 at 0.",
            *_each(
                _make_tanh,
                (_sigmoid, lambda x: _sigmoid(2 * np.asarray(x))),
                (_one_minus_square, _tanh_slope, _product),
            ),
        ),
        Mistake(
            "mirrored",
            "Looks like: -tanh(z), which falls where tanh climbs. Turn the difference above the line round.",
            *_each(_make_tanh, (lambda x: np.tanh(-np.asarray(x)),), (_one_minus_square, lambda x, f: f(x) ** 2 - 1)),
        ),
        Mistake(
            "upside-down",
            "Looks like: 1 / tanh(z), with the sum above the line and the difference below. The difference belongs above.",
            *_each(_make_tanh, (lambda x: 1 / np.tanh(x),), (_one_minus_square, _tanh_slope)),
        ),
        Mistake(
            "another-function",
            "Looks like: another function with a similar name. `np.tan` is the tangent, `np.arctan` and `np.arctanh` are inverses; the "
            "hyperbolic tangent is `np.tanh`.",
            *_each(_make_tanh, (np.tan, np.arctan, np.arctanh), (_one_minus_square, _tanh_slope)),
        ),
        Mistake("math-module", _MATH, _make_tanh(math.tanh, _one_minus_square)),
        Mistake("difference-quotient", _QUOTIENT, *_quotients(_make_tanh, np.tanh)),
    ),
    hints=(
        "NumPy has this function, and has it without overflow. What is left is the slope.",
        "`np.tanh(x)` takes arrays of any shape. Its slope at z is 1 minus the square of its value at z.",
        "`fn` returns `np.tanh(x)`; `derivative` returns `1 - self.fn(x) ** 2`.",
    ),
)


_make_relu = _classes("ReLU")


def _relu(x):
    return np.maximum(x, 0)


def _is_positive(x, f=None):
    return np.where(np.asarray(x) > 0, 1.0, 0.0)


def _relu_by_index(x):
    out = np.zeros(len(x))
    for i in range(len(x)):
        out[i] = max(0, x[i])
    return out


def _step_by_index(x, f):
    out = np.zeros(len(x))
    for i in range(len(x)):
        if x[i] > 0:
            out[i] = 1
    return out


_looping_slopes = (
    lambda x, f: np.array([1 if v > 0 else 0 for v in x]),
    lambda x, f: [1 if v > 0 else 0 for v in x],
    _step_by_index,
)

relu = Exercise(
    id="relu",
    reference={"ReLU": maths.ReLU},
    cases=(
        *_cases("ReLU"),
        Case("ReLU().derivative(x)", "at exactly 0 there is a corner, and the course says 0 there", x=0.0),
    ),
    mistakes=(
        Mistake(
            "one-at-zero",
            "Looks like: a slope of 1 at exactly 0. There is a corner, so no slope is right; the course says 0, as libraries do: "
            "`>`, not `>=`.",
            _make_relu(_relu, lambda x, f: np.where(np.asarray(x) >= 0, 1.0, 0.0)),
        ),
        Mistake(
            "half-at-zero",
            "Looks like: a slope of ½ at exactly 0. That is as good as any (there is a corner, and so no slope), but the course says 0 "
            "there, as libraries do.",
            _make_relu(_relu, lambda x, f: np.heaviside(x, 0.5)),
        ),
        Mistake(
            "largest-entry",
            "Looks like: `np.max`, the largest entry of an array; its second argument is an axis. `np.maximum(x, 0)` compares each entry "
            "with 0.",
            *_each(
                _make_relu,
                (
                    lambda x: np.max(x, 0),
                    lambda x: np.max(x),
                    lambda x: np.max(x, axis=-1),
                    lambda x: max(0, np.max(x)),
                    lambda x: np.max(0, x),
                ),
                (_is_positive,),
            ),
        ),
        Mistake(
            "if-on-array",
            _IF,
            _make_relu(_by_branches(lambda x: x, lambda x: 0), _is_positive),
            _make_relu(_by_branches(lambda x: x, lambda x: 0), lambda x, f: 1.0 if x > 0 else 0.0),
            _make_relu(_relu, lambda x, f: 1.0 if x > 0 else 0.0),
        ),
        Mistake(
            "loop-over-rows",
            "Looks like: a loop that asks something (`if`, `max`) about one entry of x after the other. If x has two rows, it meets "
            "rows, and a row is no number; if x is a number, there is nothing to walk through. `np.maximum` and `np.where` take any "
            "shape.",
            *_each(
                _make_relu,
                (lambda x: np.array([max(0, v) for v in x]), lambda x: [max(0, v) for v in x], _relu_by_index),
                (_is_positive, *_looping_slopes),
            ),
            *_each(_make_relu, (_relu,), _looping_slopes),
        ),
        Mistake(
            "true-false",
            "Looks like: True and False for slopes. The comparison is right; `np.where(x > 0, 1.0, 0.0)` makes numbers of it.",
            _make_relu(_relu, lambda x, f: x > 0),
            _make_relu(_relu, lambda x, f: x >= 0),
        ),
        Mistake(
            "astype-on-a-bool",
            "Looks like: `.astype(...)` on a single True or False of Python's, which has none. `np.where(x > 0, 1.0, 0.0)` takes one "
            "score as well as many.",
            _make_relu(_relu, lambda x, f: (x > 0).astype(float)),
            _make_relu(_relu, lambda x, f: (x > 0).astype(int)),
        ),
        Mistake(
            "slope-is-fn",
            "Looks like: `derivative` gives the activation. On the right the slope is 1, however large the score.",
            _make_relu(_relu, lambda x, f: f(x)),
        ),
        Mistake(
            "slope-is-sign",
            "Looks like: a slope of -1 on the left. There the output is 0 whatever the score, so the slope is 0.",
            _make_relu(_relu, lambda x, f: np.sign(x)),
            _make_relu(_relu, lambda x, f: np.where(np.asarray(x) > 0, 1.0, -1.0)),
        ),
        Mistake(
            "slope-one",
            "Looks like: a slope of 1 everywhere. On the left of 0 the output stays at 0, so the slope is 0 there.",
            _make_relu(_relu, lambda x, f: np.ones_like(x)),
            _make_relu(_relu, lambda x, f: np.ones_like(x, dtype=float)),
        ),
        Mistake(
            "fn-over-x",
            "Looks like: the activation divided by the score. It gives 1 on the right and 0 on the left, but 0/0 at 0.",
            _make_relu(_relu, lambda x, f: f(x) / x),
        ),
        Mistake(
            "other-side",
            "Looks like: the negative scores are kept and the positive ones cut. It is the larger of z and 0: `np.maximum`.",
            *_each(
                _make_relu,
                (lambda x: np.minimum(x, 0),),
                (_is_positive, lambda x, f: np.where(np.asarray(x) < 0, 1.0, 0.0)),
            ),
        ),
        Mistake(
            "absolute",
            "Looks like: |z|. Negative scores give 0, not their mirror image.",
            *_each(_make_relu, (np.abs,), (_is_positive, lambda x, f: np.sign(x))),
        ),
        Mistake(
            "leaky",
            "Looks like: a leaky ReLU, with a little slope on the left. That is a unit of its own; this one is flat there.",
            *_each(
                _make_relu,
                [lambda x, k=k: np.where(np.asarray(x) > 0, x, k * np.asarray(x)) for k in (0.01, 0.1, 0.2)],
                (_is_positive,),
            ),
            *(
                _make_relu(
                    lambda x, k=k: np.where(np.asarray(x) > 0, x, k * np.asarray(x)),
                    lambda x, f, k=k: np.where(np.asarray(x) > 0, 1.0, k),
                )
                for k in (0.01, 0.1, 0.2)
            ),
        ),
        Mistake(
            "step",
            "Looks like: the step, 1 for every positive score. ReLU lets a positive score through as it is; 0 and 1 are its slopes.",
            *_each(_make_relu, (_is_positive,), (_is_positive, lambda x, f: 0 * x)),
        ),
    ),
    hints=(
        "The larger of two things, entry by entry: the score and 0. And where is the slope 1?",
        "`np.maximum(x, 0)` compares every entry with 0. (`np.max` looks for the largest entry.) The slope is 1 where `x > 0` and 0 "
        "elsewhere.",
        "`fn` returns `np.maximum(x, 0)`; `derivative` returns `np.where(x > 0, 1.0, 0.0)`.",
    ),
)


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


tanh_from_sigmoid = Exercise(
    id="tanh_from_sigmoid",
    reference={"tanh_from_sigmoid": maths.tanh_from_sigmoid},
    cases=(
        Case("tanh_from_sigmoid(x)", "five scores", x=_z),
        Case("tanh_from_sigmoid(x)", "any shape: here two rows of three", x=_rows),
        Case("tanh_from_sigmoid(x)", "a single number gives a single number", x=0.75),
        Case("tanh_from_sigmoid(x)", "whole numbers", x=_whole),
        Case("tanh_from_sigmoid(x)", "scores far out, without a warning", x=_far, quiet=True),
        Case(
            "tanh_from_sigmoid(x)",
            "a trial with another S-shaped function in the place of your Sigmoid: what is built of it has to change with it",
            lend={"Sigmoid": _Other},
            unmoved=_UNMOVED,
            x=_z,
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


_rng = np.random.default_rng(3)
_W = _rng.normal(size=(2, 3)).round(2)
_b = np.array([0.5, -1.25])
_X = _rng.normal(size=(4, 3)).round(2)
_square = _rng.normal(size=(3, 3)).round(2)
_b3 = np.array([0.25, -0.5, 1.0])


def _keep(self, W, b, activation):
    self.W, self.b, self.activation = W, b, activation


def _keep_on_class(self, W, b, activation):
    type(self).W, type(self).b, type(self).activation = W, b, activation


def _keep_nothing(self, W, b, activation):
    pass


def _layer(run, init=_keep):
    return {"OneLayerNetwork": type("OneLayerNetwork", (), {"__init__": init, "run": run})}


def _of_score(score):
    """A wrong answer that is wrong in the score only; the activation is as asked for."""
    return _layer(lambda self, x: self.activation.fn(score(self, x)))


class _Softsign:
    """An activation that can be called too: so a called activation is told from a called array."""

    def fn(self, x):
        return x / (1 + np.abs(x))

    def derivative(self, x):
        return 1 / (1 + np.abs(x)) ** 2

    def __call__(self, x):
        return self.fn(x)


one_layer = Exercise(
    id="one_layer",
    reference={"OneLayerNetwork": maths.OneLayerNetwork},
    cases=(
        Case(
            "OneLayerNetwork(W, b, Sigmoid()).run(x)",
            "four examples of three inputs, a layer of two neurons",
            Sigmoid=maths.Sigmoid,
            W=_W,
            b=_b,
            x=_X,
        ),
        Case(
            "OneLayerNetwork(W, b, Sigmoid()).run(x)",
            "a single example of shape (n_in,) gives shape (n_out,)",
            Sigmoid=maths.Sigmoid,
            W=_W,
            b=_b,
            x=_X[1],
        ),
        Case("OneLayerNetwork(W, b, ReLU()).run(x)", "a batch of one", ReLU=maths.ReLU, W=_W, b=_b, x=_X[:1]),
        Case(
            "OneLayerNetwork(W, b, Tanh()).run(x)",
            "as many neurons as inputs and examples",
            Tanh=maths.Tanh,
            W=_square,
            b=_b3,
            x=_X[:3],
        ),
        Case(
            "OneLayerNetwork(W, b, Tanh()).run(x)",
            "one example for as many neurons as inputs",
            Tanh=maths.Tanh,
            W=_square,
            b=_b3,
            x=_X[3],
        ),
        Case("OneLayerNetwork(W, b, ReLU()).run(x)", "a single neuron", ReLU=maths.ReLU, W=_W[:1], b=_b[:1], x=_X),
        Case(
            "[each.run(x)[0] for each in (OneLayerNetwork(W, b, Tanh()), OneLayerNetwork(-W, -b, Tanh()))]",
            "two layers side by side, each with weights and biases of its own",
            Tanh=maths.Tanh,
            W=_W,
            b=_b,
            x=_X[0],
        ),
        Case(
            "OneLayerNetwork(W, b, Softsign()).run(x)",
            "an activation that the course does not have: z / (1 + |z|)",
            Softsign=_Softsign,
            W=_W,
            b=_b,
            x=_X,
        ),
    ),
    mistakes=(
        Mistake(
            "no-transpose",
            "Looks like: `x @ W`. A row of W is a neuron, so the product is taken with the rows of W: `x @ self.W.T`.",
            _of_score(lambda self, x: x @ self.W + self.b),
        ),
        Mistake(
            "one-example-only",
            "Looks like: `W @ x`. That is right for one example; in a batch the examples are rows, so x comes first: `x @ self.W.T`.",
            _of_score(lambda self, x: self.W @ x + self.b),
            _of_score(lambda self, x: np.dot(self.W, x) + self.b),
        ),
        Mistake(
            "examples-in-columns",
            "Looks like: a result with one column for each example, shape (n_out, n). One example is one row, in and out: "
            "`x @ self.W.T`.",
            _of_score(lambda self, x: self.W @ x.T + self.b[:, np.newaxis]),
            _of_score(lambda self, x: (self.W @ x.T).T.T + self.b.reshape(-1, 1)),
            _of_score(lambda self, x: self.W @ x.T + self.b),
            _of_score(lambda self, x: (x @ self.W.T + self.b).T),
        ),
        Mistake(
            "no-bias", "Looks like: the bias is missing. z = x @ W.T + b.", _of_score(lambda self, x: x @ self.W.T)
        ),
        Mistake(
            "minus-bias",
            "Looks like: b is subtracted, as a threshold would be. It is a bias: + b.",
            _of_score(lambda self, x: x @ self.W.T - self.b),
        ),
        Mistake(
            "no-activation",
            "Looks like: the scores, without the activation. Hand them to `self.activation.fn`.",
            _layer(lambda self, x: x @ self.W.T + self.b),
        ),
        Mistake(
            "bias-outside",
            "Looks like: the bias is added after the activation. It belongs to the score: φ(x @ W.T + b).",
            _layer(lambda self, x: self.activation.fn(x @ self.W.T) + self.b),
        ),
        Mistake(
            "slope-instead",
            "Looks like: `derivative` in the place of `fn`. The output of a neuron is φ(z); its slope is for learning.",
            _layer(lambda self, x: self.activation.derivative(x @ self.W.T + self.b)),
        ),
        Mistake(
            "activation-called",
            "Looks like: the activation is called like a function. It is an object, and its function is its method `fn`: "
            "`self.activation.fn(z)`.",
            _layer(lambda self, x: self.activation(x @ self.W.T + self.b)),
            _layer(lambda self, x: self.activation().fn(x @ self.W.T + self.b)),
        ),
        Mistake(
            "array-called",
            "Looks like: an array called like a function. `.T` takes no brackets, and a product is written `@`.",
            _of_score(lambda self, x: x @ self.W.T() + self.b),
        ),
        Mistake(
            "own-activation",
            "Looks like: always the same activation, whichever the layer was given. Use `self.activation`.",
            *(
                _layer(lambda self, x, phi=phi: phi.fn(x @ self.W.T + self.b))
                for phi in (maths.Sigmoid(), maths.Tanh(), maths.ReLU(), maths.Step())
            ),
        ),
        Mistake(
            "batch-only",
            "Looks like: right for a batch, but a single example of shape (n_in,) has no rows to go through. `x @ self.W.T` takes "
            "both as it stands.",
            _of_score(lambda self, x: np.array([self.W @ row + self.b for row in x])),
            _of_score(lambda self, x: np.array([np.dot(self.W, row) + self.b for row in x])),
            _of_score(lambda self, x: np.einsum("nk,jk->nj", x, self.W) + self.b),
        ),
        Mistake(
            "always-a-batch",
            "Looks like: right for a batch, but a single example comes back as a batch of one, shape (1, n_out). It should have shape "
            "(n_out,). `x @ self.W.T` takes both as it stands, without `np.atleast_2d`.",
            _of_score(lambda self, x: np.atleast_2d(x) @ self.W.T + self.b),
        ),
        Mistake(
            "no-sum",
            "Looks like: multiplied, but not added up. A neuron adds w·x up over its inputs: `x @ self.W.T`.",
            _of_score(lambda self, x: x * self.W + self.b),
            _of_score(lambda self, x: self.W * x + self.b),
            _of_score(lambda self, x: x * self.W.T + self.b),
        ),
        Mistake(
            "on-the-class",
            "Looks like: all layers share one set of W, b and activation, kept on the class or outside it. Keep them on `self`.",
            _layer(lambda self, x: self.activation.fn(x @ self.W.T + self.b), _keep_on_class),
        ),
        Mistake(
            "keeps-nothing",
            "Looks like: `__init__` does not keep what it is given. `self.W = W`, and so on, so that `run` finds it.",
            _layer(lambda self, x: self.activation.fn(x @ self.W.T + self.b), _keep_nothing),
        ),
        Mistake(
            "without-self",
            "Looks like: `run` uses a name that it does not know. What `__init__` kept is called `self.W`, `self.b` and "
            "`self.activation` there.",
            _layer(lambda self, x: activation.fn(x @ W.T + b)),  # noqa: F821
        ),
    ),
    hints=(
        "One neuron has a score w·x + b and puts out φ of it. Here are n_out neurons, one in each row of W. Which product gives "
        "the scores of all neurons for all examples at once?",
        "`x @ self.W.T` has shape (n, n_in) times (n_in, n_out), which is (n, n_out): one row for each example. For a single example "
        "it has shape (n_out,). Adding `self.b` gives each neuron its bias.",
        "Keep the three in `__init__`. In `run`: `z = x @ self.W.T + self.b`, then `return self.activation.fn(z)`.",
    ),
)

EXERCISES = (sigmoid, tanh, relu, tanh_from_sigmoid, one_layer)
