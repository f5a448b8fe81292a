"""Sliders over the pictures.

An explorer is a pure function ``state(**slider values)`` and an ``update(artists, state)`` that moves artists
of a picture. `Explorer` does the rest: whoever writes one touches sliders and artists only, and how the
picture reaches the page is the secret of `_picture`, `_frames` and their scripts.
"""

import html
import json
import re
import threading
import zlib

import ipywidgets as widgets

from dlcourse.explorers._cells import close_all, open_all, take_place
from dlcourse.explorers._frames import Frames
from dlcourse.explorers._grab import Grab, Reach
from dlcourse.explorers._pad import Pad
from dlcourse.explorers._picture import Picture, as_json
from dlcourse.figures import BLUE, INK
from dlcourse.figures.numbers import unbroken, written

WIDTH = 760  # pixels of the controls, as of questions and cards: one right edge for all that one works with


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
    )


def choice(name, values, start):
    """A row of buttons of which one is down: `values` is a dict from label to value."""
    return widgets.ToggleButtons(
        options=list(values.items()),
        value=start,
        description=name,
        style={"description_width": "initial", "button_width": "auto"},
    )


def is_slider(control):
    """Whether a control is a slider; the others are rows of buttons."""
    return isinstance(control, widgets.SelectionSlider)


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
    columns : bool
        Whether the first half of the controls stands left of the second half, and is before it for the keyboard as well.
    lines : int
        How many lines the longest sentence needs on a wide page: so much room is kept, and nothing shifts.
    grab : Grab or sequence of Grab
        Points of the picture that can be dragged, as a slider or two are moved.
    page : callable, optional
        ``page(picture)`` -> what `Frames` takes for it, where the page makes the frames itself: `_reading.page_reader`.
    """

    def __init__(
        self,
        name,
        *,
        figure,
        artists,
        controls,
        state,
        update,
        describe,
        play=None,
        interval=150,
        beside=None,
        columns=False,
        lines=2,
        grab=(),
        page=None,
    ):
        self.name, self.controls = name, controls
        self.player = Player(controls[play], interval) if play else None
        self.state, self.update = state, update
        self.describe = lambda state: unbroken(written(describe(state)))
        self.artists = artists
        self._start = self.values()
        self._lock = threading.RLock()  # whoever sets the artists holds it until they are drawn
        self._resetting = False
        # Until the first update the artists may hold no data, and the layout has to be made with some.
        self.update(self.artists, self.state(**self._start))
        values = {key: [value for _, value in each.options] for key, each in controls.items() if is_slider(each)}
        grabs = [grab] if isinstance(grab, Grab) else list(grab)
        self._picture = Picture(figure, artists, Reach(grabs, values, controls) if grabs else None)
        reset = widgets.Button(description="Reset", tooltip="Back to the start", layout={"width": "auto"})
        reset.on_click(lambda _: self.reset())
        row = widgets.Box(
            [*_in_columns(controls, beside, play, self.player, columns), reset],
            layout={"width": f"{WIDTH}px", "max_width": "100%"},
        )
        row.add_class("dlcourse-controls")
        if columns:
            row.add_class("dlcourse-two-columns")
        self.lines, self.columns = lines, columns
        self.drawn = _drawn(name, figure.axes)
        page = page and page(self._picture)
        self._frames = Frames(name, self.drawn, list(controls.values()), self._draw, lines, page)
        parts = [self._frames]
        if beside:
            controls[beside].layout.max_width = "100%"
            self._frames.layout.flex = "1 1 300px"
            parts = [
                widgets.HBox([controls[beside], self._frames], layout={"flex_flow": "row wrap", "grid_gap": "8px"})
            ]
        self.widget = widgets.VBox([row, *parts])
        self.widget.add_class("dlcourse-explorer")
        for number, control in enumerate(controls.values()):
            control.add_class(f"dlcourse-control-{number}")  # by which the page finds it
            control.observe(self._moved, "value")

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

    def close(self):
        """Give back what it needs. Shown once more, it opens again."""
        close_all(self.widget)
        self._picture.forget()

    def frame(self, values=None):
        """The frame of a position: what the page needs to show it.

        Parameters
        ----------
        values : dict, optional
            For each control; without them, as they stand.

        Returns
        -------
        dict
            ``values``, ``caption`` (HTML), ``still`` (name) and ``moving`` (drawing commands); ``grips``, if something can be dragged.
        still : bytes
            What stands still in it, as `Picture.still` has it.
        """
        with self._lock:
            values = self.values() if values is None else values
            try:
                state = self._set(values)
                (name, still), moving = self._picture.still(), self._picture.moving()
                grips = self._picture.grips()
                text = self.describe(state)
            except Exception as problem:  # otherwise it would vanish, and the picture would stand still without a word
                self._picture.forget()
                name, still, moving, grips = "", b"", {"styles": [], "commands": []}, []
                text = f"This position cannot be drawn ({type(problem).__name__}: {html.escape(str(problem))})."
        short = json.loads(json.dumps(values, default=_in_short))
        frame = {"values": short, "caption": text, "still": name, "moving": moving}
        return (frame | {"grips": grips} if grips else frame), still

    def _draw(self, at):
        """What `Frames` sends for a position."""
        values = None
        if at is not None:
            values = {key: control.options[k][1] for (key, control), k in zip(self.controls.items(), at, strict=True)}
        frame, still = self.frame(values)
        return as_json(frame), frame["still"], still

    def _moved(self, change):
        if not self._resetting:
            self._frames.changed()

    def _set(self, values):
        """Give the artists the data for these values of the sliders; returns the state."""
        state = self.state(**values)
        self._picture.scene = self.update(self.artists, state)
        return state

    def _how_to_move_it(self):
        """What a picture says where no kernel runs: it looks like any other otherwise."""
        if any(isinstance(control, Pad) for control in self.controls.values()):
            return "▶ Run this cell (Shift + Enter), and draw on the sheet."
        names = [f"“{control.description.rstrip(':')}”" for control in self.controls.values()]
        kind = "sliders" if all(is_slider(c) for c in self.controls.values()) else "controls"
        return f"▶ Run the first code cell, then this cell, for {kind}: {', '.join(names)}."

    def _repr_mimebundle_(self, include=None, exclude=None):
        with self._lock:
            frame, _ = self.frame()
            how, words = self._how_to_move_it(), _plain(frame["caption"])
            still, metadata = self._picture.png(f"{self.name}. {words} {how}", (words, INK), (how, BLUE))
        take_place(self)
        open_all(self.widget)
        # A stored notebook keeps the picture and the line; the widget view is for a live kernel.
        bundle = self.widget._repr_mimebundle_()
        view = bundle.get("application/vnd.jupyter.widget-view+json")
        data = {"text/plain": f"Explorer: {self.name}", "image/png": still}
        if view:
            data["application/vnd.jupyter.widget-view+json"] = view
        return data, metadata


def _drawn(name, axes):
    """What a screen reader calls the picture: its panels, and what their axes measure. The numbers are in the caption."""
    panels = []
    for ax in axes:
        measured = (("across", ax.get_xlabel()), ("up", ax.get_ylabel()))
        measured = ", ".join(f"{way}: {what}" for way, what in measured if what)
        title = ax.get_title(loc="left")
        if title or ax.get_ylabel():  # else it goes on with what its neighbour shows
            panels.append(f"{title} ({measured})" if title and measured else title or measured)
    return f"{name}. {'Panels: ' * (len(panels) > 1)}{'; '.join(panels)}"


def _in_columns(controls, beside, play, player, columns):
    """The controls above a picture, in their order, each with the class that says where it goes (`_frames.css`).

    Sliders stand two in a row where the page is wide enough. What needs a whole row gets one: buttons, and a slider that plays.
    """
    placed, left = [], True
    for number, (key, control) in enumerate(controls.items()):
        if key == beside:
            continue
        whole = key == play or not is_slider(control)
        left = number < len(controls) / 2 if columns else left
        control.add_class("dlcourse-whole" if whole else "dlcourse-left" if left else "dlcourse-right")
        left = whole or not left
        placed.append(control)
        if key == play:
            player.widget.add_class("dlcourse-whole")
            placed.append(player.widget)
    return placed


def _in_short(value):
    """What stands for a value that JSON has no form for: a drawing's checksum."""
    return f"{zlib.crc32(value):08x}" if isinstance(value, bytes) else str(value)


def _plain(text):
    """A caption without its HTML tags."""
    return html.unescape(re.sub(r"<[^>]+>", "", text.replace("<br>", " ")))
