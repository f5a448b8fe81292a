"""Whether somebody looks at what a cell shows, or a test or a stored notebook takes it."""

import os


def strict():
    """Whether nobody looks: under pytest, or with DLCOURSE_STRICT=1 (0 turns it off)."""
    wish = os.environ.get("DLCOURSE_STRICT")
    return wish != "0" if wish else "PYTEST_VERSION" in os.environ or "PYTEST_CURRENT_TEST" in os.environ
