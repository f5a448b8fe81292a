"""How Sphinx builds the web edition. `python -m dlcourse.authoring.web` prepares its pages and calls it."""

import atexit
import base64
import hashlib
import json
import os
import re
import subprocess
from pathlib import Path

from docutils import nodes

HERE = Path(__file__).parent
MADE = Path(os.environ["DLCOURSE_WEB"])  # what was prepared

project = "Deep learning in plain NumPy"
author = "The dlcourse authors"
copyright = "2026, the dlcourse authors"
language = "en"

extensions = ["myst_parser"]
myst_enable_extensions = ["dollarmath"]
myst_heading_anchors = 3
suppress_warnings = ["myst.header"]  # a task in a folded box may begin with any heading
templates_path = ["templates"]

html_baseurl = os.environ["DLCOURSE_WEB_SITE"]
html_context = {"site_address": html_baseurl}
html_theme = "furo"
html_title = project
html_favicon = "static/icon.svg"
html_static_path = ["static", str(MADE / "files")]
html_extra_path = [str(MADE / "extra")]
html_css_files = ["formulas.css", "page.css", "explorers/dlcourse-web.css"]
html_js_files = [("page.js", {"defer": ""}), ("explorers/dlcourse-web.js", {"defer": ""})]
html_copy_source = False
html_show_sourcelink = False
html_show_search_summary = False  # it would have to load every page that was found, which a folder does not allow
html_use_index = False
html_theme_options = {"top_of_page_buttons": [], "sidebar_hide_name": False}

# Nothing may come from anywhere else. Styles may stand in elements: cards and tables have theirs there.
POLICY = (
    "default-src 'none'; script-src 'self' {scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self'; connect-src 'none'; form-action 'self'; base-uri 'none'; object-src 'none'"
)


def formula(self, node):
    """Put a formula into the page as MathML."""
    displayed = isinstance(node, nodes.math_block)
    process = _formulas()
    process.stdin.write(json.dumps([node.astext(), displayed]) + "\n")
    process.stdin.flush()
    answer = process.stdout.readline()
    if not answer:
        raise ValueError(f"The formula {node.astext()!r} cannot be drawn: {process.stderr.read()[-500:]}")
    self.body.append(json.loads(answer))
    raise nodes.SkipNode


def _formulas(running=[]):  # noqa: B006
    if not running:
        node = ["node", str(HERE / "formulas.cjs")]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        running.append(subprocess.Popen(node, text=True, encoding="utf-8", **pipes))
        atexit.register(running[0].kill)
    return running[0]


# What the theme leaves out, and a screen reader asks for.
NAMED = {
    '<p class="caption" role="heading">': '<p class="caption" role="heading" aria-level="2">',
    '<aside class="sidebar-drawer">': '<aside class="sidebar-drawer" aria-label="All pages">',
    '<aside class="toc-drawer': '<aside aria-label="On this page" class="toc-drawer',
}


SHORT = 30  # so many letters of code fit into a line on a phone


def hold_together(app, tree, name):
    """No line ends in the middle of short code."""
    for code in tree.findall(nodes.literal):
        code["classes"] += ["short"] * (len(code.astext()) <= SHORT)


def finish(app, problem):
    """Write into each page what it may load, and list the pages for search engines."""
    if problem:
        return
    pages = sorted(Path(app.outdir).rglob("*.html"))
    for page in pages:
        text = page.read_text(encoding="utf-8")
        for bare, named in NAMED.items():
            text = text.replace(bare, named)
        inline = re.findall(r"<script>(.*?)</script>", text, re.S)
        hashes = " ".join(sorted({f"'sha256-{_sha256(script)}'" for script in inline}))
        policy = f'<meta http-equiv="Content-Security-Policy" content="{POLICY.format(scripts=hashes)}">'
        page.write_text(text.replace('<meta charset="utf-8">', f'<meta charset="utf-8">\n    {policy}', 1), "utf-8")
    if app.config.html_baseurl:
        names = (page.relative_to(app.outdir).as_posix() for page in pages if page.name != "search.html")
        places = "".join(f"<url><loc>{app.config.html_baseurl}{name}</loc></url>\n" for name in names)
        head = '<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        Path(app.outdir, "sitemap.xml").write_text(f"{head}{places}</urlset>\n", encoding="utf-8")


def _sha256(script):
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def setup(app):
    """Draw formulas our way, and finish the pages."""
    app.add_html_math_renderer("mathml", (formula, None), (formula, None))
    app.connect("doctree-resolved", hold_together)
    app.connect("build-finished", finish)
    return {"parallel_read_safe": True, "parallel_write_safe": False}


html_math_renderer = "mathml"
