"""Looser relations than those of `relations`: what every right result has and this one has not, and how far it is right.

Each finder looks at all cases and says one sentence with a nudge, or "".
"""

import numpy as np

from dlcourse.checker import comparison
from dlcourse.checker.outcomes import outcome_of
from dlcourse.checker.tried import are_named_numbers


def _numbers(value):
    array = comparison.as_array(value)
    return np.asarray(array, dtype=float) if array.dtype.kind in "biuf" else None


def parts_right(tried, answer, clock):
    """Of things that are returned together: which are right in every case, and which are not."""
    parts = tried[0].exercise.parts
    wants = [each.want for each in tried]
    if parts and all(isinstance(want, tuple) and len(want) == len(parts) for want in wants):
        names = [f"`{part}`" for part in parts]
        right = [_part_right(tried, lambda value, k=k: value[k]) for k in range(len(parts))]
    elif all(isinstance(want, list) and want and all(isinstance(pair, tuple) for pair in want) for want in wants):
        if not all(_paired(each) for each in tried):
            return ""
        names = ["the weights, the first of each pair,", "the biases, the second of each pair,"]
        right = [_part_right(tried, lambda value, k=k: [pair[k] for pair in value]) for k in (0, 1)]
        if (
            not any(right)
            and _part_right(tried, lambda value: list(value[-1]))
            and any(len(want) > 1 for want in wants)
        ):
            return "In every case the last layer's pair is right, and one before it is not. Look at the step back from a layer to the one before it."
    else:
        return ""
    if any(right) and not all(right):
        good, bad = ([name for name, ok in zip(names, right, strict=True) if ok is how] for how in (True, False))
        return f"In every case {_all(good)} came out right. Look only at how {_all(bad)} {'is' if len(bad) == 1 and '`' in bad[0] else 'are'} worked out."
    return ""


def _all(names):
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _paired(each):
    return (
        isinstance(each.got, (list, tuple))
        and len(each.got) == len(each.want)
        and all(isinstance(pair, (list, tuple)) and len(pair) == 2 for pair in each.got)
    )


def _part_right(tried, part):
    try:
        return all(
            comparison.difference(part(each.got), part(each.want), each.case.tolerance) is None for each in tried
        )
    except Exception:
        return False


def untouched(tried, answer, clock):
    """What came back as it was handed over, in a list of pairs that should have changed."""
    for name in tried[0].case.inputs:
        for words, part in _PAIR_PARTS:
            rows = [row for row in (_then_and_now(each, name, part) for each in tried) if row]
            if len(rows) > 1 and all(
                comparison.same(given, got) and not comparison.same(given, want) for given, got, want in rows
            ):
                return (
                    f"Each time {words} came back as handed over in `{name}`, unchanged. Is every one of them stepped?"
                )
    return ""


def _then_and_now(each, name, part):
    """A part of what was handed over, of what came back and of what is right; None where a case returns something else."""
    try:
        return part(each.case.inputs[name]), part(_pairs_of(each.got)), part(_pairs_of(each.want))
    except Exception:
        return None


_PAIR_PARTS = [
    ("everything, weights and biases,", lambda pairs: [list(pair) for pair in pairs]),
    ("the biases, the second of each pair,", lambda pairs: [pair[1] for pair in pairs]),
    ("the weights, the first of each pair,", lambda pairs: [pair[0] for pair in pairs]),
    ("all layers but the last", lambda pairs: [list(pair) for pair in pairs[:-1]] or [][0]),
    ("the last layer", lambda pairs: list(pairs[-1])),
    ("the first layer", lambda pairs: list(pairs[0])),
]


def _pairs_of(value):
    """The list of pairs in a result, which may come with other things."""
    value = value[0] if isinstance(value, tuple) else value
    if not isinstance(value, list) or not all(isinstance(pair, (list, tuple)) and len(pair) == 2 for pair in value):
        raise TypeError
    return value


def lengths(tried, answer, clock):
    """A row of results, such as a path or losses, that ends too early or too late, or is right only at its start."""
    parts = tried[0].exercise.parts
    whole = [] if are_named_numbers(tried) else [(None, "what came back")]
    for k, name in [*whole, *((k, f"`{part}`") for k, part in enumerate(parts))]:
        wrong = [each for each in tried if not each.right]
        if k is not None:
            wrong = [each for each in wrong if isinstance(each.want, tuple) and len(each.want) == len(parts)]
        rows = [_row(each, k) for each in wrong]
        if not rows or any(row is None for row in rows):
            continue
        near = [(got, want, _agree(got, want)) for got, want in rows]
        if all(len(got) < len(want) and same == len(got) for got, want, same in near):
            return (
                f"{name} begins as it should, but ends too early, each time that it is wrong. When does the loop stop?"
            )
        if all(len(got) > len(want) and same == len(want) for got, want, same in near):
            return f"{name} begins as it should, but goes on too long, each time that it is wrong. When should the loop stop, and is that asked rightly?"
        if len(near) > 1 and all(0 < same < min(len(got), len(want)) for got, want, same in near):
            least = min(same for _, _, same in near)
            if all(len(got) > same + 1 and (got[same - 1 :] == got[same - 1]).all() for got, _, same in near):
                return f"Each time that {name} is wrong, it begins as it should, but then it stays the same. What should change in every round of the loop?"
            first = "its first entry is" if least == 1 else f"its first {least} entries are"
            return f"Each time that {name} is wrong, {first} right, and a later one is not. What is carried over from one turn to the next?"
    return ""


def _row(each, k):
    try:
        got, want = (each.got, each.want) if k is None else (each.got[k], each.want[k])
    except Exception:
        return None
    got, want = _numbers(got), _numbers(want)
    if (
        got is None
        or want is None
        or got.ndim != want.ndim
        or not want.ndim
        or got.shape[1:] != want.shape[1:]
        or not len(got)
    ):
        return None
    return got, want


def _agree(got, want):
    """How many entries agree from the start on."""
    count = min(len(got), len(want))
    scale = np.abs(want).max(initial=0) or 1
    off = (np.abs(got[:count] - want[:count]) > 1e-9 * scale).reshape(count, -1).any(axis=1)
    return int(off.argmax()) if off.any() else count


def values(tried, answer, clock):
    """What all the right results have in common, and what came back has not: labels, bounds, rows that add up to 1."""
    pairs = [(_numbers(each.got), _numbers(each.want)) for each in tried]
    pairs = [(got, want) for got, want in pairs if want is not None and want.size]
    gots = [got[np.isfinite(got)] for got, _ in pairs if got is not None]
    wants = [want.ravel() for _, want in pairs]
    if len(wants) < 3 or not gots or not all(np.isfinite(want).all() for want in wants):
        return ""
    got, want = np.concatenate([got.ravel() for got in gots]), np.concatenate(wants)
    if not got.size:
        return ""
    if set(np.unique(want)) == {0.0, 1.0} and not np.isin(got, (0, 1)).all():
        strange = comparison.number(got[~np.isin(got, (0, 1))][0])
        return f"0 or 1 is asked for in every case, and among what came back is {strange}. A comparison with a threshold gives one of two labels."
    sums = [np.allclose(want.sum(axis=-1), 1) for _, want in pairs if want.ndim]
    if len(sums) > 2 and all(sums) and (want >= 0).all():
        total = next(
            (
                t
                for g, w in pairs
                if g is not None and g.shape == w.shape
                for t in g.sum(axis=-1).ravel()
                if abs(t - 1) > 1e-6
            ),
            None,
        )
        if total is not None:
            return f"In every case each row should add up to 1, and one that came back adds up to {comparison.number(total)}. What is each row divided by?"
    bounds = (0, 1) if (want >= 0).all() and (want <= 1).all() and want.min() < 0.2 and want.max() > 0.8 else None
    strange = got[(got < -1e-9) | (got > 1 + 1e-9)]
    if bounds and strange.size:
        return f"In every case the right numbers lie between 0 and 1, and {comparison.number(strange[0])} came back. What keeps them in there?"
    below = got[got < -1e-9]
    if (want >= 0).all() and (want > 0).any() and below.size:
        return f"In every case the right result is not negative, and {comparison.number(below[0])} came back. Is there a minus too many, or one missing?"
    return ""


def rows_apart(tried, answer, clock):
    """Examples that should not know of one another, and do."""
    seen = 0
    for each in tried:
        arrays = {
            name: value for name, value in each.case.inputs.items() if isinstance(value, np.ndarray) and value.ndim
        }
        n = max((len(value) for value in arrays.values()), default=0)
        table = isinstance(each.want, np.ndarray) and each.want.ndim == 2
        if table and len(each.want) not in {len(value) for value in arrays.values()}:
            return ""  # The rows of the result are not those of an input, so they do not stand for examples in this exercise.
        if not isinstance(each.want, np.ndarray) or not each.want.ndim or len(each.want) != n or n < 2 or clock.is_up():
            continue
        cut = each.case.with_inputs(
            {name: value[:1] for name, value in arrays.items() if len(value) == n and value.ndim >= each.want.ndim}
        )
        theirs, mine = outcome_of(cut, each.exercise.reference, clock), outcome_of(cut, answer, clock)
        if theirs.problem or mine.problem or not comparison.same(theirs.value, each.want[:1], 1e-9):
            continue
        got = _numbers(each.got)
        if got is None or got.shape != each.want.shape or comparison.same(_numbers(mine.value), got[:1], 1e-9):
            return ""
        seen += 1
    if seen < 2:
        return ""
    return (
        "In every case with several rows the first row's result changes when the other rows are left out, and it should not: each row stands for itself. "
        "Is something added up, or divided, along the wrong axis?"
    )


def shapes(tried, answer, clock):
    """What the shapes have in common, where the numbers tell nothing."""
    wrong = [each for each in tried if not each.right]
    if len(wrong) < 2 or not all(isinstance(each.want, (np.ndarray, np.generic, int, float)) for each in wrong):
        return ""
    gots, wants = (
        [np.shape(_numbers(each.got)) if _numbers(each.got) is not None else None for each in wrong],
        [np.shape(each.want) for each in wrong],
    )
    if gots != wants and all(len(want) > 1 and got == want[::-1] for got, want in zip(gots, wants, strict=True)):
        return "In every case that is wrong, the shape is the one that was asked for, turned over. Which of the two factors of a product stands first, and which has to be turned over with `.T`?"
    if any(got is None for got in gots) or any(got == want for got, want in zip(gots, wants, strict=True)):
        return ""
    if all(got == () for got in gots):
        return "In every case that is wrong, a single number came back, and one for each was asked for. Is there a sum, a mean or a product of vectors too many?"
    if all(len(want) == 1 and got == 2 * want for got, want in zip(gots, wants, strict=True)):
        return (
            "In every case that is wrong, a table of shape (n, n) came back, and n numbers were asked for. That is what a column of shape (n, 1) and a row of "
            "shape (n,) make, or an outer product: look at the shapes before they are put together."
        )
    if all(len(got) == 2 and got[0] == got[1] for got in gots) and len(set(gots)) > 1:
        return "In every case that is wrong, there are as many columns as rows. Where does the number of columns come from?"
    columns = {
        got[-1] - want[-1] if got and want and got[:-1] == want[:-1] else 0
        for got, want in zip(gots, wants, strict=True)
    }
    if len(columns) == 1 and 0 not in columns:
        more = columns.pop()
        what = "entries" if all(len(want) == 1 for want in wants) else "columns"
        return f"In every case that is wrong, there {_so_many(abs(more), what)} {'too many' if more > 0 else 'too few'}. Which of them is it?"
    for name in wrong[0].case.inputs:
        if all(np.shape(each.case.inputs.get(name)) == got != () for each, got in zip(wrong, gots, strict=True)):
            fewer = all(len(got) > len(want) for got, want in zip(gots, wants, strict=True))
            asked = (
                "a single number was asked for: is a sum or a mean missing?"
                if all(want == () for want in wants)
                else "another was asked for."
            )
            if fewer or "another" in asked:
                return f"In every case that is wrong, what came back has the shape of `{name}`, and {asked}"
    return ""


def _so_many(number, what):
    return f"are {number} {what}" if number > 1 else {"entries": "is 1 entry", "columns": "is 1 column"}[what]


# Entries of a result, by the entry of an input that belongs to them, or by their place.
_ENTRIES = [
    ("`{0}` is negative", lambda x: x < 0),
    ("`{0}` is positive", lambda x: x > 0),
    ("`{0}` is 0", lambda x: x == 0),
    ("`{0}` is not 0", lambda x: x != 0),
    ("`{0}` is 1", lambda x: x == 1),
    ("the size of `{0}` is 1 or more", lambda x: np.abs(x) >= 1),
    ("the size of `{0}` is 100 or more", lambda x: np.abs(x) >= 100),
]
_PLACES = [
    ("in the first row", np.s_[:1]),
    ("in the last row", np.s_[-1:]),
    ("in the first column", np.s_[..., :1]),
    ("in the last column", np.s_[..., -1:]),
]


def entries(tried, answer, clock):
    """Which entries are wrong, where that is told by an input or by the place."""
    off = []
    for each in tried:
        got, want = _numbers(each.got), _numbers(each.want)
        if got is None or want is None or got.shape != want.shape or not want.ndim:
            return ""
        near = np.abs(got - want) <= max(each.case.tolerance, 1e-9) * (np.abs(want).max(initial=0) or 1)
        off.append(~near)
    if sum(mask.any() and not mask.all() for mask in off) < 2:
        return ""
    for name in tried[0].case.inputs:
        inputs = [each.case.inputs.get(name) for each in tried]
        if all(isinstance(x, np.ndarray) and x.shape == mask.shape for x, mask in zip(inputs, off, strict=True)):
            for words, holds in _ENTRIES:
                if all(np.array_equal(holds(x), mask) for x, mask in zip(inputs, off, strict=True)):
                    return f"In every case the wrong entries are just those where {words.format(name)}. What happens to them?"
    for words, place in _PLACES:
        masks = [np.zeros_like(mask) for mask in off]
        for mask in masks:
            mask[place] = True
        if all(np.array_equal(one, other) for one, other in zip(masks, off, strict=True)):
            return f"In every case the wrong entries are just those {words}. What is different there?"
        if all(np.array_equal(~one, other) for one, other in zip(masks, off, strict=True)):
            return f"In every case the right entries are just those {words}. What is different there?"
    return ""


def sizes(tried, answer, clock):
    """Whether all that came back is too large, too small, or on the other side of 0."""
    ratios = []
    for each in tried:
        got, want = _numbers(each.got), _numbers(each.want)
        if got is None or want is None or got.shape != want.shape:
            return ""
        large = np.abs(want) > 1e-6 * (np.abs(want).max(initial=0) or 1)
        ratios.append((got[large] / want[large]).ravel())
    ratios = np.concatenate(ratios)
    if len(ratios) < 3 or not np.isfinite(ratios).all():
        return ""
    low, high = comparison.number(float(f"{ratios.min():.3g}")), comparison.number(float(f"{ratios.max():.3g}"))
    if (ratios > 1 + 1e-9).all():
        return f"In every case all numbers are too large: between {low} and {high} times the right ones. Is something added, or not divided?"
    if (ratios > 0).all() and (ratios < 1 - 1e-9).all():
        return f"In every case all numbers are too small: between {low} and {high} times the right ones. Is something left out, or divided too often?"
    if (ratios < 0).all():
        return "In every case all numbers have the wrong sign, and another size. Look for a difference that is taken the other way round, and for a factor."
    return ""
