"""Code that a card quotes: in the colours of the page it stands on, with the part that is meant marked."""

import html
import itertools
import re

from dlcourse.checker.comparison import ordinals

# A mark has a ground and a line below it, so that it is seen without colours, too. Its words keep the ink of the card.
_MARK = (
    "color:inherit; font-weight:700; padding:1px 3px; border-radius:2px 2px 0 0;"
    " background:rgba(230, 159, 0, 0.25); border-bottom:2px solid #D55E00"
)


_NUMBER = re.compile(r"[^\s\[\](),]+")


class Code(str):
    """Some code.

    Parameters
    ----------
    text : str
    marks : sequence of (int, int)
        Where each part that is meant begins and ends.
    """

    def __new__(cls, text, marks=()):
        self = super().__new__(cls, text)
        self.marks = tuple(sorted(marks))
        return self

    def marked(self):
        """What to look at, for somebody who does not see it: "Look at `-` (the second of 2) in `a - b - c`."; "" if nothing is marked."""
        parts = []
        for begin, end in self.marks:
            pattern = re.escape(self[begin:end])
            if re.fullmatch(r"\w+", self[begin:end]):
                pattern = rf"\b{pattern}\b"
            alike = [found.start() for found in re.finditer(pattern, self)]
            several = len(alike) > 1 and begin in alike
            which = f" (the {ordinals(len(alike))[alike.index(begin)]} of {len(alike)})" if several else ""
            parts.append(f"`{self[begin:end]}`{which}")
        return f"Look at {' and '.join(parts)} in `{self}`." if parts else ""


class Value(Code):
    """A value as `text` of `comparison` writes it. What is marked of it is bold, and nothing has the colours of code."""


class Quote(str):
    """Several pieces one below the other, of which some are Code, as one text."""

    def __new__(cls, *pieces):
        self = super().__new__(cls, "\n".join(pieces))
        self.pieces = pieces
        return self


def numbers_that_differ(one, other):
    """Where in a text of `text` numbers stand that are others in a second one, if these are some of more than three; else none."""
    if re.sub(r"\s", "", _NUMBER.sub("", one)) != re.sub(r"\s", "", _NUMBER.sub("", other)):
        return []  # they are not built alike
    pairs = list(zip(_NUMBER.finditer(one), _NUMBER.finditer(other), strict=False))
    spans = [a.span() for a, b in pairs if a[0] != b[0]]
    return spans if len(spans) < len(pairs) > 3 else []


def in_html(text):
    """A text, a Code or a Quote as what stands in a `pre` of the class "highlight"."""
    pieces = getattr(text, "pieces", (text,))
    return "\n".join(map(_shown, pieces))


def lines(text):
    """The lines of a text, a Code or a Quote for a terminal, where a mark is a row of `^` below."""
    return [line for piece in getattr(text, "pieces", (text,)) for line in _with_carets(piece)]


def _shown(piece):
    if isinstance(piece, Value):
        ends = [0, *(end for mark in piece.marks for end in mark), len(piece)]
        parts = [html.escape(piece[begin:end]) for begin, end in itertools.pairwise(ends)]
        return "".join(f"<b>{part}</b>" if number % 2 else part for number, part in enumerate(parts))
    return _coloured(piece) if isinstance(piece, Code) else html.escape(piece)


def _coloured(code):
    """Python in spans with the classes of Pygments, which JupyterLab and the web edition have the colours for."""
    from pygments.lexers.python import PythonLexer

    tokens, parts, at = list(PythonLexer().get_tokens_unprocessed(code)), [], 0
    for begin, end in (*code.marks, (len(code), len(code))):
        parts += [_span(kind, text[max(at - start, 0) : max(begin - start, 0)]) for start, kind, text in tokens]
        parts.append(f'<mark style="{_MARK}">{html.escape(code[begin:end])}</mark>' if begin < end else "")
        at = end
    return "".join(parts)


def _span(kind, text):
    from pygments.token import STANDARD_TYPES, Comment

    shown = html.escape(text)
    if text and kind in Comment:  # JupyterLab's colour of comments is too faint in its dark theme
        return f"<em>{shown}</em>"
    name = STANDARD_TYPES.get(kind, "")
    return f'<span class="{name}">{shown}</span>' if name and text.strip() else shown


def _with_carets(piece):
    at = 0
    for line in piece.splitlines() or [""]:
        yield line
        inside = [(max(begin - at, 0), min(end - at, len(line))) for begin, end in getattr(piece, "marks", ())]
        if any(begin < end for begin, end in inside):
            yield "".join("^" if any(b <= k < e for b, e in inside) else " " for k in range(len(line))).rstrip()
        at += len(line) + 1
