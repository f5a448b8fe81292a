"""The laboratory without its page: every action, what it remembers, what leaves it."""

import contextlib
import io
import json

import numpy as np
import pytest

from dlcourse.backprop import pack
from dlcourse.laboratory import data, network
from dlcourse.laboratory.checks import LaboratoryError
from dlcourse.laboratory.engine import Engine
from dlcourse.laboratory.training import OPTIMISERS
from dlcourse.network import layer_outputs


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
    classes, certainty, hidden, theta, slopes = buffers
    assert np.isfinite(theta).all() and len(theta) == pack(engine.parameters).size and len(slopes) in (0, len(theta))
    assert len(classes) == len(certainty) == 400 and classes.max() < engine.sizes[-1]
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
