"""`capstone` of lesson 08."""

import functools

import numpy as np

from dlcourse import deep as maths
from dlcourse.activations import Identity, ReLU, Sigmoid, Softmax, Tanh
from dlcourse.backprop import train_network
from dlcourse.checker import Exercise, Mistake, comparison
from dlcourse.checker.looks import Look
from dlcourse.data import digit_sets, digits
from dlcourse.exercises.deep import ACTIVATIONS, Seen, say
from dlcourse.network import NeuralNetwork, check_network

_ASKED = 0.92

_OTHER_PICTURES = {
    "ink is 255": lambda x, of: 255 * x,
    "paper is -1": lambda x, of: 2 * x - 1,
    "ink is 0 and paper 1": lambda x, of: 1 - x,
    "the mean is taken off": lambda x, of: x - of.mean(),
    "each pixel's mean is taken off": lambda x, of: x - of.mean(axis=0),
    "the mean is 0 and the standard deviation 1": lambda x, of: (x - of.mean()) / of.std(),
}


@functools.cache
def _sets():
    return digit_sets()


@functools.cache
def _course_answer():
    """Parameters as the solution trains them."""
    (X, y), _, _ = _sets()
    rng = np.random.default_rng(0)
    start = maths.he_init([784, 128, 64, 10], rng)
    return train_network(start, [ReLU(), ReLU(), Softmax()], X, y, 0.2, 32, 15, rng)[0]


class _Later(dict):
    """A reference that takes seconds to make: it is made when somebody asks for it by name. An empty list stands for it."""

    def __getitem__(self, name):
        return _course_answer() if name in self else super().__getitem__(name)


def _is_numbers(value):
    try:
        return np.ndim(value) == 1 and np.asarray(value).dtype.kind in "iuf"
    except ValueError:
        return False


def _fit(parameters):
    """Whether these are parameters of a network from 784 pixels to 10 outputs, as a kind and a sentence."""
    if _is_numbers(parameters):
        return Seen("numbers", "`digits_parameters` is a row of numbers; a list of pairs (W, b) was asked for.")
    if not isinstance(parameters, (list, tuple)):
        kind = "None" if parameters is None else comparison.kind(parameters)
        return Seen("no list", f"`digits_parameters` is {kind}; a list of pairs (W, b) was asked for.")
    if len(parameters) == 2 and isinstance(parameters[0], (list, tuple)) and _is_numbers(parameters[1]):
        return Seen("with losses", "`digits_parameters` is two things: a list of pairs (W, b), and a row of numbers.")
    try:
        pairs, _ = check_network(parameters, [Identity()] * len(parameters))
    except (TypeError, ValueError) as problem:
        return Seen("turned" if _fits_turned(parameters) else "unfit", f"{problem}")
    n_in, n_out = pairs[0][0].shape[1], pairs[-1][0].shape[0]
    if (n_in, n_out) != (784, 10):
        return Seen(
            f"{n_in} to {n_out}",
            f"Your network goes from {n_in} inputs to {n_out} outputs; a digit has 784 pixels, and 10 classes need 10 outputs.",
        )
    if not all(np.isfinite(part).all() for pair in pairs for part in pair):
        return Seen("not finite", "Some of the parameters are not finite numbers.")
    return Seen("fits")


def _fits_turned(parameters):
    """Whether it would be a network if each W were turned over."""
    try:
        turned = [(np.transpose(W), np.ravel(b)) for W, b in parameters]
        check_network(turned, [Identity()] * len(turned))
    except (TypeError, ValueError):
        return False
    return turned[0][0].shape[1] == 784


def _outputs(parameters, X, hidden=ReLU):
    return NeuralNetwork(parameters, [hidden()] * (len(parameters) - 1) + [Softmax()]).run(X)


def _accuracy(parameters, X, y, hidden=ReLU):
    with np.errstate(all="ignore"):
        return maths.accuracy(_outputs(parameters, X, hidden).argmax(axis=1), y)


def _percent(share):
    return f"{100 * share:.1f} %"


def _reads(parameters):
    """Whether a network reads the test digits, as a kind and a sentence.

    The share of the test digits is not said: the learner would choose the next try by it.
    """
    fit = _fit(parameters)
    if fit.kind != "fits":
        return fit
    _, (X, y), test = _sets()
    if _accuracy(parameters, *test) >= _ASKED:
        return Seen("reads")
    reached = _accuracy(parameters, X, y)
    kind = "untrained" if reached < 0.5 and not any(np.any(b) for _, b in parameters) else _what_it_lacks(parameters, X)
    why = "" if kind else _why_so_few(parameters, reached)
    named = (
        f"It does not yet name {100 * _ASKED:.0f} % of the 1,000 test digits correctly. Of the 1,000 validation digits it names "
        f"{_percent(reached)} correctly: choose by this share alone."
    )
    return Seen(kind or why, f"{named} {why}".strip())


def _what_it_lacks(parameters, X):
    """The kind of a network that cannot read, as its parameters show, or what they make of pictures; or ""."""
    if len(parameters) == 1:
        return "one layer"
    a = X
    for W, b in parameters[:-1]:
        W, b = np.asarray(W), np.asarray(b)
        if not W.any():
            return "zeros"
        if len(W) > 1 and (W == W[0]).all() and (b == b[0]).all():
            return "equal neurons"
        a = np.maximum(a @ W.T + b, 0)
        if not a.any():
            return "dead"
    return ""


@functools.cache
def _other_pictures():
    """The validation pictures as they would be after what people do to pictures before a training."""
    (X, _), (X_validation, _), _ = _sets()
    return {name: change(X_validation, X).astype(np.float32) for name, change in _OTHER_PICTURES.items()}


def _why_so_few(parameters, reached):
    """One more sentence on a network that reads, but not well enough."""
    (X, y), (X_validation, y_validation), _ = _sets()
    other, name = max(
        (_accuracy(parameters, X_validation, y_validation, kind), name)
        for name, kind in (("tanh", Tanh), ("sigmoid", Sigmoid))
    )
    if other > max(reached + 0.03, 0.85):
        return (
            f"With {name} in the hidden layers it would be {_percent(other)}: was it trained so? It is run with ReLUs."
        )
    other, name = max((_accuracy(parameters, x, y_validation), name) for name, x in _other_pictures().items())
    if other > max(reached + 0.01, 0.9):
        return (
            f"On pictures in which {name} it would be {_percent(other)}: were the pictures for the training changed in some such way? It is run on "
            "those of `digit_sets()` as they are."
        )
    known = _accuracy(parameters, X, y)
    if known < 0.2:
        return (
            f"Of the training digits it names {_percent(known)} correctly, no more than by chance. Do the rows of X and the labels belong together, "
            "and did the loss fall?"
        )
    if known < 0.98:
        return (
            f"Of the training digits it names {_percent(known)} correctly, so it can still learn more from them. Try more epochs, another learning rate, "
            "or more hidden neurons."
        )
    return (
        f"Of the training digits it names {_percent(known)} correctly. It knows these by heart, so more epochs will hardly help. Try more hidden neurons, or "
        "more pictures (copies of these, moved by a pixel)."
    )


def _small(*changes):
    """A network of 784-4-10 with ones for weights and biases, changed: `changes` are from (W, b) to (W, b), one for each layer."""
    rng = np.random.default_rng(0)
    pairs = [(rng.normal(size=(n_out, n_in)), np.ones(n_out)) for n_in, n_out in ((784, 4), (4, 10))]
    return {"digits_parameters": [change(W, b) for change, (W, b) in zip(changes, pairs, strict=True)]}


def _as_it_is(W, b):
    return W, b


def _answer(parameters):
    return {"digits_parameters": parameters}


EXERCISE = Exercise(
    id="capstone",
    worth=(
        "Everything in it is a piece of an earlier lesson: the start, the training, and the one-hot rows from `np.eye`."
    ),
    reference=_Later(digits_parameters=[]),
    needs=("relu", "he_init", "train_network"),
    stand_ins={**ACTIVATIONS, "digits": digits, "digit_sets": digit_sets, "my_start": maths.he_init},
    seconds=120.0,  # a saved answer is trained anew where another notebook asks for it
    cases=(
        Look("digits_parameters", "the shapes of W and b, from 784 pixels to 10 outputs", lambda run: _fit(run()), say),
        Look(
            "digits_parameters",
            "run as a network of ReLUs with a softmax at the end",
            lambda run: _reads(run()),
            say,
        ),
    ),
    mistakes=(
        Mistake(
            "with-losses",
            "Looks like: all that `train_network` returns. It returns two things: `digits_parameters, losses = train_network(...)`.",
            _answer((_small(_as_it_is, _as_it_is)["digits_parameters"], [1.0, 0.5])),
        ),
        Mistake(
            "numbers",
            "Looks like: the losses, or all numbers in one row. `train_network` returns the parameters first: `digits_parameters, losses = "
            "train_network(...)`.",
            _answer([1.0, 0.5, 0.3]),
            _answer(np.ones(1000)),
        ),
        Mistake(
            "turned",
            "Looks like: each *column* of W is a neuron. In this course each row is a neuron: shape (n_out, n_in).",
            _small(lambda W, b: (W.T, b), lambda W, b: (W.T, b)),
            _small(lambda W, b: (W.T, b[None]), lambda W, b: (W.T, b[None])),
        ),
        Mistake(
            "diverged",
            "Looks like: a training that diverged. Most often the steps were too large: start again with a tenth of the learning rate.",
            _small(lambda W, b: (W * np.nan, b), _as_it_is),
        ),
        Mistake(
            "untrained",
            "Looks like: parameters as they are before the training, as all biases are exactly 0. `train_network` leaves its input alone and "
            "returns new ones: `digits_parameters, losses = train_network(...)`.",
            _small(lambda W, b: (W, 0 * b), lambda W, b: (W, 0 * b)),
        ),
        Mistake(
            "one-layer",
            "Looks like: a single layer. On these digits it reaches about 90 %, however long it is trained. Add hidden layers in front of it.",
            _answer([(np.ones((10, 784)), np.ones(10))]),
        ),
        Mistake(
            "zeros",
            "Looks like: a start at 0. In a hidden layer all weights are 0, so it puts out the same for every picture. `he_init` draws the weights at random.",
            _small(lambda W, b: (0 * W, b), _as_it_is),
        ),
        Mistake(
            "equal-neurons",
            "Looks like: a start with equal neurons. In a hidden layer all rows of W are the same, and all biases, so the layer counts as one neuron. `he_init` draws different weights for each neuron.",
            _small(lambda W, b: (np.ones_like(W), b), _as_it_is),
        ),
        Mistake(
            "dead",
            "Looks like: dead ReLUs. A hidden layer puts out 0 for every picture, so all pictures get the same answer. Often a step was too large: try a smaller learning rate.",
            _small(lambda W, b: (W, b - 1e6), _as_it_is),
        ),
    ),
    hints=(
        "You need three pieces: `he_init` for the first weights, a list of activations (ReLUs and a softmax at the end), and `train_network` for some epochs.",
        "A network of 784-128-64-10 can do it in about fifteen epochs, with a learning rate of 0.1 or 0.2 and batches of 32. One hidden layer of 100 neurons "
        "may be enough, too. Keep the parameters that `train_network` returns: they are the first of two things.",
        "Write `start = he_init([784, 128, 64, 10], rng)`, and then `digits_parameters, losses = train_network(start, "
        "[ReLU(), ReLU(), Softmax()], X, Y, 0.2, 32, 15, rng)`.",
    ),
)
