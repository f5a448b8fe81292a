"""Every explorer, at every position of its sliders that matters."""

import io
import itertools
import re
import warnings
from types import SimpleNamespace

import ipywidgets as widgets
import numpy as np
import pytest
from PIL import Image

from dlcourse.explorers import Explorer, slider, steps
from dlcourse.figures import new_figure
from tests.courseware import explorers


@pytest.fixture(autouse=True)
def nothing_left_open():
    """ipywidgets keeps every widget, and each of ours its pictures, until it is closed."""
    yield
    widgets.Widget.close_all()


every_explorer = pytest.mark.parametrize("factory", explorers().values(), ids=explorers())


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


@every_explorer
def test_state_update_and_words_hold_over_every_slider(factory):
    explorer = factory()
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


@every_explorer
def test_the_state_is_a_pure_function(factory):
    explorer = factory()
    values = explorer.values()
    first = numbers(explorer.state(**values))
    for other in itertools.islice(positions(explorer), 5):
        explorer.state(**other)
    assert np.array_equal(first, numbers(explorer.state(**values)), equal_nan=True)


def pixels(data):
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB")).astype(int)


@every_explorer
def test_a_quick_picture_is_the_full_picture(factory):
    explorer = factory()
    everywhere = list(positions(explorer))
    for values in everywhere[:: len(everywhere) // 4]:
        stale = explorer.update(explorer.artists, explorer.state(**values))
        quick = pixels(explorer._picture.png(False, stale))
        figure = explorer._picture.figure
        figure.set_dpi(100)
        figure.canvas.draw()
        full = np.asarray(figure.canvas.buffer_rgba())[..., :3].astype(int)
        # Half-transparent edges may round differently; a missing or misplaced artist is off by hundreds.
        assert quick.shape == full.shape
        assert np.abs(quick - full).max() <= 8, values


@every_explorer
def test_moving_a_slider_changes_what_is_seen_and_reset_brings_it_back(factory):
    explorer = factory()

    def seen():
        with explorer._lock:  # the crisp picture is drawn by a thread of its own
            return explorer._picture.png(False), re.sub("<[^>]+>", "", explorer._caption.value)

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


@every_explorer
def test_its_display_is_one_bundle_of_view_picture_and_line(factory):
    data, metadata = factory()._repr_mimebundle_()
    assert set(data) == {"application/vnd.jupyter.widget-view+json", "image/png", "text/plain"}
    assert data["text/plain"].startswith("Explorer: ") and "\n" not in data["text/plain"]
    assert len(data["image/png"]) < 60_000
    assert len(metadata["image/png"]["alt"]) > 40
    assert metadata["image/png"]["width"] <= 850


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
    assert "This position cannot be drawn (ValueError: no such &lt;place&gt;)" in explorer._caption.value
    explorer.controls["a"].value = 0.5
    assert "a is 0.5" in explorer._caption.value


def test_a_picture_whose_still_parts_change_is_drawn_anew():
    def update(artists, state):
        artists.line.axes.set_title(f"title {state}")
        return True

    explorer = tiny(lambda a: a, update)
    before = explorer._picture.png(False)
    explorer.controls["a"].value = 0.5
    assert explorer._picture.png(False) != before


def test_steps_have_no_rounding_noise():
    assert steps(-0.3, 0.3, 0.1) == [-0.3, -0.2, -0.1, 0.0, 0.1, 0.2, 0.3]
