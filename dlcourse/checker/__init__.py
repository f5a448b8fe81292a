"""The machine that judges: it tries an answer on cases and says in a card what came of it.

An answer goes down through these modules, one after the other::

    examination     from the notebook's names to a card
    readiness       is the answer there, and can it be called as asked?
    outcomes        run it on a case (with `time_limit`): what came back, what went wrong
    verdicts        what that means (with `comparison`: the first thing that is off)
    recognition     which known mistake it is; else `relations`: what holds in every case, or `errors` and `shape_errors`: what an error means
    card            what the learner reads (with `words`: how a sentence is written)

What comes back is kept as `plain` data. The relations are tried on cases (`tried`), by changing numbers (`transforms`, `factors`), by
further runs (`trials`) and by what right results have in common (`properties`). `one_change` looks for a slip (`slips`) in the learner's own
lines.

Beside them stand: `cases` and `looks`, which are what an exercise is written with; `surroundings`, what an answer reads from its
notebook, and `loans`, what it is given in place of that; `another_way`, the course's solution beside one's own; `methods`, which
methods of a class are right, go wrong or are not written yet; `notebooks`, `own_answers`, `pieces` and `own_network`, which find a
learner's own answers and use them; `runs`, `announce`, `progress` and `course_map`, which know the page around a check. What is asked
stands in `dlcourse.exercises`.
"""

from dlcourse.checker.cases import Case, Exercise, Hint, Mistake, draws

__all__ = ["Case", "Exercise", "Hint", "Mistake", "draws"]
