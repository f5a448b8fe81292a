"""What an error about shapes says: which array has which shape, which lengths would have to agree, and where to look."""

import ast
import linecache
import re

import numpy as np

_PRODUCT = re.compile(r"not aligned|mismatch in its core dimension")
_BROADCAST = re.compile(r"could not be broadcast together with shapes (\([\d, ]*\)) (\([\d, ]*\))")
_INTO = re.compile(r"could not broadcast input array from shape (\([\d, ]*\)) into shape (\([\d, ]*\))")
_TOO_MANY = re.compile(r"too many indices for array: array is (\d)-dimensional, but (\d) were indexed")


def of_shapes(problem, said, namespace):
    """One or two sentences on an error about shapes, or "" if it is no such error, or if nothing can be added.

    Parameters
    ----------
    problem : BaseException
    said : str
        Its message.
    namespace : dict
        The globals of the answer, by which its own lines are known.
    """
    if not isinstance(problem, (ValueError, IndexError)):
        return ""
    frame, node = _failing(problem, namespace)
    if isinstance(problem, IndexError):
        indexed = _TOO_MANY.search(said)
        if indexed:
            return _too_many_indices(*map(int, indexed.groups()), frame, node)
        return _no_such_length(frame, node) if "tuple index out of range" in said else ""
    if _PRODUCT.search(said):
        return _product(said, frame, _operands(node))
    broadcast, into = _BROADCAST.search(said), _INTO.search(said)
    if broadcast:
        return _entry_by_entry(*map(_lengths, broadcast.groups()), frame, _operands(node))
    if into:
        written, place = into.groups()
        return (
            f"What is written has shape {written}, and the place that it is written to has shape {place}. The two have to be equal. Look at "
            "the index on the left, and at the axis along which the right side is worked out."
        )
    return _unpacked_shape(frame, node) if said.startswith("not enough values to unpack") else ""


def shapes_in_product(problem, said, namespace):
    """Which shapes the two sides of a product had that failed: "x has shape (4, 3), and W has shape (2, 3)"; "" if that is not known."""
    if not isinstance(problem, ValueError) or not _PRODUCT.search(said):
        return ""
    frame, node = _failing(problem, namespace)
    operands = _operands(node)
    shapes = _of_product(said, frame, operands)
    return _named(operands, shapes[:2])[0].replace("`", "") if len(shapes) > 1 and None not in shapes[:2] else ""


def _failing(problem, namespace):
    """The last of the answer's own frames, and the syntax tree of what failed there; None where it cannot be told."""
    trace, own = problem.__traceback__, None
    while trace:
        if trace.tb_frame.f_globals is namespace:
            own = trace
        trace = trace.tb_next
    if own is None:
        return None, None
    code = own.tb_frame.f_code
    line, last, start, end = list(code.co_positions())[own.tb_lasti // 2]
    if None in (line, last, start, end):
        return own.tb_frame, None
    lines = [
        linecache.getline(code.co_filename, k, own.tb_frame.f_globals).encode() for k in range(line, (last or line) + 1)
    ]
    lines[-1] = lines[-1][:end]
    lines[0] = lines[0][start:]
    text = b"".join(lines).decode(errors="ignore")
    whole = linecache.getline(code.co_filename, line, own.tb_frame.f_globals).strip()
    for source in (f"({text}\n)", whole):
        try:
            node = ast.parse(source).body[0]
        except (SyntaxError, ValueError, IndexError):
            continue
        node = node.value if isinstance(node, ast.Expr) else node
        if not isinstance(node, ast.Tuple):  # of `n, d = x.shape` the names are what fails, and the line says the rest
            return own.tb_frame, node
    return own.tb_frame, None


def _operands(node):
    """The sources of the two things that an operation, or a call, puts together; () where that cannot be told."""
    pair = (node.left, node.right) if isinstance(node, ast.BinOp) else tuple(getattr(node, "args", ()))[:2]
    if isinstance(node, ast.AugAssign):
        pair = (node.target, node.value)
    if isinstance(node, ast.Call) and len(pair) == 1 and isinstance(node.func, ast.Attribute):
        pair = (node.func.value, *pair)  # a.dot(b)
    return tuple(ast.unparse(each) for each in pair) if len(pair) == 2 else ()


def _shape(source, frame):
    """Shape of what a name, an attribute or a `.T` of one stands for; None of anything that would have to be worked out."""
    simple = (ast.Expression, ast.Name, ast.Attribute, ast.Load, ast.Subscript, ast.Constant, ast.UnaryOp, ast.USub)
    try:
        tree = ast.parse(source, mode="eval")
        if all(isinstance(node, simple) for node in ast.walk(tree)):
            value = eval(compile(tree, "<shape>", "eval"), frame.f_globals, dict(frame.f_locals))
            return np.shape(value) if isinstance(value, (np.ndarray, np.number, int, float)) else None
    except Exception:
        return None
    return None


def _lengths(text):
    return tuple(int(number) for number in re.findall(r"\d+", text))


def _named(operands, shapes):
    """The two things with their shapes: by what is written there, if that is short."""
    names = [f"`{each}`" if len(each) <= 40 else "" for each in operands] or ["", ""]
    first, second = names[0] or "the one on the left", names[1] or "the one on the right"
    words = f"{first} has shape {shapes[0]}, and {second} has shape {shapes[1]}"
    return (words[0].upper() + words[1:], second) if words[0] != "`" else (words, second)


def _of_product(said, frame, operands):
    """The shapes of both sides of a product, which NumPy's message has for `np.dot` only."""
    if "not aligned" in said:
        return [_lengths(each) for each in re.findall(r"\([\d, ]*\)", said)]
    return [_shape(each, frame) for each in operands]


def _product(said, frame, operands):
    shapes = _of_product(said, frame, operands)
    if len(shapes) < 2 or None in shapes[:2]:
        sizes = re.search(r"size (\d+) is different from (\d+)", said)
        if not sizes:
            return ""
        return (
            f"A product takes the last length of the left array and the first of the right one, which have to be equal. Here they are "
            f"{sizes[2]} and {sizes[1]}. Print both shapes: is one of them to be turned over with `.T`, or is `*` meant, entry by entry?"
        )
    left, right = shapes[:2]
    words, _ = _named(operands, (left, right))
    first = right[-2] if len(right) > 1 else right[0]
    words += (
        f". In a product the last length of the left one, {left[-1]}, has to equal the first of the right one, {first}."
    )
    turned = []
    if len(right) == 2 and right[1] == left[-1]:
        turned.append("the right one")
    if len(left) == 2 and left[0] == first:
        turned.append("the left one")
    if turned:
        words += f" They would agree if {' or '.join(turned)} were turned over with `.T`."
    if left == right:
        words += " And if entry by entry is meant, it is `*`."
    return words


def _entry_by_entry(left, right, frame, operands):
    words, _ = _named(operands, (left, right))
    if len(left) == len(right) == 1:
        return f"{words}. Entry by entry, two arrays need equally many numbers.{_counted(left[0], right[0], frame)}"
    pairs = list(zip(reversed(left), reversed(right), strict=False))
    one, other = next(((a, b) for a, b in pairs if a != b and 1 not in (a, b)), (None, None))
    words += (
        ". Entry by entry, lengths are compared from the last one on, and each two have to be equal, or one of them 1"
    )
    words += f": here {one} meets {other}." if one is not None else "."
    short, long = sorted((left, right), key=len)
    if len(short) == 1 and len(long) == 2 and short[0] == long[0]:
        return f"{words} For one number for each row, the shorter one needs a second axis: `keepdims=True`, or `[:, np.newaxis]`."
    if left == right[::-1]:
        return f"{words} They would agree if one of them were turned over with `.T`."
    return f"{words} Which of the two shapes is not the one that you expected? Look at the line that makes it."


# What rows and columns are, by the first letter of an array's name.
_ROWS = {"X": ("an example", "a feature"), "W": ("a neuron", "an input")}


def _counted(left, right, frame):
    """What two lengths that should be equal count: the rows and the columns of an array that stands around, or one more of the same."""
    for name, value in (dict(frame.f_locals) if frame else {}).items():
        if isinstance(value, np.ndarray) and value.ndim == 2 and {left, right} == set(value.shape):
            row, column = (f", {each}," if each else "" for each in _ROWS.get(name[:1], ("", "")))
            return (
                f" `{name}` has {len(value)} rows and {value.shape[1]} columns. So one of the two has a number for each row{row} and the other one a "
                f"number for each column{column.rstrip(',')}. Which of them is meant? `{name} @ v` makes numbers for the rows out of numbers for the "
                "columns. If you want a table with a row for each number of the one and a column for each number of the other, make the first one a column: `[:, np.newaxis]`."
            )
    if abs(left - right) == 1:
        return " One of them has one more. Does it count the bias or a column of 1, and the other one not? Or does an index leave an entry out?"
    return " What does each of them count: the examples, the inputs, or the neurons? Look at the line that makes the one that you did not expect."


def _axes(number):
    return {0: "no axis", 1: "one axis", 2: "two axes", 3: "three axes"}.get(number, f"{number} axes")


def _no_such_length(frame, node):
    """Of `x.shape[1]`, where x has one axis."""
    if not isinstance(node, ast.Subscript) or not _is_shape(node.value):
        return ""
    name, shape = _array(node.value, frame)
    if shape is None:
        return ""
    words = f"{name} has shape {shape} here, so there is no `{ast.unparse(node)}`."
    return words + _with_so_few(len(shape), name)


def _unpacked_shape(frame, node):
    """Of `n, d = x.shape`, where x has one axis."""
    if not isinstance(node, ast.Assign) or not _is_shape(node.value) or not isinstance(node.targets[0], ast.Tuple):
        return ""
    name, shape = _array(node.value, frame)
    if shape is None:
        return ""
    words = f"{name} has shape {shape} here, and `{ast.unparse(node.targets[0]).strip('()')}` asks for {len(node.targets[0].elts)} lengths."
    return words + _with_so_few(len(shape), name)


def _with_so_few(axes, name):
    if axes == 0:
        return f" It is a single number, which has no lengths. Does the code have to work for a single number, too? `np.size({name.strip('`')})` is 1 then."
    if axes == 1:
        return (
            f" An array with one axis has only one length, `{name.strip('`')}.shape[0]`. Is it a single example, a row of its own? The last length, however many "
            "there are, is `.shape[-1]`."
        )
    return f" It has {_axes(axes)}, and indices begin with 0."


def _too_many_indices(axes, given, frame, node):
    name, shape = None, None
    if isinstance(node, ast.Subscript):
        source = ast.unparse(node.value)
        name, shape = f"`{source}`", _shape(source, frame)
    if shape is None:
        what = f"The array has {_axes(axes)} here"
    else:
        what = f"{name} has shape {shape} here, which is {_axes(axes)}"
    asked = f"`{ast.unparse(node)}` asks" if shape is not None and len(ast.unparse(node)) <= 40 else "the index asks"
    return f"{what}, and {asked} for {given}. Is it a single row or a single number, or has an index or a sum taken an axis away before?"


def _is_shape(node):
    """Whether this is `x.shape` or `np.shape(x)`."""
    return getattr(node, "attr", "") == "shape" or getattr(getattr(node, "func", None), "attr", "") == "shape"


def _array(node, frame):
    """The name and the shape of the x in `x.shape`, or in `np.shape(x)`."""
    inside = node.value if isinstance(node, ast.Attribute) else (node.args or [node])[0]
    source = ast.unparse(inside)
    return f"`{source}`", _shape(source, frame)
