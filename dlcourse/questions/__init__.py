"""What the lessons ask: predictions, and quick questions that answer back.

    ask("eta-from-zero")    # shows a question; what is chosen is kept with the progress, and never marked

The questions of a lesson stand in the module of its room, in a list `QUESTIONS`, in the order in which the lesson asks them. A
module is loaded when one of its questions is asked.
"""

import difflib
import functools
import importlib
import re
from dataclasses import dataclass, field
from pathlib import Path

from dlcourse.audience import strict
from dlcourse.lessons import LESSONS

__all__ = ["Number", "Option", "Question", "UnknownQuestion", "ask", "find", "made", "questions"]

KINDS = {"predict": "Predict", "look-back": "Look back", "check": "Check yourself"}


@dataclass(frozen=True)
class Option:
    """One of the answers that a question offers.

    Parameters
    ----------
    text : str
        Something that people really believe.
    right : bool
    reply : str
        The belief behind this option, and what the picture or the printed numbers show about it.
    """

    text: str
    right: bool = False
    reply: str = ""


@dataclass(frozen=True)
class Number:
    """A number as the answer to a question.

    Parameters
    ----------
    value : float
        The right one.
    tolerance : float
        How far away an answer may be and still be right. The reader is told.
    unit : str
        What is counted or measured: "mistakes", "%".
    right : str
        The reply to the right number.
    replies : dict
        From a wrong number, or a pair (lowest, highest), to the reply that names the belief which leads there.
    otherwise : str
        The reply to every other number.
    """

    value: float
    tolerance: float = 0
    unit: str = ""
    right: str = ""
    replies: dict = field(default_factory=dict)
    otherwise: str = ""

    def ranges(self):
        """Lowest number, highest number and reply, the right one first; the first range that holds an answer replies to it."""
        said = [((self.value - self.tolerance, self.value + self.tolerance), self.right)]
        said += [(key if isinstance(key, tuple) else (key, key), reply) for key, reply in self.replies.items()]
        # A little wider than said: 0.1 + 0.2 is not 0.3.
        return [(low - 1e-9 * (1 + abs(low)), high + 1e-9 * (1 + abs(high)), reply) for (low, high), reply in said]


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question of a lesson, with two to four options or a number as its answer.

    Parameters
    ----------
    id : str
        Small letters, digits and hyphens; unique in the whole course, and permanent.
    kind : str
        "predict" (the cell or slider that follows answers it), "look-back" (opens a lesson, about earlier ones) or "check" (at
        the end of a lesson).
    text : str
        Plain text, as all the words here: `code` in backticks, *emphasis* in stars, Unicode for maths, no LaTeX.
    options : list of Option
    number : Number
    came_out : str
        Of a prediction: what came out, in a sentence, where the options do not say it exactly. Every reply begins with it.

    Raises
    ------
    ValueError
        If the question cannot be asked as it is; one sentence says why.
    """

    id: str
    kind: str
    text: str
    options: list = ()
    number: Number = None
    came_out: str = ""

    def __post_init__(self):
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", self.id):
            raise ValueError(
                f"The id {self.id!r} of a question may have small letters, digits and single hyphens only."
            )
        if self.kind not in KINDS:
            raise ValueError(f"{self.id}: the kind {self.kind!r} is none of {', '.join(KINDS)}.")
        if bool(self.options) == (self.number is not None):
            raise ValueError(f"{self.id}: a question has either options or a number.")
        if self.options and (len(self.options) not in (2, 3, 4) or sum(option.right for option in self.options) != 1):
            raise ValueError(f"{self.id}: a question has two to four options, and exactly one of them is right.")

        if self.came_out and (self.kind != "predict" or self.number):
            raise ValueError(f"{self.id}: only of a prediction with options it is said what came out.")

    def reply(self, option):
        """What is said to somebody who has chosen an option."""
        return f"{self.came_out} {option.reply}".strip()

    def _repr_mimebundle_(self, include=None, exclude=None):
        from dlcourse.questions._text import as_html, as_text

        return {"text/plain": as_text(self), "text/html": as_html(self)}


class UnknownQuestion(KeyError):
    """There is no question of this name; a notebook shows the sentence without a traceback."""

    def _render_traceback_(self):
        return [self.args[0]]


@functools.cache
def _rooms():
    """The room of every question, by id: read off the modules' text, so that none has to be loaded."""
    rooms = {}
    for lesson in LESSONS:
        path = Path(__file__).with_name(f"{lesson.room}.py")
        if path.exists():
            rooms |= dict.fromkeys(re.findall(r'\bid="([^"]+)"', path.read_text(encoding="utf-8")), lesson.room)
    return rooms


def questions(room):
    """The questions of a room, in the order of its lesson; none if the lesson asks none."""
    if room not in _rooms().values():
        return []
    return importlib.import_module(f"{__name__}.{room}").QUESTIONS


def find(question):
    """The Question with this id.

    Raises
    ------
    UnknownQuestion
        If there is none; a sentence that names the ids most like it.
    """
    room = _rooms().get(question) if isinstance(question, str) else None
    if room is None:
        near = difflib.get_close_matches(str(question), _rooms(), n=3)
        tail = f" Did you mean {' or '.join(map(repr, near))}?" if near else ""
        raise UnknownQuestion(f"There is no question {question!r}.{tail}")
    return next(each for each in questions(room) if each.id == question)


def ask(question):
    """Show a question of the lesson, to be answered by a click or by keys.

    A prediction replies when the reader has seen what really happens and presses Compare; a quick question replies at once. What is
    chosen is kept with the progress. Where nobody is looking at a page, and in a stored notebook, the question is text, with its
    replies folded.

    Parameters
    ----------
    question : str
        Its id, e.g. ``"eta-from-zero"``.

    Raises
    ------
    UnknownQuestion
        If there is none, where nobody is looking; at a page that is a sentence.
    """
    from IPython.display import display

    try:
        asked = find(question)
    except UnknownQuestion as problem:
        if strict():
            raise
        print(problem.args[0])
        return
    bundle = asked._repr_mimebundle_()
    if not strict():
        from dlcourse.questions._form import view

        bundle |= view(asked)
    display(bundle, raw=True)


def made(kept):
    """How many questions of each lesson have an answer, and how many there are.

    Parameters
    ----------
    kept : dict
        The learner's progress.

    Returns
    -------
    dict
        Pairs, by the number of each lesson that has questions.
    """
    counts = {}
    for lesson in LESSONS:
        ids = [name for name, room in _rooms().items() if room == lesson.room]
        if ids:
            counts[lesson.number] = sum(key(name) in kept for name in ids), len(ids)
    return counts


def key(question):
    """Under which name the progress keeps what was chosen for a question: no exercise has a colon in its own."""
    return f"question:{question}"
