"""A question as text: for a stored notebook, for GitHub, for paper, and what its live form is made of."""

import textwrap

from dlcourse.checker.words import inline, plain
from dlcourse.questions import KINDS


def shown(number):
    """A number as a reader writes it."""
    return f"{number:,.10g}".replace("-", "−")


def closeness(number):
    """How close an answer has to be."""
    return f"to within {shown(number.tolerance)}" if number.tolerance else "exactly"


def as_text(question):
    """The question and its options, without the replies."""
    lines = textwrap.wrap(f"{KINDS[question.kind]}. {plain(question.text)}", 96)
    for option in question.options:
        lines += textwrap.wrap(plain(option.text), 96, initial_indent="  ○ ", subsequent_indent="    ")
    if question.number:
        lines.append(
            f"  Your number: ______ {question.number.unit} ({closeness(question.number)})".replace("  (", " (")
        )
    return "\n".join(lines)


def as_html(question):
    """The question and its options, each with its reply folded under it. Of styles there are none: GitHub drops them."""
    lead = f"<p><strong>{KINDS[question.kind]}.</strong> {inline(question.text)}</p>"
    folds = [
        (
            inline(option.text),
            f"<strong>{'Right.' if option.right else 'Not this one.'}</strong> {inline(question.reply(option))}",
        )
        for option in question.options
    ]
    if question.kind == "predict":
        lead += "<p><em>Choose first, then go on. The reply to each choice is folded here.</em></p>"
    if question.number:
        number = question.number
        value = f"{shown(number.value)} {number.unit}".strip()
        others = "".join(f"<li>{_written(where)}: {inline(reply)}</li>" for where, reply in number.replies.items())
        lead += f"<p>Your number: ______ {number.unit} ({closeness(number)})</p>"
        folds = [("Answer", f"{value}. {inline(number.right)}")]
        if others:
            folds.append(("If you had another number", f"<ul>{others}</ul>"))
    folded = "".join(f"<details><summary>{summary}</summary><p>{reply}</p></details>" for summary, reply in folds)
    return f'<div class="dlcourse-question">{lead}{folded}</div>'.replace("<p><ul>", "<ul>").replace(
        "</ul></p>", "</ul>"
    )


def _written(where):
    return " to ".join(map(shown, where)) if isinstance(where, tuple) else shown(where)


def as_data(question):
    """The question as `question.js` takes it: words are HTML. It holds in a page without a kernel as well."""
    data = {"id": question.id, "kind": question.kind, "lead": KINDS[question.kind], "text": inline(question.text)}
    if question.number:
        number = question.number
        ranges = [[low, high, inline(reply)] for low, high, reply in number.ranges()]
        data["number"] = {"unit": number.unit, "closeness": closeness(number), "ranges": ranges}
        data["number"]["otherwise"] = inline(number.otherwise)
        data["number"]["value"] = f"{shown(number.value)} {number.unit}".strip()
    else:
        # A choice is kept as the option's text: options may move, and a text that has gone was another option.
        data["options"] = [
            {
                "choice": plain(option.text),
                "text": inline(option.text),
                "right": option.right,
                "reply": inline(question.reply(option)),
            }
            for option in question.options
        ]
    return data
