"""Other right answers to the exercises of lesson 01, and mutants of the solutions that are right as well."""

RIGHT = {
    "decision_function": [
        "def decision_function(X, w, b):\n    return np.dot(X, w) + b",
        "def decision_function(X, w, b):\n    return np.einsum('...d,d->...', X, w) + b",
        "def decision_function(X, w, b):\n    return (X * w).sum(axis=-1) + b",
        """
def decision_function(X, w, b):
    def one(x):
        total = 0.0
        for k in range(len(w)):
            total += x[k] * w[k]
        return total + b

    if np.ndim(X) == 1:
        return one(X)
    return np.array([one(x) for x in X])
""",
        "def decision_function(points, weights, bias=0):\n    return bias + weights @ points.T",
    ],
    "classify": [
        "def classify(X, w, b):\n    return (decision_function(X, w, b) > 0).astype(int)",
        "def classify(X, w, b):\n    return np.where(X @ w + b > 0, 1, 0)",
        "def classify(X, w, b):\n    return np.int64(1) * (X @ w > -b)",
        "def classify(X, w, b):\n    return np.heaviside(X @ w + b, 0).astype(int)",
        """
def classify(X, w, b):
    if X.ndim == 1:
        return 1 if sum(x * k for x, k in zip(X, w)) + b > 0 else 0
    return np.array([classify(x, w, b) for x in X])
""",
        "def classify(X, w, b):\n    return 1 - (decision_function(X, w, b) <= 0).astype(np.int8)",
    ],
    "separate_u_v": [
        "w_uv = [0, 1]\nb_uv = -1",
        "w_uv, b_uv = (-1, 0), 0.5",
        "w_uv = np.array([-2.0, 1.0])\nb_uv = np.float64(0)",
        "w_uv = [0.0, 1.0]\nb_uv = 0  # v on the line: a score of 0 is class 0",
        "w_uv = np.array([0, 2]) - np.array([1, 0])\nb_uv = -1.5",
        "w_uv = [-1000, 3]\nb_uv = np.array(999)",
    ],
    "fold_bias": [
        "def fold_bias(X, w, b):\n    return np.hstack([X, np.ones((X.shape[0], 1))]), np.append(w, b)",
        "def fold_bias(X, w, b):\n    return np.insert(X, 0, 1, axis=1), np.insert(w, 0, b)",
        "def fold_bias(X, w, b):\n    return [np.c_[X, np.ones(len(X))], np.r_[w, b]]",
        """
def fold_bias(X, w, b):
    X1 = np.array([[*x, 1] for x in X])
    return X1, [*w, b]
""",
        """
def fold_bias(X, w, b):
    n, d = X.shape
    X1 = np.ones((n, d + 1))
    X1[:, 1:] = X
    w1 = np.empty(d + 1)
    w1[0], w1[1:] = b, w
    return X1, w1
""",
        "def fold_bias(X, w, b):\n    X1 = np.pad(X, ((0, 0), (0, 1)), constant_values=1)\n    return X1, np.concatenate((w, [b]))",
    ],
    "signed_distance": [
        "def signed_distance(X, w, b):\n    return decision_function(X, w, b) / np.linalg.norm(w)",
        "def signed_distance(X, w, b):\n    return (X @ w + b) / np.sqrt(w @ w)",
        """
def signed_distance(X, w, b):
    length = sum(k**2 for k in w) ** 0.5
    return X @ (w / length) + b / length
""",
        """
def signed_distance(X, w, b):
    rows = np.atleast_2d(X)
    distances = np.array([(np.dot(x, w) + b) / np.hypot.reduce(w) for x in rows])
    return distances if X.ndim == 2 else distances[0]
""",
    ],
    "quadratic_features": [
        "def quadratic_features(x):\n    return np.vander(x, 3)",
        "def quadratic_features(x):\n    return np.array([x**2, x, np.ones(len(x))]).T",
        "def quadratic_features(x):\n    return np.array([[t * t, t, 1] for t in x])",
        "def quadratic_features(x):\n    return x[:, None] ** np.array([2.0, 1.0, 0.0])",
        """
def quadratic_features(x):
    features = np.empty((len(x), 3))
    for k, t in enumerate(x):
        features[k] = t**2, t, 1
    return features
""",
    ],
    "polynomial_features": [
        "def polynomial_features(x, degree):\n    return np.vander(x, degree + 1)",
        "def polynomial_features(x, degree):\n    return np.array([[t**k for k in range(degree, -1, -1)] for t in x])",
        """
def polynomial_features(x, degree):
    features = np.ones((len(x), degree + 1))
    for k in range(degree):
        features[:, degree - 1 - k] = features[:, degree - k] * x
    return features
""",
        """
def polynomial_features(x, degree):
    columns = [np.ones(len(x))]
    while len(columns) <= degree:
        columns.insert(0, columns[0] * x)
    return np.transpose(columns)
""",
    ],
    "mirror": [
        "def mirror(X, w, b):\n    n = w / np.linalg.norm(w)\n    return X - 2 * np.multiply.outer(signed_distance(X, w, b), n)",
        """
def mirror(X, w, b):
    if X.ndim == 1:
        return X - 2 * (np.dot(X, w) + b) / np.dot(w, w) * w
    return np.array([mirror(x, w, b) for x in X])
""",
        """
def mirror(X, w, b):
    reflection = np.eye(len(w)) - 2 * np.outer(w, w) / (w @ w)
    return X @ reflection - 2 * b * w / (w @ w)
""",
        """
def mirror(X, w, b):
    rows = np.atleast_2d(X)
    scores = decision_function(rows, w, b)[:, np.newaxis]
    return (rows - 2 * scores * w / np.sum(w**2)).reshape(X.shape)
""",
    ],
    "mend_line_through": [
        """
def line_through(p, q):
    w = np.array([q[1] - p[1], p[0] - q[0]])
    return w, -np.dot(w, q)
""",
        "def line_through(p, q):\n    w1, w2, b = np.cross([*p, 1], [*q, 1])\n    return np.array([w1, w2]), b",
        """
def line_through(p, q):
    if p[0] == q[0]:
        return [1, 0], -p[0]
    slope = (q[1] - p[1]) / (q[0] - p[0])
    return [slope, -1], p[1] - slope * p[0]
""",
        """
def line_through(p, q):
    along = (q - p) / np.linalg.norm(q - p)
    w = np.array([[0, 1], [-1, 0]]) @ along
    return w, -(w @ (p + q)) / 2
""",
    ],
}

# (exercise, text of the mutation): why it is right all the same.
# Any line between u = (0, 2) and v = (1, 0) will do, and so these mutants are right answers: f(u) > 0 >= f(v) for each.
EQUIVALENT = {
    ("separate_u_v", change): "separates u and v as well"
    for change in (
        "w_uv = np.array([-2, 1]) -> w_uv = np.array([~2, 1])",
        "w_uv = np.array([-2, 1]) -> w_uv = np.array([- 3, 1])",
        "w_uv = np.array([-2, 1]) -> w_uv = np.array([- 1, 1])",
        "w_uv = np.array([-2, 1]) -> w_uv = np.array([-2, 2])",
        "w_uv = np.array([-2, 1]) -> w_uv = np.array([-2, 0])",
        "b_uv = 0.5 -> b_uv = 1.5",
        "b_uv = 0.5 -> b_uv = -0.5",
    )
}
