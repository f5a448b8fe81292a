"""`update`: a learner's folder and a newer course, as whole folders; interrupted, locked, from places that are none."""

import json
import os
import shutil
import subprocess
import sys
import zipfile

import pytest

from dlcourse.classroom import update as command
from dlcourse.classroom import update_files
from dlcourse.classroom.update_cells import source
from tests.courseware import ROOT
from tests.versions import seal

NAMES = ("01_linear_models.ipynb", "02_perceptron.ipynb")
needs_git = pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def write(path, notebook):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(notebook, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")


def cell(notebook, name):
    return next(cell for cell in notebook["cells"] if cell["id"] == name)


def change(path, name, text):
    """Put a text into a cell."""
    notebook = read(path)
    cell(notebook, name)["source"] = text
    write(path, notebook)


def reseal(path):
    write(path, seal(read(path)))


@pytest.fixture(scope="module")
def given_out(tmp_path_factory):
    """A small course as it is given out: two lessons, their exercises, a package with one module, a few files."""
    folder = tmp_path_factory.mktemp("the course") / "as given out"
    for name in NAMES:
        write(folder / "exercises" / name, seal(read(ROOT / "exercises" / name)))
        write(folder / "notebooks" / name, read(ROOT / "notebooks" / name))
    for name, text in {
        "dlcourse/__init__.py": '__version__ = "0.1.0"\n',
        "dlcourse/linear.py": "one = 1\n",
        "dlcourse/exercises/linear/classify.py": "CASES = 1\n",
        "dlcourse/exercises/linear/fold_bias.py": "CASES = 1\n",
        "README.md": "The course\n",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


@pytest.fixture
def course(given_out, tmp_path):
    """The learner's folder, set up."""
    folder = shutil.copytree(given_out, tmp_path / "meine Übung")
    command.remember_as_given_out(folder)
    return folder


@pytest.fixture
def newer(given_out, tmp_path):
    """The next version: another task for `classify`, another lesson, other modules."""
    folder = shutil.copytree(given_out, tmp_path / "newer")
    change(folder / "exercises" / NAMES[0], "task-classify", "## 2. Label the examples")
    reseal(folder / "exercises" / NAMES[0])
    lesson = read(folder / "notebooks" / NAMES[0])
    lesson["cells"][0]["source"] = "# What is a line good for?"
    write(folder / "notebooks" / NAMES[0], lesson)
    (folder / "dlcourse" / "linear.py").write_text("one = 2\n")
    (folder / "dlcourse" / "more.py").write_text("two = 2\n")
    return folder


def work(course):
    """What a learner does: two answers, cells of their own, notes in a lesson, in a notebook that JupyterLab has saved."""
    path = course / "exercises" / NAMES[0]
    notebook = read(path)
    for name in ("classify", "fold_bias"):
        cell(notebook, f"answer-{name}")["source"] = f"def {name}(X, w, b):\n    return 'mine é'  \n\n"
    # What a cell has printed, too; the course has a cell of the same name as an exercise.
    said = [{"name": "stdout", "output_type": "stream", "text": ["ran\n"]}]
    lines = {
        "cell_type": "code",
        "id": "classify",
        "metadata": {},
        "outputs": said,
        "source": "mine",
        "execution_count": 1,
    }
    cell(notebook, "check-classify")["outputs"] = said
    cell(notebook, "check-fold_bias")["outputs"] = said
    own = {"cell_type": "markdown", "id": "3f0c9b1e", "metadata": {}, "source": "My own note"}
    notebook["cells"].insert(5, own)
    notebook["metadata"]["language_info"] = {"name": "python", "version": "3.11.7"}
    write(path, notebook)
    lesson = read(course / "notebooks" / NAMES[0])
    lesson["cells"].insert(3, {**own, "source": "A note in the lesson"})
    lesson["cells"].append(lines)
    lesson["metadata"]["language_info"] = {"name": "python", "version": "3.11.7"}
    write(course / "notebooks" / NAMES[0], lesson)
    (course / ".dlcourse").mkdir(exist_ok=True)
    (course / ".dlcourse" / "progress.json").write_text('{"classify": "done", "fold_bias": "done"}')
    (course / "my notes.txt").write_text("mine")


def update(course, *arguments):
    """Run the command on a folder; its exit code. Without arguments it is the folder's own."""
    if not arguments:
        return command.update(course)
    return command.main(["--to", str(course), *map(str, arguments)])


def tree(folder):
    """Every file's bytes, but for what an update keeps for itself."""
    names = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return {
        name: (folder / name).read_bytes() for name in names if not name.startswith((".dlcourse/", "before-", ".git/"))
    }


def check_all_is_there(course, newer, known=True):
    notebook = read(course / "exercises" / NAMES[0])
    for name in ("classify", "fold_bias"):
        assert source(cell(notebook, f"answer-{name}")) == f"def {name}(X, w, b):\n    return 'mine é'  \n\n"
    assert source(cell(notebook, "task-classify")) == "## 2. Label the examples"
    texts = [source(one) for one in notebook["cells"]]
    assert texts[5] == "My own note"
    lesson = [source(one) for one in read(course / "notebooks" / NAMES[0])["cells"]]
    assert lesson[0] == "# What is a line good for?" and lesson[3] == "A note in the lesson"
    assert len(lesson) == len(read(newer / "notebooks" / NAMES[0])["cells"]) + 2
    assert cell(read(course / "notebooks" / NAMES[0]), "classify")["outputs"], "what was printed stays"
    if known:  # where nobody knows the task before, an exercise is to be checked again
        assert cell(notebook, "check-fold_bias")["outputs"]
    assert not cell(notebook, "check-classify")["outputs"], "this card was about the task before"
    assert (course / "my notes.txt").read_text() == "mine"
    for name in ("dlcourse/linear.py", "dlcourse/more.py", f"exercises/{NAMES[1]}"):
        assert (course / name).read_bytes() == (newer / name).read_bytes()


def test_what_the_learner_wrote_stays_and_the_rest_is_new(course, newer, capsys):
    work(course)
    before = tree(course)
    assert update(course, "--from", newer) == 0
    check_all_is_there(course, newer)
    said = capsys.readouterr().out
    assert "Kept: 2 answers and 3 other cells of yours." in said
    assert "Check these again: classify." in said, "the task of the other is the same"
    (aside,) = course.glob("before-update-*")
    assert f"are in {aside.name}" in said.splitlines()[-1]
    put_aside = tree(aside)
    assert put_aside.items() <= before.items() and {f"exercises/{name}" for name in NAMES} <= put_aside.keys()
    assert (aside / ".dlcourse" / "progress.json").exists() and "dlcourse/linear.py" in put_aside
    after = tree(course)
    assert update(course) == 0, "the place is remembered"
    assert "up to date" in capsys.readouterr().out and tree(course) == after


def test_an_update_that_is_interrupted_anywhere_can_be_run_again(course, newer, tmp_path, monkeypatch, capsys):
    work(course)
    whole = shutil.copytree(course, tmp_path / "whole")
    assert update(whole, "--from", newer) == 0
    wanted, real = tree(whole), os.replace
    for number in range(1, 100):
        broken = shutil.copytree(course, tmp_path / f"broken {number}")
        count = 0

        def stop(old, new, last=number):
            nonlocal count
            count += 1
            if count == last:
                raise KeyboardInterrupt
            real(old, new)

        monkeypatch.setattr(update_files.os, "replace", stop)
        code = update(broken, "--from", newer)
        monkeypatch.setattr(update_files.os, "replace", real)
        if code == 0:
            break
        assert update(broken, *(() if (broken / ".dlcourse" / "update.zip").exists() else ("--from", newer))) == 0
        assert {k: v for k, v in tree(broken).items() if not k.endswith(".new")} == wanted
        assert "Check these again: classify." in capsys.readouterr().out
    assert number > 8, "it was never interrupted"


def test_an_answer_given_between_an_interruption_and_the_next_run_stays(course, newer, monkeypatch):
    work(course)
    monkeypatch.setattr(update_files, "carry_out", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    assert update(course, "--from", newer) == 1
    monkeypatch.undo()
    change(course / "exercises" / NAMES[1], "answer-nand", "w_nand = 'mine'")
    assert update(course) == 0
    assert source(cell(read(course / "exercises" / NAMES[1]), "answer-nand")) == "w_nand = 'mine'"


def test_two_updates_at_once_are_refused(course, newer, capsys):
    with update_files.alone(course):
        before = tree(course)
        assert update(course, "--from", newer) == 1
    assert capsys.readouterr().err == "Another update of this course is running; wait until it is done.\n"
    assert tree(course) == before


def test_a_file_that_is_no_notebook_any_more_is_kept_beside(course, newer, capsys):
    path = course / "exercises" / NAMES[0]
    text = "<<<<<<< HEAD\n" + path.read_text() + ">>>>>>> main\n"
    path.write_text(text)
    assert update(course, "--from", newer) == 0
    assert path.read_bytes() == (newer / "exercises" / NAMES[0]).read_bytes()
    (aside,) = (course / "exercises").glob("*.unreadable-*")
    assert aside.read_text() == text and aside.name in capsys.readouterr().out


def test_an_exercise_that_has_gone_leaves_its_answer_at_the_end(course, newer, capsys):
    work(course)
    path = newer / "exercises" / NAMES[0]
    notebook = read(path)
    notebook["cells"] = [one for one in notebook["cells"] if not one["id"].endswith(("-classify", "-fold_bias"))]
    write(path, seal(notebook))
    assert update(course, "--from", newer) == 0
    tail = read(course / "exercises" / NAMES[0])["cells"][len(notebook["cells"]) :]
    texts = [source(one) for one in tail]
    assert [text for text in texts if "mine é" in text] == [
        f"def {n}(X, w, b):\n    return 'mine é'  \n\n" for n in ("classify", "fold_bias")
    ]
    assert any("The exercise `classify` is not in this notebook any more" in text for text in texts)
    assert "The exercise classify is not in the course any more" in capsys.readouterr().out
    # Should it come back, its answer is there again.
    again = [one for one in read(ROOT / "exercises" / NAMES[0])["cells"] if one["id"].endswith("-classify")]
    write(path, seal({**notebook, "cells": [*notebook["cells"][:4], *again, *notebook["cells"][4:]]}))
    assert update(course, "--from", newer) == 0
    assert "mine é" in source(cell(read(course / "exercises" / NAMES[0]), "answer-classify"))


def test_an_exercise_that_moves_to_another_notebook_takes_its_answer_along(course, newer, capsys):
    work(course)
    first, second = (read(newer / "exercises" / name) for name in NAMES)
    group = [one for one in first["cells"] if one["id"].endswith("-classify")]
    first["cells"] = [one for one in first["cells"] if one not in group]
    second["cells"] = [*second["cells"][:2], *group, *second["cells"][2:]]
    for name, notebook in zip(NAMES, (first, second), strict=True):
        write(newer / "exercises" / name, seal(notebook))
    assert update(course, "--from", newer) == 0
    assert source(cell(read(course / "exercises" / NAMES[1]), "answer-classify")).startswith(
        "def classify(X, w, b):\n    return 'mine"
    )
    assert not [one for one in read(course / "exercises" / NAMES[0])["cells"] if "def classify" in source(one)]
    after = tree(course)
    assert "stands in exercises/02_perceptron.ipynb now" in capsys.readouterr().out
    assert update(course, "--from", newer) == 0 and tree(course) == after


def test_a_notebook_that_is_called_otherwise_takes_its_answers_along(course, newer):
    work(course)
    (newer / "exercises" / NAMES[0]).rename(newer / "exercises" / "01_lines.ipynb")
    assert update(course, "--from", newer) == 0
    assert "mine é" in source(cell(read(course / "exercises" / "01_lines.ipynb"), "answer-classify"))
    assert not (course / "exercises" / NAMES[0]).exists()


def test_a_lesson_cell_that_both_have_changed_is_there_twice(course, newer, capsys):
    name = read(course / "notebooks" / NAMES[0])["cells"][0]["id"]
    change(course / "notebooks" / NAMES[0], name, "# My title")
    work(course)
    assert update(course, "--from", newer) == 0
    texts = [source(one) for one in read(course / "notebooks" / NAMES[0])["cells"]]
    assert (
        texts[0] == "# What is a line good for?"
        and texts[2] == "# My title"
        and texts[1].startswith("**Kept by the update of")
    )
    assert "both you and the course had changed a cell" in capsys.readouterr().out


@pytest.mark.parametrize("known", [True, False])
def test_a_cell_stays_in_a_lesson_that_an_editor_saved_in_the_form_of_the_course(course, newer, known):
    """VS Code without a kernel leaves the metadata as they are."""
    if not known:
        shutil.rmtree(course / ".dlcourse")
    path = course / "notebooks" / NAMES[0]
    lesson = read(path)
    lesson["cells"].insert(3, {"cell_type": "markdown", "id": "3f0c9b1e", "metadata": {}, "source": "My own note"})
    write(path, lesson)
    assert update(course, "--from", newer) == 0
    assert "My own note" in [source(one) for one in read(path)["cells"]]


def snapshot_refused(course, *arguments):
    before = tree(course)
    assert update(course, *arguments) == 1
    assert tree(course) == before and not list(course.glob("before-update-*"))


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("missing", "There is no nowhere"),
        ("empty folder", "is not a copy of the course: it has no dlcourse/__init__.py."),
        ("no zip", "is not a zip file that can be read"),
        ("another zip", "is not a copy of the course"),
        ("address", "cannot be fetched"),
        ("zip address", "cannot be fetched"),
        ("answers", "is somebody's own copy, with answers in exercises/01_linear_models.ipynb"),
        ("broken", "holds a notebook that cannot be read, notebooks/01_linear_models.ipynb."),
        ("older", "is older than the one here (--older takes it all the same)."),
        ("itself", "is the course that is to be updated"),
    ],
)
def test_a_place_with_no_course_to_take_is_told_in_a_sentence(course, newer, tmp_path, capsys, kind, sentence):
    place = {
        "missing": "nowhere",
        "address": f"file://{tmp_path}/no.git",
        "zip address": "http://127.0.0.1:9/c.zip",
    }.get(kind, newer)
    if kind == "empty folder":
        place = tmp_path / "empty"
        place.mkdir()
    elif kind == "no zip":
        place = tmp_path / "c.zip"
        place.write_text("nothing")
    elif kind == "another zip":
        place = tmp_path / "c.zip"
        with zipfile.ZipFile(place, "w") as archive:
            archive.writestr("other/a.txt", "a")
    elif kind == "answers":
        change(newer / "exercises" / NAMES[0], "answer-classify", "def classify(): return 1")
    elif kind == "broken":
        (newer / "notebooks" / NAMES[0]).write_text("{")
    elif kind == "older":
        (newer / "dlcourse" / "__init__.py").write_text('__version__ = "0.0.9"\n')
    elif kind == "itself":
        place = course
    snapshot_refused(course, "--from", place)
    said = capsys.readouterr().err
    assert sentence in said and said.count("\n") == 1, said


def test_a_folder_that_is_no_course_is_refused(tmp_path, newer, capsys):
    snapshot_refused(tmp_path / "newer" / "notebooks", "--from", newer)
    assert "is not a folder of the course." in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_to_is_told(course, newer, capsys):
    course.chmod(0o500)
    try:
        snapshot_refused(course, "--from", newer)
    finally:
        course.chmod(0o700)
    assert "cannot be written to (Permission denied)." in capsys.readouterr().err


def test_a_zip_with_a_folder_at_its_top_and_members_that_lead_out(course, newer, tmp_path):
    work(course)
    with zipfile.ZipFile(tmp_path / "course.zip", "w") as archive:
        for name, data in tree(newer).items():
            archive.writestr(f"dlcourse-main/{name}", data)
        archive.writestr("dlcourse-main/../../escaped.txt", "out")
        archive.writestr("beside.txt", "out")
    assert update(course, "--from", tmp_path / "course.zip") == 0
    check_all_is_there(course, newer)
    assert not list(tmp_path.rglob("escaped.txt")) and not (course / "beside.txt").exists()


def git(folder, *arguments):
    who = ["-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "init.defaultBranch=main"]
    ran = subprocess.run(["git", *who, *arguments], cwd=folder, capture_output=True, text=True, timeout=60)
    assert ran.returncode == 0, ran.stderr


@pytest.fixture
def cloned(course, given_out, newer, tmp_path):
    """A learner's clone, at whose remote there is a newer version."""
    remote = shutil.copytree(given_out, tmp_path / "remote")
    (remote / "old.py").write_text("old = 1\n")
    git(remote, "init", "-q")
    git(remote, "add", "-A")
    git(remote, "commit", "-qm", "first")
    shutil.rmtree(course)
    git(tmp_path, "clone", "-q", str(remote), str(course))
    shutil.copytree(newer, remote, dirs_exist_ok=True)
    (remote / "old.py").unlink()
    git(remote, "add", "-A")
    git(remote, "commit", "-qm", "second")
    git(remote, "branch", "next")
    return course


@needs_git
@pytest.mark.parametrize("state", ["uncommitted", "committed", "detached", "branch", "address", "shallow"])
def test_from_git_whatever_state_the_clone_is_in(cloned, newer, tmp_path, state, capsys):
    work(cloned)
    (cloned / "dlcourse" / "own.py").write_text("mine = 1\n")
    (cloned / "README.md").write_text("My readme\n")
    if state != "uncommitted":
        git(cloned, "add", "-A")
        git(cloned, "commit", "-qm", "my answers")
    if state == "detached":
        git(cloned, "checkout", "-q", "--detach")
    where = {"branch": ["--from", "next"], "address": ["--from", f"{tmp_path / 'remote'}#next"]}.get(state, [])
    if state == "shallow":
        (cloned / ".git" / "shallow").write_text(_head(cloned) + "\n")
    heads = _head(cloned)
    assert update(cloned, *(where or ["--from", _remote(cloned)])) == 0
    check_all_is_there(cloned, newer, known=state != "shallow")
    assert (cloned / "dlcourse" / "own.py").exists() and not (cloned / "old.py").exists()
    assert _head(cloned) == heads, "the history is the learner's"


def _head(folder):
    return subprocess.run(["git", "rev-parse", "HEAD"], cwd=folder, capture_output=True, text=True).stdout.strip()


def _remote(folder):
    return (
        subprocess.run(
            ["git", "remote", "get-url", "origin"], cwd=folder, capture_output=True, text=True
        ).stdout.strip()
        + "#main"
    )


@needs_git
def test_without_a_place_the_remote_is_asked(cloned, newer):
    work(cloned)
    assert command.update(cloned) == 0
    check_all_is_there(cloned, newer)


@needs_git
def test_what_a_merge_has_made_of_a_file_is_no_change_of_the_learners(cloned, newer, tmp_path, capsys):
    remote = tmp_path / "remote"
    for branch, lines in (("main", "1\nbegin\n2\n"), ("side", "begin\n2\nend\n")):
        git(remote, "checkout", "-q", "-B", branch, *([] if branch == "main" else ["HEAD^"]))
        (remote / "joined.py").write_text(lines)
        git(remote, "add", "-A")
        git(remote, "commit", "-qm", branch)
    git(remote, "checkout", "-q", "main")
    git(remote, "merge", "-q", "-s", "ours", "--no-commit", "side")
    (remote / "joined.py").write_text("1\nbegin\n2\nend\n")
    git(remote, "add", "-A")
    git(remote, "commit", "-qm", "both")
    git(cloned, "pull", "-q", "--ff-only")
    (remote / "joined.py").write_text("next\n")
    git(remote, "commit", "-qam", "next")
    assert command.update(cloned) == 0
    assert "You had changed" not in capsys.readouterr().out


@needs_git
def test_a_lesson_cell_that_was_changed_and_saved_in_the_form_of_the_course_stays(cloned, newer):
    path = cloned / "notebooks" / NAMES[0]
    name = read(path)["cells"][4]["id"]
    change(path, name, "My own words")
    assert command.update(cloned) == 0
    assert source(cell(read(path), name)) == "My own words"


def test_an_exercise_that_the_learner_deleted_is_not_called_new_but_one_named_like_a_cell_is(course, newer, capsys):
    there = read(newer / "exercises" / NAMES[0])
    there["cells"].append({**cell(there, "answer-classify"), "id": "answer-title"})
    write(newer / "exercises" / NAMES[0], seal(there))
    path = course / "exercises" / NAMES[0]
    notebook = read(path)
    notebook["cells"] = [one for one in notebook["cells"] if one["id"] != "answer-classify"]
    write(path, notebook)
    assert update(course, "--from", newer) == 0
    assert "New exercises: title.\n" in capsys.readouterr().out


@needs_git
def test_an_older_version_is_known_by_the_clones_own_past(cloned, given_out, tmp_path, capsys):
    assert command.update(cloned) == 0
    snapshot = tree(cloned)
    assert update(cloned, "--from", given_out) == 1
    assert "is older than the one here" in capsys.readouterr().err and tree(cloned) == snapshot
    assert update(cloned, "--from", given_out, "--older") == 0


@needs_git
def test_without_a_place_and_a_remote_it_asks_for_one(course, capsys):
    with pytest.raises(command.CannotUpdate, match="name the place: --from PLACE"):
        command.update(course)
    git(course, "init", "-q")
    with pytest.raises(command.CannotUpdate, match="has no remote to fetch from"):
        command.update(course)


def test_a_file_of_the_learners_own_where_the_course_has_one_now_is_kept(course, newer, capsys):
    assert update(course, "--from", newer) == 0
    (course / "extra.py").write_text("mine\n")
    (newer / "extra.py").write_text("theirs\n")
    assert update(course, "--from", newer) == 0
    assert (course / "extra.py").read_text() == "theirs\n" and (course / "extra.py.yours").read_text() == "mine\n"
    after = tree(course)
    assert update(course, "--from", newer) == 0 and tree(course) == after


def test_what_is_open_in_a_running_jupyter_is_named(course, monkeypatch):
    path = f"exercises/{NAMES[0]}"
    server = {"url": "http://127.0.0.1:9/", "token": "t", "root_dir": str(course)}
    monkeypatch.setattr("jupyter_server.serverapp.list_running_servers", lambda: [server])
    assert command._open_in_jupyter(course) == [], "it has stopped"

    class Opener:
        def open(self, request, timeout):
            import io

            assert request.get_header("Authorization") == "token t"
            return io.BytesIO(json.dumps([{"path": path}, {"path": "../elsewhere.ipynb"}]).encode())

    monkeypatch.setattr(command.urllib.request, "build_opener", lambda *_: Opener())
    assert command._open_in_jupyter(course) == [path]


def test_it_runs_as_a_command(course, newer):
    ran = subprocess.run(
        [sys.executable, "-m", "dlcourse", "update", "--to", str(course), "--from", str(newer)],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ran.returncode == 0 and "The course is now that of" in ran.stdout, ran.stderr
