"""Driving a real JupyterLab: start it, open a notebook, run it, move a slider, see what has changed.

The browser tests and ``make bench`` share this.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
import uuid
from contextlib import contextmanager
from pathlib import Path

from dlcourse.authoring import outputs_of
from dlcourse.classroom.lab import STYLE

ROOT = Path(__file__).parents[2]
# A cell that keeps its kernel busy until there is a file `over` beside its notebook.
BUSY = "from pathlib import Path\nimport time\nend = time.perf_counter() + 80\nwhile not Path('over').exists() and time.perf_counter() < end:\n    time.sleep(0.01)"
SECONDS = 90  # the longest anything may take on a busy machine
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
HOW_TO_GET_ONE = (
    "no Chromium or Chrome found: install one (Debian: apt install chromium) and it is used from the next run on"
)
_PANEL = ".jp-NotebookPanel:not(.lm-mod-hidden)"
_HELPERS = """
window.panelOf = (path) =>
  window.jupyterapp ? [...jupyterapp.shell.widgets('main')].find(w => w.context?.path === path) : undefined;
window.codeCells = (path) =>
  panelOf(path).content.model.sharedModel.cells.filter(c => c.cell_type === 'code' && c.source.trim());
"""


def find_browser():
    """Path of a Chromium or Chrome, or None."""
    mac = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
    return next(filter(None, map(shutil.which, BROWSERS)), str(mac) if mac.exists() else None)


@contextmanager
def chromium(*more):
    """A headless browser, closed at the end."""
    from playwright.sync_api import sync_playwright

    quiet = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
    quiet += ["--disable-component-update", "--disable-sync", "--no-sandbox"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=[*quiet, *more])
        try:
            yield browser
        finally:
            browser.close()


class Server:
    """A JupyterLab on `folder`, with settings, history and caches of its own under `home`.

    Nothing of the caller's reaches it: not a person's settings, and not what tells a check that it runs
    under pytest. With forked=True its kernels are forked, as those of the other tests: tests/kernels.py.
    """

    def __init__(self, folder, home, forked=False):
        self.folder, self.token = Path(folder), uuid.uuid4().hex
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"
        self._closing = []
        self._log = Path(home) / "server.log"
        lab = [str(ROOT / "tests" / "kernels.py")] if forked else ["-m", "jupyterlab"]
        with self._log.open("w") as log:
            self._process = subprocess.Popen(
                [sys.executable, *lab, "--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}"]
                + ["--ServerApp.port_retries=0", f"--IdentityProvider.token={self.token}"]
                + [f"--ServerApp.root_dir={folder}", "--LabApp.expose_app_in_browser=True"]
                + ["--LabApp.extension_manager=readonly", *STYLE],
                cwd=folder,
                env=_environment(Path(home)),
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        try:
            self._wait()
        except BaseException:
            self.stop()
            raise

    def _wait(self):
        end = time.monotonic() + SECONDS
        while time.monotonic() < end and self._process.poll() is None:
            try:
                self._ask("/api/status")
                return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError(f"JupyterLab did not start:\n{self._log.read_text()[-2000:]}")

    def _ask(self, path, method="GET"):
        request = urllib.request.Request(
            self.address + path, method=method, headers={"Authorization": f"token {self.token}"}
        )
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:
            return json.loads(answer.read() or "null")

    def close_kernels(self, wait=True):
        """Stop every kernel. Each takes its time; with wait=False it goes while something else is done."""
        self._wait_closed()
        for session in self._ask("/api/sessions"):
            closing = threading.Thread(target=self._ask, args=(f"/api/sessions/{session['id']}", "DELETE"))
            closing.start()
            self._closing.append(closing)
        if wait:
            self._wait_closed()

    def _wait_closed(self):
        while self._closing:
            self._closing.pop().join()

    def stop(self):
        """Stop the kernels and the server."""
        if self._process.poll() is None:
            try:
                self.close_kernels()
            except OSError:
                pass
            self._process.terminate()
            try:
                self._process.wait(20)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()

    def open(self, page, path, reload=True):
        """Open a notebook in a clean workspace of a browser page; returns it when its kernel is ready.

        With reload=False JupyterLab is not loaded again where it stands already: what was open is closed, and every kernel stopped.
        """
        if not reload and page.evaluate("() => Boolean(window.jupyterapp)"):
            # The panel goes before its kernel: else JupyterLab's debugger asks the kernel that is stopped, and logs an error.
            page.evaluate("() => { for (const panel of [...jupyterapp.shell.widgets('main')]) panel.dispose(); }")
            self.close_kernels(wait=False)
            page.evaluate("async path => { await jupyterapp.commands.execute('docmanager:open', {path}); }", path)
            return Notebook(page, path)
        page.add_init_script(_HELPERS)
        workspace = uuid.uuid4().hex[:8]
        page.goto(f"{self.address}/lab/workspaces/{workspace}/tree/{path}?token={self.token}&reset")
        return Notebook(page, path)


def _environment(home):
    folders = {"HOME": "home", "IPYTHONDIR": "ipython", "MPLCONFIGDIR": "matplotlib", "XDG_CONFIG_HOME": "xdg"}
    folders |= {f"JUPYTER_{kind}_DIR": f"jupyter/{kind.lower()}" for kind in ("CONFIG", "DATA", "RUNTIME")}
    folders |= {f"JUPYTERLAB_{kind}_DIR": f"jupyter/{kind.lower()}" for kind in ("SETTINGS", "WORKSPACES")}
    theirs = ("PYTEST", "DLCOURSE", "JUPYTER", "COV", "MPL")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(theirs)}
    for name, folder in folders.items():
        (home / folder).mkdir(parents=True, exist_ok=True)
        kept[name] = str(home / folder)
    settings = home / "jupyter/config/labconfig/default_setting_overrides.json"
    settings.parent.mkdir(exist_ok=True)
    news = {"fetchNews": "false", "checkForUpdates": False}
    settings.write_text(json.dumps({"@jupyterlab/apputils-extension:notification": news}))
    return {**kept, "OPENBLAS_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"}


def _wait(page, condition, argument, seconds=SECONDS):
    """Wait until a condition holds in the page; if it never does, say what stood in the way."""
    from playwright.sync_api import TimeoutError

    try:
        page.wait_for_function(condition, arg=argument, timeout=seconds * 1000)
    except TimeoutError:
        dialogs = page.locator(".jp-Dialog").all_inner_texts()
        raise AssertionError(f"not within {seconds} s: {condition} for {argument}; open dialogs: {dialogs}") from None


class Notebook:
    """A notebook that is open in a browser page."""

    def __init__(self, page, path):
        self.page, self.path = page, path
        _wait(page, "path => window.jupyterapp && panelOf(path)", path)
        # A "Run All" that is sent before all this is silently dropped.
        _wait(
            page,
            """path => {
                const {context, sessionContext} = panelOf(path);
                const kernel = sessionContext.session?.kernel;
                return context.isReady && sessionContext.isReady
                    && kernel?.status === 'idle' && kernel.connectionStatus === 'connected';
            }""",
            path,
        )
        page.evaluate("async path => { await panelOf(path).sessionContext.session.kernel.info; }", path)
        page.evaluate("path => jupyterapp.shell.activateById(panelOf(path).id)", path)
        self.panel = page.locator(_PANEL)

    # Running

    def run_all(self, menu=False):
        """Run All, through the menu or as a command, and wait until every cell is done."""
        self._forget()
        if menu:
            self.page.get_by_role("menuitem", name="Run", exact=True).click()
            self.page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        else:
            self.page.evaluate("() => { jupyterapp.commands.execute('notebook:run-all-cells'); }")
        self._wait_done()

    def run_cell(self, cell):
        """Run one cell as a learner does: select it, Shift-Enter."""
        self.start(cell)
        self._wait_done(cell)

    def start(self, cell):
        """Begin to run a cell, and do not wait for it."""
        self._forget(cell)
        self._click_into(cell)
        self.page.keyboard.press("Shift+Enter")

    def runs(self, cell):
        """Whether a cell that has been started is not done yet."""
        count = "([path, id]) => codeCells(path).find(c => c.id === id).execution_count"
        return self.page.evaluate(count, [self.path, cell]) is None

    def write(self, cell, source):
        """Replace a code cell's text as a paste would."""
        self._click_into(cell)
        self.page.keyboard.press("ControlOrMeta+A")
        self.page.keyboard.insert_text(source)
        _wait(
            self.page,
            "([path, id, text]) => codeCells(path).find(c => c.id === id)?.source.trim() === text.trim()",
            [self.path, cell, source],
        )

    def _click_into(self, cell):
        """Click into a cell's code. On a busy machine an output that grows above it puts the cell out of the page once more."""
        from playwright.sync_api import TimeoutError

        for tries_left in reversed(range(SECONDS // 5)):
            try:
                return self.show(cell).locator(".cm-content").click(timeout=5000)
            except TimeoutError:
                if not tries_left:
                    raise

    def save(self):
        """Save, and wait until it is saved."""
        self.page.evaluate("() => jupyterapp.commands.execute('docmanager:save')")

    def _forget(self, cell=None):
        # A stored notebook has execution counts already; without them "done" means done now.
        self.page.evaluate(
            """([path, id]) => codeCells(path).forEach(c => { if (!id || c.id === id) c.execution_count = null; })""",
            [self.path, cell],
        )

    def _wait_done(self, cell=None):
        # Not the kernel's own "idle": a slider's message flips that in the middle of a cell.
        _wait(
            self.page,
            """([path, id]) => codeCells(path).every(c => (id && c.id !== id)
                || (c.execution_count !== null && c.executionState !== 'running'))""",
            [self.path, cell],
            seconds=3 * SECONDS,  # a whole lesson, with all that it trains
        )

    # Looking

    def cells(self):
        """The cells as they stand, as in the notebook's file."""
        return self.page.evaluate("path => panelOf(path).content.model.toJSON().cells", self.path)

    def errors(self):
        """Every error output, as "cell id: error"."""
        return [
            f"{cell['id']}: {output['ename']}: {output['evalue']}"
            for cell in self.cells()
            for output in cell.get("outputs", [])
            if output["output_type"] == "error"
        ]

    def show(self, cell):
        """Scroll to a cell, which may not be in the page before; returns its locator."""
        self.page.evaluate(
            """async ([path, id]) => {
                const content = panelOf(path).content;
                const index = content.widgets.findIndex(w => w.model.id === id);
                content.activeCellIndex = index;
                await content.scrollToItem(index, 'start');
                content.widgets[index].node.dataset.cell = id;
            }""",
            [self.path, cell],
        )
        return self.panel.locator(f'[data-cell="{cell}"]')

    def card(self, exercise):
        """The card that the check of an exercise shows."""
        return self.show(f"check-{exercise}").locator(".dlcourse-card")

    def explorers(self):
        """The explorers of a notebook, those that it keeps out of sight until their cell runs included."""
        found = []
        for cell in self.cells():
            shown = [output.get("data", {}) for output in outputs_of(cell)]
            names = ["".join(data.get("text/plain", "")) for data in shown]
            names = [name for name in names if name.startswith("Explorer: ")]
            found += [Explorer(self, cell["id"], nth, name[10:]) for nth, name in enumerate(names)]
        return found


class Explorer:
    """An explorer in a notebook: its sliders or its pad, its picture, its caption."""

    def __init__(self, notebook, cell, nth, name):
        self.notebook, self.cell, self.nth, self.name = notebook, cell, nth, name
        self.page = notebook.page

    def show(self):
        """Scroll to it and wait until its picture is there; returns it."""
        self.box = self.notebook.show(self.cell).locator(".dlcourse-explorer").nth(self.nth)
        self.box.locator(".dlcourse-picture canvas").wait_for(timeout=SECONDS * 1000)
        self.box.scroll_into_view_if_needed()
        # What is asked often is asked of the element: a locator searches the whole page each time.
        self.element = self.box.element_handle()
        self._wait_settled()
        return self

    def _wait_settled(self):
        """Wait until picture and caption are those of where its controls stand."""
        _wait(self.page, "box => box.querySelector('.dlcourse-caption')?.dataset.settled === '1'", self.element)

    @property
    def handles(self):
        """The sliders' handles."""
        return self.box.locator(".noUi-handle")

    @property
    def pad(self):
        """The canvas to draw on, of an explorer that has one."""
        return self.box.locator(".dlcourse-pad canvas")

    @property
    def player(self):
        """The buttons of its player, if it has one: play or pause, and stop."""
        return self.box.locator(".widget-play button")

    def state(self):
        """The values that the caption belongs to."""
        return json.loads(self._mark())

    def _mark(self):
        return self.element.evaluate("box => box.querySelector('.dlcourse-caption').dataset.state")

    def text(self):
        """What the caption says."""
        return self.element.evaluate("box => box.querySelector('.dlcourse-caption').innerText")

    def picture(self):
        """Which picture is shown: a digest of what stands on the canvas."""
        return self.element.evaluate(
            """async box => {
                const canvas = box.querySelector('.dlcourse-picture canvas');
                const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
                const digest = await crypto.subtle.digest('SHA-256', data);
                return canvas.width + ' ' + [...new Uint8Array(digest)].join(' ');
            }"""
        )

    def move_by_key(self, nth=0, key=""):
        """Move a slider by one step, to the right unless it stands at its right end; wait for its picture.

        An explorer without sliders has a pad: make a dot on it. Or it has buttons only: press another one.
        """
        if self.handles.count() == self.pad.count() == 0:
            other = self.box.locator(".widget-toggle-button:not(.mod-active)").first
            self._until_changed(lambda: other.press("Space"))
            return
        if self.handles.count() == 0:
            self._until_changed(lambda: self.pad.press(key or "Space"))
            return
        handle = self.handles.nth(nth)
        at_end = handle.get_attribute("aria-valuenow") == handle.get_attribute("aria-valuemax")
        key = key or ("ArrowLeft" if at_end else "ArrowRight")
        self._until_changed(lambda: handle.press(key))

    def drag(self, nth=0, share=0.3):
        """Drag a slider with the mouse by a share of its travel; wait for its picture."""
        handle = self.handles.nth(nth)
        handle.scroll_into_view_if_needed()
        box = handle.bounding_box()
        travel = self.box.locator(".noUi-base").nth(nth).bounding_box()["width"]
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

        def drag():
            self.page.mouse.move(x, y)
            self.page.mouse.down()
            self.page.mouse.move(x + share * travel, y, steps=20)
            self.page.mouse.up()

        self._until_changed(drag)

    def grip(self, nth=0):
        """Where a point that can be dragged is on the page: its middle."""
        grip = self.box.locator(".dlcourse-grip").nth(nth)
        grip.scroll_into_view_if_needed()
        box = grip.bounding_box()
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def pull(self, by, nth=0, steps=15):
        """Drag a point of the picture with the mouse by so many pixels, (across, down); wait for its picture."""
        x, y = self.grip(nth)

        def pull():
            self.page.mouse.move(x, y)
            self.page.mouse.down()
            self.page.mouse.move(x + by[0], y + by[1], steps=steps)
            self.page.mouse.up()

        self._until_changed(pull)

    def place(self, x, y):
        """Where a point of the pad is on the page; both go from 0 to 1."""
        box = self.pad.bounding_box()
        return box["x"] + x * box["width"], box["y"] + y * box["height"]

    def draw(self, *stroke, steps=10):
        """Draw a stroke on the pad with the mouse: points (x, y) from (0, 0), top left, to (1, 1), in so many steps each."""
        self.page.mouse.move(*self.place(*stroke[0]))
        self.page.mouse.down()
        for point in stroke[1:]:
            self.page.mouse.move(*self.place(*point), steps=steps)
        self.page.mouse.up()

    def until_it_says(self, words):
        """Wait until the caption says something, and the picture is there."""
        _wait(
            self.page,
            "([box, words]) => box.querySelector('.dlcourse-caption').innerText.includes(words)",
            [self.element, words],
        )
        self._wait_settled()

    def until(self, key, least):
        """Wait until a slider, as the caption has it, stands at `least` or beyond."""
        _wait(
            self.page,
            "([box, key, least]) => JSON.parse(box.querySelector('.dlcourse-caption').dataset.state)[key] >= least",
            [self.element, key, least],
        )

    def reset(self):
        """Press Reset; wait for its picture."""
        self._until_changed(lambda: self.box.get_by_role("button", name="Reset").click())

    def _until_changed(self, act):
        before = self._mark()
        act()
        _wait(
            self.page,
            "([box, before]) => box.querySelector('.dlcourse-caption').dataset.state !== before",
            [self.element, before],
        )
        self._wait_settled()
