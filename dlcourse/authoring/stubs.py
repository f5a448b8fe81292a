"""Exercise notebooks, made from the solution notebooks. No answer of a learner's is ever overwritten."""

import ast
import copy
import hashlib
import json
import re
import textwrap
from pathlib import Path

from dlcourse.authoring import normalise, read, replace, text
from dlcourse.checker.notebooks import BROKEN, MARKERS

PARTNER = dict((MARKERS, BROKEN))
ORDER, TITLES, HANDED = (Path("dlcourse/exercises", name) for name in ("order.json", "titles.json", "broken.json"))
_KIND = re.compile(r"^## \d+\. (Further|Mend): ")


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
    """Make of a solution cell's source what the learner finds in it.

    Each solution is replaced by a hint of where to write and a stub. Inside a function the stub is ``raise NotImplementedError``;
    at the top level, where that would stop the notebook, every name that the solution sets becomes ``...``.

    In an exercise to mend the broken lines take the place of the solution. They stand behind it as comments.
    """
    mend = is_to_mend(source)
    kept, inside, block = [], "", []
    for line in source.splitlines():
        mark = line.strip()
        if mark in PARTNER and not inside:
            inside, block, indent = mark, [], line[: len(line) - len(line.lstrip())]
        elif inside and mark == PARTNER[inside]:
            if inside == BROKEN[0]:
                kept += [_uncommented(each, cell) for each in block]
            elif not mend:
                kept += [indent + stub for stub in _stub("\n".join(block), bool(indent), cell)]
            inside = ""
        elif mark in (*MARKERS, *BROKEN):
            raise ValueError(f"Cell {cell}: {mark!r} without its partner.")
        else:
            (block if inside else kept).append(line)
    if inside:
        raise ValueError(f"Cell {cell}: {inside!r} without {PARTNER[inside]!r}.")
    return "\n".join(kept)


def is_to_mend(source):
    """Whether an answer cell of the solutions has a broken version for the learner to mend."""
    return any(line.strip() == BROKEN[0] for line in source.splitlines())


def _uncommented(line, cell):
    if line.strip() and not line.lstrip().startswith("#"):
        raise ValueError(
            f"Cell {cell}: every line of the broken version is a comment, so that the solution runs. This one is not: {line.strip()!r}."
        )
    return re.sub(r"# ?", "", line, count=1)


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
    """The exercises of each lesson in the order of its solution notebook: a dict from "01" to a dict from id to kind.

    The kind is that which the heading of the task begins with: "## 7. Further: ...", "## 8. Mend: ..."; else it is "build".
    """
    found = {}
    for path in _solutions(root):
        exercises, kind = found.setdefault(path.name[:2], {}), "build"
        for cell in read(path).cells:
            if cell.cell_type == "markdown" and cell.source.startswith("## "):
                heading = _KIND.match(cell.source)
                kind = heading[1].lower() if heading else "build"
            if cell.id.startswith("check-"):
                exercises[cell.id.removeprefix("check-")] = kind
    return found


def titles(root):
    """The heading above each exercise in its solution notebook, by id."""
    found, heading = {}, ""
    for path in _solutions(root):
        for cell in read(path).cells:
            if cell.cell_type == "markdown" and cell.source.startswith("## "):
                heading = cell.source.splitlines()[0].removeprefix("## ").strip()
            if cell.id.startswith("check-"):
                found[cell.id.removeprefix("check-")] = heading
    return found


def handed_to_mend(root):
    """What the learner is handed to mend: a dict from the exercise's id to the source of its answer cell."""
    answers = [cell for path in _solutions(root) for cell in read(path).cells if cell.id.startswith("answer-")]
    return {c.id.removeprefix("answer-"): strip(c.source, c.id) for c in answers if is_to_mend(c.source)}


def write_lists(root):
    """Write down for those who have no solutions what the exercises are, and what is to be mended. Yields a line on each file."""
    for name, content in ((ORDER, order(root)), (TITLES, titles(root)), (HANDED, handed_to_mend(root))):
        target, made = root / name, json.dumps(content, indent=1, ensure_ascii=False) + "\n"
        if target.exists() and target.read_text(encoding="utf-8") == made:
            yield f"{name}: up to date"
        else:
            replace(target, made.encode())
            yield f"{name}: written"


def _solutions(root):
    return sorted((root / "solutions").glob("[0-9][0-9]_*.ipynb"))


def write_exercises(root):
    """Make ``exercises/`` from ``solutions/``. Yields a line on each notebook."""
    for path in _solutions(root):
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
