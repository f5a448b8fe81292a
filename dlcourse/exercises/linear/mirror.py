"""`mirror` of lesson 01."""

import numpy as np

from dlcourse.checker import Case, Exercise, Mistake
from dlcourse.exercises.linear import X, b, w


def mirror(X, w, b):
    """Mirror every point in the hyperplane w·x + b = 0: shape (n, d), or (d,) for a single point."""
    steps = np.multiply.outer((X @ w + b) / (w @ w), w)
    return X - 2 * steps


def _moved(steps, times=-2.0):
    """A wrong answer: X and these steps, from X, the scores, w and the length of w."""

    def mirror(X, w, b):
        return X + times * steps(X, X @ w + b, w, np.linalg.norm(w))

    return {"mirror": mirror}


def _entry_by_entry(power, times, turned=False):
    """A wrong answer: scores times w, divided by a power of the length of w, without a column."""

    def steps(X, scores, w, length):
        scores = scores / length**power
        return w * scores if turned else scores * w

    return _moved(steps, times)


def _batch_steps(power, times):
    """Wrong answers for a batch alone: each score times w, divided by a power of the length of w."""
    return (
        _moved(lambda X, scores, w, length: scores[:, np.newaxis] / length**power * w, times),
        _moved(lambda X, scores, w, length: np.outer(scores / length**power, w), times),
    )


def _right(X, scores, w, length):
    return np.multiply.outer(scores / length, w / length)


def _batch_only(f):
    """A wrong answer that is right for a batch, as `f` makes the steps or the rows, and not for a single point."""
    return {"mirror": lambda X, w, b: f(X, (X @ w + b) / (w @ w), w)}


def _rows(X, along, w):
    return [x - 2 * k * w for x, k in zip(X, along, strict=True)]


def _from_rows(X, w, b):
    return np.array([x - 2 * (x @ w + b) / (w @ w) * w for x in X])


def _into_a_copy(X, w, b):
    mirrored = np.zeros(X.shape)
    for i in range(len(X)):
        mirrored[i] = X[i] - 2 * (X[i] @ w + b) / (w @ w) * w
    return mirrored


_LIST = "Looks like: the mirrored points in a Python list. `np.array(...)` makes an array of it."

EXERCISE = Exercise(
    id="mirror",
    kind="further",
    worth=(
        "Each point needs its own multiple of the same w. `np.multiply.outer` multiplies every distance with every entry of w, and gives (n, d) for n "
        "distances and (d,) for one. So neither a loop nor an `if` is needed."
    ),
    reference={"mirror": mirror},
    needs=("decision_function", "signed_distance"),
    cases=(
        Case(
            "mirror(X, w, b)",
            "by hand: in the level line x₂ = 1 only the second number changes",
            X=np.array([[2.0, 3.0], [0.0, 0.0], [-1.0, 1.0]]),
            w=np.array([0.0, 2.0]),
            b=-2.0,
        ),
        Case("mirror(X, w, b)", "four examples of three features", X=X, w=w, b=b),
        Case("mirror(X, w, b)", "as many examples as features", X=X[:3], w=w, b=-1.0),
        Case("mirror(X, w, b)", "a batch of one", X=X[:1], w=w, b=b),
        Case("mirror(X, w, b)", "a single point of shape (d,) gives shape (d,)", X=X[1], w=w, b=b),
        Case("mirror(X, w, b)", "the same plane, w and b times 1000", X=X, w=1000 * w, b=1000 * b),
        Case("mirror(X, w, b)", "one feature: the mirror is the point 1.5", X=X[:2, :1], w=np.array([-2.0]), b=3.0),
    ),
    mistakes=(
        Mistake(
            "onto-the-plane",
            "Looks like: every point lands on the hyperplane. Its mirror image lies on the other side, just as far away: go the same way once more.",
            _moved(_right, -1.0),
            *_batch_steps(2, -1.0),
        ),
        Mistake(
            "away",
            "Looks like: the points move the wrong way, away from the hyperplane. The signed distance is positive on the side that w points to, and there "
            "the way to the hyperplane is against w.",
            _moved(_right, 2.0),
            _moved(_right, 1.0),
            *_batch_steps(2, 1.0),
            *_batch_steps(2, 2.0),
        ),
        Mistake(
            "not-divided",
            "Looks like: the step is 2 · score · w, and the length of w is nowhere divided out. A longer w describes the same hyperplane, so the answer must not "
            "depend on that length.",
            _moved(lambda X, scores, w, length: np.multiply.outer(scores, w)),
            *_batch_steps(0, -2.0),
        ),
        Mistake(
            "divided-once",
            "Looks like: divided by ‖w‖ only once. The distance is the score divided by ‖w‖. The step has this length only if the arrow it is multiplied with has the "
            "length 1: that is w / ‖w‖.",
            _moved(lambda X, scores, w, length: np.multiply.outer(scores / length, w)),
            *_batch_steps(1, -2.0),
        ),
        Mistake(
            "divided-once-and-half-way",
            "Looks like: distance · w. Two things are missing: the arrow w / ‖w‖ in place of w, so that a step is as long as the distance, and the factor 2, as the mirror image "
            "lies on the other side.",
            _moved(lambda X, scores, w, length: np.multiply.outer(scores / length, w), -1.0),
            *_batch_steps(1, -1.0),
        ),
        Mistake(
            "distance-from-every-feature",
            "Looks like: the same number is taken from every feature. The step goes in the direction of w, so each feature gets its own share of it.",
            _moved(lambda X, scores, w, length: np.multiply.outer(scores / length, np.ones(len(w)))),
        ),
        Mistake(
            "no-bias",
            "Looks like: the bias is missing. That mirrors in the parallel hyperplane through the origin.",
            _moved(lambda X, scores, w, length: np.multiply.outer(X @ w / length, w / length)),
        ),
        Mistake(
            "no-sign",
            "Looks like: the distance without its sign. Points on the other side have to move the other way, and a negative distance makes them do that{abs|absolute|fabs:: leave out the `abs`}.",
            _moved(lambda X, scores, w, length: np.multiply.outer(np.abs(scores) / length, w / length)),
        ),
        Mistake(
            "in-the-origin",
            "Looks like: -X, which mirrors every point in the origin. Here the mirror is the hyperplane w·x + b = 0.",
            {"mirror": lambda X, w, b: -X},
        ),
        Mistake(
            "step-alone",
            "Looks like: only the step comes back, and not where it leads. Add it to X.",
            {"mirror": lambda X, w, b: -2 * _right(X, X @ w + b, w, np.linalg.norm(w))},
        ),
        Mistake(
            "no-column",
            "Looks like: the n distances meet the d numbers of w, entry by entry. But each of the n rows needs its own distance times the whole arrow w / ‖w‖. Make the distances a column of shape (n, 1), "
            "`distances[:, None]`, or use `np.multiply.outer(distances, w / np.linalg.norm(w))`.",
            *(_entry_by_entry(power, times) for power in (0, 1, 2) for times in (-1, -2)),
            *(_entry_by_entry(power, times, turned=True) for power in (0, 1, 2) for times in (-1, -2)),
        ),
        Mistake(
            "batch-only",
            "Looks like: right for a batch. A single point of shape (d,) has only one distance and no rows, and its mirror image has shape (d,), too.",
            _batch_only(lambda X, along, w: X - 2 * along[:, np.newaxis] * w),
            _batch_only(lambda X, along, w: X - 2 * np.outer(along, w)),
            _batch_only(lambda X, along, w: X - 2 * np.reshape(along, (-1, 1)) * w),
            _batch_only(lambda X, along, w: X - 2 * along.reshape(len(X), 1) * w),
            _batch_only(lambda X, along, w: np.array(_rows(X, along, w))),
            _batch_only(lambda X, along, w: X - 2 * np.einsum("i,j->ij", along, w)),
            {"mirror": _from_rows},
            {"mirror": _into_a_copy},
        ),
        Mistake(
            "list",
            _LIST,
            _batch_only(_rows),
            {"mirror": lambda X, w, b: [x - 2 * (x @ w + b) / (w @ w) * w for x in X]},
        ),
    ),
    hints=(
        "Walk from a point straight to the hyperplane, and then the same way once more. In which direction do you walk, and how far is it to the hyperplane?",
        "`w / np.linalg.norm(w)` is an arrow of length 1 at a right angle to the hyperplane, and `signed_distance(X, w, b)` says how far each point lies along it. So for one point x "
        "with the distance s the mirror image is x - 2·s·w/‖w‖.",
        "In a batch every distance s has to meet the whole arrow: `np.multiply.outer(distances, arrow)` has shape (n, d), and (d,) for a single point. Return X minus twice "
        "that. (With a loop over the rows, a single point needs a case of its own.)",
    ),
)
