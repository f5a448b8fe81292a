"""The learner's own network: their passing answers put together, trained on real handwriting, and shown."""

import contextlib
import functools
import os
import sys
import time
import warnings
from dataclasses import dataclass, field
from types import SimpleNamespace

import numpy as np

from dlcourse import _inputs, exercises
from dlcourse.activations import Softmax
from dlcourse.data import DIGITS_TRAINING, digits
from dlcourse.deep import accuracy
from dlcourse.exercises import _compare, _limit
from dlcourse.exercises._checker import functions
from dlcourse.exercises._own import own, rebound
from dlcourse.network import count_parameters

# The exercises whose answers run in the network, with their lessons; what a piece calls stands before it.
PIECES = {
    "relu": "03",
    "layer_forward": "04",
    "neural_network": "04",
    "softmax": "05",
    "cross_entropy": "05",
    "minibatches": "06",
    "hidden_delta": "07",
    "layer_gradients": "07",
    "backprop": "07",
    "train_network": "07",
    "he_init": "08",
}
CALLS = {
    "neural_network": ("layer_forward",),
    "backprop": ("hidden_delta", "layer_gradients"),
    "train_network": ("backprop", "minibatches"),
}
REHEARSAL = 200  # on so many pictures every piece is tried first
YOURS, UNUSED, NOT_DONE = "yours", "not used here", "yours is not done yet"


@dataclass(frozen=True, eq=False)
class OwnNetwork:
    """A trained network, and whose its pieces are.

    Attributes
    ----------
    parameters : list of (W, b)
    activations : list of activation objects
    losses : list of float
        The mean loss over the training digits after each epoch.
    accuracy : float
        Share of the held-out digits that it names rightly.
    pieces : dict of str to str
        For each exercise whose answer may run in it: "yours", "not used here", or why the course's stands in.
    """

    parameters: list = field(repr=False)
    activations: list = field(repr=False)
    losses: list = field(repr=False)
    accuracy: float
    pieces: dict = field(repr=False)

    def __repr__(self):
        sizes = "-".join(str(len(b)) for _, b in self.parameters)
        yours, used = _count(self.pieces)
        return f"OwnNetwork 784-{sizes}: {self.accuracy:.1%} of the held-out digits named rightly, {yours} of {used} pieces yours"


def own_network(hidden=(64, 32), learning_rate=0.1, batch_size=20, epochs=15, seed=0, seconds=60):
    """Put your answers together to a network, train it on real handwriting, and see how well it reads.

    Your answers are taken from this notebook and from the other exercise notebooks as they were last saved. Those that pass
    their checks run in the network; for each of the others the course's stands in. The first lines say which is which.

    Then it is trained on 4,000 digits, and tried on 1,000 others after every epoch. Stop it (■) whenever you like: what it has
    learned so far is kept. In the end there are some of those others, with what it says they are.

    Parameters
    ----------
    hidden : sequence of int
        How many neurons each hidden layer has, e.g. ``(64, 32)``; ``()`` for none. They are ReLUs; the output is a softmax.
    learning_rate : float
        η, above 0.
    batch_size : int
        Examples a step.
    epochs : int
        How often all training digits are gone through.
    seed : int
        Of the generator that draws the weights and the batches. The same seed gives the same network.
    seconds : float
        The training is stopped after so many, and what was learned so far is kept.

    Returns
    -------
    OwnNetwork
        With ``parameters``, ``activations``, ``losses``, ``accuracy`` and ``pieces``. None if there is no network yet: you
        stopped it too early.

    Raises
    ------
    ValueError
        If a setting makes no sense.
    """
    settings = SimpleNamespace(
        sizes=[784, *np.atleast_1d(hidden).tolist(), 10],
        learning_rate=_inputs.positive(learning_rate, "learning_rate"),
        batch_size=_inputs.positive(batch_size, "batch_size", whole=True),
        epochs=_inputs.positive(epochs, "epochs", whole=True),
        rng=np.random.default_rng(seed),
        seconds=_inputs.positive(seconds, "seconds"),
    )
    size, data = count_parameters(settings.sizes), digits()
    try:
        mine, pieces = _choose(sys._getframe(1).f_globals, settings, data)
    except KeyboardInterrupt:
        print("You stopped it while your answers were still being looked through. Run the cell again.")
        return None
    print(_whose(pieces))
    print(f"\nTraining {'-'.join(map(str, settings.sizes))}, {size:,} weights and biases, on {len(data[0]):,} digits:")
    networks = _train(mine, settings, data)
    if not networks:
        return None
    last, losses = networks[-1], [network.loss for network in networks[1:]]
    share = accuracy(last.said, data[3])
    print(f"\nOf the {len(last.said):,} held-out digits it names {share:.1%} rightly.")
    _show(last.said, data)
    return OwnNetwork(last.parameters, last.activations, losses, share, pieces)


class _NoProbabilities(Exception):
    """What comes out of the network is no softmax's."""


@functools.cache
def _asked(exercise):
    return exercises.find(exercise)


def _choose(namespace, settings, data):
    """The learner's answers that run in the network, by exercise; and what to say of each piece."""
    seen, mine, reasons, ran = {}, {}, {}, None
    for exercise in PIECES:
        answer = own(_asked(exercise), namespace, exercises.find, seen)
        if not answer:
            reasons[exercise] = NOT_DONE
        while exercise not in mine and exercise not in reasons:
            trial = {**mine, exercise: answer}
            try:
                ran = _rehearse(trial, settings, data)
                mine = trial
            except KeyboardInterrupt:
                raise
            except BaseException as problem:
                # What the new answer does, it is to blame for. But time may run out in one that was slow before.
                slow = _innermost(problem, trial)[0] if isinstance(problem, _limit.TimeLimit) else None
                reasons[slow or exercise] = _why_not(problem, settings)
                mine.pop(slow, None)
    ran = ran or _rehearse({}, settings, data)
    return mine, {exercise: reasons.get(exercise, YOURS) if exercise in ran else UNUSED for exercise in PIECES}


def _rehearse(mine, settings, data):
    """Train on a few pictures: an answer that passed its check may still fail here. Return the exercises that ran."""
    ran = {"neural_network"} if len(settings.sizes) == 2 else {"neural_network", "relu"}
    pieces = _assemble(mine, ran)
    few = [part[:REHEARSAL] for part in data]
    gently = SimpleNamespace(sizes=settings.sizes, learning_rate=0.01, batch_size=20, rng=np.random.default_rng(0))
    with _quiet():
        _limit.call(lambda: _epoch(pieces, _start(pieces, few, gently), few, gently), _patience(settings))
    return ran


def _patience(settings):
    """Seconds for the few pictures: with an answer that takes longer, time would be over within the first epoch."""
    return max(settings.seconds * REHEARSAL / DIGITS_TRAINING, 1.0)


def _assemble(mine, ran):
    """All pieces, by exercise, the learner's or the course's. They call one another, and who is called is noted in `ran`."""
    pieces = {}
    for exercise in PIECES:
        lent = {next(iter(_asked(each).reference)): pieces[each] for each in CALLS.get(exercise, ())}
        if exercise == "train_network":
            lent["network_loss"] = functools.partial(_loss, pieces)
        (piece,) = (rebound(thing, lent) for thing in mine.get(exercise, _asked(exercise).reference).values())
        pieces[exercise] = piece if isinstance(piece, type) else _noted(piece, exercise, ran)
    return pieces


def _noted(piece, exercise, ran):
    @functools.wraps(piece)
    def call(*arguments, **named):
        ran.add(exercise)
        return piece(*arguments, **named)

    return call


def _loss(pieces, parameters, activations, X, Y):
    return pieces["cross_entropy"](pieces["neural_network"](parameters, activations).run(X), Y.argmax(axis=1))


def _start(pieces, data, settings):
    """The network before any training."""
    # The learner's softmax has to be known as the last layer's: `backprop` asks for an instance of the course's class.
    output = Softmax()
    output.fn = pieces["softmax"]
    activations = [*(pieces["relu"]() for _ in settings.sizes[2:]), output]
    return _looked_at(pieces, pieces["he_init"](settings.sizes, settings.rng), activations, data)


def _epoch(pieces, network, data, settings):
    """The network after one epoch more."""
    X, y, _, _ = data
    how = settings.learning_rate, settings.batch_size, 1, settings.rng
    parameters, losses = pieces["train_network"](network.parameters, network.activations, X, np.eye(10)[y], *how)
    return _looked_at(pieces, parameters, network.activations, data, losses[-1])


def _looked_at(pieces, parameters, activations, data, loss=0.0):
    """A network, with what it says of the held-out digits."""
    _, _, X, y = data
    parameters = [(np.asarray(W), np.asarray(b)) for W, b in parameters]
    outputs = pieces["neural_network"](parameters, activations).run(X)
    held_out = pieces["cross_entropy"](outputs, y)
    if not all(np.isfinite(part).all() for part in (loss, held_out, *(part for pair in parameters for part in pair))):
        raise FloatingPointError
    if not np.allclose(outputs.sum(axis=1), 1, atol=1e-3):
        raise _NoProbabilities(
            "the outputs for a picture do not add up to 1 (softmax works along rows: one example a row)"
        )
    return SimpleNamespace(
        parameters=parameters,
        activations=activations,
        loss=float(loss),
        held_out=float(held_out),
        said=outputs.argmax(axis=1),
    )


def _train(mine, settings, data):
    """Train epoch by epoch, with a line for each; return the network after each, the start first."""
    pieces, networks, end = _assemble(mine, set()), [], time.monotonic() + settings.seconds

    def more():
        return _epoch(pieces, networks[-1], data, settings) if networks else _start(pieces, data, settings)

    for epoch in range(settings.epochs + 1):
        try:
            with _quiet():
                networks.append(_limit.call(more, max(end - time.monotonic(), 0.01)))
        except BaseException as problem:  # the learner's own ■ too
            kept = "What it had learned by then is kept." if len(networks) > 1 else "It had learned nothing yet."
            print(f"{_stopped(problem, epoch, settings, mine)} {kept}")
            break
        now = networks[-1]
        loss = f"loss {now.loss:.3f}" if epoch else "not trained"
        share = accuracy(now.said, data[3])
        print(f"  epoch {epoch:>2}   {loss:<11}   held out: loss {now.held_out:.3f}, {share:.1%} right", flush=True)
    return networks


@contextlib.contextmanager
def _quiet():
    """What an answer prints and warns of is kept apart."""
    with warnings.catch_warnings(), np.errstate(all="ignore"), open(os.devnull, "w") as nowhere:
        warnings.simplefilter("ignore")
        with contextlib.redirect_stdout(nowhere), contextlib.redirect_stderr(nowhere):
            yield


def _stopped(problem, epoch, settings, mine):
    """Why the training ended before its time: one sentence or two."""
    if isinstance(problem, KeyboardInterrupt):
        return f"You stopped it in epoch {epoch}."
    if isinstance(problem, FloatingPointError):
        return (
            f"The training diverged in epoch {epoch}: with a learning rate of {settings.learning_rate:g} the numbers have grown "
            "beyond all bounds. Take a smaller one."
        )
    exercise, line = _innermost(problem, mine)
    where = f", in your `{exercise}` (line {line} of its answer cell)" if exercise else ""
    if isinstance(problem, _limit.TimeLimit):
        # A piece that is caught in the first epoch is the slow one. Later it may be any.
        where = where if epoch < 2 else ""
        return (
            f"After {settings.seconds:g} seconds it was stopped, in epoch {epoch} of {settings.epochs}{where}. "
            f"`own_network(seconds={10 * settings.seconds:g})` waits longer."
        )
    return f"It stopped in epoch {epoch}{where}: {_said(problem)}."


def _why_not(problem, settings):
    """Why an answer that passed its check does not run in the network."""
    if isinstance(problem, _limit.TimeLimit):
        return f"yours was still running after {_patience(settings):g} seconds on {REHEARSAL} pictures"
    if isinstance(problem, FloatingPointError):
        return "with yours, the numbers are not finite on real pictures"
    if isinstance(problem, _NoProbabilities):
        return f"with yours, {problem}"
    return f"yours stops on real pictures with {_said(problem)}"


def _said(problem):
    text = " ".join(_compare.said(problem).split())
    return f"{type(problem).__name__}: {text[:120]}" if text else type(problem).__name__


def _innermost(problem, mine):
    """Which of the learner's answers a traceback ends in, and the line of its cell; None, 0 if in none."""
    files = {f.__code__.co_filename: exercise for exercise, a in mine.items() for f in functions(a.values())}
    found, trace = (None, 0), problem.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename in files:
            found = files[trace.tb_frame.f_code.co_filename], trace.tb_lineno
        trace = trace.tb_next
    return found


def _count(pieces):
    """How many pieces are the learner's, and how many run."""
    running = [whose for whose in pieces.values() if whose != UNUSED]
    return running.count(YOURS), len(running)


def _whose(pieces):
    """Whose each piece is, and the lessons of which something is borrowed."""
    lines, borrowed = ["The pieces of your network:"], {}
    for exercise, whose in pieces.items():
        if whose not in (YOURS, UNUSED):
            borrowed.setdefault(PIECES[exercise], []).append(exercise)
            whose = f"borrowed from the course, as {whose}"
        lines.append(f"  lesson {PIECES[exercise]}   {exercise:<15}   {whose}")
    if not borrowed:
        lines += ["All of them are yours; the course only holds them together."]
        return "\n".join(lines)
    yours, used = _count(pieces)
    lessons = ", ".join(f"lesson {lesson} ({', '.join(names)})" for lesson, names in borrowed.items())
    lines += [f"Yours: {yours} of {used}. Borrowed: {lessons}."]
    return "\n".join([*lines, "(Answers in other notebooks count as they were last saved.)"])


def _show(said, data):
    """Held-out digits as they come, and the first few of those that it gets wrong."""
    from dlcourse.figures import deep, new_figure, show  # a check does without pictures

    _, _, X, y = data
    wrong = np.flatnonzero(said != y)
    wrong = wrong[wrong >= 8][:4]
    shown = np.concatenate([np.arange(8), wrong])
    figure, axes = new_figure(7.0, 2.9, nrows=2, ncols=6)
    for ax in axes.flat[len(shown) :]:
        ax.set_axis_off()
    deep.digits(axes.flat[: len(shown)], X[shown], said[shown], y[shown])
    words = [
        str(guess) if guess == right else f"{guess} (it is a {right})" for guess, right in zip(said, y, strict=True)
    ]
    alt = f"Held-out digits, and what the network says they are. The first eight: {', '.join(words[:8])}."
    if len(wrong):
        alt += f" The first mistakes after these: {', '.join(words[place] for place in wrong)}."
    show(figure, alt)
