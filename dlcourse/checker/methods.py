"""Of a class: which of its methods are right, which are not written yet, and which hints are about the others."""

import re

from dlcourse.checker.surroundings import codes_in, unwritten
from dlcourse.checker.tried import Tried


def that_go_wrong(attempts):
    """The methods that a case calls which is not right, where a class has several of them. One that is not written is none of these.

    Where cases use operators, such as `+`, as well, methods alone do not say what goes wrong.
    """
    exercise = attempts[0].exercise
    if len(exercise.methods) < 2 or not all(exercise.called(case) for case in exercise.cases):
        return []
    wrong = {
        exercise.called(each.case) for each in attempts if not (unwritten(each.outcome.problem) or Tried(each).right)
    }
    return [name for name in exercise.methods if name in wrong]


def right(attempts):
    """The methods that are right in every case, as far as cases make an object and call one method of it."""
    alone, wrong = [], set()
    for each in attempts:
        one = re.fullmatch(r"\w+\([^()]*\)\.(\w+)\(.*\)", each.case.code)
        if one:
            alone.append(one[1])
        if not Tried(each).right:
            wrong.update(re.findall(r"\.(\w+)\(", each.case.code))
    return [name for name in dict.fromkeys(alone) if name not in wrong]


def hints_for(attempt, attempts):
    """Which hints a card shows: not those on methods that are right, and first those on the method where `attempt` goes wrong."""
    exercise, done = attempt.exercise, set(right(attempts))
    asked = [(set(getattr(hint, "methods", ())), hint) for hint in exercise.hints]
    known = set().union(*(methods for methods, _ in asked))
    problem = attempt.outcome.problem
    at = [exercise.called(attempt.case), *(code.co_name for code in codes_in(problem) if code.co_name in known)][-1]
    if isinstance(problem, AttributeError) and type(problem.obj).__name__ in exercise.reference:
        at = "__init__"  # where it was to be kept
    left = [(methods, hint) for methods, hint in asked if not methods or methods - done]
    return tuple(hint for _, hint in sorted(left, key=lambda each: bool(each[0]) and at not in each[0]))
