"""The picture of the laboratory where no kernel runs."""

import numpy as np

from dlcourse.figures import BLUE, DARK_GREEN, GREEN, GREY, INK, ORANGE, PINK, label

CLASS_COLORS = (BLUE, ORANGE, GREEN, PINK, GREY, DARK_GREEN)
CLASS_MARKERS = ("o", "^", "s", "D", "P", "*")


def still(axes, parameters, activations, points, classes, certainty, limit):
    """A network with its weights as lines, and the plane as it sees it.

    Parameters
    ----------
    axes : sequence of two Axes
    parameters : list of (W, b)
    activations : list of str
        Of the hidden layers.
    points : object with ``X``, ``y``, ``validation`` and ``classes``
    classes, certainty : ndarray of uint8, shape (k, k)
        Which class is named in each cell of the plane, and how surely; the first row is the top.
    limit : float
        The plane goes from -limit to limit, both ways.
    """
    net, plane = axes
    _network(net, parameters, activations, points)
    shades = np.array([[int(color[k : k + 2], 16) / 255 for k in (1, 3, 5)] for color in CLASS_COLORS])
    depth = (0.1 + 0.5 * certainty / 255)[..., None]
    plane.imshow(1 - depth + depth * shades[classes], extent=(-limit, limit, -limit, limit), interpolation="bilinear")
    for k, name in enumerate(points.classes):
        for kept in (False, True):
            X = points.X[(points.y == k) & (points.validation == kept)]
            face = "white" if kept else CLASS_COLORS[k]
            edge = CLASS_COLORS[k] if kept else "white"
            plane.scatter(
                *X.T,
                s=22,
                marker=CLASS_MARKERS[k],
                facecolor=face,
                edgecolor=edge,
                label=f"class {name}" if not kept else None,
            )
    plane.legend(loc="upper left", frameon=True, fontsize=10)
    plane.set_anchor("N")  # its title stands on the line of the other
    label(plane, "What it says", *points.axes)


def _network(ax, parameters, activations, points):
    sizes = [parameters[0][0].shape[1], *(len(b) for _, b in parameters)]
    places = [[(layer, (size - 1) / 2 - k) for k in range(size)] for layer, size in enumerate(sizes)]
    most = max(float(np.abs(W).max()) for W, _ in parameters) or 1.0
    for (W, _), before, after in zip(parameters, places[:-1], places[1:], strict=True):
        for weights, end in zip(W, after, strict=True):
            for weight, begin in zip(weights, before, strict=True):
                color, dashes = (GREEN, "-") if weight >= 0 else (PINK, "--")
                ax.plot(*zip(begin, end, strict=True), dashes, color=color, lw=0.3 + 3 * np.sqrt(abs(weight) / most))
    for column in places:
        ax.scatter(*zip(*column, strict=True), s=340, color="white", edgecolor=GREY, zorder=3)
    for column, names, side, end in ((places[0], points.axes, -1, "right"), (places[-1], points.classes, 1, "left")):
        for (x, y), name in zip(column, names, strict=False):
            ax.text(x + 0.2 * side, y, name, ha=end, va="center", color=INK)  # beside it, where no line runs
    top = max(sizes) / 2 + 0.2
    for layer, name in enumerate(["inputs", *activations, "outputs"]):
        ax.text(layer, top, name, ha="center", va="bottom", color=INK)
    ax.set_xlim(-0.4, len(sizes) - 0.6)
    ax.set_ylim(-top, top + 0.6)
    ax.set_axis_off()
    ax.set_title("Network", fontsize=12, fontweight="bold", loc="left", y=1.0)
