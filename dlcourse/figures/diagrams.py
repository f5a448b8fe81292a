"""Networks drawn as circles and lines."""

from types import SimpleNamespace

import numpy as np
from matplotlib.collections import LineCollection

from dlcourse.figures import GREEN, GROUND, INK, WASH, label, moving_words, set_words

NODE = WASH  # a neuron's inside
MOST = 7  # a layer of more is drawn as two times three, with a gap
FARTHEST = 1.7  # that two neurons of a column are apart, where the closest are 1
HALF = 3.0  # half the height of a column of neurons
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
        ``edges`` (LineCollection), ``inputs``, ``neurons`` and ``dots`` (Line2D), ``shapes`` and ``names`` (PathCollection), all still
        without data. `draw_network` gives them some.
    """
    ax.set(xlim=(-0.42, 3.42), ylim=(-4.4, 5.0))
    ax.axis("off")
    label(ax, title)
    edges = ax.add_collection(LineCollection([], colors=GROUND, linewidths=0.9, zorder=1), autolim=False)
    style = {"markersize": 14, "markeredgecolor": INK, "linestyle": "none"}
    (inputs,) = ax.plot([], [], "s", color="white", zorder=2, **style)
    (neurons,) = ax.plot([], [], "o", color=NODE, zorder=2, **style)
    (dots,) = ax.plot([], [], "o", color=INK, markersize=3, linestyle="none", zorder=2)
    return SimpleNamespace(
        edges=edges,
        inputs=inputs,
        neurons=neurons,
        dots=dots,
        shapes=moving_words(ax, GREEN),
        names=moving_words(ax),
    )


def draw_network(artists, sizes):
    """Give the artists of `network` the data of a network.

    Parameters
    ----------
    artists : SimpleNamespace
    sizes : sequence of int
    """
    where = network_layout(sizes)
    artists.edges.set_segments(where.edges)
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
        names[where.x[number], -4.0] = f"{size} {kind}" + ("s" if kind != "hidden" and size != 1 else "")
    set_words(artists.shapes, shapes.values(), list(shapes))
    set_words(artists.names, names.values(), list(names))


def lines_between(sources, targets):
    """Every line from a source to a target, one neuron's after the other: shape (targets · sources, 2, 2)."""
    return np.array([[source, target] for target in targets for source in sources])
