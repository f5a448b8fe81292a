"""How a sentence is written, and what becomes of it on a page and in a terminal: `code` in backticks, *emphasis* in stars."""

import html
import re

_EMPHASIS = re.compile(r"(?<![\w*])\*(?=\S)([^*]+?)(?<=\S)\*(?![\w*])")
# A line may end neither between the two sides of a short sum or product in brackets, nor within a slope such as ∂C/∂w.
_IN_BRACKETS = re.compile(r"(?<=\()([^()\s]{1,12}) ([-−+·]) ([^()\s]{1,12})(?=\))")
_SLOPE = re.compile(r"(∂\S{1,4}/)(?=∂)")
# In prose a minus is a minus sign; in code it is Python's hyphen. A hyphen within a word stands between two letters.
_MINUS = re.compile(r"(?<![^\s(\[/·=|])-(?=[\w(½∞|‖\s])")
_SHORT = 20  # so many letters of code fit into the innermost hint of a card on a phone


def inline(text):
    """A sentence as HTML."""
    return "".join(
        _code(piece) if code else _EMPHASIS.sub(r"<em>\1</em>", _held_together(_with_minus(piece)))
        for code, piece in _pieces(html.escape(text, quote=False))
    )


def _code(piece):
    """Code in a sentence. If it is short, no line ends in the middle of it."""
    style = ' style="white-space:nowrap"' if re.search(r"[\s-]", piece) and len(html.unescape(piece)) <= _SHORT else ""
    return f"<code{style}>{piece}</code>"


def _held_together(piece):
    piece = _IN_BRACKETS.sub("\\1\N{NO-BREAK SPACE}\\2\N{NO-BREAK SPACE}\\3", piece)
    return _SLOPE.sub("\\1\N{WORD JOINER}", piece)


def _with_minus(piece):
    return _MINUS.sub("−", piece)


def plain(text):
    """A sentence without the stars of its emphasis; code stays in backticks."""
    return "`".join(piece if code else _EMPHASIS.sub(r"\1", _with_minus(piece)) for code, piece in _pieces(text))


def shaped(shape):
    """What is said of something with this shape: "has shape (3,)"."""
    return f"has shape {shape}" if shape else "is a single number"


def ordinals(n):
    """The first n ordinals: the words first, second and third, then 4th and so on."""
    ends = {1: "st", 2: "nd", 3: "rd"}
    later = (f"{k}{'th' if 10 < k % 100 < 14 else ends.get(k % 10, 'th')}" for k in range(4, n + 1))
    return ["first", "second", "third", *later][:n]


def _pieces(text):
    return ((number % 2, piece) for number, piece in enumerate(text.split("`")))
