"""What stands around an answer: the names that its functions read from the notebook, and loans under these names.

This module looks at code objects and at globals. It runs nothing of an answer.
"""

import contextlib
import dis
import types

HERE = "<check>"  # what a case is called in a traceback


@contextlib.contextmanager
def lent_to(namespace, lent):
    """Put `lent` into a namespace, and afterwards everything back as it was."""
    before = {name: namespace[name] for name in lent if name in namespace}
    namespace.update(lent)
    try:
        yield
    finally:
        for name in lent:
            namespace.pop(name, None)
        namespace.update(before)


def functions(objects):
    """The Python functions among some objects, and the methods of the classes among them."""
    members = [m for thing in objects for m in (vars(thing).values() if isinstance(thing, type) else [thing])]
    return [m for m in members if isinstance(m, types.FunctionType)]


def surroundings(objects):
    """What functions and classes find around them: their globals, each once."""
    return list({id(f.__globals__): f.__globals__ for f in functions(objects)}.values())


def names_read(codes):
    """Names that code objects, and those inside them, read from around them."""
    names, codes = set(), list(codes)
    while codes:
        code = codes.pop()
        codes += [constant for constant in code.co_consts if isinstance(constant, types.CodeType)]
        names |= {i.argval for i in dis.get_instructions(code) if i.opname in ("LOAD_GLOBAL", "LOAD_NAME")}
    return names


def globals_read(objects):
    """Names that functions, and the methods of classes, read from the notebook's globals."""
    return names_read([f.__code__ for f in functions(objects)])


def calls(answer, exercise):
    """Whether an answer, a dict from name to object, reads from around it what another exercise asks for."""
    return not globals_read(answer.values()).isdisjoint(exercise.reference)


def reads_other_code(answer, lent):
    """Whether an answer reads anything of the notebook's besides itself, modules and what is lent."""
    found = functions(answer.values())
    if any(callable(thing) for thing in answer.values()) and not found:
        return True  # wrapped in something that cannot be looked into
    skip = {*answer, *lent}
    return any(
        name in f.__globals__ and not isinstance(f.__globals__[name], types.ModuleType)
        for f in found
        for name in globals_read([f]) - skip
    )
