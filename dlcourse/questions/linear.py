"""The questions of lesson 01, Linear models."""

from dlcourse.questions import Number, Option, Question

QUESTIONS = [
    Question(
        id="dot-product-again",
        kind="look-back",
        text="The vectors are w = (1, −2) and x = (4, 1). What is their dot product w·x?",
        number=Number(
            2,
            right="1·4 + (−2)·1 = 2.",
            replies={
                6: "The sign of −2 got lost: the second product is (−2)·1 = −2, so the sum is 4 − 2.",
                -7: "Each entry meets the entry at the *same* place: 1 with 4, and −2 with 1.",
            },
            otherwise="Multiply the entries at the same place and add the products: 1·4 + (−2)·1. The refresher *Dot product* "
            "in Start here has more.",
        ),
    ),
    Question(
        id="shape-of-scores",
        kind="look-back",
        text="`X` has shape (5, 3): five examples with three features each. `w` has shape (3,). What is the shape of `X @ w`?",
        options=[
            Option(
                "(5, 3)",
                reply="This is the shape of `X * w`, which multiplies but does not add up. `@` adds up along the three.",
            ),
            Option(
                "(5,)",
                right=True,
                reply="Each row of `X` meets `w` in one dot product, so there is one number for each example.",
            ),
            Option(
                "(3,)",
                reply="The length 3 is added up and disappears. The length 5 stays: one number for each example.",
            ),
            Option(
                "there is none: it is an error",
                reply="It would be an error if the inner lengths differed. Here both are 3.",
            ),
        ],
    ),
    Question(
        id="dot-product-zero",
        kind="look-back",
        text="Two arrows have a dot product of 0, and neither has length 0. How do they lie?",
        options=[
            Option(
                "in the same direction", reply="Then the dot product is the product of their lengths, which is above 0."
            ),
            Option(
                "in opposite directions", reply="Then the dot product is below 0: minus the product of their lengths."
            ),
            Option(
                "at a right angle", right=True, reply="The dot product is ‖w‖‖x‖ cos θ, and the cosine of 90° is 0."
            ),
        ],
    ),
    Question(
        id="bend-the-curve",
        kind="predict",
        text="At the start the curve is a straight line. Which one slider can bend it?",
        options=[
            Option(
                "a",
                right=True,
                reply="a multiplies x², the only one of the three pieces that is curved. Below 0 it bends the curve down.",
            ),
            Option(
                "b",
                reply="b multiplies x. The panel *Its three pieces* shows that b·x is a straight line, so b makes the sum steeper or flatter. "
                "In a bent curve it also moves the lowest point, which may look like bending.",
            ),
            Option(
                "c", reply="c is added to every value. It lifts or lowers the whole curve and leaves its shape alone."
            ),
            Option(
                "each of them",
                reply="b·x and c are straight in the panel *Its three pieces*. Straight pieces add up to something straight.",
            ),
        ],
    ),
    Question(
        id="add-parameters-or-inputs",
        kind="predict",
        text="Two experiments with the model ax² + bx + c. First: add two sets of parameters. Is the new value the sum of the two values? Second: double "
        "the input x. Does the value double? For which of the two is the answer yes?",
        options=[
            Option(
                "for the input, but not for the parameters",
                reply="Doubling x makes x² four times as large, so the second line disagrees. A parameter only multiplies its "
                "feature, so parameters do add up.",
            ),
            Option(
                "for both",
                reply="Doubling x makes x² four times as large. The second line shows what comes of it: 27 is not 22.",
            ),
            Option(
                "for the parameters, but not for the input",
                right=True,
                reply="The first line shows the same three numbers twice, the second does not. This is what *linear in the parameters* means.",
            ),
            Option(
                "for neither: the model is curved",
                reply="Curved means curved in x. The first line shows that the values add up when parameters do.",
            ),
        ],
    ),
    Question(
        id="computed-best",
        kind="predict",
        text="The best that the sliders can do is a loss of 0.0165. A computer may choose any three numbers. How small can it make the loss?",
        came_out="The loss is 0.0155.",
        options=[
            Option(
                "0: it finds the parabola that goes through all nine points",
                reply="Three numbers are too few for that. A parabola can go through three points as you like; these nine do "
                "not lie on any one parabola.",
            ),
            Option(
                "about half of that, 0.008",
                reply="There was less to gain: the sliders' steps of 0.1 were already fine enough.",
            ),
            Option(
                "hardly smaller, between 0.015 and 0.0165",
                right=True,
                reply="Near the best place a small change of a parameter hardly changes the loss.",
            ),
        ],
    ),
    Question(
        id="points-on-the-line",
        kind="predict",
        text="How many of the four points (1, −2), (1, 1), (−2, 1) and (−1.5, 3) lie on the line 2x₁ + x₂ = 0?",
        number=Number(
            2,
            unit="points",
            right="(1, −2) and (−1.5, 3): 2·1 − 2 = 0 and 2·(−1.5) + 3 = 0.",
            replies={
                1: "One of them is easy to miss: for (−1.5, 3) the sum is 2·(−1.5) + 3, and that is 0 as well.",
                3: "(−2, 1) is not on the line: 2·(−2) + 1 = −3. The point (−1, 2) would be.",
            },
            otherwise="Put each point into 2x₁ + x₂ and look where the result is 0. The printed numbers show it.",
        ),
    ),
    Question(
        id="bias-direction",
        kind="predict",
        text="The arrow w = (2, 1) points to the right. The line w·x + b = 0 goes through the origin when b = 0. Where does it lie when b = −3?",
        options=[
            Option(
                "farther against the arrow",
                reply="Minus sounds like going back. But b = −3 takes 3 away from each w·x, and a point has to make up for that: its w·x "
                "must be 3. In the panel *b moves the line*, the line for b = −3 is on the right.",
            ),
            Option(
                "farther in the direction of the arrow",
                right=True,
                reply="With b = −3 a point is on the line when w·x = 3. Such points lie in the direction of the arrow.",
            ),
            Option(
                "at the same place, but turned",
                reply="The bias never turns a line. In the panel *b moves the line* all three are parallel.",
            ),
        ],
    ),
    Question(
        id="level-plane",
        kind="predict",
        text="You want the plane w₁x₁ + w₂x₂ + w₃x₃ + b = 0 to be level, like a table top; x₃ is the height. Which weights must be 0?",
        options=[
            Option(
                "w₃",
                reply="It is tempting: level sounds like no height. But w is at a right angle to the plane. With w₃ = 0 the arrow lies flat "
                "and the plane stands upright, like a wall.",
            ),
            Option(
                "w₁ and w₂",
                right=True,
                reply="Then only the height counts: w₃x₃ + b = 0 says how high the plane lies. The arrow w = (0, 0, w₃) points straight up or down.",
            ),
            Option(
                "all three", reply="Then there is no plane: every point gives the same number b. The caption says so."
            ),
        ],
    ),
    Question(
        id="labels-of-u-and-v",
        kind="predict",
        text="With w = (0, 1) and b = −1, which labels do u = (0, 2) and v = (1, 0) get?",
        options=[
            Option(
                "u gets 1, v gets 0",
                right=True,
                reply="f(u) = 2 − 1 = 1 is above 0; f(v) = 0 − 1 = −1 is not. Both labels are the wanted ones.",
            ),
            Option(
                "u gets 0, v gets 1",
                reply="Check which entry the weight 1 stands at: it is the second, where u has 2 and v has 0.",
            ),
            Option(
                "both get 1",
                reply="v has w·v = 0, and after the bias its score is −1. Only a score *above* 0 gets label 1.",
            ),
            Option("both get 0", reply="u has w·u = 2. The bias takes 1 away, and 1 is left, which is above 0."),
        ],
    ),
    Question(
        id="how-many-lines",
        kind="predict",
        text="Let w₁, w₂ and b each be a whole number from −2 to 2. That makes 125 combinations. How many of them label both u and v correctly?",
        number=Number(
            28,
            tolerance=8,
            unit="combinations",
            right="28, more than one in five. Nothing so far says that one of them is better than another.",
            replies={
                1: "It is a common belief that a problem has one right line. The printed count is far from 1, and the next picture shows five of them.",
                (
                    2,
                    19,
                ): "There are more. A line may be tilted and moved a little, and still u and v stay on their two sides.",
                (
                    37,
                    125,
                ): "So many do not work: u has to score above 0 and v must not, and that excludes most combinations.",
            },
            otherwise="The number must lie between 0 and 125.",
        ),
    ),
    Question(
        id="two-measurements",
        kind="predict",
        text="A cut on the ink alone makes at least 38 mistakes on the 800 pictures, a cut on the middle alone at least 27. "
        "How many mistakes does a good line make, which may use both at once?",
        came_out="The printed line makes 2 mistakes.",
        options=[
            Option(
                "about 27: it is as good as the better of the two",
                reply="Each measurement alone is cut straight up or straight across. A line may be slanted, so it can use what "
                "one measurement says where the other is unsure.",
            ),
            Option(
                "about 32, something in between",
                reply="The line does not average two decisions. It makes one decision from both numbers.",
            ),
            Option(
                "fewer than 5",
                right=True,
                reply="Both measurements together say more than each of them alone.",
            ),
            Option(
                "0: zeros and ones look different",
                reply="Nearly. Two ones have a long hook at the top and a line at the bottom, so they hold much ink for a one. The picture shows them.",
            ),
        ],
    ),
    Question(
        id="raise-w1",
        kind="predict",
        text="The line stands at w = (1, 0) and b = 0. You raise w₁ from 1 to 2. What does the line do?",
        options=[
            Option(
                "it turns",
                reply="People expect that each weight turns the line. But the arrow (2, 0) has the same direction as (1, 0), and the "
                "line follows the direction alone.",
            ),
            Option(
                "it moves to the right",
                reply="With b = 0 it cannot: the origin always gives 0, so the line stays there. With b = −2 raising w₁ does move it.",
            ),
            Option(
                "nothing",
                right=True,
                reply="2x₁ = 0 holds for the same points as x₁ = 0. Only the arrow became longer; its direction is what turns a line.",
            ),
        ],
    ),
    Question(
        id="double-all-three",
        kind="predict",
        text="You double w₁, w₂ and b. The point H stays where it is. What happens to the line, to the score of H, and to its distance from the line?",
        options=[
            Option(
                "the line stays, the score doubles, the distance stays",
                right=True,
                reply="A distance belongs to the picture, and the picture did not change. The score is the distance times ‖w‖, and ‖w‖ doubled.",
            ),
            Option(
                "the line stays, the score and the distance double",
                reply="The line did not move and H did not move, so the distance between them cannot change. The score is no distance.",
            ),
            Option(
                "the line moves twice as far away, and everything doubles",
                reply="2w₁x₁ + 2w₂x₂ + 2b = 0 holds for the same points as before, so the line stays.",
            ),
        ],
    ),
    Question(
        id="times-minus-one",
        kind="predict",
        text="This w and b make no mistakes on the ten points. How many mistakes do −w and −b make?",
        number=Number(
            10,
            unit="mistakes",
            right="All ten: the line is the same, but the arrow points to the other side, and each label changes.",
            replies={
                0: "The line is the same, but its two sides change their roles: what scored above 0 now scores below.",
                5: "There is no half: every score changes its sign, so every label changes.",
            },
            otherwise="Every score changes its sign. No point lies on the line, so every label changes.",
        ),
    ),
    Question(
        id="folded-origin",
        kind="predict",
        text="Without a bias, a boundary goes through the origin. After folding there is no bias any more. So where does the boundary go?",
        options=[
            Option(
                "through the origin of the old space, so it separates less",
                reply="In the old space the boundary is where it was: the scores are the same numbers. What goes through an origin is the "
                "boundary in the larger space.",
            ),
            Option(
                "through the origin of a larger space",
                right=True,
                reply="The second panel shows it. The points lie at height 1, so a line through the origin can meet them anywhere.",
            ),
            Option(
                "not through the origin: b is still added",
                reply="b is still there, but as a weight of the new feature. At the origin of the larger space that feature is 0, so the "
                "score is 0.",
            ),
        ],
    ),
    Question(
        id="one-cut",
        kind="predict",
        text="The seven numbers −3, −2, −1, 0, 1, 2, 3 have the labels 1, 1, 0, 0, 0, 1, 1. What is the smallest number of mistakes that one cut can make?",
        number=Number(
            2,
            unit="mistakes",
            right="For instance, a cut at 1.5 with class 1 on its right gets −3 and −2 wrong.",
            replies={
                0: "One cut has two sides, and these labels change twice: from 1 to 0 and back to 1.",
                1: "One cut can be right about the middle and one end. The other end has two numbers, and both are wrong.",
                3: "The cut that calls everything class 1 makes 3. A cut between the middle and one end makes fewer.",
            },
            otherwise="Try a cut between 1 and 2: which numbers are then wrong?",
        ),
    ),
    Question(
        id="stack-shapes",
        kind="predict",
        text="One number goes in, one comes out, and in between there are three layers of eight numbers. All layers are linear. Which curves "
        "can the output draw when the input moves from −4 to 4?",
        options=[
            Option(
                "lines with up to eight bends",
                reply="Eight numbers side by side look like eight pieces. But each is straight, and a sum of straight lines is straight.",
            ),
            Option(
                "parabolas and other smooth curves",
                reply="A parabola needs x times x. A layer multiplies its inputs by weights only, never by each other.",
            ),
            Option(
                "any curve, with the right weights",
                reply="This is true once something bends between the layers, as in the second panel. Linear layers alone cannot.",
            ),
            Option(
                "straight lines only",
                right=True,
                reply="The layers can be replaced by one layer, and one layer with one input draws a straight line.",
            ),
        ],
    ),
    Question(
        id="which-is-linear",
        kind="check",
        text="Which of the two is a linear model with the parameters a and b: first y = a·sin x + b·eˣ, second y = sin(ax) + b?",
        options=[
            Option("only the second", reply="Doubling a does not double sin(ax), so the second is not linear in a."),
            Option(
                "only the first",
                right=True,
                reply="It is a weighted sum of the features sin x and eˣ, however curved these are. In the second, a stands inside the sine.",
            ),
            Option("both", reply="The second is not: doubling a does not double sin(ax)."),
            Option(
                "neither: both are curved",
                reply="Curved in x is allowed. The first is a weighted sum of two features, with the weights a and b.",
            ),
        ],
    ),
    Question(
        id="opposite-pair",
        kind="check",
        text="Somebody gives you (w, b) and (−w, −b). Do they describe the same line, and do they give the same labels?",
        options=[
            Option(
                "the same line, the same labels",
                reply="The line is the same, but every score changes its sign, and with it the label.",
            ),
            Option(
                "the same line, opposite labels",
                right=True,
                reply="The arrow points the other way. Only points exactly on the line keep their label: a score of 0 is class 0 both times.",
            ),
            Option("different lines", reply="−w·x − b = 0 holds exactly when w·x + b = 0, so the points are the same."),
        ],
    ),
    Question(
        id="distance-of-the-origin",
        kind="check",
        text="With w = (3, 4) and b = −5, what is the signed distance of the origin from the line?",
        number=Number(
            -1,
            right="The origin scores b = −5, and ‖w‖ = √(9 + 16) = 5. The origin lies on the side that w points away from.",
            replies={
                1: "The size is right. But the score of the origin is b = −5, so the origin lies on the negative side.",
                -5: "This is the score. Divide it by ‖w‖ = √(9 + 16) to get a distance.",
                5: "This is ‖w‖, or the score without its sign. The signed distance is the score divided by ‖w‖.",
                -0.2: "This is −5 / 25: divided by ‖w‖² in place of ‖w‖.",
            },
            otherwise="The score of the origin is w·0 + b = b. Divide it by ‖w‖ = √(9 + 16).",
        ),
    ),
]
