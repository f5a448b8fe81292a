"""Make docs/explorer.gif, the moving picture in README: an explorer in JupyterLab while its learning rate is moved.

One of its pictures becomes docs/explorer.png, which a link to the web edition shows as a preview.

It needs a Chromium and the test tools (`make setup-tests`)::

    python scripts/make_moving_picture.py
"""

import io
import sys
import tempfile
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook
from PIL import Image

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.browser import lab  # noqa: E402

CELL = "from dlcourse.explorers import descent as explore\n\nexplore.descent_1d()"
WIDTH, COLORS = 640, 32
SLIDER, MOVES = 0, 23  # the learning rate, and how many positions it is moved to the right
STILL = 18  # which of them the preview is
SHORT, LONG = 110, 1500  # ms that a picture stays, and the first and the last one


def main():
    """Drag, take pictures, and write the file."""
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as home, lab.chromium() as browser:
        nbformat.write(
            new_notebook(cells=[new_code_cell(CELL, id="cell")], metadata=kernel), Path(folder) / "moving.ipynb"
        )
        server = lab.Server(folder, home)
        try:
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            notebook = server.open(page, "moving.ipynb")
            notebook.run_cell("cell")
            page.locator(".noUi-handle").nth(SLIDER).focus()
            page.keyboard.press("Home")
            frames = [picture(page)]
            for _ in range(MOVES):
                page.keyboard.press("ArrowRight")
                page.wait_for_function("document.querySelector('.dlcourse-caption').dataset.settled === '1'")
                page.wait_for_timeout(80)
                frames.append(picture(page))
        finally:
            server.stop()
    height = min(frame.height for frame in frames)
    small = [frame.crop((0, 0, frame.width, height)) for frame in frames]
    small = [frame.resize((WIDTH, round(height * WIDTH / frame.width)), Image.LANCZOS) for frame in small]
    # MAXCOVERAGE lets no colour of few pixels turn into another.
    few = [frame.quantize(COLORS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE) for frame in small]
    times = [LONG, *[SHORT] * (len(few) - 2), LONG]
    place = ROOT / "docs" / "explorer.gif"
    few[0].save(place, save_all=True, append_images=few[1:], duration=times, loop=0, optimize=True)
    still = frames[STILL].quantize(COLORS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    still.save(place.with_suffix(".png"), optimize=True)
    print(f"{place}: {len(few)} pictures, {place.stat().st_size / 1000:.0f} kB")


def picture(page):
    """The explorer as it is now."""
    return Image.open(io.BytesIO(page.locator(".dlcourse-explorer").screenshot())).convert("RGB")


if __name__ == "__main__":
    main()
