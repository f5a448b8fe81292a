"""The palette, as readers with three kinds of colour blindness see it, and without any colour.

The matrices are those of G. M. Machado, M. M. Oliveira and L. A. F. Fernandes, A Physiologically-based Model for Simulation of Color
Vision Deficiency, IEEE Transactions on Visualization and Computer Graphics 15 (2009), for a severity of 1; they work on linear RGB.
Contrast is that of WCAG 2.2, and a distance is the Euclidean one in CIELAB, where about 2 can just be told apart side by side.
"""

from itertools import combinations

import numpy as np
import pytest

from dlcourse.figures import palette
from dlcourse.figures.palette import LIGHT
from tests.courseware import contrast

SEEN = {
    "normal": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)

# Pairs that a picture asks to tell apart by their colour, each in one picture at least.
APART = [
    ("blue", "orange"),  # the two classes
    ("blue tint", "orange tint"),  # and their sides
    ("green", "pink"),
    ("green", "ink"),
    ("pink", "ink"),
    ("green", "ground"),
    ("pink", "ground"),
    ("ink", "ground"),
    ("ink", "grey"),
    ("dark green", "green"),
    ("green", "light green"),
    ("dark green", "light green"),
    ("green tint", "paper"),
    ("pink tint", "paper"),
    ("green tint", "pink tint"),
    ("landscape", "paper"),
    ("flat tint", "paper"),
    ("pale", "ink"),
    ("pale", "ground"),
]
# Those that are one grey without colour, and what else tells them apart.
BY_SHAPE = {
    ("blue", "orange"): "circles and triangles",
    ("blue tint", "orange tint"): "a black line between them, and the points on them",
    ("green", "pink"): "solid and dashed, or words beside them",
    ("green tint", "pink tint"): "never at the same moment: values go forward, then slopes come back",
    ("green tint", "paper"): "white edges",
    ("pink tint", "paper"): "larger than the node that they surround",
}
WORDS = ("ink", "grey", "blue", "dark orange", "green", "pink", "dark green")
MARKS = {name: ("paper", "blue tint", "orange tint", "green tint", "wash", "flat tint", "landscape") for name in WORDS}
MARKS["ground"] = ("paper",)  # a curve or a wire that is grey is still to be seen
MARKS["orange"] = ("paper", "blue tint", "orange tint", "wash")


def linear(color):
    rgb = np.array([int(color[k : k + 2], 16) for k in (1, 3, 5)]) / 255
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def lab(rgb):
    x, y, z = (TO_XYZ @ rgb) / (0.95047, 1, 1.08883)
    f = [np.cbrt(t) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116 for t in (x, y, z)]
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def seen(color, matrix):
    return lab((matrix @ linear(color)).clip(0, 1))


def test_the_measures_are_right():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21, abs=0.01)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)  # WCAG's best known grey
    assert np.allclose(lab(linear("#FFFFFF")), (100, 0, 0), atol=0.05)
    for matrix in SEEN.values():  # who sees no colour sees greys as they are
        assert np.allclose(matrix.sum(axis=1), 1, atol=1e-5)


def test_green_and_pink_of_okabe_and_ito_would_not_do():
    """The fault that this file is for: they are nearly one colour to deuteranopes."""
    matrix = SEEN["deuteranopia"]
    assert np.linalg.norm(seen("#009E73", matrix) - seen("#CC79A7", matrix)) < 20


@pytest.mark.parametrize("pair", APART, ids=" and ".join)
def test_a_pair_is_told_apart_by_everybody(pair):
    one, other = (LIGHT[name] for name in pair)
    least = 6 if {"paper", "pale", "blue tint", "green tint", "landscape"} & set(pair) else 20  # areas, side by side
    for name, matrix in SEEN.items():
        assert np.linalg.norm(seen(one, matrix) - seen(other, matrix)) >= least, name
    if pair not in BY_SHAPE:
        greys = [seen(color, np.eye(3))[0] for color in (one, other)]
        assert abs(greys[0] - greys[1]) >= 12, "without colour: say in BY_SHAPE what else tells them apart"


@pytest.mark.parametrize("name", WORDS)
def test_words_can_be_read(name):
    assert contrast(LIGHT[name], LIGHT["paper"]) >= 4.5


@pytest.mark.parametrize(("name", "grounds"), MARKS.items(), ids=MARKS)
def test_marks_and_lines_are_seen_on_every_ground(name, grounds):
    for ground in grounds:
        assert contrast(LIGHT[name], LIGHT[ground]) >= 3, ground


def test_colours_are_said_once():
    assert len(set(LIGHT.values())) == len(LIGHT)
    said = {value for name, value in vars(palette).items() if name.isupper() and isinstance(value, str)}
    assert said <= set(LIGHT.values())
    assert all(np.linalg.norm(seen(a, np.eye(3)) - seen(b, np.eye(3))) > 2 for a, b in combinations(LIGHT.values(), 2))
