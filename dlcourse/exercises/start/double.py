"""`double` of lesson like."""

import numpy as np

from dlcourse.checker import Case, Exercise, Mistake


def _double(x):
    return 2 * x


EXERCISE = Exercise(
    id="double",
    reference={"double": _double},
    cases=(
        Case("double(x)", "one number", x=2.0),
        Case("double(x)", "another number", x=-1.5),
        Case("double(x)", "a whole array at once", x=np.array([0.5, 3.0, -4.0])),
    ),
    mistakes=(
        Mistake(
            "squared",
            "Looks like: squared, not doubled. The two agree at 2, which is why a check tries more than one number.",
            {"double": lambda x: x**2},
            {"double": lambda x: x * x},
        ),
        Mistake("unchanged", "Looks like: x came back as it was.", {"double": lambda x: x}),
        Mistake("halved", "Looks like: halved. Multiply by 2.", {"double": lambda x: x / 2}),
        Mistake("added-two", "Looks like: 2 was added. Multiply by it.", {"double": lambda x: x + 2}),
    ),
    hints=("Twice as much of `x`.", "Multiplication is `*`.", "`return 2 * x`"),
)
