"""Data of your own: a table from a CSV file, and drawings that are kept in one.

A CSV file is a table as text. Its first line names the columns, and each line below is one example. One column holds the label, which is the
class of the example, and all the others hold numbers.
"""

import csv
import functools
import io
import os
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dlcourse.audience import strict
from dlcourse.data import pixel_digits
from dlcourse.deep import centre

LABEL = "label"
_SEPARATORS = ",;\t"
_MANY = 10  # with more classes than this, and more than half as many as examples, a label is a number to be guessed


@dataclass(frozen=True, eq=False)
class Table:
    """Examples with their classes.

    Parameters
    ----------
    X : ndarray, shape (n, d)
        One example a row.
    y : ndarray of int, shape (n,)
        Which of `classes` each example belongs to, counted from 0.
    columns : tuple of str, length d
        Names of the columns of X.
    classes : tuple of str
    """

    X: np.ndarray
    y: np.ndarray
    columns: tuple
    classes: tuple

    def __repr__(self):
        counts = np.bincount(self.y, minlength=len(self.classes))
        each = ", ".join(f"{name} ({count})" for name, count in zip(self.classes, counts, strict=True))
        return f"{len(self.y)} examples with {len(self.columns)} columns, in {len(self.classes)} classes: {each}"


def folder():
    """Where data and results of your own are kept: in `own`, beside the folder of the notebook.

    Where a program runs the notebook, or no progress is kept (DLCOURSE_PROGRESS is "off"), it is a folder that is thrown away. So a test
    never meets your drawings, and leaves nothing behind.
    """
    if strict() or os.environ.get("DLCOURSE_PROGRESS") == "off":
        return Path(_thrown_away().name)
    return Path("..", "own")


@functools.cache
def _thrown_away():
    return tempfile.TemporaryDirectory(prefix="dlcourse-own-", ignore_cleanup_errors=True)


def example():
    """A table to try things on: 600 of the toy digits of lesson 07, 8 by 8 pixels each."""
    X, y = pixel_digits(600, np.random.default_rng(0))
    return Table(X, y, tuple(f"pixel {k}" for k in range(X.shape[1])), tuple("0123456789"))


def read_csv(path, label=LABEL, at_least=2):
    """The table in a CSV file.

    Parameters
    ----------
    path : str or Path
    label : str
        Name of the column with the classes. All others have to hold numbers.
    at_least : int
        How many examples there have to be.

    Returns
    -------
    Table

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If it is not a table that a network can learn from; one sentence says what is wrong, and in which line.
    """
    header, rows = _cells(Path(path))
    for name, count in Counter(header).items():
        if count > 1:
            raise ValueError(f"{count} columns have the name {name!r}. Each column needs a name of its own.")
    if label not in header:
        there = ", ".join(map(repr, header[:8])) + (", …" if len(header) > 8 else "")
        raise ValueError(
            f"There is no column {label!r}. The columns are: {there}. Say which one holds the classes: label=..."
        )
    if len(header) == 1:
        raise ValueError(f"The only column is {label!r}. There have to be others, with numbers to tell the classes by.")
    if len(rows) < at_least:
        raise ValueError(
            f"The table has too few examples to learn from and to judge by: {len(rows)}. There should be {at_least} or more."
        )
    place = header.index(label)
    columns = header[:place] + header[place + 1 :]
    X, names = np.empty((len(rows), len(columns))), []
    for k, (line, row) in enumerate(rows):
        if len(row) != len(header):
            raise ValueError(f"Line {line} has {len(row)} cells, but the first line names {len(header)} columns.")
        names.append(row[place].strip())
        if not names[-1]:
            raise ValueError(f"Line {line} has no label: the column {label!r} is empty there.")
        X[k] = [_number(cell, line, name) for cell, name in zip(row[:place] + row[place + 1 :], columns, strict=True)]
    classes = sorted(set(names), key=_in_order)
    if len(classes) == 1:
        raise ValueError(
            f"All {len(rows)} examples have the label {classes[0]!r}. It takes two classes to tell apart, or more."
        )
    if len(classes) > max(_MANY, len(rows) / 2):
        raise ValueError(
            f"The column {label!r} holds {len(classes)} different labels for {len(rows)} examples. Is it a number that is to be guessed? "
            "Here each label is a class, with several examples of its own."
        )
    return Table(X, np.array([classes.index(name) for name in names]), tuple(columns), tuple(classes))


def _cells(path):
    """The header, and each row with the number of its line."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise FileNotFoundError(
            f"There is no file {path}. Is the name spelt so? A path begins at the folder of the notebook; `..` is the folder around it."
        ) from None
    except OSError as problem:
        raise ValueError(f"{path} cannot be read: {problem.strerror}.") from None
    if b"\0" in data:
        raise ValueError(f"{path.name} is no text. In your spreadsheet, save the table as CSV.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    first = text.split("\n", 1)[0]
    separator = max(_SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        rows = [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as problem:
        raise ValueError(f"Line {reader.line_num} of {path.name} cannot be read as CSV: {problem}.") from None
    if not rows:
        raise ValueError(
            f"{path.name} is empty. Its first line has to name the columns, and each line below is an example."
        )
    (_, header), *rows = rows
    if not rows:
        raise ValueError(
            f"{path.name} has a single line. It names the columns; below it there has to be a line for each example."
        )
    return [name.strip() for name in header], rows


def _number(cell, line, column):
    try:
        value = float(cell)
    except ValueError:
        where = f"Line {line}, column {column!r}"
        if not cell.strip():
            raise ValueError(f"{where} is empty. Fill it in, or take the line out.") from None
        tail = f" Decimals need a point: {cell.strip().replace(',', '.')}." if cell.count(",") == 1 else ""
        raise ValueError(f"{where} holds {cell!r}, which is no number.{tail}") from None
    if not np.isfinite(value):
        raise ValueError(f"Line {line}, column {column!r} holds {cell!r}, which is no finite number.")
    return value


def _in_order(name):
    """Numbers by size, and before words."""
    try:
        return 0, float(name), name
    except ValueError:
        return 1, 0.0, name


def save_drawing(path, drawing, label):
    """Add a drawing to a CSV file, as the networks of lesson 08 see it: scaled and centred, paper 0 and ink 1.

    Parameters
    ----------
    path : str or Path
        The file, and its folder, are made if they are not there.
    drawing : array_like, shape (784,)
        Paper 0, ink 1.
    label : str
        What it is.

    Returns
    -------
    dict of str to int
        How many drawings of each label there are now.

    Raises
    ------
    ValueError
        If nothing is drawn, or the file is a table of something else.
    """
    path, drawing = Path(path), np.asarray(drawing, dtype=float)
    if not drawing.any():
        raise ValueError("Nothing is drawn yet.")
    header = [LABEL, *(f"pixel {k}" for k in range(28 * 28))]
    kept = drawings(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        if not kept:
            writer.writerow(header)
        writer.writerow([label, *(f"{value:.3g}" for value in centre(drawing))])
    kept[str(label)] = kept.get(str(label), 0) + 1
    return kept


def drawings(path):
    """How many drawings of each label are kept in a file; none if it is not there.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    dict of str to int

    Raises
    ------
    ValueError
        If the file is a table of something else.
    """
    path = Path(path)
    if not path.exists() or not path.read_bytes():
        return {}
    with path.open(newline="", encoding="utf-8") as file:
        header, *rows = csv.reader(file)
    if header[:2] != [LABEL, "pixel 0"] or len(header) != 785:
        raise ValueError(f"{path.name} holds a table of something else. Choose another name for the drawings.")
    return dict(Counter(row[0] for row in rows))
