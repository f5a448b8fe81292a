"""Pictures of lesson 06."""

from types import SimpleNamespace

import numpy as np
from matplotlib.ticker import FixedFormatter, FixedLocator, NullLocator

from dlcourse.figures import GREEN, GREY, GROUND, INK, PALE, PINK, label, picture
from dlcourse.figures.landscapes import landscape
from dlcourse.figures.numbers import fixed, written

# All through this lesson: a descent is green, what it is compared with is pink, what it walks on is grey, or a landscape in pale blue.
_PATH = {"color": GREEN, "linewidth": 1.5, "marker": "o", "markersize": 5, "markeredgewidth": 0, "zorder": 3}
_HERE = {"color": GREEN, "markersize": 12, "markeredgecolor": "white", "markeredgewidth": 1.5, "zorder": 5}
_START = {"markersize": 10, "markerfacecolor": "white", "markeredgecolor": INK, "markeredgewidth": 1.5, "zorder": 4}


def _steps_axis(ax, most):
    """Count steps from 0 on, ever closer together: 0, 1, 10, 100, ..."""
    ax.set_xscale("symlog", linthresh=1, linscale=0.4)
    ax.set_xlim(-0.25, most * 1.3)
    marks = [0, *10 ** np.arange(int(np.log10(most)) + 1)]
    ax.xaxis.set_major_locator(FixedLocator(marks))
    ax.xaxis.set_major_formatter(FixedFormatter([f"{mark:,}" for mark in marks]))
    ax.xaxis.set_minor_locator(NullLocator())


def _path_artists(ax):
    (path,) = ax.plot([], [], **_PATH)
    (start,) = ax.plot([], [], "o", **_START)
    (here,) = ax.plot([], [], "o", **_HERE)
    return path, start, here


def descent_1d(axes, x_range, minimum, most):
    """The parabola (x - 2)² with a path on it, and beside it x after each step.

    Parameters
    ----------
    axes : pair of Axes
    x_range : tuple of float
    minimum : float
        Where the parabola is lowest.
    most : int
        Steps, at most.

    Returns
    -------
    SimpleNamespace
        ``path``, ``start``, ``here``, ``course``, ``now`` (Line2D), without data.
    """
    left, right = axes
    x = np.linspace(*x_range, 300)
    label(left, "On the parabola (x − 2)²", "x", "height f(x)")
    left.plot(x, (x - minimum) ** 2, color=GROUND, linewidth=3, zorder=1)
    left.set(xlim=x_range, ylim=(-0.9, 11))
    path, start, here = _path_artists(left)
    label(right, "x after each step", "step (log scale)", "x")
    _steps_axis(right, most)
    right.set_ylim(x_range)
    right.axhline(minimum, color=GREY, linewidth=1, zorder=0)
    (course,) = right.plot([], [], **_PATH)
    (now,) = right.plot([], [], "o", **_HERE)
    return SimpleNamespace(path=path, start=start, here=here, course=course, now=now)


def start_decides(axes, x, height, hollows):
    """A curve with two hollows and a path on it, and beside it where every start ends.

    Parameters
    ----------
    axes : pair of Axes
    x, height : ndarray, shape (m,)
    hollows : dict of str to float
        Name and place of each minimum.

    Returns
    -------
    SimpleNamespace
        ``path``, ``start``, ``here``, ``ends``, ``chosen`` (Line2D), without data.
    """
    left, right = axes
    label(left, "Two hollows and a hilltop", "x", "height f(x)")
    left.plot(x, height, color=GROUND, linewidth=3, zorder=1)
    left.set(xlim=(x[0], x[-1]), ylim=(-3.9, 6))
    for name, place in hollows.items():
        low = np.interp(place, x, height)
        left.annotate(
            name, (place, low), (0, -22), textcoords="offset points", ha="center", fontsize=11, color=INK, zorder=0
        )
    path, start, here = _path_artists(left)
    label(right, "Where every start ends", "start", "")
    right.set(xlim=(x[0], x[-1]), ylim=(x[0], x[-1]))
    for place in hollows.values():
        right.axhline(place, color=PALE, linewidth=1, zorder=0)
    right.set_yticks(
        [*hollows.values(), 0],
        [*(f"{name}\n{fixed(place, 0)}" for name, place in hollows.items()), "hilltop\n0"],
    )
    (ends,) = right.plot([], [], "o", color=GREEN, markersize=5, markeredgewidth=0, zorder=3)
    (chosen,) = right.plot([], [], "o", **_HERE)
    return SimpleNamespace(path=path, start=start, here=here, ends=ends, chosen=chosen)


def valley(axes, x_range, y_range, curvature, most):
    """A narrow valley from above with a path in it, and beside it the height after each step.

    Parameters
    ----------
    axes : pair of Axes
    x_range, y_range : tuple of float
    curvature : float
        The valley is (x² + curvature · y²) / 2.
    most : int
        Steps, at most.

    Returns
    -------
    SimpleNamespace
        ``path``, ``start``, ``here``, ``heights``, ``now`` (Line2D), without data.
    """
    left, right = axes
    label(left, "The valley from above", "x (along)", "y (across)")
    x, y = np.linspace(*x_range, 150), np.linspace(*y_range, 150)
    landscape(left, x, y, (x**2 + curvature * y[:, None] ** 2) / 2, [0.5, 3, 9, 20])
    left.set(xlim=x_range, ylim=y_range, aspect="equal", anchor="W")  # as far left as what is below
    left.plot(0, 0, "+", color=INK, markersize=10, markeredgewidth=1.5, zorder=2)
    path, start, here = _path_artists(left)
    label(right, "Height after each step", "step (log scale)", "height (log scale)")
    _steps_axis(right, most)
    right.set_yscale("log")
    right.yaxis.set_label_coords(-0.12, 0.5)  # however wide the numbers are
    (heights,) = right.plot([], [], **{**_PATH, "markersize": 4})
    (now,) = right.plot([], [], "o", **_HERE)
    return SimpleNamespace(path=path, start=start, here=here, heights=heights, now=now)


def fit_heights(ax, heights):
    """Let a logarithmic axis of heights end no farther below and above them than it has to, at one of a few places.

    Returns
    -------
    tuple of float
        Where it ends.
    """
    low = next((end for end in (1, 1e-4) if heights.min() >= end), 1e-9)
    ends = low, 1e2 if heights.max() <= 1e2 else 1e4
    marks = np.arange(-8, 5, {1: 1, 1e-4: 2}.get(low, 4))
    ax.set_ylim(ends)
    _mark_powers(ax.yaxis, marks)
    return ends


def _mark_powers(axis, exponents):
    """Mark powers of ten on a logarithmic axis, as numbers as long as these are short: 0.0001, 1, 1,000; else as 10⁻⁸."""
    names = [written(f"1e{k:+}") if k < -4 else f"{10.0**k:,.{max(-k, 0)}f}" for k in exponents]
    axis.set_major_locator(FixedLocator(10.0**exponents))
    axis.set_major_formatter(FixedFormatter(names))
    axis.set_minor_locator(NullLocator())


def regression(axes, x, y, w_range, b_range, grid, best):
    """Points and the line that a descent has come to; and beside it the descent in the bowl over (w, b).

    Parameters
    ----------
    axes : pair of Axes
    x, y : ndarray, shape (n,)
    w_range, b_range : tuple of float
    grid : tuple (w, b, loss)
        Shapes (m,), (k,) and (k, m).
    best : tuple of float
        The lowest point (w, b).

    Returns
    -------
    SimpleNamespace
        ``line``, ``path``, ``start``, ``here`` (Line2D) and ``before`` (list of Line2D: earlier lines), without data.
    """
    left, right = axes
    label(left, "The line after these steps", "x", "y")
    left.set(xlim=(x.min() - 0.3, x.max() + 0.3), ylim=(-4, 6.5))
    left.plot(x, y, "o", color=INK, markersize=7, zorder=4)
    before = [left.plot([], [], color=GREEN, linewidth=1, alpha=0.35, zorder=2)[0] for _ in range(8)]
    (line,) = left.plot([], [], color=GREEN, linewidth=2.5, zorder=3)
    label(right, "Its path in the bowl", "w", "b")
    landscape(right, *grid, np.geomspace(0.16, 14, 5))
    right.set(xlim=w_range, ylim=b_range, aspect="equal")
    right.plot(*best, "+", color=INK, markersize=10, markeredgewidth=1.5, zorder=2)
    path, start, here = _path_artists(right)
    path.set_markersize(4)
    return SimpleNamespace(line=line, before=before, path=path, start=start, here=here)


def telling(values, parts=100):
    """Numbers of those among many values that make a curve over a logarithmic axis look as it does with all of them.

    In each part of the axis that is about two pixels wide: the first, the lowest and the highest. (Some at even distances would
    leave out most of what leaps up or down.) The value of step 0 has no place on such an axis.
    """
    steps = np.arange(1, len(values))
    part = (np.log(steps) / np.log(max(len(steps), 2)) * parts).astype(int)
    order = np.lexsort((values[1:], part))  # by part, in each by value
    lowest = np.flatnonzero(np.diff(part[order], prepend=-1))
    highest = np.r_[lowest[1:], len(order)] - 1
    return steps[
        np.unique(np.r_[order[lowest], order[highest], np.flatnonzero(np.diff(part, prepend=-1)), len(steps) - 1])
    ]


RUNS = (
    ("full batch", {"color": INK, "linewidth": 2.2, "zorder": 4}),
    ("minibatch", {"color": GREEN, "linewidth": 1.8, "linestyle": (0, (5, 1.4)), "zorder": 3}),
    ("single example", {"color": PINK, "linewidth": 1, "zorder": 2}),
)


def batch_size(axes, w_range, b_range, grid, best, most):
    """Three descents in one bowl, and how far each still is from the bottom: by steps, and by examples seen.

    Parameters
    ----------
    axes : three Axes
    w_range, b_range : tuple of float
    grid : tuple (w, b, loss)
        Shapes (m,), (k,) and (k, m).
    best : tuple of float
        The lowest point (w, b).
    most : int
        Steps and examples seen, at most.

    Returns
    -------
    SimpleNamespace
        ``paths``, ``by_step``, ``by_example`` (lists of Line2D: full batch, minibatch, single example), without data.
    """
    bowl, left, right = axes
    label(bowl, "Three ways down", "w", "b")
    landscape(bowl, *grid, grid[2].min() + np.geomspace(0.01, 2, 4))
    bowl.set(xlim=w_range, ylim=b_range, aspect="equal", anchor="N")
    bowl.plot(*best, "+", color=INK, markersize=10, markeredgewidth=1.5, zorder=5)
    paths = [bowl.plot([], [], **style)[0] for _, style in RUNS]
    curves = []
    for ax, title, x in ((left, "By steps", "steps"), (right, "By examples seen", "examples seen")):
        label(ax, title, x, "loss above the lowest" if ax is left else "")
        ax.set(xscale="log", yscale="log", xlim=(0.8, most * 1.3), ylim=(8e-4, 10))
        for axis in (ax.xaxis, ax.yaxis):
            _mark_powers(axis, np.arange(-3, 5))
        curves.append([ax.plot([], [], **style)[0] for _, style in RUNS])
    for row, (name, style) in enumerate(RUNS):  # below the bowl, which is less high than what is beside it
        where = {"transform": bowl.transAxes, "clip_on": False, "in_layout": False}
        height = -0.24 - 0.08 * row
        bowl.plot([0, 0.16], [height, height], **{**style, **where, "linewidth": 2.5, "zorder": 1.5})
        bowl.text(0.21, height, name, va="center", fontsize=11, color=INK, zorder=1.5, **where)
    return SimpleNamespace(paths=paths, by_step=curves[0], by_example=curves[1])


@picture(4.6, 4.25)
def gradient_field(ax, x, y, height, arrows):
    """A landscape from above, with the gradient drawn as arrows.

    Parameters
    ----------
    x, y : ndarray, shapes (m,) and (k,)
    height : ndarray, shape (k, m)
    arrows : tuple (x, y, dx, dy)
        Four arrays of one shape: where each arrow stands, and the gradient there.
    """
    label(ax, "The longer the arrow, the steeper", "x", "y")
    levels = np.linspace(height.min(), height.max(), 8)
    landscape(ax, x, y, height, levels[1:-1])
    steep = np.hypot(*arrows[2:])
    seen = steep > 0.12 * steep.max()  # a shorter one would be a dot
    shape = {"width": 0.006, "headwidth": 3.6, "headlength": 3.6, "headaxislength": 3.4}
    ax.quiver(
        *(each[seen] for each in arrows), color=GREEN, angles="xy", scale_units="xy", scale=2.4, zorder=3, **shape
    )
    for sign, name in ((1, "summit"), (-1, "bottom")):
        place = sign / np.sqrt(2)
        ax.plot(place, 0, "+", color=INK, markersize=10, markeredgewidth=1.5, zorder=4)
        ax.annotate(name, (place, 0), (0, 7), textcoords="offset points", ha="center", fontsize=11, zorder=5)
    ax.set(xlim=(x[0], x[-1]), ylim=(y[0], y[-1]), aspect="equal", xticks=range(-2, 3), yticks=range(-2, 3))
    rows, columns = (np.unravel_index(k, height.shape) for k in (height.argmin(), height.argmax()))
    (low, high) = ((x[place[1]], y[place[0]]) for place in (rows, columns))
    return written(
        f"Contours of a landscape with its bottom at ({low[0]:.2f}, {low[1]:.2f}) and its summit at ({high[0]:.2f}, {high[1]:.2f}); gradient "
        "arrows run away from the bottom and towards the summit, crossing every ring at right angles; none stands where the ground is level."
    )


@picture(7.2, 3, ncols=2)
def curvature(axes, x, heights, slopes, curvatures, places=(2, 3, 4)):
    """Two hollows of different curvature with tangents, and beside them their slopes, which are straight lines.

    Parameters
    ----------
    x : ndarray, shape (m,)
    heights, slopes : two ndarray, shape (m,)
    curvatures : two float
        By how much each slope changes per unit of x.
    places : sequence of float
        Where the tangents touch.
    """
    left, right = axes
    label(left, "Two hollows, with tangents", "x", "height f(x)")
    label(right, "The slopes of the tangents", "x", "slope f'(x)")
    half = 0.9
    for height, slope, curved, color in zip(heights, slopes, curvatures, (GREEN, PINK), strict=True):
        left.plot(x, height, color=color, linewidth=2.5, zorder=2)
        right.plot(x, slope, color=color, linewidth=2.5, zorder=2)
        for place in places:
            level, steep = np.interp(place, x, height), np.interp(place, x, slope)
            left.plot(
                [place - half, place + half],
                [level - half * steep, level + half * steep],
                color=INK,
                linewidth=1.5,
                zorder=3,
            )
            for ax, at in ((left, level), (right, steep)):
                ax.plot(place, at, "o", color=color, markersize=8, markeredgecolor="white", zorder=4)
        right.annotate(
            f"L = {curved:g}",
            (x[-1], slope[-1]),
            (-8, -33 if curved == min(curvatures) else -4),
            textcoords="offset points",
            ha="right",
            color=color,
            fontsize=11,
        )
    left.set(xlim=(x[0], x[-1]), ylim=(-1, max(height.max() for height in heights)))
    right.set(xlim=(x[0], x[-1]))
    right.axhline(0, color=GREY, linewidth=1, zorder=0)
    names = " and ".join(
        f"L = {curved:g}, where the slopes at {', '.join(f'{place:g}' for place in places)} are "
        f"{', '.join(f'{np.interp(place, x, slope):g}' for place in places)}"
        for curved, slope in zip(curvatures, slopes, strict=True)
    )
    return written(
        f"Left: two hollows with their tangents at {', '.join(f'{place:g}' for place in places)}. Right: their slopes are straight lines, with "
        f"{names}."
    )


@picture(5.6, 3, ncols=2)
def two_bowls(axes, y, bowls, reach=3.4):
    """The loss of a line over its two knobs, for two versions of the same data, each with a descent.

    Parameters
    ----------
    y : ndarray, shape (n,)
    bowls : list of two (title, x, path)
        x (n,) of the data, and the path (k + 1, 2) of the descent over w and b.
    reach : float
        How far the picture goes from the bottom, in w and in b.
    """
    said = []
    for ax, (title, x, path) in zip(axes, bowls, strict=True):
        label(ax, title, "w", "b" if ax is axes[0] else "")
        best = path[-1]
        w, b = (np.linspace(place - reach, place + reach, 101) for place in best)
        miss = w[:, None] * x + b[:, None, None] - y
        loss = (miss**2).mean(axis=-1) / 2
        landscape(ax, w, b, loss, np.geomspace(0.2, 14, 4))
        ax.set(xlim=(w[0], w[-1]), ylim=(b[0], b[-1]), aspect="equal")
        ax.plot(*best, "+", color=INK, markersize=10, markeredgewidth=1.5, zorder=2)
        ax.plot(*path.T, **{**_PATH, "markersize": 4})
        ax.plot(*path[0], "o", **_START)
        ax.plot(*path[-1], "o", **_HERE)
        said.append(f"{title}: {len(path) - 1} steps to w = {fixed(best[0], 2)}, b = {fixed(best[1], 2)}")
    return written(f"The loss over w and b from above, with a descent to its lowest point. {'; '.join(said)}.")


@picture(6.6, 1.9, ncols=4)
def convex_or_not(axes, curves):
    """Four curves, each with a chord: a curve is convex if no chord of it runs below it.

    Parameters
    ----------
    curves : list of (title, x, height, chord)
        `chord` is the pair of places between which the chord is drawn.
    """
    for ax, (title, x, height, chord) in zip(axes, curves, strict=True):
        label(ax, title, "x", "height" if ax is axes[0] else "")
        ax.set_yticks([])
        ax.plot(x, height, color=GROUND, linewidth=3, zorder=2)
        ends = np.interp(chord, x, height)
        ax.plot(chord, ends, "--", color=GREEN, linewidth=1.5, zorder=3)
        ax.plot(chord, ends, "o", color=GREEN, markersize=6, zorder=3)
        inner = height[1:-1]
        low = np.flatnonzero((inner <= height[:-2]) & (inner <= height[2:])) + 1
        style = {"linewidth": 5, "solid_capstyle": "round"} if len(low) > 2 else {"linestyle": "", "marker": "o"}
        ax.plot(x[low], height[low], color=INK, markersize=8, zorder=4, **style)
        ax.set_title(title, fontsize=11, fontweight="bold", loc="left")
    below = []
    for title, x, height, chord in curves:
        inside = (x > min(chord)) & (x < max(chord))
        ends = np.interp(chord, x, height)
        if (np.interp(x[inside], chord, ends) < height[inside] - 1e-9).any():
            below.append(title)
    names = ", ".join(title for title, *_ in curves)
    return f"{len(curves)} curves with a chord each: {names}. The chord runs above the curve" + (
        f", except in the last ({', '.join(below)}), where it runs below the hilltop." if below else "."
    )


@picture(6.6, 2.9, ncols=2)
def saddle(axes, x, y, height, paths, heights):
    """A saddle from above with two paths, and the height along each.

    Parameters
    ----------
    x, y : ndarray, shapes (m,) and (k,)
    height : ndarray, shape (k, m)
    paths : list of two ndarray, shape (steps + 1, 2)
        From the ridge itself, and from beside it.
    heights : list of two ndarray, shape (steps + 1,)
    """
    left, right = axes
    label(left, "A saddle from above", "x", "y")
    landscape(left, x, y, height, [-0.15, 0, 0.25, 0.9])
    left.set(xlim=(x[0], x[-1]), ylim=(y[0], y[-1]))
    label(right, "It stands still, then falls", "step", "height f")
    names = ("from the ridge", "from beside it")
    styles = ({"color": PINK, "linestyle": (0, (4, 1.6)), "zorder": 4}, {"color": GREEN, "zorder": 3})
    for path, level, name, style in zip(paths, heights, names, styles, strict=True):
        left.plot(*path.T, linewidth=2.5, **style)
        left.plot(*path[0], "o", **_START)
        left.plot(*path[-1], "o", color=style["color"], markersize=10, markeredgecolor="white", zorder=5)
        right.plot(np.arange(len(level)), level, linewidth=2.5, **style)
        right.annotate(
            name,
            (len(level) * 0.97, level[-1]),
            (0, 9 if style["color"] == PINK else -15),
            textcoords="offset points",
            ha="right",
            color=style["color"],
            fontsize=11,
        )
    left.annotate("saddle", (0, 0), (12, -4), textcoords="offset points", fontsize=11, zorder=6)
    right.set(xlim=(0, len(heights[0]) - 1), ylim=(-0.36, 0.55))
    ends = [f"{level[-1]:.2f}" for level in heights]
    falls = int((np.asarray(heights[1]) < -0.01).argmax())
    return written(
        f"A saddle between two hollows: both paths run along the ridge to the saddle, and one turns off into a hollow. After "
        f"{len(heights[0]) - 1} steps the path from the ridge is at height {ends[0]}, the one from beside it at {ends[1]}: it stands still "
        f"near 0 and falls from about step {falls} on."
    )


@picture(7.4, 3.4, ncols=2)
def sweep(axes, curves, rates, ends, cliff, start):
    """Choosing η: the loss by steps for a few, and the loss in the end for all.

    Parameters
    ----------
    curves : dict of float to ndarray, shape (steps + 1,)
        Loss after each step, by η.
    rates, ends : ndarray, shape (m,)
        η, and the loss in the end.
    cliff : float
        The η from which on it diverges.
    start : float
        The loss before the first step.
    """
    left, right = axes
    label(left, "One curve for each η", "step", "loss (log scale)")
    styles = ("-", (0, (5, 2)), (0, (1.2, 1.5)), (0, (6, 1.5, 1.2, 1.5)))
    low = min(ends)
    places = ((-4, 6), (-4, -16), (-4, 6), (6, -12))
    for (rate, losses), style, place in zip(curves.items(), styles, places, strict=True):
        up = losses[-1] > start
        color = PINK if up else GREEN
        left.plot(losses, color=color, linestyle=style, linewidth=2.2)
        seen = np.flatnonzero(losses < 30)[-1]
        left.annotate(
            f"η = {rate:g}",
            (seen, losses[seen]),
            place,
            textcoords="offset points",
            ha="left" if up else "right",
            color=color,
            fontsize=11,
        )
    left.set(yscale="log", xlim=(0, max(map(len, curves.values())) - 1), ylim=(low * 0.75, 40))
    label(right, f"Loss after {len(next(iter(curves.values()))) - 1} steps", "learning rate η (log scale)", "")
    right.plot(rates, np.minimum(ends, 1e3), "o-", color=GREEN, markersize=5, linewidth=1.5)
    right.axhline(start, color=GREY, linewidth=1, linestyle=(0, (4, 3)), zorder=0)
    right.text(rates[0], start * 1.3, "at the start", fontsize=11, color=GREY)
    right.axvline(cliff, color=PINK, linewidth=1.5, zorder=0)
    right.text(cliff * 0.9, 20, "2/L", ha="right", fontsize=11, color=PINK)
    right.set(xscale="log", yscale="log", ylim=(low * 0.75, 40), xlim=(rates[0] * 0.85, rates[-1] * 1.15))
    for axis in (left.yaxis, right.xaxis, right.yaxis):
        _mark_powers(axis, np.arange(-4, 3))
    finals = ", ".join(f"{rate:g} ends at {losses[-1]:.2g}" for rate, losses in curves.items())
    best = rates[int(np.argmin(ends))]
    return written(
        f"Left: loss against step for {len(curves)} learning rates, from {start:.2f}: {finals}. Right: the loss in the end falls with the "
        f"learning rate down to {min(ends):.2g} at η = {best:.2g}, then rises like a cliff at 2/L = {cliff:.2f}."
    )
