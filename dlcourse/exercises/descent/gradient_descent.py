"""`gradient_descent` of lesson 06."""

import functools

import numpy as np

from dlcourse import descent as maths
from dlcourse.checker import Exercise, Mistake
from dlcourse.exercises.descent._walks import cases, walker

_walker = functools.partial(walker, "gradient_descent")


def _in_place(kind):
    """A wrong answer: one array is moved about, so that the last two points of the path are always the same one."""

    def gradient_descent(gradient, x0, learning_rate=0.01, precision=1e-4, max_iters=1000):
        x = np.array(x0, dtype=kind)
        path = [x]
        for _ in range(max_iters):
            x -= learning_rate * gradient(x)
            path.append(x)
            if np.linalg.norm(path[-1] - path[-2]) < precision:
                break
        return np.array(path)

    return {"gradient_descent": gradient_descent}


def _anew(gradient, x0, learning_rate=0.01, precision=1e-4, max_iters=1000):
    """A wrong answer: `x = new` has been forgotten."""
    x, path = np.array(x0, dtype=float), [x0]
    for _ in range(max_iters):
        new = x - learning_rate * gradient(x)
        path.append(new)
        if np.linalg.norm(new - x) < precision:
            break
    return np.array(path)


def _uncut(shape):
    """A wrong answer: an array with room for all the steps comes back whole."""

    def gradient_descent(gradient, x0, learning_rate=0.01, precision=1e-4, max_iters=1000):
        path = np.zeros((max_iters + 1, *shape(x0)))
        path[0] = x0
        for k in range(max_iters):
            path[k + 1] = path[k] - learning_rate * gradient(path[k])
            if np.linalg.norm(path[k + 1] - path[k]) < precision:
                break
        return path

    return {"gradient_descent": gradient_descent}


def _norm(value):
    return np.linalg.norm(value)


EXERCISE = Exercise(
    id="gradient_descent",
    worth=(
        "The path keeps every point, so no other variable is needed: `path[-1]` is the last point, and `path[-2]` "
        "the one before it. `np.linalg.norm` gives the length of a step with any number of entries."
    ),
    reference={"gradient_descent": maths.gradient_descent},
    cases=cases("gradient_descent"),
    mistakes=(
        Mistake(
            "iters-never-grows",
            "Looks like: `max_iters` never ends the descent. Does the number of steps grow in every turn of the "
            "loop? `for _ in range(max_iters)` counts by itself.",
            _walker(most=lambda k, most: True),
            _walker(
                most=lambda k, most: True,
                enough=lambda old, new, slope, later, precision: bool(abs(new - old) < precision),
            ),
            # As in `while step > precision`, which ends at nan.
            _walker(
                most=lambda k, most: True,
                enough=lambda old, new, slope, later, precision: not np.linalg.norm(new - old) > precision,
            ),
            _walker(
                most=lambda k, most: True,
                enough=lambda old, new, slope, later, precision: not abs(new - old) > precision,
            ),
        ),
        Mistake(
            "one-step-too-few",
            "Looks like: one step too few when `max_iters` ends the descent. `max_iters` counts steps, and the path "
            "has one point more than there are steps: the start.",
            _walker(most=lambda k, most: k < most - 1),
        ),
        Mistake(
            "one-step-too-many",
            "Looks like: one step too many when `max_iters` ends the descent. How often does the loop run: up to "
            "`max_iters`, or once more?",
            _walker(most=lambda k, most: k <= most),
        ),
        Mistake(
            "stops-on-the-gradient",
            "Looks like: the descent stops when the *gradient* is below the precision. The rule asks for the length "
            "of the step, which is η times as long: the distance from the last point to the new one.",
            _walker(enough=lambda old, new, slope, later, precision: _norm(slope) < precision),
            _walker(enough=lambda old, new, slope, later, precision: _norm(later) < precision),
        ),
        Mistake(
            "stops-on-the-error",
            "Looks like: the descent stops near the minimum, or near zero. But it cannot know where the minimum is; "
            "it is looking for it. Compare the new point with the last one.",
            _walker(enough=lambda old, new, slope, later, precision: _norm(new - 2) < precision),
            _walker(enough=lambda old, new, slope, later, precision: _norm(new) < precision),
        ),
        Mistake(
            "never-stops-early",
            "Looks like: the precision is not used. Stop after the first step whose length is below it.",
            _walker(enough=lambda old, new, slope, later, precision: False),
        ),
        Mistake(
            "step-with-its-sign",
            "Looks like: the step is compared with its sign. Then every step in one of the two directions counts as "
            "short. Take its length: `np.linalg.norm(new - old)`.",
            _walker(enough=lambda old, new, slope, later, precision: new - old < precision),
            _walker(enough=lambda old, new, slope, later, precision: old - new < precision),
            _walker(enough=lambda old, new, slope, later, precision: np.all(new - old < precision)),
            _walker(enough=lambda old, new, slope, later, precision: np.all(old - new < precision)),
            _walker(enough=lambda old, new, slope, later, precision: np.sum(old - new) < precision),
            _walker(enough=lambda old, new, slope, later, precision: np.sum(new - old) < precision),
        ),
        Mistake(
            "numbers-only",
            "Looks like: right for a single number. With several entries there is a True or False for each, so "
            "nothing says whether the whole step is shorter than the precision. `np.linalg.norm` gives one length.",
            _walker(enough=lambda old, new, slope, later, precision: bool(abs(new - old) < precision)),
        ),
        Mistake(
            "entry-by-entry",
            "Looks like: right for a single number, but with several knobs every entry of the step is compared by itself. The length of the step "
            "is the root of the sum of the squares: `np.linalg.norm(new - old)`.",
            _walker(enough=lambda old, new, slope, later, precision: np.all(abs(new - old) < precision)),
            _walker(enough=lambda old, new, slope, later, precision: np.any(abs(new - old) < precision)),
        ),
        Mistake(
            "entries-added-up",
            "Looks like: right for a single number, but with several knobs the entries of the step are added up or averaged. Its length is the root "
            "of the sum of the squares: `np.linalg.norm(new - old)`.",
            _walker(enough=lambda old, new, slope, later, precision: np.abs(new - old).sum() < precision),
            _walker(enough=lambda old, new, slope, later, precision: np.abs(new - old).mean() < precision),
        ),
        Mistake(
            "squared-length",
            "Looks like: the *square* of the step's length is compared with the precision. Take the root: `np.linalg.norm(new - old)`.",
            _walker(enough=lambda old, new, slope, later, precision: ((new - old) ** 2).sum() < precision),
            _walker(enough=lambda old, new, slope, later, precision: ((new - old) ** 2).mean() < precision),
            _walker(enough=lambda old, new, slope, later, precision: bool((new - old) ** 2 < precision)),
            _walker(enough=lambda old, new, slope, later, precision: np.dot(new - old, new - old) < precision),
        ),
        Mistake(
            "last-step-missing",
            "Looks like: the step below the precision is not in the path. Append the new point first, then ask whether to stop.",
            _walker(before=True),
        ),
        Mistake(
            "start-missing",
            "Looks like: the path begins after the first step. Put the start in first: `path = [x0]`.",
            _walker(give=lambda path: np.array(path[1:])),
        ),
        Mistake(
            "only-the-end",
            "Looks like: only the last point comes back. Keep every point, from the start on, and return them all.",
            _walker(give=lambda path: path[-1]),
            _walker(give=lambda path: float(path[-1])),
        ),
        Mistake(
            "uphill",
            "Looks like: a plus where a minus belongs. Then the path climbs.",
            _walker(direction=1),
        ),
        Mistake(
            "slope-of-the-start",
            "Looks like: every step uses the slope of the start. Ask for the slope at every new point: it gets "
            "smaller, and so do the steps.",
            _walker(stale=True),
        ),
        Mistake(
            "stays-at-the-start",
            "Looks like: every step begins at the start. The next step has to begin where the last one ended: `x = "
            "new`.",
            {"gradient_descent": _anew},
        ),
        Mistake(
            "function-for-slopes",
            "Looks like: `gradient` is used as if it held the slopes. It is a function: `gradient(x)` gives the "
            "slopes at the point x.",
            _walker(scale=lambda slope: _walker),  # any function, as the message is about its type
        ),
        Mistake(
            "fixed-size",
            "Looks like: steps of a fixed size, in which only the direction of the gradient counts. But only the "
            "learning rate is fixed: the step is the learning rate times the gradient, so it gets shorter as the "
            "slope gets smaller.",
            _walker(scale=np.sign),
            _walker(scale=lambda slope: slope / (_norm(slope) or 1)),
        ),
        Mistake(
            "learning-rate-not-used",
            "Looks like: always the same learning rate, whatever is asked for. Use the argument.",
            _walker(rate=0.01),
            _walker(rate=1.0),
        ),
        Mistake(
            "same-array",
            "Looks like: all points of the path are one and the same array. An array that is in the path already is "
            "changed by `x -= ...`; `x = x - ...` makes a new one.",
            _walker(memory=True),
            _in_place(None),
            _in_place(float),
        ),
        Mistake(
            "zeros-at-the-end",
            "Looks like: zeros after the last step. An array with room for `max_iters` steps has to be cut off "
            "where the descent ended. Or begin with a list, and append.",
            _uncut(np.shape),
            _uncut(lambda x0: ()),
        ),
        Mistake(
            "all-compared",
            "Looks like: a True or False, as `.all()` or `.any()` gives it, is compared with the precision, where it "
            "counts as 1 or 0. Compare the length of the step: `np.linalg.norm(new - old) < precision`.",
            _walker(enough=lambda old, new, slope, later, precision: np.abs(new - old).all() < precision),
            _walker(enough=lambda old, new, slope, later, precision: np.abs(new - old).any() < precision),
        ),
    ),
    hints=(
        "Begin with `path = [x0]`. In each turn of the loop, ask for the slope at the last point, take a step, and "
        "append the new point. When should the loop end?",
        "There are two limits. `for _ in range(max_iters)` is one of them. For the other, compare the new point "
        "with the one before it: if `np.linalg.norm(new - old) < precision`, then `break`, after the new point has "
        "been appended.",
        "In the loop, compute `new = gradient_step(path[-1], gradient(path[-1]), learning_rate)` and append it with "
        "`path.append(new)`. Then write `if np.linalg.norm(path[-1] - path[-2]) < precision: break`. After the loop, "
        "`return np.array(path)`.",
    ),
    needs=("gradient_step",),
)
