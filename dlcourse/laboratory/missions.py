"""Missions: small aims in the laboratory, each recognised by itself when it is reached.

To add one, write a function that takes a `_Now` and says whether the aim is reached, and put it into `MISSIONS`.
What has to be remembered from one run to the next stands in the engine's ``notes``.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dlcourse.backprop import forward
from dlcourse.laboratory.training import loss_of


@dataclass(frozen=True)
class Mission:
    """An aim.

    Attributes
    ----------
    id, needs, title, task, hint : str
        ``needs`` is the number of the last lesson that is needed for it. Missions stand in this order.
    reached : callable
        From a `_Now` to whether it is reached.
    """

    id: str
    needs: str
    title: str
    task: str
    hint: str
    reached: object


class _Now:
    """How the laboratory stands; what is dear is worked out once."""

    def __init__(self, engine):
        self.engine, self.run, self.notes = engine, engine.run, engine.notes
        self.settings, self.hidden, self.name = engine.settings, engine.hidden, engine.spec["name"]

    @cached_property
    def training(self):
        """Loss, and share classified correctly, of the points to learn from."""
        return loss_of(self.engine.parameters, self.engine.activations, *self.engine.training)

    @cached_property
    def validation(self):
        """The same of the validation points; nan where there are none."""
        return loss_of(self.engine.parameters, self.engine.activations, *self.engine.unseen)

    @cached_property
    def ratio(self):
        """Size of the first layer's slopes, measured by the last layer's; None before the first step."""
        if not self.run.slopes or not self.hidden:
            return None
        first, *_, last = (np.sqrt((dW**2).sum() + (db**2).sum()) for dW, db in self.run.slopes)
        return first / last if last > 0 else None

    @property
    def made_by_hand(self):
        """Whether points were added, moved or taken away."""
        return self.engine.edited

    @property
    def built(self):
        """What a network is built of, thing by thing."""
        return {
            "sizes": self.engine.sizes,
            "activations": [name for _, name in self.hidden],
            "first": self.engine.first,
            "loss": self.engine.loss,
        }


def _learned(now):
    return now.name == "rings" and now.run.batch > 0 and now.validation[1] >= 0.95


def _symmetric(now):
    W, _ = now.run.parameters[0]
    return (
        now.engine.first == "equal"
        and bool(now.hidden)
        and now.hidden[0][0] >= 2
        and now.run.epochs >= 10
        and bool(np.allclose(W, W[0], atol=1e-9))
    )


def _ten_seeds(now):
    if now.name != "xor" or now.made_by_hand or [size for size, _ in now.hidden] != [2] or now.run.epochs < 50:
        return False
    now.notes.setdefault("xor", set()).add(now.settings["seed"])
    return len(now.notes["xor"]) >= 10


def _spirals(now):
    few = sum(size for size, _ in now.hidden) <= 12
    return now.name == "spirals" and few and not now.made_by_hand and now.validation[1] >= 0.95


def _vanish(now):
    gone = len(now.hidden) >= 3 and now.ratio is not None and now.ratio < 0.01
    if gone:
        now.notes["vanished"] = now.built
    return gone


def _saved(now):
    before = now.notes.get("vanished")
    if before is None or now.ratio is None or now.ratio < 0.1 or len(now.hidden) < 3:
        return False
    return sum(now.built[thing] != before[thing] for thing in before) == 1


def _dead(now):
    if "relu" not in [name for _, name in now.hidden]:
        return False
    _, outputs = forward(now.run.parameters, now.engine.activations, now.engine.training[0])
    for (size, name), answers in zip(now.hidden, outputs[1:-1], strict=True):
        if name == "relu" and size >= 2 and (answers <= 0).all(axis=0).sum() * 2 >= size:
            return True
    return False


def _by_heart(now):
    few = 5 <= len(now.engine.training[0]) <= 20 <= 4 * len(now.engine.unseen[0])
    found = few and now.run.batch > 0 and now.training[1] == 1 and now.validation[1] <= 0.8
    if found and "overfitted" not in now.notes:
        now.notes["overfitted"] = _how_large(now)
    return found


def _how_large(now):
    return {
        "right": now.validation[1],
        "points": len(now.engine.training[0]),
        "parameters": sum(W.size + b.size for W, b in now.run.parameters),
        "decay": now.settings["weight_decay"],
        "epochs": now.run.epoch,
        "data": now.name,
    }


def _cured(now):
    before = now.notes.get("overfitted")
    if not before or now.run.batch == 0 or now.name != before["data"] or not now.validation[1] >= before["right"] + 0.1:
        return False
    after = _how_large(now)
    ways = {
        "more points": after["points"] > before["points"],
        "a smaller network": after["parameters"] < before["parameters"],
        "weight decay": after["decay"] > before["decay"],
        "an earlier stop": after["epochs"] < before["epochs"],
    }
    # The earlier stop is every young run's; it counts where nothing else was changed.
    found = [way for way, taken in ways.items() if taken]
    if len(found) > 1 and "an earlier stop" in found:
        found.remove("an earlier stop")
    if len(found) == 1:
        now.notes.setdefault("cures", set()).add(found[0])
    return len(now.notes.get("cures", ())) >= 2


def _largest_rate(now):
    key = repr((now.built, now.engine.spec, now.settings["optimiser"], now.settings["batch_size"]))
    rates = now.notes.setdefault("rates", {}).setdefault(key, {"learns": 0.0, "fails": np.inf})
    rate, history = now.settings["learning_rate"], now.run.history
    if any(entry[1:3] == ("set", "learning_rate") for entry in now.engine.log):
        return False  # one rate from the start of a run on
    if now.engine.stopped:
        rates["fails"] = min(rates["fails"], rate)
    elif now.run.epochs >= 5 and history and history[0][0] == 0:
        if now.training[0] < 0.5 * history[0][1]:
            rates["learns"] = max(rates["learns"], rate)
        else:
            rates["fails"] = min(rates["fails"], rate)
    return 0 < rates["learns"] < rates["fails"] <= 1.5 * rates["learns"]


def _straight(now):
    linear = len(now.hidden) >= 2 and all(name == "identity" for _, name in now.hidden)
    curved = now.name in ("rings", "xor", "moons", "spirals", "checkerboard")
    return linear and curved and now.run.epochs >= 20 and now.training[1] < 0.95


def _one_layer(now):
    if now.hidden or now.engine.sizes[-1] < 3 or now.run.epochs < 20 or now.made_by_hand:
        return False
    if now.training[1] >= 0.95:
        now.notes.setdefault("one layer", set()).add("possible")
    elif now.training[1] < 0.75:
        now.notes.setdefault("one layer", set()).add("not possible")
    return len(now.notes.get("one layer", ())) == 2


def _by_hand(now):
    return now.name == "xor" and not now.made_by_hand and now.run.batch == 0 and now.training[1] >= 0.95


MISSIONS = (
    Mission(
        "learned",
        "04",
        "Classify the ring",
        "Train the network on the ring around a disc until it classifies at least 95 % of the validation points correctly.",
        "Press Play. Four tanh neurons in one layer are enough.",
        _learned,
    ),
    Mission(
        "symmetric",
        "04",
        "Keep neurons equal",
        "Begin with all weights equal, and train for ten epochs. Do the neurons of the first layer ever become different?",
        "Choose “all equal” for the first weights. Then look at the pictures of the neurons in the first layer.",
        _symmetric,
    ),
    Mission(
        "ten_seeds",
        "04",
        "Train XOR with ten seeds",
        "Train a network with one hidden layer of two neurons on XOR. Use ten different seeds, and 50 epochs for each. How many of the ten networks do not learn XOR?",
        "Change the seed, train for 50 epochs, and count the networks that classify fewer than 95 % of the training points correctly.",
        _ten_seeds,
    ),
    Mission(
        "straight",
        "04",
        "Build a deep network that stays linear",
        "Build at least two hidden layers without activations (identity), and train them for 20 epochs on data that a line cannot separate.",
        "Choose “identity” for every hidden layer. What shape does the border have?",
        _straight,
    ),
    Mission(
        "by_hand",
        "04",
        "Solve XOR by hand",
        "Do not train the network. Set weights and biases by hand until it classifies at least 95 % of the training points of XOR correctly.",
        "Make two neurons that say “OR” and “NAND”, and an output that says “AND”, as in lesson 04.",
        _by_hand,
    ),
    Mission(
        "one_layer",
        "05",
        "Work without a hidden layer",
        "Take all hidden layers away. Find data of three or more classes that the network can learn, and other data that it cannot learn. Train the network for 20 epochs on both.",
        "Try the four clouds and the three spirals. Data count as learned if 95 % of the training points are classified correctly, and as not learned below 75 %.",
        _one_layer,
    ),
    Mission(
        "dead",
        "06",
        "Make dead neurons",
        "Train a layer of ReLUs, or set its biases by hand, so that at least half of its neurons answer 0 to every training point.",
        "ReLUs often become dead with a very large learning rate. They are also dead with a bias far below 0.",
        _dead,
    ),
    Mission(
        "largest_rate",
        "06",
        "Find the largest learning rate",
        "Find two learning rates for the same network: with the smaller one it learns, and with the larger one it does not. The larger one may be at most 1.5 times the smaller one.",
        "Here a network learns if its loss after five epochs is below half of its first loss. Restart after each change of the learning rate.",
        _largest_rate,
    ),
    Mission(
        "vanish",
        "08",
        "Let the first slopes vanish",
        "Build at least three hidden layers so that the slopes of the first layer are at least a hundred times smaller than those of the last layer.",
        "Try five layers of sigmoids, or tiny first weights. Make one step, and look at the sizes of the slopes.",
        _vanish,
    ),
    Mission(
        "saved",
        "08",
        "Let the first layer learn again",
        "Take the network in which the first slopes have vanished, and change only one thing. After that, the slopes of the first layer have to be at least a tenth as large as those of the last layer.",
        "You may change the activation of all layers, or the first weights, or the layers, or the loss. Change only one of them.",
        _saved,
    ),
    Mission(
        "spirals",
        "09",
        "Classify the spirals",
        "Classify at least 95 % of the validation points of the two spirals correctly. Use at most twelve hidden neurons in all.",
        "Two layers of six tanh neurons and Adam (lesson 09) can do it, but they need many epochs.",
        _spirals,
    ),
    Mission(
        "by_heart",
        "09",
        "Let a network learn by heart",
        "Train a network on at most twenty training points until it classifies all of them correctly, but at most 80 % of the validation points.",
        "Choose two moons with 30 points and much noise, and keep 40 % for validation. Train for some hundred epochs.",
        _by_heart,
    ),
    Mission(
        "cured",
        "09",
        "Find two remedies",
        "Take a network that has learned its training points by heart. Raise the share of validation points that are classified correctly by ten percentage points. Find two different ways to do this.",
        "Try more points, a smaller network, weight decay, or fewer epochs. Try only one of them at a time.",
        _cured,
    ),
)


def listed(done):
    """All missions as plain data."""
    return [
        {"id": m.id, "needs": m.needs, "title": m.title, "task": m.task, "hint": m.hint, "done": m.id in done}
        for m in MISSIONS
    ]


def reached(engine):
    """The missions that are reached as things stand: a set of ids. Also takes the notes that some of them need."""
    now = _Now(engine)
    with np.errstate(all="ignore"):
        return {mission.id for mission in MISSIONS if mission.reached(now)}
