"""How pictures travel: a frame for every position of the sliders, drawn by the kernel, kept and painted by the page.

The page is in charge. It asks for the frame it needs now (``due``) and for those it will need next (``ahead``: the other positions
of the slider that is at hand, in the order of the hand's direction). The kernel remembers nothing of what the page has but the
stills it was sent. A frame is JSON on its own, made by `Explorer.frame`; it holds in a page without a kernel as well.
"""

import threading
import time
from pathlib import Path

import anywidget
import traitlets

from dlcourse.explorers._cells import running, watch

SLICE = 0.03  # seconds of drawing ahead that go into one message
COURTESY = 4.0  # while a cell runs: seconds without drawing for each second of drawing ahead
ON_ITS_WAY = 0.3  # seconds in which a frame that has been sent is not drawn again
PATIENCE = 5.0  # seconds after which a thread without work ends
_HERE = Path(__file__).parent
_SCRIPTS = ("_paint.js", "_grab.js", "_view.js", "_frames.js")  # one script for the page


class Frames(anywidget.AnyWidget):
    """Picture and caption, in the page.

    Parameters
    ----------
    name : str
    drawn : str
        What the picture shows.
    controls : list of Widget
        The sliders and choices, in the order of a position's numbers.
    draw : callable
        ``draw(at)`` -> (frame, name of the still, still), all bytes but the name. `at` is a list of positions, or None: as the
        controls stand.
    lines : int
        Of the caption.
    page : SimpleNamespace, optional
        Where the page makes the frames itself: the ``script`` that does, and the ``data`` that it needs.
    """

    _esm = "\n".join((_HERE / name).read_text(encoding="utf-8") for name in _SCRIPTS)
    _css = _HERE / "_frames.css"
    name = traitlets.Unicode().tag(sync=True)
    drawn = traitlets.Unicode().tag(sync=True)
    lines = traitlets.Int(2).tag(sync=True)
    page = traitlets.Dict(default_value=None, allow_none=True).tag(sync=True)
    # The two are made when a page is told: which models the controls have, and the frame of where they stand then.
    controls = traitlets.Bool(True).tag(sync=True, to_json=lambda _, frames: frames._references())
    now = traitlets.Bool(True).tag(sync=True, to_json=lambda _, frames: frames._now())

    def __init__(self, name, drawn, controls, draw, lines=2, page=None):
        watch()
        if page:
            self._esm = f"{self._esm}\n{page.script}"
            self.page = page.data
        self._controls, self._draw, self._stills, self._sent = controls, draw, {}, {}
        self.steps = all(hasattr(control, "index") for control in controls)
        super().__init__(name=name, drawn=drawn, lines=lines)
        self.on_msg(self._asked)

    def changed(self):
        """Tell that a control has moved. The page sees that by itself, unless one of them has no positions.

        Then it is drawn here and now, if the page cannot do it: the page sends what comes next when this is dealt with, so that nothing
        queues up.
        """
        if not self.steps and self.page is None:
            batch = _Batch()
            batch.draw(self, None)
            batch.send(due=True)

    def close(self):
        """Close it, and draw no more."""
        STUDIO.drop(self)
        super().close()

    def _references(self):
        return ["IPY_MODEL_" + control.model_id for control in self._controls]

    def _now(self):
        at = [control.index for control in self._controls] if self.steps else None
        frame, name, still = self._draw(at)
        return {"at": at, "frame": frame, "name": name, "still": still}

    def _asked(self, _, message, __):
        wishes = [*message.get("ahead", ()), *([message["due"]] if "due" in message else [])]
        if not all(self._possible(at) for at in wishes):
            return
        # A still that went out just now may not have been there when the page wrote.
        now = time.monotonic()
        fresh = {name: when for name, when in self._stills.items() if now - when < 2}
        self._stills = {**dict.fromkeys(message.get("stills", ()), now - 9), **fresh}
        if "ahead" in message:
            STUDIO.ahead(self, message["ahead"])
        if "due" in message:
            STUDIO.due(self, message["due"])

    def _possible(self, at):
        """Whether there is such a position: a page may write after its controls have changed."""
        return len(at) == len(self._controls) and all(
            0 <= k < len(control.options) for k, control in zip(at, self._controls, strict=True)
        )

    def draw(self, at):
        """Draw the frame of a position; returns what `deliver` takes."""
        return at, *self._draw(at)

    def on_its_way(self, at):
        """Whether a frame has been sent so recently that the page could not know when it asked."""
        return time.monotonic() - self._sent.get(tuple(at), -9) < ON_ITS_WAY

    def deliver(self, drawn, seconds, due=False):
        """Send frames, and those stills that the page has not got; and in how many seconds they were drawn."""
        now = time.monotonic()
        self._sent = {at: when for at, when in self._sent.items() if now - when < ON_ITS_WAY}
        heads, stills = [], {}
        for at, _, name, still in drawn:
            heads.append([at and ",".join(map(str, at)), name])
            self._sent[tuple(at or ())] = now
            if name not in self._stills:
                self._stills[name], stills[name] = now, still
        frames = [frame for _, frame, _, _ in drawn]
        cost = round(1000 * seconds / len(drawn), 1)
        self.send({"frames": heads, "stills": list(stills), "due": due, "cost": cost}, [*stills.values(), *frames])


class _Studio:
    """One thread draws for all explorers, so that two never get into each other's way; it ends when there is nothing to draw.

    What is due comes first, the newest of them. What is drawn ahead gives way to it after each frame, and to a cell that runs.
    """

    def __init__(self):
        self._bell = threading.Condition()
        self._due, self._ahead = {}, {}
        self._thread = None
        self._cells = 0

    def due(self, frames, at):
        """Draw a position now; instead of the one that was due before."""
        with self._bell:
            self._due.pop(frames, None)
            self._due[frames] = at
            self._ring()

    def ahead(self, frames, positions):
        """Draw these positions when there is time; instead of those asked for before."""
        with self._bell:
            self._ahead.pop(frames, None)
            if positions:
                self._ahead[frames] = positions[::-1]
                self._ring()

    def drop(self, frames):
        """Draw nothing more for it."""
        with self._bell:
            self._due.pop(frames, None)
            self._ahead.pop(frames, None)

    def _ring(self):
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, daemon=True, name="dlcourse pictures")
            self._thread.start()
        self._bell.notify()

    def _work(self):
        batch = _Batch()
        while True:
            with self._bell:
                if not (self._due or self._ahead or batch.drawn) and not self._bell.wait(PATIENCE):
                    if not (self._due or self._ahead):
                        self._thread = None
                        return
                    continue
                frames, at, due = self._next()
            start = time.monotonic()
            if frames is not batch.whose or due or batch.full():
                batch.send()
            if frames is None or due and frames.on_its_way(at):
                continue
            batch.draw(frames, at)
            if due:
                batch.send(due=True)
            elif running():
                with self._bell:
                    self._bell.wait_for(lambda: self._due, COURTESY * (time.monotonic() - start))
            else:
                time.sleep(0)  # who waits for the interpreter gets it

    def _next(self):
        if self._due:
            return *self._due.popitem(), True
        if not self._ahead:
            return None, None, False
        frames, positions = next(reversed(self._ahead.items()))
        at = positions.pop()
        if not positions:
            del self._ahead[frames]
        return frames, at, False


class _Batch:
    """Frames of one explorer that go out together."""

    def __init__(self):
        self.whose, self.drawn, self._seconds, self._since = None, [], 0.0, 0.0

    def full(self):
        """Whether they should go out now."""
        return time.monotonic() - self._since > SLICE

    def draw(self, frames, at):
        """Draw one more."""
        start = time.monotonic()
        if not self.drawn:
            self.whose, self._since, self._seconds = frames, start, 0.0
        self.drawn.append(frames.draw(at))
        self._seconds += time.monotonic() - start

    def send(self, due=False):
        """Send them, unless their explorer has been closed meanwhile."""
        drawn, self.drawn = self.drawn, []
        if drawn and self.whose.comm is not None:
            self.whose.deliver(drawn, self._seconds, due)
        self.whose = None


STUDIO = _Studio()
