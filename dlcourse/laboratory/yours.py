"""The learner's own functions in the laboratory: which of them run, and what happens when one fails."""

from types import SimpleNamespace

from dlcourse.checker import time_limit
from dlcourse.checker.own_answers import own
from dlcourse.checker.pieces import quiet
from dlcourse.laboratory.training import COURSE

# The exercises whose answers run here; the last two draw the first weights.
EXERCISES = ("backprop", "minibatches", "init_parameters", "he_init")
DRAWN = EXERCISES[2:]
SECONDS = 3.0  # that the learner's functions may take for one slice of the training


def your_pieces(namespace, find):
    """The learner's functions that pass their checks, and the course's for all others.

    Parameters
    ----------
    namespace : dict
        The notebook's globals: an answer in there goes before a saved one.
    find : callable
        From an exercise's id to the Exercise.

    Returns
    -------
    SimpleNamespace
        The functions by their exercises' names; ``drawn``, the learner's that draw first weights; ``says``, whose each is, in words;
        ``guard``, which calls a function that uses them.
    """
    seen, mine, borrowed_inside = {}, {}, set()
    for exercise in EXERCISES:
        asked = find(exercise)
        answer = own(asked, namespace, find, seen)
        if answer:
            mine[exercise] = next(iter(answer.values()))
            borrowed_inside |= {need for need in asked.needs if own(find(need), namespace, find, seen) is None}
    theirs = {exercise: next(iter(find(exercise).reference.values())) for exercise in EXERCISES if exercise not in mine}
    return SimpleNamespace(
        **{**mine, **theirs},
        drawn=tuple(name for name in DRAWN if name in mine),
        says=_whose(list(mine), [*theirs, *sorted(borrowed_inside - set(theirs))]),
        guard=guard,
    )


def guard(function):
    """Call a function that uses the learner's. It ends after some seconds, and what the learner's print or warn of is kept apart.

    Raises
    ------
    RuntimeError
        If it takes too long.
    """
    try:
        with quiet():
            return time_limit.call(function, SECONDS)
    except time_limit.TimeLimit:
        raise RuntimeError(f"they were still running after {SECONDS:g} seconds") from None


def _whose(mine, theirs):
    if not mine:
        return f"{COURSE.says} Your own {_names(theirs)} can run it, too, but none of them passes its check yet."
    yours = f"Your own {_names(mine)} run{'s' * (len(mine) == 1)} this network."
    one = len(theirs) == 1
    rest = f" {_names(theirs)} {'is' if one else 'are'} the course's, as yours {'is' if one else 'are'} not done yet."
    return yours + rest * bool(theirs)


def _names(names):
    names = [f"`{name}`" for name in names]
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
