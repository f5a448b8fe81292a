"""Relations that take further trials: an answer run again, the reference with other inputs, and what the failing cases have in common."""

import inspect
import sys

import numpy as np

from dlcourse.checker import comparison
from dlcourse.checker.looks import Found
from dlcourse.checker.outcomes import outcome_of
from dlcourse.checker.tried import bare


def _run(case, answer, clock, **other):
    """What comes of a case with some inputs exchanged."""
    tried = case.with_inputs(other) if other else case
    return outcome_of(tried, answer, clock)


def unsteady(tried, answer, clock):
    """The same call, and another result."""
    each = tried[0]
    again = _run(each.case, answer, clock)
    if again.problem is None and each.whole and not comparison.same(each.got, again.value, 1e-9):
        source = "`rng`, which is handed over" if "rng" in each.case.code else "what it is handed"
        return (
            f"The same call, made twice, gave two different results. All that comes back has to follow from {source}: no numbers of `np.random`'s own, "
            "and nothing that is kept from one call to the next."
        )
    return ""


def _exchanges(inputs):
    """Inputs as somebody may take them by mistake: what that is called, and the inputs that are other then."""
    arrays = {name: value for name, value in inputs.items() if isinstance(value, np.ndarray) and value.ndim}
    numbers = {
        name: value for name, value in inputs.items() if isinstance(value, (int, float)) and not isinstance(value, bool)
    }
    names = [*arrays, *numbers]
    for k, one in enumerate(names):
        for other in names[k + 1 :]:
            if np.shape(inputs[one]) == np.shape(inputs[other]):
                words = (
                    f"as if `{one}` and `{other}` had changed places",
                    "Are they taken in the order in which they are handed over?",
                )
                yield ("swap", one, other), *words, {one: inputs[other], other: inputs[one]}
    for name, value in numbers.items():
        for number in (0, 1):
            yield (
                (number, name),
                f"what is right for `{name} = {number}`",
                f"Is `{name}` used?",
                {name: type(value)(number)},
            )
        yield ("minus", name), f"what is right for `-{name}`", f"Has `{name}` the right sign?", {name: -value}
    for name, value in arrays.items():
        yield (
            (0, name),
            f"what is right if `{name}` is 0 throughout",
            f"Is `{name}` used?",
            {name: np.zeros_like(value)},
        )
        yield ("minus", name), f"what is right for `-{name}`", f"Has `{name}` the right sign?", {name: -value}
        yield (
            ("abs", name),
            f"what is right for the absolute value of `{name}`",
            "Is there an `abs` too many?",
            {name: np.abs(value)},
        )
        yield ("square", name), f"what is right for `{name}` squared", f"Is `{name}` squared?", {name: np.square(value)}
        yield ("twice", name), f"what is right for `2 * {name}`", f"Is `{name}` doubled?", {name: 2 * value}
        yield ("half", name), f"what is right for `{name} / 2`", f"Is `{name}` halved?", {name: value / 2}
        if value.ndim == 2 and value.shape[0] == value.shape[1]:
            yield (
                ("T", name),
                f"what is right for `{name}.T`",
                f"Is there a `.T` too many, or one missing, at `{name}`?",
                {name: value.T},
            )
        if value.ndim == 2 and len(set(map(len, value))) == 1:
            yield (
                ("T", name),
                f"what is right for `{name}.T`",
                f"Is there a `.T` too many, or one missing, at `{name}`?",
                {name: value.T},
            )
    flat = [name for name, value in arrays.items() if value.ndim == 1 and len(value) > 1]
    if len(flat) == 2 and len(set(len(arrays[name]) for name in flat)) == 1:
        one, other = flat
        n = len(arrays[one])
        words = f"what is right if every entry of `{one}` meets every entry of `{other}`"
        nudge = "A column of shape (n, 1) with a row of shape (n,) makes a table (n, n): print the shapes of both before they are put together."
        yield ("all pairs",), words, nudge, {one: np.repeat(arrays[one], n), other: np.tile(arrays[other], n)}
    rows = {name: len(value) for name, value in arrays.items()}
    alike = [name for name in rows if rows[name] == max(rows.values(), default=0)]
    for words, cut in (("for the first example alone", slice(0, 1)), ("for the last example alone", slice(-1, None))):
        yield (
            (words,),
            f"what is right {words}",
            "Is there a `return` inside a loop, or is the result set anew in each turn?",
            {n: arrays[n][cut] for n in alike},
        )
    for words, cut in (("without the last example", slice(0, -1)), ("without the first example", slice(1, None))):
        yield (
            (words,),
            f"what is right {words}",
            "Does a loop, or a slice, leave it out?",
            {n: arrays[n][cut] for n in alike},
        )


def of_other_inputs(tried, answer, clock):
    """What would be right for other inputs: two that have changed places, one that is not used, the first example alone."""
    if all(each.case.tolerance > 1 for each in tried if not each.right):
        return ""  # no wrong result is compared with anything, so nothing would be explained
    if any(_is_hidden(each.got) for each in tried):
        return ""
    known = [{key: inputs for key, _, _, inputs in _exchanges(each.case.inputs)} for each in tried]
    for key, words, nudge, _ in _exchanges(tried[0].case.inputs):
        if clock.is_up():
            break
        if len(key) > 1 and not all(key in exchanges for exchanges in known):
            continue
        # Of one example alone, or of all pairs, the sum may have been divided by n.
        scales = _SCALES if len(key) == 1 else _SCALES[:1]
        for power, after in scales:
            if all(_explains(each, inputs.get(key), power, clock) for each, inputs in zip(tried, known, strict=True)):
                return f"what came back is {words}{after}. {nudge}"
    return ""


_SCALES = [(0, ""), (-1, ", divided by the number of examples"), (1, ", times the number of examples")]


def _explains(each, inputs, power, clock):
    """Whether what came back is what is right for other inputs, times a power of the number of examples."""
    if inputs is None or each.case.tolerance > 1:
        return each.right or each.case.tolerance > 1
    other = _run(each.case, each.exercise.reference, clock, **inputs)
    if other.problem is not None:
        return False
    value = bare(other.value)
    if power:
        n = max((len(x) for x in each.case.inputs.values() if isinstance(x, np.ndarray) and x.ndim), default=1)
        value = (
            [_scaled(part, float(n) ** power) for part in value]
            if isinstance(value, list)
            else _scaled(value, float(n) ** power)
        )
    return comparison.same(value, bare(each.got), 1e-6)


def _scaled(value, factor):
    return value * factor if isinstance(value, np.ndarray) else value


def of_another(tried, answer, clock):
    """What another function of the same lesson gives, or another method of the same class, or one of the inputs itself."""
    for name in tried[0].case.inputs:
        if all(name in each.case.inputs and each.is_same(each.case.inputs[name]) for each in tried):
            return f"what came back is `{name}` itself, unchanged. Is what you worked out returned?"
    for words, other in _others(tried[0].exercise):
        if clock.is_up():
            break
        for each in tried:
            outcome = outcome_of(each.case, other, clock)
            if outcome.problem is not None or not each.is_same(outcome.value):
                break
        else:
            return f"what came back is what {words} gives. Which of the two was asked for?"
    return ""


def _others(exercise):
    """Other functions and classes of the reference's module that can be called as the reference can."""
    if len(exercise.reference) != 1:
        return
    ((name, reference),) = exercise.reference.items()
    module = sys.modules.get(reference.__module__)
    for other_name, other in list(vars(module).items()) if module else ():
        if other is reference or other_name.startswith("_") or getattr(other, "__module__", "") != module.__name__:
            continue
        if isinstance(reference, type) and isinstance(other, type):
            yield f"`{other_name}`", {name: other}
        elif inspect.isfunction(reference) and inspect.isfunction(other):
            if len(inspect.signature(other).parameters) == len(inspect.signature(reference).parameters):
                yield f"`{other_name}`", {name: other}


def unmoved(tried, answer, clock):
    """An input that the result, or one of the things that are returned together, does not depend on."""
    for name in tried[0].case.inputs:
        cases = [each for each in tried if name in each.case.inputs and each.whole]
        if len(cases) < 2 or all(each.right for each in cases) or any(_is_hidden(each.got) for each in cases):
            continue
        bits = all(type(each.case.inputs[name]) is int and each.case.inputs[name] in (0, 1) for each in cases)
        parts = tried[0].exercise.parts
        still, moves = set(range(max(len(parts), 1))), []
        for each in cases:
            mine, theirs = _moved(each, name, bits, answer, clock)
            still -= mine
            moves += theirs
            if not still:
                break
        if len(still) == max(len(parts), 1) and any(moves.count(k) >= 2 for k in still):
            return f"With another `{name}` the same comes back, in every case. The result has to depend on `{name}`: is it used?"
        for k in sorted(still):
            if moves.count(k) >= 2:
                return f"With another `{name}` the same `{parts[k]}` comes back, in every case. It has to depend on `{name}`: is it used there?"
    return ""


def _is_hidden(value):
    """Whether something of a result is not seen: it cannot be looked into, or the case looks at one side of it."""
    return isinstance(value, Found) or comparison.is_hidden(value)


def _moved(each, name, bits, answer, clock):
    """Which parts another input changes, in the answer's result and in the reference's; all of the answer's where that cannot be told."""
    parts, value = len(each.exercise.parts), each.case.inputs[name]
    other = 1 - value if bits else _other(value)
    mine = None if other is None or clock.is_up() else _run(each.case, answer, clock, **{name: other})
    if mine is None or mine.problem is not None:
        return set(range(max(parts, 1))), set()
    theirs = _run(each.case, each.exercise.reference, clock, **{name: other})
    return (
        _differing(each.got, mine.value, parts, 1e-12),
        set() if theirs.problem else _differing(each.want, theirs.value, parts, 1e-6),
    )


def _differing(before, after, parts, tolerance):
    """Which parts of two results differ; all of them where there are none to be told apart."""
    if comparison.same(before, after, tolerance):
        return set()
    if parts and all(isinstance(value, tuple) and len(value) == parts for value in (before, after)):
        return {k for k in range(parts) if not comparison.same(before[k], after[k], tolerance)}
    return set(range(max(parts, 1)))


def _other(value):
    """Something of the same kind, but other: None if there is no telling what would do."""
    if isinstance(value, np.ndarray) and value.dtype.kind == "f":
        return 1.5 * value[::-1] + 0.25 if value.ndim else None
    if isinstance(value, float):
        return 1.5 * value + 0.25
    if isinstance(value, np.ndarray) and value.ndim and value.dtype.kind in "iu" and len(np.unique(value)) > 1:
        return np.roll(value, 1, axis=0)
    return None


# What cases may have in common, for a person: "with ...".
_MARKS = [
    ("a single example, without an axis for the batch", lambda a, n: bool(a) and max(x.ndim for x in a) == 1),
    ("a batch of one", lambda a, n: bool(a) and any(x.ndim == 2 for x in a) and all(len(x) == 1 for x in a if x.ndim == 2)),
    ("a single number", lambda a, n: not a),
    ("whole numbers as inputs", lambda a, n: any(x.dtype.kind in "iu" for x in a)),
    ("numbers of 100 or more", lambda a, n: any(x.dtype.kind in "iuf" and np.abs(x).max(initial=0) >= 100 for x in a)),
    ("negative numbers among the inputs", lambda a, n: any((x < 0).any() for x in a) or any(x < 0 for x in n)),
    ("more than one column", lambda a, n: any(x.ndim == 2 and x.shape[1] > 1 for x in a)),
    ("more than one example", lambda a, n: any(x.ndim == 2 and len(x) > 1 for x in a)),
    ("more than one entry", lambda a, n: any(x.size > 1 for x in a)),
]  # fmt: skip


def marks(tried, answer, clock):
    """What the cases that go wrong have in common, and the others have not."""
    wrong, right = _apart(tried)
    names = [{tried[0].exercise.called(case) for case in cases} for cases in (wrong, right)]
    if right and [len(each) for each in names] == [1, 1] and "" not in names[0] | names[1] and names[0] != names[1]:
        return f"`{names[1].pop()}` is right in every case, and `{names[0].pop()}` is wrong in {'each' if len(wrong) > 1 else 'its only one'}. So look only at the second."
    for words, holds in _MARKS if right else ():
        if min(len(wrong), len(right)) < 2 and "negative" in words:
            continue
        seen = [[_holds(holds, case) for case in cases] for cases in (wrong, right)]
        if all(seen[0]) and not any(seen[1]):
            return f"It goes wrong in every case with {words}, and in no other. What is different there?"
        if not any(seen[0]) and all(seen[1]):
            return f"It is right in every case with {words}, and in no other. What is different there?"
    return ""


def which(tried, answer, clock):
    """Which cases go wrong, or come out right, where they are few."""
    wrong, right = _apart(tried)
    if not right or any(comparison.as_array(each.got).dtype.kind == "b" for each in tried if not each.right):
        return ""  # of True and False the card says how they become numbers, and that comes first
    wrong, right = (list(dict.fromkeys(case.why for case in cases)) for cases in (wrong, right))
    if not all(wrong) or not all(right):
        return ""
    if len(wrong) == 1:
        return (
            f"Only this case is wrong: {_listed(wrong)} Which step of your code does it reach that the others do not?"
        )
    if len(wrong) <= 3 or len(wrong) <= min(5, len(right)):
        return f"{len(wrong)} of {len(tried)} cases are wrong: {_listed(wrong)} Which step of your code matters in these, and not in the others?"
    if len(right) <= 3:
        return f"Only {_these(right)} right: {_listed(right)} What do the others need that {'these do' if len(right) > 1 else 'this one does'} not?"
    return ""


def _listed(cases):
    """The names of cases as the end of a sentence; some of them end in a question mark."""
    shown = "; ".join(cases[:3]) + (f"; and {len(cases) - 3} more" if len(cases) > 3 else "")
    return shown if shown.endswith("?") else f"{shown}."


def _these(cases):
    return "this case is" if len(cases) == 1 else f"these {len(cases)} cases are"


def _apart(tried):
    return ([each.case for each in tried if each.right is how] for how in (False, True))


def _holds(mark, case):
    arrays = [x for x in case.inputs.values() if isinstance(x, np.ndarray) and x.dtype.kind in "iuf"]
    numbers = [x for x in case.inputs.values() if isinstance(x, (int, float))]
    return mark(arrays, numbers)
