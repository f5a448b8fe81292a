"""Who may import whom."""

import ast
import sys

import pytest

from tests.courseware import ROOT, TAUGHT

PACKAGE = ROOT / "dlcourse"
MAY_IMPORT = {
    "": {"", "data"},
    "data": {""},
    "figures": {"", "data", "figures"},
    "explorers": {"", "data", "figures", "explorers"},
    "checker": {"", "data", "figures", "checker"},
    "exercises": {"", "data", "checker", "exercises"},
    "authoring": {"", "authoring", "checker", "exercises"},
    "classroom": {"", "checker", "exercises", "classroom", "authoring"},
}
OUTSIDE = {
    "": {"numpy"},
    "data": {"numpy"},
    "figures": {"numpy", "matplotlib", "mpl_toolkits", "PIL", "IPython"},
    "explorers": {"numpy", "matplotlib", "PIL", "ipywidgets", "anywidget", "traitlets"},
    "checker": {"numpy"},
    "exercises": {"numpy", "IPython", "nbformat", "nbclient"},
    "authoring": {"numpy", "PIL", "nbformat", "nbclient"},
    "classroom": {"numpy", "nbformat", "nbclient", "IPython", "traitlets"},
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
