"""Explorers of lesson 01."""

from types import SimpleNamespace

import numpy as np

from dlcourse.explorers import Explorer, Grab, choice, slider, steps
from dlcourse.figures import PINK, new_figure, space
from dlcourse.figures import linear as figures
from dlcourse.figures.exits import mark_exits
from dlcourse.linear import classify, decision_function, quadratic_features
from dlcourse.losses import mse

PARABOLA_X = np.linspace(-2, 2, 9)
PARABOLA_Y = np.array([6.9, 4.2, 2.4, 0.4, -0.2, -0.6, 0.3, 1.1, 3.2])

NAMES = "ABCDEFGHIJ"
POINTS = np.array(
    [[-4, 1], [-3, 2.5], [-1, 0.5], [0.5, -1.5], [2.5, -2.5], [-1, 2.5], [1, 1.5], [3, 0.5], [4.5, -1], [4, 2.5]]
)
X1_RANGE, X2_RANGE = (-6.4, 6.4), (-3.2, 3.2)
CORNERS = np.array([[x1, x2] for x1 in X1_RANGE for x2 in X2_RANGE])
LABELS = np.array([0, 0, 0, 0, 0, 1, 1, 1, 1, 1])

CUBE = 2.0
CLOUD = np.array(
    [
        [-1.5, -1.2, -0.8],
        [1.4, -1.5, -1.2],
        [-1.3, 1.4, -1.4],
        [0.9, 0.8, -1.6],
        [-0.6, -0.4, -0.2],
        [1.6, 0.3, 0.4],
        [-1.6, -0.7, 1.3],
        [0.4, -1.3, 1.1],
        [-0.5, 1.5, 0.9],
        [1.2, 1.3, 1.5],
    ]
)
ELEVATION = 18
TURN = -5 / 180  # how far across the picture a hand turns the cube by a degree: what is near follows it


def parabola_state(a, b, c):
    """The parabola ax² + bx + c against the nine points.

    Parameters
    ----------
    a, b, c : float

    Returns
    -------
    SimpleNamespace
        ``x`` (200,), ``curve`` (200,), ``pieces`` (3, 200) that add up to it, ``prediction`` (9,), ``loss`` and
        ``worst`` (the largest miss), and ``where`` (its x).
    """
    x = np.linspace(PARABOLA_X.min() - 0.3, PARABOLA_X.max() + 0.3, 200)
    parameters = np.array([a, b, c])
    prediction = quadratic_features(PARABOLA_X) @ parameters
    misses = np.abs(prediction - PARABOLA_Y)
    return SimpleNamespace(
        x=x,
        curve=quadratic_features(x) @ parameters,
        pieces=(quadratic_features(x) * parameters).T,
        prediction=prediction,
        loss=mse(prediction, PARABOLA_Y),
        worst=misses.max(),
        where=PARABOLA_X[misses.argmax()],
    )


def parabola():
    """Fit a parabola by hand: sliders a, b, c, and the loss."""
    figure, axes = new_figure(7.4, 3.6, ncols=2, width_ratios=(4, 3))
    artists = figures.parabola_fit(axes, PARABOLA_X, PARABOLA_Y)

    def update(artists, state):
        artists.curve.set_data(state.x, state.curve)
        misses = np.stack([np.c_[PARABOLA_X, PARABOLA_Y], np.c_[PARABOLA_X, state.prediction]], axis=1)
        artists.misses.set_segments(misses)
        mark_exits(artists.out, *((miss, PINK) for miss in misses), said=False)
        for line, piece in zip(artists.pieces, state.pieces, strict=True):
            line.set_data(state.x, piece)

    def describe(state):
        return (
            f"Loss C = <b>{state.loss:.3f}</b>: half the mean of the squared misses. "
            f"The largest miss, {state.worst:.2f}, is at x = {state.where:g}."
        )

    return Explorer(
        "fit a parabola by hand",
        figure=figure,
        artists=artists,
        controls={
            "a": slider("a", steps(-2, 3, 0.1), 0.0, "{:.1f}"),
            "b": slider("b", steps(-3, 3, 0.1), 0.5, "{:.1f}"),
            "c": slider("c", steps(-3, 3, 0.1), 2.0, "{:.1f}"),
        },
        state=parabola_state,
        update=update,
        describe=describe,
    )


def hyperplane_state(w1, w2, b, point):
    """The line w₁x₁ + w₂x₂ + b = 0 among the ten labelled points, and one point's distance to it.

    Parameters
    ----------
    w1, w2, b : float
    point : int
        Which of the ten is measured.

    Returns
    -------
    SimpleNamespace
        ``w`` (2,), ``b``, ``point``, ``line`` (2, 2), ``region`` (4, 2), ``foot`` (2,) of the measured point, ``score``, ``distance`` (signed), ``wrong`` (n,) bool, ``in_sight`` (whether the line
        crosses the picture). Without a line (w = 0), ``line``,
        ``foot`` and ``distance`` are nan.
    """
    w = np.array([w1, w2])
    line, region = figures.half_plane(w, b)
    norm = np.linalg.norm(w)
    score = decision_function(POINTS[point], w, b)
    distance = score / norm if norm else np.nan
    return SimpleNamespace(
        w=w,
        b=b,
        point=point,
        line=line,
        region=region,
        foot=POINTS[point] - distance * w / norm if norm else np.full(2, np.nan),
        score=score,
        distance=distance,
        wrong=classify(POINTS, w, b) != LABELS,
        in_sight=np.unique(classify(CORNERS, w, b)).size == 2,
    )


def hyperplane():
    """What w and b do: sliders w₁, w₂, b over labelled points, and one of them to measure."""
    figure, ax = new_figure(7.4, 4.35)
    artists = figures.hyperplane(ax, POINTS, LABELS, NAMES, X1_RANGE, X2_RANGE)

    def update(artists, state):
        artists.region.set_xy(state.region)
        artists.line.set_data(*state.line.T)
        artists.normal.set_xy(figures.arrow_outline((0, 0), state.w))
        artists.tip.set_data(*state.w[:, None])
        artists.distance.set_data(*np.stack([POINTS[state.point], state.foot]).T)
        artists.foot.set_data(*state.foot[:, None])
        artists.wrong.set_data(*POINTS[state.wrong].T)

    def describe(state):
        count = f"<b>{state.wrong.sum()} of {len(POINTS)}</b> points {'has' if state.wrong.sum() == 1 else 'have'} the wrong label"
        count += " (circled)." if state.wrong.any() else "."
        if not state.w.any():
            same = f"every point scores b = {state.b:g} and gets label {int(state.b > 0)}"
            return f"{count} w = (0, 0) draws no line: {same}."
        name, place = NAMES[state.point], "line" if state.in_sight else "line, which is out of sight,"
        ratio = f"f / ‖w‖ = {state.score:.2f} / {np.linalg.norm(state.w):.2f} = <b>{state.distance:.2f}</b>"
        ratio = ratio.replace(" ", "\N{NO-BREAK SPACE}")  # a line does not break in it
        return f"{count} {name} scores {state.score:.2f}. Its signed distance from the {place} is {ratio}."

    return Explorer(
        "a line, its normal, and a distance",
        figure=figure,
        artists=artists,
        controls={
            "w1": slider("w₁", steps(-2, 2, 0.1), 1.0, "{:.1f}"),
            "w2": slider("w₂", steps(-2, 2, 0.1), 0.0, "{:.1f}"),
            "b": slider("b", steps(-5, 5, 0.25), 0.0, "{:.2f}"),
            "point": choice("measure", {name: k for k, name in enumerate(NAMES)}, NAMES.index("H")),
        },
        grab=Grab(artists.tip, "the tip of the arrow", x="w1", y="w2"),
        state=hyperplane_state,
        update=update,
        describe=describe,
    )


def plane3d_state(w1, w2, w3, b, angle):
    """The plane w·x + b = 0 in a cube, and ten points on its two sides, seen from an angle.

    Parameters
    ----------
    w1, w2, w3, b : float
    angle : float
        Azimuth in degrees.

    Returns
    -------
    SimpleNamespace
        ``corners`` (k, 3) of the plane in the cube, ``label`` (10,), ``near`` (10,) bool (on the viewer's side),
        ``feet`` (10, 3) of the perpendiculars, nan where they leave the cube, ``normal`` (3, 2, 3), drawn at 0.6 of its length,
        ``normal_near`` bool,
        ``from_origin`` (the plane's distance; nan if w = 0), ``w``, ``b`` and ``angle``.
    """
    w = np.array([w1, w2, w3])
    norm = np.linalg.norm(w)
    towards = space.view_direction(angle, ELEVATION)
    scores = decision_function(CLOUD, w, b)
    feet = np.full_like(CLOUD, np.nan)
    start = np.zeros(3)
    if norm:
        feet = CLOUD - np.outer(scores / norm**2, w)
        feet[(np.abs(feet) > CUBE).any(axis=1)] = np.nan
        start = -b * w / norm**2
    corners = space.plane_in_cube(w, b, CUBE)
    visible = len(corners) > 0
    if visible and (np.abs(start) > CUBE).any():
        start = corners.mean(axis=0)
    return SimpleNamespace(
        w=w,
        b=b,
        angle=angle,
        corners=corners,
        label=(scores > 0).astype(int),
        near=np.sign(scores) == np.sign(w @ towards),
        feet=feet,
        normal=space.arrow_segments(start, 0.6 * w if visible else np.zeros(3), towards),
        normal_near=bool(w @ towards > 0),
        from_origin=abs(b) / norm if norm else np.nan,
    )


def plane3d():
    """The plane in three dimensions: sliders w₁, w₂, w₃, b and the angle it is seen from."""
    figure, ax = new_figure(7.4, 4.5)
    artists = space.plane3d(ax, CUBE)

    def update(artists, state):
        space.turn_cube(artists, CUBE, state.angle, ELEVATION)
        artists.held.set_data([TURN * state.angle], [0])
        flat = space.projection(state.angle, ELEVATION)
        artists.plane.set_xy(state.corners @ flat)
        ways = np.stack([CLOUD, state.feet], axis=1) @ flat
        drawn = ~np.isnan(state.feet).any(axis=1)
        for parts, side in ((artists.before, state.near), (artists.behind, ~state.near)):
            parts["ways"].set_segments(ways[side & drawn])
            for kind in (0, 1):
                parts[f"class {kind}"].set_data(*(CLOUD[side & (state.label == kind)] @ flat).T)
        artists.before["normal"].set_segments(state.normal @ flat if state.normal_near else [])
        artists.behind["normal"].set_segments([] if state.normal_near else state.normal @ flat)

    def describe(state):
        count = f"{state.label.sum()} of {len(CLOUD)} points score above 0."
        if not state.w.any():
            return f"w = (0, 0, 0) draws no plane: every point scores b = {state.b:g}. {count}"
        place = f"passes {state.from_origin:.2f} from the origin (cross)"
        if state.b == 0:
            place = "goes through the origin (cross)"
        elif not len(state.corners):
            place += ", outside this cube"
        return f"{count} The plane {place}."

    return Explorer(
        "a plane and its normal",
        figure=figure,
        artists=artists,
        controls={
            "w1": slider("w₁", steps(-2, 2, 0.1), 0.5, "{:.1f}"),
            "w2": slider("w₂", steps(-2, 2, 0.1), 0.0, "{:.1f}"),
            "w3": slider("w₃", steps(-2, 2, 0.1), 1.0, "{:.1f}"),
            "b": slider("b", steps(-4, 4, 0.5), -0.5, "{:.1f}"),
            "angle": slider("view angle", list(range(-180, 181, 5)), -60, "{}°"),
        },
        grab=Grab(artists.held, "the cube", x="angle", turn=TURN),
        state=plane3d_state,
        update=update,
        describe=describe,
    )


EXPLORERS = (parabola, hyperplane, plane3d)
