"""Folding: the form in which two spellings of a word are the same word."""

import unicodedata

# Letters that Unicode does not decompose but that readers of French and its neighbours take for plain ones.
EXPANDED = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})


def fold(text: str) -> str:
    """Return the text without case, accents or ligatures: « Œuvre d’Été » gives "oeuvre d’ete".

    Idempotent. May change the length: use `tokenise` when offsets matter.
    """
    if text.isascii():
        return text.lower()
    quick = text.casefold().translate(QUICK)
    return quick if quick.isascii() else _folded(text)


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold().translate(EXPANDED))
    kept = "".join(character for character in plain if not unicodedata.combining(character))
    return kept.casefold().translate(EXPANDED)


QUICK = {code: _folded(chr(code)) for code in range(0xA0, 0x250)}  # letters of Europe, each by itself as among others
