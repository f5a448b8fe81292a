"""`fold_bias` of lesson 01."""

import numpy as np

from dlcourse import linear
from dlcourse.checker import Case, Exercise, Mistake
from dlcourse.checker.words import shaped
from dlcourse.exercises.linear import X, b, w


def _folds(result, X, w, b):
    if not isinstance(result, (tuple, list)) or len(result) != 2:
        return "Two things, in this order, were asked for: `return X1, w1`."
    if not any(isinstance(part, np.ndarray) for part in result):
        return "X1 and w1 have to be NumPy arrays, so that `X1 @ w1` works."
    X1, w1 = (np.asarray(part) for part in result)
    n, d = X.shape
    for name, array, shape in (("X1", X1, (n, d + 1)), ("w1", w1, (d + 1,))):
        if array.shape != shape:
            return f"{name} {shaped(array.shape)}; shape {shape} was asked for: one more feature, one more weight."
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


EXERCISE = Exercise(
    id="fold_bias",
    worth="`np.column_stack` puts a matrix and a column of shape (n,) side by side, without a `reshape`.",
    reference={"fold_bias": linear.fold_bias},
    cases=(
        Case("fold_bias(X, w, b)", "four examples of three features", judge=_folds, X=X, w=w, b=b),
        Case("fold_bias(X, w, b)", "a batch of one", judge=_folds, X=X[:1], w=w, b=-2.0),
        Case("fold_bias(X, w, b)", "a single feature", judge=_folds, X=X[:, :1], w=w[:1], b=b),
        Case("fold_bias(X, w, b)", "a bias of 0 needs a place, too", judge=_folds, X=X[:2], w=w, b=0.0),
        Case(
            "fold_bias(X, w_old, b_old)[0] @ fold_bias(X_old, w, b)[1]",
            "X1 of one call with w1 of another",
            judge=_serves_others,
            X=X[:2],
            w_old=np.array([3.0, 1.0, -1.0]),
            b_old=-4.0,
            X_old=X[1:],
            w=w,
            b=b,
        ),
    ),
    mistakes=(
        Mistake(
            "ones-as-a-row",
            "Looks like: the ones were added as a row, and a row is one more example. Every example needs a 1 of its own: add a column.",
            _fold(lambda X, w, b: (np.vstack([X, np.ones(X.shape[1])]), np.append(w, b))),
            _fold(lambda X, w, b: (np.vstack([np.ones(X.shape[1]), X]), np.append(b, w))),
            _fold(lambda X, w, b: (np.vstack([X, np.ones((1, X.shape[1]))]), np.append(w, b))),
            _fold(lambda X, w, b: (np.vstack([X, np.ones(len(X))]), np.append(w, b))),
        ),
        Mistake(
            "axes-differ",
            "Looks like: arrays are joined that have different numbers of axes. X has two, and a row of n ones has "
            "one: `np.column_stack` makes a column of it, but `np.hstack` and `np.concatenate` do not. w has one, and"
            " the single number b has none: use `np.append(w, b)`.",
            _fold(lambda X, w, b: (np.hstack([X, np.ones(len(X))]), np.append(w, b))),
            _fold(lambda X, w, b: (np.column_stack([X, np.ones(len(X))]), np.concatenate([w, np.array(b)]))),
        ),
        Mistake(
            "flattened",
            "Looks like: X has become one long row, as `np.append` without an axis makes it. `np.column_stack` puts "
            "columns side by side.",
            _fold(lambda X, w, b: (np.append(X, 1), np.append(w, b))),
            _fold(lambda X, w, b: (np.append(X, np.ones(len(X))), np.append(w, b))),
            _fold(lambda X, w, b: (np.append(X, np.ones((len(X), 1))), np.append(w, b))),
        ),
        Mistake(
            "bias-in-x",
            "Looks like: b went into X, and the 1 went into w. The product is right. But b is learned, and then the data would change with every step. The 1 belongs to the example, and b to the weights.",
            _fold(lambda X, w, b: (np.hstack([X, b * _ones(X)]), np.append(w, 1))),
            _fold(lambda X, w, b: (np.hstack([b * _ones(X), X]), np.append(1, w))),
        ),
        Mistake(
            "bias-in-x-as-lists",
            "Looks like: b went into X, and the 1 went into w. The 1 belongs to the example, and b to the weights: b is learned, and the data must not change with it. X1 and w1 are "
            "also Python lists. `np.array(...)` makes an array of a list.",
            _fold(lambda X, w, b: ([[*row, b] for row in X], [*w, 1])),
            _fold(lambda X, w, b: ([[b, *row] for row in X], [1, *w])),
        ),
        Mistake(
            "lists",
            "Looks like: X1 and w1 are Python lists, and `X1 @ w1` does not work with two lists. `np.array(...)` makes an array of a list.",
            _fold(lambda X, w, b: ([[*row, 1] for row in X], [*w, b])),
            _fold(lambda X, w, b: ([[1, *row] for row in X], [b, *w])),
        ),
        Mistake(
            "bias-in-both",
            "Looks like: b stands in both places, so the product adds b². Put a 1 into every example, and b into the weights.",
            _fold(lambda X, w, b: (np.hstack([X, b * _ones(X)]), np.append(w, b))),
            _fold(lambda X, w, b: (np.hstack([b * _ones(X), X]), np.append(b, w))),
        ),
        Mistake(
            "one-in-both",
            "Looks like: a 1 stands in both places, so b is lost. The new weight, which meets the 1, is b.",
            _fold(lambda X, w, b: (np.hstack([X, _ones(X)]), np.append(w, 1))),
            _fold(lambda X, w, b: (np.hstack([_ones(X), X]), np.append(1, w))),
        ),
        Mistake(
            "zeros",
            "Looks like: a column of zeros. 0 · b is 0, so b is missing from the score. Every example needs a 1, since 1 · b is b.",
            _fold(lambda X, w, b: (np.hstack([X, 0 * _ones(X)]), np.append(w, b))),
            _fold(lambda X, w, b: (np.hstack([0 * _ones(X), X]), np.append(b, w))),
        ),
        Mistake(
            "places-differ",
            "Looks like: the ones stand on one side of X, and b stands on the other side of w. Feature k meets weight k, so both have to stand in the same place.",
            _fold(lambda X, w, b: (np.hstack([_ones(X), X]), np.append(w, b))),
            _fold(lambda X, w, b: (np.hstack([X, _ones(X)]), np.append(b, w))),
        ),
        Mistake(
            "minus-bias",
            "Looks like: -b in the weights. -b is the threshold. Here the score is w·x + b, so the new weight is b.",
            _fold(lambda X, w, b: (np.hstack([X, _ones(X)]), np.append(w, -b))),
            _fold(lambda X, w, b: (np.hstack([_ones(X), X]), np.append(-b, w))),
        ),
        Mistake(
            "weights-as-they-were",
            "Looks like: X has its new column, but w has no new weight for it. Append b to w.",
            _fold(lambda X, w, b: (np.hstack([X, _ones(X)]), w)),
            _fold(lambda X, w, b: (np.hstack([_ones(X), X]), w)),
        ),
        Mistake(
            "order-of-two",
            "Looks like: the two are in the wrong order. X1 comes first, then w1.",
            _fold(lambda X, w, b: (np.append(w, b), np.hstack([X, _ones(X)]))),
            _fold(lambda X, w, b: (np.append(b, w), np.hstack([_ones(X), X]))),
        ),
        Mistake(
            "scores-instead",
            "Looks like: the scores themselves. Return the two arrays whose product gives the scores: X1 and w1.",
            _fold(lambda X, w, b: X @ w + b),
            _fold(lambda X, w, b: np.hstack([X, _ones(X)]) @ np.append(w, b)),
        ),
        Mistake(
            "not-joined",
            "Looks like: the parts stand side by side in a Python list, which does not join them into one array. `np.column_stack([X, np.ones(len(X))])` joins columns, and `np.append(w, b)` makes w one longer.",
            _fold(lambda X, w, b: ([_ones(X), X], np.append(b, w))),
            _fold(lambda X, w, b: ([X, _ones(X)], np.append(w, b))),
            _fold(lambda X, w, b: ([X, np.ones(len(X))], np.append(w, b))),
            _fold(lambda X, w, b: ([*X, 1], np.append(w, b))),
            _fold(lambda X, w, b: (np.hstack([X, _ones(X)]), [w, b])),
            _fold(lambda X, w, b: (np.hstack([_ones(X), X]), [b, w])),
            _fold(lambda X, w, b: ([[*row, [1]] for row in X], np.append(w, b))),
        ),
    ),
    hints=(
        "w·x + b is w·x + b·1. So b is one more weight, and 1 is one more feature, the same for every example.",
        "`np.ones(len(X))` has a 1 for every example. `np.column_stack([...])` puts X and a column side by side, and `np.append(w, b)` makes w one longer.",
        "X1 is `np.column_stack([X, np.ones(len(X))])` and w1 is `np.append(w, b)`. Return both, in this order.",
    ),
)
