"""The questions in a real JupyterLab: chosen by mouse and by keys, replied to in time, found again."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output
from playwright.sync_api import expect

from dlcourse.authoring import normalise
from dlcourse.questions._text import as_html
from tests.browser import access
from tests.browser.lab import Notebook
from tests.test_questions import COUNT, OPTIONS, Question

QUICK = Question(**{**vars(OPTIONS), "id": "quick", "kind": "check"})
ASKED = (OPTIONS, QUICK, COUNT)
SETUP = f"""from dlcourse import questions
from dlcourse.questions import Number, Option, Question, ask, linear

linear.QUESTIONS = {list(ASKED)!r}
questions._rooms = lambda: dict.fromkeys({[question.id for question in ASKED]!r}, "linear")"""
PATH = "questions.ipynb"
STORED = """box => [box.getBoundingClientRect().width, getComputedStyle(box).borderLeftStyle,
    getComputedStyle(box, '::after').content]"""


@pytest.fixture(scope="module")
def notebook(server, shared):
    """A notebook with three questions, and a cell that answers the first and does not show it before it runs."""
    cells = [new_code_cell(SETUP, id="setup")]
    cells += [new_code_cell(f'ask("{question.id}")', id=f"ask-{question.id}") for question in ASKED]
    cells[2].outputs = [new_output("display_data", {"text/html": as_html(QUICK)})]
    answers = new_code_cell("print(13)", id="answers", outputs=[new_output("stream", text="13\n")], execution_count=1)
    answers.metadata["tags"] = ["hide-output"]
    made = normalise(new_notebook(cells=[*cells[:2], answers, *cells[2:]]))
    nbformat.write(made, server.folder / PATH)
    notebook = server.open(shared[0], PATH, reload=False)
    expect(notebook.show("answers").locator(".jp-OutputArea-output")).to_have_count(0)
    notebook.stored = notebook.show("ask-quick").locator(".dlcourse-question").evaluate(STORED)
    notebook.run_all()
    assert notebook.errors() == []
    expect(notebook.show("answers").locator(".jp-OutputArea-output")).to_have_text("13")
    return notebook


def test_before_it_runs_a_question_has_its_frame_and_says_how_to_answer(notebook, shared_page):
    width, border, words = notebook.stored
    assert border == "solid" and words == '"▶ Run this cell (Shift + Enter) to answer."'
    assert form(notebook, QUICK)[0].bounding_box()["width"] == pytest.approx(width, abs=1)


def form(notebook, question):
    """Its form in the page, and the region of the form that is said aloud."""
    found = notebook.show(f"ask-{question.id}").locator(".dlcourse-question-form")
    return found, found.get_by_role("status")


def marks(box):
    """What is written beside each option, and how many are framed."""
    return box.locator(".dlcourse-question-tag").all_text_contents(), box.locator(".dlcourse-question-right").count()


def test_a_prediction_by_mouse_replies_after_compare_and_not_before(notebook, shared_page):
    box, said = form(notebook, OPTIONS)
    expect(box.get_by_role("group")).to_have_accessible_name(
        "Predict With η = 1 it makes 13 mistakes. How many with eta = 10, if 2*3*4 < 25?"
    )
    expect(said).to_be_empty()
    compare = box.get_by_role("button", name="Compare")
    expect(compare).to_be_hidden()
    box.get_by_text("fewer").click()
    expect(said).to_contain_text("Your choice is kept.")
    assert marks(box) == (["", ""], 0)
    compare.click()
    expect(said).to_have_text("It came out differently. A larger step helps elsewhere.")
    assert marks(box) == (["✓ came out", "your choice"], 1)
    expect(box.get_by_role("radio").first).to_have_accessible_description("✓ came out")
    box.get_by_text("13, as with").click()  # one may choose again
    expect(said).to_contain_text("Your choice is kept.")
    assert marks(box) == (["", ""], 0)
    compare.click()
    expect(said).to_have_text("✓ As you predicted. Every step is ten times as long.")
    assert marks(box) == (["✓ came out · your choice", ""], 1)


def test_quick_questions_by_keys_alone_and_no_key_reaches_the_notebook(notebook, shared_page):
    keys = notebook.page.keyboard
    box, said = form(notebook, QUICK)
    box.get_by_role("radio").first.focus()
    before = notebook.page.evaluate("path => panelOf(path).content.activeCell.model.id", PATH), len(notebook.cells())
    keys.press("ArrowDown")
    expect(said).to_have_text("Press Enter to choose this answer.")
    keys.press("Enter")
    expect(said).to_have_text("Not this one. A larger step helps elsewhere.")
    assert marks(box) == (["✓ right", "your choice"], 1)
    keys.press("ArrowUp")
    expect(said).to_have_text("Press Enter to choose this answer.")
    keys.press("Space")
    expect(said).to_have_text("✓ Right. Every step is ten times as long.")
    for key in "abdd":  # each does something to a cell when it reaches the notebook
        keys.press(key)
    after = notebook.page.evaluate("path => panelOf(path).content.activeCell.model.id", PATH), len(notebook.cells())
    assert after == before

    keys.press("Escape")
    assert "jp-Cell" in notebook.page.evaluate("() => document.activeElement.className")

    box, said = form(notebook, COUNT)
    number = box.get_by_label("Your number")
    expect(number).to_have_accessible_description("weights (to within 1)")
    for written, reply in [
        ("many", "Please write one number"),
        ("1,5", "without a comma"),
        ("12 weights", "Not this one. Twice."),
        ("25.5", "Not this one. Squared."),
        ("−3", "Not this one. ?"),
        ("8", "✓ Right. Six and a bias."),
    ]:
        number.fill(written)
        number.press("Enter")
        expect(said).to_contain_text(reply)


def test_axe_finds_nothing_and_a_narrow_page_holds_it(notebook, shared_page):
    page = notebook.page
    for question in ASKED:
        form(notebook, question)
        assert access.violations(page, contrast=True) == []
        with access.dark_theme(page):
            assert access.violations(page, contrast=True) == []
    page.evaluate("() => jupyterapp.shell.collapseLeft()")
    try:
        page.set_viewport_size({"width": 390, "height": 900})
        for question in ASKED:
            box, _ = form(notebook, question)
            assert box.evaluate("box => box.scrollWidth <= box.clientWidth")
            assert box.evaluate("box => box.getBoundingClientRect().right <= innerWidth")
    finally:
        page.set_viewport_size({"width": 1280, "height": 900})
        page.evaluate("() => jupyterapp.shell.expandLeft()")


def test_a_choice_is_found_after_a_reload_and_in_a_new_kernel(notebook, shared_page, server):
    page = notebook.page
    form(notebook, OPTIONS)[0].get_by_text("fewer").click()
    notebook.save()
    page.reload()
    again = Notebook(page, PATH)
    assert_chosen(again)
    anew = server.open(page, PATH, reload=False)
    anew.run_all()
    assert_chosen(anew)
    expect(form(anew, QUICK)[1]).to_contain_text("✓ Right.")


def assert_chosen(notebook):
    box, said = form(notebook, OPTIONS)
    expect(box.get_by_label("fewer")).to_be_checked()
    expect(said).to_contain_text("Your choice is kept.")
