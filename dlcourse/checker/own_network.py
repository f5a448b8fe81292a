"""The learner's own network: which of their answers run in it, its training on real handwriting, and what it reads.

How the pieces are put together is `pieces`; which answers are the learner's is `own_answers`.
"""

import time
from dataclasses import dataclass, field
from types import SimpleNamespace

import numpy as np

from dlcourse import _inputs
from dlcourse.checker import comparison, time_limit
from dlcourse.checker.own_answers import own
from dlcourse.checker.pieces import PIECES, NoProbabilities, assemble, epoch_after, quiet, start
from dlcourse.checker.surroundings import functions, line_number
from dlcourse.data import DIGITS_LEARNED, digit_sets
from dlcourse.deep import accuracy
from dlcourse.network import count_parameters, layer_outputs

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
        Share of the validation digits that it names correctly.
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
        return f"OwnNetwork 784-{sizes}: {self.accuracy:.1%} of the validation digits named correctly, {yours} of {used} pieces yours"

    def examine(self):
        """Open the examination: the test digits, on which nothing was trained and nothing chosen. Print the result and a picture.

        Returns
        -------
        float
            Share of the 1,000 test digits that it names correctly.
        """
        _, _, (X, y) = digit_sets()
        said = layer_outputs(X, self.parameters, self.activations)[-1].argmax(axis=1)
        share = accuracy(said, y)
        print(f"The examination: of the {len(y):,} test digits it names {share:.1%} correctly.")
        print("That is how well it reads what it has never met, as long as you choose nothing by this number.")
        _show(said, X, y, "Test")
        return share


def put_together(namespace, find, hidden, learning_rate, batch_size, epochs, seed, seconds):
    """Do what `dlcourse.exercises.own_network` says, which documents the settings and what is returned.

    Parameters
    ----------
    namespace : dict
        The notebook's globals.
    find : callable
        From an exercise's id to the Exercise.
    """
    settings = SimpleNamespace(
        sizes=[784, *np.atleast_1d(hidden).tolist(), 10],
        learning_rate=_inputs.positive(learning_rate, "learning_rate"),
        batch_size=_inputs.positive(batch_size, "batch_size", whole=True),
        epochs=_inputs.positive(epochs, "epochs", whole=True),
        rng=np.random.default_rng(seed),
        seconds=_inputs.positive(seconds, "seconds"),
        find=find,
    )
    size, data = count_parameters(settings.sizes), _training_and_validation()
    try:
        mine, pieces = _choose(namespace, settings, data)
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
    print(f"\nOf the {len(last.said):,} validation digits it names {share:.1%} correctly.")
    _show(last.said, data[2], data[3], "Validation")
    return OwnNetwork(last.parameters, last.activations, losses, share, pieces)


def _training_and_validation():
    (X, y), (X_validation, y_validation), _ = digit_sets()
    return X, y, X_validation, y_validation


def _choose(namespace, settings, data):
    """The learner's answers that run in the network, by exercise; and what to say of each piece."""
    seen, mine, reasons, ran = {}, {}, {}, None
    for exercise in PIECES:
        answer = own(settings.find(exercise), namespace, settings.find, seen)
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
                slow = _innermost(problem, trial)[0] if isinstance(problem, time_limit.TimeLimit) else None
                reasons[slow or exercise] = _why_not(problem, settings)
                mine.pop(slow, None)
    ran = ran or _rehearse({}, settings, data)
    return mine, {exercise: reasons.get(exercise, YOURS) if exercise in ran else UNUSED for exercise in PIECES}


def _rehearse(mine, settings, data):
    """Train on a few pictures: an answer that passed its check may still fail here. Return the exercises that ran."""
    ran = {"neural_network"} if len(settings.sizes) == 2 else {"neural_network", "relu"}
    pieces = assemble(mine, ran, settings.find)
    few = [part[:REHEARSAL] for part in data]
    gently = SimpleNamespace(sizes=settings.sizes, learning_rate=0.01, batch_size=20, rng=np.random.default_rng(0))
    with quiet():
        time_limit.call(lambda: epoch_after(pieces, start(pieces, few, gently), few, gently), _patience(settings))
    return ran


def _patience(settings):
    """Seconds for the few pictures: with an answer that takes longer, time would be over within the first epoch."""
    return max(settings.seconds * REHEARSAL / DIGITS_LEARNED, 1.0)


def _train(mine, settings, data):
    """Train epoch by epoch, with a line for each; return the network after each, the start first."""
    pieces, networks, end = assemble(mine, set(), settings.find), [], time.monotonic() + settings.seconds

    def more():
        return epoch_after(pieces, networks[-1], data, settings) if networks else start(pieces, data, settings)

    for epoch in range(settings.epochs + 1):
        try:
            with quiet():
                networks.append(time_limit.call(more, max(end - time.monotonic(), 0.01)))
        except BaseException as problem:  # the learner's own ■ too
            kept = "What it had learned by then is kept." if len(networks) > 1 else "It had learned nothing yet."
            print(f"{_stopped(problem, epoch, settings, mine)} {kept}")
            break
        now = networks[-1]
        loss = f"loss {now.loss:.3f}" if epoch else "not trained"
        share = accuracy(now.said, data[3])
        print(f"  epoch {epoch:>2}   {loss:<11}   validation: loss {now.validation:.3f}, {share:.1%} right", flush=True)
    return networks


def _stopped(problem, epoch, settings, mine):
    """Why the training ended before its time: one sentence or two."""
    if isinstance(problem, KeyboardInterrupt):
        return f"You stopped it in epoch {epoch}."
    if isinstance(problem, FloatingPointError):
        return (
            f"The training diverged in epoch {epoch}: with a learning rate of {settings.learning_rate:g} the numbers became "
            "far too large. Take a smaller learning rate."
        )
    exercise, line = _innermost(problem, mine)
    where = f", in your `{exercise}`" + f" (line {line} of its answer cell)" * (line > 0) if exercise else ""
    if isinstance(problem, time_limit.TimeLimit):
        # A piece that is caught in the first epoch is the slow one. Later it may be any.
        where = where if epoch < 2 else ""
        return (
            f"After {settings.seconds:g} seconds it was stopped, in epoch {epoch} of {settings.epochs}{where}. "
            f"`own_network(seconds={10 * settings.seconds:g})` waits longer."
        )
    return f"It stopped in epoch {epoch}{where}: {_said(problem)}."


def _why_not(problem, settings):
    """Why an answer that passed its check does not run in the network."""
    if isinstance(problem, time_limit.TimeLimit):
        return f"yours was still running after {_patience(settings):.2g} seconds on {REHEARSAL} pictures"
    if isinstance(problem, FloatingPointError):
        return "with yours, the numbers are not finite on real pictures"
    if isinstance(problem, NoProbabilities):
        return f"with yours, {problem}"
    return f"yours stops on real pictures with {_said(problem)}"


def _said(problem):
    text = " ".join(comparison.said(problem).split())
    return f"{type(problem).__name__}: {text[:120]}" if text else type(problem).__name__


def _innermost(problem, mine):
    """Which of the learner's answers a traceback ends in, and the line of its cell, 0 if not known; None, 0 if in none."""
    files = {f.__code__.co_filename: exercise for exercise, a in mine.items() for f in functions(a.values())}
    found, trace = (None, 0), problem.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename in files:
            found = files[trace.tb_frame.f_code.co_filename], line_number(trace)
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


def _show(said, X, y, of):
    """Digits as they come, and the first few of those that it gets wrong."""
    from dlcourse.figures import deep, new_figure, show  # a check does without pictures

    wrong = np.flatnonzero(said != y)
    wrong = wrong[wrong >= 8][:4]
    shown = np.concatenate([np.arange(8), wrong])
    figure, axes = new_figure(7.0, 2.9, nrows=2, ncols=6)
    for ax in axes.flat[len(shown) :]:
        ax.set_axis_off()
    deep.digits.on(axes.flat[: len(shown)], X[shown], said[shown], y[shown])
    words = [
        str(guess) if guess == right else f"{guess} (it is a {right})" for guess, right in zip(said, y, strict=True)
    ]
    alt = f"{of} digits, and what the network says they are. The first eight: {', '.join(words[:8])}."
    if len(wrong):
        alt += f" The first mistakes after these: {', '.join(words[place] for place in wrong)}."
    show(figure, alt)
