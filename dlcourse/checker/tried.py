"""A case that was tried, and where in its result a relation may hold."""

import contextlib

import numpy as np

from dlcourse.checker import comparison
from dlcourse.checker.outcomes import outcome_of
from dlcourse.checker.verdicts import judged


class Tried:
    """A case, what came of it, what the reference gives, and how a result is found to be right."""

    def __init__(self, attempt):
        outcome = attempt.outcome
        self.attempt, self.exercise, self.case = attempt, attempt.exercise, attempt.case
        self.outcome, self.got, self.want = outcome, outcome.value, attempt.wanted
        self.whole = outcome.problem is None and not outcome.changed
        self.only_warned = self.whole and bool(self.case.quiet and outcome.warned) and self.is_right(self.got)
        self.right = self.whole and not (self.case.quiet and outcome.warned) and self.is_right(self.got)

    def is_right(self, value):
        if self.case.judge:
            return not judged(self.attempt, value)
        return comparison.difference(value, self.want, self.case.tolerance, parts=self.exercise.parts) is None

    def passes(self, answer, clock):
        """Whether another answer passes this case."""
        outcome = outcome_of(self.case, answer, clock)
        through = outcome.problem is None and not outcome.changed and not (self.case.quiet and outcome.warned)
        return through and self.is_right(outcome.value)

    def is_worth(self, value):
        """Whether a result has the right numbers, of whatever kind."""
        if self.case.judge:
            return self.is_right(value)
        return comparison.difference(bare(value), bare(self.want), self.case.tolerance) is None

    def is_same(self, value):
        """Whether `value` is what came back; a case that is passed although many results are right says nothing."""
        if self.case.judge and self.right:
            return True
        return comparison.same(bare(self.got), bare(value), min(self.case.tolerance, 1e-6))


def bare(value):
    """Numbers without their kind: relations are about values."""
    if isinstance(value, (list, tuple)) and not comparison.are_numbers(value):
        return [bare(part) for part in value]
    array = comparison.as_array(value)
    return np.asarray(array, dtype=float) if array.dtype.kind in "biuf" else value


def places(tried):
    """Where a relation may hold: what it is called there, and a function that changes a result only there."""
    parts, wants = tried[0].exercise.parts, [each.want for each in tried]
    yield "what came back", lambda value, change: change(value)
    if parts and all(isinstance(want, tuple) and len(want) == len(parts) for want in wants):
        for k, part in enumerate(parts):
            yield f"`{part}`", lambda value, change, k=k: _changed(value, change, k)
    if all(isinstance(want, (tuple, list)) and not comparison.are_numbers(want) for want in wants):
        yield "everything that came back", _everywhere
        if all(isinstance(want, list) and all(isinstance(part, tuple) for part in want) for want in wants):
            yield "the first of each pair", lambda value, change: [_changed(pair, change, 0) for pair in value]
            yield "the second of each pair", lambda value, change: [_changed(pair, change, 1) for pair in value]
            yield "every pair but the last", lambda value, change: [*_everywhere(value[:-1], change), *value[-1:]]
            yield "the last pair", lambda value, change: [*value[:-1], *_everywhere(value[-1:], change)]


def are_named_numbers(tried):
    """Whether single numbers with names of their own are asked for, which are no rows of one thing."""
    parts = tried[0].exercise.parts
    return bool(parts) and all(
        isinstance(each.want, tuple) and len(each.want) == len(parts) and comparison.are_numbers(each.want)
        for each in tried
    )


def _changed(value, change, k):
    if not isinstance(value, (list, tuple)) or k >= len(value):
        raise TypeError
    return tuple(change(part) if j == k else part for j, part in enumerate(value))


def _everywhere(value, change):
    if isinstance(value, (list, tuple)) and not (value and comparison.are_numbers(value)):
        return type(value)(_everywhere(part, change) for part in value)
    return change(value)


def holds(tried, place, change_of, spoil=False, exact=False):
    """Whether a change makes every result right, or makes of every right result what came back.

    A change that changes no number of any case explains nothing, so it does not hold. `change_of` gives the change for a case.
    `exact` asks for the right kind of numbers, too; then a change of the kind alone is one, if a result was not right before.
    """
    changes = exact and not all(each.is_right(each.got) for each in tried)
    for each in tried:
        right = each.is_right if exact else each.is_worth
        before = each.want if spoil else each.got
        try:
            after = place(before, change_of(each))
            if not (each.is_same(after) if spoil else any(map(right, _candidates(after)))):
                return False
            changes = changes or _is_other(before, after)
        except Exception:  # a change that is not made for such a result
            return False
    return changes


def _is_other(before, after):
    """Whether a change has changed anything, be it the shape."""
    with contextlib.suppress(Exception):
        before, after = as_numbers(before), as_numbers(after)
    return not comparison.same(bare(before), bare(after), 1e-9)


class _Either(list):
    """Two results, of which one has to be right."""


def _candidates(value):
    return value if isinstance(value, _Either) else [value]


def here_or_in_each(place):
    """Change a result, or each of the results of several calls, which some cases put into a list."""

    def change_there(value, change):
        results = _Either()
        ways = (
            lambda: place(value, change),
            lambda: [place(part, change) for part in value],
            lambda: number_or_array(place(value, change).reshape(())),  # a list of one, where one number was asked for
        )
        for way in ways:
            with contextlib.suppress(Exception):
                results.append(way())
        return results

    return change_there


def number_or_array(value):
    return value[()] if isinstance(value, np.ndarray) and not value.ndim else value


def as_numbers(value):
    return np.asarray(value, dtype=float)


def are_bits(tried, place):
    """Whether all numbers there, those that came back and those that were asked for, are 0 or 1."""
    compared = [each for each in tried if not each.case.judge]
    return bool(compared) and all(
        np.isin(numbers, (0, 1)).all() for each in compared for numbers in numbers_at(each, place) or [[2]]
    )


def numbers_at(each, place):
    """The numbers at a place, in a row: what came back and what was asked for; None where they are no numbers."""
    rows = []
    try:
        for value in (each.got, each.want):
            found = []
            place(value, lambda part, found=found: found.append(as_numbers(part).ravel()))
            rows.append(np.concatenate(found))
    except Exception:
        return None
    return rows
