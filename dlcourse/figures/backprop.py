"""Pictures of lesson 07."""

from types import SimpleNamespace

import numpy as np
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.patches import Circle, Polygon, Rectangle

from dlcourse.figures import (
    BLUE,
    CLASS_COLORS,
    CLASS_MARKERS,
    CLASS_TINTS,
    GREEN,
    GREY,
    INK,
    PALE,
    PINK,
    label,
    moving_words,
)
from dlcourse.figures.linear import half_plane
from dlcourse.figures.network import NODE, grid_lines

# All through this lesson: what goes forward is green or black, what comes back (slopes, errors) is pink.
SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")

INPUTS = np.array([[0.9, 4.44], [0.9, 2.56]])
HIDDEN = np.array([[4.7, 6.0], [4.7, 3.5], [4.7, 1.0]])
OUTPUT, LOSS = np.array([[8.1, 3.5]]), np.array([10.3, 3.5])
RADIUS = 0.5


def _bare(ax, title, xlim, ylim):
    label(ax, title)
    ax.set(xlim=xlim, ylim=ylim, xticks=[], yticks=[], aspect="equal")
    for spine in ax.spines.values():
        spine.set_visible(False)


def _edges(sources, targets):
    """Every line from a source to a target, one neuron's after the other: shape (targets · sources, 2, 2)."""
    return np.array([[source, target] for target in targets for source in sources])


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
    """A network of two inputs, three hidden neurons and one output, with room for all its numbers.

    Parameters
    ----------
    ax : Axes

    Returns
    -------
    SimpleNamespace
        ``weights``, ``values`` and ``slopes`` (PathCollections for `set_words`: black numbers, and pink ones), ``grounds``
        (PolyCollection, white behind the numbers on the lines), ``moved`` (Line2D, rings), ``nudged`` (Line2D, an edge),
        ``now`` (Line2D, the neurons at work).
    SimpleNamespace
        ``edges`` (9, 2, 2), and where words go: ``weights`` (9, 2), ``neurons`` (4, 2), ``inputs`` (2, 2), ``loss`` (2,).
    """
    _bare(ax, "A network with all its numbers: forward in black, back in pink", (0.2, 11.2), (-0.55, 7.2))
    edges = np.concatenate([_edges(INPUTS, HIDDEN), _edges(HIDDEN, OUTPUT)])
    ax.add_collection(LineCollection(edges, colors=PALE, linewidths=1.2, zorder=1), autolim=False)
    ax.plot([OUTPUT[0, 0], LOSS[0]], [LOSS[1]] * 2, color=PALE, linewidth=1.2, linestyle=(0, (3, 2)), zorder=1)
    along = np.r_[np.full(6, 0.6), np.full(3, 0.45)][:, None]
    weight_places = edges[:, 0] + along * (edges[:, 1] - edges[:, 0])
    neurons = np.concatenate([HIDDEN, OUTPUT])
    (nudged,) = ax.plot([], [], color=GREEN, linewidth=3.5, zorder=2)
    (moved,) = ax.plot([], [], "o", color=GREEN, markerfacecolor="none", markeredgewidth=3, markersize=55, zorder=2)
    (now,) = ax.plot([], [], "o", color="#FFF2A8", markeredgewidth=0, markersize=66, zorder=1.5)
    for x, y in neurons:
        ax.add_patch(Circle((x, y), RADIUS, facecolor=NODE, edgecolor=INK, zorder=4))
    for x, y in [*INPUTS, LOSS]:
        ax.add_patch(Rectangle((x - 0.5, y - 0.42), 1, 0.84, facecolor="white", edgecolor=INK, zorder=4))
    names = [("x₁", INPUTS[0]), ("x₂", INPUTS[1]), ("loss C", LOSS)]
    for name, (x, y) in names:
        ax.text(x, y + 0.62, name, ha="center", va="bottom", fontsize=11, zorder=1)
    return SimpleNamespace(
        weights=moving_words(ax),
        grounds=_grounds(ax),
        values=moving_words(ax),
        slopes=moving_words(ax, PINK),
        moved=moved,
        nudged=nudged,
        now=now,
    ), SimpleNamespace(edges=edges, weights=weight_places, neurons=neurons, inputs=INPUTS, loss=LOSS)


GRAPH = {
    "x": (0.9, 4.7),
    "w": (0.9, 2.1),
    "b": (3.6, 5.3),
    "p": (3.6, 3.1),
    "z": (6.2, 3.9),
    "s": (8.7, 3.9),
    "r": (6.2, 0.9),
    "f": (11.2, 2.5),
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
    _bare(ax, "f = (wx + b)² + w²: values forward (black), slopes back (pink)", (0, 12.2), (-0.35, 6.5))
    ends = np.array([[GRAPH[one], GRAPH[other]] for one, other in GRAPH_EDGES])
    ax.add_collection(LineCollection(ends, colors=GREY, linewidths=1.3, zorder=1), autolim=False)
    (forward,) = ax.plot([], [], "o", color="#BFE8DA", markeredgewidth=0, markersize=54, zorder=1.5)
    (back,) = ax.plot([], [], "o", color="#F3D9E7", markeredgewidth=0, markersize=54, zorder=1.5)
    factor_places = ends[:, 0] + 0.5 * (ends[:, 1] - ends[:, 0])
    for name, (x, y) in GRAPH.items():
        leaf = name in "xwb"
        shape = Rectangle((x - 0.48, y - 0.42), 0.96, 0.84) if leaf else Circle((x, y), 0.52)
        shape.set(facecolor="white" if leaf else NODE, edgecolor=INK, zorder=4)
        ax.add_patch(shape)
        ax.text(x, y + 0.6, FORMULAS[name], ha="center", va="bottom", fontsize=11, zorder=1)
    return SimpleNamespace(
        values=moving_words(ax),
        slopes=moving_words(ax, PINK),
        factors=moving_words(ax, PINK),
        grounds=_grounds(ax),
        forward=forward,
        back=back,
    ), factor_places


def shapes(axes, n, n_before, n_here, n_next):
    """The second and the fourth equation as rectangles: which shape meets which.

    Parameters
    ----------
    axes : pair of Axes, one above the other
    n : int
        Examples.
    n_before, n_here, n_next : int
        Neurons of three layers in a row; the one in the middle is hidden.
    """
    rows = (
        (
            "Back through a layer: next errors · next weights, times the slopes",
            [
                ("δ of next", n, n_next, PINK, "@"),
                ("W of next", n_next, n_here, INK, "⊙"),
                ("φ′(z)", n, n_here, GREEN, "="),
                ("δ", n, n_here, PINK, ""),
            ],
        ),
        (
            "A layer's gradient: errors turned on their side · inputs",
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


def saturation(axes):
    """The sigmoid with two neurons on it, and the size of their errors and slopes on a logarithmic scale.

    Parameters
    ----------
    axes : pair of Axes

    Returns
    -------
    SimpleNamespace
        ``hidden`` and ``output`` (Line2D, a neuron's place on the curve), ``hidden_slope`` and ``output_slope`` (Line2D,
        tangents), ``bars`` (list of four Rectangle: output's δ, its weight's slope, hidden δ, its weight's slope).
    """
    curve, sizes = axes
    z = np.linspace(-9, 9, 200)
    label(curve, "Where the neurons sit on σ", "z", "a = σ(z)")
    curve.set(xlim=(-9, 9), ylim=(-0.12, 1.12), xticks=range(-8, 9, 4), yticks=(0, 0.5, 1))
    curve.plot(z, 1 / (1 + np.exp(-z)), color=PALE, linewidth=4, zorder=1)
    (hidden_slope,) = curve.plot([], [], color=GREEN, linewidth=2.2, zorder=2)
    (output_slope,) = curve.plot([], [], color=BLUE, linewidth=2.2, zorder=2)
    (hidden,) = curve.plot([], [], "o", color=GREEN, markersize=12, markeredgecolor="white", zorder=3)
    (output,) = curve.plot([], [], "s", color=BLUE, markersize=11, markeredgecolor="white", zorder=3)
    curve.text(-8.6, 0.93, "● hidden neuron", color=GREEN, fontsize=11)
    curve.text(-8.6, 0.82, "■ output", color=BLUE, fontsize=11)
    label(sizes, "What is left to learn from", "size (log scale)")
    sizes.set_xscale("log")
    sizes.set(xlim=(1e-9, 2), ylim=(3.6, -0.6), xticks=(1e-8, 1e-6, 1e-4, 1e-2, 1))
    sizes.set_yticks(range(4), ["δ of the output", "slope of w₂ = δ · a", "δ of the hidden", "slope of w₁ = δ · x"])
    sizes.tick_params(axis="y", length=0, labelsize=11)
    bars = [
        sizes.add_patch(Rectangle((1e-9, k - 0.3), 1e-3, 0.6, facecolor=color, zorder=2))
        for k, color in enumerate((BLUE, BLUE, GREEN, GREEN))
    ]
    for bar in (bars[1], bars[3]):
        bar.set_alpha(0.55)
    return SimpleNamespace(
        hidden=hidden, output=output, hidden_slope=hidden_slope, output_slope=output_slope, bars=bars
    )


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
    grid = hidden.add_collection(LineCollection([], colors=GREY, linewidths=0.7, zorder=1), autolim=False)
    (cut,) = hidden.plot([], [], color=INK, linewidth=2.5, zorder=3)
    corners = []
    for kind in (0, 1):
        style = {"color": CLASS_COLORS[kind], "markersize": 11, "markeredgecolor": "white", "linestyle": "none"}
        inputs.plot(*X[y == kind].T, CLASS_MARKERS[kind], zorder=5, **style)
        corners += hidden.plot([], [], CLASS_MARKERS[kind], zorder=5, **style)
    label(loss, "The loss", "epoch")
    loss.set(xlim=(-0.02 * epochs, 1.04 * epochs), ylim=(0, 0.16), yticks=(0, 0.05, 0.1, 0.15), box_aspect=1)
    loss.set_xticks((0, epochs // 2, epochs))
    (curve,) = loss.plot([], [], color=PALE, linewidth=2, zorder=1)
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


def cost(axes, parameters, counted, seconds):
    """What all slopes of a network cost, by nudging every parameter and by backpropagation.

    Parameters
    ----------
    axes : pair of Axes
    parameters : sequence of int
        How many each network has.
    counted : array_like, shape (k, 2)
        Multiplications for one example: by nudging, by backpropagation.
    seconds : array_like, shape (k, 2)
        Measured, in the same order.
    """
    for ax, numbers, title in (
        (axes[0], np.asarray(counted), "Counted: multiplications"),
        (axes[1], np.asarray(seconds), "Timed: seconds"),
    ):
        label(ax, title, "parameters")
        ax.set_xscale("log")
        ax.set_yscale("log")
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
    axes[1].set_ylim(1e-5, 1e2)


def step_sizes(ax, eps, one_sided, central):
    """How far two numerical slopes are off, for nudges of many sizes.

    Parameters
    ----------
    ax : Axes
    eps, one_sided, central : ndarray, shape (k,)
        Sizes of the nudge, and the relative error of the two slopes.
    """
    label(ax, "Too large a nudge is crude, too small a one drowns in rounding", "nudge ε", "relative error")
    ax.set_xscale("log")
    ax.set_yscale("log")
    ax.set(xlim=(eps.min() / 1.5, eps.max() * 1.5), ylim=(1e-12, 1))
    for errors, color, marker, name, place in (
        (one_sided, PINK, "o", "one-sided", (2e-5, 3e-4)),
        (central, GREEN, "s", "central", (6e-4, 2e-11)),
    ):
        ax.plot(eps, errors, marker, color=color, markersize=5)
        ax.text(*place, name, color=color, fontsize=11)
    ax.axvline(1e-6, color=PALE, linewidth=1.5, zorder=0)


def digits(axes, pictures, said=None, y=None, ink=(-0.3, 1.2)):
    """Small pictures with what a network says they are, or what they are; wrong ones are framed.

    Parameters
    ----------
    axes : sequence of Axes
    pictures : ndarray, shape (k, m²)
    said, y : sequence of int, length k, optional
        What the network says, and what it is. Either may be left out.
    ink : pair of float
        What is drawn white, and what black.
    """
    axes, side = np.ravel(axes), round(np.sqrt(pictures.shape[1]))
    said = y if said is None else said
    for k, (ax, picture) in enumerate(zip(axes, pictures, strict=True)):
        ax.imshow(picture.reshape(side, side), cmap="Greys", vmin=ink[0], vmax=ink[1], interpolation="none")
        ax.set(xticks=[], yticks=[])
        right = y is None or said[k] == y[k]
        words = "" if said is None else f"{said[k]}" if right else f"{said[k]}, not {y[k]}"
        ax.set_title(words, fontsize=11, color=INK if right else PINK)
        for spine in ax.spines.values():
            spine.set(visible=True, color=PALE if right else PINK, linewidth=1 if right else 2.5)
