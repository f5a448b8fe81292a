"""Pictures of lesson 07."""

from types import SimpleNamespace

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.patches import Circle, Polygon, Rectangle

from dlcourse.activations import ReLU, Softmax
from dlcourse.data import digits as handwritten
from dlcourse.data import reader
from dlcourse.figures import (
    CLASS_COLORS,
    CLASS_MARKERS,
    CLASS_TINTS,
    CSS_DPI,
    GREEN,
    GREEN_TINT,
    GREY,
    GROUND,
    INK,
    PALE,
    PINK,
    PINK_TINT,
    key,
    label,
    large_powers,
    large_words,
    moving_words,
    picture,
)
from dlcourse.figures.diagrams import NODE, lines_between
from dlcourse.figures.lanes import bare
from dlcourse.figures.linear import half_plane
from dlcourse.figures.logarithmic import mark_powers
from dlcourse.figures.pixels import blank, captioned, wall
from dlcourse.figures.planes import grid_lines
from dlcourse.network import layer_outputs

# All through this lesson: what goes forward is green or black, what comes back (slopes, errors) is pink.

MISREAD = 423  # of the held-out digits: a 4 that the reader of lesson 00 takes for a 9


@picture(7.4, 2.15, words=12.4)
def opening(ax):
    """A 4 goes through the digit reader of lesson 00, of which a part is drawn, and comes out as a 9."""
    four, layers = handwritten()[2][MISREAD : MISREAD + 1], reader()
    opinions = layer_outputs(four, layers, [ReLU(), ReLU(), Softmax()])[-1][0]
    count = sum(W.size + b.size for W, b in layers)
    blank(ax, f"A 4 goes in, a 9 comes out. Which of {count:,} numbers are to blame?")
    wall(ax, four, 1, 4, 170, 144)
    ax.add_patch(Rectangle((4, 26), 144, 144, fill=False, edgecolor=PALE, zorder=2))
    places = (152, 10), (255, 12), (375, 9), (495, 10)
    columns = [np.column_stack([np.full(n, x), np.linspace(170, 26, n)]) for x, n in places]
    # Of the weights between two columns some, evenly spread; the larger ones as lines, as wide as they are large.
    for one, other, (W, _) in zip(columns, columns[1:], layers, strict=False):
        some = np.ix_(
            *(np.linspace(0, size - 1, len(end)).astype(int) for size, end in zip(W.shape, (other, one), strict=True))
        )
        sizes = np.abs(W[some]).ravel()
        large = sizes > np.quantile(sizes, 0.6)
        widths = 2 * sizes[large] / sizes.max()
        ax.add_collection(LineCollection(lines_between(one, other)[large], colors=PALE, linewidths=widths, zorder=1))
    for column in columns[1:]:
        ax.plot(*column.T, "o", color=NODE, markeredgecolor=GREY, markersize=7, zorder=2)
    for digit, (x, y) in enumerate(columns[-1]):
        color = {opinions.argmax(): PINK, 4: GREEN}.get(digit, GREY)
        ax.text(
            x + 14, y, digit, color=color, va="center", fontsize=10.5, fontweight="bold" if color != GREY else "normal"
        )
        ax.add_patch(Rectangle((x + 30, y - 5), 120 * opinions[digit], 10, color=color, linewidth=0))
    for digit, text in ((4, "should win"), (opinions.argmax(), "wins")):
        x, y = columns[-1][digit]
        ax.text(x + 36 + 120 * opinions[digit], y, f"{100 * opinions[digit]:.0f} %, {text}", va="center", fontsize=10.5)
    return (
        f"A handwritten 4 goes through a network of {count:,} weights and biases, of which some are drawn as lines. At its end there are bars "
        f"for ten digits: {100 * opinions[4]:.0f} % for 4, and {100 * opinions.max():.0f} % for {opinions.argmax()}."
    )


GRAPH = {
    "x": (1.1, 4.7),
    "w": (1.1, 1.9),
    "b": (4.6, 5.4),
    "p": (4.6, 3.1),
    "z": (7.5, 4.2),
    "s": (10.0, 4.2),
    "r": (7.5, 0.9),
    "f": (12.7, 2.6),
}
FORMULAS = {
    "x": "x",
    "w": "w",
    "b": "b",
    "p": "p = w·x",
    "z": "z = p + b",
    "s": "s = z²",
    "r": "r = w²",
    "f": "f = s + r",
}
GRAPH_EDGES = (("x", "p"), ("w", "p"), ("p", "z"), ("b", "z"), ("z", "s"), ("w", "r"), ("s", "f"), ("r", "f"))


def chain(ax):
    """The graph of f = (wx + b)² + w²: one node for each step of the calculation, one line for each use of a number.

    Parameters
    ----------
    ax : Axes

    Returns
    -------
    SimpleNamespace
        ``values`` and ``slopes`` (PathCollections), ``factors`` (PathCollection: what is multiplied on the way back),
        ``forward`` and ``back`` (Line2D, the nodes at work).
    ndarray, shape (8, 2)
        Where the factors go.
    """
    bare(ax, "f = (wx + b)² + w²: the value of each step, and its slope", 0.1, -0.3, 6.5)
    key(
        ax,
        ("value", {"color": INK, "linewidth": 2}),
        ("slope, and what it is multiplied by, going back", {"color": PINK, "linewidth": 2}),
        size=11,
    )
    ends = np.array([[GRAPH[one], GRAPH[other]] for one, other in GRAPH_EDGES])
    ax.add_collection(LineCollection(ends, colors=GROUND, linewidths=1.3, zorder=1), autolim=False)
    ring = {"markerfacecolor": "none", "markeredgewidth": 3, "markersize": 43, "zorder": 1.5}
    (forward,) = ax.plot([], [], "o", markeredgecolor=GREEN, **ring)
    (back,) = ax.plot([], [], "o", markeredgecolor=PINK, **ring)
    along = ends[:, 1] - ends[:, 0]
    aside = np.stack([-along[:, 1], along[:, 0]], axis=1) / np.linalg.norm(along, axis=1, keepdims=True)
    for name, (x, y) in GRAPH.items():
        leaf = name in "xwb"
        shape = Rectangle((x - 0.48, y - 0.42), 0.96, 0.84) if leaf else Circle((x, y), 0.52)
        shape.set(facecolor="white" if leaf else NODE, edgecolor=INK, zorder=4)
        ax.add_patch(shape)
        ax.text(x, y + 0.68, FORMULAS[name], ha="center", va="bottom", fontsize=11, color=INK, zorder=1)
    artists = SimpleNamespace(
        values=moving_words(ax),
        slopes=moving_words(ax, PINK),
        factors=moving_words(ax, PINK),
        forward=forward,
        back=back,
    )
    large_words(ax)
    return artists, ends.mean(axis=1) + 0.3 * aside


@picture(7.4, 3.76, words=12.4)
def shapes(ax, n, n_before, n_here, n_next):
    """The second and the fourth equation as rectangles: which shape meets which.

    Parameters
    ----------
    n : int
        Examples.
    n_before, n_here, n_next : int
        Neurons of three layers in a row; the one in the middle is hidden.
    """
    rows = (
        [
            ("δ of next", n, n_next, PINK, "@"),
            ("W of next", n_next, n_here, INK, "⊙"),
            ("φ′(z)", n, n_here, GREEN, "="),
            ("δ", n, n_here, PINK, ""),
        ],
        [
            ("δᵀ", n_here, n, PINK, "@"),
            ("a before", n, n_before, GREEN, "/ n ="),
            ("dW", n_here, n_before, INK, ""),
        ],
    )
    words = (
        ("A row for each", f"of the {n} examples,", "a column for each", f"of the {n_here} neurons."),
        (f"The {n} examples are", "added up. What is", "left has the shape", "of W."),
    )
    blank(ax, "The error of a hidden layer: next errors times next weights, times φ′(z)")
    ax.text(
        0,
        166,
        "The slopes of its weights: transposed errors times inputs, divided by n",
        fontsize=12,
        fontweight="bold",
    )
    cell = 22
    for middle, row, lines in zip((289, 98), rows, words, strict=True):
        x = 26
        for name, height, width, color, sign in row:
            left, right, bottom, top = x, x + width * cell, middle - height * cell / 2, middle + height * cell / 2
            box = (left, bottom), right - left, top - bottom
            ax.add_patch(Rectangle(*box, facecolor=color, alpha=0.2, edgecolor="none"))
            ax.add_patch(Rectangle(*box, fill=False, edgecolor=color, linewidth=1.6))
            ax.vlines(np.arange(left, right, cell)[1:], bottom, top, color=color, linewidth=0.6, alpha=0.6)
            ax.hlines(np.arange(bottom, top, cell)[1:], left, right, color=color, linewidth=0.6, alpha=0.6)
            ax.text((left + right) / 2, middle - 74, name, ha="center", va="center", fontsize=12)
            ax.text((left + right) / 2, middle - 93, f"({height}, {width})", ha="center", va="center", color=GREY)
            gap = 90 if len(sign) > 1 else 56
            ax.text(right + gap / 2, middle, sign, ha="center", va="center", fontsize=15)
            x = right + gap
        for k, line in enumerate(lines):
            ax.text(534, middle + 23 * ((len(lines) - 1) / 2 - k), line, va="center_baseline", color=GREY)
    return (
        f"Boxes of numbers: ({n}, {n_next}) @ ({n_next}, {n_here}) ⊙ ({n}, {n_here}) = ({n}, {n_here}) for the error of a hidden layer; "
        f"({n_here}, {n}) @ ({n}, {n_before}) / n = ({n_here}, {n_before}) for dW."
    )


SMALLEST = 1e-12  # of the sizes that `saturation` has room for


def saturation(axes):
    """The sigmoid with two neurons on it, and the size of their errors and slopes on a logarithmic scale.

    Parameters
    ----------
    axes : pair of Axes

    Returns
    -------
    SimpleNamespace
        ``hidden`` and ``output`` (Line2D, a neuron's place on the curve), ``hidden_slope`` and ``output_slope`` (Line2D,
        tangents), ``sizes`` (list of four Line2D: output's δ, its weight's slope, hidden δ, its weight's slope).
    """
    curve, sizes = axes
    z = np.linspace(-9.7, 9.7, 200)
    label(curve, "Where the two neurons are on σ", "z", "a = σ(z)")
    curve.set(xlim=(-9.7, 9.7), ylim=(-0.12, 1.12), xticks=range(-8, 9, 4), yticks=(0, 0.5, 1))
    curve.plot(z, 1 / (1 + np.exp(-z)), color=GROUND, linewidth=3, zorder=1)
    (hidden_slope,) = curve.plot([], [], color=GREEN, linewidth=2.2, zorder=2)
    (output_slope,) = curve.plot([], [], color=INK, linewidth=2.2, zorder=2)
    (hidden,) = curve.plot([], [], "o", color=GREEN, markersize=17, markeredgecolor="white", zorder=3)
    (output,) = curve.plot([], [], "s", color=INK, markersize=9, markeredgecolor="white", zorder=3)  # both are seen
    mark = {"linestyle": "none"}
    key(
        curve,
        ("hidden neuron", {"marker": "o", "color": GREEN, "markersize": 12, **mark}),
        ("output", {"marker": "s", "color": INK, "markersize": 8, **mark}),
    )
    label(sizes, "Their errors and slopes", "size (log scale)")
    sizes.set_xscale("log")
    large_powers(sizes)
    sizes.set(xlim=(SMALLEST / 6, 3), ylim=(3.5, -0.75), xticks=(1e-12, 1e-9, 1e-6, 1e-3, 1), yticks=())
    sizes.spines["left"].set_visible(False)
    rows = (
        ("δ of the output", INK, "s"),
        ("slope of w₂ = δ · a", INK, "D"),
        ("δ of the hidden neuron", GREEN, "o"),
        ("slope of w₁ = δ · x", GREEN, "D"),
    )
    dots = []
    for row, (name, color, marker) in enumerate(rows):
        sizes.axhline(row, color=PALE, linewidth=1, zorder=1)
        sizes.text(0, row - 0.24, name, color=color, fontsize=11, va="bottom", transform=sizes.get_yaxis_transform())
        dots += sizes.plot([], [], marker, color=color, markersize=11, markeredgecolor="white", zorder=3)
    lines = {"hidden": hidden, "output": output, "hidden_slope": hidden_slope, "output_slope": output_slope}
    return SimpleNamespace(**lines, sizes=dots)


DASHED = (0, (4, 1.5))
LOW, HIGH = -0.35, 1.35
LINES = grid_lines(LOW, HIGH, count=7, points=30)


def xor_training(axes, X, y, epochs):
    """What a network of two hidden neurons says of the plane, what it makes of the plane, and its loss so far.

    Parameters
    ----------
    axes : three Axes
    X : ndarray, shape (4, 2)
    y : ndarray of int, shape (4,)
    epochs : int
        The last epoch that is shown.

    Returns
    -------
    SimpleNamespace
        ``says`` (AxesImage) and ``lines`` (two Line2D) in the input plane; ``halves`` (two Polygon), ``grid``
        (LineCollection), ``cut``, ``corners`` (two Line2D) in the hidden one; ``past``, ``curve`` and ``here`` (Line2D).
    """
    inputs, hidden, loss = axes
    label(inputs, "Answers over the plane", "x₁", "x₂")
    inputs.set(xlim=(LOW, HIGH), ylim=(LOW, HIGH), xticks=(0, 1), yticks=(0, 1), aspect="equal")
    says = inputs.imshow(
        np.full((2, 2, 3), 255, np.uint8),
        extent=(LOW, HIGH, LOW, HIGH),
        origin="lower",
        interpolation="none",
        zorder=0,
    )
    inputs.add_collection(LineCollection(LINES, colors=GROUND, linewidths=0.4, zorder=1), autolim=False)
    lines = [inputs.plot([], [], color=INK, linewidth=1.6, linestyle=style, zorder=2)[0] for style in ("-", DASHED)]
    label(hidden, "The hidden plane", "h₁", "h₂")
    hidden.set(xlim=(-0.12, 1.12), ylim=(-0.12, 1.12), xticks=(0, 1), yticks=(0, 1), aspect="equal")
    halves = [hidden.add_patch(Polygon(np.zeros((4, 2)), color=tint, linewidth=0, zorder=0)) for tint in CLASS_TINTS]
    grid = hidden.add_collection(LineCollection([], colors=GROUND, linewidths=0.7, zorder=1), autolim=False)
    (cut,) = hidden.plot([], [], color=INK, linewidth=2.5, zorder=3)
    corners = []
    width, height = CSS_DPI * inputs.figure.get_size_inches()
    for k, ax in enumerate(axes):
        ax.set_position([(42 + 260 * k) / width, 96 / height, 200 / width, 200 / height])
    for kind in (0, 1):
        style = {"color": CLASS_COLORS[kind], "markersize": 11, "markeredgecolor": "white", "linestyle": "none"}
        inputs.plot(*X[y == kind].T, CLASS_MARKERS[kind], zorder=5, **style)
        corners += hidden.plot([], [], CLASS_MARKERS[kind], zorder=5, **style)
    line = {"color": INK, "linewidth": 1.6}
    targets = [{"color": c, "marker": m, "linestyle": "none"} for c, m in zip(CLASS_COLORS, CLASS_MARKERS, strict=True)]
    key(
        inputs,
        ("h₁ = ½", line),
        ("h₂ = ½", {**line, "linestyle": DASHED}),
        *zip(("target 0", "target 1"), targets, strict=True),
        columns=2,
    )
    key(
        hidden,
        ("the grid of the first plane", {"color": GROUND, "linewidth": 0.8}),
        ("output = ½", {"color": INK, "linewidth": 2.5}),
        columns=1,
    )
    label(loss, "The loss", "epoch")
    loss.set(xlim=(-0.02 * epochs, 1.04 * epochs), ylim=(0, 0.16), yticks=(0, 0.05, 0.1, 0.15), box_aspect=1)
    loss.set_xticks((0, epochs // 2, epochs))
    (curve,) = loss.plot([], [], color=GROUND, linewidth=1.5, zorder=1)
    (past,) = loss.plot([], [], color=GREEN, linewidth=2.5, zorder=2)
    (here,) = loss.plot([], [], "o", color=GREEN, markersize=10, markeredgecolor="white", zorder=3, clip_on=False)
    key(
        loss,
        ("so far", {"color": GREEN, "linewidth": 2.5}),
        ("still to come", {"color": GROUND, "linewidth": 1.5}),
        columns=1,
    )
    return SimpleNamespace(
        says=says,
        lines=lines,
        halves=halves,
        grid=grid,
        cut=cut,
        corners=corners,
        curve=curve,
        past=past,
        here=here,
    )


def draw_grid(artists, grid):
    """The grid of the first plane where the hidden layer puts it: the closer its lines, the thinner.

    Parameters
    ----------
    artists : SimpleNamespace
        From `xor_training`.
    grid : ndarray, shape (14, 30, 2)
    """
    artists.grid.set_segments(grid)
    sides = np.linalg.svd(grid.reshape(-1, 2) - grid.mean(axis=(0, 1)), compute_uv=False) / np.sqrt(grid.size / 2)
    artists.grid.set_linewidth(np.clip(15 * sides[-1], 0.3, 0.8))


def draw_cut(artists, v, c):
    """The output neuron's line in the hidden plane, and the two sides of it.

    Parameters
    ----------
    artists : SimpleNamespace
        From `xor_training`.
    v : ndarray, shape (2,)
    c : float
    """
    line, region = half_plane(v, c)
    artists.cut.set_data(*line.T)
    artists.halves[0].set_xy(half_plane(-v, -c)[1])
    artists.halves[1].set_xy(region)


@picture(7.4, 3.1, ncols=2)
def cost(axes, parameters, counted, passes):
    """What all slopes of a network cost, by nudging every parameter and by backpropagation.

    Parameters
    ----------
    parameters : sequence of int
        How many each network has.
    counted : array_like, shape (k, 2)
        Multiplications for one example: by nudging, by backpropagation.
    passes : array_like, shape (k, 2)
        Measured time in forward passes of the same network, in the same order.
    """
    for ax, numbers, low, high, title in (
        (axes[0], np.asarray(counted), 10, 0, "Counted: multiplications"),
        (axes[1], np.asarray(passes), 0.5, 3e5, "Measured, in forward passes"),
    ):
        label(ax, title, "parameters")
        ax.set_xscale("log")
        ax.set_yscale("log")
        large_powers(ax)
        for column, color, marker, name in ((0, PINK, "o", "nudging"), (1, GREEN, "s", "backpropagation")):
            lined = {"linestyle": "-" if ax is axes[0] else "none", "linewidth": 2, "markersize": 6}
            ax.plot(parameters, numbers[:, column], marker, color=color, **lined)
            # Names of what is measured stay where they are: it is not the same twice, but its picture should be.
            top = numbers[-1, column] if ax is axes[0] else max(numbers[-1, column], (2e4, 6)[column])
            above = {"xytext": (0, 10), "textcoords": "offset points", "ha": "right"}
            ax.annotate(name, (parameters[-1], top), color=color, fontsize=11, **above)
        # A decade of room, as the name stands above the highest point; and the same axis on a busy machine.
        ax.set(xlim=(parameters[0] / 1.6, parameters[-1] * 1.6), ylim=(low, max(high, 10 * numbers.max())))
    most = np.asarray(counted)[-1]
    return (
        f"First panel: multiplications against parameters, for {len(parameters)} networks. For {parameters[-1]:,} parameters nudging takes "
        f"{most[0]:,}, backpropagation {most[1]:,}: nudging is twice as steep. Second panel: the measured time in forward passes, with a similar distance between the two."
    )


@picture(7.4, 3.1)
def step_sizes(ax, eps, one_sided, central):
    """How far two numerical slopes are off, for nudges of many sizes.

    Parameters
    ----------
    eps, one_sided, central : ndarray, shape (k,)
        Sizes of the nudge, and the relative error of the two slopes.
    """
    label(ax, "A nudge can be too large, and it can be too small", "nudge ε", "relative error")
    ax.set_xscale("log")
    ax.set_yscale("log")
    mark_powers(ax.xaxis, np.arange(-11, 0, 2), plain=0)
    mark_powers(ax.yaxis, np.arange(-12, 1, 3), plain=1)
    ax.set(xlim=(eps.min() / 1.5, eps.max() * 1.5), ylim=(1e-13, 1))
    for errors, color, tint, marker, name, place in (
        (one_sided, PINK, PINK_TINT, "o", "one-sided", (2e-5, 3e-4)),
        (central, GREEN, GREEN_TINT, "s", "central", (6e-4, 2e-11)),
    ):
        ax.plot(eps, errors, color=tint, linewidth=2, zorder=1)
        ax.plot(eps, errors, marker, color=color, markersize=5)
        ax.text(*place, name, color=color, fontsize=11)
    ax.axvline(1e-6, color=PALE, linewidth=1.5, zorder=0)
    ax.text(8e-7, 6e-12, "the nudge of this lesson", color=GREY, ha="right", va="center")
    large_words(ax)
    large_powers(ax, 15)
    return (
        "Relative error against the nudge, both axes logarithmic: two V shapes. The central one lies far lower, and is lowest near "
        "10⁻⁵."
    )


@picture(7.4, 2.4, nrows=2, ncols=10)
def digits(axes, pictures, said=None, y=None):
    """Pictures of few pixels with what a network says they are, or what they are; wrong ones are framed.

    Parameters
    ----------
    pictures : ndarray, shape (k, 64)
        As many as axes: in a lesson twenty.
    said, y : sequence of int, length k, optional
        What the network says, and what it is. Either may be left out.
    """
    return captioned(axes, pictures, said, y, ink=(-0.3, 1.2), kind="noisy pixel digits")
