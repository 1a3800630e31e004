"""May one approach somebody about a topic? Told from the rules about beginning, maintaining and people, before one writes."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from entregent.accounts.models import User
from entregent.accounts.selectors import day_of
from entregent.contacts.models import Contact
from entregent.core import etiquette
from entregent.core.etiquette import Post, Purpose, Severity, check
from entregent.core.text.encoder import Encoder
from entregent.core.text.stems import terms
from entregent.messages.facts import contact_of, history_of, limits_of
from entregent.messages.manners import profile_of, sector_of
from entregent.messages.meaning import usual_encoder
from entregent.messages.shown import Remark, grouped, remarks
from entregent.relations.selectors import asking_of
from entregent.relations.wording import asking_words

CODES = ("B103", "B104", "M", "P")  # of the rest, nothing can be said before it is written
MOST = 3  # of their own posts, as evidence
NEAR = 0.30  # cosine from which a post is shown as being about the topic


class Answer(StrEnum):
    YES = "yes"
    CARE = "care"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Verdict:
    """found: what speaks against it. rest: why to wait, "" when they may be asked. posts: their own that are near the topic."""

    answer: Answer
    topic: str
    found: list[Remark]
    rest: str
    posts: list[Post]
    knows_posts: bool


def may_approach(contact: Contact, topic: str, *, by: User, now: datetime) -> Verdict:
    topic, who, encoder = " ".join(topic.split())[:200], contact_of(contact), usual_encoder()
    workspace = contact.workspace
    brief = etiquette.Brief(theme=topic, purpose=Purpose.ASK, sector=sector_of(workspace))
    report = check(
        "",
        brief,
        who,
        history_of(contact, by=by, now=now),
        today=day_of(now, workspace),
        limits=limits_of(workspace),
        profile=profile_of(workspace),
        encoder=encoder,
    )
    against = [one for one in report.findings if one.code.startswith(CODES)]
    asking = asking_of(contact, now)
    near = _near(topic, who, encoder)
    is_known = bool(near) or not who.posts
    if any(one.severity is Severity.BLOCK for one in against):
        answer = Answer.NO
    else:
        answer = Answer.YES if asking.is_right and is_known and not against else Answer.CARE
    rest = "" if asking.is_right else asking_words(asking)
    return Verdict(answer, topic, grouped(remarks(against)), rest, near, bool(who.posts))


def _near(topic: str, who: etiquette.Contact, encoder: Encoder | None) -> list[Post]:
    """Their posts that are about the topic, the nearest first: by meaning, or by words where no encoder is."""
    if not topic or not who.posts:
        return []
    if encoder:
        vectors = encoder.encode([topic, *(f"{post.title}. {post.text}" for post in who.posts)])
        scores = [float(one) for one in vectors[1:] @ vectors[0]]
        least = NEAR
    else:
        meant = set(terms(topic, who.language or None))
        scores = [float(len(meant & set(terms(f"{one.title} {one.text}", who.language or None)))) for one in who.posts]
        least = 1.0
    ranked = sorted(zip(scores, who.posts, strict=True), key=lambda pair: -pair[0])
    return [post for score, post in ranked if score >= least][:MOST]
