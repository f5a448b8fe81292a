"""`l1` of lesson 05."""

import math

import numpy as np

from dlcourse import losses
from dlcourse.checker import Exercise, Mistake
from dlcourse.exercises.losses import FLOAT32, MATH, distances, single


def _l1(f):
    """An answer made from d = a - y and n."""
    return {"l1": lambda a, y: f(a - y, len(a))}


def _table(a, y, turn):
    return a.reshape(-1, 1) - y if turn else a - y.reshape(-1, 1)


EXERCISE = Exercise(
    id="l1",
    worth="`.sum()` without an axis adds up all entries, whatever the shape, and `len(a)` counts the examples.",
    reference={"l1": losses.l1},
    cases=distances("l1", "by hand: the misses are 1, 0 and -2, so (1 + 0 + 2) / 3"),
    mistakes=(
        Mistake(
            "with-half",
            "Looks like: a ½, which belongs to MSE. There it cancels the 2 in the slope of a square. Here nothing "
            "is squared.",
            _l1(lambda d, n: np.abs(d).sum() / (2 * n)),
        ),
        Mistake(
            "mean-over-everything",
            "Looks like: the mean over all n·k entries. Add up the k outputs of an example, and take the mean over "
            "the n examples: divide by `len(a)`.",
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
            "Looks like: the misses are added up with their signs. Then a positive miss and a negative one cancel. "
            "Take `np.abs` of each of them first.",
            _l1(lambda d, n: d.sum() / n),
            _l1(lambda d, n: -d.sum() / n),
            _l1(lambda d, n: d.mean()),
            _l1(lambda d, n: -d.mean()),
        ),
        Mistake(
            "absolute-value-too-late",
            "Looks like: the absolute value of a sum. In the sum, positive and negative misses have cancelled "
            "already: take `np.abs` first, then add up.",
            _l1(lambda d, n: np.abs(d.sum()) / n),
            _l1(lambda d, n: np.abs(d.mean())),
            _l1(lambda d, n: np.abs(d.reshape(n, -1).sum(axis=1)).sum() / n),
        ),
        Mistake(
            "squares",
            "Looks like: squares, where absolute values belong. Squares were for the exercise before, `mse`.",
            {"l1": lambda a, y: np.dot(np.abs(a - y), np.abs(a - y)) / len(a)},
            {"l1": lambda a, y: (a - y) @ (a - y) / len(a)},
            _l1(lambda d, n: (d**2).sum() / n),
            _l1(lambda d, n: (d**2).sum() / (2 * n)),
            _l1(lambda d, n: (d**2).mean()),
        ),
        Mistake(
            "length",
            "Looks like: the length of the misses, which is a root of squares{norm:: `np.linalg.norm`}. L1 adds up "
            "absolute values.",
            _l1(lambda d, n: np.linalg.norm(d) / n),
            _l1(lambda d, n: np.linalg.norm(d)),
            _l1(lambda d, n: np.linalg.norm(d.reshape(n, -1), axis=1).mean()),
            _l1(lambda d, n: np.sqrt((d**2).sum() / n)),
            _l1(lambda d, n: np.sqrt((d**2).mean())),
        ),
        Mistake(
            "matrix-norm",
            "Looks like: the largest column sum, as `np.linalg.norm(d, 1)` gives it for a matrix. `np.abs(d).sum()` "
            "adds up all entries.",
            _l1(lambda d, n: np.linalg.norm(d, 1) / n),
            _l1(lambda d, n: np.linalg.norm(d, 1)),
            _l1(lambda d, n: np.linalg.norm(d, ord=1, axis=0).max() / n),
        ),
        Mistake(
            "values-apart",
            "Looks like: |a| - |y|. Subtract first, and take the absolute value then: the distance from -1 to 1 is 2.",
            {"l1": lambda a, y: (np.abs(a) - np.abs(y)).sum() / len(a)},
            {"l1": lambda a, y: np.abs(np.abs(a) - np.abs(y)).sum() / len(a)},
            {"l1": lambda a, y: (np.abs(a) - np.abs(y)).mean()},
        ),
        Mistake(
            "largest",
            "Looks like: the largest miss alone. Every miss counts: add them all up.",
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
            "Looks like: one number for each output. Add up over the outputs as well: the loss is a single number.",
            _l1(lambda d, n: np.abs(d).sum(axis=0) / n),
            _l1(lambda d, n: np.abs(d).mean(axis=0)),
            _l1(lambda d, n: sum(np.abs(d)) / n),
        ),
        Mistake(
            "axis-1-only",
            "Looks like: right for shape (n, k), but shape (n,), with one output for each example, has no axis 1. "
            "Add up everything and divide by n: that is right for both shapes.",
            _l1(lambda d, n: np.abs(d).sum(axis=1).mean()),
        ),
        Mistake(
            "math-module",
            MATH,
            _l1(lambda d, n: math.fabs(d) / n),
            _l1(lambda d, n: math.fabs(d).sum() / n),
        ),
        Mistake(
            "float32",
            FLOAT32,
            {"l1": lambda a, y: float(np.abs(single(a) - single(y)).sum() / len(a))},
            {"l1": lambda a, y: float(np.abs(single(a) - single(y)).sum()) / len(a)},
            {"l1": lambda a, y: float(np.abs(single(a - y)).sum()) / len(a)},
        ),
        Mistake(
            "all-with-all",
            "Looks like: every prediction meets every target. A column of shape (n, 1) and a row of shape (n,) make a table (n, n): print both shapes, and "
            "leave a and y in the shape they come in.",
            *(
                {"l1": lambda a, y, total=total, turn=turn: (d := _table(a, y, turn), total(np.abs(d), len(a)))[1]}
                for total in (lambda x, n: x.mean(), lambda x, n: x.sum() / n)
                for turn in (True, False)
            ),
        ),
    ),
    hints=(
        "The steps are those of `mse`: work out the misses, make each of them positive, add them up, and divide.",
        "`np.abs` gives the absolute value of every entry. There is no ½ here.",
        "Divide `np.abs(a - y).sum()` by `len(a)`.",
    ),
)
