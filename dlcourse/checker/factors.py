"""A number, or an array that was handed over, by which a result is off in every case: a factor, or what is added."""

import itertools

import numpy as np

from dlcourse.checker import comparison
from dlcourse.checker.tried import are_bits, as_numbers, holds, number_or_array, numbers_at, places


def by_a_number(tried, answer, clock):
    """A number that all is multiplied by, or that is added: the same in all cases, or a number of each case's inputs."""
    for it, place in places(tried):
        if are_bits(tried, place):  # a factor, or what is added, says nothing of yes and no
            continue
        for add in (False, True):
            off = [(each, _off_by(each, place, add)) for each in tried if each.case.tolerance < 1]
            off = [(each, number) for each, number in off if number is not None and np.isfinite(number)]
            if len(off) < 2:
                continue
            for of_case, words in _numbers(off, add):

                def change_of(each, of_case=of_case, add=add):
                    number = of_case(each.case.inputs)
                    return lambda value: number_or_array(
                        as_numbers(value) - number if add else as_numbers(value) / number
                    )

                if holds(tried, place, change_of):
                    return f"{it} is {words}"
    return ""


_WITH_AN_INPUT = [
    (np.multiply, "the right one times `{0}`, entry by entry. Is `{0}` a factor too many?"),
    (np.divide, "the right one divided by `{0}`, entry by entry. Is `{0}` a divisor too many, or a factor missing?"),
    (np.add, "the right one plus `{0}`. Is `{0}` added, or not subtracted, by mistake?"),
    (np.subtract, "the right one minus `{0}`. Is `{0}` subtracted, or not added, by mistake?"),
    (
        lambda want, x: x - want,
        "`{0}` minus the right one. Is it a step from `{0}`, or a difference the other way round?",
    ),
]


def with_an_input(tried, answer, clock):
    """The right result, put together entry by entry with something that was handed over."""
    there = [(it, place) for it, place in places(tried) if not are_bits(tried, place)]
    for name in tried[0].case.inputs:
        if not all(isinstance(each.case.inputs.get(name), np.ndarray) for each in tried):
            continue
        for put, words in _WITH_AN_INPUT:
            for it, place in there:

                def change_of(each, put=put, name=name):
                    return lambda value: put(as_numbers(value), each.case.inputs[name])

                if holds(tried, place, change_of, spoil=True):
                    return f"{it} is {words.format(name)}"
    return ""


def _off_by(each, place, add):
    """The factor, or the difference, at the largest number of a place; None where there is none to be told."""
    numbers = numbers_at(each, place)
    if numbers is None or numbers[0].shape != numbers[1].shape or not numbers[0].size:
        return None
    got, want = numbers
    k = int(np.abs(want).argmax())
    if add:
        return got[k] - want[k]
    return got[k] / want[k] if want[k] else None


_FACTORS = {
    2: "twice the right one. Is a 2 too many, is a ½ missing, or is something added twice?",
    0.5: "half the right one. Is a ½ too many, is a 2 missing, or is something divided twice?",
    -1: "minus the right one. Is a difference taken the other way round?",
    -2: "-2 times the right one. Look for a 2 too many or a ½ missing, and for a difference that is taken the other way round.",
    -0.5: "-½ times the right one. Look for a ½ too many or a 2 missing, and for a difference that is taken the other way round.",
}


def _numbers(off, add):
    """Numbers that explain how far all cases are off: (from a case's inputs to the number, what is said)."""
    numbers = np.array([number for _, number in off])
    if np.allclose(numbers, numbers[0], rtol=1e-6, atol=1e-12):
        constant = float(numbers[0])
        near = next((factor for factor in _FACTORS if abs(factor - constant) < 1e-6), None)
        number = comparison.number(abs(constant) if add else constant)
        if add:
            words = f"{number} {'more' if constant > 0 else 'less'} than the right one. Is a number added, or left out?"
        else:
            words = _FACTORS.get(near, f"{number} times the right one. Where does that factor come from?")
        if abs(constant - (0 if add else 1)) > 1e-9:
            yield (lambda inputs: constant), words
    simple = list(_of_inputs(off[0][0].case.inputs))
    counts = [(words, of) for words, of in simple if "len" in words or "shape" in words]
    ratios = [
        (f"{one} / {other}", lambda inputs, a=a, b=b: a(inputs) / b(inputs))
        for one, a in counts
        for other, b in counts
        if one != other
    ]
    for expression, of_inputs in [*simple, *(() if add else ratios)]:
        try:
            values = np.array([of_inputs(each.case.inputs) for each, _ in off], dtype=float)
        except Exception:
            continue
        if np.ptp(values) == 0:
            continue
        for sign, power in itertools.product((1, -1, 2, 0.5, -2, -0.5), (1, -1)):
            if add and (abs(sign) != 1 or power != 1):
                continue
            if np.allclose(numbers, sign * values**power, rtol=1e-6):
                yield (
                    (lambda inputs, of=of_inputs, s=sign, p=power: s * of(inputs) ** float(p)),
                    _said_of(expression, sign, power, add),
                )


def _said_of(expression, sign, power, add):
    if add:
        return f"the right one {'plus' if sign > 0 else 'minus'} `{expression}`. Is `{expression}` used, and with the right sign?"
    if "/" in expression:
        return f"`{expression}` times the right one. Which of the two counts the examples, and which the columns?"
    times = {1: "", 2: "2 · ", 0.5: "½ · ", -1: "-1 · ", -2: "-2 · ", -0.5: "-½ · "}[sign]
    if power == 1:
        counts = (
            "Is a sum taken where the mean was asked for?"
            if "len" in expression or "shape" in expression or "size" in expression
            else f"Where does `{expression}` belong?"
        )
        return f"{times}`{expression}` times the right one. {counts}"
    counts = (
        "Is a mean taken that was not asked for, or taken twice?"
        if "len" in expression or "shape" in expression or "size" in expression
        else f"Is `{expression}` used?"
    )
    once = {1: "", 2: "twice ", 0.5: "half ", -1: "minus ", -2: "minus twice ", -0.5: "minus half "}[sign]
    return f"{once}the right one, divided by `{expression}`. {counts}"


def _of_inputs(inputs):
    """Numbers that can be read off a case's inputs, with how they are written."""
    for name, value in inputs.items():
        if isinstance(value, np.ndarray) and value.ndim:
            yield f"len({name})", lambda inputs, name=name: len(inputs[name])
            if value.ndim > 1:
                yield f"{name}.shape[1]", lambda inputs, name=name: inputs[name].shape[1]
                yield f"{name}.size", lambda inputs, name=name: inputs[name].size
        elif isinstance(value, (int, float)):
            yield name, lambda inputs, name=name: inputs[name]
