"""Which positions of an explorer's controls have a picture in the web edition.

A page without a kernel can only show what was drawn before. Each control moves over its whole range while the others stand
where they began. Beyond that, pictures are drawn for combinations. A *block* gives for each control the positions that it may
have together with those of the others; all their combinations are drawn. `BLOCKS` says which, for the explorers that have too many
combinations to draw all of them and whose lesson asks for certain ones. For any other explorer `blocks` chooses by a rule.
"""

import inspect
import math
from types import SimpleNamespace

from dlcourse.explorers import is_slider

MOST = 1100  # combinations of an explorer for which nothing is said in `BLOCKS`
ALL = slice(None)


def every(step):
    """Each control's start, and every so many positions before and after it, and both ends."""
    return SimpleNamespace(step=step)


def near(label, by):
    """The position with this label, and so many before and after it."""
    return SimpleNamespace(label=label, by=by)


# For each explorer some blocks, each a dict from a control's key to `ALL`, `every(step)`, `near(label, by)`, or a list of labels as
# the page shows them (where it began is added). A control that is not named stands where it began. Behind each is what the lesson asks for.
BLOCKS = {
    # Find w and b with which no example stands on flat ground, for one function after the other.
    "activations.neuron": [{"w": every(5), "b": every(4), "focus": ALL}, {"w": ALL, "focus": ALL}],
    # Every third place, whatever the steepness.
    "activations.ant": [{"position": every(3), "steepness": ALL}],
    # Choose a parameter, nudge it, and step through the backward pass with the nudge still there.
    "backprop.passes": [{"moment": ALL, "nudged": ALL, "nudge": every(4)}, {"nudged": ALL, "nudge": ALL}],
    # Change a number, then play both passes.
    "backprop.chain": [{"moment": ALL, "x": every(4), "w": every(4), "b": every(6)}],
    # One bias at either end, then the other; both losses.
    "backprop.saturation": [
        {"b2": every(2), "b1": every(2), "loss": ALL},
        {"b2": every(4), "b1": every(4), "x": ["0.0", "0.5"], "loss": ALL},
    ],
    # Max iterations to 1,000, then η; then the start, for each of the five things that a descent can do.
    "descent.descent_1d": [
        {"learning_rate": ALL, "max_iters": ALL},
        {"learning_rate": ALL, "start": every(4), "max_iters": ["1", "2", "100", "1,000"]},
        {"learning_rate": ALL, "max_iters": ["100", "300", "500", "1,000"], "precision": ALL},
    ],
    # More iterations; η = 0.4; momentum 0.9 with η = 0.05 from −1.8 and from 3.
    "descent.start_decides": [
        {"start": every(5), "learning_rate": ALL, "max_iters": ["20", "100", "1,000"]},
        {"start": ALL, "learning_rate": ["0.4"], "max_iters": ["100", "1,000"]},
        {"learning_rate": ALL, "max_iters": ALL},
        {
            "start": ["−1.0", "0.0", "0.1", "2.0", "3.0"],
            "learning_rate": ["0.05", "0.1", "0.4"],
            "max_iters": ["20", "100", "200", "1,000"],
            "momentum": ALL,
        },
    ],
    # Every batch size and η; other orders of the examples with the η that the lesson names.
    "descent.batch_size": [
        {"size": ALL, "learning_rate": ALL},
        {"size": ALL, "learning_rate": ["0.1", "0.3"], "seed": ALL},
    ],
    # The η that gets lowest within 50 steps; then momentum 0.9 and 200 iterations at η = 0.01. A start that is dragged.
    "descent.contours": [
        {"learning_rate": ALL, "max_iters": ["20", "50", "100", "200", "1,000"], "momentum": ALL},
        {"x0": every(2), "y0": every(2)},
        {"learning_rate": ["0.09"], "x0": every(4), "y0": every(4), "max_iters": ["50"]},
        {"learning_rate": ["0.05", "0.09"], "max_iters": ["200", "1,000"], "precision": ALL, "momentum": ALL},
    ],
    # A loss below 0.1 and then below 0.03, with all three; fine steps where such parabolas are.
    "linear.parabola": [
        {"a": every(5), "b": every(5), "c": every(5)},
        {"a": near("1.3", 3), "b": near("−1.0", 3), "c": near("−0.2", 4)},
    ],
    # w₁, w₂ and b as the text names them, the arrow as it is dragged, all points on their right sides, and the distance of each.
    "linear.hyperplane": [
        {"w1": every(5), "w2": every(5), "b": every(2)},
        {"w1": every(2), "w2": every(2)},
        {"w1": every(20), "w2": every(20), "b": every(8), "point": ALL},
    ],
    # A level plane, then the b with which it goes through the origin; some planes seen from all around.
    "linear.plane3d": [
        {"w1": every(10), "w2": every(10), "w3": every(10)},
        {"w1": every(10), "w2": every(10), "b": every(2)},
        {"w1": ["0.0"], "b": ALL},
        {"w1": ["−1.0", "0.0", "1.0"], "w2": ["−1.0", "1.0"], "angle": every(6)},
    ],
    # The best line by turns, first with the bowl hidden: w in single steps, and b in two at a time.
    "losses.bowl": [{"w": ALL, "b": every(2)}, {"w": every(2), "b": every(2), "shown": ALL}],
    # Any three scores; a shift and a temperature for the scores that are there, and for others.
    "losses.temperature": [
        {"z1": every(20), "z2": every(20), "z3": every(20)},
        {"shift": every(2), "temperature": every(2)},
        {"z1": every(20), "z2": every(20), "temperature": every(10)},
        {"z3": every(20), "temperature": every(10)},
    ],
    # Six more neurons here or there; 784 inputs, 30 hidden neurons and 10 outputs.
    "network.sizes": [
        {"inputs": ALL, "hidden1": ALL, "outputs": ["1", "10"]},
        {"inputs": ["784"], "hidden1": ["10", "30", "128"], "hidden2": ALL, "outputs": ["10"]},
    ],
    # Twice as many bumps, steeper and softer steps, for every target; and all steps of the wiggle by 32 neurons.
    "network.approximation": [
        {
            "n_hidden": ["16", "32", "64", "128"],
            "steepness": ["20", "50", "200", "1,000"],
            "target": ALL,
        },
        {"n_hidden": ["32"], "steepness": ALL, "target": ["wiggle"]},
    ],
    # Neuron 2 as AND or NAND as large as neuron 1; and each neuron's line by itself.
    "network.xor_planes": [
        {
            "w21": ["−8.0", "−4.0", "4.0", "8.0"],
            "w22": ["−8.0", "−4.0", "4.0", "8.0"],
            "b2": ["−12.0", "−4.0", "4.0", "12.0"],
        },
        {"w11": every(20), "w12": every(20), "b1": every(16)},
    ],
    # One "yes" is enough; all three are needed: weights in steps of two, every threshold.
    "perceptron.festival": [{"weather": every(2), "friend": every(2), "bus": every(2), "threshold": ALL}],
}


def blocks(name, controls, play=None, most=MOST):
    """The blocks of an explorer.

    Parameters
    ----------
    name : str
        "room.name".
    controls : dict of str to ipywidget
        Each with ``index`` and ``options``, as they stood at first.
    play : str, optional
        Key of the control that plays.
    most : int
        Combinations that the rule may choose; with 0 there are none at all.

    Returns
    -------
    list of list of list of int
        Blocks, each with the positions of every control in the order of `controls`. The first ones are the sweeps.
    """
    start = {key: control.index for key, control in controls.items()}
    count = {key: len(control.options) for key, control in controls.items()}
    sweeps = [{key: ALL} for key in controls]
    if name not in BLOCKS and math.prod(count.values()) <= most:
        return [[list(range(n)) for n in count.values()]]
    chosen = [] if not most else BLOCKS[name] if name in BLOCKS else [_thinned(controls, count, play, most)]
    found = []
    for block in [*sweeps, *chosen]:
        unknown = set(block) - set(controls)
        if unknown:
            raise KeyError(f"{name} has no control {', '.join(map(repr, sorted(unknown)))}.")
        found.append([_places(name, key, block.get(key, []), start[key], controls[key]) for key in controls])
    return found


def rule():
    """What `blocks` does, as a text that changes when it does."""
    return "".join(map(inspect.getsource, (blocks, _thinned, _places, positions)))


def _thinned(controls, count, play, most):
    """The rule: buttons and what plays keep all their positions; of sliders those with the most are halved until it fits."""
    whole = {key for key, control in controls.items() if not is_slider(control)} | {play}
    steps = dict.fromkeys(controls, 1)

    def size(key):
        return count[key] // steps[key] + 1 if steps[key] > 1 else count[key]

    while math.prod(map(size, controls)) > most:
        key = max((key for key in controls if key not in whole), key=size, default=None)
        if key is None or size(key) <= 2:
            return {}
        steps[key] += 1
    return {key: every(step) if step > 1 else ALL for key, step in steps.items()}


def _places(name, key, wanted, start, control):
    """Positions of a control, in order."""
    labels = [label for label, _ in control.options]
    if wanted == ALL:
        return list(range(len(labels)))
    if hasattr(wanted, "label"):
        middle = labels.index(wanted.label)
        return list(range(max(0, middle - wanted.by), min(len(labels), middle + wanted.by + 1)))
    if hasattr(wanted, "step"):
        last = len(labels) - 1
        return sorted({0, last, *range(start % wanted.step, last + 1, wanted.step)})
    missing = [label for label in wanted if label not in labels]
    if missing:
        raise KeyError(f"{key} of {name} has no position {', '.join(missing)}.")
    return sorted({start, *map(labels.index, wanted)})


def positions(found):
    """Every position that is in one of the blocks, each once, in an order in which neighbours look alike."""
    seen = dict.fromkeys(at for block in found for at in _product(block))
    return list(seen)


def _product(block):
    places = [()]
    for choices in block:
        places = [(*place, choice) for place in places for choice in choices]
    return places
