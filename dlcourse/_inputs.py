"""Refuse bad input in one sentence: what was given, and what was expected."""

import numpy as np


def numbers(value, name):
    """Return `value` as a float array, or raise TypeError naming it.

    Parameters
    ----------
    value : array_like of real numbers, any shape
    name : str
        What the message calls it.
    """
    try:
        array = np.asarray(value)
    except ValueError:
        raise ValueError(f"{name} has rows of different lengths; every row needs as many numbers.") from None
    if array.dtype.kind not in "biuf":
        raise TypeError(f"{name} must hold real numbers, but it is {_what(value)}.")
    return array if array.dtype.kind == "f" else array.astype(float)


def vector(value, name):
    """Return `value` as a float array of shape (d,), or raise ValueError naming its shape."""
    array = numbers(value, name)
    if array.ndim != 1:
        raise ValueError(f"{name} must be one row of numbers, shape (d,), but has shape {array.shape}.")
    return array


def scalar(value, name):
    """Return `value` as a float, or raise ValueError naming its shape."""
    array = numbers(value, name)
    if array.ndim != 0:
        raise ValueError(f"{name} must be a single number, but has shape {array.shape}.")
    return array[()]


def batch(X, w=None):
    """Return `X` as a float array of shape (n, d) or (d,); with `w`, check that its d weights fit."""
    X = numbers(X, "X")
    if X.ndim not in (1, 2):
        raise ValueError(f"X must have shape (n, d), or (d,) for one example, but has shape {X.shape}.")
    if w is not None and X.shape[-1] != w.size:
        raise ValueError(f"X has {X.shape[-1]} features per example, w has {w.size} weights.")
    return X


def labels(y, n):
    """Return `y` as an int array of `n` labels 0 or 1, or raise ValueError saying which is neither."""
    y = np.asarray(y)
    if y.shape != (n,):
        raise ValueError(f"y must hold one label per example, shape ({n},), but has shape {y.shape}.")
    wrong = (y != 0) & (y != 1)
    if wrong.any():
        raise ValueError(f"y must hold labels 0 and 1 only, but y[{wrong.argmax()}] is {y[wrong.argmax()]}.")
    return y.astype(int)


def classes(y, n, k):
    """Return `y` as an int array of `n` classes from 0 to `k` - 1, or raise ValueError saying which is none."""
    y = numbers(y, "y")
    if y.shape != (n,):
        cure = " (of one-hot rows, take `y.argmax(axis=1)`)" if y.shape == (n, k) else ""
        raise ValueError(f"y must hold one class per example, shape ({n},), but has shape {y.shape}{cure}.")
    wrong = ~np.isin(y, np.arange(k))
    if wrong.any():
        raise ValueError(f"y must hold classes 0 to {k - 1}, but y[{wrong.argmax()}] is {y[wrong.argmax()]:g}.")
    return y.astype(int)


def layer(W, b, which=""):
    """Return a layer's weights (n_out, n_in) and biases (n_out,) as float arrays, or raise ValueError.

    `which` tells layers apart in the message, e.g. " of layer 2".
    """
    W, b = numbers(W, f"W{which}"), numbers(b, f"b{which}")
    if W.ndim != 2:
        raise ValueError(f"W{which} must have one neuron a row, shape (n_out, n_in), but has shape {W.shape}.")
    if b.shape != W.shape[:1]:
        raise ValueError(f"b{which} must hold one bias for each of the {len(W)} rows of W, but has shape {b.shape}.")
    return W, b


def layer_inputs(x, W, name="x"):
    """Return `x` as a float array of shape (n, n_in) or (n_in,) that fits W, or raise ValueError."""
    x = numbers(x, name)
    if x.ndim not in (1, 2):
        raise ValueError(f"{name} must have shape (n, n_in), or (n_in,) for one example, but has shape {x.shape}.")
    if x.shape[-1] != W.shape[1]:
        raise ValueError(f"{name} has {x.shape[-1]} inputs per example, but each neuron has {W.shape[1]} weights.")
    return x


def activation(value):
    """Return `value` if it is an activation function, an object with a method `fn`, or raise TypeError."""
    if isinstance(value, type):
        raise TypeError(f"activation is the class {value.__name__}; make one of it: {value.__name__}().")
    if not callable(getattr(value, "fn", None)):
        raise TypeError(f"activation must have a method fn, as Sigmoid() has, but it is {_what(value)}.")
    return value


def positive(value, name, whole=False):
    """Return `value` if it is a number above 0 (a whole one if asked), or raise ValueError."""
    number = scalar(value, name)
    if not (np.isfinite(number) and number > 0) or (whole and number != int(number)):
        kind = "a whole number above 0" if whole else "a number above 0"
        raise ValueError(f"{name} must be {kind}, but is {value}.")
    return int(number) if whole else value


def generator(value):
    """Return `value` if it is a random generator, or raise TypeError."""
    if not isinstance(value, np.random.Generator):
        raise TypeError(f"rng must be a random generator such as np.random.default_rng(0), but is {value!r}.")
    return value


def _what(value):
    if isinstance(value, (list, tuple)):
        odd = [part for part in value if not isinstance(part, (int, float, list, tuple, np.ndarray, np.generic))]
        return f"a {type(value).__name__} with {odd[0]!r} in it" if odd else f"a {type(value).__name__}"
    return f"{value!r}" if isinstance(value, (str, bool, type(None))) else f"a {type(value).__name__}"
