"""What becomes of every file of a learner's course when a newer one comes."""

import json
import re
from dataclasses import dataclass, field

from dlcourse.classroom.update_cells import answers, mark, marks, merge, source, tasks
from dlcourse.classroom.update_places import CannotUpdate, Past, blob, history, is_untouched, read_notebook
from dlcourse.lessons import LESSONS

_NOTEBOOK = re.compile(r"(exercises|notebooks)/[^/]+\.ipynb")


@dataclass
class Before:
    """What is known of the learner's course before the update. It is kept until the update has ended.

    Parameters
    ----------
    files : dict from str to list of str
        The hashes that each file of the course has had; empty if nobody knows.
    known : dict from str to dict
        Of each notebook the hashes of the texts that it has had, with their cells' ids.
    base : dict from str to dict
        The same of the one version that the learner's comes from.
    again : list of str
        Exercises that are done, and whose task, stub or check is another one in the new course.
    stamp : str
        When the update began: all that it puts aside is called by this or a later time.
    """

    files: dict = field(default_factory=dict)
    known: dict = field(default_factory=dict)
    base: dict = field(default_factory=dict)
    again: list = field(default_factory=list)
    stamp: str = ""


@dataclass
class Plan:
    """What an update does.

    Parameters
    ----------
    writes : dict from str to bytes
        Files, in the order in which they are to be written.
    removals : list of str
        Files that the new course does not have, as the old one had given them out.
    kept : list of str
        Exercises whose answer is the learner's.
    own : int
        How many cells of the learner's own stay.
    remarks : list of str
        Sentences about what is out of the ordinary.
    """

    writes: dict = field(default_factory=dict)
    removals: list = field(default_factory=list)
    kept: list = field(default_factory=list)
    own: int = 0
    remarks: list = field(default_factory=list)


def look_back(course, place, memory):
    """What is known of a learner's course before it is updated from a place.

    Parameters
    ----------
    course : Path
        The learner's folder.
    place : Place
        The new course.
    memory : dict
        What the last update remembered; empty if there was none.

    Returns
    -------
    Before
    """
    own = history(course) if (course / ".git").exists() else Past()
    before = Before(base={path: dict(texts) for path, texts in memory.get("texts", {}).items()})
    # Not what the learner's own repository remembers: it may hold files of the learner's.
    for past in (place.past.files, memory.get("files", {})):
        for path, hashes in past.items():
            before.files[path] = sorted({*before.files.get(path, ()), *hashes})
    here = [
        (path.relative_to(course).as_posix(), notebook)
        for folder in ("exercises", "notebooks")
        for path in sorted((course / folder).glob("*.ipynb"))
        if (notebook := read_notebook(data := path.read_bytes()))
        and is_untouched(notebook)
        # An editor may leave the form of a lesson as it was, whatever the learner has written in it; its past knows better.
        and blob(data) in before.files.get(path.relative_to(course).as_posix(), (blob(data),))
    ]
    before.base |= {path: marks(notebook) for path, notebook in here}
    newest = [*here, *_from_solutions(course), *own.notebooks]
    for path, notebook in newest:
        before.base.setdefault(path, marks(notebook))
    for path, notebook in (*newest, *place.past.notebooks):
        before.known[path] = {**marks(notebook), **before.known.get(path, {})}
    before.again = _checked_against_an_older_task(course, place, before)
    return before


def _from_solutions(course):
    """The exercises as they were given out, made from the solutions beside them."""
    try:
        from dlcourse.authoring import read
        from dlcourse.authoring.stubs import exercises_from

        for path in sorted((course / "solutions").glob("[0-9][0-9]_*.ipynb")):
            yield f"exercises/{path.name}", exercises_from(read(path))
    except Exception:  # no solutions, or solutions that somebody has changed: then nobody knows
        return


def _checked_against_an_older_task(course, place, before):
    try:
        outcomes = json.loads((course / ".dlcourse" / "progress.json").read_text(encoding="utf-8"))
        done = {exercise for exercise, outcome in outcomes.items() if outcome == "done"}
    except (OSError, ValueError, AttributeError):
        return []
    changed = []
    for name, data in sorted(place.files.items()):
        if not name.startswith("exercises/") or not _NOTEBOOK.fullmatch(name):
            continue
        try:
            mine = read_notebook((course / name).read_bytes()) or {"cells": []}
        except OSError:
            mine = {"cells": []}
        texts = {*before.base.get(name, ()), *(mark(source(cell)) for cell in mine["cells"])}
        for exercise, asked in tasks(read_notebook(data)).items():
            if exercise in done and (not texts.issuperset(asked) or _check_differs(course, place, name, exercise)):
                changed.append(exercise)
    return changed


def _check_differs(course, place, name, exercise):
    room = next((lesson.room for lesson in LESSONS if lesson.number == name.split("/")[1][:2]), "")
    ours = [path for path in place.files if re.fullmatch(rf"dlcourse/exercises/(\w+/{exercise}|{room})\.py", path)]
    return not ours or any(
        _read(course / path) is None or blob(_read(course / path)) != blob(place.files[path]) for path in ours
    )


def make_plan(course, place, before, when, stamp):
    """What is to be written and removed.

    Parameters
    ----------
    course : Path
        The learner's folder.
    place : Place
        The new course.
    before : Before
        What is known of the learner's.
    when, stamp : str
        Today, for readers and for the names of files.

    Returns
    -------
    Plan
        A file that has to be as it is, is not in it. To carry out a plan twice, or half and then a new one, comes to the same.

    Raises
    ------
    CannotUpdate
        If a folder of the learner's stands where the course has a file, or the other way round.
    """
    plan = Plan()
    books = {name: read_notebook(data) for name, data in place.files.items() if _NOTEBOOK.fullmatch(name)}
    for name, data in place.files.items():
        path = course / name
        if path.is_dir() or any(
            parent.is_file() for parent in path.parents if parent != course and course in parent.parents
        ):
            raise CannotUpdate(f"Where the course has the file {name}, you have something else; move it away first.")
        if name not in books:
            _plain_file(plan, before, path, name, data)
    _notebooks(plan, course, place, before, books, when, stamp)
    for name in sorted(before.files.keys() - place.files.keys() - {*plan.removals}):
        data = _read(course / name)
        if data is not None and not (course / name).is_symlink() and blob(data) in before.files[name]:
            if not _NOTEBOOK.fullmatch(name) or is_untouched(read_notebook(data) or {"cells": []}):
                plan.removals.append(name)
    return plan


def _plain_file(plan, before, path, name, data):
    mine = _read(path)
    if mine is not None and blob(mine) == blob(data):
        return
    plan.writes[name] = data
    if mine is None or not before.files:
        return
    if name not in before.files and name != ".gitignore":
        plan.writes = {f"{name}.yours": mine, **plan.writes}
        plan.remarks.append(f"The course now has a file {name}, as you had; yours is {name}.yours.")
    elif name in before.files and blob(mine) not in before.files[name]:
        plan.remarks.append(f"You had changed {name}; it is the course's again, and yours is in the copy.")


def _notebooks(plan, course, place, before, books, when, stamp):
    pairs, unread = {}, {}
    renamed = _renamed(course, books)
    for name in books:
        was = renamed.get(name, name)
        data = _read(course / was)
        pairs[name] = (was, data, read_notebook(data) if data is not None else None)
        if data is not None and pairs[name][2] is None and data.strip():
            unread[name] = data
    done = {
        name: merge(mine, books[name], before.known.get(was, {}), before.base.get(was, {}), when)
        for name, (was, _, mine) in pairs.items()
        if mine
    }
    # An exercise that stands in another notebook now takes its answer along.
    home = {
        exercise: name for name, book in books.items() if name.startswith("exercises/") for exercise in answers(book)
    }
    moved = {}
    for name, merged in done.items():
        for exercise, cells in merged.gone.items():
            there = home.get(exercise)
            if there and there != name and exercise not in (done[there].kept if there in done else ()):
                moved.setdefault(there, {})[exercise] = (name, cells)
    for there, adopted in moved.items():
        was, _, mine = pairs[there]
        mine = mine or {**books[there], "cells": []}
        pairs[there] = (was, pairs[there][1], mine)
        cells = {exercise: group for exercise, (_, group) in adopted.items()}
        done[there] = merge(mine, books[there], before.known.get(was, {}), before.base.get(was, {}), when, adopt=cells)
    for there, adopted in moved.items():
        for exercise, (name, _) in adopted.items():
            was, _, mine = pairs[name]
            gone = {e for group in moved.values() for e, (n, _) in group.items() if n == name}
            adopt = {e: cells for e, (_, cells) in moved.get(name, {}).items()}
            known, base = before.known.get(was, {}), before.base.get(was, {})
            done[name] = merge(mine, books[name], known, base, when, adopt=adopt, moved=gone)
            plan.remarks.append(f"The exercise {exercise} stands in {there} now, and so does your answer.")
    outdated = {f"check-{exercise}" for exercise in before.again}
    # Who takes an answer is written before who gives it.
    for name in sorted(books, key=lambda name: (name not in moved, name)):
        was, data, mine = pairs[name]
        merged = done.get(name)
        if name in unread:
            aside = f"{name}.unreadable-{stamp}"
            plan.writes[aside] = unread[name]
            plan.remarks.append(
                f"{name} was not a notebook that can be read. The course's is in its place, and yours is {aside}."
            )
        if merged:
            for cell in merged.notebook["cells"]:
                if cell.get("id") in outdated and cell.get("outputs"):
                    cell["outputs"] = []  # a card that says "done" about the task before
            plan.kept += merged.kept
            plan.own += merged.own
            for exercise in merged.gone:
                plan.remarks.append(
                    f"The exercise {exercise} is not in the course any more; your answer stands at the end of {name}."
                    if exercise
                    else f"Cells that you had changed are not in the course any more; they stand at the end of {name}."
                )
            if merged.beside:
                count = f"{merged.beside} cells" if merged.beside > 1 else "a cell"
                plan.remarks.append(
                    f"In {name} both you and the course had changed {count}: yours follows the course's, marked."
                )
        result = _text(merged.notebook, mine, data, books[name], place.files[name]) if merged else place.files[name]
        if was != name or data != result:
            plan.writes[name] = result
        if was != name:
            plan.removals.append(was)
            plan.remarks.append(f"{was} is called {name} now.")


def _text(notebook, mine, data, new, given):
    """The bytes of a joined notebook: those that are there, or those that came, wherever nothing else is in them."""
    if notebook == mine:
        return data
    if [_bare(cell) for cell in notebook["cells"]] == [_bare(cell) for cell in new["cells"]] and not any(
        cell.get("outputs") for cell in notebook["cells"] if cell not in new["cells"]
    ):
        return given
    text = json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    try:
        return text.encode()
    except UnicodeEncodeError:  # half of a character; only the escaped form can hold it
        return (json.dumps(notebook, indent=1, sort_keys=True) + "\n").encode()


def _bare(cell):
    return cell.get("cell_type"), cell.get("id"), source(cell)


def _renamed(course, books):
    """The learner's old name of each notebook that has a new one: most of its cells are the same."""
    found = {}
    for name, book in books.items():
        if (course / name).exists():
            continue
        ids = {cell["id"] for cell in book["cells"]}
        for path in sorted((course / name).parent.glob("*.ipynb")):
            was = path.relative_to(course).as_posix()
            mine = read_notebook(path.read_bytes()) if was not in books and was not in found.values() else None
            if mine and 2 * len(ids & {str(cell.get("id")) for cell in mine["cells"]}) > len(ids):
                found[name] = was
    return found


def _read(path):
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None
