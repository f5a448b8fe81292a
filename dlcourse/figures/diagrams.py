"""Networks drawn as squares, circles and lines."""

from types import SimpleNamespace

import numpy as np
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.patches import FancyArrowPatch, Rectangle

from dlcourse.figures import (
    GREEN,
    GREEN_TINT,
    GREY,
    GROUND,
    INK,
    PINK,
    WASH,
    key,
    label,
    large_words,
    moving_words,
    picture,
    set_words,
)
from dlcourse.figures.numbers import fixed

NODE = WASH  # a neuron's inside
MOST = 7  # a layer of more is drawn as two times three, with a gap
FARTHEST = 1.7  # that two neurons of a column are apart, where the closest are 1
HALF = 3.0  # half the height of a column of neurons
BAR = (-5.8, -5.0)  # from where to where the bar of all parameters reaches
SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def network_layout(sizes, span=3.0):
    """Where the neurons of a network stand, and the lines between them.

    Parameters
    ----------
    sizes : sequence of int
        Inputs, then neurons in each layer.
    span : float
        Distance from the first column to the last.

    Returns
    -------
    SimpleNamespace
        ``x`` (one number for each column), ``columns`` (list of ndarray (k, 2)), ``edges`` (m, 2, 2), ``dots`` (k, 2):
        the dots in the gap of each column that is too large to be drawn whole.
    """
    x = np.linspace(0, span, len(sizes))
    apart = min(2 * HALF / max(min(max(sizes), MOST) - 1, 1), FARTHEST)  # a small network fills the height, too
    columns, dots = [], []
    for place, size in zip(x, sizes, strict=True):
        shown = min(size, MOST)
        y = apart * (np.arange(shown) - (shown - 1) / 2)[::-1]
        if size > MOST:
            y = np.array([HALF, HALF - 1, HALF - 2, 2 - HALF, 1 - HALF, -HALF])
            dots += [(place, shift) for shift in (-0.4, 0, 0.4)]
        columns.append(np.column_stack([np.full(len(y), place), y]))
    edges = [
        np.stack(np.broadcast_arrays(left[:, None], right[None]), axis=2).reshape(-1, 2, 2)
        for left, right in zip(columns, columns[1:], strict=False)
    ]
    return SimpleNamespace(x=x, columns=columns, edges=np.concatenate(edges), dots=np.reshape(dots, (-1, 2)))


def network(ax, title=""):
    """Room for a network drawn from its sizes: inputs are squares, neurons are circles; shapes stand above the lines.

    Parameters
    ----------
    ax : Axes
    title : str

    Returns
    -------
    SimpleNamespace
        ``edges`` (LineCollection), ``inputs``, ``neurons`` and ``dots`` (Line2D), ``shapes``, ``names`` and ``parts`` (PathCollection),
        ``shares`` (PolyCollection): a bar for all parameters, with a part for each layer. All are still without data; `draw_network`
        gives them some.
    """
    ax.set(xlim=(-0.8, 3.52), ylim=(-6.1, 5.0))
    ax.axis("off")
    label(ax, title)
    edges = ax.add_collection(LineCollection([], colors=GROUND, linewidths=0.9, zorder=1), autolim=False)
    style = {"markersize": 14, "markeredgecolor": INK, "linestyle": "none"}
    (inputs,) = ax.plot([], [], "s", color="white", zorder=2, **style)
    (neurons,) = ax.plot([], [], "o", color=NODE, zorder=2, **style)
    (dots,) = ax.plot([], [], "o", color=INK, markersize=3, linestyle="none", zorder=2)
    shares = ax.add_collection(
        PolyCollection([], facecolors=GREEN_TINT, edgecolors="white", linewidths=2), autolim=False
    )
    ax.text(-0.06, sum(BAR) / 2, "all parameters", fontsize=11, color=GREY, ha="right", va="center")
    style = {"markeredgecolor": INK, "linestyle": "none"}
    key(
        ax,
        ("an input", {"color": "white", "marker": "s", "markersize": 10, **style}),
        ("a neuron", {"color": NODE, "marker": "o", "markersize": 10, **style}),
        ("a weight", {"color": GROUND, "linewidth": 1.2}),
        size=11,
    )
    artists = SimpleNamespace(
        edges=edges,
        inputs=inputs,
        neurons=neurons,
        dots=dots,
        shares=shares,
        parts=moving_words(ax),
        shapes=moving_words(ax, GREEN),
        names=moving_words(ax),
    )
    large_words(ax, size=13.4)
    return artists


def draw_network(artists, sizes):
    """Give the artists of `network` the data of a network.

    Parameters
    ----------
    artists : SimpleNamespace
    sizes : sequence of int
    """
    where = network_layout(sizes)
    artists.edges.set_segments(where.edges)
    artists.edges.set_linewidths(0.9 if len(where.edges) <= 40 else 0.5)
    artists.inputs.set_data(*where.columns[0].T)
    artists.neurons.set_data(*np.concatenate(where.columns[1:]).T)
    artists.dots.set_data(*where.dots.T)
    shapes, names = {}, {}
    for number, (n_in, n_out) in enumerate(zip(sizes, sizes[1:], strict=False), 1):
        middle, index = where.x[number - 1 : number + 1].mean(), str(number).translate(SUBSCRIPTS)
        shapes[middle, 4.6] = f"W{index} ({n_out}, {n_in})"
        shapes[middle, 3.95] = f"b{index} ({n_out},)"
    for number, size in enumerate(sizes):
        kind = "hidden" if 0 < number < len(sizes) - 1 else "input" if number == 0 else "output"
        names[where.x[number], -4.0] = f"{size:,} {kind}" + ("s" if kind != "hidden" and size != 1 else "")
    counts = np.array([n_out * n_in + n_out for n_in, n_out in zip(sizes, sizes[1:], strict=False)])
    shares = counts / counts.sum()
    ends = where.x[-1] * np.r_[0, shares.cumsum()]
    low, high = BAR
    parts = [[(a, low), (b, low), (b, high), (a, high)] for a, b in zip(ends, ends[1:], strict=False)]
    artists.shares.set_verts(parts)
    said = [f"layer {k}: {_percent(share)}" for k, share in enumerate(shares, 1)]
    said = [
        words if share > 0.2 else words.split(": ")[1] if share > 0.08 else ""  # as much as there is room for
        for words, share in zip(said, shares, strict=True)
    ]
    set_words(artists.parts, said, np.mean(parts, axis=1))
    set_words(artists.shapes, shapes.values(), list(shapes))
    set_words(artists.names, names.values(), list(names))


def _percent(share):
    return "over 99 %" if 0.995 <= share < 1 else f"{100 * share:.0f} %"


def lines_between(sources, targets):
    """Every line from a source to a target, one neuron's after the other: shape (targets · sources, 2, 2)."""
    return np.array([[source, target] for target in targets for source in sources])


@picture(7.4, 2.1, ncols=2)
def one_way(axes):
    """A feedforward network with its layers named, and one with a cycle."""
    titles = ("Feedforward: all arrows run one way", "Recurrent: one arrow runs back")
    for ax, title, back in zip(axes, titles, (False, True), strict=True):
        label(ax, title)
        ax.set(xlim=(0, 360), ylim=(0, 162), aspect="equal", anchor="NW")
        ax.axis("off")
        columns = [[(46, 62), (46, 116)], [(180, 39), (180, 89), (180, 139)], [(314, 89)]]
        for left, right in zip(columns, columns[1:], strict=False):
            for start in left:
                for end in right:
                    _arrow(ax, start, end, GROUND)
        if back:
            _arrow(ax, (314, 89), (180, 139), PINK, "arc3,rad=0.45")
        names = ("input layer", "hidden layer", "output layer")
        for number, (column, name) in enumerate(zip(columns, names, strict=True)):
            ax.text(column[0][0], 4, name, color=GREY, fontsize=11, ha="center", va="bottom")
            shape, inside = ("o", NODE) if number else ("s", "white")
            style = {"linestyle": "none", "color": inside, "markeredgecolor": INK, "zorder": 3}
            ax.plot(*np.transpose(column), shape, markersize=15, **style)
    style = {"markeredgecolor": INK, "linestyle": "none"}
    key(
        axes[0],
        ("an input", {"color": "white", "marker": "s", "markersize": 10, **style}),
        ("a neuron", {"color": NODE, "marker": "o", "markersize": 10, **style}),
        ("a weight", {"color": GROUND, "linewidth": 1.4}),
    )
    return (
        "First panel: a network with an input layer, a hidden layer and an output layer, whose arrows all run from left to right. Second panel: the "
        "same with an arrow from the output back to a hidden neuron."
    )


def _arrow(ax, start, end, color, bend="arc3,rad=0", width=1.4):
    ax.add_patch(
        FancyArrowPatch(
            start,
            end,
            arrowstyle="-|>",
            mutation_scale=11,
            shrinkA=10,
            shrinkB=10,
            connectionstyle=bend,
            color=color,
            linewidth=2 if color == PINK else width,
            zorder=2,
        )
    )


@picture(7.4, 2.7, ncols=2, width_ratios=(1.2, 1))
def rows_are_neurons(axes, W, row):
    """A layer, and its weights as a matrix: one neuron and its row are marked.

    Parameters
    ----------
    W : ndarray, shape (n_out, n_in)
    row : int
    """
    layer, matrix = axes
    n_out, n_in = W.shape
    label(layer, f"Neuron {row} and its {n_in} weights")
    layer.set(xlim=(-0.35, 1.6), ylim=(-n_out / 2 - 0.1, n_out / 2 + 0.1))
    layer.axis("off")
    left, right = (np.arange(size)[::-1] - (size - 1) / 2 for size in (n_in, n_out))
    for j, y in enumerate(right):
        for x in left:
            mine = j == row
            layer.plot(
                (0, 1), (x, y), color=GREEN if mine else GROUND, linewidth=2.5 if mine else 1, zorder=2 if mine else 1
            )
        layer.plot([1], [y], "o", color=GREEN_TINT if j == row else NODE, markeredgecolor=INK, markersize=19, zorder=3)
        layer.text(1.14, y, f"neuron {j}", va="center", fontsize=11, fontweight="bold" if j == row else "normal")
    for k, y in enumerate(left):
        layer.plot([0], [y], "s", color="white", markeredgecolor=INK, markersize=17, zorder=3)
        layer.text(-0.13, y, f"a[{k}]", ha="right", va="center", fontsize=11)
    label(matrix, f"Row {row} of W, shape ({n_out}, {n_in})", "k: from which input", "j: to which neuron")
    matrix.set(xlim=(-0.5, n_in - 0.5), ylim=(n_out - 0.5, -0.5), xticks=range(n_in), yticks=range(n_out))
    matrix.tick_params(length=0)
    for spine in matrix.spines.values():
        spine.set_visible(False)
    for (j, k), value in np.ndenumerate(W):
        mine = j == row
        matrix.add_patch(
            Rectangle((k - 0.46, j - 0.42), 0.92, 0.84, facecolor=GREEN_TINT if mine else NODE, edgecolor="none")
        )
        text = fixed(value, 1)
        matrix.text(k, j, text, ha="center", va="center", fontsize=11, fontweight="bold" if mine else "normal")
    return (
        f"First panel: {n_in} inputs and {n_out} neurons, the {n_in} lines to neuron {row} marked. Second panel: the {n_out} by {n_in} matrix W, its "
        f"row {row} marked: {', '.join(fixed(value, 1) for value in W[row])}."
    )
