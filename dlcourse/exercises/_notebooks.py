"""Reading what stands in exercise and solution notebooks."""

import contextlib
import io
import json
import linecache
import re

from dlcourse.exercises import _limit

MARKERS = ("### BEGIN SOLUTION", "### END SOLUTION")


def cell_source(folder, cell_id):
    """Source of the cell with this id in a folder's notebooks, without solution markers; "" if there is none."""
    for path in sorted(folder.glob("[0-9][0-9]_*.ipynb")):
        try:
            cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        except (OSError, ValueError, KeyError):
            continue
        for cell in cells:
            if cell.get("id") == cell_id:
                lines = "".join(cell["source"]).splitlines()
                return "\n".join(line for line in lines if line.strip() not in MARKERS)
    return ""


def run_answer(source, namespace, seconds):
    """Run an answer cell's source in a namespace; False if it does not run through, or not in time."""
    stream = io.StringIO()
    try:
        with contextlib.redirect_stdout(stream), contextlib.redirect_stderr(stream):
            _limit.call(lambda: exec(source, namespace), seconds)
    except KeyboardInterrupt:
        raise
    except BaseException:  # whatever an answer does, SystemExit and the time limit included
        return False
    return True


def is_of_an_earlier_run(names, namespace):
    """Whether a function or class was last written in a cell that did not run through, so an older one stands.

    IPython keeps every cell that was run, or tried, as text in ``In``, and the lines of those that a function came
    from under the name of its file.
    """
    cells = namespace.get("In")
    if not isinstance(cells, list):
        return False
    for name in names:
        written = re.compile(rf"^(?:def|class) +{name}\b", re.M)
        last = next((cell for cell in reversed(cells) if written.search(str(cell))), None)
        thing = namespace.get(name)
        functions = [thing, *vars(thing).values()] if isinstance(thing, type) else [thing]
        # What was borrowed with use() came from no cell.
        code = next((f.__code__ for f in functions if getattr(f, "__globals__", None) is namespace), None)
        lines = "".join(linecache.getlines(code.co_filename)) if code else ""
        if last and lines and last.strip() != lines.strip():
            return True
    return False
