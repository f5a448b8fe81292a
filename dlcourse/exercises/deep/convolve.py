"""`convolve` of lesson 08."""

import numpy as np

from dlcourse.checker import Case, Exercise, Mistake, draws


def convolve(image, kernel):
    """Lay a kernel on every place of a picture where it fits, and take the sum of the products there.

    Parameters
    ----------
    image : ndarray, shape (h, w)
    kernel : ndarray, shape (kh, kw)
        It is not turned round.

    Returns
    -------
    ndarray, shape (h - kh + 1, w - kw + 1)
    """
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return (windows * kernel).sum(axis=(2, 3), dtype=float)


def _at(
    value=lambda window, kernel: (window * kernel).sum(),
    prepare=lambda image, kernel: (image, kernel),
    shape=lambda h, w, kh, kw: (h - kh + 1, w - kw + 1),
    window=lambda image, i, j, kh, kw: image[i : i + kh, j : j + kw],
    end=lambda out: out,
    kind=float,
):
    """A wrong answer that goes from place to place, with one thing changed."""

    def convolve(image, kernel):
        image, kernel = prepare(image, kernel)
        out = np.zeros(shape(*image.shape, *kernel.shape), dtype=kind)
        for i, j in np.ndindex(out.shape):
            out[i, j] = value(window(image, i, j, *kernel.shape), kernel)
        return end(out)

    return {"convolve": convolve}


def _padded(image, kernel):
    (kh, kw) = kernel.shape
    return np.pad(image, ((kh // 2, (kh - 1) // 2), (kw // 2, (kw - 1) // 2))), kernel


def _full(image, kernel):
    (kh, kw) = kernel.shape
    return np.pad(image, ((kh - 1, kh - 1), (kw - 1, kw - 1))), kernel


def _emptied(rows, columns):
    """An answer whose loops stop too early, by so many rows and columns."""

    def end(out):
        out[len(out) - rows :], out[:, len(out[0]) - columns :] = 0, 0
        return out

    return _at(end=end)


_numbers = draws(81)
_IMAGE, _KERNEL = _numbers(5, 8), _numbers(2, 3)
_CALL = "convolve(image, kernel)"

EXERCISE = Exercise(
    id="convolve",
    kind="further",
    worth=(
        "The loop goes over the places of the result, not over those of the picture. So the shape of the result is computed "
        "once, and the kernel never lies over the edge."
    ),
    reference={"convolve": convolve},
    cases=(
        Case(
            _CALL,
            "by hand: right neighbour minus pixel, so a step up gives 1 and a step down gives -1",
            image=np.array([[0, 0, 1, 1], [0, 1, 1, 0]]),
            kernel=np.array([[-1, 1]]),
        ),
        Case(_CALL, "a picture of 5 × 8, a kernel of 2 × 3", image=_IMAGE, kernel=_KERNEL),
        Case(_CALL, "a kernel that is higher than it is wide", image=_IMAGE, kernel=_numbers(4, 2)),
        Case(_CALL, "a square kernel", image=_IMAGE, kernel=_numbers(3, 3)),
        Case(_CALL, "a square picture", image=_numbers(6, 6), kernel=_KERNEL),
        Case(_CALL, "a kernel of one number", image=_IMAGE, kernel=np.array([[2.5]])),
        Case(_CALL, "a kernel as large as the picture: there is one place", image=_IMAGE, kernel=_numbers(5, 8)),
        Case(
            _CALL,
            "a picture of whole numbers, a kernel of decimals",
            image=np.arange(12).reshape(3, 4) ** 2,
            kernel=np.array([[0.25, 0.5], [0.125, -0.5]]),
        ),
    ),
    mistakes=(
        Mistake(
            "turned-round",
            "Looks like: the kernel is turned round before it is laid on the picture, upside down and left to right. In "
            "mathematics a convolution does that. Here the kernel stays as it is.",
            _at(prepare=lambda image, kernel: (image, kernel[::-1, ::-1])),
        ),
        Mistake(
            "mirrored",
            "Looks like: the kernel is mirrored in one direction. It is laid on the picture as it is.",
            _at(prepare=lambda image, kernel: (image, kernel[::-1])),
            _at(prepare=lambda image, kernel: (image, kernel[:, ::-1])),
        ),
        Mistake(
            "last-place-missing",
            "Looks like: the last row or the last column of places is missing, or both. A kernel of height 1 fits on all h rows, so "
            "there are h - kh + 1 places, and w - kw + 1 from left to right.",
            _at(shape=lambda h, w, kh, kw: (h - kh, w - kw)),
            _at(shape=lambda h, w, kh, kw: (h - kh, w - kw + 1)),
            _at(shape=lambda h, w, kh, kw: (h - kh + 1, w - kw)),
        ),
        Mistake(
            "last-place-empty",
            "Looks like: the last row or the last column of the result stays 0, or both. The result has the right shape, but a loop stops "
            "one place too early: `range(n)` ends with n - 1, so it is `range(h - kh + 1)` and `range(w - kw + 1)`.",
            _emptied(1, 1),
            _emptied(1, 0),
            _emptied(0, 1),
        ),
        Mistake(
            "height-and-width-exchanged",
            "Looks like: kh and kw are swapped in the shape of the result. The first number of a shape counts rows: "
            "h - kh + 1 comes first.",
            _at(shape=lambda h, w, kh, kw: (h - kw + 1, w - kh + 1)),
        ),
        Mistake(
            "result-turned-over",
            "Looks like: rows and columns of the result are swapped. The first index counts the rows.",
            _at(end=lambda out: out.T),
        ),
        Mistake(
            "from-the-edge",
            "Looks like: zeros are put around the picture, so the kernel also lies over the edge. Here it is laid only where "
            "the whole kernel fits.",
            _at(prepare=_padded),
            _at(prepare=_full),
        ),
        Mistake(
            "size-kept",
            "Looks like: a result as large as the picture. The result has to be smaller: there is one number for each place where the whole "
            "kernel fits, h - kh + 1 by w - kw + 1.",
            _at(
                shape=lambda h, w, kh, kw: (h, w),
                value=lambda window, kernel: (window * kernel).sum() if window.shape == kernel.shape else 0,
            ),
            _at(
                shape=lambda h, w, kh, kw: (h, w),
                value=lambda window, kernel: (window * kernel[: len(window), : len(window[0])]).sum(),
            ),
        ),
        Mistake(
            "no-overlap",
            "Looks like: the kernel jumps by its own size from place to place. It moves by one pixel at a time, so the places "
            "overlap.",
            _at(
                shape=lambda h, w, kh, kw: (h // kh, w // kw),
                window=lambda image, i, j, kh, kw: image[i * kh : i * kh + kh, j * kw : j * kw + kw],
            ),
        ),
        Mistake(
            "mean",
            "Looks like: the mean of the products. Add them up, and divide by nothing.",
            _at(value=lambda window, kernel: (window * kernel).mean()),
        ),
        Mistake(
            "largest",
            "Looks like: the largest of the products at each place. Add all of them up.",
            _at(value=lambda window, kernel: (window * kernel).max()),
        ),
        Mistake(
            "added-separately",
            "Looks like: the sum of the pixels times the sum of the kernel. Each pixel is multiplied by the number of the kernel "
            "that lies on it; only then the products are added up.",
            _at(value=lambda window, kernel: window.sum() * kernel.sum()),
        ),
        Mistake(
            "plus-for-times",
            "Looks like: pixel plus kernel. Each pixel is *multiplied* by the number of the kernel that lies on it.",
            _at(value=lambda window, kernel: (window + kernel).sum()),
        ),
        Mistake(
            "matrix-product",
            "Looks like: a matrix product, which needs other shapes. Multiply entry by entry, `window * kernel`, and "
            "add everything up.",
            _at(value=lambda window, kernel: (window @ kernel).sum()),
        ),
        Mistake(
            "whole-numbers",
            "Looks like: right, but decimals are cut off, as in an array of whole numbers. `np.zeros(shape)` takes decimals.",
            _at(kind=int),
        ),
    ),
    hints=(
        "Begin with one place, at the top left. Which part of the picture lies under the kernel? What do you compute there? Then "
        "count how many places there are from top to bottom, and how many from left to right.",
        "At row i and column j the kernel lies on `image[i : i + kh, j : j + kw]`. Multiply that entry by entry with "
        "the kernel, and add up. To go through all i and j you need two loops, one inside the other.",
        "Begin with `out = np.zeros((h - kh + 1, w - kw + 1))`. Then, for every i and j of `out`, compute `out[i, j] = "
        "np.sum(image[i : i + kh, j : j + kw] * kernel)`.",
    ),
)
