"""`value` of lesson 07."""

from dlcourse.checker import Case, Exercise, Hint, Mistake

OPERATIONS = ("__add__", "__mul__", "__sub__", "__rsub__", "__pow__", "relu")


def _last_first(last):
    """The nodes that `last` is made of, each before all those of which it is made itself."""
    order, seen, waiting = [], set(), [(last, False)]
    while waiting:
        node, finished = waiting.pop()
        if finished:
            order.append(node)
        elif node not in seen:
            seen.add(node)
            waiting.append((node, True))
            waiting.extend((part, False) for part, _ in node.made_of)
    return order[::-1]


class Value:
    """A number that remembers how it was made, so that slopes can be worked out back to where it came from.

    Parameters
    ----------
    data : float

    Attributes
    ----------
    data, grad : float
    made_of : tuple of (Value, float)
        What it was made of, each with the slope of this value in it.
    """

    def __init__(self, data):
        self.data, self.made_of, self.grad = data, (), 0.0

    def __add__(self, other):
        other = _as_value(other)
        return _made(self.data + other.data, (self, 1.0), (other, 1.0))

    def __mul__(self, other):
        other = _as_value(other)
        return _made(self.data * other.data, (self, other.data), (other, self.data))

    def __pow__(self, n):
        return _made(self.data**n, (self, n * self.data ** (n - 1)))

    def __sub__(self, other):
        return self + other * -1

    def __rsub__(self, other):
        return self * -1 + other

    __radd__, __rmul__ = __add__, __mul__

    def relu(self):
        """This value where it is above 0, else 0."""
        return _made(max(self.data, 0.0), (self, float(self.data > 0)))

    def backward(self):
        """Write the slope of this value in each value that it was made of into that value's `grad`."""
        self.grad = 1.0
        for node in _last_first(self):
            for part, slope in node.made_of:
                part.grad += slope * node.grad


def _made(data, *made_of):
    value = Value(data)
    value.made_of = made_of
    return value


def _as_value(thing):
    return thing if isinstance(thing, Value) else Value(thing)


def slopes(Value, f, *numbers):
    """What f gives for Values of these numbers, and the slope in each of them."""
    leaves = [Value(number) for number in numbers]
    result = f(*leaves)
    result.backward()
    return [result.data, *(leaf.grad for leaf in leaves)]


def slopes_inside(Value, f, number):
    """The slopes in all the Values that f returns together; the last of them is the result."""
    made = f(Value(number))
    made[-1].backward()
    return [value.grad for value in made]


def before(Value, number):
    """A Value's data and grad, and those of its square, before any `backward`."""
    value = Value(number)
    square = value * value
    return [value.data, value.grad, square.data, square.grad]


def chain(Value, length):
    """The slope at the beginning of a chain: each Value is the one before it, times 1, plus 0.001."""
    first = last = Value(1.0)
    for _ in range(length // 2):
        last = last * 1.0 + 0.001
    last.backward()
    return [last.data, first.grad]


def _nearest_first(last):
    """A wrong order: breadth first, each node once, as soon as it is met."""
    order, seen = [last], {last}
    for node in order:
        new = {part: None for part, _ in node.made_of if part not in seen}
        order.extend(new)
        seen.update(new)
    return order


def _as_met(last):
    """A wrong order: depth first, each node once, as soon as it is met."""
    order, seen, waiting = [], set(), [last]
    while waiting:
        node = waiting.pop()
        if node not in seen:
            seen.add(node)
            order.append(node)
            waiting.extend(part for part, _ in node.made_of)
    return order


def _as_often_as_met(last):
    order = [last]
    for node in order:
        order.extend(part for part, _ in node.made_of)
    return order


def _by_calls(last):
    """The right order, found by a function that calls itself."""
    order, seen = [], set()

    def visit(node):
        if node not in seen:
            seen.add(node)
            for part, _ in node.made_of:
                visit(part)
            order.append(node)

    visit(last)
    return order[::-1]


def _value(
    plus=lambda a, b: (1.0, 1.0),
    times=lambda a, b: (b, a),
    power=lambda a, n: n * a ** (n - 1),
    ramp=lambda a: float(a > 0),
    ramp_data=lambda a: max(a, 0.0),
    order=_last_first,
    receive=lambda old, slope, grad: old + slope * grad,
    start=1.0,
    begin=0.0,
    take=lambda other, Value: other if isinstance(other, Value) else Value(other),
    two_sided=True,
    minus=lambda a, b: a + b * -1,
    from_number=lambda a, number: a * -1 + number,
):
    """A wrong answer: a Value with one thing changed."""

    class Value:
        def __init__(self, data, made_of=()):
            self.data, self.made_of, self.grad = data, made_of, begin

        def _with(self, other, data, slopes):
            other = take(other, Value)
            one, two = slopes(self.data, other.data)
            return Value(data(self.data, other.data), ((self, one), (other, two)))

        def __add__(self, other):
            return self._with(other, lambda a, b: a + b, plus)

        def __mul__(self, other):
            return self._with(other, lambda a, b: a * b, times)

        def __pow__(self, n):
            return Value(self.data**n, ((self, power(self.data, n)),))

        def __sub__(self, other):
            return minus(self, other)

        if two_sided:
            __radd__, __rmul__ = __add__, __mul__

            def __rsub__(self, other):
                return from_number(self, other)

        def relu(self):
            return Value(ramp_data(self.data), ((self, ramp(self.data)),))

        def backward(self):
            self.grad = start
            for node in order(self):
                for part, slope in node.made_of:
                    part.grad = receive(part.grad, slope, node.grad)

    return {"Value": Value}


_given = {"slopes": slopes}
_SLOPES = "slopes(Value, {})"


def _slopes(what, why):
    return Case(_SLOPES.format(what), why, **_given)


EXERCISE = Exercise(
    id="value",
    kind="further",
    worth=(
        "`backward` does not know any operation. Each operation notes the slopes when it is carried out, so a new one, such as "
        "`exp`, takes one line and leaves `backward` as it is."
    ),
    reference={"Value": Value},
    cases=(
        Case(
            "before(Value, 3.0)",
            "data and grad of a value and of its square: each grad is 0.0 before `backward`",
            before=before,
        ),
        _slopes(
            "lambda a, b: a + b, 2.0, -3.0", "the result, and the slopes in a and b: a sum has the slope 1 in both"
        ),
        _slopes("lambda a, b: a * b, 2.0, -3.0", "a product: the slope in a is b, and the slope in b is a"),
        _slopes("lambda a, b: a - b, 2.0, -3.0", "a difference"),
        _slopes("lambda a: a ** 3, -2.0", "by hand: (-2)³ = -8, and the slope is 3·(-2)² = 12"),
        _slopes("lambda a: a ** -1, 4.0", "a negative power: 1/4, and the slope -1/16"),
        _slopes("lambda a, b, c: a.relu() + b.relu() * 5 + c.relu(), 0.5, -3.0, 0.0", "relu above, below and at 0"),
        _slopes("lambda a: 2 * a + 1, 5.0", "numbers: `2 * a` and `... + 1`"),
        _slopes("lambda a: 1 + a * 3, 5.0", "numbers on the other sides: `1 + ...` and `a * 3`"),
        _slopes("lambda a: (7 - a) * (a - 2), 4.0", "numbers in differences, on either side"),
        _slopes("lambda a: a + a, 3.0", "one value used twice: the slopes add up to 2"),
        _slopes("lambda a: a * a * a, -2.0", "one value used three times"),
        _slopes("lambda a, b: (a * b + b ** 2).relu() * (a - 3), 2.0, 1.5", "a longer expression: both are used twice"),
        Case(
            "slopes_inside(Value, lambda a: [a, b := a * 2, c := b + 1, c + b * c], 1.5)",
            "values that lie between are used twice: slopes in a, b and c, and in the result itself",
            slopes_inside=slopes_inside,
        ),
        Case(
            "slopes_inside(Value, lambda a: [a, b := a ** 2, b * b * b + b], 0.5)",
            "the same, with the longer way first",
            slopes_inside=slopes_inside,
        ),
        Case(
            "chain(Value, 5000)",
            "a chain of 5,000 values, each made of the one before it",
            chain=chain,
        ),
    ),
    mistakes=(
        Mistake(
            "replaced",
            "Looks like: a slope that arrives replaces the one that is there. A value that is used twice gets slopes from two sides: "
            "add each of them to its `grad`.",
            _value(receive=lambda old, slope, grad: slope * grad),
        ),
        Mistake(
            "passed-on-too-soon",
            "Looks like: a Value passes its slope on before all of its slope has arrived. It may do so only after all Values that "
            "use it have passed on theirs. So find an order first.",
            _value(order=_nearest_first),
            _value(order=_as_met),
        ),
        Mistake(
            "passed-on-again",
            "Looks like: a Value that is used several times passes its slope on several times. A Value may pass its slope on only "
            "once: after all Values that use it have passed on theirs. So find an order first.",
            _value(order=_as_often_as_met),
        ),
        Mistake(
            "calls-itself",
            "Looks like: right, but a function calls itself once for each value in a chain, and Python allows that only some "
            "thousand times. Keep the values that are still to be visited in a list, and take them from it in a loop.",
            _value(order=_by_calls),
        ),
        Mistake(
            "no-start",
            "Looks like: every slope stays 0. The slope of the result in itself is 1: set its `grad` to 1.0 first.",
            _value(start=0.0),
        ),
        Mistake(
            "one-step",
            "Looks like: only the Values from which the result is made directly get a slope. Go further back, to all Values before them.",
            _value(order=lambda last: [last]),
        ),
        Mistake(
            "no-chain-rule",
            "Looks like: a value adds the slope of its own operation, without the slope that came back to it. The chain rule "
            "multiplies the two.",
            _value(receive=lambda old, slope, grad: old + slope),
        ),
        Mistake(
            "slopes-exchanged",
            "Looks like: in a product the two slopes have changed places. The slope of a·b in a is b.",
            _value(times=lambda a, b: (a, b)),
        ),
        Mistake(
            "product-as-a-sum",
            "Looks like: a product has the slope 1 in both of its factors, which is right for a sum. The slope of a·b in a is b.",
            _value(times=lambda a, b: (1.0, 1.0)),
        ),
        Mistake(
            "sum-as-a-product",
            "Looks like: a sum has the slopes of a product. The slope of a + b in a is 1, and in b, too.",
            _value(plus=lambda a, b: (b, a)),
        ),
        Mistake(
            "difference-as-a-sum",
            "Looks like: a difference passes the same slope on to both sides. The slope of a - b in b is -1.",
            _value(minus=lambda a, b: a._with(b, lambda a, b: a - b, lambda a, b: (1.0, 1.0))),
        ),
        Mistake(
            "number-minus-value-turned-over",
            "Looks like: `7 - a` is computed as `a - 7`. In `__rsub__`, `self` is the Value, which stands on the right side.",
            _value(from_number=lambda a, number: a - number),
        ),
        Mistake(
            "factor-missing",
            "Looks like: the factor n is missing in the slope of a power. The slope of aⁿ is n·aⁿ⁻¹.",
            _value(power=lambda a, n: a ** (n - 1)),
        ),
        Mistake(
            "power-not-lowered",
            "Looks like: the slope of aⁿ is computed as n·aⁿ. The exponent is one lower: n·aⁿ⁻¹.",
            _value(power=lambda a, n: n * a**n),
        ),
        Mistake(
            "relu-lets-all-through",
            "Looks like: `relu` passes the slope on everywhere. Below 0, and at 0, its slope is 0.",
            _value(ramp=lambda a: 1.0),
        ),
        Mistake(
            "relu-at-zero",
            "Looks like: the slope of `relu` at exactly 0 is 1. In this course it is 0 there.",
            _value(ramp=lambda a: float(a >= 0)),
        ),
        Mistake(
            "relu-slope-is-data",
            "Looks like: the output of `relu` is used as its slope. Above 0 the slope is 1.",
            _value(ramp=lambda a: max(a, 0.0)),
        ),
        Mistake(
            "numbers-not-taken",
            "Looks like: `.data` of a plain number was asked for. In `a + 1` the second term is a number: make a Value of it first.",
            _value(take=lambda other, Value: other),
        ),
        Mistake(
            "numbers-on-the-left",
            "Looks like: a number on the left side, as in `2 * a`, does not work. Python then calls `__rmul__`, `__radd__` or "
            "`__rsub__` of the value on the right.",
            _value(two_sided=False),
        ),
        Mistake(
            "begins-at-one",
            "Looks like: `grad` begins at 1. It is 0.0 before `backward`; only the `grad` of the result becomes 1.",
            _value(begin=1.0),
        ),
        Mistake(
            "begins-at-none",
            "Looks like: `grad` begins at None. It is 0.0 before `backward`, so that slopes can be added to it.",
            _value(begin=None),
        ),
    ),
    hints=(
        Hint(
            "Let each operation remember two things in the new Value: from which Values it was made, and its slope "
            "in each of them. Then `backward` does not need to know which operation it was.",
            "__init__",
            *OPERATIONS,
        ),
        Hint(
            "Write `__add__`, `__mul__`, `__pow__` and `relu` first. If `other` is a number, make a Value of it. A "
            "sum has the slopes 1 and 1, a product a·b has the slopes b and a, and a power aⁿ has the slope n·aⁿ⁻¹. "
            "Then a difference needs no slopes of its own: `self + other * -1`.",
            *OPERATIONS,
        ),
        Hint(
            "A Value may pass its slope on only after all Values that use it. So put the Values in an order first: "
            "each Value stands after those from which it is made. Then go through the list from its end. To find the "
            "order without a function that calls itself, keep a list of the values that are still to be visited.",
            "backward",
        ),
        Hint(
            "Keep pairs `(node, finished)` in that list, and pop the last one. If it is finished, append the node to "
            "the order. If not, and it is new, push `(node, True)`, and then `(part, False)` for each part. Then set "
            "`self.grad = 1.0`, and for each node from the end add `slope * node.grad` to the `grad` of each part.",
            "backward",
        ),
    ),
)
