"""What an error says about the line it came from, in the field's words, and where to look.

Python and NumPy say what they could not do. A learner needs to know which of two arrays has which shape, and which lengths would
have to agree. Everything here is read off the error and the frame it came from; nothing of the answer is run.
"""

import difflib
import linecache
import re

from dlcourse.checker import comparison
from dlcourse.checker.shape_errors import of_shapes

# Kind of error, what its message says, and what to do. In braces: the groups of the pattern.
_MEANINGS = [
    (AttributeError, r"module 'numpy' has no attribute '(int|float|bool|object|complex)'",
     "`np.{0}` is gone from NumPy. Python's own `{0}` does the same."),
    (AttributeError, r"'numpy.ndarray' object has no attribute '(append|extend|insert|pop|remove)'",
     "An array has a fixed size, so it has no `{0}`. Collect in a list and make an array of it in the end, or join arrays, as with "
     "`np.append` or `np.column_stack`."),
    (AttributeError, r"'(list|tuple)' object has no attribute '(\w+)'",
     "This is a {0}, and a {0} has no `{1}`. Take one entry of it, as in `things[k]` or in a loop, or make an array of it first: `np.array(...)`."),
    (AttributeError, r"'(int|float|numpy\.\w+)' object has no attribute '(\w+)'",
     "This is a single number, and a number has no `{1}`. Was an array expected here? `np.asarray(...)` takes both."),
    (AttributeError, r"'NoneType' object has no attribute '(\w+)'",
     "This is None, so nothing came back from where it was made. Does a function end without `return`, or does it work in place?"),
    (AttributeError, r"'(\w+)' object has no attribute '(\w+)'",
     "The object, a {0}, has nothing by the name `{1}`. Is it spelt so where it is made, for instance as `self.{1} = ...` in `__init__`?"),
    (UnboundLocalError, r"variable '(\w+)'",
     "`{0}` is read before it has a value in this function. Give it one first, before the loop or the `if`."),
    (RecursionError, r"", "The function calls itself, again and again. Does it call another one of the same name by mistake, or is the case missing in which "
     "it stops?"),
    (ValueError, r"truth value of an array",
     "An array holds many answers, one True or False for each entry, and `if`, `while`, `and` and `or` need a single one. To go entry by entry, use "
     "`np.where`, or `&` and `|`. To get one answer for the whole array, use `.all()` or `.any()`."),
    (TypeError, r"only (?:length-1|size-1|0-dimensional) arrays can be converted",
     "A function for one number was given a whole array. The one of the same name in `np` takes arrays; `int(...)` and `float(...)` take one number."),
    (TypeError, r"Cannot interpret '(\d+)' as a data type",
     "A shape is handed over as one thing, in brackets of its own: `(n_out, n_in)`. Here the second number was taken for a data type."),
    (IndexError, r"tuple index out of range",
     "There is no such entry: an index begins with 0, and the last of n things has the index n - 1. A `.shape` has one length for each axis, so an array with a "
     "single axis has no `shape[1]`."),
    (IndexError, r"too many indices for array: array is (\d)-dimensional, but (\d) were indexed",
     "The array has {0} axes, and {1} indices are given. Is it sometimes a single row, or a single number?"),
    (IndexError, r"arrays used as indices must be of integer|only integers, slices",
     "An index has to be a whole number. What stands between the brackets holds decimals, or something else: is it really what counts the rows or "
     "classes?"),
    (IndexError, r"index (-?\d+) is out of bounds for axis (\d) with size (\d+)",
     "The indices on axis {1} go from 0 to one less than {2}, so there is no {0}. Does a loop go one too far, or is it the wrong axis?"),
    (IndexError, r"(list|pop).*(index out of range|from empty)",
     "The list is shorter than that. Indices begin with 0, so the last of n has the index n - 1."),
    (ValueError, r"not enough values to unpack \(expected (\d+), got (\d+)\)",
     "{0} names stand on the left, and {1} values come from the right. What has the right side in it?"),
    (ValueError, r"too many values to unpack \(expected (\d+)",
     "{0} names stand on the left, and more values come from the right. Is it a list to loop over, or does a function return more?"),
    (TypeError, r"cannot unpack non-iterable NoneType object",
     "On the right there is None, which has nothing to unpack. Is an argument None in this call, or does a function end without `return`?"),
    (TypeError, r"cannot unpack non-iterable (\w+) object",
     "On the right there is a single {0}, with nothing to unpack. Does the function return only one thing, or is one level of a list missing?"),
    (ValueError, r"inhomogeneous shape|setting an array element with a sequence",
     "Rows of different lengths, or a whole array in the place of one number: an array needs as many numbers in every row, and one in every place."),
    (TypeError, r"unsupported operand type\(s\) for @|matmul: Input operand \d does not have enough dimensions",
     "`@` is a product of arrays, and one of the two here is a single number. Did a loop, or an index, take the rows apart?"),
    (ValueError, r"matmul: Input operand \d does not have enough dimensions",
     "`@` is a product of arrays, and one of the two here is a single number. Did a loop, or an index, take the rows apart?"),
    (TypeError, r"unsupported operand type\(s\) for ([^:]+): '([\w.]+)' and '([\w.]+)'",
     "The operation `{0}` does not go with these two: on the left stands a value of the type {1}, on the right one of the type {2}. Is one of them not yet what you think: a list and no array, a function that is not "
     "called, or None, because a `return` is missing?"),
    (TypeError, r"can't multiply sequence by non-int|can only concatenate",
     "Lists are not calculated with: `+` joins them, and `*` repeats them. `np.array(...)` makes an array of a list."),
    (TypeError, r"'([\w.]+)' object is not callable",
     "Round brackets call a function, and this is a {0}. Is a `*` missing in front of them, are square brackets meant, or has a name been used twice?"),
    (TypeError, r"'([\w.]+)' object is not subscriptable",
     "Square brackets take an entry, and a {0} has none. Are round brackets meant, which call a function?"),
    (TypeError, r"'(?:int|float|numpy\.\w+)' object does not support item assignment",
     "This is a single number, and a number has no entries that can be set. The code has to work for a number, too: `np.where` takes both."),
    (TypeError, r"'([\w.]+)' object is not iterable",
     "A loop goes through a list or an array, and this is a single {0}. `range(n)` counts to n."),
    (TypeError, r"object of type '([\w.]+)' has no len|len\(\) of unsized object",
     "It is a single thing, without a length. Does the code have to work for a single number too?"),
    (TypeError, r"missing (\d+) required positional arguments?: (.+)",
     "The call leaves out {1}. If it is a method: it is called on an object, which is then handed over as `self`."),
    (TypeError, r"takes (?:from )?(\d+)(?: to \d+)? positional arguments? but (\d+) (?:was|were) given",
     "More is handed over than the function takes. A method is always handed the object too: does `self` stand first in its `def`?"),
    (TypeError, r"got an unexpected keyword argument '(\w+)'", "The function that is called has no argument with the name `{0}`. Your own functions take the names in the task. For a function of NumPy, look up the names of its arguments."),
    (TypeError, r"'<' not supported|'>' not supported",
     "Only numbers are compared so. One of the two is something else: a list, a function that is not called, or None."),
    (TypeError, r"ufunc '(?:bitwise_\w+|left_shift|right_shift|invert)'|unsupported operand type\(s\) for (?:\^|&|\||<<|>>)",
     "`^`, `&`, `|`, `<<` and `>>` work on the bits of whole numbers. A power is `**`, and a product `*` or `@`."),
    (AttributeError, r"_generator.Generator' object has no attribute '(\w+)'",
     "A generator has no `{0}`, which is a name of `np.random`'s own. `rng.normal(size=...)`, `rng.random(size=...)` and `rng.permutation(n)` are methods of a generator."),
    (ValueError, r"einstein sum",
     "The letters of `np.einsum` have to be as many as the axes of each array. Does the code have to work for another number of axes, too?"),
    (TypeError, r"type (numpy.ndarray|list) doesn't define __(\w+)__ method",
     "Python's own `{1}` takes one number, and this is a {0}. `np.{1}` takes them all."),
    (ZeroDivisionError, r"", "Something is divided by 0. Which length or number is 0 in this case?"),
    (ValueError, r"all the input array(?:s must have same number of dimensions| dimensions)",
     "Arrays are joined that do not fit: they need as many axes, and equal lengths along all of them but the one they are joined along."),
    (ValueError, r"cannot reshape array of size (\d+) into shape (.+)",
     "The {0} numbers do not fill the shape {1}. The lengths have to give {0} when multiplied."),
    (ValueError, r"axis (-?\d+) is out of bounds for array of dimension (\d)",
     "The array has {1} axes here, so there is no axis {0}. The last axis, however many there are, is `axis=-1`."),
    (TypeError, r"Cannot cast ufunc '(\w+)' output",
     "The array holds whole numbers, so a decimal cannot be put into it in place. Make it one of decimals first: `.astype(float)`."),
    (OverflowError, r"", "A number became too large. Does something grow in each turn, or is `math.exp` given a large number?"),
    (ValueError, r"math domain error", "The function is not defined for this number, such as the log of 0."),
    (KeyError, r"", "The dict has no such key. Was a list asked for, with numbers as indices?"),
]  # fmt: skip


def meaning(problem, namespace):
    """One or two sentences on an error, or "" if there is nothing to add to what it says.

    Parameters
    ----------
    problem : BaseException
    namespace : dict
        The globals of the answer, by which its own lines are known.
    """
    said = comparison.said(problem)
    shapes = of_shapes(problem, said, namespace)
    if shapes:
        return shapes
    if type(problem) is NameError and problem.name and problem.__traceback__:
        return _of_a_name(problem)
    for kind, pattern, words in _MEANINGS:
        found = isinstance(problem, kind) and re.search(pattern, said)
        if found:
            return words.format(*(_word(group) for group in found.groups()))
    if _from_the_course(problem):
        return "The error is a sentence of a function of the course that your line calls. It says what it was handed: is that what it should get?"
    return ""


def _of_a_name(problem):
    """What to say of a name that was not found: one that is nearly the same, or where a name such as this comes from."""
    trace, name = problem.__traceback__, problem.name
    while trace.tb_next:
        trace = trace.tb_next
    frame = trace.tb_frame
    names = [*frame.f_locals, *(each for each in frame.f_globals if not each.startswith("_"))]
    near = [each for each in names if each.casefold() == name.casefold()] or difflib.get_close_matches(
        name, names, 1, 0.7
    )
    if near:
        return f"Nothing is called `{name}` here, but something is called `{near[0]}`. Is that the one that you mean?"
    words = f"Nothing is called `{name}` here. Is it spelt as where it is made, and has that cell been run?"
    if "self" in frame.f_locals:
        return f"{words} What belongs to the object is read with `self.` in front."
    line = linecache.getline(frame.f_code.co_filename, trace.tb_lineno or 0, frame.f_globals)
    return f"{words} A module has to be imported first." if re.search(rf"\b{name}\.", line) else words


def _from_the_course(problem):
    """Whether the error was raised by the maths of the course, which says in a sentence what was wrong."""
    trace = problem.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    name = trace.tb_frame.f_globals.get("__name__", "") if trace else ""
    return name.startswith("dlcourse.") and not name.startswith(("dlcourse.checker", "dlcourse.exercises"))


def _word(group):
    return {"numpy.ndarray": "NumPy array", "NoneType": "None", "** or pow()": "**"}.get(group, group or "")
