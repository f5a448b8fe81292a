"""Stripping solutions, normal form, and never overwriting an answer; `make check` on a learner's file."""

import base64
import io
import json
import os
import re
import shutil
import subprocess
import sys

import nbformat
import pytest
from PIL import Image

import dlcourse.authoring.__main__ as make_notebooks_module
import dlcourse.exercises.__main__ as make_check_module
from dlcourse.authoring import keep_pictures, normalise, outputs_of, pictures_differ, read, run, text
from dlcourse.authoring.stubs import (
    exercises_from,
    fingerprint,
    handed_to_mend,
    is_pristine,
    order,
    strip,
    titles,
    write_exercises,
    write_lists,
)
from dlcourse.checker.notebooks import without_markers
from dlcourse.exercises import lessons
from tests.courseware import ROOT, solution

FUNCTION = '''def f(x):
    """Twice x."""
    ### BEGIN SOLUTION
    y = 2 * x
    return y
    ### END SOLUTION
'''
MEND = '''def f(x):
    """Twice x."""
    ### BEGIN SOLUTION
    factor = 2
    ### END SOLUTION
    ### BEGIN BROKEN
    # # Is this enough?
    # if x:
    #     factor = 3

    ### END BROKEN
    return factor * x
'''
VALUES = """### BEGIN SOLUTION
w = np.array([1, 2])
b = -1
### END SOLUTION"""


def test_a_solution_in_a_function_becomes_a_stub_that_raises():
    made = strip(FUNCTION)
    assert "2 * x" not in made and made.startswith('def f(x):\n    """Twice x."""\n    # Your code here')
    namespace = {}
    exec(made, namespace)
    with pytest.raises(NotImplementedError):
        namespace["f"](1)


def test_values_at_the_top_level_become_dots():
    namespace = {}
    exec(strip(VALUES), namespace)
    assert namespace["w"] is ... and namespace["b"] is ...
    exec(strip("### BEGIN SOLUTION\n(u, v), k = (1, 2), 3\n### END SOLUTION"), namespace)
    assert namespace["u"] is ... and namespace["v"] is ... and namespace["k"] is ...


def test_what_is_to_be_mended_takes_the_place_of_the_solution():
    stub = (
        'def f(x):\n    """Twice x."""\n    # Is this enough?\n    if x:\n        factor = 3\n\n    return factor * x'
    )
    assert strip(MEND) == stub
    assert without_markers(MEND) == 'def f(x):\n    """Twice x."""\n    factor = 2\n    return factor * x'
    with pytest.raises(ValueError, match="Cell answer-f: every line of the broken version is a comment.*'factor = 3'"):
        strip(MEND.replace("#     factor", "factor"), "answer-f")


@pytest.mark.parametrize(
    "source",
    [
        "### BEGIN SOLUTION\nx = 1",
        "x = 1\n### END SOLUTION",
        VALUES.replace("END", "BEGIN"),
        MEND.replace("END BROKEN", "END SOLUTION"),
        MEND.replace("    ### END SOLUTION\n", ""),
    ],
)
def test_a_marker_without_its_partner_is_refused_by_cell(source):
    with pytest.raises(ValueError, match="Cell answer-x"):
        strip(source, "answer-x")


def notebook(*cells):
    return nbformat.v4.new_notebook(cells=list(cells))


def code(source, name):
    cell = nbformat.v4.new_code_cell(source)
    cell.id = name
    return cell


def test_normal_form_is_stable_and_names_cells_after_their_heading():
    heading = nbformat.v4.new_markdown_cell("## What is a *loss* for?  ")
    first = nbformat.v4.new_code_cell("x = 1\n\n")
    first.metadata = nbformat.from_dict({"collapsed": True, "tags": ["keep"]})
    view = {"application/vnd.jupyter.widget-view+json": {"model_id": "1"}, "text/plain": "Explorer: e"}
    second = nbformat.v4.new_code_cell(
        "e", outputs=[nbformat.v4.new_output("display_data", data=view)], execution_count=9
    )
    made = normalise(notebook(heading, first, second))
    ids = [cell.id for cell in made.cells]
    assert ids == ["what-is-a-loss-for-1", "what-is-a-loss-for-2", "what-is-a-loss-for-3"]
    assert made.cells[1].metadata == {"tags": ["keep"]} and made.cells[1].source == "x = 1"
    assert dict(made.cells[2].outputs[0].data) == {"text/plain": "Explorer: e"}
    assert made.cells[2].execution_count == 1
    assert text(normalise(made)) == text(made)


def tagged(source, name, **more):
    cell = code(source, name)
    cell.update(nbformat.from_dict(more))
    cell.metadata["tags"] = ["hide-output"]
    return cell


def test_the_outputs_of_a_tagged_cell_are_kept_out_of_sight():
    first = tagged("7", "answers", outputs=[nbformat.v4.new_output("stream", text="7\n")], execution_count=3)
    second = code("8", "next")
    second.execution_count = 4
    made = normalise(notebook(first, second))
    hidden = made.cells[0]
    assert (hidden.outputs, hidden.execution_count, made.cells[1].execution_count) == ([], None, 2)
    assert [output.text for output in outputs_of(hidden)] == ["7\n"]
    assert text(normalise(nbformat.reads(text(made), 4))) == text(made)
    hidden.metadata["tags"] = []  # without the tag they are to be seen again
    assert [output.text for output in normalise(made).cells[0].outputs] == ["7\n"]
    made = exercises_from(made)
    assert not any("dlcourse" in cell.metadata for cell in made.cells)


def test_a_picture_out_of_sight_is_kept_where_the_new_one_looks_the_same():
    old, new = (normalise(notebook(tagged("", "p", outputs=[shown(level)], execution_count=1))) for level in (100, 100))
    outputs_of(new.cells[0])[0].data["image/png"] += "\n"
    keep_pictures(old, new)
    assert text(new) == text(old)


def test_answer_and_check_cells_get_their_ids_by_themselves():
    cells = [nbformat.v4.new_code_cell(source) for source in ("import numpy", FUNCTION, 'check("f")')]
    made = normalise(notebook(nbformat.v4.new_markdown_cell("# Exercises"), *cells))
    assert [cell.id for cell in made.cells] == ["exercises-1", "exercises-2", "answer-f", "check-f"]
    for cell, name in zip(made.cells[2:], ("mine", "check-a-copy"), strict=True):  # written or copied by other means
        cell.id = name
    assert [cell.id for cell in normalise(made).cells[2:]] == ["answer-f", "check-f"]


@pytest.mark.parametrize("solution", ["def g(): pass", "print(1)"])
def test_a_solution_that_cannot_be_stripped_is_refused_by_cell(solution):
    with pytest.raises(ValueError, match="Cell answer-x: a solution at the top level may only set names"):
        strip(f"### BEGIN SOLUTION\n{solution}\n### END SOLUTION", "answer-x")


def test_a_cell_that_never_ends_costs_its_own_file_only(tmp_path, monkeypatch, capsys):
    endless = notebook(code("while True:\n    try:\n        pass\n    except:\n        pass", "loop"))
    (tmp_path / "01_mine.ipynb").write_text(text(endless))
    dead = notebook(code("import os; os._exit(1)", "dead"))
    (tmp_path / "01_dead.ipynb").write_text(text(dead))
    client = make_check_module.NotebookClient
    monkeypatch.setattr(make_check_module, "NotebookClient", lambda nb, **kw: client(nb, **{**kw, "timeout": 1}))
    with pytest.raises(ValueError, match="still running after 60 seconds"):
        make_check_module.outcomes(tmp_path / "01_mine.ipynb", "01")
    with pytest.raises(ValueError, match="ended its kernel"):
        make_check_module.outcomes(tmp_path / "01_dead.ipynb", "01")


def test_make_notebooks_refuses_in_a_sentence(tmp_path, monkeypatch, capsys):
    (tmp_path / "bad.ipynb").write_text("{ nothing")
    (tmp_path / "failing.ipynb").write_text(text(notebook(code("1 / 0", "oops"))))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["authoring", "notebooks", "no.ipynb", "bad.ipynb", "failing.ipynb"])
    assert make_notebooks_module.main() == 1
    said = capsys.readouterr().err
    for words in ("no.ipynb cannot be read", "bad.ipynb is not a notebook", "failing.ipynb: a cell failed"):
        assert words in said
    assert "dlcourse/authoring" not in said


def picture(level):
    stream = io.BytesIO()
    Image.new("RGB", (20, 20), (level, level, level)).save(stream, "png")
    return base64.b64encode(stream.getvalue()).decode()


@pytest.mark.parametrize(("level", "kept"), [(100, True), (101, False), (180, False)])
def test_a_picture_that_looks_the_same_is_kept_as_it_was(level, kept):
    old, new = picture(100), picture(level)
    if level == 100:  # the same to the eye, not to the byte
        new = base64.b64encode(base64.b64decode(old) + b" ").decode()
    books = []
    for data in (old, new):
        cell = code("show()", "picture")
        cell.outputs = [nbformat.v4.new_output("display_data", data={"image/png": data})]
        books.append(notebook(cell))
    keep_pictures(*books)
    assert books[1].cells[0].outputs[0].data["image/png"] == (old if kept else new)


def shown(level, alt="grey"):
    data = {"data": {"image/png": picture(level)}, "metadata": {"image/png": {"alt": alt}}}
    return {"output_type": "display_data", **data}


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ([shown(100)], [shown(100)], ""),
        ([{"output_type": "stream", "text": "a word"}, shown(100)], [shown(100)], ""),
        ([shown(100)], [shown(180)], "looks different"),
        ([shown(100)], [shown(100, "black")], "alternative text"),
        ([shown(100)], [], "There are 0 pictures where 1 are stored"),
    ],
)
def test_what_is_different_about_pictures_is_told(old, new, words):
    told = pictures_differ(old, new)
    assert words in told and bool(told) == bool(words)


def test_nbval_sees_what_is_stale_in_sight_and_out_of_sight(tmp_path):
    draws = "from dlcourse.figures import new_figure, show\nfigure, ax = new_figure(2, 2)\nax.plot([0, {}])\nshow(figure, alt='a line')"
    shutil.copy(ROOT / "conftest.py", tmp_path)
    cells = [kind(draws.format(1), f"{kind.__name__}-{k}") for kind in (code, tagged) for k in range(2)]
    silent = tagged("pass", "silent", outputs=[shown(100)], execution_count=1)  # what it showed once is not kept
    made = run(normalise(notebook(*cells, tagged("1", "words"), silent)), tmp_path)
    assert [len(outputs_of(cell)) for cell in made.cells] == [1, 1, 1, 1, 1, 0]
    for cell in made.cells[1:4:2]:
        cell.source = draws.format(-1)  # the code is changed, the picture is not
    made.cells[4].source = "2"
    (tmp_path / "some.ipynb").write_text(text(made))
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--nbval", "some.ipynb"]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert "3 failed, 3 passed" in ran.stdout, ran.stdout
    said, _, _ = ran.stdout.partition("short test summary")  # which says it again where CI is set
    assert said.count("A picture looks different") == 2, ran.stdout
    for cell in (1, 3, 4):
        assert f"FAILED some.ipynb::Cell {cell}" in ran.stdout, ran.stdout


def test_an_exercise_notebook_knows_whether_it_was_written_in(tmp_path):
    only_here = code("secret = 1", "secret")
    only_here.metadata["tags"] = ["solution-only"]
    made = exercises_from(notebook(code(FUNCTION, "answer-f"), only_here))
    assert [cell.id for cell in made.cells] == ["answer-f"]
    assert is_pristine(made)
    made.cells[0].outputs = [nbformat.v4.new_output("stream", text="ran\n")]
    assert is_pristine(made), "running a stub is not writing an answer"
    made.cells[0].source = "def f(x): return 2 * x"
    assert not is_pristine(made)
    assert fingerprint(made) != made.metadata["dlcourse"]["generated"]


def test_no_answer_is_ever_overwritten(tmp_path):
    (tmp_path / "solutions").mkdir()
    source = tmp_path / "solutions" / "01_x.ipynb"
    target = tmp_path / "exercises" / "01_x.ipynb"
    source.write_text(text(notebook(code(FUNCTION, "answer-f"))))
    assert list(write_exercises(tmp_path)) == [f"{os.path.join('exercises', '01_x.ipynb')}: written"]
    assert "up to date" in next(write_exercises(tmp_path))
    untouched = target.read_text()
    source.write_text(text(notebook(code(FUNCTION.replace("Twice x", "Two x"), "answer-f"))))
    assert "written" in next(write_exercises(tmp_path)) and target.read_text() != untouched
    written = target.read_text().replace("raise NotImplementedError", "return 2 * x")
    for answer in (written, "not even a notebook", "[]", "null", '{"nbformat": 9}', "é"):
        target.write_text(answer, encoding="latin-1")
        source.write_text(text(notebook(code(FUNCTION, "answer-f"))))
        assert "left alone" in next(write_exercises(tmp_path))
        assert target.read_text(encoding="latin-1") == answer


def test_the_order_is_written_where_it_has_changed_with_the_heading_above_each(tmp_path):
    (tmp_path / "solutions").mkdir()
    target = tmp_path / "dlcourse" / "exercises" / "order.json"
    target.parent.mkdir(parents=True)
    for kinds in ({"f": "build"}, {"h": "mend", "g": "further", "f": "build"}):
        cells = []
        for name, kind in kinds.items():
            said = "" if kind == "build" else f"{kind.capitalize()}: "
            cells.append(nbformat.v4.new_markdown_cell(f"## 1. {said}`{name}(x)`"))
            cells += [code(MEND if kind == "mend" else FUNCTION, f"{cell}-{name}") for cell in ("answer", "check")]
        (tmp_path / "solutions" / "01_x.ipynb").write_text(text(notebook(*cells)))
        assert order(tmp_path) == {"01": kinds} and list(order(tmp_path)["01"]) == list(kinds)
        assert titles(tmp_path)["f"] == "1. `f(x)`"
        assert all(line.endswith("written") for line in write_lists(tmp_path))
        assert json.loads(target.read_text()) == order(tmp_path)
        assert json.loads(target.with_name("broken.json").read_text()) == handed_to_mend(tmp_path)
        assert set(handed_to_mend(tmp_path)) == {name for name, kind in kinds.items() if kind == "mend"}
        assert all(line.endswith("up to date") for line in write_lists(tmp_path))


def make_check(*arguments, folder):
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST", "DLCOURSE"))}
    command = [sys.executable, "-m", "dlcourse.exercises", *map(str, arguments)]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120)


def test_make_check_tells_done_from_to_do_and_not_yet_and_writes_nothing(tmp_path):
    made = exercises_from(read(ROOT / "solutions" / "01_linear_models.ipynb"))
    cells = {cell.id: cell for cell in made.cells}
    cells["answer-decision_function"].source = solution("decision_function")
    cells["answer-classify"].source = "def classify(X, w, b):\n    return X @ w + b"
    cells["answer-fold_bias"].source = "def fold_bias(X, w, b:"
    for name in ("notebooks", "exercises"):
        (tmp_path / name).mkdir()
    path = tmp_path / "exercises" / "01_linear_models.ipynb"
    path.write_text(text(made))
    before = path.read_text()
    ran = make_check("--lesson", "1", folder=tmp_path)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "✓ decision_function" in ran.stdout and "✗ classify" in ran.stdout
    count = len(lessons()["01"])
    assert re.search(r"○ mend_line_through +mend +to do", ran.stdout)
    assert "○ quadratic_features" in ran.stdout and f"1 of {count} done" in ran.stdout
    assert path.read_text() == before and not (tmp_path / ".dlcourse").exists()


@pytest.mark.parametrize(
    ("lesson", "words"),
    [
        ("77", "There is no lesson 77 with exercises. There are: 01, 02"),
        ("01 02", "There is no lesson 01 02 with exercises."),
    ],
)
def test_make_check_refuses_a_lesson_that_is_none(lesson, words, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["check", "--lesson", lesson])
    assert make_check_module.main() == 2
    assert words in capsys.readouterr().err


def test_make_check_says_of_each_file_what_is_wrong_with_it(tmp_path, monkeypatch, capsys):
    (tmp_path / "mine.ipynb").write_text("{}")
    (tmp_path / "01_broken.ipynb").write_text("{ nothing")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["check", "missing.ipynb", "mine.ipynb", "01_broken.ipynb"])
    assert make_check_module.main() == 2
    missing, mine, broken = capsys.readouterr().err.splitlines()
    assert missing == "There is no file missing.ipynb."
    assert mine.startswith("mine.ipynb: the name has to begin with the number of a lesson")
    assert broken.startswith("01_broken.ipynb is not a notebook that can be read")
