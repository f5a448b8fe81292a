"""Gradient descent (lesson 06): against the slope, step by step; on one knob, on many, and on data a few rows at a time.

A descent that diverges ends where it would leave the finite numbers: nothing is raised, nothing warns, and what comes
back is finite.
"""

import numpy as np

from dlcourse import _inputs
from dlcourse.losses import mse


def gradient_step(x, gradient, learning_rate):
    """Take one step downhill: x_new = x - η ∇f(x).

    Parameters
    ----------
    x : array_like, any shape
        Where we are. Left as it is.
    gradient : array_like, of the shape of `x`
        The slope there, one number for each entry of `x`.
    learning_rate : float
        η, above 0.

    Returns
    -------
    ndarray of the shape and dtype of `x` (whole numbers become floats), or a float if `x` is a number

    Raises
    ------
    ValueError
        If the shapes differ or the learning rate is not above 0.

    Notes
    -----
    Source: DevFest, "Gradient descent".
    """
    x, gradient = _inputs.numbers(x, "x"), _inputs.numbers(gradient, "gradient")
    if gradient.shape != x.shape:
        raise ValueError(f"gradient must have the shape of x, {x.shape}, but has shape {gradient.shape}.")
    step = _inputs.positive(learning_rate, "learning_rate") * gradient
    return (x - step).astype(x.dtype)[()]


def gradient_descent(gradient, x0, learning_rate=0.01, precision=1e-4, max_iters=1000):
    """Walk downhill until a step is smaller than `precision`, or `max_iters` steps are made.

    Parameters
    ----------
    gradient : callable
        From a point to the slope there, of the same shape.
    x0 : array_like, any shape
        Where to start.
    learning_rate : float
        η, above 0.
    precision : float
        Stop after the first step whose length ‖x_new - x‖ is below it. It bounds the step, and not the distance. 0 never stops.
    max_iters : int
        Steps, at most.

    Returns
    -------
    ndarray, shape (k + 1, ...)
        The start and every point after it, the last step included. If the descent diverges, up to the last point that is
        finite.

    Raises
    ------
    ValueError
        If `x0` is not finite, `gradient` gives another shape, the learning rate is not above 0, or a limit is below 0.

    Notes
    -----
    Source: DevFest, "Gradient descent", with a count of the steps that does grow (erratum E13).
    """
    return _walk(gradient, x0, learning_rate, 0.0, precision, max_iters)


def momentum_descent(gradient, x0, learning_rate=0.01, momentum=0.9, precision=1e-4, max_iters=1000):
    """Walk downhill as a ball rolls: v_new = μ v - η ∇f(x), x_new = x + v_new, from rest.

    Parameters
    ----------
    gradient, x0, learning_rate, max_iters
        As in `gradient_descent`.
    momentum : float
        μ, at least 0 and below 1: the part of the last step that is kept. 0 is plain gradient descent.
    precision : float
        Stop when both the step and η‖∇f(x)‖ are below it: where a ball turns round it stands still for a moment, but
        not on level ground.

    Returns
    -------
    ndarray, shape (k + 1, ...)
        As `gradient_descent` does.

    Raises
    ------
    ValueError
        As `gradient_descent` does, and if `momentum` is not between 0 and 1.

    Notes
    -----
    Polyak's heavy ball (1964).
    """
    if not 0 <= _inputs.scalar(momentum, "momentum") < 1:
        raise ValueError(f"momentum must be at least 0 and below 1, but is {momentum}.")
    return _walk(gradient, x0, learning_rate, momentum, precision, max_iters)


def parabola_point(x0, learning_rate, k):
    """Where gradient descent on (x - 2)² is after k steps, without walking: 2 + (x₀ - 2)(1 - 2η)ᵏ.

    Parameters
    ----------
    x0, learning_rate, k : array_like
        Of shapes that broadcast; k whole and at least 0.

    Returns
    -------
    ndarray of the common shape, or a float
        Infinite where it has diverged beyond the floats.
    """
    x0, learning_rate = _inputs.numbers(x0, "x0"), _inputs.numbers(learning_rate, "learning_rate")
    with np.errstate(over="ignore"):
        return 2 + (x0 - 2) * (1 - 2 * learning_rate) ** _inputs.numbers(k, "k")


def regression_loss(w, b, x, y):
    """How badly the line wx + b misses: C = 1/(2n) Σ (w x + b - y)².

    Parameters
    ----------
    w, b : float
    x, y : array_like, shape (n,)

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If x and y are not rows of one length, or there is no example.
    """
    w, b, x, y = _line(w, b, x, y)
    return mse(w * x + b, y)


def regression_gradient(w, b, x, y):
    """Slope of `regression_loss` in w and in b.

    Parameters
    ----------
    w, b : float
    x, y : array_like, shape (n,)

    Returns
    -------
    dw : float
        1/n Σ (w x + b - y) x
    db : float
        1/n Σ (w x + b - y)

    Raises
    ------
    ValueError
        If x and y are not rows of one length, or there is no example.

    Notes
    -----
    Source: DevFest, "Linear regression". The ½ in the loss has cancelled the 2.
    """
    w, b, x, y = _line(w, b, x, y)
    miss = w * x + b - y
    return miss @ x / len(x), miss.mean()


def best_line(x, y):
    """The line with the lowest loss, worked out directly (`numpy.linalg.lstsq`).

    Parameters
    ----------
    x, y : array_like, shape (n,)

    Returns
    -------
    w, b : float

    Raises
    ------
    ValueError
        If x and y are not rows of one length, or there is no example.
    """
    _, _, x, y = _line(0.0, 0.0, x, y)
    w, b = np.linalg.lstsq(np.column_stack([x, np.ones_like(x)]), y, rcond=None)[0]
    return w, b


def minibatches(n, batch_size, rng):
    """Deal the numbers 0 to n - 1 into batches at random: one epoch.

    Parameters
    ----------
    n : int
        Number of examples.
    batch_size : int
    rng : numpy.random.Generator

    Returns
    -------
    list of ndarray of int
        Each number once in all. Every batch holds `batch_size` of them, but for the last, which holds what is left.

    Raises
    ------
    ValueError
        If n or batch_size is not a whole number above 0.
    TypeError
        If rng is not a Generator.
    """
    n, batch_size = _inputs.positive(n, "n", whole=True), _inputs.positive(batch_size, "batch_size", whole=True)
    _inputs.generator(rng)
    order = rng.permutation(n)
    return [order[start : start + batch_size] for start in range(0, n, batch_size)]


def sgd_path(x, y, learning_rate, batch_size, epochs, rng):
    """Fit a line by stochastic gradient descent from w = b = 0, and keep every step.

    Parameters
    ----------
    x, y : array_like, shape (n,)
    learning_rate : float
        η, above 0.
    batch_size : int
        n is full batch, 1 is one example a step.
    epochs : int
        How often all the examples are gone through, in a new order each time.
    rng : numpy.random.Generator

    Returns
    -------
    ndarray, shape (steps + 1, 2)
        w and b, the start included. If it diverges, up to the last that are finite.

    Raises
    ------
    ValueError
        If x and y are not rows of one length, or a setting is not above 0.
    TypeError
        If rng is not a Generator.
    """
    w, b, x, y = _line(0.0, 0.0, x, y)
    _inputs.positive(learning_rate, "learning_rate")
    path = [(w, b)]
    with np.errstate(over="ignore", invalid="ignore"):
        for _ in range(_inputs.positive(epochs, "epochs", whole=True)):
            for batch in minibatches(len(x), batch_size, rng):
                some = x[batch]
                miss = w * some + b - y[batch]
                # The same as two calls of gradient_step; without its checks, as it is done thousands of times.
                w, b = w - learning_rate * (miss @ some) / len(batch), b - learning_rate * miss.sum() / len(batch)
                if not (np.isfinite(w) and np.isfinite(b)):
                    return np.array(path)
                path.append((w, b))
    return np.array(path)


def sgd_regression(x, y, learning_rate, batch_size, epochs, rng):
    """Fit a line by stochastic gradient descent from w = b = 0.

    Parameters
    ----------
    x, y, learning_rate, batch_size, epochs, rng
        As in `sgd_path`.

    Returns
    -------
    w, b : float
        If it diverges, the last that are finite.
    losses : list of float
        The mean loss over all the data after each epoch: `epochs` numbers. Infinite from the epoch on in which it
        diverged.

    Raises
    ------
    ValueError
        If x and y are not rows of one length, or a setting is not above 0.
    TypeError
        If rng is not a Generator.

    Notes
    -----
    Source: DevFest and Deep 1, "Stochastic gradient descent".
    """
    path = sgd_path(x, y, learning_rate, batch_size, epochs, rng)
    steps = -(-len(x) // int(batch_size))
    losses = np.full(int(epochs), np.inf)
    ends = path[steps::steps]
    with np.errstate(over="ignore", invalid="ignore"):
        losses[: len(ends)] = [regression_loss(w, b, x, y) for w, b in ends]
    w, b = path[-1]
    return w, b, losses.tolist()


def _line(w, b, x, y):
    w, b, x, y = _inputs.scalar(w, "w"), _inputs.scalar(b, "b"), _inputs.vector(x, "x"), _inputs.vector(y, "y")
    if len(x) != len(y) or len(x) == 0:
        raise ValueError(f"x and y need one length above 0, but x has {len(x)} numbers and y has {len(y)}.")
    return w, b, x, y


def _walk(gradient, x0, learning_rate, momentum, precision, max_iters):
    # A copy: a gradient that changes what it is handed must not change the caller's start. [()] makes a number of a number.
    x = _inputs.numbers(x0, "x0").copy()[()]
    if not np.isfinite(x).all():
        raise ValueError(f"x0 must be finite, but is {x0}.")
    _inputs.positive(learning_rate, "learning_rate")
    precision, max_iters = _limit(precision, "precision"), _limit(max_iters, "max_iters", whole=True)
    path, velocity = [x], np.zeros_like(x)[()]
    with np.errstate(over="ignore", invalid="ignore"):
        for _ in range(max_iters):
            slope = np.asarray(gradient(x))[()]
            if slope.shape != x.shape:
                raise ValueError(f"gradient must give the shape of x, {x.shape}, but gave shape {slope.shape}.")
            plain = -learning_rate * slope
            velocity = momentum * velocity + plain
            x = (x + velocity).astype(x.dtype)
            if not np.isfinite(x).all():
                break
            path.append(x)
            if np.linalg.norm(x - path[-2]) < precision and (not momentum or np.linalg.norm(plain) < precision):
                break
    return np.array(path)


def _limit(value, name, whole=False):
    number = _inputs.scalar(value, name)
    if not number >= 0 or (whole and number != np.floor(number)):
        kind = "a whole number, 0 or above" if whole else "0 or above"
        raise ValueError(f"{name} must be {kind}, but is {value}.")
    return int(number) if whole else number
