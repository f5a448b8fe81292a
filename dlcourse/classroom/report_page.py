"""The page of the class report: one file of HTML, to be read without a network, without JavaScript, and on paper."""

import html
import time
from collections import Counter, defaultdict

from dlcourse.checker.words import inline
from dlcourse.exercises import find, lessons
from dlcourse.lessons import LESSONS

SIGNS = {"done": "✓", "not yet": "✗", "to do": "○", "no answer found": "–", "checker fault": "?", "not checked": "?"}
_CLASSES = {"done": "done", "not yet": "not", "to do": "todo", "no answer found": "none"}
_STYLE = """
:root { color-scheme: light; }
body { font: 16px/1.5 system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; color: #1b1b1b; background: #fff;
  max-width: 72rem; margin: 0 auto; padding: 1rem 1.5rem 4rem; }
h1 { font-size: 1.7rem; margin: .5rem 0; } h2 { font-size: 1.35rem; margin: 2.2rem 0 .4rem; border-bottom: 2px solid #1b1b1b; }
h3 { font-size: 1.1rem; margin: 1.6rem 0 .3rem; } p { margin: .4rem 0; max-width: 46rem; }
code, pre { font-family: "DejaVu Sans Mono", Consolas, Menlo, monospace; font-size: .86em; }
pre { background: #f5f5f5; border: 1px solid #ccc; padding: .6rem .8rem; white-space: pre-wrap; overflow-wrap: anywhere; margin: .4rem 0;
  max-width: 50rem; }
table { border-collapse: collapse; margin: .6rem 0; } .wide { overflow-x: auto; }
th, td { border: 1px solid #bbb; padding: .25rem .6rem; text-align: left; vertical-align: top; }
thead th { background: #eee; } caption { text-align: left; font-weight: 600; padding: .2rem 0; }
td pre { background: none; border: 0; padding: 0; margin: 0; }
td.mark { text-align: center; white-space: nowrap; } td.none { white-space: normal; } td.number { text-align: right; white-space: nowrap; }
.done { background: #dcf2e8; color: #00563b; } .not { background: #fbe3d6; color: #7d2b00; }
.todo { background: #f0f0f0; color: #444; } .none { color: #555; }
.slant th { font-weight: 600; font-size: .85em; }
.group { break-inside: avoid; margin: .8rem 0 1rem; padding-left: .9rem; border-left: 4px solid #b44a00; }
.group.unnamed { border-color: #777; } .who { color: #444; font-size: .92em; }
ul { margin: .3rem 0; padding-left: 1.3rem; }
@media print { body { max-width: none; padding: 0; font-size: 10.5pt; } h2 { break-after: avoid; } h3 { break-after: avoid; }
  .wide { overflow: visible; } tr { break-inside: avoid; } table { font-size: 8.5pt; } th, td { padding: .12rem .3rem; }
  .slant { font-size: 7.5pt; } .slant th, .slant td { padding: .1rem .18rem; }
  tfoot { display: table-row-group; } .group.unnamed { break-inside: auto; } p, .who { break-after: avoid; }
  pre { break-inside: avoid; }
  .done, .not, .todo, thead th, pre { print-color-adjust: exact; -webkit-print-color-adjust: exact; } a { color: inherit; } }
@page { margin: 14mm; }
"""


def page(submissions, found, remarks=()):
    """The page as text.

    Parameters
    ----------
    submissions : list of Submission
    found : list of dict
        For each the results of `report_run.results`.
    remarks : sequence of str
        Sentences on what was left out.
    """
    learners = {one.learner for one in submissions}
    parts = [
        "<!DOCTYPE html>\n<html lang='en'>\n<head>\n<meta charset='utf-8'>\n"
        "<meta name='viewport' content='width=device-width, initial-scale=1'>\n"
        f"<title>Class report</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>Class report</h1>\n",
        f"<p>{_count(len(submissions), 'notebook')} of {_count(len(learners), 'learner')}, checked on"
        f" {time.strftime('%Y-%m-%d, %H:%M')}. "
        "✓ done, ✗ not yet right, ○ to do (nothing written), – no answer found.</p>\n",
    ]
    by_lesson = _by_lesson(submissions, found)
    titles = {lesson.number: lesson.title for lesson in LESSONS}
    if len(by_lesson) > 1:
        links = "".join(f"<li><a href='#lesson-{n}'>Lesson {n}: {_text(titles[n])}</a></li>" for n in by_lesson)
        parts.append(f"<nav aria-label='Lessons'><ul>{links}</ul></nav>\n")
    for number, pairs in by_lesson.items():
        parts.append(f"<h2 id='lesson-{number}'>Lesson {number}: {_text(titles[number])}</h2>\n")
        parts.append(_overview(number, pairs))
        parts += [_exercise(exercise.id, pairs) for exercise in lessons()[number]]
    parts.append(_sources(submissions, remarks))
    parts.append("</main>\n</body>\n</html>\n")
    return "".join(parts)


def summary(submissions, found):
    """A few lines for the terminal: per exercise how many are done, and the most frequent mistake."""
    for number, pairs in _by_lesson(submissions, found).items():
        yield f"\nLesson {number}"
        for exercise in lessons()[number]:
            results = [results[exercise.id] for _, results in pairs]
            done = sum(result["outcome"] == "done" for result in results)
            named, _ = groups(exercise.id, pairs)
            first = f"; {len(named[0][1])} of {len(results)}: {named[0][0]}" if named else ""
            yield f"  {exercise.id:<22} {done:>3} of {len(results)} done{first}"


def groups(exercise, pairs):
    """Who makes which mistake in an exercise.

    Returns
    -------
    list of (str, list)
        For each named mistake its name, and the (Submission, result) that make it; the most frequent first.
    list of list
        The (Submission, result) of answers without a name that behave alike; the largest group first.
    """
    named, unnamed = defaultdict(list), defaultdict(list)
    for one, results in pairs:
        result = results[exercise]
        if result["outcome"] in ("done", "to do", "no answer found"):
            continue
        if result["mistake"]:
            named[result["mistake"]].append((one, result))
        else:
            unnamed[result["behaviour"] or result["headline"]].append((one, result))
    return sorted(named.items(), key=lambda item: -len(item[1])), sorted(unnamed.values(), key=len, reverse=True)


def _by_lesson(submissions, found):
    by_lesson = defaultdict(list)
    for one, results in zip(submissions, found, strict=True):
        by_lesson[one.lesson].append((one, results))
    return dict(sorted(by_lesson.items()))


def _overview(number, pairs):
    ids = [exercise.id for exercise in lessons()[number]]
    head = "".join(f"<th scope='col'><a href='#{name}'>{_text(name).replace('_', '_<wbr>')}</a></th>" for name in ids)
    rows = []
    for one, results in pairs:
        marks = "".join(_mark(results[name]["outcome"]) for name in ids)
        done = sum(results[name]["outcome"] == "done" for name in ids)
        rows.append(
            f"<tr><th scope='row'>{_text(one.learner)}</th>{marks}<td class='number'>{done} of {len(ids)}</td></tr>\n"
        )
    counts = "".join(
        f"<td class='number'>{sum(results[name]['outcome'] == 'done' for _, results in pairs)} of {len(pairs)}</td>"
        for name in ids
    )
    return (
        f"{_wide(f'Lesson {number}: who has done what')}<table class='slant'><caption>Who has done what</caption>"
        f"<thead><tr><th scope='col'>Learner</th>{head}<th scope='col'>Done</th></tr></thead>\n<tbody>{''.join(rows)}</tbody>\n"
        f"<tfoot><tr><th scope='row'>Done</th>{counts}<td></td></tr></tfoot></table></div>\n"
    )


def _wide(label):
    """Begin what may be wider than the page; the keys scroll it, too."""
    return f"<div class='wide' role='region' tabindex='0' aria-label='{label}'>"


def _mark(outcome):
    return f"<td class='mark {_CLASSES.get(outcome, 'none')}'>{SIGNS.get(outcome, '?')} {_text(outcome)}</td>"


def _exercise(name, pairs):
    counts = Counter(results[name]["outcome"] for _, results in pairs)
    words = ", ".join(f"{counts[outcome]} {outcome}" for outcome in SIGNS if counts[outcome])
    named, unnamed = groups(name, pairs)
    parts = [f"<section aria-labelledby='{name}'><h3 id='{name}'><code>{name}</code>: {words}</h3>\n"]
    for mistake, those in named:
        messages = {known.name: known.said(()) for known in find(name).mistakes}
        message = those[0][1]["message"] or messages.get(mistake) or those[0][1]["headline"]
        parts.append(
            f"<div class='group'><div><strong>{len(those)} of {len(pairs)}: {_text(mistake.replace('-', ' '))}.</strong>"
            f" {inline(message)}</div>{_who(those)}</div>\n"
        )
    if unnamed:
        parts.append(
            "<p>Answers that make no mistake known by name, grouped by what they do. One of each group is shown: the next mistake"
            " to name, or a task to word better.</p>\n"
        )
    for those in unnamed:
        result = next((result for _, result in those if result["message"]), those[0][1])
        adds = f"<div>The card adds: “{inline(result['message'])}”</div>" if result["message"] else ""
        rows = "".join(
            f"<tr><th scope='row'>{_text(label)}</th><td><pre>{_text(value)}</pre></td></tr>"
            for label, value in result["rows"]
            if label in ("Called", "Came back", "Expected", "Error")
        )
        parts.append(
            f"<div class='group unnamed'><div><strong>{len(those)} of {len(pairs)}:</strong> {inline(result['headline'])}</div>"
            f"{adds}{_who(those)}<pre>{_text(result['source'].strip())}</pre>{f'<table>{rows}</table>' if rows else ''}</div>\n"
        )
    return "".join(parts) + "</section>\n"


def _who(those):
    return f"<div class='who'>{', '.join(_text(one.learner) for one, _ in those)}</div>"


def _sources(submissions, remarks):
    rows = "".join(
        f"<tr><th scope='row'>{_text(one.learner)}</th><td>{one.lesson}</td><td>{_text(one.how)}</td>"
        f"<td><code>{_text(one.place).replace('/', '/<wbr>')}</code>{_text(' ' + one.problem) if one.problem else ''}</td></tr>\n"
        for one in submissions
    )
    left_out = "".join(f"<li>{_text(remark)}</li>" for remark in remarks)
    return (
        f"<h2>Where the names come from</h2>\n{_wide('Where the names come from')}<table><thead><tr><th scope='col'>Learner</th>"
        "<th scope='col'>Lesson</th><th scope='col'>Taken from</th><th scope='col'>File</th></tr></thead>\n"
        f"<tbody>{rows}</tbody></table></div>\n" + (f"<h2>Left out</h2>\n<ul>{left_out}</ul>\n" if left_out else "")
    )


def _count(number, what):
    return f"{number} {what}{'' if number == 1 else 's'}"


def _text(words):
    return html.escape(str(words))
