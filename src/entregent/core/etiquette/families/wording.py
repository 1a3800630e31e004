"""W: the words of a message."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from entregent.core.etiquette.facts import Purpose
from entregent.core.etiquette.findings import Evidence, Severity
from entregent.core.etiquette.lexicon import Cue
from entregent.core.etiquette.rules import Needs, rule
from entregent.core.etiquette.seen import seen
from entregent.core.etiquette.situation import Said, Situation, Spot
from entregent.core.text.reading import WORD, Reading
from entregent.core.text.tone import Address, Person

CAPITALS = re.compile(r"\b[A-ZÀ-ÖØ-Þ]{2,}(?:[\s'’-]+[A-ZÀ-ÖØ-Þ]{2,})*\b")
CRIES = re.compile(r"!\s?!|[!?]{3,}")
MANY = 5  # words in capitals
CRIES_OF_A_MESSAGE = 4  # exclamation marks that are one too many
REPLY = re.compile(r"^\s*(?:re|tr|fw|fwd|rép|réponse)\s?:", re.IGNORECASE)
TRACKER = re.compile(
    r"""https?://[^\s<>"']*(?:
          [?&](?:utm_\w+|mc_cid|mc_eid|fbclid|gclid|_hsenc|_hsmi|mkt_tok|trk|cid|uid|recipient|subscriber|email)=
        | /(?:track|click|trk|clic|lnk|redir|redirect|e3t|open|ls/click|wf/click)/)[^\s<>"']*
      | https?://(?:click|clic|track|tracking|trk|lnk|links?|email|em|nl|newsletter|url\d*)\d?\.[\w-]+\.[\w.]+/[^\s<>"']{6,}
      | https?://(?:[\w-]+\.)*(?:list-manage|sendibt\d?|sendinblue|mailjet|sendgrid|hubspotlinks|bit\.ly|tinyurl|lnkd\.in|rebrand\.ly|t\.co)\b[^\s<>"']*
      | <img\b[^<>]{0,2000}?(?:
            (?:width|height)\s*[=:]\s*["']?[01](?:px)?(?![\w.%]) | (?:open|pixel|track|beacon)[\w.]*
        )[^<>]{0,2000}>""",
    re.VERBOSE | re.IGNORECASE,
)
IMAGE = re.compile(
    r"""<img\b[^<>]{0,2000}?\bsrc\s*=\s*["']?https?:[^<>]{0,2000}>""", re.IGNORECASE
)  # whoever serves it knows when it is opened
QUOTED_LINE = re.compile(r"^[ \t]*>[^\n]*$", re.MULTILINE)
REPLIES = frozenset({Purpose.ANSWER, Purpose.THANKS, Purpose.CLOSING})  # in which money may be what they offered
LONG_SENTENCE, LONG_MEAN = 50, 30  # words
NEAR = 40  # characters before a superlative in which « votre » makes it theirs
BEFORE_THEIRS = 3  # words in which « votre » makes a publication theirs
BESIDE = 14  # words between a condition and the publication it is about
EXPLAINS = re.compile(r"^[^:]{0,40}:\s*(?!http)[a-z]")
STIFF = 2.0  # see `institutional_tone`


@rule("W101", Severity.WARN, "E2", anywhere=True)
def over_promising(s: Situation) -> Iterator[Evidence]:
    yield from s.by_ear("W101", s.said(Cue.ASSURES))


@rule("W102", Severity.WARN, "E2", "D8", anywhere=True)
def superlative(s: Situation) -> Iterator[Evidence]:
    """Of us or ours; of theirs it is flattery (W107) or a reason."""
    boasts = s.said(Cue.BOASTS)
    known: list[Said | Spot] = [one for one in boasts if not _of_theirs(s, one)]
    for one in s.tone.superlatives if s.tone else ():
        before = s.plain[max(0, one.start - NEAR) : one.start]
        if not set(WORD.findall(before)) & s.words.yours:
            known.append(Spot(one.start, one.end, one.instead))
    yield from s.by_ear("W102", known, but={id(one.sentence) for one in boasts if _of_theirs(s, one)})


def _of_theirs(s: Situation, one: Said) -> bool:
    return bool(set(one.sentence.words[: one.last]) & s.words.reader)


@rule("W103", Severity.BLOCK, "E6", "L1", anywhere=True)
def condition(s: Situation) -> Iterator[Evidence]:
    """A counterpart that depends on a publication, a publication that is compulsory, a person put aside for want of one."""
    published, shown = s.said(Cue.PUBLISHES), s.said(Cue.SHOWS)
    conditions = [one for one in s.said(Cue.CONDITION) if not _is_leave(s, one) and _is_near(one, published)]
    conditions += [one for one in s.said(Cue.PROVIDED) if _is_near(one, published + shown)]
    compelled = [one for one in s.said(Cue.COMPELS) if not _is_leave(s, one) and not set(one.words) & s.words.denies]
    others = [one for one in s.said(Cue.BARGAIN) + conditions if not any(map(one.overlaps, compelled))]
    for found in s.by_ear("W103", compelled + others, sure={id(one.sentence) for one in compelled}):
        is_theirs = found.is_heard and s.purpose in REPLIES  # « vous nous proposez un article contre deux nuits »
        is_contract = s.facts.brief.paid and s.discloses  # a commercial partnership that says so: W104
        yield replace(found, severity=Severity.HINT) if is_theirs or is_contract else found


def _is_near(one: Said, others: list[Said]) -> bool:
    return any(of.sentence is one.sentence and one.first - BESIDE < of.first < one.last + BESIDE for of in others)


def _is_leave(s: Situation, one: Said) -> bool:
    """« sinon vous êtes libre », « à condition de citer l’auteur »: what follows is allowed, or asked for somebody else."""
    words = one.sentence.words
    return bool(set(words[one.last - 1 : one.last + 3]) & s.words.freely or set(words) & s.words.credit)


@rule("W104", Severity.BLOCK, "E6", "L2")
def paid_without_disclosure(s: Situation) -> Iterator[Evidence]:
    """Sure where the publication stands in the sentence of the money, and nothing is denied there (« you owe us no post »)."""
    if s.discloses:
        return
    asked = [one.sentence for one in s.said(Cue.PUBLISHES) if not _is_theirs(s, one)]
    beside = {id(near): near for one in asked for near in s.around(one)}
    published = {key: one for key, one in beside.items() if not set(one.words) & s.words.expenses}
    sure = {id(one) for one in asked if not set(one.words) & s.words.denies}
    known = sorted(_payments(s, published), key=lambda one: id(one[0]) not in sure)
    is_sure = bool(known) and id(known[0][0]) in sure
    told = [
        one if one.is_heard or is_sure else replace(one, is_doubted=True)
        for one in s.by_ear("W104", [spot for _, spot in known], first=True)
    ]
    is_told = any(not one.is_doubted and one.severity is not Severity.HINT for one in told)
    if s.facts.brief.paid and not is_told:
        yield Evidence(severity=Severity.WARN if sure else Severity.HINT)
    elif s.purpose in REPLIES:
        yield from (replace(one, severity=Severity.HINT) for one in told)
    else:
        yield from told


def _payments(s: Situation, published: Mapping[int, Reading]) -> list[tuple[Reading, Said | Spot]]:
    """Words that pay, else sums, with their sentences, which are by their id."""
    paid: list[tuple[Reading, Said | Spot]] = [
        (one.sentence, one) for one in s.said(Cue.PAYS) if id(one.sentence) in published
    ]
    sums = ((one, found) for one in published.values() if (found := s.words.money.search(one.plain)))
    return paid or [(one, Spot(one.start + found.start(), one.start + found.end())) for one, found in sums]


def _is_theirs(s: Situation, one: Said) -> bool:
    """« votre article », « your feed-sack post »: one they wrote, not one that is asked for."""
    return bool(set(one.sentence.words[max(0, one.first - BEFORE_THEIRS) : one.first]) & s.words.yours)


@rule("W105", Severity.WARN, "D8", "A4")
def institutional_tone(s: Situation) -> Iterator[Evidence]:
    """Nobody speaks, an office does, jargon and passives pile up: none alone, several together."""
    tone = s.tone
    if not tone or tone.words < 12:
        return
    offices = s.said(Cue.NOBODY)
    weight = {Person.NOBODY: 1.5, Person.WE: 0.5, Person.I: -0.5}[tone.person]
    weight += 0.5 * min(len(offices), 2) + 0.5 * len(tone.jargon) + 0.5 * min(len(tone.passives), 2)
    if weight >= STIFF and (offices or tone.jargon):
        first = min(
            [(one.start, one.end, "") for one in offices]
            + [(one.start, one.end, one.instead) for one in (*tone.jargon, *tone.passives)],
            default=(s.read.sentences[0].start, s.read.sentences[0].end, ""),
        )
        yield s.span(*first[:2], instead=first[2])


@rule("W106", Severity.WARN, "D8", anywhere=True)
def shouting(s: Situation) -> Iterator[Evidence]:
    for one in s.read.sentences:
        for found in CAPITALS.finditer(one.written):
            if _is_loud(found[0]):
                yield s.span(one.start + found.start(), one.start + found.end())
    cries = [(one, found) for one in s.read.sentences for found in CRIES.finditer(one.written)]
    marks = [one for one in s.read.sentences if "!" in one.written]
    if cries:
        one, found = cries[0]
        yield s.span(one.start + found.start(), one.start + found.end())
    elif len(marks) >= CRIES_OF_A_MESSAGE:
        yield s.span(marks[-1].end - 1, marks[-1].end)


def _is_loud(piece: str) -> bool:
    """Several words in capitals, one of them at least too long for an acronym, or as many as no list of acronyms has."""
    words = re.findall(r"\w+", piece)
    is_long = len(words) >= MANY or any(len(word) > 4 for word in words)
    return len(words) >= 2 and sum(map(len, words)) >= 9 and is_long


@rule("W107", Severity.WARN, "D8", "C1", anywhere=True)
def flattery(s: Situation) -> Iterator[Evidence]:
    """Praise that anybody could receive; with something precise beside it, it is a reason."""
    precise = {id(one.sentence) for one in s.said(Cue.CITES)}
    known = [one for one in s.said(Cue.FLATTERS) if id(one.sentence) not in precise]
    yield from s.by_ear("W107", known, but=precise)


@rule("W108", Severity.WARN, "D8", "B5", anywhere=True)
def false_urgency(s: Situation) -> Iterator[Evidence]:
    """Haste without a reason; a true deadline says why, and is a hint at most."""
    said = s.said(Cue.PRESSES)
    known = [one for one in said if not (_is_name(one) or _has_reason(s, one))]
    yield from s.by_ear("W108", known, faint={id(one.sentence) for one in said})


def _has_reason(s: Situation, one: Said) -> bool:
    """« car l’imprimeur attend », « : le traiteur commande ce jour-là »; more haste is none."""
    words = one.sentence.words
    if any(
        word in s.words.reasons and not set(words[at + 1 : at + 2]) & s.words.orders for at, word in enumerate(words)
    ):
        return True
    follows = any(other.sentence is one.sentence and other.first >= one.last for other in s.said(Cue.PRESSES))
    return not follows and bool(EXPLAINS.search(one.sentence.plain[one.end - one.sentence.start :]))


def _is_name(one: Said) -> bool:
    """« le film Dernière chance »: a capital inside a sentence."""
    at = one.start - one.sentence.start
    return (
        one.first > 0
        and one.sentence.written[at : at + 1].isupper()
        and not one.sentence.written[at : at + 2].isupper()
    )


@rule("W109", Severity.WARN, "B5")
def false_reply(s: Situation) -> Iterator[Evidence]:
    brief = s.facts.brief
    if s.facts.history or brief.purpose in (Purpose.ANSWER, Purpose.FOLLOW_UP) or s.seen.has_thread:
        return
    if found := REPLY.match(seen(s.facts.message.subject).text):
        yield Evidence(words=found[0].strip())
    yield from s.by_ear("W109", s.said(Cue.FALSE_REPLY), first=True)


@rule("W110", Severity.WARN, "B5", "D8")
def tu_and_vous(s: Situation) -> Iterator[Evidence]:
    tone = s.tone
    if tone and tone.address is Address.BOTH:
        rarer = min(tone.familiar, tone.formal, key=len)
        yield s.span(rarer[0].start, rarer[0].end)


@rule("W111", Severity.WARN, "B6", "B5")
def not_as_they_wish(s: Situation) -> Iterator[Evidence]:
    """« tu » to somebody who wants « vous », or the other way round; a mixture is W110."""
    tone, wanted = s.tone, s.facts.contact.address_form
    if tone and wanted and tone.address and tone.address not in (Address.BOTH, wanted):
        said = (tone.familiar or tone.formal)[0]
        yield s.span(said.start, said.end, values={"wanted": wanted})


@rule("W112", Severity.WARN, "L6", needs=Needs.FACTS)
def tracker(s: Situation) -> Iterator[Evidence]:
    """Signatures as well: that of an office often has one. An image from elsewhere is a hint."""
    text, subject = s.facts.message.text, s.facts.message.subject
    quoted = {at for found in QUOTED_LINE.finditer(text) for at in range(*found.span())} if ">" in text else frozenset()
    followed = [found for found in TRACKER.finditer(text, 0, s.seen.own_end) if found.start() not in quoted]
    yield from (Evidence(*found.span(), found[0]) for found in followed)
    yield from (Evidence(words=found[0]) for found in TRACKER.finditer(subject))
    known = {found.start() for found in followed}
    for found in IMAGE.finditer(text, 0, s.seen.own_end):
        if found.start() not in known and found.start() not in quoted:
            yield Evidence(*found.span(), found[0], severity=Severity.HINT)


@rule("W113", Severity.HINT, "D8")
def hard_to_read(s: Situation) -> Iterator[Evidence]:
    for one in s.read.sentences:
        if len(one.words) > LONG_SENTENCE:
            yield s.span(one.start, one.end, values={"count": len(one.words)})
    if s.tone and s.tone.sentences > 1 and s.tone.words_per_sentence > LONG_MEAN:
        yield Evidence(values={"count": round(s.tone.words_per_sentence)})


@rule("W114", Severity.WARN, "B5", needs=Needs.FACTS)
def disguised_word(s: Situation) -> Iterator[Evidence]:
    for start, end in s.seen.disguised:
        yield Evidence(start, end, s.facts.message.text[start:end])
    subject = s.facts.message.subject
    for start, end in seen(subject).disguised:
        yield Evidence(words=subject[start:end])


@rule("W116", Severity.HINT, "E2")
def beyond_the_brief(s: Situation) -> Iterator[Evidence]:
    """Something is given of which what the brief offers says nothing."""
    brief = s.facts.brief
    if not (brief.offers or brief.in_return):
        return
    offered = s.stems(*brief.offers, brief.in_return, brief.what, brief.theme, *brief.topics)
    for one in s.read.sentences:
        words = set(one.words)
        if words & s.words.gives and not words & s.words.denies and not s.stems(one.written) & offered:
            yield s.span(one.start, one.end, values={"offers": ", ".join(brief.offers) or brief.in_return})


@rule("W115", Severity.HINT, "D8", needs=Needs.FACTS)
def language_not_read(s: Situation) -> Iterator[Evidence]:
    """Said, not judged."""
    if s.language is None and s.read.sentences:
        yield Evidence(values={"language": s.told or "?"})
