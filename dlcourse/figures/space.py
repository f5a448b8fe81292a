"""A plane in a cube: geometry in space, and its picture on flat axes, which a slider can turn quickly."""

from types import SimpleNamespace

import numpy as np
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.patches import Polygon

from dlcourse.figures import (
    CLASS_COLORS,
    CLASS_MARKERS,
    GREEN,
    GREY,
    INK,
    LARGE,
    PALE,
    WASH,
    key,
    label,
    large_words,
    moving_words,
    set_words,
)
from dlcourse.figures.planes import same_scale

CLOSE = 0.42  # as long as a unit looks on an edge that is seen nearly end-on: its numbers would stand in a heap


def view_direction(azimuth, elevation):
    """Unit vector from the scene towards whoever looks at it, for angles in degrees."""
    azimuth, elevation = np.deg2rad([azimuth, elevation])
    return np.array([np.cos(elevation) * np.cos(azimuth), np.cos(elevation) * np.sin(azimuth), np.sin(elevation)])


def arrow_segments(start, vector, towards, head=0.35):
    """An arrow in space, as three strokes of which the head is seen broadside.

    Parameters
    ----------
    start, vector, towards : ndarray, shape (3,)
        `towards` points at the viewer.
    head : float
        Length of the two strokes of the head, at most.

    Returns
    -------
    ndarray, shape (3, 2, 3)
        All of them a point if the vector has no length.
    """
    tip = start + vector
    length = np.linalg.norm(vector)
    if length == 0:
        return np.tile(start, (3, 2, 1))
    along = vector / length
    aside = np.cross(along, towards)
    aside = aside / max(np.linalg.norm(aside), 1e-9)
    back = min(head, 0.4 * length)
    barbs = [tip - back * along + sign * 0.5 * back * aside for sign in (1, -1)]
    return np.array([[start, tip], [tip, barbs[0]], [tip, barbs[1]]])


def plane_in_cube(w, b, half):
    """Where the plane w·x + b = 0 cuts the cube of all points with every coordinate in [-half, half].

    Parameters
    ----------
    w : ndarray, shape (3,)
    b : float
    half : float

    Returns
    -------
    ndarray, shape (k, 3)
        Corners of the cut in order, k from 3 to 6; k = 0 if the plane misses the cube or w is zero.
    """
    corners = np.array([[x, y, z] for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)]) * half
    found = []
    for i, one in enumerate(corners):
        for other in corners[i + 1 :]:
            if np.count_nonzero(one != other) != 1:
                continue  # not an edge
            f, g = w @ one + b, w @ other + b
            if f != g and f * g <= 0:
                found.append(one + f / (f - g) * (other - one))
    found = np.unique(np.round(found, 9), axis=0) if found else np.empty((0, 3))
    if len(found) < 3:
        return np.empty((0, 3))
    middle = found.mean(axis=0)
    first = found[0] - middle
    second = np.cross(w, first)
    angles = np.arctan2(
        (found - middle) @ second / np.linalg.norm(second), (found - middle) @ first / np.linalg.norm(first)
    )
    return found[np.argsort(angles)]


def projection(azimuth, elevation):
    """From space to the flat picture that somebody far away sees: ``points @ projection``.

    (Axes3D of Matplotlib would do it, too, but takes 25 ms to draw its axes: too long for a slider.)

    Parameters
    ----------
    azimuth, elevation : float
        Degrees; where it is seen from.

    Returns
    -------
    ndarray, shape (3, 2)
        Unit vectors to the right and upwards.
    """
    around = np.deg2rad(azimuth)
    right = np.array([-np.sin(around), np.cos(around), 0.0])
    return np.stack([right, np.cross(view_direction(azimuth, elevation), right)], axis=1)


def plane3d(ax, half):
    """A plane in a cube, its normal, and points on both sides with their way to it.

    Parameters
    ----------
    ax : Axes
    half : float
        Coordinates run from -half to half.

    Returns
    -------
    SimpleNamespace
        ``plane`` (Polygon); ``behind`` and ``before`` the plane, as seen: dicts of ``ways`` and ``normal`` (LineCollection)
        and ``class 0`` and ``class 1`` (Line2D); and for `turn_cube` the cube's ``walls`` (PolyCollection), ``grid`` and
        ``edges`` (LineCollection) and ``words`` (PathCollection); ``held`` (Line2D), which is not seen. All without data, which is what
        `projection` makes of space.
    """
    label(ax, "Scores above 0 on the side that the arrow w points to")
    ax.axis("off")
    ax.set(xlim=(-2 * half, 2 * half), ylim=(-1.72 * half, 1.45 * half))
    ax.plot([0], [0], "P", color=INK, markersize=8, markeredgecolor="white", zorder=30)

    def lines(color, width, zorder):
        return ax.add_collection(LineCollection([], colors=color, linewidths=width, zorder=zorder), autolim=False)

    def half_space(zorder):
        parts = {"ways": lines(GREY, 1, zorder), "normal": lines(GREEN, 3, zorder + 1)}
        for kind, (color, marker) in enumerate(zip(CLASS_COLORS, CLASS_MARKERS, strict=True)):
            style = {"color": color, "markersize": 9, "markeredgecolor": "white", "zorder": zorder + 2}
            (parts[f"class {kind}"],) = ax.plot([], [], marker, **style)
        return parts

    names = zip(("score not above 0", "score above 0"), CLASS_COLORS, CLASS_MARKERS, strict=True)
    points = [(name, {"color": color, "marker": marker, "linestyle": "none"}) for name, color, marker in names]
    key(ax, *points, ("way to the plane", {"color": GREY, "linewidth": 1}), size=11)

    large_words(ax)
    same_scale(ax)
    walls = PolyCollection([], facecolor=WASH, alpha=0.5, edgecolor="none", zorder=1)
    plane = Polygon(np.zeros((1, 2)), facecolor=PALE, edgecolor=INK, alpha=0.7, linewidth=1.5, zorder=15)
    return SimpleNamespace(
        walls=ax.add_collection(walls, autolim=False),
        grid=lines(PALE, 0.6, 2),
        edges=lines(GREY, 0.8, 3),
        words=moving_words(ax, zorder=4, size=LARGE),
        held=ax.plot([], [], linestyle="none")[0],
        behind=half_space(10),
        plane=ax.add_patch(plane),
        before=half_space(20),
    )


def turn_cube(artists, half, azimuth, elevation):
    """Give the cube of `plane3d` its data: three walls behind the scene, numbers and names on the edges before it.

    An edge that is seen nearly end-on has only its name.

    Parameters
    ----------
    artists : SimpleNamespace
        From `plane3d`.
    half : float
        As there.
    azimuth, elevation : float
        Degrees; it is seen from above.
    """
    flat = projection(azimuth, elevation)
    far = np.where(view_direction(azimuth, elevation) > 0, -half, half)
    ticks = np.arange(1 - half, half)
    square = half * np.array([[(-1, -1), (-1, 1), (1, 1), (1, -1)]])
    lines = np.array([[(t, -half), (t, half)] for t in ticks] + [[(-half, t), (half, t)] for t in ticks])
    # Each is drawn on the three walls: the missing coordinate is the wall's.
    walls, grid = (
        np.concatenate([np.insert(drawn, axis, far[axis], axis=2) for axis in range(3)]) for drawn in (square, lines)
    )
    artists.walls.set_verts(walls @ flat)
    artists.grid.set_segments(grid @ flat)

    # x₁ and x₂ run along the lower edges before the scene, x₃ up the edge on the right.
    sides = np.array([(far[0], -far[1], 0), (-far[0], far[1], 0)])
    right = max(sides, key=lambda side: (side @ flat)[0])
    middles = np.array([(0, -far[1], far[2]), (-far[0], 0, far[2]), right])
    ways = half * np.eye(3)
    artists.edges.set_segments(np.stack([middles - ways, middles + ways], axis=1) @ flat)
    texts, places = [], []
    for name, middle, way in zip(("x₁", "x₂", "x₃"), middles, ways, strict=True):
        outwards = middle * (1, 1, 0) @ flat
        outwards = outwards / np.linalg.norm(outwards)
        numbers = ticks if np.linalg.norm(way @ flat) > CLOSE * half else ()
        texts += [*(f"{t:g}" for t in numbers), name]
        places += [
            *((middle + t / half * way) @ flat + 0.28 * outwards for t in numbers),
            middle @ flat + (0.72 if len(numbers) else 0.35) * outwards,
        ]
    set_words(artists.words, texts, places)
