"""Two versions of a notebook, joined cell by cell: the course's new one, and the learner's with what the learner wrote.

Notebooks are plain dicts, as `json` reads them: what is not understood here stays as it is, to the byte.
"""

import ast
import copy
import difflib
import hashlib
import heapq
import json
import re
from dataclasses import dataclass, field

START = ""  # what the cells above the first one follow
_CHECK = re.compile(r"""^[ \t]*check\(\s*["'](\w+)["']\s*\)""", re.M)
_ONLY_CHECK = re.compile(r"""check\(["']\w+["']\)""")
_VALID_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")
_ALIKE = 0.6  # from here on two texts are taken for versions of the same cell, where the ids are lost


def source(cell):
    """A cell's text as one string, whichever of the two forms it is stored in."""
    lines = cell.get("source", "")
    return lines if isinstance(lines, str) else "".join(lines)


def plain(text):
    """A text without what editors add and drop: spaces at the ends of lines, empty lines at the top and the bottom."""
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def mark(text):
    """Hash by which a text is known again."""
    return hashlib.sha256(plain(text).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def marks(notebook):
    """The hash of every cell's text, with the cell's id: how a version of the course is remembered."""
    return {mark(source(cell)): cell["id"] for cell in notebook["cells"] if cell.get("id") and plain(source(cell))}


def is_notebook(content):
    """Whether what was read from a file is a notebook with a list of cells (format 4)."""
    return (
        isinstance(content, dict)
        and content.get("nbformat") == 4
        and isinstance(content.get("metadata", {}), dict)
        and isinstance(content.get("cells"), list)
        and all(isinstance(cell, dict) and _is_text(cell.get("source", "")) for cell in content["cells"])
    )


def _is_text(value):
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(line, str) for line in value))


def fingerprint(notebook):
    """The hash that `make exercises` keeps in the metadata of a notebook that nobody has written in."""
    cells = [[cell.get("cell_type"), cell.get("id"), source(cell)] for cell in notebook["cells"]]
    return hashlib.sha256(json.dumps(cells).encode()).hexdigest()[:16]


def answers(notebook):
    """Ids of the exercises that have an answer cell in a notebook, in order."""
    ids = (str(cell.get("id")) for cell in notebook["cells"])
    return [name.removeprefix("answer-") for name in ids if name.startswith("answer-")]


def tasks(notebook):
    """The hashes of what each exercise of a notebook asks: a dict from its id to those of the texts and the stub above its check."""
    found, texts = {}, []
    for cell in notebook["cells"]:
        name = str(cell.get("id"))
        if name.startswith("check-"):
            found[name.removeprefix("check-")] = texts
            texts = []
        elif name.startswith(("answer-", "task-")):
            texts.append(mark(source(cell)))
    return found


def names_set(text):
    """Names that a cell's code sets at its top level. Code that does not parse is looked through line by line."""
    try:
        body = ast.parse(re.sub(r"^[%!].*", "", text, flags=re.M)).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        lines = re.findall(r"^(?:(?:async\s+)?def|class)\s+(\w+)|^(\w+(?:\s*,\s*\w+)*)\s*=(?!=)", text, re.M)
        return {name.strip() for line in lines for part in line for name in part.split(",") if name.strip()}
    names = set()
    for statement in body:
        if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.add(statement.name)
        elif isinstance(statement, (ast.Assign, ast.AnnAssign)):
            targets = getattr(statement, "targets", None) or [statement.target]
            names |= {node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name)}
    return names


def names_defined(text):
    """Names that a cell's code sets itself. What it gets from `use` is an answer that was fetched, and none."""
    return names_set(re.sub(r"^\w+(?:\s*,\s*\w+)*\s*=\s*use\(.*", "", text, flags=re.M))


@dataclass
class Merged:
    """What came of two versions of a notebook.

    Parameters
    ----------
    notebook : dict
        The course's new one with all that the learner wrote.
    kept : list of str
        Exercises whose answer is the learner's.
    gone : dict from str to list of dict
        Exercises that the course does not have any more, with the learner's cells that stand at the end now.
    beside : int
        How many cells of the course the learner had changed and the course has, too; the learner's follow the course's.
    own : int
        How many cells are the learner's own.
    """

    notebook: dict
    kept: list = field(default_factory=list)
    gone: dict = field(default_factory=dict)
    beside: int = 0
    own: int = 0


def merge(mine, new, known, base, when, adopt=None, moved=()):
    """Join the learner's version of a notebook with the course's new one.

    Parameters
    ----------
    mine, new : dict
        The learner's notebook, and the course's, in which nobody has written and every cell has an id.
    known : dict from str to str
        From the hash of a text that the course had in this notebook to the id of its cell. A cell with such a text holds
        nothing of the learner's.
    base : dict from str to str
        The same of the one version that the learner's comes from; empty if nobody knows.
    when : str
        The date, for the notes above what is kept.
    adopt : dict from str to list of dict, optional
        Answers from another notebook, whose exercise is in this one now.
    moved : container of str
        Exercises whose cells another notebook has adopted.

    Returns
    -------
    Merged
    """
    return _Merge(mine, new, known, base, when, adopt or {}, moved).result()


class _Merge:
    def __init__(self, mine, new, known, base, when, adopt, moved):
        self.mine, self.new, self.when, self.adopt, self.moved = mine, new, when, adopt, moved
        self.cells = [copy.deepcopy(cell) for cell in mine["cells"]]
        self.texts = [source(cell) for cell in self.cells]
        self.published = {cell["id"]: cell for cell in new["cells"]}
        self.base = base
        self.known = {**known, **base, **marks(new)}
        self.course_ids = {*self.published, *self.known.values()}
        self.names = {
            name.removeprefix("answer-"): names_set(source(cell))
            for name, cell in self.published.items()
            if name.startswith("answer-")
        }
        self.home = [None] * len(self.cells)  # the id of the course's cell that each cell of the learner's is
        self.taken = {}

    # --- which cell is which

    def written(self, place):
        """Whether there is something of the learner's in a cell."""
        text = self.texts[place]
        return bool(plain(text)) and mark(text) not in self.known and not _ONLY_CHECK.fullmatch(plain(text))

    def unknown(self, place):
        """Whether it is not known yet which cell of the course this is. What an update has kept is none of them."""
        return self.home[place] is None and not str(self.cells[place].get("id")).startswith("kept-")

    def settle(self, place, name):
        self.home[place] = name
        self.taken[name] = place

    def join(self):
        """Find out which cell of the course each cell is: by id, by text, by what it defines, by likeness."""
        lost = self.by_id()
        self.by_text()
        self.answers_by_name()
        self.checks_by_call()
        if lost:
            self.by_likeness()

    def by_id(self):
        """By ids, which are permanent. Returns whether most of them are lost."""
        same = {}
        for place, cell in enumerate(self.cells):
            name = cell.get("id")
            if isinstance(name, str) and (name in self.course_ids or _exercise(name)):
                same.setdefault(name, []).append(place)
        for name, places in same.items():
            self.settle(self.best(places, name.removeprefix("answer-")), name)
        return 2 * len(same) < len(self.published)

    def best(self, places, exercise):
        """Of several cells for one place: one with the learner's text; of these, the last above the check, or the last."""
        places = [place for place in places if self.written(place)] or places[:1]
        return max([place for place in places if place <= self.check_of(exercise)] or places)

    def check_of(self, exercise):
        calls = (place for place, text in enumerate(self.texts) if exercise in _CHECK.findall(text))
        return next(calls, len(self.texts))

    def by_text(self):
        for place, text in enumerate(self.texts):
            name = self.known.get(mark(text)) if plain(text) and self.unknown(place) else None
            if name and name not in self.taken:
                self.settle(place, name)
            elif name and name not in self.published:
                self.home[place] = name  # a second copy of what has gone; it goes, too

    def answers_by_name(self):
        """An answer whose id is lost is the code that defines what the exercise asks for.

        That may be a cell of another id, as when an answer was joined with its check; no answer is taken from another. What
        calls `use` fetches an answer and is none. An answer that stands far from its check gives way to another one near it.
        """
        defined = [
            names_defined(text) if cell.get("cell_type") == "code" and self.written(place) else set()
            for place, (cell, text) in enumerate(zip(self.cells, self.texts, strict=True))
        ]
        self.covered = set()  # exercises whose answer stands in the cell of another's
        for exercise, names in self.names.items():
            answer = f"answer-{exercise}"
            places = [place for place, found in enumerate(defined) if names & found]
            free = [place for place in places if not str(self.home[place]).startswith("answer-")]
            if answer in self.taken:
                near = self.near(exercise)
                free = [place for place in free if place in near] if self.taken[answer] not in near else []
            if free:
                place = self.best(free, exercise)
                self.taken.pop(self.home[place], None)
                if answer in self.taken:
                    self.home[self.taken[answer]] = None
                self.settle(place, answer)
            elif answer not in self.taken and places and min(places) < self.check_of(exercise):
                self.covered.add(answer)
                self.bring_forward(answer, places[0], defined[places[0]])

    def bring_forward(self, answer, place, defined):
        """One cell that answers two exercises stands where the new course has the first of the two, above both checks."""
        other, order = self.home[place], list(self.published)
        both = other in self.published and self.names[_exercise(other)] & defined
        if both and order.index(answer) < order.index(other):
            del self.taken[other]
            self.settle(place, answer)
            self.covered.discard(answer)

    def near(self, exercise):
        """Where an exercise's answer is looked for: from the check before its own to its own."""
        check = self.check_of(exercise)
        above = [place for place in range(check) if _CHECK.search(self.texts[place])]
        return range(max(above, default=-1) + 1, check + 1)

    def checks_by_call(self):
        """A check cell is the one that calls `check`; also that of an exercise which has gone."""
        for place, text in enumerate(self.texts):
            called = _CHECK.findall(text) if self.unknown(place) else []
            if len(called) == 1 and f"check-{called[0]}" not in self.taken and plain(text).count("\n") == 0:
                self.settle(place, f"check-{called[0]}")

    def by_likeness(self):
        free = [name for name in self.published if name not in self.taken and name not in self.covered]

        def likeness(place, k):
            text = plain(source(self.published[free[k]]))
            return difflib.SequenceMatcher(None, plain(self.texts[place]), text, autojunk=False)

        # How alike two cells are takes long to say, and how alike they are at most does not. So the likeliest pair is looked at first.
        pairs = []
        for place, text in enumerate(self.texts):
            if not self.unknown(place) or not plain(text):
                continue
            for k, name in enumerate(free):
                kind = self.published[name]["cell_type"]
                if kind != self.cells[place].get("cell_type") or not self.may_be(place, name):
                    continue
                pair = likeness(place, k)
                if pair.real_quick_ratio() >= _ALIKE and (most := pair.quick_ratio()) >= _ALIKE:
                    heapq.heappush(pairs, (-most, False, place, k))
        while pairs:
            _, is_exact, place, k = heapq.heappop(pairs)
            if self.home[place] is not None or free[k] in self.taken:
                continue
            if is_exact:
                self.settle(place, free[k])
            elif (ratio := likeness(place, k).ratio()) >= _ALIKE:
                heapq.heappush(pairs, (-ratio, True, place, k))

    def may_be(self, place, name):
        """An answer that defines nothing it should is only taken for one right above its own check."""
        if not name.startswith("answer-"):
            return True
        following = self.home[place + 1] if place + 1 < len(self.home) else None
        return following == name.replace("answer-", "check-", 1)

    # --- where it goes

    def result(self):
        """The joined notebook."""
        self.join()
        done = Merged({})
        follow, gone = self.sort_out(done)
        used = set(self.published)
        cells = [self.own(cell, used, done) for cell in follow.pop(START, [])]
        for cell in self.new["cells"]:
            cells += [self.own(one, used, done) for one in follow.pop(f"above {cell['id']}", [])]
            cells += self.of_course(cell, used, done)
            cells += [self.own(one, used, done) for one in follow.pop(cell["id"], [])]
        for exercise, group in gone.items():
            if exercise not in self.moved:
                done.gone[exercise] = group
                about = (
                    f"The exercise `{exercise}` is not in this notebook any more. What you wrote for it follows."
                    if exercise
                    else "The course does not have the cells below any more, and you had changed them."
                )
                cells.append(self.note(about, used))
                for cell in group:
                    # By its name the answer is known again, should the exercise come back.
                    cells.append({**cell, "id": _free(f"kept-{cell.get('id') or 'cell'}", used)})
        notebook = {**self.mine, "cells": cells}
        notebook["nbformat"], notebook["nbformat_minor"] = 4, max(_minor(self.mine), _minor(self.new), 5)
        notebook["metadata"] = {**self.new.get("metadata", {}), **self.mine.get("metadata", {})}
        if "dlcourse" in self.new.get("metadata", {}):
            notebook["metadata"]["dlcourse"] = self.new["metadata"]["dlcourse"]
        done.notebook = notebook
        return done

    def sort_out(self, done):
        """The learner's own cells by what they follow, and what belongs to exercises that have gone, by exercise."""
        follow, gone, anchor, last = {}, {}, START, None
        lead = self.above_answers()
        for place, cell in enumerate(self.cells):
            name = self.home[place]
            if lead.get(place) in self.published:
                follow.setdefault(f"above {lead[place]}", []).append(cell)
            elif name in self.published:
                anchor = last = name
            elif name is not None:
                last = name
                if self.written(place):
                    gone.setdefault(_exercise(name) or self.gone_below(place) or "", []).append(cell)
            else:
                leaving = last is not None and last not in self.published
                exercise = (_exercise(last) or self.gone_below(place)) if leaving else None
                if exercise and plain(self.texts[place]):
                    gone.setdefault(exercise, []).append(cell)
                else:
                    follow.setdefault(anchor, []).append(cell)
        return follow, gone

    def above_answers(self):
        """Code of the learner's own right above an answer, as when an answer was split: by place, the answer's id."""
        lead = {}
        for name, place in self.taken.items():
            if name.startswith("answer-"):
                near = self.near(name.removeprefix("answer-"))
                while place in near and place - 1 in near:
                    place -= 1
                    if self.home[place] is not None or self.cells[place].get("cell_type") != "code":
                        break
                    lead[place] = name
        return lead

    def gone_below(self, place):
        """The exercise whose answer or check is the next of the course's below, if that exercise has gone."""
        for name in self.home[place + 1 :]:
            if name in self.published:
                return None
            if name is not None and _exercise(name):
                return _exercise(name)
        return None

    def of_course(self, cell, used, done):
        """What stands where the course has this cell: the course's, the learner's, or one after the other."""
        name, place = cell["id"], self.taken.get(cell["id"])
        exercise = name.removeprefix("answer-") if name.startswith("answer-") else None
        if place is None or not (self.written(place)):
            if exercise in self.adopt:
                done.kept.append(exercise)
                first, *rest = _answer_first(self.adopt[exercise], exercise)
                return [{**first, "id": name}, *(self.own(one, used, done) for one in rest)]
            if name in self.covered:
                done.kept.append(exercise)
                return []
            mine = self.cells[place] if place is not None else {}
            same = mine.get("cell_type") == cell["cell_type"] and mark(source(mine)) == mark(source(cell))
            if same and _hides_outputs(mine) == _hides_outputs(cell):
                return [{**mine, "id": name, "source": cell["source"]}]  # with the outputs that it has
            return [copy.deepcopy(cell)]
        mine = self.cells[place]
        if exercise is not None:
            done.kept.append(exercise)
            return [{**mine, "id": name}]
        if self.base.get(mark(source(cell))) == name and not name.startswith("check-"):
            done.own += 1  # the learner changed it, and the course did not
            return [{**mine, "id": name}]
        done.beside += 1
        note = self.note("The course has changed the cell above. You had changed it too; your version follows.", used)
        return [copy.deepcopy(cell), note, {**mine, "id": _free(f"kept-{name}", used)}]

    def own(self, cell, used, done):
        name = str(cell.get("id") or "own")
        done.own += not name.startswith("kept-")
        return {**cell, "id": _free(f"own-{name}" if _exercise(name) or name in self.course_ids else name, used)}

    def note(self, about, used):
        text = f"**Kept by the update of {self.when}.** {about}"
        name = _free(f"kept-note-{mark(text + str(len(used)))[:8]}", used)
        return {"cell_type": "markdown", "id": name, "metadata": {}, "source": [text]}


def _hides_outputs(cell):
    """Whether a cell answers a prediction, so that what it shows is not to be seen before it runs."""
    metadata = cell.get("metadata")
    tags = metadata.get("tags") if isinstance(metadata, dict) else None
    return isinstance(tags, list) and "hide-output" in tags


def _exercise(name):
    for kind in ("answer-", "check-"):
        if name and name.startswith(kind):
            return name.removeprefix(kind)
    return None


def _answer_first(cells, exercise):
    first = next((k for k, cell in enumerate(cells) if str(cell.get("id")).endswith(f"answer-{exercise}")), 0)
    return [cells[first], *cells[:first], *cells[first + 1 :]]


def _free(wanted, used):
    """An id that is allowed and not taken yet: the one that is wanted, if it can be."""
    base = wanted if _VALID_ID.fullmatch(wanted) else "own"
    name, number = base, 1
    while name in used:
        number += 1
        name = f"{base[:58]}-{number}"
    used.add(name)
    return name


def _minor(notebook):
    minor = notebook.get("nbformat_minor")
    return minor if isinstance(minor, int) else 0
