"""`perceptron` of lesson 02."""

import numpy as np

from dlcourse import perceptron as maths
from dlcourse.checker import Case, Exercise, Hint, Mistake
from dlcourse.exercises.linear import BATCH_ONLY
from dlcourse.exercises.perceptron import RUN_CHANGES, class_of, of_self, steady, store

_rng = np.random.default_rng(2)

_W, _X = np.array([1.0, -2.0, 0.5]), _rng.normal(size=(5, 3)).round(1)

_TIE = np.array(
    [[1.0, 0.0, 0.0], [3.0, 1.0, 0.0], [0.0, -1.0, -2.0], [1.0, 1.0, 0.0]]
)  # two scores of exactly 0 at b = -1


def _many(run, init=store):
    return class_of("Perceptron", run, init)


def _many_by(f):
    """A wrong answer for each way of scoring that knows no single example, from the scores."""
    return [_many(lambda self, x, scores=scores: f(scores(x, self.w, self.b))) for scores in BATCH_ONLY]


def _scores_into_b(self, x):
    self.b = x @ self.w + self.b
    return (self.b > 0).astype(int)


def _products_into_w(self, x):
    self.w = x * self.w
    return (self.w.sum(axis=-1) + self.b > 0).astype(int)


EXERCISE = Exercise(
    id="perceptron",
    worth="The same line works for one example and for a batch, since `x @ w` and `>` take both.",
    reference={"Perceptron": maths.Perceptron},
    cases=(
        Case("Perceptron(w, b).run(x)", "one example of three inputs gives one label", w=_W, b=0.75, x=_X[0]),
        Case("Perceptron(w, b).run(x)", "one example on the other side", w=-_W, b=-0.75, x=_X[0]),
        Case("Perceptron(w, b).run(x)", "one example with a score of exactly 0", w=_W, b=-1.0, x=_TIE[0]),
        Case("Perceptron(w, b).run(x)", "a batch of five examples gives five labels", w=_W, b=0.75, x=_X),
        Case("Perceptron(w, b).run(x)", "the same batch, another bias", w=_W, b=2.5, x=_X),
        Case("Perceptron(w, b).run(x)", "a batch with scores of exactly 0", w=_W, b=-1.0, x=_TIE),
        Case("Perceptron(w, b).run(x)", "as many examples as inputs", w=_W, b=0.25, x=_X[1:4]),
        Case("Perceptron(w, b).run(x)", "a batch of one is still a batch: shape (1,)", w=_W, b=0.75, x=_X[:1]),
        Case("Perceptron(w, b).run(x)", "a single input", w=np.array([-2.0]), b=1.0, x=np.array([[0.0], [0.5], [2.0]])),
        Case(
            "[(p := Perceptron(w, b)).run(x), p.run(x)]",
            "one perceptron, asked the same thing twice",
            judge=steady,
            w=_W,
            b=-0.6,
            x=np.array([[0.75, 0.0, 0.0], [0.5, 0.0, 0.0], [0.5, 1.0, 0.0]]),
        ),
    ),
    mistakes=(
        Mistake(
            "fires-at-zero",
            "Looks like: the answer to a score of exactly 0 is 1. In this course it is class 0: only a score above 0 "
            "is class 1, `>`.",
            _many(lambda self, x: (x @ self.w + self.b >= 0).astype(int)),
        ),
        Mistake(
            "no-bias",
            "Looks like: the bias is missing. The score is w·x + b.",
            _many(lambda self, x: (x @ self.w > 0).astype(int)),
        ),
        Mistake(
            "minus-bias",
            "Looks like: b is subtracted, like a threshold. Here b is a bias, and it is added.",
            _many(lambda self, x: (x @ self.w - self.b > 0).astype(int)),
            _many(lambda self, x: (x @ self.w > self.b).astype(int)),
        ),
        Mistake(
            "one-at-a-time",
            "Looks like: this works for one example only. A batch holds many answers, and an `if`, or what works like"
            " one, needs a single True or False. Compare the whole array with 0, and turn True and False into 1 and 0"
            " with `.astype(int)`.",
            _many(lambda self, x: 1 if x @ self.w + self.b > 0 else 0),
        ),
        Mistake(
            "int-of-a-batch",
            "Looks like: a whole batch is turned into a single whole number, as by `int(...)`. `int` turns one number"
            " into a whole number. `.astype(int)` does that to every entry of an array.",
            _many(lambda self, x: int(x @ self.w + self.b > 0)),
        ),
        Mistake(
            "summed-over-batch",
            "Looks like: everything is added up to one number. Each row of x has a score of its own, so add up over the inputs only.",
            _many(lambda self, x: int((x * self.w).sum() + self.b > 0)),
            _many(lambda self, x: int(np.sum(x @ self.w + self.b) > 0)),
        ),
        Mistake(
            "no-sum",
            "Looks like: the inputs are multiplied by the weights, but the products are not added up. The dot product `x @ w` adds them up.",
            _many(lambda self, x: (x * self.w + self.b > 0).astype(int)),
            _many(lambda self, x: (self.w * x + self.b > 0).astype(int)),
        ),
        Mistake(
            "wrong-way-round",
            "Looks like: the product is turned round, as in `w @ x` or `x.T @ w`. That is right for one example. In a"
            " batch the examples are the rows of x, so x comes first and is not turned over: `x @ w`.",
            _many(lambda self, x: (self.w @ x + self.b > 0).astype(int)),
            _many(lambda self, x: (np.dot(self.w, x) + self.b > 0).astype(int)),
        ),
        Mistake(
            "summed-over-examples",
            "Looks like: the sum runs down the columns, over the examples. The inputs of an example stand in its row: sum over `axis=-1`, or use `x @ w`.",
            _many(lambda self, x: ((x * self.w).sum(axis=0) + self.b > 0).astype(int)),
        ),
        Mistake(
            "batch-only",
            "Looks like: this works for a batch only. One example of shape (d,) has no rows to go through. `x @ self.w` takes both, and so does a sum over `axis=-1`.",
            *_many_by(lambda s: (s > 0).astype(int)),
            *_many_by(lambda s: list((s > 0).astype(int))),
            _many(lambda self, x: np.array([1 if each > 0 else 0 for each in x @ self.w + self.b])),
            _many(lambda self, x: np.array([1 if row @ self.w + self.b > 0 else 0 for row in x])),
            _many(lambda self, x: np.array([1 if np.dot(row, self.w) + self.b > 0 else 0 for row in x])),
        ),
        *of_self("Perceptron"),
        Mistake("run-changes", RUN_CHANGES, *map(_many, (_scores_into_b, _products_into_w))),
        Mistake(
            "true-false",
            "Looks like: the comparison is returned as it stands, True and False. `.astype(int)` makes them 1 and 0.",
            _many(lambda self, x: x @ self.w + self.b > 0),
        ),
        Mistake(
            "score-instead",
            "Looks like: the scores themselves. Compare them with 0.",
            _many(lambda self, x: x @ self.w + self.b),
        ),
        Mistake(
            "plus-minus-one",
            "Looks like: -1 and +1. The labels of this course are 0 and 1.",
            _many(lambda self, x: np.sign(x @ self.w + self.b)),
            _many(lambda self, x: np.sign(x @ self.w + self.b).astype(int)),
            _many(lambda self, x: np.where(x @ self.w + self.b > 0, 1, -1)),
        ),
    ),
    hints=(
        Hint(
            "`__init__` is that of the perceptron with one input: `self.w = w` and `self.b = b`.",
            "__init__",
        ),
        Hint(
            "`run` is that of the perceptron with one input, too. Only the score is different: a dot product takes "
            "the place of a product.",
            "run",
        ),
        Hint(
            "`x @ self.w + self.b` is one score for an `x` of shape (d,), and n scores for an `x` of shape (n, d). "
            "So one line works for both.",
            "run",
        ),
        Hint(
            "`scores > 0` is True or False for each score, and `(scores > 0).astype(int)` is 1 or 0. (If you write a "
            "loop over the rows, one example needs a case of its own: `x.ndim == 1`.)",
            "run",
        ),
    ),
)
