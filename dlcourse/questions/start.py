"""The questions of lesson 00, Start here."""

from dlcourse.questions import Number, Option, Question

QUESTIONS = [
    Question(
        id="size-of-the-reader",
        kind="predict",
        text="The digit reader that you have just used is a list of numbers. About how many numbers are in the list?",
        came_out="It has 109,386 numbers.",
        options=[
            Option(
                "about 100",
                reply="A picture alone has 784 pixels, and each of the 128 neurons of the first layer has a weight for every pixel.",
            ),
            Option(
                "about 10,000",
                reply="That is more: the first layer alone has 128 · 784 weights, which is about 100,000.",
            ),
            Option(
                "about 100,000",
                right=True,
                reply="The cell counts them. Nobody chose these numbers by hand: they were learned from examples.",
            ),
            Option(
                "about a billion",
                reply="Large language models have that many and more. For digits, far fewer are enough, and they are of the same kind.",
            ),
        ],
    ),
    Question(
        id="what-a-neuron-answers",
        kind="predict",
        text="A neuron has the weights 0.5 and −1 and the bias 2. Its inputs are 1 and 2. It answers 1 if its sum is above 0, else 0. What does it answer?",
        options=[
            Option(
                "0",
                reply="The weighted inputs alone give 0.5·1 + (−1)·2 = −1.5, which is below 0. But the bias of 2 is still to be added.",
            ),
            Option("1", right=True, reply="0.5·1 + (−1)·2 + 2 = 0.5. This is above 0, so it answers 1."),
            Option(
                "0.5",
                reply="0.5 is the sum z. This neuron does not pass the sum on. It only says whether the sum is above 0.",
            ),
        ],
    ),
    Question(
        id="shrinking-gap",
        kind="predict",
        text="At x = −0.5 and h = 1.5 the line climbs from left to right. You make the gap h smaller and smaller. When the gap is very small, does the line climb, lie flat, or fall?",
        options=[
            Option(
                "it still climbs, less steeply",
                reply="It does become less steep at first. But at a gap of 1 it lies flat, and with smaller gaps it falls.",
            ),
            Option(
                "it lies flat",
                reply="A small gap does not make a small slope: the height between the two points shrinks, and so does the gap. What matters is their ratio.",
            ),
            Option(
                "it falls",
                right=True,
                reply="With the gap at 0.001 the slope is −0.999. The curve itself falls at x = −0.5, and the line now follows the curve.",
            ),
        ],
    ),
    Question(
        id="start-dot-product",
        kind="check",
        text="What is the dot product (2, −1)·(3, 4)?",
        number=Number(
            2,
            right="2·3 + (−1)·4 = 2.",
            replies={
                10: "The sign of −1 got lost: the second product is −4. Read *Dot product* below.",
                5: "Each entry meets the entry at the same place: 2 with 3, and −1 with 4. Read *Dot product* below.",
            },
            otherwise="Multiply entry by entry and add: 2·3 + (−1)·4. Read *Dot product* below.",
        ),
    ),
    Question(
        id="start-matrix-product",
        kind="check",
        text="`X` has shape (5, 3) and `W` has shape (4, 3). `W.T` is `W` with rows and columns swapped. Which product exists, and what is its shape?",
        options=[
            Option(
                "`X @ W`, shape (5, 3)",
                reply="The inner lengths are 3 and 4, so this product does not exist. Read *Matrix product and shapes* below.",
            ),
            Option(
                "`W.T @ X`, shape (3, 3)",
                reply="The inner lengths are 4 and 5, so this product does not exist. Read *Matrix product and shapes* below.",
            ),
            Option(
                "`X @ W.T`, shape (5, 4)",
                right=True,
                reply="(5, 3) times (3, 4): the inner lengths agree and disappear.",
            ),
        ],
    ),
    Question(
        id="start-derivative",
        kind="check",
        text="What is the derivative of 3x² − 4x + 1 at x = 2?",
        number=Number(
            8,
            right="The derivative is 6x − 4, and at x = 2 that is 8.",
            replies={
                5: "5 is the value of the function at x = 2. The derivative says how fast the value changes. Read *Derivative* below.",
                9: "The 1 has disappeared from the derivative: a constant does not change. Read *Derivative* below.",
                12: "The term −4x adds −4 to the derivative. Read *Derivative* below.",
            },
            otherwise="The derivative of x² is 2x, so here it is 6x − 4. Read *Derivative* below.",
        ),
    ),
    Question(
        id="start-chain-rule",
        kind="check",
        text="What is the derivative of (2x + 1)³ at x = 0?",
        number=Number(
            6,
            right="3·(2x + 1)²·2, and at x = 0 that is 6.",
            replies={
                3: "This is 3·(2x + 1)². The factor 2 is missing: it is the derivative of what stands inside. Read *Chain rule* below.",
                1: "1 is the value of the function at x = 0. Read *Derivative* and *Chain rule* below.",
            },
            otherwise="Multiply the derivative of the outer function by that of the inner one: 3·(2x + 1)²·2. Read *Chain rule* below.",
        ),
    ),
    Question(
        id="start-broadcasting",
        kind="check",
        text="`X` has shape (5, 3) and `b` has shape (3,). What is the shape of `X + b`?",
        options=[
            Option(
                "none: the shapes differ, so it is an error",
                reply="NumPy compares shapes from the right. Here both end in 3, so `b` goes with every row. Read *Broadcasting* below.",
            ),
            Option("(5, 3)", right=True, reply="`b` is added to each of the five rows."),
            Option("(5, 6)", reply="`+` never puts arrays side by side. It adds numbers. Read *Broadcasting* below."),
            Option(
                "(8, 3)", reply="`+` never puts arrays below each other. It adds numbers. Read *Broadcasting* below."
            ),
        ],
    ),
    Question(
        id="column-plus-row",
        kind="predict",
        text="A column of shape (3, 1) and an array of shape (3,) are added. What is the shape of the sum?",
        options=[
            Option("(3, 3)", right=True, reply="Each number of the column meets each number of the row."),
            Option(
                "(3,)",
                reply="This is what people usually want. But the column has the shape (3, 1), and NumPy stretches its length of 1 to 3.",
            ),
            Option(
                "(3, 1)",
                reply="Seen from the right, the lengths are 1 and 3. The 1 is stretched to 3, so the result has three columns.",
            ),
            Option(
                "none: it is an error",
                reply="An error would be more helpful. A length of 1 can always be stretched, so NumPy finds nothing wrong.",
            ),
        ],
    ),
]
