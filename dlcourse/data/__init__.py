"""Small bundled data sets. Every function names its source and licence."""

import numpy as np


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
