"""Which cells of the open notebook did not run through, so that a card speaks of that and not of the older answer that still stands."""

import ast
import linecache
import re
import traceback

_failed = {}  # by number, as in ``In``: the errors of the cells that did not run through


def watch(shell):
    """Have IPython say which cells do not run through: it keeps their text in ``In``, but not what came of them."""
    shell.events.register("post_run_cell", _keep)


def _keep(result):
    if result.execution_count and not result.success:  # what runs unseen has no number, and is not in ``In``
        _failed[result.execution_count] = result.error_before_exec or result.error_in_exec


def failed_since(names, namespace):
    """What to say if one of the names was last written in a cell that did not run through, so an older value stands; else ""."""
    cells = namespace.get("In")
    if not isinstance(cells, list):
        return ""
    for name in names:
        written = re.compile(rf"^(?:(?:def|class) +{name}\b|(?:\w+ *, *)*{name} *(?:, *\w+ *)*=(?!=))", re.M)
        last = next((n for n in reversed(range(len(cells))) if written.search(str(cells[n]))), None)
        if last in _failed and not _comes_from(namespace.get(name), cells[last], namespace):
            where = _where(_failed[last], cells[last])
            return f"The answer cell's last run did not go through{where}."
    return ""


def _without_ipython(cell):
    try:
        ast.parse(cell)
    except SyntaxError as problem:
        return problem
    return None


def _where(problem, cell):
    """Line and error of a cell that did not run through, as the end of a sentence."""
    if isinstance(problem, SyntaxError):  # IPython says "incomplete input" where Python knows which bracket is open
        problem = _without_ipython(cell) or problem
    number = getattr(problem, "lineno", None)
    for trace, _ in traceback.walk_tb(getattr(problem, "__traceback__", None)):
        number = number or (trace.f_lineno if trace.f_code.co_name == "<module>" else None)
    said = str(getattr(problem, "msg", problem)).strip().rstrip(".").replace("`", "'")
    error = f"{type(problem).__name__}: {said}" if said else type(problem).__name__
    lines = cell.splitlines()
    if not number or number > len(lines):
        return f": `{error}`"
    return f": line {number}, `{lines[number - 1].strip().replace('`', chr(39))}`, gives `{error}`"


def _comes_from(thing, cell, namespace):
    """Whether a function or class was made by this cell, of which a later line failed."""
    functions = [thing, *vars(thing).values()] if isinstance(thing, type) else [thing]
    code = next((f.__code__ for f in functions if getattr(f, "__globals__", None) is namespace), None)
    return bool(code) and "".join(linecache.getlines(code.co_filename)).strip() == cell.strip()
