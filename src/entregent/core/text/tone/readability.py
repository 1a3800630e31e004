"""Readability: one figure from the length of sentences and of words. 100 reads at a glance, 30 is for lawyers.

Sources: Flesch, "A new readability yardstick" (1948), for English; Kandel and Moles, « Application de l’indice de Flesch à
la langue française » (1958), for French. Syllables are counted by groups of vowels, silent endings left out.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

VOWELS = {"fr": re.compile(r"[aeiouyœæ]+"), "en": re.compile(r"[aeiouy]+")}
# Spoken: « vraiment »; "wanted", "houses", "table".
SILENT = {
    "fr": re.compile(r"(?<=[^aeiouy])es?$|(?<=[^aeiouym])ent$"),
    "en": re.compile(r"(?<=[^aeiouyl])e$|(?<=[^aeiouylscgxzh])es$|(?<=[^aeiouyltd])ed$|(?<=[aeiouy]l)e[sd]?$"),
}
FORMULA = {"fr": (207.0, 1.015, 73.6), "en": (206.835, 1.015, 84.6)}
NAMES = {"fr": "Kandel–Moles", "en": "Flesch"}
FEW = 30  # words, below which the figure says nothing


def readability(sentences: Sequence[Sequence[str]], language: str) -> float | None:
    """Return the index of a text given as words of sentences, without accents; None below 30 words or in another language."""
    words = [word for sentence in sentences for word in sentence]
    if language not in FORMULA or len(words) < FEW:
        return None
    base, by_sentence, by_word = FORMULA[language]
    spoken = sum(syllables(word, language) for word in words)
    return round(base - by_sentence * len(words) / len(sentences) - by_word * spoken / len(words), 1)


@lru_cache(maxsize=1 << 13)
def syllables(word: str, language: str) -> int:
    """How many syllables a word has when it is spoken; at least one."""
    heard = SILENT[language].sub("", word) if len(word) > 3 else word
    return max(1, len(VOWELS[language].findall(heard)))
