"""Numbers in captions, written one way."""


def fixed(value, digits=3):
    """With so many decimals; one that is huge by its power of ten."""
    value = round(value, digits) + 0.0  # no −0.000
    return (f"{value:.{digits}f}" if abs(value) < 1e4 else f"{value:.0e}").replace("-", "−")


def short(value, digits=6):
    """With so many digits that count, and no zeros at the end."""
    return f"{value + 0.0:.{digits}g}".replace("-", "−")
