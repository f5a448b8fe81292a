"""What came back against what was expected: the first thing that is off, in words."""

import math
import re
from dataclasses import dataclass

import numpy as np

from dlcourse.checker.plain import Thing, cut, in_short
from dlcourse.checker.words import ordinals, shaped

_NEAR_ZERO = 1e-12  # so much two results may differ that are near to 0


@dataclass(frozen=True)
class Difference:
    """The first difference found: one sentence, and where it is (empty if everywhere)."""

    sentence: str
    where: str = ""


def difference(got, want, tolerance=1e-9, part="", parts=(), entries=""):
    """Compare in the order: None, type, shape, finite, values. Return a Difference, or None if all is well.

    Parameters
    ----------
    got, want : object
        Scalars, arrays, lists of numbers, or tuples of those.
    tolerance : float
        Relative, against the largest expected entry.
    part : str
        What the messages call it: "" for the whole, or "the first of the 2".
    parts : tuple of str
        What the messages call the parts of a tuple.
    entries : str
        What the messages call the entries of a list, with their number: "layer".
    """
    it = part or "it"
    if got is None:
        why = "" if part else ": nothing came back. Did the function end without a `return`?"
        return Difference(f"{_begin(part)} is None{why or '.'}")
    if got is ...:
        return Difference(f"{_begin(part)} is still `...`.")
    if isinstance(want, tuple) or (
        isinstance(want, list) and any(isinstance(item, (np.ndarray, tuple, list)) for item in want)
    ):
        return _tuple_difference(got, want, tolerance, part, parts, entries)
    if isinstance(want, str):
        return None if isinstance(got, str) and got == want else Difference(f"{_begin(part)} is {got!r}, not {want!r}.")
    wanted = np.asarray(want)
    if wanted.ndim and not isinstance(want, list) and not isinstance(got, np.ndarray):
        return Difference(f"{_begin(part)} is {kind(got)}; a NumPy array was asked for.")
    array = as_array(got)
    if array.dtype.kind == "b":
        turn = "`.astype(int)`" if wanted.ndim else "`int(...)`"
        cure = f"; 0 and 1 were asked for ({turn} turns them)" if wanted.dtype.kind in "iu" else ""
        return Difference(f"{_begin(part)} holds True and False, not numbers{cure}.")
    if array.dtype.kind not in "iuf":
        if not isinstance(got, np.ndarray):
            return Difference(f"{_begin(part)} is {kind(got)}; {kind(want)} was asked for.")
        held = "text" if array.dtype.kind in "US" else "Python objects"
        return Difference(f"{_begin(part)} holds {held}, not numbers.")
    if array.shape != wanted.shape:
        asked = f"shape {wanted.shape}" if wanted.ndim else "a single number"
        return Difference(f"{_begin(part)} {shaped(array.shape)}; {asked} was asked for.")
    if wanted.dtype.kind in "iu" and array.dtype.kind == "f":
        return Difference(f"{_begin(part)} holds decimal numbers (float); whole numbers (int) were asked for.")
    strange = ~np.isfinite(array) & np.isfinite(wanted)
    if strange.any():
        where = _first(strange)
        values = f"{array[where]}, expected {number(wanted[where])}"
        return Difference(f"{_begin(part)} is not finite where it should be.", f"{_index(it, where)}{values}")
    if array.dtype.itemsize < 8 and array.dtype.kind == "f":
        tolerance = max(tolerance, 5e-6)  # float32 carries seven digits
    scale = np.abs(wanted[np.isfinite(wanted)]).max(initial=0.0) or 1.0
    with np.errstate(invalid="ignore"):
        off = ~(
            (array == wanted) | (np.abs(array - wanted) <= tolerance * scale) | (np.isnan(array) & np.isnan(wanted))
        )
    if off.any():
        where = _first(off)
        values = f"{number(array[where], wanted[where])}, expected {number(wanted[where], array[where])}"
        count = f" ({off.sum()} of {off.size} numbers differ)" if off.size > 1 else ""
        return Difference(
            f"{_begin(part)} has wrong values{count}." if off.size > 1 else f"{_begin(part)} is wrong.",
            f"{_index(it, where)}{values}",
        )
    return None


def _tuple_difference(got, want, tolerance, part, parts, entries):
    names, inner = _names(want, part, parts, entries)
    got = _unpacked(got, want)
    if not isinstance(got, (tuple, list)) or len(got) != len(want):
        given = f"{len(got)} thing{'s' * (len(got) != 1)}" if isinstance(got, (tuple, list)) else kind(got)
        listed = (
            ", in a list" if isinstance(want, list) else f", as in `return {', '.join(parts or _COUNTED[: len(want)])}`"
        )
        return Difference(f"{_begin(part)} is {given}; {len(want)} things were asked for{'' if part else listed}.")
    for name, one, other in zip(names, got, want, strict=True):
        found = difference(one, other, tolerance, name, inner)
        if found:
            return found
    return None


_COUNTED = ("one", "two", "three", "four", "five", "six")


def _names(want, part, parts, entries):
    """What the things in a tuple or list are called, and what their own parts are called, if `parts` are the names of those."""
    if isinstance(want, list):
        inner = parts if all(isinstance(each, tuple) and len(each) == len(parts) for each in want) else ()
        if entries:
            return [f"{entries} {number}" for number in range(1, len(want) + 1)], inner
        return [f"the {ordinal} entry of {part or 'the list'}" for ordinal in ordinals(len(want))], inner
    if len(parts) == len(want):
        return [f"`{each}`" + (f" in {part}" if part else "") for each in parts], ()
    return [f"the {ordinal} part of {part or 'the result'}" for ordinal in ordinals(len(want))], ()


def _unpacked(got, want):
    """An array of as many numbers as were asked for, as those numbers: `dw, db = array` works with it just as well."""
    if isinstance(got, np.ndarray) and got.shape == (len(want),) and all(kind(part) == "a number" for part in want):
        return tuple(got)
    return got


def as_array(value):
    """``np.asarray(value)``; of rows of different lengths, and of things that are no numbers, an array of objects."""
    try:
        return np.asarray(value)
    except Exception:
        return np.asarray(None)


def same(one, other, tolerance=1e-9):
    """Whether two results, both plain data, are the same for every purpose of a check."""
    if one is None or other is None:
        return one is other
    if type(one) is float and type(other) is float:  # lists of thousands of them are compared
        return _same_numbers(one, other, tolerance)
    if isinstance(one, str) or isinstance(other, str):
        return isinstance(one, str) and isinstance(other, str) and one == other
    if isinstance(one, (tuple, list)) and isinstance(other, (tuple, list)):
        return len(one) == len(other) and all(same(a, b, tolerance) for a, b in zip(one, other, strict=True))
    if isinstance(one, Thing) or isinstance(other, Thing):
        return isinstance(one, Thing) and isinstance(other, Thing) and one.type == other.type
    try:
        a, b = np.asarray(one), np.asarray(other)
        if (a.dtype.kind == "b") != (b.dtype.kind == "b") or a.shape != b.shape:
            return False
        if isinstance(one, np.ndarray) != isinstance(other, np.ndarray) and (a.ndim or b.ndim):
            return False
        if a.dtype.kind not in "biuf" or b.dtype.kind not in "biuf":
            return type(one) is type(other) and not isinstance(one, np.ndarray)
        if not tolerance:
            return np.array_equal(a, b, equal_nan=True)
        with np.errstate(all="ignore"):
            finite, b = np.isfinite(b), b if b.dtype.kind == "f" else b.astype(float)
            if (np.isfinite(a) != finite).any():
                return False  # with a large tolerance, inf would be near to every number
            near = (abs(a - b) <= _NEAR_ZERO + tolerance * abs(b)) & finite
            return bool((near | (a == b) | (np.isnan(a) & np.isnan(b))).all())
    except Exception:
        return False


def _same_numbers(a, b, tolerance):
    if a == b or (math.isnan(a) and math.isnan(b)):
        return True
    return bool(tolerance) and math.isfinite(a) and math.isfinite(b) and abs(a - b) <= _NEAR_ZERO + tolerance * abs(b)


def are_numbers(parts):
    """Whether all parts of a list or tuple are single numbers."""
    return all(issubclass(each, (int, float, np.number)) for each in set(map(type, parts)))


def is_hidden(value):
    """Whether a result is, or has in it, something that cannot be looked into."""
    if isinstance(value, (list, tuple)):
        return not are_numbers(value) and any(is_hidden(part) for part in value)
    return isinstance(value, Thing) or isinstance(value, np.ndarray) and value.dtype.kind == "O"


def kind(value):
    """What a value is, in a learner's words: "a list", "an array of shape (3,)", "a number"."""
    if isinstance(value, Thing):
        return value.kind
    if isinstance(value, np.ndarray) and value.ndim:
        return f"an array of shape {value.shape}"
    if isinstance(value, (bool, np.bool_)):
        return "True or False"
    if not isinstance(value, (list, tuple)):
        held = as_array(value)
        if held.ndim == 0 and held.dtype.kind in "iuf":
            return "a number"
    if isinstance(value, type):
        return "a class"
    if callable(value):
        return "a function"
    if isinstance(value, tuple):
        return f"{len(value)} things"
    name = type(value).__name__
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def built(value):
    """How a result is built, one step into lists: "a list of 2 (an array of shape (3,), a number)"."""
    if value is None or not isinstance(value, (list, tuple)):
        return "None" if value is None else kind(value)
    outer, kinds = _of_so_many(value), [_of_so_many(part) for part in value[:3]]
    if not kinds or all(each == "a number" for each in kinds):
        return outer
    return f"{outer} ({', '.join(kinds)}{', …' if len(value) > 3 else ''})"


def _of_so_many(value):
    counted = isinstance(value, (list, tuple))
    return f"a {'list' if isinstance(value, list) else 'tuple'} of {len(value)}" if counted else kind(value)


def misbuilt(value, wanted, part="the result"):
    """What is built in another way than what was asked for, as near to the place as can be said: a sentence."""
    if isinstance(value, tuple) and isinstance(wanted, tuple) and len(value) == len(wanted):
        for name, one, other in zip(ordinals(len(wanted)), value, wanted, strict=True):
            if structure(one) != structure(other):
                return misbuilt(one, other, f"the {name} part of {part}")
    return f"{_begin(part)} is {built(value)}; {built(wanted)} was asked for."


def structure(value):
    """How a result is built, all the way down: two that are built alike have the same."""
    if isinstance(value, (list, tuple)):
        return tuple(structure(part) for part in value)
    return value.type if isinstance(value, Thing) else (type(value).__name__, np.shape(value))


def number(value, other=None):
    """A number short enough to read, but long enough to differ from `other`."""
    value = float(value) + 0.0  # 0 has no sign here
    other = None if other is None else float(other)
    for digits in range(6, 18):
        text = f"{value:.{digits}g}"
        if other is None or value == other or text != f"{other:.{digits}g}":
            break
    return text


def text(value, more=0):
    """A value as a learner would write it, cut to a readable length, with so many digits more than are usual."""
    if isinstance(value, np.ndarray):
        return _array(value, more)
    if isinstance(value, (float, np.floating)):
        shown = f"{float(value) + 0.0:.{6 + more}g}"  # 0 has no sign here
        return shown if re.search(r"[.en]", shown) else shown + ".0"  # what tells it from a whole number
    if isinstance(value, np.generic):
        return str(value.item())
    if isinstance(value, tuple):
        return _joined("(", [text(part, more) for part in value], ",)" if len(value) == 1 else ")")
    if isinstance(value, list):
        shown = [text(part, more) for part in value[:24]]
        if 3 < len(value) <= len(shown) and len(set(shown)) == 1:
            return f"[{shown[0]}, and the same {len(value) - 1} times more]"
        return _joined("[", shown + ["..."] * (len(value) > 24), "]")
    return cut(said(value, in_short))


def texts(one, other):
    """Two values as `text` writes them, with as many digits as make them look different; as usual if no digits do, or if they are of two kinds."""
    most = 12 if type(one) is type(other) else 1
    one, other = _as_array_if(one, other), _as_array_if(other, one)
    pairs = ((text(one, more), text(other, more)) for more in range(most))
    return next((pair for pair in pairs if pair[0] != pair[1]), (text(one), text(other)))


def _as_array_if(value, other):
    """A list of numbers as the array that the other one is, so that both are written with the same digits; also inside of lists and tuples."""
    if not isinstance(value, (list, tuple)) or not isinstance(other, (list, tuple, np.ndarray)):
        return value
    if not isinstance(other, np.ndarray):
        return type(value)(map(_as_array_if, value, other)) if len(value) == len(other) else value
    return array if (array := as_array(value)).dtype.kind in "iufb" and array.ndim == other.ndim else value


def _joined(begin, parts, end):
    """Parts side by side, or one below the other if one of them has several lines."""
    if any("\n" in part for part in parts):
        return begin + ",\n ".join(part.replace("\n", "\n ") for part in parts) + end
    return begin + ", ".join(parts) + end


def _array(value, more):
    """An array in as few letters as tell its numbers apart. The columns of a table stand below each other."""
    few = value.size <= 24
    table = few and value.ndim > 1 and value.size > value.shape[-1]
    width = max(len(_entry(item, more)) for item in value.ravel()) if table else 0
    shown = np.array2string(
        value,
        formatter={"all": lambda item: _entry(item, more).rjust(width)},
        threshold=24,
        edgeitems=2,
        separator=", ",
        max_line_width=76,
    )
    before = "" if few else f"shape {value.shape}: "
    return before + shown.replace("\n", "\n" + " " * len(before))


def _entry(item, more):
    """A number in an array: four decimals, or three digits if there would be only zeros, and so many more."""
    item = item.item() if isinstance(item, np.generic) else item
    if not isinstance(item, float):
        return said(item, in_short)
    rounded = round(item, 4 + more) if abs(item) >= 1e-3 else float(f"{item:.{3 + more}g}")
    return f"{rounded + 0.0:.{6 + more}g}"


def named(name, value):
    """``name = value``, with the further lines of a value under its first; all of them below the name where it leaves no room."""
    first, *more = text(value).split("\n")
    beside = len(name) + 3
    if more and beside + max(map(len, more)) > 40:
        return "\n  ".join([f"{name} =", first, *more])
    return f"{name} = " + ("\n" + " " * beside).join([first, *more])


def said(value, how=str):
    """``str(value)``, or ``repr``, of a thing whose own may fail."""
    try:
        return how(value)
    except Exception:
        return f"{kind(value)} that cannot be printed"


def _begin(part):
    return (part[0].upper() + part[1:]) if part else "The result"


def _first(mask):
    return tuple(int(i) for i in np.argwhere(mask)[0]) if mask.ndim else ()


def _index(it, where):
    if not where:
        return f"{it}: " if it != "it" else ""
    place = ", ".join(map(str, where))
    return f"[{place}] of {it}: " if it != "it" else f"[{place}]: "
