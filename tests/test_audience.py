"""Who is looking: a check that is not passed raises wherever a program runs the notebook, so that a stub never counts as done."""

import subprocess
import sys
import types

import nbformat
import pytest
from nbclient.exceptions import CellExecutionError

from dlcourse import audience
from tests.courseware import ROOT, execute


def no_test_is_running(monkeypatch):
    """Take out what pytest, which sets it anew before each test, and others say."""
    for name in ("PYTEST_VERSION", "PYTEST_CURRENT_TEST", "DLCOURSE_STRICT", "NBGRADER_EXECUTION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(audience, "MARKED", False)


def stub_notebook():
    cell = nbformat.v4.new_code_cell
    answer = "def double(x):\n    raise NotImplementedError"
    return nbformat.v4.new_notebook(
        cells=[cell("from dlcourse.exercises import check"), cell(answer), cell("check('double')")]
    )


def test_a_runner_without_a_reader_gets_an_error_for_a_stub(monkeypatch, tmp_path):
    """nbclient runs what nbconvert, papermill and otter are asked to run."""
    no_test_is_running(monkeypatch)
    with pytest.raises(CellExecutionError, match="double: to do"):
        execute(stub_notebook(), tmp_path)


def test_a_runner_may_be_told_to_show_the_card(monkeypatch, tmp_path):
    no_test_is_running(monkeypatch)
    notebook = stub_notebook()
    execute(notebook, tmp_path, DLCOURSE_STRICT="0", DLCOURSE_PROGRESS="off")
    assert notebook.cells[-1].outputs[0].metadata.dlcourse.outcome == "to do"


def test_nbgrader_cannot_be_told_to_show_the_card(monkeypatch, tmp_path):
    no_test_is_running(monkeypatch)
    notebook = stub_notebook()
    notebook.cells[1].source += "\nimport os\nos.environ['DLCOURSE_STRICT'] = '0'\ndel os.environ['NBGRADER_EXECUTION']"
    with pytest.raises(CellExecutionError, match="double: to do"):
        execute(notebook, tmp_path, NBGRADER_EXECUTION="autograde")


def test_a_script_is_strict_and_a_prompt_is_not(monkeypatch):
    no_test_is_running(monkeypatch)
    monkeypatch.delattr(sys, "ps1", raising=False)
    monkeypatch.setitem(sys.modules, "IPython", types.SimpleNamespace(get_ipython=lambda: None))
    assert audience.strict()
    monkeypatch.setattr(sys, "ps1", ">>> ", raising=False)
    assert not audience.strict()


@pytest.mark.parametrize("asks", [True, False])
def test_jupyter_says_whether_somebody_can_answer(monkeypatch, asks):
    no_test_is_running(monkeypatch)
    shell = types.SimpleNamespace(kernel=types.SimpleNamespace(_allow_stdin=asks))
    monkeypatch.setitem(sys.modules, "IPython", types.SimpleNamespace(get_ipython=lambda: shell))
    assert audience.strict() is not asks


def test_a_terminal_with_ipython_and_a_kernel_of_another_make_show_the_card(monkeypatch):
    no_test_is_running(monkeypatch)
    monkeypatch.setitem(sys.modules, "IPython", types.SimpleNamespace(get_ipython=lambda: object()))
    assert not audience.strict()


def test_a_script_ends_with_the_card(monkeypatch):
    no_test_is_running(monkeypatch)
    code = "from dlcourse.exercises import check\ncheck('mse')"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, encoding="utf-8")
    assert ran.returncode == 1 and "mse: to do" in ran.stderr
