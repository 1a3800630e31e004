"""The situation a rule judges: the facts, and the message read once for all rules."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from entregent.core.etiquette.facts import ASKING, Facts, Purpose
from entregent.core.etiquette.findings import Evidence, Severity
from entregent.core.etiquette.hearing import Ear
from entregent.core.etiquette.lexicon import LANGUAGES, Cue, Lexicon, lexicon
from entregent.core.etiquette.seen import Seen, seen
from entregent.core.etiquette.tongue import main_tongue
from entregent.core.text.encoder import Encoder
from entregent.core.text.language import identify_language
from entregent.core.text.reading import PLAIN, WORD, Read, Reading, read
from entregent.core.text.stems import stem, terms
from entregent.core.text.stop_words import STOP_WORDS
from entregent.core.text.tone import Tone, tone_of

BEFORE = 3  # words before a cue in which a negation counts
CLAUSE = re.compile(r"[,;:(]")
# Words of letters, not of topics, by their terms.
WORDS_OF_LETTERS = """
    bonjour avec pour dans vous votre nous notre cette faire plus tout tous bien tres etre avoir sont leur leurs mais aussi
    comme chez sans sous entre apres avant depuis pendant encore quand deja merci ville annee annees jour jours semaine mois
    blog article articles billet billets projet projets nouveau nouvelle nouveaux grand grande petit petite site page
    propos personne personnes monde france premier premiere deux trois quatre peut peuvent avons avez font fait faites
    video videos podcast podcasts reportage interview photo photos portrait episode emission
    with your this that have from what when they them their there about would could should which will into been more than
    hello dear thanks please just like some very also over after before since while year years week month days post posts
    news good best make makes made people world first three four here where project projects local find takes take"""
EMPTY = {language: frozenset(terms(WORDS_OF_LETTERS, language)) for language in LANGUAGES}
SHORTEST_STEM = 3
# A text with none of these is words, numbers and punctuation; others are cut by `terms`.
SPECIAL = re.compile(r"[#@\u00ad\u0300-\u036f\u200b-\u200d\u2060\ufeff]|://|www\.", re.IGNORECASE)
BARE = re.compile(r"(?:jusqu|lorsqu|puisqu|quoiqu|presqu|quelqu|qu)['’ʼ]|([^\W\d_]+|\d+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Spot:
    """A range of the text seen that something is said of. instead: other words, "" where there are none."""

    start: int
    end: int
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """A cue found: the sentence, its words first to last excluded, and their range in the text seen."""

    sentence: Reading
    first: int
    last: int

    @property
    def words(self) -> tuple[str, ...]:
        return self.sentence.words[self.first : self.last]

    def overlaps(self, other: "Said") -> bool:
        return self.sentence is other.sentence and self.first < other.last and other.first < self.last

    @property
    def start(self) -> int:
        return self.sentence.spans[self.first][0]

    @property
    def end(self) -> int:
        """After the last word; after the next one where it is elided, « en échange d’un »."""
        end, spans = self.sentence.spans[self.last - 1][1], self.sentence.spans
        elided = self.sentence.plain[end - self.sentence.start :][:1] == "'" and self.last < len(spans)
        return spans[self.last][1] if elided else end


class Situation:
    """Facts as a rule asks for them; each is worked out at its first use.

    language: of the message, None where it is neither French nor English. The subject is a passage of its own (`passages`).
    """

    def __init__(
        self,
        facts: Facts,
        language: str | None = None,
        *,
        is_note: bool = False,
        is_whole: bool = False,
        encoder: Encoder | None = None,
        whole: "Situation | None" = None,
    ) -> None:
        """is_whole: no part of the text is a thread or a signature; that of a note never is. whole: what this is a passage of."""
        self.facts = facts
        self.encoder = encoder
        self.whole = whole
        self.is_note = is_note
        self.seen: Seen = seen(facts.message.text, is_whole=is_note or is_whole)
        self.told = language or self._identified()
        self.language = self.told if self.told in LANGUAGES else None

    def _identified(self) -> str | None:
        usual = self.facts.contact.language
        known = identify_language(self.seen.text, prior=usual or None)
        return known or (None if self.is_note else main_tongue(self.read.sentences, usual))

    @property
    def words(self) -> Lexicon:
        return lexicon(self.language or "fr")

    @cached_property
    def read(self) -> Read:
        return read(self.seen.text)

    @cached_property
    def tone(self) -> Tone | None:
        return tone_of(self.read, self.language, self.facts.brief.sector) if self.language else None

    @cached_property
    def _cues(self) -> Mapping[Cue, list[Said]]:
        found: dict[Cue, list[Said]] = defaultdict(list)
        for sentence in self.read.sentences:
            for match in self.words.phrases.find(sentence.words):
                found[match.label].append(Said(sentence, match.first, match.last))
        return found

    def said(self, cue: Cue) -> list[Said]:
        """Where the cue is, in the order of the text; what is denied (« rien d’obligatoire ») left out."""
        return [one for one in self._cues.get(cue, ()) if not self._is_denied(one)]

    @cached_property
    def ear(self) -> Ear:
        listens = self.language and not self.is_note
        return Ear(self.facts.message.subject, self.seen.text, self.read.sentences, self.encoder if listens else None)

    def by_ear(
        self,
        code: str,
        known: Iterable[Said | Spot] = (),
        *,
        but: Container[int] = (),
        faint: Container[int] = (),
        sure: Container[int] = (),
        first: bool = False,
        subject: bool = True,
    ) -> Iterator[Evidence]:
        """What phrases found, doubted where it does not sound so; then whatever else sounds so, be it the subject.

        known: by phrases. but, faint, sure: sentences, by their id, that are not listened to, give a hint at most, or are believed
        as their phrases say. first: of what phrases found, one is shown. Where nothing is heard: what is known.
        """
        places = [(one, self._sentence_at(one.start)) for one in known]
        found = [self._by_phrase(code, one, sentence, is_sure=id(sentence) in sure) for one, sentence in places]
        yield from sorted(found, key=lambda one: one.is_doubted)[:1] if first else found
        if not self.ear.listens:
            return
        pointed_at = {id(sentence) for _, sentence in places}
        others = [one for one in self.read.sentences if id(one) not in pointed_at]
        for one, severity in self.ear.sentences(code, others, but):
            own = Severity.HINT if id(one) in faint else severity
            yield replace(self.span(one.start, one.end, severity=own), is_heard=True)
        if subject and (of_subject := self.ear.subject(code)):
            yield Evidence(words=self.facts.message.subject, severity=of_subject, is_heard=True)

    def _by_phrase(self, code: str, one: Said | Spot, sentence: Reading | None, *, is_sure: bool) -> Evidence:
        instead = one.instead if isinstance(one, Spot) else ""
        is_doubted = sentence is not None and not is_sure and self.ear.doubts(code, sentence, one.end)
        return replace(self.span(one.start, one.end, instead=instead), is_doubted=is_doubted)

    def _sentence_at(self, start: int) -> Reading | None:
        """The one in which this place is; None between quotes that stand alone."""
        at = bisect_right(self.read.sentences, start, key=lambda one: one.start) - 1
        one = self.read.sentences[at] if at >= 0 else None
        return one if one and start < one.end else None

    def sounds(self, cue: Cue, code: str) -> bool:
        """Whether a phrase with the cue, be it denied, is in a sentence that sounds so, or nothing is heard."""
        return any(not self.ear.doubts(code, one.sentence, one.end) for one in self._cues.get(cue, ()))

    def says(self, cue: Cue) -> bool:
        return any(not self._is_denied(one) for one in self._cues.get(cue, ()))

    def _is_denied(self, one: Said) -> bool:
        """A negation within three words before it, in the same clause."""
        sentence = one.sentence
        for at in range(one.first - 1, max(-1, one.first - BEFORE - 1), -1):
            if sentence.words[at] in self.words.denies:
                between = sentence.plain[sentence.spans[at][1] - sentence.start : one.start - sentence.start]
                return not CLAUSE.search(between)
        return False

    @cached_property
    def purpose(self) -> Purpose | None:
        """As the brief says, else as the words tell."""
        if self.facts.brief.purpose:
            return self.facts.brief.purpose
        if self.asks:
            return Purpose.ASK
        return Purpose.CLOSING if self.says(Cue.ENDS) else None

    @property
    def is_asking(self) -> bool:
        return self.purpose in ASKING

    @cached_property
    def asks(self) -> bool:
        """Whether the message asks something of its reader."""
        return any(self.asks_in(one) for one in self.read.sentences)

    def asks_in(self, one: Reading) -> bool:
        """Whether a sentence asks something of its reader."""
        return id(one) in self._asking or (one.asks and bool(set(one.words) & self.words.reader))

    @cached_property
    def _asking(self) -> frozenset[int]:
        return frozenset(id(one.sentence) for one in self.said(Cue.ASKS))

    def stems(self, *texts: str) -> frozenset[str]:
        """The words that mean something, by their stems."""
        language = self.language or "fr"
        return frozenset().union(*(_stems(one, language) for one in texts if one))

    @cached_property
    def said_stems(self) -> frozenset[str]:
        """Those of the message."""
        return self.stems(self.seen.text)

    def is_future(self, one: Said) -> bool:
        """Whether a promise is for later: « je vous envoie » is for now."""
        return not set(one.words) & self.words.present

    def has_cue(self, cue: Cue) -> bool:
        """Whether the cue is there, be it denied: « rien à offrir en retour » is said."""
        return bool(self._cues.get(cue))

    def around(self, sentence: Reading) -> list[Reading]:
        """The sentence with the ones before and after it."""
        at = self._places[id(sentence)]
        return list(self.read.sentences[max(0, at - 1) : at + 2])

    @cached_property
    def _places(self) -> dict[int, int]:
        return {id(one): at for at, one in enumerate(self.read.sentences)}

    @cached_property
    def plain(self) -> str:
        """The text seen without capitals and accents, character for character."""
        return self.seen.text.translate(PLAIN)

    @cached_property
    def discloses(self) -> bool:
        """Whether the word is said anywhere in the message, in the subject and between quotes as well."""
        if self.whole and self.whole.discloses:
            return True
        words = WORD.findall(f"{self.facts.message.subject.translate(PLAIN)} ; {self.plain}")
        return any(
            not set(words[max(0, match.first - BEFORE) : match.first]) & self.words.denies
            for match in self.words.disclosing.find(words)
        )

    def reminds(self, cue: Cue) -> bool:
        """Whether the cue is there, be it in a quotation, as what they wrote is."""
        words = WORD.findall(self.plain)
        return any(match.label is cue for match in self.words.phrases.find(words))

    @cached_property
    def has_date(self) -> bool:
        return bool(self.words.date.search(self.plain))

    @cached_property
    def thanks(self) -> bool:
        """Thanks for something done; « merci de relayer » and « merci d’avance » are none."""
        return any(not self.words.thanks_for_what_comes.match(one.sentence.plain, one.start - one.sentence.start)
            for one in self.said(Cue.THANKS))  # fmt: skip

    def place_of(self, meant: frozenset[str]) -> tuple[int, int] | None:
        """Where a sentence beside an ask, not denied, has all the words meant."""
        for one in self.read.sentences:
            if (
                any(self.asks_in(near) for near in self.around(one))
                and meant <= self.stems(one.written)
                and not set(one.words) & self.words.denies
            ):
                return one.start, one.end
        return None

    def span(
        self,
        start: int,
        end: int,
        *,
        instead: str = "",
        values: Mapping[str, str | int] | None = None,
        severity: Severity | None = None,
    ) -> Evidence:
        """Evidence at a range of the text seen, told in characters of the text given."""
        words = self.seen.text[start:end]
        return Evidence(*self.seen.origin(start, end), words, values or {}, instead, severity)


def _stems(text: str, language: str) -> frozenset[str]:
    """As `terms`, at a fifth of its cost for a text of mere words."""
    if SPECIAL.search(text):
        return frozenset(found for one in terms(text, language) if (found := _meaning(one, language)))
    return frozenset(found for one in BARE.findall(text) if one and (found := _stem(one, language)))


@lru_cache(maxsize=1 << 14)
def _stem(word: str, language: str) -> str:
    """ "" for a word that means nothing alone."""
    return "" if word.lower() in STOP_WORDS[language] else _meaning(stem(word, language), language)


def _meaning(term: str, language: str) -> str:
    return term if len(term) >= SHORTEST_STEM and term not in EMPTY[language] else ""
