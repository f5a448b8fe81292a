"""``python -m dlcourse lab``: the course in JupyterLab, on this machine only."""

import os
import sys
from pathlib import Path

from dlcourse import _environment
from dlcourse.classroom.update import remember_as_given_out

COURSE = Path(_environment.COURSE)
# JupyterLab looks for a style sheet of one's own among a person's settings. The server is told to look here instead: nothing of a
# person's is touched, and no extension is needed.
STYLE = [
    "--LabApp.custom_css=True",
    f"--ServerApp.tornado_settings=static_custom_path={Path(__file__).with_name('style')}",
]
# Where Jupyter, IPython and Matplotlib keep their settings; else it is the home folder.
_SETTINGS = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR", "MPLCONFIGDIR")


def main(arguments):
    """Open the course; the arguments go on to JupyterLab."""
    try:
        remember_as_given_out(COURSE)
    except OSError as problem:
        print(
            f"{COURSE} cannot be written to ({problem.strerror}): you can read here, and nothing that you write is kept."
        )
    environment = _environment.variables()
    environment.setdefault("PYTHONSTARTUP", str(Path(__file__).with_name("first_cell.py")))
    home = Path.home()
    if not os.access(home, os.W_OK):
        environment |= _settings_in(COURSE / ".dlcourse" / "home", environment)
        print(f"Your home folder {home} cannot be written to, so Jupyter keeps its settings in .dlcourse/home.")
    print("Opening the course in JupyterLab; Ctrl-C stops it.")
    command = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={COURSE}", "--ip=127.0.0.1"]
    command += STYLE
    command.append("--LabApp.default_url=/lab/tree/notebooks/00_start_here.ipynb")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")
    return _environment.hand_over([*command, *arguments], environment)


def _settings_in(folder, environment):
    """A folder for each kind of settings that has none yet."""
    folders = {name: folder / name.lower().split("dir")[0].rstrip("_") for name in _SETTINGS if name not in environment}
    for place in folders.values():
        place.mkdir(parents=True, exist_ok=True)
    return {name: str(place) for name, place in folders.items()}
