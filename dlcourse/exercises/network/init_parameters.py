"""`init_parameters` of lesson 04."""

import numpy as np

from dlcourse import network as maths
from dlcourse.checker import Exercise, Mistake
from dlcourse.exercises.network import PAST_THE_END, layers
from dlcourse.exercises.network._parameters import start_cases


def _init(f):
    return {"init_parameters": f}


def _drawn(shape_of_w=lambda n_in, n_out: (n_out, n_in), bias=lambda n_in, n_out: np.zeros(n_out)):
    """An answer that draws normal weights of some shape, with some bias, for each pair of neighbours."""
    return _init(
        lambda sizes, rng: [
            (rng.normal(size=shape_of_w(n_in, n_out)), bias(n_in, n_out))
            for n_in, n_out in zip(sizes, sizes[1:], strict=False)
        ]
    )


def _filled(weights):
    """An answer whose weights need no generator: from shape to array."""
    return _init(
        lambda sizes, rng: [
            (weights((n_out, n_in), rng), np.zeros(n_out)) for n_in, n_out in zip(sizes, sizes[1:], strict=False)
        ]
    )


def _weights_and_biases(sizes, rng):
    return [rng.normal(size=(o, i)) for i, o in zip(sizes, sizes[1:], strict=False)], [np.zeros(o) for o in sizes[1:]]


def _as_objects(weights, biases):
    pairs = np.empty((len(weights), 2), dtype=object)
    for k, pair in enumerate(zip(weights, biases, strict=True)):
        pairs[k, 0], pairs[k, 1] = pair
    return pairs


EXERCISE = Exercise(
    id="init_parameters",
    worth="`zip(sizes, sizes[1:])` walks through all neighbours, so there is no index that could be off by one.",
    reference={"init_parameters": maths.init_parameters},
    cases=start_cases("init_parameters"),
    mistakes=(
        Mistake(
            "all-equal",
            "Looks like: every weight starts at the same value. Then all neurons of a layer compute the same, get the same "
            "gradient, and stay the same for ever. `rng.normal(size=...)` draws them apart.",
            _filled(lambda shape, rng: np.zeros(shape)),
            _filled(lambda shape, rng: np.ones(shape)),
            _filled(lambda shape, rng: np.full(shape, rng.normal())),
        ),
        Mistake(
            "same-rows",
            "Looks like: one row drawn and repeated, so every neuron of a layer is the same neuron. Draw a whole matrix of "
            "numbers: `size=(n_out, n_in)`.",
            _filled(lambda shape, rng: np.tile(rng.normal(size=shape[1]), (shape[0], 1))),
            _filled(lambda shape, rng: np.ones(shape) * rng.normal(size=shape[1])),
        ),
        Mistake(
            "same-columns",
            "Looks like: one number drawn for each neuron and used for all of its inputs. Draw a whole matrix of numbers: "
            "`size=(n_out, n_in)`.",
            _filled(lambda shape, rng: np.tile(rng.normal(size=(shape[0], 1)), (1, shape[1]))),
        ),
        Mistake(
            "transposed",
            "Looks like: W with one neuron a *column*. In this course a row is a neuron: shape (n_out, n_in).",
            _drawn(lambda n_in, n_out: (n_in, n_out)),
        ),
        Mistake(
            "bias-per-input",
            "Looks like: one bias for each input. A bias belongs to a neuron: shape (n_out,).",
            _drawn(bias=lambda n_in, n_out: np.zeros(n_in)),
            _drawn(lambda n_in, n_out: (n_in, n_out), lambda n_in, n_out: np.zeros(n_in)),
        ),
        Mistake(
            "column-of-biases",
            "Looks like: biases as a column, shape (n_out, 1), which goes with examples as columns. Here b has shape (n_out,).",
            _drawn(bias=lambda n_in, n_out: np.zeros((n_out, 1))),
            _drawn(lambda n_in, n_out: (n_in, n_out), lambda n_in, n_out: np.zeros((n_out, 1))),
        ),
        Mistake(
            "row-of-biases",
            "Looks like: biases as a matrix of one row, shape (1, n_out). Here b has shape (n_out,): one pair of brackets less.",
            _drawn(bias=lambda n_in, n_out: np.zeros((1, n_out))),
            _drawn(lambda n_in, n_out: (n_in, n_out), lambda n_in, n_out: np.zeros((1, n_out))),
        ),
        Mistake(
            "one-bias",
            "Looks like: one bias for the whole layer. Every neuron has its own: `np.zeros(n_out)`.",
            _drawn(bias=lambda n_in, n_out: 0.0),
            _drawn(bias=lambda n_in, n_out: np.zeros(1)),
            _drawn(bias=lambda n_in, n_out: np.float64(0.5)),
        ),
        Mistake(
            "inputs-as-a-layer",
            "Looks like: a pair for every size. The first size counts the inputs, which have no weights; there is a pair for "
            "each two *neighbours* in `sizes`.",
            _init(
                lambda sizes, rng: [
                    (rng.normal(size=(n, sizes[max(k - 1, 0)])), np.zeros(n)) for k, n in enumerate(sizes)
                ]
            ),
            _init(lambda sizes, rng: [(rng.normal(size=(n, sizes[k - 1])), np.zeros(n)) for k, n in enumerate(sizes)]),
            _init(lambda sizes, rng: [(rng.normal(size=(n, n)), np.zeros(n)) for n in sizes]),
        ),
        Mistake(
            "only-one-layer",
            "Looks like: the weights of one layer alone. Collect a pair for every layer in a list, and return it after the loop.",
            _init(lambda sizes, rng: [(rng.normal(size=(sizes[1], sizes[0])), np.zeros(sizes[1]))]),
            _init(lambda sizes, rng: [(rng.normal(size=(sizes[-1], sizes[-2])), np.zeros(sizes[-1]))]),
            _init(lambda sizes, rng: [(rng.normal(size=(sizes[-1], sizes[0])), np.zeros(sizes[-1]))]),
        ),
        Mistake(
            "one-layer-short",
            "Looks like: the last layer is missing. `sizes` of k + 1 numbers has k layers: `zip(sizes, sizes[1:])` walks through "
            "all neighbours.",
            _init(
                lambda sizes, rng: [
                    (rng.normal(size=(n_out, n_in)), np.zeros(n_out))
                    for n_in, n_out in zip(sizes[:-2], sizes[1:], strict=False)
                ]
            ),
        ),
        Mistake(
            "two-lists",
            "Looks like: a list of all W and a list of all b. Asked for is one list of pairs: `zip(weights, biases)` makes it.",
            _init(
                lambda sizes, rng: (
                    [rng.normal(size=(n_out, n_in)) for n_in, n_out in zip(sizes, sizes[1:], strict=False)],
                    [np.zeros(n_out) for n_out in sizes[1:]],
                )
            ),
        ),
        Mistake(
            "global-generator",
            "Looks like: `np.random.randn` or its like, which draws from a generator that everything shares. Draw from the "
            "argument: `rng.normal(size=...)`.",
            _filled(lambda shape, rng: np.random.randn(*shape)),  # noqa: NPY002
        ),
        Mistake(
            "own-generator",
            "Looks like: a generator of your own, so that every call gives the same. `rng` is handed over: draw from it.",
            _init(
                lambda sizes, rng: [
                    (own.normal(size=(n_out, n_in)), np.zeros(n_out))
                    for own in [np.random.default_rng(0)]
                    for n_in, n_out in zip(sizes, sizes[1:], strict=False)
                ]
            ),
        ),
        Mistake(
            "mean-and-spread",
            "Looks like: `rng.normal(n_out, n_in)`, a single number. These are mean and spread; the shape is `size=(n_out, n_in)`.",
            _init(lambda sizes, rng: [(rng.normal(o, i), np.zeros(o)) for i, o in layers(sizes)]),
            _init(lambda sizes, rng: [(rng.normal(i, o), np.zeros(o)) for i, o in layers(sizes)]),
        ),
        Mistake(
            "old-name",
            "Looks like: `rng.rand` or `rng.randn`, names from `np.random`. A generator's methods are `rng.random(size=...)` and "
            "`rng.normal(size=...)`.",
            _init(lambda sizes, rng: [(rng.rand(o, i), np.zeros(o)) for i, o in layers(sizes)]),
            _init(lambda sizes, rng: [(rng.randn(o, i), np.zeros(o)) for i, o in layers(sizes)]),
        ),
        Mistake(
            "past-the-end",
            PAST_THE_END,
            _init(
                lambda sizes, rng: [(np.zeros((sizes[k + 1], n)), np.zeros(sizes[k + 1])) for k, n in enumerate(sizes)]
            ),
        ),
        Mistake(
            "reseeded",
            "Looks like: a new generator from a fixed seed for every layer, so layers of one shape are copies, and every call "
            "gives the same. Draw all of them from `rng`, one after the other.",
            _filled(lambda shape, rng: np.random.default_rng(0).normal(size=shape)),
        ),
        Mistake(
            "zip-object",
            "Looks like: a `zip`, which gives its pairs away once, one after the other. `list(zip(weights, biases))` makes the list that was asked for.",
            {"init_parameters": lambda sizes, rng: zip(*_weights_and_biases(sizes, rng), strict=True)},
        ),
        Mistake(
            "array-of-objects",
            "Looks like: the pairs are put into one NumPy array. Layers have different shapes: keep the pairs in a Python list.",
            {"init_parameters": lambda sizes, rng: _as_objects(*_weights_and_biases(sizes, rng))},
        ),
    ),
    hints=(
        "A layer stands between two neighbours of `sizes`: [3, 4, 5] has a layer from 3 to 4 and one from 4 to 5. What walks "
        "through the neighbours of a list?",
        "`for n_in, n_out in zip(sizes, sizes[1:])`. In it `rng.normal(size=(n_out, n_in))` draws a whole matrix.",
        "Start with an empty list. For every pair of neighbours append `(rng.normal(size=(n_out, n_in)), np.zeros(n_out))`, "
        "and return the list after the loop.",
    ),
)
