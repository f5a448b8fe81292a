"""`minibatches` of lesson 06."""

import numpy as np

from dlcourse import descent as maths
from dlcourse.checker import Case, Exercise, Mistake
from dlcourse.exercises.descent import cut


def _listed(batches):
    """What came back as a list; None and what is not a collection stay as they are, for the judge to name."""
    try:
        return batches if batches is None or isinstance(batches, str) else list(batches)
    except TypeError:
        return batches


def _batches_problem(result, n, batch_size):
    """A sentence if `result` is not a deal of n indices into batches, else None."""
    if result is None:
        return "The result is None: nothing came back. Did the function end without a `return`?"
    if not isinstance(result, list):
        return "The result is not a list of batches. Return a list of index arrays, one for each batch (or yield them one by one)."
    for number, batch in enumerate(result):
        if not isinstance(batch, (np.ndarray, list)) or np.ndim(batch) != 1:
            return (
                f"Batch {number} is not a row of indices. Each batch is an array of whole numbers, shape (batch_size,)."
            )
        if len(batch) and np.asarray(batch).dtype.kind not in "iu":
            return f"Batch {number} does not hold whole numbers. Indices are ints, so that `x[batch]` works."
    dealt = np.concatenate([np.asarray(batch, dtype=int) for batch in result]) if result else np.array([], dtype=int)
    if ((dealt < 0) | (dealt >= n)).any():
        bad = dealt[(dealt < 0) | (dealt >= n)][0]
        return f"Index {bad} is in a batch, but the examples are numbered 0 to {n - 1}."
    count = np.bincount(dealt, minlength=n)
    if (count == 0).any():
        return f"Index {count.argmin()} is in no batch. In an epoch every example has its turn."
    if (count > 1).any():
        return f"Index {count.argmax()} is in the batches {count.max()} times. In an epoch every example has its turn once."
    sizes = [len(batch) for batch in result]
    wanted = [batch_size] * (n // batch_size) + [n % batch_size] * (n % batch_size > 0)
    if sizes != wanted:
        return f"The batches hold {sizes} indices; {wanted} was asked for: all of them full, but for the last, which holds what is left."
    return None


def _deal(n, batch_size, why):
    return Case(
        "list(minibatches(n, batch_size, np.random.default_rng(0)))",
        why,
        judge=lambda result, n, batch_size, list: _batches_problem(result, n, batch_size),
        n=n,
        batch_size=batch_size,
        list=_listed,
    )


def _judge_shuffled(result, **_):
    for batches in result:
        problem = _batches_problem(batches, 24, 4)
        if problem:
            return problem
    deals = [np.array(batches) for batches in result]
    if all((deal == np.arange(24).reshape(6, 4)).all() for deal in deals):
        return "The indices come in the order 0, 1, 2, …: nothing is shuffled. Data are often sorted: shuffle them, with `rng`."
    if all((np.diff(deal.ravel()) % 24 == 1).all() for deal in deals):
        return "The indices are only rotated: neighbours stay together. `rng.permutation(n)` puts them in any order."
    groups = [{frozenset(batch.tolist()) for batch in deal} for deal in deals]
    if all(group == groups[0] for group in groups):
        return "With every seed the same examples are together in a batch. Shuffle all the indices first, and cut them into batches then."
    return None


def _judge_epochs(result, **_):
    first, second = ([np.asarray(batch).tolist() for batch in batches] for batches in result)
    if first == second:
        return (
            "Two epochs with one and the same `rng` got the same batches. Draw from the `rng` that your function is given: it continues where it stopped. "
            "(A new `np.random.default_rng(...)` inside the function begins afresh every time.)"
        )
    return None


def _judge_reproducible(result, **_):
    first, second = ([np.asarray(batch).tolist() for batch in batches] for batches in result)
    if first != second:
        return (
            "Two generators with the same seed gave different batches. Take all the randomness from `rng`, as in `rng.permutation(n)`, and none from "
            "`np.random` itself: then a run can be repeated."
        )
    return None


def _dealer(f):
    """A wrong answer from `f(order, n, size, rng)`, where the order is a random one."""
    return {"minibatches": lambda n, batch_size, rng: f(rng.permutation(n), n, batch_size, rng)}


def _shuffled_into_nothing(n, batch_size, rng):
    order = rng.shuffle(np.arange(n))
    return [order[k : k + batch_size] for k in range(0, n, batch_size)]


def _sorted_batches_shuffled(n, batch_size, rng):
    batches = cut(np.arange(n), batch_size)
    full, short = batches[: n // batch_size], batches[n // batch_size :]
    return [full[k] for k in rng.permutation(len(full))] + short


EXERCISE = Exercise(
    id="minibatches",
    worth=(
        "A slice that reaches past the end of an array stops there by itself, so the short last batch needs no "
        "special case."
    ),
    reference={"minibatches": maths.minibatches},
    cases=(
        _deal(10, 3, "10 examples by threes: batches of 3, 3, 3 and 1"),
        _deal(12, 4, "12 by fours: no short batch at the end"),
        _deal(5, 1, "one example at a time"),
        _deal(6, 6, "full batch: all of them at once"),
        _deal(3, 8, "a batch size above n: one batch that holds all there is"),
        _deal(1, 1, "a single example"),
        _deal(11, 5, "11 by fives: the last batch holds one"),
        Case(
            "[list(minibatches(24, 4, np.random.default_rng(seed))) for seed in range(5)]",
            "five seeds: which examples are together in a batch is random",
            judge=_judge_shuffled,
            list=_listed,
        ),
        Case(
            "[list(minibatches(24, 4, rng)) for rng in [np.random.default_rng(1)] for epoch in (1, 2)]",
            "two epochs, one generator",
            judge=_judge_epochs,
        ),
        Case(
            "[list(minibatches(24, 4, np.random.default_rng(3))) for run in (1, 2)]",
            "two generators with the same seed",
            judge=_judge_reproducible,
        ),
    ),
    mistakes=(
        Mistake(
            "last-batch-dropped",
            "Looks like: your batches stop before the last, shorter one. Go on until every index is in a batch.",
            _dealer(lambda order, n, size, rng: cut(order, size)[: n // size]),
            {"minibatches": lambda n, batch_size, rng: cut(np.arange(n), batch_size)[: n // batch_size]},
        ),
        Mistake(
            "not-shuffled",
            "Looks like: nothing is shuffled. `rng.permutation(n)` gives the numbers 0 to n - 1 in random order; cut that into batches.",
            {"minibatches": lambda n, batch_size, rng: cut(np.arange(n), batch_size)},
        ),
        Mistake(
            "neighbours-stay-together",
            "Looks like: cut first, and shuffled afterwards (the batches, or the indices inside each batch). Then "
            "neighbours stay together. Shuffle all the indices first, then cut.",
            {"minibatches": _sorted_batches_shuffled},
            {"minibatches": lambda n, batch_size, rng: [rng.permutation(b) for b in cut(np.arange(n), batch_size)]},
        ),
        Mistake(
            "same-every-epoch",
            "Looks like: a generator of your own, made with the same seed each time, so every epoch gets the same "
            "batches. Use the `rng` that your function is given.",
            {"minibatches": lambda n, batch_size, rng: cut(np.random.default_rng(0).permutation(n), batch_size)},
            {"minibatches": lambda n, batch_size, rng: cut(np.random.default_rng(42).permutation(n), batch_size)},
            {"minibatches": lambda n, batch_size, rng: cut(np.random.default_rng(1).permutation(n), batch_size)},
        ),
        Mistake(
            "with-replacement",
            "Looks like: drawn with replacement, so some examples come twice and others not at all. Shuffle once "
            "(`rng.permutation`), then cut.",
            {
                "minibatches": lambda n, batch_size, rng: [
                    rng.integers(0, n, min(batch_size, n - k)) for k in range(0, n, batch_size)
                ]
            },
            {
                "minibatches": lambda n, batch_size, rng: [
                    rng.integers(0, n, batch_size) for _ in range(0, n, batch_size)
                ]
            },
            {"minibatches": lambda n, batch_size, rng: cut(rng.integers(0, n, n), batch_size)},
            {"minibatches": lambda n, batch_size, rng: cut(rng.choice(n, n), batch_size)},
        ),
        Mistake(
            "shuffled-for-every-batch",
            "Looks like: shuffled again for every batch, so some examples come twice in an epoch. Shuffle once at "
            "the beginning, then cut.",
            {
                "minibatches": lambda n, batch_size, rng: [
                    rng.permutation(n)[k : k + batch_size] for k in range(0, n, batch_size)
                ]
            },
            {
                "minibatches": lambda n, batch_size, rng: [
                    rng.permutation(n)[:batch_size] for k in range(0, n, batch_size)
                ]
            },
        ),
        Mistake(
            "evenly-split",
            "Looks like: parts of nearly equal size, as `np.array_split` makes them. Here every batch is full, except"
            " the last one: cut at batch_size, 2 · batch_size, and so on.",
            _dealer(lambda order, n, size, rng: np.array_split(order, -(-n // size))),
        ),
        Mistake(
            "number-of-batches",
            "Looks like: `batch_size` is taken for the *number* of batches. It is the number of examples in one batch.",
            _dealer(lambda order, n, size, rng: np.array_split(order, size)),
        ),
        Mistake(
            "counts-from-1",
            "Looks like: the indices run from 1 to n. Python counts from 0: the last index is n - 1.",
            _dealer(lambda order, n, size, rng: cut(order + 1, size)),
        ),
        Mistake(
            "shuffle-gives-nothing",
            "Looks like: what is cut into batches is None. A function that shuffles in place, such as `rng.shuffle`, "
            "returns nothing; `rng.permutation(n)` returns the shuffled indices.",
            {"minibatches": _shuffled_into_nothing},
        ),
        Mistake(
            "equal-parts-only",
            "Looks like: cut in a way that works for parts of equal size only. The last batch may be short: take "
            "`order[k : k + batch_size]` for k in `range(0, n, batch_size)`.",
            _dealer(lambda order, n, size, rng: list(order.reshape(-1, size))),
            _dealer(lambda order, n, size, rng: list(order.reshape(n // size, size))),
            _dealer(lambda order, n, size, rng: np.split(order, n // size)),
        ),
        Mistake(
            "beyond-the-end",
            "Looks like: the last batch is filled up beyond the end. It may be short: slicing `order[k : k + batch_size]` stops at the end by itself.",
            {"minibatches": lambda n, batch_size, rng: [np.arange(k, k + batch_size) for k in range(0, n, batch_size)]},
            _dealer(
                lambda order, n, size, rng: [np.take(order, range(k, k + size), mode="wrap") for k in range(0, n, size)]
            ),
        ),
        Mistake(
            "empty-batch",
            "Looks like: an empty batch at the end where n is a multiple of the batch size. Start the batches at `range(0, n, batch_size)`, which "
            "stops before n.",
            _dealer(lambda order, n, size, rng: [order[k * size : (k + 1) * size] for k in range(n // size + 1)]),
            _dealer(lambda order, n, size, rng: [order[k : k + size] for k in range(0, n + 1, size)]),
        ),
        Mistake(
            "only-one-batch",
            "Looks like: one batch only. An epoch has many: return a list of batches that together hold every index.",
            _dealer(lambda order, n, size, rng: order[:size]),
            _dealer(lambda order, n, size, rng: [order[:size]]),
        ),
        Mistake(
            "overlapping",
            "Looks like: batches that overlap. The next batch starts `batch_size` further on, and not 1 further on.",
            _dealer(lambda order, n, size, rng: [order[k : k + size] for k in range(n)]),
            _dealer(lambda order, n, size, rng: [order[k : k + size] for k in range(n - size + 1)]),
        ),
        Mistake(
            "slices",
            "Looks like: slices, such as 0 to 3, in the place of indices, so nothing is shuffled. A batch is an array of indices: `order[k : k + batch_size]`, with "
            "`order = rng.permutation(n)`.",
            {"minibatches": lambda n, batch_size, rng: [slice(k, k + batch_size) for k in range(0, n, batch_size)]},
        ),
        Mistake(
            "drawn-for-every-batch",
            "Looks like: each batch is drawn anew from all n examples, so some come twice in an epoch and others not at all. Shuffle once, then cut.",
            {
                "minibatches": lambda n, batch_size, rng: [
                    rng.choice(n, min(batch_size, n), replace=False) for _ in range(0, n, batch_size)
                ]
            },
        ),
    ),
    hints=(
        "Shuffle all indices once, then cut them into batches. `rng.permutation(n)` gives the shuffled indices.",
        "The first batch is `order[:batch_size]`, and the next is `order[batch_size : 2 * batch_size]`. At which "
        "numbers do the batches start? A slice that reaches past the end stops there by itself.",
        "Compute `order = rng.permutation(n)`, and then return `[order[k : k + batch_size] for k in range(0, n, "
        "batch_size)]`.",
    ),
)
