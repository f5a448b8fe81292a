"""Questions of lesson 07, in the order in which the lesson asks them."""

from dlcourse.questions import Number, Option, Question

QUESTIONS = [
    Question(
        id="look-back-two-links",
        kind="look-back",
        text="u grows 3 times as fast as x, and f grows 2 times as fast as u. By how much does f grow when x grows by 0.1?",
        number=Number(
            0.6,
            right="x moves u by 0.3, and u moves f by 0.6. Slopes in a row are multiplied: this is the chain rule.",
            replies={
                0.5: "0.5 comes from adding the two slopes. But u grows by 0.3, and f grows by twice as much, so the slopes are multiplied.",
                6: "6 is the slope, 3·2. But x grows only by 0.1.",
            },
            otherwise="First ask how much u grows. Then ask how much f grows when u grows by that.",
        ),
    ),
    Question(
        id="look-back-slope-at-zero",
        kind="look-back",
        text="The slope of the sigmoid is σ(z)(1 − σ(z)). What is it at z = 0?",
        number=Number(
            0.25,
            right="σ(0) is ½, and ½·½ = ¼. This is the steepest place of a sigmoid.",
            replies={
                0.5: "½ is the value of the sigmoid at 0. Its slope there is ½·(1 − ½).",
                0: "That puts z itself into the formula. It needs σ(z), and σ(0) is ½.",
            },
            otherwise="Work out σ(0) first, and put that number into the formula.",
        ),
    ),
    Question(
        id="look-back-shape-of-w",
        kind="look-back",
        text="A layer is given 3 numbers and has 4 neurons. Which shape has its `W` in this course?",
        options=[
            Option(
                "(3, 4)",
                reply="That would be one row for each input. In this course each *neuron* has a row, with one weight for each input.",
            ),
            Option(
                "(4, 3)",
                right=True,
                reply="One row for each neuron, one column for each input. This is why the forward pass needs `W.T`.",
            ),
            Option("(12,)", reply="There are 12 weights, but they are kept as a table: one row for each neuron."),
        ],
    ),
    Question(
        id="who-moves-after-a-nudge",
        kind="predict",
        text="You nudge one weight, the one from x₂ to the second hidden neuron. Which of the four neurons change their output?",
        options=[
            Option(
                "All four: everything in a network is connected",
                reply="The first and the third hidden neuron do not use this weight. Their values do not change, whatever the nudge is.",
            ),
            Option(
                "Only the second hidden neuron",
                reply="The output neuron uses the value of the second hidden neuron. So the output changes as well.",
            ),
            Option(
                "The second hidden neuron and the output neuron",
                right=True,
                reply="A nudge changes what comes after the weight. It changes nothing before the weight, and nothing beside it.",
            ),
        ],
    ),
    Question(
        id="passes-for-one-step",
        kind="predict",
        text="The network 784 → 30 → 10 has 23,860 parameters. Each of them is nudged up once and down once. How many forward passes does one single step downhill need?",
        number=Number(
            47720,
            unit="passes",
            right="Two passes for each parameter. And a training has thousands of steps.",
            replies={
                23860: "That is one pass for each parameter. Central differences need two: one nudge up, and one nudge down.",
                2: "One pass with everything nudged up at once would not say which parameter moved the loss. Each needs passes of its own.",
            },
            otherwise="Count two passes for each parameter.",
        ),
    ),
    Question(
        id="which-layers-move",
        kind="predict",
        text="A network has three layers. You nudge all weights of the *second* layer. The outputs of which layers change?",
        options=[
            Option(
                "Of the second and the third",
                right=True,
                reply="The second layer itself changes, and then everything after it. The first layer is computed before, so it does not change.",
            ),
            Option(
                "Of the first and the second",
                reply="Slopes travel in this direction. A nudge travels forward, so it does not reach the first layer.",
            ),
            Option(
                "Of the second only",
                reply="The third layer takes the output of the second layer, so it changes as well. See the printed line of the second layer.",
            ),
        ],
    ),
    Question(
        id="largest-slope",
        kind="predict",
        text="With x = 3, w = 2 and b = −4 we have f = 8. Which of the three moves f most, if it is nudged a little?",
        options=[
            Option(
                "x: it is the largest number",
                reply="The size of a number says nothing about its slope. Here x has the slope 8, because x is multiplied by w = 2.",
            ),
            Option(
                "w: it is used twice",
                right=True,
                reply="One slope comes back through p and another one through r, and they add up: 12 + 4 = 16.",
            ),
            Option(
                "b: nothing is multiplied with it",
                reply="Because nothing is multiplied with it, b gets only the slope of z, which is 4. The two others get more.",
            ),
        ],
    ),
    Question(
        id="too-early",
        kind="predict",
        text="In e = c² + c, with c = 3a, c is used twice. A program goes back from e. It makes c pass its slope on to a as soon as the *first* slope has arrived at c. What happens?",
        options=[
            Option(
                "Nothing bad: all slopes are added up before the program stops",
                reply="At c all slopes are added up at last. But c has passed on its slope too early, so `a` does not get the rest.",
            ),
            Option(
                "The slope of c is wrong",
                reply="Both slopes arrive at c and add up, so the slope of c is right at last. But another slope is wrong, one step further back.",
            ),
            Option(
                "The slope of a is too small",
                right=True,
                reply="The node `a` gets only 3 times the first slope. A node has to wait until *all* slopes have arrived, so the order matters.",
            ),
        ],
    ),
    Question(
        id="which-product",
        kind="predict",
        text="In this course an example is a *row*. `delta_next` has the shape (5, 2) and `W_next` the shape (2, 3). Which product makes the column formula right for rows, with the shape (5, 3)?",
        options=[
            Option(
                "`delta_next @ W_next`",
                right=True,
                reply="(5, 2) @ (2, 3) is (5, 3). The forward pass has the transpose, and the backward pass has none.",
            ),
            Option(
                "`W_next.T @ delta_next`, as in the formula",
                reply="The formula is for a column. Here (3, 2) @ (5, 2) does not fit, because each example is a row.",
            ),
            Option(
                "`delta_next @ W_next.T`, as in the forward pass",
                reply="(5, 2) @ (3, 2) does not fit. Going forward, we sum over the inputs of a neuron. Going back, we sum over the neurons of the next layer.",
            ),
        ],
    ),
    Question(
        id="one-weight-two-examples",
        kind="predict",
        text="There is one weight, and a batch of two examples. Where the weight ends, the errors δ are 2 and −1. Where the weight starts, the activations a are 3 and 4. What is the slope of the loss in this weight?",
        number=Number(
            1,
            right="2·3 = 6 and −1·4 = −4. Their mean is 1.",
            replies={
                2: "2 is the sum of the two products. The loss is a mean over the examples, so the slope is a mean as well.",
                1.75: "That is the mean error times the mean activation. Each example has its own product, and the mean comes afterwards.",
                5: "The second product is −1·4. It has a minus, so the two examples pull in opposite directions.",
            },
            otherwise="Take δ·a for each example, and then the mean of the two.",
        ),
    ),
    Question(
        id="slope-taken-at-a",
        kind="predict",
        text="By mistake, the derivative of the hidden tanh is taken at a and not at z. What happens when you train XOR with that?",
        options=[
            Option(
                "An error message",
                reply="a and z have the same shape, so every line runs. Python cannot know which of the two you meant.",
            ),
            Option(
                "It runs, but the loss does not fall",
                reply="The wrong slopes have the right signs, so the steps still go downhill. Compare the losses of the two.",
            ),
            Option(
                "It runs, and the loss falls, too",
                right=True,
                reply="In every one of the ten starts the loss falls far. That is why this mistake can stay in a program for years.",
            ),
        ],
    ),
    Question(
        id="smallest-nudge",
        kind="predict",
        text="Which nudge ε gives the most exact slope, if we nudge up and down by it?",
        options=[
            Option(
                "The smallest: 10⁻¹² is better than 10⁻⁶",
                reply="With exact numbers this would be true. On a computer the two losses then agree in nearly all their digits, and their difference is mostly rounding error.",
            ),
            Option(
                "A large one, such as 0.1: then rounding does not matter",
                reply="Rounding does not matter then, but the curve bends between the two points. See the largest nudges in the picture.",
            ),
            Option(
                "One in the middle, such as 10⁻⁵",
                right=True,
                reply="With a large nudge the bend of the curve matters. With a tiny nudge nearly all of the difference is rounding error. The best nudge lies between the two.",
            ),
        ],
    ),
    Question(
        id="look-back-what-is-kept",
        kind="look-back",
        text="What does the backward pass need from the forward pass?",
        options=[
            Option(
                "Only the loss",
                reply="Nudging needs only the loss. But the four equations need numbers of every layer.",
            ),
            Option(
                "z and a of every layer",
                right=True,
                reply="z is needed for the slopes φ′(z), and a for the slopes of the weights. So the forward pass keeps both.",
            ),
            Option(
                "Nothing: the weights are enough",
                reply="The weights carry the errors back. But φ′(z) and δ·a need the z and a that this batch of examples gives in each layer.",
            ),
        ],
    ),
    Question(
        id="look-back-weight-in-the-middle",
        kind="look-back",
        text="A weight leads from neuron k to neuron j. Which two numbers are multiplied to get its slope?",
        options=[
            Option(
                "The error of k and the activation of j",
                reply="That is the wrong way round. The signal starts at k, and the error comes back from where the weight ends.",
            ),
            Option(
                "The errors of both",
                reply="The error of k is not needed here. It matters for the weights that lead *into* k.",
            ),
            Option(
                "The error of j and the activation of k",
                right=True,
                reply="It is the error where the weight ends, times the activation where it starts. The slope of a bias is the error alone.",
            ),
        ],
    ),
    Question(
        id="twice-as-many",
        kind="predict",
        text="A network is made wider, so that it has twice as many parameters. How does the advantage of backpropagation over nudging change?",
        options=[
            Option(
                "It stays the same: both have twice as much to do",
                reply="Backpropagation has twice as much to do. Nudging has twice as many passes, and each of them is twice as long.",
            ),
            Option(
                "It is about twice as large",
                right=True,
                reply="Nudging needs four times as much, backpropagation twice as much. So the ratio doubles.",
            ),
            Option(
                "It is about four times as large",
                reply="Nudging needs four times as much, that is true. But backpropagation needs twice as much itself.",
            ),
        ],
    ),
    Question(
        id="buffer-and-delta",
        kind="predict",
        text="After which of the four lines below is the buffer the error δ of the *hidden* layer?",
        options=[
            Option(
                "After the third, `buffer @ W2`",
                reply="After the third line the buffer is the slope of the loss in the hidden *activations*. The error δ is the slope in z, one step further back.",
            ),
            Option(
                "After the fourth",
                right=True,
                reply="δ is the slope in z. So the buffer has to pass the activation function as well, by its slope φ′(z).",
            ),
            Option(
                "After none: this is another algorithm",
                reply="It computes the same products in the same order. Compare the line after line 4 with `delta1`.",
            ),
        ],
    ),
    Question(
        id="one-of-three-errors",
        kind="predict",
        text="Three classes, softmax and cross entropy. Somebody uses our first equation, with the slope a(1 − a) of each output in its own z. Which of the three errors are right?",
        options=[
            Option(
                "All three",
                reply="The formula would be right if each output depended on its own z only. In a softmax each score changes all outputs.",
            ),
            Option(
                "None",
                reply="One of them is right: compare the rows. Only the right class has a slope of the loss in its own output.",
            ),
            Option(
                "Only that of the right class",
                right=True,
                reply="The loss uses the output of the right class only. So the formula gives 0 for the two other errors, although their scores matter.",
            ),
        ],
    ),
    Question(
        id="bias-of-six",
        kind="predict",
        text="The target is 0, and the loss is MSE. You raise the bias of the output neuron from 0 to 6, so that the answer becomes very wrong. What happens to its error δ?",
        options=[
            Option(
                "It shrinks to less than a hundredth",
                right=True,
                reply="a − y has grown, but the sigmoid is nearly flat at its end. The product with its slope is tiny.",
            ),
            Option(
                "It grows: the answer is more wrong than before",
                reply="a − y does grow. But δ has a second factor, the slope of the sigmoid, and that shrinks far more.",
            ),
            Option(
                "It stays about the same",
                reply="The factor a − y stays nearly the same. The other factor, the slope of the sigmoid, does not.",
            ),
        ],
    ),
    Question(
        id="what-it-says-in-the-pause",
        kind="predict",
        text="Start A: the loss falls, then hardly moves for hundreds of epochs, then falls again. What does the network answer for the four corners during this pause?",
        options=[
            Option(
                "About ½ for all of them",
                right=True,
                reply="Two targets are 0 and two are 1, so ½ is the best answer that is the same for all. The network needs many epochs to leave this answer.",
            ),
            Option(
                "The right answer for three, and a wrong one for the fourth",
                reply="That would be a lower loss. Read the four answers under the picture, somewhere between the epochs 50 and 250.",
            ),
            Option(
                "Different answers in every epoch",
                reply="Then the loss would jump. Move the slider through the pause: the four answers hardly change.",
            ),
        ],
    ),
    Question(
        id="one-layer-or-two",
        kind="predict",
        text="Guessing gets 10 % of the new pictures right. How good is a single layer, 64 → 10, and what do 30 hidden neurons add?",
        options=[
            Option(
                "One layer hardly beats guessing: the digits move about, so no pixel means anything alone",
                reply="No single pixel says much. But 64 weak hints for each digit, added up, already say a lot.",
            ),
            Option(
                "One layer is far better than guessing, and hidden neurons add a few percent",
                right=True,
                reply="Most of the work is done by a single layer. With hidden neurons fewer than half of its mistakes are left, in all three starts.",
            ),
            Option(
                "One layer is as good as two: the pictures are very small",
                reply="Small pictures can still need features that are made of several pixels. Compare the two lines of each seed.",
            ),
        ],
    ),
    Question(
        id="shapes-in-a-layer",
        kind="check",
        text="A layer takes 30 numbers and has 10 neurons. The batch has 64 examples. Which shapes have `delta`, `dW` and the error of the layer before?",
        options=[
            Option(
                "(64, 10), (10, 30) and (64, 30)",
                right=True,
                reply="An error has a row for each example and a column for each neuron. `dW` has the shape of `W`.",
            ),
            Option(
                "(64, 10), (64, 10, 30) and (64, 30)",
                reply="There is a product δ·a for each example, but `dW` is their mean. It has the shape of `W`.",
            ),
            Option(
                "(10,), (10, 30) and (30,)",
                reply="The mean over the examples comes at the very end, in `dW` and `db`. Errors still have a row for each example.",
            ),
        ],
    ),
    Question(
        id="all-weights-zero",
        kind="check",
        text="All weights and biases of a network are 0. Its hidden neurons are tanh. Which slopes are not 0?",
        options=[
            Option(
                "All of them: the outputs are wrong, so there is something to learn",
                reply="The output has an error. But it is multiplied by weights that are 0, and by activations that are 0.",
            ),
            Option(
                "Those of the last layer, weights and biases",
                reply="A weight's slope is δ·a, and the hidden activations are tanh(0) = 0. So the slopes of the weights are 0, too.",
            ),
            Option(
                "Only those of the output's biases",
                right=True,
                reply="Errors of hidden layers contain a factor W, which is 0. The slopes of the last weights are δ·a with a = 0. The next cell shows it.",
            ),
        ],
    ),
    Question(
        id="back-and-forth",
        kind="check",
        text="A trained network reads a digit for a customer. Does anything travel backwards through it?",
        options=[
            Option(
                "Yes: forward and back always belong together",
                reply="The backward pass needs a target, and the customer has none. It is made for learning only.",
            ),
            Option(
                "No: slopes are computed while it learns, and an answer needs only the forward pass",
                right=True,
                reply="Backpropagation is a calculation that somebody makes with the network. It is no part of the network.",
            ),
            Option(
                "Only if the answer is wrong",
                reply="The network does not know whether its answer is wrong. Somebody who knows the target could ask for slopes.",
            ),
        ],
    ),
]
