"""Backpropagation (lesson 07): the slope of the loss in every weight and bias, from one forward and one backward pass.

Shapes as everywhere: one example a row, one neuron a row of W. An error δ = ∂C/∂z has the shape of z, one row for
each example; the mean over the examples is taken once, at the end, in `layer_gradients`.

Sources: DevFest, Crash 3 and Deep 1 on backpropagation; the four equations as in Nielsen's chapter 2.
"""

import itertools

import numpy as np

from dlcourse import _inputs
from dlcourse.activations import Softmax
from dlcourse.descent import minibatches
from dlcourse.losses import cross_entropy_from_logits, mse
from dlcourse.network import check_network


def numerical_gradient(f, theta, eps=1e-6):
    """Slope of f in every number of theta, each by a nudge up and a nudge down: (f(θ + ε) - f(θ - ε)) / 2ε.

    Parameters
    ----------
    f : callable
        From an array of the shape of `theta` to a number. It is called twice for each number of theta.
    theta : array_like, any shape
        Where to take the slope. Left as it is; `f` is handed copies.
    eps : float
        The nudge ε, above 0.

    Returns
    -------
    ndarray of float64, of the shape of `theta`

    Raises
    ------
    ValueError
        If `f` gives something else than one number, or `eps` is not above 0.
    """
    theta = _inputs.numbers(theta, "theta").astype(float)  # a copy; a nudge would drown in float32's rounding
    eps = _inputs.positive(eps, "eps")
    gradient = np.empty_like(theta)
    for index in np.ndindex(theta.shape):
        up, down = theta.copy(), theta.copy()
        up[index] += eps
        down[index] -= eps
        gradient[index] = (_inputs.scalar(f(up), "f(theta)") - _inputs.scalar(f(down), "f(theta)")) / (2 * eps)
    return gradient


def output_delta(a, y, z, activation):
    """Error of the output layer for the loss MSE: δ = (a - y) ⊙ φ′(z), the first of the four equations.

    Parameters
    ----------
    a, y, z : array_like, shape (n, n_out)
        Activations, targets and weighted inputs of the output layer, one example a row.
    activation : object with a method ``derivative``
        Elementwise: each output depends on its own z alone. A softmax is not (erratum E21), and raises.

    Returns
    -------
    ndarray, shape (n, n_out)
        One error for each example and neuron; no mean is taken yet.

    Raises
    ------
    ValueError
        If the shapes differ.
    TypeError
        If the activation has no derivative.

    Notes
    -----
    Source: DevFest, Crash 3; Nielsen's (BP1).
    """
    a, y, z = _inputs.numbers(a, "a"), _inputs.numbers(y, "y"), _inputs.numbers(z, "z")
    if not a.shape == y.shape == z.shape:
        raise ValueError(f"a, y and z need one shape, but have {a.shape}, {y.shape} and {z.shape}.")
    return (a - y) * _slope(activation, z)


def hidden_delta(delta_next, W_next, z, activation):
    """Error of a hidden layer, from the error of the layer after it: δ = (δ_next W_next) ⊙ φ′(z), the second equation.

    Parameters
    ----------
    delta_next : array_like, shape (n, n_next)
        Errors of the next layer, one example a row.
    W_next : array_like, shape (n_next, n_hidden)
        Weights of the next layer.
    z : array_like, shape (n, n_hidden)
        Weighted inputs of the hidden layer.
    activation : object with a method ``derivative``
        The hidden layer's, elementwise.

    Returns
    -------
    ndarray, shape (n, n_hidden)

    Raises
    ------
    ValueError
        If the shapes do not fit.
    TypeError
        If the activation has no derivative.

    Notes
    -----
    Source: Crash 3; Nielsen's (BP2), (Wᵀδ) ⊙ φ′(z), for examples that are rows instead of columns.
    """
    delta_next, W_next = _inputs.numbers(delta_next, "delta_next"), _inputs.numbers(W_next, "W_next")
    z = _inputs.numbers(z, "z")
    if W_next.ndim != 2 or delta_next.shape[-1:] != W_next.shape[:1]:
        raise ValueError(
            f"delta_next needs one column for each row of W_next, but the shapes are {delta_next.shape} and {W_next.shape}."
        )
    back = delta_next @ W_next
    if back.shape != z.shape:
        raise ValueError(f"delta_next @ W_next has shape {back.shape}; z needs the same, but has {z.shape}.")
    return back * _slope(activation, z)


def layer_gradients(delta, a_prev):
    """Slope of the loss in a layer's weights and biases, from its errors: the third and the fourth equation.

    Parameters
    ----------
    delta : array_like, shape (n, n_out)
        Errors of the layer, one example a row.
    a_prev : array_like, shape (n, n_in)
        What the layer was given: outputs of the layer before.

    Returns
    -------
    dW : ndarray, shape (n_out, n_in)
        δᵀ a_prev / n: the mean over the examples of δ_j a_k.
    db : ndarray, shape (n_out,)
        The mean of δ.

    Raises
    ------
    ValueError
        If the two have not the same number of rows, or none.

    Notes
    -----
    Source: DevFest, Crash 3; Nielsen's (BP3) and (BP4), averaged over a batch.
    """
    delta, a_prev = _inputs.numbers(delta, "delta"), _inputs.numbers(a_prev, "a_prev")
    if delta.ndim != 2 or a_prev.ndim != 2 or len(delta) != len(a_prev) or len(delta) == 0:
        raise ValueError(
            "delta and a_prev need one row for each example, at least one, "
            f"but the shapes are {delta.shape} and {a_prev.shape}."
        )
    return delta.T @ a_prev / len(delta), delta.mean(axis=0)


def forward(parameters, activations, X):
    """Run a network and keep everything that the way back needs.

    Parameters
    ----------
    parameters : list of (W, b)
    activations : list of objects with a method ``fn``
    X : array_like, shape (n, n_in)

    Returns
    -------
    zs : list of ndarray
        Weighted inputs of every layer, shapes (n, n_out).
    outputs : list of ndarray
        X, then the activations of every layer: one entry more.

    Raises
    ------
    ValueError
        If the shapes do not fit.
    """
    zs, outputs = [], [_inputs.layer_inputs(X, np.asarray(parameters[0][0]), "X")]
    for (W, b), activation in zip(parameters, activations, strict=True):
        zs.append(outputs[-1] @ np.transpose(W) + b)
        outputs.append(activation.fn(zs[-1]))
    return zs, outputs


def backward(parameters, activations, zs, outputs, delta):
    """Go back through a network from the errors of its output layer, whatever the loss was.

    Parameters
    ----------
    parameters, activations
        The network.
    zs, outputs
        What `forward` returned.
    delta : ndarray, shape (n, n_out)
        Errors of the output layer, one example a row.

    Returns
    -------
    list of (dW, db)
        Of the shapes of the parameters.
    """
    gradients = []
    for layer in reversed(range(len(parameters))):
        gradients.append(layer_gradients(delta, outputs[layer]))
        if layer > 0:
            delta = hidden_delta(delta, parameters[layer][0], zs[layer - 1], activations[layer - 1])
    return gradients[::-1]


def backprop(parameters, activations, X, y):
    """Slope of the loss in every weight and every bias, by one pass forward and one back.

    Parameters
    ----------
    parameters : list of (W, b)
        Left as they are.
    activations : list of activation objects
        One for each layer, elementwise; the last may be a `dlcourse.activations.Softmax`.
    X : array_like, shape (n, n_in)
    y : array_like, shape (n, n_out)
        Targets. With a softmax at the end: one-hot rows, or integer classes of shape (n,).

    Returns
    -------
    list of (dW, db)
        One pair for each layer, of the shapes of W and b. The loss is `network_loss`: MSE, or cross entropy if the last
        activation is a softmax.

    Raises
    ------
    ValueError
        If shapes do not fit, there is no example, or y is not one-hot where it has to be.
    TypeError
        If an activation is none, or a softmax stands in a hidden layer.

    Notes
    -----
    Source: DevFest, Crash 3 and Deep 1; Nielsen, chapter 2.
    """
    parameters, activations, X, y = _checked(parameters, activations, X, y)
    zs, outputs = forward(parameters, activations, X)
    if isinstance(activations[-1], Softmax):
        delta = outputs[-1] - y
    else:
        delta = output_delta(outputs[-1], y, zs[-1], activations[-1])
    return backward(parameters, activations, zs, outputs, delta)


def network_loss(parameters, activations, X, y):
    """The loss of a network whose slopes `backprop` returns: MSE, or cross entropy after a softmax.

    Parameters
    ----------
    parameters, activations, X, y
        As in `backprop`.

    Returns
    -------
    float
        The mean over the examples.

    Raises
    ------
    ValueError, TypeError
        As `backprop` does.
    """
    parameters, activations, X, y = _checked(parameters, activations, X, y)
    zs, outputs = forward(parameters, activations, X)
    if isinstance(activations[-1], Softmax):
        return cross_entropy_from_logits(zs[-1], y.argmax(axis=1))
    return mse(outputs[-1], y)


def train_network(parameters, activations, X, y, learning_rate, batch_size, epochs, rng):
    """Train a network by stochastic gradient descent, with the slopes from backpropagation.

    Parameters
    ----------
    parameters : list of (W, b)
        Where to start. Left as they are.
    activations, X, y
        As in `backprop`.
    learning_rate : float
        η, above 0.
    batch_size : int
        Examples a step; with n, the number of all examples, or more it is full batch.
    epochs : int
        How often all examples are gone through, in a new order each time.
    rng : numpy.random.Generator
        Draws the orders, and nothing else: ten calls with one epoch each do what one call with ten does. A loop over
        such calls can be interrupted and keeps what it has.

    Returns
    -------
    parameters : list of (W, b)
        The trained ones, new arrays.
    losses : list of float
        The mean loss over all the data after each epoch.

    Raises
    ------
    FloatingPointError
        If the training diverges: the loss or a parameter is no longer finite. The message names epoch and learning rate.
    ValueError, TypeError
        As `backprop` and `minibatches` do, or if a setting is not above 0.
    """
    parameters, activations, X, y = _checked(parameters, activations, X, y)
    rate, losses = float(_inputs.positive(learning_rate, "learning_rate")), []
    for epoch in range(1, _inputs.positive(epochs, "epochs", whole=True) + 1):
        with np.errstate(over="ignore", invalid="ignore"):
            for batch in minibatches(len(X), batch_size, rng):
                gradients = backprop(parameters, activations, X[batch], y[batch])
                pairs = zip(parameters, gradients, strict=True)
                parameters = [(W - rate * dW, b - rate * db) for (W, b), (dW, db) in pairs]
            losses.append(network_loss(parameters, activations, X, y))
        if not np.isfinite(losses[-1]) or not all(np.isfinite(part).all() for pair in parameters for part in pair):
            raise FloatingPointError(
                f"The training diverged in epoch {epoch}: with a learning rate of {rate:g} the numbers have grown beyond "
                "all bounds. Take a smaller one."
            )
    return parameters, losses


def pack(parameters):
    """All weights and biases of a network in one row, layer by layer, W before b.

    Parameters
    ----------
    parameters : list of (W, b)
        Or of (dW, db).

    Returns
    -------
    ndarray, shape (number of parameters,)
    """
    return np.concatenate([np.ravel(part) for pair in parameters for part in pair])


def unpack(theta, like):
    """A row of numbers back as weights and biases: undoes `pack`.

    Parameters
    ----------
    theta : ndarray, shape (number of parameters,)
    like : list of (W, b)
        Says the shapes.

    Returns
    -------
    list of (W, b)

    Raises
    ------
    ValueError
        If there are more or fewer numbers than the shapes take.
    """
    theta = _inputs.vector(theta, "theta")
    ends = [0, *itertools.accumulate(np.size(part) for pair in like for part in pair)]
    if len(theta) != ends[-1]:
        raise ValueError(f"The parameters are {ends[-1]} numbers, but theta holds {len(theta)}.")
    parts = (theta[start:end] for start, end in itertools.pairwise(ends))  # np.split takes ten times as long
    return [(next(parts).reshape(np.shape(W)), next(parts).reshape(np.shape(b))) for W, b in like]


def multiplications(sizes):
    """Multiplications for one example in the matrix products of a network, three ways.

    Parameters
    ----------
    sizes : sequence of int
        How many inputs, then how many neurons in each layer.

    Returns
    -------
    forward : int
        One pass forward: one for each weight.
    backpropagation : int
        Forward, and back: one for each weight's slope, and one for each weight that an error goes back through; through
        the first layer none has to go.
    nudging : int
        Two passes forward for each parameter.
    """
    pairs = list(zip(sizes, sizes[1:], strict=False))
    weights = [n_in * n_out for n_in, n_out in pairs]
    forward_pass = sum(weights)
    return forward_pass, 3 * forward_pass - weights[0], 2 * (forward_pass + sum(sizes[1:])) * forward_pass


def _slope(activation, z):
    _inputs.activation(activation)
    _needs_derivative(activation)
    return activation.derivative(z)


def _needs_derivative(activation):
    if not callable(getattr(activation, "derivative", None)):
        raise TypeError(
            f"activation must have a method derivative, as Sigmoid() has; {type(activation).__name__} has none."
        )


def check_slopes(activations):
    """Check that every layer of a network can be trained: elementwise with a derivative, or a softmax at the end.

    Parameters
    ----------
    activations : list of activation objects
        Of a network that `check_network` has let through.

    Raises
    ------
    TypeError
        If an activation has no derivative, or a softmax stands in a hidden layer.
    """
    for number, activation in enumerate(activations, 1):
        if not isinstance(activation, Softmax):
            _needs_derivative(activation)
        elif number < len(activations):
            raise TypeError(
                f"A softmax can only be the last activation, but it is that of layer {number} of {len(activations)}."
            )


def check_examples(parameters, activations, X, y):
    """Check that examples fit a network and its loss.

    Parameters
    ----------
    parameters : list of (ndarray, ndarray)
        Of a network that `check_network` has let through.
    activations : list of activation objects
    X, y : array_like
        As in `backprop`.

    Returns
    -------
    X : ndarray, shape (n, n_in)
    y : ndarray, shape (n, n_out)
        Classes as one-hot rows.

    Raises
    ------
    ValueError
        If shapes do not fit, there is no example, or y is not one-hot where it has to be.
    """
    X, y = _inputs.layer_inputs(X, parameters[0][0], "X"), _inputs.numbers(y, "y")
    if X.ndim != 2 or len(X) == 0:
        raise ValueError(f"X must have one example a row, shape (n, n_in) with n > 0, but has shape {X.shape}.")
    wanted = (len(X), len(parameters[-1][1]))
    softmax = isinstance(activations[-1], Softmax)
    if softmax and y.ndim == 1:
        y = np.eye(wanted[1], dtype=X.dtype)[_inputs.classes(y, *wanted)]
    if y.shape != wanted:
        raise ValueError(
            f"y must hold one target for each example and output, shape {wanted}, but has shape {y.shape}."
        )
    if softmax and not (((y == 0) | (y == 1)).all() and (y.sum(axis=1) == 1).all()):
        raise ValueError("y must hold one-hot rows, a single 1 in each and else 0, as the last layer is a softmax.")
    return X, y


def _checked(parameters, activations, X, y):
    """The arguments of `backprop` as arrays that fit each other; classes as one-hot rows."""
    parameters, activations = check_network(parameters, activations)
    return parameters, activations, *check_examples(parameters, activations, X, y)
