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
