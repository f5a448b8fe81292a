"""How `train_network` is judged: by what it does with slopes, batches and losses, as many trained networks are right."""

import numpy as np

from dlcourse import backprop as maths
from dlcourse.activations import Identity, Sigmoid, Tanh
from dlcourse.checker import comparison
from dlcourse.exercises.backprop import count, pairs, parts_differ


class Recorder:
    """An activation that changes nothing and writes down which examples it saw: their numbers are their only feature."""

    def __init__(self):
        self.seen = []

    def fn(self, x):
        self.seen.append(np.rint(np.ravel(x)).astype(int).tolist())
        return +x

    def derivative(self, x):
        return np.ones_like(x)


def orders(train, n, batch_size, epochs):
    """Train with a recorder on examples that are the numbers 0 to n - 1; return which of them made each step, and in what order."""
    recorder = Recorder()
    parameters = [(np.ones((1, 1)), np.zeros(1))]
    X = np.arange(float(n))[:, np.newaxis]
    train(parameters, [recorder], X, X + 1.0, 1e-9, batch_size, epochs, np.random.default_rng(0))
    return [seen for seen in recorder.seen if len(seen) < n]


def each_once(result, n, batch_size, epochs, **_):
    flat = [k for batch in result for k in batch]
    if flat and len(flat) != n * epochs and all(len(batch) == batch_size for batch in result):
        return (
            f"In {epochs} epochs every one of the {n} examples should be used {epochs} times, {n * epochs} uses in all; here there "
            f"were {len(flat)}. Does each epoch go through all batches, the last short one too?"
        )
    if len(flat) != n * epochs:
        return None  # passes example by example, or a loss batch by batch: this cannot be read from the record
    rounds = [flat[start : start + n] for start in range(0, len(flat), n)]
    for number, order in enumerate(rounds, 1):
        if sorted(order) != list(range(n)):
            missing = next((k for k in range(n) if k not in order), None)
            return (
                f"In epoch {number} not every example was used once: example {missing} was left out. An epoch goes through all of them, in a "
                "new order: `minibatches` gives you the batches."
            )
    if all(order == sorted(order) for order in rounds):
        return "The examples come in the order of the rows, in every epoch. Each epoch needs a new order, drawn from `rng`."
    if all(order == rounds[0] for order in rounds):
        return "Every epoch goes through the examples in the same order. Draw a new one from `rng` at the start of each epoch."
    if all((after - before) % n == 1 for order in rounds for before, after in zip(order, order[1:], strict=False)):
        return "Neighbouring rows stay together: only the place where the epoch begins is random. Shuffle all rows."
    return None


TWO_X, TWO_Y = np.array([[1.0, -2.0], [0.5, 1.5]]), np.array([[1.0], [-2.0]])


def ends(parameters, X, y, epochs):
    """Where W ends when two examples are seen one by one, in either order, the same in each epoch."""
    ends = []
    for order in ((0, 1), (1, 0)):
        W, b = parameters[0]
        for k in order * epochs:
            ((dW, db),) = maths.backprop([(W, b)], [Identity()], X[[k]], y[[k]])
            W, b = W - 0.1 * dW, b - 0.1 * db
        ends.append(W)
    return np.array(ends)


def orders_taken(result, parameters, X, y, epochs):
    """Which of the two orders explains each of some results, (results, 2) bool; or a sentence."""
    for one in result:
        problem = two_things(one, parameters, epochs)
        if problem:
            return problem
    W = np.array([one[0][0][0] for one in result], dtype=float)
    return np.isclose(W[:, None], ends(parameters, X, y, epochs), rtol=1e-5, atol=1e-6).all(axis=(2, 3))


def one_by_one(result, parameters, X, y, **_):
    fits = orders_taken(result, parameters, X, y, 1)
    if isinstance(fits, str):
        return fits
    if not fits.any(axis=1).all():
        W = np.asarray(result[int(np.argmin(fits.any(axis=1)))][0][0][0])
        first, second = (", ".join(f"{w:.4g}" for w in end[0]) for end in ends(parameters, X, y, 1))
        return (
            f"Two examples, one at a time: in either of the two orders W comes to [{first}] or [{second}], but here it came to "
            f"[{', '.join(f'{w:.4g}' for w in W[0])}]. In an epoch each example makes one step. The second step uses only the second example, and it starts where the first "
            "step ended."
        )
    if not fits.any(axis=0).all():
        return (
            "With every one of 20 seeds the two examples came in the same order. Draw the batches with the `rng` that your function is given: "
            "`minibatches(len(X), batch_size, rng)`."
        )
    return None


def new_order(result, parameters, X, y, **_):
    fits = orders_taken(result, parameters, X, y, 6)
    if isinstance(fits, str):
        return fits
    if fits.any(axis=1).all():
        return "All the epochs go through the examples in one and the same order. Draw new batches at the start of every epoch, inside the loop."
    return None


def loss_of_all(result, parameters, X, y, **_):
    problem = two_things(result, parameters, 3)
    if problem:
        return problem
    last, wanted = float(result[1][-1]), maths.network_loss(result[0], [Tanh(), Sigmoid()], X, y)
    if np.isclose(last, wanted, rtol=1e-5):
        return None
    return f"The last of `losses` is {last:.6g}, but the loss of the parameters that came back, over all the data, is {wanted:.6g}."


def same_seed(result, parameters, **_):
    for one in result:
        problem = two_things(one, parameters, 3)
        if problem:
            return problem
    rows = [maths.pack(one[0]) for one in result]
    if not np.array_equal(rows[0], rows[1]):
        return (
            "Two generators with the same seed gave different results. Take all the randomness from `rng` (not from `np.random.permutation` "
            "or another generator): then a training can be repeated."
        )
    if all(np.array_equal(rows[0], row) for row in rows):
        return (
            "Three different seeds gave the very same parameters: the order of the examples is not drawn from `rng`. Draw new batches in every "
            "epoch with `minibatches(len(X), batch_size, rng)`."
        )
    return None


def trained_as(activations, rate, batch_size, epochs):
    """A judge for trainings whose result does not depend on the order of the examples."""

    def judge(result, parameters, X, y, **_):
        problem = two_things(result, parameters, epochs)
        if problem:
            return problem
        wanted, losses = maths.train_network(
            parameters, activations, X, y, rate, batch_size, epochs, np.random.default_rng(0)
        )
        problem = parts_differ(result[0], wanted, ("W", "b"), tolerance=1e-5)
        if problem:
            return problem
        found = comparison.difference(np.asarray(result[1]), np.array(losses), 1e-5, part="`losses`")
        return found and found.sentence + (f" First difference: {found.where}." if found.where else "")

    return judge


def two_things(result, parameters, epochs):
    if result is None:
        return "The result is None: nothing came back. Did the function end without a `return`?"
    if not isinstance(result, (list, tuple)) or len(result) != 2:
        return "Two things were asked for, as in `return parameters, losses`."
    problem = pairs(result[0], parameters)
    if problem:
        return "The first of the two should be the trained parameters. " + problem.replace("dW", "W").replace("db", "b")
    if np.ndim(result[1]) != 1 or np.asarray(result[1]).dtype.kind not in "iuf":
        return "`losses` should be a list with one number for each epoch."
    if len(result[1]) != epochs:
        were = "there was 1 epoch, which" if epochs == 1 else f"there were {epochs} epochs, and each"
        return f"`losses` has {count(len(result[1]), 'number')}; {were} has one."
    return None


def settled(result, **_):
    if result[1] < 0.05:
        return None
    return f"After 150 epochs in batches of two the loss on XOR is {result[1]:.3g}; it should have come below 0.05. Before the first step it was {result[0]:.3g}."


def first_and_last(result):
    """Loss after the first and after the last epoch."""
    return np.array([result[1][0], result[1][-1]], dtype=float)
