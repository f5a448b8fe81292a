"""`inside_triangle` of lesson 04."""

import numpy as np

from dlcourse import network as maths
from dlcourse.activations import Step
from dlcourse.checker import Exercise, Mistake
from dlcourse.checker.looks import Look
from dlcourse.exercises.network._parameters import shapes, two_layers

_CORNERS = np.array([[0.0, 0.0], [4.0, 0.0], [0.0, 3.0]])

_NEAR = 0.02  # no point that is asked is closer to an edge than this


def _edge_distances(X):
    """How far each point is from the lines of the three sides: positive on the side of the triangle."""
    return np.column_stack([X[:, 0], X[:, 1], (12 - 3 * X[:, 0] - 4 * X[:, 1]) / 5])


def _away_from_edges(X, distance=_NEAR):
    """The points of X that are at least so far from the three sides, and from the lines on which they lie."""
    return X[(np.abs(_edge_distances(X)) >= distance).all(axis=1)]


def _grid():
    steps = np.arange(-1.0, 5.5, 0.5)
    return _away_from_edges(np.array([(x, y) for x in steps for y in steps]))


def _beside_the_edges():
    """Pairs of points along each side, just inside and just outside."""
    points = []
    for start, end in zip(_CORNERS, np.roll(_CORNERS, -1, axis=0), strict=True):
        along = end - start
        inward = np.array([-along[1], along[0]]) / np.hypot(*along)
        for share in (0.1, 0.5, 0.9):
            points += [start + share * along + side * _NEAR * inward for side in (1, -1)]
    return np.array(points).round(6)


def _random():
    rng = np.random.default_rng(41)
    return _away_from_edges(rng.uniform([-2, -2], [6, 5], (200, 2)).round(2), 0.1)


_FAR = np.array(
    [
        [-100.0, 1.0],
        [1.0, -100.0],
        [100.0, 1.0],
        [1.0, 100.0],
        [-100.0, 100.0],
        [100.0, -100.0],
        [100.0, 100.0],
        [-100.0, -100.0],
    ]
)


def _labels(run):
    """What the network says of each point; with step neurons that is 0 or 1."""
    return [int(output > 0.5) for output in run()]


def _right_everywhere(result, X, **_):
    inside = (_edge_distances(X) > 0).all(axis=1)
    wrong = np.flatnonzero(np.array(result) != inside)
    if not len(wrong):
        return None
    (x, y), where = X[wrong[0]], "inside" if inside[wrong[0]] else "outside"
    count = f"; {len(wrong)} of these {len(X)} points are wrong" if len(wrong) > 1 else "; it is the only wrong one"
    return f"For the point ({x:g}, {y:g}), which is {where} the triangle, the output is {result[wrong[0]]}{count}."


def _points(why, X):
    return Look(
        "NeuralNetwork(triangle_parameters, [Step(), Step()]).run(X)[:, 0]",
        why,
        _labels,
        _right_everywhere,
        X=X,
        NeuralNetwork=maths.NeuralNetwork,
        Step=Step,
    )


def _triangle(W1, b1, W2, b2):
    return {
        "triangle_parameters": [(np.array(W1, float), np.array(b1, float)), (np.array(W2, float), np.array(b2, float))]
    }


def _lines(W1, b1):
    """Wrong weights of the hidden neurons; the output fires if all three do."""
    return _triangle(W1, b1, [[1, 1, 1]], [-2.5])


def _output(W2, b2):
    """Right hidden neurons, and a wrong output."""
    return _triangle(_W1, _B1, W2, b2)


_W1, _B1 = [[1, 0], [0, 1], [-3, -4]], [0, 0, 12]

EXERCISE = Exercise(
    id="inside_triangle",
    kind="further",
    worth=(
        "Each hidden neuron can be read as one side of the triangle, and the output as AND: 1 + 1 + 1 is above 2.5, "
        "and 1 + 1 is not. A shape with more sides needs one more neuron for each side."
    ),
    reference=_triangle(_W1, _B1, [[1, 1, 1]], [-2.5]),
    cases=(
        Look(
            "triangle_parameters",
            "the shapes of W and b, layer by layer",
            lambda run: shapes(run(), lists=True),
            two_layers("triangle_parameters", hidden=3, inputs=2),
        ),
        _points("points on a grid, without those on the lines of the three sides", _grid()),
        _points("random points, inside and outside", _random()),
        _points("points close to the three sides, on both sides of each", _beside_the_edges()),
        _points("points far away", _FAR),
    ),
    mistakes=(
        Mistake(
            "one-is-enough",
            "Looks like: 1 for every point. Every point of the plane lies on the right side of at least one of the "
            "three lines, so an output that fires as soon as *one* hidden neuron fires does this. All three have to "
            "fire. (A sign that is wrong in b does it, too: a threshold t is a bias of -t.)",
            _output([[1, 1, 1]], [-0.5]),
            _output([[1, 1, 1]], [2.5]),
            _output([[2, 2, 2]], [-1]),
        ),
        Mistake(
            "two-are-enough",
            "Looks like: 1 as soon as two of the three hidden neurons fire. All three have to: the bias of the "
            "output has to be so low that two are not enough.",
            _output([[1, 1, 1]], [-1.5]),
            _output([[1, 1, 1]], [-1]),
            _output([[2, 2, 2]], [-3]),
        ),
        Mistake(
            "never",
            "Looks like: 0 for every point. Take (1, 1), which is inside, and compute by hand: does each of the "
            "three hidden neurons fire? And is the sum of their weights in the output more than what its bias takes "
            "away? Exactly 0 is not enough for a step.",
            _output([[1, 1, 1]], [-3]),
            _output([[1, 1, 1]], [-3.5]),
            _output([[0, 0, 0]], [0]),
            _lines([[1, 0], [0, 1], [-3, -4]], [0, 0, -12]),
            _lines([[-1, 0], [0, -1], [3, 4]], [0, 0, -12]),
        ),
        Mistake(
            "outside",
            "Looks like: 1 outside and 0 inside, just the other way round. The output has to fire where it does not "
            "fire now: look at the signs of its weights and of its bias.",
            _output([[-1, -1, -1]], [2.5]),
            _output([[-1, -1, -1]], [3]),
            _triangle([[-1, 0], [0, -1], [3, 4]], [0, 0, -12], [[1, 1, 1]], [-0.5]),
        ),
        Mistake(
            "one-side-turned",
            "Looks like: one of the three hidden neurons fires on the wrong side of its line. The region where the "
            "output is 1 then lies beside the triangle. Change the sign of this neuron's weights and of its bias.",
            _lines([[-1, 0], [0, 1], [-3, -4]], [0, 0, 12]),
            _lines([[1, 0], [0, -1], [-3, -4]], [0, 0, 12]),
            _lines([[1, 0], [0, 1], [3, 4]], [0, 0, -12]),
        ),
        Mistake(
            "three-and-four-exchanged",
            "Looks like: the triangle with the corners (0, 0), (3, 0) and (0, 4). The line through (4, 0) and (0, "
            "3) is 3x₁ + 4x₂ = 12: put in both corners to see it.",
            _lines([[1, 0], [0, 1], [-4, -3]], [0, 0, 12]),
        ),
        Mistake(
            "no-slanted-side",
            "Looks like: 1 wherever x₁ and x₂ are positive. The slanted side, from (4, 0) to (0, 3), is missing: "
            "the third hidden neuron has to fire below that line only.",
            _lines([[1, 0], [0, 1], [0, 0]], [0, 0, 1]),
            _output([[1, 1, 0]], [-1.5]),
        ),
        Mistake(
            "slanted-side-alone",
            "Looks like: 1 everywhere below the slanted line, also where x₁ or x₂ is negative. The output looks at "
            "one of the hidden neurons only, or the other two fire everywhere.",
            _output([[0, 0, 1]], [-0.5]),
            _lines([[0, 0], [0, 0], [-3, -4]], [1, 1, 12]),
        ),
        Mistake(
            "turned-hidden",
            "Looks like: W1 with one neuron a *column*, shape (2, 3). In this course a row is a neuron: three rows, "
            "with two weights each.",
            _triangle(np.transpose(_W1), _B1, [[1, 1, 1]], [-2.5]),
        ),
        Mistake(
            "turned-output",
            "Looks like: W2 as a column, shape (3, 1). It holds one neuron, and a neuron is a row: `np.array([[v1, "
            "v2, v3]])`, shape (1, 3).",
            _output([[1], [1], [1]], [-2.5]),
            _output([[1], [1], [1]], -2.5),
        ),
        Mistake(
            "flat-output",
            "Looks like: the output's weights with one pair of brackets too few. W2 is a matrix of one row: "
            "`np.array([[v1, v2, v3]])`.",
            _output([1, 1, 1], [-2.5]),
            _output([1, 1, 1], -2.5),
        ),
        Mistake(
            "bare-bias",
            "Looks like: b2 is a bare number. It is an array with one entry: `np.array([c])`.",
            _output([[1, 1, 1]], -2.5),
        ),
    ),
    hints=(
        "A hidden neuron with a step divides the plane along a line: it fires on one side. A triangle is where "
        "three such sides overlap. Which line does each hidden neuron need, and which gate is the output?",
        "The points inside have x₁ > 0 and x₂ > 0, and they lie below the line through (4, 0) and (0, 3). That line "
        "is 3x₁ + 4x₂ = 12. The output is AND of three inputs: with weights 1, 1, 1, which bias makes three enough, "
        "and two too few?",
        "W1 is [[1, 0], [0, 1], [-3, -4]]; find b1 from x₁ > 0, x₂ > 0 and 12 - 3x₁ - 4x₂ > 0. W2 is [[1, 1, 1]], "
        "and b2 lies between -3 and -2.",
    ),
)
