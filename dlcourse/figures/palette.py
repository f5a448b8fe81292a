"""The colours of all pictures, by name: what a name stands for is said here and nowhere else.

Each has one meaning all through the course: blue is class 0 and orange class 1 (with circles and triangles), green is the course's
own curve, path or answer, pink is a mistake, a miss or what comes back, ink is data and words, and the greys are what all this stands on.
`tests/test_palette.py` looks at every pair that readers have to tell apart as somebody with a colour blindness sees it, and without colour.
"""

LIGHT = {
    "paper": "#FFFFFF",
    "ink": "#222222",
    "grey": "#6B6B6B",  # frames, and words that matter less
    "ground": "#8E8E8E",  # a line that something else moves on
    "pale": "#D0D0D0",  # help lines, and what is not active
    "wash": "#EDEDED",  # inside of a neuron, and areas
    "flat tint": "#DCDCDC",  # flat ground, on which next to nothing can be learned
    "blue": "#0072B2",
    "orange": "#D55E00",
    "dark orange": "#B34E00",  # orange words: those in orange are hard to read
    "green": "#008048",
    "dark green": "#00452A",  # the first and the third of three weights
    "light green": "#8FCBAE",
    "pink": "#981570",
    "blue tint": "#D6E7F2",
    "orange tint": "#FBE3D3",
    "green tint": "#CFE9DC",
    "pink tint": "#F1D7E9",
    "landscape": "#B5D3EA",  # high up in a landscape, which is paper at its bottom
}
"""Names to colours on white paper. Another theme is another dict with the same names."""

BLUE, ORANGE, DARK_ORANGE, GREEN, PINK = (LIGHT[name] for name in ("blue", "orange", "dark orange", "green", "pink"))
INK, GREY, GROUND, PALE, WASH = (LIGHT[name] for name in ("ink", "grey", "ground", "pale", "wash"))
DARK_GREEN, LIGHT_GREEN = LIGHT["dark green"], LIGHT["light green"]
GREEN_TINT, PINK_TINT, FLAT_TINT, LANDSCAPE = (
    LIGHT[name] for name in ("green tint", "pink tint", "flat tint", "landscape")
)
CLASS_COLORS = (BLUE, ORANGE)
CLASS_WORDS = (BLUE, DARK_ORANGE)
CLASS_MARKERS = ("o", "^")
CLASS_TINTS = (LIGHT["blue tint"], LIGHT["orange tint"])
