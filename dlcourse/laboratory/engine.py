"""The laboratory without a page: every action of the user, the training, and how things stand.

A page sends actions to `Engine.do`, lets `Engine.train` use what time there is, and shows what `state`, `points`, `seen` and `history`
return.
"""

import time

import numpy as np

from dlcourse.laboratory import data, missions, network, program, seen, sharing, standing
from dlcourse.laboratory.actions import Actions
from dlcourse.laboratory.checks import LaboratoryError
from dlcourse.laboratory.training import COURSE, FAST, Run, loss_of

ROUND = 20  # batches between two looks at the clock
SETTINGS = (
    "set",
    "optimiser",
    "activation",
    "loss",
    "runs_on",
)  # what an entry of the log may say that going back leaves as it is
UNTRAINABLE = (
    "The step function has the slope 0 everywhere, so no weight before it would ever change. Give hidden layer {} another activation to "
    "train this network."
)
DIVERGED = (
    "The training diverged: the numbers became far too large. Here is the state before that. Take a smaller learning rate, or go back "
    "further."
)


class Engine(Actions):
    """The whole laboratory but for its page.

    Parameters
    ----------
    points : data.Points, optional
        The learner's own. Without them there are those of the first kind in `data.KINDS`.
    yours : callable, optional
        Returns the learner's pieces: a namespace with ``backprop``, ``minibatches``, ``init_parameters``, ``he_init``, and ``says``, which
        tells whose each is. Called when they are first wanted.
    done : iterable of str
        The missions that have been done before.
    """

    def __init__(self, points=None, yours=None, done=()):
        self.own = points
        self.spec = {"name": next(iter(data.KINDS)), "noise": 0.1, "points": 300, "validation": 0.3, "seed": 0}
        self.spec["name"] = "own" if self.own else self.spec["name"]
        self.hidden = [[4, "tanh"], [4, "tanh"]]
        self.loss, self.first = "cross_entropy", "lesson04"
        self.settings = {
            "learning_rate": 0.1,
            "batch_size": 10,
            "optimiser": "plain",
            "weight_decay": 0.0,
            "seed": 0,
            "runs_on": "course" if yours is None else "yours",
        }
        self._find_yours, self._yours = yours, None
        self.done, self.version, self.stopped = set(done), 0, ""
        self.looked_at = self.nudged = None
        self.example = 0
        self.notes = {}  # what missions remember from one run to the next
        self._new_points()
        self._restart()

    # What it is made of

    @property
    def sizes(self):
        """Inputs, neurons of each hidden layer, outputs."""
        return [2, *(size for size, _ in self.hidden), len(self.points_now.classes)]

    @property
    def activations(self):
        """Activation objects of all layers."""
        return network.activations_of([name for _, name in self.hidden], self.loss)

    @property
    def parameters(self):
        """Weights and biases as they are now: a list of (W, b), not to be changed."""
        return self.run.parameters

    @property
    def training(self):
        """X, and y as one-hot rows, of the points to learn from."""
        X, y = self.points_now.training
        return X, network.targets(y, self.sizes[-1])

    @property
    def unseen(self):
        """The same of the validation points."""
        X, y = self.points_now.unseen
        return X, network.targets(y, self.sizes[-1])

    @property
    def has_yours(self):
        """Whether there are functions of the learner's to be looked for."""
        return self._find_yours is not None

    def drawn_by(self, runs_on):
        """The exercises of the learner's whose functions draw the first weights."""
        return self._yours_now().drawn if runs_on == "yours" else ()

    @property
    def pieces(self):
        """Whose functions run: a namespace."""
        return {"fast": FAST, "course": COURSE}.get(self.settings["runs_on"]) or self._yours_now()

    def _yours_now(self):
        if self._yours is None:
            self._yours = self._find_yours()
        return self._yours

    # Actions

    def do(self, action):
        """Do one action of the user.

        Parameters
        ----------
        action : dict
            ``do`` names it; what else it needs is said at the method ``_do_...`` that does it.

        Raises
        ------
        LaboratoryError
            If it cannot be done; then nothing has changed.
        """
        act = getattr(self, f"_do_{action.get('do')}", None) if isinstance(action, dict) else None
        if act is None:
            raise LaboratoryError(f"The laboratory does not know how to do {action!r:.80}.")
        given = {name: value for name, value in action.items() if name != "do"}
        try:
            act(**given)
        except LaboratoryError:
            raise
        except ValueError as problem:
            raise LaboratoryError(str(problem)) from None
        except TypeError:
            raise LaboratoryError(f"Something is missing in {action!r:.150}, or there is too much in it.") from None
        self.version += 1

    # Training

    def train(self, seconds):
        """Make steps until the time is used up or the training has diverged.

        Parameters
        ----------
        seconds : float

        Returns
        -------
        int
            How many batches.

        Raises
        ------
        LaboratoryError
            If this network cannot be trained.
        """
        self.check_trainable()
        end, made = time.perf_counter() + seconds, 0
        while True:
            now = self._batches(ROUND if made else 1)
            made += now
            if time.perf_counter() >= end or self.stopped:
                break
        self.version += 1
        return made

    def check_trainable(self):
        for layer, (_, name) in enumerate(self.hidden, 1):
            if name == "step":
                raise LaboratoryError(UNTRAINABLE.format(layer))
        if not len(self.training[0]):
            raise LaboratoryError("There is no point to learn from.")

    def _batches(self, count):
        """Make some steps; returns how many. After a divergence there are none until something is changed."""
        before = self.run.batch
        self.stopped = ""
        try:
            self.pieces.guard(lambda: self._steps(count))
        except FloatingPointError:
            self.stopped = DIVERGED
        except Exception as problem:
            self._blame(problem)
        return self.run.batch - before

    def _steps(self, count):
        X, Y = self.training
        activations, pieces = self.activations, self.pieces
        if not self.run.history:
            self._record()
        for _ in range(count):
            self.run.one_batch(pieces, activations, X, Y, self.settings)
            if not self.run.queue or len(self.run.queue) % max(1, self.run.of // 4) == 0:
                if not np.isfinite(self._record()):
                    self._go_back()
                    raise FloatingPointError

    def _blame(self, problem):
        """A function of the learner's has failed: from now on the course's run, and it is said."""
        said = " ".join(str(problem).split())[:120] or type(problem).__name__
        self.stopped = f"Your own functions stopped: {said}. Now the course's functions run."
        self.settings["runs_on"] = "course"
        self._log(("runs_on", "course"))

    def _record(self):
        with np.errstate(all="ignore"):
            losses = [loss_of(self.parameters, self.activations, *part)[0] for part in (self.training, self.unseen)]
        self.run.record(*losses)
        return losses[0]

    # How things stand

    def state(self):
        """How things stand: plain data, as JSON has it; see `standing`. Missions that are reached now are done from now on."""
        self.done |= missions.reached(self)
        return standing.state_of(self)

    def points(self):
        """X (float32, (n, 2)), classes (uint8) and whether each is kept for validation (uint8)."""
        now = self.points_now
        return now.X.astype(np.float32), now.y.astype(np.uint8), now.validation.astype(np.uint8)

    def seen(self, size=100, small=32):
        """The plane as the network sees it; see `seen.picture`."""
        return seen.picture(self.parameters, self.activations, self.run.slopes, size, small)

    def history(self):
        """Epochs, training losses, validation losses, the last of them as they are now: float32, shape (3, k)."""
        with np.errstate(all="ignore"):
            now = (
                self.run.epoch,
                *(loss_of(self.parameters, self.activations, *part)[0] for part in (self.training, self.unseen)),
            )
        return np.array([*self.run.history, now], np.float32).T

    def text(self):
        """A short text that brings this state back to the last bit."""
        return sharing.text_of(self)

    def program(self):
        """The run since the last restart as a program that ends in the same numbers."""
        return program.program_of(self)

    def _go_back(self):
        """Back by one step. Settings stay as they are now: what was set since then is set at the earlier place."""
        self.run.back()
        kept = self.log[: self.run.logged]
        later = [entry for entry in self.log[self.run.logged :] if entry[1] in SETTINGS]
        self.log = kept + [(self.run.batch, *entry[1:]) for entry in later]
        self.run.logged = len(self.log)
        if any(entry[1] == "optimiser" for entry in later):
            self.run.new_optimiser(self.settings["optimiser"])

    # Small things

    def _new_points(self):
        spec = self.spec
        if spec["name"] == "own":
            self.points_now = data.split_anew(self.own, spec["validation"], spec["seed"])
        else:
            self.points_now = data.make(**spec)
        self.edited = spec["name"] == "own"  # a program and a text have to tell what they are
        self.example = 0

    def _other_points(self):
        """Other points: the epoch under way is over, as its batches are dealt from the old ones."""
        self.example = min(self.example, len(self.points_now.y) - 1)
        self.run.queue = []
        self.run.forget_losses()
        self.run.forget()
        self._log(("points", self.points_now))

    def _restart(self):
        pieces, failed = self.pieces, None
        rng = np.random.default_rng(self.settings["seed"])
        draws = {name: getattr(pieces, name) for name in pieces.drawn}
        try:
            parameters = pieces.guard(lambda: network.first_weights(self.first, self.sizes, rng, **draws))
        except Exception as problem:
            failed, rng = problem, np.random.default_rng(self.settings["seed"])
            self.settings["runs_on"] = "course"
            parameters = network.first_weights(self.first, self.sizes, rng)
        self.begin(Run(parameters, rng, self.settings["optimiser"]))
        if failed:
            self._blame(failed)

    def begin(self, run, text=""):
        """Begin to watch a run: what its program begins with is noted.

        Parameters
        ----------
        run : Run
        text : str
            The state that it was opened from; "" for a restart.
        """
        self.run, self.stopped, self.nudged, self.looked_at = run, "", None, None
        self.example = min(self.example, len(self.points_now.y) - 1)
        self.began = {
            "text": text,
            "batch": run.batch,
            "spec": dict(self.spec),
            "edited": self.edited,
            "points": self.points_now,
            "sizes": self.sizes,
            "hidden": [name for _, name in self.hidden],
            "loss": self.loss,
            "first": self.first,
            "settings": dict(self.settings),
        }
        self.log = []  # what was done since, each entry with the batch before which it was done
        self._record()

    def _log(self, entry):
        self.log.append((self.run.batch, *entry))
        self.run.logged = len(self.log)
