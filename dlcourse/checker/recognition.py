"""Which known mistake an answer makes, and whether it reads the notebook in place of its arguments.

A mistake is recognised by what the answer does in every case, never by how it is written.
"""

import re

import numpy as np

from dlcourse.checker import comparison
from dlcourse.checker.card import RAISED
from dlcourse.checker.errors import meaning
from dlcourse.checker.methods import hints_for, right, that_go_wrong
from dlcourse.checker.outcomes import Clock, outcome_of
from dlcourse.checker.plain import plain
from dlcourse.checker.quotes import Quote
from dlcourse.checker.relations import cases_that_fail, describe, is_code, place_of, safely
from dlcourse.checker.shape_errors import shapes_in_product
from dlcourse.checker.surroundings import globals_read, unwritten, used
from dlcourse.checker.time_limit import TimeLimit
from dlcourse.checker.tried import Tried


def recognise(exercise, card, attempts, answer, namespace):
    """Say which known mistake it is, or else what is off in every case; and whether the answer reads the notebook instead of its arguments.

    `attempts` are those at all cases: a mistake is one that agrees everywhere.
    """
    missing = {name for attempt in attempts if (name := unwritten(attempt.outcome.problem))}
    first = next(attempt for attempt in attempts if not Tried(attempt).right)
    card.hints = hints_for(first, attempts)
    if unwritten(first.outcome.problem):
        card.notes += [f"`{name}` is right in every case." for name in right(attempts)]
        return
    if not card.mistake:
        mistake = _first_known(exercise, attempts, _agrees)
        if not mistake:  # of a class, one method may be wrong in a known way, and another one not written yet, or wrong in another way
            mistake = _first_known(exercise, _up_to_the_first_wrong_method(attempts), _agrees_and_warns)
        if not mistake:  # who makes another mistake as well has it written in a way that overflows far from 0
            for some in (attempts, _up_to_the_first_wrong_method(attempts)):
                still = [each for each in some if not (each.case.quiet and each.outcome.warned)]
                mistake = mistake or (_first_known(exercise, still, _agrees) if first in still else None)
        problems = [attempt.outcome.problem for attempt in attempts if attempt.outcome.problem]
        if mistake:
            card.nudge, card.mistake = mistake.said(problems, used(answer.values())), mistake.name
            words = shapes_in_product(first.outcome.problem, comparison.said(first.outcome.problem), namespace)
            if words:
                card.rows.append(("Shapes", words))
            place = None if problems else safely(place_of, mistake, attempts, answer)
            if place:
                line, number = place
                card.rows.append(("Your line", Quote(line, f"(line {number} of your cell)")))
        elif card.outcome == RAISED:
            card.nudge = safely(meaning, problems[0], namespace) if problems else ""
        else:
            card.nudge, card.place, card.asks = describe(_of_written(attempts), answer)
        if not card.nudge:
            card.notes += filter(None, [safely(cases_that_fail, _of_written(attempts))])
        card.notes += [f"`{name}` is not written yet." for name in sorted(missing)]
    card.standing = _standing(card, attempts)
    functions = [value for value in answer.values() if callable(value)]
    meant = set(exercise.stand_ins).union(*(case.lend for case in exercise.cases))
    read = sorted(n for n in globals_read(functions) if n not in meant and _is_data(namespace.get(n)))
    if read:
        names = "`, `".join(read)
        card.notes.append(
            f"Your code reads `{names}` from the notebook. It should use its own arguments: the check calls it "
            "with other values."
        )


def _standing(card, attempts):
    """How many cases are right, if some are, and which methods go wrong: what the card does not say anyway. Of values nothing is counted."""
    if not is_code(attempts[0].exercise) or any(isinstance(each.outcome.problem, TimeLimit) for each in attempts):
        return ""
    passed, said = sum(Tried(each).right for each in attempts), []
    if passed and not re.search(r"cases? (is|are) (right|wrong)", card.nudge):
        said.append(f"{passed} of {len(attempts)} cases {'is' if passed == 1 else 'are'} right.")
    wrong = that_go_wrong(attempts)
    if wrong and set(wrong) != set(re.findall(r"`(\w+)`", card.nudge)) & set(attempts[0].exercise.methods):
        said.append(f"`{'` and `'.join(wrong)}` {'go' if len(wrong) > 1 else 'goes'} wrong.")
    return " ".join(said)


def _of_written(attempts):
    """The attempts at what is written: of a method that is not, there is nothing to describe."""
    return [each for each in attempts if not unwritten(each.outcome.problem)]


def _first_known(exercise, attempts, agrees):
    """The first known mistake of which a variant agrees with the answer in these attempts; None if there is none, or no attempt."""
    for mistake in exercise.mistakes if attempts else ():
        if any(agrees(mistake, number, attempts) for number in range(len(mistake.variants))):
            return mistake
    return None


def _up_to_the_first_wrong_method(attempts):
    """The attempts at the methods up to the first that goes wrong, if each case calls one method of a class and there are several."""
    called = [re.fullmatch(r"\w+\([^()]*\)\.(\w+)\(.*\)", each.case.code) for each in attempts]
    if not all(called) or len({each[1] for each in called}) < 2:
        return []
    names = [each[1] for each in called]
    wrong = next((name for name, each in zip(names, attempts, strict=True) if not Tried(each).right), None)
    order = list(dict.fromkeys(names))
    # The methods before it are right. So a mistake that agrees is right in them, too, and speaks of this one.
    asked = order[: order.index(wrong) + 1] if wrong else []
    return [each for name, each in zip(names, attempts, strict=True) if name in asked]


def _agrees(mistake, number, attempts):
    return all(
        each.outcome.same(_known(each.case, mistake, number, each.exercise.seconds), each.case.tolerance)
        for each in attempts
    )


def _agrees_and_warns(mistake, number, attempts):
    """As `_agrees`, and NumPy warns of the same where it has to be quiet: a right value alone is no mistake."""

    def warns(each):
        known = _known(each.case, mistake, number, each.exercise.seconds)
        return not each.case.quiet or bool(each.outcome.warned) == bool(known.warned)

    return _agrees(mistake, number, attempts) and all(map(warns, attempts))


_kept, _stopped_once = {}, set()


def _known(case, mistake, number, seconds):
    """What comes of a case for a variant of a known mistake. It is the same each time, so it is kept.

    A variant that is stopped for its time is tried a second time: a busy machine may have stopped it.
    """
    key = case, mistake, number
    if key in _kept:
        return _kept[key]
    answer = {name: thing if callable(thing) else plain(thing) for name, thing in mistake.variants[number].items()}
    outcome = outcome_of(case, answer, Clock(seconds))
    if isinstance(outcome.problem, TimeLimit) and key not in _stopped_once:
        _stopped_once.add(key)
    else:
        _kept[key] = outcome
    return outcome


def _is_data(value):
    return isinstance(value, (np.ndarray, np.generic, list, tuple, dict, int, float)) and not isinstance(value, bool)
