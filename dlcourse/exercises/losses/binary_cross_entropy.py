"""`binary_cross_entropy` of lesson 05."""

import math

import numpy as np

from dlcourse import losses
from dlcourse.checker import Case, Exercise, Mistake
from dlcourse.exercises.losses import (
    ANY_FLOOR,
    CEILING,
    FLOOR,
    FLOOR_TOO_HIGH,
    FLOORS,
    LEFT_OUT,
    MATH,
    ONE_PER_EXAMPLE,
    SMALL_FLOOR,
    common_mistakes,
    large,
    none,
    zeroed,
)

_q, _t = np.array([0.9, 0.2, 0.6, 0.35, 0.5]), np.array([1.0, 0.0, 0.0, 1.0, 1.0])


def _bce(f, floor):
    """An answer made from a log (with or without a floor), a and y."""

    def log(a):
        return np.log(a + floor) if floor else np.log(a)

    return {"binary_cross_entropy": lambda a, y: f(log, a, y)}


def _yes_no(f):
    return _bce(f, 1e-12), _bce(f, None)


def _terms(log, a, y):
    return y * log(a) + (1 - y) * log(1 - a)


def _by_if(f):
    """An answer with an `if` on its labels, which an array answers with an error: f(log, a) is what becomes of a log."""
    return _bce(lambda log, a, y: f(log, a) if y == 1 else f(log, 1 - a), None)


def _floor_high(f):
    clip = {"binary_cross_entropy": lambda a, y: -_terms(np.log, np.clip(a, f, 1 - f), y).mean()}
    add = {"binary_cross_entropy": lambda a, y: -(y * np.log(a + f) + (1 - y) * np.log(1 - a + f)).mean()}
    return clip, add


EXERCISE = Exercise(
    id="binary_cross_entropy",
    worth="`np.clip` before both logs is enough: it keeps a away from 0 and from 1.",
    reference={"binary_cross_entropy": losses.binary_cross_entropy},
    cases=(
        Case(
            "binary_cross_entropy(a, y)",
            "by hand: -log ½ and -log ¾",
            tolerance=FLOOR,
            a=np.array([0.5, 0.25]),
            y=np.array([1.0, 0.0]),
        ),
        Case("binary_cross_entropy(a, y)", "five examples", tolerance=FLOOR, a=_q, y=_t),
        Case("binary_cross_entropy(a, y)", "labels as whole numbers", tolerance=FLOOR, a=_q[:3], y=np.array([0, 1, 1])),
        Case("binary_cross_entropy(a, y)", "a batch of one, a no", tolerance=FLOOR, a=_q[2:3], y=_t[2:3]),
        Case("binary_cross_entropy(a, y)", "a batch of one, a yes", tolerance=FLOOR, a=_q[3:4], y=_t[3:4]),
        Case(
            "binary_cross_entropy(a, y)",
            "small probabilities are not yet zero",
            tolerance=SMALL_FLOOR,
            a=np.array([1e-4, 1 - 1e-4]),
            y=np.array([1.0, 0.0]),
        ),
        Case(
            "binary_cross_entropy(a, y)",
            "certain and right, each time: no loss",
            judge=none,
            tolerance=ANY_FLOOR,
            a=np.array([1.0, 0.0, 1.0]),
            y=np.array([1.0, 0.0, 1.0]),
        ),
        Case(
            "binary_cross_entropy(a, y)",
            "certain of a no, and wrong: large, but finite",
            judge=large,
            tolerance=ANY_FLOOR,
            a=np.array([0.0]),
            y=np.array([1.0]),
        ),
        Case(
            "binary_cross_entropy(a, y)",
            "certain of a yes, and wrong: large, but finite",
            judge=large,
            tolerance=ANY_FLOOR,
            a=np.array([1.0]),
            y=np.array([0.0]),
        ),
        Case(
            "binary_cross_entropy(a, y)",
            "certain and wrong, three times: large, but finite",
            judge=large,
            tolerance=ANY_FLOOR,
            a=np.array([0.0, 1.0, 0.0]),
            y=np.array([1.0, 0.0, 1.0]),
        ),
    ),
    mistakes=(
        Mistake(
            "no-floor",
            "Looks like: right wherever 0 < a < 1. Give both logs nothing smaller than a tiny floor.",
            _bce(lambda log, a, y: -_terms(log, a, y).mean(), None),
            _bce(lambda log, a, y: -np.where(y == 1, log(a), log(1 - a)).mean(), None),
            _bce(lambda log, a, y: -log(y * a + (1 - y) * (1 - a)).mean(), None),
        ),
        Mistake(
            "infinite-left-out",
            LEFT_OUT,
            _bce(lambda log, a, y: -zeroed(_terms(log, a, y)).mean(), None),
            _bce(lambda log, a, y: -zeroed(_terms(log, a, y), lambda s: ~np.isinf(s)).mean(), None),
            _bce(lambda log, a, y: (s := _terms(log, a, y), -s[np.isfinite(s)].mean())[1], None),
        ),
        Mistake(
            "nan-to-num",
            "Looks like: an infinite loss is turned into the largest number there is, 1.8e308, as by `np.nan_to_num`."
            " Two of those add up to inf again. Put a floor under what goes into the log, before the log.",
            _bce(lambda log, a, y: -np.nan_to_num(_terms(log, a, y)).mean(), None),
            _bce(lambda log, a, y: (np.nan_to_num(-y * log(a)) - np.nan_to_num((1 - y) * log(1 - a))).mean(), None),
        ),
        Mistake(
            "ceiling",
            CEILING,
            *(
                variant
                for f in FLOORS
                for variant in (
                    _bce(lambda log, a, y, f=f: -_terms(log, np.minimum(a, f), y).mean(), None),
                    _bce(
                        lambda log, a, y, f=f: (
                            -(y * log(np.minimum(a, f)) + (1 - y) * log(np.minimum(1 - a, f))).mean()
                        ),
                        None,
                    ),
                )
            ),
        ),
        Mistake(
            "math-module",
            MATH,
            *_yes_no(lambda log, a, y: -(y * math.log(a) + (1 - y) * math.log(1 - a)).mean()),
            *_yes_no(lambda log, a, y: -(y * math.log(a) + (1 - y) * math.log(1 - a))),
        ),
        Mistake(
            "if-on-array",
            "Looks like: an array stands where a single True or False is needed, as in an `if`. An array holds one "
            "for each example. The factors y and 1 - y choose for each example, or `np.where` does; a floor is "
            "`np.maximum` or `np.clip`.",
            _by_if(lambda log, a: -log(a)),
            _by_if(lambda log, a: -log(a).mean()),
            _by_if(lambda log, a: -log(a + 1e-12)),
            _by_if(lambda log, a: -log(a + 1e-12).mean()),
            _bce(lambda log, a, y: -_terms(log, a if a > 0 else 1e-12, y).mean(), None),
            _bce(
                lambda log, a, y: -_terms(log, np.clip(a, 1e-12, 1 - 1e-12) if a == 0 or a == 1 else a, y).mean(), None
            ),
        ),
        Mistake(
            "floor-on-one-side",
            "Looks like: only one of the two logarithms has a floor. Where a is 0, log(a) is -inf, and where a is 1, log(1 - a) is -inf: "
            "put a floor under both. (If both have one, it is too small: for a computer 1 - 1e-17 is 1, but 1 - 1e-12 is not.)",
            {"binary_cross_entropy": lambda a, y: -_terms(np.log, np.clip(a, 1e-17, 1 - 1e-17), y).mean()},
            {"binary_cross_entropy": lambda a, y: -(y * np.log(a + 1e-12) + (1 - y) * np.log(1 - a)).mean()},
            {"binary_cross_entropy": lambda a, y: -(y * np.log(a) + (1 - y) * np.log(1 - a + 1e-12)).mean()},
            {"binary_cross_entropy": lambda a, y: -np.where(y == 1, np.log(a + 1e-12), np.log(1 - a)).mean()},
            {"binary_cross_entropy": lambda a, y: -np.where(y == 1, np.log(a), np.log(1 - a + 1e-12)).mean()},
            {"binary_cross_entropy": lambda a, y: -(y * np.log(a + 1e-12) + (1 - y) * np.log(1 - (a + 1e-12))).mean()},
        ),
        Mistake(
            "floor-too-high",
            FLOOR_TOO_HIGH,
            *(variant for f in (1e-5, 1e-3, 1e-2) for variant in _floor_high(f)),
            _floor_high(1e-6)[1],
        ),
        Mistake(
            "no-minus",
            "Looks like: the minus is missing. The log of a probability is at most 0, and a loss is at least 0.",
            *_yes_no(lambda log, a, y: _terms(log, a, y).mean()),
        ),
        Mistake(
            "term-signs",
            "Looks like: one of the two terms has the wrong sign. They are added, in brackets, and the minus stands before the whole: "
            "-(y log a + (1 - y) log(1 - a)).",
            *_yes_no(lambda log, a, y: (-y * log(a) + (1 - y) * log(1 - a)).mean()),
            *_yes_no(lambda log, a, y: (y * log(a) - (1 - y) * log(1 - a)).mean()),
        ),
        Mistake(
            "brackets",
            "Looks like: brackets are missing. `.mean()` is applied only to what stands directly before it, and a "
            "minus only to the term behind it. Put both terms in one pair of brackets: -( ... ).mean().",
            *_yes_no(lambda log, a, y: -y * log(a) + (1 - y) * log(1 - a).mean()),
            *_yes_no(lambda log, a, y: -(y * log(a) + (1 - y) * log(1 - a).mean())),
            *_yes_no(lambda log, a, y: -y * log(a) + ((1 - y) * log(1 - a)).mean()),
            *_yes_no(lambda log, a, y: -y * log(a) - ((1 - y) * log(1 - a)).mean()),
            *_yes_no(lambda log, a, y: y * log(a) + (1 - y) * log(1 - a).mean()),
            *_yes_no(lambda log, a, y: -y * log(a) + (1 - y) * log(1 - a)),
        ),
        Mistake(
            "yes-only",
            "Looks like: only the term for y = 1, so a wrong yes costs nothing. A no has its own term, (1 - y) "
            "log(1 - a).",
            *_yes_no(lambda log, a, y: -(y * log(a)).mean()),
        ),
        Mistake(
            "no-only",
            "Looks like: only the term for y = 0. A yes has its own term, y log a.",
            *_yes_no(lambda log, a, y: -((1 - y) * log(1 - a)).mean()),
        ),
        Mistake(
            "labels-ignored",
            "Looks like: both logs for every example. The factors y and 1 - y leave one of the two.",
            *_yes_no(lambda log, a, y: -(log(a) + log(1 - a)).mean()),
            *_yes_no(lambda log, a, y: -log(a).mean()),
        ),
        Mistake(
            "labels-exchanged",
            "Looks like: yes and no are exchanged. Where y is 1, the probability of the right answer is a; where y "
            "is 0, it is 1 - a.",
            *_yes_no(lambda log, a, y: -(y * log(1 - a) + (1 - y) * log(a)).mean()),
        ),
        Mistake(
            "a-and-y-swapped",
            "Looks like: a and y have changed places. The logs are taken of the predictions a; the labels y are the "
            "factors.",
            *_yes_no(lambda log, a, y: -_terms(log, y, a).mean()),
            {"binary_cross_entropy": lambda a, y: -(a * np.log(y + 1e-12) + (1 - a) * np.log(1 - y + 1e-12)).mean()},
            {
                "binary_cross_entropy": lambda a, y: (
                    -(
                        a * np.log(np.clip(y, 1e-12, 1 - 1e-12)) + (1 - a) * np.log(1 - np.clip(y, 1e-12, 1 - 1e-12))
                    ).mean()
                )
            },
            {"binary_cross_entropy": lambda a, y: -(a * np.log(y + 1e-15) + (1 - a) * np.log(1 - y + 1e-15)).mean()},
        ),
        *common_mistakes(_yes_no, lambda log, a, y: -_terms(log, a, y)),
        Mistake(
            "half",
            "Looks like: a ½, which belongs to MSE, or a mean over both terms. One of the two terms is always 0: "
            "divide by n.",
            *_yes_no(lambda log, a, y: -_terms(log, a, y).mean() / 2),
        ),
        Mistake(
            "no-log",
            "Looks like: probabilities without the log. Then a wrong answer costs at most 1. With the log there is "
            "no such limit.",
            {"binary_cross_entropy": lambda a, y: 1 - (y * a + (1 - y) * (1 - a)).mean()},
            {"binary_cross_entropy": lambda a, y: -(y * a + (1 - y) * (1 - a)).mean()},
            {"binary_cross_entropy": lambda a, y: np.abs(a - y).mean()},
        ),
        Mistake(
            "mse",
            "Looks like: squared misses. Cross entropy takes the log of the probability that the right answer was "
            "given.",
            {"binary_cross_entropy": lambda a, y: ((a - y) ** 2).mean() / 2},
            {"binary_cross_entropy": lambda a, y: ((a - y) ** 2).mean()},
        ),
        Mistake(
            "sigmoid-again",
            "Looks like: a sigmoid is applied first. a holds probabilities already.",
            {"binary_cross_entropy": losses.binary_cross_entropy_from_logits},
        ),
        Mistake(
            "rounded",
            "Looks like: a is rounded to 0 or 1 first. But the loss depends on how sure the prediction is.",
            *_yes_no(lambda log, a, y: -_terms(log, np.round(a), y).mean()),
            *_yes_no(lambda log, a, y: -_terms(log, (a > 0.5).astype(float), y).mean()),
            *_yes_no(lambda log, a, y: -_terms(log, (a >= 0.5).astype(float), y).mean()),
        ),
        Mistake(
            "one-per-example",
            ONE_PER_EXAMPLE,
            *_yes_no(lambda log, a, y: -_terms(log, a, y)),
        ),
        Mistake(
            "all-with-all",
            "Looks like: every prediction meets every target. A column of shape (n, 1) and a row of shape (n,) make a table (n, n): print both shapes, and "
            "leave a and y in the shape they come in.",
            *(
                variant
                for total in (np.mean, lambda x: x.sum() / len(x))
                for variant in _yes_no(lambda log, a, y, total=total: -total(_terms(log, a, y[:, None])))
            ),
            *(
                variant
                for total in (np.mean, lambda x: x.sum() / len(x))
                for variant in _yes_no(lambda log, a, y, total=total: -total(_terms(log, a[:, None], y)))
            ),
        ),
    ),
    hints=(
        "Each example costs -log of the probability that the right answer was given: that is a where y is 1, and 1 "
        "- a where y is 0.",
        "`y * np.log(a) + (1 - y) * np.log(1 - a)` keeps the one of the two that counts. Then take the minus and "
        "the mean. What happens where a is exactly 0 or 1?",
        "First compute `a = np.clip(a, 1e-12, 1 - 1e-12)`. Then the loss is minus the `.mean()` of `y * np.log(a) + (1 "
        "- y) * np.log(1 - a)`.",
    ),
)
