"""Pictures of lesson 07."""

from types import SimpleNamespace

import numpy as np
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.patches import Circle, Polygon, Rectangle

from dlcourse.figures import (
    CLASS_COLORS,
    CLASS_MARKERS,
    CLASS_TINTS,
    GREEN,
    GREEN_TINT,
    GREY,
    GROUND,
    INK,
    LANDSCAPE,
    LIGHT_GREEN,
    PALE,
    PINK,
    PINK_TINT,
    label,
    large_powers,
    moving_words,
    picture,
)
from dlcourse.figures.diagrams import NODE, lines_between
from dlcourse.figures.linear import half_plane
from dlcourse.figures.network import grid_lines

# All through this lesson: what goes forward is green or black, what comes back (slopes, errors) is pink.

INPUTS = np.array([[0.9, 4.9], [0.9, 2.1]])
HIDDEN = np.array([[4.6, 6.2], [4.6, 3.5], [4.6, 0.8]])
OUTPUT, LOSS = np.array([[7.7, 3.5]]), np.array([9.6, 3.5])
RADIUS = 0.52
LANE = 0.07  # by which the two lanes of an edge, forward and back, lie beside its middle


def _bare(ax, title, xlim, ylim):
    label(ax, title)
    ax.set(xlim=xlim, ylim=ylim, xticks=[], yticks=[], aspect="equal")
    for spine in ax.spines.values():
        spine.set_visible(False)


def _grounds(ax):
    """White ground for words that stand on a line, as one artist: `set_grounds` says where."""
    return ax.add_collection(PolyCollection([], facecolors="white", linewidths=0, zorder=3), autolim=False)


def set_grounds(grounds, middles, widths, heights):
    """Put a white rectangle at each of some places.

    Parameters
    ----------
    grounds : PolyCollection
    middles : array_like, shape (n, 2)
    widths, heights : float, or ndarray of shape (n,)
        0 for none.
    """
    half = np.stack([sizes * np.ones(len(middles)) for sizes in (widths, heights)], axis=1)[:, None, :] / 2
    shape = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]])
    grounds.set_verts(np.asarray(middles)[:, None, :] + shape * half)


def passes(ax):
    """A network of two inputs, three hidden neurons and one output: every edge has a lane forward and a lane back.

    Parameters
    ----------
    ax : Axes

    Returns
    -------
    SimpleNamespace
        ``forward`` and ``back`` (LineCollections, the lanes), ``numbers``, ``quiet`` and ``slopes`` (PathCollections for
        `set_words`: black, grey and pink), ``moved`` (Line2D, rings), ``nudged`` (Line2D), ``now`` (Line2D, the neurons at work).
    SimpleNamespace
        ``angles`` (9,) of the edges, and where words go: ``weights`` and
        ``slopes`` (9, 2), ``neurons``, ``names``, ``scores``, ``biases`` and ``errors`` (4, 2), ``inputs`` (2, 2), ``loss`` (2,); and
        ``edges`` (9, 2, 2).
    """
    _bare(ax, "Slopes go back (purple). Thick: large. Dashed: negative", (0.3, 10.4), (-1.3, 7.6))
    edges = np.concatenate([lines_between(INPUTS, HIDDEN), lines_between(HIDDEN, OUTPUT)])
    along = edges[:, 1] - edges[:, 0]
    aside = np.stack([-along[:, 1], along[:, 0]], axis=1) / np.linalg.norm(along, axis=1, keepdims=True)
    # How far along their edges the numbers stand: where no other edge runs through them.
    at_weights = np.r_[0.48, 0.63, 0.3, 0.72, 0.82, 0.43, np.full(3, 0.42)][:, None]
    at_slopes = np.r_[0.43, 0.64, 0.63, 0.34, 0.21, 0.48, np.full(3, 0.42)][:, None]
    to_loss = np.array([[OUTPUT[0], LOSS]])
    beside = np.r_[aside, [[0, 1]]][:, None] * LANE
    lanes = [np.concatenate([edges, to_loss]) + side * beside for side in (1, -1)]
    forward, back = (
        ax.add_collection(LineCollection(lane, capstyle="butt", zorder=zorder), autolim=False)
        for lane, zorder in zip(lanes, (2, 2.5), strict=True)
    )
    back.set_color(PINK)
    (nudged,) = ax.plot([], [], color=LIGHT_GREEN, linewidth=9, solid_capstyle="round", zorder=1)
    (moved,) = ax.plot([], [], "o", color=GREEN, markerfacecolor="none", markeredgewidth=3, markersize=52, zorder=5)
    (now,) = ax.plot([], [], "o", color=LANDSCAPE, markeredgewidth=0, markersize=57, zorder=3)
    for x, y in np.concatenate([HIDDEN, OUTPUT]):
        ax.add_patch(Circle((x, y), RADIUS, facecolor=NODE, edgecolor=INK, zorder=4))
    for x, y in [*INPUTS, LOSS]:
        ax.add_patch(Rectangle((x - 0.5, y - 0.42), 1, 0.84, facecolor="white", edgecolor=INK, zorder=4))
    for name, (x, y) in (("x₁", INPUTS[0]), ("x₂", INPUTS[1]), ("loss C", LOSS)):
        ax.text(x, y + 0.6, name, ha="center", va="bottom", fontsize=11, color=INK, zorder=0.5)
    return SimpleNamespace(
        forward=forward,
        back=back,
        numbers=moving_words(ax),
        quiet=moving_words(ax, GREY),
        slopes=moving_words(ax, PINK),
        moved=moved,
        nudged=nudged,
        now=now,
    ), SimpleNamespace(
        **_around(np.concatenate([HIDDEN, OUTPUT])),
        edges=edges,
        angles=np.arctan2(along[:, 1], along[:, 0]),
        weights=edges[:, 0] + at_weights * along + 0.27 * aside,
        slopes=edges[:, 0] + at_slopes * along - 0.29 * aside,
        neurons=np.concatenate([HIDDEN, OUTPUT]),
        inputs=INPUTS,
        loss=LOSS,
    )


def _around(neurons):
    """Where the words of each neuron go: above and below it, or for the lowest, above which edges run, all below."""
    usual, lowest = (1.16, 0.8, -0.8, -1.18), (-0.8, -1.16, -1.52, -1.88)
    heights = np.array([usual, usual, lowest, usual])
    return {
        name: neurons + np.column_stack([np.zeros(4), heights[:, k]])
        for k, name in enumerate(("names", "scores", "biases", "errors"))
    }


def draw_lanes(lanes, sizes, color=None, least=0.8, gain=3.0):
    """Give lines the width and the dashes of numbers: the thicker, the larger; dashed, where negative.

    Parameters
    ----------
    lanes : LineCollection
    sizes : ndarray, shape (m,)
        0 or nan draws nothing.
    color : sequence of m str, optional
    least, gain : float
        The width is `least` for nearly nothing, and grows by `gain` for a size of 1, at most by 5.
    """
    drawn = np.nan_to_num(sizes)
    lanes.set_linewidths(np.where(drawn == 0, 0, least + np.minimum(gain * np.abs(drawn), 5)))
    lanes.set_linestyles([(0, (2.2, 1.2)) if size < 0 else "-" for size in drawn])
    if color is not None:
        lanes.set_colors(color)


GRAPH = {
    "x": (1.0, 4.7),
    "w": (1.0, 2.1),
    "b": (3.7, 5.3),
    "p": (3.7, 3.1),
    "z": (6.0, 3.9),
    "s": (8.2, 3.9),
    "r": (6.0, 0.9),
    "f": (10.4, 2.5),
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
        ``values`` and ``slopes`` (PathCollections), ``factors`` (PathCollection: what is multiplied on the way back) and
        ``grounds`` behind them, ``forward`` and ``back`` (Line2D, the nodes at work).
    ndarray, shape (8, 2)
        Where the factors go.
    """
    _bare(ax, "f = (wx + b)² + w²: values go forward, slopes go back (purple)", (0, 11.3), (-0.35, 6.5))
    ends = np.array([[GRAPH[one], GRAPH[other]] for one, other in GRAPH_EDGES])
    ax.add_collection(LineCollection(ends, colors=GROUND, linewidths=1.3, zorder=1), autolim=False)
    (forward,) = ax.plot([], [], "o", color=GREEN_TINT, markeredgewidth=0, markersize=54, zorder=1.5)
    (back,) = ax.plot([], [], "o", color=PINK_TINT, markeredgewidth=0, markersize=54, zorder=1.5)
    factor_places = ends[:, 0] + 0.5 * (ends[:, 1] - ends[:, 0])
    for name, (x, y) in GRAPH.items():
        leaf = name in "xwb"
        shape = Rectangle((x - 0.48, y - 0.42), 0.96, 0.84) if leaf else Circle((x, y), 0.52)
        shape.set(facecolor="white" if leaf else NODE, edgecolor=INK, zorder=4)
        ax.add_patch(shape)
        ax.text(x, y + 0.6, FORMULAS[name], ha="center", va="bottom", fontsize=11, color=INK, zorder=1)
    return SimpleNamespace(
        values=moving_words(ax),
        slopes=moving_words(ax, PINK),
        factors=moving_words(ax, PINK),
        grounds=_grounds(ax),
        forward=forward,
        back=back,
    ), factor_places


@picture(8, 4.4, nrows=2)
def shapes(axes, n, n_before, n_here, n_next):
    """The second and the fourth equation as rectangles: which shape meets which.

    Parameters
    ----------
    n : int
        Examples.
    n_before, n_here, n_next : int
        Neurons of three layers in a row; the one in the middle is hidden.
    """
    rows = (
        (
            "Error of a hidden layer: next errors times next weights, times φ′(z)",
            [
                ("δ of next", n, n_next, PINK, "@"),
                ("W of next", n_next, n_here, INK, "⊙"),
                ("φ′(z)", n, n_here, GREEN, "="),
                ("δ", n, n_here, PINK, ""),
            ],
        ),
        (
            "Slopes of the weights: transposed errors times inputs, divided by n",
            [
                ("δᵀ", n_here, n, PINK, "@"),
                ("a before", n, n_before, GREEN, "/ n ="),
                ("dW", n_here, n_before, INK, ""),
            ],
        ),
    )
    for ax, (title, boxes) in zip(axes, rows, strict=True):
        _bare(ax, title, (-0.3, 28), (-2.6, 6.4))
        x = 0.5
        for name, height, width, color, sign in boxes:
            y = 3 - height / 2
            ax.add_patch(Rectangle((x, y), width, height, facecolor=color, alpha=0.22, edgecolor="none"))
            ax.add_patch(Rectangle((x, y), width, height, fill=False, edgecolor=color, linewidth=1.6))
            ax.vlines(x + np.arange(1, width), y, y + height, color=color, linewidth=0.6, alpha=0.6)
            ax.hlines(y + np.arange(1, height), x, x + width, color=color, linewidth=0.6, alpha=0.6)
            ax.text(x + width / 2, -0.7, name, ha="center", va="center", fontsize=12, color=INK)
            ax.text(x + width / 2, -1.9, f"({height}, {width})", ha="center", va="center", fontsize=11, color=GREY)
            gap = 4.4 if len(sign) > 1 else 2.4
            ax.text(x + width + gap / 2, 3, sign, ha="center", va="center", fontsize=15)
            x += width + gap
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
    label(curve, "The two neurons on the curve of σ", "z", "a = σ(z)")
    curve.set(xlim=(-9.7, 9.7), ylim=(-0.12, 1.12), xticks=range(-8, 9, 4), yticks=(0, 0.5, 1))
    curve.plot(z, 1 / (1 + np.exp(-z)), color=GROUND, linewidth=3, zorder=1)
    (hidden_slope,) = curve.plot([], [], color=GREEN, linewidth=2.2, zorder=2)
    (output_slope,) = curve.plot([], [], color=INK, linewidth=2.2, zorder=2)
    (hidden,) = curve.plot([], [], "o", color=GREEN, markersize=12, markeredgecolor="white", zorder=3)
    (output,) = curve.plot([], [], "s", color=INK, markersize=11, markeredgecolor="white", zorder=3)
    curve.text(-9.2, 0.95, "● hidden neuron", color=GREEN, fontsize=11)
    curve.text(-9.2, 0.84, "■ output", color=INK, fontsize=11)
    label(sizes, "Errors and slopes", "size (log scale)")
    sizes.set_xscale("log")
    large_powers(sizes)
    sizes.set(xlim=(SMALLEST, 3), ylim=(3.5, -0.75), xticks=(1e-12, 1e-9, 1e-6, 1e-3, 1), yticks=())
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


LOW, HIGH = -0.35, 1.35
LINES = grid_lines(LOW, HIGH, count=11, points=30)


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
    lines = [
        inputs.plot([], [], color=INK, linewidth=1.6, linestyle=style, zorder=2)[0] for style in ("-", (0, (4, 1.5)))
    ]
    label(hidden, "The hidden plane", "h₁ (solid line)", "h₂ (dashed)")
    hidden.set(xlim=(-0.12, 1.12), ylim=(-0.12, 1.12), xticks=(0, 1), yticks=(0, 1), aspect="equal")
    halves = [hidden.add_patch(Polygon(np.zeros((4, 2)), color=tint, linewidth=0, zorder=0)) for tint in CLASS_TINTS]
    grid = hidden.add_collection(LineCollection([], colors=GROUND, linewidths=0.7, zorder=1), autolim=False)
    (cut,) = hidden.plot([], [], color=INK, linewidth=2.5, zorder=3)
    corners = []
    for ax in axes:
        ax.set_anchor("N")
    for kind in (0, 1):
        style = {"color": CLASS_COLORS[kind], "markersize": 11, "markeredgecolor": "white", "linestyle": "none"}
        inputs.plot(*X[y == kind].T, CLASS_MARKERS[kind], zorder=5, **style)
        corners += hidden.plot([], [], CLASS_MARKERS[kind], zorder=5, **style)
    label(loss, "The loss", "epoch")
    loss.set(xlim=(-0.02 * epochs, 1.04 * epochs), ylim=(0, 0.16), yticks=(0, 0.05, 0.1, 0.15), box_aspect=1)
    loss.set_xticks((0, epochs // 2, epochs))
    (curve,) = loss.plot([], [], color=GROUND, linewidth=1.5, zorder=1)
    (past,) = loss.plot([], [], color=GREEN, linewidth=2.5, zorder=2)
    (here,) = loss.plot([], [], "o", color=GREEN, markersize=10, markeredgecolor="white", zorder=3)
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


@picture(8, 3.3, ncols=2)
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
    for ax, numbers, title in (
        (axes[0], np.asarray(counted), "Counted: multiplications"),
        (axes[1], np.asarray(passes), "Measured: time, in forward passes"),
    ):
        label(ax, title, "parameters")
        ax.set_xscale("log")
        ax.set_yscale("log")
        large_powers(ax)
        lined = "-" if ax is axes[0] else "none"
        for column, color, marker, name in ((0, PINK, "o", "nudging"), (1, GREEN, "s", "backpropagation")):
            ax.plot(parameters, numbers[:, column], marker, color=color, linestyle=lined, linewidth=2, markersize=6)
            if ax is axes[0]:
                place = np.exp(np.interp(0.6, (0, 1), np.log((parameters[0], parameters[-1]))))
                height = np.exp(np.interp(np.log(place), np.log(parameters), np.log(numbers[:, column])))
                aside = {"xytext": (-10, 8) if column == 0 else (4, -14), "textcoords": "offset points"}
                edge = "right" if column == 0 else "left"
                ax.annotate(name, (place, height), color=color, fontsize=11, ha=edge, va="center", **aside)
        ax.set_xlim(parameters[0] / 1.6, parameters[-1] * 1.6)
    axes[0].set_ylim(10, 1e9)
    axes[1].set_ylim(0.5, 1e5)
    most = np.asarray(counted)[-1]
    return (
        f"Left: multiplications against parameters, for {len(parameters)} networks. For {parameters[-1]:,} parameters nudging takes "
        f"{most[0]:,}, backpropagation {most[1]:,}: nudging is twice as steep. Right: the measured time in forward passes, with a similar distance between the two."
    )


@picture(7, 3.3)
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
    large_powers(ax)
    ax.set(xlim=(eps.min() / 1.5, eps.max() * 1.5), ylim=(1e-13, 1))
    for errors, color, marker, name, place in (
        (one_sided, PINK, "o", "one-sided", (2e-5, 3e-4)),
        (central, GREEN, "s", "central", (6e-4, 2e-11)),
    ):
        ax.plot(eps, errors, marker, color=color, markersize=5)
        ax.text(*place, name, color=color, fontsize=11)
    ax.axvline(1e-6, color=PALE, linewidth=1.5, zorder=0)
    return (
        "Relative error against the nudge, both axes logarithmic: two V shapes. The central one lies far lower, and is lowest near "
        "10⁻⁵."
    )


@picture(8, 2.5, nrows=2, ncols=10)
def digits(axes, pictures, said=None, y=None, ink=(-0.3, 1.2), kind="noisy pixel digits"):
    """Small pictures with what a network says they are, or what they are; wrong ones are framed.

    Parameters
    ----------
    pictures : ndarray, shape (k, m²)
        As many as axes: in a lesson twenty.
    said, y : sequence of int, length k, optional
        What the network says, and what it is. Either may be left out.
    ink : pair of float
        What is drawn white, and what black.
    kind : str
        What they are, for the alternative text.
    """
    axes, side = np.ravel(axes), round(np.sqrt(pictures.shape[1]))
    names = y if said is None else said
    words = [""] * len(pictures) if names is None else [str(name) for name in names]
    for k, (ax, one) in enumerate(zip(axes, pictures, strict=True)):
        ax.imshow(one.reshape(side, side), cmap="Greys", vmin=ink[0], vmax=ink[1], interpolation="none")
        ax.set(xticks=[], yticks=[])
        right = y is None or said is None or said[k] == y[k]
        if not right:
            words[k] = f"says {said[k]}, is {y[k]}"
        ax.set_title(words[k].replace(", ", "\n"), fontsize=11, linespacing=1.1, color=INK if right else PINK)
        for spine in ax.spines.values():
            spine.set(visible=True, color=PALE if right else PINK, linewidth=1 if right else 2.5)
    axes[0].figure.set_figheight(2.5 if any(", " in each for each in words) else 2.1)  # two lines of words, or one
    if names is None:
        return f"{len(pictures)} {kind}."
    if said is None or y is None:
        return f"{len(pictures)} {kind}, and {'what they are' if said is None else 'what a network says'}: {', '.join(words)}."
    wrong = sum("is" in each for each in words)
    return f"{len(pictures)} {kind}, with what a network says and {wrong} mistakes framed: {'; '.join(words)}."
