"""Explorers of lesson 07."""

from functools import cache
from types import SimpleNamespace

import numpy as np
from matplotlib.colors import to_rgba

from dlcourse.activations import Sigmoid
from dlcourse.backprop import backward, forward, network_loss, output_delta, pack, train_network, unpack
from dlcourse.explorers import Explorer, choice, slider, steps
from dlcourse.figures import CLASS_TINTS, GROUND, INK, PINK, lanes, new_figure, set_words
from dlcourse.figures import backprop as figures
from dlcourse.figures.linear import half_plane
from dlcourse.figures.numbers import by_hand, counted, fixed, short
from dlcourse.network import init_parameters, layer_forward

SIGMOID = Sigmoid()
ACTIVATIONS = [SIGMOID, SIGMOID]
PARAMETERS = [
    (np.array([[0.5, -0.4], [0.8, 0.3], [-0.6, 0.7]]), np.array([0.1, -0.2, 0.0])),
    (np.array([[0.9, -0.7, 0.5]]), np.array([0.2])),
]
X, Y = np.array([[1.0, 0.5]]), np.array([[0.0]])
THETA = pack(PARAMETERS)
NAMES = [
    *(f"W₁[{j}, {k}]" for j in range(3) for k in range(2)),
    *(f"b₁[{j}]" for j in range(3)),
    *(f"W₂[0, {k}]" for k in range(3)),
    "b₂[0]",
]
NEURONS = ("h₁", "h₂", "h₃", "output")
MOMENTS = (
    "0 the network",
    "1 forward: hidden",
    "2 forward: output",
    "3 the loss",
    "4 back: δ of the output",
    "5 slopes of W₂, b₂",
    "6 back: δ of the hidden",
    "7 slopes of W₁, b₁",
)

NODES = tuple(figures.GRAPH)
# When a node of the graph gets its value (going forward) and its slope (going back).
VALUE_AT = {"x": 0, "w": 0, "b": 0, "p": 1, "r": 2, "z": 3, "s": 4, "f": 5}
SLOPE_AT = {"f": 6, "s": 7, "r": 8, "z": 9, "p": 10, "b": 11, "x": 12, "w": 13}

XOR_X, XOR_Y = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]), np.array([[0.0], [1.0], [1.0], [0.0]])
XOR_RATE, XOR_EVERY, XOR_EPOCHS = 4.0, 15, 1200
XOR_STARTS = {"A": 2, "B": 0, "C": 6}
_side = figures.LOW + (figures.HIGH - figures.LOW) * (np.arange(60) + 0.5) / 60
PIXELS = np.stack(np.meshgrid(_side, _side), axis=2)
TINTS = np.array([[int(tint[k : k + 2], 16) for k in (1, 3, 5)] for tint in CLASS_TINTS], dtype=float)


def passes_state(moment, nudged, nudge):
    """A 2-3-1 network, one of its parameters nudged, after so many steps forward and back.

    Parameters
    ----------
    moment : int
        0 to 7, see ``MOMENTS``.
    nudged : int
        Which parameter, 0 to 12: see ``NAMES``.
    nudge : float
        How much is added to it.

    Returns
    -------
    SimpleNamespace
        ``parameters``, ``z`` and ``a`` (hidden neurons and output, (4,)), ``delta`` (4,), ``slopes`` (list of (dW, db)), ``loss``,
        ``before`` (the loss without the nudge), ``slope`` (of the nudged parameter, before the nudge), ``changed`` (4,) bool:
        neurons that moved; and ``moment``, ``nudged``, ``nudge``.
    """
    theta = THETA.copy()
    theta[nudged] += nudge
    parameters = unpack(theta, PARAMETERS)
    was, now = _run(PARAMETERS), _run(parameters)
    return SimpleNamespace(
        parameters=parameters,
        **vars(now),
        before=was.loss,
        slope=pack(was.slopes)[nudged],
        changed=np.abs(now.a - was.a) > 1e-12,
        moment=moment,
        nudged=nudged,
        nudge=nudge,
    )


def _run(parameters):
    zs, outputs = forward(parameters, ACTIVATIONS, X)
    delta = output_delta(outputs[-1], Y, zs[-1], SIGMOID)
    slopes = backward(parameters, ACTIVATIONS, zs, outputs, delta)
    # For a single example the slope of a neuron's bias is its error.
    return SimpleNamespace(
        z=np.concatenate([z[0] for z in zs]),
        a=np.concatenate([a[0] for a in outputs[1:]]),
        delta=np.concatenate([db for _, db in slopes]),
        slopes=slopes,
        loss=network_loss(parameters, ACTIVATIONS, X, Y),
    )


def passes():
    """Forward, back, and one weight nudged: sliders for the step, the parameter, and the nudge."""
    figure, ax = new_figure(7.4, 5.68)
    artists, places = lanes.passes(ax)
    on_edge, on_neuron = [*range(6), *range(9, 12)], [*range(6, 9), 12]  # which of the 13 parameters stands where
    neurons = places.neurons
    # What marks the chosen parameter: a band under its edge, or behind the words of its bias.
    marks = dict(zip(on_edge, places.edges, strict=True))
    marks |= {k: place + [(-0.68, 0), (0.68, 0)] for k, place in zip(on_neuron, places.biases, strict=True)}
    layer = np.array([1] * 6 + [2] * 3 + [3])  # of each edge; the last leads to the loss
    back_at = np.array([7] * 6 + [5] * 3 + [4])

    def update(artists, state):
        moment, theta, slopes = state.moment, pack(state.parameters), pack(state.slopes)
        known = np.array([moment >= 1] * 3 + [moment >= 2])
        active = (layer == moment) | (moment == 0) & (layer < 3)
        colors = np.where(active, INK, GROUND)
        lanes.draw_lanes(artists.forward, np.r_[theta[on_edge], 0.3], colors)
        came = back_at <= moment
        now = (back_at == moment) | (moment == 6) & (layer == 2)
        lanes.draw_lanes(
            artists.back,
            np.where(came, np.r_[slopes[on_edge], state.delta[3]], 0),
            [to_rgba(PINK, 1 if here else 0.4) for here in now],
            gain=30,
        )

        numbers = [fixed(theta[k], 2) for k in on_edge]
        biases = [f"b = {fixed(theta[k], 2)}" for k in on_neuron]
        working = np.r_[active[:9], [active[0]] * 3, active[6]]
        working[(on_edge + on_neuron).index(state.nudged)] = True  # black on its green mark
        places_of, angles = np.r_[places.weights, places.biases], np.r_[places.angles, np.zeros(4)]
        quiet = [("" if on else text) for text, on in zip(numbers + biases, working, strict=True)]
        set_words(artists.quiet, quiet, places_of, angles)
        texts = [(text if on else "") for text, on in zip(numbers + biases, working, strict=True)]
        texts += [fixed(x, 1) for x in X[0]] + [fixed(a) if k else "" for a, k in zip(state.a, known, strict=True)]
        hidden = np.array([True] * 3 + [False])
        texts += ["" if on else name for name, on in zip(NEURONS, hidden & known, strict=True)]
        before = [f"{name}: " if on else "" for name, on in zip(NEURONS, hidden, strict=True)]
        texts += [f"{name}z = {fixed(z)}" if on else "" for name, z, on in zip(before, state.z, known, strict=True)]
        texts += [fixed(state.loss, 4) if moment >= 3 else "", f"target y = {Y[0, 0]:.0f}"]
        where = [places_of, places.inputs, neurons, places.names, places.scores, [places.loss, places.loss - (0, 0.7)]]
        set_words(artists.numbers, texts, np.concatenate(where), np.r_[angles, np.zeros(16)])
        texts = [fixed(slopes[k]) if on else "" for k, on in zip(on_edge, came, strict=False)]
        errors = np.array([moment >= 6] * 3 + [moment >= 4])
        texts += [f"δ = {fixed(d)}" if on else "" for d, on in zip(state.delta, errors, strict=True)]
        set_words(artists.slopes, texts, np.r_[places.slopes, places.errors], angles)

        artists.moved.set_data(*neurons[state.changed & known].T)
        wide = (10 if state.nudge else 6) + 5 * (state.nudged in on_neuron)
        for band, outline in zip(artists.nudged, (1.5, 0), strict=True):
            band.set_data(*marks[state.nudged].T)
            band.set_linewidth(wide + outline)
        at_work = {1: neurons[:3], 2: neurons[3:], 4: neurons[3:], 6: neurons[:3]}.get(moment, neurons[:0])
        artists.now.set_data(*at_work.T)

    def describe(state):
        if state.nudge:
            return _nudged_words(state)
        return f"{_moment_words(state)} Chosen: {NAMES[state.nudged]}."

    return Explorer(
        "forward, back, and one weight nudged",
        figure=figure,
        artists=artists,
        controls={
            "nudged": slider("parameter", list(range(13)), 0, lambda k: NAMES[k]),
            "nudge": slider("nudge it by", steps(-1, 1, 0.1), 0.0, "{:+.1f}"),
            "moment": slider("step", list(range(len(MOMENTS))), 3, lambda k: MOMENTS[k]),
        },
        state=passes_state,
        update=update,
        describe=describe,
        play="moment",
        interval=1500,
    )


def _nudged_words(state):
    name = f"{NAMES[state.nudged]} nudged by {fixed(state.nudge, 1)}"
    if state.moment < 3:
        count = state.changed[: 3 if state.moment == 1 else 4].sum() if state.moment else 0
        return f"{name}. Neurons that have moved so far (green rings): <b>{count}</b>. The loss is not computed yet: move the slider on."
    change = state.loss - state.before
    text = (
        f"{name}: the loss goes from {fixed(state.before, 4)} to {fixed(state.loss, 4)}, by <b>{fixed(change, 4)}</b>."
    )
    if state.moment >= (5 if state.nudged >= 9 else 7):
        guess = state.slope * state.nudge
        text += f" Its slope before the nudge, {fixed(state.slope, 4)}, times the nudge says {fixed(guess, 4)}."
    return text


def _moment_words(state):
    (x1, x2), a, d = X[0], state.a, state.delta
    (W1, b1), (W2, b2) = state.parameters
    out = "output"
    return (
        "Two inputs, three hidden neurons, one output: 13 parameters. Nothing is calculated yet.",
        f"h₁: z = {fixed(W1[0, 0], 1)}·{x1:g} − {fixed(-W1[0, 1], 1)}·{x2:g} + {fixed(b1[0], 1)} = {fixed(state.z[0])}, and a = σ(z) = "
        f"<b>{fixed(a[0])}</b>. h₂ and h₃ are computed in the same way.",
        f"{out}: z = {fixed(W2[0, 0], 1)}·{fixed(a[0], 4)} − 0.7·{fixed(a[1], 4)} + 0.5·{fixed(a[2], 4)} + {fixed(b2[0], 1)} = {fixed(state.z[3])}, "
        f"a = σ(z) = <b>{fixed(a[3])}</b>.",
        f"C = ½ (a − y)² = ½ · {fixed(a[3], 4)}² = <b>{fixed(state.loss, 4)}</b>. The target is 0: which weights are to blame?",
        f"δ = (a − y) · σ′(z) = {fixed(a[3])} · {fixed(a[3] * (1 - a[3]))} = <b>{fixed(d[3])}</b>. The error of the last layer comes first.",
        f"Slope of a weight: δ of where it ends, times a of where it starts. From h₁: {fixed(d[3])} · {fixed(a[0])} = "
        f"<b>{fixed(d[3] * a[0])}</b>. The slope of b₂ is δ itself.",
        f"δ of h₁: {fixed(d[3])} · 0.9 · σ′(z) = {fixed(d[3])} · 0.9 · {fixed(a[0] * (1 - a[0]))} = <b>{fixed(d[0])}</b>. No new forward pass "
        "was needed.",
        f"From x₁ to h₁: {fixed(d[0])} · {x1:g} = <b>{fixed(d[0] * x1)}</b>. All 13 slopes are known, after one forward pass and one backward pass.",
    )[state.moment]


def chain_state(moment, x, w, b):
    """f = (wx + b)² + w² as a graph: values and slopes of all nodes.

    Parameters
    ----------
    moment : int
        0 to 13: how many nodes have got a value (up to 5), then a slope.
    x, w, b : float

    Returns
    -------
    SimpleNamespace
        ``values`` and ``slopes`` (dicts from node to float), ``factors`` (dict from edge to the slope of its end in its
        start), ``moment``.
    """
    p, r = w * x, w * w
    z = p + b
    s = z * z
    values = {"x": x, "w": w, "b": b, "p": p, "z": z, "s": s, "r": r, "f": s + r}
    factors = {
        ("x", "p"): w,
        ("w", "p"): x,
        ("p", "z"): 1.0,
        ("b", "z"): 1.0,
        ("z", "s"): 2 * z,
        ("w", "r"): 2 * w,
        ("s", "f"): 1.0,
        ("r", "f"): 1.0,
    }
    slopes = {"f": 1.0}
    for node in ("s", "r", "z", "p", "b", "x", "w"):
        slopes[node] = sum(slopes[end] * factor for (start, end), factor in factors.items() if start == node)
    return SimpleNamespace(values=values, slopes=slopes, factors=factors, moment=moment)


def chain():
    """The chain rule on a graph: values step forward, slopes step back; sliders for the three numbers at its start."""
    figure, ax = new_figure(7.4, 4.3)
    artists, factor_places = figures.chain(ax)
    places = {name: np.array(place) for name, place in figures.GRAPH.items()}

    def update(artists, state):
        shown = [name for name in NODES if VALUE_AT[name] <= state.moment]
        set_words(artists.values, [short(state.values[name], 4) for name in shown], [places[name] for name in shown])
        shown = [name for name in NODES if SLOPE_AT[name] <= state.moment]
        set_words(
            artists.slopes,
            [f"slope {short(state.slopes[name])}" for name in shown],
            [places[name] - (0, 0.82) for name in shown],
        )
        used = np.array([SLOPE_AT[start] <= state.moment for start, _ in figures.GRAPH_EDGES])
        words = [
            f"· {short(state.factors[edge])}" if on else "" for edge, on in zip(figures.GRAPH_EDGES, used, strict=True)
        ]
        set_words(artists.factors, words, factor_places)
        for artist, when in ((artists.forward, VALUE_AT), (artists.back, SLOPE_AT)):
            at_work = [places[name] for name in NODES if when[name] == state.moment > 0]
            artist.set_data(*np.reshape(at_work, (-1, 2)).T)

    def describe(state):
        v, d = ({name: short(number) for name, number in part.items()} for part in (state.values, state.slopes))
        return (
            "Three numbers to start with. w is used twice: in p and in r.",
            f"p = w·x = {v['w']} · {v['x']} = <b>{v['p']}</b>.",
            f"r = w² = <b>{v['r']}</b>.",
            f"z = p + b = {v['p']} + {v['b']} = <b>{v['z']}</b>.",
            f"s = z² = <b>{v['s']}</b>.",
            f"f = s + r = {v['s']} + {v['r']} = <b>{v['f']}</b>. All values are calculated and kept. Now the slopes go back.",
            "If f is nudged, f moves by as much: its slope is <b>1</b>. The backward pass begins here.",
            "f = s + r: if s is nudged, f moves by as much. 1 · 1 = <b>1</b>.",
            "The same for r: <b>1</b>. A sum passes its slope on to each of its terms.",
            f"s = z² moves 2z times as fast as z: {d['s']} · 2 · {v['z']} = <b>{d['z']}</b>.",
            f"z = p + b: the slope is passed on to p, <b>{d['p']}</b>.",
            f"It is also passed on to b: <b>{d['b']}</b>. This is ∂f/∂b, the first of the three slopes that we want.",
            f"p = w·x: a product passes on the slope times the <i>other</i> number. {d['p']} · {v['w']} = <b>{d['x']}</b>.",
            f"w is used twice, so two slopes arrive, and they add up: {d['p']} · {v['x']} + {d['r']} · 2 · {v['w']} = <b>{d['w']}</b>.",
        )[state.moment]

    numbers = steps(-3, 3, 0.5)
    return Explorer(
        "the chain rule on a graph",
        figure=figure,
        artists=artists,
        controls={
            "moment": slider("step", list(range(14)), 5, lambda k: f"{k} {'forward' if k <= 5 else 'back'}"),
            "x": slider("x", numbers, 3.0),
            "w": slider("w", numbers, 2.0),
            "b": slider("b", steps(-5, 5, 0.5), -4.0),
        },
        state=chain_state,
        update=update,
        describe=describe,
        play="moment",
        interval=1200,
    )


def saturation_state(b1, b2, x, loss):
    """One input, one hidden neuron, one output, both sigmoids with weight 1; the target is 0.

    Parameters
    ----------
    b1, b2 : float
        Biases of the hidden neuron and of the output.
    x : float
    loss : str
        "MSE" or "cross entropy".

    Returns
    -------
    SimpleNamespace
        ``z`` and ``a`` (2,), ``slope`` (2,) of σ there, ``sizes`` (4,): δ of the output, its weight's slope, δ of the hidden
        neuron, its weight's slope; ``loss``.
    """
    parameters = [(np.ones((1, 1)), np.array([bias])) for bias in (b1, b2)]
    zs, outputs = forward(parameters, ACTIVATIONS, np.array([[x]]))
    target = np.zeros((1, 1))
    delta = output_delta(outputs[-1], target, zs[-1], SIGMOID) if loss == "MSE" else outputs[-1] - target
    (dW1, db1), (dW2, db2) = backward(parameters, ACTIVATIONS, zs, outputs, delta)
    z = np.array([zs[0][0, 0], zs[1][0, 0]])
    return SimpleNamespace(
        z=z,
        a=SIGMOID.fn(z),
        slope=SIGMOID.derivative(z),
        sizes=np.array([db2[0], dW2[0, 0], db1[0], dW1[0, 0]]),
        loss=loss,
    )


def saturation():
    """Where errors vanish: sliders for two biases and the input, and the loss to choose."""
    figure, axes = new_figure(7.6, 3.6, ncols=2)
    figure.get_layout_engine().set(wspace=0.06)
    artists = figures.saturation(axes)

    def update(artists, state):
        for k, (dot, tangent) in enumerate(
            ((artists.hidden, artists.hidden_slope), (artists.output, artists.output_slope))
        ):
            z, a = state.z[k], state.a[k]
            dot.set_data([z], [a])
            reach = 2 / np.hypot(1, 9 * state.slope[k]) * np.array([-1, 1])
            tangent.set_data(z + reach, a + reach * state.slope[k])
        for row, (dot, size, shape) in enumerate(zip(artists.sizes, state.sizes, "sDoD", strict=True)):
            dot.set_data([size or figures.SMALLEST / 3], [row])
            dot.set_marker(shape if size else "<")  # on this scale 0 is infinitely far to the left

    def describe(state):
        output, weight2, hidden, weight1 = (counted(size) if size else "0 (the triangle)" for size in state.sizes)
        factors = "" if state.loss == "cross entropy" else " · ".join(by_hand(state.a[1], state.slope[1])) + " = "
        back = " · ".join(by_hand(state.sizes[0], state.slope[0]))
        return (
            f"Output: a = {counted(state.a[1])}, target 0, δ = {factors}<b>{output}</b>. Hidden: a = {counted(state.a[0])}, "
            f"δ = {back} = <b>{hidden}</b>. Slopes: w₂ {weight2}, w₁ {weight1}."
        )

    return Explorer(
        "where errors vanish",
        figure=figure,
        artists=artists,
        controls={
            "b2": slider("output bias", steps(-8, 8, 0.5), 0.0, "{:.1f}"),
            "b1": slider("hidden bias", steps(-8, 8, 0.5), 0.0, "{:.1f}"),
            "x": slider("input x", steps(0, 1, 0.1), 1.0, "{:.1f}"),
            "loss": choice("loss", {name: name for name in ("MSE", "cross entropy")}, "MSE"),
        },
        state=saturation_state,
        update=update,
        describe=describe,
    )


@cache
def xor_history(seed):
    """Train a 2-2-1 network of sigmoids on XOR, full batch, and keep it every few epochs.

    Parameters
    ----------
    seed : int
        Of the first weights.

    Returns
    -------
    kept : list
        The parameters at epoch 0, XOR_EVERY, 2 · XOR_EVERY, ... up to XOR_EPOCHS.
    losses : ndarray, shape (len(kept),)
    """
    parameters, rng = init_parameters([2, 2, 1], np.random.default_rng(seed)), np.random.default_rng(0)
    kept, losses = [parameters], [network_loss(parameters, ACTIVATIONS, XOR_X, XOR_Y)]
    for _ in range(XOR_EPOCHS // XOR_EVERY):
        parameters, some = train_network(parameters, ACTIVATIONS, XOR_X, XOR_Y, XOR_RATE, 4, XOR_EVERY, rng)
        kept.append(parameters)
        losses.append(some[-1])
    return kept, np.array(losses)


def xor_training_state(moment, start):
    """A network of two hidden sigmoids on its way to XOR.

    Parameters
    ----------
    moment : int
        How many times XOR_EVERY epochs it has been trained.
    start : str
        "A", "B" or "C": which first weights.

    Returns
    -------
    SimpleNamespace
        ``W`` (2, 2), ``b`` (2,), ``v`` (2,) and ``c`` of the output, ``says`` (60, 60) its answers over the plane, ``grid``
        (14, 30, 2) and ``corners`` (4, 2) in the hidden plane, ``outputs`` (4,), ``losses`` of all moments, ``moment``, ``epoch``.
    """
    kept, losses = xor_history(XOR_STARTS[start])
    (W, b), (V, c) = kept[moment]

    def run(points):
        return layer_forward(layer_forward(points, W, b, SIGMOID), V, c, SIGMOID)[..., 0]

    return SimpleNamespace(
        W=W,
        b=b,
        v=V[0],
        c=c[0],
        says=run(PIXELS.reshape(-1, 2)).reshape(60, 60),
        grid=layer_forward(figures.LINES.reshape(-1, 2), W, b, SIGMOID).reshape(figures.LINES.shape),
        corners=layer_forward(XOR_X, W, b, SIGMOID),
        outputs=run(XOR_X),
        losses=losses,
        moment=moment,
        epoch=moment * XOR_EVERY,
    )


def xor_training():
    """XOR learned: play the training, pause it, step through it; three starts."""
    figure, axes = new_figure(7.9, 3.22, ncols=3)
    kinds = XOR_Y[:, 0].astype(int)
    artists = figures.xor_training(axes, XOR_X, kinds, XOR_EPOCHS)
    epochs = np.arange(0, XOR_EPOCHS + 1, XOR_EVERY)

    def update(artists, state):
        shade = TINTS[0] + state.says[..., None] * (TINTS[1] - TINTS[0])
        artists.says.set_data(shade.round().astype(np.uint8))
        for line, w, b in zip(artists.lines, state.W, state.b, strict=True):
            line.set_data(*half_plane(w, b)[0].T)
        figures.draw_grid(artists, state.grid)
        figures.draw_cut(artists, state.v, state.c)
        for kind, corners in enumerate(artists.corners):
            corners.set_data(*state.corners[kinds == kind].T)
        artists.curve.set_data(epochs, state.losses)
        artists.past.set_data(epochs[: state.moment + 1], state.losses[: state.moment + 1])
        artists.here.set_data([state.epoch], [state.losses[state.moment]])

    def describe(state):
        answers = ", ".join(f"{answer:.2f}" for answer in state.outputs)
        right = int(((state.outputs > 0.5) == (XOR_Y[:, 0] > 0.5)).sum())
        return (
            f"Epoch {state.epoch:,}, loss <b>{state.losses[state.moment]:.4f}</b>. The network says {answers} for 00, 01, 10, 11: "
            f"{right} of 4 are on the right side of ½."
        )

    return Explorer(
        "XOR learned",
        figure=figure,
        artists=artists,
        controls={
            "moment": slider("epoch", list(range(len(epochs))), 0, lambda k: f"{k * XOR_EVERY:,}"),
            "start": choice("first weights", {name: name for name in XOR_STARTS}, "A"),
        },
        state=xor_training_state,
        update=update,
        describe=describe,
        play="moment",
        interval=150,
    )


EXPLORERS = (passes, chain, saturation, xor_training)
