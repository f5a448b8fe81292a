"""How well wrong answers are told what is wrong with them: ``python -m tests.corpus [EXERCISE ...]``.

Three kinds of wrong answers are handed in, one after the other:

variants
    Every variant of every known mistake, while the exercise does not know this mistake.
mutants
    Every mutant of every solution that cosmic-ray makes.
written
    Answers as people write them, in `tests.answers.wrong`.

Counted is how many are *named* (as another known mistake that does the same), *described* (by what holds in every case, or by what an error
means), told what is wrong *by the judge* of a case, where many results are right, and only *compared* with the right result. What a description claims is tried again by `tests.test_relations`, in another way.
"""

import contextlib
import dataclasses
import io
import linecache
import sys
import time
from collections import Counter

import numpy as np

from dlcourse.checker.card import DONE, FAULT, NOT_YET
from dlcourse.exercises import Mistake, examine, find
from tests.answers.wrong import WRITTEN
from tests.courseware import EQUIVALENT, EXERCISES, solution

NAMED, DESCRIBED, JUDGED, COMPARED, ACCEPTED = "named", "described", "by its judge", "only compared", "accepted"


def around(exercise):
    """What an answer finds around it in a notebook in which all that comes before is done."""
    return {
        "np": np,
        "__name__": "__main__",
        **exercise.stand_ins,
        **{k: v for need in exercise.needs for k, v in find(need).reference.items()},
    }


def variants(exercise):
    """Every variant of a known mistake, with the exercise as it was before anybody knew this mistake."""
    for mistake in exercise.mistakes:
        unknown = dataclasses.replace(exercise, mistakes=tuple(m for m in exercise.mistakes if m is not mistake))
        for variant in mistake.variants:
            yield mistake.name, unknown, {**around(exercise), **Mistake.namespace(variant)}


def written(exercise):
    """The answers of `tests.answers.wrong`."""
    for source in WRITTEN.get(exercise.id, ()):
        yield source, exercise, _run(source, exercise)


def mutated(exercise):
    """Mutants of the solution that are no right answers."""
    from tests.test_gates import UNMUTATED, mutants

    for mutant, change in mutants(solution(exercise.id)) if exercise.id not in UNMUTATED else ():
        if (exercise.id, change) not in EQUIVALENT:
            with contextlib.suppress(Exception):  # what does not even run, nobody can hand in
                yield change, exercise, _run(mutant, exercise)


def _run(source, exercise):
    namespace = around(exercise)
    linecache.cache["<answer>"] = (len(source), None, source.splitlines(keepends=True), "<answer>")  # as IPython does
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(source, "<answer>", "exec"), namespace)
    return namespace


def told(card):
    """How much a card says."""
    if card.outcome in (DONE, FAULT):
        return ACCEPTED if card.outcome == DONE else FAULT
    if card.mistake or card.nudge:
        return NAMED if card.mistake else DESCRIBED
    if "asked for" in card.headline and "shape" not in card.headline:
        return DESCRIBED  # of another kind than was asked for, which the headline says in words
    compared = any(
        words in card.headline for words in ("wrong values", "is wrong", "irst difference", "shape", "Your code")
    )
    return COMPARED if compared or card.outcome != NOT_YET or "Expected" in dict(card.rows) else JUDGED


def sample(kind, exercises=EXERCISES, every=1):
    """Answers of one kind, every so many of them, and the card of each: (exercise, as it was asked, names, card)."""
    number = 0
    for exercise in exercises:
        for _, asked, namespace in kind(exercise):
            number += 1
            if number % every == 0:
                yield exercise, asked, namespace, examine(asked, namespace, find, seconds=2)


def measure(kind, exercises=EXERCISES, every=1):
    """Count what the cards for one kind of answers say; every so many answers only, for a sample."""
    return Counter(told(card) for *_, card in sample(kind, exercises, every))


def share(counts):
    """What share of the wrong answers is named, described or told by the judge of a case."""
    wrong = sum(counts.values()) - counts[ACCEPTED]
    return (counts[NAMED] + counts[DESCRIBED] + counts[JUDGED]) / wrong if wrong else 1.0


KINDS = (NAMED, DESCRIBED, JUDGED, COMPARED, ACCEPTED, FAULT)


def main(ids):
    exercises, total = [e for e in EXERCISES if not ids or e.id in ids], Counter()
    print(f"{'':<10}{'answers':>8}" + "".join(f"{kind:>15}" for kind in KINDS) + f"{'told':>8}{'a check':>10}")
    for kind in (variants, mutated, written):
        begun = time.perf_counter()
        counts = measure(kind, exercises)
        total += counts
        _line(kind.__name__, counts, (time.perf_counter() - begun) / max(1, sum(counts.values())))
    _line("all", total)


def _line(name, counts, seconds=None):
    after = f"{1000 * seconds:>7.0f} ms" if seconds is not None else ""
    print(
        f"{name:<10}{sum(counts.values()):>8}"
        + "".join(f"{counts[kind]:>15}" for kind in KINDS)
        + f"{share(counts):>8.1%}{after}",
        flush=True,
    )


if __name__ == "__main__":
    main(sys.argv[1:])
