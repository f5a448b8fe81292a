"""Settings of all tests, kernels that start quickly, and what nbval does not know.

nbval compares what a cell says and leaves its pictures alone. Here they are compared in the same run, as `make notebooks` does it.
A cell that keeps its outputs out of sight is compared with them all the same.
"""

import os

# Small products on busy cores are a hundred times slower with more threads than one. NumPy looks when it is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from nbval.plugin import IPyNbCell  # noqa: E402

from dlcourse.authoring import pictures_differ, reveal  # noqa: E402
from tests.kernels import use_forked_kernels  # noqa: E402

use_forked_kernels()

_compare_the_rest, _run = IPyNbCell.compare_outputs, IPyNbCell.runtest


def compare_outputs(self, test, ref, skip_compare=None):
    """Whether new outputs are like the stored ones, pictures and their alternative texts included."""
    if not _compare_the_rest(self, test, ref, skip_compare):
        return False
    problem = pictures_differ(ref, test)
    if problem:
        self.comparison_traceback.append(f"{problem}; run `make notebooks`, and look at it")
    return not problem


def runtest(self):
    """Run a cell, and compare what comes out with what is stored, wherever that is."""
    reveal(self.cell)
    _run(self)


IPyNbCell.compare_outputs, IPyNbCell.runtest = compare_outputs, runtest
