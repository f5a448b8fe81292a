"""Reading what stands in saved exercise and solution notebooks, and running an answer from there."""

import ast
import contextlib
import io
import json
import re

from dlcourse.checker import time_limit
from dlcourse.checker.surroundings import names_read

MARKERS = ("### BEGIN SOLUTION", "### END SOLUTION")
BROKEN = ("### BEGIN BROKEN", "### END BROKEN")  # around what an exercise to mend has in its place


def without_markers(source):
    """An answer cell's source as the solution alone: no markers, and nothing of the broken version."""
    kept, broken = [], False
    for line in source.splitlines():
        mark = line.strip()
        if mark in BROKEN:
            broken = mark == BROKEN[0]
        elif not broken and mark not in MARKERS:
            kept.append(line)
    return "\n".join(kept)


def cell_source(folder, cell_id):
    """Source of the cell with this id in a folder's notebooks, without solution markers; "" if there is none."""
    return answer_and_others(folder, cell_id)[0]


def answer_and_others(folder, cell_id):
    """As `cell_source`; and the sources of the other code cells of its notebook, but for the checks."""
    for path in sorted(folder.glob("[0-9][0-9]_*.ipynb")):
        try:
            cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        except (OSError, ValueError, KeyError):
            continue
        codes = [(cell.get("id"), "".join(cell["source"])) for cell in cells if cell.get("cell_type") != "markdown"]
        asked = next((source for name, source in codes if name == cell_id), None)
        if asked is not None:
            return without_markers(asked), [
                s for name, s in codes if name != cell_id and not str(name).startswith("check-")
            ]
    return "", []


def helpers(cells, answer, given):
    """What an answer reads of the other cells of its notebook: imports, functions, classes, values.

    Parameters
    ----------
    cells : list of str
        Sources, in the order of the notebook.
    answer : str
        The answer's source.
    given : container of str
        Names that are provided anyway.

    Returns
    -------
    ast.Module, or None if there is nothing
        The statements that set those names, and what these read in turn; where a name is set twice, the last.
    """
    statements, last = [], {}
    for cell in cells:
        for statement in _statements(cell):
            last |= dict.fromkeys(_names_set(statement), len(statements))
            statements.append(statement)
    own = _statements(answer)
    names, needed = _names_read(own) - {name for each in own for name in _names_set(each)}, set()
    while names:
        name = names.pop()
        if name in last and name not in given and last[name] not in needed:
            needed.add(last[name])
            names |= _names_read([statements[last[name]]])
    return _tree([statements[place] for place in sorted(needed)]) if needed else None


def _statements(source):
    try:
        body = ast.parse(re.sub(r"^[%!].*", "", source, flags=re.M)).body
    except (SyntaxError, ValueError):  # not finished, for one
        return []
    kinds = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef, ast.Assign, ast.AnnAssign)
    return [statement for statement in body if isinstance(statement, kinds)]


def _names_set(statement):
    if isinstance(statement, (ast.Import, ast.ImportFrom)):
        return {alias.asname or alias.name.split(".")[0] for alias in statement.names}
    if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
        return {statement.name}
    targets = getattr(statement, "targets", None) or [statement.target]
    return {node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name)}


def _names_read(statements):
    try:
        return names_read([compile(_tree(statements), "<notebook>", "exec")])
    except (SyntaxError, ValueError):  # parsed, and still no Python: a `nonlocal` of nothing
        return set()


def _tree(statements):
    return ast.Module(statements, [])


def run_answer(source, namespace, seconds, name="<answer>"):
    """Run an answer cell's source, or a syntax tree, in a namespace; False if it does not run through, or not in time.

    In a traceback the source is called `name`.
    """
    stream = io.StringIO()
    try:
        with contextlib.redirect_stdout(stream), contextlib.redirect_stderr(stream):
            time_limit.call(lambda: exec(compile(source, name, "exec"), namespace), seconds)
    except KeyboardInterrupt:
        raise
    except BaseException:  # whatever an answer does, SystemExit and the time limit included
        return False
    return True
