"""Explorers of lesson 09."""

from functools import cache
from types import SimpleNamespace

import numpy as np

from dlcourse.data import runs
from dlcourse.explorers import Explorer, Grab, choice, slider
from dlcourse.explorers.descent import CURVATURE, VALLEY_X, VALLEY_Y
from dlcourse.figures import generalisation as figures
from dlcourse.figures import new_figure, set_words
from dlcourse.figures.landscapes import walk
from dlcourse.figures.numbers import fixed, short
from dlcourse.generalisation import DECAYS, EPOCHS, EXAMPLES, OPTIMISERS, PATIENTS, RATES, WIDTHS

STEPS = [*range(11), 15, 20, 25, 30, 40, 50, 60, 80, 100]
START, NOISE, FAR = (-5.0, 1.5), 8.0, 30.0
DISEASES = [disease for disease, _ in PATIENTS.values()]
UNKNOWN = "not yet"


def overfitting_state(examples, width, decay, stop):
    """How networks 784-width-10 learn from few or many digits: the mean of three trainings.

    Parameters
    ----------
    examples, width : int
    decay : float
    stop : int
        The last epoch.

    Returns
    -------
    SimpleNamespace
        ``loss``, ``mistakes`` (2, epochs + 1): in training and in validation, mistakes in percent, up to the last epoch that there is;
        ``best``, the epoch with the lowest validation loss; the four settings.
    """
    at = EXAMPLES.index(examples), WIDTHS.index(width), DECAYS.index(decay)
    curves = runs()["overfitting"][at].astype(float).T
    return SimpleNamespace(
        loss=curves[:2],
        mistakes=100 * curves[2:],
        best=int(curves[1].argmin()),
        examples=examples,
        width=width,
        decay=decay,
        stop=stop,
    )


def overfitting():
    """Both curves of a network: sliders for the examples, the neurons, weight decay and the epoch of stopping."""
    figure, axes = new_figure(7.8, 3.6, ncols=2)
    artists = figures.overfitting(axes, EPOCHS)

    def update(artists, state):
        epochs, stop = np.arange(EPOCHS + 1), state.stop
        for k, curves in enumerate((state.loss, state.mistakes)):
            lines = artists.training[k], artists.validation[k]
            for curve, line, mark, shape in zip(curves, lines, artists.marks[k], "so", strict=True):
                line.set_data(epochs[: stop + 1], curve[: stop + 1])
                above = k == 1 and curve[stop] > figures.MOST_MISTAKES
                mark.set_data([stop], [figures.MOST_MISTAKES - 1.5 if above else curve[stop]])
                mark.set_marker("^" if above else shape)
            artists.gaps[k].set_data([stop, stop], curves[:, stop])
            artists.stops[k].set_data([stop, stop], [0, 100])
        set_words(artists.hint, ["move: stop after epoch →"] if stop < 12 else [], [(31, 1.4)] if stop < 12 else [])
        above = (state.mistakes[:, stop] > figures.MOST_MISTAKES).any()
        set_words(
            artists.above, ["higher up"] if above else [], [(stop + 8, figures.MOST_MISTAKES - 1.5)] if above else []
        )
        seen = state.best <= stop
        artists.best.set_data([state.best] * seen, [state.loss[1, state.best] + 0.07] * seen)

    return Explorer(
        "overfitting",
        figure=figure,
        artists=artists,
        controls={
            "stop": slider("stop after epoch", [*range(11), *range(12, 31, 2), 35, 40, 45, 50], 3),
            "examples": slider("examples", EXAMPLES, 1000, "{:,}"),
            "width": slider("hidden neurons", WIDTHS, 64),
            "decay": slider("weight decay", DECAYS, 0),
        },
        grab=[Grab(marks[1], "the circle", x="stop") for marks in artists.marks],
        state=overfitting_state,
        update=update,
        describe=_overfitting_words,
    )


def _overfitting_words(state):
    loss, mistakes = state.loss[:, state.stop], state.mistakes[:, state.stop]
    when = f"After epoch {state.stop}" if state.stop else "Before the training"
    text = f"{when}: loss {loss[0]:.3f} in training and <b>{loss[1]:.3f}</b> in validation; "
    text += f"mistakes {mistakes[0]:.1f} % and <b>{mistakes[1]:.1f} %</b>."
    if not state.stop:
        return text
    lowest = state.loss[1, : state.stop + 1]
    best = int(lowest.argmin())
    if best == state.stop:
        return f"{text} So far, no epoch had a lower validation loss."
    return f"{text} The lowest validation loss so far was {lowest[best]:.3f}, after epoch {best}."


@cache
def _walk(optimiser, rate, noisy):
    """A path in the valley, (101, 2); where it has left by far, it stays."""
    rng, here, slope = np.random.default_rng(9), np.array(START), np.array([1.0, CURVATURE])
    stepper, path = OPTIMISERS[optimiser](STEPS[-1]), [np.array(START)]
    for _ in range(STEPS[-1]):
        shown = slope * here + noisy * NOISE * rng.normal(size=2)
        here = here + stepper.step(shown, rate)
        path.append(here)
        if np.abs(here).max() > FAR:
            break
    return np.array(path)


def optimisers_state(optimiser, rate, steps, slopes):
    """One optimiser with one learning rate: in a narrow valley, and on the digits.

    Parameters
    ----------
    optimiser : str
        One of `dlcourse.generalisation.OPTIMISERS`.
    rate : float
        η.
    steps : int
        In the valley.
    slopes : str
        In the valley: "exact", or "noisy", as those of a few examples are.

    Returns
    -------
    SimpleNamespace
        ``path`` (k + 1, 2), ``out`` (bool): it has left the valley; ``height`` at its end; ``mistakes`` (3, epochs), in percent, nan where the
        training diverged; the four settings.
    """
    path = _walk(optimiser, rate, slopes == "noisy")
    out = len(path) <= steps or np.abs(path[steps]).max() > FAR
    path = path[: steps + 1]
    found = runs()["optimisers"][list(OPTIMISERS).index(optimiser), RATES.index(rate)].astype(float)
    mistakes = np.where(found[..., 0] < 5e4, 100 * found[..., 2], np.nan)
    height = float(path[-1] ** 2 @ [1, CURVATURE]) / 2
    return SimpleNamespace(
        path=path,
        out=out,
        height=height,
        mistakes=mistakes,
        optimiser=optimiser,
        rate=rate,
        steps=steps,
        slopes=slopes,
    )


def optimisers():
    """Four ways to make a step, in a narrow valley and on the digits: optimiser, learning rate, steps and noise."""
    figure, axes = new_figure(7.8, 3.6, ncols=2, width_ratios=(5, 4))
    figure.get_layout_engine().set(wspace=0.06)
    artists = figures.optimisers(axes, VALLEY_X, VALLEY_Y, CURVATURE, runs()["optimisers"].shape[3])

    def update(artists, state):
        walk(artists, state.path)
        epochs = np.arange(1, state.mistakes.shape[1] + 1)
        for line, mistakes in zip(artists.each, state.mistakes, strict=True):
            line.set_data(epochs, mistakes)
        artists.mean.set_data(epochs, state.mistakes.mean(axis=0))

    return Explorer(
        "optimisers",
        figure=figure,
        artists=artists,
        controls={
            "steps": slider("steps in the valley", STEPS, 20),
            "rate": slider("learning rate η", RATES, 0.01),
            "optimiser": choice("optimiser", {name: name for name in OPTIMISERS}, "plain"),
            "slopes": choice("slopes in the valley", {"exact": "exact", "noisy": "noisy"}, "exact"),
        },
        state=optimisers_state,
        update=update,
        describe=_optimiser_words,
    )


def _optimiser_words(state):
    place = ", ".join(fixed(value, 2) for value in state.path[-1])
    if state.out:
        outside = (np.abs(state.path) > (VALLEY_X[1], VALLEY_Y[1])).any(axis=1)
        valley = f"In the valley it <b>diverges</b>: step {outside.argmax()} leaves the picture."
    else:
        plural = "s" * (state.steps != 1)
        valley = (
            f"In the valley after {state.steps} step{plural}: at ({place}), height <b>{short(state.height, 2)}</b>."
        )
    last = state.mistakes[:, -1]
    if np.isnan(last).any():
        return f"{valley} On the digits {np.isnan(last).sum()} of three trainings <b>diverge</b>."
    return (
        f"{valley} On the digits after ten epochs: <b>{last.mean():.1f} %</b> mistakes in validation "
        f"({', '.join(f'{each:.1f}' for each in last)})."
    )


def clinic_state(patient, diagnosis):
    """The chart of a patient, and a diagnosis.

    Parameters
    ----------
    patient : str
        "A" to "F".
    diagnosis : str
        One of the six diseases, or "not yet".

    Returns
    -------
    SimpleNamespace
        As `dlcourse.figures.generalisation.chart_of` has it, and ``diagnosis``.
    """
    state = figures.chart_of(patient)
    state.diagnosis = diagnosis
    return state


def clinic():
    """Six sick networks: look at a chart, name the disease, read a reason for it or against it."""
    figure, axes = new_figure(7.8, 5.06, nrows=2, ncols=3)
    artists = figures.chart(axes)
    return Explorer(
        "the clinic",
        figure=figure,
        artists=artists,
        controls={
            "patient": choice("patient", {name: name for name in PATIENTS}, "A"),
            "diagnosis": choice("diagnosis", {name: name for name in (UNKNOWN, *sorted(DISEASES))}, UNKNOWN),
        },
        state=clinic_state,
        update=figures.fill,
        describe=_diagnosis_words,
        lines=4,
    )


def _diagnosis_words(state):
    if state.diagnosis == UNKNOWN:
        return f"Patient {state.name}. {_seen(state)} What is the disease?"
    disease, line = PATIENTS[state.name]
    sentence = _SIGNS[state.diagnosis](state)
    if state.diagnosis != disease:
        return f"{sentence} <b>So it is another disease.</b>"
    code, _, remark = line.partition("  # ")
    return f"{sentence} <b>So this is the disease.</b> The line: <code>{code}</code> ({remark})."


def _size(value):
    """A loss or a slope, with three digits that count."""
    if value > 5e4:
        return "more than 50,000"
    return f"{value:,.0f}" if value >= 1000 else short(value, 3)


def _seen(state):
    first, slopes = state.steps[0, 0], state.steps[0, 1:]
    text = (
        f"Loss before the first step: {_size(first)}. First slopes, by layer: {', '.join(_size(s) for s in slopes)}. "
    )
    if state.overflow:
        return f"{text}After {len(state.steps)} steps the numbers overflow."
    training, validation, right, new = state.epochs[-1]
    return (
        f"{text}At the end: loss {_size(training)} in training, {_size(validation)} in validation; {100 * right:.0f} % and "
        f"{100 * new:.0f} % read correctly; largest weight {_size(state.largest)}."
    )


def _end(state):
    """Loss in training, and shares read correctly in training and validation, after the last epoch; None if no epoch was finished."""
    if not len(state.epochs):
        return None
    training, _, right, new = state.epochs[-1]
    return training, right, new


NO_EPOCH = "Here no epoch was finished"


def _unscaled(state):
    return (
        "Pixels up to 255 make the first scores huge, so the loss would be far above log 10 = 2.3 before any step is made. Here it is "
        f"{_size(state.steps[0, 0])}."
    )


def _zero(state):
    return (
        "With zero weights every signal and every error is multiplied by 0, so the first slopes of all weights would be exactly 0. "
        f"Here the size of those of the first layer is {_size(state.steps[0, 1])}."
    )


def _uphill(state):
    early = state.steps[[0, 5, 9], 0] if len(state.steps) > 9 else state.steps[[0, 2, 4], 0]
    what = "then the numbers overflow" if state.overflow else "but it does not grow for ever"
    numbers = ", ".join(_size(each) for each in early)
    return f"A step uphill makes the loss a little larger, and the next one again, until the numbers overflow. Here the loss goes {numbers}, {what}."


def _shuffled(state):
    here = f"{NO_EPOCH}."
    if _end(state):
        _, right, new = _end(state)
        here = f"Here {100 * right:.0f} % and {100 * new:.0f} % are read correctly."
    return (
        "Labels that do not belong to their pictures can only be learned by heart: many right in training, about 10 % in "
        f"validation. {here}"
    )


def _twice(state):
    here = f"{NO_EPOCH}."
    if _end(state):
        loss, right, _ = _end(state)
        here = f"Here it ends at {_size(loss)}, with {100 * right:.0f} % of the training digits right."
    return (
        "After the second softmax no probability can be near 1: even with every digit right, the loss cannot fall below 1.46. "
        f"{here}"
    )


def _too_large(state):
    high = state.steps[:10, 0].max()
    after = f"ends at {_size(_end(state)[0])}" if _end(state) else "never falls again"
    return (
        "The loss begins near 2.3, the first few steps make it very large, and afterwards the network learns nothing. Here it begins at "
        f"{_size(state.steps[0, 0])}, reaches {_size(high)} within ten steps, and {after}."
    )


_SIGNS = {
    "unscaled pixels": _unscaled,
    "zero weights": _zero,
    "wrong sign": _uphill,
    "shuffled labels": _shuffled,
    "two softmaxes": _twice,
    "learning rate too large": _too_large,
}
EXPLORERS = (overfitting, optimisers, clinic)
