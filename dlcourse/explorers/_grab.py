"""Points of a picture that can be dragged."""

from dataclasses import dataclass

import numpy as np
from matplotlib.lines import Line2D


@dataclass(frozen=True)
class Grab:
    """A point of the picture that stands where one slider or two say: it can be dragged there, too.

    Parameters
    ----------
    artist : Line2D
        The point. Of several points, the hand takes hold of their middle.
    name : str
        As in "You can also drag the start in the picture."
    x, y : str, optional
        Keys of the sliders whose values are its coordinates.
    beside : int, optional
        Number of another point that can be dragged: the values say how far to the right of it, and above, this one is. Its axes are linear.
    turn : float, optional
        How far to the right one unit of `x` moves the point, for a drawing that a hand may hold anywhere to turn it. Its slider goes round once. The point itself is not seen.
    way : (str, Line2D), optional
        In place of `x` and `y`, for a point of something that slides to the side: the key of its slider, and a line that is not seen. It
        begins where the thing is with the slider's first value and ends where it is with the last; between, equal steps are equally far.
    """

    artist: Line2D
    name: str
    x: str | None = None
    y: str | None = None
    beside: int | None = None
    turn: float | None = None
    way: tuple[str, Line2D] | None = None


class Reach:
    """What a page needs to know of the points that can be dragged.

    Parameters
    ----------
    grabs : sequence of Grab
    values : dict of str to list
        For each slider, by its key, the values of its positions.
    order : sequence of str
        The keys of all controls.
    """

    def __init__(self, grabs, values, order):
        for grab in grabs:
            keys = [key for key in (grab.x, grab.y, grab.way and grab.way[0]) if key]
            unknown = [key for key in keys if key not in values]
            if unknown or not keys:
                what = f"no slider {unknown[0]!r}" if unknown else "neither x nor y"
                raise ValueError(f"Grab of {grab.name}: there is {what}; the sliders are {', '.join(values)}.")
        self._grabs, self._values, self._order = grabs, values, list(order)

    def areas(self, panel):
        """For each point, as things stand still now: where it can be, in pixels of the figure.

        Parameters
        ----------
        panel : callable
            ``panel(artist)`` -> the number of its panel.

        Returns
        -------
        list of dict
            ``name``, ``panel``, ``box`` (left, top, right, bottom of its Axes), and for each slider in ``sliders`` its number among the
            controls, the axis (0: across, 1: down) and a place for each of its positions; with ``beside``, how far it is from that point.
            ``whole``: whether a hand may hold the box anywhere.
            What slides to the side has no ``sliders``, but ``way``: its slider's number, and how many positions this has.
        """
        return [
            {
                "name": grab.name,
                "panel": panel(grab.artist),
                "box": [round(edge) for edge in _box(grab.artist.axes)],
                **({} if grab.beside is None else {"beside": grab.beside}),
                **({} if grab.turn is None else {"whole": True}),
                **({"way": [self._order.index(grab.way[0]), len(self._values[grab.way[0]])]} if grab.way else {}),
                "sliders": [
                    [self._order.index(key), axis, self._places(grab, axis, key)]
                    for axis, key in enumerate((grab.x, grab.y))
                    if key
                ],
            }
            for grab in self._grabs
        ]

    def places(self):
        """Where each point is now, in pixels of the figure; None for one that is not to be seen.

        For what slides to the side two pairs more: where it is at its slider's first position, and how far it is from there to the next.
        """
        places = [_middle(grab.artist) for grab in self._grabs]
        return [
            [*place, *self._way(*grab.way)] if place and grab.way else place
            for place, grab in zip(places, self._grabs, strict=True)
        ]

    def _way(self, key, line):
        first, last = _in_page(line.axes, np.column_stack(line.get_data(orig=False)))
        return np.concatenate([first, (last - first) / (len(self._values[key]) - 1)]).round(3).tolist()

    def _places(self, grab, axis, key):
        ax, values = grab.artist.axes, np.array(self._values[key], dtype=float)
        # A coordinate that an axis can show, for the other direction.
        points = np.tile([ax.get_xlim()[0], ax.get_ylim()[0]], (len(values), 1))
        points[:, axis] = values * (1 if grab.turn is None else grab.turn)
        zero = 0 if grab.beside is None else _in_page(ax, [[0, 0]])[0, axis]
        return (_in_page(ax, points)[:, axis] - zero).round(1).tolist()


def _in_page(ax, points):
    """Points in data coordinates, in pixels from the figure's upper left corner."""
    across, up = ax.transData.transform(points).T
    return np.column_stack([across, ax.figure.bbox.height - up])


def _box(ax):
    height, box = ax.figure.bbox.height, ax.bbox
    return box.x0, height - box.y1, box.x1, height - box.y0


def _middle(line):
    points = _in_page(line.axes, np.column_stack(line.get_data(orig=False)))
    points = points[np.isfinite(points).all(axis=1)]
    if not len(points) or not line.get_visible():
        return None
    left, top, right, bottom = _box(line.axes)
    middle = (points.min(axis=0) + points.max(axis=0)) / 2
    return middle.clip((left, top), (right, bottom)).round(1).tolist()
