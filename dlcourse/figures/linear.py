"""Pictures of lesson 01."""

from types import SimpleNamespace

from matplotlib.collections import LineCollection

from dlcourse.figures import BLUE, INK, ORANGE, label


def parabola_fit(ax, x, y, y_range=(-4, 8)):
    """Points, a parabola through them, and the misses between the two.

    Parameters
    ----------
    ax : Axes
    x, y : ndarray, shape (n,)
        The points.
    y_range : tuple of float
        Limits of the y axis.

    Returns
    -------
    SimpleNamespace
        ``curve`` (Line2D) and ``misses`` (LineCollection), both still without data.
    """
    label(ax, "The parabola, and how far it misses each point", "x", "y")
    ax.set(xlim=(x.min() - 0.3, x.max() + 0.3), ylim=y_range)
    ax.plot(x, y, "o", color=INK, markersize=7, zorder=4)
    (curve,) = ax.plot([], [], color=BLUE, linewidth=2.5, zorder=3)
    misses = LineCollection([], colors=ORANGE, linewidths=1.5, zorder=2)
    ax.add_collection(misses, autolim=False)
    return SimpleNamespace(curve=curve, misses=misses)
