"""A page of results: one HTML file that can be opened anywhere, with all that somebody needs who wants to judge a network."""

import base64
import html
import struct
import zlib
from pathlib import Path

import numpy as np

_WIDTH, _HEIGHT = 520, 220
_SHOWN = 12  # so many mistakes
_STYLE = """
body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 sans-serif; color: #222; background: #fff; overflow-wrap: anywhere; }
table { border-collapse: collapse; } th, td { padding: .2rem .5rem; min-width: 1.2em; text-align: right; border: 1px solid #d0d0d0; }
th, td { overflow-wrap: normal; } caption { text-align: left; padding-bottom: .3rem; } .wide { overflow-x: auto; }
.right { background: #cfe9dc; } .wrong { background: #f1d7e9; }
.shown { display: flex; flex-wrap: wrap; gap: .8rem 1.4rem; } figure { margin: 0; max-width: 9rem; }
figure img { width: 84px; image-rendering: pixelated; border: 1px solid #d0d0d0; } svg { max-width: 100%; height: auto; }
@media print { .wide { overflow: visible; } * { print-color-adjust: exact; } }
"""


def write_page(path, title, data, sets, losses, best, answers):
    """Write a page of results.

    Parameters
    ----------
    path : str or Path
        The file; its folder is made if it is not there.
    title : str
        Heading of the page: what the network is for.
    data : Table
        From `dlcourse.own_data`.
    sets : tuple of ndarray of int
        Indices of the training, validation and test examples.
    losses : tuple of sequences of float
        The loss on training and on validation examples after each epoch.
    best : int
        Index of the epoch whose weights were kept.
    answers : ndarray of int, shape (k,)
        What the network said of each test example, as an index into ``data.classes``.

    Returns
    -------
    str
        The result in one sentence.

    Raises
    ------
    ValueError
        If the sets overlap, answers and test examples are not equally many, or a loss is not a finite number.
    """
    train, validation, test = (np.asarray(each, dtype=int) for each in sets)
    answers, right = np.asarray(answers), data.y[test]
    if len(np.unique(np.concatenate([train, validation, test]))) < len(train) + len(validation) + len(test):
        raise ValueError("An example is in two of the three sets, so the test would say nothing.")
    if answers.shape != right.shape or not len(right):
        raise ValueError(f"There are {len(right)} test examples, but the answers have shape {answers.shape}.")
    if not np.isfinite(np.concatenate([np.asarray(each, dtype=float) for each in losses])).all():
        raise ValueError(
            "A loss is not a finite number, so the training went wrong. Often a smaller learning rate η helps."
        )
    hits = int((answers == right).sum())
    usual = np.bincount(data.y[train]).argmax()
    sentence = (
        f"On {len(right)} test examples, which were opened once, the network names {hits} correctly: {_share(hits, len(right))}. "
        f"Always saying {data.classes[usual]!r} would name {100 * (right == usual).mean():.1f} % correctly."
    )
    sizes = f"{len(train)} for training, {len(validation)} for validation, {len(test)} for the test"
    parts = [
        f"<h1>{html.escape(title)}</h1><p><strong>{html.escape(sentence)}</strong></p>",
        f"<h2>The data</h2><p>{html.escape(repr(data))}. {sizes}.</p>",
        f"<h2>The training</h2><p>Of {len(losses[0])} epochs, the weights after epoch {best + 1} were kept. The loss on the validation examples "
        f"was {losses[1][best]:.3g} there.</p>{_curves(losses, best)}",
        f"<h2>The test</h2>{_confusion(right, answers, data.classes)}",
        _mistakes(data, test, answers),
    ]
    page = (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{html.escape(title)}</title><style>{_STYLE}</style></head>\n<body><main>{''.join(parts)}</main></body></html>\n"
    )
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page, encoding="utf-8")
    return sentence


def _share(hits, count):
    """A share in per cent, and how far it can be trusted. The formula of the standard error gives 0 at either end, where nothing is certain."""
    share = hits / count
    if 0 < hits < count:
        return f"{100 * share:.1f} %, with a standard error of {100 * np.sqrt(share * (1 - share) / count):.1f}"
    return f"{100 * share:.1f} %, though {count} examples say this only to within about {min(100, 300 / count):.0f} %"


def _curves(losses, best):
    """Both losses as lines, with a mark at the epoch that was kept."""
    pair = [np.asarray(each, dtype=float) for each in losses]
    top, count = max(each.max() for each in pair) or 1.0, max(len(pair[0]) - 1, 1)

    def at(epoch, loss):
        return f"{40 + (_WIDTH - 60) * epoch / count:.1f},{_HEIGHT - 30 - (_HEIGHT - 60) * loss / top:.1f}"

    lines = "".join(
        f'<polyline points="{" ".join(at(*each) for each in enumerate(values))}" fill="none" stroke="{color}" stroke-width="2" {dash}/>'
        for values, color, dash in zip(pair, ("#222", "#008048"), ('stroke-dasharray="6 3"', ""), strict=True)
    )
    x, y = at(best, pair[1][best]).split(",")
    words = (
        f'<text x="40" y="16">loss: training (dashed), validation (green); the highest is {top:.3g}</text>'
        f'<text x="{_WIDTH / 2:.0f}" y="{_HEIGHT - 6}" text-anchor="middle">epoch 1 to {len(pair[0])}</text>'
    )
    axes = f'<path d="M40,30 V{_HEIGHT - 30} H{_WIDTH - 20}" fill="none" stroke="#6b6b6b"/>'
    alt = (
        f"Losses from epoch 1 to {len(pair[0])}: training from {pair[0][0]:.3g} to {pair[0][-1]:.3g}, validation from {pair[1][0]:.3g} to "
        f"{pair[1][-1]:.3g}. The weights after epoch {best + 1} were kept, with a validation loss of {pair[1][best]:.3g}."
    )
    return (
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" role="img" aria-label="{alt}" font-size="13">{axes}{lines}'
        f'<circle cx="{x}" cy="{y}" r="5" fill="#008048"/>{words}</svg>'
    )


def _confusion(right, answers, classes):
    head = "".join(f'<th scope="col">{html.escape(name)}</th>' for name in classes)
    rows = []
    for k, name in enumerate(classes):
        counts = [int(((right == k) & (answers == m)).sum()) for m in range(len(classes))]
        cells = "".join(
            f'<td class="{"right" if m == k else "wrong"}">{count}</td>' if count else "<td></td>"
            for m, count in enumerate(counts)
        )
        rows.append(f'<tr><th scope="row">{html.escape(name)}</th>{cells}</tr>')
    return (
        '<div class="wide" role="region" tabindex="0" aria-label="The test, class by class"><table>'
        "<caption>A row for each right class, a column for each answer.</caption>"
        f"<tr><td></td>{head}</tr>{''.join(rows)}</table></div>"
    )


def _mistakes(data, test, answers):
    """The first mistakes: as pictures, if an example has as many columns as a square has pixels."""
    wrong = np.flatnonzero(answers != data.y[test])[:_SHOWN]
    side = int(np.sqrt(data.X.shape[1]))
    if not len(wrong) or side * side != data.X.shape[1] or side < 8:
        return ""
    shown = []
    for k in wrong:
        said, is_ = (html.escape(data.classes[each]) for each in (answers[k], data.y[test[k]]))
        picture = base64.b64encode(_png(data.X[test[k]].reshape(side, side))).decode()
        caption = f"a {is_}, read as {said}"
        shown.append(
            f'<figure><img alt="{caption}" src="data:image/png;base64,{picture}"><figcaption>{caption}</figcaption></figure>'
        )
    return f"<h2>Some of its mistakes</h2><div class='shown'>{''.join(shown)}</div>"


def _png(picture):
    """A picture in greys as a PNG file: the smallest number is white and the largest black."""
    low, high = picture.min(), picture.max()
    grey = (255 - 255 * (picture - low) / ((high - low) or 1)).round().astype(np.uint8)
    lines = b"".join(b"\0" + row.tobytes() for row in grey)
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", grey.shape[1], grey.shape[0], 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(lines)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
