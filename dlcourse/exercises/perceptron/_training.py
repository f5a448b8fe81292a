"""Training with one thing changed, for the mistakes of the exercises that train a perceptron."""

import numpy as np


def trainer(
    name,
    fires=lambda score: score > 0,
    step=lambda y, fired: y - fired,
    weights=lambda error: error,
    bias=lambda error: error,
    rate=None,
    false_alarm=None,
    start=0.0,
    forget=False,
    late=False,
    enough=lambda wrong: wrong == 0,
    count=lambda y, fired: int(y != fired),
    give=lambda w, b, mistakes: (w, b, mistakes),
    extra=0,
    most=None,
    counted=None,
    carried=False,
    afterwards=False,
    gated=False,
):
    """A wrong answer by this name: training with one thing changed."""
    counted = counted or fires

    def train(X, y, learning_rate=1.0, max_epochs=100):
        eta = learning_rate if rate is None else rate
        w, b, mistakes, wrong = np.full(X.shape[1], start), float(start), [], 0
        for _ in range(most or max_epochs + extra):
            if forget:
                w, b = np.zeros(X.shape[1]), 0.0
            new_w, new_b, wrong = w, b, wrong if carried else 0
            for x, label in zip(X, y, strict=True):
                fired = int(fires(x @ w + b))
                wrong += 0 if afterwards else count(label, int(counted(x @ w + b)))
                error = 0 if gated and label == int(counted(x @ w + b)) else step(label, fired)
                bias_rate = eta if false_alarm is None or error >= 0 else false_alarm
                new_w, new_b = new_w + eta * weights(error) * x, new_b + bias_rate * bias(error)
                if not late:
                    w, b = new_w, new_b
                wrong += count(label, int(fires(x @ w + b))) if afterwards else 0
            w, b = new_w, new_b
            mistakes.append(wrong)
            if enough(wrong):
                break
        return give(w, b, mistakes)

    return {name: train}
