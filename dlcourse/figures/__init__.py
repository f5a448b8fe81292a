"""The pictures of the course: one function per picture, which takes Axes and arrays and returns artists.

No pyplot anywhere: a figure made here is nobody's "current figure", so a slider that moves while a cell
runs cannot close it. This module holds what all pictures share: palette, style, words that move, and how they are shown.
"""

import inspect
import io
from functools import cache, lru_cache, wraps

import numpy as np
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.textpath import TextPath
from matplotlib.ticker import MaxNLocator, ScalarFormatter
from matplotlib.transforms import Affine2D, ScaledTranslation
from PIL import Image

from dlcourse.audience import strict
from dlcourse.figures._page import WORDS, least, most, on_page, panels, stay_beside, still  # noqa: F401
from dlcourse.figures.numbers import written
from dlcourse.figures.palette import (  # noqa: F401 (pictures ask for their colours here)
    BLUE,
    CLASS_COLORS,
    CLASS_MARKERS,
    CLASS_TINTS,
    CLASS_WORDS,
    DARK_GREEN,
    DARK_ORANGE,
    FLAT_TINT,
    GREEN,
    GREEN_TINT,
    GREY,
    GROUND,
    INK,
    LANDSCAPE,
    LIGHT,
    LIGHT_GREEN,
    ORANGE,
    PALE,
    PINK,
    PINK_TINT,
    WASH,
)

_BYTES = np.array([256**2, 256, 1])  # of a colour as one number
KEY = "key"  # what the key below Axes is called
LARGE = 14.8  # points of the smallest words in a picture that is not cut: 11 pixels where 740 shrink to 396
CSS_DPI = 100  # one inch of a figure is this many pixels on the learner's page
_STYLE = {
    "font.size": 11,
    "axes.titlesize": 12,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.edgecolor": GREY,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": GREY,
    "ytick.color": GREY,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "text.color": INK,
}


def new_figure(width=7.0, height=4.0, **subplots):
    """Make a figure in the house style.

    Parameters
    ----------
    width, height : float
        Inches; an inch is 100 pixels on the page.
    **subplots
        Passed to ``Figure.subplots``: nrows, ncols, width_ratios, subplot_kw, ...

    Returns
    -------
    figure : matplotlib.figure.Figure
    axes : Axes, or ndarray of Axes
    """
    with rc_context(_STYLE):
        figure = Figure(figsize=(width, height), dpi=CSS_DPI, layout="constrained")
        FigureCanvasAgg(figure)
        axes = figure.subplots(**subplots)
    for ax in figure.axes:
        for axis in (ax.xaxis, ax.yaxis):
            axis.set_major_locator(MaxNLocator("auto", steps=(1, 2, 5, 10)))  # no ticks at 2.5 and 7.5
            axis.set_major_formatter(_Thousands())
    return figure, axes


class _Thousands(ScalarFormatter):
    """Numbers beside an axis, as the text writes them: 1,000."""

    def __call__(self, x, pos=None):
        return f"{x:,.0f}" if abs(x) >= 1000 else super().__call__(x, pos)


def picture(width, height, words=LARGE, **subplots):
    """Make a figure's function one that a lesson calls without axes, to see the picture.

    The function takes axes first, which its Parameters leave out, and returns the alternative text: it knows what it drew.

    Parameters
    ----------
    width, height : float
    words : float
        Points that words have at least where there is one panel, so that it is seen whole on a phone: `large_words`.
    **subplots
        As for `new_figure`.

    Returns
    -------
    decorator
        The function then makes its figure, draws, and shows it; ``.on(axes, ...)`` draws on axes that are there.
    """

    def decorate(draw):
        def on(axes, *args, **kwargs):
            with rc_context(_STYLE):
                said = draw(axes, *args, **kwargs)
            if isinstance(axes, Axes):
                large_words(axes, size=words)
            return said

        @wraps(draw)
        def shown(*args, **kwargs):
            figure, axes = new_figure(width, height, **subplots)
            show(figure, on(axes, *args, **kwargs))

        first, *rest = inspect.signature(draw).parameters.values()
        shown.__signature__ = inspect.Signature(rest)
        shown.on, shown.size, shown.subplots = on, (width, height), subplots
        return shown

    return decorate


def label(ax, title="", x="", y=""):
    """Give Axes the title that says what to see, and names for what its axes measure."""
    # Its height is said: else every draw looks for a free place above the ticks, for a tenth of the time.
    ax.set_title(title, fontsize=12, fontweight="bold", loc="left", y=1.0)
    ax.set_xlabel(x, fontsize=11)
    ax.set_ylabel(y, fontsize=11)


def key(ax, *entries, columns=None, size=10, **more):
    """Say under Axes what their lines and marks mean, so that a title is free for what there is to see.

    Call it after `label`, as it stands below the name of the horizontal axis.

    Parameters
    ----------
    ax : Axes
    *entries : (str, dict)
        What it is, and how it is drawn: the properties of a Line2D, such as ``{"color": PINK, "linestyle": "--"}``.
    columns : int, optional
        Entries in a row, by default all of them.
    size : float
        Of the words. With 11, as all other words have, a picture of one panel can be smaller on a narrow page.
    **more
        How far apart its parts stand, as Matplotlib's legend takes it.
    """
    handles = [Line2D([], [], label=text, **style) for text, style in entries]
    style = {
        "fontsize": size,
        "labelcolor": GREY,
        "frameon": False,
        "borderpad": 0,
        "borderaxespad": 0.4,
        "handlelength": 2.2,
    }
    ax.legend(
        handles=handles,
        loc="upper left",
        bbox_to_anchor=(0, 0),
        bbox_transform=_below(ax, 11),
        ncols=columns or len(handles),
        **style | more,
    ).set_gid(KEY)


def _below(ax, size):
    """From shares of Axes to pixels, moved below their numbers and the name of their horizontal axis, of words of this size."""
    numbers = 19 if len(ax.get_xticks()) else 4
    down = (numbers + 15 * bool(ax.get_xlabel())) * size / 11 if ax.axison else 0  # points
    return ax.transAxes + ScaledTranslation(0, -down / 72, ax.figure.dpi_scale_trans)


def large_words(*axes, size=LARGE):
    """Let no words of Axes be smaller: a picture that is not cut can then be smaller on a narrow page, before it scrolls.

    Parameters
    ----------
    *axes : Axes
    size : float
        In points. A picture of 740 pixels has words of 11 pixels on a page of 396 with 14.8, and of 10 with 13.4.
    """
    for ax in axes:
        for axis in (ax.xaxis, ax.yaxis):
            axis.set_tick_params(labelsize=size, pad=0.4 * size)
        for text in ax.findobj(Text):
            text.set_fontsize(max(text.get_fontsize(), size))
        for words in ax.findobj(lambda artist: artist.get_gid() == WORDS):
            words.set_transform(_to_size(size, ax))
        if (legend := ax.get_legend()) and legend.get_gid() == KEY:
            legend.set_bbox_to_anchor((0, 0), _below(ax, size))


def large_powers(ax, size=12):
    """Let the small print of ticks such as 10⁻⁴ be legible on a narrow page, too."""
    ax.tick_params(labelsize=size)


def moving_words(ax, color=INK, zorder=6, size=11):
    """Words that move with a slider, as one artist: as many texts would take ten times as long to draw.

    Parameters
    ----------
    ax : Axes
    color : str
    zorder : float
    size : float
        In points.

    Returns
    -------
    PathCollection
        Without words: `set_words` gives it some.
    """
    words = PathCollection(
        [],
        offsets=np.zeros((0, 2)),
        offset_transform=ax.transData,
        transform=_to_size(size, ax),
        facecolor=color,
        linewidth=0,
        zorder=zorder,
        gid=WORDS,
    )
    ax.add_collection(words, autolim=False)
    return words


def _to_size(size, ax):
    """From outlines of characters, which have 11 points, to pixels."""
    return Affine2D().scale(size / 11 / 72) + ax.figure.dpi_scale_trans


def set_words(words, texts, places, angles=None):
    """Put each text with its middle at its place, in data coordinates.

    Parameters
    ----------
    words : PathCollection
        From `moving_words`.
    texts : sequence of str
        An empty one draws nothing.
    places : array_like, shape (n, 2)
    angles : array_like, shape (n,), optional
        How far each is turned to the left, in radians.
    """
    angles = np.zeros(len(texts)) if angles is None else angles
    kept = [
        (_turned(written(text), angle), place) for text, place, angle in zip(texts, places, angles, strict=True) if text
    ]
    words.set_paths([path for path, _ in kept])
    words.set_offsets(np.reshape([place for _, place in kept], (-1, 2)))


def words_size(text):
    """Width and height of words that move, in points, where their size is 11."""
    return np.ptp(_outline(text).vertices, axis=0)


@lru_cache(maxsize=500)
def _turned(text, angle):
    path = _outline(text)
    if not angle:
        return path
    cos, sin = np.cos(angle), np.sin(angle)
    return Path(path.vertices @ [[cos, sin], [-sin, cos]], path.codes)


@lru_cache(maxsize=500)
def _outline(text):
    # Put together from its characters, a tenth of the time that TextPath takes: a drag brings many new numbers.
    shapes, codes, advances = zip(*map(_glyph, text), strict=True)
    starts = np.cumsum((0, *advances[:-1]))
    vertices = np.concatenate([shape + (start, 0) for shape, start in zip(shapes, starts, strict=True)])
    codes = np.concatenate(codes)
    # From the control points: matplotlib's own extents, exact on every curve, take five times as long as all the rest.
    x = vertices[codes != Path.CLOSEPOLY, 0]
    return Path(vertices - ((x.min() + x.max()) / 2, 4), codes)


@cache
def _glyph(character):
    """A character's outline, vertices and codes, and how far after it the next one begins."""
    # A bar after it, whose last corner tells where it stands; and a space alone is no path.
    bar, both = (TextPath((0, 0), text, size=11) for text in ("|", character + "|"))
    own = len(both.vertices) - len(bar.vertices)
    return both.vertices[:own], both.codes[:own], both.vertices[-2, 0] - bar.vertices[-2, 0]


def png(figure, *below, scale=1.5):
    """Draw a figure, and others below it, at `scale` times its size on the page and return small PNG bytes."""
    pixels = np.concatenate([_drawn(each, scale * most(figure)) for each in (figure, *below)])[..., :3]
    stream = io.BytesIO()
    # Few shades are enough for the edges of a drawing, and keep a stored notebook small; an image has many that matter.
    _of_few_colors(pixels, 100 if any(ax.images for ax in figure.axes) else 16).save(stream, "png", optimize=True)
    return stream.getvalue()


def _of_few_colors(pixels, shades):
    """An image in which every even area and every colour of the palette stays as it is; the rest has so many shades, and fewer greys."""
    kinds, numbers, counts = np.unique(pixels @ _BYTES, return_inverse=True, return_counts=True)
    colors = (kinds[:, np.newaxis] // _BYTES % 256).astype(np.uint8)
    named = [int(color[1:], 16) for color in LIGHT.values()]  # as few pixels as a mark has: its colour means something
    room = 256 - shades - 2 * shades // 5 - len(named)  # of a palette
    even = counts > counts.sum() / 500
    even[np.argsort(-counts)[room:]] = False
    rest = ~even & ~np.isin(kinds, named)
    grey = np.ptp(colors, axis=1) <= 4  # a pale grey line may not turn blue
    for some, number in ((rest & grey, 2 * shades // 5), (rest & ~grey, shades)):
        if some.any():
            edges = Image.fromarray(colors[some][np.newaxis])
            # MAXCOVERAGE lets none be far off.
            edges = edges.quantize(number, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
            colors[some] = np.asarray(edges.convert("RGB"))[0]
    palette, kept = np.unique(colors, axis=0, return_inverse=True)
    few = Image.fromarray(kept.reshape(-1)[numbers.reshape(pixels.shape[:2])].astype(np.uint8), "P")
    few.putpalette(palette.tobytes())
    return few


def _drawn(figure, scale):
    figure.set_dpi(CSS_DPI * scale)
    figure.canvas.draw()
    pixels = np.array(figure.canvas.buffer_rgba())
    figure.set_dpi(CSS_DPI)
    return pixels


def png_metadata(figure, alt, *below):
    """Metadata of a PNG output: the size it has on the page, its alternative text, and where it may be cut for a narrow page."""
    pixels = CSS_DPI * most(figure)
    width = round(pixels * figure.get_size_inches()[0])
    height = round(pixels * sum(each.get_size_inches()[1] for each in (figure, *below)))
    said = {"width": width, "height": height, "alt": alt, "least": least(figure)}
    if not below and len(pieces := on_page(figure, panels(figure))) > 1:
        said["panels"] = pieces
    return {"image/png": said}


def paragraphs(width, *texts, size=11):
    """A figure that holds nothing but text, as high as it has to be.

    Parameters
    ----------
    width : float
        Inches.
    *texts : (str, color)
        One paragraph each.
    size : float
        Of the words, in points.

    Returns
    -------
    matplotlib.figure.Figure
    """
    margin, leading = 0.06 * size / 11, 0.02 * size  # inches
    room = 72 * (width - 2 * margin) * 11 / size
    lines = [(line, color) for text, color in texts for line in _wrapped(written(text), room)]
    height = leading * len(lines) + 2 * margin
    figure = Figure(figsize=(width, height), dpi=CSS_DPI)
    FigureCanvasAgg(figure)
    for k, (line, color) in enumerate(lines):
        x, y = margin / width, 1 - (margin + leading * k) / height
        figure.text(x, y, line, color=color, fontsize=size, va="top", parse_math=False)
    return figure


def _wrapped(text, room):
    """A text in lines that are at most `room` points wide, in words of 11 points."""
    lines = [""]
    for word in text.split(" "):  # and not at a space that holds a name and its number together
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and sum(_glyph(character)[2] for character in longer) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def show(figure, alt):
    """Show a figure under a cell.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
    alt : str
        What the picture shows, for a reader who cannot see it. Also its text in the notebook, where the
        tests compare it.

    Notes
    -----
    On a page that somebody looks at, the picture comes as an element that holds this text and follows the theme; in a
    stored notebook, as a PNG.
    """
    from IPython.display import display

    picture, data, metadata = png(figure), {"text/plain": f"Figure: {alt}"}, {}
    if strict():
        data["image/png"], metadata = picture, png_metadata(figure, alt)
    else:
        data["text/html"] = still(figure, picture, alt)
    display(data, raw=True, metadata=metadata)
