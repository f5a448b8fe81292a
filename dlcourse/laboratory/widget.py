"""The laboratory in a page: passes on what the user does, trains in slices between two messages, and shows what came of it."""

import asyncio
import time
from pathlib import Path

import anywidget
import traitlets

from dlcourse.explorers._cells import open_all, take_place, watch
from dlcourse.laboratory import data, network
from dlcourse.laboratory.checks import LaboratoryError
from dlcourse.laboratory.training import OPTIMISERS
from dlcourse.laboratory.words import called

SLICE = 0.005  # seconds of training between two looks at what the page wants
REST = 0.003  # seconds of rest after it: what is sent and heard passes through other threads, which wait as long as this one computes
SPEEDS = {
    "slow": 0.25,
    "medium": 1 / 30,
    "fast": 0.0,
}  # seconds from one batch to the next; 0: as many as there is time for
FRAME = (
    1 / 40
)  # seconds from one frame to the next: what comes sooner nobody sees, and a page has to unpack it all the same
UNDER_WAY = 6  # frames of which the page has not said yet that they are painted; it says so for some at once
HOW = "▶ Run the first code cell, then this cell, to build and train a network."
SAMPLE = 120  # points that show what a kind of data looks like
GONE = 5.0  # seconds without a word from the page, after which the training stops
_HERE = Path(__file__).parent
_EXPLORERS = _HERE.parent / "explorers"
_SCRIPTS = [
    _EXPLORERS / "_paint.js",
    _EXPLORERS / "_view.js",
    *(_HERE / f"_{name}.js" for name in ("draw", "build", "net", "plane", "panels", "page")),
]


class LaboratoryWidget(anywidget.AnyWidget):
    """A laboratory.

    Parameters
    ----------
    engine : engine.Engine
    keep : callable
        Is told each mission that has been done for the first time.
    """

    _esm = "\n".join(path.read_text(encoding="utf-8") for path in _SCRIPTS)
    _css = _HERE / "_page.css"
    names = traitlets.Dict().tag(sync=True)  # what the page offers to choose from
    playing = traitlets.Bool(False).tag(sync=True)
    speed = traitlets.Unicode("medium").tag(sync=True)

    def __init__(self, engine, keep=lambda mission: None):
        self.engine, self._keep = engine, keep
        self._kept, self._points = set(engine.done), None
        self._unpainted, self._shown = 0, 0.0  # frames, and when the last one was sent
        self._heard, self._next = 0.0, 0.0  # when the page was last heard, and when the next batch is due
        self._task = None
        watch()
        super().__init__(names=names(engine))
        self.on_msg(self._told)

    def close(self):
        """End the training, and close it."""
        self.playing = False
        super().close()

    def _told(self, _, message, buffers):
        """What the page says."""
        self._heard = time.monotonic()
        try:
            if "do" in message:
                self._do(message)
            elif "want" in message:
                made = {"text": self.engine.text, "program": self.engine.program}[message["want"]]()
                self.send({"kind": message["want"], "text": made})
            elif "painted" in message:
                self._unpainted = max(0, self._unpainted - int(message["painted"]))
                return
            elif message.get("ready"):
                self._points, self._unpainted = None, 0
            self.show()
        except LaboratoryError as problem:
            self.send({"kind": "says", "text": str(problem)})

    def _do(self, message):
        if message["do"] == "play":
            self.engine.check_trainable()
            self.engine.stopped = ""
            self.playing = True
            self._train_on()
        elif message["do"] == "pause":
            self.playing = False
        elif message["do"] == "speed":
            if message.get("name") in SPEEDS:
                self.speed = message["name"]
        else:
            if message["do"] in ("batch", "epoch", "back", "restart", "open"):
                self.playing = False
            self.engine.do(message)

    def _train_on(self):
        """Train in slices on the kernel's own loop, so that a cell can be run and a message heard between two of them."""
        if self._task is None or self._task.done():
            self._task = asyncio.ensure_future(self._training())

    async def _training(self):
        self._heard, self._next = time.monotonic(), 0.0
        try:
            while self.playing:
                pause = SPEEDS[self.speed]
                if not pause:
                    self.engine.train(SLICE)
                elif time.monotonic() >= self._next:
                    self._next = time.monotonic() + pause
                    self.engine.train(0)
                if self.engine.stopped or time.monotonic() - self._heard > GONE:
                    self.playing = False
                if not self.playing or self._unpainted < UNDER_WAY and time.monotonic() - self._shown >= FRAME:
                    self.show()
                await asyncio.sleep(max(REST, min(pause / 2, 0.01)))
        except LaboratoryError as problem:
            self.playing = False
            self.send({"kind": "says", "text": str(problem)})
        except BaseException:
            self.playing = False
            raise

    def _repr_mimebundle_(self, **how):
        """A picture with its words for a stored notebook, and the live view for a page with a kernel."""
        from dlcourse.figures import BLUE, INK, new_figure, paragraphs, png, png_metadata
        from dlcourse.figures.laboratory import still

        engine, size = self.engine, 100
        figure, axes = new_figure(8, 3.8, ncols=2, width_ratios=(1.25, 1))
        (classes, certainty, *_) = engine.seen(size)[1]
        hidden = [name for _, name in engine.hidden]
        maps = classes.reshape(size, size), certainty.reshape(size, size)
        still(axes, engine.parameters, hidden, engine.points_now, *maps, data.LIMIT)
        words = engine.state()["words"]
        below = paragraphs(8, (words, INK), (HOW, BLUE))
        picture = {"text/plain": "Laboratory", "image/png": png(figure, below, scale=1.25)}
        take_place(self)
        open_all(self)
        view = (super()._repr_mimebundle_(**how) or {}) if self.comm is not None else {}
        view = view[0] if isinstance(view, tuple) else view
        live = "application/vnd.jupyter.widget-view+json"
        picture |= {live: view[live]} if live in view else {}
        return picture, png_metadata(figure, f"Laboratory. {words} {HOW}", below)

    def show(self):
        """Send the page how things stand."""
        engine, self._shown = self.engine, time.monotonic()
        state = engine.state()
        for mission in engine.done - self._kept:
            self._keep(mission)
        self._kept |= engine.done
        if engine.points_now is not self._points:
            self._points = engine.points_now
            self.send({"kind": "points"}, [each.tobytes() for each in engine.points()])
        header, buffers = engine.seen()
        self._unpainted += 1
        self.send(
            {"kind": "frame", "header": header, "state": state, "playing": self.playing},
            [*(each.tobytes() for each in buffers), engine.history().tobytes()],
        )


def names(engine):
    """What the page offers to choose from: lists of [name, what it is called], and some points of each kind of data."""
    kinds = [[name, words] for name, (words, _, _) in data.KINDS.items()]
    samples = {name: data.make(name, SAMPLE, noise=0) for name in data.KINDS}
    samples |= {"own": engine.own} if engine.own else {}
    return {
        "data": [["own", "your own points"], *kinds] if engine.own else kinds,
        "samples": {name: _some(points) for name, points in samples.items()},
        "activations": [[name, called(name)] for name in network.ACTIVATIONS],
        "first": [[name, words] for name, words in network.FIRST_WEIGHTS.items()],
        "losses": [[name, words] for name, words in network.LOSSES.items()],
        "optimisers": [[name, {"plain": "plain descent", "adam": "Adam"}.get(name, name)] for name in OPTIMISERS],
        "runs_on": [
            *([["yours", "your own functions, where they pass"]] if engine.has_yours else []),
            ["course", "the course's functions"],
            ["fast", "the fast functions"],
        ],
    }


def _some(points):
    """Some points, of all classes, as [x, y, class]."""
    every = slice(None, None, -(-len(points.y) // SAMPLE))
    return [
        [*place, label]
        for place, label in zip(points.X[every].round(1).tolist(), points.y[every].tolist(), strict=True)
    ]
