"""`decision_function` of lesson 01."""

import numpy as np

from dlcourse import linear
from dlcourse.checker import Case, Exercise, Mistake
from dlcourse.exercises.linear import BATCH_ONLY, X, b, w


def _decision(f):
    return {"decision_function": f}


EXERCISE = Exercise(
    id="decision_function",
    worth=(
        "`X @ w` is the loop over all rows and all features in one product. It takes a single point of shape (d,) "
        "as well, without an `if`."
    ),
    reference={"decision_function": linear.decision_function},
    cases=(
        Case("decision_function(X, w, b)", "four examples of three features", X=X, w=w, b=b),
        Case("decision_function(X, w, b)", "a batch of one", X=X[:1], w=w, b=b),
        Case("decision_function(X, w, b)", "a single point of shape (d,) gives one number", X=X[0], w=w, b=b),
        Case("decision_function(X, w, b)", "as many examples as features", X=X[:3], w=w, b=-1.0),
        Case("decision_function(X, w, b)", "very large numbers", X=1000 * X, w=w, b=1000.0),
    ),
    mistakes=(
        Mistake(
            "no-bias",
            "Looks like: the bias is missing. A score is w·x + b.",
            _decision(lambda X, w, b: X @ w),
        ),
        Mistake(
            "minus-bias",
            "Looks like: b is subtracted. One of the sources writes w·x - b, where b is a threshold; here it is + b.",
            _decision(lambda X, w, b: X @ w - b),
        ),
        Mistake(
            "bias-per-feature",
            "Looks like: b is added to every feature before the sum, so it counts d times. Add it once, after the dot product.",
            _decision(lambda X, w, b: (X * w + b).sum(axis=-1)),
            _decision(lambda X, w, b: (X * w + b).sum(axis=1)),
        ),
        Mistake(
            "summed-over-batch",
            "Looks like: summed over everything. Each row of X has a score of its own: sum over the features only.",
            _decision(lambda X, w, b: (X * w).sum() + b),
            _decision(lambda X, w, b: np.sum(X @ w) + b),
        ),
        Mistake(
            "summed-over-examples",
            "Looks like: summed down the columns, over the examples. Features run along a row: `axis=-1`, or the product `X @ w`.",
            _decision(lambda X, w, b: (X * w).sum(axis=0) + b),
        ),
        Mistake(
            "no-sum",
            "Looks like: multiplied, but not added up. The dot product adds the products over the features.",
            _decision(lambda X, w, b: X * w + b),
        ),
        Mistake(
            "wrong-order",
            "Looks like: `X.T @ w` or `w @ X`. With one example a row, X stands on the left as it is: (n, d) times (d,) "
            "gives (n,).",
            _decision(lambda X, w, b: w @ X + b),
            _decision(lambda X, w, b: X.T @ w + b),
            _decision(lambda X, w, b: np.dot(w, X) + b),
            _decision(lambda X, w, b: np.dot(X.T, w) + b),
        ),
        Mistake(
            "batch-only",
            "Looks like: right for a batch, but a single point of shape (d,) has no rows to go through. `X @ w` takes both; "
            "so does a sum over `axis=-1`.",
            *map(_decision, BATCH_ONLY),
        ),
        Mistake(
            "list",
            "Looks like: the scores in a Python list. `np.array(...)` makes an array of it; or let `X @ w` go through the rows.",
            *(_decision(lambda X, w, b, scores=scores: list(scores(X, w, b))) for scores in BATCH_ONLY),
        ),
        Mistake(
            "labels-instead",
            "Looks like: labels, not scores. Leave the comparison with 0 to `classify`.",
            _decision(lambda X, w, b: (X @ w + b > 0).astype(int)),
            _decision(lambda X, w, b: X @ w + b > 0),
            _decision(lambda X, w, b: np.sign(X @ w + b)),
        ),
        Mistake(
            "distance-instead",
            "Looks like: a distance, as it is divided by ‖w‖. The score is w·x + b as it stands.",
            _decision(lambda X, w, b: (X @ w + b) / np.linalg.norm(w)),
        ),
    ),
    hints=(
        "For one example it is a dot product and an addition. What does NumPy's `@` do with a matrix and a vector?",
        "`X @ w` has one number per row of X: shape (n, d) times shape (d,) gives shape (n,).",
        "It is one line: the matrix product of `X` and `w`, plus `b`. It works for a single point as it stands. "
        "(A loop over the rows needs a case of its own for `X.ndim == 1`.)",
    ),
)
