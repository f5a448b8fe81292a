"""Finding the learner's own answers: in the notebook that asks, or in those that are saved beside it."""

import dataclasses
import types
from pathlib import Path

import numpy as np

from dlcourse.checker import notebooks, progress
from dlcourse.checker.card import DONE
from dlcourse.checker.examination import examine
from dlcourse.checker.surroundings import surroundings


def own(asked, namespace, find, found=None):
    """The learner's answer to an exercise, if it passes its check.

    Parameters
    ----------
    asked : Exercise
    namespace : dict
        The notebook's globals: an answer in there goes before a saved one.
    find : callable
        From an exercise's id to the Exercise, for those it needs.
    found : dict, optional
        What earlier calls for the same notebook have found, so that nothing is looked for twice.

    Returns
    -------
    dict from name to object, or None
        What the answer cell defines. What it needs of other exercises is in place around it: the learner's, or else the course's.
    """
    found = {} if found is None else found
    if asked.id not in found:
        found[asked.id] = _here(asked, namespace, find, found) or _saved(asked, namespace, find, found)
    return found[asked.id]


def _here(asked, namespace, find, found):
    """The answer as it stands in this notebook."""
    borrowed = any(namespace.get(name) is thing for name, thing in asked.reference.items() if callable(thing))
    if borrowed or examine(asked, namespace, find).outcome != DONE:
        return None
    # The check lends what is missing around the answer. Whoever uses the answer afterwards needs it there too.
    missing = {name: thing for name, thing in asked.stand_ins.items() if name not in namespace}
    for need in map(find, asked.needs):
        if examine(need, namespace, find).outcome != DONE:
            missing |= own(need, namespace, find, found) or need.reference
    return {name: rebound(namespace[name], missing) for name in asked.reference}


def _saved(asked, namespace, find, found):
    """The answer as it was last saved in an exercise notebook."""
    for folder in (Path.cwd(), progress.root() / "exercises"):
        answer, others = notebooks.answer_and_others(folder, f"answer-{asked.id}")
        if answer:
            break
    else:
        return None
    names = {"np": np, "__name__": "__main__", **asked.stand_ins}
    for need in map(find, asked.needs):
        names |= own(need, namespace, find, found) or need.reference
    helpers = notebooks.helpers(others, answer, names)
    if helpers:
        notebooks.run_answer(helpers, names, asked.seconds)
    ran = notebooks.run_answer(answer, names, asked.seconds, f"<answer-{asked.id}>")
    # What it needs is there, and is known to be right.
    if not ran or examine(dataclasses.replace(asked, needs=()), names, find).outcome != DONE:
        return None
    return {name: names[name] for name in asked.reference}


def rebound(thing, lent):
    """The same function or class, with some names around it meaning something else.

    Parameters
    ----------
    thing : object
        What is no function and no class of Python's is returned as it is.
    lent : dict from name to object
        What the function, or the class's methods, and the functions that stand beside it, read under these names from
        around them.

    Returns
    -------
    object
        A copy; of a class, a subclass. What stands around the original is left alone.
    """
    around = surroundings([thing])
    if not around or not lent:
        return thing
    before = around[0]
    after = {**before, **lent}
    for name, other in before.items():
        if name not in lent and isinstance(other, types.FunctionType):
            after[name] = _moved(other, before, after)
    return _moved(thing, before, after)


def _moved(thing, before, after):
    """A function, or a class's methods, that find their globals in `after` in place of `before`."""
    if isinstance(thing, type):
        methods = {name: _moved(method, before, after) for name, method in vars(thing).items()}
        methods = {name: method for name, method in methods.items() if method is not vars(thing)[name]}
        return type(thing)(
            thing.__name__, (thing,), {"__doc__": thing.__doc__, "__module__": thing.__module__, **methods}
        )
    if isinstance(thing, (staticmethod, classmethod)):
        inside = _moved(thing.__func__, before, after)
        return thing if inside is thing.__func__ else type(thing)(inside)
    if not isinstance(thing, types.FunctionType) or thing.__globals__ is not before:
        return thing
    copy = types.FunctionType(thing.__code__, after, thing.__name__, thing.__defaults__, thing.__closure__)
    copy.__kwdefaults__, copy.__doc__, copy.__module__ = thing.__kwdefaults__, thing.__doc__, thing.__module__
    return copy
