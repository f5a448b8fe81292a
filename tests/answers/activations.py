"""Other right answers to the exercises of lesson 03, and mutants of the solutions that are right as well."""

RIGHT = {
    "sigmoid": [
        """
class Sigmoid:
    def fn(self, x):
        return np.exp(-np.logaddexp(0, -x))

    def derivative(self, x):
        return self.fn(x) * self.fn(-x)
""",
        """
class Sigmoid:
    def fn(self, z):
        return (1 + np.tanh(z / 2)) / 2

    def derivative(self, z):
        a = self.fn(z)
        return a - a**2
""",
        """
class Sigmoid:
    def fn(self, x):
        z = np.clip(x, -500, 500)
        return 1 / (1 + np.exp(-z))

    def derivative(self, x):
        e = np.exp(-np.abs(x))
        return e / (1 + e) ** 2
""",
        """
import math

class Sigmoid:
    def one(self, z):
        return 1 / (1 + math.exp(-z)) if z > 0 else math.exp(z) / (1 + math.exp(z))

    def fn(self, x):
        return np.array([self.one(z) for z in np.ravel(x)]).reshape(np.shape(x))

    def derivative(self, x):
        return np.array([self.one(z) * self.one(-z) for z in np.ravel(x)]).reshape(np.shape(x))
""",
        """
def _small(x):
    return np.exp(-np.abs(x))

class Sigmoid:
    def fn(self, x):
        return np.where(x < 0, _small(x) / (1 + _small(x)), 1 / (1 + _small(x)))

    def derivative(self, x):
        return 0.25 * (1 - np.tanh(0.5 * np.asarray(x)) ** 2)
""",
        """
class Sigmoid:
    def fn(self, x):
        with np.errstate(over="ignore"):
            return 1 / (1 + np.exp(-np.asarray(x)))

    def derivative(self, x):
        return self.fn(x) * (1 - self.fn(x))
""",
    ],
    "tanh": [
        """
class Tanh:
    def fn(self, x):
        return np.tanh(x)

    def derivative(self, z):
        return (1 - np.tanh(z)) * (1 + np.tanh(z))
""",
        """
class Tanh:
    def fn(self, x):
        e = np.exp(-2 * np.abs(x))
        return np.sign(x) * (1 - e) / (1 + e)

    def derivative(self, x):
        a = self.fn(x)
        return 1 - a * a
""",
        """
class Tanh:
    def fn(self, x):
        return 2 * np.exp(-np.logaddexp(0, -2 * np.asarray(x))) - 1

    def derivative(self, x):
        e = np.exp(-2 * np.abs(x))
        return 4 * e / (1 + e) ** 2
""",
        """
import math

class Tanh:
    def fn(self, x):
        if np.ndim(x) == 0:
            return math.tanh(x)
        return np.array([self.fn(part) for part in x])

    def derivative(self, x):
        if np.ndim(x) == 0:
            return 1 - math.tanh(x) ** 2
        return np.array([self.derivative(part) for part in x])
""",
    ],
    "relu": [
        """
class ReLU:
    def fn(self, x):
        return np.where(x > 0, x, 0)

    def derivative(self, x):
        return np.asarray(x > 0).astype(int)
""",
        """
class ReLU:
    def fn(self, x):
        return (x + np.abs(x)) / 2

    def derivative(self, x):
        return np.heaviside(x, 0)
""",
        """
class ReLU:
    def fn(self, x):
        return x * (x > 0)

    def derivative(self, x):
        return 1.0 * (self.fn(x) > 0)
""",
        """
class ReLU:
    def fn(self, x):
        y = np.array(x, dtype=float)
        y[y < 0] = 0
        return y

    def derivative(self, x):
        return np.vectorize(lambda z: 1.0 if z > 0 else 0.0)(x)
""",
        """
class ReLU:
    def fn(self, x):
        return np.clip(x, 0, None)

    def derivative(self, x):
        return np.maximum(np.sign(x), 0)
""",
    ],
    "tanh_from_sigmoid": [
        "def tanh_from_sigmoid(x):\n    return 2 * Sigmoid().fn(2 * x) - 1",
        "def tanh_from_sigmoid(x):\n    return 1 - 2 * Sigmoid().fn(-2 * x)",
        "def tanh_from_sigmoid(x):\n    s = Sigmoid()\n    return s.fn(x + x) - s.fn(-x - x)",
        "def tanh_from_sigmoid(x):\n    return np.add(Sigmoid().fn(np.multiply(x, 2)) * 2, -1)",
        "tanh_from_sigmoid = lambda x: (Sigmoid().fn(2 * x) - 0.5) / 0.5",
        """
def tanh_from_sigmoid(x):
    if np.ndim(x):
        return np.array([tanh_from_sigmoid(part) for part in x])
    return 2 * Sigmoid().fn(2 * x) - 1
""",
    ],
    "one_layer": [
        """
class OneLayerNetwork:
    def __init__(self, W, b, activation):
        self.W, self.b, self.phi = np.array(W), np.array(b), activation.fn

    def run(self, x):
        return self.phi(np.dot(x, self.W.T) + self.b)
""",
        """
class OneLayerNetwork:
    def __init__(self, weights, bias, activation):
        self.parameters = weights, bias
        self.activation = activation

    def run(self, x):
        W, b = self.parameters
        return self.activation.fn(np.einsum("...k,jk->...j", x, W) + b)
""",
        """
class OneLayerNetwork:
    def __init__(self, W, b, activation):
        self.W = W
        self.b = b
        self.activation = activation

    def one(self, x):
        scores = []
        for weights, bias in zip(self.W, self.b):
            score = bias
            for w, value in zip(weights, x):
                score += w * value
            scores.append(score)
        return self.activation.fn(np.array(scores))

    def run(self, x):
        if x.ndim == 1:
            return self.one(x)
        return np.array([self.one(row) for row in x])
""",
        """
class OneLayerNetwork:
    def __init__(self, W, b, activation):
        self.W1 = np.column_stack([W, b])
        self.activation = activation

    def run(self, x):
        x1 = np.concatenate([x, np.ones(x.shape[:-1] + (1,))], axis=-1)
        return self.activation.fn((self.W1 @ x1.T).T)
""",
    ],
    "leaky_relu": [
        """
class LeakyReLU:
    def __init__(self, slope=0.01):
        self.slope = slope

    def fn(self, x):
        return np.maximum(x, self.slope * np.asarray(x))

    def derivative(self, x):
        return (np.asarray(x) > 0) + self.slope * (np.asarray(x) <= 0)
""",
        """
class LeakyReLU:
    def __init__(self, slope=0.01):
        self.alpha = slope

    def fn(self, x):
        return np.maximum(0, x) + self.alpha * np.minimum(0, x)

    def derivative(self, x):
        slopes = np.full(np.shape(x), float(self.alpha))
        slopes[np.asarray(x) > 0] = 1
        return slopes
""",
        """
class LeakyReLU:
    def __init__(self, slope=0.01):
        self.slope = slope

    def fn(self, x):
        return x * self.derivative(x)

    def derivative(self, x):
        if np.ndim(x):
            return np.array([self.derivative(part) for part in x])
        return 1.0 if x > 0 else self.slope
""",
        """
class LeakyReLU:
    def __init__(self, slope=0.01):
        self.a, self.b = (1 + slope) / 2, (1 - slope) / 2

    def fn(self, x):
        return self.a * x + self.b * np.abs(x)

    def derivative(self, x):
        return self.a + self.b * np.where(np.sign(x) > 0, 1, -1)
""",
    ],
    "softplus": [
        """
class Softplus:
    def fn(self, x):
        return np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))

    def derivative(self, x):
        return Sigmoid().fn(x)
""",
        """
class Softplus:
    def fn(self, x):
        return np.logaddexp(x, 0)

    def derivative(self, x):
        return (1 + np.tanh(np.asarray(x) / 2)) / 2
""",
        """
class Softplus:
    def fn(self, x):
        small = np.log(1 + np.exp(np.minimum(x, 40)))
        return np.where(np.asarray(x) > 40, x, small)

    def derivative(self, x):
        return np.exp(x - self.fn(x))
""",
        """
import math

class Softplus:
    def fn(self, x):
        if np.ndim(x):
            return np.array([self.fn(part) for part in x])
        return x + math.log(1 + math.exp(-x)) if x > 0 else math.log(1 + math.exp(x))

    def derivative(self, x):
        e = np.exp(-np.abs(x))
        return np.where(np.less(x, 0), e, 1) / (1 + e)
""",
        """
class Softplus:
    def fn(self, x):
        with np.errstate(over="ignore"):
            return np.where(np.abs(x) > 500, np.maximum(x, 0), np.log(1 + np.exp(x)))

    def derivative(self, x):
        return 1 - np.exp(-self.fn(x))
""",
    ],
    "mend_tanh": [
        """
def stable_tanh(x):
    e = np.exp(-2 * np.abs(x))
    return np.sign(x) * (1 - e) / (1 + e)
""",
        """
def stable_tanh(x):
    u = np.exp(np.clip(x, -300, 300))
    return (u - 1 / u) / (u + 1 / u)
""",
        """
def stable_tanh(x):
    small = np.exp(-np.abs(x))
    large = np.where(np.asarray(x) >= 0, 1 - small**2, small**2 - 1)
    return large / (1 + small**2)
""",
        """
def stable_tanh(x):
    if np.ndim(x):
        return np.array([stable_tanh(part) for part in x])
    if abs(x) > 20:
        return 1.0 if x > 0 else -1.0
    u = np.exp(x)
    return (u - 1 / u) / (u + 1 / u)
""",
    ],
}

# (exercise, text of the mutation): why it is right all the same.
EQUIVALENT = {
    (
        "sigmoid",
        "return np.where(x >= 0, 1, e) / (1 + e) -> return np.where(x > 0, 1, e) / (1 + e)",
    ): "at 0 both branches are 1: e is e⁰",
    (
        "leaky_relu",
        "return np.where(np.asarray(x) > 0, x, self.slope * np.asarray(x)) -> return np.where(np.asarray(x) >= 0, x, self.slope * np.asarray(x))",
    ): "at 0 both sides are 0",
}
