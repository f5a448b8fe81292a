"""What several exercises of lesson 09 ask of chance: how examples are dealt out to sets when it is done several times."""

from dlcourse.exercises.deep import Seen


def by_chance(deals):
    """Whether five seeds deal differently. A deal is a tuple of sets, each a tuple of the indices 0, 1, 2, …"""
    if all(sum(deal, ()) == tuple(range(len(sum(deal, ())))) for deal in deals):
        return Seen("in order", "The indices come in the order 0, 1, 2, …: they are not drawn at random.")
    members = [[frozenset(part) for part in deal] for deal in deals]
    if all(_neighbours(sets) for sets in members):
        return Seen("neighbours", "The examples of a set are all neighbours. Any index may go into any set.")
    if all(sets == members[0] for sets in members):
        return Seen("the same", "Five seeds give the same three sets. Chance has to decide which example goes where.")
    return Seen("by chance")


def _neighbours(sets):
    """Whether every set is a piece of 0, 1, 2, … that goes on with 0 after the end."""
    n = sum(map(len, sets))
    return all(sum((index + 1) % n not in part for index in part) <= 1 for part in sets)


def goes_on(deals):
    """Whether two deals with one generator differ."""
    if deals[0] == deals[1]:
        return Seen(
            "begins afresh",
            "Two splits with one and the same `rng` are equal. Draw from the `rng` that your function gets.",
        )
    return Seen("goes on")


def repeats(deals):
    """Whether two deals with the same seed are the same."""
    if deals[0] != deals[1]:
        return Seen("not from rng", "Two generators with the same seed give different sets. Draw from `rng` alone.")
    return Seen("repeats")
