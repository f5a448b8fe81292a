"""Who may import whom."""

import ast
import os
import subprocess
import sys
from collections import Counter

import pytest

from tests.conftest import FIRST
from tests.courseware import ROOT, TAUGHT

PACKAGE = ROOT / "dlcourse"
MAY_IMPORT = {
    "": {"", "data"},
    "data": {""},
    "figures": {"", "data", "figures"},
    "explorers": {"", "data", "figures", "explorers"},
    "checker": {"", "data", "figures", "checker"},
    "questions": {"", "checker", "questions"},
    "exercises": {"", "data", "checker", "questions", "exercises"},
    "classroom": {"", "checker", "exercises", "classroom", "authoring"},
    "authoring": {
        "",
        "data",
        "explorers",
        "authoring",
        "checker",
        "exercises",
        "questions",
        "laboratory",
        "figures",
    },  # explorers are baked for the web, runs of the laboratory are recorded, and pictures are cut into panels
    "laboratory": {"", "checker", "exercises", "explorers", "figures", "laboratory"},
}
OUTSIDE = {
    "": {"numpy"},
    "data": {"numpy"},
    "figures": {"numpy", "matplotlib", "mpl_toolkits", "PIL", "IPython"},
    "explorers": {"numpy", "matplotlib", "IPython", "ipywidgets", "anywidget", "traitlets"},
    "checker": {"numpy", "anywidget", "traitlets", "pygments"},  # Pygments comes with IPython
    "questions": {"IPython", "anywidget", "traitlets"},
    "exercises": {"numpy", "IPython", "nbformat", "nbclient"},
    "laboratory": {"numpy", "anywidget", "traitlets", "IPython"},
    "classroom": {"numpy", "nbformat", "nbclient", "jupyter_server", "IPython", "traitlets"},
    "authoring": {"numpy", "PIL", "nbformat", "nbclient"},
}


def floor(module):
    """The floor of a module's dotted name inside dlcourse: "" for the ground floor."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 and parts[1] in MAY_IMPORT else ""


def imported(path):
    """Dotted names that a file imports, with what they are imported from spelled out."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_go_down_only(path):
    home = floor(".".join(path.relative_to(ROOT).with_suffix("").parts))
    for name in imported(path):
        if name.split(".")[0] == "dlcourse":
            assert floor(name) in MAY_IMPORT[home], f"{home or 'the ground floor'} imports {name}"
        elif name.split(".")[0] not in sys.stdlib_module_names:
            assert name.split(".")[0] in OUTSIDE[home], f"{home or 'the ground floor'} imports {name}"


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_nobody_uses_pyplot(path):
    assert not any(name.startswith("matplotlib.pyplot") for name in imported(path))


@pytest.mark.parametrize("room", [lesson.room for lesson in TAUGHT])
@pytest.mark.parametrize("floor", ["", "figures", "explorers", "exercises"])
def test_a_lesson_has_its_room_on_every_floor(room, floor):
    assert (PACKAGE / floor / f"{room}.py").exists() or (PACKAGE / floor / room).is_dir()


def lines(path):
    return len(path.read_text(encoding="utf-8").splitlines())


def test_every_module_can_be_read_at_a_sitting():
    for path in PACKAGE.rglob("*.py"):
        limit = 350 if path.parent.name == "checker" else 500
        assert lines(path) <= limit, f"{path.relative_to(ROOT)} has {lines(path)} lines; at most {limit} were agreed"


def test_no_folder_holds_more_than_a_third_of_the_package():
    """Its own files; a folder of folders is a house, not a room."""
    sizes = Counter()
    for path in PACKAGE.rglob("*.py"):
        sizes[path.parent.relative_to(ROOT)] += lines(path)
    assert max(sizes.values()) <= sizes.total() / 3, sizes.most_common(3)


def test_an_exercise_loads_its_own_lesson_and_what_it_needs():
    code = "import sys; from dlcourse.exercises import check; check('softmax'); print(*sys.modules, sep='\\n')"
    environment = {**os.environ, "DLCOURSE_STRICT": "0", "DLCOURSE_PROGRESS": "off"}
    ran = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=60)
    loaded = {name for name in ran.stdout.splitlines() if name.startswith("dlcourse.exercises.")}
    assert loaded == {"dlcourse.exercises.losses", "dlcourse.exercises.losses.softmax"}, ran.stderr


def test_the_files_that_are_started_first_are_there():
    for name in FIRST:
        assert any((ROOT / folder / name).exists() for folder in ("tests", "notebooks")), name
