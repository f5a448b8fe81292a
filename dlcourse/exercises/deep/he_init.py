"""`he_init` of lesson 08."""

import numpy as np

from dlcourse import deep as maths
from dlcourse.checker import Exercise, Mistake
from dlcourse.checker.looks import Look
from dlcourse.exercises.deep import Seen, say
from dlcourse.exercises.network._parameters import shapes, start_cases, variety

_LARGE = [400, 100, 300, 80]  # so many weights that mean and spread are known to well below a hundredth


def _init(f):
    return {"he_init": f}


def _layers(sizes):
    return list(zip(sizes, sizes[1:], strict=False))


def _drawn(
    spread=lambda n_in, n_out: np.sqrt(2 / n_in),
    draw=lambda rng, shape, spread: spread * rng.normal(size=shape),
    bias=lambda rng, n_in, n_out: np.zeros(n_out),
    shape=lambda n_in, n_out: (n_out, n_in),
    finish=lambda pairs: pairs,
    layers=_layers,
    generator=lambda rng: rng,
    anew=lambda rng: rng,
):
    """An answer made of pieces of which one is wrong."""

    def he_init(sizes, rng):
        rng = generator(rng)
        return finish(
            [
                (draw(anew(rng), shape(n_in, n_out), spread(n_in, n_out)), bias(rng, n_in, n_out))
                for n_in, n_out in layers(sizes)
            ]
        )

    return _init(he_init)


def _slices_of_one(sizes, rng):
    drawn = rng.normal(size=(max(sizes), max(sizes)))
    return [(np.sqrt(2 / n_in) * drawn[:n_out, :n_in], np.zeros(n_out)) for n_in, n_out in _layers(sizes)]


_SPREADS = {
    "√(2/n_in)": lambda n_in, n_out: np.sqrt(2 / n_in),
    "1/√n_in": lambda n_in, n_out: np.sqrt(1 / n_in),
    "2/n_in": lambda n_in, n_out: 2 / n_in,
    "1/n_in": lambda n_in, n_out: 1 / n_in,
    "√2/n_in": lambda n_in, n_out: np.sqrt(2) / n_in,
    "2/√n_in": lambda n_in, n_out: 2 / np.sqrt(n_in),
    "√(n_in/2)": lambda n_in, n_out: np.sqrt(n_in / 2),
    "√(2/n_out)": lambda n_in, n_out: np.sqrt(2 / n_out),
    "1/√n_out": lambda n_in, n_out: np.sqrt(1 / n_out),
    "√(2/(n_in + n_out))": lambda n_in, n_out: np.sqrt(2 / (n_in + n_out)),
    "1": lambda n_in, n_out: 1.0,
}


def _statistics(parameters):
    """How the weights of large layers are spread, as a kind and a sentence."""
    found = shapes(parameters)
    if isinstance(found, str) or any(
        np.prod(W) < 1000 or drawn != W for (W, _), drawn in zip(found, variety(parameters), strict=True)
    ):
        return Seen("copies, or too few")
    Ws = [np.asarray(W, dtype=float) for W, _ in parameters]
    for number, W in enumerate(Ws, 1):
        mean, spread = W.mean(), W.std()
        # Normal numbers miss these bounds by chance less than once in ten million calls.
        if abs(mean) > 6 * spread / np.sqrt(W.size):
            kind = "normal" if _is_normal(W) else "not normal"
            return Seen(f"{kind}, off 0", f"The weights of layer {number} have the mean {mean:.3g}. It should be 0.")
        if not _is_normal(W):
            share = f"{_within_one(W):.0%}".replace("%", " %")
            return Seen(
                "not normal",
                f"The weights of layer {number} are not normally distributed: {share} of them are within one standard deviation of "
                "the mean. Of normal numbers 68 % are.",
            )
    return _which_spread([W.std() for W in Ws], [W.shape[::-1] for W in Ws])


def _within_one(W):
    return float((np.abs(W - W.mean()) < W.std()).mean())


def _is_normal(W):
    return abs(_within_one(W) - 0.6827) < 0.023 and abs((W > W.mean()).mean() - 0.5) < 0.023


def _which_spread(found, layers):
    laws = [name for name, law in _SPREADS.items() if np.allclose(found, [law(*pair) for pair in layers], rtol=0.05)]
    if laws[:1] == ["√(2/n_in)"]:
        return Seen("right")
    kind = laws[0] if laws else "one for all" if np.ptp(found) < 0.05 * max(found) else "another"
    wanted = [_SPREADS["√(2/n_in)"](*pair) for pair in layers]
    number = next(k for k in range(len(found)) if not np.isclose(found[k], wanted[k], rtol=0.05))
    return Seen(
        kind,
        f"The weights of layer {number + 1}, with {layers[number][0]} inputs, have a standard deviation of {found[number]:.3g}. It should be "
        f"√(2/{layers[number][0]}) = {wanted[number]:.3g}.",
    )


def _biases(parameters):
    """Whether all biases are 0, as a kind and a sentence."""
    for number, (_, b) in enumerate(parameters, 1):
        b = np.ravel(b)
        if (b != 0).any():
            kind = "one value" if np.ptp(b) == 0 else "several values"
            return Seen(kind, f"The biases of layer {number} are not 0: the first is {b[0]:.3g}.")
    return Seen("zero")


_DRAW = "he_init(sizes, np.random.default_rng(0))"


def _weights_and_biases(sizes, rng):
    return [np.sqrt(2 / i) * rng.normal(size=(o, i)) for i, o in zip(sizes, sizes[1:], strict=False)], [
        np.zeros(o) for o in sizes[1:]
    ]


def _as_objects(weights, biases):
    pairs = np.empty((len(weights), 2), dtype=object)
    for k, pair in enumerate(zip(weights, biases, strict=True)):
        pairs[k, 0], pairs[k, 1] = pair
    return pairs


EXERCISE = Exercise(
    id="he_init",
    worth="It is lesson 04's start with one factor in front: √(2/n_in), worked out anew for each layer.",
    reference={"he_init": maths.he_init},
    cases=start_cases(
        "he_init",
        Look(_DRAW, "are all biases 0?", lambda run: _biases(run()), say, sizes=[6, 8, 7]),
        Look(
            _DRAW,
            "large layers: are the weights normal, with mean 0?",
            lambda run: _statistics(run()),
            say,
            sizes=_LARGE,
        ),
    ),
    mistakes=(
        Mistake(
            "lesson-04",
            "Looks like: a standard deviation of 1/√n_in, as in lesson 04. A ReLU lets only half of the signal through, and the 2 makes up for it: "
            "√(2/n_in).",
            _drawn(_SPREADS["1/√n_in"]),
        ),
        Mistake(
            "variance",
            "Looks like: a standard deviation of 2/n_in. That is He's *variance*; the standard deviation is its root, `np.sqrt(2 / n_in)`.",
            _drawn(_SPREADS["2/n_in"]),
        ),
        Mistake(
            "no-root",
            "Looks like: a standard deviation of 1/n_in. The root is missing, and the 2: `np.sqrt(2 / n_in)`.",
            _drawn(_SPREADS["1/n_in"]),
        ),
        Mistake(
            "root-of-two-only",
            "Looks like: √2/n_in. The root covers both: `np.sqrt(2 / n_in)`, not `np.sqrt(2) / n_in`.",
            _drawn(_SPREADS["√2/n_in"]),
        ),
        Mistake(
            "root-of-n-only",
            "Looks like: 2/√n_in. The 2 stands under the root too: `np.sqrt(2 / n_in)`.",
            _drawn(_SPREADS["2/√n_in"]),
        ),
        Mistake(
            "upside-down",
            "Looks like: a standard deviation of √(n_in/2). Upside down: the more inputs, the smaller the weights.",
            _drawn(_SPREADS["√(n_in/2)"]),
        ),
        Mistake(
            "n-out",
            "Looks like: the number of neurons, n_out, in the place of the number of inputs. A neuron adds up n_in products: √(2/n_in).",
            _drawn(_SPREADS["√(2/n_out)"]),
            _drawn(_SPREADS["1/√n_out"]),
        ),
        Mistake(
            "glorot",
            "Looks like: √(2/(n_in + n_out)), Glorot's start, which is meant for tanh. He's has n_in alone.",
            _drawn(_SPREADS["√(2/(n_in + n_out))"]),
        ),
        Mistake(
            "unscaled",
            "Looks like: weights with a standard deviation of 1, whatever the layer. Multiply by √(2/n_in).",
            _drawn(_SPREADS["1"]),
        ),
        Mistake(
            "one-for-all",
            "Looks like: one standard deviation for all layers. Each layer has its own number of inputs, so its own √(2/n_in).",
            _drawn(lambda n_in, n_out: 0.01),
            _init(lambda sizes, rng: _drawn(lambda n_in, n_out: np.sqrt(2 / sizes[0]))["he_init"](sizes, rng)),
        ),
        Mistake(
            "mean-for-spread",
            "Looks like: normal numbers around something else than 0. In `rng.normal(a, b, size=...)` a is the mean and b the standard "
            "deviation, so a is 0; if only one is given, it is the mean.",
            _drawn(draw=lambda rng, shape, spread: rng.normal(spread, size=shape)),
            _drawn(draw=lambda rng, shape, spread: rng.normal(spread, spread, size=shape)),
        ),
        Mistake(
            "not-centred",
            "Looks like: numbers that are not normal, around something else than 0. For example `rng.random` draws "
            "between 0 and 1. `rng.normal(size=...)` draws around 0.",
            _drawn(draw=lambda rng, shape, spread: spread * rng.random(size=shape)),
            _drawn(draw=lambda rng, shape, spread: np.abs(spread * rng.normal(size=shape))),
        ),
        Mistake(
            "not-normal",
            "Looks like: numbers around 0 that are not normal. For example `rng.uniform` makes all sizes within its "
            "limits equally likely. He's start is normal here: `rng.normal(size=...)`.",
            _drawn(draw=lambda rng, shape, spread: rng.uniform(-spread, spread, size=shape)),
        ),
        Mistake(
            "random-biases",
            "Looks like: the biases are drawn too. They start at 0: `np.zeros(n_out)`.",
            _drawn(bias=lambda rng, n_in, n_out: rng.normal(size=n_out)),
        ),
        Mistake(
            "equal-biases",
            "Looks like: biases that start at one value which is not 0. `np.zeros(n_out)`.",
            _drawn(bias=lambda rng, n_in, n_out: np.ones(n_out)),
        ),
        Mistake(
            "transposed",
            "Looks like: W with one neuron a *column*. In this course a row is a neuron: shape (n_out, n_in).",
            _drawn(shape=lambda n_in, n_out: (n_in, n_out)),
            *(
                _drawn(
                    shape=lambda n_in, n_out: (n_in, n_out), bias=lambda rng, n_in, n_out, of=of: np.zeros(of(n_out))
                )
                for of in (lambda n: (n, 1), lambda n: (1, n))
            ),
        ),
        Mistake(
            "column-of-biases",
            "Looks like: biases as a matrix, shape (n_out, 1) or (1, n_out). b has shape (n_out,): `np.zeros(n_out)`.",
            _drawn(bias=lambda rng, n_in, n_out: np.zeros((n_out, 1))),
            _drawn(bias=lambda rng, n_in, n_out: np.zeros((1, n_out))),
        ),
        Mistake(
            "bias-per-input",
            "Looks like: one bias for each input. A bias belongs to a neuron: shape (n_out,).",
            _drawn(bias=lambda rng, n_in, n_out: np.zeros(n_in)),
        ),
        Mistake(
            "one-bias",
            "Looks like: one bias for the whole layer. Every neuron has its own: `np.zeros(n_out)`.",
            _drawn(bias=lambda rng, n_in, n_out: 0.0),
            _drawn(bias=lambda rng, n_in, n_out: np.zeros(1)),
        ),
        Mistake(
            "mean-and-spread",
            "Looks like: a single number is drawn, as by `rng.normal(n_out, n_in)`, where the two arguments are mean "
            "and spread. The shape is `size=(n_out, n_in)`.",
            _drawn(draw=lambda rng, shape, spread: spread * rng.normal(*shape)),
            _drawn(draw=lambda rng, shape, spread: spread * rng.normal(*shape[::-1])),
        ),
        Mistake(
            "one-draw",
            "Looks like: one draw for all layers of a shape, so they start as copies. Draw new numbers for every layer, from `rng`.",
            _init(_slices_of_one),
        ),
        Mistake(
            "own-generator",
            "Looks like: a generator of your own, so that every call gives the same. Your function gets `rng`: draw from it.",
            _drawn(generator=lambda rng: np.random.default_rng(0)),
        ),
        Mistake(
            "reseeded",
            "Looks like: a new generator from a fixed seed for every layer, so layers of one shape are copies, and every call gives the same. "
            "Draw all of them from `rng`, one after the other.",
            _drawn(anew=lambda rng: np.random.default_rng(0)),
        ),
        Mistake(
            "global-generator",
            "Looks like: numbers from the one generator that all code shares, as `np.random.randn` draws them. Draw "
            "from the argument: `rng.normal(size=...)`.",
            _drawn(draw=lambda rng, shape, spread: spread * np.random.randn(*shape)),  # noqa: NPY002
        ),
        Mistake(
            "same-rows",
            "Looks like: one row drawn and repeated, so all neurons of a layer are the same. Draw a whole matrix: `size=(n_out, n_in)`.",
            _drawn(draw=lambda rng, shape, spread: np.tile(spread * rng.normal(size=shape[1]), (shape[0], 1))),
        ),
        Mistake(
            "inputs-as-a-layer",
            "Looks like: a pair for every size. The first size counts the inputs, which have no weights: a pair for each two neighbours in `sizes`.",
            _drawn(layers=lambda sizes: [(n, n) for n in sizes]),
            _drawn(layers=lambda sizes: [(sizes[max(k - 1, 0)], n) for k, n in enumerate(sizes)]),
            _drawn(layers=lambda sizes: [(sizes[k - 1], n) for k, n in enumerate(sizes)]),
        ),
        Mistake(
            "one-layer-short",
            "Looks like: the last layer is missing. k + 1 sizes have k layers: `zip(sizes, sizes[1:])` walks through all neighbours.",
            _drawn(layers=lambda sizes: _layers(sizes)[:-1]),
        ),
        Mistake(
            "only-one-layer",
            "Looks like: one layer alone. Collect a pair for each layer in a list, and return after the loop.",
            _drawn(layers=lambda sizes: _layers(sizes)[:1]),
            _drawn(layers=lambda sizes: _layers(sizes)[-1:]),
        ),
        Mistake(
            "two-lists",
            "Looks like: a list of all W and a list of all b. Asked for is one list of pairs: `zip(weights, biases)` makes it.",
            _drawn(finish=lambda pairs: ([W for W, _ in pairs], [b for _, b in pairs])),
        ),
        Mistake(
            "past-the-end",
            "Looks like: a loop that runs over the end. k sizes have k - 1 pairs of neighbours: `range(len(sizes) - 1)`, or `zip(sizes, sizes[1:])`.",
            _drawn(layers=lambda sizes: [(n, sizes[k + 1]) for k, n in enumerate(sizes)]),
        ),
        Mistake(
            "old-name",
            "Looks like: a name from `np.random`, such as `rand` or `randn`, that a generator does not have. A "
            "generator's method is `rng.normal(size=...)`.",
            _drawn(draw=lambda rng, shape, spread: spread * rng.randn(*shape)),
            _drawn(draw=lambda rng, shape, spread: spread * rng.rand(*shape)),
        ),
        Mistake(
            "zip-object",
            "Looks like: an object that gives its pairs away once, one after the other, as `zip` makes it. "
            "`list(zip(weights, biases))` makes the list that was asked for.",
            {"he_init": lambda sizes, rng: zip(*_weights_and_biases(sizes, rng), strict=True)},
        ),
        Mistake(
            "array-of-objects",
            "Looks like: the pairs are put into one NumPy array. Layers have different shapes: keep the pairs in a Python list.",
            {"he_init": lambda sizes, rng: _as_objects(*_weights_and_biases(sizes, rng))},
        ),
    ),
    hints=(
        "As in lesson 04, there is a pair (W, b) for each two neighbours in `sizes`. Only the size of the weights is "
        "new.",
        "`rng.normal(size=(n_out, n_in))` has a standard deviation of 1. Multiply by the one that you want: √(2 / n_in), with the n_in of this layer.",
        "In the loop `for n_in, n_out in zip(sizes, sizes[1:])`, append `(np.sqrt(2 / n_in) * rng.normal(size=(n_out, "
        "n_in)), np.zeros(n_out))` to a list, and return the list after the loop.",
    ),
)
