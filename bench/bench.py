"""Measure the course in a real browser: ``make bench``, or ``python bench/bench.py [--quick] [--only parabola]``.

Targets: our explorers at least 2.2 times as fast as the usual `interact` with a new pyplot figure each time, at least
12 pictures a second in a drag, the last picture at most 250 ms after its end, nothing shifts by a pixel, and
`import dlcourse` no slower than `import numpy`.
"""

import argparse
import importlib
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path

import nbformat
import websocket
from nbformat.v4 import new_code_cell, new_notebook

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from dlcourse.lessons import LESSONS  # noqa: E402
from tests.browser import lab  # noqa: E402

KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
WIDE = {"width": 1280, "height": 900}


def main():
    """Run the command line."""
    parser = argparse.ArgumentParser(description="Measure the course in a real browser.")
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    parser.add_argument("--only", metavar="NAME", help="the explorers whose name has this in it, and nothing else")
    options = parser.parse_args()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}. Medians; the worst in brackets.")
    if not options.only:
        imports(rounds=5 if options.quick else 15)
    if lab.find_browser() is None:
        print(lab.HOW_TO_GET_ONE)
        return
    with tempfile.TemporaryDirectory() as scratch:
        folder = course(Path(scratch))
        port = free_port()
        with lab.chromium(f"--remote-debugging-port={port}") as browser:
            server = lab.Server(folder, Path(scratch))
            try:
                explorers(server, browser, port, options)
                if not options.only:
                    lessons(server, browser, rounds=1 if options.quick else 3)
            finally:
                server.stop()


def table(title, head, rows):
    """Print rows under a title, columns lined up; the first one to the left, the others to the right."""
    print(f"\n{title}")
    rows = [head, *rows]
    widths = [max(len(row[k]) for row in rows) for k in range(len(head))]
    for row in rows:
        first, *others = (cell.rjust(width) for cell, width in zip(row, widths, strict=True))
        print("  ".join([row[0].ljust(len(first)), *others]).rstrip())


def course(scratch):
    """A copy of the lessons, and a notebook for each explorer that has it in our way and in the usual one."""
    folder = scratch / "course"
    (folder / "exercises").mkdir(parents=True)
    shutil.copytree(ROOT / "notebooks", folder / "notebooks", ignore=shutil.ignore_patterns(".*"))
    shutil.copy(ROOT / "bench" / "usual.py", folder)
    for room, name in every_explorer():
        ours = f"from dlcourse.explorers import {room}\n{room}.{name}()"
        usual = f'from usual import usual\nusual("{room}", "{name}");'
        cells = [new_code_cell(ours, id="ours"), new_code_cell(usual, id="usual")]
        nbformat.write(new_notebook(cells=cells, metadata=KERNEL), folder / f"{room}.{name}.ipynb")
    return folder


def every_explorer():
    """(room, name) of every explorer."""
    for room in (lesson.room for lesson in LESSONS[1:]):
        for factory in importlib.import_module(f"dlcourse.explorers.{room}").EXPLORERS:
            yield room, factory.__name__


def free_port():
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


# Import time


def imports(rounds):
    """`import dlcourse` and its ground floor against `import numpy`, interleaved, each in a Python of its own."""
    code = "import sys, time; t = time.perf_counter(); __import__(sys.argv[1]); print(time.perf_counter() - t)"
    names = ("numpy", "dlcourse", *(f"dlcourse.{lesson.room}" for lesson in LESSONS[1:]))
    times = {name: [] for name in names}
    for _ in range(rounds):
        for name in names:
            run = subprocess.run(
                [sys.executable, "-c", code, name], cwd=ROOT, capture_output=True, text=True, check=True
            )
            times[name].append(1000 * float(run.stdout))
    base = statistics.median(times["numpy"])
    rows = [(name, spread(each), f"{statistics.median(each) / base:.2f}") for name, each in times.items()]
    table("Import", ("", "ms", "of numpy's"), rows)


# Explorers


def explorers(server, browser, port, options):
    """Time from a slider's move to the picture, ours and the usual way in turn; then drags."""
    names = [each for each in every_explorer() if not options.only or options.only in ".".join(each)]
    width = max(len(".".join(each)) for each in names)
    print("\nFrom a slider's move to the picture; a drag of one second with 60 moves of the mouse")
    head = ("ours, ms", "usual, ms", "times as fast", "pictures/s", "last after ms", "shift, px")
    print(" " * width, *head, sep="  ", flush=True)
    for room, name in names:
        page = browser.new_page(viewport=WIDE)
        page.set_default_timeout(lab.SECONDS * 1000)
        page.add_init_script((ROOT / "bench" / "probe.js").read_text())
        notebook = server.open(page, f"{room}.{name}.ipynb")
        notebook.run_all()
        if notebook.errors():
            raise RuntimeError(f"{room}.{name}: {notebook.errors()}")
        ours, usual = moves(notebook, turns=2 if options.quick else 6)
        pictures, last = zip(*[drag(notebook, port) for _ in range(2 if options.quick else 6)], strict=True)
        cells = (
            spread(ours),
            spread(usual),
            f"{statistics.median(usual) / statistics.median(ours):.1f}",
            spread(pictures, worst=min),
            spread(last),
            f"{shift(notebook, port):g}",
        )
        row = (cell.rjust(len(title)) for cell, title in zip(cells, head, strict=True))
        print(f"{room}.{name}".ljust(width), *row, sep="  ", flush=True)
        page.close()
        server.close_kernels()


def spread(values, worst=max):
    """Median, and the worst in brackets."""
    return f"{statistics.median(values):.0f} ({worst(values):.0f})"


def moves(notebook, turns):
    """Milliseconds from an arrow key to the picture, ours and the usual way in turn."""
    times = {"ours": [], "usual": []}
    for _ in range(turns):
        for way in times:
            # The first move of each turn, after scrolling there, does not count.
            times[way] += [key_to_picture(notebook, way, k) for k in range(5)][1:]
    return times.values()


def sliders(cell):
    """The handles of a cell's sliders, and how many positions each has; none where there is a sheet to draw on."""
    cell.locator(".noUi-handle, .dlcourse-pad").first.wait_for()
    handles = cell.locator(".noUi-handle")
    ends = "all => all.map(h => h.getAttribute('aria-valuemax') - h.getAttribute('aria-valuemin') + 1)"
    return handles, handles.evaluate_all(ends)


def longest(cell):
    """Which slider of a cell has the most positions; None where there is a sheet to draw on."""
    counts = sliders(cell)[1]
    return max(range(len(counts)), key=counts.__getitem__, default=None)


def key_to_picture(notebook, way, turn):
    """Milliseconds from an arrow key to the frame in which the new picture stands."""
    page = notebook.page
    if turn == 0:
        notebook.show(way)
        page.wait_for_timeout(500)
    cell = notebook.panel.locator(f'[data-cell="{way}"]')
    what, key = next_key(cell)
    cell.locator(".jp-OutputArea").first.evaluate("root => watch(root)")
    page.wait_for_timeout(60)
    page.evaluate("() => { probe.pictures.length = 0; }")
    what.press(key)
    page.wait_for_function("() => probe.pictures.length")
    page.wait_for_timeout(300)  # our crisp picture, and a rest
    seen = page.evaluate("() => unwatch()")
    return seen["pictures"][0] - seen["events"][0][1]


def next_key(cell):
    """What to press, and which key, for a picture not seen before: on with a slider, or the sheet's next example."""
    nth = longest(cell)
    if nth is None:
        return cell.get_by_role("button", name="Example"), "Enter"
    handle = sliders(cell)[0].nth(nth)
    at_end = handle.get_attribute("aria-valuenow") == handle.get_attribute("aria-valuemax")
    return handle, "Home" if at_end else "ArrowRight"


def drag(notebook, port):
    """Pictures a second that are seen in a drag of a second, and ms from its end to the last one, the crisp one."""
    seen = watched_drag(notebook, port, longest(notebook.show("ours")))
    at = {kind: time for kind, time in seen["events"]}
    start, end = at["pointerdown"], at["pointerup"]
    times = [time for time in seen["pictures"] if time >= start]
    return 1000 * sum(time <= end for time in times) / (end - start), max(times) - end


def shift(notebook, port):
    """The most that picture, sliders, sheet or caption move or change their size in a drag of any of them, px."""
    _, counts = sliders(notebook.show("ours"))
    return max(watched_drag(notebook, port, nth, places=True)["shift"] for nth in range(len(counts)) or [None])


def watched_drag(notebook, port, nth, places=False):
    """What the probe saw in a drag of one slider, or of the pen over the sheet."""
    page, cell = notebook.page, notebook.show("ours")
    page.wait_for_timeout(300)
    path = scribble(cell) if nth is None else there_and_back(cell, nth)
    page.wait_for_timeout(300)
    cell.locator(".dlcourse-explorer").evaluate("(root, places) => watch(root, places)", places)
    page.wait_for_timeout(60)
    follow(port, page.url, path)
    page.wait_for_timeout(900)
    return page.evaluate("() => unwatch()")


def there_and_back(cell, nth):
    """61 places over the whole track of a slider, from where its handle is."""
    handles, counts = sliders(cell)
    box, track = handles.nth(nth).bounding_box(), cell.locator(".noUi-base").nth(nth).bounding_box()
    phase = (box["x"] + box["width"] / 2 - track["x"]) / track["width"]
    sweeps = max(1, round(60 / counts[nth]))
    places = [(phase + sweeps * k / 60) % 2 for k in range(61)]
    return [(track["x"] + track["width"] * min(p, 2 - p), box["y"] + box["height"] / 2) for p in places]


def scribble(cell):
    """61 places on a sheet that has been cleared, from side to side and from top to bottom: each brings new ink."""
    cell.get_by_role("button", name="Clear").click()
    box = cell.locator(".dlcourse-pad canvas").bounding_box()
    places = [(6 * k / 60) % 2 for k in range(61)]
    return [
        (box["x"] + box["width"] * (0.1 + 0.8 * min(p, 2 - p)), box["y"] + box["height"] * (0.1 + 0.8 * k / 60))
        for k, p in enumerate(places)
    ]


def follow(port, url, path):
    """Drag along a path at 60 Hz for a second, without waiting for the page: as a hand does."""
    targets = json.load(urllib.request.urlopen(f"http://127.0.0.1:{port}/json"))
    target = next(each for each in targets if each["type"] == "page" and each["url"] == url)
    line = websocket.create_connection(target["webSocketDebuggerUrl"], suppress_origin=True)
    drain = threading.Thread(target=_drain, args=(line,), daemon=True)
    drain.start()

    def send(number, kind, place):
        mouse = {"type": kind, "x": place[0], "y": place[1], "button": "left", "buttons": 1, "clickCount": 1}
        line.send(json.dumps({"id": number, "method": "Input.dispatchMouseEvent", "params": mouse}))

    send(0, "mousePressed", path[0])
    start = time.perf_counter()
    for k in range(1, 61):
        time.sleep(max(0.0, start + k / 60 - time.perf_counter()))
        send(k, "mouseMoved", path[k])
    send(61, "mouseReleased", path[-1])
    time.sleep(0.3)
    line.close()


def _drain(line):
    try:
        while line.recv():
            pass
    except (OSError, websocket.WebSocketException):
        pass


# Lessons


def lessons(server, browser, rounds):
    """Seconds from opening a lesson and Run All to its last explorer."""
    rows = []
    for path in sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb")):
        ready, shown = [], []
        for _ in range(rounds):
            page = browser.new_page(viewport=WIDE)
            page.set_default_timeout(lab.SECONDS * 1000)
            start = time.perf_counter()
            notebook = server.open(page, f"notebooks/{path.name}")
            ready.append(time.perf_counter() - start)
            notebook.run_all()
            found = notebook.explorers()
            if found:
                found[-1].show()
            shown.append(time.perf_counter() - start)
            page.close()
            server.close_kernels()
        rows.append((path.stem, *(f"{statistics.median(each):.1f}" for each in (ready, shown)), f"{len(found)}"))
    table("Opening a lesson, seconds", ("", "kernel ready", "Run All, last explorer", "explorers"), rows)


if __name__ == "__main__":
    main()
