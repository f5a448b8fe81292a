"""Pictures of lesson 02."""

from types import SimpleNamespace

import numpy as np
from matplotlib.collections import LineCollection, PathCollection, PolyCollection
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.patches import FancyBboxPatch, Polygon, Rectangle
from matplotlib.path import Path
from matplotlib.textpath import TextPath
from matplotlib.ticker import MaxNLocator
from matplotlib.transforms import Affine2D

from dlcourse.data import seven_points
from dlcourse.figures import (
    BLUE,
    CLASS_COLORS,
    CLASS_MARKERS,
    CLASS_TINTS,
    CLASS_WORDS,
    DARK_GREEN,
    GREEN,
    GREY,
    INK,
    LIGHT_GREEN,
    ORANGE,
    PALE,
    PINK,
    WASH,
    WORDS,
    key,
    label,
    large_words,
    moving_words,
    picture,
    stay_beside,
)
from dlcourse.figures.numbers import short
from dlcourse.figures.planes import arrow_outline, half_plane, labelled_points, same_scale
from dlcourse.perceptron import NAND

FOR_AND_AGAINST = LinearSegmentedColormap.from_list("for and against", (BLUE, "white", ORANGE), N=25)
ARROW = Path(np.vstack([arrow_outline((-1, 0), (2, 0), 0.12), (0, 0)]), closed=True)  # in a key
EVIDENCE = (DARK_GREEN, GREEN, LIGHT_GREEN)  # three weights, three shades of the weights' colour

DASHED = (0, (4, 2))


@picture(7.4, 2.4)
def opening(ax):
    """Letters on two sides of a line, one of them on the wrong side, and the question how the line should move."""
    X, y = seven_points()
    w, b = np.array([0.65, 2.0]), -0.96  # as far from every point as it can be
    wrong = (X @ w + b > 0) != y
    label(ax, "One letter is on the wrong side. How should the line move?")
    ax.axis("off")
    ax.set(xlim=(0, 1.3), ylim=(-0.16, 0.98))
    line, region = half_plane(w, b)
    ax.add_patch(Rectangle((-1, -1), 4, 4, color=CLASS_TINTS[0], linewidth=0, zorder=0))
    ax.add_patch(Polygon(region, color=CLASS_TINTS[1], linewidth=0, zorder=0))
    ax.plot(*line.T, color=INK, linewidth=2.5, zorder=3)
    for x in (0.08, 1.25):
        height = (-b - w[0] * x) / w[1]
        for side in (1, -1):
            style = {"arrowstyle": "-|>", "color": GREY, "linewidth": 2, "shrinkA": 0, "shrinkB": 0}
            ax.annotate("", (x, height + 0.19 * side), (x, height + 0.03 * side), arrowprops=style)
        ax.text(x + 0.018, height + 0.11, "?", fontsize=14, fontweight="bold", color=GREY, va="center")
    labelled_points(ax, X, y, 12)
    ax.plot(*X[wrong].T, "o", color="none", markeredgecolor=PINK, markeredgewidth=2.5, markersize=24, zorder=6)
    ax.text(
        *X[wrong][0] + (0.1, 0.14),
        "your grandmother’s letter",
        ha="center",
        va="center",
        fontsize=11,
        fontweight="bold",
    )
    ax.text(0.015, 0.87, "the machine says: spam", color=CLASS_WORDS[1], fontsize=11)
    ax.text(0.5, 0.05, "the machine says: not spam", color=CLASS_WORDS[0], fontsize=11)
    return (
        f"{len(X)} letters as points, and a line between those that the machine calls spam and those that it does not. "
        f"{wrong.sum()} letter, your grandmother’s, is on the side of spam. Arrows with question marks stand at both ends of the line."
    )


def festival(axes, table, names):
    """All answers to some yes-or-no questions, the evidence that each adds up to, and the verdict.

    Parameters
    ----------
    axes : three Axes
        For the answers, the evidence and the verdicts.
    table : ndarray of int, shape (n, 3)
        The answers, one case a row.
    names : three str
        What the questions are about.

    Returns
    -------
    SimpleNamespace
        ``bars`` (three PolyCollection), ``threshold`` (Line2D) and its ``name``, ``marks`` (two Line2D: stay, go) and
        ``words`` (two PathCollection), all still without data.
    """
    answers, evidence, verdict = axes
    rows = np.arange(len(table))
    for ax in axes:
        ax.set(ylim=(len(table) - 0.45, -1.3), yticks=[])  # a row on top for the names of the columns
        ax.spines["left"].set_visible(False)
        for row in rows:
            ax.axhline(row - 0.5, color=PALE, linewidth=0.8, zorder=0)
    label(answers, "The answers")
    answers.set(xlim=(-0.6, 2.6), xticks=[])
    for k, name in enumerate(names):
        answers.text(k, -0.87, name, ha="center", va="center", fontsize=11, color=INK)
    for k, color in enumerate(EVIDENCE):
        yes = table[:, k] == 1
        answers.plot(np.full(yes.sum(), k), rows[yes], "o", color=color, markeredgecolor=DARK_GREEN, markersize=11)
        answers.plot(np.full((~yes).sum(), k), rows[~yes], "o", color="white", markeredgecolor=GREY, markersize=11)
    label(evidence, "The weights, added up", "evidence for going")
    evidence.xaxis.set_major_locator(MaxNLocator(7, steps=(1, 2, 4, 10)))
    label(verdict, "Decision")
    stay_beside(evidence, verdict)  # a case is one row of all three
    verdict.set(xlim=(0, 3), xticks=[])
    for ax in (answers, verdict):
        ax.spines["bottom"].set_visible(False)
        ax.tick_params(length=0)
    bars = [PolyCollection([], facecolors=color, edgecolors=DARK_GREEN, linewidths=1, zorder=2) for color in EVIDENCE]
    for bar in bars:
        evidence.add_collection(bar, autolim=False)
    (threshold,) = evidence.plot([], [], color=INK, linewidth=2, linestyle=DASHED, zorder=3, clip_on=False)
    marks = [
        verdict.plot([], [], CLASS_MARKERS[kind], color=CLASS_COLORS[kind], markersize=11, zorder=3)[0]
        for kind in (0, 1)
    ]
    words = [_words(verdict, text) for text in ("stay home", "go")]
    name = moving_words(evidence)
    large_words(*axes)
    return SimpleNamespace(bars=bars, threshold=threshold, name=name, marks=marks, words=words)


def _words(ax, text):
    """A word to be put in several places: as one artist, since many texts take long to draw."""
    words = PathCollection(
        [TextPath((10, -4), text, size=11)],
        offsets=np.empty((0, 2)),
        offset_transform=ax.transData,
        transform=Affine2D().scale(1 / 72) + ax.figure.dpi_scale_trans,
        facecolor=INK,
        linewidth=0,
        zorder=3,
        gid=WORDS,
    )
    ax.add_collection(words, autolim=False)
    return words


def bars(left, right, rows, height=0.56):
    """Corners of horizontal bars.

    Parameters
    ----------
    left, right, rows : ndarray, shape (n,)
        Where each begins and ends, and at what height its middle is.
    height : float

    Returns
    -------
    ndarray, shape (n, 4, 2)
    """
    low, high = rows - height / 2, rows + height / 2
    return np.stack([np.c_[left, low], np.c_[right, low], np.c_[right, high], np.c_[left, high]], axis=1)


@picture(7.4, 2.4, ncols=4)
def gates(axes, X, gates):
    """Gates as labelled corners of a square, each with the line of its perceptron.

    Parameters
    ----------
    X : ndarray, shape (4, 2)
        The four corners.
    gates : dict of str to object
        Four names, each with a perceptron (it has ``w``, ``b`` and ``run``), or with four labels where there is no line.
    """
    drawn, missing = [], []
    for ax, (name, gate) in zip(axes, gates.items(), strict=True):
        label(ax, name, "x₁", "x₂")
        ax.set(xlim=(-0.45, 1.45), ylim=(-0.45, 1.45), xticks=(0, 1), yticks=(0, 1), aspect="equal")
        ax.tick_params(length=0)
        if hasattr(gate, "run"):
            ends, region = half_plane(gate.w, gate.b)
            ax.set_facecolor(CLASS_TINTS[0])
            ax.add_patch(Polygon(region, color=CLASS_TINTS[1], zorder=0))
            ax.plot(*ends.T, color=INK, linewidth=2)
            labels = gate.run(X)
            drawn.append(name)
        else:
            ax.text(0.5, 0.5, "?", fontsize=30, color=GREY, ha="center", va="center")
            labels = np.asarray(gate)
            missing.append(name)
        labelled_points(ax, X, labels, 12)
    return (
        f"{' and '.join([', '.join(drawn[:-1]), drawn[-1]])}: each a line between the corners with label 1 and those with 0. "
        f"{', '.join(missing)}: opposite corners agree, and no line is drawn."
    )


@picture(7.4, 3.8)
def circuit(ax, x1, x2):
    """A half adder of five NANDs, A to E: XOR above, the carry below, and what every gate says.

    Parameters
    ----------
    x1, x2 : int, 0 or 1
        A wire that carries a 1 is drawn orange, one that carries a 0 blue.
    """
    a = NAND.run([x1, x2])
    b, c = NAND.run([x1, a]), NAND.run([a, x2])
    says = {"x1": x1, "x2": x2, "A": a, "B": b, "C": c, "D": NAND.run([b, c]), "E": NAND.run([a, a])}
    ax.set(xlim=(0, 10.6), ylim=(0.3, 5.1))
    ax.axis("off")

    def wire(name, *corners):
        ax.plot(*zip(*corners, strict=True), color=CLASS_COLORS[says[name]], linewidth=2.2, zorder=1)

    def joint(name, x, y):
        ax.plot([x], [y], "o", color=CLASS_COLORS[says[name]], markersize=6, zorder=2)

    def word(text, x, y, **style):
        ax.text(x, y, text, va="center", zorder=4, **{"fontsize": 12, "color": INK, **style})

    for name, (x, y) in {"A": (3.6, 3), "B": (5.8, 4.2), "C": (5.8, 1.8), "D": (8, 3), "E": (8, 0.8)}.items():
        box = FancyBboxPatch(
            (x - 0.55, y - 0.4), 1.1, 0.8, boxstyle="round,pad=0,rounding_size=0.15", facecolor="white", edgecolor=INK
        )
        ax.add_patch(box).set(zorder=3, linewidth=1.5)
        word("NAND", x, y, ha="center", fontsize=11)
        word(name, x - 0.5, y + 0.62, ha="left", fontweight="bold")
        word(f"{says[name]}", x + 0.62, y + 0.26, ha="left", color=CLASS_WORDS[says[name]], fontweight="bold")
    wire("x1", (1.3, 4.4), (5.25, 4.4))
    wire("x1", (2.2, 4.4), (2.2, 3.2), (3.05, 3.2))
    joint("x1", 2.2, 4.4)
    wire("x2", (1.3, 1.6), (5.25, 1.6))
    wire("x2", (2.2, 1.6), (2.2, 2.8), (3.05, 2.8))
    joint("x2", 2.2, 1.6)
    wire("A", (4.15, 3), (4.7, 3))
    wire("A", (5.25, 4), (4.7, 4), (4.7, 0.6), (7.45, 0.6))
    wire("A", (4.7, 2), (5.25, 2))
    wire("A", (7.0, 0.6), (7.0, 1), (7.45, 1))
    for x, y in ((4.7, 3), (4.7, 2), (7.0, 0.6)):
        joint("A", x, y)
    wire("B", (6.35, 4.2), (6.9, 4.2), (6.9, 3.2), (7.45, 3.2))
    wire("C", (6.35, 1.8), (6.9, 1.8), (6.9, 2.8), (7.45, 2.8))
    wire("D", (8.55, 3), (9.1, 3))
    wire("E", (8.55, 0.8), (9.1, 0.8))
    for name, text, x, y, side in (
        ("x1", f"x₁ = {x1}", 1.15, 4.4, "right"),
        ("x2", f"x₂ = {x2}", 1.15, 1.6, "right"),
        ("D", "sum", 9.2, 3, "left"),
        ("E", "carry", 9.2, 0.8, "left"),
    ):
        word(text, x, y, ha=side, color=CLASS_WORDS[says[name]])
    label(ax, f"{x1} + {x2}, computed by five NANDs")
    key(ax, *((f"a wire that carries {bit}", {"color": CLASS_COLORS[bit], "linewidth": 2.2}) for bit in (0, 1)))
    same_scale(ax)
    outputs = ", ".join(f"{name} says {says[name]}" for name in "ABCDE")
    return f"A half adder of five NAND gates with the inputs {x1} and {x2}: {outputs}. D is the sum and E the carry."


@picture(7.4, 2.9, ncols=2, width_ratios=(5, 3))
def reader(axes, w, pictures, words, title, names=("0", "1")):
    """What a perceptron that reads pictures has learned: some pictures, and its weights as a picture.

    Parameters
    ----------
    w : ndarray, shape (m²,)
    pictures : ndarray, shape (k, m²)
        They are drawn in two rows.
    words : sequence of str
        What stands above each of the pictures.
    title : str
        Of the pictures.
    names : pair of str
        What classes 0 and 1 are.
    """
    small, weights = axes
    side, across = round(np.sqrt(len(w))), -(-len(pictures) // 2)
    label(small, title)
    for k, (one, word) in enumerate(zip(pictures, words, strict=True)):
        left, top = 1.25 * (k % across), 1.6 * (k // across)
        place = (left, left + 1, top + 1, top)
        small.imshow(one.reshape(side, side), cmap="Greys", vmin=0, vmax=1, interpolation="none", extent=place)
        small.add_patch(Rectangle((left, top), 1, 1, fill=False, edgecolor=PALE))
        small.text(left + 0.5, top - 0.1, word, ha="center", va="bottom", fontsize=11)
    small.set(xlim=(-0.05, 1.25 * across - 0.2), ylim=(2.65, -0.5), xticks=[], yticks=[], aspect="equal", anchor="NW")
    small.spines[:].set_visible(False)
    label(weights, "Its weights")
    most = np.abs(w).max()
    shown = weights.imshow(w.reshape(side, side), cmap=FOR_AND_AGAINST, vmin=-most, vmax=most, interpolation="none")
    weights.set(xticks=[], yticks=[])
    weights.spines[:].set(visible=True, color=PALE)
    bar = weights.figure.colorbar(shown, ax=weights, fraction=0.05, pad=0.03, panchor=(0, 1), anchor=(0, 1))
    bar.outline.set_visible(False)
    bar.set_ticks(
        [-most, 0, most], labels=[f"ink is evidence\nfor {names[0]}", "no effect", f"ink is evidence\nfor {names[1]}"]
    )
    bar.ax.tick_params(length=0, labelsize=10)
    return (
        f"{title}: {len(pictures)} pictures ({', '.join(words)}). Beside them its {len(w)} weights as a picture: {(w > 0).sum()} "
        f"are above 0 (orange: ink is evidence for {names[1]}) and {(w < 0).sum()} below (blue: for {names[0]})."
    )


def training(axes, X, y, limits, epochs):
    """Points and the line before and after a step; the weights before and after; mistakes per epoch.

    Parameters
    ----------
    axes : three Axes
    X : ndarray, shape (n, 2)
    y : ndarray of int, shape (n,)
    limits : tuple of float
        Of both axes of the points.
    epochs : int
        How many epochs there is room for.

    Returns
    -------
    SimpleNamespace
        The artists that move, without data: ``region`` (Polygon), ``before``, ``after`` and ``ring`` (Line2D), ``example``,
        ``w_before``, ``w_after`` and ``step`` (Polygon), ``bars`` (LineCollection), ``hollow`` (Line2D: the inside of the
        last bar), ``clean`` (Line2D).
    """
    plane, weights, counts = axes
    label(plane, "Each mistake moves the line", "x₁", "x₂")
    region, after = _decision(plane, X, y, limits)
    (before,) = plane.plot([], [], color=GREY, linewidth=2, linestyle=DASHED, zorder=2)
    (ring,) = plane.plot([], [], "o", color="none", markeredgecolor=PINK, markeredgewidth=2.5, markersize=19, zorder=6)
    example = plane.add_patch(Polygon(np.zeros((7, 2)), color=PINK, zorder=4))
    key(
        plane,
        ("line after", {"color": INK, "linewidth": 2.5}),
        ("the mistake", _arrow(PINK)),
        ("line before", {"color": GREY, "linewidth": 2, "linestyle": DASHED}),
        columns=2,
    )

    label(weights, "The weights", "w₁", "w₂")
    weights.set_box_aspect(1)
    for locate in (weights.xaxis, weights.yaxis):
        locate.set_major_locator(MaxNLocator(3, steps=(1, 2, 5, 10)))
        locate.set_major_formatter(lambda value, _: short(value))  # 0, not 0.000: there is no room
    weights.axhline(0, color=PALE, linewidth=1, zorder=1)
    weights.axvline(0, color=PALE, linewidth=1, zorder=1)
    arrow = np.zeros((7, 2))
    w_before = weights.add_patch(Polygon(arrow, facecolor="white", edgecolor=DARK_GREEN, linewidth=1.2, zorder=2))
    w_after = weights.add_patch(Polygon(arrow, color=GREEN, zorder=3))
    step = weights.add_patch(Polygon(arrow, color=PINK, zorder=4))
    hollow = _arrow("white") | {"markeredgecolor": DARK_GREEN, "markeredgewidth": 1.2}
    key(weights, ("w after", _arrow(GREEN)), ("w before", hollow), ("the step", _arrow(PINK)), columns=1)

    bars, hollow, clean = _counts(counts, len(X), epochs)
    unfinished = {"marker": "s", "markersize": 9, "markerfacecolor": "white", "markeredgecolor": PINK}
    key(counts, ("so far", {**unfinished, "markeredgewidth": 1.7, "linestyle": "none"}))
    weights.set_anchor("N")  # titles in one line
    same_scale(plane)
    return SimpleNamespace(
        region=region,
        before=before,
        after=after,
        ring=ring,
        example=example,
        w_before=w_before,
        w_after=w_after,
        step=step,
        bars=bars,
        hollow=hollow,
        clean=clean,
    )


def _arrow(color):
    """An arrow in a key."""
    return {"marker": ARROW, "markersize": 22, "markeredgewidth": 0, "color": color, "linestyle": "none"}


def _counts(ax, most, epochs):
    label(ax, "Mistakes", "epoch")
    ax.set(xlim=(0.2, epochs + 0.8), ylim=(0, 1.06 * most), yticks=range(most + 1))
    ax.xaxis.set_major_locator(MaxNLocator(4, integer=True))
    width = 66 / epochs
    bars = LineCollection([], colors=PINK, linewidths=width, capstyle="butt", zorder=2)
    ax.add_collection(bars, autolim=False)
    (hollow,) = ax.plot([], [], color="white", linewidth=width - 2.4, solid_capstyle="butt", zorder=3)
    (clean,) = ax.plot([], [], "o", color=GREEN, markersize=9, clip_on=False, zorder=6)
    clean.set_in_layout(False)  # without data it has no size
    return bars, hollow, clean


def _decision(ax, X, y, limits):
    """Labelled points over two half-planes; returns the half-plane of class 1 and the line, which move."""
    ax.set(xlim=limits, ylim=limits, facecolor=CLASS_TINTS[0])
    ticks = [at for at in (-0.5, 0, 0.5, 1) if limits[0] <= at]
    ax.set(xticks=ticks, yticks=ticks)
    region = ax.add_patch(Polygon(np.zeros((4, 2)), color=CLASS_TINTS[1], zorder=0.5))
    (line,) = ax.plot([], [], color=INK, linewidth=2.5, zorder=3)
    labelled_points(ax, X, y, 10)
    return region, line


def two_trainings(axes, X, y, limits, titles, most_epochs):
    """Where training ends from two starts, one above the other, and the mistakes of every epoch on the way.

    Parameters
    ----------
    axes : ndarray of Axes, shape (2, 2)
    X : ndarray, shape (n, 2)
    y : ndarray of int, shape (n,)
    limits : tuple of float
        Of both axes of the points.
    titles : two str
    most_epochs : int
        How many epochs there is room for, on a log scale.

    Returns
    -------
    SimpleNamespace
        ``regions``, ``lines``, ``starts`` and ``counts``: two of each, without data.
    """
    artists = SimpleNamespace(regions=[], lines=[], starts=[], counts=[])
    for (plane, beside), title in zip(axes, titles, strict=True):
        lowest = plane is axes[-1, 0]
        label(plane, title, "x₁" if lowest else "", "x₂")
        region, line = _decision(plane, X, y, limits)
        plane.set(xticks=(0, 0.5, 1), yticks=(0, 0.5, 1))
        (start,) = plane.plot([], [], color=GREY, linewidth=2, linestyle=DASHED, zorder=2)
        label(beside, "Mistakes per epoch", "epoch (log scale)" if lowest else "")
        stay_beside(beside)  # else the second start would stand below the mistakes of both
        beside.set(xscale="log", xlim=(0.8, most_epochs), ylim=(-0.4, len(X)), yticks=range(0, len(X) + 1, 2))
        beside.set_xticks([1, 10, 100], ["1", "10", "100"])
        (counts,) = beside.plot([], [], "o", color=PINK, markersize=5, zorder=3)
        artists.regions.append(region)
        artists.lines.append(line)
        artists.starts.append(start)
        artists.counts.append(counts)
    lines = (
        ("at the start", {"color": GREY, "linewidth": 2, "linestyle": DASHED}),
        ("at the end", {"color": INK, "linewidth": 2.5}),
    )
    key(axes[-1, 0], *lines, size=11)
    large_words(*axes.flat)
    return artists


@picture(7.4, 3.1, ncols=2)
def squeeze(axes, lengths, gamma, radius, most, near):
    """The squared length of the weights after each mistake, caught between the theorem's two bounds.

    Parameters
    ----------
    lengths : ndarray, shape (m + 1,)
        ‖(w, b)‖² after 0, 1, ..., m mistakes.
    gamma, radius : float
        The margin γ, and the length R of the longest example.
    most, near : int
        Where the axes of mistakes end.
    """
    meet = (radius / gamma) ** 2
    titles = (f"At most {int(meet)} mistakes", f"{len(lengths) - 1} were made")
    for ax, end, title in zip(axes, (most, near), titles, strict=True):
        mistakes = np.linspace(0, end, 200)
        low, high = (gamma * mistakes) ** 2, radius**2 * mistakes
        label(ax, title, "mistakes k", "‖(w, b)‖²" if ax is axes[0] else "")
        ax.set(xlim=(0, end), ylim=(0, 1.05 * high[-1]))
        ax.fill_between(mistakes, low, high, where=mistakes <= meet, color=WASH, zorder=0)
        ax.plot(mistakes, high, color=INK, linewidth=2.5)
        ax.plot(mistakes, low, color=GREY, linewidth=2.5, linestyle=(0, (5, 1.6)))
    whole, beginning = axes
    top = 1.05 * radius**2 * most
    whole.plot(range(len(lengths)), lengths, color=GREEN, linewidth=4, solid_capstyle="butt", zorder=3)
    whole.axvline(meet, color=GREY, linewidth=1.5, linestyle=(0, (4, 2)), zorder=1)
    whole.text(0.42 * most, radius**2 * 0.42 * most + 0.05 * top, "at most k R²", ha="right", fontsize=12)
    whole.text(0.45 * most, 0.1 * top, "at least (kγ)²", fontsize=12)
    whole.text(meet + 0.012 * most, 0.24 * top, "(R/γ)²", fontsize=12)
    beginning.xaxis.set_major_locator(MaxNLocator(5, integer=True))
    beginning.plot(range(len(lengths)), lengths, "o", color=GREEN, markersize=7, clip_on=False, zorder=3)
    beginning.text(0.5 * near, radius**2 * 0.56 * near, "at most k R²", ha="right", fontsize=12)
    beginning.text(
        0.98 * near, (gamma * near) ** 2 + 0.04 * radius**2 * near, "at least (kγ)²", ha="right", fontsize=12
    )
    inside = all((gamma * k) ** 2 <= length + 1e-9 <= radius**2 * k + 2e-9 for k, length in enumerate(lengths))
    return (
        f"First panel: the squared length of (w, b) after k mistakes lies above a parabola and below a line, which cross at {meet:.1f}. "
        f"Second panel: the first {near}; {'all' if inside else 'not all'} {len(lengths) - 1} mistakes made lie between the two."
    )


def outline(start, vector, span, width=0.012):
    """Corners of an arrow whose width, half of it given as a share, suits axes that are `span` wide."""
    return arrow_outline(start, vector, width * span)
