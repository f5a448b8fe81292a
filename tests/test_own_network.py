"""The learner's own network: whose its pieces are, that they really run in it, and that nothing they do breaks it."""

import json
import re
import signal
import sys

import numpy as np
import pytest

from dlcourse.activations import Softmax
from dlcourse.checker import own_network as machine
from dlcourse.checker.pieces import PIECES
from dlcourse.data import digits
from dlcourse.deep import accuracy
from dlcourse.exercises import find, own_network, use
from dlcourse.explorers.deep import draw_state
from dlcourse.network import layer_outputs
from tests.answers.backprop import RIGHT
from tests.answers.network import RIGHT as RIGHT_04
from tests.courseware import solution, stub

NOTEBOOKS = {"03": "activations", "04": "network", "05": "losses", "06": "descent", "07": "backprop", "08": "deep"}
needs_alarm = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="there is no alarm to ring")


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A course folder with exercise notebooks in which answers can be saved; the checkout's are not seen."""
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "exercises").mkdir()
    monkeypatch.chdir(tmp_path / "exercises")

    def save(answers, more=()):
        for lesson, name in NOTEBOOKS.items():
            cells = [{"cell_type": "code", "id": f"more-{k}", "source": source} for k, source in enumerate(more)]
            for exercise, source in answers.items():
                if PIECES.get(exercise, "07") == lesson:
                    cells.append({"cell_type": "code", "id": f"answer-{exercise}", "source": source})
            (tmp_path / "exercises" / f"{lesson}_{name}.ipynb").write_text(json.dumps({"cells": cells}))

    return save


def solutions(**others):
    """The source of every piece; some of them replaced, or with None left out."""
    answers = {exercise: solution(exercise) for exercise in PIECES} | others
    return {exercise: source for exercise, source in answers.items() if source}


def spied(exercise):
    """A solution that notes that it runs."""
    source, name = solution(exercise), {"relu": "fn", "neural_network": "run"}.get(exercise, exercise)
    head = re.search(rf"( *)def {name}\(.*\):\n", source)
    note = f"{head[1]}    __import__('sys').modules['spy'].add({exercise!r})\n"
    return source[: head.end()] + note + source[head.end() :]


@pytest.fixture
def spy(monkeypatch):
    """Which of the spied answers have run in the training."""
    ran, train = set(), machine._train

    def from_here_on(*arguments):
        ran.clear()  # the checks have run them too
        return train(*arguments)

    monkeypatch.setattr(machine, "_train", from_here_on)
    monkeypatch.setitem(sys.modules, "spy", ran)
    return ran


@pytest.fixture
def quick(monkeypatch):
    """A short training without a picture; the network."""
    monkeypatch.setattr(machine, "_show", lambda *_: None)
    return called


def called(namespace=None, **settings):
    """`own_network` called as from a notebook."""
    names = {"own_network": own_network, "settings": {"hidden": (12,), "epochs": 1, **settings}, **(namespace or {})}
    exec("network = own_network(**settings)", names)
    return names["network"]


def whose(said):
    """What the lines on the pieces say, by exercise."""
    return dict(re.findall(r"^  lesson \d\d   (\w+) +(.+)$", said, re.M))


def test_all_answers_make_a_network_that_reads(course, capsys):
    course(solutions())
    network = own_network()
    said = capsys.readouterr().out
    assert set(whose(said).values()) == {"yours"} and list(whose(said)) == list(PIECES)
    assert network.pieces == dict.fromkeys(PIECES, "yours")
    assert "All of them are yours" in said and "orrowed" not in said
    assert network.accuracy >= 0.92 and f"it names {network.accuracy:.1%} correctly" in said
    assert len(network.losses) == 15 and network.losses[-1] < 0.1 < network.losses[0]
    assert repr(network).endswith("11 of 11 pieces yours") and "test digits" not in said
    shown = re.search(r"Figure: (.+?)'?}?$", said, re.M)[1]
    assert "The first eight: " in shown and "(it is a " in shown
    # The examination is opened only when it is asked for.
    share = network.examine()
    said = capsys.readouterr().out
    assert (
        share >= 0.92
        and f"of the 1,000 test digits it names {share:.1%} correctly" in said
        and "Test digits, and what" in said
    )
    assert share == accuracy(
        layer_outputs(digits()[2], network.parameters, network.activations)[-1].argmax(axis=1), digits()[3]
    )
    # What comes back can be run, and is the learner's.
    *hidden, output = network.activations
    assert type(output) is Softmax and output.fn.__wrapped__.__module__ == "__main__"
    assert all(type(each).__module__ == "__main__" for each in hidden)
    assert [W.shape for W, _ in network.parameters] == [(128, 784), (64, 128), (10, 64)]
    drawn = draw_state(bytes([0, 200] * 392), "centred", network.parameters, network.activations)
    assert np.isclose(drawn.opinions.sum(), 1)


def test_two_runs_say_the_same(course, capsys, quick):
    course(solutions())
    quick()
    first = capsys.readouterr().out
    quick()
    assert capsys.readouterr().out == first and "seconds" not in first


def test_whatever_is_called_yours_has_run(course, spy, capsys, quick):
    course({exercise: spied(exercise) for exercise in PIECES})
    quick()
    assert set(whose(capsys.readouterr().out).values()) == {"yours"} and spy == set(PIECES)


@pytest.mark.parametrize("missing", ["neural_network", "backprop", "train_network"])
def test_what_is_borrowed_calls_the_learners_pieces(course, spy, capsys, missing, quick):
    course({exercise: spied(exercise) for exercise in PIECES if exercise != missing})
    network = quick()
    said = capsys.readouterr().out
    assert whose(said).pop(missing) == "borrowed from the course, as yours is not done yet"
    assert spy == set(PIECES) - {missing}
    assert f"Yours: 10 of 11. Borrowed: lesson {PIECES[missing]} ({missing})." in said
    assert repr(network).endswith("10 of 11 pieces yours")


def test_without_any_answer_it_is_the_courses(course, capsys, quick):
    course({})
    network = quick()
    said = capsys.readouterr().out
    assert {text for text in whose(said).values()} == {"borrowed from the course, as yours is not done yet"}
    assert "Yours: 0 of 11." in said and network.accuracy > 0.5


def test_stubs_and_wrong_answers_are_borrowed(course, capsys, quick):
    wrong = "def layer_gradients(delta, a_prev):\n    return delta.T @ a_prev, delta.sum(axis=0)"
    course(solutions(layer_forward=stub("layer_forward"), layer_gradients=wrong, softmax="def softmax(z) return"))
    quick()
    said = capsys.readouterr().out
    borrowed = {name for name, text in whose(said).items() if text != "yours"}
    assert borrowed == {"layer_forward", "layer_gradients", "softmax"}
    assert "lesson 04 (layer_forward), lesson 05 (softmax), lesson 07 (layer_gradients)" in said


def test_a_piece_that_an_answer_does_without_is_not_used(course, spy, capsys, quick):
    own_order = RIGHT["train_network"][0]
    assert "minibatches" not in own_order
    course({exercise: spied(exercise) for exercise in PIECES} | {"train_network": own_order})
    quick()
    said = capsys.readouterr().out
    assert whose(said)["minibatches"] == "not used here" and "minibatches" not in spy
    assert "All of them are yours" in said
    course(solutions())
    network = quick(hidden=())
    assert {name for name, text in network.pieces.items() if text == "not used here"} == {"relu", "hidden_delta"}
    assert repr(network).endswith("9 of 9 pieces yours")


def test_answers_of_this_notebook_go_before_saved_ones(course, spy, capsys, quick):
    course(solutions(he_init=None))
    here = {"np": np}
    exec(spied("he_init"), here)
    quick(here)
    assert whose(capsys.readouterr().out)["he_init"] == "yours" and spy == {"he_init"}


def test_pieces_that_use_brought_here_still_call_the_learners(course, spy, capsys, quick):
    course({exercise: spied(exercise) for exercise in PIECES})
    here = {"use": use}
    exec("ReLU, backprop, train_network = use('relu'), use('backprop'), use('train_network')", here)
    quick(here)
    assert set(whose(capsys.readouterr().out).values()) == {"yours"} and spy == set(PIECES)


MISBEHAVIOUR = {
    "raise ValueError('no')": "yours stops on real pictures with ValueError: no",
    "raise SystemExit": "yours stops on real pictures with SystemExit",
    "return np.nan * x": "with yours, the numbers are not finite on real pictures",
    "while True: pass": "yours was still running after 1 seconds on 200 pictures",
}


@needs_alarm
@pytest.mark.parametrize("what", MISBEHAVIOUR)
def test_an_answer_that_fails_on_real_pictures_is_borrowed_with_the_reason(course, capsys, what, quick):
    relu = f"""
class ReLU:
    def fn(self, x):
        if np.size(x) > 100:
            {what}
        return np.maximum(x, 0)
    def derivative(self, x):
        return np.where(x > 0, 1.0, 0.0)
"""
    course(solutions(relu=relu))
    network = quick(seconds=15)
    said = capsys.readouterr().out
    assert whose(said).pop("relu") == f"borrowed from the course, as {MISBEHAVIOUR[what]}"
    assert "Yours: 10 of 11." in said and network.accuracy > 0.5


def test_an_answer_that_puts_examples_in_columns_is_no_place_for_a_softmax(course, capsys, quick):
    """Right for lesson 04, where every activation works number by number."""
    columns = RIGHT_04["neural_network"][3]
    assert "a = X.T" in columns
    course(solutions(neural_network=columns))
    quick()
    assert "the outputs for a picture do not add up to 1" in whose(capsys.readouterr().out)["neural_network"]


@needs_alarm
def test_time_that_runs_out_in_another_answer_is_held_against_that_one(course, spy, capsys, quick):
    """`hidden_delta` hangs as soon as `layer_gradients` is the learner's too."""
    hangs = "    while len(z) == 20 and 'layer_gradients' in __import__('sys').modules['spy']: pass\n    return"
    hidden_delta = solution("hidden_delta").replace("    return", hangs)
    course(solutions(hidden_delta=hidden_delta, layer_gradients=spied("layer_gradients")))
    network = quick(seconds=15)
    assert "still running" in network.pieces["hidden_delta"] and network.pieces["layer_gradients"] == "yours"


def stopping(what, calls):
    """A `minibatches` that goes wrong after so many epochs of 3,000 digits."""
    return f"""
epochs = []
def minibatches(n, batch_size, rng):
    order = rng.permutation(n)
    if n == 3000:
        print("noise")
        epochs.append(n)
        if len(epochs) > {calls}:
            {what}
    return [order[start : start + batch_size] for start in range(0, n, batch_size)]
"""


@needs_alarm
@pytest.mark.parametrize(
    "what, words",
    [
        (
            "raise KeyError('x')",
            "It stopped in epoch 3, in your `minibatches` (line 9 of its answer cell): KeyError: 'x'.",
        ),
        ("raise KeyboardInterrupt", "You stopped it in epoch 3."),
        (
            "while True: pass",
            "After 4 seconds it was stopped, in epoch 3 of 9. `own_network(seconds=40)` waits longer.",
        ),
    ],
)
def test_what_was_learned_before_it_stopped_is_kept(course, capsys, what, words, quick):
    course(solutions(minibatches=stopping(what, 2)))
    network = quick(epochs=9, seconds=4)
    said = capsys.readouterr().out
    assert f"{words} What it had learned by then is kept.\n" in said
    assert "noise" not in said and "Traceback" not in said
    assert len(network.losses) == 2 and 0.5 < network.accuracy and f"names {network.accuracy:.1%}" in said


@needs_alarm
def test_an_answer_that_hangs_in_the_first_epoch_is_named(course, capsys, quick):
    course(solutions(minibatches=stopping("while True: pass", 0)))
    network = quick(seconds=2)
    said = capsys.readouterr().out
    assert "After 2 seconds it was stopped, in epoch 1 of 1, in your `minibatches` (line 9 of its answer cell)." in said
    assert "It had learned nothing yet." in said and network.losses == [] and network.accuracy < 0.5


def test_stopping_it_early_is_a_sentence(course, capsys, monkeypatch, quick):
    course(solutions(cross_entropy="raise KeyboardInterrupt"))
    assert quick() is None
    said = capsys.readouterr().out
    assert said == "You stopped it while your answers were still being looked through. Run the cell again.\n"
    course(solutions())

    def stopped(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(machine, "start", stopped)
    monkeypatch.setattr(machine, "_rehearse", lambda mine, *_: set(PIECES))
    assert quick() is None
    assert "You stopped it in epoch 0. It had learned nothing yet." in capsys.readouterr().out


def test_divergence_is_said_in_words(course, capsys, recwarn, quick):
    course({})
    network = quick(learning_rate=1e200, epochs=3)
    said = capsys.readouterr().out
    assert "The training diverged in epoch 1: with a learning rate of 1e+200 the numbers became far too large." in said
    assert all(np.isfinite(W).all() for W, _ in network.parameters) and not recwarn.list


@pytest.mark.parametrize(
    "setting, words",
    [
        ({"hidden": (0,)}, "sizes must be two or more numbers above 0"),
        ({"hidden": "many"}, "sizes must be whole numbers"),
        ({"learning_rate": 0}, "learning_rate must be a number above 0"),
        ({"batch_size": 2.5}, "batch_size must be a whole number above 0"),
        ({"epochs": -1}, "epochs must be a whole number above 0"),
        ({"seconds": 0}, "seconds must be a number above 0"),
    ],
)
def test_settings_that_make_no_sense_are_refused(setting, words, quick):
    with pytest.raises(ValueError, match=words):
        quick(**setting)


# What it stands on: an answer comes with what it needs.


def used(exercise, source="", **namespace):
    namespace |= {"use": use, "np": np}
    exec(source, namespace)
    exec(f"thing = use({exercise!r})", namespace)
    return namespace["thing"]


def test_an_answer_may_use_helpers_and_imports_of_its_notebook(course, capsys):
    """Defined in other cells, the later of two counts; cells that are not finished do not matter, checks are not run."""
    course(
        {"relu": "class ReLU:\n    def fn(self, x): return cut(x)\n    def derivative(self, x): return slope(x)"},
        more=(
            "%matplotlib inline\nfrom functools import partial as bind\nimport os.path",
            "def cut(x): return x",
            "raise SystemExit\ndef never(: pass",
            "limit = 0.0",
            "def cut(x): return biggest(x, limit)",
            "biggest = bind(np.maximum)\nbroken = 1 / 0",
            "a, slope = 1, lambda x: np.where(x > limit, 1.0, 0.0)",
            "class ReLU: pass",
        ),
    )
    thing = used("relu")
    assert capsys.readouterr().out == "relu: yours\n"
    assert thing().fn(np.array([-1.0, 2.0])).tolist() == [0.0, 2.0]
    assert "broken" not in thing.fn.__globals__


@pytest.mark.parametrize(
    "helper", ["def helper(z): return no_such_name(z)", "def helper(z):\n    nonlocal y\n    return z"]
)
def test_a_helper_that_cannot_be_run_leaves_the_answer_borrowed(course, capsys, helper):
    course({"softmax": "def softmax(z): return helper(z)"}, more=(helper,))
    used("softmax")
    assert "borrowed" in capsys.readouterr().out


def test_what_an_answer_of_this_notebook_lacks_is_put_around_it(course, capsys):
    """`backprop` is right, `hidden_delta` is not written yet: whoever uses the first gets by."""
    course({})
    parts = [solution("output_delta"), stub("hidden_delta"), solution("layer_gradients"), solution("backprop")]
    mine = used("backprop", "\n".join(parts), **find("backprop").stand_ins)
    said = "backprop: yours, with the course's `hidden_delta` in it, as yours is not done yet\n"
    assert capsys.readouterr().out == said
    net = [(np.ones((2, 2)), np.zeros(2)), (np.ones((1, 2)), np.zeros(1))]
    Tanh = find("backprop").stand_ins["Tanh"]
    X, y = np.array([[1.0, -0.5]]), np.array([[0.5]])
    want = find("backprop").reference["backprop"](net, [Tanh(), Tanh()], X, y)
    got = mine(net, [Tanh(), Tanh()], X, y)
    assert all(
        np.allclose(a, b) for pair, other in zip(got, want, strict=True) for a, b in zip(pair, other, strict=True)
    )
    # A class that calls what is not there is no different, and the notebook's own names stay as they are.
    here = {"use": use, "np": np}
    exec(stub("layer_forward") + "\n" + solution("neural_network") + "\nthing = use('neural_network')", here)
    assert here["thing"](net, [Tanh(), Tanh()]).run(X).shape == (1, 1)
    with pytest.raises(NotImplementedError):
        here["NeuralNetwork"](net, [Tanh(), Tanh()]).run(X)


def test_nothing_is_looked_for_twice(course, monkeypatch, quick):
    course(solutions())
    examined = []
    examine = machine.own.__globals__["examine"]

    def counting(exercise, namespace, look, seconds=None):
        examined.append((exercise.id, exercise.reference.keys() <= namespace.keys()))
        return examine(exercise, namespace, look, seconds)

    monkeypatch.setitem(machine.own.__globals__, "examine", counting)
    quick()
    done = [exercise for exercise, there in examined if there]
    assert sorted(done) == sorted(PIECES)
