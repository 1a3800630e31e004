"""The language of a text, or that it cannot be told.

Source: py3langid (naive Bayes over byte n-grams), weighed by how often each language is met by people who listen in French and
English. Figures: docs/evaluation.md; reasons: docs/decisions/0017-languages-and-places.md.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Protocol

from entregent.core.text.pieces import Kind, hashtag_words, pieces
from entregent.core.text.word_list import word_list

# How often a language is met, relative to the others: the two of the product, their neighbours, and the rest of what is heard. Set
# on the first 500 word pairs of each language (docs/evaluation.md); on a whole sentence the text outweighs them.
USUAL = {
    **dict.fromkeys(["fr", "en"], 2.0),
    **dict.fromkeys(["de", "es", "it", "pt", "nl", "ca", "eu"], 1.0),
    **dict.fromkeys(["la", "br", "oc"], 0.5),
    **dict.fromkeys(
        word_list(
            "ar bg bs cs cy da el et fa fi ga gl he hi hr hu id ja ko lb lt lv no pl ro ru sk sl sq sr sv sw th tr uk vi zh"
        ),
        0.1,
    ),
}
SURE = 0.25  # probability below which "unknown" is the better answer
SURE_OF_ONE_WORD = 0.6
FEW_WORDS = 3  # below, what is known of the author weighs in
AUTHOR = 8.0  # somebody writes in their own language far more often than the words alone say
LONGEST = 4000  # characters read: a language does not change its mind later
PART = 12  # words that suffice to be sure of a language (.99 on sentences of that length)
MOST_PARTS = 6
AGREEMENT = 2 / 3  # of the parts, for one language to be the language of the text
LETTERS = re.compile(r"[^\W\d_]")


class _Identifier(Protocol):
    def rank(self, text: str) -> list[tuple[str, float]]: ...
    def set_languages(self, langs: list[str]) -> None: ...


def identify_language(text: str, *, prior: str | None = None) -> str | None:
    """Return the ISO 639-1 code of the text's language; None when it has no letters, is too short to tell, or mixes languages.

    prior: the usual language of its author or source; it weighs in below three words and is a mere hint there.
    Links, mentions, e-mail addresses and emoji are not read; the words of hashtags are.
    The first call in a process loads the model (about 0.7 s).
    """
    words = list(_words(text[:LONGEST]))
    if not words:
        return None
    if len(words) < FEW_WORDS:
        return _of_few(words, prior)
    parts = _parts(words)
    if len(parts) == 1:
        language, probability = _best(" ".join(words), None)
        return language if probability >= SURE else None
    votes = Counter(_best(" ".join(part), None)[0] for part in parts)
    language, votes_for_it = votes.most_common(1)[0]
    return language if votes_for_it >= AGREEMENT * len(parts) else None


def _words(text: str) -> Iterator[str]:
    for piece in pieces(text):
        match piece.kind:
            case Kind.WORD | Kind.CLITIC:
                yield piece.text
            case Kind.HASHTAG:
                yield from (word for word in hashtag_words(piece.text) if LETTERS.match(word))
            case _:
                pass


def _of_few(words: list[str], prior: str | None) -> str | None:
    language, probability = _best(" ".join(words), prior)
    sure = SURE_OF_ONE_WORD if len(words) == 1 and prior is None else SURE
    return language if probability >= sure else None


def _parts(words: list[str]) -> list[list[str]]:
    """Cut a text into at most six parts of at least twelve words; a text below twice that is one part."""
    count = min(len(words) // PART, MOST_PARTS)
    if count < 2:
        return [words]
    return [words[len(words) * n // count : len(words) * (n + 1) // count] for n in range(count)]


def _best(text: str, prior: str | None) -> tuple[str, float]:
    weights = USUAL if prior not in USUAL else {**USUAL, prior: USUAL[prior] * AUTHOR}
    weighed = [(language, probability * weights[language]) for language, probability in _identifier().rank(text)]
    language, weight = max(weighed, key=lambda pair: pair[1])
    return language, weight / (sum(each for _, each in weighed) or 1.0)


@cache
def _identifier() -> _Identifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier: _Identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(USUAL))
    return identifier
