"""`standardise` of lesson 09."""

import numpy as np

from dlcourse.checker import Case, Exercise, Mistake, draws


def standardise(train, *others):
    """Bring every column to mean 0 and standard deviation 1 of the training examples.

    Parameters
    ----------
    train : ndarray, shape (n, d)
    *others : ndarray, shape (m, d)
        Other examples, of which the mean of `train` is subtracted and which are divided by the standard deviation of `train`.

    Returns
    -------
    tuple of ndarray
        As many as were given. A column that does not vary in `train` is only centred.
    """
    varies = train.max(axis=0) > train.min(axis=0)
    mean, spread = np.where(varies, train.mean(axis=0), train[0]), np.where(varies, train.std(axis=0), 1.0)
    return tuple((X - mean) / spread for X in (train, *others))


def _spread(X):
    return np.where(X.max(axis=0) > X.min(axis=0), X.std(axis=0), 1.0)


def _answer(mean=lambda train, X, all: train.mean(axis=0), spread=lambda train, X, all: _spread(train), finish=tuple):
    """A wrong answer: what is taken off a set, and by what it is divided; both are made of train, the set, and all sets."""

    def standardise(train, *others):
        everything = np.concatenate([train, *others])
        with np.errstate(all="ignore"):
            return finish([(X - mean(train, X, everything)) / spread(train, X, everything) for X in (train, *others)])

    return {"standardise": standardise}


def _constant_left(train, *others):
    mean = np.where(train.max(axis=0) > train.min(axis=0), train.mean(axis=0), 0.0)
    return tuple((X - mean) / _spread(train) for X in (train, *others))


def _constant_to_zero(train, *others):
    varies = train.max(axis=0) > train.min(axis=0)
    return tuple(np.where(varies, (X - train.mean(axis=0)) / _spread(train), 0.0) for X in (train, *others))


def _constant_dropped(train, *others):
    varies = train.max(axis=0) > train.min(axis=0)
    return tuple(((X - train.mean(axis=0)) / _spread(train))[:, varies] for X in (train, *others))


def _exactly_zero(spread):
    return np.where(spread == 0, 1.0, spread)


_numbers = draws(91)
_SCALES, _PLACES = np.array([1.0, 20.0, 0.3]), np.array([0.0, 50.0, -2.0])


def _set(n):
    return (_numbers(n, 3) * _SCALES + _PLACES).round(2)


def _with_column(X, value):
    X = X.copy()
    X[:, 1] = value
    return X


EXERCISE = Exercise(
    id="standardise",
    kind="further",
    worth=(
        "The mean and the standard deviation are computed once, from the training examples alone, and used on every set. And whether a column "
        "varies is found from its largest and smallest number, which rounding does not change."
    ),
    reference={"standardise": standardise},
    cases=(
        Case("standardise(train, test)", "6 examples with 3 columns, and 4 others", train=_set(6), test=_set(4)),
        Case(
            "standardise(train, validation, test)",
            "two other sets, of 5 and of 2 examples",
            train=_set(7),
            validation=_set(5),
            test=_set(2),
        ),
        Case("standardise(train)", "no other set: a tuple with one array in it", train=_set(5)),
        Case("standardise(train, new)", "a single new example, shape (1, 3)", train=_set(6), new=_set(1)),
        Case(
            "standardise(train, test)",
            "the middle column does not vary in train, but it does in test",
            train=_with_column(_set(5), 4.0),
            test=_set(3),
        ),
        Case(
            "standardise(train, test)",
            "a single training example: no column varies",
            train=_set(1),
            test=_set(3),
        ),
        Case(
            "standardise(train, test)",
            "the test set does not vary in the middle column, but train does",
            train=_set(6),
            test=_with_column(_set(3), 40.0),
        ),
        Case(
            "standardise(train, test)",
            "whole numbers",
            train=np.array([[1, 10], [2, 30], [6, 20]]),
            test=np.array([[3, 0]]),
        ),
        Case(
            "standardise(train, test)",
            "a column of 0.1s: rounding changes its mean a little, so its computed standard deviation is not exactly 0",
            train=np.column_stack([_numbers(6), np.full(6, 0.1)]),
            test=np.array([[0.5, 0.4], [-1.0, 0.1]]),
        ),
    ),
    mistakes=(
        Mistake(
            "own-statistics",
            "Looks like: every set is standardised by its own mean and standard deviation. Then the same number means different things in "
            "training and in the test. Use those of `train` for all.",
            _answer(lambda train, X, all: X.mean(axis=0), lambda train, X, all: _spread(X)),
            _answer(lambda train, X, all: X.mean(axis=0), lambda train, X, all: X.std(axis=0)),
            _answer(lambda train, X, all: X.mean(axis=0), lambda train, X, all: _exactly_zero(X.std(axis=0))),
        ),
        Mistake(
            "statistics-of-all",
            "Looks like: the mean and the standard deviation of all sets together. So something about the test examples leaks into the "
            "training. Compute them from `train` alone.",
            _answer(lambda train, X, all: all.mean(axis=0), lambda train, X, all: _spread(all)),
            _answer(lambda train, X, all: all.mean(axis=0), lambda train, X, all: all.std(axis=0)),
            _answer(lambda train, X, all: all.mean(axis=0), lambda train, X, all: _exactly_zero(all.std(axis=0))),
        ),
        Mistake(
            "whole-array",
            "Looks like: one mean and one standard deviation for the whole array. Each column has its own: `axis=0`.",
            _answer(lambda train, X, all: train.mean(), lambda train, X, all: train.std()),
            _answer(lambda train, X, all: train.mean(), lambda train, X, all: _spread(train.ravel())),
        ),
        Mistake(
            "per-row",
            "Looks like: each example is brought to mean 0 by itself. A mean of each *column* was asked for, so it is `axis=0`.",
            _answer(
                lambda train, X, all: X.mean(axis=1, keepdims=True), lambda train, X, all: X.std(axis=1, keepdims=True)
            ),
        ),
        Mistake(
            "axis-1",
            "Looks like: one number for each example, as `axis=1` gives it. `axis=0` gives one for each column.",
            _answer(lambda train, X, all: train.mean(axis=1), lambda train, X, all: train.std(axis=1)),
        ),
        Mistake(
            "only-centred",
            "Looks like: only centred. Divide by the standard deviation of each column as well.",
            _answer(spread=lambda train, X, all: 1.0),
        ),
        Mistake(
            "only-divided",
            "Looks like: divided by the standard deviation, but not centred. Subtract the mean of each column first.",
            _answer(mean=lambda train, X, all: 0.0),
        ),
        Mistake(
            "variance",
            "Looks like: divided by the variance. The standard deviation is its root, as `std` gives it.",
            _answer(spread=lambda train, X, all: _spread(train) ** 2),
            _answer(spread=lambda train, X, all: _exactly_zero(train.var(axis=0))),
        ),
        Mistake(
            "n-minus-1",
            "Looks like: the standard deviation with n - 1 under the root, as with `ddof=1`. Here the sum of the squares is divided by n.",
            _answer(
                spread=lambda train, X, all: np.where(
                    train.max(axis=0) > train.min(axis=0),
                    train.std(axis=0) * np.sqrt(len(train) / max(len(train) - 1, 1)),
                    1.0,
                )
            ),
        ),
        Mistake(
            "divided-by-0",
            "Looks like: a column that does not vary is divided by its standard deviation, which is 0. Such a column is only centred: "
            "divide it by 1.",
            _answer(spread=lambda train, X, all: train.std(axis=0)),
        ),
        Mistake(
            "a-little-more",
            "Looks like: a small number is added to the standard deviation, to avoid a division by 0. Then a column that does not vary in "
            "`train` gets gigantic numbers in the other sets. It should only be centred: divide it by 1.",
            _answer(spread=lambda train, X, all: train.std(axis=0) + 1e-8),
            _answer(spread=lambda train, X, all: train.std(axis=0) + 1e-12),
            _answer(spread=lambda train, X, all: np.maximum(train.std(axis=0), 1e-8)),
            _answer(spread=lambda train, X, all: np.maximum(train.std(axis=0), 1e-12)),
        ),
        Mistake(
            "exactly-0",
            "Looks like: right, except for rounding. The mean of six times 0.1 is not exactly 0.1 on a computer, so the standard deviation is "
            "tiny and not 0. Compare the largest number of the column with the smallest: if they are equal, the column does not vary.",
            _answer(spread=lambda train, X, all: _exactly_zero(train.std(axis=0))),
        ),
        Mistake(
            "constant-as-it-was",
            "Looks like: a column that does not vary in `train` is left as it was. It should be centred: subtract its mean, and do not divide.",
            {"standardise": _constant_left},
        ),
        Mistake(
            "constant-to-0",
            "Looks like: a column that does not vary in `train` is set to 0 in every set. It may vary in the other sets: subtract the mean of `train`, and do not divide.",
            {"standardise": _constant_to_zero},
            _answer(
                finish=lambda sets: tuple(sets),
                spread=lambda train, X, all: np.where(_spread(train) == 1, np.inf, _spread(train)),
            ),
        ),
        Mistake(
            "constant-dropped",
            "Looks like: a column that does not vary in `train` is left out. Keep all columns: such a column is only centred.",
            {"standardise": _constant_dropped},
        ),
        Mistake(
            "only-train",
            "Looks like: the other sets come back as they were. Change them as you change `train`: subtract the same mean, and divide "
            "by the same standard deviation.",
            {"standardise": lambda train, *others: (standardise(train)[0], *others)},
        ),
        Mistake(
            "only-others",
            "Looks like: `train` is not among what is returned. It comes first, and the other sets follow.",
            _answer(finish=lambda sets: tuple(sets[1:])),
        ),
        Mistake(
            "one-array",
            "Looks like: only the first set comes back. Return a tuple with all of them.",
            _answer(finish=lambda sets: sets[0]),
            _answer(finish=lambda sets: (sets[0],)),
        ),
        Mistake(
            "stacked",
            "Looks like: all sets in one array. Return a tuple of separate arrays, with `train` first.",
            _answer(finish=np.concatenate),
        ),
        Mistake(
            "from-0-to-1",
            "Looks like: brought to the range from 0 to 1, by the smallest and the largest number. Mean 0 and standard deviation 1 were asked for.",
            _answer(lambda train, X, all: train.min(axis=0), lambda train, X, all: np.ptp(train, axis=0)),
            _answer(
                lambda train, X, all: train.min(axis=0), lambda train, X, all: _exactly_zero(np.ptp(train, axis=0))
            ),
        ),
    ),
    hints=(
        "Compute two rows of numbers from `train` alone: the mean of each column, and its standard deviation. You need both for every set.",
        "`train.mean(axis=0)` and `train.std(axis=0)`. Which columns do not vary? Those whose largest number, `train.max(axis=0)`, is no larger "
        "than the smallest. There the standard deviation has to become 1: `np.where` can do that.",
        "Compute `spread = np.where(train.max(axis=0) > train.min(axis=0), train.std(axis=0), 1.0)`, and then `(X - "
        "mean) / spread` for every X in `(train, *others)`.",
    ),
)
