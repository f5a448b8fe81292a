"""A course folder of its own, a JupyterLab on it, a browser; the checkout is not touched."""

import os
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect

from dlcourse.authoring import read, text
from dlcourse.authoring.stubs import exercises_from
from tests.browser import lab

ROOT = Path(__file__).parents[2]
EXERCISE = "02_perceptron.ipynb"
JUPYTERLABS = (
    # JupyterLab says it when the tests close a notebook's kernel while its debugger still asks that kernel something.
    "Could not restore the debugger state: Canceled future",
    # On a busy machine a page that was loaded again shows its widgets before the kernel has told of them; it does so once more then.
    "Error: widget model not found",
)


@pytest.fixture(scope="package")
def browser():
    """A browser, for this folder only: while it is there, its event loop runs in this thread."""
    if lab.find_browser() is None:
        (pytest.fail if os.environ.get("DLCOURSE_REQUIRE_BROWSER") == "1" else pytest.skip)(lab.HOW_TO_GET_ONE)
    expect.set_options(timeout=lab.SECONDS * 1000)
    with lab.chromium() as browser:
        yield browser


@pytest.fixture(scope="package")
def server(browser, tmp_path_factory):
    """A JupyterLab on copies of the lessons and the solutions, and an untouched copy of exercises/02."""
    folder = tmp_path_factory.mktemp("course")
    for name in ("notebooks", "solutions"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns(".*"))
    (folder / "exercises").mkdir()
    stubs = text(exercises_from(read(ROOT / "solutions" / EXERCISE)))
    (folder / "exercises" / EXERCISE).write_text(stubs, encoding="utf-8")
    server = lab.Server(folder, tmp_path_factory.mktemp("home"), forked=True)
    yield server
    server.stop()


@pytest.fixture(scope="package")
def shared(server, browser):
    """A page in a fresh browser profile for all tests here, and the list of errors in its console.

    To load JupyterLab takes longer than most tests. JupyterLab itself logs no errors but those.
    """
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page, problems = context.new_page(), []
    page.set_default_timeout(lab.SECONDS * 1000)

    def note(message):
        if message.type == "error" and not message.text.startswith(JUPYTERLABS):
            problems.append(message.text)

    page.on("console", note)
    page.on("pageerror", lambda error: problems.append(str(error)))
    yield page, problems
    context.close()


@pytest.fixture
def shared_page(shared):
    """The page for all tests here; none may leave an error in its console."""
    page, problems = shared
    yield page
    found = problems.copy()
    problems.clear()
    assert not found, "in the browser's console:\n" + "\n".join(found)
