"""The house holds together: dependencies in step, a plain lock, light imports, commands that explain themselves."""

import ast
import importlib.util
import inspect
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import warnings
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from dlcourse import _environment
from dlcourse.__main__ import COMMANDS
from dlcourse.lessons import LESSONS
from tests.conftest import ONLY_WHERE_ALL_ARE_ASKED_FOR, pytest_collection_modifyitems

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
RUN = PROJECT["project"]["dependencies"]
TEST = PROJECT["project"]["optional-dependencies"]["test"]
BUILD = PROJECT["build-system"]["requires"]
MAKEFILE = (ROOT / "Makefile").read_text()
WORKFLOW = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text())

needs_make = pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")


def bounds(requirements):
    """What each requirement asks for, by name, in one spelling."""
    parsed = map(Requirement, requirements)
    return {canonicalize_name(one.name): (str(one.specifier), str(one.marker or "")) for one in parsed}


def lock():
    """The locked version of each package, by name."""
    pairs = (line.split("==") for line in (ROOT / "requirements.lock").read_text().splitlines())
    return {canonicalize_name(name): Version(version) for name, version in pairs}


def make(folder, *arguments):
    """Run make in a folder as a person would, whatever make or environment these tests run under."""
    ours = ("PATH", "HOME", "LANG", "TMPDIR")
    environment = {name: os.environ[name] for name in ours if name in os.environ}
    return subprocess.run(["make", *arguments], cwd=folder, env=environment, capture_output=True, text=True, timeout=60)


def test_environment_yml_names_the_same_dependencies_and_bounds():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text())
    *plain, through_pip = environment["dependencies"]
    assert through_pip == {"pip": ["-e ."]}
    names = bounds(plain)
    assert names.pop("python") == (PROJECT["project"]["requires-python"], "")
    names.pop("pip")
    assert names == bounds(RUN)


def test_the_set_up_installs_what_pyproject_names():
    assert _environment.PROJECTS == {"course": ".", "tests": ".[test]"}
    assert set(BUILD) <= set(_environment.BUILD)
    assert all(requirement in (ROOT / "scripts" / "lock.sh").read_text() for requirement in _environment.BUILD)


def test_oldest_python_is_the_same_everywhere():
    oldest = PROJECT["project"]["requires-python"].removeprefix(">=")
    assert PROJECT["tool"]["ruff"]["target-version"] == "py" + oldest.replace(".", "")
    assert ".".join(map(str, _environment.OLDEST)) == oldest
    for text in (Path(_environment.__file__).read_text(), MAKEFILE):
        assert set(re.findall(r"Python ([0-9.]+) or newer is needed", text)) == {oldest}
    tested = WORKFLOW["jobs"]["test"]["strategy"]["matrix"]["python"]
    assert tested == [oldest, ".".join(map(str, _environment.NEWEST))]


def test_lock_is_plain():
    lines = (ROOT / "requirements.lock").read_text().splitlines()
    strange = [line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.!_-]+", line)]
    assert not strange
    assert len(lock()) == len(lines), "a package is locked twice"
    assert not {"dlcourse", "pip"} & lock().keys()


def test_lock_has_every_dependency_within_its_bounds():
    locked = lock()
    for requirement in map(Requirement, [*BUILD, *RUN, *TEST]):
        version = locked.get(canonicalize_name(requirement.name))
        assert version, f"{requirement.name} is not locked: run make lock"
        assert version in requirement.specifier, f"{requirement.name}=={version} is not {requirement.specifier}"


@pytest.mark.parametrize("module", ["dlcourse", "dlcourse.linear", "dlcourse.exercises", "dlcourse.questions"])
def test_import_is_light(module):
    heavy = ["matplotlib", "ipywidgets", "IPython", "ipykernel", "yaml", "nbformat"]
    code = f"import sys, json, {module}; print(json.dumps([m for m in {heavy} if m in sys.modules]))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert json.loads(ran.stdout) == []


def test_no_registry_address_and_no_home_folder_is_stored():
    """In what git holds, that is: what a learner changes or saves beside it is the learner's own."""
    # Written in pieces, so that this file does not find itself.
    pieces = [
        ("pypi", r"\.org"),
        ("python", r"hosted\.org"),
        ("anaconda", r"\.(org|com)"),
        ("npmjs", r"\.(org|com)"),
        ("deb", r"ian\.org"),
        ("/home/", "[A-Za-z0-9._-]+/"),
        ("/Users/", "[A-Za-z0-9._-]+/"),
        ("/root", "/"),
        (r"C:\\+", r"Users\\"),
        ("/tmp/", "ipykernel_"),
    ]
    pattern = "|".join(left + right for left, right in pieces)
    command = ["git", "grep", "--cached", "-I", "-n", "-o", "-E", pattern]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    if found.returncode not in (0, 1) and os.environ.get("DLCOURSE_REQUIRE_PRISTINE", "0") == "0":
        pytest.skip("not a git checkout")
    assert found.returncode == 1, found.stdout + found.stderr


@needs_make
def test_help_names_every_target():
    shown = make(ROOT, "help")
    assert shown.returncode == 0
    targets = set(re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)[1].split()) - {"setup-tests"}
    assert set(re.findall(r"^make (\w+)", shown.stdout, re.MULTILINE)) == targets
    assert make(ROOT).stdout == shown.stdout


@pytest.mark.parametrize("command", list(COMMANDS))
def test_make_and_the_command_line_have_the_same_words(command):
    assert re.search(rf"^{command}:.*\n(\t@.*\n)*\t\$\(COURSE\) {command}\b", MAKEFILE, re.MULTILINE)


@pytest.mark.parametrize("name", ["__init__", "__main__", "_environment"])
def test_a_python_that_is_too_old_can_read_what_starts_the_set_up(name):
    """Python 2.7 reads these files; what came later must not stand in them."""
    source = (ROOT / "dlcourse" / f"{name}.py").read_bytes()
    assert source.isascii(), "Python 2 wants to be told of anything else"
    later = (
        ast.JoinedStr,
        ast.NamedExpr,
        ast.AnnAssign,
        ast.Nonlocal,
        ast.Starred,
        ast.YieldFrom,
        ast.AsyncFunctionDef,
        ast.Match,
    )
    for node in ast.walk(ast.parse(source)):
        assert not isinstance(node, later), f"line {node.lineno}"
        if isinstance(node, ast.arguments):
            assert not (node.kwonlyargs or node.posonlyargs or any(a.annotation for a in node.args))
        if isinstance(node, ast.Raise):
            assert node.cause is None, f"line {node.lineno}: raise from"
        if isinstance(node, ast.Dict):
            assert None not in node.keys, f"line {node.lineno}: ** in a dict"
        if isinstance(node, ast.ClassDef):
            assert not node.keywords


@pytest.fixture
def environment(tmp_path, monkeypatch):
    """The set-up of a course in a folder of its own, and a function that puts pretended Pythons on its PATH."""
    folder = tmp_path / "a course, ü"
    (folder / "dlcourse").mkdir(parents=True)
    for name in ("pyproject.toml", "requirements.lock", "dlcourse/_environment.py"):
        shutil.copy(ROOT / name, folder / name)
    spec = importlib.util.spec_from_file_location("environment_of_a_test", folder / "dlcourse" / "_environment.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    bin_ = tmp_path / "bin"
    bin_.mkdir()
    monkeypatch.setenv("PATH", f"{bin_}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.delenv("PYTHON", raising=False)
    monkeypatch.setattr(sys, "executable", "")

    def pretend(default, **others):
        for name in module.CANDIDATES:
            answer = others.get(name.replace(".", "_"), default)
            says = f"printf '%s\\n' {answer} {bin_ / name}" if answer else "exit 127"
            (bin_ / name).write_text(f"#!/bin/sh\n{says}\n")
            (bin_ / name).chmod(0o755)
        return bin_

    module.pretend = pretend
    return module


posix = pytest.mark.skipif(os.name == "nt", reason="the pretended Pythons are shell scripts")


@posix
@pytest.mark.parametrize(
    ("others", "sentence"),
    [
        ({}, "Python 3.11 or newer is needed; found none (PYTHON=/path/to/python names another)."),
        ({"python3": "3.9 1", "python": "2.7 0"}, "needed; found python3 (3.9), python (2.7) (PYTHON="),
        ({"python3": "3.9 1", "python3_12": "3.12 0"}, "on Debian and Ubuntu install python3-venv."),
    ],
    ids=["none", "old", "no-venv"],
)
def test_a_python_that_will_not_do_is_told_in_one_sentence(environment, others, sentence):
    environment.pretend("", **others)
    with pytest.raises(environment.NoEnvironment) as problem:
        environment.ensure("course")
    assert sentence in str(problem.value) and "\n" not in str(problem.value)
    assert not Path(environment.VENV).exists()


@posix
@pytest.mark.parametrize(
    ("others", "chosen"),
    [
        ({"python3": "3.9 1", "python3_12": "3.12 1"}, "python3.12"),
        ({"python3": "3.16 1", "python3_13": "3.13 1"}, "python3.13"),
        ({"python3": "3.16 1", "python": "3.10 1"}, "python3"),
    ],
    ids=["newer-than-default", "tested-before-untested", "untested-rather-than-none"],
)
def test_the_python_that_is_chosen(environment, others, chosen):
    bin_ = environment.pretend("", **others)
    assert environment.choose() == str(bin_ / chosen)


@posix
def test_the_python_that_runs_this_comes_first(environment, monkeypatch):
    bin_ = environment.pretend("3.12 1")
    monkeypatch.setattr(sys, "executable", str(bin_ / "python3.13"))
    assert environment.choose() == str(bin_ / "python3.13")


@posix
def test_a_named_python_that_will_not_do_is_told(environment, monkeypatch):
    environment.pretend("", python3="3.12 1", python="3.10 1")
    monkeypatch.setenv("PYTHON", "no-such-python")
    with pytest.raises(environment.NoEnvironment, match="PYTHON=no-such-python is not a Python that runs."):
        environment.choose()
    monkeypatch.setenv("PYTHON", "python")
    with pytest.raises(environment.NoEnvironment, match="is needed, and PYTHON=python is 3.10."):
        environment.choose()


REAL_PYTHON = sys.executable


@pytest.fixture
def made(environment, monkeypatch):
    """As `environment`, with a .venv that is there: its Python is this one, and what pip says is up to the test."""
    environment.asked, real = [], environment._run
    monkeypatch.setattr(sys, "executable", REAL_PYTHON)
    environment.pip = (0, "")

    def run(command):
        if "venv" in command:  # pip takes long to install, and is only asked whether it is there
            said = real([*command[:-1], "--without-pip", command[-1]])
            (next(Path(environment.VENV).glob("lib/*/site-packages")) / "pip.py").write_text("")
            return said
        environment.asked.append(command[command.index("install") :])
        return environment.pip

    monkeypatch.setattr(environment, "_run", run)
    environment.ensure("course")
    return environment


@posix
def test_nothing_is_set_up_twice(made, capsys):
    assert [command[-1] for command in made.asked] == [made.BUILD[-1], "."]
    assert all("requirements.lock" in command for command in made.asked)
    made.asked.clear()
    capsys.readouterr()
    made.ensure("course")
    assert made.asked == [] and capsys.readouterr().out == ""
    made.ensure("tests")
    assert made.asked[-1][-1] == ".[test]"
    made.asked.clear()
    made.ensure("course")
    assert made.asked == []


@posix
@pytest.mark.parametrize("harm", ["half made", "moved", "lost its Python"])
def test_an_environment_that_does_not_work_is_made_anew(made, capsys, harm):
    venv = Path(made.VENV)
    if harm == "half made":
        (venv / ".unfinished").write_text("unfinished")
    elif harm == "moved":
        (venv / ".place").write_text("elsewhere")
    else:
        (venv / "bin" / "python").unlink()
        (venv / "bin" / "python").symlink_to("gone")
    (venv / "left over").write_text("")
    assert not made.usable()
    made.ensure("course")
    assert made.usable() and not (venv / "left over").exists()


@posix
def test_an_environment_that_a_link_leads_to_is_left_alone(made, tmp_path):
    venv, other = Path(made.VENV), tmp_path / "another course's"
    venv.rename(other)
    (other / "in use").write_text("")
    venv.symlink_to(other)
    (venv / ".unfinished").write_text("unfinished")
    made.ensure("course")
    assert made.usable() and not venv.is_symlink() and (other / "in use").exists()


@posix
def test_a_lock_that_has_changed_is_installed_and_one_that_cannot_be_reached_waits(made, capsys):
    lock = Path(made.COURSE) / "requirements.lock"
    lock.write_text(lock.read_text() + "another==1.0\n")
    made.asked.clear()
    made.pip = (1, "WARNING: Retrying (Retry(total=4 ...\nERROR: No matching distribution")
    made.ensure("course")
    assert "is installed the next time" in capsys.readouterr().out and made.usable()
    made.pip = (0, "")
    made.asked.clear()
    made.ensure("course")
    assert made.asked


@posix
@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (
            "Looking\nERROR: No matching distribution found for numpy",
            'failed: pip said "ERROR: No matching distribution found',
        ),
        ("WARNING: Retrying (Retry(total=4\nERROR: none", "cannot reach its package index; is this machine online?"),
    ],
)
def test_what_pip_could_not_do_is_told(made, said, sentence):
    made.pip = (1, said)
    with pytest.raises(made.NoEnvironment, match=re.escape(sentence)):
        made.ensure("tests")
    assert made.usable(), "the course itself works still"
    assert (Path(made.VENV) / "setup.log").read_text() == said


@needs_make
@posix
def test_make_without_any_python_says_so(tmp_path):
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / "bin").mkdir()
    for name in ("make", "sh", "id"):
        (tmp_path / "bin" / name).symlink_to(shutil.which(name))
    ran = subprocess.run(
        ["make", "lab"], cwd=tmp_path, env={"PATH": str(tmp_path / "bin")}, capture_output=True, text=True, timeout=60
    )
    said, *noise = ran.stderr.splitlines()
    assert said == "Python 3.11 or newer is needed; found none (PYTHON=/path/to/python names another)."
    assert ran.returncode and not ran.stdout and all(line.startswith("make: ***") for line in noise)


@pytest.fixture(scope="module")
def usual():
    spec = importlib.util.spec_from_file_location("usual", ROOT / "bench" / "usual.py")
    usual = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(usual)
    return usual


@pytest.mark.parametrize("name", ["moving_words", "set_words", "label"])
def test_what_the_bench_draws_with_takes_what_a_picture_hands_over(name, usual):
    stand_in = {"moving_words": usual._words, "set_words": usual._set_words, "label": usual._label}[name]
    wanted, given = (list(inspect.signature(f).parameters) for f in (getattr(usual.figures, name), stand_in))
    assert given == wanted


@pytest.mark.parametrize("room", [lesson.room for lesson in LESSONS[1:]])
def test_the_bench_draws_every_explorer_in_the_usual_way(room, usual, capsys):
    # In the browser an error would only be a picture that never comes.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Agg shows nothing, and says so
        for factory in importlib.import_module(f"dlcourse.explorers.{room}").EXPLORERS:
            controls, draw = usual.drawing(room, factory.__name__)
            draw(**{key: control.value for key, control in controls.items()})
            assert usual.plt.get_fignums()
            usual.plt.close("all")


NO_NAME = """
import sys
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance(colors="nocolor")
before = set(shell.user_ns)
shell.safe_execfile("dlcourse/classroom/first_cell.py", shell.user_ns, raise_exceptions=True)
shell.run_cell("explore.chain()")
print(set(shell.user_ns) - before - {"__file__"})
shell.run_cell("import dlcourse")
shell.run_cell("explorer.chain()")
"""


def test_a_name_that_is_missing_in_a_new_kernel_has_a_next_step(tmp_path):
    ran = subprocess.run(
        [sys.executable, "-c", NO_NAME],
        cwd=ROOT,
        env=os.environ | {"IPYTHONDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    first, second = ran.stdout.split("set()")
    assert "'explore' is not defined" in first and "first code cell has not been run" in first
    # With the set-up cell run it is a slip of the learner's, and Python's own sentence is right.
    assert "'explorer' is not defined" in second and "first code cell" not in second


@pytest.mark.parametrize(
    ("everything", "args", "keyword", "left_out"),
    [
        ("", ["tests", "notebooks"], "", True),
        ("1", ["tests"], "", False),
        ("", ["tests"], "pad", False),
        ("", ["a.py"], "", False),
    ],
)
def test_what_takes_longest_is_left_to_ci_unless_it_is_asked_for(monkeypatch, everything, args, keyword, left_out):
    """`.ci/run` asks for everything."""
    assert re.search(r"^export .*\bDLCOURSE_ALL_TESTS\b", (ROOT / ".ci" / "run").read_text(), re.MULTILINE)
    monkeypatch.setenv("DLCOURSE_ALL_TESTS", everything)
    late = [ROOT / "tests" / name for name in ONLY_WHERE_ALL_ARE_ASKED_FOR]
    assert all(path.is_file() for path in late)
    items, told = [SimpleNamespace(path=path) for path in [*late, ROOT / "tests" / "test_gates.py"]], []
    hook = SimpleNamespace(pytest_deselected=lambda items: told.extend(items))
    pytest_collection_modifyitems(SimpleNamespace(args=args, option=SimpleNamespace(keyword=keyword), hook=hook), items)
    assert [item.path in late for item in items].count(True) == (0 if left_out else len(late))
    assert len(told) == (len(late) if left_out else 0)
