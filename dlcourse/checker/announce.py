"""Says aloud what a card says, to whoever listens to the page.

A screen reader speaks what is written into a live region that is there already; a card that is put into the page with a role
of its own is often passed over, and read again whenever its notebook is opened. So a page has one region that nobody sees, for
all its notebooks, made through a widget that is never shown: nothing of it is stored in a notebook.
"""

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
      if (!model.get("words")) return;
      waiting.push(model.get("words"));
      region.textContent = "";
      clearTimeout(timer);
      timer = setTimeout(() => {
        region.textContent = waiting.join(" ");
        waiting = [];
        model.set("words", "");  // so that the same words are news again, and a page that is loaded anew stays silent
        model.save_changes();
      }, 300);
    };
    model.on("change:words", say);
    say();
  },
};
"""


def announce(words):
    """Have the page say some words, if a page is there. It never costs a card: without a page nothing happens."""
    if strict():
        return
    try:
        _voice().words = words
    except Exception:
        pass


@cache
def _voice():
    import anywidget
    import traitlets

    class Voice(anywidget.AnyWidget):
        _esm = _ESM
        words = traitlets.Unicode().tag(sync=True)

    return Voice()
