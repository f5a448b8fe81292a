"""`dropout` of lesson 08."""

import numpy as np

from dlcourse.checker import Case, Exercise, Mistake, draws


def dropout(a, keep, rng):
    """Set outputs to 0 at random, and make those that stay larger by as much.

    Parameters
    ----------
    a : ndarray
        Outputs of a layer. Left as they are.
    keep : float
        The probability with which an output stays, above 0 and at most 1.
    rng : numpy.random.Generator

    Returns
    -------
    ndarray, of the shape of a

    Notes
    -----
    Source: Srivastava and others, "Dropout: A Simple Way to Prevent Neural Networks from Overfitting" (2014).
    """
    return (rng.random(a.shape) < keep) * (a / keep)


def _drop(
    draw=lambda rng, a: rng.random(a.shape),
    stays=lambda u, keep: u < keep,
    size=lambda a, keep, mask: a / keep,
    generator=lambda rng: rng,
):
    """A wrong answer: dropout with one thing changed."""

    def dropout(a, keep, rng):
        mask = stays(draw(generator(rng), a), keep)
        return mask * size(a, keep, mask)

    return {"dropout": dropout}


def _left_out(a, keep, rng):
    return a[rng.random(a.shape) < keep] / keep


_numbers = draws(82)
_A = _numbers(4, 6)
_CALL = "dropout(a, keep, np.random.default_rng({}))"

EXERCISE = Exercise(
    id="dropout",
    kind="further",
    worth=(
        "Because what stays is divided by `keep`, each output has the same mean with dropout as without it. So nothing has to be "
        "changed when the trained network is used: there dropout is left out."
    ),
    reference={"dropout": dropout},
    cases=(
        Case(
            _CALL.format(0),
            "by hand: the generator with the seed 0 draws 0.64, 0.27, 0.04 and 0.02, so the first 8 falls away and the others "
            "become 8 / 0.5",
            a=np.array([[8.0, 8.0, 8.0, 8.0]]),
            keep=0.5,
        ),
        Case(_CALL.format(1), "four examples, six neurons: four of five stay on average", a=_A, keep=0.8),
        Case(_CALL.format(2), "few stay: keep = 0.3", a=_A, keep=0.3),
        Case(_CALL.format(3), "keep = 1: everything stays as it is", a=_A, keep=1.0),
        Case(_CALL.format(4), "a batch of one", a=_A[:1], keep=0.6),
        Case(_CALL.format(5), "one row of shape (6,)", a=_A[0], keep=0.7),
        Case(_CALL.format(6), "three dimensions, as for a batch of pictures", a=_numbers(2, 3, 5), keep=0.4),
        Case(
            "[dropout(a, keep, rng) for rng in [np.random.default_rng(seed)] * 2]",
            "twice with one generator: it draws new numbers each time",
            a=_A,
            keep=0.4,
            seed=7,
        ),
    ),
    mistakes=(
        Mistake(
            "not-made-larger",
            "Looks like: right, but what stays is not divided by `keep`. Then the next layer gets less in training than when the "
            "network is used.",
            _drop(size=lambda a, keep, mask: a),
        ),
        Mistake(
            "made-smaller",
            "Looks like: what stays is multiplied by `keep`. It has to grow, as others fall away: divide by `keep`.",
            _drop(size=lambda a, keep, mask: a * keep),
        ),
        Mistake(
            "keep-for-drop",
            "Looks like: `keep` is taken for the probability with which an output falls away. An output *stays* with the probability "
            "`keep`: where `rng.random(a.shape) < keep`.",
            _drop(stays=lambda u, keep: u < 1 - keep),
            _drop(stays=lambda u, keep: u > keep),
            _drop(stays=lambda u, keep: u < 1 - keep, size=lambda a, keep, mask: a / (1 - keep)),
            _drop(stays=lambda u, keep: u > keep, size=lambda a, keep, mask: a / (1 - keep)),
            _drop(stays=lambda u, keep: u < 1 - keep, size=lambda a, keep, mask: a),
            _drop(stays=lambda u, keep: u > keep, size=lambda a, keep, mask: a),
        ),
        Mistake(
            "other-end",
            "Looks like: as many stay as should on average, but those with random numbers above 1 - keep. The check "
            "compares number by number: an output stays where `rng.random(a.shape)` is below `keep`.",
            _drop(stays=lambda u, keep: u > 1 - keep),
        ),
        Mistake(
            "divided-by-the-rest",
            "Looks like: right places, but divided by 1 - keep. Divide by `keep`.",
            _drop(size=lambda a, keep, mask: a / (1 - keep)),
        ),
        Mistake(
            "one-for-a-whole-row",
            "Looks like: one random number for a whole row. Each output falls away or stays by itself: draw an array of the shape of "
            "`a`.",
            _drop(draw=lambda rng, a: rng.random((*a.shape[:-1], 1))),
        ),
        Mistake(
            "the-same-in-each-row",
            "Looks like: the same outputs fall away in every row. Each example gets its own: draw an array of the shape of `a`.",
            _drop(draw=lambda rng, a: rng.random(a.shape[-1])),
        ),
        Mistake(
            "one-for-all",
            "Looks like: one random number for everything, so all outputs stay or none does. Draw one for each entry: "
            "`rng.random(a.shape)`.",
            _drop(draw=lambda rng, a: rng.random()),
        ),
        Mistake(
            "own-generator",
            "Looks like: a generator of your own, with a seed of its own, so each call drops the same places. Draw from `rng`, which "
            "your function gets.",
            *(_drop(generator=lambda rng, seed=seed: np.random.default_rng(seed)) for seed in (0, 1, 42)),
        ),
        Mistake(
            "normal-numbers",
            "Looks like: normal random numbers compared with `keep`. `rng.random(a.shape)` draws evenly from 0 to 1, so a number is "
            "below `keep` with the probability `keep`.",
            _drop(draw=lambda rng, a: rng.normal(size=a.shape)),
        ),
        Mistake(
            "drawn-in-another-way",
            "Looks like: outputs stay with the right probability, but drawn in another way. The check compares number by number: "
            "an output stays where `rng.random(a.shape) < keep`.",
            _drop(draw=lambda rng, a: rng.uniform(size=a.shape[::-1]).T),
            {"dropout": lambda a, keep, rng: rng.binomial(1, keep, a.shape) * a / keep},
        ),
        Mistake(
            "share-that-stayed",
            "Looks like: divided by the share of the outputs that happened to stay. Divide by `keep`, which is the same for every "
            "batch.",
            _drop(size=lambda a, keep, mask: a / mask.mean()),
        ),
        Mistake(
            "where-it-stays",
            "Looks like: the mask itself. Multiply `a` by it, and divide by `keep`.",
            _drop(size=lambda a, keep, mask: 1),
            _drop(size=lambda a, keep, mask: 1 / keep),
        ),
        Mistake(
            "left-out",
            "Looks like: what should become 0 is left out of the array, so the shape changes. Put a 0 in its place.",
            {"dropout": _left_out},
        ),
    ),
    hints=(
        "Draw a random number between 0 and 1 for each output. How do you find those outputs that stay? And what has to become of "
        "them, so that the mean remains the same?",
        "`rng.random(a.shape) < keep` is an array of True and False. True counts as 1 and False as 0 when you multiply by it.",
        "Compute `mask = rng.random(a.shape) < keep`, and then return `mask * a / keep`.",
    ),
)
