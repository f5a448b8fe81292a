"""Exercises of lesson 07, and what several of them share."""

import numpy as np

from dlcourse.activations import Identity, ReLU, Sigmoid, Softmax, Tanh
from dlcourse.checker import comparison
from dlcourse.checker.words import shaped

ACTIVATIONS = {"Identity": Identity, "ReLU": ReLU, "Sigmoid": Sigmoid, "Tanh": Tanh, "Softmax": Softmax}


def still(*arrays):
    for array in arrays:
        array.flags.writeable = False
    return arrays


def count(n, one, many=None):
    return f"{n} {one if n == 1 else many or one + 's'}"


def pairs(result, parameters):
    """Why a result is no list of (dW, db) of the right shapes; None if it is."""
    if result is None:
        return "The result is None: nothing came back. Did the function end without a `return`?"
    if not isinstance(result, (list, tuple)):
        return (
            f"The result is {comparison.kind(result)}; a list of pairs (dW, db) was asked for, one pair for each layer."
        )
    if len(result) != len(parameters):
        layers = "there is 1 layer, which" if len(parameters) == 1 else f"there are {len(parameters)} layers, and each"
        return f"The result has {count(len(result), 'entry', 'entries')}; {layers} needs a pair (dW, db)."
    for number, (pair, wanted) in enumerate(zip(result, parameters, strict=True), 1):
        if not isinstance(pair, (list, tuple)) or len(pair) != 2:
            return f"Entry {number} of the list is {comparison.kind(pair)}; a pair (dW, db) was asked for."
        for name, part, like in zip(("dW", "db"), pair, wanted, strict=True):
            if np.shape(part) != like.shape:
                return (
                    f"`{name}` of layer {number} {shaped(np.shape(part))}; it needs that of `{name[1:]}`, {like.shape}."
                )
    return None


def parts_differ(result, wanted, names, steps_back=False, tolerance=1e-9):
    # From the last layer to the first: that is the order in which they are worked out.
    for number in range(len(wanted), 0, -1):
        for name, part, like in zip(names, result[number - 1], wanted[number - 1], strict=True):
            found = comparison.difference(part, like, tolerance, part=f"`{name}` of layer {number}")
            if found:
                where = f" First difference: {found.where}." if found.where else ""
                after = ""
                if steps_back and number < len(wanted):
                    after = f" What comes after it is right, so look at the step back into layer {number}."
                return found.sentence + where + after
    return None
