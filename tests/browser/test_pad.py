"""The sheet to draw on, in a real JupyterLab: mouse, touch, keys."""

import ast
import re

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from tests.browser import access, lab

KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
CELLS = [
    new_markdown_cell("Above", id="above"),
    new_code_cell("from dlcourse.explorers import deep as explore\n\nexplore.draw()", id="draw"),
    new_code_cell("", id="busy"),
    new_markdown_cell("Below", id="below"),
]
DOWN = [(0.5, 0.2), (0.5, 0.8)]


@pytest.fixture(scope="module")
def notebook(server, shared):
    """A notebook that has run, with the explorer and nothing else."""
    nbformat.write(new_notebook(cells=CELLS, metadata=KERNEL), server.folder / "drawing.ipynb")
    notebook = server.open(shared[0], "drawing.ipynb", reload=False)
    notebook.run_all()
    assert notebook.errors() == []
    return notebook


@pytest.fixture
def explorer(notebook, shared_page):
    """The explorer with an empty sheet; no error may stand in the console at the end."""
    explorer = notebook.explorers()[0].show()
    if "empty sheet" not in explorer.text():
        explorer.reset()
    return explorer


def seen(explorer):
    return explorer.picture(), explorer.state(), explorer.text()


def active_cell(notebook):
    return notebook.page.evaluate("path => panelOf(path).content.activeCell.model.id", notebook.path)


def test_a_one_drawn_with_the_mouse_is_read_and_cleared_and_reset(explorer):
    empty = seen(explorer)
    assert "empty sheet" in empty[2]

    for wipe in ("Clear", "Reset"):
        explorer.draw(*DOWN)
        explorer.until_it_says("It reads 1")
        assert all(now != then for now, then in zip(seen(explorer), empty, strict=True))
        explorer.box.get_by_role("button", name=wipe, exact=True).click()
        explorer.until_it_says("empty sheet")
        assert seen(explorer) == empty, wipe


def test_a_one_drawn_with_a_finger(explorer):
    line = explorer.page.context.new_cdp_session(explorer.page)
    line.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    top = explorer.page.evaluate("() => document.querySelector('.jp-WindowedPanel-outer').scrollTop")

    def touch(kind, *points):
        points = [dict(zip("xy", explorer.place(*point), strict=True)) for point in points]
        line.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", (0.5, 0.2))
    for k in range(1, 11):
        touch("touchMove", (0.5, 0.2 + 0.06 * k))
    touch("touchEnd")
    explorer.until_it_says("It reads 1")
    assert explorer.page.evaluate("() => document.querySelector('.jp-WindowedPanel-outer').scrollTop") == top


def test_a_one_drawn_with_keys_alone_and_no_key_reaches_the_notebook(notebook, explorer):
    keys = explorer.page.keyboard
    explorer.box.get_by_role("button", name="Reset").focus()
    before = active_cell(notebook), len(notebook.cells())
    keys.press("Tab")
    assert explorer.pad.evaluate("canvas => canvas === document.activeElement")
    assert explorer.pad.evaluate("canvas => getComputedStyle(canvas).outlineStyle") == "solid"
    for key in [*["ArrowUp"] * 8, "Space", *["ArrowDown"] * 16, "Enter", *["ArrowRight"] * 3]:
        keys.press(key)
    explorer.until_it_says("It reads 1")
    drawn = explorer.state()
    for key in "abdxz":  # each does something to a cell when it reaches the notebook
        keys.press(key)
    keys.press("Delete")
    explorer.until_it_says("empty sheet")
    assert explorer.state() != drawn
    assert (active_cell(notebook), len(notebook.cells())) == before


def test_an_example_and_the_eraser(explorer):
    eraser = explorer.box.get_by_role("button", name="Eraser")
    explorer.box.get_by_role("button", name="Example").click()
    explorer.until_it_says("It reads 3")
    eraser.click()
    assert eraser.get_attribute("aria-pressed") == "true"
    for row in range(1, 20):
        explorer.draw((0.02, row / 20), (0.98, row / 20), steps=1)
    explorer.until_it_says("empty sheet")
    explorer.box.get_by_role("button", name="Clear").click()
    assert eraser.get_attribute("aria-pressed") == "false"  # or nothing could be drawn on the new sheet
    explorer.draw(*DOWN)
    explorer.until_it_says("It reads 1")


def test_a_pen_on_an_example_begins_a_new_sheet_and_an_eraser_does_not(explorer):
    button = {name: explorer.box.get_by_role("button", name=name) for name in ("Example", "Undo", "Eraser")}
    explorer.draw(*DOWN)
    explorer.until_it_says("It reads 1")
    one = seen(explorer)
    button["Example"].click()
    explorer.until_it_says("It reads")
    example = seen(explorer)
    assert example != one
    explorer.draw(*DOWN)
    explorer.until_it_says("It reads 1")
    assert seen(explorer) == one
    explorer.draw((0.2, 0.5), (0.8, 0.5))  # on a drawing of one's own a stroke is added
    explorer.page.wait_for_timeout(100)
    assert seen(explorer) != one
    for before in (one, example, one):
        button["Undo"].click()
        explorer.page.wait_for_timeout(100)
        assert seen(explorer) == before
    button["Example"].click()
    button["Eraser"].click()
    explorer.draw(*DOWN, steps=3)
    assert "empty sheet" not in explorer.text()


def test_a_pen_set_down_by_key_begins_a_new_sheet_too(explorer):
    explorer.box.get_by_role("button", name="Example").click()
    explorer.pad.focus()
    for key in [*["ArrowUp"] * 8, "Space", *["ArrowDown"] * 16, "Enter"]:
        explorer.page.keyboard.press(key)
    explorer.until_it_says("It reads 1")


def test_axe_finds_what_is_wrong_and_nothing_else_in_either_theme(explorer):
    spoil = """box => {
        const bad = Object.assign(document.createElement('div'), {
            innerHTML: '<img src="data:,"><p style="color:#bbb">pale words</p>'});
        box.parentElement.append(bad);
        window.spoilt = bad;
    }"""
    explorer.element.evaluate(spoil)
    found = access.violations(explorer.page, contrast=True)
    explorer.page.evaluate("() => spoilt.remove()")
    assert sorted(sentence.split(":")[0] for sentence in found) == ["color-contrast", "image-alt"], found

    assert access.violations(explorer.page, contrast=True) == []
    with access.dark_theme(explorer.page):
        assert access.violations(explorer.page, contrast=True) == []


def test_what_is_set_in_python_stands_on_the_sheet(notebook, shared_page):
    again = "pad = explorer.controls['drawing']\npad.value = bytes([255]) * 784\nexplorer"
    notebook.write("draw", CELLS[1].source.replace("explore.draw()", f"explorer = explore.draw()\n{again}"))
    notebook.run_cell("draw")
    explorer = notebook.explorers()[0].show()
    middle = "canvas => [...canvas.getContext('2d').getImageData(280, 280, 1, 1).data]"
    assert explorer.pad.evaluate(middle)[:3] == [0, 0, 0]


def test_drawings_are_read_while_a_cell_runs_and_python_has_the_newest_in_the_end(server, notebook, shared_page):
    notebook.write("draw", CELLS[1].source.replace("explore.draw()", "explorer = explore.draw()\nexplorer"))
    notebook.run_cell("draw")
    explorer = notebook.explorers()[0].show()
    notebook.write("busy", f"{lab.BUSY}\nexplorer.frame()[0]['values']")
    notebook.start("busy")
    explorer.show()
    explorer.draw(*DOWN)
    explorer.until_it_says("It reads 1")
    explorer.box.get_by_role("button", name="Example").click()
    explorer.until_it_says("It reads 3")
    explorer.box.get_by_role("button", name="as drawn").click()
    explorer.until_it_says("this is nearly one")
    assert notebook.runs("busy")
    (server.folder / "over").touch()
    notebook._wait_done("busy")
    (server.folder / "over").unlink()
    notebook.write("busy", "explorer.frame()[0]['values'], explorer.frame()[0]['caption']")
    for _ in range(10):  # the page tells Python when the kernel has time again
        notebook.run_cell("busy")
        [output] = next(cell for cell in notebook.cells() if cell["id"] == "busy")["outputs"]
        values, caption = ast.literal_eval("".join(output["data"]["text/plain"]))
        if values == explorer.state():
            break
    assert values == explorer.state() and re.sub("<.*?>", "", caption) == explorer.text()


LATE = """
import time

explorer = explore.draw()
explorer.controls["drawing"].observe(lambda _: time.sleep(0.3), "value")
explorer
"""


def test_reset_wipes_the_sheet_also_where_python_has_not_heard_of_all_drawings(notebook, shared_page):
    notebook.write("draw", CELLS[1].source.replace("explore.draw()", LATE))
    notebook.run_cell("draw")
    explorer = notebook.explorers()[0].show()
    explorer.draw(*DOWN, steps=60)  # more drawings than may be under way at once
    explorer.until_it_says("It reads 1")
    explorer.box.get_by_role("button", name="Reset").click()
    explorer.until_it_says("empty sheet")
    notebook.write("busy", "not any(explorer.controls['drawing'].value)")
    for _ in range(10):  # drawings from before Reset may be on their way
        notebook.run_cell("busy")
        [output] = next(cell for cell in notebook.cells() if cell["id"] == "busy")["outputs"]
        if output["data"]["text/plain"] == "True":
            break
    assert output["data"]["text/plain"] == "True" and "empty sheet" in explorer.text()


SLOW = """
import time
from dlcourse.activations import ReLU, Softmax

class MySoftmax(Softmax):  # which only Python knows, so that the page has to ask
    pass

explorer, drawn = explore.draw(explore.course_network()[0], [ReLU(), ReLU(), MySoftmax()]), []
def slowly(drawing, reading, state=explorer.state):
    time.sleep(0.4)
    drawn.append(drawing)
    return state(drawing, reading)
explorer.state = slowly
explorer.describe = lambda _: f'<i data-ink="{drawn[-1].hex()}">{len(drawn)}</i>'
explorer
"""
KERNEL_HAS_WHAT_IS_ON_THE_SHEET = """box => {
    const ink = box.querySelector('[data-ink]')?.dataset.ink.match(/../g).map(each => parseInt(each, 16));
    const canvas = box.querySelector('canvas');
    const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
    const cell = canvas.width / 28;
    const shade = k => pixels[4 * ((Math.floor(k / 28) + 0.5) * cell * canvas.width + (k % 28 + 0.5) * cell)];
    return ink?.some(Boolean) && ink.every((amount, k) => Math.abs(255 - amount - shade(k)) <= 1);
}"""


def test_while_the_kernel_is_busy_the_newest_drawing_waits_and_no_other(notebook):
    notebook.write("draw", CELLS[1].source.replace("explore.draw()", SLOW))
    notebook.run_cell("draw")
    explorer = notebook.explorers()[0].show()
    before = int(explorer.text()) if explorer.text().isdigit() else 0
    explorer.draw(*((0.1 + 0.8 * (k % 2), 0.1 + 0.1 * k) for k in range(9)))  # 80 moves of the mouse
    notebook.page.wait_for_function(KERNEL_HAS_WHAT_IS_ON_THE_SHEET, arg=explorer.element)
    assert int(explorer.text()) - before <= 40
