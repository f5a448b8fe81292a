"""Pictures of lesson 06."""

from types import SimpleNamespace

import numpy as np
from matplotlib.patheffects import withStroke

from dlcourse.figures import GREEN, GREY, GROUND, INK, PALE, PINK, WASH, key, label, large_words, moving_words, picture
from dlcourse.figures.exits import exits
from dlcourse.figures.landscapes import CROSS, HERE, LOWEST, PATH, START, WAY, landscape, path_artists
from dlcourse.figures.logarithmic import count_steps, fit_losses, mark_powers
from dlcourse.figures.numbers import fixed, written

# All through this lesson a descent is green and solid, what it is compared with is pink and dashed.
_HALO = [withStroke(linewidth=3, foreground="white")]
# Where words beside lines may stand, in shares of the panel.
CORNERS = [(x, y) for y in (0.93, 0.07, 0.16) for x in (0.5, 0.31, 0.69)]
SECOND = {"color": PINK, "linestyle": (0, (4, 1.6))}


@picture(7.4, 2.2)
def opening(ax, height, here):
    """The question of the lesson: somebody on a slope in fog, who sees no more than the ground at the feet.

    Parameters
    ----------
    height : callable
        The ground: x to height.
    here : float
        Where the walker stands.
    """
    label(ax, "You see only the ground at your feet. Which way is down?")
    ax.set(xlim=(0, 728), ylim=(0, 180))  # pixels
    ax.axis("off")
    x = np.arange(0, 729, 2.0)
    y = 56 + 34 * (height(here + (x - 364) / 130) - height(here))
    ax.fill_between(x, y, -20, color=PALE, linewidth=0, zorder=1)
    ax.plot(x, y, color=GROUND, linewidth=3, zorder=1)
    rng = np.random.default_rng(6)
    fog = {"solid_capstyle": "round", "clip_on": True}
    for side in (-1, 1):
        for level in np.arange(12, 175, 25):
            near = 364 + side * (110 + 40 * rng.uniform())
            ax.plot([near, 364 + side * 390], [level, level], color="white", linewidth=34, zorder=2, **fog)
            left = near + side * rng.uniform(-5, 110)
            right = left + side * rng.uniform(60, 170)
            ax.plot([left, right], [level, level], color=WASH, linewidth=8, zorder=2.5, **fog)
    feet = np.abs(x - 364) < 48
    ax.plot(x[feet], y[feet], color=GREEN, linewidth=6, solid_capstyle="round", zorder=3)
    limb = {"color": INK, "linewidth": 4, "solid_capstyle": "round", "solid_joinstyle": "round", "zorder": 4}
    ground = np.interp([350, 378, 406], x, y) + 4
    ax.plot([350, 363, 378], [ground[0], 90, ground[1]], **limb)  # legs
    ax.plot([363, 367], [90, 124], **{**limb, "linewidth": 6})
    ax.plot([366, 379, 396], [117, 102, 108], **limb)
    ax.plot([398, 406], [120, ground[2]], **{**limb, "linewidth": 1.8})  # a stick
    ax.plot(370, 139, "o", color=INK, markersize=12, zorder=4)
    mark = {"fontsize": 34, "fontweight": "bold", "color": GROUND, "ha": "center", "va": "center", "zorder": 5}
    for place in (150, 578):
        ax.text(place, 78, "?", path_effects=[withStroke(linewidth=12, foreground="white")], **mark)
    return (
        "Somebody with a stick stands on a slope in thick fog. Only a short piece of the ground at the feet is seen. To the left and to the "
        "right there is fog with a question mark in it."
    )


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
        ``path``, ``start``, ``here``, ``course``, ``now`` (Line2D), without data; ``out``, ``now_out``: from `exits`.
    """
    left, right = axes
    x = np.linspace(*x_range, 300)
    label(left, "On the parabola (x − 2)²", "x", "height f(x)")
    left.plot(x, (x - minimum) ** 2, color=GROUND, linewidth=3, zorder=1)
    left.set(xlim=x_range, ylim=(-0.9, 11))
    key(left, *WAY)
    label(right, "x after each step", "step (log scale)", "x")
    count_steps(right, most)
    right.set_ylim(x_range)
    right.axhline(minimum, color=GREY, linewidth=1, zorder=0)
    key(right, ("where the parabola is lowest", {"color": GREY, "linewidth": 1}))
    (course,) = right.plot([], [], **PATH)
    (now,) = right.plot([], [], "o", **HERE)
    return SimpleNamespace(**vars(path_artists(left)), course=course, now=now, now_out=exits(right))


def start_decides(axes, x, height, hollows, ends):
    """A curve with two hollows and a path on it, and beside it where every start ends.

    Parameters
    ----------
    axes : pair of Axes
    x, height : ndarray, shape (m,)
    hollows, ends : dict of str to float
        Name and place of each minimum; of every point where a descent can end, from the left.

    Returns
    -------
    SimpleNamespace
        ``path``, ``start``, ``here``, ``ends``, ``chosen`` (Line2D), without data; ``out``: from `exits`.
    """
    left, right = axes
    label(left, "Two hollows and a hilltop", "x", "height f(x)")
    left.plot(x, height, color=GROUND, linewidth=3, zorder=1)
    left.set(xlim=(x[0], x[-1]), ylim=(-4.2, 6), xticks=range(-2, 4), yticks=range(-2, 7, 2))
    for name, place in hollows.items():
        low = np.interp(place, x, height)
        left.annotate(
            name, (place, low), (0, -22), textcoords="offset points", ha="center", fontsize=11, color=INK, zorder=0
        )
    key(left, *WAY)
    label(right, "Where every start ends", "start", "")
    dot = {"color": GREEN, "marker": "o", "markersize": 5, "markeredgewidth": 0, "linestyle": ""}
    key(right, ("every start", dot), ("this start", WAY[1][1]))
    rows = [*(f"{name} ({fixed(place, 0)})" for name, place in ends.items()), "hops for ever", "jumps out"]
    right.set(xticks=range(-2, 4), xlim=(x[0], x[-1]), ylim=(-0.6, len(rows) - 0.4))
    right.set_yticks(range(len(rows)), rows)
    right.hlines(range(len(rows)), x[0], x[-1], color=PALE, linewidth=1, zorder=0)
    (ends,) = right.plot([], [], zorder=3, **dot)
    (chosen,) = right.plot([], [], "o", **HERE)
    return SimpleNamespace(**vars(path_artists(left)), ends=ends, chosen=chosen)


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
        ``path``, ``start``, ``here``, ``heights``, ``now`` (Line2D), without data; ``out``, ``now_out``: from `exits`.
    """
    left, right = axes
    label(left, "The valley from above", "x (along)", "y (across)")
    x, y = np.linspace(*x_range, 150), np.linspace(*y_range, 150)
    landscape(left, x, y, (x**2 + curvature * y[:, None] ** 2) / 2, [0.5, 3, 9, 20])
    left.set(xlim=x_range, ylim=y_range, yticks=range(-2, 3), aspect="equal", anchor="W")  # as far left as the other
    left.plot(0, 0, "+", **LOWEST)
    key(left, *WAY, ("lowest point", CROSS), size=11)
    label(right, "Height after each step", "step (log scale)", "height (log)")
    count_steps(right, most)
    right.set_yscale("log")
    right.yaxis.set_label_coords(-0.14, 0.5)  # however wide the numbers are
    (heights,) = right.plot([], [], **{**PATH, "markersize": 4})
    (now,) = right.plot([], [], "o", **HERE)
    way, now_out = path_artists(left), exits(right)
    large_words(left, right)
    return SimpleNamespace(**vars(way), heights=heights, now=now, now_out=now_out)


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
        ``line``, ``path``, ``start``, ``here`` (Line2D) and ``before`` (list of Line2D: earlier lines), ``gone`` (words), without data; ``out``:
        from `exits`.
    """
    left, right = axes
    label(left, "The line after these steps, and before", "x", "y")
    left.set(xlim=(x.min() - 0.3, x.max() + 0.3), ylim=(-4, 6.5))
    left.plot(x, y, "o", color=INK, markersize=7, zorder=4)
    before = [left.plot([], [], color=GREEN, linewidth=1, alpha=0.5, zorder=2)[0] for _ in range(8)]
    (line,) = left.plot([], [], color=GREEN, linewidth=2.5, zorder=3)
    label(right, "Its path in the bowl", "w", "b")
    landscape(right, *grid, np.geomspace(0.16, 14, 5))
    right.set(xlim=w_range, ylim=b_range, aspect="equal")
    right.plot(*best, "+", **LOWEST)
    way = path_artists(right)
    way.path.set_markersize(4)
    key(left, ("now", {"color": GREEN, "linewidth": 2.5}), ("before", {"color": GREEN, "linewidth": 1, "alpha": 0.5}))
    key(right, *WAY, ("lowest", CROSS), handlelength=1, columnspacing=1)
    return SimpleNamespace(line=line, before=before, gone=moving_words(left), **vars(way))


RUNS = (
    ("full batch", {"color": GROUND, "linewidth": 3.5, "zorder": 2, "solid_capstyle": "round"}),
    ("minibatch", {"color": GREEN, "linewidth": 2, "linestyle": (0, (5, 1.4)), "zorder": 4}),
    ("single example", {"color": PINK, "linewidth": 1, "zorder": 3}),
)  # the widest below: where two are the same, both are seen


def batch_size(axes, w_range, b_range, grid, best, most):
    """Three descents in one bowl, and how far each still is from the bottom: by steps, and below by examples seen.

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
        ``paths``, ``by_step``, ``by_example`` (lists of Line2D: full batch, minibatch, single example), without data; ``out``: from
        `exits`, for each of the three Axes.
    """
    bowl, above, below = axes
    label(bowl, "Three ways down", "w", "b")
    landscape(bowl, *grid, grid[2].min() + np.geomspace(0.01, 2, 4))
    bowl.set(xlim=w_range, ylim=b_range)
    bowl.plot(*best, "+", **LOWEST)
    key(bowl, ("lowest point", CROSS), handlelength=1)
    paths = [bowl.plot([], [], **style)[0] for _, style in RUNS]
    curves = []
    for ax, title, x in (
        (above, "Loss above the lowest, by steps", "steps"),
        (below, "The same, by examples seen", "examples seen"),
    ):
        label(ax, title, x)
        ax.set(xscale="log", yscale="log", xlim=(0.8, most * 1.5))
        mark_powers(ax.xaxis, np.arange(5))
        fit_losses(ax, 1e-5)
        curves.append([ax.plot([], [], **style)[0] for _, style in RUNS])
    key(below, *RUNS, columnspacing=1.2, handlelength=2)
    return SimpleNamespace(paths=paths, by_step=curves[0], by_example=curves[1], out=[exits(ax) for ax in axes])


@picture(7.4, 4.3)
def gradient_field(ax, x, y, height, arrows):
    """A landscape from above, with the gradient drawn as arrows.

    Parameters
    ----------
    x, y : ndarray, shapes (m,) and (k,)
    height : ndarray, shape (k, m)
    arrows : tuple (x, y, dx, dy)
        Four arrays of one shape: where each arrow stands, and the gradient there.
    """
    label(ax, "Arrows point straight uphill: the longer, the steeper", "x", "y")
    landscape(ax, x, y, height, np.linspace(height.min(), height.max(), 7)[1:-1])
    steep = np.hypot(*arrows[2:])
    seen = steep > 0.2 * steep.max()  # a shorter one would be a dot
    shape = {"width": 0.004, "headwidth": 4.4, "headlength": 5, "headaxislength": 4.4, "minshaft": 1.6, "minlength": 0}
    ax.quiver(
        *(each[seen] for each in arrows), color=GREEN, angles="xy", scale_units="xy", scale=3.2, zorder=3, **shape
    )
    for sign, name in ((1, "summit"), (-1, "bottom")):
        place = sign / np.sqrt(2)
        ax.plot(place, 0, "+", color=INK, markersize=10, markeredgewidth=1.5, zorder=4)
        ax.annotate(
            name, (place, 0), (0, 9), textcoords="offset points", ha="center", fontsize=12, zorder=5, path_effects=_HALO
        )
    ax.set(xlim=(x[0], x[-1]), ylim=(y[0], y[-1]), aspect="equal", xticks=range(-2, 3), yticks=range(-1, 2))
    rows, columns = (np.unravel_index(k, height.shape) for k in (height.argmin(), height.argmax()))
    (low, high) = ((x[place[1]], y[place[0]]) for place in (rows, columns))
    return written(
        f"Contours of a landscape with its bottom at ({low[0]:.2f}, {low[1]:.2f}) and its summit at ({high[0]:.2f}, {high[1]:.2f}); gradient "
        "arrows run away from the bottom and towards the summit, crossing every ring at right angles; none stands where the ground is level."
    )


@picture(7.4, 3.1, ncols=2)
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
    half = 1.1
    for height, slope, curved, style in zip(heights, slopes, curvatures, ({"color": GREEN}, SECOND), strict=True):
        left.plot(x, height, linewidth=3, zorder=2, **style)
        right.plot(x, slope, linewidth=3, zorder=2, **style)
        for place in places:
            level, steep = np.interp(place, x, height), np.interp(place, x, slope)
            ends = np.array([-half, half]) / np.hypot(1, 0.4 * steep)  # all about equally long on the page
            left.plot(place + ends, level + ends * steep, color=INK, linewidth=1.5, zorder=3)
            for ax, at in ((left, level), (right, steep)):
                ax.plot(place, at, "o", color=style["color"], markersize=8, markeredgecolor="white", zorder=4)
        last = round(0.9 * (len(x) - 1))
        for ax, values, below in ((left, height, (6, -17)), (right, slope, (-4, 12))):
            aside, side = ((-12, 2), "right") if curved == max(curvatures) else (below, "left")
            ax.annotate(
                f"L = {curved:g}",
                (x[last], values[last]),
                aside,
                textcoords="offset points",
                ha=side,
                color=style["color"],
                fontsize=12,
                path_effects=_HALO,
                zorder=5,
            )
    left.set(xlim=(-0.2, 5.4), ylim=(-1, 6.6))
    right.set(xlim=(-0.2, 5.4), ylim=(-4.4, 6.8), yticks=range(-4, 7, 2))
    right.axhline(0, color=GREY, linewidth=1, zorder=0)
    names = " and ".join(
        f"L = {curved:g}, where the slopes at {', '.join(f'{place:g}' for place in places)} are "
        f"{', '.join(f'{np.interp(place, x, slope):g}' for place in places)}"
        for curved, slope in zip(curvatures, slopes, strict=True)
    )
    return written(
        f"First panel: two hollows with their tangents at {', '.join(f'{place:g}' for place in places)}. Second panel: their slopes are straight lines, with "
        f"{names}."
    )


@picture(7.4, 3.3, ncols=2)
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
        ax.plot(*best, "+", **LOWEST)
        ax.plot(*path.T, **{**PATH, "markersize": 4})
        ax.plot(*path[0], "o", **START)
        ax.plot(*path[-1], "o", **HERE)
        said.append(f"{title}: {len(path) - 1} steps to w = {fixed(best[0], 2)}, b = {fixed(best[1], 2)}")
    return written(f"The loss over w and b from above, with a descent to its lowest point. {'; '.join(said)}.")


@picture(7.4, 2.1, ncols=4)
def convex_or_not(axes, curves):
    """Four curves, each with a chord: a curve is convex if no chord of it runs below it.

    Parameters
    ----------
    curves : list of (title, x, height, chord)
        `chord` is the pair of places between which the chord is drawn.
    """
    for ax, (title, x, height, chord) in zip(axes, curves, strict=True):
        label(ax, title.capitalize())
        ax.set(xticks=[], yticks=[], ylim=(height.min() - 0.12 * np.ptp(height), height.max()))
        ax.plot(x, height, color=GROUND, linewidth=3, zorder=2)
        ends = np.interp(chord, x, height)
        ax.plot(chord, ends, "--", color=GREEN, linewidth=1.5, zorder=3)
        ax.plot(chord, ends, "o", color=GREEN, markersize=6, zorder=3)
        inner = height[1:-1]
        low = np.flatnonzero((inner <= height[:-2]) & (inner <= height[2:])) + 1
        style = {"linewidth": 5, "solid_capstyle": "round"} if len(low) > 2 else {"linestyle": "", "marker": "o"}
        ax.plot(x[low], height[low], color=INK, markersize=8, zorder=4, **style)
    key(axes[0], ("straight line", {"color": GREEN, "linestyle": "--", "marker": "o"}))
    key(axes[1], ("minimum", {"color": INK, "marker": "o", "markersize": 8, "linestyle": ""}))
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


@picture(7.4, 3, ncols=2)
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
    styles = ({**SECOND, "zorder": 4}, {"color": GREEN, "zorder": 3})
    for path, level, name, style in zip(paths, heights, names, styles, strict=True):
        left.plot(*path.T, linewidth=2.5, **style)
        left.plot(*path[0], "o", **START)
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


@picture(7.4, 3.1, ncols=2)
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
    right.plot(rates, np.minimum(ends, 1e3), color=GREEN, linewidth=2.5)
    right.axhline(start, color=GREY, linewidth=1, linestyle=(0, (4, 3)), zorder=0)
    right.text(rates[0], start * 1.3, "at the start", fontsize=11, color=GREY)
    right.axvline(cliff, color=PINK, linewidth=1.5, zorder=0)
    right.text(cliff * 0.9, 20, "2/L", ha="right", fontsize=11, color=PINK)
    right.set(xscale="log", yscale="log", ylim=(low * 0.75, 40), xlim=(rates[0] * 0.85, rates[-1] * 1.15))
    for axis in (left.yaxis, right.xaxis, right.yaxis):
        mark_powers(axis, np.arange(-4, 3))
    finals = ", ".join(f"{rate:g} ends at {losses[-1]:.2g}" for rate, losses in curves.items())
    best = rates[int(np.argmin(ends))]
    return written(
        f"First panel: loss against step for {len(curves)} learning rates, from {start:.2f}: {finals}. Second panel: the loss in the end falls with the "
        f"learning rate down to {min(ends):.2g} at η = {best:.2g}, then rises like a cliff at 2/L = {cliff:.2f}."
    )
