"""What the laboratory says: the state in whole sentences, for everybody and for who listens to the page."""

from dlcourse.figures.numbers import written
from dlcourse.laboratory.data import KINDS


def whole(state):
    """The state at rest."""
    data, hidden = state["data"], state["hidden"]
    what = "your own points" if data["name"] == "own" else KINDS[data["name"]][0]
    layers = (
        " and ".join([", ".join(map(_layer, hidden[:-1])), _layer(hidden[-1])][len(hidden) < 2 :]) if hidden else ""
    )
    built = f"one hidden layer with {layers}" if len(hidden) == 1 else f"{len(hidden)} hidden layers, with {layers}"
    said = [f"The data are {what}.", f"The network has {built}." if hidden else "The network has no hidden layer."]
    training, validation = state["train"], state["validation"]
    if training["loss"] is not None:
        text = f"After {_epochs(state['epoch'])} the training loss is {training['loss']:.3g}, and {_percent(training)} of the training points are classified correctly"
        if validation["loss"] is not None:
            text += f"; on the validation points the loss is {validation['loss']:.3g}, and {_percent(validation)} are classified correctly"
        said.append(f"{text}.")
    return " ".join([*said, state["stopped"]]).strip()


def called(activation):
    """What an activation is called in a sentence."""
    return {"relu": "ReLU"}.get(activation, activation)


def look(layer, neuron, activation):
    """A neuron looked at closely."""
    name = "the output layer" if activation == "output" else f"hidden layer {layer + 1}, {called(activation)}"
    return f"Neuron {neuron + 1} of {name}."


def nudge(found):
    """The comparison of a slope."""
    both = (
        f"Backpropagation (lesson 07) computes the slope {found['backprop']:.6g}. When this number is changed by a tiny amount, the loss changes "
        f"{found['nudging']:.6g} times as much."
    )
    return written(f"{both} {'They agree, so the slope is right.' if found['agree'] else 'They do not agree.'}")


def example(found, classes):
    """The passes of one example."""
    outputs = found["forward"][-1][1]
    named = max(range(len(outputs)), key=outputs.__getitem__)
    x = written(", ".join(f"{value:.2g}" for value in found["x"]))
    return (
        f"The point ({x}) belongs to class {classes[found['label']]}. The network names class {classes[named]}: its output for it is "
        f"{outputs[named]:.2f}."
    )


def _layer(layer):
    return f"{layer['size']} {called(layer['activation'])} neuron{'s' * (layer['size'] != 1)}"


def _epochs(epoch):
    return "1 epoch" if epoch == 1 else f"{epoch:.3g} epochs" if epoch < 100 else f"{epoch:,.0f} epochs"


def _percent(part):
    return f"{100 * part['correct']:.0f} %"
