"""How often a word is met, so that a watch is looked for by what is rare in it. A guess costs time, never a hit."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Self

from entregent.core.matching.document import Document
from entregent.core.text import fold, tokenise
from entregent.core.text.stop_words import STOP_WORDS

PHRASE_TO_WORD = 20  # a phrase is about so much rarer than its rarest word: matching benchmark, long posts
UNSEEN = 0.5  # documents of the sample in which a word that it lacks is taken to be
COMMON, ORDINARY, SHORTER = 0.5, 0.02, 0.8  # without a sample: stop words, words of four letters, each letter more


class Frequencies:
    """The part of documents that hold a word."""

    def __init__(self, shares: Mapping[str, float] | None = None, *, unseen: float | None = None) -> None:
        self._shares = dict(shares) if shares else {fold(w): COMMON for words in STOP_WORDS.values() for w in words}
        self._unseen = unseen

    @classmethod
    def of(cls, sample: Iterable[Document]) -> Self:
        """Count in a sample, of some hundred documents."""
        seen: Counter[str] = Counter()
        size = 0
        for document in sample:
            size += 1
            seen.update({token.word for text in (document.title, document.body) for token in tokenise(text)})
        return cls({word: count / size for word, count in seen.items()}, unseen=UNSEEN / max(size, 1))

    def of_word(self, term: str) -> float:
        """A word, or `letters*`."""
        if term.endswith("*"):
            return min(0.5, 4 * self._guess(term))
        found = self._shares.get(term)
        if found is not None:
            return found
        return self._unseen if self._unseen is not None else self._guess(term)

    def of_phrase(self, terms: tuple[str, ...]) -> float:
        """Terms side by side."""
        if len(terms) == 1:
            return self.of_word(terms[0])
        return min(map(self.of_word, terms)) / PHRASE_TO_WORD

    @staticmethod
    def _guess(term: str) -> float:
        return float(ORDINARY * SHORTER ** (len(term) - 4))
