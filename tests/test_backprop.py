"""The maths of lesson 07: backpropagation against central differences, and against an autodiff library."""

import itertools

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import grad
from hypothesis import given, settings
from hypothesis import strategies as st

from dlcourse import losses
from dlcourse.activations import Arctan, Identity, ReLU, Sigmoid, Softmax, Step, Tanh
from dlcourse.backprop import (
    backprop,
    backward,
    forward,
    hidden_delta,
    layer_gradients,
    multiplications,
    network_loss,
    numerical_gradient,
    output_delta,
    pack,
    train_network,
    unpack,
)
from dlcourse.data import pixel_digits
from dlcourse.descent import minibatches
from dlcourse.exercises import examine, find
from dlcourse.explorers import backprop as explore
from dlcourse.network import NeuralNetwork, count_parameters, init_parameters

ELEMENTWISE = {"Identity": Identity, "Step": Step, "Sigmoid": Sigmoid, "Tanh": Tanh, "ReLU": ReLU, "Arctan": Arctan}
FREE = {
    "Identity": lambda z: z,
    "Sigmoid": lambda z: 1 / (1 + anp.exp(-z)),
    "Tanh": anp.tanh,
    "ReLU": lambda z: anp.maximum(z, 0),
    "Arctan": anp.arctan,
}
X_XOR, Y_XOR = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]]), np.array([[0.0], [1], [1], [0]])


def network_at(seed, sizes, activations, n, one_hot=False):
    """A random network, a batch and targets, with no z so near a kink that a nudge could cross it."""
    rng = np.random.default_rng(seed)
    while True:
        parameters = [(W, rng.normal(size=b.shape) / 2) for W, b in init_parameters(sizes, rng)]
        X = rng.normal(size=(n, sizes[0]))
        y = np.eye(sizes[-1])[rng.integers(sizes[-1], size=n)] if one_hot else rng.uniform(0.05, 0.95, (n, sizes[-1]))
        zs, outputs = forward(parameters, activations, X)
        if min(np.abs(z).min() for z in zs) > 1e-3 and np.abs(outputs[-1] - y).min() > 1e-3:
            return parameters, X, y


def assert_close(got, want, tolerance=1e-7):
    got, want = pack(got), np.asarray(want)
    assert got.shape == want.shape
    assert np.abs(got - want).max() <= tolerance * max(np.abs(want).max(), 1e-3)


# Every pair of activation and loss.

LOSSES = {
    "mse": (losses.mse, losses.mse_derivative),
    "l1": (losses.l1, losses.l1_derivative),
    "binary cross entropy": (losses.binary_cross_entropy, losses.binary_cross_entropy_derivative),
    "cross entropy": (
        lambda p, y: losses.cross_entropy(p, y.argmax(axis=1)),
        lambda p, y: losses.cross_entropy_derivative(p, y.argmax(axis=1)),
    ),
}
PAIRS = [
    (loss, hidden, last)
    for loss, hidden, last in itertools.product(LOSSES, ELEMENTWISE, [*ELEMENTWISE, "Softmax"])
    if not (loss == "binary cross entropy" and last not in ("Sigmoid", "Softmax"))  # those leave 0 to 1
    and not (loss == "cross entropy" and last != "Softmax")
]


@pytest.mark.parametrize(("loss", "hidden", "last"), PAIRS)
def test_slopes_equal_central_differences_for_every_activation_and_loss(loss, hidden, last):
    value, slope = LOSSES[loss]
    activations = [ELEMENTWISE[hidden](), {**ELEMENTWISE, "Softmax": Softmax}[last]()]
    parameters, X, y = network_at(1, [3, 4, 3], activations, 5, one_hot=loss == "cross entropy")
    zs, outputs = forward(parameters, activations, X)
    dC_da = slope(outputs[-1], y) * len(X)  # an error is that of one example, without the 1/n
    if last == "Softmax":
        delta = np.einsum("nji,nj->ni", losses.softmax_jacobian(zs[-1]), dC_da)
    else:
        delta = dC_da * activations[-1].derivative(zs[-1])
    slopes = backward(parameters, activations, zs, outputs, delta)

    def of(theta):
        return value(NeuralNetwork(unpack(theta, parameters), activations).run(X), y)

    assert_close(slopes, numerical_gradient(of, pack(parameters)))


@pytest.mark.parametrize(("hidden", "last"), list(itertools.product(ELEMENTWISE, [*ELEMENTWISE, "Softmax"])))
def test_backprop_equals_central_differences_of_the_network_loss(hidden, last):
    activations = [ELEMENTWISE[hidden](), Tanh(), {**ELEMENTWISE, "Softmax": Softmax}[last]()]
    parameters, X, y = network_at(2, [3, 5, 4, 2], activations, 6, one_hot=last == "Softmax")
    numerical = numerical_gradient(lambda t: network_loss(unpack(t, parameters), activations, X, y), pack(parameters))
    assert_close(backprop(parameters, activations, X, y), numerical)


def free_loss(parameters, names, X, y):
    """The loss of a network in autograd's words, written without a look at ours."""
    a = X
    for (W, b), name in zip(parameters, names, strict=True):
        z = anp.dot(a, anp.transpose(W)) + b
        if name == "Softmax":
            log_p = z - anp.log(anp.sum(anp.exp(z), axis=1))[:, None]
            return -anp.sum(y * log_p) / len(X)
        a = FREE[name](z)
    return anp.sum((a - y) ** 2) / 2 / len(X)


@pytest.mark.parametrize(("hidden", "last"), list(itertools.product(FREE, [*FREE, "Softmax"])))
@pytest.mark.parametrize("sizes", [[2, 3], [3, 4, 2], [1, 2, 3, 4]])
def test_backprop_equals_autograd(hidden, last, sizes):
    names = [hidden] * (len(sizes) - 2) + [last]
    activations = [{**ELEMENTWISE, "Softmax": Softmax}[name]() for name in names]
    parameters, X, y = network_at(3, sizes, activations, 4, one_hot=last == "Softmax")
    assert network_loss(parameters, activations, X, y) == pytest.approx(free_loss(parameters, names, X, y), rel=1e-12)
    independent = grad(lambda theta: free_loss(unpack_free(theta, parameters), names, X, y))(pack(parameters))
    assert_close(backprop(parameters, activations, X, y), independent, 1e-12)


def unpack_free(theta, like):
    pairs, at = [], 0
    for W, b in like:
        pairs.append((anp.reshape(theta[at : at + W.size], W.shape), theta[at + W.size : at + W.size + b.size]))
        at += W.size + b.size
    return pairs


@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    sizes=st.lists(st.integers(1, 5), min_size=2, max_size=5),
    n=st.integers(1, 6),
    softmax=st.booleans(),
)
def test_any_smooth_network_agrees_with_central_differences(seed, sizes, n, softmax):
    rng = np.random.default_rng(seed)
    smooth = [Sigmoid(), Tanh(), Arctan(), Identity()]
    activations = [smooth[k] for k in rng.integers(4, size=len(sizes) - 1)]
    if softmax:
        activations[-1] = Softmax()
    parameters = init_parameters(sizes, rng)
    X, y = rng.normal(size=(n, sizes[0])), rng.normal(size=(n, sizes[-1]))
    if softmax:
        y = np.eye(sizes[-1])[rng.integers(sizes[-1], size=n)]
    numerical = numerical_gradient(lambda t: network_loss(unpack(t, parameters), activations, X, y), pack(parameters))
    # A nudge of 1e-6 leaves rounding of about 1e-10, whatever the slopes are.
    assert np.allclose(pack(backprop(parameters, activations, X, y)), numerical, rtol=1e-7, atol=1e-8)


# The pieces, by hand.


def test_numerical_gradient_by_hand_and_in_any_shape():
    assert numerical_gradient(lambda t: t[0] ** 2 + 3 * t[1], [2.0, 5.0]) == pytest.approx([4, 3], rel=1e-8)
    assert numerical_gradient(lambda t: (t**3).sum(), np.array([1.0, -2.0]), 0.5) == pytest.approx([3.25, 12.25])
    for shape in ((), (3,), (2, 3), (2, 1, 3), (0,), (2, 0)):
        theta = np.random.default_rng(0).normal(size=shape)
        slope = numerical_gradient(lambda t: (t**2).sum(), theta)
        assert slope.shape == shape and np.allclose(slope, 2 * theta, rtol=1e-7, atol=1e-8)


def test_numerical_gradient_leaves_theta_alone_whatever_f_does_to_it():
    def greedy(t):
        value = (t**2).sum()
        t[:] = 99
        return value

    for theta in (np.array([1.0, 2.0]), np.array([1, 2]), np.array([1, 2], dtype=np.float32)):
        kept = theta.copy()
        theta.flags.writeable = False
        assert np.allclose(numerical_gradient(greedy, theta), [2, 4], rtol=1e-7)
        assert np.array_equal(theta, kept)


def test_the_four_equations_by_hand():
    a, z = np.array([[0.5, 0.5]]), np.zeros((1, 2))
    assert output_delta(a, np.array([[1.0, 0.0]]), z, Sigmoid()).tolist() == [[-0.125, 0.125]]
    delta = hidden_delta([[1, 2]], [[10, -1], [20, 3]], [[0, 0]], Identity())
    assert delta.tolist() == [[50, 5]]
    dW, db = layer_gradients([[1.0], [3.0]], [[2.0, 10.0], [4.0, 20.0]])
    assert dW.tolist() == [[7, 35]] and db.tolist() == [2]


def test_a_batch_is_the_mean_of_its_examples():
    activations = [Tanh(), Softmax()]
    parameters, X, y = network_at(4, [3, 4, 2], activations, 7, one_hot=True)
    alone = [pack(backprop(parameters, activations, X[[i]], y[[i]])) for i in range(7)]
    assert_close(backprop(parameters, activations, X, y), np.mean(alone, axis=0), 1e-13)


def test_classes_will_do_for_one_hot_rows_after_a_softmax():
    activations = [Tanh(), Softmax()]
    parameters, X, y = network_at(5, [3, 4, 3], activations, 6, one_hot=True)
    assert_close(
        backprop(parameters, activations, X, y.argmax(axis=1)), pack(backprop(parameters, activations, X, y)), 0
    )
    assert network_loss(parameters, activations, X, y.argmax(axis=1)) == network_loss(parameters, activations, X, y)


def test_softmax_treated_elementwise_is_wrong():
    activations = [Softmax()]
    parameters, X, y = network_at(6, [3, 3], activations, 4, one_hot=True)
    _, outputs = forward(parameters, activations, X)
    a = outputs[-1]
    dC_da = losses.cross_entropy_derivative(a, y.argmax(axis=1)) * len(X)
    wrong = layer_gradients(dC_da * a * (1 - a), X)
    right = backprop(parameters, activations, X, y)[0]
    assert np.allclose(right[0], layer_gradients(a - y, X)[0])
    assert np.abs(wrong[0] - right[0]).max() > 0.05


def test_pack_and_unpack_undo_each_other():
    parameters = init_parameters([3, 4, 2], np.random.default_rng(0))
    theta = pack(parameters)
    assert len(theta) == count_parameters([3, 4, 2])
    back = unpack(theta, parameters)
    assert all(
        np.array_equal(p, q)
        for one, other in zip(back, parameters, strict=True)
        for p, q in zip(one, other, strict=True)
    )
    assert theta[0] == parameters[0][0][0, 0] and theta[12] == parameters[0][1][0]


def test_multiplications_are_counted_as_they_are_made():
    # Forward 2·3 + 3·1 = 9; back 9 for the slopes and 3 for the errors; nudging 2 · 13 passes of 9.
    assert multiplications([2, 3, 1]) == (9, 21, 234)
    for sizes in ([1, 1], [4, 7, 2, 5]):
        forward_pass, back, nudging = multiplications(sizes)
        assert back < 3 * forward_pass
        assert nudging == 2 * count_parameters(sizes) * forward_pass


# Numerical care.


@pytest.mark.parametrize("last", [Sigmoid, Tanh, Softmax])
def test_saturated_networks_give_finite_slopes_without_a_warning(last):
    parameters = [(np.full((4, 3), 1000.0), np.zeros(4)), (np.full((2, 4), -1000.0), np.zeros(2))]
    X, y = np.array([[1.0, -1.0, 1.0], [-1.0, -1.0, -1.0]]), np.eye(2)
    with np.errstate(all="raise", under="ignore"):
        slopes = backprop(parameters, [Tanh(), last()], X, y)
        assert np.isfinite(pack(slopes)).all() and np.isfinite(network_loss(parameters, [Tanh(), last()], X, y))


def test_float32_stays_float32():
    activations = [Tanh(), Softmax()]
    parameters, X, y = network_at(7, [3, 4, 2], activations, 5, one_hot=True)
    single = [(W.astype(np.float32), b.astype(np.float32)) for W, b in parameters]
    slopes = backprop(single, activations, X.astype(np.float32), y.astype(np.float32))
    assert all(part.dtype == np.float32 for pair in slopes for part in pair)
    assert_close(slopes, pack(backprop(parameters, activations, X, y)), 1e-5)
    trained, _ = train_network(
        single, activations, X.astype(np.float32), y.astype(np.float32), 0.1, 2, 2, np.random.default_rng(0)
    )
    assert all(part.dtype == np.float32 for pair in trained for part in pair)


def test_whole_numbers_are_numbers():
    slopes = backprop([([[1, 2]], [0])], [Identity()], [[1, 1], [2, 0]], [[0], [0]])
    assert slopes[0][0].tolist() == [[3.5, 1.5]] and slopes[0][1].tolist() == [2.5]


# Training.


@pytest.mark.parametrize("batch_size", [1, 3, 4, 100])
def test_xor_is_learned(batch_size):
    start = init_parameters([2, 4, 1], np.random.default_rng(0))
    kept = [(W.copy(), b.copy()) for W, b in start]
    activations = [Tanh(), Sigmoid()]
    trained, record = train_network(start, activations, X_XOR, Y_XOR, 1.0, batch_size, 1000, np.random.default_rng(1))
    assert len(record) == 1000 and record[-1] < 0.01 < record[0]
    assert record[-1] == network_loss(trained, activations, X_XOR, Y_XOR)
    assert np.array_equal(NeuralNetwork(trained, activations).run(X_XOR).round(), Y_XOR)
    assert np.array_equal(pack(start), pack(kept))


def test_a_full_batch_epoch_is_one_step_downhill():
    activations = [Tanh(), Identity()]
    parameters, X, y = network_at(8, [3, 4, 2], activations, 5)
    trained, _ = train_network(parameters, activations, X, y, 0.1, 5, 1, np.random.default_rng(0))
    assert_close(trained, pack(parameters) - 0.1 * pack(backprop(parameters, activations, X, y)), 1e-13)


def test_the_last_short_batch_makes_a_step_too():
    # Five times one example: every step has the same slope to first order, and there are three in an epoch.
    X, y, start = np.ones((5, 1)), np.zeros((5, 1)), [(np.array([[1.0]]), np.zeros(1))]
    trained, _ = train_network(start, [Identity()], X, y, 1e-6, 2, 1, np.random.default_rng(0))
    assert (1 - trained[0][0][0, 0]) / 1e-6 == pytest.approx(3, rel=1e-4)


def test_ten_calls_of_one_epoch_are_one_call_of_ten():
    activations = [Tanh(), Sigmoid()]
    start = init_parameters([2, 3, 1], np.random.default_rng(0))
    at_once, record = train_network(start, activations, X_XOR, Y_XOR, 1.0, 2, 10, np.random.default_rng(5))
    rng, parameters, one_by_one = np.random.default_rng(5), start, []
    for _ in range(10):
        parameters, new = train_network(parameters, activations, X_XOR, Y_XOR, 1.0, 2, 1, rng)
        one_by_one += new
    assert np.array_equal(pack(parameters), pack(at_once)) and one_by_one == record


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("last", [Identity, Softmax])
def test_divergence_is_said_in_words_with_epoch_and_rate(last):
    X, y = np.array([[1.0, 2.0], [3.0, -1.0]]) * 1e3, np.eye(2)
    start = init_parameters([2, 3, 2], np.random.default_rng(0))
    with pytest.raises(FloatingPointError, match=r"diverged in epoch \d+: with a learning rate of 1e\+200"):
        train_network(start, [Identity(), last()], X, y, 1e200, 1, 50, np.random.default_rng(0))


def test_an_interrupted_loop_over_epochs_keeps_what_it_has():
    record, parameters, rng = [], init_parameters([2, 3, 1], np.random.default_rng(0)), np.random.default_rng(0)
    with pytest.raises(KeyboardInterrupt):
        for epoch in range(100):
            parameters, new = train_network(parameters, [Tanh(), Sigmoid()], X_XOR, Y_XOR, 1.0, 4, 1, rng)
            record += new
            if epoch == 6:
                raise KeyboardInterrupt
    assert len(record) == 7 and record[-1] == network_loss(parameters, [Tanh(), Sigmoid()], X_XOR, Y_XOR)


def test_pixel_digits_are_learned_and_one_layer_does_worse():
    X, y = pixel_digits(600, np.random.default_rng(0))
    assert X.shape == (600, 64) and set(y) == set(range(10))
    assert np.array_equal(X, pixel_digits(600, np.random.default_rng(0))[0])
    right = []
    for sizes, activations in (([64, 10], [Softmax()]), ([64, 30, 10], [Tanh(), Softmax()])):
        start = init_parameters(sizes, np.random.default_rng(0))
        trained, _ = train_network(start, activations, X, y, 0.3, 20, 10, np.random.default_rng(0))
        right.append((NeuralNetwork(trained, activations).run(X).argmax(axis=1) == y).mean())
    assert 0.7 < right[0] < right[1] - 0.02


# Bad input.

GOOD = [(np.ones((2, 3)), np.zeros(2))]


@pytest.mark.parametrize(
    ("call", "problem", "words"),
    [
        (lambda: numerical_gradient(lambda t: t, [1.0, 2.0]), ValueError, r"f\(theta\) must be a single number"),
        (lambda: numerical_gradient(lambda t: 0.0, [1.0], eps=0), ValueError, "eps must be a number above 0"),
        (lambda: numerical_gradient(lambda t: 0.0, ["a"]), TypeError, "theta must hold real numbers"),
        (lambda: output_delta([[1.0]], [1.0], [[1.0]], Sigmoid()), ValueError, r"one shape, but have \(1, 1\), \(1,\)"),
        (lambda: output_delta([[1.0]], [[1.0]], [[1.0]], Sigmoid), TypeError, "make one of it"),
        (lambda: output_delta([[1.0]], [[1.0]], [[1.0]], Softmax()), TypeError, "every output depends on all scores"),
        (
            lambda: hidden_delta(np.ones((5, 2)), np.ones((4, 2)), np.ones((5, 4)), Tanh()),
            ValueError,
            "one column for each row",
        ),
        (
            lambda: hidden_delta(np.ones((5, 2)), np.ones((2, 4)), np.ones((5, 3)), Tanh()),
            ValueError,
            r"z needs the same",
        ),
        (lambda: layer_gradients(np.ones((5, 2)), np.ones((4, 3))), ValueError, "one row for each example"),
        (lambda: layer_gradients(np.ones((0, 2)), np.ones((0, 3))), ValueError, "at least one"),
        (lambda: layer_gradients(np.ones(2), np.ones(3)), ValueError, "one row for each example"),
        (
            lambda: backprop(GOOD, [Tanh()], np.ones((4, 3)), np.ones(4)),
            ValueError,
            r"shape \(4, 2\), but has shape \(4,\)",
        ),
        (lambda: backprop(GOOD, [Tanh()], np.ones((4, 2)), np.ones((4, 2))), ValueError, "X has 2 inputs"),
        (lambda: backprop(GOOD, [Tanh()], np.ones(3), np.ones(2)), ValueError, "one example a row"),
        (lambda: backprop(GOOD, [Tanh()], np.ones((0, 3)), np.ones((0, 2))), ValueError, "n > 0"),
        (lambda: backprop(GOOD, [Softmax()], np.ones((1, 3)), [[0.5, 0.5]]), ValueError, "one-hot rows"),
        (lambda: backprop(GOOD, [Softmax()], np.ones((1, 3)), [[1, 1]]), ValueError, "one-hot rows"),
        (lambda: backprop(GOOD, [Softmax()], np.ones((1, 3)), [2]), ValueError, "classes 0 to 1"),
        (lambda: backprop(GOOD * 2, [Tanh()] * 2, np.ones((1, 3)), [[1, 1]]), ValueError, "Layer 2 takes 3 inputs"),
        (lambda: backprop(GOOD, [], np.ones((1, 3)), [[1, 1]]), ValueError, "each layer needs one"),
        (
            lambda: backprop([*GOOD, (np.ones((1, 2)), [0])], [Softmax(), Tanh()], np.ones((1, 3)), [[1]]),
            TypeError,
            "every output depends on all scores",
        ),
        (lambda: unpack([1.0, 2.0], GOOD), ValueError, "are 8 numbers, but theta holds 2"),
        (lambda: trained(learning_rate=0), ValueError, "learning_rate must be a number above 0"),
        (lambda: trained(learning_rate=np.nan), ValueError, "learning_rate must be a number above 0"),
        (lambda: trained(epochs=0), ValueError, "epochs must be a whole number above 0"),
        (lambda: trained(batch_size=1.5), ValueError, "batch_size must be a whole number above 0"),
        (lambda: trained(rng=0), TypeError, "rng must be a random generator"),
    ],
)
def test_bad_input_is_refused_in_one_sentence(call, problem, words):
    with pytest.raises(problem, match=words) as caught:
        call()
    assert "\n" not in str(caught.value)


def trained(learning_rate=1.0, batch_size=2, epochs=1, rng=None):
    rng = np.random.default_rng(0) if rng is None else rng
    start = init_parameters([2, 2, 1], np.random.default_rng(0))
    return train_network(start, [Tanh(), Sigmoid()], X_XOR, Y_XOR, learning_rate, batch_size, epochs, rng)


# What the check of train_network says to answers whose order is not drawn from `rng`.


@pytest.mark.parametrize(
    ("order", "words"),
    [
        ("np.random.permutation(n)", "same seed gave different results"),
        ("np.random.default_rng(7).permutation(n)", "the same order"),
        ("np.roll(np.arange(n), rng.integers(n))", "Neighbouring rows stay together"),
        ("np.arange(n)", "in the order of the rows"),
    ],
)
def test_an_order_that_is_not_drawn_from_rng_is_refused(order, words):
    answer = f"""
def train_network(parameters, activations, X, y, learning_rate, batch_size, epochs, rng):
    n, losses = len(X), []
    for _ in range(epochs):
        order = {order}
        for k in range(0, n, batch_size):
            some = order[k : k + batch_size]
            slopes = backprop(parameters, activations, X[some], y[some])
            parameters = [(W - learning_rate * dW, b - learning_rate * db) for (W, b), (dW, db) in zip(parameters, slopes)]
        losses.append(network_loss(parameters, activations, X, y))
    return parameters, losses
"""
    namespace = {"np": np, "backprop": backprop, "network_loss": network_loss, "minibatches": minibatches}
    exec(answer, namespace)
    assert words in examine(find("train_network"), namespace, find).headline


# What the cards say to mistakes, in a learner's own words.

STEPS_BACK = """
def backprop(parameters, activations, X, y):
    a, z = [X], []
    for (W, b), activation in zip(parameters, activations):
        z.append(a[-1] @ W.T + b)
        a.append(activation.fn(z[-1]))
    delta = {first}
    slopes = []
    for l in range(len(parameters) - 1, -1, -1):
        slopes.append(layer_gradients(delta, a[l]))
        delta = {back}
    return slopes[::-1]
"""
LAST_ERROR = "output_delta(a[-1], y, z[-1], activations[-1])"
STEPPED = """
def train_network(parameters, activations, X, y, learning_rate, batch_size, epochs, rng):
    parameters, losses = list(parameters), []
    for _ in range(epochs):
        for batch in minibatches(len(X), batch_size, rng):
            slopes = backprop(parameters, activations, X[batch], y[batch])
            for l, ((W, b), (dW, db)) in enumerate(zip(parameters, slopes)):
                {step}
        losses.append(network_loss(parameters, activations, X, y))
    return parameters, losses
"""


@pytest.mark.parametrize(
    ("exercise", "source", "mistake"),
    [
        (
            find("backprop"),
            STEPS_BACK.format(
                first=f"a[-1] - y if isinstance(activations[-1], Softmax) else {LAST_ERROR}",
                back="hidden_delta(delta, parameters[l][0], z[l - 1], activations[l - 1])",
            ),
            "a-step-too-far",
        ),
        (
            find("backprop"),
            STEPS_BACK.format(
                first=LAST_ERROR, back="(delta @ parameters[l][0]) * activations[l - 1].derivative(z[l - 1])"
            ),
            "a-step-too-far",
        ),
        (
            find("backprop"),
            STEPS_BACK.format(
                first=f"a[-1] - y if isinstance(activations[-1], Softmax) else {LAST_ERROR}", back="delta"
            ).replace(
                "        slopes.append",
                "        if l > 0:\n"
                "            delta = hidden_delta(delta, parameters[l][0], z[l - 1], activations[l - 1])\n"
                "        slopes.append",
            ),
            "step-before-slopes",
        ),
        (
            find("train_network"),
            STEPPED.format(step="parameters = parameters - learning_rate * slopes"),
            "lists-as-arrays",
        ),
        (
            find("train_network"),
            STEPPED.format(step="W, b = W - learning_rate * dW, b - learning_rate * db"),
            "nothing-moves",
        ),
        (
            find("train_network"),
            STEPPED.format(
                step="parameters[l] = W - learning_rate * dW / len(batch), b - learning_rate * db / len(batch)"
            ),
            "gradients-times-share",
        ),
        (
            find("output_delta"),
            "def output_delta(a, y, z, activation):\n"
            "    return np.linalg.norm(a - y) ** 2 / 2 * activation.derivative(z)",
            "loss-itself",
        ),
    ],
)
def test_a_card_calls_a_mistake_by_its_name(exercise, source, mistake):
    namespace = {"np": np, "Softmax": Softmax, "network_loss": network_loss}
    exec(source, namespace)
    card = examine(exercise, namespace, find)
    assert card.mistake == mistake, str(card)
    assert card.nudge.startswith("Looks like: ")


# The explorers' numbers.


def test_the_graph_of_the_chain_rule_has_the_right_slopes():
    for x, w, b in itertools.product((-3.0, 0.0, 2.5), (-1.5, 0.0, 2.0), (-4.0, 1.0)):
        slopes = explore.chain_state(13, x, w, b).slopes
        numerical = numerical_gradient(lambda t: (t[1] * t[0] + t[2]) ** 2 + t[1] ** 2, [x, w, b])
        assert np.allclose([slopes[name] for name in "xwb"], numerical, rtol=1e-7, atol=1e-7)
    assert explore.chain_state(13, 3.0, 2.0, -4.0).slopes["w"] == 16


def test_the_small_networks_slopes_are_those_of_its_loss():
    def of(theta):
        return network_loss(unpack(theta, explore.PARAMETERS), explore.ACTIVATIONS, explore.X, explore.Y)

    slopes = numerical_gradient(of, explore.THETA)
    for k in range(13):
        assert explore.passes_state(7, k, 0.5).slope == pytest.approx(slopes[k], rel=1e-6)
        nudged = explore.passes_state(7, k, 0.001)
        assert nudged.loss - nudged.before == pytest.approx(0.001 * slopes[k], rel=5e-3)


def test_two_starts_learn_xor_and_one_gets_stuck():
    last = {
        start: explore.xor_training_state(explore.XOR_EPOCHS // explore.XOR_EVERY, start)
        for start in explore.XOR_STARTS
    }
    assert last["A"].losses[-1] < 0.01 and last["B"].losses[-1] < 0.01 and last["C"].losses[-1] > 0.06


def test_a_player_steps_through_a_sliders_positions_and_stops_at_the_ends():
    explorer = explore.chain()
    player, control = explorer.player, explorer.controls["moment"]
    control.index = 0
    player.back.click()
    assert control.index == 0
    player.forward.click()
    assert (control.index, control.value) == (1, 1)
    player.play.playing = True
    explorer.reset()
    assert player.play.playing is False and control.value == 5
    control.index = last = len(control.options) - 1
    player.forward.click()
    assert control.index == last


def test_a_player_plays_from_where_the_slider_is_to_the_end_and_then_anew():
    explorer = explore.chain()
    play, control = explorer.player.play, explorer.controls["moment"]
    last = len(control.options) - 1

    def pressed():  # what the page sends: the first tick comes with the press
        play.set_state({"playing": True, "value": play.value + 1})

    pressed()
    assert control.index == 6
    play.value += 3  # ticks that came while the kernel was busy
    assert control.index == 9
    control.index = 11  # moved by hand
    play.value += 1
    assert control.index == 12 and play.playing
    play.value += 2
    assert control.index == last and not play.playing
    play.value += 1  # was on its way already
    assert control.index == last
    pressed()
    assert control.index == 0 and play.playing
    play.value += 1
    explorer.reset()
    play.value += 1
    assert control.index == 5
    for at in (9, 3):  # its stop button, twice in a row
        control.index = at
        play.set_state({"playing": False, "value": 0})
        assert control.index == 0 and not play.playing
