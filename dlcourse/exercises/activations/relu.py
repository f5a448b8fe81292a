"""`relu` of lesson 03."""

import numpy as np

from dlcourse import activations as maths
from dlcourse.checker import Case, Exercise, Hint, Mistake
from dlcourse.exercises.activations import IF, by_branches, cases, classes, each

_make_relu = classes("ReLU")


def _relu(x):
    return np.maximum(x, 0)


def _is_positive(x, f=None):
    return np.where(np.asarray(x) > 0, 1.0, 0.0)


def _relu_by_index(x):
    out = np.zeros(len(x))
    for i in range(len(x)):
        out[i] = max(0, x[i])
    return out


def _step_by_index(x, f):
    out = np.zeros(len(x))
    for i in range(len(x)):
        if x[i] > 0:
            out[i] = 1
    return out


_looping_slopes = (
    lambda x, f: np.array([1 if v > 0 else 0 for v in x]),
    lambda x, f: [1 if v > 0 else 0 for v in x],
    _step_by_index,
)

EXERCISE = Exercise(
    id="relu",
    worth="`np.maximum(x, 0)` compares every entry with 0. It takes arrays of any shape, and single numbers.",
    reference={"ReLU": maths.ReLU},
    cases=(
        *cases("ReLU"),
        Case("ReLU().derivative(x)", "at exactly 0 there is a corner, and the course says 0 there", x=0.0),
    ),
    mistakes=(
        Mistake(
            "one-at-zero",
            "Looks like: a slope of 1 at exactly 0. There is a corner at 0, so no number is *the* slope. The task "
            "asks for 0 there, as most libraries do: `>`, not `>=`.",
            _make_relu(_relu, lambda x, f: np.where(np.asarray(x) >= 0, 1.0, 0.0)),
        ),
        Mistake(
            "half-at-zero",
            "Looks like: a slope of ½ at exactly 0. There is a corner at 0, so ½ is as good as any other number, "
            "but the task asks for 0 there, as most libraries do.",
            _make_relu(_relu, lambda x, f: np.heaviside(x, 0.5)),
        ),
        Mistake(
            "largest-entry",
            "Looks like: the largest entry of an array, as `np.max` looks for it; its second argument is an axis. "
            "`np.maximum(x, 0)` compares each entry with 0.",
            *each(
                _make_relu,
                (
                    lambda x: np.max(x, 0),
                    lambda x: np.max(x),
                    lambda x: np.max(x, axis=-1),
                    lambda x: max(0, np.max(x)),
                    lambda x: np.max(0, x),
                ),
                (_is_positive,),
            ),
        ),
        Mistake(
            "if-on-array",
            IF,
            _make_relu(by_branches(lambda x: x, lambda x: 0), _is_positive),
            _make_relu(by_branches(lambda x: x, lambda x: 0), lambda x, f: 1.0 if x > 0 else 0.0),
            _make_relu(_relu, lambda x, f: 1.0 if x > 0 else 0.0),
        ),
        Mistake(
            "loop-over-rows",
            "Looks like: a loop that asks a question, as `if` or `max` does, about one entry of x after the other. If"
            " x has two rows, the loop meets whole rows and not numbers; if x is a single number, there is nothing to"
            " go through. `np.maximum` and `np.where` take any shape.",
            *each(
                _make_relu,
                (lambda x: np.array([max(0, v) for v in x]), lambda x: [max(0, v) for v in x], _relu_by_index),
                (_is_positive, *_looping_slopes),
            ),
            *each(_make_relu, (_relu,), _looping_slopes),
        ),
        Mistake(
            "true-false",
            "Looks like: True and False as slopes. The comparison is right; `np.where(x > 0, 1.0, 0.0)` turns it "
            "into numbers.",
            _make_relu(_relu, lambda x, f: x > 0),
            _make_relu(_relu, lambda x, f: x >= 0),
        ),
        Mistake(
            "astype-on-a-bool",
            "Looks like: a method of NumPy arrays, `.astype`, is called on a single True or False of Python, which "
            "has no such method. `np.where(x > 0, 1.0, 0.0)` takes a single number as well as an array.",
            _make_relu(_relu, lambda x, f: (x > 0).astype(float)),
            _make_relu(_relu, lambda x, f: (x > 0).astype(int)),
        ),
        Mistake(
            "slope-is-fn",
            "Looks like: `derivative` returns the output. For x > 0 the slope is 1, however large x is.",
            _make_relu(_relu, lambda x, f: f(x)),
        ),
        Mistake(
            "slope-is-sign",
            "Looks like: a slope of -1 for negative x. There the output is always 0, so the slope is 0.",
            _make_relu(_relu, lambda x, f: np.sign(x)),
            _make_relu(_relu, lambda x, f: np.where(np.asarray(x) > 0, 1.0, -1.0)),
        ),
        Mistake(
            "slope-one",
            "Looks like: a slope of 1 everywhere. For negative x the output is always 0, so the slope is 0 there.",
            _make_relu(_relu, lambda x, f: np.ones_like(x)),
            _make_relu(_relu, lambda x, f: np.ones_like(x, dtype=float)),
        ),
        Mistake(
            "fn-over-x",
            "Looks like: the output divided by x. That gives 1 for positive x and 0 for negative x, but 0/0 at 0.",
            _make_relu(_relu, lambda x, f: f(x) / x),
        ),
        Mistake(
            "other-side",
            "Looks like: negative numbers are kept and positive ones become 0. It should be the other way round: "
            "the larger one of x and 0, `np.maximum`.",
            *each(
                _make_relu,
                (lambda x: np.minimum(x, 0),),
                (_is_positive, lambda x, f: np.where(np.asarray(x) < 0, 1.0, 0.0)),
            ),
        ),
        Mistake(
            "absolute",
            "Looks like: |x|. For negative x the output is 0, not -x.",
            *each(_make_relu, (np.abs,), (_is_positive, lambda x, f: np.sign(x))),
        ),
        Mistake(
            "leaky",
            "Looks like: a leaky ReLU, which has a small slope for negative x. That is another activation function; "
            "here the output is 0 for negative x.",
            *each(
                _make_relu,
                [lambda x, k=k: np.where(np.asarray(x) > 0, x, k * np.asarray(x)) for k in (0.01, 0.1, 0.2)],
                (_is_positive,),
            ),
            *(
                _make_relu(
                    lambda x, k=k: np.where(np.asarray(x) > 0, x, k * np.asarray(x)),
                    lambda x, f, k=k: np.where(np.asarray(x) > 0, 1.0, k),
                )
                for k in (0.01, 0.1, 0.2)
            ),
        ),
        Mistake(
            "step",
            "Looks like: the step, which returns 1 for every positive x. The ReLU returns x itself there; 0 and 1 "
            "are its slopes.",
            *each(_make_relu, (_is_positive,), (_is_positive, lambda x, f: 0 * x)),
        ),
        Mistake(
            "slope-for-each-row",
            "Looks like: as many ones as x has rows. The slopes have the shape of x, and a slope is 1 only where x "
            "is above 0.",
            _make_relu(lambda x: np.maximum(0, x), lambda x, f: np.ones((len(x),))),
            _make_relu(lambda x: np.maximum(0.0, x), lambda x, f: np.ones(len(x))),
        ),
        Mistake(
            "vectorize",
            "Looks like: all results become whole numbers if the first one is whole, as with `np.vectorize`: max(0, "
            "-2.0) is the whole number 0. `np.maximum(0, x)` keeps the decimals.",
            _make_relu(lambda x: np.vectorize(lambda t: max(0, t))(x), lambda x, f: np.where(x > 0, 1.0, 0.0)),
            _make_relu(lambda x: np.vectorize(lambda t: t if t > 0 else 0)(x), lambda x, f: np.where(x > 0, 1.0, 0.0)),
            _make_relu(
                lambda x: np.vectorize(lambda t: max(0, t))(x),
                lambda x, f: np.vectorize(lambda t: 1 if t > 0 else 0)(x),
            ),
        ),
    ),
    hints=(
        Hint(
            "For every entry you need the larger one of two numbers, the entry itself and 0.",
            "fn",
        ),
        Hint(
            "`fn` returns `np.maximum(x, 0)`, which compares every entry with 0. (`np.max` is something else: it "
            "looks for the largest entry.)",
            "fn",
        ),
        Hint(
            "Look at the graph of ReLU. For which x does it rise, and how steeply? For which x is it flat?",
            "derivative",
        ),
        Hint(
            "The slope is 1 where `x > 0`, and 0 everywhere else, also at 0. `np.where(condition, one, other)` "
            "chooses entry by entry between two values.",
            "derivative",
        ),
        Hint(
            "`derivative` returns `np.where(x > 0, 1.0, 0.0)`.",
            "derivative",
        ),
    ),
)
