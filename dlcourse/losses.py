"""Loss functions (lesson 05): how wrong a prediction is, as one number, and its slope.

Every loss is a mean over the n examples of a batch; over the k outputs of one example it is a sum. The derivative
stands beside its function. It is that of the mean, so it carries the 1/n, and has the shape and dtype of its first
argument.
"""

import numpy as np

from dlcourse import _inputs


def mse(a, y):
    """Mean squared error with the sources' ½: C = 1/(2n) Σ ‖a - y‖² (libraries drop the ½).

    Parameters
    ----------
    a, y : array_like, shape (n,) or (n, k)
        Predictions and targets, of one shape.

    Returns
    -------
    float
        Summed over the k outputs, averaged over the n examples.

    Raises
    ------
    ValueError
        If the shapes differ or there is no example.

    Notes
    -----
    Source: DevFest, "Loss functions".
    """
    a, y = _pair(a, y)
    return float(((a - y) ** 2).sum() / (2 * len(a)))


def mse_derivative(a, y):
    """Slope of `mse` with respect to each prediction: (a - y) / n.

    Takes and refuses what `mse` does.

    Returns
    -------
    ndarray, of the shape of `a`
    """
    a, y = _pair(a, y)
    return ((a - y) / len(a)).astype(a.dtype)


def l1(a, y):
    """Mean absolute error: C = 1/n Σ |a - y|.

    Parameters
    ----------
    a, y : array_like, shape (n,) or (n, k)
        Predictions and targets, of one shape.

    Returns
    -------
    float
        Summed over the k outputs, averaged over the n examples.

    Raises
    ------
    ValueError
        If the shapes differ or there is no example.

    Notes
    -----
    Source: DevFest, "Loss functions".
    """
    a, y = _pair(a, y)
    return float(np.abs(a - y).sum() / len(a))


def l1_derivative(a, y):
    """Slope of `l1` with respect to each prediction: the sign of a - y, over n (0 at the corner, where a = y).

    Takes and refuses what `l1` does.

    Returns
    -------
    ndarray, of the shape of `a`
    """
    a, y = _pair(a, y)
    return (np.sign(a - y) / len(a)).astype(a.dtype)


def softmax(z):
    """Turn scores into a distribution: exp(z_j) / Σ exp(z_i), along the last axis.

    Parameters
    ----------
    z : array_like, shape (..., k)
        Any numbers; k at least 1.

    Returns
    -------
    ndarray, of the shape and dtype of `z`
        At least 0, adding up to 1 along the last axis. The largest score is subtracted first, which changes nothing
        but the danger of an overflow.

    Raises
    ------
    ValueError
        If `z` is a single number or its last axis is empty.

    Notes
    -----
    Source: DevFest, "Softmax".
    """
    e = np.exp(_shifted(z))
    return e / e.sum(axis=-1, keepdims=True)


def softmax_jacobian(z):
    """Slope of every output of `softmax` with respect to every score: J[j, i] = p_j (1[i = j] - p_i).

    Parameters
    ----------
    z : array_like, shape (..., k)

    Returns
    -------
    ndarray, shape (..., k, k)
        Symmetric, and not diagonal: each output depends on all the scores.

    Raises
    ------
    ValueError
        If `z` is a single number or its last axis is empty.
    """
    p = softmax(z)
    return p[..., :, None] * (np.eye(p.shape[-1], dtype=p.dtype) - p[..., None, :])


def cross_entropy(p, y):
    """Mean surprise at the right class: C = -1/n Σ log p[i, y_i], natural logarithm.

    Parameters
    ----------
    p : array_like, shape (n, k)
        Probabilities, a distribution a row.
    y : array_like of int, shape (n,)
        The right class of each example, 0 to k - 1.

    Returns
    -------
    float
        Finite also where a probability is 0: it then counts as the smallest normal number.

    Raises
    ------
    ValueError
        If shapes do not fit, `p` is not between 0 and 1, or `y` names a class that is not there.

    Notes
    -----
    Source: DevFest, "Cross entropy"; Deep 1 calls it the negative log-likelihood.
    """
    p, rows, y = _probabilities_and_classes(p, y)
    return float(-np.log(_floored(p[rows, y])).mean()) + 0.0  # no loss is 0.0, not -0.0


def cross_entropy_derivative(p, y):
    """Slope of `cross_entropy` with respect to each probability: -1 / (n p) at the right class, 0 elsewhere.

    Takes and refuses what `cross_entropy` does.

    Returns
    -------
    ndarray, shape (n, k)
    """
    p, rows, y = _probabilities_and_classes(p, y)
    slope = np.zeros_like(p)
    slope[rows, y] = -1 / _floored(p[rows, y]) / len(p)
    return slope


def cross_entropy_from_logits(z, y):
    """`cross_entropy` of `softmax(z)` without making the probabilities: C = 1/n Σ (log Σ exp(z_i) - z_y).

    Parameters
    ----------
    z : array_like, shape (n, k)
        Scores before the softmax, often called logits. Of any size: nothing overflows, nothing is cut off.
    y : array_like of int, shape (n,)

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If shapes do not fit or `y` names a class that is not there.
    """
    z, rows, y = _scores_and_classes(z, y)
    shifted = _shifted(z)
    return float((np.log(np.exp(shifted).sum(axis=1)) - shifted[rows, y]).mean())


def cross_entropy_from_logits_derivative(z, y):
    """Slope of `cross_entropy_from_logits` with respect to each score: (softmax(z) - one-hot y) / n.

    Takes and refuses what `cross_entropy_from_logits` does.

    Returns
    -------
    ndarray, shape (n, k)
    """
    z, rows, y = _scores_and_classes(z, y)
    slope = softmax(z)
    slope[rows, y] -= 1
    return slope / len(z)


def binary_cross_entropy(a, y):
    """Cross entropy of a yes or no: C = -1/n Σ [y log a + (1 - y) log(1 - a)], natural logarithm.

    Parameters
    ----------
    a : array_like, shape (n,) or (n, k)
        Probability of a yes, between 0 and 1.
    y : array_like, of the shape of `a`
        1 for yes, 0 for no, or anything between.

    Returns
    -------
    float
        Summed over the k outputs, averaged over the n examples. Finite also where a certain answer is wrong: the
        probability 0 then counts as the smallest normal number.

    Raises
    ------
    ValueError
        If the shapes differ, there is no example, or a number is not between 0 and 1.

    Notes
    -----
    Source: DevFest, "Cross entropy".
    """
    a, y = _pair(_probabilities(a, "a"), _probabilities(y, "y"))
    return float(-(y * np.log(_floored(a)) + (1 - y) * np.log(_floored(1 - a))).sum() / len(a)) + 0.0


def binary_cross_entropy_derivative(a, y):
    """Slope of `binary_cross_entropy` with respect to each a: ((1 - y) / (1 - a) - y / a) / n.

    Takes and refuses what `binary_cross_entropy` does.

    Returns
    -------
    ndarray, of the shape of `a`
    """
    a, y = _pair(_probabilities(a, "a"), _probabilities(y, "y"))
    return (((1 - y) / _floored(1 - a) - y / _floored(a)) / len(a)).astype(a.dtype)


def binary_cross_entropy_from_logits(z, y):
    """`binary_cross_entropy` of σ(z) without making the probability: C = 1/n Σ [max(z, 0) - z y + log(1 + exp(-|z|))].

    Parameters
    ----------
    z : array_like, shape (n,) or (n, k)
        Weighted inputs of the sigmoid, of any size.
    y : array_like, of the shape of `z`
        1 for yes, 0 for no, or anything between.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If the shapes differ, there is no example, or `y` is not between 0 and 1.
    """
    z, y = _pair(z, _probabilities(y, "y"), "z")
    return float((np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z)))).sum() / len(z))


def binary_cross_entropy_from_logits_derivative(z, y):
    """Slope of `binary_cross_entropy_from_logits` with respect to each z: (σ(z) - y) / n.

    Takes and refuses what `binary_cross_entropy_from_logits` does.

    Returns
    -------
    ndarray, of the shape of `z`
    """
    z, y = _pair(z, _probabilities(y, "y"), "z")
    return ((_sigmoid(z) - y) / len(z)).astype(z.dtype)


def _sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


def _shifted(z):
    z = _inputs.numbers(z, "z")
    if z.ndim == 0 or z.shape[-1] == 0:
        raise ValueError(f"z needs at least one score along its last axis, but has shape {z.shape}.")
    with np.errstate(invalid="ignore"):  # an infinite score has no distribution: nan, without a fuss
        return z - z.max(axis=-1, keepdims=True)


def _floored(p):
    return np.clip(p, np.finfo(p.dtype).tiny, 1)


def _pair(a, y, name="a"):
    a, y = _inputs.numbers(a, name), _inputs.numbers(y, "y")
    if a.shape != y.shape or a.ndim not in (1, 2) or len(a) == 0:
        raise ValueError(
            f"{name} and y need one shape, (n,) or (n, k) with n > 0, but {name} has {a.shape} and y {y.shape}."
        )
    return a, y


def _probabilities(p, name):
    p = _inputs.numbers(p, name)
    wrong = (p < -1e-6) | (p > 1 + 1e-6)  # a little beyond is rounding
    if wrong.any():
        where = tuple(np.argwhere(wrong)[0])
        place = f"[{', '.join(map(str, where))}]" if where else ""
        raise ValueError(f"{name} must be between 0 and 1, but {name}{place} is {p[where]:g}.")
    return p


def _probabilities_and_classes(p, y):
    p = _probabilities(p, "p")
    return p, *_rows_and_classes(p, y, "p")


def _scores_and_classes(z, y):
    z = _inputs.numbers(z, "z")
    return z, *_rows_and_classes(z, y, "z")


def _rows_and_classes(p, y, name):
    if p.ndim != 2 or p.size == 0:
        raise ValueError(f"{name} must have shape (n, k), one example a row, n and k > 0, but has shape {p.shape}.")
    return np.arange(len(p)), _inputs.classes(y, *p.shape)
