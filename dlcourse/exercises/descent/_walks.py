"""What is tried on a descent, and how wrong ones are made: two exercises share it."""

import numpy as np

from dlcourse.checker import Case
from dlcourse.exercises.descent import X


class StillWalking(Exception):
    """A descent has asked for far more slopes, or heights, than it may."""


def limited(function, most=4_000):
    """The same gradient, or height, which gives up after so many calls: an endless loop ends there."""
    calls = 0

    def counted(x):
        nonlocal calls
        calls += 1
        if calls > most:
            raise StillWalking(f"the function has been called {most:,} times, and still no end")
        return function(x)

    return counted


def walker(
    name,
    direction=-1,
    rate=None,
    most=lambda k, max_iters: k < max_iters,
    enough=lambda old, new, slope, later, precision: np.linalg.norm(new - old) < precision,
    before=False,
    stale=False,
    give=np.array,
    scale=lambda slope: slope,
    memory=False,
    forever=1.0,
):
    """A wrong answer: gradient descent with one thing changed."""

    def walk(gradient, x0, learning_rate=0.01, precision=1e-4, max_iters=1000):
        eta = learning_rate if rate is None else rate
        x = np.array(x0, dtype=float)
        path, k, first = [x], 0, gradient(x)
        while most(k, max_iters):
            slope = first if stale else gradient(x)
            new = x + direction * eta * scale(slope)
            later = gradient(new)
            done = enough(x, new, slope, later, precision)
            if done and before:
                break
            if memory:
                path[0][...] = new
                path.append(path[0])
                x = new.copy()
            else:
                path.append(new)
                x = new
            k += forever
            if done:
                break
        return give(path)

    return {name: walk}


_PARABOLA = "lambda x: 2 * (x - 2)"

_VALLEY = "lambda p: np.array([1.0, 8.0]) * p"


def cases(name):
    """What a descent of this name is tried on."""
    return (
        Case(
            f"{name}({_PARABOLA}, 4.0, max_iters=3)",
            "three steps on (x - 2)²: 4, 3.96, 3.9208, 3.882384",
        ),
        Case(
            f"{name}({_PARABOLA}, 4.0)",
            "stopped by the precision: 298 steps, the last of them the first that is below 0.0001",
        ),
        Case(f"{name}({_PARABOLA}, 0.0, precision=0.01)", "from the left, and with a coarser precision"),
        Case(f"{name}({_PARABOLA}, 4.0, learning_rate=0.9)", "a learning rate that hops across"),
        Case(f"{name}({_PARABOLA}, 4.0, 0.5)", "one step lands on 2, and the next has the length 0"),
        Case(
            f"{name}(limited({_PARABOLA}), 4.0, learning_rate=1.1, max_iters=20)",
            "it diverges, and `max_iters` ends it (`limited` gives up when the slope is asked for 4,000 times)",
            limited=limited,
        ),
        Case(
            f"{name}({_VALLEY}, x0, learning_rate=0.05, precision=0.003)",
            "two knobs: the path has shape (k+1, 2), and the length of a step is the root of the sum of its squares",
            x0=np.array([3.0, 1.0]),
        ),
        Case(
            f"{name}(lambda p: 1.0 * p, x0, 0.1, 0.01)",
            "a round bowl, a start in whole numbers, and the settings in their order",
            x0=np.array([4, -3]),
        ),
        Case(
            f"{name}(lambda m: m - 1.0, x0, learning_rate=0.3, max_iters=4)",
            "a matrix of knobs: the path has shape (k+1, 2, 3)",
            x0=X,
        ),
        Case(
            f"{name}(lambda x: np.cos(x), 1.0, learning_rate=0.2, precision=1e-3)",
            "another landscape, sin x, whose minimum is at -π/2",
        ),
        Case(f"{name}({_PARABOLA}, 2.0)", "a start at the minimum: one step, of length 0"),
        Case(
            f"{name}(limited(lambda x: -1.0), 0.0, learning_rate=0.5, max_iters=7)",
            "ground that falls to the right for ever: only `max_iters` can end it",
            limited=limited,
        ),
        Case(
            f"{name}(limited({_PARABOLA}), 4.0, learning_rate=1.0)",
            "η = 1 bounces between 4 and 0 for ever: only `max_iters` can end it, after 1000 steps (`limited` would after 4,000 calls)",
            limited=limited,
        ),
    )
