"""Which of the languages that are read a sentence is in, by its smallest words: for a message that changes its language."""

from collections.abc import Iterable
from itertools import groupby

from entregent.core.etiquette.lexicon import LANGUAGES
from entregent.core.text.fold import fold
from entregent.core.text.reading import PLAIN, WORD, Reading
from entregent.core.text.stop_words import STOP_WORDS

FEW = 3  # words of one language alone that are needed
FEWEST = 1  # in a line without sentences around it, as a subject
_FOLDED = {language: frozenset(map(fold, STOP_WORDS[language])) for language in LANGUAGES}
ALONE = {
    language: _FOLDED[language].difference(*(_FOLDED[one] for one in LANGUAGES if one != language))
    for language in LANGUAGES
}


def tongue_of(text: str) -> str | None:
    """Return the language of a line that stands alone, as `tongue`."""
    return tongue(WORD.findall(text.translate(PLAIN)), few=FEWEST)


def tongue(words: Iterable[str], *, few: int = FEW) -> str | None:
    """Return "fr", "en", or None where too few words tell. words: without capitals and accents."""
    said = list(words)
    first, second = sorted(((sum(map(ALONE[one].__contains__, said)), one) for one in LANGUAGES), reverse=True)
    return first[1] if first[0] >= few and first[0] > 2 * second[0] else None


def main_tongue(sentences: Iterable[Reading], usual: str) -> str | None:
    """Return the language of most of the words, where at least half of them are in sentences that tell theirs; the usual one of
    whoever reads them, "" where it is not known, if any is in it.
    """
    weights = dict.fromkeys((*LANGUAGES, None), 0)
    for one in sentences:
        weights[tongue(one.words)] += len(one.words)
    best = max(LANGUAGES, key=lambda language: (language == usual and weights[language] > 0, weights[language]))
    return best if weights[best] and sum(weights[language] for language in LANGUAGES) >= weights[None] else None


def in_another(sentences: Iterable[Reading], language: str) -> Iterable[tuple[str, list[Reading]]]:
    """Return runs of sentences in a language that is not this one, with theirs."""
    for said, run in groupby(sentences, key=lambda one: tongue(one.words)):
        if said and said != language:
            yield said, list(run)
