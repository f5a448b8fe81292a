"""Whether somebody looks at a page, or a program runs the notebook: a test, a build of the stored notebooks, a grader."""

import os


def strict():
    """Whether nobody looks: under pytest, or with DLCOURSE_STRICT=1 (0 turns it off). A check that is not passed then raises."""
    wish = os.environ.get("DLCOURSE_STRICT")
    return wish != "0" if wish else "PYTEST_VERSION" in os.environ or "PYTEST_CURRENT_TEST" in os.environ
