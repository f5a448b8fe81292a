"""A fast trainer for feedforward networks: the four equations of lesson 07, arranged so that the machine is kept busy.

It does what `dlcourse.backprop.train_network` does, several times as fast, and keeps its state between calls. What makes it fast:

- one precision from end to end, float32 unless asked otherwise: half the bytes to move;
- all weights and biases lie in one row of memory, all slopes in another; W, b, dW, db are views into them. A step is then two
  operations on a row, however many layers there are;
- `np.dot` and `take` in place of `@` and indexing, which do the same with less ado, and the bias slopes as a product with ones.
"""

import numpy as np

from dlcourse import _inputs
from dlcourse.activations import Softmax
from dlcourse.backprop import check_examples, check_slopes, pack
from dlcourse.network import check_network


class Trainer:
    """Stochastic gradient descent on a network, with its state: train, look, go on.

    Parameters
    ----------
    parameters : list of (W, b)
        Where to start; copied.
    activations : list of activation objects
        One for each layer, elementwise with a ``derivative``; the last may be a `dlcourse.activations.Softmax`.
    learning_rate : float
        η, above 0.
    batch_size : int
        Examples a step; the last batch of an epoch may be short.
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
        If the layers do not fit each other, or a setting is not above 0.
    TypeError
        If an activation is none or has no derivative, rng is no Generator, or dtype is neither of the two.
    """

    def __init__(self, parameters, activations, learning_rate=0.1, batch_size=32, rng=None, dtype=np.float32):
        parameters, self.activations = check_network(parameters, activations)
        check_slopes(self.activations)
        self.learning_rate = float(_inputs.positive(learning_rate, "learning_rate"))
        self.batch_size = _inputs.positive(batch_size, "batch_size", whole=True)
        self.rng = _inputs.generator(np.random.default_rng(0) if rng is None else rng)
        self.dtype, self.losses = _precision(dtype), []
        self._theta = pack(parameters).astype(self.dtype)
        self._gradient = np.zeros_like(self._theta)
        self._layers = _views(self._theta, parameters)
        self._slopes = _views(self._gradient, parameters)
        self._ones = np.ones(self.batch_size, self.dtype)

    @property
    def parameters(self):
        """The weights and biases as they are now: a list of (W, b), copies."""
        return [(W.copy(), b.copy()) for W, b in self._layers]

    def train(self, X, y, epochs=1, progress=None):
        """Go through all examples some more times.

        Two calls with 5 epochs do, to the last bit, what one with 10 does. An interruption (■, Ctrl-C) is passed on, and leaves
        everything in place: the losses of whole epochs, and the parameters up to the last step. A later call goes on.

        Parameters
        ----------
        X : array_like, shape (n, n_in)
        y : array_like
            After a softmax: classes, shape (n,), or one-hot rows, (n, n_out). Else targets, shape (n, n_out).
        epochs : int
        progress : bool or callable, optional
            True prints a line an epoch; a function is called with the number of the epoch and its loss.

        Returns
        -------
        list of float
            All losses so far, `losses`.

        Raises
        ------
        FloatingPointError
            If the training diverges. The parameters are then those of the last whole epoch. The message names the epoch and the
            learning rate.
        ValueError, TypeError
            If X and y do not fit the network or each other.
        """
        X, Y = self._examples(X, y)
        for _ in range(_inputs.positive(epochs, "epochs", whole=True)):
            before = self._theta.copy()
            with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
                loss = self._epoch(X, Y)
            if not (np.isfinite(loss) and np.isfinite(self._theta).all()):
                self._theta[:] = before
                raise FloatingPointError(
                    f"The training diverged in epoch {len(self.losses) + 1}: with a learning rate of {self.learning_rate:g} "
                    "the numbers have grown beyond all bounds. Take a smaller one. (Parameters and losses are those "
                    "of the epochs before.)"
                )
            self.losses.append(loss)
            if progress is True:
                print(f"epoch {len(self.losses):>3}  loss {loss:.4f}")
            elif progress:
                progress(len(self.losses), loss)
        return self.losses

    def _epoch(self, X, Y):
        """Make a step for each batch; the mean loss of the examples on the way."""
        order, total = self.rng.permutation(len(X)), 0.0
        for start in range(0, len(X), self.batch_size):
            batch = order[start : start + self.batch_size]
            total += self._step(X.take(batch, axis=0), Y.take(batch, axis=0))
        return float(total) / len(X)

    def _step(self, X, Y):
        """Forward, back, and a step downhill; the summed loss of the batch before it."""
        zs, outputs = [], [X]
        for (W, b), activation in zip(self._layers, self.activations, strict=True):
            z = np.dot(outputs[-1], W.T)
            z += b
            zs.append(z)
            outputs.append(activation.fn(z))
        delta, loss = _output_error(outputs[-1], Y, zs[-1], self.activations[-1])
        for l in reversed(range(len(zs))):
            W, (dW, db) = self._layers[l][0], self._slopes[l]
            np.dot(delta.T, outputs[l], out=dW)
            np.dot(self._ones[: len(X)], delta, out=db)
            if l > 0:
                delta = np.dot(delta, W)
                delta *= self.activations[l - 1].derivative(zs[l - 1])
        self._gradient *= self.learning_rate / len(X)
        self._theta -= self._gradient
        return loss

    def _examples(self, X, y):
        """X and the targets in this precision, each a row for an example; classes as one-hot rows."""
        X, Y = check_examples(self._layers, self.activations, X, y)
        return X.astype(self.dtype, copy=False), Y.astype(self.dtype, copy=False)


def _output_error(a, Y, z, activation):
    """The first equation, and the summed loss: cross entropy after a softmax, else MSE."""
    delta = a - Y
    if isinstance(activation, Softmax):
        return delta, -np.log(np.einsum("ij,ij->i", a, Y)).sum()
    loss = 0.5 * np.vdot(delta, delta)
    delta *= activation.derivative(z)
    return delta, loss


def _precision(dtype):
    """The dtype if it is one of the two that will do, or TypeError."""
    try:
        kind = np.dtype(dtype)
    except TypeError:
        kind = None
    if kind not in (np.float32, np.float64):
        raise TypeError(f"dtype must be np.float32 or np.float64, but is {dtype!r}.")
    return kind


def _views(row, like):
    """Pairs (W, b) of the shapes of `like` that lie one after the other in a row of memory."""
    pairs, at = [], 0
    for W, b in like:
        ends = at + W.size, at + W.size + b.size
        pairs.append((row[at : ends[0]].reshape(W.shape), row[ends[0] : ends[1]]))
        at = ends[1]
    return pairs
