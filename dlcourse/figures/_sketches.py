"""Small drawings of the parts of the digit reader, for their map. Each is 100 wide and 60 high, about its middle."""

import numpy as np
from matplotlib.patches import Circle, FancyArrowPatch, Rectangle

from dlcourse.figures import GREEN, GREY, GROUND, INK, PALE, PINK, WASH

DASHED = (0, (3, 1.5))
_DIGITS = {  # 3 by 5 cells
    1: ".#.##..#..#.###",
    2: "###..#####..###",
    3: "###..####..####",
    4: "#.##.####..#..#",
    5: "####..###..####",
    7: "###..#..#.#..#.",
    8: "####.#####.####",
    9: "####.####..####",
}


def digit(pen, which, left, top, cell):
    """A digit of square cells."""
    for k in np.flatnonzero(np.array(list(_DIGITS[which])) == "#"):
        pen.box(left + cell * (k % 3), top - cell * (k // 3 + 1), cell, cell, INK)


def drawing(pen):
    """A digit on a sheet of cells."""
    for k in range(49):
        pen.box(-28 + 8 * (k % 7), -28 + 8 * (k // 7), 8, 8, "white", edgecolor=PALE, linewidth=0.8)
    digit(pen, 3, -12, 20, 8)


def answer(pen):
    """The digit that was read."""
    pen.ax.text(pen.x, pen.y, "3", fontsize=34, fontweight="bold", ha="center", va="center")


def ready(pen):
    """A tick."""
    pen.line([-18, -5, 20], [-2, -16, 18], color=INK, linewidth=6, solid_capstyle="round", solid_joinstyle="round")


def score(pen):
    """Cells with weights, added up."""
    for y, shade, width in ((20, INK, 3.5), (0, GROUND, 1), (-20, INK, 2)):
        pen.box(-42, y - 6, 12, 12, shade)
        pen.line([-28, 22], [y, 0], color=GREY, linewidth=width)
    pen.neuron(28, 0, 13)
    pen.line([23, 33], [0, 0], color=INK)
    pen.line([28, 28], [-5, 5], color=INK)


def neuron(pen):
    """A step."""
    pen.axes()
    pen.line([-44, 0, 0, 44], [-22, -22, 16, 16], color=GREEN, linewidth=2.5)


def bend(pen):
    """A sigmoid in place of the step."""
    pen.axes()
    x = np.linspace(-44, 44, 60)
    pen.line([-44, 0, 0, 44], [-22, -22, 16, 16], color=GROUND, linestyle=DASHED)
    pen.line(x, -22 + 38 / (1 + np.exp(-x / 8)), color=GREEN, linewidth=2.5)


def _network(pen):
    layers = [[(-40, y) for y in (-20, 0, 20)], [(0, y) for y in (-24, -8, 8, 24)], [(40, y) for y in (-12, 12)]]
    for one, other in zip(layers, layers[1:], strict=False):
        for x, y in one:
            for far, high in other:
                pen.line([x, far], [y, high], color=GROUND, linewidth=1)
    for x, y in (place for layer in layers for place in layer):
        pen.neuron(x, y, 5.5)


def layers(pen):
    """Neurons in layers."""
    _network(pen)


def loss(pen):
    """Ten shares; what is missing to the right one is marked."""
    for k, share in enumerate((4, 2, 6, 32, 3, 9, 2, 3, 14, 4)):
        pen.box(-45 + 9 * k, -26, 6, share, GREEN if k == 3 else GROUND)
    pen.box(-18, 8, 6, 18, PINK)


def descent(pen):
    """Steps down a valley."""
    x = np.linspace(-42, 42, 50)
    path = np.array([-38, -22, -11, -5, -1])
    pen.line(x, -24 + 48 * (x / 42) ** 2, color=GROUND, linewidth=2.5)
    pen.line(path, -24 + 48 * (path / 42) ** 2, color=GREEN, marker="o", markersize=5)


def backprop(pen):
    """What comes back through the layers."""
    _network(pen)
    for x in (24, -16):
        pen.arrow(x, 0, x - 18, 0, PINK)


def real_digits(pen):
    """Many digits."""
    for k, which in enumerate((3, 7, 1, 8, 2, 5, 9, 4)):
        digit(pen, which, -44 + 25 * (k % 4), 25 - 30 * (k // 4), 4)


def exam(pen):
    """The mistakes in training fall on; the mistakes with what is new do not."""
    pen.axes()
    x = np.linspace(0, 1, 40)
    pen.line(-44 + 88 * x, -24 + 48 * np.exp(-4 * x), color=INK, linestyle=DASHED)
    pen.line(-44 + 88 * x, -8 + 34 * np.exp(-5 * x) + 6 * x**2, color=GREEN, linewidth=2.5)


class Pen:
    """Draws about a place.

    Parameters
    ----------
    ax : Axes
    x, y : float
        The middle of the drawing.
    """

    def __init__(self, ax, x, y):
        self.ax, self.x, self.y = ax, x, y

    def line(self, x, y, **style):
        """A line through these points."""
        self.ax.plot(self.x + np.asarray(x), self.y + np.asarray(y), **{"linewidth": 1.5, **style})

    def box(self, left, low, width, height, color, **style):
        """A filled rectangle."""
        style = {"linewidth": 0, **style}
        self.ax.add_patch(Rectangle((self.x + left, self.y + low), width, height, facecolor=color, **style))

    def neuron(self, x, y, radius):
        """A circle."""
        place = self.x + x, self.y + y
        self.ax.add_patch(Circle(place, radius, facecolor=WASH, edgecolor=INK, linewidth=1.2, zorder=3))

    def axes(self):
        """Two axes."""
        self.line([-46, -46, 46], [28, -28, -28], color=GREY, linewidth=1)

    def arrow(self, x, y, to_x, to_y, color):
        """An arrow from one place to another."""
        ends = (self.x + x, self.y + y), (self.x + to_x, self.y + to_y)
        style = {"color": color, "linewidth": 2, "shrinkA": 0, "shrinkB": 0, "mutation_scale": 11, "zorder": 4}
        self.ax.add_patch(FancyArrowPatch(*ends, arrowstyle="-|>", **style))
