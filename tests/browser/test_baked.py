"""Explorers and the sheet in a page without a kernel, opened from a folder: each says and shows what Python does."""

import json

import ipywidgets as widgets
import numpy as np
import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from dlcourse.authoring import bake
from dlcourse.data import digits
from dlcourse.explorers import deep
from dlcourse.explorers._pad import EMPTY, sheet
from tests.browser.static import HELPERS, SOME, every_control_moves
from tests.courseware import explorers

TOGETHER = "descent.descent_1d"  # the one that is baked with its combinations here; the others with their sweeps
PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>All explorers</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="baked/dlcourse-web.css">
<style>body {{ font: 16px/1.5 sans-serif; margin: 8px auto; padding: 0 8px; max-width: 820px; }}
html[data-theme=dark] body {{ background: #121212; color: #ddd; }}</style></head><body><main><h1>All explorers</h1>
{}</main><script src="baked/dlcourse-web.js"></script></body></html>"""
EXPLORER = '<div class="dlcourse-explorer" data-explorer="{0}" data-frames="baked/{0}.js"><img alt="stored" src="data:,"></div>\n'
SHEET = '<div class="dlcourse-pad" data-reader="baked/dlcourse-reader.js" data-drawing="{}"><img alt="stored" src="data:,"></div>\n'


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A page with every explorer and the sheet, baked once for all tests here."""
    folder = tmp_path_factory.mktemp("web edition")
    bake.build(folder / "baked", most=0, say=lambda line: None)
    bake.build(folder / "baked", [TOGETHER], say=lambda line: None)
    body = SHEET.format("a 3") + "".join(map(EXPLORER.format, [*bake.explorers(), "not.there"]))
    (folder / "page.html").write_text(PAGE.format(body), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def loaded(browser, folder):
    """The page, every address that it asked for, and what it complained of."""
    page, addresses, problems = browser.new_page(viewport={"width": 1280, "height": 900}), [], []
    page.on("request", lambda request: addresses.append(request.url))
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto((folder / "page.html").as_uri())
    page.evaluate(HELPERS)
    yield page, addresses, problems
    page.close()


@pytest.fixture
def page(loaded):
    """The page in its usual size; no script may have failed at the end."""
    page, _, problems = loaded
    page.set_viewport_size({"width": 1280, "height": 900})
    yield page
    assert not problems, problems


def alive(page, name):
    """An explorer, in sight and alive, as it was at first."""
    box = page.locator(f'[data-explorer="{name}"]')
    box.scroll_into_view_if_needed()
    expect(box).to_have_attribute("data-alive", "1")
    box.get_by_role("button", name="Reset").click()
    return box


@pytest.mark.parametrize("name", bake.explorers())
def test_every_control_moves_picture_and_words_as_python_does(page, name):
    alive(page, name)
    every_control_moves(page, name)


def test_the_controls_are_the_browsers_own_and_have_the_names_of_the_live_ones(page):
    box = alive(page, "linear.hyperplane")
    weight = box.get_by_role("slider", name="w₁", exact=True)
    weight.focus()
    page.keyboard.press("ArrowRight")
    expect(weight).to_have_attribute("aria-valuetext", "1.1")
    page.keyboard.press("Home")
    expect(weight).to_have_attribute("aria-valuetext", "−2.0")
    point = box.get_by_role("radiogroup", name="measure").get_by_role("radio", name="B")
    point.click()
    expect(box.locator(".dlcourse-caption")).to_contain_text("B scores")
    box.get_by_role("button", name="Reset").click()
    expect(box.locator(".dlcourse-caption")).to_contain_text("H scores")


def test_a_drag_with_the_mouse(page):
    box = alive(page, "linear.parabola")
    slider = box.get_by_role("slider", name="a", exact=True)
    area, before = slider.bounding_box(), page.evaluate("seen('linear.parabola')")
    y = area["y"] + area["height"] / 2
    page.mouse.move(area["x"] + 0.4 * area["width"], y)
    page.mouse.down()
    page.mouse.move(area["x"] + 0.9 * area["width"], y, steps=5)
    page.mouse.up()
    now = page.evaluate("seen('linear.parabola')")
    assert json.loads(now["state"])[0] > 40 and now["caption"] != before["caption"]


def test_a_point_of_the_picture_is_dragged(page):
    box = alive(page, TOGETHER)
    expect(box.locator(".dlcourse-hint")).to_have_text("You can also drag the start in the picture.")
    explorer = explorers()[TOGETHER]()
    limit = box.get_by_role("slider", name="max iterations")
    limit.fill("12")  # with it and these others there is a picture for some starts
    grip = box.locator(".dlcourse-grip")
    for by in (-60, -140, 200):
        area = grip.bounding_box()
        x, y = area["x"] + area["width"] / 2, area["y"] + area["height"] / 2
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + by, y, steps=6)
        page.mouse.up()
        expect(box.locator(".dlcourse-caption")).to_have_attribute("data-settled", "1")
        now = page.evaluate(f"seen('{TOGETHER}')")
        at = json.loads(now["state"])
        values = {key: each.options[k][1] for (key, each), k in zip(explorer.controls.items(), at, strict=True)}
        frame, still = explorer.frame(values)
        assert now["caption"] == frame["caption"]
        assert page.evaluate("given => differing(...given)", [TOGETHER, json.dumps(frame), still.decode()]) < SOME
        there = grip.bounding_box()
        assert there["x"] - area["x"] == pytest.approx(by, abs=12)
    widgets.Widget.close_all()


def test_a_finger_drags_the_point_and_scrolls_the_page_elsewhere(browser, folder):
    context = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto((folder / "page.html").as_uri())
    box = alive(page, "losses.bowl")
    line = context.new_cdp_session(page)
    state = "() => document.querySelector('[data-explorer=\"losses.bowl\"] .dlcourse-caption').dataset.state"

    def swipe(x, y, by):
        before = page.evaluate("() => scrollY"), page.evaluate(state)
        for k in range(11):
            point = {"x": x + by[0] * k / 10, "y": y + by[1] * k / 10}
            line.send("Input.dispatchTouchEvent", {"type": "touchMove" if k else "touchStart", "touchPoints": [point]})
            page.wait_for_timeout(16)
        line.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        page.wait_for_timeout(300)
        return page.evaluate("() => scrollY") - before[0], page.evaluate(state) != before[1]

    box.locator("canvas").evaluate("canvas => canvas.scrollIntoView({block: 'center'})")
    grip, canvas = box.locator(".dlcourse-grip").bounding_box(), box.locator("canvas").bounding_box()
    scrolled, moved = swipe(grip["x"] + 24, grip["y"] + 24, (20, 90))
    assert (scrolled, moved) == (0, True)
    x = canvas["x"] + canvas["width"] - 40 if grip["x"] < canvas["x"] + canvas["width"] / 2 else canvas["x"] + 60
    scrolled, moved = swipe(x, canvas["y"] + canvas["height"] - 60, (0, -150))
    assert scrolled > 80 and not moved
    context.close()


def test_where_there_is_no_picture_the_others_give_way_and_the_page_says_so(page):
    box = alive(page, "linear.hyperplane")
    weight, bias = (box.get_by_role("slider", name=name, exact=True) for name in ("w₁", "b"))
    weight.fill("25")
    expect(box.locator(".dlcourse-remark")).to_be_hidden()
    bias.fill("30")
    expect(weight).to_have_attribute("aria-valuetext", "1.0")
    expect(bias).to_have_attribute("aria-valuetext", "2.50")
    words = "This page has no picture for that combination, so “w₁” is back at its start, 1.0. In JupyterLab every combination can be set."
    expect(box.locator(".dlcourse-remark")).to_have_text(words)
    expect(box.locator(".dlcourse-said")).to_contain_text(words)
    box.get_by_role("button", name="Reset").click()
    expect(box.locator(".dlcourse-remark")).to_be_hidden()


def test_combinations_and_larger_steps_where_only_some_have_a_picture(page):
    box = alive(page, TOGETHER)
    limit, rate, start = (
        box.get_by_role("slider", name=name) for name in ("max iterations", "learning rate η", "start x₀")
    )
    limit.fill("19")
    for place in (0, 11, 23):
        rate.fill(str(place))  # the first time its file may still be on its way
        expect(box.locator(".dlcourse-caption")).to_have_attribute(
            "data-state", json.dumps([place, 19, 20, 2], separators=(",", ":"))
        )
        expect(limit).to_have_attribute("aria-valuetext", "1,000")
        expect(box.locator(".dlcourse-remark")).to_be_hidden()
    explorer = explorers()[TOGETHER]()
    values = explorer.values() | {"learning_rate": explorer.controls["learning_rate"].options[23][1], "max_iters": 1000}
    assert page.evaluate(f"seen('{TOGETHER}').caption") == explorer.frame(values)[0]["caption"]
    start.focus()
    page.keyboard.press("ArrowLeft")
    expect(start).to_have_attribute("aria-valuetext", "3")  # with these there is a picture for every fourth start
    expect(limit).to_have_attribute("aria-valuetext", "1,000")
    expect(box.locator(".dlcourse-remark")).to_contain_text("“start x₀” moves in larger steps on this page")
    widgets.Widget.close_all()


def test_a_player_plays_when_it_is_pressed_and_not_before(page):
    box = alive(page, "backprop.xor_training")
    caption = box.locator(".dlcourse-caption")

    def moment():
        return json.loads(caption.get_attribute("data-state"))[0]

    page.wait_for_timeout(400)
    assert moment() == 0
    box.get_by_role("button", name="Play").click()
    page.wait_for_function("() => JSON.parse(seen('backprop.xor_training').state)[0] > 3")
    box.get_by_role("button", name="Pause").click()
    there = moment()
    page.wait_for_timeout(400)
    assert moment() == there
    box.get_by_role("button", name="One step forward").click()
    assert moment() == there + 1
    box.get_by_role("button", name="One step back").click()
    assert moment() == there
    box.get_by_role("button", name="Stop, back to the start").click()
    assert moment() == 0
    slider = box.get_by_role("slider", name="epoch")
    slider.fill("80")
    box.get_by_role("button", name="Play").click()  # at the end it begins anew
    page.wait_for_function("() => JSON.parse(seen('backprop.xor_training').state)[0] < 40")
    slider.fill("50")  # a hand on the slider stops it
    page.wait_for_timeout(400)
    assert moment() == 50


def test_a_screen_reader_hears_of_a_change_at_rest_and_of_nothing_before(page, browser, folder):
    page.reload()
    page.evaluate(HELPERS)
    page.locator('[data-explorer="start.secant"]').scroll_into_view_if_needed()
    expect(page.locator('[data-explorer="start.secant"]')).to_have_attribute("data-alive", "1")
    page.wait_for_timeout(800)
    assert page.evaluate("seen('start.secant').said") == ""
    page.evaluate("moved('start.secant', 0, 3)")
    assert page.evaluate("seen('start.secant').said") == ""
    expect(page.locator('[data-explorer="start.secant"] [role=status]')).to_contain_text("The slope of the line is")


@pytest.fixture
def dark(page):
    """The page in its dark theme."""
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    yield page
    page.evaluate("delete document.documentElement.dataset.theme")


def corner(page, name):
    script = "name => [...place(name).querySelector('canvas').getContext('2d').getImageData(0, 0, 1, 1).data]"
    return page.evaluate(script, name)[:3]


def test_pictures_follow_the_theme_of_the_page(page):
    alive(page, "start.secant")
    assert corner(page, "start.secant") == [255, 255, 255]
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    page.wait_for_function(
        "() => place('start.secant').querySelector('canvas').getContext('2d').getImageData(0, 0, 1, 1).data[0] < 40"
    )
    page.evaluate("delete document.documentElement.dataset.theme")
    page.wait_for_function(
        "() => place('start.secant').querySelector('canvas').getContext('2d').getImageData(0, 0, 1, 1).data[0] > 240"
    )


@pytest.mark.parametrize("width", [390, 768])
def test_nothing_is_wider_than_a_narrow_page(page, width):
    page.set_viewport_size({"width": width, "height": 800})
    for name in bake.explorers():
        alive(page, name)
        area = page.locator(f'[data-explorer="{name}"] canvas').bounding_box()
        frame = page.locator(f'[data-explorer="{name}"] .dlcourse-picture').bounding_box()
        assert area["width"] <= frame["width"] + 1 or width == 390, name
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
    if width == 390:  # the two panels of this one stand below each other
        area = page.locator('[data-explorer="linear.parabola"] canvas').bounding_box()
        assert area["height"] > area["width"]


AXE = """async () => {
    const found = await axe.run(document.body, {resultTypes: ['violations']});
    return found.violations.flatMap(({id, nodes}) => nodes.map(node => `${id}: ${node.html.slice(0, 160)}`));
}"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(page, theme):
    for name in bake.explorers():
        alive(page, name)
    page.evaluate("theme => { document.documentElement.dataset.theme = theme }", theme)
    page.evaluate(AXE_SCRIPT)
    found = [each for each in page.evaluate(AXE) if "stored" not in each]
    page.evaluate("delete document.documentElement.dataset.theme")
    assert not found, found


def test_without_its_file_the_stored_picture_stays(page):
    box = page.locator('[data-explorer="not.there"]')
    box.scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    assert box.locator("img").count() == 1 and box.get_attribute("data-alive") is None


def test_no_request_leaves_the_folder(loaded, folder):
    _, addresses, _ = loaded
    assert len(addresses) > len(bake.explorers())
    assert [each for each in addresses if not each.startswith((folder.as_uri(), "data:", "blob:"))] == []


# The sheet


@pytest.fixture
def pad(page):
    """The sheet, empty."""
    box = page.locator(".dlcourse-reading, .dlcourse-pad[data-reader]")
    box.scroll_into_view_if_needed()
    expect(box).to_have_attribute("data-alive", "1")
    box.get_by_role("radio", name="moved to the middle and resized").click()
    box.get_by_role("button", name="Clear").click()
    return box


def test_the_network_reads_a_thousand_digits_as_python_does(page):
    """And drawings that lie elsewhere, in both readings."""
    script = "\n".join(path.read_text(encoding="utf-8") for path in bake.PAD if path.stem in ("_reader", "network"))
    page.add_script_tag(content=f"(() => {{{script}\nObject.assign(window, {{networkFrom, readDrawing}}); }})()")
    given = bake.reader().removeprefix("dlcourseReader(").removesuffix(");\n")
    page.evaluate("given => { window.network = networkFrom(given.layers) }", json.loads(given))
    parameters, activations = deep.course_network()
    rng = np.random.default_rng(0)
    _, _, pictures, y = digits()
    elsewhere = [EMPTY, *[_elsewhere(picture, rng) for picture in pictures[:60]], *deep.drawings().values()]
    weights = np.arange(1, 785) / 784
    # What is seen comes back as one number, which changes with each of its pixels: they are many.
    script = """([drawings, centring]) => drawings.map(ink => {
        const {seen, opinions, caption} = readDrawing(network, ink, centring);
        return [[...seen].reduce((sum, each, k) => sum + each * (k + 1) / 784, 0), opinions, caption];
    })"""
    named = []
    for drawings, reading in ((list(map(sheet, pictures)), "centred"), (elsewhere, "centred"), (elsewhere, "as drawn")):
        said = page.evaluate(script, [list(map(list, drawings)), reading == "centred"])
        for drawing, (seen, opinions, caption) in zip(drawings, said, strict=True):
            state = deep.draw_state(drawing, reading, parameters, activations)
            assert np.abs(np.array(opinions) - state.opinions).max() < 1e-5
            assert abs(seen - state.seen.ravel() @ weights) < 1e-6
            assert caption == deep._opinion_words(state)
            named.append(int(np.argmax(opinions)))
    assert (np.array(named[:1000]) == y).mean() > 0.9


def _elsewhere(picture, rng):
    """The same digit smaller, and anywhere."""
    small = np.zeros((28, 28))
    top, left = rng.integers(0, 14, size=2)
    small[top : top + 14, left : left + 14] = picture.reshape(14, 2, 14, 2).mean(axis=(1, 3))
    return sheet(small.ravel())


def test_a_one_drawn_with_the_mouse_is_read_and_reset_brings_back_how_the_sheet_was(page, pad):
    caption = pad.locator(".dlcourse-caption")
    expect(caption).to_contain_text("An empty sheet")
    area = pad.locator(".dlcourse-pad canvas").bounding_box()
    x = area["x"] + area["width"] / 2
    page.mouse.move(x, area["y"] + 0.2 * area["height"])
    page.mouse.down()
    page.mouse.move(x, area["y"] + 0.8 * area["height"], steps=12)
    page.mouse.up()
    expect(caption).to_contain_text("It reads 1")
    expect(pad.locator(".dlcourse-said")).to_contain_text("It reads 1")
    pad.get_by_role("button", name="Reset").click()
    expect(caption).to_contain_text("It reads 3")


def test_a_one_drawn_with_keys_and_seen_as_it_was_drawn(page, pad):
    pad.get_by_role("button", name="Reset").click()
    pad.get_by_role("button", name="Clear").click()
    pad.locator(".dlcourse-pad canvas").focus()
    for key in [*["ArrowUp"] * 8, "Space", *["ArrowDown"] * 16, "Enter"]:
        page.keyboard.press(key)
    expect(pad.locator(".dlcourse-caption")).to_contain_text("It reads 1")
    pad.get_by_role("radio", name="as drawn").click()
    expect(pad.locator(".dlcourse-caption")).to_contain_text("The network has only seen digits 20 pixels large")
    page.keyboard.press("ArrowLeft")
    expect(pad.get_by_role("radio", name="moved to the middle and resized")).to_be_checked()


def test_a_one_drawn_with_a_finger(page, pad):
    line = page.context.new_cdp_session(page)
    line.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    area = pad.locator(".dlcourse-pad canvas").bounding_box()

    def touch(kind, *heights):
        points = [{"x": area["x"] + area["width"] / 2, "y": area["y"] + height * area["height"]} for height in heights]
        line.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", 0.2)
    for k in range(1, 11):
        touch("touchMove", 0.2 + 0.06 * k)
    touch("touchEnd")
    line.send("Emulation.setTouchEmulationEnabled", {"enabled": False})
    expect(pad.locator(".dlcourse-caption")).to_contain_text("It reads 1")
