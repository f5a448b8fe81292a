"""What each exercise must do, its hints, its known mistakes; and `check`, which answers the learner.

In a notebook::

    from dlcourse.exercises import check, own_network, use

    check("softmax")            # a card: to do, not yet (and why), your code raised, done
    softmax = use("softmax")    # the learner's, if it passes its check, else the course's; it says which
    network = own_network()     # all the learner's pieces together, trained on handwriting
"""

import importlib
import sys

from dlcourse.exercises import _notebooks, _progress
from dlcourse.exercises._card import DONE, NOT_YET, Card
from dlcourse.exercises._checker import Case, Exercise, Mistake, calls, examine, strict
from dlcourse.exercises._own import own
from dlcourse.exercises._own_network import own_network

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

# Lesson number: the room's name, which is the module's here and on every other floor, and the notebooks' name.
ROOMS = {
    "01": ("linear", "linear_models"),
    "02": ("perceptron", "perceptron"),
    "03": ("activations", "activations"),
    "04": ("network", "feedforward"),
    "05": ("losses", "loss_functions"),
    "06": ("descent", "gradient_descent"),
    "07": ("backprop", "backpropagation"),
    "08": ("deep", "deep_networks"),
}


class _Sentence:
    """An exception that a notebook shows as what it says, without a traceback."""

    def _render_traceback_(self):
        return [self.args[0]]


class ExerciseNotDone(_Sentence, Exception):
    """The card of a check that is not passed, where nobody is looking at a page."""


class UnknownExercise(_Sentence, KeyError):
    """There is no exercise of this name."""


def lessons():
    """Every exercise, by lesson: a dict from "01" to a tuple of Exercise, in the order of the notebook."""
    return {number: importlib.import_module(f"{__name__}.{room}").EXERCISES for number, (room, _) in ROOMS.items()}


def find(exercise):
    """The Exercise with this id.

    Raises
    ------
    UnknownExercise
        If there is none; a sentence that lists the ids there are.
    """
    practice = importlib.import_module(f"{__name__}.start").EXERCISES
    known = {each.id: each for group in (practice, *lessons().values()) for each in group}
    if not isinstance(exercise, str) or exercise not in known:
        raise UnknownExercise(f"There is no exercise {exercise!r}. There are: {', '.join(known)}.")
    return known[exercise]


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
    if _notebooks.is_of_an_earlier_run(asked.reference, namespace):
        card.notes.append("The answer cell's last run did not go through, so this is about the version before it.")
    card.solution = "" if card.outcome == DONE else _solution(exercise)
    if not strict():
        _progress.record(exercise, card.outcome)
    elif card.outcome != DONE:
        raise ExerciseNotDone(str(card)) from None
    display(card)


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


def course_map():
    """The map of the course with the learner's own progress, for the first notebook."""
    from dlcourse.exercises._map import CourseMap

    return CourseMap({} if strict() else _progress.load())


def _solution(exercise):
    """The solution's text, from the solution notebooks beside the exercises; "" where there are none."""
    return _notebooks.cell_source(_progress.root() / "solutions", f"answer-{exercise}")


if "IPython" in sys.modules and (_shell := sys.modules["IPython"].get_ipython()):
    _notebooks.watch(_shell)
