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
        "`X @ w` does in one product what two loops would do, one over the rows and one over the features. It also takes a single point of shape (d,), without an `if`."
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
            "Looks like: b is subtracted. One of the course's sources writes w·x - b, where b is a threshold. Here b is a bias, and it is added.",
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
            "Looks like: everything is added up to one number. Each row of X has a score of its own, so add up over the features only.",
            _decision(lambda X, w, b: (X * w).sum() + b),
            _decision(lambda X, w, b: np.sum(X @ w) + b),
        ),
        Mistake(
            "summed-over-examples",
            "Looks like: the sum runs down the columns, over the examples. The features of an example stand in its row: sum over `axis=-1`, or use the product `X @ w`.",
            _decision(lambda X, w, b: (X * w).sum(axis=0) + b),
        ),
        Mistake(
            "no-sum",
            "Looks like: the features are multiplied by the weights, but the products are not added up. The dot product adds them up over the features.",
            _decision(lambda X, w, b: X * w + b),
        ),
        Mistake(
            "wrong-order",
            "Looks like: the product is turned round, as in `X.T @ w` or `w @ X`. Each row of X is an example, so X "
            "stands on the left and is not turned over: (n, d) times (d,) gives (n,).",
            _decision(lambda X, w, b: w @ X + b),
            _decision(lambda X, w, b: X.T @ w + b),
            _decision(lambda X, w, b: np.dot(w, X) + b),
            _decision(lambda X, w, b: np.dot(X.T, w) + b),
        ),
        Mistake(
            "batch-only",
            "Looks like: right for a batch. But a single point of shape (d,) has no rows to go through. `X @ w` takes both, and so does a sum over `axis=-1`.",
            *map(_decision, BATCH_ONLY),
        ),
        Mistake(
            "list",
            "Looks like: the scores are in a Python list. `np.array(...)` makes an array of it. Or let `X @ w` go through the rows.",
            *(_decision(lambda X, w, b, scores=scores: list(scores(X, w, b))) for scores in BATCH_ONLY),
        ),
        Mistake(
            "labels-instead",
            "Looks like: labels, and not scores. Return the scores as they are. The next exercise, `classify`, compares them with 0.",
            _decision(lambda X, w, b: (X @ w + b > 0).astype(int)),
            _decision(lambda X, w, b: X @ w + b > 0),
            _decision(lambda X, w, b: np.sign(X @ w + b)),
        ),
        Mistake(
            "distance-instead",
            "Looks like: a distance, because the score is divided by ‖w‖. Here the score itself is asked for: w·x + b.",
            _decision(lambda X, w, b: (X @ w + b) / np.linalg.norm(w)),
        ),
    ),
    hints=(
        "The score of one example is a dot product plus b. What does NumPy's `@` do with a matrix and a vector?",
        "`X @ w` has one number per row of X: shape (n, d) times shape (d,) gives shape (n,).",
        "The answer is one line: the matrix product of `X` and `w`, plus `b`. The same line works for a single point. (If you write a loop over the rows, a single point needs a case of its own: `X.ndim == 1`.)",
    ),
)
