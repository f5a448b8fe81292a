"""`backtracking_step` of lesson 06."""

import functools

import numpy as np

from dlcourse.checker import Case, Exercise, Mistake
from dlcourse.exercises.descent import X
from dlcourse.exercises.descent._walks import limited


def backtracking_step(f, gradient, x, learning_rate=1.0, shrink=0.5, c=1e-4):
    """One step of gradient descent whose learning rate is made smaller until f falls by enough.

    Parameters
    ----------
    f, gradient : callable
        From a point to the height there, and to the slope there.
    x : float, or ndarray of any shape
    learning_rate : float
        η, tried first.
    shrink : float
        What η is multiplied by if the step is too long, above 0 and below 1.
    c : float
        How much f has to fall: by c · η · ‖∇f(x)‖².

    Returns
    -------
    float, or ndarray of the shape of `x`
    """
    slope = gradient(x)
    while f(x - learning_rate * slope) > f(x) - c * learning_rate * np.sum(slope**2):
        learning_rate *= shrink
    return x - learning_rate * slope


def _step(
    enough=lambda old, new, eta, g, c: new <= old - c * eta * np.sum(g**2),
    direction=-1,
    first=lambda eta, shrink: eta,
    smaller=lambda eta, shrink: eta * shrink,
    turns=200,
    give=lambda x, new, eta, g: new,
    level=None,
):
    """A wrong answer: backtracking with one thing changed."""

    def backtracking_step(f, gradient, x, learning_rate=1.0, shrink=0.5, c=1e-4):
        g, eta = gradient(x), first(learning_rate, shrink)
        for _ in range(turns):
            if enough(f(x), f(x + direction * eta * g), eta, g, c if level is None else level):
                break
            eta = smaller(eta, shrink)
        return give(x, x + direction * eta * g, eta, g)

    return {"backtracking_step": backtracking_step}


def _walks_on(f, gradient, x, learning_rate=1.0, shrink=0.5, c=1e-4):
    """Every trial begins where the last one ended."""
    start, slope = x, gradient(x)
    for _ in range(200):
        x = x - learning_rate * slope
        if f(x) <= f(start) - c * learning_rate * np.sum(slope**2):
            break
        learning_rate *= shrink
    return x


def _not_called(f, gradient, x, learning_rate=1.0, shrink=0.5, c=1e-4):
    return x - learning_rate * gradient


_HOLLOW = "limited(lambda x: (x - 2) ** 2), lambda x: 2 * (x - 2)"
_STEEP = "limited(lambda x: x**4), lambda x: 4 * x**3"
_VALLEY = "limited(lambda p: p[0] ** 2 / 2 + 4 * p[1] ** 2), lambda p: np.array([1.0, 8.0]) * p"
_BOWL = "limited(lambda p: np.sum(p**2)), lambda p: 2 * p"


def _case(code, why, **inputs):
    """A case in which an endless search ends after 600 heights. A right one needs fewer than 50."""
    return Case(code, why, limited=functools.partial(limited, most=600), **inputs)


EXERCISE = Exercise(
    id="backtracking_step",
    kind="further",
    worth=(
        "The slope and the height at x are the same in every trial, so the slope is worked out once. "
        "`np.sum(slope**2)` is the squared length of a gradient of any shape."
    ),
    reference={"backtracking_step": backtracking_step},
    cases=(
        _case(
            f"backtracking_step({_HOLLOW}, 4.0)",
            "by hand: η = 1 leads to 0, which is as high as 4; η = ½ leads to 2, where the height is 0 (`limited` only ends an endless loop)",
        ),
        _case(
            f"backtracking_step({_HOLLOW}, 4.0, learning_rate=0.99995)",
            "the first step leads to the other side, nearly as high: f falls, but by too little",
        ),
        _case(f"backtracking_step({_HOLLOW}, 0.0, learning_rate=0.2)", "the first η will do: nothing is made smaller"),
        _case(
            f"backtracking_step({_STEEP}, -3.0)", "a steep slope to the left of the minimum: η shrinks several times"
        ),
        _case(
            f"backtracking_step({_STEEP}, 2.0, learning_rate=0.5, shrink=0.1)", "η is made ten times smaller each time"
        ),
        _case(
            f"backtracking_step({_STEEP}, 2.0, 1.0, 0.8, 0.7)",
            "a large c, which asks for nearly the fall that the slope promises",
        ),
        _case(f"backtracking_step({_VALLEY}, x)", "two knobs", x=np.array([3.0, 1.0])),
        _case(f"backtracking_step({_VALLEY}, x, c=0.45)", "two knobs, c = 0.45", x=np.array([2.0, -1.5])),
        _case(f"backtracking_step({_BOWL}, x, learning_rate=3.0, c=0.3)", "a matrix of knobs", x=X),
        _case(f"backtracking_step({_HOLLOW}, 2.0)", "at the minimum the slope is 0: x stays where it is"),
        _case(
            "backtracking_step(limited(lambda x: np.sqrt(1 + x**2)), lambda x: x / np.sqrt(1 + x**2), 5.0)",
            "a slope that is never steep: the first η, which is 1, will do",
        ),
        _case(
            "backtracking_step(limited(lambda x: np.sqrt(1 + x**2)), lambda x: x / np.sqrt(1 + x**2), 5.0, 40.0, 0.75, 0.5)",
            "the same slope, and a first step that is much too long",
        ),
    ),
    mistakes=(
        Mistake(
            "any-fall-will-do",
            "Looks like: any step is taken that does not lead higher; how much f falls does not count. The rule "
            "asks for a fall of at least c · η · ‖∇f‖².",
            _step(level=0.0),
            _step(lambda old, new, eta, g, c: new < old or not np.any(g)),
        ),
        Mistake(
            "eta-missing",
            "Looks like: the fall that is asked for is c · ‖∇f‖², without η. A shorter step falls by less, so with "
            "a large c no step is ever short enough: the bound has to shrink with η.",
            _step(lambda old, new, eta, g, c: new <= old - c * np.sum(g**2), turns=100_000),
        ),
        Mistake(
            "square-of-the-sum",
            "Looks like: the slopes of all knobs are added up, and the sum is squared. Square every slope first, "
            "then add up: `np.sum(slope**2)`.",
            _step(lambda old, new, eta, g, c: new <= old - c * eta * np.sum(g) ** 2),
        ),
        Mistake(
            "length-not-squared",
            "Looks like: the length of the gradient, where its *square* belongs: c · η · ‖∇f‖².",
            _step(lambda old, new, eta, g, c: new <= old - c * eta * np.sqrt(np.sum(g**2))),
        ),
        Mistake(
            "rise-allowed",
            "Looks like: c · η · ‖∇f‖² is added to f(x) where it has to be subtracted. Then the step may even lead "
            "higher.",
            _step(lambda old, new, eta, g, c: new <= old + c * eta * np.sum(g**2)),
        ),
        Mistake(
            "c-not-used",
            "Looks like: always the same c, whatever is asked for. Use the argument `c`.",
            _step(level=1e-4),
            _step(level=0.5),
        ),
        Mistake(
            "shrinks-once",
            "Looks like: η is made smaller at most once. The new step may still be too long: go on, as with "
            "`while`, until f falls by enough.",
            _step(turns=1),
        ),
        Mistake(
            "shrinks-too-early",
            "Looks like: η is made smaller before the first trial. The first η to be tried is `learning_rate` itself.",
            _step(first=lambda eta, shrink: eta * shrink),
        ),
        Mistake(
            "shrinks-once-too-often",
            "Looks like: right, but η is made smaller once more before the step is taken.",
            _step(give=lambda x, new, eta, g: x - 0.5 * eta * g),
            {
                "backtracking_step": lambda f, gradient, x, learning_rate=1.0, shrink=0.5, c=1e-4: _step(
                    give=lambda x, new, eta, g: x - shrink * eta * g
                )["backtracking_step"](f, gradient, x, learning_rate, shrink, c)
            },
        ),
        Mistake(
            "never-shrinks",
            "Looks like: a plain step with the learning rate that was given. It has to be made smaller as "
            "long as f does not fall by enough.",
            _step(turns=0),
        ),
        Mistake(
            "always-half",
            "Looks like: η is always halved. Multiply it by `shrink`.",
            _step(smaller=lambda eta, shrink: eta / 2),
        ),
        Mistake(
            "starts-at-one",
            "Looks like: η always begins at 1, whatever is asked for. Begin with the argument `learning_rate`.",
            _step(first=lambda eta, shrink: 1.0),
        ),
        Mistake(
            "walks-on",
            "Looks like: every trial begins where the last one ended. All trials begin at x; only η changes.",
            {"backtracking_step": _walks_on},
        ),
        Mistake(
            "uphill",
            "Looks like: a plus where a minus belongs. The gradient points uphill, so no step along it falls, and η "
            "shrinks until nothing is left of the step.",
            _step(direction=1),
        ),
        Mistake(
            "eta-returned",
            "Looks like: the learning rate comes back, and not the point. Return x - η · ∇f.",
            _step(give=lambda x, new, eta, g: eta),
        ),
        Mistake(
            "step-returned",
            "Looks like: the step comes back, and not the point that it leads to. Return x - η · ∇f.",
            _step(give=lambda x, new, eta, g: -eta * g),
            _step(give=lambda x, new, eta, g: eta * g),
        ),
        Mistake(
            "both-returned",
            "Looks like: more than the point comes back. Return x - η · ∇f alone.",
            _step(give=lambda x, new, eta, g: (new, eta)),
        ),
        Mistake(
            "not-called",
            "Looks like: `gradient`, a function, is multiplied as if it were the slope. At the point x it gives the "
            "slope: `gradient(x)`.",
            {"backtracking_step": _not_called},
        ),
        Mistake(
            "product-of-rows",
            "Looks like: a product of rows, as in `slope @ slope`, for the squared length. That is right for a row of"
            " knobs, but not for a matrix. `np.sum(slope**2)` takes any shape.",
            _step(lambda old, new, eta, g, c: new <= old - c * eta * np.dot(g, g)),
            _step(lambda old, new, eta, g, c: new <= old - c * eta * (g @ g)),
        ),
    ),
    hints=(
        "Work out the slope at x once. Then try one step: how high is f at its end, and how low does it have to be? If "
        "it is too high, what changes, and what stays?",
        "A `while` loop does it: as long as f at `x - learning_rate * slope` is more than `f(x)` minus c · η · "
        "‖∇f‖², multiply `learning_rate` by `shrink`. After the loop, return the point.",
        "Compute `slope = gradient(x)` once. For each η compute `enough = c * learning_rate * np.sum(slope**2)` anew. "
        "The loop is `while f(x - learning_rate * slope) > f(x) - ...:`, and in it stands `learning_rate = "
        "learning_rate * shrink`.",
    ),
)
