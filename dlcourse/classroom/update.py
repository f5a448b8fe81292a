"""``python -m dlcourse update [--from PLACE]``: the newer course, with all that you have written.

Your answers and your own cells stay as they are; tasks, checks and lessons become the new ones. A dated copy is put aside first.
"""

import argparse
import datetime
import json
import sys
import tempfile
import urllib.request
from pathlib import Path

from dlcourse.classroom import update_files as files
from dlcourse.classroom.update_cells import answers, marks
from dlcourse.classroom.update_places import CannotUpdate, blob, fetch, is_untouched, read_notebook, version
from dlcourse.classroom.update_plan import look_back, make_plan


def main(arguments=None):
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m dlcourse update", description=__doc__.splitlines()[2])
    parser.add_argument(
        "--from",
        dest="place",
        metavar="PLACE",
        help="a folder, a zip, a git address (ADDRESS#BRANCH for a branch) or a branch; "
        "where the course came from if none is given",
    )
    parser.add_argument(
        "--to",
        metavar="FOLDER",
        type=Path,
        help="the course to update, with this one as the newer one unless --from says else",
    )
    parser.add_argument("--older", action="store_true", help="even if the course at that place is an older one")
    options = parser.parse_args(arguments)
    here = Path(__file__).resolve().parents[2]
    course = (options.to or _course(here)).resolve()
    place = options.place or (str(here) if options.to else None)
    try:
        return update(course, place, options.older)
    except CannotUpdate as problem:
        print(problem, file=sys.stderr)
    except OSError as problem:
        name = problem.filename2 or problem.filename or course
        print(
            f"{name} cannot be read or written ({problem.strerror or problem}). Nothing is lost: mend that, and run this again.",
            file=sys.stderr,
        )
    except KeyboardInterrupt:
        print("Stopped. Nothing is lost: run this again, and it goes on from here.", file=sys.stderr)
    return 1


def _course(otherwise):
    """The learner's folder: the nearest one from here upwards that is one of the course."""
    for folder in (Path.cwd(), *Path.cwd().parents):
        if (folder / "dlcourse" / "__init__.py").is_file() and (folder / "exercises").is_dir():
            return folder
    return otherwise


def update(course, asked=None, older=False, say=print):
    """Bring the course at a place into a learner's folder.

    Parameters
    ----------
    course : Path
        The learner's folder.
    asked : str, optional
        The place; if none is given, where the course came from.
    older : bool
        Whether an older course is taken, too.
    say : callable
        Takes each line of what is to be told.

    Returns
    -------
    int
        0.

    Raises
    ------
    CannotUpdate
        If there is no course there that can be used. Nothing is written then.
    """
    if not (course / "dlcourse" / "__init__.py").is_file() or not (course / "exercises").is_dir():
        raise CannotUpdate(f"{course} is not a folder of the course.")
    with files.alone(course):
        waiting = files.stored(course)
        if waiting:
            say(f"An update from {waiting[0].name} was interrupted; it is finished now.")
            _carry_out(course, *waiting, say)
            if asked is None:
                return 0
        memory = files.remembered(course)
        say(f"Looking for a newer course{f' in {asked}' if asked else ''}.")
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
            place = fetch(asked, course, memory.get("place"), Path(scratch))
        if Path(place.name).is_absolute() and Path(place.name) == course:
            raise CannotUpdate(f"{place.name} is the course that is to be updated; name the place of a newer one.")
        before = look_back(course, place, memory)
        before.stamp = _today()[1]
        plan = make_plan(course, place, before, *_today())
        if not plan.writes and not plan.removals:
            say(f"Nothing is new in {place.name}: the course is up to date.")
            return 0
        if not older and _is_older(course, place, before, memory):
            raise CannotUpdate(
                f"The course in {place.name} is older than the one here (--older takes it all the same)."
            )
        files.store(course, place, before)
        _carry_out(course, place, before, say)
    return 0


def remember_as_given_out(course):
    """Write down what the course says before the learner writes in it, unless an update has done so.

    The set-up calls this once. Where there is no git, nothing else can say later what was the course's and what is the learner's.
    """
    course, texts = Path(course), {}
    if (course / ".dlcourse" / "course.json").exists():
        return
    for folder in ("exercises", "notebooks"):
        for path in sorted((course / folder).glob("*.ipynb")):
            notebook = read_notebook(path.read_bytes())
            if notebook and is_untouched(notebook):
                texts[f"{folder}/{path.name}"] = marks(notebook)
    files.remember(course, {"texts": texts})


def _carry_out(course, place, before, say):
    when, stamp = _today()
    plan = make_plan(course, place, before, when, stamp)
    # What the learner has deleted is nothing new.
    names = {name for texts in before.base.values() for name in texts.values()}
    exercises = {name.removeprefix("answer-") for name in names if name.startswith("answer-")} | {
        exercise
        for path in (course / "exercises").glob("*.ipynb")
        for exercise in answers(read_notebook(path.read_bytes()) or {"cells": []})
    }
    if plan.writes or plan.removals:
        own = [path for folder in ("exercises", "notebooks") for path in sorted((course / folder).glob("*.ipynb"))]
        own += [course / ".dlcourse" / "progress.json"]
        names = [*plan.writes, *plan.removals, *(path.relative_to(course).as_posix() for path in own)]
        files.put_aside(course, dict.fromkeys(names), stamp)
        files.carry_out(course, plan)
    files.remember(course, _memory(place, before))
    files.ended(course)
    for line in _report(course, place, plan, before, exercises):
        say(line)


def _memory(place, before):
    texts = {name: marks(read_notebook(data)) for name, data in place.files.items() if name.endswith(".ipynb")}
    hashes = {name: [*before.files.get(name, ())] for name in before.files.keys() | place.files.keys()}
    for name, data in place.files.items():
        hashes[name] = sorted({*hashes[name], blob(data)})
    now = {name: blob(data) for name, data in place.files.items()}
    return {"place": place.name, "commit": place.commit, "texts": texts, "files": hashes, "now": now}


def _is_older(course, place, before, memory):
    """Whether this course has been where the one at the place is."""
    here = version((course / "dlcourse" / "__init__.py").read_bytes())
    if place.version != here:
        return place.version < here
    known = memory.get("files") or _own_past(course)
    return bool(known) and all(blob(data) in known.get(name, ()) for name, data in place.files.items())


def _own_past(course):
    from dlcourse.classroom.update_places import history

    return history(course).files if (course / ".git").exists() else {}


def _today():
    now = datetime.datetime.now()
    return f"{now.day} {now:%B %Y}", f"{now:%Y-%m-%d-%H%M%S}"


def _report(course, place, plan, before, exercises):
    def many(count, one, more=None):
        return f"{count} {one if count == 1 else more or one + 's'}"

    yield f"The course is now that of {place.name}."
    lessons = sum(name.startswith("notebooks/") for name in plan.writes)
    notebooks = sum(name.startswith("exercises/") for name in plan.writes)
    rest = len(plan.writes) - lessons - notebooks
    changed = [
        many(lessons, "lesson"),
        many(notebooks, "notebook of exercises", "notebooks of exercises"),
        many(rest, "other file"),
    ]
    yield f"Changed: {', '.join(changed)}; {many(len(plan.removals), 'file')} removed."
    new = {
        exercise
        for name, data in place.files.items()
        if name.startswith("exercises/") and name.endswith(".ipynb")
        for exercise in answers(read_notebook(data))
    } - exercises
    if new:
        yield f"New exercises: {', '.join(sorted(new))}."
    yield f"Kept: {many(len(plan.kept), 'answer')} and {many(plan.own, 'other cell')} of yours."
    yield from plan.remarks
    if before.again:
        yield f"Done, but checked against an older task. Check these again: {', '.join(before.again)}."
    opened = _open_in_jupyter(course)
    if opened:
        yield (
            f"Open in JupyterLab: {', '.join(opened)}. Do not save them there; choose File > Reload Notebook from Disk, "
            "then restart their kernels."
        )
    else:
        yield "A notebook that is still open somewhere: choose File > Reload Notebook from Disk there, and do not save it before."
    copies = [
        path.name for path in sorted(course.glob("before-update-*")) if path.name >= f"before-update-{before.stamp}"
    ]
    yield f"As they were before, the files that changed and all your notebooks are in {' and '.join(copies)}; delete it when you like."


def _open_in_jupyter(course):
    """Paths of the course's notebooks that a running Jupyter server has open."""
    try:
        from jupyter_server.serverapp import list_running_servers

        servers = list(list_running_servers())
    except Exception:  # no Jupyter here, or none that can say
        return []
    found = set()
    for server in servers:
        try:
            request = urllib.request.Request(
                f"{server['url']}api/sessions", headers={"Authorization": f"token {server.get('token', '')}"}
            )
            direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
            with direct.open(request, timeout=3) as answer:
                sessions = json.load(answer)
            for session in sessions:
                path = Path(server.get("root_dir") or server["notebook_dir"], session.get("path", "")).resolve()
                if path.is_relative_to(course) and path.suffix == ".ipynb":
                    found.add(path.relative_to(course).as_posix())
        except Exception:  # stopped meanwhile, or asks for a password
            continue
    return sorted(found)
