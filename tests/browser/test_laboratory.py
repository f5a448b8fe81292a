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
# Whether the kernels have answered all that widgets of the page have told them, and the page has painted since.
ANSWERED = """async () => {
    const answered = [...jupyterapp.shell.widgets('main')].every((panel) =>
        [...(panel.sessionContext?.session?.kernel?._futures?.values() ?? [])].every(({msg}) => msg.header.msg_type !== 'comm_msg'));
    for (const _ of answered ? 'ab' : '') await new Promise(requestAnimationFrame);
    return answered;
}"""


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
    for _ in range(200):
        now = root.get_attribute("data-state")
        if now == before and root.page.evaluate(ANSWERED) and root.get_attribute("data-state") == now:
            return json.loads(now)
        before = now
        root.page.wait_for_timeout(60)
    raise AssertionError("The laboratory never comes to rest.")


def use(control, way="mouse"):
    """Press a button, or open a fold, by mouse or by keys."""
    if way == "mouse":
        control.click()
    else:
        control.focus()
        control.page.keyboard.press("Enter")


def press(root, name, way="mouse"):
    use(root.get_by_role("button", name=name, exact=True), way)
    return state(root)


def choose(select, words, way="mouse"):
    """Choose from a list. What a mouse does there is the system's own; keys go by letters, which a slow hand types after an answer."""
    if way == "mouse":
        select.select_option(words)
    else:
        select.focus()
        select.page.keyboard.type(words, delay=200)
        select.page.keyboard.press("Tab")


by_mouse_and_by_keys = pytest.mark.parametrize("way", ["mouse", "keys"])


def words(root):
    return root.locator(".dlcourse-lab-words").inner_text()


def kernel_says(notebook):
    notebook.run_cell("look")
    cell = next(each for each in notebook.cells() if each["id"] == "look")
    return json.loads("".join(cell["outputs"][0]["text"]))


def points(root):
    return int(root.locator("canvas.dlcourse-lab-plane").get_attribute("aria-label").split("Plane with ")[1].split()[0])


def test_points_by_mouse(lab):
    plane, tools = lab.locator("canvas.dlcourse-lab-plane"), lab.get_by_role("group", name="On the plane")
    count = points(lab)
    tools.get_by_role("radio", name="add a point of class B").check()
    plane.click(position={"x": 20, "y": 20})
    state(lab)
    assert points(lab) == count + 1
    tools.get_by_role("radio", name="move a point").check()
    box = plane.bounding_box()
    lab.page.mouse.move(box["x"] + 20, box["y"] + 20)
    lab.page.mouse.down()
    lab.page.mouse.move(box["x"] + 60, box["y"] + 40, steps=4)
    lab.page.mouse.up()
    state(lab)
    tools.get_by_role("radio", name="choose a point").check()
    plane.click(position={"x": 60, "y": 40})
    state(lab)
    assert "belongs to class B" in plane.get_attribute("aria-label")
    tools.get_by_role("radio", name="delete a point").check()
    plane.click(position={"x": 60, "y": 40})
    state(lab)
    assert points(lab) == count
    plane.click(position={"x": 4, "y": 4})
    expect(lab.get_by_role("alert")).to_have_text("There is no point here.")


def test_points_by_keys(lab):
    plane, tools, keys = (
        lab.locator("canvas.dlcourse-lab-plane"),
        lab.get_by_role("group", name="On the plane"),
        lab.page.keyboard,
    )
    count = points(lab)
    tools.get_by_role("radio", name="choose a point").focus()
    for _ in range(3):
        keys.press("ArrowRight")
    expect(tools.get_by_role("radio", name="add a point of class A")).to_be_checked()
    plane.focus()
    for key in ["Shift+ArrowRight"] * 5 + ["Shift+ArrowUp"] * 5 + ["Enter"]:
        keys.press(key)
    state(lab)
    assert points(lab) == count + 1
    tools.get_by_role("radio", name="add a point of class A").focus()
    for _ in range(2):
        keys.press("ArrowLeft")
    expect(tools.get_by_role("radio", name="move a point")).to_be_checked()
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


def test_data_by_mouse_and_by_keys(lab):
    kinds = lab.get_by_role("group", name="data", exact=True)
    kinds.get_by_role("radio", name="three spirals").check()
    expect(lab.locator(".dlcourse-lab-words")).to_contain_text("The data are three spirals.")
    lab.page.keyboard.press("ArrowRight")
    expect(lab.locator(".dlcourse-lab-words")).to_contain_text("The data are four clouds.")
    expect(lab.get_by_role("radio", name="add a point of class D")).to_be_visible()
    lab.get_by_role("slider", name="points").focus()
    for _ in range(3):
        lab.page.keyboard.press("ArrowLeft")
    state(lab)
    assert points(lab) == 270
    slider = lab.get_by_role("slider", name="points")
    slider.click(position={"x": 0.8 * slider.bounding_box()["width"], "y": 8})
    lab.page.wait_for_timeout(300)
    state(lab)
    assert 700 < points(lab) < 900
    lab.get_by_role("button", name="Play").click()  # what arrives from before the change takes nothing back
    for label in ("noise", "kept for validation"):
        slider = lab.get_by_role("slider", name=label)
        before = slider.get_attribute("aria-valuetext")
        slider.press("ArrowRight")
        lab.page.wait_for_timeout(1500)
        assert slider.get_attribute("aria-valuetext") != before
    lab.get_by_role("button", name="Pause").click()
    state(lab)


def test_two_laboratories_in_one_page_leave_each_other_alone(notebook, lab):
    notebook.write("other", "laboratory()")
    try:
        notebook.run_cell("other")
        second = notebook.page.locator(".dlcourse-lab").nth(1)
        state(second)
        for each, kind in ((lab.first, "three spirals"), (second, "two moons")):
            each.get_by_role("radio", name=kind).check()
            state(each)
        for each, kind in ((lab.first, "three spirals"), (second, "two moons")):
            assert each.get_by_role("radio", name=kind).is_checked()
            assert each.get_by_role("radio", name="choose a point").is_checked()
        ids = notebook.page.evaluate(
            "() => [...document.querySelectorAll('.dlcourse-lab [id]')].map((each) => each.id)"
        )
        assert len(set(ids)) == len(ids)
    finally:
        notebook.write("other", CELLS["other"])
        notebook.run_cell("other")


@by_mouse_and_by_keys
def test_the_network_is_built_on_the_picture(lab, way):
    for name, said in (
        ("+ layer", "3 hidden layers"),
        ("One neuron more in hidden layer 1", "with 5 tanh neurons"),
        ("One neuron less in hidden layer 2", "3 tanh neurons"),
        ("Take hidden layer 3 away", "2 hidden layers"),
    ):
        button = lab.get_by_role("button", name=name, exact=True)
        use(button, way)
        expect(lab.locator(".dlcourse-lab-words")).to_contain_text(said)
        if "neuron" in name and way == "keys":
            expect(button).to_be_focused()
    choose(lab.get_by_label("Activation of hidden layer 1"), "step", way)
    expect(lab.locator(".dlcourse-lab-words")).to_contain_text("5 step neurons")
    press(lab, "One batch", way)
    expect(lab.get_by_role("alert")).to_contain_text("The step function has the slope 0 everywhere")
    assert lab.locator(".dlcourse-lab-neuron").count() == 2 + 5 + 3 + 2


@by_mouse_and_by_keys
def test_training_by_steps_and_back(lab, way):
    assert press(lab, "One batch", way)[1] == 1
    assert press(lab, "One epoch", way)[1] == 21
    assert press(lab, "↶ Back", way)[1] == 20
    assert press(lab, "↺ Restart", way)[1] == 0
    use(lab.get_by_role("button", name="Play"), way)
    lab.page.wait_for_function("root => JSON.parse(root.dataset.state)[1] > 3", arg=lab.element_handle())
    use(lab.get_by_role("button", name="Pause"), way)
    state(lab)
    press(lab, "↺ Restart", way)
    use(lab.get_by_text("More settings"), way)
    for label, value in (
        ("learning rate η", "0.5"),
        ("batch size", "30"),
        ("weight decay", "0.01"),
    ):
        lab.get_by_label(label).fill(value)
        lab.get_by_label(label).press("Enter")
        state(lab)
    assert press(lab, "One epoch", way)[1] == 7
    lab.get_by_label("learning rate η").fill("-1")
    lab.get_by_label("learning rate η").press("Enter")
    expect(lab.get_by_role("alert")).to_contain_text(
        "Learning rate is a number from 0.000001 to 100, and -1 was given."
    )


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


@by_mouse_and_by_keys
def test_a_pass_forward_and_back_and_a_neuron_looked_at_closely(lab, way):
    press(lab, "One batch", way)
    story = lab.locator(".dlcourse-lab-story")
    expect(lab.get_by_text(re.compile("^slopes [0-9.]+$"))).to_have_count(3)
    choose(lab.get_by_label("show"), "one example, forward", way)
    expect(story).to_contain_text("Forward, hidden layer 1 answers")
    press(lab, "Layer ▶", way)
    press(lab, "Layer ▶", way)
    expect(story).to_contain_text("Forward, the output layer answers")
    choose(lab.get_by_label("show"), "one example, backward", way)
    expect(story).to_contain_text("Backward, the errors in the output layer are")
    press(lab, "◀ Layer", way)
    expect(story).to_contain_text("Backward, the errors in hidden layer 2 are")
    press(lab, "All layers", way)
    expect(story).to_contain_text("Backward, the errors in hidden layer 1 are")
    choose(lab.get_by_label("show"), "what each neuron answers", way)

    use(lab.get_by_role("button", name="Hidden layer 2, neuron 3"), way)
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
    use(lab.get_by_role("button", name="Is this slope right?").nth(1), way)
    expect(lab.locator(".dlcourse-lab-nudge")).to_contain_text("They agree, so the slope is right.")
    press(lab, "↶ Back", way)
    press(lab, "↶ Back", way)
    assert state(lab)[2] == before[2]


def test_a_weight_and_a_bias_are_dragged(lab):
    before = state(lab)
    (one, two) = (
        lab.get_by_role("button", name=name).bounding_box()
        for name in ("Hidden layer 1, neuron 1", "Hidden layer 2, neuron 1")
    )
    for what, x, y in (
        ("weight", (one["x"] + one["width"] + two["x"]) / 2, one["y"] + one["height"] / 2),
        ("bias", two["x"] - 3, two["y"] + two["height"] - 3),
    ):
        lab.page.mouse.move(x, y)
        expect(lab.locator(".dlcourse-lab-tip")).to_contain_text(what)
        lab.page.mouse.down()
        lab.page.mouse.move(x, y - 80, steps=8)
        lab.page.mouse.up()
        after = state(lab)
        assert after[2] != before[2] and after[1] == before[1]
        press(lab, "↶ Back")
        assert state(lab)[2] == before[2], "however long the hand took, it is one step back"


def test_a_finger_on_a_line_moves_the_weight_and_elsewhere_the_page(lab):
    one, two = (lab.get_by_role("button", name=f"Hidden layer {k}, neuron 1").bounding_box() for k in (1, 2))
    touched = """([x, y]) => {
        const at = document.elementFromPoint(x, y);
        const touch = new Touch({identifier: 1, target: at, clientX: x, clientY: y});
        const event = new TouchEvent('touchstart', {touches: [touch], changedTouches: [touch], bubbles: true, cancelable: true});
        at.dispatchEvent(event);
        return event.defaultPrevented;
    }"""
    x, y = (one["x"] + one["width"] + two["x"]) / 2, one["y"] + one["height"] / 2
    assert lab.page.evaluate(touched, [x, y])
    assert not lab.page.evaluate(touched, [x, y - 60])


def test_what_a_neuron_answers_is_seen_on_the_large_plane(lab):
    title = lab.locator(".dlcourse-lab-plane").locator("xpath=..").locator("h3")
    neuron = lab.get_by_role("button", name="Hidden layer 2, neuron 3")
    expect(title).to_have_text("What the network says")
    neuron.hover()
    expect(title).to_have_text("Layer 2, neuron 3: its answer")
    lab.get_by_role("button", name="One batch").hover()
    expect(title).to_have_text("What the network says")
    lab.get_by_role("button", name="Hidden layer 2, neuron 2").focus()
    lab.page.keyboard.press("Tab")
    expect(title).to_have_text("Layer 2, neuron 3: its answer")
    lab.page.keyboard.press("Delete")
    expect(lab.locator(".dlcourse-lab-words")).to_contain_text("and 3 tanh neurons")


def test_a_neuron_that_was_chosen_stays_on_the_plane_until_it_is_let_go(lab):
    title = lab.locator(".dlcourse-lab-plane").locator("xpath=..").locator("h3")
    neuron = lab.get_by_role("button", name="Hidden layer 2, neuron 3")
    for let_go in (neuron.click, lambda: neuron.press("Escape")):
        neuron.click()
        expect(neuron).to_have_attribute("aria-pressed", "true")
        lab.get_by_role("button", name="One batch").hover()
        expect(title).to_have_text("Layer 2, neuron 3: its answer")
        let_go()
        expect(neuron).to_have_attribute("aria-pressed", "false")
        lab.get_by_role("button", name="One batch").hover()
        expect(title).to_have_text("What the network says")


def test_numbers_beyond_all_bounds_are_painted(lab):
    for layer in (1, 2):
        lab.get_by_label(f"Activation of hidden layer {layer}").select_option("identity")
        state(lab)
    lab.get_by_label("learning rate η").fill("100")
    lab.get_by_label("learning rate η").press("Enter")
    for _ in range(3):
        press(lab, "One epoch")
    one, two = (lab.get_by_role("button", name=f"Hidden layer {k}, neuron 1").bounding_box() for k in (1, 2))
    lab.page.mouse.move((one["x"] + one["width"] + two["x"]) / 2, one["y"] + one["height"] / 2)
    expect(lab.locator(".dlcourse-lab-tip")).to_contain_text("weight")
    press(lab, "↺ Restart")


@by_mouse_and_by_keys
def test_a_mission_is_recognised(notebook, lab, way):
    notebook.write("other", "from dlcourse.checker import progress\n\nprogress.path().unlink(missing_ok=True)")
    for cell in ("other", "lab"):
        notebook.run_cell(cell)
    notebook.write("other", CELLS["other"])
    state(lab)
    mission = lab.get_by_role("region", name="A mission")
    for _ in range(13):
        if "Keep neurons equal" in mission.inner_text():
            break
        use(mission.get_by_role("button", name="Another mission"), way)
    use(mission.get_by_role("button", name="Hint"), way)
    expect(mission).to_contain_text("Choose “all equal” for the first weights.")
    use(lab.get_by_text("Missions: "), way)
    choose(lab.get_by_label("first weights"), "all equal", way)
    state(lab)
    for _ in range(10):
        press(lab, "One epoch", way)
    expect(lab.get_by_text("✓ Keep neurons equal (done)")).to_be_visible()
    expect(mission).to_contain_text("✓ Mission done: Keep neurons equal.")


@by_mouse_and_by_keys
def test_state_and_program_are_taken_along_and_brought_back(notebook, lab, way):
    press(lab, "One epoch", way)
    use(lab.get_by_text("Take it with you"), way)
    box = lab.get_by_label("State of the laboratory as a text")
    use(lab.get_by_role("button", name="Write the state"), way)
    expect(box).to_have_value(re.compile("^L1[A-Za-z0-9_-]{300,}$"))
    taken, loss = box.input_value(), state(lab)[2]
    press(lab, "One epoch", way)
    assert state(lab)[2] != loss
    press(lab, "Open the text", way)
    assert state(lab)[2] == loss
    box.fill(taken[:-20])
    press(lab, "Open the text", way)
    expect(lab.get_by_role("alert")).to_contain_text("This text is not a whole state of the laboratory.")
    lab.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    use(lab.get_by_role("button", name="Copy").first, way)
    lab.page.wait_for_function("async text => await navigator.clipboard.readText() === text", arg=box.input_value())
    use(lab.get_by_role("button", name="Write the program"), way)
    expect(lab.get_by_label("The run as a program")).to_have_value(re.compile("def train\\("))
    with lab.page.expect_download() as download:
        use(lab.get_by_role("button", name="Save the picture"), way)
    assert download.value.suggested_filename == "laboratory.png"


def test_axe_finds_nothing_in_either_theme_and_a_narrow_page_holds_it(lab):
    for fold in ("More settings", "Missions: ", "Take it with you"):
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
            """root => [...root.querySelectorAll('button, select, input:not([type=radio]), label:has([type=radio]), summary')].map((each) => each.getBoundingClientRect())
                .filter((box) => box.height && Math.min(box.height, box.width) < 24).length"""
        )
        assert small == 0, width


def test_tab_goes_from_top_to_bottom_on_a_narrow_page_and_the_focus_stays(lab):
    tops = """root => [...root.querySelectorAll('h3')].filter((each) => each.getBoundingClientRect().height)
        .map((each) => [each.textContent, each.getBoundingClientRect().top])"""
    network = lab.get_by_role("spinbutton").first
    network.focus()
    for width in (620, 1280):
        lab.page.set_viewport_size({"width": width, "height": 1000})
        lab.page.wait_for_timeout(300)
        expect(network).to_be_focused()
        order = lab.evaluate(tops)
        if width == 620:
            assert lab.evaluate("root => root.clientWidth") < 560
            assert order == sorted(order, key=lambda title: title[1])
            assert order[0][0] == "Network"


def test_driven_at_random(notebook, lab):
    rng = random.Random(0)
    for fold in ("More settings", "Missions: ", "Take it with you"):
        lab.get_by_text(fold).click()
    for k in range(150):
        controls = lab.locator(
            "button:not([disabled]):visible, select:visible, input[type=number]:visible, input[type=radio], canvas.dlcourse-lab-plane"
        )
        try:
            control = controls.nth(rng.randrange(controls.count())).element_handle(timeout=2000)
            kind = control.evaluate("element => element.tagName")
            if kind == "SELECT":
                values = control.evaluate("select => [...select.options].map((option) => option.value)")
                control.select_option(rng.choice(values), timeout=2000)
            elif kind == "INPUT" and control.get_attribute("type") == "number":
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
            for _ in range(20):  # a batch may be under way while Pause is pressed
                shown = state(lab)
                version, batch, said, playing = kernel_says(notebook)
                if shown[:2] == [version, batch] and not playing:
                    break
            assert shown[:2] == [version, batch] and not playing
            assert words(lab).startswith(said)
