"""Code that a card quotes: in the colours of the page it stands on, with the part that is meant marked."""

import html
import itertools
import re

from dlcourse.checker.words import ordinals

# A mark has a ground and a line below it, so that it is seen without colours, too. Its words keep the ink of the card.
_MARK = (
    "color:inherit; font-weight:700; padding:1px 3px; border-radius:2px 2px 0 0;"
    " background:rgba(230, 159, 0, 0.25); border-bottom:2px solid #D55E00"
)


_NUMBER = re.compile(r"[^\s\[\](),]+")
# A number with the spaces that bring it below others, and the same in HTML.
_CELL = re.compile(r"(?:(?<=[\[(\n])|(?<=, )) *[^\s\[\](),]+")
_PADDED = re.compile(r"(?<=[ \[(]) +(?:<b>)?[^\s\[\](),<]+(?:</b>)?")


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
    """A value as `text` of `comparison` writes it. What is marked of it is bold, and nothing has the colours of code.

    Parameters
    ----------
    text, marks :
        As of a `Code`.
    note : str
        A few words to be read below it.
    """

    def __new__(cls, text, marks=(), note=""):
        self = super().__new__(cls, text, marks)
        self.note = note
        return self


class Quote(str):
    """Several pieces one below the other, of which some are Code, as one text."""

    def __new__(cls, *pieces):
        self = super().__new__(cls, "\n".join(pieces))
        self.pieces = pieces
        return self


def numbers_that_differ(one, other):
    """Which numbers of a text of `text` are others in a second one: where they stand if they are to be marked, and what to say of that."""
    if _built(one) != _built(other):
        return [], ""
    pairs = list(zip(_NUMBER.finditer(one), _NUMBER.finditer(other), strict=True))
    spans = [a.span() for a, b in pairs if not _same(a[0], b[0])]
    if 0 < len(spans) < len(pairs):
        return spans, "Bold: differs."
    return [], "Every number differs." if len(spans) > 1 and "..." not in one else ""


def _same(one, other):
    try:
        return one == other or float(one) == float(other)  # as 2 and 2.0
    except ValueError:
        return False


def below_each_other(one, other):
    """Two texts of `text`, and where they are built alike, each number of the one ends below the same number of the other."""
    if _built(one) != _built(other) or one.count("\n") != other.count("\n"):
        return one, other
    cells = [_CELL.findall(text) for text in (one, other)]
    widths = [max(map(len, pair)) for pair in zip(*cells, strict=True)]

    def padded(text):
        width = iter(widths)
        return _CELL.sub(lambda cell: cell[0].rjust(next(width)), text)

    return padded(one), padded(other)


def _built(text):
    """The brackets and commas of a text, by which two texts are seen to be built alike, and between them one letter for each number."""
    return re.sub(r"\s", "", _NUMBER.sub("0", text))


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
        shown = "".join(f"<b>{part}</b>" if number % 2 else part for number, part in enumerate(parts))
        # Where a line is too long for a card and goes on below, the spaces before a number stay with it.
        return shown if "\n" in piece else _PADDED.sub(r'<span style="white-space:pre">\g<0></span>', shown)
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
