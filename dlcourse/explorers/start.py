"""Explorer of lesson 00."""

from types import SimpleNamespace

import numpy as np

from dlcourse.explorers import Explorer, Grab, slider, steps
from dlcourse.figures import new_figure
from dlcourse.figures import start as figures

GAPS = (0.001, 0.01, 0.1, 0.2, 0.5, 1.0, 1.5)


def secant_state(x, h):
    """The line through two points of f(x) = x², h apart.

    Parameters
    ----------
    x : float
        Where the first point is.
    h : float
        How far to the right of it the second is; above 0.

    Returns
    -------
    SimpleNamespace
        ``x``, ``h``, ``slope`` of the line, ``derivative`` of f at x.
    """
    return SimpleNamespace(x=x, h=h, slope=((x + h) ** 2 - x**2) / h, derivative=2 * x)


def secant():
    """Two points of a parabola move together, and the slope between them becomes the derivative."""
    figure, ax = new_figure(7.4, 3.5)
    artists = figures.secant(ax, lambda x: x**2)
    ends = np.array([-4.0, 4.0])

    def update(artists, state):
        artists.here.set_data([state.x], [state.x**2])
        artists.there.set_data([state.x + state.h], [(state.x + state.h) ** 2])
        artists.line.set_data(ends, state.x**2 + state.slope * (ends - state.x))

    def describe(state):
        text = f"The slope of the line is <b>{state.slope:.3f}</b>, with a gap of {state.h:g} between the points."
        if state.h > GAPS[0]:  # the derivative is what the reader is asked to find
            return text
        return f"{text} The derivative at x = {state.x:g} is 2x = {state.derivative:g}."

    return Explorer(
        "the derivative as a slope",
        figure=figure,
        artists=artists,
        controls={
            "h": slider("gap h", GAPS, 1.5),
            "x": slider("x", steps(-1.5, 1, 0.1), -0.5, "{:.1f}"),
        },
        grab=(Grab(artists.here, "the circle", x="x"), Grab(artists.there, "the square", x="h", beside=0)),
        state=secant_state,
        update=update,
        describe=describe,
    )


EXPLORERS = (secant,)
