"""A fast trainer (lesson 08): the four equations of lesson 07, arranged so that the machine is kept busy.

It does what `dlcourse.backprop.train_network` does, several times as fast, and keeps its state between calls. What makes it fast:

- one precision from end to end, float32 unless asked otherwise: half the bytes to move;
- all weights and biases lie in one row of memory, all slopes in another; W, b, dW, db are views into them. A step is then one
  subtraction, however many layers there are;
- η and the mean over the batch are multiplied into the errors, which are few, and not into the slopes, which are many;
- `dot` and `take` in place of `@` and indexing, which do the same with less ado, and sums as products with ones.

Source: Nielsen, chapter 2, for the four equations; DevFest and Deep 1 for stochastic gradient descent.
"""

import numpy as np

from dlcourse import _inputs
from dlcourse.activations import Softmax
from dlcourse.backprop import check_examples, check_slopes, pack, unpack
from dlcourse.network import check_network


class Trainer:
    """Stochastic gradient descent on a network, with its state: train, look, go on.

    Parameters
    ----------
    parameters : list of (W, b)
        Where to start; copied.
    activations : list of activation objects
        One for each layer, elementwise, with a ``derivative``, and true to the precision it is given; the last may be a
        `dlcourse.activations.Softmax`.
    learning_rate : float
        η, above 0. May be set anew between calls of `train`.
    batch_size : int
        Examples a step; the last batch of an epoch may be short. With n, the number of all examples, or more it is full batch.
    rng : numpy.random.Generator, optional
        Draws the order of the examples, and nothing else. Without one, ``np.random.default_rng(0)``.
    dtype : type
        np.float32 or np.float64 (float): the precision of everything.

    Attributes
    ----------
    losses : list of float
        One for each whole epoch: the mean over its examples, each taken at the parameters of its step. Cross entropy after a
        softmax, else MSE.

    Raises
    ------
    ValueError
        If the layers do not fit each other, a parameter is not finite, or a setting is not above 0.
    TypeError
        If an activation is none or has no derivative, a softmax stands in a hidden layer, rng is no Generator, or dtype is
        neither of the two.
    """

    def __init__(self, parameters, activations, learning_rate=0.1, batch_size=32, rng=None, dtype=np.float32):
        parameters, self.activations = check_network(parameters, activations)
        check_slopes(self.activations)
        self.learning_rate = float(_inputs.positive(learning_rate, "learning_rate"))
        self.batch_size = _inputs.positive(batch_size, "batch_size", whole=True)
        self.rng = _inputs.generator(np.random.default_rng(0) if rng is None else rng)
        self.dtype, self.losses = _precision(dtype), []
        with np.errstate(over="ignore"):
            self._theta = _finite(pack(parameters).astype(self.dtype), "parameters")
        self._layers = unpack(self._theta, parameters)

    @property
    def parameters(self):
        """The weights and biases as they are now: a list of (W, b), copies."""
        return unpack(self._theta.copy(), self._layers)

    def train(self, X, y, epochs=1, progress=None):
        """Go through all examples some more times.

        Two calls with 5 epochs do, to the last bit, what one with 10 does. An epoch is made as a whole or not at all: after an
        interruption (■, Ctrl-C) parameters, losses and rng are what they were before the epoch that it fell into, and a later
        call goes on as if nothing had been.

        Parameters
        ----------
        X : array_like, shape (n, n_in)
        y : array_like
            After a softmax: classes, shape (n,), or one-hot rows, (n, n_out). Else targets, shape (n, n_out).
        epochs : int
        progress : bool or callable, optional
            True prints up to ten lines on the way; a function is called after every epoch with its number and its loss.

        Returns
        -------
        list of float
            All losses so far, those of earlier calls included.

        Raises
        ------
        FloatingPointError
            If the training diverges. Parameters and losses are then those of the last whole epoch. The message names the epoch
            and the learning rate.
        ValueError, TypeError
            If X and y do not fit the network or each other, a number in them is not finite, or progress is none.
        """
        X, Y = self._examples(X, y)
        epochs = _inputs.positive(epochs, "epochs", whole=True)
        tell = _teller(progress, len(self.losses) + epochs, epochs)
        self._layers = unpack(self._theta, self._layers)
        self._gradient = np.empty_like(self._theta)
        self._slopes = unpack(self._gradient, self._layers)
        self._ones = np.ones(max(min(len(X), self.batch_size), Y.shape[1]), self.dtype)
        for _ in range(epochs):
            self._whole_epoch(X, Y)
            tell(len(self.losses), self.losses[-1])
        return list(self.losses)

    def _whole_epoch(self, X, Y):
        """An epoch, or none: whatever cuts it short, all is as it was before."""
        theta, draws, count = self._theta.copy(), self.rng.bit_generator.state, len(self.losses)
        try:
            with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
                self.losses.append(self._epoch(X, Y))
            if not (np.isfinite(self.losses[-1]) and np.isfinite(self._theta).all()):
                _finite(X, "X")
                _finite(Y, "y")
                raise FloatingPointError(
                    f"The training diverged in epoch {count + 1}: with a learning rate of {self.learning_rate:g} the numbers "
                    "have grown beyond all bounds. Take a smaller one. (Parameters and losses are those of the epochs before.)"
                )
        except BaseException:  # an interruption (KeyboardInterrupt) is no Exception
            self._theta[:], self.rng.bit_generator.state, self.losses[count:] = theta, draws, []
            raise

    def _epoch(self, X, Y):
        """Make a step for each batch; the mean loss of the examples on the way."""
        order, total = self.rng.permutation(len(X)), 0.0
        for start in range(0, len(X), self.batch_size):
            batch = order[start : start + self.batch_size]
            total += float(self._step(X.take(batch, axis=0), Y.take(batch, axis=0)))
        return total / len(X)

    def _step(self, X, Y):
        """Forward, back, and a step downhill; the summed loss of the batch before it."""
        inputs, zs = [X], []
        for l, (W, b) in enumerate(self._layers):
            if l > 0:
                inputs.append(self.activations[l - 1].fn(zs[-1]))
            z = inputs[-1].dot(W.T)
            z += b
            zs.append(z)
        delta, loss = self._output_error(z, Y)
        delta *= self.learning_rate / len(X)  # so the slopes below are whole steps
        ones = self._ones[: len(X)]
        for l in reversed(range(len(self._layers))):
            dW, db = self._slopes[l]
            delta.T.dot(inputs[l], out=dW)
            ones.dot(delta, out=db)
            if l > 0:
                delta = delta.dot(self._layers[l][0])
                delta *= self.activations[l - 1].derivative(zs[l - 1])
        self._theta -= self._gradient
        return loss

    def _output_error(self, z, Y):
        """The first equation, and the summed loss: cross entropy after a softmax, else MSE."""
        activation = self.activations[-1]
        if isinstance(activation, Softmax):
            log_p = z.T.copy()  # one example a column, as NumPy is slow to look for the largest of a short row
            log_p -= log_p.max(axis=0)
            log_p -= np.log(self._ones[: len(log_p)].dot(np.exp(log_p)))
            log_p = log_p.T.copy()
            return np.exp(log_p) - Y, -np.vdot(log_p, Y)
        delta = activation.fn(z) - Y
        loss = np.vdot(delta, delta) / 2
        delta *= activation.derivative(z)
        return delta, loss

    def _examples(self, X, y):
        """X and the targets in this precision, each a row for an example; classes as one-hot rows."""
        with np.errstate(over="ignore"):  # what does not fit is found out when the training comes to nothing
            return [
                part.astype(self.dtype, copy=False) for part in check_examples(self._layers, self.activations, X, y)
            ]


def _finite(array, name):
    """The array, if all its numbers are finite."""
    if not np.isfinite(array).all():
        raise ValueError(f"{name} must hold finite numbers, in {array.dtype}, but some are not.")
    return array


def _precision(dtype):
    """The dtype if it is one of the two that will do, or TypeError."""
    try:
        kind = None if dtype is None else np.dtype(dtype)  # to NumPy, None is float64
    except TypeError:
        kind = None
    if kind not in (np.float32, np.float64):
        raise TypeError(f"dtype must be np.float32 or np.float64, but is {dtype!r}.")
    return kind


def _teller(progress, last, epochs):
    """A function of an epoch's number and loss that shows progress as it was asked for."""
    if callable(progress):
        return progress
    if progress not in (None, False, True):
        raise TypeError(f"progress must be True, False or a function of epoch and loss, but is {progress!r}.")
    every = -(-epochs // 10)

    def tell(epoch, loss):
        if progress and (last - epoch) % every == 0:
            print(f"epoch {epoch:>{len(str(last))}}: loss {loss:.4f}")

    return tell
