"""Versions of the exercise notebooks for the tests of updates: those of the project's history, and a few that are made up."""

import copy
import functools
import json
import random

from dlcourse.classroom.update_cells import answers, fingerprint, names_set, source
from dlcourse.classroom.update_places import history
from tests.courseware import ROOT

A_NOTEBOOK = 8  # versions at most


@functools.cache
def versions():
    """Versions of each exercise notebook: a dict from its name to a list of notebooks, newest first.

    Where the history is not there, as in a clone that is not whole, those that are made up have to do.
    """
    found = {path.name: [json.loads(path.read_bytes())] for path in sorted((ROOT / "exercises").glob("*.ipynb"))}
    for path, notebook in history(ROOT).notebooks:
        folder, name = path.split("/")
        if folder == "exercises" and name in found and notebook not in found[name]:
            found[name].append(notebook)
    return {name: _thin(books)[:A_NOTEBOOK] + _made_up(books[0], name) for name, books in found.items()}


def _thin(books):
    """The newest, the oldest, and some between them."""
    return (
        books
        if len(books) <= A_NOTEBOOK
        else [books[k * (len(books) - 1) // (A_NOTEBOOK - 1)] for k in range(A_NOTEBOOK)]
    )


def _made_up(notebook, name):
    """Three more: an exercise less, every text changed, the exercises in another order."""
    chance = random.Random(name)
    ids = answers(notebook)
    lost = chance.choice(ids)
    fewer = [cell for cell in notebook["cells"] if cell["id"] not in (f"answer-{lost}", f"check-{lost}")]
    changed = [{**cell, "source": _reworded(cell)} for cell in notebook["cells"]]
    groups, group = [], []
    for cell in notebook["cells"][2:]:
        group.append(cell)
        if cell["id"].startswith("check-"):
            groups.append(group)
            group = []
    turned = [*notebook["cells"][:2], *(cell for some in reversed(groups) for cell in some), *group]
    return [seal({**copy.deepcopy(notebook), "cells": copy.deepcopy(cells)}) for cells in (fewer, changed, turned)]


def _reworded(cell):
    text = source(cell)
    if cell["id"].startswith("check-"):
        return text
    return text + ("\nSaid in other words." if cell["cell_type"] == "markdown" else "\n# Said in other words.")


def seal(notebook):
    """A notebook with the fingerprint of one in which nobody has written."""
    notebook["metadata"]["dlcourse"] = {"generated": fingerprint(notebook)}
    return notebook


def names_of(notebook):
    """What each exercise's answer defines."""
    cells = {cell["id"]: cell for cell in notebook["cells"]}
    return {exercise: names_set(source(cells[f"answer-{exercise}"])) for exercise in answers(notebook)}
