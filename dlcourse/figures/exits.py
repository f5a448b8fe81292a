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
    places = [place for found, _ in left for place in _beside(out.words, *found)] if said else []
    return say(out.words, WORDS, places)


def say(words, text, places):
    """Write a text at the first of some places where it is inside and no line of the picture comes near; if there is none, nowhere.

    Parameters
    ----------
    words : PathCollection
        From `moving_words`.
    text : str
    places : sequence of (float, float)
        For the middle of the text, in shares of the panel.

    Returns
    -------
    bool
        Whether there was such a place.
    """
    place = _free(words, text, places) if len(places) else None
    set_words(words, [] if place is None else [text], [] if place is None else [place])
    return place is not None


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


def until_exit(ax, points):
    """A way that ends outside: as far as its first point outside. Any other way as it is.

    Parameters
    ----------
    ax : Axes
    points : ndarray, shape (n, 2)
        In data coordinates.

    Returns
    -------
    ndarray, shape (k, 2)
    """
    inside = _inside(_in_panel(ax, points))
    return points if inside[-1] else points[: inside.argmin() + 1]


def visible(path, limit=30.0):
    """What of a path is drawn: nothing after it has left the frame by far, and of very many points only some.

    Parameters
    ----------
    path : ndarray, shape (k + 1,) or (k + 1, 2)
    limit : float
        Far outside the frame.

    Returns
    -------
    numbers : ndarray of int
        Of the steps that are drawn.
    points : ndarray
        The path at those.
    """
    out = (np.abs(path.reshape(len(path), -1)) > limit).any(axis=1)
    last = int(out.argmax()) if out.any() else len(path) - 1
    numbers = np.arange(min(last, 80) + 1)
    if last > 80:
        rest = np.geomspace(80, last, 150).astype(int)
        # Even and odd in turn, so that what hops to and fro is seen to do so.
        numbers = np.unique(np.r_[numbers, rest - (rest + np.arange(len(rest))) % 2, last])
    return numbers, np.clip(path[numbers], -1e5, 1e5)


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


def _beside(words, tip, angle):
    """Places for the words beside an arrow head, the best first."""
    ax, pixels = words.axes, words.axes.figure.dpi / 72
    width, height = _size(words, WORDS)
    x, y = ax.transAxes.transform(tip)
    forward = 1 if np.cos(angle) >= 0 else -1
    moves = [(away * pixels, up * height) for away in (10, 40) for up in range(-8, 9)]
    places = [
        (x + side * (width / 2 + away), np.clip(y + up, ax.bbox.y0 + height, ax.bbox.y1 - height))
        for away, up in sorted(moves, key=lambda move: np.hypot(*move))
        for side in (forward, -forward)
    ]
    return ax.transAxes.inverted().transform(places)


def _free(words, text, places):
    """The first of some places that is free for a text, in data coordinates; None if there is none."""
    ax, apart = words.axes, APART * words.axes.figure.dpi / 72
    drawn = [line for line in ax.lines if len(line.get_xdata()) and line.get_visible()]
    paths = [line.get_transform().transform_path(line.get_path()) for line in drawn]
    half = _size(words, text) / 2
    for middle in ax.transAxes.transform(places):
        box = Bbox([middle - half, middle + half]).padded(apart)
        inside = ax.bbox.x0 < box.x0 and box.x1 < ax.bbox.x1
        if inside and not any(path.intersects_bbox(box, filled=False) for path in paths):
            return ax.transData.inverted().transform(middle)
    return None


def _size(words, text):
    """Width and height of words, in pixels."""
    return words.get_transform().get_matrix()[0, 0] * words_size(text)
