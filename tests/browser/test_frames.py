"""Explorers in a real JupyterLab: pictures that follow fast hands, busy kernels, themes and narrow pages; names and words for who does not see."""

import contextlib
import json
import random
import re

import ipywidgets
import nbformat
import pytest
from matplotlib.colors import to_hex
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import expect

from dlcourse.explorers import linear, losses, network, start
from tests.browser import access, lab
from tests.courseware import contrast

KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
SEED = random.randrange(10**6)  # told where the test fails
CELLS = {
    "explorer": "from dlcourse.explorers import losses\nlosses.confidence()",
    "bowl": "losses.bowl()",
    "busy": lab.BUSY,
    "secant": "from dlcourse.explorers import start\nstart.secant()",
    "cube": "from dlcourse.explorers import linear\nlinear.plane3d()",
    "planes": "from dlcourse.explorers import network\nnetwork.xor_planes()",
    "anew": "print('')",
    "count": "import ipywidgets, threading\nprint(len(ipywidgets.widgets.widget._instances))\n"
    "assert [thread.name for thread in threading.enumerate()].count('dlcourse pictures') <= 1",
}
HELD = "() => globalThis[Symbol.for('dlcourse frames')]"


@pytest.fixture(scope="module")
def notebook(server, shared):
    """A notebook that has run, with an explorer whose still part changes with one of its two controls."""
    cells = [new_code_cell(source, id=name) for name, source in CELLS.items()]
    nbformat.write(new_notebook(cells=cells, metadata=KERNEL), server.folder / "frames.ipynb")
    notebook = server.open(shared[0], "frames.ipynb", reload=False)
    for name in ("explorer", "bowl", "secant", "cube", "planes", "count"):
        notebook.run_cell(name)
    assert notebook.errors() == []
    return notebook


@pytest.fixture
def explorer(notebook, shared_page):
    return notebook.explorers()[0].show()


def output(notebook, cell):
    return next(each for each in notebook.cells() if each["id"] == cell)["outputs"][0]["text"]


def whole_axis(explorer, count):
    explorer.handles.first.focus()
    explorer.page.wait_for_function(
        f"least => [...({HELD})().axes.values()].some(axis => axis.keys.size >= least)", arg=count
    )


def test_a_fast_hand_always_ends_at_the_picture_of_where_the_slider_stands(notebook, explorer):
    chance, rests = random.Random(SEED), []
    page = explorer.page
    track = explorer.box.locator(".noUi-base").first.bounding_box()
    buttons = explorer.box.locator(".widget-toggle-button")
    for _ in range(8):
        if chance.random() < 0.4:
            buttons.nth(chance.randrange(2)).click()
        handle = explorer.handles.first.bounding_box()
        page.mouse.move(handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2)
        page.mouse.down()
        for _ in range(chance.randrange(1, 25)):
            page.mouse.move(track["x"] + chance.random() * track["width"], handle["y"] + 3)
        page.mouse.up()
        label = explorer.handles.first.get_attribute("aria-valuetext")
        explorer._wait_settled()
        assert float(label.replace("−", "-")) == explorer.state()["z"], SEED
        rests.append((explorer.state(), explorer.picture(), explorer.text()))
    assert len({picture for _, picture, _ in rests}) > 4
    anew = "\n".join(
        ["from IPython.display import display", f"for values in {[state for state, _, _ in rests]!r}:"]
        + [
            "    e = losses.confidence()",
            "    for key, value in values.items(): e.controls[key].value = value",
            "    display(e)",
        ]
    )
    notebook.write("anew", anew)
    notebook.run_cell("anew")
    drawn = [each.show() for each in notebook.explorers() if each.cell == "anew"]
    for each, (state, picture, text) in zip(drawn, rests, strict=True):
        assert (each.state(), each.text(), each.picture()) == (state, text, picture), SEED
    notebook.write("anew", "print('')")
    notebook.run_cell("anew")


def test_pictures_follow_while_a_cell_runs(server, notebook, explorer):
    explorer.reset()
    whole_axis(explorer, 60)
    notebook._forget("busy")
    notebook.page.evaluate(
        """async ([path, id]) => {
            const {content} = panelOf(path);
            content.activeCellIndex = content.widgets.findIndex(w => w.model.id === id);
            jupyterapp.commands.execute('notebook:run-cell');
        }""",
        [notebook.path, "busy"],
    )
    explorer.handles.first.focus()
    seen = explorer.page.evaluate(
        """async box => {
            const times = [], handle = box.querySelector('.noUi-handle'), caption = box.querySelector('.dlcourse-caption');
            for (let k = 0; k < 20; k++) {
                const [before, start] = [caption.dataset.state, performance.now()];
                handle.dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowRight', bubbles: true}));
                while (caption.dataset.state === before && performance.now() - start < 3000) await new Promise(requestAnimationFrame);
                times.push(performance.now() - start);
                await new Promise(done => setTimeout(done, 30));
            }
            return times;
        }""",
        explorer.element,
    )
    assert notebook.runs("busy")
    assert sorted(seen)[10] < 200, seen
    # A position that the page has not, in the meantime: the kernel's second thread draws it.
    explorer.box.locator(".widget-toggle-button").nth(1).click()
    explorer._wait_settled()
    assert notebook.runs("busy")
    (server.folder / "over").touch()
    notebook._wait_done("busy")
    (server.folder / "over").unlink()


def test_sliders_and_buttons_say_what_they_are_and_where_they_stand(explorer):
    explorer.reset()
    slider = explorer.handles.first
    for key in ("ArrowRight", "Home", "End"):
        slider.press(key)
        explorer._wait_settled()
        readout = explorer.box.locator(".widget-readout").first.inner_text()
        expect(slider).to_have_attribute("aria-valuetext", readout)
    name = explorer.box.locator(".widget-label").first.inner_text()
    expect(slider).to_have_attribute("aria-label", name)
    expect(explorer.box).to_have_role("group")
    expect(explorer.box).to_have_accessible_name("Explorer: confidently wrong")
    slider.focus()
    for stop in (
        "noUi-handle",
        "widget-toggle-button",
        "widget-toggle-button",
    ):  # and no stop at a value, where nothing can be typed
        assert stop in explorer.page.evaluate("() => document.activeElement.className")
        style = "() => [getComputedStyle(document.activeElement).outlineWidth, document.activeElement.matches(':focus-visible')]"
        assert explorer.page.evaluate(style) == ["3px", True]
        explorer.page.keyboard.press("Tab")
    group = explorer.box.get_by_role("group").filter(has=explorer.page.locator(".widget-toggle-button"))
    expect(group).to_have_attribute(
        "aria-label", explorer.box.locator(".widget-toggle-buttons .widget-label").inner_text()
    )
    buttons = group.get_by_role("button")
    for chosen in (1, 0):
        buttons.nth(chosen).click()
        for k in (0, 1):
            expect(buttons.nth(k)).to_have_attribute("aria-pressed", "true" if k == chosen else "false")


def test_a_point_of_the_picture_is_dragged_and_takes_its_sliders_along(notebook, shared_page):
    bowl = next(each for each in notebook.explorers() if each.cell == "bowl").show()
    explorer = losses.bowl()
    expect(bowl.box.locator(".dlcourse-hint")).to_have_text("You can also drag the point (w, b) in the picture.")

    def is_as_python_has_it():
        frame, _ = explorer.frame(bowl.state())
        assert bowl.box.locator(".dlcourse-caption").inner_html().replace("&nbsp;", "\u00a0") == frame["caption"]
        shown = [handle.get_attribute("aria-valuetext").replace("−", "-") for handle in bowl.handles.all()]
        assert [float(text) for text in shown] == [bowl.state()["w"], bowl.state()["b"]]
        scale = float(bowl.box.locator("canvas").evaluate("c => c.clientWidth")) / explorer._picture.size[0]
        canvas = bowl.box.locator("canvas").bounding_box()
        there = [canvas[side] + scale * at for side, at in zip("xy", frame["grips"][0], strict=True)]
        assert bowl.grip() == pytest.approx(there, abs=1)
        return bowl.grip()

    before = is_as_python_has_it()
    bowl.pull((137, 90))
    assert is_as_python_has_it() == pytest.approx((before[0] + 137, before[1] + 90), abs=4), (
        "it is where the hand let go"
    )
    # Narrower, the panels stand below each other, and the point with them.
    bowl.box.evaluate("box => { box.style.width = '420px'; }")
    bowl.page.wait_for_function("box => box.querySelector('canvas').clientWidth <= 420", arg=bowl.element)
    before = bowl.grip()
    bowl.pull((-60, 45))
    assert bowl.grip() == pytest.approx((before[0] - 60, before[1] + 45), abs=5)
    bowl.box.evaluate("box => { box.style.width = ''; }")
    bowl.page.wait_for_function("box => box.querySelector('canvas').clientWidth > 420", arg=bowl.element)
    bowl.box.locator("canvas").scroll_into_view_if_needed()
    # A press beside the point, in its axes, brings it there; one beside the axes does not.
    canvas = bowl.box.locator("canvas").bounding_box()
    area = json.loads(explorer.frame()[1])["grabs"][0]["box"]
    place = (canvas["x"] + (area[0] + area[2]) / 2, canvas["y"] + (area[1] + area[3]) / 2)
    bowl._until_changed(lambda: bowl.page.mouse.click(*place))
    assert is_as_python_has_it() == pytest.approx(place, abs=4)
    state = bowl.state()
    bowl.page.mouse.click(canvas["x"] + 100, canvas["y"] + 100)
    bowl._wait_settled()
    assert bowl.state() == state
    ipywidgets.Widget.close_all()
    notebook.write("bowl", "print('')")  # which closes it
    notebook.run_cell("bowl")


def test_a_point_that_stands_beside_another_is_dragged_to_a_distance_from_it(notebook, shared_page):
    secant = next(each for each in notebook.explorers() if each.cell == "secant").show()
    gaps, places = start.GAPS, json.loads(start.secant().frame()[1])["grabs"][1]["sliders"][0][2]
    scale = float(secant.box.locator("canvas").evaluate("c => c.clientWidth")) / start.secant()._picture.size[0]
    secant.pull((60, 0))
    assert secant.state()["x"] > -0.3 and secant.state()["h"] == gaps[-1], "both points move"
    moved = secant.state()["x"]
    secant.pull((scale * (places[-3] - places[-1]), 0), nth=1)
    assert (secant.state()["x"], secant.state()["h"]) == (moved, gaps[-3])
    notebook.write("secant", "print('')")  # which closes it
    notebook.run_cell("secant")


def test_what_turns_is_held_anywhere_and_goes_on_from_where_it_is(notebook, shared_page):
    cube = next(each for each in notebook.explorers() if each.cell == "cube").show()
    expect(cube.box.locator(".dlcourse-hint")).to_have_text("You can also drag the cube in the picture.")
    canvas, grip = cube.box.locator("canvas").bounding_box(), cube.box.locator(".dlcourse-grip").bounding_box()
    assert grip["width"] > 0.8 * canvas["width"] and grip["height"] > 0.5 * canvas["height"]
    places = json.loads(linear.plane3d().frame()[1])["grabs"][0]["sliders"][0][2]
    scale = canvas["width"] / linear.plane3d()._picture.size[0]
    cube.pull((scale * (places[10] - places[0]), 7))
    assert cube.state()["angle"] == -60 + 10 * 5
    cube.pull((scale * (places[48] - places[0]), 7))  # and on, round the end of its slider
    assert cube.state()["angle"] == -10 + 48 * 5 - 360
    notebook.write("cube", "print('')")  # which closes it
    notebook.run_cell("cube")


def test_a_line_is_dragged_to_the_side_and_the_nearest_one_comes_to_a_press(notebook, shared_page):
    planes = next(each for each in notebook.explorers() if each.cell == "planes").show()
    explorer = network.xor_planes()
    scale = float(planes.box.locator("canvas").evaluate("c => c.clientWidth")) / explorer._picture.size[0]
    before = planes.state()

    def moved(by, nth):
        """Where the bias is after a pull: as many steps on as fit into it, at right angles to the line."""
        _, _, _, _, right, down = explorer.frame(planes.state())[0]["grips"][nth]
        return planes.state()[f"b{nth + 1}"] + 0.5 * round(
            (by[0] * right + by[1] * down) / (right**2 + down**2) / scale
        )

    for nth, by in ((1, (60, 25)), (0, (30, -90)), (0, (20, -60))):
        expected = moved(by, nth)
        planes.pull(by, nth=nth)
        assert planes.state() == before | {f"b{nth + 1}": expected}
        before = planes.state()
    # Neuron 2's line is upright, so it is the nearer one far below where neuron 1's is.
    canvas = planes.box.locator("canvas").bounding_box()
    left, top, right, bottom = json.loads(explorer.frame()[1])["grabs"][0]["box"]
    at = canvas["x"] + scale * (0.1 * left + 0.9 * right), canvas["y"] + scale * (0.1 * top + 0.9 * bottom)
    planes._until_changed(lambda: planes.page.mouse.click(*at))
    assert {key for key, value in planes.state().items() if value != before[key]} == {"b2"}
    assert planes.grip(nth=1)[0] == pytest.approx(at[0], abs=12)
    ipywidgets.Widget.close_all()
    notebook.write("planes", "print('')")  # which closes it
    notebook.run_cell("planes")


def test_a_screen_reader_hears_the_caption_once_and_at_rest(explorer):
    explorer.reset()
    explorer.page.wait_for_timeout(1000)
    said = explorer.box.get_by_role("status")
    assert said.count() == 1
    said.evaluate(
        """region => {
            window.heard = [];
            new MutationObserver(() => heard.push(region.textContent)).observe(region, {childList: true, subtree: true, characterData: true});
        }"""
    )
    for _ in range(6):
        explorer.handles.first.press("ArrowRight")
    explorer._wait_settled()
    expect(said).to_have_text(explorer.text())
    assert explorer.page.evaluate("() => heard") == [explorer.text()]
    # The picture is named by what is drawn, as its numbers have been heard already.
    named = explorer.box.get_by_role("img").get_attribute("aria-label")
    assert named.startswith(f"{explorer.name}. Panels: ") and explorer.text() not in named


def test_the_focus_is_seen(explorer):
    for element in (explorer.handles.first, explorer.box.get_by_role("button", name="Reset")):
        element.focus()
        explorer.page.keyboard.press("Shift")
        assert element.evaluate("element => getComputedStyle(element).outlineStyle") == "solid"


def test_escape_leads_back_to_the_notebook(explorer):
    explorer.handles.first.press("Escape")
    cell = explorer.page.evaluate("() => document.activeElement.className")
    assert "jp-Cell" in cell and "jp-mod-active" in cell


def test_pictures_follow_the_theme(explorer):
    page, corner = (
        explorer.page,
        "box => [...box.querySelector('canvas').getContext('2d').getImageData(0, 0, 1, 1).data]",
    )
    light = explorer.picture()
    for theme, paper in (("JupyterLab Dark", 17), ("JupyterLab Light", 255)):
        page.evaluate("async theme => { await jupyterapp.commands.execute('apputils:change-theme', {theme}); }", theme)
        page.wait_for_function(f"([box, paper]) => ({corner})(box)[0] === paper", arg=[explorer.element, paper])
        page.wait_for_timeout(500)  # JupyterLab itself fails when its theme changes twice at once
    assert explorer.picture() == light


def test_in_a_narrow_place_the_panels_stand_below_each_other(explorer):
    size = "box => { const c = box.querySelector('canvas').getBoundingClientRect(); return [c.width, c.height]; }"
    wide = explorer.element.evaluate(size)
    explorer.box.evaluate("box => { box.style.width = '330px'; }")
    explorer.page.wait_for_function(f"([box, wide]) => ({size})(box)[1] > 1.2 * wide", arg=[explorer.element, wide[1]])
    assert explorer.element.evaluate(size)[0] <= 330
    explorer.box.evaluate("box => { box.style.width = ''; }")
    explorer.page.wait_for_function(f"([box, wide]) => ({size})(box)[1] === wide", arg=[explorer.element, wide[1]])


def test_a_cell_that_runs_again_leaves_nothing_behind(notebook, explorer):
    whole_axis(explorer, 60)
    notebook.run_cell("count")
    before = output(notebook, "count")
    for _ in range(2):
        notebook.run_cell("explorer")
        whole_axis(notebook.explorers()[0].show(), 60)
    notebook.run_cell("count")
    assert output(notebook, "count") == before
    axes = notebook.page.evaluate(f"() => [...({HELD})().axes.values()].map(axis => axis.keys.size)")
    assert len(axes) == 1, axes


def test_what_was_closed_can_be_shown_again(notebook, shared_page):
    notebook.write("explorer", CELLS["explorer"].replace("losses.c", "kept = losses.c") + "\nkept")
    notebook.run_cell("explorer")
    notebook.write("explorer", CELLS["explorer"])
    notebook.run_cell("explorer")
    notebook.write("anew", "kept")
    notebook.run_cell("anew")
    again = next(each for each in notebook.explorers() if each.cell == "anew").show()
    before = again.picture()
    again.move_by_key()
    assert again.picture() != before


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_pressed_button_of_a_choice_has_a_ring_that_is_seen_beside_the_others(explorer, dark):
    page = explorer.page
    page.mouse.move(0, 0)
    with access.dark_theme(page) if dark else contextlib.nullcontext():
        ring, ground = explorer.box.locator(".widget-toggle-buttons").evaluate(
            """group => {
                const [pressed, other] = ['true', 'false'].map(is => getComputedStyle(group.querySelector(`[aria-pressed=${is}]`)));
                return [pressed.boxShadow, other.backgroundColor];
            }"""
        )
    assert "inset" in ring
    colours = [to_hex([float(part) / 255 for part in re.findall(r"[\d.]+", each)[:3]]) for each in (ring, ground)]
    assert contrast(*colours) >= 3, (ring, ground)
