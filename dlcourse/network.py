"""Feedforward networks (lesson 04): layers of neurons, what they compute, and two networks set by hand."""

import operator

import numpy as np

from dlcourse import _inputs


def layer_forward(a, W, b, activation):
    """Run a layer: z = a Wᵀ + b, and the activation function of z.

    Parameters
    ----------
    a : array_like, shape (n, n_in) or (n_in,)
        Outputs of the layer before, one example a row; or a single example.
    W : array_like, shape (n_out, n_in)
        Weights: row j holds those of neuron j.
    b : array_like, shape (n_out,)
        Biases.
    activation : object with a method ``fn``
        For instance a ``Sigmoid()``.

    Returns
    -------
    ndarray, shape (n, n_out) or (n_out,)

    Raises
    ------
    ValueError
        If the shapes do not fit.
    TypeError
        If the activation has no ``fn``.

    Notes
    -----
    Source: DevFest and Crash 3, "Feedforward networks"; one example a row, so W stands transposed.
    """
    W, b = _inputs.layer(W, b)
    return _inputs.activation(activation).fn(_inputs.layer_inputs(a, W, "a") @ W.T + b)


class NeuralNetwork:
    """A feedforward network of any number of layers.

    Parameters
    ----------
    parameters : list of (W, b)
        One pair for each layer, shapes (n_out, n_in) and (n_out,).
    activations : list of objects with a method ``fn``
        One for each layer.

    Raises
    ------
    ValueError
        If a layer does not fit the one before it, or there are not as many activations as layers.
    TypeError
        If an activation has no ``fn``.

    Notes
    -----
    Source: DevFest, "Neural networks", grown from two layers to any number.
    """

    def __init__(self, parameters, activations):
        self.parameters, self.activations = check_network(parameters, activations)

    def run(self, X):
        """Outputs of the last layer.

        Parameters
        ----------
        X : array_like, shape (n, n_in) or (n_in,)

        Returns
        -------
        ndarray, shape (n, n_out) or (n_out,)
        """
        return layer_outputs(X, self.parameters, self.activations)[-1]


def layer_outputs(X, parameters, activations):
    """Run a network and keep what every layer puts out.

    Parameters
    ----------
    X : array_like, shape (n, n_in) or (n_in,)
    parameters : list of (W, b)
    activations : list of objects with a method ``fn``

    Returns
    -------
    list of ndarray
        X itself, then the outputs of each layer: one entry more than there are layers.

    Raises
    ------
    ValueError
        If the shapes do not fit.
    """
    outputs = [_inputs.layer_inputs(X, np.asarray(parameters[0][0]), "X")]
    for (W, b), activation in zip(parameters, activations, strict=True):
        outputs.append(layer_forward(outputs[-1], W, b, activation))
    return outputs


def check_network(parameters, activations):
    """Check that the layers of a network fit each other.

    Parameters
    ----------
    parameters : sequence of (W, b)
    activations : sequence of objects with a method ``fn``

    Returns
    -------
    parameters : list of (ndarray, ndarray)
    activations : list

    Raises
    ------
    ValueError
        If they do not fit; the message names the layer.
    TypeError
        If an activation has no ``fn``, or parameters are no list of pairs.
    """
    try:
        pairs = [(W, b) for W, b in parameters]
    except (TypeError, ValueError):
        raise TypeError("parameters must be a list of pairs (W, b), one for each layer.") from None
    if not pairs:
        raise ValueError("parameters must hold at least one layer (W, b), but is empty.")
    pairs = [_inputs.layer(W, b, f" of layer {number}") for number, (W, b) in enumerate(pairs, 1)]
    for number, ((before, _), (W, _)) in enumerate(zip(pairs, pairs[1:], strict=False), 1):
        if W.shape[1] != before.shape[0]:
            raise ValueError(
                f"Layer {number + 1} takes {W.shape[1]} inputs (its W has shape {W.shape}), but layer {number} has "
                f"{before.shape[0]} neurons."
            )
    if not isinstance(activations, (list, tuple)):
        raise TypeError("activations must be a list with one activation for each layer.")
    activations = [_inputs.activation(each) for each in activations]
    if len(activations) != len(pairs):
        raise ValueError(f"There are {len(pairs)} layers, but {len(activations)} activations; each layer needs one.")
    return pairs, activations


def init_parameters(sizes, rng):
    """Draw random weights, and set the biases to zero.

    Parameters
    ----------
    sizes : sequence of int
        How many inputs, then how many neurons in each layer: ``[3, 4, 5]`` has two layers.
    rng : numpy.random.Generator
        For instance ``np.random.default_rng(0)``.

    Returns
    -------
    list of (W, b)
        Shapes (n_out, n_in) and (n_out,). The weights of a layer are normal with standard deviation 1/√n_in, which
        keeps z of the size of the inputs however many there are.

    Raises
    ------
    ValueError
        If there are fewer than two sizes, or one is not a whole number above 0.
    TypeError
        If rng is not a Generator.
    """
    _inputs.generator(rng)
    return [(rng.normal(size=(n_out, n_in)) / np.sqrt(n_in), np.zeros(n_out)) for n_in, n_out in _neighbours(sizes)]


def count_parameters(sizes):
    """Count the weights and biases of a network.

    Parameters
    ----------
    sizes : sequence of int
        How many inputs, then how many neurons in each layer.

    Returns
    -------
    int
        For each layer n_out · n_in weights and n_out biases.

    Raises
    ------
    ValueError
        If there are fewer than two sizes, or one is not a whole number above 0.
    """
    return sum(n_out * n_in + n_out for n_in, n_out in _neighbours(sizes))


def xor_parameters(scale=1.0):
    """Weights and biases, set by hand, of a network with two hidden neurons that computes XOR.

    The first hidden neuron is OR, the second AND, and the output is 1 where the first fires and the second does not.

    Parameters
    ----------
    scale : float
        Multiplies everything. With step activations 1 will do; with sigmoids, 10 gives outputs close to 0 and 1.

    Returns
    -------
    list of (W, b)
        Shapes (2, 2), (2,), (1, 2), (1,).

    Raises
    ------
    ValueError
        If the scale is not above 0.
    """
    scale = _inputs.positive(scale, "scale")
    hidden = np.array([[2.0, 2.0], [2.0, 2.0]]), np.array([-1.0, -3.0])
    output = np.array([[2.0, -2.0]]), np.array([-1.0])
    return [(scale * W, scale * b) for W, b in (hidden, output)]


def bump_network(f, n_hidden, steepness, low=0.0, high=1.0):
    """Weights and biases, set by hand, of a network with one hidden layer of sigmoids that imitates a function.

    The interval is cut into n_hidden / 2 pieces of equal width. Two hidden neurons make one bump: the first steps up
    where its piece begins, the second, subtracted, steps down where it ends. The outermost steps stand far outside
    the interval, so that the network is level at its ends.

    Parameters
    ----------
    f : callable
        The function to imitate, from a number to a number.
    n_hidden : int
        Hidden neurons: even, at least 2.
    steepness : float
        Weight of every hidden neuron. At the middle of its step its output climbs with a quarter of this.
    low, high : float
        The interval.

    Returns
    -------
    list of (W, b)
        Shapes (n_hidden, 1), (n_hidden,), (1, n_hidden), (1,), for the activations ``[Sigmoid(), Identity()]``. Neurons
        2k and 2k + 1 make bump k.

    Raises
    ------
    ValueError
        If n_hidden is not an even number above 0, the steepness is not above 0, the interval is empty, or f gives
        something that is not a finite number.

    Notes
    -----
    Source: the construction of Nielsen's chapter 4, after Cybenko (1989).
    """
    n_hidden = _inputs.positive(n_hidden, "n_hidden", whole=True)
    if n_hidden % 2:
        raise ValueError(f"n_hidden must be even, as two neurons make one bump, but is {n_hidden}.")
    steepness = _inputs.positive(steepness, "steepness")
    low, high = _inputs.scalar(low, "low"), _inputs.scalar(high, "high")
    if not low < high:
        raise ValueError(f"low must be below high, but low is {low:g} and high is {high:g}.")
    edges = np.linspace(low, high, n_hidden // 2 + 1)
    heights = _inputs.vector([float(f(middle)) for middle in (edges[:-1] + edges[1:]) / 2], "f")
    if not np.isfinite(heights).all():
        raise ValueError("f must give a finite number everywhere in the interval.")
    edges[0], edges[-1] = low - (high - low), high + (high - low)
    steps = np.column_stack([edges[:-1], edges[1:]]).ravel()
    rise_and_fall = np.column_stack([heights, -heights]).ravel()
    return [
        (np.full((n_hidden, 1), float(steepness)), -steepness * steps),
        (rise_and_fall[np.newaxis, :], np.zeros(1)),
    ]


def _neighbours(sizes):
    """The pairs (n_in, n_out) of all layers, or ValueError if `sizes` are no sizes."""
    try:
        whole = [operator.index(size) for size in sizes]
    except TypeError:
        raise ValueError(f"sizes must be whole numbers such as [3, 4, 5], but is {sizes!r}.") from None
    if len(whole) < 2 or min(whole) < 1:
        raise ValueError(f"sizes must be two or more numbers above 0, such as [3, 4, 5], but is {sizes!r}.")
    return list(zip(whole, whole[1:], strict=False))
