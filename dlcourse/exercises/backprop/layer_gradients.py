"""`layer_gradients` of lesson 07."""

import numpy as np

from dlcourse import backprop as maths
from dlcourse.checker import Case, Exercise, Mistake, draws

_numbers = draws(7)


def _layer(f):
    return {"layer_gradients": f}


_d, _a = _numbers(5, 2), _numbers(5, 3)

_d3, _a3 = _numbers(3, 3), _numbers(3, 3)

EXERCISE = Exercise(
    id="layer_gradients",
    worth=(
        "`delta.T @ a_prev` multiplies and adds up over all examples at once; divided by n, that is the mean of n "
        "outer products."
    ),
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
            "Looks like: dW transposed, with one neuron in each column. It has the shape of W, (n_out, n_in): δᵀ comes first, `delta.T @ a_prev`.",
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
            "Looks like: a product entry by entry, as with `*`, in place of `@`. Every error meets every input, "
            "summed over the examples: a matrix product.",
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
        "From shapes (n, n_out) and (n, n_in) you want (n_out, n_in), so the product has to add up over the n examples."
        " Which of the two arrays has to be transposed?",
        "Compute `dW = delta.T @ a_prev / len(delta)` and `db = delta.mean(axis=0)`. Return both, in this order.",
    ),
)
