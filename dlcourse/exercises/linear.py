"""Exercises of lesson 01."""

import numpy as np

from dlcourse import linear
from dlcourse.exercises import Case, Exercise, Mistake

_rng = np.random.default_rng(1)
_X, _w, _b = _rng.normal(size=(4, 3)).round(2), np.array([0.5, -2.0, 1.5]), 0.75


def _per_row(f):
    """An answer that goes through the rows of X one by one, and so knows no single point."""
    return lambda X, w, b: np.array([f(x, w, b) for x in X])


def _needing(two_axes):
    """An answer that does something first which takes an X of two axes."""
    return lambda X, w, b: (two_axes(X), X @ w + b)[1]


def _unpacked(X):
    n, d = X.shape
    return n, d


def _into_an_array(X, w, b):
    scores = np.zeros(len(X))
    for i in range(len(X)):
        scores[i] = np.dot(X[i], w) + b
    return scores


# Scores that come out right for a batch, while a single point fails, each in its own way.
BATCH_ONLY = (
    lambda X, w, b: (X * w).sum(axis=1) + b,
    lambda X, w, b: np.einsum("ij,j->i", X, w) + b,
    _per_row(lambda x, w, b: x @ w + b),
    _per_row(lambda x, w, b: np.dot(x, w) + b),
    _per_row(lambda x, w, b: sum(xi * wi for xi, wi in zip(x, w, strict=True)) + b),
    _per_row(lambda x, w, b: (x * w).sum() + b),
    _needing(lambda X: X.shape[1]),
    _needing(lambda X: X[0, 0]),
    _needing(lambda X: X[0][0]),
    _needing(lambda X: len(X[0])),
    _needing(_unpacked),
    _into_an_array,
)


def _decision(f):
    return {"decision_function": f}


decision_function = Exercise(
    id="decision_function",
    reference={"decision_function": linear.decision_function},
    cases=(
        Case("decision_function(X, w, b)", "four examples of three features", X=_X, w=_w, b=_b),
        Case("decision_function(X, w, b)", "a batch of one", X=_X[:1], w=_w, b=_b),
        Case("decision_function(X, w, b)", "a single point of shape (d,) gives one number", X=_X[0], w=_w, b=_b),
        Case("decision_function(X, w, b)", "as many examples as features", X=_X[:3], w=_w, b=-1.0),
        Case("decision_function(X, w, b)", "very large numbers", X=1000 * _X, w=_w, b=1000.0),
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


classify = Exercise(
    id="classify",
    reference={"classify": linear.classify},
    needs=("decision_function",),
    cases=(
        Case("classify(X, w, b)", "four examples of three features", X=_X, w=_w, b=_b),
        Case("classify(X, w, b)", "scores near 0; the third is exactly 0, which is class 0", X=_points, w=_v, b=_c),
        Case("classify(X, w, b)", "the bias decides", X=_points[:3], w=_v, b=-0.75),
        Case("classify(X, w, b)", "scores between 0 and 1", X=_points[:3] / 4, w=_v, b=0.3),
        Case("classify(X, w, b)", "a batch of one", X=_X[:1], w=_w, b=5.0),
        Case("classify(X, w, b)", "a single point of shape (d,) gives one whole number", X=_points[3], w=_v, b=1.0),
        Case("classify(X, w, b)", "a single point with a score of 0", X=_points[2], w=_v, b=0.0),
        Case("classify(X, w, b)", "large scores", X=1000 * _X, w=_w, b=-1000.0),
        # Tells an answer in decimals, which the first case has refused, from the same one in whole numbers.
        Case("np.asarray(classify(X, w, b)).dtype.kind", "whole numbers", judge=_is_whole, X=_X, w=_w, b=_b),
    ),
    mistakes=(
        Mistake(
            "at-least",
            "Looks like: `>=`. A score of exactly 0 is class 0 all through the course: use `>`.",
            _labels(lambda s: (s >= 0).astype(int)),
            _labels(lambda s: np.heaviside(s, 1).astype(int)),
            _labels(lambda s: np.heaviside(s, 1)),
        ),
        Mistake(
            "booleans",
            "Looks like: True and False. The comparison is right; turn what it gives into 0 and 1.",
            _labels(lambda s: s > 0),
            _labels(lambda s: s >= 0),
        ),
        Mistake(
            "decimals",
            "Looks like: the right labels, but as decimals (1.0, 0.0). A label is a whole number: `.astype(int)`.",
            _labels(lambda s: np.where(s > 0, 1.0, 0.0)),
            _labels(lambda s: (s > 0).astype(float)),
            *_labels_by(lambda s: (s > 0).astype(float)),
            {"classify": _per_row(lambda x, w, b: 1.0 if x @ w + b > 0 else 0.0)},
            {"classify": _per_row(lambda x, w, b: 1.0 if np.dot(x, w) + b > 0 else 0.0)},
            _labels(lambda s: np.array([1.0 if each > 0 else 0.0 for each in s])),
            _labels(lambda s: np.array([1.0 if s[i] > 0 else 0.0 for i in range(len(s))])),
        ),
        Mistake(
            "int-of-a-batch",
            "Looks like: `int(...)` around a whole batch. It makes one number of one number; `.astype(int)` does it to every "
            "entry of an array.",
            _labels(lambda s: int(s > 0)),
        ),
        Mistake(
            "wrong-order",
            "Looks like: `X.T @ w` or `w @ X`. With one example a row, X stands on the left as it is; or call your "
            "`decision_function`.",
            {"classify": lambda X, w, b: (w @ X + b > 0).astype(int)},
            {"classify": lambda X, w, b: (np.dot(w, X) + b > 0).astype(int)},
        ),
        Mistake(
            "list",
            "Looks like: the labels in a Python list. `np.array(...)` makes an array of it; or compare all the scores at once: "
            "`scores > 0`.",
            *_labels_by(lambda s: list((s > 0).astype(int))),
            _labels(lambda s: [1 if each > 0 else 0 for each in s]),
            _labels(lambda s: [1 if s[i] > 0 else 0 for i in range(len(s))]),
        ),
        Mistake(
            "plus-minus",
            "Looks like: labels -1 and 1. That is the sign of the score; here the two labels are 0 and 1.",
            _labels(lambda s: np.sign(s).astype(int)),
            _labels(np.sign),
            _labels(lambda s: np.where(s > 0, 1, -1)),
            _labels(lambda s: np.where(s >= 0, 1, -1)),
        ),
        Mistake(
            "swapped",
            "Looks like: the classes are swapped. Label 1 is the side that w points to, where the score is above 0.",
            _labels(lambda s: (s < 0).astype(int)),
            _labels(lambda s: (s <= 0).astype(int)),
            _labels(lambda s: np.where(s > 0, 0, 1)),
        ),
        Mistake(
            "scores-instead",
            "Looks like: scores, not labels. Compare them with 0.",
            _labels(lambda s: s),
            _labels(lambda s: s.astype(int)),
            _labels(lambda s: np.round(s).astype(int)),
        ),
        Mistake(
            "no-bias",
            "Looks like: the bias is missing. The label is the side of w·x + b = 0, not of w·x = 0.",
            {"classify": lambda X, w, b: (X @ w > 0).astype(int)},
        ),
        Mistake(
            "above-b",
            "Looks like: w·x compared with b. As the score is w·x + b, the threshold for w·x is -b.",
            {"classify": lambda X, w, b: (X @ w > b).astype(int)},
        ),
        Mistake(
            "half",
            "Looks like: compared with 0.5. That is for probabilities; a score is cut at 0.",
            _labels(lambda s: (s > 0.5).astype(int)),
            _labels(lambda s: (s >= 0.5).astype(int)),
        ),
        Mistake(
            "argmax",
            "Looks like: argmax, which says where the largest score stands. Each score is compared with 0, by itself.",
            _labels(lambda s: np.argmax(s)),
            _labels(lambda s: int(np.argmax(s))),
        ),
        Mistake(
            "if-on-array",
            "Looks like: an `if` on a whole array, which has no single truth. Compare the array itself: `scores > 0` answers "
            "for every example at once.",
            {"classify": _if_on_array},
        ),
        Mistake(
            "batch-only",
            "Looks like: right for a batch, but a single point of shape (d,) has no rows to go through. `scores > 0` works on "
            "one score as well as on many.",
            {"classify": _per_row(lambda x, w, b: 1 if x @ w + b > 0 else 0)},
            {"classify": _per_row(lambda x, w, b: int(np.dot(x, w) + b > 0))},
            {"classify": _per_row(lambda x, w, b: 1 if np.dot(x, w) + b > 0 else 0)},
            _labels(lambda s: np.array([1 if each > 0 else 0 for each in s])),
            _labels(lambda s: np.array([1 if s[i] > 0 else 0 for i in range(len(s))])),
            *_labels_by(lambda s: (s > 0).astype(int)),
        ),
    ),
    hints=(
        "You have the scores already: `decision_function(X, w, b)`. What is asked of each of them?",
        "`scores > 0` compares every score at once and gives an array of True and False.",
        "`.astype(int)` turns True into 1 and False into 0, for an array and for a single NumPy score alike.",
    ),
)


class _Side(str):
    """What came of a score, "2, above 0": equal to every other on the same side, so that a mistake is known by its sides."""

    def __new__(cls, score):
        where = "above 0" if score > 0 else "below 0" if score < 0 else "exactly 0"
        made = super().__new__(cls, f"{score + 0.0:g}, {where if np.isfinite(score) else 'not finite'}")
        made.side = made.split(", ")[1]
        return made

    def __eq__(self, other):
        return isinstance(other, _Side) and self.side == other.side

    def __hash__(self):
        return hash(self.side)


def _separates(sides, u, v, **_):
    labels = {"above 0": 1, "exactly 0": 0, "below 0": 0}
    if any(each.side not in labels for each in sides):
        return "The scores of u and v are not two finite numbers. Is every entry of `w_uv` and `b_uv` one?"
    if [labels[each.side] for each in sides] == [1, 0]:
        return None
    says = [f"{name} scores {each}: label {labels[each.side]}" for name, each in zip("uv", sides, strict=True)]
    return f"{says[0]}; {says[1]}. Asked for: u label 1, v label 0."


def _pair(*w, b):
    return {"w_uv": np.array(w, float), "b_uv": b}


separate_u_v = Exercise(
    id="separate_u_v",
    reference={"w_uv": np.array([0.0, 1.0]), "b_uv": -1.0},
    cases=(
        Case(
            "[side(f) for f in decision_function([u, v], w_uv, b_uv)]",
            "the scores of u and v, and on which side of 0 they are (`side` says that)",
            judge=_separates,
            u=np.array([0.0, 2.0]),
            v=np.array([1.0, 0.0]),
            decision_function=linear.decision_function,
            side=_Side,
        ),
    ),
    mistakes=(
        Mistake(
            "swapped",
            "Looks like: the sides are swapped, as v scores higher than u. Change the sign of every weight, then choose b anew.",
            _pair(0, -1, b=1.0),
            _pair(1, 0, b=0.0),
            _pair(0, -1, b=0.0),
        ),
        Mistake(
            "u-on-the-line",
            "Looks like: u lies exactly on the line, and a score of 0 is class 0. A slightly larger b lifts u above it.",
            _pair(0, 1, b=-2.0),
        ),
        Mistake(
            "both-on-the-line",
            "Looks like: both points score exactly 0. Either w and b are all 0, or the line runs through u and v. Turn w until "
            "it points from v towards u.",
            _pair(0, 0, b=0.0),
            _pair(2, 1, b=-2.0),
        ),
        Mistake(
            "both-label-1",
            "Looks like: both points are on the side of w. If u scores higher than v, a smaller b puts the line between them.",
            _pair(0, 1, b=1.0),
            _pair(0, 0, b=1.0),
        ),
        Mistake(
            "both-label-0",
            "Looks like: both points are on the far side of the line. If u scores higher than v, a larger b puts the line between them.",
            _pair(0, 1, b=-3.0),
        ),
    ),
    hints=(
        "Draw u and v on paper and a line between them. w is perpendicular to that line and points to the side of u.",
        "With w = (w₁, w₂) the scores are f(u) = 2w₂ + b and f(v) = w₁ + b. The first has to be above 0, the second not.",
        "Any w that points from v's side to u's will do, for example w = (-1, 1). Then f(u) = 2 + b and f(v) = -1 + b: which b makes "
        "the first larger than 0, and the second not?",
    ),
)


def _folds(result, X, w, b):
    if not isinstance(result, (tuple, list)) or len(result) != 2:
        return "Two things, in this order, were asked for: `return X1, w1`."
    if not any(isinstance(part, np.ndarray) for part in result):
        return "X1 and w1 have to be NumPy arrays, so that `X1 @ w1` works."
    X1, w1 = (np.asarray(part) for part in result)
    n, d = X.shape
    for name, array, shape in (("X1", X1, (n, d + 1)), ("w1", w1, (d + 1,))):
        if array.shape != shape:
            return f"{name} has shape {array.shape}; shape {shape} was asked for: one more feature, one more weight."
        if array.dtype.kind not in "iuf" or not np.isfinite(array).all():
            return f"{name} holds something that is not a finite number."
    return _scores_differ(X1 @ w1, X @ w + b, "X1 @ w1")


def _serves_others(result, X, w_old, b_old, X_old, w, b):
    why = (
        "X1 must not depend on w and b, nor w1 on X. Here X1, made with one pair of w and b, meets w1, made with another "
        "batch: their product should still be the scores of this X with these w and b"
    )
    scores = np.asarray(result)
    if scores.shape != (len(X),):
        return f"{why}, shape {(len(X),)}, but it has shape {scores.shape}."
    return why + "." if _scores_differ(scores, X @ w + b, "") else None


def _scores_differ(got, want, name):
    off = ~(np.abs(got - want) <= 1e-9 * max(np.abs(want).max(), 1.0))
    if not off.any():
        return None
    k = int(off.argmax())
    return f"{name} is not X @ w + b: entry [{k}] is {got[k]:.6g}, and the score is {want[k]:.6g}."


def _fold(f):
    return {"fold_bias": f}


def _ones(X):
    return np.ones((len(X), 1))


fold_bias = Exercise(
    id="fold_bias",
    reference={"fold_bias": linear.fold_bias},
    cases=(
        Case("fold_bias(X, w, b)", "four examples of three features", judge=_folds, X=_X, w=_w, b=_b),
        Case("fold_bias(X, w, b)", "a batch of one", judge=_folds, X=_X[:1], w=_w, b=-2.0),
        Case("fold_bias(X, w, b)", "a single feature", judge=_folds, X=_X[:, :1], w=_w[:1], b=_b),
        Case("fold_bias(X, w, b)", "a bias of 0 takes its place all the same", judge=_folds, X=_X[:2], w=_w, b=0.0),
        Case(
            "fold_bias(X, w_old, b_old)[0] @ fold_bias(X_old, w, b)[1]",
            "X1 of one call with w1 of another",
            judge=_serves_others,
            X=_X[:2],
            w_old=np.array([3.0, 1.0, -1.0]),
            b_old=-4.0,
            X_old=_X[1:],
            w=_w,
            b=_b,
        ),
    ),
    mistakes=(
        Mistake(
            "ones-as-a-row",
            "Looks like: the ones were added as a row, that is as one more example. Every example gets a 1: add a column.",
            _fold(lambda X, w, b: (np.vstack([X, np.ones(X.shape[1])]), np.append(w, b))),
            _fold(lambda X, w, b: (np.vstack([np.ones(X.shape[1]), X]), np.append(b, w))),
            _fold(lambda X, w, b: (np.vstack([X, np.ones((1, X.shape[1]))]), np.append(w, b))),
            _fold(lambda X, w, b: (np.vstack([X, np.ones(len(X))]), np.append(w, b))),
        ),
        Mistake(
            "axes-differ",
            "Looks like: things joined whose numbers of axes differ. X has two, `np.ones(len(X))` has one: `np.column_stack` makes a "
            "column of it, `np.hstack` and `np.concatenate` do not. And w has one, the single number b none: `np.append(w, b)`.",
            _fold(lambda X, w, b: (np.hstack([X, np.ones(len(X))]), np.append(w, b))),
            _fold(lambda X, w, b: (np.column_stack([X, np.ones(len(X))]), np.concatenate([w, np.array(b)]))),
        ),
        Mistake(
            "flattened",
            "Looks like: `np.append` without an axis, which flattens X into one long row. `np.column_stack` puts columns side "
            "by side.",
            _fold(lambda X, w, b: (np.append(X, 1), np.append(w, b))),
            _fold(lambda X, w, b: (np.append(X, np.ones(len(X))), np.append(w, b))),
            _fold(lambda X, w, b: (np.append(X, np.ones((len(X), 1))), np.append(w, b))),
        ),
        Mistake(
            "bias-in-x",
            "Looks like: b went into X, and the 1 into w. The product is right, but now the data change whenever b is learned. "
            "The 1 belongs to the example, b to the weights.",
            _fold(lambda X, w, b: (np.hstack([X, b * _ones(X)]), np.append(w, 1))),
            _fold(lambda X, w, b: (np.hstack([b * _ones(X), X]), np.append(1, w))),
        ),
        Mistake(
            "bias-in-both",
            "Looks like: b in both places, so the product adds b². Put a 1 into every example and b into the weights.",
            _fold(lambda X, w, b: (np.hstack([X, b * _ones(X)]), np.append(w, b))),
            _fold(lambda X, w, b: (np.hstack([b * _ones(X), X]), np.append(b, w))),
        ),
        Mistake(
            "one-in-both",
            "Looks like: a 1 in both places, so b is lost. The new weight, the one that meets the 1, is b.",
            _fold(lambda X, w, b: (np.hstack([X, _ones(X)]), np.append(w, 1))),
            _fold(lambda X, w, b: (np.hstack([_ones(X), X]), np.append(1, w))),
        ),
        Mistake(
            "zeros",
            "Looks like: a column of zeros. 0 · b is 0, so b never reaches the score; 1 · b is b.",
            _fold(lambda X, w, b: (np.hstack([X, 0 * _ones(X)]), np.append(w, b))),
            _fold(lambda X, w, b: (np.hstack([0 * _ones(X), X]), np.append(b, w))),
        ),
        Mistake(
            "places-differ",
            "Looks like: the ones on one side of X, and b on the other side of w. Feature k meets weight k: put both in the same place.",
            _fold(lambda X, w, b: (np.hstack([_ones(X), X]), np.append(w, b))),
            _fold(lambda X, w, b: (np.hstack([X, _ones(X)]), np.append(b, w))),
        ),
        Mistake(
            "minus-bias",
            "Looks like: -b in the weights. The threshold is -b, but here the score is w·x + b.",
            _fold(lambda X, w, b: (np.hstack([X, _ones(X)]), np.append(w, -b))),
            _fold(lambda X, w, b: (np.hstack([_ones(X), X]), np.append(-b, w))),
        ),
        Mistake(
            "weights-as-they-were",
            "Looks like: X has its new column, but w has no weight to meet it. Append b to w.",
            _fold(lambda X, w, b: (np.hstack([X, _ones(X)]), w)),
            _fold(lambda X, w, b: (np.hstack([_ones(X), X]), w)),
        ),
        Mistake(
            "order-of-two",
            "Looks like: the two in the wrong order. X1 first, then w1.",
            _fold(lambda X, w, b: (np.append(w, b), np.hstack([X, _ones(X)]))),
            _fold(lambda X, w, b: (np.append(b, w), np.hstack([_ones(X), X]))),
        ),
        Mistake(
            "scores-instead",
            "Looks like: the scores themselves. Asked for are the two things whose product they are: X1 and w1.",
            _fold(lambda X, w, b: X @ w + b),
            _fold(lambda X, w, b: np.hstack([X, _ones(X)]) @ np.append(w, b)),
        ),
    ),
    hints=(
        "w·x + b is w·x + b·1. So b is one more weight, and 1 is one more feature, the same for every example.",
        "`np.ones(len(X))` is a column's worth of ones. `np.column_stack([...])` puts X and a column side by side; `np.append(w, b)` "
        "lengthens w.",
        "X1 is `np.column_stack([X, np.ones(len(X))])` and w1 is `np.append(w, b)`. Return both, in this order.",
    ),
)


def _distance(f):
    return {"signed_distance": f}


def _distances_by(f):
    """A wrong answer for each way of scoring that knows no single point, from the scores and w."""
    return [_distance(lambda X, w, b, scores=scores: f(scores(X, w, b), w)) for scores in BATCH_ONLY]


signed_distance = Exercise(
    id="signed_distance",
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
        Case("signed_distance(X, w, b)", "four examples of three features", X=_X, w=_w, b=_b),
        Case("signed_distance(X, w, b)", "a batch of one", X=_X[:1], w=_w, b=_b),
        Case("signed_distance(X, w, b)", "a single point of shape (d,) gives one number", X=_X[1], w=_w, b=_b),
        Case("signed_distance(X, w, b)", "the same plane, w and b times 1000", X=_X, w=1000 * _w, b=1000 * _b),
        Case("signed_distance(X, w, b)", "one feature, and a negative weight", X=_X[:2, :1], w=np.array([-2.0]), b=3.0),
    ),
    mistakes=(
        Mistake(
            "no-norm",
            "Looks like: the score, not yet divided. A longer w gives larger scores for the same line: divide by ‖w‖.",
            _distance(lambda X, w, b: X @ w + b),
        ),
        Mistake(
            "no-sign",
            "Looks like: the distance without its sign. Negative distances say that the point is on the other side: leave out the abs.",
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
            "largest-weight",
            "Looks like: divided by the largest weight. ‖w‖ is the length of w: the root of the sum of squares.",
            _distance(lambda X, w, b: (X @ w + b) / np.abs(w).max()),
            _distance(lambda X, w, b: (X @ w + b) / w.max()),
        ),
        Mistake(
            "bias-undivided",
            "Looks like: w·x was divided by ‖w‖, and b was not. The whole score is divided: mind the brackets.",
            _distance(lambda X, w, b: X @ w / np.linalg.norm(w) + b),
            _distance(lambda X, w, b: X @ (w / np.linalg.norm(w)) + b),
        ),
        Mistake(
            "product-undivided",
            "Looks like: only b was divided by ‖w‖. The whole score is divided: mind the brackets.",
            _distance(lambda X, w, b: X @ w + b / np.linalg.norm(w)),
        ),
        Mistake(
            "no-bias",
            "Looks like: the bias is missing. That is the distance to the parallel plane through the origin.",
            _distance(lambda X, w, b: X @ w / np.linalg.norm(w)),
        ),
        Mistake(
            "bias-in-norm",
            "Looks like: b was counted into the length. Only w, the normal, sets the scale: ‖w‖ is `np.linalg.norm(w)`.",
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
            "Looks like: b is subtracted. The score is w·x + b; the threshold is -b.",
            _distance(lambda X, w, b: (X @ w - b) / np.linalg.norm(w)),
        ),
        Mistake(
            "sign-turned",
            "Looks like: the signs are turned round. Positive is the side that w points to, where the score is above 0.",
            _distance(lambda X, w, b: -(X @ w + b) / np.linalg.norm(w)),
        ),
        Mistake(
            "batch-only",
            "Looks like: right for a batch, but a single point of shape (d,) has no rows to go through. The whole array of scores "
            "can be divided at once.",
            *_distances_by(lambda s, w: s / np.linalg.norm(w)),
            _distance(lambda X, w, b: np.array([s / np.linalg.norm(w) for s in X @ w + b])),
        ),
        Mistake(
            "list",
            "Looks like: the distances in a Python list. `np.array(...)` makes an array of it; or divide all the scores at once.",
            *_distances_by(lambda s, w: list(s / np.linalg.norm(w))),
            _distance(lambda X, w, b: [s / np.linalg.norm(w) for s in X @ w + b]),
        ),
    ),
    hints=(
        "The score grows with the length of w although the line stays where it is. What do you divide by to undo that?",
        "`np.linalg.norm(w)` is ‖w‖, the length of w. It is one number, the same for every example.",
        "The score of every example, `X @ w + b` in brackets, divided by `np.linalg.norm(w)`. No abs: the sign is the side.",
    ),
)


def _columns(f):
    return {"quadratic_features": f}


_x = np.array([-2.0, 0.5, 3.0, 0.0, -0.25])

quadratic_features = Exercise(
    id="quadratic_features",
    reference={"quadratic_features": linear.quadratic_features},
    cases=(
        Case("quadratic_features(x)", "five numbers", x=_x),
        Case("quadratic_features(x)", "three numbers: as many as there are columns", x=np.array([3.0, -1.0, 0.5])),
        Case("quadratic_features(x)", "a batch of one", x=np.array([-3.0])),
        Case("quadratic_features(x)", "large and small numbers", x=np.array([1000.0, -0.001])),
        Case("quadratic_features(x)", "whole numbers", x=np.array([4, -3, 2, 5])),
    ),
    mistakes=(
        Mistake(
            "order-reversed",
            "Looks like: the columns in the order 1, x, x². Asked for is x², x, 1, so that they meet (a, b, c).",
            _columns(lambda x: np.column_stack([np.ones(len(x)), x, x**2])),
        ),
        Mistake(
            "x-first",
            "Looks like: the columns in the order x, x², 1. Asked for is x², x, 1, so that they meet (a, b, c).",
            _columns(lambda x: np.column_stack([x, x**2, np.ones(len(x))])),
        ),
        Mistake(
            "rows",
            "Looks like: the features are rows, shape (3, n). One example is one row: turn it with `.T`, or use `np.column_stack`.",
            _columns(lambda x: np.array([x**2, x, np.ones(len(x))])),
        ),
        Mistake(
            "list-with-a-1",
            "Looks like: the three columns as they are, in a list or tuple. `np.column_stack` makes an array of them, and the 1 has "
            "to be a column as well: `np.ones(len(x))`.",
            _columns(lambda x: [x**2, x, 1]),
            _columns(lambda x: [x**2, x, 1.0]),
        ),
        Mistake(
            "list",
            "Looks like: the three columns as they are, in a list or tuple. `np.column_stack` makes an array of them.",
            _columns(lambda x: [x**2, x, np.ones(len(x))]),
        ),
        Mistake(
            "one-1",
            "Looks like: a single 1 where a column of ones is needed, one for each x: `np.ones(len(x))`.",
            _columns(lambda x: np.column_stack([x**2, x, 1])),
            _columns(lambda x: np.array([x**2, x, 1])),
            _columns(lambda x: np.array([x**2, x, 1]).T),
            _columns(lambda x: np.hstack([x**2, x, 1])),
        ),
        Mistake(
            "reshaped",
            "Looks like: stacked as rows and then reshaped to (n, 3), which keeps the numbers in their old order. `.T` turns the "
            "array over; `reshape` only breaks the lines elsewhere.",
            _columns(lambda x: np.array([x**2, x, np.ones(len(x))]).reshape(len(x), 3)),
        ),
        Mistake(
            "no-ones",
            "Looks like: the column of ones is missing. Without it no c can be added.",
            _columns(lambda x: np.column_stack([x**2, x])),
        ),
        Mistake(
            "zeros",
            "Looks like: a last column of zeros. c times 0 is lost; c times 1 is c.",
            _columns(lambda x: np.column_stack([x**2, x, np.zeros(len(x))])),
        ),
        Mistake(
            "doubled",
            "Looks like: 2x in place of x². A square is `x**2` or `x * x`.",
            _columns(lambda x: np.column_stack([2 * x, x, np.ones(len(x))])),
        ),
        Mistake(
            "caret",
            "Looks like: `x ^ 2`, which in Python flips bits. A power is `x**2`.",
            _columns(lambda x: np.column_stack([x ^ 2, x, np.ones(len(x))])),
        ),
        Mistake(
            "in-one-row",
            "Looks like: the three put one behind the other, shape (3n,). `np.column_stack` puts them side by side.",
            _columns(lambda x: np.hstack([x**2, x, np.ones(len(x))])),
            _columns(lambda x: np.concatenate([x**2, x, np.ones(len(x))])),
        ),
        Mistake(
            "dot-product",
            "Looks like: `x @ x`, which adds all the squares up. Every x has a square of its own: `x**2`.",
            _columns(lambda x: np.column_stack([np.full(len(x), x @ x), x, np.ones(len(x))])),
        ),
    ),
    hints=(
        "Three columns, each with one number per x: its square, itself, and a 1.",
        "`x**2` squares every entry. `np.ones(len(x))` has as many ones as x has numbers. What puts columns side by side?",
        "`np.column_stack([first, second, third])` with `x**2`, `x` and the ones, in this order.",
    ),
)

EXERCISES = (decision_function, classify, separate_u_v, fold_bias, signed_distance, quadratic_features)
