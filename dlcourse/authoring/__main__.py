"""``python -m dlcourse.authoring notebooks [FILE ...]`` and ``python -m dlcourse.authoring exercises``."""

import argparse
import sys
from pathlib import Path

import nbformat
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from dlcourse.authoring import keep_pictures, read, replace, run, stored, text
from dlcourse.authoring.stubs import write_exercises, write_lists


def main():
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m dlcourse.authoring", description=__doc__)
    parser.add_argument("what", choices=["notebooks", "exercises"])
    parser.add_argument(
        "files", nargs="*", type=Path, help="notebooks to run; all lessons and solutions if none is named"
    )
    options = parser.parse_args()
    root = Path.cwd()
    if options.what == "exercises":
        if options.files:
            parser.error("exercises takes no files: all of them are made from solutions/")
        for line in (*write_lists(root), *write_exercises(root)):
            print(line)
        return 0
    return max([_store(path) for path in options.files or stored(root)], default=0)


def _store(path):
    """Run one notebook and store it; 1 if that did not work."""
    try:
        before = path.read_bytes()
        stored_one = read(path)
        ran = run(stored_one, path.parent)
        keep_pictures(stored_one, ran)
        made = text(ran).encode()
    except OSError as problem:
        return _failed(f"{path} cannot be read: {problem.strerror}.")
    except nbformat.reader.NotJSONError:
        return _failed(f"{path} is not a notebook.")
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as problem:
        return _failed(f"{path}: a cell failed, nothing written\n{problem}")
    if path.read_bytes() != before:
        return _failed(f"{path} was saved by somebody else while it ran, nothing written. Run this again.")
    if made != before:
        replace(path, made)
    print(f"{path}: {'stored anew' if made != before else 'unchanged'}, {len(made) // 1024} kB")
    return 0


def _failed(sentence):
    print(sentence, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
