"""`separate_u_v` of lesson 01."""

import numpy as np

from dlcourse import linear
from dlcourse.checker import Case, Exercise, Mistake


class _Side(str):
    """What came of a score, "2, above 0": equal to every other on the same side, so that a mistake is known by its sides."""

    def __new__(cls, score):
        where = "above 0" if score > 0 else "below 0" if score < 0 else "exactly 0"
        made = super().__new__(cls, f"{score + 0.0:g}, {where if np.isfinite(score) else 'not finite'}")
        made.side = made.split(", ")[1]
        return made

    def __eq__(self, other):
        return isinstance(other, _Side) and self.side == other.side

    def __hash__(self):
        return hash(self.side)


def _separates(sides, u, v, **_):
    labels = {"above 0": 1, "exactly 0": 0, "below 0": 0}
    if any(each.side not in labels for each in sides):
        return "The scores of u and v are not two finite numbers. Is every entry of `w_uv` and `b_uv` one?"
    if [labels[each.side] for each in sides] == [1, 0]:
        return None
    says = [f"{name} scores {each}: label {labels[each.side]}" for name, each in zip("uv", sides, strict=True)]
    return f"{says[0]}; {says[1]}. Asked for: u label 1, v label 0."


def _pair(*w, b):
    return {"w_uv": np.array(w, float), "b_uv": b}


EXERCISE = Exercise(
    id="separate_u_v",
    worth=(
        "Any line between the two points is right. Nothing was trained here: a drawing shows that w has to point from the side of v to the side of u, and then b puts the line between them."
    ),
    reference={"w_uv": np.array([0.0, 1.0]), "b_uv": -1.0},
    cases=(
        Case(
            "[side(f) for f in decision_function([u, v], w_uv, b_uv)]",
            "the scores of u and v, and on which side of 0 they are (`side` says that)",
            judge=_separates,
            u=np.array([0.0, 2.0]),
            v=np.array([1.0, 0.0]),
            decision_function=linear.decision_function,
            side=_Side,
        ),
    ),
    mistakes=(
        Mistake(
            "swapped",
            "Looks like: the sides are swapped, since v scores higher than u. Change the sign of every weight, and then choose b again.",
            _pair(0, -1, b=1.0),
            _pair(1, 0, b=0.0),
            _pair(0, -1, b=0.0),
        ),
        Mistake(
            "u-on-the-line",
            "Looks like: u lies exactly on the line, and a score of 0 means class 0. With a slightly larger b the score of u is above 0.",
            _pair(0, 1, b=-2.0),
        ),
        Mistake(
            "both-on-the-line",
            "Looks like: both points score exactly 0. Either w and b are all 0, or the line runs through u and v. Turn w until "
            "it points from v towards u.",
            _pair(0, 0, b=0.0),
            _pair(2, 1, b=-2.0),
        ),
        Mistake(
            "both-label-1",
            "Looks like: both points have a score above 0, so both get the label 1. If u scores higher than v, a smaller b puts the line between them.",
            _pair(0, 1, b=1.0),
            _pair(0, 0, b=1.0),
        ),
        Mistake(
            "both-label-0",
            "Looks like: both points have a score below 0, so both get the label 0. If u scores higher than v, a larger b puts the line between them.",
            _pair(0, 1, b=-3.0),
        ),
    ),
    hints=(
        "Draw u and v on paper, and a line between them. w stands at a right angle to this line, and it points to the side of u.",
        "With w = (w₁, w₂) the scores are f(u) = 2w₂ + b and f(v) = w₁ + b. The first has to be above 0, and the second"
        " must not be.",
        "Any w that points from the side of v to the side of u is right, for example w = (-1, 1). Then f(u) = 2 + b and f(v) = -1 + b. Which b makes the first larger than 0, and the second not?",
    ),
)
