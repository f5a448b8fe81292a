"""`mend_forward` of lesson 04."""

from dlcourse.activations import Identity, ReLU, Sigmoid, Tanh
from dlcourse.checker import Case, Exercise, Mistake, draws
from dlcourse.exercises._softsign import ANOTHER, Softsign
from dlcourse.exercises.network import ACTIVATIONS, ARRAY_CALLED, pair


def forward_pass(X, parameters, activations):
    """The inputs X, and what each layer puts out: one array more than there are layers.

    Parameters
    ----------
    X : ndarray, shape (n, n_in)
    parameters : list of (W, b)
    activations : list of objects with a method ``fn``

    Returns
    -------
    list of ndarray
    """
    outputs = [X]
    for (W, b), activation in zip(parameters, activations, strict=True):
        outputs.append(activation.fn(outputs[-1] @ W.T + b))
    return outputs


_numbers = draws(42)

_two = [pair(_numbers, 4, 3), pair(_numbers, 2, 4)]

_three = [pair(_numbers, 4, 2), pair(_numbers, 5, 4), pair(_numbers, 3, 5)]

_one = [pair(_numbers, 2, 3)]

_square = [pair(_numbers, 3, 3), pair(_numbers, 3, 3), pair(_numbers, 3, 3)]

_one_square = [pair(_numbers, 3, 3)]

_X = _numbers(5, 3)


def _pass(layer, end=lambda outputs: outputs, start=lambda X: [X]):
    """A wrong answer that goes through the layers: ``layer(a, W, b, phi, k, all)`` -> the next outputs."""

    def forward_pass(X, parameters, activations):
        outputs = start(X)
        for k, (W, b) in enumerate(parameters):
            a = outputs[-1] if outputs else X
            outputs.append(layer(a, W, b, activations[k], k=k, all=activations, X=X))
        return end(outputs)

    return {"forward_pass": forward_pass}


def _right(a, W, b, phi, **_):
    return phi.fn(a @ W.T + b)


_CALL = "forward_pass(X, parameters, [{}])"

_given = {"Identity": Identity, "ReLU": ReLU, "Sigmoid": Sigmoid, "Tanh": Tanh}

EXERCISE = Exercise(
    id="mend_forward",
    kind="mend",
    worth=(
        "`zip(parameters, activations)` gives each layer's weights together with its own activation function, "
        "so no index can be off by one."
    ),
    reference={"forward_pass": forward_pass},
    stand_ins=ACTIVATIONS,
    cases=(
        Case(
            _CALL.format("ReLU()"),
            "a single layer, with as many neurons as inputs",
            X=_X,
            parameters=_one_square,
            **_given,
        ),
        Case(_CALL.format("Sigmoid()"), "a single layer, 3 inputs and 2 neurons", X=_X, parameters=_one, **_given),
        Case(_CALL.format("Tanh(), Sigmoid()"), "3 → 4 → 2, five examples", X=_X, parameters=_two, **_given),
        Case(
            _CALL.format("Tanh(), ReLU(), Sigmoid()"),
            "three layers, 2 → 4 → 5 → 3, each with an activation function of its own",
            X=_X[:, :2],
            parameters=_three,
            **_given,
        ),
        Case(_CALL.format("ReLU(), Identity()"), "a batch of one", X=_X[:1], parameters=_two, **_given),
        Case(
            _CALL.format("Sigmoid(), Tanh(), Identity()"),
            "3 → 3 → 3 → 3, three examples: no shape can go wrong here, only numbers",
            X=_X[:3],
            parameters=_square,
            **_given,
        ),
        Case(
            "forward_pass(X, parameters, [Softsign(), Softsign()])",
            ANOTHER,
            X=_X,
            parameters=_two,
            Softsign=Softsign,
            **_given,
        ),
    ),
    mistakes=(
        Mistake(
            "still-both",
            "Looks like: two things are still wrong. A row of W is a neuron, so the product is taken with the rows "
            "of W. And a layer uses the activation function of another layer.",
            _pass(lambda a, W, b, phi, k, all, **_: all[k - 1].fn(a @ W + b)),
        ),
        Mistake(
            "still-one-layer-off",
            "Looks like: the products are right now, but each layer uses the activation function of the layer "
            "before it, and the first layer uses the one of the last layer. Look at the index.",
            _pass(lambda a, W, b, phi, k, all, **_: all[k - 1].fn(a @ W.T + b)),
        ),
        Mistake(
            "one-layer-off-the-other-way",
            "Looks like: the index of the activation functions is off by one in the other direction now, as in "
            "`activations[k + 1]`. Layer k has `activations[k]`.",
            _pass(lambda a, W, b, phi, k, all, **_: all[k + 1].fn(a @ W.T + b)),
            _pass(lambda a, W, b, phi, k, all, **_: all[(k + 1) % len(all)].fn(a @ W.T + b)),
            _pass(lambda a, W, b, phi, k, all, **_: all[k + 1].fn(a @ W + b)),
        ),
        Mistake(
            "still-not-transposed",
            "Looks like: the activation functions are right now, but W is still not transposed, as in `a @ W`. That "
            "runs where a layer has as many neurons as inputs and is wrong there too. A row of W is a neuron: which "
            "product takes the rows of W?",
            _pass(lambda a, W, b, phi, **_: phi.fn(a @ W + b)),
        ),
        Mistake(
            "weights-first",
            "Looks like: W stands first, as in `W @ a`. That is right for one example that is a column. Here the "
            "examples are rows, so a comes first.",
            _pass(lambda a, W, b, phi, **_: phi.fn(W @ a + b)),
            _pass(lambda a, W, b, phi, k, all, **_: all[k - 1].fn(W @ a + b)),
        ),
        Mistake(
            "one-function-for-all",
            "Looks like: all layers use the same activation function of the list. Each layer has its own.",
            _pass(lambda a, W, b, phi, all, **_: all[0].fn(a @ W.T + b)),
            _pass(lambda a, W, b, phi, all, **_: all[-1].fn(a @ W.T + b)),
        ),
        Mistake(
            "last-to-first",
            "Looks like: the activation functions are taken from last to first. They stand in the order of the "
            "layers, like the pairs.",
            _pass(lambda a, W, b, phi, k, all, **_: all[-1 - k].fn(a @ W.T + b)),
        ),
        Mistake(
            "always-from-x",
            "Looks like: every layer works on X. Each layer after the first works on the output of the layer before "
            "it, `outputs[-1]`.",
            _pass(lambda a, W, b, phi, X, **_: phi.fn(X @ W.T + b)),
        ),
        Mistake(
            "without-x",
            "Looks like: right, but X itself is missing. The list begins with X: one array more than there are layers.",
            _pass(_right, start=lambda X: []),
        ),
        Mistake(
            "last-layer-missing",
            "Looks like: right, but the output of the last layer is missing. The list has one array more than there "
            "are layers.",
            _pass(_right, end=lambda outputs: outputs[:-1]),
        ),
        Mistake(
            "last-alone",
            "Looks like: right, but only the last layer's outputs come back. The whole list was asked for: X, and the "
            "output of each layer.",
            _pass(_right, end=lambda outputs: outputs[-1]),
        ),
        Mistake(
            "weighted-inputs",
            "Looks like: the weighted inputs are passed on, without an activation function. The output of a layer is "
            "`activation.fn(z)`.",
            _pass(lambda a, W, b, phi, **_: a @ W.T + b),
        ),
        Mistake(
            "no-bias",
            "Looks like: the biases are missing now. z = a Wᵀ + b.",
            _pass(lambda a, W, b, phi, **_: phi.fn(a @ W.T)),
        ),
        Mistake("array-called", ARRAY_CALLED, _pass(lambda a, W, b, phi, **_: phi.fn(a @ W.T() + b))),
        Mistake(
            "called-the-object",
            "Looks like: an activation function is called, as in `activation(z)`. It is an object here, and its "
            "function is the method `fn`.",
            _pass(lambda a, W, b, phi, **_: phi(a @ W.T + b)),
        ),
    ),
    hints=(
        "Begin with one layer that has as many neurons as inputs. There the function runs; compare what it gives "
        "with one example computed by hand. Then give it two layers with different activation functions.",
        "There are two mistakes. One is in the product: a row of W is a neuron, and a row of a is an example, so "
        "what are the shapes of both, and which product gives one row for each example? The other one shows only "
        "where the layers' activation functions differ: which one does the first layer get?",
        "The product is `a @ W.T`. And `activations[k - 1]` is the activation function of the layer before layer k; "
        "for k = 0 it is the last one of the list.",
    ),
)
