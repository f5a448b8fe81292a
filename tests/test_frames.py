"""How pictures travel: what is written down, and in which order it is drawn."""

import json
import re
import threading
import time
from types import SimpleNamespace

import ipywidgets as widgets
import numpy as np
import pytest
from matplotlib.collections import PatchCollection
from matplotlib.patches import Rectangle
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, IdentityTransform

from dlcourse.explorers import Explorer, _frames, _record, slider, steps
from dlcourse.explorers._record import Recorder, path_data
from dlcourse.figures import BLUE, GREEN, INK, moving_words, new_figure, set_words
from dlcourse.figures.palette import LIGHT


@pytest.fixture(autouse=True)
def nothing_left_open():
    yield
    widgets.Widget.close_all()


def recorded(*artists):
    """Commands for artists on an Axes of 300 by 200 pixels whose data are pixels, y going down; with their styles in full."""
    figure, ax = new_figure(3, 2)
    figure.set_layout_engine("none")
    ax.set_position((0, 0, 1, 1))
    ax.set(xlim=(0, 300), ylim=(200, 0))
    recorder = Recorder(figure)
    for add in artists:
        add(ax).draw(recorder)
    return [[kind, recorder.styles[number], *rest] for kind, number, *rest in recorder.commands]


def line(*args, **style):
    return lambda ax: ax.plot(*args, **style)[0]


# Renderer


def test_a_line_is_a_path_in_pixels_with_a_name_for_its_colour():
    [(kind, style, data)] = recorded(line([10, 20, 30], [50, 40, 50], color=GREEN, linewidth=1.44))
    assert kind == "path" and re.findall(r"[\d.]+|[A-Z]", data) == "M 10 50 L 20 40 L 30 50".split()
    assert style == [None, "green", 2.0, "projecting", "round", None, None, [0.0, 0.0, 300.0, 200.0], 0]


def test_dashes_opacity_and_a_colour_without_a_name():
    [(_, style, _)] = recorded(line([0, 90], [0, 50], "--", color="#123456", alpha=0.5, linewidth=1.44))
    assert style[1] == "#123456/0.5"
    assert style[5] == pytest.approx([7.4, 3.2], abs=0.05) and style[6] == 0


@pytest.mark.parametrize("text", ["F", "E", "H", "T"])
def test_a_letter_is_painted_as_it_is_and_a_bar_along_the_pixels(text):
    def letter(ax):
        words = moving_words(ax)
        set_words(words, [text], [(100, 100)])
        return words

    commands = recorded(
        letter, lambda ax: ax.text(50, 50, text), lambda ax: ax.add_patch(Rectangle((9, 9), 20, 9, lw=0))
    )
    assert [style[8] for _, style, *_ in commands] == [0, 0, 1]


def test_marks_are_one_path_at_many_places_and_none_outside():
    [(kind, style, data, places)] = recorded(line([10, 20, np.nan, 9e9], [50, 40, 50, 5], "o", color=INK))
    assert (kind, places) == ("marks", [10.0, 50.0, 20.0, 40.0])
    assert style[:2] == ["ink", "ink"] and data.count("C") == 8


def test_nothing_is_written_down_for_what_is_not_seen():
    assert recorded(line([], []), line([1, 2], [1, 2], linewidth=0), line([1, 2], [1, 2], alpha=0)) == []


def test_lines_of_one_colour_become_one_path_unless_they_shine_through():
    ways = [[10, 20], [10, 30], [10, 40]]
    assert len(recorded(*(line([0, 9], way, color=INK) for way in ways))) == 1
    assert len(recorded(*(line([0, 9], way, color=INK, alpha=0.5) for way in ways))) == 3


def test_areas_keep_their_own_opacity_and_their_order():
    def add(ax):
        boxes = [Rectangle((10 * k, 10), 8, 8) for k in range(2)]
        return ax.add_collection(
            PatchCollection(boxes, facecolors=[(*Rgb(BLUE), 0.25), GREEN], edgecolors=[INK, "none"])
        )

    first, second = recorded(add)
    assert first[1][:2] == ["blue/0.25", "ink"] and second[1][:2] == ["green", None]
    assert first[1][8] == second[1][8] == 1  # a box lies along the pixels


def Rgb(color):
    return [int(color[k : k + 2], 16) / 255 for k in (1, 3, 5)]


def test_only_what_runs_along_the_pixels_is_moved_onto_them():
    level, slanted = recorded(line([10, 90], [50, 50], color=INK), line([10, 90], [50, 51], color=BLUE))
    (_, triangle, _, _) = recorded(line([50], [50], "^", color=INK))[0]
    assert (level[1][8], slanted[1][8], triangle[8]) == (1, 0, 0)


@pytest.mark.parametrize(("interpolation", "cells"), [("none", 6), ("nearest", 300 * 200)])
def test_an_image_comes_cell_by_cell_where_it_is_not_to_be_smoothed(interpolation, cells):
    picture = np.array([[0, 0, 0], [0, 0, 1.0]])
    style = {"cmap": "Greys", "vmin": 0, "vmax": 1, "aspect": "auto", "interpolation": interpolation}
    [(kind, _, matrix, width, colors, runs, as_it_is)] = recorded(
        lambda ax: ax.imshow(picture, extent=(0, 300, 200, 0), **style)
    )
    assert (
        kind == "image" and not as_it_is and sum(runs[1::2]) == cells and width == cells // (2 if cells == 6 else 200)
    )
    assert sorted(colors) == ["#000000", "paper"]
    if interpolation == "none":
        assert [colors[k] for k in runs[::2]] == ["paper", "#000000"] and runs[1::2] == [5, 1]
        assert Affine2D.from_values(*matrix).transform([[0, 0], [3, 2]]) == pytest.approx(
            np.array([[0, 0], [300, 200]])
        )


def test_an_image_in_colours_follows_the_theme():
    picture = np.array([[Rgb("#D6E7F2"), Rgb("#FBE3D3")]])
    [(*_, colors, _, as_it_is)] = recorded(lambda ax: ax.imshow(picture, interpolation="none"))
    assert sorted(colors) == ["blue tint", "orange tint"] and not as_it_is


@pytest.mark.parametrize("what", ["hatched", "shaded"])
def test_what_cannot_be_written_down_is_refused_in_a_sentence(what):
    add = {
        "hatched": lambda ax: ax.add_patch(Rectangle((9, 9), 50, 50, hatch="//")),
        "shaded": lambda ax: ax.tripcolor([0, 9, 9], [0, 0, 9], [1, 2, 3], shading="gouraud"),
    }
    with pytest.raises(NotImplementedError, match=r"^[A-Z].* cannot be written down as drawing commands\.$"):
        recorded(add[what])


PATHS = {
    "a line with a gap": Path([[0, 0], [5, 3], [np.nan, 0], [7, 7], [9, 1]]),
    "a closed one": Path([[0, 0], [5, 0], [5, 5], [0, 0]], closed=True),
    "curves": Path([[0, 0], [1, 2], [3, 3], [4, 4], [5, 6], [7, 8], [0, 0]], [1, 3, 3, 4, 4, 4, 79]),
    "far outside": Path([[0, 0], [1e7, 1e7]]),
}


@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
@pytest.mark.parametrize("clip", [None, (-50, -50, 300, 300)])
def test_the_public_way_writes_the_same_path_as_the_quick_one(path, clip, monkeypatch):
    def numbers():
        data = path_data(path, Affine2D().scale(2.5), clip, 2)
        return re.sub("[^MLQCz]", "", data.replace("Z", "z")), [float(v) for v in re.findall(r"-?[\d.]+", data)]

    assert _record.convert_to_string is not None, "then the public way is the only one"
    quick = numbers()
    monkeypatch.setattr(_record, "convert_to_string", None)
    letters, places = numbers()
    assert letters == quick[0] and places == pytest.approx(quick[1], abs=0.006)


def test_an_empty_path_is_no_path():
    assert path_data(Path(np.zeros((0, 2))), IdentityTransform(), None, 1) == ""


def test_the_names_of_colours_are_the_painters():
    script = (_frames._HERE / "_paint.js").read_text(encoding="utf-8")
    names = re.search(r"PALETTE = \{(.*?)\};", script, re.DOTALL)[1]
    assert {name.strip('"'): color.upper() for name, color in re.findall(r'("[a-z ]+"|[a-z]+): "(#\w+)"', names)} == {
        name: color.upper() for name, color in LIGHT.items()
    }


# Studio


class Page:
    """What stands for an explorer's `Frames`: it writes down what is drawn and sent."""

    comm = True

    def __init__(self, seconds=0.0):
        self.seconds, self.drawn, self.sent = seconds, [], []
        self.begun = threading.Event()

    def draw(self, at):
        self.begun.set()
        time.sleep(self.seconds)
        self.drawn.append(at)
        return at, b"frame", "still", b""

    def on_its_way(self, at):
        return False

    def deliver(self, drawn, seconds, due):
        self.sent.append(([at for at, *_ in drawn], due))


def until(condition, seconds=20):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.002)


@pytest.fixture
def studio(monkeypatch):
    monkeypatch.setattr(_frames, "PATIENCE", 0.1)
    return _frames._Studio()


def test_what_is_due_comes_before_what_is_drawn_ahead(studio):
    page = Page(0.005)
    studio.ahead(page, [[k] for k in range(20)])
    page.begun.wait(20)
    studio.due(page, [99])
    until(lambda: len(page.drawn) == 21)
    assert page.drawn.index([99]) <= 2
    assert ([[99]], True) in page.sent
    assert [at for at in page.drawn if at != [99]] == [[k] for k in range(20)], (
        "in the order in which they were asked for"
    )
    until(lambda: sum(len(each) for each, _ in page.sent) == 21)
    assert 2 < len(page.sent) < 18, "in slices"


def test_of_what_is_due_the_newest_is_drawn(studio):
    page = Page(0.05)
    studio.due(page, [0])
    page.begun.wait(20)
    for k in range(1, 9):
        studio.due(page, [k])
    until(lambda: len(page.sent) == 2)
    assert page.drawn == [[0], [8]]


def test_the_axis_that_is_asked_for_last_is_drawn_and_an_older_one_later(studio):
    first, second = Page(0.003), Page(0.003)
    studio.ahead(first, [[k] for k in range(30)])
    first.begun.wait(20)
    studio.ahead(second, [[1], [2]])
    until(lambda: len(second.drawn) == 2)
    assert len(first.drawn) < 25
    studio.ahead(first, [[77]])
    until(lambda: [77] in first.drawn)
    assert [29] not in first.drawn, "the new wish is instead of the old one"


def test_the_thread_ends_when_there_is_nothing_to_draw_and_begins_again(studio):
    page = Page()
    for k in (1, 2):
        studio.due(page, [k])
        until(lambda k=k: len(page.sent) == k)
        until(lambda: studio._thread is None)
    assert not any(thread.name == "dlcourse pictures" for thread in threading.enumerate() if thread.daemon is None)


def test_who_is_dropped_is_drawn_no_more(studio):
    page = Page(0.01)
    studio.ahead(page, [[k] for k in range(50)])
    page.begun.wait(20)
    studio.drop(page)
    until(lambda: studio._thread is None)
    assert len(page.drawn) < 5


def test_a_cell_that_runs_has_most_of_the_time(studio, monkeypatch):
    monkeypatch.setattr(_frames, "running", lambda: True)
    page = Page(0.01)
    start = time.monotonic()
    studio.ahead(page, [[k] for k in range(10)])
    until(lambda: len(page.drawn) == 10)
    assert time.monotonic() - start > 10 * 0.01 + 9 * 0.01 * _frames.COURTESY
    studio.ahead(page, [[k] for k in range(50)])
    time.sleep(0.05)
    studio.due(page, [99])
    until(lambda: [99] in page.drawn)
    assert len(page.drawn) < 30, "what is due waits for no rest"


# Messages


def tiny():
    figure, ax = new_figure(3, 2)
    (curve,) = ax.plot([0, 1], [0, 1])

    def update(artists, state):
        artists.curve.set_ydata([0, state])
        artists.curve.axes.set_title("large" if state > 0.6 else "small")
        return state > 0.6

    return Explorer(
        "tiny",
        figure=figure,
        artists=SimpleNamespace(curve=curve),
        controls={"a": slider("a", steps(0, 1, 0.25), 0)},
        state=lambda a: a,
        update=update,
        describe=lambda state: f"a is <b>{state}</b>",
    )


@pytest.fixture
def answered(monkeypatch):
    """An explorer, and a function that tells it what a page writes and returns what comes back, as (message, buffers)."""
    explorer, sent = tiny(), []
    monkeypatch.setattr(explorer._frames, "send", lambda message, buffers: sent.append((message, buffers)))

    def ask(count, seconds=20, **message):
        sent.clear()
        explorer._frames._asked(None, message, None)
        until(lambda: sum(len(message["frames"]) for message, _ in sent) >= count, seconds)
        return list(sent)

    return ask


def test_a_frame_comes_with_its_still_once(answered):
    [(message, buffers)] = answered(1, due=[2], stills=[])
    ((place, still),) = message["frames"]
    assert (place, message["due"], message["stills"]) == ("2", True, [still])
    assert "layers" in json.loads(buffers[0])
    frame = json.loads(buffers[1])
    assert frame["values"] == {"a": 0.5} and frame["still"] == still and frame["caption"] == "a is\u00a0<b>0.5</b>"
    [(message, buffers)] = answered(1, due=[1], stills=[still])
    assert message["stills"] == [] and len(buffers) == 1


def test_an_axis_comes_with_the_stills_it_needs(answered):
    got = answered(4, ahead=[[1], [2], [3], [4]], stills=[])
    assert [place for message, _ in got for place, _ in message["frames"]] == ["1", "2", "3", "4"]
    assert sum(len(message["stills"]) for message, _ in got) == 2


def test_a_page_that_opens_later_gets_what_the_sliders_show_then():
    explorer = tiny()
    explorer.controls["a"].value = 0.75
    now = explorer._frames.get_state(["now"])["now"]
    assert now["at"] == [3] and json.loads(now["frame"])["values"] == {"a": 0.75}
    assert json.loads(now["frame"])["still"] == now["name"] and json.loads(now["still"])["size"] == [300, 200]


def test_a_closed_explorer_is_told_nothing(monkeypatch):
    explorer = tiny()
    monkeypatch.setattr(explorer._frames, "send", lambda *_: pytest.fail("told"))
    batch = _frames._Batch()
    batch.draw(explorer._frames, [1])
    explorer.close()
    batch.send()
    assert explorer._frames.comm is None and all(control.comm is None for control in explorer.controls.values())


def test_a_wish_that_makes_no_sense_stops_nothing(answered):
    with pytest.raises(AssertionError, match="never happened"):
        answered(1, 0.3, due=[99], stills=[])
    assert answered(1, due=[1], stills=[])
