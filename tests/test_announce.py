"""A card is said aloud where a page is, and nothing else happens because of it."""

import pytest

from dlcourse.checker import announce
from dlcourse.checker.card import DONE, Card
from dlcourse.exercises import check


@pytest.fixture
def said(monkeypatch):
    """What the page is asked to say."""

    class Voice:
        news = property(fset=lambda self, news: spoken.append(news[1]))

    spoken, voice = [], Voice()
    monkeypatch.setattr(announce, "_voice", lambda: voice)
    return spoken


def test_a_card_says_its_outcome_its_words_and_its_notes(said, monkeypatch):
    monkeypatch.setenv("DLCOURSE_STRICT", "0")
    card = Card(
        "softmax", DONE, "Right: `softmax` adds up to 1.", notes=["The version before it."], rows=[("Called", "f")]
    )
    announce.announce(card.aloud())
    assert said == ["softmax: done. Right: softmax adds up to 1. The version before it."]


def test_nothing_is_said_where_nobody_looks(said, monkeypatch):
    monkeypatch.setenv("DLCOURSE_STRICT", "1")
    announce.announce("Right.")
    assert said == []


def test_a_page_that_cannot_speak_costs_no_card(monkeypatch, capsys):
    def broken():
        raise ImportError("no anywidget here")

    monkeypatch.setattr(announce, "_voice", broken)
    monkeypatch.setenv("DLCOURSE_STRICT", "0")
    namespace = {"check": check, "double": lambda x: 2 * x}
    monkeypatch.setenv("DLCOURSE_PROGRESS", "off")
    exec("check('double')", namespace)
    assert "double: done" in capsys.readouterr().out
