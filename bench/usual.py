"""The usual way to make a picture follow a slider, for comparison: `interact`, and a new pyplot figure each time.

Drawn as it usually is, too: words and titles are Matplotlib's texts, and a plane in space stands on its Axes3D.
"""

import importlib
import re
import sys
from contextlib import ExitStack, contextmanager
from types import SimpleNamespace
from unittest.mock import patch

import matplotlib.pyplot as plt
import numpy as np
from ipywidgets import interact
from mpl_toolkits.mplot3d.art3d import Line3DCollection, Poly3DCollection

from dlcourse import figures
from dlcourse.explorers import linear
from dlcourse.figures import CLASS_COLORS, CLASS_MARKERS, GREEN, GREY, INK, PALE


def usual(room, name):
    """The explorer `name` of dlcourse.explorers.`room`: the same sliders, picture and words, in the usual way."""
    controls, draw = drawing(room, name)
    return interact(draw, **controls)


def drawing(room, name):
    """The controls of an explorer, and what draws it anew for their values."""
    factory = getattr(importlib.import_module(f"dlcourse.explorers.{room}"), name)
    with _replaced(Explorer=_parts):
        parts = factory()

    def draw(**values):
        state = parts.state(**values)
        if name == "plane3d":
            _plane3d(state)
        else:
            with _replaced(
                Explorer=_parts,
                new_figure=_pyplot_figure,
                label=_label,
                moving_words=_words,
                words_on_ground=lambda ax: [_words(ax)],
                set_words=_set_words,
                slider=_nothing,
                choice=_nothing,
                Pad=_sheet,
            ):
                new = factory()
                new.update(new.artists, state)
        plt.gcf().set_layout_engine("none")  # what most people write has none, and it would cost more time
        plt.show()
        print(re.sub("<[^>]+>", "", parts.describe(state)))

    return parts.controls, draw


def before(room, name):
    """The explorer `name` of dlcourse.explorers.`room` by an earlier `Explorer`, from a file before.py beside this one."""
    import before as earlier

    factory = getattr(importlib.import_module(f"dlcourse.explorers.{room}"), name)
    with _replaced(Explorer=earlier.Explorer):
        return factory()


@contextmanager
def _replaced(**stand_ins):
    """Other functions under these names, wherever explorers and their pictures have imported them."""
    rooms = [module for name, module in sys.modules.items() if re.match(r"dlcourse\.(explorers|figures)\.", name)]
    with ExitStack() as stack:
        for called, stand_in in stand_ins.items():
            for room in rooms:
                if called in vars(room):
                    stack.enter_context(patch.object(room, called, stand_in))
        yield


def _parts(_, **parts):
    return SimpleNamespace(**parts)


def _pyplot_figure(width=7.0, height=4.0, **subplots):
    with plt.rc_context(figures._STYLE):
        return plt.subplots(figsize=(width, height), layout="constrained", **subplots)


def _label(ax, title="", x="", y=""):
    ax.set_title(title, fontsize=12, fontweight="bold", loc="left")
    ax.set_xlabel(x, fontsize=11)
    ax.set_ylabel(y, fontsize=11)


def _words(ax, color=INK, zorder=6, size=11):
    style = {"color": color, "zorder": zorder, "fontsize": size, "ha": "center", "va": "center"}
    return SimpleNamespace(ax=ax, style=style)


def _set_words(words, texts, places, angles=None):
    for text, (x, y), angle in zip(texts, places, np.zeros(len(texts)) if angles is None else angles, strict=True):
        words.ax.text(x, y, text, rotation=angle, **words.style)


def _plane3d(state):
    half = linear.CUBE
    ticks = {f"{axis}ticks": range(-1, 2) for axis in "xyz"}
    ax = _pyplot_figure(7, 5.2, subplot_kw={"projection": "3d", "computed_zorder": False})[1]
    _label(ax, "Scores above 0 on the side that the arrow w points to", "x₁", "x₂")
    ax.set_zlabel("x₃", fontsize=11)
    ax.set(xlim=(-half, half), ylim=(-half, half), zlim=(-half, half), **ticks, box_aspect=(1, 1, 1), proj_type="ortho")
    ax.view_init(linear.ELEVATION, state.angle)
    ax.plot([0], [0], [0], "P", color=INK, markersize=8, markeredgecolor="white", zorder=30)
    ways = np.stack([linear.CLOUD, state.feet], axis=1)
    for near, zorder in ((False, 10), (True, 20)):
        side = state.near == near
        ax.add_collection3d(Line3DCollection(ways[side & ~np.isnan(state.feet).any(axis=1)], color=GREY, zorder=zorder))
        for kind in (0, 1):
            points = linear.CLOUD[side & (state.label == kind)]
            style = {"color": CLASS_COLORS[kind], "markeredgecolor": "white", "zorder": zorder + 2}
            ax.plot(*points.T, CLASS_MARKERS[kind], markersize=9, **style)
    ax.add_collection3d(
        Line3DCollection(state.normal, color=GREEN, linewidths=3, zorder=21 if state.normal_near else 11)
    )
    if len(state.corners):
        ax.add_collection3d(Poly3DCollection([state.corners], facecolor=PALE, edgecolor=INK, alpha=0.7, zorder=15))


def _nothing(*_, **__):
    return None


def _sheet(examples):
    """What stands for a sheet to draw on: one that no page shows."""
    return SimpleNamespace(options=[("an empty sheet", None), *examples.items()], value=None)
