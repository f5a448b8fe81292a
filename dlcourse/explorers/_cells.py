"""What the notebook's cells do: whether one runs, and which explorers each of them shows.

When a cell runs again, what it showed before is gone from the page, and is closed.
"""

from IPython import get_ipython

_shown = {}  # cell -> (the run that showed them, explorers)
_state = {"watched": False, "running": False}


def watch():
    """Follow the cells from now on. A slider's message is none."""
    shell = get_ipython()
    if shell is not None and not _state["watched"]:
        _state.update(watched=True, running=True)  # the cell that makes the first explorer
        shell.events.register("pre_run_cell", _begin)
        shell.events.register("post_run_cell", _end)


def running():
    """Whether a cell runs."""
    return _state["running"]


def take_place(explorer):
    """Note that the cell that runs now shows an explorer; close those that its last run showed.

    Parameters
    ----------
    explorer : object
        With a method ``close``.
    """
    cell, run = _now()
    if cell is not None:
        _leave(cell, run, explorer)
        _, shown = _shown.get(cell, (run, []))
        _shown[cell] = run, [*shown, explorer]


def _begin(_):
    _state["running"] = True


def _end(_):
    _state["running"] = False
    _leave(*_now())


def _leave(cell, run, stays=None):
    """Close what another run of a cell showed."""
    before, shown = _shown.get(cell, (run, []))
    if before != run:
        del _shown[cell]
        for explorer in shown:
            if explorer is not stays:
                explorer.close()


def _now():
    """The cell that runs, and which run it is, as far as the front end tells."""
    kernel = getattr(get_ipython(), "kernel", None)
    parent = kernel.get_parent() if kernel else {}
    return parent.get("metadata", {}).get("cellId"), parent.get("header", {}).get("msg_id")


def close_all(widget):
    """Close a widget with all that is in it."""
    for each in _whole(widget):
        each.close()


def open_all(widget):
    """Open it again with all that is in it, if it has been closed: whoever kept it may show it once more."""
    if widget.comm is None:
        for each in _whole(widget):
            if each.comm is None:
                vars(each).pop("_repr_mimebundle_", None)  # with which ipywidgets marks what is closed
                each.open()


def _whole(widget):
    """All widgets that a widget needs, those first that others refer to."""
    parts = [*getattr(widget, "children", ()), getattr(widget, "layout", None), getattr(widget, "style", None)]
    return [each for part in parts if part is not None for each in _whole(part)] + [widget]
