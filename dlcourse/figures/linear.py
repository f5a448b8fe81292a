"""Pictures of lesson 01."""

from types import SimpleNamespace

import numpy as np
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.patches import ConnectionPatch, Polygon, Rectangle
from matplotlib.patheffects import withStroke
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D
from mpl_toolkits.mplot3d.art3d import Line3DCollection, Poly3DCollection

from dlcourse.data import digits
from dlcourse.figures import (
    CLASS_COLORS,
    CLASS_TINTS,
    CLASS_WORDS,
    GREEN,
    GREY,
    GROUND,
    INK,
    PALE,
    PINK,
    WORDS,
    key,
    label,
    large_words,
    picture,
    stay_beside,
)
from dlcourse.figures.exits import exits
from dlcourse.figures.numbers import short, written
from dlcourse.figures.planes import FAR, arrow_outline, half_plane, labelled_points, same_scale  # noqa: F401 (other rooms ask for FAR here)
from dlcourse.figures.space import arrow_segments, plane_in_cube, view_direction


@picture(7.4, 2.45)
def opening(ax):
    """Handwritten zeros and ones where two measurements put them, a line between them, and one drawing to be judged."""
    X, y, _, _ = digits()
    X, y = X[y < 2], y[y < 2]
    places = np.column_stack([X.mean(axis=1), X.reshape(-1, 28, 28)[:, 11:17, 12:16].mean(axis=(1, 2))])
    w, b, asked = np.array([-4, 1]), 0, 553  # asked: one that lies near the line
    low, high, half = np.array([0.02, -0.06]), np.array([0.33, 1.06]), np.array([0.0072, 0.105])
    fits = (places > low + 1.1 * half) & (places < high - 1.1 * half)
    shown = [asked]
    for k in np.flatnonzero(fits.all(axis=1) & (np.abs(places @ w + b) > 1.1 * np.abs(w) @ half)):
        if len(shown) < 24 and (np.abs(places[k] - places[shown]) > 2.3 * half).any(axis=1).all():
            shown.append(k)  # it covers none of those before
    label(ax, "Two numbers make a drawing a point. On which side is it?")
    ax.axis("off")
    line, region = half_plane(w, b)
    sides = [ax.add_patch(Rectangle(low, *(high - low), color=CLASS_TINTS[0], linewidth=0, zorder=0))]
    sides += [ax.add_patch(Polygon(region, color=CLASS_TINTS[1], linewidth=0, zorder=0)), *ax.plot(*line.T, color=INK)]
    for side in sides[1:]:
        side.set_clip_path(sides[0])
    sides[2].set_linewidth(2.5)
    for k in shown:
        (left, bottom), (right, top) = places[k] - half, places[k] + half
        extent = {"extent": (left, right, bottom, top), "aspect": "auto", "zorder": 3}
        ax.imshow(X[k].reshape(28, 28)[3:25, 3:25], cmap="Greys", vmin=0, vmax=1, interpolation="none", **extent)
        style = (
            {"edgecolor": INK, "linewidth": 2.5} if k == asked else {"edgecolor": CLASS_COLORS[y[k]], "linewidth": 1.5}
        )
        ax.add_patch(Rectangle((left, bottom), *(2 * half), fill=False, zorder=4, **style))
    ax.text(*places[asked] + (0.011, 0), "0 or 1?", va="center", fontsize=12, fontweight="bold")
    ax.text(low[0], high[1] + 0.03, "↑ more ink in its middle", va="bottom", fontsize=12, color=GREY)
    ax.text(high[0], low[1] - 0.03, "more ink in the whole drawing →", ha="right", va="top", fontsize=12, color=GREY)
    ax.set(xlim=(low[0], high[0]), ylim=(low[1] - 0.17, high[1] + 0.17))
    return (
        f"{len(shown) - 1} handwritten digits, placed by how much ink they have in all (to the right) and in their middle (upwards). "
        "A slanted line has the ones on its upper side and the zeros on its lower side. One more drawing, close to the line, asks: "
        "0 or 1."
    )


def _equation(w, b=0):
    """The score w·x + b of two features, as it is written: "2x₁ + x₂ − 3"."""
    terms = [(w[0], "x₁"), (w[1], "x₂"), (b, "")]
    text = " ".join(
        f"{'−' if k < 0 else '+'} {'' if name and abs(k) == 1 else f'{abs(k):g}'}{name}" for k, name in terms if k
    )
    return text.removeprefix("+ ").replace("− ", "−", 1) if text.startswith("− ") else text.removeprefix("+ ")


def _letters(ax, names, places, size=11, aside=(12, 5)):
    """Letters beside points, in points of 1/72 inch, as one artist: ten texts would take ten times as long to draw."""
    shapes = [TextPath(aside, name, size=size) for name in names]
    ax.add_collection(
        PathCollection(
            shapes,
            offsets=places,
            offset_transform=ax.transData,
            transform=Affine2D().scale(1 / 72) + ax.figure.dpi_scale_trans,
            facecolor=INK,
            linewidth=0,
            zorder=6,
            gid=WORDS,
            path_effects=[withStroke(linewidth=3, foreground="white")],  # a line may run through a letter
        ),
        autolim=False,
    )


def parabola_fit(axes, x, y, y_range=(-4, 8)):
    """Points, a parabola through them, the misses between the two; and the three pieces it is the sum of.

    Parameters
    ----------
    axes : pair of Axes
    x, y : ndarray, shape (n,)
        The points.
    y_range : tuple of float
        Limits of the y axes.

    Returns
    -------
    SimpleNamespace
        ``curve`` (Line2D), ``misses`` (LineCollection) and ``pieces`` (list of three Line2D), without data; ``out``: from `exits`.
    """
    left, right = axes
    limits = {"xlim": (x.min() - 0.3, x.max() + 0.3), "ylim": y_range}
    label(left, "How far the curve misses each point", "x", "y")
    left.set(**limits)
    left.plot(x, y, "o", color=INK, markersize=7, zorder=4)
    (curve,) = left.plot([], [], color=GREEN, linewidth=2.5, zorder=3)
    misses = LineCollection([], colors=PINK, linewidths=2, zorder=2)
    left.add_collection(misses, autolim=False)
    point = {"marker": "o", "linestyle": "none", "color": INK}
    key(
        left,
        ("a point", point),
        ("the curve", {"color": GREEN, "linewidth": 2.5}),
        ("a miss", {"color": PINK, "linewidth": 2}),
    )
    label(right, "Its three pieces", "x")
    right.set(**limits)
    right.axhline(0, color=PALE, linewidth=1, zorder=1)
    styles = {
        name: {"color": color, "linestyle": dashes, "linewidth": 2.5}
        for name, color, dashes in (("a·x²", INK, "-"), ("b·x", INK, (0, (5, 2))), ("c", GREY, (0, (1.2, 1.5))))
    }
    pieces = [right.plot([], [], zorder=3, **style)[0] for style in styles.values()]
    key(right, *styles.items())
    return SimpleNamespace(curve=curve, misses=misses, pieces=pieces, out=exits(left))


@picture(7.4, 2.8, ncols=2)
def substitution(axes, x, a, c):
    """The same points and the same model ax² + c, against x and against u = x².

    Parameters
    ----------
    x : ndarray, shape (n,)
    a, c : float
    """
    fine = np.linspace(x.min(), x.max(), 200)
    for ax, feature, name, title in (
        (axes[0], lambda t: t, "x", "Against x: a curve"),
        (axes[1], lambda t: t**2, "u = x²", "Against u = x²: a straight line"),
    ):
        label(ax, title, name, "y")
        ax.plot(feature(fine), a * fine**2 + c, color=GREEN, linewidth=2.5)
        ax.plot(feature(x), a * x**2 + c, "o", color=INK, markersize=7)
    pair, aside = x.max() * np.array([-1, 1]) * 0.75, {"textcoords": "offset points", "va": "center", "fontsize": 11}
    height = a * pair[0] ** 2 + c
    for at, side, edge in zip(pair, (10, -10), ("left", "right"), strict=True):
        axes[0].annotate(f"x = {short(at)}", (at, height), (side, 0), ha=edge, **aside)
    axes[1].annotate(f"both, u = {pair[0] ** 2:g}", (pair[0] ** 2, height), (10, -6), **aside)
    return written(
        f"{len(x)} points on the parabola y = {a:g}x² {'−' if c < 0 else '+'} {abs(c):g}. Plotted against x they curve; against u = x² they lie on a straight line."
    )


@picture(7.4, 3.2, ncols=2)
def parallel_lines(axes, w, biases, others):
    """The lines w·x + b = 0 for several b, and their common normal w; and with b = 0 for several w.

    Parameters
    ----------
    w : array_like, shape (2,)
    biases : sequence of float
    others : sequence of array_like, shape (2,)
        More weights.
    """
    moved, turned = axes
    for ax, title in ((moved, "b moves the line"), (turned, "The direction of w turns it")):
        label(ax, title, "x₁", "x₂")
        ax.set(xlim=(-3.9, 3.9), ylim=(-2.6, 2.6), xticks=range(-3, 4), yticks=range(-2, 3))
        ax.axhline(0, color=PALE, linewidth=1, zorder=1)
        ax.axvline(0, color=PALE, linewidth=1, zorder=1)
    for b in biases:
        line, _ = half_plane(w, b)
        moved.plot(*line.T, color=GROUND if b else INK, linewidth=1.8 if b else 2.5, zorder=2)
        height = -2.1 if b else -1.4  # or two names in a row would run together
        place = (-b - w[1] * height) / w[0], height  # on the line: w₁x₁ = -b - w₂x₂
        box = {"facecolor": "white", "edgecolor": "none", "pad": 1.5}
        moved.text(*place, f"b = {short(b)}", ha="center", va="center", fontsize=11, zorder=3, bbox=box)
    moved.add_patch(Polygon(arrow_outline((0, 0), w), color=GREEN, zorder=4))
    moved.annotate(_vector(w), w, (5, 2), textcoords="offset points", color=GREEN, fontsize=11)
    for each in (w, *others):
        style = {"color": INK, "linewidth": 2.5} if each is w else {"color": GROUND, "linewidth": 1.8}
        turned.plot(*half_plane(each, 0)[0].T, zorder=2, **style)
        turned.add_patch(Polygon(arrow_outline((0, 0), each), color=GREEN, zorder=4))
        place, edge = ((6, -3), "left") if each[0] > 0 else ((16, 9), "right")
        turned.annotate(_vector(each), each, place, textcoords="offset points", ha=edge, color=GREEN, fontsize=11)
    same_scale(moved, turned)
    order = ", ".join(f"{b:g}" for b in sorted(biases, key=lambda b: -b / w[0]))
    return written(
        f"First panel: {len(biases)} parallel lines {_equation(w)} + b = 0 for b = {order}, from left to right, and the arrow "
        f"w = ({w[0]:g}, {w[1]:g}) across them. Second panel: {1 + len(others)} arrows w in different directions, each with its line at a right angle."
    )


def _vector(w):
    return written(f"w = ({w[0]:g}, {w[1]:g})")


@picture(7.4, 3.05, ncols=3)
def hyperplanes(axes):
    """What w·x + b = 0 is in one, two and three dimensions: a point, a line, a plane."""
    point, line, flat = axes
    label(point, "d = 1: a point", "x₁")
    point.set(
        xlim=(-2.5, 2.5), ylim=(-1, 1), yticks=[], box_aspect=1
    )  # as the panel beside it, so that their titles are in line
    point.spines["left"].set_visible(False)
    point.axvspan(-3, 1, 0.35, 0.65, color=CLASS_TINTS[0])
    point.axvspan(1, 3, 0.35, 0.65, color=CLASS_TINTS[1])
    point.axhline(0, color=GREY, linewidth=1)
    point.plot([1], [0], "o", color=INK, markersize=10, zorder=4)
    point.annotate("2x₁ − 2 = 0", (1, 0.42), ha="center", fontsize=11)
    point.annotate("score < 0", (-0.75, -0.52), ha="center", fontsize=11, color=CLASS_WORDS[0])
    point.annotate("score > 0", (1.7, -0.52), ha="center", fontsize=11, color=CLASS_WORDS[1])
    point.add_patch(Polygon(arrow_outline((1, 0), (1.2, 0), 0.04), color=GREEN, zorder=3))

    label(line, "d = 2: a line", "x₁", "x₂")
    line.set(xlim=(-2.5, 2.5), ylim=(-2.5, 2.5), aspect="equal", facecolor=CLASS_TINTS[0])
    ends, region = half_plane((1, 1), -1)
    line.add_patch(Polygon(region, color=CLASS_TINTS[1], zorder=0))
    line.plot(*ends.T, color=INK, linewidth=2.5)
    line.add_patch(Polygon(arrow_outline((0.5, 0.5), (1, 1)), color=GREEN, zorder=3))
    line.text(-2.35, -1.1, "x₁ + x₂ − 1 = 0", fontsize=11)

    solid = flat.figure.add_subplot(flat.get_subplotspec(), projection="3d", computed_zorder=False)
    flat.remove()
    label(solid, "d = 3: a plane", "x₁", "x₂")
    solid.set_proj_type("ortho")
    solid.set(xlim=(-2, 2), ylim=(-2, 2), zlim=(-2, 2), xticks=(), yticks=(), zticks=())
    solid.set_box_aspect((1, 1, 1), zoom=0.9)
    solid.set_zlabel("x₃", fontsize=11)
    for axis in (solid.xaxis, solid.yaxis, solid.zaxis):
        axis.set_pane_color((0.97, 0.97, 0.97, 1.0))
        axis.labelpad = -14
    w, b = np.array([1.0, 1.0, 2.0]), -1.0
    cut = Poly3DCollection([plane_in_cube(w, b, 2.0)], facecolor=PALE, edgecolor=INK, alpha=0.75, linewidth=1.5)
    solid.add_collection3d(cut)
    arrow = arrow_segments(-b * w / (w @ w), 0.8 * w, view_direction(solid.azim, solid.elev))
    solid.add_collection3d(Line3DCollection(arrow, colors=GREEN, linewidths=2.5, zorder=3))
    solid.text2D(0.5, -0.1, "x₁ + x₂ + 2x₃ − 1 = 0", transform=solid.transAxes, ha="center", fontsize=11)
    return (
        "The hyperplane w·x + b = 0 in one dimension (a point), two (a line) and three (a plane), each with its normal as an "
        "arrow."
    )


def hyperplane(ax, X, y, names, x_range, y_range):
    """Labelled points, a line between two half-planes, its normal, and one point's distance to it.

    Parameters
    ----------
    ax : Axes
    X : ndarray, shape (n, 2)
    y : ndarray of int, shape (n,)
        Labels 0 and 1.
    names : sequence of str
        One letter for each point.
    x_range, y_range : tuple of float

    Returns
    -------
    SimpleNamespace
        ``region`` and ``normal`` (Polygon), ``line``, ``tip`` of the normal, ``distance``, ``foot`` and ``wrong`` (Line2D), without data.
    """
    label(ax, "Scores above 0 on the side that the arrow w points to", "x₁", "x₂")
    ax.set(xlim=x_range, ylim=y_range, facecolor=CLASS_TINTS[0])
    ax.axhline(0, color="white", linewidth=1.2, zorder=1)
    ax.axvline(0, color="white", linewidth=1.2, zorder=1)
    nowhere = np.zeros((4, 2))
    region = ax.add_patch(Polygon(nowhere, color=CLASS_TINTS[1], linewidth=0, zorder=0))
    (line,) = ax.plot([], [], color=INK, linewidth=2.5, zorder=2)
    normal = ax.add_patch(Polygon(nowhere, color=GREEN, linewidth=0, zorder=3))
    handle = {"markersize": 8, "markerfacecolor": "white", "markeredgewidth": 2, "zorder": 6.5}
    (tip,) = ax.plot([], [], "o", color=GREEN, **handle)
    (distance,) = ax.plot([], [], color=PINK, linewidth=2.5, linestyle=(0, (3, 1.5)), zorder=4)
    (foot,) = ax.plot([], [], "s", color=PINK, markersize=6, zorder=4)
    labelled_points(ax, X, y, 10)
    _letters(ax, names, X, aside=(14, 6))
    (wrong,) = ax.plot(
        [], [], "o", markersize=19, markerfacecolor="none", markeredgecolor=INK, markeredgewidth=1.8, zorder=7
    )
    ring = {"marker": "o", "markersize": 11, "markerfacecolor": "none", "markeredgewidth": 1.8, "linestyle": "none"}
    key(
        ax,
        ("distance of one point", {"color": PINK, "linewidth": 2.5, "linestyle": (0, (3, 1.5))}),
        ("a point with the wrong label", {"color": INK, **ring}),
        size=11,
        columnspacing=1.2,
    )
    large_words(ax)
    same_scale(ax)
    return SimpleNamespace(region=region, line=line, normal=normal, tip=tip, distance=distance, foot=foot, wrong=wrong)


@picture(7.4, 3.3)
def separations(ax, answers, points, labels, names):
    """Two or more labelled points, and lines that separate them; the first fills its half-planes.

    Parameters
    ----------
    answers : list of (w, b)
        With w of shape (2,) and b a number.
    points : array_like, shape (n, 2)
    labels : array_like of int, shape (n,)
    names : sequence of str
    """
    points, labels = np.asarray(points, float), np.asarray(labels)
    label(ax, "Every one of these lines labels u 1 and v 0" if len(answers) > 1 else "Your line", "x₁", "x₂")
    ax.set(xlim=(-2.4, 3.4), ylim=(-0.6, 2.6), xticks=range(-2, 4), yticks=range(3), facecolor=CLASS_TINTS[0])
    for number, (w, b) in enumerate(answers):
        line, region = half_plane(w, b)
        if number == 0:
            ax.add_patch(Polygon(region, color=CLASS_TINTS[1], linewidth=0, zorder=0))
        ax.plot(*line.T, color=INK if number == 0 else GREY, linewidth=2.5 if number == 0 else 1.2, zorder=2)
    labelled_points(ax, points, labels, 12)
    for name, place, kind in zip(names, points, labels, strict=True):
        aside, edge = ((-12, 4), "right") if kind else ((12, -12), "left")
        style = {"textcoords": "offset points", "ha": edge, "fontsize": 12, "color": CLASS_WORDS[kind], "zorder": 6}
        ax.annotate(f"{name}, label {kind}", place, aside, **style)
    places = " and ".join(f"{name} = ({x:g}, {y:g})" for name, (x, y) in zip(names, points, strict=True))
    right = sum(all((points @ w + b > 0) == labels) for w, b in answers)
    if len(answers) == 1:
        return written(
            f"The points {places}, and the line of the answer, which {'separates' if right else 'does not separate'} them."
        )
    w, b = answers[0]
    return written(
        f"The points {places}, and {len(answers)} lines, of which {right} separate them. One line, "
        f"{_equation(w, b)} = 0, fills its two sides."
    )


@picture(7.4, 3.7, ncols=2, width_ratios=(4, 1.35))
def measured_digits(axes, pixels, measures, labels, w=None, b=0.0):
    """Handwritten zeros and ones, each as a point; with a line between them, and two that are on its wrong side.

    Parameters
    ----------
    pixels : ndarray, shape (n, 784)
    measures : ndarray, shape (n, 2)
        The ink of the whole picture, and of its middle.
    labels : ndarray of int, shape (n,)
    w : array_like, shape (2,), optional
        Weights of the line; without them there is none, and one picture of each kind is shown.
    b : float
    """
    plane, samples = axes
    text = f"{len(labels)} handwritten digits as points: zeros with much ink in all and little in the middle, ones the other way round."
    title, shown = "A 1 and a 0", [np.flatnonzero(labels == kind)[0] for kind in (1, 0)]
    if w is not None:
        wrong = np.flatnonzero((measures @ w + b > 0) != labels)
        title, shown = ("Two mistakes", wrong[:2]) if len(wrong) > 1 else (title, shown)
        line, region = half_plane(w, b)
        plane.set_facecolor(CLASS_TINTS[0])
        plane.add_patch(Polygon(region, color=CLASS_TINTS[1], linewidth=0, zorder=0))
        plane.plot(*line.T, color=INK, linewidth=2.5, zorder=2)
        text += f" The line {_equation(w, b)} = 0 has {len(wrong)} of them on its wrong side (circled)."
    stay_beside(samples)  # lines go from its digits to their points
    label(samples, title)
    samples.set(aspect="equal", anchor="W")
    samples.axis("off")  # its paper would lie over the ends of the lines
    for k, top in zip(shown, (0, 35), strict=True):
        samples.imshow(
            pixels[k].reshape(28, 28), cmap="Greys", vmin=0, vmax=1, interpolation="none", extent=(0, 28, top + 28, top)
        )
        samples.add_patch(Rectangle((0, top), 28, 28, fill=False, edgecolor=GREY))
        samples.add_patch(Rectangle((12, top + 11), 4, 6, fill=False, edgecolor=GREEN, linewidth=2))
        ends = {"xyA": measures[k], "coordsA": plane.transData, "xyB": (0, top + 14), "coordsB": samples.transData}
        leader = ConnectionPatch(**ends, color=GREY, linewidth=1, shrinkA=7.75, shrinkB=0, zorder=6)  # from the ring
        plane.add_artist(leader).set_in_layout(False)
    samples.text(14, 31.5, "the frame", color=GREEN, ha="center", va="center")
    samples.set(xlim=(-1, 29), ylim=(64, -1))
    label(plane, "Each picture is one point", "x₁: ink in the whole picture", "x₂: ink in the frame")
    plane.set(xlim=(0, 0.35), ylim=(-0.05, 1.05), xticks=(0, 0.1, 0.2, 0.3), yticks=(0, 0.5, 1))
    labelled_points(plane, measures, labels, 6, zorder=3)
    ring = {"markersize": 14, "markerfacecolor": "none", "markeredgecolor": INK, "markeredgewidth": 1.5, "zorder": 7}
    plane.plot(*measures[shown].T, "o", **ring)
    plane.text(0.347, 0.3, "zeros", color=CLASS_WORDS[0], fontsize=12, ha="right")
    plane.text(0.035, 0.93, "ones", color=CLASS_WORDS[1], fontsize=12, ha="center")
    large_words(plane, samples)
    return written(text)


@picture(7.4, 2.8, ncols=2)
def folded_bias(axes, x, w, b):
    """One weight and a bias on a line; the same with the bias folded in: a line through the origin of a plane.

    Parameters
    ----------
    x : ndarray, shape (n,)
    w, b : float
        With w above 0.
    """
    flat, plane = axes
    threshold = -b / w
    y = (w * x + b > 0).astype(int)
    low, high = x.min() - 0.7, x.max() + 0.7
    label(flat, f"x: the boundary is the point {threshold:g}", "x")
    flat.set(xlim=(low, high), ylim=(-1, 1), yticks=[])
    flat.spines["left"].set_visible(False)
    flat.axvspan(low, threshold, 0.38, 0.62, color=CLASS_TINTS[0])
    flat.axvspan(threshold, high, 0.38, 0.62, color=CLASS_TINTS[1])
    flat.plot([threshold] * 2, [-0.35, 0.35], color=INK, linewidth=2.5)
    labelled_points(flat, np.column_stack([x, np.zeros_like(x)]), y)
    label(plane, "(x, 1): a line through the origin", "x", "the appended number")
    plane.set(xlim=(low, high), ylim=(-0.6, 1.7), yticks=[0, 1], facecolor=CLASS_TINTS[0])
    line, region = half_plane((w, b), 0)
    plane.add_patch(Polygon(region, color=CLASS_TINTS[1], linewidth=0, zorder=0))
    plane.plot(*line.T, color=INK, linewidth=2.5)
    plane.axhline(1, color=GREY, linewidth=1, linestyle=(0, (4, 3)))
    plane.plot([0], [0], "P", color=INK, markersize=9, zorder=5)
    plane.annotate("origin", (0, 0), (10, -14), textcoords="offset points", fontsize=11)
    labelled_points(plane, np.column_stack([x, np.ones_like(x)]), y)
    return written(
        f"First panel: {len(x)} numbers, cut at {threshold:g} into {(y == 0).sum()} of class 0 and {(y == 1).sum()} of class 1. Second panel: each "
        f"number lifted to height 1; a line through the origin cuts that height at {threshold:g}."
    )


@picture(7.4, 2.8, ncols=2)
def fenced_in(axes, x, y, w, b):
    """Points on a line that no threshold separates; the same points with x² as a second feature, and a line.

    Parameters
    ----------
    x : ndarray, shape (n,)
    y : ndarray of int, shape (n,)
    w : array_like, shape (2,)
        Weights of (x², x).
    b : float
    """
    flat, plane = axes
    low, high = x.min() - 0.5, x.max() + 0.5
    label(flat, "x alone: no single cut will do", "x")
    flat.set(xlim=(low, high), ylim=(-1, 1), yticks=[])
    flat.spines["left"].set_visible(False)
    flat.axhline(0, color=GREY, linewidth=1)
    labelled_points(flat, np.column_stack([x, np.zeros_like(x)]), y)
    label(plane, "x and x²: a straight line does it", "x", "x²")
    plane.set(xlim=(low, high), ylim=(-0.7, x.max() ** 2 + 0.7), facecolor=CLASS_TINTS[0])
    line, region = half_plane((w[1], w[0]), b)
    plane.add_patch(Polygon(region, color=CLASS_TINTS[1], linewidth=0, zorder=0))
    plane.plot(*line.T, color=INK, linewidth=2.5)
    labelled_points(plane, np.column_stack([x, x**2]), y)
    return (
        f"First panel: {len(x)} numbers, {(y == 0).sum()} in the middle blue, {(y == 1).sum()} outside orange. Second panel: the same with x² as "
        f"height; a straight line separates them."
    )


@picture(7.4, 2.7, ncols=2)
def stacked_layers(axes, x, straight, bent):
    """Outputs of two stacks of layers over one input: linear layers only, and with a bend after each.

    Parameters
    ----------
    x, straight, bent : ndarray, shape (n,)
    """
    for ax, output, title in (
        (axes[0], straight, "Linear layers only: straight"),
        (axes[1], bent, "With max(0, ·) in between: bent"),
    ):
        label(ax, title, "input x", "output")
        ax.plot(x, output, color=GREEN, linewidth=2.5)
    return (
        "Output over input of stacked layers. First panel, linear only: a straight line. Second panel, with max(0, z) in between: a line with "
        "several bends."
    )
