"""The nearest right answer: one small change in the learner's own lines, after which every case is right.

Many mistakes are slips: a sign, a comparison, an axis, an index, a name. So copies of the answer are made, each with one small change
(`slips` lists them), and tried on the cases. Where one of them passes, the card points at the place. It does not say what belongs
there. The sentence is true by its making: after that change, all cases are right.
"""

import ast
import copy
import inspect
import itertools
import linecache
import re
import textwrap

from dlcourse.checker.outcomes import Clock, WorkClock
from dlcourse.checker.quotes import Code
from dlcourse.checker.slips import Slip, slips
from dlcourse.checker.surroundings import functions, globals_read

SECONDS = 0.8  # of work in all; what is not found by then is not looked for
_A_COPY = 0.05  # a copy may loop without end
# A changed copy must not reach outside, and must not crash NumPy, as things that hold themselves do: what names one of these is left alone.
_LEFT_ALONE = {
    "open", "exec", "eval", "compile", "input", "exit", "quit", "system", "popen", "remove", "unlink", "write", "save",
    "savetxt", "tofile", "object", "as_strided", "ctypes",
}  # fmt: skip


def one_change(tried, answer):
    """Where one small change makes every case right: a sentence, the learner's line with the place marked, and a question; or None.

    Parameters
    ----------
    tried : list of Tried
        The cases; those that went wrong first.
    answer : dict of str to object
    """
    found = nearest(tried, answer)
    if not found:
        return None
    slip, source, _ = found
    line, number = marked(source, slip)
    return f"You are one small change away: {slip.what} in line {number} of your cell.", line, slip.asks


def named_place(tried, answer, message):
    """The learner's line, and its number, where one small change exchanges what a message names in backticks, or puts it in; None if it is not found."""
    names = set(re.findall(r"`([^`]+)`", message))

    def meant(source, slip):
        return names.intersection([*_parts(marked(source, slip)[0]), _put_in(slip)])

    found = nearest(tried, answer, meant)
    return found and marked(*found[1::-1])


def _parts(line):
    return [line[begin:end] for begin, end in line.marks]


def _put_in(slip):
    """The operator that a slip puts in the place of another one, as it is written."""
    if not isinstance(slip.new, (ast.Compare, ast.BinOp)) or not isinstance(slip.marked[0], tuple):
        return ""
    left, right = map(ast.unparse, slip.marked[0])
    return ast.unparse(slip.new).removeprefix(left).removesuffix(right).strip()


def nearest(tried, answer, meant=None):
    """The slip, the source it is in, and the syntax tree of the answer after the change; None if nothing is found.

    `meant` says of the source and a slip whether to try it; without it all are tried.
    """
    made = functions(answer.values())
    held = {name: value for f in made for name, value in inspect.getclosurevars(f).nonlocals.items()}
    if not made:
        return None
    file = made[0].__code__.co_filename
    source = "".join(linecache.getlines(file))
    nodes = _definitions(source, file, answer, held)
    if any(_names(node) & _LEFT_ALONE for node in nodes):
        return None
    around = made[0].__globals__ | held
    clock = WorkClock(SECONDS)
    for slip in slips(nodes):
        if clock.is_up():
            break
        if meant and not meant(source, slip):
            continue
        new = _located(slip.new, slip.old)
        tree = ast.Module([_replaced(node, slip.old, new) for node in nodes], [])
        if _is_right(tree, tried, answer, around):
            return slip, source, tree
    return None


def early_return(answer):
    """The same of a `return` that ends a loop in its first turn, whatever comes; None if there is none."""
    made = functions(answer.values())
    file = made[0].__code__.co_filename if made else ""
    source = "".join(linecache.getlines(file))
    for node in _definitions(source, file, answer, {}):
        for loop in (each for each in ast.walk(node) if isinstance(each, (ast.For, ast.While))):
            ends = [each for each in loop.body if isinstance(each, ast.Return)]
            if ends and not any(isinstance(each, ast.Continue) for each in ast.walk(loop)):
                line, number = marked(source, Slip(ends[0], None, ends[:1], "", ""))
                said = f"The `return` in line {number} of your cell stands inside a loop, so the loop ends in its first turn."
                return said, line, "Does it belong after the loop?"
    return None


def _names(tree):
    return {getattr(node, "id", "") for node in ast.walk(tree)} | {getattr(node, "attr", "") for node in ast.walk(tree)}


def _definitions(source, file, answer, held):
    """Syntax trees of the answer, of what its functions hold on to, and of the learner's own functions beside them that they call.

    Each defines the name that it is known by. The list is empty if a part of the answer is not to be found in the file.
    """
    try:
        top = ast.parse(source)
    except (SyntaxError, ValueError):
        return []
    makers = [node for node in ast.walk(top) if isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.Lambda))]
    asked, others = [], []
    for name, thing in [*answer.items(), *held.items()]:
        codes = [function.__code__ for function in functions([thing])]
        found = [node for node in makers if isinstance(node, ast.ClassDef) is isinstance(thing, type)]
        found = [node for node in found if codes and all(c.co_filename == file and _makes(node, c) for c in codes)]
        if len(found) == 1:
            (asked if name in answer else others).append(_called(name, found[0]))
        elif callable(thing) and name in answer:
            return []
    read = globals_read(functions([*answer.values(), *held.values()]))
    helpers = [n for n in top.body if isinstance(n, ast.FunctionDef) and n.name in read and n.name not in answer]
    return [*helpers, *others, *asked]


def _makes(node, code):
    """Whether a `def`, a `class` or a lambda is where a code object comes from."""
    if isinstance(node, ast.ClassDef):
        return any(isinstance(inner, ast.FunctionDef) and _makes(inner, code) for inner in node.body)
    if isinstance(node, ast.FunctionDef):
        return code.co_firstlineno == min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
    if code.co_name != "<lambda>" or code.co_firstlineno != node.lineno:
        return False
    body = node.body  # two lambdas may stand in one line
    ends = [p for p in code.co_positions() if None not in p and p[2] < p[3]]
    return all(
        (body.lineno, body.col_offset) <= (line, start) and (last, end) <= (body.end_lineno, body.end_col_offset)
        for line, last, start, end in ends
    )


def _called(name, node):
    """A definition under the name that it is known by."""
    if isinstance(node, ast.Lambda):
        return ast.fix_missing_locations(ast.copy_location(ast.Assign([ast.Name(name, ast.Store())], node), node))
    if node.name == name:
        return node
    fields = dict(ast.iter_fields(node)) | {"name": name}
    return ast.copy_location(type(node)(**fields), node)


def _is_right(tree, tried, answer, around):
    names = dict(around)
    try:
        exec(compile(tree, "<a changed copy>", "exec"), names)
        changed = {name: names[name] if callable(thing) else thing for name, thing in answer.items()}
        clock = Clock(_A_COPY)
        return all(each.passes(changed, clock) for each in tried)
    except Exception:
        return False


def _located(new, old):
    """A new node with the place of the old one, wherever it has none of its own. To go through the whole tree for that takes long."""
    if new is not None:
        ast.fix_missing_locations(ast.copy_location(ast.Expr(new), old))
    return new


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


def marked(source, slip):
    """The line or lines of the source that a slip marks something in, as Code, and the number of the first."""
    lines = source.splitlines()
    places = [_place(lines, each) for each in slip.marked]
    first, last = places[0][0][0], places[-1][1][0]
    if last - first >= _MOST_LINES:
        last = first
    shown = textwrap.dedent("\n".join(lines[first - 1 : last]))
    begins = list(itertools.accumulate((len(line) + 1 for line in shown.splitlines()), initial=0))
    indent = len(lines[first - 1]) - len(shown.splitlines()[0])
    marks = []
    for (line, column), (end_line, end_column) in places:
        begin = begins[line - first] + column - indent
        end = begins[end_line - first] + end_column - indent if end_line <= last else len(shown)
        if shown[begin:end] != shown.strip():  # of a whole line nothing stands out
            marks.append((begin, end))
    return Code(shown, marks), first


_MOST_LINES = 4


def _place(lines, marked):
    """Where something begins and ends, each a line and a column in letters."""
    if not isinstance(marked, tuple):
        begin, end = (marked.lineno, marked.col_offset), (marked.end_lineno, marked.end_col_offset)
        return _in_letters(lines, begin), _in_letters(lines, end)
    left, right = marked
    line, column = _in_letters(lines, (left.end_lineno, left.end_col_offset))
    last, end = _in_letters(lines, (right.lineno, right.col_offset))
    for number in range(line, last + 1):
        between = lines[number - 1][: end if number == last else None]
        found = re.compile(r"[^\s()\\#]+").search(between.split("#")[0], column if number == line else 0)
        if found:
            return (number, found.start()), (number, found.end())
    raise ValueError("no operator stands there")


def _in_letters(lines, place):
    """A syntax tree counts the bytes of a line."""
    line, column = place
    return line, len(lines[line - 1].encode()[:column].decode())
