"""The painter, on a plain page: what it paints looks like Matplotlib's own picture; themes, and narrow pages."""

import base64
import colorsys
import io
import itertools
import json
from pathlib import Path

import ipywidgets as widgets
import numpy as np
import pytest
from matplotlib.backend_bases import RendererBase
from matplotlib.backends.backend_agg import RendererAgg
from PIL import Image
from playwright.sync_api import Error

from dlcourse.activations import Arctan, Identity, Sigmoid, Step, Tanh
from dlcourse.data import digits
from dlcourse.explorers import _picture, deep, start
from dlcourse.explorers._pad import BLACK, EMPTY, sheet
from dlcourse.figures._page import smallest_words
from dlcourse.network import init_parameters
from tests.courseware import contrast, explorers
from tests.test_stills import mirrored, rgb

SCRIPT = (Path(_picture.__file__).with_name("_paint.js")).read_text(encoding="utf-8")
HELPERS = """
async script => {
    window.painter = await import(URL.createObjectURL(new Blob([script], {type: 'text/javascript'})));
    window.canvas = document.createElement('canvas');
    // Frame and still come as text: Playwright itself takes long to hand over what is not.
    window.picture = (texts, ...how) => {
        show(...texts.map((each) => JSON.parse(each)), ...how);
        return canvas.toDataURL();
    };
    window.show = (frame, still, zoom, theme = 'light', room = 1e4) => {
        const plan = painter.layout({...still, most: 1}, room); // as large as Matplotlib draws it
        Object.assign(canvas, {width: Math.round(zoom * plan.width), height: Math.round(zoom * plan.height)});
        const context = canvas.getContext('2d', {alpha: false, willReadFrequently: true});
        context.fillStyle = painter.color('paper', theme);
        context.fillRect(0, 0, canvas.width, canvas.height);
        const view = {zoom: zoom * plan.scale, theme, places: plan.places, layers: still.layers};
        painter.paint(context, still.layers[0], view);
        painter.paint(context, frame.moving, view);
    };
}
"""


@pytest.fixture(scope="module")
def page(browser):
    """A page of its own with the painter on it."""
    page = browser.new_page()
    page.evaluate(HELPERS, SCRIPT)
    yield page
    page.close()


@pytest.fixture(scope="module", params=explorers().values(), ids=explorers())
def explorer(request):
    """Each explorer in turn, for all the tests that are for every one of them."""
    yield request.param()
    widgets.Widget.close_all()


def positions(explorer):
    """Both ends and a place between them of each control, the others as they are at first."""
    start = explorer.values()
    for key, control in explorer.controls.items():
        values = [value for _, value in control.options]
        for value in (values[0], values[len(values) // 3], values[-1]):
            yield {**start, key: value}


def painted(page, frame, still, zoom=1, theme="light", room=10_000):
    url = page.evaluate("given => picture(...given)", [[json.dumps(frame), still.decode()], zoom, theme, room])
    data = base64.b64decode(url.split(",")[1])
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB")).astype(int)


def matplotlibs(explorer, zoom):
    """Matplotlib's own picture of how the artists are now."""
    figure = explorer._picture.figure
    figure.set_dpi(100 * zoom)
    figure.canvas.draw()
    pixels = np.asarray(figure.canvas.buffer_rgba())[..., :3].astype(int)
    figure.set_dpi(100)
    # Some versions of Matplotlib round a size down, and have a column or row less.
    height, width = (zoom * size for size in explorer._picture.size[::-1])
    return np.pad(pixels, [(0, height - pixels.shape[0]), (0, width - pixels.shape[1]), (0, 0)], mode="edge")


def squares(pixels, side):
    """Means of squares."""
    height, width = (size // side for size in pixels.shape[:2])
    return pixels[: height * side, : width * side].reshape(height, side, width, side, 3).mean(axis=(1, 3))


def test_what_is_painted_looks_like_matplotlibs_own_picture(page, explorer, monkeypatch):
    frame, still = explorer.frame()
    ours, theirs = painted(page, frame, still, zoom=2), matplotlibs(explorer, 2)
    assert ours.shape == theirs.shape
    assert np.abs(ours - theirs).mean() < 5
    # Agg moves letters onto its pixels, and so by up to one; without that there is no difference that one could see.
    for name in ("draw_text", "get_text_width_height_descent", "flipy"):
        monkeypatch.setattr(RendererAgg, name, getattr(RendererBase, name))
    everywhere = list(positions(explorer))
    for values in everywhere[:: len(everywhere) // 3]:
        frame, still = explorer.frame(values)
        ours, theirs = painted(page, frame, still, zoom=2), matplotlibs(explorer, 2)
        assert np.abs(ours - theirs).mean() < 3, values
        # A mark that is missing, or has another place or colour, changes squares of its size by much more than a dash that begins
        # elsewhere: the recorder cuts a line where the picture ends, and dashes are counted from there.
        assert np.abs(squares(ours, 16) - squares(theirs, 16)).max() < 80, values


def test_on_a_narrow_page_panels_stand_below_each_other_and_words_stay_legible(page, explorer):
    frame, still = explorer.frame()
    smallest = smallest_words(explorer._picture.figure, small_print=False)
    width, height = explorer._picture.size
    panels, most = (json.loads(still)[each] for each in ("panels", "most"))
    for room in (230, 300, 640, 1100):
        plan = page.evaluate("([still, room]) => painter.layout(JSON.parse(still), room)", [still.decode(), room])
        assert 9 <= smallest * plan["scale"] < 15.4, room
        rows = len({place[1] for place in plan["places"]})
        firsts = [
            (panel, place[0])
            for panel, place, before in zip(panels, plan["places"], [None, *plan["places"]], strict=False)
            if not before or before[1] != place[1]
        ]
        assert rows == 1 or len({axes + across for (_, _, axes), across in firsts}) == 1, (
            "their axes begin at one place"
        )
        assert all(left + across >= 0 for (left, _, _), across in firsts)
        across = [
            (right + place[0]) * plan["scale"] for (_, right, _), place in zip(panels, plan["places"], strict=True)
        ]
        assert max(across) <= plan["width"] + 0.01
        assert plan["height"] == pytest.approx(rows * height * plan["scale"])
        if room >= width:
            assert (plan["scale"], rows, plan["width"]) == (most, 1, width * most)
        elif plan["width"] > room + 0.01:  # it is moved sideways: no way around it for a single panel
            assert rows == len(panels) and plan["scale"] == json.loads(still)["least"] <= 0.66
    # Nothing is lost where panels stand one below the other.
    ink = [(painted(page, frame, still, room=room) < 200).any(axis=2).sum() for room in (10_000, 300)]
    plan = page.evaluate("still => painter.layout(JSON.parse(still), 300)", still.decode())
    assert ink[1] == pytest.approx(ink[0] * plan["scale"] ** 1.5, rel=0.4)


def hue(color):
    return colorsys.rgb_to_hsv(*(int(color[k : k + 2], 16) / 255 for k in (1, 3, 5)))[:2]


def test_in_the_dark_theme_colours_keep_their_contrast_and_their_hue(page, explorer):
    used = set()
    for values in itertools.islice(positions(explorer), 4):
        frame, still = explorer.frame(values)
        for part in [frame["moving"], *json.loads(still)["layers"]]:
            used |= {each.split("/")[0] for style in part["styles"] for each in style[:2] if each}
            used |= {
                each for command in part["commands"] if command[0] == "image" and not command[6] for each in command[4]
            }
    assert used
    for name in used | {"paper"}:
        light, dark = (page.evaluate("given => painter.color(...given)", [name, theme]) for theme in ("light", "dark"))
        assert contrast(dark, "#111111") >= min(0.99 * contrast(light, "#ffffff"), 7), (name, light, dark)
        # As the sheet over a still picture has it, to which 93 % are a little less than JupyterLab's paper.
        assert rgb(dark) == pytest.approx(mirrored(light), abs=0.01), name
        (tone, strength), (turned, _) = hue(light), hue(dark)
        if strength > 0.3:
            assert min(abs(tone - turned), 1 - abs(tone - turned)) < 0.06, (name, light, dark)


def test_a_digit_stays_what_it_is(page):
    explorer = deep.draw()
    sheet = dict(explorer.controls["drawing"].options)["a 3"]
    frame, still = explorer.frame({"drawing": sheet, "reading": "as drawn"})
    light, dark = (painted(page, frame, still, theme=theme) for theme in ("light", "dark"))
    box = slice(60, 280), slice(40, 240)
    assert (light[box] < 60).any() and np.array_equal(light[box], dark[box])


READER = """
async ([script, data]) => {
    const {maker} = await import(URL.createObjectURL(new Blob([script], {type: 'text/javascript'})));
    const view = bytes => new DataView(Uint8Array.from(atob(bytes), letter => letter.charCodeAt(0)).buffer);
    for (const {weights, bias} of data.layers) for (const each of [weights, bias]) each.bytes = view(each.bytes);
    const values = {page: data, name: 'draw a digit'}, model = {get: name => values[name]};
    const make = maker(model, [model, model]);
    window.pagesFrame = ([drawing, index]) => {
        Object.assign(values, {value: view(drawing), index});
        return make();
    };
    const pixels = (frame, still) => {
        show(frame, still, 1);
        return canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
    };
    // The most by which any colour of two pictures differs.
    window.difference = (mine, theirs, still) => {
        const [one, other] = [mine, theirs].map(frame => pixels(frame, still));
        let most = 0;
        for (let k = 0; k < one.length; k++) most = Math.max(most, Math.abs(one[k] - other[k]));
        return most;
    };
    window.compare = (text) => {
        const {given, theirs, still} = JSON.parse(text);
        return given.map((each, k) => {
            const mine = pagesFrame(each);
            return [mine.values, mine.caption, difference(mine, theirs[k], still)];
        });
    };
}
"""


def base64s(thing):
    """The same with base64 for bytes."""
    if isinstance(thing, dict):
        return {key: base64s(each) for key, each in thing.items()}
    if isinstance(thing, list):
        return [base64s(each) for each in thing]
    return base64.b64encode(thing).decode() if isinstance(thing, bytes) else thing


def drawings(count, rng):
    """Empty and black sheets, digits anywhere, and some that are blots."""
    found = [EMPTY, BLACK, *deep.drawings().values()]
    for picture in digits()[2][: count - len(found)]:
        moved = np.roll(picture.reshape(28, 28), rng.integers(-9, 10, size=2), (0, 1)) * rng.uniform(0.3, 1)
        found.append(sheet((rng.uniform(size=(28, 28)) ** 9 if rng.random() < 0.1 else moved).ravel()))
    return found


NETWORKS = {
    "the course's": (200, None, None),
    "other activations": (
        20,
        init_parameters([784, 20, 12, 12, 12, 10], np.random.default_rng(4)),
        [Tanh(), Arctan(), Step(), Identity(), Sigmoid()],
    ),
}


@pytest.mark.parametrize(("count", "parameters", "activations"), NETWORKS.values(), ids=NETWORKS)
def test_what_a_page_reads_and_paints_itself_is_what_python_does(page, count, parameters, activations):
    explorer = deep.draw(parameters, activations)
    page.evaluate(READER, [explorer._frames._esm + "\nexport {maker};", base64s(explorer._frames.page)])
    given, theirs = [], []
    for k, drawing in enumerate(drawings(count, np.random.default_rng(1))):
        frame, still = explorer.frame({"drawing": drawing, "reading": [*deep.READINGS.values()][k // 2 % 2]})
        given.append([base64s(drawing), k // 2 % 2])
        theirs.append(frame)
    still = json.loads(still)
    found = page.evaluate("text => compare(text)", json.dumps({"given": given, "theirs": theirs, "still": still}))
    for (*words, difference), frame in zip(found, theirs, strict=True):
        assert words == [frame["values"], frame["caption"]]
        assert difference < 24, frame["caption"]
    assert page.evaluate("given => difference(...given)", [*theirs[3:5], still]) > 100
    widgets.Widget.close_all()


def test_a_command_that_the_page_does_not_know_is_named(page):
    explorer = start.secant()
    frame, still = explorer.frame()
    frame["moving"]["commands"].append(["spiral", 0, "M0 0"])
    with pytest.raises(Error, match="This page does not know the drawing command “spiral”"):
        painted(page, frame, still)
