"""The class report as a page: nothing that axe finds, and the tables of all lessons fit, on paper too."""

from axe_playwright_python.base import AXE_SCRIPT

from dlcourse.classroom import report_page
from dlcourse.classroom.report_collect import Submission
from dlcourse.exercises import lessons

OUTCOMES = ("done", "not yet", "to do", "no answer found")


def result(outcome, learner):
    """What came of an answer; every second wrong one has no name."""
    mistake = "order" if outcome == "not yet" and learner % 2 else ""
    rows = [["Called", "f(x)"], ["Came back", "1"], ["Expected", "2"]]
    about = {
        "headline": "`w` is wrong.",
        "message": "You are one small change away.",
        "source": "def f(x):\n    return 1",
    }
    return {"outcome": outcome, "mistake": mistake, "behaviour": "", "rows": rows, **about}


def test_axe_finds_nothing_and_the_tables_fit(browser, tmp_path):
    people = [
        Submission(f"Ana Müller {k}", "", "the folder's name", f"{k}/x.ipynb", number, [])
        for number in lessons()
        for k in range(4)
    ]
    found = [
        {exercise.id: result(OUTCOMES[(k + j) % 4], k) for j, exercise in enumerate(lessons()[one.lesson])}
        for k, one in enumerate(people)
    ]
    (tmp_path / "class.html").write_text(report_page.page(people, found), encoding="utf-8")
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    try:
        page.goto((tmp_path / "class.html").as_uri())
        assert page.get_by_text("The card adds: “You are one small change away.”").count()
        page.evaluate(AXE_SCRIPT)
        hidden = "() => [...document.querySelectorAll('.wide')].some(each => each.scrollWidth > each.clientWidth)"
        assert not page.evaluate(hidden)
        for width in (1280, 400):
            page.set_viewport_size({"width": width, "height": 900})
            problems = page.evaluate(
                "async () => (await axe.run()).violations.map(each => [each.id, each.nodes[0].html])"
            )
            assert not problems
        page.emulate_media(media="print")
        page.set_viewport_size({"width": 688, "height": 900})  # A4 between its margins
        assert page.evaluate("document.documentElement.scrollWidth") <= 688
    finally:
        page.close()
