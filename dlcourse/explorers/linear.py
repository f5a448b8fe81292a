"""Explorers of lesson 01."""

from types import SimpleNamespace

import numpy as np

from dlcourse.explorers import Explorer, slider, steps
from dlcourse.figures import linear as figures
from dlcourse.figures import new_figure
from dlcourse.linear import quadratic_features
from dlcourse.losses import mse

PARABOLA_X = np.linspace(-2, 2, 9)
PARABOLA_Y = np.array([6.9, 4.2, 2.4, 0.4, -0.2, -0.6, 0.3, 1.1, 3.2])


def parabola_state(a, b, c):
    """The parabola ax² + bx + c against the nine points.

    Parameters
    ----------
    a, b, c : float

    Returns
    -------
    SimpleNamespace
        ``x``, ``curve`` (200,), ``prediction`` (9,), ``loss`` (float).
    """
    x = np.linspace(PARABOLA_X.min() - 0.3, PARABOLA_X.max() + 0.3, 200)
    parameters = np.array([a, b, c])
    prediction = quadratic_features(PARABOLA_X) @ parameters
    return SimpleNamespace(
        x=x,
        curve=quadratic_features(x) @ parameters,
        prediction=prediction,
        loss=mse(prediction, PARABOLA_Y),
    )


def parabola():
    """Fit a parabola by hand: sliders a, b, c, and the loss."""
    figure, ax = new_figure(7, 3.8)
    artists = figures.parabola_fit(ax, PARABOLA_X, PARABOLA_Y)

    def update(artists, state):
        artists.curve.set_data(state.x, state.curve)
        artists.misses.set_segments(
            np.stack([np.c_[PARABOLA_X, PARABOLA_Y], np.c_[PARABOLA_X, state.prediction]], axis=1)
        )

    return Explorer(
        "fit a parabola by hand",
        figure=figure,
        artists=artists,
        controls={
            "a": slider("a", steps(-2, 3, 0.1), 0.0, "{:.1f}"),
            "b": slider("b", steps(-3, 3, 0.1), 0.0, "{:.1f}"),
            "c": slider("c", steps(-3, 3, 0.1), 2.0, "{:.1f}"),
        },
        state=parabola_state,
        update=update,
        describe=lambda state: f"Loss C = {state.loss:.3f}: half the mean square of the orange misses.",
    )
