"""A sheet to draw a digit on. ipywidgets cannot tell where a pointer is, so this one brings a script of its own for the page."""

from pathlib import Path

import anywidget
import ipywidgets as widgets
import numpy as np
import traitlets

CELLS = 28 * 28
EMPTY, BLACK = bytes(CELLS), bytes([255]) * CELLS


def sheet(picture):
    """The ink of a picture as a `Pad` holds it.

    Parameters
    ----------
    picture : array_like, shape (784,)
        Paper 0, ink 1.

    Returns
    -------
    bytes
        784 of them, row by row: paper 0, ink 255.

    Raises
    ------
    ValueError
        If it is not 784 numbers.
    """
    picture = np.asarray(picture, dtype=float)
    if picture.shape != (CELLS,):
        raise ValueError(f"A picture has 784 pixels in one row, shape (784,), but this has shape {picture.shape}.")
    return (255 * picture.clip(0, 1)).round().astype(np.uint8).tobytes()


class _Sheet(traitlets.Bytes):
    def validate(self, pad, value):
        """784 bytes, or a TraitError that says what came instead."""
        if not isinstance(value, bytes):
            raise traitlets.TraitError(
                f"A sheet is 784 bytes, as `sheet(picture)` makes them, but this is {value!r:.60}."
            )
        if len(value) != CELLS:
            raise traitlets.TraitError(
                f"A sheet is 784 bytes, one for each of 28 by 28 cells, but these are {len(value)}."
            )
        return value


# A ValueWidget, as every slider is, so that `interact` takes it, too.
class Pad(anywidget.AnyWidget, widgets.ValueWidget):
    """A sheet of 28 by 28 cells, drawn on with mouse, finger, pen or keys.

    Parameters
    ----------
    examples : dict of str to bytes
        Drawings that a button puts on the sheet, one after the other, by their names.

    Attributes
    ----------
    value : bytes
        The ink of 784 cells, row by row: paper 0, ink 255. May be set.
    options : list of (str, bytes)
        Some sheets, by name: as a slider has its positions.
    """

    _esm = Path(__file__).with_name("_pad.js")
    _css = Path(__file__).with_name("_pad.css")
    description = "a sheet to draw on"
    # The page that drew it hears no echo, which could only be older than what is on the sheet.
    value = _Sheet(EMPTY).tag(sync=True, from_json=lambda value, _: bytes(value), echo_update=False)
    examples = traitlets.Bytes().tag(sync=True)

    def __init__(self, examples):
        super().__init__(examples=b"".join(examples.values()))
        self.on_msg(self._drawn)
        self.options = [("an empty sheet", EMPTY), *examples.items(), ("a black sheet", BLACK)]

    def _drawn(self, _, message, buffers):
        """Take a drawing of the page, and tell it when everybody who follows the sheet has dealt with it."""
        if message.get("drawn") and buffers:
            try:
                self.set_state({"value": buffers[0]})
            finally:
                self.send({"dealt_with": True})
