"""The maths of lesson 04, and what its explorers and pictures compute."""

import math
import warnings

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import jacobian
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from matplotlib.figure import Figure
from matplotlib.textpath import TextPath

from dlcourse import network
from dlcourse.activations import Identity, ReLU, Sigmoid, Step, Tanh
from dlcourse.exercises import examine, find
from dlcourse.explorers import network as explore
from dlcourse.figures import diagrams, moving_words, new_figure, set_words

ACTIVATIONS = (Identity(), ReLU(), Sigmoid(), Step(), Tanh())
CORNERS = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])

numbers = st.floats(-50, 50, allow_subnormal=False).map(lambda x: round(x, 3))
sizes = st.lists(st.integers(1, 6), min_size=2, max_size=5)


@st.composite
def networks(draw):
    """A batch, parameters and activations that fit together."""
    widths = draw(sizes)
    rng = np.random.default_rng(draw(st.integers(0, 1000)))
    parameters = [(W, rng.normal(size=len(W))) for W, _ in network.init_parameters(widths, rng)]
    activations = [ACTIVATIONS[draw(st.integers(0, 4))] for _ in parameters]
    return draw(arrays(float, (draw(st.integers(0, 5)), widths[0]), elements=numbers)), parameters, activations


def by_loops(X, parameters, activations):
    """A network without a single array operation."""
    scalar = {
        Identity: lambda z: z,
        ReLU: lambda z: max(z, 0.0),
        Sigmoid: lambda z: 1 / (1 + math.exp(-z)) if z > -700 else 0.0,
        Step: lambda z: 1.0 if z > 0 else 0.0,
        Tanh: math.tanh,
    }
    rows = []
    for a in X.tolist():
        for (W, b), activation in zip(parameters, activations, strict=True):
            phi = scalar[type(activation)]
            neurons = zip(W.tolist(), b.tolist(), strict=True)
            a = [phi(sum(w * x for w, x in zip(row, a, strict=True)) + bias) for row, bias in neurons]
        rows.append(a)
    return rows


def test_a_layer_by_hand():
    W, b = [[1, 2], [4, 5]], [10, -20]
    assert network.layer_forward([[1, 3]], W, b, Identity()).tolist() == [[17.0, -1.0]]
    assert network.layer_forward([[1, 3]], W, b, ReLU()).tolist() == [[17.0, 0.0]]
    assert network.layer_forward([1, 3], W, b, Step()).tolist() == [1.0, 0.0]


@given(networks())
def test_a_network_agrees_with_loops(model):
    X, parameters, activations = model
    # A step of a sum near 0 may fall either way when the sum is added in another order.
    if any(isinstance(activation, Step) for activation in activations):
        parameters = [(W.round(1), b.round(1) + 0.03) for W, b in parameters]
        X = X.round(0)
    out = network.NeuralNetwork(parameters, activations).run(X)
    assert out.shape == (len(X), len(parameters[-1][1]))
    np.testing.assert_allclose(out, np.reshape(by_loops(X, parameters, activations), out.shape), rtol=1e-9, atol=1e-9)


@given(networks())
def test_outputs_of_every_layer_and_of_single_examples(model):
    X, parameters, activations = model
    outputs = network.layer_outputs(X, parameters, activations)
    assert [out.shape[1] for out in outputs] == [X.shape[1], *(len(b) for _, b in parameters)]
    run = network.NeuralNetwork(parameters, activations).run
    assert np.array_equal(run(X), outputs[-1])
    smooth = [Tanh()] * len(parameters)
    for x in X[:2]:
        np.testing.assert_allclose(
            network.NeuralNetwork(parameters, smooth).run(x),
            network.NeuralNetwork(parameters, smooth).run(x[np.newaxis])[0],
            rtol=1e-12,
            atol=1e-12,
        )


def test_a_network_agrees_with_autograd_in_value_and_slope():
    rng = np.random.default_rng(5)
    parameters = network.init_parameters([3, 4, 2], rng)
    x = rng.normal(size=3)

    def same(x):
        (W1, b1), (W2, b2) = parameters
        return anp.tanh(anp.dot(W2, anp.tanh(anp.dot(W1, x) + b1)) + b2)

    run = network.NeuralNetwork(parameters, [Tanh(), Tanh()]).run
    np.testing.assert_allclose(run(x), same(x), rtol=1e-12)
    nudged = np.array([(run(x + 1e-6 * e) - run(x - 1e-6 * e)) / 2e-6 for e in np.eye(3)]).T
    np.testing.assert_allclose(nudged, jacobian(same)(x), atol=1e-8)


def test_float32_stays_and_large_numbers_do_not_warn():
    parameters = [(W.astype(np.float32), b.astype(np.float32)) for W, b in network.init_parameters([3, 4, 2], _rng())]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for scale in (0, 1, 1000, -1000):
            X = np.full((2, 3), scale, dtype=np.float32)
            out = network.NeuralNetwork(parameters, [Sigmoid(), Tanh()]).run(X)
            assert out.dtype == np.float32 and np.isfinite(out).all()
    whole = network.NeuralNetwork([([[1, 2]], [3])], [Identity()]).run([[4, 5]])
    assert whole.dtype == float and whole.tolist() == [[17.0]]


def test_a_network_leaves_what_it_is_given_alone():
    parameters = network.init_parameters([3, 4, 2], _rng())
    kept = [(W.copy(), b.copy()) for W, b in parameters]
    X = np.ones((2, 3))
    net = network.NeuralNetwork(parameters, [Tanh(), Tanh()])
    assert np.array_equal(net.run(X), net.run(X))
    assert (X == 1).all() and network.layer_outputs(X, parameters, [Tanh(), Tanh()])[0].shape == (2, 3)
    for (W, b), (V, c) in zip(parameters, kept, strict=True):
        assert np.array_equal(W, V) and np.array_equal(b, c)


def _rng(seed=0):
    return np.random.default_rng(seed)


@pytest.mark.parametrize(
    ("make", "kind", "sentence"),
    [
        (lambda: network.layer_forward([[1, 2]], [[1, 2, 3]], [0], Tanh()), ValueError, "a has 2 inputs per example"),
        (lambda: network.layer_forward([[1]], [1], [0], Tanh()), ValueError, "W must have one neuron a row"),
        (lambda: network.layer_forward([[1]], [[1]], 0, Tanh()), ValueError, "b must hold one bias for each"),
        (lambda: network.layer_forward([[["1"]]], [[1]], [0], Tanh()), TypeError, "a must hold real numbers"),
        (lambda: network.layer_forward([[[1]]], [[1]], [0], Tanh()), ValueError, r"shape \(n, n_in\)"),
        (lambda: network.layer_forward([[1]], [[1]], [0], Tanh), TypeError, r"make one of it: Tanh\(\)"),
        (lambda: network.layer_forward([[1]], [[1]], [0], np.tanh), TypeError, "must have a method fn"),
        (lambda: network.NeuralNetwork([], []), ValueError, "at least one layer"),
        (lambda: network.NeuralNetwork(3, [Tanh()]), TypeError, "list of pairs"),
        (lambda: network.NeuralNetwork([([[1]], [0])], []), ValueError, "1 layers, but 0 activations"),
        (lambda: network.NeuralNetwork([([[1]], [0])], Tanh()), TypeError, "one activation for each layer"),
        (lambda: network.NeuralNetwork([([[1]], [0]), ([[1]], 0)], [Tanh()] * 2), ValueError, "b of layer 2"),
        (
            lambda: network.NeuralNetwork(network.init_parameters([3, 4, 5], _rng())[::-1], [Tanh()] * 2),
            ValueError,
            "Layer 2 takes 3 inputs .* but layer 1 has 5 neurons",
        ),
        (
            lambda: network.NeuralNetwork(network.init_parameters([3, 4], _rng()), [Tanh()]).run(np.ones((2, 4))),
            ValueError,
            "X has 4 inputs per example, but each neuron has 3",
        ),
        (lambda: network.init_parameters([3, 4], 0), TypeError, r"random generator such as np.random.default_rng\(0\)"),
        (lambda: network.init_parameters([3], _rng()), ValueError, "two or more"),
        (lambda: network.count_parameters([3, 0]), ValueError, "above 0"),
        (lambda: network.count_parameters([3, 1.5]), ValueError, "whole numbers"),
        (lambda: network.count_parameters(3), ValueError, "whole numbers"),
        (lambda: network.xor_parameters(0), ValueError, "scale must be a number above 0"),
        (lambda: network.bump_network(math.sin, 3, 10), ValueError, "must be even"),
        (lambda: network.bump_network(math.sin, 0, 10), ValueError, "n_hidden must be a whole number above 0"),
        (lambda: network.bump_network(math.sin, 2, -1), ValueError, "steepness must be a number above 0"),
        (lambda: network.bump_network(math.sin, 2, 10, 1, 1), ValueError, "low must be below high"),
        (lambda: network.bump_network(lambda x: math.nan, 2, 10), ValueError, "finite number everywhere"),
    ],
)
def test_bad_input_is_refused_in_one_sentence(make, kind, sentence):
    with pytest.raises(kind, match=sentence) as caught:
        make()
    assert "\n" not in str(caught.value)


@given(sizes, st.integers(0, 100))
def test_random_parameters_have_the_shapes_and_follow_the_seed(widths, seed):
    parameters = network.init_parameters(widths, _rng(seed))
    shapes = [(W.shape, b.shape) for W, b in parameters]
    assert shapes == [((o, i), (o,)) for i, o in zip(widths, widths[1:], strict=False)]
    again, other = network.init_parameters(widths, _rng(seed)), network.init_parameters(widths, _rng(seed + 1))
    assert all(np.array_equal(W, V) for (W, _), (V, _) in zip(parameters, again, strict=True))
    assert not any(np.array_equal(W, V) for (W, _), (V, _) in zip(parameters, other, strict=True))
    assert network.count_parameters(widths) == sum(W.size + b.size for W, b in parameters)


def test_random_weights_keep_the_size_of_z():
    (W, b), (V, _) = network.init_parameters([400, 300, 5], _rng())
    assert abs(W.std() * 20 - 1) < 0.02 and abs(W.mean()) < 0.001 and (b == 0).all()
    assert abs(V.std() * np.sqrt(300) - 1) < 0.1


def test_counts_of_the_lesson():
    assert network.count_parameters([3, 4, 5]) == 4 * 3 + 4 + 5 * 4 + 5 == 41
    assert network.count_parameters([784, 30, 10]) == 23_860
    assert network.count_parameters([224 * 224, 1000]) == 50_176_000 + 1000
    assert type(network.count_parameters(np.array([2, 3]))) is int


def test_xor_by_hand():
    hidden = network.layer_outputs(CORNERS, network.xor_parameters(), [Step(), Step()])[1]
    assert hidden.tolist() == [[0, 0], [1, 0], [1, 0], [1, 1]]
    for scale, unit in ((1, Step()), (10, Sigmoid())):
        out = network.NeuralNetwork(network.xor_parameters(scale), [unit, unit]).run(CORNERS)
        np.testing.assert_allclose(out.ravel(), [0, 1, 1, 0], atol=1e-4)


def test_steep_bumps_are_stairs():
    f = {0.125: 3.0, 0.375: -1.0, 0.625: 2.0, 0.875: 0.5}
    parameters = network.bump_network(lambda x: f[float(x)], 8, 1e5)
    assert [part.shape for pair in parameters for part in pair] == [(8, 1), (8,), (1, 8), (1,)]
    x = np.array([0, 0.125, 0.24, 0.26, 0.49, 0.51, 0.74, 0.76, 1.0])[:, np.newaxis]
    out = network.NeuralNetwork(parameters, [Sigmoid(), Identity()]).run(x)[:, 0]
    np.testing.assert_allclose(out, [3, 3, 3, -1, -1, 2, 2, 0.5, 0.5], atol=1e-12)


@given(st.integers(1, 40), st.floats(1, 2000), st.floats(-5, 5), st.floats(0.5, 10))
def test_a_constant_is_imitated_as_well_as_the_outermost_steps_allow(half, steepness, low, width):
    parameters = network.bump_network(lambda x: 2.0, 2 * half, steepness, low, low + width)
    x = np.linspace(low, low + width, 50)[:, np.newaxis]
    out = network.NeuralNetwork(parameters, [Sigmoid(), Identity()]).run(x)
    # Neighbouring bumps share a step, up for one and down for the other; what remains are the two outermost.
    assert np.abs(out - 2).max() <= 4 * np.exp(-steepness * width) + 1e-9


@pytest.mark.parametrize("name", ["wave", "wiggle", "corner"])
def test_more_and_steeper_bumps_come_as_close_as_you_like_to_a_continuous_function(name):
    errors = [explore.approximation_state(n, 25.0 * n, name).largest for n in (8, 32, 128, 512)]
    assert errors == sorted(errors, reverse=True)
    assert errors[-1] < 0.02


def test_no_continuous_network_comes_near_a_jump():
    states = [explore.approximation_state(n, s, "jump") for n in explore.HIDDEN for s in explore.STEEPNESSES]
    assert min(state.largest for state in states) >= 0.5 - 0.005
    assert min(state.mean for state in states) < 0.005


@pytest.mark.parametrize("steepness", explore.STEEPNESSES)
@pytest.mark.parametrize("n_hidden", explore.HIDDEN)
def test_the_bumps_that_are_drawn_add_up_to_the_network(n_hidden, steepness):
    """A bump that is drawn at half its height, or as a saw tooth, says something else than its numbers."""
    state = explore.approximation_state(n_hidden, steepness, "wave")
    x = np.linspace(0, 1, 777)
    drawn = sum(np.interp(x, *bump) for bump in zip(state.bump_x, state.bumps, strict=True))
    parameters = network.bump_network(explore.TARGETS["wave"], n_hidden, steepness)
    exact = network.NeuralNetwork(parameters, [Sigmoid(), Identity()]).run(x[:, None])[:, 0]
    np.testing.assert_allclose(drawn, exact, atol=0.02)


def best_margin_by_search(zeros, ones):
    """The widest margin by trying directions."""
    angles = np.linspace(0, 2 * np.pi, 20_001)
    directions = np.column_stack([np.cos(angles), np.sin(angles)])
    gap = (directions @ ones.T).min(axis=1) - (directions @ zeros.T).max(axis=1)
    return max(gap.max() / 2, 0.0)


@given(arrays(float, (4, 2), elements=st.integers(0, 8).map(lambda k: k / 8)))
def test_the_widest_gap_is_the_widest(points):
    zeros, ones = points[:2], points[2:]
    v, c, margin = explore.widest_gap(zeros, ones)
    assert abs(margin - best_margin_by_search(zeros, ones)) < 2e-4
    if margin > 0:
        np.testing.assert_allclose(np.linalg.norm(v), 1)
        np.testing.assert_allclose([(zeros @ v + c).max(), (ones @ v + c).min()], [-margin, margin], atol=1e-9)
    else:
        assert not v.any() and c == 0


def test_what_the_explorer_of_xor_says_is_right():
    or_and = explore.xor_planes_state(8.0, 8.0, -4.0, 8.0, 8.0, -12.0)
    assert or_and.margin > 0.3
    assert (or_and.corners @ or_and.v + or_and.c > 0).tolist() == [False, True, True, False]
    assert explore.xor_planes_state(8.0, 8.0, -4.0, 6.0, 0.0, -3.0).margin == 0
    same = explore.xor_planes_state(0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    assert same.margin == 0 and (same.corners == 0.5).all()


@given(sizes)
def test_a_drawn_network_has_a_line_for_every_weight(widths):
    where = diagrams.network_layout(widths)
    weights = sum(i * o for i, o in zip(widths, widths[1:], strict=False))
    assert len(where.edges) == weights and [len(column) for column in where.columns] == widths
    assert len(where.dots) == 0


def test_a_large_layer_is_drawn_with_a_gap():
    where = diagrams.network_layout([100, 7])
    assert [len(column) for column in where.columns] == [6, 7] and len(where.dots) == 3
    heights = where.columns[0][:, 1]
    assert heights[2] > where.dots[:, 1].max() and heights[3] < where.dots[:, 1].min()


def test_the_bar_of_all_parameters_is_divided_as_they_are():
    for sizes in ([3, 4, 5], [784, 30, 10], [3, 4, 6, 5]):
        artists = diagrams.network(new_figure()[1])
        diagrams.draw_network(artists, sizes)
        counts = [n_out * n_in + n_out for n_in, n_out in zip(sizes, sizes[1:], strict=False)]
        widths = [np.ptp(path.vertices[:, 0]) for path in artists.shares.get_paths()]
        assert np.allclose(np.divide(widths, sum(widths)), np.divide(counts, sum(counts)))


def test_the_explorer_of_sizes_counts():
    state = explore.sizes_state(784, 30, 0, 10)
    assert state.sizes == [784, 30, 10] and state.weights == [23_520, 300] and state.biases == [30, 10]
    assert state.total == 23_860
    assert explore.sizes_state(2, 3, 4, 5).sizes == [2, 3, 4, 5]


def test_a_card_on_parameters_shows_the_learners_call_and_says_which_part_is_no_array():
    def init_parameters(sizes, rng):
        return [(rng.normal(size=(o, i)), [0.0] * o) for i, o in zip(sizes, sizes[1:], strict=False)]

    card = examine(find("init_parameters"), {"init_parameters": init_parameters}, find)
    assert card.headline == "`b` of layer 1 is a list; a NumPy array was asked for."
    rows = dict(card.rows)
    assert rows["Called"] == "init_parameters(sizes, np.random.default_rng(0))"
    assert rows["Came back"].startswith("[(array (4, 3) [")


@pytest.mark.parametrize("text", ["0.393", "−1", "W₁ (1024, 50176)", "output: z = −0.518", "97 %"])
def test_moving_words_are_those_that_matplotlib_draws(text):
    words = moving_words(Figure().subplots())
    set_words(words, ["", text], [(0, 0), (1, 2)])
    (path,) = words.get_paths()
    whole = TextPath((0, 0), text, size=11)
    assert np.array_equal(path.codes, whole.codes) and np.array_equal(words.get_offsets(), [(1, 2)])
    drawn = whole.codes != whole.CLOSEPOLY
    moved = (path.vertices - whole.vertices)[drawn]
    assert np.ptp(moved, axis=0).max() < 0.2  # points; what is left is kerning
    x = path.vertices[drawn, 0]
    assert x.min() + x.max() == pytest.approx(0)


def test_a_layer_with_nearly_all_parameters_is_not_said_to_have_100_percent():
    assert [diagrams._percent(share) for share in (1, 0.9999, 0.994, 0.2)] == ["100 %", "over 99 %", "99 %", "20 %"]
