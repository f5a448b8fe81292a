"""What stands around an answer: the names that its functions read from the notebook, loans under these names, and its lines.

This module looks at code objects and at globals. It runs nothing of an answer.
"""

import contextlib
import dis
import functools
import inspect
import traceback
import types

import numpy as np

HERE = "<check>"  # what a case is called in a traceback
_CACHED = type(functools.lru_cache(lambda: None))
_WRAPPERS = (
    (staticmethod, "__func__"),
    (classmethod, "__func__"),
    (types.MethodType, "__func__"),
    (property, "fget"),
    (functools.partial, "func"),
    (np.vectorize, "pyfunc"),
    (_CACHED, "__wrapped__"),
)


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
    """The Python functions among some objects, and the methods of the classes among them, also where they are wrapped."""
    members = [m for thing in objects for m in (vars(thing).values() if isinstance(thing, type) else [thing])]
    return [m for m in map(_unwrapped, members) if isinstance(m, types.FunctionType)]


def _unwrapped(thing):
    """The function in a static method, a class method, a property, a `partial`, a `vectorize`, or under a decorator."""
    for _ in range(5):
        inside = next((name for kind, name in _WRAPPERS if isinstance(thing, kind)), "__wrapped__")
        if isinstance(thing, types.FunctionType) and inside not in vars(thing):
            break
        if not isinstance(thing, (types.FunctionType, *(kind for kind, _ in _WRAPPERS))):
            break
        thing = getattr(thing, inside)
    return thing


def surroundings(objects):
    """What functions and classes find around them: their globals, each once."""
    return list({id(f.__globals__): f.__globals__ for f in functions(objects)}.values())


def is_stub(code):
    """Whether a function's code does no more than raise NotImplementedError."""
    gathered = bool(code.co_flags & inspect.CO_VARARGS) + bool(code.co_flags & inspect.CO_VARKEYWORDS)
    arguments = code.co_argcount + code.co_kwonlyargcount + gathered
    return code.co_names == ("NotImplementedError",) and len(code.co_varnames) == arguments


def codes_in(problem):
    """The code of each function that an error came through, from the outermost one on."""
    return [frame.f_code for frame, _ in traceback.walk_tb(getattr(problem, "__traceback__", None))]


def unwritten(problem):
    """The name of the method that still raises NotImplementedError, of which an error came; else ""."""
    code = codes_in(problem)[-1] if isinstance(problem, NotImplementedError) else None
    is_method = code and "." in code.co_qualname.split("<locals>.")[-1]
    return code.co_name if is_method else ""


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


def used(objects):
    """Names that functions, and the methods of classes, use, those behind a point included; and "loop", if something is repeated."""
    codes, found = [f.__code__ for f in functions(objects)], set()
    while codes:
        code = codes.pop()
        codes += [constant for constant in code.co_consts if isinstance(constant, types.CodeType)]
        found.update(code.co_names)
        if any(
            i.opname == "FOR_ITER" or i.opname.startswith(("JUMP_BACKWARD", "POP_JUMP_BACKWARD"))
            for i in dis.get_instructions(code)
        ):
            found.add("loop")
    return found


def calls(answer, exercise):
    """Whether an answer, a dict from name to object, reads from around it what another exercise asks for."""
    return not globals_read(answer.values()).isdisjoint(exercise.reference)


def forget(things):
    """Empty the caches that functions keep of what they returned."""
    for thing in things:
        if isinstance(thing, _CACHED):
            thing.cache_clear()


def line_number(trace):
    """The number of the line where an entry of a traceback stopped, or 0 if no line is known.

    Python leaves out the line of some jumps, among them the one back to the beginning of a loop. A time limit that rings there
    has a `tb_lineno` of None. The last line before the jump is taken for it.
    """
    if trace.tb_lineno is not None:
        return trace.tb_lineno
    positions = list(trace.tb_frame.f_code.co_positions())[: max(trace.tb_lasti, 0) // 2 + 1]
    return next((first for first, *_ in reversed(positions) if first is not None), 0)
