"""Whether somebody is looking at a page, or a program is running the notebook."""

import os
import sys

# Whether nbgrader is marking. Looked at once, when the course is imported: an answer that changes it later changes nothing about its mark.
MARKED = "NBGRADER_EXECUTION" in os.environ


def strict():
    """Whether a check that is not passed raises, as a program does not read a card.

    The first of these that says something decides:

    1. nbgrader is marking (it sets NBGRADER_EXECUTION): a check raises.
    2. DLCOURSE_STRICT: "1" has it raise, "0" has it show its card.
    3. pytest is running: a check raises.
    4. Jupyter says with every cell that it asks for whether somebody is there who could answer an ``input()``. JupyterLab,
       Notebook and VS Code say yes. nbclient says no, and with it nbconvert, papermill and otter: a check raises.
    5. There is no Jupyter and no prompt, as in a script: a check raises.
    """
    if MARKED:
        return True
    wish = os.environ.get("DLCOURSE_STRICT")
    if wish:
        return wish != "0"
    return "PYTEST_VERSION" in os.environ or "PYTEST_CURRENT_TEST" in os.environ or not _somebody_is_there()


def _somebody_is_there():
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if shell is None:
        return hasattr(sys, "ps1")
    return getattr(getattr(shell, "kernel", None), "_allow_stdin", True)


def solutions_wanted():
    """Whether cards may show the course's solutions, behind the hints and after success: not with DLCOURSE_SOLUTIONS=off."""
    return os.environ.get("DLCOURSE_SOLUTIONS") != "off"
