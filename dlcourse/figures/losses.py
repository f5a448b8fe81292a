"""Pictures of lesson 05."""

from types import SimpleNamespace

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.patches import Circle, Ellipse

from dlcourse.figures import GREEN, GREY, GROUND, INK, PALE, PINK, PINK_TINT, WASH, key, label, picture, stay_beside
from dlcourse.figures.exits import exits
from dlcourse.figures.landscapes import HERE, landscape
from dlcourse.figures.numbers import short, written

# All through this lesson: MSE is green and solid, what it is compared with is pink and dashed.
DASHED = (0, (4, 1.6))
FIRST = {"color": GREEN, "linestyle": "-", "linewidth": 2.5}
SECOND = {"color": PINK, "linestyle": DASHED, "linewidth": 2.5}
THREE = ("-", (0, (5, 2)), (0, (1.2, 1.5)))  # lines of one kind, told apart

# Twelve evenings: whether rain came, and what chance of rain the first forecaster gave. The second one is surer every time.
CAME = np.array([1, 0, 1, 0, 1, 0, 0, 1, 0, 0, 1, 0])
PROBABLY = np.array([0.7, 0.35, 0.65, 0.3, 0.72, 0.64, 0.3, 0.75, 0.35, 0.66, 0.7, 0.32])


def _weather(ax, x, y, rain):
    """A cloud with rain, or the sun, drawn about a place; a unit is a pixel."""
    if rain:
        for dx, dy, width, height in ((0, 6, 34, 13), (-6, 10, 16, 14), (5, 12, 19, 18)):
            ax.add_patch(Ellipse((x + dx, y + dy), width, height, facecolor=GROUND, linewidth=0))
        for dx in (-9, 0, 9):
            ax.plot([x + dx + 2, x + dx - 2], [y - 4, y - 12], color=GREY, linewidth=1.5, solid_capstyle="round")
    else:
        ax.add_patch(Circle((x, y + 2), 7.5, facecolor="white", edgecolor=GREY, linewidth=1.5))
        for angle in np.arange(8) * np.pi / 4:
            out = np.array([np.cos(angle), np.sin(angle)])
            ax.plot(*np.transpose([(x, y + 2) + 11 * out, (x, y + 2) + 15 * out]), color=GREY, linewidth=1.5)


@picture(7.4, 2.2)
def opening(ax):
    """The question of the lesson: two forecasters who are right on the same evenings, but not equally certain."""
    certain = 1 / (1 + (1 / PROBABLY - 1) ** 4)
    label(ax, "Right on the same days. Which of the two do you prefer?")
    ax.set(xlim=(0, 728), ylim=(-19, 181))  # pixels
    ax.axis("off")
    places, rows, high, wide = 178 + 47 * np.arange(len(CAME)), (74, 8), 50, 24
    for name, y in (("the weather", 158), ("“probably”", rows[0] + 39), ("“I am certain”", rows[1] + 39)):
        ax.text(0, y, name, fontsize=11, va="center")
    for row in rows:
        ax.text(0, row + 11, "chance of rain", fontsize=10, va="center", color=GREY)
    wrong = (PROBABLY > 0.5) != CAME
    for x, rain, odd, *chances in zip(places, CAME, wrong, PROBABLY, certain, strict=True):
        if odd:
            ax.axvspan(x - 23.5, x + 23.5, color=PINK_TINT, linewidth=0, zorder=0)
            ax.text(x, -10, "wrong", fontsize=10, ha="center", va="center", color=PINK)
        _weather(ax, x, 156, rain)
        for row, chance in zip(rows, chances, strict=True):
            ax.bar(x, high, wide, row, color="white" if odd else WASH)
            ax.bar(x, chance * high, wide, row, color=PINK if odd else GREEN)
    for row in rows:
        ax.plot([places[0] - 22, places[-1] + 22], [row, row], color=GREY, linewidth=1)
    return (
        f"{len(CAME)} days, with the weather and the chance of rain that two forecasters gave. Both are right on the same {(~wrong).sum()} days. On "
        f"the {wrong.sum()} others no rain came: the first gave it {PROBABLY[wrong].max():.0%}, the second {certain[wrong].max():.0%}."
    )


@picture(7.4, 2.4, ncols=3, width_ratios=(3, 5, 5))
def two_opinions(axes, digit, opinions, names):
    """A handwritten digit, and what two readers think that it is.

    Parameters
    ----------
    digit : ndarray, shape (784,)
    opinions : pair of ndarray, shape (10,)
        Probabilities of the ten digits.
    names : pair of str
    """
    seen, *bars = axes
    stay_beside(bars[1])  # heights are compared
    label(seen, "Both see this")
    seen.imshow(digit.reshape(28, 28), cmap="Greys", vmin=0, vmax=1, interpolation="none")
    seen.set(xticks=[], yticks=[], anchor="N")
    seen.spines[:].set(visible=True, color=PALE)
    said = []
    for ax, shares, name in zip(bars, opinions, names, strict=True):
        first, second = np.argsort(shares)[::-1][:2]
        label(ax, f"{name} says {first}", "what digit it is", "probability" if ax is bars[0] else "")
        ax.bar(np.arange(10), 1, width=0.7, color=WASH)
        ax.bar(np.arange(10), shares, width=0.7, color=GREEN)
        ax.set(xticks=np.arange(10), xlim=(-0.6, 9.6), ylim=(0, 1.22), yticks=())
        ax.tick_params(axis="x", length=0)
        ax.spines[["left"]].set_visible(False)
        for k in (first, second):
            ax.text(
                k,
                max(shares[k], 0) + 0.03,
                f"{shares[k]:.0%}".replace("%", " %"),
                ha="center",
                va="bottom",
                fontsize=11,
            )
        said.append(f"{name}: {first} with {shares[first]:.0%}, {second} with {shares[second]:.0%}")
    return f"A handwritten digit, and the opinions of two readers as bars. {'; '.join(said)}."


def bowl(axes, x, y, w_range, b_range, grid):
    """Points and a line through them; and beside it every line as a point (w, b), with the loss as contours.

    Parameters
    ----------
    axes : pair of Axes
    x, y : ndarray, shape (n,)
    w_range, b_range : tuple of float
        Limits of the right picture.
    grid : tuple (w, b, loss)
        Shapes (m,), (k,) and (k, m): the loss at each (w, b).

    Returns
    -------
    SimpleNamespace
        ``line``, ``here`` (Line2D), ``misses`` (LineCollection), without data; ``out``: from `exits`.
    contours : list of artists
        What the bowl is drawn with, to be hidden or shown.
    hidden : Text
        What stands in place of the bowl.
    """
    left, right = axes
    label(left, "The line, and how far it misses", "x", "y")
    left.set(xlim=(x.min() - 0.3, x.max() + 0.3), ylim=(-4, 6.5))
    left.plot(x, y, "o", color=INK, markersize=7, zorder=4)
    (line,) = left.plot([], [], color=GREEN, linewidth=2.5, zorder=3)
    misses = LineCollection([], colors=PINK, linewidths=2, zorder=2)
    left.add_collection(misses, autolim=False)
    key(left, ("line", FIRST), ("miss", {"color": PINK, "linewidth": 2}))
    label(right, "Every line is a point (w, b)", "w", "b")
    right.set(xlim=w_range, ylim=b_range, yticks=range(-4, 3, 2))
    contours = landscape(right, *grid, (0.2, 0.5, 1, 2, 5, 10, 20))
    contours += right.clabel(contours[1], (0.5, 2, 5, 10, 20), fmt="%g", colors=INK, fontsize=10)
    hidden = right.text(
        np.mean(w_range), np.mean(b_range), "the bowl is hidden", ha="center", fontsize=11, color=GREY, zorder=1
    )
    (here,) = right.plot([], [], "o", **HERE)
    return SimpleNamespace(line=line, here=here, misses=misses, out=exits(left)), contours, hidden


@picture(7.4, 3.2)
def slices(ax, w, losses, biases):
    """The loss against w alone, for a few biases: parabolas whose lowest points lie elsewhere each time.

    Parameters
    ----------
    w : ndarray, shape (m,)
    losses : ndarray, shape (k, m)
    biases : sequence of float, length k
    """
    label(ax, "The best w depends on b", "w", "loss")
    middle = np.mean([w[loss.argmin()] for loss in losses])
    for loss, b, style in zip(losses, biases, THREE, strict=True):
        ax.plot(w, loss, color=GREEN, linestyle=style, linewidth=2.5)
        low = loss.argmin()
        ax.plot(w[low], loss[low], "o", color=INK, markersize=8, zorder=4)
        name = f"b = {short(b)}"
        # The outer names lie outside, where no other curve is.
        aside, side = (
            ((-14, -18), "left")
            if w[low] > middle + 0.2
            else ((14, -18), "right")
            if w[low] < middle - 0.2
            else ((0, -20), "center")
        )
        ax.annotate(name, (w[low], loss[low]), aside, textcoords="offset points", ha=side, fontsize=11)
    ax.set(xlim=(w[0], w[-1]), ylim=(-0.65, 4), yticks=range(5))
    lows = ", ".join(f"w = {w[loss.argmin()]:.2f} for b = {b:g}" for loss, b in zip(losses, biases, strict=True))
    return written(f"Loss against w for {len(biases)} biases: parabolas, lowest at {lows}.")


def outlier(axes, x, y, moved, y_range, reach, miss_limit):
    """Points of which one is moved, the best fit under two losses, and how hard each point pulls at it.

    Parameters
    ----------
    axes : pair of Axes
    x, y : ndarray, shape (n,)
    moved : int
        Which of the points is the one that moves.
    y_range, reach : tuple of float
        Limits of the left picture, and of the height of that point.
    miss_limit : float
        The right picture runs from minus this to this.

    Returns
    -------
    SimpleNamespace
        ``fits`` and ``pulls`` (lists of two Line2D: MSE, L1), ``outlier``, ``pulled`` (Line2D), without data.
    """
    left, right = axes
    label(left, "One point moves; which fit follows it?", "x", "y")
    left.set(xlim=(x.min() - 0.5, x.max() + 0.5), ylim=y_range, yticks=(0, 5, 10))
    others = np.arange(len(x)) != moved
    left.plot(x[others], y[others], "o", color=INK, markersize=8, zorder=4)
    # The way of the diamond, so that the room above the points is seen to be for it.
    left.plot([x[moved]] * 2, reach, color=PALE, linewidth=1.5, linestyle=(0, (1, 2)), zorder=1)
    hint = {"textcoords": "offset points", "ha": "right", "va": "center", "fontsize": 10, "color": GREY, "zorder": 1}
    left.annotate("the diamond moves along here", (x[moved], 0.8 * reach[1]), (-14, 0), **hint)
    (point,) = left.plot([], [], "D", color=INK, markersize=10, zorder=5)
    fits = [left.plot([], [], zorder=3, **style)[0] for style in (FIRST, SECOND)]
    key(left, ("best under MSE", FIRST), ("best under L1", SECOND))

    label(right, "How hard each point pulls", "y − prediction", "pull on the prediction")
    mse, l1 = ({**style, "linewidth": 1.5} for style in (FIRST, SECOND))
    key(right, ("MSE", mse), ("L1", l1))
    right.set(xlim=(-miss_limit, miss_limit), ylim=(-miss_limit, miss_limit))
    right.axhline(0, color=PALE, linewidth=1, zorder=0)
    right.axvline(0, color=PALE, linewidth=1, zorder=0)
    ends = np.array([-miss_limit, miss_limit])
    right.plot(ends, ends, zorder=1, **mse)
    right.plot([-miss_limit, 0, 0, miss_limit], [-1, -1, 1, 1], zorder=1, **l1)
    pulls = [
        right.plot([], [], "o", color=style["color"], markersize=6.5, markeredgecolor="white", zorder=3)[0]
        for style in (FIRST, SECOND)
    ]
    (pulled,) = right.plot([], [], "D", color=INK, markersize=9, markeredgecolor="white", zorder=4)
    return SimpleNamespace(fits=fits, pulls=pulls, outlier=point, pulled=pulled)


def temperature(axes, names, limit):
    """Scores as bars, and beside them the probabilities that softmax makes of them.

    Parameters
    ----------
    axes : pair of Axes
    names : sequence of str
        The classes.
    limit : float
        Scores run from minus this to this.

    Returns
    -------
    SimpleNamespace
        ``scores`` and ``shares`` (lists of Rectangle), ``numbers`` and ``values`` (lists of Text over the bars).
    """
    left, right = axes
    places = np.arange(len(names))
    label(left, "The scores z, with what is added", "", "score")
    left.set(xlim=(-0.6, len(names) - 0.4), ylim=(-limit, limit))
    left.axhline(0, color=GREY, linewidth=1, zorder=3)
    scores = list(left.bar(places, 0, width=0.6, color=GROUND, zorder=2))
    label(right, "What softmax makes of them", "", "probability")
    right.set(xlim=(-0.6, len(names) - 0.4), ylim=(0, 1.12))
    right.set_yticks((0, 0.5, 1))
    left.set_yticks((-5, 0, 5))
    shares = list(right.bar(places, 0, width=0.6, color=GREEN, zorder=2))
    for ax in axes:
        ax.set_xticks(places, names, fontsize=11)
        ax.tick_params(axis="x", length=0)
    style = {"ha": "center", "fontsize": 11, "color": INK, "zorder": 4}
    numbers = [right.text(k, 0, "", va="bottom", **style) for k in places]
    values = [left.text(k, 0, "", va="center", **style) for k in places]
    return SimpleNamespace(scores=scores, shares=shares, numbers=numbers, values=values)


def confidence(axes, z, losses, slopes):
    """Two losses of one sigmoid output, and their slopes, against its weighted input z.

    Parameters
    ----------
    axes : pair of Axes
    z : ndarray, shape (m,)
    losses, slopes : pair of ndarray, shape (m,)
        Of MSE and of cross entropy, where the answer is 1.

    Returns
    -------
    SimpleNamespace
        ``marks`` (two pairs of Line2D: losses, then slopes) and ``here`` (two Line2D), without data.
    curves : list of four Line2D
    """
    left, right = axes
    top = losses[1].max()
    label(left, "The loss", "weighted input z", "loss")
    left.set(xlim=(z[0], z[-1]), ylim=(-0.04 * top, 1.04 * top), yticks=range(0, 9, 2))
    label(right, "Its slope, which moves z", "weighted input z", "dC/dz")
    right.set(xlim=(z[0], z[-1]), ylim=(-1.1, 1.1))
    key(left, ("MSE", FIRST), ("cross entropy", SECOND))
    curves, marks, here = [], [], []
    for ax, pair in ((left, losses), (right, slopes)):
        ax.set_xticks(range(-6, 7, 2))
        ax.axhline(0, color=PALE, linewidth=1, zorder=0)
        here.append(ax.plot([], [], color=GREY, linewidth=1, zorder=2.5)[0])
        for values, style in zip(pair, (FIRST, SECOND), strict=True):
            curves.append(ax.plot(z, values, zorder=2, **style)[0])
        for style, size in ((FIRST, 13), (SECOND, 8)):  # where both stand at one place, both are seen
            (mark,) = ax.plot([], [], "o", color=style["color"], markersize=size, markeredgecolor="white", zorder=3)
            marks.append(mark)
    return SimpleNamespace(marks=marks, here=here), curves


@picture(7.4, 3.1)
def surprise(ax, events):
    """The surprise -log p of seeing what had probability p, with a few events on the curve.

    Parameters
    ----------
    events : dict of str to float
        Probability of each event.
    """
    label(ax, "The less likely, the more surprising", "probability p that was given to it", "surprise −log p")
    p = np.geomspace(0.002, 1, 300)
    ax.plot(p, -np.log(p), color=GREEN, linewidth=2.5)
    ax.set(xlim=(-0.02, 1.04), ylim=(-0.25, 6), yticks=range(0, 7, 2), xticks=(0, 0.25, 0.5, 0.75, 1))
    for name, chance in events.items():
        ax.plot(chance, -np.log(chance), "o", color=INK, markersize=8, zorder=4, clip_on=False)
        text = f"{name}: {-np.log(chance) + 0.0:.2f}"
        right = chance > 0.9
        ax.annotate(
            text,
            (chance, -np.log(chance)),
            (2, 12) if right else (10, 5),
            textcoords="offset points",
            ha="right" if right else "left",
            fontsize=11,
        )
    marks = ", ".join(f"{name} {-np.log(chance) + 0.0:.2f}" for name, chance in events.items())
    return (
        f"The curve of minus log p falls from {-np.log(p[0]):.1f} at p = {p[0]:g} to 0 at p = 1. Marked on it: {marks}."
    )


@picture(7.4, 3.1)
def entropy_floor(ax, a, losses, labels):
    """Binary cross entropy against the prediction a, for certain and uncertain labels, lowest points marked.

    Parameters
    ----------
    a : ndarray, shape (m,)
    losses : ndarray, shape (k, m)
    labels : sequence of float, length k
    """
    label(ax, "The lowest loss is 0 only for a certain label", "prediction a", "binary cross entropy")
    for loss, y, style in zip(losses, labels, THREE, strict=True):
        ax.plot(a, loss, color=PINK, linestyle=style, linewidth=2.5)
        low = loss.argmin()
        ax.plot(a[low], loss[low], "o", color=INK, markersize=8, zorder=4, clip_on=False)
        named = low if y > 0.5 else np.searchsorted(a, 0.86)  # all three curves cross where that of ½ is lowest
        aside, side = ((-4, 16), "right") if y == 1 else ((0, 9), "center") if y > 0.5 else ((-5, 4), "right")
        ax.annotate(f"y = {y:g}", (a[named], loss[named]), aside, textcoords="offset points", ha=side, fontsize=11)
    ax.set(xlim=(0, 1.02), ylim=(-0.08, 2.2), yticks=(0, 0.5, 1, 1.5, 2))
    lows = "; ".join(
        f"for y = {y:g} at a = {a[loss.argmin()]:.2f}, height {loss.min():.2f}"
        for loss, y in zip(losses, labels, strict=True)
    )
    return f"Binary cross entropy against the prediction a for {len(labels)} labels. The lowest points: {lows}."


@picture(7.4, 3)
def two_learners(ax, outputs, names):
    """The output of one neuron on its way to 1, step by step, under two losses.

    Parameters
    ----------
    outputs : pair of ndarray, shape (steps,)
        MSE, then cross entropy.
    names : pair of str
    """
    label(ax, "From a bad start, MSE hardly moves at first", "step", "output a")
    for values, name, style, place in zip(outputs, names, (FIRST, SECOND), (0.55, 0.12), strict=True):
        steps = np.arange(len(values))
        ax.plot(steps, values, **style)
        at = int(place * len(values))
        below = name == names[0]
        ax.annotate(
            name,
            (at, values[at]),
            (10, -14) if below else (8, -14),
            textcoords="offset points",
            color=style["color"],
            fontsize=12,
        )
    ax.set(xlim=(0, len(outputs[0]) - 1), ylim=(0, 1.03))
    at = [int((np.asarray(values) > 0.5).argmax()) for values in outputs]
    reached = " and ".join(f"under {name} in step {step}" for name, step in zip(names, at, strict=True))
    return (
        f"Output against steps, from {outputs[0][0]:.3f}. It rises past one half {reached}: {names[1]} rises at once, {names[0]} stays "
        "near 0 for long."
    )
