"""``python -m dlcourse.authoring notebooks [FILE ...]`` and ``python -m dlcourse.authoring exercises``."""

import argparse
import sys
from pathlib import Path

from nbclient.exceptions import CellExecutionError

from dlcourse.authoring import read, run, stored, text
from dlcourse.authoring.stubs import write_exercises


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
        for line in write_exercises(root):
            print(line)
        return 0
    failed = 0
    for path in options.files or stored(root):
        try:
            made = text(run(read(path), path.parent))
        except CellExecutionError as problem:
            print(f"{path}: a cell failed, nothing written\n{problem}", file=sys.stderr)
            failed += 1
            continue
        changed = path.read_text(encoding="utf-8") != made
        if changed:
            path.write_text(made, encoding="utf-8")
        print(f"{path}: {'stored anew' if changed else 'unchanged'}, {len(made.encode()) // 1024} kB")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
