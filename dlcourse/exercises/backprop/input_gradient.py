"""`input_gradient` of lesson 07."""

import numpy as np

from dlcourse.activations import Softmax
from dlcourse.backprop import backprop, forward
from dlcourse.checker import Case, Exercise, Mistake, draws
from dlcourse.exercises.backprop import ACTIVATIONS


def _first_error(a, y, z, phi):
    return a - y if isinstance(phi, Softmax) else (a - y) * phi.derivative(z)


def _one_back(delta, W, z, phi, a):
    return (delta @ W) * phi.derivative(z)


def _gradient(
    first=_first_error, through=_one_back, end=lambda delta, W, X: delta @ W, finish=lambda slopes, X: slopes, until=1
):
    """An answer made of pieces; without arguments it is right."""

    def input_gradient(parameters, activations, X, y):
        zs, outputs = forward(parameters, activations, X)
        delta = first(outputs[-1], y, zs[-1], activations[-1])
        for k in range(len(parameters) - 1, until - 1, -1):
            delta = through(delta, parameters[k][0], zs[k - 1], activations[k - 1], outputs[k])
        return finish(end(delta, parameters[0][0], X), X)

    return {"input_gradient": input_gradient}


def input_gradient(parameters, activations, X, y):
    """The slope of each example's own loss in each of its inputs.

    Parameters
    ----------
    parameters : list of (W, b)
    activations, X, y
        As in `dlcourse.backprop.backprop`.

    Returns
    -------
    ndarray, shape (n, d)
    """
    return _gradient()["input_gradient"](parameters, activations, X, y)


_numbers = draws(79)


def _case(names, why, sizes, n, y=None):
    return Case(
        f"input_gradient(parameters, [{', '.join(f'{name}()' for name in names.split())}], X, y)",
        why,
        parameters=[(_numbers(n_out, n_in), _numbers(n_out)) for n_in, n_out in zip(sizes, sizes[1:], strict=False)],
        X=_numbers(n, sizes[0]),
        y=_numbers(n, sizes[-1]) if y is None else np.eye(sizes[-1])[y],
        **{name: ACTIVATIONS[name] for name in names.split()},
    )


EXERCISE = Exercise(
    id="input_gradient",
    kind="further",
    worth=(
        "The inputs are what the first layer is given, and they have no activation function. So the last step back is only the "
        "product with the weights of the first layer."
    ),
    reference={"input_gradient": input_gradient},
    needs=("output_delta", "hidden_delta", "backprop"),
    stand_ins=ACTIVATIONS,
    cases=(
        Case(
            "input_gradient(parameters, [Identity()], X, y)",
            "by hand: the output is 2·3 - 1·1 = 5, so the error is 5 - 4 = 1, and the slopes are 1·2 and 1·(-1)",
            parameters=[(np.array([[2.0, -1.0]]), np.array([0.0]))],
            X=np.array([[3.0, 1.0]]),
            y=np.array([[4.0]]),
            Identity=ACTIVATIONS["Identity"],
        ),
        _case("Sigmoid", "a single layer, 3 inputs and 2 outputs", [3, 2], 5),
        _case("Tanh Sigmoid", "two layers, 3 → 4 → 2, five examples", [3, 4, 2], 5),
        _case("Sigmoid Tanh Identity", "three layers, 2 → 4 → 3 → 1", [2, 4, 3, 1], 6),
        _case(
            "Tanh ReLU Sigmoid Identity", "four layers, three of everything: no shape can go wrong", [3, 3, 3, 3, 3], 3
        ),
        _case("ReLU Identity", "a batch of one", [3, 5, 2], 1),
        _case("Tanh Softmax", "a softmax at the end: cross entropy", [3, 4, 2], 5, [1, 0, 1, 1, 0]),
        _case("Softmax", "a softmax alone, three classes", [2, 3], 4, [2, 0, 1, 2]),
    ),
    mistakes=(
        Mistake(
            "divided-by-n",
            "Looks like: divided by the number of examples. Each row is the slope of that example's *own* loss, so no mean is taken.",
            _gradient(finish=lambda slopes, X: slopes / len(X)),
        ),
        Mistake(
            "added-up",
            "Looks like: one row for all examples together, their sum or their mean. Each example has its own row.",
            _gradient(finish=lambda slopes, X: slopes.sum(axis=0)),
            _gradient(finish=lambda slopes, X: slopes.mean(axis=0)),
        ),
        Mistake(
            "slopes-of-the-weights",
            "Looks like: the slopes in the weights of the first layer. Asked for are the slopes in the inputs X.",
            {"input_gradient": lambda parameters, activations, X, y: backprop(parameters, activations, X, y)[0][0]},
        ),
        Mistake(
            "last-step-missing",
            "Looks like: the error of the first layer. From it one more step leads to the inputs, through the weights of the first "
            "layer.",
            _gradient(end=lambda delta, W, X: delta),
        ),
        Mistake(
            "times-x",
            "Looks like: the slopes times the inputs. The slope of z = W x + b in x is W, without x.",
            _gradient(finish=lambda slopes, X: slopes * X),
        ),
        Mistake(
            "weights-transposed",
            "Looks like: the errors go back through Wᵀ. Forward it is `a @ W.T`, and back it is `delta @ W`.",
            _gradient(end=lambda delta, W, X: delta @ W.T),
            _gradient(
                through=lambda delta, W, z, phi, a: (delta @ W.T) * phi.derivative(z),
                end=lambda delta, W, X: delta @ W.T,
            ),
        ),
        Mistake(
            "no-slope-at-the-end",
            "Looks like: a - y as the last error, also without a softmax. For MSE it has the slope φ′(z) of the last layer in it.",
            _gradient(first=lambda a, y, z, phi: a - y),
        ),
        Mistake(
            "no-slope-on-the-way",
            "Looks like: hidden errors without φ′(z). Going back through a layer takes its weights *and* its activation function.",
            _gradient(through=lambda delta, W, z, phi, a: delta @ W),
        ),
        Mistake(
            "softmax-derivative",
            "Looks like: `derivative` of a softmax is called, which has none. If the last activation is a Softmax, the last error is "
            "a - y.",
            _gradient(first=lambda a, y, z, phi: (a - y) * phi.derivative(z)),
        ),
        Mistake(
            "sign",
            "Looks like: y - a at the start of the backward pass, so every slope has the wrong sign.",
            _gradient(finish=lambda slopes, X: -slopes),
        ),
    ),
    hints=(
        "It begins as `backprop` does: forward through all layers, then the last error, then back from layer to layer. What is "
        "different at the end?",
        "When you have the error δ of the first layer, the inputs come before it. They are like a layer without an activation "
        "function. And there is no mean anywhere.",
        "`delta` is the error of the first layer, shape (n, n_out), and `W` its weights, shape (n_out, d). Return `delta @ W`.",
    ),
)
