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
        "The path itself remembers where it is: `path[-1]` is now, `path[-2]` was before. `np.linalg.norm` "
        "measures a step of any number of entries."
    ),
    reference={"gradient_descent": maths.gradient_descent},
    cases=cases("gradient_descent"),
    mistakes=(
        Mistake(
            "iters-never-grows",
            "Looks like: `max_iters` never bites. Does the count of the steps grow, in every turn of the loop? A `for` loop over "
            "`range(max_iters)` counts by itself.",
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
            "Looks like: one step too few when `max_iters` ends it. `max_iters` counts steps, and the path holds one point more than steps: "
            "the start.",
            _walker(most=lambda k, most: k < most - 1),
        ),
        Mistake(
            "one-step-too-many",
            "Looks like: one step too many when `max_iters` ends it. Is it `<=` where `<` should stand?",
            _walker(most=lambda k, most: k <= most),
        ),
        Mistake(
            "stops-on-the-gradient",
            "Looks like: it stops when the *gradient* is below the precision. The rule asked for looks at the step, which is η times as "
            "long: the distance from the last point to the new one.",
            _walker(enough=lambda old, new, slope, later, precision: _norm(slope) < precision),
            _walker(enough=lambda old, new, slope, later, precision: _norm(later) < precision),
        ),
        Mistake(
            "stops-on-the-error",
            "Looks like: it stops by the distance from the minimum, or from zero. Where the minimum is it cannot know; that is what it looks "
            "for. Compare the last point with the new one.",
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
            "Looks like: the step is compared with its sign, so that every step in one direction counts as small. Take its length: "
            "`np.linalg.norm(new - old)`.",
            _walker(enough=lambda old, new, slope, later, precision: new - old < precision),
            _walker(enough=lambda old, new, slope, later, precision: old - new < precision),
            _walker(enough=lambda old, new, slope, later, precision: np.all(new - old < precision)),
            _walker(enough=lambda old, new, slope, later, precision: np.all(old - new < precision)),
            _walker(enough=lambda old, new, slope, later, precision: np.sum(old - new) < precision),
            _walker(enough=lambda old, new, slope, later, precision: np.sum(new - old) < precision),
        ),
        Mistake(
            "numbers-only",
            "Looks like: right for a single number, but with several knobs `abs(new - old)` is an array, and `if` cannot tell whether an array is "
            "below the precision. `np.linalg.norm` makes one length of it.",
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
            "Looks like: a plus where a minus belongs. It climbs.",
            _walker(direction=1),
        ),
        Mistake(
            "slope-of-the-start",
            "Looks like: every step uses the slope of the start. Ask for the slope anew at every point: it is what makes the steps shorter.",
            _walker(stale=True),
        ),
        Mistake(
            "stays-at-the-start",
            "Looks like: every step begins at the start. Where a step ends the next one begins: `x = new`.",
            {"gradient_descent": _anew},
        ),
        Mistake(
            "function-for-slopes",
            "Looks like: `gradient`, a function, was handed on as if it were the slopes, or multiplied. At a point x it gives them: "
            "`gradient(x)`.",
            _walker(scale=lambda slope: _walker),  # any function, as the message is about its type
        ),
        Mistake(
            "fixed-size",
            "Looks like: steps of fixed size, in which only the direction of the gradient counts. The learning rate is fixed; the step is the "
            "learning rate times the gradient, and shrinks with the slope.",
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
            "Looks like: every entry of the path is the last point. `x -= ...` changes the array that already stands in the path; "
            "`x = x - ...` makes a new one.",
            _walker(memory=True),
            _in_place(None),
            _in_place(float),
        ),
        Mistake(
            "zeros-at-the-end",
            "Looks like: zeros behind the last step. An array with room for `max_iters` steps has to be cut where the descent ended; or begin with a "
            "list, and append.",
            _uncut(np.shape),
            _uncut(lambda x0: ()),
        ),
        Mistake(
            "all-compared",
            "Looks like: `.all()` or `.any()` of the step, compared with the precision. They give True or False, that is 1 or 0: it is the length of the "
            "step that is compared, `np.linalg.norm(new - old) < precision`.",
            _walker(enough=lambda old, new, slope, later, precision: np.abs(new - old).all() < precision),
            _walker(enough=lambda old, new, slope, later, precision: np.abs(new - old).any() < precision),
        ),
    ),
    hints=(
        "Begin with `path = [x0]`. In each turn: ask for the slope at the last point, take a step, append the new point. When should the loop end?",
        "Two limits. `for _ in range(max_iters)` sees to one. For the other, compare the new point with the one before: "
        "`np.linalg.norm(new - old) < precision`, and `break`, once the new point is in the path.",
        "In the loop: `new = gradient_step(path[-1], gradient(path[-1]), learning_rate)`, `path.append(new)`, then "
        "`if np.linalg.norm(path[-1] - path[-2]) < precision: break`. After it: `return np.array(path)`.",
    ),
    needs=("gradient_step",),
)
