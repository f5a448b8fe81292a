"""Pictures of lesson 04."""

from types import SimpleNamespace

import numpy as np
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.patches import Circle, ConnectionPatch, FancyArrowPatch, FancyBboxPatch, PathPatch, Polygon, Rectangle
from matplotlib.path import Path
from matplotlib.patheffects import withStroke
from numpy.lib.stride_tricks import sliding_window_view

from dlcourse.figures import (
    CLASS_COLORS,
    CLASS_MARKERS,
    CLASS_TINTS,
    GREEN,
    GREEN_TINT,
    GREY,
    GROUND,
    INK,
    ORANGE,
    PALE,
    PINK,
    WASH,
    key,
    label,
    large_words,
    picture,
    set_words,
    stay_beside,
)
from dlcourse.figures.diagrams import NODE, draw_network, network, one_way, rows_are_neurons  # noqa: F401 (asked for here)
from dlcourse.figures.numbers import fixed
from dlcourse.figures.planes import grid_lines, words_on_ground

HALO = [withStroke(linewidth=3, foreground="white")]  # around words on lines
DASHED, DOTTED = (0, (5, 1.6)), (0, (1.2, 1.2))


@picture(7.4, 2.1)
def opening(ax, switches, lamp):
    """Stairs with a lamp and a switch at either end, once for each way the switches can be.

    Parameters
    ----------
    switches : sequence of pair of int
        The lower and the upper switch: 1 is up.
    lamp : sequence of int
        1 where the lamp is on.
    """
    label(ax, "Two switches, one lamp: can one neuron do this?")
    ax.set(xlim=(0, 740), ylim=(0, 176), aspect="equal", anchor="NW")
    ax.axis("off")
    for k, (pair, on) in enumerate(zip(switches, lamp, strict=True)):
        _stairs(ax, 8 + 190 * k, pair, on)
    up = ("down", "up")
    cases = (
        f"lower {up[low]}, upper {up[high]}: {('off', 'on')[on]}"
        for (low, high), on in zip(switches, lamp, strict=True)
    )
    return f"The same stairs {len(lamp)} times, with a switch at the bottom, one at the top, and a lamp. {'; '.join(cases)}."


def _stairs(ax, left, pair, on):
    x, y = np.repeat(left + 24 * np.arange(7), 2)[1:-1], np.repeat(8 + 13 * np.arange(6), 2)
    ax.add_patch(Polygon([*zip(x, y, strict=True), (x[-1], 0), (x[0], 0)], color=WASH, linewidth=0))
    ax.plot(x, y, color=GROUND, linewidth=1.5, solid_joinstyle="miter")
    for up, corner in zip(pair, ((left + 6, 48), (left + 124, 106)), strict=True):
        ax.add_patch(Rectangle(corner, 15, 30, facecolor="white", edgecolor=INK, linewidth=1.2))
        ax.add_patch(Rectangle((corner[0] + 3, corner[1] + (16 if up else 3)), 9, 11, color=INK, linewidth=0))
    middle = left + 68
    if on:
        ax.add_patch(Circle((middle, 122), 40, color=CLASS_TINTS[1], linewidth=0, zorder=0))
    ax.plot([middle, middle], [170, 140], color=GROUND, linewidth=1.5)
    ax.add_patch(Circle((middle, 122), 11, facecolor=ORANGE if on else "white", edgecolor=INK, linewidth=1.2))
    shade = [(middle - 24, 124), (middle - 9, 142), (middle + 9, 142), (middle + 24, 124)]
    ax.add_patch(Polygon(shade, facecolor=INK, linewidth=0, zorder=3))
    ax.text(middle + 42, 160, "on" if on else "off", color=GREY, fontsize=11, ha="center", va="center")


@picture(7.4, 2.9, ncols=3, width_ratios=(1, 1, 0.2))
def picture_to_inputs(axes, picture):
    """A small picture, the part of it with the most contrast as numbers, and the column of inputs that it becomes.

    Parameters
    ----------
    picture : ndarray, shape (h, w)
        From 0 (white) to 1 (black).
    """
    whole, corner, inputs = axes
    h, w = picture.shape
    k = 6
    contrast = sliding_window_view(picture, (k, k)).std(axis=(2, 3))
    top, left = (int(start) for start in np.unravel_index(contrast.argmax(), contrast.shape))
    part = picture[top : top + k, left : left + k]
    ink = {"cmap": "Greys", "vmin": 0, "vmax": 1, "interpolation": "none"}
    label(whole, f"{h} × {w} pixels", "column", "row")
    whole.imshow(picture, **ink)
    whole.set(xticks=(0, w - 1), yticks=(0, h - 1))
    label(corner, "The framed part", "column")
    corner.imshow(part, **ink)
    corner.set(xticks=range(k), yticks=range(k))
    corner.yaxis.tick_right()  # on its left, the lines from the frame would cross them
    corner.set_xticklabels(range(left, left + k))
    corner.set_yticklabels(range(top, top + k))
    for (row, column), value in np.ndenumerate(part):
        shade = "white" if value > 0.5 else INK
        corner.text(column, row, f"{value:.1f}", ha="center", va="center", fontsize=11, color=shade)
    whole.add_patch(Rectangle((left - 0.5, top - 0.5), k, k, fill=False, edgecolor=GREEN, linewidth=2))
    for near, far in ((-0.5, top - 0.5), (k - 0.5, top + k - 0.5)):
        ends = {
            "xyA": (left + k - 0.5, far),
            "coordsA": whole.transData,
            "xyB": (-0.5, near),
            "coordsB": corner.transData,
        }
        corner.figure.add_artist(ConnectionPatch(**ends, color=GROUND, linewidth=1))
    label(inputs, f"{picture.size:,} inputs")
    inputs.imshow(picture.reshape(-1, 1), extent=(0, 1, picture.size - 0.5, -0.5), aspect="auto", **ink)
    inputs.set(xticks=[], yticks=(0, picture.size - 1), box_aspect=5)
    inputs.yaxis.tick_right()
    first, last = inputs.set_yticks((0, picture.size - 1), ("input 0", f"input {picture.size - 1:,}"))
    first.label2.set_va("top")
    last.label2.set_va("bottom")
    inputs.tick_params(length=0)
    for ax in axes:
        ax.spines[:].set(visible=True, color=GREEN if ax is corner else GREY)
        ax.set_anchor("N")
    large_words(*axes, size=13.4)  # more, and the numbers in the cells would meet
    return (
        f"A {h} by {w} picture, a part of it as numbers from {part.min():.1f} to {part.max():.1f}, and all its pixels as one column of "
        f"{picture.size:,} inputs."
    )


@picture(7.4, 1.85)
def machine(ax, inputs, outputs, knobs):
    """A machine: inputs on one side, outputs on the other, and knobs between.

    Parameters
    ----------
    inputs, outputs : sequence of str
    knobs : dict of str to float
        Names of the parameters, and where each is turned to, from -1 to 1.
    """
    label(ax, "A machine with knobs: the inputs change, the knobs stay")
    ax.set(xlim=(0, 740), ylim=(0, 152), aspect="equal", anchor="NW")
    ax.axis("off")
    box = {"boxstyle": "round,pad=0,rounding_size=12", "facecolor": NODE, "edgecolor": INK}
    ax.add_patch(FancyBboxPatch((130, 6), 480, 140, **box))
    for names, start, ends, side in ((inputs, 72, (80, 130), "right"), (outputs, 668, (610, 660), "left")):
        for height, name in zip(_spread(len(names)), names, strict=True):
            style = {"arrowstyle": "-|>", "mutation_scale": 14, "color": INK, "shrinkA": 0, "shrinkB": 0}
            ax.add_patch(FancyArrowPatch((ends[0], height), (ends[1], height), linewidth=1.8, **style))
            ax.text(start, height, name, ha=side, va="center", fontsize=11)
    for k, (name, turn) in enumerate(knobs.items()):
        x, y = 130 + 480 * (k + 0.5) / len(knobs), 86
        for mark in np.linspace(-1, 1, 7):
            way = _way(mark)
            ax.plot(*np.transpose([(x, y) + 38 * way, (x, y) + 44 * way]), color=GROUND, linewidth=1.2)
        ax.add_patch(Circle((x, y), 32, facecolor="white", edgecolor=GREEN, linewidth=2))
        tip = (x, y) + 29 * _way(turn)
        ax.plot(*np.transpose([(x, y), tip]), color=GREEN, linewidth=3.5, solid_capstyle="round")
        ax.text(x, 26, name, ha="center", va="center", fontsize=13, color=GREEN)

    def listed(names):
        return " and ".join([", ".join(names[:-1])] * (len(names) > 1) + [names[-1]])

    return f"A box with {len(knobs)} knobs, {listed(list(knobs))}. What goes in: {listed(inputs)}. What comes out: {listed(outputs)}."


def _way(turn):
    """Where a knob points that is turned to between -1 and 1."""
    angle = np.pi / 2 - turn * 0.75 * np.pi
    return np.array([np.cos(angle), np.sin(angle)])


def _spread(count):
    return [76] if count == 1 else np.linspace(120, 32, count)


@picture(7.4, 3.35)
def levels(ax):
    """Depth as levels of abstraction: strokes, then parts made of strokes, then an object made of parts."""
    label(ax, "The claim: parts are made of edges, and objects of parts")
    ax.set(xlim=(0.2, 12.1), ylim=(-0.55, 4.4), aspect="equal", anchor="NW", xticks=[], yticks=[])
    ax.spines[:].set_visible(False)
    strokes = [[(0, 0.5), (1, 0.5)], [(0.5, 0), (0.5, 1)], [(0, 0), (1, 1)], [(0, 1), (1, 0)]]
    parts = [
        [(0, 0.1), (0.9, 0.9), (1.8, 0.1)],
        [(0.55, 0.15), (0.55, 0.85), (1.25, 0.85), (1.25, 0.15), (0.55, 0.15)],
        [(0.6, 0), (0.6, 1), (1.2, 1), (1.2, 0)],
    ]
    house = [
        [(0.35, 0), (0.35, 1.9), (2.75, 1.9), (2.75, 0), (0.35, 0)],
        [(0.1, 1.85), (1.55, 3.2), (3, 1.85)],
        [(1.75, 0), (1.75, 1.1), (2.35, 1.1), (2.35, 0)],
        [(0.75, 0.85), (0.75, 1.45), (1.35, 1.45), (1.35, 0.85), (0.75, 0.85)],
    ]
    edges = [
        _card(ax, [stroke], (0.2, bottom), (1, 1), 0.55)
        for stroke, bottom in zip(strokes, (3.45, 2.3, 1.15, 0), strict=True)
    ]
    middle = [
        _card(ax, [part], (4.6, bottom), (2.2, 1.3), 1) for part, bottom in zip(parts, (3.15, 1.575, 0), strict=True)
    ]
    whole = _card(ax, house, (8.6, 0.15), (3.5, 4.15), 1)
    for part, used in enumerate([(2, 3), (0, 1), (0, 1)]):
        for edge, spread in zip(used, (0.2, -0.2), strict=True):
            _link(ax, edges[edge].right, middle[part].left + (0, spread))
        _link(ax, middle[part].right, whole.left + (0, 1.3 - 1.3 * part))
    for x, name in ((0.7, "edges"), (5.7, "parts"), (10.35, "object")):
        ax.text(x, -0.5, name, ha="center", fontsize=12)
    return (
        "On the left four strokes. In the middle a roof, a window and a door, made of these strokes. On the right a house, made of these "
        "parts. Lines join each drawing to the drawings that contain it."
    )


def _card(ax, drawing, corner, size, scale):
    """A drawing on a card; the middles of its ``left`` and ``right`` edge are where lines touch it."""
    corner, size = np.array(corner), np.array(size)
    style = {
        "boxstyle": "round,pad=0,rounding_size=0.12",
        "facecolor": WASH,
        "edgecolor": "none",
        "zorder": 2,
    }
    ax.add_patch(FancyBboxPatch(corner, *size, **style))
    points = np.concatenate(drawing)
    middle = (points.min(axis=0) + points.max(axis=0)) / 2
    for line in drawing:
        x, y = ((np.array(line) - middle) * scale + corner + size / 2).T
        ax.plot(x, y, color=INK, linewidth=2.8, solid_joinstyle="miter", zorder=3)
    left = corner + (0, size[1] / 2)
    return SimpleNamespace(left=left, right=left + (size[0], 0))


def _link(ax, start, end):
    """A line from card to card that leaves and arrives level."""
    (x0, y0), (x1, y1) = start, end
    middle = (x0 + x1) / 2
    path = Path([(x0, y0), (middle, y0), (middle, y1), (x1, y1)], [Path.MOVETO] + [Path.CURVE4] * 3)
    ax.add_patch(PathPatch(path, fill=False, edgecolor=GROUND, linewidth=2, capstyle="butt", zorder=1))


@picture(7.4, 1.85, ncols=3)
def pieces(axes, x, curves, counts):
    """One-number functions made by more and more layers, each with its count of straight pieces.

    Parameters
    ----------
    x : ndarray, shape (m,)
    curves : sequence of ndarray, shape (m,)
    counts : sequence of int
    """
    for number, (ax, curve, count) in enumerate(zip(axes, curves, counts, strict=True), 1):
        label(ax, f"{number} fold{'s' if number > 1 else ''}: {count} pieces", "x", "output" if number == 1 else "")
        ax.set(xlim=(0, 1), ylim=(-0.05, 1.08), xticks=(0, 1), yticks=(0, 1))
        ax.tick_params(labelleft=number == 1)
        ax.plot(x, curve, color=GREEN, linewidth=2.2)
    stay_beside(*axes[1:])
    large_words(*axes)
    _apart(axes)
    return f"The output after 1 to {len(counts)} folds: zigzags of {', '.join(map(str, counts))} straight pieces."


@picture(7.4, 2.6, ncols=3)
def step_to_bump(axes, sigmoid, edges=(0.3, 0.6)):
    """How two steep sigmoids make a bump.

    Parameters
    ----------
    sigmoid : callable
        From an array to an array.
    edges : pair of float
        Where the bump begins and ends.
    """
    x = np.linspace(0, 1, 401)
    begin, end = edges
    titles = ("1. Large w: a step", "2. Up and down", "3. Their sum")
    for ax, title in zip(axes, titles, strict=True):
        label(ax, title, "x")
        ax.set(xlim=(0, 1), ylim=(-1.15, 1.15), xticks=(0, *edges, 1), yticks=(-1, 0, 1))
        ax.set_xticklabels(("0", *(f"{edge:g}" for edge in edges), "1"))
        ax.tick_params(labelleft=ax is axes[0])
        ax.axhline(0, color=PALE, linewidth=1, zorder=0)
    for steepness, color, dash in ((10, GREY, DOTTED), (30, INK, DASHED), (200, GREEN, "-")):
        style = {"color": color, "linewidth": 2.4, "linestyle": dash}
        axes[0].plot(x, sigmoid(steepness * (x - begin)), label=f"w = {steepness}", **style)
    axes[0].legend(loc="lower right", fontsize=11, labelcolor=GREY, frameon=False, handlelength=2.2, borderaxespad=0)
    up, down = sigmoid(200 * (x - begin)), -sigmoid(200 * (x - end))
    axes[1].plot(x, up, color=GREEN, linewidth=2.4)
    axes[1].plot(x, down, color=PINK, linewidth=2.4, linestyle=DASHED)
    axes[1].text(1, 0.88, "+1 · step", color=GREEN, fontsize=11, ha="right", va="top")
    axes[1].text(0.56, -0.9, "−1 · step", color=PINK, fontsize=11, ha="right")
    axes[2].fill_between(x, up + down, color=GREEN_TINT, linewidth=0)
    axes[2].plot(x, up + down, color=GREEN, linewidth=2.8)
    stay_beside(*axes[1:])  # heights are compared
    large_words(*axes)
    _apart(axes)
    return (
        f"Three panels: a sigmoid becomes a step as its weight grows from 10 to 200; a step up at {begin:g} and a step down at {end:g}; "
        "their sum, a bump between the two."
    )


def _apart(axes):
    """Keep the numbers below neighbours, which end at both corners, from reading as one."""
    for ax in axes:
        ax.get_xticklabels()[0].set_ha("left")
        ax.get_xticklabels()[-1].set_ha("right")


def bump_outlines(x, bumps):
    """Corners of each bump's area above the x axis.

    Parameters
    ----------
    x, bumps : ndarray, shape (k, m)
        The points of each bump, from left to right, and its heights there.

    Returns
    -------
    ndarray, shape (k, m + 2, 2)
    """
    none = np.zeros((len(x), 1))
    return np.stack([np.hstack([x[:, :1], x, x[:, -1:]]), np.hstack([none, bumps, none])], axis=2)


def approximation(axes, y_range=(-1.35, 1.35)):
    """A target curve and the network that imitates it; under them what is missing.

    Parameters
    ----------
    axes : pair of Axes, one above the other
    y_range : tuple of float

    Returns
    -------
    SimpleNamespace
        ``bumps`` (PolyCollection), ``target`` and ``network`` (Line2D), ``error`` (Polygon), without data.
    """
    curve, missing = axes
    label(curve, "The network is a sum of bumps", "", "output")
    curve.set(ylim=y_range, yticks=(-1, 0, 1))
    curve.tick_params(labelbottom=False)
    curve.axhline(0, color=PALE, linewidth=1, zorder=0)
    bumps = PolyCollection([], facecolors=GREEN_TINT, edgecolors=GREEN, linewidths=0.8, zorder=1)
    curve.add_collection(bumps, autolim=False)
    (target,) = curve.plot([], [], color=GROUND, linewidth=6, zorder=2)
    (output,) = curve.plot([], [], color=GREEN, linewidth=2, zorder=3)
    label(missing, "The error: network minus target", "x")
    square = {"marker": "s", "markersize": 9, "linestyle": "none"}
    for ax in axes:
        ax.set_xlim(0, 1)
        ax.set_xticks((0, 0.5, 1), ("0", "½", "1"))
    key(
        missing,
        ("target", {"color": GROUND, "linewidth": 6}),
        ("network", {"color": GREEN, "linewidth": 2}),
        ("a bump", {**square, "markerfacecolor": GREEN_TINT, "markeredgecolor": GREEN, "markeredgewidth": 0.8}),
        ("error", {"color": PINK, "linewidth": 9}),
        columns=2,
        size=11,
    )
    error_range(missing, 1)
    missing.axhline(0, color=PALE, linewidth=1, zorder=0)
    error = missing.add_patch(Polygon(np.zeros((3, 2)), facecolor=PINK, edgecolor=PINK, linewidth=0.8, zorder=2))
    large_words(*axes)
    return SimpleNamespace(bumps=bumps, target=target, network=output, error=error)


def error_range(ax, most):
    """Let an axis of errors end a little beyond `most`, which is returned."""
    ax.set(ylim=(-1.35 * most, 1.35 * most), yticks=(-most, 0, most))
    return most


def xor_planes(axes, X, y, low, high):
    """The input plane with the lines of two hidden neurons, and the plane of these neurons' outputs.

    Parameters
    ----------
    axes : pair of Axes
    X : ndarray, shape (4, 2)
        The corners of the square.
    y : ndarray of int, shape (4,)
    low, high : float
        Limits of the input plane.

    Returns
    -------
    SimpleNamespace
        ``regions`` (AxesImage), ``lines`` (two Line2D), ``arrows`` (two Polygon), ``hands`` and ``ways`` (two Line2D each: a dot on each
        line, and what is not seen, from where to where it can be dragged) in the input plane; ``grid``
        (LineCollection), ``halves`` (two Polygon), ``cut``, ``corners`` (two Line2D: class 0, class 1) and ``names``
        (two PathCollections with the same words: their ground and themselves) in the hidden one, without data.
    """
    inputs, hidden = axes
    styles = ({"color": GREEN, "linewidth": 2.6}, {"color": PINK, "linewidth": 2.6, "linestyle": (0, (4, 1.5))})
    label(inputs, "Input plane: where each fires", "x₁", "x₂")
    sides = [
        (f"output {kind}", {"marker": "s", "markersize": 9, "color": tint, "linestyle": "none"})
        for kind, tint in enumerate(CLASS_TINTS)
    ]
    key(inputs, *zip(("neuron 1", "neuron 2"), styles, strict=True), *sides, columns=2)
    inputs.set(xlim=(low, high), ylim=(low, high), xticks=(0, 1), yticks=(0, 1), aspect="equal")
    regions = inputs.imshow(
        np.ones((2, 2, 3)), extent=(low, high, low, high), origin="lower", interpolation="none", zorder=0
    )
    inputs.add_collection(_grid(low, high), autolim=False)
    lines = [inputs.plot([], [], zorder=3, **style)[0] for style in styles]
    arrows = [
        inputs.add_patch(Polygon(np.zeros((7, 2)), color=color, linewidth=0, zorder=3)) for color in (GREEN, PINK)
    ]
    dot = {"linestyle": "none", "markersize": 7, "markeredgecolor": "white", "zorder": 4}
    hands = [inputs.plot([], [], "o", color=color, **dot)[0] for color in (GREEN, PINK)]
    ways = [inputs.plot([], [], linestyle="none")[0] for _ in styles]
    for kind in (0, 1):
        style = {"color": CLASS_COLORS[kind], "markersize": 12, "markeredgecolor": "white", "linestyle": "none"}
        inputs.plot(*X[y == kind].T, CLASS_MARKERS[kind], zorder=5, **style)
    for words in words_on_ground(inputs):
        set_words(words, [f"{x[0]:.0f}{x[1]:.0f}" for x in X], X + np.where(X > 0, 1, -1) * (0.12, 0.09))
    label(hidden, "Hidden plane: where they land", "h₁, output of neuron 1", "h₂, output of neuron 2")
    key(
        hidden,
        ("grid of the input plane", {"color": GROUND, "linewidth": 0.8}),
        ("output = ½", {"color": INK, "linewidth": 2.5}),
        columns=1,
    )
    hidden.xaxis.label.set_color(GREEN)
    hidden.yaxis.label.set_color(PINK)
    hidden.set(xlim=(-0.22, 1.22), ylim=(-0.22, 1.22), xticks=(0, 1), yticks=(0, 1), aspect="equal")
    halves = [hidden.add_patch(Polygon(np.zeros((4, 2)), color=tint, linewidth=0, zorder=0)) for tint in CLASS_TINTS]
    grid = hidden.add_collection(LineCollection([], colors=GROUND, linewidths=0.8, zorder=1), autolim=False)
    (cut,) = hidden.plot([], [], color=INK, linewidth=2.5, zorder=3)
    corners = [
        hidden.plot(
            [], [], CLASS_MARKERS[kind], color=CLASS_COLORS[kind], markersize=12, markeredgecolor="white", zorder=5
        )[0]
        for kind in (0, 1)
    ]
    return SimpleNamespace(
        regions=regions,
        lines=lines,
        arrows=arrows,
        hands=hands,
        ways=ways,
        halves=halves,
        grid=grid,
        cut=cut,
        corners=corners,
        names=words_on_ground(hidden),
    )


def _grid(low, high):
    return LineCollection(grid_lines(low, high, points=2), colors=PALE, linewidths=0.8, zorder=1)


@picture(7.4, 2.6, ncols=2)
def weight_paths(axes, paths, titles):
    """How the weights of some hidden neurons move while a network is trained.

    Parameters
    ----------
    paths : sequence of ndarray, shape (steps, n_hidden)
        One weight of every hidden neuron, after every step.
    titles : sequence of str
    """
    styles = [{"color": c, "linewidth": 2.4, "linestyle": s} for c, s in ((GREEN, "-"), (PINK, DASHED), (INK, DOTTED))]
    low, high = np.min(paths), np.max(paths)
    for ax, path, title in zip(axes, paths, titles, strict=True):
        label(ax, title, "training steps", "weight from x₁" if ax is axes[0] else "")
        ax.set(xlim=(0, len(path) - 1), ylim=(low - 0.3, high + 0.9), xticks=range(0, len(path), 100))
        ax.tick_params(labelleft=ax is axes[0])
        ax.axhline(0, color=PALE, linewidth=1, zorder=0)
        for k, weights in enumerate(path.T):
            ax.plot(weights, **styles[k % 3])
        for k, weights in enumerate(path.T if ax is axes[1] else ()):
            style = {"color": styles[k % 3]["color"], "fontsize": 11, "ha": "right", "path_effects": HALO}
            ax.text(len(path) - 1, weights[-1] + (high - low) / 22, f"neuron {k}", **style)
    axes[0].text(len(paths[0]) - 1, paths[0][-1, 0] + 0.55, "all three neurons", fontsize=11, ha="right")
    each = [len(np.unique(path[-1].round(2))) for path in paths]
    ends = "; ".join(
        f"{title}: they end at {', '.join(fixed(w, 2) for w in path[-1])}"
        for title, path in zip(titles, paths, strict=True)
    )
    counts = " and ".join(map(str, each))
    return f"How a weight of {paths[0].shape[1]} hidden neurons changes over {len(paths[0]) - 1} steps: {counts} paths. {ends}."
