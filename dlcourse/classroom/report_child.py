"""Runs one learner's notebook and says what came of each exercise. Started by `report_run` in a process of its own.

It reads a job (JSON) from standard input and writes a line (JSON) to what was standard output before each step that can go wrong
and after each exercise. So whoever reads knows at which cell the process was, should it end there.
"""

import ast
import builtins
import contextlib
import hashlib
import json
import math
import os
import re
import sys

import numpy as np

# Magics that install something, start another program or leave the scratch folder.
STARTS_PROGRAMS = {"pip", "conda", "mamba", "micromamba", "uv", "bash", "sh", "script", "system", "sx", "cd", "run"}


def main():
    """Run the job on standard input."""
    job = json.loads(sys.stdin.buffer.read())
    limits = limit(job["memory"], job["file_size"])
    with contextlib.suppress(OSError), open(os.devnull, "r+b", buffering=0) as nothing:
        said = os.fdopen(os.dup(1), "w", encoding="utf-8")
        for descriptor in (0, 1, 2):  # what is printed past Python, by a library in C, goes nowhere
            os.dup2(nothing.fileno(), descriptor)

    def say(**words):
        print(json.dumps(words), file=said, flush=True)

    say(limits=limits)
    Notebook(job, say).run()
    say(finished=True)
    said.flush()
    os._exit(0)  # threads that an answer has started do not keep it


def limit(memory, file_size):
    """Limit this process, in bytes, where the system can; returns the names of the limits that hold."""
    try:
        import resource
    except ImportError:  # Windows
        return []
    held = []
    for name, size in (("RLIMIT_AS", memory), ("RLIMIT_FSIZE", file_size), ("RLIMIT_CORE", 0)):
        with contextlib.suppress(ValueError, OSError, AttributeError):
            resource.setrlimit(getattr(resource, name), (size, size))
            held.append(name)
    return held


class Notebook:
    """A learner's notebook: its cells, the exercises that are asked for, and a shell that runs them."""

    def __init__(self, job, say):
        from dlcourse.exercises import find, lessons

        self.say, self.find = say, find
        self.exercises = {exercise.id: exercise for exercise in lessons()[job["lesson"]]}
        self.cells = job["cells"]
        self.finished = set(job["finished"])  # exercises with an outcome
        self.skip = {tuple(step) for step in job["skip"]}  # steps at which an earlier process ended
        self.answers = answer_cells(self.cells, self.exercises)
        self.cell_seconds = job["cell_seconds"]
        self.raised = {}

    def run(self):
        """Run the cells that the answers need, in order, and examine each answer at its check."""
        self.shell = make_shell()
        checks = {self.check_of(cell): number for number, cell in enumerate(self.cells) if self.check_of(cell)}
        wanted = needed_cells(self.cells)
        for number, cell in enumerate(self.cells):
            if checks.get(self.check_of(cell)) == number:
                self.examine(self.check_of(cell), last=False)
            elif number in wanted and not self.check_of(cell):
                self.run_cell(number, cell)
        for name in self.exercises:
            self.examine(name, last=True)

    def check_of(self, cell):
        name = check_of(cell)
        return name if name in self.exercises else None

    def run_cell(self, number, cell):
        from dlcourse.checker import time_limit

        owners = [name for name, numbers in self.answers.items() if number in numbers]
        seconds = max([self.cell_seconds, *(self.exercises[name].seconds for name in owners)])
        if ("cell", number) in self.skip:
            return
        self.say(step=["cell", number], owners=owners, seconds=seconds)
        problem = None
        try:
            with quiet():
                result = time_limit.call(lambda: self.shell.run_cell(cell["source"], store_history=True), seconds)
            problem = result.error_before_exec or result.error_in_exec
        except BaseException as stopped:  # whatever a cell does
            problem = stopped
        if isinstance(problem, time_limit.TimeLimit):
            words = f"The cell was still running after {seconds:g} seconds and was stopped. Does a loop never end?"
            self.raised |= dict.fromkeys(owners, (words, "does-not-end"))
        elif problem is not None:
            said = str(problem)
            if isinstance(problem, SyntaxError):  # of a character that no source may have, Python knows no line
                said = f"{problem.msg} (line {problem.lineno})" if problem.lineno else problem.msg
            words = f"The answer cell stopped: {type(problem).__name__}: {said[:300]}"
            self.raised |= dict.fromkeys(owners, (words, ""))
        else:
            self.raised = {name: words for name, words in self.raised.items() if name not in owners}

    def examine(self, name, last):
        from dlcourse.checker import examination
        from dlcourse.checker.card import DONE, RAISED, TODO

        exercise, names = self.exercises[name], self.shell.user_ns
        if name in self.finished:
            return
        if not last and not all(key in names for key in exercise.reference):
            return  # perhaps it stands further down
        if ("check", name) in self.skip:
            names.update(exercise.reference)
            return
        if self.answers[name] and all(self.cells[number]["given"] for number in self.answers[name]):
            self.tell(name, TODO, "Nothing here yet.")
            return
        if not self.answers[name] and not any(key in names for key in exercise.reference):
            self.tell(name, "no answer found", "None of the notebook's cells defines it.")
            return
        # What it needs is examined with it.
        self.say(step=["check", name], owners=[name], seconds=exercise.seconds * (3 + len(exercise.needs)))
        with quiet():
            card = examination.examine(exercise, names, self.find)
        endless = "was still running after" in card.headline and not card.nudge
        if card.outcome == TODO and name in self.raised:
            words, mistake = self.raised[name]
            if "NotImplementedError" in words:  # the stub of another tool, which raises at the top level
                words, mistake = card.headline, ""
                self.tell(name, TODO, words)
            else:
                self.tell(name, "not yet", words, mistake, behaviour=mistake or words)
        elif card.outcome in (DONE, TODO):
            self.tell(name, card.outcome, card.headline)
        elif endless:
            self.tell(name, "not yet", card.headline, "does-not-end", rows=card.rows)
            names.update(exercise.reference)  # it would cost every later one that needs it its time, too
        else:
            outcome = "not yet" if card.outcome == RAISED else card.outcome
            alike = "" if card.mistake else self.behaviour(exercise, card)
            self.tell(name, outcome, card.headline, card.mistake, card.nudge, card.rows, alike)

    def behaviour(self, exercise, card):
        """What the answer does in every case, as a short word: the same for answers that behave alike."""
        from dlcourse.checker import examination
        from dlcourse.checker.readiness import unready

        if unready(exercise, self.shell.user_ns):
            return card.headline
        with quiet():
            outcomes = examination.outcomes(exercise, self.shell.user_ns, self.find)
        return hashlib.sha256(repr([gist(outcome) for outcome in outcomes]).encode()).hexdigest()[:16]

    def tell(self, name, outcome, headline, mistake="", message="", rows=(), behaviour=""):
        self.finished.add(name)
        source = "\n\n".join(self.cells[number]["source"] for number in self.answers[name][-1:])
        self.say(
            exercise=name,
            outcome=outcome,
            headline=headline,
            mistake=mistake,
            message=message,
            rows=[list(row) for row in rows],
            behaviour=behaviour,
            source=source[:4000],
        )


@contextlib.contextmanager
def quiet():
    """What is printed goes nowhere, and nobody is there to ask."""
    from dlcourse.checker.outcomes import Beginning

    with contextlib.redirect_stdout(Beginning()), contextlib.redirect_stderr(Beginning()):
        yield


def make_shell():
    """IPython without a kernel: cells with magics, `await` or `display` run as in a notebook; nothing is installed or started."""
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    from dlcourse import exercises
    from dlcourse.checker import one_change, runs

    exercises.own_network = _nothing  # trains for a minute, and no exercise asks for it
    one_change.SECONDS = 0.2  # a class hands in many answers
    settings = Config()
    settings.HistoryManager.enabled = False
    settings.InteractiveShell.colors = "nocolor"
    shell = InteractiveShell.instance(config=settings)
    shell.showtraceback = shell.showsyntaxerror = shell.system = shell.getoutput = shell.ask_exit = _nothing
    for magics in shell.magics_manager.magics.values():
        magics.update(dict.fromkeys(STARTS_PROGRAMS & set(magics), _nothing))
    shell.user_ns["exit"] = shell.user_ns["quit"] = _leave
    builtins.input = lambda *args: ""
    runs.watch(shell)
    return shell


def _nothing(*_args, **_kwargs):
    pass


def _leave(*_):
    raise SystemExit("exit() ends a notebook's Python")


def gist(outcome):
    """What of an outcome two answers that behave alike have in common: rounded values, the kind of an error."""
    from dlcourse.checker.outcomes import gist as gist_of_error

    if outcome.problem is not None:
        kind, name, words, operands = gist_of_error(outcome.problem)
        return kind.__name__, name, words, sorted(operands or ())
    return outcome.changed, canonical(outcome.value)


def canonical(value, depth=0):
    """A value as plain text and numbers, rounded to six digits."""
    if depth > 4:
        return "..."
    if isinstance(value, np.ndarray):
        if value.dtype.kind in "biufc" and value.size <= 100_000:
            return (
                "array",
                value.dtype.kind,
                value.shape,
                [canonical(item, depth + 1) for item in value.ravel().tolist()],
            )
        return "array", value.dtype.kind, value.shape
    if isinstance(value, (bool, np.bool_)):
        return "bool", bool(value)
    if isinstance(value, (int, float, np.number)) and not isinstance(value, complex):
        number = float(value)
        return repr(number) if not math.isfinite(number) else f"{number:.5e}" if number else "0"
    if isinstance(value, (list, tuple)):
        return type(value).__name__, len(value), [canonical(item, depth + 1) for item in value[:1000]]
    return type(value).__name__, str(value)[:200] if isinstance(value, (str, type(None))) else ""


def check_of(cell):
    """The exercise that a cell checks, or None: by its id, or by what stands in it."""
    try:
        body = ast.parse(cell["source"]).body
    except (SyntaxError, ValueError):
        body = []
    calls = [
        statement.value.args[0].value
        for statement in body
        if isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Call)
        and getattr(statement.value.func, "id", "") == "check"
        and statement.value.args
        and isinstance(statement.value.args[0], ast.Constant)
    ]
    if len(calls) == 1 and not any(isinstance(s, (ast.FunctionDef, ast.ClassDef, ast.Assign)) for s in body):
        return calls[0]
    return cell["id"].removeprefix("check-") if cell["id"].startswith("check-") and not body else None


def answer_cells(cells, exercises):
    """The numbers of each exercise's answer cells: those that define what it asks for, else the one with its id."""
    set_in = [names_set(cell["source"]) for cell in cells]
    found = {}
    for name, exercise in exercises.items():
        found[name] = [number for number, names in enumerate(set_in) if not names.isdisjoint(exercise.reference)]
        if not found[name]:  # written in, and nothing of what was asked for: a loop that comes first, an error
            found[name] = [number for number, cell in enumerate(cells) if cell["id"] == f"answer-{name}"]
    return found


def names_set(source):
    """Names that a cell sets at its top level; found by eye where it is no Python."""
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError):
        return {a or b for a, b in re.findall(r"^(?:def|class)\s+(\w+)|^(\w+)\s*=(?!=)", source, re.M)}
    names = set()
    for statement in body:
        if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.add(statement.name)
            continue
        for node in ast.walk(statement):
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                names.add(node.name)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                names.add(node.id)
            elif isinstance(node, ast.alias):
                names.add((node.asname or node.name).split(".")[0])
    return names


def names_read(source):
    """Names that a cell reads, inside its functions too."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return set()
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}


def needed_cells(cells):
    """The numbers of the cells to run: all that the learner wrote, and of the course's own those that these read from."""
    wanted = {number for number, cell in enumerate(cells) if not cell["given"]}
    names = set().union(*(names_read(cells[number]["source"]) for number in wanted))
    for number in reversed(range(len(cells))):
        if number not in wanted and not names.isdisjoint(names_set(cells[number]["source"])):
            wanted.add(number)
            names |= names_read(cells[number]["source"])
    return wanted


if __name__ == "__main__":
    sys.path.insert(0, sys.argv[1])
    main()
