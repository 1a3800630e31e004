"""Who speaks of a theme: votes of posts, damped by recurrence and share, so that a burst or a chatterbox does not win.

Source: blog distillation (TREC Blog 2007-2010): each post on the topic votes for its author; recurrence over weeks and the share of
the author's posts beat plain votes. Weights as measured in docs/decisions/0004-ranking-voices.md.
"""

import math
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)

K1, B = (
    1.2,
    0.75,
)  # BM25 as its authors left it: a tenth occurrence adds less than a second, long posts need more
TITLE = 2.0  # a word of the title counts as two of the text
QUIET_WEEKS, QUIET_POSTS = 4, 5  # shrinkage: one post out of one is not proof of a life in the theme
PROOFS = 3


@dataclass(frozen=True, slots=True)
class OnTopicPost(Generic[Key]):
    """A post that speaks of the theme. `week` counts weeks from any fixed day; `strength` from `topical_strength`."""

    post: int
    voice: Key
    week: int
    strength: float


@dataclass(frozen=True, slots=True)
class Activity:
    """Everything a voice published, on the theme or not: number of posts and of weeks with a post."""

    posts: int
    weeks: int


@dataclass(frozen=True, slots=True)
class RankedVoice(Generic[Key]):
    """A voice with its reasons. `proofs`: ids of its strongest posts on the theme, strongest first, at most three."""

    voice: Key
    score: float
    posts: int
    weeks: int
    activity: Activity
    proofs: tuple[int, ...]

    @property
    def share(self) -> float:
        """Part of what they published that is on the theme, between 0 and 1."""
        return self.posts / self.activity.posts


def topical_strength(*, in_title: int, in_body: int, words: int, usual_words: float) -> float:
    """Return how strongly one post speaks of the theme: 0 without a match, below K1 + 1 = 2.2 always.

    in_title, in_body: matches; words: length of the post; usual_words: mean length of the posts compared, above 0.
    """
    count = TITLE * in_title + in_body
    if not count:
        return 0.0
    return count * (K1 + 1) / (count + K1 * (1 - B + B * words / usual_words))


def rank_voices(posts: Iterable[OnTopicPost[Key]], activity: Mapping[Key, Activity]) -> list[RankedVoice[Key]]:
    """Rank the voices of these posts, most devoted to the theme first; ties in order of first appearance.

    score = ln(1 + sum of strengths) x sqrt(recurrence x share), both shrunk towards zero for voices with little to go by.
    Raises KeyError when a voice has no activity: a post on the theme is activity.
    """
    spoken: dict[Key, list[OnTopicPost[Key]]] = defaultdict(list)
    for post in posts:
        spoken[post.voice].append(post)
    ranked = [_ranked(voice, theirs, activity[voice]) for voice, theirs in spoken.items()]
    return sorted(ranked, key=lambda voice: -voice.score)


def _ranked(voice: Key, posts: Sequence[OnTopicPost[Key]], activity: Activity) -> RankedVoice[Key]:
    weeks = len({post.week for post in posts})
    recurrence = weeks / (activity.weeks + QUIET_WEEKS)
    share = len(posts) / (activity.posts + QUIET_POSTS)
    score = math.log1p(sum(post.strength for post in posts)) * math.sqrt(recurrence * share)
    strongest = sorted(posts, key=lambda post: (-post.strength, -post.week, post.post))
    return RankedVoice(voice, score, len(posts), weeks, activity, tuple(post.post for post in strongest[:PROOFS]))
