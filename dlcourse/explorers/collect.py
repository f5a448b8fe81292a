"""A sheet whose drawings are kept: for a data set of your own."""

import html

import ipywidgets as widgets
import numpy as np

from dlcourse.explorers._pad import EMPTY, Pad
from dlcourse.own_data import drawings, save_drawing

DIGITS = "0123456789"


class Collector:
    """A sheet to draw on, a row of labels, and a button that adds the drawing to a file.

    Parameters
    ----------
    path : str or Path
        A CSV file, which is made with the first drawing.
    labels : sequence of str
        What may be drawn.

    Raises
    ------
    ValueError
        If the file holds something else, or there are fewer than two labels.
    """

    def __init__(self, path, labels=DIGITS):
        self.path, self.labels = path, [str(label) for label in labels]
        if len(set(self.labels)) < 2:
            raise ValueError("It takes two labels or more: a network tells classes apart.")
        kept = drawings(path)
        self.pad = Pad({})
        self.label = widgets.ToggleButtons(options=self.labels, description="It is a", style={"button_width": "auto"})
        self.button = widgets.Button(description="Save this drawing", button_style="primary")
        self.button.on_click(lambda _: self.save())
        self.said = widgets.HTML()
        self.widget = widgets.VBox([self.pad, self.label, self.button, self.said])
        self._say("", kept)

    def save(self):
        """Add what is on the sheet to the file, clear the sheet, and go on to the label with the fewest drawings."""
        label = self.label.value
        try:
            kept = save_drawing(self.path, np.frombuffer(self.pad.value, np.uint8) / 255, label)
        except (ValueError, OSError) as problem:
            self._say(f"Not saved: {problem}", drawings(self.path))
            return
        self.pad.value = EMPTY
        self._say(f"Saved as {label}.", kept)

    def _say(self, sentence, kept):
        self.label.value = min(self.labels, key=lambda label: kept.get(label, 0))
        each = ", ".join(f"{label}: {count}" for label, count in sorted(kept.items()))
        count = (
            f"Kept in {self.path}: {sum(kept.values())} drawings ({each})."
            if kept
            else f"Nothing is kept in {self.path} yet."
        )
        self.said.value = f'<div role="status">{html.escape(f"{sentence} {count}".strip())}</div>'

    def _repr_mimebundle_(self, include=None, exclude=None):
        view = self.widget._repr_mimebundle_().get("application/vnd.jupyter.widget-view+json")
        data = {"text/plain": "A sheet to draw on, with a button that saves the drawing. Run this cell to see it."}
        return data | ({"application/vnd.jupyter.widget-view+json": view} if view else {})


def collect(path, labels=DIGITS):
    """Draw, say what it is, and save it. Parameters as for `Collector`."""
    return Collector(path, labels)
