"""The state of the laboratory as a short text, and back."""

import base64
import copy
import json
import zlib

import numpy as np

from dlcourse.backprop import pack, unpack
from dlcourse.laboratory import data
from dlcourse.laboratory.training import Run

VERSION = "L1"
LARGEST = 10_000_000  # bytes of a state
BROKEN = "This text is not a whole state of the laboratory. Copy it again, from its first character to its last."


def text_of(engine):
    """A state as a text of letters, digits, “-” and “_”: what it is built of as JSON, all numbers as bytes."""
    run, points = engine.run, engine.points_now
    numbers = [pack(run.parameters), *run.queue]
    memory = {}
    for name, value in vars(run.optimiser).items():
        if np.ndim(value):
            numbers.append(value)
        memory[name] = np.size(value) if np.ndim(value) else [value]
    if engine.edited:
        numbers += [points.X.ravel(), points.y, points.validation]
    head = {
        "spec": engine.spec,
        "hidden": engine.hidden,
        "loss": engine.loss,
        "first": engine.first,
        "settings": engine.settings,
        "classes": points.classes,
        "axes": points.axes,
        "edited": len(points.y) if engine.edited else 0,
        "run": {"epochs": run.epochs, "batch": run.batch, "of": run.of},
        "rng": run.rng.bit_generator.state,
        "queue": [len(batch) for batch in run.queue],
        "memory": memory,
    }
    body = np.concatenate([np.asarray(part, float) for part in numbers]).astype("<f8").tobytes()
    text = json.dumps(head, separators=(",", ":")).encode()
    packed = zlib.compress(len(text).to_bytes(4, "little") + text + body, 9)
    return VERSION + base64.urlsafe_b64encode(zlib.crc32(packed).to_bytes(4, "little") + packed).decode().rstrip("=")


def open_text(engine, text):
    """Bring a state back into an engine. If the text is broken, the engine stays as it is.

    Raises
    ------
    ValueError
        If the text is no state, in one sentence.
    """
    head, numbers = _read(text)
    before = copy.copy(vars(engine))
    try:
        _put(engine, head, numbers)
    except Exception:
        vars(engine).clear()
        vars(engine).update(before)
        raise ValueError(BROKEN) from None


def _read(text):
    text = "".join(str(text).split()).rsplit("#", 1)[-1]  # a link ends in it
    if not text.startswith(VERSION):
        raise ValueError(f"A state of the laboratory begins with {VERSION}, but this text begins with {text[:12]!r}.")
    try:
        code = text.removeprefix(VERSION)
        raw = base64.b64decode(code + "=" * (-len(code) % 4), altchars=b"-_", validate=True)
        if zlib.crc32(raw[4:]) != int.from_bytes(raw[:4], "little"):
            raise ValueError
        plain = zlib.decompressobj().decompress(raw[4:], LARGEST)
        length = int.from_bytes(plain[:4], "little")
        return json.loads(plain[4 : 4 + length]), np.frombuffer(plain[4 + length :], "<f8").astype(float)
    except (ValueError, zlib.error):
        raise ValueError(BROKEN) from None


def _put(engine, head, numbers):
    def take(count):
        nonlocal numbers
        if len(numbers) < count:
            raise ValueError
        taken, numbers = numbers[:count], numbers[count:]
        return taken

    engine.spec, engine.hidden = dict(head["spec"]), [list(each) for each in head["hidden"]]
    engine.loss, engine.first = head["loss"], head["first"]
    engine.settings = dict(head["settings"])
    if engine.settings["runs_on"] == "yours" and not engine.has_yours:
        engine.settings["runs_on"] = "course"
    sizes = [2, *(size for size, _ in engine.hidden), len(head["classes"])]
    like = [(np.zeros((n_out, n_in)), np.zeros(n_out)) for n_in, n_out in zip(sizes[:-1], sizes[1:], strict=True)]
    rng = np.random.default_rng(0)
    rng.bit_generator.state = head["rng"]
    run = Run(unpack(take(pack(like).size).copy(), like), rng, engine.settings["optimiser"])
    run.queue = [take(length).astype(int) for length in head["queue"]]
    vars(run).update(head["run"])
    for name, value in head["memory"].items():
        setattr(run.optimiser, name, value[0] if isinstance(value, list) else take(value))
    if head["edited"]:
        n = head["edited"]
        X, y, kept = take(2 * n).reshape(n, 2), take(n).astype(int), take(n).astype(bool)
        points = data.Points(X, y, kept, tuple(head["classes"]), tuple(head["axes"]))
    else:
        points = data.make(**engine.spec)
    if engine.spec["name"] == "own":
        engine.own = points
    if len(numbers):
        raise ValueError
    engine.points_now, engine.edited = points, bool(head["edited"])
    engine.begin(run, text_of(engine))
