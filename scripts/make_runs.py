"""Makes dlcourse/data/runs.npz: the trainings that lesson 09 looks at, with the course's own trainer on the course's digits.

Only for whoever wants to see where the file comes from, or to make it again: `python scripts/make_runs.py` (some minutes). Prints the
checksum that belongs into dlcourse/data/__init__.py.

All networks learn from the first of the training digits. Every choice made here (the epoch of stopping, the decay, how many neurons dropout keeps) is made
on 1,000 training digits that the networks of `remedy` do not learn from. The validation digits judge. The test digits are not touched.
"""

import hashlib
from pathlib import Path

import numpy as np

from dlcourse.activations import ReLU, Softmax
from dlcourse.data import digit_sets
from dlcourse.deep import he_init
from dlcourse.generalisation import (
    DECAYS,
    EPOCHS,
    EXAMPLES,
    OPTIMISERS,
    PATIENTS,
    RATES,
    REMEDIES,
    WIDTHS,
    Dropping,
    Plain,
    TunedTrainer,
    TwoSoftmaxes,
    shifted_at_random,
)
from dlcourse.network import layer_outputs

TARGET = Path(__file__).parents[1] / "dlcourse" / "data" / "runs.npz"
RATE, BATCH = 0.1, 20
FEW = 1000  # of the 3,000 training digits: from so many the remedies and the clinic learn
SHOWN_STEPS, SHOWN_NEURONS = 50, 8
CAP = 60000.0  # what a 16-bit float holds, about


def sets():
    """Pictures and labels for training, and for validation."""
    training, validation, _ = digit_sets(np.float32)
    return *training, *validation


def outputs(parameters, X):
    """Probabilities of ten digits, in whatever number of layers; dropout takes no part."""
    return layer_outputs(X, parameters, [ReLU()] * (len(parameters) - 1) + [Softmax()])[-1]


def judged(parameters, X, y):
    """The loss of each example, and whether each is named rightly."""
    p = outputs(parameters, X)
    return -np.log(np.maximum(p[np.arange(len(y)), y], 1e-30)), p.argmax(axis=1) == y


def overfitting(examples, width, decay, seed, epochs=EPOCHS):
    """Losses (training, validation) and shares of mistakes (the same), before the training and after each epoch, (epochs + 1, 4)."""
    X, y, X_validation, y_validation = sets()
    X, y, rng = X[:examples], y[:examples], np.random.default_rng(seed)
    activations = [ReLU(), Softmax()]
    start = he_init([784, width, 10], rng)
    trainer = TunedTrainer(start, activations, RATE, batch_size=BATCH, decay=decay, rng=rng)
    rows = []
    for epoch in range(epochs + 1):
        if epoch:
            trainer.train(X, y)
        (loss, right), (new_loss, new_right) = (
            judged(trainer.parameters, *pair) for pair in ((X, y), (X_validation, y_validation))
        )
        rows.append((loss.mean(), new_loss.mean(), 1 - right.mean(), 1 - new_right.mean()))
    return np.array(rows)


def remedy(name, seed, decay=0.0, keep=1.0, epochs=40, width=128):
    """A network under one of `REMEDIES`: the parameters that are kept."""
    X, y, _, _ = sets()
    X_unused, y_unused = X[-1000:], y[-1000:]
    rng = np.random.default_rng(seed)
    start = he_init([784, width, 10], rng)
    hidden = Dropping(ReLU(), keep, np.random.default_rng(seed + 100)) if name == "dropout" else ReLU()
    strength = decay if name == "weight decay" else 0.0
    trainer = TunedTrainer(start, [hidden, Softmax()], RATE, batch_size=BATCH, decay=strength, rng=rng)
    if name == "more data":  # three times as many, a third of the epochs: as many steps
        trainer.train(X, y, epochs * FEW // len(X))
        return trainer.parameters
    X, y, lowest, kept = X[:FEW], y[:FEW], np.inf, None
    for _ in range(epochs):
        trainer.train(shifted_at_random(X, rng) if name == "shifted pictures" else X, y)
        if name == "early stopping":
            loss = judged(trainer.parameters, X_unused, y_unused)[0].mean()
            if loss < lowest:
                lowest, kept = loss, trainer.parameters
    return kept or trainer.parameters


def chosen_settings():
    """The decay and the share that dropout keeps with the lowest loss on the training digits that are not learned from."""
    X, y, _, _ = sets()
    found = []
    for name, key, values in (
        ("weight decay", "decay", (0.001, 0.003, 0.01)),
        ("dropout", "keep", (0.5, 0.65, 0.8)),
    ):
        losses = [judged(remedy(name, 9, **{key: value}), X[-1000:], y[-1000:])[0].mean() for value in values]
        print(f"{name}: {dict(zip(values, np.round(losses, 4).tolist(), strict=True))}")
        found.append(values[int(np.argmin(losses))])
    return found


def optimised(name, rate, seed, epochs=10):
    """Training loss, validation loss and share of validation mistakes after each epoch, (epochs, 3); CAP where it diverged."""
    X, y, X_validation, y_validation = sets()
    rng, rows = np.random.default_rng(seed), np.full((epochs, 3), (CAP, CAP, 0.9))
    start = he_init([784, 64, 10], rng)
    optimiser = OPTIMISERS[name](epochs * len(X) // BATCH)
    trainer = TunedTrainer(start, [ReLU(), Softmax()], rate, optimiser=optimiser, batch_size=BATCH, rng=rng)
    for epoch in range(epochs):
        try:
            trainer.train(X, y)
        except FloatingPointError:
            break
        loss, right = judged(trainer.parameters, X_validation, y_validation)
        rows[epoch] = trainer.losses[-1], loss.mean(), 1 - right.mean()
    return np.minimum(rows, CAP)


class Uphill(Plain):
    """The disease of patient C."""

    def step(self, slopes, learning_rate):
        """Return what is added to the parameters: the wrong way."""
        return learning_rate * slopes


class Watched:
    """Notes the loss of each batch, and how large the slopes of each layer are."""

    factor = 1.0

    def _step(self, X, Y):
        loss = super()._step(X, Y)
        self.seen.append([loss / len(X), *(self.factor * np.linalg.norm(dW) for dW, _ in self._slopes)])
        return loss


class WatchedTrainer(Watched, TunedTrainer):
    """Most patients learn with this one."""


class WatchedSoftmaxes(Watched, TwoSoftmaxes):
    """The disease of patient E."""

    factor = 1 / RATE  # its slopes are whole steps


def patient(name, epochs=30):
    """The chart of a patient of the clinic; "H" is healthy. A dict of arrays.

    ``steps`` (50, 4): loss and the size of the slopes of three layers, in the first steps. ``epochs`` (k, 7): loss in training and in validation,
    shares of right answers in both, sizes of the slopes, for each epoch that came to an end. ``weights`` of eight neurons of the first layer,
    ``scale`` for them; ``answers``: how often each digit was named, of the validation digits.
    """
    X, y, X_validation, y_validation = sets()
    X, y, rng = X[:FEW], y[:FEW], np.random.default_rng(0)
    start, disease = he_init([784, 32, 16, 10], rng), PATIENTS.get(name, ("",))[0]
    settings, kind, rate = {"batch_size": BATCH, "rng": rng}, WatchedTrainer, RATE
    if disease == "unscaled pixels":
        X, X_validation = 255 * X, 255 * X_validation
    elif disease == "zero weights":
        start = [(0 * W, b) for W, b in start]
    elif disease == "wrong sign":
        settings["optimiser"], rate = Uphill(), RATE / 3
    elif disease == "shuffled labels":
        y = y[rng.permutation(len(y))]
    elif disease == "two softmaxes":
        kind = WatchedSoftmaxes
    elif disease == "learning rate too large":
        rate = 3.0
    trainer = kind(start, [ReLU(), ReLU(), Softmax()], rate, **settings)
    trainer.seen, rows = [], []
    per_epoch = len(X) // BATCH
    for _ in range(epochs):
        try:
            trainer.train(X, y)
        except FloatingPointError:
            break
        pairs = (X, y), (X_validation, y_validation)
        said = [outputs(trainer.parameters, pictures) for pictures, _ in pairs]
        losses = [seen_loss(p, labels, kind) for p, (_, labels) in zip(said, pairs, strict=True)]
        right = [(p.argmax(axis=1) == labels).mean() for p, (_, labels) in zip(said, pairs, strict=True)]
        rows.append([*losses, *right, *np.mean(trainer.seen[-per_epoch:], axis=0)[1:]])
    W = trainer.parameters[0][0][:SHOWN_NEURONS]
    scale = max(np.abs(W).max() / 127, 1e-12)
    said = outputs(trainer.parameters, X_validation).argmax(axis=1)
    steps = np.full((SHOWN_STEPS, 4), CAP)
    seen = np.nan_to_num(np.array(trainer.seen[:SHOWN_STEPS]), nan=CAP, posinf=CAP)
    steps[: len(seen)] = seen
    return {
        "steps": np.minimum(steps, CAP).astype(np.float16),
        "epochs": np.minimum(np.array(rows).reshape(-1, 7), CAP).astype(np.float16),
        "weights": np.round(W / scale).astype(np.int8),
        "scale": np.array(scale),
        "answers": np.bincount(said, minlength=10).astype(np.int16),
    }


def seen_loss(p, y, kind):
    """The mean loss that whoever trains this network sees on the screen."""
    if kind is WatchedSoftmaxes:
        p = np.exp(p) / np.exp(p).sum(axis=1, keepdims=True)
    return -np.log(np.maximum(p[np.arange(len(y)), y], 1e-30)).mean()


def main():
    """Train everything, and write the file."""
    arrays = {f"patient_{name}_{key}": value for name in ("H", *PATIENTS) for key, value in patient(name).items()}
    arrays["overfitting"] = np.array(
        [
            [[np.mean([overfitting(n, w, d, seed) for seed in range(3)], axis=0) for d in DECAYS] for w in WIDTHS]
            for n in EXAMPLES
        ]
    ).astype(np.float16)
    arrays["optimisers"] = np.array(
        [[[optimised(name, rate, seed) for seed in range(3)] for rate in RATES] for name in OPTIMISERS]
    ).astype(np.float16)
    decay, keep = chosen_settings()
    _, _, X, y = sets()
    results = [[judged(remedy(name, seed, decay, keep), X, y) for seed in range(5)] for name in REMEDIES]
    arrays["remedy_losses"] = np.array([[loss for loss, _ in each] for each in results]).astype(np.float16)
    arrays["remedy_right"] = np.packbits([[right for _, right in each] for each in results], axis=-1)
    arrays["remedy_settings"] = np.array([decay, keep])
    np.savez_compressed(TARGET, **arrays)
    print(TARGET.stat().st_size, "bytes, SHA-256", hashlib.sha256(TARGET.read_bytes()).hexdigest())


if __name__ == "__main__":
    main()
