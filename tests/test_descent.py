"""The maths of lesson 06, what its lesson writes out, and what its explorers compute."""

import ast
import warnings

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import grad
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from dlcourse import descent
from dlcourse.authoring import read
from dlcourse.exercises import examine, find, lessons
from dlcourse.explorers import descent as explore
from tests.courseware import ROOT

numbers = st.floats(-30, 30, allow_subnormal=False).map(lambda x: round(x, 3))
rates = st.floats(0.001, 1.2).map(lambda x: round(x, 4))


def slope(x):
    return 2 * (x - 2)


def data(n=20, seed=0):
    rng = np.random.default_rng(seed)
    x = rng.uniform(-1, 2, n)
    return x, 1.5 * x - 0.5 + 0.2 * rng.normal(size=n)


# One step, and many.


def test_the_first_steps_by_hand():
    from_4 = descent.gradient_descent(slope, 4, max_iters=3)
    from_0 = descent.gradient_descent(slope, 0, max_iters=3)
    np.testing.assert_allclose(from_4, [4, 3.96, 3.9208, 3.882384], rtol=1e-15)
    np.testing.assert_allclose(from_0, [0, 0.04, 0.0792, 0.117616], rtol=1e-15)


def test_it_stops_after_298_steps_and_bounds_the_step_not_the_error():
    path = descent.gradient_descent(slope, 4)
    assert len(path) == 299
    assert round(path[-1], 6) == 2.004857
    assert abs(path[-1] - path[-2]) < 1e-4 <= abs(path[-2] - path[-3])
    assert path[-1] - 2 > 40 * 1e-4


@pytest.mark.parametrize(
    ("rate", "expected"),
    [(0.5, [4, 2, 2]), (1.0, [4, 0, 4, 0, 4, 0]), (0.9, [4, 0.4, 3.28, 0.976, 2.8192, 1.34464])],
)
def test_the_regimes_by_hand(rate, expected):
    np.testing.assert_allclose(descent.gradient_descent(slope, 4.0, rate, max_iters=5), expected, rtol=1e-12)


@given(numbers, rates, st.integers(0, 60))
def test_the_closed_form_is_the_walk(x0, rate, steps):
    walked = descent.gradient_descent(slope, x0, rate, precision=0, max_iters=steps)
    assert len(walked) == steps + 1
    formula = descent.parabola_point(x0, rate, np.arange(steps + 1))
    scale = max(1, np.abs(formula).max())
    np.testing.assert_allclose(walked, formula, rtol=1e-9, atol=1e-12 * scale)


@given(arrays(float, (2, 3), elements=numbers), arrays(float, (2, 3), elements=numbers), rates)
def test_a_step_is_a_step_in_every_entry(x, gradient, rate):
    before = x.copy(), gradient.copy()
    new = descent.gradient_step(x, gradient, rate)
    for where in np.ndindex(x.shape):
        assert new[where] == pytest.approx(float(x[where]) - rate * float(gradient[where]), rel=1e-12, abs=1e-12)
    assert np.array_equal(x, before[0]) and np.array_equal(gradient, before[1])


@pytest.mark.parametrize("kind", [np.float32, np.float64, int])
def test_types_of_number(kind):
    x, wanted = np.array([4, -2], dtype=kind), kind if kind is np.float32 else float
    assert descent.gradient_step(x, np.array([1.0, 2.0]), 0.1).dtype == wanted
    for walk in (descent.gradient_descent, descent.momentum_descent):
        path = walk(lambda p: p * np.float32(1), x, np.float64(0.1), max_iters=7)
        assert path.dtype == wanted and path.shape == (8, 2)
    assert isinstance(descent.gradient_step(4, 4, 0.01), float)


@given(numbers, numbers, rates, st.floats(1e-6, 1.0), st.integers(0, 40))
def test_both_limits_are_obeyed_in_two_dimensions(x, y, rate, precision, most):
    curvature = np.array([1.0, 3.0])
    path = descent.gradient_descent(lambda p: curvature * p, [x, y], rate, precision, most)
    lengths = np.sqrt(((path[1:] - path[:-1]) ** 2).sum(axis=1))
    assert path.shape == (len(path), 2) and len(path) <= most + 1
    assert (lengths[:-1] >= precision).all()
    assert len(path) == most + 1 or lengths[-1] < precision


def test_no_limit_no_step_and_the_minimum():
    assert descent.gradient_descent(slope, 4.0, max_iters=0).tolist() == [4.0]
    assert descent.gradient_descent(slope, 2.0).tolist() == [2.0, 2.0]
    assert len(descent.gradient_descent(slope, 2.0, precision=0, max_iters=9)) == 10


@pytest.mark.parametrize("walk", [descent.gradient_descent, descent.momentum_descent])
def test_divergence_ends_at_the_last_finite_point_without_a_warning(walk):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        path = walk(lambda x: x**3, 10.0, 1.0, max_iters=1000)
    assert np.isfinite(path).all() and 2 < len(path) < 20
    assert abs(path[-1]) > 1e30


def test_a_gradient_that_changes_what_it_gets_does_not_change_the_start():
    def rude(p):
        p += 1
        return p

    start = np.array([1.0, 2.0])
    descent.gradient_descent(rude, start, max_iters=2)
    assert start.tolist() == [1, 2]


@pytest.mark.parametrize("step", [0.01, 0.05])
@pytest.mark.parametrize("mu", [0.0, 0.5, 0.9])
def test_momentum_by_hand(step, mu):
    x, v, expected = -2.0, 0.0, [-2.0]
    for _ in range(30):
        v = mu * v - step * (x**3 - x**2 - 2 * x)
        x += v
        expected.append(x)
    walked = descent.momentum_descent(explore.hills_slope, -2.0, step, mu, 0, 30)
    np.testing.assert_allclose(walked, expected, rtol=1e-12)


def test_momentum_of_zero_is_gradient_descent():
    path = descent.gradient_descent(slope, 4.0, 0.3)
    assert np.array_equal(descent.momentum_descent(slope, 4.0, 0.3, 0.0), path)


def test_a_ball_does_not_stop_where_it_turns():
    # With these settings the fourth step has the length 0: 1, 0.5, 0, -0.25, -0.25. The slope there is not 0.
    path = descent.momentum_descent(lambda x: 2 * x, 1.0, 0.25, 0.5, 1e-3, 200)
    plain = 0.25 * abs(2 * path[-2])
    assert plain < 1e-3 and abs(path[-1] - path[-2]) < 1e-3
    steps = np.abs(np.diff(path))
    assert steps[3] == 0 and len(path) > 5
    assert (np.maximum(steps[:-1], 0.5 * np.abs(path[:-2])) >= 1e-3).all()


# The line.


@given(st.integers(1, 8), st.integers(0, 1000), numbers, numbers)
def test_the_gradient_of_the_line_against_autograd(n, seed, w, b):
    x, y = data(n, seed)

    def loss(p):
        return anp.sum((p[0] * x + p[1] - y) ** 2) / (2 * n)

    p = np.array([w, b])
    np.testing.assert_allclose(descent.regression_gradient(w, b, x, y), grad(loss)(p), rtol=1e-9, atol=1e-12)
    assert descent.regression_loss(w, b, x, y) == pytest.approx(float(loss(p)), rel=1e-12)


def test_the_gradient_of_the_line_against_central_differences_and_by_hand():
    x, y, h = *data(), 1e-5
    loss = descent.regression_loss
    dw, db = descent.regression_gradient(0.3, -2, x, y)
    assert dw == pytest.approx((loss(0.3 + h, -2, x, y) - loss(0.3 - h, -2, x, y)) / (2 * h), rel=1e-8)
    assert db == pytest.approx((loss(0.3, -2 + h, x, y) - loss(0.3, -2 - h, x, y)) / (2 * h), rel=1e-8)
    np.testing.assert_allclose(descent.regression_gradient(1, 0, [1, 2, 3], [2, 4, 6]), [-14 / 3, -2])
    assert descent.regression_loss(1, 0, [1, 2, 3], [2, 4, 6]) == pytest.approx(14 / 6)


def test_descent_finds_the_best_line():
    x, y = data()
    best = descent.best_line(x, y)
    np.testing.assert_allclose(best, np.polyfit(x, y, 1))
    np.testing.assert_allclose(descent.regression_gradient(*best, x, y), 0, atol=1e-12)
    end = descent.gradient_descent(lambda p: np.array(descent.regression_gradient(*p, x, y)), (0, 0), 0.5, 1e-12)[-1]
    np.testing.assert_allclose(end, best, atol=1e-9)


# Batches.


@given(st.integers(1, 40), st.integers(1, 45), st.integers(0, 2**32))
def test_every_index_is_dealt_once(n, size, seed):
    batches = descent.minibatches(n, size, np.random.default_rng(seed))
    assert sorted(np.concatenate(batches).tolist()) == list(range(n))
    assert [len(batch) for batch in batches[:-1]] == [size] * (len(batches) - 1)
    assert 1 <= len(batches[-1]) <= size


def test_batches_are_shuffled_anew_and_reproducible():
    rng = np.random.default_rng(1)
    first, second = (np.concatenate(descent.minibatches(50, 7, rng)).tolist() for _ in range(2))
    assert first != second and first != sorted(first)
    assert np.concatenate(descent.minibatches(50, 7, np.random.default_rng(1))).tolist() == first


def test_sgd_by_hand():
    x, y = data(11, 4)
    w, b, losses = descent.sgd_regression(x, y, 0.1, 4, 3, np.random.default_rng(9))
    rng, p, expected = np.random.default_rng(9), np.zeros(2), []
    for _ in range(3):
        for batch in descent.minibatches(11, 4, rng):
            miss = p[0] * x[batch] + p[1] - y[batch]
            p = p - 0.1 * np.array([np.mean(miss * x[batch]), np.mean(miss)])
        expected.append(np.mean((p[0] * x + p[1] - y) ** 2) / 2)
    np.testing.assert_allclose([w, b, *losses], [*p, *expected], rtol=1e-12)


def test_full_batch_sgd_is_gradient_descent():
    x, y = data(9)
    w, b, losses = descent.sgd_regression(x, y, 0.2, 9, 6, np.random.default_rng(0))
    path = descent.gradient_descent(lambda p: np.array(descent.regression_gradient(*p, x, y)), (0, 0), 0.2, 0, 6)
    np.testing.assert_allclose([w, b], path[-1], rtol=1e-12)
    np.testing.assert_allclose(losses, [descent.regression_loss(*p, x, y) for p in path[1:]], rtol=1e-12)


@pytest.mark.parametrize("size", [1, 3, 7, 20, 50])
def test_sgd_has_a_loss_for_each_epoch_and_comes_near_the_best_line(size):
    x, y = data()
    path = descent.sgd_path(x, y, 0.1, size, 150, np.random.default_rng(2))
    w, b, losses = descent.sgd_regression(x, y, 0.1, size, 150, np.random.default_rng(2))
    assert len(losses) == 150 and len(path) == 1 + 150 * -(-20 // size)
    assert path[0].tolist() == [0, 0] and path[-1].tolist() == [w, b]
    np.testing.assert_allclose([w, b], descent.best_line(x, y), atol=0.1)


def test_sgd_that_diverges_ends_with_what_is_finite():
    x, y = data()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        w, b, losses = descent.sgd_regression(x, y, 50.0, 5, 300, np.random.default_rng(0))
    assert np.isfinite([w, b]).all() and len(losses) == 300 and losses[-1] == np.inf and losses[0] < np.inf


def test_nothing_touches_the_global_random_state():
    x, y = data()
    np.random.seed(5)  # noqa: NPY002
    expected = np.random.random()  # noqa: NPY002
    np.random.seed(5)  # noqa: NPY002
    descent.sgd_regression(x, y, 0.1, 3, 2, np.random.default_rng(0))
    assert np.random.random() == expected  # noqa: NPY002


# Bad input, in a sentence.


@pytest.mark.parametrize(
    ("call", "error", "sentence"),
    [
        (lambda: descent.gradient_step([1, 2], [1], 0.1), ValueError, r"shape of x, \(2,\), but has shape \(1,\)"),
        (lambda: descent.gradient_step(1, 1, 0), ValueError, "learning_rate must be a number above 0, but is 0"),
        (lambda: descent.gradient_step("4", 1, 0.1), TypeError, "x must hold real numbers"),
        (lambda: descent.gradient_descent(slope, np.nan), ValueError, "x0 must be finite"),
        (lambda: descent.gradient_descent(slope, 4, -1), ValueError, "learning_rate must be a number above 0"),
        (lambda: descent.gradient_descent(slope, 4, precision=-1), ValueError, "precision must be 0 or above"),
        (lambda: descent.gradient_descent(slope, 4, max_iters=2.5), ValueError, "max_iters must be a whole number"),
        (lambda: descent.gradient_descent(slope, 4, max_iters=-1), ValueError, "max_iters must be a whole number"),
        (lambda: descent.gradient_descent(lambda x: x[:1], [1, 2]), ValueError, r"but gave shape \(1,\)"),
        (lambda: descent.momentum_descent(slope, 4, momentum=1), ValueError, "momentum must be at least 0 and below 1"),
        (lambda: descent.momentum_descent(slope, 4, momentum=-0.1), ValueError, "momentum must be at least 0"),
        (lambda: descent.regression_gradient(1, 0, [1, 2], [1]), ValueError, "x has 2 numbers and y has 1"),
        (lambda: descent.regression_gradient(1, 0, [], []), ValueError, "one length above 0"),
        (lambda: descent.regression_loss(1, 0, [[1]], [1]), ValueError, "x must be one row of numbers"),
        (lambda: descent.minibatches(0, 3, np.random.default_rng()), ValueError, "n must be a whole number above 0"),
        (lambda: descent.minibatches(3, 1.5, np.random.default_rng()), ValueError, "batch_size must be a whole"),
        (lambda: descent.minibatches(3, 1, 0), TypeError, "rng must be a random generator"),
        (lambda: descent.sgd_regression([1], [1], 0.1, 1, 0, np.random.default_rng()), ValueError, "epochs must be"),
        (lambda: descent.sgd_regression([1], [1], 0, 1, 1, np.random.default_rng()), ValueError, "learning_rate must"),
    ],
)
def test_bad_input_is_refused_in_a_sentence(call, error, sentence):
    with pytest.raises(error, match=sentence):
        call()


# What the lesson writes out.


@pytest.fixture(scope="module")
def written_out():
    """The functions that the lesson's cells define, by name; the last definition counts."""
    found = {"np": np}
    for cell in read(ROOT / "notebooks" / "06_gradient_descent.ipynb").cells:
        if cell.cell_type == "code":
            for node in ast.parse(cell.source).body:
                if isinstance(node, ast.FunctionDef):
                    exec(ast.unparse(node), found)
    return found


def test_the_lesson_leads_to_what_is_to_be_built_and_does_not_print_it(written_out):
    assert "momentum_descent" in written_out
    assert not {exercise.id for exercise in lessons()["06"]} & set(written_out)


def test_what_the_lesson_writes_out_is_what_the_package_has(written_out):
    assert written_out["parabola_point"](4, 0.3, 7) == descent.parabola_point(4, 0.3, 7)
    rolled = descent.momentum_descent(written_out["hills_slope"], -1.7, 0.05, 0.9, 0, 40)[-1]
    assert written_out["momentum_descent"](written_out["hills_slope"], -1.7, 0.05, 0.9, 40) == pytest.approx(rolled)


@pytest.mark.parametrize("name", ["slope", "hills_slope", "trough_slope"])
def test_the_slopes_that_the_lesson_writes_out(written_out, name):
    heights = {
        "slope": written_out["f"],
        "hills_slope": explore.hills,
        "trough_slope": lambda x: 0.75 * anp.maximum(anp.abs(x) - 1, 0) ** 2,  # as in the picture of four curves
    }
    for x in (-2.3, -0.4, 0.2, 1.7, 3.1):
        assert written_out[name](x) == pytest.approx(grad(heights[name])(x))


@pytest.mark.parametrize(("height", "gradient"), [("hill", "hill_gradient"), ("saddle", "saddle_gradient")])
def test_the_gradients_that_the_lesson_writes_out(written_out, height, gradient):
    p, h = np.array([0.6, -0.9]), 1e-6
    f = written_out[height]
    nudged = [(f(*(p + step)) - f(*(p - step))) / (2 * h) for step in h * np.eye(2)]
    given = written_out[gradient](*p) if gradient == "hill_gradient" else written_out[gradient](p)
    np.testing.assert_allclose(given, nudged, rtol=1e-7)


# What the checker says to answers that cannot be a known mistake.


@pytest.mark.parametrize(
    ("exercise", "source", "words"),
    [
        (
            "gradient_step",
            "def gradient_step(x, gradient, rate):\n    x -= rate * gradient\n    return x",
            "changes its",
        ),
        (
            "gradient_descent",
            "def gradient_descent(gradient, x0, learning_rate=0.01, precision=1e-4, max_iters=1000):\n    path = [x0.copy()"
            " if np.ndim(x0) else x0]\n    for _ in range(max_iters):\n        x0 -= learning_rate * gradient(x0)\n"
            "        path.append(x0 * 1.0)\n        if np.linalg.norm(path[-1] - path[-2]) < precision:\n            break\n"
            "    return np.array(path)",
            "changes its input `x0`",
        ),
        (
            "minibatches",
            "def minibatches(n, batch_size, rng):\n    order = np.random.permutation(n)\n"
            "    return [order[k:k + batch_size] for k in range(0, n, batch_size)]",
            "Take all the randomness from `rng`",
        ),
        (
            "minibatches",
            "def minibatches(n, batch_size, rng):\n    order = np.argsort(rng.random(n))\n"
            "    return [order[k * batch_size:(k + 1) * batch_size] for k in range(n // batch_size)]",
            "is in no batch",
        ),
        ("minibatches", "def minibatches(n, batch_size, rng):\n    rng.permutation(n)", "is None"),
        ("minibatches", "def minibatches(n, batch_size, rng):\n    return 3", "not a list of batches"),
        ("minibatches", "def minibatches(n, batch_size, rng):\n    return [[0.5]]", "does not hold whole numbers"),
        (
            "minibatches",
            "def minibatches(n, batch_size, rng):\n    order = np.roll(np.arange(n), rng.integers(n))\n"
            "    return [order[k:k + batch_size] for k in range(0, n, batch_size)]",
            "only rotated",
        ),
        (
            "sgd_regression",
            "def sgd_regression(x, y, learning_rate, batch_size, epochs, rng):\n    w, b, losses = 0, 0, []\n"
            "    for _ in range(epochs):\n        order = np.roll(np.arange(len(x)), rng.integers(len(x)))\n"
            "        for k in range(0, len(x), batch_size):\n            some = order[k:k + batch_size]\n"
            "            miss = w * x[some] + b - y[some]\n"
            "            w, b = w - learning_rate * (miss * x[some]).mean(), b - learning_rate * miss.mean()\n"
            "        losses.append(((w * x + b - y) ** 2).mean() / 2)\n    return w, b, losses",
            "only rotated",
        ),
        (
            "sgd_regression",
            "def sgd_regression(x, y, learning_rate, batch_size, epochs, rng):\n    return 1.0, 2.0",
            "`return w, b, losses`",
        ),
    ],
)
def test_a_card_names_what_is_off(exercise, source, words):
    namespace = {"np": np}
    exec(source, namespace)
    card = examine(find(exercise), namespace, find)
    assert card.outcome == "not yet" and words in card.headline, str(card)


# What the explorers compute.


@pytest.mark.parametrize(
    ("rate", "name"),
    [(0.01, "from one side"), (0.45, "from one side"), (0.5, "one step"), (0.9, "hopping"), (1.0, "bouncing for ever")]
    + [(1.01, "diverging"), (1.2, "diverging")],
)
def test_every_regime_is_named_as_it_happens(rate, name):
    state = explore.descent_1d_state(rate, 4.0, 40, 1e-6)
    assert state.regime == name
    distance = np.abs(state.path - 2)
    sides = np.sign(state.path[: 1 + np.argmin(distance)] - 2)
    seen = {
        "from one side": (distance[1] < 2) & (sides > 0).all(),
        "one step": distance[1] == 0,
        "hopping": (distance[1] < 2) & (state.path[1] < 2),
        "bouncing for ever": set(state.path.tolist()) == {0.0, 4.0},
        "diverging": distance[-1] > distance[0],
    }
    assert [key for key, holds in seen.items() if holds] == [name]


def test_words_for_the_end_of_a_descent():
    explorer = explore.descent_1d()
    words = explorer.describe(explore.descent_1d_state(0.01, 4.0, 1000, 1e-4))
    assert "298 steps" in words and "2.004857" in words and "From one side" in words
    assert "All 1,000 steps used, the last 4 long" in explorer.describe(explore.descent_1d_state(1.0, 4.0, 1000, 1e-4))
    assert "Level ground" in explorer.describe(explore.descent_1d_state(1.0, 2.0, 10, 1e-4))
    assert "No step made" in explorer.describe(explore.descent_1d_state(0.1, 4.0, 0, 1e-4))


@pytest.mark.parametrize(
    ("factory", "count"),
    [(explore.descent_1d, "max_iters"), (explore.start_decides, "max_iters"), (explore.contours, "max_iters")]
    + [(explore.regression, "count")],
)
def test_before_the_first_step_every_descent_says_so(factory, count):
    explorer = factory()
    said = explorer.describe(explorer.state(**{**explorer.values(), count: 0}))
    assert "No step made yet" in said and "0 steps" not in said and "under way" not in said


@pytest.mark.parametrize(
    ("start", "rate", "momentum", "fate"),
    [(-1.8, 0.02, 0.0, "shallow"), (0.1, 0.02, 0.0, "deep"), (0.0, 0.02, 0.0, "hilltop"), (-1.8, 0.05, 0.9, "deep")]
    + [(3.0, 0.05, 0.9, "shallow"), (3.2, 0.6, 0.0, "gone"), (-1.8, 0.4, 0.0, "to and fro")]
    + [(2.1, 0.5, 0.0, "to and fro")],
)
def test_the_start_decides(start, rate, momentum, fate):
    state = explore.start_decides_state(start, rate, momentum, 1000)
    assert state.fate == fate
    if fate in explore.HOLLOWS:
        mine = np.isclose(explore.HILL_STARTS, start)
        np.testing.assert_allclose(state.ends[mine], explore.HOLLOWS[fate], atol=1e-3)


def test_the_slope_of_the_hills():
    for x in np.linspace(-3, 4, 15):
        assert explore.hills_slope(x) == pytest.approx(grad(explore.hills)(x), abs=1e-12)


def test_the_valley():
    state = explore.contours_state(0.09, -5.0, 1.5, 10, 1e-9, 0.0)
    np.testing.assert_allclose(state.path[10], [-5 * 0.91**10, 1.5 * (-0.8) ** 10], rtol=1e-12)
    assert state.heights[0] == (25 + 20 * 2.25) / 2
    assert state.factors.tolist() == [0.91, -0.8]


def test_the_line_in_the_bowl():
    x, y = explore.BOWL_X, explore.BOWL_Y
    state = explore.regression_state(0.1, 25, (-0.4, 2.0))
    walked = descent.gradient_descent(
        lambda p: np.array(descent.regression_gradient(*p, x, y)), (-0.4, 2.0), 0.1, 0, 25
    )
    np.testing.assert_allclose(state.path, walked, rtol=1e-9)
    assert state.loss == pytest.approx(descent.regression_loss(*walked[-1], x, y))
    below, above = (explore.regression_state(explore.LINE_LIMIT * f, 1000, (-0.4, 2.0)) for f in (0.99, 1.01))
    assert below.loss < 0.05 and above.loss > 1e3


def test_three_runs_over_the_same_examples():
    state = explore.batch_size_state(10, 0.02, 1)
    assert [len(run.path) - 1 for run in state.runs] == [20, 200, 2000]
    assert [run.seen[-1] for run in state.runs] == [2000, 2000, 2000]
    lowest = descent.regression_loss(
        *descent.best_line(explore.HUNDRED_X, explore.HUNDRED_Y), *explore.hundred_points()
    )
    for run, size in zip(state.runs, (100, 10, 1), strict=True):
        w, b, losses = descent.sgd_regression(*explore.hundred_points(), 0.02, size, 20, np.random.default_rng(1))
        assert run.above[-1] == pytest.approx(losses[-1] - lowest, abs=1e-12)
        assert run.path[-1].tolist() == [w, b]


@given(st.integers(1, 3000), st.booleans())
def test_what_is_drawn_of_a_long_path(count, hops):
    path = np.resize([1.0, -1.0], count) if hops else np.linspace(5, 1, count)
    numbers, points = explore.visible(path)
    assert numbers[0] == 0 and numbers[-1] == count - 1 and len(numbers) < 260
    assert np.array_equal(points, path[numbers])
    path[-1] = 1e9
    assert explore.visible(path)[1].max() <= 1e5
