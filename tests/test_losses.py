"""The maths of lesson 05, and what its explorers compute."""

import json
import math
import warnings
from itertools import product

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import grad, jacobian
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from dlcourse import losses
from dlcourse.exercises import examine, lessons
from dlcourse.explorers import losses as explore

numbers = st.floats(-30, 30, allow_subnormal=False).map(lambda x: round(x, 3))
chances = st.floats(0.02, 0.98).map(lambda x: round(x, 4))


def pairs(first, second):
    """Strategy for two arrays of one shape, (n,) or (n, k)."""
    shapes = st.one_of(st.tuples(st.integers(1, 5)), st.tuples(st.integers(1, 5), st.integers(1, 4)))
    return shapes.flatmap(
        lambda shape: st.tuples(arrays(float, shape, elements=first), arrays(float, shape, elements=second))
    )


def classified(elements):
    """Strategy for (z, y): z of shape (n, k), y n classes."""
    return st.tuples(st.integers(1, 5), st.integers(1, 5)).flatmap(
        lambda nk: st.tuples(
            arrays(float, nk, elements=elements), arrays(int, nk[0], elements=st.integers(0, nk[1] - 1))
        )
    )


# The same formulas in autograd's own NumPy, which differentiates them; each is for one well-behaved batch.
INDEPENDENT = {
    "mse": lambda a, y: anp.sum((a - y) ** 2) / (2 * len(a)),
    "l1": lambda a, y: anp.sum(anp.abs(a - y)) / len(a),
    "binary_cross_entropy": lambda a, y: -anp.sum(y * anp.log(a) + (1 - y) * anp.log1p(-a)) / len(a),
    "binary_cross_entropy_from_logits": lambda z, y: (
        anp.sum(y * anp.logaddexp(0.0, -z) + (1 - y) * anp.logaddexp(0.0, z)) / len(z)
    ),
    "cross_entropy": lambda p, y: -anp.sum(anp.eye(p.shape[1])[y] * anp.log(p)) / len(p),
    "cross_entropy_from_logits": lambda z, y: (
        anp.sum(anp.log(anp.sum(anp.exp(z), axis=1)) - anp.sum(anp.eye(z.shape[1])[y] * z, axis=1)) / len(z)
    ),
}
BY_CLASS = ("cross_entropy", "cross_entropy_from_logits")
NAMES = tuple(INDEPENDENT)


def batch(name, seed=0, shape=(4, 3)):
    """Predictions and answers that suit a loss, away from corners."""
    rng = np.random.default_rng(seed)
    z = rng.normal(size=shape) * 2
    if name in BY_CLASS:
        return (losses.softmax(z) if name == "cross_entropy" else z), rng.integers(0, shape[1], shape[0])
    if name.startswith("binary"):
        return (1 / (1 + np.exp(-z)) if name == "binary_cross_entropy" else z), rng.uniform(size=shape).round(1)
    return z, z + rng.choice([-1, 1], shape) * rng.uniform(0.1, 3, shape)


def central_differences(f, x, h=1e-6):
    slope = np.zeros_like(x)
    for where in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[where] += h
        down[where] -= h
        slope[where] = (f(up) - f(down)) / (2 * h)
    return slope


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("shape", [(4, 3), (1, 3), (5, 1), (1, 1)])
def test_a_loss_and_its_derivative_agree_with_autograd(name, shape):
    a, y = batch(name, 1, shape)
    other = INDEPENDENT[name]
    assert getattr(losses, name)(a, y) == pytest.approx(other(a, y), rel=1e-12, abs=1e-15)
    slope = getattr(losses, f"{name}_derivative")(a, y)
    np.testing.assert_allclose(slope, grad(other)(a, y), rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("name", NAMES)
def test_every_derivative_agrees_with_central_differences(name):
    a, y = batch(name, 2)
    loss, slope = getattr(losses, name), getattr(losses, f"{name}_derivative")
    if name == "cross_entropy":
        a = a * 0.9  # room above for the nudge; rows need not add up to 1 for a slope in p
    np.testing.assert_allclose(slope(a, y), central_differences(lambda x: loss(x, y), a), rtol=1e-5, atol=1e-7)


def test_the_jacobian_of_softmax():
    z = np.random.default_rng(3).normal(size=(4, 3)) * 3
    J = losses.softmax_jacobian(z)
    assert J.shape == (4, 3, 3)
    plain = lambda row: anp.exp(row) / anp.sum(anp.exp(row))  # noqa: E731
    for row, table in zip(z, J, strict=True):
        np.testing.assert_allclose(table, jacobian(plain)(row), atol=1e-12)
        nudged = [central_differences(lambda x, j=j: losses.softmax(x)[j], row) for j in range(3)]
        np.testing.assert_allclose(table, nudged, atol=1e-8)
        np.testing.assert_allclose(losses.softmax_jacobian(row), table, atol=1e-15)


def test_by_hand():
    assert losses.mse([2, 0, -1], [1, 0, 1]) == pytest.approx(5 / 6)
    assert losses.l1([2, 0, -1], [1, 0, 1]) == pytest.approx(1)
    a, y = [[2, 0, 1], [1, 3, -1]], [[1, 0, 1], [1, 1, 1]]
    assert losses.mse(a, y) == 9 / 4 and losses.l1(a, y) == 5 / 2
    assert losses.mse_derivative(a, y).tolist() == [[0.5, 0, 0], [0, 1, -1]]
    assert losses.l1_derivative(a, y).tolist() == [[0.5, 0, 0], [0, 0.5, -0.5]]
    np.testing.assert_allclose(losses.softmax(np.log([1, 2, 5])), [1 / 8, 2 / 8, 5 / 8], rtol=1e-12)
    assert losses.cross_entropy([[0.5, 0.5], [0.75, 0.25]], [0, 1]) == pytest.approx(1.5 * math.log(2))
    assert losses.binary_cross_entropy([0.5, 0.25], [1, 0]) == pytest.approx((math.log(2) + math.log(4 / 3)) / 2)
    assert losses.cross_entropy(np.full((3, 10), 0.1), [0, 4, 9]) == pytest.approx(math.log(10))


@given(pairs(numbers, numbers))
def test_mse_and_l1_agree_with_exact_sums(pair):
    a, y = pair
    misses = [p - t for p, t in zip(a.ravel().tolist(), y.ravel().tolist(), strict=True)]
    assert losses.mse(a, y) == pytest.approx(math.fsum(m * m for m in misses) / (2 * len(a)), rel=1e-12, abs=1e-12)
    assert losses.l1(a, y) == pytest.approx(math.fsum(map(abs, misses)) / len(a), rel=1e-12, abs=1e-12)


@given(arrays(float, st.tuples(st.integers(1, 5), st.integers(1, 6)), elements=numbers), numbers)
def test_softmax_keeps_its_promises(z, shift):
    p = losses.softmax(z)
    assert (p > 0).all()
    np.testing.assert_allclose(p.sum(axis=-1), 1, rtol=1e-12)
    low, high = np.argsort(z, axis=1)[:, 0], np.argsort(z, axis=1)[:, -1]
    rows = np.arange(len(z))
    assert (p[rows, high] == p.max(axis=1)).all() and (p[rows, low] == p.min(axis=1)).all()
    np.testing.assert_allclose(losses.softmax(z + shift), p, rtol=1e-9)
    np.testing.assert_allclose(losses.softmax(z[0]), p[0], rtol=1e-12)
    np.testing.assert_allclose(
        p, [[math.exp(v) / math.fsum(map(math.exp, row)) for v in row] for row in z.tolist()], rtol=1e-9
    )


@given(classified(numbers))
def test_cross_entropy_of_a_softmax_is_that_from_logits(sample):
    z, y = sample
    both = losses.cross_entropy(losses.softmax(z), y), losses.cross_entropy_from_logits(z, y)
    assert both[0] == pytest.approx(both[1], rel=1e-9, abs=1e-12)
    slope = losses.cross_entropy_from_logits_derivative(z, y)
    through = np.einsum("nj,njk->nk", losses.cross_entropy_derivative(losses.softmax(z), y), losses.softmax_jacobian(z))
    np.testing.assert_allclose(slope, through, atol=1e-9)


@given(pairs(st.floats(-20, 20).map(lambda x: round(x, 3)), st.integers(0, 1)))
def test_binary_cross_entropy_is_two_class_cross_entropy(pair):
    z, y = (np.ravel(part) for part in pair)
    two = np.column_stack([np.zeros_like(z), z])
    expected = losses.cross_entropy(losses.softmax(two), y)
    assert losses.binary_cross_entropy(1 / (1 + np.exp(-z)), y) == pytest.approx(expected, rel=1e-6, abs=1e-9)
    assert losses.binary_cross_entropy_from_logits(z, y) == pytest.approx(expected, rel=1e-9, abs=1e-9)


@given(pairs(chances, chances))
def test_binary_cross_entropy_is_lowest_at_the_label_and_there_it_is_the_entropy(pair):
    a, y = pair
    entropy = -math.fsum(t * math.log(t) + (1 - t) * math.log(1 - t) for t in y.ravel().tolist()) / len(y)
    assert losses.binary_cross_entropy(y, y) == pytest.approx(entropy, rel=1e-12)
    assert losses.binary_cross_entropy(a, y) >= entropy - 1e-12


@pytest.mark.parametrize("name", NAMES)
def test_a_loss_is_the_average_of_its_examples(name):
    a, y = batch(name, 4)
    loss = getattr(losses, name)
    assert loss(a, y) == pytest.approx(np.mean([loss(a[i : i + 1], y[i : i + 1]) for i in range(len(a))]), rel=1e-12)
    assert type(loss(a, y)) is float


@pytest.mark.parametrize("name", NAMES)
def test_float32_stays_float32_and_whole_numbers_will_do(name):
    a, y = batch(name, 5)
    loss, derivative = getattr(losses, name), getattr(losses, f"{name}_derivative")
    slope = derivative(a.astype(np.float32), y)
    assert slope.dtype == np.float32
    np.testing.assert_allclose(slope, derivative(a, y), rtol=2e-4, atol=1e-6)
    assert loss(a.astype(np.float32), y) == pytest.approx(loss(a, y), rel=1e-4)
    whole, targets = np.array([[0, 1], [1, 0]]), np.array([1, 1]) if name in BY_CLASS else np.array([[1, 1], [1, 0]])
    assert loss(whole, targets) == loss(whole.astype(float), targets.astype(float))
    assert derivative(whole.tolist(), targets.tolist()).dtype == np.float64


def test_softmax_of_float32_of_nothing_and_of_whole_numbers():
    assert losses.softmax(np.float32([[1, 2]])).dtype == np.float32
    assert losses.softmax_jacobian(np.float32([1, 2])).dtype == np.float32
    assert losses.softmax(np.zeros((0, 3))).shape == (0, 3)
    np.testing.assert_allclose(losses.softmax([[1, 2], [2, 1]]), losses.softmax([[1.0, 2.0], [2.0, 1.0]]))
    z = np.random.default_rng(6).normal(size=(2, 4, 3))
    np.testing.assert_allclose(losses.softmax(z).sum(axis=-1), 1)


@pytest.mark.parametrize("kind", [np.float64, np.float32])
def test_nothing_overflows_and_nothing_warns(kind):
    large = np.array(list(product([-1000, 0, 1000], repeat=3)), kind)
    y = np.arange(len(large)) % 3
    with warnings.catch_warnings(), np.errstate(all="raise", under="ignore"):
        warnings.simplefilter("error")
        p = losses.softmax(large)
        np.testing.assert_allclose(p.sum(axis=1), 1, rtol=1e-6)
        gaps = large.max(axis=1) - large[np.arange(len(large)), y]
        ties = (large == large.max(axis=1, keepdims=True)).sum(axis=1)
        assert losses.cross_entropy_from_logits(large, y) == pytest.approx((gaps + np.log(ties)).mean(), rel=1e-6)
        assert np.isfinite(losses.cross_entropy_from_logits_derivative(large, y)).all()
        assert 50 < losses.cross_entropy(p[gaps > 0], y[gaps > 0]) < 1000
        assert np.isfinite(losses.cross_entropy_derivative(p, y)).all()
        z, labels = large[:, 0], (np.arange(len(large)) % 2).astype(kind)
        hinge = np.where(z == 0, math.log(2), np.maximum(z * (1 - 2 * labels), 0)).mean()
        assert losses.binary_cross_entropy_from_logits(z, labels) == pytest.approx(hinge, rel=1e-6)
        step = np.where(z == 0, 0.5, z > 0)
        np.testing.assert_allclose(
            losses.binary_cross_entropy_from_logits_derivative(z, labels) * len(z), step - labels, atol=1e-6
        )
        assert np.isfinite(losses.binary_cross_entropy(step.astype(kind), labels))
        assert np.isfinite(losses.binary_cross_entropy_derivative(step.astype(kind), labels)).all()
        assert losses.mse(large, -large) == pytest.approx(2 * (large.astype(float) ** 2).sum() / len(large))
        assert losses.l1(large, -large) == pytest.approx(2 * np.abs(large.astype(float)).sum() / len(large))


def test_certain_answers():
    assert str(losses.cross_entropy([[0, 1]], [1])) == "0.0"
    assert str(losses.binary_cross_entropy([0, 1], [0, 1])) == "0.0"
    assert 500 < losses.cross_entropy([[0, 1]], [0]) < 1000
    assert 500 < losses.binary_cross_entropy([0], [1]) < 1000
    assert 500 < losses.binary_cross_entropy([1], [0]) < 1000
    assert losses.binary_cross_entropy_derivative([1.0, 0.0], [1, 0]).tolist() == [-0.5, 0.5]


def test_small_probabilities_are_not_cut_off():
    assert losses.cross_entropy([[1e-300, 1]], [0]) == pytest.approx(300 * math.log(10))
    assert losses.binary_cross_entropy([1e-300], [1]) == pytest.approx(300 * math.log(10))


def test_nan_and_infinite_scores_go_through_without_a_fuss():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert np.isnan(losses.softmax([np.inf, 0.0])).any()
        assert np.isnan(losses.cross_entropy_from_logits([[np.nan, 0.0]], [0]))
        assert losses.softmax([-np.inf, 0.0]).tolist() == [0.0, 1.0]


@pytest.mark.parametrize(
    ("call", "error", "sentence"),
    [
        (lambda: losses.mse([1, 2], [1, 2, 3]), ValueError, r"a has \(2,\) and y \(3,\)"),
        (lambda: losses.mse([[1], [2]], [1, 2]), ValueError, r"a has \(2, 1\) and y \(2,\)"),
        (lambda: losses.l1([], []), ValueError, "n > 0"),
        (lambda: losses.l1_derivative(1.0, 2.0), ValueError, r"\(n,\) or \(n, k\)"),
        (lambda: losses.mse_derivative(np.zeros((2, 2, 2)), np.zeros((2, 2, 2))), ValueError, r"\(n,\) or \(n, k\)"),
        (lambda: losses.mse(["a"], [1]), TypeError, "a must hold real numbers"),
        (lambda: losses.softmax(3.0), ValueError, r"at least one score .* shape \(\)"),
        (lambda: losses.softmax(np.zeros((2, 0))), ValueError, "at least one score"),
        (lambda: losses.cross_entropy([0.5, 0.5], 1), ValueError, r"p must have shape \(n, k\)"),
        (lambda: losses.cross_entropy(np.zeros((0, 3)), []), ValueError, r"n and k > 0, but has shape \(0, 3\)"),
        (lambda: losses.cross_entropy([[0.5, 0.5]], [2]), ValueError, r"classes 0 to 1, but y\[0\] is 2"),
        (lambda: losses.cross_entropy([[0.5, 0.5]] * 2, [0, -1]), ValueError, r"y\[1\] is -1"),
        (lambda: losses.cross_entropy([[0.5, 0.5]], [0.5]), ValueError, r"y\[0\] is 0.5"),
        (lambda: losses.cross_entropy_derivative([[0.5, 0.5]], [[0, 1]]), ValueError, r"one-hot rows, take `y.argmax"),
        (lambda: losses.cross_entropy([[0.5, 1.5]], [0]), ValueError, r"between 0 and 1, but p\[0, 1\] is 1.5"),
        (lambda: losses.cross_entropy_from_logits([[1, 2]], [0, 1]), ValueError, r"shape \(1,\)"),
        (lambda: losses.cross_entropy_from_logits_derivative([1, 2], [0]), ValueError, r"z must have shape \(n, k\)"),
        (lambda: losses.binary_cross_entropy([0.5, -0.2], [1, 0]), ValueError, r"a\[1\] is -0.2"),
        (lambda: losses.binary_cross_entropy([0.5], [2]), ValueError, r"y\[0\] is 2"),
        (lambda: losses.binary_cross_entropy_from_logits([3, 4], [1]), ValueError, r"z has \(2,\) and y \(1,\)"),
    ],
)
def test_bad_input_is_refused_in_a_sentence(call, error, sentence):
    with pytest.raises(error, match=sentence):
        call()


def test_no_function_changes_its_input():
    for name in NAMES:
        a, y = batch(name, 7)
        a.flags.writeable = y.flags.writeable = False
        getattr(losses, name)(a, y)
        getattr(losses, f"{name}_derivative")(a, y)
    z = np.array([1.0, 2.0])
    z.flags.writeable = False
    losses.softmax(z)


# What the cards say to mistakes, in a learner's own words.

SHIFTED = "    e = np.exp({})\n    return e / e.sum(axis=-1, keepdims=True)"
SURPRISES = "    s = -np.log(p[np.arange(len(p)), y])\n"
TERMS = "    s = -(y * np.log(a) + (1 - y) * np.log(1 - a))\n"


@pytest.mark.parametrize(
    ("call", "body", "mistake"),
    [
        ("mse(a, y)", "    return np.sqrt(np.sum((a - y) ** 2)) / (2 * len(a))", "norm"),
        ("mse(a, y)", "    return np.sqrt(np.mean((a - y) ** 2))", "root"),
        ("mse(a, y)", "    return 1 / (2 * len(a)) * np.sum((a - y) ^ 2)", "xor"),
        ("mse(a, y)", "    return 0.5 * np.mean(a - y**2)", "only-y-squared"),
        ("l1(a, y)", "    return np.sum(math.fabs(a - y)) / len(a)", "math-module"),
        ("softmax(z)", SHIFTED.format("z"), "no-shift"),
        ("softmax(z)", SHIFTED.format("z + np.max(z, axis=-1, keepdims=True)"), "shift-up"),
        ("softmax(z)", SHIFTED.format("z - np.min(z, axis=-1, keepdims=True)"), "smallest"),
        ("softmax(z)", SHIFTED.format("z - z.mean(-1, keepdims=True)"), "mean"),
        ("softmax(z)", SHIFTED.format("z - z[..., 0][..., None]"), "first-score"),
        ("softmax(z)", "    return math.exp(z) / sum(math.exp(z))", "math-module"),
        ("cross_entropy(p, y)", SURPRISES + "    s[np.isinf(s)] = 0\n    return s.mean()", "infinite-left-out"),
        ("cross_entropy(p, y)", SURPRISES + "    return s[np.isfinite(s)].sum() / len(p)", "infinite-left-out"),
        ("cross_entropy(p, y)", "    return -np.log(np.minimum(p, 1e-9))[range(len(y)), y].mean()", "ceiling"),
        ("cross_entropy(p, y)", "    return -np.mean(math.log(p[range(len(y)), y] + 1e-9))", "math-module"),
        ("cross_entropy(p, y)", SURPRISES + "    return np.sum(s) / len(p)", "no-floor"),
        ("binary_cross_entropy(a, y)", TERMS + "    s[np.isinf(s)] = 0\n    return s.mean()", "infinite-left-out"),
        (
            "binary_cross_entropy(a, y)",
            TERMS + "    return np.where(np.isfinite(s), s, 0).mean()",
            "infinite-left-out",
        ),
        (
            "binary_cross_entropy(a, y)",
            "    a = np.minimum(a, 1e-12)\n    return -np.mean(y * np.log(a) + (1 - y) * np.log(1 - a))",
            "ceiling",
        ),
        (
            "binary_cross_entropy(a, y)",
            "    a = np.clip(a, 1e-9, 1 - 1e-9)\n    return -y * np.log(a) + (1 - y) * np.log(1 - a).mean()",
            "brackets",
        ),
        (
            "binary_cross_entropy(a, y)",
            "    if y == 1:\n        return -np.log(a).mean()\n    return -np.log(1 - a).mean()",
            "if-on-array",
        ),
    ],
)
def test_a_card_calls_a_mistake_by_its_name(call, body, mistake):
    namespace = {"np": np, "math": math}
    exec(f"def {call}:\n{body}", namespace)
    known = {exercise.id: exercise for exercise in lessons()["05"]}
    card = examine(known[call.partition("(")[0]], namespace, known.get)
    assert card.mistake == mistake, str(card)
    assert card.nudge.startswith("Looks like: ")
    assert "floor" not in card.headline or mistake != "infinite-left-out" or "nan" in card.headline


# What the explorers compute.


def test_the_bowl_is_the_loss_at_every_line():
    w, b = np.array([-1.0, 0.5, 4.0]), np.array([-4.0, 0.0, 1.0, 3.0])
    grid = explore.loss_grid(w, b)
    for (j, height), (i, slope) in product(enumerate(b), enumerate(w)):
        assert grid[j, i] == pytest.approx(losses.mse(slope * explore.BOWL_X + height, explore.BOWL_Y))
    best = np.polyfit(explore.BOWL_X, explore.BOWL_Y, 1)
    assert explore.W_RANGE[0] < best[0] < explore.W_RANGE[1] and explore.B_RANGE[0] < best[1] < explore.B_RANGE[1]
    assert (
        explore.bowl_state(*best, True).loss < explore.loss_grid(np.linspace(-1, 4, 40), np.linspace(-4, 3, 40)).min()
    )


def test_one_slider_of_the_bowl_at_a_time_rests_beside_the_best():
    w, b = (np.array([value for _, value in explore.bowl().controls[name].options]) for name in ("w", "b"))
    grid = explore.loss_grid(w, b)
    i, j = np.argmin(np.abs(w + 0.4)), np.argmin(np.abs(b - 2.0))
    for _ in range(20):
        i = grid[j].argmin()
        j = grid[:, i].argmin()
    assert (w[i], b[j], round(grid[j, i], 3)) == pytest.approx((1.3, -0.8, 0.063))
    assert grid.min() == pytest.approx(explore.bowl_state(1.5, -1.1, True).loss) == pytest.approx(0.0503, abs=1e-4)


@pytest.mark.parametrize("line", [False, True])
@pytest.mark.parametrize("height", [-3.6, 2.0, 4.4, 12.4])
def test_no_fit_is_better_than_the_best(line, height):
    y = explore.OUTLIER_Y.copy()
    y[explore.MOVED] = height
    fits = explore.best_fits(y, line)
    rng = np.random.default_rng(0)
    for size in (0.001, 0.05, 1.0):
        for w, b in rng.normal(size=(200, 2)) * size:
            other = w * (explore.OUTLIER_X - 4) * line + b
            assert losses.mse(fits[0] + other, y) >= losses.mse(fits[0], y)
            assert losses.l1(fits[1] + other, y) >= losses.l1(fits[1], y) - 1e-12


def test_pulls_balance_at_the_best_constant():
    state = explore.outlier_state(12.4, False)
    assert abs(state.pulls[0].sum()) < 1e-9
    np.testing.assert_allclose(state.pulls[0], state.misses[0])
    np.testing.assert_allclose(state.pulls[1], np.sign(state.misses[1]))
    assert state.pulls[1].sum() == 0
    assert state.shift[0] == pytest.approx(8 / 7) and state.shift[1] == 0


def test_the_axes_of_the_pulls_stand_still_and_hold_every_diamond():
    explorer = explore.outlier()
    for height, line in product((-3.6, 4.4, 12.4), (False, True)):
        explorer._set({"height": height, "line": line})
        ax = explorer.artists.pulled.axes
        assert (*ax.get_xlim(), *ax.get_ylim()) == (-10, 10, -10, 10)
        assert np.abs(explorer.artists.pulled.get_xydata()).max() < 9.5


def test_temperature_and_shift():
    cold, warm = (explore.temperature_state(2, 1, -1, 3, T) for T in (0.1, 10))
    assert cold.z.tolist() == [5, 4, 2]
    assert cold.p[0] == pytest.approx(1 / (1 + math.exp(-10) + math.exp(-30)))
    assert warm.p[0] == pytest.approx(1 / (1 + math.exp(-0.1) + math.exp(-0.3)))


@pytest.mark.parametrize("z", [-7.5, -1.0, 0.0, 3.0])
@pytest.mark.parametrize("y", [0, 1])
def test_confidence_shows_the_losses_and_their_slopes(z, y):
    def sigmoid(t):
        return 1 / (1 + math.exp(-t))

    state = explore.confidence_state(z, y)
    both = (lambda t: losses.mse([sigmoid(t)], [y]), lambda t: losses.binary_cross_entropy_from_logits([t], [y]))
    assert state.a == pytest.approx(sigmoid(z))
    for k, loss in enumerate(both):
        assert state.loss[k] == pytest.approx(loss(z))
        assert state.slope[k] == pytest.approx((loss(z + 1e-5) - loss(z - 1e-5)) / 2e-5, rel=1e-5, abs=1e-8)
        np.testing.assert_allclose(state.losses[k], [loss(t) for t in state.grid], rtol=1e-9)


def test_a_point_far_to_the_side_turns_both_lines():
    x, y = explore.OUTLIER_X.copy(), explore.OUTLIER_Y.copy()
    x[explore.MOVED], y[explore.MOVED] = 20, -10
    lines = explore.best_fits(y, line=True, x=x)
    slopes = (lines[:, 1] - lines[:, 0]) / (x[1] - x[0])
    assert slopes[0] == pytest.approx(np.polyfit(x, y, 1)[0]) and slopes[1] == pytest.approx(-0.74, abs=0.005)


def test_no_probability_is_said_to_be_0_or_1_and_equal_scores_are_named():
    explorer = explore.temperature()
    cold = explore.temperature_state(2, 1, -1, 0, 0.1)
    explorer.update(explorer.artists, cold)
    assert [words.get_text() for words in explorer.artists.numbers] == [">0.999", "<0.001", "<0.001"]
    assert "is <b>more than 0.999</b>." in explorer.describe(cold).replace("\u00a0", " ")
    two, three = (explorer.describe(explore.temperature_state(1, 1, z, 0, 1)).replace("\u00a0", " ") for z in (0, 1))
    assert two.startswith("Cat and dog have the largest score, 1.0;") and three.startswith(
        "All three have the score 1.0;"
    )


def test_a_hand_at_the_highest_point_of_the_bowl_stays_clear_of_the_title():
    explorer = explore.bowl()
    area = json.loads(explorer.frame()[1])["grabs"][0]
    assert min(area["sliders"][1][2]) - 24 > area["box"][1]  # a grip is 48 pixels high


def test_both_marks_are_seen_where_the_losses_agree():
    mse, entropy = explore.confidence().artists.marks[:2]
    assert mse.get_markersize() > entropy.get_markersize() + 4
