"""Assignments for nbgrader, and with the real nbgrader: stubs, marks and feedback.

nbgrader gets an environment of its own in `.nbgrader/`, on top of the course's. Only `.ci/run` asks for it (with
DLCOURSE_REQUIRE_NBGRADER=1); otherwise what needs it is skipped.
"""

import json
import os
import re
import subprocess
import sys
import sysconfig

import nbformat
import pytest

from dlcourse.authoring import read
from dlcourse.authoring.stubs import exercises_from
from dlcourse.classroom import nbgrader as command
from dlcourse.exercises import lessons
from dlcourse.lessons import LESSONS
from tests.courseware import RIGHT, ROOT, stub

VERSION = "0.9.6"
HOME = ROOT / ".nbgrader"
FILES = {lesson.number: lesson.file.removesuffix(".ipynb") for lesson in LESSONS if lesson.number in lessons()}
LOOP = "import time\nwhile True:\n    time.sleep(0.01)"
real = pytest.mark.skipif(not os.environ.get("DLCOURSE_REQUIRE_NBGRADER"), reason="only .ci/run installs nbgrader")


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    folder = tmp_path_factory.mktemp("for nbgrader")
    assert command.main([str(folder)]) == 0
    return folder


@pytest.mark.parametrize("number", FILES)
def test_every_cell_has_a_part_to_play(course, number):
    notebook = nbformat.read(course / "source" / FILES[number] / f"{FILES[number]}.ipynb", as_version=4)
    nbformat.validate(notebook)
    marks = {cell.id: cell.metadata.nbgrader for cell in notebook.cells}
    assert len({mark.grade_id for mark in marks.values()}) == len(notebook.cells)
    for exercise in lessons()[number]:
        assert marks[f"check-{exercise.id}"].points == 1 and marks[f"check-{exercise.id}"].locked
        assert marks[f"answer-{exercise.id}"].solution and not marks[f"answer-{exercise.id}"].locked
    others = [mark for name, mark in marks.items() if not name.startswith(("answer-", "check-"))]
    assert others and all(mark.locked and not mark.grade and not mark.solution for mark in others)
    assert sum(mark.grade for mark in marks.values()) == len(lessons()[number])


def test_settings_of_the_teacher_stay(course, capsys):
    (course / "nbgrader_config.py").write_text("mine = 1\n")
    assert command.main([str(course), "--points", "2.5"]) == 0
    assert (course / "nbgrader_config.py").read_text() == "mine = 1\n"
    assert "left alone" in capsys.readouterr().out
    notebook = read(course / "source" / FILES["01"] / f"{FILES['01']}.ipynb")
    assert sum(cell.metadata.nbgrader.get("points", 0) for cell in notebook.cells) == 2.5 * len(lessons()["01"])


@pytest.mark.parametrize(
    ("points", "words"), [("0", "above 0"), ("-1", "above 0"), ("inf", "above 0"), ("nan", "above 0")]
)
def test_points_that_are_none_are_refused(tmp_path, capsys, points, words):
    assert command.main([str(tmp_path / "new"), "--points", points]) == 2
    assert words in capsys.readouterr().err and not (tmp_path / "new").exists()


def test_where_there_are_no_solutions_a_sentence_says_so(tmp_path, capsys, monkeypatch):
    for folder in ("exercises", "notebooks"):
        (tmp_path / folder).mkdir()
    monkeypatch.chdir(tmp_path)
    assert command.main(["marks"]) == 2
    assert "There are no solutions in" in capsys.readouterr().err


def environment():
    """nbgrader's Python, made if need be: on top of the course's packages, which stay as they are."""
    python = HOME / ("Scripts" if os.name == "nt" else "bin") / "python"
    stamp = HOME / f"ready-{VERSION}"
    if not stamp.exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", HOME], check=True)
        (packages,) = HOME.glob("lib/python3*/site-packages")
        (packages / "course.pth").write_text(f"{sysconfig.get_path('purelib')}\n{ROOT}\n")
        install = [python, "-m", "pip", "install", "--quiet", f"nbgrader=={VERSION}", "-c", ROOT / "requirements.lock"]
        subprocess.run(install, check=True)
        stamp.touch()
    return python


def drive(folder, assignments):
    """Have nbgrader work on some assignments; several calls may run at a time."""
    paths = {
        "PATH": f"{environment().parent}{os.pathsep}{os.environ['PATH']}",
        "JUPYTER_PATH": f"{sys.prefix}/share/jupyter",
    }
    quiet = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST", "DLCOURSE", "COV_"))}
    command = [environment(), ROOT / "tests" / "nbgrader_driver.py", folder, *assignments]
    return subprocess.Popen(
        command, env={**quiet, **paths}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def answer(exercise, kind):
    """The source of an answer of a kind."""
    start = stub(exercise)
    if kind == "right":
        return RIGHT[exercise][0]
    if kind == "wrong":
        wrong = start.replace("raise NotImplementedError", "return 0.123").replace("= ...", "= 0")
        return wrong.replace("    return ", "    changed = 0\n    return ", 1)  # in what is to be mended
    if kind == "hanging":
        loop = re.sub(
            r"( *)raise NotImplementedError", lambda m: "\n".join(m[1] + line for line in LOOP.splitlines()), start
        )
        return loop if loop != start else LOOP
    return start


def submit(folder, student, assignment, answers, spoil=None):
    """Write a student's submission: the release with some answers in it."""
    notebook = nbformat.read(folder / "release" / assignment / f"{assignment}.ipynb", as_version=4)
    cells = {cell.metadata.nbgrader.grade_id: cell for cell in notebook.cells}
    for exercise, source in answers.items():
        cells[f"answer-{exercise}"].source = source
    if spoil:
        spoil(notebook, cells)
    target = folder / "submitted" / student / assignment / f"{assignment}.ipynb"
    target.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, target)


def spoil(notebook, cells):
    """What a student might try with checks of answers that are not there."""
    cells["answer-mse"].source = "check = lambda name: None\nimport dlcourse.exercises\n"
    cells["check-mse"].metadata.nbgrader.points = 100
    cells[
        "answer-l1"
    ].source = "import os\nos.environ['DLCOURSE_STRICT'] = '0'\nos.environ.pop('NBGRADER_EXECUTION', 0)\nprint('1.0')"
    cells["check-l1"].source = "print('✓ l1: done')\n1.0"
    cells["answer-softmax"].source = "def softmax(z):\n    print('✓ softmax: done')\n    exit()"
    cells["check-softmax"].metadata["tags"] = ["skip-execution", "raises-exception"]
    notebook.cells.remove(cells["check-cross_entropy"])
    cells["check-binary_cross_entropy"].cell_type = "markdown"
    for name in ("outputs", "execution_count"):
        cells["check-binary_cross_entropy"].pop(name)


# Which exercise gets which answer: each kind in every lesson.
KINDS = ("right", "wrong", "untouched", "hanging")
PLAN = {number: {} for number in FILES}
for _place, (_number, _exercises) in enumerate(lessons().items()):
    for _k, _exercise in enumerate(_exercises):
        PLAN[_number][_exercise.id] = KINDS[(_k + _place) % 4]
PLAN["08"] = {
    "gradient_norms": "hanging",
    "he_init": "right",
    "capstone": "wrong",
    "convolve": "untouched",
    "dropout": "right",
}
OTHER = {"08": dict.fromkeys(PLAN["08"], "untouched") | {"gradient_norms": "wrong", "convolve": "right"}}


@pytest.fixture(scope="module")
def marked(tmp_path_factory):
    folder = tmp_path_factory.mktemp("marked")
    for _ in command.write(folder, ROOT / "solutions"):
        pass
    with (folder / "nbgrader_config.py").open("a") as config:
        config.write("\nc.Execute.timeout = 20\n")
    maker = drive(folder, FILES.values())
    said, _ = maker.communicate()
    assert maker.returncode == 0, said
    for number, name in FILES.items():
        submit(folder, "anna", name, {exercise: answer(exercise, kind) for exercise, kind in PLAN[number].items()})
        for kinds in filter(None, [OTHER.get(number)]):
            submit(folder, "ben", name, {exercise: answer(exercise, kind) for exercise, kind in kinds.items()})
    submit(folder, "eve", FILES["05"], {}, spoil)
    submit(folder, "fay", FILES["03"], {"sigmoid": RIGHT["sigmoid"][0], "tanh": "exit()", "relu": RIGHT["relu"][0]})
    names = [*FILES.values()]
    workers = [drive(folder, names[k::4]) for k in range(4)]  # an endless loop waits for its limit: few work at a time
    ended = [(worker.communicate()[0], worker.returncode) for worker in workers]
    assert not any(code for _, code in ended), ended
    return folder


@real
@pytest.mark.parametrize("number", FILES)
def test_the_release_has_the_stubs_of_the_exercises(marked, number):
    name = FILES[number]
    release = nbformat.read(marked / "release" / name / f"{name}.ipynb", as_version=4)
    ours = {cell.id: cell.source for cell in exercises_from(read(ROOT / "solutions" / f"{name}.ipynb")).cells}
    assert [cell.metadata.nbgrader.grade_id for cell in release.cells] == [*ours]
    for cell in release.cells:
        assert cell.source.removeprefix(command.CHECK) == ours[cell.metadata.nbgrader.grade_id]
        assert "dlcourse_stub" not in cell.metadata


def marks(folder, number, student):
    return json.loads((folder / f"marks-{FILES[number]}.json").read_text())[student]


@real
@pytest.mark.parametrize(("student", "number"), [*(("anna", n) for n in FILES), *(("ben", n) for n in OTHER)])
def test_answers_get_the_marks_they_should(marked, student, number):
    got, kinds = marks(marked, number, student), (PLAN if student == "anna" else OTHER)[number]
    assert got["success"], got["log"]
    assert got["scores"] == {f"check-{exercise}": float(kind == "right") for exercise, kind in kinds.items()}


@real
def test_tricks_gain_nothing(marked):
    got = marks(marked, "05", "eve")
    assert got["success"], got["log"]
    assert set(got["scores"]) == {f"check-{exercise.id}" for exercise in lessons()["05"]}
    assert not any(got["scores"].values()), got["scores"]


@real
def test_ending_python_costs_that_exercise_and_no_other(marked):
    got = marks(marked, "03", "fay")
    wanted = {f"check-{exercise.id}": float(exercise.id in ("sigmoid", "relu")) for exercise in lessons()["03"]}
    assert got["success"] and got["scores"] == wanted


@real
def test_the_feedback_shows_the_card(marked):
    name, exercise = FILES["01"], next(e for e, kind in PLAN["01"].items() if kind == "wrong")
    page = (marked / "feedback" / "anna" / name / f"{name}.html").read_text()
    assert f"✗ {exercise}: not yet" in page
    assert "Traceback (most recent call last)" not in page and "Came back:" in page


def test_the_plan_has_every_kind_in_every_lesson():
    for number, kinds in PLAN.items():
        assert {*kinds.values(), *OTHER.get(number, {}).values()} == {*KINDS}, number
