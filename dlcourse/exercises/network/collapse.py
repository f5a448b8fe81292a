"""`collapse` of lesson 04."""

import numpy as np

from dlcourse.checker import Case, Exercise, Mistake, draws
from dlcourse.exercises.network import ARRAY_CALLED, pair


def collapse(parameters):
    """The one layer that a network of layers without activation functions comes to.

    Parameters
    ----------
    parameters : list of (W, b)
        One pair for each layer, at least one.

    Returns
    -------
    W : ndarray, shape (n_out, n_in)
    b : ndarray, shape (n_out,)
    """
    W, b = parameters[0]
    for W_next, b_next in parameters[1:]:
        W, b = W_next @ W, W_next @ b + b_next
    return W, b


_numbers = draws(40)

_two = [pair(_numbers, 4, 3), pair(_numbers, 2, 4)]

_three = [pair(_numbers, 4, 2), pair(_numbers, 5, 4), pair(_numbers, 3, 5)]

_four = [pair(_numbers, 3, 5), pair(_numbers, 1, 3), pair(_numbers, 4, 1), pair(_numbers, 2, 4)]

_one = [pair(_numbers, 2, 3)]

_square = [pair(_numbers, 3, 3), pair(_numbers, 3, 3), pair(_numbers, 3, 3)]

_by_hand = [
    (np.array([[1.0, 2.0], [0.0, 1.0]]), np.array([1.0, 0.0])),
    (np.array([[0.0, 1.0], [3.0, 0.0]]), np.array([0.0, -1.0])),
]


def _wrong(f):
    return {"collapse": f}


def _step(step, start=lambda parameters: parameters[0], rest=lambda parameters: parameters[1:]):
    """A wrong answer that goes through the layers: ``step(W, b, W_next, b_next)`` -> the next W and b."""

    def collapse(parameters):
        W, b = start(parameters)
        for W_next, b_next in rest(parameters):
            W, b = step(W, b, W_next, b_next)
        return W, b

    return _wrong(collapse)


def _after_the_first_turn(parameters):
    W, b = parameters[0]
    for W_next, b_next in parameters[1:]:
        W, b = W_next @ W, W_next @ b + b_next
        return W, b


def _exactly_two(parameters):
    (W1, b1), (W2, b2) = parameters
    return W2 @ W1, W2 @ b1 + b2


def _last_onto_first(parameters):
    (W1, b1), (W2, b2) = parameters[0], parameters[-1]
    return W2 @ W1, W2 @ b1 + b2


def _with_the_new_weights(W, b, W_next, b_next):
    W = W_next @ W
    return W, W @ b + b_next


def _right(W, b, W_next, b_next):
    return W_next @ W, W_next @ b + b_next


EXERCISE = Exercise(
    id="collapse",
    kind="further",
    worth=(
        "The loop keeps one layer, and joins one further layer to it in each turn. So it does not matter how "
        "many there are, and a network of one layer comes back as it is."
    ),
    reference={"collapse": collapse},
    parts=("W", "b"),
    cases=(
        Case(
            "collapse(parameters)",
            "by hand: x goes through both layers, and the two lines that come out are x₂ and 3x₁ + 6x₂ + 2",
            parameters=_by_hand,
        ),
        Case("collapse(parameters)", "3 inputs, 4 neurons, 2 neurons", parameters=_two),
        Case("collapse(parameters)", "three layers, 2 → 4 → 5 → 3", parameters=_three),
        Case("collapse(parameters)", "a single layer is there already", parameters=_one),
        Case("collapse(parameters)", "four layers, one of them with a single neuron", parameters=_four),
        Case("collapse(parameters)", "3 → 3 → 3 → 3: here no shape can go wrong, only numbers", parameters=_square),
    ),
    mistakes=(
        Mistake(
            "first-times-second",
            "Looks like: the weights multiplied in the order in which the layers stand, W₁ W₂. The second layer "
            "works on the output of the first: W₂ (W₁ x) is (W₂ W₁) x, so the later layer stands on the left.",
            _step(lambda W, b, V, c: (W @ V, V @ b + c)),
            _step(lambda W, b, V, c: (W @ V, b @ V + c)),
            _step(lambda W, b, V, c: (W @ V, W @ c + b)),
        ),
        Mistake(
            "first-times-second-and-biases-added",
            "Looks like: two mistakes. The weights are multiplied in the order in which the layers stand, but the "
            "later layer stands on the left: W₂ W₁. And the biases are only added up, but b₁ goes through the second "
            "layer, too: write down W₂ (W₁ x + b₁) + b₂ and multiply it out.",
            _step(lambda W, b, V, c: (W @ V, b + c)),
        ),
        Mistake(
            "biases-added",
            "Looks like: right weights, but the biases are only added up. The bias of a layer goes through all "
            "later layers, too: W₂ (W₁ x + b₁) + b₂ has W₂ b₁ in it.",
            _step(lambda W, b, V, c: (V @ W, b + c)),
        ),
        Mistake(
            "last-bias-alone",
            "Looks like: right weights, but only the last layer's bias. The biases of the earlier layers do not "
            "vanish: they go through the later weights and are added.",
            _step(lambda W, b, V, c: (V @ W, c)),
        ),
        Mistake(
            "first-bias-alone",
            "Looks like: right weights, and the first layer's bias goes through the later layers as it should. But "
            "the biases of the later layers are not added.",
            _step(lambda W, b, V, c: (V @ W, V @ b)),
        ),
        Mistake(
            "no-bias",
            "Looks like: right weights, but the bias is 0 throughout. The biases do not vanish: write down W₂ (W₁ x "
            "+ b₁) + b₂ and multiply it out.",
            _wrong(lambda parameters: (collapse(parameters)[0], np.zeros(len(parameters[-1][1])))),
        ),
        Mistake(
            "bias-through-everything",
            "Looks like: the bias goes through too many layers. When a layer is added, b goes through the weights of "
            "this layer alone: `W_next @ b`. Is W overwritten before b is computed with it?",
            _step(_with_the_new_weights),
        ),
        Mistake(
            "bias-turned",
            "Looks like: right weights, but b is multiplied from the left, as in `b @ W_next`. A row of W is a "
            "neuron, and W_next works on b as on any outputs of the layer before: `W_next @ b`.",
            _step(lambda W, b, V, c: (V @ W, b @ V + c)),
            _step(lambda W, b, V, c: (V @ W, V.T @ b + c)),
        ),
        Mistake(
            "turned",
            "Looks like: right, but with W transposed, shape (n_in, n_out). A row of W is a neuron: shape (n_out, "
            "n_in).",
            _wrong(lambda parameters: (collapse(parameters)[0].T, collapse(parameters)[1])),
        ),
        Mistake(
            "first-two-layers",
            "Looks like: only the first two layers are put together. There may be more. Is there a `return` inside "
            "a loop, or no loop at all?",
            _wrong(lambda parameters: collapse(parameters[:2])),
            _wrong(_after_the_first_turn),
        ),
        Mistake(
            "exactly-two",
            "Looks like: right for two layers, and only for two. There may be one layer, or many: begin with the "
            "first one, and go through the others in a loop.",
            _wrong(_exactly_two),
        ),
        Mistake(
            "first-and-last",
            "Looks like: only the first layer and the last one are put together. The layers between them count as "
            "well: go through `parameters[1:]`.",
            _wrong(_last_onto_first),
        ),
        Mistake(
            "first-twice",
            "Looks like: the first layer is put in twice. If the loop begins with the first layer's W and b, it has "
            "to go on with the second: `parameters[1:]`.",
            _step(_right, rest=lambda parameters: parameters),
        ),
        Mistake(
            "last-layer-left-out",
            "Looks like: the last layer is left out. Does a loop, or a slice, end one too early?",
            _step(_right, rest=lambda parameters: parameters[1:-1]),
        ),
        Mistake(
            "entry-by-entry",
            "Looks like: weights multiplied entry by entry, as with `*`. One layer after the other is a matrix "
            "product, `@`.",
            _step(lambda W, b, V, c: (V * W, V @ b + c)),
            _step(lambda W, b, V, c: (V * W, V * b + c)),
            _step(lambda W, b, V, c: (W * V, b * c)),
        ),
        Mistake(
            "added",
            "Looks like: the layers' weights and biases added up. One layer works on the output of the other, so "
            "the weights are multiplied: write down W₂ (W₁ x + b₁) + b₂.",
            _step(lambda W, b, V, c: (W + V, b + c)),
        ),
        Mistake(
            "in-a-list",
            "Looks like: right, but as a list with one pair in it. The pair itself was asked for: `return W, b`.",
            _wrong(lambda parameters: [collapse(parameters)]),
        ),
        Mistake(
            "weights-alone",
            "Looks like: the weights alone. A layer has biases as well: `return W, b`.",
            _wrong(lambda parameters: collapse(parameters)[0]),
        ),
        Mistake("array-called", ARRAY_CALLED, _step(lambda W, b, V, c: ((W.T() @ V.T).T, V @ b + c))),
    ),
    hints=(
        "Take two layers and one example x, and write down what comes out: W₂ (W₁ x + b₁) + b₂. Multiply it out. "
        "What stands in front of x, and what stands alone?",
        "Two layers together have the weights W₂ W₁ and the bias W₂ b₁ + b₂. With three layers, first join two of "
        "them; the result and the third are two layers again.",
        "Begin with `W, b = parameters[0]`. Then `for W_next, b_next in parameters[1:]:` and in the loop `W, b = "
        "W_next @ W, ...`, both on one line, so that nothing is overwritten too early. Return `W, b`.",
    ),
)
