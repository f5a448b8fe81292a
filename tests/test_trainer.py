"""The fast trainer: the same steps as backpropagation's, whatever the network; reproducible, interruptible, and never silently wrong."""

import numpy as np
import pytest
from autograd import grad
from autograd import numpy as anp

from dlcourse.activations import Arctan, Identity, ReLU, Sigmoid, Softmax, Step, Tanh
from dlcourse.backprop import multiplications, network_loss, numerical_gradient, pack, train_network, unpack
from dlcourse.data import digits
from dlcourse.deep import accuracy, he_init
from dlcourse.network import NeuralNetwork
from dlcourse.trainer import Trainer

HIDDEN = [Identity(), Sigmoid(), Tanh(), ReLU(), Arctan()]
LAST = [*HIDDEN, Softmax()]
pairs = pytest.mark.parametrize(
    ("hidden", "last"), [(h, o) for h in HIDDEN for o in LAST], ids=lambda each: type(each).__name__
)


def problem(last, n=11):
    """A small network and data, with distinct dimensions."""
    rng = np.random.default_rng(3)
    X, y = rng.normal(size=(n, 5)), rng.normal(size=(n, 3))
    if isinstance(last, Softmax):
        y = np.eye(3)[rng.integers(3, size=n)]
    # With biases of 0, a row of ReLUs that are all off leaves the next z at exactly 0, on the corner.
    return [(W, rng.normal(size=b.shape)) for W, b in he_init([5, 4, 3], rng)], X, y


@pairs
@pytest.mark.parametrize(("dtype", "tolerance"), [(np.float64, 1e-12), (np.float32, 2e-4)])
def test_it_makes_the_steps_of_train_network(hidden, last, dtype, tolerance):
    start, X, y = problem(last)
    trainer = Trainer(start, [hidden, last], 0.05, 4, np.random.default_rng(1), dtype)
    trainer.train(X, y, 5)
    wanted, _ = train_network(start, [hidden, last], X, y, 0.05, 4, 5, np.random.default_rng(1))
    assert np.allclose(pack(trainer.parameters), pack(wanted), rtol=tolerance, atol=tolerance)
    assert {part.dtype for pair in trainer.parameters for part in pair} == {np.dtype(dtype)}


@pairs
def test_a_step_goes_down_the_slope_that_nudging_finds(hidden, last):
    start, X, y = problem(last)
    trainer = Trainer(start, [hidden, last], 0.5, len(X), np.random.default_rng(0), np.float64)
    trainer.train(X, y)
    step = (pack(start) - pack(trainer.parameters)) / 0.5
    slope = numerical_gradient(lambda theta: network_loss(unpack(theta, start), [hidden, last], X, y), pack(start))
    assert np.linalg.norm(step - slope) <= 1e-7 * (np.linalg.norm(step) + np.linalg.norm(slope))


def test_a_step_goes_down_the_slope_that_autograd_finds():
    start, X, y = problem(Softmax())

    def loss(parameters):
        (W1, b1), (W2, b2) = parameters
        z = anp.dot(anp.tanh(anp.dot(X, W1.T) + b1), W2.T) + b2
        return -anp.mean(anp.sum(y * (z - anp.log(anp.sum(anp.exp(z), axis=1, keepdims=True))), axis=1))

    trainer = Trainer(start, [Tanh(), Softmax()], 0.5, len(X), np.random.default_rng(0), np.float64)
    first = trainer.train(X, y)[0]
    assert np.allclose((pack(start) - pack(trainer.parameters)) / 0.5, pack(grad(loss)(start)), rtol=1e-12, atol=1e-14)
    assert first == pytest.approx(loss(start), rel=1e-12)


@pytest.mark.parametrize("last", [Softmax(), Tanh()], ids=["softmax", "tanh"])
def test_the_loss_is_the_mean_over_the_examples_on_the_way(last):
    start, X, y = problem(last)
    trainer = Trainer(start, [Tanh(), last], 1e-9, 4, np.random.default_rng(0), np.float64)  # hardly a step
    assert trainer.train(X, y, 2) == pytest.approx([network_loss(start, [Tanh(), last], X, y)] * 2, rel=1e-6)


def test_classes_are_one_hot_rows():
    start, X, y = problem(Softmax())
    ways = [Trainer(start, [Tanh(), Softmax()], 0.1, 4, np.random.default_rng(0)) for _ in range(2)]
    assert ways[0].train(X, y, 3) == ways[1].train(X, y.argmax(axis=1), 3)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_seed_gives_the_same_to_the_last_bit_in_one_call_or_in_two(dtype):
    start, X, y = problem(Softmax())

    def trained(*calls, seed=0):
        trainer = Trainer(start, [ReLU(), Softmax()], 0.1, 4, np.random.default_rng(seed), dtype)
        for epochs in calls:
            trainer.train(X, y, epochs)
        return pack(trainer.parameters).tobytes(), trainer.losses

    assert trained(10) == trained(10) == trained(5, 5) == trained(1, 2, 7)
    assert trained(10) != trained(10, seed=1)


def test_nothing_of_the_callers_is_changed():
    start, X, y = problem(Softmax())
    for array in (X, y, *(part for pair in start for part in pair)):
        array.flags.writeable = False
    trainer = Trainer(start, [ReLU(), Softmax()], 0.1, 4, np.random.default_rng(0), np.float64)
    before = trainer.parameters
    kept = pack(before)
    trainer.train(X, y, 2)
    assert np.array_equal(pack(before), kept), "parameters handed out are copies"
    trainer.parameters[0][0][:] = np.nan
    assert np.isfinite(trainer.train(X, y, 1)).all()


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_divergence_is_said_and_the_last_whole_epoch_is_kept(dtype):
    start, X, y = problem(Identity())
    trainer = Trainer(start, [ReLU(), Identity()], 0.01, 4, np.random.default_rng(0), dtype)
    trainer.train(X, y, 2)
    kept, losses = pack(trainer.parameters), list(trainer.losses)
    trainer.learning_rate = 1e200
    with pytest.raises(FloatingPointError, match=r"diverged in epoch 3: with a learning rate of 1e\+200"):
        trainer.train(X, y, 50)
    assert np.array_equal(pack(trainer.parameters), kept) and trainer.losses == losses
    assert np.isfinite(kept).all()


def test_an_interrupted_epoch_is_as_if_it_had_not_been():
    start, X, y = problem(Softmax())

    class Interrupted(ReLU):
        left = 10

        def fn(self, x):
            Interrupted.left -= 1
            if Interrupted.left == 0:
                raise KeyboardInterrupt
            return super().fn(x)

    trainer = Trainer(start, [Interrupted(), Softmax()], 0.1, 4, np.random.default_rng(0), np.float64)
    with pytest.raises(KeyboardInterrupt):
        trainer.train(X, y, 10)
    assert len(trainer.losses) == 3  # three steps an epoch: the tenth was the fourth epoch's first
    trainer.train(X, y, 7)
    whole = Trainer(start, [ReLU(), Softmax()], 0.1, 4, np.random.default_rng(0), np.float64)
    assert trainer.losses == whole.train(X, y, 10)
    assert np.array_equal(pack(trainer.parameters), pack(whole.parameters))


def test_progress_is_shown_as_asked(capsys):
    start, X, y = problem(Softmax())
    trainer, seen = Trainer(start, [Tanh(), Softmax()], rng=np.random.default_rng(0)), []
    trainer.train(X, y, 3)
    assert capsys.readouterr().out == ""
    trainer.train(X, y, 2, progress=lambda epoch, loss: seen.append((epoch, loss)))
    assert seen == list(enumerate(trainer.losses, 1))[3:]
    trainer.train(X, y, 40, progress=True)
    lines = capsys.readouterr().out.splitlines()
    assert 1 < len(lines) <= 10 and lines[-1] == f"epoch 45: loss {trainer.losses[-1]:.4f}"


@pytest.mark.parametrize(
    ("change", "error", "words"),
    [
        ({"activations": [Softmax(), Softmax()]}, TypeError, "can only be the last"),
        ({"activations": [Tanh()]}, ValueError, "There are 2 layers, but 1 activations"),
        ({"activations": [object(), Softmax()]}, TypeError, "must have a method fn"),
        ({"learning_rate": 0}, ValueError, "learning_rate must be a number above 0"),
        ({"batch_size": 0}, ValueError, "batch_size must be a whole number above 0"),
        ({"batch_size": 2.5}, ValueError, "batch_size must be a whole number above 0"),
        ({"rng": 7}, TypeError, "rng must be a random generator"),
        ({"dtype": int}, TypeError, "dtype must be np.float32 or np.float64"),
        ({"dtype": "x"}, TypeError, "dtype must be np.float32 or np.float64"),
        ({"parameters": [(np.full((3, 5), np.nan), np.zeros(3))], "activations": [Softmax()]}, ValueError, "finite"),
        ({"X": np.zeros((0, 5)), "y": np.zeros((0, 3))}, ValueError, "n > 0"),
        ({"X": np.zeros((11, 4))}, ValueError, "X has 4 inputs per example"),
        ({"X": np.full((11, 5), np.nan)}, ValueError, "X must hold finite numbers"),
        ({"y": np.full(11, 3)}, ValueError, r"classes 0 to 2, but y\[0\] is 3"),
        ({"y": np.zeros((11, 3))}, ValueError, "one-hot"),
        ({"y": np.zeros((10, 3))}, ValueError, r"shape \(11, 3\)"),
        ({"epochs": 0}, ValueError, "epochs must be a whole number above 0"),
        ({"progress": "loud"}, TypeError, "progress must be True, False or a function"),
    ],
)
def test_bad_input_is_refused_in_a_sentence(change, error, words):
    start, X, y = problem(Softmax())
    given = {"parameters": start, "activations": [Tanh(), Softmax()], "X": X, "y": y, "epochs": 1, **change}
    with pytest.raises(error, match=words) as raised:
        settings = {name: given.pop(name) for name in list(given) if name not in ("X", "y", "epochs", "progress")}
        Trainer(**settings).train(**given)
    assert "\n" not in str(raised.value)


def test_a_step_function_has_a_slope_of_0_and_moves_nothing_behind_it():
    start, X, y = problem(Softmax())
    trainer = Trainer(start, [Step(), Softmax()], 0.1, 4, np.random.default_rng(0), np.float64)
    trainer.train(X, y, 3)
    assert np.array_equal(trainer.parameters[0][0], start[0][0])
    assert not np.array_equal(trainer.parameters[1][0], start[1][0])


def test_the_work_grows_in_proportion_to_examples_and_to_weights():
    class Counted(ReLU):
        rows = 0

        def fn(self, x):
            Counted.rows += len(x)
            return super().fn(x)

    def rows(n):
        Counted.rows = 0
        start, X, y = problem(Softmax(), n)
        Trainer(start, [Counted(), Softmax()], 0.1, 4).train(X, y)
        return Counted.rows

    assert [rows(n) for n in (10, 20, 40)] == [10, 20, 40]  # each example goes forward once
    work = [multiplications([784, width, 10])[1] / width for width in (64, 128, 256)]
    assert np.ptp(work) == 0


def test_it_learns_to_read_digits():
    X, y, X_held, y_held = digits(np.float32)
    trainer = Trainer(
        he_init([784, 30, 10], np.random.default_rng(0)), [ReLU(), Softmax()], rng=np.random.default_rng(0)
    )
    losses = trainer.train(X, y, 6)
    said = NeuralNetwork(trainer.parameters, trainer.activations).run(X_held).argmax(axis=1)
    assert losses[-1] < losses[0] and accuracy(said, y_held) > 0.88
