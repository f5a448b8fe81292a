"""Small pictures in greys: one beside the other with words above them, or many as one wall."""

import numpy as np

from dlcourse.figures import CSS_DPI, INK, PALE, PINK, label, stay_beside

SHADES = 6  # of grey in a wall of digits


def captioned(axes, pictures, said=None, y=None, ink=(0, 1), kind="handwritten digits"):
    """Small pictures with what a network says they are, or what they are; wrong ones are framed.

    Parameters
    ----------
    axes : ndarray of k Axes
    pictures : ndarray, shape (k, m²)
    said, y : sequence of int, length k, optional
        What the network says, and what it is. Either may be left out.
    ink : pair of float
        What is drawn white, and what black.
    kind : str
        What they are, for the alternative text.

    Returns
    -------
    str
        The alternative text.
    """
    for column, down in enumerate(np.atleast_2d(axes).T):
        if column % 5:
            stay_beside(*down)  # a narrow page has five in every row
    axes, side = np.ravel(axes), round(np.sqrt(pictures.shape[1]))
    names = y if said is None else said
    words = [""] * len(pictures) if names is None else [str(name) for name in names]
    for k, (ax, one) in enumerate(zip(axes, pictures, strict=True)):
        ax.imshow(one.reshape(side, side), cmap="Greys", vmin=ink[0], vmax=ink[1], interpolation="none")
        ax.set(xticks=[], yticks=[])
        right = y is None or said is None or said[k] == y[k]
        if not right:
            words[k] = f"says {said[k]}, is {y[k]}"
        style = {"color": INK if right else PINK, "fontweight": "normal" if "," in words[k] else "bold"}
        ax.set_title(words[k].replace(", ", "\n"), fontsize=10.5, linespacing=1.15, **style)
        for spine in ax.spines.values():
            spine.set(visible=True, color=PALE if right else PINK, linewidth=1 if right else 2)
    axes[0].figure.set_figheight(2.4 if any(", " in each for each in words) else 2.0)  # two lines of words, or one
    if names is None:
        return f"{len(pictures)} {kind}."
    if said is None or y is None:
        return f"{len(pictures)} {kind}, and {'what they are' if said is None else 'what a network says'}: {', '.join(words)}."
    wrong = sum("is" in each for each in words)
    return f"{len(pictures)} {kind}, with what a network says and {wrong} mistakes framed: {'; '.join(words)}."


def blank(ax, title):
    """Axes without a frame under a title, in pixels of the page: 0, 0 is the lower left corner, and a figure of 7.4 inches is 732 wide.

    Parameters
    ----------
    ax : Axes
        The only one of its figure.
    title : str
    """
    width, height = CSS_DPI * ax.figure.get_size_inches()
    label(ax, title)
    ax.set_position([4 / width, 4 / height, (width - 8) / width, (height - 30) / height])
    ax.set(xlim=(0, width - 8), ylim=(0, height - 30))
    ax.axis("off")


def wall(ax, X, columns, left, top, size):
    """Digits side by side and below each other, as one image.

    Parameters
    ----------
    ax : Axes
        From `blank`.
    X : ndarray, shape (k · columns, m²)
    columns : int
    left, top, size : float
        Where its corner is, and how large a digit is.

    Returns
    -------
    ndarray, shape (k · columns, 2)
        The lower left corner of each digit.
    """
    side, rows = round(np.sqrt(X.shape[1])), len(X) // columns
    X = np.round(X * (SHADES - 1)) / (SHADES - 1)  # few greys keep a stored notebook small
    tiles = X.reshape(rows, columns, side, side).swapaxes(1, 2).reshape(rows * side, columns * side)
    extent = (left, left + columns * size, top - rows * size, top)
    limits = ax.axis()  # an image takes the limits for its own
    ax.imshow(tiles, cmap="Greys", vmin=0, vmax=1, interpolation="none", aspect="auto", extent=extent, zorder=1)
    ax.axis(limits)
    row, column = np.divmod(np.arange(len(X)), columns)
    return np.column_stack([left + column * size, top - (row + 1) * size])
