"""`mend_cross_entropy` of lesson 05."""

import numpy as np

from dlcourse.checker import Exercise, Mistake
from dlcourse.exercises.losses import CEILING, FLOOR_TOO_HIGH, FLOORS, LEFT_OUT, ONE_PER_EXAMPLE, zeroed
from dlcourse.exercises.losses._classes import cases, made


def class_loss(p, y):
    """Mean of -log p[i, y[i]], for p of shape (n, k) and classes y of shape (n,); finite also where that is 0."""
    return -np.log(np.maximum(p[np.arange(len(p)), y], 1e-12)).mean()


def _loss(f, floor=1e-12):
    return made("class_loss", f, floor)


EXERCISE = Exercise(
    id="mend_cross_entropy",
    kind="mend",
    worth=(
        "Two lists of indices of the same length, `p[np.arange(n), y]`, pick one entry for each pair. A colon in "
        "the place of the first one takes whole columns."
    ),
    reference={"class_loss": class_loss},
    cases=cases("class_loss"),
    mistakes=(
        Mistake(
            "still-both",
            "Looks like: both mistakes are still there. For every row the columns of *all* right classes are taken, "
            "although each example has one right class; and a probability of 0 still gives an infinite loss.",
            _loss(lambda log, p, y, i: -log(p[:, y]).mean(), None),
        ),
        Mistake(
            "still-all-pairs",
            "Looks like: the loss is finite now, but for every row the columns of *all* right classes are still "
            "taken, n·n numbers, as by `p[:, y]`. One from each row is needed.",
            _loss(lambda log, p, y, i: -log(p[:, y]).mean()),
        ),
        Mistake(
            "all-pairs-added",
            "Looks like: n·n numbers, as `p[:, y]` has them, are added up and divided by n. Each example has one "
            "right class: take one number from each row.",
            _loss(lambda log, p, y, i: -log(p[:, y]).sum() / len(y), None),
            _loss(lambda log, p, y, i: -log(p[:, y]).sum() / len(y)),
        ),
        Mistake(
            "still-infinite",
            "Looks like: the right probabilities are picked now. What goes into the logarithm still needs a tiny floor.",
            _loss(lambda log, p, y, i: -log(p[i, y]).mean(), None),
            _loss(lambda log, p, y, i: -np.log(np.diag(p[:, y])).mean(), None),
        ),
        Mistake(
            "infinite-left-out",
            LEFT_OUT.replace("what goes into the log", "p"),
            _loss(lambda log, p, y, i: -zeroed(log(p[i, y])).mean(), None),
        ),
        Mistake(
            "floor-too-high",
            FLOOR_TOO_HIGH,
            *(_loss(lambda log, p, y, i: -log(p[i, y]).mean(), floor) for floor in (1e-5, 1e-4, 1e-3, 1e-2)),
        ),
        Mistake(
            "one-added",
            "Looks like: the logarithm of 1 + p, as `np.log1p` gives it. That is finite at 0, but it is another "
            "function: p = 1 has to cost nothing. The floor has to be tiny.",
            _loss(lambda log, p, y, i: -np.log1p(p[i, y]).mean()),
        ),
        Mistake(
            "ceiling",
            CEILING,
            *(_loss(lambda log, p, y, i, f=f: -log(np.minimum(p[i, y], f)).mean(), None) for f in FLOORS),
        ),
        Mistake(
            "rows-of-y",
            "Looks like: whole rows are picked by the numbers of the classes, as by `p[y]`. The row is the example, "
            "and the column is the class.",
            _loss(lambda log, p, y, i: -log(p[y]).mean(), None),
            _loss(lambda log, p, y, i: -log(p[y]).mean()),
            _loss(lambda log, p, y, i: -log(p[y, i]).mean(), None),
            _loss(lambda log, p, y, i: -log(p[y, i]).mean()),
        ),
        Mistake(
            "likeliest-class",
            "Looks like: the largest probability of each row. The probability of the class that was *right* counts, "
            "the one that y names.",
            _loss(lambda log, p, y, i: -log(p.max(axis=1)).mean()),
            _loss(lambda log, p, y, i: -log(p.max(axis=1)).mean(), None),
        ),
        Mistake(
            "first-example-alone",
            "Looks like: the first row alone, as in `p[0, y]`. Each example has a row of its own.",
            _loss(lambda log, p, y, i: -log(p[0, y]).mean()),
            _loss(lambda log, p, y, i: -log(p[0, y]).mean(), None),
        ),
        Mistake(
            "no-mean",
            "Looks like: the sum over the examples now. A loss is an average: take the mean.",
            _loss(lambda log, p, y, i: -log(p[i, y]).sum()),
            _loss(lambda log, p, y, i: -log(p[i, y]).sum(), None),
        ),
        Mistake(
            "one-per-example",
            ONE_PER_EXAMPLE,
            _loss(lambda log, p, y, i: -log(p[i, y])),
            _loss(lambda log, p, y, i: -log(p[i, y]), None),
        ),
    ),
    hints=(
        "Take a batch of two examples and print the shape of `p[:, y]`. How many numbers should there be? Then take "
        "one example with a probability of 0 for the right class.",
        "There are two mistakes. `p[:, y]` takes for every row the columns of *all* right classes, n·n numbers; "
        "from row i, only column y[i] is needed. And the logarithm of 0 is -inf: it must not get anything smaller "
        "than a tiny floor.",
        "`p[np.arange(len(p)), y]` takes column y[i] from row i. `np.maximum(..., 1e-12)` around it is the floor.",
    ),
)
