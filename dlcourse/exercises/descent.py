"""Exercises of lesson 06."""

import numpy as np

from dlcourse import descent as maths
from dlcourse.exercises import Case, Exercise, Mistake

_rng = np.random.default_rng(6)


def _step(f):
    """A wrong answer from `f(x, gradient, learning_rate)`."""
    return {"gradient_step": lambda x, gradient, learning_rate: f(x, gradient, learning_rate)}


_X = np.array([[1.0, -2.0, 0.5], [0.0, 3.0, -1.5]])
_G = np.array([[2.0, 0.25, -1.0], [-0.5, 0.0, 4.0]])

gradient_step = Exercise(
    id="gradient_step",
    reference={"gradient_step": maths.gradient_step},
    cases=(
        Case(
            "gradient_step(x, gradient, 0.01)",
            "by hand: at 4 the slope of (x - 2)² is 4, so 4 - 0.01 · 4",
            x=4.0,
            gradient=4.0,
        ),
        Case(
            "gradient_step(x, gradient, 0.01)",
            "at 0 the slope is -4: downhill is to the right",
            x=0.0,
            gradient=-4.0,
        ),
        Case("gradient_step(x, gradient, 0.1)", "three knobs at once", x=_X[0], gradient=_G[0]),
        Case("gradient_step(x, gradient, 1 / 3)", "a matrix of knobs", x=_X, gradient=_G),
        Case(
            "gradient_step(x, gradient, learning_rate=2)",
            "a large learning rate, given by its name",
            x=_X[1],
            gradient=_G[1],
        ),
        Case(
            "gradient_step(x, gradient, 0.1)",
            "whole numbers in x",
            x=np.array([3, -1]),
            gradient=np.array([0.5, 0.25]),
        ),
        Case("gradient_step(x, gradient, 0.1)", "level ground: no step", x=_X[0], gradient=np.zeros(3)),
    ),
    mistakes=(
        Mistake(
            "uphill",
            "Looks like: a plus where a minus belongs. The gradient points uphill; go against it.",
            _step(lambda x, g, rate: x + rate * g),
        ),
        Mistake(
            "no-learning-rate",
            "Looks like: the whole gradient is subtracted. The learning rate multiplies it first.",
            _step(lambda x, g, rate: x - g),
        ),
        Mistake(
            "always-the-same-learning-rate",
            "Looks like: always the same learning rate, whatever is asked for. Use the argument.",
            _step(lambda x, g, rate: x - 0.01 * g),
            _step(lambda x, g, rate: x - 0.1 * g),
        ),
        Mistake(
            "only-the-step",
            "Looks like: the step, not the place that it leads to. Add it to x.",
            _step(lambda x, g, rate: -rate * g),
            _step(lambda x, g, rate: rate * g),
        ),
        Mistake(
            "fixed-size",
            "Looks like: a step of fixed size, in which only the direction of the gradient counts (its sign, or the gradient divided by its "
            "length). The learning rate is fixed; the step is the learning rate times the gradient, long where it is steep.",
            _step(lambda x, g, rate: x - rate * np.sign(g)),
            _step(lambda x, g, rate: x - rate * np.asarray(g) / np.linalg.norm(g)),
            _step(lambda x, g, rate: x - rate * np.asarray(g) / (np.linalg.norm(g) or 1)),
        ),
        Mistake(
            "divides-by-the-learning-rate",
            "Looks like: divided by the learning rate. A small learning rate has to make a small step: multiply.",
            _step(lambda x, g, rate: x - g / rate),
        ),
        Mistake(
            "subtracts-the-learning-rate",
            "Looks like: the learning rate is subtracted as well as the gradient, or in its place. It is a factor: learning_rate * gradient.",
            _step(lambda x, g, rate: x - rate),
            _step(lambda x, g, rate: x - (g + rate)),
            _step(lambda x, g, rate: x - g - rate),
            _step(lambda x, g, rate: x - (g - rate)),
        ),
        Mistake(
            "swapped",
            "Looks like: x and gradient have changed places. Start from x, and subtract a bit of the gradient.",
            _step(lambda x, g, rate: g - rate * x),
        ),
        Mistake(
            "everything-scaled",
            "Looks like: `(x - gradient) * learning_rate`. The learning rate multiplies the gradient only.",
            _step(lambda x, g, rate: (x - g) * rate),
        ),
        Mistake(
            "times-x",
            "Looks like: x times something, as in `x * (1 - learning_rate * gradient)`. The step does not depend on where zero is: subtract "
            "learning_rate * gradient from x.",
            _step(lambda x, g, rate: x * (1 - rate * g)),
            _step(lambda x, g, rate: x - rate * g * x),
        ),
        Mistake(
            "calls-the-gradient",
            "Looks like: `gradient(...)` is called. Here the gradient has been worked out already: it holds the slopes at x, as numbers. (In "
            "`gradient_descent`, next, it will be a function.)",
            _step(lambda x, g, rate: x - rate * g(x)),
        ),
        Mistake(
            "one-number",
            "Looks like: one number for all the knobs. Every entry of x has its own slope and takes its own step.",
            _step(lambda x, g, rate: x - rate * np.sum(g)),
            _step(lambda x, g, rate: x - rate * np.mean(g)),
            _step(lambda x, g, rate: x - rate * np.linalg.norm(g)),
        ),
    ),
    hints=(
        "The gradient points uphill. Which sign takes you down?",
        "The step is the learning rate times the gradient, and has the shape of x, so that both can be subtracted at one go.",
        "Return `x - learning_rate * gradient`. (`x -= ...` would change the array that you were handed.)",
    ),
)


class StillWalking(Exception):
    """A descent has asked for far more slopes than it may."""


def limited(gradient):
    """The same gradient, which loses its patience after 10,000 calls: an endless loop ends there."""
    calls = 0

    def slope(x):
        nonlocal calls
        calls += 1
        if calls > 10_000:
            raise StillWalking("the slope has been asked for 10,000 times, and still no end")
        return gradient(x)

    return slope


def _walker(
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

    def gradient_descent(gradient, x0, learning_rate=0.01, precision=1e-4, max_iters=1000):
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

    return {"gradient_descent": gradient_descent}


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


_PARABOLA = "lambda x: 2 * (x - 2)"
_VALLEY = "lambda p: np.array([1.0, 8.0]) * p"

gradient_descent = Exercise(
    id="gradient_descent",
    reference={"gradient_descent": maths.gradient_descent},
    cases=(
        Case(
            f"gradient_descent({_PARABOLA}, 4.0, max_iters=3)",
            "three steps on (x - 2)²: 4, 3.96, 3.9208, 3.882384",
        ),
        Case(
            f"gradient_descent({_PARABOLA}, 4.0)",
            "stopped by the precision: 298 steps, the last of them the first that is below 0.0001",
        ),
        Case(f"gradient_descent({_PARABOLA}, 0.0, precision=0.01)", "from the left, and with a coarser precision"),
        Case(f"gradient_descent({_PARABOLA}, 4.0, learning_rate=0.9)", "a learning rate that hops across"),
        Case(f"gradient_descent({_PARABOLA}, 4.0, 0.5)", "one step lands on 2, and the next has the length 0"),
        Case(
            f"gradient_descent(limited({_PARABOLA}), 4.0, learning_rate=1.1, max_iters=20)",
            "it diverges, and `max_iters` ends it (`limited` gives up when the slope is asked for 10,000 times)",
            limited=limited,
        ),
        Case(
            f"gradient_descent({_VALLEY}, x0, learning_rate=0.05, precision=0.003)",
            "two knobs: the path has shape (k+1, 2), and the length of a step is the root of the sum of its squares",
            x0=np.array([3.0, 1.0]),
        ),
        Case(
            "gradient_descent(lambda p: 1.0 * p, x0, 0.1, 0.01)",
            "a round bowl, a start in whole numbers, and the settings in their order",
            x0=np.array([4, -3]),
        ),
        Case(
            "gradient_descent(lambda m: m - 1.0, x0, learning_rate=0.3, max_iters=4)",
            "a matrix of knobs: the path has shape (k+1, 2, 3)",
            x0=_X,
        ),
        Case(
            "gradient_descent(lambda x: np.cos(x), 1.0, learning_rate=0.2, precision=1e-3)",
            "another landscape, sin x, whose minimum is at -π/2",
        ),
        Case(f"gradient_descent({_PARABOLA}, 2.0)", "a start at the minimum: one step, of length 0"),
        Case(
            f"gradient_descent(limited({_PARABOLA}), 4.0, learning_rate=1.0)",
            "η = 1 bounces between 4 and 0 for ever: only `max_iters` can end it, after 1000 steps (`limited` would after 10,000 calls)",
            limited=limited,
        ),
    ),
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


def _slopes(f):
    """A wrong answer from `f(miss, x, n)`, where the miss is w x + b - y."""

    def regression_gradient(w, b, x, y):
        return f(w * x + b - y, x, len(x))

    return {"regression_gradient": regression_gradient}


_call = "regression_gradient(w, b, x, y)"
_hand_x, _hand_y = np.array([1.0, 2.0, 3.0]), np.array([2.0, 4.0, 6.0])
_many_x = _rng.normal(size=7).round(2)
_many_y = (2 * _many_x - 0.5 + _rng.normal(size=7)).round(2)

regression_gradient = Exercise(
    id="regression_gradient",
    reference={"regression_gradient": maths.regression_gradient},
    cases=(
        Case(
            _call,
            "by hand: the misses are -1, -2, -3, so dw = -(1 + 4 + 9) / 3 and db = -(1 + 2 + 3) / 3",
            w=1.0,
            b=0.0,
            x=_hand_x,
            y=_hand_y,
        ),
        Case(_call, "seven points and a bias", w=0.5, b=1.5, x=_many_x, y=_many_y),
        Case(_call, "the line lies above the points: the misses are positive", w=2.0, b=9.0, x=_many_x, y=_many_y),
        Case(_call, "a single example", w=-1.0, b=0.5, x=np.array([3.0]), y=np.array([1.0])),
        Case(_call, "the line goes through all the points: both slopes are 0", w=2.0, b=0.0, x=_hand_x, y=_hand_y),
        Case(
            _call,
            "large and whole numbers",
            w=3,
            b=-2,
            x=np.array([1000, -1000, 500, 0]),
            y=np.array([7, -3, 2, 10]),
        ),
    ),
    mistakes=(
        Mistake(
            "sign",
            "Looks like: the miss is turned round, y - (wx + b). Then both slopes have the wrong sign, and a descent would climb.",
            _slopes(lambda m, x, n: (-m @ x / n, -m.mean())),
        ),
        Mistake(
            "factor-2",
            "Looks like: twice the slope. The loss of this course has a ½ in front, C = 1/(2n) Σ (wx + b - y)², and the 2 of the square cancels it.",
            _slopes(lambda m, x, n: (2 * m @ x / n, 2 * m.mean())),
        ),
        Mistake(
            "half",
            "Looks like: half the slope. The ½ of the loss has been used up: it cancels the 2 that the square brings down.",
            _slopes(lambda m, x, n: (m @ x / (2 * n), m.mean() / 2)),
        ),
        Mistake(
            "sum-for-mean",
            "Looks like: a sum over the examples where a mean belongs. Divide by n, or twice the data would make steps twice as long.",
            _slopes(lambda m, x, n: (m @ x, m.sum())),
            _slopes(lambda m, x, n: (m @ x, m.mean())),
            _slopes(lambda m, x, n: (m @ x / n, m.sum())),
            _slopes(lambda m, x, n: (2 * m @ x, 2 * m.sum())),
        ),
        Mistake(
            "no-x-in-dw",
            "Looks like: dw without the x. Nudging w moves the prediction wx + b by x times the nudge, so each miss is multiplied by its x.",
            _slopes(lambda m, x, n: (m.mean(), m.mean())),
        ),
        Mistake(
            "x-in-db",
            "Looks like: an x in db. Nudging b moves every prediction by the nudge itself, so db is the mean of the misses.",
            _slopes(lambda m, x, n: (m @ x / n, m @ x / n)),
        ),
        Mistake(
            "mean-before-the-product",
            "Looks like: the mean miss times the mean x. Multiply each miss by its own x first; then take the mean.",
            _slopes(lambda m, x, n: (m.mean() * x.mean(), m.mean())),
            _slopes(lambda m, x, n: (m.mean() * x.sum(), m.mean())),
        ),
        Mistake(
            "x-outside-the-sum",
            "Looks like: the x stands outside the mean, so that dw has one entry for each example. Multiply each miss by its own x first; then take "
            "the mean of the products.",
            _slopes(lambda m, x, n: (m.mean() * x, m.mean())),
            _slopes(lambda m, x, n: (m.sum() * x, m.sum())),
        ),
        Mistake(
            "swapped",
            "Looks like: both right, in the wrong order. First dw, then db.",
            _slopes(lambda m, x, n: (m.mean(), m @ x / n)),
        ),
        Mistake(
            "no-bias",
            "Looks like: the prediction without b. The line is wx + b.",
            {"regression_gradient": lambda w, b, x, y: ((w * x - y) @ x / len(x), (w * x - y).mean())},
        ),
        Mistake(
            "one-per-example",
            "Looks like: one slope for each example. The loss is their mean, so its slope is the mean of theirs: two numbers.",
            _slopes(lambda m, x, n: (m * x, m)),
            _slopes(lambda m, x, n: (m * x / n, m / n)),
            _slopes(lambda m, x, n: (m * x / n, m.mean())),
        ),
        Mistake(
            "a-step-taken",
            "Looks like: a step has been taken already. Return the two slopes; the step is the next function's work.",
            {"regression_gradient": lambda w, b, x, y: (w - (w * x + b - y) @ x / len(x), b - (w * x + b - y).mean())},
        ),
        Mistake(
            "the-loss",
            "Looks like: squared misses, that is the loss and not its slope. The derivative of ½(miss)² is the miss itself, times what it moves by.",
            _slopes(lambda m, x, n: ((m**2).mean() / 2, (m**2).mean() / 2)),
            _slopes(lambda m, x, n: ((m**2) @ x / n, (m**2).mean())),
        ),
        Mistake(
            "absolute",
            "Looks like: absolute values. The sign of a miss says in which direction to go: keep it.",
            _slopes(lambda m, x, n: (np.abs(m) @ x / n, np.abs(m).mean())),
            _slopes(lambda m, x, n: (np.abs(m * x).mean(), np.abs(m).mean())),
        ),
    ),
    hints=(
        "Start with the misses, one for each example: prediction minus y. By how much does a miss change if w grows by a little? If b does?",
        "The slope in w is the mean of miss times x; the slope in b is the mean of the misses. The ½ of the loss has cancelled the 2.",
        "`miss = w * x + b - y`, then `return (miss * x).mean(), miss.mean()`.",
    ),
    parts=("dw", "db"),
)


def _listed(batches):
    """What came back as a list; None and what is not a collection stay as they are, for the judge to name."""
    try:
        return batches if batches is None or isinstance(batches, str) else list(batches)
    except TypeError:
        return batches


def _batches_problem(result, n, batch_size):
    """A sentence if `result` is not a deal of n indices into batches, else None."""
    if result is None:
        return "The result is None: nothing came back. Did the function end without a `return`?"
    if not isinstance(result, list):
        return "The result is not a list of batches. Return a list of index arrays, one for each batch (or yield them one by one)."
    for number, batch in enumerate(result):
        if not isinstance(batch, (np.ndarray, list)) or np.ndim(batch) != 1:
            return (
                f"Batch {number} is not a row of indices. Each batch is an array of whole numbers, shape (batch_size,)."
            )
        if len(batch) and np.asarray(batch).dtype.kind not in "iu":
            return f"Batch {number} does not hold whole numbers. Indices are ints, so that `x[batch]` works."
    dealt = np.concatenate([np.asarray(batch, dtype=int) for batch in result]) if result else np.array([], dtype=int)
    if ((dealt < 0) | (dealt >= n)).any():
        bad = dealt[(dealt < 0) | (dealt >= n)][0]
        return f"Index {bad} is in a batch, but the examples are numbered 0 to {n - 1}."
    count = np.bincount(dealt, minlength=n)
    if (count == 0).any():
        return f"Index {count.argmin()} is in no batch. In an epoch every example has its turn."
    if (count > 1).any():
        return f"Index {count.argmax()} is in the batches {count.max()} times. In an epoch every example has its turn once."
    sizes = [len(batch) for batch in result]
    wanted = [batch_size] * (n // batch_size) + [n % batch_size] * (n % batch_size > 0)
    if sizes != wanted:
        return f"The batches hold {sizes} indices; {wanted} was asked for: all of them full, but for the last, which holds what is left."
    return None


def _deal(n, batch_size, why):
    return Case(
        "list(minibatches(n, batch_size, np.random.default_rng(0)))",
        why,
        judge=lambda result, n, batch_size, list: _batches_problem(result, n, batch_size),
        n=n,
        batch_size=batch_size,
        list=_listed,
    )


def _judge_shuffled(result, **_):
    for batches in result:
        problem = _batches_problem(batches, 24, 4)
        if problem:
            return problem
    deals = [np.array(batches) for batches in result]
    if all((deal == np.arange(24).reshape(6, 4)).all() for deal in deals):
        return "The indices come in the order 0, 1, 2, …: nothing is shuffled. Data often comes sorted; deal it out at random, with `rng`."
    if all((np.diff(deal.ravel()) % 24 == 1).all() for deal in deals):
        return "The indices are only rotated: neighbours stay together. `rng.permutation(n)` puts them in any order."
    groups = [{frozenset(batch.tolist()) for batch in deal} for deal in deals]
    if all(group == groups[0] for group in groups):
        return "With every seed the same examples are together in a batch. Shuffle all the indices first, and cut them into batches then."
    return None


def _judge_epochs(result, **_):
    first, second = ([np.asarray(batch).tolist() for batch in batches] for batches in result)
    if first == second:
        return (
            "Two epochs with one and the same `rng` got the same batches. Draw from the `rng` that you are handed: it goes on where it stopped. "
            "(A new `np.random.default_rng(...)` inside the function begins afresh every time.)"
        )
    return None


def _judge_reproducible(result, **_):
    first, second = ([np.asarray(batch).tolist() for batch in batches] for batches in result)
    if first != second:
        return (
            "Two generators with the same seed gave different batches. Take all the randomness from `rng`, as in `rng.permutation(n)`, and none from "
            "`np.random` itself: then a run can be repeated."
        )
    return None


def _dealer(f):
    """A wrong answer from `f(order, n, size, rng)`, where the order is a random one."""
    return {"minibatches": lambda n, batch_size, rng: f(rng.permutation(n), n, batch_size, rng)}


def _cut(order, size):
    return [order[k : k + size] for k in range(0, len(order), size)]


def _shuffled_into_nothing(n, batch_size, rng):
    order = rng.shuffle(np.arange(n))
    return [order[k : k + batch_size] for k in range(0, n, batch_size)]


def _sorted_batches_shuffled(n, batch_size, rng):
    batches = _cut(np.arange(n), batch_size)
    full, short = batches[: n // batch_size], batches[n // batch_size :]
    return [full[k] for k in rng.permutation(len(full))] + short


minibatches = Exercise(
    id="minibatches",
    reference={"minibatches": maths.minibatches},
    cases=(
        _deal(10, 3, "10 examples by threes: batches of 3, 3, 3 and 1"),
        _deal(12, 4, "12 by fours: no short batch at the end"),
        _deal(5, 1, "one example at a time"),
        _deal(6, 6, "full batch: all of them at once"),
        _deal(3, 8, "a batch size above n: one batch that holds all there is"),
        _deal(1, 1, "a single example"),
        _deal(11, 5, "11 by fives: the last batch holds one"),
        Case(
            "[list(minibatches(24, 4, np.random.default_rng(seed))) for seed in range(5)]",
            "five seeds: which examples are together in a batch is left to chance",
            judge=_judge_shuffled,
            list=_listed,
        ),
        Case(
            "[list(minibatches(24, 4, rng)) for rng in [np.random.default_rng(1)] for epoch in (1, 2)]",
            "two epochs, one generator",
            judge=_judge_epochs,
        ),
        Case(
            "[list(minibatches(24, 4, np.random.default_rng(3))) for run in (1, 2)]",
            "two generators with the same seed",
            judge=_judge_reproducible,
        ),
    ),
    mistakes=(
        Mistake(
            "last-batch-dropped",
            "Looks like: the short batch at the end is dropped. `n // batch_size` counts full batches only; go on until every index has had its turn.",
            _dealer(lambda order, n, size, rng: _cut(order, size)[: n // size]),
            {"minibatches": lambda n, batch_size, rng: _cut(np.arange(n), batch_size)[: n // batch_size]},
        ),
        Mistake(
            "not-shuffled",
            "Looks like: nothing is shuffled. `rng.permutation(n)` gives the numbers 0 to n - 1 in random order; cut that into batches.",
            {"minibatches": lambda n, batch_size, rng: _cut(np.arange(n), batch_size)},
        ),
        Mistake(
            "neighbours-stay-together",
            "Looks like: cut first and shuffled then (the batches among themselves, or each batch in itself), so that neighbours stay together. "
            "Shuffle all the indices, then cut.",
            {"minibatches": _sorted_batches_shuffled},
            {"minibatches": lambda n, batch_size, rng: [rng.permutation(b) for b in _cut(np.arange(n), batch_size)]},
        ),
        Mistake(
            "same-every-epoch",
            "Looks like: a generator of its own, made with the same seed each time, so that every epoch gets the same batches. Use the `rng` that is "
            "handed over, and make none.",
            {"minibatches": lambda n, batch_size, rng: _cut(np.random.default_rng(0).permutation(n), batch_size)},
            {"minibatches": lambda n, batch_size, rng: _cut(np.random.default_rng(42).permutation(n), batch_size)},
            {"minibatches": lambda n, batch_size, rng: _cut(np.random.default_rng(1).permutation(n), batch_size)},
        ),
        Mistake(
            "with-replacement",
            "Looks like: drawn with replacement, so that some examples come twice and others not at all. Shuffle once (`rng.permutation`), and deal out.",
            {
                "minibatches": lambda n, batch_size, rng: [
                    rng.integers(0, n, min(batch_size, n - k)) for k in range(0, n, batch_size)
                ]
            },
            {
                "minibatches": lambda n, batch_size, rng: [
                    rng.integers(0, n, batch_size) for _ in range(0, n, batch_size)
                ]
            },
            {"minibatches": lambda n, batch_size, rng: _cut(rng.integers(0, n, n), batch_size)},
            {"minibatches": lambda n, batch_size, rng: _cut(rng.choice(n, n), batch_size)},
        ),
        Mistake(
            "shuffled-for-every-batch",
            "Looks like: shuffled anew for every batch, so that one epoch holds some examples twice. Shuffle once at the beginning, then cut.",
            {
                "minibatches": lambda n, batch_size, rng: [
                    rng.permutation(n)[k : k + batch_size] for k in range(0, n, batch_size)
                ]
            },
            {
                "minibatches": lambda n, batch_size, rng: [
                    rng.permutation(n)[:batch_size] for k in range(0, n, batch_size)
                ]
            },
        ),
        Mistake(
            "evenly-split",
            "Looks like: `np.array_split` into equal parts. Here every batch is full but the last: cut at batch_size, 2 · batch_size, and so on.",
            _dealer(lambda order, n, size, rng: np.array_split(order, -(-n // size))),
        ),
        Mistake(
            "number-of-batches",
            "Looks like: `batch_size` is taken for the *number* of batches. It is how many examples are in one.",
            _dealer(lambda order, n, size, rng: np.array_split(order, size)),
        ),
        Mistake(
            "counts-from-1",
            "Looks like: numbered from 1 to n. Python counts from 0: the last index is n - 1.",
            _dealer(lambda order, n, size, rng: _cut(order + 1, size)),
        ),
        Mistake(
            "shuffle-gives-nothing",
            "Looks like: a None is cut into batches. `rng.shuffle` shuffles in place and gives nothing back; `rng.permutation(n)` gives the shuffled "
            "indices.",
            {"minibatches": _shuffled_into_nothing},
        ),
        Mistake(
            "equal-parts-only",
            "Looks like: cut in a way that works for parts of equal size only. The last batch may be short: slice `order[k : k + batch_size]` for k in "
            "`range(0, n, batch_size)`.",
            _dealer(lambda order, n, size, rng: list(order.reshape(-1, size))),
            _dealer(lambda order, n, size, rng: list(order.reshape(n // size, size))),
            _dealer(lambda order, n, size, rng: np.split(order, n // size)),
        ),
        Mistake(
            "beyond-the-end",
            "Looks like: the last batch is filled up beyond the end. It may be short: slicing `order[k : k + batch_size]` stops at the end by itself.",
            {"minibatches": lambda n, batch_size, rng: [np.arange(k, k + batch_size) for k in range(0, n, batch_size)]},
            _dealer(
                lambda order, n, size, rng: [np.take(order, range(k, k + size), mode="wrap") for k in range(0, n, size)]
            ),
        ),
        Mistake(
            "empty-batch",
            "Looks like: an empty batch at the end where n is a multiple of the batch size. Start the batches at `range(0, n, batch_size)`, which "
            "stops before n.",
            _dealer(lambda order, n, size, rng: [order[k * size : (k + 1) * size] for k in range(n // size + 1)]),
            _dealer(lambda order, n, size, rng: [order[k : k + size] for k in range(0, n + 1, size)]),
        ),
        Mistake(
            "only-one-batch",
            "Looks like: one batch only. An epoch is all of them: a list of batches that together hold every index.",
            _dealer(lambda order, n, size, rng: order[:size]),
            _dealer(lambda order, n, size, rng: [order[:size]]),
        ),
        Mistake(
            "overlapping",
            "Looks like: batches that overlap. The next one starts `batch_size` further on, not 1 further on.",
            _dealer(lambda order, n, size, rng: [order[k : k + size] for k in range(n)]),
            _dealer(lambda order, n, size, rng: [order[k : k + size] for k in range(n - size + 1)]),
        ),
    ),
    hints=(
        "As with a pack of cards: shuffle once, then deal. `rng.permutation(n)` is the shuffled pack.",
        "The first batch is `order[:batch_size]`, the next `order[batch_size : 2 * batch_size]`. At which numbers do the batches start? A slice that "
        "reaches beyond the end stops there by itself.",
        "`order = rng.permutation(n)`, then `[order[k : k + batch_size] for k in range(0, n, batch_size)]`.",
    ),
)


def _fitter(
    direction=-1,
    start=0.0,
    factor=lambda batch, size: 1 / len(batch),
    scale=1.0,
    deal=maths.minibatches,
    losses="after",
    loss_scale=1.0,
    once=False,
    rate=None,
    one_by_one=False,
    bias=1.0,
    order_once=False,
    everything=False,
    afresh="",
    first_only=False,
    give=lambda w, b, losses: (w, b, losses),
):
    """A wrong answer: stochastic gradient descent with one thing changed."""

    def sgd_regression(x, y, learning_rate, batch_size, epochs, rng):
        eta = learning_rate if rate is None else rate
        w = b = float(start)
        kept, fixed = [], deal(len(x), batch_size, rng) if order_once else None
        if losses == "start-too":
            kept.append(maths.regression_loss(w, b, x, y))
        for _ in range(epochs):
            w, b = (float(start), float(start)) if afresh else (w, b)
            kept = [] if afresh == "losses too" else kept
            if losses == "before":
                kept.append(maths.regression_loss(w, b, x, y))
            seen, sum_w, sum_b = [], 0.0, 0.0
            for batch in fixed or deal(len(x), batch_size, rng):
                if len(batch) == 0:
                    continue
                batch = np.arange(len(x)) if everything else batch
                some, target = x[batch], y[batch]
                seen.append(maths.regression_loss(w, b, some, target))
                miss = w * some + b - target
                part = scale * factor(batch, batch_size)
                if once:
                    sum_w, sum_b = sum_w + part * (miss @ some), sum_b + part * miss.sum()
                    continue
                w = w + direction * eta * part * (miss @ some)
                if one_by_one:
                    miss = w * some + b - target
                b = b + direction * eta * part * miss.sum() * bias
                if losses == "every-step":
                    kept.append(maths.regression_loss(w, b, x, y))
            if once:
                w, b = w + direction * eta * sum_w, b + direction * eta * sum_b
            if losses in ("after", "start-too"):
                kept.append(loss_scale * maths.regression_loss(w, b, x, y))
            elif losses == "last-batch":
                kept.append(seen[-1])
            elif losses == "last-batch-after":
                kept.append(maths.regression_loss(w, b, some, target))
            elif losses == "mean-of-batches":
                kept.append(float(np.mean(seen)))
            elif losses == "sum-of-batches":
                kept.append(float(np.sum(seen)))
            elif losses == "sum":
                kept.append(maths.regression_loss(w, b, x, y) * len(x))
            elif losses == "by-batch-size":
                kept.append(maths.regression_loss(w, b, x, y) * len(x) / batch_size)
            if first_only:
                break
        return give(w, b, kept)

    return {"sgd_regression": sgd_regression}


def _with_replacement(n, batch_size, rng):
    return [rng.integers(0, n, min(batch_size, n - k)) for k in range(0, n, batch_size)]


def _one_batch(n, batch_size, rng):
    return maths.minibatches(n, batch_size, rng)[:1]


def _own_generator(n, batch_size, rng):
    return maths.minibatches(n, batch_size, np.random.default_rng(0))


def _in_order(n, batch_size, rng):
    return _cut(np.arange(n), batch_size)


def _without_the_short(n, batch_size, rng):
    return maths.minibatches(n, batch_size, rng)[: max(n // batch_size, 1)]


def _fit_problem(result, epochs):
    """A sentence if `result` is not (w, b, losses), else None."""
    if result is None:
        return "The result is None: nothing came back. Did the function end without a `return`?"
    if not isinstance(result, (tuple, list)) or len(result) != 3:
        return "Three things in this order were asked for: `return w, b, losses`."
    w, b, losses = result
    for name, value in (("w", w), ("b", b)):
        if np.size(value) != 1 or np.asarray(value).dtype.kind not in "iuf":
            return f"`{name}` is not a number."
        if not np.isfinite(value).all():
            return f"`{name}` is {value}, where a finite number was expected."
    if np.ndim(losses) != 1 or np.asarray(losses).dtype.kind not in "iuf":
        return "`losses` is not a row of numbers: one loss for each epoch was asked for."
    if len(losses) != epochs:
        entries = "1 entry" if len(losses) == 1 else f"{len(losses)} entries"
        return f"`losses` has {entries} after {epochs} epoch{'s' * (epochs != 1)}; one for each epoch was asked for."
    return None


def _judge_fit(result, x, y):
    problem = _fit_problem(result, 60)
    if problem:
        return problem
    w, b, losses = float(np.squeeze(result[0])), float(np.squeeze(result[1])), np.asarray(result[2])
    now, begin = maths.regression_loss(w, b, x, y), maths.regression_loss(0.0, 0.0, x, y)
    if abs(losses[-1] - now) > 1e-6 * begin:
        return f"The last entry of `losses` is {losses[-1]:.6g}, but the loss of the w and b that came back, over all the data, is {now:.6g}."
    if losses[0] > begin or losses[-10:].mean() > losses[0]:
        return (
            f"The loss does not fall: {begin:.4g} at w = b = 0, then {losses[0]:.4g}, and {losses[-1]:.4g} in the end."
        )
    best_w, best_b = maths.best_line(x, y)
    if max(abs(w - best_w), abs(b - best_b)) > 0.25:
        return f"After 60 epochs it is at w = {w:.3f}, b = {b:.3f}; the best line, w = {best_w:.3f}, b = {best_b:.3f}, should be near by now."
    return None


def _judge_seeds(result, **_):
    for one in result:
        problem = _fit_problem(one, 2)
        if problem:
            return problem
    if not all(np.array_equal(np.squeeze(a), np.squeeze(b)) for a, b in zip(result[0], result[1], strict=True)):
        return "Two generators with the same seed gave different results. Take all the randomness from `rng`: then a run can be repeated."
    if all(float(np.squeeze(one[0])) == float(np.squeeze(result[0][0])) for one in result):
        return (
            "Four different seeds gave the very same w: the order of the examples is not drawn from `rng`. Deal out new batches in every epoch with "
            "`minibatches(len(x), batch_size, rng)`."
        )
    return None


_TWO_X, _TWO_Y = np.array([1.0, -2.0]), np.array([1.0, 3.0])
_FOUR_X, _FOUR_Y = np.array([1.0, -2.0, 0.5, 1.5]), np.array([1.0, 3.0, -1.0, 2.0])


def _after(orders, x=_TWO_X, y=_TWO_Y):
    """Where w ends when the examples are seen in these orders, one at a time, one epoch each."""
    w = b = 0.0
    for order in orders:
        for k in order:
            miss = w * x[k] + b - y[k]
            w, b = w - 0.1 * miss * x[k], b - 0.1 * miss
    return w


def _judge_one_epoch(result, **_):
    ends = [_after([order]) for order in ((0, 1), (1, 0))]
    for one in result:
        problem = _fit_problem(one, 1)
        if problem:
            return problem
    w = np.array([float(np.squeeze(one[0])) for one in result])
    fits = np.isclose(w[:, None], ends, rtol=1e-5)
    if not fits.any(axis=1).all():
        return (
            f"Two examples, one at a time: with either of the two orders w comes to {ends[0]:.6g} or {ends[1]:.6g}, but here it came to "
            f"{w[~fits.any(axis=1)][0]:.6g}. In an epoch each example has its turn once, w and b are moved after every batch, both by the slopes at one "
            "and the same place."
        )
    if not fits.any(axis=0).all():
        return "With every one of 20 seeds the two examples came in the same order. Deal them out with the `rng` that you are handed: `minibatches(len(x), batch_size, rng)`."
    return None


def _judge_new_order(result, **_):
    same = [_after([order] * 6) for order in ((0, 1), (1, 0))]
    w = np.array([float(np.squeeze(one[0])) for one in result])
    if np.isclose(w[:, None], same, rtol=1e-5).any(axis=1).all():
        return "All the epochs go through the examples in one and the same order. Deal out new batches at the beginning of every epoch, inside the loop."
    return None


def _judge_any_order(result, **_):
    rotated = [_after([np.roll(np.arange(4), k)], _FOUR_X, _FOUR_Y) for k in range(4)]
    for one in result:
        problem = _fit_problem(one, 1)
        if problem:
            return problem
    w = np.array([float(np.squeeze(one[0])) for one in result])
    if np.isclose(w[:, None], rotated, rtol=1e-5).any(axis=1).all():
        return "The indices are only rotated: neighbours stay together. `minibatches(len(x), batch_size, rng)` deals them out in any order."
    return None


_line_x = _rng.uniform(-1, 2, 40).round(2)
_line_y = (1.5 * _line_x - 0.5 + 0.3 * _rng.normal(size=40)).round(2)
_fit = "sgd_regression(x, y, {}, {}, {}, np.random.default_rng(0))".format

sgd_regression = Exercise(
    id="sgd_regression",
    reference={"sgd_regression": maths.sgd_regression},
    cases=(
        Case(
            _fit(0.1, 3, 4),
            "full batch: every epoch is one step, and nothing is left to chance",
            x=_hand_x,
            y=_hand_y,
        ),
        Case(_fit(0.05, 100, 3), "a batch size above n: full batch as well", x=_many_x, y=_many_y),
        Case(_fit(0.1, 1, 3), "a single example", x=np.array([2.0]), y=np.array([3.0])),
        Case(
            _fit(0.1, 2, 3),
            "six examples that are all the same, by twos: three steps in each epoch",
            x=np.full(6, 2.0),
            y=np.full(6, 3.0),
        ),
        Case(
            _fit(0.05, 3, 2),
            "seven that are all the same, by threes: the last batch is short, and its mean is over one example",
            x=np.full(7, -1.5),
            y=np.full(7, 2.0),
        ),
        Case(
            "[sgd_regression(x, y, 0.1, 1, 1, np.random.default_rng(seed)) for seed in range(20)]",
            "two examples, one at a time, one epoch, with 20 seeds: either the first comes first or the second does",
            judge=_judge_one_epoch,
            x=_TWO_X,
            y=_TWO_Y,
        ),
        Case(
            "[sgd_regression(x, y, 0.1, 1, 6, np.random.default_rng(seed)) for seed in range(20)]",
            "the same, for six epochs: a new order in each",
            judge=_judge_new_order,
            x=_TWO_X,
            y=_TWO_Y,
        ),
        Case(
            "[sgd_regression(x, y, 0.1, 1, 1, np.random.default_rng(seed)) for seed in range(20)]",
            "four examples, one at a time, one epoch: they may come in any order",
            judge=_judge_any_order,
            x=_FOUR_X,
            y=_FOUR_Y,
        ),
        Case(
            "[sgd_regression(x, y, 0.1, 8, 2, np.random.default_rng(seed)) for seed in (3, 3, 4, 5)]",
            "equal seeds, equal results; other seeds, other results",
            judge=_judge_seeds,
            x=_line_x,
            y=_line_y,
        ),
        Case(
            _fit(0.1, 8, 60),
            "forty points about a line, by eights, 60 epochs",
            judge=_judge_fit,
            x=_line_x,
            y=_line_y,
        ),
    ),
    mistakes=(
        Mistake(
            "uphill",
            "Looks like: a plus where a minus belongs. It climbs, and the losses grow.",
            _fitter(direction=1),
        ),
        Mistake(
            "sum-for-mean",
            "Looks like: the slopes of a batch are added up, not averaged, so that a batch of ten takes steps ten times as long. `regression_gradient` "
            "takes the mean.",
            _fitter(factor=lambda batch, size: 1.0),
        ),
        Mistake(
            "factor-2",
            "Looks like: twice the slope. The loss of this course has a ½ in front, and the 2 of the square cancels it.",
            _fitter(scale=2.0),
        ),
        Mistake(
            "short-batch-divided-by-batch-size",
            "Looks like: the sums are divided by `batch_size`, also in the last batch, which may be short. Divide by how many there are: `len(batch)`.",
            _fitter(factor=lambda batch, size: 1 / size),
        ),
        Mistake(
            "last-batch-dropped",
            "Looks like: the short batch at the end of an epoch is dropped. Its examples count as well.",
            _fitter(deal=_without_the_short),
            _fitter(deal=lambda n, size, rng: maths.minibatches(n, size, rng)[: n // size]),
        ),
        Mistake(
            "losses-before-the-epoch",
            "Looks like: each loss is taken before its epoch. Take it after the last batch of the epoch.",
            _fitter(losses="before"),
        ),
        Mistake(
            "losses-with-the-start",
            "Looks like: `losses` holds the loss of the start as well. One number for each epoch, taken after it.",
            _fitter(losses="start-too"),
        ),
        Mistake(
            "a-loss-for-every-step",
            "Looks like: a loss after every step. One for every epoch was asked for: append outside the loop over the batches.",
            _fitter(losses="every-step"),
        ),
        Mistake(
            "losses-of-batches",
            "Looks like: `losses` is made of the losses of single batches. Asked for is the loss over *all* the data, with the w and b that the epoch "
            "ended with.",
            _fitter(losses="last-batch"),
            _fitter(losses="last-batch-after"),
            _fitter(losses="mean-of-batches"),
            _fitter(losses="sum-of-batches"),
        ),
        Mistake(
            "losses-without-half",
            "Looks like: the ½ is missing in `losses`: C = 1/(2n) Σ (wx + b - y)².",
            _fitter(loss_scale=2.0),
        ),
        Mistake(
            "losses-summed",
            "Looks like: `losses` holds sums over the data where the mean was asked for.",
            _fitter(losses="sum"),
        ),
        Mistake(
            "losses-by-batch-size",
            "Looks like: in `losses` the sum over all the data is divided by `batch_size`. Divide by how many examples there are, `len(x)`.",
            _fitter(losses="by-batch-size"),
        ),
        Mistake(
            "one-step-per-epoch",
            "Looks like: one step in an epoch. Move w and b after *every* batch; that is the point of having them.",
            _fitter(once=True),
            _fitter(once=True, factor=lambda batch, size: 1 / size),
            _fitter(deal=_one_batch),
            _fitter(deal=lambda n, size, rng: [np.arange(n)]),
        ),
        Mistake(
            "slopes-of-all-the-data",
            "Looks like: every step uses the slopes of all the data. A batch's step takes the slopes of its own examples: `x[batch]` and `y[batch]`.",
            _fitter(everything=True),
        ),
        Mistake(
            "starts-afresh-every-epoch",
            "Looks like: every epoch starts again at w = b = 0. Set them once, before the loop over the epochs, so that each goes on where the last ended.",
            _fitter(afresh="w and b"),
            _fitter(afresh="losses too"),
        ),
        Mistake(
            "returns-too-early",
            "Looks like: it comes back after the first epoch. Is the `return` inside the loop? Move it to the left, behind both loops.",
            _fitter(first_only=True),
        ),
        Mistake(
            "one-after-the-other",
            "Looks like: b is moved by a slope at the *new* w. Work out both slopes first, then move both.",
            _fitter(one_by_one=True),
        ),
        Mistake(
            "bias-stays",
            "Looks like: b never moves. It has a slope as well.",
            _fitter(bias=0.0),
        ),
        Mistake(
            "shuffled-once",
            "Looks like: shuffled once, before the first epoch. Call `minibatches` inside the loop over the epochs.",
            _fitter(order_once=True),
        ),
        Mistake(
            "not-shuffled",
            "Looks like: the examples are taken in the order in which they come. Let `minibatches` deal them out, anew in every epoch.",
            _fitter(deal=_in_order),
        ),
        Mistake(
            "own-generator",
            "Looks like: a generator made inside, with a seed of its own, so that every epoch has the same batches. Hand on `rng`.",
            _fitter(deal=_own_generator),
        ),
        Mistake(
            "with-replacement",
            "Looks like: the batches are drawn with replacement. In an epoch every example has its turn exactly once.",
            _fitter(deal=_with_replacement),
        ),
        Mistake(
            "starts-elsewhere",
            "Looks like: it does not start at w = 0, b = 0.",
            _fitter(start=1.0),
        ),
        Mistake(
            "learning-rate-not-used",
            "Looks like: the learning rate is not used. It multiplies both slopes.",
            _fitter(rate=1.0),
            _fitter(rate=0.01),
            _fitter(rate=0.1),
        ),
        Mistake(
            "order-of-results",
            "Looks like: the right things in another order. `return w, b, losses`.",
            _fitter(give=lambda w, b, losses: (b, w, losses)),
            _fitter(give=lambda w, b, losses: (losses, w, b)),
        ),
    ),
    hints=(
        "Two loops: one over the epochs, and inside it one over the batches of this epoch. What happens after every batch, and what after every epoch?",
        "After every batch: `dw, db = regression_gradient(w, b, x[batch], y[batch])`, and a step for w and for b. After every epoch: the loss over all of "
        "x and y goes into `losses`.",
        "`for _ in range(epochs):` and inside `for batch in minibatches(len(x), batch_size, rng):`. In there, `w = w - learning_rate * dw` and the same for b. "
        "Behind the inner loop: `losses.append(((w * x + b - y) ** 2).mean() / 2)`.",
    ),
    needs=("regression_gradient", "minibatches"),
    parts=("w", "b", "losses"),
)

EXERCISES = (gradient_step, gradient_descent, regression_gradient, minibatches, sgd_regression)
