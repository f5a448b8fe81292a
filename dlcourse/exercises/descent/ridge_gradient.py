"""`ridge_gradient` of lesson 06."""

import numpy as np

from dlcourse.checker import Case, Exercise, Mistake
from dlcourse.exercises.descent import hand_x, hand_y, many_x, many_y


def ridge_gradient(w, b, x, y, penalty):
    """Slopes of 1/(2n) Σ (w x + b - y)² + penalty/2 · w² in w and in b.

    Parameters
    ----------
    w, b : float
    x, y : ndarray, shape (n,)
    penalty : float
        At least 0.

    Returns
    -------
    dw, db : float
    """
    miss = w * x + b - y
    return (miss * x).mean() + penalty * w, miss.mean()


def _slopes(f):
    """A wrong answer from `f(dw, db, w, b, penalty, n)`, where dw and db are the slopes without a penalty."""

    def ridge_gradient(w, b, x, y, penalty):
        miss = w * x + b - y
        return f((miss * x).mean(), miss.mean(), w, b, penalty, len(x))

    return {"ridge_gradient": ridge_gradient}


def _turned(w, b, x, y, penalty):
    miss = y - (w * x + b)
    return (miss * x).mean() + penalty * w, miss.mean()


_CALL = "ridge_gradient(w, b, x, y, penalty)"

EXERCISE = Exercise(
    id="ridge_gradient",
    kind="further",
    worth=(
        "A sum has the sum of the slopes: the loss brings the slopes that you have already, and the penalty adds "
        "penalty · w to one of them."
    ),
    reference={"ridge_gradient": ridge_gradient},
    cases=(
        Case(
            _CALL,
            "by hand: the misses are -1, -2, -3, so dw = -(1 + 4 + 9) / 3 + 0.5 · 1 and db = -(1 + 2 + 3) / 3",
            w=1.0,
            b=0.0,
            x=hand_x,
            y=hand_y,
            penalty=0.5,
        ),
        Case(_CALL, "seven points and a bias", w=0.5, b=1.5, x=many_x, y=many_y, penalty=2.0),
        Case(_CALL, "a negative weight: the penalty pulls it up", w=-3.0, b=2.0, x=many_x, y=many_y, penalty=0.25),
        Case(_CALL, "a penalty of 0 changes nothing", w=-1.5, b=0.5, x=many_x, y=many_y, penalty=0.0),
        Case(_CALL, "a single example", w=2.0, b=-0.5, x=np.array([3.0]), y=np.array([1.0]), penalty=0.1),
        Case(
            _CALL,
            "the line goes through all the points: only the penalty is left",
            w=3.0,
            b=0.0,
            x=hand_x,
            y=1.5 * hand_y,
            penalty=3.0,
        ),
        Case(
            _CALL,
            "large and whole numbers",
            w=3,
            b=-2,
            x=np.array([1000, -1000, 500, 0]),
            y=np.array([7, -3, 2, 10]),
            penalty=1000,
        ),
    ),
    mistakes=(
        Mistake(
            "bias-punished",
            "Looks like: the penalty changes the slope in b as well. The penalty depends only on w, so it adds nothing to the slope in b.",
            _slopes(lambda dw, db, w, b, p, n: (dw + p * w, db + p * b)),
        ),
        Mistake(
            "half",
            "Looks like: half of the penalty's slope. The derivative of ½w² is w: the ½ and the 2 of the square "
            "cancel.",
            _slopes(lambda dw, db, w, b, p, n: (dw + p * w / 2, db)),
        ),
        Mistake(
            "twice",
            "Looks like: twice the penalty's slope. The penalty has a ½ in front, which cancels the 2 that the "
            "square brings down.",
            _slopes(lambda dw, db, w, b, p, n: (dw + 2 * p * w, db)),
        ),
        Mistake(
            "penalty-itself",
            "Looks like: the penalty itself, with a square in it, is added to a slope. Add its derivative: penalty · w in dw, and "
            "nothing in db.",
            _slopes(lambda dw, db, w, b, p, n: (dw + p / 2 * w**2, db)),
            _slopes(lambda dw, db, w, b, p, n: (dw + p * w**2, db)),
            _slopes(lambda dw, db, w, b, p, n: (dw + p / 2 * w**2, db + p / 2 * w**2)),
            _slopes(lambda dw, db, w, b, p, n: (dw + p / 2 * w**2, db + p / 2 * b**2)),
            _slopes(lambda dw, db, w, b, p, n: (dw + p * w**2, db + p * b**2)),
        ),
        Mistake(
            "no-w",
            "Looks like: `penalty` is added to dw, without w. The derivative of penalty/2 · w² is penalty · w: the "
            "larger w is, the larger is this slope.",
            _slopes(lambda dw, db, w, b, p, n: (dw + p, db)),
        ),
        Mistake(
            "size-of-w",
            "Looks like: only the sign or the size of w counts. With w² as the penalty, its slope is penalty · w, "
            "with the sign that w has.",
            _slopes(lambda dw, db, w, b, p, n: (dw + p * np.sign(w), db)),
            _slopes(lambda dw, db, w, b, p, n: (dw + p * abs(w), db)),
        ),
        Mistake(
            "divided-by-n",
            "Looks like: the penalty's slope is divided by the number of examples. Only the misses are averaged; "
            "the penalty stands outside the mean.",
            _slopes(lambda dw, db, w, b, p, n: (dw + p * w / n, db)),
            _slopes(lambda dw, db, w, b, p, n: (dw + p * w / (2 * n), db)),
        ),
        Mistake(
            "times-n",
            "Looks like: the penalty's slope is added once for every example. It stands outside the mean and is "
            "added once.",
            _slopes(lambda dw, db, w, b, p, n: (dw + n * p * w, db)),
            _slopes(lambda dw, db, w, b, p, n: (n * (dw + p * w), db)),
        ),
        Mistake(
            "penalty-subtracted",
            "Looks like: the penalty's slope is subtracted. It is added to the loss, so its slope is added to the "
            "loss's slope. (A step of descent goes against both.)",
            _slopes(lambda dw, db, w, b, p, n: (dw - p * w, db)),
        ),
        Mistake(
            "no-penalty",
            "Looks like: the slopes without a penalty. The slope in w has one more term.",
            _slopes(lambda dw, db, w, b, p, n: (dw, db)),
        ),
        Mistake(
            "misses-turned",
            "Looks like: the misses have the wrong sign, y - (wx + b), so the loss's part of both slopes has the "
            "wrong sign, too. The miss is the prediction minus y.",
            {"ridge_gradient": _turned},
        ),
        Mistake(
            "factor-2",
            "Looks like: twice the loss's slopes. The loss has a ½ in front, 1/(2n), which cancels the 2 of the "
            "square.",
            _slopes(lambda dw, db, w, b, p, n: (2 * dw + p * w, 2 * db)),
            _slopes(lambda dw, db, w, b, p, n: (2 * dw + 2 * p * w, 2 * db)),
        ),
        Mistake(
            "sum-for-mean",
            "Looks like: the misses are added up, and not averaged. Divide by n.",
            _slopes(lambda dw, db, w, b, p, n: (n * dw + p * w, n * db)),
        ),
        Mistake(
            "exchanged",
            "Looks like: right, but in the wrong order. First dw, then db.",
            _slopes(lambda dw, db, w, b, p, n: (db, dw + p * w)),
        ),
    ),
    hints=(
        "The function has two parts that are added: the loss of the line, and the penalty. What is the slope of a "
        "sum? Which of the two parts depends on b?",
        "The slopes of the loss are those of exercise 3. The derivative of penalty/2 · w² in w is penalty · w, and "
        "in b it is 0.",
        "With `dw, db = regression_gradient(w, b, x, y)`, return `dw + penalty * w` and `db`.",
    ),
    needs=("regression_gradient",),
    parts=("dw", "db"),
)
