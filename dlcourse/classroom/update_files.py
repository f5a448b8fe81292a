"""Writing an update so that it may be interrupted at any moment: a lock, a copy put aside, one file after the other.

What an update needs is first stored whole in ``.dlcourse/update.zip``. As long as that file is there, the update has not ended; to
begin again from it comes to the same result, however many files have been written.
"""

import contextlib
import json
import os
import time
import zipfile
from pathlib import Path

from dlcourse.classroom.update_places import CannotUpdate, Place
from dlcourse.classroom.update_plan import Before

_INTO = "course/"


@contextlib.contextmanager
def alone(course):
    """Hold the lock of a course. The system lets go of it by itself when a process ends, however it ends.

    Raises
    ------
    CannotUpdate
        If another update runs here, or the folder cannot be written to.
    """
    place = course / ".dlcourse" / "update.lock"
    try:
        place.parent.mkdir(exist_ok=True)
        file = open(place, "a+b")
    except OSError as problem:
        raise CannotUpdate(f"{course} cannot be written to ({problem.strerror or problem}).") from None
    with file:
        try:
            _lock(file)
        except BlockingIOError:
            raise CannotUpdate("Another update of this course is running; wait until it is done.") from None
        except OSError as problem:
            print(
                f"(No lock can be held here ({problem.strerror or problem}): do not start a second update meanwhile.)"
            )
        yield


def _lock(file):
    if os.name == "nt":
        import msvcrt

        file.seek(0)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError as problem:
            raise BlockingIOError from problem
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def replace(path, data):
    """Write bytes to a file so that it holds either all of the old or all of the new, whenever the power goes."""
    path = path.resolve() if path.is_symlink() else path
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(path.name + ".new")
    with open(new, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    with contextlib.suppress(OSError):
        os.chmod(new, path.stat().st_mode & 0o7777)
    for patience in (0.1, 0.5, 1, 2, 0):
        try:
            return os.replace(new, path)
        except PermissionError:  # Windows, while a virus scanner or an editor looks at the file
            if not patience:
                new.unlink(missing_ok=True)
                raise
            time.sleep(patience if os.name == "nt" else 0)


def store(course, place, before):
    """Keep all that an update needs until it has ended."""
    target = course / ".dlcourse" / "update.zip"
    new = target.with_suffix(".new")
    about = {"name": place.name, "commit": place.commit, "before": vars(before)}
    with zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("about.json", json.dumps(about))
        for name, data in place.files.items():
            archive.writestr(_INTO + name, data)
    with open(new, "rb+") as file:
        os.fsync(file.fileno())
    os.replace(new, target)


def stored(course):
    """What `store` has kept: (Place, Before), or None if no update was interrupted here."""
    target = course / ".dlcourse" / "update.zip"
    try:
        with zipfile.ZipFile(target) as archive:
            about = json.loads(archive.read("about.json"))
            names = [name for name in archive.namelist() if name.startswith(_INTO)]
            files = {name.removeprefix(_INTO): archive.read(name) for name in names}
        return Place(about["name"], files, about["commit"]), Before(**about["before"])
    except FileNotFoundError:
        return None
    except (OSError, zipfile.BadZipFile, ValueError, KeyError, TypeError):
        target.unlink(missing_ok=True)  # not even stored whole, so nothing had been written
        return None


def ended(course):
    """Forget what `store` has kept."""
    (course / ".dlcourse" / "update.zip").unlink(missing_ok=True)


def put_aside(course, names, stamp):
    """Copy files into a new dated folder of the course.

    Returns
    -------
    Path
    """
    number, target = 1, course / f"before-update-{stamp}"
    while target.exists():
        number += 1
        target = course / f"before-update-{stamp}-{number}"
    for name in names:
        path = course / name
        if path.is_file():
            replace(target / name, path.read_bytes())
    return target


def carry_out(course, plan):
    """Write and remove what a plan says."""
    for name, data in plan.writes.items():
        replace(course / name, data)
    for name in plan.removals:
        (course / name).unlink(missing_ok=True)
        folder = (course / name).parent
        with contextlib.suppress(OSError):  # not empty
            while folder != course:
                _drop_compiled(folder)
                folder.rmdir()
                folder = folder.parent


def _drop_compiled(folder):
    """Remove what Python has left in a folder from which the last module has gone."""
    if [path.name for path in folder.iterdir()] == ["__pycache__"]:
        for path in (folder / "__pycache__").glob("*.pyc"):
            path.unlink()
        (folder / "__pycache__").rmdir()


def remembered(course):
    """What the last update has written down about the course as it is now; {} if there was none."""
    try:
        memory = json.loads((course / ".dlcourse" / "course.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return memory if isinstance(memory, dict) else {}


def remember(course, memory):
    """Write down what the next update needs to know."""
    replace(Path(course) / ".dlcourse" / "course.json", json.dumps(memory, sort_keys=True).encode())
