"""What a kernel of `python -m dlcourse lab` runs when it starts: it adds a next step to a NameError.

Whoever comes back on another day often runs a cell in the middle of a lesson. The kernel is new then, and Python says no more
than "name 'explore' is not defined". IPython runs this file among the learner's names, so it leaves none behind.
"""


def _add_a_next_step():
    import sys

    from IPython import get_ipython

    def tell(shell, kind, error, traceback, tb_offset=None):
        shell.showtraceback((kind, error, traceback), tb_offset=tb_offset)
        if "dlcourse" not in sys.modules:  # the first code cell of every notebook of the course loads it
            print(
                "This notebook's first code cell has not been run since the kernel started. Run it first (click into it, then "
                "Shift + Enter), and then run this cell again. “Run All Cells” in the menu “Run” runs them all."
            )

    get_ipython().set_custom_exc((NameError,), tell)


_add_a_next_step()
del _add_a_next_step
