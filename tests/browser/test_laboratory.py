"""The laboratory in a real JupyterLab: by mouse and by keys, while it trains, on a narrow page, and driven at random."""

import json
import random
import re

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import expect

from tests.browser import access

KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
CELLS = {
    "lab": "from dlcourse.laboratory import laboratory\n\nlab = laboratory()\nlab",
    "look": "import json\n\nprint(json.dumps([lab.engine.version, lab.engine.run.batch, lab.engine.state()['words'], lab.playing]))",
    "busy": "import time\n\ntime.sleep(1)\nprint(lab.engine.run.batch)",
    "other": "1 + 1",
}


@pytest.fixture(scope="module")
def notebook(server, shared):
    """A notebook with a laboratory."""
    cells = [new_code_cell(source, id=name) for name, source in CELLS.items()]
    nbformat.write(new_notebook(cells=cells, metadata=KERNEL), server.folder / "laboratory.ipynb")
    notebook = server.open(shared[0], "laboratory.ipynb", reload=False)
    notebook.run_cell("lab")
    assert notebook.errors() == []
    return notebook


@pytest.fixture
def lab(notebook, shared_page):
    """The laboratory as it begins."""
    notebook.page.set_viewport_size({"width": 1280, "height": 1000})
    notebook.page.set_default_timeout(15000)
    notebook.write("lab", CELLS["lab"])
    notebook.run_cell("lab")
    notebook.show("lab")
    root = notebook.page.locator(".dlcourse-lab")
    expect(root.get_by_role("button", name="Play")).to_be_visible()
    state(root)
    return root


def state(root):
    """Version, batches and training loss of what the page has painted last, once nothing is on its way."""
    root.page.wait_for_function("root => root.dataset.state", arg=root.element_handle())
    before = None
    for _ in range(100):
        now = root.get_attribute("data-state")
        if now == before:
            return json.loads(now)
        before = now
        root.page.wait_for_timeout(120)
    raise AssertionError("The laboratory never comes to rest.")


def press(root, name):
    root.get_by_role("button", name=name, exact=True).click()
    return state(root)


def words(root):
    return root.locator(".dlcourse-lab-words").inner_text()


def kernel_says(notebook):
    notebook.run_cell("look")
    cell = next(each for each in notebook.cells() if each["id"] == "look")
    return json.loads("".join(cell["outputs"][0]["text"]))


def points(root):
    return int(root.locator("canvas.dlcourse-lab-plane").get_attribute("aria-label").split("Plane with ")[1].split()[0])


def test_points_by_mouse(lab):
    plane, tool = lab.locator("canvas.dlcourse-lab-plane"), lab.get_by_role("combobox", name="on the plane")
    count = points(lab)
    tool.select_option("add a point of class B")
    plane.click(position={"x": 20, "y": 20})
    state(lab)
    assert points(lab) == count + 1
    tool.select_option("move a point")
    box = plane.bounding_box()
    lab.page.mouse.move(box["x"] + 20, box["y"] + 20)
    lab.page.mouse.down()
    lab.page.mouse.move(box["x"] + 60, box["y"] + 40, steps=4)
    lab.page.mouse.up()
    state(lab)
    tool.select_option("choose a point")
    plane.click(position={"x": 60, "y": 40})
    state(lab)
    assert "belongs to class B" in plane.get_attribute("aria-label")
    tool.select_option("delete a point")
    plane.click(position={"x": 60, "y": 40})
    state(lab)
    assert points(lab) == count
    plane.click(position={"x": 4, "y": 4})
    expect(lab.get_by_role("alert")).to_have_text("There is no point here.")


def test_points_by_keys(lab):
    plane, tool, keys = (
        lab.locator("canvas.dlcourse-lab-plane"),
        lab.get_by_role("combobox", name="on the plane"),
        lab.page.keyboard,
    )
    count = points(lab)
    tool.select_option("add a point of class A")
    plane.focus()
    for key in ["Shift+ArrowRight"] * 5 + ["Shift+ArrowUp"] * 5 + ["Enter"]:
        keys.press(key)
    state(lab)
    assert points(lab) == count + 1
    tool.select_option("move a point")
    plane.focus()
    for key in ["Enter", *["ArrowDown"] * 4, "Enter"]:
        keys.press(key)
        state(lab)
    keys.press("Delete")
    state(lab)
    assert points(lab) == count
    cells = lab.page.evaluate("() => document.querySelectorAll('.jp-Cell').length")
    for key in "abdd":
        keys.press(key)
    assert lab.page.evaluate("() => document.querySelectorAll('.jp-Cell').length") == cells


def test_the_network_is_built_on_the_picture(lab):
    for name, said in (
        ("+ layer", "3 hidden layers"),
        ("One neuron more in hidden layer 1", "with 5 tanh neurons"),
        ("One neuron less in hidden layer 2", "3 tanh neurons"),
        ("Take hidden layer 3 away", "2 hidden layers"),
    ):
        button = lab.get_by_role("button", name=name, exact=True)
        button.focus()
        lab.page.keyboard.press("Enter")
        expect(lab.locator(".dlcourse-lab-words")).to_contain_text(said)
    lab.get_by_label("Activation of hidden layer 1").select_option("step")
    expect(lab.locator(".dlcourse-lab-words")).to_contain_text("5 step neurons")
    press(lab, "One batch")
    expect(lab.get_by_role("alert")).to_contain_text("The step function has the slope 0 everywhere")
    assert lab.locator(".dlcourse-lab-neuron canvas").count() == 8


def test_training_by_steps_and_back(lab):
    assert press(lab, "One batch")[1] == 1
    assert press(lab, "One epoch")[1] == 21
    assert press(lab, "↶ Back")[1] == 20
    assert press(lab, "↺ Restart")[1] == 0
    for label, value in (
        ("learning rate η", "0.5"),
        ("batch size", "30"),
        ("weight decay", "0.01"),
    ):
        lab.get_by_label(label).fill(value)
        lab.get_by_label(label).press("Enter")
        state(lab)
    assert press(lab, "One epoch")[1] == 7
    lab.get_by_label("learning rate η").fill("-1")
    lab.get_by_label("learning rate η").press("Enter")
    expect(lab.get_by_role("alert")).to_contain_text("Learning rate is a number from 1e-06 to 100, not -1.")


def test_it_plays_while_a_cell_can_be_run_and_pauses_at_once(notebook, lab):
    lab.get_by_label("speed").select_option("as fast as it can")
    lab.get_by_role("button", name="Play").click()
    lab.page.wait_for_function("root => JSON.parse(root.dataset.state)[1] > 100", arg=lab.element_handle())
    notebook.run_cell("other")
    pictures = """root => new Promise((done) => {
        const seen = new Set(), end = performance.now() + 2000;
        const look = () => { seen.add(root.dataset.state); performance.now() < end ? requestAnimationFrame(look) : done(seen.size); };
        look();
    })"""
    assert lab.evaluate(pictures) >= 10
    waited = lab.evaluate(
        """root => new Promise((done) => {
            const play = root.querySelector('.dlcourse-lab-play'), begin = performance.now();
            new MutationObserver((_, me) => { if (play.textContent.includes('Play')) { me.disconnect(); done(performance.now() - begin); } })
                .observe(play, {childList: true, characterData: true, subtree: true});
            play.click();
        })"""
    )
    assert waited < 1000, "on two quiet cores it is less than 100 ms; `make bench` measures it"
    batches = state(lab)[1]
    lab.page.wait_for_timeout(300)
    assert state(lab)[1] == batches == kernel_says(notebook)[1]


def test_it_stops_when_its_output_is_gone(notebook, lab):
    lab.get_by_role("button", name="Play").click()
    lab.page.wait_for_function("root => JSON.parse(root.dataset.state)[1] > 3", arg=lab.element_handle())
    notebook.write("lab", "first = lab")
    notebook.run_cell("lab")
    notebook.write("look", "print(first.playing)")
    notebook.run_cell("look")
    try:
        cell = next(each for each in notebook.cells() if each["id"] == "look")
        assert "".join(cell["outputs"][0]["text"]).strip() == "False"
    finally:
        notebook.write("look", CELLS["look"])


def test_a_pass_forward_and_back_and_a_neuron_looked_at_closely(lab):
    press(lab, "One batch")
    story = lab.locator(".dlcourse-lab-story")
    expect(story).to_contain_text("Size of the slopes in the last step")
    lab.get_by_label("show").select_option("one example, forward")
    expect(story).to_contain_text("Forward, the hidden layer 1 answers")
    press(lab, "Layer ▶")
    press(lab, "Layer ▶")
    expect(story).to_contain_text("Forward, the output layer answers")
    lab.get_by_label("show").select_option("one example, backward")
    expect(story).to_contain_text("Backward, the errors in the output layer are")
    press(lab, "◀ Layer")
    expect(story).to_contain_text("Backward, the errors in the hidden layer 2 are")
    lab.get_by_label("show").select_option("what each neuron answers")

    lab.get_by_role("button", name="Hidden layer 2, neuron 3").focus()
    expect(lab.get_by_text("Neuron 3 of hidden layer 2, tanh")).to_be_visible()
    before = state(lab)
    weight = lab.get_by_label("weight from neuron 2")
    weight.fill("2.5")
    weight.press("Enter")
    assert state(lab)[2] != before[2], "the loss answers"
    value = float(weight.input_value())
    weight.press("ArrowUp")
    state(lab)
    assert float(weight.input_value()) == pytest.approx(value + 0.1)
    lab.get_by_role("button", name="Is this slope right?").nth(1).click()
    expect(lab.locator(".dlcourse-lab-nudge")).to_contain_text("They agree, so the slope is right.")
    press(lab, "↶ Back")
    press(lab, "↶ Back")
    assert state(lab)[2] == before[2]


def test_a_weight_is_dragged(lab):
    before = state(lab)
    ends = [
        lab.get_by_role("button", name=name).bounding_box()
        for name in ("Hidden layer 1, neuron 1", "Hidden layer 2, neuron 1")
    ]
    x, y = (ends[0]["x"] + ends[0]["width"] + ends[1]["x"]) / 2, ends[0]["y"] + 23
    lab.page.mouse.move(x, y)
    lab.page.mouse.down()
    lab.page.mouse.move(x, y - 80, steps=8)
    lab.page.mouse.up()
    after = state(lab)
    assert after[2] != before[2] and after[1] == before[1]


def test_a_mission_is_recognised(lab):
    lab.get_by_text("Missions: ").click()
    lab.get_by_label("first weights").select_option("all equal")
    state(lab)
    for _ in range(10):
        press(lab, "One epoch")
    expect(lab.get_by_text("✓ Twins for ever (done)")).to_be_visible()


def test_state_and_program_are_taken_along_and_brought_back(notebook, lab):
    press(lab, "One epoch")
    lab.get_by_text("Take it with you").click()
    box = lab.get_by_label("State of the laboratory as a text")
    lab.get_by_role("button", name="Write the state").click()
    expect(box).to_have_value(re.compile("^L1[A-Za-z0-9_-]{300,}$"))
    taken, loss = box.input_value(), state(lab)[2]
    press(lab, "One epoch")
    assert state(lab)[2] != loss
    press(lab, "Open the text")
    assert state(lab)[2] == loss
    box.fill(taken[:-20])
    press(lab, "Open the text")
    expect(lab.get_by_role("alert")).to_contain_text("This text is not a whole state of the laboratory.")
    lab.get_by_role("button", name="Write the program").click()
    expect(lab.get_by_label("The run as a program")).to_have_value(re.compile("def train\\("))
    with lab.page.expect_download() as download:
        lab.get_by_role("button", name="Save the picture").click()
    assert download.value.suggested_filename == "laboratory.png"


def test_axe_finds_nothing_in_either_theme_and_a_narrow_page_holds_it(lab):
    for fold in ("Missions: ", "Take it with you"):
        lab.get_by_text(fold).click()
    lab.get_by_role("button", name="Hidden layer 1, neuron 1").click()
    state(lab)
    assert access.violations(lab.page, contrast=True) == []
    with access.dark_theme(lab.page):
        state(lab)
        assert access.violations(lab.page, contrast=True) == []
    for width in (1280, 800):
        lab.page.set_viewport_size({"width": width, "height": 1000})
        lab.page.wait_for_timeout(300)
        wider = lab.evaluate(
            """root => [...root.querySelectorAll('*')].filter((each) => !each.closest('.dlcourse-lab-stage, .dlcourse-lab-said')
                && each.getBoundingClientRect().right > root.getBoundingClientRect().right + 1).map((each) => each.className)"""
        )
        assert wider == [], width
        small = lab.evaluate(
            """root => [...root.querySelectorAll('button, select, input, summary')].map((each) => each.getBoundingClientRect())
                .filter((box) => box.height && box.height < 24).length"""
        )
        assert small == 0, width


def test_driven_at_random(notebook, lab):
    rng = random.Random(0)
    for fold in ("Missions: ", "Take it with you"):
        lab.get_by_text(fold).click()
    for k in range(150):
        controls = lab.locator(
            "button:not([disabled]):visible, select:visible, input[type=number]:visible, canvas.dlcourse-lab-plane"
        )
        try:
            control = controls.nth(rng.randrange(controls.count())).element_handle(timeout=2000)
            kind = control.evaluate("element => element.tagName")
            if kind == "SELECT":
                values = control.evaluate("select => [...select.options].map((option) => option.value)")
                control.select_option(rng.choice(values), timeout=2000)
            elif kind == "INPUT":
                control.fill(rng.choice(["0.5", "-3", "7", "1e9", ""]), timeout=2000)
                control.press("Enter", timeout=2000)
            elif kind == "CANVAS":
                control.click(position={"x": rng.randrange(5, 200), "y": rng.randrange(5, 200)}, timeout=2000)
            else:
                control.click(timeout=2000)
        except Exception as gone:  # it went while the network was built anew
            assert re.search("Timeout|not attached|detached", str(gone)), gone
        if k % 20 == 19:
            lab.page.wait_for_timeout(500)
            if lab.locator(".dlcourse-lab-play").get_attribute("aria-pressed") == "true":
                lab.locator(".dlcourse-lab-play").click()
            shown = state(lab)
            version, batch, said, playing = kernel_says(notebook)
            assert [shown[0], shown[1]] == [version, batch] and not playing
            assert words(lab).startswith(said)
