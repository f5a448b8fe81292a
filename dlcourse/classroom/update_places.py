"""Where a newer course comes from: a folder, a zip, a git address or a branch. Each ends in a folder of its files."""

import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import urllib.request
import zipfile
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from dlcourse.classroom.update_cells import fingerprint, is_notebook

# What is the learner's or the machine's, and never the course's.
NOT_THE_COURSE = re.compile(
    r"(^|/)(\.git|\.venv|\.dlcourse|__pycache__|\.ipynb_checkpoints|\.pytest_cache|\.hypothesis|\.ruff_cache|\.virtual_documents"
    r"|\.idea|\.vscode|\.DS_Store|Thumbs\.db|[^/]*\.egg-info|[^/]*\.py[cod]|before-update-[^/]*)(/|$)"
)
_LARGEST = 500_000_000  # bytes of a whole course; what is more is none
_ADDRESS = re.compile(r"[a-z+]+://|[\w.-]+@[\w.-]+:", re.I)


class CannotUpdate(Exception):
    """Why there is no update; one sentence. Nothing has been written."""


@dataclass
class Past:
    """What is known of the versions of a course.

    Parameters
    ----------
    files : dict from str to set of str
        Hashes of what stood in each file.
    notebooks : list of (str, dict)
        Notebooks in which nobody has written, with their paths, newest first.
    """

    files: dict = field(default_factory=dict)
    notebooks: list = field(default_factory=list)


@dataclass
class Place:
    """A course that was fetched.

    Parameters
    ----------
    name : str
        What to give for it as ``--from`` the next time.
    files : dict from str to bytes
        Every file of the course by its path, with "/" between folders.
    commit : str
        The git commit, "" if there is none.
    past : Past
        What the place knows of earlier versions.
    """

    name: str
    files: dict
    commit: str = ""
    past: "Past" = field(default_factory=lambda: Past())

    @property
    def version(self):
        """The version that the course gives itself, e.g. (0, 1, 0)."""
        return version(self.files.get("dlcourse/__init__.py", b""))


def version(package):
    """The version in the text of ``dlcourse/__init__.py``; () if there is none."""
    found = re.search(rb'^__version__ = "([0-9.]+)', package, re.M)
    return tuple(int(part) for part in found[1].split(b".") if part) if found else ()


def fetch(asked, course, remembered, scratch):
    """The course at a place.

    Parameters
    ----------
    asked : str or None
        A folder, a zip (a file or an address), a git address (`#branch` at its end names a branch), or a branch; None for where
        the learner's course came from.
    course : Path
        The learner's folder.
    remembered : str or None
        The place of the last update.
    scratch : Path
        An empty folder to work in.

    Returns
    -------
    Place

    Raises
    ------
    CannotUpdate
        If there is no course there that can be used.
    """
    place = _fetch(asked or _where_from(course, remembered), course, scratch)
    problem = _problem(place)
    if problem:
        raise CannotUpdate(f"{place.name} {problem}.")
    return place


def _where_from(course, remembered):
    if remembered and (_ADDRESS.match(remembered) or Path(remembered).exists()):
        return remembered
    if not shutil.which("git") or git(course, "rev-parse", "--git-dir") is None:
        raise CannotUpdate(
            "This folder does not say where the course came from; name the place: "
            "--from PLACE, which is a folder, a zip file or a git address."
        )
    remotes = (git(course, "remote") or "").split()
    branch = git(course, "symbolic-ref", "--quiet", "--short", "HEAD")
    tracked = git(course, "config", f"branch.{branch}.remote") if branch else None
    # In a fork, `upstream` is by custom the course that it was made from, and `origin` is the learner's own.
    for remote in ("upstream", tracked, "origin", *remotes):
        if remote in remotes:
            address = git(course, "remote", "get-url", remote)
            merged = git(course, "config", f"branch.{branch}.merge") if branch and remote == tracked else None
            return address + (f"#{merged.removeprefix('refs/heads/')}" if merged else "")
    raise CannotUpdate(
        "This git repository has no remote to fetch from; name the place: "
        "--from PLACE, which is a folder, a zip file or a git address."
    )


def _fetch(place, course, scratch):
    if _ADDRESS.match(place):
        if re.match(r"https?://", place) and place.split("?")[0].lower().endswith(".zip"):
            return _from_zip(place, _download(place))
        return _from_git(place, course, scratch)
    path = Path(place).expanduser()
    try:
        path = path if path.is_absolute() or path.exists() else course / path
        if path.is_dir():
            bare = (path / "HEAD").is_file() and (path / "objects").is_dir()
            return _from_git(str(path.resolve()), course, scratch) if bare else _from_folder(path.resolve())
        if path.is_file():
            return _from_zip(str(path.resolve()), path)
    except OSError as problem:
        raise CannotUpdate(f"{place} cannot be read: {problem.strerror or problem}.") from None
    local, _, branch = place.rpartition("#")
    if local and (Path(local).is_dir()):
        return _from_git(f"{Path(local).resolve()}#{branch}", course, scratch)
    return _from_branch(place, course, scratch)


def _from_folder(folder):
    tracked = git(folder, "ls-files", "-z", "--cached", "--others", "--exclude-standard") if _is_clone(folder) else None
    if tracked is None:
        names = []
        for top, folders, files in os.walk(folder):
            here = Path(top).relative_to(folder).as_posix()
            inner = "" if here == "." else f"{here}/"
            folders[:] = [name for name in folders if not NOT_THE_COURSE.search(inner + name)]
            names += [inner + name for name in files]
    else:
        names = tracked.split("\0")
    files = {}
    for name in sorted({name for name in names if name and not NOT_THE_COURSE.search(name)}):
        path = folder / name
        if path.is_file() and not path.is_symlink():
            files[name] = path.read_bytes()
    commit = (git(folder, "rev-parse", "HEAD") or "") if tracked is not None else ""
    return Place(str(folder), files, commit, history(folder) if commit else Past())


def _is_clone(folder):
    top = git(folder, "rev-parse", "--show-toplevel")
    return top is not None and Path(top).resolve() == folder.resolve()


def _download(address):
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:
            return io.BytesIO(answer.read(_LARGEST))
    except (OSError, ValueError) as problem:
        raise CannotUpdate(f"{address} cannot be fetched ({getattr(problem, 'reason', problem)}).") from None


def _from_zip(name, file):
    files = {}
    try:
        with zipfile.ZipFile(file) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            if sum(member.file_size for member in members) > _LARGEST:
                raise CannotUpdate(f"{name} is no course: unpacked it would be larger than 500 MB.")
            paths = [PurePosixPath(member.filename.replace("\\", "/")) for member in members]
            inits = [p for p in paths if p.parts[-2:] == ("dlcourse", "__init__.py")]
            top = min(inits, key=lambda p: len(p.parts)).parents[1] if inits else PurePosixPath()
            for member, path in zip(members, paths, strict=True):
                if path.is_relative_to(top) and ".." not in path.parts and not path.is_absolute():
                    inside = path.relative_to(top).as_posix()
                    link = (member.external_attr >> 16) & 0o170000 == 0o120000
                    if not NOT_THE_COURSE.search(inside) and not link:
                        files[inside] = archive.read(member)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, ValueError) as problem:
        raise CannotUpdate(f"{name} is not a zip file that can be read ({problem}).") from None
    return Place(name, files)


def _from_git(place, course, scratch):
    address, _, branch = place.partition("#")
    _need_git()
    clone = scratch / "clone"
    # A hook or a template of the learner's has no business here.
    command = [
        "clone",
        "--quiet",
        "--no-checkout",
        "--no-hardlinks",
        "--template=",
        *(["--branch", branch] if branch else []),
    ]
    said = _run_git(scratch, *command, "--", address, str(clone))
    if said.returncode:
        lines = [line for line in said.stderr.strip().splitlines() if line.strip()]
        reason = next((line for line in lines if line.startswith("fatal:")), lines[-1] if lines else "git failed")
        raise CannotUpdate(f"{place} cannot be fetched (git: {reason.removeprefix('fatal: ').rstrip('.')}).")
    return _from_commit(place, clone, "HEAD")


def _from_branch(name, course, scratch):
    _need_git()
    inside = git(course, "rev-parse", "--git-dir") is not None
    if not inside or name.startswith("-"):
        raise CannotUpdate(f"There is no {name}: no such folder or file, and this course is not a git repository.")
    try:
        address = _where_from(course, None).partition("#")[0]
        return _from_git(f"{address}#{name}", course, scratch)
    except CannotUpdate:
        if git(course, "rev-parse", "--quiet", "--verify", f"{name}^{{commit}}") is None:
            raise CannotUpdate(f"There is no {name}: no such folder or file, and no branch of this course.") from None
    return _from_commit(name, course, name)


def _from_commit(place, repository, ref):
    commit = git(repository, "rev-parse", "--verify", f"{ref}^{{commit}}")
    packed = commit and subprocess.run(
        ["git", "archive", "--format=zip", commit], cwd=repository, capture_output=True, stdin=subprocess.DEVNULL
    )
    if not packed or packed.returncode:
        raise CannotUpdate(f"{place} has no files.")
    found = _from_zip(place, io.BytesIO(packed.stdout))
    return Place(place, found.files, commit, history(repository, commit))


def blob(data):
    """The hash that git gives a file, in which a line ends as on every system but Windows."""
    data = data if b"\0" in data else data.replace(b"\r\n", b"\n")
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def history(repository, ref="HEAD"):
    """The past of the course in a git repository, as far as it reaches; empty if there is none."""
    # -m: a file that a merge has joined from both sides is in neither of them.
    listed = git(repository, "log", "-m", "--format=", "--raw", "-z", "--no-abbrev", "--no-renames", "--relative", ref)
    past, blobs = Past(), {}
    for name, path in re.findall(r":\d+ \d+ \w+ (\w+) [AMT]\0([^\0]+)\0", listed or ""):
        past.files.setdefault(path, set()).add(name)
        if re.fullmatch(r"(exercises|notebooks)/[^/]+\.ipynb", path):
            blobs.setdefault(name, path)
    if not blobs:
        return past
    asked = "".join(f"{name}\n" for name in blobs).encode()
    said = subprocess.run(["git", "cat-file", "--batch"], cwd=repository, input=asked, capture_output=True)
    rest = io.BytesIO(said.stdout)
    for path in blobs.values():
        header = rest.readline().split()
        if len(header) != 3:  # a clone that is not whole
            continue
        notebook = read_notebook(rest.read(int(header[2]) + 1))
        if notebook and is_untouched(notebook):
            past.notebooks.append((path, notebook))
    return past


def read_notebook(data):
    """The notebook in a file's bytes; None if there is none."""
    try:
        content = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None
    return content if is_notebook(content) else None


def is_untouched(notebook):
    """Whether a notebook is as the course gave it out: with its own fingerprint, or in the form in which lessons are stored."""
    metadata = notebook.get("metadata", {})
    generated = isinstance(metadata.get("dlcourse"), dict) and metadata["dlcourse"].get("generated")
    if generated:
        return generated == fingerprint(notebook)
    # JupyterLab writes more into both when it saves. Other editors may not, but give a new cell an id that is no word.
    return (
        set(metadata) == {"kernelspec", "language_info"}
        and metadata["language_info"] == {"name": "python"}
        and all(set(cell.get("metadata", {})) <= {"tags", "dlcourse"} and cell.get("id") for cell in notebook["cells"])
        and not any(re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f-]{27})?", str(cell["id"])) for cell in notebook["cells"])
    )


def _problem(place):
    """What is wrong with a course that was fetched; "" if nothing is."""
    names = place.files
    for part in ("dlcourse/__init__.py", "notebooks/", "exercises/"):
        if not any(name.startswith(part) for name in names):
            return f"is not a copy of the course: it has no {part.rstrip('/')}"
    for name, data in names.items():
        if re.fullmatch(r"(exercises|notebooks)/[^/]+\.ipynb", name):
            notebook = read_notebook(data)
            if notebook is None or not all(isinstance(cell.get("id"), str) for cell in notebook["cells"]):
                return f"holds a notebook that cannot be read, {name}"
            if name.startswith("exercises/") and not is_untouched(notebook):
                return f"is somebody's own copy, with answers in {name}; an update needs the course as it is given out"
    return ""


def _need_git():
    if not shutil.which("git"):
        raise CannotUpdate(
            "git is not installed, so no git address can be fetched; --from takes a folder or a zip file as well."
        )


def _run_git(folder, *arguments):
    # No question is asked on the terminal: an address that wants a password is one that cannot be fetched.
    environment = {**os.environ, "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    environment.setdefault("GIT_SSH_COMMAND", "ssh -o BatchMode=yes -o ConnectTimeout=20")
    return subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
    )


def git(folder, *arguments):
    """What a git command says in a folder; None if it fails or there is no git."""
    try:
        said = _run_git(folder, *arguments)
    except OSError:
        return None
    return said.stdout.rstrip("\n") if said.returncode == 0 else None
