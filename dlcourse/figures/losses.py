"""Pictures of lesson 05."""

from types import SimpleNamespace

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.ticker import MultipleLocator

from dlcourse.figures import GREEN, GREY, GROUND, INK, PALE, PINK, label, picture
from dlcourse.figures.landscapes import landscape
from dlcourse.figures.numbers import short, written

# All through this lesson: MSE is green and solid, what it is compared with is pink and dashed.
DASHED = (0, (4, 1.6))
FIRST, SECOND = {"color": GREEN, "linestyle": "-"}, {"color": PINK, "linestyle": DASHED}


@picture(8, 2.6, ncols=3, width_ratios=(3, 5, 5))
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
    label(seen, "What they see")
    seen.imshow(digit.reshape(28, 28), cmap="Greys", vmin=0, vmax=1, interpolation="none")
    seen.set(xticks=[], yticks=[], anchor="N")
    seen.spines[:].set(visible=True, color=PALE)
    said = []
    for ax, shares, name in zip(bars, opinions, names, strict=True):
        label(ax, name, "what digit it is", "probability")
        ax.bar(np.arange(10), shares, width=0.7, color=GREEN)
        ax.set(xticks=np.arange(10), ylim=(0, 1.18), yticks=(0, 0.5, 1))
        first, second = np.argsort(shares)[::-1][:2]
        for k in (first, second):
            ax.text(k, shares[k] + 0.03, f"{shares[k]:.0%}", ha="center", va="bottom", fontsize=11)
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
        ``line``, ``here`` (Line2D), ``misses`` (LineCollection), without data.
    contours : list of artists
        What the bowl is drawn with, to be hidden or shown.
    """
    left, right = axes
    label(left, "The line, and how far it misses", "x", "y")
    left.set(xlim=(x.min() - 0.3, x.max() + 0.3), ylim=(-4, 6.5))
    left.plot(x, y, "o", color=INK, markersize=7, zorder=4)
    (line,) = left.plot([], [], color=GREEN, linewidth=2.5, zorder=3)
    misses = LineCollection([], colors=PINK, linewidths=2, zorder=2)
    left.add_collection(misses, autolim=False)
    label(right, "Every line is a point (w, b)", "w", "b")
    right.set(xlim=w_range, ylim=b_range)
    contours = landscape(right, *grid, np.geomspace(0.16, 24, 12))
    (here,) = right.plot(
        [], [], "o", color=GREEN, markersize=12, markeredgecolor="white", markeredgewidth=1.5, zorder=5, clip_on=False
    )
    return SimpleNamespace(line=line, here=here, misses=misses), contours


def _key(ax, names, places=((0.03, 0.93), (0.03, 0.845))):
    """What green and pink are, where it stays free. Under everything, as a legend would be drawn anew each time."""
    for name, (left, height), style in zip(names, places, (FIRST, SECOND), strict=True):
        where = {"transform": ax.transAxes, "zorder": 0, "clip_on": False}
        ax.plot([left, left + 0.095], [height, height], linewidth=2.5, **style, **where)
        ax.text(left + 0.115, height, name, va="center", fontsize=11, color=INK, **where)


@picture(6.5, 3.8)
def slices(ax, w, losses, biases):
    """The loss against w alone, for a few biases: parabolas whose lowest points lie elsewhere each time.

    Parameters
    ----------
    w : ndarray, shape (m,)
    losses : ndarray, shape (k, m)
    biases : sequence of float, length k
    """
    label(ax, "The best w depends on b", "w", "loss")
    for loss, b, style in zip(losses, biases, ("-", (0, (5, 2)), (0, (1.2, 1.5))), strict=True):
        ax.plot(w, loss, color=GREEN, linestyle=style, linewidth=2.5)
        low = loss.argmin()
        ax.plot(w[low], loss[low], "o", color=INK, markersize=8, zorder=4)
        name = f"b = {short(b)}"
        ax.annotate(name, (w[low], loss[low]), (0, -16), textcoords="offset points", ha="center", fontsize=11)
    ax.set(xlim=(w[0], w[-1]), ylim=(-0.55, 4))
    lows = ", ".join(f"w = {w[loss.argmin()]:.2f} for b = {b:g}" for loss, b in zip(losses, biases, strict=True))
    return written(f"Loss against w for {len(biases)} biases: parabolas, lowest at {lows}.")


def outlier(axes, x, y, moved, y_range, miss_limit):
    """Points of which one is moved, the best fit under two losses, and how hard each point pulls at it.

    Parameters
    ----------
    axes : pair of Axes
    x, y : ndarray, shape (n,)
    moved : int
        Which of the points is the one that moves.
    y_range : tuple of float
    miss_limit : float
        The right picture runs from minus this to this.

    Returns
    -------
    SimpleNamespace
        ``fits`` and ``pulls`` (lists of two Line2D: MSE, L1), ``outlier``, ``pulled`` (Line2D), without data.
    """
    left, right = axes
    label(left, "One point moves; which fit follows it?", "x", "y")
    left.set(xlim=(x.min() - 0.5, x.max() + 0.5), ylim=y_range)
    others = np.arange(len(x)) != moved
    left.plot(x[others], y[others], "o", color=INK, markersize=8, zorder=4)
    (point,) = left.plot([], [], "D", color=INK, markersize=10, zorder=5)
    fits = [left.plot([], [], linewidth=2.5, zorder=3, **style)[0] for style in (FIRST, SECOND)]
    _key(left, ("best under MSE", "best under L1"))

    label(right, "How hard each point pulls", "y − prediction", "pull on the prediction")
    right.set(xlim=(-miss_limit, miss_limit), ylim=(-miss_limit, miss_limit))
    right.axhline(0, color=PALE, linewidth=1, zorder=0)
    right.axvline(0, color=PALE, linewidth=1, zorder=0)
    ends = np.array([-miss_limit, miss_limit])
    right.plot(ends, ends, linewidth=1.5, zorder=1, **FIRST)
    right.plot([-miss_limit, 0, 0, miss_limit], [-1, -1, 1, 1], linewidth=1.5, zorder=1, **SECOND)
    _key(right, ("MSE", "L1"))
    right.yaxis.set_label_coords(-0.15, 0.5)  # however wide the numbers are, as the explorer comes nearer
    pulls = [
        right.plot([], [], "o", color=style["color"], markersize=8, markeredgecolor="white", zorder=3)[0]
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
    label(left, "Scores z, shift included", "", "score")
    left.set(xlim=(-0.6, len(names) - 0.4), ylim=(-limit, limit))
    left.axhline(0, color=GREY, linewidth=1, zorder=3)
    scores = list(left.bar(places, 0, width=0.6, color=GROUND, zorder=2))
    label(right, "Softmax: a distribution", "", "probability")
    right.set(xlim=(-0.6, len(names) - 0.4), ylim=(0, 1.12))
    right.yaxis.set_major_locator(MultipleLocator(0.25))
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
    left.set(xlim=(z[0], z[-1]), ylim=(-0.04 * top, 1.04 * top))
    label(right, "Its slope, which moves z", "weighted input z", "dC/dz")
    right.set(xlim=(z[0], z[-1]), ylim=(-1.1, 1.1))
    _key(left, ("MSE", "cross entropy"), ((0.32, 1.046), (0.58, 1.046)))
    curves, marks, here = [], [], []
    for ax, pair in ((left, losses), (right, slopes)):
        ax.set_xticks(range(-6, 7, 2))
        ax.axhline(0, color=PALE, linewidth=1, zorder=0)
        here.append(ax.plot([], [], color=GREY, linewidth=1, zorder=2.5)[0])
        for values, style in zip(pair, (FIRST, SECOND), strict=True):
            curves.append(ax.plot(z, values, linewidth=2.5, zorder=2, **style)[0])
        for style in (FIRST, SECOND):
            (mark,) = ax.plot([], [], "o", color=style["color"], markersize=10, markeredgecolor="white", zorder=3)
            marks.append(mark)
    return SimpleNamespace(marks=marks, here=here), curves


@picture(6.5, 3.8)
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
    ax.set(xlim=(-0.02, 1.08), ylim=(-0.25, 6))
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


@picture(6.5, 3.6)
def entropy_floor(ax, a, losses, labels):
    """Binary cross entropy against the prediction a, for certain and uncertain labels, lowest points marked.

    Parameters
    ----------
    a : ndarray, shape (m,)
    losses : ndarray, shape (k, m)
    labels : sequence of float, length k
    """
    label(ax, "The lowest loss is 0 only for a certain label", "prediction a", "binary cross entropy")
    for loss, y, style in zip(losses, labels, ("-", (0, (5, 2)), (0, (1.2, 1.5))), strict=True):
        ax.plot(a, loss, color=PINK, linestyle=style, linewidth=2.5)
        low = loss.argmin()
        ax.plot(a[low], loss[low], "o", color=INK, markersize=8, zorder=4, clip_on=False)
        aside, side = ((-4, 16), "right") if y == 1 else ((8, -16), "left") if y > 0.5 else ((-8, -16), "right")
        ax.annotate(f"y = {y:g}", (a[low], loss[low]), aside, textcoords="offset points", ha=side, fontsize=11)
    ax.set(xlim=(0, 1.02), ylim=(-0.08, 2.2))
    lows = "; ".join(
        f"for y = {y:g} at a = {a[loss.argmin()]:.2f}, height {loss.min():.2f}"
        for loss, y in zip(losses, labels, strict=True)
    )
    return f"Binary cross entropy against the prediction a for {len(labels)} labels. The lowest points: {lows}."


@picture(6.5, 3.6)
def two_learners(ax, outputs, names):
    """The output of one neuron on its way to 1, step by step, under two losses.

    Parameters
    ----------
    outputs : pair of ndarray, shape (steps,)
        MSE, then cross entropy.
    names : pair of str
    """
    label(ax, "From a bad start, MSE hardly moves at first", "step", "output a (the answer is 1)")
    for values, name, style, place in zip(outputs, names, (FIRST, SECOND), (0.55, 0.12), strict=True):
        steps = np.arange(len(values))
        ax.plot(steps, values, linewidth=2.5, **style)
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
