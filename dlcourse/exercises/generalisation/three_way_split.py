"""`three_way_split` of lesson 09."""

import numpy as np

from dlcourse.checker import Exercise, Mistake
from dlcourse.checker.looks import Look
from dlcourse.exercises.deep import Seen, say
from dlcourse.exercises.generalisation._chance import by_chance, goes_on, repeats

NAMES = ("training", "validation", "test")


def three_way_split(n, validation, test, rng):
    """Deal the indices 0 to n - 1 out to three sets.

    Parameters
    ----------
    n : int
        How many examples there are.
    validation, test : float
        Which share of them goes into the second and into the third set.
    rng : numpy.random.Generator

    Returns
    -------
    train, validation, test : ndarray of int
        Every index is in exactly one of them.
    """
    order = rng.permutation(n)
    n_validation, n_test = round(n * validation), round(n * test)
    n_train = n - n_validation - n_test
    return order[:n_train], order[n_train : n_train + n_validation], order[n_train + n_validation :]


def _sets(result):
    """The three sets as arrays of indices, or a Seen that says what is there instead."""
    if result is None:
        return Seen("None", "The result is None: nothing came back. Did the function end without a `return`?")
    if not isinstance(result, (tuple, list)):
        return Seen("no tuple", "Three arrays were asked for: `return train, validation, test`.")
    if len(result) != 3:
        return Seen(f"{len(result)} parts", f"{len(result)} parts came back; three arrays of indices were asked for.")
    sets = []
    for name, part in zip(NAMES, result, strict=True):
        if not isinstance(part, (np.ndarray, list)) or np.ndim(part) != 1:
            return Seen("no row", f"The {name} set is not a row of indices: an array of whole numbers, shape (k,).")
        part = np.asarray(part)
        if part.dtype.kind == "b":
            return Seen("masks", f"The {name} set holds True and False. Indices are whole numbers.")
        if len(part) and part.dtype.kind not in "iu":
            return Seen("no whole numbers", f"The {name} set does not hold whole numbers. Indices are ints.")
        sets.append(part.astype(int))
    return sets


def _fit(result, n, validation, test):
    """Whether a result is a deal of n indices with sets of the right sizes, as a kind and a sentence."""
    sets = _sets(result)
    if isinstance(sets, Seen):
        return sets
    dealt = np.concatenate(sets)
    if ((dealt < 0) | (dealt >= n)).any():
        bad = dealt[(dealt < 0) | (dealt >= n)][0]
        return Seen("1 to n" if bad == n else "out of range", f"There is an index {bad}; they go from 0 to {n - 1}.")
    for k, name in enumerate(NAMES):
        index, times = np.unique(sets[k], return_counts=True)
        if (times > 1).any():
            return Seen("repeated", f"Index {index[times > 1][0]} is in the {name} set {times[times > 1][0]} times.")
        for m in range(k):
            both = np.intersect1d(sets[m], sets[k])
            if len(both):
                return Seen(
                    f"in {NAMES[m]} and {name}", f"Index {both[0]} is in the {NAMES[m]} set and in the {name} set."
                )
    n_validation, n_test = round(n * validation), round(n * test)
    wanted = [n - n_validation - n_test, n_validation, n_test]
    sizes = [len(part) for part in sets]
    if sizes != wanted:
        return Seen(
            f"sizes {sizes}",
            f"The training, validation and test sets hold {', '.join(map(str, sizes))} indices; "
            f"{', '.join(map(str, wanted))} were asked for.",
        )
    return Seen("fits")


def _case(n, validation, test, why):
    def look(run):
        return _fit(run(), n, validation, test)

    code = "three_way_split(n, validation, test, np.random.default_rng(0))"
    return Look(code, why, look, say, n=n, validation=validation, test=test)


def _several(code, why, judge):
    """A case with several deals of 40 indices, whose test sets hold 8 of them."""

    def look(run):
        deals = run()
        for deal in deals:
            seen = _fit(deal, 40, 0.2, 0.2)
            if seen.sentence:
                return seen
        return judge([tuple(tuple(np.asarray(part).tolist()) for part in deal) for deal in deals])

    return Look(code, why, look, say)


def _answer(sizes=None, order=lambda n, rng: rng.permutation(n), cut=None, finish=lambda sets: tuple(sets)):
    """A wrong answer: how many go where, in what order the indices are, and how it is cut."""

    def three_way_split(n, validation, test, rng):
        n_validation, n_test = (sizes or _sizes)(n, validation, test)
        return finish((cut or _cut)(order(n, rng), n - n_validation - n_test, n_validation, n_test))

    return {"three_way_split": three_way_split}


def _sizes(n, validation, test):
    return round(n * validation), round(n * test)


def _cut(order, n_train, n_validation, n_test):
    return [order[:n_train], order[n_train : n_train + n_validation], order[n_train + n_validation :]]


def _the_rest(n, validation, test):
    n_validation = round(n * validation)
    return n_validation, n - n_validation - round(n * (1 - validation - test))


def _drawn(n, validation, test, rng):
    sizes = n - sum(_sizes(n, validation, test)), *_sizes(n, validation, test)
    return tuple(rng.choice(n, size, replace=False) for size in sizes)


def _masks(n, validation, test, rng):
    drawn = rng.random(n)
    return drawn >= validation + test, drawn < validation, (drawn >= validation) & (drawn < validation + test)


def _each_by_chance(n, validation, test, rng):
    drawn = rng.random(n)
    masks = drawn >= validation + test, drawn < validation, (drawn >= validation) & (drawn < validation + test)
    return tuple(np.flatnonzero(mask) for mask in masks)


def _shuffled_into_nothing(n, rng):
    return rng.shuffle(np.arange(n))


EXERCISE = Exercise(
    id="three_way_split",
    kind="further",
    worth=(
        "One shuffle and two cuts: no index can be left out or come twice. The training set gets what is left, so the three sizes "
        "always add up to n."
    ),
    reference={"three_way_split": three_way_split},
    cases=(
        _case(10, 0.2, 0.2, "10 examples: 6, 2 and 2"),
        _case(50, 0.2, 0.1, "50 examples: 35, 10 and 5, so the three sizes differ"),
        _case(11, 0.25, 0.15, "11 examples: `round` makes 3 of 2.75, and 2 of 1.65"),
        _case(17, 0.25, 0.14, "17 examples: `round` makes 4 of 4.25, and 2 of 2.38"),
        _case(9, 0.3, 0.0, "a share of 0: the test set is empty"),
        _case(8, 0.0, 0.25, "a share of 0: the validation set is empty"),
        _case(1, 0.2, 0.2, "a single example: it goes to the training set"),
        _several(
            "[three_way_split(40, 0.2, 0.2, np.random.default_rng(seed)) for seed in range(5)]",
            "five seeds: which example goes where is left to chance",
            by_chance,
        ),
        _several(
            "[three_way_split(40, 0.2, 0.2, rng) for rng in [np.random.default_rng(1)] for split in (1, 2)]",
            "two splits, one generator",
            goes_on,
        ),
        _several(
            "[three_way_split(40, 0.2, 0.2, np.random.default_rng(3)) for split in (1, 2)]",
            "two generators with the same seed",
            repeats,
        ),
    ),
    mistakes=(
        Mistake(
            "not-shuffled",
            "Looks like: nothing is shuffled, so the test set is the end of the data. Data often come sorted, by day or by class. Cut "
            "`rng.permutation(n)`, and not 0, 1, 2, ….",
            _answer(order=lambda n, rng: np.arange(n)),
            _answer(
                order=lambda n, rng: np.arange(n), cut=lambda order, *sizes: [np.sort(s) for s in _cut(order, *sizes)]
            ),
        ),
        Mistake(
            "shuffled-after-the-cut",
            "Looks like: cut first, and shuffled afterwards inside each set. Then the same examples are in the test set every time. "
            "Shuffle all the indices first, then cut.",
            {
                "three_way_split": lambda n, validation, test, rng: tuple(
                    part[rng.permutation(len(part))]
                    for part in _cut(np.arange(n), n - sum(_sizes(n, validation, test)), *_sizes(n, validation, test))
                )
            },
        ),
        Mistake(
            "same-every-time",
            "Looks like: a generator of your own, made with the same seed each time. Then every split is the same. Use the `rng` that "
            "your function gets.",
            _answer(order=lambda n, rng: np.random.default_rng(0).permutation(n)),
        ),
        Mistake(
            "cut-off",
            "Looks like: the sizes are cut off, so 2.75 becomes 2. `round` takes the nearest whole number, 3.",
            _answer(lambda n, validation, test: (int(n * validation), int(n * test))),
        ),
        Mistake(
            "rounded-up",
            "Looks like: the sizes are always rounded up, so 4.25 becomes 5. `round` takes the nearest whole number, 4.",
            _answer(lambda n, validation, test: (int(np.ceil(n * validation)), int(np.ceil(n * test)))),
        ),
        Mistake(
            "training-set-rounded",
            "Looks like: the size of the training set is rounded, and the test set gets what is left. It is the other way round: the validation "
            "and the test set are rounded, and the training set gets the rest.",
            _answer(_the_rest),
        ),
        Mistake(
            "share-of-the-rest",
            "Looks like: the second share is taken of what the first one has left. Both are shares of all n examples.",
            _answer(lambda n, validation, test: (round(n * validation), round((n - round(n * validation)) * test))),
            _answer(lambda n, validation, test: (round((n - round(n * test)) * validation), round(n * test))),
        ),
        Mistake(
            "validation-and-test-swapped",
            "Looks like: the validation and the test set are swapped. The order is training, validation, test.",
            _answer(finish=lambda sets: (sets[0], sets[2], sets[1])),
        ),
        Mistake(
            "training-set-last",
            "Looks like: three good sets in another order. The training set comes first, then validation, then test.",
            _answer(finish=lambda sets: (sets[1], sets[2], sets[0])),
            _answer(finish=lambda sets: (sets[2], sets[1], sets[0])),
        ),
        Mistake(
            "minus-nothing",
            "Looks like: the last part is counted from the end, as in `order[-k:]`. With k = 0 this is *everything*, and `order[:-k]` is "
            "nothing. Count from the front.",
            _answer(cut=lambda order, a, b, c: [order[: len(order) - b - c], order[a : a + b], order[-c:]]),
            _answer(cut=lambda order, a, b, c: [order[: -b - c], order[-b - c : -c], order[-c:]]),
            _answer(cut=lambda order, a, b, c: [order[b + c :], order[:b], order[b:][-c:]]),
        ),
        Mistake(
            "validation-in-training",
            "Looks like: the validation examples are in the training set as well. The network would be judged on what it has learned from. Cut in two places.",
            _answer(cut=lambda order, a, b, c: [order[: a + b], order[a : a + b], order[a + b :]]),
            _answer(cut=lambda order, a, b, c: [order[c:], order[c : c + b], order[:c]]),
        ),
        Mistake(
            "test-in-training",
            "Looks like: the test examples are in the training set as well. The network would be examined on what it has learned from. Cut in two places.",
            _answer(
                cut=lambda order, a, b, c: [np.append(order[:a], order[a + b :]), order[a : a + b], order[a + b :]]
            ),
        ),
        Mistake(
            "test-in-validation",
            "Looks like: the test examples are in the validation set as well. The validation set has to end where the test set begins.",
            _answer(cut=lambda order, a, b, c: [order[:a], order[a:], order[a + b :]]),
        ),
        Mistake(
            "each-set-drawn",
            "Looks like: each set is drawn anew from all n examples, so some are in several sets. Shuffle once, then cut.",
            {"three_way_split": _drawn},
        ),
        Mistake(
            "with-replacement",
            "Looks like: drawn with replacement, so some indices come several times and others not at all. `rng.permutation(n)` has each once.",
            _answer(order=lambda n, rng: rng.integers(0, n, n)),
            _answer(order=lambda n, rng: rng.choice(n, n)),
        ),
        Mistake(
            "shuffle-gives-nothing",
            "Looks like: None is cut. A function that shuffles in place, such as `rng.shuffle`, returns nothing; `rng.permutation(n)` returns the shuffled indices.",
            _answer(order=_shuffled_into_nothing),
        ),
        Mistake(
            "counts-from-1",
            "Looks like: the indices go from 1 to n. Python counts from 0: the last index is n - 1.",
            _answer(order=lambda n, rng: rng.permutation(n) + 1),
            _answer(order=lambda n, rng: np.arange(n) + 1),
        ),
        Mistake(
            "masks",
            "Looks like: masks of True and False. Indices were asked for: `np.flatnonzero(mask)` gives those of a mask.",
            {"three_way_split": _masks},
        ),
        Mistake(
            "by-chance-each",
            "Looks like: chance decides for each example by itself, so the sizes are only about right. Shuffle all the indices, and cut at the sizes.",
            {"three_way_split": _each_by_chance},
        ),
        Mistake(
            "two-sets",
            "Looks like: two sets. Three were asked for: `return train, validation, test`.",
            _answer(finish=lambda sets: (sets[0], sets[2])),
        ),
    ),
    hints=(
        "Shuffle once: `order = rng.permutation(n)`. All three sets are pieces of this one array, so no index can come twice.",
        "The sizes of the last two sets are `round(n * validation)` and `round(n * test)`. The training set gets what is left of n. At which "
        "two places do you cut?",
        "With `n_train = n - n_validation - n_test`, the sets are `order[:n_train]`, `order[n_train : n_train + n_validation]` and "
        "`order[n_train + n_validation :]`.",
    ),
)
