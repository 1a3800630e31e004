"""M: what was exchanged before, and what is promised."""

from collections.abc import Iterator
from datetime import timedelta

from entregent.core.etiquette.facts import Exchange, Kind, Purpose
from entregent.core.etiquette.findings import Evidence, Severity
from entregent.core.etiquette.lexicon import Cue
from entregent.core.etiquette.rules import Needs, rule
from entregent.core.etiquette.situation import Situation
from entregent.core.text.encoder import nearest

WRITTEN = frozenset({Kind.ASK, Kind.FOLLOW_UP, Kind.MESSAGE, Kind.CALL})
ALIKE = 0.35  # cosine of two topics; those that drifted in the messages the rules were tuned on were at most .34
DRIFTS = 3  # unrelated topics, the present one among them


@rule("M101", Severity.WARN, "A3", "E3", needs=Needs.FACTS)
def colleague_wrote(s: Situation) -> Iterator[Evidence]:
    facts = s.facts
    if facts.today is None or s.purpose is Purpose.ANSWER:
        return
    since = facts.today - timedelta(days=facts.limits.days_between_colleagues)
    for one in _latest_first(s):
        if one.who == "us" and one.by != "me" and one.kind in WRITTEN and since < one.when <= facts.today:
            yield Evidence(values={"who": one.by, "within": facts.limits.days_between_colleagues})
            return


@rule("M102", Severity.BLOCK, "A12", needs=Needs.FACTS)
def third_follow_up(s: Situation) -> Iterator[Evidence]:
    """As many follow-ups as are decent were sent since they last spoke, or since the ask."""
    if not (s.is_asking or s.asks):
        return
    sent = 0
    for one in _latest_first(s):
        if one.kind is Kind.ASK or (one.who == "them" and one.kind is not Kind.NO):
            break
        sent += one.kind is Kind.FOLLOW_UP
    if sent >= s.facts.limits.follow_ups:
        yield Evidence(values={"count": sent})


@rule("M103", Severity.BLOCK, "A12", needs=Needs.FACTS)
def budget_spent(s: Situation) -> Iterator[Evidence]:
    facts = s.facts
    if facts.today is None or s.purpose not in (Purpose.ASK, Purpose.INVITATION):
        return
    since = facts.today - timedelta(days=facts.limits.asks_in_days)
    asked = [
        one for one in facts.history if one.kind is Kind.ASK and one.who == "us" and since < one.when <= facts.today
    ]
    if len(asked) >= facts.limits.asks:
        yield Evidence(values={"count": len(asked), "days": facts.limits.asks_in_days})


@rule("M104", Severity.WARN, "E7", needs=Needs.FACTS)
def topic_drift(s: Situation) -> Iterator[Evidence]:
    """One topic after another that have no word in common, nor a meaning where an encoder tells."""
    brief = s.facts.brief
    if s.purpose not in (Purpose.ASK, Purpose.INVITATION):
        return
    asked = [one for one in _latest_first(s) if one.kind is Kind.ASK and one.who == "us" and one.topic]
    now = s.stems(brief.theme, brief.what, *brief.topics)
    apart: list[Exchange] = []
    seen = [(now, f"{brief.theme} {', '.join(brief.topics)}".strip())]
    for one in asked:
        meant = s.stems(one.topic)
        if meant and not any(meant & words or _is_alike(s, one.topic, topic) for words, topic in seen):
            apart.append(one)
            seen.append((meant, one.topic))
    if len(apart) >= DRIFTS - 1:
        yield Evidence(words=", ".join(one.topic for one in apart), values={"count": len(apart) + 1})


def _is_alike(s: Situation, topic: str, other: str) -> bool:
    return s.encoder is not None and bool(other) and nearest([topic], [other], s.encoder) >= ALIKE


@rule("M105", Severity.WARN, "E5")
def promise_without_a_date(s: Situation) -> Iterator[Evidence]:
    """« bientôt » is no date; else one in the sentence or beside it will do."""
    vague = {id(one.sentence) for one in s.said(Cue.SOON)}
    after = {id(one.sentence) for one in s.said(Cue.WHENEVER)}
    untold = {id(one.sentence) for one in s.said(Cue.VAGUE)} if s.is_asking else set()
    if not (s.said(Cue.LATER) or s.ear.listens):
        return
    own = {id(one) for one in s.read.sentences if s.words.date.search(one.plain)}
    dated = {id(one) for one in s.read.sentences if any(id(near) in own for near in s.around(one))}
    known = [
        one
        for one in s.said(Cue.LATER)
        if id(one.sentence) not in untold  # what is asked is told later: B105
        and (
            id(one.sentence) in vague
            or (id(one.sentence) not in dated and (id(one.sentence) in after or s.is_future(one)))
        )
    ]
    yield from s.by_ear("M105", known, but=own | untold, faint=dated, subject=False)


@rule("M106", Severity.BLOCK, "A12", "E1", needs=Needs.FACTS)
def after_a_no(s: Situation) -> Iterator[Evidence]:
    """They said no to this, and nothing they said since changes it. A message that recalls their leave is a doubt."""
    if not (s.is_asking or s.asks):
        return
    theirs = next((one for one in _latest_first(s) if one.who == "them"), None)
    if theirs and theirs.kind is Kind.NO and (_same(s, theirs) or s.purpose is Purpose.FOLLOW_UP):
        answers = Severity.WARN if s.purpose is Purpose.ANSWER else None  # « l’invitation tient toujours », to their no
        severity = Severity.HINT if s.reminds(Cue.MAY_ASK) else answers
        yield Evidence(values={"when": theirs.when.isoformat()}, severity=severity)


def _same(s: Situation, said: Exchange) -> bool:
    brief = s.facts.brief
    if said.ask and brief.ask:
        return said.ask == brief.ask
    meant, now = s.stems(said.topic), s.stems(brief.theme, brief.what, *brief.topics)
    return not meant or bool(meant & (now or s.said_stems))


def _latest_first(s: Situation) -> list[Exchange]:
    return sorted(s.facts.history, key=lambda one: one.when, reverse=True)
