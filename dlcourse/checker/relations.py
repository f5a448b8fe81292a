"""A mistake that nobody has named: what holds between what came back and what was expected, in every case.

Where no known mistake fits, relations are tried one after the other: on the results alone (here, with the list in `transforms`), then
with other inputs (`trials`). A relation is said only if it holds in all cases. It then says something true, even where it is not how
the mistake was made.
"""

import re
import warnings

import numpy as np

from dlcourse.checker import comparison, factors, properties, trials
from dlcourse.checker.one_change import early_return, named_place, one_change
from dlcourse.checker.outcomes import WorkClock
from dlcourse.checker.quotes import Code
from dlcourse.checker.transforms import REPAIRS, SPOILS, STRUCTURE, TURNS
from dlcourse.checker.tried import (
    Tried,
    are_bits,
    are_named_numbers,
    as_numbers,
    here_or_in_each,
    holds,
    number_or_array,
    numbers_at,
    places,
)
from dlcourse.checker.verdicts import is_nothing

_SENTENCE = re.compile(r"(?:[^.?]|[.?](?! [A-Z`]))*\.?")  # the first one; a point may stand in a number or a name
SECONDS = 0.5  # where nothing is found by then, the card compares


def describe(attempts, answer):
    """What is off in every case, and where to look.

    Parameters
    ----------
    attempts : list of Attempt
        What came of the answer in each case.
    answer : dict of str to object

    Returns
    -------
    sentence : str
        One sentence and a nudge; "" if nothing is found that holds.
    place : Code
        The learner's own line, if the sentence speaks of a part of it.
    asks : str
        What to ask oneself of that part.
    """
    nothing = "", Code(""), ""
    if not is_code(attempts[0].exercise):
        return nothing
    clock = WorkClock(SECONDS)
    tried, wrong = _tried(attempts)
    first = wrong[0]
    # The card speaks of the warning or of the missing `return`. There are no wrong numbers to be described.
    if first.only_warned or (first.whole and is_nothing(first.got, first.case)):
        return nothing
    tried.sort(key=lambda each: each.right)  # what does not hold where it went wrong need not be tried elsewhere
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        said = _first(_sharp(tried, wrong), answer, clock)
        near = safely(one_change, tried, answer)
        if near:  # The place in the learner's own line is surer than a guess at the cause, which follows what holds.
            small, place, asks = near
            return " ".join(filter(None, [_SENTENCE.match(said)[0], small])), place, asks
        early = None if said else safely(early_return, answer)
        if early:
            return early
        judged = wrong[0].whole and bool(wrong[0].case.judge)
        return said or _first(_loose(tried, judged), answer, WorkClock(SECONDS)), *nothing[1:]


def place_of(mistake, attempts, answer):
    """The learner's line that does what a known mistake names in backticks, and its number; None if it is not found."""
    tried, _ = _tried(attempts)
    return named_place(sorted(tried, key=lambda each: each.right), answer, mistake.message)


def cases_that_fail(attempts):
    """What the cases that go wrong have in common, or else which they are: a sentence, or ""."""
    if not is_code(attempts[0].exercise):
        return ""
    tried, wrong = _tried(attempts)
    if wrong[0].whole and _nesting(wrong[0].got) != _nesting(wrong[0].want):
        return ""  # how a result is built does not hang on the case
    return _first([(find, tried, "") for find in _OF_CASES], {}, WorkClock(SECONDS))


def _nesting(value):
    """How tuples and lists stand in one another, without what is in them."""
    return (type(value), *map(_nesting, value)) if isinstance(value, (tuple, list)) else ()


def is_code(exercise):
    """Whether functions or classes are asked for, and not values."""
    return any(callable(thing) for thing in exercise.reference.values())


def _tried(attempts):
    tried = [Tried(attempt) for attempt in attempts]
    return tried, [each for each in tried if not each.right]


def _first(finders, answer, clock):
    for find, cases, words in finders:
        found = safely(find, cases, answer, clock) if not clock.is_up() else ""
        if found:
            found = words + found
            return found[0].upper() + found[1:]
    return ""


def _sharp(tried, wrong):
    """What is looked for first: a finder, the cases it looks at, and what is said of those."""
    yield trials.unsteady, tried, ""
    if all(each.whole for each in tried):
        for find in _ON_ALL:
            yield find, tried, "In every case: "
    through = [each for each in wrong if each.whole]
    if len(through) < len(wrong):
        words = "In every wrong result: "
    elif len(wrong) > 1:
        words = f"{_count(len(tried) - len(wrong))} right. In all the others: "
    else:
        words = "In the case that is wrong: "
    if through and len(through) < len(tried):
        yield _of_structure, through, words
        if len({repr(each.want) for each in through}) > 1:
            for find in _ON_SOME:
                yield find, through, words
    yield trials.unmoved, tried, ""


def _loose(tried, judged):
    """Where the judge of a case has said what is wrong, its sentence stands before what tells cases apart."""
    whole = all(each.whole for each in tried)
    # Where every result is judged, the numbers of the reference are not the only right ones.
    left_out = (_OF_CASES if judged else ()) + (_OF_NUMBERS if all(each.case.judge for each in tried) else ())
    for find in _LOOSER if whole else _OF_CASES:
        if find not in left_out:
            yield find, tried, ""


def safely(find, *given):
    """What is found, or "": a description that fails is none, and no fault of the check."""
    try:
        return find(*given)
    except Exception:
        return ""


def _count(n):
    return "1 case is" if n == 1 else f"{n} cases are"


def _of_structure(tried, answer, clock):
    kind = comparison.kind(tried[0].got)
    for it, place in places(tried):
        if it.startswith(("what", "`")):
            for repair, sentence, nudge in STRUCTURE:
                if holds(tried, here_or_in_each(place), lambda each, repair=repair: repair, exact=True):
                    return f"{sentence.format(it=it, kind=kind)} {nudge}"
    for it, place in places(tried):
        reshaped = _reshaped(tried, place)
        if reshaped:
            return f"{it} has the right numbers in another shape{reshaped}"
    return ""


def _of_numbers(tried, answer, clock):
    skip = are_named_numbers(tried)  # what came back as a whole has no rows then, and no first entry
    for k, (it, place) in enumerate(places(tried)):
        bits = are_bits(tried, place)  # of which 1 minus is another word for what is said here
        if bits and _all_are_swapped(tried, place):
            return f"{it} has 0 and 1 swapped: it is 1 where 0 was asked for, and 0 where 1 was. {_SWAPPED}"
        if skip and not k:
            continue
        # A judge may take numbers that were worked over for a right result by chance. Then nothing is explained.
        for repair, sentence, nudge in TURNS if all(each.case.judge for each in tried) else REPAIRS:
            if bits and "1 minus" in sentence:
                continue
            if holds(tried, place, lambda each, repair=repair: lambda value: number_or_array(repair(value))):
                return f"{sentence.format(it=it)} {nudge}"
        for spoil, sentence, nudge in SPOILS:
            if holds(tried, place, lambda each, spoil=spoil: lambda value: spoil(as_numbers(value)), spoil=True):
                return f"{sentence.format(it=it)} {nudge}"
    return ""


_SWAPPED = "Is a NOT missing or too many, or a comparison the wrong way round?"


def _all_are_swapped(tried, place):
    """Whether each 0 is a 1, and each 1 a 0. Of a single bit that is wrong, in some cases alone, that is no news."""
    news = len(tried) == len(tried[0].exercise.cases) or any(
        len(np.unique(numbers_at(each, place)[1])) > 1 for each in tried if not each.case.judge
    )
    return news and holds(tried, place, lambda each: lambda value: number_or_array(1 - as_numbers(value)))


def _reshaped(tried, place):
    """How the shapes differ, if that is all that differs."""
    shapes = []
    for each in tried:
        likes = []
        try:
            place(each.want, lambda value, likes=likes: likes.append(np.shape(value)))
            shapes_here = iter(likes)

            def change(value, shapes_here=shapes_here):
                like, array = next(shapes_here), np.asarray(value)
                if isinstance(value, (list, tuple)):
                    raise TypeError
                shapes.append((array.shape, like))
                return number_or_array(array.reshape(like))

            if not each.is_right(place(each.got, change)):
                return ""
        except Exception:
            return ""
    given, asked = next(((given, asked) for given, asked in shapes if given != asked), ((), ()))
    if given == asked:
        return ""
    if not asked:
        return f": an array of shape {given}, where a single number was asked for. Take the number out of it, as in `[0]`, or make no array of it."
    words = f": {given}, where {asked} was asked for."
    if len(given) > len(asked):
        return f"{words} An axis is too many: is there a `reshape`, or `keepdims=True`? `.ravel()`, or an index such as `[:, 0]`, removes it."
    return f"{words} Is a `ravel` or a `reshape` too many, or a sum without `keepdims=True`?"


_ON_SOME = (_of_numbers, factors.by_a_number, factors.with_an_input, trials.of_other_inputs)
_ON_ALL = (_of_structure, *_ON_SOME, trials.of_another)
_OF_NUMBERS = (properties.rows_apart, properties.entries, properties.values, properties.sizes)
_OF_CASES = (trials.marks, trials.which)
_LOOSER = (
    properties.untouched,
    properties.lengths,
    properties.shapes,
    properties.rows_apart,
    properties.parts_right,
    properties.entries,
    trials.marks,
    properties.values,
    trials.which,
    properties.sizes,
)
