"""The course as a learner sees it: a real JupyterLab in a real browser."""

import io
import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from dlcourse.lessons import LESSONS as taught
from tests.browser import access
from tests.browser.lab import Notebook

ROOT = Path(__file__).parents[2]
LESSONS = [lesson.file for lesson in taught]

NO_COMPARISON = """
class Perceptron1D:
    def __init__(self, w, b):
        self.w, self.b = w, b

    def run(self, x):
        return self.w * x + self.b
"""
RIGHT = NO_COMPARISON.replace("return self.w * x + self.b", "return 1 if self.w * x + self.b > 0 else 0")


def test_from_the_first_link_to_the_first_slider(server, shared_page):
    page, (first, second, *_) = shared_page, LESSONS
    start = server.open(page, f"notebooks/{first}", reload=False)
    runs_and_its_explorers_move(start)
    start.panel.get_by_role("link").and_(page.locator(f'[href*="{Path(second).stem}"]')).first.click()
    lesson = Notebook(page, f"notebooks/{second}")
    runs_and_its_explorers_move(lesson, menu=True)
    explorer = lesson.explorers()[0].show()
    before = explorer.picture(), explorer.state(), explorer.text()
    explorer.drag()
    after = explorer.picture(), explorer.state(), explorer.text()
    assert all(old != new for old, new in zip(before, after, strict=True)), (before[1:], after[1:])


@pytest.mark.parametrize("lesson", LESSONS[2:])
def test_lesson_runs_and_its_explorers_move(lesson, server, shared_page):
    last = runs_and_its_explorers_move(server.open(shared_page, f"notebooks/{lesson}", reload=False))
    if lesson.startswith("07"):
        plays_pauses_and_stops(last, "moment")
    if lesson.startswith("08"):
        follows_theme_and_width(last.notebook, digits="picture-digits", drawing="picture-curves")


def runs_and_its_explorers_move(notebook, menu=False):
    """Show what is stored, run all, move one slider of each explorer; returns the last one, which is put back, too."""
    stored = notebook.explorers()
    picture = next(c["id"] for c in notebook.cells() if "image/png" in str(c.get("outputs")))
    assert notebook.show(picture).locator("img").first.evaluate("img => img.naturalWidth") > 0
    notebook.run_all(menu)
    assert notebook.errors() == []
    explorers = notebook.explorers()
    assert [explorer.name for explorer in explorers] == [explorer.name for explorer in stored]
    for explorer in explorers:
        first = explorer.show().picture(), explorer.state()
        explorer.move_by_key()
        moved = explorer.picture(), explorer.state()
        assert moved[1] != first[1], explorer.name
        assert moved[0] != first[0], f"{explorer.name}: the same picture for {first[1]} and {moved[1]}"
    explorer.reset()
    assert (explorer.picture(), explorer.state()) == first, explorer.name
    try:
        for width, columns in ((1280, 2), (800, 1), (390, 1)):
            notebook.page.set_viewport_size({"width": width, "height": 900})
            notebook.page.evaluate(f"() => jupyterapp.shell.{'collapse' if width < 800 else 'expand'}Left()")
            for each in explorers:
                controls_stand_in_columns(each.show(), columns)
            if width == 800:
                formulas_fit(notebook)
    finally:
        notebook.page.set_viewport_size({"width": 1280, "height": 900})
    assert_everybody_gets_what_it_shows(notebook)
    return explorer


def formulas_fit(notebook):
    """No formula on lines of its own is wider than its cell: nobody sees that it goes on."""
    written = sum("".join(cell["source"]).count("$$") // 2 for cell in notebook.cells())
    formulas = notebook.panel.locator("mjx-container[display]")
    expect(formulas).to_have_count(written)
    wide = "all => all.filter(each => each.scrollWidth > each.clientWidth).map(each => each.innerText)"
    notebook.panel.locator("details").evaluate_all("all => { for (const each of all) each.open = true; }")
    assert formulas.evaluate_all(wide) == []


def controls_stand_in_columns(explorer, most):
    """Names, tracks and values begin where those above them begin, tracks are long enough for a hand, Reset ends the last row, nothing is wider than the page, no handle covers a name."""
    found = explorer.element.evaluate(
        """box => {
            const starts = (selector) => [...box.querySelectorAll('.dlcourse-controls > ' + selector)].map((each) => Math.round(each.getBoundingClientRect().left));
            const end = (element) => Math.round(element.getBoundingClientRect().bottom);
            const row = box.querySelector('.dlcourse-controls');
            return {
                names: starts('* > .widget-label'),
                tracks: starts('.widget-slider > .slider-container'),
                long: [...row.querySelectorAll('.noUi-base')].map((each) => Math.round(each.getBoundingClientRect().width)),
                values: starts('.widget-slider:not(.dlcourse-whole) > .widget-readout'),
                last: end(row.lastElementChild.previousElementSibling) - end(row.lastElementChild),
                covered: [...row.querySelectorAll('.widget-slider')].filter((each) => {
                    const [handle, name] = ['.noUi-handle', '.widget-label'].map((part) => each.querySelector(part).getBoundingClientRect());
                    return handle.top < name.bottom - 1 && handle.left < name.right - 1 && handle.right > name.left;
                }).map((each) => each.innerText),
                wider: [box, row, ...row.children].filter((each) => each.scrollWidth > each.clientWidth + 1).map((each) => each.className),
            };
        }"""
    )
    assert abs(found["last"]) <= 30 and found["wider"] == found["covered"] == [], (explorer.name, found)
    least = 140 if most == 2 else 120
    assert min(found["long"], default=least) >= least, (explorer.name, found)
    for kind in ("names", "tracks", "values") if most == 2 else ("names", "tracks"):
        assert len(set(found[kind])) <= most, (explorer.name, kind, found)


def assert_everybody_gets_what_it_shows(notebook):
    """axe finds nothing of ours, and every still picture has its text and keeps its words readable on a narrow page."""
    assert access.violations(notebook.page) == []
    said = [output.get("data", {}).get("text/plain", "") for c in notebook.cells() for output in c.get("outputs", [])]
    said = ["".join(text) for text in said]
    prose = notebook.panel.locator(".jp-RenderedMarkdown > p")
    assert max(prose.evaluate_all("all => all.map(each => each.getBoundingClientRect().width)")) <= 44 * 15 + 1
    stills = notebook.panel.locator(".dlcourse-still")
    texts = stills.locator("img:not([aria-hidden])").evaluate_all("images => images.map(image => image.alt)")
    assert texts == [text.removeprefix("Figure: ") for text in said if text.startswith("Figure: ")]


def plays_pauses_and_stops(explorer, key):
    """Its player goes on by itself, stands still, and goes back to the start."""
    play, stop = explorer.player.nth(0), explorer.player.nth(1)
    start = explorer.state()[key]
    expect(play).to_have_accessible_name("Play")
    play.click()
    expect(play).to_have_accessible_name("Pause")
    explorer.until(key, start + 3)
    play.click()
    explorer.page.wait_for_timeout(500)  # what was on its way; a tick takes 150
    paused = explorer.state()[key]
    explorer.page.wait_for_timeout(500)
    assert explorer.state()[key] == paused >= start + 3
    play.click()
    explorer.until(key, paused + 1)
    stop.click()
    explorer.page.wait_for_timeout(500)
    assert explorer.state()[key] == 0


def follows_theme_and_width(notebook, digits, drawing):
    """In the dark theme paper is as dark as the page, and digits stay ink on paper; on a narrow page words can be read."""
    page = notebook.page
    with access.dark_theme(page):
        # Between the digits the page is dark. A third of the picture at least is their paper, and in a drawing hardly anything is.
        paper = {cell: share_of_white(notebook, cell) for cell in (digits, drawing)}
    assert paper[digits] > 0.33 and paper[drawing] < 0.02, paper
    assert share_of_white(notebook, drawing) > 0.7
    try:
        for width in (800, 390):
            page.set_viewport_size({"width": width, "height": 900})
            for cell in (digits, drawing):
                words_can_be_read(notebook.show(cell).locator(".dlcourse-still"))
    finally:
        page.set_viewport_size({"width": 1280, "height": 900})


def words_can_be_read(still):
    """On a narrow page: nothing below 9 pixels, and what does not fit can be scrolled to, and fades where it goes on."""
    shares = still.locator("img").evaluate_all(
        "images => images.map(image => image.getBoundingClientRect().width / (image.naturalWidth / 1.5))"
    )
    # At `least` times its size its smallest words have 9 pixels. All pieces have one scale, but for the rounding of their pixels.
    least = float(re.search(r"--s: *max\(([\d.]+)px", still.get_attribute("style"))[1])
    assert all(least - 0.001 < share < 1.003 for share in shares) and np.ptp(shares) < 0.005, (least, shares)
    room = still.locator("xpath=..").evaluate(
        "room => { const {overflowX, maskImage} = getComputedStyle(room);"
        " return [overflowX, room.scrollWidth > room.clientWidth, maskImage !== 'none'] }"
    )
    assert room in (["auto", False, False], ["auto", True, True])


def share_of_white(notebook, cell):
    """Which share of a still picture, as the page shows it, is white."""
    seen = notebook.show(cell).locator(".dlcourse-still").screenshot()
    return float((np.asarray(Image.open(io.BytesIO(seen)).convert("L")) > 240).mean())


def test_an_exercise_from_to_do_to_done_and_after_a_reload(server, shared_page):
    page = shared_page
    notebook = server.open(page, "exercises/02_perceptron.ipynb", reload=False)
    notebook.run_all()
    assert notebook.errors() == []
    expect(notebook.card("perceptron_1d")).to_have_attribute("data-outcome", "to do")

    for answer, outcome, words in [
        (NO_COMPARISON, "not yet", "the score itself"),
        # Cut off, and so no Python:
        (RIGHT[:-5], "your code raised", "did not go through"),
        (RIGHT, "done", "Right"),
    ]:
        notebook.write("answer-perceptron_1d", answer)
        notebook.run_cell("answer-perceptron_1d")
        notebook.run_cell("check-perceptron_1d")
        card = notebook.card("perceptron_1d")
        expect(card).to_have_attribute("data-outcome", outcome)
        expect(card).to_contain_text(words)
        expect(card).to_have_role("group")
        assert card.get_attribute("aria-label").endswith(f": {outcome}")
        # Said aloud, through a region that was there before.
        expect(page.locator("body > .dlcourse-announcer[role=status]")).to_contain_text(words)
        assert access.violations(page) == []
    assert access.violations(page, contrast=True) == []
    with access.dark_theme(page):
        assert access.violations(page, contrast=True) == []
    notebook.save()

    page.reload()
    notebook = Notebook(page, "exercises/02_perceptron.ipynb")
    expect(notebook.card("perceptron_1d")).to_have_attribute("data-outcome", "done")
    assert "done" not in "".join(page.locator(".dlcourse-announcer").all_inner_texts())  # that is no news
    start = server.open(page, "notebooks/00_start_here.ipynb")
    start.run_all()
    expect(start.show("map-code").locator('.dlcourse-map [title="perceptron_1d (build): done"]')).to_have_count(1)
