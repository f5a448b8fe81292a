"""Questions of lesson 08, in the order in which the lesson asks them."""

from dlcourse.questions import Number, Option, Question

QUESTIONS = [
    Question(
        id="look-back-count-parameters",
        kind="look-back",
        text="A network has 3 inputs, a hidden layer of 4 neurons, and 2 outputs. How many weights and biases does it have in all?",
        number=Number(
            26,
            right="The layers have 3·4 + 4 = 16 and 4·2 + 2 = 10. In this lesson the same calculation gives more than a hundred thousand.",
            replies={
                20: "These are the weights alone. Each neuron has a bias as well, and there are six neurons.",
                9: "That is the number of inputs and neurons. The weights stand between them.",
            },
            otherwise="A layer has inputs times neurons weights, and one bias for each neuron. Add up the two layers.",
        ),
    ),
    Question(
        id="look-back-steepest-sigmoid",
        kind="look-back",
        text="What is the largest slope that the sigmoid has anywhere?",
        options=[
            Option(
                "1", reply="The slope of tanh reaches 1, and a ReLU has 1 on its right half. The sigmoid is flatter."
            ),
            Option("½", reply="½ is the value of the sigmoid at 0. Its slope there is ½ · (1 − ½)."),
            Option(
                "¼",
                right=True,
                reply="The slope is σ(z)(1 − σ(z)), and at z = 0 this is ½ · ½. You will need this number again in section 7.",
            ),
        ],
    ),
    Question(
        id="look-back-slope-of-a-weight",
        kind="look-back",
        text="A weight leads from an input a to a neuron with the error δ. By the fourth equation of backpropagation, what is the slope of the loss for this weight?",
        options=[
            Option(
                "a · δ",
                right=True,
                reply="So a weight whose input is 0 gets no slope. Section 4 shows that in a picture.",
            ),
            Option(
                "δ alone",
                reply="That is the slope for the bias. For a weight, δ is multiplied by the weight's input a.",
            ),
            Option(
                "the weight times δ",
                reply="That is a part of the error of the layer before. The slope of a weight contains its input a.",
            ),
        ],
    ),
    Question(
        id="digits-untrained",
        kind="predict",
        text="A network of 784-30-10 has random weights and is not trained. About how many of 100 digits does it read correctly?",
        came_out="It reads 10.2 % correctly.",
        options=[
            Option(
                "None",
                reply="To get all of them wrong, a network would have to know which answers are wrong. This one knows nothing, so it is sometimes right.",
            ),
            Option(
                "About 10",
                right=True,
                reply="There are ten classes, and the network guesses. Its loss is near log 10, the loss of somebody who gives the same probability to all ten.",
            ),
            Option("About 50", reply="Half would be right if there were two classes. Here there are ten."),
        ],
    ),
    Question(
        id="digits-first-reader",
        kind="predict",
        text="Now the network learns from 3,000 digits for ten epochs. About how many of 100 digits that it has never seen does it read correctly?",
        came_out="It reads 90.3 % correctly.",
        options=[
            Option(
                "About 50: nobody has told it what a stroke is",
                reply="The network does not have to know what a stroke is. For most digits it is enough to know which pixels have ink together.",
            ),
            Option(
                "About 70",
                reply="It does better than that. Digits written by different people are more alike than you may think.",
            ),
            Option(
                "About 90",
                right=True,
                reply="Compare the two columns of the output, too. The network reads even more of the digits from which it learned.",
            ),
            Option(
                "All of them",
                reply="Look at the column for validation. The network reads most of them. But some people write digits in ways that the 3,000 training pictures do not show.",
            ),
        ],
    ),
    Question(
        id="depth-or-width",
        kind="predict",
        text="Two networks have about 109,000 parameters each. One has a single hidden layer of 137 neurons, the other has two, of 128 and 64. Which one reads more new digits correctly?",
        came_out="On average the deeper one reads 92.0 %, the wide one 90.8 %.",
        options=[
            Option(
                "The wide one",
                reply="Compare the last two lines of the table. With each of the three seeds the deeper one reads a few more.",
            ),
            Option(
                "The deeper one, by about 10 in 100",
                reply="The deeper one is ahead, but compare the last two lines: most digits are read by both of them.",
            ),
            Option(
                "The deeper one, by about 1 in 100",
                right=True,
                reply="It is a small gain, and the three seeds agree on it. The cell after the next prints how sure each of these differences is.",
            ),
            Option(
                "Both the same: only the number of parameters counts",
                reply="The number of parameters matters, but compare the last two lines of the table: the second layer also helps a little.",
            ),
        ],
    ),
    Question(
        id="digits-confused",
        kind="predict",
        text="Which kind of mistake is the most frequent?",
        options=[
            Option(
                "All mistakes are about equally frequent",
                reply="Look at the picture: most fields are empty, and a few have several counts.",
            ),
            Option(
                "Digits with a similar shape, such as 4 and 9",
                right=True,
                reply="The network sees only where there is ink. So it confuses digits that have ink in the same places.",
            ),
            Option(
                "Neighbours in counting, such as 6 and 7",
                reply="For the network the labels are only ten outputs. It does not know that 7 comes after 6.",
            ),
        ],
    ),
    Question(
        id="first-layer-looks-for",
        kind="predict",
        text="Each of the 30 neurons in the first layer has 784 weights, one for each pixel. Drawn as pictures, what do they look like?",
        options=[
            Option(
                "Ten digits, some of them twice",
                reply="No neuron has to recognise a digit alone: the last layer combines the outputs of all 30. Look for parts of digits.",
            ),
            Option(
                "Clean edges, as in many textbooks",
                reply="Those pictures come from networks in which a neuron sees a small window. Here a neuron sees the whole picture.",
            ),
            Option(
                "Patches and parts of strokes, under noise",
                right=True,
                reply="The noise comes from the random first weights. At pixels that never have ink, the weights have not changed.",
            ),
        ],
    ),
    Question(
        id="digits-learned-by-heart",
        kind="predict",
        text="The network of 784-128-64-10 has 109,386 parameters and 3,000 training pictures. You train it for 20 epochs instead of 10. What happens to its accuracy on the validation digits?",
        options=[
            Option(
                "It falls: the network is overfitting",
                reply="Many people expect this. The validation loss may rise. But look at the accuracy in the last line of each seed: it does not fall.",
            ),
            Option(
                "It stays about where it was",
                right=True,
                reply="The accuracy in training is nearly 100 %, and the accuracy in validation hardly changes any more. Compare the loss as well.",
            ),
            Option(
                "It rises to nearly 100 %, as in training",
                reply="The accuracy in training does. The accuracy in validation stays well below, because new digits differ from those that the network has seen.",
            ),
        ],
    ),
    Question(
        id="shifted-digits-help",
        kind="predict",
        text="You add four copies of each picture, moved by one pixel, and train for as many steps as before. What happens to the mistakes on the validation digits, which are not moved?",
        options=[
            Option(
                "More: the network sees each picture less often",
                reply="It sees each picture less often. But five versions of a digit teach the network more than one version five times.",
            ),
            Option(
                "About as many: the copies show nothing new",
                reply="For you a moved digit is the same digit. For the network it is another row of numbers, and the network learns what the two rows have in common.",
            ),
            Option(
                "Fewer",
                right=True,
                reply="With each of the three seeds, many more digits are newly right than newly wrong.",
            ),
        ],
    ),
    Question(
        id="eight-sigmoid-layers",
        kind="predict",
        text="A network has eight hidden layers of 30 sigmoids. You train it for three epochs with the same loop. About how many of 100 validation digits does it read correctly?",
        came_out="After three epochs it reads 10.3 % correctly.",
        options=[
            Option(
                "More than with two layers",
                reply="That is the hope behind deep networks. But look at the loss: it has hardly changed.",
            ),
            Option(
                "About as many as with one or two",
                reply="Such layers could do it, but they have not learned. Look at the loss.",
            ),
            Option(
                "About 10, as by chance",
                right=True,
                reply="The loss stays near log 10. The code is right: the same loop learned to read in section 2.",
            ),
        ],
    ),
    Question(
        id="which-scale-holds",
        kind="predict",
        text="With ten layers, you double the scale of all weights. About by which factor do the slopes of a ReLU network grow?",
        came_out="The factor is about 500,000.",
        options=[
            Option(
                "2",
                reply="Each layer gives a factor of 2, and the factors of all layers are multiplied.",
            ),
            Option(
                "20, which is ten times 2", reply="The factors are multiplied, one for each layer. They are not added."
            ),
            Option(
                "More than 1,000",
                right=True,
                reply="Nine other layers give a factor of 2 each, which makes 512. The outputs and their errors grow as well, so it is far more.",
            ),
        ],
    ),
    Question(
        id="fifty-relu-layers",
        kind="predict",
        text="Signals of size 1 go through fifty layers of 100 ReLUs. The weights have the standard deviation √(1/n), the ordinary start of lesson 04. About how large is the signal at the end?",
        came_out="Its size is 2.6 · 10⁻⁸.",
        options=[
            Option(
                "About 0.7, which is √½",
                reply="That is about the size after one layer. Look at the first line of the output: each of the fifty layers makes the signal smaller.",
            ),
            Option(
                "About 0.02, which is one fiftieth",
                reply="The signal becomes smaller by a *factor* in each layer, and fifty factors are multiplied. Look at the first line of the output.",
            ),
            Option(
                "Less than a millionth",
                right=True,
                reply="Each layer multiplies the size by about √½, and fifty such factors leave almost nothing. Compare the three lines of the output.",
            ),
        ],
    ),
    Question(
        id="digit-in-a-corner",
        kind="predict",
        text="You draw a small 3 into a corner of the sheet, and the network sees it *as drawn*. What does it say?",
        options=[
            Option(
                "3, with less certainty",
                reply="Try several corners. The network has only seen digits in the middle. A digit in a corner has ink at other pixels, so it meets other weights.",
            ),
            Option(
                "Often another digit, sometimes with great certainty",
                right=True,
                reply="The ten outputs of a softmax always add up to 1. The network cannot say that a picture is unlike all pictures that it has seen.",
            ),
            Option(
                "All ten get about 10 %",
                reply="That would be an honest answer. A network that was never shown strange pictures has not learned to give it.",
            ),
        ],
    ),
    Question(
        id="gap-what-helps",
        kind="check",
        text="A network reads 99.9 % of its training digits and 93 % of the validation digits. You have time for one thing. What is the best first try?",
        options=[
            Option(
                "Twice as many epochs",
                reply="The network makes hardly any mistakes in training from which it could learn. In section 5 the second ten epochs changed little.",
            ),
            Option(
                "More pictures, or shifted copies",
                right=True,
                reply="In section 6 more digits were newly right than newly wrong, with every seed.",
            ),
            Option(
                "Fewer neurons, because it has too many",
                reply="In section 3 the networks with more parameters read more new digits, although they had many parameters for each picture.",
            ),
        ],
    ),
    Question(
        id="thousandfold-rate",
        kind="check",
        text="A network of 20 sigmoid layers does not learn. Somebody makes the learning rate a thousand times as large. Will it learn now?",
        options=[
            Option(
                "Yes, small slopes need large steps",
                reply="The last layers have slopes of ordinary size. A rate that moves the first layers makes the weights of the last layers huge.",
            ),
            Option(
                "No, the slopes of the layers differ by too much",
                right=True,
                reply="All layers have the same learning rate. The next cell prints the slopes of the first layer and of the last.",
            ),
            Option(
                "Yes, if it is trained for longer",
                reply="In the first steps the weights of the last layers become huge. Then their sigmoids have almost no slope, and more steps do not repair that.",
            ),
        ],
    ),
    Question(
        id="why-three-sets",
        kind="check",
        text="You try ten numbers of epochs and keep the one that is best on the test digits. What is wrong with the accuracy that you report?",
        options=[
            Option(
                "Nothing: no step was made because of a test digit",
                reply="The training did not use the test digits. But you used them for your choice, so the choice is fitted to these digits.",
            ),
            Option(
                "It is probably a little too low",
                reply="You have kept the best of ten. A part of its good result is luck on these digits.",
            ),
            Option(
                "It is probably a little too high",
                right=True,
                reply="You have kept the best of ten, and a part of its good result is luck. This is why choices are made with validation digits.",
            ),
        ],
    ),
]
