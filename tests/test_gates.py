"""The gates of every exercise: right answers pass, wrong ones do not, and known ones are called by their name."""

import ast
import inspect
import re

import numpy as np
import pytest
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

from dlcourse.authoring.stubs import strip
from dlcourse.checker import recognition
from dlcourse.exercises import Mistake, examine, find
from tests.courseware import ANSWERS, EQUIVALENT, EXERCISES, PRACTICE, RIGHT, solution, solution_cells, stub

exercises = pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.id)
# Exercises whose solution is not mutated, each with the reason, and with the tests that try the check in its place.
UNMUTATED = {name: reason for module in ANSWERS for name, reason in getattr(module, "UNMUTATED", {}).items()}


def is_value(exercise):
    """Whether an answer is no function or class: its cell works out something when it is run."""
    return not any(callable(thing) for thing in exercise.reference.values())


def around(exercise):
    """What an answer finds around it in its notebook. Functions are lent this by the check; a value needs it at once."""
    if not is_value(exercise):
        return {}
    return exercise.stand_ins | {k: v for need in exercise.needs for k, v in find(need).reference.items()}


def checked(exercise, source, seconds=None):
    """The card for an answer given as source text."""
    namespace = {"np": np, **around(exercise)}
    exec(source, namespace)
    return examine(exercise, namespace, find, seconds)


@exercises
def test_the_solution_passes(exercise):
    card = checked(exercise, solution(exercise.id))
    assert card.outcome == "done", str(card)


@exercises
def test_the_stub_is_to_do(exercise):
    assert checked(exercise, stub(exercise.id)).outcome == "to do"


@pytest.mark.parametrize("exercise", [e for e in EXERCISES if e.kind == "mend"], ids=lambda exercise: exercise.id)
def test_what_is_mended_in_part_is_not_yet_and_the_card_says_what_is_left(exercise):
    """None of the mistakes mended, though the code has changed; then each one alone, where there are several."""
    handed = ast.parse(stub(exercise.id))
    assert [part.name for part in handed.body] == list(exercise.reference)
    for function in (node for node in ast.walk(handed) if isinstance(node, ast.FunctionDef)):
        function.body.insert(0, ast.parse("changed = 0").body[0])
    whole = r" *### BEGIN SOLUTION\n(.*?) *### END SOLUTION\n *### BEGIN BROKEN\n.*?### END BROKEN\n"
    source = solution_cells()[exercise.id]
    mistakes = list(re.finditer(whole, source, re.S))
    halves = [strip(source[: m.start()] + m[1] + source[m.end() :]) for m in mistakes if len(mistakes) > 1]
    for answer in (ast.unparse(handed), *halves):
        card = checked(exercise, answer)
        assert card.outcome in ("not yet", "your code raised") and card.mistake, f"{answer}\n{card}"


@exercises
def test_an_answer_that_is_not_there_is_to_do(exercise):
    assert checked(exercise, "").outcome == "to do"


@pytest.mark.parametrize(("name", "number"), [(k, i) for k, v in RIGHT.items() for i in range(len(v))])
def test_another_right_answer_passes(name, number):
    card = checked(find(name), RIGHT[name][number])
    assert card.outcome == "done", str(card)


@exercises
def test_there_are_other_right_answers(exercise):
    assert len(RIGHT.get(exercise.id, ())) >= 2


@exercises
def test_no_lesson_imports_the_answer_to_what_goes_further_or_is_to_be_mended(exercise):
    homes = {thing.__module__ for thing in exercise.reference.values() if callable(thing)}
    assert exercise.kind == "build" or all(home.startswith("dlcourse.exercises.") for home in homes)


@exercises
def test_there_are_three_hints_and_enough_known_mistakes(exercise):
    methods = [name for thing in exercise.reference.values() if isinstance(thing, type) for name in vars(thing)]
    named = {name for hint in exercise.hints for name in getattr(hint, "methods", ())}
    assert named <= set(methods)
    # A class whose methods are written one after the other has hints on each of them.
    assert named or len(exercise.hints) == 3
    assert len(exercise.hints) >= 3 and len(set(exercise.hints)) == len(exercise.hints)
    assert bool(named) == bool(methods)
    assert len(exercise.mistakes) >= (3 if exercise.kind == "build" else 5)
    messages = [mistake.message for mistake in exercise.mistakes]
    assert len(set(messages)) == len(messages)


# Of these an error of Python's says that they are there, or the exercise itself is about them.
THERE = {
    "x ^ 2",
    "x ^ k",
    "^",
    ".astype",
    "self.{name}",
    "7 - a",
    "X1 @ w1",
    "fn",
    "derivative",
    "grad",
    "if",
    "mse",
    "quadratic_features",
}


@exercises
def test_a_message_blames_no_code_that_need_not_be_there(exercise):
    """An answer is known by what it does. What its first sentence quotes is a name of the task, or an example: "as in", "such as"."""
    signatures = [inspect.signature(f) for thing in exercise.reference.values() for f in _functions_of(thing)]
    names = {*exercise.needs, *exercise.stand_ins, *exercise.reference, *exercise.parts, "math", "self", "__init__"}
    names |= {name for signature in signatures for name in signature.parameters}
    names |= {name for thing in exercise.reference.values() if isinstance(thing, type) for name in vars(thing)}
    names |= {name for case in exercise.cases for name in re.findall(r"\w+", case.code)}
    for mistake in exercise.mistakes:
        said = re.sub(r"\{[\w|]+:[^{}]*\}", "", mistake.message).removeprefix("Looks like: ")
        first = re.split(r"[.:?] ", said)[0]
        for quoted in re.finditer(r"`([^`]+)`", first):
            known = quoted[1] in THERE or set(re.findall(r"[A-Za-z_]\w*", quoted[1])) <= names
            plain = re.fullmatch(r"[\w.]+(\(.*\))?", quoted[1]) or quoted[1] in THERE
            example = re.search(r"\b(as|without|in place of)\b", first[: quoted.start()])
            assert example or known and plain, f"{mistake.name}: {mistake.message}"


def _functions_of(thing):
    return (
        [f for f in vars(thing).values() if inspect.isfunction(f)]
        if isinstance(thing, type)
        else [thing] * callable(thing)
    )


def known_mistakes():
    for exercise in [PRACTICE, *EXERCISES]:
        for mistake in exercise.mistakes:
            yield pytest.param(exercise, mistake, id=f"{exercise.id}-{mistake.name}")


@pytest.mark.parametrize(("exercise", "mistake"), list(known_mistakes()))
def test_a_known_mistake_gets_its_own_message(exercise, mistake):
    assert mistake.variants
    for number, variant in enumerate(mistake.variants):
        card = examine(exercise, Mistake.namespace(variant), find)
        assert card.outcome in ("not yet", "your code raised"), f"variant {number}: {card}"
        message = re.escape(mistake.message).replace(r"\{name\}", r"\w+")
        message = re.sub(r"\\\{[\w|\\]+:(.*?)\\\}", r"(?:\1)?", message)  # a remark on what not every answer has
        assert card.mistake == mistake.name and re.fullmatch(message, card.nudge), f"variant {number}: {card}"


@pytest.mark.parametrize(
    ("name", "source", "remark", "told"),
    [
        ("sigmoid", "1 / (1 + np.exp(-x))", "np.where", False),
        ("sigmoid", "np.where(x > 0, 1 / (1 + np.exp(-x)), np.exp(x) / (1 + np.exp(x)))", "np.where", True),
        ("sigmoid", "1 / (1 + np.exp(x))", "np.where", False),
        ("signed_distance", "np.abs(X @ w + b) / np.linalg.norm(w)", "`abs`", True),
        ("signed_distance", "np.sqrt((X @ w + b) ** 2) / np.linalg.norm(w)", "`abs`", False),
        (
            "neural_network",
            "self.activations[0].fn(X @ self.parameters[0][0].T + self.parameters[0][1])",
            "loop",
            False,
        ),
    ],
)
def test_a_card_speaks_of_nothing_that_the_answer_does_not_have(name, source, remark, told):
    exercise = find(name)
    written = re.sub(r"raise NotImplementedError.*", f"return {source}", stub(name), count=1)
    if name == "neural_network":
        written = (
            "class NeuralNetwork:\n    def __init__(self, parameters, activations):\n        self.parameters, self.activations = parameters, activations\n"
            f"    def run(self, X):\n        return {source}"
        )
    card = checked(exercise, written)
    assert card.mistake and (remark in card.nudge) == told and "{" not in card.nudge, str(card)


TURNED_TANH = """class Tanh:
    def fn(self, x):
        return (np.exp(-x) - np.exp(x)) / (np.exp(x) + np.exp(-x))
    def derivative(self, x):
        {derivative}
"""


@pytest.mark.parametrize("derivative", ["raise NotImplementedError", "return 1 - self.fn(x) ** 2"])
def test_a_known_mistake_is_recognised_beside_an_overflow_far_from_0(derivative):
    card = checked(find("tanh"), TURNED_TANH.format(derivative=derivative))
    assert card.mistake == "mirrored", str(card)


def mutants(source):
    """Every mutant of a source text that cosmic-ray can make without being told names, with what was changed."""
    nodes = list(ast_nodes(get_ast(source)))
    for name in operator_names():
        operator = get_operator(name)
        if any(p.default is p.empty for p in list(inspect.signature(operator.__init__).parameters.values())[1:2]):
            if operator.arguments():
                continue
        operator = operator()
        for occurrence in range(sum(1 for node in nodes for _ in operator.mutation_positions(node))):
            mutant = mutate_code(source, operator, occurrence)
            yield mutant, changed(source, mutant)


def changed(source, mutant):
    pairs = zip(source.splitlines(), mutant.splitlines(), strict=False)
    old, new = next((a.strip(), b.strip()) for a, b in pairs if a != b)
    return f"{old} -> {' '.join(new.split())}"


def test_only_values_are_not_mutated():
    assert all(reason and is_value(find(name)) for name, reason in UNMUTATED.items())


@pytest.mark.parametrize("exercise", [e for e in EXERCISES if e.id not in UNMUTATED], ids=lambda exercise: exercise.id)
def test_every_mutant_of_the_solution_fails(exercise, monkeypatch):
    monkeypatch.setattr(recognition, "describe", lambda *_: ("", "", ""))  # here it is enough that it fails
    survivors, seen = [], set()
    for mutant, change in mutants(solution(exercise.id)):
        seen.add(change)
        try:
            outcome = checked(exercise, mutant, seconds=1).outcome
        except Exception:
            continue  # does not even run: nobody could hand it in
        if outcome == "done" and (exercise.id, change) not in EQUIVALENT:
            survivors.append(change)
        assert outcome != "checker fault", change
    assert not survivors, "no case tells these from the solution:\n" + "\n".join(survivors)
    gone = [change for name, change in EQUIVALENT if name == exercise.id and change not in seen]
    assert not gone, f"listed as equivalent, but no longer made: {gone}"
