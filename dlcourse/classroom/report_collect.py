"""Finds the notebooks of a class, in folders and in zips as learning platforms hand them out, and says whose each is."""

import hashlib
import io
import json
import re
import time
import zipfile
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from dlcourse.classroom.report_child import check_of, names_set
from dlcourse.exercises import lessons
from dlcourse.lessons import LESSONS

LARGEST = 30 << 20  # bytes of a notebook; an exercise notebook with pictures has a tenth of it
_MOODLE = re.compile(r"^(?P<name>.+?)_(?P<key>\d+)_assignsubmission_[a-z]+_?(?P<rest>.*)$")
_CANVAS = re.compile(r"^(?P<name>[^_]+)_(?:LATE_)?(?P<key>\d+)_\d+_(?P<rest>.+)$")
_BLACKBOARD = re.compile(r"^.+_(?P<name>[^_]+)_attempt_[\d-]+(?:_(?P<rest>.+))?$")
# Folders that say nothing about whose a notebook is.
_GENERAL = {"exercises", "submitted", "submissions", "autograded", "notebooks", "dlcourse", "work", "home", "."}
_LESSON_FILES = {f"{lesson.number}_{lesson.notebook}": lesson.number for lesson in LESSONS}


@dataclass
class Submission:
    """A learner's notebook.

    Parameters
    ----------
    learner : str
    key : str
        What tells learners of the same name apart: the number that a learning platform gave; or "".
    how : str
        Where the learner's name was found: "Moodle's folder name" and the like.
    place : str
        Path of the file, with that of the zip that it is in.
    lesson : str
        "01" and so on; "" if it could not be told.
    cells : list of dict
        The code cells, each with ``id`` and ``source``.
    problem : str
        Why it cannot be read, in a sentence; or "".
    """

    learner: str
    key: str
    how: str
    place: str
    lesson: str = ""
    cells: list = field(default_factory=list)
    problem: str = ""
    when: float = 0.0

    @property
    def attempt(self):
        """The number that platforms and browsers put behind the name of a later file: "-1.ipynb", "(1).ipynb"."""
        number = re.search(r"(?:-|\()(\d+)\)?\.ipynb$", self.place)
        return int(number[1]) if number else 0

    @property
    def content_hash(self):
        """Hash of what is run."""
        return hashlib.sha256(json.dumps([self.lesson, self.cells]).encode()).hexdigest()


def collect(places):
    """The submissions in some places, and remarks on what was left out.

    Parameters
    ----------
    places : list of Path
        Notebooks, folders, zips.

    Returns
    -------
    list of Submission
        Ordered by learner and lesson; of several of a learner to one lesson the newest.
    list of str
        Sentences on what was left out.

    Raises
    ------
    ValueError
        If a place does not exist; one sentence.
    """
    remarks, files = [], []
    for place in places:
        if not place.exists():
            raise ValueError(f"There is no file or folder {place}.")
        files += _files(place, remarks)
    files = _without_common_folder(files)
    found = [_submission(*file) for file in files]
    return _newest(found, remarks), remarks


def _files(place, remarks):
    """Every notebook below a place: its path there, the place it is told by, its bytes and its time."""
    if place.is_dir():
        for path in sorted(place.rglob("*")):
            inner = PurePosixPath(path.relative_to(place).as_posix())
            if path.is_file() and not path.is_symlink() and _wanted(inner):
                yield from _file(path, inner, place, remarks)
    else:
        # A notebook that is named by itself is told by the folder that it stands in.
        parts = [place.resolve().parent.name, place.name] if place.suffix.lower() == ".ipynb" else [place.name]
        yield from _file(place, PurePosixPath(*parts), place.parent, remarks)


def _file(path, inner, place, remarks):
    try:
        if path.stat().st_size > LARGEST and path.suffix.lower() == ".ipynb":
            remarks.append(f"{path} was left out: it is larger than {LARGEST >> 20} MB.")
            return
        if path.suffix.lower() == ".zip":
            with zipfile.ZipFile(path) as archive:
                yield from _in_zip(archive, inner, str(path), remarks)
        elif path.suffix.lower() == ".ipynb":
            yield inner, str(path), path.read_bytes(), path.stat().st_mtime
    except (OSError, zipfile.BadZipFile, NotImplementedError) as problem:
        remarks.append(f"{path} was left out: it cannot be read ({problem}).")


def _in_zip(archive, inner, shown, remarks, depth=0):
    folder = inner.with_suffix("")
    for info in archive.infolist():
        path = PurePosixPath(info.filename.replace("\\", "/"))
        if info.is_dir() or not _wanted(path):
            continue
        where = f"{shown}/{path}"
        if info.file_size > LARGEST * (10 if path.suffix.lower() == ".zip" else 1):
            remarks.append(f"{where} was left out: it is larger than {LARGEST >> 20} MB.")
            continue
        try:
            data = archive.read(info)
            if path.suffix.lower() == ".ipynb":
                yield folder / path, where, data, _time(info.date_time)
            elif depth < 2:
                with zipfile.ZipFile(io.BytesIO(data)) as nested:
                    yield from _in_zip(nested, folder / path, where, remarks, depth + 1)
        except (OSError, RuntimeError, zipfile.BadZipFile, NotImplementedError, EOFError) as problem:
            remarks.append(f"{where} was left out: it cannot be read ({problem}).")


def _time(date):
    try:
        return time.mktime((*date, 0, 0, -1))
    except (ValueError, OverflowError):  # zips may say the zeroth of a month
        return 0.0


def _wanted(path):
    hidden = any(part.startswith((".", "__MACOSX")) for part in path.parts)
    return path.suffix.lower() in (".ipynb", ".zip") and not hidden


def _without_common_folder(files):
    """Drop the leading folders that all have in common: the name of the zip, of the course."""
    files = list(files)
    while len(files) > 1 and len({file[0].parts[0] for file in files}) == 1 and all(len(f[0].parts) > 2 for f in files):
        files = [(PurePosixPath(*inner.parts[1:]), *rest) for inner, *rest in files]
    return files


def _submission(path, place, data, when):
    found = Submission(*whose(path), place, when=when)
    try:
        cells = json.loads(data.decode("utf-8-sig"))["cells"]
        for number, cell in enumerate(cells):
            if cell.get("cell_type") != "code":
                continue
            source, metadata = cell.get("source", ""), cell.get("metadata") or {}
            name = str(cell.get("id") or "")
            if not name.startswith(("answer-", "check-")):  # older tools drop ids; nbgrader's metadata keep them
                name = str(metadata.get("nbgrader", {}).get("grade_id") or name or f"cell-{number}")
            found.cells.append({"id": name, "source": source if isinstance(source, str) else "".join(source)})
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        found.cells, found.problem = [], "The file is not a notebook that can be read."
    found.lesson = _lesson(path.name, found.cells)
    return found


def _lesson(name, cells):
    """A notebook's lesson: from its file's name, else from the exercises that it holds; "" if neither says."""
    for stem, number in _LESSON_FILES.items():
        if stem in name.lower() and number in lessons():
            return number
    counts = {}
    for number, exercises in lessons().items():
        ids = {exercise.id for exercise in exercises}
        counts[number] = sum(check_of(cell) in ids or cell["id"].removeprefix("answer-") in ids for cell in cells)
        names = set().union(*(names_set(cell["source"]) for cell in cells))
        counts[number] += sum(not names.isdisjoint(exercise.reference) for exercise in exercises)
    best = max(counts, key=counts.get)
    return best if counts[best] else ""


def whose(path):
    """Whose a notebook is, by its path as a learning platform or a teacher names it, and what said so.

    Returns
    -------
    (str, str, str)
        The learner's name, the number that a platform tells learners apart by ("" if there is none), and where both were found.
    """
    stem = re.sub(r"( ?\(\d+\)|-\d+)$", "", path.stem)
    for part in (*path.parts[:-1], path.stem):
        for kind, pattern in (("Moodle", _MOODLE), ("Blackboard", _BLACKBOARD), ("Canvas", _CANVAS)):
            match = pattern.match(part)
            if match:
                what = "file" if part == path.stem else "folder"
                return (
                    match["name"].strip(),
                    match.groupdict().get("key") or "",
                    f"the name that {kind} gave the {what}",
                )
    folders = [p for p in path.parts[:-1] if p.lower() not in _GENERAL and _bare(p) not in _LESSON_FILES]
    rest = stem
    for name in _LESSON_FILES:
        rest = re.sub(name, " ", rest, flags=re.I)
    rest = rest.strip(" _-()[]")
    if rest and rest != stem:
        return re.sub(r"[_ ]+", " ", rest).strip(), "", "the file's name"
    if folders:
        return folders[0], "", "the folder's name"
    return stem, "", "the file's name, as nothing else says whose it is"


def _bare(name):
    return re.sub(r"( ?\(\d+\)|-\d+)$", "", name.lower())


def _newest(found, remarks):
    kept, keys = {}, {}
    for one in found:
        keys.setdefault(one.learner, set()).add(one.key)
    for one in found:
        if len(keys[one.learner]) > 1 and one.key:  # two of the same name
            one.learner = f"{one.learner} ({one.key})"
        if not one.lesson:
            why = one.problem or "Neither its name nor its cells say which lesson it belongs to."
            remarks.append(f"{one.place} was left out. {why}")
            continue
        other = kept.get((one.learner, one.lesson))
        if other is not None:
            other, one = sorted((other, one), key=lambda each: (each.attempt, each.when))
            remarks.append(f"{other.place} was left out: {one.place} is a later one of the same learner.")
        kept[one.learner, one.lesson] = one
    return sorted(kept.values(), key=lambda each: (each.learner.lower(), each.lesson))
