"""Exercises of lesson 03, and what several of them share."""

from itertools import product

import numpy as np

from dlcourse import activations as maths
from dlcourse.checker import Case

SCORES = np.array([-2.0, -0.5, 0.0, 1.0, 3.0])

ROWS = np.array([[0.25, -1.5, 2.0], [-0.75, 0.5, -3.0]])

WHOLE = np.array([-1, 0, 2])

FAR = np.array([-1000.0, 0.5, 1000.0])


def cases(name):
    """What every activation function is tried on."""
    fn, slope = f"{name}().fn(x)", f"{name}().derivative(x)"
    return (
        Case(fn, "five weighted inputs", x=SCORES),
        Case(fn, "any shape: here two rows of three", x=ROWS),
        Case(fn, "a single number gives a single number", x=0.75),
        Case(fn, "whole numbers", x=WHOLE),
        Case(fn, "weighted inputs far from 0, without a warning", x=FAR, quiet=True),
        Case(slope, "the slopes at five weighted inputs (x is the weighted input z, not the output)", x=SCORES),
        Case(slope, "slopes have the shape of the weighted inputs", x=ROWS),
        Case(slope, "the slope at a single number", x=-0.75),
        Case(slope, "the slopes at whole numbers", x=WHOLE),
        Case(slope, "slopes far from 0, without a warning", x=FAR, quiet=True),
    )


def classes(name):
    """Makes wrong answers that are classes, out of fn(x) and derivative(x, fn)."""

    def make(fn, derivative):
        members = {"fn": lambda self, x: fn(x), "derivative": lambda self, x: derivative(x, fn)}
        return {name: type(name, (), members)}

    return make


def each(make, fns, derivatives):
    return [make(fn, derivative) for fn, derivative in product(fns, derivatives)]


def quotients(make, fn):
    """Difference quotients in the place of the derivative: close, and not equal."""
    steps = [(h, 0.0) for h in (1e-3, 1e-4, 1e-5, 1e-6)] + [(0.0, h) for h in (1e-3, 1e-4, 1e-5, 1e-6)]
    steps += [(h, h) for h in (1e-1, 1e-2, 1e-3)]
    return [make(fn, lambda x, f, a=a, b=b: (f(x + a) - f(x - b)) / (a + b)) for a, b in steps]


QUOTIENT = (
    "Looks like: a difference quotient, (f(x + h) - f(x)) / h or the like. It comes close, and it is a good way to "
    "check a derivative. But here an exact formula is asked for."
)

MATH = (
    "Looks like: a function that takes a single number only, such as those of the module `math`. The function of the "
    "same name in `np` takes a whole array."
)

IF = (
    "Looks like: an array stands where a single True or False is needed, as in an `if` or in Python's own `max`. An array "
    "holds many answers, one for each entry. `np.where` and `np.maximum` go through all entries."
)

course_sigmoid = maths.Sigmoid().fn


def times_rest(x, f):
    return f(x) * (1 - f(x))


def by_branches(positive, negative):
    """A function with an `if` on its argument, which an array answers with an error."""

    def fn(x):
        if x >= 0:
            return positive(x)
        return negative(x)

    return fn
