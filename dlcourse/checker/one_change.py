"""The nearest right answer: one small change in the learner's own lines, after which every case is right.

Many mistakes are slips: a sign, a comparison, an axis, an index, a name. So copies of the answer are made, each with one small change
(`slips` lists them), and tried on the cases. Where one of them passes, the card points at the place. It does not say what belongs
there. The sentence is true by its making: after that change, all cases are right.
"""

import ast
import copy
import linecache

from dlcourse.checker.outcomes import Clock, WorkClock
from dlcourse.checker.slips import slips
from dlcourse.checker.surroundings import functions, globals_read

SECONDS = 0.8  # of work in all; what is not found by then is not looked for
_A_COPY = 0.05  # a copy may loop without end
_OUTSIDE = {
    "open",
    "exec",
    "eval",
    "input",
    "print",
    "exit",
    "quit",
    "__import__",
}  # not to be called by a changed copy


def one_change(tried, answer):
    """Where one small change makes every case right: a sentence, or "".

    Parameters
    ----------
    tried : list of Tried
        The cases; those that went wrong first.
    answer : dict of str to object
    """
    found = nearest(tried, answer)
    return _said(*found[:2]) if found else ""


def nearest(tried, answer):
    """The slip, the source it is in, and the syntax tree of the answer after the change; None if nothing is found."""
    made = functions(answer.values())
    if not made or not globals_read(made).isdisjoint(_OUTSIDE):
        return None
    sources = {function.__code__.co_filename for function in made}
    source = "".join(linecache.getlines(sources.pop())) if len(sources) == 1 else ""
    around = made[0].__globals__
    nodes = _definitions(source, answer, made, around)
    clock = WorkClock(SECONDS)
    for slip in slips(nodes):
        if clock.is_up():
            break
        tree = ast.fix_missing_locations(ast.Module([_replaced(node, slip.old, slip.new) for node in nodes], []))
        if _is_right(tree, tried, answer, around):
            return slip, source, tree
    return None


def _definitions(source, answer, made, around):
    """The syntax trees of the answer's functions and classes, and of the learner's own functions beside them that they call."""
    try:
        top = ast.parse(source)
    except (SyntaxError, ValueError):
        return []
    lines = {function.__code__.co_firstlineno for function in made}
    found = {}
    for node in ast.walk(top):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.name in answer and _first_lines(node) & lines:
            found[node.name] = node
    if set(found) != {name for name, thing in answer.items() if callable(thing)}:
        return []  # a lambda, or one that was made elsewhere
    helpers = [
        node
        for node in top.body
        if isinstance(node, ast.FunctionDef) and node.name not in found and node.name in globals_read(made)
        if _first_lines(node) & {f.__code__.co_firstlineno for f in functions([around.get(node.name)])}
    ]
    return [*found.values(), *helpers]


def _first_lines(node):
    """The lines at which a function, or the methods of a class, may begin: with the first decorator, if there is one."""
    inside = node.body if isinstance(node, ast.ClassDef) else [node]
    return {
        min([each.lineno, *(d.lineno for d in each.decorator_list)])
        for each in inside
        if isinstance(each, ast.FunctionDef)
    }


def _is_right(tree, tried, answer, around):
    names = dict(around)
    try:
        exec(compile(tree, "<a changed copy>", "exec"), names)
        changed = {name: names[name] if callable(thing) else thing for name, thing in answer.items()}
        clock = Clock(_A_COPY)
        return all(each.passes(changed, clock) for each in tried)
    except Exception:
        return False


def _replaced(node, old, new):
    """A syntax tree with one node exchanged. Only what lies on the way to it is copied."""
    if node is old:
        return new
    changed = {}
    for field, value in ast.iter_fields(node):
        if isinstance(value, ast.AST):
            other = _replaced(value, old, new)
            if other is not value:
                changed[field] = other
        elif isinstance(value, list):
            others = [_replaced(each, old, new) if isinstance(each, ast.AST) else each for each in value]
            if any(one is not other for one, other in zip(value, others, strict=True)):
                changed[field] = [each for each in others if each is not None]
    if not changed:
        return node
    other = copy.copy(node)
    for field, value in changed.items():
        setattr(other, field, value)
    return other


def _said(slip, source):
    line = source.splitlines()[slip.shown.lineno - 1].strip()
    shown = (ast.get_source_segment(source, slip.shown) or "").strip()
    inside = shown != line and "\n" not in shown and len(shown) <= 60
    return (
        f"You are one small change away: after it, every case is right. It is in line {slip.shown.lineno} of its cell, `{line}`. "
        + slip.words.format(f"`{shown}`" if inside else "this line")
    )
