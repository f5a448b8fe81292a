"""How a sentence is written, and what becomes of it on a page and in a terminal: `code` in backticks, *emphasis* in stars."""

import html
import re

_EMPHASIS = re.compile(r"(?<![\w*])\*(?=\S)([^*]+?)(?<=\S)\*(?![\w*])")
# A line may end neither between the two sides of a short sum or product in brackets, nor within a slope such as ∂C/∂w.
_IN_BRACKETS = re.compile(r"(?<=\()([^()\s]{1,12}) ([-−+·]) ([^()\s]{1,12})(?=\))")
_SLOPE = re.compile(r"(∂\S{1,4}/)(?=∂)")


def inline(text):
    """A sentence as HTML."""
    return "".join(
        f"<code>{piece}</code>" if code else _EMPHASIS.sub(r"<em>\1</em>", _held_together(piece))
        for code, piece in _pieces(html.escape(text, quote=False))
    )


def _held_together(piece):
    piece = _IN_BRACKETS.sub("\\1\N{NO-BREAK SPACE}\\2\N{NO-BREAK SPACE}\\3", piece)
    return _SLOPE.sub("\\1\N{WORD JOINER}", piece)


def plain(text):
    """A sentence without the stars of its emphasis; code stays in backticks."""
    return "`".join(piece if code else _EMPHASIS.sub(r"\1", piece) for code, piece in _pieces(text))


def _pieces(text):
    return ((number % 2, piece) for number, piece in enumerate(text.split("`")))
