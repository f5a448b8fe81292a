"""The page of results in a browser: nothing that axe finds, and no wider than the window, on a phone too."""

import numpy as np
import pytest
from axe_playwright_python.base import AXE_SCRIPT

from dlcourse.own_data import Table, example
from dlcourse.results import write_page


def pictures():
    return example(), np.arange(600)


def long_names():
    rng = np.random.default_rng(0)
    y = np.arange(600) % 14
    return Table(rng.normal(size=(600, 5)), y, tuple("abcde"), tuple(f"a long class name {k}" for k in range(14))), y


@pytest.mark.parametrize("made", [pictures, long_names])
def test_axe_finds_nothing_and_the_page_fits(browser, tmp_path, made):
    data, shift = made()
    sets = np.split(np.arange(600), [360, 480])
    answers = (data.y + (shift % 3 == 0))[480:] % len(data.classes)
    write_page(tmp_path / "results.html", "Mine", data, sets, ([2.0, 1.0, 0.5], [2.1, 1.2, 1.3]), 1, answers)
    page = browser.new_page(viewport={"width": 1000, "height": 800})
    try:
        page.goto((tmp_path / "results.html").as_uri())
        page.evaluate(AXE_SCRIPT)
        for width in (1000, 400):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            one_line = page.evaluate("Math.max(...[...document.querySelectorAll('td')].map(each => each.clientHeight))")
            assert made is long_names or one_line < 40  # no number is broken in two
            assert not page.evaluate(
                "async () => (await axe.run()).violations.map(each => [each.id, each.nodes[0].html])"
            )
    finally:
        page.close()
