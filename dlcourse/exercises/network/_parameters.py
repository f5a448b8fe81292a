"""How the weights and biases that an answer returns are looked at and judged, where many are right."""

import numpy as np

from dlcourse.checker.looks import Look
from dlcourse.checker.words import shaped


def shapes(parameters, lists=False):
    """Shapes of the pairs, or a sentence that says why there are none."""
    if parameters is None:
        return "The result is None: nothing came back. Did the function end without a `return`?"
    if not isinstance(parameters, (list, tuple)):
        return "A list of pairs (W, b) was asked for, one pair for each layer."
    found = []
    for number, pair in enumerate(parameters, 1):
        if not isinstance(pair, (list, tuple)) or len(pair) != 2:
            return "A list of *pairs* was asked for: every entry is (W, b), the weights and biases of one layer."
        for name, array in zip("Wb", pair, strict=True):
            if isinstance(array, (list, tuple)) and not lists:
                kind = "a list" if isinstance(array, list) else "a tuple"
                return f"`{name}` of layer {number} is {kind}; a NumPy array was asked for."
            try:
                numbers = np.asarray(array)
            except ValueError:
                return f"The rows of `{name}` of layer {number} are not equally long."
            if numbers.dtype.kind not in "iuf" or not np.isfinite(numbers).all():
                return f"`{name}` of layer {number} has to hold finite numbers."
        found.append(tuple(np.shape(array) for array in pair))
    return found


def counted(count, name):
    return f"{count} {name}" if count == 1 else f"{count} {name}s"


def fits(result, sizes):
    if isinstance(result, str):
        return result
    wanted = [((n_out, n_in), (n_out,)) for n_in, n_out in zip(sizes, sizes[1:], strict=False)]
    if len(result) != len(wanted):
        return (
            f"The list holds {counted(len(result), 'pair')}; sizes {sizes} have {counted(len(wanted), 'layer')} with "
            "weights, because the inputs are not a layer of neurons."
        )
    for number, (got, want) in enumerate(zip(result, wanted, strict=True), 1):
        for name, one, other in zip("Wb", got, want, strict=True):
            if one != other:
                return f"{name} of layer {number} {shaped(one)}; shape {other} was asked for."
    return None


def two_layers(name, hidden, inputs):
    """A judge of the shapes of a network that is set by hand, with one hidden layer and one output."""
    wanted = [((hidden, inputs), (hidden,)), ((1, hidden), (1,))]

    def judge(result, **_):
        if isinstance(result, str):
            return result
        if len(result) != 2:
            return f"`{name}` has {counted(len(result), 'layer')}; two were asked for: `[(W1, b1), (W2, b2)]`."
        for number, (got, want) in enumerate(zip(result, wanted, strict=True), 1):
            for array, one, other in zip("Wb", got, want, strict=True):
                if one != other:
                    return f"`{array}{number}` {shaped(one)}; shape {other} was asked for."
        return None

    return judge


def variety(parameters):
    """How many different rows each W has, and how many different columns."""
    return [(len(np.unique(W, axis=0)), len(np.unique(W, axis=1).T)) for W, _ in parameters]


def neurons_differ(result, **_):
    for number, (rows, columns) in enumerate(result, 1):
        if rows == 1:
            return (
                f"All neurons of layer {number} start with the same weights, so they compute the same and will learn the "
                "same. Draw every weight at random."
            )
        if columns == 1:
            return (
                f"Each neuron of layer {number} has the same weight for all of its inputs. Draw every weight at random."
            )
    return None


def agree(one, other):
    """Whether two lists of pairs are the same, number for number."""
    pairs = zip(one, other, strict=True)
    return all(np.array_equal(a, b) for p, q in pairs for a, b in zip(p, q, strict=True))


def follow_the_seed(result, **_):
    if not result[0]:
        return (
            "Two generators made from the same seed, 7, gave different parameters. Some of the numbers do not come "
            "from `rng`, the generator that is given."
        )
    if result[1]:
        return (
            "Generators made from different seeds, 7 and 8, gave the same parameters. The numbers do not come from `rng`, the "
            "generator that is given."
        )
    return None


def global_kept(make):
    """Whether a call leaves NumPy's global generator as it was. Afterwards it is as it was in any case."""
    before = np.random.get_state()  # noqa: NPY002
    try:
        make()
        after = np.random.get_state()  # noqa: NPY002
        return bool(before[2] == after[2] and np.array_equal(before[1], after[1]))
    finally:
        np.random.set_state(before)  # noqa: NPY002


def leaves_it(result, **_):
    if result:
        return None
    return "Your code draws from NumPy's global generator (`np.random....`). Draw from `rng`, which is given."


def repeats(parameters):
    """Whether two layers of one shape have the same weights."""
    Ws = [W for W, _ in parameters]
    return any(np.array_equal(W, V) for k, W in enumerate(Ws) for V in Ws[:k])


def no_repeats(result, **_):
    if result:
        return "Two layers of the same shape got the very same weights. Draw new numbers for every layer."
    return None


def start_cases(name, *between):
    """What a function that draws a network's first weights is tried on.

    Parameters
    ----------
    name : str
        The function's name; it takes `sizes` and `rng`.
    *between : Case
        What else is asked, before the question whether it follows its generator.
    """
    draw = f"{name}(sizes, np.random.default_rng(0))"
    return (
        Look(draw, "the shapes of W and b, layer by layer", lambda run: shapes(run()), fits, sizes=[3, 4, 5]),
        Look(draw, "a single layer", lambda run: shapes(run()), fits, sizes=[6, 2]),
        Look(draw, "four layers", lambda run: shapes(run()), fits, sizes=[7, 5, 1, 3, 2]),
        Look(
            draw,
            "do the rows of each W differ, and its columns?",
            lambda run: variety(run()),
            neurons_differ,
            sizes=[6, 8, 7],
        ),
        Look(
            draw,
            "do the layers differ, where their shapes are the same?",
            lambda run: repeats(run()),
            no_repeats,
            sizes=[4, 4, 4, 4],
        ),
        *between,
        Look(
            f"[{name}(sizes, np.random.default_rng(seed)) for seed in (7, 7, 8)]",
            "two calls with equal seeds, and one with another",
            lambda run: [agree(first, other) for first, *others in [run()] for other in others],
            follow_the_seed,
            sizes=[5, 4],
        ),
        Look(draw, "is NumPy's global generator left alone?", global_kept, leaves_it, sizes=[3, 4, 5]),
    )
