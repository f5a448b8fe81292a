"""Answers that are one small change away from a right one."""

import ast
import dataclasses
import linecache
import re

import pytest

from dlcourse.checker import one_change
from dlcourse.exercises import examine, find
from tests.corpus import around

# Exercise, answer, the line that is told, and what is marked in it. Known mistakes are left out, so that nothing else is recognised.
SLIPS = [
    ("perceptron_update", "def perceptron_update(w, b, x, y, learning_rate=1.0):\n    step = learning_rate * (y - (x @ w + b >= 0))\n    return w + step * x, b + step\n",
     2, ">="),
    ("gradient_descent", "def gradient_descent(gradient, x0, learning_rate=0.01, precision=1e-4, max_iters=1000):\n    path = [np.asarray(x0, float)]\n"
     "    for _ in range(max_iters):\n        x = path[-1] - learning_rate * gradient(path[-1])\n        path.append(x)\n"
     "        if np.linalg.norm(path[-1] - path[-2]) > precision:\n            break\n    return np.array(path)\n",
     6, "np.linalg.norm(path[-1] - path[-2]) > precision"),
    ("train_perceptron", "def train_perceptron(X, y, learning_rate=1.0, max_epochs=100):\n    w, b, mistakes = np.zeros(X.shape[1]), 0.0, []\n"
     "    for _ in range(max_epochs):\n        wrong = 0\n        for x, target in zip(X, y):\n            step = learning_rate * (target - (x @ w + b > 0))\n"
     "            w = w + step * x\n            b = b + step\n            wrong += step != 0\n            mistakes.append(wrong)\n        if wrong == 0:\n            break\n    return w, b, mistakes\n",
     10, ""),
]  # fmt: skip


@pytest.fixture(autouse=True)
def enough_time(monkeypatch):
    monkeypatch.setattr(one_change, "SECONDS", 20.0)
    monkeypatch.setattr(one_change, "_A_COPY", 1.0)


def answer(exercise, source):
    """An exercise that knows no mistakes, and a namespace in which this answer stands as in a notebook."""
    name = f"<{abs(hash(source))}>"
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    namespace = around(exercise)
    exec(compile(source, name, "exec"), namespace)
    return dataclasses.replace(exercise, mistakes=()), namespace


@pytest.mark.parametrize(("exercise", "source", "line", "shown"), SLIPS, ids=[slip[0] for slip in SLIPS])
def test_the_place_of_a_slip_is_told_and_not_the_change(exercise, source, line, shown):
    card = examine(*answer(find(exercise), source), find)
    assert card.outcome == "not yet"
    assert re.fullmatch(rf"You are one small change away: .* in line {line} of your cell\.", card.nudge)
    assert card.place == source.splitlines()[line - 1].strip() and card.asks.endswith("?")
    assert [card.place[begin:end] for begin, end in card.place.marks] == [shown] * bool(shown)


@pytest.mark.parametrize(("exercise", "source"), [slip[:2] for slip in SLIPS], ids=[slip[0] for slip in SLIPS])
def test_after_the_change_the_answer_is_right(exercise, source, monkeypatch):
    trees = []
    monkeypatch.setattr(one_change, "nearest", lambda *given, was=one_change.nearest: trees.append(was(*given)))
    examine(*answer(find(exercise), source), find)
    mended = ast.unparse(trees[0][2])
    assert mended != ast.unparse(ast.parse(source))
    assert examine(*answer(find(exercise), mended), find).outcome == "done"


@pytest.mark.parametrize(
    "line",
    [
        "np.sum((a - y) ** 4) / (2 * len(a)) + 0 * 4",
        "0 * 4 + np.sum((a - y) ** 4) / (2 * len(a))",
        "η * 0 + np.sum((a - y) ** 4) / (2 * len(a))",  # Python counts the bytes
    ],
)
def test_which_of_several_alike_is_meant_is_marked(line):
    source = f"def mse(a, y, η=1):\n    return {line}\n"
    card = examine(*answer(find("mse"), source), find)
    begin = card.place.index("4)")
    assert card.place == f"return {line}" and card.place.marks == ((begin, begin + 1),)
    assert card.asks == "Is it the one that is needed?"


def test_two_slips_are_not_called_one():
    source = "def mse(a, y):\n    return np.sum(np.abs(y + a) ** 3) / len(a)\n"
    assert "one small change" not in examine(*answer(find("mse"), source), find).nudge


@pytest.mark.parametrize("line", ["open('gone.txt')", "input()"])
def test_an_answer_that_reaches_outside_is_not_tried_in_copies(line):
    source = f"def mse(a, y):\n    if np.size(a) < 0:\n        {line}\n    return np.mean(np.sum((a - y) ** 2, axis=-1)) / 3\n"
    exercise, namespace = answer(find("mse"), source)
    assert one_change.nearest([], {"mse": namespace["mse"]}) is None


def test_a_copy_that_never_ends_costs_little():
    source = (
        "def count_parameters(sizes):\n    k, total = 0, 0\n    while k < len(sizes) - 1:\n"
        "        total += sizes[k] * sizes[k + 1]\n        k += 1\n    return total + 7 * len(sizes) ** 3\n"
    )
    card = examine(*answer(find("count_parameters"), source), find)
    assert card.outcome == "not yet"


@pytest.mark.parametrize(
    ("returned", "line", "place"),
    [
        ("w - step * x, b + step", 3, "return w - step * x, b + step"),
        ("(w  # why - not\n        - (step * x)), b + step", 4, "- (step * x)), b + step"),
    ],
)
def test_the_operator_is_marked(returned, line, place):
    source = f"def perceptron_update(w, b, x, y, learning_rate=1.0):\n    step = learning_rate * (y - (w @ x + b > 0))\n    return {returned}\n"
    card = examine(*answer(find("perceptron_update"), source), find)
    assert card.nudge == f"You are one small change away: one operator in line {line} of your cell."
    assert card.place == place and [card.place[begin:end] for begin, end in card.place.marks] == ["-"]


def test_the_line_of_a_known_mistake_is_quoted_where_its_message_names_what_is_wrong_there():
    source = "class Perceptron:\n    def __init__(self, w, b):\n        self.w, self.b = w, b\n\n    def run(self, x):\n        return (x @ self.w + self.b >= 0) * 1\n"
    exercise, namespace = answer(find("perceptron"), source)
    card = examine(find("perceptron"), namespace, find)
    line, where = dict(card.rows)["Your line"].pieces
    assert "a score above 0 is class 1, `>`" in card.nudge and where == "(line 6 of your cell)"
    assert line == source.splitlines()[5].strip() and [line[b:e] for b, e in line.marks] == [">="]
