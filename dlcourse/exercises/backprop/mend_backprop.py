"""`mend_backprop` of lesson 07."""

from dlcourse.activations import Arctan
from dlcourse.backprop import forward
from dlcourse.checker import Case, Exercise, Mistake, draws
from dlcourse.exercises.backprop import ACTIVATIONS


def slopes(parameters, activations, X, y):
    """The slopes of the loss MSE in every weight and bias.

    Parameters
    ----------
    parameters : list of (W, b)
    activations : list of activation objects
    X : ndarray, shape (n, n_in)
    y : ndarray, shape (n, n_out)

    Returns
    -------
    list of (dW, db)
    """
    zs, outputs = forward(parameters, activations, X)
    delta, found = (outputs[-1] - y) * activations[-1].derivative(zs[-1]), []
    for layer in reversed(range(len(parameters))):
        found.append((delta.T @ outputs[layer] / len(X), delta.mean(axis=0)))
        if layer:
            delta = (delta @ parameters[layer][0]) * activations[layer - 1].derivative(zs[layer - 1])
    return found[::-1]


def _slopes(
    last=len,
    hidden=len,
    back=lambda delta, W, phis, zs, outputs, k: (delta @ W) * phis[k].derivative(zs[k]),
    end=lambda delta, phi, z: delta * phi.derivative(z),
    finish=lambda found: found[::-1],
):
    """A wrong answer: by what each mean is divided, and how an error comes to layer k."""

    def slopes(parameters, activations, X, y):
        zs, outputs = forward(parameters, activations, X)
        delta, found = end(outputs[-1] - y, activations[-1], zs[-1]), []
        for k in reversed(range(len(parameters))):
            if k < len(parameters) - 1:
                delta = back(delta, parameters[k + 1][0], activations, zs, outputs, k)
            n = (last if k == len(parameters) - 1 else hidden)(delta)
            found.append((delta.T @ outputs[k] / n, delta.sum(axis=0) / n))
        return finish(found)

    return {"slopes": slopes}


def _all(delta):
    return delta.size


def _above(delta, W, phis, zs, outputs, k):
    return (delta @ W) * phis[k + 1].derivative(zs[k])


_numbers = draws(78)


def _case(names, why, sizes, n):
    kinds = {**ACTIVATIONS, "Arctan": Arctan}
    return Case(
        f"slopes(parameters, [{', '.join(f'{name}()' for name in names.split())}], X, y)",
        why,
        parameters=[(_numbers(n_out, n_in), _numbers(n_out)) for n_in, n_out in zip(sizes, sizes[1:], strict=False)],
        X=_numbers(n, sizes[0]),
        y=_numbers(n, sizes[-1]),
        **{name: kinds[name] for name in names.split()},
    )


EXERCISE = Exercise(
    id="mend_backprop",
    kind="mend",
    worth=(
        "A loss that falls does not show that slopes are right: it falls with every step that goes downhill at all. The comparison "
        "with nudging shows it, on a small network in which no two things are equal."
    ),
    parts=("dW", "db"),
    entries="layer",
    reference={"slopes": slopes},
    stand_ins=ACTIVATIONS,
    cases=(
        _case("Tanh Tanh", "one output and one activation function: right from the beginning", [3, 4, 1], 5),
        _case("Sigmoid", "a single layer with two outputs", [3, 2], 5),
        _case("Tanh Sigmoid", "3 → 4 → 1, two activation functions", [3, 4, 1], 5),
        _case("Tanh Sigmoid", "3 → 4 → 2", [3, 4, 2], 5),
        _case("Sigmoid Tanh Arctan Identity", "four layers, 2 → 4 → 3 → 5 → 2", [2, 4, 3, 5, 2], 6),
        _case("ReLU Sigmoid Identity", "three of everything: no shape can go wrong", [3, 3, 3, 3], 3),
        _case("Tanh Identity", "a batch of one", [3, 4, 2], 1),
    ),
    mistakes=(
        Mistake(
            "still-both",
            "Looks like: two things are still wrong. A hidden layer uses the activation function of the layer after it. And in the "
            "last layer the mean is taken over all entries of the error, where it should be over the examples.",
            _slopes(last=_all, back=_above),
        ),
        Mistake(
            "still-the-layer-above",
            "Looks like: the means are right now, but a hidden layer still uses the slope of the activation function of the layer "
            "after it. Each layer has its own.",
            _slopes(back=_above),
        ),
        Mistake(
            "still-all-entries",
            "Looks like: the hidden errors are right now, but in the last layer the mean is still taken over all entries of the "
            "error. It is a mean over the examples: divide by their number.",
            _slopes(last=_all),
        ),
        Mistake(
            "all-entries-everywhere",
            "Looks like: now the mean is taken over all entries of the error in *every* layer. In each layer it is a mean over the "
            "examples.",
            _slopes(last=_all, hidden=_all),
            _slopes(last=_all, hidden=_all, back=_above),
            _slopes(last=len, hidden=_all),
        ),
        Mistake(
            "one-too-far",
            "Looks like: the index of the activation functions is off by one in the other direction now. Layer k has "
            "`activations[k]`.",
            _slopes(back=lambda delta, W, phis, zs, outputs, k: (delta @ W) * phis[k - 1].derivative(zs[k])),
        ),
        Mistake(
            "last-function-everywhere",
            "Looks like: every hidden layer uses the activation function of the last layer, or of the first one. Each layer has its "
            "own.",
            _slopes(back=lambda delta, W, phis, zs, outputs, k: (delta @ W) * phis[-1].derivative(zs[k])),
            _slopes(back=lambda delta, W, phis, zs, outputs, k: (delta @ W) * phis[0].derivative(zs[k])),
        ),
        Mistake(
            "slope-at-a",
            "Looks like: `derivative` is called with the output of a hidden layer. It takes the weighted inputs z.",
            _slopes(back=lambda delta, W, phis, zs, outputs, k: (delta @ W) * phis[k].derivative(outputs[k + 1])),
        ),
        Mistake(
            "no-slope",
            "Looks like: the slope of the activation function is left out of the hidden errors.",
            _slopes(back=lambda delta, W, phis, zs, outputs, k: delta @ W),
        ),
        Mistake(
            "another-z",
            "Looks like: the slope is taken at the weighted inputs of another layer. Function and weighted inputs both belong to the "
            "hidden layer itself.",
            _slopes(back=lambda delta, W, phis, zs, outputs, k: (delta @ W) * phis[k + 1].derivative(zs[k + 1])),
            _slopes(back=lambda delta, W, phis, zs, outputs, k: (delta @ W) * phis[k].derivative(zs[k + 1])),
        ),
        Mistake(
            "summed",
            "Looks like: sums over the examples. A mean was asked for: divide by their number.",
            _slopes(last=lambda delta: 1, hidden=lambda delta: 1),
            _slopes(last=lambda delta: 1),
        ),
        Mistake(
            "last-layer-first",
            "Looks like: right, but the last layer's pair comes first. The backward pass begins with the last layer, so reverse the list.",
            _slopes(finish=lambda found: found),
        ),
    ),
    hints=(
        "Begin with a single layer and two outputs: no error goes back in it, so only one mistake can show. Then take two layers, "
        "one output and two different activation functions. Compare with slopes by nudging each time.",
        "The loss is a mean over the examples, and it is a *sum* over the outputs. By what is the last layer's slope divided? And "
        "the error of a hidden layer has the slope of its own activation function in it, at its own z: whose function is taken?",
        "In the last layer, divide by `len(delta)`, the number of examples, and not by `delta.size`. In the loop, it is "
        "`activations[layer].derivative(zs[layer])`.",
    ),
)
