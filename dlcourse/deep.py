"""Deep networks (lesson 08): how gradients fare on their way back, where to start, and what pictures need.

Pictures are rows of 784 pixels, 28 by 28, row by row; paper is 0, ink is 1.

Sources: Deep 1 on deep networks; Nielsen, chapter 5, for gradients that vanish or explode; He, Zhang, Ren and Sun, "Delving
deep into rectifiers" (2015), for the initialisation; LeCun and others (1998) for how MNIST's pictures were centred.
"""

import numpy as np

from dlcourse import _inputs
from dlcourse.backprop import backward, forward, output_delta
from dlcourse.network import init_parameters

SIDE, BOX, MIDDLE = 28, 20, 14.5  # a picture, the square that a digit fits, and where its centre of mass lies
WIDTH, EXAMPLES = 30, 20  # of the networks whose gradients are measured


def he_init(sizes, rng):
    """Draw random weights for layers of ReLUs, and set the biases to zero.

    Parameters
    ----------
    sizes : sequence of int
        How many inputs, then how many neurons in each layer.
    rng : numpy.random.Generator

    Returns
    -------
    list of (W, b)
        Shapes (n_out, n_in) and (n_out,). The weights of a layer are normal with standard deviation √(2 / n_in): half of the
        ReLUs are off, and the 2 makes up for it, so that signals keep their size from layer to layer.

    Raises
    ------
    ValueError
        If there are fewer than two sizes, or one is not a whole number above 0.
    TypeError
        If rng is not a Generator.
    """
    return [(np.sqrt(2) * W, b) for W, b in init_parameters(sizes, rng)]


def gradient_norms(depth, activation, scale, rng):
    """How large the gradient of each layer's weights is in a deep network before any training.

    The network has `depth` layers of 30 neurons and 30 inputs, the same activation throughout, and biases of zero.

    Parameters
    ----------
    depth : int
        Layers.
    activation : object with methods ``fn`` and ``derivative``
        Elementwise.
    scale : float
        The weights are normal with standard deviation scale / √30.
    rng : numpy.random.Generator
        Draws the weights of every layer in turn, then the inputs, then the targets.

    Returns
    -------
    ndarray, shape (depth,)
        Frobenius norms ‖dW‖, first layer first, for the loss MSE over 20 examples whose inputs and targets are standard normal.

    Raises
    ------
    ValueError
        If depth or scale is not above 0.
    TypeError
        If rng is not a Generator, or the activation is none, or has no derivative.

    Notes
    -----
    Source: Nielsen, chapter 5; Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural
    networks" (2010).
    """
    depth, scale = _inputs.positive(depth, "depth", whole=True), _inputs.positive(scale, "scale")
    _inputs.activation(activation)
    parameters = [(scale * W, b) for W, b in init_parameters([WIDTH] * (depth + 1), rng)]
    X, y = rng.normal(size=(EXAMPLES, WIDTH)), rng.normal(size=(EXAMPLES, WIDTH))
    activations = [activation] * depth
    zs, outputs = forward(parameters, activations, X)
    delta = output_delta(outputs[-1], y, zs[-1], activation)
    return np.array([np.linalg.norm(dW) for dW, _ in backward(parameters, activations, zs, outputs, delta)])


def accuracy(said, y):
    """Share of the examples whose class was named correctly.

    Parameters
    ----------
    said, y : array_like of int, shape (n,)

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If the shapes differ, or there is no example.
    """
    said, y = _answers(said, y)
    return float((said == y).mean())


def confusion_matrix(said, y, k=10):
    """Count how often each class was taken for each.

    Parameters
    ----------
    said : array_like of int, shape (n,)
        What the network said, classes 0 to k - 1.
    y : array_like of int, shape (n,)
        What was right.
    k : int
        How many classes there are.

    Returns
    -------
    ndarray of int, shape (k, k)
        One row for each right class, one column for each that was said; what was named correctly is on the diagonal.

    Raises
    ------
    ValueError
        If the shapes differ, there is no example, or a class is not there.
    """
    k = _inputs.positive(k, "k", whole=True)
    said, y = _answers(said, y)
    for name, classes in (("said", said), ("y", y)):
        strange = classes[~np.isin(classes, np.arange(k))]
        if strange.size:
            raise ValueError(f"{name} must hold classes 0 to {k - 1}, but there is a {strange[0]} in it.")
    counts = np.zeros((k, k), dtype=int)
    np.add.at(counts, (y.astype(int), said.astype(int)), 1)
    return counts


def shift(X, down, right):
    """Move pictures by whole pixels; what leaves at one edge is lost, and paper comes in at the other.

    Parameters
    ----------
    X : array_like, shape (n, 784)
    down, right : int
        Negative: up, left.

    Returns
    -------
    ndarray, shape (n, 784)

    Raises
    ------
    ValueError
        If X does not hold pictures of 784 pixels.
    """
    pictures = _pictures(X)
    moved = np.zeros_like(pictures)
    to, out_of = zip(*(_span(by) for by in (down, right)), strict=True)
    moved[:, *to] = pictures[:, *out_of]
    return moved.reshape(-1, SIDE * SIDE)


def centre(picture):
    """Scale and place one drawing as MNIST's digits were: fitted into 20 by 20, its centre of mass in the middle of 28 by 28.

    Parameters
    ----------
    picture : array_like, shape (784,)

    Returns
    -------
    ndarray, shape (784,)
        An empty sheet stays empty.

    Raises
    ------
    ValueError
        If it is not a picture of 784 pixels.
    """
    picture = _pictures(np.atleast_2d(picture))[0]
    rows, columns = (np.flatnonzero(picture.max(axis=axis) > 0) for axis in (1, 0))
    if rows.size == 0:
        return picture.ravel()
    ink = picture[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    height, width = (max(1, round(BOX * side / max(ink.shape))) for side in ink.shape)
    ink = _averaging(len(ink), height) @ ink @ _averaging(ink.shape[1], width).T
    places = []
    for size, profile in ((height, ink.sum(axis=1)), (width, ink.sum(axis=0))):
        middle = (np.arange(size) + 0.5) @ profile / profile.sum()
        places.append(min(max(round(MIDDLE - middle), 0), SIDE - size))
    sheet = np.zeros_like(picture)
    sheet[places[0] : places[0] + height, places[1] : places[1] + width] = ink
    return sheet.ravel()


def _answers(said, y):
    said, y = np.asarray(said), np.asarray(y)
    if said.shape != y.shape or said.ndim != 1 or said.size == 0:
        raise ValueError(
            f"said and y need one class for each example, n > 0, but the shapes are {said.shape} and {y.shape}."
        )
    return said, y


def _averaging(n, m):
    """The matrix (m, n) that makes m cells of n, each the mean of what it covers."""
    edges = np.linspace(0, n, m + 1)
    cells = np.arange(n)
    covered = np.minimum(edges[1:, None], cells + 1) - np.maximum(edges[:-1, None], cells)
    return np.maximum(covered, 0) * m / n


def _span(by):
    """Where pixels go along one axis and where they come from, for a move by so many."""
    by = _inputs.scalar(by, "A move")
    if not np.isfinite(by) or by != int(by):
        raise ValueError(f"Pictures move by whole pixels, but a move of {by} was asked for.")
    by = max(-SIDE, min(SIDE, int(by)))
    return slice(max(by, 0), SIDE + min(by, 0)), slice(max(-by, 0), SIDE - max(by, 0))


def _pictures(X):
    X = _inputs.numbers(X, "X")
    if X.ndim != 2 or X.shape[1] != SIDE * SIDE:
        raise ValueError(f"X must hold one picture of 784 pixels a row, shape (n, 784), but has shape {X.shape}.")
    return X.reshape(-1, SIDE, SIDE)
