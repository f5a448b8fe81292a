"""`huber` of lesson 05."""

import numpy as np

from dlcourse.checker import Case, Exercise, Mistake
from dlcourse.exercises.losses import A1, Y1, A, Y, distances


def huber(a, y, delta=1.0):
    """½r² for a miss r = a - y of at most delta, a straight line beyond; summed over k outputs, averaged over n examples.

    Parameters
    ----------
    a, y : ndarray, shape (n,) or (n, k)
    delta : float
        Above 0.

    Returns
    -------
    float
    """
    r = np.abs(a - y)
    return np.where(r <= delta, r**2 / 2, delta * (r - delta / 2)).sum() / len(a)


def _loss(f, mean=lambda losses, n: losses.sum() / n):
    """A wrong answer from the loss f(r, delta) of every miss r = a - y, and how they are put together."""
    return {"huber": lambda a, y, delta=1.0: mean(np.asarray(f(a - y, delta)), len(a))}


def _parts(near=lambda r, delta: r**2 / 2, far=lambda r, delta: delta * (r - delta / 2)):
    """The loss of every miss, from what it is near 0 and what it is far out; both are given |r|."""
    return lambda r, delta: np.where(np.abs(r) <= delta, near(np.abs(r), delta), far(np.abs(r), delta))


_right = _parts()


def _lengths(a, y, delta=1.0):
    lengths = np.linalg.norm((a - y).reshape(len(a), -1), axis=1)
    return np.where(lengths <= delta, lengths**2 / 2, delta * (lengths - delta / 2)).mean()


def _with_if(a, y, delta=1.0):
    r = np.abs(a - y)
    if r <= delta:
        return (r**2).sum() / (2 * len(a))
    return delta * (r - delta / 2).sum() / len(a)


_DELTAS = "huber(a, y, delta)"

EXERCISE = Exercise(
    id="huber",
    kind="further",
    worth=(
        "`np.where` works out both formulas for every miss and then chooses. Where they meet, at |r| = δ, both have "
        "the value ½δ² and the slope δ: that is what the -δ/2 is for."
    ),
    reference={"huber": huber},
    cases=(
        *distances("huber", "by hand, with δ = 1: the misses are 1, 0 and -2, so (½ + 0 + 1·(2 - ½)) / 3"),
        Case(_DELTAS, "by hand, with δ = 0.5: 0.5·(1 - 0.25), 0 and 0.5·(2 - 0.25)", a=A1, y=Y1, delta=0.5),
        Case(_DELTAS, "with a δ of 3 all these misses are small", a=A1, y=Y1, delta=3.0),
        Case(_DELTAS, "four examples of three outputs, δ = 0.4", a=A, y=Y, delta=0.4),
        Case(_DELTAS, "the same misses with the opposite sign", a=Y, y=A, delta=0.4),
        Case(_DELTAS, "a batch of one example, δ = 2", a=A[:1], y=Y[:1], delta=2.0),
    ),
    mistakes=(
        Mistake(
            "no-half",
            "Looks like: the ½ is missing where misses are small. There the loss is ½r², as for `mse`.",
            _loss(_parts(near=lambda r, d: r**2)),
        ),
        Mistake(
            "line-too-high",
            "Looks like: δ·|r| where misses are large. Then the loss jumps at |r| = δ, from ½δ² to δ². The line has "
            "to begin where the parabola ends: δ(|r| - δ/2).",
            _loss(_parts(far=lambda r, d: d * r)),
        ),
        Mistake(
            "line-too-low",
            "Looks like: δ(|r| - δ) where misses are large. Then the loss jumps at |r| = δ, from ½δ² down to 0. "
            "Only half of δ is subtracted: δ(|r| - δ/2).",
            _loss(_parts(far=lambda r, d: d * (r - d))),
        ),
        Mistake(
            "right-for-one",
            "Looks like: right where `delta` is 1, and not elsewhere. In δ(|r| - δ/2), `delta` stands twice: as the "
            "slope of the line, and in what is subtracted.",
            *(
                _loss(_parts(far=far))
                for far in (
                    lambda r, d: r - d / 2,
                    lambda r, d: r - 0.5,
                    lambda r, d: d * r - 0.5,
                    lambda r, d: d * r - d / 2,
                    lambda r, d: r - d**2 / 2,
                )
            ),
        ),
        Mistake(
            "smooth-l1",
            "Looks like: everything is divided by `delta`, as in the loss that libraries call *smooth L1*. Here the "
            "loss is ½r² near 0 and has the slope δ far out.",
            _loss(lambda r, d: _right(r, d) / d),
        ),
        Mistake(
            "delta-not-used",
            "Looks like: always δ = 1, whatever is asked for. Use the argument `delta`.",
            _loss(lambda r, d: _right(r, 1.0)),
        ),
        Mistake(
            "negative-misses",
            "Looks like: the question is asked of the miss itself, as in `a - y <= delta`, without an absolute value."
            " Then every negative miss counts as small, however large it is. Ask about |a - y|.",
            _loss(lambda r, d: np.where(r <= d, r**2 / 2, d * (r - d / 2))),
            _loss(lambda r, d: np.where(r <= d, r**2 / 2, d * (np.abs(r) - d / 2))),
        ),
        Mistake(
            "line-with-its-sign",
            "Looks like: no absolute value in the straight part, δ(r - δ/2). For a large negative miss that is "
            "below 0, but a loss is never negative. Take |r|.",
            _loss(lambda r, d: np.where(np.abs(r) <= d, r**2 / 2, d * (r - d / 2))),
        ),
        Mistake(
            "sides-exchanged",
            "Looks like: the two formulas have changed places. Small misses are squared, and large ones get the "
            "straight line.",
            _loss(lambda r, d: np.where(np.abs(r) > d, r**2 / 2, d * (np.abs(r) - d / 2))),
        ),
        Mistake(
            "smaller-of-the-two",
            "Looks like: the smaller of the two formulas for every miss. The straight line touches the parabola at "
            "|r| = δ and lies below it everywhere else, so that always gives the line. Ask whether |r| is at most "
            "δ.",
            _loss(lambda r, d: np.minimum(r**2 / 2, d * (np.abs(r) - d / 2))),
        ),
        Mistake(
            "mse",
            "Looks like: ½r² for all misses, which is `mse`. A miss of more than δ gets the straight line instead.",
            _loss(lambda r, d: r**2 / 2),
            _loss(lambda r, d: np.maximum(r**2 / 2, d * (np.abs(r) - d / 2))),
        ),
        Mistake(
            "l1",
            "Looks like: absolute values for all misses, as in `l1`. A miss of at most δ counts ½r².",
            _loss(lambda r, d: np.abs(r)),
            _loss(lambda r, d: d * np.abs(r)),
        ),
        Mistake(
            "flat-far-out",
            "Looks like: no miss costs more than ½δ². Then a miss of 10 counts as much as one of 1000. Far out the "
            "loss goes on growing, along a straight line.",
            _loss(lambda r, d: np.minimum(np.abs(r), d) ** 2 / 2),
        ),
        Mistake(
            "mean-over-everything",
            "Looks like: divided by n·k, the number of all entries. Sum over the k outputs of an example and take "
            "the mean over the n examples: divide by `len(a)`.",
            _loss(_right, lambda losses, n: losses.mean()),
        ),
        Mistake(
            "no-mean",
            "Looks like: the sum over all examples. A loss is an average: divide by n.",
            _loss(_right, lambda losses, n: losses.sum()),
        ),
        Mistake(
            "one-per-example",
            "Looks like: one number for each example, or for each entry. The loss of a batch is a single number: "
            "add up, and divide by n.",
            _loss(_right, lambda losses, n: losses),
            _loss(_right, lambda losses, n: losses.reshape(n, -1).sum(axis=1)),
            _loss(_right, lambda losses, n: losses.sum(axis=-1)),
        ),
        Mistake(
            "length-of-the-row",
            "Looks like: right for one output. With k outputs, the *length* of an example's row of misses is "
            "compared with δ. Every entry is compared by itself; only then the k losses are added up.",
            {"huber": _lengths},
        ),
        Mistake(
            "added-up-first",
            "Looks like: the misses are added up first, and the sum is compared with δ. Every entry is compared by "
            "itself; only then the losses are added up.",
            *(
                {
                    "huber": lambda a, y, delta=1.0, total=total, mean=mean: (
                        float(_right(total(a - y), delta)) / (len(a) if mean else 1)
                    )
                }
                for total in (lambda r: np.abs(r).sum(), lambda r: np.abs(r).mean(), lambda r: r.sum())
                for mean in (True, False)
            ),
        ),
        Mistake(
            "if-on-array",
            "Looks like: an array stands where a single True or False is needed, as in an `if`. An array holds one "
            "for each miss. `np.where(condition, one, other)` goes through all entries.",
            {"huber": _with_if},
        ),
    ),
    hints=(
        "Work out r = |a - y| for every entry first. Then there are two formulas for the loss of an entry. How do "
        "you choose between them, entry by entry, without a loop?",
        "`np.where(condition, one, other)` chooses entry by entry. The condition is `r <= delta`. As in `mse`, the "
        "losses are then added up and divided by the number of examples.",
        "Compute `r = np.abs(a - y)`, and then `np.where(r <= delta, r**2 / 2, delta * (r - delta / 2))`. Its `.sum()` "
        "divided by `len(a)` is the loss.",
    ),
)
