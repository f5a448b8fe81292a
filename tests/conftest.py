"""The order of the tests."""


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
