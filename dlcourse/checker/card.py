"""The card that a check answers with: the same words for the page, for a terminal and for a test report."""

import html
import textwrap
from dataclasses import dataclass, field

TODO, NOT_YET, RAISED, FAULT, DONE = "to do", "not yet", "your code raised", "checker fault", "done"
SIGNS = {TODO: "○", NOT_YET: "✗", RAISED: "!", FAULT: "?", DONE: "✓"}
_COLORS = {TODO: "#888888", NOT_YET: "#D55E00", RAISED: "#CC3311", FAULT: "#CC79A7", DONE: "#009E73"}


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
        One sentence; `code` in backticks.
    rows : list of (str, str)
        Facts, each with its name: Called, On, Came back, Expected, First difference, Line.
    nudge : str
        The name of the mistake and one way on, where it is recognised.
    notes : list of str
    hints : tuple of str
        Folded away, one inside the other.
    solution : str
        Folded away behind the last hint.
    mistake : str
        Id of the recognised mistake, for the tests.
    another : AnotherWay, optional
        Of an answer that is done: the course's solution, to be seen beside it.
    """

    exercise: str
    outcome: str
    headline: str
    rows: list = field(default_factory=list)
    nudge: str = ""
    notes: list = field(default_factory=list)
    hints: tuple = ()
    solution: str = ""
    mistake: str = ""
    another: object = None

    def __str__(self):
        lines = [f"{SIGNS[self.outcome]} {self.exercise}: {self.outcome}"]
        for said in self._said():
            lines += textwrap.wrap(said, 96)
        for name, value in self.rows:
            first, *more = value.splitlines() or [""]
            lines += [f"  {name + ':':<18} {first}", *(f"  {'':<18} {line}" for line in more)]
        for note in self.notes:
            lines += textwrap.wrap(note, 96)
        return "\n".join(line for line in lines if line)

    def aloud(self):
        """What is said of it to somebody who listens to the page."""
        said = [f"{self.exercise}: {self.outcome}.", self.headline, self.nudge, *self.notes]
        return " ".join(filter(None, said)).replace("`", "")

    def _repr_mimebundle_(self, include=None, exclude=None):
        # The tests and `make check` read the outcome from the metadata.
        return {"text/plain": str(self), "text/html": self._html()}, {
            "dlcourse": {"exercise": self.exercise, "outcome": self.outcome, "headline": self.headline}
        }

    def _said(self):
        """Nudge and headline: what it looks like comes before what is compared, but after the news that the code raised."""
        said = [self.headline, self.nudge] if self.outcome == RAISED else [self.nudge, self.headline]
        return [each for each in said if each]

    def _html(self):
        sign, color = SIGNS[self.outcome], _COLORS[self.outcome]
        rows = "".join(
            # The page stripes a table's rows and fills a <pre>: on a card that looks like patches.
            '<tr style="background:none"><th scope="row" style="text-align:left; vertical-align:top;'
            f' white-space:nowrap; padding:2px 12px 2px 0; font-weight:600">{html.escape(name)}</th>'
            '<td style="text-align:left; padding:2px 0"><pre style="margin:0; white-space:pre-wrap;'
            f' background:none; color:inherit">{html.escape(value)}</pre></td></tr>'
            for name, value in self.rows
        )
        parts = [
            f'<div style="font-weight:700"><span style="color:{color}" aria-hidden="true">{sign}</span>'
            f" <code>{html.escape(self.exercise)}</code>: {self.outcome}</div>",
            *(
                f'<div style="margin:4px 0{"; font-weight:600" if each == self.nudge else ""}">{_inline(each)}</div>'
                for each in self._said()
            ),
            f'<table style="border:0; margin:4px 0; background:none">{rows}</table>' if rows else "",
            *(f'<div style="margin:4px 0; opacity:0.85">{_inline(note)}</div>' for note in self.notes),
            self._hints_html(),
            self._another_html(),
        ]
        return (
            f'<div class="dlcourse-card" data-exercise="{self.exercise}" data-outcome="{self.outcome}"'
            f' style="border:1px solid var(--jp-border-color2, #ccc); border-left:6px solid {color};'
            " padding:8px 14px; margin:4px 0; max-width:52em; color:var(--jp-ui-font-color1, #222);"
            f' background:var(--jp-layout-color1, #fff); line-height:1.5">{"".join(parts)}</div>'
        )

    def _hints_html(self):
        if not self.hints:
            return ""
        inside = ""
        if self.solution:
            inside = _fold(
                "I have tried. Show me the solution",
                f'<pre style="white-space:pre; overflow-x:auto">{html.escape(self.solution)}</pre>',
            )
        for number in range(len(self.hints), 0, -1):
            inside = _fold(
                f"Hint {number} of {len(self.hints)}", f"<div>{_inline(self.hints[number - 1])}</div>{inside}"
            )
        return inside

    def _another_html(self):
        if not self.another:
            return ""
        sources = [("Yours", self.another.yours), ("The course's", self.another.course)]
        boxes = "".join(
            f'<div style="flex:1 1 24em; min-width:0"><div style="font-weight:600">{whose}</div>'
            f'<pre style="white-space:pre; overflow-x:auto; margin:4px 0">{html.escape(source)}</pre></div>'
            for whose, source in sources
            if source
        )
        remarks = "".join(f'<div style="margin:4px 0">{_inline(remark)}</div>' for remark in self.another.remarks)
        return _fold("Another way", f'{remarks}<div style="display:flex; flex-wrap:wrap; gap:0 24px">{boxes}</div>')


def _fold(summary, inside):
    return (
        f'<details style="margin:4px 0"><summary style="cursor:pointer">{summary}</summary>'
        f'<div style="margin:4px 0 4px 14px">{inside}</div></details>'
    )


def _inline(text):
    """Escape a sentence and set what stands in backticks as code."""
    pieces = html.escape(text).split("`")
    return "".join(f"<code>{piece}</code>" if k % 2 else piece for k, piece in enumerate(pieces))
