"""Try a learner's answer on cases and say what came of it."""

import contextlib
import copy
import dis
import functools
import inspect
import io
import linecache
import os
import re
import time
import types
import warnings
from dataclasses import dataclass, field

import numpy as np

from dlcourse.exercises import _compare, _limit
from dlcourse.exercises._card import DONE, FAULT, NOT_YET, RAISED, TODO, Card

_HERE = "<check>"


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
    tolerance : float
        Relative, for the comparison with the reference.
    quiet : bool
        Whether a warning of NumPy's (an overflow, a division by zero) fails the case.
    lend : dict of str to object, optional
        Names that mean something else while this case runs, for the answer and the reference alike: what they
        read under these names from around them (the notebook, a module) is taken from here. So an exercise can
        ask that an answer is built of an earlier one: with another gate under the name `nand`, whatever is made
        of `nand` must change with it.
    unmoved : str, optional
        Only with `lend`: what to say to an answer that gives what the reference gives without the loan, and
        reads nothing from around it that could be another copy of what was lent. (One that does read such a
        thing is believed.)
    **inputs
        What the expression's other names stand for. Arrays are handed over read-only. Modules, functions
        and classes are not shown.
    """

    def __init__(self, code, why="", *, judge=None, tolerance=1e-9, quiet=False, lend=None, unmoved="", **inputs):
        self.code, self.why, self.inputs = code, why, inputs
        self.judge, self.tolerance, self.quiet = judge, tolerance, quiet
        self.lend, self.unmoved = lend or {}, unmoved
        self._compiled = compile(code, _HERE, "eval")

    def fresh(self, writeable=False):
        """The inputs, each array a copy of its own, read-only unless asked otherwise."""
        return {name: _fresh(value, writeable) for name, value in self.inputs.items()}

    @contextlib.contextmanager
    def lending(self, answer):
        """While this lasts, what the answer's functions read from around them under the names of `lend` is lent."""
        with contextlib.ExitStack() as loans:
            for around in surroundings(answer.values()) if self.lend else ():
                loans.enter_context(_lent(around, self.lend))
            yield

    def run(self, answer, inputs, seconds):
        """The expression's value for an answer (a dict from name to object), or TimeLimit."""
        names = {"np": np, **answer, **inputs}
        # The loan is taken back out here, where the alarm of the time limit can no longer ring.
        with self.lending(answer):
            return _limit.call(lambda: eval(self._compiled, names), seconds)


def _fresh(value, writeable):
    if isinstance(value, np.ndarray):
        value = value.copy()
        value.flags.writeable = writeable
    elif isinstance(value, (list, tuple)):
        value = type(value)(_fresh(item, writeable) for item in value)
    elif isinstance(value, np.random.Generator):
        raise TypeError("Give a seed and make the generator in the expression: a Generator keeps state.")
    return value


class Mistake:
    """A wrong answer that people really write, and what to say to it.

    Parameters
    ----------
    name : str
        Short id, e.g. "no-bias".
    message : str
        "Looks like: ..." and one nudge.
    *variants : dict of str to object
        Each a wrong answer, from answer name to object. It is recognised when a learner's answer does the
        same as one of them in every case.
    """

    def __init__(self, name, message, *variants):
        if not variants:
            raise ValueError(f"The mistake {name!r} has no variant, so it would never be recognised.")
        self.name, self.message, self.variants = name, message, variants

    @staticmethod
    def namespace(variant):
        """A namespace in which a variant stands as an answer of a learner's would."""
        return dict(variant)


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
        Three; the last nearly gives it away.
    needs : tuple of str
        Ids of earlier exercises whose answers this one may use. Where the learner's does not pass, the
        reference stands in for it while this one is tried.
    stand_ins : dict
        Names that the notebook provides and the answer may use, for when it is tried without the notebook.
    seconds : float
        Time limit of the whole check.
    parts : tuple of str
        What the things are called that a case returns together: ("w", "b").
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


@dataclass
class _Outcome:
    value: object = None
    problem: BaseException | None = None
    changed: str = ""
    printed: str = ""
    warned: str = ""

    def same(self, other, tolerance):
        if self.problem or other.problem:
            return _gist(self.problem) == _gist(other.problem)
        return self.changed == other.changed and _compare.same(self.value, other.value, tolerance)


def _gist(problem):
    """What makes two errors the same one: type, the name it is about, and how the message begins."""
    said = _compare.said(problem)
    words = re.sub(r"'[^']*'|\W|\d", "", said)
    # Of two operands that do not go together their types tell what happened.
    operands = frozenset(re.findall(r"'(\w+)'", said)) if said.startswith("unsupported operand") else None
    return type(problem), getattr(problem, "name", None), words[:20], operands


def examine(exercise, namespace, find, seconds=None):
    """Check the answer to `exercise` that stands in `namespace`.

    Parameters
    ----------
    exercise : Exercise
    namespace : dict
        The notebook's globals, or any dict that holds the answer.
    find : callable
        From an exercise's id to the Exercise, for those it needs.
    seconds : float, optional
        Time limit instead of the exercise's own.

    Returns
    -------
    Card
        Nothing that an answer does is raised, save a KeyboardInterrupt; if the check itself fails, the card says so.
    """
    try:
        return _examine(exercise, namespace, find, seconds or exercise.seconds)
    except Exception as problem:
        rows = [("What happened", f"{type(problem).__name__}: {problem}")]
        headline = "Something is wrong with the check itself. It is not you: please report it, with your answer."
        return Card(exercise.id, FAULT, headline, rows)


def _examine(exercise, namespace, find, seconds):
    card = _unready(exercise, namespace)
    if card:
        return card
    answer = {name: namespace[name] for name in exercise.reference}
    borrowed, lent = [], {k: v for k, v in exercise.stand_ins.items() if k not in namespace}
    for need in exercise.needs:
        earlier = find(need)
        if examine(earlier, namespace, find).outcome != DONE:
            lent |= earlier.reference
            borrowed.append(need)
    with _lent(namespace, lent):
        card = _try_cases(exercise, answer, namespace, seconds)
    used = [need for need in borrowed if calls(answer, find(need))]
    if used:
        card.notes.append(f"Tried with the course's answer to `{'`, `'.join(used)}`, as yours is not done yet.")
    return card


def _unready(exercise, namespace):
    """A card if the answer is not there, untouched, or not the kind of thing that was asked for."""
    for name, wanted in exercise.reference.items():
        if name not in namespace:
            headline = (
                f"`{name}` is not defined yet. Run the answer cell above, then this one. (Is the name spelt so there?)"
            )
            return Card(exercise.id, TODO, headline, hints=exercise.hints)
        given = namespace[name]
        if given is ...:
            if all(namespace.get(other) is ... for other in exercise.reference):
                return _todo(exercise)
            headline = f"`{name}` is still `...`."
        elif isinstance(wanted, type) and not isinstance(given, type):
            headline = f"`{name}` is {_compare.kind(given)}; a class was asked for: `class {name}:`."
        elif callable(wanted) and not callable(given):
            headline = f"`{name}` is {_compare.kind(given)}; a function was asked for: `def {name}(...):`."
        elif not callable(wanted) and callable(given):
            headline = f"`{name}` is {_compare.kind(given)}; {_compare.kind(wanted)} was asked for."
        elif callable(wanted):
            headline = _signature_problem(name, given, wanted)
        else:
            headline = ""
        if headline:
            return Card(exercise.id, NOT_YET, headline, hints=exercise.hints)
    return None


def _todo(exercise):
    return Card(exercise.id, TODO, "Nothing here yet. Write your answer in the cell above.", hints=exercise.hints)


def _signature_problem(name, given, wanted):
    if isinstance(wanted, type) != isinstance(given, type):
        return f"`{name}` is a class; a function was asked for: `def {name}(...):`."
    pairs = [(name, given, wanted)]
    if isinstance(wanted, type):
        pairs = []
        for method, theirs in vars(wanted).items():
            if inspect.isfunction(theirs) and (method == "__init__" or not method.startswith("_")):
                mine = getattr(given, method, None)
                if mine is object.__init__ or not callable(mine):
                    spelt = " (two underscores on each side)" if method == "__init__" else ""
                    return f"Your class `{name}` has no method `{method}`{spelt}."
                pairs.append((f"{name}.{method}", mine, theirs))
    for called, mine, theirs in pairs:
        try:
            asked, have = inspect.signature(theirs), inspect.signature(mine)
        except (TypeError, ValueError):
            continue  # something built in, such as np.dot: the cases will tell
        needed = [p for p in asked.parameters.values() if p.default is p.empty]
        optional = [p.name for p in asked.parameters.values() if p.default is not p.empty]
        names, yours = [*asked.parameters], [*have.parameters]
        fits = names == yours or set(names) != set(yours)  # the same names have to come in the same order
        try:
            have.bind(*needed)
            have.bind(*needed, **dict.fromkeys(optional))
        except TypeError:
            fits = False
        if not fits:
            return f"`{called}` was asked for as `{called}{asked}`, but yours is `{called}{have}`."
    return ""


def _try_cases(exercise, answer, namespace, seconds):
    clock = _Clock(seconds)
    printed = []
    for case in exercise.cases:
        outcome = _outcome(case, answer, clock)
        printed.append(outcome.printed)
        card = _verdict(exercise, case, outcome, answer, namespace)
        if card is None:
            continue
        if card.outcome in (NOT_YET, RAISED) and not isinstance(outcome.problem, _limit.TimeLimit):
            _recognise(exercise, card, answer, namespace, clock)
        break
    else:
        card = Card(exercise.id, DONE, f"Right. {len(exercise.cases)} case{'s' * (len(exercise.cases) > 1)} tried.")
    output = "".join(printed)
    if output.strip():
        card.notes.append(f"Your code printed: `{output.strip()[:300].replace('`', chr(39))}`")
    return card


def _verdict(exercise, case, outcome, answer, namespace):
    """The card that ends the check, or None if the case is passed."""
    rows = [("Called", case.code)]
    shown = [_compare.named(k, v) for k, v in case.inputs.items() if not _is_code(v)]
    if shown:
        rows.append(("On", "\n".join(shown)))
    if case.why:
        rows.append(("This case", case.why))
    problem = outcome.problem
    if outcome.changed:
        does = f"changes its input `{outcome.changed}`"
        if outcome.changed == "?":
            does = "writes into what it was given, even if nothing of it is different in the end"
        rows += _own_line(problem, namespace) if problem else []
        headline = f"Your code {does}. Work on a copy, or make a new array."
        return Card(exercise.id, NOT_YET, headline, rows, hints=exercise.hints, mistake="changes-input")
    if isinstance(problem, _limit.TimeLimit):
        rows += _own_line(problem, namespace, "It was at")
        headline = (
            f"Your code was still running after {exercise.seconds:g} seconds and was stopped. Does a loop never end?"
        )
        return Card(exercise.id, NOT_YET, headline, rows, hints=exercise.hints)
    if isinstance(problem, NotImplementedError):
        if _untouched(answer):
            return _todo(exercise)
        headline = "`raise NotImplementedError` is still in your answer. Put your code in its place."
        return Card(exercise.id, NOT_YET, headline, _own_line(problem, namespace), hints=exercise.hints)
    if problem is not None:
        rows.append(("Error", f"{type(problem).__name__}: {_compare.said(problem)}"))
        if not any(callable(value) for value in answer.values()):
            return Card(exercise.id, NOT_YET, "Your values cannot be used.", rows, hints=exercise.hints)
        rows += _own_line(problem, namespace)
        return Card(exercise.id, RAISED, "Your code stopped with an error.", rows, hints=exercise.hints)
    rows.append(("Came back", _compare.text(outcome.value)))
    if case.judge:
        sentence = case.judge(outcome.value, **case.fresh())
        if sentence:
            return Card(exercise.id, NOT_YET, sentence, rows, hints=exercise.hints)
    if case.quiet and outcome.warned:
        headline = f"NumPy warned: {outcome.warned}. The result should come without a warning."
        return Card(exercise.id, NOT_YET, headline, rows, hints=exercise.hints)
    if case.judge:
        return None
    wanted = _reference_outcome(exercise, case)
    found = _compare.difference(outcome.value, wanted, case.tolerance, parts=exercise.parts)
    if found is None:
        return None
    if case.unmoved and _compare.same(outcome.value, _reference_outcome(exercise, case, lend=False), case.tolerance):
        if _reads_other_code(answer, case.lend):
            return None
        return Card(exercise.id, NOT_YET, case.unmoved, rows, hints=exercise.hints)
    rows.append(("Expected", _compare.text(wanted)))
    if found.where:
        rows.append(("First difference", found.where))
    return Card(exercise.id, NOT_YET, found.sentence, rows, hints=exercise.hints)


def _recognise(exercise, card, answer, namespace, clock):
    """Say which known mistake it is, and whether the answer reads the notebook instead of its arguments."""
    if not card.mistake:
        # What the cases before this one showed is run again: a mistake is one that agrees everywhere.
        mine = [_outcome(case, answer, clock) for case in exercise.cases]
        for mistake in exercise.mistakes:
            if any(_agrees(exercise, mistake, number, mine) for number in range(len(mistake.variants))):
                card.nudge, card.mistake = mistake.message, mistake.name
                break
    functions = [value for value in answer.values() if callable(value)]
    meant = set(exercise.stand_ins).union(*(case.lend for case in exercise.cases))
    read = sorted(n for n in _globals_read(functions) if n not in meant and _is_data(namespace.get(n)))
    if read:
        names = "`, `".join(read)
        card.notes.append(
            f"Your code reads `{names}` from the notebook. It should use its own arguments: the check calls it "
            "with other values."
        )


def _agrees(exercise, mistake, number, outcomes):
    theirs = (_known(case, mistake, number, exercise.seconds) for case in exercise.cases)
    return all(
        mine.same(their, case.tolerance) for case, mine, their in zip(exercise.cases, outcomes, theirs, strict=True)
    )


@functools.cache
def _known(case, mistake, number, seconds):
    """What comes of a case for a variant of a known mistake. It is the same each time, so it is tried once."""
    return _outcome(case, mistake.variants[number], _Clock(seconds))


def _outcome(case, answer, clock):
    """Run a case. Inputs are read-only; what is printed and warned of is kept apart."""
    outcome = _Outcome()
    stream = io.StringIO()
    inputs = case.fresh()
    with warnings.catch_warnings(record=True) as warned, np.errstate(all="warn", under="ignore"):
        warnings.simplefilter("always")
        with contextlib.redirect_stdout(stream), contextlib.redirect_stderr(stream):
            try:
                outcome.value = case.run(answer, inputs, clock.left())
            except KeyboardInterrupt:
                raise
            except BaseException as problem:  # SystemExit and the time limit are outcomes too
                outcome.problem = problem
    outcome.printed = stream.getvalue()
    outcome.warned = str(warned[0].message) if warned else ""
    if isinstance(outcome.problem, ValueError) and "read-only" in str(outcome.problem):
        outcome.changed = _what_it_changes(case, answer, clock) or "?"
    else:
        outcome.changed = _first_changed(case, inputs)
    return outcome


def _what_it_changes(case, answer, clock):
    inputs = case.fresh(writeable=True)
    with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(Exception, _limit.TimeLimit):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            case.run(answer, inputs, clock.left())
    return _first_changed(case, inputs)


def _first_changed(case, inputs):
    for name, value in case.inputs.items():
        if isinstance(value, (np.ndarray, list, tuple)) and not _compare.same(value, inputs[name], 0.0):
            return name
    return ""


def _reference_outcome(exercise, case, lend=True):
    if not lend:
        case = copy.copy(case)
        case.lend = {}
    outcome = _outcome(case, exercise.reference, _Clock(60.0))
    if outcome.problem is not None:
        raise RuntimeError(f"the reference fails on {case.code}: {outcome.problem!r}")
    return outcome.value


class _Clock:
    """A time budget that several calls share."""

    def __init__(self, seconds):
        self._end = time.monotonic() + seconds

    def left(self):
        return max(self._end - time.monotonic(), 0.01)


@contextlib.contextmanager
def _lent(namespace, lent):
    """Put `lent` into a namespace, and afterwards everything back as it was."""
    before = {name: namespace[name] for name in lent if name in namespace}
    namespace.update(lent)
    try:
        yield
    finally:
        for name in lent:
            namespace.pop(name, None)
        namespace.update(before)


def _own_line(problem, namespace, label="Your line"):
    """The learner's own line in a traceback, and the one it was called from, as a row; no frames of ours or of a library's."""
    own = []
    trace = problem.__traceback__
    while trace:
        if trace.tb_frame.f_globals is namespace and trace.tb_frame.f_code.co_filename != _HERE:
            own.append(trace)
        trace = trace.tb_next
    if not own:
        return []
    words = [_place(trace) for trace in own[-2:]]
    return [(label, "\ncalled from\n".join(reversed(words)))]


def _place(trace):
    code = trace.tb_frame.f_code
    line = linecache.getline(code.co_filename, trace.tb_lineno, trace.tb_frame.f_globals).strip()
    where = f"line {trace.tb_lineno} of its cell, in {code.co_qualname.split('.<locals>')[0]}"
    return f"{line}\n({where})" if line else where


def functions(objects):
    """The Python functions among some objects, and the methods of the classes among them."""
    members = [m for thing in objects for m in (vars(thing).values() if isinstance(thing, type) else [thing])]
    return [m for m in members if isinstance(m, types.FunctionType)]


def surroundings(objects):
    """What functions and classes find around them: their globals, each once."""
    return list({id(f.__globals__): f.__globals__ for f in functions(objects)}.values())


def _reads_other_code(answer, lent):
    """Whether an answer reads anything of the notebook's besides itself, modules and what is lent."""
    found = functions(answer.values())
    if any(callable(thing) for thing in answer.values()) and not found:
        return True  # wrapped in something that cannot be looked into
    skip = {*answer, *lent}
    return any(
        name in f.__globals__ and not isinstance(f.__globals__[name], types.ModuleType)
        for f in found
        for name in _globals_read([f]) - skip
    )


def _untouched(answer):
    """Whether every function of an answer, and every method of its classes, is still the stub."""
    codes = [code for thing in answer.values() for code in _codes(thing)]
    return all(
        code.co_names == ("NotImplementedError",) and len(code.co_varnames) == code.co_argcount for code in codes
    )


def _codes(thing):
    members = vars(thing).values() if isinstance(thing, type) else [thing]
    return [member.__code__ for member in members if isinstance(member, types.FunctionType)]


def _globals_read(objects):
    """Names that functions, and the methods of classes, read from the notebook's globals."""
    return names_read([f.__code__ for f in functions(objects)])


def calls(answer, exercise):
    """Whether an answer, a dict from name to object, reads from around it what another exercise asks for."""
    return not _globals_read(answer.values()).isdisjoint(exercise.reference)


def names_read(codes):
    """Names that code objects, and those inside them, read from around them."""
    names, codes = set(), list(codes)
    while codes:
        code = codes.pop()
        codes += [constant for constant in code.co_consts if isinstance(constant, types.CodeType)]
        names |= {i.argval for i in dis.get_instructions(code) if i.opname in ("LOAD_GLOBAL", "LOAD_NAME")}
    return names


def _is_data(value):
    return isinstance(value, (np.ndarray, np.generic, list, tuple, dict, int, float)) and not isinstance(value, bool)


def _is_code(value):
    return callable(value) or isinstance(value, types.ModuleType)


def strict():
    """Whether a check that is not passed raises: under pytest, or with DLCOURSE_STRICT=1 (0 turns it off)."""
    wish = os.environ.get("DLCOURSE_STRICT")
    return wish != "0" if wish else "PYTEST_VERSION" in os.environ or "PYTEST_CURRENT_TEST" in os.environ
