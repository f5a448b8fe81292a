"""Lines that divide a plane, arrows, and points of two classes: what the pictures of several lessons are made of."""

import numpy as np

from dlcourse.figures import CLASS_COLORS, CLASS_MARKERS, moving_words

FAR = 200.0  # so far outside every picture that a line or a half-plane can end there unseen


def arrow_outline(start, vector, width=0.055):
    """Corners of a flat arrow.

    Parameters
    ----------
    start, vector : array_like, shape (2,)
    width : float
        Half the width of the shaft, in the units of the axes.

    Returns
    -------
    ndarray, shape (7, 2)
        All of them at `start` if the vector has no length.
    """
    start, vector = np.asarray(start, float), np.asarray(vector, float)
    length = np.hypot(*vector)
    if length == 0:
        return np.tile(start, (7, 1))
    along = vector / length
    aside = np.array([-along[1], along[0]])
    head = min(6 * width, 0.6 * length)
    neck = length - head
    outline = [(0, 1), (neck, 1), (neck, 3), (length, 0), (neck, -3), (neck, -1), (0, -1)]
    return np.array([start + far * along + side * width * aside for far, side in outline])


def half_plane(w, b):
    """The line w·x + b = 0 and the region above 0, cut off far outside every picture.

    Parameters
    ----------
    w : array_like, shape (2,)
    b : float

    Returns
    -------
    line : ndarray, shape (2, 2)
        Its two ends; nan if w is zero, as then there is no line.
    region : ndarray, shape (4, 2)
        Corners of the half-plane where the score is above 0; with w = 0 everything or nothing.
    """
    w = np.asarray(w, float)
    norm = np.hypot(*w)
    if norm == 0:
        everything = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * FAR
        return np.full((2, 2), np.nan), everything * float(b > 0)
    normal = w / norm
    along = np.array([-normal[1], normal[0]])
    foot = -b / norm * normal
    line = np.array([foot - FAR * along, foot + FAR * along])
    return line, np.vstack([line, line[::-1] + FAR * normal])


def same_scale(*axes):
    """Widen the limits of Axes until a unit is as long upwards as to the right, so that right angles are right.

    Call it last. (With an aspect of "equal" the panel would shrink instead, and the layout has no room for a key below it.)
    """
    engine = axes[0].figure.get_layout_engine()
    for ax in 2 * axes:  # once more, as other limits have other numbers beside them, which take other room
        if engine:
            engine.execute(ax.figure)
        (left, right), (low, high), size = ax.get_xlim(), ax.get_ylim(), ax.get_window_extent().size
        unit = max((right - left) / size[0], (high - low) / size[1]) / 2  # half, for each pixel
        across, up = unit * size
        ax.set_xlim((left + right) / 2 - across, (left + right) / 2 + across)
        ax.set_ylim((low + high) / 2 - up, (low + high) / 2 + up)


def labelled_points(ax, X, y, size=9, **style):
    """Points of two classes: blue circles and orange triangles.

    Parameters
    ----------
    ax : Axes
    X : ndarray, shape (n, 2)
    y : ndarray of int, shape (n,)
        Labels 0 and 1.
    size : float
    **style
        Properties of a Line2D.
    """
    for kind in (0, 1):
        ax.plot(
            *X[y == kind].T,
            CLASS_MARKERS[kind],
            color=CLASS_COLORS[kind],
            markersize=size,
            markeredgecolor="white",
            **{"zorder": 5, "linestyle": "none", **style},
        )


def grid_lines(low, high, count=13, points=40):
    """The lines of a square grid, each as a row of points.

    Parameters
    ----------
    low, high : float
    count : int
        Lines in each direction.
    points : int

    Returns
    -------
    ndarray, shape (2 · count, points, 2)
    """
    along = np.linspace(low, high, points)
    upright = [np.column_stack([np.full(points, at), along]) for at in np.linspace(low, high, count)]
    return np.array(upright + [line[:, ::-1] for line in upright])


def words_on_ground(ax):
    """Words that move and stay readable on lines, as two artists that get the same words: what is under them, and they."""
    words, ground = moving_words(ax), moving_words(ax, "white", zorder=5.5)
    ground.set(edgecolor="white", linewidth=3, gid=None)
    return ground, words
