"""A still picture on pages of several widths."""

import pytest

from dlcourse.figures import new_figure, png
from dlcourse.figures._page import still

ROWS = """() => {
    const images = [...document.querySelectorAll('img')].map(image => image.getBoundingClientRect());
    const room = document.querySelector('.dlcourse-room');
    return [new Set(images.map(each => each.top)).size, images.map(each => each.width), room.scrollWidth > room.clientWidth];
}"""


@pytest.fixture(scope="module")
def page(browser):
    """A plain page with a picture that has two panels, 700 pixels wide; the second has no room to the left of its axes."""
    figure, axes = new_figure(7, 2.5, ncols=2)
    for ax, left in zip(axes, (0.1, 0.51), strict=True):
        ax.plot([0, 1])
        ax.set_position([left, 0.2, 0.38, 0.7])
    axes[1].set(yticks=[])
    page = browser.new_page()
    page.set_content(f"<style>body {{ margin: 0 }}</style>{still(figure, png(figure), 'two lines')}")
    yield page
    page.close()


@pytest.mark.parametrize(("width", "rows"), [(1000, 1), (500, 1), (480, 2), (420, 2)])
def test_panels_shrink_together_and_then_stand_below_each_other(page, width, rows):
    page.set_viewport_size({"width": width, "height": 900})
    found, widths, scrolls = page.evaluate(ROWS)
    assert found == rows and not scrolls
    assert sum(widths) == pytest.approx(min(width, 700) if rows == 1 else 700, abs=1)
    # One row is as high as the picture: nothing is bent.
    assert page.evaluate(
        "() => Math.max(...[...document.images].map(i => i.width / i.height / (i.naturalWidth / i.naturalHeight)))"
    ) == pytest.approx(1, abs=0.02)


@pytest.mark.parametrize(("width", "apart"), [(1000, 287), (480, 0), (300, 0)])
def test_axes_of_panels_one_below_the_other_begin_at_one_place(page, width, apart):
    page.set_viewport_size({"width": width, "height": 900})
    images = page.evaluate("() => [...document.images].map(i => i.getBoundingClientRect()).map(i => [i.x, i.width])")
    axes = [
        left + 70 * images[0][1] / 346 if k == 0 else left + 11 * images[1][1] / 354
        for k, (left, _) in enumerate(images)
    ]
    assert axes[1] - axes[0] == pytest.approx(apart, abs=1)


def test_a_panel_that_is_wider_than_the_page_scrolls(page):
    page.set_viewport_size({"width": 200, "height": 900})
    found, widths, scrolls = page.evaluate(ROWS)
    assert found == 2 and scrolls and min(widths) == pytest.approx(350 * 9 / (11 * 100 / 72), abs=4)
