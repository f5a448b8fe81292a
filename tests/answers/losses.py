"""Other right answers to the exercises of lesson 05, and mutants of the solutions that are right as well."""

RIGHT = {
    "mse": [
        "def mse(a, y):\n    return 0.5 * np.mean(np.sum((a - y).reshape(len(a), -1) ** 2, axis=1))",
        "def mse(a, y):\n    d = (a - y).ravel()\n    return d @ d / (2 * a.shape[0])",
        "def mse(predictions, targets):\n    return np.linalg.norm(predictions - targets) ** 2 / 2 / len(targets)",
        """
def mse(a, y):
    total = 0.0
    for one, other in zip(a, y):
        total += sum((p - t) ** 2 for p, t in zip(np.atleast_1d(one), np.atleast_1d(other)))
    return total / (2 * len(a))
""",
        "def mse(a, y):\n    return np.float32(0.5) * np.vdot(a - y, a - y) / len(y)",
    ],
    "l1": [
        "def l1(a, y):\n    return np.mean(np.sum(np.abs(y - a).reshape(len(a), -1), axis=1))",
        "def l1(a, y):\n    return np.linalg.norm((a - y).ravel(), 1) / len(a)",
        "def l1(a, y):\n    return np.sqrt((a - y) ** 2.0).sum() / a.shape[0]",
        """
def l1(a, y):
    total = 0
    for p, t in zip(np.ravel(a), np.ravel(y)):
        total += p - t if p > t else t - p
    return float(total) / len(a)
""",
        "def l1(a, y):\n    return (np.maximum(a, y) - np.minimum(a, y)).sum() / len(a)",
    ],
    "softmax": [
        "def softmax(z):\n    z = z - np.max(z, axis=-1, keepdims=True)\n    return np.exp(z) / np.exp(z).sum(axis=-1)[..., None]",
        "def softmax(z):\n    return np.exp(z - np.logaddexp.reduce(z, axis=-1, keepdims=True))",
        "def softmax(z):\n    return 1 / np.exp(np.clip(z[..., None, :] - z[..., :, None], None, 700)).sum(axis=-1)",
        """
def softmax(z):
    def one(row):
        top = max(row)
        e = [np.exp(value - top) for value in row]
        return np.array([value / sum(e) for value in e])

    return one(z) if z.ndim == 1 else np.array([one(row) for row in z])
""",
        "def softmax(scores):\n    e = np.exp((scores.T - scores.max(axis=-1)).T)\n    return (e.T / e.sum(axis=-1)).T",
        "def softmax(z):\n    e = np.exp(z - z.max(axis=-1, keepdims=True))\n    return e / (e.sum(axis=-1, keepdims=True) + 1e-12)",
        """
def softmax(z):
    z = z.astype(np.float32)
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)
""",
    ],
    "cross_entropy": [
        "def cross_entropy(p, y):\n    return -np.log(np.clip(p[np.arange(len(y)), y], 1e-15, 1)).mean()",
        "def cross_entropy(p, y):\n    return -np.mean(np.log(p[range(len(y)), y] + 1e-12))",
        "def cross_entropy(p, y):\n    return -np.mean(np.log(p[range(len(y)), y] + 1e-7))",
        "def cross_entropy(p, y):\n    p = np.clip(p, 1e-7, 1 - 1e-7)\n    return np.mean(-np.log(p[np.arange(p.shape[0]), y]))",
        "def cross_entropy(p, y):\n    return -(np.eye(p.shape[1])[y] * np.log(np.maximum(p, 1e-300))).sum() / len(p)",
        "def cross_entropy(p, y):\n    return np.log(1 / (np.take_along_axis(p, y[:, None], axis=1) + 1e-9)).mean()",
        """
def cross_entropy(p, y):
    total = 0.0
    for row, right in zip(p, y):
        total -= np.log(max(row[right], 1e-10))
    return total / len(p)
""",
        """
def cross_entropy(p, y):
    onehot = np.zeros(p.shape)
    onehot[np.arange(len(p)), y] = 1.0
    return -np.einsum('ij,ij->', onehot, np.log(p + np.finfo(float).eps)) / len(p)
""",
        "def cross_entropy(p, y):\n    with np.errstate(divide='ignore'):\n        return np.nan_to_num(-np.log(p[np.arange(len(y)), y])).mean()",
    ],
    "binary_cross_entropy": [
        "def binary_cross_entropy(a, y):\n    a = np.clip(a, 1e-15, 1 - 1e-15)\n    return -(y * np.log(a) + (1 - y) * np.log1p(-a)).mean()",
        "def binary_cross_entropy(a, y):\n    return -np.mean(y * np.log(a + 1e-8) + (1 - y) * np.log(1 - a + 1e-8))",
        "def binary_cross_entropy(a, y):\n    a = np.clip(a, 1e-7, 1 - 1e-7)\n    return -(y @ np.log(a) + (1 - y) @ np.log(1 - a)) / len(a)",
        "def binary_cross_entropy(a, y):\n    right = np.where(y == 1, a, 1 - a)\n    return -np.log(np.maximum(right, 1e-300)).mean()",
        "def binary_cross_entropy(a, y):\n    right = 1 - np.abs(a - y)\n    return -np.log(right + 1e-12).sum() / len(y)",
        """
def binary_cross_entropy(a, y):
    total = 0.0
    for p, t in zip(a, y):
        chance = p if t else 1 - p
        total += -np.log(chance) if chance > 0 else 50.0
    return total / len(a)
""",
    ],
    "huber": [
        """
def huber(a, y, delta=1.0):
    near = np.minimum(np.abs(a - y), delta)
    far = np.abs(a - y) - near
    return (near**2 / 2 + delta * far).sum() / len(a)
""",
        """
def huber(a, y, delta=1.0):
    total = 0.0
    for p, t in zip(np.ravel(a), np.ravel(y)):
        r = abs(p - t)
        total += r * r / 2 if r < delta else delta * r - delta**2 / 2
    return total / len(a)
""",
        """
def huber(a, y, delta=1.0):
    r = np.abs((a - y).reshape(len(a), -1))
    far = r > delta
    losses = 0.5 * r**2.0
    losses[far] = 0.5 * delta**2 + delta * (r[far] - delta)
    return np.mean(losses.sum(axis=1))
""",
    ],
    "smooth_labels": [
        """
def smooth_labels(y, k, eps):
    table = np.full((len(y), k), eps / k)
    table[np.arange(len(y)), y] += 1 - eps
    return table
""",
        """
def smooth_labels(y, k, eps):
    return np.array([[eps / k + (1 - eps) * (c == right) for c in range(k)] for right in y])
""",
        """
def smooth_labels(y, k, eps):
    right = y.reshape(-1, 1) == np.arange(k)
    return np.where(right, 1 - eps * (k - 1) / k, eps / k)
""",
        "def smooth_labels(y, k, eps):\n    return np.eye(k)[y] + eps * (1 / k - np.eye(k)[y])",
    ],
    "mend_cross_entropy": [
        "def class_loss(p, y):\n    return -np.mean(np.log(p[range(len(y)), y] + 1e-7))",
        "def class_loss(p, y):\n    return -np.log(np.clip(np.diag(p[:, y]), 1e-15, 1)).mean()",
        """
def class_loss(p, y):
    total = 0.0
    for row, right in zip(p, y):
        total -= np.log(max(row[right], 1e-10))
    return total / len(p)
""",
        "def class_loss(p, y):\n    return -(np.eye(p.shape[1])[y] * np.log(np.maximum(p, 1e-300))).sum() / len(p)",
    ],
}

# (exercise, text of the mutation): why it is right all the same.
EQUIVALENT = {
    (
        "huber",
        "losses = np.where(r <= delta, r**2 / 2, delta * (r - delta / 2)) -> losses = np.where(r < delta, r**2 / 2, delta * (r - delta / 2))",
    ): "at |r| = δ both formulas give ½δ²",
}
