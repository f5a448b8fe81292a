"""What may be asked of the laboratory. What may not is answered in one sentence."""

import numpy as np

from dlcourse.laboratory import data

LIMITS = {  # of numbers: lowest, highest, whole ones only
    "learning_rate": (1e-6, 100.0, False),
    "batch_size": (1, data.MOST, True),
    "weight_decay": (0.0, 1.0, False),
    "seed": (0, 10**6, True),
    "noise": (0.0, 1.0, False),
    "points": (10, data.MOST, True),
    "validation": (0.0, 0.9, False),
}


class LaboratoryError(ValueError):
    """What cannot be done, in one sentence for the learner."""


def whole(value, low, high, what):
    """A whole number between two, or a LaboratoryError."""
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)) or not low <= value <= high:
        raise LaboratoryError(f"{what} is a whole number from {low} to {high}, not {value!r:.40}.")
    return int(value)


def setting(name, value):
    """The number of a setting in `LIMITS`, or a LaboratoryError."""
    low, high, only_whole = LIMITS[name]
    kinds = (int, np.integer) if only_whole else (int, float, np.integer, np.floating)
    if isinstance(value, bool) or not isinstance(value, kinds) or not low <= value <= high:
        kind = "a whole number" if only_whole else "a number"
        shown = name.replace("_", " ").capitalize()
        given = "the field is empty" if value is None else f"{value!r:.40} was given"
        raise LaboratoryError(f"{shown} is {kind} from {_plain(low)} to {_plain(high)}, and {given}.")
    return int(value) if only_whole else float(value)


def _plain(bound):
    return f"{bound:,}" if isinstance(bound, int) else np.format_float_positional(bound, trim="-")


def choice(what, value, among):
    """One of some names, or a LaboratoryError."""
    if not isinstance(value, str) or value not in among:
        raise LaboratoryError(f"There is no {what} called {value!r:.40}. There are: {', '.join(among)}.")
    return value


def number(value, most, what):
    """A number from -most to most, or a LaboratoryError."""
    if isinstance(value, bool) or not isinstance(value, (int, float, np.number)) or not abs(value) <= most:
        raise LaboratoryError(f"{what} is a number from {-most:,g} to {most:,g}, not {value!r:.40}.")
    return float(value)
