"""Axes on which steps or heights grow by powers of ten."""

import numpy as np
from matplotlib.ticker import FixedFormatter, FixedLocator, NullLocator

from dlcourse.figures.numbers import written


def count_steps(ax, most):
    """Count steps from 0 on, ever closer together: 0, 1, 10, 100, ..."""
    ax.set_xscale("symlog", linthresh=1, linscale=0.4)
    ax.set_xlim(-0.25, most * 1.8)
    marks = [0, *10 ** np.arange(int(np.log10(most)) + 1)]
    ax.xaxis.set_major_locator(FixedLocator(marks))
    ax.xaxis.set_major_formatter(FixedFormatter([f"{mark:,}" for mark in marks]))
    ax.xaxis.set_minor_locator(NullLocator())


def fit_steps(ax, count):
    """Let an axis of steps end no farther right than it has to, at 10, 100 or 1,000.

    Returns
    -------
    int
        Where it ends.
    """
    most = next(end for end in (10, 100, 1000) if count <= end)
    ax.set_xlim(-0.25, most * 1.8)
    return most


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
    mark_powers(ax.yaxis, marks)
    return ends


def fit_losses(ax, lowest):
    """Let a logarithmic axis of losses end at 1,000, and no farther below than it has to, at one of three places.

    Returns
    -------
    float
        Where it begins.
    """
    low = next((end for end in (0.1, 1e-3) if lowest >= end), 1e-5)
    ax.set_ylim(low, 1e3)
    mark_powers(ax.yaxis, np.arange(3) if low == 0.1 else np.arange(-4, 3, 2))
    return low


def mark_powers(axis, exponents, plain=-4):
    """Mark powers of ten on a logarithmic axis: from 10 to the power of `plain` on as 0.0001, 1 or 1,000, below as 10⁻⁸."""
    names = [written(f"1e{k:+}") if k < plain else f"{10.0**k:,.{max(-k, 0)}f}" for k in exponents]
    axis.set_major_locator(FixedLocator(10.0**exponents))
    axis.set_major_formatter(FixedFormatter(names))
    axis.set_minor_locator(NullLocator())


def telling(values, parts=75):
    """Numbers of those among many values that make a curve over a logarithmic axis look as it does with all of them.

    In each part of the axis that is about five pixels wide: the first, the lowest and the highest. (Some at even distances would
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


def in_turn(steps, most, parts=40):
    """Numbers of those among many steps that are seen one by one on an axis from `count_steps`: else what hops would be an even area.

    Each is an odd number of steps after the one before it, so that it is on the other side. The first and the last are among them.

    Parameters
    ----------
    steps : ndarray, shape (k,)
        From 0 on, ascending.
    most : int
        Where the axis ends.
    parts : int
        How many have room on it.

    Returns
    -------
    list of int
    """
    apart = np.log(most) / parts
    kept = [0]
    for k, step in enumerate(steps):
        before = steps[kept[-1]]
        if step > before and (step - before) % 2 and (before == 0 or np.log(step / before) >= apart):
            kept.append(k)
    last = len(steps) - 1
    if kept[-1] != last:
        kept = (
            kept[: len(kept) - ((steps[last] - steps[kept[-1]]) % 2 == 0)] or kept
        )  # the last is on the other side, too
        kept.append(last)
    return kept
