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
    "standardise": [
        """
def standardise(train, *others):
    mean, spread = train.mean(axis=0), train.std(axis=0)
    spread[np.ptp(train, axis=0) == 0] = 1
    return tuple([(X - mean) / spread for X in [train] + list(others)])
""",
        """
def standardise(train, *others):
    made = [np.zeros(np.shape(X)) for X in (train, *others)]
    for j in range(train.shape[1]):
        column = train[:, j]
        mean = sum(column) / len(column)
        spread = (sum((column - mean) ** 2) / len(column)) ** 0.5
        for new, X in zip(made, (train, *others)):
            new[:, j] = X[:, j] - mean
            if (column != column[0]).any():
                new[:, j] = new[:, j] / spread
    return tuple(made)
""",
        """
def standardise(train, *others):
    spread = train.std(axis=0)
    spread = np.where(spread < 1e-9, 1, spread)
    return ((train - train.mean(axis=0)) / spread, *[(other - train.mean(axis=0)) / spread for other in others])
""",
    ],
    "early_stopping": [
        """
def early_stopping(losses, patience):
    for stopped in range(len(losses)):
        best = int(np.argmin(losses[: stopped + 1]))
        if stopped - best >= patience:
            return best, stopped
    return best, len(losses) - 1
""",
        """
def early_stopping(losses, patience):
    lowest, best, waited, epoch = float("inf"), -1, 0, -1
    while waited < patience and epoch + 1 < len(losses):
        epoch += 1
        waited += 1
        if losses[epoch] < lowest:
            lowest, best, waited = losses[epoch], epoch, 0
    return best, epoch
""",
        """
def early_stopping(losses, patience):
    best, k = 0, 1
    while k < len(losses) and k <= best + patience:
        if losses[k] < losses[best]:
            best = k
        k += 1
    return np.array([best, k - 1])
""",
    ],
    "diagnose": [
        """
diagnosis = dict(
    F="learning rate too large",
    E="two softmaxes",
    D="shuffled labels",
    C="wrong sign",
    B="zero weights",
    A="unscaled pixels",
)
""",
        """
words = "Unscaled pixels, zero weights, wrong sign , Shuffled Labels, two softmaxes, learning-rate too large"
diagnosis = dict(zip("abcdef", words.split(",")))
""",
    ],
    "mend_recipe": [
        """
def recipe(X, y, rng):
    n = len(y)
    train, validation, test = np.split(rng.permutation(n), [round(0.6 * n), round(0.8 * n)])
    mean, spread = np.mean(X[train], axis=0), np.std(X[train], axis=0)
    return [((X[rows] - mean) / spread, y[rows]) for rows in (train, validation, test)]
""",
        """
def recipe(X, y, rng):
    both = np.column_stack([X, y])
    rng.shuffle(both)
    a, b = round(0.6 * len(X)), round(0.8 * len(X))
    train = both[:a, :-1]
    both[:, :-1] = (both[:, :-1] - train.mean(axis=0)) / train.std(axis=0)
    return tuple((part[:, :-1], part[:, -1].astype(int)) for part in (both[:a], both[a:b], both[b:]))
""",
    ],
}

EQUIVALENT = {
    (
        "standardise",
        "varies = train.max(axis=0) > train.min(axis=0) -> varies = train.max(axis=0) != train.min(axis=0)",
    ): "the largest number is never below the smallest",
    (
        "early_stopping",
        "if epoch - best == patience: -> if epoch - best >= patience:",
    ): "the distance grows by one at a time, so it is equal before it is larger",
    (
        "early_stopping",
        "if epoch - best == patience: -> if epoch - best is patience:",
    ): "Python keeps each whole number up to 256 once; a larger patience in a case would only test that",
    (
        "mend_recipe",
        "first, second = round(0.6 * len(X)), round(0.8 * len(X)) -> first, second = round( -0.4 * len(X)), round(0.8 * len(X))",
    ): "the same cut, counted from the end",
    (
        "mend_recipe",
        "first, second = round(0.6 * len(X)), round(0.8 * len(X)) -> first, second = round(0.6 * len(X)), round( -0.19999999999999996 * len(X))",
    ): "the same cut, counted from the end",
}
