"""Questions of lesson 05, in the order in which the lesson asks them."""

from dlcourse.questions import Number, Option, Question

QUESTIONS = [
    Question(
        id="look-back-line-misses",
        kind="look-back",
        text="A line has w = 2 and b = −1. At x = 3 the right answer is y = 4. By how much does the line miss, that is, what is wx + b − y?",
        number=Number(
            1,
            right="The line predicts 2·3 − 1 = 5, and 5 − 4 = 1. This lesson makes one number out of many such misses.",
            replies={
                -1: "That is y minus the prediction. The question asks for the prediction minus y, and the prediction is 5.",
                5: "5 is the prediction. The right answer, 4, still has to be subtracted.",
                2: "2·3 − 4 = 2 leaves out the bias. It belongs to the prediction.",
            },
            otherwise="The prediction is 2·3 − 1. Subtract the right answer from it.",
        ),
    ),
    Question(
        id="look-back-slope-of-a-square",
        kind="look-back",
        text="What is the slope (the derivative) of (a − 3)² at a = 5?",
        number=Number(
            4,
            right="The derivative is 2(a − 3), and 2·2 = 4. This is why a loss with squares often has a ½ in front.",
            replies={
                2: "2 is a − 3. The derivative of a square brings a factor 2 with it: 2(a − 3).",
                10: "That is the derivative of a², 2a. Here the square is that of a − 3.",
            },
            otherwise="The derivative of (a − 3)² is 2(a − 3). Put in a = 5. Lesson 00 has a refresher on derivatives.",
        ),
    ),
    Question(
        id="look-back-far-out",
        kind="look-back",
        text="A sigmoid neuron has the weighted input z = −7. What happens to its output when z grows a little?",
        options=[
            Option(
                "It grows by about a quarter of that",
                reply="A quarter is the largest slope of the sigmoid, and it has that slope only at z = 0. At −7 the curve is nearly flat.",
            ),
            Option(
                "Hardly anything",
                right=True,
                reply="Its slope there is σ(z)(1 − σ(z)), about 0.001. The neuron is saturated.",
            ),
            Option(
                "Nothing at all",
                reply="That is the step, or a ReLU on its flat half. A sigmoid never has a slope of exactly 0; here the slope is about 0.001.",
            ),
        ],
    ),
    Question(
        id="critic-who-squares",
        kind="predict",
        text="The careful network is off by 1 three times. The bold one is right twice, and off by 3 once. A critic squares every miss and takes the mean. Which of the two networks does this critic prefer?",
        options=[
            Option(
                "the careful one",
                right=True,
                reply="1, 1 and 1 are still 1, 1 and 1 when they are squared. But 3 becomes 9. A square makes one large miss count more than three small ones.",
            ),
            Option(
                "the bold one: it is right twice",
                reply="A critic who counts exact hits says this, see the last column. For the critic who squares, the single miss of 3 becomes 9.",
            ),
            Option(
                "neither: both are off by 3 in all",
                reply="A critic who does not square says this, see the middle column. When 3 is squared it becomes 9, and 1 stays 1.",
            ),
        ],
    ),
    Question(
        id="accuracy-after-a-nudge",
        kind="predict",
        text="The outputs 0.8, 0.3 and 0.4 have the labels 1, 0 and 1. Above 0.5 counts as class 1, so two of the three are right. Now "
        "every output moves by 0.05 towards its label. What happens to the accuracy?",
        options=[
            Option(
                "It rises a little",
                reply="Every output is better. But the accuracy only counts right answers, and 0.45 is still on the wrong side of 0.5.",
            ),
            Option(
                "It rises from two thirds to 1",
                reply="For this the third output has to pass 0.5, but it only moves from 0.4 to 0.45. The third printed line shows a nudge that is enough.",
            ),
            Option(
                "It stays the same",
                right=True,
                reply="No output passes 0.5, so two of three answers are right, as before. The loss, which is printed beside it, becomes smaller.",
            ),
        ],
    ),
    Question(
        id="loss-of-two-rows",
        kind="predict",
        text="There are two examples with three outputs each. The squared misses of the first example are 1, 0, 0, and those of the second are 0, 4, 4. What is C by the formula above?",
        number=Number(
            2.25,
            tolerance=0.005,
            right="The squares add up to 9, and 2n = 4, because there are two examples. 9/4 = 2.25.",
            replies={
                1.5: "9/6 = 1.5 is the mean over all six entries, without the ½. That is what most libraries compute. Our formula divides by 2n.",
                0.75: "9/12 is half of the mean over all six entries. The formula sums over the outputs and takes the mean over the n = 2 examples only.",
                4.5: "9/2 is the mean over the examples. The ½ of the formula is still missing.",
            },
            otherwise="Add up all squared misses. Then divide by 2n, where n is the number of examples and not the number of entries.",
        ),
    ),
    Question(
        id="one-round-each",
        kind="predict",
        text="You move w until the loss is as low as w alone can make it. Then you do the same with b. Have you found the best line?",
        options=[
            Option(
                "yes: each of the two is at its best",
                reply="w was at its best for the old b. When b has moved, another w is best. Try it: after b, move w once more.",
            ),
            Option(
                "no: after b has moved, w can be improved again",
                right=True,
                reply="The best w depends on b. Seen from above, the valley of the bowl lies at an angle to both axes, so you go down the valley in a zigzag.",
            ),
            Option(
                "that depends on which of the two you move first",
                reply="With another order you go another way, but the problem is the same: the first one was fitted to an old value of the other.",
            ),
        ],
    ),
    Question(
        id="who-follows-the-diamond",
        kind="predict",
        text="Two constants each fit seven points as well as possible: one under MSE, one under L1. You move the point with the diamond far above the others. Which constant goes up with it?",
        options=[
            Option(
                "only the constant under MSE",
                right=True,
                reply="Under MSE the diamond pulls harder the farther it is. Under L1 its pull stays 1, as before, so nothing changes for that constant.",
            ),
            Option(
                "both, but the constant under L1 less",
                reply="But under L1 each point pulls with a strength of 1, near or far. The diamond was above the constant before, so nothing changes.",
            ),
            Option(
                "neither: it is one point against six",
                reply="Under L1 this is true. But under MSE a point pulls with its miss, so a miss of 9 pulls as strongly as nine misses of 1.",
            ),
        ],
    ),
    Question(
        id="far-to-the-side",
        kind="predict",
        text="Now the diamond is not lifted. It is moved far to the right and down, to x = 20, y = −10. What does the best *line* under L1 do?",
        options=[
            Option(
                "It stays: L1 resists outliers",
                reply="This is true for a point that is moved up or down. But a small turn of the line changes its height at x = 20 a lot, so this point can turn the line, under L1 as well.",
            ),
            Option(
                "It turns a little, as it is one point of seven",
                reply="The pull is only 1, but it acts at x = 20, far from all the others. Compare the two slopes of L1's line: they have different signs.",
            ),
            Option(
                "It turns so far that its slope changes sign",
                right=True,
                reply="If the line stayed, it would miss this point by a very large amount. Missing the six others by a little gives a lower loss.",
            ),
        ],
    ),
    Question(
        id="sigmoids-of-one-example",
        kind="predict",
        text="A layer has three outputs, one for each class, with random weights and a sigmoid. Every output lies between 0 and 1. Do the three outputs of one example add up to 1?",
        options=[
            Option(
                "yes, as probabilities do",
                reply="They look like probabilities, but nothing makes them add up to 1. Look at the second line: there the sum is far from 1.",
            ),
            Option(
                "only after the network has been trained",
                reply="Training might bring the sum near 1. But nothing in the layer makes the sum exactly 1.",
            ),
            Option(
                "in general they do not",
                right=True,
                reply="Each sigmoid uses only its own z, and not the two others. The sum can be anything between 0 and 3.",
            ),
        ],
    ),
    Question(
        id="raise-one-score",
        kind="predict",
        text="The scores of cat, dog and bird are 2, 1 and −1. The score of cat grows by a little. What happens to the probability of bird?",
        options=[
            Option(
                "Nothing: the score of bird has not changed",
                reply="That is how a layer of sigmoids works. In a softmax all classes share the same sum in the denominator, so all of them change.",
            ),
            Option(
                "It falls",
                right=True,
                reply="The sum of all probabilities stays 1. When cat gets more, the others get less. In the printed line the two other slopes have a minus.",
            ),
            Option(
                "It falls or rises, that depends on the scores",
                reply="The denominator grows, and the numerator of bird stays the same. So the probability of bird falls, for any scores.",
            ),
        ],
    ),
    Question(
        id="add-four-to-all",
        kind="predict",
        text="The scores are 2, 1 and −1. Add 4 to all three of them. What happens to the largest probability?",
        options=[
            Option(
                "It grows: the largest score is now 6",
                reply="The largest score has grown, but the two others have grown as well. In the picture no green bar moves.",
            ),
            Option(
                "It shrinks: in proportion the scores are closer together now",
                reply="6, 5 and 3 are closer in proportion than 2, 1 and −1. But only the differences matter in a softmax, and they are the same.",
            ),
            Option(
                "Nothing",
                right=True,
                reply="Each exponential becomes e⁴ times as large, and so does their sum. So the probabilities stay the same. Only differences between scores matter.",
            ),
        ],
    ),
    Question(
        id="hotter",
        kind="predict",
        text="Now the scores are divided by a temperature T before the softmax. What happens to the largest probability as T grows from 1 to 10?",
        options=[
            Option(
                "It falls towards one third",
                right=True,
                reply="Dividing by T makes all differences between the scores smaller. With equal scores each of the three classes would get one third.",
            ),
            Option(
                "It grows: a higher temperature makes the differences larger",
                reply="The scores are divided by T. A large T makes the differences smaller; a small one, such as 0.1, makes them larger.",
            ),
            Option(
                "Nothing, as with a shift: all scores are divided by the same number",
                reply="A shift keeps the differences between the scores. A division does not: with T = 10, a difference of 1 becomes a difference of 0.1.",
            ),
        ],
    ),
    Question(
        id="score-of-a-thousand",
        kind="predict",
        text="What does the formula of the softmax give on a computer for the scores 1000, 999 and 0?",
        options=[
            Option(
                "about 0.73, 0.27 and 0, as on paper",
                reply="This is what it gives on paper, because the difference of the first two is 1. But e¹⁰⁰⁰ is larger than the largest float.",
            ),
            Option(
                "the largest score gets everything: 1, 0 and 0",
                reply="The difference to 999 is only 1, so on paper 999 gets about 0.27. On the computer both exponentials are infinite, and the result is worse.",
            ),
            Option(
                "nan for the first two",
                right=True,
                reply="Both exponentials overflow to inf, the sum is inf as well, and inf divided by inf is nan. You met this in lesson 03.",
            ),
            Option(
                "an error message that stops the program",
                reply="A division by 0 in plain Python would stop it. NumPy continues, at most with a warning, and everything that is computed from a nan is nan.",
            ),
        ],
    ),
    Question(
        id="two-heads",
        kind="predict",
        text="A coin shows heads, and then heads again. How do you compute your surprise at both together from the two single surprises?",
        options=[
            Option(
                "It is their sum",
                right=True,
                reply="The probabilities multiply, ½·½ = ¼, and a logarithm turns a product into a sum. The printed numbers show it: the second is twice the first.",
            ),
            Option(
                "It is their product, as with probabilities",
                reply="The probabilities multiply. The surprise is a logarithm, and log(½·½) = log ½ + log ½.",
            ),
            Option(
                "It is the same as for one head: each toss is as likely as the other",
                reply="Each single toss is as surprising as the other. But two heads in a row are rarer than one, so the surprise at both together is larger.",
            ),
        ],
    ),
    Question(
        id="the-other-classes",
        kind="predict",
        text="The right class is the first. One network gives the probabilities 0.5, 0.25, 0.25, another one 0.5, 0.5, 0. Which has the lower cross entropy?",
        options=[
            Option(
                "the first: it has no rival as strong as the right class",
                reply="The second network is undecided between two classes, that is true. But the formula looks only at the 0.5 of the right class.",
            ),
            Option(
                "the second: it has at least excluded the third class",
                reply="The probabilities of wrong classes do not appear in the formula. Only the 0.5 of the right class matters.",
            ),
            Option(
                "both have the same",
                right=True,
                reply="Both have −log 0.5. The other classes matter in one way only: the right class does not get the probability that they get.",
            ),
        ],
    ),
    Question(
        id="calm-or-bold",
        kind="predict",
        text="Back to the two readers. They give the same answers to the 1,000 new pictures, so 25 of them are wrong. The bold reader is "
        "surer, both when it is right and when it is wrong. Which one has the lower cross entropy?",
        options=[
            Option(
                "the bold one: it is surer in the 975 that are right",
                reply="In those its loss is smaller, but only a little: the calm reader is fairly sure there as well. On the 25 wrong answers its loss is far larger.",
            ),
            Option(
                "the calm one",
                right=True,
                reply="Where both are right, both surprises are near 0. On the 25 mistakes the surprise of the bold reader is far larger, and this decides.",
            ),
            Option(
                "both have the same, as they give the same answers",
                reply="That is accuracy, which sees only the answers. Cross entropy sees how much probability the right digit got.",
            ),
        ],
    ),
    Question(
        id="surprise-of-a-miss",
        kind="predict",
        text="The noise has a bell curve of width 1. Take the surprises at a miss of 3 and at a miss of 1, and subtract from each the surprise at a miss of 0. How many times as large as the second result is the first?",
        options=[
            Option(
                "3 times",
                reply="The ratio would be 3 if the surprise were the miss itself, as in L1. But the exponent of the bell curve has a square, and the logarithm gives this exponent.",
            ),
            Option(
                "9 times",
                right=True,
                reply="The logarithm of the exponential is its exponent, so r²/2 remains: 4.5 and 0.5. This is half the square of the miss, as in MSE.",
            ),
            Option(
                "about 55 times",
                reply="The *height* of the curve at 1 is about 55 times its height at 3. The surprise is the logarithm of it, and grows like the square of the miss.",
            ),
        ],
    ),
    Question(
        id="uncertain-label",
        kind="predict",
        text="The label is y = 0.8. Which prediction a has the lowest binary cross entropy, and is the loss 0 there?",
        options=[
            Option(
                "a = 1, and the loss is 0: more likely yes than no",
                reply="At a = 1 the surprise at the two doctors who said no would be infinite. The curve for y = 0.8 rises steeply towards a = 1.",
            ),
            Option(
                "a = 0.8, and the loss is 0 there",
                reply="The place is right. But even the best prediction does not know which doctor you ask, so some surprise remains. The lowest point lies above 0.",
            ),
            Option(
                "a = 0.8, and the loss is above 0 there",
                right=True,
                reply="The lowest point lies at a = y. Its height is the surprise that remains, because nobody can predict which doctor you ask.",
            ),
        ],
    ),
    Question(
        id="softmax-in-front",
        kind="predict",
        text="A loss function takes logits, but by mistake a softmax stands in front of it. The network is sure and right: its scores are "
        "5, 0 and 0, and the right class is the first. What happens?",
        options=[
            Option(
                "an error message: probabilities are no logits",
                reply="Probabilities are numbers, and every number is allowed as a score. There is no message, so this mistake can stay hidden for a long time.",
            ),
            Option(
                "nothing: the second softmax changes nothing",
                reply="A second softmax does change something. It uses the probabilities as scores, and their differences are never larger than 1.",
            ),
            Option(
                "a loss that is much too large",
                right=True,
                reply="The second softmax gets scores near 1, 0 and 0. For such small differences its largest probability is far below 1, so the loss stays above 0.55.",
            ),
        ],
    ),
    Question(
        id="steepest-when-wrong",
        kind="predict",
        text="The right answer is 1. You move z from 2 (right) to −7 (wrong, and very sure). What does the slope of MSE do?",
        options=[
            Option(
                "It gets steeper all the time: the more wrong, the more there is to learn",
                reply="The slope of cross entropy does this. But MSE's slope has the slope of the sigmoid as a factor, and far from 0 the sigmoid is flat.",
            ),
            Option(
                "It gets steeper, and then flat again",
                right=True,
                reply="It is steepest a little below 0. Farther from 0 the sigmoid is saturated, and its small slope is a factor in the slope of the loss.",
            ),
            Option(
                "It stays about the same",
                reply="This is nearly true for cross entropy near z = −7, where its slope comes near −1. The curve of MSE's slope is flat on both sides, with a dip between them.",
            ),
        ],
    ),
    Question(
        id="steps-under-mse",
        kind="predict",
        text="From z = −5, with η = 1, cross entropy takes 16 steps until the output is above 0.9. How many steps does MSE take?",
        came_out="MSE takes 238 steps.",
        options=[
            Option(
                "about as many: the start is the same, and so is η",
                reply="The steps are η times the slope, and MSE's slope is tiny at the start. The picture shows how long the output under MSE stays near 0.",
            ),
            Option(
                "two or three times as many",
                reply="This would be so if its slope were a half or a third of the slope of cross entropy. At z = −5 it is less than a hundredth of it.",
            ),
            Option(
                "more than ten times as many",
                right=True,
                reply="At the start its slope is less than a hundredth of the slope of cross entropy. So the output hardly moves for a long time, and then it rises quickly.",
            ),
        ],
    ),
    Question(
        id="mean-and-batch-size",
        kind="check",
        text="A batch of 10 examples and a batch of 1,000 examples of the same kind have about the same loss in this course. Why is it good that the loss is a mean and not a sum?",
        options=[
            Option(
                "A mean is always smaller, so training is easier",
                reply="A small number alone makes nothing easier: you could divide any loss by a million. The important point is that it does not depend on n.",
            ),
            Option(
                "It says how good the network is, and not how many examples there were",
                right=True,
                reply="With a sum, the larger batch would have about a hundred times the loss and a hundred times the slope, and would need another learning rate.",
            ),
            Option(
                "In a mean, mistakes in both directions cancel",
                reply="They would cancel in a mean of the misses themselves. Here each miss is squared, or its sign is taken away, before the mean.",
            ),
        ],
    ),
    Question(
        id="above-log-k",
        kind="check",
        text="A network for four classes has a cross entropy of 2.3. A network that gives ¼ to every class has log 4, about 1.39. What can you conclude?",
        options=[
            Option(
                "It is right less often than by guessing",
                reply="The loss says nothing about how often it is right. A few answers that are wrong and very sure are enough for a large loss. See the next cell.",
            ),
            Option(
                "Its training has failed, or there is a mistake in the code",
                reply="That is possible, but there is another way: the network can be right on most examples and much too sure on a few. See the next cell.",
            ),
            Option(
                "On average it gives too little probability to the right class; it may still be right most of the time",
                right=True,
                reply="The next cell has such a case: eight of ten are right, and two wrong ones bring the mean surprise above log 4.",
            ),
        ],
    ),
    Question(
        id="which-loss-for-prices",
        kind="check",
        text="You predict the prices of flats. In a few rows somebody has typed a zero too many into the price. Which loss is the better first choice?",
        options=[
            Option(
                "MSE: it takes large misses seriously",
                reply="It does, and that is the problem: the largest misses are typing errors here, and the fit would follow them.",
            ),
            Option(
                "L1",
                right=True,
                reply="These outliers are in y, and under L1 each of them pulls no harder than any other point. (Exercise 6 writes a loss between the two.)",
            ),
            Option(
                "cross entropy",
                reply="Cross entropy is for probabilities of classes. A price is a number.",
            ),
        ],
    ),
]
