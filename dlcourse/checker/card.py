"""The card that a check answers with: the same words for the page, for a terminal and for a test report."""

import html
import re
import textwrap
from dataclasses import dataclass, field

from dlcourse.checker.quotes import Code, in_html, lines
from dlcourse.checker.words import inline, plain

TODO, NOT_YET, RAISED, FAULT, DONE = "to do", "not yet", "your code raised", "checker fault", "done"
SIGNS = {TODO: "○", NOT_YET: "✗", RAISED: "!", FAULT: "?", DONE: "✓"}
# From the palette of the pictures, which cannot be imported here without Matplotlib: grey, dark orange, pink, green. White words on
# each can be read, in the light theme and in the dark one.
_COLORS = {TODO: "#6B6B6B", NOT_YET: "#B34E00", RAISED: "#981570", FAULT: "#6B6B6B", DONE: "#008048"}
# What the outcome says already.
_BARE = ("The result is wrong.", "Your code stopped with an error.")
# The two rows that are compared show it, and which numbers differ.
_VALUES = re.compile(r"(The result|`\w+`) (has wrong values.*|is wrong\.|is a number; a NumPy array was asked for\.)")
# What a verdict says, and a diagnosis that says it as well.
_THE_SAME = [
    ("The result is a list; ", "list"),
    ("The result is None", "returns nothing"),
    ("The result is .* things were asked for", "`return "),
    ("The result holds True and False", "True (and|or) False"),
    ("Two generators .* different", "The same call, made twice"),
]
# An array of one axis with so few numbers that they are counted at a glance.
_ROW = re.compile(r"\[[^\[\],]+(, [^\[\],]+){1,5}\]")
_WRAPPED = "white-space:pre-wrap; word-break:normal; overflow-wrap:anywhere"
_NARROW = 28  # so many letters of code fit into a card on a phone
# The web edition gives such a block a frame and the whole width.
_PRE = "background:none; color:inherit; border:0; width:auto; line-height:1.4"


@dataclass
class Card:
    """What a check says.

    Parameters
    ----------
    exercise : str
        Its id.
    outcome : str
        One of the five: to do, not yet, your code raised, checker fault, done.
    headline : str
        One sentence; `code` in backticks, *emphasis* in stars, as in all sentences of a card.
    rows : list of (str, str)
        Facts, each with its name: Called, On, Came back, Expected, First difference, Your line. Code is a `Code` or a `Quote`.
    nudge : str
        The name of the mistake and one way on, where it is recognised.
    place : Code
        The learner's own line, if the nudge speaks of a part of it, which is marked.
    asks : str
        What to ask oneself of that part.
    notes : list of str
    hints : tuple of str
        Folded away, one inside the other.
    solution : str
        Folded away behind the last hint.
    standing : str
        How much is right, where some is, and which methods go wrong.
    mistake : str
        Id of the recognised mistake, for the tests.
    another : AnotherWay, optional
        Of an answer that is done: the course's solution, to be seen beside it.
    title : str
        The heading above the exercise, as it is in the notebook.
    onward : tuple of str
        Of an answer that is done: how much of the lesson is done, what comes next, and the address of that.
    """

    exercise: str
    outcome: str
    headline: str
    rows: list = field(default_factory=list)
    nudge: str = ""
    place: Code = Code("")
    asks: str = ""
    notes: list = field(default_factory=list)
    hints: tuple = ()
    solution: str = ""
    standing: str = ""
    mistake: str = ""
    another: object = None
    title: str = ""
    onward: tuple = ()

    def of_what_did_not_run(self, failed):
        """The card to show if the answer cell did not run through. This one is about the version before, which is no longer in the cell."""
        unfinished = "NotImplementedError" in self.headline
        was = {
            DONE: "right",
            RAISED: "stopped by an error",
            NOT_YET: "not finished yet" if unfinished else "not right yet",
        }
        said = f"{failed} Mend the answer cell, run it, and then run this cell again."
        if self.outcome in was:
            said += f" (The version before it was {was[self.outcome]}.)"
        return Card(self.exercise, RAISED, said, hints=self.hints, solution=self.solution, title=self.title)

    def __str__(self):
        shown = [_bare(self.title), f"{SIGNS[self.outcome]} {self.exercise}: {self.outcome}"]
        shown += [_bare(self.standing)]
        first, *more = (textwrap.wrap(_bare(said), 96) for said in self._said())
        shown += [*first, *(f"    {line}" for line in lines(self.place) if line), *sum(more, [])]
        for name, value in self.rows:
            first, *more = lines(value)
            shown += [f"  {name + ':':<18} {first}", *(f"  {'':<18} {line}" for line in more)]
        for note in (*self.notes, " ".join(self.onward[:2])):
            shown += textwrap.wrap(_bare(note), 96)
        return "\n".join(line for line in shown if line)

    def aloud(self):
        """What is said of it to somebody who listens to the page."""
        first, *more = self._said()
        said = [
            self._name() + ".",
            self.standing,
            first,
            self.place.marked(),
            *more,
            *self.notes,
            " ".join(self.onward[:2]),
        ]
        return plain(" ".join(filter(None, said))).replace("`", "")

    def _repr_mimebundle_(self, include=None, exclude=None):
        # The tests and `make check` read the outcome from the metadata.
        return {"text/plain": str(self), "text/html": self._html()}, {
            "dlcourse": {"exercise": self.exercise, "outcome": self.outcome, "headline": self.headline}
        }

    def _name(self):
        return f"{self.title or self.exercise}: {self.outcome}"

    def _said(self):
        """What it looks like and what to ask oneself come before what is compared. The first stands before the learner's line, if that is shown."""
        headline = "" if self.nudge and _is_said(self.headline, self.nudge, dict(self.rows)) else self.headline
        return [each for each in (self.nudge, self.asks, headline) if each]

    def _html(self):
        sign, color = SIGNS[self.outcome], _COLORS[self.outcome]
        rows = "".join(_row(name, value) for name, value in self.rows)
        said = [inline(each) for each in self._said()]
        parts = [
            f'<div style="display:flex; flex-wrap:wrap; gap:0 10px; align-items:baseline"><span style="background:{color};'
            f' color:#fff; font-weight:600; padding:0 8px; border-radius:3px"><span aria-hidden="true">{sign}</span>'
            f' {self.outcome}</span><span style="max-width:max(22em, 100% - 8em); font-weight:700">{inline(self.title or f"`{self.exercise}`")}</span></div>',
            _plain(inline(self.standing)) if self.standing else "",
            # What leads is what it looks like, where that is known.
            *map(_bold, said[:1]),
            _wrapped(self.place, "6px 0 6px 14px") if self.place else "",
            *map(_plain, said[1:]),
            f'<dl style="margin:4px 0">{rows}</dl>' if rows else "",
            *(f'<div style="margin:4px 0; opacity:0.85">{inline(note)}</div>' for note in self.notes),
            self._hints_html(),
            self._another_html(),
            self._onward_html(),
        ]
        name = html.escape(plain(self._name()).replace("`", ""))
        return (
            f'<div class="dlcourse-card" role="group" aria-label="{name}" data-exercise="{self.exercise}" data-outcome="{self.outcome}"'
            f' style="border:1px solid var(--jp-border-color2, #ccc); border-left:6px solid {color};'
            " padding:8px 14px; margin:4px 0; max-width:760px; box-sizing:border-box; color:var(--jp-ui-font-color1, #222);"
            f' background:var(--jp-layout-color1, #fff); line-height:1.5">{"".join(parts)}</div>'
        )

    def _hints_html(self):
        if not self.hints:
            return ""
        inside = ""
        if self.solution:
            inside = _fold("I have tried. Show me the solution", _block(Code(self.solution), "The solution"))
        for number in range(len(self.hints), 0, -1):
            inside = _fold(
                f"Hint {number} of {len(self.hints)}", f"<div>{inline(self.hints[number - 1])}</div>{inside}"
            )
        return inside

    def _another_html(self):
        if not self.another:
            return ""
        sources = [("Yours", self.another.yours), ("The course's", self.another.course)]
        boxes = "".join(
            f'<div style="flex:1 1 34em; min-width:0"><div style="font-weight:600">{whose}</div>'
            f"{_block(Code(source), whose)}</div>"
            for whose, source in sources
            if source
        )
        remarks = "".join(f'<div style="margin:4px 0">{inline(remark)}</div>' for remark in self.another.remarks)
        return _fold("Another way", f'{remarks}<div style="display:flex; flex-wrap:wrap; gap:0 24px">{boxes}</div>')

    def _onward_html(self):
        if not self.onward:
            return ""
        done, following, address = self.onward
        link = f'<a href="{html.escape(address)}" style="text-decoration:underline">{inline(following)}</a>'
        return f'<div style="margin:4px 0">{html.escape(done)} {link}</div>'


def _is_said(headline, nudge, rows):
    """Whether the outcome, a diagnosis and what is compared say all of it: that something is wrong, or the shapes."""
    if headline in _BARE or any(re.match(a, headline) and re.search(b, nudge) for a, b in _THE_SAME):
        return True
    shapes = re.findall(r"shape (\(.*?\))", headline)
    if len(shapes) == 2 and all(shape in " ".join([nudge, *rows.values()]) for shape in shapes):
        return True
    pair = [rows[name] for name in ("Came back", "Expected") if name in rows]
    if len(pair) < 2 or "First difference" in rows:
        return False
    if shapes:
        return all(map(_ROW.fullmatch, pair))
    return bool(_VALUES.fullmatch(headline)) and ("`" not in headline or "\n" not in pair[0])


def _bold(inside):
    return f'<div style="margin:6px 0; font-weight:600">{inside}</div>'


def _plain(inside):
    return f'<div style="margin:4px 0">{inside}</div>'


def _row(name, value):
    """A fact and its name: side by side, and on a narrow page one below the other."""
    if name == "This case":
        shown = inline(value)
    elif "\n " in value:  # the rows of an array
        shown = _block(value, name, "0")
    else:
        shown = _wrapped(value, "0")
    if getattr(value, "note", ""):
        shown += f'<div style="opacity:0.85">{html.escape(value.note)}</div>'
    return (
        '<div style="display:flex; flex-wrap:wrap; padding:2px 0">'
        f'<dt style="flex:0 0 9.6em; margin:0; font-weight:600">{html.escape(name)}</dt>'
        f'<dd style="flex:1 1 24em; min-width:0; margin:0">{shown}</dd></div>'
    )


def _wrapped(code, margin):
    return f'<pre class="highlight" style="margin:{margin}; {_WRAPPED}; {_PRE}">{in_html(code)}</pre>'


def _block(code, name, margin="4px 0"):
    """Code that keeps its lines. Where they may be longer than a card is wide on a phone, keys can scroll it."""
    scrolls = max(map(len, code.splitlines())) > _NARROW
    reach = f' tabindex="0" role="group" aria-label="{html.escape(name)}"' if scrolls else ""
    return f'<pre{reach} class="highlight" style="margin:{margin}; white-space:pre; overflow-x:auto; {_PRE}">{in_html(code)}</pre>'


def _fold(summary, inside):
    return (
        f'<details style="margin:4px 0"><summary style="cursor:pointer">{summary}</summary>'
        f'<div style="margin:4px 0 4px 14px">{inside}</div></details>'
    )


def _bare(text):
    """A sentence for a terminal, where a name is quoted as Python does it."""
    return plain(text).replace("`", "'")
