"""`regression_gradient` of lesson 06."""

import numpy as np

from dlcourse import descent as maths
from dlcourse.checker import Case, Exercise, Mistake
from dlcourse.exercises.descent import hand_x, hand_y, many_x, many_y


def _slopes(f):
    """A wrong answer from `f(miss, x, n)`, where the miss is w x + b - y."""

    def regression_gradient(w, b, x, y):
        return f(w * x + b - y, x, len(x))

    return {"regression_gradient": regression_gradient}


_call = "regression_gradient(w, b, x, y)"

EXERCISE = Exercise(
    id="regression_gradient",
    worth="The miss is worked out once and used for both slopes.",
    reference={"regression_gradient": maths.regression_gradient},
    cases=(
        Case(
            _call,
            "by hand: the misses are -1, -2, -3, so dw = -(1 + 4 + 9) / 3 and db = -(1 + 2 + 3) / 3",
            w=1.0,
            b=0.0,
            x=hand_x,
            y=hand_y,
        ),
        Case(_call, "seven points and a bias", w=0.5, b=1.5, x=many_x, y=many_y),
        Case(_call, "the line lies above the points: the misses are positive", w=2.0, b=9.0, x=many_x, y=many_y),
        Case(_call, "a single example", w=-1.0, b=0.5, x=np.array([3.0]), y=np.array([1.0])),
        Case(_call, "the line goes through all the points: both slopes are 0", w=2.0, b=0.0, x=hand_x, y=hand_y),
        Case(
            _call,
            "large and whole numbers",
            w=3,
            b=-2,
            x=np.array([1000, -1000, 500, 0]),
            y=np.array([7, -3, 2, 10]),
        ),
    ),
    mistakes=(
        Mistake(
            "sign",
            "Looks like: the miss is turned round, y - (wx + b). Then both slopes have the wrong sign, and a descent would climb.",
            _slopes(lambda m, x, n: (-m @ x / n, -m.mean())),
        ),
        Mistake(
            "factor-2",
            "Looks like: twice the slope. The loss of this course has a ½ in front, C = 1/(2n) Σ (wx + b - y)², and the 2 of the square cancels it.",
            _slopes(lambda m, x, n: (2 * m @ x / n, 2 * m.mean())),
        ),
        Mistake(
            "half",
            "Looks like: half the slope. The ½ of the loss has been used up: it cancels the 2 that the square brings down.",
            _slopes(lambda m, x, n: (m @ x / (2 * n), m.mean() / 2)),
        ),
        Mistake(
            "sum-for-mean",
            "Looks like: a sum over the examples where a mean belongs. Divide by n, or twice the data would make steps twice as long.",
            _slopes(lambda m, x, n: (m @ x, m.sum())),
            _slopes(lambda m, x, n: (m @ x, m.mean())),
            _slopes(lambda m, x, n: (m @ x / n, m.sum())),
            _slopes(lambda m, x, n: (2 * m @ x, 2 * m.sum())),
        ),
        Mistake(
            "no-x-in-dw",
            "Looks like: dw without the x. Nudging w moves the prediction wx + b by x times the nudge, so each miss is multiplied by its x.",
            _slopes(lambda m, x, n: (m.mean(), m.mean())),
        ),
        Mistake(
            "x-in-db",
            "Looks like: an x in db. Nudging b moves every prediction by the nudge itself, so db is the mean of the misses.",
            _slopes(lambda m, x, n: (m @ x / n, m @ x / n)),
        ),
        Mistake(
            "mean-before-the-product",
            "Looks like: the mean miss times the mean x. Multiply each miss by its own x first; then take the mean.",
            _slopes(lambda m, x, n: (m.mean() * x.mean(), m.mean())),
            _slopes(lambda m, x, n: (m.mean() * x.sum(), m.mean())),
        ),
        Mistake(
            "x-outside-the-sum",
            "Looks like: the x stands outside the mean, so that dw has one entry for each example. Multiply each miss by its own x first; then take "
            "the mean of the products.",
            _slopes(lambda m, x, n: (m.mean() * x, m.mean())),
            _slopes(lambda m, x, n: (m.sum() * x, m.sum())),
        ),
        Mistake(
            "swapped",
            "Looks like: both right, in the wrong order. First dw, then db.",
            _slopes(lambda m, x, n: (m.mean(), m @ x / n)),
        ),
        Mistake(
            "no-bias",
            "Looks like: the prediction without b. The line is wx + b.",
            {"regression_gradient": lambda w, b, x, y: ((w * x - y) @ x / len(x), (w * x - y).mean())},
        ),
        Mistake(
            "one-per-example",
            "Looks like: one slope for each example. The loss is their mean, so its slope is the mean of theirs: two numbers.",
            _slopes(lambda m, x, n: (m * x, m)),
            _slopes(lambda m, x, n: (m * x / n, m / n)),
            _slopes(lambda m, x, n: (m * x / n, m.mean())),
        ),
        Mistake(
            "a-step-taken",
            "Looks like: a step has been taken already. Return the two slopes; the step is the next function's work.",
            {"regression_gradient": lambda w, b, x, y: (w - (w * x + b - y) @ x / len(x), b - (w * x + b - y).mean())},
        ),
        Mistake(
            "the-loss",
            "Looks like: squared misses, that is the loss and not its slope. The derivative of ½(miss)² is the miss itself, times what it moves by.",
            _slopes(lambda m, x, n: ((m**2).mean() / 2, (m**2).mean() / 2)),
            _slopes(lambda m, x, n: ((m**2) @ x / n, (m**2).mean())),
        ),
        Mistake(
            "absolute",
            "Looks like: absolute values. The sign of a miss says in which direction to go: keep it.",
            _slopes(lambda m, x, n: (np.abs(m) @ x / n, np.abs(m).mean())),
            _slopes(lambda m, x, n: (np.abs(m * x).mean(), np.abs(m).mean())),
        ),
    ),
    hints=(
        "Start with the misses, one for each example: a miss is the prediction minus y. By how much does a miss change "
        "if w grows by a little? By how much does it change if b does?",
        "The slope in w is the mean of miss times x; the slope in b is the mean of the misses. The ½ of the loss has cancelled the 2.",
        "Compute `miss = w * x + b - y`, and then `return (miss * x).mean(), miss.mean()`.",
    ),
    parts=("dw", "db"),
)
