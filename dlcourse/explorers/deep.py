"""Explorers of lesson 08."""

from functools import cache, partial
from types import SimpleNamespace

import numpy as np

from dlcourse.activations import ReLU, Sigmoid, Softmax, Tanh
from dlcourse.backprop import pack
from dlcourse.data import digits, reader
from dlcourse.deep import BOX, MIDDLE, SIDE, centre, gradient_norms
from dlcourse.explorers import Explorer, choice, slider
from dlcourse.explorers._pad import Pad, sheet
from dlcourse.explorers._reading import page_reader
from dlcourse.figures import GREEN, GROUND, new_figure, set_words
from dlcourse.figures import deep as figures
from dlcourse.figures.numbers import rough, written
from dlcourse.network import check_network, layer_outputs

READINGS = {"moved to the middle and resized": "centred", "as drawn": "as drawn"}

ACTIVATIONS = {"sigmoid": Sigmoid(), "tanh": Tanh(), "ReLU": ReLU()}
DEEPEST, SEEDS = 30, 3
SCALES = [2 ** (k / 4) for k in range(-13, 10)]  # about 0.1 to 4.8, with 1 and √2 among them
HE = SCALES[15]
ALIKE, SMALL, LARGE = 5, 0.03, 300  # up to which ratio layers are alike; between these a size is sensible


@cache
def course_network():
    """The course's own reader of digits, 784-128-64-10.

    Returns
    -------
    parameters : list of (W, b)
    activations : list
    """
    return reader(), [ReLU(), ReLU(), Softmax()]


@cache
def drawings():
    """Drawings by name, each as a `Pad` holds it: some test digits, and a small one in a corner."""
    _, _, X, y = digits()
    found = {f"a {digit}": X[np.flatnonzero(y == digit)[0]] for digit in (3, 7, 5, 8)}
    small = np.zeros((SIDE, SIDE))
    small[1:15, 2:16] = 1.7 * X[np.flatnonzero(y == 2)[1]].reshape(14, 2, 14, 2).mean(axis=(1, 3))  # a little darker
    return {name: sheet(drawing) for name, drawing in {**found, "a small 2 in a corner": small.ravel()}.items()}


def draw_state(drawing, reading, parameters, activations):
    """What a network says of a drawing.

    Parameters
    ----------
    drawing : bytes
        784 of them: paper 0, ink 255.
    reading : str
        "centred" (scaled and placed as MNIST's digits were) or "as drawn".
    parameters : list of (W, b)
    activations : list

    Returns
    -------
    SimpleNamespace
        ``seen`` (28, 28), what the network sees; ``opinions`` (10,), its outputs; ``order`` (10,), digits from the likeliest on;
        ``other`` and ``other_opinion``, what it would name after the other reading, and its output; ``empty`` (bool), ``size``
        (pixels, the larger of height and width), ``right`` and ``down`` (how far the centre of mass is from where MNIST's
        digits have it), ``reading``.
    """
    ink = np.frombuffer(drawing, np.uint8) / 255
    pictures = np.array([centre(ink), ink] if reading == "centred" else [ink, centre(ink)])
    opinions, others = layer_outputs(pictures, parameters, activations)[-1].astype(float)
    size, right, down = _place(ink.reshape(SIDE, SIDE))
    return SimpleNamespace(
        seen=pictures[0].reshape(SIDE, SIDE),
        opinions=opinions,
        order=np.argsort(-opinions, kind="stable"),
        other=int(others.argmax()),
        other_opinion=others.max(),
        empty=not ink.any(),
        size=size,
        right=right,
        down=down,
        reading=reading,
    )


def _place(ink):
    """Size of a drawing in pixels, and how far its centre of mass lies to the right of and below the middle."""
    if not ink.any():
        return 0, 0, 0
    marked = [np.flatnonzero(ink.any(axis=axis)) for axis in (0, 1)]
    offsets = [round((np.arange(SIDE) + 0.5) @ ink.sum(axis=axis) / ink.sum() - MIDDLE) for axis in (0, 1)]
    return int(max(each[-1] - each[0] + 1 for each in marked)), *offsets


def draw(parameters=None, activations=None, drawing="an empty sheet"):
    """Draw a digit, and watch a network's ten opinions while you draw.

    Parameters
    ----------
    parameters : list of (W, b), optional
        A network from 784 pixels to 10 digits. Without one, the course's own.
    activations : list, optional
        One for each layer; the last gives numbers from 0 to 1, as Softmax() does.
    drawing : str, optional
        What lies on the sheet at first: "an empty sheet" or the name of an example, such as "a 3".

    Raises
    ------
    ValueError
        If the network does not take 784 pixels or does not have 10 outputs from 0 to 1, or only one of the two is given; or there is no
        such drawing.
    TypeError
        If an activation is none.
    """
    network = course_network() if parameters is None and activations is None else _reader(parameters, activations)
    figure, axes = new_figure(5.55, 3.15, ncols=2, width_ratios=(1.1, 1))
    artists, places = figures.opinions(axes)
    pad = Pad(drawings())
    if drawing not in dict(pad.options):
        names = ", ".join(f'"{name}"' for name, _ in pad.options)
        raise ValueError(f"There is no drawing {drawing!r}. There are: {names}.")
    pad.value = dict(pad.options)[drawing]

    def update(artists, state):
        artists.seen.set_data(state.seen)
        top = state.order[0]
        for digit, (bar, opinion) in enumerate(zip(artists.bars, state.opinions, strict=True)):
            bar.set_width(min(max(opinion, 0.0), 1.0))
            bar.set_facecolor(GREEN if digit == top else GROUND)
        artists.top.set_data([-0.07], [top])
        set_words(artists.shares, [_on_bar(opinion) for opinion in state.opinions], places)

    return Explorer(
        "draw a digit",
        figure=figure,
        artists=artists,
        controls={
            "drawing": pad,
            "reading": choice("the network sees it", READINGS, "centred"),
        },
        state=partial(draw_state, parameters=network[0], activations=network[1]),
        update=update,
        describe=_opinion_words,
        beside="drawing",
        lines=4,
        page=partial(
            page_reader,
            artists=artists,
            places=places,
            update=update,
            network=network,
            readings=list(READINGS.values()),
        ),
    )


def _reader(parameters, activations):
    """A network that reads digits, or an error that says in a sentence why this one cannot."""
    if parameters is None or activations is None:
        missing = "parameters" if parameters is None else "activations"
        raise ValueError(f"A network is its parameters and its activations together, but {missing} is missing.")
    parameters, activations = check_network(parameters, activations)
    takes, gives = parameters[0][0].shape[1], len(parameters[-1][1])
    if (takes, gives) != (SIDE * SIDE, 10):
        raise ValueError(
            f"To read a drawing, a network takes 784 pixels and has 10 outputs, but this has {takes} and {gives}."
        )
    if not np.isfinite(pack(parameters)).all():
        raise ValueError("Some of the network's weights are no numbers (nan or inf): its training has diverged.")
    outputs = layer_outputs(np.array([np.zeros(784), *digits()[2][:20]]), parameters, activations)[-1]
    if not (0 <= outputs.min() and outputs.max() <= 1.0001):
        raise ValueError(
            f"The last layer must give numbers from 0 to 1, as Softmax() does, but its outputs go from {outputs.min():.3g} to "
            f"{outputs.max():.3g}."
        )
    return parameters, activations


def _opinion_words(state):
    (top, second), shares = state.order[:2], state.opinions
    if state.empty:
        text = (
            "An empty sheet: draw a digit on it. The network cannot say “nothing”. Even now it names one of the ten, "
            f"<b>{top}</b>, with {_percent(shares[top])}."
        )
        return text if state.reading == "centred" else f"{text} It will see your drawing as you draw it."
    text = (
        f"It reads <b>{top}</b>, with {_percent(shares[top])}; second comes {second}, with {_percent(shares[second])}."
    )
    if abs(shares.sum() - 1) > 0.01:
        text += f" (Its outputs add up to {shares.sum():.2f}: they are no shares of a whole.)"
    if state.reading == "centred":
        return text
    other = f"moved to the middle and resized, it says {state.other}, with {_percent(state.other_opinion)}"
    seen = f"The network has only seen digits {BOX} pixels large, in the middle"
    faults = " and ".join(_misplaced(state))
    if not faults:
        return f"{text} {seen}, and this is nearly one: {other}."
    return f"{text} {seen}; this {faults}. {other.capitalize()}."


def _misplaced(state):
    """In what a drawing differs from MNIST's digits."""
    found = []
    if abs(state.size - BOX) > 3:
        found.append(f"is {state.size} large")
    sides = [(state.right, "right", "left"), (state.down, "low", "high")]
    sides = [
        f"{abs(by)} too {'far ' if k == 0 else ''}{more if by > 0 else less}"
        for k, (by, more, less) in enumerate(sides)
        if abs(by) > 1
    ]
    if sides:
        found.append(f"lies {' and '.join(sides)}")
    return found


def _on_bar(share):
    return figures.ALMOST if 0.995 <= share < 1 else f"{100 * share:.0f} %"


def _percent(share):
    if 0 < share < 0.005:
        return "less than 1 %"
    if 0.995 <= share < 1:
        return "more than 99 %"
    return f"{100 * share:.0f} %"


@cache
def unstable_state(depth, scale, activation):
    """Sizes of the slopes of all layers of some deep networks before any training.

    Parameters
    ----------
    depth : int
        Layers of 30 neurons.
    scale : float
        The weights are normal with standard deviation scale / √30.
    activation : str
        "sigmoid", "tanh" or "ReLU".

    Returns
    -------
    SimpleNamespace
        ``each`` (SEEDS, depth), Frobenius norms of dW, first layer first; ``median`` (depth,), ``ratio`` (first to last layer, of
        the medians); ``depth``, ``scale``, ``activation``.
    """
    seeds = range(SEEDS)
    each = [gradient_norms(depth, ACTIVATIONS[activation], scale, np.random.default_rng(seed)) for seed in seeds]
    median = np.median(each, axis=0)
    return SimpleNamespace(
        each=np.array(each),
        median=median,
        ratio=median[0] / median[-1],
        depth=depth,
        scale=scale,
        activation=activation,
    )


def unstable():
    """How large the slopes of each layer are: sliders for depth and the scale of the first weights, and the activation."""
    figure, ax = new_figure(7.4, 3.9)
    artists = figures.unstable(ax, DEEPEST, SEEDS)

    def update(artists, state):
        layers = np.arange(1, state.depth + 1)
        for line, norms in zip(artists.each, state.each, strict=True):
            line.set_data(layers, norms)
        artists.median.set_data(layers, state.median)
        for artist, end in ((artists.first, 0), (artists.last, -1)):
            artist.set_data(layers[[end]], state.median[[end]])
        for artist, beyond, edge in (
            (artists.below, state.median < figures.LOWEST, figures.LOWEST * 4),
            (artists.above, state.median > figures.HIGHEST, figures.HIGHEST / 4),
        ):
            artist.set_data(layers[beyond], np.full(beyond.sum(), edge))

    return Explorer(
        "unstable slopes",
        figure=figure,
        artists=artists,
        controls={
            "scale": slider("weight scale", SCALES, 1.0, _scale_name),
            "depth": slider("layers", list(range(1, DEEPEST + 1)), 20),
            "activation": choice("activation", {name: name for name in ACTIVATIONS}, "sigmoid"),
        },
        state=unstable_state,
        update=update,
        describe=_slope_words,
        lines=3,
    )


def _scale_name(scale):
    return "√2 (He)" if scale == HE else f"{scale:.2g}"


def _slope_words(state):
    first, last = _power(state.median[0]), _power(state.median[-1])
    text = f"With {state.activation} and scale {_scale_name(state.scale)}: "
    if state.depth == 1:
        return f"{text}a single layer, with slopes of size {first}. The error does not pass through another layer."
    text += f"slopes of {first} in the first layer, {last} in the last: a ratio of <b>{_power(state.ratio)}</b>. "
    return text + _fate(state)


def _fate(state):
    """What becomes of the slopes on their way back: one of five fates."""
    factor, middle = state.ratio ** (1 / (state.depth - 1)), np.median(state.median)
    if state.ratio < 1 / ALIKE:
        words = f"Each layer back divides them by about {rough(1 / factor)}: they <b>vanish towards the front</b>."
        # 2⁻¹⁵⁰ is where float32 begins to round to 0.
        return words if state.median[0] > 2.0**-150 else f"{words} In float32 the first are 0."
    if state.ratio > ALIKE:
        return f"Each layer back multiplies them by about {rough(factor)}: they <b>explode towards the front</b>."
    if middle < SMALL:
        return "All layers are <b>alike, and tiny</b>: each step changes hardly anything."
    if middle > LARGE:
        return "All layers are <b>alike, and huge</b>: the first step makes the weights far too large."
    return "All layers are <b>alike, and of a sensible size</b>: they learn at a similar pace."


def _power(value):
    """With two digits that count, and a power of ten below a thousandth and from a million on."""
    return rough(value) if 0.001 <= value < 1e6 else written(f"{value:.1e}")


EXPLORERS = (draw, unstable)
