"""`diagnose` of lesson 09."""

from dlcourse.checker import Exercise, Mistake
from dlcourse.checker.looks import Look
from dlcourse.checker.plain import Thing
from dlcourse.exercises.deep import Seen, say

# What each disease would show: said of a patient that has another one.
SIGNS = {
    "unscaled pixels": "Pixels up to 255 make the first scores huge, so the loss *before the first step* is far above log 10 = 2.3.",
    "zero weights": "With zero weights the slopes of all weights are exactly 0 (▼), in every layer and in every step.",
    "wrong sign": "A step uphill makes the loss a little larger each time, faster and faster, until the numbers overflow.",
    "shuffled labels": (
        "Shuffled labels can only be learned by heart: training gets better and better, but in validation about 10 % are right, as with a guess."
    ),
    "two softmaxes": (
        "With two softmaxes most digits are read correctly after the last epoch, also in validation, but the loss stays high."
    ),
    "learning rate too large": (
        "With such an η the loss begins near log 10 = 2.3, the first steps make it very large, and afterwards the network learns nothing more."
    ),
}
DISEASES = dict(zip("ABCDEF", SIGNS, strict=True))


def _pairs(value):
    """The diagnosis as a dict, spelling aside, or a Seen that says what is there instead."""
    if not isinstance(value, Thing) or value.keys is None:
        return Seen("no dict", 'A dict was asked for, from each letter to a disease: `{"A": "wrong sign", ...}`.')
    if not all(isinstance(word, str) for word in (*value.keys, *value.items)):
        return Seen("no words", "In the dict there is something that is no text. Write letters and diseases in quotes.")
    letters = [letter.strip().upper() for letter in value.keys]
    words = [" ".join(word.replace("-", " ").lower().split()) for word in value.items]
    if set(letters) <= {name.upper() for name in SIGNS} and letters:
        return Seen("turned", "The diseases are before the colon, and the patients after it.")
    return dict(zip(letters, words, strict=True))


def _form(value):
    """Whether every patient has one of the six words, as a kind and a sentence."""
    pairs = _pairs(value)
    if isinstance(pairs, Seen):
        return pairs
    strangers = [letter for letter in pairs if letter not in DISEASES]
    if strangers:
        return Seen("strangers", f"There is no patient {strangers[0]!r}. The patients are A to F.")
    for letter, word in pairs.items():
        if word not in SIGNS:
            return Seen("another word", f"Patient {letter} has {word!r}. The six diseases are: {', '.join(SIGNS)}.")
    missing = [letter for letter in DISEASES if letter not in pairs]
    if missing:
        return Seen("missing", f"Patient {missing[0]} has no diagnosis yet.")
    words = list(pairs.values())
    twice = [word for word in SIGNS if words.count(word) > 1]
    if twice:
        return Seen(
            "twice", f"{twice[0]!r} is the disease of {words.count(twice[0])} patients. Each disease comes once."
        )
    return Seen("fits")


def _right(value):
    """Which patients have another disease, as a kind and a sentence."""
    pairs = _pairs(value)
    if isinstance(pairs, Seen):
        return pairs
    wrong = [letter for letter, disease in DISEASES.items() if pairs.get(letter) != disease]
    if not wrong:
        return Seen("right")
    count = f"{6 - len(wrong)} of the 6 are right." if len(wrong) < 6 else "None of the 6 is right yet."
    said = next((letter for letter in wrong if pairs.get(letter) in SIGNS), None)
    why = f" Patient {said} has something else than {pairs[said]!r}. {SIGNS[pairs[said]]}" if said else ""
    if len(wrong) == 2 and [pairs.get(letter) for letter in wrong] == [DISEASES[letter] for letter in wrong[::-1]]:
        return Seen(f"{' and '.join(wrong)} swapped", count + why)
    return Seen(f"{', '.join(wrong)} wrong", count + why)


def _changed(**words):
    return {"diagnosis": DISEASES | words}


def _swapped(one, other):
    return _changed(**{one: DISEASES[other], other: DISEASES[one]})


EXERCISE = Exercise(
    id="diagnose",
    kind="further",
    worth=(
        "Three things distinguish the six: the loss before the first step, the slopes, and whether training and validation separate. "
        "Look at all three in every training."
    ),
    reference={"diagnosis": DISEASES},
    cases=(
        Look("diagnosis", "each of the six patients has one of the six diseases", lambda run: _form(run()), say),
        Look("diagnosis", "which disease it is", lambda run: _right(run()), say),
    ),
    mistakes=(
        Mistake(
            "growing-losses",
            "Looks like: *wrong sign* and *learning rate too large* are swapped. In both the loss grows at first. With the wrong "
            "sign it never falls again, and the numbers overflow. With a large η it falls back to the loss of a guess, and stays there.",
            _swapped("C", "F"),
        ),
        Mistake(
            "losses-that-stay-high",
            "Looks like: *shuffled labels* and *two softmaxes* are swapped. In both the loss stays high. But look at the validation digits: "
            "with shuffled labels the network reads them no better than by chance.",
            _swapped("D", "E"),
        ),
        Mistake(
            "dead-networks",
            "Looks like: *unscaled pixels* and *zero weights* are swapped. Both networks name only one digit after the last epoch. But look at the loss before the "
            "first step, and at the first slopes: those of one patient are exactly 0, and those of the other are huge.",
            _swapped("A", "B"),
        ),
        Mistake(
            "thrown-up",
            "Looks like: *unscaled pixels* and *learning rate too large* are swapped. In both networks the first steps change the weights far too much. But "
            "look at the loss *before* the first step: it depends on the pixels, and not on η.",
            _swapped("A", "F"),
        ),
        Mistake(
            "one-answer",
            "Looks like: *zero weights* and *learning rate too large* are swapped. Both networks name only one digit, and end near log 10. But "
            "look at the first slopes: with zero weights they are exactly 0, so no step changes anything.",
            _swapped("B", "F"),
        ),
        Mistake(
            "large-numbers",
            "Looks like: *unscaled pixels* and *wrong sign* are swapped. Both have large losses. But with the wrong sign the loss *begins* near "
            "log 10 = 2.3, as in a healthy network, and grows from there.",
            _swapped("A", "C"),
        ),
        Mistake(
            "a-word-twice",
            "Looks like: a disease that comes twice. There are six patients and six diseases, and each disease comes once.",
            _changed(F=DISEASES["C"]),
            _changed(B=DISEASES["A"]),
            _changed(E=DISEASES["D"]),
            {"diagnosis": dict.fromkeys("ABCDEF", "wrong sign")},
        ),
        Mistake(
            "another-word",
            "Looks like: a word that is none of the six. Copy the names of the diseases from the task.",
            _changed(F="η too large"),
            _changed(C="sign"),
            _changed(A="?"),
        ),
        Mistake(
            "patient-missing",
            "Looks like: a patient without a diagnosis. The dict needs all six letters, A to F.",
            {"diagnosis": {letter: DISEASES[letter] for letter in "ABCDE"}},
            {"diagnosis": {}},
        ),
        Mistake(
            "turned-round",
            "Looks like: a dict from the diseases to the patients. The dict has to go from the patients to the diseases: write the letter before the colon.",
            {"diagnosis": {disease: letter for letter, disease in DISEASES.items()}},
        ),
        Mistake(
            "no-dict",
            'Looks like: no dict. Write it with braces: `{"A": "wrong sign", "B": ...}`.',
            {"diagnosis": list(SIGNS)},
            {"diagnosis": set(SIGNS)},
            {"diagnosis": "unscaled pixels"},
        ),
    ),
    hints=(
        "Begin with the loss before the first step. A network that knows nothing guesses, and the loss of a guess among ten digits is log 10 = 2.3. Only one "
        "patient begins far above this loss. What makes the first outputs so large?",
        "Now look at the slopes: those of one patient are all 0 (▼). Then look at the loss: for two patients it grows in the first steps. For one of these two it never falls again, and the "
        "numbers overflow. Two patients are left, and both of them learn something. Which of the two learns nothing about the validation digits?",
        "The loss is far above log 10 before any step: the pixels are unscaled. The slopes are exactly 0: the weights "
        "began at zero. The loss grows until the numbers overflow: the sign is wrong. The loss is very large after the "
        "first steps, and then nothing is learned: the learning rate is too large. Only the training gets better: the "
        "labels are shuffled. Most digits are right, and the loss is still high: there are two softmaxes.",
    ),
)
