"""Exercises of lesson 08, and what several of them share."""

from dataclasses import dataclass, field

from dlcourse.activations import Identity, ReLU, Sigmoid, Softmax, Tanh

ACTIVATIONS = {"Identity": Identity, "ReLU": ReLU, "Sigmoid": Sigmoid, "Tanh": Tanh, "Softmax": Softmax}


@dataclass(frozen=True)
class Seen:
    """What a case saw: of which kind it is, by which mistakes are recognised, and what to say; "" if all is well."""

    kind: str
    sentence: str = field(default="", repr=False)


def say(seen, **_):
    return seen.sentence or None
