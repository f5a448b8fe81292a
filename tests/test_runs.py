"""The maths of lesson 09, the trainings that were made in advance, and what the clinic says."""

import importlib.util
import itertools
import re
import sys

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import grad
from autograd.misc.optimizers import adam
from hypothesis import given
from hypothesis import strategies as st

from dlcourse import data
from dlcourse.activations import Identity, ReLU, Softmax, Tanh
from dlcourse.authoring import read
from dlcourse.backprop import backprop, network_loss, numerical_gradient, pack, unpack
from dlcourse.deep import he_init, shift
from dlcourse.descent import momentum_descent
from dlcourse.explorers import generalisation as explore
from dlcourse.generalisation import (
    DECAYS,
    EPOCHS,
    EXAMPLES,
    OPTIMISERS,
    PATIENTS,
    PYTORCH_SLOPES,
    RATES,
    REMEDIES,
    WIDTHS,
    Adam,
    Decaying,
    Dropping,
    Momentum,
    Plain,
    TunedTrainer,
    TwoSoftmaxes,
    best_of_guessers,
    paired_difference,
    shifted_at_random,
    small_network,
)
from dlcourse.trainer import Trainer
from tests.courseware import ROOT

SIZES, ACTIVATIONS = [5, 4, 3], [Tanh(), Softmax()]


@pytest.fixture
def small():
    """A small network, and examples for it."""
    rng = np.random.default_rng(0)
    return he_init(SIZES, rng), rng.normal(size=(12, 5)), rng.integers(3, size=12)


# Steps.


def walked(optimiser, rate, steps=50):
    slope, x, path = np.array([1.0, 20.0]), np.array([-5.0, 1.5]), []
    for _ in range(steps):
        x = x + optimiser.step(slope * x, rate)
        path.append(x)
    return np.array(path)


def test_plain_and_momentum_walk_as_in_lesson_06():
    for optimiser, momentum in ((Plain(), 0), (Momentum(0.9), 0.9)):
        path = momentum_descent(lambda x: np.array([1.0, 20.0]) * x, [-5.0, 1.5], 0.01, momentum, 0, 50)
        assert np.allclose(walked(optimiser, 0.01), path[1:], rtol=1e-12)


def test_adam_walks_as_that_of_an_independent_library():
    seen = []
    adam(
        lambda x, _: np.array([1.0, 20.0]) * x,
        np.array([-5.0, 1.5]),
        callback=lambda x, *_: seen.append(x.copy()),
        num_iters=50,
        step_size=0.1,
    )
    assert np.allclose(walked(Adam(), 0.1)[:-1], seen[1:], rtol=1e-9)  # it calls back before each step


def test_the_first_step_of_adam_is_as_long_as_the_learning_rate_whatever_the_slope():
    for scale in (1e-3, 1, 1e5):
        assert np.allclose(Adam().step(scale * np.array([2.0, -3.0]), 0.1), [-0.1, 0.1], rtol=1e-4)


def test_a_decaying_rate_falls_in_a_line_to_zero_and_stays_there():
    optimiser = Decaying(4)
    assert [float(optimiser.step(1.0, 0.8)) for _ in range(6)] == pytest.approx([-0.8, -0.6, -0.4, -0.2, 0, 0])


# The trainer.


def test_without_its_settings_it_is_the_trainer_of_lesson_08(small):
    parameters, X, y = small
    runs = [
        kind(parameters, ACTIVATIONS, 0.3, batch_size=5, dtype=float, rng=np.random.default_rng(1))
        for kind in (Trainer, TunedTrainer)
    ]
    assert np.allclose(*(run.train(X, y, 4) for run in runs), rtol=1e-12)
    assert np.allclose(*(pack(run.parameters) for run in runs), rtol=1e-12)


def test_weight_decay_is_the_slope_of_the_sum_of_squared_weights(small):
    parameters, X, y = small
    trainer = TunedTrainer(parameters, ACTIVATIONS, 0.3, batch_size=12, decay=0.1, dtype=float)
    trainer.train(X, y)

    def penalised(theta):
        layers = unpack(theta, parameters)
        return network_loss(layers, ACTIVATIONS, X, y) + 0.05 * sum((W**2).sum() for W, _ in layers)

    wanted = pack(parameters) - 0.3 * numerical_gradient(penalised, pack(parameters))
    assert np.allclose(pack(trainer.parameters), wanted, atol=1e-8)


def test_each_optimiser_gets_the_slopes_of_backpropagation(small):
    parameters, X, y = small
    slopes = pack(backprop(parameters, ACTIVATIONS, X, y))
    for make in OPTIMISERS.values():
        trainer = TunedTrainer(parameters, ACTIVATIONS, 0.3, optimiser=make(10), batch_size=12, dtype=float)
        trainer.train(X, y)
        assert np.allclose(pack(trainer.parameters), pack(parameters) + make(10).step(slopes, 0.3), atol=1e-9)


def test_dropping_keeps_the_mean_and_drops_the_same_on_the_way_back():
    dropping, z = Dropping(ReLU(), 0.7, np.random.default_rng(0)), np.full((400, 300), 2.0)
    a = dropping.fn(z)
    assert set(np.unique(a.round(9))) == {0.0, round(2 / 0.7, 9)}
    assert a.mean() == pytest.approx(2, rel=0.01)
    assert np.array_equal(dropping.derivative(z), a / 2)
    every = Dropping(Tanh(), 1.0, np.random.default_rng(0))
    assert np.array_equal(every.fn(z), Tanh().fn(z)) and np.array_equal(every.derivative(z), Tanh().derivative(z))
    assert Dropping(ReLU(), 0.5, np.random.default_rng(0)).fn(np.ones((2, 2), np.float32)).dtype == np.float32


def test_a_network_that_drops_neurons_still_learns(small):
    parameters, X, y = small
    dropping = Dropping(Tanh(), 0.8, np.random.default_rng(0))
    losses = TunedTrainer(parameters, [dropping, Softmax()], 0.3, batch_size=4).train(X, y, 60)
    assert np.mean(losses[-10:]) < 0.6 * losses[0]


def test_two_softmaxes_have_the_slopes_of_their_own_wrong_loss(small):
    parameters, X, y = small

    def wrong_loss(theta):
        (W1, b1), (W2, b2) = unpack_free(theta)
        z = anp.dot(anp.tanh(anp.dot(X, W1.T) + b1), W2.T) + b2
        p = anp.exp(z) / anp.exp(z).sum(axis=1, keepdims=True)
        return -(p[np.arange(12), y] - anp.log(anp.exp(p).sum(axis=1))).mean()

    def unpack_free(theta):
        return (theta[:20].reshape(4, 5), theta[20:24]), (theta[24:36].reshape(3, 4), theta[36:])

    flat = np.concatenate([part.ravel() for layer in parameters for part in layer])
    trainer = TwoSoftmaxes(parameters, ACTIVATIONS, 0.3, batch_size=12, dtype=float)
    (loss,) = trainer.train(X, y)
    after = np.concatenate([part.ravel() for layer in trainer.parameters for part in layer])
    assert loss == pytest.approx(wrong_loss(flat), rel=1e-12)
    assert np.allclose(after, flat - 0.3 * grad(wrong_loss)(flat), atol=1e-12)


# Differences, and guessers.


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 200))
def test_the_error_of_a_difference_is_nearly_that_of_what_was_mended_and_broken(mended, broken, alike):
    before = np.r_[np.zeros(mended), np.ones(broken), np.ones(alike + 2)]
    after = np.r_[np.ones(mended), np.zeros(broken), np.ones(alike + 2)]
    n = before.size
    difference, error = paired_difference(before, after)
    assert difference == pytest.approx((mended - broken) / n)
    exact = (mended + broken) / n - difference**2
    assert error == pytest.approx(np.sqrt(max(exact, 0) / (n - 1)), abs=1e-12)


def test_the_mean_over_networks_is_taken_first():
    before, after = np.array([[0, 1, 0, 1], [1, 1, 0, 0]]), np.array([[1, 1, 1, 1], [0, 1, 1, 0]])
    difference, error = paired_difference(before, after)
    assert difference == pytest.approx(0.25)
    assert error == pytest.approx(np.std([0, 0, 1, 0], ddof=1) / 2)


def test_an_error_that_is_said_is_the_spread_of_what_is_found():
    rng, found = np.random.default_rng(0), []
    for _ in range(600):
        easy = rng.uniform(0.7, 1, 200)
        found.append(paired_difference(rng.random((3, 200)) < easy, rng.random((3, 200)) < easy))
    differences, errors = np.transpose(found)
    assert differences.std() == pytest.approx(errors.mean(), rel=0.1)


@pytest.mark.parametrize("after", [np.ones(3), np.ones((2, 4))])
def test_other_examples_are_refused(after):
    with pytest.raises(ValueError, match="the same examples, two or more, but their shapes are"):
        paired_difference(np.ones(4), after)


def test_the_best_of_many_guessers_seems_good_and_is_not():
    chosen, fresh = best_of_guessers(1000, 200, 2000, np.random.default_rng(0))
    rights = (
        np.random.default_rng(1).integers(2, size=(100, 1000, 200), dtype=np.int8).mean(axis=2).max(axis=1)
    )  # each toss of them
    assert chosen.mean() == pytest.approx(rights.mean(), abs=0.005)
    assert fresh.mean() == pytest.approx(0.5, abs=0.003)
    for guessers, examples, times in ((0, 10, 10), (10, 1.5, 10), (10, 10, -1)):
        with pytest.raises(ValueError, match="must be"):
            best_of_guessers(guessers, examples, times, np.random.default_rng(0))


def test_each_picture_is_moved_by_its_own_draw():
    X = np.random.default_rng(0).random((60, 784))
    moved, whole = shifted_at_random(X, np.random.default_rng(1), 2), X.copy()
    found = set()
    for before, after in zip(X, moved, strict=True):
        fits = [
            move
            for move in itertools.product(range(-2, 3), repeat=2)
            if np.array_equal(shift(before[None], *move)[0], after)
        ]
        assert len(fits) == 1
        found.add(fits[0])
    assert len(found) > 15 and np.array_equal(X, whole)


# PyTorch.


def test_the_stored_slopes_of_pytorch_are_those_of_backpropagation():
    parameters, X, y = small_network()
    ours = [part for layer in backprop(parameters, [ReLU(), Identity()], X, y) for part in layer]
    assert [each.shape for each in PYTORCH_SLOPES] == [each.shape for each in ours]
    assert all(np.allclose(*pair, atol=1e-6) for pair in zip(ours, PYTORCH_SLOPES, strict=True))


def test_the_lessons_cell_says_in_a_sentence_whose_slopes_it_shows(monkeypatch, capsys):
    cells = {cell.id: cell.source for cell in read(ROOT / "notebooks" / "09_generalisation.ipynb").cells}
    parameters, X, y = small_network()
    space = {"np": np, "parameters": parameters, "X_small": X, "y_small": y, "PYTORCH_SLOPES": PYTORCH_SLOPES}
    monkeypatch.setitem(sys.modules, "torch", None)  # as if it were not installed
    exec(cells["pytorch"], space)
    assert "PyTorch is not installed here" in capsys.readouterr().out
    assert space["by_pytorch"] is PYTORCH_SLOPES
    monkeypatch.undo()
    pytest.importorskip("torch")
    exec(cells["pytorch"], space)
    assert all(np.allclose(*pair, atol=1e-6) for pair in zip(space["by_pytorch"], PYTORCH_SLOPES, strict=True))


# What was made in advance.


@pytest.fixture(scope="module")
def script():
    """scripts/make_runs.py, as a module."""
    spec = importlib.util.spec_from_file_location("make_runs", ROOT / "scripts" / "make_runs.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_file_is_small_and_whole():
    assert data.RUNS.stat().st_size < 300_000
    runs = data.runs()
    assert runs["overfitting"].shape == (len(EXAMPLES), len(WIDTHS), len(DECAYS), EPOCHS + 1, 4)
    assert runs["optimisers"].shape == (len(OPTIMISERS), len(RATES), 3, 10, 3)
    assert runs["remedy_right"].shape == runs["remedy_losses"].shape == (len(REMEDIES), 5, 1000)
    assert all(np.isfinite(array).all() for array in runs.values())


def test_the_script_makes_the_curves_that_are_stored(script):
    rows = np.mean([script.overfitting(100, 4, 0.01, seed, epochs=8) for seed in range(3)], axis=0)
    stored = data.runs()["overfitting"][0, 0, DECAYS.index(0.01), :9]
    assert np.allclose(rows, stored, rtol=0.01, atol=0.005)


@pytest.mark.parametrize("name", ["H", *PATIENTS])
def test_the_script_makes_the_charts_that_are_stored(script, name):
    chart, runs = script.patient(name, epochs=1), data.runs()
    steps = slice(2 if name in "ACF" else 10)  # what grows without bounds is not the same on every machine for long
    assert np.allclose(chart["steps"][steps], runs[f"patient_{name}_steps"][steps], rtol=0.01)
    if name != "C":
        assert np.allclose(chart["epochs"][0, :4], runs[f"patient_{name}_epochs"][0, :4], rtol=0.1, atol=0.03)


def test_the_script_makes_the_trainings_that_are_stored(script):
    rows, runs = script.optimised("Adam", 0.003, 1, epochs=1), data.runs()
    stored = runs["optimisers"][list(OPTIMISERS).index("Adam"), RATES.index(0.003), 1, 0]
    assert np.allclose(rows[0], stored, rtol=0.03, atol=0.01)
    _, _, X, y = script.sets()
    losses, right = script.judged(script.remedy("more data", 2), X, y)
    assert (right == runs["remedy_right"][REMEDIES.index("more data"), 2]).mean() > 0.99
    assert np.allclose(losses.mean(), runs["remedy_losses"][REMEDIES.index("more data"), 2].mean(), rtol=0.02)


# The clinic.


@pytest.mark.parametrize("patient", PATIENTS)
def test_each_patient_is_told_what_it_has_and_only_that(patient):
    fits = []
    for diagnosis in explore.DISEASES:
        words = explore._diagnosis_words(explore.clinic_state(patient, diagnosis))
        assert ("So this is the disease" in words) != ("another disease" in words)
        assert ("<code>" in words) == ("So this is the disease" in words)
        fits += [diagnosis] * ("So this is the disease" in words)
    assert fits == [PATIENTS[patient][0]]


@pytest.mark.parametrize("patient", PATIENTS)
def test_at_its_start_a_chart_does_not_name_the_disease(patient):
    words = explore._diagnosis_words(explore.clinic_state(patient, explore.UNKNOWN))
    assert not any(disease in words for disease in explore.DISEASES)
    assert re.search(r"Loss before the first step: [\d.]+", words)


def test_each_disease_has_a_sign_that_no_other_patient_shows():
    charts = {name: explore.clinic_state(name, explore.UNKNOWN) for name in PATIENTS}
    signs = {
        "unscaled pixels": lambda c: c.steps[0, 0] > 10,
        "zero weights": lambda c: c.steps[0, 1] == 0,
        "wrong sign": lambda c: c.overflow and c.steps[5, 0] < 10,
        "shuffled labels": lambda c: len(c.epochs) and explore._end(c)[1] > 0.5 and explore._end(c)[2] < 0.2,
        "two softmaxes": lambda c: len(c.epochs) and explore._end(c)[1] > 0.9 and 1.461 < explore._end(c)[0] < 1.6,
        "learning rate too large": lambda c: c.steps[0, 0] < 3 and c.steps[:10, 0].max() > 30 and not c.overflow,
    }
    assert {
        name: [sick for sick, chart in charts.items() if signs[disease](chart)]
        for name, (disease, _) in PATIENTS.items()
    } == {name: [name] for name in PATIENTS}
