"""The fast trainer: the same slopes as backpropagation's, a state that survives whatever happens, and refusals in words."""

import copy
import itertools
import pickle

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import grad
from hypothesis import given, settings
from hypothesis import strategies as st

from dlcourse.activations import Arctan, Identity, ReLU, Sigmoid, Softmax, Step, Tanh
from dlcourse.backprop import backprop, multiplications, network_loss, numerical_gradient, pack, train_network, unpack
from dlcourse.data import digits
from dlcourse.deep import accuracy, he_init
from dlcourse.network import NeuralNetwork, init_parameters
from dlcourse.trainer import Trainer

HIDDEN = [Identity, Step, Sigmoid, Tanh, ReLU, Arctan]
LAST = [*HIDDEN, Softmax]
RATE = 0.5


def problem(seed, sizes, last, n):
    """A random start with biases, inputs, and targets that fit the last activation."""
    rng = np.random.default_rng(seed)
    parameters = [(W, rng.normal(size=b.shape) / 2) for W, b in init_parameters(sizes, rng)]
    one_hot = np.eye(sizes[-1])[rng.integers(sizes[-1], size=n)]
    X, free = rng.normal(size=(n, sizes[0])), rng.uniform(0.05, 0.95, (n, sizes[-1]))
    return parameters, X, one_hot if last is Softmax else free


def slopes(parameters, activations, X, y, dtype=np.float64):
    """The gradient that one full batch step of the trainer followed, as one row."""
    trainer = Trainer(parameters, activations, RATE, len(X), np.random.default_rng(0), dtype)
    trainer.train(X, y)
    return (pack(parameters) - pack(trainer.parameters)) / RATE


# The same slopes as everybody else's.


@pytest.mark.parametrize(("hidden", "last"), list(itertools.product(HIDDEN, LAST)))
@pytest.mark.parametrize("sizes", [[3, 2], [3, 5, 2], [4, 3, 6, 1], [2, 3, 4, 5, 3]])
def test_one_step_follows_the_gradient_of_backprop(hidden, last, sizes):
    activations = [hidden() for _ in sizes[2:]] + [last()]
    parameters, X, y = problem(1, sizes, last, 7)
    want = pack(backprop(parameters, activations, X, y))
    assert np.abs(slopes(parameters, activations, X, y) - want).max() <= 1e-12 * max(1, np.abs(want).max())
    assert np.abs(slopes(parameters, activations, X, y, np.float32) - want).max() <= 1e-5 * max(1, np.abs(want).max())


@pytest.mark.parametrize(("hidden", "last"), list(itertools.product(HIDDEN, LAST)))
@pytest.mark.parametrize("batch_size", [1, 3, 4, 12, 50])
def test_several_epochs_end_where_train_network_ends(hidden, last, batch_size):
    activations = [hidden(), Tanh(), last()]
    parameters, X, y = problem(2, [3, 5, 4, 2], last, 12)
    settings = (0.1, batch_size, 3, np.random.default_rng(5))
    want = pack(train_network(parameters, activations, X, y, *settings)[0])
    for dtype, tolerance in ((np.float64, 1e-12), (np.float32, 1e-5)):
        trainer = Trainer(parameters, activations, 0.1, batch_size, np.random.default_rng(5), dtype)
        trainer.train(X, y, epochs=3)
        assert np.abs(pack(trainer.parameters) - want).max() <= tolerance * np.abs(want).max()


FREE = {
    Identity: lambda z: z,
    Sigmoid: lambda z: 1 / (1 + anp.exp(-z)),
    Tanh: anp.tanh,
    ReLU: lambda z: anp.maximum(z, 0),
    Arctan: anp.arctan,
}


@pytest.mark.parametrize(("hidden", "last"), list(itertools.product(FREE, [*FREE, Softmax])))
def test_one_step_follows_the_gradient_of_autograd(hidden, last):
    parameters, X, y = problem(3, [3, 5, 2], last, 6)
    (W1, b1), (W2, b2) = parameters

    def loss(theta):
        ends = np.cumsum([W1.size, b1.size, W2.size, b2.size])
        w, c, v, d = (theta[end - size : end] for end, size in zip(ends, (15, 5, 10, 2), strict=True))
        z = anp.dot(FREE[hidden](anp.dot(X, anp.reshape(w, (5, 3)).T) + c), anp.reshape(v, (2, 5)).T) + d
        if last is Softmax:
            return -anp.mean(anp.sum(y * (z - anp.log(anp.sum(anp.exp(z), axis=1))[:, None]), axis=1))
        return anp.mean(anp.sum((FREE[last](z) - y) ** 2, axis=1)) / 2

    want = grad(loss)(pack(parameters))
    assert np.abs(slopes(parameters, [hidden(), last()], X, y) - want).max() <= 1e-12 * max(1, np.abs(want).max())


@settings(max_examples=30, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    sizes=st.lists(st.integers(1, 5), min_size=2, max_size=5),
    n=st.integers(1, 6),
    softmax=st.booleans(),
)
def test_one_step_of_any_smooth_network_agrees_with_central_differences(seed, sizes, n, softmax):
    rng, smooth = np.random.default_rng(seed), [Sigmoid(), Tanh(), Arctan(), Identity()]
    activations = [smooth[k] for k in rng.integers(4, size=len(sizes) - 1)]
    if softmax:
        activations[-1] = Softmax()
    parameters, X, y = problem(seed, sizes, type(activations[-1]), n)
    want = numerical_gradient(lambda t: network_loss(unpack(t, parameters), activations, X, y), pack(parameters))
    assert np.allclose(slopes(parameters, activations, X, y), want, rtol=1e-7, atol=1e-8)


@pytest.mark.parametrize("last", [Identity, Sigmoid, Softmax])
def test_the_loss_of_an_epoch_is_the_mean_over_examples_at_the_parameters_of_their_step(last):
    activations = [Tanh(), last()]
    parameters, X, y = problem(4, [3, 4, 2], last, 8)
    trainer = Trainer(parameters, activations, RATE, 3, np.random.default_rng(6), np.float64)
    got = trainer.train(X, y, epochs=2)
    order, want = np.random.default_rng(6), []
    for _ in range(2):
        total = 0
        rows = order.permutation(8)
        for batch in (rows[:3], rows[3:6], rows[6:]):
            total += len(batch) * network_loss(parameters, activations, X[batch], y[batch])
            steps = zip(parameters, backprop(parameters, activations, X[batch], y[batch]), strict=True)
            parameters = [(W - RATE * dW, b - RATE * db) for (W, b), (dW, db) in steps]
        want.append(total / 8)
    assert got == pytest.approx(want, rel=1e-12) and all(type(loss) is float for loss in got)


def test_classes_and_one_hot_rows_are_the_same():
    parameters, X, y = problem(5, [3, 4, 3], Softmax, 9)
    ends = []
    for targets in (y, y.argmax(axis=1), y.argmax(axis=1).tolist(), y.astype(bool)):
        trainer = Trainer(parameters, [ReLU(), Softmax()], rng=np.random.default_rng(0))
        trainer.train(X, targets, 3)
        ends.append(pack(trainer.parameters))
    assert all(np.array_equal(end, ends[0]) for end in ends)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_certain_and_wrong_network_has_a_large_loss_and_is_not_called_divergent(dtype):
    start = [(np.array([[1000.0], [0.0], [0.0]]), np.zeros(3))]
    trainer = Trainer(start, [Softmax()], 1e-3, 1, np.random.default_rng(0), dtype)
    assert trainer.train([[1.0]], [2]) == [1000.0]


def test_more_outputs_than_examples_are_no_trouble():
    parameters, X, y = problem(6, [2, 9], Softmax, 2)
    want = pack(backprop(parameters, [Softmax()], X, y))
    assert np.allclose(slopes(parameters, [Softmax()], X, y), want, rtol=1e-12, atol=1e-14)


# Precision, and whose arrays are whose.


@pytest.mark.parametrize("dtype", [np.float32, np.float64, "float32", float])
@pytest.mark.parametrize("given", [np.float32, np.float64])
@pytest.mark.parametrize("last", [Sigmoid, Softmax])
def test_everything_has_the_precision_that_was_asked_for(dtype, given, last):
    parameters, X, y = problem(7, [3, 4, 2], last, 5)
    seen = set()

    class Watched(Tanh):
        def derivative(self, x):
            seen.add(x.dtype)
            return super().derivative(x)

    start = [(W.astype(given), b.astype(given)) for W, b in parameters]
    trainer = Trainer(start, [Watched(), last()], dtype=dtype)
    trainer.train(X.astype(given), y)
    parts = {part.dtype for pair in trainer.parameters for part in pair}
    assert parts == seen == {np.dtype(dtype)}


@pytest.mark.parametrize("activation", HIDDEN)
def test_the_courses_activations_keep_float32(activation):
    z = np.linspace(-3, 3, 7, dtype=np.float32)
    assert activation().fn(z).dtype == activation().derivative(z).dtype == np.float32


def test_the_callers_arrays_are_left_alone_and_parameters_are_safe_from_later_steps():
    parameters, X, y = problem(8, [3, 4, 2], Softmax, 5)
    kept = copy.deepcopy((parameters, X, y))
    for array in (X, y, *(part for pair in parameters for part in pair)):
        array.flags.writeable = False
    trainer = Trainer(parameters, [ReLU(), Softmax()], dtype=np.float64)
    trainer.train(X, y)
    first = trainer.parameters
    before = pack(first)
    trainer.train(X, y)
    assert np.array_equal(pack(first), before) and not np.array_equal(pack(trainer.parameters), before)
    first[0][0][:] = 99
    assert not (trainer.parameters[0][0] == 99).any()
    assert np.array_equal(pack(parameters), pack(kept[0])) and np.array_equal(X, kept[1]) and np.array_equal(y, kept[2])


def test_losses_that_were_handed_out_do_not_grow():
    trainer, X, y = ready()
    first = trainer.train(X, y, 2)
    second = trainer.train(X, y, 3)
    assert (len(first), len(second)) == (2, 5) and second == trainer.losses and first == second[:2]


# The same run again, in pieces, and after an accident.


def ready(rng=3, **changes):
    """A trainer in the middle of nothing, with examples."""
    parameters, X, y = problem(9, [4, 6, 3], Softmax, 30)
    settings = {"learning_rate": 0.3, "batch_size": 7, "rng": np.random.default_rng(rng), **changes}
    return Trainer(parameters, [ReLU(), Softmax()], **settings), X, y


def state(trainer):
    return pack(trainer.parameters).tobytes(), trainer.losses, trainer.rng.bit_generator.state


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_seed_gives_one_result_to_the_last_bit_and_another_seed_another(dtype):
    runs = []
    for seed in (3, 3, 4):
        trainer, X, y = ready(rng=seed, dtype=dtype)
        trainer.train(X, y, 10)
        runs.append(state(trainer))
    assert runs[0] == runs[1] and runs[0][0] != runs[2][0]


def test_without_a_generator_it_is_that_of_seed_0():
    bare, X, y = ready(rng=None)
    bare.rng = Trainer([([[1.0]], [0.0])], [Tanh()]).rng
    seeded = ready(rng=0)[0]
    bare.train(X, y)
    seeded.train(X, y)
    assert state(bare) == state(seeded)


@pytest.mark.parametrize("parts", [[5, 5], [1] * 10, [9, 1]])
def test_training_in_parts_is_training_at_once(parts):
    whole, X, y = ready()
    whole.train(X, y, 10)
    pieces = ready()[0]
    for epochs in parts:
        pieces.train(X, y, epochs)
    assert state(pieces) == state(whole)


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda trainer: pickle.loads(pickle.dumps(trainer))])
def test_a_copy_of_a_trainer_goes_on_by_itself(copied):
    whole, X, y = ready()
    whole.train(X, y, 2)
    twin, before = copied(whole), state(whole)
    twin.train(X, y, 3)
    assert state(whole) == before
    whole.train(X, y, 3)
    assert state(twin) == state(whole)


class Interrupting(ReLU):
    """A ReLU that is interrupted at one of its calls."""

    def __init__(self, at, problem=KeyboardInterrupt):
        self.left, self.problem = at, problem

    def derivative(self, x):
        self.left -= 1
        if self.left == 0:
            raise self.problem
        return super().derivative(x)


@pytest.mark.parametrize("problem", [KeyboardInterrupt, ZeroDivisionError])
@pytest.mark.parametrize("at", [1, 3, 5, 6, 13, 15])  # five steps an epoch
def test_an_interruption_leaves_whole_epochs_and_training_goes_on_as_if_nothing_had_been(at, problem):
    trainer, X, y = ready()
    trainer.activations[0] = Interrupting(at, problem)
    with pytest.raises(problem):
        trainer.train(X, y, 10)
    whole = (at - 1) // 5
    undisturbed = ready()[0]
    if whole:
        undisturbed.train(X, y, whole)
    assert state(trainer) == state(undisturbed) and len(trainer.losses) == whole
    trainer.train(X, y, 4)
    undisturbed.train(X, y, 4)
    assert state(trainer) == state(undisturbed)


def test_an_interruption_that_falls_into_progress_keeps_the_epoch():
    trainer, X, y = ready()

    def stop(epoch, loss):
        if epoch == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        trainer.train(X, y, 10, progress=stop)
    undisturbed = ready()[0]
    undisturbed.train(X, y, 3)
    assert state(trainer) == state(undisturbed)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("last", [Identity, Softmax])
def test_divergence_is_said_in_words_and_leaves_the_last_finite_epoch(last, dtype):
    parameters, X, y = problem(10, [2, 3, 2], last, 4)
    trainer = Trainer(parameters, [Identity(), last()], 0.01, 2, np.random.default_rng(0), dtype)
    trainer.train(X, y, 2)
    before = state(trainer)
    trainer.learning_rate = 1e30 if dtype == np.float32 else 1e250
    words = rf"diverged in epoch 3: with a learning rate of {trainer.learning_rate:g} .* Take a smaller one"
    with pytest.raises(FloatingPointError, match=words.replace("+", r"\+")):
        trainer.train(X * 100, y, 50)
    assert state(trainer) == before and np.isfinite(pack(trainer.parameters)).all()
    trainer.learning_rate = 0.01
    assert len(trainer.train(X, y)) == 3 and np.isfinite(trainer.losses[2])


def test_a_slow_divergence_names_the_epoch_it_is_seen_in():
    # w goes from 1 to -2, 4, -8: times -2 each step, so float32 ends at step 128, and the loss at 2 to the 2 times 64.
    trainer = Trainer([([[1.0]], [0.0])], [Identity()], 1.5, 1, dtype=np.float32)
    with pytest.raises(FloatingPointError, match=r"in epoch \d+: with a learning rate of 1\.5 "):
        trainer.train([[2.0**0.5]], [[0.0]], 1000)
    assert len(trainer.losses) > 20 and all(np.isfinite(trainer.losses))
    assert np.isfinite(pack(trainer.parameters)).all()


def test_divergence_in_the_last_step_is_seen_though_the_loss_before_it_was_finite():
    trainer = Trainer([([[1.0]], [0.0])], [Identity()], 1e38, 1)
    with pytest.raises(FloatingPointError, match="in epoch 1:"):
        trainer.train([[10.0]], [[0.0]])
    assert trainer.losses == [] and pack(trainer.parameters).tolist() == [1, 0]


# What is shown.


def test_progress_calls_a_function_with_every_epoch_and_its_loss():
    trainer, X, y = ready()
    calls = []
    trainer.train(X, y, 2, progress=lambda epoch, loss: calls.append((epoch, loss)))
    trainer.train(X, y, 3, progress=lambda epoch, loss: calls.append((epoch, loss)))
    assert calls == list(enumerate(trainer.losses, 1))


@pytest.mark.parametrize(
    ("epochs", "numbers"),
    [(1, [3]), (4, [3, 4, 5, 6]), (10, list(range(3, 13))), (25, [3, 6, 9, 12, 15, 18, 21, 24, 27])],
)
def test_progress_prints_at_most_ten_lines_the_last_epoch_among_them(epochs, numbers, capsys):
    trainer, X, y = ready()
    trainer.train(X, y, 2)
    trainer.train(X, y, epochs, progress=True)
    lines = capsys.readouterr().out.splitlines()
    width = len(str(epochs + 2))
    assert lines == [f"epoch {k:>{width}}: loss {trainer.losses[k - 1]:.4f}" for k in numbers]


@pytest.mark.parametrize("progress", [None, False])
def test_without_progress_nothing_is_printed(progress, capsys):
    trainer, X, y = ready()
    trainer.train(X, y, 2, progress=progress)
    assert capsys.readouterr().out == ""


# Work, counted.


@pytest.mark.parametrize(("n", "sizes"), [(40, [6, 5, 3]), (80, [6, 5, 3]), (40, [6, 10, 3]), (40, [12, 9, 7, 3])])
def test_the_work_is_one_pass_forward_and_one_back_for_each_example(n, sizes, monkeypatch):
    counted = []

    class Counting(np.ndarray):
        """An array that counts the multiplications of its matrix products."""

        def dot(self, other, out=None):
            a, b = np.asarray(self), np.asarray(other)
            if a.ndim == b.ndim == 2:
                counted.append(a.shape[0] * a.shape[1] * b.shape[1])
            result = np.dot(a, b) if out is None else np.dot(a, b, out=np.asarray(out))
            return result.view(Counting)

    class Watched(ReLU):
        def fn(self, x):
            return super().fn(x).view(Counting)

    rng = np.random.default_rng(0)
    trainer = Trainer(he_init(sizes, rng), [Watched() for _ in sizes[2:]] + [Identity()], 0.01, 8)
    X, Y = (rng.normal(size=(n, k)).astype(np.float32).view(Counting) for k in (sizes[0], sizes[-1]))
    monkeypatch.setattr(trainer, "_examples", lambda X, y: (X, y))
    trainer.train(X, Y)
    assert sum(counted) == n * multiplications(sizes)[1]


def test_real_digits_are_read():
    X, y, X_held_out, y_held_out = digits(np.float32)
    activations = [ReLU(), Softmax()]
    trainer = Trainer(he_init([784, 30, 10], np.random.default_rng(0)), activations, 0.1, 32, np.random.default_rng(0))
    losses = trainer.train(X, y, epochs=5)
    assert losses[-1] < 0.5 * losses[0]
    said = NeuralNetwork(trainer.parameters, activations).run(X_held_out).argmax(axis=1)
    assert accuracy(said, y_held_out) > 0.88


# Bad input.

GOOD = [(np.ones((2, 3)), np.zeros(2))]
ROWS, CLASSES = np.ones((4, 3)), [0, 1, 1, 0]


def made(parameters=GOOD, activations=None, **settings):
    return Trainer(parameters, [Softmax()] if activations is None else activations, **settings)


@pytest.mark.parametrize(
    ("call", "problem", "words"),
    [
        (lambda: made([]), ValueError, "at least one layer"),
        (lambda: made(3), TypeError, "list of pairs"),
        (lambda: made(GOOD * 2, [Tanh(), Tanh()]), ValueError, "Layer 2 takes 3 inputs"),
        (lambda: made([([[np.nan]], [0.0])]), ValueError, "parameters must hold finite numbers"),
        (lambda: made([([[1e300]], [0.0])]), ValueError, "finite numbers, in float32"),
        (lambda: made(activations=[]), ValueError, "each layer needs one"),
        (lambda: made(activations=[Tanh]), TypeError, r"make one of it: Tanh\(\)"),
        (lambda: made([*GOOD, (np.ones((1, 2)), [0])], [Softmax(), Tanh()]), TypeError, "layer 1 of 2"),
        (lambda: made(learning_rate=0), ValueError, "learning_rate must be a number above 0"),
        (lambda: made(learning_rate=np.inf), ValueError, "learning_rate must be a number above 0"),
        (lambda: made(batch_size=0), ValueError, "batch_size must be a whole number above 0"),
        (lambda: made(batch_size=2.5), ValueError, "batch_size must be a whole number above 0"),
        (lambda: made(rng=0), TypeError, "rng must be a random generator"),
        (lambda: made(dtype=np.int64), TypeError, "np.float32 or np.float64, but is"),
        (lambda: made(dtype=np.float16), TypeError, "np.float32 or np.float64, but is"),
        (lambda: made(dtype="two"), TypeError, "but is 'two'"),
        (lambda: made(dtype=None), TypeError, "but is None"),
        (lambda: made().train(ROWS[:, :2], CLASSES), ValueError, "X has 2 inputs"),
        (lambda: made().train(ROWS[0], [0]), ValueError, "one example a row"),
        (lambda: made().train(ROWS[:0], []), ValueError, "n > 0"),
        (lambda: made().train(ROWS, CLASSES[:3]), ValueError, r"shape \(4,\), but has shape \(3,\)"),
        (lambda: made().train(ROWS, [0, 1, 2, 0]), ValueError, r"classes 0 to 1, but y\[2\] is 2"),
        (lambda: made().train(ROWS, [0, 1, -1, 0]), ValueError, r"classes 0 to 1, but y\[2\] is -1"),
        (lambda: made().train(ROWS, np.full((4, 2), 0.5)), ValueError, "one-hot rows"),
        (lambda: made(activations=[Tanh()]).train(ROWS, CLASSES), ValueError, r"shape \(4, 2\)"),
        (lambda: made().train(ROWS * np.nan, CLASSES), ValueError, "X must hold finite numbers"),
        (lambda: made().train(ROWS * 1e300, CLASSES), ValueError, "X must hold finite numbers, in float32"),
        (
            lambda: made(activations=[Tanh()]).train(ROWS, np.full((4, 2), np.inf)),
            ValueError,
            "y must hold finite numbers",
        ),
        (lambda: made().train([["a", "b", "c"]], [0]), TypeError, "X must hold real numbers"),
        (lambda: made().train(ROWS, CLASSES, epochs=0), ValueError, "epochs must be a whole number above 0"),
        (lambda: made().train(ROWS, CLASSES, progress="yes"), TypeError, "progress must be True, False or a function"),
    ],
)
def test_bad_input_is_refused_in_one_sentence(call, problem, words):
    with pytest.raises(problem, match=words) as caught:
        call()
    assert "\n" not in str(caught.value)


def test_what_is_refused_changes_nothing():
    trainer, X, y = ready()
    trainer.train(X, y)
    before = state(trainer)
    for examples in ((X * np.nan, y), (X[:3], y), (X, y * 2)):
        with pytest.raises(ValueError):
            trainer.train(*examples)
    assert state(trainer) == before


def test_a_huge_batch_is_full_batch():
    trainer, X, y = ready(batch_size=10**12)
    full = ready(batch_size=30)[0]
    trainer.train(X, y, 2)
    full.train(X, y, 2)
    assert state(trainer) == state(full)
