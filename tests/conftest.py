"""The order of the tests, and which of them stay together."""

import pytest
from xdist.scheduler import LoadScopeScheduling

from dlcourse.checker import relations


def pytest_collection_modifyitems(items):
    """Side by side, a file's tests stay together. Those that take longest come first: the browser's, the gates."""
    first = (
        "browser",
        "test_gates.py",
        "test_explorers.py",
        "08_deep_networks.ipynb",
        "test_authoring.py",
        "test_whole_course.py",
    )
    items.sort(key=lambda item: next((k for k, name in enumerate(first) if name in item.path.parts), len(first)))


class BrowserTogether(LoadScopeScheduling):
    """A file's tests on one worker, and all that share a browser."""

    def _split_scope(self, nodeid):
        return "browser" if nodeid.startswith("tests/browser/") else super()._split_scope(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Who gives out the tests when there are several workers."""
    return BrowserTogether(config, log)


@pytest.fixture(autouse=True)
def no_search_for_slips(request, monkeypatch):
    """Thousands of wrong answers are handed in. A slip is looked for where it is what a test is about."""
    if request.path.name not in ("test_one_change.py", "test_relations.py"):
        monkeypatch.setattr(relations, "one_change", lambda tried, answer: "")
