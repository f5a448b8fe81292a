"""`smooth_labels` of lesson 05."""

import numpy as np

from dlcourse.checker import Case, Exercise, Mistake


def smooth_labels(y, k, eps):
    """Targets that are not quite certain: 1 - eps for the right class, and eps spread evenly over all k classes.

    Parameters
    ----------
    y : ndarray of int, shape (n,)
        The right classes, 0 to k - 1.
    k : int
        How many classes there are.
    eps : float
        From 0 to 1.

    Returns
    -------
    ndarray, shape (n, k)
    """
    return (1 - eps) * np.eye(k)[y] + eps / k


_Y = np.array([2, 0, 1, 2, 0])


def _smoothed(f):
    """A wrong answer from f(one_hot, k, eps)."""
    return {"smooth_labels": lambda y, k, eps: f(np.eye(k)[y], k, eps)}


def _all_pairs(y, k, eps):
    table = np.full((len(y), k), eps / k)
    table[:, y] = 1 - eps + eps / k
    return table


def _whole(y, k, eps):
    table = np.zeros((len(y), k), dtype=int)
    table[np.arange(len(y)), y] = 1 - eps
    return table + eps / k


def _one_hot_whole(y, k, eps):
    table = np.zeros((len(y), k), dtype=int)
    table[:] = eps / k
    table[np.arange(len(y)), y] = 1 - eps + eps / k
    return table


_CALL = "smooth_labels(y, k, eps)"

EXERCISE = Exercise(
    id="smooth_labels",
    kind="further",
    worth=(
        "`np.eye(k)[y]` makes the one-hot table: row c of `np.eye(k)` has its 1 in column c. Everything else is one "
        "multiplication and one addition, for all rows at once."
    ),
    reference={"smooth_labels": smooth_labels},
    cases=(
        Case(_CALL, "by hand: 0.8 + 0.05 for the right class, 0.05 for the others", y=np.array([1, 3]), k=4, eps=0.2),
        Case(_CALL, "five examples, three classes", y=_Y, k=3, eps=0.1),
        Case(_CALL, "there are six classes, and the last three never occur", y=_Y, k=6, eps=0.3),
        Case(_CALL, "a batch of one", y=np.array([0]), k=5, eps=0.25),
        Case(_CALL, "as many examples as classes", y=np.array([2, 1, 2, 0]), k=4, eps=0.4),
        Case(_CALL, "all the same class", y=np.array([1, 1, 1]), k=2, eps=0.1),
        Case(_CALL, "eps = 0: nothing is spread, and the table is one-hot", y=_Y, k=3, eps=0.0),
        Case(_CALL, "eps = 1: everything is spread, and all classes are equal", y=_Y, k=3, eps=1.0),
    ),
    mistakes=(
        Mistake(
            "over-the-others",
            "Looks like: eps is spread over the k - 1 *other* classes. In this task it is spread over all k, so the "
            "right class gets its share, too.",
            _smoothed(lambda t, k, eps: t * (1 - eps) + (1 - t) * eps / (k - 1)),
        ),
        Mistake(
            "share-of-the-right-class",
            "Looks like: the right class has 1 - eps, without its share eps / k. Then a row adds up to less than 1. "
            "*All* k classes get eps / k, the right one as well.",
            _smoothed(lambda t, k, eps: np.where(t == 1, 1 - eps, eps / k)),
        ),
        Mistake(
            "nothing-taken-away",
            "Looks like: something is spread, but nothing is taken from the right class. Then a row adds up to more "
            "than 1. The right class first goes down to 1 - eps.",
            _smoothed(lambda t, k, eps: t + eps / k),
            _smoothed(lambda t, k, eps: np.where(t == 1, 1.0, eps / k)),
            _smoothed(lambda t, k, eps: np.where(t == 1, 1.0, eps / (k - 1))),
            _smoothed(lambda t, k, eps: t + eps),
        ),
        Mistake(
            "eps-for-each",
            "Looks like: eps is not divided. It is spread over the k classes: each one gets eps / k.",
            _smoothed(lambda t, k, eps: t * (1 - eps) + eps),
            _smoothed(lambda t, k, eps: np.where(t == 1, 1 - eps, eps)),
        ),
        Mistake(
            "divided-by-the-sum",
            "Looks like: eps is added everywhere, and each row is divided by its sum. Then it does add up to 1, but "
            "the right class has not 1 - eps plus its share. Take eps away from the right class instead.",
            _smoothed(lambda t, k, eps: (t + eps) / (t + eps).sum(axis=1, keepdims=True)),
            _smoothed(lambda t, k, eps: (t + eps / k) / (t + eps / k).sum(axis=1, keepdims=True)),
        ),
        Mistake(
            "divided-by-n",
            "Looks like: eps is divided by the number of examples. It is spread over the k classes: each one gets "
            "eps / k.",
            _smoothed(lambda t, k, eps: t * (1 - eps) + eps / len(t)),
        ),
        Mistake(
            "right-class-alone",
            "Looks like: 1 - eps is taken or kept, but eps is not spread: the other classes have 0. Add eps / k "
            "everywhere.",
            _smoothed(lambda t, k, eps: t * (1 - eps)),
            _smoothed(lambda t, k, eps: t * (1 - eps + eps / k)),
        ),
        Mistake(
            "one-hot",
            "Looks like: the one-hot table, whatever eps is. Take eps from the right class and spread it over all k.",
            _smoothed(lambda t, k, eps: t),
        ),
        Mistake(
            "eps-turned",
            "Looks like: eps and 1 - eps have changed places. The right class keeps 1 - eps, and eps is spread.",
            _smoothed(lambda t, k, eps: t * eps + (1 - eps) / k),
        ),
        Mistake(
            "numbers-of-classes-smoothed",
            "Looks like: y itself is multiplied by 1 - eps. But y holds numbers of classes. First make the one-hot "
            "table, with one row for each example and one column for each class.",
            {"smooth_labels": lambda y, k, eps: (1 - eps) * y + eps / k},
            {"smooth_labels": lambda y, k, eps: (1 - eps) * y[:, np.newaxis] + eps / k},
        ),
        Mistake(
            "from-one",
            "Looks like: 1 is subtracted from the labels. Classes are counted from 0, as columns are.",
            {"smooth_labels": lambda y, k, eps: smooth_labels(y - 1, k, eps)},
        ),
        Mistake(
            "classes-counted",
            "Looks like: as many columns as the largest class in y asks for. There may be classes that do not occur "
            "in y: k says how many columns there are.",
            {"smooth_labels": lambda y, k, eps: smooth_labels(y, y.max() + 1, eps)},
            {"smooth_labels": lambda y, k, eps: (1 - eps) * np.eye(y.max() + 1)[y] + eps / k},
        ),
        Mistake(
            "turned",
            "Looks like: one column for each example, shape (k, n). Each example is a row: shape (n, k).",
            {"smooth_labels": lambda y, k, eps: smooth_labels(y, k, eps).T},
        ),
        Mistake(
            "all-pairs",
            "Looks like: the columns of *all* right classes are written in every row, as by `table[:, y] = ...`. One "
            "entry in each row is `table[np.arange(n), y]`.",
            {"smooth_labels": _all_pairs},
        ),
        Mistake(
            "cut-to-whole-numbers",
            "Looks like: a table of whole numbers, and 0.9, written into it, becomes 0. `np.zeros((n, k))` "
            "makes a table of decimals; `dtype=int`, and `np.zeros_like` of whole numbers, do not.",
            {"smooth_labels": _whole},
            {"smooth_labels": _one_hot_whole},
        ),
    ),
    hints=(
        "Begin with the one-hot table, shape (n, k): 1 in the column of the right class, 0 in all others. What has "
        "to happen to the ones, and what to every entry?",
        "`np.eye(k)[y]` is the one-hot table. Multiplied by 1 - eps, it has 1 - eps where it had 1. Then every entry "
        "gets its share of eps. How large is the share of one class?",
        "Multiply `np.eye(k)[y]` by `1 - eps`, and add `eps / k` to the result.",
    ),
)
