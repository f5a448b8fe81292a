"""``python -m dlcourse.authoring.bake OUT [--only room.name]``: explorers for pages without a kernel.

Into the folder OUT come, for every explorer of every lesson, its frames as `Explorer.frame` makes them (``linear.parabola.js`` and
``linear.parabola.1.js`` …), the network that reads digits (``dlcourse-reader.js``), recorded runs of the laboratory
(``dlcourse-laboratory.js``), and the script and the style that bring them alive (``dlcourse-web.js``, ``dlcourse-web.css``). A page that
shows one has::

    <div class="dlcourse-explorer" data-explorer="linear.parabola" data-frames="OUT/linear.parabola.js"><img ...></div>
    <div class="dlcourse-pad" data-reader="OUT/dlcourse-reader.js"><img ...></div>
    <div class="dlcourse-laboratory" data-runs="OUT/dlcourse-laboratory.js"><img ...></div>

An explorer is baked again when a module that it imports, its combinations, or a version of NumPy or Matplotlib has changed.

What is in these files, `frames` says.
"""

import argparse
import ast
import base64
import hashlib
import importlib
import importlib.metadata
import importlib.util
import os
import sys
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import cache
from pathlib import Path

from dlcourse.authoring import combinations, frames, replace
from dlcourse.data import stored_reader
from dlcourse.explorers import _frames, deep
from dlcourse.explorers._picture import as_json
from dlcourse.laboratory import recorded, widget
from dlcourse.lessons import LESSONS

BUDGET = 2_500_000  # bytes of all files of an explorer
SCRIPTS = Path(__file__).parents[2] / "web" / "script"
_PAGE = Path(_frames.__file__).parent  # what the live page uses as well
PAINTER = [_PAGE / "_paint.js", _PAGE / "_grab.js", _PAGE / "_view.js"]
PLAYER = [SCRIPTS / name for name in ("frames.js", "controls.js", "explorer.js")]
PAD = [_PAGE / "_pad.js", _PAGE / "_reader.js", SCRIPTS / "network.js", SCRIPTS / "pad.js"]
LABORATORY = [Path(widget.__file__).with_name("_draw.js"), SCRIPTS / "laboratory.js"]
STYLES = [_PAGE / "_frames.css", _PAGE / "_pad.css", SCRIPTS / "explorer.css"]


class TooLarge(Exception):
    """An explorer has more frames than its budget allows."""


def explorers():
    """Names of all explorers that can be baked, "room.name", in the order of the lessons."""
    found = []
    for lesson in LESSONS:
        room = importlib.import_module(f"dlcourse.explorers.{lesson.room}")
        found += [f"{lesson.room}.{factory.__name__}" for factory in room.EXPLORERS]
    return [name for name in found if name != "deep.draw"]  # whose drawings nobody can foresee


def build(out, only=(), jobs=1, most=combinations.MOST, say=print):
    """Bake what has changed, and write the page's script and style.

    Parameters
    ----------
    out : path
        A folder; it is made if need be.
    only : sequence of str
        Names of explorers; all if there are none.
    jobs : int
        Processes that bake.
    most : int
        Combinations of an explorer up to which all are baked; see `combinations.blocks`.
    say : callable
        Takes the lines of the report.

    Returns
    -------
    list of str
        Names of the explorers that were baked.
    """
    out = Path(out)
    out.mkdir(parents=True, exist_ok=True)
    names = only or explorers()
    stale = [name for name in names if made_from(out / f"{name}.js") != fingerprint(name, most)]
    too_large = []
    if stale:
        say(f"Explorers to bake: {len(stale)} of {len(names)}; processes: {min(jobs, len(stale))}.")
    for line, fits in _bake_all(out, stale, most, jobs):
        say(line) if fits else too_large.append(line)
    if too_large:
        raise TooLarge("\n".join(too_large))
    for path, text in (("dlcourse-web.js", script()), ("dlcourse-web.css", style()), ("dlcourse-reader.js", reader())):
        replace(out / path, text.encode())
    runs, mark = out / "dlcourse-laboratory.js", _hash([], _sources(recorded.__name__))
    if made_from(runs) != mark:
        replace(runs, f"// {mark}\n{laboratory()}".encode())
    return stale


def _bake_all(out, names, most, jobs):
    """What `_bake_into` returns, for each explorer as soon as it is done."""
    tasks = [(out, name, most) for name in names]
    if jobs == 1 or len(tasks) < 2:
        yield from (_bake_into(*task) for task in tasks)
    else:
        with ProcessPoolExecutor(jobs) as pool:
            yield from (done.result() for done in as_completed([pool.submit(_bake_into, *task) for task in tasks]))


def _bake_into(out, name, most):
    """Bake one explorer and write its files, the first of them last; returns what to say, and whether it is not too large."""
    files, count = frames.bake(name, most)
    size = sum(map(len, files))
    if size > BUDGET:
        return f"{name} takes {size:,} bytes, and {BUDGET:,} are allowed: give it fewer combinations.", False
    for old in out.glob(f"{name}.*.js"):
        old.unlink()
    mark = f"// {fingerprint(name, most)}\n".encode()
    for number, text in reversed(list(enumerate(files))):
        replace(out / (f"{name}.{number}.js" if number else f"{name}.js"), mark + text)
    parts = f" in {len(files)} parts, first {len(files[0]) / 1000:.0f} kB" if len(files) > 1 else ""
    return f"{name:26} {count:5} positions {size / 1000:6.0f} kB{parts}", True


# What an explorer is made from


def made_from(path):
    """The fingerprint in a file of frames; None if there is no such file."""
    try:
        with path.open(encoding="utf-8") as file:
            return file.readline().removeprefix("// ").strip()
    except FileNotFoundError:
        return None


def fingerprint(name, most=combinations.MOST):
    """A hash over all that the frames of an explorer depend on."""
    room, _ = name.split(".")
    sources = {frames.__file__, *_sources(f"dlcourse.explorers.{room}")}
    return _hash([name, most, combinations.BLOCKS.get(name), combinations.rule()], sources)


def _hash(said, sources):
    """A hash over some values, the versions of what computes and draws, and files."""
    said += [importlib.metadata.version(package) for package in ("numpy", "matplotlib")]
    said += [hashlib.sha256(Path(path).read_bytes()).hexdigest() for path in sorted(sources)]
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


@cache
def _sources(module):
    """Paths of a module of the course, of all that it imports, and of their data."""
    found, waiting = {}, [module]
    while waiting:
        name = waiting.pop()
        spec = _spec(name)
        if name in found or spec is None:
            continue
        found[name] = spec.origin
        waiting += _imported(spec.origin)
    data = Path(found["dlcourse.data"]).parent.glob("*.npz") if "dlcourse.data" in found else ()
    return frozenset([*found.values(), *map(str, data)])


def _spec(name):
    try:
        return importlib.util.find_spec(name)
    except ModuleNotFoundError:  # a function, imported from a module
        return None


def _imported(path):
    """Names of the course's modules that a file imports; a name may also be that of a function in one."""
    names = []
    for node in ast.walk(ast.parse(Path(path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return [name for name in names if name.split(".")[0] == "dlcourse"]


# The script, the style and the network of a page


def script():
    """The page's script: the painter of the live page, and what moves it here. One scope for all, and one of its own for pad and laboratory."""
    player, *others = ("\n".join(map(_plain_script, paths)) for paths in (PAINTER + PLAYER, PAD, LABORATORY))
    own = "\n".join(f"{{\n{each}\n}}" for each in others)
    return f'(() => {{\n"use strict";\n{player}\n{own}\n}})();\n'


def _plain_script(path):
    """A module's text without its exports."""
    lines = path.read_text(encoding="utf-8").splitlines()
    lines = [line.removeprefix("export ") for line in lines if not line.startswith("export default {")]
    return "\n".join(lines)


def style():
    """The page's style."""
    return "\n".join(path.read_text(encoding="utf-8") for path in STYLES)


def laboratory():
    """Recorded runs of the laboratory, as a script that calls ``dlcourseLaboratory``."""
    return f"dlcourseLaboratory({as_json(recorded.recorded()).decode()});\n"


def reader():
    """The course's network that reads digits, and some drawings, as a script that calls ``dlcourseReader``."""
    layers, network, (_, activations) = [], stored_reader(), deep.course_network()
    for k, activation in enumerate(activations, 1):
        weights = network[f"weights{k}"]
        layers.append(
            {
                "activation": type(activation).__name__,
                "inputs": weights.shape[1],
                "weights": base64.b64encode(weights.tobytes()).decode(),
                "scale": network[f"scale{k}"].tolist(),
                "bias": network[f"bias{k}"].tolist(),
            }
        )
    drawings = [(name, base64.b64encode(ink).decode()) for name, ink in deep.drawings().items()]
    return f"dlcourseReader({as_json({'layers': layers, 'drawings': drawings}).decode()});\n"


def main(arguments=None):
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m dlcourse.authoring.bake", description="Explorers for web pages.")
    parser.add_argument("out", type=Path, help="the folder that they are written to")
    parser.add_argument(
        "--only", action="append", default=[], metavar="ROOM.NAME", help="this explorer; may be repeated"
    )
    parser.add_argument(
        "--jobs", type=int, default=os.cpu_count() or 1, help="processes that bake at the same time; one for each core"
    )
    options = parser.parse_args(arguments)
    unknown = set(options.only) - set(explorers())
    if unknown:
        parser.error(f"there is no explorer {', '.join(sorted(unknown))}; there are {', '.join(explorers())}")
    try:
        baked = build(options.out, options.only, options.jobs, say=lambda line: print(line, flush=True))
    except TooLarge as problem:
        print(problem, file=sys.stderr)
        return 1
    files = list(options.out.glob("*.js"))
    print(f"{len(baked)} baked; {len(files)} files, {sum(path.stat().st_size for path in files) / 1e6:.1f} MB in all")
    return 0


if __name__ == "__main__":
    sys.exit(main())
