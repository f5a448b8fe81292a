"""`gradient_step` of lesson 06."""

import numpy as np

from dlcourse import descent as maths
from dlcourse.checker import Case, Exercise, Mistake
from dlcourse.exercises.descent import X


def _step(f):
    """A wrong answer from `f(x, gradient, learning_rate)`."""
    return {"gradient_step": lambda x, gradient, learning_rate: f(x, gradient, learning_rate)}


_G = np.array([[2.0, 0.25, -1.0], [-0.5, 0.0, 4.0]])

EXERCISE = Exercise(
    id="gradient_step",
    worth=(
        "The same line is right for a single number and for an array of any shape, because everything in it is "
        "worked out entry by entry."
    ),
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
        Case("gradient_step(x, gradient, 0.1)", "three knobs at once", x=X[0], gradient=_G[0]),
        Case("gradient_step(x, gradient, 1 / 3)", "a matrix of knobs", x=X, gradient=_G),
        Case(
            "gradient_step(x, gradient, learning_rate=2)",
            "a large learning rate, given by its name",
            x=X[1],
            gradient=_G[1],
        ),
        Case(
            "gradient_step(x, gradient, 0.1)",
            "whole numbers in x",
            x=np.array([3, -1]),
            gradient=np.array([0.5, 0.25]),
        ),
        Case("gradient_step(x, gradient, 0.1)", "level ground: no step", x=X[0], gradient=np.zeros(3)),
    ),
    mistakes=(
        Mistake(
            "uphill",
            "Looks like: a plus where a minus belongs. The gradient points uphill, so the step has to go against it.",
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
            "Looks like: the step comes back, and not the point that it leads to. Add the step to x.",
            _step(lambda x, g, rate: -rate * g),
            _step(lambda x, g, rate: rate * g),
        ),
        Mistake(
            "fixed-size",
            "Looks like: steps of a fixed size. Only the direction of the gradient counts (its sign, or the "
            "gradient divided by its length). But only the learning rate is fixed: the step is the learning rate "
            "times the gradient, so it is long where the slope is steep.",
            _step(lambda x, g, rate: x - rate * np.sign(g)),
            _step(lambda x, g, rate: x - rate * np.asarray(g) / np.linalg.norm(g)),
            _step(lambda x, g, rate: x - rate * np.asarray(g) / (np.linalg.norm(g) or 1)),
        ),
        Mistake(
            "divides-by-the-learning-rate",
            "Looks like: the gradient is divided by the learning rate. A small learning rate has to make a small "
            "step: multiply.",
            _step(lambda x, g, rate: x - g / rate),
        ),
        Mistake(
            "subtracts-the-learning-rate",
            "Looks like: the learning rate itself is added or subtracted somewhere. It is a factor: learning_rate * "
            "gradient.",
            _step(lambda x, g, rate: x - rate),
            _step(lambda x, g, rate: x - (g + rate)),
            _step(lambda x, g, rate: x - g - rate),
            _step(lambda x, g, rate: x - (g - rate)),
        ),
        Mistake(
            "swapped",
            "Looks like: x and gradient have changed places. Start from x, and subtract the learning rate times the "
            "gradient.",
            _step(lambda x, g, rate: g - rate * x),
        ),
        Mistake(
            "everything-scaled",
            "Looks like: all of x - gradient is multiplied by the learning rate. It multiplies the gradient only.",
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
            "Looks like: the gradient is called like a function, as in `gradient(x)`. Here the gradient has been "
            "worked out already: it holds the slopes at x, as numbers. (In `gradient_descent`, next, it will be a "
            "function.)",
            _step(lambda x, g, rate: x - rate * g(x)),
        ),
        Mistake(
            "one-number",
            "Looks like: one number comes out for all entries together. Every entry of x has its own slope and "
            "takes its own step.",
            _step(lambda x, g, rate: x - rate * np.sum(g)),
            _step(lambda x, g, rate: x - rate * np.mean(g)),
            _step(lambda x, g, rate: x - rate * np.linalg.norm(g)),
        ),
        Mistake(
            "step-twice",
            "Looks like: a step is taken twice in one line, x - η(x - η · gradient). Multiply the gradient by η "
            "once, and subtract it from x once.",
            {"gradient_step": lambda x, gradient, learning_rate: x - learning_rate * (x - learning_rate * gradient)},
        ),
    ),
    hints=(
        "The gradient points uphill. Which sign leads downhill?",
        "The step is the learning rate times the gradient. It has the shape of x, so one subtraction moves all "
        "entries.",
        "Return `x - learning_rate * gradient`. (`x -= ...` would change the array that you were given.)",
    ),
)
