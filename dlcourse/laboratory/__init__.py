"""The laboratory: a network that the learner builds, trains and watches, run by the learner's own functions where they pass.

`data` makes the points, `network` is what is built, `training` a run, `actions` what a user can do, `engine` holds them together, `standing`
and `words` say how things stand, `seen` paints the plane as bytes, `sharing` and `program` write it down, `missions` are small aims, `yours`
finds the learner's functions. Nothing of these needs a page. `widget` shows it all; its page is ``_draw.js`` (paints), ``_build.js``
(elements), ``_net.js`` (network), ``_plane.js``, ``_panels.js`` (what stands around them) and ``_page.js``.
"""

import sys
from pathlib import Path


def laboratory(X=None, y=None, *, classes=None, columns=None, label="label"):
    """Build a network, watch it learn, and change it by hand.

    Without arguments there are data to choose from. ``laboratory(X, y)`` takes your own, and so does ``laboratory("file.csv")``.

    Parameters
    ----------
    X : array_like, shape (n, 2), or str or Path, optional
        Two numbers for each point; or the name of a CSV file.
    y : array_like, shape (n,), optional
        A label for each point: two to six different ones.
    classes : sequence of str, optional
        What the classes are called, in the order of the sorted labels.
    columns : sequence of two str, optional
        What the two columns are called; of a CSV file, which two are shown.
    label : str
        Of a CSV file, the column with the labels.

    Returns
    -------
    widget

    Raises
    ------
    ValueError, FileNotFoundError
        If the data do not fit, in one sentence.
    """
    from dlcourse.checker import progress
    from dlcourse.exercises import find
    from dlcourse.laboratory import data
    from dlcourse.laboratory.engine import Engine
    from dlcourse.laboratory.widget import LaboratoryWidget
    from dlcourse.laboratory.yours import your_pieces

    if isinstance(X, (str, Path)):
        points = data.from_csv(X, label, columns)
    elif X is not None:
        if y is None:
            raise ValueError("The laboratory needs a label for each point: laboratory(X, y).")
        points = data.own(X, y, classes, columns)
    else:
        points = None
    namespace = sys._getframe(1).f_globals
    done = {key.removeprefix(KEY) for key, value in progress.load().items() if key.startswith(KEY) and value == "done"}
    engine = Engine(points, lambda: your_pieces(namespace, find), done)
    return LaboratoryWidget(engine, lambda mission: progress.record(KEY + mission, "done"))


KEY = "mission: "
