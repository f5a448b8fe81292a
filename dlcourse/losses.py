"""Loss functions: how wrong a prediction is, as one number."""

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
    """
    a, y = _inputs.numbers(a, "a"), _inputs.numbers(y, "y")
    if a.shape != y.shape or a.ndim not in (1, 2) or len(a) == 0:
        raise ValueError(
            f"a and y need one shape, (n,) or (n, k) with n > 0, but a has {a.shape} and y {y.shape}."
        )
    return float(((a - y) ** 2).sum() / (2 * len(a)))
