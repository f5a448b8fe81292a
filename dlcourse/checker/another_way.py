"""After success: the course's solution beside the learner's, and where the learner's is better, as far as that can be measured."""

import ast
import linecache
import re
import statistics
import time
from dataclasses import dataclass

from dlcourse.checker.notebooks import run_answer
from dlcourse.checker.outcomes import Clock, outcome_of
from dlcourse.checker.surroundings import functions, globals_read

SECONDS = 0.2  # for measuring which of the two is faster
_PAIRS = 7  # so many runs of each, in turn; every one of them has to say the same


@dataclass(frozen=True)
class AnotherWay:
    """Two right answers side by side.

    Parameters
    ----------
    yours, course : str
        Sources; `yours` is "" where it cannot be found.
    remarks : tuple of str
        What is worth seeing in the course's, and in what the learner's is better.
    """

    yours: str
    course: str
    remarks: tuple


def another_way(exercise, namespace, course):
    """What to show of the course's solution to somebody whose answer is done.

    Parameters
    ----------
    exercise : Exercise
    namespace : dict
        The notebook's globals.
    course : str
        Source of the course's solution.

    Returns
    -------
    AnotherWay, or None
        None where there is nothing to see: the two are the same but for their comments.
    """
    yours = _source(exercise, namespace)
    if not course or _bare(yours) == _bare(course):
        return None
    remarks = [exercise.worth, _shorter(yours, course), _faster(exercise, namespace, course)]
    return AnotherWay(
        _without_docstrings(yours), _without_docstrings(course), tuple(remark for remark in remarks if remark)
    )


def _source(exercise, namespace):
    """The cell that the answer stands in; "" if it is not to be found."""
    found = functions([namespace[name] for name in exercise.reference])
    if found:
        return "".join(linecache.getlines(found[0].__code__.co_filename)).strip("\n")
    names = "|".join(map(re.escape, exercise.reference))
    cells = namespace.get("In")
    cells = cells if isinstance(cells, list) else []
    return next((str(cell) for cell in reversed(cells) if re.search(rf"^.*\b({names})\b.*=(?!=)", str(cell), re.M)), "")


def _tree(source):
    """The syntax tree without docstrings, or None."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return None
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.FunctionDef, ast.ClassDef)) and ast.get_docstring(node, clean=False):
            node.body = node.body[1:] or [ast.Pass()]
    return tree


def _bare(source):
    tree = _tree(source)
    return ast.unparse(tree) if tree and source else None


def _without_docstrings(source):
    """The source with its layout and its comments, but without its docstrings: the two sides are compared by what they do."""
    lines, gone = source.splitlines(), set()
    try:
        nodes = list(ast.walk(ast.parse(source)))
    except (SyntaxError, ValueError):
        return source
    for node in nodes:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and ast.get_docstring(node, clean=False) and node.body[1:]:
            first, last = node.body[0].lineno, node.body[0].end_lineno
            empty = last < len(lines) and not lines[last].strip()  # the line after it
            gone |= set(range(first - 1, last + empty))
    return "\n".join(line for k, line in enumerate(lines) if k not in gone)


def _statements(tree):
    return sum(isinstance(node, ast.stmt) for node in ast.walk(tree))


def _shorter(yours, course):
    """Shorter in statements and in letters, so that a line crowded with everything is not praised for it."""
    mine, theirs = _tree(yours), _tree(course)
    if not yours or mine is None or theirs is None:
        return ""
    counts = _statements(mine), _statements(theirs)
    if counts[0] < counts[1] and len(ast.unparse(mine)) < len(ast.unparse(theirs)):
        return f"Yours is shorter: {counts[0]} statements, where the course's has {counts[1]}."
    return ""


def _faster(exercise, namespace, course):
    """Measured in pairs on the cases of the check; said only if every pair says so."""
    names = dict(namespace)
    if not any(map(callable, exercise.reference.values())) or not run_answer(course, names, SECONDS):
        return ""
    mine, theirs = ({name: space[name] for name in exercise.reference} for space in (namespace, names))
    if set(globals_read(theirs.values())) & {
        name for name in names if name not in namespace or callable(names[name])
    } - {"np", *theirs}:
        return ""  # it is built of earlier answers, and would be measured with them
    clock, ratios = Clock(SECONDS), []
    for _ in range(_PAIRS):
        seconds = [_seconds(exercise, answer, clock) for answer in (mine, theirs)]
        if clock.is_up() or None in seconds:
            return ""  # too slow to be measured often enough
        ratios.append(seconds[1] / seconds[0])
    if min(ratios) < 1.5:
        return ""
    return f"Yours is also faster: on the cases of this check the course's took about {statistics.median(ratios):.1f} times as long."


def _seconds(exercise, answer, clock):
    begun = time.perf_counter()
    for case in exercise.cases:
        if not case.lend and outcome_of(case, answer, clock).problem is not None:
            return None
    return time.perf_counter() - begun
