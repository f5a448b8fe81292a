"""`train_perceptron` of lesson 02."""

import functools

import numpy as np

from dlcourse import perceptron as maths
from dlcourse.checker import Case, Exercise, Mistake
from dlcourse.data import seven_points
from dlcourse.exercises.perceptron import CORNERS
from dlcourse.exercises.perceptron._training import trainer

_trainer = functools.partial(trainer, "train_perceptron")

_seven_X, _seven_y = seven_points()

_three_X = np.array([[1.0, 2, 0], [0, 1, 1], [2, 0, 1], [-1, 1, 0], [0, -1, 2]])

_three_y = np.array([1, 1, 0, 1, 0])

_xor_X, _xor_y = np.array(CORNERS, dtype=float), np.array([0, 1, 1, 0])


def _until_the_first(X, y, learning_rate=1.0, max_epochs=100):
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, []
    for _ in range(max_epochs):
        errors = [label - int(x @ w + b > 0) for x, label in zip(X, y, strict=True)]
        first = next((k for k, error in enumerate(errors) if error), None)
        mistakes.append(int(first is not None))
        if first is None:
            break
        w, b = w + learning_rate * errors[first] * X[first], b + learning_rate * errors[first]
    return w, b, mistakes


def _bias_for_each_feature(X, y, learning_rate=1.0, max_epochs=100):
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, []
    for _ in range(max_epochs):
        wrong = 0
        for x, label in zip(X, y, strict=True):
            error = label - int(x @ w + b > 0)
            wrong += abs(error)
            w, b = w + learning_rate * error * x, b + len(x) * learning_rate * error
        mistakes.append(wrong)
        if not wrong:
            break
    return w, b, mistakes


def _counted_after_each_epoch(X, y, learning_rate=1.0, max_epochs=100):
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, []
    for _ in range(max_epochs):
        for x, label in zip(X, y, strict=True):
            error = label - int(x @ w + b > 0)
            w, b = w + learning_rate * error * x, b + learning_rate * error
        mistakes.append(int(((X @ w + b > 0) != y).sum()))
        if not mistakes[-1]:
            break
    return w, b, mistakes


EXERCISE = Exercise(
    id="train_perceptron",
    worth="The step itself is not written again, since `perceptron_update` does it. What is left is counting and stopping.",
    reference={"train_perceptron": maths.train_perceptron},
    cases=(
        Case("train_perceptron(X, y)", "the seven points of the lesson", X=_seven_X, y=_seven_y),
        Case("train_perceptron(X, y, learning_rate=0.25)", "a smaller learning rate", X=_seven_X, y=_seven_y),
        Case("train_perceptron(X, y)", "five examples of three inputs", X=_three_X, y=_three_y),
        Case("train_perceptron(X, y, max_epochs=3)", "stopped before it has settled", X=_seven_X, y=_seven_y),
        Case("train_perceptron(X, y)", "XOR, which never settles: training stops after 100 epochs", X=_xor_X, y=_xor_y),
        Case(
            "train_perceptron(X, y)",
            "all of class 0: w = 0, b = 0 is right from the start, and the first epoch is without a mistake",
            X=_three_X[:2],
            y=np.array([0, 0]),
        ),
        Case("train_perceptron(X, y)", "a single example", X=np.array([[3.0, -1.0]]), y=np.array([1])),
    ),
    mistakes=(
        Mistake(
            "clean-epoch-not-counted",
            "Looks like: the epoch without a mistake is missing from `mistakes`. Append the count first, then stop if it is 0.",
            _trainer(give=lambda w, b, m: (w, b, m[:-1] if m[-1] == 0 else m)),
        ),
        Mistake(
            "stops-early",
            "Looks like: training stops although the last epoch had a mistake. It has to go on until a whole epoch is without a mistake.",
            _trainer(enough=lambda wrong: wrong <= 1),
            _trainer(enough=lambda wrong: True),
        ),
        Mistake(
            "never-stops",
            "Looks like: training always runs for `max_epochs` epochs. After an epoch without a mistake nothing changes any more: stop there.",
            _trainer(enough=lambda wrong: False),
        ),
        Mistake(
            "fires-at-zero",
            "Looks like: a score of exactly 0 is taken for class 1. In this course it is class 0, so the comparison "
            "is `>`; at the start, with w = 0 and b = 0, every score is 0.",
            _trainer(fires=lambda score: score >= 0),
            _trainer(counted=lambda score: score >= 0, gated=True),
        ),
        Mistake(
            "no-learning-rate",
            "Looks like: the learning rate is not used. `perceptron_update` takes it as its last argument.",
            _trainer(rate=1.0),
        ),
        Mistake(
            "counts-examples",
            "Looks like: every example is counted, and not only the mistakes. Count an example only where the label and the perceptron's answer differ.",
            _trainer(count=lambda y, fired: 1),
            _trainer(count=lambda y, fired: 1, enough=lambda wrong: False),
        ),
        Mistake(
            "counts-misses-only",
            "Looks like: one kind of mistake is not counted, or the two kinds cancel each other. A miss (label 1, answer 0) and a false alarm (label 0, answer 1) each count as one mistake: add up |y - ŷ|, not y - ŷ.",
            _trainer(count=lambda y, fired: y - fired),
            _trainer(count=lambda y, fired: y * (1 - fired)),
            _trainer(count=lambda y, fired: y - fired, enough=lambda wrong: False),
        ),
        Mistake(
            "moves-every-time",
            "Looks like: w and b also move after examples that were right. The perceptron learns from its mistakes only.",
            _trainer(step=lambda y, fired: 2 * y - 1),
            _trainer(step=lambda y, fired: y),
        ),
        Mistake(
            "wrong-direction",
            "Looks like: the steps go the wrong way. After a miss, y - ŷ is +1 and w moves towards x.",
            _trainer(step=lambda y, fired: fired - y),
        ),
        Mistake(
            "no-bias-update",
            "Looks like: the bias stays 0. It takes a step as well: `perceptron_update` returns both, so take both.",
            _trainer(bias=lambda error: 0),
        ),
        Mistake(
            "judged-from-the-start",
            "Looks like: a whole epoch is judged with the weights from its start. The perceptron uses what it has learned at once, for the very next example.",
            _trainer(late=True),
        ),
        Mistake(
            "forgets",
            "Looks like: every epoch starts again from 0. Set w and b to 0 once, before the first epoch.",
            _trainer(forget=True),
        ),
        Mistake(
            "total-instead",
            "Looks like: the total of all epochs. Keep one number for each epoch, in a list.",
            _trainer(give=lambda w, b, m: (w, b, sum(m))),
        ),
        Mistake(
            "last-count-instead",
            "Looks like: the count of the last epoch alone. Keep one number for each epoch, in a list.",
            _trainer(give=lambda w, b, m: (w, b, m[-1])),
        ),
        Mistake(
            "number-of-epochs",
            "Looks like: the number of epochs. Asked for is a list with the number of mistakes in each epoch.",
            _trainer(give=lambda w, b, m: (w, b, len(m))),
        ),
        Mistake(
            "running-total",
            "Looks like: a running total. Set the count back to 0 at the start of each epoch.",
            _trainer(give=lambda w, b, m: (w, b, np.cumsum(m).tolist())),
            _trainer(carried=True),
        ),
        Mistake(
            "step-not-kept",
            "Looks like: the steps are computed, but not kept: w and b stay 0. `perceptron_update` returns new ones: "
            "`w, b = perceptron_update(...)`.",
            _trainer(step=lambda y, fired: 0),
        ),
        Mistake(
            "counted-afterwards",
            "Looks like: the mistake is counted after the step, when the answer may already have become right. Compare first, then take the step.",
            _trainer(afterwards=True),
        ),
        Mistake(
            "counted-after-the-epoch",
            "Looks like: the mistakes are counted after the epoch, with the weights at its end. Count a mistake at the moment in which it is made, just before the step.",
            {"train_perceptron": _counted_after_each_epoch},
        ),
        Mistake(
            "counts-at-zero",
            "Looks like: a score of exactly 0 is taken for class 1 where the mistakes are counted, but not where the "
            "step is taken. It is class 0 in both, so the comparison is `>`.",
            _trainer(counted=lambda score: score >= 0),
        ),
        Mistake(
            "max-epochs-ignored",
            "Looks like: `max_epochs` is not used. It is the largest number of epochs: `for _ in range(max_epochs)`.",
            _trainer(most=100),
            _trainer(most=1000),
        ),
        Mistake(
            "order-of-three",
            "Looks like: the three are in another order. Asked for is `return w, b, mistakes`.",
            _trainer(give=lambda w, b, m: (b, w, m)),
            _trainer(give=lambda w, b, m: (w, m, b)),
            _trainer(give=lambda w, b, m: (m, w, b)),
            _trainer(give=lambda w, b, m: (m, b, w)),
        ),
        Mistake(
            "starts-at-one",
            "Looks like: training starts from ones. It has to start from w = 0, b = 0.",
            _trainer(start=1.0),
        ),
        Mistake(
            "one-epoch-too-many",
            "Looks like: one epoch more than `max_epochs` allows.",
            _trainer(extra=1),
        ),
        Mistake(
            "one-epoch-too-few",
            "Looks like: one epoch fewer than `max_epochs` allows. As many turns as asked for are given by "
            "`range(max_epochs)`.",
            _trainer(extra=-1),
        ),
        Mistake(
            "mistakes-not-returned",
            "Looks like: only w and b come back. Return three things: `return w, b, mistakes`.",
            _trainer(give=lambda w, b, m: (w, b)),
        ),
        Mistake(
            "sign",
            "Looks like: the answers are -1, 0 and 1, as `np.sign` gives them. The labels are 0 and 1: ŷ is 1 if the "
            "score is above 0, else 0.",
            _trainer(fires=np.sign),
            _trainer(fires=np.sign, step=lambda y, fired: y * (y != fired)),
        ),
        Mistake(
            "ends-at-first-mistake",
            "Looks like: an epoch ends at its first mistake, so the rows after it are not seen. Go on to the last row.",
            {"train_perceptron": _until_the_first},
        ),
        Mistake(
            "bias-for-each-feature",
            "Looks like: the bias takes a step for each feature. It takes one step for each mistake, however many weights there are.",
            {"train_perceptron": _bias_for_each_feature},
        ),
    ),
    hints=(
        "You need two loops, one inside the other. The outer one counts the epochs, at most `max_epochs` of them. The inner one goes through the examples in their order: `for x, label in zip(X, y)`.",
        "For each example: is `int(x @ w + b > 0)` different from the label? If so, count a mistake and take the step: `w, b = perceptron_update(w, b, x, label, learning_rate)`.",
        "After the inner loop append the count to `mistakes`. If the count is 0, `break`. At the end `return w, b, mistakes`.",
    ),
    needs=("perceptron", "perceptron_update"),
    parts=("w", "b", "mistakes"),
)
