"""Runs learners' notebooks, each in a process of its own, several side by side.

Whatever a notebook does costs at most the exercise at which it does it: where its process ends or stands still, another goes on
behind that cell.
"""

import contextlib
import functools
import hashlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from dlcourse.authoring import read, replace
from dlcourse.authoring.stubs import exercises_from, is_pristine
from dlcourse.checker import progress
from dlcourse.exercises import lessons
from dlcourse.lessons import LESSONS

COURSE = Path(__file__).parents[2]
MEMORY, FILE_SIZE = 2 << 30, 50 << 20  # bytes, of one process and of one file
CELL_SECONDS = 10.0  # for running a cell; for that of an answer no less than its check has
GRACE = (
    20.0  # seconds that a step may take beyond its limit, which it ought to keep by itself: start-up, a busy machine
)
KEPT_VARIABLES = ("PATH", "SYSTEMROOT", "WINDIR", "COMSPEC", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "VIRTUAL_ENV")


class Stopped(Exception):
    """The teacher has stopped the report."""


class Runs:
    """The processes that run at the moment, so that all can be ended."""

    def __init__(self):
        self.stopped, self._processes, self._lock = False, set(), threading.Lock()

    def start(self, *command, **options):
        """Start a process in a group of its own."""
        with self._lock:
            if self.stopped:
                raise Stopped
            own_group = {"start_new_session": True} if os.name == "posix" else {}
            process = subprocess.Popen(command, **own_group, **options)
            self._processes.add(process)
            return process

    def end(self, process):
        """End a process and those that it has started."""
        with self._lock:
            self._processes.discard(process)
        _kill(process)

    def stop(self):
        """End all, and start no other."""
        with self._lock:
            self.stopped = True
            for process in self._processes:
                _kill(process)


def _kill(process):
    with contextlib.suppress(OSError):
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()


def results(submission, runs, cache=None, fresh=False):
    """What came of every exercise of a learner's notebook.

    Parameters
    ----------
    submission : Submission
    runs : Runs
    cache : Path, optional
        Folder in which finished notebooks are kept, by their content and that of the course.
    fresh : bool
        Whether to run what is kept again.

    Returns
    -------
    dict from exercise id to dict
        With ``outcome``, ``headline``, ``mistake``, ``message``, ``rows``, ``behaviour`` and ``source``.
    """
    names = [exercise.id for exercise in lessons()[submission.lesson]]
    if submission.problem:
        return {name: _said("no answer found", submission.problem) for name in names}
    kept = None
    if cache:
        key = hashlib.sha256((submission.content_hash + course_hash()).encode()).hexdigest()[:32]
        kept = cache / f"{key}.json"
    if kept and not fresh:
        with contextlib.suppress(OSError, ValueError):
            return json.loads(kept.read_text(encoding="utf-8"))
    given = given_cells(submission.lesson)
    cells = [{**cell, "given": _plain(cell["source"]) in given} for cell in submission.cells]
    found, skip = {}, []
    with tempfile.TemporaryDirectory(prefix="dlcourse-report-", ignore_cleanup_errors=True) as scratch:
        for folder in ("exercises", "notebooks"):  # so that nothing of the teacher's own is taken for the learner's
            (Path(scratch) / folder).mkdir()
        while True:
            job = {"lesson": submission.lesson, "cells": cells, "finished": [*found], "skip": skip}
            ended_at, why, owners = _attempt(job, scratch, runs, found)
            if ended_at is None:
                break
            if ended_at in skip or ended_at == ["start"]:  # it does not even start: nothing to go on with
                found |= {name: _said("not checked", why) for name in names if name not in found}
                break
            skip.append(ended_at)
            mistake = "does-not-end" if "still" in why else "ends-python"
            for name in owners:
                if name not in found:
                    source = "\n\n".join(
                        c["source"]
                        for k, c in enumerate(cells)
                        if ["cell", k] == ended_at or c["id"] == f"answer-{name}"
                    )
                    found[name] = _said("not yet", why) | {"mistake": mistake, "source": source[:4000]}
    found = {name: found[name] for name in names}
    if kept:
        with contextlib.suppress(OSError):
            replace(kept, json.dumps(found).encode())
    return found


def _said(outcome, headline):
    return {
        "outcome": outcome,
        "headline": headline,
        "mistake": "",
        "message": "",
        "rows": [],
        "behaviour": "",
        "source": "",
    }


def _attempt(job, scratch, runs, found):
    """Let a process work on a job. Returns the step at which it ended too early, why, and whose answer it was; or Nones."""
    process = runs.start(
        sys.executable,
        "-I",
        str(Path(__file__).with_name("report_child.py")),
        str(COURSE),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=scratch,
        env=environment(scratch),
    )
    step, owners, late = ["start"], [], threading.Event()

    def give_up():
        late.set()
        runs.end(process)

    timer = threading.Timer(GRACE + 40, give_up)
    timer.start()
    try:
        with contextlib.suppress(OSError):  # it may have ended before it has read
            limits = {"memory": MEMORY, "file_size": FILE_SIZE, "cell_seconds": CELL_SECONDS}
            process.stdin.write(json.dumps(job | limits).encode())
            process.stdin.close()
        for line in process.stdout:
            with contextlib.suppress(ValueError):
                said = json.loads(line)
                if said.get("finished"):
                    return None, "", []
                if "step" in said:
                    step, owners = said["step"], said["owners"]
                    timer.cancel()
                    timer = threading.Timer(said["seconds"] + GRACE, give_up)
                    timer.start()
                elif "exercise" in said:
                    found[said.pop("exercise")] = said
    finally:
        timer.cancel()
        runs.end(process)
        process.stdout.close()
    if runs.stopped:
        raise Stopped
    if late.is_set():
        return step, "It was still running long after its time limit, and nothing could stop it.", owners
    return step, "It ended Python itself: perhaps it ran out of memory, or calls exit.", owners


def environment(scratch):
    """Variables for a learner's code: none of the teacher's but those without which Python does not start."""
    kept = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
    places = dict.fromkeys(("HOME", "USERPROFILE", "TMPDIR", "TEMP", "TMP", "IPYTHONDIR", "MPLCONFIGDIR"), str(scratch))
    one_thread = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    course = {"DLCOURSE_STRICT": "0", "DLCOURSE_PROGRESS": "off", "MPLBACKEND": "agg", "PYTHONUTF8": "1"}
    return kept | places | one_thread | course


@functools.cache
def given_cells(lesson):
    """The sources of a lesson's exercise notebook as it is given out, its stubs included."""
    name, given = next(each.file for each in LESSONS if each.number == lesson), set()
    for folder, make in (("solutions", exercises_from), ("exercises", lambda notebook: notebook)):
        with contextlib.suppress(Exception):  # not there, or not readable: its cells are run, and that is all
            notebook = make(read(progress.root() / folder / name))
            clean = is_pristine(notebook)
            given |= {_plain(c.source) for c in notebook.cells if clean or not c.id.startswith("answer-")}
    return given


def _plain(source):
    return "\n".join(line.rstrip() for line in source.strip().splitlines())


@functools.cache
def course_hash():
    """Hash of what judges: another version of it judges anew."""
    digest = hashlib.sha256()
    for folder in ("checker", "exercises", "classroom"):
        for path in sorted((COURSE / "dlcourse" / folder).rglob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()
