"""Exercises of lesson 05, and what several of them share."""

import numpy as np

from dlcourse.checker import Case, Mistake, comparison

_rng = np.random.default_rng(5)

A, Y = _rng.normal(size=(4, 3)).round(2), _rng.normal(size=(4, 3)).round(2)

A1, Y1 = np.array([2.0, 0.0, -1.0]), np.array([1.0, 0.0, 1.0])

MATH = (
    "Looks like: a function that takes a single number only, such as those of the module `math`. The function of the "
    "same name in `np` takes a whole array."
)

FLOAT32 = (
    "Looks like: right, but worked out in float32, which keeps only seven digits. a and y come as float64, which "
    "keeps sixteen: leave them as they are."
)


def single(x):
    return x.astype(np.float32)


def distances(name, by_hand):
    """Cases that `mse` and `l1` share: scalar losses of predictions against targets."""
    call = f"{name}(a, y)"
    return (
        Case(call, by_hand, a=A1, y=Y1),
        Case(call, "four examples with three outputs each: shape (n, k)", a=A, y=Y),
        Case(call, "a batch of one example with three outputs", a=A[:1], y=Y[:1]),
        Case(call, "as many examples as outputs", a=A[:3], y=Y[:3]),
        Case(call, "one example of one output", a=np.array([[0.5]]), y=np.array([[-1.0]])),
        Case(call, "all predictions right: no loss", a=A, y=A.copy()),
        Case(call, "large misses, in whole numbers", a=np.array([1000, -1000, 3, 5]), y=np.array([-1000, 1000, 3, 4])),
    )


# A floor is added by some and clipped to by others, and its size is anybody's choice: 1e-7 changes these by less.
FLOOR, SMALL_FLOOR = 1e-6, 1e-3

# With a judge, the tolerance is for telling mistakes apart only, and there the size of a floor is no matter.
ANY_FLOOR = 1e9


def no_number(result):
    value = np.asarray(result)
    if value.shape or value.dtype.kind not in "iuf":
        return f"The loss should be a single number, but it is {comparison.kind(result)}."
    if np.isnan(value):
        return "The loss is nan. A logarithm of 0 is -inf, and 0 times -inf is nan."
    if np.isinf(value):
        return "The loss is infinite, as log(0) is -inf."
    return None


def none(result, **_):
    problem = no_number(result)
    if not problem and abs(result) > FLOOR:
        problem = (
            f"The loss is {comparison.number(result)}. A certain and right answer costs nothing: 0, but for the floor."
        )
    return problem


def large(result, **_):
    problem = no_number(result)
    if not problem and result == 0:
        return "The loss is 0. A certain and wrong answer should cost more than 10."
    if not problem and result < 10:
        problem = f"The loss is {float(result):.3g}. A certain and wrong answer should cost more than 10: use a much smaller floor."
    return problem


LEFT_OUT = (
    "Looks like: the infinite loss of an example was left out, so the worst mistake costs nothing. Put a floor "
    "under what goes into the log, before the log."
)

CEILING = (
    "Looks like: a ceiling, as `np.minimum` gives it: every number above the tiny one is cut down to it. A floor is "
    "`np.maximum`, the larger one of two numbers."
)

FLOORS = (1e-300, 1e-16, 1e-15, 1e-12, 1e-10, 1e-9, 1e-8, 1e-7)


def zeroed(values, which=np.isfinite):
    return np.where(which(values), values, 0.0)


FLOOR_TOO_HIGH = (
    "Looks like: a floor so high that it changes probabilities which are small, but not 0. A floor of 1e-12 changes "
    "none that matter."
)
ONE_PER_EXAMPLE = (
    "Looks like: one number for each example. The loss of a batch is a single number: the mean of them all."
)


def common_mistakes(variants, per_example):
    """What goes wrong with any cross entropy, from the surprise of each example: `variants` gives it a floor, and none."""

    def of(f):
        return variants(lambda log, *given: f(per_example(log, *given)))

    return (
        Mistake(
            "log10",
            "Looks like: the logarithm to the base 10. The natural logarithm is `np.log`.",
            *of(lambda s: s.mean() / np.log(10)),
        ),
        Mistake(
            "log2",
            "Looks like: the logarithm to the base 2, which measures surprise in bits. The natural logarithm is `np.log`.",
            *of(lambda s: s.mean() / np.log(2)),
        ),
        Mistake(
            "no-mean",
            "Looks like: the losses of the examples are added up. The loss of a batch is their mean.",
            *of(lambda s: s.sum()),
        ),
    )
