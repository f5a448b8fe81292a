"""Draw sentences of a lesson at random, to be read without their surroundings by somebody who has not seen the lesson.

A sentence that is understood on its own at the first reading is a plain one. Twenty of a lesson are drawn; nineteen shall be
understood::

    python scripts/sentences.py notebooks/02_perceptron.ipynb --seed 7
    python scripts/sentences.py notebooks/02_perceptron.ipynb --all
"""

import argparse
import random
import re
from pathlib import Path

import nbformat

FENCE = re.compile(r"^```.*?^```\s*$", re.MULTILINE | re.DOTALL)
FORMULA = re.compile(r"\$\$.*?\$\$", re.DOTALL)
TAG = re.compile(r"</?[a-z][^>]*>")
LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")
NOT_PROSE = re.compile(r"^\s*(#|\||>?\s*\[!|<|---)")
BULLET = re.compile(r"^\s*(?:>\s*)?(?:[-*+]|\d+\.)\s+")
END = re.compile(r"(?<=[.!?:])[\"”*_)]*\s+(?=[\"“*_(]*[A-Z0-9$`])")


def paragraphs(source):
    """The paragraphs and list items of a Markdown cell, each on one line, without headings, tables, code and display formulas."""
    source = TAG.sub("", FORMULA.sub("…", FENCE.sub("", source)))
    found, open_ = [], False
    for line in source.splitlines():
        if not line.strip() or NOT_PROSE.match(line):
            open_ = False
            continue
        text = BULLET.sub("", line).strip().lstrip("> ").strip()
        if open_ and not BULLET.match(line):
            found[-1] += " " + text
        else:
            found.append(text)
        open_ = True
    return [LINK.sub(r"\1", paragraph) for paragraph in found]


def sentences(notebook):
    """All sentences of three words and more in the Markdown cells of a notebook, in their order."""
    cells = nbformat.read(notebook, as_version=4).cells
    prose = (paragraph for cell in cells if cell.cell_type == "markdown" for paragraph in paragraphs(cell.source))
    return [text.strip() for paragraph in prose for text in END.split(paragraph) if len(text.split()) >= 3]


def main():
    """Print the sentences, numbered."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("notebook", type=Path)
    parser.add_argument("--seed", type=int, default=0, help="of the draw; 0 if left out")
    parser.add_argument("--number", type=int, default=20, help="how many; 20 if left out")
    parser.add_argument("--all", action="store_true", help="print all of them in their order, and draw none")
    given = parser.parse_args()
    found = sentences(given.notebook)
    if not given.all:
        found = random.Random(given.seed).sample(found, min(given.number, len(found)))
    for number, sentence in enumerate(found, 1):
        print(f"{number:3}. {sentence}")


if __name__ == "__main__":
    main()
