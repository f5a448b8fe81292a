"""A still picture on a live page: with its alternative text, in the page's theme, with words that can be read.

JupyterLab drops the metadata of a PNG output, and its alternative text with them. So a page gets an element of ours that
holds the PNG. A stored notebook keeps the PNG output instead, which every viewer and exporter can show.
"""

import base64
import html
import io
from itertools import combinations, pairwise

import numpy as np
from matplotlib.text import Annotation, Text
from PIL import Image

LEAST_PX = 9  # words are not shown smaller than this: a picture on a narrower page scrolls
MOST_PX = 15.3  # the smallest words are not shown larger than this, about as large as the caption: so all pictures speak alike
MARGIN = 6  # pixels that a panel has around what is drawn in it
NARROWEST = 150  # pixels: narrower panels stay beside their neighbours
SHRUNK = 0.7  # times their size panels that stand side by side may be, before they stand one below the other
UNEVEN = 1.1  # times the width that rows need, for the sake of full first rows: a last panel may stand alone, a first one looks lost
WORDS = "words"  # what a collection of words is called
BESIDE = "beside"  # what Axes are called that stay beside those to their left
SUBSCRIPT = 0.7  # size of what stands above or below the line in Matplotlib's formulas, as a share of the rest

# In the dark theme a sheet over the picture mirrors its lightness and keeps its hues: paper becomes as dark as JupyterLab's
# page, ink light, a tint of blue a dark blue. 93 % and not 100 %, as that page is not quite black. It is a pixel wider on each side, or a white line is left where a picture's edge falls within a pixel.
_STYLE = (
    ".dlcourse-still i{display:none}"
    '[data-jp-theme-light="false"] .dlcourse-still i{display:block;position:absolute;inset:-1px;padding:1px;'
    "backdrop-filter:invert(93%) hue-rotate(180deg)}"
    # What goes on beyond the page fades, as an explorer does, until it is scrolled to its end.
    # JupyterLab leaves 20 pixels beside words in HTML, which a narrow page has not.
    ".jp-RenderedHTMLCommon:has(>.dlcourse-room){padding-right:0}"
    ".dlcourse-room{container-type:inline-size;overflow-x:auto;animation:dlcourse-on linear;animation-timeline:scroll(self inline)}"
    "@keyframes dlcourse-on{0%,95%{mask-image:linear-gradient(to left,transparent,#000 2.5em)}}"
)


def still(figure, png, alt):
    """HTML of a picture. Where a page is too narrow for its panels, they stand one below the other.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        That has been drawn.
    png : bytes
        It, drawn.
    alt : str

    Returns
    -------
    str
    """
    wholes, inside = panels(figure), ""
    pieces = on_page(figure, wholes)
    for (left, right, _), margin, whole, data in zip(pieces, margins(pieces), wholes, cut(png, pieces), strict=True):
        # Said once. JupyterLab gives an image without a text the text "Image".
        text = 'alt="" aria-hidden="true"' if left else f'alt="{html.escape(alt)}"'
        inside += (
            f'<div style="position:relative;overflow:hidden;{width_of(right - left)}{margin}">'
            f'<img {text} style="display:block;width:100%"'
            f' src="data:image/png;base64,{base64.b64encode(data).decode()}">'
            f'<i aria-hidden="true" style="{_holes(figure, *whole)}"></i></div>'
        )
    return (
        f'<div class="dlcourse-room"><style>{_STYLE}</style><div class="dlcourse-still"'
        f' style="{scale(pieces, least(figure))};display:flex;flex-wrap:wrap;align-items:flex-start;'
        f'max-width:{pieces[-1][1] + 1}px">{inside}</div></div>'
    )


def most(figure):
    """How many times its size a picture is shown: its smallest words are then no larger than those of others."""
    return min(1, MOST_PX / smallest_words(figure, small_print=False))


def least(figure):
    """How many times the size at which it is shown a picture may be: then its smallest words are as small as words may be."""
    return round(min(1, LEAST_PX / smallest_words(figure) / most(figure)), 3)


def on_page(figure, pieces):
    """From where to where each panel (`panels`) goes, and where its Axes begin, in pixels of a page that has room for the picture."""
    return [[round(most(figure) * number) for number in piece] for piece in with_axes(figure, pieces)]


def with_axes(figure, pieces):
    """Panels of a figure, each from where to where it goes and where its first Axes begin."""
    lefts = [ax.bbox.x0 for ax in figure.axes]
    return [[left, right, min((x for x in lefts if left <= x < right), default=left)] for left, right in pieces]


def scale(pieces, share):
    """CSS for the scale of all pieces of a picture (`on_page`), by the width of the page: --s, the length of one of their pixels.

    They stand in as few rows as let them have `SHRUNK` times their size. In one row for each, they may be smaller, down to `share`.
    """
    ways, sizes = all_ways(pieces), ["1px"]
    for widest, _, _ in ways:
        narrow = "" if widest == ways[-1][0] else f" + 999*{_below(widest)}"  # there it does not count
        sizes.append(f"100cqw/{widest + 0.5:g}{narrow}")
    return f"--s:max({share:g}px,min({','.join(sizes)}))"


def margins(pieces):
    """CSS for each piece: one that begins a row is moved to the right, so far that the Axes of all rows begin at one place."""
    ways, css = all_ways(pieces), [""] * len(pieces)
    for (before, _, _), (widest, edge, begins) in pairwise(ways):
        wide_enough = "" if widest == ways[-1][0] else f",999*max(0px,100cqw - {SHRUNK * widest:.0f}px)"
        for k in begins:
            if far := edge - (pieces[k][2] - pieces[k][0]):
                css[k] += f" + min({far}*var(--s),999*{_below(before)}{wide_enough})"
    return [f";margin-left:calc(0px{each})" if each else "" for each in css]


def _below(widest):
    """CSS of how far a page is too narrow for rows of this width."""
    return f"max(0px,{SHRUNK * widest:.0f}px - 100cqw)"


def all_ways(pieces):
    """How pieces (`on_page`) stand in one row, in two, and so on (`in_rows`), each way narrower than the one before."""
    ways = [in_rows(pieces, rows) for rows in range(1, len(pieces) + 1)]
    return [way for k, way in enumerate(ways) if all(way[0] < before[0] for before in ways[:k])]


def width_of(width):
    """CSS of a piece that is so many pixels wide where there is room."""
    return f"flex:none;max-width:{width}px;width:calc({width}*var(--s))"


def in_rows(pieces, rows):
    """How pieces (`on_page`) stand in so many rows, one after the other: as narrow as can be, or nearly so and with full first rows.

    Returns
    -------
    widest : int
        Width of the widest row.
    edge : int
        Where the Axes begin in each row.
    begins : list of int
        The piece with which each row begins.
    """
    ways = []
    for ends in reversed(list(combinations(range(1, len(pieces)), rows - 1))):  # those with full first rows first
        begins = [0, *ends]
        edge = max(pieces[k][2] - pieces[k][0] for k in begins)
        last = (pieces[end - 1] for end in (*begins[1:], len(pieces)))
        ways.append((edge + max(end[1] - pieces[k][2] for k, end in zip(begins, last, strict=True)), edge, begins))
    narrowest = min(ways)[0]
    return next(way for way in ways if way[0] <= UNEVEN * narrowest)


def cut(png, pieces):
    """A PNG in pieces, each from where to where it goes in pixels of any size; the last ends where the picture does."""
    if len(pieces) == 1:
        return [png]
    image = Image.open(io.BytesIO(png))
    found, scale = [], image.width / pieces[-1][1]
    for left, right, *_ in pieces:
        stream = io.BytesIO()
        image.crop((round(scale * left), 0, round(scale * right), image.height)).save(stream, "png", optimize=True)
        found.append(stream.getvalue())
    return found


def panels(figure):
    """Where a figure that has been drawn can be cut into panels.

    Returns
    -------
    list of [int, int]
        From where to where each goes, in pixels, without gaps. The whole figure, if something goes across.
    """
    width = round(figure.get_size_inches()[0] * figure.dpi)
    # The box of an arrow without words is not among those of its Axes. It is where it was drawn last, in pixels of any size.
    annotations = [each for each in figure.findobj(Annotation) if each.arrow_patch]
    for each in annotations:
        each.draw(figure.canvas.get_renderer())
    arrows = [each.arrow_patch.get_window_extent() for each in annotations]
    across = [*figure.texts, *figure.lines, *figure.patches, *figure.artists, *figure.legends, *figure.images]
    _, found = columns(figure)
    kept, ends = [width], [(end + start) // 2 for (_, end), (start, _) in zip(found, found[1:], strict=False)]
    overlap = any(end - start > 2 * MARGIN for (_, end), (start, _) in zip(found, found[1:], strict=False))
    if across or overlap or any(arrow.x0 < end < arrow.x1 for arrow in arrows for end in ends):
        return [[0, width]]
    for end in reversed(ends):  # from the right, so that what is left over stands in the first row
        if kept[0] - end >= NARROWEST and end >= NARROWEST:
            kept.insert(0, end)
    return [list(piece) for piece in zip([0, *kept], kept, strict=False)]


def stay_beside(*axes):
    """Keep Axes beside those to their left, on a narrow page as well: rows go across both, or both have one scale."""
    for ax in axes:
        ax.set_gid(BESIDE)


def columns(figure):
    """The column of each Axes, and for each column from where to where it goes: a narrow page puts them one below the other."""
    renderer, width = figure.canvas.get_renderer(), figure.get_size_inches()[0] * figure.dpi
    groups = []
    for ax in sorted(figure.axes, key=lambda ax: ax.bbox.x0):
        if groups and (ax.bbox.x0 < groups[-1]["right"] or ax.get_gid() == BESIDE):
            groups[-1]["axes"].append(ax)
            groups[-1]["right"] = max(groups[-1]["right"], ax.bbox.x1)
        else:
            groups.append({"axes": [ax], "right": ax.bbox.x1})
    number = {ax: k for k, group in enumerate(groups) for ax in group["axes"]}
    boxes = [[box for ax in group["axes"] if (box := ax.get_tightbbox(renderer))] for group in groups]
    lows = [min(box.x0 for box in group) - MARGIN for group in boxes]
    highs = [max(box.x1 for box in group) + MARGIN for group in boxes]
    found = [[round(max(0.0, low)), round(min(float(width), high))] for low, high in zip(lows, highs, strict=True)]
    return number, found or [[0, round(float(width))]]


def smallest_words(figure, small_print=True):
    """Height of the smallest font in a figure, in its pixels: with or without what stands above or below the line in formulas."""
    sizes = [
        text.get_fontsize() * (SUBSCRIPT if small_print and _is_raised(text.get_text()) else 1)
        for text in figure.findobj(Text)
        if text.get_visible() and text.get_text().strip()
    ]
    moving = figure.findobj(lambda artist: artist.get_gid() == WORDS)
    sizes += [11 * words.get_transform().get_matrix()[0, 0] * 72 / figure.dpi for words in moving]
    return min(sizes, default=LEAST_PX) * figure.dpi / 72


def _is_raised(text):
    return "$" in text and ("_" in text or "^" in text)


def _holes(figure, start, end):
    """Where the sheet over a piece has holes: a photograph or a handwritten digit stays dark ink on white paper."""
    corners, height = [], figure.get_size_inches()[1] * figure.dpi
    for ax in figure.axes:
        for image in filter(_is_photograph, ax.images):
            box = image.get_window_extent()
            if box.x1 < start or box.x0 > end:
                continue
            left, right = (f"{100 * (x - start) / (end - start):.2f}%" for x in (box.x0, box.x1))
            top, bottom = (f"{100 * (1 - y / height):.2f}%" for y in (box.y1, box.y0))
            corners += [
                f"{x} {y}" for x, y in ((left, top), (right, top), (right, bottom), (left, bottom), (left, top))
            ]
            corners.append("-1% -1%")
    if not corners:
        return ""
    around = "-1% -1%,101% -1%,101% 101%,-1% 101%,-1% -1%"
    return f"clip-path:polygon(evenodd,{around},{','.join(corners)}) content-box"


def _is_photograph(image):
    """Whether an image is made of greys or of colours of its own; a map from numbers to colours is part of the drawing."""
    if np.ndim(image.get_array()) == 3:
        return True
    shades = image.get_cmap()(np.linspace(0, 1, 9))[:, :3]
    return bool(np.ptp(shades, axis=1).max() < 0.01)
