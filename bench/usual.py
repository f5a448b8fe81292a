"""The usual way to make a picture follow a slider, for comparison: `interact`, and a new pyplot figure each time."""

import importlib
import re
from contextlib import ExitStack
from types import SimpleNamespace
from unittest.mock import patch

import matplotlib.pyplot as plt
from ipywidgets import interact

from dlcourse import figures


def usual(room, name):
    """The explorer `name` of dlcourse.explorers.`room`: the same sliders, picture and words, in the usual way."""
    module = importlib.import_module(f"dlcourse.explorers.{room}")

    def draw(**values):
        parts = _parts(module, name, slider=_nothing, choice=_nothing, Pad=_nothing)
        state = parts.state(**values)
        parts.update(parts.artists, state)
        plt.gcf().set_layout_engine("none")  # what most people write has none, and it would cost more time
        plt.show()
        print(re.sub("<[^>]+>", "", parts.describe(state)))

    controls = _parts(module, name).controls
    plt.close("all")
    return interact(draw, **controls)


def _parts(module, name, **replaced):
    """What the explorer is made of, on a new pyplot figure."""
    replaced |= {"Explorer": lambda _, **parts: SimpleNamespace(**parts), "new_figure": _pyplot_figure}
    with ExitStack() as stack:
        for called, stand_in in replaced.items():
            if hasattr(module, called):
                stack.enter_context(patch.object(module, called, stand_in))
        return getattr(module, name)()


def _pyplot_figure(width=7.0, height=4.0, **subplots):
    with plt.rc_context(figures._STYLE):
        return plt.subplots(figsize=(width, height), layout="constrained", **subplots)


def _nothing(*_, **__):
    return None
