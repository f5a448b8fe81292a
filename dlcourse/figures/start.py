"""Pictures of lesson 00."""

from types import SimpleNamespace

import numpy as np
from matplotlib.patches import FancyBboxPatch

from dlcourse.figures import BLUE, CLASS_TINTS, GREEN, GREY, INK, LANDSCAPE, PINK, WASH, label, large_words, picture
from dlcourse.figures import _sketches as sketches
from dlcourse.lessons import LESSONS

_FIELDS = (
    ("artificial intelligence", WASH, "making machines do what takes thought"),
    ("machine learning", CLASS_TINTS[0], "... by learning it from examples"),
    ("neural networks", LANDSCAPE, "... with many simple neurons, joined by weights"),
    ("deep learning", BLUE, "... in several layers, one behind the other"),
)

_PARTS = {  # of the digit reader, by the lesson that adds them: name, what it does, and a drawing of it
    "01": ("a score", "weigh pixels,\nadd them up", sketches.score),
    "02": ("a neuron", "learns from\nmistakes", sketches.neuron),
    "03": ("a bend", "more or less,\nnot yes or no", sketches.bend),
    "04": ("layers", "neurons feed\nother neurons", sketches.layers),
    "05": ("a loss", "ten shares:\nhow wrong?", sketches.loss),
    "06": ("descent", "a lower loss,\nstep by step", sketches.descent),
    "07": ("backprop", "which way for\nevery weight?", sketches.backprop),
    "08": ("digits", "3,000 digits\nto learn from", sketches.real_digits),
    "09": ("an exam", "does it read\nwhat is new?", sketches.exam),
}


@picture(7.4, 4.3, words=12.4)
def reader_map(ax):
    """The parts of the digit reader, in the order in which the lessons add them."""
    taught = [lesson.number for lesson in LESSONS if lesson.number in _PARTS]
    parts = [
        ("your digit", "28 by 28\npixels", sketches.drawing),
        *((f"{k} {_PARTS[k][0]}", *_PARTS[k][1:]) for k in taught),
    ]
    label(ax, "What each lesson adds to the digit reader")
    ax.set(xlim=(0, 800), ylim=(-6, 396))
    ax.axis("off")
    pen = sketches.Pen(ax, 0, 0)
    for row, (name, top) in enumerate((("How it computes", 372), ("How it learns", 166))):
        ax.text(86 * row, top + 10, name, va="center", fontsize=12, color=GREY)
        for column, (part, about, sketch) in enumerate(parts[5 * row : 5 * row + 5]):
            left = 1 + 162.5 * column
            box = (left, top - 164), 148, 160
            corners = "round,pad=0,rounding_size=8"
            ax.add_patch(FancyBboxPatch(*box, boxstyle=corners, facecolor="white", edgecolor=GREY, zorder=0))
            sketch(sketches.Pen(ax, left + 74, top - 46))
            ax.text(left + 6, top - 102, part, va="baseline", fontsize=12, fontweight="bold")
            for line, words in enumerate(
                about.split("\n")
            ):  # one text would set its lines by how tall their letters are
                ax.text(left + 6, top - 130 - 20 * line, words, va="baseline", fontsize=12)
            if column:
                pen.arrow(left - 13, top - 84, left - 1, top - 84, GREY)
    pen.line(
        [727, 727, 73, 73], [208, 196, 196, 176], color=GREY, linewidth=2
    )  # the answers go on to where the learning begins
    pen.arrow(73, 176, 73, 162, GREY)
    names = "; ".join(f"{number}, {_PARTS[number][0]}" for number in taught)
    return (
        f"Boxes with small pictures, joined by arrows: a drawing, and the parts of the digit reader by lesson. {names}."
    )


@picture(7.4, 2.7)
def nested_fields(ax):
    """Deep learning as the innermost of four nested fields."""
    ax.set(xlim=(0, 10), ylim=(0, 5.1))
    ax.axis("off")
    for depth, (name, color, about) in enumerate(_FIELDS):
        left, top = 0.1 + 0.35 * depth, 5.0 - 1.05 * depth
        box = FancyBboxPatch(
            (left, 0.12 + 0.22 * depth),
            9.8 - 0.7 * depth,
            top - 0.12 - 0.22 * depth,
            boxstyle="round,pad=0,rounding_size=0.25",
            facecolor=color,
            edgecolor=GREY,
        )
        ax.add_patch(box)
        words = "white" if color == BLUE else INK
        ax.text(left + 0.25, top - 0.28, name, va="top", fontsize=12, fontweight="bold", color=words)
        ax.text(left + 0.25, top - 0.64, about, va="top", fontsize=11, color=words)
    inside = " inside ".join(name for name, _, _ in reversed(_FIELDS))
    return f"{len(_FIELDS)} nested boxes: {inside}."


def secant(ax, f, x_range=(-1.9, 2.7), y_range=(-1.5, 6.8)):
    """A curve, two points of it, and the line through the two.

    Parameters
    ----------
    ax : Axes
    f : callable
        The curve, from array to array.
    x_range, y_range : tuple of float

    Returns
    -------
    SimpleNamespace
        ``line``, ``here`` and ``there`` (Line2D), still without data.
    """
    label(ax, "The line through two points of the curve", "x", "f(x) = x²")
    ax.set(xlim=x_range, ylim=y_range)
    x = np.linspace(*x_range, 200)
    ax.plot(x, f(x), color=INK, linewidth=2)
    (line,) = ax.plot([], [], color=GREEN, linewidth=2)
    (here,) = ax.plot([], [], "o", color=GREEN, markersize=9, zorder=4)
    (there,) = ax.plot([], [], "s", color=PINK, markersize=8, zorder=3)
    large_words(ax)
    return SimpleNamespace(line=line, here=here, there=there)
