"""Everything that a user of the laboratory can do, one method ``_do_...`` for each action. `engine.Engine` runs them."""

import numpy as np

from dlcourse.backprop import pack, unpack
from dlcourse.laboratory import data, network, sharing
from dlcourse.laboratory.checks import LaboratoryError, choice, number, setting, whole
from dlcourse.laboratory.training import OPTIMISERS, loss_of

EPSILON = 1e-5  # of the nudge that a slope is compared with
CHOICES = {"optimiser": OPTIMISERS, "runs_on": ("yours", "course", "fast")}


class Actions:
    """The actions of the engine. Each either does the whole of what it says, or raises and leaves everything as it was."""

    def _do_data(self, **spec):
        """Other data: ``name``, ``noise``, ``points``, ``validation``, ``seed``; what is left out stays."""
        unknown = set(spec) - set(self.spec)
        if unknown:
            raise LaboratoryError(f"Data have no {', '.join(sorted(unknown))}.")
        new = {**self.spec, **spec}
        if new["name"] not in data.KINDS and not (new["name"] == "own" and self.own):
            raise LaboratoryError(f"There are no data called {new['name']!r}. There are: {', '.join(data.KINDS)}.")
        for name in ("noise", "points", "validation", "seed"):
            new[name] = setting(name, new[name])
        before, self.spec = (self.spec["name"], self.sizes[-1]), new
        self._new_points()
        if (new["name"], self.sizes[-1]) != before:  # another question: nothing of what was learned helps with it
            self._restart()
        else:
            self._other_points()

    def _do_point_add(self, x, y, label):
        """One point more, to learn from."""
        now = self.points_now
        if len(now.y) >= data.MOST:
            raise LaboratoryError(f"There are {data.MOST:,} points, and there is no room for more.")
        X = np.vstack([now.X, [number(x, data.LIMIT, "A point's place"), number(y, data.LIMIT, "A point's place")]])
        self._set_points(X, np.append(now.y, self._label(label)), np.append(now.validation, False))

    def _do_point_move(self, index, x, y):
        """A point somewhere else."""
        X = self.points_now.X.copy()
        X[self._point(index)] = number(x, data.LIMIT, "A point's place"), number(y, data.LIMIT, "A point's place")
        self._set_points(X, self.points_now.y, self.points_now.validation)

    def _do_point_label(self, index, label):
        """A point in another class."""
        y = self.points_now.y.copy()
        y[self._point(index)] = self._label(label)
        self._set_points(self.points_now.X, y, self.points_now.validation)

    def _do_point_delete(self, index):
        """A point less."""
        now, index = self.points_now, self._point(index)
        if not now.validation[index] and (~now.validation).sum() <= 2:
            raise LaboratoryError("Two points to learn from are the fewest there can be.")
        self._set_points(*(np.delete(each, index, axis=0) for each in (now.X, now.y, now.validation)))

    def _do_layer_add(self, at=None):
        """A hidden layer more, before the hidden layer `at`, or at the end."""
        at = len(self.hidden) if at is None else whole(at, 0, len(self.hidden), "A new layer's place")
        if len(self.hidden) >= network.MOST_LAYERS:
            raise LaboratoryError(f"{network.MOST_LAYERS} hidden layers are the most there can be.")
        size, activation = self.hidden[min(at, len(self.hidden) - 1)] if self.hidden else (4, "tanh")
        self._rebuild(network.add_layer(self.parameters, at, size, self.run.rng), ("add_layer", at, size, activation))
        self.hidden.insert(at, [size, activation])

    def _do_layer_remove(self, at):
        """A hidden layer less."""
        at = self._layer(at)
        self._rebuild(network.remove_layer(self.parameters, at, self.run.rng), ("remove_layer", at))
        del self.hidden[at]

    def _do_neuron_add(self, layer):
        """A neuron more in a hidden layer."""
        layer = self._layer(layer)
        if self.hidden[layer][0] >= network.MOST_NEURONS:
            raise LaboratoryError(f"{network.MOST_NEURONS} neurons are the most that a layer can have.")
        self._rebuild(network.add_neuron(self.parameters, layer, self.run.rng), ("add_neuron", layer))
        self.hidden[layer][0] += 1

    def _do_neuron_remove(self, layer, neuron=None):
        """A neuron less in a hidden layer: the last if none is named."""
        layer = self._layer(layer)
        size = self.hidden[layer][0]
        neuron = size - 1 if neuron is None else whole(neuron, 0, size - 1, "A neuron of this layer")
        if size == 1:
            raise LaboratoryError("This layer has one neuron only. Take away the whole layer instead.")
        self._rebuild(network.remove_neuron(self.parameters, layer, neuron), ("remove_neuron", layer, neuron))
        self.hidden[layer][0] -= 1

    def _do_activation(self, layer, name):
        """Another activation for a hidden layer."""
        self.hidden[self._layer(layer)][1] = choice("activation", name, network.ACTIVATIONS)
        self._log(("activation", layer, name))

    def _do_first_weights(self, name):
        """Other first weights, and a new start from them."""
        self.first = choice("way to begin", name, network.FIRST_WEIGHTS)
        self._restart()

    def _do_loss(self, name):
        """Another loss, with the output layer that belongs to it. The losses so far are forgotten, as they cannot be compared."""
        self.loss = choice("loss", name, network.LOSSES)
        self.run.forget_losses()
        self._log(("loss", name))

    def _do_set(self, name, value):
        """A setting: a name of ``settings``, and its value."""
        if name in CHOICES:
            value = choice(name, value, CHOICES[name])
        elif name in self.settings:
            value = setting(name, value)
        else:
            raise LaboratoryError(f"There is no setting called {name!r}.")
        if value == "yours" and self._find_yours is None:
            raise LaboratoryError("None of your own functions can be found here, so the course's run.")
        self.settings[name] = value
        if name == "seed":
            self._restart()
        elif name in CHOICES:
            self._log((name, value))
        else:
            self._log(("set", name, value))
        if name == "optimiser":
            self.run.new_optimiser(value)

    def _do_restart(self):
        """Back to the first weights, at epoch 0."""
        self._restart()

    def _do_batch(self):
        """One step on the next batch."""
        self.check_trainable()
        self._batches(1)

    def _do_epoch(self):
        """Steps to the end of this epoch."""
        self.check_trainable()
        epochs = self.run.epochs
        while self.run.epochs == epochs and self._batches(1):
            pass

    def _do_back(self):
        """Back by one step, or by one change by hand."""
        if not self.run.can_go_back:
            raise LaboratoryError("There is no earlier state to go back to.")
        self._go_back()
        self.stopped = ""

    def _do_weight(self, layer, to, value, again=False, **source):
        """A weight by hand: of layer `layer`, to neuron `to`, from neuron ``from``; `again` while the hand has not let go of it."""
        layer, to = self._weight(layer, to)
        source = whole(source.get("from"), 0, self.sizes[layer] - 1, "The neuron that a weight comes from")
        self._by_hand(layer, to, source, value, again)

    def _do_bias(self, layer, to, value, again=False):
        """A bias by hand; `again` while the hand has not let go of it."""
        self._by_hand(*self._weight(layer, to), None, value, again)

    def _do_example(self, index):
        """The example whose passes are shown."""
        self.example = self._point(index)

    def _do_look(self, layer, neuron=0):
        """A neuron to be looked at closely; None for none. The output layer is the one after the hidden ones."""
        self.looked_at = None if layer is None else self._weight(layer, neuron)

    def _do_nudge(self, layer, to, **source):
        """Compare the slope of a weight, or of a bias where ``from`` is None, with what a nudge shows."""
        layer, to = self._weight(layer, to)
        source = source.get("from")
        if source is not None:
            source = whole(source, 0, self.sizes[layer] - 1, "The neuron that a weight comes from")
        X, Y = self.training
        theta, at = pack(self.parameters), self._place_in_theta(layer, to, source)
        try:
            slopes = self.pieces.guard(lambda: self.pieces.backprop(self.parameters, self.activations, X, Y))
            slope = float(pack(slopes)[at])
        except Exception as problem:
            raise LaboratoryError(f"Your own `backprop` stopped: {' '.join(str(problem).split()):.120}.") from None
        ends = []
        for sign in (1, -1):
            nudged = theta.copy()
            nudged[at] += sign * EPSILON
            ends.append(loss_of(unpack(nudged, self.parameters), self.activations, X, Y)[0])
        nudging = (ends[0] - ends[1]) / (2 * EPSILON)
        agree = abs(slope - nudging) <= 1e-6 + 1e-4 * abs(nudging)
        self.nudged = {"backprop": slope, "nudging": nudging, "agree": agree, "at": [layer, to, source]}

    def _do_open(self, text):
        """Bring back a state from its text."""
        sharing.open_text(self, text)

    # What several of them need

    def _by_hand(self, layer, to, source, value, again):
        value = number(value, 1000, "A weight or bias by hand")
        parameters = network.with_weight(self.parameters, layer, to, source, value)
        entry = ("with_weight", layer, to, source)
        if again and self.log and self.log[-1][:-1] == (self.run.batch, *entry):
            self.run.parameters = parameters  # one step for the way back, however long the hand takes
            self.log.pop()
        else:
            self.run.change(parameters)
        self.stopped = ""
        self._log((*entry, value))

    def _rebuild(self, parameters, entry):
        self.run.change(parameters)
        self._log(entry)
        self.looked_at = self.nudged = None
        self.run.forget_losses()

    def _place_in_theta(self, layer, to, source):
        before = sum(W.size + b.size for W, b in self.parameters[:layer])
        W = self.parameters[layer][0]
        return before + (W.size + to if source is None else to * W.shape[1] + source)

    def _layer(self, layer):
        if not self.hidden:
            raise LaboratoryError("This network has no hidden layer.")
        return whole(layer, 0, len(self.hidden) - 1, "A hidden layer")

    def _weight(self, layer, to):
        layer = whole(layer, 0, len(self.sizes) - 2, "A layer")
        return layer, whole(to, 0, self.sizes[layer + 1] - 1, "A neuron of this layer")

    def _point(self, index):
        return whole(index, 0, len(self.points_now.y) - 1, "A point")

    def _label(self, label):
        return whole(label, 0, self.sizes[-1] - 1, "A class")

    def _set_points(self, X, y, validation):
        self.points_now = data.replace(self.points_now, X=X, y=y, validation=validation)
        self.edited = True
        self._other_points()
