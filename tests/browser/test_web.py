"""The web edition as a reader has it: opened from a folder, offline.

It is built once for all tests here, whole; explorers that .web has already are not baked again. Only `.ci/run` asks for that (with DLCOURSE_REQUIRE_WEB=1) or who has
built the site before; otherwise these tests are skipped.
"""

import html
import os
import re
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit

import numpy as np
import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from dlcourse.authoring import bake, web
from dlcourse.lessons import LESSONS
from tests.browser.static import HELPERS, all_controls_move

ADDRESS = "https://github.com/somebody/a-course"
LESSON = f"notebooks/{LESSONS[1].file}".replace(".ipynb", ".html")
FIRST_VIEW = 1_000_000  # bytes
SITE = 20_000_000
pytestmark = pytest.mark.skipif(
    not os.environ.get("DLCOURSE_REQUIRE_WEB") and not (web.HOME / "env").exists(),
    reason="only .ci/run builds the site",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The folder of the site. Links lead out of a folder with a blank and a letter that an address spells otherwise."""
    target = tmp_path_factory.mktemp("a site") / "ü b"
    web.build(target, ADDRESS)
    return target


class Links(HTMLParser):
    """What a page asks for and leads to, and its anchors."""

    def __init__(self, text):
        super().__init__()
        self.loaded, self.linked, self.ids = [], [], set()
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        self.ids |= {values.get("id"), values.get("name")}
        for name in ("src", "href", "data-frames", "data-reader", "data-runs", "poster"):
            if values.get(name):
                goes = tag in ("a", "use") or (
                    tag == "link" and values.get("rel") in ("canonical", "next", "prev", "search")
                )
                (self.linked if goes else self.loaded).append(values[name])


@pytest.fixture(scope="module")
def pages(site):
    """Each page's links, by its path in the site."""
    return {path: Links(path.read_text(encoding="utf-8")) for path in sorted(site.rglob("*.html"))}


def test_every_link_leads_somewhere(site, pages):
    missing = []
    for path, page in pages.items():
        for link in page.loaded + page.linked:
            parts = urlsplit(link)
            if parts.scheme or link.startswith("//"):
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if not target.is_file() or not target.is_relative_to(site.resolve()):
                missing.append(f"{path.name}: {link}")
            elif parts.fragment and target.suffix == ".html":
                ids = pages.get(site / target.relative_to(site.resolve()), page).ids
                if unquote(parts.fragment) not in ids:
                    missing.append(f"{path.name}: {link}")
    assert not missing, "\n".join(missing)


def test_a_page_loads_nothing_from_elsewhere(site, pages):
    for path, page in pages.items():
        assert not [link for link in page.loaded if urlsplit(link).scheme not in ("", "data")], path.name
    for path in site.rglob("*.css"):
        links = re.findall(r"""(?:url\(|@import )\s*["']?([^"')\s]+)""", path.read_text(encoding="utf-8"))
        assert not [link for link in links if urlsplit(link).scheme not in ("", "data")], path.name


def test_short_code_stays_in_one_line_and_long_code_may_break(pages):
    text = "".join(path.read_text(encoding="utf-8") for path in pages)
    found = re.findall('<code class="(short )?docutils literal.*?>(.*?)</code>', text, re.S)
    lengths = {True: [], False: []}
    for short, code in found:
        lengths[bool(short)].append(len(html.unescape(re.sub("<.*?>", "", code))))
    assert max(lengths[True]) <= 30 and max(lengths[False]) > 30


def test_a_page_says_what_it_is(site, pages):
    for path in pages:
        text = path.read_text(encoding="utf-8")
        assert "Content-Security-Policy" in text and "default-src 'none'" in text and "<title>" in text
        about = re.search(r'<meta name="description" content="([^"]+)">', text)[1]
        assert 50 < len(about) < 200
        assert f'content="{web.site(ADDRESS)}_static/preview.png"' in text
        assert "CC BY 4.0" in text and "MIT licence" in text and "MNIST" in text
    listed = re.findall(r"<loc>(.*?)</loc>", (site / "sitemap.xml").read_text())
    assert set(listed) == {urljoin(web.site(ADDRESS), path.relative_to(site).as_posix()) for path in pages} - {
        urljoin(web.site(ADDRESS), "search.html")
    }


def test_the_site_is_small(site):
    assert sum(path.stat().st_size for path in site.rglob("*") if path.is_file()) < SITE


@pytest.fixture(scope="module")
def context(browser):
    """A browser without a network, and what its pages ask for and complain of."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, offline=True)
    context.set_default_timeout(30_000)
    yield context
    context.close()


@pytest.fixture
def visit(context, site):
    """Open a page of the site. In the end nothing may have come from outside of its folder, and nothing may have failed."""
    opened, asked, problems = [], [], []

    def visit(name, **more):
        page = context.new_page()
        opened.append(page)
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda message: message.type in ("error", "warning") and problems.append(message.text))
        if more:
            page.set_viewport_size(more)
        page.goto((site / name).as_uri())
        return page

    visit.asked = asked
    yield visit
    for page in opened:
        page.close()
    inside = site.as_uri() + "/"
    assert not [each for each in asked if not each.startswith((inside, "data:", "blob:"))]
    assert not [each for each in problems if "getImageData" not in each]  # which only tests do


def test_the_laboratory_plays_recorded_runs_on_its_page(visit):
    page = visit("notebooks/10_laboratory.html")
    box = page.locator(".dlcourse-laboratory").first
    box.scroll_into_view_if_needed()
    expect(box).to_have_attribute("data-alive", "1")
    box.get_by_role("slider").press("End")
    expect(box.locator(".dlcourse-caption")).to_contain_text("After 150 epochs")


@pytest.mark.parametrize("name", bake.explorers())
def test_an_explorer_on_its_page_shows_what_python_shows(visit, site, pages, name):
    """Wherever its controls stand. That each alone moves over its whole range, test_baked holds with the same frames and the same script."""
    address = f"_static/explorers/{name}.js"
    (path,) = {path for path, page in pages.items() if any(link.endswith(address) for link in page.loaded)} - {
        site / "index.html"
    }
    page = visit(path.relative_to(site))
    page.evaluate(HELPERS)
    page.evaluate("document.querySelectorAll('article details').forEach(details => { details.open = true })")
    box = page.locator(f'[data-explorer="{name}"]')
    box.scroll_into_view_if_needed()
    expect(box).to_have_attribute("data-alive", "1")
    together = all_controls_move(page, name, np.random.default_rng(0))
    assert together > 2 or box.locator(".dlcourse-slider, .dlcourse-choice").count() == 1


# On a narrow page: what reaches beyond it, and names of controls that have no room to stand in a line.
NARROW = """() => [
    ...[...document.querySelectorAll('article *')].filter((each) => each.getBoundingClientRect().right > innerWidth + 1
        && !each.closest('pre, table, math, canvas, .dlcourse-picture, .dlcourse-still, .dlcourse-output')).map((each) => `${each.tagName}.${each.className} goes beyond the page`),
    ...[...document.querySelectorAll('.dlcourse-controls :is(label, span)')].filter((each) => each.textContent.trim()
        && each.getBoundingClientRect().height > 90).map((each) => `${each.textContent} stands upright`),
    ...[...document.querySelectorAll('.dlcourse-answers ol')].filter((each) => getComputedStyle(each).listStyleType !== 'none').map(() => 'opinions are numbered'),
]"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_is_wider_than_a_phone(visit, site, pages, theme):
    found = []
    page = visit("index.html", width=390, height=844)
    page.evaluate("theme => localStorage.setItem('theme', theme)", theme)
    one_of_each = [site / name for name in ("index.html", LESSON, LESSON.replace("notebooks", "exercises"))]
    for path in pages if theme == "light" else one_of_each:
        page.goto(path.as_uri())
        assert page.evaluate("document.body.dataset.theme") == theme
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 390:
            found.append(f"{path.name} is {width} px wide")
        for summary in page.locator(".dlcourse-doing summary").all():
            summary.click()
        found += [f"{path.name}: {each}" for each in page.evaluate(NARROW)]
        page.evaluate(
            "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
        )  # what scrolls is known
        page.evaluate(AXE_SCRIPT)
        ran = page.evaluate(
            """contrast => axe.run({exclude: [['math']]}, {resultTypes: ['violations'], preload: false, rules: {'color-contrast': {enabled: contrast}}}).then(ran => ran.violations.flatMap(
                ({id, nodes}) => nodes.map(node => `${id}: ${node.html.slice(0, 150)} ${node.failureSummary.slice(0, 250)}`)))""",
            path in one_of_each,  # to measure contrast takes longer than all the rest
        )
        found += [f"{path.parent.name}/{path.name}: {each}" for each in ran]
    page.evaluate("localStorage.removeItem('theme')")
    assert not found, "\n".join(found)


def test_a_first_view_is_small(visit, site):
    for name in ("index.html", LESSON):
        page = visit(name)
        page.wait_for_timeout(500)
        paths = {site / unquote(urlsplit(each.removeprefix(site.as_uri() + "/")).path) for each in visit.asked}
        size = sum(path.stat().st_size for path in paths if path.is_file() and path.parent.name != "explorers")
        assert len(paths) > 5 and size < FIRST_VIEW, f"{name}: {size}"


def test_the_search_finds_softmax(visit):
    page = visit("index.html")
    page.get_by_placeholder("Search").fill("softmax")
    page.keyboard.press("Enter")
    results = page.locator("#search-results li a")
    expect(results.filter(has_text="05 Loss functions").first).to_be_visible()
    assert not [
        link for link in results.evaluate_all("links => links.map(a => a.getAttribute('href'))") if "solutions" in link
    ]
    results.filter(has_text="05 Loss functions").first.click()
    expect(page.locator("article .highlighted").first).to_be_in_viewport()


def test_an_address_leads_to_its_section_although_explorers_grow(visit):
    page = visit("notebooks/07_backpropagation.html", width=390, height=844)
    page.goto(f"{page.url}#check-yourself")
    page.reload()
    page.wait_for_timeout(2500)
    expect(page.locator("#check-yourself").first).to_be_in_viewport()
    assert 0 <= page.locator("#check-yourself").first.bounding_box()["y"] < 200


def test_a_question_replies_and_the_choice_is_kept(visit):
    page = visit(LESSON)
    question = page.locator('[data-question="dot-product-zero"]')
    question.get_by_label("at a right angle").check()
    expect(question.get_by_role("status")).to_contain_text("Right.")
    guess = page.locator('.dlcourse-ask:has([data-kind="predict"])').first
    guess.get_by_role("radio").first.check()
    expect(guess.get_by_role("status")).to_contain_text("kept")
    page.reload()
    expect(question.get_by_label("at a right angle")).to_be_checked()
    expect(question.get_by_role("status")).to_contain_text("Right.")
    guess.get_by_role("button", name="Compare").click()
    expect(guess.get_by_role("status")).to_contain_text(re.compile(r"As you predicted\.|It came out differently\."))


def test_what_a_cell_prints_is_shown_when_asked_for(visit):
    page = visit("notebooks/00_start_here.html")
    printed = page.get_by_text("numbers: 109,386")
    expect(printed).to_be_hidden()
    page.get_by_text("Show what this prints").first.click()
    expect(printed).to_be_visible()


def test_formulas_are_drawn_in_the_font_of_the_site(visit):
    page = visit(LESSON)
    page.evaluate("document.fonts.ready")
    assert page.locator("math").count() > 30
    assert page.evaluate(
        "[...document.fonts].some(font => font.family.includes('STIX Two Math Web') && font.status === 'loaded')"
    )


def test_from_the_page_into_the_doing(visit):
    page = visit(LESSON)
    bar = page.locator(".dlcourse-doing")
    expect(bar.get_by_role("link", name="Binder")).to_have_attribute(
        "href", re.compile(r"^https://mybinder\.org/v2/gh/somebody/a-course/")
    )
    bar.get_by_text("How do I run it?").click()
    expect(bar.locator("pre").filter(has_text="make lab")).to_be_visible()
    bar.get_by_role("button", name="Copy").first.click()
    expect(bar.get_by_role("button", name="Copied")).to_be_visible()


def test_the_theme_can_be_chosen_and_is_kept(visit):
    page = visit(LESSON)
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    for _ in range(3):
        page.locator(".theme-toggle-content button").click()
        if page.evaluate("document.body.dataset.theme") == "dark":
            break
    dark = page.evaluate(ground)
    assert dark != light
    page.reload()
    assert page.evaluate(ground) == dark
    assert "invert" in page.evaluate("getComputedStyle(document.querySelector('.dlcourse-still img')).filter")
    page.evaluate("localStorage.removeItem('theme')")
