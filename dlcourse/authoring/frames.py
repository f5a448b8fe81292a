"""The frames of an explorer, baked into files that a page without a kernel can load.

A file is a script, since a page that was opened from a folder cannot load anything else. It calls ``dlcourseFrames`` with
the explorer's name, the number of the part, what is packed (JSON, deflated, in base64), and in the first part the head: ``controls``,
``blocks`` (see `combinations`), ``parts``, ``play``, ``interval`` and ``lines``. Packed are ``styles`` and ``commands``, each once, ``stills``,
and ``frames``: for each position, such as "3,0,7", its caption, the number of its still and the numbers of its commands, and the
places of the points that can be dragged, if there are any.
The paths in ``commands`` are written by steps (see `by_steps`), which makes the files half as large.
"""

import base64
import importlib
import re
import zlib

import numpy as np

from dlcourse.authoring import combinations
from dlcourse.explorers import is_slider
from dlcourse.explorers._picture import as_json

PART = 1_000_000  # bytes of JSON from which on a part is full: so much is unpacked while nobody notices
_NUMBER = re.compile(r"(-?\d+(?:\.\d+)?)")
_BLANKS = re.compile(r" +(?=[A-Za-z])|(?<=[A-Za-z]) +")  # beside a letter


def bake(name, most=combinations.MOST):
    """Draw an explorer at every position that gets a picture.

    Parameters
    ----------
    name : str
        "room.name".
    most : int
        As in `combinations.blocks`.

    Returns
    -------
    files : list of bytes
        The parts, each the text of a script. The first has the sweeps: each control over its whole range.
    count : int
        Positions.
    """
    room, factory = name.split(".")
    explorer = getattr(importlib.import_module(f"dlcourse.explorers.{room}"), factory)()
    try:
        return _files(name, explorer, most)
    finally:
        explorer.close()


def _files(name, explorer, most):
    controls, player = explorer.controls, explorer.player
    start = {key: control.index for key, control in controls.items()}
    play = next((key for key, control in controls.items() if player and player.control is control), None)
    blocks = combinations.blocks(name, controls, play, most)
    everywhere = combinations.positions(blocks)
    at_start = tuple(start.values())

    def off(at):
        return sum(here != there for here, there in zip(at, at_start, strict=True))

    parts, stills = [_Part()], {}
    for at in sorted(everywhere, key=lambda at: off(at) > 1):  # sweeps first
        if parts[-1].size > PART or off(at) > 1 and len(parts) == 1:
            parts.append(_Part())
        values = {key: control.options[k][1] for (key, control), k in zip(controls.items(), at, strict=True)}
        parts[-1].add(at, *explorer.frame(values), stills)
    head = {
        "name": explorer.name,
        "drawn": explorer.drawn,
        "columns": explorer.columns,
        "controls": [
            {
                "key": key,
                "name": control.description,
                "kind": "slider" if is_slider(control) else "choice",
                "labels": [label for label, _ in control.options],
                "start": start[key],
            }
            for key, control in controls.items()
        ],
        "blocks": blocks,
        "parts": len(parts),
        "play": play,
        "interval": player.play.interval if player else None,
        "lines": explorer.lines,
    }
    return [part.script(name, k, head if k == 0 else None) for k, part in enumerate(parts)], len(everywhere)


class _Part:
    """Frames that travel together."""

    def __init__(self):
        self.styles, self.stills, self.frames, self.size = {}, [], {}, 0
        self.commands, self.written = {}, []  # the number of each, and how they are written

    def add(self, at, frame, still, stills):
        """Take a frame in. `stills` has the numbers of all that are in one of the parts."""
        if not still:
            raise RuntimeError(frame["caption"])
        if frame["still"] not in stills:
            stills[frame["still"]] = len(stills)
            self.stills.append(still)
        styles = frame["moving"]["styles"]
        numbers = []
        for kind, *rest in frame["moving"]["commands"]:
            if kind not in ("panel", "layer"):
                style = as_json(styles[rest[0]])
                rest[0] = self.styles.setdefault(style, len(self.styles))
            command = as_json([kind, *rest])
            if command not in self.commands:
                if kind in ("path", "marks"):
                    rest[1] = by_steps(rest[1])
                self.written.append(as_json([kind, *rest]))
                self.size += len(self.written[-1])
            numbers.append(self.commands.setdefault(command, len(self.commands)))
        grips = [frame["grips"]] if "grips" in frame else []
        whole = as_json([frame["caption"], stills[frame["still"]], numbers, *grips])
        self.size += len(whole)
        self.frames[",".join(map(str, at))] = whole

    def script(self, name, number, head):
        """The text of its file."""
        frames = b",".join(as_json(key) + b":" + frame for key, frame in self.frames.items())
        lists = [b",".join(each) for each in (self.styles, self.written, self.stills)]
        data = b'{"styles":[%b],"commands":[%b],"stills":[%b],"frames":{%b}}' % (*lists, frames)
        given = [as_json(name), as_json(number), as_json(base64.b64encode(zlib.compress(data, 9)).decode())]
        return b"dlcourseFrames(%b);\n" % b", ".join(given + ([as_json(head)] if head else []))


def by_steps(data):
    """Path data in which each number is how far to go from the last one on the same axis.

    The first digit says how many digits after the point a number had; the steps are whole numbers. Paths of the same shape have the
    same steps wherever they are, and steps are short.
    """
    pieces = _NUMBER.split(data)  # in turn what stands between numbers, and a number
    numbers = pieces[1::2]
    digits = max((len(each) - each.index(".") - 1 for each in numbers if "." in each), default=0)
    places = np.rint(np.array(numbers, float) * 10**digits).astype(int)
    pieces[1::2] = map(str, (places - np.r_[0, 0, places[:-2]][: len(places)]).tolist())
    return str(digits) + _BLANKS.sub("", "".join(pieces)).strip()
