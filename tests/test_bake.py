"""Explorers baked for pages without a kernel: which positions have a picture, what the files hold, and when they are made anew."""

import base64
import itertools
import json
import re
import zlib

import ipywidgets as widgets
import pytest

from dlcourse.authoring import bake, combinations, frames, read, stored
from tests.courseware import ROOT, explorers


@pytest.fixture(scope="module")
def planned():
    """For every explorer that is baked its controls' names, labels and starts, by key, and its blocks."""
    found = {}
    for name in bake.explorers():
        explorer = explorers()[name]()
        play = next((k for k, c in explorer.controls.items() if explorer.player and explorer.player.control is c), None)
        controls = {
            key: (control.description, [label for label, _ in control.options], control.index)
            for key, control in explorer.controls.items()
        }
        found[name] = controls, combinations.blocks(name, explorer.controls, play)
        widgets.Widget.close_all()
    return found


def unpacked(text):
    """The arguments with which a file calls ``dlcourseFrames``: name, number, what was packed, and the head of a first part."""
    call = text[text.index(b"dlcourseFrames(") + 15 : text.rindex(b");")]
    name, number, packed, *head = json.loads(b"[%b]" % call)
    return name, number, json.loads(zlib.decompress(base64.b64decode(packed))), *head


def test_every_explorer_is_baked_but_the_sheet():
    assert set(bake.explorers()) == set(explorers()) - {"deep.draw"}
    assert set(combinations.BLOCKS) <= set(bake.explorers())


def test_every_control_moves_over_its_whole_range_with_the_others_at_their_start(planned):
    for name, (controls, blocks) in planned.items():
        start = [index for _, _, index in controls.values()]
        everywhere = set(combinations.positions(blocks))
        for k, (_, labels, _) in enumerate(controls.values()):
            for place in range(len(labels)):
                assert (*start[:k], place, *start[k + 1 :]) in everywhere, (name, k, place)


def test_most_explorers_have_combinations_of_all_their_controls(planned):
    """Where only single controls move, a task that needs two cannot be done."""
    for name, (controls, blocks) in planned.items():
        start = [index for _, _, index in controls.values()]
        for one, other in itertools.combinations(range(len(controls)), 2):
            if name in combinations.BLOCKS:
                continue  # chosen by hand, with a reason
            assert any(set(block[one]) - {start[one]} and set(block[other]) - {start[other]} for block in blocks), name


# What the lessons ask for


def spellings(name):
    """How a text may write the name of a control: "learning rate η" is η as well, and w₁ is $w_1$."""
    last = name.split()[-1]
    found = {name, last} if len(last) <= 2 else {name}
    found |= {re.sub("[₀-₉]", lambda digit: f"_{'₀₁₂₃₄₅₆₇₈₉'.index(digit[0])}", each) for each in found}
    return "|".join(re.escape(each) for each in sorted(found, key=len, reverse=True))


def plain(text):
    """A lesson's text with its numbers as the labels have them."""
    text = re.sub(
        r"(?<!\w)-(?=\d)", "−", text.replace("$", "").replace("*", "").replace("\\eta", "η").replace("\\mu", "μ")
    )
    return re.sub(r"\s+", " ", text)


def number(word):
    """What a label or a word says as a number; None if it is no number."""
    try:
        return float(word.replace("−", "-").replace(",", "").replace("°", ""))
    except ValueError:
        return None


def tasks(text, controls):
    """What the reader is asked to set, and what to move then.

    Yields pairs of a dict from keys to positions and the key of the control that is moved, or None. Each sentence adds to what was set in
    the one before, until a reset.
    """
    places = {}
    for sentence in re.split(r"(?<=[.?!:])\s", plain(text)):
        if re.search(r"\breset\b|\bback\b", sentence, re.IGNORECASE):
            places = {}
        found = []
        for key, (name, labels, _) in controls.items():
            values = {number(label): place for place, label in enumerate(labels)}
            named = rf"(?<![\w$])(?:{spellings(name)})"
            for match in re.finditer(rf"{named}\)?(?: first)?(?:,? to | = | at )(−?[\d.,]*\d)", sentence):
                if number(match[1]) in values:
                    found.append((match.start(), key, values[number(match[1])]))
            for match in re.finditer(rf"\b(?:[Mm]ove|[Rr]aise|[Tt]urn|[Ll]ower) {named}(?! to| =|\w)", sentence):
                found.append((match.start(), key, None))
        for _, key, place in sorted(found, key=lambda each: each[0]):
            if place is None:
                yield dict(places), key
            else:
                places = {**places, key: place}
                yield dict(places), None


def asked(lesson):
    """Names of the explorers that a lesson shows, each with the texts around it that may give a task."""
    cells = read(lesson).cells
    for k, cell in enumerate(cells):
        shown = re.fullmatch(r"explore\.(\w+)\(\)", cell.source.strip())
        if cell.cell_type != "code" or not shown:
            continue
        before = itertools.takewhile(
            lambda c: c.cell_type == "markdown" or c.source.startswith("ask("), cells[k - 1 :: -1]
        )
        texts = [c.source for c in before if c.cell_type == "markdown"][:2]
        yield shown[1], texts


def test_tasks_are_found_in_the_words_of_a_lesson():
    controls = {
        "eta": ("learning rate η", ["0.1", "0.2"], 0),
        "limit": ("max iterations", ["10", "1,000"], 0),
        "w1": ("w₁", ["−1.0", "0.0", "2.0"], 1),
    }
    text = "Set *max iterations* to 1000 first, and then move η slowly. Press *Reset* and raise $w_1$; $w_1 = -1$ is the end."
    expected = [({"limit": 1}, None), ({"limit": 1}, "eta"), ({}, "w1"), ({"w1": 0}, None)]
    assert list(tasks(text, controls)) == expected


def test_what_a_lesson_asks_the_reader_to_set_has_a_picture(planned):
    rooms = {lesson.file: lesson.room for lesson in bake.LESSONS}
    count = 0
    for path in stored(ROOT):
        if path.parent.name != "notebooks":
            continue
        for factory, texts in asked(path):
            name = f"{rooms[path.name]}.{factory}"
            controls, blocks = planned[name]
            for text in texts:
                for places, moved in tasks(text, controls):
                    count += 1
                    at = [places.get(key, start) for key, (_, _, start) in controls.items()]
                    there = [
                        block for block in blocks if all(p in choices for p, choices in zip(at, block, strict=True))
                    ]
                    said = {controls[key][0]: controls[key][1][place] for key, place in places.items()}
                    assert there, f"{name}: the lesson asks for {said}"
                    if moved:
                        k = list(controls).index(moved)
                        most = max(len(block[k]) for block in there)
                        assert most >= min(5, len(controls[moved][1])), (
                            f"{name}: {said}, then moves {controls[moved][0]}"
                        )
    assert count > 5


# Files


@pytest.mark.parametrize("name", ["start.secant", "losses.confidence"])
def test_a_file_holds_what_the_live_explorer_shows(name):
    files, count = frames.bake(name)
    explorer = explorers()[name]()
    controls = explorer.controls
    parts = [unpacked(text) for text in files]
    assert [(each[0], each[1]) for each in parts] == [(name, k) for k in range(len(files))]
    head = parts[0][3]
    assert head["parts"] == len(files) and head["name"] == explorer.name
    assert [each["labels"] for each in head["controls"]] == [[o[0] for o in c.options] for c in controls.values()]
    stills = [still for part in parts for still in part[2]["stills"]]
    assert sum(len(part[2]["frames"]) for part in parts) == count
    for _, _, part, *_ in parts:
        for key, (caption, still, numbers, *grips) in list(part["frames"].items())[::7]:
            at = map(int, key.split(","))
            values = {k: control.options[place][1] for (k, control), place in zip(controls.items(), at, strict=True)}
            frame, data = explorer.frame(values)
            assert caption == frame["caption"] == explorer.describe(explorer.state(**values))
            assert stills[still] == json.loads(data) and grips == [frame["grips"]]
            commands = [part["commands"][k] for k in numbers]
            for mine, live in zip(commands, frame["moving"]["commands"], strict=True):
                if live[0] not in ("panel", "layer"):
                    assert part["styles"][mine[1]] == json.loads(json.dumps(frame["moving"]["styles"][live[1]]))
                    mine, live = [mine[0], *mine[2:]], [live[0], *live[2:]]
                if live[0] in ("path", "marks"):
                    assert in_places(mine.pop(1)) == pieces(live.pop(1))
                assert mine == json.loads(json.dumps(live))
    widgets.Widget.close_all()


def pieces(path):
    """The letters and the numbers of a path."""
    return [each if each.isalpha() else float(each) for each in re.findall(r"[A-Za-z]|-?[\d.]+", path)]


def in_places(path):
    """The letters and the numbers of a path that is written by steps."""
    last, found = [0, 0], pieces(path[1:])
    for k, each in enumerate(found):
        if not isinstance(each, str):
            last = [last[1], last[0] + each]
            found[k] = last[1] / 10 ** int(path[0])
    return found


@pytest.mark.parametrize(
    ("path", "steps"),
    [
        ("M 1.5 2 L 3 -4.25 z", "2M150 200L150 -625z"),
        ("M1.0 2.0L3.0 4.0zM5 5", "1M10 20L20 20zM20 10"),
        ("M -7 40 Q -7.1 -40 0 0 ", "1M-70 400Q-1 -800 71 400"),
    ],
)
def test_a_path_by_steps_is_the_same_path(path, steps):
    assert frames.by_steps(path) == steps
    assert in_places(steps) == pieces(path)


def test_only_what_has_changed_is_baked_again(tmp_path, monkeypatch):
    said = []
    assert bake.build(tmp_path, ["start.secant"], say=said.append) == ["start.secant"]
    assert said[0] == "Explorers to bake: 1 of 1; processes: 1."
    assert "start.secant" in said[1] and "182 positions" in said[1]
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert bake.build(tmp_path, ["start.secant"], say=said.append) == [] and len(said) == 2
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    assert bake.build(tmp_path, ["start.secant"], most=0, say=said.append) == ["start.secant"]
    assert "start.secant.1.js" in before and not (tmp_path / "start.secant.1.js").exists()  # one part is enough now


def test_the_fingerprint_follows_the_sources(tmp_path, monkeypatch):
    sources = {str(path).rpartition("dlcourse/")[2] for path in bake._sources("dlcourse.explorers.start")}
    assert {"explorers/start.py", "explorers/_record.py", "figures/start.py", "figures/palette.py"} <= sources
    assert "figures/descent.py" not in sources and "explorers/deep.py" not in sources
    assert "digits.npz" in str(bake._sources("dlcourse.explorers.deep"))
    source = tmp_path / "source.py"
    monkeypatch.setattr(bake, "_sources", lambda module: {str(source)})
    found = []
    for text in ("a = 1", "a = 2", "a = 1"):
        source.write_text(text)
        found.append(bake.fingerprint("start.secant"))
    assert found[0] == found[2] != found[1]
    monkeypatch.setitem(combinations.BLOCKS, "start.secant", [])
    assert bake.fingerprint("start.secant") != found[0]


def test_an_explorer_that_is_too_large_is_refused(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(bake, "BUDGET", 1000)
    assert bake.main([str(tmp_path), "--only", "start.secant"]) == 1
    assert re.search(r"start.secant takes [\d,]+ bytes, and 1,000 are allowed", capsys.readouterr().err)
    assert not (tmp_path / "start.secant.js").exists()


def test_a_block_that_names_what_is_not_there_is_refused(monkeypatch):
    explorer = explorers()["linear.hyperplane"]()
    for block, message in (({"w9": [1]}, "no control 'w9'"), ({"w1": ["9.0"]}, "no position 9.0")):
        monkeypatch.setitem(combinations.BLOCKS, "linear.hyperplane", [block])
        with pytest.raises(KeyError, match=message):
            combinations.blocks("linear.hyperplane", explorer.controls)
    widgets.Widget.close_all()


def test_an_explorer_of_which_nothing_is_said_gets_a_net_of_combinations():
    explorer = explorers()["backprop.chain"]()
    found = combinations.blocks("a new one", explorer.controls, play="moment")
    net = found[-1]
    assert len(net[0]) == 14 and all(len(places) >= 3 for places in net)
    assert 300 < len(combinations.positions(found)) < 1500
    start = [control.index for control in explorer.controls.values()]
    assert all(place in places for place, places in zip(start, net, strict=True))
    widgets.Widget.close_all()


# The script


def test_the_script_is_one_classic_script_with_the_live_painter_in_it():
    script = bake.script()
    assert not re.search(r"^\s*(import|export)\b", script, re.MULTILINE)
    painter = bake.PAINTER[0]
    assert painter.read_text(encoding="utf-8").replace("export ", "") in script
    for path in (*bake.PAINTER, *bake.PLAYER, *bake.PAD):
        assert len(path.read_text(encoding="utf-8").splitlines()) < 500, path.name
