"""Exercises of lesson 04, and what several of them share."""

from dlcourse.activations import Identity, ReLU, Sigmoid, Step, Tanh

ACTIVATIONS = {"Identity": Identity, "ReLU": ReLU, "Sigmoid": Sigmoid, "Step": Step, "Tanh": Tanh}


def pair(numbers, n_out, n_in):
    """Weights and biases of a layer, drawn by `numbers`, that cannot be written to."""
    pair = numbers(n_out, n_in), numbers(n_out)
    for array in pair:
        array.flags.writeable = False
    return pair


ARRAY_CALLED = "Looks like: an array is called like a function. `.T` stands without brackets behind it, and a product is written `@`."


def layers(sizes):
    return list(zip(sizes, sizes[1:], strict=False))


PAST_THE_END = (
    "Looks like: a loop that runs past the end of the list. A list of k sizes has k - 1 pairs of neighbours: "
    "`range(len(sizes) - 1)`, or `zip(sizes, sizes[1:])`."
)
