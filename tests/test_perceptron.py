"""The perceptron: gates, the learning rule, training, and the convergence theorem."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from dlcourse.checker import Case, Exercise
from dlcourse.data import seven_points
from dlcourse.exercises import examine, find
from dlcourse.explorers import perceptron as explore
from dlcourse.figures import new_figure
from dlcourse.figures import perceptron as pictures
from dlcourse.perceptron import (
    AND,
    NAND,
    OR,
    Perceptron,
    Perceptron1D,
    half_adder,
    margin,
    mistake_bound,
    perceptron_criterion,
    perceptron_update,
    train_from,
    train_perceptron,
    training_epochs,
    truth_table,
    xor_from_nand,
)

X, Y = seven_points()
BITS = truth_table(2)
XOR = np.array([0, 1, 1, 0])
START = ([1.0, -1.0], 0.5)

whole = st.integers(-8, 8).map(float)


def separable(draw):
    """Examples with whole coordinates, and whole weights and bias that separate their labels."""
    d = draw(st.integers(1, 4))
    n = draw(st.integers(1, 8))
    w, b = draw(arrays(float, d, elements=whole)), draw(st.integers(-8, 8)) + 0.5
    examples = draw(arrays(float, (n, d), elements=whole))
    return examples, (examples @ w + b > 0).astype(int), w, b


separable = st.composite(separable)()


def by_fractions(examples, labels, w, b, rate, max_epochs):
    """Training in exact arithmetic, one number at a time: an implementation that shares nothing with ours."""
    w, b, rate = [Fraction(v) for v in w], Fraction(b), Fraction(rate)
    mistakes = []
    while len(mistakes) < max_epochs and (not mistakes or mistakes[-1]):
        wrong = 0
        for x, label in zip(examples.tolist(), labels.tolist(), strict=True):
            score = sum((v * Fraction(c) for v, c in zip(w, x, strict=True)), b)
            if label == 1 and score <= 0:
                w, b, wrong = [v + rate * Fraction(c) for v, c in zip(w, x, strict=True)], b + rate, wrong + 1
            elif label == 0 and score > 0:
                w, b, wrong = [v - rate * Fraction(c) for v, c in zip(w, x, strict=True)], b - rate, wrong + 1
        mistakes.append(wrong)
    return [float(v) for v in w], float(b), mistakes


def test_the_festival():
    cases = truth_table(3)
    assert cases.shape == (8, 3) and len(np.unique(cases, axis=0)) == 8
    assert np.array_equal(Perceptron([6, 2, 2], -5).run(cases), cases[:, 0])
    friend_and_bus = cases[:, 1] & cases[:, 2]
    assert np.array_equal(Perceptron([6, 2, 2], -3).run(cases), cases[:, 0] | friend_and_bus)


def test_gates():
    a, b = BITS.T
    assert np.array_equal(AND.run(BITS), a & b)
    assert np.array_equal(OR.run(BITS), a | b)
    assert np.array_equal(NAND.run(BITS), 1 - (a & b))
    assert (NAND.w.tolist(), NAND.b) == ([-2, -2], 3)
    assert [xor_from_nand(*pair) for pair in BITS] == (a ^ b).tolist()
    for one, other in BITS:
        carry, total = half_adder(one, other)
        assert 2 * carry + total == one + other


@given(arrays(float, (3, 2), elements=whole), arrays(float, 2, elements=whole), whole)
def test_perceptron_against_plain_python(examples, w, b):
    wanted = [1 if w[0] * x[0] + w[1] * x[1] + b > 0 else 0 for x in examples.tolist()]
    labels = Perceptron(w, b).run(examples)
    assert labels.dtype.kind == "i" and labels.tolist() == wanted
    single = Perceptron(w, b).run(examples[0])
    assert type(single) is int and single == wanted[0]
    assert Perceptron1D(w[0], b).run(examples[0, 0]) == int(w[0] * examples[0, 0] + b > 0)


def test_a_score_of_exactly_0_is_class_0():
    assert Perceptron([1.0, 1.0], -2.0).run([1.0, 1.0]) == 0
    assert Perceptron1D(2.0, -1.0).run(0.5) == 0
    assert train_perceptron(X, np.zeros(7, dtype=int))[2] == [0]
    w, b = perceptron_update([0.0], 0.0, [1.0], 1)
    assert w.tolist() == [1.0] and b == 1.0


@given(
    arrays(float, 3, elements=whole),
    whole,
    arrays(float, 3, elements=whole),
    st.sampled_from([0, 1]),
    st.sampled_from([0.25, 1.0, 4.0]),
)
def test_an_update_moves_the_score_of_its_example_the_right_way(w, b, x, y, eta):
    before, score = w.copy(), w @ x + b
    new_w, new_b = perceptron_update(w, b, x, y, eta)
    move = {(1, False): eta, (0, True): -eta}.get((y, bool(score > 0)), 0.0) * (x @ x + 1)
    assert new_w @ x + new_b == score + move
    assert np.array_equal(w, before) and new_w is not w


def test_the_seven_points_from_zero():
    for eta in (0.01, 0.1, 1, 10):
        w, b, mistakes = train_perceptron(X, Y, eta)
        assert mistakes == [2, 4, 4, 3, 0]
        assert np.allclose(w, [0, 2.2 * eta], atol=1e-12 * eta) and np.isclose(b, -eta)
        assert np.array_equal(Perceptron(w, b).run(X), Y)


@pytest.mark.parametrize(("eta", "passes", "made"), [(0.01, 245, 920), (0.1, 33, 118), (1, 15, 41), (10, 5, 15)])
def test_the_seven_points_from_elsewhere(eta, passes, made):
    _, _, mistakes = train_from(X, Y, *START, eta, max_epochs=1000)
    assert (len(mistakes), sum(mistakes)) == (passes, made)
    assert mistakes[-1] == 0 and 0 not in mistakes[:-1]


def test_another_order_finds_another_line():
    w, b, mistakes = train_perceptron(X[::-1], Y[::-1])
    assert mistakes == [3, 4, 4, 0]
    assert np.allclose(w, [0.1, 2.0]) and b == -1.0


def test_the_caption_says_when_the_line_is_out_of_sight():
    steps, xor = explore.step_by_step(), explore.xor()
    for explorer, step, words in (
        (steps, 3, "The line is now outside the picture."),
        (steps, 13, "the next epoch has no mistake."),
        (xor, 3, "It now scores 2. Epoch 2 has 1 mistake so far."),
        (xor, 4, "The line is now outside the picture."),
    ):
        assert explorer.describe(explorer.state(**{**explorer.values(), "step": step})).endswith(words)


def test_both_lines_are_seen_after_nearly_every_mistake():
    explorer = explore.step_by_step()
    plane = explorer.artists.after.axes
    seen = []
    for step in range(explore.SEVEN_STEPS + 1):
        explorer.update(explorer.artists, explorer.state(1, step))
        paths = [line.get_path() for line in (explorer.artists.before, explorer.artists.after)]
        drawn = [len(path.vertices) > 0 and np.isfinite(path.vertices).all() for path in paths]
        seen.append([ok and path.intersects_bbox(plane.viewLim, False) for ok, path in zip(drawn, paths, strict=True)])
    assert sum(map(all, seen)) == 10


def test_one_letter_of_the_opening_picture_is_on_the_wrong_side():
    assert "1 letter, your grandmother’s, is on the side of spam" in pictures.opening.on(new_figure()[1])


@pytest.mark.parametrize(("weights", "end"), [((6, 2, 2), 14), ((8, 4, 2), 14), ((8, 8, 8), 24)])
def test_the_axis_of_evidence_ends_where_it_is_needed(weights, end):
    explorer = explore.festival()
    state = explorer._set({**dict(zip(explore.QUESTIONS, weights, strict=True)), "threshold": 12})
    low, high = explorer.artists.threshold.axes.get_xlim()
    assert (low, high) == (0, end) and state.evidence.max() <= high and state.threshold < high


def test_the_slider_ends_where_the_training_has_settled():
    explorer = explore.step_by_step()
    for rate in (value for _, value in explorer.controls["learning_rate"].options):
        assert [explorer.state(rate, step).done for step in (13, explore.SEVEN_STEPS)] == [False, True]


def test_the_xor_slider_reaches_the_cycle_from_both_starts():
    controls = explore.xor().controls
    for rate in (value for _, value in controls["learning_rate"].options):
        for start in explore.STARTS.values():
            last = explore.xor_state(rate, start, controls["step"].options[-1][1])
            assert last.counts[-3:-1].tolist() == [4, 4]
            mistakes = train_from(BITS, XOR, start[:2], start[2], rate, 60)[2]
            first = last.always_four - 1
            assert set(mistakes[first:]) == {4} and mistakes[first - 1] < 4


def test_the_bar_of_an_epoch_that_goes_on_is_hollow():
    explorer = explore.step_by_step()
    for step in range(explore.SEVEN_STEPS + 1):
        state = explorer._set({"step": step, "learning_rate": 1})
        hollow = step not in (0, 2, 6, 10, 13, 14)  # mistakes after each epoch
        assert state.running == hollow
        inside = explorer.artists.hollow.get_xydata()
        assert (inside[:, 0] == len(state.counts)).all() and len(inside) == 2 * hollow
    (said,) = explorer.artists.hollow.axes.get_legend().get_texts()
    assert said.get_text() == "so far"


def test_training_epochs_are_the_steps_of_the_training():
    epochs = training_epochs(X, Y, [0, 0], 0)
    steps = [step for each in epochs for step in each]
    assert [len(each) for each in epochs] == [2, 4, 4, 3, 0]
    assert [step.index for step in steps] == [2, 5, 0, 2, 5, 6, 0, 2, 5, 6, 0, 2, 5]
    w, b = np.zeros(2), 0.0
    for step in steps:
        w, b = perceptron_update(w, b, X[step.index], Y[step.index])
        assert np.array_equal(step.w, w) and step.b == b


@given(separable, st.sampled_from([0.5, 1.0, 2.0]), st.integers(1, 12))
@settings(deadline=None)
def test_training_against_exact_arithmetic(problem, eta, max_epochs):
    examples, labels, w, b = problem
    for start_w, start_b in ((np.zeros(len(w)), 0.0), (np.ones(len(w)), -0.5)):
        new_w, new_b, mistakes = train_from(examples, labels, start_w, start_b, eta, max_epochs)
        exact_w, exact_b, exact_mistakes = by_fractions(examples, labels, start_w, start_b, eta, max_epochs)
        assert (new_w.tolist(), new_b, mistakes) == (exact_w, exact_b, exact_mistakes)


@given(separable)
@settings(deadline=None, max_examples=50)
def test_the_convergence_theorem_holds(problem):
    examples, labels, w, b = problem
    gamma = margin(examples, labels, w, b)
    assert gamma > 0  # the bias is not whole, the rest is
    bound = mistake_bound(examples, labels, w, b)
    new_w, new_b, mistakes = train_perceptron(examples, labels, max_epochs=int(bound) + 1)
    assert sum(mistakes) <= bound
    assert mistakes[-1] == 0
    assert np.array_equal(Perceptron(new_w, new_b).run(examples), labels)


def test_half_the_learning_rate_is_twice_the_start():
    once, twice = train_from(X, Y, *START, 0.5), train_from(X, Y, [2.0, -2.0], 1.0, 1.0)
    assert once[2] == twice[2]
    assert np.allclose(2 * once[0], twice[0]) and np.isclose(2 * once[1], twice[1])


def test_xor_never_settles():
    w, b, mistakes = train_perceptron(BITS, XOR, max_epochs=500)
    assert len(mistakes) == 500 and mistakes[:3] == [2, 3, 4] and set(mistakes[2:]) == {4}


def test_the_criterion_is_no_distance():
    w, b = np.array([-0.4, 0.2]), -1.0
    assert np.isclose(perceptron_criterion(X, Y, w, b), 4.34)
    assert np.isclose(perceptron_criterion(X, Y, 10 * w, 10 * b), 43.4)
    assert perceptron_criterion(X, Y, [0.0, 2.2], -1.0) == 0.0
    # By hand: (0.8, 0.8) scores -1.16 and (0.4, 0.6) scores -1.04, and both are of class 1.
    assert np.isclose(perceptron_criterion(X[2:4], Y[2:4], w, b), 1.16 + 1.04)


def test_margin_and_bound_by_hand():
    # One example a side on the number line; folded: (2, 1) and (-1, 1). w = 1, b = 0.
    one_d, labels = [[2.0], [-1.0]], [1, 0]
    assert margin(one_d, labels, [1.0], 0.0) == 1.0
    assert mistake_bound(one_d, labels, [1.0], 0.0) == 5.0
    assert margin(one_d, [0, 1], [1.0], 0.0) == -2.0
    assert np.isclose(mistake_bound(X, Y, [0.0, 2.2], -1.0), 1331.52)


def test_no_line_has_a_wider_margin_than_the_lessons():
    # Its folded weights are a sum of some turned examples, none of them subtracted. On those, whatever folded weights u of length 1
    # are tried, the scores have an average of u·v / sum(amounts), which is at most this one's margin; so the smallest is, too.
    turned = (2 * Y - 1)[:, None] * np.column_stack([X, np.ones(7)])
    v = np.array([-10.0, 20.0, -3.0])
    amounts = np.linalg.solve(turned[[0, 5, 6]].T, v)
    assert (amounts > 0).all()
    assert margin(X, Y, v[:2], v[2]) == pytest.approx(np.linalg.norm(v) / amounts.sum())
    assert mistake_bound(X, Y, v[:2], v[2]) == pytest.approx(128.95, abs=0.005)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: Perceptron([1.0, 2.0], 0.0).run(np.ones((4, 3))), "X has 3 features per example, w has 2 weights"),
        (lambda: Perceptron(1.0, 0.0), "w must be one row of numbers"),
        (lambda: Perceptron1D([1.0], 0.0), "w must be a single number"),
        (lambda: Perceptron1D(1.0, 0.0).run([1.0, 2.0]), "x must be a single number"),
        (lambda: perceptron_update([1.0], 0.0, [1.0], 2), "labels 0 and 1 only"),
        (lambda: perceptron_update([1.0], 0.0, [1.0], 1, learning_rate=0), "learning_rate must be a number above 0"),
        (lambda: perceptron_update([1.0], 0.0, [1.0, 2.0], 1), "X has 2 features per example, w has 1 weights"),
        (lambda: train_perceptron(X, Y[:6]), "one label per example, shape \\(7,\\)"),
        (lambda: train_perceptron(X, 2 * Y - 1), "labels 0 and 1 only, but y\\[0\\] is -1"),
        (lambda: train_perceptron(X[0], Y[:1]), "X must be a batch of shape"),
        (lambda: train_perceptron(X, Y, learning_rate=-1), "learning_rate must be a number above 0, but is -1"),
        (lambda: train_perceptron(X, Y, max_epochs=2.5), "max_epochs must be a whole number above 0"),
        (lambda: train_from(X, Y, [1.0], 0.0), "X has 2 features per example, w has 1 weights"),
        (lambda: margin(X, Y, [0, 0], 0), "no line and no margin"),
        (lambda: mistake_bound(X, Y, [1, 0], 0), "do not separate the classes"),
    ],
)
def test_bad_input_is_refused_in_a_sentence(call, message):
    with pytest.raises((TypeError, ValueError), match=message):
        call()


def checked(source):
    namespace = {"np": np}
    exec(source, namespace)
    before = dict(namespace)
    card = examine(find("xor_from_nand"), namespace, find)
    assert namespace == before, "what was lent is given back"
    return card


@pytest.mark.parametrize("body", ["x1 ^ x2", "int(x1 != x2)", "(x1 + x2) % 2", "[[0, 1], [1, 0]][x1][x2]"])
def test_xor_without_a_nand_is_refused_with_a_word_of_its_own(body):
    card = checked(f"def xor_from_nand(x1, x2):\n    return {body}\n")
    assert (card.outcome, card.mistake) == ("not yet", "no-nand")
    assert "not made of your `nand` alone" in card.headline and "for (0, 0)" in card.headline


def test_xor_of_a_nand_and_another_gate_is_told_so():
    card = checked("def xor_from_nand(x1, x2):\n    return int(nand(x1, x2) and (x1 or x2))\n")
    assert (card.outcome, card.mistake) == ("not yet", "mixed-gates")
    assert "not made of your `nand` alone" in card.headline


KEEPS = "def __init__(self, w, b):\n        self.w, self.b = w, b\n"
ARRAY = "(x @ self.w + self.b > 0).astype(int)"


@pytest.mark.parametrize(
    ("exercise", "init", "run", "mistake"),
    [
        ("Perceptron1D", KEEPS, "return (self.w * x + self.b > 0).astype(int)", "astype-on-a-bool"),
        ("Perceptron1D", KEEPS, "return int(self.W * x + self.b > 0)", "name-not-kept"),
        ("Perceptron1D", KEEPS, "return int(self.w * x + self.bias > 0)", "name-not-kept"),
        ("Perceptron1D", KEEPS, "return int(self.w * self.x + self.b > 0)", "self-x"),
        ("Perceptron1D", KEEPS, "return int(self.w * x + b > 0)", "without-self"),
        ("Perceptron1D", KEEPS, "return imt(self.w * x + self.b > 0)", ""),
        ("Perceptron1D", KEEPS, "self.w *= x; return int(self.w + self.b > 0)", "run-changes"),
        ("Perceptron1D", KEEPS, "self.b += self.w * x; return int(self.b > 0)", "run-changes"),
        ("Perceptron", KEEPS, "return (x @ w + self.b > 0).astype(int)", "without-self"),
        ("Perceptron", KEEPS, "return (x.T @ self.w + self.b > 0).astype(int)", "wrong-way-round"),
        ("Perceptron", KEEPS, f"x.shape[1]; return {ARRAY}", "batch-only"),
        ("Perceptron", KEEPS, "self.b = x @ self.w + self.b; return (self.b > 0).astype(int)", "run-changes"),
    ],
)
def test_a_class_as_learners_write_it_is_called_by_its_mistake(exercise, init, run, mistake):
    namespace = {"np": np}
    exec(f"class {exercise}:\n    {init}\n    def run(self, x):\n        {run}\n", namespace)
    card = examine(find({"Perceptron1D": "perceptron_1d", "Perceptron": "perceptron"}[exercise]), namespace, find)
    assert card.outcome != "done"
    assert card.mistake == mistake, str(card)


@pytest.mark.parametrize("change", ["self.b = self.b + 1", "self.b = self.b - 1", "self.w = 0 * self.w"])
@pytest.mark.parametrize("exercise", ["perceptron_1d", "perceptron"])
def test_a_run_that_changes_the_perceptron_afterwards_is_refused(exercise, change):
    name = {"perceptron_1d": "Perceptron1D", "perceptron": "Perceptron"}[exercise]
    label = {"perceptron_1d": "int(self.w * x + self.b > 0)", "perceptron": ARRAY}[exercise]
    source = (
        f"class {name}:\n    {KEEPS}\n    def run(self, x):\n        y = {label}\n        {change}\n        return y\n"
    )
    namespace = {"np": np}
    exec(source, namespace)
    card = examine(find(exercise), namespace, find)
    assert card.outcome == "not yet" and "two different answers" in card.headline, str(card)


def test_xor_from_another_nand_than_the_one_of_the_notebook_is_told_so():
    own = "def gate(a, b):\n    return 1 - a * b\n\n\n"
    wired = "def xor_from_nand(x1, x2):\n    c = gate(x1, x2)\n    return gate(gate(x1, c), gate(x2, c))\n"
    assert "not made of your `nand` alone" in checked(own + wired).headline
    assert checked(own.replace("1 - a * b", "nand(a, b)") + wired).outcome == "done"


def double(x):
    return 2 * x


def quadruple(x):
    return double(double(x))


def test_a_loan_reaches_what_the_answer_reads_and_ends_with_the_case():
    triple = {"double": lambda x: 3 * x}
    case = Case("quadruple(x)", lend=triple, unmoved="Not built of `double`.", x=1.0)
    exercise = Exercise("quadruple", {"quadruple": quadruple}, (case,), (), ("a", "b", "c"))
    assert examine(exercise, {"quadruple": quadruple}, find).outcome == "done"
    assert double(1.0) == 2.0
    built = examine(exercise, {"quadruple": lambda x: 4 * x}, find)
    assert (built.outcome, built.headline) == ("not yet", "Not built of `double`.")
    wrong = examine(exercise, {"quadruple": lambda x: 5 * x}, find)
    assert wrong.outcome == "not yet" and wrong.headline != built.headline
