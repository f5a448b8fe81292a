"""Runs that are played where no kernel runs: what a network is like at some moments of its training."""

import base64

import numpy as np

from dlcourse.backprop import pack
from dlcourse.laboratory.engine import Engine

MOMENTS = 80
LARGEST = 32767  # what the largest weight of a run is written as
# For each run: what it is called, what is worth a look, how many epochs it takes, and what is done before it starts.
RUNS = (
    (
        "a ring around a disc",
        "At first each neuron of the first layer has a straight border. The second layer makes a closed border of them.",
        150,
        (),
    ),
    (
        "three spirals",
        "Two layers of eight neurons learn three classes with Adam. The borders become curved step by step.",
        300,
        (
            {"do": "data", "name": "three_spirals"},
            *({"do": "neuron_add", "layer": layer} for layer in (0, 1) for _ in range(4)),
            {"do": "set", "name": "optimiser", "value": "adam"},
            {"do": "set", "name": "learning_rate", "value": 0.01},
        ),
    ),
    (
        "learned by heart",
        "There are only 18 training points, with much noise. The training loss falls to nearly 0, while the validation loss rises.",
        600,
        (
            {"do": "data", "name": "moons", "points": 30, "noise": 0.7, "validation": 0.4},
            *({"do": "neuron_add", "layer": layer} for layer in (0, 1) for _ in range(4)),
        ),
    ),
    (
        "all weights equal",
        "The neurons of a layer begin with the same weights, so they get the same slopes, and they stay the same for ever.",
        150,
        ({"do": "first_weights", "name": "equal"},),
    ),
)


def recorded():
    """All runs, made anew: a list of plain data, as JSON has it.

    Each is a dict with ``title``, ``says``, ``sizes`` (inputs, then neurons of each layer), ``activations`` (of the hidden layers),
    ``classes``, ``axes``, ``X``, ``y``, ``kept`` (1 for a validation point), ``moments``, ``scale`` and ``theta``. A moment is a list:
    the epoch, loss and share classified correctly of the training points, the same of the validation points, sizes of the layers' slopes (or
    None). ``theta`` has for each moment all weights and biases as `pack` writes them, divided by ``scale``: 16 bits each, in base 64.
    """
    return [_run(*run) for run in RUNS]


def _run(title, says, epochs, actions):
    engine = Engine()
    for action in (*actions, {"do": "set", "name": "runs_on", "value": "fast"}, {"do": "restart"}):
        engine.do(action)
    engine.do({"do": "epoch"})
    last = epochs * engine.run.batch
    engine.do({"do": "restart"})
    moments, parameters = [], []
    for batch in np.unique([0, *np.geomspace(1, last, MOMENTS - 1).round().astype(int)]):
        while engine.run.batch < batch:
            engine.do({"do": "batch"})
        parameters.append(pack(engine.parameters))
        moments.append(_moment(engine.state()))
    scale = float(np.abs(parameters).max()) / LARGEST
    whole = np.round(np.array(parameters) / scale).astype("<i2")
    points = engine.points_now
    return {
        "title": title,
        "says": says,
        "sizes": engine.sizes,
        "activations": [name for _, name in engine.hidden],
        "classes": list(points.classes),
        "axes": list(points.axes),
        "X": points.X.round(2).tolist(),
        "y": points.y.tolist(),
        "kept": points.validation.astype(int).tolist(),
        "moments": moments,
        "scale": scale,
        "theta": base64.b64encode(whole.tobytes()).decode(),
    }


def _moment(state):
    losses = [state[part][what] for part in ("train", "validation") for what in ("loss", "correct")]
    slopes = state["gradients"] and [float(f"{size:.3g}") for size in state["gradients"]]
    return [round(state["epoch"], 3), *(round(value, 5) for value in losses), slopes]
