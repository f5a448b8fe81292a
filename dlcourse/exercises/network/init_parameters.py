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
    worth="`zip(sizes, sizes[1:])` gives all pairs of neighbours, so there is no index that could be off by one.",
    reference={"init_parameters": maths.init_parameters},
    cases=start_cases("init_parameters"),
    mistakes=(
        Mistake(
            "all-equal",
            "Looks like: all weights of a layer start at the same value. Then all neurons of the layer compute the "
            "same, have the same slopes, and always stay the same. `rng.normal(size=...)` draws different numbers.",
            _filled(lambda shape, rng: np.zeros(shape)),
            _filled(lambda shape, rng: np.ones(shape)),
            _filled(lambda shape, rng: np.full(shape, rng.normal())),
        ),
        Mistake(
            "same-rows",
            "Looks like: one row is drawn and repeated, so all neurons of a layer are the same. Draw a whole matrix "
            "of numbers: `size=(n_out, n_in)`.",
            _filled(lambda shape, rng: np.tile(rng.normal(size=shape[1]), (shape[0], 1))),
            _filled(lambda shape, rng: np.ones(shape) * rng.normal(size=shape[1])),
        ),
        Mistake(
            "same-columns",
            "Looks like: one number is drawn for each neuron and used for all of its inputs. Draw a whole matrix of "
            "numbers: `size=(n_out, n_in)`.",
            _filled(lambda shape, rng: np.tile(rng.normal(size=(shape[0], 1)), (1, shape[1]))),
        ),
        Mistake(
            "transposed",
            "Looks like: W with one *column* for each neuron. In this course each neuron is a row: shape (n_out, "
            "n_in).",
            _drawn(lambda n_in, n_out: (n_in, n_out)),
        ),
        Mistake(
            "bias-per-input",
            "Looks like: one bias for each input. Each neuron has one bias: shape (n_out,).",
            _drawn(bias=lambda n_in, n_out: np.zeros(n_in)),
            _drawn(lambda n_in, n_out: (n_in, n_out), lambda n_in, n_out: np.zeros(n_in)),
        ),
        Mistake(
            "column-of-biases",
            "Looks like: the biases as a column, shape (n_out, 1). That fits a batch in which each example is a "
            "column. Here b has shape (n_out,).",
            _drawn(bias=lambda n_in, n_out: np.zeros((n_out, 1))),
            _drawn(lambda n_in, n_out: (n_in, n_out), lambda n_in, n_out: np.zeros((n_out, 1))),
        ),
        Mistake(
            "row-of-biases",
            "Looks like: the biases as a matrix with one row, shape (1, n_out). Here b has shape (n_out,): one pair "
            "of brackets less.",
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
            "Looks like: one pair for every size. The first size is the number of inputs, and inputs have no "
            "weights. There is one pair for every two *neighbours* in `sizes`.",
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
            "Looks like: the weights of one layer only. Collect a pair for every layer in a list, and return the "
            "list after the loop.",
            _init(lambda sizes, rng: [(rng.normal(size=(sizes[1], sizes[0])), np.zeros(sizes[1]))]),
            _init(lambda sizes, rng: [(rng.normal(size=(sizes[-1], sizes[-2])), np.zeros(sizes[-1]))]),
            _init(lambda sizes, rng: [(rng.normal(size=(sizes[-1], sizes[0])), np.zeros(sizes[-1]))]),
        ),
        Mistake(
            "one-layer-short",
            "Looks like: the last layer is missing. A list of k sizes belongs to k - 1 layers: `zip(sizes, "
            "sizes[1:])` gives all pairs of neighbours.",
            _init(
                lambda sizes, rng: [
                    (rng.normal(size=(n_out, n_in)), np.zeros(n_out))
                    for n_in, n_out in zip(sizes[:-2], sizes[1:], strict=False)
                ]
            ),
        ),
        Mistake(
            "two-lists",
            "Looks like: one list with all W, and one list with all b. One list of pairs was asked for: "
            "`list(zip(weights, biases))` makes it.",
            _init(
                lambda sizes, rng: (
                    [rng.normal(size=(n_out, n_in)) for n_in, n_out in zip(sizes, sizes[1:], strict=False)],
                    [np.zeros(n_out) for n_out in sizes[1:]],
                )
            ),
        ),
        Mistake(
            "global-generator",
            "Looks like: numbers from the one generator that all code shares, as `np.random.randn` draws them. Draw "
            "from the argument: `rng.normal(size=...)`.",
            _filled(lambda shape, rng: np.random.randn(*shape)),  # noqa: NPY002
        ),
        Mistake(
            "own-generator",
            "Looks like: a generator of your own with a fixed seed, so every call gives the same numbers. Draw from "
            "`rng`, which is given.",
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
            "Looks like: a single number is drawn, as by `rng.normal(n_out, n_in)`, where the two arguments are the "
            "mean and the spread. The shape is named: `size=(n_out, n_in)`.",
            _init(lambda sizes, rng: [(rng.normal(o, i), np.zeros(o)) for i, o in layers(sizes)]),
            _init(lambda sizes, rng: [(rng.normal(i, o), np.zeros(o)) for i, o in layers(sizes)]),
        ),
        Mistake(
            "old-name",
            "Looks like: a name from `np.random`, such as `rand` or `randn`, that a generator does not have. The "
            "methods of a generator are `rng.random(size=...)` and `rng.normal(size=...)`.",
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
            "Looks like: a new generator with a fixed seed for every layer. So layers of the same shape have the "
            "same weights, and every call gives the same numbers. Draw all of them from `rng`, one after the other.",
            _filled(lambda shape, rng: np.random.default_rng(0).normal(size=shape)),
        ),
        Mistake(
            "zip-object",
            "Looks like: an object whose pairs can be taken out only once, as `zip` makes it. `list(zip(weights, "
            "biases))` makes the list that was asked for.",
            {"init_parameters": lambda sizes, rng: zip(*_weights_and_biases(sizes, rng), strict=True)},
        ),
        Mistake(
            "array-of-objects",
            "Looks like: the pairs are put into one NumPy array. Layers have different shapes: keep the pairs in a "
            "Python list.",
            {"init_parameters": lambda sizes, rng: _as_objects(*_weights_and_biases(sizes, rng))},
        ),
    ),
    hints=(
        "Each layer lies between two neighbours in `sizes`: [3, 4, 5] has one layer from 3 to 4, and one from 4 to "
        "5. How do you go through all pairs of neighbours of a list?",
        "`for n_in, n_out in zip(sizes, sizes[1:])` goes through the pairs. In the loop, `rng.normal(size=(n_out, "
        "n_in))` draws a whole matrix.",
        "Start with an empty list. For every pair of neighbours append `(rng.normal(size=(n_out, n_in)), "
        "np.zeros(n_out))`, and return the list after the loop.",
    ),
)
