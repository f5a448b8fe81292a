"""The run of the laboratory as a NumPy program, with the learner's functions or the course's, that ends in the same numbers."""

from dlcourse.laboratory.training import OPTIMISERS

HEAD = '''"""A run of the laboratory. It ends in the same numbers."""

import numpy as np

from dlcourse.backprop import backprop
from dlcourse.descent import minibatches
from dlcourse.exercises import use
from dlcourse.generalisation import Adam, Momentum, Plain
from dlcourse.laboratory import data, network
from dlcourse.laboratory.training import fast_backprop, loss_of, step
'''
FROM_TEXT = """from dlcourse.laboratory.engine import Engine

laboratory = Engine()
laboratory.do({{"do": "open", "text": "{text}"}})
run, points = laboratory.run, laboratory.points_now
parameters, rng, optimiser, queue = run.parameters, run.rng, run.optimiser, run.queue
"""
TRAIN = '''X, y = points.training
Y = network.targets(y, len(points.classes))
activations = network.activations_of(hidden, loss)


def train(batches):
    """Make so many steps, each on the next batch."""
    global parameters, queue
    for _ in range(batches):
        queue = queue or [np.asarray(each) for each in minibatches(len(X), settings["batch_size"], rng)]
        batch, queue = queue[0], queue[1:]
        how = optimiser, settings["learning_rate"], settings["weight_decay"], backprop
        parameters, _ = step(parameters, activations, X[batch], Y[batch], *how)


'''
END = """
loss_now, right = loss_of(parameters, activations, X, Y)
print(f"After {batches} batches the training loss is {{loss_now:.6g}}, and {{right:.1%}} of the points are classified correctly.")
"""
WHOSE = {
    "course": [],
    "fast": ["backprop = fast_backprop"],
    "yours": ['backprop, minibatches = use("backprop"), use("minibatches")'],
}


def program_of(engine):
    """The run since the last restart, as a text of Python."""
    began, made = engine.began, engine.began["batch"]
    settings = began["settings"]
    if began["text"]:
        start = FROM_TEXT.format(text=began["text"]).splitlines()
    else:
        start = [
            _points(began["points"]) if began["edited"] else f"points = data.make(**{began['spec']})",
            f"rng = np.random.default_rng({settings['seed']})",
            f"parameters = network.first_weights({began['first']!r}, {began['sizes']}, rng{_drawn_by(engine, settings)})",
            f"optimiser, queue = {OPTIMISERS[settings['optimiser']].__name__}(), []",
        ]
    rates = {name: settings[name] for name in ("learning_rate", "batch_size", "weight_decay")}
    start += [f"settings = {rates}", f"hidden, loss = {began['hidden']}, {began['loss']!r}"]
    lines = []
    for batch, kind, *how in engine.log:
        if batch > made:
            lines.append(f"train({batch - made})")
            made = batch
        lines += _changed(kind, *how)
    if engine.run.batch > made:
        lines.append(f"train({engine.run.batch - made})")
    head = HEAD + "\n" + "\n".join([*WHOSE[settings["runs_on"]], *start]) + "\n"
    return head + TRAIN + "\n".join(lines) + END.format(batches=engine.run.batch)


def _drawn_by(engine, settings):
    """The learner's functions that draw the first weights, as arguments."""
    return "".join(f', {name}=use("{name}")' for name in engine.drawn_by(settings["runs_on"]))


def _points(points):
    X, y, kept = points.X.tolist(), points.y.tolist(), points.validation.astype(int).tolist()
    names = f"{points.classes!r}, {points.axes!r}"
    return f"points = data.Points(np.array({X}), np.array({y}), np.array({kept}, bool), {names})"


def _changed(kind, *how):
    """What was changed, as lines."""
    arguments = ", ".join(map(repr, how))
    anew = "activations = network.activations_of(hidden, loss)"
    forget = "optimiser = type(optimiser)()  # there are other weights now"
    if kind == "points":
        return [_points(*how), "X, y = points.training", "Y, queue = network.targets(y, len(points.classes)), []"]
    if kind == "with_weight":
        return [f"parameters = network.with_weight(parameters, {arguments})"]
    if kind == "optimiser":
        return [f"optimiser = {OPTIMISERS[how[0]].__name__}()"]
    if kind == "set":
        return [f"settings[{how[0]!r}] = {how[1]!r}"]
    if kind == "activation":
        return [f"hidden[{how[0]}] = {how[1]!r}", anew]
    if kind == "loss":
        return [f"loss = {how[0]!r}", anew]
    if kind == "runs_on":
        course = "from dlcourse.backprop import backprop", "from dlcourse.descent import minibatches"
        return [*course, *WHOSE[how[0]]]
    if kind == "add_layer":
        at, size, name = how
        return [
            f"parameters = network.add_layer(parameters, {at}, {size}, rng)",
            f"hidden.insert({at}, {name!r})",
            anew,
            forget,
        ]
    if kind == "remove_layer":
        return [
            f"parameters = network.remove_layer(parameters, {arguments}, rng)",
            f"del hidden[{how[0]}]",
            anew,
            forget,
        ]
    rng = ", rng" if kind == "add_neuron" else ""
    return [f"parameters = network.{kind}(parameters, {arguments}{rng})", forget]
