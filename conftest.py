"""nbval compares what a cell says and leaves its pictures alone. Here they are compared in the same run, as `make notebooks` does it."""

from nbval.plugin import IPyNbCell

from dlcourse.authoring import pictures_differ

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
