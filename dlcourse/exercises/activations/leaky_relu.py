"""`leaky_relu` of lesson 03."""

import numpy as np

from dlcourse.checker import Case, Exercise, Hint, Mistake
from dlcourse.exercises.activations import IF, ROWS, SCORES, WHOLE, by_branches, cases, each


class LeakyReLU:
    """φ(z) = z for z > 0, else slope · z: a ReLU that lets a little through on the left.

    Parameters
    ----------
    slope : float
        The slope on the left, from 0 to 1.
    """

    def __init__(self, slope=0.01):
        self.slope = slope

    def fn(self, x):
        """Outputs for the weighted inputs `x`, any shape."""
        return np.where(np.asarray(x) > 0, x, self.slope * np.asarray(x))

    def derivative(self, x):
        """Slopes at the weighted inputs `x`, any shape; at 0 the slope of the left side."""
        return np.where(np.asarray(x) > 0, 1.0, self.slope)


def _keep(self, slope=0.01):
    self.slope = slope


def _keep_on_class(self, slope=0.01):
    type(self).slope = slope


def _keep_nothing(self, slope=0.01):
    pass


def _make(fn, derivative, init=_keep):
    """A wrong answer, out of fn(x, slope) and derivative(x, slope, fn)."""
    members = {
        "__init__": init,
        "fn": lambda self, x: fn(x, self.slope),
        "derivative": lambda self, x: derivative(x, self.slope, self.fn),
    }
    return {"LeakyReLU": type("LeakyReLU", (), members)}


def _leaky(x, slope):
    return np.where(np.asarray(x) > 0, x, slope * np.asarray(x))


def _bent(x, slope, fn=None):
    return np.where(np.asarray(x) > 0, 1.0, slope)


def _sides(right, left):
    """A function by its two sides; each is given x and the slope."""
    return lambda x, slope, fn=None: np.where(
        np.asarray(x) > 0, right(np.asarray(x), slope), left(np.asarray(x), slope)
    )


def _filled_in(x, slope):
    out = np.array(x)
    out[out < 0] = slope * out[out < 0]
    return out


def _slopes_filled_in(x, slope, fn):
    out = np.ones_like(x)
    out[np.asarray(x) <= 0] = slope
    return out


def _by_index(x, slope):
    return np.array([v if v > 0 else slope * v for v in x])


def _slopes_by_index(x, slope, fn):
    return np.array([1.0 if v > 0 else slope for v in x])


EXERCISE = Exercise(
    id="leaky_relu",
    kind="further",
    worth=(
        "`np.where` computes both sides for the whole array and then chooses, entry by entry. No loop and no `if` "
        "is needed, and a single number works as well."
    ),
    reference={"LeakyReLU": LeakyReLU},
    cases=(
        *cases("LeakyReLU"),
        Case("LeakyReLU(slope).fn(x)", "a slope of 0.2", slope=0.2, x=SCORES),
        Case("LeakyReLU(slope).derivative(x)", "the slopes when the left side has slope 0.2", slope=0.2, x=SCORES),
        Case("LeakyReLU(slope).fn(x)", "a slope of 0.5, on two rows of three", slope=0.5, x=ROWS),
        Case("LeakyReLU(slope).derivative(x)", "a slope of 0.5, on two rows of three", slope=0.5, x=ROWS),
        Case("LeakyReLU(slope).derivative(x)", "whole numbers, with a slope of 0.25", slope=0.25, x=WHOLE),
        Case("LeakyReLU(slope).fn(x)", "with a slope of 0 it is the plain ReLU", slope=0.0, x=SCORES),
        Case("LeakyReLU().derivative(x)", "at exactly 0 the slope is that of the left side", x=0.0),
        Case(
            "[each.fn(x) for each in (LeakyReLU(0.1), LeakyReLU(0.3))][0]",
            "two of them side by side, with slopes 0.1 and 0.3; the first one is run",
            x=SCORES,
        ),
    ),
    mistakes=(
        Mistake(
            "fixed-slope",
            "Looks like: always 0.01, whatever slope was given. `__init__` has to keep the slope, `self.slope = slope`, "
            "and both methods have to use `self.slope`.",
            _make(lambda x, slope: _leaky(x, 0.01), lambda x, slope, fn: _bent(x, 0.01)),
            _make(lambda x, slope: _leaky(x, 0.01), _bent),
            _make(_leaky, lambda x, slope, fn: _bent(x, 0.01)),
        ),
        Mistake(
            "one-at-zero",
            "Looks like: a slope of 1 at exactly 0. The task puts 0 on the left side, so the slope there is "
            "`self.slope`: ask `x > 0`, not `x >= 0`.",
            _make(_leaky, lambda x, slope, fn: np.where(np.asarray(x) >= 0, 1.0, slope)),
        ),
        Mistake(
            "zero-at-zero",
            "Looks like: a slope of 0 at exactly 0, which is what the plain ReLU has. Here 0 belongs to the left "
            "side, where the slope is `self.slope`: everything that is not above 0 goes there.",
            _make(
                _leaky,
                lambda x, slope, fn: np.where(np.asarray(x) > 0, 1.0, np.where(np.asarray(x) < 0, slope, 0.0)),
            ),
        ),
        Mistake(
            "plain-relu",
            "Looks like: the plain ReLU, which is 0 on the left side, and so is its slope. The leaky "
            "ReLU has `self.slope * x` on the left, and its slope there is `self.slope`.",
            *each(
                _make,
                (lambda x, slope: np.maximum(x, 0),),
                (_bent, _sides(lambda x, s: 1.0, lambda x, s: 0.0)),
            ),
            _make(_leaky, _sides(lambda x, s: 1.0, lambda x, s: 0.0)),
        ),
        Mistake(
            "slope-alone",
            "Looks like: on the left the output is the slope itself, the same number for every x. The slope has to "
            "be multiplied by x: `self.slope * x`.",
            *each(
                _make,
                (_sides(lambda x, s: x, lambda x, s: s + 0 * x),),
                (_bent, _sides(lambda x, s: 1.0, lambda x, s: 0.0)),
            ),
        ),
        Mistake(
            "floor",
            "Looks like: the larger of x and the slope, as in `np.maximum(self.slope, x)`. The slope is a factor "
            "and no lowest value: on the left the output is `self.slope * x`.",
            *each(
                _make,
                (lambda x, slope: np.maximum(slope, x),),
                (_bent, lambda x, slope, fn: np.where(np.asarray(x) > slope, 1.0, 0.0)),
            ),
        ),
        Mistake(
            "upward-on-the-left",
            "Looks like: a minus sign too many on the left side. There x is "
            "negative, and the output `self.slope * x` is negative, too; the slope is `self.slope`, which is not "
            "negative.",
            _make(_sides(lambda x, s: x, lambda x, s: -s * x), _bent),
            _make(_sides(lambda x, s: x, lambda x, s: -s * x), _sides(lambda x, s: 1.0, lambda x, s: -s)),
            _make(_leaky, _sides(lambda x, s: 1.0, lambda x, s: -s)),
        ),
        Mistake(
            "sides-exchanged",
            "Looks like: the two sides have changed places. For x > 0 the "
            "output is x, with slope 1; the slope that is given belongs to the other side.",
            _make(_sides(lambda x, s: s * x, lambda x, s: x), _bent),
            _make(
                _sides(lambda x, s: s * x, lambda x, s: x),
                lambda x, slope, fn: np.where(np.asarray(x) < 0, 1.0, slope),
            ),
            _make(_sides(lambda x, s: s * x, lambda x, s: x), _sides(lambda x, s: s, lambda x, s: 1.0)),
            _make(_leaky, _sides(lambda x, s: s, lambda x, s: 1.0)),
        ),
        Mistake(
            "leaks-on-the-right-too",
            "Looks like: max(0, x) and slope · x added up. On the right that gives (1 + slope) · x. Each side has one"
            " rule of its own: choose between them, do not add them.",
            _make(lambda x, slope: np.maximum(x, 0) + slope * np.asarray(x), _bent),
            _make(
                lambda x, slope: np.maximum(x, 0) + slope * np.asarray(x),
                _sides(lambda x, s: 1.0 + s, lambda x, s: s),
            ),
        ),
        Mistake(
            "slope-times-x",
            "Looks like: on the left `derivative` gives the slope times x. That is the output. The slope of the line "
            "`self.slope * x` is the number in front of x.",
            _make(_leaky, _sides(lambda x, s: 1.0, lambda x, s: s * x)),
        ),
        Mistake(
            "slope-is-fn",
            "Looks like: `derivative` returns the output itself. It has to return how steep the function is at x: one "
            "number for each of the two sides.",
            _make(_leaky, lambda x, slope, fn: fn(x)),
        ),
        Mistake(
            "largest-entry",
            "Looks like: the largest entry of an array, as `np.max` looks for it; its second argument is an axis. "
            "`np.maximum` and `np.where` go through the entries one by one.",
            *each(
                _make,
                (
                    lambda x, slope: np.max(x, slope * x),
                    lambda x, slope: np.max(slope * x, x),
                    lambda x, slope: np.max([slope * x, x]),
                    lambda x, slope: np.max((slope * x, x)),
                ),
                (_bent,),
            ),
        ),
        Mistake(
            "if-on-array",
            IF,
            *(
                _make(fn, derivative)
                for fn in (
                    lambda x, slope: by_branches(lambda x: x, lambda x: slope * x)(x),
                    lambda x, slope: max(x, slope * x),
                )
                for derivative in (_bent, lambda x, slope, fn: 1.0 if x > 0 else slope)
            ),
            _make(_leaky, lambda x, slope, fn: 1.0 if x > 0 else slope),
        ),
        Mistake(
            "loop-over-rows",
            "Looks like: a loop that asks a question, as `if` does, about one entry of x after the other. If x has "
            "two rows, the loop meets whole rows; if x is a single number, there is nothing to go through. `np.where`"
            " takes any shape.",
            *each(_make, (_by_index,), (_bent, _slopes_by_index)),
            _make(_leaky, _slopes_by_index),
        ),
        Mistake(
            "cut-to-whole-numbers",
            "Looks like: right for decimal numbers. Of whole numbers an array was made that holds whole numbers only,"
            " as `np.array(x)` and `np.zeros_like(x)` make it, so 0.25 becomes 0 in it. `dtype=float` helps, or "
            "`np.where`.",
            _make(_leaky, _slopes_filled_in),
            _make(_filled_in, _slopes_filled_in),
            _make(_filled_in, _bent),
        ),
        Mistake(
            "vectorize",
            "Looks like: all results become whole numbers if the first one is the whole number 1, as with "
            "`np.vectorize`. Write 1.0, or use `np.where`.",
            _make(_leaky, lambda x, slope, fn: np.vectorize(lambda t: 1 if t > 0 else slope)(x)),
        ),
        Mistake(
            "on-the-class",
            "Looks like: all objects share one slope, kept on the class or outside it, so the one made last "
            "decides. Keep it on the object: `self.slope = slope`.",
            _make(_leaky, _bent, _keep_on_class),
        ),
        Mistake(
            "keeps-nothing",
            "Looks like: `__init__` does not keep the slope, so the methods do not find it. Write `self.slope = "
            "slope` there.",
            _make(_leaky, _bent, _keep_nothing),
        ),
        Mistake(
            "without-self",
            "Looks like: a method uses the name `slope`, which only `__init__` knows. What `__init__` kept is "
            "called `self.slope` in the other methods.",
            {
                "LeakyReLU": type(
                    "LeakyReLU",
                    (),
                    {
                        "__init__": _keep,
                        "fn": lambda self, x: np.where(x > 0, x, slope * x),  # noqa: F821
                        "derivative": lambda self, x: np.where(x > 0, 1.0, slope),  # noqa: F821
                    },
                )
            },
        ),
    ),
    hints=(
        Hint(
            "`__init__` keeps the slope, so that the other two methods can use it: `self.slope = slope`.",
            "__init__",
        ),
        Hint(
            "Start from your ReLU. What does `fn` return for x > 0, and what for all other x? Only the second of the "
            "two changes.",
            "fn",
        ),
        Hint(
            "`fn` returns `np.where(x > 0, x, self.slope * x)`, which chooses entry by entry between the two sides.",
            "fn",
        ),
        Hint(
            "How steep is the line x, and how steep is the line `slope · x`? These two numbers are the slopes.",
            "derivative",
        ),
        Hint(
            "`np.where(condition, one, other)` chooses entry by entry. The condition is `x > 0`, so 0 belongs to the "
            "left side.",
            "derivative",
        ),
        Hint(
            "`derivative` returns `np.where(x > 0, 1.0, self.slope)`.",
            "derivative",
        ),
    ),
)
