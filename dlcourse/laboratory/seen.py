"""The plane as the laboratory's network sees it, as bytes for the page."""

from functools import lru_cache

import numpy as np

from dlcourse.backprop import pack
from dlcourse.laboratory.data import LIMIT


def picture(parameters, activations, slopes, size=100, small=32):
    """Which class the network names everywhere, how sure it is, and what every hidden neuron answers.

    Parameters
    ----------
    parameters, activations
        The network.
    slopes : list of (dW, db), or None
        Of the last step.
    size, small : int
        Cells of the large map and of a neuron's own, along each side.

    Returns
    -------
    header : dict
        ``size``, ``small``, ``limit`` (the plane goes from -limit to limit, both ways), ``sizes`` (inputs, then neurons of each layer),
        ``scales`` (for each hidden neuron, layer by layer: the answer that is written as 127), ``slopes`` (whether there are any).
    buffers : list of ndarray
        Classes (uint8) and certainty (uint8; 0 where all classes get the same share, 255 where one gets all) of the large map, row by row
        from the top; the hidden neurons' maps (int8), one after the other; weights and biases in the order W0, b0, W1, b1 … (float32); the
        slopes in the same order (float32), empty where there are none; the small maps of the classes' shares (uint8, 255 for 1).
    """
    parameters = [(W.astype(np.float32), b.astype(np.float32)) for W, b in parameters]
    with np.errstate(all="ignore"):
        outputs = np.nan_to_num(_answers(parameters, activations, grid(size))[-1])
        *answers, shares = _answers(parameters, activations, grid(small))
    total = outputs.sum(axis=1)  # 1 for a softmax
    share = outputs.max(axis=1) / np.where(total > 0, total, 1)
    even = 1 / outputs.shape[1]
    certainty = (255 * (share - even) / (1 - even)).clip(0, 255).round().astype(np.uint8)
    maps, scales = [], []
    for answer in answers:
        answer = np.nan_to_num(answer)
        most = np.abs(answer).max(axis=0)
        scales += most.tolist()
        maps.append((127 * answer / np.where(most > 0, most, 1)).round().astype(np.int8).T)
    hidden = np.concatenate([each.ravel() for each in maps]) if maps else np.zeros(0, np.int8)
    header = {
        "size": size,
        "small": small,
        "limit": LIMIT,
        "sizes": [parameters[0][0].shape[1], *(len(b) for _, b in parameters)],
        "scales": scales,
        "slopes": slopes is not None,
    }
    moved = pack(slopes).astype(np.float32) if slopes else np.zeros(0, np.float32)
    shares = (255 * np.nan_to_num(shares)).clip(0, 255).round().astype(np.uint8).T.ravel()
    return header, [outputs.argmax(axis=1).astype(np.uint8), certainty, hidden, pack(parameters), moved, shares]


@lru_cache(maxsize=8)
def grid(size):
    """The middles of size × size cells of the plane, row by row from the top: float32, shape (size², 2)."""
    middles = (LIMIT * (2 * (np.arange(size) + 0.5) / size - 1)).astype(np.float32)
    across, up = np.meshgrid(middles, middles[::-1])
    return np.column_stack([across.ravel(), up.ravel()])


def _answers(parameters, activations, a):
    """What every layer answers."""
    found = []
    for (W, b), activation in zip(parameters, activations, strict=True):
        a = activation.fn(a @ W.T + b)
        found.append(a)
    return found
