"""Exercises of lesson 06, and what several of them share."""

import numpy as np

_rng = np.random.default_rng(6)

X = np.array([[1.0, -2.0, 0.5], [0.0, 3.0, -1.5]])

hand_x, hand_y = np.array([1.0, 2.0, 3.0]), np.array([2.0, 4.0, 6.0])

many_x = _rng.normal(size=7).round(2)

many_y = (2 * many_x - 0.5 + _rng.normal(size=7)).round(2)


def cut(order, size):
    return [order[k : k + size] for k in range(0, len(order), size)]
