"""What is tried on a cross entropy over classes, and how wrong ones are made: two exercises share it."""

import numpy as np

from dlcourse.checker import Case
from dlcourse.exercises.losses import ANY_FLOOR, FLOOR, SMALL_FLOOR, large, none

_P = np.array([[0.7, 0.2, 0.1], [0.25, 0.5, 0.25], [0.1, 0.15, 0.75], [0.4, 0.35, 0.25]])

_C = np.array([0, 2, 2, 1])


def made(name, f, floor):
    """An answer made from a log (with or without a floor), p, y and the row numbers."""

    def log(p):
        return np.log(p + floor) if floor else np.log(p)

    return {name: lambda p, y: f(log, p, y, np.arange(len(p)))}


def cases(name):
    """What a cross entropy of this name is tried on."""
    call = f"{name}(p, y)"
    return (
        Case(
            call,
            "by hand: -log ½ and -log ¼",
            tolerance=FLOOR,
            p=np.array([[0.5, 0.3, 0.2], [0.5, 0.25, 0.25]]),
            y=np.array([0, 1]),
        ),
        Case(call, "four examples, three classes", tolerance=FLOOR, p=_P, y=_C),
        Case(call, "as many examples as classes", tolerance=FLOOR, p=_P[:3], y=np.array([2, 1, 0])),
        Case(call, "a batch of one", tolerance=FLOOR, p=_P[3:], y=np.array([2])),
        Case(call, "all the same class", tolerance=FLOOR, p=_P, y=np.array([1, 1, 1, 1])),
        Case(
            call,
            "a thousand examples: the product of their probabilities is too small for a float",
            tolerance=FLOOR,
            p=np.tile(_P, (250, 1)),
            y=np.tile(_C, 250),
        ),
        Case(
            call,
            "a small probability is not yet zero",
            tolerance=SMALL_FLOOR,
            p=np.array([[1e-4, 1 - 1e-4]]),
            y=np.array([0]),
        ),
        Case(
            call,
            "certain and right: no loss, though the other probabilities are 0",
            judge=none,
            tolerance=ANY_FLOOR,
            p=np.array([[0.0, 1.0, 0.0]]),
            y=np.array([1]),
        ),
        Case(
            call,
            "certain and wrong: large, but finite",
            judge=large,
            tolerance=ANY_FLOOR,
            p=np.array([[0.0, 1.0, 0.0]]),
            y=np.array([0]),
        ),
    )
