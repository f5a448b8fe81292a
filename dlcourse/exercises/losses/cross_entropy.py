"""`cross_entropy` of lesson 05."""

import math

import numpy as np

from dlcourse import losses
from dlcourse.checker import Exercise, Mistake
from dlcourse.exercises.losses import (
    CEILING,
    FLOOR_TOO_HIGH,
    FLOORS,
    LEFT_OUT,
    MATH,
    ONE_PER_EXAMPLE,
    common_mistakes,
    zeroed,
)
from dlcourse.exercises.losses._classes import cases, made


def _ce(f, floor):
    return made("cross_entropy", f, floor)


def _both(f):
    """With and without a floor: the mistake is the same."""
    return _ce(f, 1e-12), _ce(f, None)


def _one_hot(p, y):
    return np.eye(p.shape[1])[y]


EXERCISE = Exercise(
    id="cross_entropy",
    worth=(
        "`p[np.arange(len(p)), y]` picks one probability from each row. No one-hot table is made, and no other "
        "log is worked out."
    ),
    reference={"cross_entropy": losses.cross_entropy},
    cases=cases("cross_entropy"),
    mistakes=(
        Mistake(
            "no-floor",
            "Looks like: right wherever a probability is above 0. Give the log nothing smaller than a tiny floor, such as "
            "`np.maximum(p, 1e-12)`.",
            _ce(lambda log, p, y, i: -log(p[i, y]).mean(), None),
            _ce(lambda log, p, y, i: -(_one_hot(p, y) * log(p)).sum(axis=1).mean(), None),
            _ce(lambda log, p, y, i: -(_one_hot(p, y) * log(p)).sum() / len(y), None),
            {"cross_entropy": lambda p, y: -sum(math.log(row[c]) for row, c in zip(p, y, strict=True)) / len(p)},
        ),
        Mistake(
            "infinite-left-out",
            LEFT_OUT.replace("what goes into the log", "p"),
            _ce(lambda log, p, y, i: -zeroed(log(p[i, y])).mean(), None),
            _ce(lambda log, p, y, i: (s := -log(p[i, y]), s[np.isfinite(s)].mean())[1], None),
        ),
        Mistake(
            "ceiling",
            CEILING,
            *(
                _ce(lambda log, p, y, i, f=f, pick=pick: -pick(log(np.minimum(p, f)), p, y, i).mean(), None)
                for f in FLOORS
                for pick in (
                    lambda logs, p, y, i: logs[i, y],
                    lambda logs, p, y, i: (_one_hot(p, y) * logs).sum(axis=1),
                )
            ),
        ),
        Mistake(
            "math-module",
            MATH,
            {"cross_entropy": lambda p, y: -math.log(p[np.arange(len(p)), y])},
            {"cross_entropy": lambda p, y: -math.log(p[np.arange(len(p)), y] + 1e-12)},
            {"cross_entropy": lambda p, y: -math.log(p[np.arange(len(p)), y]).mean()},
            {"cross_entropy": lambda p, y: -math.log(p[np.arange(len(p)), y] + 1e-12).mean()},
            {"cross_entropy": lambda p, y: -math.log(p)},
        ),
        Mistake(
            "floor-too-high",
            FLOOR_TOO_HIGH,
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
            "Looks like: the minus is missing. The log of a probability is at most 0, and a loss is at least 0.",
            *_both(lambda log, p, y, i: log(p[i, y]).mean()),
        ),
        *common_mistakes(_both, lambda log, p, y, i: -log(p[i, y])),
        Mistake(
            "no-log",
            "Looks like: probabilities without the log. 1 - p is never above 1, so a mistake that was made with "
            "confidence would cost hardly more than a hesitant one. -log p has no such limit.",
            {"cross_entropy": lambda p, y: (1 - p[np.arange(len(p)), y]).mean()},
            {"cross_entropy": lambda p, y: -p[np.arange(len(p)), y].mean()},
            {"cross_entropy": lambda p, y: p[np.arange(len(p)), y].mean()},
        ),
        Mistake(
            "mean-over-classes-too",
            "Looks like: divided by n·k. That counts the zeros of the one-hot table as well: divide by n, the "
            "number of examples.",
            *_both(lambda log, p, y, i: -(_one_hot(p, y) * log(p)).mean()),
            _ce(lambda log, p, y, i: -log(p[i, y]).mean() / p.shape[1], 1e-12),
        ),
        Mistake(
            "all-pairs",
            "Looks like: for every row the columns of all labels are taken, n·n numbers, as by `p[:, y]`. One number "
            "from each row is `p[np.arange(n), y]`.",
            *_both(lambda log, p, y, i: -log(p[:, y]).mean()),
            *_both(lambda log, p, y, i: -log(p[:, y]).sum() / len(y)),
        ),
        Mistake(
            "rows-of-y",
            "Looks like: rows of p are picked by the numbers of the classes, as by `p[y]`. The row is the example, "
            "and the column is the class: `p[np.arange(n), y]`.",
            *_both(lambda log, p, y, i: -log(p[y]).mean()),
            *_both(lambda log, p, y, i: -log(p[y, i]).mean()),
        ),
        Mistake(
            "likeliest-class",
            "Looks like: the largest probability of each row. The probability of the class that was right counts, "
            "the one that `y` names.",
            *_both(lambda log, p, y, i: -log(p.max(axis=1)).mean()),
        ),
        Mistake(
            "from-one",
            "Looks like: 1 is subtracted from the labels. Classes are counted from 0, as columns are.",
            *_both(lambda log, p, y, i: -log(p[i, y - 1]).mean()),
        ),
        Mistake(
            "y-as-one-hot",
            "Looks like: y is used as if its rows were one-hot. Here y holds numbers of classes, "
            "shape (n,): use them as column indices.",
            *_both(lambda log, p, y, i: -(y * log(p)).sum(axis=1).mean()),
            *_both(lambda log, p, y, i: -(y * log(p)).sum() / len(y)),
            *_both(lambda log, p, y, i: -(y * log(p)).sum(axis=-1).mean()),
            *_both(lambda log, p, y, i: -(y * log(p)).mean()),
            *_both(lambda log, p, y, i: -log(p[i, y.argmax(axis=1)]).mean()),
        ),
        Mistake(
            "y-as-weight",
            "Looks like: the number of the class is used as a factor. Then class 0 costs nothing, and class 2 "
            "counts twice as much as class 1. The number says which column to look at.",
            *_both(lambda log, p, y, i: -(y[:, None] * log(p)).sum(axis=1).mean()),
            *_both(lambda log, p, y, i: -(y * log(p[i, y])).mean()),
            *_both(lambda log, p, y, i: -(y[:, None] * log(p)).mean()),
        ),
        Mistake(
            "all-classes",
            "Looks like: the logs of all classes. Only the probability of the right class counts. The others count "
            "indirectly, because the row adds up to 1.",
            *_both(lambda log, p, y, i: -log(p).mean()),
            *_both(lambda log, p, y, i: -log(p).sum(axis=1).mean()),
            *_both(lambda log, p, y, i: -log(p).sum()),
        ),
        Mistake(
            "binary-for-many",
            "Looks like: the formula for two classes in every column, with log(1 - p) for the wrong classes. Here "
            "only the right class has a term.",
            *_both(
                lambda log, p, y, i: -(_one_hot(p, y) * log(p) + (1 - _one_hot(p, y)) * log(1 - p)).sum(axis=1).mean()
            ),
            *_both(lambda log, p, y, i: -(_one_hot(p, y) * log(p) + (1 - _one_hot(p, y)) * log(1 - p)).mean()),
        ),
        Mistake(
            "softmax-again",
            "Looks like: a softmax is applied first. p holds probabilities already, and a second softmax makes them "
            "more equal.",
            {"cross_entropy": losses.cross_entropy_from_logits},
            {"cross_entropy": lambda p, y: -np.log(losses.softmax(p)[np.arange(len(p)), y] + 1e-12).mean()},
        ),
        Mistake(
            "log-of-the-mean",
            "Looks like: the log of the mean probability. Take the log for each example first, then the mean.",
            {"cross_entropy": lambda p, y: -np.log(p[np.arange(len(p)), y].mean())},
            {"cross_entropy": lambda p, y: -np.log(np.maximum(p[np.arange(len(p)), y].mean(), 1e-12))},
            {"cross_entropy": lambda p, y: -np.log(p[np.arange(len(p)), y].mean() + 1e-12)},
        ),
        Mistake(
            "log-of-the-product",
            "Looks like: the log of a product. The product of a thousand probabilities is too small for a float and "
            "becomes 0. Take each log first, then the mean.",
            {"cross_entropy": lambda p, y: -np.log(np.prod(p[np.arange(len(p)), y])) / len(p)},
            {"cross_entropy": lambda p, y: -np.log(max(np.prod(p[np.arange(len(p)), y]), 1e-300)) / len(p)},
            {"cross_entropy": lambda p, y: -np.log(max(np.prod(p[np.arange(len(p)), y]), 1e-12)) / len(p)},
            {"cross_entropy": lambda p, y: -np.log(np.prod(p[np.arange(len(p)), y]) + 1e-12) / len(p)},
        ),
        Mistake(
            "one-per-example",
            ONE_PER_EXAMPLE,
            *_both(lambda log, p, y, i: -log(p[i, y])),
            _ce(lambda log, p, y, i: -(_one_hot(p, y) * log(p)).sum(axis=1), None),
        ),
        Mistake(
            "half",
            "Looks like: a ½, which belongs to MSE. Cross entropy is the mean of -log p, without a factor.",
            *_both(lambda log, p, y, i: -log(p[i, y]).mean() / 2),
        ),
    ),
    hints=(
        "For each example, you need the probability that its row gives to the right class. How do you take one "
        "number from each row?",
        "`p[np.arange(len(p)), y]` takes column y[i] from row i. Then take -log, and then the mean. What happens "
        "where the probability is 0?",
        "`np.maximum(..., 1e-12)` around these probabilities keeps the log finite. The loss is minus the `.mean()` "
        "of `np.log` of the result.",
    ),
)
