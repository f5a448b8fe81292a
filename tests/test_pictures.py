"""Every picture of the lessons, and every explorer at its extremes: nothing outside, no word over another, only the palette's colours."""

import importlib
import inspect
import itertools
import json
import pkgutil
import re

import ipywidgets as widgets
import numpy as np
import pytest
from matplotlib.collections import Collection
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle
from matplotlib.path import Path

import dlcourse.figures
from dlcourse.activations import Arctan, Sigmoid, Tanh
from dlcourse.authoring import read
from dlcourse.data import runs
from dlcourse.explorers import backprop, descent, losses, network, steps
from dlcourse.figures import (
    LARGE,
    WORDS,
    exits,
    generalisation,
    lanes,
    large_words,
    moving_words,
    new_figure,
    panels,
    perceptron,
    png,
)
from dlcourse.figures import backprop as figures_of_backprop
from dlcourse.figures._page import LEAST_PX, in_rows, smallest_words, with_axes
from dlcourse.figures.numbers import fixed, rough, short, signed, unbroken, written
from dlcourse.figures.palette import LIGHT
from dlcourse.perceptron import AND, NAND, OR
from tests.courseware import ROOT, explorers

NARROWEST = 620  # pixels that JupyterLab leaves for a picture on a page of 800, without its file browser
NARROW = 390  # pixels: JupyterLab leaves 396 there with its file list
APART = 20  # pixels from a title that is wider than its panel to the next one
MARGIN = 0.75  # pixels by which words may seem to touch, as boxes around them are a little large
_COS, _SIN = np.cos(angles := np.linspace(0, np.pi / 2, 46)[:-1]), np.sin(angles)
TURNS = np.moveaxis(np.array([[_COS, -_SIN], [_SIN, _COS]]), -1, 0)  # matrices that turn by a quarter at most
WIDEST = 848  # pixels that fit beside JupyterLab's file browser at 1280
CODE_WIDTH = 105  # characters of code that fit there


def pictures():
    """Every function that a lesson calls to see a picture, by "room.name"."""
    found = {}
    for module in pkgutil.iter_modules(dlcourse.figures.__path__):
        room = importlib.import_module(f"dlcourse.figures.{module.name}")
        found |= {
            f"{module.name}.{name}": thing
            for name, thing in vars(room).items()
            if hasattr(thing, "on") and thing.__module__ == room.__name__
        }
    return found


def _hill(x, y):
    return x * np.exp(-(x**2 + y**2))


def examples():
    """How each picture is called, much as in the lessons, by its name."""
    rng = np.random.default_rng(0)
    line, z, seven = np.linspace(-2, 2, 9), np.linspace(-6, 6, 121), np.array([-2.5, -1, 0, 0.5, 1, 1.5, 3])
    pairs = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    x, y = np.meshgrid(line, line)
    slopes = np.array([1 - 2 * x**2, -2 * x * y]) * np.exp(-(x**2 + y**2))
    path = np.column_stack([np.geomspace(1.4, 0.001, 60), np.linspace(0, 1, 60)])
    fall = np.r_[np.zeros(45), np.linspace(0, -0.25, 15)]
    record = np.array([[k, 0.9 + 0.01 * k, 0.9 + 0.004 * k, 0.3] for k in range(1, 10)])
    said, w, a = np.arange(20) % 10, np.linspace(-1, 4, 51), np.linspace(0.001, 0.999, 999)
    counts = np.diag(np.full(10, 95)) + 1
    return {
        "start.nested_fields": ((), {}),
        "linear.opening": ((), {}),
        "perceptron.opening": ((), {}),
        "start.reader_map": ((), {}),
        "linear.substitution": ((line, 1.5, -1.0), {}),
        "linear.parallel_lines": (((2, 1), (-3, 0, 3), [(-2, 1), (2, -2)]), {}),
        "linear.hyperplanes": ((), {}),
        "linear.separations": (([((0, 1), -1), ((-1, 0), 0.6)], [(0, 2), (1, 0)], [1, 0], "uv"), {}),
        "linear.measured_digits": (
            (rng.uniform(size=(20, 784)), rng.uniform(0, 0.3, (20, 2)), np.arange(20) % 2, (-4, 1), 0.1),
            {},
        ),
        "linear.folded_bias": ((np.array([-1.0, 0.5, 1.0, 3.0, 4.0, 5.0]), 1.0, -2.0), {}),
        "linear.fenced_in": ((seven, (seven**2 > 2.5).astype(int), np.array([1.0, 0.0]), -2.5), {}),
        "linear.stacked_layers": ((line, line, np.abs(line)), {}),
        "perceptron.gates": ((pairs, {"AND": AND, "OR": OR, "NAND": NAND, "XOR": pairs.sum(axis=1) == 1}), {}),
        "perceptron.circuit": ((1, 1), {}),
        "perceptron.reader": (
            (rng.normal(size=784), rng.uniform(size=(10, 784)), ["+", "−"] * 5, "Ten pictures"),
            {"names": ("4", "9")},
        ),
        "perceptron.squeeze": ((np.arange(14) * 0.9, 0.13, 1.5), {"most": 150, "near": 20}),
        "activations.opening": ((rng.uniform(size=(2, 784)),), {}),
        "activations.answered": (
            (rng.uniform(size=(8, 784)), np.linspace(-5.55, 3.77, 8), np.linspace(0.0039, 0.98, 8)),
            {},
        ),
        "activations.cell_and_neuron": ((), {}),
        "activations.stretched": ((z, Sigmoid().fn, np.tanh(z)), {}),
        "activations.relu_at_work": ((rng.normal(size=50) + 0.2, rng.normal(size=50) - 6), {}),
        "activations.slopes": ((z, *(phi.derivative(z) for phi in (Sigmoid(), Tanh(), Arctan()))), {}),
        "network.opening": (([(0, 0), (0, 1), (1, 0), (1, 1)], [0, 1, 1, 0]), {}),
        "diagrams.one_way": ((), {}),
        "network.picture_to_inputs": ((rng.uniform(size=(32, 32)),), {}),
        "network.machine": ((["area", "rooms", "age"], ["price"], {"w₁": 0.4, "w₂": 0.1, "w₃": -0.5, "b": 0.6}), {}),
        "diagrams.rows_are_neurons": ((rng.normal(size=(4, 3)),), {"row": 1}),
        "network.levels": ((), {}),
        "network.pieces": ((line, [line / 2] * 3, [2, 4, 8]), {}),
        "network.step_to_bump": ((Sigmoid().fn,), {}),
        "network.weight_paths": (
            (rng.normal(size=(2, 300, 3)), ("Equal start: one path for three", "Random start")),
            {},
        ),
        "losses.opening": ((), {}),
        "losses.two_opinions": (
            (rng.uniform(size=784), (0.7 * np.eye(10)[9] + 0.3 * np.eye(10)[4], np.eye(10)[4]), ("calm", "bold")),
            {},
        ),
        "losses.slices": (
            (w, (w - [[2.0], [1.3], [0.5]]) ** 2 + [[0.4], [0.1], [0.3]], [-2.5, -1, 0.5]),
            {},
        ),
        "losses.surprise": (({"certain": 1.0, "a coin": 1 / 2, "one in a hundred": 1 / 100},), {}),
        "losses.entropy_floor": (
            (a, [-y * np.log(a) - (1 - y) * np.log(1 - a) for y in (1.0, 0.8, 0.5)], (1.0, 0.8, 0.5)),
            {},
        ),
        "losses.two_learners": (((np.linspace(0, 0.9, 400), np.linspace(0.1, 1, 400)), ("MSE", "cross entropy")), {}),
        "descent.opening": ((descent.hills, 0.95), {}),
        "descent.gradient_field": ((line, line / 2, _hill(line, line[:, None] / 2), (x, y, *slopes)), {}),
        "descent.curvature": (
            (w, [(w - 2) ** 2, (w - 2) ** 2 / 4], [2 * (w - 2), (w - 2) / 2], (2, 0.5)),
            {"places": (1, 2, 3)},
        ),
        "descent.two_bowls": (
            (np.array([1.0, 2.0, 4.0]), [("as it is", np.arange(3), path), ("minus its mean", np.arange(3) - 1, path)]),
            {},
        ),
        "descent.convex_or_not": (([(name, line, line**2, (-1, 1)) for name in ("one", "many", "no", "not")],), {}),
        "descent.saddle": ((line, line, _hill(line, line[:, None]), [path, path], [fall * 0, fall]), {}),
        "descent.sweep": (
            (
                {
                    rate: 3 * np.exp(rate * np.linspace(0, sign * 9, 50))
                    for rate, sign in zip((0.003, 0.03, 0.3, 0.52), (-1, -1, -1, 1), strict=True)
                },
                np.geomspace(0.001, 0.6, 9),
                np.geomspace(3, 0.2, 9),
            ),
            {"cliff": 0.51, "start": 3.0},
        ),
        "backprop.opening": ((), {}),
        "backprop.shapes": ((5, 3, 4, 2), {}),
        "backprop.cost": (
            ([22, 102, 1000], [[2000, 60], [4e4, 300], [4e6, 3000]], [[60, 4], [300, 3], [60_000, 3]]),
            {},
        ),
        "backprop.step_sizes": ((10.0 ** -np.arange(1, 12), 10.0 ** -np.arange(1, 12), 10.0 ** -np.arange(1, 12)), {}),
        "backprop.digits": ((rng.uniform(size=(20, 64)), said, said[::-1]), {}),
        "generalisation.opening": ((), {}),
        "generalisation.three_sets": (
            ((3000, 1000, 1000), ("training", "validation", "test"), ("learn from", "choose by", "open once")),
            {},
        ),
        "generalisation.best_of": (
            ((1, 10, 1000), rng.uniform(0.5, 0.6, (3, 50)), rng.uniform(0.45, 0.55, (3, 50))),
            {},
        ),
        "generalisation.differences": (
            (["dropout", "shifted pictures"], [-0.7, -4.2], [0.3, 0.7], "mistakes, in points"),
            {},
        ),
        "generalisation.rates": (
            (
                (0.001, 0.01, 0.1),
                np.array([[30, 13, 9], [13, 9, 12], [9, 9, 49], [53, 16, 9]])[:, :, None] * (0.009, 0.01, 0.011),
                ("plain", "momentum", "Adam", "decaying η"),
            ),
            {},
        ),
        "generalisation.patient": (("D",), {}),
        "deep.opening": ((), {}),
        "deep.digits": ((rng.uniform(size=(20, 784)), said, said[::-1]), {}),
        "deep.confusion": ((counts,), {}),
        "deep.first_layer": ((rng.normal(size=(30, 784)),), {}),
        "deep.curves": ((record, record * (1, 0.98, 1, 1)), {}),
        "deep.shifts": ((rng.uniform(size=784), [(0, 0), (-1, 0), (1, 0), (0, -1), (0, 1)]), {}),
    }


@pytest.fixture(scope="module", params=examples())
def drawn(request):
    """Each picture of the lessons in turn: its figure, and its alternative text."""
    function = pictures()[request.param]
    args, kwargs = examples()[request.param]
    figure, axes = new_figure(*function.size, **function.subplots)
    text = function.on(axes, *args, **kwargs)
    return figure, text


@pytest.fixture(scope="module", params=explorers().values(), ids=explorers())
def explorer(request):
    """Each explorer in turn."""
    made = request.param()
    yield made
    widgets.Widget.close_all()


def extremes(explorer):
    """The start, and some corners of what its sliders can say."""
    options = {key: [value for _, value in control.options] for key, control in explorer.controls.items()}
    yield explorer._start
    for key, values in options.items():
        yield from ({**explorer._start, key: value} for value in (values[0], values[-1]))
    ends = list(itertools.product(*([values[0], values[-1]] for values in options.values())))
    yield from (dict(zip(options, corner, strict=True)) for corner in ends[:: max(1, len(ends) // 12)])


def words(figure):
    """Every word in a figure that is seen, with its box in pixels: texts, tick labels, and words that move."""
    renderer, found = figure.canvas.get_renderer(), []
    for text in texts(figure):
        box = text.get_window_extent(renderer)
        found.append((text.get_text(), _around(box.corners())))
    for collection in figure.findobj(lambda artist: artist.get_gid() == WORDS):
        scale, places = (
            collection.get_transform(),
            collection.get_offset_transform().transform(collection.get_offsets()),
        )
        paths = collection.get_paths()
        for k, place in enumerate(places):
            corners = scale.transform(paths[k % len(paths)].vertices) + place
            seen = (
                ""
                if not collection.get_clip_on()
                or collection.axes.bbox.padded(1).count_contains(corners) == len(corners)
                else " cut"
            )
            found.append((f"word at {place.round()}{seen}", _around(corners)))
    return found


def _around(points):
    """The smallest rectangle around some points, however it is turned: its four corners, less a margin."""
    turned = points @ TURNS  # for each angle, each point
    low, high = turned.min(axis=1), turned.max(axis=1)
    best = np.argmin((high - low).prod(axis=1))
    low, high = low[best] + MARGIN, np.maximum(high[best] - MARGIN, low[best] + MARGIN + 0.1)
    return np.array([low, (high[0], low[1]), high, (low[0], high[1])]) @ TURNS[best].T


def texts(figure):
    """Every Text in a figure that is seen: of ticks only those within the limits."""
    found = [*figure.texts]
    for ax in figure.axes:
        found += [*ax.texts, ax.title, ax._left_title, ax._right_title]
        if ax.get_legend():
            found += ax.get_legend().get_texts()
        if ax.axison:
            for axis in ax._axis_map.values():
                found += [axis.label, *(each for tick in axis._update_ticks() for each in (tick.label1, tick.label2))]
    return [text for text in found if text.get_visible() and text.get_text().strip()]


def faults(figure):
    """What is wrong with where the words of a figure are."""
    figure.set_dpi(100)
    figure.draw_without_rendering()
    placed, found = words(figure), []
    for text, corners in placed:
        if (corners < -1).any() or (corners > figure.bbox.size + 1).any() or text.endswith("] cut"):
            found.append(f"{text!r} is not all inside")
    for (one, a), (other, b) in itertools.combinations(placed, 2):
        if np.abs(a.mean(axis=0) - b.mean(axis=0)).max() < 200 and Path(a, closed=True).intersects_path(
            Path(b, closed=True)
        ):
            found.append(f"{one!r} over {other!r}")
    return found


def cut_marks(figure):
    """Marks that the edge of a panel cuts: their middle is near the edge, inside or outside, and they are clipped there."""
    figure.set_dpi(100)
    figure.draw_without_rendering()
    found = []
    for ax in figure.axes:
        for line in ax.lines:
            size = (line.get_markersize() + line.get_markeredgewidth()) / 2 * 100 / 72
            if (
                line.get_marker() in ("None", None, "", " ")
                or not line.get_visible()
                or not line.get_clip_on()
                or size < 6
            ):
                continue
            places = line.get_transform().transform(np.ma.filled(line.get_xydata(), np.nan))
            low, high = (places - ax.bbox.p0).min(axis=1), (ax.bbox.p1 - places).min(axis=1)
            found += [(line, place) for place in places[np.abs(np.minimum(low, high)) < 0.7 * size]]
    return found


def near_titles(figure):
    """Titles that are wider than their panel and reach so near to the next one that the two read as one."""
    figure.set_dpi(100)
    figure.draw_without_rendering()
    boxes = [(ax._left_title.get_text(), ax._left_title.get_window_extent(), ax.bbox) for ax in figure.axes]
    return [
        (one, other)
        for (one, box, panel), (other, next_box, _) in itertools.permutations([each for each in boxes if each[0]], 2)
        if abs(box.y0 - next_box.y0) < 10
        and box.x1 > panel.x1
        and 0 < next_box.x1 - box.x1
        and next_box.x0 - box.x1 < APART
    ]


def colors(figure):
    """Every colour that is drawn with, maps from numbers to colours left out."""
    found = [text.get_color() for text in texts(figure)]
    for ax in figure.axes:
        for artist in ax.get_children():
            if not artist.get_visible():
                continue
            if isinstance(artist, Collection) and artist.get_array() is None:
                found += [*artist.get_facecolor(), *artist.get_edgecolor()]
            elif isinstance(artist, Patch):
                found += [artist.get_facecolor(), artist.get_edgecolor()]
            elif isinstance(artist, Line2D):
                found += [artist.get_color()] * (artist.get_linestyle() != "None")
                if artist.get_marker() not in ("None", None, ""):
                    found += [artist.get_markerfacecolor(), artist.get_markeredgecolor()]
    kept = [color for color in found if not isinstance(color, str) or color != "none"]
    return {to_hex(c).upper() for c in kept if isinstance(c, str) or len(c) < 4 or c[3] > 0}


def test_every_picture_has_an_example():
    assert set(pictures()) == set(examples())


def test_words_of_a_picture_have_room(drawn):
    assert not faults(drawn[0])


def test_words_of_an_explorer_have_room_at_its_extremes(explorer):
    for values in extremes(explorer):
        explorer._set(values)
        assert not faults(explorer._picture.figure), values


def test_no_mark_of_an_explorer_is_cut_at_the_edge_at_its_extremes(explorer):
    for values in extremes(explorer):
        explorer._set(values)
        assert not cut_marks(explorer._picture.figure), values


def test_a_mark_that_is_cut_is_noticed():
    figure, ax = new_figure(4, 3)
    ax.set(xlim=(0, 1), ylim=(0, 1))
    ax.plot([0.5, 0.5, 0.5], [0.5, 1, 1.3], "o", markersize=12)
    assert len(cut_marks(figure)) == 1


def test_titles_of_panels_stand_apart(drawn):
    assert not near_titles(drawn[0])


def test_titles_of_an_explorers_panels_stand_apart(explorer):
    assert not near_titles(explorer._picture.figure)


def test_a_title_that_runs_into_the_next_one_is_noticed():
    figure, axes = new_figure(4, 2, ncols=2)
    for ax, title in zip(axes, ("much too wide for its panel", "the next"), strict=True):
        dlcourse.figures.label(ax, title)
    assert near_titles(figure) == [("much too wide for its panel", "the next")]


def smallest(figure):
    """The smallest words, in pixels where the picture has its full size; small print in formulas included."""
    sizes = [text.get_fontsize() * (0.7 if "^{" in text.get_text() else 1) for text in texts(figure)]
    return min(sizes) * 100 / 72


def fits(figure):
    width = figure.get_size_inches()[0] * 100
    assert width <= WIDEST, "wider than the page at 1280"
    assert smallest(figure) * min(1, NARROWEST / width) >= LEAST_PX, "too small on a page of 800"


def test_a_picture_takes_the_room_that_there_is(drawn):
    """An artist whose place is not known would push the panels together, more each time."""
    figure, _ = drawn
    places = []
    for _ in range(3):
        figure.canvas.draw()
        places.append([ax.get_position().bounds for ax in figure.axes])
    assert np.abs(np.diff(places, axis=0)).max(axis=(1, 2)).min() < 0.005


def thin_keys(figure):
    """Entries of keys whose line is thinner than every line of its panel that has its colour and is like it dashed or solid."""
    found = []
    for ax in figure.axes:
        key = ax.get_legend()
        for text, entry in zip(key.get_texts(), key.legend_handles, strict=True) if key else ():
            color, solid = to_hex(entry.get_color()), entry.get_linestyle() == "-"
            lines = [line for line in ax.lines if line.get_linestyle() not in ("None", "")]
            alike = [
                line for line in lines if (to_hex(line.get_color()), line.get_linestyle() == "-") == (color, solid)
            ]
            if (
                alike
                and entry.get_linestyle() not in ("None", "")
                and entry.get_linewidth() < min(line.get_linewidth() for line in alike)
            ):
                found.append(text.get_text())
    return found


def test_no_line_of_a_key_is_thinner_than_what_it_explains(drawn):
    assert not thin_keys(drawn[0])


def test_no_line_of_an_explorers_key_is_thinner_than_what_it_explains(explorer):
    explorer._set(explorer._start)
    assert not thin_keys(explorer._picture.figure)


def test_a_thin_line_in_a_key_is_noticed():
    _, ax = new_figure()
    ax.plot([0, 1], [0, 1], color=LIGHT["green"], linewidth=2.5)
    for width, found in ((1.5, ["a line"]), (2.5, [])):
        dlcourse.figures.key(ax, ("a line", {"color": LIGHT["green"], "linewidth": width}))
        assert thin_keys(ax.figure) == found


def test_thousands_beside_an_axis_have_their_comma_as_in_the_text():
    figure, ax = new_figure()
    ax.set(xlim=(0, 2000), ylim=(0, 1), xticks=(0, 500, 2000), yticks=(0, 0.25, 1))
    figure.canvas.draw()
    assert [text.get_text() for text in ax.get_xticklabels()] == ["0", "500", "2,000"]
    assert [text.get_text() for text in ax.get_yticklabels()] == ["0.00", "0.25", "1.00"]


def test_a_picture_fits_the_page(drawn):
    fits(drawn[0])


def test_an_explorer_fits_the_page(explorer):
    fits(explorer._picture.figure)


def needs(figure, pieces):
    """Pixels of a page below which a picture goes on beyond its right edge: its widest piece, with its smallest words at 9 pixels."""
    return in_rows(pieces, len(pieces))[0] * min(1, LEAST_PX / smallest_words(figure))


def test_a_picture_is_seen_whole_on_a_narrow_page(drawn):
    drawn[0].draw_without_rendering()
    assert needs(drawn[0], with_axes(drawn[0], panels(drawn[0]))) <= NARROW


def test_an_explorer_is_seen_whole_on_a_narrow_page(explorer):
    still = json.loads(explorer._picture.still()[1])
    assert in_rows(still["panels"], len(still["panels"]))[0] * still["least"] <= NARROW


def test_words_that_move_are_among_the_smallest_words():
    figure, ax = new_figure(4, 3)
    dlcourse.figures.label(ax, "a title")
    large_words(ax)
    assert smallest_words(figure) == pytest.approx(LARGE / 0.72)
    moving_words(ax, size=9)
    assert smallest_words(figure) == pytest.approx(9 / 0.72)


def test_a_picture_has_no_ink_at_its_right_edge(drawn):
    """As it is stored: there, words are a little wider than at the size in which they are measured."""
    assert (dlcourse.figures._drawn(drawn[0], scale=1.5)[:, -1] == 255).all()


def test_a_picture_has_only_the_palettes_colours(drawn):
    assert colors(drawn[0]) <= {*map(str.upper, LIGHT.values())}


def test_an_explorer_has_only_the_palettes_colours(explorer):
    assert colors(explorer._picture.figure) <= {*map(str.upper, LIGHT.values())}


def test_a_picture_says_what_it_shows(drawn):
    text = drawn[1]
    assert isinstance(text, str) and text.endswith(".") and 50 < len(text) < 600 and "\n" not in text
    assert text == written(text) and "nan" not in text


def test_a_lesson_calls_a_picture_without_axes(monkeypatch):
    shown = []
    monkeypatch.setattr(dlcourse.figures, "show", lambda figure, alt: shown.append((figure, alt)))
    pictures()["linear.substitution"](np.linspace(-1, 1, 5), a=2.0, c=3.0)
    ((figure, alt),) = shown
    assert tuple(figure.get_size_inches()) == (7.4, 2.8) and len(figure.axes) == 2
    assert "5 points on the parabola y = 2x² + 3" in alt
    assert list(inspect.signature(pictures()["linear.substitution"]).parameters) == ["x", "a", "c"]


@pytest.mark.parametrize("path", sorted((ROOT / "notebooks").glob("*.ipynb")), ids=lambda path: path.name)
def test_no_line_of_a_lesson_runs_past_its_cell(path):
    for cell in read(path).cells:
        if cell.cell_type == "code":
            assert max(map(len, cell.source.splitlines()), default=0) <= CODE_WIDTH, cell.id
            assert "new_figure" not in cell.source and "show(" not in cell.source, f"{cell.id}: one call a picture"


# Numbers, written one way.


@pytest.mark.parametrize(
    ("said", "text"),
    [
        (fixed(-12.0, 2), "−12.00"),
        (fixed(-0.0001), "0.000"),
        (fixed(6.9e146), "7·10¹⁴⁶"),
        (" ".join(map(fixed, (999.5, -20104.3, 999_999.4, 999_999.6))), "999.500 −20,104 999,999 10⁶"),
        (" ".join(rough(value, 1) for value in (0.0417, 4.4, 130, 2e9)), "0.04 4 100 2·10⁹"),
        (short(1e-7), "10⁻⁷"),
        (short(-2.5e-12), "−2.5·10⁻¹²"),
        (" ".join(map(rough, (0.0417, 4.0, 114.3, 33_100.0, 2e9))), "0.042 4 110 33,000 2·10⁹"),
        (signed(0.1), "+0.10"),
        (signed(-0.1), "−0.10"),
        (signed(-0.001), "0.00"),
        (
            written("from -0.1 to 1.2e-07, x-ray, 2 - 1, (-3, -.5), 1e+06"),
            "from −0.1 to 1.2·10⁻⁷, x-ray, 2 - 1, (−3, −.5), 10⁶",
        ),
    ],
)
def test_numbers_are_written_as_in_the_text(said, text):
    assert said == text


def test_a_name_and_its_number_stay_on_one_line():
    said = (
        "It is at x = 2.69, loss <b>0.5</b>, slope −0.12, w = <b>−3</b>, after 13 steps of 0.5 each, w = (1, 2), 7.5 %"
    )
    assert unbroken(said).replace("\u00a0", "~") == (
        "It is at x~=~2.69, loss~<b>0.5</b>, slope~−0.12, w~=~<b>−3</b>, after 13 steps of~0.5 each, w~=~(1, 2), 7.5~%"
    )
    assert unbroken("δ = 0.148 · 0.2 = <b>0.0296</b>").replace("\u00a0", "~") == "δ~=~0.148~·~0.2~=~<b>0.0296</b>"


@pytest.mark.parametrize("loss", ["MSE", "cross entropy"])
def test_products_of_saturated_neurons_come_out_by_hand(loss):
    explorer, power = backprop.saturation(), str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
    number = r"(?:<b>)?([\d.]+(?:·10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?)"
    product = re.compile("\u00a0=\u00a0".join(["\u00a0·\u00a0".join([number, number]), number]))
    for b1, b2, x in itertools.product(steps(-8, 8, 0.5), (-8.0, -3.5, 0.0, 3.0, 8.0), (0.0, 0.3, 1.0)):
        said = explorer.describe(backprop.saturation_state(b1, b2, x, loss))
        found = [
            [float(each.replace("·10", "e").translate(power)) for each in three] for three in product.findall(said)
        ]
        assert len(found) == (2 if loss == "MSE" else 1), said
        assert all(f"{one * other:.3g}" == f"{result:.3g}" for one, other, result in found), said


def test_a_slope_of_zero_has_no_place_on_its_scale_and_the_caption_says_which_mark_it_is():
    artists, state = drawn_by(backprop.saturation, x=0.0)
    assert artists.sizes[3].get_marker() == "<" and artists.sizes[0].get_marker() != "<"
    assert backprop.saturation().describe(state).endswith("w₁ 0 (the triangle).")


def test_what_is_nearly_zero_is_not_said_to_be_zero():
    explorer = losses.confidence()
    for z, y in itertools.product((-7.5, 7.5), (0, 1)):
        said = explorer.describe(losses.confidence_state(z, y))
        assert not re.search(r"\b0\.0+[,.]? ", said), said


def test_every_number_of_an_explorer_is_written_as_in_the_text(explorer):
    for values in extremes(explorer):
        words_ = re.sub("<[^>]+>", "", explorer.describe(explorer._set(values)))
        assert written(words_) == words_, values
    for control in explorer.controls.values():
        for name, _ in control.options:
            assert written(name) == name


# Pictures against their data: nothing is left out, cut off or rounded so that the picture says something else.


def drawn_by(factory, **values):
    made = factory()
    return made.artists, made._set({**made._start, **values})


def test_curves_of_many_steps_reach_as_high_and_as_low_as_their_data():
    for seed in (1, 5):
        artists, state = drawn_by(descent.batch_size, learning_rate=0.1, seed=seed, size=1)
        for run, by_step, by_example in zip(state.runs, artists.by_step, artists.by_example, strict=True):
            steps, heights = by_step.get_xdata().astype(int), by_step.get_ydata()
            assert np.array_equal(heights, run.above[steps]) and steps[0] == 1 and steps[-1] == len(run.above) - 1
            assert np.array_equal(by_example.get_xdata(), run.seen[steps - 1])
            for low in (1, 10, 100, 1000):
                some = slice(low, 10 * low)
                inside = heights[(steps >= low) & (steps < 10 * low)]
                if len(run.above[some]):
                    assert np.isclose(
                        [inside.min(), inside.max()], [run.above[some].min(), run.above[some].max()]
                    ).all()


def test_every_step_that_is_drawn_was_made_and_the_last_is_there():
    for values in (
        {"learning_rate": 0.001, "max_iters": 1000},
        {"learning_rate": 1.0, "max_iters": 500},
        {"learning_rate": 1.1},
    ):
        artists, state = drawn_by(descent.descent_1d, **values)
        steps, x = artists.course.get_data()
        assert np.allclose(x, state.path[steps.astype(int)])
        assert steps[-1] == len(state.path) - 1 or outside(artists.course)[-1]


@pytest.mark.parametrize(("steps", "end"), [(0, 10), (10, 10), (15, 100), (1000, 1000)])
def test_an_axis_of_steps_ends_where_the_steps_do(steps, end):
    artists, state = drawn_by(descent.descent_1d, learning_rate=1.0, max_iters=steps)
    low, high = artists.course.axes.get_xlim()
    assert low < 0 and len(state.path) - 1 == steps <= end < high < 2 * end


def test_saturated_neurons_stand_where_they_are():
    for b1, b2, x in itertools.product((-8.0, 0.0, 8.0), (-8.0, 8.0), (0.1, 1.0)):
        artists, state = drawn_by(backprop.saturation, b1=b1, b2=b2, x=x)
        for k, dot in enumerate((artists.hidden, artists.output)):
            assert (dot.get_xdata()[0], dot.get_ydata()[0]) == (state.z[k], state.a[k])
            low, high = dot.axes.get_xlim()
            assert low + 0.5 < state.z[k] < high - 0.5, "the mark is cut off"
        for dot, size in zip(artists.sizes, state.sizes, strict=True):
            low, high = dot.axes.get_xlim()
            assert low < dot.get_xdata()[0] == size < high


def test_lanes_are_as_thick_as_their_numbers():
    artists, state = drawn_by(backprop.passes, moment=7)
    (W1, _), (W2, _) = state.parameters
    weights = np.r_[W1.ravel(), W2.ravel()]
    widths = np.asarray(artists.forward.get_linewidths())[:9]
    assert np.array_equal(np.argsort(widths, kind="stable"), np.argsort(np.abs(weights), kind="stable"))
    dashed = [dashes is not None for _, dashes in artists.forward.get_linestyles()][:9]
    assert dashed == list(weights < 0)
    (dW1, _), (dW2, _) = state.slopes
    dashed = [dashes is not None for _, dashes in artists.back.get_linestyles()][:9]
    assert dashed == list(np.r_[dW1.ravel(), dW2.ravel()] < 0)


@pytest.mark.parametrize("factory", [backprop.chain, backprop.passes])
def test_a_ring_around_a_node_leaves_the_words_beside_it_free(factory):
    explorer = factory()
    for _, moment in explorer.controls["moment"].options:
        artists, _ = drawn_by(lambda: explorer, moment=moment, **{"nudge": 1.0} if "nudge" in explorer._start else {})
        figure = next(iter(vars(artists).values())).figure
        figure.set_dpi(100)
        figure.draw_without_rendering()
        for ring in (line for line in vars(artists).values() if isinstance(line, Line2D) and len(line.get_xdata())):
            radius = (ring.get_markersize() + ring.get_markeredgewidth()) / 2 * figure.dpi / 72
            for centre in ring.get_transform().transform(ring.get_xydata()):
                for text, corners in words(figure):
                    beside = np.hypot(*(corners.mean(axis=0) - centre)) > radius
                    circle = Path.circle(centre, radius)
                    assert not (beside and circle.intersects_path(Path(corners, closed=True))), (moment, text)


def test_a_number_on_an_edge_lies_on_no_other_edge():
    figure, ax = new_figure(7.4, 5.68)
    _, places = lanes.passes(ax)
    for kind in (places.weights, places.slopes):
        for k, place in enumerate(kind):
            direction = np.array([np.cos(places.angles[k]), np.sin(places.angles[k])])
            word = place + np.linspace(-0.4, 0.4, 9)[:, None] * direction
            for begin, end in np.delete(places.edges, k, axis=0):
                share = np.clip((word - begin) @ (end - begin) / ((end - begin) @ (end - begin)), 0, 1)
                assert np.linalg.norm(word - begin - share[:, None] * (end - begin), axis=1).min() > 0.2, (k, begin)


def test_an_error_of_a_neuron_stands_clear_of_the_name_of_the_next():
    figure, ax = new_figure(7.4, 5.68)
    _, places = lanes.passes(ax)
    (_, error), (_, name) = ax.transData.transform([places.errors[0], places.names[1]])
    assert error - name > 35  # pixels; words are 20 high
    assert {"chosen", "moved by the nudge"} <= {text.get_text() for text in ax.get_legend().get_texts()}


def test_a_slope_stands_clear_of_the_bias_beside_it():
    figure, ax = new_figure(7.4, 5.68)
    _, places = lanes.passes(ax)
    along = np.array([np.cos(places.angles[3]), np.sin(places.angles[3])])  # of the edge from x₂ to h₂
    (end, _), (begin, _) = ax.transData.transform([places.slopes[3] + 0.5 * along, places.biases[1] - (0.8, 0)])
    assert begin - end > 10  # pixels; both words are as long as they can be


@pytest.mark.parametrize("factory", [backprop.chain, backprop.passes])
def test_a_key_keeps_its_distance_from_the_caption_below_it(factory):
    figure = factory()._picture.figure
    figure.draw_without_rendering()
    (ax,) = figure.axes
    assert min(text.get_window_extent().y0 for text in ax.get_legend().get_texts()) > 6


def test_the_grid_of_the_first_plane_is_drawn_there_and_named_where_it_lands():
    made = backprop.xor_training()
    inputs, hidden, _ = made._picture.figure.axes
    assert any(np.array_equal(each.get_segments(), figures_of_backprop.LINES) for each in inputs.collections)
    assert "the grid of the first plane" in {text.get_text() for text in hidden.get_legend().get_texts()}
    _, hidden = network.xor_planes()._picture.figure.axes
    assert "grid of the input plane" in {text.get_text() for text in hidden.get_legend().get_texts()}
    widths = {}
    for start in backprop.XOR_STARTS:
        made._set({**made._start, "start": start})
        widths[start] = made.artists.grid.get_linewidth()[0]
    assert 0.3 == widths["B"] < widths["A"] < widths["C"] == 0.8  # the smaller the grid, the thinner


def test_a_narrow_page_has_five_digits_in_every_row():
    for name in ("backprop.digits", "deep.digits"):
        function, (args, kwargs) = pictures()[name], examples()[name]
        figure, axes = new_figure(*function.size, **function.subplots)
        function.on(axes, *args, **kwargs)
        figure.draw_without_rendering()
        assert panels(figure) == [[0, 370], [370, 740]]


def test_what_is_said_of_a_line_stands_above_the_axis():
    function, (args, kwargs) = pictures()["backprop.step_sizes"], examples()["backprop.step_sizes"]
    figure, ax = new_figure(*function.size)
    function.on(ax, *args, **kwargs)
    figure.draw_without_rendering()
    (note,) = (text for text in ax.texts if text.get_text() == "the nudge of this lesson")
    assert note.get_window_extent().y0 - ax.bbox.y0 > 10


def test_the_six_panels_of_a_chart_stand_in_two_rows_each_with_its_key():
    figure, axes = new_figure(*generalisation.patient.size, **generalisation.patient.subplots)
    generalisation.patient.on(axes, "D")
    figure.draw_without_rendering()
    for row in axes:
        assert np.ptp([ax.bbox.y0 for ax in row]) < 1 and np.ptp([ax.bbox.y1 for ax in row]) < 1
        assert np.ptp([ax.get_legend().get_window_extent().y1 for ax in row]) < 2


def test_what_is_framed_in_the_opening_of_lesson_09_is_what_the_network_misreads():
    figure, ax = new_figure(*generalisation.opening.size)
    said = generalisation.opening.on(ax)
    right = runs()["remedy_right"][0, 0, generalisation.NEW : generalisation.NEW + 60]
    frames = [patch for patch in ax.patches if isinstance(patch, Rectangle)]
    assert len(frames) == (right == 0).sum() and f": {len(frames)} are framed" in said
    columns, rows = np.transpose([((frame.get_x() - 377) / 30, (159 - frame.get_y()) // 30) for frame in frames])
    assert sorted(12 * rows + columns) == np.flatnonzero(right == 0).tolist()


def test_bars_of_probabilities_are_as_long_as_they_say():
    for values in ({"z1": 4.0}, {"temperature": 0.1}, {"shift": -4.0, "z3": 4.0}):
        artists, state = drawn_by(losses.temperature, **values)
        assert np.allclose([bar.get_height() for bar in artists.shares], state.p)
        assert np.allclose([bar.get_height() for bar in artists.scores], state.z)
        for text, p in zip([text.get_text() for text in artists.numbers], state.p, strict=True):
            bound = {"<": p < 0.0005, ">": p > 0.9995}.get(text[0])
            assert float(text) == pytest.approx(p, abs=6e-4) if bound is None else bound


def nearest(words, line):
    """How near a line comes to words that move, in pixels."""
    (path,), (place,) = words.get_paths(), words.get_offset_transform().transform(words.get_offsets())
    corners = words.get_transform().transform(path.vertices) + place
    line = line.get_transform().transform_path(line.get_path())
    ends = [
        np.linspace(one, other, 400)[:, None]
        for one, other in itertools.pairwise(line.vertices)
        if np.isfinite([one, other]).all()
    ]
    low, high = corners.min(axis=0), corners.max(axis=0)
    away = [np.maximum(np.maximum(low - points, points - high), 0) for points in ends]
    return min(np.hypot(*each.T).min() for each in away)


def test_a_way_that_leaves_its_picture_ends_in_an_arrow_head_at_the_edge():
    """And the dot of where it is now is only where it is."""
    diverges = {"learning_rate": 0.11, "max_iters": 1000, "precision": 0.1}
    artists, _ = drawn_by(descent.contours, **diverges)
    for now, out in ((artists.here, artists.out), (artists.now, artists.now_out)):
        (tip,) = out.heads.get_offsets()
        assert len(now.get_xdata()) == 0 and tip[1] in (0, 1) and 0 < tip[0] < 1
        assert len(out.words.get_paths()) == 1
        assert nearest(out.words, artists.path if out is artists.out else artists.heights) > 8
    artists, state = drawn_by(descent.contours)
    assert artists.here.get_xydata().tolist() == state.path[-1:].tolist()
    assert len(artists.now.get_xdata()) == 1 and not len(artists.out.heads.get_paths() + artists.out.words.get_paths())


def outside(line):
    """Which points of a line are outside its panel."""
    shares = line.axes.transAxes.inverted().transform(line.get_transform().transform(line.get_xydata()))
    return ((shares < -1e-9) | (shares > 1 + 1e-9)).any(axis=1).tolist()


@pytest.mark.parametrize(
    ("factory", "values"),
    [(descent.descent_1d, {"learning_rate": rate, "max_iters": 1000}) for rate in (1.01, 1.2)]
    + [(descent.start_decides, {"learning_rate": 0.6, "momentum": 0.9, "start": 3.2, "max_iters": 1000})]
    + [(descent.contours, {"learning_rate": rate, "max_iters": 1000}) for rate in (0.101, 0.11)]
    + [
        (descent.regression, {"learning_rate": rate, "count": 1000, "start": start})
        for rate in (0.5, 0.52)
        for start in descent.LINE_STARTS.values()
    ],
)
def test_a_descent_that_diverges_is_drawn_to_its_first_exit(factory, values):
    artists, _ = drawn_by(factory, **values)
    lines = [artists.path] + ([artists.course] if factory is descent.descent_1d else [])
    for line in lines:
        assert outside(line) == [False] * (len(line.get_xdata()) - 1) + [True]
    assert len(artists.out.heads.get_paths()) == 1
    said = [out.words.get_paths() for out in (artists.out, getattr(artists, "now_out", artists.out))]
    assert sum(map(len, said)) > 0
    if factory is descent.regression:
        assert len(artists.gone.get_paths()) == 1
        assert min(nearest(artists.gone, line) for line in artists.before) > 4


def test_a_line_that_is_in_the_picture_has_not_left_it():
    for values in ({}, {"learning_rate": 0.52, "count": 20, "start": (3.5, -3.5)}):
        artists, _ = drawn_by(descent.regression, **values)
        assert not all(outside(artists.line)) and not artists.gone.get_paths()


def test_every_start_has_its_mark_in_a_row():
    for rate, rows in ((0.02, {0, 1, 2}), (0.4, {0, 1, 2, 3, 4}), (0.6, {0, 1, 2, 4})):
        for start in (-2.2, 3.2):
            artists, state = drawn_by(descent.start_decides, learning_rate=rate, start=start)
            assert artists.ends.get_xdata().tolist() == descent.HILL_STARTS.tolist()
            assert set(artists.ends.get_ydata()) == rows and not any(outside(artists.ends))
            mine = descent.HILL_STARTS == start
            assert artists.chosen.get_xydata().tolist() == np.c_[descent.HILL_STARTS, state.rows][mine].tolist()
    labels = [text.get_text() for text in artists.ends.axes.get_yticklabels()]
    assert labels == ["shallow (−1)", "hilltop (0)", "deep (2)", "hops for ever", "jumps out"]


def test_what_hops_is_seen_to_hop_also_where_steps_are_close_together():
    for count in (10, 30, 1000):
        artists, _ = drawn_by(descent.descent_1d, learning_rate=1.0, max_iters=count)
        steps, x = artists.course.get_data()
        assert (
            (steps[0], steps[-1]) == (0, count) and (np.diff(steps) % 2 == 1).all() and set(np.abs(np.diff(x))) == {4}
        )
        across = artists.course.get_transform().transform(artists.course.get_xydata())[:, 0]
        assert (np.diff(across)[:-1] > 4).all(), "an even area"


@pytest.mark.parametrize("factory", [descent.contours, descent.regression, descent.batch_size])
def test_the_lowest_point_is_seen_beside_a_dot_on_it(factory):
    artists, _ = drawn_by(factory)
    path = artists.paths[0] if factory is descent.batch_size else artists.path
    (cross,) = (line for line in path.axes.lines if line.get_marker() == "+")
    others = [line for line in path.axes.lines if line is not cross]
    assert cross.get_zorder() > max(line.get_zorder() for line in others)
    assert cross.get_markersize() > max(line.get_markersize() for line in others) + 3


def test_both_panels_of_the_valley_end_at_the_same_edges():
    explorer = descent.contours()
    for values in ({}, {"learning_rate": 0.11}, {"learning_rate": 0.05, "max_iters": 1000}):
        explorer._set({**explorer._start, **values})
        explorer._picture.figure.draw_without_rendering()
        upper, lower = (ax.get_position() for ax in explorer._picture.figure.axes)
        assert np.allclose((upper.x0, upper.x1), (lower.x0, lower.x1), atol=1e-3)


def test_three_descents_that_diverge_end_where_they_first_leave_and_say_so_once():
    for size in (1, 10, 100):
        artists, _ = drawn_by(descent.batch_size, learning_rate=0.7, size=size)
        for lines in (artists.paths, artists.by_step, artists.by_example):
            for line in lines:
                assert outside(line) == [False] * (len(line.get_xdata()) - 1) + [True]
            low, high = lines[0].axes.get_ylim()
            if lines is not artists.paths:
                assert low == 0.1, "scraps at the upper edge"
        assert [len(out.heads.get_paths()) for out in artists.out] == [3, 3, 3]
        assert sum(len(out.words.get_paths()) for out in artists.out) == 1


def test_a_loss_below_its_axis_has_not_left_the_picture():
    artists, state = drawn_by(descent.batch_size, learning_rate=0.01, seed=4)
    assert state.runs[2].above[-1] < artists.by_step[2].axes.get_ylim()[0]
    assert artists.by_step[2].get_xdata()[-1] == 2000
    assert not any(len(out.heads.get_paths()) or len(out.words.get_paths()) for out in artists.out)


def test_a_minibatch_of_one_is_seen_beside_the_single_example():
    for size in (1, 2):
        artists, _ = drawn_by(descent.batch_size, size=size)
        for _, minibatch, single in (artists.paths, artists.by_step, artists.by_example):
            assert single.get_zorder() < minibatch.get_zorder()
            assert (single.get_linewidth() > minibatch.get_linewidth()) == (size == 1)


@pytest.mark.parametrize(
    ("way", "tip", "degrees"),
    [
        ([(0.5, 0.5), (0.5, 2)], (0.5, 1), 90),
        ([(0.5, 0.5), (-9, 0.5)], (0, 0.5), 180),
        ([(0, 0.5), (0, -1)], (0, 0), -90),
        ([(0.5, 0.5), (0.5, 9), (0.5, -9)], (0.5, 0), -90),  # it crosses the picture once more
        ([(0.5, 0.5), (0.5, 9), (7, 9)], (0.5, 1), 90),
    ],
)
def test_an_arrow_head_points_out_of_the_picture(way, tip, degrees):
    figure, ax = new_figure(4, 3)
    ax.set(xlim=(0, 1), ylim=(0, 1))
    out = exits.exits(ax)
    exits.mark_exits(out, (np.array(way), "k"))
    (head,) = out.heads.get_paths()
    forward = head.vertices[0] - head.vertices[1:3].mean(axis=0)
    assert np.allclose(out.heads.get_offsets(), [tip])
    assert np.isclose(np.degrees(np.arctan2(*forward[::-1])), degrees)


def test_the_map_of_the_lessons_stands_in_two_halves_on_a_narrow_page():
    function = pictures()["start.reader_map"]
    figure, axes = new_figure(*function.size, **function.subplots)
    function.on(axes)
    png(figure)
    assert [right - left for left, right in panels(figure)] == pytest.approx([420, 420], abs=5)


def test_every_letter_of_the_opening_stands_clear_of_the_line():
    figure, ax = new_figure(*perceptron.opening.size)
    perceptron.opening.on(ax)
    figure.draw_without_rendering()
    line, *points, ring = ax.lines
    begin, end = line.get_transform().transform(line.get_xydata())
    normal = np.array([begin[1] - end[1], end[0] - begin[0]]) / np.hypot(*(end - begin))
    for marks in (*points, ring):
        radius = marks.get_markersize() / 2 * figure.dpi / 72
        away = np.abs((marks.get_transform().transform(marks.get_xydata()) - begin) @ normal)
        assert (away > (1.4 if marks is ring else 2) * radius).all()


def test_the_ring_around_a_node_at_work_is_seen():
    artists, _ = drawn_by(backprop.chain)
    for ring in (artists.forward, artists.back):
        assert ring.get_markeredgewidth() >= 2 and ring.get_markeredgecolor() in (LIGHT["green"], LIGHT["pink"])
