"""`mend_recipe` of lesson 09."""

import numpy as np

from dlcourse.checker import Exercise, Mistake, draws
from dlcourse.checker.looks import Look
from dlcourse.exercises.deep import Seen, say
from dlcourse.exercises.generalisation._chance import by_chance, goes_on, repeats

NAMES = ("training", "validation", "test")


def recipe(X, y, rng):
    """Deal examples out to three sets, and standardise them by what the training set shows.

    Parameters
    ----------
    X : ndarray, shape (n, d)
        No column is the same for all examples of a training set.
    y : ndarray, shape (n,)
    rng : numpy.random.Generator

    Returns
    -------
    train, validation, test : pairs of ndarray
        An X and its y: 60 %, 20 % and 20 % of the examples.
    """
    order = rng.permutation(len(X))
    X, y = X[order], y[order]
    first, second = round(0.6 * len(X)), round(0.8 * len(X))
    mean, spread = X[:first].mean(axis=0), X[:first].std(axis=0)
    X = (X - mean) / spread
    return (X[:first], y[:first]), (X[first:second], y[first:second]), (X[second:], y[second:])


def _pairs(result):
    """The three pairs as arrays, or a Seen that says what is there instead."""
    if result is None:
        return Seen("None", "The result is None: nothing came back. Did the function end without a `return`?")
    if not isinstance(result, (tuple, list)) or len(result) != 3:
        return Seen("not three", "Three pairs were asked for: training, validation and test.")
    pairs = []
    for name, pair in zip(NAMES, result, strict=True):
        if not isinstance(pair, (tuple, list)) or len(pair) != 2:
            return Seen("no pair", f"The {name} set is no pair (X, y).")
        X, y = pair
        if not (isinstance(X, np.ndarray) and X.ndim == 2 and isinstance(y, np.ndarray) and y.ndim == 1):
            return Seen(
                "other shapes", f"In the {name} set, X has to be an array of shape (k, d), and y one of shape (k,)."
            )
        if len(X) != len(y):
            return Seen("lengths", f"In the {name} set there are {len(X)} examples and {len(y)} labels.")
        pairs.append((X, y))
    return pairs


def _fit(result, X, y):
    """Whether a result is what the recipe should make of X and y, as a kind and a sentence. The labels are all different."""
    pairs = _pairs(result)
    if isinstance(pairs, Seen):
        return pairs
    wanted = np.diff([0, round(0.6 * len(X)), round(0.8 * len(X)), len(X)]).tolist()
    sizes = [len(labels) for _, labels in pairs]
    if sizes != wanted:
        return Seen(f"sizes {sizes}", f"The three sets hold {sizes} examples; {wanted} were asked for.")
    labels = np.concatenate([labels for _, labels in pairs])
    if sorted(labels.tolist()) != sorted(y.tolist()):
        return Seen("labels", "Some labels come twice, and others are missing. Every example belongs to one set.")
    raw = [X[np.searchsorted(y, labels)] for _, labels in pairs]
    partners = _partners(pairs, raw, labels, y)
    statistics = _statistics([rows for rows, _ in pairs], X)
    seen = [sentence for sentence in (_PARTNERS[partners], _STATISTICS[statistics]) if sentence]
    if seen:
        return Seen(f"{partners}, {statistics}", " ".join(seen))
    first = raw[0]
    for name, (rows, _), own in zip(NAMES, pairs, raw, strict=True):
        if not np.allclose(rows, (own - first.mean(axis=0)) / first.std(axis=0)):
            return Seen(
                "values", f"The {name} set is not what the training set's mean and standard deviation make of it."
            )
    return Seen("fits")


_PARTNERS = {
    "together": "",
    "y in order": "The rows of X are shuffled, and the labels come in their old order: they do not belong together any more.",
    "apart": "The rows of X and the labels do not belong together.",
}
_STATISTICS = {
    "train": "",
    "all": "It is all the examples together that have mean 0 and standard deviation 1, and not those of the training set.",
    "each": "Each of the three sets has mean 0 and standard deviation 1. Only the training set should.",
    "train and validation": (
        "It is the training and the validation set together that have mean 0 and standard deviation 1, and not the training set alone."
    ),
    "test": "It is the examples of the test that have mean 0 and standard deviation 1, and not those of the training set.",
    "raw": "The columns of X are as they were: nothing is standardised.",
    "other": "The columns of the training set do not have mean 0 and standard deviation 1.",
}


def _partners(pairs, raw, labels, y):
    """Whether each label stands beside its row: to standardise keeps the order of the numbers in a column."""
    if all((rows.argsort(axis=0) == own.argsort(axis=0)).all() for (rows, _), own in zip(pairs, raw, strict=True)):
        return "together"
    return "y in order" if (labels == y).all() else "apart"


def _statistics(sets, X):
    def standard(rows):
        return np.allclose(rows.mean(axis=0), 0, atol=1e-9) and np.allclose(rows.std(axis=0), 1)

    everything = np.concatenate(sets)
    if all(map(standard, sets)):
        return "each"
    if standard(sets[0]):
        return "train"
    if standard(everything):
        return "all"
    if standard(np.concatenate(sets[:2])):
        return "train and validation"
    if standard(sets[2]) or standard(np.concatenate(sets[1:])):
        return "test"
    if np.allclose(np.sort(everything, axis=0), np.sort(X, axis=0)):
        return "raw"
    return "other"


def _recipe(
    order=lambda n, rng: rng.permutation(n),
    labels=lambda y, order, rng: y[order],
    judged_by=lambda X, old, first, second: X[:first],
    scale=lambda X, by: (X - by.mean(axis=0)) / by.std(axis=0),
    finish=lambda X, y, a, b: ((X[:a], y[:a]), (X[a:b], y[a:b]), (X[b:], y[b:])),
):
    """A wrong answer: what is shuffled, and by which rows all are standardised."""

    def recipe(X, y, rng):
        new = order(len(X), rng)
        first, second = round(0.6 * len(X)), round(0.8 * len(X))
        rows = X[new]
        return finish(scale(rows, judged_by(rows, X, first, second)), labels(y, new, rng), first, second)

    return {"recipe": recipe}


def _all(X, old, first, second):
    return X


def _in_order(y, order, rng):
    return y


def _each(X, y, a, b):
    sets = (X[:a], y[:a]), (X[a:b], y[a:b]), (X[b:], y[b:])
    return tuple(((rows - rows.mean(axis=0)) / rows.std(axis=0), labels) for rows, labels in sets)


_numbers = draws(95)


def _case(n, d, why):
    X = (_numbers(n, d) * np.linspace(1, 30, d) + np.linspace(-5, 60, d)).round(2)
    y = np.arange(n)

    def look(run):
        return _fit(run(), X, y)

    return Look("recipe(X, y, np.random.default_rng(0))", why, look, say, X=X, y=y)


def _several(code, why, judge):
    X, y = (_numbers(40, 2) + 7).round(2), np.arange(40)

    def look(run):
        results = run()
        fits = [_fit(result, X, y) for result in results]
        if any("," not in fit.kind and fit.kind != "fits" for fit in fits):  # there are no sets to speak of
            return next(fit for fit in fits if fit.kind != "fits")
        dealt = judge([tuple(tuple(labels.tolist()) for _, labels in result) for result in results])
        kinds = [*(fit.kind for fit in fits), dealt.kind]
        return Seen("; ".join(kinds), next((fit.sentence for fit in fits if fit.sentence), dealt.sentence))

    return Look(code, why, look, say, X=X, y=y)


EXERCISE = Exercise(
    id="mend_recipe",
    kind="mend",
    worth=(
        "The three steps are in the right order: shuffle rows and labels with the same order, cut, and only then "
        "compute means, from the training rows alone."
    ),
    reference={"recipe": recipe},
    cases=(
        _case(20, 3, "20 examples with 3 columns, labelled 0 to 19, so that each label tells which row it belongs to"),
        _case(33, 2, "33 examples: 20, 6 and 7"),
        _case(15, 1, "one column"),
        _several(
            "[recipe(X, y, np.random.default_rng(seed)) for seed in range(5)]",
            "five seeds: which example goes where is left to chance",
            by_chance,
        ),
        _several(
            "[recipe(X, y, rng) for rng in [np.random.default_rng(1)] for split in (1, 2)]",
            "two splits, one generator",
            goes_on,
        ),
        _several(
            "[recipe(X, y, np.random.default_rng(3)) for split in (1, 2)]",
            "two generators with the same seed",
            repeats,
        ),
    ),
    mistakes=(
        Mistake(
            "still-both",
            "Looks like: two things are still wrong. The rows of X are shuffled without their labels. And the mean and the standard deviation "
            "are those of all examples, and the test examples are among these.",
            _recipe(labels=_in_order, judged_by=_all),
        ),
        Mistake(
            "labels-left-behind",
            "Looks like: the standardising is right now, but the rows of X are shuffled without their labels. Use the same order for both.",
            _recipe(labels=_in_order),
        ),
        Mistake(
            "statistics-of-all",
            "Looks like: rows and labels belong together now, but the mean and the standard deviation are still those of all examples. So something "
            "about the test examples leaks into the training. Compute both from the training rows.",
            _recipe(judged_by=_all),
            _recipe(judged_by=lambda X, old, first, second: old),
        ),
        Mistake(
            "shuffled-twice",
            "Looks like: X and y are shuffled, but in different orders, so they do not belong together. Draw one order, and use it for both.",
            _recipe(labels=lambda y, order, rng: rng.permutation(y)),
            _recipe(labels=lambda y, order, rng: y[np.argsort(order)]),
        ),
        Mistake(
            "shuffled-twice-and-all",
            "Looks like: X and y are shuffled in different orders. And the mean and the standard deviation are still those of all examples.",
            _recipe(labels=lambda y, order, rng: rng.permutation(y), judged_by=_all),
        ),
        Mistake(
            "not-shuffled",
            "Looks like: nothing is shuffled any more. Then rows and labels belong together, but data often come sorted, and then the test set is "
            "of another kind. Shuffle both with the same order.",
            _recipe(order=lambda n, rng: np.arange(n)),
        ),
        Mistake(
            "not-shuffled-and-all",
            "Looks like: nothing is shuffled any more, and the mean and the standard deviation are those of all examples. Shuffle X and y with the same "
            "order, and compute the mean from the training rows.",
            _recipe(order=lambda n, rng: np.arange(n), judged_by=_all),
        ),
        Mistake(
            "own-statistics",
            "Looks like: each set is standardised by its own mean and standard deviation. Then the same number means different things in different sets. "
            "Use those of the training set for all three.",
            _recipe(scale=lambda X, by: X, finish=_each),
            _recipe(labels=_in_order, scale=lambda X, by: X, finish=_each),
        ),
        Mistake(
            "validation-counts",
            "Looks like: the mean and the standard deviation come from the training rows and the validation rows. Use the training rows alone: `X[:first]`.",
            _recipe(judged_by=lambda X, old, first, second: X[:second]),
        ),
        Mistake(
            "rows-before-the-shuffle",
            "Looks like: the mean and the standard deviation are not those of the training rows. Are they computed from the first rows *before* the "
            "shuffle? Those are other rows.",
            _recipe(judged_by=lambda X, old, first, second: old[:first]),
        ),
        Mistake(
            "test-statistics",
            "Looks like: the mean and the standard deviation of the test rows, alone or with the validation rows. Those of the training rows were asked for: `X[:first]`.",
            _recipe(judged_by=lambda X, old, first, second: X[second:]),
            _recipe(judged_by=lambda X, old, first, second: X[first:]),
        ),
        Mistake(
            "not-standardised",
            "Looks like: X is split, but it is not standardised any more. Subtract the mean of the training rows, and divide by their standard deviation.",
            _recipe(scale=lambda X, by: X),
        ),
        Mistake(
            "only-training-set",
            "Looks like: only the training set is standardised. The other two sets need the same: the mean and the standard deviation of the training rows.",
            _recipe(
                scale=lambda X, by: X,
                finish=lambda X, y, a, b: (
                    ((X[:a] - X[:a].mean(axis=0)) / X[:a].std(axis=0), y[:a]),
                    (X[a:b], y[a:b]),
                    (X[b:], y[b:]),
                ),
            ),
        ),
        Mistake(
            "same-every-time",
            "Looks like: a generator of your own, made with the same seed each time. Then every split is the same. Use the `rng` that your function gets.",
            _recipe(order=lambda n, rng: np.random.default_rng(0).permutation(n)),
        ),
    ),
    hints=(
        "Try it with labels that tell which row they belong to: `X = np.arange(10.0)[:, None]` and `y = np.arange(10)`. Do the rows and the labels that come "
        "back belong together? And which rows have mean 0?",
        "X is put into a new order. What has to be done to y? And the mean and the standard deviation come from rows that contain the test examples, too. "
        "From which rows may they be computed?",
        "`X, y = X[order], y[order]` keeps rows and labels together. `X[:first].mean(axis=0)` and `X[:first].std(axis=0)` are of the training rows alone.",
    ),
)
