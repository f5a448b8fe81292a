"""`mend_descent` of lesson 06."""

import functools

import numpy as np

from dlcourse.checker import Exercise, Mistake
from dlcourse.exercises.descent._walks import cases, walker


def descend(gradient, x0, learning_rate=0.01, precision=1e-4, max_iters=1000):
    """The path from x0 downhill: until a step is shorter than `precision`, or `max_iters` steps are made.

    Parameters
    ----------
    gradient : callable
    x0 : float, or ndarray of any shape
    learning_rate, precision : float
    max_iters : int

    Returns
    -------
    ndarray, shape (k + 1, ...)
    """
    path = [x0]
    for _ in range(max_iters):
        path.append(path[-1] - learning_rate * gradient(path[-1]))
        if np.linalg.norm(path[-1] - path[-2]) < precision:
            break
    return np.array(path)


_walker = functools.partial(walker, "descend")


def _for_ever(k, max_iters):
    return True


def _signed(old, new, slope, later, precision):
    return new - old < precision


def _size(old, new, slope, later, precision):
    return bool(abs(new - old) < precision)


EXERCISE = Exercise(
    id="mend_descent",
    kind="mend",
    worth=(
        "`np.linalg.norm` is the length of a step of any number of knobs, and never negative. And `for _ in "
        "range(max_iters)` needs no counter that somebody may forget."
    ),
    reference={"descend": descend},
    cases=cases("descend"),
    mistakes=(
        Mistake(
            "still-both",
            "Looks like: both mistakes are still there. A step towards smaller x ends the descent, however long it "
            "is; and `max_iters` never does.",
            _walker(most=_for_ever, enough=_signed),
            _walker(most=_for_ever, enough=lambda old, new, slope, later, precision: np.all(new - old < precision)),
        ),
        Mistake(
            "counter-still-stands",
            "Looks like: the length of the step is right now, but `max_iters` still never ends the descent. Does "
            "the counter grow in every turn of the loop?",
            _walker(most=_for_ever),
            _walker(most=_for_ever, enough=_size),
        ),
        Mistake(
            "step-still-signed",
            "Looks like: the counter is right now, but the step is still compared with its sign. A step towards "
            "smaller x is negative, and so it counts as short. Compare its *length*.",
            _walker(enough=_signed),
            _walker(enough=lambda old, new, slope, later, precision: np.all(new - old < precision)),
            _walker(enough=lambda old, new, slope, later, precision: np.sum(new - old) < precision),
        ),
        Mistake(
            "sign-turned",
            "Looks like: the sign of the step is only turned round, old minus new. Now a step towards larger x "
            "counts as short. Compare the *length* of the step, which has no sign.",
            _walker(enough=lambda old, new, slope, later, precision: old - new < precision),
            _walker(enough=lambda old, new, slope, later, precision: np.all(old - new < precision)),
            _walker(enough=lambda old, new, slope, later, precision: np.sum(old - new) < precision),
            _walker(most=_for_ever, enough=lambda old, new, slope, later, precision: old - new < precision),
        ),
        Mistake(
            "numbers-only",
            "Looks like: right for a single number. With several knobs, `abs(new - old)` is an array, and `if` "
            "cannot tell whether an array is below the precision. `np.linalg.norm` gives one length.",
            _walker(enough=_size),
        ),
        Mistake(
            "entry-by-entry",
            "Looks like: right for a single number, but with several knobs every entry of the step is compared by "
            "itself. The length of the step is the root of the sum of the squares: `np.linalg.norm`.",
            _walker(enough=lambda old, new, slope, later, precision: np.all(abs(new - old) < precision)),
            _walker(enough=lambda old, new, slope, later, precision: np.any(abs(new - old) < precision)),
        ),
        Mistake(
            "squared-length",
            "Looks like: the *square* of the step's length is compared with the precision. Take the root: "
            "`np.linalg.norm`.",
            _walker(enough=lambda old, new, slope, later, precision: ((new - old) ** 2).sum() < precision),
            _walker(enough=lambda old, new, slope, later, precision: bool((new - old) ** 2 < precision)),
        ),
        Mistake(
            "precision-not-used",
            "Looks like: only `max_iters` ends the descent now. It should also end after the first step that is "
            "shorter than `precision`.",
            _walker(enough=lambda old, new, slope, later, precision: False),
        ),
        Mistake(
            "stops-on-the-slope",
            "Looks like: the *slope* is compared with the precision. The rule asks for the length of the step, "
            "which is η times as long.",
            _walker(enough=lambda old, new, slope, later, precision: np.linalg.norm(slope) < precision),
            _walker(enough=lambda old, new, slope, later, precision: np.linalg.norm(later) < precision),
        ),
        Mistake(
            "one-step-too-few",
            "Looks like: one step too few when `max_iters` ends the descent. Does the counter begin at 1, or is it "
            "counted up too early?",
            _walker(most=lambda k, most: k < most - 1),
        ),
        Mistake(
            "one-step-too-many",
            "Looks like: one step too many when `max_iters` ends the descent. How often does the loop run: up to "
            "`max_iters`, or once more?",
            _walker(most=lambda k, most: k <= most),
        ),
        Mistake(
            "last-step-missing",
            "Looks like: the step that is shorter than the precision is not in the path. It is still taken, and is "
            "the last.",
            _walker(before=True),
        ),
        Mistake(
            "uphill",
            "Looks like: a plus where a minus belongs now. Then the path climbs.",
            _walker(direction=1),
        ),
    ),
    hints=(
        "Follow the function by hand from 4 on (x - 2)², whose slope is 2(x - 2). What is `path[-1] - path[-2]` "
        "after the first step, and is it below the precision? Then follow it on ground that falls for ever, with a "
        "slope of -1: what ends the loop?",
        "There are two mistakes. A step to the left is a negative number, and every negative number is below the "
        "precision. What should be compared is the length of the step. And the line `steps + 1` works out a number that"
        " nobody keeps.",
        "`np.linalg.norm(path[-1] - path[-2]) < precision` compares the length, also with several knobs. `steps += "
        "1` counts.",
    ),
)
