"""Letters of other scripts that look like Latin ones: how a name is forged, or mistyped on another keyboard."""

CYRILLIC = dict(zip("авекмнорстухіјѕԁһԛԝѵ", "abekmhopctyxijsdhqwv", strict=True))
GREEK = dict(zip("αβεζηικμνορτυχγ", "abeznikmvoptuxy", strict=True))
LATIN_OF = CYRILLIC | GREEK  # folded letter → the Latin letter it is taken for
_OTHER = range(0x370, 0x530)  # Greek, Coptic, Cyrillic


def skeleton(word: str) -> str | None:
    """Return the Latin word that a folded word looks like; None unless it mixes Latin with letters that look so."""
    if word.isascii() or not any(character.isascii() and character.isalpha() for character in word):
        return None
    if not any(ord(character) in _OTHER for character in word):
        return None
    looks = "".join(LATIN_OF.get(character, character) for character in word)
    return None if any(ord(character) in _OTHER for character in looks) else looks
