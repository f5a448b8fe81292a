"""The questions of the lessons: well-formed, asked where the lesson needs them, answered nowhere above; and what becomes of a choice."""

import json
import re
from collections import Counter

import pytest

import dlcourse.exercises.__main__ as make_check_module
from dlcourse.authoring import HIDE, read
from dlcourse.checker import progress
from dlcourse.exercises import course_map
from dlcourse.lessons import LESSONS
from dlcourse.questions import Number, Option, Question, UnknownQuestion, ask, find, key, made, questions
from dlcourse.questions._text import as_data, as_html, as_text, plain, shown
from tests.courseware import ROOT

ASKED = {lesson: questions(lesson.room) for lesson in LESSONS if questions(lesson.room)}
every_lesson = pytest.mark.parametrize("lesson", ASKED, ids=lambda lesson: lesson.room)
every_question = pytest.mark.parametrize(
    "question", [each for group in ASKED.values() for each in group], ids=lambda question: question.id
)
OPTIONS = Question(
    id="eta-from-zero",
    kind="predict",
    text="With η = 1 it makes *13* mistakes. How many with `eta = 10`, if 2*3*4 < 25?",
    options=[
        Option("13, as with η = 1", right=True, reply="Every step is ten times as long."),
        Option("fewer", reply="A larger step helps elsewhere."),
    ],
)
COUNT = Question(
    id="how-many",
    kind="check",
    text="How many weights?",
    number=Number(
        7,
        tolerance=1,
        unit="weights",
        right="Six and a bias.",
        replies={12: "Twice.", (20, 30): "Squared."},
        otherwise="?",
    ),
)


# What is asked


def test_ids_are_unique_and_each_is_found_where_it_stands():
    ids = [question.id for group in ASKED.values() for question in group]
    assert [name for name, count in Counter(ids).items() if count > 1] == []
    assert all(find(name).id == name for name in ids)


@every_question
def test_a_question_is_fit_to_be_asked(question):
    said = [option.reply for option in question.options]
    if question.number:
        (low, high, reply), *others = question.number.ranges()
        said = [reply, question.number.otherwise, *(reply for _, _, reply in others)]
        assert low <= question.number.value <= high
        assert question.number.replies, "a wrong number has a belief behind it"
        assert all(last < low or first > high for first, last, _ in others), "no right number is told that it is wrong"
    texts = [plain(option.text) for option in question.options]
    assert len(set(texts)) == len(texts)
    for words in said:
        assert len(words) > 15, "a reply names the belief, and what shows it"
        assert not re.match(r"(Right|Yes|No|Not|Wrong|Correct)\b[.,:]", words), f"the form says so itself: {words}"
    for words in [question.text, *texts, *said]:
        assert words and "$" not in words and "\\" not in words and words.count("`") % 2 == 0, words


@every_lesson
def test_a_lesson_asks_each_of_its_questions_once_and_in_order(lesson):
    cells = [cell for cell in read(ROOT / "notebooks" / lesson.file).cells if cell.cell_type == "code"]
    calls = [name for cell in cells for name in re.findall(r"""^ask\(["'](.+)["']\)""", cell.source, re.M)]
    assert calls == [question.id for question in ASKED[lesson]]
    assert [cell.id for cell in cells if re.search(r"^ask\(", cell.source, re.M)] == [f"ask-{name}" for name in calls]


@every_lesson
def test_no_place_among_the_options_is_the_right_one(lesson):
    """Else a reader learns the place."""
    places = Counter(
        next(k for k, option in enumerate(question.options) if option.right)
        for question in ASKED[lesson]
        if question.options
    )
    assert places.total() < 5 or max(places.values()) <= 0.6 * places.total(), places


@every_lesson
def test_no_stored_output_answers_a_prediction(lesson):
    above = ""
    cells = [cell for cell in read(ROOT / "notebooks" / lesson.file).cells if cell.cell_type == "code"]
    for place, cell in enumerate(cells):
        if cell.id.startswith("ask-"):
            asked = find(cell.id.removeprefix("ask-"))
            if asked.kind == "predict":
                answers = next(each for each in cells[place + 1 :] if not each.id.startswith("ask-"))
                stays = "Explorer: " in on_show(answers)
                assert stays or HIDE in answers.metadata.get("tags", []), f"{answers.id} answers {asked.id}: tag it"
                told = above + (on_show(answers) if stays else "")
                assert not gives_away(asked.number, told), f"{asked.id}: its number stands above, or on the explorer"
        else:
            above += on_show(cell)


def on_show(cell):
    """What the stored outputs of a cell say to who has not run it, alternative texts included."""
    if HIDE in cell.metadata.get("tags", []):
        assert not cell.outputs, f"{cell.id}: run `make notebooks`"
    said = ""
    for output in cell.outputs:
        said += output.get("text", "") + output.get("data", {}).get("text/plain", "") + "\n"
        said += output.get("metadata", {}).get("image/png", {}).get("alt", "") + "\n"
    return said


def gives_away(number, text):
    """Whether a text has a number: alone if it has three digits or more, as small ones are everywhere; else with its unit."""
    if number is None:
        return False
    value = shown(number.value).replace(",", "")
    small = len(re.sub(r"\D", "", value).strip("0")) <= 2
    unit = rf"\s*{re.escape(number.unit)}" if small else ""
    return (not small or number.unit != "") and bool(
        re.search(
            rf"(?<![\d.]){re.escape(value)}{unit}(?!\.?\d)", re.sub(r"(?<=\d),(?=\d{3})", "", text.replace("-", "−"))
        )
    )


def test_a_number_on_show_is_seen():
    assert shown(47720) == "47,720" and shown(-0.125) == "−0.125"
    assert gives_away(Number(1088, unit="steps"), "it took 1088.")
    assert gives_away(Number(1088, unit="steps"), "it took 1,088 steps.")
    assert not gives_away(Number(1088), "11088 1088.5 10880")
    assert gives_away(Number(7, unit="mistakes"), "after 7 mistakes") and not gives_away(
        Number(7, unit="mistakes"), "7"
    )
    assert gives_away(Number(-0.125), "w = -0.125") and not gives_away(Number(2), "2")


# The form of a question


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"id": "Eta"}, "small letters, digits and single hyphens"),
        ({"kind": "guess"}, "the kind 'guess' is none of predict, look-back, check"),
        ({"number": Number(1)}, "either options or a number"),
        ({"options": ()}, "either options or a number"),
        ({"options": [OPTIONS.options[0]]}, "two to four options"),
        ({"options": [OPTIONS.options[1]] * 2}, "exactly one of them is right"),
        ({"kind": "check", "came_out": "It makes 13."}, "only of a prediction"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(changes, sentence):
    with pytest.raises(ValueError, match=sentence):
        Question(**{**vars(OPTIONS), **changes})


def test_as_text_it_has_its_options_and_not_its_replies():
    assert as_text(OPTIONS).splitlines() == [
        "Predict. With η = 1 it makes 13 mistakes. How many with `eta = 10`, if 2*3*4 < 25?",
        "  ○ 13, as with η = 1",
        "  ○ fewer",
    ]
    assert as_text(COUNT).endswith("Your number: ______ weights (to within 1)")


def test_as_html_its_replies_are_folded_and_its_words_are_words():
    page = as_html(OPTIONS)
    assert "makes <em>13</em> mistakes" in page and "eta = 10</code>, if 2*3*4 &lt; 25?" in page
    assert "<summary>fewer</summary><p><strong>Not this one.</strong> A larger step helps elsewhere.</p>" in page
    told = Question(**{**vars(OPTIONS), "came_out": "It makes 13."})
    assert as_html(told).count("It makes 13. ") == 2 and as_data(told)["options"][1]["reply"].startswith(
        "It makes 13. A"
    )
    outside = re.sub("<details>.*?</details>", "", as_html(COUNT))
    assert "to within 1" in outside and "7" not in outside and "20 to 30: Squared." in as_html(COUNT)


def test_a_number_is_right_within_its_tolerance_and_a_belief_has_its_reply():
    def reply(value):
        ranges = Number(0.3, 0.1, right="right", replies={0.5: "five", (1, 2): "many"}).ranges()
        return next((words for low, high, words in ranges if low <= value <= high), None)

    assert [reply(v) for v in (0.3, 0.1 + 0.1, 0.1 + 0.2 + 0.1)] == ["right"] * 3
    assert [reply(v) for v in (0.5, 1, 1.7, 2, 0.41, 3)] == ["five", "many", "many", "many", None, None]
    number = json.loads(json.dumps(as_data(COUNT)))["number"]
    assert (number["ranges"][1][2], number["value"]) == ("Twice.", "7 weights")


# Asking


@pytest.fixture
def room(monkeypatch):
    """A lesson 01 that asks two questions."""
    monkeypatch.setattr("dlcourse.questions._rooms", lambda: {each.id: "linear" for each in (OPTIONS, COUNT)})
    monkeypatch.setattr("dlcourse.questions.linear.QUESTIONS", [OPTIONS, COUNT])


@pytest.fixture
def live(monkeypatch, tmp_path):
    """As in JupyterLab: not strict, and progress in a folder of its own."""
    monkeypatch.setenv("DLCOURSE_STRICT", "0")
    monkeypatch.setenv("DLCOURSE_PROGRESS", str(tmp_path / "progress.json"))


@pytest.fixture
def displayed(monkeypatch):
    """The bundles that are displayed."""
    bundles = []
    monkeypatch.setattr("IPython.display.display", lambda bundle, raw: bundles.append(bundle))
    return bundles


def test_where_nobody_looks_it_is_text_and_nothing_is_kept(room, displayed, monkeypatch, tmp_path):
    monkeypatch.setenv("DLCOURSE_PROGRESS", str(tmp_path / "progress.json"))
    ask("eta-from-zero")
    assert displayed == [{"text/plain": as_text(OPTIONS), "text/html": as_html(OPTIONS)}]
    assert not list(tmp_path.iterdir())
    with pytest.raises(UnknownQuestion, match="There is no question 'eta-from-zer'. Did you mean 'eta-from-zero'?"):
        ask("eta-from-zer")


def test_a_choice_is_kept_shown_again_and_counted_as_made(room, live, displayed):
    from ipywidgets.widgets.widget import _instances

    progress.record("double", "done")
    for chosen in ("", "fewer"):
        ask("eta-from-zero")
        form = _instances[displayed[-1]["application/vnd.jupyter.widget-view+json"]["model_id"]]
        assert form.choice == chosen
        form.choice = "fewer"
    assert progress.load() == {"double": "done", key("eta-from-zero"): "fewer"}
    assert made(progress.load()) == {"01": (1, 2)}
    assert "1 of 2 made" in course_map()._repr_html_() and "predictions and questions: 1 of 2 made" in repr(
        course_map()
    )


def test_at_a_page_an_unknown_name_is_a_sentence(live, capsys):
    ask("eta")
    ask(7)
    assert capsys.readouterr().out.splitlines()[0].startswith("There is no question 'eta'.")


def test_make_check_says_how_many_are_made_of_the_learners_own(room, live, monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(make_check_module, "outcomes", lambda path, number: [])
    progress.record(key("how-many"), "7")
    assert make_check_module.main(["--lesson", "1"]) == 0
    assert "predictions and questions: 1 of 2 made" in capsys.readouterr().out
    (tmp_path / "01_of_somebody.ipynb").write_text("")
    assert make_check_module.main([str(tmp_path / "01_of_somebody.ipynb")]) == 0
    assert "made" not in capsys.readouterr().out
