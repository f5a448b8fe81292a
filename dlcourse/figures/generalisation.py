"""Pictures of lesson 09."""

from types import SimpleNamespace

import numpy as np
from matplotlib.patches import Rectangle
from matplotlib.ticker import FixedFormatter, FixedLocator, NullLocator

from dlcourse.data import digit_sets, runs
from dlcourse.deep import SIDE
from dlcourse.figures import (
    BLUE,
    CSS_DPI,
    GREEN,
    GREEN_TINT,
    GREY,
    GROUND,
    INK,
    ORANGE,
    PALE,
    PINK,
    WASH,
    key,
    label,
    moving_words,
    picture,
    set_words,
)
from dlcourse.figures.landscapes import LOWEST, WAY, landscape, path_artists
from dlcourse.figures.numbers import fixed, short, signed, written
from dlcourse.figures.perceptron import FOR_AND_AGAINST
from dlcourse.figures.pixels import blank, wall

# All through this lesson: training digits are ink and dashed, validation digits green; what is a mistake or a difference is pink.
DASHED = (0, (4, 1.6))
_TRAINING = {"color": INK, "linestyle": DASHED, "linewidth": 1.8}
_VALIDATION = {"color": GREEN, "linewidth": 2.2}
NEW = 30  # the first validation digit in the opening picture
LOSS_LOW, LOSS_HIGH = 0.4, 6e4  # in the first steps
SLOPE_LOW, SLOPE_HIGH = 1e-4, 3e4  # smaller slopes are arrowheads at the edge
MARKED = (1, 2, 3, 5, 8, 13, 20, 31, 49)  # steps at which slopes of 0 have their arrowheads
MOST_MISTAKES = 60.0  # in percent, that the picture of overfitting shows: more are an arrowhead at the edge
NEURONS = 8  # whose weights are shown
ALL_ALIKE = np.log(10)  # the loss of ten equal probabilities


@picture(7.4, 2.2)
def opening(ax):
    """Digits that a network has learned from, all read correctly, and new ones, of which it misreads some."""
    (X, _), (X_validation, _), _ = digit_sets()
    right = runs()["remedy_right"][0, 0].astype(
        bool
    )  # the first network without any remedy: it reads all that it learned from
    blank(ax, "It reads what it has learned from. Why not every new digit?")
    shown = 60
    wall(ax, X[:shown], 12, 0, 160, 30)
    corners = wall(ax, X_validation[NEW : NEW + shown], 12, 376, 160, 30)
    wrong = corners[~right[NEW : NEW + shown]]
    for x, y in wrong:
        ax.add_patch(Rectangle((x + 1, y + 1), 28, 28, fill=False, edgecolor=PINK, linewidth=2.2, zorder=3))
    ax.text(0, 166, f"learned from: {shown} of {shown} right", color=INK, fontsize=11, va="bottom")
    ax.text(376, 166, f"never seen: {shown - len(wrong)} of {shown} right", color=GREEN, fontsize=11, va="bottom")
    return (
        f"Two walls of {shown} handwritten digits. The network has learned from those on the left and reads all of them. Those on the right "
        f"it has never seen: {len(wrong)} are framed, as it misreads them."
    )


@picture(7.4, 1.6)
def three_sets(ax, sizes, names, uses):
    """All examples as one bar, in three parts, with what each is for.

    Parameters
    ----------
    sizes : sequence of int, length 3
    names, uses : sequence of str, length 3
    """
    ends = np.cumsum([0, *sizes])
    boxes = (
        (WASH, {}),
        (GREEN_TINT, {}),
        ("white", {"edgecolor": GREY, "linestyle": DASHED}),
    )  # the last one is not opened yet
    for start, end, name, use, (color, edge) in zip(ends, ends[1:], names, uses, boxes, strict=False):
        ax.add_patch(Rectangle((start + 12, 0), end - start - 24, 1, facecolor=color, linewidth=1.5, **edge))
        middle = (start + end) / 2
        ax.text(middle, 0.66, name, ha="center", va="center", fontsize=12, fontweight="bold")
        ax.text(middle, 0.3, f"{end - start:,} digits", ha="center", va="center", fontsize=11)
        ax.text(middle, -0.2, use, ha="center", va="top", fontsize=11)
    ax.set(xlim=(0, ends[-1]), ylim=(-0.75, 1.03))
    ax.axis("off")
    parts = "; ".join(f"{size:,} for {name}: {use}" for size, name, use in zip(sizes, names, uses, strict=True))
    return f"{ends[-1]:,} digits in three parts. {parts}.".replace("\n", " ")


@picture(7.4, 3.3)
def best_of(ax, guessers, chosen, fresh):
    """How good the best of many guessers seems, and how good it is, many times over.

    Parameters
    ----------
    guessers : sequence of int, length k
        Among how many the best was chosen.
    chosen, fresh : ndarray, shape (k, times)
        Shares of right answers of the chosen one: on the test that chose it, and on new examples.
    """
    label(
        ax,
        "The best of many guessers, on two tests",
        "guessers to choose from (log scale)",
        "right, % (median)",
    )
    x = np.asarray(guessers, dtype=float)
    for shares, color, dash, marker, text in (
        (chosen, PINK, DASHED, "s", "on the test that chose it"),
        (fresh, GREEN, "-", "o", "on new examples"),
    ):
        low, middle, high = 100 * np.quantile(shares, (0.1, 0.5, 0.9), axis=1)
        ax.fill_between(x, low, high, color=color, alpha=0.15, linewidth=0)
        ax.plot(x, middle, marker, color=color, linestyle=dash, linewidth=2, markersize=6)
        ax.text(1.01, middle[-1], text, color=color, va="center", transform=ax.get_yaxis_transform())
    ax.set_xscale("log")
    ax.set_xlim(x[0] / 1.15, x[-1] * 1.15)
    ax.xaxis.set_major_locator(FixedLocator(x))
    ax.xaxis.set_major_formatter(FixedFormatter([f"{value:,.0f}" for value in x]))
    ax.xaxis.set_minor_locator(NullLocator())
    ends = [100 * np.median(shares[-1]) for shares in (chosen, fresh)]
    return (
        f"Share of right answers of the best of 1 to {guessers[-1]:,} guessers. On the test that chose it, it grows to {ends[0]:.1f} %. On "
        f"new examples it stays at {ends[1]:.1f} %."
    )


@picture(7.4, 2.8)
def differences(ax, names, changes, errors, what):
    """Some differences with their standard errors, one below the other, and the line of no difference.

    Parameters
    ----------
    names : sequence of str, length k
    changes, errors : sequence of float, length k
    what : str
        What is measured, with its unit.
    """
    changes, errors = np.asarray(changes), np.asarray(errors)
    rows = np.arange(len(names))[::-1]
    low, high = min((changes - 2 * errors).min(), 0), max((changes + 2 * errors).max(), 0)
    label(ax, f"How each remedy changes the {what.split(',')[0]}", what)
    key(
        ax,
        ("mean of five networks", {"color": GREEN, "marker": "o", "markersize": 8, "linestyle": "none"}),
        ("± 2 standard errors", {"color": GREEN, "linewidth": 3, "alpha": 0.45}),
    )
    ax.axvline(0, color=GROUND, linewidth=1.5, zorder=1)
    ax.hlines(rows, changes - 2 * errors, changes + 2 * errors, color=GREEN, linewidth=3, alpha=0.45)
    ax.plot(changes, rows, "o", color=GREEN, markersize=8)
    for row, change, error in zip(rows, changes, errors, strict=True):
        ax.text(1.02, row, f"{signed(change)} ± 2 · {fixed(error, 2)}", va="center", transform=ax.get_yaxis_transform())
    ax.set(xlim=(low - 0.08 * (high - low), high + 0.08 * (high - low)), ylim=(-0.6, len(names) - 0.4))
    ax.set_yticks(rows, names)
    ax.tick_params(axis="y", length=0)
    said = "; ".join(
        f"{name} {signed(change)} ± 2 · {fixed(error, 2)}"
        for name, change, error in zip(names, changes, errors, strict=True)
    )
    return f"{what.capitalize()}: {said}."


@picture(7.4, 3.5)
def rates(ax, learning_rates, mistakes, names):
    """Share of mistakes against the learning rate, a curve for each optimiser.

    Parameters
    ----------
    learning_rates : sequence of float, length k
    mistakes : ndarray, shape (optimisers, k, seeds)
        Shares.
    names : sequence of str
    """
    label(ax, "Mistakes in validation after ten epochs", "learning rate η (log scale)", "mistakes, % (log)")
    ax.set_xscale("log")
    ax.set_yscale("log")
    styles = ((INK, DASHED, "s"), (PINK, "-", "D"), (GREEN, "-", "o"), (GROUND, "-", "^"))
    best = []
    # A little beside each other: where two optimisers do equally well, both are seen.
    for name, shares, (color, dash, marker), aside in zip(names, mistakes, styles, (0.97, 1, 1, 1.03), strict=True):
        shares, x = 100 * np.asarray(shares, dtype=float), aside * np.asarray(learning_rates)
        mean = shares.mean(axis=1)
        ax.vlines(x, shares.min(axis=1), shares.max(axis=1), color=color, linewidth=1.2)
        ax.plot(x, mean, marker, color=color, linestyle=dash, linewidth=1.8, markersize=6)
        place = {"xytext": (-9, 0), "textcoords": "offset points", "ha": "right", "va": "center"}  # where no line runs
        ax.annotate(name, (x[0], mean[0]), color=GREY if color == GROUND else color, fontsize=11, **place)
        k = mean.argmin()
        best.append(f"{name} at {learning_rates[k]:g} with {mean[k]:.1f} %")
    ax.set(ylim=(5.5, 100), xlim=(learning_rates[0] / 8, learning_rates[-1] * 1.3))
    ax.set_xticks(learning_rates, [f"{rate:g}" for rate in learning_rates])
    ax.set_yticks([10, 20, 50, 100], ["10", "20", "50", "100"])
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_minor_locator(NullLocator())
    return written(f"Mistakes in validation after ten epochs against the learning rate. The lowest: {'; '.join(best)}.")


def overfitting(axes, epochs):
    """Loss and mistakes by epoch, on the digits that a network learns from and on others.

    Parameters
    ----------
    axes : pair of Axes
    epochs : int
        At most.

    Returns
    -------
    SimpleNamespace
        ``training``, ``validation``, ``stops``, ``gaps`` (lists of two Line2D: loss, then mistakes), ``marks`` (two pairs of Line2D), ``best``
        (Line2D).
    """
    found = SimpleNamespace(training=[], validation=[], stops=[], gaps=[], marks=[])
    for ax, title, y, high in zip(
        axes, ("Loss", "Mistakes"), ("mean loss", "mistakes, %"), (2.6, MOST_MISTAKES), strict=True
    ):
        label(ax, title, "epoch", y)
        ax.set(xlim=(-1, epochs + 1), ylim=(-0.02 * high, high))
        found.gaps.append(ax.plot([], [], color=PINK, linewidth=3, zorder=2)[0])
        found.training.append(ax.plot([], [], **_TRAINING, zorder=3)[0])
        found.validation.append(ax.plot([], [], **_VALIDATION, zorder=3)[0])
        found.stops.append(ax.plot([], [], color=GREY, linewidth=1, zorder=1)[0])
        style = {"linestyle": "none", "markersize": 8, "markeredgecolor": "white", "zorder": 4}
        found.marks.append((ax.plot([], [], "s", color=INK, **style)[0], ax.plot([], [], "o", color=GREEN, **style)[0]))
    key(
        axes[0],
        ("training", {**_TRAINING, "marker": "s", "markersize": 7}),
        ("validation", {**_VALIDATION, "marker": "o", "markersize": 7}),
    )
    lowest = {"color": PINK, "marker": "v", "markersize": 8, "linestyle": "none"}
    key(axes[1], ("difference", {"color": PINK, "linewidth": 3}), ("lowest loss so far", lowest))
    found.hint = moving_words(axes[0], GROUND)
    found.above = moving_words(axes[1])
    (found.best,) = axes[0].plot([], [], "v", color=PINK, markersize=9, markeredgecolor="white", zorder=5)
    return found


def optimisers(axes, x_range, y_range, curvature, epochs):
    """A narrow valley with a path in it, and beside it the mistakes of networks that learn digits.

    Parameters
    ----------
    axes : pair of Axes
    x_range, y_range : tuple of float
    curvature : float
        The valley is (x² + curvature · y²) / 2.
    epochs : int

    Returns
    -------
    SimpleNamespace
        What `path_artists` has, ``mean`` (Line2D), ``each`` (list of three Line2D).
    """
    left, right = axes
    label(left, "The valley from above", "x (along)", "y (across)")
    x, y = np.linspace(*x_range, 120), np.linspace(*y_range, 120)
    landscape(left, x, y, (x**2 + curvature * y[:, None] ** 2) / 2, [0.3, 1.5, 4, 9, 18, 32])
    left.set(xlim=x_range, ylim=y_range, yticks=(-2, -1, 0, 1, 2))
    left.plot(0, 0, "+", **LOWEST)
    way = path_artists(left)
    way.path.set_markersize(4)
    key(left, *WAY)
    label(right, "Three networks learn digits", "epoch", "mistakes in validation, %")
    right.set(xlim=(0.7, epochs + 0.3), ylim=(0, 100), xticks=range(2, epochs + 1, 2))
    one, all_three = (
        {"color": GREEN, "linewidth": 1, "alpha": 0.5},
        {"color": GREEN, "linewidth": 2.2, "marker": "o", "markersize": 5},
    )
    key(right, ("each of them", one), ("their mean", all_three))
    each = [right.plot([], [], **one, zorder=2)[0] for _ in range(3)]
    (mean,) = right.plot([], [], **all_three, zorder=3)
    return SimpleNamespace(**vars(way), each=each, mean=mean)


def chart(axes):
    """The empty chart of a patient of the clinic: six panels.

    Parameters
    ----------
    axes : ndarray of Axes, shape (2, 3)

    Returns
    -------
    SimpleNamespace
        What `fill` fills.
    """
    (first, losses, right), (slopes, weights, answers) = axes
    width, height = CSS_DPI * first.figure.get_size_inches()
    for place, ax in np.ndenumerate(axes):  # where they stand is said: keys are wider than they are
        ax.set_position([(66 + 257 * place[1]) / width, (330 - 254 * place[0]) / height, 190 / width, 152 / height])
    close = {
        "handlelength": 1.4,
        "columnspacing": 1,
        "handletextpad": 0.5,
    }  # so that a narrow page can cut between panels
    found = SimpleNamespace(slopes=[], zeros=[])
    for ax, title, x in ((first, "Loss, first steps", "step (log scale)"), (losses, "Loss", "epoch")):
        label(ax, title, x)
        ax.axhline(ALL_ALIKE, color=GROUND, linewidth=1, zorder=1)
    _by_step(first, LOSS_LOW, LOSS_HIGH)
    first.set_yticks([ALL_ALIKE, 100, 1e4], ["log 10", "100", "10,000"])
    losses.set(xlim=(0, 30), ylim=(-0.1, 6.5), xticks=[0, 10, 20, 30], yticks=[0, 2, 4, 6])
    label(right, "Read correctly, %", "epoch")
    right.set(xlim=(0, 30), ylim=(-2, 102), xticks=[0, 10, 20, 30], yticks=[0, 50, 100])
    (found.first,) = first.plot([], [], color=INK, linewidth=1.8)
    found.higher = [ax.plot([], [], "^", color=INK, markersize=7, zorder=3)[0] for ax in (first, slopes)]
    for name, ax in (("loss", losses), ("right", right)):
        lines = ax.plot([], [], **_TRAINING)[0], ax.plot([], [], **_VALIDATION)[0]
        setattr(found, name, lines)
    guess = {"color": GROUND, "linewidth": 1}  # what a network reaches that has learned nothing
    key(first, ("loss of a guess: log 10", guess), **close)
    for ax in (losses, right):
        key(ax, ("training", _TRAINING), ("validation", _VALIDATION), **close)
    label(slopes, "Slopes by layer", "step (log scale)")
    _by_step(slopes, SLOPE_LOW, SLOPE_HIGH)
    slopes.set_yticks([SLOPE_LOW, 0.01, 1, 100, 1e4], ["0 ▼", "0.01", "1", "100", "10,000"])
    styles = [
        {"color": color, "linestyle": dashes, "linewidth": 2}
        for color, dashes in ((INK, "-"), (PINK, (0, (3, 1))), (GROUND, "-"))
    ]
    for style in styles:
        found.slopes.append(slopes.plot([], [], **style)[0])
        found.zeros.append(slopes.plot([], [], "v", color=style["color"], markersize=6, clip_on=False)[0])
        found.zeros[-1].set_in_layout(False)  # without data it would take the corner of the figure for its place
    key(slopes, *zip(("layer 1", "2", "3"), styles, strict=True), **close)
    label(weights, "Weights, 8 neurons")
    square = {"marker": "s", "markersize": 8, "linestyle": "none"}
    empty = np.zeros((3 * SIDE, 3 * SIDE))
    found.weights = weights.imshow(empty, cmap=FOR_AND_AGAINST, vmin=-1, vmax=1, interpolation="none", zorder=0)
    weights.set(yticks=[], anchor="NW")
    weights.set_xticks([SIDE], [" "])  # so its key stands as low as those beside it
    weights.tick_params(length=0)
    weights.spines[:].set_visible(False)
    weights.set_xlabel("each square is a neuron", loc="left")
    key(weights, ("above 0", {"color": ORANGE, **square}), ("below 0", {"color": BLUE, **square}), **close)
    for k in range(NEURONS):
        corner = (k % 3) * SIDE - 0.5, (k // 3) * SIDE - 0.5
        weights.add_patch(Rectangle(corner, SIDE, SIDE, fill=False, edgecolor=PALE, linewidth=0.8, clip_on=False))
    label(answers, "Its 1,000 answers", "digit")
    answers.set(xlim=(-0.7, 9.7), ylim=(0, 1050), xticks=range(0, 10, 3), yticks=[0, 500, 1000])
    answers.axhline(100, color=GROUND, linewidth=1, zorder=1)
    key(answers, ("100 of each digit", guess), **close)
    found.answers = answers.bar(range(10), np.zeros(10), color=GREEN, width=0.8, zorder=2)
    found.words = [moving_words(ax, PINK) for ax in (losses, right)]
    return found


def _by_step(ax, low, high):
    """Both axes of a panel logarithmic: in some networks all happens in the first three steps."""
    ax.set(xscale="log", yscale="log", xlim=(0.9, 55), ylim=(low, high))
    ax.set_xticks([1, 3, 10, 50], ["1", "3", "10", "50"])
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_minor_locator(NullLocator())


def fill(artists, state):
    """Put a patient's numbers into a chart.

    Parameters
    ----------
    artists : SimpleNamespace
        From `chart`.
    state : SimpleNamespace
        ``steps`` (k, 4), ``epochs`` (m, 4), ``weights`` (84, 84) from -1 to 1, ``answers`` (10,).
    """
    number = np.arange(1, len(state.steps) + 1)
    artists.first.set_data(number, np.clip(state.steps[:, 0], LOSS_LOW, LOSS_HIGH))
    sizes = state.steps[:, 0], state.steps[:, 1:].max(axis=1)
    for mark, values, most in zip(artists.higher, sizes, (LOSS_HIGH, SLOPE_HIGH), strict=True):
        out = number[values >= most]
        mark.set_data(out, np.full(len(out), most / 1.7))
    for line, mark, sizes in zip(artists.slopes, artists.zeros, state.steps[:, 1:].T, strict=True):
        gone = sizes < SLOPE_LOW
        line.set_data(number, np.where(gone, np.nan, np.minimum(sizes, SLOPE_HIGH)))
        marked = number[gone & np.isin(number, MARKED)]
        mark.set_data(marked, np.full(len(marked), SLOPE_LOW))
    epochs = np.arange(1, len(state.epochs) + 1)
    for k, line in enumerate(artists.loss):
        line.set_data(epochs, state.epochs[:, k])
    for k, line in enumerate(artists.right):
        line.set_data(epochs, 100 * state.epochs[:, 2 + k])
    artists.weights.set_data(state.weights)
    for bar, count in zip(artists.answers, state.answers, strict=True):
        bar.set_height(count)
    for words, place in zip(artists.words, ((15, 1.2), (15, 50)), strict=True):
        set_words(words, [] if len(epochs) else ["no epoch was finished"], [] if len(epochs) else [place])


def chart_of(name):
    """What is on the chart of a patient.

    Parameters
    ----------
    name : str
        "A" to "F"; "H" is healthy.

    Returns
    -------
    SimpleNamespace
        ``name``; ``steps`` (k, 4): loss and the sizes of the slopes of three layers, as long as they were numbers that a screen shows;
        ``epochs`` (m, 4): loss in training and validation, shares read correctly in both; ``weights`` (84, 84), each of eight neurons' as a
        picture, from -1 to 1, in three rows; ``largest``, the largest of them; ``answers`` (10,), ``overflow``.
    """
    found = {key: runs()[f"patient_{name}_{key}"].astype(float) for key in ("steps", "epochs", "weights", "answers")}
    steps = found["steps"]
    fine = (steps < 5e4).all(axis=1)
    lasting = len(fine) if fine.all() or fine[-1] else int(fine.argmin())  # all that came before it broke for good
    tiles = np.zeros((9, SIDE, SIDE))
    tiles[:NEURONS] = (found["weights"] / max(np.abs(found["weights"]).max(), 1)).reshape(-1, SIDE, SIDE)
    return SimpleNamespace(
        name=name,
        steps=steps[:lasting],
        epochs=found["epochs"][:, :4],
        weights=tiles.reshape(3, 3, SIDE, SIDE).swapaxes(1, 2).reshape(3 * SIDE, 3 * SIDE),
        largest=127 * float(runs()[f"patient_{name}_scale"]) if found["weights"].any() else 0.0,
        answers=found["answers"],
        overflow=lasting < len(fine),
    )


@picture(7.8, 5.06, nrows=2, ncols=3)
def patient(axes, name):
    """The chart of a patient of the clinic.

    Parameters
    ----------
    name : str
        "A" to "F"; "H" is healthy.
    """
    state = chart_of(name)
    fill(chart(axes), state)
    first, last = state.steps[0], state.steps[-1]
    text = f"Chart of {'a healthy network' if name == 'H' else f'patient {name}'}. Loss before the first step {short(first[0], 3)}. "
    text += f"Sizes of the slopes in three layers, at first: {', '.join(short(size, 2) for size in first[1:])}. "
    if state.overflow:
        return f"{text}After {len(state.steps)} steps, at a loss of {short(last[0], 3)}, the numbers overflow."
    training, validation, right, new = state.epochs[-1]
    return (
        f"{text}After {len(state.epochs)} epochs: loss {short(training, 3)} in training and {short(validation, 3)} in validation; "
        f"{100 * right:.0f} % and {100 * new:.0f} % read correctly. Largest weight shown {short(state.largest, 2)}. It names "
        f"{(state.answers > 0).sum()} of the ten digits."
    )
