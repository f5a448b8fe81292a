"""What an exercise asks for: its cases, its known mistakes, and the Exercise that holds them together.

Whoever writes an exercise needs this module and no other of the checker. Nothing here judges an answer.
"""

import contextlib
import copy
import re
from dataclasses import dataclass, field

import numpy as np

from dlcourse.checker import time_limit
from dlcourse.checker.loans import lending
from dlcourse.checker.plain import plain
from dlcourse.checker.surroundings import HERE


class Case:
    """One thing to try: an expression in the answer's names, and what it is tried on.

    Parameters
    ----------
    code : str
        The expression that is run, and shown: ``"Perceptron(w, b).run(X)"``.
    why : str
        What to think of if this case fails: "a batch of one", "a score of exactly 0". Shown on the card.
    judge : callable, optional
        ``judge(result, **inputs)`` -> a sentence if the result will not do, else None. For exercises with
        many right answers; without it the result is compared with the reference's.
    only : bool
        Only with `judge`: whether no other result than the reference's is right. Then the card shows what was expected.
    tolerance : float
        Relative, for the comparison with the reference.
    quiet : bool
        Whether a warning of NumPy's (an overflow, a division by zero) fails the case.
    lend : dict of str to object, optional
        Names that mean something else while this case runs, for the answer and the reference alike: what they
        read under these names from around them (the notebook, a module) is taken from here, and so is what else
        they find that is the same thing or made of it (`dlcourse.checker.loans`). So an exercise can
        ask that an answer is built of an earlier one: with another gate under the name `nand`, whatever is made
        of `nand` must change with it.
    unmoved : str, optional
        Only with `lend`: what to say to an answer that gives what the reference gives without the loan.
    **inputs
        What the expression's other names stand for. Arrays are handed over read-only. Modules, functions
        and classes are not shown.
    """

    def __init__(
        self, code, why="", *, judge=None, only=False, tolerance=1e-9, quiet=False, lend=None, unmoved="", **inputs
    ):
        self.code, self.why, self.inputs = code, why, inputs
        self.judge, self.only, self.tolerance, self.quiet = judge, only, tolerance, quiet
        self.lend, self.unmoved = lend or {}, unmoved
        self._compiled = compile(code, HERE, "eval")

    def fresh(self, writeable=False):
        """The inputs, each array a copy of its own, read-only unless asked otherwise."""
        return {name: _fresh(value, writeable) for name, value in self.inputs.items()}

    def with_inputs(self, others):
        """This case with some of its inputs exchanged."""
        case = copy.copy(self)
        case.inputs = {**self.inputs, **others}
        return case

    def run(self, answer, inputs, seconds):
        """The expression's value for an answer (a dict from name to object), as plain data; or TimeLimit."""
        names = {"np": np, **answer, **inputs}
        # The loan is taken back out here, where the alarm of the time limit can no longer ring.
        with lending(answer, self.lend) if self.lend else contextlib.nullcontext():
            return time_limit.call(lambda: plain(eval(self._compiled, names)), seconds)


def _fresh(value, writeable):
    if isinstance(value, np.ndarray):
        value = value.copy()
        value.flags.writeable = writeable
    elif isinstance(value, (list, tuple)):
        value = type(value)(_fresh(item, writeable) for item in value)
    elif isinstance(value, np.random.Generator):
        raise TypeError("Give a seed and make the generator in the expression: a Generator keeps state.")
    return value


_REMARK = re.compile(r"\{([\w|]+):([^{}]*)\}")


class Mistake:
    """A wrong answer that people really write, and what to say to it.

    Parameters
    ----------
    name : str
        Short id, e.g. "no-bias".
    message : str
        "Looks like: ..." and one nudge. Of an error that is about a name, as an AttributeError, {name} stands for that name.
        "{where: Words.}" is said only to an answer that uses `where`; "{loop: Words.}" only to one with a loop. "a|b" means either.
    *variants : dict of str to object
        Each a wrong answer, from answer name to object. It is recognised when a learner's answer does the
        same as one of them in every case.
    """

    def __init__(self, name, message, *variants):
        if not variants:
            raise ValueError(f"The mistake {name!r} has no variant, so it would never be recognised.")
        self.name, self.message, self.variants = name, message, variants

    def said(self, problems, used=()):
        """The message to an answer that stopped with some errors and uses some names: it speaks of nothing that is not there."""
        name = next((getattr(problem, "name", None) for problem in problems), None)
        message = _REMARK.sub(lambda m: m[2] if set(m[1].split("|")) & set(used) else "", self.message)
        return message.replace("{name}", name or "...")

    @staticmethod
    def namespace(variant):
        """A namespace in which a variant stands as an answer of a learner's would."""
        return dict(variant)


class Hint(str):
    """A hint that is about some methods of a class. A card leaves it out when these are right.

    Parameters
    ----------
    text : str
    *methods : str
        Their names: "fn".
    """

    def __new__(cls, text, *methods):
        self = super().__new__(cls, text)
        self.methods = methods
        return self


KINDS = ("build", "further", "mend")


@dataclass(frozen=True)
class Exercise:
    """What an exercise asks for, how it is tried, and what to say.

    Parameters
    ----------
    id : str
        Permanent; cells are called answer-id and check-id.
    reference : dict of str to object
        The right answer, by the names that the answer cell defines.
    cases : tuple of Case
        Tried in this order; the first that fails is shown.
    mistakes : tuple of Mistake
    hints : tuple of str
        Three; the last nearly gives it away. Of a class with several methods each is a `Hint` on some of them, and there are more.
    needs : tuple of str
        Ids of earlier exercises whose answers this one may use. Where the learner's does not pass, the
        reference stands in for it while this one is tried.
    stand_ins : dict
        Names that the notebook provides and the answer may use, for when it is tried without the notebook.
    seconds : float
        Time limit of the whole check.
    parts : tuple of str
        What the things are called that a case returns together: ("w", "b").
    entries : str
        What the entries of a list are that a case returns: "layer".
    worth : str
        One or two sentences on what is worth seeing in the course's solution, for somebody who has found a way of their own.
    kind : str
        "build" is a piece of the learner's own library, which a lesson leads to. "further" uses the idea of a lesson where no
        lesson prints the answer. "mend" hands the learner a function that does not do what it should.
    broken : str
        Only of the kind "mend": the source that the learner is handed. `dlcourse.exercises.find` puts it here.
    """

    id: str
    reference: dict
    cases: tuple
    mistakes: tuple
    hints: tuple
    needs: tuple = ()
    stand_ins: dict = field(default_factory=dict)
    seconds: float = 5.0
    parts: tuple = ()
    entries: str = ""
    worth: str = ""
    kind: str = "build"
    broken: str = ""

    def __post_init__(self):
        if self.kind not in KINDS:
            raise ValueError(f"{self.id}: an exercise is of the kind {', '.join(KINDS)}, and not {self.kind!r}.")

    @property
    def methods(self):
        """The methods of the classes that are asked for, without those that Python calls itself."""
        classes = [thing for thing in self.reference.values() if isinstance(thing, type)]
        return [name for each in classes for name, thing in vars(each).items() if callable(thing) and name[0] != "_"]

    def called(self, case):
        """What a case calls of what is asked for: a method, else a function; "" if neither. What else stands in its code is not the answer's."""
        found = re.findall(r"(\.?)\b([A-Za-z_]\w*)", case.code)
        asked = [name for dot, name in found if dot and name in self.methods]
        functions = [name for name, thing in self.reference.items() if callable(thing) and not isinstance(thing, type)]
        asked = asked or [name for dot, name in found if not dot and name in functions]
        return asked[-1] if asked else ""


def draws(seed):
    """A function from a shape to normal random numbers of two decimals, which are easy to read on a card.

    Each exercise has its own, so that its numbers do not depend on which others are loaded.
    """
    rng = np.random.default_rng(seed)
    return lambda *shape: rng.normal(size=shape).round(2)
