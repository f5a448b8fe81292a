"""A landscape seen from above: how high a function of two numbers is, most of all a loss over two weights; and a way down."""

from types import SimpleNamespace

import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from dlcourse.figures import GREEN, INK, LANDSCAPE
from dlcourse.figures.exits import end_of_way, exits, until_exit

# What walks is green. What it walks on is grey, or a landscape in pale blue.
PATH = {"color": GREEN, "linewidth": 1.5, "marker": "o", "markersize": 5, "markeredgewidth": 0, "zorder": 3}
HERE = {
    "color": GREEN,
    "markersize": 12,
    "markeredgecolor": "white",
    "markeredgewidth": 1.5,
    "zorder": 5,
    "clip_on": False,
}  # whole, also near an edge
LOWEST = {"color": INK, "markersize": 16, "markeredgewidth": 1.5, "zorder": 6}  # a cross: its arms are seen beside HERE
CROSS = {**LOWEST, "marker": "+", "markersize": 9, "linestyle": ""}  # for a key
START = {"markersize": 10, "markerfacecolor": "white", "markeredgecolor": INK, "markeredgewidth": 1.5, "zorder": 4}
WAY = (
    ("start", {**START, "marker": "o", "linestyle": ""}),
    ("now", {**HERE, "marker": "o", "linestyle": ""}),
)  # for a key

_TONES = LinearSegmentedColormap.from_list("landscape", ("white", LANDSCAPE))


def landscape(ax, x, y, height, levels):
    """Draw a landscape: paper at its bottom, bluer the higher, with a light ring at every level.

    What walks in it is drawn above and stands out: even the highest ground is pale.

    Parameters
    ----------
    ax : Axes
    x, y : ndarray, shapes (m,) and (k,)
    height : ndarray, shape (k, m)
    levels : sequence of float
        Heights of the rings, from the lowest up.

    Returns
    -------
    list of artists
    """
    tones = _TONES(np.linspace(0, 1, len(levels) + 1))
    below = min(height.min(), levels[0]) - 1
    filled = ax.contourf(x, y, height, [below, *levels], colors=tones, extend="max", zorder=0)
    rings = ax.contour(x, y, height, levels, colors="white", linewidths=1, linestyles="solid", zorder=1)
    return [filled, rings]


def path_artists(ax):
    """A way through a landscape without data: ``path``, ``start``, ``here`` (Line2D), and ``out``, where it leaves the picture."""
    (path,) = ax.plot([], [], **PATH)
    (start,) = ax.plot([], [], "o", **START)
    (here,) = ax.plot([], [], "o", **HERE)
    return SimpleNamespace(path=path, start=start, here=here, out=exits(ax))


def walk(artists, points):
    """Let a way from `path_artists` lead through points, shape (n, 2); where it does not come back, to its first exit only."""
    points = until_exit(artists.path.axes, points)
    artists.path.set_data(*points.T)
    artists.start.set_data(*points[:1].T)
    end_of_way(artists.here, artists.out, points, GREEN)
