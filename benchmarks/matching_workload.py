"""Posts and watches for the matching benchmark: made up, with the frequencies of real words.

Words are drawn by their frequency in French and English (wordfreq); names and two or three words that go together are put in, by
Zipf's law. Watches: brands, themes and leaks; 1-4 phrases side by side, 45 % with a second group, 30 % with NOT, 10 % with NEAR/5,
9 % with a prefix, some for a language, an author or a site.
"""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from entregent.core.matching import Document, Query
from entregent.core.matching.query import And, Is, Near, Not, Or, Phrase, Prefix
from entregent.core.text import fold, tokenise

Kind = Literal["long", "micro"]
SYLLABLES = tuple(
    word
    for line in (
        "ba ca do el fi ga ho in jo ki lu ma no or pa qui ro sa ti ul va wi xa yo zé né ré",
        "tion tech lab soft gen mont ville berg son ard eau ique ia ent ix um",
    )
    for word in line.split()
)
ENDINGS = ("Group", "France", "Media", "& Co", "2000", "SA", "Paris", "3")
ELISIONS = ("l'", "d'", "qu'", "j'", "n'", "s'", "c'")
VOWELS = frozenset("aeiouhéèêâîôyœ")
EMOJI = ("😀", "🔥", "👏", "❤️", "🚀", "😂")
LETTERS = re.compile(r"[a-zA-Zàâäéèêëîïôöùûüÿçœæñ]+")
AUTHORS, SITES = 5000, 20


@dataclass(frozen=True, slots=True)
class Watch:
    """A watch in the form that every engine can be given: all groups, of each any leaf; none of `none`; all `near`."""

    groups: tuple[tuple[Phrase | Prefix, ...], ...]
    none: tuple[Phrase, ...]
    near: tuple[Near, ...]
    known: tuple[Is, ...]

    def query(self) -> Query:
        """The same in the watch language's tree."""
        groups = [group[0] if len(group) == 1 else Or(group) for group in self.groups]
        parts: list[Query] = [*groups, *self.near, *map(Not, self.none), *self.known]
        return parts[0] if len(parts) == 1 else And(tuple(parts))


class Workload:
    """The same posts and watches for the same seed."""

    def __init__(self, seed: int = 7) -> None:
        self._chance = random.Random(seed)  # noqa: S311 (nothing secret)
        self._numbers = np.random.default_rng(seed)
        self._words = {language: _vocabulary(language) for language in ("fr", "en")}
        self._sums = {language: np.cumsum(shares) for language, (_, shares) in self._words.items()}
        self._together = {language: self._made_together(language, 60_000) for language in ("fr", "en")}
        self._names = self._made_names(60_000)
        self._popular = self._zipf(len(self._names), 200_000, 0.9)

    def posts(self, amount: int, kind: Kind) -> list[Document]:
        """So many posts: about 4.6 KB, or 240 bytes."""
        return [self._post(number, kind) for number in range(amount)]

    def watches(self, amount: int) -> list[Watch]:
        """So many watches."""
        return [self._watch() for _ in range(amount)]

    def _zipf(self, size: int, amount: int, power: float) -> Any:
        sums = np.cumsum(1 / np.arange(1, size + 1) ** power)
        return np.minimum(np.searchsorted(sums / sums[-1], self._numbers.random(amount)), size - 1)

    def _made_together(self, language: str, amount: int) -> list[str]:
        words, _ = self._words[language]
        chosen = np.minimum((self._numbers.pareto(0.7, 3 * amount) * 150 + 40).astype(int), len(words) - 1)
        links = ("de", "de l'", "du", "d'") if language == "fr" else ("of", "and", "the")
        made = []
        for at in range(0, 3 * amount, 3):
            one, two, three = (words[number] for number in chosen[at : at + 3])
            if self._chance.random() < 0.7:
                made.append(f"{one} {two}")
            else:
                link = self._chance.choice(links) if self._chance.random() < 0.5 else two
                made.append(f"{one} {link}{'' if link.endswith(chr(39)) else ' '}{three}")
        return made

    def _name(self) -> str:
        return "".join(self._chance.choice(SYLLABLES) for _ in range(self._chance.choice((2, 3, 3, 4)))).capitalize()

    def _made_names(self, amount: int) -> list[str]:
        rare = self._words["fr"][0][15_000:] + self._words["en"][0][15_000:]
        names: dict[str, None] = {}
        while len(names) < amount:
            chance = self._chance.random()
            if chance < 0.35:
                second = ""
            elif chance < 0.7:
                second = self._name()
            else:
                second = self._chance.choice(rare).capitalize() if chance < 0.9 else self._chance.choice(ENDINGS)
            names[f"{self._name()} {second}".strip()] = None
        return list(names)

    def _post(self, number: int, kind: Kind) -> Document:
        language = "fr" if self._chance.random() < 0.6 else "en"
        is_long = kind == "long"
        size = self._chance.randrange(3000, 6000) if is_long else self._chance.randrange(150, 290)
        names = self._zipf(len(self._names), self._numbers.poisson(4 if is_long else 0.5), 0.9)
        themes = self._zipf(60_000, self._numbers.poisson(12 if is_long else 0.7), 0.8)
        inserted = [self._names[one] for one in names] + [self._together[language][one] for one in themes]
        return Document(
            id=number,
            title="",
            body=self._text(language, size, inserted, is_long),
            language=language,
            author=f"Auteur {self._chance.randrange(AUTHORS)}",
            site=f"s{self._chance.randrange(SITES)}.example",
        )

    def _text(self, language: str, size: int, inserted: Sequence[str], is_long: bool) -> str:
        words, _ = self._words[language]
        amount = size // 5 + 20
        chosen = np.minimum(np.searchsorted(self._sums[language], self._numbers.random(amount)), len(words) - 1)
        places = {self._chance.randrange(1, max(2, amount - 25)): text for text in inserted}
        pieces: list[str] = []
        length = 0
        begins = True
        for at, (word, chance) in enumerate(zip(chosen, self._numbers.random(amount), strict=True)):
            piece, begins = self._piece(words[word], float(chance), language, begins, is_long)
            pieces.append(f"{places[at]} {piece}" if at in places else piece)
            length += len(pieces[-1]) + 1
            if length >= size:
                break
        if not is_long and self._chance.random() < 0.5:
            pieces.append("https://t.co/" + "".join(self._chance.choices("abcdefghijkXYZ0189", k=9)))
        if not is_long and self._chance.random() < 0.25:
            pieces.append(self._chance.choice(EMOJI))
        return " ".join(pieces)

    def _piece(self, word: str, chance: float, language: str, begins: bool, is_long: bool) -> tuple[str, bool]:
        """A word with what may stand around it, and whether a sentence begins after it."""
        if begins:
            word = word[:1].upper() + word[1:]
        if language == "fr" and word[0] in VOWELS and chance < 0.25:
            word = ELISIONS[int(chance * 28)].replace("'", "’" if int(chance * 997) % 4 else "'") + word
        if 0.5 < chance < 0.56:
            return f"{word},", False
        if 0.56 < chance < 0.62:
            return word + ".....!?:;"[int(chance * 1000) % 9], True
        if 0.62 < chance < 0.635:
            return (f"«\u00a0{word}\u00a0»", word.upper(), str(int(chance * 1e7) % 2030))[int(chance * 200) % 3], False
        if 0.64 < chance < 0.648 and is_long:
            return f"{word}.\n\n", True
        if 0.64 < chance < 0.672 and not is_long:
            return ("#" if chance < 0.66 else "@") + word.lower(), False
        return word, False

    def _watch(self) -> Watch:
        chance = self._chance
        language = "fr" if chance.random() < 0.6 else "en"
        groups = [[_phrase(text) for text in group] for group in self._groups(language)]
        none = [_phrase(self._middle(language, 150, 6000)) for _ in range(chance.choice((1, 1, 2)))]
        near = []
        if chance.random() < 0.10:
            near = [Near(*(_phrase(self._middle(language, 100, 3000)) for _ in range(2)), 5)]
            groups = groups[1:] if chance.random() < 0.5 else groups
        elif chance.random() < 0.10:
            word = fold(self._middle(language, 2000, 40_000))
            groups[chance.randrange(len(groups))].append(Prefix(word[: max(4, len(word) - 3)]))  # type: ignore[arg-type]
        known = [Is("lang", language)] if chance.random() < 0.2 else []
        known += [Is("author", f"auteur {chance.randrange(AUTHORS)}")] if chance.random() < 0.02 else []
        known += [Is("site", f"s{chance.randrange(SITES)}.example")] if chance.random() < 0.05 else []
        return Watch(tuple(map(tuple, groups)), tuple(none if chance.random() < 0.3 else ()), tuple(near), tuple(known))

    def _groups(self, language: str) -> list[list[str]]:
        """What a brand, a theme or a leak is looked for by."""
        chance = self._chance
        kind, phrases = chance.random(), chance.choice((1, 1, 2, 2, 3, 4))
        if kind < 0.45:
            groups = [[self._any_name() for _ in range(phrases)]]
        elif kind < 0.8:
            groups = [[chance.choice(self._together[language]) for _ in range(phrases)]]
        else:
            return [[f"{self._name()} {self._name()}" for _ in range(min(phrases, 3))]]
        if chance.random() < 0.55:
            groups.append([self._middle(language, 300, 20_000) for _ in range(chance.choice((1, 2, 3)))])
        return groups

    def _any_name(self) -> str:
        popular = self._chance.random() < 0.15
        return self._names[int(self._chance.choice(self._popular))] if popular else self._chance.choice(self._names)

    def _middle(self, language: str, low: int, high: int) -> str:
        return self._words[language][0][self._chance.randrange(low, high)]


def _phrase(text: str) -> Phrase:
    return Phrase(tuple(token.word for token in tokenise(text)))


def _vocabulary(language: str) -> tuple[list[str], Any]:
    import wordfreq

    listed = wordfreq.top_n_list(language, 240_000)
    words = [word for word in listed if LETTERS.fullmatch(word) and (len(word) > 1 or word in "aày")][:120_000]
    shares = np.array([wordfreq.word_frequency(word, language) for word in words])
    return words, shares / shares.sum()
