"""How the laboratory stands, as plain data for the page."""

import numpy as np

from dlcourse.backprop import backward, forward, output_delta
from dlcourse.laboratory import missions, network, words
from dlcourse.laboratory.training import loss_of


def state_of(engine):
    """All but the points, the pictures and the losses so far: plain data, as JSON has it."""
    with np.errstate(all="ignore"):
        training, validation = (_losses(engine, part) for part in (engine.training, engine.unseen))
        example = _example(engine)
    points, slopes = engine.points_now, engine.run.slopes
    state = {
        "data": {
            **engine.spec,
            "own": engine.own is not None,
            "classes": list(points.classes),
            "axes": list(points.axes),
        },
        "hidden": [{"size": size, "activation": name} for size, name in engine.hidden],
        "outputs": engine.sizes[-1],
        "loss": engine.loss,
        "first_weights": engine.first,
        "settings": dict(engine.settings),
        "runs_on_says": engine.pieces.says,
        "epoch": engine.run.epoch,
        "batch": engine.run.batch,
        "train": training,
        "validation": validation,
        "can_back": engine.run.can_go_back,
        "stopped": engine.stopped,
        "gradients": [_size(dW, db) for dW, db in slopes] if slopes else None,
        "look": _look(engine),
        "nudge": engine.nudged and {**engine.nudged, "says": words.nudge(engine.nudged)},
        "example": example,
        "missions": missions.listed(engine.done),
        "version": engine.version,
    }
    return {**state, "words": words.whole(state)}


def _losses(engine, part):
    loss, right = loss_of(engine.parameters, engine.activations, *part)
    return {"loss": _finite(loss), "correct": _finite(right)}


def _size(dW, db):
    return _finite(np.sqrt((dW**2).sum() + (db**2).sum()))


def _finite(value):
    return float(value) if np.isfinite(value) else None


def _look(engine):
    """The neuron that is looked at closely."""
    if engine.looked_at is None:
        return None
    layer, neuron = engine.looked_at
    W, b = engine.parameters[layer]
    slopes = engine.run.slopes
    name = engine.hidden[layer][1] if layer < len(engine.hidden) else "output"
    return {
        "layer": layer,
        "neuron": neuron,
        "activation": name,
        "bias": float(b[neuron]),
        "weights": W[neuron].tolist(),
        "slopes": slopes[layer][0][neuron].tolist() if slopes else None,
        "says": words.look(layer, neuron, name),
    }


def _example(engine):
    """The passes of one example: what every neuron gets and answers on the way forward, and its error on the way back."""
    points, activations = engine.points_now, engine.activations
    x, label = points.X[[engine.example]], int(points.y[engine.example])
    Y = network.targets(np.array([label]), engine.sizes[-1])
    zs, outputs = forward(engine.parameters, activations, x)
    softmax = engine.loss == "cross_entropy"
    delta = outputs[-1] - Y if softmax else output_delta(outputs[-1], Y, zs[-1], activations[-1])
    # With one example the slopes of the biases are the errors themselves.
    errors = [db for _, db in backward(engine.parameters, activations, zs, outputs, delta)]
    found = {
        "index": engine.example,
        "x": x[0].tolist(),
        "label": label,
        "forward": [
            [np.nan_to_num(z[0]).tolist(), np.nan_to_num(a[0]).tolist()] for z, a in zip(zs, outputs[1:], strict=True)
        ],
        "backward": [np.nan_to_num(error).tolist() for error in errors],
    }
    return {**found, "says": words.example(found, points.classes)}
