"""`train_network` of lesson 07."""

import numpy as np

from dlcourse import backprop as maths
from dlcourse.activations import Identity, Sigmoid, Softmax, Tanh
from dlcourse.checker import Case, Exercise, Mistake, draws
from dlcourse.exercises.backprop import ACTIVATIONS, still
from dlcourse.exercises.backprop._training import (
    TWO_X,
    TWO_Y,
    each_once,
    first_and_last,
    loss_of_all,
    new_order,
    one_by_one,
    orders,
    same_seed,
    settled,
    trained_as,
)

_numbers = draws(7)


def _train(f):
    return {"train_network": f}


def _loop(
    gradient=maths.backprop,
    batches=maths.minibatches,
    step=lambda W, rate, dW, part: W - rate * dW,
    measure=lambda before, parameters, activations, X, y, last: maths.network_loss(parameters, activations, X, y),
    rounds=lambda epochs: range(epochs),
    finish=lambda parameters, losses: (parameters, losses),
    per_step=False,
    generator=lambda rng: rng,
    rows=lambda batch, n: batch,
    at=lambda first, before, now: now,
    begin=lambda first, now: now,
    steps_late=False,
    seen=None,
):
    """An answer made of pieces of which one is wrong."""

    def train_network(parameters, activations, X, y, learning_rate, batch_size, epochs, rng):
        losses, first, rng = [], parameters, generator(rng)
        for _ in rounds(epochs):
            before = parameters = begin(first, parameters)
            batch_losses = []
            for batch in batches(len(X), batch_size, rng):
                here, some = at(first, before, parameters), rows(batch, len(X))
                slopes = gradient(here, activations, X[some], y[some])
                if seen == "before":
                    batch_losses.append(maths.network_loss(parameters, activations, X[batch], y[batch]))
                start = before if steps_late else parameters
                parameters = [
                    (step(W, learning_rate, dW, len(batch) / len(X)), step(b, learning_rate, db, len(batch) / len(X)))
                    for (W, b), (dW, db) in zip(start, slopes, strict=True)
                ]
                if seen == "after":
                    batch_losses.append(maths.network_loss(parameters, activations, X[batch], y[batch]))
                if per_step:
                    losses.append(maths.network_loss(parameters, activations, X, y))
            if seen:
                losses.append(float(np.mean(batch_losses)))
            elif not per_step:
                losses.append(measure(before, parameters, activations, X, y, (X[batch], y[batch])))
        return finish(parameters, losses)

    return _train(train_network)


def _start_again(parameters, activations, X, y, learning_rate, batch_size, epochs, rng):
    losses = []
    for _ in range(epochs):
        for batch in maths.minibatches(len(X), batch_size, rng):
            slopes = maths.backprop(parameters, activations, X[batch], y[batch])
            new = [
                (W - learning_rate * dW, b - learning_rate * db)
                for (W, b), (dW, db) in zip(parameters, slopes, strict=True)
            ]
        losses.append(maths.network_loss(new, activations, X, y))
    return new, losses


def _no_short_batch(n, batch_size, rng):
    order = rng.permutation(n)
    return [order[k : k + batch_size] for k in range(0, n - batch_size + 1, batch_size)]


def _rows_in_order(n, batch_size, rng):
    return [np.arange(n)[k : k + batch_size] for k in range(0, n, batch_size)]


def _rolled(n, batch_size, rng):
    order = np.roll(np.arange(n), rng.integers(n))
    return [order[k : k + batch_size] for k in range(0, n, batch_size)]


def _drawn_blindly(n, batch_size, rng):
    return [rng.integers(n, size=min(batch_size, n - k)) for k in range(0, n, batch_size)]


def _divided_again(parameters, activations, X, y):
    return [(dW / len(X), db / len(X)) for dW, db in maths.backprop(parameters, activations, X, y)]


def _lists_as_arrays(parameters, activations, X, y, learning_rate, batch_size, epochs, rng):
    losses = []
    for _ in range(epochs):
        for batch in maths.minibatches(len(X), batch_size, rng):
            slopes = maths.backprop(parameters, activations, X[batch], y[batch])
            parameters = parameters - learning_rate * slopes
        losses.append(maths.network_loss(parameters, activations, X, y))
    return parameters, losses


def _layer_by_layer(parameters, activations, X, y):
    """Slopes of each layer worked out after the layers behind it have been stepped."""
    new, found = list(parameters), [None] * len(parameters)
    for layer in reversed(range(len(parameters))):
        found[layer] = maths.backprop(new, activations, X, y)[layer]
        new[layer] = (new[layer][0] - found[layer][0], new[layer][1] - found[layer][1])
    return found


_X4, _y4 = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]), np.array([[0.0], [1.0], [1.0], [0.0]])

_XOR = [
    still(np.array([[1.0, -1.2], [-0.8, 1.1], [0.7, 0.9]]), np.array([0.1, -0.2, 0.3])),
    still(np.array([[0.9, 1.1, -1.0]]), np.array([0.2])),
]

_SAME, _SAME_Y = np.tile([[0.5, -1.0]], (5, 1)), np.full((5, 1), 2.0)

_LINE = [still(np.array([[0.3, -0.4]]), np.array([0.1]))]

_CLASSES = [still(_numbers(4, 2), _numbers(4)), still(_numbers(3, 4), _numbers(3))]

_X6, _y6 = _numbers(6, 2), np.eye(3)[[0, 2, 1, 1, 0, 2]]

_CALL = "train_network(parameters, [{}], X, y, {}, {}, {}, np.random.default_rng(0))"

_SEEDS = "[train_network(parameters, [{}], X, y, {}, {}, {}, np.random.default_rng(seed)) for seed in {}]"

# On what it is tried, each with the names that the call uses.
_XOR_RUN = {"parameters": _XOR, "X": _X4, "y": _y4, "Tanh": Tanh, "Sigmoid": Sigmoid}
_CLASSES_RUN = {"parameters": _CLASSES, "X": _X6, "y": _y6, "Tanh": Tanh, "Softmax": Softmax}
_TWO_RUN = {"parameters": _LINE, "X": TWO_X, "y": TWO_Y, "Identity": Identity}


def _apart(parameters, activations, X, y, learning_rate, batch_size, epochs, rng):
    losses = []
    for _ in range(epochs):
        some, others = rng.permutation(X), rng.permutation(y)
        for k in range(0, len(X), batch_size):
            slopes = maths.backprop(parameters, activations, some[k : k + batch_size], others[k : k + batch_size])
            parameters = [
                (W - learning_rate * dW, b - learning_rate * db)
                for (W, b), (dW, db) in zip(parameters, slopes, strict=True)
            ]
        losses.append(maths.network_loss(parameters, activations, X, y))
    return parameters, losses


def _with_momentum(beta):
    def train_network(parameters, activations, X, y, learning_rate, batch_size, epochs, rng):
        losses, moves = [], [(0 * W, 0 * b) for W, b in parameters]
        for _ in range(epochs):
            for k in maths.minibatches(len(X), batch_size, rng):
                slopes = maths.backprop(parameters, activations, X[k], y[k])
                moves = [
                    (beta * one + dW, beta * other + db) for (one, other), (dW, db) in zip(moves, slopes, strict=True)
                ]
                parameters = [
                    (W - learning_rate * one, b - learning_rate * other)
                    for (W, b), (one, other) in zip(parameters, moves, strict=True)
                ]
            losses.append(maths.network_loss(parameters, activations, X, y))
        return parameters, losses

    return train_network


EXERCISE = Exercise(
    id="train_network",
    worth="The new parameters are a new list, so nothing that your function was given is changed.",
    reference={"train_network": maths.train_network},
    needs=("backprop", "minibatches"),
    stand_ins={**ACTIVATIONS, "network_loss": maths.network_loss},
    seconds=20.0,
    cases=(
        Case(
            _CALL.format("Tanh(), Sigmoid()", 0.5, 4, 1),
            "one epoch with the full batch: one step",
            judge=trained_as([Tanh(), Sigmoid()], 0.5, 4, 1),
            **_XOR_RUN,
        ),
        Case(
            _CALL.format("Tanh(), Sigmoid()", 20.0, 4, 3),
            "three epochs with the full batch: three steps, three losses (which rise: the learning rate is too large)",
            judge=trained_as([Tanh(), Sigmoid()], 20.0, 4, 3),
            **_XOR_RUN,
        ),
        Case(
            "orders(train_network, n, batch_size, epochs)",
            "which of n examples made each step (each is its own number, 0 to n - 1; `orders` looks on)",
            judge=each_once,
            n=9,
            batch_size=4,
            epochs=4,
            orders=orders,
        ),
        Case(
            _CALL.format("Identity()", 0.1, 2, 2),
            "five times the same example, in batches of two: three steps an epoch, whatever the order",
            judge=trained_as([Identity()], 0.1, 2, 2),
            parameters=_LINE,
            X=_SAME,
            y=_SAME_Y,
            Identity=Identity,
        ),
        Case(
            _SEEDS.format("Identity()", 0.1, 1, 1, "range(20)"),
            "two examples, one at a time, one epoch, with 20 seeds: either the first comes first or the second does",
            judge=one_by_one,
            **_TWO_RUN,
        ),
        Case(
            _SEEDS.format("Identity()", 0.1, 1, 6, "range(20)"),
            "six epochs: a new order in each",
            judge=new_order,
            **_TWO_RUN,
        ),
        Case(
            _CALL.format("Tanh(), Sigmoid()", 1.0, 2, 3),
            "batches of two, three epochs: the losses are over all four examples",
            judge=loss_of_all,
            **_XOR_RUN,
        ),
        Case(
            _SEEDS.format("Tanh(), Softmax()", 0.5, 1, 3, "(3, 3, 4, 5)"),
            "equal seeds, equal results; other seeds, other results",
            judge=same_seed,
            **_CLASSES_RUN,
        ),
        Case(
            _CALL.format("Tanh(), Softmax()", 0.5, 6, 2),
            "a softmax at the end: the loss is cross entropy",
            judge=trained_as([Tanh(), Softmax()], 0.5, 6, 2),
            **_CLASSES_RUN,
        ),
        Case(
            f"first_and_last({_CALL.format('Tanh(), Sigmoid()', 2.0, 2, 150)})",
            "XOR learned in batches of two: the loss after the first and after the last of 150 epochs",
            judge=settled,
            **_XOR_RUN,
            first_and_last=first_and_last,
        ),
    ),
    mistakes=(
        Mistake(
            "biases-not-stepped",
            "Looks like: only the weights take a step, and the biases stay as they are. Each b becomes b - learning_rate * db.",
            _loop(step=lambda part, rate, slope, share: part - rate * slope if part.ndim == 2 else part),
        ),
        Mistake(
            "weights-not-stepped",
            "Looks like: only the biases take a step, and the weights stay as they are. Each W becomes W - learning_rate * dW.",
            _loop(step=lambda part, rate, slope, share: part - rate * slope if part.ndim == 1 else part),
        ),
        Mistake(
            "uphill",
            "Looks like: the slopes are added. They point uphill: W - η dW.",
            _loop(step=lambda W, rate, dW, part: W + rate * dW),
        ),
        Mistake(
            "no-learning-rate",
            "Looks like: steps without the learning rate. The step is η times the slope.",
            _loop(step=lambda W, rate, dW, part: W - dW),
        ),
        Mistake(
            "no-short-batch",
            "Looks like: the last, short batch is dropped. Its examples would not be used in this epoch: let this batch make a step, too.",
            _loop(batches=_no_short_batch),
        ),
        Mistake(
            "full-batch-only",
            "Looks like: one step an epoch, with all examples, whatever `batch_size` says. `minibatches(len(X), batch_size, rng)` gives you the batches.",
            _loop(batches=lambda n, batch_size, rng: [np.arange(n)]),
        ),
        Mistake(
            "first-batch-only",
            "Looks like: one batch an epoch. An epoch goes through *all* batches: a loop inside the loop.",
            _loop(batches=lambda n, batch_size, rng: maths.minibatches(n, batch_size, rng)[:1]),
        ),
        Mistake(
            "one-epoch",
            "Looks like: a single epoch, whatever `epochs` says. {loop:Does the `return` stand inside the loop? }The "
            "training has to go on for all epochs.",
            _loop(rounds=lambda epochs: range(1)),
        ),
        Mistake(
            "epoch-off-by-one",
            "Looks like: one epoch too few, or too many. `for epoch in range(epochs)` runs exactly that often.",
            _loop(rounds=lambda epochs: range(1, epochs)),
            _loop(rounds=lambda epochs: range(epochs + 1)),
        ),
        Mistake(
            "starts-again",
            "Looks like: every step starts from the first parameters again. What a step returns is where the next one starts: use one name for "
            "both.",
            _train(_start_again),
        ),
        Mistake(
            "starts-again-each-epoch",
            "Looks like: every epoch starts from the first parameters again. Go on from where the last epoch ended: nothing is reset inside the loop "
            "over the epochs.",
            _loop(begin=lambda first, now: first),
        ),
        Mistake(
            "slopes-of-all",
            "Looks like: the slopes are those of all the data. Take the batch's own rows, `X[batch]` and `y[batch]`.",
            _loop(rows=lambda batch, n: np.arange(n)),
        ),
        Mistake(
            "slopes-of-the-start",
            "Looks like: the slopes are always those of the first parameters (or those of the epoch's start). Each step needs new ones, at the place "
            "where it begins: `backprop` with the parameters of now.",
            _loop(at=lambda first, before, now: first),
            _loop(at=lambda first, before, now: before),
        ),
        Mistake(
            "steps-late",
            "Looks like: one step an epoch, with the slopes of the last batch. Every batch makes a step: the line that steps belongs inside the inner "
            "loop, so look at its indentation.",
            _loop(at=lambda first, before, now: before, steps_late=True),
        ),
        Mistake(
            "own-generator",
            "Looks like: a new generator is made in your function, with its own seed. If it is made in each epoch, it gives the same batches again. Use `rng`.",
            *(
                _loop(batches=lambda n, size, rng, seed=seed: maths.minibatches(n, size, np.random.default_rng(seed)))
                for seed in (0, 1, 42)
            ),
            *(_loop(generator=lambda rng, seed=seed: np.random.default_rng(seed)) for seed in (0, 1, 42)),
        ),
        Mistake(
            "neighbours-stay-together",
            "Looks like: the rows are turned round like a wheel, so that neighbours stay together. Shuffle all of them: `rng.permutation(n)`, or "
            "`minibatches`.",
            _loop(batches=_rolled),
        ),
        Mistake(
            "rows-in-order",
            "Looks like: batches of neighbouring rows, in the same order in every epoch. Data are often sorted; draw a new order each time, with "
            "`minibatches`.",
            _loop(batches=_rows_in_order),
        ),
        Mistake(
            "drawn-blindly",
            "Looks like: examples drawn with replacement, so some come twice in an epoch and some not at all. Shuffle all of them, then cut.",
            _loop(batches=_drawn_blindly),
            _loop(batches=lambda n, size, rng: [rng.integers(n, size=size) for _ in range(-(-n // size))]),
            _loop(batches=lambda n, size, rng: [rng.integers(n, size=size) for _ in range(n // size)]),
            _loop(batches=lambda n, size, rng: [rng.choice(n, size, replace=False) for _ in range(-(-n // size))]),
            _loop(batches=lambda n, size, rng: [rng.choice(n, size, replace=False) for _ in range(n // size)]),
        ),
        Mistake(
            "loss-before",
            "Looks like: the loss before the epoch, not after it.",
            _loop(
                measure=lambda before, parameters, activations, X, y, last: maths.network_loss(
                    before, activations, X, y
                )
            ),
        ),
        Mistake(
            "loss-of-a-batch",
            "Looks like: the loss of one batch. `losses` is over all of X and y.",
            _loop(
                measure=lambda before, parameters, activations, X, y, last: maths.network_loss(
                    parameters, activations, *last
                )
            ),
        ),
        Mistake(
            "loss-mean-of-batches",
            "Looks like: the mean of the batches' losses, each taken with other parameters. `losses` is over all of X and y, with the parameters that "
            "the epoch ended with.",
            _loop(seen="before"),
            _loop(seen="after"),
        ),
        Mistake(
            "always-mse",
            "Looks like: MSE also after a softmax. There the loss is cross entropy; `network_loss` knows.",
            _loop(
                measure=lambda before, parameters, activations, X, y, last: float(
                    ((maths.forward(parameters, activations, X)[1][-1] - y) ** 2).sum() / (2 * len(X))
                )
            ),
        ),
        Mistake(
            "loss-summed",
            "Looks like: losses that are sums over the examples, or lack the ½. `losses` holds the mean loss: use `network_loss`.",
            _loop(
                measure=lambda before, parameters, activations, X, y, last: (
                    len(X) * maths.network_loss(parameters, activations, X, y)
                )
            ),
            _loop(
                measure=lambda before, parameters, activations, X, y, last: (
                    2 * maths.network_loss(parameters, activations, X, y)
                )
            ),
        ),
        Mistake(
            "loss-per-step",
            "Looks like: a loss after every step. One an epoch was asked for: it belongs behind the inner loop.",
            _loop(per_step=True),
        ),
        Mistake(
            "gradients-times-share",
            "Looks like: each batch's slopes are divided once more by the number of batches or examples. They are means already: the step is η "
            "times that.",
            _loop(step=lambda W, rate, dW, part: W - rate * part * dW),
            _loop(gradient=_divided_again),
            _loop(gradient=_divided_again, step=lambda W, rate, dW, part: W - rate * part * dW),
        ),
        Mistake(
            "lists-as-arrays",
            "Looks like: a list is multiplied by the learning rate. `backprop` returns a list of pairs, and only the arrays in it can be multiplied: "
            "go through the pairs in a loop.",
            _train(_lists_as_arrays),
        ),
        Mistake(
            "nothing-moves",
            "Looks like: the parameters come back as they went in. Inside a loop over the pairs, `W = W - ...` only gives the name W to a new "
            "array; the list still holds the old one. Put the new pairs in a new list.",
            _loop(step=lambda W, rate, dW, part: W),
        ),
        Mistake(
            "stepped-on-the-way",
            "Looks like: a layer is changed before the slopes of the layers before it are computed. All slopes of a step belong to the same "
            "parameters: first `backprop`, then step.",
            _loop(gradient=_layer_by_layer),
        ),
        Mistake(
            "parameters-only",
            "Looks like: the parameters without the losses. `return parameters, losses`.",
            _loop(finish=lambda parameters, losses: parameters),
        ),
        Mistake(
            "losses-only",
            "Looks like: the losses without the parameters. `return parameters, losses`.",
            _loop(finish=lambda parameters, losses: losses),
        ),
        Mistake(
            "order",
            "Looks like: the two in the wrong order. The parameters first, then the losses.",
            _loop(finish=lambda parameters, losses: (losses, parameters)),
        ),
        Mistake(
            "lowest-so-far",
            "Looks like: the lowest loss so far. `losses` says what the loss is after each epoch, also where it has risen.",
            _loop(finish=lambda parameters, losses: (parameters, np.minimum.accumulate(losses).tolist())),
        ),
        Mistake(
            "last-loss",
            "Looks like: the last loss alone. `losses` is a list, with one number for each epoch.",
            _loop(finish=lambda parameters, losses: (parameters, losses[-1])),
        ),
        Mistake(
            "shuffled-apart",
            "Looks like: X and y are shuffled apart, so no example has its own target any more. Draw one order and use it for both: `X[k]`, `y[k]`.",
            _train(_apart),
        ),
        Mistake(
            "momentum",
            "Looks like: momentum, a step that remembers the steps before it. That is a good idea, but another method: here each step is the learning rate "
            "times the slopes of its own batch.",
            *(_train(_with_momentum(beta)) for beta in (0.9, 0.5)),
        ),
    ),
    hints=(
        "You need two loops: one goes over the epochs, and inside it one goes over the batches. Take one step for each "
        "batch. After the last batch of an epoch, note the loss over all the data.",
        "`for batch in minibatches(len(X), batch_size, rng):` gives arrays of row numbers, so the batch is `X[batch]` "
        "and `y[batch]`. For a step, `backprop(...)` gives the slopes. Then make a *new* list of the pairs (W - "
        "learning_rate · dW, b - learning_rate · db).",
        "The step is `parameters = [(W - learning_rate * dW, b - learning_rate * db) for (W, b), (dW, db) in "
        "zip(parameters, gradients)]`. After the inner loop, write `losses.append(network_loss(parameters, activations,"
        " X, y))`. At the end, `return parameters, losses`.",
    ),
)
