"""Does it work on what it has not seen? (lesson 09): what is tried against overfitting, four ways to make a step, and six sick networks.

`TunedTrainer` is the trainer of lesson 08 with two more settings, the optimiser and weight decay. `Dropping` is an activation that leaves
out neurons at random. `paired_difference` says how far a difference on the same examples can be trusted. `PATIENTS` are the diseases of the
clinic, each with the line of code that is wrong.

Sources: Srivastava and others, "Dropout" (2014); Kingma and Ba, "Adam" (2015).
"""

import numpy as np

from dlcourse import _inputs
from dlcourse.deep import shift
from dlcourse.trainer import Trainer


class Plain:
    """Gradient descent as in lesson 06: a step is -η times the slopes. It remembers nothing."""

    def step(self, slopes, learning_rate):
        """Return what is added to the parameters."""
        return -learning_rate * slopes


class Decaying:
    """Plain steps with an η that falls in a straight line to 0. It remembers how many steps it has made.

    Parameters
    ----------
    steps : int
        After so many the learning rate is 0.
    """

    def __init__(self, steps):
        self.steps, self.made = _inputs.positive(steps, "steps", whole=True), 0

    def step(self, slopes, learning_rate):
        """Return what is added to the parameters."""
        left = max(1 - self.made / self.steps, 0)
        self.made += 1
        return -learning_rate * left * slopes


class Momentum:
    """A step is a share of the last step, plus -η times the slopes. It remembers its last step, a number for each parameter.

    Parameters
    ----------
    momentum : float
        The share.
    """

    def __init__(self, momentum=0.9):
        self.momentum, self.last = momentum, 0.0

    def step(self, slopes, learning_rate):
        """Return what is added to the parameters."""
        self.last = self.momentum * self.last - learning_rate * slopes
        return self.last


class Adam:
    """Adam: each parameter's step is about η long, whatever the size of its slope.

    It remembers a mean of the slopes and a mean of their squares, two numbers for each parameter, and how many steps it has made.

    Parameters
    ----------
    beta1, beta2 : float
        How much of the old mean stays in each step: of the slopes, and of their squares.
    eps : float
        Added below the line, so that nothing is divided by 0.
    """

    def __init__(self, beta1=0.9, beta2=0.999, eps=1e-8):
        self.beta1, self.beta2, self.eps = beta1, beta2, eps
        self.mean, self.square, self.made = 0.0, 0.0, 0

    def step(self, slopes, learning_rate):
        """Return what is added to the parameters."""
        self.made += 1
        self.mean = self.beta1 * self.mean + (1 - self.beta1) * slopes
        self.square = self.beta2 * self.square + (1 - self.beta2) * slopes**2
        # Both begin at 0 and are too small at first. These two lines make up for it.
        mean = self.mean / (1 - self.beta1**self.made)
        square = self.square / (1 - self.beta2**self.made)
        return -learning_rate * mean / (np.sqrt(square) + self.eps)


class Dropping:
    """An activation that leaves out neurons at random while a network learns, as in dropout.

    A neuron stays with probability `keep`, and is then divided by `keep`, so that the mean of what the next layer gets stays the same. After
    the training, put the activation inside it in its place: `activation`.

    Parameters
    ----------
    activation : activation object
        Elementwise.
    keep : float
        Above 0, at most 1.
    rng : numpy.random.Generator
        Draws which neurons stay, anew for each example of each batch.
    """

    def __init__(self, activation, keep, rng):
        self.activation, self.rng = _inputs.activation(activation), _inputs.generator(rng)
        self.keep, self._kept = _inputs.positive(keep, "keep"), None

    def fn(self, x):
        """Activations at the weighted inputs `x`, with some of them left out."""
        a = self.activation.fn(x)
        self._kept = (self.rng.random(a.shape) < self.keep).astype(a.dtype) / np.asarray(self.keep, a.dtype)
        return a * self._kept

    def derivative(self, x):
        """Slopes for the same neurons that the last call of `fn` left in."""
        return self.activation.derivative(x) * self._kept


class TunedTrainer(Trainer):
    """The trainer of lesson 08 with two more settings.

    Parameters
    ----------
    parameters, activations, learning_rate, batch_size, rng, dtype
        As for `dlcourse.trainer.Trainer`.
    optimiser : object with a method ``step``, optional
        `Plain`, `Decaying`, `Momentum` or `Adam`; without one, plain. An interruption does not take back what it remembers.
    decay : float
        Weight decay: decay/2 · ΣW² is added to the loss that is made smaller. It is not part of the `losses`, and biases are free.
    """

    def __init__(self, parameters, activations, learning_rate=0.1, *, optimiser=None, decay=0.0, **settings):
        super().__init__(parameters, activations, learning_rate, **settings)
        self.optimiser, self.decay = optimiser or Plain(), decay

    def _step(self, X, Y):
        before = self._theta.copy()
        loss = super()._step(X, Y)
        self._theta[:] = before
        self._gradient /= self.learning_rate
        if self.decay:
            for (W, _), (dW, _) in zip(self._layers, self._slopes, strict=True):
                dW += self.decay * W
        self._theta += self.optimiser.step(self._gradient, self.learning_rate)
        return loss


class TwoSoftmaxes(Trainer):
    """A trainer with a mistake that people make: the loss takes a softmax of outputs that a softmax has made already."""

    def _output_error(self, z, Y):
        p = _softmax(z)
        again = _softmax(p)
        slope = again - Y  # in the outputs of the first softmax; the next line takes it through that to z
        return p * (slope - (slope * p).sum(axis=1, keepdims=True)), -np.vdot(np.log(again), Y)


OPTIMISERS = {
    "plain": lambda steps: Plain(),
    "momentum": lambda steps: Momentum(),
    "Adam": lambda steps: Adam(),
    "decaying η": Decaying,
}
"""By name: a function that makes one, for a training with so many steps."""

EXAMPLES, WIDTHS, DECAYS, EPOCHS = (100, 300, 1000, 3000), (4, 16, 64, 256), (0, 0.001, 0.003, 0.01, 0.03), 50
RATES = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0)
REMEDIES = ("as it is", "early stopping", "weight decay", "dropout", "shifted pictures", "more data")

PATIENTS = {
    "A": ("unscaled pixels", "X = pictures  # still 0 to 255: the line / 255 is missing"),
    "B": ("zero weights", "W = np.zeros((n_out, n_in))  # every neuron of a layer stays like the others"),
    "C": ("wrong sign", "W += learning_rate * dW  # uphill: it must be -="),
    "D": ("shuffled labels", "X = X[rng.permutation(n)]  # y keeps its old order: take one order for both"),
    "E": ("two softmaxes", "cross_entropy_from_logits(softmax(z), y)  # the loss makes the softmax itself: give it z"),
    "F": ("learning rate too large", "learning_rate = 3  # a tenth or less of this would do"),
}
"""The clinic: from the name of a patient to its disease and the line of code that is wrong."""


PYTORCH_SLOPES = [
    np.array([[0.058333, -0.116667], [-0.938667, -0.117333], [0.341333, 0.042667]]),
    np.array([0.058333, 0.146667, -0.053333]),
    np.array([[0.125, -0.762667, 0.552]]),
    np.array([-0.05]),
]
"""What PyTorch 1.13 gave for `small_network`: dW and db of the first layer, then of the second."""


def small_network():
    """A network small enough to be printed, 2-3-1, with three examples.

    Returns
    -------
    parameters : list of (W, b)
        A layer of ReLUs, then one linear neuron.
    X : ndarray, shape (3, 2)
    y : ndarray, shape (3, 1)
    """
    hidden = np.array([[0.6, -0.4], [-0.9, 0.3], [0.5, 0.8]]), np.array([0.1, 0.2, -0.3])
    last = np.array([[0.7, -1.1, 0.4]]), np.array([0.2])
    X, y = np.array([[1.0, -2.0], [0.5, 1.5], [-1.0, 1.0]]), np.array([[1.0], [-1.0], [0.5]])
    return [hidden, last], X, y


def paired_difference(before, after):
    """How much two measurements of the same examples differ, and the error of that difference.

    Parameters
    ----------
    before, after : array_like, shape (n,) or (seeds, n)
        A number for each example: 1 or 0 for right or wrong, or its loss. With several rows, a row for each trained network.

    Returns
    -------
    difference : float
        The mean of after - before.
    error : float
        Its standard error: how far such a difference is typically off because there are n examples and not endlessly many.

    Raises
    ------
    ValueError
        If the shapes differ, or there are fewer than two examples.

    Notes
    -----
    The mean over the networks is taken first, example by example. Examples that are easy or hard for both drop out, so this error is smaller than that of
    two measurements on different examples. For one network each, and rights and wrongs, it is nearly √(newly right + newly wrong) / n.
    """
    before, after = np.atleast_2d(_inputs.numbers(before, "before")), np.atleast_2d(_inputs.numbers(after, "after"))
    if before.shape != after.shape or before.shape[1] < 2:
        raise ValueError(
            f"before and after need the same examples, two or more, but their shapes are {before.shape} and {after.shape}."
        )
    each = (after - before).mean(axis=0)
    return float(each.mean()), float(each.std(ddof=1) / np.sqrt(each.size))


def best_of_guessers(guessers, examples, times, rng):
    """Choose the best of many coin tossers on a test, many times over.

    Each guesser tosses a coin for each example, so each is right about half of all examples that there are.

    Parameters
    ----------
    guessers : int
        Among how many the best is chosen.
    examples : int
        In the test.
    times : int
        How often all of this is done.
    rng : numpy.random.Generator

    Returns
    -------
    chosen, fresh : ndarray, shape (times,)
        Share of right answers of the chosen one: on the test on which it was chosen, and on as many new examples.
    """
    guessers, examples, times = (
        _inputs.positive(value, name, whole=True)
        for value, name in ((guessers, "guessers"), (examples, "examples"), (times, "times"))
    )
    rights = _inputs.generator(rng).binomial(examples, 0.5, size=(times, guessers)).max(axis=1)
    return rights / examples, rng.binomial(examples, 0.5, size=times) / examples


def shifted_at_random(X, rng, most=1):
    """Move each picture by some pixels that are drawn for it alone.

    Parameters
    ----------
    X : array_like, shape (n, 784)
    rng : numpy.random.Generator
    most : int
        Pixels, at most: down or up, and right or left.

    Returns
    -------
    ndarray, shape (n, 784)
    """
    moves, result = _inputs.generator(rng).integers(-most, most + 1, size=(len(X), 2)), np.array(X)
    for move in np.unique(moves, axis=0):
        chosen = (moves == move).all(axis=1)
        result[chosen] = shift(result[chosen], *move)
    return result


def _softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)
