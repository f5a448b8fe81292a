"""The painter, on a plain page: what it paints looks like Matplotlib's own picture; themes, and narrow pages."""

import base64
import io
import itertools
import json
from pathlib import Path

import ipywidgets as widgets
import numpy as np
import pytest
from PIL import Image

from dlcourse.explorers import _picture
from tests.courseware import explorers

SCRIPT = (Path(_picture.__file__).with_name("_paint.js")).read_text(encoding="utf-8")
HELPERS = """
async script => {
    window.painter = await import(URL.createObjectURL(new Blob([script], {type: 'text/javascript'})));
    window.canvas = document.createElement('canvas');
    window.picture = (frame, still, zoom, theme = 'light', room = 1e4) => {
        const plan = painter.layout(still, room);
        Object.assign(canvas, {width: Math.round(zoom * plan.width), height: Math.round(zoom * plan.height)});
        const context = canvas.getContext('2d', {alpha: false, willReadFrequently: true});
        context.fillStyle = painter.color('paper', theme);
        context.fillRect(0, 0, canvas.width, canvas.height);
        const view = {zoom: zoom * plan.scale, theme, places: plan.places, layers: still.layers};
        painter.paint(context, still.layers[0], view);
        painter.paint(context, frame.moving, view);
        return canvas.toDataURL();
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
    yield request.param()
    widgets.Widget.close_all()


def positions(explorer, most=8):
    """Both ends and a place between them of each control, the others as they are at first."""
    start = explorer.values()
    for key, control in explorer.controls.items():
        values = [value for _, value in control.options]
        for value in (values[0], values[len(values) // 3], values[-1]):
            yield {**start, key: value}


def painted(page, frame, still, zoom=1, theme="light", room=10_000):
    url = page.evaluate("given => picture(...given)", [frame, json.loads(still), zoom, theme, room])
    data = base64.b64decode(url.split(",")[1])
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB")).astype(int)


def matplotlibs(explorer, zoom):
    """Matplotlib's own picture of how the artists are now."""
    figure = explorer._picture.figure
    figure.set_dpi(100 * zoom)
    figure.canvas.draw()
    pixels = np.asarray(figure.canvas.buffer_rgba())[..., :3].astype(int)
    figure.set_dpi(100)
    return pixels


def blocks(pixels, side=8):
    """Means of squares."""
    height, width = (size // side for size in pixels.shape[:2])
    return pixels[: height * side, : width * side].reshape(height, side, width, side, 3).mean(axis=(1, 3))


def test_what_is_painted_looks_like_matplotlibs_own_picture(page, explorer):
    everywhere = list(positions(explorer))
    for values in everywhere[:: max(1, len(everywhere) // 6)]:
        frame, still = explorer.frame(values)
        ours, theirs = painted(page, frame, still, zoom=2), matplotlibs(explorer, 2)
        assert ours.shape == theirs.shape
        # Letters are a little bolder or thinner, and lines lie up to half a pixel elsewhere; a mark that is missing, or in another
        # place or colour, changes squares of its size by half and more.
        assert np.abs(ours - theirs).mean() < 3, values
        assert np.abs(blocks(ours, 16) - blocks(theirs, 16)).max() < 60, values
