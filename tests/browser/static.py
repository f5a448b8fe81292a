"""Moving the explorers of a page without a kernel, and what Python shows in the same place."""

import json

import ipywidgets as widgets

from dlcourse.authoring import bake
from tests.courseware import explorers

SOME = 60  # pixels that may differ
_PAINTER = bake._plain_script(bake.PAINTER[0])
HELPERS = (
    f"(() => {{{_PAINTER}\nObject.assign(window, {{layout, paint, color}}); }})();"
    + """
window.place = (name) => document.querySelector(`[data-explorer="${name}"]`);
window.seen = (name) => {
    const box = place(name), text = (query) => box.querySelector(query).textContent;
    const values = [...box.querySelectorAll('.dlcourse-slider [type=range], .dlcourse-choice :checked')].map(
        input => input.type === 'range' ? input.getAttribute('aria-valuetext') : input.nextSibling.textContent);
    return {values, caption: box.querySelector('.dlcourse-caption').innerHTML.replaceAll('&nbsp;', '\u00a0'), state: box.querySelector('.dlcourse-caption').dataset.state,
        name: box.querySelector('canvas').ariaLabel, remark: text('.dlcourse-remark'), said: text('.dlcourse-said')};
};
// Moves control k as a hand would, with the others at their start.
window.moved = async (name, k, at) => {
    place(name).querySelector('.dlcourse-reset').click();
    const control = place(name).querySelectorAll('.dlcourse-slider, .dlcourse-choice')[k];
    const range = control.querySelector('[type=range]'), radios = control.querySelectorAll('[type=radio]');
    if (range) {
        range.value = at;
        range.dispatchEvent(new Event('input', {bubbles: true}));
    } else radios[at].click();
    const value = range ? range.getAttribute('aria-valuetext') : control.querySelector(':checked').nextSibling.textContent;
    while (place(name).querySelector('.dlcourse-caption').dataset.settled !== '1') await new Promise(requestAnimationFrame);
    return {...seen(name), value};
};
// Moves control k to a place, with the others where they are, and says what is shown when it has come.
window.wandered = async (name, k, at) => {
    const control = place(name).querySelectorAll('.dlcourse-slider, .dlcourse-choice')[k];
    const range = control.querySelector('[type=range]'), caption = place(name).querySelector('.dlcourse-caption');
    if (range) {
        range.value = at;
        range.dispatchEvent(new Event('input', {bubbles: true}));
    } else control.querySelectorAll('[type=radio]')[at].click();
    while (caption.dataset.settled !== '1') await new Promise(requestAnimationFrame);
    return seen(name);
};
// How many colours of pixels are others than those that the painter makes of Python's own frame. A browser may paint an edge a little
// lighter or darker the next time.
window.differing = (name, ...given) => {
    const [frame, still] = given.map((each) => JSON.parse(each));  // Playwright itself takes long to hand over what is not text
    const canvas = place(name).querySelector('canvas');
    const plan = layout(still, place(name).querySelector('.dlcourse-picture').clientWidth);
    const other = new OffscreenCanvas(canvas.width, canvas.height), context = other.getContext('2d', {alpha: false});
    context.fillStyle = color('paper', 'light');
    context.fillRect(0, 0, canvas.width, canvas.height);
    const view = {zoom: plan.scale * devicePixelRatio, theme: 'light', places: plan.places, layers: still.layers};
    paint(context, still.layers[0], view);
    paint(context, frame.moving, view);
    const [mine, theirs] = [canvas.getContext('2d'), context].map(of => of.getImageData(0, 0, canvas.width, canvas.height).data);
    let count = 0;
    for (let k = 0; k < mine.length; k++) count += Math.abs(mine[k] - theirs[k]) > 128;
    return count;
};
null; // a function would be called
"""
)


def spread(count):
    """Some positions of so many, both ends among them."""
    return range(count) if count < 8 else sorted({round(k * (count - 1) / 5) for k in range(6)})


def every_control_moves(page, name):
    """Move each control of an explorer, with the others at their start: all that is seen is as Python has it."""
    explorer = explorers()[name]()
    start, others = explorer.values(), []
    for k, (key, control) in enumerate(explorer.controls.items()):
        before = None
        for place in spread(len(control.options)):
            label, value = control.options[place]
            frame, still = explorer.frame({**start, key: value})
            now = page.evaluate("given => moved(...given)", [name, k, place])
            assert (now["value"], now["caption"], now["name"]) == (label, frame["caption"], explorer.drawn), (
                key,
                label,
            )
            assert not now["remark"]
            assert page.evaluate("given => differing(...given)", [name, json.dumps(frame), still.decode()]) < SOME, (
                key,
                label,
            )
            before = before or (json.dumps(frame), still.decode())
        others.append(page.evaluate("given => differing(...given)", [name, *before]))
    assert max(others) > SOME, "one could not tell the pictures of two positions apart"
    widgets.Widget.close_all()


def all_controls_move(page, name, rng, moves=12):
    """Move the controls one after the other, anywhere: what is seen is as Python has it for where they stand then.

    Returns
    -------
    int
        How often more than one control was away from its start.
    """
    explorer = explorers()[name]()
    controls, together = explorer.controls, 0
    start = [control.index for control in controls.values()]
    for _ in range(moves):
        k = int(rng.integers(len(controls)))
        to = int(rng.integers(len([*controls.values()][k].options)))
        now = page.evaluate("given => wandered(...given)", [name, k, to])
        at = json.loads(now["state"])
        values = {key: control.options[place][1] for (key, control), place in zip(controls.items(), at, strict=True)}
        frame, still = explorer.frame(values)
        assert now["caption"] == frame["caption"], values
        assert page.evaluate("given => differing(...given)", [name, json.dumps(frame), still.decode()]) < SOME, values
        shown = [control.options[place][0] for control, place in zip(controls.values(), at, strict=True)]
        assert now["values"] == shown
        assert at[k] == to or "in larger steps" in now["remark"]
        together += sum(here != there for here, there in zip(at, start, strict=True)) > 1
    widgets.Widget.close_all()
    return together
