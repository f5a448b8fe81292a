"""The questions of lesson 04, Feedforward networks."""

from dlcourse.questions import Number, Option, Question

QUESTIONS = [
    Question(
        id="look-back-xor-line",
        kind="look-back",
        text="Lesson 02: a perceptron is trained on the four points of XOR. What happens?",
        options=[
            Option(
                "After many epochs it has found a line.",
                reply="No line separates the four points of XOR. So every epoch has a mistake in it, and the rule changes the weights again.",
            ),
            Option(
                "It finds a line if the learning rate is small enough.",
                reply="The learning rate changes how long the steps are. It cannot make a line that does not exist: no line "
                "separates the four points of XOR.",
            ),
            Option(
                "It never stops changing its weights.",
                right=True,
                reply="No line separates the four points, so every epoch has a mistake in it. One line is not enough.",
            ),
        ],
    ),
    Question(
        id="look-back-sigmoid-slope",
        kind="look-back",
        text="Lesson 03: how large is the slope of the sigmoid where it is steepest?",
        number=Number(
            0.25,
            tolerance=0.005,
            right="At z = 0 the sigmoid is ½, and its slope is ½ · (1 − ½) = ¼.",
            replies={
                0.5: "½ is the value of the sigmoid at z = 0. Its slope there is ½ · (1 − ½).",
                1: "1 is the largest slope of tanh. The sigmoid is flatter: its slope is σ(z) · (1 − σ(z)).",
            },
            otherwise="The slope is σ(z) · (1 − σ(z)). It is largest at z = 0, where σ(z) is ½.",
        ),
    ),
    Question(
        id="look-back-gate-of-weights",
        kind="look-back",
        text="Lesson 02: a neuron with a step has the weights −2 and −2 and the bias 3. Which gate is it?",
        options=[
            Option(
                "AND",
                reply="AND answers 0 when both inputs are 0. This neuron has the score 3 there, so it answers 1.",
            ),
            Option(
                "OR",
                reply="OR answers 1 when both inputs are 1. This neuron has the score −2 − 2 + 3 = −1 there, so it answers 0.",
            ),
            Option(
                "NAND",
                right=True,
                reply="Its score is negative only when both inputs are 1. So it answers 0 there, and 1 everywhere else.",
            ),
        ],
    ),
    Question(
        id="lines-of-3-4-5",
        kind="predict",
        text="A network has 3 inputs, 4 hidden neurons and 5 outputs. Every node is joined to every node of the next column. How many lines?",
        number=Number(
            32,
            unit="lines",
            right="3 · 4 lines lead into the hidden layer, and 4 · 5 lead out of it.",
            replies={
                12: "12 is the number of nodes, 3 + 4 + 5, and also the number of lines before the hidden layer, 3 · 4. The lines "
                "behind it are missing.",
                60: "3 · 4 · 5 counts paths from an input to an output. A line joins two nodes of neighbouring columns: "
                "3 · 4 and 4 · 5, added.",
                41: "41 counts one bias for each neuron as well. A bias is no line.",
                47: "The inputs and the outputs are not joined directly. Only neighbouring columns are.",
            },
            otherwise="Count column by column: each of the 3 inputs has 4 lines, and each of the 4 hidden neurons has 5.",
        ),
    ),
    Question(
        id="pixel-as-input",
        kind="predict",
        text="A picture of 28 × 28 pixels is written as one long row, first its row 0, then its row 1, and so on. Which input is the "
        "pixel in row 2, column 5? (All counts begin at 0.)",
        number=Number(
            61,
            right="Two whole rows of 28 come before it, then five pixels of its own row: 2 · 28 + 5.",
            replies={
                142: "That is 5 · 28 + 2, the pixel in row 5, column 2. The row comes first.",
                33: "That is 1 · 28 + 5. Counting begins at 0, so two whole rows come before row 2: row 0 and row 1.",
                62: "You counted from 1. With counting from 0, exactly 2 · 28 + 5 pixels come before it.",
                10: "2 · 5 is the size of a block of 2 by 5. Here whole rows of 28 come first.",
                7: "Adding 2 and 5 forgets how long a row is: each row that comes before it has 28 pixels.",
            },
            otherwise="Count the pixels that come before it: the whole rows 0 and 1, then five pixels of row 2.",
        ),
    ),
    Question(
        id="knob-of-the-age",
        kind="predict",
        text="One house is 20 years old, another 2. Someone turns the knob of the age from −0.8 to 0.8. How do the guesses change?",
        options=[
            Option(
                "The older one by 32, the newer one by 3.2",
                right=True,
                reply="Each guess changes by 1.6 times the age: by 1.6 · 20 and by 1.6 · 2. The same turn of the knob has different effects on the two houses.",
            ),
            Option(
                "Both by 1.6",
                reply="The knob was turned by 1.6, but its number is multiplied by the age before it counts. The printed prices "
                "moved by 32 and by 3.2.",
            ),
            Option(
                "Both by 32",
                reply="32 is 1.6 times 20, which is right for the older house. For the other one it is 1.6 times 2: the effect of "
                "a knob depends on the input.",
            ),
        ],
    ),
    Question(
        id="square-without-transpose",
        kind="predict",
        text="A layer has 3 inputs and 3 neurons, so `W` has shape (3, 3), and `a` has shape (6, 3). Someone forgets to transpose and "
        "writes `a @ W`. What happens?",
        options=[
            Option(
                "NumPy stops with an error.",
                reply="That is what happens with 4 neurons. With 3 neurons and 3 inputs the shapes fit, so NumPy does not stop.",
            ),
            Option(
                "It runs, and the numbers are right.",
                reply="The shape is right, and that makes it easy to believe. But without the transpose, columns of W take the "
                "place of rows, so each neuron gets weights that belong to others.",
            ),
            Option(
                "It runs, and the numbers are wrong.",
                right=True,
                reply="The shapes fit, so nothing warns you. With sizes that are all different, the same mistake gives an error.",
            ),
        ],
    ),
    Question(
        id="shape-of-hidden",
        kind="predict",
        text="A batch of 6 examples goes through 3 → 4 → 5. What is the shape of the hidden layer's output?",
        options=[
            Option(
                "(4, 3)",
                reply="(4, 3) is the shape of W₁: it belongs to the machine and does not depend on the batch. What flows "
                "through has a row for each example.",
            ),
            Option(
                "(4, 6)",
                reply="The two numbers are right, but in the wrong order. In this course an example is a row, also inside the network.",
            ),
            Option(
                "(6, 4)",
                right=True,
                reply="A row for each example, a column for each neuron of the layer.",
            ),
            Option(
                "(6, 5)",
                reply="That is the shape of the last output. The hidden layer has 4 neurons, so its output has 4 columns.",
            ),
        ],
    ),
    Question(
        id="six-more-neurons",
        kind="predict",
        text="You may add six neurons to 3 → 4 → 5. You can widen the hidden layer to 10, or put a second hidden layer of 6 behind the "
        "first. Which network has more parameters?",
        options=[
            Option(
                "The wider one, 3 → 10 → 5",
                right=True,
                reply="The wider one has 95 parameters, the deeper one 81. The six neurons have 3 lines in and 5 out each. In the deeper network "
                "they have 4 in and 5 out, but the 20 lines from the first hidden layer to the outputs are gone.",
            ),
            Option(
                "The deeper one, 3 → 4 → 6 → 5",
                reply="One more layer looks like more of everything. The explorer shows 81 parameters, and 95 for the wider "
                "network: the 20 lines from the first hidden layer to the outputs are gone.",
            ),
            Option(
                "Both have the same number.",
                reply="Both have the same number of neurons. Parameters are mostly lines, and those depend on which layers are "
                "neighbours: 95 in the wider network, 81 in the deeper one.",
            ),
        ],
    ),
    Question(
        id="untrained-reader",
        kind="predict",
        text="A network 784 → 30 → 10 has random weights and has learned nothing. It looks at 1,000 handwritten digits and says which "
        "digit it sees. What share does it get right?",
        came_out="The five networks get 7.8 % to 10.9 % right.",
        options=[
            Option(
                "None",
                reply="To be wrong every time, it would have to know the answer and avoid it. A guess is right now and then.",
            ),
            Option(
                "About one in ten",
                right=True,
                reply="It knows nothing, and there are ten digits. Each start gives another share, but all lie around one in ten.",
            ),
            Option(
                "About half",
                reply="Half would be a guess between two answers. Here there are ten, so a guess is right about one time in ten.",
            ),
        ],
    ),
    Question(
        id="second-gate",
        kind="predict",
        text="Neuron 1 is OR: it fires unless both inputs are 0. Which gate should neuron 2 be, so that a line separates the two "
        "classes in the hidden plane?",
        options=[
            Option(
                "OR, like neuron 1",
                reply="Two neurons that do the same are no more than one. In the hidden plane all corners then lie on a line, and the corner 11 lies almost at the same place as 01 and 10.",
            ),
            Option(
                "AND",
                right=True,
                reply="AND answers 1 for the corner 11 and 0 for 01 and 10. OR gives the same answer for all three. (NAND works as well.)",
            ),
            Option(
                "A neuron that fires when x₁ is 1",
                reply="This is close to how the sliders stand at the start. It sends the corners 10 and 11 to the same place, and they belong to different classes.",
            ),
            Option(
                "No gate helps, as XOR cannot be separated.",
                reply="XOR cannot be separated by a line in the *input* plane. The hidden plane is another plane, and the corners "
                "lie elsewhere in it. Try AND.",
            ),
        ],
    ),
    Question(
        id="steps-become-sigmoids",
        kind="predict",
        text="With steps, the weights set by hand give exactly 0, 1, 1, 0. Now the same weights run with sigmoids. What comes out?",
        options=[
            Option(
                "0, 1, 1, 0 again",
                reply="A sigmoid comes close to a step only where its weighted input is large. Here all weighted inputs are close to 0, and there the outputs of a sigmoid are not close to 0 or 1.",
            ),
            Option(
                "Four numbers below ½",
                right=True,
                reply="The order is still right: the middle two are larger. But soft steps only reach 0.481, so all four "
                "would count as 0. Weights ten times as large make the steps steep enough.",
            ),
            Option(
                "Exactly ½ four times",
                reply="½ is what a sigmoid says when its weighted input is 0. Here it is not 0, so the printed numbers differ from "
                "½, and from each other.",
            ),
        ],
    ),
    Question(
        id="no-activation-xor",
        kind="predict",
        text="Take the activation function away from the hidden layer. Which weights still bring the four corners into a position where "
        "a line separates them?",
        options=[
            Option(
                "Very large weights",
                reply="Large weights made the sigmoids steep. Without an activation function they only enlarge the picture. The two middles stay at the same place.",
            ),
            Option(
                "Weights for many more hidden neurons",
                reply="More neurons give more dimensions, but the middle of blue and the middle of orange still land at the same place.",
            ),
            Option(
                "None",
                right=True,
                reply="Whatever the weights are, the middle of the blue corners and the middle of the orange ones land at the same place. The text below proves it.",
            ),
        ],
    ),
    Question(
        id="double-the-bumps",
        kind="predict",
        text="The target is one wave, and the steepness is 100. There are 8 hidden neurons, so 4 bumps. You double the neurons again and "
        "again. What does the largest error do?",
        options=[
            Option(
                "It halves each time, without end.",
                reply="It does so at first, while the bumps are the problem. Later the soft steps are the problem, and more of them "
                "do not help: with 200 neurons the error is still above 0.05.",
            ),
            Option(
                "It falls, and then it hardly falls any more.",
                right=True,
                reply="First the bumps are too few, later their edges are too soft. Raise the steepness, and it falls again.",
            ),
            Option(
                "It falls to exactly 0 at some number.",
                reply="The target is a smooth curve and the network is a row of stairs. It comes closer, but it never fits exactly.",
            ),
        ],
    ),
    Question(
        id="neurons-at-a-jump",
        kind="predict",
        text="The target *jump* goes from −½ to ½ at once. How large is the network's largest error with 512 hidden neurons?",
        came_out="It is 0.996.",
        options=[
            Option(
                "Below 0.01",
                reply="It is often said that enough neurons approximate any function. The network's output is continuous, and next to "
                "the jump it cannot be near −½ and near ½ at once.",
            ),
            Option(
                "Still ½ or more",
                right=True,
                reply="However many neurons there are, the output is continuous. It has to get from −½ to ½, and somewhere it is "
                "at least ½ away from the target.",
            ),
            Option(
                "Exactly 0, as sigmoids are made for jumps",
                reply="A steep sigmoid is nearly a step, but only nearly. Between the two levels it takes every value, and there it misses.",
            ),
        ],
    ),
    Question(
        id="thousand-squares",
        kind="predict",
        text="Replace the sigmoid by φ(z) = z², and find the best output weights for one wave. How does the best fit with 1,000 hidden "
        "neurons compare with that of 3?",
        options=[
            Option(
                "It is far better.",
                reply="More neurons helped the sigmoids. A sum of squares (wx + b)² is always a parabola, and a thousand parabolas add "
                "up to one parabola.",
            ),
            Option(
                "It is exactly as good.",
                right=True,
                reply="A sum of squares (wx + b)² is a parabola, however many there are. Three neurons can make every one.",
            ),
            Option(
                "It is worse.",
                reply="The best fit cannot get worse with more neurons: the new ones may have weight 0. Here it gets no better.",
            ),
        ],
    ),
    Question(
        id="pieces-after-four-folds",
        kind="predict",
        text="After one fold the output has 2 straight pieces. How many has it after four folds?",
        number=Number(
            16,
            unit="pieces",
            right="Each fold doubles the number of pieces: 2, 4, 8, 16.",
            replies={
                8: "That adds two pieces for each fold, as neurons in *one* layer do. Here every fold works on all the pieces that "
                "are there, and doubles them.",
                5: "That adds one piece for each fold. But every fold works on all the pieces that are there, and doubles them.",
                9: "9 is the most that these eight ReLUs could make in one layer. One behind the other they make more.",
                32: "2⁵ is one fold too many: 2, 4, 8, 16.",
            },
            otherwise="Follow it fold by fold: every piece runs once through the fold, and comes out as two.",
        ),
    ),
    Question(
        id="equal-start",
        kind="predict",
        text="Three hidden neurons start with the same weights. The network learns XOR for 300 steps. What do their weights do?",
        options=[
            Option(
                "They move, and stay equal to each other.",
                right=True,
                reply="Equal neurons have equal slopes, so they make equal steps, and are equal again before the next one.",
            ),
            Option(
                "They stay where they are.",
                reply="The printed rows have moved. Equal weights can still move: the loss has a slope, and all three neurons follow it.",
            ),
            Option(
                "They move apart after a while.",
                reply="For this, something would have to be different for one of the three. But they have the same inputs, the same weights and the same effect "
                "on the output, so their slopes are equal at every step.",
            ),
        ],
    ),
    Question(
        id="hundred-random-starts",
        kind="predict",
        text="Now 100 networks start from random weights, each from its own seed. How many of them have learned XOR after 300 steps?",
        came_out="After 300 steps 93 of them have.",
        options=[
            Option(
                "All of them",
                reply="Random weights make the neurons different, but this is not always enough. The printed count shows some networks that have not learned XOR.",
            ),
            Option(
                "Most of them, but not all",
                right=True,
                reply="Random weights make the neurons different, and most networks learn XOR. A few do not, and more steps help only some of these.",
            ),
            Option(
                "About half of them",
                reply="The start matters, but less than this: the printed count is far above half.",
            ),
        ],
    ),
    Question(
        id="shapes-of-a-digit-batch",
        kind="check",
        text="A batch of 100 pictures of 28 × 28 pixels goes through 784 → 30 → 10. Which shapes are right?",
        options=[
            Option(
                "`W1` (784, 30), hidden outputs (100, 30)",
                reply="The hidden outputs are right. But a row of W is a neuron: 30 rows of 784 weights, shape (30, 784).",
            ),
            Option(
                "`W1` (30, 784), hidden outputs (100, 30)",
                right=True,
                reply="W1 has a row for each neuron, and the hidden outputs have a row for each picture.",
            ),
            Option(
                "`W1` (30, 784), hidden outputs (30, 100)",
                reply="W1 is right. But what flows through the network has one example a row: 100 rows of 30 numbers.",
            ),
        ],
    ),
    Question(
        id="triangle-neurons",
        kind="check",
        text="A network with steps answers 1 inside a triangle and 0 outside. What is the smallest number of hidden neurons that it needs?",
        number=Number(
            3,
            unit="neurons",
            right="Each hidden neuron draws one line, and a triangle has three sides. The output then has to ask for all three at "
            "once. (You build it in the exercises.)",
            replies={
                1: "One hidden neuron draws one line. A line has no inside.",
                2: "Two lines leave a region that is open on one side. A triangle is closed, so a third line has to close it.",
                4: "One hidden neuron for each side is enough. The output neuron puts them together, and it is not a hidden one.",
            },
            otherwise="Each hidden neuron draws one line. How many lines bound a triangle?",
        ),
    ),
    Question(
        id="one-layer-always",
        kind="check",
        text="One hidden layer can approximate every continuous function on a closed and bounded region. Is that always good enough?",
        options=[
            Option(
                "No: the weights exist, but training may not find them.",
                right=True,
                reply="The number of neurons may be enormous, too, and a good fit to the examples may be wrong between them.",
            ),
            Option(
                "Yes, that is what the theorem says.",
                reply="The theorem says that suitable weights exist, for some number of neurons. It does not say how many that is, nor how "
                "to find the weights.",
            ),
            Option(
                "No: it needs two hidden layers for curved targets.",
                reply="One hidden layer is enough for curved targets: you built a wave from bumps. The doubt is about how many neurons it "
                "takes, and whether training finds the weights.",
            ),
        ],
    ),
    Question(
        id="all-zero-start",
        kind="check",
        text="Someone sets all weights and biases to exactly 0 and trains on XOR, with tanh in the hidden layer and a sigmoid at the end. "
        "Which parameters have moved after one step?",
        options=[
            Option(
                "All of them, by equal amounts",
                reply="The output weights are 0, so the hidden neurons have no influence on the loss, and their slopes are 0. The hidden "
                "outputs are 0 as well, so the output weights have slope 0, too.",
            ),
            Option(
                "The output weights only",
                reply="A weight moves by its slope, and that is proportional to what comes in. The hidden outputs are tanh(0) = 0, so the "
                "output weights stay.",
            ),
            Option(
                "None",
                right=True,
                reply="Nothing before the output can move, and the output's bias is already at its best: ½ is the best constant "
                "answer for XOR. The next cell shows it.",
            ),
        ],
    ),
]
