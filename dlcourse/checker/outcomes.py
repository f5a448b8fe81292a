"""Running an answer on a case, and what came of it: a value or an error, what it changed, printed and warned of.

An `Attempt` is that, and beside it what was expected. What it means for the learner is said elsewhere, in `verdicts`.
"""

import contextlib
import copy
import functools
import io
import re
import time
import warnings
import weakref
from dataclasses import dataclass

import numpy as np

from dlcourse.checker import comparison
from dlcourse.checker.plain import plain


class Beginning(io.StringIO):
    """Keeps the beginning of what is printed: a loop that prints without end must not fill the memory."""

    def write(self, text):
        super().write(text[: max(0, 1000 - self.tell())])
        return len(text)


@dataclass
class Outcome:
    value: object = None
    problem: BaseException | None = None
    changed: str = ""
    printed: str = ""
    warned: str = ""

    def same(self, other, tolerance):
        if self.problem or other.problem:
            return gist(self.problem) == gist(other.problem)
        return self.changed == other.changed and comparison.same(self.value, other.value, tolerance)


def gist(problem):
    """What makes two errors the same one: type, the name it is about, and how the message begins.

    `a @ b` and `np.dot(a, b)` say the same thing about lengths that differ in words of their own.
    """
    said = comparison.said(problem)
    if isinstance(problem, ValueError) and ("not aligned" in said or "mismatch in its core dimension" in said):
        return ValueError, "not aligned"
    words = re.sub(r"'[^']*'|\W|\d", "", said)
    # Of two operands that do not go together their types tell what happened.
    operands = frozenset(re.findall(r"'(\w+)'", said)) if said.startswith("unsupported operand") else None
    return type(problem), getattr(problem, "name", None), words[:20], operands


def outcome_of(case, answer, clock):
    """Run a case. Inputs are read-only; what is printed and warned of is kept apart."""
    inputs = case.fresh()
    outcome = _run(case, answer, inputs, clock)
    if isinstance(outcome.problem, ValueError) and "read-only" in str(outcome.problem):
        # It is run again where it may write, to see which input it changes.
        inputs = case.fresh(writeable=True)
        _run(case, answer, inputs, clock)
        outcome.changed = _first_changed(case, inputs) or "?"
    else:
        outcome.changed = _first_changed(case, inputs)
    return outcome


def _run(case, answer, inputs, clock):
    outcome, stream = Outcome(), Beginning()
    with warnings.catch_warnings(record=True) as warned, np.errstate(all="warn", under="ignore"):
        warnings.simplefilter("always")
        with contextlib.redirect_stdout(stream), contextlib.redirect_stderr(stream):
            try:
                outcome.value = case.run(answer, inputs, clock.left())
            except KeyboardInterrupt:
                raise
            except BaseException as problem:  # SystemExit and the time limit are outcomes too
                outcome.problem = problem
    outcome.printed = stream.getvalue()
    outcome.warned = str(warned[0].message) if warned else ""
    return outcome


def _first_changed(case, inputs):
    for name, value in case.inputs.items():
        if isinstance(value, (np.ndarray, list, tuple)) and not comparison.same(value, inputs[name], 0.0):
            return name
    return ""


class Attempt:
    """A case, what came of it, and what was expected. The reference is run only when somebody asks what was expected."""

    def __init__(self, exercise, case, answer, clock):
        self.exercise, self.case = exercise, case
        self.outcome = outcome_of(case, answer, clock)

    @functools.cached_property
    def wanted(self):
        return expected(self.exercise, self.case)

    @functools.cached_property
    def wanted_without_loans(self):
        case = copy.copy(self.case)
        case.lend = {}
        return expected(self.exercise, case)


def attempts(exercise, answer, clock):
    """An answer's attempts at the cases, one after the other, each when it is asked for."""
    return (Attempt(exercise, case, answer, clock) for case in exercise.cases)


_expected = weakref.WeakKeyDictionary()  # by case: the reference that was run, and what it gave


def expected(exercise, case):
    """What the reference gives in a case. It is the same each time, so it is kept; each who asks gets a copy."""
    if case not in _expected or _expected[case][0] is not exercise.reference:
        outcome = outcome_of(case, exercise.reference, Clock(60.0))
        if outcome.problem is not None:
            raise RuntimeError(f"the reference fails on {case.code}: {outcome.problem!r}")
        _expected[case] = exercise.reference, outcome.value
    return plain(_expected[case][1])


class Clock:
    """A time budget that several calls share."""

    _now = staticmethod(time.monotonic)

    def __init__(self, seconds):
        self._end = self._now() + seconds

    def left(self):
        return max(self._end - self._now(), 0.01)

    def is_up(self):
        return self._now() >= self._end


class WorkClock(Clock):
    """A budget of work done, which does not run on while other programs have the machine."""

    _now = staticmethod(time.process_time)
