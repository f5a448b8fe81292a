"""What an answer returned, as plain data: numbers, text, lists, tuples and arrays, and a stand-in for everything else.

Comparing, showing and judging then meet nothing that computes, fails or changes when it is looked at. An answer may return a
list that contains itself, an array of a kind of its own, or an object whose `repr` never ends.
"""

import itertools
import re
import types

import numpy as np

_DEPTH = 8  # no answer is nested as deep as this
_MANY = 10_000  # so many items of an iterator are looked at
_NUMBERS = (bool, int, float, complex, np.number, np.bool_)
_ITERATORS = (
    types.GeneratorType,
    zip,
    map,
    filter,
    enumerate,
    reversed,
    type({}.values()),
    type({}.keys()),
    type({}.items()),
)


def in_short(value):
    """``repr(value)``; what Python's own writes of an object's place in memory tells a learner nothing, and is left out."""
    return re.sub(r" at 0x[0-9a-fA-F]+(?=>)", "", repr(value))


def cut(shown):
    """A text of at most eight lines of 200 letters; what is longer ends behind one of its lines, or of its words."""
    lines = shown.split("\n")
    if len(lines) > 1:
        return "\n".join([*map(cut, lines[:8]), *[" ..."] * (len(lines) > 8)])
    return shown if len(shown) <= 200 else (shown[:196].rpartition(" ")[0] or shown[:196]) + " ..."


class Thing:
    """Something that is no plain data: what it is in words, how it shows itself, and its items if it is run through once.

    Of a dict, ``items`` are its values, and ``keys`` are what they stand under.

    Parameters
    ----------
    value : object
        It is looked at here and not kept.
    """

    def __init__(self, value, depth=0):
        kind = type(value)  # and not isinstance, which asks the value itself
        self.type = kind.__name__
        self.kind = _kind_of(value)
        self.items = self.keys = None
        if issubclass(kind, dict):
            self.keys = [plain(key, depth + 1) for key in value]
        if issubclass(kind, (dict, set, frozenset)):
            self.items = [plain(item, depth + 1) for item in (value.values() if issubclass(kind, dict) else value)]
        elif issubclass(kind, _ITERATORS):
            self.items = [plain(item, depth + 1) for item in itertools.islice(value, _MANY)]
        try:
            self.shown = in_short(value)
        except Exception:
            self.shown = f"{self.kind} that cannot be printed"

    def __repr__(self):
        return self.shown


def plain(value, depth=0):
    """A copy of `value` that is plain data; what cannot be is a `Thing`, alone or in its place in a list.

    It runs code of the answer's objects, so call it where the time limit holds.
    """
    kind = type(value)
    if value is None or value is ... or kind in (bool, int, float, complex, str):
        return value
    if kind.__module__.startswith("dlcourse."):  # what a case of the course looks at, not what an answer returned
        return value
    if depth > _DEPTH:
        return Thing(...)
    try:
        return _plain(value, depth)
    except Exception:  # whatever its own methods do
        return Thing(value, depth)


def _plain(value, depth):
    kind = type(value)
    if issubclass(kind, np.ndarray):
        return _array(value, depth)
    if issubclass(kind, np.generic):
        return value
    for number in (bool, int, float, complex, str):
        if issubclass(kind, number):
            return number(value)
    if issubclass(kind, (list, tuple)):
        items = list(value)
        if not all(type(item) in (bool, int, float) for item in items):
            items = [plain(item, depth + 1) for item in items]
        return tuple(items) if issubclass(kind, tuple) else items
    return Thing(value, depth)


def _array(value, depth):
    if isinstance(value, np.ma.MaskedArray) and np.ma.is_masked(value):
        return Thing(value, depth)
    if value.dtype.kind != "O":
        return np.array(value, subok=False)
    items = np.empty(value.size, dtype=object)
    for place, item in enumerate(np.asarray(value).ravel()):
        items[place] = plain(item, depth + 1)
    return items.reshape(value.shape)


def _kind_of(value):
    kind = type(value)
    if issubclass(kind, type):
        return "a class"
    if issubclass(kind, np.ma.MaskedArray):
        return "a masked array with entries left out"
    if issubclass(kind, types.GeneratorType):
        return "a generator"
    if issubclass(kind, (types.FunctionType, types.BuiltinFunctionType, types.MethodType)):
        return "a function"
    name = kind.__name__
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"
