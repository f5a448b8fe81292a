"""The web edition, before a browser sees it: pages from notebooks, and the one address from which links are made."""

import ast
import base64
import io
import json
import re
import subprocess
import zipfile

import nbformat
import numpy as np
import pytest
import yaml
from fontTools.ttLib import TTFont
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from PIL import Image

from dlcourse.authoring import outputs_of, read, web
from dlcourse.figures import new_figure, png, png_metadata
from dlcourse.lessons import LABORATORY, LESSONS
from dlcourse.questions import questions
from tests.courseware import ROOT, explorers

ADDRESS = "https://github.com/somebody/a-course"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """All pages, as they are before Sphinx makes HTML of them."""
    folder = tmp_path_factory.mktemp("web edition")
    web.prepare(folder, ADDRESS)
    return folder


def page(made, folder, lesson):
    return (made / "source" / folder / lesson.file.replace(".ipynb", ".md")).read_text(encoding="utf-8")


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.number)
def test_every_question_and_explorer_of_a_lesson_is_on_its_page(made, lesson):
    text = page(made, "notebooks", lesson)
    cells = [cell.source for cell in read(ROOT / "notebooks" / lesson.file).cells if cell.cell_type == "code"]
    asked = [name for source in cells for name in re.findall(r'\bask\("([a-z0-9-]+)"\)', source)]
    assert re.findall(r'data-question="([^"]+)"', text) == asked
    assert set(asked) >= {question.id for question in questions(lesson.room)}
    shown = re.findall(r'data-explorer="([^"]+)"', text)
    assert set(shown) <= explorers().keys()
    outputs = [output for cell in read(ROOT / "notebooks" / lesson.file).cells for output in outputs_of(cell)]
    stored = [out for out in outputs if out.get("data", {}).get("text/plain", "").startswith("Explorer: ")]
    assert len(shown) + text.count('class="dlcourse-pad"') == len(stored)
    for found in re.findall(r'<script type="application/json">(.*?)</script>', text):
        assert json.loads(found)["text"]


def test_the_first_laboratory_of_its_page_plays_recorded_runs(made):
    text = page(made, "notebooks", LABORATORY)
    assert text.count('data-runs="../_static/explorers/dlcourse-laboratory.js"') == 1
    assert text.count('alt="Laboratory. The data are') == 2


def test_what_a_hidden_cell_shows_is_folded(made):
    for lesson in LESSONS:
        hidden = [
            cell
            for cell in read(ROOT / "notebooks" / lesson.file).cells
            if cell.get("metadata", {}).get("dlcourse", {}).get("outputs")
        ]
        text = page(made, "notebooks", lesson)
        assert text.count('class="dlcourse-hidden"') == len(hidden)


def test_an_explorer_without_the_line_that_says_how_to_run_it():
    cells = read(ROOT / "notebooks" / "00_start_here.ipynb").cells
    (secant,) = [cell for cell in cells if cell.id == "secant"]
    before = base64.b64decode(secant.outputs[0].data["image/png"])
    after, share = web._without_foot(before)
    tall, short = (np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int) for png in (before, after))
    assert 0.85 < share < 0.99 and short.shape[0] == round(share * tall.shape[0])
    assert (short == tall[: short.shape[0]]).all()
    below = tall[short.shape[0] :]
    ink = below[(below < 250).any(axis=1).nonzero()[0]] if below.ndim == 2 else below[(below < 250).any(axis=2)]
    assert len(ink) > 100 and (ink[:, 2] >= ink[:, 0]).all(), "what was cut away is blue words"
    words = short[-12:][(short[-12:] < 250).any(axis=2)]
    assert not len(words) or np.ptp(words, axis=1).max() < 30, "and nothing of them is left"


def test_no_picture_says_how_to_run_a_cell(made):
    for path in (made / "source").rglob("*.md"):
        assert "▶ Run" not in path.read_text(encoding="utf-8"), path.name


def test_a_picture_comes_in_its_panels_so_that_a_phone_can_show_them_below_each_other(tmp_path):
    figure, axes = new_figure(7, 2, ncols=2)
    for ax in axes:
        ax.plot([0, 1])
    stored, metadata = png(figure), png_metadata(figure, "two lines")
    data = {"image/png": base64.b64encode(stored).decode(), "text/plain": "Figure: two lines"}
    cell = new_code_cell("draw()", id="draw", outputs=[new_output("display_data", data, metadata=metadata)])
    path = tmp_path / "notebooks" / LESSONS[1].file
    path.parent.mkdir()
    nbformat.write(new_notebook(cells=[new_markdown_cell("# Lines", id="title"), cell]), path)
    images = re.findall(r'<img src="[^"]*?([^/"]+)" alt="(.*?)" width="(\d+)"', web.Page(path, tmp_path).text())
    assert [alt for _, alt, _ in images] == ["two lines", ""]  # said once
    widths = [Image.open(io.BytesIO((tmp_path / name).read_bytes())).width for name, _, _ in images]
    assert sum(widths) == 1050 and widths == pytest.approx([1.5 * int(width) for *_, width in images], abs=1)


def test_solutions_are_one_click_away_and_found_by_no_search(made):
    for lesson in LESSONS[1:]:
        exercises = page(made, "exercises", lesson)
        assert f"](../solutions/{lesson.file.replace('.ipynb', '.md')})" in exercises
        assert "BEGIN SOLUTION" not in exercises and "raise NotImplementedError" in exercises
        front = yaml.safe_load(page(made, "solutions", lesson).split("---")[1])
        assert front["nosearch"] and front["orphan"]


def test_all_links_are_made_from_one_address(made):
    text = page(made, "notebooks", LESSONS[1])
    assert f'href="{web.elsewhere(ADDRESS, "notebooks/01_linear_models.ipynb")["Open in Colab"]}"' in text
    assert f"git clone {ADDRESS} dlcourse" in text
    stored = subprocess.run(
        ["git", "grep", "--cached", "-l", "-E", r"github\.com/[^/]+/dlcourse"], cwd=ROOT, capture_output=True, text=True
    )
    assert stored.stdout.split() in ([], ["pyproject.toml"])


def test_the_whole_course_can_be_downloaded(made):
    with zipfile.ZipFile(made / "extra" / web.COURSE) as course:
        names = set(course.namelist())
    assert {"dlcourse/Makefile", "dlcourse/dlcourse/__main__.py", "dlcourse/requirements.lock"} < names
    assert {f"dlcourse/notebooks/{lesson.file}" for lesson in LESSONS} < names
    assert not any("/.venv/" in name for name in names)


def test_without_an_address_no_link_leads_astray(tmp_path, monkeypatch):
    monkeypatch.delenv("DLCOURSE_REPOSITORY", raising=False)
    assert web.address() == "" or web.site(web.address())
    notebook = ROOT / "notebooks" / LESSONS[1].file
    text = web.Page(notebook, tmp_path, "").text()
    assert "mybinder" not in text and "colab" not in text and web.COURSE in text
    monkeypatch.setenv("DLCOURSE_REPOSITORY", ADDRESS + "/")
    assert web.address() == ADDRESS
    assert web.site(web.address()) == "https://somebody.github.io/a-course/"


@pytest.mark.parametrize(
    ("source", "only"),
    [
        ('ask("x")', True),
        ('from dlcourse.questions import ask\n\nask("x")', True),
        ("explore.parabola()", True),
        ('from dlcourse.explorers import deep\n\ndeep.draw(drawing="a 3")', True),
        ("x = 1\nexplore.parabola()", False),
        ("pictures.gates(pairs)", False),
        ("explore", False),
        ("", False),
    ],
)
def test_a_call_that_only_shows_is_left_out(source, only):
    assert web._only_shows(ast.parse(source)) == only


def test_what_builds_the_site_has_plain_versions():
    lines = [line for line in (web.WEB / "requirements.txt").read_text().splitlines() if not line.startswith("#")]
    assert lines and all(re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.]*", line) for line in lines)
    packages = json.loads((web.WEB / "package.json").read_text())["dependencies"]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in packages.values())


def test_the_font_has_every_letter_of_a_formula():
    known = TTFont(web.WEB / "static" / "stix-two-math.woff").getBestCmap()
    names = {"alpha": "α", "partial": "∂", "nabla": "∇", "odot": "⊙", "top": "⊤", "sum": "∑", "le": "≤", "to": "→"}
    assert all(ord(sign) in known for sign in names.values())
    for path in (*web.notebooks("notebooks"), *web.notebooks("solutions")):
        for cell in read(path).cells:
            text = re.sub(r"```.*?```|`[^`]*`", "", cell.source, flags=re.S) if cell.cell_type == "markdown" else ""
            for formula in re.findall(r"\$\$.*?\$\$|\$[^$\n]+\$", text, flags=re.S):
                assert not {sign for sign in formula if sign.isprintable() and ord(sign) not in known}, formula
