"""`sgd_regression` of lesson 06."""

import numpy as np

from dlcourse import descent as maths
from dlcourse.checker import Case, Exercise, Mistake
from dlcourse.exercises.descent import cut, hand_x, hand_y, many_x, many_y


def _fitter(
    direction=-1,
    start=0.0,
    factor=lambda batch, size: 1 / len(batch),
    scale=1.0,
    deal=maths.minibatches,
    losses="after",
    loss_scale=1.0,
    once=False,
    rate=None,
    one_by_one=False,
    bias=1.0,
    order_once=False,
    everything=False,
    afresh="",
    first_only=False,
    give=lambda w, b, losses: (w, b, losses),
):
    """A wrong answer: stochastic gradient descent with one thing changed."""

    def sgd_regression(x, y, learning_rate, batch_size, epochs, rng):
        eta = learning_rate if rate is None else rate
        w = b = float(start)
        kept, fixed = [], deal(len(x), batch_size, rng) if order_once else None
        if losses == "start-too":
            kept.append(maths.regression_loss(w, b, x, y))
        for _ in range(epochs):
            w, b = (float(start), float(start)) if afresh else (w, b)
            kept = [] if afresh == "losses too" else kept
            if losses == "before":
                kept.append(maths.regression_loss(w, b, x, y))
            seen, sum_w, sum_b = [], 0.0, 0.0
            for batch in fixed or deal(len(x), batch_size, rng):
                if len(batch) == 0:
                    continue
                batch = np.arange(len(x)) if everything else batch
                some, target = x[batch], y[batch]
                seen.append(maths.regression_loss(w, b, some, target))
                miss = w * some + b - target
                part = scale * factor(batch, batch_size)
                if once:
                    sum_w, sum_b = sum_w + part * (miss @ some), sum_b + part * miss.sum()
                    continue
                w = w + direction * eta * part * (miss @ some)
                if one_by_one:
                    miss = w * some + b - target
                b = b + direction * eta * part * miss.sum() * bias
                if losses == "every-step":
                    kept.append(maths.regression_loss(w, b, x, y))
            if once:
                w, b = w + direction * eta * sum_w, b + direction * eta * sum_b
            if losses in ("after", "start-too"):
                kept.append(loss_scale * maths.regression_loss(w, b, x, y))
            elif losses == "last-batch":
                kept.append(seen[-1])
            elif losses == "last-batch-after":
                kept.append(maths.regression_loss(w, b, some, target))
            elif losses == "mean-of-batches":
                kept.append(float(np.mean(seen)))
            elif losses == "sum-of-batches":
                kept.append(float(np.sum(seen)))
            elif losses == "sum":
                kept.append(maths.regression_loss(w, b, x, y) * len(x))
            elif losses == "by-batch-size":
                kept.append(maths.regression_loss(w, b, x, y) * len(x) / batch_size)
            if first_only:
                break
        return give(w, b, kept)

    return {"sgd_regression": sgd_regression}


def _with_replacement(n, batch_size, rng):
    return [rng.integers(0, n, min(batch_size, n - k)) for k in range(0, n, batch_size)]


def _one_batch(n, batch_size, rng):
    return maths.minibatches(n, batch_size, rng)[:1]


def _own_generator(n, batch_size, rng):
    return maths.minibatches(n, batch_size, np.random.default_rng(0))


def _in_order(n, batch_size, rng):
    return cut(np.arange(n), batch_size)


def _without_the_short(n, batch_size, rng):
    return maths.minibatches(n, batch_size, rng)[: max(n // batch_size, 1)]


def _fit_problem(result, epochs):
    """A sentence if `result` is not (w, b, losses), else None."""
    if result is None:
        return "The result is None: nothing came back. Did the function end without a `return`?"
    if not isinstance(result, (tuple, list)) or len(result) != 3:
        return "Three things in this order were asked for: `return w, b, losses`."
    w, b, losses = result
    for name, value in (("w", w), ("b", b)):
        if np.size(value) != 1 or np.asarray(value).dtype.kind not in "iuf":
            return f"`{name}` is not a number."
        if not np.isfinite(value).all():
            return f"`{name}` is {value}, where a finite number was expected."
    if np.ndim(losses) != 1 or np.asarray(losses).dtype.kind not in "iuf":
        return "`losses` is not a row of numbers: one loss for each epoch was asked for."
    if len(losses) != epochs:
        entries = "1 entry" if len(losses) == 1 else f"{len(losses)} entries"
        return f"`losses` has {entries} after {epochs} epoch{'s' * (epochs != 1)}; one for each epoch was asked for."
    return None


def _judge_fit(result, x, y):
    problem = _fit_problem(result, 60)
    if problem:
        return problem
    w, b, losses = float(np.squeeze(result[0])), float(np.squeeze(result[1])), np.asarray(result[2])
    now, begin = maths.regression_loss(w, b, x, y), maths.regression_loss(0.0, 0.0, x, y)
    if abs(losses[-1] - now) > 1e-6 * begin:
        return f"The last entry of `losses` is {losses[-1]:.6g}, but the loss of the w and b that came back, over all the data, is {now:.6g}."
    if losses[0] > begin or losses[-10:].mean() > losses[0]:
        return (
            f"The loss does not fall: {begin:.4g} at w = b = 0, then {losses[0]:.4g}, and {losses[-1]:.4g} in the end."
        )
    best_w, best_b = maths.best_line(x, y)
    if max(abs(w - best_w), abs(b - best_b)) > 0.25:
        return f"After 60 epochs it is at w = {w:.3f}, b = {b:.3f}; the best line, w = {best_w:.3f}, b = {best_b:.3f}, should be near by now."
    return None


def _judge_seeds(result, **_):
    for one in result:
        problem = _fit_problem(one, 2)
        if problem:
            return problem
    if not all(np.array_equal(np.squeeze(a), np.squeeze(b)) for a, b in zip(result[0], result[1], strict=True)):
        return "Two generators with the same seed gave different results. Take all the randomness from `rng`: then a run can be repeated."
    if all(float(np.squeeze(one[0])) == float(np.squeeze(result[0][0])) for one in result):
        return (
            "Four different seeds gave the very same w: the order of the examples is not drawn from `rng`. Deal out new batches in every epoch with "
            "`minibatches(len(x), batch_size, rng)`."
        )
    return None


_TWO_X, _TWO_Y = np.array([1.0, -2.0]), np.array([1.0, 3.0])

_FOUR_X, _FOUR_Y = np.array([1.0, -2.0, 0.5, 1.5]), np.array([1.0, 3.0, -1.0, 2.0])


def _after(orders, x=_TWO_X, y=_TWO_Y):
    """Where w ends when the examples are seen in these orders, one at a time, one epoch each."""
    w = b = 0.0
    for order in orders:
        for k in order:
            miss = w * x[k] + b - y[k]
            w, b = w - 0.1 * miss * x[k], b - 0.1 * miss
    return w


def _judge_one_epoch(result, **_):
    ends = [_after([order]) for order in ((0, 1), (1, 0))]
    for one in result:
        problem = _fit_problem(one, 1)
        if problem:
            return problem
    w = np.array([float(np.squeeze(one[0])) for one in result])
    fits = np.isclose(w[:, None], ends, rtol=1e-5)
    if not fits.any(axis=1).all():
        return (
            f"Two examples, one at a time: with either of the two orders w comes to {ends[0]:.6g} or {ends[1]:.6g}, but here it came to "
            f"{w[~fits.any(axis=1)][0]:.6g}. In an epoch each example has its turn once, w and b are moved after every batch, both by the slopes at one "
            "and the same place."
        )
    if not fits.any(axis=0).all():
        return "With every one of 20 seeds the two examples came in the same order. Draw the batches with the `rng` that your function is given: `minibatches(len(x), batch_size, rng)`."
    return None


def _judge_new_order(result, **_):
    same = [_after([order] * 6) for order in ((0, 1), (1, 0))]
    w = np.array([float(np.squeeze(one[0])) for one in result])
    if np.isclose(w[:, None], same, rtol=1e-5).any(axis=1).all():
        return "All the epochs go through the examples in one and the same order. Deal out new batches at the beginning of every epoch, inside the loop."
    return None


def _judge_any_order(result, **_):
    rotated = [_after([np.roll(np.arange(4), k)], _FOUR_X, _FOUR_Y) for k in range(4)]
    for one in result:
        problem = _fit_problem(one, 1)
        if problem:
            return problem
    w = np.array([float(np.squeeze(one[0])) for one in result])
    if np.isclose(w[:, None], rotated, rtol=1e-5).any(axis=1).all():
        return "The indices are only rotated: neighbours stay together. `minibatches(len(x), batch_size, rng)` gives them in any order."
    return None


_rng = np.random.default_rng(60)
_line_x = _rng.uniform(-1, 2, 40).round(2)

_line_y = (1.5 * _line_x - 0.5 + 0.3 * _rng.normal(size=40)).round(2)

_fit = "sgd_regression(x, y, {}, {}, {}, np.random.default_rng(0))".format


def _simple(
    begin=lambda rng: (0.0, 0.0), slopes=lambda miss, x: (np.mean(miss * x), np.mean(miss)), deal=maths.minibatches
):
    """A wrong answer: the shortest way, with one piece of it changed."""

    def sgd_regression(x, y, learning_rate, batch_size, epochs, rng):
        (w, b), losses = begin(rng), []
        for _ in range(epochs):
            for k in deal(len(x), batch_size, rng):
                dw, db = slopes(w * x[k] + b - y[k], x[k])
                w, b = w - learning_rate * dw, b - learning_rate * db
            losses.append(maths.regression_loss(w, b, x, y))
        return w, b, losses

    return {"sgd_regression": sgd_regression}


def _apart(x, y, learning_rate, batch_size, epochs, rng):
    w, b, losses = 0.0, 0.0, []
    for _ in range(epochs):
        some, others = rng.permutation(x), rng.permutation(y)
        for k in range(0, len(x), batch_size):
            part = some[k : k + batch_size]
            miss = w * part + b - others[k : k + batch_size]
            w, b = w - learning_rate * np.mean(miss * part), b - learning_rate * np.mean(miss)
        losses.append(maths.regression_loss(w, b, x, y))
    return w, b, losses


_shuffled_apart = {"sgd_regression": _apart}


EXERCISE = Exercise(
    id="sgd_regression",
    worth=(
        "Batches and slopes come from the earlier exercises. `x[batch]`, with an array of indices, takes all "
        "examples of a batch at once."
    ),
    reference={"sgd_regression": maths.sgd_regression},
    cases=(
        Case(
            _fit(0.1, 3, 4),
            "full batch: every epoch is one step, and nothing is random",
            x=hand_x,
            y=hand_y,
        ),
        Case(_fit(0.05, 100, 3), "a batch size above n: full batch as well", x=many_x, y=many_y),
        Case(_fit(0.1, 1, 3), "a single example", x=np.array([2.0]), y=np.array([3.0])),
        Case(
            _fit(0.1, 2, 3),
            "six examples that are all the same, by twos: three steps in each epoch",
            x=np.full(6, 2.0),
            y=np.full(6, 3.0),
        ),
        Case(
            _fit(0.05, 3, 2),
            "seven that are all the same, by threes: the last batch is short, and its mean is over one example",
            x=np.full(7, -1.5),
            y=np.full(7, 2.0),
        ),
        Case(
            "[sgd_regression(x, y, 0.1, 1, 1, np.random.default_rng(seed)) for seed in range(20)]",
            "two examples, one at a time, one epoch, with 20 seeds: either the first comes first or the second does",
            judge=_judge_one_epoch,
            x=_TWO_X,
            y=_TWO_Y,
        ),
        Case(
            "[sgd_regression(x, y, 0.1, 1, 6, np.random.default_rng(seed)) for seed in range(20)]",
            "six epochs: a new order in each",
            judge=_judge_new_order,
            x=_TWO_X,
            y=_TWO_Y,
        ),
        Case(
            "[sgd_regression(x, y, 0.1, 1, 1, np.random.default_rng(seed)) for seed in range(20)]",
            "four examples, one at a time, one epoch: they may come in any order",
            judge=_judge_any_order,
            x=_FOUR_X,
            y=_FOUR_Y,
        ),
        Case(
            "[sgd_regression(x, y, 0.1, 8, 2, np.random.default_rng(seed)) for seed in (3, 3, 4, 5)]",
            "equal seeds, equal results; other seeds, other results",
            judge=_judge_seeds,
            x=_line_x,
            y=_line_y,
        ),
        Case(
            _fit(0.1, 8, 60),
            "forty points about a line, by eights, 60 epochs",
            judge=_judge_fit,
            x=_line_x,
            y=_line_y,
        ),
    ),
    mistakes=(
        Mistake(
            "uphill",
            "Looks like: a plus where a minus belongs. Then the steps climb, and the losses grow.",
            _fitter(direction=1),
        ),
        Mistake(
            "sum-for-mean",
            "Looks like: the slopes of a batch are added up, and not averaged. Then a batch of ten takes steps ten "
            "times as long. `regression_gradient` takes the mean.",
            _fitter(factor=lambda batch, size: 1.0),
        ),
        Mistake(
            "factor-2",
            "Looks like: twice the slope. The loss of this course has a ½ in front, which cancels the 2 of the square.",
            _fitter(scale=2.0),
        ),
        Mistake(
            "short-batch-divided-by-batch-size",
            "Looks like: the sums are divided by `batch_size` in every batch, also in the last one, which may be "
            "short. Divide by the number of examples in the batch: `len(batch)`.",
            _fitter(factor=lambda batch, size: 1 / size),
        ),
        Mistake(
            "last-batch-dropped",
            "Looks like: the short batch at the end of an epoch is left out. Its examples count as well.",
            _fitter(deal=_without_the_short),
            _fitter(deal=lambda n, size, rng: maths.minibatches(n, size, rng)[: n // size]),
        ),
        Mistake(
            "losses-before-the-epoch",
            "Looks like: each loss is taken before its epoch. Take it after the last batch of the epoch.",
            _fitter(losses="before"),
        ),
        Mistake(
            "losses-with-the-start",
            "Looks like: `losses` holds the loss of the start as well. One number for each epoch, taken after it.",
            _fitter(losses="start-too"),
        ),
        Mistake(
            "a-loss-for-every-step",
            "Looks like: a loss after every step. One for every epoch was asked for: append outside the loop over the batches.",
            _fitter(losses="every-step"),
        ),
        Mistake(
            "losses-of-batches",
            "Looks like: `losses` holds the losses of single batches. The loss over *all* the data was asked for, "
            "with the w and b at the end of the epoch.",
            _fitter(losses="last-batch"),
            _fitter(losses="last-batch-after"),
            _fitter(losses="mean-of-batches"),
            _fitter(losses="sum-of-batches"),
        ),
        Mistake(
            "losses-without-half",
            "Looks like: the ½ is missing in `losses`: C = 1/(2n) Σ (wx + b - y)².",
            _fitter(loss_scale=2.0),
        ),
        Mistake(
            "losses-summed",
            "Looks like: `losses` holds sums over the data. The mean was asked for.",
            _fitter(losses="sum"),
        ),
        Mistake(
            "losses-by-batch-size",
            "Looks like: in `losses` the sum over all the data is divided by `batch_size`. Divide by the number of "
            "all examples, `len(x)`.",
            _fitter(losses="by-batch-size"),
        ),
        Mistake(
            "one-step-per-epoch",
            "Looks like: only one step in an epoch. Move w and b after *every* batch: that is what batches are for.",
            _fitter(once=True),
            _fitter(once=True, factor=lambda batch, size: 1 / size),
            _fitter(deal=_one_batch),
            _fitter(deal=lambda n, size, rng: [np.arange(n)]),
        ),
        Mistake(
            "slopes-of-all-the-data",
            "Looks like: every step uses the slopes of all the data. The step of a batch uses the slopes of its own "
            "examples: `x[batch]` and `y[batch]`.",
            _fitter(everything=True),
        ),
        Mistake(
            "starts-afresh-every-epoch",
            "Looks like: every epoch starts again at w = b = 0. Set them once, before the loop over the epochs, so "
            "that each epoch goes on where the last one ended.",
            _fitter(afresh="w and b"),
            _fitter(afresh="losses too"),
        ),
        Mistake(
            "returns-too-early",
            "Looks like: the function returns after the first epoch. {loop:Is the `return` inside the loop? It belongs "
            "after both loops. }All epochs are to be run.",
            _fitter(first_only=True),
        ),
        Mistake(
            "one-after-the-other",
            "Looks like: b is moved by a slope at the *new* w. Work out both slopes first, then move both.",
            _fitter(one_by_one=True),
        ),
        Mistake(
            "bias-stays",
            "Looks like: b never moves. It has a slope, too.",
            _fitter(bias=0.0),
        ),
        Mistake(
            "shuffled-once",
            "Looks like: the examples are shuffled only once, before the first epoch. Call `minibatches` inside the "
            "loop over the epochs.",
            _fitter(order_once=True),
        ),
        Mistake(
            "not-shuffled",
            "Looks like: the examples are taken in the order in which they come. Call `minibatches` in every epoch: "
            "it shuffles them.",
            _fitter(deal=_in_order),
        ),
        Mistake(
            "own-generator",
            "Looks like: a generator of your own with a fixed seed, so every epoch has the same batches. Hand `rng` "
            "on to `minibatches`.",
            _fitter(deal=_own_generator),
        ),
        Mistake(
            "with-replacement",
            "Looks like: the batches are drawn with replacement. In an epoch every example is in exactly one batch.",
            _fitter(deal=_with_replacement),
        ),
        Mistake(
            "starts-elsewhere",
            "Looks like: the descent does not start at w = 0, b = 0.",
            _fitter(start=1.0),
        ),
        Mistake(
            "learning-rate-not-used",
            "Looks like: the learning rate is not used. It multiplies both slopes.",
            _fitter(rate=1.0),
            _fitter(rate=0.01),
            _fitter(rate=0.1),
        ),
        Mistake(
            "order-of-results",
            "Looks like: right, but in another order. Write `return w, b, losses`.",
            _fitter(give=lambda w, b, losses: (b, w, losses)),
            _fitter(give=lambda w, b, losses: (losses, w, b)),
        ),
        Mistake(
            "random-start",
            "Looks like: the descent starts from random numbers. It has to start from w = 0 and b = 0.",
            _simple(begin=lambda rng: (rng.random(), rng.random())),
            _simple(begin=lambda rng: (rng.normal(), rng.normal())),
            _simple(begin=lambda rng: tuple(rng.random(2))),
            _simple(begin=lambda rng: tuple(rng.normal(size=2))),
        ),
        Mistake(
            "same-slope-for-both",
            "Looks like: w takes the step of b. The slope for w is the mean of the misses *times x*; for b it is the mean of the misses alone.",
            _simple(slopes=lambda miss, x: (miss.mean(), miss.mean())),
        ),
        Mistake(
            "shuffled-apart",
            "Looks like: x and y are shuffled apart, so no x has its own y any more. Draw one order and use it for both: `x[k]`, `y[k]`.",
            _shuffled_apart,
        ),
        Mistake(
            "number-of-batches",
            "Looks like: `batch_size` is taken for the *number* of batches. It is the number of examples in one "
            "batch: cut the order every `batch_size` indices.",
            _simple(deal=lambda n, size, rng: np.array_split(rng.permutation(n), size)),
        ),
    ),
    hints=(
        "You need two loops: one goes over the epochs, and inside it one goes over the batches of this epoch. What "
        "happens after every batch, and what happens after every epoch?",
        "For every batch, compute `dw, db = regression_gradient(w, b, x[batch], y[batch])`, and take a step with w and "
        "with b. After every epoch, append the loss over all of x and y to `losses`.",
        "Write `for _ in range(epochs):`, and inside it `for batch in minibatches(len(x), batch_size, rng):`. In the "
        "inner loop, `w = w - learning_rate * dw` is the step of w, and b takes the same step with `db`. After the "
        "inner loop, write `losses.append(((w * x + b - y) ** 2).mean() / 2)`.",
    ),
    needs=("regression_gradient", "minibatches"),
    parts=("w", "b", "losses"),
)
