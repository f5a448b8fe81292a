"""`adam_step` of lesson 06."""

import numpy as np

from dlcourse.checker import Case, Exercise, Mistake


def adam_step(x, gradient, state, learning_rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    """One step of Adam.

    Parameters
    ----------
    x, gradient : float, or ndarray of one shape
    state : None, or what the last call returned
        How many steps there were, the running mean of the slopes, and that of their squares.
    learning_rate, beta1, beta2, eps : float

    Returns
    -------
    x : float, or ndarray
    state : tuple

    Notes
    -----
    Source: Kingma and Ba, "Adam: A Method for Stochastic Optimization" (2014).
    """
    steps, m, v = state or (0, 0.0, 0.0)
    steps = steps + 1
    m = beta1 * m + (1 - beta1) * gradient
    v = beta2 * v + (1 - beta2) * gradient**2
    m_hat, v_hat = m / (1 - beta1**steps), v / (1 - beta2**steps)
    return x - learning_rate * m_hat / (np.sqrt(v_hat) + eps), (steps, m, v)


def follow(step, x, gradients, **settings):
    """Every point of a descent: each step gets the state that the one before it returned."""
    points, state = [], None
    for gradient in gradients:
        x, state = step(x, gradient, state, **settings)
        points.append(x)
    return points


def from_one_state(step, x, gradients, **settings):
    """The last step of a descent, taken three times from the same x and the same state."""
    *before, last = gradients
    state = None
    for gradient in before:
        x, state = step(x, gradient, state, **settings)
    return [step(x, last, state, **settings)[0] for _ in range(3)]


def two_at_once(step, x, gradients, **settings):
    """The points of one descent while another one, with other slopes, is under way."""
    points, state, y, other = [], None, x, None
    for gradient in gradients:
        x, state = step(x, gradient, state, **settings)
        y, other = step(y, 1.0 - 2.0 * gradient, other, **settings)
        points.append(x)
    return points


def _step(
    mean=lambda m, g, beta: beta * m + (1 - beta) * g,
    square=lambda v, g, beta: beta * v + (1 - beta) * g**2,
    correct=lambda m, v, k, b1, b2: (m / (1 - b1**k), v / (1 - b2**k)),
    move=lambda m, v, eps: m / (np.sqrt(v) + eps),
    count=lambda k: k + 1,
    direction=-1,
    settings=lambda eta, b1, b2, eps: (eta, b1, b2, eps),
    give=lambda x, state: (x, state),
    keep_corrected=False,
    forget=False,
):
    """A wrong answer: Adam with one thing changed."""

    def adam_step(x, gradient, state, learning_rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        eta, b1, b2, small = settings(learning_rate, beta1, beta2, eps)
        k, m, v = (0, 0.0, 0.0) if state is None or forget else state
        k, m, v = count(k), mean(m, gradient, b1), square(v, gradient, b2)
        m_hat, v_hat = correct(m, v, k, b1, b2)
        new = x + direction * eta * move(m_hat, v_hat, small)
        return give(new, (k, m_hat, v_hat) if keep_corrected else (k, m, v))

    return {"adam_step": adam_step}


def _in_place(x, gradient, state, learning_rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    if state is None:
        state = {"k": 0, "m": 0.0, "v": 0.0}
    state["k"] += 1
    state["m"] = beta1 * state["m"] + (1 - beta1) * gradient
    state["v"] = beta2 * state["v"] + (1 - beta2) * gradient**2
    m_hat, v_hat = state["m"] / (1 - beta1 ** state["k"]), state["v"] / (1 - beta2 ** state["k"])
    return x - learning_rate * m_hat / (np.sqrt(v_hat) + eps), state


def _outside():
    """What is remembered stands outside the function, and `state` is not used."""
    memory = {"k": 0, "m": 0.0, "v": 0.0}

    def adam_step(x, gradient, state, learning_rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        if state is None:
            memory.update(k=0, m=0.0, v=0.0)
        return _in_place(x, gradient, memory, learning_rate, beta1, beta2, eps)

    return {"adam_step": adam_step}


_SLOPES = [
    np.array([2.0, -0.5, 0.1]),
    np.array([1.0, 0.75, -0.2]),
    np.array([-3.0, 0.25, 0.4]),
    np.array([0.5, 0.5, -1.0]),
]
_MATRICES = [np.array([[1.0, -2.0, 0.5], [0.25, 3.0, -1.0]]), np.array([[0.5, 1.0, -0.5], [2.0, -1.0, 0.75]])]
_NUMBERS = [4.0, 2.5, -1.0, 0.5, 3.0]
_EACH_TIME = "each step gets the state that the one before it returned"

EXERCISE = Exercise(
    id="adam_step",
    kind="further",
    worth=(
        "The state is a tuple that is made anew in every step, so no step can spoil what an earlier one returned. "
        "And the first step is as long as the learning rate, however large the slope is."
    ),
    reference={"adam_step": adam_step},
    cases=(
        Case(
            "adam_step(x, gradient, None)[0]",
            "by hand, the first step: both corrected means are the slope and its square, so x moves by 0.001 · 4 / (√16 + 1e-8)",
            x=3.0,
            gradient=4.0,
        ),
        Case(
            "follow(adam_step, x, gradients)",
            f"five steps of a number: {_EACH_TIME}",
            follow=follow,
            x=1.0,
            gradients=_NUMBERS,
        ),
        Case(
            "follow(adam_step, x, gradients, learning_rate=0.1)",
            f"four steps with three knobs: {_EACH_TIME}",
            follow=follow,
            x=np.array([1.0, -2.0, 0.5]),
            gradients=_SLOPES,
        ),
        Case(
            "follow(adam_step, x, gradients, learning_rate=0.5, beta1=0.3, beta2=0.4)",
            "other settings",
            follow=follow,
            x=np.array([1.0, -2.0, 0.5]),
            gradients=_SLOPES,
        ),
        Case(
            "follow(adam_step, x, gradients, learning_rate=0.2, eps=0.5)",
            "a large eps, which is added to the root",
            follow=follow,
            x=np.array([1.0, -2.0, 0.5]),
            gradients=_SLOPES,
        ),
        Case(
            "follow(adam_step, x, gradients, learning_rate=0.01)",
            "a matrix of knobs",
            follow=follow,
            x=np.array([[0.0, 1.0, 2.0], [3.0, -1.0, -2.0]]),
            gradients=_MATRICES,
        ),
        Case(
            "follow(adam_step, x, gradients, learning_rate=0.1)",
            "level ground at first: a slope of 0, then others",
            follow=follow,
            x=np.array([1.0, 2.0]),
            gradients=[np.zeros(2), np.array([1.0, 0.0]), np.array([-2.0, 3.0])],
        ),
        Case(
            "from_one_state(adam_step, x, gradients, learning_rate=0.1)",
            "the last step, taken three times from one and the same state: the three results have to be equal",
            from_one_state=from_one_state,
            x=np.array([1.0, -2.0, 0.5]),
            gradients=_SLOPES,
        ),
        Case(
            "two_at_once(adam_step, x, gradients, learning_rate=0.1)",
            "two descents at the same time, each with its own state: they must not disturb each other",
            two_at_once=two_at_once,
            x=np.array([1.0, -2.0, 0.5]),
            gradients=_SLOPES,
        ),
    ),
    mistakes=(
        Mistake(
            "no-correction",
            "Looks like: neither of the two running means is corrected. They begin at 0, so at first they are much "
            "too small. Divide m by 1 - beta1ᵗ and s by 1 - beta2ᵗ, where t counts the steps from 1.",
            _step(correct=lambda m, v, k, b1, b2: (m, v)),
        ),
        Mistake(
            "only-m-corrected",
            "Looks like: m is corrected and s is not. Both begin at 0: divide s by 1 - beta2ᵗ as well.",
            _step(correct=lambda m, v, k, b1, b2: (m / (1 - b1**k), v)),
        ),
        Mistake(
            "only-v-corrected",
            "Looks like: s is corrected and m is not. Both begin at 0: divide m by 1 - beta1ᵗ as well.",
            _step(correct=lambda m, v, k, b1, b2: (m, v / (1 - b2**k))),
        ),
        Mistake(
            "correction-of-the-first-step",
            "Looks like: every step is corrected as the first one is, with 1 - beta1 and 1 - beta2. The powers grow "
            "with the number of steps t: keep t in the state, and count it up.",
            _step(correct=lambda m, v, k, b1, b2: (m / (1 - b1), v / (1 - b2))),
        ),
        Mistake(
            "counted-from-zero",
            "Looks like: the steps are counted from 0, so the first correction divides by 1 - beta⁰, which is 0. "
            "The first step is step 1.",
            _step(correct=lambda m, v, k, b1, b2: (m / (1 - b1 ** (k - 1)), v / (1 - b2 ** (k - 1)))),
            _step(correct=lambda m, v, k, b1, b2: (np.divide(m, 1 - b1 ** (k - 1)), np.divide(v, 1 - b2 ** (k - 1)))),
        ),
        Mistake(
            "counted-from-two",
            "Looks like: the steps are counted from 2, or the count is one ahead. The first step is step 1, so it "
            "divides by 1 - beta1 and 1 - beta2.",
            _step(correct=lambda m, v, k, b1, b2: (m / (1 - b1 ** (k + 1)), v / (1 - b2 ** (k + 1)))),
        ),
        Mistake(
            "times-t",
            "Looks like: 1 - beta · t for the correction, or t in another wrong place. The correction has a power "
            "in it: `1 - beta1**t`.",
            _step(correct=lambda m, v, k, b1, b2: (m / (1 - b1 * k), v / (1 - b2 * k))),
            _step(correct=lambda m, v, k, b1, b2: (m / (1 - b1) ** k, v / (1 - b2) ** k)),
        ),
        Mistake(
            "corrected-kept",
            "Looks like: the corrected means are kept in the state, and corrected again in the next step. Keep m "
            "and s as they were before the correction.",
            _step(keep_corrected=True),
        ),
        Mistake(
            "nothing-remembered",
            "Looks like: every step begins anew, as if `state` were None. The running means have to come from the "
            "state, and the new ones have to go back into it.",
            _step(forget=True),
        ),
        Mistake(
            "no-root",
            "Looks like: m is divided by s itself. The root of s belongs there: it has the size of a slope.",
            _step(move=lambda m, v, eps: m / (v + eps)),
        ),
        Mistake(
            "eps-inside-the-root",
            "Looks like: eps is added inside the root. Here it is added to the root: √s + eps.",
            _step(move=lambda m, v, eps: m / np.sqrt(v + eps)),
        ),
        Mistake(
            "eps-before-the-correction",
            "Looks like: eps is added to √s before s is corrected, as in a short form that some programs use. Here "
            "the root of the corrected s comes first, and then eps is added.",
            _step(
                correct=lambda m, v, k, b1, b2: (m * np.sqrt(1 - b2**k) / (1 - b1**k), v),
            ),
        ),
        Mistake(
            "no-eps",
            "Looks like: eps is missing. Without it, a slope of 0 gives 0/0: divide by √s + eps.",
            _step(move=lambda m, v, eps: m / np.sqrt(v)),
            _step(move=lambda m, v, eps: np.divide(m, np.sqrt(v))),
        ),
        Mistake(
            "not-squared",
            "Looks like: s is the running mean of the slopes or of their absolute values. It is that of their "
            "*squares*.",
            _step(square=lambda v, g, beta: beta * v + (1 - beta) * np.abs(g)),
            _step(square=lambda v, g, beta: beta * v + (1 - beta) * g),
        ),
        Mistake(
            "square-of-m",
            "Looks like: the new slope, squared together with its factor. Square the slope alone: (1 - beta2) · g².",
            _step(square=lambda v, g, beta: beta * v + ((1 - beta) * g) ** 2),
        ),
        Mistake(
            "whole-slope-added",
            "Looks like: the new slope is added whole to a running mean. A mean needs both factors: beta times the "
            "old value, and 1 - beta times the new one.",
            _step(mean=lambda m, g, beta: beta * m + g),
            _step(square=lambda v, g, beta: beta * v + g**2),
            _step(mean=lambda m, g, beta: beta * m + g, square=lambda v, g, beta: beta * v + g**2),
        ),
        Mistake(
            "factors-exchanged",
            "Looks like: beta and 1 - beta have changed places in a running mean. beta belongs to the old value, as "
            "nearly all of it is kept.",
            _step(
                mean=lambda m, g, beta: (1 - beta) * m + beta * g,
                square=lambda v, g, beta: (1 - beta) * v + beta * g**2,
                correct=lambda m, v, k, b1, b2: (m / (1 - b1**k), v / (1 - b2**k)),
            ),
            _step(mean=lambda m, g, beta: (1 - beta) * m + beta * g),
        ),
        Mistake(
            "betas-exchanged",
            "Looks like: beta1 and beta2 have changed places. beta1 belongs to the slopes, and beta2 to their squares.",
            _step(settings=lambda eta, b1, b2, eps: (eta, b2, b1, eps)),
        ),
        Mistake(
            "one-length-for-all",
            "Looks like: one s for all knobs together, from the length of the gradient. Every knob has its own s, "
            "and so its own length of step.",
            _step(square=lambda v, g, beta: beta * v + (1 - beta) * np.sum(g**2)),
            _step(square=lambda v, g, beta: beta * v + (1 - beta) * np.mean(g**2)),
        ),
        Mistake(
            "uphill",
            "Looks like: a plus where a minus belongs. The step goes against the slopes.",
            _step(direction=1),
        ),
        Mistake(
            "settings-not-used",
            "Looks like: always the usual settings (0.001, 0.9, 0.999, 1e-8), at least for one of them. Use the "
            "arguments.",
            _step(settings=lambda eta, b1, b2, eps: (0.001, 0.9, 0.999, 1e-8)),
            _step(settings=lambda eta, b1, b2, eps: (0.001, b1, b2, eps)),
            _step(settings=lambda eta, b1, b2, eps: (eta, 0.9, 0.999, eps)),
            _step(settings=lambda eta, b1, b2, eps: (eta, b1, b2, 1e-8)),
            _step(settings=lambda eta, b1, b2, eps: (eta, 0.9, 0.999, 1e-8)),
        ),
        Mistake(
            "state-changed",
            "Looks like: right, but the state that was given is changed, and comes back. Whoever kept it "
            "finds another one. Make a new state in every step.",
            {"adam_step": _in_place},
        ),
        Mistake(
            "kept-outside",
            "Looks like: what has to be remembered is kept outside the function, so two descents at the same time "
            "share it. Put it into the state, and take it from there.",
            _outside(),
        ),
        Mistake(
            "x-alone",
            "Looks like: only x comes back. Return the new state as well, for the next step: `return x, state`.",
            _step(give=lambda x, state: x),
        ),
        Mistake(
            "exchanged",
            "Looks like: the state comes first, and then x. Return `x, state`, in this order.",
            _step(give=lambda x, state: (state, x)),
        ),
        Mistake(
            "plain-step",
            "Looks like: a plain step of gradient descent. Adam divides the running mean of the slopes by the root "
            "of the running mean of their squares.",
            _step(move=lambda m, v, eps: m, correct=lambda m, v, k, b1, b2: (m, v), mean=lambda m, g, beta: g),
        ),
    ),
    hints=(
        "What does the next step need to know from this one? It needs three things: how many steps there were, and two "
        "running means. What are they before the first step?",
        "If `state` is None, begin with t = 0, m = 0 and s = 0; otherwise take the three out of it. Count t up by "
        "1, then work out the new m and s. The corrected values, m / (1 - beta1ᵗ) and s / (1 - beta2ᵗ), are used "
        "for the step only; the state keeps m and s as they are.",
        "Begin with `t, m, s = (0, 0.0, 0.0) if state is None else state`, then `t = t + 1` and `m = beta1 * m + (1 - "
        "beta1) * gradient`; s is computed in the same way from `beta2` and `gradient**2`. The step is learning_rate · "
        "m̂ / (√ŝ + eps), and the new state is `(t, m, s)`.",
    ),
    parts=("x", "state"),
)
