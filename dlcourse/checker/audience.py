"""Whether somebody is looking at a page, or a program is running the notebook."""

import os


def solutions_wanted():
    """Whether cards may show the course's solutions, behind the hints and after success: not with DLCOURSE_SOLUTIONS=off."""
    return os.environ.get("DLCOURSE_SOLUTIONS") != "off"


def strict():
    """Whether a check that is not passed raises: under pytest, or with DLCOURSE_STRICT=1 (0 turns it off)."""
    wish = os.environ.get("DLCOURSE_STRICT")
    return wish != "0" if wish else "PYTEST_VERSION" in os.environ or "PYTEST_CURRENT_TEST" in os.environ
