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
                -2.3: "The logarithm of 0.1 is negative, and the minus in front makes it positive. A surprise is never below 0.",
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
                "Each step is shorter than it could be",
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
        text="What does gradient descent with momentum remember until the next step?",
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
                reply="All slopes had an effect on the last step, but only the last step is stored.",
            ),
        ],
    ),
    Question(
        id="best-of-a-thousand",
        kind="predict",
        text="A thousand guessers toss a coin for each of 200 test questions. You keep the one with the most right answers. About what share of this test does it typically have right?",
        came_out="It has 61.5 % right.",
        options=[
            Option(
                "about 50 %",
                reply="A single guesser has about 50 %. But you keep the luckiest of a thousand, and on this test it has much more.",
            ),
            Option(
                "about 53 %",
                reply="A single guesser typically differs from 50 % by 3 or 4 points. The luckiest of a thousand differs by three times as much.",
            ),
            Option(
                "about 62 %",
                right=True,
                reply="It knows nothing, and was only the luckiest. On new questions it has 50 % right, as the green curve shows.",
            ),
            Option(
                "about 85 %",
                reply="With 200 questions, luck cannot give so much. With 20 questions the best of a thousand would have about 85 % right.",
            ),
        ],
    ),
    Question(
        id="curves-after-fifty",
        kind="predict",
        text="1,000 digits, 64 hidden neurons, no weight decay, 50 epochs. How do the loss and the mistakes on the validation digits change in the later epochs?",
        options=[
            Option(
                "Both rise: the network forgets how to read new digits",
                reply="Look at the panel *Mistakes*. The mistakes do not rise. The loss rises because the network becomes too certain, also of its wrong answers.",
            ),
            Option(
                "Both keep falling, as they do in training",
                reply="In training both fall to nearly 0. The validation loss begins to rise early, after the epoch that the triangle ▼ marks.",
            ),
            Option(
                "The loss rises, and the mistakes do not",
                right=True,
                reply="The answers hardly change, but the network becomes more certain of all of them. A certain wrong answer has a very large loss, as the bold reader of lesson 05 showed.",
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
                reply="It has about 64 times as many parameters, and far more parameters than digits. Still its validation loss is lower. Here the small network cannot learn enough, and the large network does not become worse by its size.",
            ),
            Option(
                "the one with 4: few parameters cannot learn much by heart",
                reply="Many people expect this. But the outputs of 4 neurons say too little to distinguish ten digits. A narrow layer is not a good remedy against overfitting.",
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
        text="Which of these remedies takes away the most mistakes on the validation digits?",
        options=[
            Option(
                "early stopping: the network stops before it learns by heart",
                reply="Early stopping does not take mistakes away here: the printed shares are a little higher. It changes the loss, as the next question shows.",
            ),
            Option(
                "weight decay: the weights stay small",
                reply="It makes the loss smaller, but the difference in mistakes is smaller than its standard error.",
            ),
            Option(
                "dropout: no neuron can depend on one other neuron alone",
                reply="It takes away less than one mistake in 100 digits. Another one of the four takes away several times as many.",
            ),
            Option(
                "shifted pictures: every digit in many places",
                right=True,
                reply="They teach the network something new: a digit stays the same digit when it is moved. The other three teach it nothing new.",
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
                reply="Loss and mistakes do not have to agree. The loss also depends on how certain the network is, and both remedies change that.",
            ),
            Option(
                "they lower it clearly",
                right=True,
                reply="With both remedies the network does not become too certain. Its answers stay nearly the same, but each wrong answer has a smaller loss.",
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
                reply="It is popular because it often works without much search. But at its best η it makes about as many mistakes here as plain steps at their best η.",
            ),
            Option(
                "momentum: it rolls through the narrow valley",
                reply="It is much faster in the valley at the same small η. But on the digits plain steps can have a larger η, and then they are about as good.",
            ),
            Option(
                "none of them",
                right=True,
                reply="At their best η, the four optimisers differ by only about one mistake in 100 digits. They differ in *which* η is the best, and in how much the mistakes grow at another η.",
            ),
        ],
    ),
    Question(
        id="raw-columns",
        kind="predict",
        text="Gradient descent makes 10,000 steps on the columns as they are, with η = 10⁻⁸ (10⁻⁷ diverges). How close does it come to the lowest loss, which is about 59?",
        came_out="Its loss is 10,876.4.",
        options=[
            Option(
                "very close: it is a bowl with one lowest point, and 10,000 steps are many",
                reply="It is a bowl, but an extremely narrow one. In its long direction the slope is tiny, and η is tiny as well.",
            ),
            Option(
                "its loss is still more than ten times as large",
                right=True,
                reply="The distances go up to 10,000, so η must be as small as 10⁻⁸. With such an η the weights of the other columns hardly change.",
            ),
            Option(
                "it cannot run at all: the columns have different units",
                reply="Different units are no problem, because each column has its own weight. The problem is the size of the numbers: all columns have the same η.",
            ),
        ],
    ),
    Question(
        id="columns-of-noise",
        kind="predict",
        text="All columns and labels are random, so nobody can be right more often than half of the time. The 20 best columns were chosen with the help of all 100 rows. How many of the last 50 rows does the model get right?",
        came_out="It gets 86.3 % of them right.",
        options=[
            Option(
                "about 50 %: it has learned from the first 50 rows alone",
                reply="The weights saw only the first 50 rows. But the choice of the columns saw all 100 rows, so the labels of the last 50 rows leaked into the training.",
            ),
            Option(
                "about 60 %",
                reply="The leak is larger. Among 2,000 columns there are many that fit all 100 labels well by chance, also the last 50.",
            ),
            Option(
                "more than 80 %",
                right=True,
                reply="There is nothing in these columns but noise. But they were chosen because they fit the labels, also those of the last 50 rows. The second line shows the honest choice.",
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
                "no: the pictures do not fit the labels",
                reply="There is no rule, but a network does not need one. It can distinguish ten pictures and learn each label by heart.",
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
        came_out="It makes 5.7 % mistakes on the test digits, after 7.3 % on the validation digits.",
        options=[
            Option(
                "certainly more: it was chosen on the validation digits",
                reply="The choice does make the validation result look better, but nine networks are few. The test digits may also be easier or harder by chance, and here this effect is larger.",
            ),
            Option(
                "exactly the same share",
                reply="Two sets of 1,000 digits are two samples. The printed standard error says how much such a share varies by chance.",
            ),
            Option(
                "about the same: at most two points more or less",
                right=True,
                reply="The next cell prints a standard error of 0.7 or 0.8 points for each of the two shares. Their difference has a standard error of about 1 point.",
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
                reply="Its weights did not. But the choice among 50 networks did depend on them, and such a choice makes the result look better, as the guessers show.",
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
                reply="The difference between the two losses is larger for P. But what counts is how well a network reads new digits.",
            ),
            Option(
                "Q, as its two losses are nearly the same",
                reply="The two losses of Q are nearly the same because Q is about equally bad on training digits and on new digits.",
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
                reply="The estimate is a little better, but it depends on the validation and test rows. In practice, such rows do not exist yet when you train.",
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
                reply="With weights of 0, every signal and every error is multiplied by 0, so all slopes are exactly 0.",
            ),
        ],
    ),
]
