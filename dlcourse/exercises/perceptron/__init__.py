"""Exercises of lesson 02, and what several of them share."""

import numpy as np

from dlcourse.checker import Mistake


def store(self, w, b):
    self.w, self.b = w, b


def class_of(name, run, init=store):
    """A wrong answer that is a class: its `run`, and how it keeps its weights."""
    return {name: type(name, (), {"__init__": init, "run": run})}


def store_nothing(self, w, b):
    pass


def of_self(name):
    """Mistakes with `self`, which a class by this name can have whatever it works out."""

    def reading(attribute):
        return class_of(name, lambda self, x: getattr(self, attribute), store_nothing)

    return (
        Mistake(
            "name-not-kept",
            "Looks like: `run` reads `self.{name}`, and `__init__` has not put it there. What you keep with `self.w = w` is read as `self.w`, with the same letters.",
            *map(reading, ("w", "b", "W", "B", "weight", "weights", "bias", "threshold")),
        ),
        Mistake(
            "self-x",
            "Looks like: `self.x`. The perceptron does not keep its input. `run` is handed it, and there it is called `x`.",
            reading("x"),
        ),
        Mistake(
            "without-self",
            "Looks like: `w` or `b` without `self`. In `run`, what `__init__` has kept is called `self.w` and `self.b`.",
            class_of(name, lambda self, x: w),  # noqa: F821
            class_of(name, lambda self, x: b),  # noqa: F821
        ),
    )


def steady(answers, **_):
    if np.array_equal(*answers):
        return None
    return "Asked the same thing twice, the same perceptron gives two different answers."


RUN_CHANGES = "Looks like: `run` changes the perceptron, since it sets `self.w` or `self.b`. It may only read them. Give the score a name of its own: `score = ...`."

CORNERS = [(0, 0), (0, 1), (1, 0), (1, 1)]
