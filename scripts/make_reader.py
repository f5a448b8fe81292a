"""Makes dlcourse/data/reader.npz: the digit reader that lesson 00 opens with, trained on the course's 4,000 digits.

Only for whoever wants to see where the file comes from, or to make it again: `python scripts/make_reader.py` (some seconds).
In each epoch every picture is shifted anew by up to two pixels, so that real drawings, which never lie quite right, are read, too.
A weight is stored as a whole number from -127 to 127, with one scale for each neuron: a quarter of the size, the same answers. Prints the checksum that belongs into dlcourse/data/__init__.py.
"""

import hashlib
from itertools import product
from pathlib import Path

import numpy as np

from dlcourse.activations import ReLU, Softmax
from dlcourse.data import digits
from dlcourse.deep import accuracy, he_init, shift
from dlcourse.network import layer_outputs
from dlcourse.trainer import Trainer

TARGET = Path(__file__).parents[1] / "dlcourse" / "data" / "reader.npz"
EPOCHS, LATE_EPOCHS = 20, 4  # at a learning rate of 0.2, then 0.05


def main():
    """Train, and write the file."""
    X, y, X_held_out, y_held_out = digits(np.float32)
    rng, activations = np.random.default_rng(0), [ReLU(), ReLU(), Softmax()]
    trainer = Trainer(he_init([784, 128, 64, 10], rng), activations, learning_rate=0.2, rng=rng)
    for epoch in range(EPOCHS + LATE_EPOCHS):
        if epoch == EPOCHS:
            trainer.learning_rate = 0.05
        trainer.train(shifted(X, rng), y)
    arrays, rounded = {}, []
    for layer, (W, b) in enumerate(trainer.parameters, start=1):
        scale = (np.abs(W).max(axis=1) / 127).astype(np.float32)
        whole = np.round(W / scale[:, None]).astype(np.int8)
        arrays |= {f"weights{layer}": whole, f"scale{layer}": scale, f"bias{layer}": b.astype(np.float32)}
        rounded.append((whole * scale[:, None], b))
    np.savez_compressed(TARGET, **arrays)
    print(TARGET.stat().st_size, "bytes, SHA-256", hashlib.sha256(TARGET.read_bytes()).hexdigest())
    for name, parameters in (("as trained", trainer.parameters), ("as stored", rounded)):
        said = layer_outputs(X_held_out, parameters, activations)[-1].argmax(axis=1)
        print(f"{name}: reads {accuracy(said, y_held_out):.1%} of the held-out digits")


def shifted(X, rng, most=2):
    """Each picture moved by up to so many pixels, down or up, right or left."""
    moves, moved = rng.integers(-most, most + 1, size=(len(X), 2)), X.copy()
    for move in product(range(-most, most + 1), repeat=2):
        chosen = (moves == move).all(axis=1)
        moved[chosen] = shift(X[chosen], *move)
    return moved


if __name__ == "__main__":
    main()
