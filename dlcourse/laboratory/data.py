"""The laboratory's data: points of the plane in two or more classes."""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from dlcourse.own_data import LABEL, read_csv

MOST = 1000  # points
LIMIT = 6.0  # the plane goes from -LIMIT to LIMIT, both ways


@dataclass(frozen=True, eq=False)
class Points:
    """Points of the plane with their classes.

    Attributes
    ----------
    X : ndarray, shape (n, 2)
        From -6 to 6.
    y : ndarray of int, shape (n,)
        Classes, from 0.
    validation : ndarray of bool, shape (n,)
        Which points are kept for validation.
    classes, axes : tuple of str
        What the classes are called, and the two directions.
    """

    X: np.ndarray
    y: np.ndarray
    validation: np.ndarray
    classes: tuple
    axes: tuple = ("x₁", "x₂")

    @property
    def training(self):
        """X and y of the points to learn from."""
        return self.X[~self.validation], self.y[~self.validation]

    @property
    def unseen(self):
        """X and y of the validation points."""
        return self.X[self.validation], self.y[self.validation]


def _rings(n, rng):
    y = np.arange(n) % 2
    radius = np.where(y == 0, rng.uniform(0, 2.2, n), rng.uniform(3.4, 5, n))
    angle = rng.uniform(0, 2 * np.pi, n)
    return radius[:, None] * np.column_stack([np.cos(angle), np.sin(angle)]), y


def _xor(n, rng):
    middles = rng.choice([-2.8, 2.8], (n, 2))
    return middles + rng.uniform(-1.5, 1.5, (n, 2)), (middles[:, 0] * middles[:, 1] < 0).astype(int)


def _moons(n, rng):
    y = np.arange(n) % 2
    angle = rng.uniform(0, np.pi, n)
    up = np.where(y == 0, 1, -1)
    return np.column_stack([3 * np.cos(angle) - 1.5 * up, up * (3 * np.sin(angle) - 1)]), y


def _turning(arms):
    def spirals(n, rng):
        y = np.arange(n) % arms
        along = rng.uniform(0.08, 1, n)
        angle = 2 * np.pi * (y / arms + 1.25 * along * 2 / arms)
        return 5 * along[:, None] * np.column_stack([np.sin(angle), np.cos(angle)]), y

    return spirals


def _blobs(n, rng):
    y = np.arange(n) % 4
    middles = np.array([(2.8, 2.8), (-2.8, 2.8), (-2.8, -2.8), (2.8, -2.8)])
    return middles[y] + rng.normal(0, 0.8, (n, 2)), y


def _checkerboard(n, rng):
    X = rng.uniform(-5, 5, (n, 2))
    return X, (np.floor((X + 5) / 2.5).astype(int).sum(axis=1) % 2).astype(int)


# Name -> what it is called on the page, how many classes it has, and what makes it.
KINDS = {
    "rings": ("a ring around a disc", 2, _rings),
    "xor": ("XOR", 2, _xor),
    "moons": ("two moons", 2, _moons),
    "spirals": ("two spirals", 2, _turning(2)),
    "three_spirals": ("three spirals", 3, _turning(3)),
    "four_blobs": ("four clouds", 4, _blobs),
    "checkerboard": ("a checkerboard", 2, _checkerboard),
}


def make(name, points=300, noise=0.1, validation=0.3, seed=0):
    """Points of one of the kinds.

    Parameters
    ----------
    name : str
        One of `KINDS`.
    points : int
        How many, from 10 to 1,000.
    noise : float
        From 0 to 1: the standard deviation of what is added to each coordinate, in units of 2 on a plane from -6 to 6.
    validation : float
        Which share is kept for validation, from 0 to 0.9.
    seed : int
        Of the generator that draws them.

    Returns
    -------
    Points

    Raises
    ------
    ValueError
        If there is no such kind or a number makes no sense.
    """
    if name not in KINDS:
        raise ValueError(f"There are no data called {name!r}. There are: {', '.join(KINDS)}.")
    _, classes, draw = KINDS[name]
    rng = np.random.default_rng(seed)
    X, y = draw(points, rng)
    X = (X + 2 * noise * rng.normal(size=X.shape)).clip(-LIMIT, LIMIT)
    return Points(X, y, _kept(points, validation, rng), tuple("ABCDEF"[:classes]))


def own(X, y, classes=None, axes=None, validation=0.3, seed=0):
    """The learner's own points, moved and scaled so that they fill the plane.

    Parameters
    ----------
    X : array_like, shape (n, 2)
    y : array_like, shape (n,)
        Two to six different labels, numbers or strings.
    classes : sequence of str, optional
        What the classes are called, in the order of the sorted labels; the labels themselves if left out.
    axes : sequence of two str, optional
    validation, seed
        As in `make`.

    Returns
    -------
    Points

    Raises
    ------
    ValueError
        If the two do not fit each other or the laboratory.
    """
    try:
        X = np.asarray(X, dtype=float)
    except (TypeError, ValueError):
        raise ValueError("X has to hold numbers, two for each point.") from None
    y = np.asarray(y)
    if X.ndim != 2 or X.shape[1] != 2:
        raise ValueError(f"X has to hold two numbers for each point, shape (n, 2), but it has shape {X.shape}.")
    if y.shape != X.shape[:1]:
        raise ValueError(f"y has to hold one label for each of the {len(X)} points, but it has shape {y.shape}.")
    if not 10 <= len(X) <= MOST:
        raise ValueError(f"The laboratory takes 10 to {MOST:,} points, but these are {len(X):,}.")
    if not np.isfinite(X).all():
        raise ValueError("Some numbers in X are missing or infinite (nan or inf).")
    labels, which = np.unique(y, return_inverse=True)
    if not 2 <= len(labels) <= 6:
        raise ValueError(f"y has to hold two to six different labels, but there are {len(labels)}.")
    names = tuple(str(each) for each in (labels if classes is None else classes))
    if len(names) != len(labels):
        raise ValueError(f"There are {len(labels)} classes in y, but {len(names)} names for them.")
    middle, half = (X.max(axis=0) + X.min(axis=0)) / 2, np.ptp(X, axis=0) / 2
    if not (half > 0).all():
        raise ValueError("All points have the same number in one of the two columns of X, so there is nothing to see.")
    X = 5 * (X - middle) / half
    kept = _kept(len(X), validation, np.random.default_rng(seed))
    return Points(X, which.ravel(), kept, names, tuple(map(str, axes or ("x₁", "x₂"))))


def from_csv(path, label=LABEL, columns=None, validation=0.3, seed=0):
    """The points in a CSV file: two of its columns, and the column with the labels.

    Parameters
    ----------
    path : str or Path
    label : str
        Name of the column with the labels.
    columns : sequence of two str, optional
        Names of the columns that are shown; the first two that hold numbers if left out.
    validation, seed
        As in `make`.

    Returns
    -------
    Points

    Raises
    ------
    FileNotFoundError, ValueError
        If it cannot be read or does not fit the laboratory, in one sentence.
    """
    table = read_csv(path, label)
    names = list(table.columns[:2] if columns is None else columns)
    missing = [name for name in names if name not in table.columns]
    if missing:
        raise ValueError(f"{Path(path).name} has no column {missing[0]!r}. There are: {', '.join(table.columns)}.")
    if len(set(names)) != 2:
        raise ValueError(f"The laboratory shows two columns, but {len(set(names))} are named.")
    X = table.X[:, [table.columns.index(name) for name in names]]
    return own(X, table.y, table.classes, names, validation, seed)


def _kept(n, validation, rng):
    kept = np.zeros(n, bool)
    kept[rng.permutation(n)[: round(validation * n)]] = True
    return kept


def split_anew(points, validation, seed):
    """The same points with another split."""
    return replace(points, validation=_kept(len(points.y), validation, np.random.default_rng(seed)))
