"""`quadratic_features` of lesson 01."""

import numpy as np

from dlcourse import linear
from dlcourse.checker import Case, Exercise, Mistake


def _columns(f):
    return {"quadratic_features": f}


_x = np.array([-2.0, 0.5, 3.0, 0.0, -0.25])

EXERCISE = Exercise(
    id="quadratic_features",
    worth="`np.column_stack` makes a column of each array. So neither a loop nor an empty table is needed.",
    reference={"quadratic_features": linear.quadratic_features},
    cases=(
        Case("quadratic_features(x)", "five numbers", x=_x),
        Case("quadratic_features(x)", "three numbers: as many as there are columns", x=np.array([3.0, -1.0, 0.5])),
        Case("quadratic_features(x)", "a batch of one", x=np.array([-3.0])),
        Case("quadratic_features(x)", "large and small numbers", x=np.array([1000.0, -0.001])),
        Case("quadratic_features(x)", "whole numbers", x=np.array([4, -3, 2, 5])),
    ),
    mistakes=(
        Mistake(
            "order-reversed",
            "Looks like: the columns stand in the order 1, x, x². They have to stand in the order x², x, 1, so that they meet the parameters (a, b, c).",
            _columns(lambda x: np.column_stack([np.ones(len(x)), x, x**2])),
        ),
        Mistake(
            "x-first",
            "Looks like: the columns stand in the order x, x², 1. They have to stand in the order x², x, 1, so that they meet the parameters (a, b, c).",
            _columns(lambda x: np.column_stack([x, x**2, np.ones(len(x))])),
        ),
        Mistake(
            "rows",
            "Looks like: the features are rows, shape (3, n). One example is one row: turn it with `.T`, or use `np.column_stack`.",
            _columns(lambda x: np.array([x**2, x, np.ones(len(x))])),
        ),
        Mistake(
            "list-with-a-1",
            "Looks like: the three columns are in a list or tuple, and not in one array. `np.column_stack` makes an array of them. The 1 has to be a column as well: `np.ones(len(x))`.",
            _columns(lambda x: [x**2, x, 1]),
            _columns(lambda x: [x**2, x, 1.0]),
        ),
        Mistake(
            "list",
            "Looks like: the three columns are in a list or tuple, and not in one array. `np.column_stack` makes an array of them.",
            _columns(lambda x: [x**2, x, np.ones(len(x))]),
        ),
        Mistake(
            "one-1",
            "Looks like: a single 1 where a column of ones is needed, one for each x: `np.ones(len(x))`.",
            _columns(lambda x: np.column_stack([x**2, x, 1])),
            _columns(lambda x: np.array([x**2, x, 1])),
            _columns(lambda x: np.array([x**2, x, 1]).T),
            _columns(lambda x: np.hstack([x**2, x, 1])),
        ),
        Mistake(
            "reshaped",
            "Looks like: the features were stacked as rows and then brought into the shape (n, 3). That keeps the "
            "numbers in their old order and only breaks the lines elsewhere. `.T` turns the array over.",
            _columns(lambda x: np.array([x**2, x, np.ones(len(x))]).reshape(len(x), 3)),
        ),
        Mistake(
            "no-ones",
            "Looks like: the column of ones is missing. It meets the parameter c, so without it c cannot be added.",
            _columns(lambda x: np.column_stack([x**2, x])),
        ),
        Mistake(
            "zeros",
            "Looks like: the last column holds zeros. c times 0 is 0, so c is lost. c times 1 is c.",
            _columns(lambda x: np.column_stack([x**2, x, np.zeros(len(x))])),
        ),
        Mistake(
            "doubled",
            "Looks like: 2x in place of x². A square is `x**2` or `x * x`.",
            _columns(lambda x: np.column_stack([2 * x, x, np.ones(len(x))])),
        ),
        Mistake(
            "caret",
            "Looks like: `x ^ 2`. In Python `^` works on the bits of whole numbers. A power is `x**2`.",
            _columns(lambda x: np.column_stack([x ^ 2, x, np.ones(len(x))])),
        ),
        Mistake(
            "in-one-row",
            "Looks like: the three columns were put one behind the other, shape (3n,). `np.column_stack` puts them side by side.",
            _columns(lambda x: np.hstack([x**2, x, np.ones(len(x))])),
            _columns(lambda x: np.concatenate([x**2, x, np.ones(len(x))])),
        ),
        Mistake(
            "dot-product",
            "Looks like: all the squares are added up, as in `x @ x`. Every x has a square of its own: `x**2`.",
            _columns(lambda x: np.column_stack([np.full(len(x), x @ x), x, np.ones(len(x))])),
        ),
    ),
    hints=(
        "You need three columns. For each number x they hold its square, the number itself, and a 1.",
        "`x**2` squares every entry. `np.ones(len(x))` has as many ones as x has numbers. What puts columns side by side?",
        "Return `np.column_stack([first, second, third])`, with `x**2`, `x` and the ones in this order.",
    ),
)
