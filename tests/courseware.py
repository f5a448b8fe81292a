"""What the tests share: where things are, and the pieces of the course to be tested, found and not listed."""

import functools
import importlib
import os
import pkgutil
from pathlib import Path

import numpy as np
from matplotlib.colors import to_rgb
from nbclient import NotebookClient

import dlcourse.explorers
from dlcourse.authoring import read
from dlcourse.authoring.stubs import strip
from dlcourse.checker.notebooks import without_markers
from dlcourse.exercises import find, lessons
from dlcourse.lessons import LESSONS

ROOT = Path(__file__).parents[1]
PRACTICE = find("double")
EXERCISES = [exercise for group in lessons().values() for exercise in group]
TAUGHT = [lesson for lesson in LESSONS if lesson.number in lessons()]  # with exercises
ANSWERS = [importlib.import_module(f"tests.answers.{lesson.room}") for lesson in TAUGHT]
RIGHT = {name: sources for module in ANSWERS for name, sources in module.RIGHT.items()}
EQUIVALENT = {key: reason for module in ANSWERS for key, reason in module.EQUIVALENT.items()}


def explorers():
    """Every explorer's factory, by "room.name"."""
    found = {}
    for module in pkgutil.iter_modules(dlcourse.explorers.__path__):
        room = importlib.import_module(f"dlcourse.explorers.{module.name}")
        found |= {f"{module.name}.{factory.__name__}": factory for factory in getattr(room, "EXPLORERS", ())}
    return found


@functools.cache
def solution_cells():
    """Source of every answer cell of the solution notebooks, markers and all, by exercise."""
    cells = {}
    for path in sorted((ROOT / "solutions").glob("*.ipynb")):
        for cell in read(path).cells:
            if cell.id.startswith("answer-"):
                cells[cell.id.removeprefix("answer-")] = cell.source
    return cells


def solution(exercise):
    """The solution's source, without the markers."""
    return without_markers(solution_cells()[exercise])


def stub(exercise):
    """What the learner finds in the answer cell."""
    return strip(solution_cells()[exercise])


def execute(notebook, folder, allow_errors=False, **environment):
    """Run a notebook in a folder and in a kernel of its own, which is stopped at once: it has nothing to lose."""
    client = NotebookClient(
        notebook,
        timeout=120,
        allow_errors=allow_errors,
        shutdown_kernel="immediate",
        kernel_name="python3",
        resources={"metadata": {"path": str(folder)}},
    )
    client.execute(env={**os.environ, **environment})


def contrast(one, other):
    """Contrast of two colours, each "#rrggbb" or three numbers from 0 to 1, as WCAG 2 defines it: 1 to 21."""
    channels = np.array([to_rgb(color) for color in (one, other)])
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    dark, light = sorted(linear @ [0.2126, 0.7152, 0.0722])
    return (light + 0.05) / (dark + 0.05)
