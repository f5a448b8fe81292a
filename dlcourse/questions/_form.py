"""A question as a form in the page. What the form does is written in `question.js`, which needs no kernel; here its choice is kept."""

from pathlib import Path

import anywidget
import traitlets

from dlcourse.checker import progress
from dlcourse.questions import key
from dlcourse.questions._text import as_data

_HERE = Path(__file__).parent
_GLUE = """
export default {
  render({ model, el }) {
    const store = {
      get: () => model.get("choice"),
      set: (choice) => { model.set("choice", choice); model.save_changes(); },
    };
    renderQuestion(el, model.get("question"), store);
  },
};
"""


class Form(anywidget.AnyWidget):
    """The form of a question, with what was chosen before."""

    _esm = (_HERE / "question.js").read_text(encoding="utf-8") + _GLUE
    _css = _HERE / "question.css"
    question = traitlets.Dict().tag(sync=True)
    choice = traitlets.Unicode().tag(sync=True)


def view(question):
    """What is shown of a question where there is a page: the part of a mimebundle with its form."""
    name = key(question.id)
    form = Form(question=as_data(question), choice=progress.load().get(name, ""))
    form.observe(lambda change: progress.record(name, change.new), "choice")
    data = {"version_major": 2, "version_minor": 0, "model_id": form.model_id}
    return {"application/vnd.jupyter.widget-view+json": data}
