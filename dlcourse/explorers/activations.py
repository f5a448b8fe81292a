"""Explorers of lesson 03."""

from types import SimpleNamespace

import numpy as np

from dlcourse.activations import Arctan, ReLU, Sigmoid, Step, Tanh
from dlcourse.explorers import Explorer, Grab, choice, slider, steps
from dlcourse.figures import activations as figures
from dlcourse.figures import new_figure, set_words

ACTIVATIONS = {"step": Step(), "sigmoid": Sigmoid(), "tanh": Tanh(), "arctan": Arctan(), "ReLU": ReLU()}
REACH = 6.0
FLAT = figures.FLAT


def _sigmoid_reach(slope):
    """The z at which the sigmoid's slope has fallen to `slope`: σ(1 - σ) = slope, solved for z."""
    a = (1 + np.sqrt(1 - 4 * slope)) / 2
    return float(np.log(a / (1 - a)))


# Weighted inputs z between which each activation is steeper than FLAT. The step is nowhere.
LIVE = {
    "step": (np.inf, np.inf),
    "sigmoid": (-_sigmoid_reach(FLAT), _sigmoid_reach(FLAT)),
    "tanh": (-float(np.arctanh(np.sqrt(1 - FLAT))), float(np.arctanh(np.sqrt(1 - FLAT)))),
    "arctan": (-float(np.sqrt(1 / FLAT - 1)), float(np.sqrt(1 / FLAT - 1))),
    "ReLU": (0.0, np.inf),
}
INPUTS = np.arange(-4.0, 5.0)
GRID = np.linspace(-REACH, REACH, 181)
ANT_SCALE = (0.272, 1.213)  # inches that one unit takes up in the ant's picture


def _small(slope, never_zero=True):
    """A slope in words; that of a smooth curve is nowhere 0, though it may be too small for a computer's numbers."""
    return f"{slope:.3g}" if slope >= 0.0005 or not (slope or never_zero) else "below 0.0005"


def flat_zones(name, w, b):
    """Inputs between -REACH and REACH for which the neuron φ(wx + b) is on flat ground.

    Returns
    -------
    list of (low, high)
    """
    low, high = LIVE[name]
    if w == 0:
        return [] if low < b < high else [(-REACH, REACH)]
    start, end = sorted(((low - b) / w, (high - b) / w))
    if not start < end:
        return [(-REACH, REACH)]
    start, end = np.clip([start, end], -REACH, REACH)
    return [(low, high) for low, high in ((-REACH, float(start)), (float(end), REACH)) if low < high]


def neuron_state(w, b, focus):
    """Neurons with one input and the same weight and bias, one for each activation function.

    Parameters
    ----------
    w, b : float
    focus : str
        Which of them is spoken of.

    Returns
    -------
    SimpleNamespace
        ``x`` (182,); dicts by name: ``outputs`` and ``slopes`` (182,), with nan where they jump, ``zones`` (list of (low, high)),
        ``inputs`` (9,): the outputs at INPUTS, ``flat`` (9,) bool; ``focus``, ``w``, ``b``, and ``steepest``, the largest slope of the
        one in focus at the nine inputs.
    """
    corner = -b / w if w else np.nan
    k = int(np.searchsorted(GRID, corner)) if abs(corner) < REACH else len(GRID)
    x = np.insert(GRID, k, corner if k < len(GRID) else REACH)
    state = SimpleNamespace(x=x, outputs={}, slopes={}, zones={}, inputs={}, flat={}, focus=focus, w=w, b=b)
    for name, phi in ACTIVATIONS.items():
        state.outputs[name], state.slopes[name] = phi.fn(w * x + b), phi.derivative(w * x + b)
        jumps = {"step": (state.outputs, state.slopes), "ReLU": (state.slopes,)}.get(name, ())
        for jumping in jumps:
            jumping[name][np.isclose(x, corner)] = np.nan
        z = w * INPUTS + b
        state.zones[name] = flat_zones(name, w, b)
        state.inputs[name] = phi.fn(z)
        state.flat[name] = (z <= LIVE[name][0]) | (z >= LIVE[name][1])
    state.steepest = float(ACTIVATIONS[focus].derivative(w * INPUTS + b).max())
    return state


def neuron():
    """One neuron, five activation functions: sliders for its weight and its bias."""
    figure, axes = new_figure(8, 4, nrows=2, ncols=len(ACTIVATIONS), height_ratios=(1.35, 1))
    artists = figures.neuron_panels(axes, list(ACTIVATIONS), REACH)

    def update(artists, state):
        for name in ACTIVATIONS:
            width = 3.2 if name == state.focus else 1.6
            for line, values in ((artists.curves[name], state.outputs), (artists.slopes[name], state.slopes)):
                line.set_data(state.x, values[name])
                line.set_linewidth(width)
            for zone in artists.zones[name]:
                zone.set_verts(figures.bands(state.zones[name]))
            flat, beyond = state.flat[name], state.inputs[name] > figures.TOP
            artists.live[name].set_data(INPUTS[~flat & ~beyond], state.inputs[name][~flat & ~beyond])
            artists.flat[name].set_data(INPUTS[flat], state.inputs[name][flat])
        # ReLU, the last, is the only one whose outputs know no bound; beyond is what `beyond` was for it.
        artists.beyond.set_data(INPUTS[beyond], np.full(beyond.sum(), figures.TOP))

    def describe(state):
        count = int(state.flat[state.focus].sum())
        low, high = sorted(state.w * INPUTS[[0, -1]] + state.b)
        reach = f"For all nine, z runs from {low:g} to {high:g}" if low < high else f"For all nine, z is {state.b:g}"
        name = state.focus[0].upper() + state.focus[1:]
        return (
            f"{name}: <b>{count} of {len(INPUTS)}</b> examples on flat ground (hollow). {reach}; the largest slope φ′ "
            f"at one of them is {_small(state.steepest, state.focus not in ('step', 'ReLU'))}."
        )

    return Explorer(
        "one neuron, five activation functions",
        figure=figure,
        artists=artists,
        controls={
            "w": slider("weight w", steps(-4, 4, 0.1), 2.5, "{:.1f}"),
            "b": slider("bias b", steps(-6, 6, 0.25), -2.0, "{:.2f}"),
            "focus": choice("the words are about", {name: name for name in ACTIVATIONS}, "sigmoid"),
        },
        state=neuron_state,
        update=update,
        describe=describe,
    )


def ant_state(position, steepness):
    """An ant on the step and on a sigmoid σ(sz).

    Parameters
    ----------
    position : float
        The z at which it stands.
    steepness : float
        s, above 4 times FLAT.

    Returns
    -------
    SimpleNamespace
        ``position``, ``z`` and ``ground`` (n,), ``heights`` (step, sigmoid) under the ant, ``slope`` of the sigmoid there, ``tells`` (whether
        it is at least FLAT), ``zones`` of flat ground (list of (low, high)), ``readable`` (the share of the ground that is not flat).
    """
    phi = Sigmoid()
    slope = float(steepness * phi.derivative(steepness * position))
    reach = _sigmoid_reach(FLAT / steepness) / steepness
    # More points where the ground turns quickly.
    z = np.unique(np.concatenate([GRID, np.linspace(-6, 6, 61) / steepness]).clip(-REACH, REACH))
    return SimpleNamespace(
        position=position,
        steepness=steepness,
        z=z,
        ground=phi.fn(steepness * z),
        heights=(float(Step().fn(position)), float(phi.fn(steepness * position))),
        slope=slope,
        tells=slope >= FLAT,
        zones=[(-REACH, -reach), (reach, REACH)] if reach < REACH else [],
        readable=min(reach / REACH, 1.0),
    )


def ant():
    """Which way is down? An ant on the step and on the sigmoid: sliders for where it stands and for the steepness."""
    figure, axes = new_figure(7.4, 3.2, ncols=2)
    artists = figures.ant_grounds(axes, REACH)

    def update(artists, state):
        artists.ground.set_data(state.z, state.ground)
        artists.zones.set_verts(figures.bands(state.zones))
        for k, slope in enumerate((0.0, state.slope)):
            bodies, legs, tangent = figures.ant_on((state.position, state.heights[k]), slope, ANT_SCALE)
            artists.bodies[k].set_verts(bodies)
            artists.legs[k].set_segments(legs)
            artists.tangents[k].set_data(*tangent.T)
        x = np.clip(state.position, -2.6, 2.6)  # the ant's words stay in the picture
        feels = "down is to the left" if state.tells else "it feels flat"
        for words, says in zip(
            artists.words, (("slope 0:", "which way is down?"), (f"slope {_small(state.slope)}:", feels)), strict=True
        ):
            set_words(words, says, [(x, 1.62), (x, 1.44)])

    def describe(state):
        return (
            f"At z = {state.position:g} the ant feels slope 0 on the step and {_small(state.slope)} on the sigmoid (s = {state.steepness:g}). "
            f"On <b>{100 * state.readable:.0f} %</b> of the sigmoid it feels which way is down, and nowhere on the step."
        )

    return Explorer(
        "an ant on the step and on the sigmoid",
        figure=figure,
        artists=artists,
        controls={
            "steepness": slider("steepness s", [0.5, 1, 2, 5, 10, 20, 50], 1),
            "position": slider("the ant stands at z", steps(-5, 5, 0.1), 4.0, "{:.1f}"),
        },
        grab=[Grab(tangent, "the ant", x="position") for tangent in artists.tangents],
        state=ant_state,
        update=update,
        describe=describe,
    )


EXPLORERS = (neuron, ant)
