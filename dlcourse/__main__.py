"""``python -m dlcourse COMMAND``: what `make` does, in the same words on every system.

Whichever Python starts this makes .venv if need be, and the command runs there. Nothing here may be newer than Python 2.7: see
_environment.py.
"""

from __future__ import print_function

import importlib
import sys

from dlcourse import _environment

# Each is a module with `main(arguments)`, which returns the exit code, or `module:function`; it is loaded when it is asked for.
COMMANDS = {
    "lab": ("dlcourse.classroom.lab", "open the course in JupyterLab"),
    "check": ("dlcourse.exercises.__main__", "which exercises are done, to do, not yet right"),
    "update": ("dlcourse.classroom.update", "fetch a newer course (--from PLACE); what you have written stays"),
    "test": ("dlcourse._environment:test", "run the tests of the course itself"),
    "setup": ("dlcourse._environment:setup", "make the environment, .venv; every command does so by itself"),
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
            print("  %-10s%s" % (command, about))
        return 0 if name in ("help", "-h", "--help") else 2
    try:
        if name in ("setup", "test") or not _environment.installed_elsewhere():
            # An update runs without any environment, as it may be what mends it.
            if name != "update":
                _environment.ensure("tests" if name == "test" or arguments[1:] == ["tests"] else "course")
            elif sys.version_info < _environment.OLDEST and not _environment.usable():
                raise _environment.NoEnvironment(
                    "Python 3.11 or newer is needed, and this is %d.%d." % sys.version_info[:2]
                )
            if not _environment.inside() and (name != "update" or _environment.usable()):
                return _environment.rerun(arguments)
    except _environment.NoEnvironment as problem:
        print(problem, file=sys.stderr)
        return 1
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a console that has no sign for "done"
    module, _, function = COMMANDS[name][0].partition(":")
    return getattr(importlib.import_module(module), function or "main")(arguments[1:])


if __name__ == "__main__":
    sys.exit(main())
