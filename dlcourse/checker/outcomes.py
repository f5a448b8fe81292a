"""Running an answer on a case, and what came of it: a value or an error, what it changed, printed and warned of.

What an outcome means for the learner is said elsewhere, in `verdicts`.
"""

import contextlib
import copy
import io
import re
import time
import warnings
from dataclasses import dataclass

import numpy as np

from dlcourse.checker import comparison, time_limit


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
    outcome = Outcome()
    stream = Beginning()
    inputs = case.fresh()
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
    if isinstance(outcome.problem, ValueError) and "read-only" in str(outcome.problem):
        outcome.changed = _what_it_changes(case, answer, clock) or "?"
    else:
        outcome.changed = _first_changed(case, inputs)
    return outcome


def _what_it_changes(case, answer, clock):
    inputs = case.fresh(writeable=True)
    with contextlib.redirect_stdout(Beginning()), contextlib.suppress(Exception, time_limit.TimeLimit):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            case.run(answer, inputs, clock.left())
    return _first_changed(case, inputs)


def _first_changed(case, inputs):
    for name, value in case.inputs.items():
        if isinstance(value, (np.ndarray, list, tuple)) and not comparison.same(value, inputs[name], 0.0):
            return name
    return ""


def expected(exercise, case, lend=True):
    if not lend:
        case = copy.copy(case)
        case.lend = {}
    outcome = outcome_of(case, exercise.reference, Clock(60.0))
    if outcome.problem is not None:
        raise RuntimeError(f"the reference fails on {case.code}: {outcome.problem!r}")
    return outcome.value


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
