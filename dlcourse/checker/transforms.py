"""Simple relations between what came back and what was expected: what they are called, how they are undone, how they come about.

A *repair* turns a wrong result back into the right one; a *spoil* turns the right result into the wrong one, where that cannot be
undone. Each stands with a sentence, in which `{it}` is what the relation is about ("What came back", "`dw`"), and a nudge.
Whether one holds is tried in `relations`, on all cases.
"""

import numpy as np

from dlcourse.checker.plain import Thing


def _like(f):
    """A repair of numbers: what it takes, as an array of decimals."""
    return lambda value: f(np.asarray(value, dtype=float))


def _items(value):
    if not isinstance(value, Thing):
        raise TypeError
    return value.items


def _array_of(value):
    if not isinstance(value, (list, tuple)):
        raise TypeError
    return np.array(value)


def _kind(kind):
    """A repair of the kind of number alone."""

    def repair(value):
        array = np.asarray(value)
        if isinstance(value, (list, tuple)) or array.dtype.kind not in "biuf":
            raise TypeError
        return array.astype(kind) if array.ndim else kind(array)

    return repair


def _regrouped(value):
    if not isinstance(value, (list, tuple)) or len(value) % 2 or any(isinstance(part, (list, tuple)) for part in value):
        raise TypeError
    return list(zip(value[::2], value[1::2], strict=True))


def _turned(value):
    if not isinstance(value, (list, tuple)) or not all(isinstance(part, (list, tuple)) for part in value):
        raise TypeError
    return list(zip(*value, strict=True))


def _entry(k):
    def repair(value):
        if not isinstance(value, (list, tuple)) or len(value) < 2 - (k == 0):
            raise TypeError
        return value[k]

    return repair


def _reversed(value):
    if not isinstance(value, (list, tuple)):
        raise TypeError
    return value[::-1]


# Of a whole result, or of one of the things that are returned together: how it is built.
STRUCTURE = [
    (_items, "{it} is {kind}, and its items are right.", "Return the items in a list: `list(...)` makes one, and of a dict `list(d.values())`."),
    (_entry(0), "the first of the things in {it} is what was asked for.", "Return that one alone: is there a comma, a list or a second thing too many?"),
    (_entry(1), "the second of the things in {it} is what was asked for.", "Return that one alone."),
    (_entry(-1), "the last of the things in {it} is what was asked for.", "Return that one alone."),
    (_reversed, "{it} is right, but in the opposite order.", "Turn the order round, or put each new one in front."),
    (_regrouped, "{it} holds the right things one after the other, not in pairs.", "Put each two into a pair: `(one, other)`."),
    (_turned, "{it} is right if it is put together the other way: as pairs and not as two lists, or the other way round.", "`list(zip(one, other))` makes pairs of two lists."),
    (list, "{it} is {kind} and is right as a list.", "Return a list: `list(...)`, or square brackets."),
    (lambda value: [value], "{it} is right, but was asked for in a list, also if there is only one.", "Put it into square brackets."),
    (_array_of, "{it} has the right numbers, but they come in a Python list.", "`np.array(...)` makes an array of it."),
    (_kind(int), "{it} has the right numbers, but they are not whole numbers of the kind `int`.", "`.astype(int)` makes ints of an array, `int(...)` of a single number."),
    (_kind(float), "{it} has the right numbers, but not as decimals.", "`.astype(float)` makes decimals of an array, `float(...)` of a single number."),
]  # fmt: skip

# Of numbers: undone by what stands first.
REPAIRS = [
    (_like(lambda x: -x), "{it} has the opposite sign.", "Is a difference taken the other way round, or a minus missing or too many?"),
    (_like(np.transpose), "{it} is turned over: rows and columns have changed places.", "`.T` turns it back; or let the two factors change places."),
    (_like(lambda x: x[::-1]), "{it} comes in the opposite order, last first.", "`[::-1]` turns it round."),
    (_like(lambda x: x[..., ::-1]), "{it} has its columns in the opposite order.", "Which column was asked for first?"),
    (_like(lambda x: 1 - x), "{it} is 1 minus the right one.", "Is a sign wrong, or has one of two things been taken for the other?"),
    (_like(lambda x: 1 / x), "{it} is 1 divided by the right one.", "Is a fraction upside down, or a minus missing in an exponent?"),
    (_like(np.sqrt), "{it} is the square of the right one.", "Is something squared that should not be, or a root missing?"),
    (_like(np.square), "{it} is the root of the right one.", "Is there a root too many?"),
    (_like(np.log), "{it} is the exponential, e to the power of the right one.", "Is there an `exp` too many?"),
    (_like(np.exp), "{it} is the logarithm of the right one.", "Is there a `log` too many?"),
    (_like(np.mean), "{it} is not yet averaged: its mean is the right one.", "Take the mean of it: `np.mean(...)`."),
    (_like(np.sum), "{it} is not yet added up: its sum is the right one.", "Add it up: `np.sum(...)`."),
    (_like(lambda x: x.mean(axis=0)), "{it} still has one row for each example: the mean over axis 0 is the right one.", "Take the mean over the examples: `axis=0`."),
    (_like(lambda x: x.sum(axis=0)), "{it} is not yet added up: the sum over axis 0 is the right one.", "Add up along `axis=0`."),
    (_like(lambda x: x.sum(axis=-1)), "{it} is not yet added up: the sum over its last axis is the right one.", "Add up along `axis=-1`: or was a product of matrices meant, `@` in place of `*`?"),
    (_like(lambda x: x.mean(axis=-1)), "{it} is not yet averaged: the mean over its last axis is the right one.", "Take the mean along `axis=-1`."),
    (_like(np.diagonal), "{it} is a table of all with all, and only its diagonal was asked for.", "A column of shape (n, 1) with a row of shape (n,), or an outer product, makes such a table: look at the shapes before they are put together."),
    (_like(lambda x: np.trace(x) if x.ndim == 2 else x[:0]), "{it} is a table of all with all, and the sum of its diagonal was asked for.", "A matrix product adds up more than you need: multiply entry by entry with `*`, then sum."),
    (_like(lambda x: x[:, 0]), "{it} has the right numbers in its first column, and more columns than were asked for.", "Look at the shapes of what is put together."),
    (_like(lambda x: x[1:]), "{it} has one entry too many at the start; the rest is right.", "Where does the list, or the loop, begin?"),
    (_like(lambda x: x[:-1]), "{it} has one entry too many at the end; the rest is right.", "Does a loop go one turn too far?"),
    (_like(np.diff), "{it} is added up as it goes along: the differences of neighbours are the right ones.", "Does a sum have to begin anew at 0 in each turn?"),
    (_like(lambda x: x * np.log(10)), "{it} is the right one divided by log 10.", "The natural logarithm is `np.log`."),
]  # fmt: skip

TURNS = REPAIRS[:5]  # these leave the numbers as they are, but for sign, order and side


def _first_everywhere(x):
    return np.broadcast_to(x[:1], x.shape)


def _lonely(x):
    """Right in the first row, and 0 in all others."""
    kept = np.zeros_like(x)
    kept[0] = x[0]
    return kept


def _without_the_last(x):
    """Right in all rows but the last, which is 0."""
    kept = x.copy()
    kept[-1] = 0
    return kept


# Of numbers: the right ones, spoiled beyond repair.
SPOILS = [
    (np.abs, "{it} has no sign: it is the absolute value of the right one.", "Is there an `abs`, or a root of a square, too many?"),
    (lambda x: -np.abs(x), "{it} is minus the absolute value of the right one.", "Is there an `abs` too many?"),
    (np.square, "{it} is the square of the right one.", "Is something squared that should not be?"),
    (lambda x: np.square(x) / 2, "{it} is half the square of the right one.", "Is something squared and halved, as in a loss, that should not be?"),
    (np.round, "{it} is the right one, rounded to whole numbers.", "Is there an `int`, an `np.round` or a `//`, or an array of whole numbers that cuts decimals off?"),
    (np.trunc, "{it} is the right one with its decimals cut off.", "Is there an `int` or a `//`, or an array of whole numbers that decimals are put into?"),
    (np.floor, "{it} is the right one, rounded down.", "Is there a `//`, or an `np.floor`?"),
    (lambda x: np.round(x, 1), "{it} is the right one, rounded to 1 decimal.", "Return it as it is."),
    (lambda x: np.round(x, 2), "{it} is the right one, rounded to 2 decimals.", "Return it as it is."),
    (lambda x: np.round(x, 3), "{it} is the right one, rounded to 3 decimals.", "Return it as it is."),
    (lambda x: np.round(x, 4), "{it} is the right one, rounded to 4 decimals.", "Return it as it is."),
    (np.sign, "{it} is only the sign of the right one.", "Is there an `np.sign` too many, or a comparison?"),
    (lambda x: 2 * x - 1, "{it} is 2 times the right one, minus 1: it goes from -1 to 1 where 0 to 1 was asked for.", "Is there a function such as `np.sign` or `np.tanh`, which gives numbers from -1 to 1?"),
    (lambda x: np.maximum(x, 0), "{it} is right where it is above 0, and 0 where it should be negative.", "Is there a `max`, or something like it, too many?"),
    (lambda x: np.minimum(x, 1), "{it} is right up to 1, and never larger.", "Is there a `min`, or something like it, too many?"),
    (lambda x: (x > 0).astype(float), "{it} is 1 where the right one is above 0, else 0.", "Is there a comparison too many?"),
    (lambda x: np.sort(x, axis=0), "{it} has the right numbers, but sorted.", "Leave them in their order."),
    (lambda x: np.roll(x, 1, axis=0), "{it} has its rows moved on by one, the last one first.", "Does an index begin one too early?"),
    (lambda x: np.roll(x, -1, axis=0), "{it} has its rows moved back by one, the first one last.", "Does an index begin one too late?"),
    (np.mean, "{it} is one number, the mean of what was asked for.", "One for each was asked for: leave the mean away."),
    (np.sum, "{it} is one number, the sum of what was asked for.", "One for each was asked for: leave the sum away."),
    (np.linalg.norm, "{it} is one number, the length of what was asked for.", "One for each was asked for: `np.linalg.norm` of the whole is the root of all squares."),
    (lambda x: x.mean(axis=0), "{it} is averaged over axis 0.", "One for each row was asked for: leave the mean away."),
    (lambda x: x.sum(axis=0), "{it} is added up over axis 0.", "One for each row was asked for: leave the sum away."),
    (lambda x: x.mean(axis=-1), "{it} is averaged over the last axis.", "Leave the mean away."),
    (lambda x: x.sum(axis=-1), "{it} is added up over the last axis.", "Leave the sum away."),
    (lambda x: x[0], "{it} is only the first entry, or row, of what was asked for.", "Is there a `return` inside a loop, or an index `[0]` too many?"),
    (lambda x: x[-1], "{it} is only the last entry, or row, of what was asked for.", "Is the result set anew in each turn of a loop? Collect, or add up."),
    (lambda x: x[:-1], "{it} is right, but the last entry is missing.", "Does a loop end one turn too early, or is something noted before it is worked out?"),
    (lambda x: x[1:], "{it} is right, but the first entry is missing.", "Does it begin one too late?"),
    (lambda x: x[..., 0], "{it} is only the first column of what was asked for.", "Is there an index too many?"),
    (lambda x: x[..., -1], "{it} is only the last column of what was asked for.", "Is there an index too many?"),
    (_lonely, "{it} is right in its first row, and 0 in the others.", "Is there a `return` or a `break` inside a loop?"),
    (_without_the_last, "{it} is right but for its last row, which is 0.", "Does a loop end one turn too early?"),
    (_first_everywhere, "{it} has the first row's result in every row.", "Is every row worked out from its own numbers?"),
    (np.exp, "{it} is the exponential, e to the power of the right one.", "Is there an `exp` too many?"),
    (lambda x: np.exp(x) - 1, "{it} is e to the power of the right one, minus 1.", "Is there an `exp` too many?"),
    (np.zeros_like, "{it} is 0 throughout.", "Is it worked out from what is handed over?"),
    (np.ones_like, "{it} is 1 throughout.", "Is it worked out from what is handed over?"),
    (lambda x: np.full_like(x, np.nan), "{it} is nan throughout.", "0 / 0, inf - inf and the log or root of a negative number give nan: which of them is it?"),
]  # fmt: skip
