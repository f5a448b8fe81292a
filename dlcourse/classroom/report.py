"""``python -m dlcourse report PLACE ... --csv FILE --html FILE``: how a class stands, and which mistakes it makes.

A place is a notebook, a folder, or a zip as a learning platform hands it out. Every notebook is run in a process of its own.
"""

import argparse
import csv
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from dlcourse.checker import progress

COLUMNS = ("learner", "exercise", "outcome", "mistake")
WARNING = """This runs what your learners wrote, on this machine, with your rights to read and write files.
Each notebook runs in a process of its own, in a scratch folder, without your environment variables, and with limits on time{limits}."""


def main(arguments=None):
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m dlcourse report", description=__doc__.splitlines()[0])
    parser.add_argument("places", nargs="+", type=Path, metavar="PLACE", help="notebooks, folders, zips")
    parser.add_argument("--csv", type=Path, metavar="FILE", help="write a table: learner, exercise, outcome, mistake")
    parser.add_argument("--html", type=Path, metavar="FILE", help="write a page to look at and to print")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="notebooks side by side")
    parser.add_argument("--fresh", action="store_true", help="run again what an earlier report has run")
    options = parser.parse_args(arguments)

    from dlcourse.classroom import report_collect, report_page

    problem = _unwritable(options)
    if problem:
        print(problem, file=sys.stderr)
        return 2
    try:
        submissions, remarks = report_collect.collect(options.places)
    except ValueError as problem:
        print(problem, file=sys.stderr)
        return 2
    for remark in remarks:
        print(remark, file=sys.stderr)
    if not submissions:
        print("There is no exercise notebook in what you named.", file=sys.stderr)
        return 2
    limits = (
        ", memory and the size of a file"
        if os.name == "posix"
        else " (Windows has none on memory or on the size of a file)"
    )
    print(WARNING.format(limits=limits))
    found = _run_all(submissions, max(1, options.jobs), options.fresh)
    if found is None:
        return 130
    rows = [
        (submission.learner, exercise, result["outcome"], result["mistake"])
        for submission, results in zip(submissions, found, strict=True)
        for exercise, result in results.items()
    ]
    if options.csv:
        with options.csv.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([COLUMNS, *map(_harmless, rows)])
    if options.html:
        options.html.write_text(report_page.page(submissions, found, remarks), encoding="utf-8")
    for line in report_page.summary(submissions, found):
        print(line)
    for path in filter(None, (options.csv, options.html)):
        print(f"Written: {path}")
    return 0


def _harmless(row):
    """A table program would take a cell that begins like this for a formula."""
    return ["'" + cell if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell for cell in row]


def _unwritable(options):
    for path in filter(None, (options.csv, options.html)):
        if path.is_dir() or not path.absolute().parent.is_dir():
            return f"{path} cannot be written: {'it is a folder' if path.is_dir() else 'there is no such folder'}."
    if options.jobs < 1:
        return f"--jobs has to be 1 or more, not {options.jobs}."
    return ""


def _cache():
    folder = progress.root() / ".dlcourse" / "report"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return folder if os.access(folder, os.W_OK) else None
    except OSError:
        return None


def _run_all(submissions, jobs, fresh):
    """The results of all submissions, in their order; None if the teacher stopped it."""
    from dlcourse.classroom import report_run

    runs, found, cache = report_run.Runs(), {}, _cache()
    print(
        f"{len(submissions)} notebooks, {jobs} at a time. Ctrl-C stops; the same command then goes on where it stopped."
    )

    def work(number):
        start = time.perf_counter()
        return report_run.results(submissions[number], runs, cache, fresh), time.perf_counter() - start

    pool = ThreadPoolExecutor(jobs)
    try:
        futures = {pool.submit(work, number): number for number in range(len(submissions))}
        for future in as_completed(futures):
            number = futures[future]
            found[number], seconds = future.result()
            one, done = submissions[number], sum(r["outcome"] == "done" for r in found[number].values())
            print(
                f"[{len(found):>3}/{len(submissions)}] {one.learner}, lesson {one.lesson}: {done} of {len(found[number])} done"
                f" ({seconds:.1f} s)",
                flush=True,
            )
    except KeyboardInterrupt:
        runs.stop()
        pool.shutdown(wait=True, cancel_futures=True)
        print(f"\nStopped. {len(found)} of {len(submissions)} are kept; the same command goes on from there.")
        return None
    finally:
        runs.stop()
        pool.shutdown(wait=True, cancel_futures=True)
    return [found[number] for number in range(len(submissions))]


if __name__ == "__main__":
    sys.exit(main())
