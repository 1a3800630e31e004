"""Evidence: what each sentence of a text says for each kind of cue, negation turned over, irony noticed."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import ModuleType

from entregent.core.sorts import english, french
from entregent.core.sorts.sorts import Cue
from entregent.core.text.phrases import Match
from entregent.core.text.reading import Read, Reading
from entregent.core.text.word_list import word_list

LANGUAGES: dict[str, ModuleType] = {"fr": french, "en": english}
INVERSIONS = {code: re.compile(module.INVERSION) for code, module in LANGUAGES.items()}
JUDGEMENTS = (Cue.ADMIRES, Cue.DEPLORES, Cue.INSULTS)
OPENING = re.compile(r"\s?[,…!]")
PAUSE = re.compile(r"[,;:.!?()–—…]| - ")
ANSWER = 4  # words: a shorter last sentence answers the question before it
BUILT = 6  # words: a shorter question that names nobody is a turn of speech as often as not
COURTESY = word_list("merci cordialement avance bonne vous salutations thanks thank regards wishes cheers advance you")
ARTICLE = 800  # characters: a longer text asks its reader by name
BEFORE = 3  # words before a judgement in which a negation counts
SIGNS = {  # emoji that say what words do
    Cue.ADMIRES: (0.4, re.compile("[😍👏❤💚🥰🤩💪👍]")),
    Cue.DEPLORES: (0.4, re.compile("[😡🤬😠👎😤🤮]")),
    Cue.MOCKS: (1.0, re.compile("[🙄😏🤡]|(?<!\\S)/s\\b")),
    Cue.SELLS: (0.5, re.compile("[🎰💰🤑💸]|(?i:!!!)|-\\s?\\d\\d\\s?%|\\+\\d{3}(?: \\d\\d){3}")),
    Cue.PROPOSES: (0.7, re.compile(r"(?<!\S)\+1 (?:pour|for)\b")),
    Cue.REPORTS: (0.3, re.compile(r"\b\d{1,2}(?: ?h ?\d{0,2}| ?[ap]m)\b|\d ?%|\bmillions?\b|^\W*\[")),
}


@dataclass(frozen=True, slots=True)
class Said:
    """One cue: how much it says, and where its words stand in the text."""

    cue: Cue
    weight: float
    sentence: Reading
    start: int
    end: int


@dataclass(slots=True)
class Evidence:
    """All cues of a text."""

    said: dict[Cue, list[Said]] = field(default_factory=lambda: defaultdict(list))

    def add(self, cue: Cue, weight: float, sentence: Reading, span: tuple[int, int]) -> None:
        self.said[cue].append(Said(cue, weight, sentence, *span))

    def weight(self, *cues: Cue) -> float:
        """How much all of them say together, 0 to 1: independent witnesses, each word once."""
        doubt, seen = 1.0, set()
        for one in sorted((one for cue in cues for one in self.said[cue]), key=lambda one: -one.weight):
            if one.start not in seen:
                seen.add(one.start)
                doubt *= 1 - one.weight
        return 1 - doubt

    def best(self, *cues: Cue) -> Said | None:
        """What says most, the first of equals."""
        return max(
            (one for cue in cues for one in self.said[cue]), key=lambda one: (one.weight, -one.start), default=None
        )


def gather(text: Read, language: str) -> Evidence:
    """Return what the sentences say."""
    words = LANGUAGES[language]
    found = Evidence()
    for sentence in text.sentences:
        if not any(never in " ".join(sentence.words) for never in words.NEVER_MEANT):
            for match in words.PHRASES.find(sentence.words):
                _add(found, sentence, match, words)
        for cue, (weight, sign) in SIGNS.items():
            if there := sign.search(sentence.plain):
                span = (sentence.start + there.start(), sentence.start + there.end())
                found.add(cue, weight, sentence, span)
        if not sentence.asks and (opening := words.OPENS.match(sentence.plain)):
            found.add(Cue.ASKS, 0.7, sentence, (sentence.start, sentence.start + opening.end()))
        if sentence.asks:
            _add_question(found, text, sentence, language)
    _notice_irony(found)
    for quoted in text.quoted:
        inside = tuple(re.findall(r"\w+", quoted.lower()))
        if any(match.label[0] == Cue.ADMIRES for match in words.PHRASES.find(inside)):  # « cette “super” idée »
            found.add(Cue.MOCKS, 1.0, text.sentences[0], (0, 0)) if text.sentences else None
    return found


def _notice_irony(found: Evidence) -> None:
    """« Super, ma toiture fuit »: a sentence that opens with praise and a comma, then tells what went wrong."""
    wrong = {one.sentence.start: one.start for one in [*found.said[Cue.FAILS], *found.said[Cue.DEPLORES]]}
    for one in list(found.said[Cue.ADMIRES]):
        after = one.sentence.plain[one.end - one.sentence.start :]
        if one.start == one.sentence.start and OPENING.match(after) and wrong.get(one.start, 0) > one.end:
            found.add(Cue.MOCKS, 1.0, one.sentence, (one.start, one.end))


def _add(found: Evidence, sentence: Reading, match: Match[tuple[Cue, float]], words: ModuleType) -> None:
    cue, weight = match.label
    if (cue == Cue.RHETORICAL and not sentence.asks) or (cue in JUDGEMENTS and _is_name(sentence, match)):
        return
    if cue in JUDGEMENTS and _is_negated(sentence, match, words.NEGATORS):
        if cue == Cue.INSULTS:
            return
        cue, weight = (Cue.DEPLORES, weight * 0.8) if cue == Cue.ADMIRES else (Cue.ADMIRES, weight * 0.8)
    found.add(cue, weight, sentence, (sentence.spans[match.first][0], sentence.spans[match.last - 1][1]))


def _is_negated(sentence: Reading, match: Match[tuple[Cue, float]], negators: frozenset[str]) -> bool:
    """Whether a negation stands just before, with no comma between; a phrase that holds one itself was written for it."""
    if any(_negates(word, negators) for word in sentence.words[match.first : match.last]):
        return False
    for at in range(max(0, match.first - BEFORE), match.first):
        if _negates(sentence.words[at], negators):
            between = slice(sentence.spans[at][1] - sentence.start, sentence.spans[match.first][0] - sentence.start)
            return not PAUSE.search(sentence.plain[between])
    return False


def _is_name(sentence: Reading, match: Match[tuple[Cue, float]]) -> bool:
    """« Le docteur Parfait », “Bicycle Thieves”: a capital inside a sentence, in a text that has small letters."""
    first, last = sentence.spans[match.first][0] - sentence.start, sentence.spans[match.last - 1][1] - sentence.start
    written = sentence.written[first:last]
    before = sentence.written[:first].rstrip()
    return bool(before) and before[-1] not in '.!?:…«“"-#—*' and written.istitle() and not sentence.written.isupper()


def _negates(word: str, negators: frozenset[str]) -> bool:
    return word in negators or word.endswith("n't")


def _add_question(found: Evidence, text: Read, sentence: Reading, language: str) -> None:
    """A question mark asks more, the more the sentence is built as a question and speaks to the reader."""
    words = LANGUAGES[language]
    mark = sentence.start + sentence.plain.rindex("?")
    if text.to_somebody and words.FAMILIAR & set(sentence.words):
        return  # to somebody else
    to_reader = bool(words.READER & set(sentence.words))
    weight = 0.35 if to_reader or len(sentence.words) >= BUILT else 0.25
    weight += 0.25 * bool(INVERSIONS[language].search(sentence.plain))
    weight += 0.25 * _interrogative(sentence.words, words)
    weight += 0.2 * to_reader
    weight += 0.1 * bool(words.AUTHOR_OR_READER & set(sentence.words))
    if len(sentence.words) < 3 or (not to_reader and (text.links or text.length > ARTICLE)):
        weight -= 0.3  # « non ? », the title of an article, the turn of a speech
    if not to_reader and sentence is not text.sentences[-1] and _answers(text.sentences[-1]):
        weight -= 0.2  # the author answers
    found.add(Cue.ASKS, max(0.0, min(weight, 0.9)), sentence, (mark, mark + 1))


def _answers(last: Reading) -> bool:
    """« Brest ! », but not « Merci d’avance »."""
    return len(last.words) < ANSWER and not COURTESY & set(last.words)


def _interrogative(given: Sequence[str], words: ModuleType) -> bool:
    """A word that asks among the first, or after a comma."""
    return bool(words.ASKING & set(given[:3])) or bool(words.ASKING & set(given[3:12]) and len(given) > 3)
