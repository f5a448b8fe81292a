"""Make `web/static/stix-two-math.woff` from STIX Two Math: the letters and signs that formulas of a course need, a tenth of the whole.

``python scripts/make_math_font.py STIXTwoMath-Regular.ttf``. The font is under the SIL Open Font License (`web/static/OFL.txt`); the file that the
course holds was made from version 2.11. `tests/test_web.py` says when a formula needs a sign that is missing here.
"""

import sys
from pathlib import Path

from fontTools import subset

TARGET = Path(__file__).parents[1] / "web" / "static" / "stix-two-math.woff"
RANGES = (
    *[(0x20, 0x7E), (0xA0, 0xFF), (0x2C6, 0x2DC), (0x391, 0x3C9)],  # Latin, accents, Greek
    *[
        (0x2010, 0x2027),
        (0x2032, 0x2034),
        (0x2061, 0x2064),
        (0x2190, 0x2198),
        (0x21D0, 0x21D4),
    ],  # dashes, primes, arrows
    *[(0x2200, 0x2234), (0x2260, 0x2265), (0x22C0, 0x22C5), (0x22EE, 0x22F1), (0x2308, 0x230B), (0x27F5, 0x27FA)],
    *[(0x1D400, 0x1D467), (0x1D6E2, 0x1D71B)],  # bold and italic letters
)
SINGLE = "ϑϕϵℂℎℓℕℝ∼≅≈≔≪≫⊕⊖⊗⊙⊤⊥⟨⟩\u0302\u0303\u0304\u0305\u0307\u20d7"


def main(source):
    """Write the font."""
    options = subset.Options(flavor="woff", hinting=False, notdef_outline=True, name_IDs=["*"])
    options.layout_features = ["ssty", "dtls", "kern", "mark", "mkmk", "ccmp"]
    font = subset.load_font(source, options)
    subsetter = subset.Subsetter(options)
    letters = {code for first, last in RANGES for code in range(first, last + 1)}
    subsetter.populate(unicodes=letters | {ord(sign) for sign in SINGLE})
    subsetter.subset(font)
    subset.save_font(font, TARGET, options)
    print(f"{TARGET}: {TARGET.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main(sys.argv[1])
