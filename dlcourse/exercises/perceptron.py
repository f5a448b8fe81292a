"""Exercises of lesson 02."""

import numpy as np

from dlcourse import perceptron as maths
from dlcourse.data import seven_points
from dlcourse.exercises import Case, Exercise, Mistake
from dlcourse.exercises.linear import BATCH_ONLY


def _store(self, w, b):
    self.w, self.b = w, b


def _class(name, run, init=_store):
    """A wrong answer that is a class: its `run`, and how it keeps its weights."""
    return {name: type(name, (), {"__init__": init, "run": run})}


def _store_on_class(self, w, b):
    type(self).w, type(self).b = w, b


def _store_nothing(self, w, b):
    pass


def _of_self(name):
    """Mistakes with `self`, which a class by this name can have whatever it works out."""

    def reading(attribute):
        return _class(name, lambda self, x: getattr(self, attribute), _store_nothing)

    return (
        Mistake(
            "name-not-kept",
            "Looks like: `run` reads a name from `self` that `__init__` has not put there; the error says which. What is kept "
            "with `self.w = w` is read as `self.w`, letter by letter.",
            *map(reading, ("w", "b", "W", "B", "weight", "weights", "bias", "threshold")),
        ),
        Mistake(
            "self-x",
            "Looks like: `self.x`. The perceptron keeps no input: `x` is handed to `run` and is called `x` there.",
            reading("x"),
        ),
        Mistake(
            "without-self",
            "Looks like: `w` or `b` without `self`. What `__init__` kept is called `self.w` and `self.b` in `run`.",
            _class(name, lambda self, x: w),  # noqa: F821
            _class(name, lambda self, x: b),  # noqa: F821
        ),
    )


def _steady(answers, **_):
    if np.array_equal(*answers):
        return None
    return "Asked the same thing twice, the same perceptron gives two different answers."


_RUN_CHANGES = (
    "Looks like: `run` changes the perceptron, as it sets `self.w` or `self.b`. Let it only read them, and give the score a "
    "name of its own: `score = ...`."
)


def _one(run, init=_store):
    return _class("Perceptron1D", run, init)


def _into_w(self, x):
    self.w = self.w * x
    return int(self.w + self.b > 0)


def _all_into_w(self, x):
    self.w = self.w * x + self.b
    return int(self.w > 0)


def _into_b(self, x):
    self.b = self.w * x + self.b
    return int(self.b > 0)


perceptron_1d = Exercise(
    id="perceptron_1d",
    reference={"Perceptron1D": maths.Perceptron1D},
    cases=(
        Case("Perceptron1D(w, b).run(x)", "a score above 0", w=2.0, b=-1.0, x=1.5),
        Case("Perceptron1D(w, b).run(x)", "a score below 0", w=2.0, b=-1.0, x=0.25),
        Case("Perceptron1D(w, b).run(x)", "a bias larger than the product", w=2.0, b=1.5, x=0.5),
        Case("Perceptron1D(w, b).run(x)", "a score of exactly 0 is class 0", w=2.0, b=-1.0, x=0.5),
        Case("Perceptron1D(w, b).run(x)", "a negative weight: small inputs fire", w=-1.5, b=3.0, x=1.0),
        Case("Perceptron1D(w, b).run(x)", "a negative weight: large inputs do not", w=-1.5, b=3.0, x=4.0),
        Case("Perceptron1D(w, b).run(x)", "an input of 0 leaves the bias alone to decide", w=5.0, b=0.5, x=0.0),
        Case(
            "[each.run(x) for each in (Perceptron1D(w, b), Perceptron1D(-w, -b))]",
            "two perceptrons side by side, each with a weight and a bias of its own",
            w=2.0,
            b=-1.0,
            x=3.0,
        ),
        *(
            Case(
                "[(p := Perceptron1D(w, b)).run(x), p.run(x)]",
                "one perceptron, asked the same thing twice",
                judge=_steady,
                w=2.0,
                b=-1.0,
                x=x,
            )
            for x in (0.3, 0.6)
        ),
    ),
    mistakes=(
        Mistake(
            "fires-at-zero",
            "Looks like: `>=` instead of `>`. In this course a score of exactly 0 is class 0.",
            _one(lambda self, x: int(self.w * x + self.b >= 0)),
        ),
        Mistake(
            "no-bias",
            "Looks like: the bias is missing. The score is `self.w * x + self.b`.",
            _one(lambda self, x: int(self.w * x > 0)),
        ),
        Mistake(
            "minus-bias",
            "Looks like: b is subtracted, as a threshold would be. Here b is a bias, and it is added.",
            _one(lambda self, x: int(self.w * x - self.b > 0)),
            _one(lambda self, x: int(self.w * x > self.b)),
        ),
        Mistake(
            "score-instead",
            "Looks like: the score itself. A perceptron answers 1 if the score is above 0, and 0 if not.",
            _one(lambda self, x: self.w * x + self.b),
        ),
        Mistake(
            "plus-minus-one",
            "Looks like: -1 and +1. The labels of this course are 0 and 1.",
            _one(lambda self, x: 1 if self.w * x + self.b > 0 else -1),
            _one(lambda self, x: np.sign(self.w * x + self.b)),
            _one(lambda self, x: int(np.sign(self.w * x + self.b))),
        ),
        Mistake(
            "true-false",
            "Looks like: the comparison is returned as it stands, True or False. `int(...)` makes it 1 or 0.",
            _one(lambda self, x: self.w * x + self.b > 0),
        ),
        Mistake(
            "upside-down",
            "Looks like: 0 and 1 are swapped. The perceptron says 1 when the score is *above* 0.",
            _one(lambda self, x: int(self.w * x + self.b <= 0)),
            _one(lambda self, x: int(self.w * x + self.b < 0)),
        ),
        Mistake(
            "on-the-class",
            "Looks like: all perceptrons share one w and b, kept on the class or outside it. Keep them on `self`.",
            _one(lambda self, x: int(self.w * x + self.b > 0), _store_on_class),
        ),
        *_of_self("Perceptron1D"),
        Mistake(
            "astype-on-a-bool",
            "Looks like: `.astype(int)` on a single True or False of Python's. That is for NumPy's arrays; for one number it is "
            "`int(score > 0)`.",
            _one(lambda self, x: (self.w * x + self.b > 0).astype(int)),
        ),
        Mistake("run-changes", _RUN_CHANGES, *map(_one, (_into_w, _all_into_w, _into_b))),
    ),
    hints=(
        "There are two moments: when the perceptron is made it has to keep `w` and `b`, and when it runs it has to use "
        "them. What connects the two is `self`.",
        "In `__init__`: `self.w = w` and `self.b = b`. In `run`: work out the score from these and `x`, and compare it "
        "with 0.",
        "The score is `self.w * x + self.b`. Return 1 if it is above 0, else 0: `return int(score > 0)`.",
    ),
)

_rng = np.random.default_rng(2)
_W, _X = np.array([1.0, -2.0, 0.5]), _rng.normal(size=(5, 3)).round(1)
_TIE = np.array(
    [[1.0, 0.0, 0.0], [3.0, 1.0, 0.0], [0.0, -1.0, -2.0], [1.0, 1.0, 0.0]]
)  # two scores of exactly 0 at b = -1


def _many(run, init=_store):
    return _class("Perceptron", run, init)


def _many_by(f):
    """A wrong answer for each way of scoring that knows no single example, from the scores."""
    return [_many(lambda self, x, scores=scores: f(scores(x, self.w, self.b))) for scores in BATCH_ONLY]


def _scores_into_b(self, x):
    self.b = x @ self.w + self.b
    return (self.b > 0).astype(int)


def _products_into_w(self, x):
    self.w = x * self.w
    return (self.w.sum(axis=-1) + self.b > 0).astype(int)


perceptron = Exercise(
    id="perceptron",
    reference={"Perceptron": maths.Perceptron},
    cases=(
        Case("Perceptron(w, b).run(x)", "one example of three inputs gives one label", w=_W, b=0.75, x=_X[0]),
        Case("Perceptron(w, b).run(x)", "one example on the other side", w=-_W, b=-0.75, x=_X[0]),
        Case("Perceptron(w, b).run(x)", "one example with a score of exactly 0", w=_W, b=-1.0, x=_TIE[0]),
        Case("Perceptron(w, b).run(x)", "a batch of five examples gives five labels", w=_W, b=0.75, x=_X),
        Case("Perceptron(w, b).run(x)", "the same batch, another bias", w=_W, b=2.5, x=_X),
        Case("Perceptron(w, b).run(x)", "a batch with scores of exactly 0", w=_W, b=-1.0, x=_TIE),
        Case("Perceptron(w, b).run(x)", "as many examples as inputs", w=_W, b=0.25, x=_X[1:4]),
        Case("Perceptron(w, b).run(x)", "a batch of one is still a batch: shape (1,)", w=_W, b=0.75, x=_X[:1]),
        Case("Perceptron(w, b).run(x)", "a single input", w=np.array([-2.0]), b=1.0, x=np.array([[0.0], [0.5], [2.0]])),
        Case(
            "[(p := Perceptron(w, b)).run(x), p.run(x)]",
            "one perceptron, asked the same thing twice",
            judge=_steady,
            w=_W,
            b=-0.6,
            x=np.array([[0.75, 0.0, 0.0], [0.5, 0.0, 0.0], [0.5, 1.0, 0.0]]),
        ),
    ),
    mistakes=(
        Mistake(
            "fires-at-zero",
            "Looks like: `>=` instead of `>`. In this course a score of exactly 0 is class 0.",
            _many(lambda self, x: (x @ self.w + self.b >= 0).astype(int)),
        ),
        Mistake(
            "no-bias",
            "Looks like: the bias is missing. The score is w·x + b.",
            _many(lambda self, x: (x @ self.w > 0).astype(int)),
        ),
        Mistake(
            "minus-bias",
            "Looks like: b is subtracted, as a threshold would be. Here b is a bias, and it is added.",
            _many(lambda self, x: (x @ self.w - self.b > 0).astype(int)),
            _many(lambda self, x: (x @ self.w > self.b).astype(int)),
        ),
        Mistake(
            "one-at-a-time",
            "Looks like: written for one example. `if` needs a single yes or no, and a batch holds many. Compare the whole "
            "array with 0 and turn the Trues and Falses into 1s and 0s with `.astype(int)`.",
            _many(lambda self, x: 1 if x @ self.w + self.b > 0 else 0),
        ),
        Mistake(
            "int-of-a-batch",
            "Looks like: `int(...)` around a whole batch. It makes one number out of one number; `.astype(int)` does it to "
            "every entry of an array.",
            _many(lambda self, x: int(x @ self.w + self.b > 0)),
        ),
        Mistake(
            "summed-over-batch",
            "Looks like: summed over everything. Each row of x has a score of its own: sum over the inputs only.",
            _many(lambda self, x: int((x * self.w).sum() + self.b > 0)),
            _many(lambda self, x: int(np.sum(x @ self.w + self.b) > 0)),
        ),
        Mistake(
            "no-sum",
            "Looks like: multiplied, but not added up. The dot product adds the products over the inputs: `x @ w`.",
            _many(lambda self, x: (x * self.w + self.b > 0).astype(int)),
            _many(lambda self, x: (self.w * x + self.b > 0).astype(int)),
        ),
        Mistake(
            "wrong-way-round",
            "Looks like: `w @ x` or `x.T @ w`. That is right for one example; for a batch the examples are the rows of x, so x "
            "comes first, as it is: `x @ w`.",
            _many(lambda self, x: (self.w @ x + self.b > 0).astype(int)),
            _many(lambda self, x: (np.dot(self.w, x) + self.b > 0).astype(int)),
        ),
        Mistake(
            "summed-over-examples",
            "Looks like: summed down the columns, over the examples. The inputs of an example run along its row: `axis=-1`, or `x @ w`.",
            _many(lambda self, x: ((x * self.w).sum(axis=0) + self.b > 0).astype(int)),
        ),
        Mistake(
            "batch-only",
            "Looks like: written for a batch only. One example of shape (d,) has no rows to go through. `x @ self.w` takes both; so "
            "does a sum over `axis=-1`.",
            *_many_by(lambda s: (s > 0).astype(int)),
            *_many_by(lambda s: list((s > 0).astype(int))),
            _many(lambda self, x: np.array([1 if each > 0 else 0 for each in x @ self.w + self.b])),
            _many(lambda self, x: np.array([1 if row @ self.w + self.b > 0 else 0 for row in x])),
            _many(lambda self, x: np.array([1 if np.dot(row, self.w) + self.b > 0 else 0 for row in x])),
        ),
        *_of_self("Perceptron"),
        Mistake("run-changes", _RUN_CHANGES, *map(_many, (_scores_into_b, _products_into_w))),
        Mistake(
            "true-false",
            "Looks like: the comparison is returned as it stands, True and False. `.astype(int)` makes them 1 and 0.",
            _many(lambda self, x: x @ self.w + self.b > 0),
        ),
        Mistake(
            "score-instead",
            "Looks like: the scores themselves. Compare them with 0.",
            _many(lambda self, x: x @ self.w + self.b),
        ),
        Mistake(
            "plus-minus-one",
            "Looks like: -1 and +1. The labels of this course are 0 and 1.",
            _many(lambda self, x: np.sign(x @ self.w + self.b)),
            _many(lambda self, x: np.sign(x @ self.w + self.b).astype(int)),
            _many(lambda self, x: np.where(x @ self.w + self.b > 0, 1, -1)),
        ),
    ),
    hints=(
        "It is the perceptron with one input again. Only the score changes: a dot product in the place of one product.",
        "`x @ self.w + self.b` is one score for an `x` of shape (d,), and n scores for an `x` of shape (n, d). It works "
        "for both as it stands.",
        "`scores > 0` is True or False for each score, and `(scores > 0).astype(int)` is 1 or 0. (A loop over the rows needs a case "
        "of its own for `x.ndim == 1`.)",
    ),
)

_CORNERS = [(0, 0), (0, 1), (1, 0), (1, 1)]


def _weights_are_two(shapes):
    weights, bias = shapes
    if weights != (2,):
        return (
            f"`w_nand` has shape {weights}. Two weights were asked for, one for each input, as in `np.array([1, 1])`."
        )
    if bias != ():
        return f"`b_nand` has shape {bias}. It is a single number."
    return None


def _is_nand(labels, X):
    for label, (x1, x2) in zip(labels, X, strict=True):
        if label != 1 - x1 * x2:
            return f"NAND({x1}, {x2}) is {1 - x1 * x2}, but with your weights and bias the perceptron says {label}."
    return None


def _gate(w, b):
    return {"w_nand": np.array(w), "b_nand": b}


nand = Exercise(
    id="nand",
    reference={"w_nand": maths.NAND.w, "b_nand": maths.NAND.b},
    cases=(
        Case("np.shape(w_nand), np.shape(b_nand)", "two weights and one bias", judge=_weights_are_two),
        Case(
            "[int(np.dot(w_nand, x) + b_nand > 0) for x in X]",
            "NAND is 0 if both inputs are 1, and 1 otherwise",
            judge=_is_nand,
            X=_CORNERS,
        ),
    ),
    mistakes=(
        Mistake(
            "and",
            "Looks like: AND. NAND is its opposite: turn the sign of both weights and of the bias.",
            _gate([2, 2], -3),
        ),
        Mistake(
            "or",
            "Looks like: OR. NAND has to fall silent when *both* inputs are 1, so the weights have to be negative.",
            _gate([2, 2], -1),
        ),
        Mistake(
            "nor",
            "Looks like: NOR, which one input alone can silence. A single 1 should leave the score above 0: a larger bias, or weights nearer to 0. "
            "(A score of exactly 0 is class 0.)",
            _gate([-2, -2], 1),
        ),
        Mistake(
            "always-1",
            "Looks like: it always fires. With both inputs at 1 the score has to be 0 or less: a smaller bias, or more "
            "negative weights.",
            _gate([-1, -1], 3),
        ),
        Mistake(
            "always-0",
            "Looks like: it never fires. With both inputs at 0 the score is the bias alone, and NAND(0, 0) is 1. What does "
            "that say of the bias?",
            _gate([-2, -2], -3),
        ),
        Mistake(
            "one-input",
            "Looks like: only one of the two inputs is heard. Both weights have to be negative.",
            _gate([-2, 0], 1),
            _gate([0, -2], 1),
        ),
        Mistake(
            "one-input-as-it-is",
            "Looks like: it repeats one of its inputs. NAND falls silent when both are 1: both weights have to be negative.",
            _gate([2, 0], -1),
            _gate([0, 2], -1),
        ),
    ),
    hints=(
        "Four inputs, four conditions. The first: at (0, 0) the score is b alone, and it has to be above 0.",
        "At (0, 1) the score is w₂ + b and at (1, 0) it is w₁ + b: both above 0. At (1, 1) it is w₁ + w₂ + b: 0 or below. "
        "So one negative weight must not be enough to pull the bias down, but two must.",
        "Take two equal weights -v. Then b has to be above v, and at most 2v. Choose any v above 0, and b between the two.",
    ),
)


def _nand(x1, x2):
    return maths.NAND.run([x1, x2])


_NOR = maths.Perceptron([-2, -2], 1)
# Everything that an answer may call its NAND by. With NOR under all these names, a circuit of nothing but NANDs
# computes the mirror image (the dual) of what it computed: XNOR for XOR.
_NOR_FOR_NAND = {"nand": lambda x1, x2: _NOR.run([x1, x2]), "w_nand": _NOR.w, "b_nand": _NOR.b, "NAND": _NOR}


def _xor(expression):
    """A wrong answer in surroundings of its own, where `nand` can be lent another meaning."""
    return {"xor_from_nand": eval(f"lambda x1, x2: {expression}", {"nand": _nand})}


xor_from_nand = Exercise(
    id="xor_from_nand",
    reference={"xor_from_nand": maths.xor_from_nand},
    cases=(
        *(Case("xor_from_nand(x1, x2)", "XOR is 1 if exactly one of the two is 1", x1=a, x2=b) for a, b in _CORNERS),
        *(
            Case(
                "xor_from_nand(x1, x2)",
                "a trial with another gate, NOR, in the place of your NAND: nothing but NANDs for XOR would turn into "
                "nothing but NORs, and those make the opposite of XOR",
                lend=_NOR_FOR_NAND,
                unmoved="Right values, but not made of NANDs alone: with another gate under the name `nand` the output should "
                f"change for ({a}, {b}), and it does not. (A constant that goes into a NAND can do that, too.)",
                x1=a,
                x2=b,
            )
            for a, b in _CORNERS
        ),
    ),
    mistakes=(
        Mistake(
            "no-nand",
            "Looks like: Python's own way of comparing, or arithmetic. The point is that it can be had from NAND alone: "
            "wire four of them together.",
            _xor("int(x1 != x2)"),
            _xor("x1 != x2"),
        ),
        Mistake(
            "mixed-gates",
            "Looks like: a NAND together with something else, such as `and`, `or`, `&`, `*` or `if`. Those are gates too: "
            "use NANDs for them as well.",
            _xor("nand(x1, x2) & (x1 | x2)"),
        ),
        Mistake(
            "nand-itself",
            "Looks like: NAND itself. It agrees with XOR but for (0, 0), where XOR is 0. Three more gates mend that.",
            _xor("nand(x1, x2)"),
        ),
        Mistake(
            "and",
            "Looks like: AND. A NAND that gets the same signal on both inputs turns it round, so this is NAND turned round.",
            _xor("nand(nand(x1, x2), nand(x1, x2))"),
        ),
        Mistake(
            "or",
            "Looks like: OR. It is right but for (1, 1), where XOR is 0. Let the inner gates know whether both are 1: give "
            "them `nand(x1, x2)` for a second input.",
            _xor("nand(nand(x1, x1), nand(x2, x2))"),
        ),
        Mistake(
            "xnor",
            "Looks like: the opposite, 1 where the inputs are equal. One gate too many at the end?",
            _xor("nand(nand(nand(x1, nand(x1, x2)), nand(x2, nand(x1, x2))), 1)"),
            _xor("(lambda it: nand(it, it))(nand(nand(x1, nand(x1, x2)), nand(x2, nand(x1, x2))))"),
        ),
        Mistake(
            "last-gate-missing",
            "Looks like: the last gate is missing. This is one of the two middle ones; a NAND of the two middle ones is XOR.",
            _xor("nand(x1, nand(x1, x2))"),
            _xor("nand(x2, nand(x1, x2))"),
        ),
        Mistake(
            "one-input-twice",
            "Looks like: both middle gates get the same input. One of them takes x1, the other x2.",
            _xor("nand(nand(x1, nand(x1, x2)), nand(x1, nand(x1, x2)))"),
            _xor("nand(nand(x2, nand(x1, x2)), nand(x2, nand(x1, x2)))"),
        ),
    ),
    hints=(
        "Four NANDs are enough, and the first takes both inputs: `not_both = nand(x1, x2)` is 0 only if both are 1. Its "
        "answer is used twice.",
        "Give each input a NAND together with that: `nand(x1, not_both)` and `nand(x2, not_both)`. Write down what these two are "
        "for each of the four inputs.",
        "One of the two is 0 exactly where x1 and x2 differ, and a NAND is 1 as soon as one of its inputs is 0. So the last "
        "gate is a NAND of the two.",
    ),
    needs=("nand", "perceptron"),
    stand_ins={"nand": _nand},
)


def _update(step):
    """A wrong answer from `step(w, b, x, y, fired, rate)`, where `fired` is the perceptron's own label."""

    def perceptron_update(w, b, x, y, learning_rate=1.0):
        return step(w, b, x, y, int(x @ w + b > 0), learning_rate)

    return {"perceptron_update": perceptron_update}


def _update_by_score(w, b, x, y, learning_rate=1.0):
    return w + learning_rate * (y - (x @ w + b)) * x, b + learning_rate * (y - (x @ w + b))


def _update_at_zero(w, b, x, y, learning_rate=1.0):
    error = y - int(x @ w + b >= 0)
    return w + learning_rate * error * x, b + learning_rate * error


def _update_with_another_label_for_b(w, b, x, y, learning_rate=1.0):
    w = w + learning_rate * (y - int(x @ w + b > 0)) * x
    return w, b + learning_rate * (y - int(x @ w + b > 0))


def _update_without_bias_in_score(w, b, x, y, learning_rate=1.0):
    error = y - int(x @ w > 0)
    return w + learning_rate * error * x, b + learning_rate * error


_x, _w = np.array([1.0, -0.5, 2.0]), np.array([0.5, 1.0, -0.25])  # a score of -0.5 + b

perceptron_update = Exercise(
    id="perceptron_update",
    reference={"perceptron_update": maths.perceptron_update},
    cases=(
        Case("perceptron_update(w, b, x, y)", "a miss: label 1, score below 0", w=_w, b=0.25, x=_x, y=1),
        Case("perceptron_update(w, b, x, y)", "a false alarm: label 0, score above 0", w=_w, b=0.75, x=_x, y=0),
        Case("perceptron_update(w, b, x, y)", "right already: label 1, score above 0", w=_w, b=0.75, x=_x, y=1),
        Case("perceptron_update(w, b, x, y)", "right already: label 0, score below 0", w=_w, b=0.25, x=_x, y=0),
        Case("perceptron_update(w, b, x, y)", "label 1, and a score of exactly 0: a miss", w=_w, b=0.5, x=_x, y=1),
        Case("perceptron_update(w, b, x, y)", "label 0, and a score of exactly 0: right", w=_w, b=0.5, x=_x, y=0),
        Case(
            "perceptron_update(w, b, x, y)",
            "label 0, and only the bias keeps the score below 0",
            w=-_w,
            b=-0.75,
            x=_x,
            y=0,
        ),
        Case("perceptron_update(w, b, x, y, learning_rate=0.1)", "a miss, smaller step", w=_w, b=0.25, x=_x, y=1),
        Case(
            "perceptron_update(w, b, x, y, learning_rate=0.01)",
            "a miss, and a step so small that it stays one",
            w=_w,
            b=0.25,
            x=_x,
            y=1,
        ),
        Case("perceptron_update(w, b, x, y, 4.0)", "a false alarm, larger step", w=_w[:2], b=1.5, x=_x[:2], y=0),
    ),
    mistakes=(
        Mistake(
            "no-bias-update",
            "Looks like: the bias stays as it was. It takes a step as well: b + η(y - ŷ), as if its input were always 1.",
            _update(lambda w, b, x, y, fired, rate: (w + rate * (y - fired) * x, b)),
        ),
        Mistake(
            "label-worked-out-twice",
            "Looks like: ŷ is worked out again after w has changed, and by then it may have come right. Work it out once, before "
            "either of the two changes.",
            {"perceptron_update": _update_with_another_label_for_b},
        ),
        Mistake(
            "wrong-direction",
            "Looks like: the step goes the wrong way, y - ŷ turned round. After a miss (y is 1, ŷ is 0) w has to move "
            "towards x.",
            _update(lambda w, b, x, y, fired, rate: (w - rate * (y - fired) * x, b - rate * (y - fired))),
        ),
        Mistake(
            "fires-at-zero",
            "Looks like: `>=` instead of `>` where you work out ŷ. A score of exactly 0 is class 0.",
            {"perceptron_update": _update_at_zero},
        ),
        Mistake(
            "no-learning-rate",
            "Looks like: the learning rate is not used. It multiplies both steps.",
            _update(lambda w, b, x, y, fired, rate: (w + (y - fired) * x, b + (y - fired))),
        ),
        Mistake(
            "learning-rate-for-w-only",
            "Looks like: the learning rate multiplies the step of w, but not that of b.",
            _update(lambda w, b, x, y, fired, rate: (w + rate * (y - fired) * x, b + (y - fired))),
        ),
        Mistake(
            "always-moves",
            "Looks like: it moves after every example. It learns from mistakes only: where ŷ equals y, y - ŷ is 0.",
            _update(lambda w, b, x, y, fired, rate: (w + rate * (2 * y - 1) * x, b + rate * (2 * y - 1))),
            _update(lambda w, b, x, y, fired, rate: (w + rate * y * x, b + rate * y)),
        ),
        Mistake(
            "misses-only",
            "Looks like: it learns from misses, but not from false alarms. When y is 0 and ŷ is 1, y - ŷ is -1: w moves away "
            "from x.",
            _update(lambda w, b, x, y, fired, rate: (w + rate * y * (1 - fired) * x, b + rate * y * (1 - fired))),
        ),
        Mistake(
            "adds-after-any-mistake",
            "Looks like: x is added after a false alarm as well. There it has to be taken away: y - ŷ is -1.",
            _update(lambda w, b, x, y, fired, rate: (w + rate * abs(y - fired) * x, b + rate * abs(y - fired))),
        ),
        Mistake(
            "step-without-x",
            "Looks like: the same step for every weight. The step of w is η(y - ŷ) times x.",
            _update(lambda w, b, x, y, fired, rate: (w + rate * (y - fired), b + rate * (y - fired))),
        ),
        Mistake(
            "w-for-x",
            "Looks like: w is moved along itself. The step of w is η(y - ŷ) times x, the example.",
            _update(lambda w, b, x, y, fired, rate: (w + rate * (y - fired) * w, b + rate * (y - fired))),
        ),
        Mistake(
            "score-instead-of-label",
            "Looks like: y minus the score. The perceptron compares labels: ŷ is 1 if the score is above 0, else 0.",
            {"perceptron_update": _update_by_score},
        ),
        Mistake(
            "bias-not-in-score",
            "Looks like: the score is worked out without b. The perceptron says 1 if w·x + b is above 0.",
            {"perceptron_update": _update_without_bias_in_score},
        ),
        Mistake(
            "only-w-returned",
            "Looks like: only the weights come back. Return both: `return w, b`.",
            _update(lambda w, b, x, y, fired, rate: w + rate * (y - fired) * x),
        ),
        Mistake(
            "order-of-two",
            "Looks like: the two in the wrong order. First w, then b: `return w, b`.",
            _update(lambda w, b, x, y, fired, rate: (b + rate * (y - fired), w + rate * (y - fired) * x)),
        ),
    ),
    hints=(
        "First find out what the perceptron says with the weights it has: ŷ is 1 if w·x + b is above 0, else 0.",
        "The error `y - y_hat` is 1 after a miss, -1 after a false alarm and 0 if all is well. So no `if` is needed: "
        "multiply with it.",
        "Return `w + learning_rate * error * x` and `b + learning_rate * error`. `w + ...` makes a new array, where `w += ...` "
        "would change the one you were handed.",
    ),
    needs=("perceptron",),
    parts=("w", "b"),
)


def _trainer(
    fires=lambda score: score > 0,
    step=lambda y, fired: y - fired,
    bias=1,
    rate=None,
    start=0.0,
    forget=False,
    late=False,
    enough=lambda wrong: wrong == 0,
    count=lambda y, fired: int(y != fired),
    give=lambda w, b, mistakes: (w, b, mistakes),
    extra=0,
    most=None,
    counted=None,
    carried=False,
    afterwards=False,
    gated=False,
):
    """A wrong answer: training with one thing changed."""
    counted = counted or fires

    def train_perceptron(X, y, learning_rate=1.0, max_epochs=100):
        eta = learning_rate if rate is None else rate
        w, b, mistakes, wrong = np.full(X.shape[1], start), float(start), [], 0
        for _ in range(most or max_epochs + extra):
            if forget:
                w, b = np.zeros(X.shape[1]), 0.0
            new_w, new_b, wrong = w, b, wrong if carried else 0
            for x, label in zip(X, y, strict=True):
                fired = int(fires(x @ w + b))
                wrong += 0 if afterwards else count(label, int(counted(x @ w + b)))
                error = 0 if gated and label == int(counted(x @ w + b)) else step(label, fired)
                new_w, new_b = new_w + eta * error * x, new_b + bias * eta * error
                if not late:
                    w, b = new_w, new_b
                wrong += count(label, int(fires(x @ w + b))) if afterwards else 0
            w, b = new_w, new_b
            mistakes.append(wrong)
            if enough(wrong):
                break
        return give(w, b, mistakes)

    return {"train_perceptron": train_perceptron}


_seven_X, _seven_y = seven_points()
_three_X = np.array([[1.0, 2, 0], [0, 1, 1], [2, 0, 1], [-1, 1, 0], [0, -1, 2]])
_three_y = np.array([1, 1, 0, 1, 0])
_xor_X, _xor_y = np.array(_CORNERS, dtype=float), np.array([0, 1, 1, 0])

train_perceptron = Exercise(
    id="train_perceptron",
    reference={"train_perceptron": maths.train_perceptron},
    cases=(
        Case("train_perceptron(X, y)", "the seven points of the lesson", X=_seven_X, y=_seven_y),
        Case("train_perceptron(X, y, learning_rate=0.25)", "a smaller learning rate", X=_seven_X, y=_seven_y),
        Case("train_perceptron(X, y)", "five examples of three inputs", X=_three_X, y=_three_y),
        Case("train_perceptron(X, y, max_epochs=3)", "stopped before it has settled", X=_seven_X, y=_seven_y),
        Case("train_perceptron(X, y)", "XOR, which never settles: it stops after 100 passes", X=_xor_X, y=_xor_y),
        Case(
            "train_perceptron(X, y)",
            "all of class 0: w = 0, b = 0 is right from the start, and the first pass is clean",
            X=_three_X[:2],
            y=np.array([0, 0]),
        ),
        Case("train_perceptron(X, y)", "a single example", X=np.array([[3.0, -1.0]]), y=np.array([1])),
    ),
    mistakes=(
        Mistake(
            "clean-pass-not-counted",
            "Looks like: the clean pass is missing from `mistakes`. Append the count first, then stop if it was 0.",
            _trainer(give=lambda w, b, m: (w, b, m[:-1] if m[-1] == 0 else m)),
        ),
        Mistake(
            "stops-early",
            "Looks like: it stops before a pass is clean. Training goes on until a whole pass has no mistake at all.",
            _trainer(enough=lambda wrong: wrong <= 1),
            _trainer(enough=lambda wrong: True),
        ),
        Mistake(
            "never-stops",
            "Looks like: it runs all the passes it may. After a pass without a mistake nothing changes any more: stop there.",
            _trainer(enough=lambda wrong: False),
        ),
        Mistake(
            "fires-at-zero",
            "Looks like: `>=` instead of `>`. In this course a score of exactly 0 is class 0; at the start, with w = 0 and "
            "b = 0, every score is 0.",
            _trainer(fires=lambda score: score >= 0),
            _trainer(counted=lambda score: score >= 0, gated=True),
        ),
        Mistake(
            "no-learning-rate",
            "Looks like: the learning rate is not handed on. `perceptron_update` takes it as its last argument.",
            _trainer(rate=1.0),
        ),
        Mistake(
            "counts-examples",
            "Looks like: every example is counted, not only the mistakes. Count where the label and the perceptron's answer "
            "differ.",
            _trainer(count=lambda y, fired: 1),
            _trainer(count=lambda y, fired: 1, enough=lambda wrong: False),
        ),
        Mistake(
            "counts-misses-only",
            "Looks like: one kind of mistake is not counted, or cancels the other. Label 1 called 0 and label 0 called 1 both "
            "count: add up |y - ŷ|, not y - ŷ.",
            _trainer(count=lambda y, fired: y - fired),
            _trainer(count=lambda y, fired: y * (1 - fired)),
            _trainer(count=lambda y, fired: y - fired, enough=lambda wrong: False),
        ),
        Mistake(
            "moves-every-time",
            "Looks like: it moves after every example, right or wrong. The perceptron learns from its mistakes only.",
            _trainer(step=lambda y, fired: 2 * y - 1),
            _trainer(step=lambda y, fired: y),
        ),
        Mistake(
            "wrong-direction",
            "Looks like: the steps go the wrong way. After a miss, y - ŷ is +1 and w moves towards x.",
            _trainer(step=lambda y, fired: fired - y),
        ),
        Mistake(
            "no-bias-update",
            "Looks like: the bias stays 0. It takes a step as well: `perceptron_update` returns both, so take both.",
            _trainer(bias=0),
        ),
        Mistake(
            "one-step-a-pass",
            "Looks like: a whole pass is judged with the weights from its start. The perceptron uses what it learned at once, "
            "for the very next example.",
            _trainer(late=True),
        ),
        Mistake(
            "forgets",
            "Looks like: every pass starts again from 0. Set w and b to 0 once, before the first pass.",
            _trainer(forget=True),
        ),
        Mistake(
            "total-instead",
            "Looks like: the total. Keep one number for each pass, in a list.",
            _trainer(give=lambda w, b, m: (w, b, sum(m))),
        ),
        Mistake(
            "last-count-instead",
            "Looks like: only the last pass's count. Keep one number for each pass, in a list.",
            _trainer(give=lambda w, b, m: (w, b, m[-1])),
        ),
        Mistake(
            "number-of-passes",
            "Looks like: how many passes there were. Asked for is the list itself, one number of mistakes for each pass.",
            _trainer(give=lambda w, b, m: (w, b, len(m))),
        ),
        Mistake(
            "running-total",
            "Looks like: a running total. Set the count back to 0 at the start of each pass.",
            _trainer(give=lambda w, b, m: (w, b, np.cumsum(m).tolist())),
            _trainer(carried=True),
        ),
        Mistake(
            "step-not-kept",
            "Looks like: the steps are worked out, but not kept: w and b stay 0. `perceptron_update` returns new ones: "
            "`w, b = perceptron_update(...)`.",
            _trainer(step=lambda y, fired: 0),
        ),
        Mistake(
            "counted-afterwards",
            "Looks like: counted after the step, which may just have put the answer right. Compare first, then take the step.",
            _trainer(afterwards=True),
        ),
        Mistake(
            "counts-at-zero",
            "Looks like: `>=` where the mistakes are counted, while the step uses `>`. A score of exactly 0 is class 0 in both.",
            _trainer(counted=lambda score: score >= 0),
        ),
        Mistake(
            "max-epochs-ignored",
            "Looks like: `max_epochs` is not used. It is the largest number of passes: `for _ in range(max_epochs)`.",
            _trainer(most=100),
            _trainer(most=1000),
        ),
        Mistake(
            "order-of-three",
            "Looks like: the three in another order. Asked for is `return w, b, mistakes`.",
            _trainer(give=lambda w, b, m: (b, w, m)),
            _trainer(give=lambda w, b, m: (w, m, b)),
            _trainer(give=lambda w, b, m: (m, w, b)),
            _trainer(give=lambda w, b, m: (m, b, w)),
        ),
        Mistake(
            "starts-at-one",
            "Looks like: it starts from ones. It was asked to start from w = 0, b = 0.",
            _trainer(start=1.0),
        ),
        Mistake(
            "one-pass-too-many",
            "Looks like: one pass more than `max_epochs` allows.",
            _trainer(extra=1),
        ),
        Mistake(
            "one-pass-too-few",
            "Looks like: one pass fewer than `max_epochs` allows. `range(max_epochs)` has that many turns, `range(1, max_epochs)` one less.",
            _trainer(extra=-1),
        ),
        Mistake(
            "mistakes-not-returned",
            "Looks like: only w and b come back. Return three things: `return w, b, mistakes`.",
            _trainer(give=lambda w, b, m: (w, b)),
        ),
    ),
    hints=(
        "Two loops, one inside the other: the outer one over passes, at most `max_epochs` of them; the inner one over the "
        "examples in their order, `for x, label in zip(X, y)`.",
        "For each example: is `int(x @ w + b > 0)` different from the label? Then count a mistake and take the step, "
        "`w, b = perceptron_update(w, b, x, label, learning_rate)`.",
        "After the inner loop append the count to `mistakes`, and if it is 0, `break`. At the end `return w, b, mistakes`.",
    ),
    needs=("perceptron", "perceptron_update"),
    parts=("w", "b", "mistakes"),
)

EXERCISES = (perceptron_1d, perceptron, nand, xor_from_nand, perceptron_update, train_perceptron)
