"""Explorers of lesson 04."""

from types import SimpleNamespace

import numpy as np

from dlcourse.activations import Identity, Sigmoid
from dlcourse.explorers import Explorer, Grab, choice, slider, steps
from dlcourse.figures import CLASS_TINTS, GREEN, new_figure, set_words
from dlcourse.figures import network as figures
from dlcourse.figures.linear import arrow_outline, half_plane
from dlcourse.network import NeuralNetwork, bump_network, count_parameters, layer_forward

SIZES = [*range(1, 8), 10, 16, 30, 128, 784, 1024, 50_176]

SIGMOID = Sigmoid()
GRID = np.linspace(0, 1, 401)
STEP_Z = np.array([-9, -6, -4.5, -3.5, -2.7, -2, -1.5, -1, -0.6, -0.3, 0, 0.3, 0.6, 1, 1.5, 2, 2.7, 3.5, 4.5, 6, 9])
MOST_OUTLINED = 20  # bumps
HIDDEN = [2, 4, 6, 8, 10, 12, 16, 20, 26, 32, 40, 50, 64, 80, 100, 128, 160, 200]
STEEPNESSES = [5, 10, 20, 30, 50, 70, 100, 150, 200, 300, 500, 1000, 2000, 5000]

XOR_X, XOR_Y = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]), np.array([0, 1, 1, 0])
LOW, HIGH = -0.4, 1.4
LINES = figures.grid_lines(LOW, HIGH)
_side = LOW + (HIGH - LOW) * (np.arange(120) + 0.5) / 120
PIXELS = np.stack(np.meshgrid(_side, _side), axis=2)
TINTS = np.array([[int(tint[k : k + 2], 16) for k in (1, 3, 5)] for tint in CLASS_TINTS], dtype=np.uint8)
WHITE = np.full((2, 2, 3), 255, dtype=np.uint8)


def wave(x):
    """One wave of a sine over [0, 1]."""
    return np.sin(2 * np.pi * x)


def wiggle(x):
    """A slow and a fast wave, added."""
    return 0.5 * np.sin(9 * x) + 0.3 * np.cos(23 * x)


def corner(x):
    """Up and down, with a corner at ½."""
    return 0.6 - 2.4 * np.abs(x - 0.5)


def jump(x):
    """-½ to the left of 0.37, ½ from there on: not continuous."""
    return np.where(x < 0.37, -0.5, 0.5)


TARGETS = {"wave": wave, "wiggle": wiggle, "corner": corner, "jump": jump}


def sizes_state(inputs, hidden1, hidden2, outputs):
    """A network of two or three layers, and its parameters counted.

    Parameters
    ----------
    inputs, hidden1, outputs : int
    hidden2 : int
        0 for no second hidden layer.

    Returns
    -------
    SimpleNamespace
        ``sizes`` (list of int), ``weights`` and ``biases`` (lists of int, one for each layer), ``total``.
    """
    sizes = [size for size in (inputs, hidden1, hidden2, outputs) if size]
    return SimpleNamespace(
        sizes=sizes,
        weights=[n_out * n_in for n_in, n_out in zip(sizes, sizes[1:], strict=False)],
        biases=sizes[1:],
        total=count_parameters(sizes),
    )


def sizes():
    """Draw a network from its sizes: sliders for them, the shapes of its matrices, its parameters counted."""
    figure, ax = new_figure(7.4, 4.4)
    artists = figures.network(ax, "Every line is a weight, and every neuron has a bias")

    def update(artists, state):
        figures.draw_network(artists, state.sizes)

    def describe(state):
        parts = " + ".join(f"{weights:,}" for weights in state.weights)
        return (
            f"{len(state.weights)} layers (inputs are not counted). Weights {parts}, biases "
            f"{sum(state.biases):,}: <b>{state.total:,} parameters</b>."
        )

    return Explorer(
        "a network drawn from its sizes",
        figure=figure,
        artists=artists,
        controls={
            "inputs": slider("inputs", SIZES, 3, "{:,}"),
            "hidden1": slider("hidden layer 1", SIZES[:-1], 4, "{:,}"),
            "hidden2": slider("hidden layer 2", [0, *SIZES[:-1]], 0, lambda n: f"{n:,}" if n else "none"),
            "outputs": slider("outputs", SIZES[:-1], 5, "{:,}"),
        },
        state=sizes_state,
        update=update,
        describe=describe,
    )


def approximation_state(n_hidden, steepness, target):
    """A network of bumps, set by hand, against a target on [0, 1].

    Parameters
    ----------
    n_hidden : int
        Hidden neurons, an even number.
    steepness : float
    target : str
        Its name in ``TARGETS``.

    Returns
    -------
    SimpleNamespace
        ``target`` and ``output`` (401,), ``bump_x`` and ``bumps`` (n_hidden / 2, 42), where each bump is drawn and its heights there,
        ``largest`` and ``mean`` error (absolute), ``where`` (x of the largest), ``n_hidden``, ``name``.
    """
    f = TARGETS[target]
    parameters = bump_network(f, n_hidden, steepness)
    output = NeuralNetwork(parameters, [SIGMOID, Identity()]).run(GRID[:, np.newaxis])[:, 0]
    bump_x, bumps = _bumps(parameters)
    error = np.abs(output - f(GRID))
    return SimpleNamespace(
        target=f(GRID),
        output=output,
        bump_x=bump_x,
        bumps=bumps,
        largest=error.max(),
        mean=error.mean(),
        where=GRID[error.round(9).argmax()],  # the first of equals, however each was rounded
        n_hidden=n_hidden,
        name=target,
    )


def _bumps(parameters):
    """Where each bump of a bump network is drawn, close together where it is steep, and its heights there."""
    (W1, b1), (W2, _) = parameters
    w, b, v = W1.reshape(-1, 2, 1), b1.reshape(-1, 2, 1), W2.reshape(-1, 2, 1)
    # A step is at its middle where its neuron's weighted input is 0.
    x = np.sort(np.clip((STEP_Z - b) / w, GRID[0], GRID[-1]).reshape(len(w), -1), axis=1)
    return x, (v * SIGMOID.fn(w * x[:, np.newaxis] + b)).sum(axis=1)


def approximation():
    """Imitate a curve with bumps: sliders for hidden neurons and their steepness, four targets, the error."""
    figure, axes = new_figure(7.4, 4.6, nrows=2, height_ratios=(2.6, 1))
    artists = figures.approximation(axes)

    def update(artists, state):
        jumps = state.name == "jump"
        drawn = np.where(jumps & (np.abs(GRID - 0.37) < 0.0013), np.nan, state.target)
        artists.target.set_data(GRID, drawn)
        artists.network.set_data(GRID, state.output)
        high = np.abs(state.bumps).max(axis=1) > 0.01  # a bump without a height would be a stroke
        artists.bumps.set_verts(figures.bump_outlines(state.bump_x[high], state.bumps[high]))
        # So many outlines that they would hatch the picture are white.
        artists.bumps.set_edgecolor(GREEN if state.n_hidden <= 2 * MOST_OUTLINED else "white")
        missing = state.output - state.target
        artists.error.set_xy(np.column_stack([np.r_[0, GRID, 1], np.r_[0, missing, 0]]))
        # A small error would be a flat line.
        return figures.error_range(axes[1], next((most for most in (0.1, 0.3) if state.largest < 1.3 * most), 1))

    def describe(state):
        flat = " of height 0" if np.abs(state.bumps).max() < 0.01 else ""
        text = (
            f"{state.n_hidden} hidden neurons, {state.n_hidden // 2} bump{'s' if state.n_hidden > 2 else ''}{flat}, "
            f"{3 * state.n_hidden + 1} parameters. Largest error <b>{state.largest:.3f}</b>, at x = {state.where:.2f}; "
            f"mean error {state.mean:.3f}."
        )
        return text

    return Explorer(
        "a curve imitated by bumps",
        figure=figure,
        artists=artists,
        controls={
            "n_hidden": slider("hidden neurons", HIDDEN, 8),
            "steepness": slider("steepness", STEEPNESSES, 100, "{:,}"),
            "target": choice("target", {name: name for name in TARGETS}, "wave"),
        },
        state=approximation_state,
        update=update,
        describe=describe,
    )


def xor_planes_state(w11, w12, b1, w21, w22, b2):
    """The four corners of XOR as two hidden neurons see them, and the widest gap between the classes there.

    Parameters
    ----------
    w11, w12, b1 : float
        Weights and bias of the first hidden neuron.
    w21, w22, b2 : float
        Of the second.

    Returns
    -------
    SimpleNamespace
        ``W`` (2, 2), ``b`` (2,), ``corners`` (4, 2) in the hidden plane, ``grid`` (26, 40, 2): the grid of the input plane as it
        lands there, ``margin`` (0 where no line separates the classes), ``v`` (2,) and ``c``: the output neuron's
        weights and bias with that margin, zeros where there is none, ``says`` (120, 120) bool: where it answers 1.
    """
    W, b = np.array([[w11, w12], [w21, w22]]), np.array([b1, b2])
    corners = layer_forward(XOR_X, W, b, SIGMOID)
    v, c, margin = widest_gap(corners[XOR_Y == 0], corners[XOR_Y == 1])
    h = layer_forward(PIXELS.reshape(-1, 2), W, b, SIGMOID).reshape(PIXELS.shape)
    return SimpleNamespace(
        W=W,
        b=b,
        corners=corners,
        grid=layer_forward(LINES.reshape(-1, 2), W, b, SIGMOID).reshape(LINES.shape),
        margin=margin,
        v=v,
        c=c,
        says=h @ v + c > 0,
    )


def widest_gap(zeros, ones):
    """The line of the widest margin between two pairs of points.

    Parameters
    ----------
    zeros, ones : ndarray, shape (2, 2)
        Two points of class 0, two of class 1.

    Returns
    -------
    v : ndarray, shape (2,)
        Its normal, of length 1, towards class 1; zeros if no line separates the pairs.
    c : float
        The line is v·h + c = 0.
    margin : float
        Distance of the nearest point from the line; 0 if there is none.
    """
    # The pairs can be separated if the segments between them do not meet. The nearest points of two such
    # segments include an end of one of them, and the widest gap is halfway between, at right angles.
    (a, b), (p, q) = zeros, ones
    ways = [_foot(x, p, q) - x for x in (a, b)] + [x - _foot(x, a, b) for x in (p, q)]
    starts = [a, b, _foot(p, a, b), _foot(q, a, b)]
    lengths = np.linalg.norm(ways, axis=1)
    nearest = int(lengths.argmin())
    length = lengths[nearest]
    if length < 1e-9 or _cross(a, b, p, q):
        return np.zeros(2), 0.0, 0.0
    v = ways[nearest] / length
    return v, float(-v @ (starts[nearest] + ways[nearest] / 2)), float(length / 2)


def _foot(x, p, q):
    """The point of the segment from p to q that is nearest to x."""
    along = q - p
    length = along @ along
    return p + np.clip((x - p) @ along / length, 0, 1) * along if length > 0 else p


def _cross(a, b, p, q):
    """Whether the segments ab and pq cross, each with its ends on both sides of the other."""

    def side(x, y, z):
        return np.sign((y[0] - x[0]) * (z[1] - x[1]) - (y[1] - x[1]) * (z[0] - x[0]))

    return side(a, b, p) * side(a, b, q) < 0 and side(p, q, a) * side(p, q, b) < 0


def xor_planes():
    """XOR by two hidden neurons: sliders for their weights, the input plane and the plane of their outputs."""
    figure, axes = new_figure(7.4, 4.4, ncols=2)
    artists = figures.xor_planes(axes, XOR_X, XOR_Y, LOW, HIGH)
    weights, biases = steps(-10, 10, 0.5), steps(-16, 16, 0.5)

    def update(artists, state):
        solved = state.margin > 0
        artists.regions.set_data(TINTS[state.says.astype(int)] if solved else WHITE)
        moved = zip(artists.lines, artists.arrows, artists.hands, artists.ways, state.W, state.b, strict=True)
        for line, arrow, hand, way, w, b in moved:
            line.set_data(*half_plane(w, b)[0].T)
            foot = _hold(w, b)
            arrow.set_xy(np.zeros((7, 2)) if foot is None else _arrow(foot, w))
            hand.set_data(*([], []) if foot is None else foot[:, None])
            way.set_data(*([], []) if foot is None else np.transpose([_foot_of(w, biases[end]) for end in (0, -1)]))
        artists.grid.set_segments(state.grid)
        cut, region = half_plane(state.v, state.c)
        artists.cut.set_data(*cut.T)
        other = half_plane(-state.v, -state.c)[1]
        for half, corners in zip(artists.halves, (other, region), strict=True):
            half.set_xy(corners if solved else np.zeros((4, 2)))
        for kind, corners in enumerate(artists.corners):
            corners.set_data(*state.corners[XOR_Y == kind].T)
        for words in artists.names:
            set_words(words, *_names(state.corners))

    def describe(state):
        places = [f"({h[0]:.2f}, {h[1]:.2f})" for h in state.corners]
        where = (
            f"All four land at {places[0]}" if len(set(places)) == 1 else f"00, 01, 10, 11 land at {', '.join(places)}"
        )
        if state.margin == 0:
            return f"{where}. <b>No line</b> separates them: one output neuron cannot finish XOR.{_outside(state)}"
        margin = f"{state.margin:.3f}" if state.margin >= 0.0005 else "less than 0.001"
        return f"{where}. The line separates them with a margin of <b>{margin}</b>.{_outside(state)}"

    return Explorer(
        "XOR by two hidden neurons",
        figure=figure,
        artists=artists,
        controls={
            "w11": slider("neuron 1: w₁", weights, 8.0, "{:.1f}"),
            "w12": slider("neuron 1: w₂", weights, 8.0, "{:.1f}"),
            "b1": slider("neuron 1: bias", biases, -4.0, "{:.1f}"),
            "w21": slider("neuron 2: w₁", weights, 6.0, "{:.1f}"),
            "w22": slider("neuron 2: w₂", weights, 0.0, "{:.1f}"),
            "b2": slider("neuron 2: bias", biases, -3.0, "{:.1f}"),
        },
        columns=True,
        grab=[
            Grab(hand, "a neuron’s line", way=(bias, way))
            for hand, bias, way in zip(artists.hands, ("b1", "b2"), artists.ways, strict=True)
        ],
        state=xor_planes_state,
        update=update,
        describe=describe,
    )


def _foot_of(w, b):
    """The point of a neuron's line that is nearest to the middle of the picture."""
    middle = np.full(2, (LOW + HIGH) / 2)
    return middle - (w @ middle + b) / (w @ w) * w


def _hold(w, b):
    """Where the arrow of a neuron's line begins, and where the line can be taken hold of; None if that is out of sight."""
    length = np.hypot(*w)
    if length == 0:
        return None
    foot, middle = _foot_of(w, b), np.full(2, (LOW + HIGH) / 2)
    if (foot < LOW).any() or (foot > HIGH).any():
        return None
    if np.hypot(*(XOR_X - foot).T).min() < 0.15:  # the arrow would lie on a corner and its name
        along = 0.35 * np.array([-w[1], w[0]]) / length
        foot = min(foot + along, foot - along, key=lambda place: np.abs(place - middle).max())
    return foot


def _arrow(foot, w):
    """An arrow from there, as far as there is room, to the side where the neuron fires."""
    length = np.hypot(*w)
    steep = np.where(w == 0, 1e-9, w)
    room = ((np.where(steep > 0, HIGH, LOW) - foot) * length / steep).min()  # to the edge of the picture
    return arrow_outline(foot, min(0.22, room) * w / length, 0.014)


def _outside(state):
    """Which lines the input plane does not show."""
    ends = np.array([[x1, x2] for x1 in (LOW, HIGH) for x2 in (LOW, HIGH)])
    gone = [
        k for k, (w, b) in enumerate(zip(state.W, state.b, strict=True), 1) if abs(np.sign(ends @ w + b).sum()) == 4
    ]
    if len(gone) == 2:
        return " The lines of both neurons are out of sight."
    return f" The line of neuron {gone[0]} is out of sight." if gone else ""


def _names(corners):
    """The corners' names and where they go, just outside; corners that land together share one name."""
    names = []
    for k, corner in enumerate(corners):
        name = f"{XOR_X[k, 0]:.0f}{XOR_X[k, 1]:.0f}"
        near = [j for j in range(k) if names[j] and np.abs(corners[j] - corner).max() < 0.09]
        if near:
            names[near[0]] += ", " + name
            name = ""
        names.append(name)
    away = np.where(corners > 0.5, 1, -1) * (0.08, 0.1)
    away[[len(name) > 2 for name in names], 0] = 0
    places, half = corners + away, [0.018 * len(name) for name in names]
    places[:, 0] = np.clip(places[:, 0], np.add(-0.21, half), np.subtract(1.21, half))  # the words end inside the plane
    return names, places


EXPLORERS = (sizes, xor_planes, approximation)
