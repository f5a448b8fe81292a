"""Pictures of lesson 04."""

from types import SimpleNamespace

import numpy as np
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.patches import Circle, FancyArrowPatch, FancyBboxPatch, Polygon, Rectangle

from dlcourse.figures import (
    BLUE,
    CLASS_COLORS,
    CLASS_MARKERS,
    CLASS_TINTS,
    GREEN,
    GREY,
    INK,
    ORANGE,
    PALE,
    PINK,
    label,
    moving_words,
    set_words,
)

NODE = "#EFEFEF"  # a neuron's inside
MOST = 7  # a layer of more is drawn as two times three, with a gap
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
    columns, dots = [], []
    for place, size in zip(x, sizes, strict=True):
        shown = min(size, MOST)
        y = (np.arange(shown) - (shown - 1) / 2)[::-1]
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
    edges = ax.add_collection(LineCollection([], colors=GREY, linewidths=0.8, zorder=1), autolim=False)
    style = {"markersize": 13, "markeredgecolor": INK, "linestyle": "none"}
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


def one_way(axes):
    """A feedforward network, and one with a cycle.

    Parameters
    ----------
    axes : pair of Axes
    """
    titles = ("Feedforward: all arrows run one way", "Recurrent: one arrow runs back")
    for ax, title, back in zip(axes, titles, (False, True), strict=True):
        label(ax, title)
        ax.set(xlim=(-0.5, 4.5), ylim=(-0.85, 2.9), aspect="equal", xticks=[], yticks=[])
        for spine in ax.spines.values():
            spine.set_visible(False)
        columns = [[(0, 0.4), (0, 1.6)], [(2, 0), (2, 1), (2, 2)], [(4, 1)]]
        for left, right in zip(columns, columns[1:], strict=False):
            for start in left:
                for end in right:
                    _arrow(ax, start, end, GREY)
        if back:
            _arrow(ax, (4, 1), (2, 2), PINK, "arc3,rad=0.45")
        for number, column in enumerate(columns):
            for place in column:
                if number:
                    ax.add_patch(Circle(place, 0.2, facecolor=NODE, edgecolor=INK, zorder=3))
                else:
                    corner = (place[0] - 0.17, place[1] - 0.17)
                    ax.add_patch(Rectangle(corner, 0.34, 0.34, facecolor="white", edgecolor=INK, zorder=3))


def _arrow(ax, start, end, color, bend="arc3,rad=0", width=1.4):
    ax.add_patch(
        FancyArrowPatch(
            start,
            end,
            arrowstyle="-|>",
            mutation_scale=11,
            shrinkA=11,
            shrinkB=11,
            connectionstyle=bend,
            color=color,
            linewidth=width if color == GREY else 2,
            zorder=2,
        )
    )


def picture_to_inputs(axes, picture):
    """A small picture, its top left corner as numbers, and the row of inputs that it becomes.

    Parameters
    ----------
    axes : three Axes
    picture : ndarray, shape (h, w)
        From 0 (white) to 1 (black).
    """
    whole, corner, inputs = axes
    h, w = picture.shape
    label(whole, f"A picture: {h}×{w} pixels", "column", "row")
    whole.imshow(picture, cmap="Greys", vmin=0, vmax=1, interpolation="none")
    whole.set(xticks=(0, w - 1), yticks=(0, h - 1))
    k = 6
    top, left = h // 2 - k // 2, w // 2 - 13
    whole.add_patch(Rectangle((left - 0.5, top - 0.5), k, k, fill=False, edgecolor=PINK, linewidth=2))
    label(corner, "The part in the frame", "column", "row")
    part = picture[top : top + k, left : left + k]
    corner.imshow(part, cmap="Greys", vmin=0, vmax=1, interpolation="none")
    corner.set(xticks=range(k), yticks=range(k))
    corner.set_xticklabels(range(left, left + k))
    corner.set_yticklabels(range(top, top + k))
    for (row, column), value in np.ndenumerate(part):
        shade = "white" if value > 0.5 else INK
        corner.text(column, row, f"{value:.1f}", ha="center", va="center", fontsize=10, color=shade)
    label(inputs, f"{picture.size:,} inputs", "", "input")
    style = {"cmap": "Greys", "vmin": 0, "vmax": 1, "aspect": "auto", "interpolation": "nearest"}
    inputs.imshow(picture.reshape(-1, 1), extent=(0, 1, picture.size - 0.5, -0.5), **style)
    inputs.set(xlim=(-0.2, 1.8), xticks=[], yticks=(0, picture.size - 1))
    inputs.plot((1, 1), (-0.5, picture.size - 0.5), color=GREY, linewidth=0.8)
    inputs.spines["bottom"].set_visible(False)
    inputs.spines["left"].set_visible(False)
    for ax in (whole, corner):
        for spine in ax.spines.values():
            spine.set_visible(True)


def machine(ax, inputs, outputs, knobs):
    """A machine: inputs on one side, outputs on the other, and knobs between.

    Parameters
    ----------
    ax : Axes
    inputs, outputs : sequence of str
    knobs : dict of str to float
        Names of the parameters, and where each is turned to, from -1 to 1.
    """
    label(ax, "A machine with knobs: the inputs come in, the knobs stay")
    ax.set(xlim=(-3.6, 13.6), ylim=(0, 5), aspect="equal", xticks=[], yticks=[])
    for spine in ax.spines.values():
        spine.set_visible(False)
    box = FancyBboxPatch((0.1, 0.3), 9.8, 4.4, boxstyle="round,pad=0,rounding_size=0.3", facecolor=NODE, edgecolor=INK)
    ax.add_patch(box)
    for names, start, ends, side in ((inputs, -1.1, (-1, 0.1), "right"), (outputs, 11.1, (9.9, 11), "left")):
        for height, name in zip(_spread(len(names)), names, strict=True):
            style = {"arrowstyle": "-|>", "mutation_scale": 14, "color": INK, "shrinkA": 0, "shrinkB": 0}
            ax.add_patch(FancyArrowPatch((ends[0], height), (ends[1], height), linewidth=1.8, **style))
            ax.text(start, height, name, ha=side, va="center", fontsize=11)
    columns = -(-len(knobs) // 2)
    for k, (name, turn) in enumerate(knobs.items()):
        x, y = 10 * (k % columns + 0.5) / columns, 3.55 if k < columns else 1.55
        angle = np.pi / 2 - turn * 0.75 * np.pi
        ax.add_patch(Circle((x, y), 0.55, facecolor="white", edgecolor=GREEN, linewidth=2))
        tip = (x + 0.5 * np.cos(angle), y + 0.5 * np.sin(angle))
        ax.plot(*np.transpose([(x, y), tip]), color=GREEN, linewidth=3, solid_capstyle="round")
        ax.text(x, y - 0.68, name, ha="center", va="top", fontsize=11, color=GREEN)


def _spread(count):
    return [2.5] if count == 1 else np.linspace(3.7, 1.3, count)


def rows_are_neurons(axes, W, row):
    """A layer, and its weights as a matrix: one neuron and its row are marked.

    Parameters
    ----------
    axes : pair of Axes
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
                (0, 1), (x, y), color=GREEN if mine else PALE, linewidth=2.5 if mine else 1, zorder=2 if mine else 1
            )
        layer.plot(
            [1], [y], "o", color=CLASS_TINTS[0] if j == row else NODE, markeredgecolor=INK, markersize=19, zorder=3
        )
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
            Rectangle((k - 0.46, j - 0.42), 0.92, 0.84, facecolor="#CDEBE0" if mine else NODE, edgecolor="none")
        )
        text = f"{value:.1f}".replace("-", "−")
        matrix.text(k, j, text, ha="center", va="center", fontsize=11, fontweight="bold" if mine else "normal")


def levels(ax):
    """Depth as levels of abstraction: strokes, then parts made of strokes, then an object made of parts.

    Parameters
    ----------
    ax : Axes
    """
    label(ax, "Each level is made of the one before: edges, parts, an object")
    ax.set(xlim=(-0.6, 12.4), ylim=(-0.9, 5), aspect="equal", xticks=[], yticks=[])
    for spine in ax.spines.values():
        spine.set_visible(False)
    strokes = [((0, 0.4), (0.8, 0.4)), ((0.4, 0), (0.4, 0.8)), ((0, 0), (0.8, 0.8)), ((0, 0.8), (0.8, 0))]
    roof = [(0, 0), (0.9, 0.8), (1.8, 0)]
    door = [(0, 0), (0, 1), (0.6, 1), (0.6, 0)]
    window = [(0, 0), (0, 0.7), (0.7, 0.7), (0.7, 0), (0, 0)]
    edge_places, part_places = [3.6, 2.5, 1.4, 0.2], [(4.3, 3.3), (4.9, 1.8), (4.85, 0.3)]
    part_middles = [(4.2, 3.6), (4.6, 2.2), (4.6, 0.65)]
    used = [(0, 2), (0, 3), (1, 0), (1, 1), (2, 0), (2, 1)]
    for part, edge in used:
        _link(ax, (1.9, edge_places[edge] + 0.4), part_middles[part])
    for start, end in (((6.2, 3.6), (8.6, 3.2)), ((5.9, 2.15), (8.7, 1.8)), ((5.8, 0.75), (8.7, 1.0))):
        _link(ax, start, end)
    for place, stroke in zip(edge_places, strokes, strict=True):
        _path(ax, stroke, (0.8, place))
    for place, part in zip(part_places, (roof, window, door), strict=True):
        _path(ax, part, place)
    house = [(0, 0), (0, 2), (2.4, 2), (2.4, 0), (0, 0)]
    _path(ax, house, (9, 0.5))
    _path(ax, [(-0.25, 1.95), (1.2, 3.3), (2.65, 1.95)], (9, 0.5))
    _path(ax, [(0, 0), (0, 1.1), (0.65, 1.1), (0.65, 0)], (10.4, 0.5))
    _path(ax, [(0, 0), (0, 0.6), (0.6, 0.6), (0.6, 0), (0, 0)], (9.4, 1.4))
    for x, name in ((1.2, "edges"), (5.2, "parts"), (10.2, "object")):
        ax.text(x, -0.75, name, ha="center", fontsize=12)


def _path(ax, points, at):
    x, y = np.transpose(points) + np.reshape(at, (2, 1))
    ax.plot(x, y, color=INK, linewidth=2.8, solid_joinstyle="miter", zorder=3)


def _link(ax, start, end):
    ax.plot(*np.transpose([start, end]), color=PALE, linewidth=2, zorder=1)


def pieces(axes, x, curves, counts):
    """One-number functions made by more and more layers, each with its count of straight pieces.

    Parameters
    ----------
    axes : sequence of Axes
    x : ndarray, shape (m,)
    curves : sequence of ndarray, shape (m,)
    counts : sequence of int
    """
    for number, (ax, curve, count) in enumerate(zip(axes, curves, counts, strict=True), 1):
        label(ax, f"{count} pieces", f"x, {number} fold{'s' if number > 1 else ''}", "output" if number == 1 else "")
        ax.set(xlim=(0, 1), ylim=(-0.05, 1.08), xticks=(0, 1), yticks=(0, 1))
        ax.plot(x, curve, color=GREEN, linewidth=2.2)


def step_to_bump(axes, sigmoid, edges=(0.3, 0.6)):
    """How two steep sigmoids make a bump.

    Parameters
    ----------
    axes : three Axes
    sigmoid : callable
        From an array to an array.
    edges : pair of float
        Where the bump begins and ends.
    """
    x = np.linspace(0, 1, 401)
    begin, end = edges
    titles = ("1. A larger weight: a step", "2. Up here, down there", "3. The sum is a bump")
    for ax, title in zip(axes, titles, strict=True):
        label(ax, title, "x")
        ax.set(xlim=(0, 1), ylim=(-1.15, 1.3), xticks=(0, *edges, 1), yticks=(-1, 0, 1))
        ax.axhline(0, color=PALE, linewidth=1, zorder=0)
    for steepness, color, height in ((10, GREY, -0.9), (30, INK, -0.65), (200, BLUE, -0.4)):
        axes[0].plot(x, sigmoid(steepness * (x - begin)), color=color, linewidth=2.4)
        axes[0].text(0.55, height, f"w = {steepness}", color=color, fontsize=11)
    up, down = sigmoid(200 * (x - begin)), -sigmoid(200 * (x - end))
    axes[1].plot(x, up, color=BLUE, linewidth=2.4)
    axes[1].plot(x, down, color=ORANGE, linewidth=2.4)
    axes[1].text(0.63, 1.09, "+1 · step", color=BLUE, fontsize=11)
    axes[1].text(0.56, -0.9, "−1 · step", color=ORANGE, fontsize=11, ha="right")
    axes[2].plot(x, up + down, color=GREEN, linewidth=2.8)


def bump_outlines(x, bumps):
    """Corners of each bump's area above the x axis.

    Parameters
    ----------
    x : ndarray, shape (m,)
    bumps : ndarray, shape (k, m)

    Returns
    -------
    ndarray, shape (k, m + 2, 2)
    """
    k = len(bumps)
    xs = np.broadcast_to(np.r_[x[0], x, x[-1]], (k, len(x) + 2))
    ys = np.column_stack([np.zeros(k), bumps, np.zeros(k)])
    return np.stack([xs, ys], axis=2)


def approximation(axes, y_range=(-1.35, 1.35), error_range=(-1.35, 1.35)):
    """A target curve and the network that imitates it; under them what is missing.

    Parameters
    ----------
    axes : pair of Axes, one above the other
    y_range, error_range : tuple of float

    Returns
    -------
    SimpleNamespace
        ``bumps`` (PolyCollection), ``target`` and ``network`` (Line2D), ``error`` (Polygon), without data.
    """
    curve, missing = axes
    label(curve, "A target (thick, grey) and a network's output (green), a sum of bumps", "", "output")
    curve.set(xlim=(0, 1), ylim=y_range)
    curve.axhline(0, color=PALE, linewidth=1, zorder=0)
    bumps = PolyCollection([], facecolors="#D9F0E8", edgecolors="white", linewidths=0.8, zorder=1)
    curve.add_collection(bumps, autolim=False)
    (target,) = curve.plot([], [], color="#A8A8A8", linewidth=6, zorder=2)
    (network,) = curve.plot([], [], color=GREEN, linewidth=2, zorder=3)
    label(missing, "Network minus target", "x", "error")
    missing.set(xlim=(0, 1), ylim=error_range, yticks=(-1, 0, 1))
    missing.axhline(0, color=PALE, linewidth=1, zorder=0)
    error = missing.add_patch(Polygon(np.zeros((3, 2)), facecolor=PINK, edgecolor=PINK, linewidth=0.8, zorder=2))
    return SimpleNamespace(bumps=bumps, target=target, network=network, error=error)


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
        ``regions`` (AxesImage), ``lines`` (two Line2D) and ``arrows`` (two Polygon) in the input plane; ``grid``
        (LineCollection), ``halves`` (two Polygon), ``cut``, ``corners`` (two Line2D: class 0, class 1) and ``names``
        (PathCollection) in the hidden one, without data.
    """
    inputs, hidden = axes
    label(inputs, "Input plane: where each neuron fires", "x₁", "x₂")
    inputs.set(xlim=(low, high), ylim=(low, high), xticks=(0, 1), yticks=(0, 1), aspect="equal")
    regions = inputs.imshow(
        np.ones((2, 2, 3)), extent=(low, high, low, high), origin="lower", interpolation="none", zorder=0
    )
    inputs.add_collection(_grid(low, high), autolim=False)
    lines = [
        inputs.plot([], [], color=color, linewidth=2.6, linestyle=style, zorder=3)[0]
        for color, style in ((GREEN, "-"), (PINK, (0, (4, 1.5))))
    ]
    arrows = [
        inputs.add_patch(Polygon(np.zeros((7, 2)), color=color, linewidth=0, zorder=3)) for color in (GREEN, PINK)
    ]
    for kind in (0, 1):
        style = {"color": CLASS_COLORS[kind], "markersize": 12, "markeredgecolor": "white", "linestyle": "none"}
        inputs.plot(*X[y == kind].T, CLASS_MARKERS[kind], zorder=5, **style)
    set_words(moving_words(inputs), [f"{x[0]:.0f}{x[1]:.0f}" for x in X], X + np.where(X > 0, 1, -1) * (0.12, 0.09))
    label(hidden, "Hidden plane: where they land", "h₁, first neuron (solid line)", "h₂, second neuron (dashed)")
    hidden.xaxis.label.set_color(GREEN)
    hidden.yaxis.label.set_color(PINK)
    hidden.set(xlim=(-0.22, 1.22), ylim=(-0.22, 1.22), xticks=(0, 1), yticks=(0, 1), aspect="equal")
    halves = [hidden.add_patch(Polygon(np.zeros((4, 2)), color=tint, linewidth=0, zorder=0)) for tint in CLASS_TINTS]
    grid = hidden.add_collection(LineCollection([], colors=GREY, linewidths=0.8, zorder=1), autolim=False)
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
        halves=halves,
        grid=grid,
        cut=cut,
        corners=corners,
        names=moving_words(hidden),
    )


def grid_lines(low, high, count=13, points=40):
    """The lines of a square grid, each as a row of points.

    Parameters
    ----------
    low, high : float
    count : int
        Lines in each direction.
    points : int

    Returns
    -------
    ndarray, shape (2 · count, points, 2)
    """
    along = np.linspace(low, high, points)
    upright = [np.column_stack([np.full(points, at), along]) for at in np.linspace(low, high, count)]
    return np.array(upright + [line[:, ::-1] for line in upright])


def _grid(low, high):
    return LineCollection(grid_lines(low, high, points=2), colors=PALE, linewidths=0.8, zorder=1)


def weight_paths(axes, paths, titles):
    """How the weights of some hidden neurons move while a network is trained.

    Parameters
    ----------
    axes : sequence of Axes
    paths : sequence of ndarray, shape (steps, n_hidden)
        One weight of every hidden neuron, after every step.
    titles : sequence of str
    """
    for ax, path, title in zip(axes, paths, titles, strict=True):
        label(ax, title, "training steps", "weight from x₁" if ax is axes[0] else "")
        for k, weights in enumerate(path.T):
            ax.plot(weights, color=(GREEN, PINK, BLUE)[k % 3], linewidth=2.4, linestyle=("-", "--", ":")[k % 3])
        ax.margins(x=0)
