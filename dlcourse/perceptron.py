"""The perceptron (lesson 02): a weighing of evidence, the gates made of it, and how it learns from mistakes."""

from dataclasses import dataclass
from itertools import product

import numpy as np

from dlcourse import _inputs
from dlcourse.linear import classify, decision_function, fold_bias


class Perceptron1D:
    """A perceptron with one input: 1 where w·x + b is above 0, else 0.

    Parameters
    ----------
    w, b : float
        Weight and bias.

    Notes
    -----
    Source: DevFest, "The perceptron".
    """

    def __init__(self, w, b):
        self.w, self.b = _inputs.scalar(w, "w"), _inputs.scalar(b, "b")

    def run(self, x):
        """Label one number `x`: an int, 0 or 1.

        Raises
        ------
        ValueError
            If x is not a single number.
        """
        return int(self.w * _inputs.scalar(x, "x") + self.b > 0)


class Perceptron:
    """A perceptron with d inputs: 1 where w·x + b is above 0, else 0.

    Parameters
    ----------
    w : array_like, shape (d,)
        Weights.
    b : float
        Bias. A threshold t on the weighted sum is a bias of -t.

    Notes
    -----
    Source: DevFest and Deep 1, "Perceptrons".
    """

    def __init__(self, w, b):
        self.w, self.b = _inputs.vector(w, "w"), _inputs.scalar(b, "b")

    def run(self, x):
        """Label one example or a batch.

        Parameters
        ----------
        x : array_like, shape (d,) or (n, d)

        Returns
        -------
        int, or ndarray of int, shape (n,)

        Raises
        ------
        ValueError
            If the number of inputs and the number of weights differ.
        """
        return classify(x, self.w, self.b)


AND, OR, NAND = Perceptron([2, 2], -3), Perceptron([2, 2], -1), Perceptron([-2, -2], 3)


def xor_from_nand(x1, x2):
    """Exclusive or of two bits, out of four NANDs (Nielsen's circuit, which Deep 1 shows).

    Parameters
    ----------
    x1, x2 : int, 0 or 1

    Returns
    -------
    int
    """
    not_both = NAND.run([x1, x2])
    return NAND.run([NAND.run([x1, not_both]), NAND.run([x2, not_both])])


def half_adder(x1, x2):
    """Add two bits, with NANDs alone.

    Parameters
    ----------
    x1, x2 : int, 0 or 1

    Returns
    -------
    carry, total : int
        The two binary digits of x1 + x2: ``2 * carry + total``.
    """
    not_both = NAND.run([x1, x2])
    return NAND.run([not_both, not_both]), xor_from_nand(x1, x2)


def truth_table(d):
    """Every input of d bits.

    Parameters
    ----------
    d : int

    Returns
    -------
    ndarray of int, shape (2**d, d)
        From all zeros to all ones, the last column changing fastest.
    """
    return np.array(list(product((0, 1), repeat=d)))


def perceptron_update(w, b, x, y, learning_rate=1.0):
    """Learn from one example: w + η(y - ŷ)x and b + η(y - ŷ), which changes something only after a mistake.

    Parameters
    ----------
    w : array_like, shape (d,)
    b : float
    x : array_like, shape (d,)
        The example.
    y : int, 0 or 1
        Its label.
    learning_rate : float
        η, above 0.

    Returns
    -------
    w : ndarray, shape (d,)
    b : float
        New ones; what was handed over is left as it was.

    Raises
    ------
    ValueError
        If shapes do not fit, y is neither 0 nor 1, or the learning rate is not above 0.

    Notes
    -----
    Source: DevFest, "The perceptron", condensed from its three cases and with the bias updated (erratum E5).
    """
    w, x = _inputs.vector(w, "w"), _inputs.vector(x, "x")
    (label,) = _inputs.labels(np.reshape(y, -1), 1)
    error = label - classify(x, w, b)
    step = _inputs.positive(learning_rate, "learning_rate") * error
    return w + step * x, _inputs.scalar(b, "b") + step


@dataclass(frozen=True)
class Step:
    """One mistake and what was learned from it: which example, and the weights and bias afterwards."""

    index: int
    w: np.ndarray
    b: float


def training_epochs(X, y, w, b, learning_rate=1.0, max_epochs=100):
    """Train from a given start and keep every step.

    Parameters
    ----------
    X : array_like, shape (n, d)
    y : array_like of int, shape (n,)
        Labels 0 and 1.
    w : array_like, shape (d,)
    b : float
        Where to start.
    learning_rate : float
    max_epochs : int
        Epochs, at most: in each the rule goes through all examples once.

    Returns
    -------
    list of list of Step
        For each epoch its mistakes in order. The last list is empty if the training settled.

    Raises
    ------
    ValueError
        If shapes do not fit, labels are not 0 and 1, or a setting is not above 0.
    """
    w = _inputs.vector(w, "w")
    X = _inputs.batch(X, w)
    if X.ndim != 2:
        raise ValueError(f"X must be a batch of shape (n, d), but has shape {X.shape}.")
    y, b = _inputs.labels(y, len(X)), _inputs.scalar(b, "b")
    learning_rate = _inputs.positive(learning_rate, "learning_rate")
    epochs = []
    for _ in range(_inputs.positive(max_epochs, "max_epochs", whole=True)):
        epochs.append([])
        for index, (x, label) in enumerate(zip(X, y, strict=True)):
            error = label - (x @ w + b > 0)
            if error:
                w, b = w + learning_rate * error * x, b + learning_rate * error
                epochs[-1].append(Step(index, w, b))
        if not epochs[-1]:
            break
    return epochs


def train_from(X, y, w, b, learning_rate=1.0, max_epochs=100):
    """Train from a given start until an epoch is without mistakes.

    Parameters
    ----------
    X, y, w, b, learning_rate, max_epochs
        As in `training_epochs`.

    Returns
    -------
    w : ndarray, shape (d,)
    b : float
    mistakes : list of int
        Mistakes in each epoch; the last is 0 if the training settled.
    """
    epochs = training_epochs(X, y, w, b, learning_rate, max_epochs)
    steps = [step for each in epochs for step in each]
    if steps:
        w, b = steps[-1].w, steps[-1].b
    return _inputs.vector(w, "w"), _inputs.scalar(b, "b"), [len(each) for each in epochs]


def train_perceptron(X, y, learning_rate=1.0, max_epochs=100):
    """Train from w = 0, b = 0 until an epoch is without mistakes.

    Parameters
    ----------
    X : array_like, shape (n, d)
    y : array_like of int, shape (n,)
        Labels 0 and 1.
    learning_rate : float
    max_epochs : int
        Epochs, at most: in each the rule goes through all examples once.

    Returns
    -------
    w : ndarray, shape (d,)
    b : float
    mistakes : list of int
        Mistakes in each epoch; the last is 0 if the training settled.

    Raises
    ------
    ValueError
        If shapes do not fit, labels are not 0 and 1, or a setting is not above 0.

    Notes
    -----
    Source: DevFest, "The perceptron"; the rule is Rosenblatt's (1958).
    """
    X = _inputs.batch(X)
    return train_from(X, y, np.zeros(X.shape[-1]), 0.0, learning_rate, max_epochs)


def perceptron_criterion(X, y, w, b):
    """What the perceptron's rule walks down: the scores of the misclassified examples, added up without their signs.

    Parameters
    ----------
    X : array_like, shape (n, d)
    y : array_like of int, shape (n,)
    w : array_like, shape (d,)
    b : float

    Returns
    -------
    float
        0 if there is no mistake. Not a distance: twice w and b give twice the value for the same line.

    Raises
    ------
    ValueError
        If shapes do not fit or labels are not 0 and 1.
    """
    scores = decision_function(X, w, b)
    wrong = (scores > 0) != _inputs.labels(y, len(scores))
    return float(np.abs(scores[wrong]).sum())


def margin(X, y, w, b):
    """How far the nearest example is from being misclassified, where the bias is folded into the weights.

    Parameters
    ----------
    X : array_like, shape (n, d)
    y : array_like of int, shape (n,)
    w : array_like, shape (d,)
    b : float
        Not both zero.

    Returns
    -------
    float
        γ: the smallest of ±(w·x + b) / ‖(w, b)‖, + for class 1 and - for class 0. Negative if an example is
        on the wrong side.

    Raises
    ------
    ValueError
        If shapes do not fit, labels are not 0 and 1, or w and b are all zeros.
    """
    X1, w1 = fold_bias(X, w, b)
    if not w1.any():
        raise ValueError("w and b are all zeros, so there is no line and no margin.")
    signs = 2 * _inputs.labels(y, len(X1)) - 1
    return float((signs * (X1 @ w1)).min() / np.linalg.norm(w1))


def mistake_bound(X, y, w, b):
    """The convergence theorem's bound (R/γ)² on the mistakes of training from zero.

    Parameters
    ----------
    X : array_like, shape (n, d)
    y : array_like of int, shape (n,)
    w : array_like, shape (d,)
    b : float
        Any w and b that separate the classes; the wider their margin γ, the lower the bound.

    Returns
    -------
    float
        R is the length of the longest example with a 1 appended.

    Raises
    ------
    ValueError
        If w and b do not separate the classes, or shapes do not fit.

    Notes
    -----
    Source: Novikoff, "On convergence proofs on perceptrons" (1962), with the bias folded into the weights.
    """
    gamma = margin(X, y, w, b)
    if gamma <= 0:
        raise ValueError(f"w and b do not separate the classes (their margin is {gamma:.3g}), so they give no bound.")
    X1, _ = fold_bias(X, w, b)
    return float((X1**2).sum(axis=1).max() / gamma**2)
