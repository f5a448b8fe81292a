"""`early_stopping` of lesson 09."""

import numpy as np

from dlcourse.checker import Case, Exercise, Mistake


def early_stopping(losses, patience):
    """Which epoch is the best, and at which a training with this patience ends.

    Parameters
    ----------
    losses : list of float
        The loss on the validation examples after each epoch; at least one.
    patience : int
        So many epochs without a new lowest loss end the training; 1 or more.

    Returns
    -------
    best, stopped : int
        Indices into `losses`. The training ends with the last epoch if there is always a new lowest loss in time.
    """
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        if epoch - best == patience:
            break
    return best, epoch


def _stopping(
    better=lambda loss, lowest: loss < lowest,
    out=lambda epoch, best, patience: epoch - best >= patience,
    finish=lambda best, stopped, losses, ended: (best, stopped),
    start=0,
):
    """A wrong answer: when a loss is a new lowest, when patience has run out, and what is returned."""

    def early_stopping(losses, patience):
        best, epoch, ended = 0, 0, False
        for epoch in range(start, len(losses)):
            if better(losses[epoch], losses[best]):
                best = epoch
            if out(epoch, best, patience):
                ended = True
                break
        return finish(best, epoch, losses, ended)

    return {"early_stopping": early_stopping}


def _previous(losses, patience):
    """Counts epochs in a row that are worse than the one before."""
    best, bad = 0, 0
    for epoch in range(len(losses)):
        if losses[epoch] < losses[best]:
            best = epoch
        bad = bad + 1 if epoch and losses[epoch] >= losses[epoch - 1] else 0
        if bad == patience:
            return best, epoch
    return best, len(losses) - 1


def _falls(losses, patience):
    """Takes each epoch that is better than the one before for the best."""
    best = 0
    for epoch in range(1, len(losses)):
        if losses[epoch] < losses[epoch - 1]:
            best = epoch
        if epoch - best == patience:
            return best, epoch
    return best, len(losses) - 1


def _first_waits(losses, patience):
    """Counts the first epoch as one without a new lowest loss."""
    best, waited = 0, 0
    for epoch in range(len(losses)):
        best, waited = (epoch, 0) if losses[epoch] < losses[best] else (best, waited + 1)
        if waited == patience:
            return best, epoch
    return best, len(losses) - 1


def _never_reset(losses, patience):
    best, bad = 0, 0
    for epoch in range(1, len(losses)):
        if losses[epoch] < losses[best]:
            best = epoch
        else:
            bad += 1
        if bad == patience:
            return best, epoch
    return best, len(losses) - 1


def _first_rise(losses, patience):
    for epoch in range(1, len(losses)):
        if losses[epoch] > losses[epoch - 1]:
            return epoch - 1, min(epoch - 1 + patience, len(losses) - 1)
    return len(losses) - 1, len(losses) - 1


def _beyond(losses, patience):
    best, _ = early_stopping(losses, patience)
    return best, best + patience


def _case(losses, patience, why):
    return Case("early_stopping(losses, patience)", why, losses=losses, patience=patience)


EXERCISE = Exercise(
    id="early_stopping",
    kind="further",
    worth=(
        "The function remembers one number, the index of the lowest loss so far. `epoch - best` says how many epochs ago that was, so it needs no "
        "counter."
    ),
    reference={"early_stopping": early_stopping},
    parts=("best", "stopped"),
    cases=(
        _case([0.9, 0.7, 0.6, 0.65, 0.7, 0.5], 2, "patience runs out before the lowest loss of all comes"),
        _case([0.9, 0.7, 0.6, 0.65, 0.7, 0.5], 3, "with one epoch more of patience the lowest loss is found"),
        _case([0.9, 0.8, 0.7, 0.6], 2, "the loss falls to the end: patience never runs out"),
        _case([0.5, 0.6, 0.7, 0.8], 2, "the first epoch is the best"),
        _case([0.8, 0.9, 0.7, 0.8, 0.6, 0.7, 0.5, 0.6], 2, "up and down, with a new lowest every second epoch"),
        _case([0.8, 0.5, 0.9, 0.8, 0.7, 0.6, 0.55], 3, "the loss falls again, but there is no new lowest"),
        _case(
            [0.9, 0.5, 0.7, 0.5, 0.6, 0.4],
            3,
            "an equal loss is no new lowest, and the best epoch stays the first of the two",
        ),
        _case([0.5, 0.5, 0.5, 0.5], 2, "all losses are equal"),
        _case([0.7, 0.6, 0.8, 0.4], 1, "patience 1: the first epoch without a new lowest ends it"),
        _case([0.9, 0.6, 0.7, 0.8], 2, "patience runs out with the very last epoch"),
        _case([0.9, 0.6, 0.7], 5, "patience is longer than the training"),
        _case([0.7], 1, "a single epoch"),
        _case([3.0, 2.0, 5.0, 1.0, 6.0, 7.0, 0.5, 9.0, 9.0, 9.0], 3, "losses above 1"),
    ),
    mistakes=(
        Mistake(
            "one-too-late",
            "Looks like: stopped one epoch too late. With patience 2, the second epoch in a row without a new lowest is the last one.",
            _stopping(out=lambda epoch, best, patience: epoch - best > patience),
        ),
        Mistake(
            "one-too-early",
            "Looks like: stopped one epoch too early. With patience 2, it takes *two* epochs without a new lowest after the best one.",
            _stopping(out=lambda epoch, best, patience: epoch and epoch - best >= patience - 1),
            _stopping(out=lambda epoch, best, patience: epoch - best >= patience - 1),
        ),
        Mistake(
            "looks-ahead",
            "Looks like: the best epoch is the one with the lowest loss of *all*. A training that has ended does not know the losses that would have come.",
            {"early_stopping": lambda losses, patience: (int(np.argmin(losses)), early_stopping(losses, patience)[1])},
            {
                "early_stopping": lambda losses, patience: (
                    int(np.argmin(losses)),
                    min(int(np.argmin(losses)) + patience, len(losses) - 1),
                )
            },
        ),
        Mistake(
            "never-stops",
            "Looks like: the lowest loss of *all*, and the very last epoch. Nothing here depends on `patience`. The training has to end `patience` epochs after the best "
            "one, and it never sees the later losses.",
            {"early_stopping": lambda losses, patience: (int(np.argmin(losses)), len(losses) - 1)},
        ),
        Mistake(
            "equal-counts",
            "Looks like: an equal loss counts as a new lowest. Only a loss that is *below* the lowest so far does: `<`, and not `<=`.",
            _stopping(better=lambda loss, lowest: loss <= lowest),
        ),
        Mistake(
            "epoch-before",
            "Looks like: each loss is compared with that of the epoch before. Compare it with the lowest so far: a loss that falls again need not be "
            "a new lowest.",
            {"early_stopping": _previous},
            {"early_stopping": _falls},
        ),
        Mistake(
            "first-epoch-waits",
            "Looks like: the first epoch is counted as an epoch without a new lowest loss. But its loss is the lowest so far, as there is no other. "
            "Let the loop begin with the second epoch, or do not count the first one.",
            {"early_stopping": _first_waits},
        ),
        Mistake(
            "first-rise",
            "Looks like: the first rise counts as the end. The loss may rise and then fall to a new lowest. Wait `patience` epochs for that.",
            {"early_stopping": _first_rise},
        ),
        Mistake(
            "never-reset",
            "Looks like: the epochs without a new lowest are counted from the start. A new lowest begins the count again.",
            {"early_stopping": _never_reset},
        ),
        Mistake(
            "losses-returned",
            "Looks like: the *losses* of the two epochs. Their indices were asked for.",
            _stopping(finish=lambda best, stopped, losses, ended: (losses[best], losses[stopped])),
            _stopping(finish=lambda best, stopped, losses, ended: (losses[best], stopped)),
        ),
        Mistake(
            "swapped",
            "Looks like: the two indices are swapped. The best epoch comes first.",
            _stopping(finish=lambda best, stopped, losses, ended: (stopped, best)),
        ),
        Mistake(
            "counts-from-1",
            "Looks like: epochs counted from 1. An index counts from 0: the first epoch is 0.",
            _stopping(finish=lambda best, stopped, losses, ended: (best + 1, stopped + 1)),
        ),
        Mistake(
            "no-end",
            "Looks like: right if the training ends early. If it does not, `stopped` is the index of the last epoch, which is one less than "
            "the number of epochs.",
            _stopping(finish=lambda best, stopped, losses, ended: (best, stopped if ended else None)),
            _stopping(finish=lambda best, stopped, losses, ended: (best, stopped if ended else len(losses))),
            _stopping(finish=lambda best, stopped, losses, ended: (best, stopped) if ended else None),
            _stopping(finish=lambda best, stopped, losses, ended: (best, stopped if ended else -1)),
        ),
        Mistake(
            "beyond-the-end",
            "Looks like: the best epoch plus `patience`, even where there are no such epochs. A training does not go "
            "on after its last epoch.",
            {"early_stopping": _beyond},
        ),
        Mistake(
            "best-is-counted-back",
            "Looks like: the best epoch is counted back from the end, stopped - patience. If the training does not "
            "end early, this is wrong. Remember the index of the lowest loss.",
            {
                "early_stopping": lambda losses, patience: (
                    early_stopping(losses, patience)[1] - patience,
                    early_stopping(losses, patience)[1],
                )
            },
        ),
        Mistake(
            "highest",
            "Looks like: the *highest* loss is the best. A loss is better when it is lower.",
            _stopping(better=lambda loss, lowest: loss > lowest),
        ),
        Mistake(
            "last-epoch",
            "Looks like: the epoch at which the training ends is returned as the best one. Remember the index of the lowest loss so far.",
            _stopping(finish=lambda best, stopped, losses, ended: (stopped, stopped)),
        ),
        Mistake(
            "only-best",
            "Looks like: one index. Two were asked for: `return best, stopped`.",
            _stopping(finish=lambda best, stopped, losses, ended: best),
            _stopping(finish=lambda best, stopped, losses, ended: stopped),
        ),
    ),
    hints=(
        "Go through the losses one by one, as a training would. Remember one thing: the index of the lowest loss so far.",
        "After each epoch, ask two questions. Is this loss below the lowest so far? Then it is the new best. And how many epochs ago was the "
        "best one? If it is `patience` epochs, this is where the training ends.",
        "In the loop, write `if loss < losses[best]: best = epoch`, and then `if epoch - best == patience: break`. "
        "After the loop, return `best, epoch`.",
    ),
)
