"""`classify` of lesson 01."""

import numpy as np

from dlcourse import linear
from dlcourse.checker import Case, Exercise, Mistake
from dlcourse.exercises.linear import BATCH_ONLY, X, b, per_row, w

# Scores by hand, all exact in floating point: 1, -0.5, 0, 3, -3, 0.25, -0.25.
_points = np.array([[1.0, 0.0], [0.0, 0.25], [0.5, 0.25], [2.0, -0.5], [-1.0, 1.0], [0.25, -0.125], [0.0, 0.125]])

_v, _c = np.array([1.0, -2.0]), 0.0


def _labels(f):
    return {"classify": lambda X, w, b: f(X @ w + b)}


def _labels_by(f):
    """A wrong answer for each way of scoring that knows no single point, from the scores."""
    return [{"classify": lambda X, w, b, scores=scores: f(scores(X, w, b))} for scores in BATCH_ONLY]


def _is_whole(kind, **_):
    return None if kind in "iu" else "A label is a whole number (int)."


def _if_on_array(X, w, b):
    return 1 if X @ w + b > 0 else 0


EXERCISE = Exercise(
    id="classify",
    worth=(
        "A comparison works on a whole array at once, and `.astype(int)` turns True and False into labels. The scores come from the exercise before, so they are not computed a second time."
    ),
    reference={"classify": linear.classify},
    needs=("decision_function",),
    cases=(
        Case("classify(X, w, b)", "four examples of three features", X=X, w=w, b=b),
        Case("classify(X, w, b)", "scores near 0; the third is exactly 0, which is class 0", X=_points, w=_v, b=_c),
        Case("classify(X, w, b)", "the bias decides", X=_points[:3], w=_v, b=-0.75),
        Case("classify(X, w, b)", "scores between 0 and 1", X=_points[:3] / 4, w=_v, b=0.3),
        Case("classify(X, w, b)", "a batch of one", X=X[:1], w=w, b=5.0),
        Case("classify(X, w, b)", "a single point of shape (d,) gives one whole number", X=_points[3], w=_v, b=1.0),
        Case("classify(X, w, b)", "a single point with a score of 0", X=_points[2], w=_v, b=0.0),
        Case("classify(X, w, b)", "large scores", X=1000 * X, w=w, b=-1000.0),
        # Tells an answer in decimals, which the first case has refused, from the same one in whole numbers.
        Case("np.asarray(classify(X, w, b)).dtype.kind", "whole numbers", judge=_is_whole, X=X, w=w, b=b),
    ),
    mistakes=(
        Mistake(
            "at-least",
            "Looks like: a score of exactly 0 gets label 1. In the whole course it is class 0: only a score above 0 "
            "is class 1, `>`.",
            _labels(lambda s: (s >= 0).astype(int)),
            _labels(lambda s: np.heaviside(s, 1).astype(int)),
            _labels(lambda s: np.heaviside(s, 1)),
        ),
        Mistake(
            "booleans",
            "Looks like: True and False. A label is a whole number: `.astype(int)` turns True into 1 and False into 0.",
            _labels(lambda s: s > 0),
            _labels(lambda s: s >= 0),
        ),
        Mistake(
            "decimals",
            "Looks like: the right labels, but as decimals (1.0, 0.0). A label is a whole number: `.astype(int)` makes it one.",
            _labels(lambda s: np.where(s > 0, 1.0, 0.0)),
            _labels(lambda s: (s > 0).astype(float)),
            *_labels_by(lambda s: (s > 0).astype(float)),
            {"classify": per_row(lambda x, w, b: 1.0 if x @ w + b > 0 else 0.0)},
            {"classify": per_row(lambda x, w, b: 1.0 if np.dot(x, w) + b > 0 else 0.0)},
            _labels(lambda s: np.array([1.0 if each > 0 else 0.0 for each in s])),
            _labels(lambda s: np.array([1.0 if s[i] > 0 else 0.0 for i in range(len(s))])),
        ),
        Mistake(
            "int-of-a-batch",
            "Looks like: a whole batch is turned into a single whole number, as by `int(...)`. `int` turns one number"
            " into a whole number. `.astype(int)` does that to every entry of an array.",
            _labels(lambda s: int(s > 0)),
        ),
        Mistake(
            "wrong-order",
            "Looks like: the product is turned round, as in `X.T @ w` or `w @ X`. Each row of X is an example, so X "
            "stands on the left and is not turned over. Or call your `decision_function`.",
            {"classify": lambda X, w, b: (w @ X + b > 0).astype(int)},
            {"classify": lambda X, w, b: (np.dot(w, X) + b > 0).astype(int)},
        ),
        Mistake(
            "list",
            "Looks like: the labels are in a Python list. `np.array(...)` makes an array of it. Or compare all the scores at once: `scores > 0`.",
            *_labels_by(lambda s: list((s > 0).astype(int))),
            _labels(lambda s: [1 if each > 0 else 0 for each in s]),
            _labels(lambda s: [1 if s[i] > 0 else 0 for i in range(len(s))]),
        ),
        Mistake(
            "plus-minus",
            "Looks like: labels -1 and 1. In this course the two labels are 0 and 1.",
            _labels(lambda s: np.sign(s).astype(int)),
            _labels(np.sign),
            _labels(lambda s: np.where(s > 0, 1, -1)),
            _labels(lambda s: np.where(s >= 0, 1, -1)),
        ),
        Mistake(
            "swapped",
            "Looks like: the two classes are swapped. Label 1 belongs to the side that w points to, where the score is above 0.",
            _labels(lambda s: (s < 0).astype(int)),
            _labels(lambda s: (s <= 0).astype(int)),
            _labels(lambda s: np.where(s > 0, 0, 1)),
        ),
        Mistake(
            "scores-instead",
            "Looks like: scores, and not labels. Compare each score with 0.",
            _labels(lambda s: s),
            _labels(lambda s: s.astype(int)),
            _labels(lambda s: np.round(s).astype(int)),
        ),
        Mistake(
            "no-bias",
            "Looks like: the bias is missing. The border between the classes is w·x + b = 0, and not w·x = 0.",
            {"classify": lambda X, w, b: (X @ w > 0).astype(int)},
        ),
        Mistake(
            "above-b",
            "Looks like: w·x is compared with b. The score w·x + b is above 0 where w·x is above -b.",
            {"classify": lambda X, w, b: (X @ w > b).astype(int)},
        ),
        Mistake(
            "half",
            "Looks like: the score is compared with 0.5. That is usual for a probability. A score is compared with 0.",
            _labels(lambda s: (s > 0.5).astype(int)),
            _labels(lambda s: (s >= 0.5).astype(int)),
        ),
        Mistake(
            "argmax",
            "Looks like: the place of the largest score, as `np.argmax` gives it. Here every score is compared with "
            "0, each by itself.",
            _labels(lambda s: np.argmax(s)),
            _labels(lambda s: int(np.argmax(s))),
        ),
        Mistake(
            "if-on-array",
            "Looks like: an array stands where a single True or False is needed, as in an `if`. An array holds many "
            "answers. Compare the array itself: `scores > 0` answers for every example at once.",
            {"classify": _if_on_array},
        ),
        Mistake(
            "batch-only",
            "Looks like: right for a batch. But a single point of shape (d,) has no rows to go through. `scores > 0` works for one score and for many.",
            {"classify": per_row(lambda x, w, b: 1 if x @ w + b > 0 else 0)},
            {"classify": per_row(lambda x, w, b: int(np.dot(x, w) + b > 0))},
            {"classify": per_row(lambda x, w, b: 1 if np.dot(x, w) + b > 0 else 0)},
            _labels(lambda s: np.array([1 if each > 0 else 0 for each in s])),
            _labels(lambda s: np.array([1 if s[i] > 0 else 0 for i in range(len(s))])),
            *_labels_by(lambda s: (s > 0).astype(int)),
        ),
    ),
    hints=(
        "`decision_function(X, w, b)` gives you the scores. What decides whether a score gets the label 1?",
        "`scores > 0` compares every score at once and gives an array of True and False.",
        "`.astype(int)` turns True into 1 and False into 0, for an array and for a single NumPy score alike.",
    ),
)
