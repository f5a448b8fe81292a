"""Sliders over the pictures.

An explorer is a pure function ``state(**slider values)`` and an ``update(artists, state)`` that moves artists
of a picture. `Explorer` does the rest: whoever writes one touches sliders and artists only, and how the
pixels reach the page is this module's secret.
"""

import base64
import html
import json
import re
import struct
import threading
import zlib
from contextlib import suppress
from types import SimpleNamespace

import ipywidgets as widgets
import numpy as np

from dlcourse.figures import CSS_DPI, png, png_metadata
from dlcourse.figures.numbers import written

BACKGROUNDS = 12  # of a picture that are kept: up to 6 MB each
REST_SECONDS = 0.06  # a slider that has not moved for so long is at rest: draw the crisp picture


def steps(low, high, step):
    """The values low, low + step, ..., high, without the rounding noise of adding them up."""
    count = round((high - low) / step)
    return [round(low + k * step, 10) for k in range(count + 1)]


def slider(name, values, start, text="{:g}"):
    """A slider over a list of values.

    Parameters
    ----------
    name : str
        As in the text, e.g. "w₁" or "learning rate η".
    values : sequence
        What it can take, in order; evenly or logarithmically spaced, as suits the quantity.
    start : one of `values`
    text : str or callable
        A format string, or a function value -> str, for the readout.
    """
    say = text.format if isinstance(text, str) else text
    return widgets.SelectionSlider(
        options=[(written(say(value)), value) for value in values],
        value=start,
        description=name,
        style={"description_width": "initial"},
        layout={"width": "48%", "min_width": "300px"},
    )


def choice(name, values, start):
    """A row of buttons of which one is down: `values` is a dict from label to value."""
    return widgets.ToggleButtons(
        options=list(values.items()),
        value=start,
        description=name,
        style={"description_width": "initial", "button_width": "auto"},
        # The name beside the buttons, not above them.
        layout={"display": "flex", "align_items": "baseline", "grid_gap": "8px", "max_width": "98%"},
    )


class Player:
    """Play, pause, stop, and single steps, for a slider whose positions are moments.

    Parameters
    ----------
    control : SelectionSlider
        From `slider`.
    interval : int
        Milliseconds from one position to the next. A picture that takes longer is left out, not waited for.
    """

    def __init__(self, control, interval=150):
        self.control = control
        self.last = len(control.options) - 1
        # Only a clock, in the browser; its value counts ticks. Linked to the slider's position, it would make
        # the page send each move of the slider twice.
        self.play = widgets.Play(value=1, min=0, max=10**9, interval=interval, show_repeat=False)
        self.play.observe(self._tick, "value")
        buttons = []
        for text, tip, by in (("◂ step", "One step back", -1), ("step ▸", "One step forward", 1)):
            button = widgets.Button(description=text, tooltip=tip, layout={"width": "auto"})
            button.on_click(lambda _, by=by: self.step(by))
            buttons.append(button)
        self.back, self.forward = buttons
        self.widget = widgets.HBox([self.play, *buttons])

    def _tick(self, change):
        if change.new == self.play.min:  # its stop button
            self.play.value = 1  # or another press of it would be no change
            self.control.index = 0
        elif self.play.playing and change.new > change.old:
            # At the end it stands still, so who plays there begins anew.
            here = 0 if self.control.index == self.last else self.control.index + change.new - change.old
            if here >= self.last:
                self.stop()
            self.control.index = min(here, self.last)

    def step(self, by):
        """Stop playing and go `by` positions on, as far as there are any."""
        self.stop()
        self.control.index = min(max(self.control.index + by, 0), self.last)

    def stop(self):
        """Stay where it is."""
        self.play.playing = False


class Explorer:
    """Sliders, a picture that follows them, and a sentence that says what it shows.

    Parameters
    ----------
    name : str
        A short name; the explorer's text in a stored notebook is ``Explorer: name``.
    figure : matplotlib.figure.Figure
        From `new_figure`, with everything that stands still already drawn, and axis limits fixed.
    artists : SimpleNamespace
        The artists that move (an attribute may be a list or dict of them); handed to `update`.
    controls : dict of str to ipywidget
        What `slider` and `choice` return, keyed by the parameter names of `state`.
    state : callable
        ``state(**values)``: pure, returns what there is to draw.
    update : callable
        ``update(artists, state)``: sets the artists' data. If what stands still depends on the sliders, too (a
        limit, which data are shown), it returns a hashable that names how that is now: each is drawn once, and kept.
    describe : callable
        ``describe(state)`` -> str: one or two sentences with the numbers that matter.
    play : str, optional
        Key of the slider that gets a player: play, pause, and single steps. The slider stays, for the keyboard.
    interval : int
        Milliseconds from one position to the next while it plays.
    beside : str, optional
        Key of a control that stands to the left of picture and sentence instead of above them.
    """

    def __init__(
        self, name, *, figure, artists, controls, state, update, describe, play=None, interval=150, beside=None
    ):
        self.name, self.controls = name, controls
        self.player = Player(controls[play], interval) if play else None
        self.state, self.update = state, update
        self.describe = lambda state: written(describe(state))
        self.artists = artists
        self._start = self.values()
        self._lock = threading.RLock()
        self._timer = None
        self._resetting = False
        self._moves = 0
        self._last_moved = None
        self._text = ""
        # Until the first update the artists may hold no data, and the layout has to be made with some.
        self.update(self.artists, self.state(**self._start))
        self._picture = _Picture(figure, _flatten(artists))
        width, _ = figure.get_size_inches()
        self._image = widgets.Image(format="url", layout={"width": f"{width * CSS_DPI:.0f}px", "max_width": "100%"})
        self._caption = widgets.HTML()
        reset = widgets.Button(description="Reset", tooltip="Back to where the sliders were", layout={"width": "auto"})
        reset.on_click(lambda _: self.reset())
        above = [control for key, control in controls.items() if key != beside]
        row = widgets.Box(
            [*above, *([self.player.widget] if self.player else []), reset],
            # The gap keeps a slider's value apart from the next one's name.
            layout={
                "flex_flow": "row wrap",
                "align_items": "center",
                "grid_gap": "0 16px",
                "width": f"{width * CSS_DPI:.0f}px",
            },
        )
        row.layout.max_width = "100%"
        parts = [self._image, self._caption]
        if beside:
            parts = [widgets.HBox([controls[beside], widgets.VBox(parts)], layout={"grid_gap": "8px"})]
        self.widget = widgets.VBox([row, *parts])
        self.widget.add_class("dlcourse-explorer")
        for control in controls.values():
            control.observe(self._moved, "value")
        self._show(crisp=True)

    def values(self):
        """The sliders' values now, by the parameter names of `state`."""
        return {key: control.value for key, control in self.controls.items()}

    def reset(self):
        """Put every slider back where it was at first."""
        self._resetting = True
        try:
            if self.player:
                self.player.stop()
            for key, value in self._start.items():
                self.controls[key].value = value
        finally:
            self._resetting = False
        self._moved(None)

    def _moved(self, change):
        # Runs on a second thread of the kernel, one call at a time: the page sends the next value when this
        # one is dealt with, so a drag never queues up as long as the draft is drawn here and now.
        if self._resetting:
            return
        if self._timer:
            self._timer.cancel()
        self._moves += 1
        self._last_moved = change and change.owner
        self._show(crisp=False)
        self._timer = threading.Timer(REST_SECONDS, self._rest, args=[self._moves])
        self._timer.daemon = True
        self._timer.start()

    def _rest(self, move):
        with self._lock:
            if move == self._moves:  # else the slider has moved on while this waited for its turn
                self._show(crisp=True)
        self._look_ahead(move)

    def _look_ahead(self, move):
        """At rest, draw what stands still as it is one step to either side: then the next step is as quick as any."""
        moved = next((key for key, control in self.controls.items() if control is self._last_moved), None)
        if self._picture.scene is None or moved is None:
            return
        options = [value for _, value in self.controls[moved].options]
        for by in (1, -1):
            with self._lock:
                here = self.values()
                place = options.index(here[moved]) + by
                if move != self._moves or not 0 <= place < len(options):
                    continue
                for values in ({**here, moved: options[place]}, here):
                    with suppress(Exception):  # is told when it is shown
                        self._set(values)
                        self._picture.background(crisp=False)

    def _set(self, values):
        """Give the artists the data for these values of the sliders; returns the state."""
        state = self.state(**values)
        self._picture.scene = self.update(self.artists, state)
        return state

    def _show(self, crisp):
        with self._lock:
            values = self.values()
            try:
                state = self._set(values)
                self._image.value = _data_url(self._picture.png(crisp))
                self._text = self.describe(state)
            except Exception as problem:  # otherwise it would vanish, and the picture would stand still without a word
                self._picture.forget()
                self._text = f"This position cannot be drawn ({type(problem).__name__}: {html.escape(str(problem))})."
            mark = html.escape(json.dumps(values, default=_in_short), quote=True)
            self._caption.value = (
                f'<div class="dlcourse-caption" role="status" data-state="{mark}" data-crisp="{int(crisp)}"'
                f' style="line-height:1.5; max-width:52em; min-height:3em">{self._text}</div>'
            )

    def _repr_mimebundle_(self, include=None, exclude=None):
        with self._lock:
            still, metadata = self._picture.still(f"{self.name}. {_plain(self._text)}")
        # A stored notebook keeps the picture and the line; the widget view is for a live kernel.
        bundle = self.widget._repr_mimebundle_()
        view = bundle.get("application/vnd.jupyter.widget-view+json")
        data = {"text/plain": f"Explorer: {self.name}", "image/png": still}
        if view:
            data["application/vnd.jupyter.widget-view+json"] = view
        return data, metadata


class _Picture:
    """A figure drawn by blitting: what stands still is kept as pixels, only moving artists are drawn anew."""

    def __init__(self, figure, moving):
        self.figure, self.canvas = figure, figure.canvas
        figure.get_layout_engine().execute(figure)
        figure.set_layout_engine("none")  # made once; from now on nothing may shift by a pixel
        self._top = _with_what_lies_above(figure, moving)
        self.scene = None  # what names how the still parts are now
        self._backgrounds = {}

    def png(self, crisp):
        """PNG bytes of the picture as it is: a quick draft, or a crisp one of twice the resolution."""
        background = self.background(crisp)
        renderer = self.canvas.get_renderer()
        renderer.restore_region(background)
        for artist in self._top:
            artist.draw(renderer)
        return _png(np.asarray(renderer.buffer_rgba()))

    def background(self, crisp):
        """What stands still, as pixels; drawn if it has not been before."""
        self.figure.set_dpi(CSS_DPI * (2 if crisp else 1))
        key = crisp, self.scene
        if key not in self._backgrounds:
            if len(self._backgrounds) == BACKGROUNDS:
                del self._backgrounds[next(iter(self._backgrounds))]  # the oldest
            with _animated(self._top):
                self.canvas.draw()
            self._backgrounds[key] = self.canvas.copy_from_bbox(self.figure.bbox)
        return self._backgrounds[key]

    def forget(self):
        """Draw what stands still anew at the next picture."""
        self._backgrounds.clear()

    def still(self, alt):
        """PNG bytes small enough to be stored in a notebook, and their metadata."""
        return png(self.figure), png_metadata(self.figure, alt)


def _png(pixels):
    """PNG bytes of RGBA pixels, written in half the time that Pillow takes.

    No row filter is tried: for flat drawings they save nothing, and trying them takes longer than compressing.
    """
    height, width, _ = pixels.shape
    rows = np.zeros((height, 1 + 4 * width), np.uint8)  # a row begins with its filter: 0, none
    rows[:, 1:] = pixels.reshape(height, -1)
    rows[:, 4::4] = 255  # opaque to its edges, where the figure may end within a pixel
    header = struct.pack(">2I5B", width, height, 8, 6, 0, 0, 0)  # 8 bits, RGBA
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 1)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )


def _data_url(data):
    """PNG bytes as an address. A page decodes it at once; plain bytes become a blob, which it has to fetch from another process."""
    return b"data:image/png;base64," + base64.b64encode(data)


class _animated:
    """Leave these artists out of an ordinary draw."""

    def __init__(self, artists):
        self.artists = artists

    def __enter__(self):
        for artist in self.artists:
            artist.set_animated(True)

    def __exit__(self, *_):
        for artist in self.artists:
            artist.set_animated(False)


def _with_what_lies_above(figure, moving):
    """The moving artists and every still one that is drawn over one of them, in the order of an ordinary draw."""
    top = []
    for ax in figure.axes:
        lowest = min((artist.get_zorder() for artist in moving if artist.axes is ax), default=np.inf)
        frame = ax.spines.values() if ax.axison else ()
        still = [*frame, *ax.lines, *ax.collections, *ax.patches, *ax.texts]
        legend = ax.get_legend()
        if legend and legend.get_window_extent().overlaps(ax.bbox):  # drawing one takes as long as all the rest
            still.append(legend)
        above = [artist for artist in still if artist.get_zorder() >= lowest]
        top += [artist for artist in ax.get_children() if artist in moving or artist in above]
    return sorted(top, key=lambda artist: artist.get_zorder())


def _flatten(artists):
    """Every artist in a namespace whose attributes are artists, or lists or dicts of them."""
    if isinstance(artists, SimpleNamespace):
        artists = vars(artists)
    if isinstance(artists, dict):
        artists = artists.values()
    if isinstance(artists, (list, tuple, type({}.values()))):
        return [leaf for item in artists for leaf in _flatten(item)]
    return [artists]


def _in_short(value):
    """What stands for a value that JSON has no form for: a drawing's checksum."""
    return f"{zlib.crc32(value):08x}" if isinstance(value, bytes) else str(value)


def _plain(text):
    """A caption without its HTML tags."""
    return html.unescape(re.sub(r"<[^>]+>", "", text.replace("<br>", " ")))
