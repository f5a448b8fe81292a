"""`xor_from_nand` of lesson 02."""

from dlcourse import perceptron as maths
from dlcourse.checker import Case, Exercise, Mistake
from dlcourse.exercises.perceptron import CORNERS


def _nand(x1, x2):
    return maths.NAND.run([x1, x2])


_NOR = maths.Perceptron([-2, -2], 1)

# Everything that an answer may call its NAND by. With NOR under all these names, a circuit of nothing but NANDs
# computes the mirror image (the dual) of what it computed: XNOR for XOR.
_NOR_FOR_NAND = {"nand": lambda x1, x2: _NOR.run([x1, x2]), "w_nand": _NOR.w, "b_nand": _NOR.b, "NAND": _NOR}


_BY_NANDS = "nand(nand(x1, nand(x1, x2)), nand(x2, nand(x1, x2)))"


def _xor(expression):
    """A wrong answer in surroundings of its own, where `nand` can be lent another meaning."""
    return {"xor_from_nand": eval(f"lambda x1, x2: {expression}", {"nand": _nand})}


EXERCISE = Exercise(
    id="xor_from_nand",
    worth="The output of the first gate is used twice, so four gates are enough. Without that it takes five or more.",
    reference={"xor_from_nand": maths.xor_from_nand},
    cases=(
        *(Case("xor_from_nand(x1, x2)", "XOR is 1 if exactly one of the two is 1", x1=a, x2=b) for a, b in CORNERS),
        *(
            Case(
                "xor_from_nand(x1, x2)",
                "a trial with another gate, NOR, in the place of your NAND: a circuit of NANDs alone becomes a circuit of NORs alone, and that computes the opposite of XOR",
                lend=_NOR_FOR_NAND,
                unmoved="Right values, but not made of your `nand` alone. With another gate in its place the output should "
                f"change for ({a}, {b}), and it does not. An `if`, an `and` or an `or` is another gate: write it as calls of `nand`. (A constant that goes into a NAND can be the "
                "reason, too.)",
                x1=a,
                x2=b,
            )
            for a, b in CORNERS
        ),
    ),
    mistakes=(
        Mistake(
            "no-nand",
            "Looks like: Python's own comparison, or arithmetic. XOR can be made of NANDs alone: connect four of them.",
            _xor("int(x1 != x2)"),
            _xor("x1 != x2"),
        ),
        Mistake(
            "mixed-gates",
            "Looks like: a NAND together with something else, such as `and`, `or`, `&`, `*` or `if`. These are gates, too: make them of NANDs as well.",
            _xor("nand(x1, x2) & (x1 | x2)"),
        ),
        Mistake(
            "if",
            "Looks like: something besides `nand`, such as an `if` or an `and`, decides the result for some of the inputs, and one of these results is wrong. That is another gate: take it out, and let the NANDs alone decide.",
            *(
                _xor(f"{bit} if {name} == {value} else {_BY_NANDS}")
                for name in ("x1", "x2")
                for value in (0, 1)
                for bit in (0, 1)
            ),
        ),
        Mistake(
            "nand-itself",
            "Looks like: NAND itself. It agrees with XOR except for (0, 0), where XOR is 0. Three more gates are needed.",
            _xor("nand(x1, x2)"),
        ),
        Mistake(
            "and",
            "Looks like: AND. A NAND that gets the same bit on both inputs turns it round, so this is NAND turned round.",
            _xor("nand(nand(x1, x2), nand(x1, x2))"),
        ),
        Mistake(
            "or",
            "Looks like: OR. It agrees with XOR except for (1, 1), where XOR is 0. The inner gates have to know whether both inputs are 1: give them `nand(x1, x2)` as their second input.",
            _xor("nand(nand(x1, x1), nand(x2, x2))"),
        ),
        Mistake(
            "xnor",
            "Looks like: the opposite of XOR, 1 where the inputs are equal. Is there one gate too many at the end?",
            _xor("nand(nand(nand(x1, nand(x1, x2)), nand(x2, nand(x1, x2))), 1)"),
            _xor("(lambda it: nand(it, it))(nand(nand(x1, nand(x1, x2)), nand(x2, nand(x1, x2))))"),
        ),
        Mistake(
            "last-gate-missing",
            "Looks like: the last gate is missing. This is one of the two middle gates. A NAND of the two middle gates is XOR.",
            _xor("nand(x1, nand(x1, x2))"),
            _xor("nand(x2, nand(x1, x2))"),
        ),
        Mistake(
            "one-input-twice",
            "Looks like: both middle gates get the same input. One of them takes x1, the other x2.",
            _xor("nand(nand(x1, nand(x1, x2)), nand(x1, nand(x1, x2)))"),
            _xor("nand(nand(x2, nand(x1, x2)), nand(x2, nand(x1, x2)))"),
        ),
    ),
    hints=(
        "Four NANDs are enough. The first one takes both inputs: `not_both = nand(x1, x2)` is 0 only if both are 1. Its output is used twice.",
        "The second gate is `nand(x1, not_both)`, and the third is `nand(x2, not_both)`. Write down what these two are for each of the four inputs.",
        "One of these two is 0 exactly where x1 and x2 differ. A NAND is 1 as soon as one of its inputs is 0. So the last gate is a NAND of these two.",
    ),
    needs=("nand", "perceptron"),
    stand_ins={"nand": _nand},
)
