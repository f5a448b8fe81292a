"""Explorers of lesson 05."""

from types import SimpleNamespace

import numpy as np

from dlcourse import losses
from dlcourse.explorers import Explorer, Grab, choice, slider, steps
from dlcourse.figures import PINK, new_figure
from dlcourse.figures import losses as figures
from dlcourse.figures.exits import mark_exits
from dlcourse.figures.numbers import counted, fixed, signed

BOWL_X = np.array([0.0, 0.4, 0.9, 1.3, 1.8, 2.2, 2.6, 3.0])
BOWL_Y = np.array([-1.3, -0.2, 0.3, 0.6, 2.1, 1.8, 2.4, 3.6])
W_RANGE, B_RANGE = (-1.0, 4.0), (-4.0, 3.0)
BOWL_TOP = 3.6  # a hand that holds the highest point stays clear of the title

OUTLIER_X = np.arange(1.0, 8.0)
OUTLIER_Y = np.array([2.2, 3.4, 2.6, 3.9, 3.1, 4.4, 4.2])
PAIRS = np.triu_indices(len(OUTLIER_X), 1)
MOVED = 5
HEIGHTS = steps(-3.6, 12.4, 0.2)
OUTLIER_RANGE, MISS_LIMIT = (-4.6, 13.4), 10.0

CLASSES = ("cat", "dog", "bird")
SCORE_LIMIT = 10.2

FARTHEST = 8.0


def loss_grid(w, b):
    """The loss of every line wx + b through the eight points.

    Parameters
    ----------
    w : ndarray, shape (m,)
    b : ndarray, shape (k,)

    Returns
    -------
    ndarray, shape (k, m)
    """
    misses = w[None, :, None] * BOWL_X + b[:, None, None] - BOWL_Y
    return (misses**2).mean(axis=-1) / 2


def bowl_state(w, b, shown):
    """The line wx + b among the eight points, and its loss.

    Parameters
    ----------
    w, b : float
    shown : bool
        Whether the bowl is to be seen.

    Returns
    -------
    SimpleNamespace
        ``x`` (2,), ``line`` (2,), ``prediction`` (8,), ``loss``, ``w``, ``b``, ``shown``.
    """
    ends = np.array([BOWL_X.min() - 0.3, BOWL_X.max() + 0.3])
    prediction = w * BOWL_X + b
    return SimpleNamespace(
        x=ends, line=w * ends + b, prediction=prediction, loss=losses.mse(prediction, BOWL_Y), w=w, b=b, shown=shown
    )


def bowl():
    """Be the optimiser: sliders w and b over the points, and the bowl that the loss makes of them."""
    figure, axes = new_figure(7.6, 3.8, ncols=2)
    figure.get_layout_engine().set(wspace=0.06)
    b_range = B_RANGE[0], BOWL_TOP
    w, b = np.linspace(*W_RANGE, 120), np.linspace(*b_range, 120)
    artists, contours, hidden = figures.bowl(axes, BOWL_X, BOWL_Y, W_RANGE, b_range, (w, b, loss_grid(w, b)))

    def update(artists, state):
        artists.line.set_data(state.x, state.line)
        misses = np.stack([np.c_[BOWL_X, BOWL_Y], np.c_[BOWL_X, state.prediction]], axis=1)
        artists.misses.set_segments(misses)
        mark_exits(artists.out, *((miss, PINK) for miss in misses), said=False)
        artists.here.set_data([state.w], [state.b])
        for contour in contours:
            contour.set_visible(state.shown)
        hidden.set_visible(not state.shown)
        return state.shown

    def describe(state):
        bowl = (
            "Each ring is one height of the loss."
            if state.shown
            else "The bowl is hidden: only the loss tells you whether a move was good."
        )
        return f"w = {state.w:.1f}, b = {state.b:.1f}: loss C = <b>{state.loss:.3f}</b>. {bowl}"

    return Explorer(
        "be the optimiser",
        figure=figure,
        artists=artists,
        controls={
            "w": slider("w", steps(-0.9, 3.9, 0.1), -0.4, "{:.1f}"),
            "b": slider("b", steps(-3.9, 2.9, 0.1), 2.0, "{:.1f}"),
            "shown": choice("the bowl", {"hidden": False, "shown": True}, False),
        },
        grab=Grab(artists.here, "the point (w, b)", x="w", y="b"),
        state=bowl_state,
        update=update,
        describe=describe,
    )


def best_fits(y, line, x=OUTLIER_X):
    """The constant or the line that fits y best, under MSE and under L1.

    Parameters
    ----------
    y : ndarray, shape (7,)
    line : bool
        A line over ``x``, or a constant.
    x : ndarray, shape (7,)
        All different.

    Returns
    -------
    ndarray, shape (2, 7)
        Predictions: best under MSE, best under L1.
    """
    if not line:
        return np.array([np.full_like(y, y.mean()), np.full_like(y, np.median(y))])
    centred = x - x.mean()
    straight = y.mean() + centred * (centred @ y) / (centred @ centred)
    # A best line under L1 goes through two of the points: try each pair.
    slopes = (y[PAIRS[1]] - y[PAIRS[0]]) / (x[PAIRS[1]] - x[PAIRS[0]])
    lines = y[PAIRS[0]][:, None] + slopes[:, None] * (x - x[PAIRS[0]][:, None])
    return np.array([straight, lines[np.abs(lines - y).sum(axis=1).argmin()]])


def outlier_state(height, line):
    """Seven points of which one is moved to a height, and what fits them best.

    Parameters
    ----------
    height : float
    line : bool
        Whether a line is fitted, or a constant.

    Returns
    -------
    SimpleNamespace
        ``fits``, ``misses`` and ``pulls``, each (2, 7): under MSE, under L1; ``height``, ``line``, ``shift`` (2,): how far the
        fit stands, under the moved point, from where it stood with that point in its place.
    """
    y = OUTLIER_Y.copy()
    y[MOVED] = height
    fits = best_fits(y, line)
    misses = y - fits
    misses[np.abs(misses) < 1e-9] = 0
    # The slope of n times the loss, downhill.
    pulls = -len(y) * np.array([losses.mse_derivative(fits[0], y), losses.l1_derivative(y - misses[1], y)])
    return SimpleNamespace(
        fits=fits,
        misses=misses,
        pulls=pulls,
        height=height,
        line=line,
        shift=fits[:, MOVED] - best_fits(OUTLIER_Y, line)[:, MOVED],
    )


def outlier():
    """One point leaves the others: the best constant or line under MSE and under L1."""
    figure, axes = new_figure(7.6, 3.8, ncols=2, width_ratios=(6, 5))
    figure.get_layout_engine().set(wspace=0.05)
    artists = figures.outlier(axes, OUTLIER_X, OUTLIER_Y, MOVED, OUTLIER_RANGE, (HEIGHTS[0], HEIGHTS[-1]), MISS_LIMIT)

    def update(artists, state):
        artists.outlier.set_data([OUTLIER_X[MOVED]], [state.height])
        for k in (0, 1):
            artists.fits[k].set_data(OUTLIER_X, state.fits[k])
            artists.pulls[k].set_data(state.misses[k], state.pulls[k])
        artists.pulled.set_data(state.misses[:, MOVED], state.pulls[:, MOVED])

    def describe(state):
        what = "line, below the diamond," if state.line else "constant"
        mse, l1 = state.shift
        pull = f"The diamond pulls with {signed(state.pulls[0, MOVED])} under MSE, {signed(state.pulls[1, MOVED])} under L1."
        text = f"The best {what} moved by <b>{signed(mse)}</b> under MSE and <b>{signed(l1)}</b> under L1. {pull}"
        return text

    return Explorer(
        "one outlier, two losses",
        figure=figure,
        artists=artists,
        controls={
            "height": slider("diamond's height", HEIGHTS, 4.4, "{:.1f}"),
            "line": choice("fit", {"a constant": False, "a line": True}, False),
        },
        grab=Grab(artists.outlier, "the diamond", y="height"),
        state=outlier_state,
        update=update,
        describe=describe,
    )


def temperature_state(z1, z2, z3, shift, temperature):
    """Three scores, one shift for all, and the softmax at a temperature.

    Parameters
    ----------
    z1, z2, z3, shift, temperature : float

    Returns
    -------
    SimpleNamespace
        ``z`` (3,) with the shift, ``p`` (3,), ``shift`` and ``temperature``.
    """
    z = np.array([z1, z2, z3]) + shift
    return SimpleNamespace(z=z, p=losses.softmax(z / temperature), shift=shift, temperature=temperature)


def _share(p):
    """A probability with three decimals, without a 0 or a 1 that is none."""
    return "<0.001" if p < 0.0005 else ">0.999" if p > 0.9995 else f"{p:.3f}"


def temperature():
    """Softmax of three scores: a slider for each, one that lifts all, and the temperature."""
    figure, axes = new_figure(7.6, 3.3, ncols=2)
    figure.get_layout_engine().set(wspace=0.05)
    artists = figures.temperature(axes, CLASSES, SCORE_LIMIT)

    def update(artists, state):
        for k, (z, p) in enumerate(zip(state.z, state.p, strict=True)):
            artists.scores[k].set_height(z)
            artists.values[k].set_y(z + (0.8 if z >= 0 else -0.8))
            artists.values[k].set_text(fixed(z, 1))
            artists.shares[k].set_height(p)
            artists.numbers[k].set_y(p + 0.01)
            artists.numbers[k].set_text(_share(p))

    def describe(state):
        top, share = fixed(state.z.max(), 1), f"<b>{_share(state.p.max()).replace('>', 'more than ')}</b>"
        best = [name for name, z in zip(CLASSES, state.z, strict=True) if z > state.z.max() - 1e-9]
        if len(best) == 1:
            gap = np.sort(state.z)[-1] - np.sort(state.z)[-2]
            lead = f"The largest score is {best[0]}'s: {top}. It is {gap:.1f} above the next score"
        elif len(best) == 2:
            lead = f"{best[0].capitalize()} and {best[1]} have the largest score, {top}"
        else:
            lead = f"All three have the score {top}"
        return f"{lead}; at T = {state.temperature:.3g} the largest probability is {share}. The three add up to 1."

    scores = steps(-4, 4, 0.1)
    return Explorer(
        "softmax and its temperature",
        figure=figure,
        artists=artists,
        controls={
            "shift": slider("added to all three", steps(-4, 4, 0.5), 0.0, "{:.1f}"),
            "temperature": slider(
                "temperature T", [float(f"{t:.3g}") for t in np.geomspace(0.1, 10, 41)], 1.0, "{:.3g}"
            ),
            "z1": slider("z of cat", scores, 2.0, "{:.1f}"),
            "z2": slider("z of dog", scores, 1.0, "{:.1f}"),
            "z3": slider("z of bird", scores, -1.0, "{:.1f}"),
        },
        state=temperature_state,
        update=update,
        describe=describe,
    )


def confidence_state(z, y):
    """MSE and cross entropy of one sigmoid output, and their slopes, at z and on a grid of z.

    Parameters
    ----------
    z : float
        Weighted input.
    y : int
        The right answer, 0 or 1.

    Returns
    -------
    SimpleNamespace
        ``z``, ``y``, ``a``, ``loss`` (2,), ``slope`` (2,) with respect to z: MSE, cross entropy; ``grid`` (m,), ``losses`` and
        ``slopes`` (2, m).
    """
    grid = np.append(np.linspace(-FARTHEST, FARTHEST, 161), z)
    # The sigmoid is the second of two classes whose scores are 0 and z.
    a = losses.softmax(np.stack([np.zeros_like(grid), grid], axis=-1))[:, 1]
    both = np.array([(a - y) ** 2 / 2, np.maximum(grid, 0) - grid * y + np.log1p(np.exp(-np.abs(grid)))])
    slopes = np.array([(a - y) * a * (1 - a), a - y])
    return SimpleNamespace(
        z=z,
        y=y,
        a=a[-1],
        loss=both[:, -1],
        slope=slopes[:, -1],
        grid=grid[:-1],
        losses=both[:, :-1],
        slopes=slopes[:, :-1],
    )


def confidence():
    """A prediction slides from right to confidently wrong: MSE on a sigmoid against cross entropy."""
    figure, axes = new_figure(7.6, 3.5, ncols=2)
    first = confidence_state(0.0, 1)
    artists, curves = figures.confidence(axes, first.grid, first.losses, first.slopes)

    def update(artists, state):
        for k, value in enumerate([*state.loss, *state.slope]):
            artists.marks[k].set_data([state.z], [value])
        for line in artists.here:
            line.set_data([state.z, state.z], [-FARTHEST, 2 * FARTHEST])
        for curve, values in zip(curves, [*state.losses, *state.slopes], strict=True):
            curve.set_ydata(values)
        return state.y

    def describe(state):
        if abs(state.a - 0.5) < 1e-9:
            how = "undecided"
        else:
            right = (state.a > 0.5) == (state.y == 1)
            sure = max(state.a, 1 - state.a)
            how = f"{'right' if right else 'wrong'}, {'and sure' if sure > 0.95 else 'not very sure'}"
        text = (
            f"a = <b>{state.a:.4f}</b>, {how}. MSE: loss {counted(state.loss[0])}, slope {counted(state.slope[0])}. "
            f"Cross entropy: loss {counted(state.loss[1])}, slope {counted(state.slope[1])}."
        )
        return text

    return Explorer(
        "confidently wrong",
        figure=figure,
        artists=artists,
        controls={
            "z": slider("weighted input z", steps(-7.5, 7.5, 0.25), 2.0, "{:.2f}"),
            "y": choice("right answer y", {"1": 1, "0": 0}, 1),
        },
        grab=[Grab(mark, "the marks", x="z") for mark in artists.marks[1::2]],
        state=confidence_state,
        update=update,
        describe=describe,
    )


EXPLORERS = (bowl, outlier, temperature, confidence)
