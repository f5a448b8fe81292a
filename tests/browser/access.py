"""What axe finds on a JupyterLab page, apart from what is JupyterLab's own."""

from contextlib import contextmanager

from axe_playwright_python.base import AXE_SCRIPT

# By rule, which elements of JupyterLab and of ipywidgets break it. Whatever else breaks a rule is the course's.
JUPYTERLABS = {
    "aria-allowed-attr": "jp-button",
    "aria-input-field-name": ".cm-content",
    "aria-required-children": ".jp-WindowedPanel-viewport",
    "button-name": ".jp-collapseHeadingButton",
    # Around a cell's own output and text every colour is JupyterLab's, and those of a traceback within it.
    "color-contrast": ":not(.jp-OutputArea-output *, .jp-MarkdownOutput *), [class^=ansi]",
    "link-in-text-block": ".jp-RenderedMarkdown a",  # JupyterLab underlines a link only under the pointer
    "region": ".jp-skiplink-wrapper",
    "scrollable-region-focusable": ".cm-scroller",
}
# axe takes for hidden what is scrolled out of sight above, or cut off below. Unrolled, a cell lies beyond the notebook's paper, also one that
# JupyterLab gives no ground because it is active. A cell out of sight has only an estimated height: its words would stand outside it.
_UNROLLED = """
body, #main, .jp-WindowedPanel-outer { overflow: visible !important }
.jp-Notebook-cell { background: var(--jp-layout-color0) !important; content-visibility: visible !important }
"""
_RUN = """async ([unrolled, known, rules]) => {
    const scroller = document.querySelector('.jp-NotebookPanel:not(.lm-mod-hidden) .jp-WindowedPanel-outer');
    const top = scroller.scrollTop;
    const style = document.head.appendChild(Object.assign(document.createElement('style'), {textContent: unrolled}));
    try {
        // The colours of code are JupyterLab's, and a formula's parts are too many.
        const found = await axe.run({exclude: [['.cm-line'], ['mjx-container']]}, {resultTypes: ['violations'], elementRef: true, preload: false, rules});
        const is = (node, rule) => known.some(list => list[rule] && node.element.matches(list[rule]));
        return found.violations.flatMap(({id, nodes}) => nodes
            .filter(node => !is(node, id))
            .map(node => `${id}: ${node.html.slice(0, 200)}\\n    ${node.failureSummary.split('\\n')[1]}`));
    } finally {
        style.remove();
        scroller.scrollTop = top;
    }
}"""


def violations(page, contrast=False):
    """What axe finds on a page that is the course's, as sentences. To measure contrast takes longer than all the rest."""
    if not page.evaluate("() => Boolean(window.axe)"):
        page.evaluate(AXE_SCRIPT)
    return page.evaluate(_RUN, [_UNROLLED, [JUPYTERLABS], {"color-contrast": {"enabled": contrast}}])


@contextmanager
def dark_theme(page):
    """JupyterLab in its dark theme."""
    _change_theme(page, "JupyterLab Dark", "false")
    try:
        yield
    finally:
        _change_theme(page, "JupyterLab Light", "true")


def _change_theme(page, name, light):
    page.evaluate("theme => jupyterapp.commands.execute('apputils:change-theme', {theme})", name)
    page.wait_for_function(
        """light => document.body.dataset.jpThemeLight === light
            && getComputedStyle(document.body).getPropertyValue('--jp-layout-color0').trim() === (light === 'true' ? 'white' : '#111')""",
        arg=light,
    )
