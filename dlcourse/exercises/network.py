"""Exercises of lesson 04."""

import numpy as np

from dlcourse import network as maths
from dlcourse.activations import Identity, ReLU, Sigmoid, Step, Tanh
from dlcourse.exercises import Case, Exercise, Mistake

ACTIVATIONS = {"Identity": Identity, "ReLU": ReLU, "Sigmoid": Sigmoid, "Step": Step, "Tanh": Tanh}

_rng = np.random.default_rng(4)


def _numbers(*shape):
    return _rng.normal(size=shape).round(2)


def _pair(n_out, n_in):
    pair = _numbers(n_out, n_in), _numbers(n_out)
    for array in pair:
        array.flags.writeable = False
    return pair


_a, (_W, _b) = _numbers(5, 3), _pair(2, 3)
_square, (_W3, _b3) = _numbers(3, 3), _pair(3, 3)


def _layer(f):
    return {"layer_forward": f}


class _Softsign:
    """An activation that can be called too: so a called activation is told from a called array."""

    def fn(self, z):
        return z / (1 + np.abs(z))

    def derivative(self, z):
        return 1 / (1 + np.abs(z)) ** 2

    def __call__(self, z):
        return self.fn(z)


_ANOTHER = "an activation that the course does not have: z / (1 + |z|)"
_ARRAY_CALLED = "Looks like: an array called like a function. `.T` takes no brackets, and a product is written `@`."


layer_forward = Exercise(
    id="layer_forward",
    reference={"layer_forward": maths.layer_forward},
    stand_ins=ACTIVATIONS,
    cases=(
        Case(
            "layer_forward(a, W, b, Identity())",
            "by hand: 1·1 + 2·3 + 10 = 17, and 4·1 + 5·3 - 20 = -1",
            a=np.array([[1.0, 3.0]]),
            W=np.array([[1.0, 2.0], [4.0, 5.0]]),
            b=np.array([10.0, -20.0]),
            Identity=Identity,
        ),
        Case("layer_forward(a, W, b, Sigmoid())", "five examples, two neurons", a=_a, W=_W, b=_b, Sigmoid=Sigmoid),
        Case("layer_forward(a, W, b, Tanh())", "another activation", a=_a, W=_W, b=_b, Tanh=Tanh),
        Case("layer_forward(a, W, b, ReLU())", "a batch of one", a=_a[:1], W=_W, b=_b, ReLU=ReLU),
        Case(
            "layer_forward(a, W, b, Sigmoid())",
            "as many examples as inputs as neurons: no shape can go wrong, only numbers",
            a=_square,
            W=_W3,
            b=_b3,
            Sigmoid=Sigmoid,
        ),
        Case("layer_forward(a, W, b, Tanh())", "a single neuron", a=_a, W=_W[:1], b=_b[:1], Tanh=Tanh),
        Case("layer_forward(a, W, b, ReLU())", "large numbers", a=1000 * _a, W=_W, b=_b, ReLU=ReLU),
        Case("layer_forward(a, W, b, Softsign())", _ANOTHER, a=_a, W=_W, b=_b, Softsign=_Softsign),
    ),
    mistakes=(
        Mistake(
            "no-transpose",
            "Looks like: `a @ W`. A row of W is a neuron and a row of a is an example; to bring them together W has to be turned "
            "on its side: `a @ W.T`.",
            _layer(lambda a, W, b, activation: activation.fn(a @ W + b)),
            _layer(lambda a, W, b, activation: activation.fn(np.dot(a, W) + b)),
        ),
        Mistake(
            "examples-as-columns",
            "Looks like: `W @ a.T`, which has one example a column. In this course an example is a row: `a @ W.T`.",
            _layer(lambda a, W, b, activation: activation.fn(W @ a.T + b[:, None])),
            _layer(lambda a, W, b, activation: activation.fn((a @ W.T + b).T)),
        ),
        Mistake(
            "weights-first",
            "Looks like: `W @ a`, as for a single example that is a column. With a batch of rows the batch comes first: `a @ W.T`.",
            _layer(lambda a, W, b, activation: activation.fn(W @ a + b)),
            _layer(lambda a, W, b, activation: activation.fn(np.dot(W, a) + b)),
            _layer(lambda a, W, b, activation: activation.fn(W @ a + b[:, None])),
            _layer(lambda a, W, b, activation: activation.fn(W @ a.T + b)),
        ),
        Mistake(
            "bias-per-example",
            "Looks like: a column of biases, so that each example gets one. Each neuron has one: add b as it is, shape (n_out,).",
            _layer(lambda a, W, b, activation: activation.fn(a @ W.T + b[:, None])),
            _layer(lambda a, W, b, activation: activation.fn(a @ W.T + b.reshape(-1, 1))),
        ),
        Mistake(
            "no-bias",
            "Looks like: the bias is missing. z = a Wᵀ + b.",
            _layer(lambda a, W, b, activation: activation.fn(a @ W.T)),
        ),
        Mistake(
            "minus-bias",
            "Looks like: b is subtracted. One of the sources does so; in this course z = a Wᵀ + b.",
            _layer(lambda a, W, b, activation: activation.fn(a @ W.T - b)),
        ),
        Mistake(
            "bias-outside",
            "Looks like: b is added after the activation. It belongs to z, inside the brackets of `fn`.",
            _layer(lambda a, W, b, activation: activation.fn(a @ W.T) + b),
        ),
        Mistake(
            "no-activation",
            "Looks like: z itself. The layer's output is `activation.fn(z)`.",
            _layer(lambda a, W, b, activation: a @ W.T + b),
        ),
        Mistake(
            "activated-inputs",
            "Looks like: the activation of the inputs. It comes last: first z from a, W and b, then the activation of z.",
            _layer(lambda a, W, b, activation: activation.fn(a) @ W.T + b),
        ),
        Mistake(
            "always-the-same",
            "Looks like: one fixed activation function, whichever is handed over. Call the `fn` of the argument `activation`.",
            _layer(lambda a, W, b, activation: Sigmoid().fn(a @ W.T + b)),
            _layer(lambda a, W, b, activation: 1 / (1 + np.exp(-(a @ W.T + b)))),
            _layer(lambda a, W, b, activation: np.tanh(a @ W.T + b)),
            _layer(lambda a, W, b, activation: np.maximum(a @ W.T + b, 0)),
            _layer(lambda a, W, b, activation: (a @ W.T + b > 0).astype(float)),
        ),
        Mistake(
            "called-the-object",
            "Looks like: `activation(z)`. The activation is an object, and its function is the method `fn`: `activation.fn(z)`.",
            _layer(lambda a, W, b, activation: activation(a @ W.T + b)),
        ),
        Mistake("array-called", _ARRAY_CALLED, _layer(lambda a, W, b, activation: activation.fn(a @ W.T() + b))),
        Mistake(
            "reshaped",
            "Looks like: W poured into another shape by `reshape`, which keeps the order of the numbers and so mixes the neurons. "
            "To turn W on its side, `W.T`.",
            _layer(lambda a, W, b, activation: activation.fn(a @ W.reshape(W.shape[::-1]) + b)),
        ),
        Mistake(
            "no-sum",
            "Looks like: `*`, which multiplies entry by entry and adds nothing up. Rows times columns, added up, is `@`: `a @ W.T`.",
            _layer(lambda a, W, b, activation: activation.fn(a * W + b)),
            _layer(lambda a, W, b, activation: activation.fn(W * a + b)),
            _layer(lambda a, W, b, activation: activation.fn(a * W.T + b)),
        ),
        Mistake(
            "derivative",
            "Looks like: the slope of the activation, not its value. `fn` is the function, `derivative` its slope.",
            _layer(lambda a, W, b, activation: activation.derivative(a @ W.T + b)),
        ),
        Mistake(
            "summed-over-neurons",
            "Looks like: summed over too much. Every example has one z for *each* neuron: shape (n, n_out).",
            _layer(lambda a, W, b, activation: activation.fn((a @ W.T + b).sum(axis=1))),
            _layer(lambda a, W, b, activation: activation.fn((a @ W.T + b).sum(axis=0))),
            _layer(lambda a, W, b, activation: activation.fn((a @ W.T).sum() + b)),
        ),
        Mistake(
            "twice",
            "Looks like: the activation of the activation. Once is enough.",
            _layer(lambda a, W, b, activation: activation.fn(activation.fn(a @ W.T + b))),
        ),
    ),
    hints=(
        "Two steps: the weighted inputs z of all neurons for all examples, shape (n, n_out), and then the activation of z.",
        "a has shape (n, n_in) and W has (n_out, n_in). In a product the inner lengths have to agree: which of the two has to be "
        "turned? The biases b, shape (n_out,), are added to every row.",
        "`z = a @ W.T + b`, then return `activation.fn(z)`.",
    ),
)


class _Found(str):
    """What a case looks at, as a str: equal where the check sees no difference. Shown is what the answer itself gave."""

    def __new__(cls, found, shown):
        self = super().__new__(cls, repr(found))
        self.found, self.shown = found, shown
        return self

    def __repr__(self):
        return self.shown


class _Look(Case):
    """A case that looks at one side of a result, where many results are right.

    Parameters
    ----------
    code, why : str
    look : callable
        ``look(run)`` -> what is found, where ``run()`` runs the code. It is given to `judge` in the place of the result.
    judge : callable
    **inputs
    """

    def __init__(self, code, why, look, judge, **inputs):
        super().__init__(code, why, judge=lambda result, **given: judge(result.found, **given), **inputs)
        self._look = look

    def run(self, *given, **named):
        values = []

        def run():
            values.append(super(_Look, self).run(*given, **named))
            return values[-1]

        found = self._look(run)
        return _Found(found, _shown(values[-1]))


def _shown(value):
    """Parameters in little space: numbers of small arrays, shapes of large ones."""
    if isinstance(value, (list, tuple)):
        inside = ", ".join(_shown(part) for part in value)
        return f"[{inside}]" if isinstance(value, list) else f"({inside})"
    if isinstance(value, np.ndarray) and value.size > 4:
        start = ", ".join(f"{number:.3g}" for number in value.ravel()[:2])
        return f"array {value.shape} [{start}, ...]"
    if isinstance(value, np.ndarray):
        return f"array({np.array2string(value, precision=3, separator=', ', max_line_width=200)})".replace("\n", "")
    return f"{value:.3g}" if isinstance(value, float) else repr(value)


def _shapes(parameters, lists=False):
    """Shapes of the pairs, or a sentence that says why there are none."""
    if parameters is None:
        return "The result is None: nothing came back. Did the function end without a `return`?"
    if not isinstance(parameters, (list, tuple)):
        return "A list of pairs (W, b) was asked for, one pair for each layer."
    found = []
    for number, pair in enumerate(parameters, 1):
        if not isinstance(pair, (list, tuple)) or len(pair) != 2:
            return "A list of *pairs* was asked for: every entry is (W, b), the weights and biases of one layer."
        for name, array in zip("Wb", pair, strict=True):
            if isinstance(array, (list, tuple)) and not lists:
                kind = "a list" if isinstance(array, list) else "a tuple"
                return f"`{name}` of layer {number} is {kind}; a NumPy array was asked for."
            try:
                numbers = np.asarray(array)
            except ValueError:
                return f"The rows of `{name}` of layer {number} are not equally long."
            if numbers.dtype.kind not in "iuf" or not np.isfinite(numbers).all():
                return f"`{name}` of layer {number} has to hold finite numbers."
        found.append(tuple(np.shape(array) for array in pair))
    return found


def _counted(count, name):
    return f"{count} {name}" if count == 1 else f"{count} {name}s"


def _fits(result, sizes):
    if isinstance(result, str):
        return result
    wanted = [((n_out, n_in), (n_out,)) for n_in, n_out in zip(sizes, sizes[1:], strict=False)]
    if len(result) != len(wanted):
        return (
            f"The list holds {_counted(len(result), 'pair')}; sizes {sizes} have {_counted(len(wanted), 'layer')} with "
            "weights, as the inputs are no layer of neurons."
        )
    for number, (got, want) in enumerate(zip(result, wanted, strict=True), 1):
        for name, one, other in zip("Wb", got, want, strict=True):
            if one != other:
                return f"{name} of layer {number} has shape {one}; shape {other} was asked for."
    return None


def _variety(parameters):
    """How many different rows each W has, and how many different columns."""
    return [(len(np.unique(W, axis=0)), len(np.unique(W, axis=1).T)) for W, _ in parameters]


def _neurons_differ(result, **_):
    for number, (rows, columns) in enumerate(result, 1):
        if rows == 1:
            return (
                f"All neurons of layer {number} start with the same weights, so they compute the same and will learn the "
                "same. Draw every weight at random."
            )
        if columns == 1:
            return f"Every neuron of layer {number} has one weight for all of its inputs. Draw every weight at random."
    return None


def _agree(one, other):
    """Whether two lists of pairs are the same, number for number."""
    pairs = zip(one, other, strict=True)
    return all(np.array_equal(a, b) for p, q in pairs for a, b in zip(p, q, strict=True))


def _follow_the_seed(result, **_):
    if not result[0]:
        return (
            "Two generators made from the same seed, 7, gave different parameters. Some of the numbers do not come from "
            "`rng`, the generator that is handed over."
        )
    if result[1]:
        return (
            "Generators made from different seeds, 7 and 8, gave the same parameters. The numbers do not come from `rng`, the "
            "generator that is handed over."
        )
    return None


def _global_kept(make):
    """Whether a call leaves NumPy's global generator as it was. Afterwards it is as it was in any case."""
    before = np.random.get_state()  # noqa: NPY002
    try:
        make()
        after = np.random.get_state()  # noqa: NPY002
        return bool(before[2] == after[2] and np.array_equal(before[1], after[1]))
    finally:
        np.random.set_state(before)  # noqa: NPY002


def _leaves_it(result, **_):
    if result:
        return None
    return "Your code draws from NumPy's global generator (`np.random....`). Draw from `rng`, which is handed over."


def _repeats(parameters):
    """Whether two layers of one shape have the same weights."""
    Ws = [W for W, _ in parameters]
    return any(np.array_equal(W, V) for k, W in enumerate(Ws) for V in Ws[:k])


def _no_repeats(result, **_):
    if result:
        return "Two layers of the same shape got the very same weights. Draw new numbers for every layer."
    return None


def _layers(sizes):
    return list(zip(sizes, sizes[1:], strict=False))


_PAST_THE_END = (
    "Looks like: a loop that runs over the end. A list of k sizes has k - 1 pairs of neighbours: `range(len(sizes) - 1)`, or "
    "`zip(sizes, sizes[1:])`."
)


def _init(f):
    return {"init_parameters": f}


def _drawn(shape_of_w=lambda n_in, n_out: (n_out, n_in), bias=lambda n_in, n_out: np.zeros(n_out)):
    """An answer that draws normal weights of some shape, with some bias, for each pair of neighbours."""
    return _init(
        lambda sizes, rng: [
            (rng.normal(size=shape_of_w(n_in, n_out)), bias(n_in, n_out))
            for n_in, n_out in zip(sizes, sizes[1:], strict=False)
        ]
    )


def _filled(weights):
    """An answer whose weights need no generator: from shape to array."""
    return _init(
        lambda sizes, rng: [
            (weights((n_out, n_in), rng), np.zeros(n_out)) for n_in, n_out in zip(sizes, sizes[1:], strict=False)
        ]
    )


_DRAW = "init_parameters(sizes, np.random.default_rng(0))"

init_parameters = Exercise(
    id="init_parameters",
    reference={"init_parameters": maths.init_parameters},
    cases=(
        _Look(_DRAW, "the shapes of W and b, layer by layer", lambda run: _shapes(run()), _fits, sizes=[3, 4, 5]),
        _Look(_DRAW, "a single layer", lambda run: _shapes(run()), _fits, sizes=[6, 2]),
        _Look(_DRAW, "four layers", lambda run: _shapes(run()), _fits, sizes=[7, 5, 1, 3, 2]),
        _Look(
            _DRAW,
            "do the rows of each W differ, and its columns?",
            lambda run: _variety(run()),
            _neurons_differ,
            sizes=[6, 8, 7],
        ),
        _Look(
            _DRAW,
            "do the layers differ, where their shapes are the same?",
            lambda run: _repeats(run()),
            _no_repeats,
            sizes=[4, 4, 4, 4],
        ),
        _Look(
            "[init_parameters(sizes, np.random.default_rng(seed)) for seed in (7, 7, 8)]",
            "two calls with equal seeds, and one with another",
            lambda run: [_agree(first, other) for first, *others in [run()] for other in others],
            _follow_the_seed,
            sizes=[5, 4],
        ),
        _Look(_DRAW, "is NumPy's global generator left alone?", _global_kept, _leaves_it, sizes=[3, 4, 5]),
    ),
    mistakes=(
        Mistake(
            "all-equal",
            "Looks like: every weight starts at the same value. Then all neurons of a layer compute the same, get the same "
            "gradient, and stay the same for ever. `rng.normal(size=...)` draws them apart.",
            _filled(lambda shape, rng: np.zeros(shape)),
            _filled(lambda shape, rng: np.ones(shape)),
            _filled(lambda shape, rng: np.full(shape, rng.normal())),
        ),
        Mistake(
            "same-rows",
            "Looks like: one row drawn and repeated, so every neuron of a layer is the same neuron. Draw a whole matrix of "
            "numbers: `size=(n_out, n_in)`.",
            _filled(lambda shape, rng: np.tile(rng.normal(size=shape[1]), (shape[0], 1))),
            _filled(lambda shape, rng: np.ones(shape) * rng.normal(size=shape[1])),
        ),
        Mistake(
            "same-columns",
            "Looks like: one number drawn for each neuron and used for all of its inputs. Draw a whole matrix of numbers: "
            "`size=(n_out, n_in)`.",
            _filled(lambda shape, rng: np.tile(rng.normal(size=(shape[0], 1)), (1, shape[1]))),
        ),
        Mistake(
            "transposed",
            "Looks like: W with one neuron a *column*. In this course a row is a neuron: shape (n_out, n_in).",
            _drawn(lambda n_in, n_out: (n_in, n_out)),
        ),
        Mistake(
            "bias-per-input",
            "Looks like: one bias for each input. A bias belongs to a neuron: shape (n_out,).",
            _drawn(bias=lambda n_in, n_out: np.zeros(n_in)),
            _drawn(lambda n_in, n_out: (n_in, n_out), lambda n_in, n_out: np.zeros(n_in)),
        ),
        Mistake(
            "column-of-biases",
            "Looks like: biases as a column, shape (n_out, 1), which goes with examples as columns. Here b has shape (n_out,).",
            _drawn(bias=lambda n_in, n_out: np.zeros((n_out, 1))),
            _drawn(lambda n_in, n_out: (n_in, n_out), lambda n_in, n_out: np.zeros((n_out, 1))),
        ),
        Mistake(
            "row-of-biases",
            "Looks like: biases as a matrix of one row, shape (1, n_out). Here b has shape (n_out,): one pair of brackets less.",
            _drawn(bias=lambda n_in, n_out: np.zeros((1, n_out))),
            _drawn(lambda n_in, n_out: (n_in, n_out), lambda n_in, n_out: np.zeros((1, n_out))),
        ),
        Mistake(
            "one-bias",
            "Looks like: one bias for the whole layer. Every neuron has its own: `np.zeros(n_out)`.",
            _drawn(bias=lambda n_in, n_out: 0.0),
            _drawn(bias=lambda n_in, n_out: np.zeros(1)),
            _drawn(bias=lambda n_in, n_out: np.float64(0.5)),
        ),
        Mistake(
            "inputs-as-a-layer",
            "Looks like: a pair for every size. The first size counts the inputs, which have no weights; there is a pair for "
            "each two *neighbours* in `sizes`.",
            _init(
                lambda sizes, rng: [
                    (rng.normal(size=(n, sizes[max(k - 1, 0)])), np.zeros(n)) for k, n in enumerate(sizes)
                ]
            ),
            _init(lambda sizes, rng: [(rng.normal(size=(n, sizes[k - 1])), np.zeros(n)) for k, n in enumerate(sizes)]),
            _init(lambda sizes, rng: [(rng.normal(size=(n, n)), np.zeros(n)) for n in sizes]),
        ),
        Mistake(
            "only-one-layer",
            "Looks like: the weights of one layer alone. Collect a pair for every layer in a list, and return it after the loop.",
            _init(lambda sizes, rng: [(rng.normal(size=(sizes[1], sizes[0])), np.zeros(sizes[1]))]),
            _init(lambda sizes, rng: [(rng.normal(size=(sizes[-1], sizes[-2])), np.zeros(sizes[-1]))]),
            _init(lambda sizes, rng: [(rng.normal(size=(sizes[-1], sizes[0])), np.zeros(sizes[-1]))]),
        ),
        Mistake(
            "one-layer-short",
            "Looks like: the last layer is missing. `sizes` of k + 1 numbers has k layers: `zip(sizes, sizes[1:])` walks through "
            "all neighbours.",
            _init(
                lambda sizes, rng: [
                    (rng.normal(size=(n_out, n_in)), np.zeros(n_out))
                    for n_in, n_out in zip(sizes[:-2], sizes[1:], strict=False)
                ]
            ),
        ),
        Mistake(
            "two-lists",
            "Looks like: a list of all W and a list of all b. Asked for is one list of pairs: `zip(weights, biases)` makes it.",
            _init(
                lambda sizes, rng: (
                    [rng.normal(size=(n_out, n_in)) for n_in, n_out in zip(sizes, sizes[1:], strict=False)],
                    [np.zeros(n_out) for n_out in sizes[1:]],
                )
            ),
        ),
        Mistake(
            "global-generator",
            "Looks like: `np.random.randn` or its like, which draws from a generator that everything shares. Draw from the "
            "argument: `rng.normal(size=...)`.",
            _filled(lambda shape, rng: np.random.randn(*shape)),  # noqa: NPY002
        ),
        Mistake(
            "own-generator",
            "Looks like: a generator of your own, so that every call gives the same. `rng` is handed over: draw from it.",
            _init(
                lambda sizes, rng: [
                    (own.normal(size=(n_out, n_in)), np.zeros(n_out))
                    for own in [np.random.default_rng(0)]
                    for n_in, n_out in zip(sizes, sizes[1:], strict=False)
                ]
            ),
        ),
        Mistake(
            "mean-and-spread",
            "Looks like: `rng.normal(n_out, n_in)`, a single number. These are mean and spread; the shape is `size=(n_out, n_in)`.",
            _init(lambda sizes, rng: [(rng.normal(o, i), np.zeros(o)) for i, o in _layers(sizes)]),
            _init(lambda sizes, rng: [(rng.normal(i, o), np.zeros(o)) for i, o in _layers(sizes)]),
        ),
        Mistake(
            "old-name",
            "Looks like: `rng.rand` or `rng.randn`, names from `np.random`. A generator's methods are `rng.random(size=...)` and "
            "`rng.normal(size=...)`.",
            _init(lambda sizes, rng: [(rng.rand(o, i), np.zeros(o)) for i, o in _layers(sizes)]),
            _init(lambda sizes, rng: [(rng.randn(o, i), np.zeros(o)) for i, o in _layers(sizes)]),
        ),
        Mistake(
            "past-the-end",
            _PAST_THE_END,
            _init(
                lambda sizes, rng: [(np.zeros((sizes[k + 1], n)), np.zeros(sizes[k + 1])) for k, n in enumerate(sizes)]
            ),
        ),
        Mistake(
            "reseeded",
            "Looks like: a new generator from a fixed seed for every layer, so layers of one shape are copies, and every call "
            "gives the same. Draw all of them from `rng`, one after the other.",
            _filled(lambda shape, rng: np.random.default_rng(0).normal(size=shape)),
        ),
    ),
    hints=(
        "A layer stands between two neighbours of `sizes`: [3, 4, 5] has a layer from 3 to 4 and one from 4 to 5. What walks "
        "through the neighbours of a list?",
        "`for n_in, n_out in zip(sizes, sizes[1:])`. In it `rng.normal(size=(n_out, n_in))` draws a whole matrix.",
        "Start with an empty list. For every pair of neighbours append `(rng.normal(size=(n_out, n_in)), np.zeros(n_out))`, "
        "and return the list after the loop.",
    ),
)


def _count(f):
    return {"count_parameters": f}


count_parameters = Exercise(
    id="count_parameters",
    reference={"count_parameters": maths.count_parameters},
    cases=(
        Case("count_parameters(sizes)", "by hand: 4·3 + 4, and 5·4 + 5", sizes=[3, 4, 5]),
        Case("count_parameters(sizes)", "a single layer", sizes=[6, 2]),
        Case("count_parameters(sizes)", "a single neuron with a single input", sizes=[1, 1]),
        Case("count_parameters(sizes)", "a network that reads digits", sizes=[784, 30, 10]),
        Case("count_parameters(sizes)", "four layers", sizes=[7, 5, 1, 3, 2]),
        Case("count_parameters(sizes)", "a large picture, a thousand neurons", sizes=[50176, 1000]),
    ),
    mistakes=(
        Mistake(
            "no-biases",
            "Looks like: the weights alone. Every neuron has a bias as well.",
            _count(lambda sizes: sum(i * o for i, o in _layers(sizes))),
        ),
        Mistake(
            "bias-for-inputs",
            "Looks like: the inputs were given biases too. Inputs are numbers that come in; only neurons have biases.",
            _count(lambda sizes: sum(i * o for i, o in _layers(sizes)) + sum(sizes)),
        ),
        Mistake(
            "bias-per-input",
            "Looks like: in each layer a bias for each of its *inputs*. It has one for each of its neurons.",
            _count(lambda sizes: sum(i * o + i for i, o in _layers(sizes))),
        ),
        Mistake(
            "one-bias-a-layer",
            "Looks like: one bias for a whole layer. Every neuron has its own.",
            _count(lambda sizes: sum(i * o + 1 for i, o in _layers(sizes))),
        ),
        Mistake(
            "neurons",
            "Looks like: the neurons counted, not their weights. A neuron has a weight for each of its inputs, and a bias.",
            _count(lambda sizes: sum(sizes)),
            _count(lambda sizes: sum(sizes[1:])),
        ),
        Mistake(
            "one-product",
            "Looks like: all sizes multiplied. Only neighbouring layers are connected: n_in · n_out for each pair of neighbours, "
            "added up.",
            _count(lambda sizes: int(np.prod(sizes))),
            _count(lambda sizes: int(np.prod(sizes)) + sum(sizes[1:])),
        ),
        Mistake(
            "ends-only",
            "Looks like: the first size and the last, without what is between. Walk through all pairs of neighbours.",
            _count(lambda sizes: sizes[0] * sizes[-1] + sizes[-1]),
            _count(lambda sizes: sizes[0] * sizes[-1]),
        ),
        Mistake(
            "one-layer",
            "Looks like: one layer counted, not all of them. Add the counts up, and return after the loop.",
            _count(lambda sizes: sizes[0] * sizes[1] + sizes[1]),
            _count(lambda sizes: sizes[-2] * sizes[-1] + sizes[-1]),
        ),
        Mistake(
            "one-layer-short",
            "Looks like: the last layer is missing. `zip(sizes, sizes[1:])` walks through all neighbours.",
            _count(lambda sizes: sum(i * o + o for i, o in _layers(sizes)[:-1])),
        ),
        Mistake(
            "squared",
            "Looks like: n · n for every layer. The weights lead from one layer to the *next*: n_in · n_out.",
            _count(lambda sizes: sum(o * o + o for o in sizes[1:])),
            _count(lambda sizes: sum(n * n + n for n in sizes)),
        ),
        Mistake(
            "list-of-counts",
            "Looks like: a count for each layer. Asked for is one number: add them up.",
            _count(lambda sizes: [i * o + o for i, o in _layers(sizes)]),
        ),
        Mistake(
            "decimal",
            "Looks like: the right count, but as a decimal number. A count is a whole number: `int(...)`.",
            _count(lambda sizes: float(sum(i * o + o for i, o in _layers(sizes)))),
        ),
        Mistake(
            "past-the-end",
            _PAST_THE_END,
            _count(lambda sizes: sum(n * sizes[k + 1] + sizes[k + 1] for k, n in enumerate(sizes))),
        ),
    ),
    hints=(
        "Count one layer first: n_out neurons, each with n_in weights and one bias.",
        "A layer has `n_out * n_in` weights and `n_out` biases. `zip(sizes, sizes[1:])` gives n_in and n_out of each layer.",
        "Begin with `count = 0`; for every n_in, n_out in `zip(sizes, sizes[1:])` add `n_out * n_in + n_out`; return the count.",
    ),
)


_two = [_pair(4, 3), _pair(2, 4)]
_three = [_pair(4, 2), _pair(5, 4), _pair(3, 5)]
_one = [_pair(2, 3)]
_equal = [_pair(3, 3), _pair(3, 3), _pair(3, 3)]
_X = _numbers(5, 3)


def _network(run, init=None):
    """A wrong answer that is a class: its `run`, and how it keeps what it was made from."""

    def keep(self, parameters, activations):
        self.parameters, self.activations = parameters, activations

    return {"NeuralNetwork": type("NeuralNetwork", (), {"__init__": init or keep, "run": run})}


def _chain(layer):
    """A run that goes through the layers: ``layer(a, W, b, phi, X, k, last)`` -> the next a."""

    def run(self, X):
        a, count = X, len(self.parameters)
        for k, ((W, b), phi) in enumerate(zip(self.parameters, self.activations, strict=True)):
            a = layer(a, W, b, phi, X=X, k=k, last=k == count - 1, all=self.activations)
        return a

    return run


def _z(a, W, b):
    return a @ W.T + b


def _keep_on_class(self, parameters, activations):
    type(self).parameters, type(self).activations = parameters, activations


def _keep_nothing(self, parameters, activations):
    pass


def _keep_turned(self, parameters, activations):
    self.parameters, self.activations = parameters, activations[::-1]


def _run_and_empty(self, X):
    a = X
    activations = list(self.activations)
    while self.parameters:
        W, b = self.parameters.pop(0)
        a = activations.pop(0).fn(_z(a, W, b))
    return a


def _run_all_outputs(self, X):
    outputs = [X]
    for (W, b), phi in zip(self.parameters, self.activations, strict=True):
        outputs.append(phi.fn(_z(outputs[-1], W, b)))
    return outputs


def _run_reversed(self, X):
    a = X
    for (W, b), phi in zip(self.parameters[::-1], self.activations[::-1], strict=True):
        a = phi.fn(_z(a, W, b))
    return a


def _run_none(self, X):
    _chain(lambda a, W, b, phi, **_: phi.fn(_z(a, W, b)))(self, X)


_MADE = "NeuralNetwork(parameters, [{}]).run(X)"
_exercise_inputs = {"Sigmoid": Sigmoid, "Tanh": Tanh, "ReLU": ReLU, "Identity": Identity}

neural_network = Exercise(
    id="neural_network",
    reference={"NeuralNetwork": maths.NeuralNetwork},
    needs=("layer_forward",),
    stand_ins=ACTIVATIONS,
    cases=(
        Case(
            _MADE.format("Identity(), Identity()"),
            "by hand: the first layer gives (3, 7) and (-1, 5), the second 10·3 + 7 = 37 and 10·(-1) + 5 = -5",
            X=np.array([[3.0, 4.0], [-1.0, 6.0]]),
            parameters=[
                (np.array([[1.0, 0.0], [1.0, 1.0]]), np.array([0.0, 0.0])),
                (np.array([[10.0, 1.0]]), np.array([0.0])),
            ],
            **_exercise_inputs,
        ),
        Case(_MADE.format("Tanh(), Sigmoid()"), "3 → 4 → 2, five examples", X=_X, parameters=_two, **_exercise_inputs),
        Case(_MADE.format("Sigmoid(), Tanh()"), "the activations swapped", X=_X, parameters=_two, **_exercise_inputs),
        Case(_MADE.format("Sigmoid()"), "a single layer", X=_X, parameters=_one, **_exercise_inputs),
        Case(
            _MADE.format("Tanh(), ReLU(), Sigmoid()"),
            "three layers, 2 → 4 → 5 → 3",
            X=_X[:, :2],
            parameters=_three,
            **_exercise_inputs,
        ),
        Case(_MADE.format("ReLU(), Sigmoid()"), "a batch of one", X=_X[:1], parameters=_two, **_exercise_inputs),
        Case(
            _MADE.format("Sigmoid(), Tanh(), Identity()"),
            "3 → 3 → 3 → 3, three examples: no shape can go wrong, only numbers",
            X=_X[:3],
            parameters=_equal,
            **_exercise_inputs,
        ),
        Case(
            "[network.run(X) for network in [NeuralNetwork(parameters, [Tanh(), Sigmoid()])] for _ in range(2)][-1]",
            "run twice: the second time gives the same again",
            X=_X,
            parameters=_two,
            **_exercise_inputs,
        ),
        Case(
            "[network.run(X) for network in (NeuralNetwork(one, [Sigmoid()]), NeuralNetwork(two, [Tanh(), Sigmoid()]))][0]",
            "two networks side by side, the first of them run",
            X=_X,
            one=_one,
            two=_two,
            **_exercise_inputs,
        ),
        Case(
            _MADE.format("Softsign(), Softsign()"),
            _ANOTHER,
            X=_X,
            parameters=_two,
            Softsign=_Softsign,
            **_exercise_inputs,
        ),
    ),
    mistakes=(
        Mistake(
            "first-layer-only",
            "Looks like: the first layer's output. Does the `return` stand inside the loop? It belongs behind it.",
            _network(lambda self, X: self.activations[0].fn(_z(X, *self.parameters[0]))),
        ),
        Mistake(
            "not-passed-on",
            "Looks like: every layer is given X. A layer works on what the layer before put out: let one name, say `a`, be both "
            "input and output of the step.",
            _network(_chain(lambda a, W, b, phi, X, **_: phi.fn(_z(X, W, b)))),
            _network(_chain(lambda a, W, b, phi, X, **_: maths.layer_forward(X, W, b, phi))),
        ),
        Mistake(
            "first-activation",
            "Looks like: the first activation function for every layer. Layer k has its own: walk through `parameters` and "
            "`activations` together with `zip`.",
            _network(_chain(lambda a, W, b, phi, all, **_: all[0].fn(_z(a, W, b)))),
        ),
        Mistake(
            "last-activation",
            "Looks like: the last activation function for every layer. Layer k has its own: walk through `parameters` and "
            "`activations` together with `zip`.",
            _network(_chain(lambda a, W, b, phi, all, **_: all[-1].fn(_z(a, W, b)))),
        ),
        Mistake(
            "always-sigmoid",
            "Looks like: a sigmoid in every layer. Which function it is, the list `activations` says.",
            _network(_chain(lambda a, W, b, phi, **_: Sigmoid().fn(_z(a, W, b)))),
        ),
        Mistake(
            "no-activation",
            "Looks like: no activation function at all. Then the layers collapse into a single linear one. Each layer's z goes "
            "through its `fn`.",
            _network(_chain(lambda a, W, b, phi, **_: _z(a, W, b))),
        ),
        Mistake(
            "activation-at-the-end",
            "Looks like: an activation function after the last layer only. Every layer has one.",
            _network(_chain(lambda a, W, b, phi, last, **_: phi.fn(_z(a, W, b)) if last else _z(a, W, b))),
        ),
        Mistake(
            "bare-last-layer",
            "Looks like: the last layer without its activation function. It has one too, though it may be `Identity()`.",
            _network(_chain(lambda a, W, b, phi, last, **_: _z(a, W, b) if last else phi.fn(_z(a, W, b)))),
        ),
        Mistake(
            "activated-inputs",
            "Looks like: the activation function of a layer is applied to its *inputs*. First z from them, then the activation "
            "of z.",
            _network(_chain(lambda a, W, b, phi, **_: _z(phi.fn(a), W, b))),
        ),
        Mistake(
            "no-transpose",
            "Looks like: `a @ W`. A row of W is a neuron, and a row of a is an example: `a @ W.T`.",
            _network(_chain(lambda a, W, b, phi, **_: phi.fn(a @ W + b))),
        ),
        Mistake(
            "weights-first",
            "Looks like: `W @ a`, which is right for an example that is a column. Here examples are rows: `a @ W.T`.",
            _network(_chain(lambda a, W, b, phi, **_: phi.fn(W @ a + b))),
            _network(_chain(lambda a, W, b, phi, **_: phi.fn(W @ a + b[:, None]))),
            _network(_chain(lambda a, W, b, phi, **_: phi.fn(W @ a.T + b[:, None]))),
        ),
        Mistake(
            "columns",
            "Looks like: right, but with one example a column. In this course an example is a row, in the output too.",
            _network(lambda self, X: _chain(lambda a, W, b, phi, **_: phi.fn(_z(a, W, b)))(self, X).T),
        ),
        Mistake(
            "no-bias",
            "Looks like: the biases are missing. z = a Wᵀ + b in every layer.",
            _network(_chain(lambda a, W, b, phi, **_: phi.fn(a @ W.T))),
        ),
        Mistake(
            "minus-bias",
            "Looks like: the biases are subtracted. In this course z = a Wᵀ + b.",
            _network(_chain(lambda a, W, b, phi, **_: phi.fn(a @ W.T - b))),
        ),
        Mistake(
            "last-to-first",
            "Looks like: the layers in reverse order. The first pair of `parameters` belongs to the layer that X goes into.",
            _network(_run_reversed),
        ),
        Mistake(
            "all-outputs",
            "Looks like: the outputs of all layers. `run` returns those of the last one.",
            _network(_run_all_outputs),
            _network(lambda self, X: _run_all_outputs(self, X)[1:]),
        ),
        Mistake(
            "labels",
            "Looks like: outputs turned into 0 and 1. Return what the last layer puts out, as it is.",
            _network(
                lambda self, X: (_chain(lambda a, W, b, phi, **_: phi.fn(_z(a, W, b)))(self, X) > 0.5).astype(int)
            ),
            _network(lambda self, X: np.round(_chain(lambda a, W, b, phi, **_: phi.fn(_z(a, W, b)))(self, X))),
        ),
        Mistake(
            "used-up",
            "Looks like: `run` takes the layers out of the list (`pop`), so the network is empty afterwards: walk through the list "
            "with `for`. Or a `zip` is kept in `__init__`, which can be walked through only once: keep the lists, or `list(zip(...))`.",
            _network(
                _run_and_empty,
                lambda self, parameters, activations: (
                    setattr(self, "parameters", list(parameters)) or setattr(self, "activations", activations)
                ),
            ),
        ),
        Mistake(
            "on-the-class",
            "Looks like: all networks share the last parameters, kept on the class or outside it. Keep them on `self`.",
            _network(_chain(lambda a, W, b, phi, **_: phi.fn(_z(a, W, b))), _keep_on_class),
        ),
        Mistake(
            "stores-nothing",
            "Looks like: `__init__` does not keep what it is given, so `run` finds nothing. `self.parameters = parameters`, and the "
            "same for the activations.",
            _network(_chain(lambda a, W, b, phi, **_: phi.fn(_z(a, W, b))), _keep_nothing),
        ),
        Mistake(
            "no-return",
            "Looks like: `run` does all the work and returns nothing. `return a` after the loop.",
            _network(_run_none),
        ),
        Mistake(
            "called-the-object",
            "Looks like: `activation(z)`. An activation is an object, and its function is the method `fn`.",
            _network(_chain(lambda a, W, b, phi, **_: phi(_z(a, W, b)))),
        ),
        Mistake("array-called", _ARRAY_CALLED, _network(_chain(lambda a, W, b, phi, **_: phi.fn(a @ W.T() + b)))),
        Mistake(
            "three-from-two",
            "Looks like: three names for what are two things, a pair and an activation. The pair needs brackets: "
            "`for (W, b), f in zip(...)`.",
            _network(lambda self, X: [f.fn(_z(X, W, b)) for W, b, f in zip(self.parameters, self.activations)]),  # noqa: B905
        ),
        Mistake(
            "activations-reversed",
            "Looks like: the activations from last to first. Like the pairs, they stand in the order of the layers.",
            _network(_chain(lambda a, W, b, phi, **_: phi.fn(_z(a, W, b))), _keep_turned),
        ),
        Mistake(
            "without-self",
            "Looks like: `run` uses a name that it does not know. What `__init__` was given has to be kept on `self`, and is "
            "`self.parameters` and `self.activations` in `run`.",
            _network(lambda self, X: [parameters, activations]),  # noqa: F821
            _network(lambda self, X: [activations, parameters]),  # noqa: F821
        ),
    ),
    hints=(
        "`__init__` has only to remember. `run` hands the batch from layer to layer: what one puts out is what the next takes in.",
        "You have `layer_forward` already. `zip(self.parameters, self.activations)` gives a layer's pair and its activation "
        "together: `for (W, b), activation in zip(...)`.",
        "In `run`: `a = X`; then for every layer `a = layer_forward(a, W, b, activation)`; after the loop `return a`.",
    ),
)


_CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
_GATES = {
    (0, 1, 1, 1): "OR",
    (0, 0, 0, 1): "AND",
    (1, 1, 1, 0): "NAND",
    (1, 0, 0, 0): "NOR",
    (1, 0, 0, 1): "XNOR, the opposite of XOR",
    (0, 0, 0, 0): "0 for all four inputs",
    (1, 1, 1, 1): "1 for all four inputs",
    (0, 0, 1, 1): "x₁, whatever x₂ is",
    (0, 1, 0, 1): "x₂, whatever x₁ is",
    (0, 1, 0, 0): "1 for (0, 1) alone",
    (0, 0, 1, 0): "1 for (1, 0) alone",
    (1, 1, 0, 0): "not x₁",
    (1, 0, 1, 0): "not x₂",
    (1, 0, 1, 1): "0 for (0, 1) alone",
    (1, 1, 0, 1): "0 for (1, 0) alone",
}


def _two_hidden(result, **_):
    wanted = [((2, 2), (2,)), ((1, 2), (1,))]
    if isinstance(result, str):
        return result
    if len(result) != 2:
        return f"`xor_parameters` has {_counted(len(result), 'layer')}; two were asked for: `[(W1, b1), (W2, b2)]`."
    for number, (got, want) in enumerate(zip(result, wanted, strict=True), 1):
        for name, one, other in zip("Wb", got, want, strict=True):
            if one != other:
                return f"`{name}{number}` has shape {one}; shape {other} was asked for."
    return None


def _labels(run):
    """What the networks answer, 0 or 1: an output above ½ is a 1."""
    return [tuple(int(output > 0.5) for output in outputs) for outputs in run()]


def _is_xor(result, **_):
    if (0, 1, 1, 0) in result:
        return None
    step, smooth = (_GATES[labels] for labels in result)
    if step == smooth:
        return f"With Step and with Sigmoid neurons alike, these weights compute {step}. Asked for is XOR: 0, 1, 1, 0."
    return (
        f"With Step neurons these weights compute {step}; with Sigmoid neurons, {smooth}. Asked for is XOR: 0, 1, 1, 0."
    )


def _xor(W1, b1, W2, b2):
    return {"xor_parameters": [(np.array(W1, float), np.array(b1, float)), (np.array(W2, float), np.array(b2, float))]}


def _scaled(scale, *parts):
    return _xor(*(scale * np.array(part, float) for part in parts))


_OR_AND = ([[2, 2], [2, 2]], [-1, -3])

xor_network = Exercise(
    id="xor_network",
    reference={"xor_parameters": maths.xor_parameters(10)},
    cases=(
        _Look(
            "xor_parameters",
            "the shapes of W and b, layer by layer",
            lambda run: _shapes(run(), lists=True),
            _two_hidden,
        ),
        _Look(
            "[NeuralNetwork(xor_parameters, [unit, unit]).run(X)[:, 0] for unit in (Step(), Sigmoid())]",
            "an output above ½ counts as 1. First array: all neurons Step; second: all neurons Sigmoid. One of the two has to be XOR",
            _labels,
            _is_xor,
            X=_CORNERS,
            NeuralNetwork=maths.NeuralNetwork,
            Step=Step,
            Sigmoid=Sigmoid,
        ),
    ),
    mistakes=(
        Mistake(
            "or",
            "Looks like: OR. It errs only at (1, 1): the output neuron has to be held back, with a negative weight, by a hidden "
            "neuron that fires there alone (AND).",
            _scaled(1, *_OR_AND, [[2, 2]], [-1]),
            _scaled(10, *_OR_AND, [[2, 2]], [-1]),
            _scaled(10, *_OR_AND, [[2, 0]], [-1]),
            _scaled(1, [[1, 1], [1, 1]], [-0.5, -0.5], [[1, 1]], [-0.5]),
            _scaled(1, [[1, 1], [1, 1]], [-0.5, -0.5], [[1, 1]], [-1.5]),
        ),
        Mistake(
            "and",
            "Looks like: AND. Useful for one of the hidden neurons; the output has to fire where OR does and AND does *not*.",
            _scaled(10, *_OR_AND, [[2, 2]], [-3]),
            _scaled(10, *_OR_AND, [[0, 2]], [-1]),
            _scaled(1, *_OR_AND, [[2, 2]], [-3]),
        ),
        Mistake(
            "nand",
            "Looks like: NAND. It is right but for (0, 0). Combine it with OR: XOR is where both fire.",
            _scaled(10, *_OR_AND, [[0, -2]], [1]),
            _scaled(10, [[-2, -2], [-2, -2]], [3, 1], [[2, 2]], [-1]),
        ),
        Mistake(
            "one-corner",
            "Looks like: 1 for one of (0, 1) and (1, 0) alone. Do your hidden neurons stand in the *columns* of W1? A row is a neuron: "
            "OR and NAND are [[2, 2], [-2, -2]]. If they stand in rows, the other corner has no neuron yet.",
            *(
                _scaled(scale, W1, b1, [[2, 2]], [-3])
                for scale in (0.5, 10)
                for W1, b1 in (([[2, -2], [2, -2]], [-1, 3]), ([[-2, 2], [-2, 2]], [3, -1]))
            ),
        ),
        Mistake(
            "upside-down",
            "Looks like: XNOR, 1 where the inputs are equal. Change the sign of everything in the output neuron, W2 and b2.",
            _scaled(1, *_OR_AND, [[-2, 2]], [1]),
            _scaled(10, *_OR_AND, [[-2, 2]], [1]),
        ),
        Mistake(
            "always-0",
            "Looks like: 0 for all four inputs. Is the output's bias too low, or are all weights 0? Work out z of the output by hand for "
            "(0, 1).",
            _scaled(1, *_OR_AND, [[2, -2]], [-3]),
            _scaled(1, np.zeros((2, 2)), [0, 0], [[0, 0]], [0]),
        ),
        Mistake(
            "always-1",
            "Looks like: 1 for all four inputs. Is the output's bias too high, or a threshold written with the wrong sign? A threshold "
            "t is a bias of -t.",
            _scaled(1, *_OR_AND, [[2, -2]], [3]),
            _scaled(10, [[2, 2], [2, 2]], [1, 3], [[2, -2]], [1]),
        ),
        Mistake(
            "turned-output",
            "Looks like: W2 as a column, shape (2, 1). It holds one neuron, and a neuron is a row: `np.array([[v1, v2]])`, shape "
            "(1, 2).",
            _xor(*_OR_AND, [[2], [-2]], [-1]),
            _xor(*_OR_AND, [[2], [-2]], -1),
        ),
        Mistake(
            "flat-output",
            "Looks like: the output's weights with one pair of brackets too few. W2 is a matrix of one row: `np.array([[v1, v2]])`.",
            _xor(*_OR_AND, [2, -2], [-1]),
            _xor(*_OR_AND, [2, -2], -1),
        ),
        Mistake(
            "bare-bias",
            "Looks like: b2 is a bare number. It is an array with one entry: `np.array([c])`.",
            _xor(*_OR_AND, [[2, -2]], -1),
        ),
        Mistake(
            "three-hidden",
            "Looks like: three hidden neurons. It can be done with two: think of OR and AND.",
            _xor([[2, 2], [2, 2], [1, 1]], [-1, -3, 0], [[2, -2, 0]], [-1]),
        ),
    ),
    hints=(
        "XOR is: at least one of the two, but not both. Which two gates of lesson 02 are hidden in this sentence?",
        "First hidden neuron OR: weights 2, 2 and bias -1. Second hidden neuron AND: weights 2, 2 and bias -3. The output fires "
        "if the first does and the second does not: what sign has the weight of the second?",
        "W1 is [[2, 2], [2, 2]], b1 is [-1, -3]. The output's weights are 2 and -2. Its z must be above 0 for hidden outputs (1, 0), "
        "and below 0 for (0, 0) and (1, 1): which b2 does that?",
    ),
)


EXERCISES = (layer_forward, init_parameters, count_parameters, neural_network, xor_network)
