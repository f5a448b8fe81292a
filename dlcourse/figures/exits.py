"""Where a way leaves its picture: no dot that is cut at the edge, but a small arrow head that points outwards."""

from types import SimpleNamespace

import numpy as np
from matplotlib.collections import PathCollection
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, Bbox

from dlcourse.figures import moving_words, set_words, words_size

WORDS = "leaves the picture"
_HEAD = Path([(0, 0), (-9, 4.2), (-9, -4.2), (0, 0)], [1, 2, 2, 79])  # points; its tip is the place
APART = 6  # points from the words to the nearest line
_FAR = 1e6  # times the width of a panel: farther away nothing changes


def exits(ax):
    """Arrow heads at the edges of Axes, and words beside one of them: without any until `mark_exits`."""
    heads = PathCollection(
        [],
        offsets=np.zeros((0, 2)),
        offset_transform=ax.transAxes,
        transform=Affine2D().scale(1 / 72) + ax.figure.dpi_scale_trans,
        linewidth=0,
        zorder=6,
        clip_on=False,
    )
    ax.add_collection(heads, autolim=False)
    return SimpleNamespace(heads=heads, words=moving_words(ax))


def mark_exits(out, *ways, said=True):
    """Set an arrow head where each way that ends outside has left, and beside one of them, if there is room, what it says.

    Call it when the limits of the Axes and all their lines are set.

    Parameters
    ----------
    out : SimpleNamespace
        From `exits`.
    *ways : (points, color)
        Points in data coordinates, shape (n, 2), finite.
    said : bool
        Whether there are words.

    Returns
    -------
    bool
        Whether there was room for them.
    """
    ax = out.heads.axes
    left = [(found, color) for points, color in ways if (found := _last_exit(ax, points))]
    out.heads.set_paths([_HEAD.transformed(Affine2D().rotate(angle)) for (_, angle), _ in left])
    out.heads.set_offsets(np.reshape([place for (place, _), _ in left], (-1, 2)))
    out.heads.set_facecolor([color for _, color in left])
    room = next(filter(None, (_room(out.words, *found) for found, _ in left)), None) if said else None
    set_words(out.words, [WORDS] if room else [], [room] if room else [])
    return room is not None


def end_of_way(now, out, points, color):
    """Put a dot where a way has come to, or mark where it has left the picture.

    Parameters
    ----------
    now : Line2D
        The dot.
    out : SimpleNamespace
        From `exits`.
    points : ndarray, shape (n, 2)
        The way, in data coordinates.
    color : str
    """
    now.set_data(*(points[-1:] if _inside(_in_panel(now.axes, points[-1:]))[0] else points[:0]).T)
    mark_exits(out, (points, color))


def until_exit(ax, points, more=0):
    """A way that ends outside: as far as its first point outside, and so many points more. Any other way as it is.

    Parameters
    ----------
    ax : Axes
    points : ndarray, shape (n, 2)
        In data coordinates.
    more : int

    Returns
    -------
    ndarray, shape (k, 2)
    """
    inside = _inside(_in_panel(ax, points))
    return points if inside[-1] else points[: inside.argmin() + 1 + more]


def _in_panel(ax, points):
    """Points as shares of the panel's width and height."""
    return np.clip((ax.transScale + ax.transLimits).transform(points), -_FAR, _FAR)


def _inside(shares):
    return ((shares > -1e-9) & (shares < 1 + 1e-9)).all(axis=1)


def _last_exit(ax, points):
    """Where a way leaves the panel for the last time, in shares of it, and in which direction; None if it ends inside."""
    shares = _in_panel(ax, points)
    if len(shares) < 2 or _inside(shares[-1:])[0]:
        return None
    for begin, end in zip(shares[-2::-1], shares[:0:-1], strict=True):
        step = np.where(end == begin, 1e-30, end - begin)
        crossings = np.sort([-begin / step, (1 - begin) / step], axis=0)  # of the edges, as shares of the step
        comes, goes = max(*crossings[0], 0.0), min(*crossings[1], 1.0)
        if comes < goes:
            return tuple(np.clip(begin + goes * step, 0, 1)), np.arctan2(*(step * ax.bbox.size)[::-1])
    return None


def _room(words, tip, angle):
    """A place for the words beside an arrow head that no line of the picture comes near; None if there is none."""
    ax, pixels = words.axes, words.axes.figure.dpi / 72
    width, height = words.get_transform().get_matrix()[0, 0] * words_size(WORDS)
    tip = ax.transAxes.transform(tip)
    drawn = [line for line in ax.lines if len(line.get_xdata()) and line.get_visible()]
    paths = [line.get_transform().transform_path(line.get_path()) for line in drawn]
    forward = 1 if np.cos(angle) >= 0 else -1
    for side in (forward, -forward):
        x = tip[0] + side * (width / 2 + 10 * pixels)
        for y in tip[1] + np.array([0, -1, 1]) * height:
            y = np.clip(y, ax.bbox.y0 + height, ax.bbox.y1 - height)
            box = Bbox.from_extents(x - width / 2, y - height / 2, x + width / 2, y + height / 2).padded(APART * pixels)
            inside = ax.bbox.x0 < box.x0 and box.x1 < ax.bbox.x1
            if inside and not any(path.intersects_bbox(box, filled=False) for path in paths):
                return tuple(ax.transData.inverted().transform((x, y)))
    return None
