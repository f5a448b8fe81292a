"""`mend_training` of lesson 02."""

import functools

import numpy as np

from dlcourse.checker import Case, Exercise, Mistake
from dlcourse.data import seven_points
from dlcourse.exercises.perceptron import CORNERS
from dlcourse.exercises.perceptron._training import trainer


def settle(X, y, learning_rate=1.0, max_epochs=100):
    """Train a perceptron from zero; return w, b and the number of mistakes in each epoch."""
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, []
    for _ in range(max_epochs):
        mistakes.append(0)
        for x, label in zip(X, y, strict=True):
            error = label - int(x @ w + b > 0)
            w, b = w + learning_rate * error * x, b + learning_rate * error
            mistakes[-1] += abs(int(error))
        if mistakes[-1] == 0:
            break
    return w, b, mistakes


_wrong = functools.partial(trainer, "settle")


def _either(**changed):
    """A mistake, with the right number of epochs and with the one that the learner was handed."""
    return (_wrong(**changed), _wrong(**changed, extra=-1))


def _misses_only(error):
    return max(error, 0)


_seven_X, _seven_y = seven_points()
_three_X = np.array([[2.0, 1, 0], [0, 1, 1], [1, 0, 1], [-1, 2, 0], [0, -1, 2]])
_three_y = np.array([0, 1, 0, 1, 0])

EXERCISE = Exercise(
    id="mend_training",
    kind="mend",
    worth=(
        "Every mistake moves w and b, and both in the same direction: the bias is a weight whose input is always 1. In `train_perceptron` the factor y - ŷ does that for misses and "
        "false alarms in one line, so nothing can be forgotten in one of two branches."
    ),
    reference={"settle": settle},
    cases=(
        Case("settle(X, y)", "the seven points of the lesson", X=_seven_X, y=_seven_y),
        Case("settle(X, y, max_epochs=3)", "stopped before it has settled: 3 epochs", X=_seven_X, y=_seven_y),
        Case(
            "settle(X, y, max_epochs=5)",
            "the last epoch that is allowed is the one without a mistake",
            X=_seven_X,
            y=_seven_y,
        ),
        Case("settle(X, y, learning_rate=0.25)", "a smaller learning rate", X=_seven_X, y=_seven_y),
        Case("settle(X, y)", "five examples of three inputs", X=_three_X, y=_three_y),
        Case("settle(X, y, max_epochs=1)", "a single epoch", X=_three_X[::-1], y=_three_y[::-1]),
        Case("settle(X, y)", "XOR, which never settles", X=np.array(CORNERS, dtype=float), y=np.array([0, 1, 1, 0])),
        Case("settle(X, y)", "a single example", X=np.array([[3.0, -1.0]]), y=np.array([1])),
    ),
    mistakes=(
        Mistake(
            "neither",
            "Looks like: two mistakes are still there. The bias does not learn from every mistake, and there is one epoch fewer than `max_epochs` allows.",
            _wrong(bias=_misses_only, extra=-1),
        ),
        Mistake(
            "bias-after-false-alarms",
            "Looks like: the number of epochs is right now, but the bias still learns from misses only. After a false alarm it has to take a step as well.",
            _wrong(bias=_misses_only),
        ),
        Mistake(
            "one-epoch-too-few",
            "Looks like: the steps are right now, but there is one epoch fewer than `max_epochs` allows. How many "
            "turns does the loop take?",
            _wrong(extra=-1),
        ),
        Mistake(
            "one-epoch-too-many",
            "Looks like: the steps are right now, but there is one epoch more than `max_epochs` allows. How many "
            "turns does the loop take?",
            _wrong(extra=1),
        ),
        Mistake(
            "bias-grows",
            "Looks like: the bias grows after a false alarm. A false alarm means that the score was too high, so w and b both have to go down.",
            *_either(bias=abs),
        ),
        Mistake(
            "bias-by-one",
            "Looks like: after a false alarm the bias goes down by 1. The learning rate multiplies this step, too.",
            *_either(false_alarm=1.0),
        ),
        Mistake(
            "bias-never",
            "Looks like: now the bias stays 0. It has to learn from misses, as it did, and from false alarms.",
            *_either(bias=lambda error: 0),
        ),
        Mistake(
            "bias-after-false-alarms-only",
            "Looks like: now the bias learns from false alarms, but no longer from misses. It has to learn from both.",
            *_either(bias=lambda error: min(error, 0)),
        ),
        Mistake(
            "weights-after-misses-only",
            "Looks like: now the bias learns from false alarms, but the weights do not any more. Both take a step.",
            *_either(weights=_misses_only),
        ),
        Mistake(
            "counts-misses-only",
            "Looks like: false alarms are no longer counted as mistakes.",
            *_either(count=lambda y, fired: y * (1 - fired)),
        ),
        Mistake(
            "never-stops",
            "Looks like: it goes on after an epoch without a mistake. Nothing changes any more then: stop there.",
            *_either(enough=lambda wrong: False),
        ),
        Mistake(
            "stops-early",
            "Looks like: it stops although there was a mistake in the last epoch. Training goes on until an epoch is without any.",
            *_either(enough=lambda wrong: wrong <= 1),
        ),
        Mistake(
            "clean-epoch-not-counted",
            "Looks like: the epoch without a mistake is missing from `mistakes`. Append the count first, and then look whether it is 0.",
            *_either(give=lambda w, b, m: (w, b, m[:-1] if m[-1] == 0 else m)),
        ),
    ),
    hints=(
        "There are two symptoms. Begin with the list of mistakes: with `max_epochs=3` it has two numbers. Which line decides how many epochs there are? Then print b after every epoch: on "
        "the seven points it only ever grows. When should it become smaller?",
        "`range(1, max_epochs)` gives 1, 2, ..., max_epochs - 1: count them. And compare the two branches of the `if`: after a miss both w and b take a step. What "
        "happens after a false alarm?",
        "Let the outer loop run over `range(max_epochs)`. After a false alarm the bias goes down by the learning rate, as w goes down by the learning rate times x: "
        "`b = b - learning_rate`.",
    ),
    parts=("w", "b", "mistakes"),
)
