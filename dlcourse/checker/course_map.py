"""The map of the course, with the learner's progress on it."""

import html

from dlcourse.checker.card import DONE, TODO
from dlcourse.lessons import LESSONS

# The room is that of the cell's output, whatever stands beside the notebook. Where it is small, what a lesson is about is left out.
_STYLE = (
    ".dlcourse-map{container-type:inline-size}.dlcourse-map-key span{display:inline-block}"
    "@container (max-width:560px){.dlcourse-map .dlcourse-about{display:none}}"
    "@container (min-width:561px){.dlcourse-map .dlcourse-marks{white-space:nowrap}}"
)
_KEY = ("● done", "◐ begun", "○ to do", "&nbsp;Kinds: ○ build", "◇ further", "□ mend")


class CourseMap:
    """Shows itself as a table: lessons, their exercises, and how each stands.

    Parameters
    ----------
    exercises : dict of str to dict of str to str
        The ids of a lesson's exercises, each with its kind, by its number.
    progress : dict of str to str
        The outcome of the last check, by exercise.
    made : dict of str to (int, int)
        How many of a lesson's predictions and questions are made, and how many there are, by its number.
    """

    def __init__(self, exercises, progress, made):
        self.exercises, self.progress, self.made = exercises, progress, made

    def _done(self, number):
        ids = self.exercises.get(number, {})
        return sum(self.progress.get(i) == DONE for i in ids), len(ids)

    def _made(self, lesson):
        return "{} of {} made".format(*self.made[lesson.number]) if lesson.number in self.made else ""

    def __repr__(self):
        lines = []
        title, about = (max(len(getattr(lesson, name)) for lesson in LESSONS) for name in ("title", "about"))
        for lesson in LESSONS:
            done, count = self._done(lesson.number)
            tail = f"{done} of {count} exercises done" if count else ""
            lines.append(f"{lesson.number}  {lesson.title:<{title}} {lesson.about:<{about}} {tail}".rstrip())
            if lesson.number in self.made:
                lines.append(f"{'':<{title + about + 6}}predictions and questions: {self._made(lesson)}")
        return "\n".join(lines)

    def _repr_html_(self):
        rows = []
        for lesson in LESSONS:
            done, count = self._done(lesson.number)
            name, work, marks = f'<a href="{lesson.file}">{lesson.title}</a>', "", ""
            if count:
                marks = "".join(
                    _mark(i, kind, self.progress.get(i, TODO)) for i, kind in self.exercises[lesson.number].items()
                )
                work = f'<a href="../exercises/{lesson.file}">{done} of {count} done</a><div class="dlcourse-marks">{marks}</div>'
            rows.append(
                f'<tr><td style="text-align:left">{lesson.number}</td><td style="text-align:left">{name}</td>'
                f'<td class="dlcourse-about" style="text-align:left">{lesson.about}</td><td style="text-align:left">{work}</td>'
                + (f'<td style="text-align:left">{self._made(lesson)}</td></tr>' if self.made else "</tr>")
            )
        heads = ["No.", "Lesson", "What it is about", "Exercises"]
        heads += ["Predictions and questions"] if self.made else []
        about = {"What it is about": ' class="dlcourse-about"'}
        head = "".join(f'<th{about.get(h, "")} style="text-align:left">{h}</th>' for h in heads)
        key = " &nbsp; ".join(f"<span>{words}</span>" for words in _KEY)
        return (
            f"<style>{_STYLE}</style>"
            f'<div class="dlcourse-map"><table><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table></div>'
            f'<div class="dlcourse-map-key">{key}</div>'
        )


def _mark(exercise, kind, outcome):
    """A sign for how an exercise stands; who hears the page or points at it is told in words."""
    full, empty, half = {"further": "◆◇◈", "mend": "■□◧"}.get(kind, "●○◐")
    sign = {DONE: full, TODO: empty}.get(outcome, half)
    words = f"{html.escape(exercise)} ({kind}): {outcome}"
    return f'<span role="img" aria-label="{words}" title="{words}">{sign}</span> '
