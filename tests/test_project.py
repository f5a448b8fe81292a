"""The house holds together: dependencies in step, a plain lock, light imports, commands that explain themselves."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
RUN = PROJECT["project"]["dependencies"]
TEST = PROJECT["project"]["optional-dependencies"]["test"]
BUILD = PROJECT["build-system"]["requires"]
MAKEFILE = (ROOT / "Makefile").read_text()
SETUP = (ROOT / "scripts" / "setup.sh").read_text()

needs_make = pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")


def bounds(requirements):
    """What each requirement asks for, by name, in one spelling."""
    parsed = map(Requirement, requirements)
    return {canonicalize_name(one.name): (str(one.specifier), str(one.marker or "")) for one in parsed}


def lock():
    """The locked version of each package, by name."""
    pairs = (line.split("==") for line in (ROOT / "requirements.lock").read_text().splitlines())
    return {canonicalize_name(name): Version(version) for name, version in pairs}


def make(folder, *arguments, path=None):
    """Run make in a folder as a person would, whatever make or environment these tests run under."""
    ours = ("PATH", "HOME", "LANG", "TMPDIR")
    environment = {name: os.environ[name] for name in ours if name in os.environ}
    if path:
        environment["PATH"] = f"{path}{os.pathsep}{environment['PATH']}"
    return subprocess.run(["make", *arguments], cwd=folder, env=environment, capture_output=True, text=True, timeout=60)


def test_environment_yml_names_the_same_dependencies_and_bounds():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text())
    *plain, through_pip = environment["dependencies"]
    assert through_pip == {"pip": ["-e ."]}
    names = bounds(plain)
    assert names.pop("python") == (PROJECT["project"]["requires-python"], "")
    names.pop("pip")
    assert names == bounds(RUN)


def test_make_installs_what_pyproject_names():
    assert re.search(r"^    course\) project=\. ", SETUP, re.MULTILINE)
    assert re.search(r"^    tests\) project='\.\[test\]' ", SETUP, re.MULTILINE)
    for script in (SETUP, (ROOT / "scripts" / "lock.sh").read_text()):
        assert all(requirement in script for requirement in BUILD)


def test_oldest_python_is_the_same_everywhere():
    oldest = PROJECT["project"]["requires-python"].removeprefix(">=")
    assert PROJECT["tool"]["ruff"]["target-version"] == "py" + oldest.replace(".", "")
    assert f"Python {oldest} or newer is needed" in SETUP
    workflow = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text())
    assert workflow["jobs"]["test"]["strategy"]["matrix"]["python"][0] == oldest


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


@pytest.mark.parametrize("module", ["dlcourse", "dlcourse.linear", "dlcourse.exercises"])
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
    targets = set(re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)[1].split()) - {"FORCE"}
    assert set(re.findall(r"^make (\w+)", shown.stdout, re.MULTILINE)) == targets
    assert make(ROOT).stdout == shown.stdout


@pytest.fixture
def pythons(tmp_path):
    """A project folder, and a function that puts pretended Pythons first on its PATH."""
    folder = tmp_path / "a project"
    folder.mkdir()
    for name in ("Makefile", "pyproject.toml", "requirements.lock"):
        shutil.copy(ROOT / name, folder)
    shutil.copytree(ROOT / "scripts", folder / "scripts")
    bin_ = tmp_path / "bin"
    bin_.mkdir()

    def pretend(default, **others):
        for name in re.search(r"^CANDIDATES=\"(.*)\"$", SETUP, re.MULTILINE)[1].split():
            answer = others.get(name.replace(".", "_"), default)
            says = f"printf '%s\\n' {answer} {bin_ / name}" if answer else "exit 127"
            (bin_ / name).write_text(f"#!/bin/sh\n{says}\n")
            (bin_ / name).chmod(0o755)
        return folder, bin_

    return pretend


@needs_make
@pytest.mark.parametrize(
    ("default", "others", "sentence"),
    [
        ("", {}, "Python 3.11 or newer is needed; found none (PYTHON=/path/to/python names another)."),
        ("", {"python3": "3.9 1", "python": "2.7 0"}, "needed; found python3 (3.9), python (2.7) (PYTHON="),
        ("", {"python3": "3.9 1", "python3_12": "3.12 0"}, "on Debian and Ubuntu install python3-venv."),
    ],
    ids=["none", "old", "no-venv"],
)
def test_a_python_that_will_not_do_is_told_in_one_sentence(pythons, default, others, sentence):
    folder, path = pythons(default, **others)
    ran = make(folder, "lab", path=path)
    said, *noise = ran.stderr.splitlines()
    assert sentence in said
    assert ran.returncode and not ran.stdout and all(line.startswith("make: ***") for line in noise)
    assert not (folder / ".venv").exists()


@needs_make
@pytest.mark.parametrize(
    ("others", "chosen"),
    [
        ({"python3": "3.9 1", "python3_12": "3.12 1"}, "python3.12"),
        ({"python3": "3.16 1", "python3_13": "3.13 1"}, "python3.13"),
        ({"python3": "3.16 1", "python": "3.10 1"}, "python3"),
    ],
    ids=["newer-than-default", "tested-before-untested", "untested-rather-than-none"],
)
def test_the_python_that_is_chosen(pythons, others, chosen):
    folder, path = pythons("", **others)
    ran = make(folder, "lab", path=path)  # the pretended Python makes no .venv, so it stops right there
    assert ran.stdout.startswith(f"Making .venv with {path / chosen}.\n")


@needs_make
def test_a_named_python_that_will_not_do_is_told(pythons):
    folder, path = pythons("", python3="3.12 1", python="3.10 1")
    ran = make(folder, "test", "PYTHON=no-such-python", path=path)
    assert "PYTHON=no-such-python is not a Python that runs." in ran.stderr
    ran = make(folder, "test", "PYTHON=python", path=path)
    assert "Python 3.11 or newer is needed, and PYTHON=python is 3.10." in ran.stderr
