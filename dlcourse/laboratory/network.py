"""The laboratory's network: what it is built of, its first weights, and what adding or taking away a neuron leaves as it is.

Nothing here changes what it is given. Layers of weights are counted from 0; layer l of neurons is what layer l of weights makes.
"""

import numpy as np

from dlcourse.activations import Arctan, Identity, ReLU, Sigmoid, Softmax, Step, Tanh
from dlcourse.deep import he_init
from dlcourse.network import init_parameters

MOST_LAYERS, MOST_NEURONS = 6, 12
ACTIVATIONS = {"sigmoid": Sigmoid, "tanh": Tanh, "relu": ReLU, "arctan": Arctan, "identity": Identity, "step": Step}
# Name -> what it is called on the page.
FIRST_WEIGHTS = {
    "zero": "all zero",
    "equal": "all equal",
    "tiny": "tiny",
    "lesson04": "1/√n, as in lesson 04",
    "he": "√(2/n), He",
    "huge": "huge",
}
LOSSES = {"cross_entropy": "softmax and cross entropy", "mse": "sigmoid and MSE"}


def activations_of(names, loss):
    """Activation objects of all layers.

    Parameters
    ----------
    names : list of str
        Of the hidden layers, from `ACTIVATIONS`.
    loss : str
        With "cross_entropy" the output layer is a softmax, with "mse" it has sigmoids.
    """
    return [*(ACTIVATIONS[name]() for name in names), Softmax() if loss == "cross_entropy" else Sigmoid()]


def first_weights(name, sizes, rng, init_parameters=init_parameters, he_init=he_init):
    """Weights and biases to begin with.

    Parameters
    ----------
    name : str
        One of `FIRST_WEIGHTS`.
    sizes : list of int
        Inputs, then neurons of each layer.
    rng : numpy.random.Generator
    init_parameters, he_init : callable
        The course's, or the learner's.

    Returns
    -------
    list of (W, b)
    """
    if name == "he":
        drawn = he_init(sizes, rng)
    else:
        drawn = init_parameters(sizes, rng)
    made = {
        "zero": lambda W: np.zeros_like(W),
        "equal": lambda W: np.full_like(W, 0.5),
        "tiny": lambda W: 0.001 * W,
        "huge": lambda W: 20 * W,
    }.get(name, lambda W: W)
    return [(made(np.array(W, float)), np.array(b, float)) for W, b in drawn]


def add_neuron(parameters, layer, rng):
    """The network with one neuron more at the end of a hidden layer; it gets small weights, and the next layer hardly listens to it."""
    new = [(W.copy(), b.copy()) for W, b in parameters]
    (W, b), (W_next, b_next) = new[layer], new[layer + 1]
    row = rng.normal(size=(1, W.shape[1])) / np.sqrt(W.shape[1])
    column = 0.1 * rng.normal(size=(W_next.shape[0], 1))
    new[layer] = np.vstack([W, row]), np.append(b, 0.0)
    new[layer + 1] = np.hstack([W_next, column]), b_next
    return new


def remove_neuron(parameters, layer, neuron):
    """The network without one neuron of a hidden layer."""
    new = [(W.copy(), b.copy()) for W, b in parameters]
    (W, b), (W_next, b_next) = new[layer], new[layer + 1]
    new[layer] = np.delete(W, neuron, axis=0), np.delete(b, neuron)
    new[layer + 1] = np.delete(W_next, neuron, axis=1), b_next
    return new


def add_layer(parameters, at, size, rng):
    """The network with a hidden layer more, before layer `at` of weights. It and the next get new weights."""
    inputs, after = parameters[at][0].shape[1], parameters[at][0].shape[0]
    new = [(W.copy(), b.copy()) for W, b in parameters]
    return new[:at] + init_parameters([inputs, size, after], rng) + new[at + 1 :]


def remove_layer(parameters, layer, rng):
    """The network without a hidden layer. The layer after it gets new weights, as it has other inputs."""
    inputs, after = parameters[layer][0].shape[1], parameters[layer + 1][0].shape[0]
    new = [(W.copy(), b.copy()) for W, b in parameters]
    return new[:layer] + init_parameters([inputs, after], rng) + new[layer + 2 :]


def with_weight(parameters, layer, to, source, value):
    """The network with one weight set by hand; with `source` None it is a bias."""
    new = [(W.copy(), b.copy()) for W, b in parameters]
    if source is None:
        new[layer][1][to] = value
    else:
        new[layer][0][to, source] = value
    return new


def targets(y, classes):
    """Classes as one-hot rows, shape (n, classes)."""
    return np.eye(classes)[y]
