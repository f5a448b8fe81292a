"""`mend_line_through` of lesson 01."""

import numpy as np

from dlcourse.checker import Exercise, Mistake
from dlcourse.checker.looks import Look
from dlcourse.checker.words import shaped


def line_through(p, q):
    """Weights and bias (w, b) of the line through two different points of the plane."""
    along = q - p
    w = np.array([-along[1], along[0]])
    return w, -w @ p


class _Line(tuple):
    """w₁, w₂ and b of a line, brought to the length 1 of w and to one sign: the same for every (w, b) of this line."""

    def __repr__(self):
        return " ".join(f"{round(part, 6) + 0.0:.6g}" for part in self)


def _line(run):
    """The line that came back, or a sentence that says why it is none."""
    result = run()
    if not isinstance(result, (tuple, list)) or len(result) != 2:
        return "Two things were asked for, in this order: `return w, b`."
    w, b = (part if isinstance(part, (int, float)) else np.asarray(part) for part in result)
    if any(np.asarray(part).dtype.kind not in "iuf" or not np.isfinite(part).all() for part in (w, b)):
        return "w or b holds something that is not a finite number."
    if np.shape(w) != (2,):
        return f"w {shaped(np.shape(w))}. A line in the plane has two weights: shape (2,)."
    if np.shape(b) != ():
        return f"b is {np.round(b, 6) + 0.0}, of shape {np.shape(b)}; a single number was asked for."
    w, b = np.array(w, float), float(b)
    if not w.any():
        return "w is (0, 0). Then the score is b everywhere, and there is no line."
    return _Line([*w, b] / (np.hypot(*w) * np.sign(w[w != 0][0])))


def _runs_through(line, p, q):
    if isinstance(line, str):
        return line
    w, b = np.array(line[:2]), line[2]
    far = {name: abs(w @ point + b) for name, point in (("p", p), ("q", q))}
    off = [name for name, distance in far.items() if distance > 1e-9 * max(1.0, np.abs([p, q]).max())]
    if not off:
        return None
    if len(off) == 2:
        return (
            f"The line runs through neither point. It passes p at a distance of {far['p']:.3g} and q at {far['q']:.3g}."
        )
    (missed,) = off
    return f"The line runs through {'q' if missed == 'p' else 'p'}, but it passes {missed} at a distance of {far[missed]:.3g}."


def _case(why, p, q):
    return Look("line_through(p, q)", why, _line, _runs_through, p=np.array(p), q=np.array(q))


def _wrong(normal, *biases):
    """Wrong answers with these weights, from p and q - p, and each of these biases, from w, p and q."""

    def with_bias(bias):
        def line_through(p, q):
            w = np.array(normal(p, q - p))
            return w, bias(w, p, q)

        return {"line_through": line_through}

    return map(with_bias, biases)


def _turned(p, along):
    return [-along[1], along[0]]


_THROUGH = (lambda w, p, q: -w @ p, lambda w, p, q: -w @ q)


def _by_slope(p, q):
    slope = (q[1] - p[1]) / (q[0] - p[0])
    return np.array([slope, -1.0]), p[1] - slope * p[0]


EXERCISE = Exercise(
    id="mend_line_through",
    kind="mend",
    worth=(
        "A direction (a, c) is turned by a right angle when its two numbers change places and one of them changes its sign: (-c, a). Nothing "
        "is divided, so a line that goes straight up needs no case of its own."
    ),
    reference={"line_through": line_through},
    cases=(
        _case("a line that falls", [0.0, 1.0], [2.0, 0.0]),
        _case("a line that rises", [1.0, -2.0], [2.5, 3.0]),
        _case("the same two points in the other order", [2.5, 3.0], [1.0, -2.0]),
        _case("a line straight up", [2.0, -1.0], [2.0, 3.0]),
        _case("a level line", [-1.0, 2.0], [3.0, 2.0]),
        _case("a line through the origin", [0.0, 0.0], [1.5, -0.5]),
        _case("points far out", [1000.0, 2000.0], [1003.0, 1998.0]),
        _case("whole numbers", [3, -1], [4, 6]),
    ),
    mistakes=(
        Mistake(
            "direction",
            "Looks like: w still points along the line, from one of the points to the other. The weights are a normal: they stand at a right angle to the line.",
            *_wrong(
                lambda p, along: along,
                *_THROUGH,
                lambda w, p, q: -w @ (p + q) / 2,
                lambda w, p, q: w @ p,
                lambda w, p, q: 0.0,
            ),
        ),
        Mistake(
            "no-sign",
            "Looks like: the two numbers of q - p have changed places, but none has changed its sign. Compute the dot product of your w with q - p: "
            "it has to be 0.",
            *_wrong(lambda p, along: along[::-1], *_THROUGH),
        ),
        Mistake(
            "no-swap",
            "Looks like: one number of q - p has changed its sign, but the two have not changed places. Compute the dot product of your w with q - p: it has to be 0.",
            *_wrong(lambda p, along: [-along[0], along[1]], *_THROUGH),
        ),
        Mistake(
            "bias-sign",
            "Looks like: w is right now, but b has the wrong sign. The score of p, w·p + b, has to be 0: what does that make of b?",
            *_wrong(_turned, lambda w, p, q: w @ p),
        ),
        Mistake(
            "no-bias",
            "Looks like: w is right now, but b is 0. Then the line runs through the origin, and only some lines do.",
            *_wrong(_turned, lambda w, p, q: 0.0),
        ),
        Mistake(
            "bias-not-summed",
            "Looks like: the products are not added up, as in `w * p`, where a dot product is needed. b is one "
            "number: `w @ p` multiplies and adds up.",
            *_wrong(_turned, lambda w, p, q: -w * p, lambda w, p, q: -w * q),
        ),
        Mistake(
            "slope",
            "Looks like: the slope of the line, the rise divided by the run. A line that goes straight up has no slope. Here nothing has to be "
            "divided: find a w that stands at a right angle to q - p.",
            {"line_through": _by_slope},
        ),
        Mistake(
            "point-turned",
            "Looks like: a point was turned by a right angle, and not the direction q - p. The line runs in the direction q - p.",
            *_wrong(lambda p, along: [-p[1], p[0]], *_THROUGH),
            *_wrong(lambda p, along: [-(p + along)[1], (p + along)[0]], *_THROUGH),
        ),
    ),
    hints=(
        "The symptom: the line runs through p and misses q. So b does its work, and the direction of the line is wrong. What do the weights say "
        "about the direction of a line?",
        "w is a normal: it stands at a right angle to the line. The line runs in the direction q - p. The dot product of w and q - p has to be 0. "
        "Is that so in the first line of the function?",
        "(a, c) and (-c, a) stand at a right angle, as a·(-c) + c·a = 0. So with `along = q - p` the weights are `np.array([-along[1], along[0]])`. "
        "The line with b is right as it is.",
    ),
    parts=("w", "b"),
)
