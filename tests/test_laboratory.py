"""The laboratory without its page: every action, what it remembers, what leaves it."""

import base64
import contextlib
import io
import json
from pathlib import Path

import numpy as np
import pytest

from dlcourse.authoring import read
from dlcourse.backprop import network_loss, numerical_gradient, pack, unpack
from dlcourse.laboratory import data, missions, network, recorded, seen
from dlcourse.laboratory.checks import LaboratoryError
from dlcourse.laboratory.engine import Engine
from dlcourse.laboratory.training import OPTIMISERS, fast_backprop
from dlcourse.lessons import LABORATORY
from dlcourse.network import layer_outputs

ROOT = Path(__file__).parents[1]


def at_random(rng, engine):
    """An action such as a hand might do; some of them cannot be done."""
    layer, hidden = int(rng.integers(-1, 4)), len(engine.hidden)
    weights = int(rng.integers(0, hidden + 1))
    to, source = int(rng.integers(0, engine.sizes[weights + 1] + 1)), int(rng.integers(0, engine.sizes[weights]))
    index, (x, y) = (
        int(rng.integers(-1, len(engine.points_now.y) + 1)),
        (float(each) for each in rng.uniform(-6.2, 6.2, 2)),
    )
    label = int(rng.integers(0, engine.sizes[-1] + 1))

    def pick(names):
        return str(rng.choice(list(names)))

    actions = [
        {"do": "data", "name": pick(data.KINDS), "points": int(rng.integers(5, 120))},
        {"do": "data", "noise": float(rng.uniform(-0.1, 1)), "seed": int(rng.integers(0, 9))},
        {"do": "data", "validation": float(rng.uniform(0, 1))},
        {"do": "point_add", "x": x, "y": y, "label": label},
        {"do": "point_move", "index": index, "x": x, "y": y},
        {"do": "point_label", "index": index, "label": label},
        {"do": "point_delete", "index": index},
        {"do": "layer_add", "at": layer},
        {"do": "layer_remove", "at": layer},
        {"do": "neuron_add", "layer": layer},
        {"do": "neuron_remove", "layer": layer, "neuron": int(rng.integers(0, 5))},
        {"do": "activation", "layer": layer, "name": pick(network.ACTIVATIONS)},
        {"do": "activation", "layer": layer, "name": pick(["tanh", "relu"])},
        {"do": "first_weights", "name": pick(network.FIRST_WEIGHTS)},
        {"do": "loss", "name": pick(network.LOSSES)},
        {"do": "set", "name": "learning_rate", "value": float(10 ** rng.uniform(-3, 2.5))},
        {"do": "set", "name": "batch_size", "value": int(rng.integers(0, 50))},
        {"do": "set", "name": "optimiser", "value": pick(OPTIMISERS)},
        {"do": "set", "name": "weight_decay", "value": float(rng.choice([0, 0.01]))},
        {"do": "set", "name": "seed", "value": int(rng.integers(0, 5))},
        {"do": "set", "name": "runs_on", "value": pick(["yours", "course", "fast"])},
        {"do": "restart"},
        *[{"do": "batch"}] * 6,
        *[{"do": "epoch"}] * 3,
        *[{"do": "back"}] * 3,
        {"do": "weight", "layer": weights, "to": to, "from": source, "value": float(rng.normal(0, 3))},
        {"do": "bias", "layer": weights, "to": to, "value": float(rng.normal(0, 3))},
        {"do": "example", "index": index},
        {"do": "look", "layer": weights, "neuron": to},
        {"do": "look", "layer": None},
        {"do": "nudge", "layer": weights, "to": to, "from": source},
        {"do": "nudge", "layer": weights, "to": to, "from": None},
        {"do": "open", "text": engine.text()[: int(rng.integers(0, 4000))]},
        {"do": "nonsense"},
    ]
    return actions[int(rng.integers(0, len(actions)))]


def snapshot(engine):
    return json.dumps([engine.state(), engine.text()]), [
        each.tobytes() for each in (*engine.points(), engine.history())
    ]


def everything_agrees(engine):
    """State, picture, points and losses belong to one and the same network."""
    state, (X, y, kept), (header, buffers) = engine.state(), engine.points(), engine.seen(20, 8)
    json.dumps(state, allow_nan=False)
    assert header["sizes"] == engine.sizes == [2, *(each["size"] for each in state["hidden"]), state["outputs"]]
    assert [W.shape for W, _ in engine.parameters] == list(zip(engine.sizes[1:], engine.sizes[:-1], strict=True))
    classes, certainty, hidden, theta, slopes, shares = buffers
    assert np.isfinite(theta).all() and len(theta) == pack(engine.parameters).size and len(slopes) in (0, len(theta))
    assert len(classes) == len(certainty) == 400 and classes.max() < engine.sizes[-1]
    assert len(shares) == 64 * engine.sizes[-1]
    assert len(hidden) == 64 * sum(engine.sizes[1:-1]) and len(header["scales"]) == sum(engine.sizes[1:-1])
    assert len(X) == len(y) == len(kept) == len(engine.points_now.y) and y.max() < engine.sizes[-1]
    with np.errstate(all="ignore"):
        anew = layer_outputs(engine.training[0], engine.parameters, engine.activations)[-1]
    right = (anew.argmax(axis=1) == engine.training[1].argmax(axis=1)).mean()
    assert state["train"]["correct"] == pytest.approx(right)
    assert f"{100 * right:.0f} % of the training points" in state["words"] or state["train"]["loss"] is None
    assert (engine.history()[0] <= engine.run.epoch + 1e-6).all()


@pytest.mark.parametrize("seed", range(4))
def test_a_thousand_actions_at_random(seed):
    rng, engine, refused = np.random.default_rng(seed), Engine(), 0
    for k in range(250):
        action, before = at_random(rng, engine), None
        try:
            before = snapshot(engine)
            engine.do(action)
        except LaboratoryError as problem:
            refused += 1
            assert "\n" not in str(problem) and str(problem).endswith((".", "?")) and len(str(problem)) < 300, problem
            assert snapshot(engine) == before, action
        if k % 10 == 0:
            everything_agrees(engine)
        if k % 25 == 0:
            other = Engine()
            other.do({"do": "open", "text": engine.text()})
            assert other.text() == engine.text()
            for each in (engine, other):
                with contextlib.suppress(LaboratoryError):
                    each.do({"do": "epoch"})
            if engine.settings["runs_on"] == other.settings["runs_on"]:
                assert pack(engine.parameters).tobytes() == pack(other.parameters).tobytes()
    assert 20 < refused < 150


@pytest.mark.parametrize("seed", range(20))
def test_the_program_of_a_run_ends_in_the_same_numbers(seed):
    rng, engine = np.random.default_rng(100 + seed), Engine()
    for k in range(60):
        with contextlib.suppress(LaboratoryError):
            engine.do(at_random(rng, engine))
        if seed % 4 == 0 and k == 30:
            engine.do({"do": "open", "text": engine.text()})
    names, said = {}, io.StringIO()
    with contextlib.redirect_stdout(said), np.errstate(all="ignore"):
        exec(compile(engine.program(), "program", "exec"), names)
    assert pack(names["parameters"]).tobytes() == pack(engine.parameters).tobytes(), engine.program()
    assert f"After {engine.run.batch} batches" in said.getvalue()


# Missions


def lab(*actions, **settings):
    engine = Engine()
    for action in actions:
        engine.do(action)
    for name, value in settings.items():
        engine.do({"do": "set", "name": name, "value": value})
    return engine


def epochs(engine, count):
    for _ in range(count):
        engine.do({"do": "epoch"})
    return {mission["id"] for mission in engine.state()["missions"] if mission["done"]}


def of(name, **spec):
    return {"do": "data", "name": name, **spec}


def activation(name, layers):
    return [{"do": "activation", "layer": layer, "name": name} for layer in range(layers)]


FEW = of("moons", points=30, noise=0.6, validation=0.4)
NO_LAYERS = [{"do": "layer_remove", "at": 0}] * 2
TWO_NEURONS = [{"do": "layer_remove", "at": 0}] + [{"do": "neuron_remove", "layer": 0}] * 2
LAYER = {"do": "layer_add"}


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("seed", -1, "Seed is a whole number from 0 to 1,000,000, and -1 was given."),
        ("learning_rate", None, "Learning rate is a number from 0.000001 to 100, and the field is empty."),
        ("weight_decay", 2.0, "Weight decay is a number from 0 to 1, and 2.0 was given."),
    ],
)
def test_a_setting_that_cannot_be_is_told_in_one_sentence(name, value, said):
    with pytest.raises(LaboratoryError) as refusal:
        Engine().do({"do": "set", "name": name, "value": value})
    assert str(refusal.value) == said


def test_other_data_of_another_kind_begin_anew_and_other_points_do_not():
    engine = lab()
    epochs(engine, 1)
    engine.do({"do": "data", "noise": 0.2})
    assert engine.run.batch > 0
    engine.do({"do": "data", "name": "moons"})
    assert engine.run.batch == 0


def test_every_mission_has_a_test_here():
    names = {mission.id for mission in missions.MISSIONS}
    source = Path(__file__).read_text(encoding="utf-8")
    assert len(names) >= 10 and all(f'"{name}"' in source for name in names)


def test_missions_stand_in_the_order_of_the_lessons_and_the_notebook_counts_them():
    needs = [mission.needs for mission in missions.MISSIONS]
    assert needs == sorted(needs) and (len(needs), needs.count("04")) == (13, 5)
    told = next(cell.source for cell in read(ROOT / "notebooks" / LABORATORY.file).cells if cell.id == "missions")
    assert "to see all thirteen" in told and "the first five need only lessons 00 to 04" in told


def test_the_ring():
    engine = lab()
    assert "learned" not in epochs(engine, 0)
    assert "learned" in epochs(engine, 20)


def test_twins():
    engine = lab({"do": "first_weights", "name": "equal"})
    assert "symmetric" not in epochs(engine, 9)
    assert "symmetric" in epochs(engine, 1)
    engine = lab(
        {"do": "first_weights", "name": "equal"}, {"do": "weight", "layer": 0, "to": 1, "from": 0, "value": 0.6}
    )
    assert "symmetric" not in epochs(engine, 12)


def test_ten_seeds():
    engine = lab(of("xor", points=60), *TWO_NEURONS)
    for seed in range(10):
        engine.do({"do": "set", "name": "seed", "value": seed})
        assert "ten_seeds" not in epochs(engine, 49)
        assert ("ten_seeds" in epochs(engine, 1)) == (seed == 9)


def test_the_spirals():
    more = [{"do": "neuron_add", "layer": layer} for layer in (0, 0, 1, 1)]
    engine = lab(of("spirals", points=400, noise=0.0), *more, learning_rate=0.02, optimiser="adam")
    assert "spirals" in epochs(engine, 200)
    engine.done.clear()
    engine.do({"do": "neuron_add", "layer": 1})
    assert "spirals" not in epochs(engine, 100) and engine.state()["validation"]["correct"] > 0.95


def test_the_silent_first_layer_speaks_again_when_one_thing_is_changed():
    engine = lab(LAYER, {"do": "first_weights", "name": "tiny"})
    assert "vanish" not in epochs(engine, 0)
    engine.do({"do": "set", "name": "batch_size", "value": 11})
    engine.do({"do": "batch"})
    assert "vanish" in epochs(engine, 0) and "saved" not in epochs(engine, 0)
    text = engine.text()
    engine.do({"do": "first_weights", "name": "he"})
    engine.do({"do": "activation", "layer": 0, "name": "relu"})
    engine.do({"do": "batch"})
    assert "saved" not in epochs(engine, 0), "two things were changed"
    engine.do({"do": "open", "text": text})
    engine.do({"do": "first_weights", "name": "he"})
    engine.do({"do": "batch"})
    assert "saved" in epochs(engine, 0)


def test_dead_neurons():
    engine = lab(*activation("relu", 1))
    for neuron in (0, 1):
        assert "dead" not in epochs(engine, 0)
        engine.do({"do": "bias", "layer": 0, "to": neuron, "value": -100.0})
    assert "dead" in epochs(engine, 0)


def test_learned_by_heart_and_cured_in_two_ways():
    engine = lab(FEW, learning_rate=0.3)
    assert "by_heart" not in epochs(engine, 3)
    assert "by_heart" in epochs(engine, 500)
    right = engine.state()["validation"]["correct"]
    engine.do({"do": "data", "points": 600})
    assert "cured" not in epochs(engine, 30), "one way is not two"
    assert engine.notes["cures"] == {"more points"} and engine.state()["validation"]["correct"] >= right + 0.1
    engine.do(FEW)
    engine.do({"do": "restart"})
    for _ in range(100):
        done = epochs(engine, 1)
    assert "cured" in done and engine.notes["cures"] == {"more points", "an earlier stop"}


def test_the_largest_step():
    engine = lab()
    for rate, found in ((1.0, False), (3.0, False), (1.5, True)):
        engine.do({"do": "set", "name": "learning_rate", "value": rate})
        engine.do({"do": "restart"})
        assert ("largest_rate" in epochs(engine, 5)) == found, rate


def test_deep_and_yet_straight():
    engine = lab(*activation("identity", 2))
    assert "straight" not in epochs(engine, 19)
    assert "straight" in epochs(engine, 1)
    assert "straight" not in epochs(lab(*activation("identity", 1)), 20)


def test_without_a_hidden_layer():
    engine = lab(of("four_blobs"), *NO_LAYERS)
    assert "one_layer" not in epochs(engine, 20)
    engine.do(of("three_spirals"))
    assert "one_layer" in epochs(engine, 20)


def test_xor_by_hand():
    engine = lab(of("xor", noise=0.0), *TWO_NEURONS)
    weights = [((0, 0), (2, 2), -6), ((0, 1), (-2, -2), -6), ((1, 0), (3, 3), 3), ((1, 1), (-3, -3), -3)]
    assert "by_hand" not in epochs(engine, 0)
    for (layer, to), row, bias in weights:
        for source, value in enumerate(row):
            engine.do({"do": "weight", "layer": layer, "to": to, "from": source, "value": float(value)})
        engine.do({"do": "bias", "layer": layer, "to": to, "value": float(bias)})
    assert "by_hand" in epochs(engine, 0)


# The mathematics


@pytest.mark.parametrize("loss", network.LOSSES)
@pytest.mark.parametrize("name", [name for name in network.ACTIVATIONS if name != "step"])
def test_slopes_are_those_of_central_differences(name, loss):
    engine = lab(of("four_blobs", points=40), LAYER, *activation(name, 3), {"do": "loss", "name": loss})
    X, Y = engine.training
    slopes = pack(fast_backprop(engine.parameters, engine.activations, X, Y))

    def loss_at(theta):
        return network_loss(unpack(theta, engine.parameters), engine.activations, X, Y)

    assert np.allclose(slopes, numerical_gradient(loss_at, pack(engine.parameters)), atol=1e-6)
    for place in ({"layer": 0, "to": 1, "from": 1}, {"layer": 3, "to": 3, "from": None}):
        engine.do({"do": "nudge", **place})
        assert engine.state()["nudge"]["agree"], engine.state()["nudge"]


def test_a_step_is_the_one_of_the_course_with_every_optimiser():
    for name, kind in OPTIMISERS.items():
        engine = lab(optimiser=name, weight_decay=0.01, batch_size=1000)
        theta, optimiser = pack(engine.parameters), kind()
        X, Y = engine.training
        for _ in range(3):
            slopes = fast_backprop(unpack(theta, engine.parameters), engine.activations, X, Y)
            for (W, _), (dW, _) in zip(unpack(theta, engine.parameters), slopes, strict=True):
                dW += 0.01 * W
            theta = theta + optimiser.step(pack(slopes), 0.1)
            engine.do({"do": "epoch"})
        assert np.allclose(pack(engine.parameters), theta, atol=1e-12)


def test_back_and_forth_again_ends_in_the_same_numbers():
    engine = lab(optimiser="adam")
    states = []
    for _ in range(60):
        states.append(engine.text())
        engine.do({"do": "batch"})
    for text in reversed(states):
        engine.do({"do": "back"})
        assert engine.text() == text
    with pytest.raises(LaboratoryError, match="no earlier state"):
        engine.do({"do": "back"})
    engine.train(0.3)
    batches = engine.run.batch
    assert batches > 250
    backs = 0
    while engine.run.can_go_back:
        engine.do({"do": "back"})
        backs += 1
    assert backs > 200 and engine.run.batch < batches - 200


def test_a_weight_that_a_hand_has_not_let_go_of_is_one_step_back():
    engine = lab()
    epochs(engine, 1)
    before = engine.text()
    for k in range(30):
        where = {"layer": 1, "to": 2, "value": k / 10, "again": k > 0}
        engine.do({"do": "weight", "from": 3, **where} if k < 20 else {"do": "bias", **where, "again": k > 20})
    assert engine.parameters[1][0][2, 3] == 1.9 and engine.parameters[1][1][2] == 2.9
    assert engine.program().count("with_weight(parameters") == 2
    for _ in range(2):
        engine.do({"do": "back"})
    assert engine.text() == before


def test_the_map_shows_what_the_network_says():
    engine = lab(of("four_blobs"))
    epochs(engine, 10)
    header, (classes, certainty, hidden, theta, _, shares) = engine.seen(30, 10)
    outputs = layer_outputs(seen.grid(30).astype(float), engine.parameters, engine.activations)
    assert (classes == outputs[-1].argmax(axis=1)).mean() > 0.99
    assert np.abs(certainty / 255 - (outputs[-1].max(axis=1) - 0.25) / 0.75).max() < 0.01
    _, first, *_, last = layer_outputs(seen.grid(10).astype(float), engine.parameters, engine.activations)
    shown = hidden[:400].reshape(4, 100).T / 127 * header["scales"][:4]
    assert first.shape == last.shape == (100, 4)
    assert np.abs(shares.reshape(4, 100).T / 255 - last).max() < 0.01
    assert np.abs(shown - first).max() < 0.01
    assert (theta == pack(engine.parameters).astype(np.float32)).all()
    assert seen.grid(30)[0, 0] < 0 < seen.grid(30)[0, 1], "the first cell is the one at the top left"


def test_divergence_is_said_and_can_be_gone_back_from():
    engine = lab(*activation("relu", 2), learning_rate=100.0, optimiser="momentum")
    for _ in range(200):
        engine.do({"do": "epoch"})
        if engine.stopped:
            break
    engine.do({"do": "set", "name": "learning_rate", "value": 100.0})
    assert np.isfinite(pack(engine.parameters)).all()
    everything_agrees(engine)


# The learner's own functions and data


def yours(**functions):
    from dlcourse.exercises import find
    from dlcourse.laboratory.yours import your_pieces

    return Engine(yours=lambda: your_pieces({"np": np, **functions}, find))


def test_the_learners_own_functions_run_and_it_is_said():
    from dlcourse.descent import minibatches

    calls = []

    def mine(n, batch_size, rng):
        calls.append(n)
        return [np.array(each) for each in minibatches(n, batch_size, rng)]

    engine = yours(minibatches=mine)
    engine.do({"do": "epoch"})
    assert len(calls) > 1 and "Your own `minibatches` runs this network" in engine.state()["runs_on_says"]
    other = Engine()
    other.do({"do": "epoch"})
    assert pack(engine.parameters).tobytes() == pack(other.parameters).tobytes()
    assert 'use("backprop"), use("minibatches")' in engine.program()


@pytest.mark.parametrize("fault", ["raises", "hangs", "nonsense"])
def test_a_function_that_fails_later_is_told_in_a_sentence_and_the_courses_takes_over(fault, monkeypatch):
    from dlcourse.descent import minibatches
    from dlcourse.laboratory import yours as module

    monkeypatch.setattr(module, "SECONDS", 0.3)
    late = []

    def mine(n, batch_size, rng):
        if late:
            if fault == "raises":
                raise KeyError("batch")
            while fault == "hangs":
                pass
            return [None]
        return minibatches(n, batch_size, rng)

    engine = yours(minibatches=mine)
    engine.do({"do": "epoch"})
    late.append(True)
    engine.do({"do": "epoch"})
    said = engine.state()["stopped"]
    assert (
        said.startswith("Your own functions stopped: ")
        and said.endswith("Now the course's functions run.")
        and "\n" not in said
    )
    engine.do({"do": "epoch"})
    assert engine.settings["runs_on"] == "course" and engine.run.epochs == 2


def test_own_points():
    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(60, 2)) * [100, 0.1], rng.choice(["cat", "dog", "owl"], 60)
    points = data.own(X, y)
    engine = Engine(points)
    assert (
        engine.sizes[-1] == 3 and points.classes == ("cat", "dog", "owl") and np.abs(points.X).max() == pytest.approx(5)
    )
    assert engine.spec["name"] == "own" and "your own points" in engine.state()["words"]
    engine.do({"do": "data", "name": "xor"})
    engine.do({"do": "data", "name": "own"})
    assert (engine.points_now.X == points.X).all()
    other = Engine()
    other.do({"do": "open", "text": engine.text()})
    assert other.text() == engine.text() and other.points_now.classes == points.classes


@pytest.mark.parametrize(
    "X, y, words",
    [
        (np.zeros((20, 3)), np.arange(20) % 2, "two numbers for each point"),
        (np.random.default_rng(0).normal(size=(20, 2)), np.arange(19) % 2, "one label for each of the 20 points"),
        (np.random.default_rng(0).normal(size=(20, 2)), np.zeros(20), "two to six different labels"),
        (np.random.default_rng(0).normal(size=(20, 2)), np.arange(20), "two to six different labels"),
        (np.full((20, 2), np.nan), np.arange(20) % 2, "missing or infinite"),
        (np.ones((20, 2)), np.arange(20) % 2, "nothing to see"),
        ([["a", "b"]] * 20, np.arange(20) % 2, "has to hold numbers"),
        (np.ones((5, 2)), np.arange(5) % 2, "takes 10 to 1,000 points"),
    ],
)
def test_own_points_that_do_not_fit(X, y, words):
    with pytest.raises(ValueError, match=words) as refusal:
        data.own(X, y)
    assert "\n" not in str(refusal.value)


def test_points_from_a_file(tmp_path):
    rng, file = np.random.default_rng(0), tmp_path / "leaves.csv"
    rows = [
        f"{a:.3f},{b:.3f},{c:.3f},{label}" for (a, b, c), label in zip(rng.normal(size=(40, 3)), "xy" * 20, strict=True)
    ]
    file.write_text("\n".join(["length,width,height,label", *rows]), encoding="utf-8")
    points = data.from_csv(file)
    assert points.axes == ("length", "width") and points.classes == ("x", "y") and len(points.y) == 40
    assert data.from_csv(file, columns=("height", "width")).axes == ("height", "width")
    for columns, words in ((("length", "depth"), "no column 'depth'"), (("length",), "shows two columns")):
        with pytest.raises(ValueError, match=words):
            data.from_csv(file, columns=columns)
    with pytest.raises(FileNotFoundError, match="There is no file"):
        data.from_csv(tmp_path / "gone.csv")


@pytest.mark.parametrize("name", data.KINDS)
def test_every_kind_of_data_lies_in_the_plane_and_has_all_its_classes(name):
    points = data.make(name, 200, 0.5, 0.3, 1)
    assert points.X.shape == (200, 2) and np.abs(points.X).max() <= data.LIMIT and points.validation.sum() == 60
    assert set(points.y) == set(range(len(points.classes))) and np.bincount(points.y).min() > 30
    same = data.make(name, 200, 0.5, 0.3, 1)
    assert (same.X == points.X).all() and (data.make(name, 200, 0.5, 0.3, 2).X != points.X).any()


@pytest.mark.parametrize("text", ["", "L1", "hello", "L1!!!!", "L1" + "A" * 200])
def test_a_text_that_is_no_state_is_refused(text):
    engine = lab()
    before = snapshot(engine)
    with pytest.raises(LaboratoryError) as refusal:
        engine.do({"do": "open", "text": text})
    assert "\n" not in str(refusal.value) and snapshot(engine) == before


# Recorded runs


@pytest.fixture(scope="module")
def runs():
    """The recorded runs by their titles, each with the parameters of its moments."""
    found = {run["title"]: run for run in recorded.recorded()}
    for run in found.values():
        sizes = list(zip(run["sizes"][1:], run["sizes"][:-1], strict=True))
        like = [(np.zeros(size), np.zeros(size[0])) for size in sizes]
        whole = np.frombuffer(base64.b64decode(run["theta"]), "<i2").reshape(len(run["moments"]), -1)
        run["parameters"] = [unpack(theta * run["scale"], like) for theta in whole]
    return found


def test_a_recorded_moment_has_the_loss_of_its_weights(runs):
    for run in runs.values():
        assert 50 < len(run["moments"]) <= recorded.MOMENTS
        epochs = [moment[0] for moment in run["moments"]]
        assert epochs[0] == 0 and sorted(set(epochs)) == epochs
        X, y, kept = np.array(run["X"]), np.array(run["y"]), np.array(run["kept"], bool)
        activations = network.activations_of(run["activations"], "cross_entropy")
        for moment, parameters in zip(run["moments"][::9], run["parameters"][::9], strict=True):
            for part, (loss, right) in ((~kept, moment[1:3]), (kept, moment[3:5])):
                outputs = layer_outputs(X[part], parameters, activations)[-1]
                named = -np.log(np.maximum(outputs[np.arange(part.sum()), y[part]], 1e-300)).mean()
                assert named == pytest.approx(loss, rel=0.03, abs=0.003)
                assert (outputs.argmax(axis=1) == y[part]).mean() == pytest.approx(right, abs=0.02)


def test_recorded_runs_show_what_is_said_of_them(runs):
    ring, spirals, heart, equal = runs.values()
    for run in (ring, spirals):
        assert run["moments"][-1][2] == 1 and run["moments"][-1][4] > 0.95
    (*_, (_, loss, right, unseen, _, _)), kept = heart["moments"], heart["kept"]
    assert f"only {kept.count(0)} training points" in heart["says"] and right == 1
    assert loss < 0.1 and unseen > 2 * heart["moments"][0][3]
    for parameters in equal["parameters"]:
        for W, b in parameters[:-1]:
            assert (W == W[0]).all() and (b == b[0]).all()
