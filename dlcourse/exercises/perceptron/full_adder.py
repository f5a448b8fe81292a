"""`full_adder` of lesson 02."""

from itertools import product

from dlcourse.checker import Case, Exercise, Mistake
from dlcourse.checker.looks import Look
from dlcourse.perceptron import NAND


def nand(x1, x2):
    """NAND of two bits, as the notebook has it."""
    return NAND.run([x1, x2])


def full_adder(x1, x2, carry):
    """Add three bits with NANDs alone: the two binary digits of their sum, (carry_out, total)."""
    not_both = nand(x1, x2)
    half = nand(nand(x1, not_both), nand(x2, not_both))
    not_both_again = nand(half, carry)
    total = nand(nand(half, not_both_again), nand(carry, not_both_again))
    return nand(not_both, not_both_again), total


class _Wire(int):
    """A bit that knows where it comes from: an input of the circuit, or a NAND of two other wires; None if something else was in it."""

    def __new__(cls, bit, source):
        self = super().__new__(cls, bit)
        self.source = source
        return self


_numbers = {}  # of the wires, by what goes into their NAND


def _traced_nand(x1, x2):
    sources = getattr(x1, "source", None), getattr(x2, "source", None)
    known = None not in sources
    return _Wire(1 - int(bool(x1) and bool(x2)), _numbers.setdefault(sources, len(_numbers)) if known else None)


def _traced_xor(x1, x2):
    not_both = _traced_nand(x1, x2)
    return _traced_nand(_traced_nand(x1, not_both), _traced_nand(x2, not_both))


def _made_of(run):
    """What the circuit is made of: "NANDs", or what speaks against that."""
    try:
        circuits = {tuple(getattr(bit, "source", None) for bit in pair) for pair in run()}
    except TypeError:
        return "no pairs"
    if any(None in circuit for circuit in circuits):
        return "something else"
    return "NANDs" if len(circuits) == 1 else "several circuits"


def _is_made_of_nands(found, **_):
    return {
        "NANDs": None,
        "several circuits": "Right values, and every one comes out of a `nand`. But for other inputs it is another circuit: something, such as an `if`, chooses between them. "
        "The wires of a circuit are laid once, before anybody knows the inputs.",
    }.get(
        found,
        "Right values, but not made of `nand` alone. What goes into a `nand` has to be `x1`, `x2`, `carry` or what another `nand` put out, and what is returned has "
        "to be what a `nand` put out, just as it came.",
    )


_BITS = list(product((0, 1), repeat=3))
_WIRES = [tuple(_Wire(bit, name) for bit, name in zip(bits, ("x1", "x2", "carry"), strict=True)) for bits in _BITS]
_WHY = {
    0: "three times 0",
    1: "one of the three is 1",
    2: "two of the three are 1",
    3: "all three are 1: 3 is 11 in binary",
}


def _not(x):
    return nand(x, x)


def _and(x1, x2):
    return _not(nand(x1, x2))


def _or(x1, x2):
    return nand(_not(x1), _not(x2))


def _xor(x1, x2):
    not_both = nand(x1, x2)
    return nand(nand(x1, not_both), nand(x2, not_both))


def _adder(carry_out=lambda a, b, c: _or(_and(a, b), _and(_xor(a, b), c)), total=lambda a, b, c: _xor(_xor(a, b), c)):
    """A wrong answer from its two digits, each made of the three bits."""
    return {"full_adder": lambda x1, x2, carry: (carry_out(x1, x2, carry), total(x1, x2, carry))}


def _chosen(x1, x2, carry):
    """Every output is a NAND's, but an `if` decides which."""
    either = _xor(x1, x2)
    if carry:
        return _or(x1, x2), _not(either)
    return _and(x1, x2), either


EXERCISE = Exercise(
    id="full_adder",
    kind="further",
    worth=(
        'Nine NANDs are enough. The first gate of each XOR, the one that says "not both", is used twice: it is also what the carry needs, since a NAND of the two says '
        '"at least one of the pairs was both 1".'
    ),
    reference={"full_adder": full_adder},
    cases=(
        *(
            Case("full_adder(x1, x2, carry)", _WHY[sum(bits)], **dict(zip(("x1", "x2", "carry"), bits, strict=True)))
            for bits in _BITS
        ),
        Look(
            "[full_adder(x1, x2, carry) for x1, x2, carry in bits]",
            "a trial in which every bit remembers where it comes from",
            _made_of,
            _is_made_of_nands,
            bits=_WIRES,
            lend={"nand": _traced_nand, "xor_from_nand": _traced_xor},
        ),
    ),
    mistakes=(
        Mistake(
            "order",
            "Looks like: the two digits in the other order. The carry comes first, as in a number that is written down: `return carry_out, total`.",
            {"full_adder": lambda x1, x2, carry: full_adder(x1, x2, carry)[::-1]},
        ),
        Mistake(
            "half-adder",
            "Looks like: a half adder. It adds `x1` and `x2`, and the third bit, `carry`, has no influence on the result.",
            _adder(lambda a, b, c: _and(a, b), lambda a, b, c: _xor(a, b)),
        ),
        Mistake(
            "first-carry-only",
            "Looks like: the total is right, but there is a carry out only if `x1` and `x2` are both 1. Adding the incoming `carry` to their total can overflow as well.",
            _adder(lambda a, b, c: _and(a, b)),
        ),
        Mistake(
            "second-carry-only",
            "Looks like: the total is right, but the carry of the first addition, `x1` and `x2` both 1, is lost.",
            _adder(lambda a, b, c: _and(_xor(a, b), c)),
        ),
        Mistake(
            "carry-of-all-three",
            "Looks like: the total is right, but there is a carry out only if all three bits are 1. Two of them are enough: 1 + 1 is 10 in binary.",
            _adder(lambda a, b, c: _and(_and(a, b), c)),
        ),
        Mistake(
            "carry-of-any",
            "Looks like: the total is right, but there is a carry out as soon as one bit is 1. It takes two of them: 1 + 0 + 0 is 01 in binary.",
            _adder(lambda a, b, c: _or(_or(a, b), c)),
        ),
        Mistake(
            "carry-turned-round",
            "Looks like: the total is right, and the carry out is turned round: 1 where it should be 0. Is a NAND used where an AND or an OR is needed?",
            _adder(lambda a, b, c: _not(_or(_and(a, b), _and(_xor(a, b), c)))),
        ),
        Mistake(
            "carries-by-nand",
            "Looks like: a NAND of the two carries. There is a carry out if at least one of them is 1, which is OR: `nand` of the two turned round.",
            _adder(lambda a, b, c: nand(_and(a, b), _and(_xor(a, b), c))),
        ),
        Mistake(
            "total-turned-round",
            "Looks like: the carry out is right, and the total is turned round. Is there a gate too many at the end of it, or one missing?",
            _adder(total=lambda a, b, c: _not(_xor(_xor(a, b), c))),
        ),
        Mistake(
            "total-by-or",
            "Looks like: the carry out is right, but the total is 1 as soon as one of the three bits is 1. With two of them it should be 0: use XOR twice, not OR.",
            _adder(total=lambda a, b, c: _or(_or(a, b), c)),
        ),
        Mistake(
            "carry-or-in-total",
            "Looks like: the carry out is right, but the incoming `carry` goes into the total by an OR. Where it meets a 1, the total should turn back to 0: XOR.",
            _adder(total=lambda a, b, c: _or(_xor(a, b), c)),
        ),
        Mistake(
            "carry-not-in-total",
            "Looks like: the carry out is right, but the incoming `carry` is missing from the total.",
            _adder(total=lambda a, b, c: _xor(a, b)),
        ),
        Mistake(
            "one-number",
            "Looks like: the sum as one number, from 0 to 3. Asked for are its two binary digits: 2 is (1, 0), and 3 is (1, 1).",
            {"full_adder": lambda x1, x2, carry: x1 + x2 + carry},
        ),
        Mistake(
            "not-nand-alone",
            "Looks like: something besides `nand` is at work, such as arithmetic, a comparison, `and`, `int(...)`, a gate with weights of its own, or a constant. Make of NANDs what you need of these.",
            {"full_adder": lambda x1, x2, carry: divmod(x1 + x2 + carry, 2)},
        ),
        Mistake(
            "chosen",
            "Looks like: an `if`, or something that works like one. Lay all the wires first, and let the NANDs decide.",
            {"full_adder": _chosen},
        ),
    ),
    hints=(
        "Add in two steps, as on paper. A half adder adds `x1` and `x2`. A second half adder adds `carry` to the total of the first. Each of the two steps may produce a carry.",
        "The total is XOR, twice: `half = xor_from_nand(x1, x2)` and then `xor_from_nand(half, carry)`. The carry out is 1 if `x1` and `x2` are both 1, or if `half` and "
        "`carry` are both 1. The two never happen together.",
        "AND is a NAND turned round, and OR is a NAND of two inputs turned round. So in (x1 AND x2) OR (half AND carry) the turns cancel: it is "
        "`nand(nand(x1, x2), nand(half, carry))`.",
    ),
    needs=("nand", "xor_from_nand"),
    stand_ins={"nand": nand},
    parts=("carry_out", "total"),
)
