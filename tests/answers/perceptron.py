"""Other right answers to the exercises of lesson 02, as a learner might write them."""

RIGHT = {
    "perceptron_1d": [
        """
class Perceptron1D:
    def __init__(self, w, b):
        self.weight = w
        self.threshold = -b

    def run(self, x):
        if x * self.weight > self.threshold:
            return 1
        return 0
""",
        """
class Perceptron1D:
    def __init__(self, weight, bias):
        self.line = np.array([weight, bias])

    def score(self, x):
        return np.dot(self.line, [x, 1.0])

    def run(self, x):
        return np.heaviside(self.score(x), 0).astype(int)
""",
        """
class Perceptron1D:
    def __init__(self, w, b):
        self.run = lambda x: 0 if w * x + b <= 0 else 1

    def run(self, x):
        pass
""",
    ],
    "perceptron": [
        """
class Perceptron:
    def __init__(self, w, b):
        self.w = w
        self.b = b

    def run(self, x):
        if np.ndim(x) == 2:
            return np.array([self.run(row) for row in x])
        score = self.b
        for weight, value in zip(self.w, x):
            score += weight * value
        return 1 if score > 0 else 0
""",
        """
class Perceptron:
    def __init__(self, w, b):
        self.w, self.b = np.append(w, b), None

    def run(self, x):
        x1 = np.concatenate([x, np.ones(x.shape[:-1] + (1,))], axis=-1)
        return np.where(np.einsum("...d,d->...", x1, self.w) > 0, 1, 0)
""",
        """
class Perceptron:
    def __init__(self, w, b):
        self.w = np.reshape(w, (-1, 1))
        self.b = b

    def run(self, x):
        scores = np.atleast_2d(x) @ self.w + self.b
        labels = (scores[:, 0] > 0).astype("int32")
        return labels if np.ndim(x) == 2 else labels[0]
""",
    ],
    "nand": [
        "w_nand = np.array([-1, -1])\nb_nand = 1.5",
        "w_nand, b_nand = [-3.0, -2.0], 5",
        "w_nand = (-0.5, -0.6)\nb_nand = np.array(1.0)",
    ],
    "xor_from_nand": [
        """
def xor_from_nand(x1, x2):
    both = nand(x1, x2)
    return nand(nand(x1, both), nand(both, x2))
""",
        """
def xor_from_nand(x1, x2):
    def gate(one, other):
        return int(one * w_nand[0] + other * w_nand[1] + b_nand > 0)

    either = gate(gate(x1, x1), gate(x2, x2))
    not_both = gate(x1, x2)
    both_of_these = gate(either, not_both)
    return gate(both_of_these, both_of_these)
""",
        """
def my_nand(one, other):
    return Perceptron(w_nand, b_nand).run(np.array([one, other]))


def xor_from_nand(x1, x2):
    c = my_nand(x1, x2)
    return my_nand(my_nand(x1, c), my_nand(x2, c))
""",
        """
def xor_from_nand(x1, x2):
    p = Perceptron(w_nand, b_nand)
    X = np.array([[x1, p.run(np.array([x1, x2]))], [x2, p.run(np.array([x1, x2]))]])
    return p.run(p.run(X))
""",
    ],
    "perceptron_update": [
        """
def perceptron_update(w, b, x, y, learning_rate=1.0):
    y_hat = 1 if np.dot(w, x) + b > 0 else 0
    if y == 1 and y_hat == 0:
        return w + learning_rate * x, b + learning_rate
    if y == 0 and y_hat == 1:
        return w - learning_rate * x, b - learning_rate
    return w, b
""",
        """
def perceptron_update(w, b, x, y, learning_rate=1.0):
    w = w.copy()
    error = learning_rate * (y - Perceptron(w, b).run(x))
    for k in range(len(w)):
        w[k] += error * x[k]
    b += error
    return [w, b]
""",
    ],
    "train_perceptron": [
        """
def train_perceptron(X, y, learning_rate=1.0, max_epochs=100):
    w, b = np.zeros(X.shape[1]), 0
    mistakes = []
    while len(mistakes) < max_epochs and (not mistakes or mistakes[-1] > 0):
        mistakes.append(0)
        for i in range(len(X)):
            if Perceptron(w, b).run(X[i]) != y[i]:
                w, b = perceptron_update(w, b, X[i], y[i], learning_rate)
                mistakes[-1] += 1
    return w, b, mistakes
""",
        """
def train_perceptron(X, y, learning_rate=1.0, max_epochs=100):
    X1 = np.hstack([X, np.ones((len(X), 1))])
    w1 = np.zeros(X1.shape[1])
    mistakes = np.zeros(max_epochs, dtype=int)
    for epoch in range(max_epochs):
        for x, label in zip(X1, y):
            error = label - (np.einsum("d,d->", w1, x) > 0)
            w1 += learning_rate * error * x
            mistakes[epoch] += abs(error)
        if not mistakes[epoch]:
            return w1[:-1], w1[-1], mistakes[: epoch + 1]
    return w1[:-1], w1[-1], mistakes
""",
        """
def train_perceptron(X, y, learning_rate=1.0, max_epochs=100):
    w, b, mistakes = 0 * X[0], 0.0, []
    for _ in range(max_epochs):
        before, wrong = (w, b), 0
        for x, label in zip(X, y):
            new_w, new_b = perceptron_update(w, b, x, label, learning_rate)
            wrong += int(new_b != b)
            w, b = new_w, new_b
        mistakes += [wrong]
        if wrong == 0:
            break
    return w, b, tuple(mistakes)
""",
    ],
    "full_adder": [
        """
def full_adder(x1, x2, carry):
    half = xor_from_nand(x1, x2)
    return nand(nand(x1, x2), nand(half, carry)), xor_from_nand(half, carry)
""",
        """
def my_not(x):
    return nand(x, x)


def my_and(x, y):
    return my_not(nand(x, y))


def my_or(x, y):
    return nand(my_not(x), my_not(y))


def my_xor(x, y):
    return my_and(my_or(x, y), nand(x, y))


def full_adder(x1, x2, carry):
    two = my_or(my_or(my_and(x1, x2), my_and(x1, carry)), my_and(x2, carry))
    return [two, my_xor(x1, my_xor(x2, carry))]
""",
        """
def half_adder(x1, x2):
    c = nand(x1, x2)
    return nand(c, c), nand(nand(x1, c), nand(x2, c))


def full_adder(x1, x2, carry):
    first, total = half_adder(x1, x2)
    second, total = half_adder(total, carry)
    return nand(nand(first, first), nand(second, second)), total
""",
    ],
    "pocket_perceptron": [
        """
def pocket_perceptron(X, y, learning_rate=1.0, max_epochs=100):
    w, b = np.zeros(X.shape[1]), 0.0
    pocket = [(np.sum(y != 0), w, b)]
    for _ in range(max_epochs):
        clean = True
        for x, label in zip(X, y):
            if Perceptron(w, b).run(x) != label:
                w, b = perceptron_update(w, b, x, label, learning_rate)
                clean = False
        pocket.append((np.sum(Perceptron(w, b).run(X) != y), w, b))
        if clean:
            break
    wrong, w, b = min(pocket, key=lambda each: each[0])
    return w, b, wrong
""",
        """
def pocket_perceptron(X, y, learning_rate=1.0, max_epochs=100):
    w = np.zeros(X.shape[1])
    b = 0
    best_w, best_b, best = w.copy(), b, int(sum(y))
    for _ in range(max_epochs):
        for i in range(len(X)):
            if X[i] @ w + b > 0 and y[i] == 0:
                w -= learning_rate * X[i]
                b -= learning_rate
            elif X[i] @ w + b <= 0 and y[i] == 1:
                w += learning_rate * X[i]
                b += learning_rate
        wrong = 0
        for x, label in zip(X, y):
            if (x @ w + b > 0) != (label == 1):
                wrong += 1
        if wrong < best:
            best_w, best_b, best = w.copy(), b, wrong
    return best_w, best_b, best
""",
    ],
    "mend_training": [
        """
def settle(X, y, learning_rate=1.0, max_epochs=100):
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, []
    while len(mistakes) < max_epochs:
        wrong = 0
        for x, label in zip(X, y):
            fired = int(x @ w + b > 0)
            wrong += abs(label - fired)
            w, b = w + learning_rate * (label - fired) * x, b + learning_rate * (label - fired)
        mistakes.append(wrong)
        if wrong == 0:
            break
    return w, b, mistakes
""",
        """
def settle(X, y, learning_rate=1.0, max_epochs=100):
    w = np.zeros(X.shape[1])
    b = 0.0
    mistakes = []
    for _ in range(1, max_epochs + 1):
        wrong = 0
        for x, label in zip(X, y):
            fired = int(x @ w + b > 0)
            if label == 1 and fired == 0:
                w = w + learning_rate * x
                b = b + learning_rate
                wrong += 1
            if label == 0 and fired == 1:
                w = w - learning_rate * x
                b -= learning_rate
                wrong += 1
        mistakes.append(wrong)
        if not wrong:
            return w, b, mistakes
    return w, b, mistakes
""",
    ],
}

# Mutants of the solution that no check could refuse: (id, mutation) -> why.
EQUIVALENT = {
    ("train_perceptron", "if wrong == 0: -> if wrong <= 0:"): "a count is never negative",
    ("mend_training", "if wrong == 0: -> if wrong <= 0:"): "a count is never negative",
    **{
        ("mend_training", change): "labels and answers are 0 or 1"
        for change in (
            "if label == 1 and fired == 0:  # a miss -> if label >= 1 and fired == 0: # a miss",
            "if label == 1 and fired == 0:  # a miss -> if label == 1 and fired <= 0: # a miss",
            "elif label == 0 and fired == 1:  # a false alarm -> elif label <= 0 and fired == 1: # a false alarm",
            "elif label == 0 and fired == 1:  # a false alarm -> elif label == 0 and fired >= 1: # a false alarm",
        )
    },
    **{
        (
            "pocket_perceptron",
            change,
        ): "where no row is misclassified nothing changes any more: to stop there only saves time"
        for change in (
            "if wrong == 0: -> if wrong < 0:",
            "if wrong == 0: -> if wrong <= 0:",
            "if wrong == 0: -> if wrong == -1:",
            "break -> continue",
        )
    },
}
