"""Recorded runs of the laboratory in a page without a kernel, opened from a folder."""

import base64
import json

import numpy as np
import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from dlcourse.authoring import bake
from dlcourse.backprop import unpack
from dlcourse.laboratory import data, network, seen

PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Laboratory</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="style.css">
<style>body { font: 16px/1.5 sans-serif; margin: 8px auto; padding: 0 8px; max-width: 820px; background: #fff; color: #222; }
html[data-theme=dark] body { background: #121212; color: #ddd; }</style></head><body><main><h1>Laboratory</h1>
<div class="dlcourse-laboratory" data-runs="runs.js"><img alt="stored" src="data:,"></div></main><script src="script.js"></script></body></html>"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A page with the runs."""
    folder = tmp_path_factory.mktemp("recorded")
    for name, text in (
        ("page.html", PAGE),
        ("script.js", bake.script()),
        ("style.css", bake.style()),
        ("runs.js", bake.laboratory()),
    ):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def runs(folder):
    """The runs as they were written."""
    text = (folder / "runs.js").read_text(encoding="utf-8")
    return json.loads(text.removeprefix("dlcourseLaboratory(").removesuffix(");\n"))


@pytest.fixture
def page(browser, folder):
    """The page, with its runs alive; no script may fail."""
    page, problems = browser.new_page(viewport={"width": 900, "height": 900}), []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto((folder / "page.html").as_uri())
    expect(page.locator(".dlcourse-laboratory")).to_have_attribute("data-alive", "1")
    yield page
    page.close()
    assert not problems, problems


def where(page):
    return json.loads(page.locator(".dlcourse-caption").get_attribute("data-state"))


def test_a_run_is_scrubbed_and_stepped_by_mouse_and_by_keys(page, runs):
    slider, caption = page.get_by_role("slider", name="moment"), page.locator(".dlcourse-caption")
    expect(caption).to_contain_text(f"After 0 epochs the training loss is {runs[0]['moments'][0][1]:.3g},")
    slider.focus()
    page.keyboard.press("End")
    last = len(runs[0]["moments"]) - 1
    assert where(page) == [0, last]
    epoch, training = runs[0]["moments"][-1][:2]
    expect(caption).to_contain_text(f"After {epoch:.3g} epochs the training loss is {training:.3g},")
    assert slider.get_attribute("aria-valuetext") == f"epoch {epoch:.3g}"
    page.get_by_role("button", name="One step back").click()
    assert where(page) == [0, last - 1]
    box = slider.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert abs(where(page)[1] - last / 2) < 2
    before = page.locator("canvas").screenshot()
    page.keyboard.press("ArrowRight")
    assert page.locator("canvas").screenshot() != before
    for k, run in list(enumerate(runs))[1:]:
        page.get_by_role("radio", name=run["title"]).check()
        assert where(page) == [k, 0]
        expect(caption).to_contain_text(run["says"])


def test_a_run_plays_to_its_end_and_is_paused(page, runs):
    page.get_by_role("button", name="Play").click()
    page.wait_for_function("() => JSON.parse(document.querySelector('.dlcourse-caption').dataset.state)[1] > 3")
    page.get_by_role("button", name="Pause").click()
    stood = where(page)
    page.wait_for_timeout(400)
    assert where(page) == stood
    page.get_by_role("slider").fill(str(len(runs[0]["moments"]) - 3))
    page.get_by_role("button", name="Play").click()
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    assert where(page) == [0, len(runs[0]["moments"]) - 1]
    expect(page.get_by_role("status")).to_contain_text("After 150 epochs")


def test_the_page_works_out_what_python_does(page, runs):
    script = "\n".join(map(bake._plain_script, [*bake.PAINTER, *bake.LABORATORY[:1]]))
    own = bake._plain_script(bake.LABORATORY[1]).replace("whenThePageIsThere(", "(() => {})(")
    page.add_script_tag(
        content=f"(() => {{{script}\n{own}\nObject.assign(window, {{preparedRun, answersOn, namedOn, LIMIT}}); }})()"
    )
    assert page.evaluate("LIMIT") == data.LIMIT
    for run in runs:
        theta = np.frombuffer(base64.b64decode(run["theta"]), "<i2").reshape(len(run["moments"]), -1) * run["scale"]
        sizes = list(zip(run["sizes"][1:], run["sizes"][:-1], strict=True))
        like = [(np.zeros(size), np.zeros(size[0])) for size in sizes]
        activations = network.activations_of(run["activations"], "cross_entropy")
        for k in (0, 30, len(run["moments"]) - 1):
            _, (classes, certainty, *_, shares) = seen.picture(unpack(theta[k], like), activations, None, 40, 16)
            named = page.evaluate(
                """([run, k]) => {
                    const whole = preparedRun(run), count = run.classes.length;
                    const {classes, certainty} = namedOn(answersOn(40, whole.layersAt(k), run.activations).at(-1), count);
                    return [[...classes], [...certainty], [...answersOn(16, whole.layersAt(k), run.activations).at(-1)]];
                }""",
                [run, k],
            )
            sure = certainty > 1
            assert (np.array(named[0]) == classes)[sure].all()
            assert np.abs(np.array(named[1]) - certainty.astype(int)).max() <= 1
            answers = np.array(named[2]).reshape(256, -1).T.ravel()
            assert np.abs(255 * answers - shares).max() <= 1


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [900, 390])
def test_for_everybody(page, theme, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate("theme => { document.documentElement.dataset.theme = theme }", theme)
    page.get_by_role("slider").fill("40")
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    corner = "() => [...document.querySelector('canvas').getContext('2d').getImageData(0, 0, 1, 1).data].slice(0, 3)"
    page.wait_for_timeout(100)
    assert (sum(page.evaluate(corner)) > 380) == (theme == "light")
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate("async () => (await axe.run()).violations.map(({id, nodes}) => id + nodes[0].html)")
    assert found == []
    small = "() => [...document.querySelectorAll('button')].filter((each) => Math.min(each.offsetWidth, each.offsetHeight) < 24).length"
    assert page.evaluate(small) == 0
