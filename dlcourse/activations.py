"""Activation functions (lesson 03): what a neuron does with its score, and how steeply it answers to it.

Every activation is a class with two methods. `fn` maps scores z to activations a = φ(z); `derivative` maps
scores z to slopes φ′(z). Both take z: to hand an activation a to `derivative` is a mistake that no error reports.
Whole numbers become floats, float32 stays float32, and nothing overflows.

Sources: DevFest, Crash 3 and Deep 1 on activation functions; Nielsen, chapter 1, for the sigmoid.
"""

import numpy as np

from dlcourse import _inputs
from dlcourse.losses import softmax


class Identity:
    """φ(z) = z: no activation at all, for outputs that may be any number."""

    def fn(self, x):
        """Return the scores `x`, any shape, as they are."""
        return +_inputs.numbers(x, "x")

    def derivative(self, x):
        """Slope at the scores `x`, any shape: 1 everywhere."""
        return np.ones_like(_inputs.numbers(x, "x"))[()]


class Step:
    """φ(z) = 1 for z > 0, else 0: the perceptron's.

    Notes
    -----
    Source: Deep 1, "Perceptrons". At exactly 0 it is 0, as everywhere in the course.
    """

    def fn(self, x):
        """Activation of the scores `x`, any shape."""
        x = _inputs.numbers(x, "x")
        return (x > 0).astype(x.dtype)

    def derivative(self, x):
        """Slope at the scores `x`, any shape: 0. (At the jump there is none; this says 0 there too.)"""
        return np.zeros_like(_inputs.numbers(x, "x"))[()]


class Sigmoid:
    """σ(z) = 1 / (1 + e⁻ᶻ), between 0 and 1."""

    def fn(self, x):
        """Activation of the scores `x`, any shape."""
        x = _inputs.numbers(x, "x")
        e = np.exp(-np.abs(x))  # an exponent that is never positive cannot overflow
        return np.where(x >= 0, 1, e) / (1 + e)

    def derivative(self, x):
        """Slope at the scores `x`, any shape: σ(z)(1 - σ(z)), at most 1/4."""
        a = self.fn(x)
        return a * (1 - a)


class Tanh:
    """tanh(z) = (eᶻ - e⁻ᶻ) / (eᶻ + e⁻ᶻ), between -1 and 1.

    Notes
    -----
    DevFest's form of it, with u = eᶻ, is nan for large scores (erratum E7).
    """

    def fn(self, x):
        """Activation of the scores `x`, any shape."""
        return np.tanh(_inputs.numbers(x, "x"))

    def derivative(self, x):
        """Slope at the scores `x`, any shape: 1 - tanh²(z), at most 1."""
        return 1 - self.fn(x) ** 2


class ReLU:
    """φ(z) = max(0, z), the rectified linear unit."""

    def fn(self, x):
        """Activation of the scores `x`, any shape."""
        return np.maximum(_inputs.numbers(x, "x"), 0)

    def derivative(self, x):
        """Slope at the scores `x`, any shape: 1 for z > 0, else 0. (At the corner there is none; this says 0 there.)"""
        x = _inputs.numbers(x, "x")
        return (x > 0).astype(x.dtype)


class Arctan:
    """φ(z) = arctan(z), between -π/2 and π/2."""

    def fn(self, x):
        """Activation of the scores `x`, any shape."""
        return np.arctan(_inputs.numbers(x, "x"))

    def derivative(self, x):
        """Slope at the scores `x`, any shape: 1 / (1 + z²)."""
        return (1 / np.hypot(1, _inputs.numbers(x, "x"))) ** 2  # hypot(1, z) is √(1 + z²) without squaring a large z


class Softmax:
    """Each row of scores as probabilities. Not elementwise: every output depends on all scores of its row.

    Notes
    -----
    The function is lesson 05's, `dlcourse.losses.softmax`; as an activation lesson 07 uses it.
    """

    def fn(self, x):
        """Probabilities for the scores `x`, shape (..., k), along the last axis."""
        return softmax(x)

    def derivative(self, x):
        """Refuse: no single slope belongs to an output.

        Raises
        ------
        TypeError
            Always.
        """
        raise TypeError(
            "Softmax has no slope for each output alone, as every output depends on all scores of its row. "
            "With cross entropy the error of the layer is a - y (lesson 07)."
        )


def tanh_from_sigmoid(x):
    """The hyperbolic tangent out of the sigmoid: tanh(z) = 2σ(2z) - 1.

    Parameters
    ----------
    x : array_like, any shape
        Scores.

    Returns
    -------
    ndarray of the shape of x, or a float
    """
    return 2 * Sigmoid().fn(2 * _inputs.numbers(x, "x")) - 1


class OneLayerNetwork:
    """A layer of neurons side by side: each has its weights and its bias, all share one activation function.

    Parameters
    ----------
    W : array_like, shape (n_out, n_in)
        One neuron a row; W[j, k] is the weight of neuron j for input k.
    b : array_like, shape (n_out,)
        One bias for each neuron.
    activation : object with a method ``fn``
        Such as ``Sigmoid()``.

    Raises
    ------
    ValueError
        If W and b do not fit together.
    TypeError
        If the activation has no ``fn``.

    Notes
    -----
    Source: DevFest, "Neural networks".
    """

    def __init__(self, W, b, activation):
        self.W, self.b = _inputs.layer(W, b)
        self.activation = _inputs.activation(activation)

    def run(self, x):
        """Activations of all neurons.

        Parameters
        ----------
        x : array_like, shape (n_in,) or (n, n_in)
            One example, or a batch with one example a row.

        Returns
        -------
        ndarray, shape (n_out,) or (n, n_out)

        Raises
        ------
        ValueError
            If the number of inputs and the number of weights of a neuron differ.
        """
        return self.activation.fn(_inputs.layer_inputs(x, self.W) @ self.W.T + self.b)
