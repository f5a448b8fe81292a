"""Explorers of lesson 02."""

from functools import cache
from types import SimpleNamespace

import numpy as np

from dlcourse.data import seven_points
from dlcourse.explorers import Explorer, Grab, choice, slider
from dlcourse.figures import new_figure, set_words
from dlcourse.figures import perceptron as figures
from dlcourse.figures.numbers import short
from dlcourse.linear import classify
from dlcourse.perceptron import train_from, training_epochs, truth_table

CASES = truth_table(3)
QUESTIONS = ("weather", "friend", "bus")
SHORT, LONG = 14, 24  # where the axis of evidence ends: as far as it is needed

SEVEN_X, SEVEN_Y = seven_points()
XOR_X, XOR_Y = truth_table(2).astype(float), np.array([0, 1, 1, 0])
STARTS = {"w = (0, 0), b = 0": (0.0, 0.0, 0.0), "w = (1, −1), b = 0.5": (1.0, -1.0, 0.5)}
RATES = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10]
# As far as the sliders go: training on the seven points settles after 13 mistakes, on XOR it goes round for ever.
SEVEN_STEPS, XOR_STEPS = 14, 39
SEVEN_EPOCHS, XOR_EPOCHS = 6, 14
EARLY = 4  # mistakes whose steps are seen closely
RING = 0.055  # radius of the ring around a point, as a share of its axes


def festival_state(weather, friend, bus, threshold):
    """Who goes to the festival: the eight cases, weighed.

    Parameters
    ----------
    weather, friend, bus : int
        Weights, at least 0.
    threshold : int

    Returns
    -------
    SimpleNamespace
        ``ends`` (8, 4): where the bars of each row begin and end; ``evidence`` (8,), ``go`` (8,) bool, ``threshold``.
    """
    pieces = CASES * np.array([weather, friend, bus])
    ends = np.cumsum(np.c_[np.zeros(len(CASES), dtype=int), pieces], axis=1)
    evidence = ends[:, -1]
    return SimpleNamespace(ends=ends, evidence=evidence, go=evidence > threshold, threshold=threshold)


def festival():
    """Weigh three questions: sliders for the weights and the threshold, and the verdict in all eight cases."""
    figure, axes = new_figure(7.4, 3.9, ncols=3, width_ratios=(2.8, 3.1, 1.6))
    artists = figures.festival(axes, CASES, QUESTIONS)
    rows = np.arange(len(CASES))

    def update(artists, state):
        for k, bar in enumerate(artists.bars):
            some = state.ends[:, k] < state.ends[:, k + 1]  # a bar without length would be a stroke
            bar.set_verts(figures.bars(state.ends[some, k], state.ends[some, k + 1], rows[some]))
        end = SHORT if state.evidence.max() <= SHORT else LONG
        axes[1].set_xlim(0, end)
        artists.threshold.set_data([state.threshold] * 2, [-0.5, len(CASES) - 0.5])
        middle = np.clip(state.threshold, 0.18 * end, 0.82 * end)  # its name stays between the other columns
        set_words(artists.name, ["threshold"], [(middle, -0.87)])
        for kind, mark in enumerate(artists.marks):
            here = rows[state.go == kind]
            mark.set_data(np.full(len(here), 0.3), here)
            artists.words[kind].set_offsets(np.c_[np.full(len(here), 0.3), here])
        return end

    def describe(state):
        text = f"Go in <b>{state.go.sum()} of {len(CASES)}</b> cases: where the evidence is above {state.threshold}."
        ties = int((state.evidence == state.threshold).sum())
        if ties:
            text += f" In {ties} it is exactly {state.threshold}, which is not above it: stay home."
        return text

    return Explorer(
        "weighing evidence for a festival",
        figure=figure,
        artists=artists,
        controls={
            "threshold": slider("threshold", range(13), 12),
            "weather": slider("weather", range(9), 6),
            "friend": slider("friend", range(9), 2),
            "bus": slider("bus", range(9), 2),
        },
        grab=Grab(artists.threshold, "the threshold", x="threshold"),
        state=festival_state,
        update=update,
        describe=describe,
    )


@cache
def _history(task, learning_rate, start, max_epochs):
    """Every weight vector and bias from the start on, the examples they were learned from, and mistakes per epoch."""
    X, y = {"seven": (SEVEN_X, SEVEN_Y), "xor": (XOR_X, XOR_Y)}[task]
    epochs = training_epochs(X, y, start[:2], start[2], learning_rate, max_epochs)
    made = [step for each in epochs for step in each]
    return SimpleNamespace(
        X=X,
        y=y,
        w=np.array([start[:2], *(step.w for step in made)]),
        b=np.array([start[2], *(step.b for step in made)]),
        index=[step.index for step in made],
        number=np.repeat(np.arange(len(epochs)), [len(each) for each in epochs]),
        settled=not epochs[-1],
    )


def _training_state(history, step):
    total = len(history.index)
    k = min(step, total)
    done = history.settled and step > total
    shown = history.settled and step >= total
    last = -1 if k == 0 or done else history.index[k - 1]
    counts = np.bincount(history.number[:k], minlength=0)
    before = k if last < 0 else k - 1
    # Among all weights that are to come, the first arrows would be too small to be told apart. There are two views only, as
    # every view is one more picture to be kept.
    sight = np.vstack([history.w[: EARLY + 1] if k <= EARLY else history.w, np.zeros((1, 2))])
    return SimpleNamespace(
        X=history.X,
        y=history.y,
        step=k,
        index=last,
        w=history.w[k],
        b=float(history.b[k]),
        w_before=history.w[before],
        b_before=float(history.b[before]),
        counts=counts,
        running=bool(0 < k < total and history.number[k] == history.number[k - 1]),
        settled=shown,
        done=done,
        low=sight.min(axis=0),
        high=sight.max(axis=0),
    )


def steps_state(learning_rate, step):
    """The perceptron in training on the seven points, from zero, after some mistakes.

    Parameters
    ----------
    learning_rate : float
    step : int
        Mistakes made so far; past the last one, the state stays as it is.

    Returns
    -------
    SimpleNamespace
        ``step``, ``index`` of the example just misclassified (-1 if there is none), ``w``, ``b``, ``w_before``, ``b_before``,
        ``counts`` (mistakes of each epoch so far), ``running`` (the last epoch is not at its end), ``settled`` (no mistake is to come), ``done`` (past the last one),
        ``low`` and ``high`` (2,): corners of the first weights, or of all if there are more, and the data ``X``, ``y``.
    """
    return _training_state(_history("seven", learning_rate, (0.0, 0.0, 0.0), SEVEN_EPOCHS), step)


def xor_state(learning_rate, start, step):
    """The same for XOR, as `steps_state`, from a start (w₁, w₂, b); ``always_four``: the epoch from which on each has four mistakes."""
    history = _history("xor", learning_rate, start, XOR_EPOCHS)
    state = _training_state(history, step)
    state.always_four = int(np.flatnonzero(np.bincount(history.number) != len(XOR_Y))[-1]) + 2
    return state


def _training(name, controls, state, first, limits, epochs):
    figure, axes = new_figure(7.4, 3.5, ncols=3, width_ratios=(9, 6, 5))
    artists = figures.training(axes, first.X, first.y, limits, epochs)
    plane, weights = axes[:2]
    corners = np.array([[x1, x2] for x1 in limits for x2 in limits])

    def update(artists, state):
        line, region = figures.half_plane(state.w, state.b)
        before, _ = figures.half_plane(state.w_before, state.b_before)
        wrong = state.index >= 0
        x, reach = state.X[state.index] if wrong else np.zeros(2), limits[1] - limits[0]
        to_ring = x * max(0, 1 - RING * reach / max(np.hypot(*x), 1e-9))  # its head is seen, and so is the point
        artists.region.set_xy(region)
        artists.after.set_data(*line.T)
        artists.before.set_data(*(before.T if wrong else ([], [])))
        artists.ring.set_data(*([[value] for value in x] if wrong else ([], [])))
        artists.example.set_xy(figures.outline((0, 0), to_ring, reach, 0.008))
        span = max(*(state.high - state.low), 1e-9) * 1.3
        # So wide that they are seen on both sides of a step that lies on them, as the first from zero does.
        artists.w_before.set_xy(figures.outline((0, 0), state.w_before if wrong else np.zeros(2), span, 0.015))
        artists.w_after.set_xy(figures.outline((0, 0), state.w, span, 0.015))
        artists.step.set_xy(figures.outline(state.w_before, state.w - state.w_before, span, 0.006))
        at = np.arange(1, len(state.counts) + 1)
        artists.bars.set_segments(np.stack([np.c_[at, 0 * at], np.c_[at, state.counts]], axis=1))
        edge = 0.007 * len(state.X)
        artists.hollow.set_data(*([at[[-1, -1]], [edge, state.counts[-1] - edge]] if state.running else ([], [])))
        artists.clean.set_data(*([[len(at) + 1], [0]] if state.settled else ([], [])))
        middle = (state.low + state.high) / 2
        (left, bottom), (right, top) = middle - span / 2, middle + span / 2
        weights.set(xlim=(left, right), ylim=(bottom, top))
        return *middle, span

    def describe(state):
        now = _weights(state.w, state.b)
        if state.done:
            return f"<b>Settled</b> after {state.step} mistakes: epoch {len(state.counts) + 1} has no mistake. {now}."
        if state.index < 0:
            line = (
                ""
                if state.w.any()
                else " No line yet: every score is 0, so all are called 0. The first mistake will draw one."
            )
            return f"Before the first mistake: {now}.{line}"
        x, label = state.X[state.index], state.y[state.index]
        score, new = (x @ w + b for w, b in ((state.w_before, state.b_before), (state.w, state.b)))
        sign = "+" if label else "−"
        text = (
            f"<b>Mistake {state.step}</b>, epoch {len(state.counts)}: ({x[0]:g}, {x[1]:g}) is a {label} and scored "
            f"{_number(score)}. w {sign} η·x, b {sign} η: {now}. It now scores {_number(new)}"
        )
        text += "; the next epoch has no mistake." if state.settled else "."
        count = int(state.counts[-1])
        so_far = f" Epoch {len(state.counts)} has {count} mistake{'s' * (count > 1)} so far"
        if state.step == XOR_STEPS:
            return (
                f"{text}{so_far}; from epoch {state.always_four} on, every whole epoch has 4. It <b>never settles</b>."
            )
        text += f"{so_far}." if state.running else ""
        return text + _out_of_sight(state.w, state.b, corners)

    return Explorer(
        name,
        figure=figure,
        artists=artists,
        controls=controls,
        state=state,
        update=update,
        describe=describe,
        play="step",
        interval=800,
        lines=3,
    )


def _number(value):
    return short(value if abs(value) > 1e-12 else 0.0, 3)


def _weights(w, b):
    return f"w = ({_number(w[0])}, {_number(w[1])}), b = {_number(b)}"


def _in_sight(w, b, corners):
    """Whether the line crosses the picture between these corners."""
    return np.unique(classify(corners, w, b)).size > 1


def _out_of_sight(w, b, corners):
    """A sentence if there is no line, or none in the picture, else ""."""
    if not w.any():
        return " With w = (0, 0) there is no line now."
    return "" if _in_sight(w, b, corners) else " The line is now outside the picture."


def step_by_step():
    """Watch the perceptron learn from one mistake after the other, on the seven points."""
    controls = {
        "step": slider("mistakes, at most", range(SEVEN_STEPS + 1), 2),
        "learning_rate": slider("learning rate η", RATES, 1),
    }
    return _training(
        "the perceptron, mistake by mistake", controls, steps_state, steps_state(1.0, 0), (-0.8, 1.4), SEVEN_EPOCHS
    )


def xor():
    """Watch the perceptron fail to learn XOR."""
    controls = {
        "step": slider("mistakes, at most", range(XOR_STEPS + 1), 3),
        "learning_rate": slider("learning rate η", [0.25, 0.5, 1, 2, 4, 8], 1),
        "start": choice("start", STARTS, next(iter(STARTS.values()))),
    }
    return _training(
        "the perceptron and XOR", controls, xor_state, xor_state(1.0, (0.0, 0.0, 0.0), 0), (-0.4, 1.4), XOR_EPOCHS
    )


def learning_rate_state(learning_rate):
    """Training on the seven points from two starts: from zero, and from w = (1, -1), b = 0.5.

    Parameters
    ----------
    learning_rate : float

    Returns
    -------
    SimpleNamespace
        ``ends``: for each start its final (w, b, mistakes per epoch).
    """
    return SimpleNamespace(ends=[_trained(learning_rate, start) for start in STARTS.values()])


@cache
def _trained(learning_rate, start):
    return train_from(SEVEN_X, SEVEN_Y, start[:2], start[2], learning_rate, 300)


def learning_rate():
    """See what η does to the training from zero, and from elsewhere."""
    figure, axes = new_figure(7.4, 5.3, nrows=2, ncols=2, width_ratios=(2, 3))
    figure.get_layout_engine().set(hspace=0.07)  # a title is no part of the numbers above it
    titles = ("From zero", "From (1, −1), b = 0.5")
    artists = figures.two_trainings(axes, SEVEN_X, SEVEN_Y, (-0.08, 1.0), titles, 300)

    def update(artists, state):
        parts = zip(
            state.ends, STARTS.values(), artists.regions, artists.lines, artists.starts, artists.counts, strict=True
        )
        for (w, b, mistakes), start, region, line, first, counts in parts:
            ends, corners = figures.half_plane(w, b)
            region.set_xy(corners)
            line.set_data(*ends.T)
            first.set_data(*figures.half_plane(start[:2], start[2])[0].T)
            counts.set_data(np.arange(1, len(mistakes) + 1), mistakes)

    def describe(state):
        return "<br>".join(
            f"{name}: <b>{sum(m)} mistakes</b>, epoch {len(m)} has no mistake, {_weights(w, b)}."
            for name, (w, b, m) in zip(("From zero", "From elsewhere"), state.ends, strict=True)
        )

    return Explorer(
        "what the learning rate does",
        figure=figure,
        artists=artists,
        controls={"learning_rate": slider("learning rate η", RATES, 1)},
        state=learning_rate_state,
        update=update,
        describe=describe,
    )


EXPLORERS = (festival, step_by_step, learning_rate, xor)
