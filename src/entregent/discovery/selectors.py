"""Reads: the voices of a theme. The rule is in `core/voices`; here its facts are gathered."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import overload

from django.db.models import Count

from entregent.core.voices import Activity, OnTopicPost, RankedVoice, rank_voices, topical_strength
from entregent.listening.models import Post, Source
from entregent.watches.models import Catch, Watch
from entregent.watches.selectors import catches_heard

VoiceKey = tuple[int, str]  # source, author ("" where a source speaks with one voice)


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who speaks of a theme, and why we say so.

    proofs: their strongest posts on it, at most three. first_at, latest_at, latest: dates of their first and last post on it
    and what was caught of the last, among posts that have a date; None without any.
    """

    source: Source
    author: str
    reasons: RankedVoice[VoiceKey]
    proofs: tuple[Catch, ...]
    first_at: datetime | None
    latest_at: datetime | None
    latest: int | None

    @property
    def name(self) -> str:
        return self.author or str(self.source)

    @property
    def share_percent(self) -> int:
        """Part of what they published that is on the theme, in percent, at least 1."""
        return max(1, round(100 * self.reasons.share))


def voices_of(watch: Watch) -> "Voices":
    """Everyone whose posts this watch caught, most devoted to its theme first."""
    spoken = _spoken(watch)
    speakers = _Speakers({one.source for one in spoken})
    usual = sum(one.words for one in spoken) / len(spoken) or 1.0 if spoken else 1.0
    on_topic = [one.on_topic(speakers.key(one.source, one.author), usual) for one in spoken]
    ranked = rank_voices(on_topic, speakers.activity)
    by_voice: dict[VoiceKey, list[_Spoken]] = defaultdict(list)
    for one, post in zip(spoken, on_topic, strict=True):
        by_voice[post.voice].append(one)
    return Voices(ranked, by_voice)


@dataclass(frozen=True, slots=True)
class _Spoken:
    """What was caught, as ranking needs it."""

    catch: int
    source: int
    author: str
    published: datetime
    week: int
    words: int
    title_spans: list[list[int]]
    body_spans: list[list[int]]
    is_dated: bool

    def on_topic(self, voice: VoiceKey, usual: float) -> OnTopicPost[VoiceKey]:
        strength = topical_strength(
            in_title=len(self.title_spans), in_body=len(self.body_spans), words=self.words, usual_words=usual
        )
        return OnTopicPost(self.catch, voice, self.week, strength)


def _spoken(watch: Watch) -> list[_Spoken]:
    names = "source_id", "author", "published_at", "week", "words"
    columns = ("pk", *(f"post__{name}" for name in names), "title_spans", "body_spans", "post__is_dated")
    return [_Spoken(*row) for row in catches_heard(watch).order_by("pk").values_list(*columns)]


class _Speakers:
    """Who is speaking: the author where a source has several, otherwise the source itself; and how much they publish."""

    def __init__(self, sources: set[int]) -> None:
        counted = Post.objects.filter(source__in=sources).values_list("source_id", "author")
        rows = list(counted.annotate(posts=Count("pk"), weeks=Count("week", distinct=True)).order_by())
        authors: dict[int, set[str]] = defaultdict(set)
        for source, author, _posts, _weeks in rows:
            authors[source].add(author)
        self._several = {source for source, names in authors.items() if len(names - {""}) > 1}
        self.activity: dict[VoiceKey, Activity] = {
            (source, author): Activity(posts, weeks) for source, author, posts, weeks in rows if source in self._several
        }
        alone = Post.objects.filter(source__in=sources - self._several).values_list("source_id").order_by()
        for source, posts, weeks in alone.annotate(posts=Count("pk"), weeks=Count("week", distinct=True)):
            self.activity[source, ""] = Activity(posts, weeks)

    def key(self, source: int, author: str) -> VoiceKey:
        return (source, author if source in self._several else "")


class Voices(Sequence[Voice]):
    """Ranked voices; the posts that prove them are read for those that are asked for, a slice at a time."""

    def __init__(self, ranked: list[RankedVoice[VoiceKey]], spoken: dict[VoiceKey, list[_Spoken]]) -> None:
        self._ranked = ranked
        self._spoken = spoken

    def __len__(self) -> int:
        return len(self._ranked)

    @overload
    def __getitem__(self, index: int) -> Voice: ...
    @overload
    def __getitem__(self, index: slice) -> list[Voice]: ...
    def __getitem__(self, index: int | slice) -> Voice | list[Voice]:
        return self._voices(self._ranked[index]) if isinstance(index, slice) else self._voices([self._ranked[index]])[0]

    def rank(self, source: int, author: str) -> int | None:
        """Return the place of a voice, 1 for the first, None when it is not there."""
        places = (n for n, reasons in enumerate(self._ranked, 1) if reasons.voice == (source, author))
        return next(places, None)

    def _voices(self, ranked: list[RankedVoice[VoiceKey]]) -> list[Voice]:
        wanted = [proof for reasons in ranked for proof in reasons.proofs]
        proofs = Catch.objects.select_related("post__source").defer("post__html").in_bulk(wanted)
        return [self._voice(reasons, tuple(proofs[proof] for proof in reasons.proofs)) for reasons in ranked]

    def _voice(self, reasons: RankedVoice[VoiceKey], proofs: tuple[Catch, ...]) -> Voice:
        dated = sorted((one for one in self._spoken[reasons.voice] if one.is_dated), key=lambda one: one.published)
        first, last = (dated[0], dated[-1]) if dated else (None, None)
        return Voice(
            source=proofs[0].post.source,
            author=reasons.voice[1],
            reasons=reasons,
            proofs=proofs,
            first_at=first.published if first else None,
            latest_at=last.published if last else None,
            latest=last.catch if last else None,
        )
