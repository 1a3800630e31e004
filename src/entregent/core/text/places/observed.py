"""What posts say of where their author is: nothing but the first person counts."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

from entregent.core.text.places.gazetteer import ABROAD, Entry, settled
from entregent.core.text.places.judgement import place_from
from entregent.core.text.places.place import Place
from entregent.core.text.places.reading import Claim, claims_of_bio, words_of
from entregent.core.text.places.words import Cue

# « j’habite Rennes », « chez nous à Brest », "here in Lyon": folded words that stand together in the sentence.
FIRST_PERSON = (
    ("j", "habite"), ("je", "vis"), ("on", "habite"), ("on", "vit"), ("nous", "habitons"), ("nous", "vivons"), ("chez", "moi"),
    ("chez", "nous"), ("ici", "a"), ("ici", "en"), ("i", "live"), ("we", "live"), ("here", "in"),
)  # fmt: skip
ENOUGH_POSTS = 2  # one post may quote somebody, or tell of a holiday
SHARE = 0.8  # of the posts that say where, for one region to be theirs


def observe_region(posts: Iterable[str]) -> Place | None:
    """Return where an author lives by their posts (plain text, newest first); None when they do not say so twice, or disagree.

    evidence: the sentence of the newest post that says it. There are no labelled posts to measure this on: it is meant to be
    shown with its evidence, and never to outweigh what the author declares.
    """
    said: dict[str, list[Claim]] = defaultdict(list)
    for post in posts:
        for region, claim in {entry.region: claim for entry, claim in _first_person(post)}.items():
            said[region].append(claim)
    if not said:
        return None
    region, claims = max(said.items(), key=lambda pair: len(pair[1]))
    total = sum(len(each) for each in said.values())
    if region == ABROAD or len(claims) < ENOUGH_POSTS or len(claims) < SHARE * total:
        return None
    return place_from(claims, region, "observed")


def _first_person(post: str) -> list[tuple[Entry, Claim]]:
    here = [
        claim
        for claim in claims_of_bio(post)
        if claim.cue in (Cue.RESIDENCE, Cue.PRESENCE) and _is_first_person(claim.evidence)
    ]
    return [(entry, claim) for claim in reversed(here) if (entry := settled(claim.entries))]


def _is_first_person(sentence: str) -> bool:
    words = [word.text for word in words_of(sentence)]
    return any(pair in FIRST_PERSON for pair in pairwise(words))
