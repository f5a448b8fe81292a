"""Other right answers to the exercises of lesson 09, and mutants of the solutions that are right as well."""

RIGHT = {
    "three_way_split": [
        """
def three_way_split(n, validation, test, rng):
    k, m = round(n * test), round(n * validation)
    test, validation, train = np.split(rng.permutation(n), [k, k + m])
    return train, validation, test
""",
        """
def three_way_split(n, validation, test, rng):
    left = list(range(n))
    rng.shuffle(left)
    sets = []
    for share in (validation, test):
        sets.append(np.array([left.pop() for _ in range(int(np.round(n * share)))], dtype=int))
    return np.array(left, dtype=int), sets[0], sets[1]
""",
        # Each set sorted: which example is where is left to chance all the same.
        """
def three_way_split(n, validation, test, rng):
    place = np.argsort(rng.random(n))
    a, b = round(n * validation), round(n * test)
    return [np.flatnonzero(place >= a + b), np.flatnonzero(place < a), np.flatnonzero((place >= a) & (place < a + b))]
""",
    ],
}

EQUIVALENT = {}
