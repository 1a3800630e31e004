"""What is written of a person, judged by the rules that hold for a note (L5): in each language it may be in, at small cost.

A note is short and often no sentence (“hostile”, “influence 4/5”): the language of such words cannot be told, and both are asked.
`is_suspect` costs some microseconds, `check_note` about a millisecond (docs/decisions/0048-no-file-on-people.md).
"""

import re
import threading
from collections import OrderedDict, defaultdict
from dataclasses import replace
from functools import cache

from entregent.core.etiquette.checking import check_note
from entregent.core.etiquette.disguise import INVISIBLE, STYLED
from entregent.core.etiquette.families.people import LABELS, TELLS
from entregent.core.etiquette.findings import Finding
from entregent.core.etiquette.lexicon import LANGUAGES, lexicon
from entregent.core.text.digest import digest
from entregent.core.text.language import identify_language
from entregent.core.text.reading import PLAIN
from entregent.core.text.word_list import word_list

REMEMBERED = 4096  # notes that were looked at closely
SHORT = 3  # words below which the language that is told is a guess
LETTERS = re.compile(r"[a-z]+")
SIGNS = re.compile(r"\+|[★☆⭐]|\*{3}|\d\s?(?:/|out|sur)")  # by which one rates without a word
# What hides a word from whoever looks for its letters; the rules see through it.
DISGUISED = re.compile(rf"[{INVISIBLE}{STYLED}\u0300-\u052f]|<\w|&#?\w+;")
WRITTEN = re.compile(r"([a-z]{2,})(\\w|[(\[?])?")  # a word of a pattern, and what lets it go on or end before
FEW = 4  # letters: a word as long may go on
ROOT = 6  # letters by which a word is looked up
# Words of the patterns that are in every text; each alternative of a pattern holds another word
# (tests/core/test_etiquette_notes.py makes texts out of the patterns, and each must be suspect).
EVERYWHERE = word_list(
    """
    a abcd ai also an as at au aussi aux be been being by can ce chez clairement clearly comme con connue currently de des
    devenue devenu dit du elle en enfin es est etais etait etant etes ete etiez exactly fair fairly faire faisait fait
    font for franchement frankly from has have having he her him his il in is isn it la le les leur lui ma mes more most much
    ne never nos not notre of off on one openly our out par pas peu plutot plus pour pretty probably qui quite rather re
    recently reste sa sante second seems ser serait ses she sa so soit somewhat son sont standing started still sur ta te tes
    than that the their them they through time to ton too top toujours totally travail tres un une very vos votre vous vraiment was
    were we who will with you your work
    """
)


def note_findings(text: str, *, prior: str | None = None) -> tuple[Finding, ...]:
    """Return what may not be kept about a person in this text, in its order. prior: the language they or we write, where known."""
    return _remembered(text.strip(), prior) if is_suspect(text) else ()


def is_suspect(text: str) -> bool:
    """Whether a pattern of a language finds something; nothing that `check_note` refuses is left out."""
    plain = text.translate(PLAIN)
    words = LETTERS.findall(plain)
    if DISGUISED.search(text):
        return True
    if all(roots.isdisjoint([word[:n] for word in words]) for n, roots in _roots()) and not SIGNS.search(plain):
        return False
    return any(pattern.search(plain) for pattern in _patterns())


_known: OrderedDict[bytes, tuple[Finding, ...]] = OrderedDict()
_lock = threading.Lock()


def _remembered(text: str, prior: str | None) -> tuple[Finding, ...]:
    """What was found in it, now or before. What was written is not kept: the words are those at their places."""
    key = digest(f"{prior} {text}")
    with _lock:
        if key in _known:
            _known.move_to_end(key)
            return tuple(_with_words(one, text[one.evidence.start : one.evidence.end]) for one in _known[key])
    found = _findings(text, prior)
    if all(one.evidence.words == text[one.evidence.start : one.evidence.end] for one in found):
        with _lock:
            _known[key] = tuple(_with_words(one, "") for one in found)
            while len(_known) > REMEMBERED:
                _known.popitem(last=False)
    return found


def _with_words(one: Finding, words: str) -> Finding:
    return replace(one, evidence=replace(one.evidence, words=words))


def _findings(text: str, prior: str | None) -> tuple[Finding, ...]:
    found = [one for language in _languages(text, prior) for one in check_note(text, language=language).findings]
    found.sort(key=lambda one: (one.evidence.start or 0, -(one.evidence.end or 0)))
    apart: list[Finding] = []
    for one in found:  # of two that overlap, the first and longer
        if not apart or (one.evidence.start or 0) >= (apart[-1].evidence.end or 0):
            apart.append(one)
    return tuple(apart)


def _languages(text: str, prior: str | None) -> tuple[str, ...]:
    told = identify_language(text, prior=prior)
    is_sure = told in LANGUAGES and len(text.split()) >= SHORT
    return (told,) if is_sure and told else LANGUAGES


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    words = [lexicon(language) for language in LANGUAGES]
    own = (pattern for one in words for pattern in (one.sensitive, one.rates, one.rates_in_a_note))
    return (*own, LABELS, TELLS)


@cache
def _roots() -> tuple[tuple[int, frozenset[str]], ...]:
    """First letters of the words by which the patterns tell, by how many letters they are; whole words with the longest."""
    roots: dict[int, set[str]] = defaultdict(set)
    for pattern in _patterns():
        for word, more in WRITTEN.findall(re.sub(r"\\[bsdWS]", " ", pattern.pattern)):
            stem = word[:-1] if more == "?" else word
            if word not in EVERYWHERE:
                roots[ROOT] |= {word[:ROOT], f"{word}s"[:ROOT], f"{word}es"[:ROOT]}
                goes_on = (more or len(stem) >= FEW) and stem not in EVERYWHERE
                roots[min(len(stem), ROOT)] |= {stem[:ROOT]} if goes_on else set()
    return tuple((n, frozenset(found)) for n, found in roots.items() if n > 1)
