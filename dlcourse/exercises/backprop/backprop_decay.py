"""`backprop_decay` of lesson 07."""

import numpy as np

from dlcourse.backprop import backprop
from dlcourse.checker import Case, Exercise, Mistake, draws
from dlcourse.exercises.backprop import ACTIVATIONS


def backprop_decay(parameters, activations, X, y, decay):
    """The slopes of a network's loss plus decay/2 times the sum of all its squared weights.

    Parameters
    ----------
    parameters : list of (W, b)
    activations, X, y
        As in `dlcourse.backprop.backprop`.
    decay : float

    Returns
    -------
    list of (dW, db)
    """
    pairs = zip(backprop(parameters, activations, X, y), parameters, strict=True)
    return [(dW + decay * W, db) for (dW, db), (W, _) in pairs]


def _decay(of):
    """A wrong answer from what becomes of a layer: ``of(dW, db, W, b, decay=..., n=..., place=..., all=...)``."""

    def backprop_decay(parameters, activations, X, y, decay):
        found = backprop(parameters, activations, X, y)
        count = len(found)
        every = [W for W, _ in parameters]
        return [
            of(dW, db, W, b, decay=decay, n=len(X), first=k == 0, last=k == count - 1, every=every)
            for k, ((dW, db), (W, b)) in enumerate(zip(found, parameters, strict=True))
        ]

    return {"backprop_decay": backprop_decay}


_numbers = draws(77)


def _case(names, why, sizes, n, decay, y=None):
    return Case(
        f"backprop_decay(parameters, [{', '.join(f'{name}()' for name in names.split())}], X, y, decay)",
        why,
        parameters=[(_numbers(n_out, n_in), _numbers(n_out)) for n_in, n_out in zip(sizes, sizes[1:], strict=False)],
        X=_numbers(n, sizes[0]),
        y=_numbers(n, sizes[-1]) if y is None else np.eye(sizes[-1])[y],
        decay=decay,
        **{name: ACTIVATIONS[name] for name in names.split()},
    )


EXERCISE = Exercise(
    id="backprop_decay",
    kind="further",
    worth=(
        "The added term does not depend on X or y, so nothing of it has to go back through the layers. Each weight adds its own "
        "share at the end."
    ),
    parts=("dW", "db"),
    entries="layer",
    reference={"backprop_decay": backprop_decay},
    needs=("backprop",),
    stand_ins=ACTIVATIONS,
    cases=(
        Case(
            "backprop_decay(parameters, [Identity()], X, y, decay)",
            "by hand: one neuron gives 3·2 + 1 = 7, so its error is 2. dW = 2·2 + 0.5·3 = 5.5, and db = 2",
            parameters=[(np.array([[3.0]]), np.array([1.0]))],
            X=np.array([[2.0]]),
            y=np.array([[5.0]]),
            decay=0.5,
            Identity=ACTIVATIONS["Identity"],
        ),
        _case("Tanh Sigmoid", "two layers, 3 → 4 → 2, five examples", [3, 4, 2], 5, 0.1),
        _case("Sigmoid Tanh Identity", "three layers, 2 → 4 → 3 → 1", [2, 4, 3, 1], 6, 0.7),
        _case("ReLU Identity", "a batch of one", [3, 5, 2], 1, 2.0),
        _case("Tanh Softmax", "a softmax at the end: cross entropy", [3, 4, 2], 5, 0.3, [1, 0, 1, 1, 0]),
        _case("Tanh Sigmoid", "decay = 0: the slopes of `backprop`", [3, 4, 2], 4, 0.0),
    ),
    mistakes=(
        Mistake(
            "biases-too",
            "Looks like: the biases decay as well. Only weights are in the added term: leave db as it is.",
            _decay(lambda dW, db, W, b, decay, **_: (dW + decay * W, db + decay * b)),
        ),
        Mistake(
            "only-biases",
            "Looks like: the biases decay, and the weights do not. It has to be the other way round.",
            _decay(lambda dW, db, W, b, decay, **_: (dW, db + decay * b)),
        ),
        Mistake(
            "twice",
            "Looks like: 2 · decay · W. The added term has a ½ in it, which cancels the 2 of the square's slope.",
            _decay(lambda dW, db, W, b, decay, **_: (dW + 2 * decay * W, db)),
        ),
        Mistake(
            "half",
            "Looks like: ½ · decay · W. The slope of a square has a 2 in it, which cancels the ½.",
            _decay(lambda dW, db, W, b, decay, **_: (dW + decay / 2 * W, db)),
        ),
        Mistake(
            "minus",
            "Looks like: the added part is subtracted. It is a slope of the loss, like dW. The minus comes later, in the step of the "
            "training.",
            _decay(lambda dW, db, W, b, decay, **_: (dW - decay * W, db)),
        ),
        Mistake(
            "divided-by-n",
            "Looks like: the added part is divided by the number of examples. It is no mean over examples: add decay · W as it is.",
            _decay(lambda dW, db, W, b, decay, n, **_: (dW + decay * W / n, db)),
        ),
        Mistake(
            "term-instead-of-its-slope",
            "Looks like: squares are added to the slopes. The squares of the weights belong to the loss; to a slope add the *slope* of "
            "the new term. In a bias the new term has the slope 0.",
            _decay(lambda dW, db, W, b, decay, **_: (dW + decay / 2 * (W**2).sum(), db)),
            _decay(lambda dW, db, W, b, decay, **_: (dW + decay / 2 * W**2, db)),
            _decay(lambda dW, db, W, b, decay, **_: (dW + decay / 2 * W**2, db + decay / 2 * b**2)),
            _decay(lambda dW, db, W, b, decay, **_: (dW + decay * W**2, db)),
            _decay(lambda dW, db, W, b, decay, **_: (dW + decay * W**2, db + decay * b**2)),
            _decay(
                lambda dW, db, W, b, decay, every, **_: (dW + decay / 2 * sum((V**2).sum() for V in every), db),
            ),
        ),
        Mistake(
            "signs",
            "Looks like: the signs of the weights, as for a sum of absolute values. The slope of ½W² is W itself.",
            _decay(lambda dW, db, W, b, decay, **_: (dW + decay * np.sign(W), db)),
        ),
        Mistake(
            "one-layer",
            "Looks like: the weights of one layer decay, and those of the others do not. All weights of the network are in the sum.",
            _decay(lambda dW, db, W, b, decay, last, **_: (dW + decay * W * last, db)),
            _decay(lambda dW, db, W, b, decay, first, **_: (dW + decay * W * first, db)),
        ),
        Mistake(
            "slopes-made-larger",
            "Looks like: decay times dW is added. What is added is decay times the weights W.",
            _decay(lambda dW, db, W, b, decay, **_: (dW + decay * dW, db)),
        ),
        Mistake(
            "without-backprop",
            "Looks like: the slope of the added term alone. The slopes that `backprop` gives belong to it.",
            _decay(lambda dW, db, W, b, decay, **_: (decay * W, db)),
            _decay(lambda dW, db, W, b, decay, **_: (decay * W, 0 * db)),
        ),
        Mistake(
            "decay-not-used",
            "Looks like: the slopes of `backprop`, as if decay were 0.",
            _decay(lambda dW, db, W, b, decay, **_: (dW, db)),
        ),
    ),
    hints=(
        "The new loss is a sum of two terms, so its slopes are sums, too. You have the slopes of the first term. What is the slope of "
        "decay/2 · W² in one weight W?",
        "The slope of decay/2 · W² in W is decay · W. In a bias the added term has the slope 0.",
        "Take the pairs of `backprop(parameters, activations, X, y)` and of `parameters` together with `zip`. Each new pair is "
        "`(dW + decay * W, db)`.",
    ),
)
