"""Questions of lesson 03, in the order in which it asks them."""

from dlcourse.questions import Number, Option, Question

QUESTIONS = [
    Question(
        id="same-line-other-scale",
        kind="look-back",
        text=(
            "In lesson 02 the perceptron found w = (0, 2.2) and b = −1 for its seven points. Multiply both weights and the bias by 10. "
            "How many of the seven labels change?"
        ),
        number=Number(
            0,
            unit="labels",
            right="Every score becomes ten times as large, and no score changes its sign. The line stays where it is.",
            replies={
                7: "All seven *scores* change. The perceptron only looks at their signs, and no sign changes.",
                (
                    1,
                    6,
                ): "A label changes only if its score changes its sign. Ten times a positive number is still positive.",
            },
            otherwise="There are seven labels, so the number lies between 0 and 7. Ask which scores change their sign.",
        ),
    ),
    Question(
        id="score-with-bias",
        kind="look-back",
        text="A neuron has w = (2, −1) and b = 1. What is its score w·x + b for x = (3, 4)?",
        number=Number(
            3,
            unit="",
            right="2·3 − 1·4 + 1 = 3. The score is above 0, so a perceptron answers 1.",
            replies={
                2: "2 is the dot product alone, 2·3 − 1·4. The bias, 1, is still missing.",
                11: "The second weight is −1, so the second product is −4 and not 4.",
                1: "1 is the perceptron's answer. The question is about the score, from which the answer is made.",
            },
            otherwise="Multiply entry by entry and add the products: 2·3 and −1·4. Then add the bias.",
        ),
    ),
    Question(
        id="which-share-counts",
        kind="look-back",
        text=(
            "At the end of lesson 02 a perceptron reads all of the 800 pictures of 4s and 9s that it was trained on, and 97 % of the "
            "held-out ones. You have 10,000 more pictures like these. About what share of them will it read?"
        ),
        options=[
            Option(
                "all of them",
                reply="It has corrected itself on the 800 until each was right. The 10,000 had no part in this, just like the held-out ones.",
            ),
            Option(
                "98.5 %, the mean of both",
                reply="The share on the training pictures says nothing about new ones, so it has no place in the estimate.",
            ),
            Option(
                "about 97 %",
                right=True,
                reply="The held-out pictures had no part in the training, just like the 10,000. Only their share says something about new pictures.",
            ),
        ],
    ),
    Question(
        id="nudge-a-perceptron",
        kind="predict",
        text=(
            "The perceptron has read 200 pictures. Now the weight of the pixel in the middle grows by 0.01. How many of the 200 answers change?"
        ),
        options=[
            Option(
                "none",
                right=True,
                reply="The scores move, but none of them reaches 0. The answer jumps where the score is 0, and it is flat everywhere else.",
            ),
            Option(
                "a few, those with a score near 0",
                reply=(
                    "This would be so if a score were near enough. The nearest one is about 0.1 away from 0, and no score moves by more than 0.01."
                ),
            ),
            Option(
                "all pictures that have ink in the middle",
                reply="Their *scores* change, as the first number under the next cell shows. The answer only changes where a score crosses 0.",
            ),
        ],
    ),
    Question(
        id="brain-times",
        kind="predict",
        text="For this one second of activity your brain needs one second, and the machine needs 40 minutes. How many times as much energy does the machine use?",
        came_out="It used about 1.5 billion times as much.",
        options=[
            Option(
                "about a thousand times",
                reply="This is far too little: 12.7 million watts are already 635,000 times 20 watts, and then it ran for 2,400 seconds.",
            ),
            Option(
                "about a million times",
                reply="This compares watts with watts. But the brain needed one second, and the machine 2,400: multiply again.",
            ),
            Option(
                "about a billion times",
                right=True,
                reply="12.7 MW are 635,000 times 20 W, and the machine ran 2,400 times as long.",
            ),
        ],
    ),
    Question(
        id="steeper-for-the-ant",
        kind="predict",
        text=(
            "The ant stands at z = 4. With s = 1 the ground under it feels flat. Set s to 5, which makes the curve steeper. "
            "Does the ant now feel which way is down?"
        ),
        options=[
            Option(
                "yes: the curve is steeper",
                reply="The curve is steeper in the middle only. Its climb now ends before z = 4, and under the ant the ground is flatter than before.",
            ),
            Option(
                "no: at z = 4 the ground becomes even flatter",
                right=True,
                reply="The whole climb from 0 to 1 happens in a narrower middle. The ant stands outside it.",
            ),
            Option(
                "the slope at z = 4 stays as it is",
                reply="Watch the slope in the caption: it falls. The curve still climbs by 1 in all, so a steeper middle leaves less for the sides.",
            ),
        ],
    ),
    Question(
        id="steepest-sigmoid",
        kind="predict",
        text="Where is the sigmoid steepest, and what is its slope there?",
        options=[
            Option(
                "at z = 0, slope 1",
                reply="The place is right. With slope 1 the curve would climb from 0 to 1 on a stretch of length 1. Its climb is much longer.",
            ),
            Option(
                "at z = 0, slope ½",
                reply="The place is right. ½ is the *output* at 0. With slope ½ the curve would climb from 0 to 1 on a stretch of length 2. Its climb is longer.",
            ),
            Option(
                "at z = 0, slope ¼",
                right=True,
                reply="The place and the slope are right. The text below gives a formula for the slope, and then the reason why it is ¼.",
            ),
            Option(
                "where its output is close to 1",
                reply="Where the output is large the slope is small: near 1 the curve has almost nothing left to climb.",
            ),
        ],
    ),
    Question(
        id="ten-in-a-row",
        kind="predict",
        text=(
            "Ten sigmoid neurons stand in a row. Each has one input, the output of the one before, and a weight of 1. The first input "
            "moves by a small amount. Which part of it arrives at the end, at best?"
        ),
        came_out="At best 0.00000095 of it arrives.",
        options=[
            Option(
                "about a quarter",
                reply="A quarter is what one neuron lets through at best. The next one lets through a quarter of that.",
            ),
            Option(
                "about a fortieth",
                reply="Slopes that follow each other multiply (chain rule). They do not add up: it is ¼ to the power 10 and not ¼ divided by 10.",
            ),
            Option("about a millionth", right=True, reply="¼ · ¼ · … ten times is about one millionth."),
        ],
    ),
    Question(
        id="sigmoid-into-tanh",
        kind="predict",
        text="Which of these is exactly tanh(z)?",
        options=[
            Option(
                "2σ(z) − 1",
                reply="Its range is right, from −1 to 1. But its slope at 0 is 2 · ¼ = ½, and tanh has slope 1 there. It climbs half as fast.",
            ),
            Option("2σ(2z) − 1", right=True, reply="Twice as fast, twice as high, and 1 lower: see the third panel."),
            Option(
                "σ(2z) − ½",
                reply="This goes through 0, as tanh does, but only runs from −½ to ½. It also has to become twice as high.",
            ),
            Option(
                "none: the two have different formulas",
                reply="Different formulas can describe the same curve. Look at the dots in the third panel and at the numbers after it.",
            ),
        ],
    ),
    Question(
        id="relu-at-zero",
        kind="predict",
        text="What is the slope of ReLU at exactly z = 0?",
        options=[
            Option(
                "0",
                reply="This is what the code of this course returns, because it has to return something. From the right the slope is 1, so the curve itself has no single slope there.",
            ),
            Option("1", reply="1 is the slope when you come from the right. From the left it is 0."),
            Option(
                "½, the mean of both sides",
                reply="½ would be a fair compromise, and code may return it. But from the left the slope is 0 and from the right it is 1, so there is no single slope.",
            ),
            Option(
                "it has none there",
                right=True,
                reply="From the left you find 0, from the right 1. A curve with a corner has no slope there.",
            ),
        ],
    ),
    Question(
        id="after-a-step-too-large",
        kind="predict",
        text=(
            "A ReLU neuron has 50 examples. One step of learning was too large: its bias falls from 0.2 to −6, and now z is below 0 for all 50. "
            "Training goes on with small steps. What becomes of this neuron?"
        ),
        options=[
            Option(
                "it comes back slowly",
                reply="For this, some example would have to push it. Each push is φ′(z) times something, and φ′(z) is 0 for all 50.",
            ),
            Option(
                "it stays as it is", right=True, reply="Every example finds slope 0, so none of them can change w or b."
            ),
            Option(
                "it comes back if the learning rate is larger",
                reply="The learning rate multiplies the slope, and the slope is 0. A thousand times 0 is 0.",
            ),
        ],
    ),
    Question(
        id="which-goes-flat-first",
        kind="predict",
        text="Move from z = 0 to the right. Which of the three has a slope below 0.05 first?",
        options=[
            Option(
                "the sigmoid",
                reply="Its slope starts lowest, at ¼. But it falls more slowly than that of tanh, which is the same curve at twice the speed.",
            ),
            Option(
                "tanh",
                right=True,
                reply="It is steepest in the middle, and its climb is over soonest. Tanh is a sigmoid that runs twice as fast.",
            ),
            Option(
                "arctan",
                reply="It starts at 1, as tanh does, but its slope falls like 1/z², far more slowly than an exponential.",
            ),
        ],
    ),
    Question(
        id="nine-off-the-flat",
        kind="predict",
        text=(
            "At the start, 7 of the sigmoid's 9 examples lie on flat ground (w = 2.5, b = −2). With which *one* slider can you bring all nine onto ground that is not flat?"
        ),
        options=[
            Option(
                "b alone",
                reply="The bias shifts the window that is not shaded, but the window stays too narrow for nine examples.",
            ),
            Option(
                "w alone, made larger",
                reply="A larger w pulls the examples further apart along z. More of them reach the flat ends.",
            ),
            Option(
                "w alone, made smaller",
                right=True,
                reply="A small w keeps every z near b, and b = −2 is not flat for a sigmoid. Try w = 0.2.",
            ),
            Option(
                "neither: it needs both",
                reply="Both together work as well. But w = 0.2 alone is enough: then every z lies near b = −2, which is not flat.",
            ),
        ],
    ),
    Question(
        id="eight-results",
        kind="predict",
        text=(
            "The next cell computes the four formulas at z = −1000 and at z = 1000, which makes eight results. For e¹⁰⁰⁰ the computer has `inf`. "
            "How many of the eight results are `nan`?"
        ),
        number=Number(
            4,
            unit="results",
            right="Infinity is divided by infinity once in the second formula, twice in the third, and once in the fourth.",
            replies={
                0: "The formulas are right for every z. But on the way the computer has to compute e¹⁰⁰⁰, and inf / inf is `nan`.",
                3: "Look at the third formula again: it fails on *both* sides. At z = −1000 it is 1/u that becomes infinite.",
                5: "1 / (1 + inf) is 1 / inf, and this is 0, the right answer. NumPy warns, but nothing is `nan`.",
                8: "Where e^z becomes 0, or where 1 is divided by inf, the result is right. Only inf / inf is `nan`.",
            },
            otherwise="Put `inf` in for e¹⁰⁰⁰ and 0 for e⁻¹⁰⁰⁰, formula by formula. In these formulas only inf / inf gives `nan`.",
        ),
    ),
    Question(
        id="shape-of-a-layer",
        kind="predict",
        text="X has shape (4, 3): four examples with three inputs. W has shape (2, 3): two neurons. What is the shape of φ(X Wᵀ + b)?",
        options=[
            Option("(4, 2)", right=True, reply="One row for each example, one column for each neuron."),
            Option(
                "(2, 4)",
                reply="This would be W Xᵀ, with one neuron a row. In this course examples are the rows, before and after a layer.",
            ),
            Option("(4, 3)", reply="The three inputs are used up: each neuron adds its three products to one number."),
            Option(
                "it is an error: b has shape (2,)",
                reply="b has one number for each column of X Wᵀ. NumPy adds it to every row (broadcasting, lesson 00).",
            ),
        ],
    ),
    Question(
        id="weights-times-a-thousand",
        kind="check",
        text="All weights and the bias of a sigmoid neuron are multiplied by 1000. What does it turn into?",
        options=[
            Option(
                "almost a step: it answers well and learns badly",
                right=True,
                reply="Every z that was not close to 0 is now far from 0. The output is almost 0 or 1, as the perceptron's, and the slope is almost 0.",
            ),
            Option(
                "nothing changes, as for a perceptron",
                reply="A perceptron looks at the sign of z alone. A sigmoid also looks at its size, so its outputs move towards 0 and 1.",
            ),
            Option(
                "a neuron that learns a thousand times faster",
                reply="It is steeper only close to z = 0. Nearly all examples now lie on flat ground, where almost nothing can be learned.",
            ),
        ],
    ),
    Question(
        id="slope-from-the-output",
        kind="check",
        text="A sigmoid neuron has the output a = 0.8. What is its slope φ′(z)?",
        number=Number(
            0.16,
            tolerance=0.005,
            unit="",
            right="0.8 · 0.2: the output times its distance from 1. You do not need to know z for this.",
            replies={
                (0.205, 0.22): "This is the slope at z = 0.8. But 0.8 is the *output* here.",
                0.2: "0.2 is the distance from 1. The slope is the output times this distance.",
                0.36: "1 − a² is the slope of tanh. The sigmoid's is a · (1 − a).",
                0.25: "¼ is the largest slope. The neuron has it only where its output is ½.",
            },
            otherwise="The slope is the output times its distance from 1.",
        ),
    ),
    Question(
        id="relu-of-the-output",
        kind="check",
        text="For ReLU, `derivative(a)` and `derivative(z)` give the same number. Why is it still better to pass z, always?",
        options=[
            Option("it is faster", reply="Both take the same time."),
            Option(
                "with another activation function the same line is wrong, and no error says so",
                right=True,
                reply="For ReLU it makes no difference, because a > 0 exactly where z > 0. For the sigmoid you saw 0.207 in place of 0.105.",
            ),
            Option(
                "it is not the same at z = 0",
                reply="It is: there a is 0 as well, and the course's code returns 0 for both.",
            ),
        ],
    ),
    Question(
        id="identity-everywhere",
        kind="check",
        text="Somebody uses φ(z) = z in every layer. Its slope is 1 everywhere, so it never saturates. What is wrong with it?",
        options=[
            Option(
                "it does not bend: the whole network is no more than one linear layer",
                right=True,
                reply="A stack of linear layers is one linear layer (lesson 01). For the *last* layer it is a good choice when the output may be any number (`Identity` in this course).",
            ),
            Option(
                "nothing: a slope of 1 is the best there is",
                reply="For learning it is. But what can it learn? A stack of linear layers is one linear layer (lesson 01).",
            ),
            Option(
                "its outputs can become very large",
                reply="They can, and so can those of ReLU, which works well. What is missing is the bend.",
            ),
        ],
    ),
]
