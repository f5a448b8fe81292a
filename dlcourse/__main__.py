"""``python -m dlcourse COMMAND``: what `make` does, in the same words on every system."""

import importlib
import sys

# Each is a module with `main(arguments)`, which returns the exit code; it is loaded when it is asked for.
COMMANDS = {
    "check": ("dlcourse.exercises.__main__", "which exercises are done, to do, not yet right"),
    "report": ("dlcourse.classroom.report", "how a class stands, and which mistakes it makes"),
    "nbgrader": ("dlcourse.classroom.nbgrader", "the exercises as assignments for nbgrader"),
}


def main(arguments=None):
    """Run the command line."""
    arguments = sys.argv[1:] if arguments is None else arguments
    name = arguments[0] if arguments else "help"
    if name not in COMMANDS:
        print("python -m dlcourse COMMAND, where COMMAND is one of:")
        for command, (_, about) in COMMANDS.items():
            print(f"  {command:<10}{about}")
        return 0 if name in ("help", "-h", "--help") else 2
    return importlib.import_module(COMMANDS[name][0]).main(arguments[1:])


if __name__ == "__main__":
    sys.exit(main())
