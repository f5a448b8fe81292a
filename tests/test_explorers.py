"""Every explorer, at every position of its sliders that matters."""

import io
import itertools
import json
import math
import re
import warnings
from types import SimpleNamespace

import ipywidgets as widgets
import numpy as np
import pytest
import traitlets
from PIL import Image

from dlcourse.activations import Identity, Softmax
from dlcourse.data import digits
from dlcourse.deep import accuracy
from dlcourse.explorers import Explorer, Grab, _plain, _reading, choice, deep, losses, network, slider, steps
from dlcourse.explorers._pad import BLACK, EMPTY, Pad, sheet
from dlcourse.explorers._picture import STILLS
from dlcourse.explorers._record import Recorder
from dlcourse.figures import BLUE, INK, new_figure, paragraphs
from tests.courseware import explorers


@pytest.fixture(scope="module", params=explorers().values(), ids=explorers())
def made(request):
    """Each explorer in turn, for all the tests that are for every one of them: to make one takes a while."""
    yield request.param()
    widgets.Widget.close_all()


@pytest.fixture(autouse=True)
def nothing_left_open(request):
    """ipywidgets keeps every widget, and each of ours its pictures, until it is closed."""
    yield
    if "made" not in request.fixturenames:
        widgets.Widget.close_all()


@pytest.fixture
def explorer(made):
    """Each explorer as it was at first."""
    made.reset()
    return made


def positions(explorer):
    """Each slider at every value with the others at the start, and every corner with the middles."""
    start = explorer.values()
    options = {key: [value for _, value in control.options] for key, control in explorer.controls.items()}
    for key, values in options.items():
        for value in values:
            yield {**start, key: value}
    ends = [[values[0], values[len(values) // 2], values[-1]] for values in options.values()]
    for corner in itertools.islice(itertools.product(*ends), 100):
        yield dict(zip(options, corner, strict=True))


def numbers(thing):
    """Every number in a state."""
    if hasattr(thing, "__dict__"):
        thing = vars(thing)
    if isinstance(thing, dict):
        thing = list(thing.values())
    if isinstance(thing, (list, tuple)):
        return [n for item in thing for n in numbers(item)]
    if isinstance(thing, np.ndarray) and thing.dtype.kind in "iuf":
        return thing.ravel().tolist()
    return [thing] if isinstance(thing, (int, float, np.number)) else []


def test_state_update_and_words_hold_over_every_slider(explorer):
    said = set()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for values in positions(explorer):
            state = explorer.state(**values)
            assert not any(np.isinf(numbers(state))), values
            explorer.update(explorer.artists, state)
            words = explorer.describe(state)
            assert isinstance(words, str) and words and "nan" not in words.lower(), (values, words)
            said.add(words)
    assert len(said) > 1, "the caption never changes"


def test_the_state_is_a_pure_function(explorer):
    values = explorer.values()
    first = numbers(explorer.state(**values))
    for other in itertools.islice(positions(explorer), 5):
        explorer.state(**other)
    assert np.array_equal(first, numbers(explorer.state(**values)), equal_nan=True)


def drawn(part, layers=()):
    """What a part of a picture draws, each command with its style in full, and layers in their places."""
    found = []
    for kind, number, *rest in part["commands"]:
        if kind == "layer":
            found += drawn(layers[number])
        elif kind != "panel":
            style = tuple(map(repr, part["styles"][number]))
            if kind == "image":
                rest = rest[:-1]  # whether it is a photograph: who draws the whole does not say
            # Lines that follow each other are one path or several.
            pieces = re.findall("M[^M]*", rest[0]) if kind == "path" and not part["styles"][number][0] else [repr(rest)]
            found += [(kind, style, piece) for piece in pieces]
    return found


def test_both_parts_together_are_the_whole_picture(explorer):
    everywhere = list(positions(explorer))
    # Twice, so that what stands still has been written down before.
    for values in 2 * everywhere[:: len(everywhere) // 4]:
        frame, still = explorer.frame(values)
        layers = json.loads(still)["layers"]
        whole = Recorder(explorer._picture.figure)
        explorer._picture.figure.draw(whole)
        whole = json.loads(json.dumps({"styles": whole.styles, "commands": whole.commands}))
        whole = drawn(whole)[1:]  # the page has paper of its own
        moving = drawn(frame["moving"], layers)
        assert sorted(drawn(layers[0]) + moving) == sorted(whole), values


def test_moving_a_slider_changes_what_is_seen_and_reset_brings_it_back(explorer):
    def seen():
        frame, still = explorer.frame()
        return (frame["moving"], still), frame["caption"]

    start, first, both = explorer.values(), seen(), []
    for key, control in explorer.controls.items():
        options = [value for _, value in control.options]
        control.value = options[-1] if control.value != options[-1] else options[0]
        picture, words = (now != then for now, then in zip(seen(), first, strict=True))
        assert picture or words, key
        both.append(picture and words)
        explorer.reset()
        assert explorer.values() == start and seen() == first
    assert any(both)


def test_a_frame_says_all_that_a_page_needs(explorer):
    frame, still = explorer.frame()
    assert set(frame) - {"grips"} == {"values", "caption", "still", "moving"}
    assert json.loads(json.dumps(frame)) == frame
    titles = [ax.get_title(loc="left") for ax in explorer._picture.figure.axes]
    assert explorer.drawn.startswith(f"{explorer.name}. ") and all(title in explorer.drawn for title in titles)
    still = json.loads(still)
    width, height = still["size"]
    assert all(0 <= left <= axes < right <= width for left, right, axes in still["panels"]) and height > 300
    # What is drawn ahead goes to the page in hundreds.
    assert len(json.dumps(frame["moving"])) < 70_000


def test_a_thousand_is_written_on_a_slider_as_in_a_caption(explorer):
    for control in explorer.controls.values():
        assert not any(re.search(r"(?<![.\d])\d{4}", label) for label, _ in control.options)


def test_its_display_is_one_bundle_of_view_picture_and_line(explorer):
    data, metadata = explorer._repr_mimebundle_()
    assert set(data) == {"application/vnd.jupyter.widget-view+json", "image/png", "text/plain"}
    assert data["text/plain"].startswith("Explorer: ") and "\n" not in data["text/plain"]
    assert len(data["image/png"]) < 60_000
    assert len(metadata["image/png"]["alt"]) > 40
    assert metadata["image/png"]["width"] <= 850


def test_a_picture_without_a_kernel_says_what_is_seen_and_how_to_move_it(explorer):
    data, metadata = explorer._repr_mimebundle_()
    frame, still = explorer.frame()
    said = metadata["image/png"]["alt"]
    now = f"{explorer.name}. {_plain(frame['caption'])}"
    if any(isinstance(control, Pad) for control in explorer.controls.values()):
        assert said == f"{now} ▶ Run this cell (Shift + Enter), and draw on the sheet."
    else:
        assert said.startswith(f"{now} ▶ Run the first code cell, then this cell, for ")
        assert all(control.description.rstrip(":") in said for control in explorer.controls.values())
    # Below the picture stand at least two lines.
    still = json.loads(still)
    assert metadata["image/png"]["height"] > still["most"] * still["size"][1] + 40
    width, height = Image.open(io.BytesIO(data["image/png"])).size
    assert (width, height) == pytest.approx([1.25 * metadata["image/png"][side] for side in ("width", "height")], abs=2)


def test_words_below_a_picture_stay_within_it():
    figure = paragraphs(5.5, ("w₁ = −0.25, " * 40, INK), ("a line with $5 and a _ of its own " * 5, BLUE))
    lines = [text.get_window_extent() for text in figure.texts]
    assert len(lines) > 5 and all(figure.bbox.x0 <= each.x0 and each.x1 <= figure.bbox.x1 for each in lines)
    assert all(above.y0 > below.y0 for above, below in zip(lines, lines[1:], strict=False)) and lines[-1].y0 >= 0


def tiny(state, update=lambda artists, state: None):
    figure, ax = new_figure(3, 2)
    (line,) = ax.plot([0, 1], [0, 1])
    return Explorer(
        "tiny",
        figure=figure,
        artists=SimpleNamespace(line=line),
        controls={"a": slider("a", steps(0, 1, 0.5), 0)},
        state=state,
        update=update,
        describe=lambda state: f"a is {state}",
    )


def test_an_error_while_sliding_is_shown_not_lost():
    def state(a):
        if a > 0.6:
            raise ValueError("no such <place>")
        return a

    explorer = tiny(state)
    explorer.controls["a"].value = 1
    said = "This position cannot be drawn (ValueError: no such &lt;place&gt;)."
    assert explorer.frame()[0]["caption"] == said and explorer.frame()[1] == b""
    explorer.controls["a"].value = 0.5
    assert explorer.frame()[0]["caption"] == "a is\u00a00.5"


def test_a_picture_whose_still_parts_change_is_written_down_anew():
    def update(artists, state):
        artists.line.axes.set_title(f"title {state}")
        return state

    explorer = tiny(lambda a: a, update)
    before = explorer.frame()
    assert explorer.frame({"a": 0.5})[0]["still"] != before[0]["still"]
    assert explorer.frame({"a": 0.0}) == before


def test_only_so_many_stills_are_kept():
    explorer = tiny(lambda a: a)
    for scene in range(2 * STILLS):
        explorer._picture.scene = scene
        explorer._picture.still()
    assert len(explorer._picture._stills) == STILLS
    assert next(reversed(explorer._picture._stills)) == 2 * STILLS - 1


def test_what_is_stored_shows_where_the_sliders_stand_and_not_what_was_drawn_ahead(explorer):
    stored = explorer._repr_mimebundle_()
    explorer.frame(list(positions(explorer))[-1])
    data, metadata = explorer._repr_mimebundle_()
    assert data["image/png"] == stored[0]["image/png"] and metadata == stored[1]


def test_steps_have_no_rounding_noise():
    assert steps(-0.3, 0.3, 0.1) == [-0.3, -0.2, -0.1, 0.0, 0.1, 0.2, 0.3]


# Points that can be dragged.


def test_a_point_that_can_be_dragged_is_where_its_sliders_stand(explorer):
    """What a page does with a pointer in the picture ends where the pointer is, in every scene."""
    frame, still = explorer.frame()
    areas = json.loads(still).get("grabs", [])
    assert len(areas) == len(frame.get("grips", []))
    for number, area in enumerate(areas):
        for k, axis, places in area["sliders"]:
            key, control = list(explorer.controls.items())[k]
            assert len(places) == len(control.options) and len(set(places)) == len(places)
            for place in range(0, len(places), 3):
                grips = explorer.frame({**explorer.values(), key: control.options[place][1]})[0]["grips"]
                beside = grips[area["beside"]][axis] if "beside" in area else 0
                assert grips[number][axis] == pytest.approx(beside + places[place], abs=0.2), (key, place)
                left, top, right, bottom = area["box"]
                assert left - 1 <= grips[number][0] <= right + 1 and top - 1 <= grips[number][1] <= bottom + 1


def test_a_line_that_can_be_dragged_goes_through_where_its_slider_says():
    explorer = network.xor_planes()
    areas = json.loads(explorer.frame()[1])["grabs"]
    seen = 0
    for values in ({}, {"w11": -3.0, "w22": 5.0}, {"w12": 0.0, "w21": 1.0}):
        for number, (key, area) in enumerate(zip(("b1", "b2"), areas, strict=True)):
            k, count = area["way"]
            control = explorer.controls[key]
            assert list(explorer.controls)[k] == key and count == len(control.options) and area["sliders"] == []
            for position, (_, value) in enumerate(control.options):
                grip = explorer.frame({**explorer.values(), **values, key: value})[0]["grips"][number]
                if grip:
                    place, first, step = np.reshape(grip, (3, 2))
                    beside = (place - first - position * step) @ step / np.hypot(*step)
                    assert beside == pytest.approx(0, abs=0.2), (values, key, value)
                    seen += 1
    assert seen > 60


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"x": "speed"}, "there is no slider 'speed'; the sliders are a."),
        ({"x": "a", "y": "kind"}, "there is no slider 'kind'; the sliders are a."),  # a row of buttons is none
        ({}, "there is neither x nor y; the sliders are a."),
    ],
)
def test_a_point_that_no_slider_moves_is_refused_in_a_sentence(given, words):
    figure, ax = new_figure(3, 2)
    (line,) = ax.plot([0], [0], "o")
    controls = {"a": slider("a", steps(0, 1, 0.5), 0), "kind": choice("kind", {"one": 1}, 1)}
    with pytest.raises(ValueError, match=re.escape(f"Grab of the point: {words}")):
        Explorer(
            "tiny",
            figure=figure,
            artists=SimpleNamespace(line=line),
            controls=controls,
            state=lambda a, kind: a,
            update=lambda artists, a: None,
            describe=str,
            grab=Grab(line, "the point", **given),
        )


def test_a_point_that_is_not_drawn_has_no_place():
    explorer = losses.bowl()
    here = explorer._picture._reach._grabs[0].artist
    here.set_data([], [])
    assert explorer._picture.grips() == [None]


# The sheet to draw on.


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (bytes(783), "784 bytes, one for each of 28 by 28 cells, but these are 783"),
        (b"", "but these are 0"),
        ("7", "784 bytes, as `sheet(picture)` makes them, but this is '7'"),
        (None, "but this is None"),
        (np.zeros(784), "but this is array("),
    ],
)
def test_a_sheet_that_is_none_is_refused_in_one_sentence(value, words):
    pad = Pad({})
    with pytest.raises(traitlets.TraitError) as refusal:
        pad.value = value
    said = str(refusal.value)
    assert words in said and said.endswith(".") and "\n" not in said and len(said) < 200
    assert pad.value == EMPTY


def test_a_sheet_from_the_page_comes_as_a_view_and_is_kept_as_bytes():
    pad, heard = Pad({}), []
    pad.observe(lambda change: heard.append(change.new), "value")
    pad.set_state({"value": memoryview(BLACK)})
    assert pad.value == BLACK and heard == [BLACK] and type(pad.value) is bytes


def test_a_drawing_of_the_page_is_dealt_with_before_it_is_answered(monkeypatch):
    pad, events = Pad({}), []
    monkeypatch.setattr(pad, "send", events.append)
    pad.observe(lambda change: events.append(change.new), "value")
    pad._handle_custom_msg({"drawn": True}, [memoryview(BLACK)])
    assert events == [BLACK, {"dealt_with": True}]
    with pytest.raises(traitlets.TraitError):
        pad._drawn(pad, {"drawn": True}, [b"too short"])
    assert pad.value == BLACK and len(events) == 3, "A page that gets no answer sends nothing more."


def test_a_picture_as_a_sheet():
    picture = np.linspace(-0.1, 1.1, 784)
    ink = np.frombuffer(sheet(picture), np.uint8)
    assert ink[0] == 0 and ink[-1] == 255
    assert np.abs(ink / 255 - picture.clip(0, 1)).max() <= 0.5 / 255 + 1e-12
    for wrong in (np.zeros((28, 28)), np.zeros(783), np.zeros((1, 784))):
        with pytest.raises(ValueError, match=r"784 pixels in one row.* but this has shape"):
            sheet(wrong)


def test_the_sheets_that_tests_and_button_offer():
    explorer = deep.draw()
    names, sheets = zip(*explorer.controls["drawing"].options, strict=True)
    assert names[0] == "an empty sheet" and names[-1] == "a black sheet" and len(set(sheets)) == len(sheets)
    assert b"".join(sheets[1:-1]) == explorer.controls["drawing"].examples


def test_the_mark_of_a_drawing_is_short_and_its_own():
    explorer, marks = deep.draw(), set()
    for _, value in explorer.controls["drawing"].options:
        explorer.controls["drawing"].value = value
        mark = json.dumps(explorer.frame()[0]["values"])
        assert json.loads(mark)["reading"] == "centred" and len(mark) < 100
        marks.add(mark)
    assert len(marks) == len(explorer.controls["drawing"].options)


# What reads the drawings.


@pytest.fixture(scope="module")
def held_out():
    _, _, X, y = digits()
    return X, y


def says(explorer, drawing, reading="centred"):
    return explorer.state(sheet(drawing), reading).order[0]


def test_the_courses_network_reads_digits_it_has_not_seen(held_out):
    X, y = held_out
    explorer = deep.draw()
    for reading in ("centred", "as drawn"):
        assert accuracy([says(explorer, x, reading) for x in X[::2]], y[::2]) >= 0.96, reading


def test_small_drawings_in_a_corner_are_read_when_centred_and_not_as_drawn(held_out):
    X, y = held_out[0][:300], held_out[1][:300]
    small = np.zeros((300, 28, 28))
    small[:, 1:15, 13:27] = X.reshape(300, 14, 2, 14, 2).mean(axis=(2, 4))
    explorer = deep.draw()
    share = {
        reading: accuracy([says(explorer, x.ravel(), reading) for x in small], y) for reading in ("centred", "as drawn")
    }
    assert share["centred"] > 0.9 and share["as drawn"] < 0.4, share


def words(explorer, drawing, reading):
    return explorer.describe(explorer.state(drawing, reading))


def test_what_is_said_of_drawings(held_out):
    explorer = deep.draw()
    sheets = dict(explorer.controls["drawing"].options)
    assert "An empty sheet" in words(explorer, EMPTY, "centred") and "An empty sheet" in words(
        explorer, EMPTY, "as drawn"
    )
    assert "It reads <b>2</b>" in words(explorer, sheets["a small 2 in a corner"], "centred")
    as_drawn = words(explorer, sheets["a small 2 in a corner"], "as drawn")
    assert "has only seen digits 20 pixels large, in the middle" in as_drawn
    assert "too far left" in as_drawn and "Moved to the middle and resized, it says 2" in as_drawn
    for x in held_out[0][:100]:
        in_place = words(explorer, sheet(x), "as drawn")
        assert "this is nearly one" in in_place, in_place


def always(digit, outputs=10, inputs=784, surely=3.0):
    """One layer that says the same of everything."""
    return [(np.zeros((outputs, inputs)), surely * (np.arange(outputs) == digit))]


def test_a_drawing_may_lie_on_the_sheet_at_first():
    explorer = deep.draw(drawing="a 7")
    assert explorer.frame()[0]["caption"].startswith("It reads <b>7</b>")
    assert [deep._on_bar(share) for share in (0.004, 0.994, 0.996, 1.0)] == ["0 %", "99 %", ">99 %", "100 %"]
    with pytest.raises(ValueError, match='no drawing \'a 9\'. There are: "an empty sheet", "a 3"'):
        deep.draw(drawing="a 9")


def test_a_network_of_ones_own_is_asked_and_not_the_courses(monkeypatch):
    monkeypatch.setattr(deep, "course_network", lambda: pytest.fail("loaded for nothing"))
    explorer = deep.draw(always(4), [Softmax()])
    assert says(explorer, np.ones(784)) == 4
    assert words(explorer, BLACK, "centred").startswith("It reads <b>4</b>, with 69 %; second comes 0, with 3 %.")
    shares = deep.draw(always(4, surely=0.5), [Identity()])
    assert "add up to\u00a00.50: they are no shares of a whole" in words(shares, BLACK, "centred")


def test_the_page_reads_with_networks_that_it_can_run_and_asks_python_for_the_others(monkeypatch):
    class MySoftmax(Softmax):
        pass

    drawn = []
    for activation, most, reads in ((Softmax(), 7840, True), (Softmax(), 7839, False), (MySoftmax(), 7840, False)):
        monkeypatch.setattr(_reading, "MOST", most)
        explorer = deep.draw(always(4), [activation])
        assert (explorer._frames.page is not None) == reads
        monkeypatch.setattr(explorer._frames, "_draw", lambda at: drawn.append(at) or (b"", "", b""))
        drawn.clear()
        explorer.controls["drawing"].value = BLACK
        assert drawn == ([] if reads else [None])


@pytest.mark.parametrize(
    ("network", "problem", "said"),
    [
        ((always(4), None), ValueError, "activations is missing"),
        ((None, [Softmax()]), ValueError, "parameters is missing"),
        ((always(4, inputs=64), [Softmax()]), ValueError, "784 pixels and has 10 outputs, but this has 64 and 10"),
        ((always(4, outputs=1), [Softmax()]), ValueError, "but this has 784 and 1"),
        (
            (always(4), [Identity()]),
            ValueError,
            "numbers from 0 to 1, as Softmax() does, but its outputs go from 0 to 3",
        ),
        ((always(4, surely=np.nan), [Softmax()]), ValueError, "nan or inf"),
        ((always(4), [Softmax]), TypeError, "make one of it: Softmax()"),
        ((always(4), []), ValueError, "1 layers, but 0 activations"),
        ((7, [Softmax()]), TypeError, "a list of pairs (W, b)"),
    ],
)
def test_a_network_that_reads_no_drawings_is_refused_in_one_sentence(network, problem, said):
    with pytest.raises(problem) as refusal:
        deep.draw(*network)
    assert said in str(refusal.value) and "\n" not in str(refusal.value)


# The slopes of deep networks.


@pytest.fixture(scope="module")
def unstable():
    return deep.unstable()


@pytest.mark.parametrize(
    ("activation", "scale", "depth", "fate"),
    [
        ("sigmoid", 1.0, 10, "vanish towards the front"),
        ("sigmoid", max(deep.SCALES), 30, "vanish towards the front"),
        ("sigmoid", min(deep.SCALES), 30, "In float32 the first are 0"),
        ("tanh", 1.0, 30, "of a sensible size"),
        ("tanh", max(deep.SCALES), 30, "explode towards the front"),
        ("tanh", 0.5, 30, "alike, and tiny"),
        ("ReLU", deep.HE, 30, "of a sensible size"),
        ("ReLU", 0.5, 30, "alike, and tiny"),
        ("ReLU", 2.0, 30, "alike, and huge"),
        ("ReLU", max(deep.SCALES), 30, "alike, and huge"),
        ("ReLU", 1.0, 1, "a single layer"),
    ],
)
def test_the_fate_of_slopes_is_named(activation, scale, depth, fate, unstable):
    assert fate in unstable.describe(unstable.state(depth=depth, scale=scale, activation=activation))


def test_what_is_said_of_slopes_is_short_and_has_no_powers_below_a_million(unstable):
    for values in positions(unstable):
        said = re.sub("<[^>]+>", "", unstable.describe(unstable.state(**values)))
        assert len(said) < 210 and not re.search("10[¹²³⁴⁵](?![⁰¹²³⁴⁵⁶⁷⁸⁹])", said), values


def test_one_and_he_are_among_the_scales_and_named(unstable):
    names = dict(unstable.controls["scale"].options)
    assert names["1"] == 1 and names["√2 (He)"] == pytest.approx(np.sqrt(2), rel=1e-12)
    assert names == dict(sorted(names.items(), key=lambda item: item[1])) and min(names.values()) < 0.12


def test_a_slope_beyond_the_picture_is_an_arrowhead_at_its_edge():
    explorer = deep.unstable()
    low, high = explorer.artists.median.axes.get_ylim()
    for scale, activation, arrows in ((min(deep.SCALES), "ReLU", "below"), (max(deep.SCALES), "ReLU", "above")):
        state = explorer.state(depth=30, scale=scale, activation=activation)
        explorer.update(explorer.artists, state)
        layers, heights = getattr(explorer.artists, arrows).get_data()
        beyond = state.median < low if arrows == "below" else state.median > high
        assert beyond.any() and np.array_equal(layers, 1 + np.flatnonzero(beyond))
        assert ((low < heights) & (heights < high)).all()
        assert np.array_equal(explorer.artists.median.get_ydata(), state.median)


@pytest.mark.parametrize("explorer", explorers().values(), ids=explorers())
def test_no_sentence_is_longer_than_the_room_that_is_kept_for_it(explorer):
    made, sentence = explorer(), ""
    start, values = (
        made.values(),
        {key: [value for _, value in control.options] for key, control in made.controls.items()},
    )
    some = [{**start, key: value} for key, each in values.items() for value in each]
    if math.prod(map(len, values.values())) < 100:
        some = [dict(zip(values, each, strict=True)) for each in itertools.product(*values.values())]
    for each in some:
        sentence = max(sentence, re.sub(r"<[^>]+>", "", made.describe(made.state(**each))), key=len)
    # A line of 44em holds about 89 letters, and every line but the last may end early for a long word.
    assert len(sentence) <= 89 * made.lines - 8 * (made.lines - 1) + 10, sentence
