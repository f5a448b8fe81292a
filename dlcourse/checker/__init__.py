"""The machine that judges: it tries an answer on cases and says in a card what came of it.

An answer goes down through these modules, one after the other::

    examination     from the notebook's names to a card
    readiness       is the answer there, and can it be called as asked?
    outcomes        run it on a case (with `time_limit`): what came back, what went wrong
    verdicts        what that means (with `comparison`: the first thing that is off)
    recognition     which known mistake it is
    card            what the learner reads

Beside them stand: `cases`, which is what an exercise is written with; `surroundings`, what an answer reads from its notebook;
`notebooks`, `own_answers`, `pieces` and `own_network`, which find a learner's own answers and use them; `runs`, `announce`,
`progress` and `course_map`, which know the page around a check. What is asked stands in `dlcourse.exercises`.
"""

from dlcourse.checker.cases import Case, Exercise, Mistake, draws

__all__ = ["Case", "Exercise", "Mistake", "draws"]
