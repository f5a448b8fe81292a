"""From the outcome of one case to the card that says what is wrong, or to None if the case is passed.

The order is that of a learner's questions: did it change its input, did it end, did it stop with an error, is the result right.
"""

import linecache
import re
import types

import numpy as np

from dlcourse.checker import comparison, time_limit
from dlcourse.checker.card import NOT_YET, RAISED, Card
from dlcourse.checker.quotes import Code, Quote, Value, below_each_other, numbers_that_differ
from dlcourse.checker.surroundings import HERE, codes_in, is_stub, line_number, unwritten


def verdict(attempt, answer, namespace):
    """The card that ends the check, or None if the case is passed."""
    exercise, case, outcome = attempt.exercise, attempt.case, attempt.outcome
    rows = [("Called", Code(case.code))]
    shown = [comparison.named(k, v) for k, v in case.inputs.items() if not _is_code(v)]
    if shown:
        rows.append(("On", "\n".join(shown)))
    if case.why:
        rows.append(("This case", case.why))
    problem = outcome.problem
    if outcome.changed:
        does = f"changes its input `{outcome.changed}`"
        if outcome.changed == "?":
            does = "writes into what it was given, even if nothing of it is different in the end"
        rows += own_line(problem, namespace) if problem else []
        headline = f"Your code {does}. Work on a copy, or make a new array."
        return Card(exercise.id, NOT_YET, headline, rows, hints=exercise.hints, mistake="changes-input")
    if isinstance(problem, time_limit.TimeLimit):
        rows += own_line(problem, namespace, "It was at")
        headline = (
            f"Your code was still running after {exercise.seconds:g} seconds and was stopped. Does a loop never end?"
        )
        return Card(exercise.id, NOT_YET, headline, rows, hints=exercise.hints)
    if isinstance(problem, NotImplementedError):
        method = unwritten(problem)
        where = "`raise NotImplementedError` is still in your answer"
        if method:
            begun = "written" if is_stub(codes_in(problem)[-1]) else "finished"
            where = f"`{method}` is not {begun} yet: `raise NotImplementedError` is still in it"
        headline = f"{where}. Put your code in its place."
        return Card(exercise.id, NOT_YET, headline, own_line(problem, namespace), hints=exercise.hints)
    if problem is not None:
        rows.append(("Error", f"{type(problem).__name__}: {comparison.said(problem)}"))
        if not any(callable(value) for value in answer.values()):
            return Card(exercise.id, NOT_YET, "Your values cannot be used.", rows, hints=exercise.hints)
        rows += own_line(problem, namespace)
        return Card(exercise.id, RAISED, "Your code stopped with an error.", rows, hints=exercise.hints)
    rows.append(("Came back", comparison.text(outcome.value)))
    if outcome.printed.strip() and is_nothing(outcome.value, case) and not is_nothing(attempt.wanted, case):
        headline = _only_prints(attempt)
        return Card(exercise.id, NOT_YET, headline, rows, hints=exercise.hints, mistake="only-prints")
    if is_nothing(outcome.value, case) and not is_nothing(attempt.wanted, case) and any(map(callable, answer.values())):
        headline = "The result is None: nothing came back. Did the function end without a `return`?"
        return Card(exercise.id, NOT_YET, headline, rows, hints=exercise.hints)
    if case.judge:
        sentence = judged(attempt, outcome.value)
        if sentence:
            rows[-1:] = _compared(attempt) if case.only else rows[-1:]
            return Card(exercise.id, NOT_YET, sentence, rows, hints=exercise.hints)
    if case.quiet and outcome.warned:
        headline = f"NumPy warned: {outcome.warned}. The result should come without a warning."
        return Card(exercise.id, NOT_YET, headline, rows, hints=exercise.hints)
    if case.judge:
        return None
    wanted = attempt.wanted
    found = comparison.difference(outcome.value, wanted, case.tolerance, parts=exercise.parts, entries=exercise.entries)
    if found is None:
        return None
    if case.unmoved and comparison.same(outcome.value, attempt.wanted_without_loans, case.tolerance):
        return Card(exercise.id, NOT_YET, case.unmoved, rows, hints=exercise.hints)
    rows[-1:] = (_, came_back), (_, expected) = _compared(attempt)
    # Two values that are shown whole are compared by eye.
    if found.where and (came_back == expected or "..." in came_back or "..." in expected):
        rows.append(("First difference", found.where.replace("`", "")))
    return Card(exercise.id, NOT_YET, found.sentence, rows, hints=exercise.hints)


def _compared(attempt):
    """What came back and what was expected, as rows that do not look the same."""
    came_back, expected = below_each_other(*comparison.texts(attempt.outcome.value, attempt.wanted))
    marks, note = numbers_that_differ(came_back, expected)
    return [("Came back", Value(came_back, marks)), ("Expected", Value(expected, note=note))]


def is_nothing(value, case):
    """Whether None came back, or nothing but None of the several calls that the case puts into a list."""
    several = case.code.startswith("[") and isinstance(value, list) and bool(value)
    return value is None or several and all(part is None for part in value)


def _only_prints(attempt):
    """What to say to an answer that prints and returns None: a printed number is seen, and cannot be calculated with."""
    name = attempt.exercise.called(attempt.case)
    whose = f"Your {'function' if name in attempt.exercise.reference else 'method'} `{name}`" if name else "Your code"
    numbers = [float(n) for n in re.findall(r"-?\d+\.?\d*(?:e[+-]?\d+)?", attempt.outcome.printed)]
    wanted = comparison.as_array(attempt.wanted)
    result = "something"
    if wanted.dtype.kind in "iuf" and len(numbers) == wanted.size:
        rounded = 1e-4 * (np.abs(wanted).max(initial=0) or 1)
        result = "the result" if np.allclose(numbers, wanted.ravel(), rtol=0, atol=rounded) else "something"
    return (
        f"{whose} prints {result}, but it returns nothing. `print` shows a value to a reader, and `return` hands it back to the "
        "code that called. Write `return …` with the result at the end."
    )


def judged(attempt, value):
    """What the judge of a case says to a result: a sentence, or None if it will do.

    A judge need not know everything that an answer may return: where it fails, the result is told to be built otherwise.
    """
    try:
        return attempt.case.judge(value, **attempt.case.fresh())
    except Exception:
        wanted = attempt.wanted
        if comparison.structure(value) == comparison.structure(wanted):
            raise
        return comparison.misbuilt(value, wanted)


def own_line(problem, namespace, label="Your line"):
    """The learner's own line in a traceback, and the one it was called from, as a row; no frames of ours or of a library's."""
    own = []
    trace = problem.__traceback__
    while trace:
        if trace.tb_frame.f_globals is namespace and trace.tb_frame.f_code.co_filename != HERE:
            own.append(trace)
        trace = trace.tb_next
    if not own:
        return []
    marks = not isinstance(problem, time_limit.TimeLimit)  # where that rang is by chance
    pieces = _place(own[-1], marks)
    if len(own) > 1:
        pieces += ["called from", *_place(own[-2], marks)]
    return [(label, Quote(*pieces))]


def _place(trace, marks):
    code, number = trace.tb_frame.f_code, line_number(trace)
    name = code.co_qualname.split(".<locals>")[0]
    line = linecache.getline(code.co_filename, number, trace.tb_frame.f_globals)
    where = f"line {number} of your cell, in {name}" if number else f"in {name}"
    shown = line.strip()
    return [Code(shown, _stopped_at(trace, line, number) if marks else ()), f"({where})"] if shown else [where]


def _stopped_at(trace, line, number):
    """Where in its line an entry of a traceback stopped, as marks of what is shown of the line; () if it is all of it, or not known."""
    first, last, begin, end = list(trace.tb_frame.f_code.co_positions())[max(trace.tb_lasti, 0) // 2]
    if None in (begin, end) or not first == last == number:
        return ()
    indent = len(line) - len(line.lstrip())
    begin, end = (len(line.encode()[:k].decode()) - indent for k in (begin, end))
    return ((begin, end),) if 0 <= begin < end and end - begin < len(line.strip()) else ()


def _is_code(value):
    return callable(value) or isinstance(value, types.ModuleType)
