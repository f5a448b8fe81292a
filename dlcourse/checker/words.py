"""How a sentence is written, and what becomes of it on a page and in a terminal: `code` in backticks, *emphasis* in stars."""

import html
import re

_EMPHASIS = re.compile(r"(?<![\w*])\*(?=\S)([^*]+?)(?<=\S)\*(?![\w*])")


def inline(text):
    """A sentence as HTML."""
    return "".join(
        f"<code>{piece}</code>" if code else _EMPHASIS.sub(r"<em>\1</em>", piece)
        for code, piece in _pieces(html.escape(text, quote=False))
    )


def plain(text):
    """A sentence without the stars of its emphasis; code stays in backticks."""
    return "`".join(piece if code else _EMPHASIS.sub(r"\1", piece) for code, piece in _pieces(text))


def _pieces(text):
    return ((number % 2, piece) for number, piece in enumerate(text.split("`")))
