"""A figure in two parts: what stands still, written down once for each scene, and what moves, written down for each position."""

import json
import zlib
from collections import OrderedDict
from contextlib import contextmanager
from types import SimpleNamespace

import numpy as np
from matplotlib.image import AxesImage

from dlcourse.explorers._record import Recorder
from dlcourse.figures import CSS_DPI, paragraphs, png, png_metadata
from dlcourse.figures._page import LEAST_PX, columns, most, smallest_words, with_axes

STILLS = 24  # that are kept for each picture: up to 140 kB each
LEAST = 0.66  # times its size every picture may be: its powers of ten have smaller print, but it has not more room on a phone


class Picture:
    """A figure whose layout stays as it is.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        With all its artists, and with data in them, since the layout is made here.
    artists : SimpleNamespace
        Those that move; an attribute may be a list or dict of them.
    reach : Reach, optional
        Which of them can be dragged.

    Attributes
    ----------
    scene : hashable
        What names how the still part is now.
    size : list of int
        Width and height in CSS pixels.
    """

    def __init__(self, figure, artists, reach=None):
        self.figure, self.scene, self._reach = figure, None, reach
        figure.get_layout_engine().execute(figure)
        figure.set_layout_engine("none")  # made once; from now on nothing may shift by a pixel
        self.size = [round(CSS_DPI * inches) for inches in figure.get_size_inches()]
        self._most = round(most(figure), 3)
        self._least = min(LEAST, np.ceil(1000 * LEAST_PX / smallest_words(figure)) / 1000)
        moving = flatten(artists)
        self._columns, found = columns(figure)
        self._panels = [[*ends, round(axes)] for *ends, axes in with_axes(figure, found)]
        # What is drawn over something that moves is a layer of its own, between what moves.
        self._order = [(artist, artist in moving) for artist in _with_what_lies_above(figure, moving)]
        self._stills = OrderedDict()

    def still(self):
        """What stands still, in this scene.

        Returns
        -------
        name : str
            Another one for another content.
        data : bytes
            JSON: ``size``; ``least`` and ``most``, times which it may be shown (so that words stay legible, and no louder than those
            of other pictures); ``panels`` (for each from where to where it goes, and where its Axes begin), and ``layers``, a list of parts. The first layer
            lies under all that moves, the others go where it says so. If something can be dragged, ``grabs`` (`Reach.areas`).
        """
        if self.scene not in self._stills:
            top = [artist for artist, _ in self._order]
            below = Recorder(self.figure)
            with _left_out(top):
                for artist in sorted(self.figure.get_children(), key=lambda artist: artist.get_zorder()):
                    if artist is not self.figure.patch:  # the page has paper of its own
                        self._draw(artist, below)
            recorders = [below]
            for number, artist in self._layers():
                if number:
                    if number == len(recorders):
                        recorders.append(Recorder(self.figure))
                    self._draw(artist, recorders[-1])
            layers = [{"styles": each.styles, "commands": each.commands} for each in recorders]
            still = {
                "size": self.size,
                "most": self._most,
                "least": self._least,
                "panels": self._panels,
                "layers": layers,
            }
            if self._reach:
                still["grabs"] = self._reach.areas(self._panel)
            data = as_json(still)
            self._stills[self.scene] = f"{zlib.crc32(data):08x}", data
            if len(self._stills) > STILLS:
                self._stills.popitem(last=False)
        self._stills.move_to_end(self.scene)
        return self._stills[self.scene]

    def moving(self):
        """What moves, as it is now: a part, in which the layers of what stands still have their places."""
        recorder, last = Recorder(self.figure), 0
        for number, artist in self._layers():
            if not number:
                self._draw(artist, recorder)
            elif number != last:
                recorder.layer(number)
                last = number
        return {"styles": recorder.styles, "commands": recorder.commands}

    def grips(self):
        """Where the points are now that can be dragged, as `Reach.places` has it."""
        return self._reach.places() if self._reach else []

    def png(self, alt, *texts):
        """PNG bytes small enough to be stored in a notebook, with texts (each with its colour) below; and their metadata."""
        below = paragraphs(self.figure.get_size_inches()[0], *texts, size=11 / self._most)
        # A little coarser than other pictures, as it holds words as well: a notebook stays small, and on a page it moves anyway.
        return png(self.figure, below, scale=1.25), png_metadata(self.figure, alt, below)

    def forget(self):
        """Write down what stands still anew when it is next asked for."""
        self._stills.clear()

    def _layers(self):
        """Each artist from the lowest that moves on, with the number of its layer; 0 if it moves."""
        number, before = 0, True
        for artist, moves in self._order:
            number += not moves and before
            before = moves
            yield (0 if moves else number), artist

    def _draw(self, artist, recorder):
        recorder.panel(self._panel(artist))
        images = [artist] if isinstance(artist, AxesImage) else getattr(artist, "images", [])
        recorder.photographs = all(image.get_cmap().name == "Greys" and image.get_array().ndim == 2 for image in images)
        artist.draw(recorder)

    def _panel(self, artist):
        return self._columns.get(artist if artist in self._columns else artist.axes, 0)


def flatten(artists):
    """Every artist in a namespace whose attributes are artists, or lists or dicts of them."""
    if isinstance(artists, SimpleNamespace):
        artists = vars(artists)
    if isinstance(artists, dict):
        artists = artists.values()
    if isinstance(artists, (list, tuple, type({}.values()))):
        return [leaf for item in artists for leaf in flatten(item)]
    return [artists]


def _with_what_lies_above(figure, moving):
    """The moving artists and every still one that is drawn over one of them, in the order of an ordinary draw."""
    top = []
    for ax in figure.axes:
        lowest = min((artist.get_zorder() for artist in moving if artist.axes is ax), default=np.inf)
        frame = ax.spines.values() if ax.axison else ()
        still = [*frame, *ax.lines, *ax.collections, *ax.patches, *ax.texts]
        legend = ax.get_legend()
        if legend and legend.get_window_extent().overlaps(ax.bbox):
            still.append(legend)
        above = [artist for artist in still if artist.get_zorder() >= lowest]
        drawn = [artist for artist in ax.get_children() if artist in moving or artist in above]
        top += sorted(drawn, key=lambda artist: artist.get_zorder())
    return top


@contextmanager
def _left_out(artists):
    """Leave these artists out of an ordinary draw. (Those that are animated are left out, too, but for images in some versions.)"""
    seen = [artist for artist in artists if artist.get_visible()]
    for artist in seen:
        artist.set_visible(False)
    try:
        yield
    finally:
        for artist in seen:
            artist.set_visible(True)


def as_json(thing):
    """JSON bytes, as short as they can be."""
    return json.dumps(thing, separators=(",", ":"), ensure_ascii=False).encode()
