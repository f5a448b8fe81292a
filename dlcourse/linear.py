"""Linear models (lesson 01): scores, labels, distances, and features that keep a model linear."""

import numpy as np

from dlcourse import _inputs


def decision_function(X, w, b):
    """Score each example: f(x) = w·x + b.

    Parameters
    ----------
    X : array_like, shape (n, d) or (d,)
        One example a row, or a single example.
    w : array_like, shape (d,)
        Weights, the normal of the hyperplane w·x + b = 0.
    b : float
        Bias.

    Returns
    -------
    ndarray of shape (n,), or a float for a single example

    Raises
    ------
    ValueError
        If the number of features and the number of weights differ.

    Notes
    -----
    Source: DevFest, "Linear models".
    """
    w = _inputs.vector(w, "w")
    return _inputs.batch(X, w) @ w + _inputs.scalar(b, "b")


def classify(X, w, b):
    """Label each example 1 where its score is above 0, else 0 (a score of exactly 0 is class 0).

    Parameters
    ----------
    X : array_like, shape (n, d) or (d,)
    w : array_like, shape (d,)
    b : float

    Returns
    -------
    ndarray of int, shape (n,), or an int for a single example

    Raises
    ------
    ValueError
        If the number of features and the number of weights differ.
    """
    label = (decision_function(X, w, b) > 0).astype(int)
    return label if label.ndim else int(label)


def fold_bias(X, w, b):
    """Fold the bias into the weights: append a 1 to every example and b to w.

    Parameters
    ----------
    X : array_like, shape (n, d)
    w : array_like, shape (d,)
    b : float

    Returns
    -------
    X1 : ndarray, shape (n, d + 1)
        X with a last column of ones.
    w1 : ndarray, shape (d + 1,)
        w with b behind it, so that ``X1 @ w1`` equals ``X @ w + b``.

    Raises
    ------
    ValueError
        If the number of features and the number of weights differ, or X is not a batch.
    """
    w = _inputs.vector(w, "w")
    X = _inputs.batch(X, w)
    if X.ndim != 2:
        raise ValueError(f"X must be a batch of shape (n, d), but has shape {X.shape}.")
    return np.column_stack([X, np.ones(len(X))]), np.append(w, _inputs.scalar(b, "b"))


def signed_distance(X, w, b):
    """Distance of each example from the hyperplane w·x + b = 0, positive on the side w points to.

    Parameters
    ----------
    X : array_like, shape (n, d) or (d,)
    w : array_like, shape (d,)
    b : float

    Returns
    -------
    ndarray of shape (n,), or a float for a single example
        (w·x + b) / ‖w‖, in the units of X.

    Raises
    ------
    ValueError
        If w is all zeros (then there is no hyperplane), or shapes do not fit.
    """
    norm = np.linalg.norm(_inputs.vector(w, "w"))
    if norm == 0:
        raise ValueError("w is all zeros, so w·x + b = 0 is no hyperplane and there is no distance to it.")
    return decision_function(X, w, b) / norm


def quadratic_features(x):
    """Turn n numbers into the columns x², x, 1, in which a parabola is a linear model.

    Parameters
    ----------
    x : array_like, shape (n,)

    Returns
    -------
    ndarray, shape (n, 3)
        Times (a, b, c) it gives ax² + bx + c.

    Raises
    ------
    ValueError
        If x is not one row of numbers.
    """
    x = _inputs.vector(x, "x")
    return np.column_stack([x**2, x, np.ones_like(x)])
