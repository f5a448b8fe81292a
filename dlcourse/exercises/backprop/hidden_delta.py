"""`hidden_delta` of lesson 07."""

import numpy as np

from dlcourse import backprop as maths
from dlcourse.activations import Arctan, Identity, ReLU, Sigmoid, Tanh
from dlcourse.checker import Case, Exercise, Mistake, draws
from dlcourse.exercises.backprop import ACTIVATIONS

_numbers = draws(7)


def _hidden(f):
    return {"hidden_delta": f}


_delta, _W, _zh = _numbers(5, 2), _numbers(2, 4), _numbers(5, 4)

_delta3, _W3, _z3 = _numbers(3, 3), _numbers(3, 3), _numbers(3, 3)

EXERCISE = Exercise(
    id="hidden_delta",
    worth=(
        "`delta_next @ W_next` adds up, for every hidden neuron, the errors of all neurons after it: a double "
        "loop in one product."
    ),
    reference={"hidden_delta": maths.hidden_delta},
    stand_ins=ACTIVATIONS,
    cases=(
        Case(
            "hidden_delta(delta_next, W_next, z, Identity())",
            "by hand: 1·10 + 2·20 = 50, and 1·(-1) + 2·3 = 5",
            delta_next=np.array([[1.0, 2.0]]),
            W_next=np.array([[10.0, -1.0], [20.0, 3.0]]),
            z=np.array([[0.0, 0.0]]),
            Identity=Identity,
        ),
        Case(
            "hidden_delta(delta_next, W_next, z, Sigmoid())",
            "five examples, four hidden neurons, two neurons after them",
            delta_next=_delta,
            W_next=_W,
            z=_zh,
            Sigmoid=Sigmoid,
        ),
        Case(
            "hidden_delta(delta_next, W_next, z, Tanh())",
            "three of everything: no shape can go wrong, only numbers",
            delta_next=_delta3,
            W_next=_W3,
            z=_z3,
            Tanh=Tanh,
        ),
        Case(
            "hidden_delta(delta_next, W_next, z, ReLU())",
            "dead where z is below 0: no error gets through",
            delta_next=_delta,
            W_next=_W,
            z=_zh,
            ReLU=ReLU,
        ),
        Case(
            "hidden_delta(delta_next, W_next, z, Arctan())",
            "a single neuron in the next layer",
            delta_next=_delta[:, :1],
            W_next=_W[:1],
            z=_zh,
            Arctan=Arctan,
        ),
        Case(
            "hidden_delta(delta_next, W_next, z, Sigmoid())",
            "a batch of one",
            delta_next=_delta[:1],
            W_next=_W,
            z=_zh[:1],
            Sigmoid=Sigmoid,
        ),
    ),
    mistakes=(
        Mistake(
            "transposed",
            "Looks like: W_next is transposed, as in the forward pass. Going back, each error travels along its own "
            "weights in the other direction: `delta_next @ W_next`, (n, n_next)(n_next, n_hidden).",
            _hidden(lambda d, W, z, activation: (d @ W.T) * activation.derivative(z)),
        ),
        Mistake(
            "as-columns",
            "Looks like: the formula for examples that are columns, Wᵀδ. Here an example is a row, so it becomes δ W: "
            "`delta_next @ W_next`.",
            _hidden(lambda d, W, z, activation: (W.T @ d) * activation.derivative(z)),
            _hidden(lambda d, W, z, activation: (W @ d) * activation.derivative(z)),
            _hidden(lambda d, W, z, activation: (W.T @ d.T) * activation.derivative(z)),
            _hidden(lambda d, W, z, activation: (W.T @ d.T) * activation.derivative(z).T),
        ),
        Mistake(
            "slope-at-a",
            "Looks like: the derivative was called with an activation. It takes z: `activation.derivative(z)`.",
            _hidden(lambda d, W, z, activation: (d @ W) * activation.derivative(activation.fn(z))),
        ),
        Mistake(
            "no-slope",
            "Looks like: the product with φ′(z) is missing. `delta_next @ W_next` is the slope of the loss in the hidden activations a. "
            "For z, multiply it by the slope of the activation.",
            _hidden(lambda d, W, z, activation: d @ W),
        ),
        Mistake(
            "fn-not-slope",
            "Looks like: the output φ(z) in place of the slope φ′(z). The slope is `activation.derivative(z)`.",
            _hidden(lambda d, W, z, activation: (d @ W) * activation.fn(z)),
        ),
        Mistake(
            "z-not-slope",
            "Looks like: the sum is multiplied by z. Multiply it by the slope of the "
            "activation, `activation.derivative(z)`.",
            _hidden(lambda d, W, z, activation: (d @ W) * z),
        ),
        Mistake(
            "entry-by-entry",
            "Looks like: the errors and the weights are multiplied entry by entry, as with `*`. There it is a matrix "
            "product: a hidden neuron collects from *all* neurons that it feeds.",
            _hidden(lambda d, W, z, activation: (d * W) * activation.derivative(z)),
        ),
        Mistake(
            "all-products",
            "Looks like: a matrix product with φ′(z) as well. The sign ⊙ means entry by entry: `*`.",
            _hidden(lambda d, W, z, activation: (d @ W) @ activation.derivative(z).T),
            _hidden(lambda d, W, z, activation: (d @ W) @ activation.derivative(z)),
            _hidden(lambda d, W, z, activation: (d @ W).T @ activation.derivative(z)),
        ),
        Mistake(
            "mean-taken",
            "Looks like: divided by the number of examples. The mean is taken once, in `layer_gradients`; here each example keeps its "
            "own error.",
            _hidden(lambda d, W, z, activation: (d @ W) * activation.derivative(z) / len(d)),
        ),
        Mistake(
            "shared-out",
            "Looks like: divided by the number of neurons. A hidden neuron changes the loss through every neuron that it feeds, and "
            "these parts are added up, without a mean.",
            _hidden(lambda d, W, z, activation: (d @ W) * activation.derivative(z) / W.shape[0]),
            _hidden(lambda d, W, z, activation: (d @ W) * activation.derivative(z) / W.shape[1]),
        ),
        Mistake(
            "summed",
            "Looks like: summed or averaged over the examples. Every example has its own errors: shape (n, n_hidden).",
            _hidden(lambda d, W, z, activation: ((d @ W) * activation.derivative(z)).sum(axis=0)),
            _hidden(lambda d, W, z, activation: ((d @ W) * activation.derivative(z)).mean(axis=0)),
        ),
        Mistake(
            "slope-before-weights",
            "Looks like: φ′ inside the product. First back through the weights, then times the slope of the *hidden* neuron.",
            _hidden(lambda d, W, z, activation: d @ (W * activation.derivative(z))),
            _hidden(lambda d, W, z, activation: (d * activation.derivative(z)) @ W),
        ),
        Mistake(
            "always-sigmoid",
            "Looks like: the slope of the sigmoid, whatever the activation is. Use the activation that is given: "
            "`activation.derivative(z)`.",
            _hidden(lambda d, W, z, activation: (a := activation.fn(z), (d @ W) * a * (1 - a))[1]),
            _hidden(lambda d, W, z, activation: (d @ W) * Sigmoid().derivative(z)),
        ),
        Mistake(
            "sign",
            "Looks like: one minus too many. Errors keep their sign; the minus comes later, in the step downhill.",
            _hidden(lambda d, W, z, activation: -(d @ W) * activation.derivative(z)),
        ),
    ),
    hints=(
        "There are two steps: first go from the next errors back through the next weights to a, and then through the "
        "activation to z.",
        "`delta_next` is (n, n_next), `W_next` is (n_next, n_hidden), and you want (n, n_hidden). Which product does that, without any "
        "transpose?",
        "Return `(delta_next @ W_next) * activation.derivative(z)`.",
    ),
)
