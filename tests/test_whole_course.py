"""The whole course, as a learner goes through it: from untouched exercises to a network of one's own that reads."""

import re
import shutil
from types import SimpleNamespace

import pytest

from dlcourse.authoring import read, text
from dlcourse.authoring.stubs import exercises_from, is_pristine
from dlcourse.checker.pieces import PIECES
from dlcourse.exercises import lessons
from tests.courseware import ROOT, TAUGHT, execute, solution, stub

NAMES = [lesson.file for lesson in TAUGHT]
READS = "08_deep_networks.ipynb"  # where the network is put together, and examined
CALL, EXAMINATION = "own_network()", "mine.examine()"


def pristine(folder):
    """A course folder as a teacher gives it out: exercises nobody has written in, and no solutions."""
    for name in ("exercises", "notebooks"):
        (folder / name).mkdir()
    for name in NAMES:
        made = exercises_from(read(ROOT / "solutions" / name))
        (folder / "exercises" / name).write_text(text(made), encoding="utf-8")
    return folder / "exercises"


def answer(path, write):
    """Fill in every answer cell, as a learner who saves the notebook: `write` gives the source for an exercise."""
    notebook = read(path)
    for cell in notebook.cells:
        if cell.id.startswith("answer-"):
            cell.source = write(cell.id.removeprefix("answer-"))
    path.write_text(text(notebook), encoding="utf-8")


def run(path):
    """Run a notebook in its folder; return it with its outputs."""
    notebook = read(path)
    execute(notebook, path.parent, DLCOURSE_STRICT="1", DLCOURSE_PROGRESS="off")
    return notebook


def said(cell):
    """What a cell printed."""
    return "".join(o.text for o in cell.outputs if o.output_type == "stream" and o.name == "stdout")


def network_of(notebook):
    """What the call for the network said, by parts."""
    cells = [c for c in notebook.cells if c.cell_type == "code" and (CALL in c.source or EXAMINATION in c.source)]
    words = "".join(map(said, cells))
    outputs = [output for cell in cells for output in cell.outputs]
    assert len(cells) == 2 and not [o for o in outputs if o.output_type == "error" or o.get("name") == "stderr"]
    return SimpleNamespace(
        words=words,
        pieces=dict(re.findall(r"^  lesson \d\d   (\w+) +(.+)$", words, re.M)),
        share=float(re.search(r"test digits it names ([\d.]+)% correctly", words)[1]),
        pictures=[o for o in outputs if "image/png" in o.get("data", {})],
    )


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """Every exercise answered, every notebook run in order: the folder, and the notebooks by name."""
    folder = pristine(tmp_path_factory.mktemp("course"))
    assert all(is_pristine(read(folder / name)) for name in NAMES) and not (folder.parent / "solutions").exists()
    for name in NAMES:
        answer(folder / name, solution)
    return SimpleNamespace(folder=folder, notebooks={name: run(folder / name) for name in NAMES})


def test_every_check_passes(done):
    # A check that does not pass raises, and the run would have ended there.
    passed = [
        o.metadata.dlcourse
        for n in done.notebooks.values()
        for c in n.cells
        for o in c.get("outputs", [])
        if "dlcourse" in o.get("metadata", {})
    ]
    assert [p.exercise for p in passed] == [exercise.id for group in lessons().values() for exercise in group]
    assert {p.outcome for p in passed} == {"done"}


def test_no_notebook_borrows_anything(done):
    for name, notebook in done.notebooks.items():
        assert not [cell.id for cell in notebook.cells if cell.cell_type == "code" and "borrowed" in said(cell)], name


def test_the_learners_network_reads(done):
    network = network_of(done.notebooks[READS])
    assert network.pieces == dict.fromkeys(PIECES, "yours")
    assert set(PIECES.values()) == {"03", "04", "05", "06", "07", "08"}
    assert network.share >= 92.0
    alts = [picture.metadata["image/png"]["alt"] for picture in network.pictures]
    assert [alt.split()[0] for alt in alts] == ["Validation", "Test"]


def test_without_the_answers_to_04_the_rest_is_the_learners(done, tmp_path):
    course = tmp_path / "course"
    shutil.copytree(done.folder.parent, course)
    folder, unanswered = course / "exercises", NAMES[3]
    answer(folder / unanswered, stub)
    assert is_pristine(read(folder / unanswered))
    notebook = run(folder / READS)
    network = network_of(notebook)
    borrowed = {exercise for exercise, whose in network.pieces.items() if whose != "yours"}
    assert borrowed == {"layer_forward", "neural_network"} and "Borrowed: lesson 04 (" in network.words
    assert all(network.pieces[exercise].startswith("borrowed from the course") for exercise in borrowed)
    assert network.share >= 92.0
    # The notebook itself borrows what it lacks, and says so.
    assert "neural_network: borrowed from the course" in "".join(
        said(cell) for cell in notebook.cells if cell.cell_type == "code"
    )
