"""Pictures of lesson 08."""

from types import SimpleNamespace

import numpy as np
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator, NullLocator

from dlcourse.data import digit_sets
from dlcourse.deep import SIDE, shift
from dlcourse.figures import (
    CSS_DPI,
    GREEN,
    GREY,
    INK,
    PALE,
    PINK,
    WASH,
    key,
    label,
    large_powers,
    large_words,
    moving_words,
    picture,
    stay_beside,
)
from dlcourse.figures.numbers import written
from dlcourse.figures.perceptron import FOR_AND_AGAINST
from dlcourse.figures.pixels import blank, captioned, wall

# All through this lesson: what counts (examples that it has not learned from, the network's answer) is green, mistakes are pink.
MISTAKES = LinearSegmentedColormap.from_list("mistakes", ("white", PINK))
DASHED = (0, (4, 1.6))
ROWS, COLUMNS, UNSEEN = 5, 15, 7  # of the digits in the first picture
ALMOST = ">99 %"  # beside a bar that is not quite full: its words say "more than 99 %"
LOWEST, HIGHEST = 1e-20, 1e10  # gradient norms beyond these are arrowheads at the edge of the picture


@picture(7.4, 2.18)
def opening(ax):
    """Digits from which a network will learn, and one that it has never seen."""
    (X, _), (X_validation, _), _ = digit_sets()
    blank(ax, f"{len(X):,} digits to learn from. Can it then read a new one?")
    wall(ax, X[: ROWS * COLUMNS], COLUMNS, 0, 184, 36)
    wall(ax, X_validation[UNSEEN : UNSEEN + 1], 1, 588, 163, 140)
    ax.add_patch(Rectangle((588, 23), 140, 140, fill=False, edgecolor=GREEN, linewidth=2.5, zorder=3))
    ax.text(588, 170, "never seen", color=GREEN, fontsize=11)
    return (
        f"{ROWS * COLUMNS} small handwritten digits, some of them crooked, thin or fat, and a large one in a frame beside them, "
        "which is not among those to learn from."
    )


@picture(7.4, 2.4, nrows=2, ncols=10)
def digits(axes, X, said=None, y=None):
    """Handwritten pictures, and over each what it is, or what a network says; wrong ones are framed.

    Parameters
    ----------
    X : ndarray, shape (k, 784)
        As many as axes: in a lesson twenty.
    said, y : sequence of int, length k, optional
        What the network says, and what is right. Either may be left out.
    """
    return captioned(axes, np.atleast_2d(X), said, y)


@picture(7.4, 4.3, ncols=2)
def confusion(axes, counts):
    """Which digit was taken for which: the numbers, the mistakes in colour; and how many of each digit were misread.

    Parameters
    ----------
    counts : ndarray of int, shape (k, k)
        From `dlcourse.deep.confusion_matrix`: a row for each right class, a column for each that was said.
    """
    ax, bars = axes
    counts = np.asarray(counts)
    k = len(counts)
    mistakes = np.where(np.eye(k, dtype=bool), 0, counts)
    width, height = CSS_DPI * ax.figure.get_size_inches()
    for each, left, wide in ((ax, 46, 358), (bars, 424, 310)):
        each.set_position([left / width, 46 / height, wide / width, 358 / height])
    label(ax, f"{mistakes.sum():,} mistakes among {counts.sum():,}, and which", "read as", "written")
    ax.imshow(mistakes, cmap=MISTAKES, vmin=0, vmax=max(mistakes.max(), 1) * 1.15)
    ax.set(xticks=range(k), yticks=range(k))
    ax.set_xticks(np.arange(k - 1) + 0.5, minor=True)
    ax.set_yticks(np.arange(k - 1) + 0.5, minor=True)
    ax.grid(which="minor", color=PALE, linewidth=0.8)
    ax.tick_params(which="both", length=0, labelsize=11)
    for (row, column), count in np.ndenumerate(counts):
        if row == column:
            ax.add_patch(Rectangle((column - 0.5, row - 0.5), 1, 1, color=WASH, linewidth=0))
        if count:
            deep = row != column and count > 0.45 * mistakes.max()
            style = {"color": GREY} if row == column else {"color": "white" if deep else INK, "fontweight": "bold"}
            ax.text(column, row, count, ha="center", va="center", fontsize=10, **style)
    missed = mistakes.sum(axis=1)
    label(bars, "How many were misread")
    bars.barh(range(k), missed, height=0.62, color=PINK)
    for row, (wrong, written_) in enumerate(zip(missed, counts.sum(axis=1), strict=True)):
        bars.text(
            wrong + 0.02 * missed.max(), row, f"{row}: {wrong} of {written_}", va="center", color=INK, fontsize=10
        )
    bars.set(xlim=(0, 1.4 * max(missed.max(), 1)), ylim=(k - 0.5, -0.5))
    bars.axis("off")
    worst = np.unravel_index(mistakes.argmax(), mistakes.shape)
    return (
        f"Confusion matrix of {k} digits: {np.trace(counts):,} of {counts.sum():,} on the diagonal. The largest of the other counts: a "
        f"{worst[0]} read as {worst[1]}, {mistakes.max()} times. Bars beside its rows: of the {missed.argmax()} most are misread, {missed.max()}."
    )


@picture(7.4, 2.66, nrows=3, ncols=10)
def first_layer(axes, W):
    """The weights of first-layer neurons as pictures: where ink makes z larger, and where smaller.

    They come in two blocks, which a narrow page puts one below the other: their numbers stay in order.

    Parameters
    ----------
    W : ndarray, shape (k, 784)
    """
    W, blocks, half = np.asarray(W), np.split(axes, 2, axis=1), axes.shape[1] // 2
    width, height = CSS_DPI * axes[0, 0].figure.get_size_inches()
    most = np.quantile(np.abs(W), 0.995)  # the few that are larger are as deep in colour
    for number, (ax, weights) in enumerate(zip(np.ravel(blocks), W, strict=True)):
        block, (row, column) = number // blocks[0].size, divmod(number % blocks[0].size, half)
        left, top = 4 + 61 * column + 324 * block, height - 22 - 86 * row
        ax.set_position([left / width, (top - 57) / height, 57 / width, 57 / height])
        ax.set_title(number, fontsize=10, fontweight="normal", color=GREY, pad=2)
        shown = ax.imshow(weights.reshape(SIDE, SIDE), FOR_AND_AGAINST, vmin=-most, vmax=most, interpolation="none")
        ax.set(xticks=[], yticks=[])
        ax.spines[:].set(visible=True, color=PALE)
    for block in blocks:
        stay_beside(*block[:, 1:].flat)
    side = axes[0, 0].figure.add_axes([645 / width, 20 / height, 11 / width, 1 - 40 / height])
    stay_beside(side)
    bar = side.figure.colorbar(shown, cax=side)
    bar.outline.set_visible(False)
    bar.set_ticks([-most, 0, most], labels=["ink makes\nz smaller", "no effect", "ink makes\nz larger"])
    bar.ax.tick_params(length=0, labelsize=10)
    return (
        f"{len(W)} pictures of weights, orange where ink makes z larger and blue where ink makes z smaller: patches and parts of "
        "strokes under noise; at the edges only noise."
    )


@picture(7.4, 3.1, ncols=2)
def curves(axes, plain, moved):
    """Accuracy in training and in validation, epoch by epoch, and the gap between them: without shifted pictures, and with them.

    Parameters
    ----------
    plain, moved : array_like, shape (k, 4)
        A row for each moment: epoch, accuracy in training, accuracy in validation (shares from 0 to 1), and the loss in validation,
        which is not drawn. Where an epoch holds more pictures than one of the plain run's, its number counts the latter.
    """
    runs = [np.asarray(run)[:, :3] * (1, 100, 100) for run in (plain, moved)]
    low, last = min(run[:, 1:].min() for run in runs) - 1, max(run[-1, 0] for run in runs)
    names = (
        ("Pictures as they are", "epoch", "read correctly, %"),
        ("And their shifted copies", "epoch (as long as one without copies)"),
    )
    for ax, words, (epochs, training, validation) in zip(axes, names, (run.T for run in runs), strict=True):
        label(ax, *words)
        ax.set(xlim=(0, 1.36 * last), ylim=(max(low, 0), 103))
        ax.yaxis.set_major_locator(MaxNLocator(5, integer=True, steps=(1, 2, 5, 10)))
        ax.set_xticks([tick for tick in MaxNLocator(5, integer=True).tick_values(0, last) if tick <= last])
        _parting(ax, epochs, training, validation)
    ends = [
        f"training ends at {run[-1, 1]:.1f} %, validation at {run[-1, 2]:.1f} %, a gap of {run[-1, 1] - run[-1, 2]:.1f} points"
        for run in runs
    ]
    return f"Accuracy against epochs. Pictures as they are: {ends[0]}. With shifted copies: {ends[1]}."


def _parting(ax, epochs, training, validation):
    """Two curves in percent, at their ends their names, and the gap between them."""
    ax.fill_between(epochs, training, validation, color=PINK, alpha=0.15, linewidth=0)
    ax.plot(epochs, training, "s", color=INK, linestyle=DASHED, linewidth=1.8, markersize=4)
    ax.plot(epochs, validation, "o-", color=GREEN, linewidth=2.2, markersize=4.5)
    (last, upper, lower), apart = (epochs[-1], training[-1], validation[-1]), training[-1] - validation[-1]
    ax.plot([last, last], [lower, upper], "-", color=PINK, linewidth=3, zorder=1.5)
    for height, text, color, (x, y), side in (
        (upper, f"training {upper:.1f} %", INK, (4, 6), "bottom"),
        ((upper + lower) / 2, f"gap:\n{apart:.1f} points", PINK, (6, 0), "center"),
        (validation[epochs > 0.4 * last].min(), f"validation {lower:.1f} %", GREEN, (4, -6), "top"),
    ):
        place = {
            "xytext": (x, y),
            "textcoords": "offset points",
            "ha": "left" if color == PINK else "right",
            "va": side,
        }
        ax.annotate(text, (last, height), color=color, fontsize=11, **place)


@picture(7.4, 1.9, ncols=5)
def shifts(axes, picture, moves):
    """A picture, moved in some ways; the frame shows where its ink was at first.

    Parameters
    ----------
    picture : ndarray, shape (784,)
    moves : sequence of pairs of int
        Pixels (down, right); negative ones are up and left.
    """
    ink = picture.reshape(SIDE, SIDE) > 0.1
    (top, bottom), (left, right) = (np.flatnonzero(ink.any(axis=axis))[[0, -1]] for axis in (1, 0))
    width, height = CSS_DPI * axes[0].figure.get_size_inches()
    for k, (ax, move) in enumerate(zip(axes, moves, strict=True)):
        ax.set_position([(4 + 149 * k) / width, 28 / height, 136 / width, 136 / height])
        ax.imshow(shift(picture[None], *move).reshape(SIDE, SIDE), cmap="Greys", vmin=0, vmax=1)
        corner, size = (left - 0.5, top - 0.5), (right - left + 1, bottom - top + 1)
        ax.add_patch(Rectangle(corner, *size, fill=False, edgecolor=PINK, linewidth=1.2, linestyle=DASHED))
        ax.set(xticks=[], yticks=[])
        ax.set_title(_in_words(*move), fontsize=11)
        ax.spines[:].set(visible=True, color=PALE)
    key(axes[-1], ("its ink before", {"color": PINK, "linewidth": 1.2, "linestyle": DASHED}), handlelength=1.8)
    return f"One digit {len(moves)} times: {'; '.join(_in_words(*move) for move in moves)}."


def _in_words(down, right):
    """A move, such as "2 up, 1 left"."""
    sides = ((down, "down", "up"), (right, "right", "left"))
    return ", ".join(f"{abs(by)} {more if by > 0 else less}" for by, more, less in sides if by) or "as it is"


def opinions(axes):
    """What a network sees, and its ten opinions on it as bars.

    Parameters
    ----------
    axes : pair of Axes

    Returns
    -------
    SimpleNamespace
        ``seen`` (AxesImage), ``bars`` (list of ten Rectangle), ``shares`` (PathCollection for `set_words`), ``top`` (Line2D, an
        arrowhead at the digit that is named).
    ndarray, shape (10, 2)
        Where the shares go.
    """
    picture, shares = axes
    label(picture, "What the network sees")
    seen = picture.imshow(np.zeros((SIDE, SIDE)), cmap="Greys", vmin=0, vmax=1, interpolation="none", zorder=0)
    picture.set(xticks=[], yticks=[])
    picture.spines[:].set(visible=True, color=GREY)
    label(shares, "Its ten opinions")
    shares.set(xlim=(-0.12, 1.42), ylim=(9.5, -0.5), xticks=[])
    # As large and as high up as the sheet beside it: 282 pixels (`_pad.css`), half of each edge inside.
    width, height = CSS_DPI * picture.figure.get_size_inches()
    for ax, left, wide in ((picture, 0.5, 281), (shares, 320, width - 325)):
        ax.set_position([left / width, 1 - 308.5 / height, wide / width, 281 / height])
    shares.set_yticks(range(10))
    shares.tick_params(axis="y", length=0, labelsize=12, pad=4)
    shares.spines[:].set_visible(False)
    for row in range(10):
        shares.add_patch(Rectangle((0, row - 0.36), 1, 0.72, color=WASH, linewidth=0, zorder=0))
    bars = [shares.add_patch(Rectangle((0, row - 0.36), 0.5, 0.72, linewidth=0, zorder=2)) for row in range(10)]
    (top,) = shares.plot([], [], ">", color=GREEN, markersize=9, zorder=3)
    places = np.column_stack([np.full(10, 1.22), np.arange(10)])
    return SimpleNamespace(seen=seen, bars=bars, shares=moving_words(shares), top=top), places


def unstable(ax, depth, seeds):
    """The slopes of each layer of a deep network on a logarithmic scale.

    Parameters
    ----------
    ax : Axes
    depth : int
        Layers, at most.
    seeds : int
        How many networks are drawn at once.

    Returns
    -------
    SimpleNamespace
        ``each`` (list of Line2D, faint), ``median``, ``first``, ``last`` (Line2D), ``below`` and ``above`` (Line2D,
        arrowheads at the edges for what lies beyond them).
    """
    label(ax, "How large the slopes of each layer are", "layer (1 is next to the inputs)", "‖dW‖ (log scale)")
    style = {"linestyle": "none", "markersize": 9}
    key(
        ax,
        ("first layer", {"color": PINK, "marker": "D", **style}),
        ("last layer", {"color": INK, "marker": "s", **style}),
        (f"median of {seeds} networks", {"color": GREEN, "linewidth": 2.5, "marker": "o", "markersize": 5}),
        columnspacing=1.2,
    )
    ax.set_yscale("log")
    ax.set(xlim=(0, depth + 1), ylim=(LOWEST, HIGHEST), xticks=[1, *range(5, depth + 1, 5)])
    powers = range(-20, 11, 5)
    names = [written(f"1e{power:+}") for power in powers]
    names[0], names[-1] = f"▼ < {names[0]}", f"▲ > {names[-1]}"  # what the arrowheads stand for
    ax.set_yticks([10.0**power for power in powers], names)
    ax.yaxis.set_minor_locator(NullLocator())
    ax.grid(axis="y", color=WASH, zorder=0)
    each = [ax.plot([], [], color=GREEN, linewidth=1, alpha=0.35, zorder=2)[0] for _ in range(seeds)]
    (median,) = ax.plot([], [], "o-", color=GREEN, linewidth=2.5, markersize=5, zorder=3)
    style = {"linestyle": "none", "markersize": 11, "markeredgecolor": "white", "zorder": 4}
    (first,) = ax.plot([], [], "D", color=PINK, **style)
    (last,) = ax.plot([], [], "s", color=INK, **style)
    edge = {"linestyle": "none", "color": PINK, "markersize": 8, "zorder": 4}
    (below,) = ax.plot([], [], "v", **edge)
    (above,) = ax.plot([], [], "^", **edge)
    large_words(ax)
    large_powers(ax, 15)
    return SimpleNamespace(each=each, median=median, first=first, last=last, below=below, above=above)
