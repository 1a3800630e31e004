"""Reads: the voices of a theme. The rule is in `core/voices`; here its facts are gathered."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from entregent.core.voices import Activity, OnTopicPost, RankedVoice, rank_voices, topical_strength
from entregent.listening.models import Post, Source
from entregent.watches.models import Mention, Watch

VoiceKey = tuple[int, str]  # source, author ("" where a source speaks with one voice)


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who speaks of a theme, and why we say so. `proofs`: their strongest posts, at most three."""

    source: Source
    author: str
    reasons: RankedVoice[VoiceKey]
    proofs: tuple[Mention, ...]
    first_at: datetime
    latest_at: datetime

    @property
    def name(self) -> str:
        return self.author or str(self.source)

    @property
    def share_percent(self) -> int:
        """Part of what they published that is on the theme, in percent, at least 1."""
        return max(1, round(100 * self.reasons.share))


def voices_of(watch: Watch) -> list[Voice]:
    """Everyone whose posts this watch caught, most devoted to its theme first."""
    mentions = list(
        Mention.objects.filter(watch=watch).select_related("post__source").defer("post__html").order_by("pk")
    )
    if not mentions:
        return []
    posts = _published({mention.post.source_id for mention in mentions})
    speakers = _Speakers(posts)
    usual = sum(mention.post.words for mention in mentions) / len(mentions) or 1.0
    on_topic = [
        _on_topic(mention, speakers.key(mention.post.source_id, mention.post.author), usual) for mention in mentions
    ]
    by_post = {mention.post_id: mention for mention in mentions}
    dates = _dates(on_topic, by_post)
    ranked = rank_voices(on_topic, speakers.activity())
    return [_voice(reasons, by_post, *dates[reasons.voice]) for reasons in ranked]


@dataclass(frozen=True, slots=True)
class _Published:
    source: int
    author: str
    week: int


def _published(sources: Iterable[int]) -> list[_Published]:
    rows = Post.objects.filter(source__in=list(sources)).values_list("source_id", "author", "published_at")
    return [_Published(source, author, _week(published)) for source, author, published in rows]


def _week(when: datetime) -> int:
    return when.toordinal() // 7


class _Speakers:
    """Who is speaking: the author where a source has several, otherwise the source itself."""

    def __init__(self, posts: list[_Published]) -> None:
        self._posts = posts
        authors: dict[int, set[str]] = defaultdict(set)
        for post in posts:
            authors[post.source].add(post.author)
        self._several = {source for source, names in authors.items() if len(names - {""}) > 1}

    def key(self, source: int, author: str) -> VoiceKey:
        return (source, author if source in self._several else "")

    def activity(self) -> dict[VoiceKey, Activity]:
        weeks: dict[VoiceKey, list[int]] = defaultdict(list)
        for post in self._posts:
            weeks[self.key(post.source, post.author)].append(post.week)
        return {key: Activity(posts=len(all_weeks), weeks=len(set(all_weeks))) for key, all_weeks in weeks.items()}


def _on_topic(mention: Mention, voice: VoiceKey, usual: float) -> OnTopicPost[VoiceKey]:
    strength = topical_strength(
        in_title=len(mention.title_spans),
        in_body=len(mention.body_spans),
        words=mention.post.words,
        usual_words=usual,
    )
    return OnTopicPost(mention.post_id, voice, _week(mention.post.published_at), strength)


def _dates(
    on_topic: list[OnTopicPost[VoiceKey]], by_post: dict[int, Mention]
) -> dict[VoiceKey, tuple[datetime, datetime]]:
    dates: dict[VoiceKey, list[datetime]] = defaultdict(list)
    for spoken in on_topic:
        dates[spoken.voice].append(by_post[spoken.post].post.published_at)
    return {voice: (min(when), max(when)) for voice, when in dates.items()}


def _voice(reasons: RankedVoice[VoiceKey], by_post: dict[int, Mention], first: datetime, latest: datetime) -> Voice:
    proofs = tuple(by_post[post] for post in reasons.proofs)
    return Voice(proofs[0].post.source, reasons.voice[1], reasons, proofs, first, latest)
