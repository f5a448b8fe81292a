"""``python -m dlcourse nbgrader FOLDER``: the exercises as assignments for nbgrader.

Writes ``FOLDER/source/<lesson>/<lesson>.ipynb`` from the solution notebooks, with nbgrader's cell metadata: an answer cell is a
solution, a check cell is a test with points, every other cell is locked. ``FOLDER/nbgrader_config.py`` is written if there is none.
"""

import argparse
import sys
from pathlib import Path

import nbformat

from dlcourse.authoring import normalise, read, replace, text
from dlcourse.authoring.stubs import strip
from dlcourse.checker import progress

# A cell with a check works whatever an answer before it has made of the name `check`.
CHECK = "from dlcourse.exercises import check\n\n"
CONFIG = '''"""nbgrader's settings for the course. Change what you like: this file is not overwritten."""

from nbgrader.converters import GenerateAssignment
from nbgrader.preprocessors import ClearSolutions

c = get_config()  # noqa: F821  (nbgrader provides it)
c.CourseDirectory.course_id = "dlcourse"

# Seconds for one cell. A check has a limit of its own, which is shorter; the last answer of lesson 08 trains a network.
c.Execute.timeout = 120
# nbclient skips a cell with the tag "skip-execution", and a check that is skipped would get full marks. No tag does that here.
c.Execute.skip_cells_with_tag = "no cell is skipped when it is marked"


class CourseStubs(ClearSolutions):
    """Puts the course's stub in place of a solution: where an answer is a value, one that does not stop the notebook."""

    def preprocess_cell(self, cell, resources, cell_index):
        stub = cell.metadata.pop("dlcourse_stub", None)
        if stub is None:
            return super().preprocess_cell(cell, resources, cell_index)
        cell.source = stub
        return cell, resources


c.GenerateAssignment.preprocessors = [
    CourseStubs if each is ClearSolutions else each for each in GenerateAssignment().preprocessors
]
'''


def assignment(solutions, points=1):
    """The source of an assignment: a solution notebook with nbgrader's cell metadata.

    Parameters
    ----------
    solutions : NotebookNode
    points : float
        Of each exercise.
    """
    notebook = normalise(solutions)
    notebook.cells = [cell for cell in notebook.cells if "solution-only" not in cell.metadata.get("tags", [])]
    for cell in notebook.cells:
        answer, checked = cell.id.startswith("answer-"), cell.id.startswith("check-")
        mark = {"schema_version": 3, "grade_id": cell.id, "grade": checked, "solution": answer, "locked": not answer}
        mark |= {"task": False, "cell_type": cell.cell_type}
        if checked:
            mark["points"] = points
            cell.source = CHECK + cell.source
        if answer:
            cell.metadata["dlcourse_stub"] = strip(cell.source, cell.id)
        cell.metadata["nbgrader"] = nbformat.from_dict(mark)
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
            cell.metadata.pop("dlcourse", None)
    return notebook


def write(folder, solutions, points=1):
    """Write the assignments. Yields a line on each file.

    Parameters
    ----------
    folder : Path
        nbgrader's course folder; made if there is none.
    solutions : Path
        The folder of the solution notebooks.
    points : float
        Of each exercise.
    """
    for path in sorted(solutions.glob("[0-9][0-9]_*.ipynb")):
        made = text(assignment(read(path), points))
        target = folder / "source" / path.stem / path.name
        target.parent.mkdir(parents=True, exist_ok=True)
        replace(target, made.encode())
        yield f"{target}: written"
    config = folder / "nbgrader_config.py"
    if config.exists():
        yield f"{config}: is there already, left alone"
    else:
        config.write_text(CONFIG, encoding="utf-8")
        yield f"{config}: written"


def main(arguments=None):
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m dlcourse nbgrader", description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="nbgrader's course folder; made if there is none")
    parser.add_argument("--points", type=float, default=1, help="points for each exercise (1)")
    options = parser.parse_args(arguments)
    solutions = progress.root() / "solutions"
    if not any(solutions.glob("[0-9][0-9]_*.ipynb")):
        print(f"There are no solutions in {solutions}, and assignments are made from them.", file=sys.stderr)
        return 2
    if not 0 < options.points < float("inf"):
        print(f"--points has to be above 0, not {options.points:g}.", file=sys.stderr)
        return 2
    try:
        for line in write(options.folder, solutions, options.points):
            print(line)
    except OSError as problem:
        print(f"{options.folder} cannot be written to: {problem.strerror or problem}.", file=sys.stderr)
        return 2
    print(f"\nNext: cd {options.folder}; nbgrader generate_assignment 01_linear_models")
    return 0


if __name__ == "__main__":
    sys.exit(main())
