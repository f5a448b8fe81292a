"""Whatever an answer returns, and however it is written: no fault, nothing untrue, nothing of the learner's changed."""

import re

import numpy as np
import pytest

from dlcourse.checker import comparison
from dlcourse.checker.outcomes import Clock, outcome_of
from dlcourse.checker.plain import Thing, plain
from dlcourse.exercises import Case, Exercise, examine, find
from tests.courseware import EXERCISES

FUNCTIONS = [exercise for exercise in EXERCISES if all(callable(thing) for thing in exercise.reference.values())]


class Evil:
    """An object all of whose own methods fail."""

    def __getattribute__(self, name):
        raise RuntimeError(name)

    def __repr__(self):
        raise RuntimeError

    __str__ = __eq__ = __len__ = __iter__ = __array__ = __float__ = __bool__ = __hash__ = __repr__


class Lazy:
    """It works out what it is when it is looked at, each time anew."""

    def __init__(self, value):
        self.value = value

    def __array__(self, *_, **__):
        return np.asarray(self.value) + np.random.default_rng().normal()

    def __len__(self):
        return 10**9

    def __getitem__(self, place):
        return [self.value][place]


class Own(np.ndarray):
    """An array with ideas of its own about equality."""

    def __eq__(self, other):
        raise RuntimeError

    def __array_ufunc__(self, *_, **__):
        raise RuntimeError

    __repr__ = __str__ = __eq__


class Whole(int):
    def __eq__(self, other):
        raise RuntimeError

    __hash__ = int.__hash__


def recursive():
    inside = [1.0]
    inside.append(inside)
    return inside


def holding(thing):
    array = np.empty(2, dtype=object)
    array[0] = thing
    return array


def holding_itself():
    array = holding(1.0)
    array[1] = array
    return array


ODD = {
    "ragged": lambda: [[1.0, 2.0], [3.0]],
    "ragged arrays": lambda: [np.ones((2, 3)), np.ones(2)],
    "ragged in a pair": lambda: ([np.ones((2, 3)), np.ones(2)], 1.0),
    "pairs in a pair": lambda: ([(np.ones((2, 3)), np.ones(2))], 0.5),
    "a nested list": lambda: [[[1], 2.0]],
    "an object": lambda: object(),
    "objects": lambda: np.array([object(), None], dtype=object),
    "evil": Evil,
    "evil in a list": lambda: [Evil(), 1.0],
    "evil in an array": lambda: holding(Evil()),
    "lazy": lambda: Lazy(1.0),
    "recursive": recursive,
    "an array in itself": holding_itself,
    "a generator": lambda: (k for k in range(3)),
    "a generator that fails": lambda: (1 / k for k in (1, 0)),
    "a zip": lambda: zip([1], [2], strict=True),
    "a dict": lambda: {"W": np.ones(2), "b": Evil()},
    "a set": lambda: {1, 2},
    "nan": lambda: np.nan,
    "nans": lambda: np.full((2, 2), np.nan),
    "inf": lambda: -np.inf,
    "huge": lambda: np.full((3, 2), 1e308),
    "a huge whole number": lambda: 10**400,
    "huge whole numbers": lambda: [10**400, -(10**30)],
    "a long list": lambda: [0.0] * 2000,
    "a large array": lambda: np.zeros((200, 200)),
    "no rows": lambda: np.zeros((0, 3)),
    "nothing": lambda: [],
    "an empty tuple": lambda: (),
    "eight axes": lambda: np.zeros((1,) * 8),
    "text": lambda: "1.0",
    "bytes": lambda: b"1.0",
    "texts": lambda: np.array(["1", "a"]),
    "dates": lambda: np.array(["2020-01-01"], dtype="datetime64[D]"),
    "records": lambda: np.zeros(2, dtype=[("w", float), ("b", int)]),
    "complex": lambda: np.array([1j, 2.0]),
    "a matrix": lambda: np.asmatrix(np.ones((2, 2))),
    "masked": lambda: np.ma.masked_array([1.0, 2.0], mask=[False, True]),
    "nothing masked": lambda: np.ma.masked_array([1.0, 2.0], mask=False),
    "an array of another class": lambda: np.ones(3).view(Own),
    "a number of another class": lambda: Whole(3),
    "a function": lambda: len,
    "a class": lambda: Evil,
    "a module": lambda: np,
    "the dots": lambda: ...,
    "not implemented": lambda: NotImplemented,
    "an error": lambda: ValueError("oh"),
    "True": lambda: True,
    "half": lambda: np.float16(0.5),
    "a range": lambda: range(3),
}


def returning(exercise, value):
    """An answer of the right form that returns `value()` whatever it is asked."""

    def answer(thing):
        if not isinstance(thing, type):
            return lambda *_, **__: value()
        methods = [name for name in vars(thing) if callable(vars(thing)[name]) and not name.startswith("_")]
        named = {"__init__": lambda self, *_, **__: None, **{name: lambda self, *_, **__: value() for name in methods}}
        return type(thing.__name__, (), named)

    return {name: answer(thing) for name, thing in exercise.reference.items()}


# What calculates with such an array crashes NumPy, in a learner's notebook as well; the cases of `value` go on with what came back.
CRASHES_NUMPY = {("value", "an array in itself")}


@pytest.mark.parametrize("odd", list(ODD))
def test_whatever_an_answer_returns_the_check_does_not_fail(odd):
    for exercise in FUNCTIONS:
        if (exercise.id, odd) in CRASHES_NUMPY:
            continue
        card = examine(exercise, {"np": np, **returning(exercise, ODD[odd])}, find)
        assert card.outcome in ("not yet", "your code raised"), f"{exercise.id}: {card}"
        assert str(card) and card._repr_mimebundle_()


@pytest.mark.parametrize("odd", list(ODD))
def test_whatever_a_value_is_it_is_refused_without_a_fault(odd):
    for exercise in EXERCISES:
        if exercise not in FUNCTIONS and odd != "a module":
            card = examine(exercise, {"np": np, **dict.fromkeys(exercise.reference, ODD[odd]())}, find)
            assert card.outcome in ("not yet", "your code raised", "to do"), f"{exercise.id}: {card}"


def test_odd_things_are_compared_shown_and_told_apart_without_a_fault():
    kept = {name: plain(value()) for name, value in ODD.items()}
    for value in kept.values():
        assert comparison.text(value) and comparison.kind(value) and comparison.built(value)
        assert comparison.same(value, plain(value), 1e-9) or not isinstance(value, (int, float, str, list))
        for other in kept.values():
            comparison.same(value, other)
        for wanted in (
            1.0,
            2,
            np.ones(3),
            np.ones((2, 2)),
            [1, 2],
            (1.0, np.ones(2)),
            [np.ones(2), np.ones(3)],
            "text",
        ):
            assert comparison.difference(value, wanted) or comparison.same(value, wanted)


def test_what_is_kept_of_a_result_does_not_change_with_it():
    kept = []
    case = Case("f()")
    seen = outcome_of(case, {"f": lambda: kept}, Clock(1)).value
    kept.append(1)
    assert seen == []
    array = np.zeros(2)
    seen = outcome_of(case, {"f": lambda: array}, Clock(1)).value
    array += 1
    assert seen.tolist() == [0, 0]


def test_plain_data_stay_what_they_are():
    assert type(plain(Whole(3))) is int and type(plain(np.ones(2).view(Own))) is np.ndarray
    assert plain((1, [2.5, "a"], None)) == (1, [2.5, "a"], None)
    assert isinstance(plain({"W": 1}), Thing) and plain(zip([1], [2], strict=True)).items == [(1, 2)]
    assert plain(np.float32(2)).dtype == np.float32


def test_a_judge_that_fails_on_a_right_result_is_still_a_fault():
    def judge(result, **_):
        raise TypeError("a mistake of ours")

    exercise = Exercise("one", {"one": lambda: [1.0]}, (Case("one()", judge=judge),), (), ("a", "b", "c"))
    assert examine(exercise, {"one": lambda: [2.0]}, find).outcome == "checker fault"
    odd = examine(exercise, {"one": lambda: {"a": 1}}, find)
    assert odd.headline == "The result is a dict; a list of 1 was asked for."


def test_two_numbers_may_come_as_an_array_of_two():
    source = (
        "def regression_gradient(w, b, x, y):\n    r = w * x + b - y\n    return np.array([r @ x, r.sum()]) / len(x)"
    )
    assert checked("regression_gradient", source).outcome == "done"
    three = source.replace("r.sum()]", "r.sum(), 0.0]")
    assert "2 things were asked for" in checked("regression_gradient", three).headline


def checked(name, source, around=""):
    exercise = find(name)
    namespace = {"np": np, "__name__": "__main__", **exercise.stand_ins}
    for need in exercise.needs:
        namespace |= find(need).reference
    exec(around, namespace)
    exec(source, namespace)
    before = dict(namespace)
    defaults = {name: getattr(thing, "__defaults__", None) for name, thing in before.items()}
    card = examine(exercise, namespace, find)
    # Nothing of the learner's is another thing afterwards, nor is the default of an argument.
    namespace.pop("__warningregistry__", None)
    assert {name: id(thing) for name, thing in namespace.items()} == {name: id(thing) for name, thing in before.items()}
    assert {name: getattr(thing, "__defaults__", None) for name, thing in namespace.items()} == defaults
    return card


FOUR = "    m = gate(x1, x2)\n    return gate(gate(x1, m), gate(x2, m))"


@pytest.mark.parametrize(
    "source",
    [
        "def NAND(x1, x2): return nand(x1, x2)\ndef xor_from_nand(x1, x2):\n    gate = NAND\n" + FOUR,
        "def xor_from_nand(x1, x2, gate=nand):\n" + FOUR,
        "def xor_from_nand(x1, x2, *, gate=nand):\n" + FOUR,
        "gate = nand\ndef xor_from_nand(x1, x2):\n" + FOUR,
        "import functools\ngate = functools.partial(nand)\ndef xor_from_nand(x1, x2):\n" + FOUR,
        "gates = {'nand': nand}\ndef xor_from_nand(x1, x2):\n    gate = gates['nand']\n" + FOUR,
        "def make(gate):\n  def xor_from_nand(x1, x2):\n"
        + FOUR.replace("    ", "      ")
        + "\n  return xor_from_nand\nxor_from_nand = make(nand)",
        "class Gate:\n    fn = staticmethod(nand)\ndef xor_from_nand(x1, x2):\n    gate = Gate.fn\n" + FOUR,
        "class Gate:\n    def __init__(self, f): self.f = f\n    def __call__(self, a, b): return self.f(a, b)\n"
        "gate = Gate(nand)\ndef xor_from_nand(x1, x2):\n" + FOUR,
        "import functools\n@functools.lru_cache\ndef xor_from_nand(x1, x2):\n    gate = nand\n" + FOUR,
        "def xor_from_nand(x1, x2):\n    gate = lambda a, b: int(np.dot(w_nand, [a, b]) + b_nand > 0)\n" + FOUR,
        "def xor_from_nand(x1, x2):\n    gate = lambda a, b: Perceptron(w_nand, b_nand).run(np.array([a, b]))\n" + FOUR,
        "NOT = lambda a: nand(a, a)\nAND = lambda a, b: NOT(nand(a, b))\nOR = lambda a, b: nand(NOT(a), NOT(b))\n"
        "def xor_from_nand(x1, x2): return AND(OR(x1, x2), nand(x1, x2))",
    ],
)
def test_an_answer_may_come_by_its_nand_in_any_way(source):
    card = checked("xor_from_nand", source)
    assert card.outcome == "done", str(card)


@pytest.mark.parametrize(
    "source",
    [
        "def differ(a, b): return int(a != b)\ndef xor_from_nand(x1, x2): return differ(x1, x2)",
        "import operator\ndef xor_from_nand(x1, x2): return operator.xor(x1, x2)",
        "import operator\nxor_from_nand = operator.xor",
        "def OR(a, b): return int(a + b > 0)\ndef AND(a, b): return int(a + b > 1)\n"
        "def xor_from_nand(x1, x2): return AND(nand(x1, x2), OR(x1, x2))",
        "gate = {(0, 0): 1, (0, 1): 1, (1, 0): 1, (1, 1): 0}\n"
        "def xor_from_nand(x1, x2): return gate[gate[x1, gate[x1, x2]], gate[x2, gate[x1, x2]]]",
        "def NAND(a, b): return int(a + b < 2)\ndef xor_from_nand(x1, x2):\n    gate = NAND\n" + FOUR,
        "def xor_from_nand(x1, x2):\n    nand(x1, x2)\n    return int(x1 != x2)",
    ],
)
def test_an_answer_that_must_use_its_nand_is_not_believed_for_a_helper(source):
    card = checked("xor_from_nand", source)
    assert card.outcome == "not yet" and card.headline.startswith("Right values, but not made of your `nand` alone"), (
        str(card)
    )


@pytest.mark.parametrize(
    ("source", "outcome"),
    [
        ("def tanh_from_sigmoid(x, s=Sigmoid()): return 2 * s.fn(2 * x) - 1", "done"),
        ("sigma = Sigmoid()\ndef tanh_from_sigmoid(x): return 2 * sigma.fn(2 * x) - 1", "done"),
        ("S = Sigmoid\ndef tanh_from_sigmoid(x): return 2 * S().fn(2 * x) - 1", "done"),
        ("squash = Sigmoid().fn\ndef tanh_from_sigmoid(x): return 2 * squash(2 * x) - 1", "done"),
        ("class Wrap:\n    s = Sigmoid()\ndef tanh_from_sigmoid(x): return 2 * Wrap.s.fn(2 * x) - 1", "done"),
        (
            "class Tanh:\n    def fn(self, x): return np.tanh(x)\ndef tanh_from_sigmoid(x): return Tanh().fn(x)",
            "not yet",
        ),
        ("tanh_from_sigmoid = np.tanh", "not yet"),
        ("def tanh_from_sigmoid(x):\n    Sigmoid().fn(x)\n    return np.tanh(x)", "not yet"),
    ],
)
def test_an_answer_may_come_by_its_sigmoid_in_any_way_but_has_to_use_it(source, outcome):
    card = checked("tanh_from_sigmoid", source)
    assert card.outcome == outcome, str(card)


@pytest.mark.parametrize("how", ["@staticmethod\n    def fn(x)", "@classmethod\n    def fn(cls, x)", "def fn(self, x)"])
def test_a_method_that_works_when_called_on_an_object_is_right_however_it_is_written(how):
    source = f"class ReLU:\n    {how}:\n        return np.maximum(0.0, x)\n    def derivative(self, x): return np.where(x > 0, 1.0, 0.0)"
    assert checked("relu", source).outcome == "done"
    lost = checked("relu", source.replace(how, "def fn(x)"))
    assert lost.outcome == "not yet" and "The first argument of a method is `self`" in lost.headline


def test_two_certain_and_wrong_answers_cost_a_finite_loss():
    source = "def binary_cross_entropy(a, y):\n    return np.mean(np.nan_to_num(-y * np.log(a)) - np.nan_to_num((1 - y) * np.log(1 - a)))"
    card = checked("binary_cross_entropy", source)
    assert (card.outcome, card.mistake) == ("not yet", "nan-to-num")


@pytest.mark.parametrize("product", ["@", "np.dot", "np.matmul"])
def test_a_product_whose_lengths_differ_is_the_same_mistake_however_it_is_written(product):
    call = "x @ self.W" if product == "@" else f"{product}(x, self.W)"
    source = (
        "class OneLayerNetwork:\n    def __init__(self, W, b, activation): self.W, self.b, self.activation = W, b, activation\n"
        f"    def run(self, x): return self.activation.fn({call} + self.b)"
    )
    assert (
        checked("one_layer", source).mistake == checked("one_layer", source.replace(call, "x @ self.W")).mistake != ""
    )


# What a message that says "right for ..." means: in which cases its variants have to be right.
SAYS = {
    "right for a batch": lambda inputs: any(np.ndim(v) == 2 for k, v in inputs.items() if k in "Xxz"),
    "right for a single number": lambda inputs: not any(np.ndim(v) for k, v in inputs.items() if k == "x0"),
    "right for small x": lambda inputs: np.abs(inputs["x"]).max() < 300,
    "right for decimal numbers": lambda inputs: np.asarray(inputs["x"]).dtype.kind == "f",
    "right for two layers": lambda inputs: len(inputs["parameters"]) == 2,
    "right for one output": lambda inputs: np.ndim(inputs["a"]) == 1,
    "right for shape (n, k)": lambda inputs: np.ndim(inputs["a"]) == 2,
    "right for shape (n,)": lambda inputs: np.ndim(inputs["a"]) == 1,
    "right wherever a probability is above 0": lambda inputs: bool((inputs["p"] > 0).all()),
    "right wherever 0 < a < 1": lambda inputs: bool(((inputs["a"] > 0) & (inputs["a"] < 1)).all()),
}


def claims():
    for exercise in EXERCISES:
        for mistake in exercise.mistakes:
            for words, holds in SAYS.items():
                if words in mistake.message:
                    yield pytest.param(exercise, mistake, holds, id=f"{exercise.id}-{mistake.name}")


@pytest.mark.parametrize(("exercise", "mistake", "holds"), list(claims()))
def test_what_is_said_to_be_right_is_right(exercise, mistake, holds):
    cases = [case for case in exercise.cases if holds(case.inputs)]
    assert cases
    for variant in mistake.variants:
        for case in cases:
            got, want = (outcome_of(case, answer, Clock(5)) for answer in (variant, exercise.reference))
            right = not case.judge(got.value, **case.fresh()) if case.judge else got.same(want, case.tolerance)
            assert right, f"{case.code} ({case.why}): {got}"


def test_no_message_claims_more_than_is_tried():
    said = [
        m.message for e in EXERCISES for m in e.mistakes if re.search(r"Looks like: right (for|wherever)", m.message)
    ]
    assert all(any(words in message for words in SAYS) for message in said), said
