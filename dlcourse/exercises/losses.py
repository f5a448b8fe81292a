"""Exercises of lesson 05."""

import math

import numpy as np

from dlcourse import losses
from dlcourse.exercises import Case, Exercise, Mistake, _compare

_rng = np.random.default_rng(5)
_A, _Y = _rng.normal(size=(4, 3)).round(2), _rng.normal(size=(4, 3)).round(2)
_a, _y = np.array([2.0, 0.0, -1.0]), np.array([1.0, 0.0, 1.0])


_MATH = "Looks like: a function of the module `math`, which takes one number. Its namesake in `np` takes a whole array."
_FLOAT32 = (
    "Looks like: right, but worked out in float32, which carries seven digits. a and y come as float64, with sixteen: leave "
    "them as they are."
)


def _single(x):
    return x.astype(np.float32)


def _distances(name, by_hand):
    """Cases that `mse` and `l1` share: scalar losses of predictions against targets."""
    call = f"{name}(a, y)"
    return (
        Case(call, by_hand, a=_a, y=_y),
        Case(call, "four examples of three outputs: shape (n, k)", a=_A, y=_Y),
        Case(call, "a batch of one example with three outputs", a=_A[:1], y=_Y[:1]),
        Case(call, "as many examples as outputs", a=_A[:3], y=_Y[:3]),
        Case(call, "one example of one output", a=np.array([[0.5]]), y=np.array([[-1.0]])),
        Case(call, "all predictions right: no loss", a=_A, y=_A.copy()),
        Case(call, "large misses, in whole numbers", a=np.array([1000, -1000, 3, 5]), y=np.array([-1000, 1000, 3, 4])),
    )


def _mse(f):
    """An answer made from d = a - y and n."""
    return {"mse": lambda a, y: f(a - y, len(a))}


mse = Exercise(
    id="mse",
    reference={"mse": losses.mse},
    cases=_distances("mse", "by hand: the misses are 1, 0 and -2, so (1 + 0 + 4) / (2 · 3)"),
    mistakes=(
        Mistake(
            "no-half",
            "Looks like: the ½ is missing. In this course C = 1/(2n) Σ ‖a - y‖², so that its slope has no 2 in it.",
            _mse(lambda d, n: (d**2).sum() / n),
            _mse(lambda d, n: (d.reshape(n, -1) ** 2).sum(axis=1).mean()),
        ),
        Mistake(
            "as-libraries-do",
            "Looks like: `np.mean((a - y)**2)`, what libraries call MSE. Two things differ here: the ½, and that the k outputs of an "
            "example are summed; the mean is over the n examples only.",
            _mse(lambda d, n: (d**2).mean()),
        ),
        Mistake(
            "mean-over-everything",
            "Looks like: divided by n·k, the number of all entries. Sum over the k outputs of an example, take the mean over the n "
            "examples: divide by 2 · `len(a)`, not by 2 · `a.size`.",
            _mse(lambda d, n: (d**2).mean() / 2),
        ),
        Mistake(
            "divided-by-outputs",
            "Looks like: divided by the number of outputs. `a.shape[1]` is k; the mean is over the n examples, `len(a)`.",
            _mse(lambda d, n: (d**2).sum() / (2 * d.shape[1])),
            _mse(lambda d, n: (d**2).sum() / (2 * d.shape[-1])),
        ),
        Mistake(
            "times-n",
            "Looks like: `/ 2 * n`. Python goes from left to right, so that divides by 2 and multiplies by n. Put brackets around "
            "`2 * len(a)`.",
            _mse(lambda d, n: (d**2).sum() / 2 * n),
        ),
        Mistake(
            "no-mean",
            "Looks like: the sum over all examples. A loss is an average: divide by n, or twice the data would be twice as bad.",
            _mse(lambda d, n: (d**2).sum() / 2),
            _mse(lambda d, n: (d**2).sum()),
        ),
        Mistake(
            "no-square",
            "Looks like: the misses are added without being squared, so that a miss above and one below cancel. Square each first.",
            _mse(lambda d, n: d.sum() / (2 * n)),
            _mse(lambda d, n: d.sum() / n),
            _mse(lambda d, n: -d.sum() / (2 * n)),
            _mse(lambda d, n: d.mean()),
            _mse(lambda d, n: d.mean() / 2),
        ),
        Mistake(
            "square-of-the-sum",
            "Looks like: summed first and squared then, so that misses above and below cancel. Square each, then sum.",
            _mse(lambda d, n: d.sum() ** 2 / (2 * n)),
            _mse(lambda d, n: d.mean() ** 2 / 2),
            _mse(lambda d, n: d.mean() ** 2),
            _mse(lambda d, n: (d.sum() / n) ** 2 / 2),
            _mse(lambda d, n: (d.reshape(n, -1).sum(axis=1) ** 2).sum() / (2 * n)),
        ),
        Mistake(
            "absolute",
            "Looks like: absolute values where squares belong. That is the next exercise, `l1`.",
            _mse(lambda d, n: np.abs(d).sum() / (2 * n)),
            _mse(lambda d, n: np.abs(d).sum() / n),
            _mse(lambda d, n: np.abs(d).mean()),
        ),
        Mistake(
            "root",
            "Looks like: a square root at the end. That is the root mean square error, in the units of y; here the squares stay.",
            _mse(lambda d, n: np.sqrt((d**2).sum() / (2 * n))),
            _mse(lambda d, n: np.sqrt((d**2).sum() / n)),
            _mse(lambda d, n: np.sqrt((d**2).mean())),
            _mse(lambda d, n: np.sqrt((d**2).mean() / 2)),
        ),
        Mistake(
            "norm",
            "Looks like: a norm that is not squared. `np.linalg.norm` is the root of the sum of squares: square it first (or take the "
            "sum of squares without a root).",
            _mse(lambda d, n: np.linalg.norm(d) / (2 * n)),
            _mse(lambda d, n: np.linalg.norm(d) / n),
            _mse(lambda d, n: np.linalg.norm(d)),
            _mse(lambda d, n: np.linalg.norm(d) / 2),
            _mse(lambda d, n: np.linalg.norm(d.reshape(n, -1), axis=1).sum() / (2 * n)),
            _mse(lambda d, n: np.linalg.norm(d, axis=1).sum() / (2 * n)),
        ),
        Mistake(
            "xor",
            "Looks like: `^` for a power. `^` is no power in Python: `**`.",
            _mse(lambda d, n: (d ^ 2).sum() / (2 * n)),
            _mse(lambda d, n: (d ^ 2).sum() / n),
            _mse(lambda d, n: (d ^ 2).mean()),
            _mse(lambda d, n: (d ^ 2).mean() / 2),
            _mse(lambda d, n: (d ^ 2).sum() / 2),
            _mse(lambda d, n: (d ^ 2).sum() / 2 * n),
            _mse(lambda d, n: (d ^ 2).sum(axis=1).mean() / 2),
            _mse(lambda d, n: 0.5 * d ^ 2),
            {"mse": lambda a, y: (a - (y ^ 2)).sum() / (2 * len(a))},
            {"mse": lambda a, y: np.linalg.norm(a - y) ^ 2 / (2 * len(a))},
        ),
        Mistake(
            "only-y-squared",
            "Looks like: `a - y**2`, which squares y alone, as `**` comes before `-`. Put the difference in brackets: `(a - y)**2`.",
            {"mse": lambda a, y: (a - y**2).sum() / (2 * len(a))},
            {"mse": lambda a, y: (a - y**2).sum() / len(a)},
            {"mse": lambda a, y: (a - y**2).mean()},
            {"mse": lambda a, y: (a - y**2).mean() / 2},
        ),
        Mistake(
            "float32",
            _FLOAT32,
            {"mse": lambda a, y: float(((_single(a) - _single(y)) ** 2).sum() / (2 * len(a)))},
            {"mse": lambda a, y: float(((_single(a) - _single(y)) ** 2).sum()) / (2 * len(a))},
            {"mse": lambda a, y: float((_single(a - y) ** 2).sum()) / (2 * len(a))},
        ),
        Mistake(
            "squares-apart",
            "Looks like: a² - y². Subtract first, then square: the square of a difference is not the difference of squares.",
            {"mse": lambda a, y: (a**2 - y**2).sum() / (2 * len(a))},
            {"mse": lambda a, y: (a**2 - y**2).mean() / 2},
            {"mse": lambda a, y: (a**2 - y**2).mean()},
        ),
        Mistake(
            "one-per-example",
            "Looks like: one number for each example. The loss of a batch is a single number: their mean.",
            _mse(lambda d, n: (d**2).reshape(n, -1).sum(axis=1) / 2),
            _mse(lambda d, n: d**2 / 2),
            _mse(lambda d, n: (d**2).sum(axis=-1) / 2),
            _mse(lambda d, n: d**2 / (2 * n)),
            _mse(lambda d, n: d**2),
        ),
        Mistake(
            "one-per-output",
            "Looks like: one number for each output. Add up the outputs as well: the loss is a single number.",
            _mse(lambda d, n: (d**2).sum(axis=0) / (2 * n)),
            _mse(lambda d, n: (d**2).mean(axis=0) / 2),
            _mse(lambda d, n: (d**2).mean(axis=0)),
        ),
        Mistake(
            "vectors-only",
            "Looks like: right for shape (n,), but `d @ d` is a matrix product when d has shape (n, k). `(d**2).sum()` adds up all "
            "the squares, whatever the shape.",
            _mse(lambda d, n: d @ d / (2 * n)),
            _mse(lambda d, n: d.T @ d / (2 * n)),
        ),
        Mistake(
            "axis-1-only",
            "Looks like: right for shape (n, k), but one output per example, shape (n,), has no axis 1. Summed over everything and "
            "divided by 2n, both shapes come out right.",
            _mse(lambda d, n: (d**2).sum(axis=1).mean() / 2),
        ),
    ),
    hints=(
        "Three steps: the misses a - y, their squares, and one sum over everything. Then divide: by what?",
        "`(a - y) ** 2` has the shape of a, and its `.sum()` adds up all of it. The number of examples is `len(a)`, whatever k is.",
        "`((a - y) ** 2).sum()` divided by `(2 * len(a))`. Mind the brackets around the divisor.",
    ),
)


def _l1(f):
    """An answer made from d = a - y and n."""
    return {"l1": lambda a, y: f(a - y, len(a))}


l1 = Exercise(
    id="l1",
    reference={"l1": losses.l1},
    cases=_distances("l1", "by hand: the misses are 1, 0 and -2, so (1 + 0 + 2) / 3"),
    mistakes=(
        Mistake(
            "with-half",
            "Looks like: a ½ that belongs to MSE. It is there to cancel the 2 of a square's slope; here is no square.",
            _l1(lambda d, n: np.abs(d).sum() / (2 * n)),
        ),
        Mistake(
            "mean-over-everything",
            "Looks like: the mean over all n·k entries. Sum over the k outputs of an example, take the mean over the n examples: "
            "divide by `len(a)`.",
            _l1(lambda d, n: np.abs(d).mean()),
            _l1(lambda d, n: np.abs(d).mean() / 2),
        ),
        Mistake(
            "no-mean",
            "Looks like: the sum over all examples. A loss is an average: divide by n.",
            _l1(lambda d, n: np.abs(d).sum()),
            _l1(lambda d, n: np.abs(d).sum() / 2),
        ),
        Mistake(
            "no-absolute-value",
            "Looks like: the misses are added with their signs, so that one above and one below cancel. Take `np.abs` of each first.",
            _l1(lambda d, n: d.sum() / n),
            _l1(lambda d, n: -d.sum() / n),
            _l1(lambda d, n: d.mean()),
            _l1(lambda d, n: -d.mean()),
        ),
        Mistake(
            "absolute-value-too-late",
            "Looks like: the absolute value of the sum. By then misses above and below have cancelled: `np.abs` first, then the sum.",
            _l1(lambda d, n: np.abs(d.sum()) / n),
            _l1(lambda d, n: np.abs(d.mean())),
            _l1(lambda d, n: np.abs(d.reshape(n, -1).sum(axis=1)).sum() / n),
        ),
        Mistake(
            "squares",
            "Looks like: squares where absolute values belong. That was the exercise before, `mse`.",
            _l1(lambda d, n: (d**2).sum() / n),
            _l1(lambda d, n: (d**2).sum() / (2 * n)),
            _l1(lambda d, n: (d**2).mean()),
        ),
        Mistake(
            "length",
            "Looks like: the length of the miss, a root of squares (`np.linalg.norm`). L1 adds up absolute values.",
            _l1(lambda d, n: np.linalg.norm(d) / n),
            _l1(lambda d, n: np.linalg.norm(d)),
            _l1(lambda d, n: np.linalg.norm(d.reshape(n, -1), axis=1).mean()),
            _l1(lambda d, n: np.sqrt((d**2).sum() / n)),
            _l1(lambda d, n: np.sqrt((d**2).mean())),
        ),
        Mistake(
            "matrix-norm",
            "Looks like: `np.linalg.norm(d, 1)`. For a matrix that is the largest column sum. `np.abs(d).sum()` adds up all entries.",
            _l1(lambda d, n: np.linalg.norm(d, 1) / n),
            _l1(lambda d, n: np.linalg.norm(d, 1)),
            _l1(lambda d, n: np.linalg.norm(d, ord=1, axis=0).max() / n),
        ),
        Mistake(
            "values-apart",
            "Looks like: |a| - |y|. Subtract first, then take the absolute value: -1 and 1 are 2 apart.",
            {"l1": lambda a, y: (np.abs(a) - np.abs(y)).sum() / len(a)},
            {"l1": lambda a, y: np.abs(np.abs(a) - np.abs(y)).sum() / len(a)},
            {"l1": lambda a, y: (np.abs(a) - np.abs(y)).mean()},
        ),
        Mistake(
            "largest",
            "Looks like: the largest miss. Every miss counts: sum them.",
            _l1(lambda d, n: np.abs(d).max()),
            _l1(lambda d, n: np.abs(d).max() / n),
        ),
        Mistake(
            "one-per-example",
            "Looks like: one number for each example. The loss of a batch is a single number: their mean.",
            _l1(lambda d, n: np.abs(d).reshape(n, -1).sum(axis=1)),
            _l1(lambda d, n: np.abs(d)),
            _l1(lambda d, n: np.abs(d).sum(axis=-1)),
        ),
        Mistake(
            "one-per-output",
            "Looks like: one number for each output. Add up the outputs as well: the loss is a single number.",
            _l1(lambda d, n: np.abs(d).sum(axis=0) / n),
            _l1(lambda d, n: np.abs(d).mean(axis=0)),
            _l1(lambda d, n: sum(np.abs(d)) / n),
        ),
        Mistake(
            "axis-1-only",
            "Looks like: right for shape (n, k), but one output per example, shape (n,), has no axis 1. Summed over everything and "
            "divided by n, both shapes come out right.",
            _l1(lambda d, n: np.abs(d).sum(axis=1).mean()),
        ),
        Mistake(
            "math-module",
            _MATH,
            _l1(lambda d, n: math.fabs(d) / n),
            _l1(lambda d, n: math.fabs(d).sum() / n),
        ),
        Mistake(
            "float32",
            _FLOAT32,
            {"l1": lambda a, y: float(np.abs(_single(a) - _single(y)).sum() / len(a))},
            {"l1": lambda a, y: float(np.abs(_single(a) - _single(y)).sum()) / len(a)},
            {"l1": lambda a, y: float(np.abs(_single(a - y)).sum()) / len(a)},
        ),
    ),
    hints=(
        "As in `mse`: the misses, something that makes each of them positive, one sum, one division.",
        "`np.abs` takes the absolute value of every entry. There is no ½ here.",
        "`np.abs(a - y).sum()` divided by `len(a)`.",
    ),
)


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


softmax = Exercise(
    id="softmax",
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
            "Looks like: exp of a number that is too large: exp(1000) is inf, and inf / inf is nan. Is each row's *largest* score "
            "*subtracted* before exp? Then no exponent is above 0, and the result is the same.",
            _per_axis(None, -1),
            _soft(lambda z: np.exp(z) / np.exp(z).sum(axis=-1, keepdims=True) + 0.0),
        ),
        Mistake(
            "shift-up",
            "Looks like: the largest score of each row is added, so that exp meets even larger numbers. Subtract it: then no exponent is "
            "above 0.",
            _shifted_by(lambda z: -z.max(axis=-1, keepdims=True)),
        ),
        Mistake(
            "smallest",
            "Looks like: each row's *smallest* score is subtracted. Then no exponent is below 0, and it is the large ones that "
            "overflow: subtract the *largest*.",
            _shifted_by(lambda z: z.min(axis=-1, keepdims=True)),
        ),
        Mistake(
            "mean",
            "Looks like: each row's mean is subtracted. A score may lie more than 1000 above it, and exp of that is inf. Above the "
            "*largest* there is none: subtract that.",
            _shifted_by(lambda z: z.mean(axis=-1, keepdims=True)),
            _shifted_by(lambda z: np.median(z, axis=-1, keepdims=True)),
        ),
        Mistake(
            "first-score",
            "Looks like: one fixed column is subtracted, the first or the last score of each row. Another may lie 2000 above it, and "
            "exp of that is inf: subtract the row's *largest*.",
            _shifted_by(lambda z: z[..., :1]),
            _shifted_by(lambda z: z[..., -1:]),
        ),
        Mistake(
            "whole-array",
            "Looks like: normalised over the whole array, not per row. Each row is a distribution of its own: sum over the last axis, "
            "with `keepdims=True`.",
            *(_per_axis(shift, None) for shift in (None, "all", -1)),
        ),
        Mistake(
            "axis-0",
            "Looks like: normalised down the columns. With `axis=0` the columns add up to 1; the rows should: `axis=-1`.",
            *(_per_axis(shift, 0) for shift in (None, "all", -1, 0)),
        ),
        Mistake(
            "no-keepdims",
            "Looks like: a sum or a maximum without `keepdims=True`. It has shape (n,), which does not go with (n, k), or goes with the "
            "wrong axis when n = k. With `keepdims=True` it has shape (n, 1).",
            *(_no_keepdims(axis, shifted) for axis in (-1, 1) for shifted in (True, False)),
            _soft(lambda z: np.exp(z - z.max(axis=-1)) / np.exp(z - z.max(axis=-1)).sum(axis=-1)),
            _soft(lambda z: np.exp(z - z.max(axis=1)) / np.exp(z - z.max(axis=1)).sum(axis=1)),
            _soft(lambda z: np.exp(z - z.max(axis=-1)) / np.exp(z - z.max(axis=-1)).sum(axis=-1, keepdims=True)),
            _soft(lambda z: np.exp(z - z.max(axis=1)) / np.exp(z - z.max(axis=1)).sum(axis=1, keepdims=True)),
            _soft(lambda z: np.exp(z - z.max()) / np.exp(z - z.max()).sum(axis=-1)),
        ),
        Mistake(
            "one-shift-for-all",
            "Looks like: the largest score of the whole array is subtracted. A row that lies far below it becomes all zeros, and 0 / 0 is "
            "nan. Subtract from each row its own largest.",
            _per_axis("all", -1),
            _per_axis(0, -1),
        ),
        Mistake(
            "clipped",
            "Looks like: the scores are clipped before exp. That is finite, but 1000 and 999 become equal. Subtracting the largest "
            "keeps their difference.",
            *(_clipped(limit) for limit in (20, 50, 100, 500, 700)),
        ),
        Mistake(
            "batch-only",
            "Looks like: right for a batch, but a single row of scores, shape (k,), has no axis 1. The last axis is `axis=-1` in "
            "both.",
            _per_axis(1, 1),
            _per_axis("all", 1),
            _per_axis(None, 1),
            _soft(lambda z: np.array([np.exp(row - row.max()) / np.exp(row - row.max()).sum() for row in z])),
            _soft(lambda z: np.array([np.exp(row - max(row)) / sum(np.exp(row - max(row))) for row in z])),
        ),
        Mistake(
            "no-exp",
            "Looks like: divided by the sum, without exp. Negative scores then give negative numbers: exp makes each positive first.",
            _soft(lambda z: z / z.sum(axis=-1, keepdims=True)),
            _soft(lambda z: z / z.sum()),
            _soft(lambda z: np.abs(z) / np.abs(z).sum(axis=-1, keepdims=True)),
        ),
        Mistake(
            "exp-above-only",
            "Looks like: exp above the line, but a sum of plain scores below it. Sum the exps.",
            _soft(lambda z: np.exp(z) / z.sum(axis=-1, keepdims=True)),
            _soft(lambda z: (s := z - z.max(axis=-1, keepdims=True), np.exp(s) / s.sum(axis=-1, keepdims=True))[1]),
            _soft(lambda z: np.exp(z - z.max(axis=-1, keepdims=True)) / z.sum(axis=-1, keepdims=True)),
        ),
        Mistake(
            "shift-above-only",
            "Looks like: the largest score is subtracted above the line, but not below it. Compute the shifted exps once, and use them in "
            "both places.",
            _soft(lambda z: np.exp(z - z.max(axis=-1, keepdims=True)) / np.exp(z).sum(axis=-1, keepdims=True)),
        ),
        Mistake(
            "not-divided",
            "Looks like: exp, but not divided. Divide each by its row's sum, so that the row adds up to 1.",
            _soft(np.exp),
            _soft(lambda z: np.exp(z - z.max(axis=-1, keepdims=True))),
        ),
        Mistake(
            "divided-by-largest",
            "Looks like: divided by the largest score instead of shifted by it. That changes the differences between scores, and "
            "with them the result. Subtract.",
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
            "Looks like: all for the largest score. That is the hard max; softmax leaves every class a share.",
            _soft(lambda z: (z == z.max(axis=-1, keepdims=True)).astype(float)),
            _soft(lambda z: np.eye(z.shape[-1])[z.argmax(axis=-1)]),
            _soft(lambda z: z.argmax(axis=-1)),
        ),
        Mistake(
            "sigmoid",
            "Looks like: a sigmoid of each score. Sigmoids know nothing of each other, so a row need not add up to 1.",
            _soft(lambda z: 1 / (1 + np.exp(-z))),
            _soft(lambda z: (1 + np.tanh(z / 2)) / 2),
        ),
        Mistake(
            "minus",
            "Looks like: exp(-z), so that the largest score gets the smallest share. The exponent is z, shifted.",
            _soft(lambda z: np.exp(-z) / np.exp(-z).sum(axis=-1, keepdims=True)),
            _soft(lambda z: losses.softmax(-z)),
            _soft(lambda z: (e := np.exp(z.max(-1, keepdims=True) - z), e / e.sum(-1, keepdims=True))[1]),
        ),
        Mistake(
            "base-2",
            "Looks like: powers of 2. The base is e: `np.exp`.",
            _soft(lambda z: 2.0**z / (2.0**z).sum(axis=-1, keepdims=True)),
            _soft(lambda z: losses.softmax(z * np.log(2))),
            _soft(lambda z: np.exp2(z) / np.exp2(z).sum(axis=-1, keepdims=True)),
        ),
        Mistake("math-module", _MATH, _soft(lambda z: math.exp(z))),
    ),
    hints=(
        "Two steps: `np.exp` of every score, then divide each by the sum of its own row. Which axis is a row summed over?",
        "`.sum(axis=-1, keepdims=True)` has one sum per row and keeps the shape (n, 1), so that the division fits. For ±1000: subtract "
        "each row's largest score before `np.exp`; `.max` takes the same two arguments.",
        "`e = np.exp(z - z.max(axis=-1, keepdims=True))`, and then `e / e.sum(axis=-1, keepdims=True)`.",
    ),
)


_P = np.array([[0.7, 0.2, 0.1], [0.25, 0.5, 0.25], [0.1, 0.15, 0.75], [0.4, 0.35, 0.25]])
_C = np.array([0, 2, 2, 1])
# A floor is added by some and clipped to by others, and its size is anybody's choice: 1e-7 changes these by less.
_FLOOR, _SMALL_FLOOR = 1e-6, 1e-3
# With a judge, the tolerance is for telling mistakes apart only, and there the size of a floor is no matter.
_ANY_FLOOR = 1e9


def _no_number(result):
    value = np.asarray(result)
    if value.shape or value.dtype.kind not in "iuf":
        return f"The loss should be a single number, but it is {_compare.kind(result)}."
    if np.isnan(value):
        return "The loss is nan. A logarithm of 0 is -inf, and 0 times -inf is nan: put a floor under what goes into the logarithm."
    if np.isinf(value):
        return "The loss is infinite, as log(0) is -inf. Give the logarithm nothing smaller than a tiny floor."
    return None


def _none(result, **_):
    problem = _no_number(result)
    if not problem and abs(result) > _FLOOR:
        problem = (
            f"The loss is {_compare.number(result)}. A certain and right answer costs nothing: 0, but for the floor."
        )
    return problem


def _large(result, **_):
    problem = _no_number(result)
    if not problem and result == 0:
        return "The loss is 0. A certain and wrong answer should cost more than 10."
    if not problem and result < 10:
        problem = f"The loss is {float(result):.3g}. A certain and wrong answer should cost more than 10: use a much smaller floor."
    return problem


_LEFT_OUT = (
    "Looks like: the infinite surprise was left out, so the worst mistake costs nothing. Put a floor under what goes into the log, "
    "before the log."
)
_CEILING = (
    "Looks like: `np.minimum`, which is a ceiling: nothing above 1e-12 gets past it. For a floor it is `np.maximum`, the larger of "
    "the two."
)
_FLOORS = (1e-300, 1e-16, 1e-15, 1e-12, 1e-10, 1e-9, 1e-8, 1e-7)


def _zeroed(values, which=np.isfinite):
    return np.where(which(values), values, 0.0)


def _ce(f, floor):
    """An answer made from a log (with or without a floor), p, y and n."""

    def log(p):
        return np.log(p + floor) if floor else np.log(p)

    return {"cross_entropy": lambda p, y: f(log, p, y, np.arange(len(p)))}


def _both(f):
    """With and without a floor: the mistake is the same."""
    return _ce(f, 1e-12), _ce(f, None)


def _one_hot(p, y):
    return np.eye(p.shape[1])[y]


cross_entropy = Exercise(
    id="cross_entropy",
    reference={"cross_entropy": losses.cross_entropy},
    cases=(
        Case(
            "cross_entropy(p, y)",
            "by hand: -log ½ and -log ¼",
            tolerance=_FLOOR,
            p=np.array([[0.5, 0.3, 0.2], [0.5, 0.25, 0.25]]),
            y=np.array([0, 1]),
        ),
        Case("cross_entropy(p, y)", "four examples, three classes", tolerance=_FLOOR, p=_P, y=_C),
        Case("cross_entropy(p, y)", "as many examples as classes", tolerance=_FLOOR, p=_P[:3], y=np.array([2, 1, 0])),
        Case("cross_entropy(p, y)", "a batch of one", tolerance=_FLOOR, p=_P[3:], y=np.array([2])),
        Case("cross_entropy(p, y)", "all the same class", tolerance=_FLOOR, p=_P, y=np.array([1, 1, 1, 1])),
        Case(
            "cross_entropy(p, y)",
            "a thousand examples: the product of their probabilities is too small for a float",
            tolerance=_FLOOR,
            p=np.tile(_P, (250, 1)),
            y=np.tile(_C, 250),
        ),
        Case(
            "cross_entropy(p, y)",
            "a small probability is not yet zero",
            tolerance=_SMALL_FLOOR,
            p=np.array([[1e-4, 1 - 1e-4]]),
            y=np.array([0]),
        ),
        Case(
            "cross_entropy(p, y)",
            "certain and right: no loss, though the other probabilities are 0",
            judge=_none,
            tolerance=_ANY_FLOOR,
            p=np.array([[0.0, 1.0, 0.0]]),
            y=np.array([1]),
        ),
        Case(
            "cross_entropy(p, y)",
            "certain and wrong: large, but finite",
            judge=_large,
            tolerance=_ANY_FLOOR,
            p=np.array([[0.0, 1.0, 0.0]]),
            y=np.array([0]),
        ),
    ),
    mistakes=(
        Mistake(
            "no-floor",
            "Looks like: right wherever a probability is above 0, but log(0) is -inf (and an error in `math`). Give the log nothing "
            "smaller than a tiny floor, such as `np.maximum(p, 1e-12)`.",
            _ce(lambda log, p, y, i: -log(p[i, y]).mean(), None),
            _ce(lambda log, p, y, i: -(_one_hot(p, y) * log(p)).sum(axis=1).mean(), None),
            _ce(lambda log, p, y, i: -(_one_hot(p, y) * log(p)).sum() / len(y), None),
            {"cross_entropy": lambda p, y: -sum(math.log(row[c]) for row, c in zip(p, y, strict=True)) / len(p)},
        ),
        Mistake(
            "infinite-left-out",
            _LEFT_OUT.replace("what goes into the log", "p"),
            _ce(lambda log, p, y, i: -_zeroed(log(p[i, y])).mean(), None),
            _ce(lambda log, p, y, i: (s := -log(p[i, y]), s[np.isfinite(s)].mean())[1], None),
        ),
        Mistake(
            "ceiling",
            _CEILING,
            *(
                _ce(lambda log, p, y, i, f=f, pick=pick: -pick(log(np.minimum(p, f)), p, y, i).mean(), None)
                for f in _FLOORS
                for pick in (
                    lambda logs, p, y, i: logs[i, y],
                    lambda logs, p, y, i: (_one_hot(p, y) * logs).sum(axis=1),
                )
            ),
        ),
        Mistake(
            "math-module",
            _MATH,
            {"cross_entropy": lambda p, y: -math.log(p[np.arange(len(p)), y])},
            {"cross_entropy": lambda p, y: -math.log(p[np.arange(len(p)), y] + 1e-12)},
            {"cross_entropy": lambda p, y: -math.log(p[np.arange(len(p)), y]).mean()},
            {"cross_entropy": lambda p, y: -math.log(p[np.arange(len(p)), y] + 1e-12).mean()},
            {"cross_entropy": lambda p, y: -math.log(p)},
        ),
        Mistake(
            "floor-too-high",
            "Looks like: a floor so high that it changes probabilities which are small but not zero. 1e-12 is below all that matter.",
            *(_ce(lambda log, p, y, i: -log(p[i, y]).mean(), floor) for floor in (1e-3, 1e-2)),
            *(
                {"cross_entropy": lambda p, y, f=f: -np.log(p[np.arange(len(p)), y] + f).mean()}
                for f in (1e-6, 1e-5, 1e-4, 1e-3, 1e-2)
            ),
            *(
                {"cross_entropy": lambda p, y, f=f: -np.log(np.clip(p[np.arange(len(p)), y], f, 1 - f)).mean()}
                for f in (1e-5, 1e-3, 1e-2)
            ),
        ),
        Mistake(
            "no-minus",
            "Looks like: the minus is missing. The log of a probability is at most 0; a loss is at least 0.",
            *_both(lambda log, p, y, i: log(p[i, y]).mean()),
        ),
        Mistake(
            "log10",
            "Looks like: `np.log10`. The natural logarithm is `np.log`.",
            *_both(lambda log, p, y, i: -log(p[i, y]).mean() / np.log(10)),
        ),
        Mistake(
            "log2",
            "Looks like: `np.log2`, surprise in bits. The natural logarithm is `np.log`.",
            *_both(lambda log, p, y, i: -log(p[i, y]).mean() / np.log(2)),
        ),
        Mistake(
            "no-log",
            "Looks like: probabilities without the log. 1 - p is never above 1, so that a confident mistake would cost hardly more than "
            "a hesitant one; -log p has no such limit.",
            {"cross_entropy": lambda p, y: (1 - p[np.arange(len(p)), y]).mean()},
            {"cross_entropy": lambda p, y: -p[np.arange(len(p)), y].mean()},
            {"cross_entropy": lambda p, y: p[np.arange(len(p)), y].mean()},
        ),
        Mistake(
            "no-mean",
            "Looks like: the sum over the examples. A loss is an average: take the mean.",
            *_both(lambda log, p, y, i: -log(p[i, y]).sum()),
        ),
        Mistake(
            "mean-over-classes-too",
            "Looks like: divided by n·k. The zeros of the one-hot table were counted as well: divide by n, the number of examples.",
            *_both(lambda log, p, y, i: -(_one_hot(p, y) * log(p)).mean()),
            _ce(lambda log, p, y, i: -log(p[i, y]).mean() / p.shape[1], 1e-12),
        ),
        Mistake(
            "all-pairs",
            "Looks like: `p[:, y]`, which takes for every row the columns of all labels, n·n numbers. One per row is "
            "`p[np.arange(n), y]`.",
            *_both(lambda log, p, y, i: -log(p[:, y]).mean()),
            *_both(lambda log, p, y, i: -log(p[:, y]).sum() / len(y)),
        ),
        Mistake(
            "rows-of-y",
            "Looks like: `p[y]`, which picks rows of p by the class numbers. The row is the example, the column is the class: "
            "`p[np.arange(n), y]`.",
            *_both(lambda log, p, y, i: -log(p[y]).mean()),
            *_both(lambda log, p, y, i: -log(p[y, i]).mean()),
        ),
        Mistake(
            "likeliest-class",
            "Looks like: the largest probability of each row. What counts is the probability of the class that was right, `y`.",
            *_both(lambda log, p, y, i: -log(p.max(axis=1)).mean()),
        ),
        Mistake(
            "from-one",
            "Looks like: `y - 1`. Classes are counted from 0, as columns are.",
            *_both(lambda log, p, y, i: -log(p[i, y - 1]).mean()),
        ),
        Mistake(
            "y-as-one-hot",
            "Looks like: y multiplied with log p, as if its rows were one-hot. Here y holds class numbers, shape (n,): use them as "
            "column indices.",
            *_both(lambda log, p, y, i: -(y * log(p)).sum(axis=1).mean()),
            *_both(lambda log, p, y, i: -(y * log(p)).sum() / len(y)),
            *_both(lambda log, p, y, i: -(y * log(p)).sum(axis=-1).mean()),
            *_both(lambda log, p, y, i: -(y * log(p)).mean()),
            *_both(lambda log, p, y, i: -log(p[i, y.argmax(axis=1)]).mean()),
        ),
        Mistake(
            "y-as-weight",
            "Looks like: the class number as a factor, so that class 0 costs nothing and class 2 counts double. The number says which "
            "column to look at.",
            *_both(lambda log, p, y, i: -(y[:, None] * log(p)).sum(axis=1).mean()),
            *_both(lambda log, p, y, i: -(y * log(p[i, y])).mean()),
            *_both(lambda log, p, y, i: -(y[:, None] * log(p)).mean()),
        ),
        Mistake(
            "all-classes",
            "Looks like: the logs of all classes. Only the probability of the right class counts; the others have had their say, as the row "
            "adds up to 1.",
            *_both(lambda log, p, y, i: -log(p).mean()),
            *_both(lambda log, p, y, i: -log(p).sum(axis=1).mean()),
            *_both(lambda log, p, y, i: -log(p).sum()),
        ),
        Mistake(
            "binary-for-many",
            "Looks like: the two-class formula on every column, with log(1 - p) for the wrong classes. Here only the right class has a "
            "term.",
            *_both(
                lambda log, p, y, i: -(_one_hot(p, y) * log(p) + (1 - _one_hot(p, y)) * log(1 - p)).sum(axis=1).mean()
            ),
            *_both(lambda log, p, y, i: -(_one_hot(p, y) * log(p) + (1 - _one_hot(p, y)) * log(1 - p)).mean()),
        ),
        Mistake(
            "softmax-again",
            "Looks like: a softmax in front. p holds probabilities already; a second softmax flattens them.",
            {"cross_entropy": losses.cross_entropy_from_logits},
            {"cross_entropy": lambda p, y: -np.log(losses.softmax(p)[np.arange(len(p)), y] + 1e-12).mean()},
        ),
        Mistake(
            "log-of-the-mean",
            "Looks like: the log of the mean probability. Each example has a surprise of its own: log first, then the mean.",
            {"cross_entropy": lambda p, y: -np.log(p[np.arange(len(p)), y].mean())},
            {"cross_entropy": lambda p, y: -np.log(np.maximum(p[np.arange(len(p)), y].mean(), 1e-12))},
            {"cross_entropy": lambda p, y: -np.log(p[np.arange(len(p)), y].mean() + 1e-12)},
        ),
        Mistake(
            "log-of-the-product",
            "Looks like: the log of a product. Multiplied, a thousand probabilities are too small for a float, and become 0: take each "
            "log first, then the mean.",
            {"cross_entropy": lambda p, y: -np.log(np.prod(p[np.arange(len(p)), y])) / len(p)},
            {"cross_entropy": lambda p, y: -np.log(max(np.prod(p[np.arange(len(p)), y]), 1e-300)) / len(p)},
            {"cross_entropy": lambda p, y: -np.log(max(np.prod(p[np.arange(len(p)), y]), 1e-12)) / len(p)},
            {"cross_entropy": lambda p, y: -np.log(np.prod(p[np.arange(len(p)), y]) + 1e-12) / len(p)},
        ),
        Mistake(
            "one-per-example",
            "Looks like: one number for each example. The loss of a batch is a single number: their mean.",
            *_both(lambda log, p, y, i: -log(p[i, y])),
            _ce(lambda log, p, y, i: -(_one_hot(p, y) * log(p)).sum(axis=1), None),
        ),
        Mistake(
            "half",
            "Looks like: a ½ that belongs to MSE. Cross entropy is the mean of -log p, as it is.",
            *_both(lambda log, p, y, i: -log(p[i, y]).mean() / 2),
        ),
    ),
    hints=(
        "For each example, find the probability that its row gives to the right class. How do you take one number from each row?",
        "`p[np.arange(len(p)), y]` takes from row i the column y[i]. Then -log, then the mean. And where the probability is 0?",
        "`np.maximum(that, 1e-12)` keeps the log finite: minus the `.mean()` of `np.log` of it.",
    ),
)


_q, _t = np.array([0.9, 0.2, 0.6, 0.35, 0.5]), np.array([1.0, 0.0, 0.0, 1.0, 1.0])


def _bce(f, floor):
    """An answer made from a log (with or without a floor), a and y."""

    def log(a):
        return np.log(a + floor) if floor else np.log(a)

    return {"binary_cross_entropy": lambda a, y: f(log, a, y)}


def _yes_no(f):
    return _bce(f, 1e-12), _bce(f, None)


def _terms(log, a, y):
    return y * log(a) + (1 - y) * log(1 - a)


def _by_if(f):
    """An answer with an `if` on its labels, which an array answers with an error: f(log, a) is what becomes of a log."""
    return _bce(lambda log, a, y: f(log, a) if y == 1 else f(log, 1 - a), None)


def _floor_high(f):
    clip = {"binary_cross_entropy": lambda a, y: -_terms(np.log, np.clip(a, f, 1 - f), y).mean()}
    add = {"binary_cross_entropy": lambda a, y: -(y * np.log(a + f) + (1 - y) * np.log(1 - a + f)).mean()}
    return clip, add


binary_cross_entropy = Exercise(
    id="binary_cross_entropy",
    reference={"binary_cross_entropy": losses.binary_cross_entropy},
    cases=(
        Case(
            "binary_cross_entropy(a, y)",
            "by hand: -log ½ and -log ¾",
            tolerance=_FLOOR,
            a=np.array([0.5, 0.25]),
            y=np.array([1.0, 0.0]),
        ),
        Case("binary_cross_entropy(a, y)", "five examples", tolerance=_FLOOR, a=_q, y=_t),
        Case(
            "binary_cross_entropy(a, y)", "labels as whole numbers", tolerance=_FLOOR, a=_q[:3], y=np.array([0, 1, 1])
        ),
        Case("binary_cross_entropy(a, y)", "a batch of one, a no", tolerance=_FLOOR, a=_q[2:3], y=_t[2:3]),
        Case("binary_cross_entropy(a, y)", "a batch of one, a yes", tolerance=_FLOOR, a=_q[3:4], y=_t[3:4]),
        Case(
            "binary_cross_entropy(a, y)",
            "small probabilities are not yet zero",
            tolerance=_SMALL_FLOOR,
            a=np.array([1e-4, 1 - 1e-4]),
            y=np.array([1.0, 0.0]),
        ),
        Case(
            "binary_cross_entropy(a, y)",
            "certain and right, each time: no loss",
            judge=_none,
            tolerance=_ANY_FLOOR,
            a=np.array([1.0, 0.0, 1.0]),
            y=np.array([1.0, 0.0, 1.0]),
        ),
        Case(
            "binary_cross_entropy(a, y)",
            "certain of a no, and wrong: large, but finite",
            judge=_large,
            tolerance=_ANY_FLOOR,
            a=np.array([0.0]),
            y=np.array([1.0]),
        ),
        Case(
            "binary_cross_entropy(a, y)",
            "certain of a yes, and wrong: large, but finite",
            judge=_large,
            tolerance=_ANY_FLOOR,
            a=np.array([1.0]),
            y=np.array([0.0]),
        ),
    ),
    mistakes=(
        Mistake(
            "no-floor",
            "Looks like: right wherever 0 < a < 1, but log(0) is -inf, and 0 times -inf is nan. Give both logs nothing smaller than a tiny "
            "floor.",
            _bce(lambda log, a, y: -_terms(log, a, y).mean(), None),
            _bce(lambda log, a, y: -np.where(y == 1, log(a), log(1 - a)).mean(), None),
            _bce(lambda log, a, y: -log(y * a + (1 - y) * (1 - a)).mean(), None),
        ),
        Mistake(
            "infinite-left-out",
            _LEFT_OUT,
            _bce(lambda log, a, y: -_zeroed(_terms(log, a, y)).mean(), None),
            _bce(lambda log, a, y: -_zeroed(_terms(log, a, y), lambda s: ~np.isinf(s)).mean(), None),
            _bce(lambda log, a, y: (s := _terms(log, a, y), -s[np.isfinite(s)].mean())[1], None),
        ),
        Mistake(
            "ceiling",
            _CEILING,
            *(
                variant
                for f in _FLOORS
                for variant in (
                    _bce(lambda log, a, y, f=f: -_terms(log, np.minimum(a, f), y).mean(), None),
                    _bce(
                        lambda log, a, y, f=f: (
                            -(y * log(np.minimum(a, f)) + (1 - y) * log(np.minimum(1 - a, f))).mean()
                        ),
                        None,
                    ),
                )
            ),
        ),
        Mistake(
            "math-module",
            _MATH,
            *_yes_no(lambda log, a, y: -(y * math.log(a) + (1 - y) * math.log(1 - a)).mean()),
            *_yes_no(lambda log, a, y: -(y * math.log(a) + (1 - y) * math.log(1 - a))),
        ),
        Mistake(
            "if-on-array",
            "Looks like: an `if` on a whole array. It asks for one answer, and an array has one for each example: the factors y and "
            "1 - y choose for each, or `np.where`; a floor is `np.maximum` or `np.clip`.",
            _by_if(lambda log, a: -log(a)),
            _by_if(lambda log, a: -log(a).mean()),
            _by_if(lambda log, a: -log(a + 1e-12)),
            _by_if(lambda log, a: -log(a + 1e-12).mean()),
            _bce(lambda log, a, y: -_terms(log, a if a > 0 else 1e-12, y).mean(), None),
            _bce(
                lambda log, a, y: -_terms(log, np.clip(a, 1e-12, 1 - 1e-12) if a == 0 or a == 1 else a, y).mean(), None
            ),
        ),
        Mistake(
            "floor-on-one-side",
            "Looks like: safe at one end only. Both log(a) and log(1 - a) can meet a 0. And mind that 1 - 1e-17 *is* 1 in floating "
            "point: the floor must not be lost in that subtraction; 1e-12 is not.",
            {"binary_cross_entropy": lambda a, y: -(y * np.log(a + 1e-12) + (1 - y) * np.log(1 - a)).mean()},
            {"binary_cross_entropy": lambda a, y: -(y * np.log(a) + (1 - y) * np.log(1 - a + 1e-12)).mean()},
            {"binary_cross_entropy": lambda a, y: -_terms(np.log, np.clip(a, 1e-17, 1 - 1e-17), y).mean()},
            {"binary_cross_entropy": lambda a, y: -np.where(y == 1, np.log(a + 1e-12), np.log(1 - a)).mean()},
            {"binary_cross_entropy": lambda a, y: -np.where(y == 1, np.log(a), np.log(1 - a + 1e-12)).mean()},
            {"binary_cross_entropy": lambda a, y: -(y * np.log(a + 1e-12) + (1 - y) * np.log(1 - (a + 1e-12))).mean()},
        ),
        Mistake(
            "floor-too-high",
            "Looks like: a floor so high that it changes probabilities which are small but not zero. 1e-12 is below all that matter.",
            *(variant for f in (1e-5, 1e-3, 1e-2) for variant in _floor_high(f)),
            _floor_high(1e-6)[1],
        ),
        Mistake(
            "no-minus",
            "Looks like: the minus is missing. Logs of probabilities are at most 0; a loss is at least 0.",
            *_yes_no(lambda log, a, y: _terms(log, a, y).mean()),
        ),
        Mistake(
            "term-signs",
            "Looks like: one of the two terms has the wrong sign. They are added, in brackets, and the minus stands before the whole: "
            "-(y log a + (1 - y) log(1 - a)).",
            *_yes_no(lambda log, a, y: (-y * log(a) + (1 - y) * log(1 - a)).mean()),
            *_yes_no(lambda log, a, y: (y * log(a) - (1 - y) * log(1 - a)).mean()),
        ),
        Mistake(
            "brackets",
            "Looks like: brackets are missing. `.mean()` takes only what it is attached to, and a minus only the term behind it. Both "
            "terms belong in one pair: -( ... ).mean().",
            *_yes_no(lambda log, a, y: -y * log(a) + (1 - y) * log(1 - a).mean()),
            *_yes_no(lambda log, a, y: -(y * log(a) + (1 - y) * log(1 - a).mean())),
            *_yes_no(lambda log, a, y: -y * log(a) + ((1 - y) * log(1 - a)).mean()),
            *_yes_no(lambda log, a, y: -y * log(a) - ((1 - y) * log(1 - a)).mean()),
            *_yes_no(lambda log, a, y: y * log(a) + (1 - y) * log(1 - a).mean()),
            *_yes_no(lambda log, a, y: -y * log(a) + (1 - y) * log(1 - a)),
        ),
        Mistake(
            "yes-only",
            "Looks like: the term for y = 1 only, so that a wrong yes costs nothing. A no has its own term, (1 - y) log(1 - a).",
            *_yes_no(lambda log, a, y: -(y * log(a)).mean()),
        ),
        Mistake(
            "no-only",
            "Looks like: the term for y = 0 only. A yes has its own term, y log a.",
            *_yes_no(lambda log, a, y: -((1 - y) * log(1 - a)).mean()),
        ),
        Mistake(
            "labels-ignored",
            "Looks like: both logs for every example. The factors y and 1 - y leave one of them to each.",
            *_yes_no(lambda log, a, y: -(log(a) + log(1 - a)).mean()),
            *_yes_no(lambda log, a, y: -log(a).mean()),
        ),
        Mistake(
            "labels-exchanged",
            "Looks like: yes and no exchanged. Where y is 1, the probability of what happened is a; where y is 0, it is 1 - a.",
            *_yes_no(lambda log, a, y: -(y * log(1 - a) + (1 - y) * log(a)).mean()),
        ),
        Mistake(
            "a-and-y-swapped",
            "Looks like: a and y have changed places. The logs are of the predictions a; the labels y are the factors.",
            *_yes_no(lambda log, a, y: -_terms(log, y, a).mean()),
            {"binary_cross_entropy": lambda a, y: -(a * np.log(y + 1e-12) + (1 - a) * np.log(1 - y + 1e-12)).mean()},
            {
                "binary_cross_entropy": lambda a, y: (
                    -(
                        a * np.log(np.clip(y, 1e-12, 1 - 1e-12)) + (1 - a) * np.log(1 - np.clip(y, 1e-12, 1 - 1e-12))
                    ).mean()
                )
            },
            {"binary_cross_entropy": lambda a, y: -(a * np.log(y + 1e-15) + (1 - a) * np.log(1 - y + 1e-15)).mean()},
        ),
        Mistake(
            "log10",
            "Looks like: `np.log10`. The natural logarithm is `np.log`.",
            *_yes_no(lambda log, a, y: -_terms(log, a, y).mean() / np.log(10)),
        ),
        Mistake(
            "log2",
            "Looks like: `np.log2`, surprise in bits. The natural logarithm is `np.log`.",
            *_yes_no(lambda log, a, y: -_terms(log, a, y).mean() / np.log(2)),
        ),
        Mistake(
            "no-mean",
            "Looks like: the sum over the examples. A loss is an average: take the mean.",
            *_yes_no(lambda log, a, y: -_terms(log, a, y).sum()),
        ),
        Mistake(
            "half",
            "Looks like: a ½ that belongs to MSE, or a mean over both terms. One of the two is always 0: divide by n.",
            *_yes_no(lambda log, a, y: -_terms(log, a, y).mean() / 2),
        ),
        Mistake(
            "no-log",
            "Looks like: probabilities without the log. A wrong answer then costs 1 at most; with the log there is no such limit.",
            {"binary_cross_entropy": lambda a, y: 1 - (y * a + (1 - y) * (1 - a)).mean()},
            {"binary_cross_entropy": lambda a, y: -(y * a + (1 - y) * (1 - a)).mean()},
            {"binary_cross_entropy": lambda a, y: np.abs(a - y).mean()},
        ),
        Mistake(
            "mse",
            "Looks like: squared misses. Cross entropy takes the log of the probability given to what happened.",
            {"binary_cross_entropy": lambda a, y: ((a - y) ** 2).mean() / 2},
            {"binary_cross_entropy": lambda a, y: ((a - y) ** 2).mean()},
        ),
        Mistake(
            "sigmoid-again",
            "Looks like: a sigmoid in front. a holds probabilities already.",
            {"binary_cross_entropy": losses.binary_cross_entropy_from_logits},
        ),
        Mistake(
            "rounded",
            "Looks like: a was rounded to 0 or 1 first. How sure the prediction is, is what this loss is about.",
            *_yes_no(lambda log, a, y: -_terms(log, np.round(a), y).mean()),
            *_yes_no(lambda log, a, y: -_terms(log, (a > 0.5).astype(float), y).mean()),
            *_yes_no(lambda log, a, y: -_terms(log, (a >= 0.5).astype(float), y).mean()),
        ),
        Mistake(
            "one-per-example",
            "Looks like: one number for each example. The loss of a batch is a single number: their mean.",
            *_yes_no(lambda log, a, y: -_terms(log, a, y)),
        ),
    ),
    hints=(
        "Each example costs -log of the probability that was given to what happened: a where y is 1, 1 - a where y is 0.",
        "`y * np.log(a) + (1 - y) * np.log(1 - a)` picks the one that counts. Then the minus and the mean. And where a is exactly 0 or 1?",
        "Clip first: `a = np.clip(a, 1e-12, 1 - 1e-12)`. Then minus the `.mean()` of `y * np.log(a) + (1 - y) * np.log(1 - a)`.",
    ),
)

EXERCISES = (mse, l1, softmax, cross_entropy, binary_cross_entropy)
