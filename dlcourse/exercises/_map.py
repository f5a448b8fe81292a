"""The map of the course, with the learner's progress on it."""

import html

from dlcourse.exercises._card import DONE, TODO

LESSONS = (
    ("00", "00_start_here", "Start here", "How all of this works"),
    ("01", "01_linear_models", "Linear models", "Scores, labels and hyperplanes"),
    ("02", "02_perceptron", "The perceptron", "The first machine that learned"),
    ("03", "03_activations", "Activation functions", "Why the step has to go"),
    ("04", "04_feedforward", "Feedforward networks", "Neurons in layers"),
    ("05", "05_loss_functions", "Loss functions", "How wrong, as one number"),
    ("06", "06_gradient_descent", "Gradient descent", "Downhill, step by step"),
    ("07", "07_backpropagation", "Backpropagation", "All slopes in one backward pass"),
    ("08", "08_deep_networks", "Deep networks", "A digit reader of your own"),
)


class CourseMap:
    """Shows itself as a table: lessons, their exercises, and how each stands."""

    def __init__(self, progress):
        from dlcourse.exercises import lessons

        self.progress = progress
        self.exercises = {number: [each.id for each in group] for number, group in lessons().items()}

    def _done(self, number):
        ids = self.exercises.get(number, [])
        return sum(self.progress.get(i) == DONE for i in ids), len(ids)

    def __repr__(self):
        lines = []
        for number, file, title, about in LESSONS:
            done, count = self._done(number)
            tail = f"{done} of {count} exercises done" if count else "" if file else "not written yet"
            lines.append(f"{number}  {title:<22} {about:<34} {tail}".rstrip())
        return "\n".join(lines)

    def _repr_html_(self):
        rows = []
        for number, file, title, about in LESSONS:
            done, count = self._done(number)
            name = f'<a href="{file}.ipynb">{title}</a>' if file else title
            work = "" if file else "not written yet"
            if count:
                marks = " ".join(
                    f'<span title="{html.escape(i)}: {self.progress.get(i, TODO)}">'
                    f"{_mark(self.progress.get(i, TODO))}</span>"
                    for i in self.exercises[number]
                )
                work = f'<a href="../exercises/{file}.ipynb">{done} of {count} exercises done</a> {marks}'
            rows.append(
                f'<tr><td style="text-align:left">{number}</td><td style="text-align:left">{name}</td>'
                f'<td style="text-align:left">{about}</td><td style="text-align:left">{work}</td></tr>'
            )
        head = "".join(f'<th style="text-align:left">{h}</th>' for h in ("", "Lesson", "What it is about", "Exercises"))
        return (
            f'<table class="dlcourse-map"><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table>'
            "<div>● done &nbsp; ◐ begun &nbsp; ○ to do</div>"
        )


def _mark(outcome):
    return {DONE: "●", TODO: "○"}.get(outcome, "◐")
