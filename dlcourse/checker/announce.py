"""Says aloud what a card says, to whoever listens to the page.

A screen reader speaks what is written into a live region that is there already; a card that is put into the page with a role
of its own is often passed over, and read again whenever its notebook is opened. So a page has one region that nobody sees, for
all its notebooks, made through a widget that is never shown: nothing of it is stored in a notebook.
"""

import uuid
from functools import cache

from dlcourse.audience import strict

_ESM = """
const HIDDEN = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap";
export default {
  initialize({ model }) {
    let region = document.querySelector(".dlcourse-announcer");
    if (!region) {
      region = Object.assign(document.createElement("div"), { className: "dlcourse-announcer" });
      region.setAttribute("role", "status");
      region.style.cssText = HIDDEN;
      document.body.append(region);
    }
    let waiting = [], timer;
    const say = () => {
      const [key, words] = model.get("news");
      // A page that is loaded anew finds the last news again, and stays silent.
      if (!key || sessionStorage.getItem("dlcourse-said") === key) return;
      sessionStorage.setItem("dlcourse-said", key);
      waiting.push(words);
      region.textContent = "";
      clearTimeout(timer);
      timer = setTimeout(() => { region.textContent = waiting.join(" "); waiting = []; }, 300);
    };
    model.on("change:news", say);
    say();
  },
};
"""


def announce(words):
    """Have the page say some words, if a page is there. It never costs a card: without a page nothing happens."""
    if strict():
        return
    try:
        _voice().news = [uuid.uuid4().hex, words]
    except Exception:
        pass


@cache
def _voice():
    import anywidget
    import traitlets

    class Voice(anywidget.AnyWidget):
        _esm = _ESM
        news = traitlets.List(["", ""]).tag(sync=True)  # a key, so that the same words again are news, too

    return Voice()
