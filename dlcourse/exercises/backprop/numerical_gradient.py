"""`numerical_gradient` of lesson 07."""

import numpy as np

from dlcourse import backprop as maths
from dlcourse.checker import Case, Exercise, Mistake


def _numerical(f):
    return {"numerical_gradient": f}


def _each(slope):
    """An answer that goes through the numbers one by one: slope(f, theta, index, eps)."""

    def answer(f, theta, eps=1e-6):
        gradient = np.zeros(theta.shape)
        for index in np.ndindex(theta.shape):
            gradient[index] = slope(f, theta, index, eps)
        return gradient

    return _numerical(answer)


def _moved(theta, index, by):
    theta = theta.astype(float)
    theta[index] += by
    return theta


def _central(f, theta, index, eps):
    return (f(_moved(theta, index, eps)) - f(_moved(theta, index, -eps))) / (2 * eps)


def _never_set_back(f, theta, eps=1e-6):
    theta, gradient = theta.astype(float), np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        theta[index] += eps
        above = f(theta)
        theta[index] -= 2 * eps
        gradient[index] = (above - f(theta)) / (2 * eps)
    return gradient


def _nudges_pile_up(f, theta, eps=1e-6):
    up, down, gradient = theta.astype(float), theta.astype(float), np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        up[index] += eps
        down[index] -= eps
        gradient[index] = (f(up) - f(down)) / (2 * eps)
    return gradient


def _single_precision(f, theta, eps=1e-6):
    gradient = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        up, down = theta.astype(np.float32), theta.astype(np.float32)
        up[index] += eps
        down[index] -= eps
        gradient[index] = (f(up) - f(down)) / (2 * eps)
    return gradient


def _whole_numbers(f, theta, eps=1e-6):
    gradient = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        up, down = theta.copy(), theta.copy()
        up[index] += eps
        down[index] -= eps
        gradient[index] = (f(up) - f(down)) / (2 * eps)
    return gradient


def _whole_number_gradient(f, theta, eps=1e-6):
    gradient = np.zeros_like(theta)
    for index in np.ndindex(theta.shape):
        gradient[index] = _central(f, theta, index, eps)
    return gradient


def _row_by_row(f, theta, eps=1e-6):
    gradient = np.zeros(theta.shape)
    for i in range(len(theta)):
        gradient[i] = _central(f, theta, i, eps)
    return gradient


def _flat(f, theta, eps=1e-6):
    return np.array([_central(f, theta, index, eps) for index in np.ndindex(theta.shape)])


EXERCISE = Exercise(
    id="numerical_gradient",
    worth=(
        "`np.ndindex` walks through the places of an array of any shape, so one loop serves vectors, matrices and "
        "more axes."
    ),
    reference={"numerical_gradient": maths.numerical_gradient},
    cases=(
        Case(
            "numerical_gradient(lambda t: t[0] ** 2 + 3 * t[1], theta)",
            "by hand: the slopes are 2·2 = 4 and 3",
            tolerance=1e-7,
            theta=np.array([2.0, 5.0]),
        ),
        Case(
            "numerical_gradient(lambda t: (t ** 3).sum(), theta, 0.5)",
            "a large nudge shows the formula: for t³ it gives 3t² + 0.25",
            theta=np.array([1.0, -2.0, 0.5]),
        ),
        Case(
            "numerical_gradient(lambda t: t[0] * t[1] * t[2], theta, 0.1)",
            "only one number is nudged at a time, the others are where they were",
            theta=np.array([2.0, 3.0, 5.0]),
        ),
        Case(
            "numerical_gradient(lambda t: (t[0] @ t[1]) + t[1, 2] ** 2, theta, 0.01)",
            "a matrix, shape (2, 3)",
            theta=np.array([[1.0, 2.0, -1.0], [0.5, -3.0, 2.0]]),
        ),
        Case(
            "numerical_gradient(lambda t: (t ** 2).sum() / 2, theta, 0.01)",
            "three axes, shape (2, 1, 3)",
            theta=np.array([[[1.0, 2.0, -1.0]], [[0.5, -3.0, 2.0]]]),
        ),
        Case(
            "numerical_gradient(lambda t: (t ** 3).sum(), theta, 0.25)",
            "whole numbers: a nudge of 0.25 has to fit into the array that is nudged",
            theta=np.array([1, 2, 3]),
        ),
        Case(
            "numerical_gradient(lambda t: np.sin(t).sum(), theta)",
            "the default nudge",
            tolerance=1e-7,
            theta=np.array([0.0, 1.0, 2.0, 3.0]),
        ),
    ),
    mistakes=(
        Mistake(
            "one-sided",
            "Looks like: a nudge to one side only. Up *and* down, f(θ + ε) - f(θ - ε) over 2ε, is far more exact: its error "
            "shrinks with ε².",
            _each(lambda f, theta, k, eps: (f(_moved(theta, k, eps)) - f(theta)) / eps),
            _each(lambda f, theta, k, eps: (f(theta) - f(_moved(theta, k, -eps))) / eps),
        ),
        Mistake(
            "not-halved",
            "Looks like: divided by ε. From θ - ε to θ + ε is a way of 2ε.",
            _each(lambda f, theta, k, eps: 2 * _central(f, theta, k, eps)),
        ),
        Mistake(
            "brackets",
            "Looks like: the difference is divided by 2 and then *multiplied* by ε, as in `/ 2 * eps`. Brackets are "
            "needed: `/ (2 * eps)`.",
            _each(lambda f, theta, k, eps: (f(_moved(theta, k, eps)) - f(_moved(theta, k, -eps))) / 2 * eps),
        ),
        Mistake(
            "undivided",
            "Looks like: the difference of f alone. A slope is the difference divided by the way, 2ε.",
            _each(lambda f, theta, k, eps: f(_moved(theta, k, eps)) - f(_moved(theta, k, -eps))),
            _each(lambda f, theta, k, eps: (f(_moved(theta, k, eps)) - f(_moved(theta, k, -eps))) / 2),
        ),
        Mistake(
            "sign",
            "Looks like: down minus up. The slope is f(θ + ε) - f(θ - ε), in this order.",
            _each(lambda f, theta, k, eps: -_central(f, theta, k, eps)),
        ),
        Mistake(
            "not-set-back",
            "Looks like: earlier nudges are still in while the next number is tried. Start from a fresh copy for every number, or set it back.",
            _numerical(_never_set_back),
            _numerical(_nudges_pile_up),
        ),
        Mistake(
            "one-array",
            "Looks like: up and down are one and the same array, so the difference is always 0. Make two copies.",
            _numerical(lambda f, theta, eps=1e-6: np.zeros(theta.shape)),
        ),
        Mistake(
            "single-precision",
            "Looks like: copies in float32, which has seven digits, too few for a nudge of 1e-6. `theta.astype(float)` has sixteen.",
            _numerical(_single_precision),
        ),
        Mistake(
            "all-at-once",
            "Looks like: all numbers nudged together. That gives one slope, of f along the diagonal; asked for is one for each "
            "number, with the others left alone.",
            _numerical(lambda f, theta, eps=1e-6: (f(theta + eps) - f(theta - eps)) / (2 * eps)),
            _numerical(lambda f, theta, eps=1e-6: np.full(theta.shape, (f(theta + eps) - f(theta - eps)) / (2 * eps))),
        ),
        Mistake(
            "row-by-row",
            "Looks like: whole rows are nudged. `for index in np.ndindex(theta.shape)` goes through single numbers, however many axes "
            "there are.",
            _numerical(_row_by_row),
        ),
        Mistake(
            "flat",
            "Looks like: right numbers in one long row. The gradient has the shape of theta: start with `np.zeros(theta.shape)`, "
            "or `reshape` at the end.",
            _numerical(_flat),
        ),
        Mistake(
            "own-eps",
            "Looks like: another nudge than the argument `eps`, or another formula than the one in the text.",
            _each(lambda f, theta, k, eps: _central(f, theta, k, 1e-6)),
            _each(lambda f, theta, k, eps: _central(f, theta, k, 1e-5)),
            _each(lambda f, theta, k, eps: _central(f, theta, k, 1e-4)),
        ),
        Mistake(
            "whole-numbers",
            "Looks like: right, but a nudge is cut off where theta holds whole numbers, as the copy does too. "
            "`theta.astype(float)` is a copy that can hold it.",
            _numerical(_whole_numbers),
        ),
        Mistake(
            "whole-number-gradient",
            "Looks like: right, but where theta holds whole numbers, so does your gradient, as an array from "
            "`np.zeros_like(theta)` does. `np.zeros(theta.shape)` holds decimals.",
            _numerical(_whole_number_gradient),
        ),
    ),
    hints=(
        "Begin with one number of theta. Make a copy in which this number is larger by ε, and another copy in which it "
        "is smaller by ε. Compute f of both copies, and divide the difference by 2ε. Then do the same for every other "
        "number.",
        "`for index in np.ndindex(theta.shape):` goes through all the places, whatever the shape. `up = theta.astype(float)` is a fresh copy, "
        "and `up[index] += eps` nudges one number.",
        "Start with `gradient = np.zeros(theta.shape)`. In the loop make `up` and `down`, then `gradient[index] = (f(up) - f(down)) / (2 * "
        "eps)`. Return it after the loop.",
    ),
)
