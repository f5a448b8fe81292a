"""The checker itself: outcomes told apart, nothing lost, nothing hanging, nothing of ours in a learner's face."""

import contextlib
import dataclasses
import dis
import gc
import html
import inspect
import itertools
import json
import linecache
import os
import re
import signal
import sys
import threading
import time
import types
import weakref

import numpy as np
import pytest
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

import dlcourse.exercises as exercises
from dlcourse.checker import (
    comparison,
    own_network,
    progress,
    quotes,
    recognition,
    relations,
    runs,
    time_limit,
    verdicts,
)
from dlcourse.checker.card import _COLORS, SIGNS, Card
from dlcourse.checker.course_map import CourseMap
from dlcourse.checker.looks import Found, shown
from dlcourse.checker.outcomes import Clock, Outcome, attempts, expected, outcome_of
from dlcourse.checker.quotes import Code, numbers_that_differ
from dlcourse.checker.words import inline, plain
from dlcourse.exercises import (
    Case,
    Exercise,
    ExerciseNotDone,
    Mistake,
    UnknownExercise,
    check,
    course_map,
    examine,
    use,
)
from dlcourse.figures.palette import LIGHT
from tests.courseware import EXERCISES, contrast, solution


def scale(x, factor=2.0):
    return factor * x


X = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, -6.0]])
SCALE = Exercise(
    id="scale",
    reference={"scale": scale},
    cases=(
        Case("scale(X)", "three rows", X=X),
        Case("scale(X, factor=3.0)", "another factor", X=X[:1]),
        Case("scale(x)", x=1.5),
    ),
    mistakes=(Mistake("not-scaled", "Looks like: nothing happened.", {"scale": lambda x, factor=2.0: x}),),
    hints=("one", "two", "three"),
)
TWICE = Exercise(
    id="twice",
    reference={"twice": lambda x: scale(scale(x))},
    cases=(Case("twice(X)", X=X),),
    mistakes=(),
    hints=("one", "two", "three"),
    needs=("scale",),
)


HANDED = '''
def scale(x, factor=2.0):
    """Scale x."""
    rows = [factor + row for row in x]
    return np.array(rows)
'''
MENDED = dataclasses.replace(SCALE, kind="mend", broken=HANDED, cases=SCALE.cases[:2])


def find(name):
    return {"scale": SCALE, "twice": TWICE}[name]


def card(source, exercise=SCALE, seconds=None, **namespace):
    namespace["np"] = np
    exec(source, namespace)
    return examine(exercise, namespace, find, seconds)


@pytest.mark.parametrize(
    ("source", "outcome", "words"),
    [
        ("def scale(x, factor=2.0): return x * factor", "done", "3 cases"),
        ("", "to do", "not defined"),
        ("scale = ...", "to do", "Nothing here yet"),
        ("def scale(x, factor=2.0): raise NotImplementedError", "to do", "Nothing here yet"),
        (
            "def scale(x, factor=2.0):\n  y = x * factor\n  raise NotImplementedError",
            "not yet",
            "is still in your answer",
        ),
        ("def scale(x, factor=2.0): return [x, [x]]", "not yet", "is a list; a NumPy array"),
        ("def scale(x, factor=2.0): return x, factor", "not yet", "is 2 things; a NumPy array"),
        ("def scale(x, factor=2.0): return (x * factor).astype(object)", "not yet", "Python objects, not numbers"),
        ("def scale(x, factor=2.0): return (x * factor).astype(str)", "not yet", "holds text, not numbers"),
        ("def scale(x, factor=2.0): return np.float32(x * factor)", "done", "3 cases"),
        ("scale = 3", "not yet", "is a number; a function was asked for"),
        ("class scale: pass", "not yet", "is a class; a function was asked for"),
        ("def scale(x): return x", "not yet", "asked for as `scale(x, factor=2.0)`, but yours is `scale(x)`"),
        ("def scale(x, f=2.0): return x * f", "not yet", "but yours is `scale(x, f=2.0)`"),
        ("def scale(x, factor=2.0): x * factor", "not yet", "nothing came back"),
        ("def scale(x, factor=2.0): return 'a'", "not yet", "is a str; a NumPy array was asked for"),
        ("def scale(x, factor=2.0): return (x * factor).tolist()", "not yet", "is a list; a NumPy array"),
        ("def scale(x, factor=2.0): return x > 0", "not yet", "True and False"),
        ("def scale(x, factor=2.0): return (x * factor).T", "not yet", "shape (2, 3); shape (3, 2)"),
        ("def scale(x, factor=2.0): return x / 0", "not yet", "not finite where it should be"),
        ("def scale(x, factor=2.0): return x + factor", "not yet", "wrong values (5 of 6 numbers differ)"),
        ("def scale(x, factor=2.0): return x", "not yet", "wrong values"),
        ("def scale(x, factor=2.0): return x.nothing", "your code raised", "stopped with an error"),
        ("def scale(x, factor=2.0): return scale(x)", "your code raised", "stopped with an error"),
        ("def scale(x, factor=2.0): exit(3)", "your code raised", "stopped with an error"),
    ],
)
def test_outcomes_are_told_apart(source, outcome, words):
    given = card(source)
    assert (given.outcome, words in given.headline) == (outcome, True), str(given)


@pytest.mark.parametrize(
    ("old", "new", "outcome"),
    [
        ("", "", "to do"),
        ('"""Scale x."""', "# scales x\n", "to do"),
        ('    """Scale x."""', "", "to do"),
        ("    return", "\n\n    # why?\n    return", "to do"),
        ("[factor + row for row in x]", "[\n        (factor + row)  # here?\n        for row in x\n    ]", "to do"),
        ("rows = ", "rows = rows2 = ", "not yet"),
        ("factor=2.0", "factor=3.0", "not yet"),
        ("factor + row", "factor + 1 * row", "not yet"),
        ("np.array(rows)", "np.asarray(rows)", "not yet"),
        ("factor + row", "factor * row", "done"),
    ],
)
def test_what_is_to_be_mended_is_to_do_until_the_code_changes(old, new, outcome):
    given = card(HANDED.replace(old, new), MENDED)
    assert given.outcome == outcome, str(given)
    assert ("Nothing is mended yet" in given.headline) == (outcome == "to do")


def test_a_kind_of_exercise_that_there_is_not_is_refused():
    with pytest.raises(ValueError, match="scale: an exercise is of the kind build, further, mend, and not 'mended'"):
        dataclasses.replace(SCALE, kind="mended")


def test_a_card_says_what_was_called_on_what_and_where_it_differs():
    text = str(card("def scale(x, factor=2.0): return np.where(x < -5, 0, x * factor)"))
    for words in (
        "scale(X)",
        "X = [[ 1,  2],\n                          [ 3,  4],\n                          [ 5, -6]]",
        "three rows",
        "Came back",
        "Expected",
        "[[  2,   4],\n                      [  6,   8],\n                      [ 10,   0]]\n                              ^\n",
    ):
        assert words in text, text
    assert "First difference" not in text


def test_a_tiny_difference_is_shown_with_all_its_digits():
    text = str(card("def scale(x, factor=2.0): return x * factor * 1.0000001"))
    assert "10.000001, -12.000001]]" in text and "       10,        -12]]" in text, text


def test_what_came_back_and_what_was_expected_never_look_the_same():
    rows = dict(card("def scale(x, factor=2.0): return x * factor + (x == 5) * 1e-7").rows)
    assert (rows["Came back"], rows["Expected"]) == (
        "[[         2,          4],\n [         6,          8],\n [10.0000001,        -12]]",
        "[[         2,          4],\n [         6,          8],\n [        10,        -12]]",
    )
    # A slope that comes from nudging is nearly 4.
    assert comparison.texts(np.array([4.000000999, 3.0]), np.array([3.999999999, 3.0])) == ("[4.000001, 3]", "[4, 3]")
    assert comparison.texts(0.30000001, 0.3) == ("0.30000001", "0.3")
    assert comparison.texts([1.0], [1.0]) == ("[1.0]", "[1.0]")
    assert comparison.text(1 / 3) == "0.333333"
    # A list and an array of the same numbers are no numbers that differ.
    assert comparison.texts([0.1 + 0.2], np.array([0.3])) == ("[0.3]", "[0.3]")


def test_numbers_that_differ_are_marked_and_nothing_is_said_twice():
    some = card("def scale(x, factor=2.0): return np.where(x < -5, 0, x * factor)")
    assert (
        "[ 10,   <b>0</b>]]" in some._html() and "wrong values" not in some._html()
    )  # the diagnosis and the marks say it
    assert "Bold: differs." in some._html()
    assert numbers_that_differ("[1, 2, 3, 4]", "[1, 25, 3, 4]") == ([(4, 5)], "Bold: differs.")
    assert numbers_that_differ("(1.0, 2.0)", "(1.0, 3.0)") == ([(6, 9)], "Bold: differs.")
    assert numbers_that_differ("[1, 2, 3, 4]", "[5, 6, 7, 8]") == ([], "Every number differs.")
    assert numbers_that_differ("[1, 2, 3, 4]", "[[1, 2], [3, 5]]") == ([], "")
    assert numbers_that_differ("[1.0, 2.0]", "[1, 2]") == ([], "")
    assert numbers_that_differ("1.5", "2.5") == ([], "")
    many = card(
        "def scale(x, factor=2.0): return x", dataclasses.replace(SCALE, cases=(Case("scale(X)", X=np.ones((9, 9))),))
    )
    assert dict(many.rows)["First difference"] == "[0, 0]: 1, expected 2"
    summed = "def regression_gradient(w, b, x, y):\n    miss = w * x + b - y\n    return np.sum(miss * x), np.sum(miss)"
    twice = card(summed, exercises.find("regression_gradient"))
    assert twice.headline == "`dw` is wrong." and "is wrong" not in str(twice) and "First" not in str(twice)
    listed = card("def scale(x, factor=2.0): return (x * factor).tolist()")
    assert listed.headline == "The result is a list; a NumPy array was asked for." and listed.headline not in str(
        listed
    )
    rows = [("Came back", "[1, 2]"), ("Expected", "[1, 2, 3]")]
    shape = "The result has shape (2,); shape (3,) was asked for."
    assert "shape" not in str(Card("scale", "not yet", shape, rows, nudge="Looks like: one step too few."))
    assert "shape" in str(Card("scale", "not yet", shape, rows))
    rows = [("Came back", "[[1, 2]]"), ("Expected", "[1, 2, 3]")]
    assert "shape" in str(Card("scale", "not yet", shape, rows, nudge="Looks like: one step too few."))


def test_what_came_back_and_what_was_expected_stand_below_each_other_with_the_same_digits():
    def pair(one, other):
        return quotes.below_each_other(*comparison.texts(one, other))

    assert pair(np.array([-0.02, 0, 3]), np.array([-0.4, 0, 3])) == ("[-0.02, 0, 3]", "[ -0.4, 0, 3]")
    assert pair([3.00619, 2.0], np.array([3.5272, 3.00618])) == ("[3.0062,      2]", "[3.5272, 3.0062]")
    assert pair(([0.5], 1.0), (np.array([12.25]), 2.5)) == ("([  0.5], 1.0)", "([12.25], 2.5)")
    one, other = pair(np.arange(20) * 0.123, np.arange(20) * 1.23)  # so many that they go on in a second line
    assert "\n" in one and re.sub("[^,]", " ", one) == re.sub("[^,]", " ", other)
    assert pair(np.array([[10.0, 2]]), np.array([1.0, 2])) == ("[[10, 2]]", "[1, 2]")  # not built alike
    # Where a card breaks the line, spaces stay before their number.
    page = quotes.in_html(quotes.Value("[-0.02,   0]", [(10, 11)]))
    assert page == '[-0.02, <span style="white-space:pre">  <b>0</b></span>]'


def test_a_long_result_is_cut_between_words_or_lines():
    assert comparison.text("word " * 60).endswith("word ...") and len(comparison.text("x" * 300)) == 200
    layers = shown([(np.ones((80, 300)), np.zeros(300))] * 12)
    assert "\n" in layers and all(line.count("(80, 300)") == 1 for line in layers.split("\n"))
    assert comparison.text(Found("", layers)).split("\n")[7:] == [layers.split("\n")[7], " ..."]


def test_a_card_says_how_many_cases_are_right_and_which_method_goes_wrong():
    leaky = exercises.find("leaky_relu")
    source = "class LeakyReLU:\n    def __init__(self, slope=0.01): self.slope = slope\n"
    fn, derivative = "np.where(x > 0, x, {} * x)", "np.where(x > 0, 1.0, {})"
    both = source + f"    def fn(self, x): return {fn}\n    def derivative(self, x): return {derivative}"
    for slopes, wrong in (
        ((0.01, "self.slope"), "`fn` goes wrong."),
        (("self.slope", 0.01), "`derivative` goes wrong."),
        ((0.01, 0.01), "`fn` and `derivative` go wrong."),
    ):
        given = card(both.format(*slopes), leaky)
        assert given.mistake == "fixed-slope" and re.fullmatch(rf"\d+ of 18 cases are right\. {wrong}", given.standing)
        for form in (str(given), given.aloud(), re.sub("<.*?>", "", given._html())):
            assert 0 < form.replace("'", "`").find(given.standing[:25]) < form.find("Looks like")
    assert card(both.format("self.slope", "self.slope"), leaky).standing == ""
    assert card("def scale(x, factor=2.0): return 7 * x").standing == ""  # none is right
    assert card("def scale(x, factor=2.0): return 2 * x").standing == "2 of 3 cases are right."
    value = exercises.find("value")  # of which the sums and the products go wrong, too
    doubled = next(mistake for mistake in value.mistakes if mistake.name == "replaced").variants[0]
    assert examine(value, Mistake.namespace(doubled), exercises.find).standing == "10 of 16 cases are right."
    values = examine(exercises.find("nand"), {"w_nand": np.array([-1.0, -1.0]), "b_nand": 0.5}, exercises.find)
    assert values.standing == ""


def test_a_card_is_a_group_with_its_title_and_outcome_as_its_name():
    page = Card("softmax", "not yet", "Wrong.", title='3. The `softmax` of "z"')._html()
    assert page.startswith(
        '<div class="dlcourse-card" role="group" aria-label="3. The softmax of &quot;z&quot;: not yet"'
    )


def test_what_a_case_calls_is_a_name_that_was_asked_for():
    for exercise in EXERCISES:
        functions = [name for name, thing in exercise.reference.items() if callable(thing)]
        for case in exercise.cases:
            name = exercise.called(case)
            assert name in (*functions, *exercise.methods) if name else not functions or exercise.id == "value", (
                case.code
            )
    names = {case.code: exercises.find("dropout").called(case) for case in exercises.find("dropout").cases}
    assert set(names.values()) == {"dropout"} and any("default_rng" in code for code in names)
    prints = "def dropout(a, keep, rng): print(a * (rng.random(a.shape) < keep) / keep)"
    assert card(prints, exercises.find("dropout")).headline.startswith("Your function `dropout` prints the result, but")


def test_a_minus_in_prose_is_no_hyphen_and_short_code_stays_in_one_line():
    said = inline("Looks like: -1 and 1, y - a, or -(w + b). A non-linear `a - y`, `axis=-1`, or `np.max`.")
    assert said == (
        'Looks like: −1 and 1, y − a, or −(w\N{NO-BREAK SPACE}+\N{NO-BREAK SPACE}b). A non-linear <code style="white-space:nowrap">a - y</code>, '
        '<code style="white-space:nowrap">axis=-1</code>, or <code>np.max</code>.'
    )
    assert plain("y - a, `y - a`") == "y − a, `y - a`"
    assert inline("`w + learning_rate * error`").startswith("<code>")  # too long for a hint on a phone


def test_rounding_is_forgiven():
    assert card("def scale(x, factor=2.0): return x * factor * (1 + 1e-12)").outcome == "done"


def test_a_known_mistake_is_named():
    given = card("def scale(x, factor=2.0): return x")
    assert (given.mistake, given.nudge) == ("not-scaled", "Looks like: nothing happened.")


def test_an_error_is_recognised_by_what_it_says_not_by_its_type_alone():
    typo = Mistake("typo", "Looks like: a typo.", {"scale": lambda x, factor=2.0: x.sise})
    exercise = Exercise("scale", {"scale": scale}, SCALE.cases, (typo,), ("a", "b", "c"))
    assert card("def scale(x, factor=2.0): return x.sise * factor", exercise).mistake == "typo"
    assert card("def scale(x, factor=2.0): return x.shap * factor", exercise).mistake == ""
    called = Mistake("not-called", "Looks like: a function.", {"scale": lambda x, factor=2.0: factor * scale})
    exercise = Exercise("scale", {"scale": scale}, SCALE.cases, (called,), ("a", "b", "c"))
    assert card("def scale(x, factor=2.0): return scale * factor", exercise).mistake == "not-called"
    assert card("def scale(x, factor=2.0): return None * factor", exercise).mistake == ""


@pytest.mark.parametrize(
    "exercise", ["fold_bias", "decision_function", "mirror", "minibatches", "train_network", "he_init"]
)
def test_a_forgotten_return_is_told_as_such_and_nothing_is_said_of_inputs_that_are_not_used(exercise):
    asked = exercises.find(exercise)
    (name,) = asked.reference
    namespace = {}
    exec(f"def {name}{inspect.signature(asked.reference[name])}:\n    pass", {"ReLU": None}, namespace)
    given = examine(asked, namespace, exercises.find)
    assert given.headline == "The result is None: nothing came back. Did the function end without a `return`?"
    assert given.nudge == ""


def test_where_a_result_is_built_in_another_way_the_nearest_place_is_said():
    wanted = ([(np.ones((2, 2)), np.ones(2))], [0.5])
    said = comparison.misbuilt(((wanted[0], ["a", "b"]), [0.5]), wanted)
    assert (
        said
        == "The first part of the result is a tuple of 2 (a list of 1, a list of 2); a list of 1 (a tuple of 2) was asked for."
    )


def test_pairs_in_a_list_are_called_by_their_names_and_the_same_over_and_over_is_shown_once():
    found = comparison.difference([(1.0, 2.0), (3.0, 5.0)], [(1.0, 2.0), (3.0, 4.0)], parts=("dW", "db"))
    assert found.sentence == "`db` in the second entry of the list is wrong."
    found = comparison.difference([(1.0, 3.0)], [(2.0, 3.0)], parts=("dW", "db"), entries="layer")
    assert found.sentence == "`dW` in layer 1 is wrong." and found.where.startswith("`dW` in layer 1: ")
    assert comparison.text([np.zeros(1)] * 20) == "[[0], and the same 19 times more]"


NAIVE_SIGMOID = """
class Sigmoid:
    def fn(self, x):
        return 1 / (1 + np.exp(-x))

    def derivative(self, x):
        raise NotImplementedError
"""


@pytest.mark.parametrize(
    "derivative",
    ["raise NotImplementedError", "return fn(x) * (1 - fn(x))", "return x + 3"],
    ids=["not written yet", "stops with an error", "wrong in another way"],
)
def test_a_mistake_in_one_method_is_named_whatever_the_other_method_does(derivative):
    naive = NAIVE_SIGMOID.replace("raise NotImplementedError", derivative)
    assert card(naive, exercises.find("sigmoid")).mistake == "overflow"
    right = naive.replace("1 / (1 + np.exp(-x))", "0.5 + 0.5 * np.tanh(0.5 * x)")
    assert card(right, exercises.find("sigmoid")).mistake == ""


STABLE = "0.5 + 0.5 * np.tanh(0.5 * x)"


@pytest.mark.parametrize(
    ("fn", "derivative", "about", "note"),
    [
        (f"return {STABLE}", "return x * (1 - x)", "derivative", ""),
        (f"return {STABLE}", "raise NotImplementedError", "derivative", "`fn` is right in every case."),
        ("return np.cos(x)", f"a = {STABLE}; return a * (1 - a)", "fn", ""),
        ("return np.cos(x)", "raise NotImplementedError", "fn", "`derivative` is not written yet."),
        (f"return {STABLE}", "a = self.fn(x); raise NotImplementedError", "derivative", "`fn` is right in every case."),
    ],
)
def test_the_hints_begin_with_the_method_that_is_not_right(fn, derivative, about, note):
    source = f"class Sigmoid:\n    def fn(self, x): {fn}\n    def derivative(self, x): {derivative}"
    given = card(source, exercises.find("sigmoid"))
    methods = [hint.methods for hint in given.hints]
    assert methods[:3] == [(about,)] * 3 and len(methods) == (6 if "not written" in note else 3)
    assert not note or note in given.notes
    assert "wrong in each" not in str(given) or "raise" not in source


def test_a_method_that_is_not_written_is_not_called_wrong():
    half = "class Sigmoid:\n    def fn(self, x): return 0.5 + 0.5 * np.tanh(0.5 * x)\n    def derivative(self, x): {}"
    sigmoid = exercises.find("sigmoid")
    assert card(half.format("raise NotImplementedError"), sigmoid).headline.startswith("`derivative` is not written")
    begun = card(half.format("y = x; raise NotImplementedError"), sigmoid)
    assert begun.headline.startswith("`derivative` is not finished yet")


def test_hints_on_what_keeps_the_values_come_first_where_they_are_not_kept():
    source = "class OneLayerNetwork:\n    def __init__(self, W, b, activation): {}\n    def run(self, x): {}"
    kept, run = "self.W, self.b, self.activation = W, b, activation", "return self.activation.fn(x @ self.W.T + self.b)"
    one_layer = exercises.find("one_layer")
    for first, then, about in (
        ("pass", run, "__init__"),
        ("raise NotImplementedError", run, "__init__"),
        (kept, "raise NotImplementedError", "run"),
        (kept, "return np.cos(self.b + x[..., :1])", "run"),
    ):
        assert card(source.format(first, then), one_layer).hints[0].methods == (about,)


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "relu", "softplus"])
def test_no_mistake_of_fn_is_named_where_fn_is_right(name):
    exercise = exercises.find(name)
    (asked, right), *_ = exercise.reference.items()
    cases = [case for case in exercise.cases if ").fn(" in case.code]
    tried = 0
    for mistake in exercise.mistakes:
        for variant in mistake.variants:
            half = type(asked, (), {"fn": right.fn, "derivative": variant[asked].derivative})
            given = examine(exercise, {"np": np, asked: half}, exercises.find)
            if given.mistake:
                named = next(each for each in exercise.mistakes if each.name == given.mistake)
                outcomes = [
                    [outcome_of(case, each, Clock(9.0)) for case in cases]
                    for each in (*named.variants, exercise.reference)
                ]
                assert any(
                    all(a.same(b, 1e-9) for a, b in zip(each, outcomes[-1], strict=True)) for each in outcomes[:-1]
                ), mistake.name
                tried += 1
    assert tried


def test_a_warning_alone_is_not_told_as_if_numbers_were_wrong():
    # Once the card said of an array of decimals that its numbers were right, but no decimals.
    exercise, namespace = exercises.find("sigmoid"), {"np": np}
    exec(NAIVE_SIGMOID, namespace)
    answer = {"Sigmoid": namespace["Sigmoid"]}
    tried = list(attempts(exercise, answer, Clock(9.0)))
    assert any(each.outcome.warned for each in tried) and relations.describe(tried, answer) == ("", "", "")


def test_values_half_done_are_not_to_do():
    exercise = Exercise("pair", {"w": 1.0, "b": 2.0}, (Case("w + b"),), (), ("a", "b", "c"))
    assert card("w = ...\nb = ...", exercise).outcome == "to do"
    half = card("w = 1.0\nb = ...", exercise)
    assert (half.outcome, half.headline) == ("not yet", "`b` is still `...`.")


@pytest.mark.parametrize(
    "source", ["def scale(factor, x): return x", "def scale(x): return x", "scale = lambda x, f: x"]
)
def test_names_of_arguments_have_to_stand_where_they_were_asked_for(source):
    headline = card(source).headline
    assert headline.startswith("`scale` was asked for as `scale(x, factor=2.0)`, but yours is `scale(")


def test_a_class_without_init_is_told_how_it_is_spelt():
    class Scaler:
        def __init__(self, factor):
            self.factor = factor

    exercise = Exercise("scaler", {"Scaler": Scaler}, (Case("Scaler(2.0).factor"),), (), ("a", "b", "c"))
    given = card("class Scaler:\n    def _init_(self, factor): self.factor = factor", exercise)
    assert given.headline == "Your class `Scaler` has no method `__init__` (two underscores on each side)."
    no_method = card("class Scaler: __init__ = np.zeros(2)", exercise)
    assert no_method.headline == given.headline
    assert card("class Scaler:\n    def __init__(self, factor): self.factor = factor", exercise).outcome == "done"


def test_a_decimal_is_told_from_a_whole_number():
    count = Exercise("count", {"count": lambda: [2, 0]}, (Case("count()"),), (), ("a", "b", "c"))
    rows = dict(card("def count(): return [2.0, 0.0]", count).rows)
    assert (rows["Came back"], rows["Expected"]) == ("[2.0, 0.0]", "[  2,   0]")


def test_the_parts_of_a_result_have_names():
    exercise = Exercise(
        "two", {"two": lambda x: (x, 2 * x)}, (Case("two(x)", x=1.5),), (), ("a", "b", "c"), parts=("w", "b")
    )
    assert card("def two(x): return x, x", exercise).headline == "`b` is wrong."
    assert "2 things were asked for, as in `return w, b`" in card("def two(x): return x", exercise).headline
    assert card("def two(x): return x, None", exercise).headline.startswith("`b` is None")


@pytest.mark.parametrize(
    ("exercise", "cells", "told"),
    [
        ("double", ["def double(x): return x + x"], False),
        ("double", ["def double(x): return x + x", "def double(x): return x +"], True),
        ("double", ["def double(x): return x + x", "double(", "double = lambda x: 2 * x"], False),
        ("double", ["def double(x): return x + x", "double = lambda x: 2 *"], True),
        ("double", ["def double(x): return x + x\nprint(double(oh))"], False),
        ("double", ["exec('def double(x): return x + x')"], False),
        ("separate_u_v", ["w_uv, b_uv = [0, 1], -1"], False),
        ("separate_u_v", ["w_uv, b_uv = [0, 1], -1", "w_uv, b_uv = [-1, O], 0.5"], True),
        ("separate_u_v", ["w_uv, b_uv = [0, 1], -1", "w_uv = [1, 2)\nb_uv = -1", "w_uv = [-1, 1]\nb_uv = 0"], False),
    ],
)
def test_a_cell_that_did_not_run_leaves_an_older_answer_and_the_card_says_so(exercise, cells, told, at_a_page, capsys):
    shell = InteractiveShell(config=Config({"HistoryManager": {"enabled": False}}))
    runs.watch(shell)
    try:
        shell.run_cell("unseen(", store_history=False)
        for cell in ("from dlcourse.exercises import check", *cells, f"check({exercise!r})"):
            shell.run_cell(cell, store_history=True)
    finally:
        runs._failed.clear()
    said = capsys.readouterr().out
    assert f"{exercise}: {'your code raised' if told else 'done'}" in said
    assert ("The version before it was right." in " ".join(said.split())) == told


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (
            "def double(x):\n    return (x + x",
            ": line 2, `return (x + x`, gives `SyntaxError: '(' was never closed`.",
        ),
        ("oh\ndouble = 1", ": line 1, `oh`, gives `NameError: name 'oh' is not defined`."),
    ],
)
def test_what_stopped_the_last_run_is_said_and_nothing_of_the_version_before(cell, words, at_a_page, capsys):
    shell = InteractiveShell(config=Config({"HistoryManager": {"enabled": False}}))
    runs.watch(shell)
    try:
        for each in ("from dlcourse.exercises import check", "def double(x): return 3 * x", cell, "check('double')"):
            shell.run_cell(each, store_history=True)
        shown = shell.user_ns["In"]
        failed = runs.failed_since(["double"], shell.user_ns)
    finally:
        runs._failed.clear()
    assert len(shown) == 5 and words in failed
    said = " ".join(capsys.readouterr().out.split())
    assert "did not go through" in said and said.endswith("(The version before it was not right yet.)")
    assert "right one" not in said and "Called" not in said and "your code raised" in said


@pytest.mark.parametrize(
    ("source", "was"),
    [
        ("def scale(x, factor=2.0): raise NotImplementedError(len(x))", "not finished yet"),
        ("def scale(x, factor=2.0): return oh", "stopped by an error"),
        ("def scale(x, factor=2.0): return 5 * x", "not right yet"),
        ("def scale(x, factor=2.0): return factor * x", "right"),
        ("", ""),
    ],
)
def test_of_the_version_before_a_cell_that_did_not_run_one_sentence_is_said(source, was):
    given = card(source)
    now = given.of_what_did_not_run("The answer cell's last run did not go through.")
    assert now.outcome == "your code raised" and now.hints == given.hints and not now.rows + now.notes
    assert now.headline.endswith(f"(The version before it was {was}.)" if was else "run this cell again.")


def test_writing_into_an_input_is_refused_even_if_it_is_put_back():
    back = card("def scale(x, factor=2.0):\n    x[0] += 1\n    x[0] -= 1\n    return factor * x")
    assert back.headline.startswith("Your code writes into what it was given, even if nothing")
    assert dict(back.rows)["Your line"].startswith("line 2 of your cell, in scale")


def test_an_error_in_a_helper_shows_where_it_was_called_from():
    given = card("def helper(x):\n    return x @ 1.0\n\ndef scale(x, factor=2.0):\n    return helper(x)")
    assert dict(given.rows)["Your line"] == (
        "line 2 of your cell, in helper\ncalled from\nline 5 of your cell, in scale"
    )


def test_an_input_that_is_changed_is_named():
    in_place = card("def scale(x, factor=2.0):\n    x *= factor\n    return x")
    assert in_place.headline.startswith("Your code changes its input `X`")
    case = Case("first(xs)", xs=[3, 1, 2])
    first = Exercise("first", {"first": lambda xs: sorted(xs)[0]}, (case,), (), ("a", "b", "c"))
    of_list = card("def first(xs):\n    xs.sort()\n    return xs[0]", first)
    assert of_list.headline.startswith("Your code changes its input `xs`")


def test_an_input_inside_a_list_is_looked_after_too():
    layers = [(np.ones((2, 3)), np.zeros(2))]
    exercise = Exercise(
        "top", {"top": lambda layers: layers[0][1] + 1}, (Case("top(layers)", layers=layers),), (), "abc"
    )
    for source in ("W, b = layers[0]\n    b += 1\n    return b", "layers.append(1)\n    return layers[0][1] + 1"):
        assert card(f"def top(layers):\n    {source}", exercise).headline.startswith(
            "Your code changes its input `layers`"
        )
    assert layers[0][1].tolist() == [0, 0] and len(layers) == 1
    tiny = Exercise("low", {"low": lambda p: np.maximum(p, 1e-12)}, (Case("low(p)", p=np.zeros(2)),), (), "abc")
    assert "changes its input `p`" in card("def low(p):\n    p[p == 0] = 1e-12\n    return p", tiny).headline


@pytest.mark.parametrize("tolerance", [0.0, 1e-9, 10.0, np.inf])
def test_single_numbers_are_compared_as_arrays_are(tolerance):
    numbers = [0.0, -0.0, 1.0, 1 + 5e-10, 1 + 5e-9, -1.0, 1e-13, 1e308, -1e308, np.inf, -np.inf, np.nan]
    for one, other in itertools.product(numbers, numbers):
        asked = [one], [other], tolerance
        arrays = comparison.same(np.array([one]), np.array([other]), tolerance)
        assert comparison.same(one, other, tolerance) == comparison.same(*asked) == arrays, asked
    assert not comparison.same(1.0, True) and not comparison.same([1.0], (1.0, 1.0))


def test_whoever_changes_what_was_expected_changes_no_later_check():
    exercise = exercises.find("perceptron_update")
    first, again = (expected(exercise, exercise.cases[0]) for _ in range(2))
    before = first[0].copy()
    again[0][:] += 1
    assert (first[0] == before).all() and (expected(exercise, exercise.cases[0])[0] == before).all()
    other = dataclasses.replace(exercise, reference={"perceptron_update": lambda *_: 7})
    assert expected(other, exercise.cases[0]) == 7 and (expected(exercise, exercise.cases[0])[0] == before).all()


def test_lists_of_results_are_compared_one_by_one():
    exercise = Exercise(
        "parts", {"parts": lambda n: [np.arange(k) for k in range(n)]}, (Case("parts(n)", n=6),), (), "abc"
    )
    assert card("def parts(n): return [np.arange(k) for k in range(n)]", exercise).outcome == "done"
    wrong = card("def parts(n): return [np.arange(k) + (k == 5) for k in range(n)]", exercise)
    assert wrong.headline.startswith("The 6th entry of the list has wrong values")
    assert "6 things were asked for" in card("def parts(n): return []", exercise).headline


def test_what_cannot_be_printed_is_no_fault_of_the_check():
    source = "class Odd(Exception):\n    def __str__(self): return 1 / 0\n    __repr__ = __str__\n"
    assert card(source + "def scale(x, factor=2.0): return Odd()").outcome == "not yet"
    assert card(source + "def scale(x, factor=2.0): raise Odd").outcome == "your code raised"


def test_a_mistake_without_a_variant_is_refused():
    with pytest.raises(ValueError, match="has no variant"):
        Mistake("m", "Looks like: nothing.")


def test_a_loan_is_taken_back_when_time_is_up():
    exercise = Exercise("loop", {"loop": lambda: 1}, (Case("loop()", lend={"gate": 2}),), (), "abc")
    for _ in range(20):
        namespace = {"gate": 1}
        exec(
            "def loop():\n    while True:\n        try:\n            len('a')\n        except:\n            pass",
            namespace,
        )
        examine(exercise, namespace, find, 0.02)
        assert namespace["gate"] == 1


def test_an_alarm_that_rings_on_the_way_out_is_not_heard_outside():
    if not hasattr(signal, "setitimer"):
        pytest.skip("no interval timer here")
    before = signal.getsignal(signal.SIGALRM)
    for k in range(600):
        with contextlib.suppress(time_limit.TimeLimit):
            time_limit.call(lambda: sum(range(600)), 1e-6 * (1 + k % 60))
        for _ in range(200):  # here a late one would be heard
            len("a")
        assert signal.getsignal(signal.SIGALRM) is before and signal.getitimer(signal.ITIMER_REAL)[0] == 0


def works(*_):
    for _ in range(20_000):
        len("a")


class Finalized:
    def __del__(self):
        works()


def in_finalizers():
    Finalized()


def in_finalizers_of_garbage():
    for _ in range(20):
        thing = Finalized()
        thing.itself = thing
    del thing
    gc.collect()


def in_callbacks_of_weak_references():
    thing = {1}
    watched = weakref.ref(thing, works)
    del thing
    return watched


def in_callbacks_of_the_garbage_collector():
    gc.callbacks.append(works)
    try:
        gc.collect(0)
    finally:
        gc.callbacks.remove(works)


def in_generators_that_are_dropped():
    def generator():
        try:
            yield
        finally:
            works()

    next(generator())


@pytest.mark.parametrize("call", [time_limit.call, time_limit._by_thread], ids=["signal", "thread"])
@pytest.mark.parametrize(
    "busy",
    [
        in_finalizers,
        in_finalizers_of_garbage,
        in_callbacks_of_weak_references,
        in_callbacks_of_the_garbage_collector,
        in_generators_that_are_dropped,
    ],
)
def test_time_that_is_up_where_nothing_can_be_raised_ends_the_answer_and_is_not_shown(busy, call, monkeypatch):
    heard = []

    def hook(what):
        heard.append(what.exc_type)

    def always(busy):
        end = time.monotonic() + 5
        while time.monotonic() < end:
            busy()

    monkeypatch.setattr(sys, "unraisablehook", hook)
    tracing = sys.gettrace()
    for _ in range(3):
        with pytest.raises(time_limit.TimeLimit):
            call(lambda: always(busy), 0.02)
    assert heard == []
    assert sys.unraisablehook is hook and sys.gettrace() is tracing


@pytest.mark.parametrize("call", [time_limit.call, time_limit._by_thread], ids=["signal", "thread"])
def test_what_else_goes_wrong_in_a_finalizer_is_shown_as_ever(call, monkeypatch):
    class Fails:
        def __del__(self):
            raise KeyError("mine")

    def always():
        while True:
            Fails()

    heard = []
    monkeypatch.setattr(sys, "unraisablehook", lambda what: (works(), heard.append(what.exc_type)))
    with pytest.raises(time_limit.TimeLimit):
        call(always, 0.05)
    assert set(heard) == {KeyError}


def test_an_answer_that_reads_the_notebook_is_told_so():
    given = card("X = np.ones((3, 2))\ndef scale(x, factor=2.0): return factor * X")
    assert given.outcome == "not yet"
    assert "reads `X` from the notebook" in given.notes[-1]
    fine = card("TWO = 2\ndef scale(x, factor=2.0): return x * factor * TWO / TWO")
    assert fine.outcome == "done" and not fine.notes


def test_the_shapes_of_a_product_stand_below_what_numpy_says_of_it():
    source = "class OneLayerNetwork:\n    def __init__(self, W, b, activation):\n        self.W, self.b, self.phi = W, b, activation\n"
    source += "    def run(self, x):\n        return self.phi.fn(x @ self.W + self.b)\n"
    linecache.cache["<layer>"] = (len(source), None, source.splitlines(keepends=True), "<layer>")
    namespace = {"np": np}
    exec(compile(source, "<layer>", "exec"), namespace)
    turned = examine(exercises.find("one_layer"), namespace, find)
    assert turned.mistake and dict(turned.rows)["Shapes"] == "x has shape (4, 3), and self.W has shape (2, 3)"


def test_what_raised_is_shown_as_the_learners_own_line():
    source = "def scale(x, factor=2.0):\n    y = np.ones(7)\n    return x @ y\n"
    linecache.cache["<cell>"] = (len(source), None, source.splitlines(keepends=True), "<cell>")
    namespace = {"np": np}
    exec(compile(source, "<cell>", "exec"), namespace)
    text = str(examine(SCALE, namespace, find))
    line = "  Your line:         return x @ y\n" + " " * 28 + "^^^^^\n" + " " * 21 + "(line 3 of your cell, in scale)"
    assert line in text, text
    assert "Traceback" not in text and "checker" not in text and "eval" not in text


@pytest.mark.parametrize(
    "loop",
    [
        "while True: pass",
        "while True:\n        try:\n            len('a')\n        except:\n            pass",
        "while True:\n        try:\n            np.sum(x)\n        except BaseException:\n            continue",
        "import time; time.sleep(60)",
    ],
)
def test_no_endless_loop_outlives_the_time_limit(loop):
    begun = time.monotonic()
    given = card(f"def scale(x, factor=2.0):\n    {loop}", seconds=0.3)
    assert given.outcome == "not yet" and "still running" in given.headline
    assert time.monotonic() - begun < 5
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0


# In Python 3.11 the jump from the last `if` back to the beginning of the loop has no line.
JUMPS = """\
def scale(x, factor=2.0):
    k = 0
    while True:
        for k in range(3):
            if k < 2:
                k += 1
"""


def jumping():
    """Names around an answer that never ends and often jumps."""
    linecache.cache["<jumps>"] = (len(JUMPS), None, JUMPS.splitlines(keepends=True), "<jumps>")
    namespace = {"np": np}
    exec(compile(JUMPS, "<jumps>", "exec"), namespace)
    return namespace


def test_a_loop_that_is_stopped_at_any_place_is_told_that_time_is_up():
    exercise = dataclasses.replace(SCALE, cases=SCALE.cases[:1])
    namespace = jumping()
    for number in range(60):
        given = examine(exercise, namespace, find, seconds=0.01 + number * 1e-5)
        assert given.outcome == "not yet" and "still running" in given.headline, given
        where = dict(given.rows).get("It was at")  # none, if a busy machine has not come to the answer by then
        assert where is None or re.search(r"\(line [1-6] of your cell, in scale\)", where), given


@pytest.mark.parametrize(
    ("lines", "words"),
    [(True, "k += 1\n(line 6 of your cell, in scale)"), (False, "in scale")],
    ids=["the last line that is known", "no line"],
)
def test_a_traceback_without_a_line_is_told_all_the_same(lines, words):
    namespace = jumping()
    code = namespace["scale"].__code__
    last = max(i.offset for i in dis.get_instructions(code) if i.positions.lineno == 6)
    if not lines:
        code = code.replace(co_linetable=b"")
        assert not any(first for first, *_ in code.co_positions())
    frame = types.SimpleNamespace(f_globals=namespace, f_code=code)
    trace = types.SimpleNamespace(tb_lineno=None, tb_lasti=last, tb_frame=frame, tb_next=None)
    problem = types.SimpleNamespace(__traceback__=trace)
    assert verdicts.own_line(problem, namespace) == [("Your line", words)]
    assert own_network._innermost(problem, {"scale": {"scale": namespace["scale"]}}) == ("scale", 6 * lines)


def test_the_time_limit_holds_where_there_are_no_signals():
    box = []

    def loop():
        while True:
            pass

    def run():
        try:
            time_limit.call(loop, 0.2)
        except time_limit.TimeLimit:
            box.append("stopped")
        box.append(time_limit.call(lambda: 7, 5))

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(10)
    assert box == ["stopped", 7]


def test_prints_are_kept_out_and_mentioned(capsys):
    given = card("def scale(x, factor=2.0):\n    print('looking')\n    return x * factor")
    assert given.outcome == "done"
    assert "looking" in given.notes[0]
    assert capsys.readouterr().out == ""


class Scaler:
    def __init__(self, factor):
        self.factor = factor

    def run(self, x):
        return self.factor * x


METHOD = Exercise("Scaler", {"Scaler": Scaler}, (Case("Scaler(f).run(x)", f=2.0, x=X),), (), ("a", "b", "c"))
EACH = Exercise("each", {"each": lambda x: x + 1}, (Case("[each(x) for x in xs]", xs=[1, 2]),), (), ("a", "b", "c"))


@pytest.mark.parametrize(
    ("exercise", "source", "words"),
    [
        (SCALE, "def scale(x, factor=2.0):\n    print(x * factor)", "Your function `scale` prints the result, but it"),
        (SCALE, "def scale(x, factor=2.0):\n    print('at', x)", "Your function `scale` prints something, but it"),
        (
            METHOD,
            "class Scaler:\n    def __init__(self, factor): self.factor = factor\n    def run(self, x): print(self.factor * x)",
            "Your method `run` prints the result, but it returns nothing.",
        ),
        (EACH, "def each(x):\n    print(x + 1)", "Your function `each` prints the result, but it returns nothing."),
    ],
)
def test_an_answer_that_only_prints_is_told_to_return(exercise, source, words):
    given = card(source, exercise)
    assert given.headline.startswith(words) and "Write `return …`" in given.headline
    assert given.outcome == "not yet" and given.nudge == ""
    assert not card(source.replace("print", "(lambda *_: None)"), exercise).headline.startswith("Your")


def test_words_in_stars_are_stressed_and_the_stars_are_not_shown():
    message = "Looks like: a *sum* over `x*y*z`, 2 * x * y, where the *mean of <all>* was meant."
    mistake = Mistake("summed", message, {"scale": lambda x, factor=2.0: x})
    given = card(
        "def scale(x, factor=2.0): return x", dataclasses.replace(SCALE, mistakes=(mistake,), hints=("*a*", "b", "c"))
    )
    page = given._repr_mimebundle_()[0]["text/html"]
    assert (
        "a <em>sum</em> over <code>x*y*z</code>, 2 * x * y, where the <em>mean of &lt;all&gt;</em> was meant." in page
    )
    assert "<em>a</em>" in page and "*a*" not in page
    assert "a sum over 'x*y*z', 2 * x * y," in str(given).replace("\n", " ")
    assert "a sum over x*y*z, 2 * x * y," in given.aloud()


def test_no_sentence_of_an_exercise_has_stars_that_stay():
    for exercise in EXERCISES:
        for text in (*(known.message for known in exercise.mistakes), *exercise.hints, exercise.worth):
            bare = re.sub(r"`[^`]*`", "", plain(text))
            assert not re.search(r"\*\S|\S\*", bare), f"{exercise.id}: {text}"


def test_stopping_a_check_is_no_traceback(at_a_page, capsys):
    in_notebook("def double(x): raise KeyboardInterrupt\ncheck('double')")
    assert "You stopped the check" in capsys.readouterr().out


def test_a_fault_of_ours_says_it_is_not_the_learner():
    broken = Exercise("scale", {"scale": lambda x: 1 / 0}, (Case("scale(x)", x=1.0),), (), ("a", "b", "c"))
    given = card("def scale(x): return x", broken)
    assert given.outcome == "checker fault" and "not you" in given.headline


def test_a_broken_earlier_answer_does_not_fail_a_later_one_and_stays_what_it_was():
    source = "def scale(x, factor=2.0): return x\ndef twice(x): return scale(scale(x))"
    namespace = {}
    exec(source, namespace)
    mine = namespace["scale"]
    given = examine(TWICE, namespace, find)
    assert given.outcome == "done"
    assert "course's answer to `scale`" in given.notes[0]
    assert namespace["scale"] is mine
    alone = {}
    exec("def twice(x): return scale(scale(x))", alone)
    assert examine(TWICE, alone, find).outcome == "done" and "scale" not in alone


def test_warnings_do_not_reach_the_learner_and_fail_a_quiet_case(recwarn):
    assert card("def scale(x, factor=2.0):\n    np.log(x * 0)\n    return factor * x").outcome == "done"
    assert not recwarn.list
    quiet = Exercise("scale", {"scale": scale}, (Case("scale(X)", quiet=True, X=X),), (), ("a", "b", "c"))
    given = card("def scale(x, factor=2.0):\n    np.log(x * 0)\n    return factor * x", quiet)
    assert given.outcome == "not yet" and "divide by zero" in given.headline


def test_the_card_on_the_page_escapes_folds_and_carries_its_outcome():
    shown = Card(
        "scale", "not yet", "a < b in `x<y`", [("On", "<b>")], "nudge", notes=["note"], hints=("h1", "h2", "h3")
    )
    shown.solution = "if s < 1: pass"
    data, metadata = shown._repr_mimebundle_()
    page = data["text/html"]
    assert "a &lt; b in <code>x&lt;y</code>" in page and "<b>" not in page
    assert (
        page.index("Hint 1")
        < page.index("h1")
        < page.index("Hint 3")
        < page.index("Show me the solution")
        < page.index('<span class="k">if</span> <span class="n">s</span> <span class="o">&lt;</span>')
    )
    assert page.count("<details") == page.count("</details>") == 4
    assert metadata["dlcourse"]["outcome"] == "not yet"


def test_rows_of_an_array_keep_their_lines_and_keys_reach_those_that_may_be_too_long():
    array = comparison.named("parameters", [(np.full((2, 5), 0.125), np.zeros(2))])
    assert array == (
        "parameters =\n  [([[0.125, 0.125, 0.125, 0.125, 0.125],\n     [0.125, 0.125, 0.125, 0.125, 0.125]],\n    [0, 0])]"
    )
    small = comparison.named("X", np.eye(2))
    assert small == "X = [[1, 0],\n     [0, 1]]"
    page = Card(
        "scale", "not yet", "", [("On", array), ("Came back", small), ("Expected", "1"), ("This case", "a `b`")]
    )
    boxes = re.findall('<pre(.*?)class="highlight" style="(.*?)">', page._html())
    assert [attributes.strip() for attributes, _ in boxes] == ['tabindex="0" role="group" aria-label="On"', "", ""]
    assert ["overflow-x:auto" in style for _, style in boxes] == [True, True, False]
    assert "a <code>b</code></dd>" in page._html()


def test_a_card_leads_with_its_title_and_the_diagnosis_and_shows_no_backticks():
    shown = Card(
        "softmax", "not yet", "`z` has wrong values.", nudge="Looks like: no `axis`.", title="3. The `softmax` of z"
    )
    page, plain = shown._html(), str(shown)
    places = [
        page.index(words) for words in ("not yet", "3. The <code>softmax</code>", "Looks like", "has wrong values")
    ]
    assert places == sorted(places) and "`" not in page + plain + shown.aloud()
    assert plain.startswith("3. The 'softmax' of z\n✗ softmax: not yet\nLooks like: no 'axis'.\n")
    assert shown.aloud().startswith("3. The softmax of z: not yet. Looks like: no axis.")


@pytest.mark.parametrize(
    ("headline", "nudge", "is_said"),
    [
        ("The result is wrong.", "Looks like: no axis.", True),
        ("Your code stopped with an error.", "Looks like: no axis.", True),
        (
            "The result has shape (1, 4); shape (4,) was asked for.",
            "It has the shape (1, 4), where (4,) is right.",
            True,
        ),
        ("The result has shape (1, 4); shape (4,) was asked for.", "It has the shape (1, 4).", False),
        ("`w` is wrong.", "Looks like: no axis.", False),
    ],
)
def test_what_the_outcome_or_the_diagnosis_says_is_not_said_again(headline, nudge, is_said):
    shown = Card("softmax", "not yet", headline)
    for form in (shown._html, shown.__str__, shown.aloud):
        shown.nudge = ""
        alone = form()
        shown.nudge = nudge
        ends = headline.split(" ", 1)[1]
        assert ends in alone and (ends not in form()) == is_said


def test_a_mark_is_seen_without_colours_read_without_eyes_and_leaves_the_code_as_it_is():
    line = Code("w - (a < 1) - b  # η", [(12, 13)])
    shown = Card("scale", "not yet", "Wrong.", nudge="Look.", place=line, asks="Is it?")
    page, plain = shown._html(), str(shown)
    assert re.search("<mark style=.*?border-bottom.*?>-</mark>", page) and page.count("<mark") == 1
    assert page.index("Look.") < page.index("<mark") < page.index("Is it?") < page.index("Wrong.")
    assert html.unescape(re.sub("<.*?>", "", quotes.in_html(line))) == line
    assert "Look.\n    w - (a < 1) - b  # η\n                ^\nIs it?\nWrong." in plain
    assert "Look at - (the second of 2) in w - (a < 1) - b  # η. Is it?" in shown.aloud()
    two = Code("if a:\n    b = 1", [(0, 2), (10, 15)])
    assert quotes.lines(two) == ["if a:", "^^", "    b = 1", "    ^^^^^"]


def test_arrays_are_shown_in_few_letters_and_what_kind_they_are_is_said_in_words():
    assert comparison.text(np.array([1, -2.0, 0.5, -0.0])) == "[1, -2, 0.5, 0]"
    assert comparison.text(np.array([[1, -2.5], [10, 0]])) == "[[   1, -2.5],\n [  10,    0]]"
    assert comparison.text(np.array([True, False])) == "[True, False]"
    assert comparison.text(np.arange(30.0).reshape(15, 2)).startswith(
        "shape (15, 2): [[0, 1],\n                [2, 3],\n"
    )
    found = comparison.difference(np.array([1.0, 0.0]), np.array([1, 0]))
    assert found.sentence == "The result holds decimal numbers (float); whole numbers (int) were asked for."


def test_where_one_result_alone_is_right_it_is_shown_beside_what_a_judge_says():
    namespace = {"w_nand": np.array([-1.0, -1.0]), "b_nand": 0.5}
    given = examine(exercises.find("nand"), namespace, exercises.find)
    rows = dict(given.rows)
    assert (rows["Came back"], rows["Expected"]) == ("[1, 0, 0, 0]", "[1, 1, 1, 0]")
    done = examine(exercises.find("nand"), namespace | {"b_nand": 1.5}, exercises.find)
    assert done.headline == "Right. Your values do all that was asked for."


def test_a_name_that_is_not_kept_is_told():
    source = "class Perceptron:\n    def __init__(self, w, b): self.w = w\n    def run(self, x): return (x @ self.w + self.bias > 0) * 1"
    namespace = {}
    exec(source, namespace)
    assert (
        "Looks like: `run` reads `self.bias`, and"
        in examine(exercises.find("perceptron"), namespace, exercises.find).nudge
    )


def test_the_colours_of_cards_are_those_of_pictures_and_white_words_can_be_read_on_them():
    assert set(_COLORS) == set(SIGNS)
    for color in _COLORS.values():
        assert color in LIGHT.values() and contrast(color, "#FFFFFF") > 4.5


def test_a_card_of_what_is_done_says_how_much_is_done_and_what_comes_next(at_a_page, capsys):
    ids = [exercise.id for exercise in exercises.lessons()["02"]]
    for name in ids[1:3]:
        progress.record(name, "done")

    def onward(name):
        in_notebook(solution(name) + f"\ncheck('{name}')")
        return capsys.readouterr().out.splitlines()[-1]

    assert onward(ids[0]) == f"3 of {len(ids)} done. Next: 4. XOR, out of nothing but NANDs"
    for name in ids:
        progress.record(name, "done")
    assert onward(ids[0]).endswith("are done. Next: lesson 03, Activation functions")
    card = Card(ids[0], "done", "Right.", onward=exercises._onward(ids[0]))
    assert '<a href="../notebooks/03_activations.ipynb"' in card._html()


@pytest.fixture
def at_a_page(monkeypatch, tmp_path):
    """As in JupyterLab: not strict, progress in a folder of its own."""
    monkeypatch.setenv("DLCOURSE_STRICT", "0")
    monkeypatch.setenv("DLCOURSE_PROGRESS", str(tmp_path / "kept" / "progress.json"))
    return tmp_path / "kept" / "progress.json"


def in_notebook(source, **namespace):
    namespace |= {"check": check, "use": use, "np": np}
    exec(source, namespace)
    return namespace


WRONG = "def double(x): return x ** 2\n"
RIGHT = "def double(x): return x + x\n"


def test_at_a_page_a_check_shows_its_card_and_never_raises(at_a_page, capsys):
    in_notebook(WRONG + "check('double')")
    assert "Looks like: squared" in capsys.readouterr().out
    assert json.loads(at_a_page.read_text()) == {"double": "not yet"}
    in_notebook(RIGHT + "check('double')")
    assert "double: done" in capsys.readouterr().out
    assert progress.load() == {"double": "done"}


def test_where_nobody_looks_the_card_is_an_exception_and_nothing_is_kept(monkeypatch, at_a_page):
    for setting in ({"DLCOURSE_STRICT": "1"}, {}):
        monkeypatch.delenv("DLCOURSE_STRICT", raising=False)
        for name, value in setting.items():
            monkeypatch.setenv(name, value)
        with pytest.raises(ExerciseNotDone, match="Looks like: squared"):
            in_notebook(WRONG + "check('double')")
    assert not at_a_page.exists()


def test_an_unknown_exercise_gets_a_sentence(at_a_page, capsys, monkeypatch):
    check(["double"])
    check("dubble")
    assert "There is no exercise 'dubble'. There are: double, decision_function," in capsys.readouterr().out
    with pytest.raises(UnknownExercise) as caught:
        use("dubble")
    assert caught.value._render_traceback_()[0].startswith("There is no exercise 'dubble'.")
    monkeypatch.setenv("DLCOURSE_STRICT", "1")
    with pytest.raises(UnknownExercise):
        check("dubble")


def test_use_takes_the_learners_answer_or_borrows_and_says_which(capsys):
    mine = in_notebook(RIGHT + "mine = use('double')")
    assert mine["mine"] is mine["double"]
    theirs = in_notebook(WRONG + "theirs = use('double')")
    assert theirs["theirs"](3) == 6 and theirs["double"](3) == 9
    assert capsys.readouterr().out == "double: yours\ndouble: borrowed from the course, as yours is not done yet\n"


def test_use_says_whose_the_answers_are_that_an_answer_calls(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    calls = "def classify(X, w, b): return (decision_function(X, w, b) > 0).astype(int)\nmine = use('classify')"
    mine = in_notebook("def decision_function(X, w, b): return X @ w\n" + calls)["mine"]
    assert mine(np.zeros((1, 2)), np.zeros(2), 1.0).tolist() == [1]
    in_notebook("def decision_function(X, w, b): return X @ w + b\n" + calls)
    in_notebook("def classify(X, w, b): return (X @ w + b > 0).astype(int)\nuse('classify')")
    assert capsys.readouterr().out.splitlines() == [
        "classify: yours, with the course's `decision_function` in it, as yours is not done yet",
        "classify: yours",
        "classify: yours",
    ]


def test_use_finds_an_answer_of_another_lesson_in_the_saved_notebooks(tmp_path, monkeypatch, capsys):
    """In a later notebook, `decision_function` is not defined, but it stands in the saved one beside it."""
    monkeypatch.chdir(tmp_path)
    saved = tmp_path / "01_linear_models.ipynb"

    def save(source):
        cell = {"cell_type": "code", "id": "answer-decision_function", "source": source}
        saved.write_text(json.dumps({"cells": [cell]}))

    save("print('noise')\ndef decision_function(X, w, b):\n    return X @ w + b  # mine")
    mine = in_notebook("f = use('decision_function')")["f"]
    assert mine.__globals__["decision_function"] is mine
    for wrong in ("def decision_function(X, w, b): return X @ w", "def broken(:", "while True: pass", "exit()"):
        save(wrong)
        monkeypatch.setattr(time_limit, "call", lambda f, s, call=time_limit.call: call(f, min(s, 0.2)))
        theirs = in_notebook("f = use('decision_function')")["f"]
        assert theirs.__module__ == "dlcourse.linear"
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "decision_function: yours" and all("borrowed" in line for line in said[1:])
    again = in_notebook("decision_function = use('decision_function')\nf = use('decision_function')")
    assert again["f"].__module__ == "dlcourse.linear"
    assert ": yours" not in capsys.readouterr().out


def test_damaged_or_unwritable_progress_costs_only_the_display(at_a_page, capsys):
    at_a_page.parent.mkdir()
    for damage in ("{", "[1, 2]", "null", ""):
        at_a_page.write_text(damage)
        assert progress.load() == {}
    in_notebook(RIGHT + "check('double')")
    assert progress.load() == {"double": "done"}
    at_a_page.unlink()
    os.mkfifo(at_a_page)  # anything that is no file, /dev/null for one, is left alone
    in_notebook(RIGHT + "check('double')")
    assert at_a_page.is_fifo()
    at_a_page.unlink()
    at_a_page.mkdir()
    in_notebook(RIGHT + "check('double')")
    assert "double: done" in capsys.readouterr().out


def test_the_map_shows_progress_to_a_reader_and_none_to_the_tests(at_a_page, monkeypatch):
    first, second, third = (exercise.id for exercise in exercises.lessons()["01"][:3])
    progress.record(first, "done")
    progress.record(second, "not yet")
    progress.record(third, "to do")
    shown = course_map()
    count = len(exercises.lessons()["01"])
    assert f"1 of {count} exercises done" in repr(shown)
    page = shown._repr_html_()
    assert page.count("◐</span>") == 1 and page.count("●</span>") == 1
    marks = re.findall('<span role="img" aria-label="([^"]*)" title="([^"]*)">', page)
    assert (f"{first} (build): done",) * 2 in marks and all(heard == pointed for heard, pointed in marks)
    assert "@media" not in page  # a window says nothing of the room that an output has
    assert '<a href="../exercises/01_linear_models.ipynb">' in page
    monkeypatch.setenv("DLCOURSE_STRICT", "1")
    assert f"0 of {count} exercises done" in repr(course_map())


def test_the_map_tells_the_kinds_of_exercise_apart():
    kinds = {"b": "build", "f": "further", "m": "mend"}
    page = CourseMap({"01": kinds}, {"b": "done", "f": "not yet"}, {})._repr_html_()
    assert [re.findall(rf'title="{name} \({kind}\): [\w ]+">(.)<', page) for name, kind in kinds.items()] == [
        ["●"],
        ["◈"],
        ["□"],
    ]


def test_a_known_mistake_that_a_busy_machine_stopped_once_is_tried_again(monkeypatch):
    exercise = exercises.find("mse")
    right = recognition.outcome_of
    mistake, case = exercise.mistakes[0], exercise.cases[0]
    monkeypatch.setattr(recognition, "_kept", {})
    monkeypatch.setattr(recognition, "_stopped_once", set())
    busy = iter([True])
    monkeypatch.setattr(
        recognition,
        "outcome_of",
        lambda *given: Outcome(problem=recognition.TimeLimit()) if next(busy, False) else right(*given),
    )
    first, second = (recognition._known(case, mistake, 0, 5.0) for _ in range(2))
    assert isinstance(first.problem, recognition.TimeLimit) and second.problem is None
    assert recognition._known(case, mistake, 0, 5.0) is second
