"""The maintainer's bench: run, normalise and strip notebooks. No lesson imports it.

``python -m dlcourse.authoring notebooks`` runs lessons and solutions top to bottom and stores them in normal form;
``python -m dlcourse.authoring exercises`` makes the exercise notebooks from the solutions.
"""

import base64
import copy
import io
import os
import re
import subprocess
from pathlib import Path

import nbformat
import numpy as np
from nbclient import NotebookClient
from PIL import Image

FOLDERS = ("notebooks", "solutions")
HIDE = "hide-output"  # the tag of a cell whose stored output would answer a question that is asked above it
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1"}  # on busy cores, small products with two are a hundred times slower
_VIEW = "application/vnd.jupyter.widget-view+json"
_RANDOM_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{8}")


def stored(root):
    """Paths of all lessons and solutions under `root`, in order."""
    return [path for folder in FOLDERS for path in sorted((Path(root) / folder).glob("[0-9][0-9]_*.ipynb"))]


def read(path):
    """Read a notebook."""
    return nbformat.read(path, as_version=4)


def text(notebook):
    """A notebook as the text that is stored: stable order, one line feed at its end."""
    return nbformat.writes(notebook) + "\n"


def replace(path, data):
    """Write bytes to a file so that it holds either all of the old or all of the new."""
    new = path.with_name(path.name + ".new")
    new.write_bytes(data)
    new.replace(path)


def run(notebook, folder):
    """Run a copy of a notebook top to bottom in a fresh kernel whose working folder is `folder`.

    Returns
    -------
    NotebookNode
        In normal form.

    Raises
    ------
    nbclient.exceptions.CellExecutionError
        If a cell fails; a check that is not passed fails too.
    """
    notebook = copy.deepcopy(notebook)
    for cell in notebook.cells:
        reveal(cell)
    environment = {**_ONE_THREAD, **os.environ, "DLCOURSE_STRICT": "1"}
    client = NotebookClient(
        notebook,
        timeout=60,
        shutdown_kernel="immediate",
        kernel_name="python3",
        resources={"metadata": {"path": str(folder)}},
        coalesce_streams=True,
    )
    client.execute(env=environment, stderr=subprocess.DEVNULL)  # a kernel's chatter is no news
    return normalise(notebook)


def keep_pictures(old, new):
    """Give `new` the pictures of `old` wherever the two cannot be told apart.

    Another processor rounds the edge of a line differently, and a picture of timings is never twice the same: a
    stored notebook should change only where there is something to see.
    """
    before = {cell.id: _pictures(cell) for cell in old.cells}
    for cell in new.cells:
        for was, now in zip(before.get(cell.id, []), _pictures(cell), strict=False):
            if look_alike(was["image/png"], now["image/png"]):
                now["image/png"] = was["image/png"]


def pictures_differ(old, new):
    """What is different about the pictures of two lists of outputs, or about what is said of them; "" if nothing is."""
    before, after = ([out for out in outputs if "image/png" in out.get("data", {})] for outputs in (old, new))
    if len(before) != len(after):
        return f"There are {len(after)} pictures where {len(before)} are stored"
    for was, now in zip(before, after, strict=True):
        if was["metadata"].get("image/png") != now["metadata"].get("image/png"):
            return "The size or the alternative text of a picture is another one"
        if not look_alike(was["data"]["image/png"], now["data"]["image/png"]):
            return "A picture looks different"
    return ""


def look_alike(one, other):
    """Whether two pictures (base64, as stored) differ by less than one grey level of 255 on average."""
    first, second = (
        np.asarray(Image.open(io.BytesIO(base64.b64decode(data))).convert("RGB")).astype(float) for data in (one, other)
    )
    return first.shape == second.shape and np.abs(first - second).mean() < 1.0


def _pictures(cell):
    return [output.data for output in outputs_of(cell) if "image/png" in output.get("data", {})]


def outputs_of(cell):
    """What a stored cell shows when it runs, also where it keeps that out of sight."""
    return cell.get("outputs") or cell.get("metadata", {}).get("dlcourse", {}).get("outputs", [])


def reveal(cell):
    """Put back among a cell's outputs what `hide` has put out of sight. What stands there is newer, and stays."""
    kept = cell.metadata.pop("dlcourse", {}).get("outputs")
    if kept is not None and not cell.outputs:
        cell.outputs, cell.execution_count = kept, 1


def hide(cell):
    """Keep the outputs of a cell that has run out of sight, in its metadata: a reader who opens the notebook finds it not run."""
    if cell.execution_count is not None:
        cell.metadata["dlcourse"] = nbformat.from_dict({"outputs": cell.outputs})
        cell.outputs, cell.execution_count = [], None


def normalise(notebook):
    """A copy in normal form: readable ids, minimal metadata, no widget views (they need the kernel that made them).

    The outputs of a cell with the tag `hide-output` are in its metadata: see `hide`.
    """
    notebook = copy.deepcopy(notebook)
    kept = notebook.metadata.get("dlcourse")
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        }
    )
    if kept:
        notebook.metadata["dlcourse"] = kept
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    _name_cells(notebook.cells)
    count = 0
    for cell in notebook.cells:
        reveal(cell)
        tags = cell.metadata.get("tags", [])
        cell.metadata = nbformat.from_dict({"tags": tags} if tags else {})
        cell.source = "\n".join(line.rstrip() for line in cell.source.strip().splitlines())
        if cell.cell_type != "code":
            continue
        if cell.execution_count is not None:
            count += 1
            cell.execution_count = count
        for output in cell.outputs:
            if "execution_count" in output:
                output.execution_count = cell.execution_count
            if "data" in output:
                output.data.pop(_VIEW, None)
                output.metadata = nbformat.from_dict({k: v for k, v in output.metadata.items() if k == "image/png"})
        if HIDE in tags:
            hide(cell)
    return notebook


def _name_cells(cells):
    """Name answers and checks after their exercise, and cells whose id is a random one after the heading above them."""
    taken = {cell.id for cell in cells}
    codes = [cell for cell in cells if cell.cell_type == "code"]
    for answer, check in zip(codes, codes[1:], strict=False):
        exercise = re.fullmatch(r"""check\(["'](\w+)["']\)""", check.source.strip())
        for cell, name in ((answer, "answer"), (check, "check")) if exercise else ():
            # Whatever they were called before: by these names the order, the learner's copy and `use` find them.
            if f"{name}-{exercise[1]}" not in taken:
                cell.id = f"{name}-{exercise[1]}"
                taken.add(cell.id)
    heading = "cell"
    for cell in cells:
        found = re.search(r"^#+\s+(.+)$", cell.source, re.M) if cell.cell_type == "markdown" else None
        if found:
            words = re.findall(r"[a-z0-9]+", found[1].lower())
            heading = "-".join(words)[:40].strip("-") or "cell"
        if _RANDOM_ID.fullmatch(cell.id):
            number = 1
            while f"{heading}-{number}" in taken:
                number += 1
            cell.id = f"{heading}-{number}"
            taken.add(cell.id)
