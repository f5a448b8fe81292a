"""What Matplotlib's artists draw, written down as drawing commands that a page can paint.

A part of a picture is a dict of ``styles`` and ``commands``, plain JSON; lengths are CSS pixels, y goes down. A command
is a list that begins with its kind:

- ``["path", style, data]``: SVG path data;
- ``["marks", style, data, [x, y, ...]]``: the same path at many places;
- ``["image", style, matrix, width, colors, runs, as_it_is]``: cells, row by row, as runs ``[color, count, ...]``; the matrix
  takes cells to pixels, and what is as it is, a photograph, keeps its colours in every theme;
- ``["panel", k]``: what follows belongs to panel k of the figure, until the next one;
- ``["layer", k]``: here goes layer k of the part that stands still.

A style is ``[fill, stroke, width, cap, join, dashes, offset, clip, snap]``, its number the place in ``styles``. A colour is a
name of the palette or ``#rrggbb``, with its opacity after a slash unless that is 1. ``clip`` is a box ``[x, y, width, height]`` or
path data; ``snap`` says that the lines run along the pixels. `_paint.js` paints all this.
"""

from functools import lru_cache

import numpy as np
from matplotlib import _path
from matplotlib.backend_bases import RendererBase
from matplotlib.colors import to_hex
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from dlcourse.figures import CSS_DPI
from dlcourse.figures.palette import LIGHT

_NAMES = {color.lower(): name for name, color in LIGHT.items()}
_MARGIN = 50  # pixels around the figure to which lines are cut
_LETTERS = {Path.MOVETO: "M", Path.LINETO: "L", Path.CURVE3: "Q", Path.CURVE4: "C", Path.CLOSEPOLY: "z"}


class Recorder(RendererBase):
    """A renderer that writes down what it is told to draw. No artist needs to know of it.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        Drawn at `CSS_DPI`, whatever its own resolution.

    Attributes
    ----------
    commands, styles : list
        As above.
    photographs : bool
        Whether images that come now keep their colours in every theme.
    """

    def __init__(self, figure):
        super().__init__()
        self.width, self.height = (CSS_DPI * inches for inches in figure.get_size_inches())
        self.commands, self.photographs, self._numbers, self._panel = [], False, {}, 0
        self._flip = Affine2D().scale(1, -1).translate(0, self.height)
        self._frame = (-_MARGIN, -_MARGIN, self.width + _MARGIN, self.height + _MARGIN)

    @property
    def styles(self):
        """Every style so far, by its number."""
        return [[list(part) if isinstance(part, tuple) else part for part in style] for style in self._numbers]

    def panel(self, k):
        """Say to which panel belongs what is drawn from now on."""
        if k != self._panel:
            self._panel = k
            self.commands.append(["panel", k])

    def layer(self, k):
        """Say that a layer of the part that stands still goes here."""
        self.commands.append(["layer", k])

    # What Matplotlib calls

    def draw_path(self, gc, path, transform, rgbFace=None):
        """Write down a path."""
        transform = transform + self._flip
        fill, stroke = _fill(gc, rgbFace), _stroke(gc)
        if gc.get_hatch():
            raise NotImplementedError("A hatched area cannot be written down as drawing commands.")
        if not (fill or stroke):
            return
        data = path_data(path, transform, None if fill else self._frame, 2 if fill else 1)
        if not data:
            return
        number = self._style(gc, fill, stroke, _along_the_pixels(gc, path, transform))
        last = self.commands[-1] if self.commands else None
        # Lines of one opaque colour are one path: a collection has dozens.
        if not fill and "/" not in stroke and last and last[:2] == ["path", number]:
            last[2] += data
        else:
            self.commands.append(["path", number, data])

    def draw_markers(self, gc, marker_path, marker_trans, path, trans, rgbFace=None):
        """Write down one path at many places."""
        fill, stroke = _fill(gc, rgbFace), _stroke(gc)
        places = (trans + self._flip).transform(path.vertices)
        if path.codes is not None:
            places = places[(path.codes == Path.MOVETO) | (path.codes == Path.LINETO)]
        with np.errstate(invalid="ignore"):
            inside = (places > self._frame[:2]).all(axis=1) & (places < self._frame[2:]).all(axis=1)
        if (fill or stroke) and inside.any():
            transform = marker_trans + Affine2D().scale(1, -1)
            number = self._style(gc, fill, stroke, _along_the_pixels(gc, marker_path, transform))
            data = path_data(marker_path, transform, None, 2)
            self.commands.append(["marks", number, data, places[inside].round(1).ravel().tolist()])

    def draw_image(self, gc, x, y, im, transform=None):
        """Write down an image; with a transform it comes cell by cell."""
        height, width = im.shape[:2]
        matrix = Affine2D() if transform is None else Affine2D().scale(1 / width, 1 / height) + transform
        matrix = (matrix + Affine2D().translate(x, y) + self._flip).get_matrix()
        cells = np.ascontiguousarray(im).view(np.uint32).ravel()
        begins = np.flatnonzero(np.r_[True, cells[1:] != cells[:-1]])
        kinds, which = np.unique(cells[begins], return_inverse=True)
        rgba = kinds.view(np.uint8).reshape(-1, 4)
        alpha = gc.get_alpha() if gc.get_forced_alpha() else 1.0
        colors = [color_name(tuple(each[:3] / 255), alpha * each[3] / 255) for each in rgba]
        runs = np.column_stack([which, np.diff(np.r_[begins, cells.size])]).ravel().tolist()
        style = self._style(gc, None, None, False)
        matrix = matrix[:2].T.round(4).ravel().tolist()
        self.commands.append(["image", style, matrix, width, colors, runs, self.photographs])

    def draw_gouraud_triangles(self, gc, triangles_array, colors_array, transform):
        """Say that this cannot be written down."""
        raise NotImplementedError("Triangles shaded from corner to corner cannot be written down as drawing commands.")

    def option_image_nocomposite(self):
        """Images stay apart."""
        return True

    def option_scale_image(self):
        """An image comes as its cells, where it asks for no interpolation."""
        return True

    def get_canvas_width_height(self):
        """Width and height in pixels."""
        return self.width, self.height

    def points_to_pixels(self, points):
        """Points as pixels of the page."""
        return points * CSS_DPI / 72

    def _style(self, gc, fill, stroke, snap):
        """The number of a style."""
        dashes = offset = None
        if stroke and (given := gc.get_dashes())[1] is not None:
            offset, dashes = self._pixels(given[0]), tuple(self._pixels(length) for length in given[1])
        style = (
            fill,
            stroke,
            self._pixels(gc.get_linewidth()) if stroke else 0,
            gc.get_capstyle(),
            gc.get_joinstyle(),
            dashes,
            offset,
            self._clip(gc),
            int(snap),
        )
        return self._numbers.setdefault(style, len(self._numbers))

    def _pixels(self, points):
        return round(float(self.points_to_pixels(points)), 2)

    def _clip(self, gc):
        path, transform = gc.get_clip_path()
        if path is not None:
            return path_data(path, transform + self._flip, None, 1)
        box = gc.get_clip_rectangle()
        if box is None:
            return None
        return tuple(round(float(v), 1) for v in (box.x0, self.height - box.y1, box.width, box.height))


def path_data(path, transform, clip, digits):
    """SVG path data of a path.

    Parameters
    ----------
    path : matplotlib.path.Path
    transform : matplotlib.transforms.Transform
        Affine.
    clip : tuple of float, or None
        Box (x0, y0, x1, y1) to which lines are cut.
    digits : int
        After the point.
    """
    if not len(path.vertices):
        return ""
    simplify = path.should_simplify if clip else False
    if convert_to_string is None:
        return _by_segments(path, transform, clip, simplify, digits)
    letters = [b"M", b"L", b"Q", b"C", b"z"]
    return convert_to_string(path, transform, clip, simplify, None, digits, letters, False).decode().replace("\n", "")


# Matplotlib keeps this to itself, though its own SVG backend uses it; the public way takes three times as long.
convert_to_string = getattr(_path, "convert_to_string", None)


def _by_segments(path, transform, clip, simplify, digits):
    """`path_data` by what Matplotlib offers to everybody."""
    parts = []
    for vertices, code in path.iter_segments(transform, remove_nans=True, clip=clip, simplify=simplify):
        numbers = "" if code == Path.CLOSEPOLY else " ".join(f"{v:.{digits}f}" for v in vertices)
        parts.append(_LETTERS[code] + numbers)
    return "".join(parts)


def _along_the_pixels(gc, path, transform):
    """Whether all its lines are level or upright, and would be sharp on the pixels."""
    vertices, codes = path.vertices, path.codes
    letter = gc.get_linewidth() == 0 and len(vertices) > 5  # such as F, whose strokes would vanish in a small picture
    if gc.get_snap() is False or letter or len(vertices) > 100:
        return False
    if codes is not None:
        drawn = codes != Path.CLOSEPOLY  # whose corner is no place
        if (codes[drawn] > Path.LINETO).any():
            return False
        vertices = vertices[drawn]
    with np.errstate(invalid="ignore"):
        return bool((np.abs(np.diff(transform.transform(vertices), axis=0)).min(axis=1) < 1e-4).all())


def _fill(gc, rgbFace):
    if rgbFace is None:
        return None
    forced = gc.get_forced_alpha() or len(rgbFace) < 4
    return color_name(tuple(map(float, rgbFace[:3])), float(gc.get_alpha() if forced else rgbFace[3]))


def _stroke(gc):
    if gc.get_linewidth() <= 0:
        return None
    rgb = gc.get_rgb()
    forced = gc.get_forced_alpha() or len(rgb) < 4
    return color_name(tuple(map(float, rgb[:3])), float(gc.get_alpha() if forced else rgb[3]))


@lru_cache(maxsize=2000)
def color_name(rgb, alpha):
    """A colour as the commands have it; None where nothing is seen."""
    if alpha <= 0:
        return None
    color = to_hex(rgb)
    color = _NAMES.get(color, color)
    return color if alpha >= 1 else f"{color}/{alpha:.3g}"
