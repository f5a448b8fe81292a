"""Measure the course in a real browser: ``make bench``, or ``python bench/bench.py [--quick] [--only parabola]``.

A picture stands in the page when it is painted or decoded. The screen shows it one to two of its frames later, which on a
screen of 60 Hz are 17 to 33 ms, and no page can be sooner. So both times are printed.

Targets, where the frames are there (warm), until the screen shows the picture: our explorers at least 6 times as fast as the
usual `interact` with a new pyplot figure each time, and 9 times in the median. (Where the usual way takes less than about 150 ms,
the screen alone keeps ours from 6 times.) At least 40 pictures a second in a drag; the last picture at most 60 ms after its
end. A first drag that nobody saw coming (cold) has at least 12 pictures a second and the last one after at most 250 ms. Nothing
shifts by a pixel, and `import dlcourse` is no slower than `import numpy`.

``--before REVISION`` measures the explorers of an earlier revision, too, in the same rounds.
"""

import argparse
import importlib
import json
import os
import re
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
    parser.add_argument("--only", metavar="NAME", help="the explorers whose name this pattern finds, and nothing else")
    parser.add_argument("--before", metavar="REVISION", help="an earlier revision to compare with")
    options = parser.parse_args()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}. Medians; the worst in brackets.")
    if not options.only:
        imports(rounds=5 if options.quick else 15)
    if lab.find_browser() is None:
        print(lab.HOW_TO_GET_ONE)
        return
    with tempfile.TemporaryDirectory() as scratch:
        folder = course(Path(scratch), options.before)
        port = free_port()
        with lab.chromium(f"--remote-debugging-port={port}") as browser:
            server = lab.Server(folder, Path(scratch))
            try:
                explorers(server, browser, port, options)
                if not options.only:
                    courtesy(server, browser)
                    memory(server, browser)
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


def course(scratch, before=None):
    """A copy of the lessons, and a notebook for each explorer that has it in our way, in the usual one, and as it was before."""
    folder = scratch / "course"
    (folder / "exercises").mkdir(parents=True)
    shutil.copytree(ROOT / "notebooks", folder / "notebooks", ignore=shutil.ignore_patterns(".*"))
    shutil.copy(ROOT / "bench" / "usual.py", folder)
    if before:
        earlier = ["git", "show", f"{before}:dlcourse/explorers/__init__.py"]
        with (folder / "before.py").open("w") as file:
            subprocess.run(earlier, cwd=ROOT, stdout=file, check=True)
    for room, name in every_explorer():
        ours = f"from dlcourse.explorers import {room}\n{room}.{name}()"
        usual = f'from usual import usual\nusual("{room}", "{name}");'
        cells = [new_code_cell(ours, id="ours"), new_code_cell(usual, id="usual")]
        if before:
            cells.append(new_code_cell(f'from usual import before\nbefore("{room}", "{name}")', id="before"))
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
    """Time from a slider's move to the picture, in each way in turn; then drags."""
    names = [each for each in every_explorer() if not options.only or re.search(options.only, ".".join(each))]
    width = max(len(".".join(each)) for each in names)
    ways = ("ours", "usual", *(["before"] if options.before else []))
    head = [f"{way}, ms" for way in ways] + ["times as fast"]
    head += [f"{way} in the page, ms" for way in ways] + ["times as fast"]
    drags = ["warm", "cold", *(["before"] if options.before else [])]
    head += [f"{kind} pictures/s" for kind in drags] + [f"{kind} last, ms" for kind in drags]
    head += ["axis, kB", "axis, ms", "shift, px"]
    print("\nFrom a slider's move to the picture; a drag of one second with 60 moves of the mouse")
    print(" " * width, *head, sep="  ", flush=True)
    ratios, in_the_page = [], []
    for room, name in names:
        page = browser.new_page(viewport=WIDE)
        page.set_default_timeout(lab.SECONDS * 1000)
        page.add_init_script((ROOT / "bench" / "probe.js").read_text())
        notebook = server.open(page, f"{room}.{name}.ipynb")
        notebook.run_all()
        if notebook.errors():
            raise RuntimeError(f"{room}.{name}: {notebook.errors()}")
        size, took = axis(notebook)
        times, stood = moves(notebook, ways, turns=2 if options.quick else 6)
        seen = {kind: [] for kind in drags}
        for _ in range(2 if options.quick else 6):
            for kind in drags:
                seen[kind].append(drag(notebook, port, kind))
        ratios.append(times_as_fast(times))
        in_the_page.append(times_as_fast(stood))
        cells = [
            *(spread(times[way]) for way in ways),
            f"{ratios[-1]:.1f}",
            *(spread(stood[way]) for way in ways),
            f"{in_the_page[-1]:.1f}",
            *(spread([pictures for pictures, _ in seen[kind]], worst=min) for kind in drags),
            *(spread([last for _, last in seen[kind]]) for kind in drags),
            size,
            took,
            f"{shift(notebook, port):g}",
        ]
        row = (cell.rjust(len(title)) for cell, title in zip(cells, head, strict=True))
        print(f"{room}.{name}".ljust(width), *row, sep="  ", flush=True)
        page.close()
        server.close_kernels()
    for until, found in (("on the screen", ratios), ("in the page", in_the_page)):
        print(
            f"times as fast, until it is {until}: {statistics.median(found):.1f} in the median, {min(found):.1f} at least"
        )


def times_as_fast(times):
    """How many times as fast as the usual way ours is, by the medians."""
    return statistics.median(times["usual"]) / statistics.median(times["ours"])


def spread(values, worst=max):
    """Median, and the worst in brackets."""
    return f"{statistics.median(values):.0f} ({worst(values):.0f})"


def moves(notebook, ways, turns):
    """Milliseconds from an arrow key until the picture is on the screen, and until it stands in the page, in each way in turn."""
    shown, stood = ({way: [] for way in ways} for _ in range(2))
    for _ in range(turns):
        for way in ways:
            # The first move of each turn, after scrolling there, does not count.
            for on_screen, in_page in [key_to_picture(notebook, way, k) for k in range(5)][1:]:
                shown[way].append(on_screen)
                stood[way].append(in_page)
    return shown, stood


def axis(notebook):
    """kB and ms of an axis: all the positions of the longest slider, from when the focus comes to it."""
    page, nth = notebook.page, longest(notebook.show("ours"))
    if nth is None:
        return "-", "-"
    page.mouse.move(0, 0)
    page.wait_for_timeout(500)
    page.evaluate("() => { document.activeElement.blur(); forgetFrames(); }")
    handles, counts = sliders(notebook.show("ours"))
    start = time.perf_counter()
    handles.nth(nth).focus()
    held = whole_axis(page, counts[nth])
    return f"{held['bytes'] / 1e3:.0f}", f"{1000 * (time.perf_counter() - start):.0f}"


def whole_axis(page, count):
    """Wait until the page has all positions of a slider but the one where it stands; what the page has then."""
    page.wait_for_function("least => heldFrames().positions >= least", arg=count - 1, polling=20)
    return page.evaluate("() => heldFrames()")


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
    """Milliseconds from an arrow key to the frame that shows the new picture, and to when it stands in the page."""
    page = notebook.page
    if turn == 0:
        notebook.show(way)
        page.wait_for_timeout(500)
        if way == "ours":
            warm(notebook)
    cell = notebook.panel.locator(f'[data-cell="{way}"]')
    what, key = next_key(cell)
    cell.locator(".jp-OutputArea").first.evaluate("root => watch(root)")
    page.wait_for_timeout(60)
    page.evaluate("() => { probe.pictures.length = probe.ready.length = 0; }")
    what.press(key)
    page.wait_for_function("() => probe.pictures.length")
    page.wait_for_timeout(300)  # the usual way may have more to draw, and a rest
    seen = page.evaluate("() => unwatch()")
    return tuple(seen[kind][0] - seen["events"][0][1] for kind in ("pictures", "ready"))


def warm(notebook):
    """Come to the longest slider by key, and wait until its frames are there."""
    handles, counts = sliders(notebook.panel.locator('[data-cell="ours"]'))
    if counts:
        nth = max(range(len(counts)), key=counts.__getitem__)
        notebook.page.evaluate("() => { document.activeElement.blur(); forgetFrames(); }")
        handles.nth(nth).focus()
        whole_axis(notebook.page, counts[nth])


def next_key(cell):
    """What to press, and which key, for a picture not seen before: on with a slider, or the sheet's next example."""
    nth = longest(cell)
    if nth is None:
        return cell.get_by_role("button", name="Example"), "Enter"
    handle = sliders(cell)[0].nth(nth)
    at_end = handle.get_attribute("aria-valuenow") == handle.get_attribute("aria-valuemax")
    return handle, "Home" if at_end else "ArrowRight"


def drag(notebook, port, kind):
    """Pictures a second that are seen in a drag of a second, and ms from its end to the last one.

    The drag is warm (its frames are there), cold (they are not, and nothing said that it would come), or before.
    """
    page, way = notebook.page, "before" if kind == "before" else "ours"
    nth = longest(notebook.show(way))
    page.mouse.move(0, 0)
    if kind == "warm":
        warm(notebook)
    elif kind == "cold":
        page.wait_for_timeout(1000)  # until nothing more comes
        page.evaluate("() => { document.activeElement.blur(); forgetFrames(); }")
    seen = watched_drag(notebook, port, nth, way)
    at = {kind: time for kind, time in seen["events"]}
    start, end = at["pointerdown"], at["pointerup"]
    times = [time for time in seen["pictures"] if time >= start]
    return 1000 * sum(time <= end for time in times) / (end - start), max(times) - end


def shift(notebook, port):
    """The most that picture, sliders, sheet or caption move or change their size in a drag of any of them, px."""
    _, counts = sliders(notebook.show("ours"))
    return max(watched_drag(notebook, port, nth, places=True)["shift"] for nth in range(len(counts)) or [None])


def watched_drag(notebook, port, nth, way="ours", places=False):
    """What the probe saw in a drag of one slider, or of the pen over the sheet."""
    page, cell = notebook.page, notebook.show(way)
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
    sweeps = -(-60 // (counts[nth] - 1))  # so many that each move of the mouse brings another position
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


# What it costs

BUSY = """
import time
start, x = time.perf_counter(), 0.0
for k in range({rounds}):
    x += k ** 0.5
time.perf_counter() - start
"""


def courtesy(server, browser):
    """How much longer a cell takes while axes are drawn ahead; and how soon pictures come while it runs."""
    rows = []
    for room, name in (("linear", "parabola"), ("network", "xor_planes"), ("backprop", "passes")):
        make = f"from dlcourse.explorers import {room}\n{room}.{name}()"
        sources = {"ours": make, "busy": BUSY.format(rounds=30_000_000)}
        cells = [new_code_cell(source, id=cell) for cell, source in sources.items()]
        nbformat.write(new_notebook(cells=cells, metadata=KERNEL), server.folder / "busy.ipynb")
        page = browser.new_page(viewport=WIDE)
        page.set_default_timeout(lab.SECONDS * 1000)
        page.add_init_script((ROOT / "bench" / "probe.js").read_text())
        notebook = server.open(page, "busy.ipynb")
        notebook.run_all()
        alone, together, seen = [], [], []
        for _ in range(5):
            alone.append(busy_cell(notebook))
            together.append(busy_cell(notebook, hover_all))
            seen += busy_moves(notebook)
        ratio = statistics.median(together) / statistics.median(alone)
        rows.append((f"{room}.{name}", f"{statistics.median(alone):.2f}", f"{ratio:.2f}", spread(seen)))
        page.close()
        server.close_kernels()
    head = ("", "a cell alone, s", "while axes are drawn, times", "key to picture meanwhile, ms")
    table("Manners", head, rows)


def start_busy(notebook):
    """Start the busy cell, and do not wait for it."""
    notebook._forget("busy")
    notebook.page.evaluate(
        """async ([path, id]) => {
            const {content} = panelOf(path);
            content.activeCellIndex = content.widgets.findIndex(w => w.model.id === id);
            jupyterapp.commands.execute('notebook:run-cell');
        }""",
        [notebook.path, "busy"],
    )


def busy_cell(notebook, meanwhile=None):
    """Seconds that the busy cell takes by its own account."""
    notebook.page.evaluate("() => forgetFrames()")
    start_busy(notebook)
    if meanwhile:
        meanwhile(notebook)
    notebook._wait_done("busy")
    cell = next(each for each in notebook.cells() if each["id"] == "busy")
    return float("".join(cell["outputs"][0]["data"]["text/plain"]))


RUNS = "([path, id]) => codeCells(path).find(c => c.id === id).execution_count === null"


def hover_all(notebook):
    """Come to each slider in turn while the busy cell runs, and stay a while, so that its axis is drawn ahead."""
    notebook.page.evaluate("() => document.activeElement.blur()")
    for handle in notebook.panel.locator('[data-cell="ours"] .noUi-handle').all():
        handle.focus()
        notebook.page.wait_for_timeout(400)


def busy_moves(notebook):
    """Milliseconds from a key to the picture while the busy cell runs, for an axis that is there."""
    notebook.show("ours")
    warm(notebook)
    start_busy(notebook)
    notebook.page.wait_for_timeout(300)
    times = []
    while notebook.page.evaluate(RUNS, [notebook.path, "busy"]) and len(times) < 5:
        times.append(key_to_picture(notebook, "ours", 1))
    notebook._wait_done("busy")
    return times


def memory(server, browser):
    """MB of a lesson's page before and after every slider of every explorer has been dragged, and of its kernel."""
    rows = []
    for path in sorted((ROOT / "notebooks").glob("0[1-9]_*.ipynb")):
        page = browser.new_page(viewport=WIDE)
        page.set_default_timeout(lab.SECONDS * 1000)
        page.add_init_script((ROOT / "bench" / "probe.js").read_text())
        notebook = server.open(page, f"notebooks/{path.name}")
        notebook.run_all()
        before = page_memory(page)
        for explorer in notebook.explorers():
            explorer.show()
            for nth in range(explorer.handles.count()):
                there = "h => 2 * h.getAttribute('aria-valuenow') > +h.getAttribute('aria-valuemin') + +h.getAttribute('aria-valuemax')"
                explorer.drag(nth, -0.4 if explorer.handles.nth(nth).evaluate(there) else 0.4)
                page.wait_for_timeout(500)
        after, held = page_memory(page), page.evaluate("() => heldFrames()")
        rows.append((path.stem, f"{before:.0f}", f"{after:.0f}", f"{held['bytes'] / 1e6:.1f}", f"{held['positions']}"))
        page.close()
        server.close_kernels()
    table("Memory of the page, MB", ("", "after Run All", "all dragged", "of it frames", "positions"), rows)


def page_memory(page):
    """MB of JavaScript's objects and buffers, after a collection."""
    line = page.context.new_cdp_session(page)
    line.send("HeapProfiler.collectGarbage")
    usage = line.send("Runtime.getHeapUsage")
    line.detach()
    return sum(usage.get(kind, 0) for kind in ("usedSize", "embedderHeapUsedSize", "backingStorageSize")) / 1e6


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
