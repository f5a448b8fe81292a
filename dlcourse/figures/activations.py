"""Pictures of lesson 03."""

from types import SimpleNamespace

import numpy as np
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.patches import Arc, Circle, FancyArrowPatch, Polygon, Rectangle
from matplotlib.patheffects import withStroke
from matplotlib.ticker import MaxNLocator

from dlcourse.figures import (
    FLAT_TINT,
    GREEN,
    GREY,
    GROUND,
    INK,
    PALE,
    PINK,
    WASH,
    key,
    label,
    large_words,
    moving_words,
    picture,
    stay_beside,
)
from dlcourse.figures.linear import FAR, arrow_outline
from dlcourse.figures.numbers import fixed, short, written

FLAT = 0.05  # ground that climbs less than one in twenty is called flat
HALO = [withStroke(linewidth=3, foreground="white")]  # around words on lines
TOP = 2.5  # above this, an output is an arrowhead at the edge of the picture
FLAT_GROUND = {"color": FLAT_TINT, "linewidth": 9, "solid_capstyle": "butt"}
ON_FLAT = {**FLAT_GROUND, "markersize": 5.5, "markerfacecolor": "white", "markeredgecolor": INK}
FEATURES = ((5.0, 1.5), (3.0, 5.0), (1.0, 3.0))  # height of an input and how strongly it is heard, in both drawings


def bands(zones):
    """Corners of full-height bands.

    Parameters
    ----------
    zones : sequence of (low, high)

    Returns
    -------
    ndarray, shape (k, 4, 2)
    """
    return np.array([[[low, -FAR], [high, -FAR], [high, FAR], [low, FAR]] for low, high in zones]).reshape(-1, 4, 2)


@picture(7.4, 1.85)
def opening(ax, drawings):
    """Two drawings, and for each a dial that can point at two answers only.

    Parameters
    ----------
    drawings : ndarray, shape (2, 784)
        A clear 9, and a drawing that could also be a 4.
    """
    label(ax, "Both times the reader says 9. How sure is it?")
    _sheet(ax, 150)
    for drawing, left in zip(drawings, (6, 396), strict=True):
        _drawing(ax, drawing, (left, 8), 132)
        arrow = {"arrowstyle": "-|>", "mutation_scale": 14, "color": GREY, "linewidth": 1.5, "shrinkA": 0, "shrinkB": 0}
        ax.add_patch(FancyArrowPatch((left + 142, 74), (left + 180, 74), **arrow))
        _dial(ax, left + 258, 38)
    return (
        "Two handwritten digits: a clear 9, and one that could also be a 4. Beside each is a dial with the two places 4 and 9. "
        "Both needles point at 9. No needle can stand between the two places."
    )


def _sheet(ax, height):
    """Make one unit of Axes about one pixel, 740 of them from left to right."""
    ax.set(xlim=(0, 740), ylim=(0, height), aspect="equal", anchor="NW")
    ax.axis("off")


def _drawing(ax, pixels, corner, size):
    """A handwritten drawing of 784 pixels in a pale frame."""
    (x, y), style = corner, {"cmap": "Greys", "vmin": 0, "vmax": 1, "interpolation": "none"}
    limits = ax.get_xlim(), ax.get_ylim()
    ax.imshow(pixels.reshape(28, 28), extent=(x, x + size, y, y + size), **style)
    ax.add_patch(Rectangle(corner, size, size, fill=False, edgecolor=PALE, linewidth=1))
    ax.set(xlim=limits[0], ylim=limits[1])  # a picture sets its own


def _dial(ax, x, y):
    """A dial whose needle can point at 4 or at 9, and points at 9."""
    radius, ends = 74, np.radians((140, 40))
    ax.add_patch(Arc((x, y), 2 * radius, 2 * radius, theta1=40, theta2=140, color=PALE, linewidth=6))
    for angle, name in zip(ends, "49", strict=True):
        way = np.array([np.cos(angle), np.sin(angle)])
        chosen = name == "9"
        ax.plot(*((x, y) + radius * way), "o", color=GREEN if chosen else GROUND, markersize=13)
        style = {"fontsize": 20, "fontweight": "bold", "ha": "center", "va": "center"}
        ax.text(*((x, y) + (radius + 24) * way), name, color=GREEN if chosen else GROUND, **style)
    ax.add_patch(Polygon(arrow_outline((x, y), (radius - 14) * way, 2.2), color=GREEN, linewidth=0))
    ax.plot(x, y, "o", color=GREEN, markersize=9)
    ax.text(x, y - 16, "the answer", color=GREY, fontsize=11, ha="center", va="top")


@picture(7.4, 1.85)
def answered(ax, X, z, outputs):
    """Handwritten drawings, and under each its weighted input and the output of a neuron that reads it.

    Parameters
    ----------
    X : ndarray, shape (8, 784)
        In the order of their weighted inputs.
    z, outputs : ndarray, shape (8,)
    """
    says = [(fixed(score, 2), short(output, 2)) for score, output in zip(z, outputs, strict=True)]
    label(ax, "Eight drawings, from the smallest score to the largest")
    _sheet(ax, 162)
    middle = {"ha": "center", "va": "center", "fontsize": 12}
    for name, y in (("score", 66), ("output", 18)):
        ax.text(0, y, name, color=GREY, fontsize=11, va="center")
    for k, (drawing, (score, said), output) in enumerate(zip(X, says, outputs, strict=True)):
        left, width = 88 + 82 * k, 71
        _drawing(ax, drawing, (left, 84), width)
        ax.text(left + width / 2, 66, score, **middle)
        ax.add_patch(Rectangle((left, 38), width, 9, color=WASH, linewidth=0))
        ax.add_patch(Rectangle((left, 38), width * output, 9, color=GREEN, linewidth=0))
        ax.text(left + width / 2, 18, said, fontweight="bold", color=GREEN, **middle)
    pairs = "; ".join(f"z = {score}, output {output}" for score, output in says)
    return f"Eight handwritten pictures, 4s and 9s, with weighted input and output of one neuron: {pairs}."


@picture(7.4, 2.75, ncols=2)
def cell_and_neuron(axes):
    """A nerve cell and a neuron of a network, drawn so that matching parts lie in the same place."""
    cell, neuron = axes
    for ax, title in ((cell, "A nerve cell …"), (neuron, "… and a neuron: the same four parts")):
        label(ax, title)
        ax.set(xlim=(0, 10), ylim=(-0.4, 6.2), xticks=(), yticks=(), aspect="equal")
        ax.spines[:].set_visible(False)
    _nerve_cell(cell)
    _neuron(neuron)
    return (
        "First panel, a nerve cell: signals arrive over weak and strong synapses, and a voltage spike runs down the axon. Second panel, a neuron: inputs x, "
        "weights w, a sum with an activation function, and the output a."
    )


def _nerve_cell(ax):
    t = np.linspace(0, 1, 30)
    for height, strength in FEATURES:
        ax.plot([0.2, 1.7], [height, height], color=INK, linewidth=1.6)
        bend = height + (3 + 0.35 * (height - 3) / 2 - height) * (3 * t**2 - 2 * t**3)
        ax.plot(2.2 + 1.6 * t, bend, color=GROUND, linewidth=3.5, zorder=1)
        ax.plot([1.95], [height], "o", color=GREEN, markersize=4 + 2.4 * strength)
    angle = np.linspace(0, 2 * np.pi, 200)
    radius = 1.1 + 0.12 * np.cos(3 * angle) + 0.05 * np.cos(7 * angle)
    outline = np.c_[4.7 + radius * np.cos(angle), 3 + radius * np.sin(angle)]
    ax.add_patch(Polygon(outline, facecolor=WASH, edgecolor=GROUND, linewidth=2, zorder=3))
    ax.add_patch(Circle((4.7, 3), 0.32, color=GROUND, zorder=4))
    ax.plot([5.85, 8.1], [3, 3], color=INK, linewidth=2.5)
    for height in (4.0, 3.0, 2.0):
        ax.plot([8.1, 9.3], [3, height], color=INK, linewidth=1.6)
        ax.plot([9.3], [height], "o", color=INK, markersize=5)
    x = np.linspace(0, 1, 60)
    ax.plot(6.3 + 1.7 * x, 3.4 + 0.9 * np.exp(-(((x - 0.45) / 0.07) ** 2)), color=INK, linewidth=2)
    ax.text(2.75, 4.95, "dendrites", va="center", fontsize=10, color=GREY)
    ax.text(6.9, 2.6, "axon", va="center", ha="center", fontsize=10, color=GREY)
    _parts(ax, ("signals arrive", "synapses, weak and strong", "a voltage spike", "how often it fires"))


def _neuron(ax):
    for k, (height, strength) in enumerate(FEATURES):
        start, end = np.array([0.95, height]), np.array([4.7, 3.0])
        ax.plot(*np.array([start, end]).T, color=GREEN, linewidth=strength, zorder=1)
        ax.add_patch(Circle((0.6, height), 0.48, facecolor="white", edgecolor=INK, zorder=2))
        ax.text(0.6, height, f"x{'₁₂₃'[k]}", ha="center", va="center", fontsize=12)
        spot = start + 0.42 * (end - start) + (0, 0.52)
        ax.text(*spot, f"w{'₁₂₃'[k]}", ha="center", va="center", fontsize=12, color=GREEN, path_effects=HALO)
    ax.add_patch(Circle((4.7, 3), 1.15, facecolor=WASH, edgecolor=INK, linewidth=1.5, zorder=2))
    ax.text(4.7, 3.35, "w·x + b", ha="center", va="center", fontsize=11)
    ax.text(4.7, 2.55, "φ", ha="center", va="center", fontsize=15)
    ax.add_patch(Polygon(arrow_outline((5.85, 3), (2.9, 0), 0.05), color=INK))
    ax.text(9.0, 3, "a", va="center", fontsize=14)
    _parts(ax, ("inputs x", "weights w", "activation function φ", "output a = φ(w·x + b)"))


def _parts(ax, names):
    """The names of the four parts, with their numbers, at the same places in both drawings."""
    places = ((0.3, 5.9), (0.3, 0.0), (5.2, 4.85), (5.2, 1.3))
    for number, ((x, y), name) in enumerate(zip(places, names, strict=True), 1):
        color = GREEN if number == 2 else INK
        ax.plot([x], [y], "o", color=color, markersize=14)
        ax.text(x, y, str(number), color="white", ha="center", va="center_baseline", fontsize=10, fontweight="bold")
        ax.text(x + 0.45, y, name, va="center_baseline", fontsize=11, color=color)


def neuron_panels(axes, names, reach):
    """The outputs of neurons with one input, and their slopes: one column for each.

    Parameters
    ----------
    axes : ndarray of Axes, shape (2, k)
    names : sequence of k str
    reach : float
        The input runs from -reach to reach.

    Returns
    -------
    SimpleNamespace
        Dicts by name: ``curves`` and ``slopes`` (Line2D), ``zones`` (two PolyCollection), ``live`` and ``flat`` (Line2D of the
        inputs on steep and on flat ground), all without data; and ``beyond`` (Line2D): arrowheads at the top edge of the last
        column, for outputs above TOP.
    """
    artists = SimpleNamespace(curves={}, slopes={}, zones={}, live={}, flat={})
    for (above, below), name in zip(axes.T, names, strict=True):
        label(above, name, "", "output")  # each may be the first of a row on a narrow page
        label(below, "", "input x", "slope")
        above.set(ylim=(-1.8, 2.7), yticks=(-1, 0, 1, 2))
        below.set(ylim=(-0.1, 1.15), yticks=(0, 0.25, 0.5, 1), yticklabels=("0", "¼", "½", "1"))
        artists.zones[name] = []
        for ax in (above, below):
            ax.set(xlim=(-reach, reach), xticks=(-4, 0, 4))
            ax.axhline(0, color=PALE, linewidth=1, zorder=0.5)
            zone = PolyCollection([], facecolors=FLAT_TINT, linewidths=0, zorder=0)
            ax.add_collection(zone, autolim=False)
            artists.zones[name].append(zone)
        above.tick_params(labelbottom=False)
        (artists.curves[name],) = above.plot([], [], color=GREEN, linewidth=2, zorder=2)
        (artists.slopes[name],) = below.plot([], [], color=PINK, linewidth=2, zorder=2)
        (artists.live[name],) = above.plot([], [], "o", color=INK, markersize=5.5, zorder=3)
        (artists.flat[name],) = above.plot(
            [], [], "o", markerfacecolor="white", markeredgecolor=INK, markersize=5.5, zorder=3
        )
    (artists.beyond,) = axes[0, -1].plot([], [], "^", color=INK, markersize=6, zorder=3)
    key(axes[1, 0], ("example", {"color": INK, "marker": "o", "markersize": 5.5, "linestyle": "none"}))
    key(axes[1, 1], ("flat ground", {**ON_FLAT, "marker": "o"}), handlelength=1.4, handletextpad=0.6)
    key(
        axes[1, -1],
        ("higher up", {"color": INK, "marker": "^", "markersize": 6, "linestyle": "none"}),
        handlelength=1,
        handletextpad=0.4,
    )
    return artists


def ant_grounds(axes, reach):
    """Two grounds for an ant to stand on, a step and a sigmoid, with the slope that it feels.

    Parameters
    ----------
    axes : pair of Axes
    reach : float
        The ground runs from -reach to reach.

    Returns
    -------
    SimpleNamespace
        ``ground`` (Line2D of the sigmoid), ``zones`` (PolyCollection), and pairs ``bodies`` (PolyCollection), ``legs`` (LineCollection),
        ``tangents`` (Line2D), ``words`` (PathCollection), for step and sigmoid.
    """
    step, smooth = axes
    artists = SimpleNamespace(bodies=[], legs=[], tangents=[], words=[])
    label(step, "The step is flat everywhere", "weighted input z", "output a")
    label(smooth, "The sigmoid is steep in its middle", "weighted input z")
    for ax in axes:
        ax.set(xlim=(-reach, reach), ylim=(-0.12, 1.72), xticks=(-4, 0, 4), yticks=(0, 0.5, 1))
        ax.set_yticklabels(("0", "½", "1"))
        # Not clipped: near the ends its feelers stand out.
        bodies = PolyCollection([], facecolors=INK, linewidths=0, zorder=5, clip_on=False)
        legs = LineCollection([], colors=INK, linewidths=1.4, zorder=5, clip_on=False)
        ax.add_collection(bodies, autolim=False)
        ax.add_collection(legs, autolim=False)
        artists.bodies.append(bodies)
        artists.legs.append(legs)
        artists.tangents += ax.plot([], [], color=PINK, linewidth=3.5, solid_capstyle="round", zorder=4)
        artists.words.append(moving_words(ax))
    key(step, ("slope under the ant", {"color": PINK, "linewidth": 3.5}))
    key(smooth, ("flat: a slope below 0.05", FLAT_GROUND))
    step.set_facecolor(FLAT_TINT)
    step.plot([-reach, 0], [0, 0], color=GREEN, linewidth=3, zorder=2)
    step.plot([0, reach], [1, 1], color=GREEN, linewidth=3, zorder=2)
    step.plot([0, 0], [0, 1], color=GREEN, linewidth=1.2, linestyle=(0, (1, 2)), zorder=2)
    artists.zones = PolyCollection([], facecolors=FLAT_TINT, linewidths=0, zorder=0)
    smooth.add_collection(artists.zones, autolim=False)
    (artists.ground,) = smooth.plot([], [], color=GREEN, linewidth=3, zorder=2)
    return artists


def ant_on(place, slope, scale):
    """An ant that stands on a slope and looks to the left, and the slope under it.

    Parameters
    ----------
    place : array_like, shape (2,)
        Where its feet are.
    slope : float
    scale : tuple of float
        Inches that one unit takes up along x and along y.

    Returns
    -------
    bodies : ndarray, shape (3, k, 2)
    legs : ndarray, shape (8, 2, 2)
        Six legs and two feelers.
    tangent : ndarray, shape (2, 2)
    """
    angle = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    circle = np.c_[np.cos(angle), np.sin(angle)]
    bodies = np.array([circle * size + middle for size, middle in zip(_SIZES, _MIDDLES, strict=True)])
    along = np.array([scale[0], slope * scale[1]]) / np.hypot(scale[0], slope * scale[1])
    turn = np.array([along, [-along[1], along[0]]])
    tangent = np.array([[-0.7, 0.0], [0.7, 0.0]])
    return tuple(part @ turn / scale + place for part in (bodies, _LEGS, tangent))


# In inches, feet at height 0: hind part, chest, head; then legs from the chest, and feelers.
_SIZES = np.array([(0.09, 0.065), (0.055, 0.045), (0.06, 0.055)])
_MIDDLES = np.array([(0.15, 0.13), (0.02, 0.12), (-0.09, 0.14)])
_LEGS = np.array(
    [[(0.02 + 0.02 * k, 0.11), (0.02 + foot, 0.0)] for k, foot in ((-1, -0.1), (-1, -0.05), (0, -0.01), (0, 0.04))]
    + [[(0.04, 0.11), (0.11, 0.0)], [(0.04, 0.11), (0.16, 0.0)]]
    + [[(-0.12, 0.18), (-0.21, 0.25)], [(-0.13, 0.16), (-0.24, 0.2)]]
)


@picture(7.4, 3)
def slopes(ax, z, sigmoid, tanh, arctan):
    """Three bells: the slopes of sigmoid, tanh and arctan, and where each falls below FLAT.

    Parameters
    ----------
    z, sigmoid, tanh, arctan : ndarray, shape (n,)
        Weighted inputs, and the slopes there.
    """
    ends = {
        name: np.interp(-FLAT, -slope[z > 0], z[z > 0])
        for name, slope in (("tanh", tanh), ("sigmoid", sigmoid), ("arctan", arctan))
    }
    first, last = min(ends, key=ends.get), max(ends, key=ends.get)
    label(ax, f"From 0 to the right: {first} goes flat first, {last} last", "weighted input z", "slope φ′(z)")
    ax.set(xlim=(z.min(), z.max()), ylim=(0, 1.08), xticks=np.arange(-6, 7, 2))
    ax.set_yticks((0, 0.25, 0.5, 1), ("0", "¼", "½", "1"))
    ax.axhline(0.25, color=PALE, linewidth=1.2, zorder=0)
    ax.axhspan(0, FLAT, color=FLAT_TINT, linewidth=0, zorder=0)
    ax.axhline(FLAT, color=GROUND, linewidth=1.2, linestyle=(0, (4, 2)), zorder=0)
    ax.text(z.max() + 0.08, FLAT, f"{FLAT:g}", color=GREY, va="center")
    for (name, end), slope, color, dashes, place in zip(
        ends.items(),
        (tanh, sigmoid, arctan),
        (INK, PINK, GREY),
        ((0, (5, 1.6)), "-", (0, (1.2, 1.2))),
        ((-0.75, 0.78), (-2.35, 0.17), (0.95, 0.62)),
        strict=True,
    ):
        ax.plot(z, slope, color=color, linewidth=2.5, linestyle=dashes)
        ax.text(*place, name, color=color, fontsize=12, ha="right" if place[0] < 0 else "left", path_effects=HALO)
        ax.plot([end], [FLAT], "o", color=color, markersize=8, markeredgecolor="white", zorder=4)
    key(
        ax,
        ("a slope below 0.05", FLAT_GROUND),
        ("where this begins", {"color": INK, "marker": "o", "markersize": 7, "linestyle": "none"}),
    )
    heights = ", ".join(
        f"{name} {each.max():.2f}" for name, each in (("sigmoid", sigmoid), ("tanh", tanh), ("arctan", arctan))
    )
    return (
        f"Slopes of sigmoid, tanh and arctan against the weighted input: three bells. At their highest: {heights}. "
        f"They fall below {FLAT}: {', '.join(f'{name} at {end:.1f}' for name, end in ends.items())}."
    )


@picture(7.4, 2.5, ncols=3)
def stretched(axes, z, sigmoid, tanh):
    """From the sigmoid to tanh in two moves: twice as fast, then twice as high and down by one.

    Parameters
    ----------
    z : ndarray, shape (n,)
    sigmoid : callable
    tanh : ndarray, shape (n,)
        Drawn as dots over the last.
    """
    curves = (sigmoid(z), sigmoid(2 * z), 2 * sigmoid(2 * z) - 1)
    titles, moves = ("σ(z)", "σ(2z)", "2σ(2z) − 1"), ("", "twice as fast", "twice\nas high,\n1 lower")
    for k, (ax, curve, title, move) in enumerate(zip(axes, curves, titles, moves, strict=True)):
        label(ax, title, "weighted input z")
        ax.set(xlim=(z.min(), z.max()), ylim=(-1.15, 1.15), xticks=(-4, 0, 4), yticks=(-1, 0, 1))
        ax.tick_params(labelleft=k == 0)
        ax.axhline(0, color=PALE, linewidth=1, zorder=0)
        if k:  # the curve of the panel before
            ax.plot(z, curves[k - 1], color=GROUND, linewidth=1.5, linestyle=(0, (4, 2)), zorder=1)
        ax.plot(z, curve, color=GREEN, linewidth=2.5, zorder=2)
        place = (z.min() + 0.3, -0.4) if k == 1 else (0.2 * z.max(), -0.03)
        ax.text(*place, move, color=GREEN, va="top", linespacing=1)
    stay_beside(*axes[1:])  # heights are compared
    axes[2].plot(z[::10], tanh[::10], "o", color=INK, markersize=4.5, zorder=3)
    key(axes[1], ("the curve before", {"color": GROUND, "linewidth": 1.5, "linestyle": (0, (4, 2))}), size=11)
    key(axes[2], ("tanh(z)", {"color": INK, "marker": "o", "markersize": 4.5, "linestyle": "none"}), size=11)
    large_words(*axes)
    apart = np.abs(curves[2] - tanh).max()
    return written(
        f"Three curves: the sigmoid; the sigmoid of 2z, twice as fast; and 2 times that minus 1, which runs from {curves[2][0]:.0f} to "
        f"{curves[2][-1]:.0f} and {'goes through' if apart < 1e-9 else 'misses'} dots of tanh."
    )


@picture(7.4, 2.6, ncols=2)
def relu_at_work(axes, before, after):
    """Where the examples of a ReLU neuron lie, before and after a step: filled on the slope, hollow on flat ground.

    Parameters
    ----------
    before, after : ndarray, shape (n,)
        The weighted inputs z of the examples.
    """
    both = np.concatenate([before, after])
    low, high = min(both.min(), -1) - 0.7, max(both.max(), 1) + 0.7
    z = np.array([low, 0, high])
    for ax, z_now, when in ((axes[0], before, "Before"), (axes[1], after, "After")):
        live = z_now > 0
        label(
            ax,
            f"{when}: {live.sum()} of {live.size} on the slope",
            "weighted input z",
            "max(0, z)" if when == "Before" else "",
        )
        ax.set(xlim=(low, high), ylim=(-0.5, high))
        ax.xaxis.set_major_locator(MaxNLocator(integer=True))
        ax.yaxis.set_major_locator(MaxNLocator(4, integer=True))
        ax.axvspan(low, 0, color=FLAT_TINT, linewidth=0, zorder=0)
        ax.plot(z, np.maximum(z, 0), color=GREEN, linewidth=2.5, zorder=2)
        hollow = {"markerfacecolor": "white", "markeredgecolor": INK}
        ax.plot(z_now[live], z_now[live], "o", color=INK, markersize=6, zorder=3)
        ax.plot(z_now[~live], 0 * z_now[~live], "o", markersize=6, zorder=3, **hollow)
    key(axes[0], ("an example on the slope", {"color": INK, "marker": "o", "markersize": 6, "linestyle": "none"}))
    key(axes[1], ("an example on flat ground", {**ON_FLAT, "marker": "o"}))
    counts = [f"{(each > 0).sum()} on the slope, {(each <= 0).sum()} on the flat half" for each in (before, after)]
    return f"{before.size} examples on the graph of ReLU. Before: {counts[0]}. After: {counts[1]}."
