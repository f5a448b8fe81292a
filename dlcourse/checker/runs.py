"""Which cells of the open notebook did not run through, so that a card can say that an older answer stands."""

import linecache
import re

_failed = set()  # numbers, as in ``In``, of the cells that did not run through


def watch(shell):
    """Have IPython say which cells do not run through: it keeps their text in ``In``, but not what came of them."""
    shell.events.register("post_run_cell", _keep)


def _keep(result):
    if result.execution_count and not result.success:  # what runs unseen has no number, and is not in ``In``
        _failed.add(result.execution_count)


def is_of_an_earlier_run(names, namespace):
    """Whether one of the names was last written in a cell that did not run through, so an older value stands."""
    cells = namespace.get("In")
    if not isinstance(cells, list):
        return False
    for name in names:
        written = re.compile(rf"^(?:(?:def|class) +{name}\b|(?:\w+ *, *)*{name} *(?:, *\w+ *)*=(?!=))", re.M)
        last = next((n for n in reversed(range(len(cells))) if written.search(str(cells[n]))), None)
        if last in _failed and not _comes_from(namespace.get(name), cells[last], namespace):
            return True
    return False


def _comes_from(thing, cell, namespace):
    """Whether a function or class was made by this cell, of which a later line failed."""
    functions = [thing, *vars(thing).values()] if isinstance(thing, type) else [thing]
    code = next((f.__code__ for f in functions if getattr(f, "__globals__", None) is namespace), None)
    return bool(code) and "".join(linecache.getlines(code.co_filename)).strip() == cell.strip()
