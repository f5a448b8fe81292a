"""The way of an answer through the checker: from the notebook's names to a card.

It is followed from top to bottom. `readiness` says whether the answer can be tried, `outcomes` runs it on each case, `verdicts`
says what the first failing case means, and `recognition` says which known mistake it is.
"""

from dlcourse.checker import comparison, time_limit
from dlcourse.checker.card import DONE, FAULT, NOT_YET, RAISED, Card
from dlcourse.checker.outcomes import Clock, attempts
from dlcourse.checker.plain import plain
from dlcourse.checker.readiness import unready
from dlcourse.checker.recognition import recognise
from dlcourse.checker.surroundings import calls, lent_to
from dlcourse.checker.verdicts import verdict


def examine(exercise, namespace, find, seconds=None):
    """Check the answer to `exercise` that stands in `namespace`.

    Parameters
    ----------
    exercise : Exercise
    namespace : dict
        The notebook's globals, or any dict that holds the answer.
    find : callable
        From an exercise's id to the Exercise, for those it needs.
    seconds : float, optional
        Time limit instead of the exercise's own.

    Returns
    -------
    Card
        Nothing that an answer does is raised, save a KeyboardInterrupt; if the check itself fails, the card says so.
    """
    try:
        return _examine(exercise, namespace, find, seconds or exercise.seconds)
    except Exception as problem:
        rows = [("What happened", f"{type(problem).__name__}: {comparison.said(problem)}")]
        headline = "Something is wrong with the check itself. It is not you: please report it, with your answer."
        return Card(exercise.id, FAULT, headline, rows)


def _examine(exercise, namespace, find, seconds):
    answer = _answer(exercise, namespace, seconds)
    card = unready(exercise, answer)
    if card:
        return card
    borrowed, lent = _missing(exercise, namespace, find)
    with lent_to(namespace, lent):
        card = _try_cases(exercise, answer, namespace, seconds)
    used = [need for need in borrowed if calls(answer, find(need))]
    if used:
        card.notes.append(f"Tried with the course's answer to `{'`, `'.join(used)}`, as yours is not done yet.")
    return card


def outcomes(exercise, namespace, find, seconds=None):
    """What an answer that can be tried does in every case, its needs in place as in a check: a list of Outcome."""
    seconds = seconds or exercise.seconds
    answer = _answer(exercise, namespace, seconds)
    with lent_to(namespace, _missing(exercise, namespace, find)[1]):
        return [attempt.outcome for attempt in attempts(exercise, answer, Clock(seconds))]


def _answer(exercise, namespace, seconds):
    """What the notebook has under the names that were asked for."""
    answer = {name: namespace[name] for name in exercise.reference if name in namespace}
    # What is no function and no class is a value, of which plain data is all that is needed.
    values = {name: thing for name, thing in answer.items() if not callable(thing)}
    return answer | time_limit.call(lambda: {name: plain(thing) for name, thing in values.items()}, seconds)


def _missing(exercise, namespace, find):
    """Which of the exercises that it needs are not done, and what stands in for them and for what the notebook provides."""
    borrowed, lent = [], {k: v for k, v in exercise.stand_ins.items() if k not in namespace}
    for need in exercise.needs:
        earlier = find(need)
        if examine(earlier, namespace, find).outcome != DONE:
            lent |= earlier.reference
            borrowed.append(need)
    return borrowed, lent


def _try_cases(exercise, answer, namespace, seconds):
    clock = Clock(seconds)
    printed = []
    for attempt in attempts(exercise, answer, clock):
        printed.append(attempt.outcome.printed)
        card = verdict(attempt, answer, namespace)
        if card is None:
            continue
        if card.outcome in (NOT_YET, RAISED) and not isinstance(attempt.outcome.problem, time_limit.TimeLimit):
            recognise(exercise, card, list(attempts(exercise, answer, clock)), answer, namespace)
        break
    else:
        card = Card(exercise.id, DONE, _praise(exercise))
    output = "".join(printed)
    if output.strip():
        card.notes.append(f"Your code printed: `{output.strip()[:300].replace('`', chr(39))}`")
    return card


def _praise(exercise):
    """Of values it says nothing in how many ways they were looked at."""
    if not any(map(callable, exercise.reference.values())):
        return "Right. Your values do all that was asked for."
    return f"Right. {len(exercise.cases)} case{'s' * (len(exercise.cases) > 1)} tried."
