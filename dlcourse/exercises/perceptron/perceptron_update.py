"""`perceptron_update` of lesson 02."""

import numpy as np

from dlcourse import perceptron as maths
from dlcourse.checker import Case, Exercise, Mistake


def _update(step):
    """A wrong answer from `step(w, b, x, y, fired, rate)`, where `fired` is the perceptron's own label."""

    def perceptron_update(w, b, x, y, learning_rate=1.0):
        return step(w, b, x, y, int(x @ w + b > 0), learning_rate)

    return {"perceptron_update": perceptron_update}


def _update_by_score(w, b, x, y, learning_rate=1.0):
    return w + learning_rate * (y - (x @ w + b)) * x, b + learning_rate * (y - (x @ w + b))


def _update_at_zero(w, b, x, y, learning_rate=1.0):
    error = y - int(x @ w + b >= 0)
    return w + learning_rate * error * x, b + learning_rate * error


def _update_with_another_label_for_b(w, b, x, y, learning_rate=1.0):
    w = w + learning_rate * (y - int(x @ w + b > 0)) * x
    return w, b + learning_rate * (y - int(x @ w + b > 0))


def _update_without_bias_in_score(w, b, x, y, learning_rate=1.0):
    error = y - int(x @ w > 0)
    return w + learning_rate * error * x, b + learning_rate * error


_x, _w = np.array([1.0, -0.5, 2.0]), np.array([0.5, 1.0, -0.25])  # a score of -0.5 + b


def _stepped(w, b, x, error, rate):
    return w + rate * error * x, b + rate * error


EXERCISE = Exercise(
    id="perceptron_update",
    worth="y - ŷ is 1, 0 or -1. So one formula does the work of three cases, and no `if` is needed.",
    reference={"perceptron_update": maths.perceptron_update},
    cases=(
        Case("perceptron_update(w, b, x, y)", "a miss: label 1, score below 0", w=_w, b=0.25, x=_x, y=1),
        Case("perceptron_update(w, b, x, y)", "a false alarm: label 0, score above 0", w=_w, b=0.75, x=_x, y=0),
        Case("perceptron_update(w, b, x, y)", "right already: label 1, score above 0", w=_w, b=0.75, x=_x, y=1),
        Case("perceptron_update(w, b, x, y)", "right already: label 0, score below 0", w=_w, b=0.25, x=_x, y=0),
        Case("perceptron_update(w, b, x, y)", "label 1, and a score of exactly 0: a miss", w=_w, b=0.5, x=_x, y=1),
        Case("perceptron_update(w, b, x, y)", "label 0, and a score of exactly 0: right", w=_w, b=0.5, x=_x, y=0),
        Case(
            "perceptron_update(w, b, x, y)",
            "label 0, and only the bias keeps the score below 0",
            w=-_w,
            b=-0.75,
            x=_x,
            y=0,
        ),
        Case("perceptron_update(w, b, x, y, learning_rate=0.1)", "a miss, smaller step", w=_w, b=0.25, x=_x, y=1),
        Case(
            "perceptron_update(w, b, x, y, learning_rate=0.01)",
            "a miss, and a step so small that it is still a miss afterwards",
            w=_w,
            b=0.25,
            x=_x,
            y=1,
        ),
        Case("perceptron_update(w, b, x, y, 4.0)", "a false alarm, larger step", w=_w[:2], b=1.5, x=_x[:2], y=0),
    ),
    mistakes=(
        Mistake(
            "no-bias-update",
            "Looks like: the bias stays as it was. It takes a step as well, b + η(y - ŷ), like a weight whose input is always 1.",
            _update(lambda w, b, x, y, fired, rate: (w + rate * (y - fired) * x, b)),
        ),
        Mistake(
            "label-worked-out-twice",
            "Looks like: ŷ is computed again after w has changed, and then it may be right. Compute it once, before w and b change.",
            {"perceptron_update": _update_with_another_label_for_b},
        ),
        Mistake(
            "wrong-direction",
            "Looks like: the step goes the wrong way. After a miss (y is 1, ŷ is 0) w has to move towards x.",
            _update(lambda w, b, x, y, fired, rate: (w - rate * (y - fired) * x, b - rate * (y - fired))),
        ),
        Mistake(
            "fires-at-zero",
            "Looks like: ŷ is 1 for a score of exactly 0. Such a score is class 0: ŷ is 1 only where the score is "
            "above 0, `>`.",
            {"perceptron_update": _update_at_zero},
        ),
        Mistake(
            "no-learning-rate",
            "Looks like: the learning rate is not used. It multiplies both steps.",
            _update(lambda w, b, x, y, fired, rate: (w + (y - fired) * x, b + (y - fired))),
        ),
        Mistake(
            "learning-rate-for-w-only",
            "Looks like: the learning rate multiplies the step of w, but not that of b.",
            _update(lambda w, b, x, y, fired, rate: (w + rate * (y - fired) * x, b + (y - fired))),
        ),
        Mistake(
            "always-moves",
            "Looks like: w and b also move where ŷ was right. The perceptron learns from mistakes only: where ŷ equals y, y - ŷ is 0.",
            _update(lambda w, b, x, y, fired, rate: (w + rate * (2 * y - 1) * x, b + rate * (2 * y - 1))),
            _update(lambda w, b, x, y, fired, rate: (w + rate * y * x, b + rate * y)),
        ),
        Mistake(
            "misses-only",
            "Looks like: the perceptron learns from misses, but not from false alarms. When y is 0 and ŷ is 1, y - ŷ is -1, so w moves away from x.",
            _update(lambda w, b, x, y, fired, rate: (w + rate * y * (1 - fired) * x, b + rate * y * (1 - fired))),
        ),
        Mistake(
            "adds-after-any-mistake",
            "Looks like: x is added after a false alarm as well. After a false alarm y - ŷ is -1, so x is subtracted.",
            _update(lambda w, b, x, y, fired, rate: (w + rate * abs(y - fired) * x, b + rate * abs(y - fired))),
        ),
        Mistake(
            "step-without-x",
            "Looks like: the same step for every weight. The step of w is η(y - ŷ) times x.",
            _update(lambda w, b, x, y, fired, rate: (w + rate * (y - fired), b + rate * (y - fired))),
        ),
        Mistake(
            "w-for-x",
            "Looks like: w moves along itself, and not along x. The step of w is η(y - ŷ) times the example x.",
            _update(lambda w, b, x, y, fired, rate: (w + rate * (y - fired) * w, b + rate * (y - fired))),
        ),
        Mistake(
            "score-instead-of-label",
            "Looks like: y minus the score. The rule compares labels: ŷ is 1 if the score is above 0, else 0.",
            {"perceptron_update": _update_by_score},
        ),
        Mistake(
            "bias-not-in-score",
            "Looks like: the score is computed without b. The perceptron says 1 if w·x + b is above 0.",
            {"perceptron_update": _update_without_bias_in_score},
        ),
        Mistake(
            "only-w-returned",
            "Looks like: only the weights come back. Return both: `return w, b`.",
            _update(lambda w, b, x, y, fired, rate: w + rate * (y - fired) * x),
        ),
        Mistake(
            "order-of-two",
            "Looks like: the two are in the wrong order. First w, then b: `return w, b`.",
            _update(lambda w, b, x, y, fired, rate: (b + rate * (y - fired), w + rate * (y - fired) * x)),
        ),
        Mistake(
            "sign",
            "Looks like: ŷ is -1, 0 or 1, as `np.sign` gives it. The labels are 0 and 1: ŷ is 1 if the score is above"
            " 0, else 0.",
            _update(lambda w, b, x, y, fired, rate: _stepped(w, b, x, y - np.sign(x @ w + b), rate)),
        ),
        Mistake(
            "bias-for-each-feature",
            "Looks like: the bias takes a step for each feature. It takes one step{loop:, outside the loop over the weights}.",
            _update(lambda w, b, x, y, fired, rate: (w + rate * (y - fired) * x, b + len(x) * rate * (y - fired))),
        ),
        Mistake(
            "bias-as-a-threshold",
            "Looks like: the bias takes its step the other way, like a threshold. The score is w·x + b, so the step of b is + η(y - ŷ).",
            _update(lambda w, b, x, y, fired, rate: (w + rate * (y - fired) * x, b - rate * (y - fired))),
        ),
    ),
    hints=(
        "First compute what the perceptron says with the weights that it has now: ŷ is 1 if w·x + b is above 0, else 0.",
        "The difference `y - y_hat` is 1 after a miss, -1 after a false alarm, and 0 where the label is right. So no `if` is needed: multiply by it.",
        "Call this difference `error`, and return `w + learning_rate * error * x` and `b + learning_rate * error`. `w + ...` makes a new array. `w += ...` would change the array that you were handed.",
    ),
    needs=("perceptron",),
    parts=("w", "b"),
)
