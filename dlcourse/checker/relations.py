"""A mistake that nobody has named: what holds between what came back and what was expected, in every case.

Where no known mistake fits, relations are tried one after the other: on the results alone (here, with the list in `transforms`), then
with other inputs (`trials`). A relation is said only if it holds in all cases. It then says something true, even where it is not how
the mistake was made.
"""

import itertools

import numpy as np

from dlcourse.checker import comparison, trials
from dlcourse.checker.outcomes import Clock, expected
from dlcourse.checker.transforms import REPAIRS, SPOILS, STRUCTURE
from dlcourse.checker.verdicts import judged

SECONDS = 0.5  # where nothing is found by then, the card compares


class Tried:
    """A case, what came of it, what the reference gives, and how a result is found to be right."""

    def __init__(self, exercise, case, outcome):
        self.exercise, self.case, self.outcome, self.got = exercise, case, outcome, outcome.value
        self.want = expected(exercise, case)
        self.whole = outcome.problem is None and not outcome.changed
        self.right = self.whole and self.is_right(self.got) and not (case.quiet and outcome.warned)

    def is_right(self, value):
        if self.case.judge:
            return not judged(self.exercise, self.case, value)
        return comparison.difference(value, self.want, self.case.tolerance, parts=self.exercise.parts) is None

    def is_same(self, value):
        """Whether `value` is what came back; a case that is passed although many results are right says nothing."""
        if self.case.judge and self.right:
            return True
        return comparison.same(_bare(self.got), _bare(value), min(self.case.tolerance, 1e-6))


def _bare(value):
    """Numbers without their kind: relations are about values."""
    if isinstance(value, (list, tuple)) and not _flat(value):
        return [_bare(part) for part in value]
    array = comparison.as_array(value)
    return np.asarray(array, dtype=float) if array.dtype.kind in "biuf" else value


def describe(exercise, outcomes, answer):
    """What is off in every case, and where to look: one sentence and a nudge; "" if nothing is found that holds.

    Parameters
    ----------
    exercise : Exercise
    outcomes : list of Outcome
        What came of the answer in each case.
    answer : dict of str to object
    """
    if not any(callable(thing) for thing in exercise.reference.values()):
        return ""
    clock = Clock(SECONDS)
    tried = [Tried(exercise, case, outcome) for case, outcome in zip(exercise.cases, outcomes, strict=True)]
    wrong = [each for each in tried if not each.right]
    tried.sort(key=lambda each: each.right)  # what does not hold where it went wrong need not be tried elsewhere
    finders = [(trials.unsteady, tried, "")]
    if all(each.whole for each in tried):
        on_all = (_of_structure, _of_numbers, _by_a_number, trials.of_other_inputs, trials.of_another)
        finders += [(find, tried, "In every case: ") for find in on_all]
    if all(each.whole for each in wrong) and len(wrong) < len(tried):
        words = (
            f"{_count(len(tried) - len(wrong))} right. In all the others: "
            if len(wrong) > 1
            else "In the case that is wrong: "
        )
        finders.append((_of_structure, wrong, words))
        if len({repr(each.want) for each in wrong}) > 1:
            finders += [(find, wrong, words) for find in (_of_numbers, _by_a_number, trials.of_other_inputs)]
    finders += [(trials.unmoved, tried, ""), (_of_shapes, tried, ""), (trials.which, tried, "")]
    with np.errstate(all="ignore"):
        for find, cases, words in finders:
            found = find(cases, answer, clock) if clock.left() > 0.01 else ""
            if found:
                return words + found
    return ""


def _count(n):
    return "1 case is" if n == 1 else f"{n} cases are"


def _places(tried):
    """Where a relation may hold: what it is called there, and a function that changes a result only there."""
    parts, wants = tried[0].exercise.parts, [each.want for each in tried]
    yield "what came back", lambda value, change: change(value)
    if parts and all(isinstance(want, tuple) and len(want) == len(parts) for want in wants):
        for k, part in enumerate(parts):
            yield f"`{part}`", lambda value, change, k=k: _changed(value, change, k)
    if all(isinstance(want, (tuple, list)) and not _flat(want) for want in wants):
        yield "everything that came back", _everywhere
        if all(isinstance(want, list) and all(isinstance(part, tuple) for part in want) for want in wants):
            yield "the first of each pair", lambda value, change: [_changed(pair, change, 0) for pair in value]
            yield "the second of each pair", lambda value, change: [_changed(pair, change, 1) for pair in value]
            yield "every pair but the last", lambda value, change: [*_everywhere(value[:-1], change), *value[-1:]]
            yield "the last pair", lambda value, change: [*value[:-1], *_everywhere(value[-1:], change)]


def _flat(value):
    return all(isinstance(part, (int, float, np.number)) for part in value)


def _changed(value, change, k):
    if not isinstance(value, (list, tuple)) or k >= len(value):
        raise TypeError
    return tuple(change(part) if j == k else part for j, part in enumerate(value))


def _everywhere(value, change):
    if isinstance(value, (list, tuple)) and not (value and _flat(value)):
        return type(value)(_everywhere(part, change) for part in value)
    return change(value)


def _holds(tried, place, change_of, spoil=False):
    """Whether a change makes every result right, or makes of every right result what came back.

    `change_of` gives the change for a case.
    """
    for each in tried:
        try:
            if spoil:
                if not each.is_same(place(each.want, change_of(each))):
                    return False
            elif not each.is_right(place(each.got, change_of(each))):
                return False
        except Exception:  # a change that is not made for such a result
            return False
    return True


def _number_or_array(value):
    return value[()] if isinstance(value, np.ndarray) and not value.ndim else value


def _as_numbers(value):
    return np.asarray(value, dtype=float)


def _of_structure(tried, answer, clock):
    kind = comparison.kind(tried[0].got)
    for it, place in _places(tried):
        if it.startswith(("what", "`")):
            for repair, sentence, nudge in STRUCTURE:
                if _holds(tried, place, lambda each, repair=repair: repair):
                    return f"{sentence.format(it=it, kind=kind)} {nudge}"
    for it, place in _places(tried):
        reshaped = _reshaped(tried, place)
        if reshaped:
            return f"{it} has the right numbers in another shape{reshaped}"
    return ""


def _of_numbers(tried, answer, clock):
    for it, place in _places(tried):
        for repair, sentence, nudge in REPAIRS:
            if _holds(tried, place, lambda each, repair=repair: lambda value: _number_or_array(repair(value))):
                return f"{sentence.format(it=it)} {nudge}"
        for spoil, sentence, nudge in SPOILS:
            if _holds(tried, place, lambda each, spoil=spoil: lambda value: spoil(_as_numbers(value)), spoil=True):
                return f"{sentence.format(it=it)} {nudge}"
    return ""


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
                shapes.append((array.shape, like))
                return _number_or_array(array.reshape(like))

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
        return f"{words} An axis is too many: is there a `reshape`, or `keepdims=True`? `.ravel()`, or an index such as `[:, 0]`, takes it away."
    return f"{words} Is a `ravel` or a `reshape` too many, or a sum without `keepdims=True`?"


def _of_shapes(tried, answer, clock):
    """A table of all with all, where the numbers tell nothing: only its shape does."""
    wrong = [each for each in tried if not each.right and isinstance(each.got, np.ndarray) and np.ndim(each.want) == 1]
    if len(wrong) > 1 and all(each.got.shape == 2 * np.shape(each.want) for each in wrong):
        return (
            "Where it is wrong, a table of shape (n, n) came back, and n numbers were asked for. That is what a column of shape (n, 1) and a row of shape "
            "(n,) make, or an outer product: look at the shapes before they are put together."
        )
    return ""


def _by_a_number(tried, answer, clock):
    """A number that all is multiplied by, or that is added: the same in all cases, or a number of each case's inputs."""
    for it, place in _places(tried):
        for add in (False, True):
            off = [(each, _off_by(each, place, add)) for each in tried]
            off = [(each, number) for each, number in off if number is not None and np.isfinite(number)]
            if len(off) < 2:
                continue
            for of_case, words in _numbers(off, add):

                def change_of(each, of_case=of_case, add=add):
                    number = of_case(each.case.inputs)
                    return lambda value: _number_or_array(
                        _as_numbers(value) - number if add else _as_numbers(value) / number
                    )

                if _holds(tried, place, change_of):
                    return f"{it} is {words}"
    return ""


def _off_by(each, place, add):
    """The factor, or the difference, at the largest number of a place; None where there is none to be told."""
    wanted, given = [], []
    try:
        place(each.want, lambda value: wanted.append(_as_numbers(value).ravel()))
        place(each.got, lambda value: given.append(_as_numbers(value).ravel()))
        want, got = np.concatenate(wanted), np.concatenate(given)
        k = int(np.abs(want).argmax())
        if want.shape != got.shape:
            return None
        return got[k] - want[k] if add else got[k] / want[k] if want[k] else None
    except Exception:
        return None


_FACTORS = {
    2: "twice the right one. Does a ½ cancel the 2, or is something added twice?",
    0.5: "half the right one. Does a 2 cancel the ½, or is something divided twice?",
    -1: "minus the right one. Is a difference taken the other way round?",
    -2: "-2 times the right one. Look for a 2 that a ½ cancels, and for a difference that is taken the other way round.",
    -0.5: "-½ times the right one. Look for a ½ too many, and for a difference that is taken the other way round.",
}


def _numbers(off, add):
    """Numbers that explain how far all cases are off: (from a case's inputs to the number, what is said)."""
    numbers = np.array([number for _, number in off])
    if np.allclose(numbers, numbers[0], rtol=1e-6, atol=1e-12):
        constant = float(numbers[0])
        near = next((factor for factor in _FACTORS if abs(factor - constant) < 1e-6), None)
        number = comparison.number(abs(constant) if add else constant)
        if add:
            words = f"{number} {'more' if constant > 0 else 'less'} than the right one. Is a number added, or left out?"
        else:
            words = _FACTORS.get(near, f"{number} times the right one. Where does that factor come from?")
        if abs(constant - (0 if add else 1)) > 1e-9:
            yield (lambda inputs: constant), words
    simple = list(_of_inputs(off[0][0].case.inputs))
    counts = [(words, of) for words, of in simple if "len" in words or "shape" in words]
    ratios = [
        (f"{one} / {other}", lambda inputs, a=a, b=b: a(inputs) / b(inputs))
        for one, a in counts
        for other, b in counts
        if one != other
    ]
    for expression, of_inputs in [*simple, *(() if add else ratios)]:
        try:
            values = np.array([of_inputs(each.case.inputs) for each, _ in off], dtype=float)
        except Exception:
            continue
        if np.ptp(values) == 0:
            continue
        for sign, power in itertools.product((1, -1, 2, 0.5, -2, -0.5), (1, -1)):
            if add and (abs(sign) != 1 or power != 1):
                continue
            if np.allclose(numbers, sign * values**power, rtol=1e-6):
                yield (
                    (lambda inputs, of=of_inputs, s=sign, p=power: s * of(inputs) ** float(p)),
                    _said_of(expression, sign, power, add),
                )


def _said_of(expression, sign, power, add):
    if add:
        return f"the right one {'plus' if sign > 0 else 'minus'} `{expression}`. Is `{expression}` used, and with the right sign?"
    if "/" in expression:
        return f"`{expression}` times the right one. Which of the two counts the examples, and which the columns?"
    times = {1: "", 2: "2 · ", 0.5: "½ · ", -1: "-1 · ", -2: "-2 · ", -0.5: "-½ · "}[sign]
    if power == 1:
        counts = (
            "Is a sum taken where the mean was asked for?"
            if "len" in expression or "shape" in expression or "size" in expression
            else f"Where does `{expression}` belong?"
        )
        return f"{times}`{expression}` times the right one. {counts}"
    counts = (
        "Is it divided by it twice, or is a mean taken where none, or a sum, was asked for?"
        if "len" in expression or "shape" in expression or "size" in expression
        else f"Is `{expression}` used?"
    )
    return f"{times}the right one divided by `{expression}`. {counts}"


def _of_inputs(inputs):
    """Numbers that can be read off a case's inputs, with how they are written."""
    for name, value in inputs.items():
        if isinstance(value, np.ndarray) and value.ndim:
            yield f"len({name})", lambda inputs, name=name: len(inputs[name])
            if value.ndim > 1:
                yield f"{name}.shape[1]", lambda inputs, name=name: inputs[name].shape[1]
                yield f"{name}.size", lambda inputs, name=name: inputs[name].size
        elif isinstance(value, (int, float)):
            yield name, lambda inputs, name=name: inputs[name]
