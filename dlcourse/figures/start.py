"""Pictures of lesson 00."""

from types import SimpleNamespace

import numpy as np
from matplotlib.patches import FancyBboxPatch

from dlcourse.figures import BLUE, CLASS_TINTS, GREEN, GREY, INK, LANDSCAPE, PINK, WASH, label, large_words, picture
from dlcourse.figures import _sketches as sketches
from dlcourse.lessons import LESSONS

_FIELDS = (
    ("artificial intelligence", WASH, "making machines do what takes thought"),
    ("machine learning", CLASS_TINTS[0], "… by learning it from examples"),
    ("neural networks", LANDSCAPE, "… with many simple neurons, joined by weights"),
    ("deep learning", BLUE, "… in several layers, one behind the other"),
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


@picture(8.4, 3.5, ncols=2)
def reader_map(axes):
    """The parts of the digit reader, in the order in which the lessons add them. Each half stands by itself on a narrow page."""
    taught = [lesson.number for lesson in LESSONS if lesson.number in _PARTS]
    parts = [
        ("your digit", "28 by 28\npixels", sketches.drawing),
        *((f"{k} {_PARTS[k][0]}", *_PARTS[k][1:]) for k in taught),
    ]
    halves = (
        ("How the digit reader computes", [*parts[:5], ("its answer", "", sketches.answer)]),
        ("How it learns", [*parts[5:], ("your reader", "", sketches.ready)]),
    )
    wide, high, gap, between = 122, 144, 17, 26  # pixels
    for ax, (name, half) in zip(axes, halves, strict=True):
        label(ax, name)
        ax.set(xlim=(-1, 3 * wide + 2 * gap + 13), ylim=(-2 * high - between - 2, 0))
        ax.axis("off")
        pen = sketches.Pen(ax, 0, 0)
        for k, (part, about, sketch) in enumerate(half):
            left, top, lesson = (wide + gap) * (k % 3), -(high + between) * (k // 3) - 1, bool(about)
            if lesson:
                box, corners = ((left, top - high), wide, high), "round,pad=0,rounding_size=8"
                ax.add_patch(FancyBboxPatch(*box, boxstyle=corners, facecolor="white", edgecolor=GREY, zorder=0))
            sketch(sketches.Pen(ax, left + wide / 2, top - 42))
            weight = {"fontweight": "bold"} if lesson else {"color": GREY}
            ax.text(left + wide / 2, top - 91, part, ha="center", va="baseline", fontsize=11, **weight)
            # One text would set its lines by how tall their letters are.
            for line, words in enumerate(about.split("\n")):
                ax.text(left + wide / 2, top - 114 - 18 * line, words, ha="center", va="baseline", fontsize=10.5)
            if k % 3:
                pen.arrow(left - gap + 1, top - 78, left - 1, top - 78, GREY)
            elif k:  # the row above goes on here
                pen.line(
                    [wide * 2.5 + 2 * gap] * 2 + [wide / 2] * 2,
                    top + np.array([between, 17, 17, 10]),
                    color=GREY,
                    linewidth=2,
                )
                pen.arrow(wide / 2, top + 15, wide / 2, top + 1, GREY)
    names = "; ".join(f"{number}, {_PARTS[number][0]}" for number in taught)
    return (
        "Two groups of boxes with small pictures, joined by arrows: how the digit reader computes, from your digit to its answer, and how "
        f"it learns. By lesson: {names}."
    )


@picture(7.4, 3.5)
def nested_fields(ax):
    """Deep learning as the innermost of four nested fields."""
    ax.set(xlim=(0, 740), ylim=(-350, 0))  # about pixels
    ax.axis("off")
    for depth, (name, color, about) in enumerate(_FIELDS):
        left, top, low = 4 + 24 * depth, -4 - 76 * depth, 10 * depth - 346
        style = {"boxstyle": "round,pad=0,rounding_size=16", "facecolor": color, "edgecolor": GREY}
        ax.add_patch(FancyBboxPatch((left, low), 740 - 2 * left, top - low, **style))
        words = "white" if color == BLUE else INK
        ax.text(left + 18, top - 30, name, fontsize=12, fontweight="bold", color=words)
        ax.text(left + 18, top - 58, about, fontsize=11, color=words)
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
    (there,) = ax.plot([], [], "s", color=PINK, markersize=12, zorder=3)  # seen behind the other, too
    large_words(ax)
    return SimpleNamespace(line=line, here=here, there=there)
