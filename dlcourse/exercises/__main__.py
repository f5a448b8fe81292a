"""``python -m dlcourse check [--lesson 02] [FILE ...]``: a table of what is done, to do, not yet.

Runs each exercise notebook in a fresh kernel, as Run All would, and checks every answer. Nothing is written: not
the notebook, not the progress. A teacher names the files of a class.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError

from dlcourse.checker import progress
from dlcourse.checker.card import DONE, SIGNS
from dlcourse.exercises import find, lessons
from dlcourse.lessons import LESSONS
from dlcourse.questions import made

_ASK = """
from IPython.display import display as _display
from dlcourse.exercises import examine as _examine, find as _find, lessons as _lessons
for _exercise in _lessons()["{number}"]:
    _display(_examine(_exercise, globals(), _find))
"""


def outcomes(path, number):
    """Run an exercise notebook and return a list of (exercise, outcome, headline).

    Raises
    ------
    ValueError
        If the file is no notebook, or cannot be run; one sentence.
    """
    try:
        notebook = nbformat.read(path, as_version=4)
    except Exception as problem:
        raise ValueError(f"{path} is not a notebook that can be read ({type(problem).__name__}).") from None
    notebook.cells.append(nbformat.v4.new_code_cell(_ASK.format(number=number)))
    client = NotebookClient(
        notebook,
        timeout=60,
        allow_errors=True,
        shutdown_kernel="immediate",
        kernel_name="python3",
        resources={"metadata": {"path": str(path.parent)}},
    )
    try:
        client.execute(
            # One thread: on busy cores, small products with two are a hundred times slower.
            env={"OPENBLAS_NUM_THREADS": "1", **os.environ, "DLCOURSE_STRICT": "0", "DLCOURSE_PROGRESS": "off"},
            stderr=subprocess.DEVNULL,
        )
    except CellTimeoutError:
        raise ValueError(f"{path}: a cell was still running after 60 seconds, so nothing was checked.") from None
    except DeadKernelError:
        raise ValueError(f"{path}: a cell ended its kernel, so nothing was checked.") from None
    cards = [output.get("metadata", {}).get("dlcourse") for output in notebook.cells[-1].outputs]
    return [(card["exercise"], card["outcome"], card["headline"]) for card in cards if card]


def table(path, rows):
    """The lines of one notebook's table."""
    width = max((len(exercise) for exercise, _, _ in rows), default=0)
    yield f"{path}"
    for exercise, outcome, headline in rows:
        tail = "" if outcome == DONE else f"  {headline.replace('`', '')}"
        yield f"  {SIGNS[outcome]} {exercise:<{width}}  {find(exercise).kind:<7}  {outcome:<16}{tail}".rstrip()
    yield f"  {sum(outcome == DONE for _, outcome, _ in rows)} of {len(rows)} done"


def main(arguments=None):
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m dlcourse check", description=__doc__.splitlines()[0])
    parser.add_argument("--lesson", metavar="NN", help="only this lesson, e.g. 02")
    parser.add_argument("files", nargs="*", type=Path, help="exercise notebooks; those in exercises/ if none is named")
    options = parser.parse_args(arguments)
    wanted, numbers = options.lesson and options.lesson.zfill(2), lessons()
    if wanted and wanted not in numbers:
        print(f"There is no lesson {options.lesson} with exercises. There are: {', '.join(numbers)}.", file=sys.stderr)
        return 2
    folder = progress.root() / "exercises"
    files = options.files or [folder / lesson.file for lesson in LESSONS if lesson.number in numbers]
    counts, failed = made(progress.load()), False
    for path in files:
        number = path.name[:2]
        if wanted and number != wanted:
            continue
        try:
            if not path.is_file():
                raise ValueError(f"There is no file {path}.")
            if number not in numbers:
                raise ValueError(f"{path}: the name has to begin with the number of a lesson, e.g. 02.")
            for line in table(path, outcomes(path, number)):
                print(line)
            if number in counts and not options.files:  # a class's notebooks lie elsewhere, and so does what it chose
                print("  predictions and questions: {} of {} made".format(*counts[number]))
        except ValueError as problem:
            print(problem, file=sys.stderr)
            failed = True
    return 2 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
