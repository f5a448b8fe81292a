"""Settings of all tests, those of the notebooks included (which is why this stands here and not in tests/)."""

import os

import pytest

# Small products on busy cores are a hundred times slower with more threads than one.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def pytest_itemcollected(item):
    """Side by side (--dist loadgroup), the cells of a notebook stay together, and so do the browser's tests."""
    if item.path.suffix == ".ipynb":
        item.add_marker(pytest.mark.xdist_group(item.path.name))
    elif item.path.parent.name == "browser":
        item.add_marker(pytest.mark.xdist_group("browser"))


def pytest_collection_modifyitems(items):
    """The browser's tests take longest, so they come first."""
    items.sort(key=lambda item: item.path.parent.name != "browser")
