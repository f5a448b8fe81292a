"""``python -m dlcourse.authoring.web``: the course as a web site, in web/_build/.

The pages are made from the stored notebooks, and from nothing else: text stays text, code stays code, an explorer becomes an element that
the page's script brings alive (see `bake`), a question a form, and what a hidden cell shows is folded. Sphinx makes HTML of them, with the
settings in web/. What is needed for that comes into .web/ and is no part of the course's own environment.
"""

import argparse
import ast
import base64
import hashlib
import html
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import numpy as np
from PIL import Image

from dlcourse.authoring import HIDE, outputs_of, read
from dlcourse.checker.notebooks import without_markers
from dlcourse.exercises import lessons as exercises_by_lesson
from dlcourse.figures._page import cut, margins, scale, width_of
from dlcourse.lessons import LABORATORY, LESSONS
from dlcourse.questions import find
from dlcourse.questions._text import as_data

ROOT = Path(__file__).parents[2]
WEB = ROOT / "web"
COURSE = "files/dlcourse.zip"
HOME = ROOT / ".web"  # the tools, and what is made on the way
FOLDERS = {"notebooks": "Lesson", "exercises": "Exercises", "solutions": "Solutions"}
BLUE = (0, 114, 178)  # in which a stored explorer says how to get its sliders


class NoSite(Exception):
    """Why there is no site; one sentence."""


# From notebooks to pages

# What a page says that the notebook need not say.
READ_ONLY = (
    "On this page you read the tasks. In JupyterLab, on a computer, you write the answers, and a check tells you what is right, with hints. "
    "Follow the steps below there.\n\n"
)
RECORDED = "On this page the laboratory plays recorded trainings. In JupyterLab, on a computer, you build networks of your own in it: the text below tells how.\n\n"
SOLUTIONS = (
    "\nThese are the course's answers to [the exercises](../exercises/{page}). Try each exercise yourself first: then you see more in its solution. "
    "Other answers may be right as well.\n"
)


class Page:
    """A notebook as a page for Sphinx.

    Parameters
    ----------
    path : Path
        Of the notebook.
    pictures : Path
        The folder for its pictures.
    address : str
        Where the course stands on the web; "" if nobody knows.

    Attributes
    ----------
    explorers : dict
        The element of each explorer that it shows, by name, "room.explorer".
    """

    def __init__(self, path, pictures, address=""):
        self.path, self.pictures, self.address = path, pictures, address
        self.folder = path.parent.name
        self.cells = read(path).cells
        self.explorers = {}
        self._headings = []  # of the sections so far
        self._names = {}  # what the notebook calls the rooms of explorers

    def text(self):
        """The whole page, in MyST's Markdown."""
        body = [self._cell(cell) for cell in self.cells]
        head, _, rest = body[0].partition("\n")
        if self.folder == "solutions":
            head, rest = head.replace("# Exercises", "# Solutions", 1), SOLUTIONS.format(page=f"{self.path.stem}.md")
        lead = READ_ONLY if self.folder == "exercises" else RECORDED if self.path.name == LABORATORY.file else ""
        body[0] = f"{head}\n\n{self._bar()}\n{lead}{rest}"
        if self.folder == "exercises":
            body.append(
                "## Solutions\n\nThe solutions stand [on a page of their own](../solutions/"
                f"{self.path.stem}.md). Try each exercise first: the checks in the notebook have hints for you."
            )
        settings = {
            "description": self._description(),
            **({"orphan": True, "nosearch": True} if self.folder == "solutions" else {}),
        }
        front = "\n".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in settings.items())
        return f"---\n{front}\n---\n\n" + "\n\n".join(filter(None, body)) + "\n"

    def _description(self):
        if self.path.name == LABORATORY.file:
            return f"{LABORATORY.title} of a course on deep learning in plain NumPy. {LABORATORY.about}."
        lesson = next(each for each in LESSONS if each.file == self.path.name)
        return f"{FOLDERS[self.folder]} {lesson.number} of a course on deep learning in plain NumPy: {lesson.title}. {lesson.about}."

    def _bar(self):
        """How to get from the page into the doing."""
        here = f"{self.folder}/{self.path.name}"
        places = elsewhere(self.address, here) if self.address else {}
        links = [f'<a href="{link}">{name}</a>' for name, link in places.items()]
        links.append(f'<a href="../{COURSE}" download>Download the course</a>')
        return (
            f'<div class="dlcourse-doing"><details><summary>How do I run it?</summary>{how_to_run(self.address)}</details> '
            f"{' '.join(links)}</div>\n"
        )

    def _cell(self, cell):
        if cell.cell_type == "markdown":
            self._headings += re.findall(r"^## (.+)$", cell.source, re.MULTILINE)
            return re.sub(r"(\]\((?:\.\./\w+/)?\d\d_\w+)\.ipynb", r"\1.md", cell.source)
        if cell.cell_type != "code":
            return ""
        tree = ast.parse(cell.source)
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module == "dlcourse.explorers":
                self._names |= {alias.asname or alias.name: alias.name for alias in node.names}
        hidden = HIDE in cell.metadata.get("tags", [])
        shown = [self._output(cell, tree, *each) for each in enumerate(outputs_of(cell))]
        code = "" if _only_shows(tree) else f"```python\n{without_markers(cell.source)}\n```"
        if self.folder == "exercises" and cell.id.startswith("check-") and self._headings:
            code += f"\n\n[A solution](../solutions/{self.path.stem}.md#{_anchor(self._headings[-1])})"
        if cell.id == "setup":
            code = f"<details><summary>What the code on this page loads first</summary>\n\n{code}\n\n</details>"
        results = "\n".join(_raw(each) for each in shown if each)
        if hidden and results:
            what = "what this prints" if all("<pre" in each for each in shown) else "the result"
            results = f'<details class="dlcourse-hidden"><summary>Show {what}</summary>\n\n{results}\n\n</details>'
        return f"{code}\n\n{results}".strip()

    def _output(self, cell, tree, number, output):
        """One output of a cell as HTML."""
        if output.output_type == "stream":
            return _printed(output.text)
        if output.output_type == "error":
            return _printed(f"{output.ename}: {output.evalue}")
        data = output.data
        if "image/png" in data:
            return self._picture(cell, tree, number, output)
        if "dlcourse-question" in data.get("text/html", ""):
            asked = ast.literal_eval(tree.body[-1].value.args[0]) if tree.body else ""
            words = json.dumps(as_data(find(asked)), ensure_ascii=False).replace("<", "\\u003c")
            script = f'<script type="application/json">{words}</script>'
            return f'<div class="dlcourse-ask" data-question="{asked}">{script}{data["text/html"]}</div>'
        if "text/html" in data:
            content = re.sub(r'(href="(?:\.\./\w+/)?\d\d_\w+)\.ipynb"', r'\1.html"', data["text/html"])
            return f'<div class="dlcourse-output">{content}</div>'
        return _printed(data.get("text/plain", ""))

    def _picture(self, cell, tree, number, output):
        png = base64.b64decode(output.data["image/png"])
        size = output.metadata.get("image/png", {})
        is_explorer = output.data["text/plain"].startswith("Explorer: ")
        if is_explorer or output.data["text/plain"] == "Laboratory":
            png, share = _without_foot(png)
            size = {**size, "height": round(size["height"] * share)}
        name = f"{self.folder}-{self.path.stem}-{cell.id}-{number}.png"
        alt = html.escape(size.get("alt", "").split(" ▶ ")[0])
        images, pieces = "", size.get("panels", [[0, size["width"], 0]])
        for (left, right, _), margin, data in zip(pieces, margins(pieces), cut(png, pieces), strict=True):
            part = name if len(pieces) == 1 else name.replace(".png", f"-{left}.png")
            (self.pictures / part).write_bytes(data)
            images += (
                f'<img src="@@static/pictures/{part}" alt="{"" if left else alt}" width="{right - left}" height="{size["height"]}"'
                f' style="{width_of(right - left)}{margin}" loading="lazy">'
            )
        element = f'<div class="dlcourse-still" style="{scale(pieces, size.get("least", 0.65))}">{images}</div>'
        if is_explorer:
            call = tree.body[-1].value
            explorer = f"{self._names[call.func.value.id]}.{call.func.attr}"
            if explorer == "deep.draw":
                element = _pad(call, element)
            else:
                element = (
                    f'<div class="dlcourse-explorer" data-explorer="{explorer}" '
                    f'data-frames="@@static/explorers/{explorer}.js">{element}</div>'
                )
            self.explorers[explorer] = element
        elif self.path.name == LABORATORY.file and cell.source.strip() == "laboratory()":
            runs = "@@static/explorers/dlcourse-laboratory.js"
            element = f'<div class="dlcourse-laboratory" data-runs="{runs}">{element}</div>'
        return element.replace("@@static", "../_static")


def _pad(call, element):
    """The drawing sheet: with the drawing that the lesson puts on it, and a sentence where the lesson has trained a reader of its own."""
    first = [each.value.value for each in call.keywords if each.arg == "drawing"]
    drawing = f' data-drawing="{html.escape(first[0])}"' if first else ""
    whose = (
        "<p>On this page the reader of lesson 00 looks at your drawing: networks are trained in the notebook only.</p>"
    )
    reader = "@@static/explorers/dlcourse-reader.js"
    return f'<div class="dlcourse-pad" data-reader="{reader}"{drawing}>{element}</div>' + whose * bool(call.args)


def _anchor(heading):
    """How a link names a section, as MyST does."""
    return re.sub(r"[^\w\- ]", "", heading.replace("`", "").strip().lower()).replace(" ", "-")


def _only_shows(tree):
    """Whether a cell does nothing but show an explorer or a question: then its result says all."""
    *before, last = tree.body or [None]
    if not isinstance(last, ast.Expr) or not isinstance(last.value, ast.Call):
        return False
    if not all(isinstance(each, (ast.Import, ast.ImportFrom)) for each in before):
        return False
    called = ast.unparse(last.value.func)
    return called == "ask" or called.startswith("explore.") or called == "deep.draw"


def _printed(text):
    return f'<pre class="dlcourse-printed">{html.escape(text.rstrip())}</pre>' if text.strip() else ""


def _raw(content):
    """HTML as it is, also where it has empty lines."""
    return f"````{{raw}} html\n{content}\n````"


def _without_foot(png):
    """An explorer's stored picture without the line that says how to get its sliders; and what share of its height is left."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    pixels = np.asarray(picture).astype(int)
    inked = (pixels < 250).any(axis=2)
    # Between the blue of the words and white lies the edge of a letter.
    amount = (255 - pixels) @ np.ones(3) / (3 * 255 - sum(BLUE))
    between = 255 - amount[..., None] * (255 - np.array(BLUE))
    other = (inked & (abs(pixels - between).max(axis=2) > 40)).sum(axis=1) > 2
    last = np.flatnonzero(other).max(initial=0)
    below = np.flatnonzero(inked.any(axis=1)[last + 1 :])
    if not below.size:
        return png, 1
    end = int(last + 1 + below[0] // 2)
    target = io.BytesIO()
    Image.open(io.BytesIO(png)).crop((0, 0, picture.width, end)).save(target, "PNG", optimize=True)
    return target.getvalue(), end / picture.height


# Where the course stands on the web


def address():
    """The one address from which all links to the course are made; "" if nobody knows it.

    It stands in pyproject.toml. A workflow that publishes a fork names its own in DLCOURSE_REPOSITORY.
    """
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return (os.environ.get("DLCOURSE_REPOSITORY") or project["tool"]["dlcourse"]["repository"]).rstrip("/")


def elsewhere(repository, notebook):
    """Links that open a notebook where somebody else's machine runs it."""
    where = repository.removeprefix("https://github.com/")
    return {
        "Open in Binder": f"https://mybinder.org/v2/gh/{where}/HEAD?urlpath=lab/tree/{notebook}",
        "Open in Colab": f"https://colab.research.google.com/github/{where}/blob/HEAD/{notebook}",
    }


def site(repository):
    """Where GitHub publishes the site of a repository; "" if nobody knows."""
    if not repository:
        return ""
    owner, name = repository.removeprefix("https://github.com/").split("/")
    return f"https://{owner.lower()}.github.io/{name}/"


def commands(repository):
    """The course on one's own machine, in two lines, with a button that copies them; where nobody knows its address, in one."""
    lines = f"git clone {repository} dlcourse && cd dlcourse\nmake lab" if repository else "make lab"
    return f'<div class="dlcourse-copy"><pre>{lines}</pre><button type="button">Copy</button></div>'


def how_to_run(repository):
    """How to open a notebook of the course and write in it."""
    where = "in two lines" if repository else "in the folder of the course, which you have downloaded and unpacked"
    words = f"<p><strong>On your computer</strong>, with Python 3.11 or newer, {where}:</p>{commands(repository)}"
    words += "<p>A notebook alone does not run: it needs the course's package, which this installs. Without <code>make</code>, write <code>python3 -m dlcourse lab</code> in place of <code>make lab</code>, and on Windows <code>py -m dlcourse lab</code>.</p>"
    if repository:
        lines = (
            f"%pip install -q git+{repository}\nfrom google.colab import output; output.enable_custom_widget_manager()"
        )
        words += (
            "<p><strong>Binder</strong> opens the whole course in JupyterLab on a machine that is lent to you. It takes some minutes "
            "to start, and forgets what you write. Nobody has tried it yet.</p>"
            "<p><strong>Colab</strong> opens this one notebook. Put these two lines into a cell of their own at the top, and run it first. "
            "Links between notebooks do not work there. Nobody has tried it yet.</p>"
            f'<div class="dlcourse-copy"><pre>{lines}</pre><button type="button">Copy</button></div>'
        )
    return words


# The first page


def first_page(elements, repository):
    """web/index.md with its gaps filled in."""
    text = (WEB / "index.md").read_text(encoding="utf-8")
    gaps = {
        "map": _map(),
        "commands": _raw(commands(repository)),
        "first": "The first command gets the course, and the second one sets it up and opens it."
        if repository
        else f'<a href="{COURSE}" download>Download the course</a>, unpack it, and go to its folder. There this command sets it up and opens it.',
        "elsewhere": "",
        "lessons": _names("notebooks"),
        "exercises": _names("exercises"),
    }
    if repository:
        links = elsewhere(repository, "notebooks/00_start_here.ipynb")
        named = " or ".join(f"[{name.removeprefix('Open in ')}]({link})" for name, link in links.items())
        gaps["elsewhere"] = f"Without installing anything, {named} may run it for you; nobody has tried that yet."
    text = re.sub(
        r"^@@explorer (\S+)$", lambda found: _raw(elements[found[1]].replace("@@static", "_static")), text, flags=re.M
    )
    return re.sub(r"^@@(\w+)", lambda found: gaps[found[1]], text, flags=re.M)


def _map():
    rows = ["| No. | lesson | exercises |", "|---|---|---|"]
    for lesson in LESSONS:
        count = len(exercises_by_lesson().get(lesson.number, ()))
        page = lesson.file.replace(".ipynb", ".md")
        work = f"[{count}](exercises/{page})" if count else ""
        rows.append(f"| {lesson.number} | [{lesson.title}](notebooks/{page}): {lesson.about} | {work} |")
    page = LABORATORY.file.replace(".ipynb", ".md")
    rows.append(f"| {LABORATORY.number} | [{LABORATORY.title}](notebooks/{page}): {LABORATORY.about} | |")
    return "\n".join(rows)


def _names(folder):
    return "\n".join(f"{folder}/{path.stem}" for path in notebooks(folder))


def notebooks(folder):
    """The notebooks of a folder, in order."""
    return sorted((ROOT / folder).glob("[0-9][0-9]_*.ipynb"))


# The build


def prepare(made, repository):
    """Write all pages for Sphinx, what they show, and the course to download into the folder `made`."""
    source, files, extra = made / "source", made / "files", made / "extra"
    for folder in (source, extra / "files", files / "pictures"):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    pack(extra / COURSE)
    elements = {}
    for folder in FOLDERS:
        (source / folder).mkdir()
        for path in notebooks(folder):
            page = Page(path, files / "pictures", repository)
            (source / folder / f"{path.stem}.md").write_text(page.text(), encoding="utf-8")
            elements = page.explorers | elements
    (source / "index.md").write_text(first_page(elements, repository), encoding="utf-8")
    (files / "page.js").write_text(_script(), encoding="utf-8")
    (files / "page.css").write_text(_style(), encoding="utf-8")
    shutil.copy(ROOT / "docs" / "explorer.png", files / "preview.png")


def pack(target):
    """Write the whole course into a zip file: a notebook alone does not run."""
    if not shutil.which("git") or not (ROOT / ".git").exists():
        raise NoSite("The course to be downloaded is packed by git, so git is needed, and a clone of the course.")
    _run(["git", "archive", "--format=zip", "-9", "--prefix=dlcourse/", f"--output={target}", "HEAD"])


def _script():
    """The page's own script, in one piece: a page that was opened from a folder cannot load modules."""
    form = (ROOT / "dlcourse/questions/question.js").read_text(encoding="utf-8").replace("export function", "function")
    return f"(() => {{\n{form}\n{(WEB / 'page.js').read_text(encoding='utf-8')}}})();\n"


def _style():
    return "\n".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "dlcourse/questions/question.css", WEB / "page.css")
    )


def tools():
    """The Python that has Sphinx, and the folder that has Temml; both are installed if need be.

    Raises
    ------
    NoSite
        If that does not work.
    """
    if not shutil.which("node") or not shutil.which("npm"):
        raise NoSite("Node.js (node and npm) is needed: formulas are drawn with a package of its registry.")
    python = HOME / "env" / ("Scripts" if os.name == "nt" else "bin") / "python"
    wanted = [WEB / "requirements.txt", WEB / "package.json"]
    stamp = HOME / f"ready-{hashlib.sha256(b''.join(path.read_bytes() for path in wanted)).hexdigest()[:12]}"
    if not stamp.exists():
        say("Installing what builds the site into .web; the first time takes a minute.")
        HOME.mkdir(exist_ok=True)
        shutil.copy(WEB / "package.json", HOME)
        _run([sys.executable, "-m", "venv", "--clear", HOME / "env"])
        _run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", WEB / "requirements.txt"])
        _run(
            [
                shutil.which("npm"),
                "install",
                "--silent",
                "--no-package-lock",
                "--no-audit",
                "--no-fund",
                "--prefix",
                HOME,
            ]
        )
        stamp.touch()
    return python, HOME / "node_modules"


def say(step):
    print(step, flush=True)


def _run(command, shown=False, **variables):
    """Run a command; what it prints is `shown` at once, or else when it has failed."""
    out = None if shown else subprocess.PIPE
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **variables}, stdout=out, stderr=out, text=True)
    if done.returncode:
        said = "" if shown else f":\n{(done.stdout + done.stderr)[-3000:]}"
        raise NoSite(f"{' '.join(map(str, command[:4]))} … failed{said}")


def build(target, repository, made=HOME):
    """Build the whole site into the folder `target`.

    Parameters
    ----------
    target : Path
    repository : str
        Where the course stands on the web; "" if nobody knows.
    made : Path
        The folder for what is made on the way. Explorers that are baked there already are not baked again.

    Raises
    ------
    NoSite
        If that does not work.
    """
    python, modules = tools()
    say("Making pages of the notebooks.")
    prepare(made, repository)
    files = made / "files"
    styles = modules / "temml" / "dist" / "Temml-Local.css"
    shutil.copy(styles.with_name("Temml.woff2"), files)
    shutil.copy(styles, files / "formulas.css")
    say("Drawing the explorers ahead; those that have not changed stay as they are.")
    _run([sys.executable, "-m", "dlcourse.authoring.bake", files / "explorers"], shown=True)
    say("Making HTML of the pages.")
    shutil.rmtree(target, ignore_errors=True)
    options = ["--quiet", "--fail-on-warning", "--fresh-env", "--conf-dir", WEB, "--doctree-dir", made / "doctrees"]
    settings = {"DLCOURSE_WEB": str(made), "DLCOURSE_WEB_SITE": site(repository), "NODE_PATH": str(modules)}
    _run([python, "-m", "sphinx", "--builder", "html", *options, made / "source", target], **settings)


def main(arguments=None):
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m dlcourse.authoring.web", description=__doc__)
    parser.add_argument("target", nargs="?", type=Path, default=WEB / "_build", help="the folder for the site")
    options = parser.parse_args(arguments)
    repository = address()
    if not repository:
        say("pyproject.toml names no repository yet: links to Binder and Colab are left out.")
    try:
        build(options.target, repository)
    except NoSite as problem:
        print(problem, file=sys.stderr)
        return 1
    size = sum(path.stat().st_size for path in options.target.rglob("*") if path.is_file())
    print(f"{options.target / 'index.html'}: the whole site has {size / 1e6:.1f} MB.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
