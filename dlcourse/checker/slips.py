"""Small changes of a syntax tree that undo what people slip on: a sign, a comparison, an axis, an index, a name, a line too far in.

Nothing is run here. `one_change` tries the changes, in the order in which they come: the likeliest first.
"""

import ast
import itertools
from dataclasses import dataclass

MOST = 600  # of one answer


@dataclass
class Slip:
    """One change.

    Parameters
    ----------
    old, new : ast.AST
        What is exchanged for what; None takes a line out.
    marked : list
        What the card marks: syntax trees, and pairs of them, which stand for the operator between the two.
    what : str
        What is marked, as in "one number". A card says "... in line 3 of your cell".
    asks : str
        What to ask oneself of it.
    """

    old: ast.AST
    new: ast.AST | None
    marked: list
    what: str
    asks: str


def slips(trees):
    """The changes of some functions and classes, each a Slip."""
    nodes = [node for tree in trees for node in _without_docstrings(tree)]
    ways = (
        _operators,
        _comparisons,
        _numbers,
        _axes,
        _turned,
        _order,
        _functions,
        _slices,
        _steps,
        _lines,
        _too_many,
        _signs,
    )
    changes = itertools.chain(*(way(node) for way in ways for node in nodes), *(_names(tree) for tree in trees))
    return itertools.islice(changes, MOST)


def _without_docstrings(tree):
    texts = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant)}
    return [node for node in ast.walk(tree) if id(node) not in texts and hasattr(node, "lineno")]


_OPERATORS = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.MatMult, ast.Pow, ast.FloorDiv)
_COMPARISONS = (ast.Gt, ast.GtE, ast.Lt, ast.LtE, ast.Eq, ast.NotEq)


def _others(kinds, one):
    return [kind for kind in kinds if not isinstance(one, kind)]


def _operators(node):
    words = "one operator", "Is it the one that is needed?"
    if isinstance(node, ast.BinOp):
        for other in _others(_OPERATORS, node.op):
            yield Slip(node, ast.BinOp(node.left, other(), node.right), [(node.left, node.right)], *words)
    if isinstance(node, ast.AugAssign):
        between = [(node.target, node.value)]
        for other in _others(_OPERATORS, node.op):
            yield Slip(node, ast.AugAssign(node.target, other(), node.value), between, *words)
        anew = ast.Assign([node.target], node.value)
        yield Slip(node, anew, between, "one operator", "Does this line have to collect, or to set anew?")
    if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
        added = ast.AugAssign(node.targets[0], ast.Add(), node.value)
        between = [(node.targets[0], node.value)]
        yield Slip(node, added, between, "one operator", "Does this line have to set anew, or to collect?")
    if isinstance(node, ast.BoolOp):
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        between = list(itertools.pairwise(node.values))
        yield Slip(node, ast.BoolOp(other, node.values), between, "one operator", "Is it `and` or `or` that is meant?")


def _comparisons(node):
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        between = [(node.left, node.comparators[0])]
        for other in _others(_COMPARISONS, node.ops[0]):
            asks = "Which side is meant, and what happens where the two are equal?"
            new = ast.Compare(node.left, [other()], node.comparators)
            yield Slip(node, new, between, "one comparison", asks)
    if isinstance(node, (ast.If, ast.While)):
        turned = type(node)(ast.UnaryOp(ast.Not(), node.test), node.body, node.orelse)
        yield Slip(node, turned, [node.test], "one condition", "Is it the opposite of what is meant?")
    if isinstance(node, ast.IfExp):
        turned = ast.IfExp(node.test, node.orelse, node.body)
        yield Slip(node, turned, [node], "one choice", "Which of the two values is meant when?")


def _numbers(node):
    asks = "Is it the one that is needed?"
    if isinstance(node, ast.Constant) and type(node.value) is bool:
        yield Slip(node, ast.Constant(not node.value), [node], "one value", asks)
    elif isinstance(node, ast.Constant) and type(node.value) in (int, float):
        value = node.value
        others = [value + 1, value - 1 if value else value, 2 * value, value / 2, 0, 1, 2, 0.5]
        for k, other in enumerate(others):
            if other != value and other not in others[:k]:
                new = ast.Constant(other) if other >= 0 else ast.UnaryOp(ast.USub(), ast.Constant(-other))
                yield Slip(node, new, [node], "one number", asks)


_ALONG = {"sum", "mean", "max", "min", "argmax", "argmin", "prod", "any", "all", "std", "cumsum", "norm", "sort", "concatenate", "softmax"}  # fmt: skip


def _axes(node):
    if not isinstance(node, ast.Call) or _called(node) not in _ALONG:
        return
    words = "one call", "Along which axis is it meant, and what shape does it leave?"
    keywords = {keyword.arg: keyword.value for keyword in node.keywords}
    axes = [None, *(ast.Constant(axis) for axis in (0, 1)), ast.UnaryOp(ast.USub(), ast.Constant(1))]
    for axis, kept in itertools.product(axes, (False, True)):
        given = {name: value for name, value in keywords.items() if name not in ("axis", "keepdims")}
        given |= {} if axis is None else {"axis": axis}
        given |= {"keepdims": ast.Constant(True)} if kept else {}
        new = ast.Call(node.func, node.args, [ast.keyword(name, value) for name, value in given.items()])
        if ast.dump(new) != ast.dump(node):
            yield Slip(node, new, [node], *words)


def _called(call):
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _turned(node):
    asks = "Do its rows and columns have to change places here?"
    if isinstance(node, ast.Attribute) and node.attr == "T":
        yield Slip(node, node.value, [node], "one array", asks)
    sides = ()
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.MatMult, ast.Mult)):
        sides = (node.left, node.right)
    if isinstance(node, ast.Call) and _called(node) in ("dot", "matmul", "outer", "inner"):
        sides = node.args
    for side in sides:
        if not (isinstance(side, ast.Attribute) and side.attr == "T"):
            yield Slip(side, ast.Attribute(side, "T", ast.Load()), [side], "one array", asks)
    if isinstance(node, ast.Return) and node.value is not None:
        yield Slip(node.value, ast.Attribute(node.value, "T", ast.Load()), [node.value], "the result", asks)


def _order(node):
    words = "the order of two things", "Which of the two has to come first?"
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Sub, ast.Div, ast.MatMult, ast.Pow)):
        yield Slip(node, ast.BinOp(node.right, node.op, node.left), [node], *words)
    if isinstance(node, ast.Call) and len(node.args) > 1 and not any(isinstance(a, ast.Starred) for a in node.args):
        for k in range(len(node.args) - 1):
            args = [*node.args[:k], node.args[k + 1], node.args[k], *node.args[k + 2 :]]
            new = ast.Call(node.func, args, node.keywords)
            yield Slip(node, new, [node], "the order of the arguments", "In which order are they taken?")
    if isinstance(node, ast.Tuple) and isinstance(node.ctx, ast.Load) and len(node.elts) == 2:
        yield Slip(node, ast.Tuple(node.elts[::-1], ast.Load()), [node], *words)


_ALIKE = [
    {"sum", "mean"}, {"max", "min"}, {"argmax", "argmin"}, {"maximum", "minimum"}, {"zeros", "ones"},
    {"zeros_like", "ones_like"}, {"abs", "square"}, {"sin", "cos"}, {"dot", "outer"}, {"log", "log2", "log10", "log1p"},
    {"exp", "expm1"}, {"append", "extend"}, {"any", "all"}, {"vstack", "hstack", "column_stack"}, {"normal", "random"},
    {"tanh", "exp"}, {"fn", "derivative"}, {"round", "floor"}, {"sqrt", "square"},
]  # fmt: skip


def _functions(node):
    if isinstance(node, ast.Attribute):
        others = {name for group in _ALIKE if node.attr in group for name in group} - {node.attr}
        for other in sorted(others):
            new = ast.Attribute(node.value, other, node.ctx)
            yield Slip(node, new, [node], "one function", "Is it the one that is needed here?")


def _slices(node):
    if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
        asks = "Which entries are meant?"
        if isinstance(node.slice, ast.Slice):
            yield Slip(node, node.value, [node], "one slice", asks)
            parts = node.slice.lower, node.slice.upper, node.slice.step
            for k in range(3):
                if parts[k] is not None:
                    kept = [None if j == k else part for j, part in enumerate(parts)]
                    new = ast.Subscript(node.value, ast.Slice(*kept), node.ctx)
                    yield Slip(node, new, [node], "one slice", asks)
        elif not isinstance(node.slice, (ast.Tuple, ast.Constant)):
            for new in _next_to(node.slice):
                yield Slip(node, ast.Subscript(node.value, new, node.ctx), [node], "one index", asks)


def _next_to(value):
    yield ast.BinOp(value, ast.Add(), ast.Constant(1))
    yield ast.BinOp(value, ast.Sub(), ast.Constant(1))


def _steps(node):
    """Where a loop begins and ends."""
    if isinstance(node, ast.Call) and _called(node) == "range" and node.args:
        words = "one loop", "How many turns should there be, and where do they begin?"
        for k, value in enumerate(node.args):
            for new in _next_to(value):
                other = ast.Call(node.func, [*node.args[:k], new, *node.args[k + 1 :]], [])
                yield Slip(node, other, [node], *words)
        if len(node.args) == 1:
            yield Slip(node, ast.Call(node.func, [ast.Constant(1), *node.args], []), [node], *words)
        if len(node.args) == 2:
            yield Slip(node, ast.Call(node.func, node.args[1:], []), [node], *words)


def _lines(node):
    """A line too far in, not far enough, or too many."""
    body = getattr(node, "body", None)
    if not isinstance(body, list) or isinstance(node, ast.ClassDef):
        return
    for k, inner in enumerate(body):
        if isinstance(inner, (ast.For, ast.While, ast.If)) and len(inner.body) > 1 and not inner.orelse:
            last = inner.body[-1]
            shorter = _with_body(inner, inner.body[:-1])
            moved = _with_body(node, [*body[:k], shorter, last, *body[k + 1 :]])
            yield Slip(node, moved, [last], "the indentation", "Does this line belong inside the block?")
        if isinstance(inner, (ast.For, ast.While)) and k + 1 < len(body) and not inner.orelse:
            after = body[k + 1]
            longer = _with_body(inner, [*inner.body, after])
            if not isinstance(after, ast.Return):
                moved = _with_body(node, [*body[:k], longer, *body[k + 2 :]])
                yield Slip(node, moved, [after], "the indentation", "Does this line belong into the loop before it?")
        if isinstance(inner, (ast.For, ast.While)) and k and isinstance(body[k - 1], ast.Assign):
            inside = _with_body(inner, [body[k - 1], *inner.body])
            moved = _with_body(node, [*body[: k - 1], inside, *body[k + 1 :]])
            asks = "Does this have to happen once, or in each turn of the loop after it?"
            yield Slip(node, moved, [body[k - 1]], "the place of a statement", asks)
        if len(body) > 1 and isinstance(inner, (ast.Assign, ast.AugAssign, ast.Expr, ast.If, ast.Break)):
            if not (isinstance(inner, ast.Expr) and isinstance(inner.value, ast.Constant)):
                without = _with_body(node, [*body[:k], *body[k + 1 :]])
                yield Slip(node, without, [inner], "one statement", "Is it needed?")
        if k + 1 < len(body) and not isinstance(body[k + 1], ast.Return):
            swapped = _with_body(node, [*body[:k], body[k + 1], inner, *body[k + 2 :]])
            asks = "Which comes first: this, or what stands after it?"
            yield Slip(node, swapped, [inner], "the place of a statement", asks)


def _with_body(node, body):
    fields = dict(ast.iter_fields(node)) | {"body": body}
    return ast.copy_location(type(node)(**fields), node)


def _too_many(node):
    """A term, a factor or a call too many."""
    if isinstance(node, ast.BinOp):
        for kept in (node.left, node.right):
            yield Slip(node, kept, [node], "one expression", "Is all of it needed?")
    if isinstance(node, ast.Call) and len(node.args) == 1 and not node.keywords:
        yield Slip(node, node.args[0], [node], "one call", "Is this call needed?")
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and not node.args:
        yield Slip(node, node.func.value, [node], "one call", "Is this call needed?")
    if isinstance(node, ast.UnaryOp):
        what = "one `not`" if isinstance(node.op, ast.Not) else "one sign"
        yield Slip(node, node.operand, [node], what, "Is it needed?")


def _signs(node):
    if isinstance(node, ast.Return) and node.value is not None and not isinstance(node.value, ast.Tuple):
        yield Slip(node.value, ast.UnaryOp(ast.USub(), node.value), [node.value], "one sign", "Is the sign right?")
    if isinstance(node, ast.Call) and _called(node) in ("exp", "log", "append"):
        for arg in node.args:
            yield Slip(arg, ast.UnaryOp(ast.USub(), arg), [arg], "one sign", "Is the sign right?")


def _names(tree):
    """Another name of the same function in the place of a name."""
    for inner in ast.walk(tree):
        if not isinstance(inner, ast.FunctionDef):
            continue
        arguments = [arg.arg for arg in inner.args.args if arg.arg != "self"]
        stored = [n.id for n in ast.walk(inner) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)]
        names = list(dict.fromkeys([*arguments, *stored]))
        for node in ast.walk(inner):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in names:
                for other in names:
                    if other != node.id:
                        new = ast.Name(other, ast.Load())
                        yield Slip(node, new, [node], "one name", "Is it the one that is meant here?")
