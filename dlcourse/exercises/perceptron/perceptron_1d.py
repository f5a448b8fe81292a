"""`perceptron_1d` of lesson 02."""

import numpy as np

from dlcourse import perceptron as maths
from dlcourse.checker import Case, Exercise, Hint, Mistake
from dlcourse.exercises.perceptron import RUN_CHANGES, class_of, of_self, steady, store


def _store_on_class(self, w, b):
    type(self).w, type(self).b = w, b


def _one(run, init=store):
    return class_of("Perceptron1D", run, init)


def _into_w(self, x):
    self.w = self.w * x
    return int(self.w + self.b > 0)


def _all_into_w(self, x):
    self.w = self.w * x + self.b
    return int(self.w > 0)


def _into_b(self, x):
    self.b = self.w * x + self.b
    return int(self.b > 0)


EXERCISE = Exercise(
    id="perceptron_1d",
    worth="A comparison already gives the answer: `int(score > 0)` needs no `if`.",
    reference={"Perceptron1D": maths.Perceptron1D},
    cases=(
        Case("Perceptron1D(w, b).run(x)", "a score above 0", w=2.0, b=-1.0, x=1.5),
        Case("Perceptron1D(w, b).run(x)", "a score below 0", w=2.0, b=-1.0, x=0.25),
        Case("Perceptron1D(w, b).run(x)", "a bias larger than the product", w=2.0, b=1.5, x=0.5),
        Case("Perceptron1D(w, b).run(x)", "a score of exactly 0 is class 0", w=2.0, b=-1.0, x=0.5),
        Case("Perceptron1D(w, b).run(x)", "a negative weight: small inputs fire", w=-1.5, b=3.0, x=1.0),
        Case("Perceptron1D(w, b).run(x)", "a negative weight: large inputs do not", w=-1.5, b=3.0, x=4.0),
        Case("Perceptron1D(w, b).run(x)", "an input of 0 leaves the bias alone to decide", w=5.0, b=0.5, x=0.0),
        Case(
            "[each.run(x) for each in (Perceptron1D(w, b), Perceptron1D(-w, -b))]",
            "two perceptrons side by side, each with a weight and a bias of its own",
            w=2.0,
            b=-1.0,
            x=3.0,
        ),
        *(
            Case(
                "[(p := Perceptron1D(w, b)).run(x), p.run(x)]",
                "one perceptron, asked the same thing twice",
                judge=steady,
                w=2.0,
                b=-1.0,
                x=x,
            )
            for x in (0.3, 0.6)
        ),
    ),
    mistakes=(
        Mistake(
            "fires-at-zero",
            "Looks like: the answer to a score of exactly 0 is 1. In this course it is class 0: only a score above 0 "
            "is class 1, `>`.",
            _one(lambda self, x: int(self.w * x + self.b >= 0)),
        ),
        Mistake(
            "no-bias",
            "Looks like: the bias is missing. The score is `self.w * x + self.b`.",
            _one(lambda self, x: int(self.w * x > 0)),
        ),
        Mistake(
            "minus-bias",
            "Looks like: b is subtracted, like a threshold. Here b is a bias, and it is added.",
            _one(lambda self, x: int(self.w * x - self.b > 0)),
            _one(lambda self, x: int(self.w * x > self.b)),
        ),
        Mistake(
            "score-instead",
            "Looks like: the score itself. A perceptron answers 1 if the score is above 0, and 0 if not.",
            _one(lambda self, x: self.w * x + self.b),
        ),
        Mistake(
            "plus-minus-one",
            "Looks like: -1 and +1. The labels of this course are 0 and 1.",
            _one(lambda self, x: 1 if self.w * x + self.b > 0 else -1),
            _one(lambda self, x: np.sign(self.w * x + self.b)),
            _one(lambda self, x: int(np.sign(self.w * x + self.b))),
        ),
        Mistake(
            "true-false",
            "Looks like: the comparison is returned as it stands, True or False. `int(...)` makes it 1 or 0.",
            _one(lambda self, x: self.w * x + self.b > 0),
        ),
        Mistake(
            "upside-down",
            "Looks like: 0 and 1 are swapped. The perceptron says 1 when the score is above 0.",
            _one(lambda self, x: int(self.w * x + self.b <= 0)),
            _one(lambda self, x: int(self.w * x + self.b < 0)),
        ),
        Mistake(
            "on-the-class",
            "Looks like: all perceptrons share one w and one b, which are kept on the class or outside it. Keep them on `self`, so that each perceptron has its own.",
            _one(lambda self, x: int(self.w * x + self.b > 0), _store_on_class),
        ),
        *of_self("Perceptron1D"),
        Mistake(
            "astype-on-a-bool",
            "Looks like: a method of NumPy arrays, `.astype`, is called on a single True or False of Python. For one "
            "number use `int(score > 0)`.",
            _one(lambda self, x: (self.w * x + self.b > 0).astype(int)),
        ),
        Mistake("run-changes", RUN_CHANGES, *map(_one, (_into_w, _all_into_w, _into_b))),
    ),
    hints=(
        Hint(
            "When the perceptron is made, `__init__` has to keep `w` and `b` for later. `self` is the perceptron "
            "itself, and both methods are given it.",
            "__init__",
        ),
        Hint(
            "In `__init__`: `self.w = w` and `self.b = b`.",
            "__init__",
        ),
        Hint(
            "`run` reads what `__init__` has kept, as `self.w` and `self.b`. Compute the score from these and `x`, "
            "and compare it with 0.",
            "run",
        ),
        Hint(
            "The score is `self.w * x + self.b`. Return 1 if it is above 0, else 0: `return int(score > 0)`.",
            "run",
        ),
    ),
)
