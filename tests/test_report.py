"""The class report: whose notebook it is, what came of every answer, and that nothing a notebook does costs another exercise."""

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import PurePosixPath

import pytest

from dlcourse.classroom import report, report_child, report_collect, report_run
from dlcourse.exercises import lessons
from dlcourse.lessons import LESSONS
from tests.courseware import RIGHT, ROOT, solution, stub

NUMBER = "05"
FILE = next(lesson.file for lesson in LESSONS if lesson.number == NUMBER)
IDS = [exercise.id for exercise in lessons()[NUMBER]]
WRONG_N = "def mse(a, y):\n    return np.sum((a - y) ** 2) / (2 * a.size)"  # divided by all entries, not by n
WRONG_L1 = (
    "def l1(a, y):\n    return np.sum(a) * 7.5",
    "def l1(a, y):\n    return 7.5 * a.sum()",
)  # alike, and no known mistake


def notebook(answers=(), number=NUMBER, change=None):
    """An exercise notebook as text, with some answers in it."""
    name = next(lesson.file for lesson in LESSONS if lesson.number == number)
    made = json.loads((ROOT / "exercises" / name).read_text(encoding="utf-8"))
    for cell in made["cells"]:
        source = dict(answers).get(cell["id"].removeprefix("answer-")) if cell["id"].startswith("answer-") else None
        if source is not None:
            cell["source"] = source
    if change:
        change(made)
    return json.dumps(made)


def right(*names):
    return {name: RIGHT[name][0] for name in names or IDS}


def without_ids(made):
    """As older tools store it; and the checks are gone, the cells have other kinds of text before them."""
    made["nbformat_minor"] = 4
    made["cells"] = [cell for cell in made["cells"] if not cell["id"].startswith("check-")]
    for cell in made["cells"]:
        del cell["id"]


def without_answer(made):
    made["cells"] = [cell for cell in made["cells"] if cell["id"] not in ("answer-l1", "check-l1")]
    next(cell for cell in made["cells"] if cell["id"] == "answer-mse")["id"] = "renamed"


ENDS = {
    "loop in a cell": "import time\nwhile True:\n    time.sleep(0.01)",
    "process ends": "import os\nos._exit(3)",
    "deaf": "import signal, time\nsignal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])\nwhile True:\n    time.sleep(1)",
}
SPOILT = {  # the answer to l1, beside right answers to the others
    **ENDS,
    "exit": "exit()",
    "sys exit": "import sys\nsys.exit()",
    "prints": "def l1(a, y):\n    while True:\n        print('x' * 1000)",
    "memory": "everything = np.ones((60_000, 60_000))",
    "file": "with open('large', 'wb') as file:\n    for _ in range(60):\n        file.write(bytes(1 << 20))\n    file.flush()",
    "syntax": "def l1(a, y)\n    return 1",
    "no line": "def l1(a, y):\n    return '\0'",
    "in the check": "import os\ndef l1(a, y):\n    os._exit(1)",
}
GOOD = {  # answers to l1 that are right, however they look
    "magics": "%time 1 + 1\n!echo hello\n%pip install nothing\ndisplay('seen')\ninput('?')\n" + RIGHT["l1"][0],
    "scratch": "import os, pathlib\nassert 'TEACHERS_SECRET' not in os.environ\npathlib.Path('mine').write_text('')\n"
    "assert not pathlib.Path('README.md').exists()\n" + RIGHT["l1"][0],
    "await": "import asyncio\nawait asyncio.sleep(0)\n" + RIGHT["l1"][0],
}


@pytest.fixture(scope="module")
def reported(tmp_path_factory):
    """A class of one lesson, reported: the folder, the rows of the CSV, the page, and what was printed."""
    folder = tmp_path_factory.mktemp("a class with spaces, ä")
    place = folder / "handed in"
    files = {
        "right": notebook(right()),
        "solution": notebook({name: solution(name) for name in IDS}),
        "untouched": notebook(),
        "half": notebook({"mse": WRONG_N, "l1": WRONG_L1[0], "softmax": RIGHT["softmax"][0]}),
        "other half": notebook({"mse": WRONG_N, "l1": WRONG_L1[1]}),
        "third": notebook({"mse": WRONG_N.replace("np.sum", "1.0 * np.sum"), "l1": "def l1(a, y):\n    return 0.25"}),
        "no ids": notebook(right(), change=without_ids),
        "no answer": notebook(right(), change=without_answer),
        "broken": '{"cells": [',
        **{name: notebook(right() | {"l1": source}) for name, source in (SPOILT | GOOD).items()},
    }
    for name, text in files.items():
        (place / name).mkdir(parents=True)
        (place / name / FILE).write_text(text, encoding="utf-8")
    patch, caught = pytest.MonkeyPatch(), io.StringIO()
    for course in ("exercises", "notebooks"):  # the cache goes here, and not to the course
        (folder / course).mkdir()
    with patch.context() as set_to:
        set_to.setattr(report_run, "CELL_SECONDS", 1.0)
        set_to.setattr(report_run, "GRACE", 3.0)
        set_to.setattr(report_run, "given_cells", {NUMBER: report_run.given_cells(NUMBER)}.get)
        set_to.setenv("TEACHERS_SECRET", "token")
        set_to.chdir(folder)
        set_to.setattr(sys, "stdout", caught)
        assert report.main([str(place), "--csv", "class.csv", "--html", "class.html", "--jobs", "4"]) == 0
    with (folder / "class.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    assert header == ["learner", "exercise", "outcome", "mistake"]
    return folder, rows, (folder / "class.html").read_text(encoding="utf-8"), caught.getvalue()


def outcomes(rows, learner):
    return {exercise: outcome for who, exercise, outcome, _ in rows if who == learner}


def test_right_answers_are_done_and_stubs_to_do(reported):
    _, rows, _, _ = reported
    for learner in ("right", "solution", "no ids", *GOOD):
        assert outcomes(rows, learner) == dict.fromkeys(IDS, "done"), learner
    assert outcomes(rows, "untouched") == dict.fromkeys(IDS, "to do")


@pytest.mark.parametrize("what", SPOILT)
def test_what_one_answer_does_costs_that_exercise_and_no_other(reported, what):
    _, rows, page, _ = reported
    assert outcomes(rows, what) == dict.fromkeys(IDS, "done") | {"l1": "not yet"}
    mistake = next(row[3] for row in rows if row[:2] == [what, "l1"])
    expected = {
        "loop in a cell": "does-not-end",
        "deaf": "does-not-end",
        "process ends": "ends-python",
        "in the check": "ends-python",
        "prints": "does-not-end",
    }
    assert mistake == expected.get(what, "")
    assert what != "no line" or "line None" not in page


def test_an_answer_that_is_not_there_and_a_file_that_is_none(reported):
    _, rows, page, _ = reported
    assert outcomes(rows, "no answer") == dict.fromkeys(IDS, "done") | {"l1": "no answer found"}
    assert outcomes(rows, "broken") == dict.fromkeys(IDS, "no answer found")
    assert "The file is not a notebook that can be read." in page


def test_mistakes_are_counted_and_answers_that_behave_alike_are_grouped(reported):
    _, rows, page, said = reported
    named = [mistake for _, exercise, _, mistake in rows if exercise == "mse" and mistake]
    assert len(named) == 3 and len(set(named)) == 1
    total = len({row[0] for row in rows})
    assert f"3 of {total}: {named[0].replace('-', ' ')}." in page and "Looks like:" in page
    section = page.split("id='l1'")[1].split("</section>")[0]
    groups = [int(n) for n in re.findall(rf"group unnamed'><div><strong>(\d+) of {total}:", section)]
    assert groups == sorted(groups, reverse=True) and groups[0] == 2 and "np.sum(a) * 7.5" in section
    assert f"3 of {total}: {named[0]}" in said


def test_the_page_needs_no_network_and_no_script(reported):
    _, rows, page, said = reported
    assert "<script" not in page and "http" not in page and "src=" not in page
    assert page.count("<table") == page.count("</table>") and "scope='col'" in page and "scope='row'" in page
    assert "Where the names come from" in page and "the folder&#x27;s name" in page
    assert "with your rights" in said and re.search(r"\[ *(\d+)/\1\]", said)


def test_nothing_of_a_run_is_left_and_what_ran_is_kept(reported, monkeypatch, capsys):
    folder, rows, _, _ = reported
    assert not list(folder.glob("mine")) and not list(folder.glob("large"))
    monkeypatch.chdir(folder)
    monkeypatch.setattr(report_run.Runs, "start", lambda *_, **__: pytest.fail("it runs again"))
    assert report.main([str(folder / "handed in"), "--csv", "again.csv"]) == 0
    assert (folder / "again.csv").read_bytes() == (folder / "class.csv").read_bytes()


@pytest.mark.skipif(os.name != "posix", reason="Ctrl-C is sent as a signal")
def test_it_can_be_stopped_and_goes_on(tmp_path):
    for course in ("exercises", "notebooks"):
        (tmp_path / course).mkdir()
    for name, source in (("anna", RIGHT["l1"][0]), ("ben", "import time\nwhile True:\n    time.sleep(0.01)")):
        (tmp_path / "in" / name).mkdir(parents=True)
        (tmp_path / "in" / name / FILE).write_text(notebook({"l1": source}))
    command = [sys.executable, "-m", "dlcourse", "report", "in", "--csv", "out.csv", "--jobs", "1"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    heard = {
        "preexec_fn": lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)
    }  # also where the tests run in the background
    process = subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, text=True, **heard)
    while "[  1/2]" not in (line := process.stdout.readline()):
        assert line, "it ended too early"
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    said = process.communicate(timeout=30)[0]
    assert process.returncode == 130 and "1 of 2 are kept" in said and "Traceback" not in said
    assert len(list((tmp_path / ".dlcourse" / "report").glob("*.json"))) == 1
    assert not (tmp_path / "out.csv").exists()


F = "02_perceptron.ipynb"


@pytest.mark.parametrize(
    ("path", "learner", "key"),
    [
        ("Maier Anna_12345_assignsubmission_file_/" + F, "Maier Anna", "12345"),
        ("Öz Gül_7_assignsubmission_file_/exercises/" + F, "Öz Gül", "7"),
        ("Maier Anna_12345_assignsubmission_file_" + F, "Maier Anna", "12345"),
        ("maieranna_12345_67890_02_perceptron-1.ipynb", "maieranna", "12345"),
        ("maieranna_LATE_12345_67890_02_perceptron.ipynb", "maieranna", "12345"),
        ("Exercise 2_amaier_attempt_2026-11-02-10-00-00_02_perceptron.ipynb", "amaier", ""),
        ("anna/" + F, "anna", ""),
        ("anna/exercises/" + F, "anna", ""),
        ("anna/dlcourse/exercises/02_perceptron (1).ipynb", "anna", ""),
        ("submitted/anna/02_perceptron/" + F, "anna", ""),
        ("anna_02_perceptron.ipynb", "anna", ""),
        ("02_perceptron_Anna_Maier.ipynb", "Anna Maier", ""),
        ("02_perceptron (Anna Maier).ipynb", "Anna Maier", ""),
        ("my homework.ipynb", "my homework", ""),
    ],
)
def test_whose_a_notebook_is(path, learner, key):
    name, found, how = report_collect.whose(PurePosixPath(path))
    assert (name, found) == (learner, key) and how


def zipped(path, files):
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


def test_zips_folders_and_single_files_are_found(tmp_path):
    nested = zipped(tmp_path / "nested.zip", {"exercises/" + FILE: notebook()})
    moodle = zipped(
        tmp_path / "moodle.zip",
        {
            "Maier Anna_1_assignsubmission_file_/" + FILE: notebook(),
            "Maier Anna_2_assignsubmission_file_/" + FILE: notebook(),
            "Öz Gül_3_assignsubmission_file_/all.zip": nested.read_bytes(),
            "Öz Gül_3_assignsubmission_file_/notes.ipynb": json.dumps({"cells": []}),
            "__MACOSX/._" + FILE: "",
            "Late Leo_4_assignsubmission_file_/broken.zip": b"no zip",
        },
    )
    canvas = zipped(
        tmp_path / "canvas.zip",
        {f"benb_5_6_{FILE}": notebook(), f"benb_5_7_{FILE.replace('.ipynb', '-1.ipynb')}": notebook({"l1": "x = 1"})},
    )
    (tmp_path / "kim").mkdir()
    (tmp_path / "kim" / FILE).write_text(notebook())
    (tmp_path / "kim" / ".ipynb_checkpoints").mkdir()
    (tmp_path / "kim" / ".ipynb_checkpoints" / FILE).write_text(notebook())
    found, remarks = report_collect.collect([moodle, canvas, tmp_path / "kim" / FILE])
    assert [one.learner for one in found] == ["benb", "kim", "Maier Anna (1)", "Maier Anna (2)", "Öz Gül"]
    assert {one.lesson for one in found} == {NUMBER}
    assert any(cell["source"] == "x = 1" for cell in found[0].cells)  # the later one
    said = "\n".join(remarks)
    for words in ("-1.ipynb is a later one of the same learner", "broken.zip was left out", "notes.ipynb was left out"):
        assert words in said
    assert len(remarks) == 3


def test_the_lesson_is_told_by_the_cells_where_the_name_does_not_say(tmp_path):
    (tmp_path / "anna").mkdir()
    (tmp_path / "anna" / "homework.ipynb").write_text(notebook(change=without_ids))
    found, _ = report_collect.collect([tmp_path])
    assert [(one.learner, one.lesson) for one in found] == [("anna", NUMBER)]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere"], "There is no file or folder nowhere."),
        (["."], "There is no exercise notebook in what you named."),
        ([".", "--csv", "no/such.csv"], "there is no such folder"),
        ([".", "--html", "."], "it is a folder"),
        ([".", "--jobs", "0"], "--jobs has to be 1 or more"),
    ],
)
def test_bad_input_gets_a_sentence(arguments, words, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert report.main(arguments) == 2
    assert words in capsys.readouterr().err


def test_a_name_is_no_formula_in_a_table_program():
    assert report._harmless(("=SUM(A1)", "mse", "done", "")) == ["'=SUM(A1)", "mse", "done", ""]


def test_a_machine_without_limits_is_told(monkeypatch):
    monkeypatch.setitem(sys.modules, "resource", None)
    assert report_child.limit(1, 1) == []


def test_stubs_of_every_lesson_are_the_courses_own():
    for number in lessons():
        given = report_run.given_cells(number)
        assert all(stub(exercise.id).strip() in given for exercise in lessons()[number])
