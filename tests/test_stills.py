"""A still picture on a page that somebody looks at, and in a stored notebook."""

import base64
import io
import re

import numpy as np
import pytest
from matplotlib.colors import to_hex
from PIL import Image

from dlcourse.explorers import network, perceptron
from dlcourse.figures import (
    BLUE,
    CLASS_WORDS,
    FLAT_TINT,
    GREEN,
    GREY,
    INK,
    LARGE,
    ORANGE,
    PALE,
    PINK,
    large_words,
    new_figure,
    png,
    png_metadata,
    show,
    stay_beside,
)
from dlcourse.figures._page import _STYLE, LEAST_PX, cut, in_rows, margins, on_page, panels, scale, still
from dlcourse.figures.activations import ant_grounds
from dlcourse.figures.deep import first_layer
from dlcourse.figures.losses import two_opinions
from tests.courseware import contrast

ALT = 'A line that rises from 0 to 1; it is named "y < 2 & more".'


@pytest.fixture
def shown(monkeypatch):
    """What `show` hands to the page: data and metadata."""
    calls = []
    monkeypatch.setattr("IPython.display.display", lambda data, raw, metadata: calls.append((data, metadata)))
    return calls


def a_figure(width=4, words=11):
    figure, ax = new_figure(width, 3)
    ax.plot([0, 1])
    ax.set_title("a title", fontsize=words)
    figure.canvas.draw()
    return figure, ax


def test_a_stored_notebook_gets_a_png_whose_metadata_hold_the_alternative_text(shown, monkeypatch):
    monkeypatch.setenv("DLCOURSE_STRICT", "1")
    show(a_figure()[0], ALT)
    [(data, metadata)] = shown
    assert set(data) == {"image/png", "text/plain"}
    assert metadata == {"image/png": {"width": 400, "height": 300, "alt": ALT, "least": 0.589}}
    assert data["text/plain"] == f"Figure: {ALT}"


def test_a_page_gets_an_element_with_the_alternative_text_and_the_same_picture_once(shown, monkeypatch):
    figure, _ = a_figure()
    for wish in ("1", "0"):
        monkeypatch.setenv("DLCOURSE_STRICT", wish)
        show(figure, ALT)
    (stored, _), (live, metadata) = shown
    assert set(live) == {"text/html", "text/plain"}
    assert live["text/plain"] == stored["text/plain"] and metadata == {}
    page = live["text/html"]
    assert '<img alt="A line that rises from 0 to 1; it is named &quot;y &lt; 2 &amp; more&quot;."' in page
    pictures = re.findall(r"base64,([\w+/=]+)", page)
    assert [base64.b64decode(picture) for picture in pictures] == [stored["image/png"]]
    assert len(page) < len(pictures[0]) + 1000  # what a learner saves does not grow


def test_an_even_area_of_a_stored_picture_keeps_its_colour_although_a_png_has_few_colours():
    figure, axes = new_figure(8, 3.4, ncols=2)
    ant_grounds(axes, 6)
    tint = [int(FLAT_TINT[k : k + 2], 16) for k in (1, 3, 5)]
    pixels = np.asarray(Image.open(io.BytesIO(png(figure))).convert("RGB"))
    shaded = pixels.reshape(-1, 3)[np.abs(pixels.reshape(-1, 3).astype(int) - tint).max(axis=1) < 10]
    assert len(shaded) > 0.3 * pixels[..., 0].size and (np.median(shaded, axis=0) == tint).all()


def test_areas_whose_colours_are_alike_stay_apart_in_a_stored_picture():
    figure, ax = new_figure(4, 2)
    ax.axis("off")
    ax.set(xlim=(0, 4), ylim=(0, 1))
    tints = ["#FFFFFF", "#F9FBFD", "#F3F7FB", "#E7F0F8"]
    for k, tint in enumerate(tints):
        ax.axvspan(k, k + 1, facecolor=tint, edgecolor="none")
    ax.text(0.1, 0.5, "grey edges", color=INK)
    ax.text(2.1, 0.5, "and others", color=GREEN)
    pixels = np.asarray(Image.open(io.BytesIO(png(figure))).convert("RGB")).reshape(-1, 3)
    kinds, counts = np.unique(pixels, axis=0, return_counts=True)
    areas = {to_hex(kind / 255).upper() for kind in kinds[counts > 0.05 * len(pixels)]}
    assert areas == set(tints)


def test_a_small_mark_of_a_stored_picture_keeps_its_colour_beside_words_of_nearly_the_same():
    figure, _ = new_figure(4, 2)
    ax = figure.axes[0]
    ax.plot([0], [0], "^", color=ORANGE, markersize=6)
    ax.text(0, 0.02, "orange words, of which there are many", color=CLASS_WORDS[1])
    pixels = np.asarray(Image.open(io.BytesIO(png(figure))).convert("RGB")).reshape(-1, 3)
    for color in (ORANGE, CLASS_WORDS[1]):
        assert (pixels == (255 * rgb(color)).round()).all(axis=1).sum() > 20


def test_a_pale_grey_line_of_a_stored_picture_stays_grey_beside_many_colours():
    figure, ax = new_figure(4, 2)
    for k in range(9):
        ax.plot([0, 1], [0, k], color=(0.1 * k, 0.6, 1 - 0.1 * k), linewidth=0.8)
    ax.plot([0, 1], [8, 0], color=PALE, linewidth=0.8)
    pixels = np.asarray(Image.open(io.BytesIO(png(figure, scale=1))).convert("RGB")).astype(int)
    drawn = np.asarray(figure.canvas.buffer_rgba())[..., :3].astype(int)
    grey = np.ptp(drawn, axis=-1) == 0
    assert np.ptp(pixels[grey], axis=-1).max() <= 4


@pytest.mark.parametrize(("size", "least"), [(11, 0.589), (5.5, 1), (22, 0.589)])
def test_a_picture_shrinks_as_far_as_its_smallest_words_allow(size, least):
    # The axes' numbers have 11 points, 15.3 pixels: they reach 9 where the picture has 0.589 times its size.
    figure, _ = a_figure(words=size)
    assert f"--s:max({least:g}px,min(1px,100cqw/400.5))" in still(figure, b"", ALT)


def pieces_of(widths, rooms=(0,) * 9):
    """Panels so wide, each with so much room for numbers and names to the left of its Axes."""
    lefts = [sum(widths[:k]) for k in range(len(widths))]
    return [[left, left + width, left + room] for left, width, room in zip(lefts, widths, rooms, strict=False)]


@pytest.mark.parametrize(
    ("widths", "rows", "widest", "begins"),
    [
        ((330, 220, 190), 2, 410, [0, 1]),
        ((280, 240, 250), 2, 520, [0, 2]),  # a last panel alone looks better than a first one
        ((200, 200, 200, 200), 2, 400, [0, 2]),
        ((150, 150, 400, 150), 3, 400, [0, 2, 3]),
        ((300, 200), 1, 500, [0]),
    ],
)
def test_panels_stand_in_rows_that_are_as_even_as_can_be_and_the_first_rather_full(widths, rows, widest, begins):
    assert in_rows(pieces_of(widths), rows) == (widest, 0, begins)


def css(text, room):
    """The value of an expression in CSS that has pixels, on a page so wide."""
    assert not re.search(r"[^ (][+-]|[+-][^ ]", text), "CSS wants spaces around these"
    return eval(text.replace("calc", "").replace("px", "").replace("100cqw", str(room)), {"max": max, "min": min})


@pytest.mark.parametrize("room", [800, 546, 500, 375, 360, 250])
def test_axes_of_panels_that_begin_a_row_begin_at_one_place(room):
    pieces = pieces_of((282, 242, 256), (66, 41, 56))
    pixel = css(scale(pieces, 0.6).removeprefix("--s:"), room)
    moved = [
        css(margin.removeprefix(";margin-left:").replace("var(--s)", f"{pixel}") or "0", room) / pixel
        for margin in margins(pieces)
    ]
    rows, at = [], 0  # as the page breaks them
    for (left, right, axes), more in zip(pieces, moved, strict=True):
        if not rows or (at + more + right - left) * pixel > room:
            rows, at = [*rows, []], 0
        rows[-1].append(at + more + axes - left)
        at += more + right - left
    assert [len(row) for row in rows] == ([3] if room > 545 else [2, 1] if room > 366 else [1, 1, 1])
    assert [row[0] for row in rows] == pytest.approx([66] * len(rows))
    assert max(moved) == 0 or len(rows) > 1


def test_all_pieces_of_a_picture_have_one_scale_at_every_width():
    said = scale(pieces_of((330, 220, 190)), 0.4).removeprefix("--s:")
    at = {room: css(said, room) for room in (800, 600, 430, 360, 100)}
    # In one row as far as 0.7 of its size; then the last two share a row; then each stands alone.
    assert at == pytest.approx({800: 1, 600: 600 / 740, 430: 1, 360: 360 / 410, 100: 0.4}, rel=0.002)
    figure, _ = three_panels()
    assert still(figure, png(figure), ALT).count("*var(--s))") == still(figure, png(figure), ALT).count("<img")


def test_a_picture_with_large_words_is_shown_smaller_so_that_they_are_like_those_of_others(shown, monkeypatch):
    figure, ax = a_figure(7.4, LARGE)
    large_words(ax)
    monkeypatch.setenv("DLCOURSE_STRICT", "1")
    show(figure, ALT)
    [(data, metadata)] = shown
    said = metadata["image/png"]
    assert LARGE * 100 / 72 * said["width"] / 740 == pytest.approx(15.3, abs=0.03)
    assert 15.3 * said["least"] == pytest.approx(9, abs=0.02)
    image = Image.open(io.BytesIO(data["image/png"]))
    assert image.size == pytest.approx([1.5 * said["width"], 1.5 * said["height"]], abs=2)
    assert f"max-width:{said['width']}px;width:calc({said['width']}*var(--s))" in still(figure, b"", ALT)


def test_a_picture_of_more_colours_than_a_palette_holds_can_be_stored():
    figure, axes = new_figure(4, 2, ncols=2)
    noise = np.random.default_rng(0).random(
        (2, 14, 14, 3)
    )  # each of the 392 as large as the areas that stay as they are
    for ax, colors in zip(axes, noise, strict=True):
        ax.set_position([ax is axes[1] and 0.5, 0, 0.5, 1])
        ax.imshow(colors, aspect="auto")
    pixels = np.asarray(Image.open(io.BytesIO(png(figure))).convert("RGB")).reshape(-1, 3).astype(int)
    assert all(np.abs(pixels - 255 * color).sum(axis=1).min() < 150 for color in noise.reshape(-1, 3))


def three_panels():
    figure, axes = new_figure(7, 2.5, ncols=3)
    for ax in axes:
        ax.plot([0, 1])
    figure.canvas.draw()
    return figure, axes


def test_panels_are_cut_where_nothing_is_drawn_and_together_they_are_the_picture():
    figure, _ = three_panels()
    whole = png(figure)
    pieces = panels(figure)
    assert (
        len(pieces) == 3
        and [left for left, _ in pieces] == [0, *(right for _, right in pieces[:-1])]
        and pieces[-1][1] == 700
    )
    pixels = [np.asarray(Image.open(io.BytesIO(data)).convert("RGB")) for data in cut(whole, pieces)]
    assert all((each[:, [0, -1]] == 255).all() for each in pixels)
    assert (np.hstack(pixels) == np.asarray(Image.open(io.BytesIO(whole)).convert("RGB"))).all()
    page = still(figure, whole, ALT)
    assert page.count("<img") == 3 and page.count('alt=""') == 2  # the text is said once
    assert png_metadata(figure, ALT)["image/png"]["panels"] == on_page(figure, pieces)


def test_what_goes_across_panels_keeps_them_together():
    figure, axes = three_panels()
    figure.text(0.5, 0.5, "over all")
    assert panels(figure) == [[0, 700]]
    figure, axes = three_panels()
    axes[0].annotate(
        "", (0.5, 0.5), (0.9, 0.5), xycoords=axes[0].transAxes, textcoords=axes[1].transAxes, arrowprops={}
    )
    figure.canvas.draw()
    assert panels(figure) == [[0, 700]]


def test_an_arrow_is_where_it_is_also_after_the_picture_was_drawn_larger():
    figure, axes = new_figure(7, 2.5, ncols=2)
    axes[1].annotate("", (0.9, 0.5), (0.2, 0.5), arrowprops={"arrowstyle": "->", "shrinkA": 20})
    figure.canvas.draw()
    before = panels(figure)
    figure.set_layout_engine("none")
    png(figure, scale=0.6)  # in which the arrow would be drawn across the cut of the picture
    assert panels(figure) == before and len(before) == 2


def test_a_row_that_goes_across_panels_keeps_them_together():
    figure, axes = three_panels()
    stay_beside(axes[2])
    (_, first), (second, right) = panels(figure)
    assert first == second < 300 and right == 700
    for explorer in (perceptron.festival(), perceptron.learning_rate()):
        assert len(explorer._picture._panels) == 1, explorer.name


def test_narrow_panels_stay_beside_their_neighbours():
    figure, axes = new_figure(6, 1, ncols=12)
    for ax in axes:
        ax.imshow(np.eye(4), cmap="Greys")
    figure.canvas.draw()
    widths = [right - left for left, right in panels(figure)]
    assert sum(widths) == 600 and 1 < len(widths) <= 4 and min(widths) >= 150


def test_what_stands_above_the_line_in_a_formula_can_be_read_too():
    figure, ax = a_figure()
    ax.set_title("$10^{-3}$", fontsize=11)
    assert f"--s:max({LEAST_PX / (0.7 * 11 * 100 / 72):.3f}px" in still(figure, b"", ALT)


def test_a_pale_area_has_an_outline_that_is_seen_in_both_themes():
    for artists, name in ((perceptron.step_by_step().artists, "w_before"), (network.approximation().artists, "bumps")):
        edge = to_hex(np.ravel(getattr(artists, name).get_edgecolor())[:4])
        assert contrast(rgb(edge), rgb("#FFFFFF")) >= 3 and contrast(mirrored(edge), rgb(PAGE)) >= 3, name


def test_a_drawing_has_no_hole_in_the_sheet_that_darkens_it_and_a_digit_has_one():
    figure, ax = a_figure()
    ax.imshow(np.eye(3), cmap="RdBu")  # a map from numbers to colours is part of the drawing
    assert "clip-path" not in still(figure, b"", ALT)

    figure, axes = new_figure(4, 2, ncols=2)
    figure.set_layout_engine("none")
    for ax, left in zip(axes, (0.1, 0.6), strict=True):
        ax.set_position([left, 0.2, 0.25, 0.5])
        ax.imshow(np.eye(4), cmap="Greys")
    axes[0].figure.canvas.draw()
    page = still(figure, png(figure), ALT)
    for (start, end), (left, right) in zip(panels(figure), ((40, 140), (240, 340)), strict=True):
        left, right = (f"{100 * (x - start) / (end - start):.2f}%" for x in (left, right))
        assert f"{left} 30.00%,{right} 30.00%,{right} 80.00%,{left} 80.00%" in page


# The sheet's filter, as CSS defines it (Filter Effects: invert, then hue-rotate by half a turn), and WCAG's contrast.
PAGE = "#111111"  # of JupyterLab's dark theme


def rgb(color):
    return np.array([int(color[k : k + 2], 16) for k in (1, 3, 5)]) / 255


def mirrored(color):
    share = float(re.search(r"invert\((\d+)%\) hue-rotate\(180deg\)", _STYLE)[1]) / 100
    turned = share + rgb(color) * (1 - 2 * share)
    return np.clip(2 * turned @ [0.213, 0.715, 0.072] - turned, 0, 1)


def test_paper_becomes_as_dark_as_the_page():
    assert np.abs(mirrored("#FFFFFF") - rgb(PAGE)).max() < 0.01


@pytest.mark.parametrize("color", [BLUE, ORANGE, GREEN, PINK, GREY, PALE, INK])
def test_a_colour_keeps_its_hue_and_its_contrast_in_the_dark_theme(color):
    before, after = contrast(rgb(color), rgb("#FFFFFF")), contrast(mirrored(color), rgb(PAGE))
    assert after >= min(before, 7), (before, after)
    for one in range(3):
        for other in range(3):
            assert (rgb(color)[one] - rgb(color)[other]) * (mirrored(color)[one] - mirrored(color)[other]) >= 0


def test_neurons_on_a_narrow_page_stay_in_the_order_of_their_numbers():
    figure, axes = new_figure(*first_layer.size, **first_layer.subplots)
    first_layer.on(axes, np.random.default_rng(0).normal(size=(30, 784)))
    figure.draw_without_rendering()
    (_, end), _ = panels(figure)
    assert [int(ax.get_title("left")) for ax in figure.axes if ax.bbox.x1 < end] == list(range(15))


def test_bars_that_are_compared_stay_on_one_line_on_a_narrow_page():
    figure, axes = new_figure(*two_opinions.size, **two_opinions.subplots)
    two_opinions.on(axes, np.zeros(784), np.eye(10)[[4, 9]], ("One", "Another"))
    figure.draw_without_rendering()
    _, (start, _) = panels(figure)
    assert all(ax.bbox.x0 > start for ax in axes[1:])
