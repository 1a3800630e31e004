"""B: how one begins, or asks. Rules about an ask are silent on news, thanks and closings."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from entregent.core.etiquette.facts import Purpose
from entregent.core.etiquette.findings import Evidence, Severity
from entregent.core.etiquette.hearing import bounds
from entregent.core.etiquette.lexicon import Cue
from entregent.core.etiquette.rules import Needs, rule
from entregent.core.etiquette.situation import Situation
from entregent.core.text.encoder import cosines, nearest
from entregent.core.text.reading import PLAIN, WORD, Reading

KNOWN_POSTS = 2  # that tell what somebody writes of, where only words are compared
# Cosines of the brief with posts and topics of theirs, the nearest and the mean, under which it is far, and perhaps far, where no
# word of the brief is theirs. Set on messages of rounds 3 and 4, evaluation/etiquette.
FAR, PERHAPS_FAR = (0.30, 0.12), (0.45, 0.15)
# Cosine of a refused topic and a line of the brief; of pairs drawn at random, eight in a hundred reach it.
LIKE_TOPIC = 0.43
KNOWN = 3  # below which a word of theirs in the message will do: little is known to compare with
WELL_KNOWN = 4  # posts, and topics as one more, from which that can be said; below it is a doubt
SHORTEST_NAME = 3  # letters
SHARED = 2  # stems of a title that make it recognisable


@rule("B101", Severity.WARN, "E1", "E4")
def no_why_you(s: Situation) -> Iterator[Evidence]:
    """Words in common with a post of theirs, in a message that gives no reason, are a doubt: they may be chance."""
    if s.purpose in (Purpose.ASK, Purpose.INVITATION) and not _says_why(s):
        yield Evidence(words=s.facts.brief.why, severity=Severity.HINT if _names_theirs(s) else None)


def _says_why(s: Situation) -> bool:
    """By phrases and by ear: a phrase in a message that does not sound so at all (« votre avis nous intéresse ») is no reason."""
    heard, bound = s.ear.most("WHY"), bounds()["WHY"]
    if heard is None:
        return s.says(Cue.WHY) or _cites(s) or _speaks_of_theirs(s)
    if heard >= bound.warn or _is_named(s):
        return True
    why, cites = s.says(Cue.WHY), s.says(Cue.CITES)
    return (why and cites) or ((why or cites) and heard >= bound.hint)


@rule("B102", Severity.HINT, "E1", "B6")
def nothing_of_theirs(s: Situation) -> Iterator[Evidence]:
    if s.purpose in (Purpose.ASK, Purpose.INVITATION) and not _cites(s):
        known = s.facts.contact.posts
        yield Evidence(words=known[0].title if known else "")


def _speaks_of_theirs(s: Situation) -> bool:
    """« votre vitrine », « ton film au dépôt »: a thing of theirs, told and not asked for."""
    praised = {id(one.sentence) for one in s.said(Cue.FLATTERS)}
    for one in s.read.sentences:
        if id(one) in praised:
            continue
        words = [word for word in one.words if word not in s.words.praising]
        for word, thing in pairwise(words):
            if word in s.words.yours and thing not in s.words.of_letters and not one.asks:
                return True
    return False


def _cites(s: Situation) -> bool:
    """A post of theirs in words, its title, its address, a sentence of it, the name of what they publish."""
    return s.says(Cue.CITES) or _names_theirs(s)


def _names_theirs(s: Situation) -> bool:
    """By name, or by words of a post."""
    posts = s.facts.contact.posts
    return _is_named(s) or any(len(s.stems(post.title, post.text) & s.said_stems) >= SHARED for post in posts)


def _is_named(s: Situation) -> bool:
    contact = s.facts.contact
    named = (*contact.outlets, *(post.title for post in contact.posts), *(post.url for post in contact.posts))
    return any(one and one.translate(PLAIN) in s.plain for one in named)


@rule("B103", Severity.BLOCK, "E1", needs=Needs.FACTS)
def refused_topic(s: Situation) -> Iterator[Evidence]:
    brief, asked = s.facts.brief, s.purpose is not Purpose.THANKS
    announced = s.stems(brief.theme, brief.what, *brief.topics)
    for topic in s.facts.contact.refused if asked else ():
        meant = s.stems(topic)
        if meant and meant <= announced:
            yield Evidence(words=topic, values={"topic": topic})
        elif meant and (place := s.place_of(meant)):
            yield s.span(*place, values={"topic": topic})
        elif s.encoder:
            near = nearest([topic], list(filter(None, (brief.theme, brief.what, *brief.topics))), s.encoder)
            if near >= LIKE_TOPIC:
                yield Evidence(words=topic, values={"topic": topic}, severity=Severity.HINT, is_heard=True)


@rule("B104", Severity.WARN, "E1", "E7", needs=Needs.FACTS)
def off_topic(s: Situation) -> Iterator[Evidence]:
    """Nothing of the brief is near anything of theirs: a doubt where little is known of them."""
    brief, contact = s.facts.brief, s.facts.contact
    posts = [f"{post.title}. {post.text}" for post in contact.posts]
    if not s.is_asking or not (posts or contact.topics):
        return
    theirs, known = s.stems(*contact.topics, *contact.outlets, *posts), len(posts) + bool(contact.topics)
    if s.stems(brief.theme, brief.what, *brief.topics) & theirs or (known < KNOWN and s.said_stems & theirs):
        return
    closest, mean = _nearness(s, posts)
    if s.encoder:
        is_off, is_sure = closest < PERHAPS_FAR[0] and mean < PERHAPS_FAR[1], closest < FAR[0] and mean < FAR[1]
    else:
        is_off, is_sure = len(posts) >= KNOWN_POSTS and not s.said_stems & theirs, False
    if is_off:
        yield Evidence(
            words=brief.theme or brief.what or s.facts.message.subject,
            values={"theirs": contact.posts[0].title if contact.posts else ", ".join(contact.topics)},
            severity=Severity.WARN if is_sure and known >= WELL_KNOWN else Severity.HINT,
        )


def _nearness(s: Situation, posts: list[str]) -> tuple[float, float]:
    """By meaning: the lines of the brief against their posts and topics; the nearest, and the mean. 1 where nothing tells."""
    brief, topics = s.facts.brief, s.facts.contact.topics
    ours = [line for line in (f"{brief.theme}. {brief.what}".strip(". "), ", ".join(brief.topics)) if line]
    theirs = [*posts, ", ".join(topics), *topics] if topics else posts
    if not ours or not s.encoder:
        return 1.0, 1.0
    alike = cosines(ours, theirs, s.encoder)
    return float(alike.max()), float(alike.mean())


@rule("B105", Severity.WARN, "E4")
def vague_ask(s: Situation) -> Iterator[Evidence]:
    if not s.is_asking and s.purpose is not None:
        return
    if not (s.has_date and s.says(Cue.EFFORT)):
        # « une collaboration commerciale » is the word of the law
        vague = [one for one in s.said(Cue.VAGUE) if not any(s.words.disclosing.find(one.sentence.words))]
        yield from s.by_ear("B105", vague, first=True)


@rule("B106", Severity.HINT, "E4")
def no_date(s: Situation) -> Iterator[Evidence]:
    if s.purpose in (Purpose.ASK, Purpose.INVITATION) and not s.has_date:
        yield Evidence(words=s.facts.brief.when)


@rule("B107", Severity.HINT, "E4")
def no_effort(s: Situation) -> Iterator[Evidence]:
    if s.purpose in (Purpose.ASK, Purpose.INVITATION) and not s.says(Cue.EFFORT):
        yield Evidence(words=s.facts.brief.effort)


@rule("B108", Severity.HINT, "E4")
def no_counterpart(s: Situation) -> Iterator[Evidence]:
    if s.purpose in (Purpose.ASK, Purpose.INVITATION) and not s.has_cue(Cue.RETURNS):
        yield Evidence(words=s.facts.brief.in_return)


@rule("B109", Severity.WARN, "A4", anywhere=True)
def no_name(s: Situation) -> Iterator[Evidence]:
    head = s.plain[:200]
    if found := s.words.placeholder.search(s.plain) or s.words.generic.search(head):
        yield s.span(*found.span())
    elif found := s.words.bare_greeting.match(head):
        yield s.span(*found.span(), severity=Severity.HINT)
    else:
        named = {id(one) for one in s.read.sentences[:1] if _greets(s, one)}
        yield from s.by_ear("B109", but=named | {id(one) for one in s.read.sentences[1:]}, subject=False)


def _greets(s: Situation, first: Reading) -> bool:
    """« Bonjour Félicien »: by a name of theirs."""
    return any(
        len(word) >= SHORTEST_NAME and word in first.words
        for word in WORD.findall(s.facts.contact.name.translate(PLAIN))
    )


@rule("B110", Severity.WARN, "A4", "E3", anywhere=True)
def mass_copy(s: Situation) -> Iterator[Evidence]:
    others = s.facts.message.to
    if len(others) > 1:
        yield Evidence(words=", ".join(others[:3]), values={"count": len(others)})
    yield from (replace(one, values={"count": 0}) for one in s.by_ear("B110", s.said(Cue.MASS), first=True))
