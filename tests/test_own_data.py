"""Data of one's own: what a CSV file may look like, what is said of one that cannot be used, and drawings that are kept."""

from pathlib import Path

import numpy as np
import pytest

from dlcourse import own_data
from dlcourse.deep import centre
from dlcourse.explorers import collect as sheets
from dlcourse.explorers._pad import EMPTY
from dlcourse.own_data import drawings, example, read_csv, save_drawing

FLOWERS = "length,width,label\n1.5,2,rose\n3,4,tulip\n5,6e-1,rose\n"


@pytest.fixture
def written(tmp_path):
    """Writes a file, text or bytes; its path."""

    def write(content):
        path = tmp_path / "table.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def test_a_table_becomes_arrays(written):
    table = read_csv(written(FLOWERS))
    assert table.X.tolist() == [[1.5, 2], [3, 4], [5, 0.6]] and table.y.tolist() == [0, 1, 0]
    assert table.columns == ("length", "width") and table.classes == ("rose", "tulip")
    assert repr(table) == "3 examples with 2 columns, in 2 classes: rose (2), tulip (1)"


@pytest.mark.parametrize(
    "content",
    [
        FLOWERS.replace(",", ";"),
        FLOWERS.replace(",", "\t"),
        FLOWERS.replace("\n", "\r\n"),
        b"\xef\xbb\xbf" + FLOWERS.encode(),
        FLOWERS.replace("\n", "\n\n"),
        FLOWERS.replace("rose", '"rose"').replace("length", " length "),
    ],
    ids=["semicolons", "tabs", "Windows", "with a mark", "empty lines", "quotes and spaces"],
)
def test_spreadsheets_write_tables_in_several_ways(written, content):
    table = read_csv(written(content))
    assert table.X.tolist() == [[1.5, 2], [3, 4], [5, 0.6]] and table.classes == ("rose", "tulip")
    assert table.columns == ("length", "width")


def test_labels_in_an_old_encoding_and_numbers_as_labels(written):
    assert read_csv(written("a,label\n1,größer\n2,kleiner\n".encode("cp1252"))).classes == ("größer", "kleiner")
    assert read_csv(written("a,label\n1,10\n2,9\n")).classes == ("9", "10")
    assert read_csv(written("kind,a\nx,1\ny,2\n"), label="kind").classes == ("x", "y")


@pytest.mark.parametrize(
    "content, words",
    [
        ("", "table.csv is empty."),
        ("a,label\n", "has a single line"),
        (b"PK\x03\x04\x00\x00", "table.csv is no text. In your spreadsheet, save the table as CSV."),
        ("a,b\n1,2\n", "There is no column 'label'. The columns are: 'a', 'b'."),
        ("label\nx\ny\n", "The only column is 'label'."),
        ("a,a,label\n1,2,x\n3,4,y\n", "2 columns have the name 'a'."),
        ("a,label\n1,x\n2\n", "Line 3 has 1 cells, but the first line names 2 columns."),
        ("a,label\n1,x\n2,\n", "Line 3 has no label"),
        ("a,label\n1,x\n,y\n", "Line 3, column 'a' is empty."),
        ("a,label\n1,x\nred,y\n", "Line 3, column 'a' holds 'red', which is no number."),
        ("a;label\n1;x\n2,5;y\n", "Decimals need a point: 2.5."),
        ("a,label\n1,x\ninf,y\n", "Line 3, column 'a' holds 'inf', which is no finite number."),
        ("a,label\n1,x\n", "too few examples to learn from and to judge by: 1. There should be 2 or more."),
        ("a,label\n1,x\n2,x\n", "All 2 examples have the label 'x'."),
        ("a,label\n" + "".join(f"{k},{k}\n" for k in range(30)), "30 different labels for 30 examples"),
    ],
)
def test_a_table_that_cannot_be_used_gets_one_sentence_that_says_why(written, content, words):
    with pytest.raises(ValueError) as problem:
        read_csv(written(content))
    assert words in str(problem.value)


def test_too_few_examples_are_said_to_be_too_few(written):
    assert len(read_csv(written(FLOWERS), at_least=3).y) == 3
    with pytest.raises(ValueError, match="too few .*: 3. There should be 4 or more."):
        read_csv(written(FLOWERS), at_least=4)


def test_only_a_reader_has_a_folder_of_their_own(monkeypatch):
    """A program that runs the notebook finds no drawings and leaves none: not in tests, `make notebooks`, `make check`, a class report."""
    monkeypatch.setenv("DLCOURSE_STRICT", "0")
    monkeypatch.delenv("DLCOURSE_PROGRESS", raising=False)
    assert own_data.folder() == Path("../own")
    monkeypatch.setenv("DLCOURSE_PROGRESS", "off")
    thrown_away = own_data.folder()
    assert thrown_away.is_absolute() and not any(thrown_away.iterdir())
    monkeypatch.delenv("DLCOURSE_PROGRESS")
    monkeypatch.setenv("DLCOURSE_STRICT", "1")
    assert own_data.folder() == thrown_away


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"There is no file .*nothing\.csv"):
        read_csv(tmp_path / "nothing.csv")
    with pytest.raises(ValueError, match="cannot be read"):
        read_csv(tmp_path)


def test_the_example_can_be_learned_from():
    table = example()
    assert table.X.shape == (600, 64) and set(table.y) == set(range(10))


def test_drawings_are_kept_as_the_networks_see_them_and_read_back(tmp_path):
    path, drawing = tmp_path / "own" / "drawings.csv", np.zeros((28, 28))
    drawing[2:12, 3:5] = 1.0
    assert drawings(path) == {}
    assert save_drawing(path, drawing.ravel(), "1") == {"1": 1}
    assert save_drawing(path, drawing.T.ravel(), "7") == {"1": 1, "7": 1} == drawings(path)
    table = read_csv(path)
    assert table.classes == ("1", "7") and np.allclose(table.X[0], centre(drawing.ravel()), atol=1e-3)


def test_a_drawing_goes_into_no_other_table_and_an_empty_sheet_nowhere(tmp_path, written):
    with pytest.raises(ValueError, match="Nothing is drawn yet"):
        save_drawing(tmp_path / "new.csv", np.zeros(784), "1")
    assert not (tmp_path / "new.csv").exists()
    path = written(FLOWERS)
    with pytest.raises(ValueError, match="holds a table of something else"):
        save_drawing(path, np.ones(784), "1")
    assert path.read_text() == FLOWERS


def test_a_sheet_saves_clears_itself_and_asks_for_the_rarest(tmp_path):
    sheet = sheets.collect(tmp_path / "own" / "d.csv", "012")
    sheet.button.click()
    assert "Not saved: Nothing is drawn yet." in sheet.said.value
    for label, rarest in (("0", "1"), ("1", "2")):
        sheet.pad.value = bytes([0, 200] * 392)
        assert sheet.label.value == label
        sheet.button.click()
        assert f"Saved as {label}." in sheet.said.value and sheet.label.value == rarest
        assert sheet.pad.value == EMPTY
    assert "2 drawings (0: 1, 1: 1)" in sheet.said.value and drawings(sheet.path) == {"0": 1, "1": 1}
    assert "2 drawings" in sheets.collect(sheet.path, "012").said.value  # on another day


def test_a_drawing_that_cannot_be_written_stays_on_the_sheet(tmp_path, monkeypatch):
    sheet = sheets.collect(tmp_path / "d.csv", "01")
    sheet.pad.value = drawn = bytes([0, 200] * 392)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(sheets, "save_drawing", full)
    sheet.button.click()
    assert "Not saved: [Errno 28] No space left on device" in sheet.said.value and sheet.pad.value == drawn


def test_one_label_is_too_few(tmp_path):
    with pytest.raises(ValueError, match="two labels or more"):
        sheets.collect(tmp_path / "d.csv", "0")


def test_headless_a_sheet_is_a_line_of_text(tmp_path):
    assert sheets.collect(tmp_path / "d.csv")._repr_mimebundle_()["text/plain"].startswith("A sheet to draw on")
