"""Other right answers to the exercises of lesson 08, and mutants of the solutions that are right as well."""

RIGHT = {
    "convolve": [
        """
def convolve(image, kernel):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return np.einsum("ijkl,kl->ij", windows, kernel)
""",
        # One number of the kernel after the other, each on the whole picture.
        """
def convolve(image, kernel):
    rows, columns = [n - k + 1 for n, k in zip(image.shape, kernel.shape)]
    total = 0
    for i in range(kernel.shape[0]):
        for j in range(kernel.shape[1]):
            total = total + kernel[i, j] * image[i : i + rows, j : j + columns]
    return total
""",
        """
def convolve(image, kernel):
    (h, w), (kh, kw) = image.shape, kernel.shape
    rows = []
    for top in range(h):
        if top + kh <= h:
            rows.append([image[top:top + kh, left:left + kw].ravel() @ kernel.ravel() for left in range(w - kw + 1)])
    return np.array(rows)
""",
    ],
    "dropout": [
        "def dropout(a, keep, rng):\n    return np.where(rng.random(a.shape) < keep, a / keep, 0)",
        """
def dropout(a, keep, rng):
    out = a.copy()
    out[rng.random(a.shape) >= keep] = 0
    return out / keep
""",
        """
def dropout(a, keep, rng):
    out = np.zeros(a.size)
    for i, x in enumerate(a.ravel()):
        if rng.random() < keep:
            out[i] = x / keep
    return out.reshape(a.shape)
""",
    ],
    "gradient_norms": [
        """
def gradient_norms(depth, activation, scale, rng):
    Ws = scale / np.sqrt(30) * rng.standard_normal((depth, 30, 30))
    X, y = rng.standard_normal((2, 20, 30))
    slopes = backprop([(W, np.zeros(30)) for W in Ws], depth * [activation], X, y)
    return np.array([np.sqrt((dW ** 2).sum()) for dW, db in slopes])
""",
        """
def gradient_norms(depth, activation, scale, rng):
    parameters, activations = [], []
    for _ in range(depth):
        parameters.append((rng.normal(0, scale / 30 ** 0.5, (30, 30)), np.zeros(30)))
        activations.append(activation)
    X = rng.normal(size=(20, 30))
    y = rng.normal(size=(20, 30))
    norms = np.empty(depth)
    for k, pair in enumerate(backprop(parameters, activations, X, y)):
        norms[k] = np.linalg.norm(pair[0].ravel())
    return norms
""",
        # Without backprop: forward and back by hand.
        """
def gradient_norms(depth, activation, scale, rng):
    Ws = [scale * rng.normal(size=(30, 30)) / np.sqrt(30) for _ in range(depth)]
    a, y = rng.normal(size=(20, 30)), rng.normal(size=(20, 30))
    outputs, zs = [a], []
    for W in Ws:
        zs.append(outputs[-1] @ W.T)
        outputs.append(activation.fn(zs[-1]))
    back, norms = outputs[-1] - y, []
    for W, z, a in zip(Ws[::-1], zs[::-1], outputs[-2::-1]):
        delta = back * activation.derivative(z)
        norms.append(np.linalg.norm(delta.T @ a / 20))
        back = delta @ W
    return np.array(norms[::-1])
""",
    ],
    "he_init": [
        """
def he_init(sizes, rng):
    return [(rng.normal(0, np.sqrt(2 / n), (m, n)), np.zeros(m)) for n, m in zip(sizes[:-1], sizes[1:])]
""",
        # The last layer is drawn first, and each W turned over.
        """
def he_init(sizes, rng):
    parameters = []
    for l in range(len(sizes) - 1, 0, -1):
        W = (2 / sizes[l - 1]) ** 0.5 * rng.standard_normal((sizes[l - 1], sizes[l])).T
        parameters.insert(0, [W, np.zeros((sizes[l],))])
    return parameters
""",
        """
def he_init(sizes, rng):
    if len(sizes) < 2:
        return ()
    rows = [[rng.normal() * np.sqrt(2.0) / np.sqrt(sizes[0]) for _ in range(sizes[0])] for _ in range(sizes[1])]
    return ((np.array(rows), np.zeros(sizes[1], dtype=int)),) + he_init(sizes[1:], rng)
""",
        """
def he_init(sizes, rng):
    start = []
    for n_in, n_out in zip(sizes, sizes[1:]):
        W = rng.standard_normal((n_out, n_in), dtype=np.float32)
        start.append((W * np.float32(np.sqrt(2 / n_in)), np.zeros(n_out, np.float32)))
    return start
""",
        # Twelve uniform numbers, added up, are normal for every purpose.
        """
def he_init(sizes, rng):
    normal = lambda *shape: rng.random(size=(12, *shape)).sum(axis=0) - 6
    return [(normal(o, i) * np.sqrt(2 / i), np.zeros(o)) for i, o in zip(sizes, sizes[1:])]
""",
    ],
    "capstone": [
        # One hidden layer, pairs as lists, trained an epoch at a time with a line on each.
        """
X, y, X_held_out, y_held_out = digits()
rng = np.random.default_rng(5)
digits_parameters = [[W, b] for W, b in he_init([784, 100, 10], rng)]
for epoch in range(10):
    digits_parameters, losses = train_network(digits_parameters, [ReLU(), Softmax()], X, np.eye(10)[y], 0.2, 32, 1, rng)
    print(epoch, losses[-1])
""",
        # All by hand, in float32, with a slower step at the end; a tuple.
        """
X, y, _, _ = digits(np.float32)
rng = np.random.default_rng(0)
Ws = [(np.sqrt(2 / i) * rng.normal(size=(o, i))).astype(np.float32) for i, o in ((784, 128), (128, 64), (64, 10))]
bs = [np.zeros(len(W), np.float32) for W in Ws]
for epoch in range(9):
    order, step = rng.permutation(4000), 0.2 if epoch < 6 else 0.05
    for k in range(0, 4000, 25):
        rows = order[k:k + 25]
        a = [X[rows]]
        for W, b in zip(Ws, bs):
            a.append(np.maximum(a[-1] @ W.T + b, 0) if W is not Ws[-1] else a[-1] @ W.T + b)
        p = np.exp(a[-1] - a[-1].max(axis=1, keepdims=True))
        p /= p.sum(axis=1, keepdims=True)
        p[np.arange(25), y[rows]] -= 1
        for l in (2, 1, 0):
            back = (p @ Ws[l]) * (a[l] > 0)
            Ws[l] -= np.float32(step / 25) * (p.T @ a[l])
            bs[l] -= np.float32(step / 25) * p.sum(axis=0)
            p = back
digits_parameters = tuple(zip(Ws, bs))
""",
    ],
}

EQUIVALENT = {
    (
        "dropout",
        "stays = rng.random(a.shape) < keep -> stays = rng.random(a.shape) <= keep",
    ): "no random number is exactly `keep`, and 1 is never drawn",
}

UNMUTATED = {
    "capstone": "the answer is what a training comes to, and a mutant of it (a neuron more, another seed) is mostly as good, after "
    "seconds of training each; tests/test_deep.py spoils the trained network itself, in many ways, and all are refused"
}
