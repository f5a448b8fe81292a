"""What a page needs to read drawings itself: a network, and the drawing commands from which it puts pictures together.

A stroke is then read in the animation frame in which it is painted, also while a cell runs. `_reader.js` and `_reading.js` do it.
"""

from pathlib import Path
from types import SimpleNamespace

import numpy as np

from dlcourse.activations import Arctan, Identity, ReLU, Sigmoid, Softmax, Step, Tanh
from dlcourse.explorers._record import color_name
from dlcourse.figures import set_words
from dlcourse.figures.deep import ALMOST

MOST = 1_000_000  # weights up to which a page reads within an animation frame
_HERE = Path(__file__).parent


def page_reader(picture, artists, places, update, network, readings):
    """What `Explorer` takes for `page`, for a sheet to draw on.

    Parameters
    ----------
    picture : Picture
    artists : SimpleNamespace
        From `dlcourse.figures.deep.opinions`, which returns the `places`, too.
    places : ndarray, shape (10, 2)
    update : callable
        The explorer's.
    network : (parameters, activations)
    readings : list of str
        How a drawing is read, for each position of the control beside the sheet: "centred", or another word for "as drawn".

    Returns
    -------
    SimpleNamespace or None
        ``script`` and ``data`` for the page. None if only Python knows an activation, or the network is too large.
    """
    layers = list(zip(*network, strict=True))
    known = (Arctan, Identity, ReLU, Sigmoid, Softmax, Step, Tanh)
    if any(type(activation) not in known for _, activation in layers) or sum(W.size for (W, _), _ in layers) > MOST:
        return None
    script = "\n".join((_HERE / name).read_text(encoding="utf-8") for name in ("_reader.js", "_reading.js"))
    data = {
        "layers": [
            {"inputs": W.shape[1], "weights": _packed(W), "bias": _packed(b), "activation": type(activation).__name__}
            for (W, b), activation in layers
        ],
        "readings": readings,
        "picture": _commands(picture, artists, places, update),
    }
    return SimpleNamespace(script=script, data=data)


def _packed(numbers):
    kind = "float32" if numbers.dtype == np.float32 else "float64"
    return {"kind": kind, "bytes": np.ascontiguousarray(numbers, np.dtype(kind).newbyteorder("<")).tobytes()}


def _commands(picture, artists, places, update):
    """The commands for what moves, and what the page puts in the place of some of them.

    All that may be seen is drawn once: full bars in both colours, an arrowhead at every digit, every share in the first row.
    """
    digits = np.arange(10)
    update(artists, SimpleNamespace(seen=np.zeros(artists.seen.get_size()), opinions=np.ones(10), order=digits))
    artists.top.set_data(np.repeat(artists.top.get_xdata(), 10), digits)
    texts = [*(f"{percent} %" for percent in range(101)), ALMOST]
    set_words(artists.shares, texts, np.repeat(places[:1], len(texts), axis=0))
    moving = picture.moving()
    paths = [command for command in moving["commands"] if command[0] == "path"]
    bars, texts = paths[:10], paths[10:]
    stand_ins = {id(bars[0]): ["bars"], id(texts[0]): ["words"]}
    height, greys = picture.figure.bbox.height, artists.seen.cmap
    boxes = [bar.get_transform().transform([(0, 0), (1, 1)]) * (1, -1) + (0, height) for bar in artists.bars]
    rows = artists.shares.get_offset_transform().transform(places)[:, 1]
    return {
        "styles": moving["styles"],
        "commands": [
            stand_ins.get(id(command), command)
            for command in moving["commands"]
            if command[0] != "path" or id(command) in stand_ins
        ],
        "greys": [color_name(tuple(rgb / 255), 1) for rgb in greys(np.arange(greys.N), bytes=True)[:, :3]],
        "bars": {"top": bars[0][1], "others": bars[1][1], "boxes": [box.ravel().tolist() for box in boxes]},
        "tops": next(command[3] for command in moving["commands"] if command[0] == "marks"),
        "words": {
            "style": texts[0][1],
            "texts": [data for _, _, data in texts],
            "down": (rows[0] - rows).round(2).tolist(),
        },
    }
