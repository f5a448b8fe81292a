"""Numbers in pictures and captions, written one way: as in the text, with "−" and "10⁻¹²"."""

import math
import re

_POWERS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_EXPONENT = re.compile(r"(\d[\d.]*)e([+-]\d+)")
_EQUATION = re.compile(r" ([=·]) (?=(?:<b>)?\(?[−+]?\d)")
_DECIMAL = re.compile(r"(?<=[^\W\d]) (?=(?:<b>)?[−+]?\d[\d,]*\.\d)")
_SHARE = re.compile(r"(?<=\.\d) (?=%)")
_MINUS = re.compile(r"(?<![\w.)\]])-(?=[\d.])")


def written(text):
    """Words in which every number is written as in the text, whatever Python wrote: "-0.1" is "−0.1", "2e-07" is "2·10⁻⁷"."""
    if "-" not in text and "e+" not in text:
        return text
    return _MINUS.sub("−", _EXPONENT.sub(_power, text))


def unbroken(text):
    """Words in which no line ends between a name and its number, or within a product: "x = 2.69", "0.5 · 3" and "7.5 %" stay whole."""
    return _SHARE.sub("\u00a0", _DECIMAL.sub("\u00a0", _EQUATION.sub("\u00a0\\1\u00a0", text)))


def _power(found):
    times, exponent = found[1], str(int(found[2])).translate(_POWERS)
    return f"10{exponent}" if times == "1" else f"{times}·10{exponent}"


def fixed(value, digits=3):
    """With so many decimals; from a thousand on without any, as 20,104, and from a million on by its power of ten."""
    value = round(value, digits) + 0.0  # no −0.000
    large = ",.0f" if round(abs(value)) < 1e6 else ".0e"
    return written(f"{value:.{digits}f}" if abs(value) < 1e3 else f"{value:{large}}")


def short(value, digits=6):
    """With so many digits that count, and no zeros at the end."""
    return written(f"{value + 0.0:.{digits}g}")


def counted(value, digits=3):
    """With so many digits that count, zeros at the end among them."""
    return written(f"{value:#.{digits}g}")


def rough(value, digits=2):
    """With so few digits that count: 0.042, 110, 30,000, and from a million on 2·10⁹."""
    few = float(f"{value:.{digits}g}")
    return f"{few:,.0f}" if 10**digits <= few < 1e6 else short(few, digits)


def by_hand(*factors, digits=3):
    """Factors with as few digits as it takes that their product, worked out by hand, is what `counted` says of it."""
    result = f"{math.prod(factors):#.{digits}g}"
    for enough in range(digits, 16):
        texts = [f"{factor:#.{enough}g}" for factor in factors]
        if f"{math.prod(map(float, texts)):#.{digits}g}" == result:
            break
    return [written(text) for text in texts]


def signed(value, digits=2):
    """With so many decimals and a plus or a minus before it; nothing before a zero."""
    value = round(value, digits) + 0.0
    return written(f"{value:+.{digits}f}" if value else f"{value:.{digits}f}")
