"""`neural_network` of lesson 04."""

import numpy as np

from dlcourse import network as maths
from dlcourse.activations import Identity, ReLU, Sigmoid, Tanh
from dlcourse.checker import Case, Exercise, Hint, Mistake, draws
from dlcourse.exercises._softsign import ANOTHER, Softsign
from dlcourse.exercises.network import ACTIVATIONS, ARRAY_CALLED, pair

_numbers = draws(4)

_two = [pair(_numbers, 4, 3), pair(_numbers, 2, 4)]

_three = [pair(_numbers, 4, 2), pair(_numbers, 5, 4), pair(_numbers, 3, 5)]

_one = [pair(_numbers, 2, 3)]

_equal = [pair(_numbers, 3, 3), pair(_numbers, 3, 3), pair(_numbers, 3, 3)]

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

EXERCISE = Exercise(
    id="neural_network",
    worth="`zip` gives each layer's weights together with its own activation function, so no index is needed.",
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
        Case(
            _MADE.format("Sigmoid(), Tanh()"),
            "the activation functions exchanged",
            X=_X,
            parameters=_two,
            **_exercise_inputs,
        ),
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
            "3 → 3 → 3 → 3, three examples: here no shape can go wrong, only numbers",
            X=_X[:3],
            parameters=_equal,
            **_exercise_inputs,
        ),
        Case(
            "[network.run(X) for network in [NeuralNetwork(parameters, [Tanh(), Sigmoid()])] for _ in range(2)][-1]",
            "run twice: the second time the result has to be the same",
            X=_X,
            parameters=_two,
            **_exercise_inputs,
        ),
        Case(
            "[network.run(X) for network in (NeuralNetwork(one, [Sigmoid()]), NeuralNetwork(two, [Tanh(), Sigmoid()]))][0]",
            "two networks side by side; the first one is run",
            X=_X,
            one=_one,
            two=_two,
            **_exercise_inputs,
        ),
        Case(
            _MADE.format("Softsign(), Softsign()"),
            ANOTHER,
            X=_X,
            parameters=_two,
            Softsign=Softsign,
            **_exercise_inputs,
        ),
    ),
    mistakes=(
        Mistake(
            "bias-outside",
            "Looks like: b is added after the activation function. It belongs to z, inside the brackets of `fn`.",
            _network(_chain(lambda a, W, b, phi, **_: phi.fn(a @ W.T) + b)),
        ),
        Mistake(
            "first-layer-only",
            "Looks like: the output of the first layer. {loop:Does the `return` stand inside the loop? It belongs after "
            "the loop. }The output of each layer is the input of the next one.",
            _network(lambda self, X: self.activations[0].fn(_z(X, *self.parameters[0]))),
        ),
        Mistake(
            "not-passed-on",
            "Looks like: every layer is given X. A layer has to work on the output of the layer before it. Use one "
            "name, say `a`, for what goes into a layer and for what comes out.",
            _network(_chain(lambda a, W, b, phi, X, **_: phi.fn(_z(X, W, b)))),
            _network(_chain(lambda a, W, b, phi, X, **_: maths.layer_forward(X, W, b, phi))),
        ),
        Mistake(
            "not-passed-on-first-activation",
            "Looks like: two mistakes. Every layer is given X, but a layer has to work on the output of the layer "
            "before it. And every layer uses the first activation function, but each has its own: go through "
            "`parameters` and `activations` together with `zip`.",
            _network(_chain(lambda a, W, b, phi, X, all, **_: all[0].fn(_z(X, W, b)))),
        ),
        Mistake(
            "first-activation",
            "Looks like: the first activation function in every layer. Each layer has its own: go through "
            "`parameters` and `activations` together with `zip`.",
            _network(_chain(lambda a, W, b, phi, all, **_: all[0].fn(_z(a, W, b)))),
        ),
        Mistake(
            "last-activation",
            "Looks like: the last activation function in every layer. Each layer has its own: go through "
            "`parameters` and `activations` together, with `zip`.",
            _network(_chain(lambda a, W, b, phi, all, **_: all[-1].fn(_z(a, W, b)))),
        ),
        Mistake(
            "always-sigmoid",
            "Looks like: a sigmoid in every layer. Use the activation functions in the list `activations`.",
            _network(_chain(lambda a, W, b, phi, **_: Sigmoid().fn(_z(a, W, b)))),
        ),
        Mistake(
            "no-activation",
            "Looks like: no activation function at all. Then all layers together can do no more than one. Each "
            "layer's z has to go through its `fn`.",
            _network(_chain(lambda a, W, b, phi, **_: _z(a, W, b))),
        ),
        Mistake(
            "activation-at-the-end",
            "Looks like: an activation function after the last layer only. Every layer has one.",
            _network(_chain(lambda a, W, b, phi, last, **_: phi.fn(_z(a, W, b)) if last else _z(a, W, b))),
        ),
        Mistake(
            "bare-last-layer",
            "Looks like: the last layer without its activation function. It has one too, even if that is often "
            "`Identity()`.",
            _network(_chain(lambda a, W, b, phi, last, **_: _z(a, W, b) if last else phi.fn(_z(a, W, b)))),
        ),
        Mistake(
            "activated-inputs",
            "Looks like: the activation function of a layer is applied to its *inputs*. First compute z from them, "
            "then apply the function to z.",
            _network(_chain(lambda a, W, b, phi, **_: _z(phi.fn(a), W, b))),
        ),
        Mistake(
            "no-transpose",
            "Looks like: W is not transposed, as in `a @ W`. A row of W is a neuron, and a row of a is an example: `a"
            " @ W.T`.",
            _network(_chain(lambda a, W, b, phi, **_: phi.fn(a @ W + b))),
        ),
        Mistake(
            "weights-first",
            "Looks like: W stands first, as in `W @ a`. That is right for an example that is a column. Here the "
            "examples are rows: `a @ W.T`.",
            _network(_chain(lambda a, W, b, phi, **_: phi.fn(W @ a + b))),
            _network(_chain(lambda a, W, b, phi, **_: phi.fn(W @ a + b[:, None]))),
            _network(_chain(lambda a, W, b, phi, **_: phi.fn(W @ a.T + b[:, None]))),
        ),
        Mistake(
            "columns",
            "Looks like: right, but with one column for each example. In this course each example is a row, in the "
            "output too.",
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
            "Looks like: the layers in reverse order. The first pair of `parameters` belongs to the layer that X "
            "goes into.",
            _network(_run_reversed),
        ),
        Mistake(
            "all-outputs",
            "Looks like: the outputs of all layers. `run` has to return those of the last layer only.",
            _network(_run_all_outputs),
            _network(lambda self, X: _run_all_outputs(self, X)[1:]),
        ),
        Mistake(
            "labels",
            "Looks like: the outputs are turned into 0 and 1. Return the output of the last layer, as it is.",
            _network(
                lambda self, X: (_chain(lambda a, W, b, phi, **_: phi.fn(_z(a, W, b)))(self, X) > 0.5).astype(int)
            ),
            _network(lambda self, X: np.round(_chain(lambda a, W, b, phi, **_: phi.fn(_z(a, W, b)))(self, X))),
        ),
        Mistake(
            "used-up",
            "Looks like: the network works once and is empty afterwards. Either `run` takes the layers out of the "
            "list (`pop`): go through the list with `for` instead. Or `__init__` keeps a `zip`, which can be gone "
            "through only once: keep the lists, or `list(zip(...))`.",
            _network(
                _run_and_empty,
                lambda self, parameters, activations: (
                    setattr(self, "parameters", list(parameters)) or setattr(self, "activations", activations)
                ),
            ),
        ),
        Mistake(
            "on-the-class",
            "Looks like: all networks share the parameters that were given last, kept on the class or outside it. "
            "Keep them on `self`.",
            _network(_chain(lambda a, W, b, phi, **_: phi.fn(_z(a, W, b))), _keep_on_class),
        ),
        Mistake(
            "stores-nothing",
            "Looks like: `__init__` does not keep what it is given, so `run` finds nothing. Write `self.parameters "
            "= parameters`, and the same for the activations.",
            _network(_chain(lambda a, W, b, phi, **_: phi.fn(_z(a, W, b))), _keep_nothing),
        ),
        Mistake(
            "no-return",
            "Looks like: `run` does all the work and returns nothing. Write `return a` at its end.",
            _network(_run_none),
        ),
        Mistake(
            "called-the-object",
            "Looks like: an activation function is called directly, as in `activation(z)`. It is an object here, and "
            "its function is the method `fn`.",
            _network(_chain(lambda a, W, b, phi, **_: phi(_z(a, W, b)))),
        ),
        Mistake("array-called", ARRAY_CALLED, _network(_chain(lambda a, W, b, phi, **_: phi.fn(a @ W.T() + b)))),
        Mistake(
            "three-from-two",
            "Looks like: three names for two things, a pair and an activation function. The pair needs brackets: "
            "`for (W, b), f in zip(...)`.",
            _network(lambda self, X: [f.fn(_z(X, W, b)) for W, b, f in zip(self.parameters, self.activations)]),  # noqa: B905
        ),
        Mistake(
            "activations-reversed",
            "Looks like: the activation functions from last to first. Like the pairs, they stand in the order of "
            "the layers.",
            _network(_chain(lambda a, W, b, phi, **_: phi.fn(_z(a, W, b))), _keep_turned),
        ),
        Mistake(
            "without-self",
            "Looks like: `run` uses a name that it does not know. Keep what `__init__` was given on `self`; in "
            "`run` it is called `self.parameters` and `self.activations`.",
            _network(lambda self, X: [parameters, activations]),  # noqa: F821
            _network(lambda self, X: [activations, parameters]),  # noqa: F821
        ),
        Mistake(
            "first-layer-left-out",
            "Looks like: the first layer is left out. Python counts from 0, so `range(1, ...)` begins with the "
            "second layer.",
            _network(_chain(lambda a, W, b, phi, k, **_: phi.fn(_z(a, W, b)) if k else a)),
        ),
        Mistake(
            "last-layer-left-out",
            "Looks like: the last layer is left out. `range(len(parameters) - 1)` ends one layer too early.",
            _network(_chain(lambda a, W, b, phi, last, **_: a if last else phi.fn(_z(a, W, b)))),
        ),
        Mistake(
            "first-activation-for-hidden",
            "Looks like: all hidden layers use the first activation function. Each layer has its own: go through "
            "`parameters` and `activations` together.",
            _network(_chain(lambda a, W, b, phi, last, all, **_: (phi if last else all[0]).fn(_z(a, W, b)))),
        ),
        Mistake(
            "activation-of-the-layer-before",
            "Looks like: each layer uses the activation function of the layer before it. Layer k has `activations[k]`.",
            _network(_chain(lambda a, W, b, phi, k, all, **_: all[k - 1].fn(_z(a, W, b)))),
        ),
    ),
    hints=(
        Hint(
            "`__init__` only has to keep what it is given: `self.parameters = parameters`, and the same for "
            "`activations`.",
            "__init__",
        ),
        Hint(
            "`run` sends the batch from layer to layer: the output of one layer is the input of the next.",
            "run",
        ),
        Hint(
            "You have `layer_forward` already. `for (W, b), activation in zip(self.parameters, self.activations)` "
            "gives you the pair and the activation function of each layer.",
            "run",
        ),
        Hint(
            "In `run`, begin with `a = X`. For every layer, `a = layer_forward(a, W, b, activation)`. After the "
            "loop, `return a`.",
            "run",
        ),
    ),
)
