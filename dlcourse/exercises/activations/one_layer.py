"""`one_layer` of lesson 03."""

import numpy as np

from dlcourse import activations as maths
from dlcourse.checker import Case, Exercise, Hint, Mistake
from dlcourse.exercises._softsign import Softsign

_rng = np.random.default_rng(3)

_W = _rng.normal(size=(2, 3)).round(2)

_b = np.array([0.5, -1.25])

_X = _rng.normal(size=(4, 3)).round(2)

_square = _rng.normal(size=(3, 3)).round(2)

_b3 = np.array([0.25, -0.5, 1.0])


def _keep(self, W, b, activation):
    self.W, self.b, self.activation = W, b, activation


def _keep_on_class(self, W, b, activation):
    type(self).W, type(self).b, type(self).activation = W, b, activation


def _keep_nothing(self, W, b, activation):
    pass


def _layer(run, init=_keep):
    return {"OneLayerNetwork": type("OneLayerNetwork", (), {"__init__": init, "run": run})}


def _of_score(score):
    """A wrong answer that is wrong in the score only; the activation is as asked for."""
    return _layer(lambda self, x: self.activation.fn(score(self, x)))


EXERCISE = Exercise(
    id="one_layer",
    worth=(
        "`x @ W.T` is right for a batch and for a single example, with the same line. NumPy adds b to every row by "
        "itself."
    ),
    reference={"OneLayerNetwork": maths.OneLayerNetwork},
    cases=(
        Case(
            "OneLayerNetwork(W, b, Sigmoid()).run(x)",
            "four examples of three inputs, a layer of two neurons",
            Sigmoid=maths.Sigmoid,
            W=_W,
            b=_b,
            x=_X,
        ),
        Case(
            "OneLayerNetwork(W, b, Sigmoid()).run(x)",
            "a single example of shape (n_in,) gives shape (n_out,)",
            Sigmoid=maths.Sigmoid,
            W=_W,
            b=_b,
            x=_X[1],
        ),
        Case("OneLayerNetwork(W, b, ReLU()).run(x)", "a batch of one", ReLU=maths.ReLU, W=_W, b=_b, x=_X[:1]),
        Case(
            "OneLayerNetwork(W, b, Tanh()).run(x)",
            "as many neurons as inputs and examples",
            Tanh=maths.Tanh,
            W=_square,
            b=_b3,
            x=_X[:3],
        ),
        Case(
            "OneLayerNetwork(W, b, Tanh()).run(x)",
            "one example for as many neurons as inputs",
            Tanh=maths.Tanh,
            W=_square,
            b=_b3,
            x=_X[3],
        ),
        Case("OneLayerNetwork(W, b, ReLU()).run(x)", "a single neuron", ReLU=maths.ReLU, W=_W[:1], b=_b[:1], x=_X),
        Case(
            "[each.run(x)[0] for each in (OneLayerNetwork(W, b, Tanh()), OneLayerNetwork(-W, -b, Tanh()))]",
            "two layers side by side, each with its own weights and biases",
            Tanh=maths.Tanh,
            W=_W,
            b=_b,
            x=_X[0],
        ),
        Case(
            "OneLayerNetwork(W, b, Softsign()).run(x)",
            "an activation that the course does not have: z / (1 + |z|)",
            Softsign=Softsign,
            W=_W,
            b=_b,
            x=_X,
        ),
    ),
    mistakes=(
        Mistake(
            "no-transpose",
            "Looks like: W is not transposed, as in `x @ W`. Each row of W holds the weights of one neuron, so x has "
            "to be multiplied with the rows of W: `x @ self.W.T`.",
            _of_score(lambda self, x: x @ self.W + self.b),
        ),
        Mistake(
            "one-example-only",
            "Looks like: W stands first, as in `W @ x`. That is right for one example. In a batch the examples are "
            "rows, so x comes first: `x @ self.W.T`.",
            _of_score(lambda self, x: self.W @ x + self.b),
            _of_score(lambda self, x: np.dot(self.W, x) + self.b),
        ),
        Mistake(
            "examples-in-columns",
            "Looks like: one column for each example, shape (n_out, n). Each example is one row, in the input and "
            "in the output: `x @ self.W.T`.",
            _of_score(lambda self, x: self.W @ x.T + self.b[:, np.newaxis]),
            _of_score(lambda self, x: (self.W @ x.T).T.T + self.b.reshape(-1, 1)),
            _of_score(lambda self, x: self.W @ x.T + self.b),
            _of_score(lambda self, x: (x @ self.W.T + self.b).T),
        ),
        Mistake(
            "no-bias", "Looks like: the bias is missing. z = x @ W.T + b.", _of_score(lambda self, x: x @ self.W.T)
        ),
        Mistake(
            "minus-bias",
            "Looks like: b is subtracted, as a threshold would be. It is a bias: + b.",
            _of_score(lambda self, x: x @ self.W.T - self.b),
        ),
        Mistake(
            "no-activation",
            "Looks like: the weighted inputs, without the activation function. Give them to `self.activation.fn`.",
            _layer(lambda self, x: x @ self.W.T + self.b),
        ),
        Mistake(
            "bias-outside",
            "Looks like: the bias is added after the activation function. It belongs to the weighted input: φ(x @ "
            "W.T + b).",
            _layer(lambda self, x: self.activation.fn(x @ self.W.T) + self.b),
        ),
        Mistake(
            "slope-instead",
            "Looks like: `derivative` instead of `fn`. The output of a neuron is φ(z). Its slope is needed "
            "later, for learning.",
            _layer(lambda self, x: self.activation.derivative(x @ self.W.T + self.b)),
        ),
        Mistake(
            "activation-called",
            "Looks like: the activation function is called directly, as in `activation(z)`. It is an object here, "
            "and its function is the method `fn`: `self.activation.fn(z)`.",
            _layer(lambda self, x: self.activation(x @ self.W.T + self.b)),
            _layer(lambda self, x: self.activation().fn(x @ self.W.T + self.b)),
        ),
        Mistake(
            "array-called",
            "Looks like: an array is called like a function. Neither `.T` nor a product takes round brackets: a "
            "product is written `@`.",
            _of_score(lambda self, x: x @ self.W.T() + self.b),
        ),
        Mistake(
            "own-activation",
            "Looks like: always the same activation function, whichever one the layer was given. Use "
            "`self.activation`.",
            *(
                _layer(lambda self, x, phi=phi: phi.fn(x @ self.W.T + self.b))
                for phi in (maths.Sigmoid(), maths.Tanh(), maths.ReLU(), maths.Step())
            ),
        ),
        Mistake(
            "batch-only",
            "Looks like: right for a batch. But a single example of shape (n_in,) has no rows to go through. `x @ "
            "self.W.T` works for both.",
            _of_score(lambda self, x: np.array([self.W @ row + self.b for row in x])),
            _of_score(lambda self, x: np.array([np.dot(self.W, row) + self.b for row in x])),
            _of_score(lambda self, x: np.einsum("nk,jk->nj", x, self.W) + self.b),
        ),
        Mistake(
            "always-a-batch",
            "Looks like: right for a batch. But for a single example a batch of one comes back, shape (1, n_out). "
            "It should have shape (n_out,). `x @ self.W.T` works for both{atleast_2d:, without `np.atleast_2d`}.",
            _of_score(lambda self, x: np.atleast_2d(x) @ self.W.T + self.b),
        ),
        Mistake(
            "no-sum",
            "Looks like: multiplied entry by entry, and not added up. A neuron multiplies each input by its weight "
            "and adds the products up: `x @ self.W.T`.",
            _of_score(lambda self, x: x * self.W + self.b),
            _of_score(lambda self, x: self.W * x + self.b),
            _of_score(lambda self, x: x * self.W.T + self.b),
        ),
        Mistake(
            "on-the-class",
            "Looks like: all layers share one W, one b and one activation function, kept on the class or outside "
            "it. Keep them on `self`.",
            _layer(lambda self, x: self.activation.fn(x @ self.W.T + self.b), _keep_on_class),
        ),
        Mistake(
            "keeps-nothing",
            "Looks like: `__init__` does not keep what it is given, so `run` does not find it. Write `self.W = W`, "
            "and the same for the others.",
            _layer(lambda self, x: self.activation.fn(x @ self.W.T + self.b), _keep_nothing),
        ),
        Mistake(
            "without-self",
            "Looks like: `run` uses a name that it does not know. What `__init__` kept is called `self.W`, `self.b` "
            "and `self.activation` there.",
            _layer(lambda self, x: activation.fn(x @ W.T + b)),  # noqa: F821
        ),
    ),
    hints=(
        Hint(
            "`__init__` keeps all three, so that `run` can use them: `self.W = W`, and the same for `b` and "
            "`activation`.",
            "__init__",
        ),
        Hint(
            "One neuron has the weighted input w·x + b, and its output is φ of this number. Here are n_out neurons, "
            "one in each row of W. Which product gives the weighted inputs of all neurons for all examples at once?",
            "run",
        ),
        Hint(
            "In `x @ self.W.T` a matrix of shape (n, n_in) is multiplied with one of shape (n_in, n_out). The result "
            "has shape (n, n_out): one row for each example. For a single example it has shape (n_out,). Adding "
            "`self.b` gives each neuron its bias.",
            "run",
        ),
        Hint(
            "In `run`, write `z = x @ self.W.T + self.b`, and then `return self.activation.fn(z)`.",
            "run",
        ),
    ),
)
