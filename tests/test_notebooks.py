"""Notebooks as stored: fresh, in normal form, in step with each other, and fit to be read."""

import os
import re

import pytest

from dlcourse.authoring import normalise, outputs_of, read, stored, text
from dlcourse.authoring.stubs import exercises_from, handed_to_mend, is_pristine, order
from dlcourse.exercises import find, lessons
from dlcourse.lessons import LABORATORY
from tests.courseware import EXERCISES, PRACTICE, ROOT, TAUGHT, execute

LESSONS = sorted((ROOT / "notebooks").glob("*.ipynb"))
ASKING = [path for path in LESSONS[1:] if path.name != LABORATORY.file]
SOLUTIONS = sorted((ROOT / "solutions").glob("*.ipynb"))
every_notebook = pytest.mark.parametrize("path", stored(ROOT), ids=lambda p: f"{p.parent.name}/{p.name}")
every_lesson = pytest.mark.parametrize("path", LESSONS, ids=lambda p: p.name)
every_solution = pytest.mark.parametrize("path", SOLUTIONS, ids=lambda p: p.name)


def test_every_lesson_has_its_three_notebooks():
    for lesson in TAUGHT:
        for folder in ("notebooks", "solutions", "exercises"):
            assert (ROOT / folder / lesson.file).exists()


@every_notebook
def test_a_notebook_is_stored_in_normal_form(path):
    notebook = read(path)
    assert path.read_text(encoding="utf-8") == text(normalise(notebook)), "run `make notebooks`"
    assert not any(o.output_type == "error" for c in notebook.cells for o in outputs_of(c))


@pytest.mark.parametrize("path", LESSONS[1:] + SOLUTIONS, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_the_set_up_cell_says_that_it_has_to_run_first(path):
    first = next(cell for cell in read(path).cells if cell.cell_type == "code")
    assert first.id == "setup" and first.source.startswith("# Run me first: the cells below use what is loaded here.\n")


@pytest.mark.parametrize("path", ASKING, ids=lambda p: p.name)
def test_a_lesson_opens_with_a_question_and_a_picture_of_it(path):
    """So the picture stands on the first screen."""
    title, setup, about = read(path).cells[:3]
    assert (title.id, setup.id, about.id) == ("title", "setup", "about")
    assert len(title.source.split()) <= 110
    assert setup.source.splitlines()[-1].startswith("pictures.opening(")


def test_the_first_lesson_says_what_to_draw_before_the_sheet_and_of_its_first_code_that_it_may_wait():
    cells = read(ROOT / "notebooks" / "00_start_here.ipynb").cells
    places = {cell.id: k for k, cell in enumerate(cells)}
    said = [
        next(k for k, cell in enumerate(cells) if words in cell.source)
        for words in ("draw a 3", "do not have to understand")
    ]
    assert said[0] < places["reader"] < said[1] < places["reader-numbers"]


@pytest.mark.parametrize("path", ASKING, ids=lambda p: p.name)
def test_check_yourself_begins_in_one_way_everywhere(path):
    cells = read(path).cells
    ids = [cell.id for cell in cells]
    asked = [name for name in ids[ids.index("check-yourself") : ids.index("summary")] if name.startswith("ask-")]
    word = {3: "Three", 4: "Four", 5: "Five", 6: "Six"}[len(asked)]
    begins = f"## Check yourself\n\n{word} questions about the whole lesson. After each answer you see immediately whether it is right."
    assert cells[ids.index("check-yourself")].source.startswith(begins)


# That a notebook is fresh, text and pictures, is seen when nbval runs it: conftest.py.


def test_the_order_of_the_exercises_is_that_of_the_solutions_and_has_every_file():
    """`make exercises` writes it, and beside it what is to be mended."""
    found = {number: {each.id: each.kind for each in group} for number, group in lessons().items()}
    assert found == order(ROOT), "run `make exercises`; the heading of a task says its kind, and so does its Exercise"
    assert [list(group) for group in found.values()] == [list(group) for group in order(ROOT).values()]
    assert {each.id: each.broken for each in EXERCISES if each.kind == "mend"} == handed_to_mend(ROOT), (
        "run `make exercises`"
    )
    files = [path.stem for path in (ROOT / "dlcourse" / "exercises").glob("*/[!_]*.py")]
    assert sorted(files) == sorted([PRACTICE.id, *(name for names in order(ROOT).values() for name in names)])
    assert all(find(name).id == name for name in files)


@every_solution
def test_exercises_are_in_step_with_solutions(path):
    kept = read(ROOT / "exercises" / path.name)
    # A copy that a learner has written in is the learner's. In CI there is none.
    if is_pristine(kept) or os.environ.get("DLCOURSE_REQUIRE_PRISTINE") == "1":
        assert text(kept) == text(exercises_from(read(path))), "run `make exercises`"


@every_solution
def test_stubs_are_to_do_in_exactly_their_check_cells(path, tmp_path):
    notebook = exercises_from(read(path))
    execute(notebook, tmp_path, allow_errors=True, DLCOURSE_STRICT="1")
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        errors = [o for o in cell.outputs if o.output_type == "error"]
        if cell.id.startswith("check-"):
            assert [e.ename for e in errors] == ["ExerciseNotDone"], cell.id
            assert "to do" in errors[0].evalue
        else:
            assert not errors, (cell.id, errors)


def test_run_all_over_stubs_runs_through_where_somebody_looks(tmp_path):
    # One notebook stands for all: what differs from the strict run above is in `check` alone.
    notebook = exercises_from(read(SOLUTIONS[0]))
    progress = tmp_path / "progress.json"
    execute(notebook, tmp_path, DLCOURSE_STRICT="0", DLCOURSE_PROGRESS=str(progress))
    cards = [o for c in notebook.cells if c.id.startswith("check-") for o in c.outputs]
    assert cards and all(o.metadata["dlcourse"]["outcome"] == "to do" for o in cards)
    assert all('data-outcome="to do"' in o.data["text/html"] for o in cards)


@every_solution
def test_answer_and_check_cells_are_those_of_the_exercises(path):
    ids = [cell.id for cell in read(path).cells]
    wanted = [exercise.id for exercise in lessons()[path.name[:2]]]
    assert [i.removeprefix("answer-") for i in ids if i.startswith("answer-")] == wanted
    assert [i.removeprefix("check-") for i in ids if i.startswith("check-")] == wanted


@every_lesson
def test_a_lesson_can_be_read(path):
    notebook = read(path)
    assert path.stat().st_size < 400_000
    assert re.match(r"# .+", notebook.cells[0].source)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert "pyplot" not in cell.source, f"{cell.id}: a slider's move would close its figures"
            lines = [line for line in cell.source.splitlines() if line.strip()]
            assert len(lines) <= 20, cell.id
        for output in outputs_of(cell):
            if "image/png" in output.get("data", {}):
                assert len(output.data["image/png"]) * 3 / 4 < 60_000, cell.id
                assert len(output.metadata["image/png"]["alt"]) > 30, cell.id


@every_lesson
def test_what_a_text_calls_the_next_cell_or_picture_comes_next(path):
    cells = read(path).cells
    for number, cell in enumerate(cells):
        named = re.search(r"the\s+next\s+(cell|picture|explorer)\b", cell.source, re.IGNORECASE)
        if cell.cell_type == "markdown" and named:
            later = [each for each in cells[number + 1 :] if not each.id.startswith("ask-")]
            if named[1].lower() == "cell":
                assert later[0].cell_type == "code", cell.id
            else:
                code = next(each.source for each in later if each.cell_type == "code")
                assert re.search(r"^(pictures|explore)\.", code, re.MULTILINE), cell.id


@every_notebook
def test_no_line_of_a_paragraph_begins_like_an_item_of_a_list(path):
    # A line that was wrapped before "+ e" or "1962. " would be shown as a list.
    item = re.compile(r" {0,3}([-+*]|\d+[.)])\s")
    for cell in read(path).cells:
        for paragraph in re.split(r"\n\s*\n|^```.*?^```$|\$\$.*?\$\$", cell.source, flags=re.MULTILINE | re.DOTALL):
            lines = paragraph.strip("\n").split("\n")
            if cell.cell_type == "markdown" and not item.match(lines[0]) and not lines[0].startswith((" ", "<", "|")):
                assert not [line for line in lines if item.match(line)], cell.id


@every_notebook
def test_quotation_marks_in_prose_are_curly_as_in_captions(path):
    other = re.compile(r"```.*?```|`[^`]*`|\$\$.*?\$\$|\$[^$]*\$|<[a-z/][^>]*>", re.DOTALL)
    assert [
        cell.id for cell in read(path).cells if cell.cell_type == "markdown" and '"' in other.sub("", cell.source)
    ] == []


@every_notebook
def test_links_lead_somewhere(path):
    prose = "\n".join(cell.source for cell in read(path).cells if cell.cell_type == "markdown")
    for target in re.findall(r"\]\(([^)\s#]+\.ipynb)(?:#[^)]*)?\)", prose):
        assert (path.parent / target).exists(), target
