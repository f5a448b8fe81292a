"""Other right answers to the exercises of lesson 07, and mutants of the solutions that are right as well."""

RIGHT = {
    "input_gradient": [
        # The slopes in the biases of the first layer, for one example at a time, are its errors.
        """
def input_gradient(parameters, activations, X, y):
    rows = []
    for i in range(len(X)):
        dW, db = backprop(parameters, activations, X[i:i + 1], y[i:i + 1])[0]
        rows.append(db @ parameters[0][0])
    return np.array(rows)
""",
        """
def input_gradient(parameters, activations, X, y):
    a, zs = X, []
    for (W, b), activation in zip(parameters, activations):
        zs.append(a @ W.T + b)
        a = activation.fn(zs[-1])
    back, softmax = a - y, isinstance(activations[-1], Softmax)
    for k in range(len(parameters) - 1, -1, -1):
        if not (softmax and k == len(parameters) - 1):
            back = back * activations[k].derivative(zs[k])
        back = back @ parameters[k][0]
    return back
""",
    ],
    "backprop_decay": [
        """
def backprop_decay(parameters, activations, X, y, decay):
    found = []
    for k, pair in enumerate(backprop(parameters, activations, X, y)):
        found.append([pair[0] + parameters[k][0] * decay, pair[1]])
    return found
""",
        """
def backprop_decay(parameters, activations, X, y, decay):
    Ws = [W for W, b in parameters]
    slopes = backprop(parameters, activations, X, y)
    return tuple((np.add(dW, decay * Ws[k]), db + 0.0) for k, (dW, db) in enumerate(slopes))
""",
    ],
    "mend_backprop": [
        """
def slopes(parameters, activations, X, y):
    zs, outputs = [], [X]
    for (W, b), activation in zip(parameters, activations):
        zs.append(outputs[-1] @ W.T + b)
        outputs.append(activation.fn(zs[-1]))
    back, gradients = (outputs[-1] - y) / len(X), []
    for k in range(len(parameters) - 1, -1, -1):
        delta = back * activations[k].derivative(zs[k])
        gradients.insert(0, (delta.T @ outputs[k], delta.sum(axis=0)))
        back = delta @ parameters[k][0]
    return gradients
""",
        # Example by example, and the mean of what comes out.
        """
def slopes(parameters, activations, X, y):
    total = [[0 * W, 0 * b] for W, b in parameters]
    for x, t in zip(X, y):
        zs, outputs = [], [x]
        for (W, b), activation in zip(parameters, activations):
            zs.append(W @ outputs[-1] + b)
            outputs.append(activation.fn(zs[-1]))
        back = outputs[-1] - t
        for k in reversed(range(len(parameters))):
            delta = back * activations[k].derivative(zs[k])
            total[k][0] = total[k][0] + np.outer(delta, outputs[k]) / len(X)
            total[k][1] = total[k][1] + delta / len(X)
            back = parameters[k][0].T @ delta
    return [tuple(pair) for pair in total]
""",
    ],
    "value": [
        # Numbered as they are made: nothing is made of what comes later.
        """
class Value:
    made = 0

    def __init__(self, data, parts=(), slopes=()):
        self.data, self.parts, self.slopes, self.grad = float(data), parts, slopes, 0.0
        Value.made += 1
        self.number = Value.made

    def __add__(self, other):
        if not isinstance(other, Value):
            return Value(self.data + other, (self,), (1.0,))
        return Value(self.data + other.data, (self, other), (1.0, 1.0))

    def __mul__(self, other):
        if not isinstance(other, Value):
            return Value(self.data * other, (self,), (other,))
        return Value(self.data * other.data, (self, other), (other.data, self.data))

    def __pow__(self, n):
        return Value(self.data ** n, (self,), (n * self.data ** (n - 1),))

    def relu(self):
        return Value(self.data, (self,), (1.0,)) if self.data > 0 else Value(0.0, (self,), (0.0,))

    def __sub__(self, other):
        return self + (-1) * other

    def __rsub__(self, other):
        return other + (-1) * self

    def __radd__(self, other):
        return self + other

    def __rmul__(self, other):
        return self * other

    def backward(self):
        found, todo = {self.number: self}, [self]
        while todo:
            for part in todo.pop().parts:
                if part.number not in found:
                    found[part.number] = part
                    todo.append(part)
        self.grad = 1.0
        for number in sorted(found, reverse=True):
            node = found[number]
            for part, slope in zip(node.parts, node.slopes):
                part.grad = part.grad + slope * node.grad
""",
        # Each Value knows how to pass its slope on, and how many still have to pass theirs on to it.
        """
class Value:
    def __init__(self, data):
        self.data, self.grad, self.parts, self.push = data, 0.0, [], lambda: None

    def __add__(self, other):
        other = Value(other) if not hasattr(other, "push") else other
        out = Value(self.data + other.data)
        out.parts = [self, other]

        def push():
            self.grad += out.grad
            other.grad += out.grad

        out.push = push
        return out

    def __mul__(self, other):
        other = Value(other) if not hasattr(other, "push") else other
        out = Value(self.data * other.data)
        out.parts = [self, other]

        def push():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad

        out.push = push
        return out

    def __pow__(self, n):
        out = Value(self.data ** n)
        out.parts = [self]

        def push():
            self.grad += n * self.data ** (n - 1) * out.grad

        out.push = push
        return out

    def relu(self):
        out = Value(self.data * (self.data > 0))
        out.parts = [self]

        def push():
            self.grad += (out.data > 0) * out.grad

        out.push = push
        return out

    def __sub__(self, other):
        return self + (-1) * other

    def __rsub__(self, other):
        return other + (-1) * self

    def __radd__(self, other):
        return self + other

    def __rmul__(self, other):
        return self * other

    def backward(self):
        missing, todo = {}, [self]
        while todo:
            for part in todo.pop().parts:
                if part not in missing:
                    missing[part] = 0
                    todo.append(part)
                missing[part] += 1
        self.grad, ready = 1.0, [self]
        while ready:
            node = ready.pop()
            node.push()
            for part in node.parts:
                missing[part] -= 1
                if missing[part] == 0:
                    ready.append(part)
""",
    ],
    "numerical_gradient": [
        """
def numerical_gradient(f, theta, eps=1e-6):
    gradient = np.zeros_like(theta, dtype=float)
    for index in np.ndindex(theta.shape):
        nudge = np.zeros(theta.shape)
        nudge[index] = eps
        gradient[index] = (f(theta + nudge) - f(theta - nudge)) / (2 * eps)
    return gradient
""",
        """
def numerical_gradient(f, theta, eps=1e-6):
    flat = np.array(theta, dtype=float).ravel()
    slopes = []
    for k in range(flat.size):
        kept = flat[k]
        flat[k] = kept + eps
        above = f(flat.reshape(theta.shape))
        flat[k] = kept - eps
        below = f(flat.reshape(theta.shape))
        flat[k] = kept
        slopes.append((above - below) / eps / 2)
    return np.array(slopes).reshape(theta.shape)
""",
        """
def numerical_gradient(f, theta, eps=1e-6):
    steps = np.eye(theta.size).reshape(-1, *theta.shape) * eps
    return np.array([(f(theta + s) - f(theta - s)) / (2 * eps) for s in steps]).reshape(theta.shape)
""",
    ],
    "output_delta": [
        "def output_delta(a, y, z, activation):\n    return np.multiply(a - y, activation.derivative(z))",
        "def output_delta(a, y, z, activation):\n    slope = activation.derivative(z)\n    return slope * a - slope * y",
        """
def output_delta(a, y, z, activation):
    delta = np.empty(z.shape)
    for i in range(z.shape[0]):
        for j in range(z.shape[1]):
            delta[i, j] = (a[i, j] - y[i, j]) * activation.derivative(z[i, j])
    return delta
""",
        "def output_delta(a, y, z, activation):\n    return -(y - activation.fn(z)) * activation.derivative(z)",
    ],
    "hidden_delta": [
        "def hidden_delta(delta_next, W_next, z, activation):\n    return np.dot(delta_next, W_next) * activation.derivative(z)",
        "def hidden_delta(delta_next, W_next, z, activation):\n    return (W_next.T @ delta_next.T).T * activation.derivative(z)",
        "def hidden_delta(d, W, z, phi):\n    return np.einsum('nj,jk,nk->nk', d, W, phi.derivative(z))",
        """
def hidden_delta(delta_next, W_next, z, activation):
    delta = np.zeros(z.shape)
    for i in range(len(z)):
        for k in range(z.shape[1]):
            for j in range(len(W_next)):
                delta[i, k] += delta_next[i, j] * W_next[j, k]
            delta[i, k] *= activation.derivative(z[i, k])
    return delta
""",
    ],
    "layer_gradients": [
        "def layer_gradients(delta, a_prev):\n    return np.einsum('nj,nk->jk', delta, a_prev) / len(delta), np.mean(delta, axis=0)",
        "def layer_gradients(delta, a_prev):\n    n = delta.shape[0]\n    return np.dot(delta.T, a_prev) / n, delta.sum(axis=0) / n",
        """
def layer_gradients(delta, a_prev):
    dW = np.mean([np.outer(d, a) for d, a in zip(delta, a_prev)], axis=0)
    db = np.array([column.mean() for column in delta.T])
    return [dW, db]
""",
        """
def layer_gradients(delta, a_prev):
    n = len(delta)
    dW = (delta[:, :, None] * a_prev[:, None, :]).mean(axis=0)
    return dW, np.ones(n) @ delta / n
""",
        "def layer_gradients(delta, a_prev):\n    n = len(delta)\n    return (a_prev.T @ delta).T / n, delta.mean(0)",
    ],
    "backprop": [
        """
def backprop(parameters, activations, X, y):
    zs, outputs = [], [X]
    for (W, b), phi in zip(parameters, activations):
        zs.append(outputs[-1] @ W.T + b)
        outputs.append(phi.fn(zs[-1]))
    delta = outputs[-1] - y
    if not isinstance(activations[-1], Softmax):
        delta = delta * activations[-1].derivative(zs[-1])
    gradients = []
    for l in range(len(parameters) - 1, -1, -1):
        gradients.insert(0, (delta.T @ outputs[l] / len(X), delta.mean(axis=0)))
        if l > 0:
            delta = (delta @ parameters[l][0]) * activations[l - 1].derivative(zs[l - 1])
    return gradients
""",
        """
def backprop(parameters, activations, X, y):
    # One example at a time, as columns, and the mean at the end.
    total = [[np.zeros_like(W), np.zeros_like(b)] for W, b in parameters]
    for x, target in zip(X, y):
        zs, outputs = [], [x]
        for (W, b), phi in zip(parameters, activations):
            zs.append(W @ outputs[-1] + b)
            outputs.append(phi.fn(zs[-1]))
        last = len(parameters) - 1
        for l in range(last, -1, -1):
            if l == last:
                delta = outputs[-1] - target
                if type(activations[l]).__name__ != "Softmax":
                    delta = delta * activations[l].derivative(zs[l])
            else:
                delta = parameters[l + 1][0].T @ delta * activations[l].derivative(zs[l])
            total[l][0] += np.outer(delta, outputs[l]) / len(X)
            total[l][1] += delta / len(X)
    return total
""",
        """
def backprop(parameters, activations, X, y):
    def back(a, k):
        # Slopes of the layers from k on, and the slope in what layer k is given.
        if k == len(parameters):
            return [], a - y
        (W, b), phi = parameters[k], activations[k]
        z = a @ W.T + b
        later, slope = back(phi.fn(z), k + 1)
        delta = slope if isinstance(phi, Softmax) else slope * phi.derivative(z)
        return [layer_gradients(delta, a)] + later, delta @ W
    return tuple(back(X, 0)[0])
""",
        """
def backprop(parameters, activations, X, y):
    a, zs, outputs = X, [], [X]
    for (W, b), activation in zip(parameters, activations):
        z = a @ W.T + b
        a = activation.fn(z)
        zs += [z]
        outputs += [a]
    if isinstance(activations[-1], Softmax):
        deltas = [a - y]
    else:
        deltas = [output_delta(a, y, z, activations[-1])]
    for l in range(len(parameters) - 1, 0, -1):
        deltas = [hidden_delta(deltas[0], parameters[l][0], zs[l - 1], activations[l - 1])] + deltas
    return [layer_gradients(delta, a) for delta, a in zip(deltas, outputs)]
""",
    ],
    "train_network": [
        """
def train_network(parameters, activations, X, y, learning_rate, batch_size, epochs, rng):
    losses = []
    n = len(X)
    for epoch in range(epochs):
        order = rng.permutation(n)
        for start in range(0, n, batch_size):
            rows = order[start:start + batch_size]
            gradients = backprop(parameters, activations, X[rows], y[rows])
            parameters = [(W - learning_rate * dW, b - learning_rate * db)
                          for (W, b), (dW, db) in zip(parameters, gradients)]
        losses.append(network_loss(parameters, activations, X, y))
    return parameters, losses
""",
        """
def train_network(parameters, activations, X, y, learning_rate, batch_size, epochs, rng):
    parameters = [[W.copy(), b.copy()] for W, b in parameters]
    losses = np.zeros(epochs)
    for epoch in range(epochs):
        for batch in minibatches(len(X), batch_size, rng):
            for pair, slopes in zip(parameters, backprop(parameters, activations, X[batch], y[batch])):
                pair[0] -= learning_rate * slopes[0]
                pair[1] -= learning_rate * slopes[1]
        losses[epoch] = network_loss(parameters, activations, X, y)
    return parameters, losses
""",
        """
def train_network(parameters, activations, X, y, learning_rate, batch_size, epochs, rng):
    def loss():
        a = X
        for (W, b), phi in zip(parameters, activations):
            a = phi.fn(a @ W.T + b)
        if isinstance(activations[-1], Softmax):
            return -np.log(a[y == 1]).mean()
        return ((a - y) ** 2).sum(axis=1).mean() / 2

    losses, data = [], np.hstack([X, y])
    while len(losses) < epochs:
        data = data.copy()
        rng.shuffle(data)
        for k in range(0, len(data), batch_size):
            part = data[k:k + batch_size]
            slopes = backprop(parameters, activations, part[:, :X.shape[1]], part[:, X.shape[1]:])
            new = []
            for k2 in range(len(parameters)):
                W, b = parameters[k2]
                dW, db = slopes[k2]
                new.append((W - dW * learning_rate, b - db * learning_rate))
            parameters = new
        losses.append(float(loss()))
    return parameters, losses
""",
        """
def train_network(parameters, activations, X, y, learning_rate, batch_size, epochs, rng):
    parameters = [(W.astype(np.float32), b.astype(np.float32)) for W, b in parameters]
    losses = np.zeros(epochs, dtype=np.float32)
    for epoch in range(epochs):
        left = list(rng.permutation(len(X)))
        while left:
            some, left = left[:batch_size], left[batch_size:]
            single = [backprop(parameters, activations, X[[i]], y[[i]]) for i in some]
            for layer, (W, b) in enumerate(parameters):
                dW = sum(slopes[layer][0] for slopes in single) / len(some)
                db = sum(slopes[layer][1] for slopes in single) / len(some)
                parameters[layer] = (W - learning_rate * dW, b - learning_rate * db)
        losses[epoch] = network_loss(parameters, activations, X, y)
    return parameters, losses
""",
    ],
}

EQUIVALENT = {
    ("backprop", "if layer > 0: -> if layer != 0:"): "layers are counted from 0: none is below it",
}
