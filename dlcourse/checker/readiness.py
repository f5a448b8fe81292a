"""Whether an answer can be tried at all: is it there, has somebody written in it, can it be called as asked.

Nothing of the answer is run here.
"""

import dis
import inspect
import types

import numpy as np

from dlcourse.checker import comparison
from dlcourse.checker.card import NOT_YET, TODO, Card
from dlcourse.checker.surroundings import functions, is_stub


def unready(exercise, answer):
    """A card if the answer is not there, untouched, or not the kind of thing that was asked for."""
    for name, wanted in exercise.reference.items():
        if name not in answer:
            headline = (
                f"`{name}` is not defined yet. Run the answer cell above, then this one. (Is the name spelt so there?)"
            )
            return Card(exercise.id, TODO, headline, hints=exercise.hints)
        given = answer[name]
        if given is ...:
            if all(answer.get(other) is ... for other in exercise.reference):
                return todo(exercise)
            headline = f"`{name}` is still `...`."
        elif isinstance(wanted, type) and not isinstance(given, type):
            headline = f"`{name}` is {comparison.kind(given)}; a class was asked for: `class {name}:`."
        elif callable(wanted) and not callable(given):
            headline = f"`{name}` is {comparison.kind(given)}; a function was asked for: `def {name}(...):`."
        elif not callable(wanted) and callable(given):
            headline = f"`{name}` is {comparison.kind(given)}; {comparison.kind(wanted)} was asked for."
        elif callable(wanted):
            headline = _signature_problem(name, given, wanted)
        else:
            headline = ""
        if headline:
            return Card(exercise.id, NOT_YET, headline, hints=exercise.hints)
    handed_out = exercise.broken and _still_broken(exercise, answer)
    return todo(exercise) if handed_out or untouched(answer) else None


def todo(exercise):
    headline = "Nothing here yet. Write your answer in the cell above."
    if exercise.kind == "mend":
        headline = "Nothing is mended yet: the cell above does what it did when you got it. Find what is wrong with it, and mend it."
    return Card(exercise.id, TODO, headline, hints=exercise.hints)


def _signature_problem(name, given, wanted):
    if isinstance(wanted, type) != isinstance(given, type):
        return f"`{name}` is a class; a function was asked for: `def {name}(...):`."
    pairs = [(name, given, wanted)]
    if isinstance(wanted, type):
        pairs = []
        for method, theirs in vars(wanted).items():
            if inspect.isfunction(theirs) and (method == "__init__" or not method.startswith("_")):
                mine = getattr(given, method, None)
                if mine is object.__init__ or not callable(mine):
                    spelt = " (two underscores on each side)" if method == "__init__" else ""
                    return f"Your class `{name}` has no method `{method}`{spelt}."
                pairs.append((f"{name}.{method}", mine, theirs))
    for called, mine, theirs in pairs:
        try:
            asked, have = inspect.signature(theirs), inspect.signature(mine)
        except (TypeError, ValueError):
            continue  # something built in, such as np.dot: the cases will tell
        if isinstance(given, type) and _takes_no_self(given, called.rpartition(".")[2]):
            asked = asked.replace(parameters=list(asked.parameters.values())[1:])
        needed = [p for p in asked.parameters.values() if p.default is p.empty]
        optional = [p.name for p in asked.parameters.values() if p.default is not p.empty]
        names, yours = [*asked.parameters], [*have.parameters]
        fits = names == yours or set(names) != set(yours)  # the same names have to come in the same order
        try:
            have.bind(*needed)
            have.bind(*needed, **dict.fromkeys(optional))
        except TypeError:
            fits = False
        if not fits:
            return (
                f"`{called}` was asked for as `{called}{asked}`, but yours is `{called}{have}`.{_of_self(asked, have)}"
            )
    return ""


def _takes_no_self(thing, method):
    """Whether a method is called on an object without being handed it."""
    return isinstance(inspect.getattr_static(thing, method), (staticmethod, classmethod))


def _of_self(asked, have):
    if "self" in asked.parameters and "self" not in have.parameters and len(have.parameters) < len(asked.parameters):
        return " The first argument of a method is `self`, the object it is called on."
    if "self" in have.parameters and "self" not in asked.parameters:
        return " Only a method of a class takes `self`; this is a function by itself."
    return ""


def _still_broken(exercise, answer):
    """Whether an answer that was to be mended is still what the learner was handed, but for comments, docstrings and layout."""
    handed = {"np": np}
    exec(compile(exercise.broken, "<broken>", "exec"), handed)
    pairs = ((functions([answer[name]]), functions([handed[name]])) for name in exercise.reference)
    return all(list(map(_does, mine)) == list(map(_does, theirs)) for mine, theirs in pairs)


def _does(function):
    """What a function is made of, defaults included, as Python runs it: comments, docstrings and layout are gone there."""
    return repr((function.__defaults__, function.__kwdefaults__)), _instructions(function.__code__)


def _instructions(code):
    arguments = ((i.opname, i.argval) for i in dis.get_instructions(code))
    return [(name, _instructions(a) if isinstance(a, types.CodeType) else repr(a)) for name, a in arguments]


def untouched(answer):
    """Whether every function of an answer, and every method of its classes, is still the stub."""
    codes = [function.__code__ for function in functions(answer.values())]
    return bool(codes) and all(map(is_stub, codes))
