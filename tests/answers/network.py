"""Other right answers to the exercises of lesson 04, and mutants of the solutions that are right as well."""

RIGHT = {
    "layer_forward": [
        "def layer_forward(a, W, b, activation):\n    return activation.fn(np.dot(a, np.transpose(W)) + b)",
        "def layer_forward(a, W, b, activation):\n    return activation.fn(np.einsum('ni,oi->no', a, W) + b)",
        "def layer_forward(inputs, weights, biases, phi):\n    z = (weights @ inputs.T).T\n    return phi.fn(z + biases[np.newaxis, :])",
        """
def layer_forward(a, W, b, activation):
    rows = []
    for example in a:
        rows.append([sum(w * x for w, x in zip(neuron, example)) + bias for neuron, bias in zip(W, b)])
    return activation.fn(np.array(rows))
""",
        """
def layer_forward(a, W, b, activation):
    out = np.empty((len(a), len(W)))
    for i in range(len(a)):
        for j in range(len(W)):
            out[i, j] = activation.fn(np.dot(W[j], a[i]) + b[j])
    return out
""",
        "def layer_forward(a, W, b, activation):\n    return np.array([activation.fn(W @ x + b) for x in a])",
    ],
    "init_parameters": [
        """
def init_parameters(sizes, rng):
    return [(rng.standard_normal((o, i)), rng.standard_normal(o)) for i, o in zip(sizes, sizes[1:])]
""",
        """
def init_parameters(sizes, rng):
    parameters = []
    for l in range(1, len(sizes)):
        W = rng.uniform(-0.5, 0.5, size=(sizes[l], sizes[l - 1]))
        parameters.append([W, np.zeros((sizes[l],))])
    return parameters
""",
        """
def init_parameters(sizes, rng):
    weights = [rng.normal(0, np.sqrt(2 / n), (m, n)) for n, m in zip(sizes[:-1], sizes[1:])]
    biases = [np.full(m, 0.01) for m in sizes[1:]]
    return tuple(zip(weights, biases))
""",
        """
def init_parameters(sizes, rng):
    pairs = zip(sizes[:-1], sizes[1:])
    return [((2 * rng.integers(0, 2, (o, i)) - 1) * 0.1, 0.1 * rng.random(o)) for i, o in pairs]
""",
        """
def init_parameters(sizes, rng):
    if len(sizes) < 2:
        return []
    first = np.array([[rng.random() - 0.5 for _ in range(sizes[0])] for _ in range(sizes[1])], dtype=np.float32)
    return [(first, np.zeros(sizes[1], dtype=int))] + init_parameters(sizes[1:], rng)
""",
    ],
    "count_parameters": [
        "def count_parameters(sizes):\n    return sum((i + 1) * o for i, o in zip(sizes, sizes[1:]))",
        """
def count_parameters(sizes):
    count = 0
    for l in range(len(sizes) - 1):
        count += sizes[l] * sizes[l + 1]
        count += sizes[l + 1]
    return count
""",
        """
def count_parameters(sizes):
    s = np.array(sizes)
    return s[:-1] @ s[1:] + s[1:].sum()
""",
        """
def count_parameters(sizes):
    total = 0
    for i, o in zip(sizes, sizes[1:]):
        total += np.zeros((1, i)).size * o + np.zeros(o).size
    return int(total)
""",
        "def count_parameters(sizes):\n    return 0 if len(sizes) < 2 else sizes[1] * (sizes[0] + 1) + count_parameters(sizes[1:])",
    ],
    "neural_network": [
        """
class NeuralNetwork:
    def __init__(self, parameters, activations):
        self.layers = list(zip(parameters, activations))

    def run(self, X):
        a = X
        for (W, b), activation in self.layers:
            a = layer_forward(a, W, b, activation)
        return a
""",
        """
class NeuralNetwork:
    def __init__(self, parameters, activations):
        self.weights = [W for W, _ in parameters]
        self.biases = [b for _, b in parameters]
        self.activations = activations

    def run(self, X):
        for k in range(len(self.weights)):
            X = self.activations[k].fn(X @ self.weights[k].T + self.biases[k])
        return X
""",
        """
class NeuralNetwork:
    def __init__(self, parameters, activations):
        self.parameters, self.activations = parameters, activations

    def forward(self, x, k=0):
        if k == len(self.parameters):
            return x
        W, b = self.parameters[k]
        return self.forward(self.activations[k].fn(W @ x + b), k + 1)

    def run(self, X):
        return np.array([self.forward(x) for x in X])
""",
        """
class NeuralNetwork:
    def __init__(self, parameters, activations):
        self.p = parameters
        self.f = activations

    def run(self, X):
        a = X.T
        for (W, b), phi in zip(self.p, self.f):
            a = phi.fn(np.matmul(W, a) + b.reshape(-1, 1))
        return a.T
""",
    ],
    "xor_network": [
        "xor_parameters = [(np.array([[1, 1], [1, 1]]), np.array([-0.5, -1.5])), (np.array([[1, -1]]), np.array([-0.5]))]",
        """
W1 = np.array([[20.0, 20.0], [-20.0, -20.0]])
b1 = np.array([-10.0, 30.0])
W2 = np.array([[20.0, 20.0]])
b2 = np.array([-30.0])
xor_parameters = [(W1, b1), (W2, b2)]
""",
        "xor_parameters = [([[1, -1], [-1, 1]], [0, 0]), ([[1, 1]], [-0.5])]  # one of the two is larger",
        "xor_parameters = ((np.array([[6.0, -6.0], [-6.0, 6.0]]), np.full(2, -3.0)), (np.array([[8.0, 8.0]]), np.array([-4.0])))",
        # With sigmoids alone: with steps it is 0 everywhere, as the two hidden neurons are then the same.
        "xor_parameters = [(np.array([[1, 1], [5, 5]]), np.zeros(2)), (np.array([[-10, 10]]), np.array([-1.9]))]",
        # As one writes it for ReLUs; with steps it is XOR as well.
        "xor_parameters = [(np.ones((2, 2)), np.array([0, -1])), (np.array([[1, -2]]), np.zeros(1))]",
    ],
    "collapse": [
        """
def collapse(parameters):
    n_in = parameters[0][0].shape[1]
    W, b = np.eye(n_in), np.zeros(n_in)
    for V, c in parameters:
        b = V @ b + c
        W = V @ W
    return W, b
""",
        """
def collapse(parameters):
    W, b = parameters[-1]
    for V, c in parameters[-2::-1]:
        b = b + W @ c
        W = W @ V
    return W, b
""",
        """
def collapse(layers):
    if len(layers) == 1:
        return layers[0]
    (W1, b1), (W2, b2), *rest = layers
    return collapse([(np.dot(W2, W1), np.dot(W2, b1) + b2), *rest])
""",
        """
def collapse(parameters):
    # What the network makes of 0 is the bias; what it makes of each unit vector, less the bias, is a column of W.
    def run(X):
        for W, b in parameters:
            X = X @ W.T + b
        return X

    n_in = parameters[0][0].shape[1]
    b = run(np.zeros(n_in))
    return [(run(np.eye(n_in)) - b).T, b]
""",
    ],
    "inside_triangle": [
        """
W1 = np.array([[5, 0], [0, 0.1], [-1 / 4, -1 / 3]])
b1 = np.array([0, 0, 1])
triangle_parameters = [(W1, b1), (np.array([[2, 2, 2]]), np.array([-5]))]
""",
        # The hidden neurons fire outside, and the output where none of them does.
        "triangle_parameters = [([[-1, 0], [0, -1], [3, 4]], [0, 0, -12]), ([[-1, -1, -1]], [0.5])]",
        """
triangle_parameters = (
    (np.array([[-3.0, -4.0], [0.0, 7.0], [1.0, 0.0]]), np.array([12.0, 0.0, 0.0])),
    [np.array([[3.0, 4.0, 5.0]]), np.array([-11.0])],
)
""",
        # One neuron fires outside and holds the output back.
        "triangle_parameters = [(np.array([[1, 0], [0, 1], [3, 4]]), np.array([0, 0, -12])), (np.array([[1, 1, -9]]), np.array([-1.5]))]",
    ],
    "mend_forward": [
        """
def forward_pass(X, parameters, activations):
    outputs = [X]
    for (W, b), activation in zip(parameters, activations):
        outputs.append(activation.fn(np.dot(outputs[-1], np.transpose(W)) + b))
    return outputs
""",
        """
def forward_pass(X, parameters, activations):
    if not parameters:
        return [X]
    (W, b), *rest = parameters
    a = activations[0].fn((W @ X.T).T + b)
    return [X, *forward_pass(a, rest, activations[1:])]
""",
        """
def forward_pass(X, parameters, activations):
    outputs = [X]
    for k in range(1, len(parameters) + 1):
        W, b = parameters[k - 1]
        z = np.einsum("ni,oi->no", outputs[k - 1], W) + b
        outputs.append(activations[k - 1].fn(z))
    return outputs
""",
    ],
}

_HIDDEN = "(np.array([[1.0, 1.0], [1.0, 1.0]]), np.array([-0.5, -1.5])),"
_SIDES = "(np.array([[1.0, 0.0], [0.0, 1.0], [-3.0, -4.0]]), np.array([0.0, 0.0, 12.0])),"
_ALSO = "other weights of the same line: {}"
_OTHER = "other weights that compute XOR: {}"
EQUIVALENT = {
    ("xor_network", f"{_HIDDEN} -> {_HIDDEN.replace('[[1.0,', '[[ 2.0,')}"): _OTHER.format("OR with a larger weight"),
    ("xor_network", f"{_HIDDEN} -> {_HIDDEN.replace('1.0], [', '2.0], [')}"): _OTHER.format("OR with a larger weight"),
    ("xor_network", f"{_HIDDEN} -> {_HIDDEN.replace('-0.5', 'not 0.5')}"): _OTHER.format("OR with a bias of 0"),
    (
        "xor_network",
        "(np.array([[1.0, -1.0]]), np.array([-0.5])), -> (np.array([[1.0, - 2.0]]), np.array([-0.5])),",
    ): _OTHER.format("AND holds the output back more strongly"),
    ("inside_triangle", f"{_SIDES} -> {_SIDES.replace('[[1.0', '[[ 2.0')}"): _ALSO.format(
        "x₁ > 0 with a larger weight"
    ),
    ("inside_triangle", f"{_SIDES} -> {_SIDES.replace('1.0]', '2.0]')}"): _ALSO.format("x₂ > 0 with a larger weight"),
}
