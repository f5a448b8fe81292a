"""A small network whose every edge has two lanes, one forward and one back."""

from types import SimpleNamespace

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.patches import Circle, Rectangle

from dlcourse.figures import (
    CSS_DPI,
    DARK_GREEN,
    GREEN,
    GREY,
    GROUND,
    INK,
    LANDSCAPE,
    LIGHT_GREEN,
    PINK,
    key,
    label,
    large_words,
    moving_words,
)
from dlcourse.figures.diagrams import NODE, lines_between

INPUTS = np.array([[0.9, 5.0], [0.9, 2.2]])
HIDDEN = np.array([[5.9, 6.4], [5.9, 3.55], [5.9, 0.7]])
OUTPUT, LOSS = np.array([[10.0, 3.55]]), np.array([12.4, 3.55])
RADIUS = 0.52
LANE = 0.07  # by which the two lanes of an edge, forward and back, lie beside its middle
DASHES = (0, (2.2, 1.2))
RING = {"marker": "o", "color": GREEN, "markerfacecolor": "none", "markeredgewidth": 3}


def bare(ax, title, left, low, high, rows=1):
    """Axes for a drawing, with a title above it and room for a key below it: no frame, and as high as wide for each unit.

    Parameters
    ----------
    ax : Axes
        The only one of its figure.
    title : str
    left : float
        Where the drawing begins; where it ends follows from the figure's width.
    low, high : float
    rows : int
        Of the key.
    """
    width, height = CSS_DPI * ax.figure.get_size_inches()
    top, bottom, side = 26, 28 * rows + 6, 4  # pixels: the caption keeps its distance from the key
    across, up = width - 2 * side, height - top - bottom
    label(ax, title)
    ax.set_position([side / width, bottom / height, across / width, up / height])
    ax.set(xlim=(left, left + across * (high - low) / up), ylim=(low, high))
    ax.axis("off")


def passes(ax):
    """A network of two inputs, three hidden neurons and one output: every edge has a lane forward and a lane back.

    Parameters
    ----------
    ax : Axes

    Returns
    -------
    SimpleNamespace
        ``forward`` and ``back`` (LineCollections, the lanes), ``numbers``, ``quiet`` and ``slopes`` (PathCollections for
        `set_words`: black, grey and pink), ``moved`` (Line2D, rings), ``nudged`` (two Line2D, a band and its outline below it), ``now`` (Line2D, the neurons at work).
    SimpleNamespace
        ``angles`` (9,) of the edges, and where words go: ``weights`` and
        ``slopes`` (9, 2), ``neurons``, ``names``, ``scores``, ``biases`` and ``errors`` (4, 2), ``inputs`` (2, 2), ``loss`` (2,); and
        ``edges`` (9, 2, 2).
    """
    bare(ax, "Values go forward, slopes come back", 0.3, -1.15, 7.45, rows=2)
    key(
        ax,
        ("weight", {"color": GROUND, "linewidth": 2}),
        ("its slope", {"color": PINK, "linewidth": 2}),
        ("thick: large", {"color": GROUND, "linewidth": 4.5}),
        ("dashed: negative", {"color": GROUND, "linewidth": 2, "linestyle": DASHES}),
        ("chosen", {"color": LIGHT_GREEN, "linewidth": 8}),
        ("moved by the nudge", {**RING, "markersize": 13, "linestyle": "none"}),
        columns=3,
        size=11,
    )
    edges = np.concatenate([lines_between(INPUTS, HIDDEN), lines_between(HIDDEN, OUTPUT)])
    along = edges[:, 1] - edges[:, 0]
    aside = np.stack([-along[:, 1], along[:, 0]], axis=1) / np.linalg.norm(along, axis=1, keepdims=True)
    # How far along their edges the numbers stand: where no other edge runs through them.
    at_weights = np.r_[0.42, 0.22, 0.38, 0.33, 0.78, 0.42, np.full(3, 0.44)][:, None]
    at_slopes = np.r_[0.6, 0.68, 0.66, 0.67, 0.62, 0.6, np.full(3, 0.44)][:, None]
    to_loss = np.array([[OUTPUT[0], LOSS]])
    beside = np.r_[aside, [[0, 1]]][:, None] * LANE
    lanes = [np.concatenate([edges, to_loss]) + side * beside for side in (1, -1)]
    forward, back = (
        ax.add_collection(LineCollection(lane, capstyle="butt", zorder=zorder), autolim=False)
        for lane, zorder in zip(lanes, (2, 2.5), strict=True)
    )
    back.set_color(PINK)
    nudged = [
        ax.plot([], [], color=color, solid_capstyle="round", zorder=zorder)[0]
        for color, zorder in ((DARK_GREEN, 0.9), (LIGHT_GREEN, 1))
    ]
    (moved,) = ax.plot([], [], **RING, linestyle="none", markersize=46, zorder=5)
    (now,) = ax.plot([], [], "o", color=LANDSCAPE, markeredgewidth=0, markersize=48, zorder=3)
    for x, y in np.concatenate([HIDDEN, OUTPUT]):
        ax.add_patch(Circle((x, y), RADIUS, facecolor=NODE, edgecolor=INK, zorder=4))
    for (x, y), half in zip([*INPUTS, LOSS], (0.5, 0.5, 0.6), strict=True):  # the loss has more digits
        ax.add_patch(Rectangle((x - half, y - 0.42), 2 * half, 0.84, facecolor="white", edgecolor=INK, zorder=4))
    for name, (x, y) in (("x₁", INPUTS[0]), ("x₂", INPUTS[1]), ("loss C", LOSS)):
        ax.text(x, y + 0.6, name, ha="center", va="bottom", fontsize=11, color=INK, zorder=0.5)
    artists = SimpleNamespace(
        forward=forward,
        back=back,
        numbers=moving_words(ax),
        quiet=moving_words(ax, GREY),
        slopes=moving_words(ax, PINK),
        moved=moved,
        nudged=nudged,
        now=now,
    )
    large_words(ax, size=13.4)
    return artists, SimpleNamespace(
        **_around(np.concatenate([HIDDEN, OUTPUT])),
        edges=edges,
        angles=np.arctan2(along[:, 1], along[:, 0]),
        weights=edges[:, 0] + at_weights * along + 0.3 * aside,
        slopes=edges[:, 0] + at_slopes * along - 0.32 * aside,
        neurons=np.concatenate([HIDDEN, OUTPUT]),
        inputs=INPUTS,
        loss=LOSS,
    )


def _around(neurons):
    """Where the words of each neuron go: above and below it, or for the lowest, above which edges run, all below.

    Only the name of the output has a line of its own: δ of one hidden neuron stands over the name of the next.
    """
    usual, lowest, output = (0.8, 0.8, -0.8, -1.18), (-0.8, -0.8, -1.16, -1.52), (1.16, 0.8, -0.8, -1.18)
    heights = np.array([usual, usual, lowest, output])
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
    lanes.set_linestyles([DASHES if size < 0 else "-" for size in drawn])
    if color is not None:
        lanes.set_colors(color)
