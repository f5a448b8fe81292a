"""Exercises of lesson 01, and what several of them share."""

import numpy as np

_rng = np.random.default_rng(1)

X, w, b = _rng.normal(size=(4, 3)).round(2), np.array([0.5, -2.0, 1.5]), 0.75


def per_row(f):
    """An answer that goes through the rows of X one by one, and so knows no single point."""
    return lambda X, w, b: np.array([f(x, w, b) for x in X])


def needing(two_axes):
    """An answer that does something first which takes an X of two axes."""
    return lambda X, w, b: (two_axes(X), X @ w + b)[1]


def unpacked(X):
    n, d = X.shape
    return n, d


def into_an_array(X, w, b):
    scores = np.zeros(len(X))
    for i in range(len(X)):
        scores[i] = np.dot(X[i], w) + b
    return scores


# Scores that come out right for a batch, while a single point fails, each in its own way.
BATCH_ONLY = (
    lambda X, w, b: (X * w).sum(axis=1) + b,
    lambda X, w, b: np.einsum("ij,j->i", X, w) + b,
    per_row(lambda x, w, b: x @ w + b),
    per_row(lambda x, w, b: np.dot(x, w) + b),
    per_row(lambda x, w, b: sum(xi * wi for xi, wi in zip(x, w, strict=True)) + b),
    per_row(lambda x, w, b: (x * w).sum() + b),
    needing(lambda X: X.shape[1]),
    needing(lambda X: X[0, 0]),
    needing(lambda X: X[0][0]),
    needing(lambda X: len(X[0])),
    needing(unpacked),
    into_an_array,
)
