"""`polynomial_features` of lesson 01."""

import numpy as np

from dlcourse.checker import Case, Exercise, Mistake


def polynomial_features(x, degree):
    """Turn n numbers into the columns x^degree, ..., x, 1: shape (n, degree + 1)."""
    return np.asarray(x, float)[:, np.newaxis] ** np.arange(degree, -1, -1)


def _stacked(powers):
    """A wrong answer that puts the powers side by side as columns."""
    return {"polynomial_features": lambda x, degree: np.column_stack([x**k for k in powers(degree)])}


def _broadcast(powers):
    return {"polynomial_features": lambda x, degree: x[:, np.newaxis] ** np.array([*powers(degree)], int)}


def _filled(powers):
    """A wrong answer that fills a table of zeros, a column for each power."""

    def polynomial_features(x, degree):
        features = np.zeros((len(x), degree + 1))
        for k in powers(degree):
            features[:, degree - k] = x**k
        return features

    return {"polynomial_features": polynomial_features}


def _put_together(f):
    """A wrong answer that has the right powers, and puts them together with `f`."""
    return {"polynomial_features": lambda x, degree: f([x**k for k in range(degree, -1, -1)], len(x))}


def _with(f):
    return {"polynomial_features": f}


_x = np.array([-2.0, 0.5, 3.0, 0.0, -0.25])

EXERCISE = Exercise(
    id="polynomial_features",
    kind="further",
    worth=(
        "`range(degree, -1, -1)` counts down from the degree to 0, and x to the power 0 is 1. So the column of ones comes from the same line as all the "
        "others, and degree 0 needs no case of its own."
    ),
    reference={"polynomial_features": polynomial_features},
    cases=(
        Case("polynomial_features(x, degree)", "five numbers, powers 3, 2, 1, 0", x=_x, degree=3),
        Case("polynomial_features(x, degree)", "the features of a parabola", x=_x[:4], degree=2),
        Case("polynomial_features(x, degree)", "as many numbers as columns", x=np.array([3.0, -1.0, 0.5]), degree=2),
        Case("polynomial_features(x, degree)", "a straight line", x=_x[:3], degree=1),
        Case("polynomial_features(x, degree)", "degree 0: a single column of ones", x=_x[1:], degree=0),
        Case("polynomial_features(x, degree)", "a batch of one", x=np.array([-3.0]), degree=4),
        Case("polynomial_features(x, degree)", "large and small numbers", x=np.array([100.0, -0.01]), degree=5),
        Case("polynomial_features(x, degree)", "whole numbers", x=np.array([4, -3, 2, 5]), degree=2),
    ),
    mistakes=(
        Mistake(
            "order-reversed",
            "Looks like: the columns begin with the ones. The highest power comes first, and the ones come last.",
            _stacked(lambda degree: range(degree + 1)),
            _broadcast(lambda degree: range(degree + 1)),
        ),
        Mistake(
            "no-ones",
            "Looks like: the column of ones is missing. It is x to the power 0, so the powers go down to 0: `range(degree, -1, -1)`.",
            _stacked(lambda degree: range(degree, 0, -1)),
            _broadcast(lambda degree: range(degree, 0, -1)),
        ),
        Mistake(
            "highest-missing",
            "Looks like: the highest power is missing. The powers from `degree` down to 0 are `degree + 1` columns.",
            _stacked(lambda degree: range(degree - 1, -1, -1)),
            _broadcast(lambda degree: range(degree - 1, -1, -1)),
        ),
        Mistake(
            "highest-missing-and-reversed",
            "Looks like: the powers go up from 0 and stop before `degree`, as `range(degree)` counts. Asked for are "
            "the powers from `degree` down to 0.",
            _stacked(range),
            _broadcast(range),
        ),
        Mistake(
            "one-too-many",
            "Looks like: one power too many. The highest power is `degree`, and there are `degree + 1` columns.",
            _stacked(lambda degree: range(degree + 1, -1, -1)),
            _broadcast(lambda degree: range(degree + 1, -1, -1)),
        ),
        Mistake(
            "always-a-parabola",
            "Looks like: always the three columns of `quadratic_features`. How many columns there are depends on `degree`.",
            _with(lambda x, degree: np.column_stack([x**2, x, np.ones(len(x))])),
        ),
        Mistake(
            "rows",
            "Looks like: each power is a row, shape (degree + 1, n). One example is one row: turn the array with `.T`, or use `np.column_stack`.",
            _put_together(lambda powers, n: np.array(powers)),
            _put_together(lambda powers, n: np.vstack(powers)),
        ),
        Mistake(
            "reshaped",
            "Looks like: the powers were stacked as rows and then brought into another shape, which keeps the numbers"
            " in their old order. `.T` turns an array over.",
            _put_together(lambda powers, n: np.array(powers).reshape(n, -1)),
        ),
        Mistake(
            "list",
            "Looks like: the columns as they are, in a Python list. `np.column_stack` makes one array of them.",
            _put_together(lambda powers, n: powers),
        ),
        Mistake(
            "in-one-row",
            "Looks like: the columns were put one behind the other in a single long row. `np.column_stack` puts them side by side.",
            _put_together(lambda powers, n: np.concatenate(powers)),
        ),
        Mistake(
            "times",
            "Looks like: a multiple of x, as in `k * x`, in place of a power of x. A power is `x**k`.",
            _with(lambda x, degree: np.column_stack([x * k for k in range(degree, -1, -1)])),
        ),
        Mistake(
            "times-and-ones",
            "Looks like: a multiple of x where a power was asked for; the ones are right. A power is `x**k`.",
            _with(lambda x, degree: np.column_stack([*(x * k for k in range(degree, 0, -1)), np.ones(len(x))])),
        ),
        Mistake(
            "caret",
            "Looks like: `x ^ k`, which works on the bits of whole numbers in Python. A power is `x**k`.",
            _with(lambda x, degree: np.column_stack([x ^ k for k in range(degree, -1, -1)])),
        ),
        Mistake(
            "first-column-empty",
            "Looks like: the first column is still 0{loop:, as the loop ended before the highest power}. The highest "
            "power is `degree`, so there are `degree + 1` columns.",
            _filled(range),
        ),
        Mistake(
            "last-column-empty",
            "Looks like: the last column is still 0. It holds x to the power 0, which is 1.",
            _filled(lambda degree: range(1, degree + 1)),
        ),
    ),
    hints=(
        "`quadratic_features` has three columns: x to the powers 2, 1 and 0, since `x**0` is 1. Here the powers begin at `degree`. How do you count down to 0?",
        "`range(degree, -1, -1)` counts down: for degree 3 it gives 3, 2, 1, 0. (It stops before -1.) Each of these numbers makes one column, `x**k`.",
        "Put the columns side by side: `np.column_stack([x**k for k in ...])`, with the `range` of the second hint in place of the dots.",
    ),
)
