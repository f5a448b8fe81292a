"""What each exercise asks for, one file an exercise; and `check`, which answers the learner.

In a notebook::

    from dlcourse.exercises import check, own_network, use

    check("softmax")            # a card: to do, not yet (and why), your code raised, done
    softmax = use("softmax")    # the learner's, if it passes its check, else the course's; it says which
    network = own_network()     # all the learner's pieces together, trained on handwriting

The machine that judges stands in `dlcourse.checker`. An exercise is the file of its name in the folder of its lesson, and is
loaded when it is asked for. The order of the exercises and their kinds are those of the solution notebooks: `make exercises`
writes them to ``order.json``, their headings to ``titles.json``, and to ``broken.json`` what the learner is handed to mend.
"""

import dataclasses
import functools
import importlib
import json
import sys
from pathlib import Path
from urllib.parse import quote

from dlcourse.audience import MARKED, solutions_wanted, strict
from dlcourse.checker import Case, Exercise, Mistake, notebooks, progress, runs
from dlcourse.checker.announce import announce
from dlcourse.checker.another_way import another_way
from dlcourse.checker.card import DONE, NOT_YET, Card
from dlcourse.checker.examination import examine
from dlcourse.checker.own_answers import own
from dlcourse.checker.surroundings import calls
from dlcourse.lessons import LESSONS
from dlcourse.questions import made

__all__ = [
    "Case",
    "Exercise",
    "ExerciseNotDone",
    "Mistake",
    "check",
    "course_map",
    "examine",
    "find",
    "lessons",
    "own_network",
    "use",
]

ORDER = Path(__file__).with_name("order.json")
TITLES = Path(__file__).with_name("titles.json")
BROKEN = Path(__file__).with_name("broken.json")


class _Sentence:
    """An exception that a notebook shows as what it says, without a traceback."""

    def _render_traceback_(self):
        return [self.args[0]]


class ExerciseNotDone(_Sentence, Exception):
    """The card of a check that is not passed, where nobody is looking at a page."""


class UnknownExercise(_Sentence, KeyError):
    """There is no exercise of this name."""


@functools.cache
def _rooms():
    """The folder of every exercise, by id: lesson by lesson, in the order of the notebook; last what is in none yet."""
    rooms, order = {}, _order()
    for lesson in LESSONS:
        files = sorted(path.stem for path in (ORDER.parent / lesson.room).glob("[!_]*.py"))
        rooms |= dict.fromkeys([*order.get(lesson.number, ()), *files], lesson.room)
    return rooms


def _order():
    return json.loads(ORDER.read_text(encoding="utf-8"))


@functools.cache
def _titles():
    return json.loads(TITLES.read_text(encoding="utf-8"))


@functools.cache
def _broken():
    return json.loads(BROKEN.read_text(encoding="utf-8"))


def find(exercise):
    """The Exercise with this id.

    Raises
    ------
    UnknownExercise
        If there is none; a sentence that lists the ids there are.
    """
    rooms = _rooms()
    if not isinstance(exercise, str) or exercise not in rooms:
        raise UnknownExercise(f"There is no exercise {exercise!r}. There are: {', '.join(rooms)}.")
    asked = importlib.import_module(f"{__name__}.{rooms[exercise]}.{exercise}").EXERCISE
    return dataclasses.replace(asked, broken=_broken().get(exercise, "")) if asked.kind == "mend" else asked


def lessons():
    """Every exercise, by lesson: a dict from "01" to a tuple of Exercise, in the order of the notebook."""
    return {number: tuple(map(find, ids)) for number, ids in _order().items()}


def check(exercise):
    """Check the answer to an exercise and show a card that says how it went.

    Parameters
    ----------
    exercise : str
        Its id, e.g. ``"decision_function"``.

    Raises
    ------
    ExerciseNotDone
        Only where nobody is looking: under pytest, or with DLCOURSE_STRICT=1. Its text is the card.
    UnknownExercise
        Likewise, if there is no such exercise; at a page that is a sentence.
    """
    from IPython.display import display

    try:
        asked = find(exercise)
    except UnknownExercise as problem:
        if strict():
            raise
        print(problem.args[0])
        return
    namespace = sys._getframe(1).f_globals
    try:
        card = examine(asked, namespace, find)
    except KeyboardInterrupt:
        card = Card(exercise, NOT_YET, "You stopped the check before it was done. Run the cell again.")
    solution = _solution(exercise) if solutions_wanted() else ""
    if card.outcome == DONE:
        card.another = None if strict() else another_way(asked, namespace, solution)
    else:
        card.solution = solution
    card.title = _titles().get(exercise, "")
    outcome, failed = card.outcome, runs.failed_since(asked.reference, namespace)
    if failed:
        card = card.of_what_did_not_run(failed)
    if not strict():
        progress.record(exercise, outcome)
        card.onward = () if failed else _onward(exercise)
    elif outcome != DONE:
        raise ExerciseNotDone(str(card)) from None
    display(card)
    announce(card.aloud())


def _onward(exercise):
    """How much of a lesson is done, what comes next, and its address; nothing while the exercise itself is not done."""
    order, kept = _order(), progress.load()
    lesson = next((lesson for lesson in LESSONS if exercise in order.get(lesson.number, ())), None)
    if lesson is None or kept.get(exercise) != DONE:
        return ()
    ids = list(order[lesson.number])
    done = sum(kept.get(each) == DONE for each in ids)
    following = next((each for each in ids[ids.index(exercise) :] + ids if kept.get(each) != DONE), None)
    if following:
        heading = _titles()[following]
        anchor = heading.replace("`", "").replace(" ", "-")
        return f"{done} of {len(ids)} done. Next:", heading, f"{lesson.file}#{quote(anchor)}"
    after = LESSONS[LESSONS.index(lesson) + 1 :]
    words, file = (
        (f"lesson {after[0].number}, {after[0].title}", after[0].file) if after else ("the map", LESSONS[0].file)
    )
    return f"All {done} of this lesson are done. Next:", words, f"../notebooks/{file}"


def use(exercise):
    """The learner's answer if it passes its check, else the course's; prints which of the two it is.

    An answer of another lesson is taken from the exercise notebooks beside this one, as they were last saved. Where the
    learner's answer calls one that is not done, the course's stands in for that one, and the line says so.

    Parameters
    ----------
    exercise : str
        Its id.

    Returns
    -------
    object, or tuple of objects
        What the answer cell defines: one thing, or several in the order of the syllabus.
    """
    asked, namespace, found = find(exercise), sys._getframe(1).f_globals, {}
    mine = own(asked, namespace, find, found)
    whose = "yours" if mine else "borrowed from the course, as yours is not done yet"
    if mine:
        needs = [need for need in asked.needs if calls(mine, find(need))]
        borrowed = [need for need in needs if own(find(need), namespace, find, found) is None]
        whose += f", with the course's `{'`, `'.join(borrowed)}` in it, as yours is not done yet" if borrowed else ""
    print(f"{exercise}: {whose}")
    source = mine or asked.reference
    things = tuple(source[name] for name in asked.reference)
    return things[0] if len(things) == 1 else things


def own_network(hidden=(128, 64), learning_rate=0.1, batch_size=20, epochs=15, seed=0, seconds=60):
    """Put your answers together to a network, train it on real handwriting, and see how well it reads.

    Your answers are taken from this notebook and from the other exercise notebooks as they were last saved. Those that pass
    their checks run in the network; for each of the others the course's stands in. The first lines say which is which.

    Then it is trained on 3,000 digits, and tried on 1,000 others, the validation digits, after every epoch. Choose the settings by
    these. Stop it (■) whenever you like: what it has learned so far is kept. In the end there are some validation digits, with what it
    says they are. When nothing is left to choose, ``examine()`` of what is returned opens the examination: the 1,000 test digits.

    Parameters
    ----------
    hidden : sequence of int
        How many neurons each hidden layer has, e.g. ``(128, 64)``; ``()`` for none. They are ReLUs; the output is a softmax.
    learning_rate : float
        η, above 0.
    batch_size : int
        Examples a step.
    epochs : int
        How often all training digits are gone through.
    seed : int
        Of the generator that draws the weights and the batches. The same seed gives the same network.
    seconds : float
        The training is stopped after so many, and what was learned so far is kept.

    Returns
    -------
    OwnNetwork
        With ``parameters``, ``activations``, ``losses``, ``accuracy`` (of the validation digits), ``pieces`` and ``examine()``. None if there is no network yet: you
        stopped it too early.

    Raises
    ------
    ValueError
        If a setting makes no sense.
    """
    from dlcourse.checker.own_network import put_together

    return put_together(sys._getframe(1).f_globals, find, hidden, learning_rate, batch_size, epochs, seed, seconds)


def course_map():
    """The map of the course with the learner's own progress, for the first notebook."""
    from dlcourse.checker.course_map import CourseMap

    kept = {} if strict() else progress.load()
    return CourseMap(_order(), kept, made(kept))


def _solution(exercise):
    """The solution's text, from the solution notebooks beside the exercises; "" where there are none."""
    return notebooks.cell_source(progress.root() / "solutions", f"answer-{exercise}")


if "IPython" in sys.modules and (_shell := sys.modules["IPython"].get_ipython()):
    runs.watch(_shell)
    if MARKED:  # an exit() in an answer would end the marking of the whole notebook
        _shell.ask_exit = lambda: None
