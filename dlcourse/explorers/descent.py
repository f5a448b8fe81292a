"""Explorers of lesson 06."""

from functools import cache
from types import SimpleNamespace

import numpy as np

from dlcourse.descent import best_line, gradient_descent, momentum_descent, regression_loss, sgd_path
from dlcourse.explorers import Explorer, Grab, choice, slider, steps
from dlcourse.explorers.losses import B_RANGE, BOWL_X, BOWL_Y, W_RANGE, loss_grid
from dlcourse.figures import GREEN, new_figure
from dlcourse.figures import descent as figures
from dlcourse.figures.exits import end_of_way, mark_exits, say, until_exit, visible
from dlcourse.figures.landscapes import walk
from dlcourse.figures.logarithmic import fit_heights, fit_losses, fit_steps, in_turn, telling
from dlcourse.figures.numbers import fixed, rough

X_RANGE, MINIMUM = (-1.5, 5.5), 2.0
COUNTS = [*range(11), 15, 20, 30, 50, 100, 200, 300, 500, 1000]
PRECISIONS = [1e-6, 1e-5, 0.0001, 0.001, 0.01, 0.1]

HILL_ENDS = {"shallow": -1.0, "hilltop": 0.0, "deep": 2.0}
HOLLOWS = {name: HILL_ENDS[name] for name in ("shallow", "deep")}
HILL_STARTS = np.array(steps(-2.2, 3.2, 0.1))
CURVATURE, VALLEY_X, VALLEY_Y = 20.0, (-5.5, 5.5), (-2.1, 2.1)

LINE_STARTS = {"w = −0.4, b = 2": (-0.4, 2.0), "w = 0, b = 0": (0.0, 0.0), "w = 3.5, b = −3.5": (3.5, -3.5)}
LINE_BEST = np.array(best_line(BOWL_X, BOWL_Y))
CURVATURES = np.array([[np.mean(BOWL_X**2), BOWL_X.mean()], [BOWL_X.mean(), 1.0]])
LINE_LIMIT = 2 / np.linalg.eigvalsh(CURVATURES).max()
EPOCHS = 20
NO_STEP = "No step made yet"


def hundred_points():
    """A hundred points about a line, for the descents that look at a few of them at a time.

    Returns
    -------
    x, y : ndarray, shape (100,)
    """
    rng = np.random.default_rng(6)
    x = rng.uniform(-1, 3, 100).round(2)
    return x, (1.5 * x - 1 + rng.normal(0, 0.6, 100)).round(2)


def regime(factor):
    """What a descent does whose every step leaves `factor` times the distance to the minimum.

    Parameters
    ----------
    factor : float
        1 - η times the second derivative.

    Returns
    -------
    str
        "from one side", "one step", "hopping", "bouncing for ever" or "diverging".
    """
    if abs(factor) < 1e-9:
        return "one step"
    if factor > 0:
        return "from one side"
    if abs(factor + 1) < 1e-9:
        return "bouncing for ever"
    return "hopping" if factor > -1 else "diverging"


def _end(path, precision, max_iters):
    """How a descent ended, in a few words."""
    count = len(path) - 1
    plural = "s" * (count != 1)
    if count == 0:
        return NO_STEP
    length = np.linalg.norm(path[-1] - path[-2])
    if length < precision:
        return f"Stopped after {count:,} step{plural}, as the last was below {precision:g}"
    return f"All {count:,} step{plural} used, the last {rough(length)} long"


def descent_1d_state(learning_rate, start, max_iters, precision):
    """Gradient descent on (x - 2)².

    Parameters
    ----------
    learning_rate, start : float
    max_iters : int
    precision : float

    Returns
    -------
    SimpleNamespace
        ``path`` (k + 1,), ``factor``: what every step leaves of the distance, ``regime``, ``end``: how it ended; the four settings.
    """
    path = gradient_descent(lambda x: 2 * (x - MINIMUM), start, learning_rate, precision, max_iters)
    factor = round(1 - 2 * learning_rate, 10)
    return SimpleNamespace(
        path=path,
        factor=factor,
        regime="level ground" if start == MINIMUM else regime(factor),
        end=_end(path, precision, max_iters),
        learning_rate=learning_rate,
        start=start,
    )


def descent_1d():
    """Downhill on (x - 2)²: learning rate, start, most iterations and precision."""
    figure, axes = new_figure(7.6, 3.5, ncols=2)
    artists = figures.descent_1d(axes, X_RANGE, MINIMUM, COUNTS[-1])

    def update(artists, state):
        numbers, x = visible(state.path)
        walk(artists, np.c_[x, (x - MINIMUM) ** 2])
        fit_steps(axes[1], numbers[-1])
        course = until_exit(axes[1], np.c_[numbers, x])
        most = fit_steps(axes[1], int(course[-1, 0]))
        course = course[in_turn(course[:, 0], most)]
        artists.course.set_data(*course.T)
        end_of_way(artists.now, artists.now_out, course, GREEN)
        return most

    def describe(state):
        left = f"{abs(state.factor):.3g}"
        here, other = (f"{place:g}" for place in (state.start, 2 * MINIMUM - state.start))
        what = {
            "level ground": "<b>Level ground</b>: the slope at 2 is 0, and so is every step.",
            "from one side": f"<b>From one side</b>: every step leaves {left} of the distance to 2.",
            "one step": "<b>One step</b>: it lands on 2 exactly; the next step is 0.",
            "hopping": f"<b>Hopping</b> across and back: every step leaves {left} of the distance.",
            "bouncing for ever": f"<b>Bouncing for ever</b>: {here}, {other}, {here}, {other}, …",
            "diverging": f"<b>Diverging</b>: every step ends {left} times as far away.",
        }[state.regime]
        return f"{what} {state.end}: x = {fixed(state.path[-1], 6)}."

    rates = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.45, 0.5]
    rates += [0.55, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0, 1.01, 1.05, 1.1, 1.2]
    return Explorer(
        "gradient descent on a parabola",
        figure=figure,
        artists=artists,
        controls={
            "learning_rate": slider("learning rate η", rates, 0.05),
            "max_iters": slider("max iterations", COUNTS, 10, "{:,}"),
            "start": slider("start x₀", steps(-1, 5, 0.25), 4.0),
            "precision": slider("precision", PRECISIONS, 0.0001),
        },
        grab=Grab(artists.start, "the start", x="start"),
        state=descent_1d_state,
        update=update,
        describe=describe,
    )


def hills(x):
    """The curve with two hollows: x⁴/4 - x³/3 - x²."""
    return x**4 / 4 - x**3 / 3 - x**2


def hills_slope(x):
    """Its slope, x (x + 1)(x - 2)."""
    return x * (x + 1) * (x - 2)


@cache
def _hill_ends(learning_rate, momentum):
    """Where every start is after 2,000 steps; nan if it has left."""
    x, velocity = HILL_STARTS.copy(), np.zeros_like(HILL_STARTS)
    with np.errstate(over="ignore", invalid="ignore"):
        for _ in range(2000):
            velocity = momentum * velocity - learning_rate * hills_slope(x)
            x = x + velocity
    return np.where(np.abs(x) < 10, x, np.nan)


def start_decides_state(start, learning_rate, momentum, max_iters):
    """Descent on the curve with two hollows, and where all the other starts lead.

    Parameters
    ----------
    start, learning_rate, momentum : float
    max_iters : int

    Returns
    -------
    SimpleNamespace
        ``path`` (k + 1,), ``start``, ``ends`` (55,): where each of ``HILL_STARTS`` is after 2,000 steps, nan if it has left; ``rows`` (55,): which
        of ``HILL_ENDS`` that is, 3: it hops for ever, 4: it has left; ``fate``: one of these ends, "gone", "to and fro", "under way" or "start".
    """
    ends = _hill_ends(learning_rate, momentum)
    near = [np.abs(ends - place) < 1e-3 for place in HILL_ENDS.values()]
    rows = np.select([*near, np.isfinite(ends)], range(4), 4)
    path = momentum_descent(hills_slope, start, learning_rate, momentum, 1e-6, max_iters)
    here = path[-1]
    if len(path) == 1:
        fate = "start"
    elif abs(here) > 10:
        fate, path = "gone", path[: np.argmax(np.abs(path) > 10) + 1]
    elif hills_slope(start) == 0 and abs(start) < 0.5:
        fate = "hilltop"
    else:
        to_and_fro = len(path) > 50 and rows[np.isclose(HILL_STARTS, start)] == 3
        near = [name for name, place in HOLLOWS.items() if abs(here - place) < 1e-3]
        still = abs(path[-1] - path[-2]) < 1e-3
        fate = near[0] if near and still else "to and fro" if to_and_fro else "under way"
    return SimpleNamespace(path=path, start=start, ends=ends, rows=rows, fate=fate)


def start_decides():
    """A curve with two hollows: the start decides where the descent ends; learning rate and momentum have a say."""
    figure, axes = new_figure(7.6, 3.5, ncols=2, width_ratios=(6, 5))
    x = np.linspace(-2.45, 3.35, 581)
    artists = figures.start_decides(axes, x, hills(x), HOLLOWS, HILL_ENDS)

    def update(artists, state):
        _, path = visible(state.path)
        walk(artists, np.c_[path, hills(path)])
        artists.ends.set_data(HILL_STARTS, state.rows)
        mine = np.isclose(HILL_STARTS, state.start)
        artists.chosen.set_data(HILL_STARTS[mine], state.rows[mine])

    def describe(state):
        count, here = len(state.path) - 1, state.path[-1]
        number = f"{count:,} step{'s' * (count != 1)}"
        if state.fate == "start":
            return f"{NO_STEP}: it is at x = {fixed(here, 1)}, height {fixed(hills(here), 3)}."
        what = {
            "shallow": f"ends in the <b>shallow</b> hollow at −1, height −0.417, after {number}. The deep one is at −2.667.",
            "deep": f"ends in the <b>deep</b> hollow at 2, height −2.667, after {number}.",
            "hilltop": "stays on the <b>hilltop</b>: the slope there is 0, and no step has a length.",
            "gone": f"<b>jumps out of both</b>: after {number} it is beyond 10 and does not come back.",
            "to and fro": f"hops <b>from side to side for ever</b>: η is too large for this hollow. It is at x = {fixed(here, 3)} after {number}.",
            "under way": f"is <b>under way</b>: after {number} it is at x = {fixed(here, 3)}, height {fixed(hills(here), 3)}.",
        }[state.fate]
        return f"From x = {fixed(state.start, 1)} it {what}"

    return Explorer(
        "the start decides",
        figure=figure,
        artists=artists,
        controls={
            "start": slider("start x₀", steps(-2.2, 3.2, 0.1), -1.8, "{:.1f}"),
            "max_iters": slider("max iterations", COUNTS, 6, "{:,}"),
            "learning_rate": slider(
                "learning rate η", [0.005, 0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6], 0.02
            ),
            "momentum": choice("momentum μ", {"none": 0.0, "0.5": 0.5, "0.9": 0.9}, 0.0),
        },
        grab=Grab(artists.start, "the start", x="start"),
        state=start_decides_state,
        update=update,
        describe=describe,
    )


def contours_state(learning_rate, x0, y0, max_iters, precision, momentum):
    """Descent in the valley (x² + 20 y²) / 2.

    Parameters
    ----------
    learning_rate, x0, y0 : float
    max_iters : int
    precision, momentum : float

    Returns
    -------
    SimpleNamespace
        ``path`` (k + 1, 2), ``heights`` (k + 1,), ``factors``: what a plain step leaves along and across; ``end``, ``momentum``.
    """
    slope = np.array([1.0, CURVATURE])
    path = momentum_descent(lambda p: slope * p, np.array([x0, y0]), learning_rate, momentum, precision, max_iters)
    heights = (np.clip(path, -1e100, 1e100) ** 2 @ slope) / 2
    factors = np.round(1 - learning_rate * slope, 10)
    return SimpleNamespace(
        path=path, heights=heights, factors=factors, end=_end(path, precision, max_iters), momentum=momentum
    )


def contours():
    """A narrow valley: the path over contours, with learning rate, start, most iterations, precision and momentum."""
    figure, axes = new_figure(7.4, 5.8, nrows=2, height_ratios=(2.5, 1))  # high enough: both are equally wide
    figure.get_layout_engine().set(hspace=0.1, h_pad=0.08)  # the lower title is no part of the key above it
    artists = figures.valley(axes, VALLEY_X, VALLEY_Y, CURVATURE, COUNTS[-1])

    def update(artists, state):
        numbers, path = visible(state.path, 50.0)  # so far across the valley it is above the other panel, too
        heights = np.clip(state.heights[numbers], 1e-12, 1e12)
        walk(artists, path)
        artists.heights.set_data(numbers, heights)
        ends = fit_steps(axes[1], numbers[-1]), fit_heights(axes[1], heights)
        end_of_way(artists.now, artists.now_out, np.c_[numbers, heights], GREEN)
        return ends

    def describe(state):
        signs = (f"{factor:+.3g}" if factor else "0" for factor in state.factors)
        along, across = (f"<b>{regime(factor)}</b> ({sign})" for factor, sign in zip(state.factors, signs, strict=True))
        what = f"With momentum {state.momentum:g} it rolls." if state.momentum else f"Along: {along}. Across: {across}."
        first, last = map(rough, state.heights[[0, -1]])
        place = ", ".join(fixed(value, 3) for value in state.path[-1])
        if len(state.path) == 1:
            return f"{what} {NO_STEP}: height {first}, at ({place})."
        return f"{what} {state.end}: from height {first} to {last}, at ({place})."

    return Explorer(
        "a narrow valley",
        figure=figure,
        artists=artists,
        controls={
            "learning_rate": slider(
                "learning rate η",
                [0.001, 0.002, 0.005, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.09, 0.095, 0.1, 0.101, 0.11],
                0.01,
            ),
            "max_iters": slider("max iterations", COUNTS, 20, "{:,}"),
            "momentum": choice("momentum μ", {"none": 0.0, "0.5": 0.5, "0.9": 0.9}, 0.0),
            "x0": slider("start x", steps(-5, 5, 0.5), -5.0, "{:.1f}"),
            "y0": slider("start y", steps(-1.75, 1.75, 0.25), 1.5, "{:.2f}"),
            "precision": slider("precision", PRECISIONS, 0.0001),
        },
        grab=Grab(artists.start, "the start", x="x0", y="y0"),
        state=contours_state,
        update=update,
        describe=describe,
    )


def regression_state(learning_rate, count, start):
    """Gradient descent on the loss of a line through the eight points of lesson 05.

    Parameters
    ----------
    learning_rate : float
    count : int
        Steps.
    start : tuple of float
        w and b.

    Returns
    -------
    SimpleNamespace
        ``path`` (k + 1, 2), ``loss``, ``learning_rate``.
    """
    # The gradient of a bowl is linear in (w, b): the curvatures times the way from the bottom.
    path = gradient_descent(
        lambda p: CURVATURES @ (p - LINE_BEST), start, learning_rate, precision=0.0, max_iters=count
    )
    w, b = np.clip(path[-1], -1e100, 1e100)
    return SimpleNamespace(path=path, loss=regression_loss(w, b, BOWL_X, BOWL_Y), learning_rate=learning_rate)


def regression():
    """A line finds its place: descent beside the line it fits and the bowl it walks in."""
    figure, axes = new_figure(7.6, 4, ncols=2, width_ratios=(4, 3))
    figure.get_layout_engine().set(wspace=0.06)
    w, b = np.linspace(*W_RANGE, 120), np.linspace(*B_RANGE, 120)
    lowest = regression_loss(*LINE_BEST, BOWL_X, BOWL_Y)
    artists = figures.regression(axes, BOWL_X, BOWL_Y, W_RANGE, B_RANGE, (w, b, loss_grid(w, b)), LINE_BEST)
    ends = np.array([BOWL_X.min() - 0.3, BOWL_X.max() + 0.3])

    def outside():
        (low, high), y = axes[0].get_ylim(), artists.line.get_ydata()
        return (y > high).all() or (y < low).all()

    def update(artists, state):
        _, path = visible(state.path, 10.0)
        w, b = state.path[-1] / max(1.0, np.abs(state.path[-1]).max() / 1e4)  # a line no less steep for the eye
        artists.line.set_data(ends, w * ends + b)
        path = until_exit(axes[1], path)
        earlier = np.geomspace(1, len(path), len(artists.before)).astype(int) - 1
        for line, k in zip(artists.before, earlier, strict=True):
            line.set_data(ends, path[k, 0] * ends + path[k, 1])
        walk(artists, path)
        say(artists.gone, "the line has left the picture", figures.CORNERS if outside() else [])

    def describe(state):
        count, (w, b) = len(state.path) - 1, state.path[-1]
        after = f"After {count:,} step{'s' * (count != 1)}" if count else NO_STEP
        here = f"{after}: w = {fixed(w, 3)}, b = {fixed(b, 3)}, loss <b>{fixed(state.loss, 4)}</b>."
        if state.learning_rate > LINE_LIMIT:
            gone = " The line has left the picture." if outside() else ""
            return f"{here} <b>Diverging</b>: this η is above 2/L = {LINE_LIMIT:.3f}.{gone}"
        return f"{here} The lowest possible loss: {lowest:.4f}."

    return Explorer(
        "a line finds its place",
        figure=figure,
        artists=artists,
        controls={
            "count": slider("steps", COUNTS, 3, "{:,}"),
            "learning_rate": slider(
                "learning rate η", [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.45, 0.48, 0.5, 0.52], 0.02
            ),
            "start": choice("start", LINE_STARTS, (-0.4, 2.0)),
        },
        state=regression_state,
        update=update,
        describe=describe,
    )


HUNDRED_X, HUNDRED_Y = hundred_points()
SGD_W, SGD_B = (-0.35, 2.45), (-2.3, 1.1)


def _losses(path):
    """The loss over the hundred points at every (w, b) of a path."""
    w, b = np.clip(path, -1e100, 1e100).T
    return ((w[:, None] * HUNDRED_X + b[:, None] - HUNDRED_Y) ** 2).mean(axis=1) / 2


@cache
def _run(learning_rate, size, seed):
    path = sgd_path(HUNDRED_X, HUNDRED_Y, learning_rate, size, EPOCHS, np.random.default_rng(seed))
    lowest = _losses(np.array([best_line(HUNDRED_X, HUNDRED_Y)]))[0]
    seen = np.minimum(np.arange(1, len(path)) * size, len(HUNDRED_X) * EPOCHS)
    above = np.maximum(_losses(path) - lowest, 0.0)
    diverged = bool(np.abs(path[-1]).max() > 100)
    return SimpleNamespace(path=path, above=above, seen=seen, drawn=telling(above), diverged=diverged, size=size)


def batch_size_state(size, learning_rate, seed):
    """Three descents over the same examples: full batch, minibatches, one example at a time.

    Parameters
    ----------
    size : int
        Of the minibatch.
    learning_rate : float
    seed : int
        Of the shuffling.

    Returns
    -------
    SimpleNamespace
        ``runs``: three namespaces with ``path`` (k + 1, 2), ``above`` (k + 1,): loss above the lowest, ``seen`` (k,): examples seen after
        each step, ``drawn``: numbers of the steps that are drawn, ``diverged``, ``size``.
    """
    return SimpleNamespace(runs=[_run(learning_rate, each, seed) for each in (len(HUNDRED_X), size, 1)])


def batch_size():
    """Full batch, minibatch and single example side by side: by steps and by examples seen."""
    figure, ((bowl, above), (spare, below)) = new_figure(7.6, 4.1, nrows=2, ncols=2, width_ratios=(1, 2))
    bowl.set_subplotspec(bowl.get_gridspec()[:, 0])  # as high as both of the others
    spare.remove()
    w, b = np.linspace(*SGD_W, 100), np.linspace(*SGD_B, 100)
    grid = _losses(np.array([(slope, height) for height in b for slope in w])).reshape(100, 100)
    most = EPOCHS * len(HUNDRED_X)
    artists = figures.batch_size(
        (bowl, above, below), SGD_W, SGD_B, (w, b, grid), best_line(HUNDRED_X, HUNDRED_Y), most
    )

    def update(artists, state):
        # Where all diverge, their few steps would be scraps at the upper edge of the axis for the others.
        lost = [run.diverged for run in state.runs]
        lowest = min(run.above[1 : (run.above > 1e3).argmax()].min() for run in state.runs) if all(lost) else 0
        low = [fit_losses(ax, lowest) for ax in (above, below)]
        for run, *lines in zip(state.runs, artists.paths, artists.by_step, artists.by_example, strict=True):
            heights = np.clip(run.above[run.drawn], 1e-12, 1e12)
            path = visible(run.path, 10.0 if run.diverged else np.inf)[1]  # what roams may end outside, and comes back
            ways = path, np.c_[run.drawn, heights], np.c_[run.seen[run.drawn - 1], heights]
            for line, way in zip(lines, ways, strict=True):
                line.set_data(*(until_exit(line.axes, way) if run.diverged else way).T)
        said = False
        for out, lines in zip(artists.out, (artists.paths, artists.by_step, artists.by_example), strict=True):
            lines[2].set_linewidth(4 if state.runs[1].size == 1 else 1)  # both are seen where one lies on the other
            gone = [(line.get_xydata(), line.get_color()) for line, left in zip(lines, lost, strict=True) if left]
            said |= mark_exits(out, *gone, said=not said)
        return low[0]

    def describe(state):
        ends = ["<b>diverges</b>" if run.diverged else rough(run.above[-1], 1) for run in state.runs]
        words = [f"{name} {end}" for (name, _), end in zip(figures.RUNS, ends, strict=True)]
        size = state.runs[1].size
        count = -(-len(HUNDRED_X) // size) * EPOCHS
        twin = {1: "the single example", len(HUNDRED_X): "the full batch"}.get(size)
        what = f"the minibatch <i>is</i> {twin}" if twin else f"{count:,} steps for {most:,} examples seen"
        lost = [run.diverged for run in state.runs]
        if all(lost):
            return f"Batch size {size}: {what}. All three <b>diverge</b>: they have left the picture."
        gone = " What diverges has left the picture." * any(lost)
        return f"Batch size {size}: {what}. Final loss above the lowest: {', '.join(words)}.{gone}"

    return Explorer(
        "full batch, minibatch, single example",
        figure=figure,
        artists=artists,
        controls={
            "size": slider("batch size", [1, 2, 5, 10, 20, 50, 100], 10),
            "learning_rate": slider("learning rate η", [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7], 0.02),
            "seed": slider("shuffle number", range(1, 9), 1),
        },
        state=batch_size_state,
        update=update,
        describe=describe,
    )


EXPLORERS = (descent_1d, start_decides, contours, regression, batch_size)
