"""Exercises of lesson 07."""

import numpy as np

from dlcourse import backprop as maths
from dlcourse.activations import Arctan, Identity, ReLU, Sigmoid, Softmax, Tanh
from dlcourse.exercises import Case, Exercise, Mistake, _compare

ACTIVATIONS = {"Identity": Identity, "ReLU": ReLU, "Sigmoid": Sigmoid, "Tanh": Tanh, "Softmax": Softmax}

_rng = np.random.default_rng(7)


def _numbers(*shape):
    return _rng.normal(size=shape).round(2)


def _still(*arrays):
    for array in arrays:
        array.flags.writeable = False
    return arrays


# 1. numerical_gradient


def _numerical(f):
    return {"numerical_gradient": f}


def _each(slope):
    """An answer that goes through the numbers one by one: slope(f, theta, index, eps)."""

    def answer(f, theta, eps=1e-6):
        gradient = np.zeros(theta.shape)
        for index in np.ndindex(theta.shape):
            gradient[index] = slope(f, theta, index, eps)
        return gradient

    return _numerical(answer)


def _moved(theta, index, by):
    theta = theta.astype(float)
    theta[index] += by
    return theta


def _central(f, theta, index, eps):
    return (f(_moved(theta, index, eps)) - f(_moved(theta, index, -eps))) / (2 * eps)


def _never_set_back(f, theta, eps=1e-6):
    theta, gradient = theta.astype(float), np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        theta[index] += eps
        above = f(theta)
        theta[index] -= 2 * eps
        gradient[index] = (above - f(theta)) / (2 * eps)
    return gradient


def _nudges_pile_up(f, theta, eps=1e-6):
    up, down, gradient = theta.astype(float), theta.astype(float), np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        up[index] += eps
        down[index] -= eps
        gradient[index] = (f(up) - f(down)) / (2 * eps)
    return gradient


def _single_precision(f, theta, eps=1e-6):
    gradient = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        up, down = theta.astype(np.float32), theta.astype(np.float32)
        up[index] += eps
        down[index] -= eps
        gradient[index] = (f(up) - f(down)) / (2 * eps)
    return gradient


def _whole_numbers(f, theta, eps=1e-6):
    gradient = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        up, down = theta.copy(), theta.copy()
        up[index] += eps
        down[index] -= eps
        gradient[index] = (f(up) - f(down)) / (2 * eps)
    return gradient


def _whole_number_gradient(f, theta, eps=1e-6):
    gradient = np.zeros_like(theta)
    for index in np.ndindex(theta.shape):
        gradient[index] = _central(f, theta, index, eps)
    return gradient


def _row_by_row(f, theta, eps=1e-6):
    gradient = np.zeros(theta.shape)
    for i in range(len(theta)):
        gradient[i] = _central(f, theta, i, eps)
    return gradient


def _flat(f, theta, eps=1e-6):
    return np.array([_central(f, theta, index, eps) for index in np.ndindex(theta.shape)])


numerical_gradient = Exercise(
    id="numerical_gradient",
    reference={"numerical_gradient": maths.numerical_gradient},
    cases=(
        Case(
            "numerical_gradient(lambda t: t[0] ** 2 + 3 * t[1], theta)",
            "by hand: the slopes are 2·2 = 4 and 3",
            tolerance=1e-7,
            theta=np.array([2.0, 5.0]),
        ),
        Case(
            "numerical_gradient(lambda t: (t ** 3).sum(), theta, 0.5)",
            "a large nudge shows the formula: for t³ it gives 3t² + 0.25",
            theta=np.array([1.0, -2.0, 0.5]),
        ),
        Case(
            "numerical_gradient(lambda t: t[0] * t[1] * t[2], theta, 0.1)",
            "only one number is nudged at a time, the others are where they were",
            theta=np.array([2.0, 3.0, 5.0]),
        ),
        Case(
            "numerical_gradient(lambda t: (t[0] @ t[1]) + t[1, 2] ** 2, theta, 0.01)",
            "a matrix, shape (2, 3)",
            theta=np.array([[1.0, 2.0, -1.0], [0.5, -3.0, 2.0]]),
        ),
        Case(
            "numerical_gradient(lambda t: (t ** 2).sum() / 2, theta, 0.01)",
            "three axes, shape (2, 1, 3)",
            theta=np.array([[[1.0, 2.0, -1.0]], [[0.5, -3.0, 2.0]]]),
        ),
        Case(
            "numerical_gradient(lambda t: (t ** 3).sum(), theta, 0.25)",
            "whole numbers: a nudge of 0.25 has to fit into the array that is nudged",
            theta=np.array([1, 2, 3]),
        ),
        Case(
            "numerical_gradient(lambda t: np.sin(t).sum(), theta)",
            "the default nudge",
            tolerance=1e-7,
            theta=np.array([0.0, 1.0, 2.0, 3.0]),
        ),
    ),
    mistakes=(
        Mistake(
            "one-sided",
            "Looks like: a nudge to one side only. Up *and* down, f(θ + ε) - f(θ - ε) over 2ε, is far more exact: its error "
            "shrinks with ε².",
            _each(lambda f, theta, k, eps: (f(_moved(theta, k, eps)) - f(theta)) / eps),
            _each(lambda f, theta, k, eps: (f(theta) - f(_moved(theta, k, -eps))) / eps),
        ),
        Mistake(
            "not-halved",
            "Looks like: divided by ε. From θ - ε to θ + ε is a way of 2ε.",
            _each(lambda f, theta, k, eps: 2 * _central(f, theta, k, eps)),
        ),
        Mistake(
            "brackets",
            "Looks like: `/ 2 * eps`, which divides by 2 and then *multiplies* by ε. Brackets: `/ (2 * eps)`.",
            _each(lambda f, theta, k, eps: (f(_moved(theta, k, eps)) - f(_moved(theta, k, -eps))) / 2 * eps),
        ),
        Mistake(
            "undivided",
            "Looks like: the difference of f alone. A slope is the difference divided by the way, 2ε.",
            _each(lambda f, theta, k, eps: f(_moved(theta, k, eps)) - f(_moved(theta, k, -eps))),
            _each(lambda f, theta, k, eps: (f(_moved(theta, k, eps)) - f(_moved(theta, k, -eps))) / 2),
        ),
        Mistake(
            "sign",
            "Looks like: down minus up. The slope is f(θ + ε) - f(θ - ε), in this order.",
            _each(lambda f, theta, k, eps: -_central(f, theta, k, eps)),
        ),
        Mistake(
            "not-set-back",
            "Looks like: earlier nudges are still in while the next number is tried. Start from a fresh copy for every number, or set it back.",
            _numerical(_never_set_back),
            _numerical(_nudges_pile_up),
        ),
        Mistake(
            "one-array",
            "Looks like: up and down are one and the same array (`up = down = ...`), so the difference is always 0. Make two copies.",
            _numerical(lambda f, theta, eps=1e-6: np.zeros(theta.shape)),
        ),
        Mistake(
            "single-precision",
            "Looks like: copies in float32, which has seven digits, too few for a nudge of 1e-6. `theta.astype(float)` has sixteen.",
            _numerical(_single_precision),
        ),
        Mistake(
            "all-at-once",
            "Looks like: all numbers nudged together. That gives one slope, of f along the diagonal; asked for is one for each "
            "number, with the others left alone.",
            _numerical(lambda f, theta, eps=1e-6: (f(theta + eps) - f(theta - eps)) / (2 * eps)),
            _numerical(lambda f, theta, eps=1e-6: np.full(theta.shape, (f(theta + eps) - f(theta - eps)) / (2 * eps))),
        ),
        Mistake(
            "row-by-row",
            "Looks like: whole rows are nudged. `for index in np.ndindex(theta.shape)` goes through single numbers, however many axes "
            "there are.",
            _numerical(_row_by_row),
        ),
        Mistake(
            "flat",
            "Looks like: right numbers in one long row. The gradient has the shape of theta: start with `np.zeros(theta.shape)`, "
            "or `reshape` at the end.",
            _numerical(_flat),
        ),
        Mistake(
            "own-eps",
            "Looks like: another nudge than the argument `eps`, or another formula than the one in the text.",
            _each(lambda f, theta, k, eps: _central(f, theta, k, 1e-6)),
            _each(lambda f, theta, k, eps: _central(f, theta, k, 1e-5)),
            _each(lambda f, theta, k, eps: _central(f, theta, k, 1e-4)),
        ),
        Mistake(
            "whole-numbers",
            "Looks like: right, but a nudge is cut off where theta holds whole numbers, as the copy does too. "
            "`theta.astype(float)` is a copy that can hold it.",
            _numerical(_whole_numbers),
        ),
        Mistake(
            "whole-number-gradient",
            "Looks like: right, but where theta holds whole numbers, so does your gradient (`np.zeros_like(theta)` takes over "
            "the kind of number). `np.zeros(theta.shape)` holds decimals.",
            _numerical(_whole_number_gradient),
        ),
    ),
    hints=(
        "For one number: a copy of theta with that number raised by ε, another with it lowered; f of both; the difference divided by "
        "2ε. Then the same for every other number.",
        "`for index in np.ndindex(theta.shape):` goes through all the places, whatever the shape. `up = theta.astype(float)` is a fresh copy, "
        "and `up[index] += eps` nudges one number.",
        "Start with `gradient = np.zeros(theta.shape)`. In the loop make `up` and `down`, then `gradient[index] = (f(up) - f(down)) / (2 * "
        "eps)`. Return it after the loop.",
    ),
)


# 2. output_delta


def _output(f):
    return {"output_delta": f}


def _output_case(name, why, z, y):
    kind = {"Sigmoid": Sigmoid, "Tanh": Tanh, "ReLU": ReLU, "Identity": Identity, "Arctan": Arctan}[name]
    return Case(f"output_delta(a, y, z, {name}())", why, a=kind().fn(z), y=y, z=z, **{name: kind})


_z, _y = _numbers(5, 2), _numbers(5, 2)

output_delta = Exercise(
    id="output_delta",
    reference={"output_delta": maths.output_delta},
    stand_ins=ACTIVATIONS,
    cases=(
        _output_case(
            "Sigmoid",
            "by hand: (0.5 - 1) · 0.25 = -0.125, and (0.5 - 0) · 0.25",
            np.zeros((1, 2)),
            np.array([[1.0, 0.0]]),
        ),
        _output_case("Sigmoid", "five examples, two outputs", _z, _y),
        _output_case("Tanh", "another activation", _z, _y),
        _output_case("Identity", "the slope is 1 everywhere", _z, _y),
        _output_case("ReLU", "a slope of 0 where z is below 0", _z, _y),
        _output_case("Arctan", "an activation that you have not seen in code", _z, _y),
        _output_case("Tanh", "a single output", _z[:, :1], _y[:, :1]),
        _output_case("Sigmoid", "saturated: z = ±30", np.array([[30.0, -30.0]]), np.array([[0.0, 1.0]])),
    ),
    mistakes=(
        Mistake(
            "slope-at-a",
            "Looks like: the derivative was handed a. In this course it takes z: `activation.derivative(z)`. (With a it takes the "
            "activation of an activation, and no error tells you.)",
            _output(lambda a, y, z, activation: (a - y) * activation.derivative(a)),
        ),
        Mistake(
            "target-minus-output",
            "Looks like: y - a. The slope of ½(a - y)² in a is a - y: if the output is too high, raising it makes the loss worse.",
            _output(lambda a, y, z, activation: (y - a) * activation.derivative(z)),
        ),
        Mistake(
            "no-slope",
            "Looks like: a - y alone. That is ∂C/∂a; for ∂C/∂z it has to go through the activation: times φ′(z).",
            _output(lambda a, y, z, activation: a - y),
        ),
        Mistake(
            "two",
            "Looks like: 2(a - y). The ½ in the loss of this course cancels the 2.",
            _output(lambda a, y, z, activation: 2 * (a - y) * activation.derivative(z)),
        ),
        Mistake(
            "half",
            "Looks like: the ½ was kept. In the slope of ½(a - y)² it has cancelled the 2: what is left is a - y.",
            _output(lambda a, y, z, activation: 0.5 * (a - y) * activation.derivative(z)),
        ),
        Mistake(
            "loss-itself",
            "Looks like: the loss (a - y)² in place of its slope, a - y.",
            _output(lambda a, y, z, activation: 0.5 * (a - y) ** 2 * activation.derivative(z)),
            _output(lambda a, y, z, activation: (a - y) ** 2 * activation.derivative(z)),
            _output(lambda a, y, z, activation: 0.5 * np.sum((a - y) ** 2) * activation.derivative(z)),
        ),
        Mistake(
            "mean-taken",
            "Looks like: divided by the number of examples. Not yet: here each example keeps its own error, and the mean comes "
            "in `layer_gradients`.",
            _output(lambda a, y, z, activation: (a - y) * activation.derivative(z) / len(a)),
        ),
        Mistake(
            "divided-by-outputs",
            "Looks like: divided by the number of outputs. The loss of an example is a *sum* over its outputs, so each error stays as it is.",
            _output(lambda a, y, z, activation: (a - y) * activation.derivative(z) / a.shape[1]),
        ),
        Mistake(
            "mean-over-all",
            "Looks like: divided by the number of all entries. Each error stays as it is; the mean over the examples comes in `layer_gradients`.",
            _output(lambda a, y, z, activation: (a - y) * activation.derivative(z) / a.size),
        ),
        Mistake(
            "summed",
            "Looks like: summed or averaged. Every example and every output has an error of its own: shape (n, n_out).",
            _output(lambda a, y, z, activation: ((a - y) * activation.derivative(z)).mean(axis=0)),
            _output(lambda a, y, z, activation: ((a - y) * activation.derivative(z)).sum(axis=0)),
            _output(lambda a, y, z, activation: ((a - y) * activation.derivative(z)).sum(axis=1)),
            _output(lambda a, y, z, activation: ((a - y) * activation.derivative(z)).sum()),
            _output(lambda a, y, z, activation: ((a - y) * activation.derivative(z)).mean()),
        ),
        Mistake(
            "matrix-product",
            "Looks like: a matrix product (`@` or `np.dot`). ⊙ is entry by entry: `*`.",
            _output(lambda a, y, z, activation: (a - y) @ activation.derivative(z).T),
            _output(lambda a, y, z, activation: (a - y).T @ activation.derivative(z)),
            _output(lambda a, y, z, activation: (a - y) @ activation.derivative(z)),
            _output(lambda a, y, z, activation: np.dot(a - y, activation.derivative(z))),
        ),
        Mistake(
            "always-sigmoid",
            "Looks like: a(1 - a), the slope of the sigmoid, whatever the activation is. Ask the one that is handed over: "
            "`activation.derivative(z)`.",
            _output(lambda a, y, z, activation: (a - y) * a * (1 - a)),
            _output(lambda a, y, z, activation: (a - y) * Sigmoid().derivative(z)),
        ),
        Mistake(
            "fn-not-slope",
            "Looks like: `activation.fn(z)` in place of `activation.derivative(z)`.",
            _output(lambda a, y, z, activation: (a - y) * activation.fn(z)),
        ),
        Mistake(
            "slope-only",
            "Looks like: φ′(z) alone. It says how fast a moves with z; times a - y it says how fast the loss does.",
            _output(lambda a, y, z, activation: activation.derivative(z)),
        ),
        Mistake(
            "divided",
            "Looks like: divided by the slope. The chain rule multiplies.",
            _output(lambda a, y, z, activation: (a - y) / activation.derivative(z)),
        ),
    ),
    hints=(
        "Two links of a chain: how fast the loss moves with a, and how fast a moves with z. Multiply them, entry by entry.",
        "The slope of ½(a - y)² in a is a - y. The slope of a in z is what `activation.derivative` gives. At a or at z?",
        "`(a - y) * activation.derivative(z)`. No sum, no mean: the shape stays (n, n_out).",
    ),
)


# 3. hidden_delta


def _hidden(f):
    return {"hidden_delta": f}


_delta, _W, _zh = _numbers(5, 2), _numbers(2, 4), _numbers(5, 4)
_delta3, _W3, _z3 = _numbers(3, 3), _numbers(3, 3), _numbers(3, 3)

hidden_delta = Exercise(
    id="hidden_delta",
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
            "Looks like: `delta_next @ W_next.T`, as on the way forward. Going back, each error travels along its own weights in the "
            "other direction: `delta_next @ W_next`, (n, n_next)(n_next, n_hidden).",
            _hidden(lambda d, W, z, activation: (d @ W.T) * activation.derivative(z)),
        ),
        Mistake(
            "as-columns",
            "Looks like: the formula for examples that are columns, Wᵀδ. Here an example is a row, which turns it into δ W: "
            "`delta_next @ W_next`.",
            _hidden(lambda d, W, z, activation: (W.T @ d) * activation.derivative(z)),
            _hidden(lambda d, W, z, activation: (W @ d) * activation.derivative(z)),
            _hidden(lambda d, W, z, activation: (W.T @ d.T) * activation.derivative(z)),
            _hidden(lambda d, W, z, activation: (W.T @ d.T) * activation.derivative(z).T),
        ),
        Mistake(
            "slope-at-a",
            "Looks like: the derivative was handed an activation. It takes z: `activation.derivative(z)`.",
            _hidden(lambda d, W, z, activation: (d @ W) * activation.derivative(activation.fn(z))),
        ),
        Mistake(
            "no-slope",
            "Looks like: the product with φ′(z) is missing. `delta_next @ W_next` is the slope in what the hidden layer puts out, a; "
            "for z it has to go through the activation.",
            _hidden(lambda d, W, z, activation: d @ W),
        ),
        Mistake(
            "fn-not-slope",
            "Looks like: `activation.fn(z)` in place of `activation.derivative(z)`.",
            _hidden(lambda d, W, z, activation: (d @ W) * activation.fn(z)),
        ),
        Mistake(
            "entry-by-entry",
            "Looks like: `*` between the errors and the weights. There it is a matrix product: a hidden neuron collects from *all* neurons "
            "that it feeds.",
            _hidden(lambda d, W, z, activation: (d * W) * activation.derivative(z)),
        ),
        Mistake(
            "all-products",
            "Looks like: a matrix product with φ′(z) as well. ⊙ is entry by entry: `*`.",
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
            "Looks like: divided by the number of neurons. Nothing is shared out: a hidden neuron is to blame for everything "
            "that it feeds, and the blames add up.",
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
            "Looks like: the slope of the sigmoid, whatever the activation is. Ask the one that is handed over: "
            "`activation.derivative(z)`.",
            _hidden(lambda d, W, z, activation: (d @ W) * Sigmoid().derivative(z)),
        ),
        Mistake(
            "sign",
            "Looks like: a minus too many. Errors go back with their sign; the minus comes with the step downhill.",
            _hidden(lambda d, W, z, activation: -(d @ W) * activation.derivative(z)),
        ),
    ),
    hints=(
        "Two links again: from the next errors back through the next weights to a, then through the activation to z.",
        "`delta_next` is (n, n_next), `W_next` is (n_next, n_hidden), and you want (n, n_hidden). Which product does that, without any "
        "transpose?",
        "`(delta_next @ W_next) * activation.derivative(z)`.",
    ),
)


# 4. layer_gradients


def _layer(f):
    return {"layer_gradients": f}


_d, _a = _numbers(5, 2), _numbers(5, 3)
_d3, _a3 = _numbers(3, 3), _numbers(3, 3)

layer_gradients = Exercise(
    id="layer_gradients",
    reference={"layer_gradients": maths.layer_gradients},
    parts=("dW", "db"),
    cases=(
        Case(
            "layer_gradients(delta, a_prev)",
            "by hand, two examples: (1·2 + 3·4)/2 = 7, (1·10 + 3·20)/2 = 35; the mean of 1 and 3 is 2",
            delta=np.array([[1.0], [3.0]]),
            a_prev=np.array([[2.0, 10.0], [4.0, 20.0]]),
        ),
        Case("layer_gradients(delta, a_prev)", "five examples, three inputs, two neurons", delta=_d, a_prev=_a),
        Case(
            "layer_gradients(delta, a_prev)",
            "three of everything: no shape can go wrong, only numbers",
            delta=_d3,
            a_prev=_a3,
        ),
        Case("layer_gradients(delta, a_prev)", "a batch of one", delta=_d[:1], a_prev=_a[:1]),
        Case("layer_gradients(delta, a_prev)", "a single neuron, a single input", delta=_d[:, :1], a_prev=_a[:, :1]),
    ),
    mistakes=(
        Mistake(
            "summed",
            "Looks like: sums where the mean over the examples was asked for. Divide both by n, the number of rows.",
            _layer(lambda d, a: (d.T @ a, d.sum(axis=0))),
        ),
        Mistake(
            "weights-summed",
            "Looks like: the mean in db, but a sum in dW. δᵀ a adds up over the examples: divide it by n.",
            _layer(lambda d, a: (d.T @ a, d.mean(axis=0))),
        ),
        Mistake(
            "biases-summed",
            "Looks like: the mean in dW, but a sum in db. `delta.mean(axis=0)`.",
            _layer(lambda d, a: (d.T @ a / len(d), d.sum(axis=0))),
        ),
        Mistake(
            "transposed",
            "Looks like: dW turned over, one neuron a column. It has the shape of W, (n_out, n_in): δᵀ comes first, `delta.T @ a_prev`.",
            _layer(lambda d, a: (a.T @ d / len(d), d.mean(axis=0))),
        ),
        Mistake(
            "no-transpose",
            "Looks like: the transpose is missing, or on the wrong one. δ is (n, n_out), a_prev is (n, n_in), and the examples have to "
            "meet in the middle: `delta.T @ a_prev`.",
            _layer(lambda d, a: (d @ a / len(d), d.mean(axis=0))),
            _layer(lambda d, a: (d @ a.T / len(d), d.mean(axis=0))),
            _layer(lambda d, a: (np.dot(d, a) / len(d), d.mean(axis=0))),
        ),
        Mistake(
            "entry-by-entry",
            "Looks like: `*` in place of `@`. Every error meets every input, summed over the examples: a matrix product.",
            _layer(lambda d, a: (d * a / len(d), d.mean(axis=0))),
            _layer(lambda d, a: (d.T * a / len(d), d.mean(axis=0))),
        ),
        Mistake(
            "divided-by-columns",
            "Looks like: divided by the number of neurons or inputs. The mean is over the examples, n = `len(delta)`.",
            _layer(lambda d, a: (d.T @ a / d.shape[1], d.mean(axis=0))),
            _layer(lambda d, a: (d.T @ a / a.shape[1], d.mean(axis=0))),
            _layer(lambda d, a: (d.T @ a / d.size, d.mean(axis=0))),
            _layer(lambda d, a: (d.T @ a / d.size, d.sum(axis=0) / d.size)),
        ),
        Mistake(
            "bias-over-all",
            "Looks like: db is one number for the whole layer. Each neuron has a bias: the mean down the rows, `axis=0`.",
            _layer(lambda d, a: (d.T @ a / len(d), d.mean())),
        ),
        Mistake(
            "bias-per-example",
            "Looks like: db with one number for each example. Each *neuron* has a bias: the mean down the rows, `axis=0`.",
            _layer(lambda d, a: (d.T @ a / len(d), d.mean(axis=1))),
        ),
        Mistake(
            "bias-as-matrix",
            "Looks like: db as a matrix, shape (1, n_out) or (n_out, 1). It has the shape of b, (n_out,): leave out `keepdims`.",
            _layer(lambda d, a: (d.T @ a / len(d), d.mean(axis=0, keepdims=True))),
            _layer(lambda d, a: (d.T @ a / len(d), d.mean(axis=0, keepdims=True).T)),
        ),
        Mistake(
            "bias-not-averaged",
            "Looks like: db is δ itself. Each bias has one slope for the whole batch: the mean over the examples.",
            _layer(lambda d, a: (d.T @ a / len(d), d)),
        ),
        Mistake(
            "sign",
            "Looks like: a minus too many. This is the slope, which points uphill; the minus comes with the step.",
            _layer(lambda d, a: (-d.T @ a / len(d), -d.mean(axis=0))),
        ),
        Mistake(
            "order",
            "Looks like: the two in the wrong order. dW first, then db.",
            _layer(lambda d, a: (d.mean(axis=0), d.T @ a / len(d))),
        ),
        Mistake(
            "means-first",
            "Looks like: the product of two means. The mean of products is not the product of means: multiply example by example, "
            "then average.",
            _layer(lambda d, a: (np.outer(d.mean(axis=0), a.mean(axis=0)), d.mean(axis=0))),
        ),
        Mistake(
            "one-example",
            "Looks like: one example only. All of them count, each with the same weight.",
            _layer(lambda d, a: (np.outer(d[0], a[0]), d[0])),
            _layer(lambda d, a: (np.outer(d[-1], a[-1]), d[-1])),
        ),
    ),
    hints=(
        "For one example, the slope of W[j, k] is δ_j · a_k, and that of b[j] is δ_j. For a batch, take the mean over the examples.",
        "You want (n_out, n_in) out of (n, n_out) and (n, n_in), with the n summed away. Which of the two has to be turned on its side?",
        "`dW = delta.T @ a_prev / len(delta)` and `db = delta.mean(axis=0)`. Return both, in this order.",
    ),
)


# 5. backprop


def _count(n, one, many=None):
    return f"{n} {one if n == 1 else many or one + 's'}"


def _pairs(result, parameters):
    """Why a result is no list of (dW, db) of the right shapes; None if it is."""
    if result is None:
        return "The result is None: nothing came back. Did the function end without a `return`?"
    if not isinstance(result, (list, tuple)):
        return (
            f"The result is {_compare.kind(result)}; a list of pairs (dW, db) was asked for, one pair for each layer."
        )
    if len(result) != len(parameters):
        layers = "there is 1 layer, which" if len(parameters) == 1 else f"there are {len(parameters)} layers, and each"
        return f"The result has {_count(len(result), 'entry', 'entries')}; {layers} needs a pair (dW, db)."
    for number, (pair, wanted) in enumerate(zip(result, parameters, strict=True), 1):
        if not isinstance(pair, (list, tuple)) or len(pair) != 2:
            return f"Entry {number} of the list is {_compare.kind(pair)}; a pair (dW, db) was asked for."
        for name, part, like in zip(("dW", "db"), pair, wanted, strict=True):
            if np.shape(part) != like.shape:
                return f"`{name}` of layer {number} has shape {np.shape(part)}; it needs that of `{name[1:]}`, {like.shape}."
    return None


def _slopes_of(activations):
    """A judge of slopes: as `backprop` of the course gives them."""

    def judge(result, parameters, X, y, **_):
        problem = _pairs(result, parameters)
        if problem:
            return problem
        wanted = maths.backprop(parameters, activations, X, y)
        return _parts_differ(result, wanted, ("dW", "db"), steps_back=True)

    return judge


def _parts_differ(result, wanted, names, steps_back=False, tolerance=1e-9):
    # From the last layer to the first: that is the order in which they are worked out.
    for number in range(len(wanted), 0, -1):
        for name, part, like in zip(names, result[number - 1], wanted[number - 1], strict=True):
            found = _compare.difference(part, like, tolerance, part=f"`{name}` of layer {number}")
            if found:
                where = f" First difference: {found.where}." if found.where else ""
                after = ""
                if steps_back and number < len(wanted):
                    after = f" What comes after it is right, so look at the step back into layer {number}."
                return found.sentence + where + after
    return None


def _backprop_case(names, why, sizes, n, y=None, scale=1.0):
    kinds = {**ACTIVATIONS, "Arctan": Arctan}
    activations = [kinds[name]() for name in names.split()]
    parameters = [
        _still(_numbers(n_out, n_in) * scale, _numbers(n_out)) for n_in, n_out in zip(sizes, sizes[1:], strict=False)
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


backprop = Exercise(
    id="backprop",
    reference={"backprop": maths.backprop},
    needs=("output_delta", "hidden_delta", "layer_gradients"),
    stand_ins=ACTIVATIONS,
    cases=(
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
            "Looks like: a derivative was handed an activation a. It takes z, so keep both of every layer on the way forward.",
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
            "Looks like: hidden errors without φ′(z). Going back through a layer takes its weights *and* its activation.",
            _back(through=lambda delta, W, z, phi, a: delta @ W),
        ),
        Mistake(
            "no-slope-at-the-end",
            "Looks like: a - y as the last error, also without a softmax. For MSE it has to go through the last activation: times φ′(z).",
            _back(first=lambda a, y, z, phi: a - y),
        ),
        Mistake(
            "softmax-elementwise",
            "Looks like: a softmax treated as if each output had a slope of its own, a(1 - a). Its outputs are coupled; with cross "
            "entropy all of it together becomes a - y.",
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
            "Looks like: y - a at the start of the way back, so every slope has the wrong sign.",
            _back(first=lambda a, y, z, phi: (y - a) if isinstance(phi, Softmax) else (y - a) * phi.derivative(z)),
            _back(first=lambda a, y, z, phi: (a - y) if isinstance(phi, Softmax) else (y - a) * phi.derivative(z)),
            _back(first=lambda a, y, z, phi: (y - a) if isinstance(phi, Softmax) else (a - y) * phi.derivative(z)),
        ),
        Mistake(
            "two",
            "Looks like: 2(a - y) at the start of the way back. The ½ of the loss has cancelled the 2.",
            _back(
                first=lambda a, y, z, phi: 2 * (a - y) if isinstance(phi, Softmax) else 2 * (a - y) * phi.derivative(z)
            ),
            _back(first=lambda a, y, z, phi: (a - y) if isinstance(phi, Softmax) else 2 * (a - y) * phi.derivative(z)),
        ),
        Mistake(
            "last-first",
            "Looks like: the pairs come in the order in which they are worked out, last layer first. The first pair belongs to the first "
            "layer: turn the list round, `[::-1]`.",
            _back(finish=lambda gradients: gradients),
        ),
        Mistake(
            "own-output",
            "Looks like: a layer's error was paired with its own output. It meets what the layer was *given*: the output of the one "
            "before.",
            _back(given=lambda outputs, zs, layer: outputs[layer + 1]),
        ),
        Mistake(
            "always-x",
            "Looks like: every layer's error was paired with X. Only the first layer was given X; the others were given the output of the "
            "one before.",
            _back(given=lambda outputs, zs, layer: outputs[0]),
        ),
        Mistake(
            "first-activation",
            "Looks like: one activation for all layers on the way back. Each layer has its own: that of the layer whose z it is.",
            _back(through=lambda delta, W, z, phi, a: (delta @ W) * Sigmoid().derivative(z)),
            _back(through=lambda delta, W, z, phi, a: (delta @ W) * a * (1 - a)),
            _back(through=lambda delta, W, z, phi, a: (delta @ W) * Tanh().derivative(z)),
        ),
        Mistake(
            "layer-off-by-one",
            "Looks like: the z or the activation of the wrong layer on the way back. Going from layer l + 1 to layer l takes the weights of "
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
            "Looks like: dW turned over, one neuron a column. It has the shape of W, (n_out, n_in): `delta.T @ a_prev`.",
            _back(gradients=lambda delta, a: (a.T @ delta / len(delta), delta.mean(axis=0))),
            _back(gradients=lambda delta, a: (a.T @ delta / len(delta), a.mean(axis=0))),
        ),
        Mistake(
            "z-as-input",
            "Looks like: a layer's error was paired with the z of the layer before. What a layer was given is the *activation* of the one before, a.",
            _back(given=lambda outputs, zs, layer: zs[layer - 1] if layer else outputs[0]),
        ),
        Mistake(
            "no-activation-forward",
            "Looks like: the activations were left out on the way forward. What goes into the next layer is a = φ(z).",
            _back(run=lambda a, W, b, phi: (a @ W.T + b, a @ W.T + b)),
        ),
        Mistake(
            "no-transpose-forward",
            "Looks like: `a @ W` on the way forward. W has a neuron in each row, and there it has to be turned: `a @ W.T`.",
            _back(run=lambda a, W, b, phi: (a @ W + b, phi.fn(a @ W + b))),
        ),
        Mistake(
            "new-weights",
            "Looks like: errors went back through weights that had been stepped already. All slopes belong to the same point: change "
            "nothing before the way back is done.",
            _back(crossed=lambda parameters, layer, pair: parameters[layer][0] - pair[0]),
        ),
        Mistake(
            "no-bias",
            "Looks like: the biases were left out on the way forward. z = a Wᵀ + b.",
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
    ),
    hints=(
        "Forward: keep every z and every a, X as the first a. Then the last error. Then, from the last layer to the first: the layer's gradients, "
        "and the error of the layer before.",
        "The last error is `output_delta(...)`, or a - y if `isinstance(activations[-1], Softmax)`. In a loop over `reversed(range(len(parameters)))`: "
        "`layer_gradients(delta, outputs[l])`, where outputs[0] is X, and if l > 0 `hidden_delta(delta, parameters[l][0], zs[l - 1], activations[l - 1])`.",
        "Collect the pairs in a list with `append`; as they come last layer first, return `gradients[::-1]`. Forward: `z = outputs[-1] @ W.T + b`, "
        "`zs.append(z)`, `outputs.append(activation.fn(z))`.",
    ),
)


# 6. train_network


class Recorder:
    """An activation that changes nothing and writes down which examples it saw: their numbers are their only feature."""

    def __init__(self):
        self.seen = []

    def fn(self, x):
        self.seen.append(np.rint(np.ravel(x)).astype(int).tolist())
        return +x

    def derivative(self, x):
        return np.ones_like(x)


def _orders(train, n, batch_size, epochs):
    """Train with a recorder on examples that are the numbers 0 to n - 1; return which of them made each step, and in what order."""
    recorder = Recorder()
    parameters = [(np.ones((1, 1)), np.zeros(1))]
    X = np.arange(float(n))[:, np.newaxis]
    train(parameters, [recorder], X, X + 1.0, 1e-9, batch_size, epochs, np.random.default_rng(0))
    return [seen for seen in recorder.seen if len(seen) < n]


def _each_once(result, n, batch_size, epochs, **_):
    flat = [k for batch in result for k in batch]
    if flat and len(flat) != n * epochs and all(len(batch) == batch_size for batch in result):
        return (
            f"In {epochs} epochs every one of the {n} examples should be used {epochs} times, {n * epochs} uses in all; here there "
            f"were {len(flat)}. Does each epoch go through all batches, the last short one too?"
        )
    if len(flat) != n * epochs:
        return None  # passes example by example, or a loss batch by batch: this cannot be read from the record
    rounds = [flat[start : start + n] for start in range(0, len(flat), n)]
    for number, order in enumerate(rounds, 1):
        if sorted(order) != list(range(n)):
            missing = next((k for k in range(n) if k not in order), None)
            return (
                f"In epoch {number} not every example was used once: example {missing} was left out. An epoch goes through all of them, in a "
                "new order: deal them out with `minibatches`."
            )
    if all(order == sorted(order) for order in rounds):
        return "The examples come in the order of the rows, in every epoch. Each epoch needs a new order, drawn from `rng`."
    if all(order == rounds[0] for order in rounds):
        return "Every epoch goes through the examples in the same order. Draw a new one from `rng` at the start of each epoch."
    if all((after - before) % n == 1 for order in rounds for before, after in zip(order, order[1:], strict=False)):
        return "Neighbouring rows stay together: only the place where the round begins is left to chance. Shuffle all of them."
    return None


_TWO_X, _TWO_Y = np.array([[1.0, -2.0], [0.5, 1.5]]), np.array([[1.0], [-2.0]])


def _ends(parameters, X, y, epochs):
    """Where W ends when two examples are seen one by one, in either order, the same in each epoch."""
    ends = []
    for order in ((0, 1), (1, 0)):
        W, b = parameters[0]
        for k in order * epochs:
            ((dW, db),) = maths.backprop([(W, b)], [Identity()], X[[k]], y[[k]])
            W, b = W - 0.1 * dW, b - 0.1 * db
        ends.append(W)
    return np.array(ends)


def _fits(result, parameters, X, y, epochs):
    """Which of the two orders explains each of some results, (results, 2) bool; or a sentence."""
    for one in result:
        problem = _two_things(one, parameters, epochs)
        if problem:
            return problem
    W = np.array([one[0][0][0] for one in result], dtype=float)
    return np.isclose(W[:, None], _ends(parameters, X, y, epochs), rtol=1e-5, atol=1e-6).all(axis=(2, 3))


def _one_by_one(result, parameters, X, y, **_):
    fits = _fits(result, parameters, X, y, 1)
    if isinstance(fits, str):
        return fits
    if not fits.any(axis=1).all():
        W = np.asarray(result[int(np.argmin(fits.any(axis=1)))][0][0][0])
        first, second = (", ".join(f"{w:.4g}" for w in end[0]) for end in _ends(parameters, X, y, 1))
        return (
            f"Two examples, one at a time: in either of the two orders W comes to [{first}] or [{second}], but here it came to "
            f"[{', '.join(f'{w:.4g}' for w in W[0])}]. In an epoch each example makes one step, with slopes of its own, from where the step before "
            "has led."
        )
    if not fits.any(axis=0).all():
        return (
            "With every one of 20 seeds the two examples came in the same order. Deal them out with the `rng` that you are handed: "
            "`minibatches(len(X), batch_size, rng)`."
        )
    return None


def _new_order(result, parameters, X, y, **_):
    fits = _fits(result, parameters, X, y, 6)
    if isinstance(fits, str):
        return fits
    if fits.any(axis=1).all():
        return "All the epochs go through the examples in one and the same order. Deal out new batches at the start of every epoch, inside the loop."
    return None


def _loss_of_all(result, parameters, X, y, **_):
    problem = _two_things(result, parameters, 3)
    if problem:
        return problem
    last, wanted = float(result[1][-1]), maths.network_loss(result[0], [Tanh(), Sigmoid()], X, y)
    if np.isclose(last, wanted, rtol=1e-5):
        return None
    return f"The last of `losses` is {last:.6g}, but the loss of the parameters that came back, over all the data, is {wanted:.6g}."


def _same_seed(result, parameters, **_):
    for one in result:
        problem = _two_things(one, parameters, 3)
        if problem:
            return problem
    rows = [maths.pack(one[0]) for one in result]
    if not np.array_equal(rows[0], rows[1]):
        return (
            "Two generators with the same seed gave different results. Take all the randomness from `rng` (not from `np.random.permutation` "
            "or another generator): then a training can be repeated."
        )
    if all(np.array_equal(rows[0], row) for row in rows):
        return (
            "Three different seeds gave the very same parameters: the order of the examples is not drawn from `rng`. Deal them out in every "
            "epoch with `minibatches(len(X), batch_size, rng)`."
        )
    return None


def _trained_as(activations, rate, batch_size, epochs):
    """A judge for trainings whose result does not depend on the order of the examples."""

    def judge(result, parameters, X, y, **_):
        problem = _two_things(result, parameters, epochs)
        if problem:
            return problem
        wanted, losses = maths.train_network(
            parameters, activations, X, y, rate, batch_size, epochs, np.random.default_rng(0)
        )
        problem = _parts_differ(result[0], wanted, ("W", "b"), tolerance=1e-5)
        if problem:
            return problem
        found = _compare.difference(np.asarray(result[1]), np.array(losses), 1e-5, part="`losses`")
        return found and found.sentence + (f" First difference: {found.where}." if found.where else "")

    return judge


def _two_things(result, parameters, epochs):
    if result is None:
        return "The result is None: nothing came back. Did the function end without a `return`?"
    if not isinstance(result, (list, tuple)) or len(result) != 2:
        return "Two things were asked for, as in `return parameters, losses`."
    problem = _pairs(result[0], parameters)
    if problem:
        return "The first of the two should be the trained parameters. " + problem.replace("dW", "W").replace("db", "b")
    if np.ndim(result[1]) != 1 or np.asarray(result[1]).dtype.kind not in "iuf":
        return "`losses` should be a list with one number for each epoch."
    if len(result[1]) != epochs:
        were = "there was 1 epoch, which" if epochs == 1 else f"there were {epochs} epochs, and each"
        return f"`losses` has {_count(len(result[1]), 'number')}; {were} has one."
    return None


def _settled(result, **_):
    if result[1] < 0.05:
        return None
    return f"After 150 epochs in batches of two the loss on XOR is {result[1]:.3g}; it should have come below 0.05. Before the first step it was {result[0]:.3g}."


def _first_and_last(result):
    """Loss after the first and after the last epoch."""
    return np.array([result[1][0], result[1][-1]], dtype=float)


def _train(f):
    return {"train_network": f}


def _loop(
    gradient=maths.backprop,
    batches=maths.minibatches,
    step=lambda W, rate, dW, part: W - rate * dW,
    measure=lambda before, parameters, activations, X, y, last: maths.network_loss(parameters, activations, X, y),
    rounds=lambda epochs: range(epochs),
    finish=lambda parameters, losses: (parameters, losses),
    per_step=False,
    generator=lambda rng: rng,
    rows=lambda batch, n: batch,
    at=lambda first, before, now: now,
    begin=lambda first, now: now,
    steps_late=False,
    seen=None,
):
    """An answer made of pieces of which one is wrong."""

    def train_network(parameters, activations, X, y, learning_rate, batch_size, epochs, rng):
        losses, first, rng = [], parameters, generator(rng)
        for _ in rounds(epochs):
            before = parameters = begin(first, parameters)
            batch_losses = []
            for batch in batches(len(X), batch_size, rng):
                here, some = at(first, before, parameters), rows(batch, len(X))
                slopes = gradient(here, activations, X[some], y[some])
                if seen == "before":
                    batch_losses.append(maths.network_loss(parameters, activations, X[batch], y[batch]))
                start = before if steps_late else parameters
                parameters = [
                    (step(W, learning_rate, dW, len(batch) / len(X)), step(b, learning_rate, db, len(batch) / len(X)))
                    for (W, b), (dW, db) in zip(start, slopes, strict=True)
                ]
                if seen == "after":
                    batch_losses.append(maths.network_loss(parameters, activations, X[batch], y[batch]))
                if per_step:
                    losses.append(maths.network_loss(parameters, activations, X, y))
            if seen:
                losses.append(float(np.mean(batch_losses)))
            elif not per_step:
                losses.append(measure(before, parameters, activations, X, y, (X[batch], y[batch])))
        return finish(parameters, losses)

    return _train(train_network)


def _start_again(parameters, activations, X, y, learning_rate, batch_size, epochs, rng):
    losses = []
    for _ in range(epochs):
        for batch in maths.minibatches(len(X), batch_size, rng):
            slopes = maths.backprop(parameters, activations, X[batch], y[batch])
            new = [
                (W - learning_rate * dW, b - learning_rate * db)
                for (W, b), (dW, db) in zip(parameters, slopes, strict=True)
            ]
        losses.append(maths.network_loss(new, activations, X, y))
    return new, losses


def _no_short_batch(n, batch_size, rng):
    order = rng.permutation(n)
    return [order[k : k + batch_size] for k in range(0, n - batch_size + 1, batch_size)]


def _rows_in_order(n, batch_size, rng):
    return [np.arange(n)[k : k + batch_size] for k in range(0, n, batch_size)]


def _rolled(n, batch_size, rng):
    order = np.roll(np.arange(n), rng.integers(n))
    return [order[k : k + batch_size] for k in range(0, n, batch_size)]


def _drawn_blindly(n, batch_size, rng):
    return [rng.integers(n, size=min(batch_size, n - k)) for k in range(0, n, batch_size)]


def _divided_again(parameters, activations, X, y):
    return [(dW / len(X), db / len(X)) for dW, db in maths.backprop(parameters, activations, X, y)]


def _lists_as_arrays(parameters, activations, X, y, learning_rate, batch_size, epochs, rng):
    losses = []
    for _ in range(epochs):
        for batch in maths.minibatches(len(X), batch_size, rng):
            slopes = maths.backprop(parameters, activations, X[batch], y[batch])
            parameters = parameters - learning_rate * slopes
        losses.append(maths.network_loss(parameters, activations, X, y))
    return parameters, losses


def _layer_by_layer(parameters, activations, X, y):
    """Slopes of each layer worked out after the layers behind it have been stepped."""
    new, found = list(parameters), [None] * len(parameters)
    for layer in reversed(range(len(parameters))):
        found[layer] = maths.backprop(new, activations, X, y)[layer]
        new[layer] = (new[layer][0] - found[layer][0], new[layer][1] - found[layer][1])
    return found


_X4, _y4 = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]), np.array([[0.0], [1.0], [1.0], [0.0]])
_XOR = [
    _still(np.array([[1.0, -1.2], [-0.8, 1.1], [0.7, 0.9]]), np.array([0.1, -0.2, 0.3])),
    _still(np.array([[0.9, 1.1, -1.0]]), np.array([0.2])),
]
_SAME, _SAME_Y = np.tile([[0.5, -1.0]], (5, 1)), np.full((5, 1), 2.0)
_LINE = [_still(np.array([[0.3, -0.4]]), np.array([0.1]))]
_CLASSES = [_still(_numbers(4, 2), _numbers(4)), _still(_numbers(3, 4), _numbers(3))]
_X6, _y6 = _numbers(6, 2), np.eye(3)[[0, 2, 1, 1, 0, 2]]
_CALL = "train_network(parameters, [{}], X, y, {}, {}, {}, np.random.default_rng(0))"
_SEEDS = "[train_network(parameters, [{}], X, y, {}, {}, {}, np.random.default_rng(seed)) for seed in {}]"

train_network = Exercise(
    id="train_network",
    reference={"train_network": maths.train_network},
    needs=("backprop", "minibatches"),
    stand_ins={**ACTIVATIONS, "network_loss": maths.network_loss},
    seconds=20.0,
    cases=(
        Case(
            _CALL.format("Tanh(), Sigmoid()", 0.5, 4, 1),
            "one epoch with the full batch: one step",
            judge=_trained_as([Tanh(), Sigmoid()], 0.5, 4, 1),
            parameters=_XOR,
            X=_X4,
            y=_y4,
            Tanh=Tanh,
            Sigmoid=Sigmoid,
        ),
        Case(
            _CALL.format("Tanh(), Sigmoid()", 20.0, 4, 3),
            "three epochs with the full batch: three steps, three losses (which rise: the learning rate is too large)",
            judge=_trained_as([Tanh(), Sigmoid()], 20.0, 4, 3),
            parameters=_XOR,
            X=_X4,
            y=_y4,
            Tanh=Tanh,
            Sigmoid=Sigmoid,
        ),
        Case(
            "orders(train_network, n, batch_size, epochs)",
            "which of n examples made each step (each is its own number, 0 to n - 1; `orders` looks on)",
            judge=_each_once,
            n=9,
            batch_size=4,
            epochs=4,
            orders=_orders,
        ),
        Case(
            _CALL.format("Identity()", 0.1, 2, 2),
            "five times the same example, in batches of two: three steps an epoch, whatever the order",
            judge=_trained_as([Identity()], 0.1, 2, 2),
            parameters=_LINE,
            X=_SAME,
            y=_SAME_Y,
            Identity=Identity,
        ),
        Case(
            _SEEDS.format("Identity()", 0.1, 1, 1, "range(20)"),
            "two examples, one at a time, one epoch, with 20 seeds: either the first comes first or the second does",
            judge=_one_by_one,
            parameters=_LINE,
            X=_TWO_X,
            y=_TWO_Y,
            Identity=Identity,
        ),
        Case(
            _SEEDS.format("Identity()", 0.1, 1, 6, "range(20)"),
            "the same for six epochs: a new order in each",
            judge=_new_order,
            parameters=_LINE,
            X=_TWO_X,
            y=_TWO_Y,
            Identity=Identity,
        ),
        Case(
            _CALL.format("Tanh(), Sigmoid()", 1.0, 2, 3),
            "batches of two, three epochs: the losses are over all four examples",
            judge=_loss_of_all,
            parameters=_XOR,
            X=_X4,
            y=_y4,
            Tanh=Tanh,
            Sigmoid=Sigmoid,
        ),
        Case(
            _SEEDS.format("Tanh(), Softmax()", 0.5, 1, 3, "(3, 3, 4, 5)"),
            "equal seeds, equal results; other seeds, other results",
            judge=_same_seed,
            parameters=_CLASSES,
            X=_X6,
            y=_y6,
            Tanh=Tanh,
            Softmax=Softmax,
        ),
        Case(
            _CALL.format("Tanh(), Softmax()", 0.5, 6, 2),
            "a softmax at the end: the loss is cross entropy",
            judge=_trained_as([Tanh(), Softmax()], 0.5, 6, 2),
            parameters=_CLASSES,
            X=_X6,
            y=_y6,
            Tanh=Tanh,
            Softmax=Softmax,
        ),
        Case(
            f"first_and_last({_CALL.format('Tanh(), Sigmoid()', 2.0, 2, 150)})",
            "XOR learned in batches of two: the loss after the first and after the last of 150 epochs",
            judge=_settled,
            parameters=_XOR,
            X=_X4,
            y=_y4,
            Tanh=Tanh,
            Sigmoid=Sigmoid,
            first_and_last=_first_and_last,
        ),
    ),
    mistakes=(
        Mistake(
            "uphill",
            "Looks like: the slopes are added. They point uphill: W - η dW.",
            _loop(step=lambda W, rate, dW, part: W + rate * dW),
        ),
        Mistake(
            "no-learning-rate",
            "Looks like: steps without the learning rate. The step is η times the slope.",
            _loop(step=lambda W, rate, dW, part: W - dW),
        ),
        Mistake(
            "no-short-batch",
            "Looks like: the last, short batch is dropped. The examples in it would count for nothing in this epoch: let it make a step too.",
            _loop(batches=_no_short_batch),
        ),
        Mistake(
            "full-batch-only",
            "Looks like: one step an epoch, with all examples, whatever `batch_size` says. `minibatches(len(X), batch_size, rng)` deals them out.",
            _loop(batches=lambda n, batch_size, rng: [np.arange(n)]),
        ),
        Mistake(
            "first-batch-only",
            "Looks like: one batch an epoch. An epoch goes through *all* batches: a loop inside the loop.",
            _loop(batches=lambda n, batch_size, rng: maths.minibatches(n, batch_size, rng)[:1]),
        ),
        Mistake(
            "one-epoch",
            "Looks like: a single epoch, whatever `epochs` says. Does the `return` stand inside the loop?",
            _loop(rounds=lambda epochs: range(1)),
        ),
        Mistake(
            "epoch-off-by-one",
            "Looks like: one epoch too few, or too many. `for epoch in range(epochs)` runs exactly that often.",
            _loop(rounds=lambda epochs: range(1, epochs)),
            _loop(rounds=lambda epochs: range(epochs + 1)),
        ),
        Mistake(
            "starts-again",
            "Looks like: every step starts from the first parameters again. What a step returns is where the next one starts: use one name for "
            "both.",
            _train(_start_again),
        ),
        Mistake(
            "starts-again-each-epoch",
            "Looks like: every epoch starts from the first parameters again. Go on from where the last epoch ended: nothing is reset inside the loop "
            "over the epochs.",
            _loop(begin=lambda first, now: first),
        ),
        Mistake(
            "slopes-of-all",
            "Looks like: the slopes are those of all the data. Take the batch's own rows, `X[batch]` and `y[batch]`.",
            _loop(rows=lambda batch, n: np.arange(n)),
        ),
        Mistake(
            "slopes-of-the-start",
            "Looks like: the slopes are always those of the first parameters (or those of the epoch's start). Each step needs new ones, at the place "
            "where it begins: `backprop` with the parameters of now.",
            _loop(at=lambda first, before, now: first),
            _loop(at=lambda first, before, now: before),
        ),
        Mistake(
            "steps-late",
            "Looks like: one step an epoch, with the slopes of the last batch. Every batch makes a step: the line that steps belongs inside the inner "
            "loop, so look at its indentation.",
            _loop(at=lambda first, before, now: before, steps_late=True),
        ),
        Mistake(
            "own-generator",
            "Looks like: a generator made inside, with a seed of its own; made anew in each epoch, it deals the same batches again. Hand on `rng`.",
            *(
                _loop(batches=lambda n, size, rng, seed=seed: maths.minibatches(n, size, np.random.default_rng(seed)))
                for seed in (0, 1, 42)
            ),
            *(_loop(generator=lambda rng, seed=seed: np.random.default_rng(seed)) for seed in (0, 1, 42)),
        ),
        Mistake(
            "neighbours-stay-together",
            "Looks like: the rows are turned round like a wheel, so that neighbours stay together. Shuffle all of them: `rng.permutation(n)`, or "
            "`minibatches`.",
            _loop(batches=_rolled),
        ),
        Mistake(
            "rows-in-order",
            "Looks like: batches of neighbouring rows, in the same order in every epoch. Data are often sorted; draw a new order each time, with "
            "`minibatches`.",
            _loop(batches=_rows_in_order),
        ),
        Mistake(
            "drawn-blindly",
            "Looks like: examples drawn with replacement, so some come twice in an epoch and some not at all. Shuffle all of them, then cut.",
            _loop(batches=_drawn_blindly),
            _loop(batches=lambda n, size, rng: [rng.integers(n, size=size) for _ in range(-(-n // size))]),
            _loop(batches=lambda n, size, rng: [rng.integers(n, size=size) for _ in range(n // size)]),
            _loop(batches=lambda n, size, rng: [rng.choice(n, size, replace=False) for _ in range(-(-n // size))]),
            _loop(batches=lambda n, size, rng: [rng.choice(n, size, replace=False) for _ in range(n // size)]),
        ),
        Mistake(
            "loss-before",
            "Looks like: the loss before the epoch, not after it.",
            _loop(
                measure=lambda before, parameters, activations, X, y, last: maths.network_loss(
                    before, activations, X, y
                )
            ),
        ),
        Mistake(
            "loss-of-a-batch",
            "Looks like: the loss of one batch. `losses` is over all of X and y.",
            _loop(
                measure=lambda before, parameters, activations, X, y, last: maths.network_loss(
                    parameters, activations, *last
                )
            ),
        ),
        Mistake(
            "loss-mean-of-batches",
            "Looks like: the mean of the batches' losses, each taken with other parameters. `losses` is over all of X and y, with the parameters that "
            "the epoch ended with.",
            _loop(seen="before"),
            _loop(seen="after"),
        ),
        Mistake(
            "always-mse",
            "Looks like: MSE also after a softmax. There the loss is cross entropy; `network_loss` knows.",
            _loop(
                measure=lambda before, parameters, activations, X, y, last: float(
                    ((maths.forward(parameters, activations, X)[1][-1] - y) ** 2).sum() / (2 * len(X))
                )
            ),
        ),
        Mistake(
            "loss-summed",
            "Looks like: losses that are sums over the examples, or lack the ½. `losses` holds the mean loss: use `network_loss`.",
            _loop(
                measure=lambda before, parameters, activations, X, y, last: (
                    len(X) * maths.network_loss(parameters, activations, X, y)
                )
            ),
            _loop(
                measure=lambda before, parameters, activations, X, y, last: (
                    2 * maths.network_loss(parameters, activations, X, y)
                )
            ),
        ),
        Mistake(
            "loss-per-step",
            "Looks like: a loss after every step. One an epoch was asked for: it belongs behind the inner loop.",
            _loop(per_step=True),
        ),
        Mistake(
            "gradients-times-share",
            "Looks like: each batch's slopes are divided once more by the number of batches or examples. They are means already: the step is η "
            "times that.",
            _loop(step=lambda W, rate, dW, part: W - rate * part * dW),
            _loop(gradient=_divided_again),
            _loop(gradient=_divided_again, step=lambda W, rate, dW, part: W - rate * part * dW),
        ),
        Mistake(
            "lists-as-arrays",
            "Looks like: a list is multiplied by the learning rate. `backprop` returns a list of pairs, and only the arrays in it can be multiplied: "
            "go through the pairs in a loop.",
            _train(_lists_as_arrays),
        ),
        Mistake(
            "nothing-moves",
            "Looks like: the parameters come back as they went in. Inside a loop over the pairs, `W = W - ...` only gives the name W to a new "
            "array; the list still holds the old one. Put the new pairs in a new list.",
            _loop(step=lambda W, rate, dW, part: W),
        ),
        Mistake(
            "stepped-on-the-way",
            "Looks like: a layer is stepped before the slopes of the layers before it are worked out. All slopes of a step belong to the same "
            "parameters: first `backprop`, then step.",
            _loop(gradient=_layer_by_layer),
        ),
        Mistake(
            "parameters-only",
            "Looks like: the parameters without the losses. `return parameters, losses`.",
            _loop(finish=lambda parameters, losses: parameters),
        ),
        Mistake(
            "losses-only",
            "Looks like: the losses without the parameters. `return parameters, losses`.",
            _loop(finish=lambda parameters, losses: losses),
        ),
        Mistake(
            "order",
            "Looks like: the two in the wrong order. The parameters first, then the losses.",
            _loop(finish=lambda parameters, losses: (losses, parameters)),
        ),
        Mistake(
            "lowest-so-far",
            "Looks like: the lowest loss so far. `losses` says what the loss is after each epoch, also where it has risen.",
            _loop(finish=lambda parameters, losses: (parameters, np.minimum.accumulate(losses).tolist())),
        ),
        Mistake(
            "last-loss",
            "Looks like: the last loss alone. `losses` is a list, with one number for each epoch.",
            _loop(finish=lambda parameters, losses: (parameters, losses[-1])),
        ),
    ),
    hints=(
        "Two loops: over the epochs, and in it over the batches. Each batch makes one step; after the last batch of an epoch, note the loss "
        "over all the data.",
        "`for batch in minibatches(len(X), batch_size, rng):` gives arrays of row numbers, so the batch is `X[batch]` and `y[batch]`. A step: "
        "`backprop(...)` for the slopes, then a *new* list of (W - learning_rate * dW, b - learning_rate * db).",
        "The step: `parameters = [(W - learning_rate * dW, b - learning_rate * db) for (W, b), (dW, db) in zip(parameters, gradients)]`. After the "
        "inner loop: `losses.append(network_loss(parameters, activations, X, y))`. At the end: `return parameters, losses`.",
    ),
)

EXERCISES = (numerical_gradient, output_delta, hidden_delta, layer_gradients, backprop, train_network)
