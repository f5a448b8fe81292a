"""Exercises of lesson 01."""

import numpy as np

from dlcourse import linear
from dlcourse.exercises import Case, Exercise, Mistake

_rng = np.random.default_rng(1)
_X, _w, _b = _rng.normal(size=(4, 3)).round(2), np.array([0.5, -2.0, 1.5]), 0.75

decision_function = Exercise(
    id="decision_function",
    reference={"decision_function": linear.decision_function},
    cases=(
        Case("decision_function(X, w, b)", "four examples of three features", X=_X, w=_w, b=_b),
        Case("decision_function(X, w, b)", "a batch of one", X=_X[:1], w=_w, b=_b),
        Case(
            "decision_function(X, w, b)", "a single point of shape (d,) gives one number", X=_X[0], w=_w, b=_b
        ),
        Case("decision_function(X, w, b)", "as many examples as features", X=_X[:3], w=_w, b=-1.0),
        Case("decision_function(X, w, b)", "very large numbers", X=1000 * _X, w=_w, b=1000.0),
    ),
    mistakes=(
        Mistake(
            "no-bias",
            "Looks like: the bias is missing. A score is w·x + b.",
            {"decision_function": lambda X, w, b: X @ w},
        ),
        Mistake(
            "minus-bias",
            "Looks like: b is subtracted. One of the sources writes w·x - b, where b is a threshold; here it is + b.",
            {"decision_function": lambda X, w, b: X @ w - b},
        ),
        Mistake(
            "summed-over-batch",
            "Looks like: summed over everything. Each row of X has a score of its own: sum over the features only.",
            {"decision_function": lambda X, w, b: (X * w).sum() + b},
            {"decision_function": lambda X, w, b: np.sum(X @ w) + b},
        ),
        Mistake(
            "no-sum",
            "Looks like: multiplied, but not added up. The dot product adds the products over the features.",
            {"decision_function": lambda X, w, b: X * w + b},
        ),
        Mistake(
            "labels-instead",
            "Looks like: labels, not scores. Leave the comparison with 0 to `classify`.",
            {"decision_function": lambda X, w, b: (X @ w + b > 0).astype(int)},
            {"decision_function": lambda X, w, b: X @ w + b > 0},
            {"decision_function": lambda X, w, b: np.sign(X @ w + b)},
        ),
    ),
    hints=(
        "For one example it is a dot product and an addition. What does NumPy's `@` do with a matrix and a vector?",
        "`X @ w` has one number per row of X: shape (n, d) times shape (d,) gives shape (n,).",
        "It is one line: the matrix product of `X` and `w`, plus `b`. It works for a single point as it stands.",
    ),
)

EXERCISES = (decision_function,)
