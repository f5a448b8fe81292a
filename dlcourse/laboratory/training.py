"""A training run of the laboratory: its parameters, what its optimiser remembers, where it stands in an epoch, and the way back."""

import copy
from collections import deque
from types import SimpleNamespace

import numpy as np

from dlcourse.activations import Softmax
from dlcourse.backprop import backprop as course_backprop
from dlcourse.backprop import backward, forward, output_delta, pack, unpack
from dlcourse.descent import minibatches as course_minibatches
from dlcourse.generalisation import Adam, Momentum, Plain
from dlcourse.losses import cross_entropy_from_logits, mse

OPTIMISERS = {"plain": Plain, "momentum": Momentum, "adam": Adam}
BATCHES_BACK, EPOCHS_BACK = 200, 50
MOST_HISTORY = 600


def fast_backprop(parameters, activations, X, Y):
    """`dlcourse.backprop.backprop` without its checks: every argument is known to be right."""
    zs, outputs = forward(parameters, activations, X)
    softmax = isinstance(activations[-1], Softmax)
    delta = outputs[-1] - Y if softmax else output_delta(outputs[-1], Y, zs[-1], activations[-1])
    return backward(parameters, activations, zs, outputs, delta)


def _call(function):
    return function()


COURSE = SimpleNamespace(
    backprop=course_backprop,
    minibatches=course_minibatches,
    drawn=(),
    guard=_call,
    says="The course's own functions run this network.",
)
FAST = SimpleNamespace(
    backprop=fast_backprop,
    minibatches=course_minibatches,
    drawn=(),
    guard=_call,
    says="The course's fast functions run this network. They check nothing.",
)


def loss_of(parameters, activations, X, Y):
    """The loss that the network learns to make small, and the share of examples that it classifies correctly; nan without examples."""
    if not len(X):
        return np.nan, np.nan
    zs, outputs = forward(parameters, activations, X)
    right = float((outputs[-1].argmax(axis=1) == Y.argmax(axis=1)).mean())
    if isinstance(activations[-1], Softmax):
        return float(cross_entropy_from_logits(zs[-1], Y.argmax(axis=1))), right
    return float(mse(outputs[-1], Y)), right


def step(parameters, activations, X, Y, optimiser, learning_rate, weight_decay, backprop=course_backprop):
    """One step of the training; returns the new parameters and the mean slopes of the loss, weight decay left out."""
    slopes = backprop(parameters, activations, X, Y)
    pulled = [(dW + weight_decay * W, db) for (W, _), (dW, db) in zip(parameters, slopes, strict=True)]
    theta = pack(parameters) + optimiser.step(pack(pulled), learning_rate)
    return unpack(theta, parameters), slopes


class Run:
    """A network under training.

    Parameters
    ----------
    parameters : list of (W, b)
        Where it starts.
    rng : numpy.random.Generator
        Draws the orders of the examples.
    optimiser : str
        A name of `OPTIMISERS`.
    """

    def __init__(self, parameters, rng, optimiser):
        self.parameters, self.rng = parameters, rng
        self.optimiser, self.slopes = OPTIMISERS[optimiser](), None
        self.queue, self.of = [], 1  # batches that are left in this epoch, and of how many
        self.epochs, self.batch = 0, 0  # whole ones, and batches in all
        self.logged = 0  # entries of the engine's log that belong to this state
        self.forget_losses()  # (epoch, training loss, validation loss)
        self._back, self._epochs_back = deque(maxlen=BATCHES_BACK), deque(maxlen=EPOCHS_BACK)

    @property
    def epoch(self):
        """How many epochs have been made, with the share of the one under way."""
        return self.epochs + (1 - len(self.queue) / self.of if self.queue else 0)

    def one_batch(self, pieces, activations, X, Y, settings):
        """Make a step on the next batch. What it changes is kept for the way back.

        Raises
        ------
        FloatingPointError
            If a parameter is no longer finite; then everything is as before.
        """
        before = self.kept()
        if not self.queue:
            self.queue = [np.asarray(each) for each in pieces.minibatches(len(X), settings["batch_size"], self.rng)]
            self.of = len(self.queue)
        batch, self.queue = self.queue[0], self.queue[1:]
        try:
            with np.errstate(all="ignore"):
                self.parameters, self.slopes = step(
                    self.parameters,
                    activations,
                    X[batch],
                    Y[batch],
                    self.optimiser,
                    settings["learning_rate"],
                    settings["weight_decay"],
                    pieces.backprop,
                )
            if not np.isfinite(pack(self.parameters)).all():
                raise FloatingPointError
        except BaseException:
            self.restore(before)
            raise
        self.batch += 1
        if not self.queue:
            self.epochs += 1
        self._back.append(before)
        if not before["queue"]:
            self._epochs_back.append(before)

    def record(self, training, validation):
        """Note two losses at this epoch. When there are too many, every second one goes, and only every second one is noted from then on."""
        if self._notes % self._every == 0:
            self.history.append((self.epoch, training, validation))
        self._notes += 1
        if len(self.history) > MOST_HISTORY:
            self.history = self.history[::2]
            self._every *= 2

    def forget_losses(self):
        """Begin the losses anew."""
        self.history, self._notes, self._every = [], 0, 1

    def new_optimiser(self, name):
        """Begin with an optimiser that remembers nothing."""
        self.optimiser = OPTIMISERS[name]()

    def change(self, parameters):
        """Set the parameters by hand. Where their shapes are new, the optimiser forgets what it remembered, and so does the way back."""
        same = [W.shape for W, _ in parameters] == [W.shape for W, _ in self.parameters]
        if same:
            self._back.append(self.kept())
        else:
            self.optimiser = type(self.optimiser)()
            self.forget()
        self.parameters, self.slopes = parameters, None

    def forget(self):
        """Forget the way back."""
        self._back.clear()
        self._epochs_back.clear()

    @property
    def can_go_back(self):
        """Whether there is a state to go back to."""
        return bool(self._back or self._epochs_back)

    def back(self):
        """Go back to the state before the last step or change by hand; when those are used up, to the start of an epoch."""
        kept = self._back.pop() if self._back else self._epochs_back.pop()
        while self._epochs_back and self._epochs_back[-1]["batch"] >= kept["batch"]:
            self._epochs_back.pop()
        self.restore(kept)

    def kept(self):
        """Everything that a later `restore` needs."""
        return {
            "parameters": self.parameters,  # never changed in place
            "slopes": self.slopes,
            "optimiser": copy.copy(self.optimiser),
            "rng": self.rng.bit_generator.state,
            "queue": self.queue,
            "of": self.of,
            "epochs": self.epochs,
            "batch": self.batch,
            "logged": self.logged,
        }

    def restore(self, kept):
        """Bring back a state that `kept` returned."""
        self.parameters, self.slopes = kept["parameters"], kept["slopes"]
        self.optimiser = copy.copy(kept["optimiser"])
        self.rng.bit_generator.state = kept["rng"]
        self.queue, self.of = kept["queue"], kept["of"]
        self.epochs, self.batch, self.logged = kept["epochs"], kept["batch"], kept["logged"]
        while self.history and self.history[-1][0] > self.epoch:
            self.history.pop()
