"""`mse` of lesson 05."""

import numpy as np

from dlcourse import losses
from dlcourse.checker import Exercise, Mistake
from dlcourse.exercises.losses import FLOAT32, distances, single


def _mse(f):
    """An answer made from d = a - y and n."""
    return {"mse": lambda a, y: f(a - y, len(a))}


def _table(a, y, turn):
    return a.reshape(-1, 1) - y if turn else a - y.reshape(-1, 1)


EXERCISE = Exercise(
    id="mse",
    worth=(
        "The sum over all entries, divided by the number of examples, is right for shape (n,) and for shape (n, k). "
        "The code does not have to ask which of the two it is."
    ),
    reference={"mse": losses.mse},
    cases=distances("mse", "by hand: the misses are 1, 0 and -2, so (1 + 0 + 4) / (2 · 3)"),
    mistakes=(
        Mistake(
            "no-half",
            "Looks like: the ½ is missing. In this course C = 1/(2n) Σ ‖a - y‖². The ½ is there so that the slope "
            "has no 2 in it.",
            _mse(lambda d, n: (d**2).sum() / n),
            _mse(lambda d, n: (d.reshape(n, -1) ** 2).sum(axis=1).mean()),
        ),
        Mistake(
            "as-libraries-do",
            "Looks like: the mean over all entries, as in `np.mean((a - y)**2)`, which is what libraries call MSE. "
            "Two things are different here: there is a ½, and the k outputs of an example are added up. Only over the"
            " n examples is the mean taken.",
            _mse(lambda d, n: (d**2).mean()),
        ),
        Mistake(
            "mean-over-everything",
            "Looks like: divided by n·k, the number of all entries. Add up the k outputs of an example, and take "
            "the mean over the n examples: divide by 2 · `len(a)`, not by 2 · `a.size`.",
            _mse(lambda d, n: (d**2).mean() / 2),
        ),
        Mistake(
            "divided-by-outputs",
            "Looks like: divided by the number of outputs. `a.shape[1]` is k. The mean is taken over the n "
            "examples, `len(a)`.",
            _mse(lambda d, n: (d**2).sum() / (2 * d.shape[1])),
            _mse(lambda d, n: (d**2).sum() / (2 * d.shape[-1])),
        ),
        Mistake(
            "times-n",
            "Looks like: the sum is multiplied by n, as in `/ 2 * n`. Python works from left to right, so that "
            "divides by 2 and then multiplies by n. Put brackets around `2 * len(a)`.",
            _mse(lambda d, n: (d**2).sum() / 2 * n),
        ),
        Mistake(
            "no-mean",
            "Looks like: the sum over all examples. A loss is an average: divide by n. Otherwise twice as many "
            "examples would have twice the loss.",
            _mse(lambda d, n: (d**2).sum() / 2),
            _mse(lambda d, n: (d**2).sum()),
        ),
        Mistake(
            "no-square",
            "Looks like: the misses are added up without being squared. Then a positive miss and a negative one "
            "cancel. Square each of them first.",
            _mse(lambda d, n: d.sum() / (2 * n)),
            _mse(lambda d, n: d.sum() / n),
            _mse(lambda d, n: -d.sum() / (2 * n)),
            _mse(lambda d, n: d.mean()),
            _mse(lambda d, n: d.mean() / 2),
        ),
        Mistake(
            "square-of-the-sum",
            "Looks like: added up first, and squared afterwards. Then positive and negative misses cancel. Square "
            "each of them, then add up.",
            _mse(lambda d, n: d.sum() ** 2 / (2 * n)),
            _mse(lambda d, n: d.mean() ** 2 / 2),
            _mse(lambda d, n: d.mean() ** 2),
            _mse(lambda d, n: (d.sum() / n) ** 2 / 2),
            _mse(lambda d, n: (d.reshape(n, -1).sum(axis=1) ** 2).sum() / (2 * n)),
        ),
        Mistake(
            "absolute",
            "Looks like: absolute values, where squares belong. Absolute values are for the next exercise, `l1`.",
            _mse(lambda d, n: np.abs(d).sum() / (2 * n)),
            _mse(lambda d, n: np.abs(d).sum() / n),
            _mse(lambda d, n: np.abs(d).mean()),
        ),
        Mistake(
            "root",
            "Looks like: a square root at the end. That gives the root mean square error, which has the unit of y. "
            "Here no root is taken.",
            _mse(lambda d, n: np.sqrt((d**2).sum() / (2 * n))),
            _mse(lambda d, n: np.sqrt((d**2).sum() / n)),
            _mse(lambda d, n: np.sqrt((d**2).mean())),
            _mse(lambda d, n: np.sqrt((d**2).mean() / 2)),
        ),
        Mistake(
            "norm",
            "Looks like: the root of the sum of squares, as `np.linalg.norm` gives it. Square it, or add up the "
            "squares yourself.",
            _mse(lambda d, n: np.linalg.norm(d) / (2 * n)),
            _mse(lambda d, n: np.linalg.norm(d) / n),
            _mse(lambda d, n: np.linalg.norm(d)),
            _mse(lambda d, n: np.linalg.norm(d) / 2),
            _mse(lambda d, n: np.linalg.norm(d.reshape(n, -1), axis=1).sum() / (2 * n)),
            _mse(lambda d, n: np.linalg.norm(d, axis=1).sum() / (2 * n)),
        ),
        Mistake(
            "xor",
            "Looks like: `^` for a power. In Python `^` is not a power. Write `**`.",
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
            "Looks like: only y is squared, as in `a - y**2`, because `**` is worked out before `-`. Put the "
            "difference in brackets: `(a - y)**2`.",
            {"mse": lambda a, y: (a - y**2).sum() / (2 * len(a))},
            {"mse": lambda a, y: (a - y**2).sum() / len(a)},
            {"mse": lambda a, y: (a - y**2).mean()},
            {"mse": lambda a, y: (a - y**2).mean() / 2},
        ),
        Mistake(
            "float32",
            FLOAT32,
            {"mse": lambda a, y: float(((single(a) - single(y)) ** 2).sum() / (2 * len(a)))},
            {"mse": lambda a, y: float(((single(a) - single(y)) ** 2).sum()) / (2 * len(a))},
            {"mse": lambda a, y: float((single(a - y) ** 2).sum()) / (2 * len(a))},
        ),
        Mistake(
            "squares-apart",
            "Looks like: a² - y². Subtract first and square then: the square of a difference is not the difference "
            "of the squares.",
            {"mse": lambda a, y: (a**2 - y**2).sum() / (2 * len(a))},
            {"mse": lambda a, y: (a**2 - y**2).mean() / 2},
            {"mse": lambda a, y: (a**2 - y**2).mean()},
        ),
        Mistake(
            "one-per-example",
            "Looks like: one number for each example, or for each entry. The loss of a batch is a single number.",
            _mse(lambda d, n: (d**2).reshape(n, -1).sum(axis=1) / 2),
            _mse(lambda d, n: d**2 / 2),
            _mse(lambda d, n: (d**2).sum(axis=-1) / 2),
            _mse(lambda d, n: d**2 / (2 * n)),
            _mse(lambda d, n: d**2),
        ),
        Mistake(
            "one-per-output",
            "Looks like: one number for each output. Add up over the outputs as well: the loss is a single number.",
            _mse(lambda d, n: (d**2).sum(axis=0) / (2 * n)),
            _mse(lambda d, n: (d**2).mean(axis=0) / 2),
            _mse(lambda d, n: (d**2).mean(axis=0)),
        ),
        Mistake(
            "vectors-only",
            "Looks like: right for shape (n,), but with shape (n, k) the product is one of matrices, as in `d @ d`. "
            "`(d**2).sum()` adds up all the squares, whatever the shape.",
            _mse(lambda d, n: d @ d / (2 * n)),
            _mse(lambda d, n: d.T @ d / (2 * n)),
        ),
        Mistake(
            "axis-1-only",
            "Looks like: right for shape (n, k), but shape (n,), with one output for each example, has no axis 1. "
            "Add up everything and divide by 2n: that is right for both shapes.",
            _mse(lambda d, n: (d**2).sum(axis=1).mean() / 2),
        ),
        Mistake(
            "all-with-all",
            "Looks like: every prediction meets every target. A column of shape (n, 1) and a row of shape (n,) make a table (n, n): print both shapes, and "
            "leave a and y in the shape they come in.",
            *(
                {"mse": lambda a, y, total=total, turn=turn: (d := _table(a, y, turn), total((d**2), len(a)) / 2)[1]}
                for total in (lambda x, n: x.mean(), lambda x, n: x.sum() / n)
                for turn in (True, False)
            ),
        ),
    ),
    hints=(
        "There are three steps: work out the misses a - y, square them, and add up everything. Then divide. By which "
        "number do you divide?",
        "`(a - y) ** 2` has the shape of a, and `.sum()` adds up all its entries. The number of examples is "
        "`len(a)`, whatever k is.",
        "Divide `((a - y) ** 2).sum()` by `(2 * len(a))`. The divisor needs the brackets.",
    ),
)
