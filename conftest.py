"""Settings of all tests, kernels that start quickly, and pictures for nbval.

nbval compares what a cell says and leaves its pictures alone. Here they are compared in the same run, as `make notebooks` does it.
"""

import os

# Small products on busy cores are a hundred times slower with more threads than one. NumPy looks when it is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from nbval.plugin import IPyNbCell  # noqa: E402

from dlcourse.authoring import pictures_differ  # noqa: E402
from tests.kernels import use_forked_kernels  # noqa: E402

use_forked_kernels()

_compare_the_rest = IPyNbCell.compare_outputs


def compare_outputs(self, test, ref, skip_compare=None):
    """Whether new outputs are like the stored ones, pictures and their alternative texts included."""
    if not _compare_the_rest(self, test, ref, skip_compare):
        return False
    problem = pictures_differ(ref, test)
    if problem:
        self.comparison_traceback.append(f"{problem}; run `make notebooks`, and look at it")
    return not problem


IPyNbCell.compare_outputs = compare_outputs
