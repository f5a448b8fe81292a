"""Loans: while one lasts, something else stands wherever an answer could find an earlier piece.

An answer that has to be built of an earlier one is tried with another thing in its place. The piece may be read under its name,
under a second name, as the default of an argument, or by way of an object that was made of it. Afterwards everything is as it was.
"""

import contextlib
import functools
import types

from dlcourse.checker.surroundings import forget, functions, lent_to, surroundings


@contextlib.contextmanager
def lending(answer, lent):
    """While this lasts, what is in `lent` stands in place of what the answer reads under these names.

    Parameters
    ----------
    answer : dict of str to object
    lent : dict of str to object
        A name of the notebook that means another kind of thing there, such as a function of the learner's own under the name of
        an object, is left alone.
    """
    with contextlib.ExitStack() as loans:
        for around in surroundings(answer.values()):
            fitting = {name: thing for name, thing in lent.items() if _fits(around.get(name), thing)}
            exchange = _Exchange([(around[name], thing) for name, thing in fitting.items() if name in around])
            others = {name: exchange.of(thing) for name, thing in around.items() if name not in fitting}
            others = {name: thing for name, thing in others.items() if thing is not around[name]}
            for thing in list(around.values()):
                if not exchange.is_of(thing):
                    loans.enter_context(exchange.inside(thing))
            loans.enter_context(lent_to(around, fitting | others))
            loans.callback(forget, list(around.values()))
            forget(list(around.values()))
        yield


def _fits(there, lent):
    """Whether what stands under a name is the kind of thing that is lent: a function, a class, a number or an object."""
    kinds = (types.FunctionType, type)
    return there is None or all(isinstance(there, kind) == isinstance(lent, kind) for kind in kinds)


class _Exchange:
    """What is given for what: each piece, everything that is made of it, and lists of those."""

    def __init__(self, pairs):
        # Numbers and arrays are read by name alone: the same number may be something else's.
        self._pairs = [(there, thing) for there, thing in pairs if callable(there) or hasattr(there, "run")]

    def is_of(self, thing):
        return any(thing is there for there, _ in self._pairs)

    def of(self, thing, depth=2):
        """What stands for `thing`; `thing` itself if it has nothing to do with a piece."""
        for there, other in self._pairs:
            if thing is there:
                return other
            if isinstance(there, type) and type(thing) is there:
                return other()
        if isinstance(thing, staticmethod) and self.of(thing.__func__) is not thing.__func__:
            return staticmethod(self.of(thing.__func__))
        if isinstance(thing, functools.partial) and self.of(thing.func) is not thing.func:
            return functools.partial(self.of(thing.func), *thing.args, **thing.keywords)
        if isinstance(thing, types.MethodType) and self.of(thing.__self__) is not thing.__self__:
            return getattr(self.of(thing.__self__), thing.__name__, thing)
        if depth and type(thing) in (list, tuple) and len(thing) < 100:
            items = [self.of(item, depth - 1) for item in thing]
            return thing if all(a is b for a, b in zip(items, thing, strict=True)) else type(thing)(items)
        if depth and type(thing) is dict and len(thing) < 100:
            items = {key: self.of(item, depth - 1) for key, item in thing.items()}
            return thing if all(items[key] is thing[key] for key in thing) else items
        return thing

    @contextlib.contextmanager
    def inside(self, thing):
        """Exchange what a function keeps in its defaults and around it, or a class or an object in its attributes."""
        undo = []
        try:
            for function in functions([thing]):
                for name in ("__defaults__", "__kwdefaults__"):
                    self._set(function, name, undo)
                for cell in function.__closure__ or ():
                    with contextlib.suppress(ValueError):  # an empty cell
                        self._set(cell, "cell_contents", undo)
            if isinstance(thing, type) or type(thing).__module__ == "__main__":
                for name in [name for name in getattr(thing, "__dict__", ()) if not name.startswith("__")]:
                    self._set(thing, name, undo)
            yield
        finally:
            for holder, name, before in reversed(undo):
                setattr(holder, name, before)

    def _set(self, holder, name, undo):
        before = vars(holder).get(name) if isinstance(holder, type) else getattr(holder, name)
        after = self.of(before)
        if after is not before:
            with contextlib.suppress(AttributeError, TypeError):  # a class that cannot be written to
                setattr(holder, name, after)
                undo.append((holder, name, before))
