"""The maths of lesson 03, and what its explorers say of it."""

import math
import warnings

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import elementwise_grad
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from dlcourse import activations
from dlcourse.activations import Arctan, Identity, OneLayerNetwork, ReLU, Sigmoid, Softmax, Step, Tanh
from dlcourse.explorers import activations as explore
from dlcourse.figures import activations as figures
from dlcourse.figures import new_figure

SMOOTH = {Sigmoid: lambda z: 1 / (1 + anp.exp(-z)), Tanh: anp.tanh, Arctan: anp.arctan, Identity: lambda z: 1.0 * z}
ELEMENTWISE = [*SMOOTH, ReLU, Step]
every = pytest.mark.parametrize("kind", ELEMENTWISE)
every_smooth = pytest.mark.parametrize("kind", SMOOTH)
every_method = pytest.mark.parametrize("method", ["fn", "derivative"])

scores = st.floats(-15, 15, allow_subnormal=False).map(lambda z: round(z, 4))
any_scores = arrays(float, array_shapes(max_dims=3, max_side=4), elements=scores)


@pytest.fixture(autouse=True)
def no_warning_reaches_anybody():
    with np.errstate(over="raise", divide="raise", invalid="raise"), warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


def test_values_by_hand():
    # σ(ln 3) = 1 / (1 + 1/3), so its slope is 3/4 · 1/4; tanh(ln 2) = (2 - 1/2) / (2 + 1/2).
    assert Sigmoid().fn(math.log(3)) == pytest.approx(0.75, rel=1e-15)
    assert Sigmoid().derivative(math.log(3)) == pytest.approx(3 / 16, rel=1e-15)
    assert Tanh().fn(math.log(2)) == pytest.approx(0.6, rel=1e-15)
    assert Tanh().derivative(math.log(2)) == pytest.approx(0.64, rel=1e-15)
    assert Arctan().fn(1) == pytest.approx(math.pi / 4, rel=1e-15)
    assert Arctan().derivative(2) == pytest.approx(0.2, rel=1e-15)
    assert ReLU().fn([-3, 0, 2]).tolist() == [0, 0, 2]
    assert Step().fn([-3, 0, 2]).tolist() == [0, 0, 1]
    assert Identity().fn([-3, 0, 2]).tolist() == [-3, 0, 2]


def test_what_is_said_at_corner_and_jump():
    assert ReLU().derivative(0) == 0
    assert ReLU().derivative([-1e-300, 0.0, 1e-300]).tolist() == [0, 0, 1]
    assert Step().fn(0) == 0
    assert Step().derivative([-1, 0, 1]).tolist() == [0, 0, 0]


@every_smooth
@given(any_scores)
def test_values_and_slopes_agree_with_autograd(kind, z):
    theirs = SMOOTH[kind]
    np.testing.assert_allclose(kind().fn(z), theirs(z), rtol=1e-12, atol=1e-15)
    np.testing.assert_allclose(kind().derivative(z), elementwise_grad(theirs)(z), rtol=1e-8, atol=1e-12)


@given(any_scores)
def test_relu_agrees_with_autograd_away_from_the_corner(z):
    z = z[z != 0]
    theirs = elementwise_grad(lambda t: anp.maximum(t, 0.0))
    assert np.array_equal(ReLU().fn(z), np.where(z > 0, z, 0))
    assert np.array_equal(ReLU().derivative(z), theirs(z))


@every
@given(any_scores)
def test_slopes_agree_with_central_differences(kind, z):
    h = 1e-5
    z = z[np.abs(z) > 2 * h]  # not across a corner or a jump
    phi = kind()
    np.testing.assert_allclose(phi.derivative(z), (phi.fn(z + h) - phi.fn(z - h)) / (2 * h), atol=1e-9)


@every
@every_method
def test_any_size_of_score_will_do(kind, method):
    z = np.array([-1e308, -1e200, -1000, -40, 0, 40, 1000, 1e200, 1e308])
    assert np.isfinite(getattr(kind(), method)(z)).all()
    z32 = np.array([-3e38, -1e20, -1000, -89, 0, 89, 1000, 1e20, 3e38], dtype=np.float32)
    assert np.isfinite(getattr(kind(), method)(z32)).all()


def test_the_ends():
    far = [-1000, 1000]
    assert Sigmoid().fn(far).tolist() == [0, 1]
    assert Tanh().fn(far).tolist() == [-1, 1]
    assert ReLU().fn(far).tolist() == [0, 1000]
    assert Step().fn(far).tolist() == [0, 1]
    assert Sigmoid().derivative(far).tolist() == Tanh().derivative(far).tolist() == [0, 0]
    assert Arctan().derivative(far).tolist() == pytest.approx([1 / 1_000_001] * 2, rel=1e-14)
    assert Sigmoid().fn(-700) == pytest.approx(math.exp(-700), rel=1e-12)  # small, but not 0


@every
@every_method
@pytest.mark.parametrize("shape", [(), (0,), (1,), (0, 3), (1, 3), (2, 3, 4)])
def test_shapes_are_kept(kind, method, shape):
    assert np.shape(getattr(kind(), method)(np.full(shape, 0.5))) == shape


@every
@every_method
def test_kinds_of_numbers(kind, method):
    f = getattr(kind(), method)
    whole = f(np.array([-2, 0, 3]))
    assert whole.dtype == float
    assert np.array_equal(whole, f(np.array([-2.0, 0.0, 3.0])))
    assert np.array_equal(whole, f([-2, 0, 3]))
    single = f(np.array([-2, 0, 3], dtype=np.float32))
    assert single.dtype == np.float32
    np.testing.assert_allclose(single, whole, rtol=1e-6, atol=1e-6)
    assert isinstance(f(2), float)
    with pytest.raises(TypeError, match=r"^x must hold real numbers"):
        f(["a"])


@every
@every_method
def test_the_scores_are_left_alone(kind, method):
    z = np.array([-1.0, 2.0])
    result = getattr(kind(), method)(z)
    assert not np.shares_memory(result, z)
    assert z.tolist() == [-1, 2]


@given(any_scores)
def test_the_slope_of_the_sigmoid_is_at_most_a_quarter(z):
    assert (Sigmoid().derivative(z) <= 0.25).all()
    assert Sigmoid().derivative(0) == 0.25
    assert (Tanh().derivative(z) <= 1).all()


@given(st.floats(-1000, 1000, allow_subnormal=False))
def test_what_the_sigmoid_lacks_to_one_is_the_sigmoid_of_minus_z(z):
    assert Sigmoid().fn(z) + Sigmoid().fn(-z) == pytest.approx(1, rel=1e-15)


@given(arrays(float, array_shapes(max_dims=2, max_side=4), elements=st.floats(-1000, 1000)))
def test_tanh_is_a_stretched_sigmoid(z):
    np.testing.assert_allclose(activations.tanh_from_sigmoid(z), np.tanh(z), atol=4e-16)


def test_tanh_from_sigmoid_of_numbers_of_other_kinds():
    assert activations.tanh_from_sigmoid(np.float32([0.5])).dtype == np.float32
    assert activations.tanh_from_sigmoid([1, -1000, 0]).tolist() == pytest.approx([math.tanh(1), -1, 0], rel=1e-14)


def test_softmax_as_an_activation():
    p = Softmax().fn([[1000, 1000, -1000], [0, math.log(2), math.log(5)]])
    assert p.tolist() == [[0.5, 0.5, 0], pytest.approx([1 / 8, 2 / 8, 5 / 8])]
    with pytest.raises(TypeError, match=r"^Softmax has no slope for each output alone"):
        Softmax().derivative([1.0, 2.0])


def test_one_layer_by_hand():
    # Two neurons, three inputs: 1 - 2 + 0.5 and 4 + 3 - 1.
    network = OneLayerNetwork([[1, -1, 0], [2, 0, 1]], [0.5, -1], ReLU())
    assert network.run([1, 2, 3]).tolist() == [0, 4]
    assert network.run([[1, 2, 3], [2, 0, 0]]).tolist() == [[0, 4], [2.5, 3]]


@given(st.integers(0, 4), st.integers(1, 4), st.integers(1, 4), st.integers(0, 2**32 - 1))
def test_one_layer_agrees_with_a_loop(n, n_in, n_out, seed):
    rng = np.random.default_rng(seed)
    X, W, b = rng.normal(size=(n, n_in)), rng.normal(size=(n_out, n_in)), rng.normal(size=n_out)
    result = OneLayerNetwork(W, b, Tanh()).run(X)
    assert result.shape == (n, n_out)
    for i in range(n):
        for j in range(n_out):
            z = sum(W[j, k] * X[i, k] for k in range(n_in)) + b[j]
            assert result[i, j] == pytest.approx(math.tanh(z), abs=1e-12)
        assert OneLayerNetwork(W, b, Tanh()).run(X[i]) == pytest.approx(result[i], abs=1e-12)


def test_one_layer_keeps_float32():
    W, b, x = np.ones((2, 3), np.float32), np.ones(2, np.float32), np.ones((4, 3), np.float32)
    assert OneLayerNetwork(W, b, Sigmoid()).run(x).dtype == np.float32


@pytest.mark.parametrize(
    ("W", "b", "activation", "error", "says"),
    [
        ([1, 2], [0], Sigmoid(), ValueError, r"^W must have one neuron a row, .* but has shape \(2,\)\.$"),
        ([[1, 2]], [0, 1], Sigmoid(), ValueError, r"^b must hold one bias for each of the 1 rows of W, .* \(2,\)\.$"),
        ([[1, 2]], 0, Sigmoid(), ValueError, r"^b must hold one bias for each"),
        ([[1, 2]], [0], Sigmoid, TypeError, r"^activation is the class Sigmoid; make one of it: Sigmoid\(\)\.$"),
        ([[1, 2]], [0], "sigmoid", TypeError, r"^activation must have a method fn, .* it is 'sigmoid'\.$"),
        ([[1, "a"]], [0], Sigmoid(), TypeError, r"^W must hold real numbers"),
    ],
)
def test_a_layer_that_does_not_fit_together_is_refused(W, b, activation, error, says):
    with pytest.raises(error, match=says):
        OneLayerNetwork(W, b, activation)


@pytest.mark.parametrize(
    ("x", "says"),
    [
        ([1, 2, 3], r"^x has 3 inputs per example, but each neuron has 2 weights\.$"),
        ([[1], [2]], r"^x has 1 inputs? per example, but each neuron has 2 weights\.$"),
        (1.0, r"^x must have shape \(n, n_in\), or \(n_in,\) for one example, but has shape \(\)\.$"),
        (np.zeros((1, 1, 2)), r"^x must have shape .* \(1, 1, 2\)\.$"),
    ],
)
def test_inputs_that_do_not_fit_a_layer_are_refused(x, says):
    with pytest.raises(ValueError, match=says):
        OneLayerNetwork([[1, 2]], [0], Sigmoid()).run(x)


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "arctan", "ReLU", "step"])
def test_flat_ground_is_where_the_slope_is_small(name):
    z = np.linspace(-8, 8, 1601)
    low, high = explore.LIVE[name]
    slope = np.abs(explore.ACTIVATIONS[name].derivative(z))
    inside = (low < z) & (z < high)
    edge = np.isclose(z, low, atol=0.011) | np.isclose(z, high, atol=0.011)
    assert np.array_equal((slope >= explore.FLAT)[~edge], inside[~edge])


@pytest.mark.parametrize(("w", "b"), [(1, 0), (2.5, -2), (-1.5, 3), (0, 0), (0, 5), (0.2, -6), (-4, 6)])
def test_shaded_zones_of_a_neuron_are_where_it_is_flat(w, b):
    state = explore.neuron_state(w, b, "tanh")
    x = np.linspace(-explore.REACH, explore.REACH, 997)
    for name, zones in state.zones.items():
        shaded = (
            np.any([(low <= x) & (x <= high) for low, high in zones], axis=0) if len(zones) else np.zeros(997, bool)
        )
        low, high = explore.LIVE[name]
        z = w * x + b
        edge = (np.abs(z - low) < 1e-6) | (np.abs(z - high) < 1e-6)
        assert np.array_equal(shaded[~edge], ((z <= low) | (z >= high))[~edge])


def test_the_ant_is_drawn_at_the_scale_of_its_picture():
    for ax in explore.ant()._picture.figure.axes:
        inches = ax.bbox.size / ax.figure.dpi
        units = np.ptp([ax.get_xlim(), ax.get_ylim()], axis=1)
        assert inches / units == pytest.approx(explore.ANT_SCALE, rel=0.01)


def test_bells_are_marked_where_they_go_flat():
    z = np.linspace(-6, 6, 241)
    _, ax = new_figure()
    said = figures.slopes.on(
        ax, z, *(explore.ACTIVATIONS[name].derivative(z) for name in ("sigmoid", "tanh", "arctan"))
    )
    for name in ("sigmoid", "tanh", "arctan"):
        assert f"{name} at {explore.LIVE[name][1]:.1f}" in said
    assert [text.get_position()[1] for text in ax.texts if text.get_text() == "0.05"] == [explore.FLAT]


@pytest.mark.parametrize("steepness", [0.5, 1, 5, 50])
def test_the_ant_can_tell_where_the_ground_is_steep_enough(steepness):
    z = np.linspace(-explore.REACH, explore.REACH, 4801)
    slopes = steepness * Sigmoid().derivative(steepness * z)
    state = explore.ant_state(1.0, steepness)
    assert state.readable == pytest.approx((slopes >= explore.FLAT).mean(), abs=1e-3)
    assert state.slope == pytest.approx(steepness * Sigmoid().derivative(steepness))
    assert state.tells == (state.slope >= explore.FLAT)


def test_the_slope_of_a_smooth_curve_is_nowhere_called_0():
    """Far out it is too small for a computer's numbers. That of a step is 0."""
    ant = explore.ant()
    assert "slope 0 on the step and below\N{NO-BREAK SPACE}0.0005 on the sigmoid" in ant.describe(
        explore.ant_state(5.0, 50)
    )
    neuron = explore.neuron()
    said = {name: neuron.describe(explore.neuron_state(4.0, 6.0, name)) for name in explore.ACTIVATIONS}
    far = {name: neuron.describe(explore.neuron_state(0.0, -6.0, name)) for name in explore.ACTIVATIONS}
    assert "at one of them is 0." in said["step"] and "at one of them is 0." in far["ReLU"]
    assert all("is 0." not in text for name, text in (said | far).items() if name not in ("step", "ReLU"))
