"""Measure the trainer: ``make bench``, or ``python bench/training.py [--quick]``.

CPU time of an epoch, minimum over interleaved runs, one BLAS thread, float32; random data of the shape, ReLU layers, softmax,
cross entropy, plain SGD. Against the floor, which is the epoch's bare matrix products; scikit-learn's MLPClassifier; PyTorch on
the CPU, if it is installed; and a loop over single examples, timed on 1,000 of them and scaled up. All but the floor add up the
loss of the epoch.
"""

import argparse
import os
import subprocess
import sys
import time
import warnings
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from dlcourse.activations import ReLU, Softmax  # noqa: E402
from dlcourse.deep import he_init  # noqa: E402
from dlcourse.network import count_parameters  # noqa: E402
from dlcourse.trainer import Trainer  # noqa: E402

# Examples, layers, epochs a run, runs.
SHAPES = {"MNIST-shaped": (60_000, [784, 128, 64, 10], 1, 4), "UCI-digits-shaped": (1_437, [64, 30, 10], 20, 30)}
# For batches of 10, 32, 128: at most so many times the floor, at least so many times as fast as each other way.
TARGETS = {
    "MNIST-shaped": {
        "floor": (1.6, 1.35, 1.2),
        "scikit-learn": (4.5, 4, 2.8),
        "PyTorch": (3.5, 2.7, 1.7),
        "loop": (11, 23, 31),
    },
    "UCI-digits-shaped": {
        "floor": (4.3, 3.6, 2.8),
        "scikit-learn": (7.5, 6, 4),
        "PyTorch": (12, 9.5, 6),
        "loop": (13, 32, 60),
    },
}
BATCHES = (10, 32, 128)
ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


def main():
    """Run the command line, in a Python whose BLAS has one thread and chooses its own kernels."""
    if os.environ.get("DLCOURSE_BENCH") != "1":
        kept = {
            name: value for name, value in os.environ.items() if name not in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")
        }
        environment = {**kept, **dict.fromkeys(ONE_THREAD, "1"), "DLCOURSE_BENCH": "1"}
        return subprocess.run([sys.executable, __file__, *sys.argv[1:]], env=environment).returncode
    parser = argparse.ArgumentParser(description="Measure the trainer.")
    parser.add_argument("--quick", action="store_true", help="fewer runs")
    options = parser.parse_args()
    print(
        "\nTraining: CPU ms of an epoch, minimum over interleaved runs, one BLAS thread. In brackets, what is aimed at."
    )
    for name in SHAPES:
        compare(name, options.quick)
    growth(rounds=2 if options.quick else 6)
    return 0


def compare(name, quick):
    """Print the table of one shape: times, and ratios beside what they should be; ! where one is missed."""
    n, sizes, epochs, rounds = SHAPES[name]
    print(f"\n{name}: {n:,} x {sizes[0]}, {'-'.join(map(str, sizes))}")
    head = ("batch", "ours", "floor", "scikit-learn", "PyTorch", "loop")
    head += ("times the floor", "as fast as scikit-learn", "as PyTorch", "as the loop")
    print(*head, sep="  ")
    for column, batch in enumerate(BATCHES):
        best = least({way: make(n, sizes, batch, epochs) for way, make in WAYS.items()}, 2 if quick else rounds)
        cells = [str(batch), *(f"{1000 * best[way]:.2f}" if way in best else "-" for way in WAYS)]
        for way, aims in TARGETS[name].items():
            cells.append(against(best, way, aims[column]) if way in best else "-")
        print(*(cell.rjust(len(title)) for cell, title in zip(cells, head, strict=True)), sep="  ", flush=True)


def least(runs, rounds):
    """The least time of each way that there is, over rounds in which all take turns."""
    best = {way: float("inf") for way, run in runs.items() if run}
    for _ in range(rounds):
        for way in best:
            best[way] = min(best[way], runs[way]())
    return best


def against(best, way, aim):
    """A ratio beside its aim."""
    ratio = best["ours"] / best[way] if way == "floor" else best[way] / best["ours"]
    missed = ratio > aim if way == "floor" else ratio < aim
    return f"{'!' if missed else ''}{ratio:.2f} ({aim:g})"


def data(n, sizes):
    """Random examples of a shape."""
    rng = np.random.default_rng(0)
    return rng.random((n, sizes[0]), dtype=np.float32), rng.integers(sizes[-1], size=n)


def timed(function, epochs):
    """A function that returns the CPU seconds of an epoch, when `function` makes so many."""

    def run():
        start = time.process_time()
        function()
        return (time.process_time() - start) / epochs

    return run


def ours(n, sizes, batch, epochs):
    """The trainer."""
    X, y = data(n, sizes)
    layers = [ReLU()] * (len(sizes) - 2) + [Softmax()]
    trainer = Trainer(he_init(sizes, np.random.default_rng(0)), layers, 0.01, batch, np.random.default_rng(0))
    return timed(lambda: trainer.train(X, y, epochs), epochs)


def floor(n, sizes, batch, epochs):
    """The matrix products of an epoch: forward, slopes of the weights, errors back; nothing else."""
    X, _ = data(n, sizes)
    Ws = [W.astype(np.float32) for W, _ in he_init(sizes, np.random.default_rng(0))]
    # What goes in need not be right, only of the right shape.
    layers = [(W, np.zeros((batch, W.shape[1]), np.float32), np.zeros((batch, W.shape[0]), np.float32)) for W in Ws]

    def products():
        for start in [*range(0, n, batch)] * epochs:
            rows = min(batch, n - start)
            for l, (W, a, delta) in enumerate(layers):
                inputs = a[:rows] if l else X[start : start + rows]
                np.dot(inputs, W.T)
                np.dot(delta[:rows].T, inputs)
                if l:
                    np.dot(delta[:rows], W)

    return timed(products, epochs)


def scikit_learn(n, sizes, batch, epochs):
    """MLPClassifier, by plain SGD without momentum and penalty, and without an early end."""
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.neural_network import MLPClassifier

    X, y = data(n, sizes)
    plain = {"solver": "sgd", "momentum": 0.0, "nesterovs_momentum": False, "alpha": 0.0, "learning_rate_init": 0.01}
    whole = {"max_iter": epochs, "n_iter_no_change": epochs + 1, "tol": 0.0}

    def fit():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            MLPClassifier(tuple(sizes[1:-1]), batch_size=batch, random_state=0, **plain, **whole).fit(X, y)

    return timed(fit, epochs)


def torch_way(n, sizes, batch, epochs):
    """PyTorch in the usual way, but for the data loader: batches are taken as we take them. None if it is not installed."""
    try:
        import torch
    except ImportError:
        return None
    torch.set_num_threads(1)
    X, y = map(torch.from_numpy, data(n, sizes))
    layers = [
        part
        for n_in, n_out in zip(sizes, sizes[1:], strict=False)
        for part in (torch.nn.Linear(n_in, n_out), torch.nn.ReLU())
    ]
    model, loss_function = torch.nn.Sequential(*layers[:-1]), torch.nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)

    def train():
        for _ in range(epochs):
            total = 0.0
            for rows in torch.randperm(n).split(batch):
                optimizer.zero_grad()
                loss = loss_function(model(X[rows]), y[rows])
                loss.backward()
                optimizer.step()
                total += loss.item() * len(rows)

    return timed(train, epochs)


def loop(n, sizes, batch, _):
    """A plain loop over the examples of a batch; timed on 1,000 of them, and scaled up."""
    some = min(n, 1000)
    X, y = data(some, sizes)
    Y = np.eye(sizes[-1], dtype=np.float32)[y]
    state = {"net": [(W.astype(np.float32), b.astype(np.float32)) for W, b in he_init(sizes, np.random.default_rng(0))]}
    rate = np.float32(0.01)

    def epoch():
        order, total = np.random.default_rng(0).permutation(some), 0.0
        for start in range(0, some, batch):
            net, rows = state["net"], order[start : start + batch]
            sums = [(np.zeros_like(W), np.zeros_like(b)) for W, b in net]
            for x, target in zip(X[rows], Y[rows], strict=True):
                slopes, loss = one_example(net, x, target)
                total += loss
                for (dW, db), (slope_W, slope_b) in zip(sums, slopes, strict=True):
                    dW += slope_W
                    db += slope_b
            pairs = zip(net, sums, strict=True)
            state["net"] = [(W - rate * dW / len(rows), b - rate * db / len(rows)) for (W, b), (dW, db) in pairs]

    return timed(epoch, some / n)


def one_example(net, x, target):
    """Slopes of all weights and biases for one example, and its loss."""
    outputs = [x]
    for number, (W, b) in enumerate(net, 1):
        z = W @ outputs[-1] + b
        outputs.append(np.maximum(z, 0) if number < len(net) else np.exp(z - z.max()))
    p = outputs[-1] / outputs[-1].sum()
    delta, slopes = p - target, []
    for l in reversed(range(len(net))):
        slopes.append((np.outer(delta, outputs[l]), delta))
        if l:
            delta = (net[l][0].T @ delta) * (outputs[l] > 0)
    return slopes[::-1], -np.log(p @ target)


WAYS = {"ours": ours, "floor": floor, "scikit-learn": scikit_learn, "PyTorch": torch_way, "loop": loop}


def growth(rounds):
    """Print how the time of an epoch grows with the examples, and with the parameters."""
    print("\nGrowth, batches of 32: ms an epoch, and ns for each example and parameter")
    for n, width in ((5_000, 128), (10_000, 128), (20_000, 128), (40_000, 128), (10_000, 256), (10_000, 512)):
        sizes = [784, width, 64, 10]
        seconds, parameters = least({"ours": ours(n, sizes, 32, 1)}, rounds)["ours"], count_parameters(sizes)
        each = 1e9 * seconds / (n * parameters)
        print(f"{n:>6,} examples  {parameters:>7,} parameters  {1000 * seconds:>6.0f}  {each:.3f}")


if __name__ == "__main__":
    sys.exit(main())
