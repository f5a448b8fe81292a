"""Other right answers to the exercises of lesson 06, and mutants of the solutions that are right as well."""

RIGHT = {
    "gradient_step": [
        "def gradient_step(x, gradient, learning_rate):\n    return np.array(x) + np.array(gradient) * (-learning_rate)",
        "def gradient_step(x, gradient, learning_rate):\n    return np.subtract(x, np.multiply(learning_rate, gradient))",
        """
def gradient_step(x, gradient, learning_rate):
    new = np.array(x, dtype=float)
    new -= learning_rate * np.asarray(gradient)
    return new
""",
        """
def gradient_step(point, slope, eta=None, learning_rate=0.01):
    eta = learning_rate if eta is None else eta
    if np.ndim(point) == 0:
        return point - eta * slope
    return np.array([gradient_step(p, s, eta) for p, s in zip(point, slope)])
""",
    ],
    "gradient_descent": [
        """
def gradient_descent(gradient, x0, learning_rate=0.01, precision=1e-4, max_iters=1000):
    x, path = x0, [x0]
    for _ in range(max_iters):
        old = x
        x = old - learning_rate * gradient(old)
        path.append(x)
        if np.linalg.norm(x - old) < precision:
            break
    return np.array(path)
""",
        """
def gradient_descent(gradient, x0, learning_rate=0.01, precision=1e-4, max_iters=1000):
    path = [np.array(x0, dtype=float)]
    step, iters = np.inf, 0
    while step > precision and iters < max_iters:
        path.append(path[-1] - learning_rate * gradient(path[-1]))
        step = np.sqrt(((path[-1] - path[-2]) ** 2).sum())
        iters += 1
    return np.stack(path)
""",
        """
def gradient_descent(gradient, x0, learning_rate=0.01, precision=1e-4, max_iters=1000):
    path = np.empty((max_iters + 1, *np.shape(x0)))
    path[0] = x0
    for k in range(1, max_iters + 1):
        path[k] = gradient_step(path[k - 1], gradient(path[k - 1]), learning_rate)
        if np.linalg.norm(path[k] - path[k - 1]) < precision:
            return path[: k + 1]
    return path
""",
        """
def gradient_descent(gradient, x0, learning_rate=0.01, precision=1e-4, max_iters=1000):
    def walk(x, left):
        new = x - learning_rate * gradient(x)
        done = left == 1 or np.sum((learning_rate * gradient(x)) ** 2) < precision**2
        return [new] if done else None, new

    path, left = [x0], max_iters
    while left:
        last, new = walk(path[-1], left)
        path.append(new)
        left = 0 if last else left - 1
    return np.asarray(path, dtype=float)
""",
    ],
    "regression_gradient": [
        "def regression_gradient(w, b, x, y):\n    miss = w * x + b - y\n    return np.mean(miss * x), np.mean(miss)",
        """
def regression_gradient(w, b, x, y):
    dw = db = 0.0
    for one, target in zip(x, y):
        miss = w * one + b - target
        dw += miss * one / len(x)
        db += miss / len(x)
    return dw, db
""",
        """
def regression_gradient(w, b, x, y):
    A = np.column_stack([x, np.ones(len(x))])
    return tuple(A.T @ (A @ [w, b] - y) / len(y))
""",
        "def regression_gradient(w, b, x, y):\n    e = y - (w * x + b)\n    return -np.einsum('i,i->', e, x) / x.size, -e.sum() / x.size",
        "def regression_gradient(w, b, x, y):\n    n = len(x)\n    return [2 / (2 * n) * sum((w * x + b - y) * x), 1 / n * sum(w * x + b - y)]",
    ],
    "minibatches": [
        """
def minibatches(n, batch_size, rng):
    order = rng.permutation(n)
    return np.split(order, range(batch_size, n, batch_size))
""",
        """
def minibatches(n, batch_size, rng):
    order = np.arange(n)
    rng.shuffle(order)
    for start in range(0, n, batch_size):
        yield order[start : start + batch_size]
""",
        """
def minibatches(n, batch_size, rng):
    order = rng.choice(n, n, replace=False)
    batches = []
    while len(order):
        batches.append(order[:batch_size])
        order = order[batch_size:]
    return batches
""",
        """
def minibatches(n, batch_size, rng):
    order = np.argsort(rng.random(n))
    count = int(np.ceil(n / batch_size))
    return tuple(order[k * batch_size : min((k + 1) * batch_size, n)] for k in range(count))
""",
        """
def minibatches(n, batch_size, rng):
    left = list(range(n))
    batches = [[]]
    while left:
        if len(batches[-1]) == batch_size:
            batches.append([])
        batches[-1].append(left.pop(rng.integers(len(left))))
    return [np.array(batch) for batch in batches]
""",
    ],
    "sgd_regression": [
        """
def sgd_regression(x, y, learning_rate, batch_size, epochs, rng):
    w, b, losses = 0.0, 0.0, []
    for _ in range(epochs):
        for batch in minibatches(len(x), batch_size, rng):
            dw, db = regression_gradient(w, b, x[batch], y[batch])
            w, b = w - learning_rate * dw, b - learning_rate * db
        losses.append(np.mean((w * x + b - y) ** 2) / 2)
    return w, b, np.array(losses)
""",
        """
def sgd_regression(x, y, learning_rate, batch_size, epochs, rng):
    A, p, losses = np.column_stack([x, np.ones(len(x))]), np.zeros(2), np.zeros(epochs)
    for epoch in range(epochs):
        order = np.argsort(rng.random(len(x)))
        for k in range(0, len(x), batch_size):
            rows = order[k : k + batch_size]
            p = p - learning_rate * A[rows].T @ (A[rows] @ p - y[rows]) / len(rows)
        losses[epoch] = ((A @ p - y) ** 2).sum() / (2 * len(x))
    return p[0], p[1], losses
""",
        """
def sgd_regression(x, y, learning_rate, batch_size, epochs, rng):
    w = b = 0
    losses = []
    order = np.arange(len(x))
    while len(losses) < epochs:
        rng.shuffle(order)
        xs, ys = x[order], y[order]
        for k in range(0, len(x), batch_size):
            some, target = xs[k : k + batch_size], ys[k : k + batch_size]
            miss = [w * one + b - t for one, t in zip(some, target)]
            dw = sum(m * one for m, one in zip(miss, some)) / len(miss)
            db = sum(miss) / len(miss)
            w -= learning_rate * dw
            b -= learning_rate * db
        losses.append(sum((w * one + b - t) ** 2 for one, t in zip(x, y)) / len(x) / 2)
    return w, b, losses
""",
        """
def sgd_regression(x, y, learning_rate, batch_size, epochs, rng):
    x, y, losses = np.float32(x), np.float32(y), []
    w, b, eta = np.float32(0), np.float32(0), np.float32(learning_rate)
    for _ in range(epochs):
        for batch in minibatches(len(x), batch_size, rng):
            dw, db = regression_gradient(w, b, x[batch], y[batch])
            w, b = w - eta * dw, b - eta * db
        losses.append(((w * x + b - y) ** 2).mean() / 2)
    return w, b, losses
""",
    ],
    "ridge_gradient": [
        """
def ridge_gradient(w, b, x, y, penalty):
    dw, db = regression_gradient(w, b, x, y)
    return dw + penalty * w, db
""",
        """
def ridge_gradient(w, b, x, y, penalty):
    A = np.column_stack([x, np.ones(len(x))])
    slopes = A.T @ (A @ [w, b] - y) / len(y) + np.array([penalty, 0]) * [w, b]
    return tuple(slopes)
""",
        """
def ridge_gradient(w, b, x, y, penalty):
    dw, db = penalty * w, 0.0
    for one, target in zip(x, y):
        miss = (w * one + b - target) / len(x)
        dw, db = dw + miss * one, db + miss
    return [dw, db]
""",
    ],
    "backtracking_step": [
        """
def backtracking_step(f, gradient, x, learning_rate=1.0, shrink=0.5, c=1e-4):
    slope, height = gradient(x), f(x)
    squared = np.linalg.norm(slope) ** 2
    k = 0
    while True:
        eta = learning_rate * shrink**k
        new = x - eta * slope
        if f(new) <= height - c * eta * squared:
            return new
        k += 1
""",
        """
def backtracking_step(f, gradient, x, learning_rate=1.0, shrink=0.5, c=1e-4):
    new = x - learning_rate * gradient(x)
    if f(x) - f(new) >= c * learning_rate * np.sum(gradient(x) ** 2):
        return new
    return backtracking_step(f, gradient, x, shrink * learning_rate, shrink, c)
""",
        """
def backtracking_step(f, gradient, x, learning_rate=1.0, shrink=0.5, c=1e-4):
    g = np.asarray(gradient(x))
    for _ in range(500):
        if f(x - learning_rate * g) <= f(x) - c * learning_rate * np.vdot(g, g):
            break
        learning_rate *= shrink
    return x - learning_rate * g
""",
    ],
    "adam_step": [
        """
def adam_step(x, gradient, state, learning_rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    if state is None:
        state = {"t": 0, "m": np.zeros(np.shape(x)), "v": np.zeros(np.shape(x))}
    t = state["t"] + 1
    m = beta1 * state["m"] + (1 - beta1) * gradient
    v = beta2 * state["v"] + (1 - beta2) * np.square(gradient)
    new = x - learning_rate * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps)
    return new, {"t": t, "m": m, "v": v}
""",
        """
class State:
    def __init__(self, m, v, power1, power2):
        self.m, self.v, self.power1, self.power2 = m, v, power1, power2

def adam_step(x, gradient, state, learning_rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    old = state if state is not None else State(0, 0, 1, 1)
    new = State(
        old.m + (1 - beta1) * (gradient - old.m),
        old.v + (1 - beta2) * (gradient**2 - old.v),
        old.power1 * beta1,
        old.power2 * beta2,
    )
    m, v = new.m / (1 - new.power1), new.v / (1 - new.power2)
    return x - learning_rate * m / (v**0.5 + eps), new
""",
        """
def adam_step(x, gradient, state, learning_rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    # Nothing but the slopes so far is kept.
    slopes = ([] if state is None else state) + [gradient]
    t = len(slopes)
    m = sum((1 - beta1) * beta1 ** (t - 1 - k) * g for k, g in enumerate(slopes))
    v = sum((1 - beta2) * beta2 ** (t - 1 - k) * g**2 for k, g in enumerate(slopes))
    return x - learning_rate * m / (1 - beta1**t) / (np.sqrt(v / (1 - beta2**t)) + eps), slopes
""",
    ],
    "mend_descent": [
        """
def descend(gradient, x0, learning_rate=0.01, precision=1e-4, max_iters=1000):
    path = [x0]
    steps = 0
    while steps < max_iters:
        path.append(path[-1] - learning_rate * gradient(path[-1]))
        steps = steps + 1
        if np.sqrt(np.sum((path[-1] - path[-2]) ** 2)) < precision:
            break
    return np.array(path)
""",
        """
def descend(gradient, x0, learning_rate=0.01, precision=1e-4, max_iters=1000):
    path = [x0]
    for _ in range(max_iters):
        step = learning_rate * gradient(path[-1])
        path.append(path[-1] - step)
        if np.linalg.norm(step) < precision:
            break
    return np.array(path)
""",
        """
def descend(gradient, x0, learning_rate=0.01, precision=1e-4, max_iters=1000):
    path, length = [np.array(x0, dtype=float)], np.inf
    while length >= precision and len(path) <= max_iters:
        path.append(path[-1] - learning_rate * gradient(path[-1]))
        length = np.abs(path[-1] - path[-2]).max() if path[-1].size == 1 else np.linalg.norm(path[-1] - path[-2])
    return np.stack(path)
""",
    ],
}

# (exercise, text of the mutation): why it is right all the same.
EQUIVALENT = {
    (
        "gradient_descent",
        "if np.linalg.norm(path[-1] - path[-2]) < precision: -> if np.linalg.norm(path[-1] - path[-2]) <= precision:",
    ): "differs only for a step of exactly the precision; DevFest's own loop goes on while the step is above it",
    (
        "mend_descent",
        "if np.linalg.norm(path[-1] - path[-2]) < precision: -> if np.linalg.norm(path[-1] - path[-2]) <= precision:",
    ): "differs only for a step of exactly the precision",
    (
        "mend_descent",
        "while steps < max_iters: -> while steps != max_iters:",
    ): "the counter grows by 1, so it comes to `max_iters` and never goes past it",
}
