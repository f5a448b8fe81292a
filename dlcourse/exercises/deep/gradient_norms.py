"""`gradient_norms` of lesson 08."""

import numpy as np

from dlcourse import deep as maths
from dlcourse.activations import Arctan, Identity, ReLU, Sigmoid, Tanh
from dlcourse.backprop import backprop
from dlcourse.checker import Case, Exercise, Mistake, comparison
from dlcourse.exercises._softsign import ANOTHER, Softsign
from dlcourse.exercises.deep import ACTIVATIONS


def _norms(f):
    return {"gradient_norms": f}


def _same_twice(result, **_):
    first, again = result
    if comparison.same(first, again, 0.0):
        return None
    return (
        "Two generators made from the same seed gave different norms. Some of the numbers do not come from `rng`, the generator "
        "that your function gets."
    )


def _measured(
    weights=lambda rng, depth, scale: [scale * rng.normal(size=(30, 30)) / np.sqrt(30) for _ in range(depth)],
    data=lambda rng: (rng.normal(size=(20, 30)), rng.normal(size=(20, 30))),
    biases=lambda rng: np.zeros(30),
    activations=lambda activation, depth: [activation] * depth,
    slopes=backprop,
    size=lambda dW, db: np.linalg.norm(dW),
    finish=np.array,
    generator=lambda rng: rng,
):
    """An answer made of pieces of which one is wrong."""

    def gradient_norms(depth, activation, scale, rng):
        rng = generator(rng)
        parameters = [(W, biases(rng)) for W in weights(rng, depth, scale)]
        X, y = data(rng)
        pairs = slopes(parameters, activations(activation, depth), X, y)
        return finish([size(dW, db) for dW, db in pairs])

    return _norms(gradient_norms)


def _spread(of):
    """An answer whose weights are normal numbers times `of(scale)`."""
    return _measured(weights=lambda rng, depth, scale: [of(scale) * rng.normal(size=(30, 30)) for _ in range(depth)])


def _drawn_in_order(order, weights_back=False, X_turned=False):
    """An answer that draws weights, inputs and targets in some order, such as "XyW"."""

    def gradient_norms(depth, activation, scale, rng):
        drawn = {}
        for what in order:
            if what == "W":
                drawn["W"] = [scale * rng.normal(size=(30, 30)) / np.sqrt(30) for _ in range(depth)]
            else:
                drawn[what] = rng.normal(size=(30, 20)).T if X_turned else rng.normal(size=(20, 30))
        Ws = drawn["W"][::-1] if weights_back else drawn["W"]
        slopes = backprop([(W, np.zeros(30)) for W in Ws], [activation] * depth, drawn["X"], drawn["y"])
        return np.array([np.linalg.norm(dW) for dW, _ in slopes])

    return _norms(gradient_norms)


def _biases_on_the_way(depth, activation, scale, rng):
    pairs = [(scale * rng.normal(size=(30, 30)) / np.sqrt(30), rng.normal(size=30)) for _ in range(depth)]
    X, y = rng.normal(size=(20, 30)), rng.normal(size=(20, 30))
    return np.array([np.linalg.norm(dW) for dW, _ in backprop(pairs, [activation] * depth, X, y)])


def _of_the_weights(depth, activation, scale, rng):
    return np.array([np.linalg.norm(scale * rng.normal(size=(30, 30)) / np.sqrt(30)) for _ in range(depth)])


def _called_it(depth, activation, scale, rng):
    return activation()


def _norms_case(name, why, depth, scale, seed):
    kind = {**ACTIVATIONS, "Arctan": Arctan, "Softsign": Softsign}[name]
    code = f"gradient_norms(depth, {name}(), scale, np.random.default_rng({seed}))"
    return Case(code, why, depth=depth, scale=scale, **{name: kind})


def _relative(depth, activation, scale, rng):
    parameters = [(scale * rng.normal(size=(30, 30)) / np.sqrt(30), np.zeros(30)) for _ in range(depth)]
    X, y = rng.normal(size=(20, 30)), rng.normal(size=(20, 30))
    slopes = backprop(parameters, [activation] * depth, X, y)
    return np.array(
        [np.linalg.norm(dW) / np.linalg.norm(W) for (dW, _), (W, _) in zip(slopes, parameters, strict=True)]
    )


EXERCISE = Exercise(
    id="gradient_norms",
    worth="`[activation] * depth` makes a network of any depth, and `backprop` does the rest.",
    reference={"gradient_norms": maths.gradient_norms},
    needs=("backprop",),
    stand_ins=ACTIVATIONS,
    cases=(
        Case(
            "[gradient_norms(depth, Tanh(), scale, np.random.default_rng(seed)) for seed in (5, 5)]",
            "two calls with equal seeds",
            judge=_same_twice,
            depth=2,
            scale=1.0,
            Tanh=Tanh,
        ),
        _norms_case("Tanh", "three layers of tanh", 3, 1.0, 0),
        _norms_case("Sigmoid", "a single layer", 1, 1.0, 1),
        _norms_case("Sigmoid", "six layers of sigmoids, small weights: the gradients vanish", 6, 0.5, 2),
        _norms_case("ReLU", "five layers of ReLUs, large weights: the gradients explode", 5, 3.0, 3),
        _norms_case("Softsign", ANOTHER, 4, 1.5, 4),
    ),
    mistakes=(
        Mistake(
            "another-order",
            "Looks like: right, but the numbers are drawn in another order. They are compared under a seed, so the order counts: the weights "
            "of the first layer, of the second and so on to the last; then X; then y; each in one go, with the shape that it has.",
            *(_drawn_in_order(order) for order in ("XWy", "XyW", "yXW", "yWX", "WyX")),
            *(_drawn_in_order(order, weights_back=True) for order in ("WXy", "XyW")),
            _drawn_in_order("WXy", X_turned=True),
            _measured(biases=lambda rng: 0 * rng.normal(size=30)),
        ),
        Mistake(
            "last-first",
            "Looks like: the last layer's norm comes first. `backprop` gives the first layer's slopes first: keep its order.",
            _measured(finish=lambda norms: np.array(norms[::-1])),
        ),
        Mistake(
            "weights",
            "Looks like: the norms of the weights W. Asked for are those of their slopes dW, which `backprop` returns.",
            _norms(_of_the_weights),
        ),
        Mistake(
            "biases",
            "Looks like: the norms of db, the slopes of the biases. `backprop` returns pairs (dW, db): take the first of each.",
            _measured(size=lambda dW, db: np.linalg.norm(db)),
        ),
        Mistake(
            "weights-and-biases",
            "Looks like: dW and db taken together. Here only the weights count: dW.",
            _measured(size=lambda dW, db: np.sqrt((dW**2).sum() + (db**2).sum())),
            _measured(size=lambda dW, db: np.linalg.norm(dW) + np.linalg.norm(db)),
        ),
        Mistake(
            "squared",
            "Looks like: the norm squared. Of the sum of the squares take the root: `np.linalg.norm(dW)`.",
            _measured(size=lambda dW, db: (dW**2).sum()),
        ),
        Mistake(
            "no-squares",
            "Looks like: a sum, a mean or a maximum of the entries. The norm is the root of the sum of their squares: "
            "`np.linalg.norm(dW)`.",
            _measured(size=lambda dW, db: dW.sum()),
            _measured(size=lambda dW, db: dW.mean()),
            _measured(size=lambda dW, db: np.abs(dW).sum()),
            _measured(size=lambda dW, db: np.abs(dW).mean()),
            _measured(size=lambda dW, db: np.abs(dW).max()),
            _measured(size=lambda dW, db: dW.max()),
        ),
        Mistake(
            "averaged",
            "Looks like: divided by the number of entries or its root (a mean square, a standard deviation). The norm is the root of the "
            "*sum* of the squares.",
            _measured(size=lambda dW, db: np.sqrt((dW**2).mean())),
            _measured(size=lambda dW, db: (dW**2).mean()),
            _measured(size=lambda dW, db: np.linalg.norm(dW) / dW.size),
            _measured(size=lambda dW, db: dW.std()),
        ),
        Mistake(
            "spectral",
            "Looks like: another norm of a matrix, such as its largest stretch, its largest column or its largest "
            "row. The root of the sum of the squares is `np.linalg.norm(dW)`, without a second argument.",
            *(_measured(size=lambda dW, db, order=order: np.linalg.norm(dW, order)) for order in (2, 1, np.inf, "nuc")),
        ),
        Mistake(
            "per-neuron",
            "Looks like: a norm for each row or column of dW. One number for each layer: `np.linalg.norm(dW)` without `axis`.",
            _measured(size=lambda dW, db: np.linalg.norm(dW, axis=1)),
            _measured(size=lambda dW, db: np.linalg.norm(dW, axis=0)),
        ),
        Mistake(
            "logarithms",
            "Looks like: logarithms of the norms. They make the picture; return the norms themselves.",
            _measured(finish=lambda norms: np.log10(norms)),
            _measured(finish=lambda norms: np.log(norms)),
        ),
        Mistake(
            "relative",
            "Looks like: the norms divided by one of them, or by their sum. Return them as they are.",
            _measured(finish=lambda norms: np.array(norms) / norms[-1]),
            _measured(finish=lambda norms: np.array(norms) / norms[0]),
            _measured(finish=lambda norms: np.array(norms) / max(norms)),
            _measured(finish=lambda norms: np.array(norms) / sum(norms)),
        ),
        Mistake(
            "no-scale",
            "Looks like: `scale` is not used. The weights are `scale` times normal numbers over √30.",
            _spread(lambda scale: 1 / np.sqrt(30)),
        ),
        Mistake(
            "no-root-of-30",
            "Looks like: the weights are not divided by √30, the root of the number of inputs.",
            _spread(lambda scale: scale),
        ),
        Mistake(
            "thirty-for-its-root",
            "Looks like: the weights are divided by 30. Divide by its root: `np.sqrt(30)`.",
            _spread(lambda scale: scale / 30),
        ),
        Mistake(
            "variance",
            "Looks like: a spread of scale²/30. That is the variance; `rng.normal` and a factor take the standard deviation, scale/√30.",
            _spread(lambda scale: scale**2 / 30),
        ),
        Mistake(
            "scale-squared",
            "Looks like: `scale` counts twice in the weights, or under the root. They are `scale` times normal numbers over √30.",
            _spread(lambda scale: scale**2 / np.sqrt(30)),
            _spread(lambda scale: np.sqrt(scale / 30)),
        ),
        Mistake(
            "he",
            "Looks like: He's √2 is in the weights already. Here they are `scale` times normal numbers over √30: whoever wants He's start "
            "calls this with `scale` √2.",
            _spread(lambda scale: scale * np.sqrt(2 / 30)),
            _spread(lambda scale: np.sqrt(2 / 30)),
        ),
        Mistake(
            "mean-for-spread",
            "Looks like: s is the *mean* of the normal numbers, as in `rng.normal(s, size=...)`. The spread is the "
            "second: `rng.normal(0, s, size=...)`, or s times `rng.normal(size=...)`.",
            _measured(
                weights=lambda rng, depth, scale: [rng.normal(scale / np.sqrt(30), size=(30, 30)) for _ in range(depth)]
            ),
            _measured(weights=lambda rng, depth, scale: [rng.normal(scale, size=(30, 30)) for _ in range(depth)]),
            _measured(
                weights=lambda rng, depth, scale: [rng.normal(scale, size=(30, 30)) / np.sqrt(30) for _ in range(depth)]
            ),
        ),
        Mistake(
            "one-draw",
            "Looks like: one matrix of weights drawn and used for every layer. Draw a new one for each.",
            _measured(weights=lambda rng, depth, scale: [scale * rng.normal(size=(30, 30)) / np.sqrt(30)] * depth),
        ),
        Mistake(
            "uniform",
            "Looks like: uniform numbers. All of them are normal here: `rng.normal(size=...)`.",
            *(
                _measured(
                    weights=lambda rng, depth, scale, draw=draw: [
                        scale * draw(rng, (30, 30)) / np.sqrt(30) for _ in range(depth)
                    ],
                    data=lambda rng, data=data: (data(rng, (20, 30)), data(rng, (20, 30))),
                )
                for draw in (
                    lambda rng, shape: rng.random(size=shape),
                    lambda rng, shape: rng.uniform(-1, 1, size=shape),
                    lambda rng, shape: rng.normal(size=shape),
                )
                for data in (lambda rng, shape: rng.random(size=shape), lambda rng, shape: rng.uniform(-1, 1, shape))
            ),
            *(
                _measured(
                    weights=lambda rng, depth, scale, draw=draw: [
                        scale * draw(rng, (30, 30)) / np.sqrt(30) for _ in range(depth)
                    ]
                )
                for draw in (
                    lambda rng, shape: rng.random(size=shape),
                    lambda rng, shape: rng.uniform(-1, 1, size=shape),
                )
            ),
        ),
        Mistake(
            "random-biases",
            "Looks like: the biases are drawn too. They are 0.",
            _norms(_biases_on_the_way),
        ),
        Mistake(
            "targets-zero",
            "Looks like: targets y of 0, or the inputs themselves. They are normal numbers of their own, drawn last.",
            _measured(data=lambda rng: (rng.normal(size=(20, 30)), np.zeros((20, 30)))),
            _measured(data=lambda rng: (rng.normal(size=(20, 30)),) * 2),
        ),
        Mistake(
            "thirty-examples",
            "Looks like: 30 examples, as many as neurons. There are 20: X and y have shape (20, 30).",
            _measured(data=lambda rng: (rng.normal(size=(30, 30)), rng.normal(size=(30, 30)))),
        ),
        Mistake(
            "one-example",
            "Looks like: a single example. There are 20: X and y have shape (20, 30).",
            _measured(data=lambda rng: (rng.normal(size=(1, 30)), rng.normal(size=(1, 30)))),
        ),
        Mistake(
            "summed",
            "Looks like: 20 times too much, a sum over the examples. The loss is their mean, as `backprop` has it.",
            _measured(size=lambda dW, db: 20 * np.linalg.norm(dW)),
        ),
        Mistake(
            "bare-last-layer",
            "Looks like: the last layer without the activation. All layers have the same: `[activation] * depth`.",
            _measured(activations=lambda activation, depth: [activation] * (depth - 1) + [Identity()]),
        ),
        Mistake(
            "always-the-same",
            "Looks like: always the same activation. Use the one that your function gets: `[activation] * depth`.",
            *(
                _measured(activations=lambda activation, depth, kind=kind: [kind()] * depth)
                for kind in (Sigmoid, Tanh, ReLU, Identity)
            ),
        ),
        Mistake(
            "called-the-activation",
            "Looks like: the activation is called, as in `activation()`. Your function gets an object, for example "
            "`Tanh()`: use it as it is.",
            _norms(_called_it),
        ),
        Mistake(
            "one-layer-more",
            "Looks like: one layer too many. `depth` counts the layers, and each has weights: `depth` matrices.",
            _measured(
                weights=lambda rng, depth, scale: [
                    scale * rng.normal(size=(30, 30)) / np.sqrt(30) for _ in range(depth + 1)
                ],
                activations=lambda activation, depth: [activation] * (depth + 1),
            ),
        ),
        Mistake(
            "one-norm",
            "Looks like: one norm, not one for each layer. Collect them in a list, and return after the loop.",
            _measured(finish=lambda norms: norms[0]),
            _measured(finish=lambda norms: norms[-1]),
            _measured(finish=lambda norms: np.array(norms[:1])),
            _measured(finish=lambda norms: np.linalg.norm(norms)),
            _measured(finish=lambda norms: sum(norms)),
        ),
        Mistake(
            "list",
            "Looks like: the right numbers, in a list. `np.array(norms)` makes an array of it.",
            _measured(finish=list),
            _measured(finish=tuple),
        ),
        Mistake(
            "own-generator",
            "Looks like: a generator of your own, with a seed of its own. Your function gets `rng`: draw from it.",
            *(_measured(generator=lambda rng, seed=seed: np.random.default_rng(seed)) for seed in (0, 1, 42)),
        ),
        Mistake(
            "old-name",
            "Looks like: a name from `np.random`, such as `rand` or `randn`, that a generator does not have. A "
            "generator's method is `rng.normal(size=...)`.",
            _measured(weights=lambda rng, depth, scale: [rng.randn(30, 30)]),
            _measured(weights=lambda rng, depth, scale: [rng.rand(30, 30)]),
        ),
        Mistake(
            "relative",
            "Looks like: each norm is divided by the norm of the weights. Asked for are the norms of the slopes alone.",
            {"gradient_norms": _relative},
        ),
    ),
    hints=(
        "There are three steps: draw the network and its data, ask `backprop` for the slopes, and take the norm of each"
        " dW.",
        "The network is a list of `depth` pairs: `(scale * rng.normal(size=(30, 30)) / np.sqrt(30), np.zeros(30))`. Then X and y, both with "
        "`rng.normal(size=(20, 30))`. `backprop` also wants a list with an activation for each layer: `[activation] * depth`.",
        "`backprop(parameters, [activation] * depth, X, y)` returns pairs (dW, db), first layer first. Return "
        "`np.array([np.linalg.norm(dW) for dW, db in ...])`.",
    ),
)
