"""The order of the tests, how many run at a time, and what is left out of most."""

import os

import hypothesis
import pytest

from dlcourse.checker import relations

hypothesis.settings.register_profile("busy machine", deadline=None)
hypothesis.settings.load_profile("busy machine")
# Files in the order in which workers get them: those that take longest come first.
FIRST = (
    "browser/test_lab.py",
    "browser/test_web.py",
    "browser/test_laboratory.py",
    "browser",  # together, so that a worker starts one browser and one JupyterLab for all that it gets of them
    "test_nbgrader.py",
    "test_gates.py",
    "test_pictures.py",
    "test_explorers.py",
    "08_deep_networks.ipynb",
    "test_relations.py",
    "test_odd_answers.py",
    "test_whole_course.py",
)
# What drives the web edition and the laboratory in a browser takes as long as half of all other tests, and a change of a lesson or an
# exercise seldom breaks it. `.ci/run` asks for it; so does who names a file, or chooses with -k.
ONLY_WHERE_ALL_ARE_ASKED_FOR = (
    "browser/test_baked.py",
    "browser/test_laboratory.py",
    "browser/test_recorded.py",
    "browser/test_web.py",
)


def pytest_collection_modifyitems(config, items):
    """Side by side, a file's tests stay together; the longest files come first, so that no worker ends long after the others."""
    if not os.environ.get("DLCOURSE_ALL_TESTS") and "tests" in config.args and not config.option.keyword:
        kept, left = [], []
        for item in items:
            (left if item.path.as_posix().endswith(ONLY_WHERE_ALL_ARE_ASKED_FOR) else kept).append(item)
        items[:] = kept
        config.hook.pytest_deselected(items=left)

    def place(item):
        path = f"{item.path.as_posix()}/"
        return next((k for k, name in enumerate(FIRST) if f"/{name}/" in path), len(FIRST))

    items.sort(key=place)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers():
    """One worker more than there are cores: a test of a browser or of a kernel often waits."""
    if "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ:
        return None
    return len(os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else range(os.cpu_count() or 1)) + 1


@pytest.fixture(autouse=True)
def no_search_for_slips(request, monkeypatch):
    """Thousands of wrong answers are handed in. A slip is looked for where it is what a test is about."""
    if request.path.name not in ("test_one_change.py", "test_relations.py"):
        monkeypatch.setattr(relations, "one_change", lambda tried, answer: None)
        monkeypatch.setattr(relations, "named_place", lambda tried, answer, message: None)
