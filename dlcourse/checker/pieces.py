"""The pieces of a network, each the learner's or the course's, put together so that they call one another and train."""

import contextlib
import functools
import os
import warnings
from types import SimpleNamespace

import numpy as np

from dlcourse.activations import Softmax
from dlcourse.checker.own_answers import rebound

# The exercises whose answers run in the network, with their lessons; what a piece calls stands before it.
PIECES = {
    "relu": "03",
    "layer_forward": "04",
    "neural_network": "04",
    "softmax": "05",
    "cross_entropy": "05",
    "minibatches": "06",
    "hidden_delta": "07",
    "layer_gradients": "07",
    "backprop": "07",
    "train_network": "07",
    "he_init": "08",
}
CALLS = {
    "neural_network": ("layer_forward",),
    "backprop": ("hidden_delta", "layer_gradients"),
    "train_network": ("backprop", "minibatches"),
}


class NoProbabilities(Exception):
    """What comes out of the network is no softmax's."""


def assemble(mine, ran, find):
    """All pieces, by exercise, the learner's or the course's. They call one another, and who is called is noted in `ran`."""
    pieces = {}
    for exercise in PIECES:
        lent = {next(iter(find(each).reference)): pieces[each] for each in CALLS.get(exercise, ())}
        if exercise == "train_network":
            lent["network_loss"] = functools.partial(_loss, pieces)
        (piece,) = (rebound(thing, lent) for thing in mine.get(exercise, find(exercise).reference).values())
        pieces[exercise] = piece if isinstance(piece, type) else _noted(piece, exercise, ran)
    return pieces


def _noted(piece, exercise, ran):
    @functools.wraps(piece)
    def call(*arguments, **named):
        ran.add(exercise)
        return piece(*arguments, **named)

    return call


def _loss(pieces, parameters, activations, X, Y):
    return pieces["cross_entropy"](pieces["neural_network"](parameters, activations).run(X), Y.argmax(axis=1))


def start(pieces, data, settings):
    """The network before any training."""
    # The learner's softmax has to be known as the last layer's: `backprop` asks for an instance of the course's class.
    output = Softmax()
    output.fn = pieces["softmax"]
    activations = [*(pieces["relu"]() for _ in settings.sizes[2:]), output]
    return _looked_at(pieces, pieces["he_init"](settings.sizes, settings.rng), activations, data)


def epoch_after(pieces, network, data, settings):
    """The network after one epoch more."""
    X, y, _, _ = data
    how = settings.learning_rate, settings.batch_size, 1, settings.rng
    parameters, losses = pieces["train_network"](network.parameters, network.activations, X, np.eye(10)[y], *how)
    return _looked_at(pieces, parameters, network.activations, data, losses[-1])


def _looked_at(pieces, parameters, activations, data, loss=0.0):
    """A network, with what it says of the validation digits."""
    _, _, X, y = data
    parameters = [(np.asarray(W), np.asarray(b)) for W, b in parameters]
    outputs = pieces["neural_network"](parameters, activations).run(X)
    validation = pieces["cross_entropy"](outputs, y)
    if not all(np.isfinite(part).all() for part in (loss, validation, *(part for pair in parameters for part in pair))):
        raise FloatingPointError
    if not np.allclose(outputs.sum(axis=1), 1, atol=1e-3):
        raise NoProbabilities(
            "the outputs for a picture do not add up to 1 (softmax works along rows: one example a row)"
        )
    return SimpleNamespace(
        parameters=parameters,
        activations=activations,
        loss=float(loss),
        validation=float(validation),
        said=outputs.argmax(axis=1),
    )


@contextlib.contextmanager
def quiet():
    """What an answer prints and warns of is kept apart."""
    with warnings.catch_warnings(), np.errstate(all="ignore"), open(os.devnull, "w") as nowhere:
        warnings.simplefilter("ignore")
        with contextlib.redirect_stdout(nowhere), contextlib.redirect_stderr(nowhere):
            yield
