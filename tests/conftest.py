"""Settings of all tests."""

import os

# Small products on busy cores are a hundred times slower with more threads than one.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def pytest_collection_modifyitems(items):
    """Side by side, a file's tests stay together. Those that take longest come first: the browser's, the gates."""
    first = (
        "browser",
        "test_gates.py",
        "test_explorers.py",
        "08_deep_networks.ipynb",
        "test_authoring.py",
        "test_whole_course.py",
    )
    items.sort(key=lambda item: next((k for k, name in enumerate(first) if name in item.path.parts), len(first)))
