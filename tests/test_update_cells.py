"""No answer is lost or ends in the wrong place, whatever a learner and a notebook's other readers have done to the cells."""

import copy
import json
import os
import re
import tempfile
import uuid
from pathlib import Path
from unittest import mock

import nbformat
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dlcourse.classroom.update import remember_as_given_out, update
from dlcourse.classroom.update_cells import mark, marks, merge, names_set, plain, source
from tests.versions import names_of, versions

UPDATES = int(os.environ.get("DLCOURSE_UPDATES", "60"))
WHEN = "27 November 2026"


def fill(text, word):
    """A learner's answer made from a stub, with a word of its own in it."""
    text = text.replace("raise NotImplementedError", f"return '{word}'")
    return re.sub(r"= \.\.\.", f"= 1  # {word}", text) if word not in text else text


class Learner:
    """A notebook as it was given out, and what a learner and other tools do to it.

    Each cell is a dict; `of` remembers for the test's own use which cell of the course it was, whatever happens to its id.
    """

    def __init__(self, draw, old):
        self.draw, self.old = draw, old
        self.cells = copy.deepcopy(old["cells"])
        self.of = {id(cell): cell["id"] for cell in self.cells}
        self.count = 0

    def pick(self, cells=None):
        return self.draw(st.sampled_from(self.cells if cells is None else cells))

    def word(self, about):
        self.count += 1
        return f"<{about}:{self.count}>"

    def any_id(self):
        return str(uuid.UUID(int=self.draw(st.integers(0, 2**128 - 1)), version=4))

    def put(self, cell, place):
        self.cells.insert(place, cell)

    def place(self, cell):
        return next(k for k, one in enumerate(self.cells) if one is cell)

    def answer(self):
        cell = self.pick([c for c in self.cells if c["id"].startswith("answer-")] or self.cells)
        exercise = cell["id"].removeprefix("answer-")
        cell["source"] = fill(source(cell), self.word(exercise))

    def broken(self):
        self.answer()
        cell = self.pick([c for c in self.cells if c["id"].startswith("answer-")] or self.cells)
        if plain(source(cell)) and cell["cell_type"] == "code":
            cell["source"] = source(cell) + "\n    if (" + self.word("broken")

    def add(self):
        kind = self.draw(st.sampled_from(["code", "markdown"]))
        cell = {"cell_type": kind, "id": self.any_id(), "metadata": {}, "source": f"# {self.word('own')}"}
        cell |= {"outputs": [], "execution_count": None} if kind == "code" else {}
        self.put(cell, self.draw(st.integers(0, len(self.cells))))

    def move(self):
        cell = self.pick()
        del self.cells[self.place(cell)]
        self.put(cell, self.draw(st.integers(0, len(self.cells))))

    def split(self):
        cell = self.pick()
        lines = source(cell).splitlines(keepends=True)
        if len(lines) > 1:
            at = self.draw(st.integers(1, len(lines) - 1))
            other = {**copy.deepcopy(cell), "id": self.any_id(), "source": "".join(lines[:at])}
            cell["source"] = "".join(lines[at:])
            if self.draw(st.booleans()):
                other["source"], cell["source"] = cell["source"], other["source"]
                self.put(other, self.place(cell) + 1)
            else:
                self.put(other, self.place(cell))
            self.of[id(other)] = self.of.get(id(cell))

    def join(self):
        place = self.draw(st.integers(0, len(self.cells) - 2))
        one, other = self.cells[place : place + 2]
        if one["cell_type"] == other["cell_type"] == "code":
            one["source"] = source(one) + "\n\n" + source(other)
            one["id"] = self.draw(st.sampled_from([one["id"], other["id"]]))
            del self.cells[place + 1]

    def double(self):
        cell = self.pick()
        other = {**copy.deepcopy(cell), "id": self.draw(st.sampled_from([self.any_id(), cell["id"]]))}
        self.put(other, self.place(cell) + self.draw(st.integers(0, 1)))

    def delete(self):
        if len(self.cells) > 3:
            del self.cells[self.place(self.pick())]

    def empty(self):
        self.pick()["source"] = self.draw(st.sampled_from(["", [], "\n", " "]))

    def edit(self):
        cell = self.pick()
        cell["source"] = source(cell) + f"\n# {self.word('edit')}"

    def lose_ids(self):
        kind = self.draw(st.sampled_from(["none", "new", "colab"]))
        for cell in self.cells:
            if kind == "none":
                cell["id"] = ""
            else:
                cell["id"] = self.any_id()[: 12 if kind == "colab" else None]

    def lose_some_ids(self):
        for cell in self.cells:
            if self.draw(st.booleans()):
                cell["id"] = self.any_id()

    def rewrite(self):
        for cell in self.cells:
            cell["source"] = source(cell).splitlines(keepends=True)
            cell["metadata"] = {"collapsed": False, "trusted": True}
            if cell["cell_type"] == "code":
                cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "ran\n"}]
                cell["execution_count"] = 3

    def notebook(self):
        lost = any(not cell.get("id") for cell in self.cells)
        cells = [{k: v for k, v in cell.items() if k != "id" or not lost} for cell in self.cells]
        return {**copy.deepcopy(self.old), "cells": cells, "nbformat_minor": 4 if lost else 5}


EDITS = ["answer"] * 6 + [
    "broken", "add", "add", "move", "split", "join", "double", "delete", "empty", "edit", "lose_some_ids", "rewrite",
]  # fmt: skip


class Case:
    """A learner's notebook, the version it came from, the new one, and what is known; its repr is short."""

    def __init__(self, story, *parts):
        self.story, self.parts = story, parts

    def __repr__(self):
        return self.story


@st.composite
def updates(draw):
    """A learner's notebook, the new version, what is known of the old ones."""
    name = draw(st.sampled_from(list(versions())))
    books = versions()[name]
    first, last = (draw(st.integers(0, len(books) - 1)) for _ in range(2))
    old, new = books[first], books[last]
    learner = Learner(draw, old)
    edits = draw(st.lists(st.sampled_from(EDITS), min_size=1, max_size=12))
    if draw(st.integers(0, 3)) == 0:
        edits.append("lose_ids")
    for edit in edits:
        getattr(learner, edit)()
    known, base = {}, {}
    if draw(st.booleans()):
        base = marks(old)
        known = {text: name for book in (*books, old) for text, name in marks(book).items()}
    return Case(
        f"{name} {first}->{last}, {', '.join(edits)}, known: {bool(known)}", learner.notebook(), old, new, known, base
    )


def texts_of(notebook):
    return [source(cell) for cell in notebook["cells"]]


def calls(cell):
    found = re.fullmatch(r"""check\(["'](\w+)["']\)""", plain(source(cell)))
    return found and found[1]


def seen_by(notebook, exercise, names):
    """The text that defines an exercise's answer when its check runs, Run All; None if there is none or no check."""
    text = None
    for cell in notebook["cells"]:
        if calls(cell) == exercise:
            return text
        if cell["cell_type"] == "code" and names & names_set(source(cell)):
            text = source(cell)
    return None


@settings(
    max_examples=UPDATES,
    deadline=None,
    derandomize="DLCOURSE_UPDATES" not in os.environ,
    suppress_health_check=list(HealthCheck),
)
@given(updates())
def test_no_answer_is_lost_or_in_the_wrong_place(case):
    mine, old, new, known, base = case.parts
    result = merge(copy.deepcopy(mine), new, known, base, WHEN).notebook
    look_through(mine, old, new, known, result)

    # Once more changes nothing.
    again = merge(copy.deepcopy(result), new, {**known, **marks(new)}, marks(new), "another day")
    assert again.notebook == result


def test_an_answer_joined_with_a_cell_that_fetches_another_stays_the_answer():
    """Else a stub stands below it, and hides it from the check."""

    def cell(name, text):
        return {"cell_type": "code", "id": name, "metadata": {}, "source": text, "outputs": [], "execution_count": None}

    stub, fetch = "def second(x):\n    raise NotImplementedError", 'first = use("first")\nprint(first(1))'
    new = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}}
    new["cells"] = [cell("try-1", fetch), cell("answer-second", stub), cell("check-second", 'check("second")')]
    joined = fetch + "\n\n" + stub.replace("raise NotImplementedError", "return 2 * x")
    mine = {**new, "cells": [cell("try-1", joined), new["cells"][2]]}
    result = merge(mine, new, {}, {}, WHEN).notebook
    assert seen_by(result, "second", {"second"}) == joined
    assert sum("def second" in text for text in texts_of(result)) == 1


def test_an_output_that_the_course_hides_now_is_not_left_to_be_seen():
    cell = {"cell_type": "code", "id": "count", "metadata": {}, "source": "print(7)", "execution_count": 1}
    mine = {**cell, "outputs": [{"output_type": "stream", "name": "stdout", "text": ["7\n"]}]}
    new = {**cell, "metadata": {"tags": ["hide-output"]}, "outputs": [], "execution_count": None}
    book = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}}
    assert merge({**book, "cells": [mine]}, {**book, "cells": [new]}, {}, {}, WHEN).notebook["cells"] == [new]
    ran = {**new, "outputs": mine["outputs"], "execution_count": 3}  # the reader has run it since
    assert merge({**book, "cells": [ran]}, {**book, "cells": [new]}, {}, {}, WHEN).notebook["cells"] == [ran]


def look_through(mine, old, new, known, result):
    """Whether all that the learner wrote is in the result, in its place, and all that the course gives out."""
    given_out = {**known, **marks(old), **marks(new)}

    # Nothing that the learner wrote is lost, to the byte, and as often as it was there.
    left = texts_of(result)
    for text in texts_of(mine):
        if plain(text) and mark(text) not in given_out:
            assert text in left, text
            left.remove(text)

    # What the course gives out is there, in its order.
    ids = [cell["id"] for cell in result["cells"]]
    assert len(set(ids)) == len(ids)
    there = set(ids)
    assert [name for name in ids if name in {c["id"] for c in new["cells"]}] == [
        c["id"] for c in new["cells"] if c["id"] in there
    ]
    absent = {c["id"] for c in new["cells"]} - there
    assert all(name.startswith("answer-") for name in absent)
    by_id = {cell["id"]: source(cell) for cell in result["cells"]}
    for cell in new["cells"]:
        if cell["id"].startswith("check-"):
            assert by_id[cell["id"]] == source(cell)

    # An answer stands under its own task: no answer in the cell of another, unless the learner has put it there or has joined the
    # two. And each check sees the answer that it saw before.
    for exercise, names in names_of(new).items():
        text = by_id.get(f"answer-{exercise}", "")
        own = [source(cell) for cell in mine["cells"] if cell.get("id") == f"answer-{exercise}"]
        about = set(re.findall(r"<(\w+):\d+>", text)) - {"own", "edit", "broken"}
        assert about <= {exercise} or names & names_set(text) or text in own
        before = seen_by(mine, exercise, names)
        if before is not None and mark(before) not in given_out:
            assert seen_by(result, exercise, names) == before

    # Jupyter can read it.
    nbformat.validate(nbformat.from_dict(result))


@st.composite
def courses(draw):
    """Two exercise notebooks of a learner's course, edited, and those of a newer one."""
    names = draw(st.lists(st.sampled_from(list(versions())), min_size=2, max_size=2, unique=True))
    stories, parts = [], {}
    for name in names:
        books = versions()[name]
        first, last = (draw(st.integers(0, len(books) - 1)) for _ in range(2))
        learner = Learner(draw, books[first])
        edits = draw(st.lists(st.sampled_from([*EDITS, "lose_ids"]), min_size=1, max_size=8))
        for edit in edits:
            getattr(learner, edit)()
        stories.append(f"{name} {first}->{last}, {', '.join(edits)}")
        parts[name] = learner.notebook(), books[first], books[last]
    return Case("; ".join(stories), parts, draw(st.booleans()))


def course_of(folder, books):
    """A folder that is enough of a course."""
    for name in ("dlcourse", "exercises", "notebooks"):
        (folder / name).mkdir(parents=True)
    (folder / "dlcourse" / "__init__.py").write_text("")
    (folder / "notebooks" / "lesson.txt").write_text("")
    for name, book in books.items():
        (folder / "exercises" / name).write_text(json.dumps(book), encoding="utf-8")


@settings(
    max_examples=max(UPDATES // 8, 1),
    deadline=None,
    derandomize="DLCOURSE_UPDATES" not in os.environ,
    suppress_health_check=list(HealthCheck),
)
@given(courses())
def test_no_answer_is_lost_in_a_folder(case):
    parts, remembered = case.parts
    # What is on the disk when the power goes is not tried here, and to wait for the disk takes longest.
    with mock.patch("os.fsync"), tempfile.TemporaryDirectory() as scratch:
        course, newer = Path(scratch, "mine"), Path(scratch, "newer")
        course_of(course, {name: old for name, (_, old, _) in parts.items()})
        course_of(newer, {name: new for name, (_, _, new) in parts.items()})
        if remembered:
            remember_as_given_out(course)
        for name, (mine, _, _) in parts.items():
            (course / "exercises" / name).write_text(json.dumps(mine), encoding="utf-8")
        told = []
        update(course, str(newer), older=True, say=told.append)
        for name, (mine, old, new) in parts.items():
            result = json.loads((course / "exercises" / name).read_text(encoding="utf-8"))
            if mine != old or old != new:
                look_through(mine, old, new, {}, result)
        told.clear()
        update(course, str(newer), say=told.append)
        assert "up to date" in told[-1]
