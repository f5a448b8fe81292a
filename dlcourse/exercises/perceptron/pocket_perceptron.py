"""`pocket_perceptron` of lesson 02."""

import numpy as np

from dlcourse.checker import Case, Exercise, Mistake, comparison
from dlcourse.data import seven_points
from dlcourse.exercises.perceptron import CORNERS


def pocket_perceptron(X, y, learning_rate=1.0, max_epochs=100):
    """Train a perceptron and keep the best weights of all epochs: (w, b, wrong)."""
    w, b = np.zeros(X.shape[1]), 0.0
    pocket = w, b, _misclassified(X, y, w, b)
    for _ in range(max_epochs):
        for x, label in zip(X, y, strict=True):
            error = label - int(x @ w + b > 0)
            w, b = w + learning_rate * error * x, b + learning_rate * error
        wrong = _misclassified(X, y, w, b)
        if wrong < pocket[2]:
            pocket = w, b, wrong
        if wrong == 0:
            break
    return pocket


def _misclassified(X, y, w, b):
    return int(np.sum((X @ w + b > 0) != y))


def _kept(result, X, y, learning_rate=1.0, max_epochs=100):
    """What is wrong with the weights that came back, and with their count."""
    w, b, wrong = wanted = pocket_perceptron(X, y, learning_rate, max_epochs)
    found = comparison.difference(result, wanted, 1e-9, parts=_PARTS)
    if found is None:
        return None
    if not (isinstance(result, (tuple, list)) and [_numbers(part) for part in result] == [w.shape, (), ()]):
        return found.sentence
    given_w, given_b, said = (np.asarray(part) for part in result)
    count, rows = _misclassified(X, y, given_w, given_b), len(X)
    if said != count:
        return f"`wrong` is {said:g}, but the w and b that came back misclassify {count} of the {rows} rows."
    if count > wrong:
        return f"The w and b that came back misclassify {count} of the {rows} rows. At the start, or after an epoch, there were weights that misclassify only {wrong}."
    first = f"w = {np.round(w, 4).tolist()}, b = {round(float(b), 4):g}"
    if count < wrong:
        return f"The w and b that came back misclassify only {count} of the {rows} rows, but the training as it was asked for keeps {first}, which misclassify {wrong}."
    return f"The w and b that came back misclassify {count} of the {rows} rows, and so do the right ones. But the first weights that are as good as that are {first}."


def _numbers(part):
    """The shape of finite numbers; None of anything else."""
    fitting = isinstance(part, (int, float, np.number, np.ndarray, list, tuple))
    array = np.asarray(part) if fitting else np.array(None)
    return array.shape if array.dtype.kind in "iuf" and np.isfinite(array).all() else None


_PARTS = ("w", "b", "wrong")


def _case(why, X, y, **how):
    """A case with what is handed over, in the order of the signature."""
    call = ", ".join(["X", "y", *(f"{name}={name}" for name in how)])
    return Case(f"pocket_perceptron({call})", why, judge=_kept, X=X, y=y, **how)


def _pocket(
    fires=lambda score: score > 0,
    better=lambda wrong, best: wrong < best,
    start=True,
    rate=None,
    learn_bias=1,
    direction=1,
    forget=False,
    each_example=False,
    during=False,
    shared=False,
    give=lambda pocket, w, b, wrong, n: pocket,
    most=None,
    extra=0,
    give_up=False,
):
    """A wrong answer: one thing changed."""

    def pocket_perceptron(X, y, learning_rate=1.0, max_epochs=100):
        eta = learning_rate if rate is None else rate

        def count():
            return int(np.sum(fires(X @ w + b) != y))

        w, b = np.zeros(X.shape[1]), 0.0
        wrong = count()
        pocket = (w, b, wrong) if start else (w, b, len(X) + 1)
        for _ in range(most or max_epochs + extra):
            if forget:
                w, b = np.zeros(X.shape[1]), 0.0
            mistakes = 0
            for x, label in zip(X, y, strict=True):
                error = direction * (label - int(fires(x @ w + b)))
                mistakes += abs(error)
                if shared:
                    w += eta * error * x  # also changes what is kept
                else:
                    w = w + eta * error * x
                b = b + learn_bias * eta * error
                if each_example and better(count(), pocket[2]):
                    pocket = w, b, count()
            wrong = mistakes if during else count()
            if better(wrong, pocket[2]):
                pocket = w, b, wrong
            elif give_up:
                break
            if mistakes == 0:
                break
        return give(pocket, w, b, wrong, len(X))

    return {"pocket_perceptron": pocket_perceptron}


_seven_X, _seven_y = seven_points()


def _with_one_label_wrong(k):
    y = _seven_y.copy()
    y[k] = 1 - y[k]
    return y


_rng = np.random.default_rng(2)
_X = _rng.normal(size=(9, 3)).round(1)
_y = (_X @ [1.0, -1.0, 0.5] + _rng.normal(size=9) > 0).astype(int)

EXERCISE = Exercise(
    id="pocket_perceptron",
    kind="further",
    worth=(
        "The training itself is the old one. What is new is a second set of weights that only changes for a better one. Machines that learn are stopped in the same way "
        "today: keep the best that you have seen, and not the last."
    ),
    reference={"pocket_perceptron": pocket_perceptron},
    needs=("perceptron", "perceptron_update"),
    cases=(
        _case(
            "seven points, one with a wrong label: no line gets all of them right",
            X=_seven_X,
            y=_with_one_label_wrong(4),
        ),
        _case(
            "the best weights come late, and later ones are just as good",
            X=_seven_X,
            y=_with_one_label_wrong(3),
            max_epochs=15,
        ),
        _case("the seven points of the lesson: a line gets all of them right", X=_seven_X, y=_seven_y),
        _case("two epochs, both worse than the start", X=_seven_X, y=_with_one_label_wrong(4), max_epochs=2),
        _case("three epochs, none of them better than the start", X=_seven_X, y=_with_one_label_wrong(4), max_epochs=3),
        _case(
            "stopped at the fourth epoch, which is the best so far",
            X=_seven_X,
            y=_with_one_label_wrong(4),
            max_epochs=4,
        ),
        _case("a smaller learning rate", X=_seven_X, y=_with_one_label_wrong(5), learning_rate=0.25, max_epochs=15),
        _case("nine examples of three features", X=_X, y=_y, max_epochs=12),
        _case(
            "XOR: the start gets two of the four right, and no epoch does better",
            X=np.array(CORNERS, dtype=float),
            y=np.array([0, 1, 1, 0]),
            max_epochs=12,
        ),
        _case(
            "at the end of an epoch a score is exactly 0, which is class 0",
            X=np.array([[-1.0, 1.0], [-2.0, 1.0], [3.0, 3.0], [3.0, -3.0], [-3.0, 2.0]]),
            y=np.array([0, 0, 1, 0, 1]),
            max_epochs=6,
        ),
        _case(
            "two close points: only epoch 100, the last one, gets both right",
            X=np.array([[2.2], [2.34]]),
            y=np.array([0, 1]),
        ),
        _case(
            "two points so close that 100 epochs are not enough, and none is better than the start",
            X=np.array([[2.9], [3.0]]),
            y=np.array([0, 1]),
        ),
        _case("all of class 0: the start is right", X=_X[:2], y=np.array([0, 0])),
        _case("a single example", X=np.array([[3.0, -1.0]]), y=np.array([1])),
    ),
    mistakes=(
        Mistake(
            "last-kept",
            "Looks like: the last weights, and not the best ones. Keep a second w and b, which change only when the number of misclassified rows is smaller than ever before.",
            _pocket(better=lambda wrong, best: True),
            _pocket(give=lambda pocket, w, b, wrong, n: (w, b, wrong)),
        ),
        Mistake(
            "kept-weights-change",
            "Looks like: the weights that you keep change afterwards. A second name for an array, as in `kept = w`, "
            "does not copy anything, and `w += ...` changes the array under both names. Write `w = w + ...`, or keep "
            "`w.copy()`.",
            _pocket(shared=True),
        ),
        Mistake(
            "last-weights-best-count",
            "Looks like: the smallest count comes back, but with the last weights. Keep w, b and the count together.",
            _pocket(give=lambda pocket, w, b, wrong, n: (w, b, pocket[2])),
        ),
        Mistake(
            "best-weights-last-count",
            "Looks like: the best weights come back, but with the count of the last epoch. Keep w, b and the count together.",
            _pocket(give=lambda pocket, w, b, wrong, n: (*pocket[:2], wrong)),
        ),
        Mistake(
            "latest-of-equals",
            "Looks like: of weights that are equally good the latest are kept. Keep the earliest: exchange them only for better ones, `<`.",
            _pocket(better=lambda wrong, best: wrong <= best),
        ),
        Mistake(
            "start-not-counted",
            "Looks like: the weights before the first epoch are left out. Count for w = 0, b = 0 as well: sometimes no epoch does better.",
            _pocket(start=False),
        ),
        Mistake(
            "latest-and-start-not-counted",
            "Looks like: of weights that are equally good the latest are kept, and those before the first epoch are left out. Keep the earliest, and begin with w = 0, b = 0.",
            _pocket(start=False, better=lambda wrong, best: wrong <= best),
        ),
        Mistake(
            "mistakes-on-the-way",
            "Looks like: the mistakes made during the epoch are counted. The weights change on the way, so that says nothing about the weights at its end. Count all rows again with "
            "those.",
            _pocket(during=True),
            _pocket(during=True, start=False),
        ),
        Mistake(
            "after-every-example",
            "Looks like: the weights are compared after every example. That is a good idea, too, but here they are to be compared once after every epoch.",
            _pocket(each_example=True),
        ),
        Mistake(
            "gives-up",
            "Looks like: it stops at the first epoch that is no better. It often gets worse first and better later: go on until an epoch is without a mistake, or `max_epochs` are done.",
            _pocket(give_up=True),
        ),
        Mistake(
            "rights-counted",
            "Looks like: the number of rows that are right. Asked for is how many are misclassified.",
            _pocket(give=lambda pocket, w, b, wrong, n: (*pocket[:2], n - pocket[2])),
        ),
        Mistake(
            "share",
            "Looks like: the share of misclassified rows. Asked for is how many they are, a whole number.",
            _pocket(give=lambda pocket, w, b, wrong, n: (*pocket[:2], pocket[2] / n)),
        ),
        Mistake(
            "count-not-returned",
            "Looks like: only w and b come back. Return three things: `return w, b, wrong`, of the best weights.",
            _pocket(give=lambda pocket, w, b, wrong, n: pocket[:2]),
        ),
        Mistake(
            "worst-kept",
            "Looks like: the weights with the most misclassified rows are kept. Fewer is better.",
            _pocket(better=lambda wrong, best: wrong > best),
        ),
        Mistake(
            "fires-at-zero",
            "Looks like: a score of exactly 0 is taken for class 1. It is class 0, so the comparison is `>`; at the "
            "start, with w = 0 and b = 0, every score is 0.",
            _pocket(fires=lambda score: score >= 0),
        ),
        Mistake(
            "no-bias",
            "Looks like: the bias stays 0. It takes a step as well, as in `perceptron_update`.",
            _pocket(learn_bias=0),
        ),
        Mistake(
            "no-learning-rate",
            "Looks like: the learning rate is not used. It multiplies the steps of w and of b.",
            _pocket(rate=1.0),
        ),
        Mistake(
            "wrong-direction",
            "Looks like: the steps go the wrong way. Where the label is 1 and the perceptron says 0, w moves towards x.",
            _pocket(direction=-1),
        ),
        Mistake(
            "forgets",
            "Looks like: every epoch starts again from 0. Set w and b to 0 once, before the first epoch.",
            _pocket(forget=True),
        ),
        Mistake(
            "max-epochs-ignored",
            "Looks like: `max_epochs` is not used. It is the largest number of epochs: `for _ in range(max_epochs)`.",
            _pocket(most=100),
            _pocket(most=1000),
        ),
        Mistake(
            "one-epoch-too-few",
            "Looks like: the weights after the last epoch that `max_epochs` allows are left out. `range(max_epochs)` gives as many turns as are allowed. And do you count the rows after each epoch, not before it?",
            _pocket(extra=-1),
        ),
        Mistake(
            "one-epoch-too-many",
            "Looks like: one epoch more than `max_epochs` allows.",
            _pocket(extra=1),
        ),
    ),
    hints=(
        "Take your `train_perceptron` and give it a pocket: three more variables, for the best w, the best b, and how many rows they misclassify. At the start they hold w = 0, "
        "b = 0 and the count for these.",
        "The weights at the end of an epoch misclassify `np.sum((X @ w + b > 0) != y)` of the rows. Count that after the inner loop. The mistakes that were made on the way do not count here.",
        "After the inner loop: `if wrong < best_wrong: best_w, best_b, best_wrong = w, b, wrong`. With `w = w + ...` every w is a new array, so the one in the pocket stays as it is. At the end "
        "`return best_w, best_b, best_wrong`.",
    ),
    parts=_PARTS,
)
