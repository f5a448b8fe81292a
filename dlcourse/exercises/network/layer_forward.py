"""`layer_forward` of lesson 04."""

import numpy as np

from dlcourse import network as maths
from dlcourse.activations import Identity, ReLU, Sigmoid, Tanh
from dlcourse.checker import Case, Exercise, Mistake, draws
from dlcourse.exercises._softsign import ANOTHER, Softsign
from dlcourse.exercises.network import ACTIVATIONS, ARRAY_CALLED, pair

_numbers = draws(4)

_a, (_W, _b) = _numbers(5, 3), pair(_numbers, 2, 3)

_square, (_W3, _b3) = _numbers(3, 3), pair(_numbers, 3, 3)


def _layer(f):
    return {"layer_forward": f}


EXERCISE = Exercise(
    id="layer_forward",
    worth="One matrix product works for all examples and all neurons at once, so no loop is needed.",
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
        Case("layer_forward(a, W, b, Tanh())", "another activation function", a=_a, W=_W, b=_b, Tanh=Tanh),
        Case("layer_forward(a, W, b, ReLU())", "a batch of one", a=_a[:1], W=_W, b=_b, ReLU=ReLU),
        Case(
            "layer_forward(a, W, b, Sigmoid())",
            "as many examples as inputs, and as many neurons: here no shape can go wrong, only numbers",
            a=_square,
            W=_W3,
            b=_b3,
            Sigmoid=Sigmoid,
        ),
        Case("layer_forward(a, W, b, Tanh())", "a single neuron", a=_a, W=_W[:1], b=_b[:1], Tanh=Tanh),
        Case("layer_forward(a, W, b, ReLU())", "large numbers", a=1000 * _a, W=_W, b=_b, ReLU=ReLU),
        Case("layer_forward(a, W, b, Softsign())", ANOTHER, a=_a, W=_W, b=_b, Softsign=Softsign),
    ),
    mistakes=(
        Mistake(
            "no-transpose",
            "Looks like: W is not transposed, as in `a @ W`. A row of W is a neuron, and a row of a is an example. To"
            " multiply rows with rows, W has to be transposed: `a @ W.T`.",
            _layer(lambda a, W, b, activation: activation.fn(a @ W + b)),
            _layer(lambda a, W, b, activation: activation.fn(np.dot(a, W) + b)),
        ),
        Mistake(
            "examples-as-columns",
            "Looks like: one column for each example, as in `W @ a.T`. In this course each example is a row: `a @ "
            "W.T`.",
            _layer(lambda a, W, b, activation: activation.fn(W @ a.T + b[:, None])),
            _layer(lambda a, W, b, activation: activation.fn((a @ W.T + b).T)),
        ),
        Mistake(
            "weights-first",
            "Looks like: W stands first, as in `W @ a`. That is right for a single example that is a column. In a "
            "batch the examples are rows, so a comes first: `a @ W.T`.",
            _layer(lambda a, W, b, activation: activation.fn(W @ a + b)),
            _layer(lambda a, W, b, activation: activation.fn(np.dot(W, a) + b)),
            _layer(lambda a, W, b, activation: activation.fn(W @ a + b[:, None])),
            _layer(lambda a, W, b, activation: activation.fn(W @ a.T + b)),
        ),
        Mistake(
            "bias-per-example",
            "Looks like: the biases stand in a column, so they are added by example and not by neuron. Add b as it "
            "is, shape (n_out,).",
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
            "Looks like: b is subtracted. Some texts do that; in this course z = a Wᵀ + b.",
            _layer(lambda a, W, b, activation: activation.fn(a @ W.T - b)),
        ),
        Mistake(
            "bias-outside",
            "Looks like: b is added after the activation function. It belongs to z, inside the brackets of `fn`.",
            _layer(lambda a, W, b, activation: activation.fn(a @ W.T) + b),
        ),
        Mistake(
            "no-activation",
            "Looks like: z itself comes back. The output of the layer is `activation.fn(z)`.",
            _layer(lambda a, W, b, activation: a @ W.T + b),
        ),
        Mistake(
            "activated-inputs",
            "Looks like: the activation function is applied to the inputs. It comes last: first compute z from a, "
            "W and b, then apply the function to z.",
            _layer(lambda a, W, b, activation: activation.fn(a) @ W.T + b),
        ),
        Mistake(
            "always-the-same",
            "Looks like: always the same activation function, whichever one is given. Call the `fn` of the "
            "argument `activation`.",
            _layer(lambda a, W, b, activation: Sigmoid().fn(a @ W.T + b)),
            _layer(lambda a, W, b, activation: 1 / (1 + np.exp(-(a @ W.T + b)))),
            _layer(lambda a, W, b, activation: np.tanh(a @ W.T + b)),
            _layer(lambda a, W, b, activation: np.maximum(a @ W.T + b, 0)),
            _layer(lambda a, W, b, activation: (a @ W.T + b > 0).astype(float)),
        ),
        Mistake(
            "called-the-object",
            "Looks like: the activation function is called directly, as in `activation(z)`. It is an object here, and"
            " its function is the method `fn`: `activation.fn(z)`.",
            _layer(lambda a, W, b, activation: activation(a @ W.T + b)),
        ),
        Mistake("array-called", ARRAY_CALLED, _layer(lambda a, W, b, activation: activation.fn(a @ W.T() + b))),
        Mistake(
            "reshaped",
            "Looks like: W is brought into another shape, and the order of its numbers is kept, so the weights of "
            "different neurons are mixed. `W.T` turns W over.",
            _layer(lambda a, W, b, activation: activation.fn(a @ W.reshape(W.shape[::-1]) + b)),
        ),
        Mistake(
            "no-sum",
            "Looks like: a product entry by entry, as with `*`, which does not add up. The product of matrices "
            "multiplies rows with columns and adds up: `a @ W.T`.",
            _layer(lambda a, W, b, activation: activation.fn(a * W + b)),
            _layer(lambda a, W, b, activation: activation.fn(W * a + b)),
            _layer(lambda a, W, b, activation: activation.fn(a * W.T + b)),
        ),
        Mistake(
            "derivative",
            "Looks like: the slope of the activation function, and not its value. `fn` is the function; "
            "`derivative` is its slope.",
            _layer(lambda a, W, b, activation: activation.derivative(a @ W.T + b)),
        ),
        Mistake(
            "summed-over-neurons",
            "Looks like: added up over too much. Every example has one z for *each* neuron: shape (n, n_out).",
            _layer(lambda a, W, b, activation: activation.fn((a @ W.T + b).sum(axis=1))),
            _layer(lambda a, W, b, activation: activation.fn((a @ W.T + b).sum(axis=0))),
            _layer(lambda a, W, b, activation: activation.fn((a @ W.T).sum() + b)),
        ),
        Mistake(
            "twice",
            "Looks like: the activation function is applied twice. Once is enough.",
            _layer(lambda a, W, b, activation: activation.fn(activation.fn(a @ W.T + b))),
        ),
    ),
    hints=(
        "Two steps are needed. First compute the weighted inputs z of all neurons for all examples, shape (n, "
        "n_out). Then apply the activation function to z.",
        "a has shape (n, n_in), and W has shape (n_out, n_in). In a matrix product the two inner lengths have to be "
        "equal: which of the two has to be transposed? The biases b, shape (n_out,), are added to every row.",
        "Compute `z = a @ W.T + b`, and then return `activation.fn(z)`.",
    ),
)
