"""`softmax` of lesson 05."""

import math

import numpy as np

from dlcourse import losses
from dlcourse.checker import Case, Exercise, Mistake
from dlcourse.exercises.losses import MATH

_Z = np.array([[1.0, 2.0, -0.5], [0.3, 0.3, 0.3], [-2.0, 4.0, 1.5], [0.0, -1.0, 0.7]])


def _soft(f):
    return {"softmax": f}


def _shift_invariant(result, z, c):
    got, want = np.asarray(result), losses.softmax(z)
    near = 1e-4 if got.dtype == np.float32 else 1e-9  # z + 100 has lost two more of float32's seven digits
    if got.shape != want.shape or not np.isfinite(got).all() or np.abs(got - want).max() > near:
        return "softmax(z + c) should be softmax(z): adding one number to all scores of a row changes nothing."
    return None


def _per_axis(shift, axis):
    """Softmax over an axis (None: the whole array), shifted by nothing or by the largest along an axis."""

    def answer(z):
        if shift == "all":
            z = z - z.max()
        elif shift is not None:
            z = z - z.max(axis=shift, keepdims=True)
        e = np.exp(z)
        return e / (e.sum() if axis is None else e.sum(axis=axis, keepdims=True))

    return _soft(answer)


def _shifted_by(f):
    """Softmax after something was subtracted from every row."""

    def answer(z):
        e = np.exp(z - f(z))
        return e / e.sum(axis=-1, keepdims=True)

    return _soft(answer)


def _no_keepdims(axis, shifted):
    def answer(z):
        e = np.exp(z - np.max(z, axis=-1, keepdims=True) if shifted else z)
        return e / e.sum(axis=axis)

    return _soft(answer)


def _clipped(limit):
    def answer(z):
        e = np.exp(np.clip(z, -limit, limit))
        return e / e.sum(axis=-1, keepdims=True)

    return _soft(answer)


EXERCISE = Exercise(
    id="softmax",
    worth=(
        "`axis=-1` with `keepdims=True` is right for a batch and for a single row. Subtracting the largest number "
        "of a row does not change the result, because it cancels."
    ),
    reference={"softmax": losses.softmax},
    cases=(
        Case("softmax(z)", "by hand: exp gives 1, 2 and 5, of a total of 8", z=np.array([[0.0, np.log(2), np.log(5)]])),
        Case("softmax(z)", "four rows of three scores", z=_Z),
        Case("softmax(z)", "as many rows as scores", z=_Z[:3]),
        Case("softmax(z)", "one row of scores, shape (k,)", z=np.array([2.0, -1.0, 0.0, 0.5])),
        Case("softmax(z)", "scores around 1000", z=np.array([[1000.0, 999.0, 998.0], [1000.0, 1000.0, -1000.0]])),
        Case(
            "softmax(z)", "scores around -1000", z=np.array([[-1000.0, -1001.0], [-999.0, -1000.0], [-1000.0, -1000.0]])
        ),
        Case(
            "softmax(z)",
            "one row far above the other",
            z=np.array([[1000.0, 1001.0, 1000.0], [-1000.0, -1000.0, -999.0]]),
        ),
        Case(
            "softmax(z)",
            "1000 and -1000 in one row",
            z=np.array([[1000.0, -1000.0, -1000.0], [-1000.0, 1000.0, 0.0]]),
        ),
        Case("softmax(z)", "-1000 and 1000, shape (k,)", z=np.array([-1000.0, 1000.0])),
        Case("softmax(z)", "whole numbers", z=np.array([[3, 1, 2, 0]])),
        Case("softmax(z + c)", "the same scores, each 100 higher", judge=_shift_invariant, z=_Z, c=100.0),
    ),
    mistakes=(
        Mistake(
            "no-shift",
            "Looks like: exp of a number that is too large. exp(1000) is infinite, and infinity divided by infinity "
            "is nan. Is each row's *largest* number *subtracted* before exp? Then no exponent is above 0, and the "
            "result is the same.",
            _per_axis(None, -1),
            _soft(lambda z: np.exp(z) / np.exp(z).sum(axis=-1, keepdims=True) + 0.0),
        ),
        Mistake(
            "shift-up",
            "Looks like: the largest number of each row is added, so exp gets even larger numbers. Subtract it: "
            "then no exponent is above 0.",
            _shifted_by(lambda z: -z.max(axis=-1, keepdims=True)),
        ),
        Mistake(
            "smallest",
            "Looks like: each row's *smallest* number is subtracted. Then no exponent is below 0, and exp of the "
            "large ones overflows. Subtract the *largest*.",
            _shifted_by(lambda z: z.min(axis=-1, keepdims=True)),
        ),
        Mistake(
            "mean",
            "Looks like: each row's mean is subtracted. A number may still lie more than 1000 above the mean, and "
            "exp of that is infinite. None lies above the *largest*: subtract that.",
            _shifted_by(lambda z: z.mean(axis=-1, keepdims=True)),
            _shifted_by(lambda z: np.median(z, axis=-1, keepdims=True)),
        ),
        Mistake(
            "first-score",
            "Looks like: one fixed column is subtracted, the first or the last number of each row. Another number "
            "may lie 2000 above it, and exp of that is infinite. Subtract the row's *largest*.",
            _shifted_by(lambda z: z[..., :1]),
            _shifted_by(lambda z: z[..., -1:]),
        ),
        Mistake(
            "whole-array",
            "Looks like: divided by the sum of the whole array, and not of each row. Each row is a distribution of "
            "its own: add up along the last axis, with `keepdims=True`.",
            *(_per_axis(shift, None) for shift in (None, "all", -1)),
        ),
        Mistake(
            "axis-0",
            "Looks like: divided by the sums of the columns. With `axis=0` the columns add up to 1, but the rows "
            "should: `axis=-1`.",
            *(_per_axis(shift, 0) for shift in (None, "all", -1, 0)),
        ),
        Mistake(
            "no-keepdims",
            "Looks like: a sum or a maximum without `keepdims=True`. It has shape (n,). That does not fit (n, k), "
            "or it fits along the wrong axis if n = k. With `keepdims=True` it has shape (n, 1).",
            *(_no_keepdims(axis, shifted) for axis in (-1, 1) for shifted in (True, False)),
            _soft(lambda z: np.exp(z - z.max(axis=-1)) / np.exp(z - z.max(axis=-1)).sum(axis=-1)),
            _soft(lambda z: np.exp(z - z.max(axis=1)) / np.exp(z - z.max(axis=1)).sum(axis=1)),
            _soft(lambda z: np.exp(z - z.max(axis=-1)) / np.exp(z - z.max(axis=-1)).sum(axis=-1, keepdims=True)),
            _soft(lambda z: np.exp(z - z.max(axis=1)) / np.exp(z - z.max(axis=1)).sum(axis=1, keepdims=True)),
            _soft(lambda z: np.exp(z - z.max()) / np.exp(z - z.max()).sum(axis=-1)),
        ),
        Mistake(
            "one-shift-for-all",
            "Looks like: the largest number of the whole array is subtracted. In a row that lies far below it, all "
            "exponentials are 0, and 0 / 0 is nan. Subtract from each row its own largest number.",
            _per_axis("all", -1),
            _per_axis(0, -1),
        ),
        Mistake(
            "clipped",
            "Looks like: the numbers are cut off before exp. That is finite, but 1000 and 999 become equal. "
            "Subtracting the largest keeps their difference.",
            *(_clipped(limit) for limit in (20, 50, 100, 500, 700)),
        ),
        Mistake(
            "batch-only",
            "Looks like: right for a batch, but a single row, shape (k,), has no axis 1. The last axis is `axis=-1` "
            "in both.",
            _per_axis(1, 1),
            _soft(lambda z: np.array([np.exp(row - row.max()) / np.exp(row - row.max()).sum() for row in z])),
            _soft(lambda z: np.array([np.exp(row - max(row)) / sum(np.exp(row - max(row))) for row in z])),
        ),
        Mistake(
            "batch-only-and-far-out",
            "Looks like: two mistakes. A single row, shape (k,), has no axis 1: the last axis is `axis=-1` in both "
            "shapes. And numbers far from 0 give nan, because exp(1000) is infinite and exp(-1000) is 0: subtract "
            "from each row its own largest number before exp.",
            _per_axis("all", 1),
            _per_axis(None, 1),
        ),
        Mistake(
            "no-exp",
            "Looks like: divided by the sum, without exp. Then negative numbers stay negative. exp makes each of "
            "them positive first.",
            _soft(lambda z: z / z.sum(axis=-1, keepdims=True)),
            _soft(lambda z: z / z.sum()),
            _soft(lambda z: np.abs(z) / np.abs(z).sum(axis=-1, keepdims=True)),
        ),
        Mistake(
            "exp-above-only",
            "Looks like: exp above the line, but below it a sum of the numbers themselves. Add up the exponentials.",
            _soft(lambda z: np.exp(z) / z.sum(axis=-1, keepdims=True)),
            _soft(lambda z: (s := z - z.max(axis=-1, keepdims=True), np.exp(s) / s.sum(axis=-1, keepdims=True))[1]),
            _soft(lambda z: np.exp(z - z.max(axis=-1, keepdims=True)) / z.sum(axis=-1, keepdims=True)),
        ),
        Mistake(
            "shift-above-only",
            "Looks like: the largest number is subtracted above the line, but not below it. Work out the "
            "exponentials once, and use them in both places.",
            _soft(lambda z: np.exp(z - z.max(axis=-1, keepdims=True)) / np.exp(z).sum(axis=-1, keepdims=True)),
        ),
        Mistake(
            "not-divided",
            "Looks like: exp, but nothing is divided. Divide each exponential by the sum of its row, so that the "
            "row adds up to 1.",
            _soft(np.exp),
            _soft(lambda z: np.exp(z - z.max(axis=-1, keepdims=True))),
        ),
        Mistake(
            "divided-by-largest",
            "Looks like: divided by the largest number, where it should be subtracted. Dividing changes the "
            "differences between the numbers, and so the result.",
            _soft(
                lambda z: (s := z / z.max(axis=-1, keepdims=True), np.exp(s) / np.exp(s).sum(axis=-1, keepdims=True))[1]
            ),
            _soft(
                lambda z: (
                    s := z / np.abs(z).max(axis=-1, keepdims=True),
                    np.exp(s) / np.exp(s).sum(-1, keepdims=True),
                )[1]
            ),
        ),
        Mistake(
            "log",
            "Looks like: the logarithm of the softmax. Probabilities were asked for, without a log.",
            _soft(lambda z: np.log(losses.softmax(z))),
            _soft(lambda z: (s := z - z.max(-1, keepdims=True), s - np.log(np.exp(s).sum(-1, keepdims=True)))[1]),
        ),
        Mistake(
            "winner-takes-all",
            "Looks like: 1 for the largest number and 0 for the others. Softmax gives every class a share.",
            _soft(lambda z: (z == z.max(axis=-1, keepdims=True)).astype(float)),
            _soft(lambda z: np.eye(z.shape[-1])[z.argmax(axis=-1)]),
            _soft(lambda z: z.argmax(axis=-1)),
        ),
        Mistake(
            "sigmoid",
            "Looks like: a sigmoid of each number. A sigmoid looks at one number alone, so a row need not add up to 1.",
            _soft(lambda z: 1 / (1 + np.exp(-z))),
            _soft(lambda z: (1 + np.tanh(z / 2)) / 2),
        ),
        Mistake(
            "minus",
            "Looks like: exp(-z), so the largest number gets the smallest share. The exponent is z, without a minus.",
            _soft(lambda z: np.exp(-z) / np.exp(-z).sum(axis=-1, keepdims=True)),
            _soft(lambda z: losses.softmax(-z)),
            _soft(lambda z: (e := np.exp(z.max(-1, keepdims=True) - z), e / e.sum(-1, keepdims=True))[1]),
        ),
        Mistake(
            "base-2",
            "Looks like: powers of 2. The base should be e: `np.exp`.",
            _soft(lambda z: 2.0**z / (2.0**z).sum(axis=-1, keepdims=True)),
            _soft(lambda z: losses.softmax(z * np.log(2))),
            _soft(lambda z: np.exp2(z) / np.exp2(z).sum(axis=-1, keepdims=True)),
        ),
        Mistake("math-module", MATH, _soft(lambda z: math.exp(z))),
    ),
    hints=(
        "There are two steps: take `np.exp` of every number, and then divide each by the sum of its own row. Along "
        "which axis do you add up a row?",
        "`.sum(axis=-1, keepdims=True)` gives one sum for each row and keeps the shape (n, 1), so the division "
        "fits. For ±1000, subtract each row's largest number before `np.exp`; `.max` takes the same two arguments.",
        "Compute `e = np.exp(z - z.max(axis=-1, keepdims=True))`, and then return `e / e.sum(axis=-1, keepdims=True)`.",
    ),
)
