"""Questions of lesson 09, in the order in which the lesson asks them."""

from dlcourse.questions import Number, Option, Question

QUESTIONS = [
    Question(
        id="look-back-surprise-of-ten",
        kind="look-back",
        text="A network gives each of ten digits the probability 0.1. What is its cross entropy, that is, −log 0.1 (the natural logarithm)?",
        number=Number(
            2.3,
            tolerance=0.05,
            right="−log 0.1 = log 10 = 2.30. A network that knows nothing yet has about this loss. You will need this number in the clinic.",
            replies={
                1: "That is the logarithm to the base 10. The course takes the natural logarithm, `np.log`.",
                0.1: "0.1 is the probability. The loss is minus its logarithm.",
                -2.3: "The logarithm of 0.1 is negative, and the minus in front turns it round. A surprise is never below 0.",
            },
            otherwise="It is −log 0.1, the same as log 10. Ask NumPy: `-np.log(0.1)`.",
        ),
    ),
    Question(
        id="look-back-eta-too-large",
        kind="look-back",
        text="Gradient descent runs on a parabola, and η is far too large. What do you see?",
        options=[
            Option(
                "It creeps: each step is shorter than it could be",
                reply="That is what a small η does. A large η steps across the lowest point and lands higher up on the other side.",
            ),
            Option(
                "Each step lands farther away than the one before",
                right=True,
                reply="It diverges. In a valley, the steepest direction decides how large η may be. Section 5 of this lesson returns to that valley.",
            ),
            Option(
                "It finds the lowest point faster",
                reply="Up to a limit this is so. Above the limit, which is 2 divided by the curvature, every step leads farther away.",
            ),
        ],
    ),
    Question(
        id="look-back-momentum-remembers",
        kind="look-back",
        text="What does gradient descent with momentum remember from one step to the next?",
        options=[
            Option(
                "Its last step",
                right=True,
                reply="A share of the last step is added to the new one. That is one number for each parameter. Adam, in section 5, keeps two.",
            ),
            Option(
                "The lowest loss so far",
                reply="Early stopping remembers that. Momentum does not look at the loss at all.",
            ),
            Option(
                "All slopes that it has seen",
                reply="They all leave a trace in the last step, but only the last step is stored.",
            ),
        ],
    ),
    Question(
        id="best-of-a-thousand",
        kind="predict",
        text="A thousand guessers toss a coin for each of 200 test questions. You keep the one with the most right answers. How many does it have right on this test, typically?",
        options=[
            Option(
                "about 50 %",
                reply="Each one alone has about 50 %. But you keep the luckiest of a thousand, and on this test the luckiest one is well above that.",
            ),
            Option(
                "about 53 %",
                reply="One guesser is typically off by 3 or 4 points. The luckiest of a thousand is off by three times as much.",
            ),
            Option(
                "about 62 %",
                right=True,
                reply="It knows nothing, and the test says 62 %. On new questions it is back at 50 %, as the green curve shows.",
            ),
            Option(
                "about 85 %",
                reply="Luck does not go that far with 200 questions. With 20 questions the best of a thousand comes near 85 %.",
            ),
        ],
    ),
    Question(
        id="curves-after-fifty",
        kind="predict",
        text="1,000 digits, 64 hidden neurons, no weight decay, 50 epochs. What do loss and mistakes on the validation digits do in the later epochs?",
        options=[
            Option(
                "Both rise: the network forgets how to read new digits",
                reply="Look at the right panel. The mistakes do not rise. The loss rises because the network becomes too sure, also where it is wrong.",
            ),
            Option(
                "Both keep falling, as they do in training",
                reply="In training both fall to nearly 0. The validation loss turns round early, at the pink mark.",
            ),
            Option(
                "The loss rises, and the mistakes do not",
                right=True,
                reply="The answers hardly change, but the network gets surer of all of them. Where it is wrong, that costs a lot. These are the calm and the bold reader of lesson 05.",
            ),
        ],
    ),
    Question(
        id="wide-or-narrow",
        kind="predict",
        text="Let each network stop at its best epoch. With only 300 digits to learn from, which network has the lower validation loss: the one with 4 hidden neurons, or the one with 256?",
        options=[
            Option(
                "the one with 256",
                right=True,
                reply="It has about 64 times as many parameters, and far more than digits. Still it is better. Here a small network misses too much, and a large one is not punished for its size.",
            ),
            Option(
                "the one with 4: few parameters cannot learn much by heart",
                reply="Many people expect this. But with 4 neurons too little gets through to tell ten digits apart. A narrow layer is no good protection against overfitting.",
            ),
            Option(
                "there is hardly a difference",
                reply="Set the examples to 300 and compare the two ends of the slider. The loss of the narrow network is more than twice as large.",
            ),
        ],
    ),
    Question(
        id="which-remedy",
        kind="predict",
        text="Which of these gets rid of the most mistakes on the validation digits?",
        options=[
            Option(
                "early stopping: the network stops before it learns by heart",
                reply="The mistakes do not get fewer here: the printed shares are a little higher. The later epochs did no harm to them. What early stopping changes is the loss, as the next question shows.",
            ),
            Option(
                "weight decay: the weights stay small",
                reply="It lowers the loss, too, but the difference in mistakes is smaller than its error.",
            ),
            Option(
                "dropout: no neuron can rely on another one",
                reply="It helps by less than a point. Another one of the four takes away several times as many mistakes.",
            ),
            Option(
                "shifted pictures: every digit in many places",
                right=True,
                reply="They tell the network something new: a digit stays the same digit when it is moved. The others only hold it back.",
            ),
        ],
    ),
    Question(
        id="what-about-the-loss",
        kind="predict",
        text="Early stopping and weight decay did not take mistakes away. What do they do to the validation loss?",
        options=[
            Option(
                "nothing either: no fewer mistakes, no lower loss",
                reply="Loss and mistakes do not have to agree. The loss also counts how sure the network is, and both remedies change that.",
            ),
            Option(
                "they lower it clearly",
                right=True,
                reply="Both keep the network from becoming too sure. The answers stay nearly the same, and each wrong one costs less.",
            ),
            Option(
                "they raise it: the network has learned less",
                reply="It has learned less of the training digits, so the training loss is higher. In validation the opposite is true.",
            ),
        ],
    ),
    Question(
        id="best-optimiser",
        kind="predict",
        text="Each optimiser trains the same network for ten epochs, with the η that suits it best. Which one makes clearly fewer mistakes on the validation digits than plain steps?",
        options=[
            Option(
                "Adam: everybody uses it",
                reply="It is popular because it works without much search. At its best η it is no better here than plain steps at theirs.",
            ),
            Option(
                "momentum: it rolls through the narrow valley",
                reply="It is much faster in the valley at the same small η. But plain steps on the digits can take a larger η, and then they catch up.",
            ),
            Option(
                "none of them",
                right=True,
                reply="At their best η the four are within about a point of each other. They differ in *which* η that is, and in how far from it they still work.",
            ),
        ],
    ),
    Question(
        id="raw-columns",
        kind="predict",
        text="Gradient descent makes 10,000 steps on the columns as they are, with η = 10⁻⁸ (10⁻⁷ diverges). How close does it come to the lowest loss, which is about 59?",
        options=[
            Option(
                "very close: it is a bowl with one lowest point, and 10,000 steps are many",
                reply="It is a bowl, but an extremely narrow one. Along its floor the slope is tiny, and η is tiny as well.",
            ),
            Option(
                "its loss is still more than ten times as large",
                right=True,
                reply="The distances, up to 10,000, force η down to 10⁻⁸. With such an η the weights of the other columns hardly move.",
            ),
            Option(
                "it cannot run at all: the columns have different units",
                reply="A weight has its own unit and makes up for that. The trouble is the size of the numbers: one η has to do for all columns.",
            ),
        ],
    ),
    Question(
        id="columns-of-noise",
        kind="predict",
        text="All columns and labels are random, so nobody can be right more often than half of the time. The 20 best columns were chosen with the help of all 100 rows. How many of the last 50 rows does the model get right?",
        options=[
            Option(
                "about 50 %: it has learned from the first 50 rows alone",
                reply="The weights saw only the first 50 rows. But the choice of the columns saw all 100, and through it the answers leaked.",
            ),
            Option(
                "about 60 %",
                reply="The leak is larger. Among 2,000 columns there are many that go with all 100 labels by chance, also with the last 50.",
            ),
            Option(
                "more than 80 %",
                right=True,
                reply="From pure noise. The columns were picked because they go with the labels, also with those of the last 50 rows. The honest choice is in the second line.",
            ),
        ],
    ),
    Question(
        id="ten-shuffled-labels",
        kind="predict",
        text="Ten digits get labels in a random order, so most labels are wrong. Can a network with 32 and 16 hidden neurons bring the training loss on these ten near 0?",
        options=[
            Option(
                "yes",
                right=True,
                reply="Ten pictures are easy to learn by heart, with any labels. So this habit finds a broken loss or a broken step. It does not find wrong labels: for those, look at the data.",
            ),
            Option(
                "no: there is nothing in the pictures that goes with the labels",
                reply="There is no rule, but a network does not need one. It can tell ten pictures apart and learn each label by heart.",
            ),
            Option(
                "no: the loss stays near log 10",
                reply="It starts near log 10, and then falls as with right labels. Compare the first two lines of the output.",
            ),
        ],
    ),
    Question(
        id="test-against-validation",
        kind="predict",
        text="The recipe was the best of nine networks on 1,000 validation digits. Now it meets 1,000 test digits. How many mistakes will it make there?",
        options=[
            Option(
                "certainly more: it was chosen on the validation digits",
                reply="The choice does flatter the validation result, but nine candidates are few. The other 1,000 digits may also be easier or harder by chance, and here that weighs more.",
            ),
            Option(
                "exactly the same share",
                reply="Two sets of 1,000 digits are two samples. The printed error says how far apart they may be by chance alone.",
            ),
            Option(
                "about the same, give or take two points",
                right=True,
                reply="Among 1,000 digits a share of about 6 % has an error of 0.7 or 0.8 points, and a difference of two such shares has one of about 1.",
            ),
        ],
    ),
    Question(
        id="check-tuned-on-test",
        kind="check",
        text="A friend trains 50 networks with different settings, keeps the one with the best test result, and reports that result. What is wrong?",
        options=[
            Option(
                "Nothing: the network never learned from the test digits",
                reply="Its weights did not. But the choice among 50 did, and a choice is a way of learning, as the guessers show.",
            ),
            Option(
                "50 are too few to choose from",
                reply="More candidates would make it worse: the best of many is the luckiest of many.",
            ),
            Option(
                "The test digits were used to choose, so the result is too good",
                right=True,
                reply="They have become validation digits. To report an honest number, the friend needs digits that took no part in the choice.",
            ),
        ],
    ),
    Question(
        id="check-the-gap",
        kind="check",
        text="Network P: training loss 0.01, validation loss 0.30. Network Q: training loss 0.45, validation loss 0.48. Which one would you use?",
        options=[
            Option(
                "P, as its validation loss is lower",
                right=True,
                reply="The gap of P is larger, but nobody uses a network for its gap. What counts is how it does on new digits.",
            ),
            Option(
                "Q, as its curves stay together",
                reply="A small gap says that training and validation are alike. Here they are alike because Q is about equally poor at both.",
            ),
            Option(
                "That cannot be said without the test",
                reply="To choose between two networks is what validation digits are for. The test stays closed until the choice is made.",
            ),
        ],
    ),
    Question(
        id="check-where-the-mean-comes-from",
        kind="check",
        text="You standardise the columns of a data set. From which rows do you take the mean and the standard deviation?",
        options=[
            Option(
                "from all rows: more rows give a better estimate",
                reply="The estimate is a little better, and it has seen the validation and test rows. In practice, those rows do not exist yet when you train.",
            ),
            Option(
                "from the training rows",
                right=True,
                reply="The same two numbers are then used for the validation and the test rows, and later for each new row.",
            ),
            Option(
                "from each set separately, so that each has mean 0",
                reply="Then the same flat gets different numbers in different sets, and a single new row would always become 0.",
            ),
        ],
    ),
    Question(
        id="check-loss-stays-at-log-ten",
        kind="check",
        text="The loss is 2.30 before the first step and stays at 2.30. All slopes of the first layer are exactly 0 from the start. What do you look at first?",
        options=[
            Option(
                "the labels: they may be shuffled",
                reply="With shuffled labels the slopes are not 0, and in time the training loss falls, as with patient D.",
            ),
            Option(
                "the learning rate: it may be too small",
                reply="A small η makes small steps, but it does not make the slopes 0.",
            ),
            Option(
                "the line that sets the first weights",
                right=True,
                reply="Slopes of exactly 0 mean that nothing gets through. With weights of 0, every signal and every error is multiplied by 0.",
            ),
        ],
    ),
]
