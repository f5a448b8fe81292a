"""Questions of lesson 02, in the order in which the lesson asks them."""

from dlcourse.questions import Number, Option, Question

QUESTIONS = [
    Question(
        id="look-back-dot-product",
        kind="look-back",
        text="What is w·x for w = (6, 2, 2) and x = (0, 1, 1)?",
        number=Number(
            4,
            right="6·0 + 2·1 + 2·1 = 4. In a moment such a number decides about your Saturday.",
            replies={
                10: "10 is the sum of all the weights. Each weight is multiplied by its input first, and the first input is 0.",
                2: "One product is missing: 2·1 stands there twice.",
            },
            otherwise="Multiply entry by entry and add up the products: 6·0 + 2·1 + 2·1. Lesson 00 has a refresher on the dot product.",
        ),
    ),
    Question(
        id="look-back-on-the-line",
        kind="look-back",
        text="A line has w = (1, 1) and b = −1. Which label does the point (0.5, 0.5) get?",
        options=[
            Option(
                "1",
                reply="Its score is 0.5 + 0.5 − 1 = 0. Only a score *above* 0 is class 1. That is an agreement, and this course keeps to it.",
            ),
            Option(
                "0",
                right=True,
                reply="Its score is 0.5 + 0.5 − 1 = 0, so it lies on the line. A score of exactly 0 is class 0, everywhere in this course.",
            ),
            Option(
                "none, as it lies on the line",
                reply="It does lie on the line: its score is 0. But every point gets a label, and we agreed that a score of 0 is class 0.",
            ),
        ],
    ),
    Question(
        id="look-back-stack",
        kind="look-back",
        text="Two linear layers stand one behind the other, with nothing in between. What can they do that one linear layer cannot?",
        options=[
            Option(
                "draw a border with a corner",
                reply="For a corner something between the layers has to bend. A linear layer of a linear layer is again a linear layer.",
            ),
            Option(
                "fit more complicated data, as they have more weights",
                reply="More weights do not help here: the two matrices multiply to one matrix, which one layer could have had from the start.",
            ),
            Option(
                "nothing",
                right=True,
                reply="Two linear layers are the same as one. Keep it in mind: in section 3 we put perceptrons one behind the other, and they can do more.",
            ),
        ],
    ),
    Question(
        id="festival-threshold-5",
        kind="predict",
        text="The weights are 6, 2 and 2, and the threshold is 5. In which of the eight cases do you go?",
        options=[
            Option(
                "only if all three answers are yes",
                reply="That is how it would be if every input were needed. Here the weather brings 6, and 6 alone is above 5.",
            ),
            Option(
                "in every case with at least two yeses",
                reply="That counts the yeses, but the yeses have different weights. One yes for the weather is enough, and the other two are not.",
            ),
            Option(
                "in every case with good weather, and in no other",
                right=True,
                reply="Good weather alone brings 6. The friend and the bus together bring only 4, which is not above 5. So the weather decides alone, in 4 cases of 8.",
            ),
            Option(
                "in every case with good weather, and also when a friend comes and there is a bus",
                reply="The friend and the bus do count, but together they bring only 2 + 2 = 4. The picture shows their bar: it ends before the threshold.",
            ),
        ],
    ),
    Question(
        id="festival-threshold-3",
        kind="predict",
        text="Now you lower the threshold from 5 to 3. In how many of the eight cases does your decision change?",
        options=[
            Option(
                "in none: the weather has the largest weight, so it decides",
                reply="The largest weight decides only as long as the others together are not above the threshold. 2 + 2 = 4 is now above it.",
            ),
            Option(
                "in one",
                right=True,
                reply="The friend and the bus together bring 4, which is now enough without the weather. Every other sum is on the same side of 3 as of 5.",
            ),
            Option(
                "in three: a friend or a bus is enough now",
                reply="The friend alone brings 2, and so does the bus alone. 2 is not above 3. Only the two together are enough.",
            ),
        ],
    ),
    Question(
        id="heater",
        kind="predict",
        text="The heater should be on (1) below 18 degrees and off (0) otherwise. Which weight and bias do that?",
        options=[
            Option(
                "w = 1, b = −18",
                reply="This score is x − 18, which is above 0 when it is warmer than 18 degrees. This heater would be on in summer.",
            ),
            Option(
                "w = −1, b = −18",
                reply="A threshold of 18 as b = −18 is right if the input has to be *above* it. Here the score −x − 18 is below 0 at every temperature of a room.",
            ),
            Option(
                "w = 1, b = 18",
                reply="This score is x + 18, which is above 0 at every temperature of a room. This heater would always be on.",
            ),
            Option(
                "w = −1, b = 18",
                right=True,
                reply="The score is 18 − x. It is above 0 exactly when x is below 18. At 18.0 degrees the score is 0, so the heater is off.",
            ),
        ],
    ),
    Question(
        id="which-gate",
        kind="predict",
        text="A third gate has w = (−2, −2) and b = 3. For which inputs does it say 1?",
        options=[
            Option(
                "only for (1, 1)",
                reply="That is AND. With negative weights every 1 makes the score smaller, and (1, 1) has the smallest score of all: −1.",
            ),
            Option(
                "only for (0, 0)",
                reply="A single 1 lowers the score by 2, from 3 to 1. That is still above 0, so one input alone cannot silence this gate.",
            ),
            Option(
                "for all but (1, 1)",
                right=True,
                reply="The scores of (0, 0), (0, 1), (1, 0) and (1, 1) are 3, 1, 1 and −1. Only the last is not above 0.",
            ),
            Option(
                "for none: its weights are negative",
                reply="The bias counts as well. With the inputs (0, 0) the score is the bias alone, 3, and that is above 0.",
            ),
        ],
    ),
    Question(
        id="five-gates",
        kind="predict",
        text="Both inputs are 1. Which of the five gates A to E say 0?",
        options=[
            Option(
                "only A",
                reply="A says 0, so B and C say 1. But then both inputs of D are 1, and D says 0 as well.",
            ),
            Option(
                "A, B and C",
                reply="The 0 of A does not pass through. A NAND says 1 as soon as one of its inputs is 0, so B and C say 1.",
            ),
            Option(
                "A and D",
                right=True,
                reply="A gets 1 and 1 and says 0. B and C each get a 0 from A and say 1. D gets 1 and 1 and says 0. E gets 0 and 0 and says 1.",
            ),
            Option(
                "A and E",
                reply="E gets the 0 of A on both inputs. NAND of 0 and 0 is 1. With D it is the other way round: both its inputs are 1.",
            ),
        ],
    ),
    Question(
        id="score-after-a-step",
        kind="predict",
        text="w = (0, 0), b = 0 and η = 1. The example x = (0.8, 0.8) with label 1 is a miss, so the rule takes a step. What is the score of "
        "this example afterwards?",
        number=Number(
            2.28,
            tolerance=0.01,
            right="w = (0.8, 0.8) and b = 1, so the score is 0.64 + 0.64 + 1 = 2.28.",
            replies={
                1.28: "1.28 is w·x. The bias took a step as well: it is 1 now and belongs to the score.",
                1: "That would be a step of 1 for the bias alone. The weights took a step, too: w = (0.8, 0.8).",
                1.6: "1.6 is the sum of the new weights. For the score each is multiplied by its input, and then the bias is added.",
                2.6: "This adds up the new weights and the bias. Each weight is first multiplied by its input, 0.8.",
            },
            otherwise="After the step w = (0.8, 0.8) and b = 1. The score is w·x + b, with the same x as before.",
        ),
    ),
    Question(
        id="mistakes-on-seven",
        kind="predict",
        text="How many mistakes does the perceptron make on the seven points, in all epochs together, before an epoch is without a mistake?",
        came_out="It makes 13 mistakes.",
        options=[
            Option(
                "fewer than 7: it makes at most one mistake for each point",
                reply="A point that was learned can be lost again. Look at the circled points: (0.8, 0.8) is circled four times.",
            ),
            Option(
                "between 7 and 20",
                right=True,
                reply="A step for one point often spoils what was right about another, so most mistakes are about points that it met before.",
            ),
            Option(
                "more than 20",
                reply="It is quicker than that: after four epochs it makes no mistake any more. The steps turn longer weights less and less.",
            ),
            Option(
                "it goes on for ever",
                reply="That can happen, as section 7 shows. Here the last mistake is the 13th: move the slider on, and nothing changes any more.",
            ),
        ],
    ),
    Question(
        id="other-order",
        kind="predict",
        text="The perceptron now sees the same seven points from the last to the first. Does it find the same line?",
        options=[
            Option(
                "yes: the points are the same, so the line is the same",
                reply="The points do not fix the line: many lines separate them. The printed weights are (0.1, 2.0) now, and they were (0, 2.2).",
            ),
            Option(
                "no: another line, which also gets all seven right",
                right=True,
                reply="The rule stops at the first line that makes no mistake. Which one that is depends on the order of the examples.",
            ),
            Option(
                "no: a worse line, which gets some of them wrong",
                reply="It stops only after an epoch without a mistake. So whatever the order is, the line at the end gets all seven right.",
            ),
        ],
    ),
    Question(
        id="eta-from-zero",
        kind="predict",
        text="From zero and with η = 1 the perceptron makes 13 mistakes before it settles. How many does it make from zero with η = 10?",
        options=[
            Option(
                "fewer: with larger steps it arrives sooner",
                reply="The weights grow faster, but the line does not care how large they are. The sentence below the picture says 13 mistakes at every η.",
            ),
            Option(
                "13 again",
                right=True,
                reply="Every step is ten times as long, so the weights are ten times as large, and the line is the same. Only the panels for the other start change.",
            ),
            Option(
                "more: with larger steps it jumps too far",
                reply="A step that is ten times as long is taken from weights that are ten times as large. It turns the line by the same angle as before.",
            ),
        ],
    ),
    Question(
        id="half-eta",
        kind="predict",
        text="Train with η = ½ from some start (w, b). From which start does η = 1 repeat exactly the same mistakes?",
        options=[
            Option(
                "from the same start: η does not matter",
                reply="That holds from zero only, because twice zero is zero. From elsewhere, larger steps outweigh the start sooner.",
            ),
            Option(
                "from half the start, (w/2, b/2)",
                reply="It is the other way round. With η = 1 the steps are twice as large as with ½, so the start has to be twice as large, too.",
            ),
            Option(
                "from twice the start, (2w, 2b)",
                right=True,
                reply="Start and steps are then both twice as large, so all weights are, and every score keeps its sign. η only weighs the start against the steps.",
            ),
            Option(
                "from none: another η always makes other mistakes",
                reply="The line that is printed for twice the start says True: if start and steps grow together, no answer changes.",
            ),
        ],
    ),
    Question(
        id="xor-mistakes",
        kind="predict",
        text="We train on the four corners of XOR. What do the mistakes per epoch do?",
        options=[
            Option(
                "they fall slowly to 0",
                reply="On the seven points they did. Here no line exists that makes no mistake, so the training cannot settle.",
            ),
            Option(
                "they come down to 1 and stay there: a line can get three of four right",
                reply="Three of four is what the best line gets. But the rule does not look for it: after the one mistake it moves away again.",
            ),
            Option(
                "they rise to 4 and stay there",
                right=True,
                reply="From the third epoch on it is wrong about every corner. Each step repairs one corner and spoils the next.",
            ),
            Option(
                "they go up and down and never repeat",
                reply="The weights come back to where they were, so everything after that repeats: four mistakes in every epoch.",
            ),
        ],
    ),
    Question(
        id="digits-mistakes",
        kind="predict",
        text="800 pictures of zeros and ones, 784 weights, all 0 at first. How many mistakes does it make before an epoch is without one?",
        came_out="It makes 10 mistakes.",
        options=[
            Option(
                "about 10",
                right=True,
                reply="These are 7 in the first epoch, 3 in the second, none in the third. A zero and a one share few pixels, so one step serves for many pictures.",
            ),
            Option(
                "about 100",
                reply="The limit of section 6 does not depend on how many examples or weights there are, but on how far apart the classes are.",
            ),
            Option(
                "about 400: at first it has to guess, and half of the guesses are wrong",
                reply="It does not guess for long. After the first few mistakes its answers are already right for nearly all the other pictures.",
            ),
            Option(
                "it never settles: handwriting is not linear",
                reply="In a space of 784 dimensions a hyperplane can separate these pictures. The third epoch is without a mistake.",
            ),
        ],
    ),
    Question(
        id="held-out-zero-one",
        kind="predict",
        text="On the 800 pictures that it was trained on, the neuron makes no mistake any more. How many of the 200 held-out pictures does it read correctly?",
        options=[
            Option(
                "all 200, as it makes no mistake any more",
                reply="It makes none on pictures that it has learned from. Of the 200 others it misreads one: a zero that it takes for a one.",
            ),
            Option(
                "199",
                right=True,
                reply="99.5 %. What it learned from ten mistakes holds for pictures that it has never seen, but not for quite all of them.",
            ),
            Option(
                "about 150",
                reply="It does much better. Ten corrections are far too few to learn 800 pictures by heart, so what it learned has to be something that they share.",
            ),
            Option(
                "about 100: it has never seen them, so it can only guess",
                reply="New zeros and ones look much like the old ones. What helps on the old pictures helps on these as well.",
            ),
        ],
    ),
    Question(
        id="weights-of-a-reader",
        kind="predict",
        text="The label 1 stands for the digit 1. Where in the picture are the positive weights, the pixels where ink is evidence for a 1?",
        options=[
            Option(
                "in a ring around the middle",
                reply="In the ring a zero has its ink. Ink there is evidence for a zero, so most of these weights are negative: blue in the picture.",
            ),
            Option(
                "wherever there is ink in any of the digits",
                reply="Ink of zeros and ink of ones must lead to different answers. So the weights have both signs.",
            ),
            Option(
                "in the middle, where a one has its stroke",
                right=True,
                reply="In the middle a one has ink and a zero has its hole. To the left and right of it the weights are negative: there a zero has its ink.",
            ),
            Option(
                "nobody can say: weights cannot be read",
                reply="People say that of large networks. The weights of a single neuron on pixels are a picture themselves, and you can look at it.",
            ),
        ],
    ),
    Question(
        id="four-or-nine",
        kind="predict",
        text="Now 4 against 9, again 800 pictures for training. Even people confuse these two digits. What happens?",
        options=[
            Option(
                "it never settles: no hyperplane separates them",
                reply="It takes longer, but epoch 21 is without a mistake. In 784 dimensions there is a hyperplane between these 800 pictures.",
            ),
            Option(
                "it settles after many more mistakes, and reads fewer of the held-out pictures",
                right=True,
                reply="401 mistakes instead of 10, and 97 % of the held-out pictures instead of 99.5 %. Classes that are closer together are harder in both ways.",
            ),
            Option(
                "it settles after more mistakes, and then reads the held-out pictures as well as before",
                reply="An epoch without a mistake says something about the 800 pictures only. Of the 200 held-out pictures it now misreads 6 instead of 1.",
            ),
        ],
    ),
    Question(
        id="twice-the-weights",
        kind="check",
        text="Somebody doubles all weights and the bias of a trained perceptron. What changes?",
        options=[
            Option(
                "no answer, and the line stays where it is",
                right=True,
                reply="Every score doubles and none changes its sign. But further training would need twice the η to move the line as far.",
            ),
            Option(
                "the line moves away from the origin",
                reply="The line is where w·x + b = 0. Twice as much is 0 at the same points. Only a larger b with the same w moves it.",
            ),
            Option(
                "it answers 1 more often, as the scores are larger",
                reply="Positive scores get larger and negative ones get smaller. Only the sign counts, and no sign changes.",
            ),
        ],
    ),
    Question(
        id="shuffled-points",
        kind="check",
        text="You shuffle the seven points before you train from zero. Can the number of mistakes be 200?",
        options=[
            Option(
                "yes, if the order is bad enough",
                reply="The order changes the number of mistakes. But the limit (R/γ)² of section 6 does not depend on the order, and it is below 129.",
            ),
            Option(
                "no: it is 13 in every order",
                reply="Section 4 showed another order with 11 mistakes. For every order only the limit of section 6 holds: 128 mistakes.",
            ),
            Option(
                "no",
                right=True,
                reply="The number depends on the order, but the limit of section 6 holds for every order: at most 128.",
            ),
        ],
    ),
    Question(
        id="all-labels-one",
        kind="check",
        text="All labels are 1, and training starts from zero. How many epochs does it take at least?",
        options=[
            Option(
                "1",
                reply="That is so if all labels are 0: every score is 0, which is class 0. With labels of 1 the very first answer is a mistake.",
            ),
            Option(
                "2",
                right=True,
                reply="At first every score is 0, which is class 0. So the first epoch has a mistake, and only a later epoch can be without a mistake.",
            ),
            Option(
                "it never settles: there is no second class",
                reply="w = (0, 0) with b = 1 gives every point the score 1, so all answers are right. By the theorem of section 6 it settles.",
            ),
        ],
    ),
]
