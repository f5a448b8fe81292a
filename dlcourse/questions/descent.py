"""Questions of lesson 06, in the order in which the lesson asks them."""

from dlcourse.questions import Number, Option, Question

QUESTIONS = [
    Question(
        id="look-back-negative-slope",
        kind="look-back",
        text="At your place x the loss has the slope −3. You want the loss to get smaller. In which direction do you move x?",
        options=[
            Option(
                "to the left, because the slope is negative",
                reply="A slope of −3 means that the loss falls when x grows. To the left it would rise.",
            ),
            Option(
                "to the right",
                right=True,
                reply="The loss falls when x grows. So you move against the sign of the slope. This lesson does this again and again.",
            ),
            Option(
                "that depends on how large the loss is",
                reply="The slope alone says in which direction the ground falls. The height of the ground does not matter for that.",
            ),
        ],
    ),
    Question(
        id="look-back-largest-dot-product",
        kind="look-back",
        text="Which of these three vectors, all of length 1, has the largest dot product with (3, 4)?",
        options=[
            Option(
                "(0, 1), as 4 is the larger number",
                reply="Its dot product is 4. But 0.6·3 + 0.8·4 = 5 is more, because both entries add something.",
            ),
            Option(
                "(1, 0)",
                reply="Its dot product is 3. A vector that points in the same direction as (3, 4) gets more.",
            ),
            Option(
                "(0.6, 0.8)",
                right=True,
                reply="0.6·3 + 0.8·4 = 5. Among all vectors of one length, the one in the same direction has the largest dot product.",
            ),
        ],
    ),
    Question(
        id="look-back-train-on-accuracy",
        kind="look-back",
        text="Why can nobody train a network by following the slope of its accuracy?",
        options=[
            Option(
                "Its slope is 0 nearly everywhere",
                right=True,
                reply="A small change of a weight changes no answer, so the accuracy stays. On level ground nobody can feel which way is down.",
            ),
            Option(
                "Accuracy gets larger when the network gets better",
                reply="This is no problem: you could take the share of wrong answers. But that share has no useful slope either.",
            ),
            Option(
                "Accuracy is not an average over examples",
                reply="It is one: the mean of ones and zeros. But it has no useful slope, as small changes do not change it.",
            ),
        ],
    ),
    Question(
        id="nudge-of-a-hundredth",
        kind="predict",
        text="You stand at x = 4 and nudge the knob by 0.01. By about how much does the height (x − 2)² change?",
        options=[
            Option(
                "0.0001, as 0.01 is squared",
                reply="That is the change at the bottom, at x = 2. At 4 the ground is steep. Look at the third line.",
            ),
            Option(
                "0.01: as much as the knob",
                reply="That would be so on ground with the slope 1. Here the slope at 4 is larger. Look at the third line.",
            ),
            Option(
                "0.04",
                right=True,
                reply="The slope at 4 is 2·(4 − 2) = 4, so a small nudge changes the height by about 4 times as much.",
            ),
        ],
    ),
    Question(
        id="direction-of-most-climb",
        kind="predict",
        text="At (0.5, −0.8) the slope is about 0.21 in x and 0.33 in y. You take one short step. You may choose its direction, but its length is fixed. In which direction do you climb most?",
        options=[
            Option(
                "along y only, because its slope is the larger",
                reply="A small part along x climbs as well, and the part along y becomes hardly any shorter. Compare the best direction with (0, 1).",
            ),
            Option(
                "more along y than along x, in the proportion of the two slopes",
                right=True,
                reply="The best direction and the gradient, divided by its length, are the same vector here.",
            ),
            Option(
                "along both by the same amount",
                reply="But y climbs more per unit than x does, so you climb more if you turn y further.",
            ),
        ],
    ),
    Question(
        id="second-step",
        kind="predict",
        text="On (x − 2)² with η = 0.01, the first step leads from 4 to 3.96. Where does the second step lead?",
        number=Number(
            3.9208,
            tolerance=0.0001,
            right="At 3.96 the slope is 2·1.96 = 3.92. The step is 0.01 · 3.92 = 0.0392, a little shorter than the first one.",
            replies={
                3.92: "That is a second step of 0.04. But the slope at 3.96 is smaller than the slope at 4, and so is the step.",
                3.9992: "The minus belongs to the step, and the slope at 3.96 is 2·1.96 = 3.92: 3.96 − 0.01 · 3.92.",
            },
            otherwise="The slope at 3.96 is 2(3.96 − 2). Multiply it by 0.01, and subtract that from 3.96.",
        ),
    ),
    Question(
        id="precision-and-distance",
        kind="predict",
        text="From 4, with η = 0.01, the walk stops as soon as a step is shorter than 0.0001. How far is it then from the minimum?",
        came_out="It is 0.004857, which is 49 times the last step.",
        options=[
            Option(
                "less than 0.0001: that is what the precision means",
                reply="The rule looks only at the last step, and after a short step there can still be a long way to go.",
            ),
            Option(
                "about twice 0.0001",
                reply="The distance is the sum of all steps that are still missing. Each is only a little shorter than the one before.",
            ),
            Option(
                "more than ten times 0.0001",
                right=True,
                reply="The distance is the sum of all steps that are still missing. Each is 0.98 times the one before, so together they are 49 times the last one.",
            ),
        ],
    ),
    Question(
        id="one-step-eta",
        kind="predict",
        text="With which η does a single step lead from 4 exactly to the minimum of (x − 2)², at 2?",
        number=Number(
            0.5,
            right="The slope at 4 is 4, and the way to go is 2, so η · 4 = 2. From every other start the same η works.",
            replies={
                1: "With η = 1 the step is 4 long, and leads to 0. Look at what happens after that.",
                2: "2 is the length of the way. The step is η times the slope, and the slope at 4 is 4.",
                0.25: "With 0.25 the step is 1 long, and covers half of the way. The slope at 4 is 4, and the way is 2.",
            },
            otherwise="The step is η times the slope. The slope at 4 is 4, and the step has to be 2 long.",
        ),
    ),
    Question(
        id="ten-times-as-curved",
        kind="predict",
        text="The landscape 10(x − 2)² has the slope 20(x − 2). With which η does a single step lead to its minimum?",
        number=Number(
            0.05,
            right="The slope changes by L = 20 per unit of x, so one step is enough at 1/20. That is a tenth of what it was before.",
            replies={
                0.5: "That was right for L = 2. On this ground the slope is ten times as large, so the same η makes steps ten times as long.",
                5: "Steeper ground makes longer steps by itself. So η has to become smaller.",
                0.1: "0.1 is 2/L, where the walk bounces for ever. One step is enough at 1/L.",
            },
            otherwise="The slope changes by 20 per unit of x, so L = 20. One step is enough at η = 1/L.",
        ),
    ),
    Question(
        id="down-from-two-starts",
        kind="predict",
        text="One descent starts at −1.8, another one at 0.1. Both take small steps. Where do they end?",
        options=[
            Option(
                "both in the deep hollow, because it is lower",
                reply="A descent does not know what is behind the next hill. It feels only the slope where it is.",
            ),
            Option(
                "the first one in the shallow hollow, the second one in the deep hollow",
                right=True,
                reply="Each goes down on its own side of the hilltop at 0, and it stops at the first level place.",
            ),
            Option(
                "the first one in the shallow hollow, the second one stays at the hilltop",
                reply="On the top itself the slope is 0. At 0.1 it is not: the steps are short at first, and then they grow.",
            ),
        ],
    ),
    Question(
        id="too-large-for-which-hollow",
        kind="predict",
        text="With η = 0.4, one of the two hollows can no longer hold a descent: it hops from side to side for ever. Which hollow?",
        options=[
            Option(
                "the shallow one: it is easier to leave",
                reply="Its sides are low, but it is weakly curved. Compare the curvatures L in the last two lines.",
            ),
            Option(
                "the deep one",
                right=True,
                reply="It is more strongly curved: L = 6 there, and 2/6 is less than 0.4. In the shallow one L = 3, and 2/3 is more.",
            ),
        ],
    ),
    Question(
        id="trough-from-both-sides",
        kind="predict",
        text="Two descents start at −3 and at 3 on the second curve, which has a flat bottom. Where do they end?",
        options=[
            Option(
                "both in the middle, at 0",
                reply="On the flat bottom the slope is 0, so there are no more steps.",
            ),
            Option(
                "each at its own edge of the flat bottom",
                right=True,
                reply="At the edge the slope becomes 0, so the steps end. All points of the bottom are equally low.",
            ),
        ],
    ),
    Question(
        id="beside-the-ridge",
        kind="predict",
        text="The descent on the ridge walks to the saddle and stays there. The other one starts a thousandth beside the ridge. What does its height do?",
        options=[
            Option(
                "It stays near that of the first one for all 120 steps",
                reply="A thousandth is little, but each step multiplies it by about the same factor. Look at the panel *It stands still, then falls*.",
            ),
            Option(
                "It falls into a hollow at once",
                reply="Near the ridge the ground hardly falls to the side, so the first steps to the side are tiny.",
            ),
            Option(
                "It stands still for a while, and then it falls",
                right=True,
                reply="For about fifty steps the two curves look alike. Then the small distance from the ridge has grown enough.",
            ),
        ],
    ),
    Question(
        id="a-ball-and-two-hollows",
        kind="predict",
        text="A ball with μ = 0.9 starts at five places in the landscape with two hollows. Does it always end in the deep one?",
        options=[
            Option(
                "yes: it rolls through the shallow hollow",
                reply="That happens from two of the starts. From −1.2 the ball is too slow to get through, and from 3 it rolls out of the deep hollow.",
            ),
            Option(
                "no: sometimes it even rolls out of the deep hollow",
                right=True,
                reply="Look at the start 3. The ball crosses the deep hollow and the hill, and stops in the shallow hollow.",
            ),
            Option(
                "no: it ends where the ant ends, only sooner",
                reply="That is so with μ = 0.5 here. With 0.9 the ball is fast enough to cross the hill from some of the starts.",
            ),
        ],
    ),
    Question(
        id="first-step-in-the-valley",
        kind="predict",
        text="You stand at (−5, 1.5) in this valley. The minimum is at (0, 0). In which direction does the first step go?",
        options=[
            Option(
                "nearly straight across the valley",
                right=True,
                reply="The gradient is (−5, 30). The slope across is six times the slope along, although the way along is longer.",
            ),
            Option(
                "straight to the minimum: that is what downhill means",
                reply="Downhill is where the ground falls most steeply at this place. Here that is across the valley.",
            ),
            Option(
                "mostly along the valley, because the way is longest there",
                reply="The step follows only the slope, which is (−5, 30): mostly across.",
            ),
        ],
    ),
    Question(
        id="four-hundred-times-as-curved",
        kind="predict",
        text="In a valley with κ = 20 the ant needs 64 steps, with the best η. How many does it need with κ = 400, again with the best η?",
        came_out="It needs 1,535 steps.",
        options=[
            Option(
                "about as many: it has a better η",
                reply="The best η is smaller there, because the steep direction limits it. Along the valley each step gets shorter.",
            ),
            Option(
                "about 300, which is √20 times as many",
                reply="The steps of the ball grow like the square root, see the last column. The steps of the ant grow about as fast as κ.",
            ),
            Option(
                "more than 1,200, about twenty times as many",
                right=True,
                reply="The steps become twenty times as short, while the way along the valley stays as long as it is.",
            ),
        ],
    ),
    Question(
        id="slope-for-two-points",
        kind="predict",
        text="The points are (1, 2) and (3, 2), and the line has w = 1 and b = 0. What is ∂C/∂w?",
        number=Number(
            1,
            right="The misses are −1 and 1. Times x they are −1 and 3, and their mean is 1.",
            replies={
                2: "−1 + 3 = 2 is the sum. The loss is a mean over the examples, so the slope is a mean as well.",
                0: "0 is the mean of the misses. That is the slope in b. For w each miss is multiplied by its x first.",
                -1: "The miss is the prediction minus the right answer: 1 − 2 = −1 and 3 − 2 = 1. Yours is y minus the prediction.",
            },
            otherwise="Take each miss wx + b − y, multiply it by its x, and take the mean of the two.",
        ),
    ),
    Question(
        id="tilt-or-height",
        kind="predict",
        text="The descent begins with a line that is much too high on the left and too low on the right. What does it correct first?",
        options=[
            Option(
                "the height of the line in the middle of the points",
                right=True,
                reply="A wrong height makes all misses larger, so this direction is steep. A tilt about the middle is the flat direction.",
            ),
            Option(
                "its tilt",
                reply="Watch the line from step 10 to step 1,000: it turns slowly about a place in the middle, and that place hardly moves.",
            ),
            Option(
                "both together: the path runs straight to the bottom",
                reply="That happens only in a round bowl. Here the path first bends into a valley, and then follows it.",
            ),
        ],
    ),
    Question(
        id="subtract-the-mean",
        kind="predict",
        text="Subtract the mean of the x from every x. The points keep their shape and only move to the left. How does the valley change?",
        options=[
            Option(
                "not at all: the best line fits as well as before",
                reply="The lowest loss is the same. But the way to it changes: compare the rings and the number of steps.",
            ),
            Option(
                "it becomes narrower",
                reply="It becomes wider: with x around 0, a change of w no longer lifts the whole line.",
            ),
            Option(
                "it becomes nearly round",
                right=True,
                reply="With x around 0, w only tilts the line and b only lifts it. So each knob can be set without the other.",
            ),
        ],
    ),
    Question(
        id="scatter-of-four-times",
        kind="predict",
        text="You estimate the slope from 1 example, then from 4. The estimates scatter around the true slope. How much less do they scatter with 4?",
        options=[
            Option(
                "about a quarter of the scatter",
                reply="In the second line it is about half of the first. The scatter falls with the square root of the batch size.",
            ),
            Option(
                "about half",
                right=True,
                reply="The scatter falls with the square root of the batch size, and √4 = 2. The work is four times as much.",
            ),
            Option(
                "hardly less, and small batches are wrong on average",
                reply="Compare the means: at every batch size they are close to the true slope. Only the scatter differs.",
            ),
        ],
    ),
    Question(
        id="same-number-of-examples",
        kind="predict",
        text="All three go through the hundred examples twenty times, with the same small η = 0.02. Which is nearest to the lowest loss at the end?",
        options=[
            Option(
                "full batch: its slope is exact",
                reply="Its steps are the most exact ones, but twenty small steps do not lead far.",
            ),
            Option(
                "all about equal: they have seen the same examples",
                reply="The work is the same, but the number of steps is not: 20, 200 and 2,000.",
            ),
            Option(
                "one example at a time",
                right=True,
                reply="It takes 2,000 steps for the same work. Each of them is noisy, and on average they go the right way.",
            ),
        ],
    ),
    Question(
        id="loss-against-eta",
        kind="predict",
        text="Fifty steps from the same start, for many η from 0.001 to 0.6. How does the loss after the last step depend on η?",
        options=[
            Option(
                "The larger η, the lower the loss, for every η",
                reply="This is true up to a certain η. Look at 2/L in the panel *Loss after 50 steps*.",
            ),
            Option(
                "It falls slowly, and then it jumps up within a small change of η",
                right=True,
                reply="Just below 2/L the loss is still low. Just above it every step makes the distance grow.",
            ),
            Option(
                "It falls, and then rises as slowly: the best η is in the middle",
                reply="The panel *Loss after 50 steps* has no slow rise: the loss jumps up.",
            ),
        ],
    ),
    Question(
        id="digits-after-one-epoch",
        kind="predict",
        text="All 7,850 weights and biases begin at 0. In one epoch each of the 1,000 pictures is used once. How many of them does the layer then read right?",
        came_out="It reads 874 of the 1,000 right.",
        options=[
            Option(
                "about 15 of 100: one epoch is not enough",
                reply="One epoch is 50 steps here, and each of them moves all 7,850 numbers. Look at the line of epoch 1.",
            ),
            Option(
                "about half",
                reply="That would be five times as good as guessing. The layer does even better: look at the line of epoch 1.",
            ),
            Option(
                "more than 80 of 100",
                right=True,
                reply="Fifty steps were enough for that. Later epochs improve it more slowly, as the slopes get smaller.",
            ),
        ],
    ),
    Question(
        id="limit-for-three-x-squared",
        kind="check",
        text="The landscape f(x) = 3x² has the slope 6x. Above which η does a descent diverge?",
        number=Number(
            0.333,
            tolerance=0.004,
            right="The slope changes by L = 6 per unit of x, and the limit is 2/L = 1/3.",
            replies={
                (
                    0.16,
                    0.17,
                ): "1/6 is 1/L: there a single step is enough. Up to twice as much, the descent still comes to rest.",
                (
                    0.66,
                    0.67,
                ): "2/3 would be right for L = 3. The curvature is how much the slope 6x changes per unit of x.",
                1: "1 was the limit for (x − 2)², where L = 2. Here the ground is more strongly curved.",
            },
            otherwise="Find L, the change of the slope 6x per unit of x. The limit is 2/L.",
        ),
    ),
    Question(
        id="short-last-step",
        kind="check",
        text="A descent has stopped because its last step was shorter than the precision. What do you know?",
        options=[
            Option(
                "It is near a minimum, if not at the lowest one",
                reply="A very small η makes every step short, also on steep ground. And on a saddle or a plateau the steps are short, too.",
            ),
            Option(
                "That η times the slope is small there, and nothing more",
                right=True,
                reply="It may be at a minimum, on a saddle, on a plateau or on a hilltop. Or η is very small.",
            ),
            Option(
                "Its distance from the minimum is below the precision",
                reply="In section 4 the distance was many times the last step. The rule does not limit the distance.",
            ),
        ],
    ),
    Question(
        id="steps-in-five-epochs",
        kind="check",
        text="You have 1,000 examples and batches of 32. How many steps are five epochs?",
        number=Number(
            160,
            unit="steps",
            right="An epoch has 31 full batches and a last one of 8, so 32 steps. Five epochs have 160.",
            replies={
                155: "That leaves out the short batch at the end of each epoch. It holds 8 examples.",
                157: "5,000 / 32, rounded up, lets batches run on into the next epoch. Each epoch ends with a short batch of its own.",
                156: "5,000 / 32 lets batches run on into the next epoch. Each epoch ends with a short batch of its own.",
            },
            otherwise="How many batches are needed for 1,000 examples, the short one at the end included? Five times as many.",
        ),
    ),
]
