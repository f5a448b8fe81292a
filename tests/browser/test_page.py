"""The page's side of an explorer on a plain page: what it asks for, what it keeps, what it shows. Here the test is the kernel."""

from pathlib import Path

import pytest

from dlcourse.explorers import _frames

SCRIPT = _frames.Frames._esm.replace("64 << 20", "20_000").replace("PATIENCE = 1500", "PATIENCE = 300")
STYLE = Path(_frames.__file__).with_name("_frames.css").read_text(encoding="utf-8")
HELPERS = """
async script => {
    const {default: make} = await import(URL.createObjectURL(new Blob([script], {type: 'text/javascript'})));
    const model = (state) => {
        const handlers = {};
        return {
            state, sent: [],
            get: (name) => state[name],
            on(events, handler) { for (const event of events.split(' ')) (handlers[event] ??= []).push(handler); },
            off(events, handler) {
                for (const event of events.split(' ')) handlers[event] = handlers[event].filter((each) => each !== handler);
            },
            fire(event, ...given) { for (const handler of handlers[event] ?? []) handler(...given); },
            send(message) { this.sent.push(structuredClone(message)); },
        };
    };
    const bytes = (thing) => new DataView(new TextEncoder().encode(JSON.stringify(thing)).buffer);
    const part = {styles: [], commands: []};
    window.still = {size: [300, 200], most: 1, least: 0.66, panels: [[0, 300]], layers: [part]};
    window.frame = (at, more = 0, commands = []) => ({
        values: {at}, caption: `at <b>${at}</b>`, still: 's', padding: 'x'.repeat(more), moving: {styles: [], commands},
    });
    // An explorer with two sliders of 10 positions, which stand at 3 and 5.
    window.open_ = async (hidden = false) => {
        const sliders = [3, 5].map((index, k) => model({
            index, description: `slider ${k}`, _options_labels: [...Array(10)].map((_, place) => `place ${place}`),
        }));
        const explorer = model({name: 'toy', drawn: 'toy. a line', controls: ['IPY_MODEL_0', 'IPY_MODEL_1'],
            now: {at: [3, 5], frame: bytes(frame('3,5')), name: 's', still: bytes(still)}});
        explorer.widget_manager = {get_model: async (id) => sliders[Number(id)]};
        const box = document.createElement('div');
        box.className = 'dlcourse-explorer';
        box.hidden = hidden;
        box.innerHTML = [0, 1].map((k) => `<div class="dlcourse-control-${k}"><div class="noUi-handle" tabindex="0"></div></div>`).join('');
        const el = document.createElement('div');
        box.append(el);
        document.body.append(box);
        const widget = make();
        const end = await widget.initialize({model: explorer});
        const leave = widget.render({model: explorer, el});
        await new Promise(requestAnimationFrame);
        await new Promise(requestAnimationFrame);
        return {
            explorer, box, end, leave,
            move(k, index) { sliders[k].state.index = index; sliders[k].fire('change:index'); },
            answer(places, {due = false, more = 0, commands = [], stills = []} = {}) {
                const heads = places.map((at) => [at, 's']);
                explorer.fire('msg:custom', {frames: heads, stills: stills.map(() => 's'), due, cost: 10},
                    [...stills.map(bytes), ...places.map((at) => bytes(frame(at, more, commands)))]);
            },
            asked() { return explorer.sent.splice(0); },
            async shows() { await new Promise(requestAnimationFrame); const c = box.querySelector('.dlcourse-caption'); return [c.innerText, c.dataset.settled]; },
        };
    };
    window.shelf = () => globalThis[Symbol.for('dlcourse frames')];
}
"""


@pytest.fixture(scope="module")
def page(browser):
    page = browser.new_page()
    page.set_content(f"<style>{STYLE}</style>")
    page.evaluate(HELPERS, SCRIPT)
    yield page
    page.close()


@pytest.fixture
def toy(page):
    """An explorer on the page; in scripts it is `toy`. What it asked when it opened has been read."""
    page.evaluate("async () => { window.toy = await open_(); toy.asked(); }")
    yield page
    page.evaluate("() => { toy.leave(); toy.end(); toy.box.remove(); }")
    assert page.evaluate("() => [shelf().axes.size, shelf().bytes]") == [0, 0], "it left something on the shelf"


def test_it_opens_with_the_picture_it_was_given(toy):
    assert toy.evaluate("() => toy.shows()") == ["at 3,5", "1"]
    assert toy.evaluate("() => toy.asked()") == []


def test_who_comes_to_a_slider_has_its_axis_drawn(toy):
    toy.locator(".noUi-handle").nth(1).focus()
    toy.wait_for_function("() => toy.explorer.sent.length")
    assert toy.evaluate("() => toy.asked()") == [
        {"ahead": [[3, k] for k in (6, 7, 8, 9, 4, 3, 2, 1, 0)], "stills": ["s"]},
    ]
    assert toy.evaluate("() => { toy.answer(['3,6', '3,7']); return toy.shows(); }") == ["at 3,5", "1"], (
        "not asked for yet"
    )
    # What is there is shown without a question, with the next animation frame.
    assert toy.evaluate("async () => { toy.move(1, 7); return [await toy.shows(), toy.asked()]; }") == [
        ["at 3,7", "1"],
        [],
    ]


def test_a_position_that_is_missing_is_asked_for_once_and_then_the_newest(toy):
    asked = toy.evaluate("() => { toy.move(0, 4); toy.move(0, 5); toy.move(0, 7); return toy.asked(); }")
    assert [each["due"] for each in asked] == [[4, 5]] and asked[0]["ahead"][0][1] == 5
    assert toy.evaluate("() => toy.shows()") == ["at 3,5", "0"]
    shown, asked = toy.evaluate(
        "async () => { toy.answer(['4,5'], {due: true}); return [await toy.shows(), toy.asked()]; }"
    )
    assert shown == ["at 4,5", "0"], "better than none, but not where the slider stands"
    assert [each["due"] for each in asked] == [[7, 5]]
    assert toy.evaluate("() => { toy.answer(['7,5'], {due: true}); return toy.shows(); }") == ["at 7,5", "1"]


def test_what_was_due_comes_too_late_where_something_newer_is_shown(toy):
    toy.evaluate("() => { toy.move(0, 4); toy.answer(['6,5']); toy.move(0, 6); }")
    assert toy.evaluate("() => toy.shows()") == ["at 6,5", "1"]
    assert toy.evaluate("() => { toy.answer(['4,5'], {due: true}); return toy.shows(); }") == ["at 6,5", "1"]


def test_what_was_due_may_come_with_what_was_drawn_ahead(toy):
    toy.evaluate("() => { toy.move(0, 4); toy.move(0, 7); toy.asked(); toy.answer(['4,5', '5,5']); }")
    (asked,) = toy.evaluate("() => toy.asked()")
    assert asked["due"] == [7, 5], "the next question waits for no other answer"


def test_a_question_without_an_answer_is_asked_again_whatever_comes_meanwhile(toy):
    toy.evaluate("() => { toy.move(0, 4); toy.asked(); toy.answer(['5,5']); toy.answer(['6,5']); }")
    assert toy.evaluate("() => toy.asked()") == []
    toy.wait_for_function("() => toy.explorer.sent.length")
    assert [each["due"] for each in toy.evaluate("() => toy.asked()")] == [[4, 5]]
    assert toy.evaluate("() => { toy.answer(['4,5'], {due: true}); return toy.shows(); }") == ["at 4,5", "1"]


def test_the_way_of_the_hand_comes_first(toy):
    toy.evaluate("() => { toy.answer(['2,5']); toy.asked(); toy.move(0, 2); }")
    (asked,) = toy.evaluate("() => toy.asked()")
    ways = [place[0] for place in asked["ahead"]]
    assert sorted(ways) == [0, 1, 4, 5, 6, 7, 8, 9] and max(ways.index(k) for k in (0, 1)) == 1


def test_a_frame_whose_still_is_not_here_is_asked_for_again(toy):
    toy.evaluate(
        "() => { toy.move(0, 4); toy.explorer.fire('msg:custom', {frames: [['4,5', 'other']], stills: [], due: true, cost: 9},"
        " [new DataView(new ArrayBuffer(9))]); }"
    )
    assert toy.evaluate("() => toy.shows()") == ["at 3,5", "0"]
    asked = toy.evaluate("() => toy.asked()")
    assert [each["due"] for each in asked] == [[4, 5], [4, 5]]


def test_a_page_keeps_so_many_bytes_and_lets_the_oldest_axis_go_first(toy):
    # 9 frames of 1.5 kB on each axis; 20 kB are kept here.
    toy.evaluate(
        """async () => {
            const places = [...Array(10).keys()];
            for (const [k, fill] of [[0, (place) => `${place},5`], [1, (place) => `3,${place}`]]) {
                toy.box.querySelectorAll('.noUi-handle')[k].focus();
                while (!toy.explorer.sent.length) await new Promise(requestAnimationFrame);
                toy.asked();
                toy.answer(places.map(fill), {more: 1400});
                toy.first ??= shelf().bytes;
            }
        }"""
    )
    first, held, axes = toy.evaluate(
        "() => [toy.first, shelf().bytes, [...shelf().axes.values()].map(axis => axis.keys.size)]"
    )
    assert 12_000 < first < 20_000 and held <= 20_000 and axes == [9]
    assert toy.evaluate("() => { toy.move(1, 8); return toy.shows(); }") == ["at 3,8", "1"]
    toy.evaluate("() => toy.asked()")
    toy.evaluate("() => { toy.move(1, 5); toy.move(0, 8); }")
    toy.wait_for_function("() => toy.explorer.sent.some(message => message.due)")
    due = toy.evaluate("() => toy.asked().filter(message => message.due)")
    assert due[0]["due"] == [8, 5], "it was let go"


def test_a_command_that_the_page_does_not_know_is_told_in_the_caption(toy):
    said, settled = toy.evaluate(
        "() => { toy.move(0, 4); toy.answer(['4,5'], {due: true, commands: [['spiral', 0]]}); return toy.shows(); }"
    )
    assert "does not know the drawing command “spiral”" in said and "load the page anew" in said and settled == "1"


def test_without_a_kernel_what_is_here_is_still_shown(toy):
    toy.evaluate(
        "() => { toy.answer(['4,5']); toy.explorer.send = () => { throw new Error('gone'); }; toy.move(0, 4); }"
    )
    assert toy.evaluate("() => toy.shows()") == ["at 4,5", "1"]
    toy.evaluate("() => toy.move(0, 5)")
    assert toy.evaluate("() => toy.shows()") == ["at 4,5", "0"]
    toy.evaluate("() => toy.move(0, 4)")
    assert toy.evaluate("() => toy.shows()") == ["at 4,5", "1"]


def test_names_come_to_controls_whenever_they_come_into_the_page(toy):
    late = '<div class="noUi-handle" id="late"></div>'
    toy.evaluate("late => { toy.box.querySelector('.dlcourse-control-1').innerHTML = late; }", late)
    toy.wait_for_function("() => document.getElementById('late').getAttribute('aria-valuetext') === 'place 5'")
    assert toy.evaluate("() => document.getElementById('late').getAttribute('aria-label')") == "slider 1"


def test_keys_that_move_a_slider_are_kept_from_shortcuts_and_those_for_the_page_are_not(toy):
    # Jupyter looks for the mark on its way down, at the document: an arrow folds a section there, and a letter makes a cell.
    toy.evaluate(
        """() => { window.seen = []; document.addEventListener('keydown', (event) =>
            seen.push(event.target.hasAttribute('data-lm-suppress-shortcuts')), true); }"""
    )
    handle = toy.locator(".noUi-handle").first
    for key, kept in {"ArrowLeft": True, "a": True, "Control+s": False, "Shift+Enter": False, "Escape": False}.items():
        handle.press(key)
        assert toy.evaluate("() => seen.pop()") is kept, key


def test_the_live_region_is_there_empty_from_the_start_and_written_at_rest_only(toy):
    said = toy.locator(".dlcourse-said")
    toy.evaluate(
        """() => {
        const later = setTimeout;
        window.setTimeout = (act, wait) => wait > 4000 ? (window.forget = act) : later(act, wait);
    }"""
    )
    assert (said.count(), said.get_attribute("role"), said.inner_text()) == (1, "status", "")
    toy.evaluate("() => { toy.answer(['4,5', '5,5', '6,5']); for (const k of [4, 5, 6]) toy.move(0, k); }")
    assert said.text_content() == ""
    toy.wait_for_function("() => document.querySelector('.dlcourse-said').textContent")
    assert said.text_content() == "at 6,5"
    # The caption says the same, and is read once.
    assert toy.locator("canvas").get_attribute("aria-label") == "toy. a line"
    toy.evaluate("() => forget()")
    assert said.text_content() == ""


def test_the_sliders_of_an_explorer_that_has_no_size_yet_have_names(toy):
    names = """async () => {
        const far = await open_(true);
        const names = [...far.box.querySelectorAll('.noUi-handle')].map(handle => [handle.ariaLabel, handle.ariaValueText]);
        far.leave(); far.end(); far.box.remove();
        return names;
    }"""
    assert toy.evaluate(names) == [["slider 0", "place 3"], ["slider 1", "place 5"]]


def test_with_reduced_motion_nothing_moves_by_itself(toy):
    toy.emulate_media(reduced_motion="reduce")
    handle = toy.locator(".noUi-handle").first
    handle.evaluate("handle => { handle.style.transition = 'transform 1s'; }")
    assert handle.evaluate("handle => getComputedStyle(handle).transitionDuration") in ("0s", "1e-05s")
    toy.emulate_media(reduced_motion="no-preference")
