"""The page of results: right numbers, nothing from elsewhere, and nothing of a learner's text taken for HTML."""

import base64
import io
import re

import numpy as np
import pytest
from PIL import Image

from dlcourse.own_data import Table, example
from dlcourse.results import write_page

LOSSES = ([2.0, 1.0, 0.5], [2.1, 1.2, 1.3])


def page_of(tmp_path, data, sets, answers, title="Mine"):
    sentence = write_page(tmp_path / "own" / "results.html", title, data, sets, LOSSES, 1, answers)
    return sentence, (tmp_path / "own" / "results.html").read_text(encoding="utf-8")


@pytest.fixture
def toy():
    data = Table(np.arange(20.0).reshape(10, 2), np.array([0, 1] * 5), ("a", "b"), ("<i>no</i>", "yes & no"))
    return data, (np.arange(4), np.arange(4, 6), np.arange(6, 10))


def test_the_numbers_are_right(tmp_path, toy):
    data, sets = toy
    sentence, page = page_of(tmp_path, data, sets, np.array([0, 1, 0, 0]))
    assert "On 4 test examples, which were opened once, the network names 3 correctly: 75.0 %" in sentence
    assert "standard error of 21.7" in sentence  # √(0.75 · 0.25 / 4)
    assert "would name 50.0 % correctly" in sentence
    cells = re.findall(r"<td(?: class=\"(\w+)\")?>(\d*)</td>", page)[1:]
    assert cells == [("right", "2"), ("", ""), ("wrong", "1"), ("right", "1")]
    assert "weights after epoch 2 were kept" in page and "with a validation loss of 1.2." in page


def test_at_either_end_no_standard_error_of_zero_is_claimed(tmp_path, toy):
    data, sets = toy
    right = data.y[6:]
    for answers, share in ((right, "100.0 %"), (1 - right, "0.0 %")):
        sentence, _ = page_of(tmp_path, data, sets, answers)
        assert f"{share}, though 4 examples say this only to within about 75 %" in sentence  # three in four
        assert "standard error" not in sentence


def test_it_needs_nothing_from_elsewhere_and_takes_no_text_for_html(tmp_path, toy):
    data, sets = toy
    _, page = page_of(tmp_path, data, sets, np.array([0, 1, 0, 0]), title="<script>alert(1)</script>")
    assert not re.search(r"https?:|<script|<link|<i>", page)
    assert "&lt;i&gt;no&lt;/i&gt;" in page and "yes &amp; no" in page
    assert '<html lang="en">' in page and page.count("<h1>") == 1


def test_mistakes_are_shown_as_pictures_where_examples_are_pictures(tmp_path):
    data = example()
    sets = (np.arange(400), np.arange(400, 500), np.arange(500, 600))
    answers = data.y[500:].copy()
    answers[3] = (answers[3] + 1) % 10
    _, page = page_of(tmp_path, data, sets, answers)
    (alt, code), *others = re.findall(r'<img alt="([^"]+)" src="data:image/png;base64,([^"]+)"', page)
    assert not others and alt == f"a {data.y[503]}, read as {answers[3]}"
    grey = np.asarray(Image.open(io.BytesIO(base64.b64decode(code))), dtype=float)
    assert grey.shape == (8, 8) and np.corrcoef(grey.ravel(), data.X[503])[0, 1] < -0.999  # ink is dark


def test_a_class_name_under_a_picture_is_no_html(tmp_path):
    data = Table(np.eye(64)[:10], np.array([0, 1] * 5), tuple(map(str, range(64))), ('"><i>', "b"))
    _, page = page_of(tmp_path, data, (np.arange(4), np.arange(4, 6), np.arange(6, 10)), np.array([1, 1, 0, 1]))
    assert page.count("<img") == 1 and "<i>" not in page and 'alt="a &quot;&gt;&lt;i&gt;, read as b"' in page


def test_sets_that_overlap_and_answers_that_do_not_fit_are_refused(tmp_path, toy):
    data, (train, validation, test) = toy
    with pytest.raises(ValueError, match="in two of the three sets"):
        page_of(tmp_path, data, (train, validation, np.arange(5, 10)), np.zeros(5, int))
    with pytest.raises(ValueError, match=r"4 test examples, but the answers have shape \(3,\)"):
        page_of(tmp_path, data, (train, validation, test), np.zeros(3, int))
    with pytest.raises(ValueError, match="A loss is not a finite number"):
        write_page(
            tmp_path / "own" / "x.html", "", data, (train, validation, test), ([1.0], [np.nan]), 0, np.zeros(4, int)
        )
    assert not (tmp_path / "own").exists()
