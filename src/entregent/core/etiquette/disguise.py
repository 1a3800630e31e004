"""Letters that hide a word from whoever looks for its letters, and that readers take for ours."""

import re
import unicodedata

INVISIBLE = "\u00ad\u200b-\u200f\u2060-\u2064\ufeff\u202a-\u202e"
INVISIBLE_IN_WORD = re.compile(r"(?<=\w)[\u200b-\u200d\u2060\ufeff]+(?=\w)")
# Full-width, mathematical and circled letters.
STYLED = "\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d7cb\u24b6-\u24e9"
OTHER_LETTERS = re.compile(rf"[\u0370-\u052f{STYLED}]")
CIRCLED = "\u24b6-\u24e9"
LETTER = rf"(?:[^\W\d_]|[{CIRCLED}])"
# A whole word: begun anywhere else, a very long one would be read again and again. One styled letter alone is a sign (ⓘ).
MIXED = re.compile(
    rf"(?<![^\W\d_])(?<![{CIRCLED}]){LETTER}*"
    rf"(?:[A-Za-z][\u0370-\u052f{STYLED}]|[\u0370-\u052f{STYLED}][A-Za-z]|[{STYLED}]{{2}}){LETTER}*"
)
CYRILLIC = dict(zip("асеорхуіјѕһԁԛԝкмтнвАВСЕНІЈКМОРЅТХУ", "aceopxyijshdqwkmthbABCEHIJKMOPSTXY", strict=True))
GREEK = dict(zip("οανρτυχκικΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "oavptuxkikABEZHIKMNOPTYX", strict=True))
RANGES = ((0xFF21, 0xFF5A), (0x1D400, 0x1D7CB), (0x24B6, 0x24E9))
STYLES = {
    chr(code): plain
    for first, last in RANGES
    for code in range(first, last + 1)
    if len(plain := unicodedata.normalize("NFKC", chr(code))) == 1 and plain.isalpha()
}
ALIKE = str.maketrans(CYRILLIC | GREEK | STYLES)


def undisguised(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return the text with our letters in the place of those that look alike, one for one, and the ranges of disguised words."""
    if text.isascii():
        return text, ()
    mixed = [found.span() for found in MIXED.finditer(text)] if OTHER_LETTERS.search(text) else []
    parted = [(found.start() - 1, found.end() + 1) for found in INVISIBLE_IN_WORD.finditer(text)]
    return (text.translate(ALIKE) if mixed else text), (*mixed, *parted)
