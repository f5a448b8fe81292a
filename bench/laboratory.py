"""Measure the laboratory: ``make bench``, or ``python bench/laboratory.py [--quick]``.

A network 2-8-8-3 with tanh, softmax and cross entropy, 300 points in three spirals, batches of 10. First batches a second of the learner's
own functions (the course's, handed in as answers), the course's and the fast ones, beside a plain loop in JavaScript (Node.js), which is how
TensorFlow Playground trains: one example after the other, sums in loops. And beside PyTorch, if it is installed. Then frames a second in
a browser, with a map of 100 × 100 and the picture of every hidden neuron, and how long Pause takes.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import nbformat  # noqa: E402
from nbformat.v4 import new_code_cell, new_notebook  # noqa: E402

from dlcourse.exercises import find  # noqa: E402
from dlcourse.laboratory.engine import Engine  # noqa: E402
from dlcourse.laboratory.yours import EXERCISES, your_pieces  # noqa: E402

BUILD = [
    {"do": "data", "name": "three_spirals", "points": 430},  # 300 of them to learn from
    *[{"do": "neuron_add", "layer": layer} for layer in (0, 1) for _ in range(4)],
    {"do": "restart"},
]
JAVASCRIPT = """
const sizes = [2, 8, 8, 3], eta = 0.1, batch = 10, n = 300;
let seed = 1;
const random = () => ((seed = (seed * 16807) % 2147483647) / 2147483647);
const layers = sizes.slice(1).map((out, l) => Array.from({length: out}, () => ({
  w: Array.from({length: sizes[l]}, () => (random() - 0.5) / Math.sqrt(sizes[l])), b: 0, dw: new Array(sizes[l]).fill(0), db: 0, a: 0, d: 0})));
const X = Array.from({length: n}, () => [10 * random() - 5, 10 * random() - 5]), y = X.map((x) => (x[0] + x[1] > 0) + (x[0] > 1));
function example(x, label) {
  let input = x;
  layers.forEach((layer, l) => {
    for (const unit of layer) {
      let z = unit.b;
      for (let i = 0; i < input.length; i++) z += unit.w[i] * input[i];
      unit.a = l < layers.length - 1 ? Math.tanh(z) : z;
    }
    input = layer.map((unit) => unit.a);
  });
  const most = Math.max(...input), shares = input.map((z) => Math.exp(z - most)), all = shares.reduce((s, v) => s + v, 0);
  layers.at(-1).forEach((unit, k) => { unit.d = shares[k] / all - (k === label); });
  for (let l = layers.length - 1; l >= 0; l--) {
    const before = l ? layers[l - 1].map((unit) => unit.a) : x;
    if (l) layers[l - 1].forEach((unit, i) => {
      let sum = 0;
      for (const next of layers[l]) sum += next.w[i] * next.d;
      unit.d = sum * (1 - unit.a * unit.a);
    });
    for (const unit of layers[l]) {
      for (let i = 0; i < before.length; i++) unit.dw[i] += unit.d * before[i];
      unit.db += unit.d;
    }
  }
}
function step() {
  for (let k = 0; k < batch; k++) { const at = Math.floor(random() * n); example(X[at], y[at]); }
  for (const layer of layers) for (const unit of layer) {
    for (let i = 0; i < unit.w.length; i++) { unit.w[i] -= (eta / batch) * unit.dw[i]; unit.dw[i] = 0; }
    unit.b -= (eta / batch) * unit.db; unit.db = 0;
  }
}
for (let k = 0; k < 2000; k++) step();
let steps = 0;
const end = performance.now() + SECONDS * 1000;
while (performance.now() < end) { for (let k = 0; k < 100; k++) step(); steps += 100; }
console.log(steps / SECONDS);
"""
FRAMES = """([root, ms]) => new Promise((done) => {
    const seen = new Set(), end = performance.now() + ms;
    const look = () => { seen.add(root.dataset.state); performance.now() < end ? requestAnimationFrame(look) : done(seen.size / ms * 1000); };
    look();
})"""
PAUSE = """root => new Promise((done) => {
    const play = root.querySelector('.dlcourse-lab-play'), begin = performance.now();
    new MutationObserver((_, me) => { if (play.textContent.includes('Play')) { me.disconnect(); done(performance.now() - begin); } })
        .observe(play, {childList: true, characterData: true, subtree: true});
    play.click();
})"""


def main():
    """Run the command line."""
    parser = argparse.ArgumentParser(description="Measure the laboratory.")
    parser.add_argument("--quick", action="store_true", help="fewer and shorter runs")
    quick = parser.parse_args().quick
    print(f"\nThe laboratory: 2-8-8-3, 300 points, batches of 10. Load {os.getloadavg()[0]:.1f}. Medians.")
    ways = {"the learner's functions": "yours", "the course's": "course", "the fast ones": "fast"}
    rounds, seconds = (2, 0.5) if quick else (5, 1.0)
    found = {name: [] for name in [*ways, "plain JavaScript", "PyTorch"]}
    for _ in range(rounds):  # one after the other in each round, so that a busy moment meets all of them
        for name, way in ways.items():
            found[name].append(batches(way, seconds))
        found["plain JavaScript"].append(javascript(seconds))
        found["PyTorch"].append(pytorch(seconds))
    for name, each in found.items():
        missing = "not installed" if None in each else f"{statistics.median(each):8,.0f} batches a second"
        print(f"  {name:<25} {missing}")
    browser(2 if quick else 5, 2000)


def engine(way):
    """An engine as it is measured, run by the learner's functions ("yours"), the course's or the fast ones."""
    answers = {name: thing for exercise in EXERCISES for name, thing in copies(exercise).items()}
    made = Engine(yours=lambda: your_pieces(answers, find))
    made.do({"do": "set", "name": "runs_on", "value": way})
    for action in BUILD:
        made.do(action)
    return made


def copies(exercise):
    """The course's functions as a learner's: called by another name, or the check would know them."""

    def handed_on(function):
        return lambda *arguments: function(*arguments)

    return {name: handed_on(thing) for name, thing in find(exercise).reference.items()}


def batches(way, seconds):
    """Batches a second."""
    made = engine(way)
    made.train(0.2)
    begin = time.perf_counter()
    count = made.train(seconds)
    assert made.settings["runs_on"] == way, made.stopped
    return count / (time.perf_counter() - begin)


def javascript(seconds):
    """Steps a second of a plain loop in Node.js; None without it."""
    if not shutil.which("node"):
        return None
    done = subprocess.run(
        ["node", "-e", JAVASCRIPT.replace("SECONDS", str(seconds))], capture_output=True, text=True, check=True
    )
    return float(done.stdout)


def pytorch(seconds):
    """Steps a second of PyTorch on the CPU; None without it."""
    try:
        import torch
    except ImportError:
        return None
    torch.set_num_threads(1)
    made = engine("course")
    X, Y = (torch.tensor(part, dtype=torch.float32) for part in made.training)
    layers = [torch.nn.Linear(2, 8), torch.nn.Tanh(), torch.nn.Linear(8, 8), torch.nn.Tanh(), torch.nn.Linear(8, 3)]
    network, loss = torch.nn.Sequential(*layers), torch.nn.CrossEntropyLoss()
    descent, count = torch.optim.SGD(network.parameters(), lr=0.1), 0
    begin = time.perf_counter()
    while time.perf_counter() - begin < seconds:
        for rows in torch.randperm(len(X)).split(10):
            descent.zero_grad()
            loss(network(X[rows]), Y[rows].argmax(1)).backward()
            descent.step()
            count += 1
    return count / (time.perf_counter() - begin)


def browser(rounds, ms):
    """Frames a second in JupyterLab, and how long Pause takes."""
    from tests.browser import lab

    names = ", ".join(repr(exercise) for exercise in EXERCISES)
    source = (
        "from dlcourse.exercises import find\nfrom dlcourse.laboratory import laboratory\n\n"
        "def handed_on(function):\n    return lambda *arguments: function(*arguments)\n\n"
        f"for exercise in ({names}):\n"
        "    globals().update({name: handed_on(thing) for name, thing in find(exercise).reference.items()})\n"
        f"lab = laboratory()\nfor action in {BUILD}:\n    lab.engine.do(action)\n"
        "print(lab.engine.pieces.says)\nlab"
    )
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as home, lab.chromium() as chromium:
        notebook = new_notebook(cells=[new_code_cell(source, id="lab")], metadata=kernel)
        nbformat.write(notebook, Path(folder) / "laboratory.ipynb")
        server = lab.Server(folder, home)
        try:
            page = chromium.new_page(viewport={"width": 1280, "height": 1000})
            opened = server.open(page, "laboratory.ipynb")
            opened.run_cell("lab")
            root = page.locator(".dlcourse-lab")
            root.get_by_label("speed").select_option("fast")
            print(" ", root.locator(".dlcourse-lab-words").inner_text().split(". ")[-1])
            frames, pauses = [], []
            for _ in range(rounds):
                root.get_by_role("button", name="Play").click()
                page.wait_for_timeout(500)
                frames.append(page.evaluate(FRAMES, [root.element_handle(), ms]))
                pauses.append(root.evaluate(PAUSE))
            worst = f"{statistics.median(pauses):.0f} ms ({max(pauses):.0f} at worst)"
            print(
                f"  in a browser: {statistics.median(frames):.0f} frames a second (aim: 25); Pause after {worst} (aim: 100)"
            )
        finally:
            server.stop()


if __name__ == "__main__":
    main()
