"""A case that looks at one side of a result, where many results are right."""

import numpy as np

from dlcourse.checker.cases import Case


class Found(str):
    """What a case looks at, as a str: equal where the check sees no difference. Shown is what the answer itself gave."""

    def __new__(cls, found, shown):
        self = super().__new__(cls, repr(found))
        self.found, self.shown = found, shown
        return self

    def __repr__(self):
        return self.shown


class Look(Case):
    """A case that looks at one side of a result, where many results are right.

    Parameters
    ----------
    code, why : str
    look : callable
        ``look(run)`` -> what is found, where ``run()`` runs the code. It is given to `judge` in the place of the result.
    judge : callable
    **inputs
    """

    def __init__(self, code, why, look, judge, **inputs):
        super().__init__(code, why, judge=lambda result, **given: judge(result.found, **given), **inputs)
        self._look = look

    def run(self, *given, **named):
        values = []

        def run():
            values.append(super(Look, self).run(*given, **named))
            return values[-1]

        found = self._look(run)
        return Found(found, shown(values[-1]))


def shown(value):
    """Parameters in little space: numbers of small arrays, shapes of large ones."""
    if isinstance(value, (list, tuple)):
        parts = [shown(part) for part in value]
        # The layers of a network stand one below the other.
        several = any(isinstance(part, (list, tuple)) for part in value) and sum(map(len, parts)) > 60
        inside = (",\n " if several else ", ").join(part.replace("\n", "\n ") for part in parts)
        return f"[{inside}]" if isinstance(value, list) else f"({inside})"
    if isinstance(value, np.ndarray) and value.size > 4:
        start = ", ".join(f"{number:.2g}" for number in value.ravel()[:2])
        return f"array {value.shape} [{start}, ...]"
    if isinstance(value, np.ndarray):
        return f"array({np.array2string(value, precision=3, separator=', ', max_line_width=200)})".replace("\n", "")
    return f"{value:.3g}" if isinstance(value, float) else repr(value)
