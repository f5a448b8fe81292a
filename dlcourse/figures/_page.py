"""A still picture on a live page: with its alternative text, in the page's theme, with words that can be read.

JupyterLab drops the metadata of a PNG output, and its alternative text with them. So a page gets an element of ours that
holds the PNG. A stored notebook keeps the PNG output instead, which every viewer and exporter can show.
"""

import base64
import html

import numpy as np
from matplotlib.text import Text

LEAST_PX = 9  # words are not shown smaller than this: a picture on a narrower page scrolls
SUBSCRIPT = 0.7  # size of what stands above or below the line in Matplotlib's formulas, as a share of the rest

# In the dark theme a sheet over the picture mirrors its lightness and keeps its hues: paper becomes as dark as JupyterLab's
# page, ink light, a tint of blue a dark blue. 93 % and not 100 %, as that page is not quite black. It is a pixel wider on each side, or a white line is left where a picture's edge falls within a pixel.
_STYLE = (
    ".dlcourse-still>i{display:none}"
    '[data-jp-theme-light="false"] .dlcourse-still>i{display:block;position:absolute;inset:-1px;padding:1px;'
    "backdrop-filter:invert(93%) hue-rotate(180deg)}"
    # What goes on beyond the page fades, as an explorer does, until it is scrolled to its end.
    ".dlcourse-room{overflow-x:auto;animation:dlcourse-on linear;animation-timeline:scroll(self inline)}"
    "@keyframes dlcourse-on{0%,95%{mask-image:linear-gradient(to left,transparent,#000 2.5em)}}"
)


def still(figure, png, alt):
    """HTML of a picture.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        That has been drawn; at its dpi, one of its pixels is one on the page.
    png : bytes
        It, drawn.
    alt : str

    Returns
    -------
    str
    """
    width = round(figure.get_size_inches()[0] * figure.dpi)
    least = min(width, round(width * LEAST_PX / smallest_words(figure)))
    data = base64.b64encode(png).decode()
    return (
        '<div class="dlcourse-room">'
        f'<div class="dlcourse-still" style="position:relative;overflow:hidden;max-width:{width}px;min-width:{least}px">'
        f"<style>{_STYLE}</style>"
        f'<img alt="{html.escape(alt)}" style="display:block;width:100%" src="data:image/png;base64,{data}">'
        f'<i aria-hidden="true" style="{_holes(figure)}"></i></div></div>'
    )


def smallest_words(figure):
    """Height of the smallest font in a figure, in pixels on the page where the picture has its full size."""
    sizes = [
        text.get_fontsize() * (SUBSCRIPT if {"_", "^"} & set(text.get_text()) and "$" in text.get_text() else 1)
        for text in figure.findobj(Text)
        if text.get_visible() and text.get_text().strip()
    ]
    return min(sizes, default=LEAST_PX) * figure.dpi / 72


def _holes(figure):
    """Where the sheet has holes: a photograph or a handwritten digit stays dark ink on white paper."""
    corners = []
    for ax in figure.axes:
        for image in filter(_is_photograph, ax.images):
            box = figure.transFigure.inverted().transform_bbox(image.get_window_extent())
            left, right = (f"{100 * x:.2f}%" for x in (box.x0, box.x1))
            top, bottom = (f"{100 * (1 - y):.2f}%" for y in (box.y1, box.y0))
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
