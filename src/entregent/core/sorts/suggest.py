"""The suggestion: one sort, or none where the evidence is weak or speaks for two."""

from collections.abc import Sequence

from entregent.core.sorts.evidence import LANGUAGES, Evidence, Said, gather
from entregent.core.sorts.sorts import Cue, Sort, Suggestion
from entregent.core.text import identify_language
from entregent.core.text.reading import Read, read

VERSION = 1  # of the rules: what was suggested by older ones may be looked at again
SPEAKS = 0.6  # below, nothing is suggested: evaluation/sorts
ATTACKS = 0.75
LONGEST = 4_000  # characters read: what a longer post is, its beginning says
SHORT = 12  # words: no link and no more is an exclamation
LONG = 12  # words: who writes as many says why
SURE = 0.85  # several cues together: praise of whatever it may be
CURT = 6  # words: so short, an insult or a praise is meant for whoever reads it


def suggest_sort(text: str, *, language: str | None = None) -> Suggestion | None:
    """Return the sort the text suggests, to be confirmed by a person; None when nothing can be said.

    language: "fr" or "en", told from the text where it is not given; other languages get no suggestion.
    What others said (quoted text, quoted mail, reposts), code and links do not count.
    """
    beginning = text[:LONGEST]
    spoken = language or identify_language(beginning)
    if spoken not in LANGUAGES:
        return None
    own = read(beginning)
    said = gather(own, spoken)
    decided = _decide(own, said, spoken)
    if decided is None:
        return None
    sort, because, confidence = decided
    one = because.sentence
    return Suggestion(sort, one.start, one.end, because.cue, because.start, because.end, round(confidence, 2))


Decided = tuple[Sort, Said, float] | None


def _decide(own: Read, said: Evidence, language: str) -> Decided:
    hostile = said.weight(Cue.INSULTS)
    if _sells(own, said):
        return _told(Sort.SPAM, said, Cue.SELLS)
    directed = _is_directed(own, language)
    if hostile >= ATTACKS and directed and _is_aimed(own, said, language):
        return _told(Sort.ATTACK, said, Cue.INSULTS)
    if said.weight(Cue.MOCKS) >= SPEAKS:
        return None
    if max(said.weight(Cue.DEPLORES, Cue.FAILS), hostile) >= SPEAKS:
        news = _news(own, said, language) if not directed or said.weight(Cue.DEPLORES) < SPEAKS else None
        return news or (_negative(own, said, language) if directed else None)
    return _not_negative(own, said, language)


def _told(sort: Sort, said: Evidence, *cues: Cue) -> Decided:
    best = said.best(*cues)
    return (sort, best, min(said.weight(*cues), 1.0)) if best else None


def _sells(own: Read, said: Evidence) -> bool:
    """Two selling cues at least, and nothing that the author complains of."""
    enough = 0.7 if own.links else 0.75
    return (
        said.weight(Cue.SELLS) >= enough
        and len(said.said[Cue.SELLS]) > 1
        and said.weight(Cue.DEPLORES, Cue.FAILS) < SPEAKS
    )


def _asks(said: Evidence) -> float:
    return (
        0.0 if said.weight(Cue.RHETORICAL) >= SPEAKS else max((one.weight for one in said.said[Cue.ASKS]), default=0.0)
    )


def _negative(own: Read, said: Evidence, language: str) -> Decided:
    admires, deplores = said.weight(Cue.ADMIRES), said.weight(Cue.DEPLORES)
    if _asks(said) >= SPEAKS:
        return _told(Sort.QUESTION, said, Cue.ASKS) if deplores < SPEAKS else None
    if said.weight(Cue.RHETORICAL) >= SPEAKS:
        return None
    if admires >= SPEAKS and not _turns_to_the_bad(said):
        return None
    held = said.weight(Cue.FAILS, Cue.PROPOSES) >= SPEAKS or _has_hold(own, language)
    return _told(Sort.CRITICISM if held else Sort.DISCONTENT, said, Cue.DEPLORES, Cue.FAILS)


def _has_hold(own: Read, language: str) -> bool:
    """Something to discuss: a cause, a count, a date, or simply enough words."""
    words = _words(own)
    return _length(own) >= LONG or bool(LANGUAGES[language].HOLDS & words) or any(word.isdecimal() for word in words)


def _turns_to_the_bad(said: Evidence) -> bool:
    """« Le pain est bon mais la file est trop longue »."""
    turns = [one.start for one in said.said[Cue.TURNS]]
    bad = [one.start for one in _all(said, Cue.DEPLORES, Cue.FAILS)]
    return any(turn <= at for turn in turns for at in bad)


def _all(said: Evidence, *cues: Cue) -> Sequence[Said]:
    return [one for cue in cues for one in said.said[cue]]


def _not_negative(own: Read, said: Evidence, language: str) -> Decided:
    admires, asks, proposes = said.weight(Cue.ADMIRES), _asks(said), said.weight(Cue.PROPOSES)
    if proposes >= SPEAKS:
        return _told(Sort.IDEA, said, Cue.PROPOSES)
    if asks >= SPEAKS:
        return _told(Sort.QUESTION, said, Cue.ASKS)
    if said.said[Cue.ASKS] or said.weight(Cue.DEPLORES, Cue.FAILS) > 0.5:
        return None  # unsure: half a question, half a complaint
    if admires >= SPEAKS:
        sure = admires >= SURE or _exclaims(own) or _length(own) <= CURT or _is_about(own, language)
        return _told(Sort.PRAISE, said, Cue.ADMIRES) if sure and not said.said[Cue.TURNS] else None
    return _news(own, said, language)


def _news(own: Read, said: Evidence, language: str) -> Decided:
    """Neither author nor reader are in plain news."""
    deplored = said.weight(Cue.DEPLORES) and said.weight(Cue.REPORTS) < SURE
    if deplored or said.weight(Cue.REPORTS) < SPEAKS or LANGUAGES[language].AUTHOR_OR_READER & _words(own):
        return None
    return _told(Sort.INFORMATION, said, Cue.REPORTS)


def _is_directed(own: Read, language: str) -> bool:
    """Whether a judgement is about somebody's doing: author or reader are in it, or a service, or it is a mere exclamation."""
    return _is_about(own, language) or (not own.links and _length(own) <= SHORT)


def _is_about(own: Read, language: str) -> bool:
    """Author, reader or a service are named."""
    return bool(_words(own) & (LANGUAGES[language].AUTHOR_OR_READER | LANGUAGES[language].SUBJECTS))


def _is_aimed(own: Read, said: Evidence, language: str) -> bool:
    """Whether an insult has a target: « le voleur de vélos » has none."""
    if _words(own) & LANGUAGES[language].TARGETS or _exclaims(own) or _length(own) <= CURT:
        return True
    return len({one.start for one in said.said[Cue.INSULTS]}) > 1


def _exclaims(own: Read) -> bool:
    return any("!" in sentence.plain for sentence in own.sentences)


def _length(own: Read) -> int:
    return sum(len(sentence.words) for sentence in own.sentences)


def _words(own: Read) -> set[str]:
    return {word for sentence in own.sentences for word in sentence.words}
