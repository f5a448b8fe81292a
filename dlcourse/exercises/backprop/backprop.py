"""`backprop` of lesson 07."""

import numpy as np

from dlcourse import backprop as maths
from dlcourse.activations import Arctan, Sigmoid, Softmax, Tanh
from dlcourse.checker import Case, Exercise, Mistake, draws
from dlcourse.exercises.backprop import ACTIVATIONS, pairs, parts_differ, still

_numbers = draws(7)


def _slopes_of(activations):
    """A judge of slopes: as `backprop` of the course gives them."""

    def judge(result, parameters, X, y, **_):
        problem = pairs(result, parameters)
        if problem:
            return problem
        wanted = maths.backprop(parameters, activations, X, y)
        return parts_differ(result, wanted, ("dW", "db"), steps_back=True)

    return judge


def _backprop_case(names, why, sizes, n, y=None, scale=1.0):
    kinds = {**ACTIVATIONS, "Arctan": Arctan}
    activations = [kinds[name]() for name in names.split()]
    parameters = [
        still(_numbers(n_out, n_in) * scale, _numbers(n_out)) for n_in, n_out in zip(sizes, sizes[1:], strict=False)
    ]
    return Case(
        f"backprop(parameters, [{', '.join(f'{name}()' for name in names.split())}], X, y)",
        why,
        judge=_slopes_of(activations),
        parameters=parameters,
        X=_numbers(n, sizes[0]),
        y=_numbers(n, sizes[-1]) if y is None else np.eye(sizes[-1])[y],
        **{name: kinds[name] for name in names.split()},
    )


def _first_error(a, y, z, phi):
    return a - y if isinstance(phi, Softmax) else (a - y) * phi.derivative(z)


def _one_back(delta, W, z, phi, a):
    return (delta @ W) * phi.derivative(z)


def _back(
    first=_first_error,
    through=_one_back,
    gradients=lambda delta, a: (delta.T @ a / len(delta), delta.mean(axis=0)),
    finish=lambda gradients: gradients[::-1],
    given=lambda outputs, zs, layer: outputs[layer],
    crossed=lambda parameters, layer, pair: parameters[layer][0],
    run=lambda a, W, b, phi: (a @ W.T + b, phi.fn(a @ W.T + b)),
    which=lambda layer: layer - 1,
    whose=lambda activations, layer, k: activations[k],
    first_crossed=1,
):
    """An answer made of pieces of which one is wrong."""

    def backprop(parameters, activations, X, y):
        zs, outputs = [], [X]
        for (W, b), phi in zip(parameters, activations, strict=True):
            z, a = run(outputs[-1], W, b, phi)
            zs.append(z)
            outputs.append(a)
        delta, found = first(outputs[-1], y, zs[-1], activations[-1]), []
        for layer in reversed(range(len(parameters))):
            found.append(gradients(delta, given(outputs, zs, layer)))
            if layer >= first_crossed:
                W, k = crossed(parameters, layer, found[-1]), which(layer)
                delta = through(delta, W, zs[k], whose(activations, layer, k), outputs[k + 1])
        return finish(found)

    return {"backprop": backprop}


def _back_too_soon(parameters, activations, X, y):
    zs, outputs = maths.forward(parameters, activations, X)
    delta, found = _first_error(outputs[-1], y, zs[-1], activations[-1]), []
    for layer in reversed(range(len(parameters))):
        if layer:
            delta = _one_back(delta, parameters[layer][0], zs[layer - 1], activations[layer - 1], None)
        found.append((delta.T @ outputs[layer] / len(delta), delta.mean(axis=0)))
    return found[::-1]


def _apart(gradients):
    return [dW for dW, _ in gradients[::-1]], [db for _, db in gradients[::-1]]


def _raw_error_back(parameters, activations, X, y):
    zs, outputs = maths.forward(parameters, activations, X)
    carried, delta = outputs[-1] - y, _first_error(outputs[-1], y, zs[-1], activations[-1])
    found = []
    for layer in reversed(range(len(parameters))):
        found.append((delta.T @ outputs[layer] / len(delta), delta.mean(axis=0)))
        if layer:
            carried = delta = _one_back(carried, parameters[layer][0], zs[layer - 1], activations[layer - 1], None)
    return found[::-1]


EXERCISE = Exercise(
    id="backprop",
    worth=(
        "The list of outputs begins with X, so every layer finds what it was given at its own index, and the "
        "first layer needs no case of its own."
    ),
    reference={"backprop": maths.backprop},
    needs=("output_delta", "hidden_delta", "layer_gradients"),
    stand_ins=ACTIVATIONS,
    cases=(
        Case(
            "backprop(parameters, [Identity()], X, y)",
            "by hand: the output is 2·1 + 1·3 = 5, so the error is 5 - 4 = 1. dW = [[1·1, 1·3]], and db = [1]",
            judge=_slopes_of([ACTIVATIONS["Identity"]()]),
            parameters=[still(np.array([[2.0, 1.0]]), np.array([0.0]))],
            X=np.array([[1.0, 3.0]]),
            y=np.array([[4.0]]),
            Identity=ACTIVATIONS["Identity"],
        ),
        _backprop_case("Tanh Sigmoid", "two layers, 3 → 4 → 2, five examples", [3, 4, 2], 5),
        _backprop_case("Sigmoid", "a single layer: there is nothing to go back through", [3, 2], 5),
        _backprop_case("Sigmoid Tanh Identity", "three layers, each with its own activation", [2, 4, 3, 1], 5),
        _backprop_case(
            "Tanh Arctan Sigmoid Identity",
            "four layers, three of everything: no shape can go wrong, only numbers",
            [3, 3, 3, 3, 3],
            3,
        ),
        _backprop_case("ReLU Identity", "ReLU, a batch of one", [3, 5, 2], 1),
        _backprop_case(
            "Tanh Softmax", "a softmax at the end: cross entropy, one-hot targets", [3, 4, 2], 5, [1, 0, 1, 1, 0]
        ),
        _backprop_case("Softmax", "a softmax alone, three classes", [2, 3], 4, [2, 0, 1, 2]),
    ),
    mistakes=(
        Mistake(
            "slope-at-a",
            "Looks like: a derivative was called with an activation a. It takes z, so keep z and a of every layer in the forward pass.",
            _back(
                first=lambda a, y, z, phi: (a - y) if isinstance(phi, Softmax) else (a - y) * phi.derivative(a),
                through=lambda delta, W, z, phi, a: (delta @ W) * phi.derivative(a),
            ),
            _back(through=lambda delta, W, z, phi, a: (delta @ W) * phi.derivative(a)),
            _back(
                first=lambda a, y, z, phi: (a - y) * phi.derivative(a),
                through=lambda delta, W, z, phi, a: (delta @ W) * phi.derivative(a),
            ),
            _back(
                first=lambda a, y, z, phi: (a - y) * phi.derivative(z),
                through=lambda delta, W, z, phi, a: (delta @ W) * phi.derivative(a),
            ),
            _back(first=lambda a, y, z, phi: (a - y) if isinstance(phi, Softmax) else (a - y) * phi.derivative(a)),
        ),
        Mistake(
            "no-slope-on-the-way",
            "Looks like: hidden errors without φ′(z). An error that goes back is multiplied by the weights *and* by φ′(z).",
            _back(through=lambda delta, W, z, phi, a: delta @ W),
        ),
        Mistake(
            "no-slope-at-the-end",
            "Looks like: a - y as the last error, also without a softmax. For MSE it also has the slope of the last activation: times φ′(z).",
            _back(first=lambda a, y, z, phi: a - y),
        ),
        Mistake(
            "softmax-elementwise",
            "Looks like: a softmax treated as if each output had a slope of its own, a(1 - a). Each output depends on all scores; with "
            "cross entropy the error is a - y.",
            _back(
                first=lambda a, y, z, phi: (a - y) * (a * (1 - a) if isinstance(phi, Softmax) else phi.derivative(z))
            ),
        ),
        Mistake(
            "softmax-derivative",
            "Looks like: `derivative` of a softmax was called, which has none. If the last activation is a Softmax, the last error is "
            "a - y; ask with `isinstance(activations[-1], Softmax)`.",
            _back(first=lambda a, y, z, phi: (a - y) * phi.derivative(z)),
        ),
        Mistake(
            "weights-transposed",
            "Looks like: errors went back through Wᵀ. Forward it is `a @ W.T`, back it is `delta @ W`.",
            _back(through=lambda delta, W, z, phi, a: (delta @ W.T) * phi.derivative(z)),
        ),
        Mistake(
            "summed",
            "Looks like: sums over the batch where the mean was asked for. Divide by n, in each layer.",
            _back(gradients=lambda delta, a: (delta.T @ a, delta.sum(axis=0))),
        ),
        Mistake(
            "mean-twice",
            "Looks like: the mean taken twice. If the errors are divided by n at the end of the network, the slopes must not be "
            "divided again.",
            _back(gradients=lambda delta, a: (delta.T @ a / len(delta) ** 2, delta.mean(axis=0) / len(delta))),
            _back(first=lambda a, y, z, phi: _first_error(a, y, z, phi) / len(a)),
        ),
        Mistake(
            "sign",
            "Looks like: y - a at the start of the backward pass, so every slope has the wrong sign.",
            _back(first=lambda a, y, z, phi: (y - a) if isinstance(phi, Softmax) else (y - a) * phi.derivative(z)),
            _back(first=lambda a, y, z, phi: (a - y) if isinstance(phi, Softmax) else (y - a) * phi.derivative(z)),
            _back(first=lambda a, y, z, phi: (y - a) if isinstance(phi, Softmax) else (a - y) * phi.derivative(z)),
        ),
        Mistake(
            "two",
            "Looks like: 2(a - y) at the start of the backward pass. The ½ of the loss has cancelled the 2.",
            _back(
                first=lambda a, y, z, phi: 2 * (a - y) if isinstance(phi, Softmax) else 2 * (a - y) * phi.derivative(z)
            ),
            _back(first=lambda a, y, z, phi: (a - y) if isinstance(phi, Softmax) else 2 * (a - y) * phi.derivative(z)),
        ),
        Mistake(
            "last-first",
            "Looks like: the pairs come in the order in which they are computed, the last layer first. The first pair belongs to the first "
            "layer: turn the list round, `[::-1]`.",
            _back(finish=lambda gradients: gradients),
        ),
        Mistake(
            "own-output",
            "Looks like: a layer's error was multiplied by its own output. Multiply it by what the layer was *given*: the output of "
            "the layer before.",
            _back(given=lambda outputs, zs, layer: outputs[layer + 1]),
        ),
        Mistake(
            "always-x",
            "Looks like: every layer's error was multiplied by X. Only the first layer was given X; the others were given the output of "
            "the layer before.",
            _back(given=lambda outputs, zs, layer: outputs[0]),
        ),
        Mistake(
            "first-activation",
            "Looks like: one activation for all layers in the backward pass. Each layer has its own: z and activation belong to the same layer.",
            _back(through=lambda delta, W, z, phi, a: (delta @ W) * Sigmoid().derivative(z)),
            _back(through=lambda delta, W, z, phi, a: (delta @ W) * a * (1 - a)),
            _back(through=lambda delta, W, z, phi, a: (delta @ W) * Tanh().derivative(z)),
        ),
        Mistake(
            "layer-off-by-one",
            "Looks like: the z or the activation of the wrong layer in the backward pass. Going from layer l + 1 to layer l takes the weights of "
            "l + 1, but z and φ of l.",
            _back(which=lambda layer: layer),
        ),
        Mistake(
            "next-layers-activation",
            "Looks like: the z of one layer with the activation of another. Going back into layer l takes z and φ of l: `zs[l - 1]` goes with "
            "`activations[l - 1]`.",
            _back(whose=lambda activations, layer, k: activations[layer]),
            _back(whose=lambda activations, layer, k: activations[-1]),
            _back(whose=lambda activations, layer, k: activations[0]),
        ),
        Mistake(
            "not-carried-on",
            "Looks like: every layer got the last error. What `hidden_delta` returns is the error for the next step back: `delta = hidden_delta(...)`.",
            _back(through=lambda delta, W, z, phi, a: delta),
        ),
        Mistake(
            "slopes-transposed",
            "Looks like: dW transposed, with one neuron in each column. It has the shape of W, (n_out, n_in): `delta.T @ a_prev`.",
            _back(gradients=lambda delta, a: (a.T @ delta / len(delta), delta.mean(axis=0))),
            _back(gradients=lambda delta, a: (a.T @ delta / len(delta), a.mean(axis=0))),
        ),
        Mistake(
            "z-as-input",
            "Looks like: a layer's error was multiplied by the z of the layer before. What a layer was given is the *activation* a of the layer before.",
            _back(given=lambda outputs, zs, layer: zs[layer - 1] if layer else outputs[0]),
        ),
        Mistake(
            "no-activation-forward",
            "Looks like: the activations were left out in the forward pass. What goes into the next layer is a = φ(z).",
            _back(run=lambda a, W, b, phi: (a @ W.T + b, a @ W.T + b)),
        ),
        Mistake(
            "no-transpose-forward",
            "Looks like: W is not transposed in the forward pass, as in `a @ W`. W has a neuron in each row, so it "
            "has to be transposed: `a @ W.T`.",
            _back(run=lambda a, W, b, phi: (a @ W + b, phi.fn(a @ W + b))),
        ),
        Mistake(
            "new-weights",
            "Looks like: errors went back through weights that had changed already. All slopes belong to the same weights: change "
            "nothing before the backward pass is done.",
            _back(crossed=lambda parameters, layer, pair: parameters[layer][0] - pair[0]),
        ),
        Mistake(
            "no-bias",
            "Looks like: the biases were left out in the forward pass. z = a Wᵀ + b.",
            _back(run=lambda a, W, b, phi: (a @ W.T, phi.fn(a @ W.T))),
        ),
        Mistake(
            "a-step-too-far",
            "Looks like: one step back too many. In front of the first layer is X, which has no error and no z: `hidden_delta` is for "
            "l > 0 only.",
            *(
                _back(first_crossed=0, first=first, through=through)
                for first in (_first_error, lambda a, y, z, phi: (a - y) * phi.derivative(z))
                for through in (_one_back, lambda delta, W, z, phi, a: maths.hidden_delta(delta, W, z, phi))
            ),
        ),
        Mistake(
            "step-before-slopes",
            "Looks like: the error is taken a step back before its layer has got its slopes. First `layer_gradients(delta, outputs[l])`, then "
            "`delta = hidden_delta(...)`.",
            {"backprop": _back_too_soon},
        ),
        Mistake(
            "two-lists",
            "Looks like: two lists, all dW and all db. Asked for is one list of pairs, a pair for each layer.",
            _back(finish=_apart),
        ),
        Mistake(
            "weights-only",
            "Looks like: the slopes of the weights without those of the biases. Each entry is a pair (dW, db).",
            _back(finish=lambda gradients: [dW for dW, _ in gradients[::-1]]),
        ),
        Mistake(
            "raw-error-goes-back",
            "Looks like: a - y goes back to the layer before, without φ′ of the last layer. What goes back is the last layer's error as its own slopes use it: "
            "`delta`.",
            {"backprop": _raw_error_back},
        ),
        Mistake(
            "mean-in-every-step",
            "Looks like: the hidden errors are divided by n in the backward pass, and the slopes again. The mean is taken once, in the slopes of each layer.",
            _back(through=lambda delta, W, z, phi, a: _one_back(delta, W, z, phi, a) / len(delta)),
        ),
        Mistake(
            "divided-by-outputs",
            "Looks like: the last error is divided by the number of outputs. The loss of an example is a sum over its outputs, so each error stays as it is.",
            _back(
                first=lambda a, y, z, phi: _first_error(a, y, z, phi) / (1 if isinstance(phi, Softmax) else a.shape[1])
            ),
            _back(first=lambda a, y, z, phi: _first_error(a, y, z, phi) / a.shape[1]),
        ),
    ),
    hints=(
        "Go forward first, and keep every z and every a; the first a is X. Then compute the last error. Then go from "
        "the last layer to the first: compute the gradients of the layer, and then the error of the layer before it.",
        "The last error is `output_delta(...)`, or a - y if `isinstance(activations[-1], Softmax)`. Go through the "
        "layers with `for l in reversed(range(len(parameters)))`. The gradients are `layer_gradients(delta, "
        "outputs[l])`, where outputs[0] is X. If l > 0, the error of the layer before is `hidden_delta(delta, "
        "parameters[l][0], zs[l - 1], activations[l - 1])`.",
        "On the way forward, compute `z = outputs[-1] @ W.T + b`, and then use `zs.append(z)` and "
        "`outputs.append(activation.fn(z))`. On the way back, append the pairs to a list. The pair of the last layer "
        "comes first in it, so return `gradients[::-1]`.",
    ),
)
