"""`count_parameters` of lesson 04."""

import numpy as np

from dlcourse import network as maths
from dlcourse.checker import Case, Exercise, Mistake
from dlcourse.exercises.network import PAST_THE_END, layers


def _count(f):
    return {"count_parameters": f}


EXERCISE = Exercise(
    id="count_parameters",
    worth=(
        "Every neuron has n_in weights and one bias. `zip(sizes, sizes[1:])` gives the pairs of neighbours without "
        "an index."
    ),
    reference={"count_parameters": maths.count_parameters},
    cases=(
        Case("count_parameters(sizes)", "by hand: 4·3 + 4, and 5·4 + 5", sizes=[3, 4, 5]),
        Case("count_parameters(sizes)", "a single layer", sizes=[6, 2]),
        Case("count_parameters(sizes)", "a single neuron with a single input", sizes=[1, 1]),
        Case("count_parameters(sizes)", "a network that reads digits", sizes=[784, 30, 10]),
        Case("count_parameters(sizes)", "four layers", sizes=[7, 5, 1, 3, 2]),
        Case("count_parameters(sizes)", "a large picture, a thousand neurons", sizes=[50176, 1000]),
    ),
    mistakes=(
        Mistake(
            "no-biases",
            "Looks like: only the weights are counted. Every neuron has a bias as well.",
            _count(lambda sizes: sum(i * o for i, o in layers(sizes))),
        ),
        Mistake(
            "bias-for-inputs",
            "Looks like: the inputs got biases too. Inputs are only numbers that come in; biases belong to neurons.",
            _count(lambda sizes: sum(i * o for i, o in layers(sizes)) + sum(sizes)),
        ),
        Mistake(
            "bias-per-input",
            "Looks like: in each layer one bias for each of its *inputs*. There is one for each of its neurons.",
            _count(lambda sizes: sum(i * o + i for i, o in layers(sizes))),
        ),
        Mistake(
            "one-bias-a-layer",
            "Looks like: one bias for the whole layer. Every neuron has its own.",
            _count(lambda sizes: sum(i * o + 1 for i, o in layers(sizes))),
        ),
        Mistake(
            "neurons",
            "Looks like: the neurons are counted, and not their weights. A neuron has one weight for each of its "
            "inputs, and a bias.",
            _count(lambda sizes: sum(sizes)),
            _count(lambda sizes: sum(sizes[1:])),
        ),
        Mistake(
            "one-product",
            "Looks like: all sizes multiplied. Only neighbouring layers are connected: compute n_in · n_out for "
            "each pair of neighbours, and add up.",
            _count(lambda sizes: int(np.prod(sizes))),
            _count(lambda sizes: int(np.prod(sizes)) + sum(sizes[1:])),
        ),
        Mistake(
            "ends-only",
            "Looks like: only the first size and the last one, without those between. Go through all pairs of "
            "neighbours.",
            _count(lambda sizes: sizes[0] * sizes[-1] + sizes[-1]),
            _count(lambda sizes: sizes[0] * sizes[-1]),
        ),
        Mistake(
            "one-layer",
            "Looks like: only one layer is counted. Add up the counts of all layers, and return after the loop.",
            _count(lambda sizes: sizes[0] * sizes[1] + sizes[1]),
            _count(lambda sizes: sizes[-2] * sizes[-1] + sizes[-1]),
        ),
        Mistake(
            "one-layer-short",
            "Looks like: the last layer is missing. `zip(sizes, sizes[1:])` gives all pairs of neighbours.",
            _count(lambda sizes: sum(i * o + o for i, o in layers(sizes)[:-1])),
        ),
        Mistake(
            "squared",
            "Looks like: n · n for every layer. The weights lead from one layer to the *next*: n_in · n_out.",
            _count(lambda sizes: sum(o * o + o for o in sizes[1:])),
            _count(lambda sizes: sum(n * n + n for n in sizes)),
        ),
        Mistake(
            "list-of-counts",
            "Looks like: one count for each layer. One number was asked for: add them up.",
            _count(lambda sizes: [i * o + o for i, o in layers(sizes)]),
        ),
        Mistake(
            "decimal",
            "Looks like: the right count, but as a decimal number. A count is a whole number: `int(...)`.",
            _count(lambda sizes: float(sum(i * o + o for i, o in layers(sizes)))),
        ),
        Mistake(
            "past-the-end",
            PAST_THE_END,
            _count(lambda sizes: sum(n * sizes[k + 1] + sizes[k + 1] for k, n in enumerate(sizes))),
        ),
    ),
    hints=(
        "Count one layer first: it has n_out neurons, and each neuron has n_in weights and one bias.",
        "A layer has `n_out * n_in` weights and `n_out` biases. `zip(sizes, sizes[1:])` gives n_in and n_out of "
        "every layer.",
        "Begin with `count = 0`. For every n_in, n_out in `zip(sizes, sizes[1:])` add `n_out * n_in + n_out`. After "
        "the loop, return the count.",
    ),
)
