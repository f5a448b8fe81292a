"""`signed_distance` of lesson 01."""

import numpy as np

from dlcourse import linear
from dlcourse.checker import Case, Exercise, Mistake
from dlcourse.exercises.linear import BATCH_ONLY, X, b, w


def _distance(f):
    return {"signed_distance": f}


def _distances_by(f):
    """A wrong answer for each way of scoring that knows no single point, from the scores and w."""
    return [_distance(lambda X, w, b, scores=scores: f(scores(X, w, b), w)) for scores in BATCH_ONLY]


EXERCISE = Exercise(
    id="signed_distance",
    worth=("All scores are divided at once, and they come from `decision_function`. Only the length of w is new."),
    reference={"signed_distance": linear.signed_distance},
    needs=("decision_function",),
    cases=(
        Case(
            "signed_distance(X, w, b)",
            "by hand: ‖w‖ = 5, so 20/5, -5/5 and 0",
            X=np.array([[3.0, 4.0], [0.0, 0.0], [-1.0, 2.0]]),
            w=np.array([3.0, 4.0]),
            b=-5.0,
        ),
        Case("signed_distance(X, w, b)", "four examples of three features", X=X, w=w, b=b),
        Case("signed_distance(X, w, b)", "a batch of one", X=X[:1], w=w, b=b),
        Case("signed_distance(X, w, b)", "a single point of shape (d,) gives one number", X=X[1], w=w, b=b),
        Case("signed_distance(X, w, b)", "the same plane, w and b times 1000", X=X, w=1000 * w, b=1000 * b),
        Case("signed_distance(X, w, b)", "one feature, and a negative weight", X=X[:2, :1], w=np.array([-2.0]), b=3.0),
    ),
    mistakes=(
        Mistake(
            "no-norm",
            "Looks like: the score, and not the distance. For the same line a longer w gives larger scores: divide by ‖w‖, the length of w.",
            _distance(lambda X, w, b: X @ w + b),
        ),
        Mistake(
            "no-sign",
            "Looks like: the distance without its sign. A negative distance says that the point lies on the other side{abs|absolute|fabs:: leave out the `abs`}.",
            _distance(lambda X, w, b: np.abs(X @ w + b) / np.linalg.norm(w)),
        ),
        Mistake(
            "squared-norm",
            "Looks like: divided by ‖w‖². Take the square root of the sum of squares, or `np.linalg.norm(w)`.",
            _distance(lambda X, w, b: (X @ w + b) / (w @ w)),
            _distance(lambda X, w, b: (X @ w + b) / np.linalg.norm(w) ** 2),
        ),
        Mistake(
            "sum-of-weights",
            "Looks like: divided by a sum of weights. ‖w‖ is the length of w: the root of the sum of squares.",
            _distance(lambda X, w, b: (X @ w + b) / np.abs(w).sum()),
            _distance(lambda X, w, b: (X @ w + b) / w.sum()),
            _distance(lambda X, w, b: (X @ w + b) / np.sqrt(np.abs(w.sum()))),
        ),
        Mistake(
            "number-of-weights",
            "Looks like: divided by the number of weights. ‖w‖ is the length of the arrow w: the root of the sum of "
            "squares, `np.linalg.norm(w)`.",
            _distance(lambda X, w, b: (X @ w + b) / len(w)),
        ),
        Mistake(
            "first-two-weights",
            "Looks like: the length is made of the first two weights alone. w can have any number of entries: take the root of the sum of all squares, `np.linalg.norm(w)`.",
            _distance(lambda X, w, b: (X @ w + b) / (w[0] ** 2 + w[1] ** 2) ** 0.5),
        ),
        Mistake(
            "largest-weight",
            "Looks like: divided by the largest weight. ‖w‖ is the length of w: the root of the sum of squares.",
            _distance(lambda X, w, b: (X @ w + b) / np.abs(w).max()),
            _distance(lambda X, w, b: (X @ w + b) / w.max()),
        ),
        Mistake(
            "bias-undivided",
            "Looks like: only w·x was divided by ‖w‖, and b was not. Divide the whole score: put it into brackets.",
            _distance(lambda X, w, b: X @ w / np.linalg.norm(w) + b),
            _distance(lambda X, w, b: X @ (w / np.linalg.norm(w)) + b),
        ),
        Mistake(
            "product-undivided",
            "Looks like: only b was divided by ‖w‖, and w·x was not. Divide the whole score: put it into brackets.",
            _distance(lambda X, w, b: X @ w + b / np.linalg.norm(w)),
        ),
        Mistake(
            "no-bias",
            "Looks like: the bias is missing. This is the distance from the parallel hyperplane through the origin.",
            _distance(lambda X, w, b: X @ w / np.linalg.norm(w)),
        ),
        Mistake(
            "bias-in-norm",
            "Looks like: b was counted into the length. ‖w‖ is the length of w alone: `np.linalg.norm(w)`.",
            _distance(lambda X, w, b: (X @ w + b) / np.linalg.norm(np.append(w, b))),
            _distance(lambda X, w, b: (X @ w + b) / np.sqrt((w**2).sum() + b**2)),
        ),
        Mistake(
            "norm-of-x",
            "Looks like: divided by the length of each example. It is the length of w that turns a score into a distance.",
            _distance(lambda X, w, b: (X @ w + b) / np.where((n := np.linalg.norm(X, axis=-1)) > 0, n, 1)),
            _distance(lambda X, w, b: (X @ w + b) / np.linalg.norm(X, axis=-1)),
            _distance(lambda X, w, b: (X @ w + b) / np.linalg.norm(X, axis=1)),
        ),
        Mistake(
            "norm-of-all",
            "Looks like: divided by the length of X, the root of all its squares. It is the length of w that turns a score into a "
            "distance.",
            _distance(lambda X, w, b: (X @ w + b) / np.linalg.norm(X)),
        ),
        Mistake(
            "minus-bias",
            "Looks like: b is subtracted. The score is w·x + b.",
            _distance(lambda X, w, b: (X @ w - b) / np.linalg.norm(w)),
        ),
        Mistake(
            "sign-turned",
            "Looks like: the signs are turned round. The distance is positive on the side that w points to, where the score is above 0.",
            _distance(lambda X, w, b: -(X @ w + b) / np.linalg.norm(w)),
        ),
        Mistake(
            "batch-only",
            "Looks like: right for a batch. But a single point of shape (d,) has no rows to go through. One division works for all the scores at once, and for a single one.",
            *_distances_by(lambda s, w: s / np.linalg.norm(w)),
            _distance(lambda X, w, b: np.array([s / np.linalg.norm(w) for s in X @ w + b])),
        ),
        Mistake(
            "list",
            "Looks like: the distances are in a Python list. `np.array(...)` makes an array of it. Or divide all the scores at once.",
            *_distances_by(lambda s, w: list(s / np.linalg.norm(w))),
            _distance(lambda X, w, b: [s / np.linalg.norm(w) for s in X @ w + b]),
        ),
    ),
    hints=(
        "A longer w gives larger scores, although the line stays where it is. By what do you have to divide, so that the length of w does not matter?",
        "`np.linalg.norm(w)` is ‖w‖, the length of w. It is one number, the same for every example.",
        "Divide the score of every example, `X @ w + b` in brackets, by `np.linalg.norm(w)`. Leave out `abs`: the sign says on which side the example lies.",
    ),
)
