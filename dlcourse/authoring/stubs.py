"""Exercise notebooks, made from the solution notebooks. No answer of a learner's is ever overwritten."""

import ast
import copy
import hashlib
import json
import textwrap
from pathlib import Path

from dlcourse.authoring import normalise, read, replace, text
from dlcourse.checker.notebooks import MARKERS

BEGIN, END = MARKERS
ORDER = Path("dlcourse/exercises/order.json")


def exercises_from(solutions):
    """The exercise notebook of a solution notebook: answers stripped to stubs, outputs dropped.

    A hash of the result is kept in its metadata: by it, a copy that a learner has written in is told from an
    untouched one.

    Raises
    ------
    ValueError
        If a solution marker has no partner; the message names the cell.
    """
    notebook = copy.deepcopy(normalise(solutions))
    notebook.cells = [cell for cell in notebook.cells if "solution-only" not in cell.metadata.get("tags", [])]
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
            cell.metadata.pop("dlcourse", None)
            cell.source = strip(cell.source, cell.id)
    notebook.metadata["dlcourse"] = {"generated": fingerprint(notebook)}
    return notebook


def strip(source, cell="this cell"):
    """Replace each solution in a cell's source by a hint of where to write and a stub.

    Inside a function the stub is ``raise NotImplementedError``; at the top level, where that would stop the
    notebook, every name that the solution sets becomes ``...``.
    """
    kept, solution = [], None
    for line in source.splitlines():
        mark = line.strip()
        if mark == BEGIN and solution is None:
            solution, indent = [], line[: len(line) - len(line.lstrip())]
        elif mark == END and solution is not None:
            kept += [indent + stub for stub in _stub("\n".join(solution), bool(indent), cell)]
            solution = None
        elif mark in MARKERS:
            raise ValueError(f"Cell {cell}: {mark!r} without its partner.")
        else:
            (kept if solution is None else solution).append(line)
    if solution is not None:
        raise ValueError(f"Cell {cell}: {BEGIN!r} without {END!r}.")
    return "\n".join(kept)


def _stub(solution, inside_function, cell):
    if inside_function:
        return ["# Your code here, in place of the next line.", "raise NotImplementedError"]
    names = []
    for statement in ast.parse(textwrap.dedent(solution)).body:
        targets = getattr(statement, "targets", None) or [getattr(statement, "target", None)]
        if not isinstance(statement, (ast.Assign, ast.AnnAssign)):
            raise ValueError(f"Cell {cell}: a solution at the top level may only set names, as in `w = ...`.")
        names += [node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name)]
    return ["# Your values here, in place of the dots.", *(f"{name} = ..." for name in names)]


def fingerprint(notebook):
    """Hash of a notebook's cells: kind, id, source. Outputs and metadata do not count."""
    cells = [[cell.cell_type, cell.id, cell.source] for cell in notebook.cells]
    return hashlib.sha256(json.dumps(cells).encode()).hexdigest()[:16]


def is_pristine(notebook):
    """Whether nobody has written in an exercise notebook since it was made."""
    return notebook.metadata.get("dlcourse", {}).get("generated") == fingerprint(notebook)


def order(root):
    """The ids of each lesson's exercises in the order of its solution notebook: a dict from "01" to a list of ids."""
    paths = sorted((root / "solutions").glob("[0-9][0-9]_*.ipynb"))
    checks = {path.name[:2]: [c.id for c in read(path).cells if c.id.startswith("check-")] for path in paths}
    return {number: [name.removeprefix("check-") for name in names] for number, names in checks.items()}


def write_order(root):
    """Write down the order of the exercises, for those who have no solutions. Returns a line on the file."""
    target, made = root / ORDER, json.dumps(order(root), indent=1) + "\n"
    if target.exists() and target.read_text(encoding="utf-8") == made:
        return f"{ORDER}: up to date"
    replace(target, made.encode())
    return f"{ORDER}: written"


def write_exercises(root):
    """Make ``exercises/`` from ``solutions/``. Yields a line on each notebook."""
    for path in sorted((root / "solutions").glob("[0-9][0-9]_*.ipynb")):
        target = root / "exercises" / path.name
        made = text(exercises_from(read(path))).encode()
        if target.exists() and target.read_bytes() == made:
            yield f"{target.relative_to(root)}: up to date"
        elif target.exists() and not _may_replace(target):
            yield f"{target.relative_to(root)}: holds answers of yours, left alone (move it away to get the new one)"
        else:
            target.parent.mkdir(exist_ok=True)
            replace(target, made)
            yield f"{target.relative_to(root)}: written"


def _may_replace(path):
    try:
        return is_pristine(read(path))
    except Exception:  # whatever it is, it is not what was made here
        return False
