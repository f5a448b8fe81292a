"""The environment of the course: .venv, made and filled with what the course needs, by any Python from 3.11 on and nothing else.

This file and __main__.py are also read by a Python that is too old, so that it can find a newer one or say what is needed. So they
are written in what Python 2.7 understands, and a test holds that.
"""

from __future__ import print_function

import errno
import hashlib
import os
import subprocess
import sys

COURSE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
WINDOWS = os.name == "nt"
VENV = os.path.join(COURSE, ".venv")
PYTHON = os.path.join(VENV, "Scripts", "python.exe") if WINDOWS else os.path.join(VENV, "bin", "python")

OLDEST, NEWEST = (3, 11), (3, 14)  # what the course is tested with
CANDIDATES = ["python3", "python3.14", "python3.13", "python3.12", "python3.11", "python"]
if WINDOWS:
    CANDIDATES = ["py -3.14", "py -3.13", "py -3.12", "py -3.11", "py -3", "python"]
# What builds dlcourse (and, of its test tools, the one that has no wheel); locked too, so pip fetches nothing newer.
BUILD = ["flit_core>=3.12,<4", "setuptools>=77"]
PROJECTS = {"course": ".", "tests": ".[test]"}
WHAT = {"course": "the course", "tests": "the test tools"}

PROBE = """import os, sys
lib = os.path.dirname(os.__file__)
print("%d.%d" % sys.version_info[:2])
print(int(os.path.isdir(os.path.join(lib, "ensurepip"))))
print(getattr(sys, "_base_executable", None) or sys.executable)"""


class NoEnvironment(Exception):
    """Why there is no environment; one sentence."""


def inside():
    """Whether this very Python is that of .venv."""
    return os.path.realpath(sys.prefix) == os.path.realpath(VENV)


def installed_elsewhere():
    """Whether somebody has installed the course for this Python, as with conda or for a whole class: then it needs no .venv."""
    if inside() or sys.version_info[:2] < OLDEST:
        return False
    from importlib.metadata import PackageNotFoundError, distribution

    try:
        distribution("dlcourse")
    except PackageNotFoundError:
        return False
    return True


def variables():
    """The environment variables for all that runs in .venv: without the caller's settings that would leak into it."""
    leaking = ("PYTHONPATH", "PYTHONHOME", "PYTHONDONTWRITEBYTECODE", "__PYVENV_LAUNCHER__")
    kept = dict((name, value) for name, value in os.environ.items() if name not in leaking)
    kept.update(PIP_DISABLE_PIP_VERSION_CHECK="1", PIP_USER="0", PIP_NO_INPUT="1")
    # The course's matrix products are small: one thread is as fast, and on busy cores two can be a hundred times slower.
    kept.setdefault("OPENBLAS_NUM_THREADS", "1")
    return kept


def ensure(kind):
    """Make .venv, or mend it, so that it has all that the course needs ("course"), or its tests too ("tests").

    One that was left half made, was moved, or has lost its Python is made anew.

    Raises
    ------
    NoEnvironment
        If that does not work.
    """
    works = usable()
    if works and _stamped("tests" if kind == "tests" else "course"):
        return
    try:
        if not works:
            _make()
        print("Installing %s into .venv; the first time takes a minute." % WHAT[kind])
        sys.stdout.flush()
        _write(".unfinished", "unfinished")
        _write(".place", os.path.realpath(COURSE))
        if not _install(kind):
            return
        settings = os.path.join(VENV, "share", "jupyter", "lab", "settings")
        if not os.path.isdir(settings):
            os.makedirs(settings)
        news = '{"@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": false}}\n'
        _write(os.path.join("share", "jupyter", "lab", "settings", "overrides.json"), news)
        os.remove(os.path.join(VENV, ".unfinished"))
        for done in ("course", "tests") if kind == "tests" else ("course",):
            _write(_STAMPS[done], _wanted())
    except EnvironmentError as problem:
        if problem.errno in (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC):
            raise NoEnvironment("%s cannot be written to (%s)." % (problem.filename or COURSE, problem.strerror))
        raise


_STAMPS = {"course": ".ready", "tests": ".ready-test"}


def usable():
    """Whether .venv is there, whole, where it was made, and has a Python that runs."""
    if not os.path.isfile(PYTHON) or os.path.exists(os.path.join(VENV, ".unfinished")):
        return False
    place = _read(".place")
    if place is not None and place.strip() != _bytes(os.path.realpath(COURSE)):
        return False
    answer = _ask([PYTHON, "-E", "-c", "import pip, sys; print('%d.%d' % sys.version_info[:2])"])
    return answer is not None and _version(answer) >= OLDEST


def _stamped(kind):
    return _read(_STAMPS[kind]) == _bytes(_wanted())


def _wanted():
    """What the stamp of an environment says that is up to date: a hash of the files that say what belongs into it."""
    digest = hashlib.sha256()
    for name in ("pyproject.toml", "requirements.lock"):
        with open(os.path.join(COURSE, name), "rb") as file:
            digest.update(file.read().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def _make():
    python = choose()
    if not os.access(COURSE, os.W_OK):
        raise NoEnvironment("%s cannot be written to: copy the course to a folder of your own." % COURSE)
    print("Making .venv with %s." % python)
    sys.stdout.flush()
    if os.path.islink(VENV):
        os.unlink(VENV)  # with the link, --clear would empty the folder that it leads to
    code, said = _run([python, "-m", "venv", "--clear", VENV])
    if code:
        lines = [line for line in said.splitlines() if line.strip()]
        raise NoEnvironment("Making .venv with %s failed%s" % (python, ": %s" % lines[-1].strip() if lines else "."))


def choose():
    """Path of the Python to make .venv with: a tested one if there is one, else a newer one.

    The variable PYTHON names one. Without it the Python that runs this comes first, then those that are found.

    Raises
    ------
    NoEnvironment
        If none will do.
    """
    named = os.environ.get("PYTHON")
    found, newer, bare, version = [], None, None, None
    for name in [named] if named else [sys.executable] + CANDIDATES:
        answer = _ask(([name] if os.path.exists(name) else name.split()) + ["-E", "-c", PROBE]) if name else None
        lines = (answer or "").splitlines()
        if len(lines) != 3:
            continue
        version, has_pip, path = lines[0].strip(), lines[1].strip() == "1", lines[2].strip()
        if _version(version) < OLDEST:
            about = "%s (%s)" % (name, version)
            found += [about] if about not in found else []
        elif not has_pip:
            bare = bare or "%s (%s)" % (name, version)
        elif _version(version) <= NEWEST:
            return path
        else:
            newer = newer or path
    if newer:
        return newer
    if bare:
        raise NoEnvironment(
            "Python found as %s, but without its venv module: on Debian and Ubuntu install python3-venv." % bare
        )
    if named:
        raise NoEnvironment(
            "Python 3.11 or newer is needed, and PYTHON=%s is %s." % (named, version or "not a Python that runs")
        )
    raise NoEnvironment(
        "Python 3.11 or newer is needed; found %s (PYTHON=/path/to/python names another)."
        % (", ".join(found) or "none")
    )


def _install(kind):
    """Install what belongs to a kind; False if that had to be left for later."""
    lock = ["-c", "requirements.lock"]
    if _version(_ask([PYTHON, "-E", "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]) or "0.0") > NEWEST:
        print("This Python is newer than the locked versions know: installing the newest that fit instead.")
        lock = []
    for what in (BUILD, ["--no-build-isolation", "-e", PROJECTS[kind]]):
        code, said = _run([PYTHON, "-m", "pip", "install", "--quiet"] + lock + what)
        _write("setup.log", said)
        if not code:
            continue
        before = kind == "course" and _read(_STAMPS["course"]) is not None
        if _read(_STAMPS["course"]) is not None:
            os.remove(os.path.join(VENV, ".unfinished"))
        if os.environ.get("CI"):
            print(said, file=sys.stderr)
        if "Retrying" in said:
            if before:
                print("pip cannot reach its package index: what the new version asks for is installed the next time.")
                return False
            reason = "pip cannot reach its package index; is this machine online?"
        else:
            errors = [line for line in said.splitlines() if line.lower().startswith("error")]
            reason = 'pip said "%s".' % (errors or said.splitlines() or ["nothing"])[-1].strip()
        log = os.path.join(".venv", "setup.log")
        raise NoEnvironment("Installing %s failed: %s (More in %s)" % (WHAT[kind], reason, log))
    return True


def rerun(arguments):
    """Run this command with the Python of .venv, and end as it ends."""
    return hand_over([PYTHON, "-m", "dlcourse"] + arguments, variables(), os.getcwd())


def setup(arguments):
    """``setup [course|tests]``: make the environment and do nothing else."""
    if arguments and arguments not in (["course"], ["tests"]):
        print("usage: python -m dlcourse setup [course | tests]", file=sys.stderr)
        return 2
    return 0


def test(arguments):
    """Run the tests; what is given beside goes on to pytest."""
    print("Running the tests.")
    command = [sys.executable, "-m", "pytest", "-n", "auto", "--dist", "loadscope", "--no-loadscope-reorder"]
    command += ["--nbval", "--nbval-cell-timeout=60", "tests", "notebooks", "solutions"]
    return hand_over(command + arguments, variables())


def hand_over(command, env, folder=COURSE):
    """Run a command in place of this one, and end as it ends."""
    sys.stdout.flush()
    if not WINDOWS:
        os.chdir(folder)
        os.execve(command[0], command, env)
    # Windows has no exec: wait, and leave Ctrl-C to the one that works.
    running = subprocess.Popen(command, env=env, cwd=folder)
    while True:
        try:
            return running.wait()
        except KeyboardInterrupt:
            pass


def _version(text):
    try:
        return tuple(int(part) for part in text.strip().split(".")[:2])
    except ValueError:
        return (0, 0)


def _run(command):
    """Exit code and all that a command says."""
    try:
        running = subprocess.Popen(
            command,
            cwd=COURSE,
            env=variables(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        said = running.communicate()[0]
    except EnvironmentError as problem:
        return 1, str(problem)
    return running.returncode, said.decode("utf-8", "replace")


def _ask(command):
    """What a Python prints; None if it does not run."""
    try:
        with open(os.devnull, "w") as nowhere:
            running = subprocess.Popen(
                command, env=variables(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=nowhere
            )
            said = running.communicate()[0]
    except EnvironmentError:
        return None
    return said.decode("utf-8", "replace") if running.returncode == 0 else None


def _read(name):
    """The bytes of a file in .venv; None if there is none."""
    try:
        with open(os.path.join(VENV, name), "rb") as file:
            return file.read()
    except EnvironmentError:
        return None


def _write(name, text):
    with open(os.path.join(VENV, name), "wb") as file:
        file.write(_bytes(text))


def _bytes(text):
    return (
        text
        if isinstance(text, bytes)
        else text.encode("utf-8", "replace" if sys.version_info < (3,) else "surrogateescape")
    )
