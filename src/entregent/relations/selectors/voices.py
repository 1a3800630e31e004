"""Where a contact publishes: what they sign in a source, and the sources that stand at their own addresses."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from entregent.accounts.models import Workspace
from entregent.contacts.models import Contact, Fact
from entregent.core.text import page_key
from entregent.listening.models import Post
from entregent.listening.selectors import heard_posts, known_sources
from entregent.watches.models import Mention, Sort, Speaker, State, Watch

OF_OTHERS = (Watch.Kind.COMPETITOR, Watch.Kind.EMBARGO)  # watches that are not about us, nor about what we care for
AGAINST = (Sort.CRITICISM, Sort.DISCONTENT, Sort.ATTACK, Sort.SPAM)
HEARD = [state for state in State if state is not State.NOISE]  # each named, so that the index by state is read
MOST_PLACES = 50
MOST_SOURCES = 10_000


@dataclass(frozen=True, slots=True)
class Places:
    """signed: sources with a signature of theirs. own: sources at their addresses. others: signatures there of other people."""

    signed: tuple[tuple[int, str], ...] = ()
    own: tuple[int, ...] = ()
    others: tuple[tuple[int, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.signed or self.own)

    @property
    def sources(self) -> list[int]:
        """Of any of these; said apart, so that the index of sources is read."""
        return sorted({*self.own, *(source for source, _author in self.signed)})

    def are_theirs(self, source: int, author: str) -> bool:
        """Whether somebody who signs so there is them."""
        return (source, author) in self.signed or (source in self.own and (source, author) not in self.others)


def places_of(contact: Contact) -> Places:
    """Where they publish. Three questions; where somebody said how they sign in a source of theirs, only that is theirs."""
    speakers = Speaker.objects.filter(workspace=contact.workspace_id)
    signed = tuple(speakers.filter(contact=contact).values_list("source_id", "author")[:MOST_PLACES])
    keys = contact.facts.filter(kind__in=(Fact.Kind.SITE, Fact.Kind.PROFILE), ended_at=None).values_list(
        "key", flat=True
    )
    addresses = [address for key in keys if "." in key for address in _spellings(key)]
    if not addresses:
        return Places(signed)
    at_theirs = known_sources(contact.workspace).filter(Q(site__in=addresses) | Q(address__in=addresses))
    told = {source for source, _author in signed}
    own = tuple(source for source in at_theirs.values_list("pk", flat=True)[:MOST_PLACES] if source not in told)
    others = speakers.filter(source__in=own).exclude(contact=contact).values_list("source_id", "author")
    return Places(signed, own, tuple(others) if own else ())


def posts_at(contact: Contact, places: Places, *, of_us: bool = False) -> QuerySet[Post]:
    """What a contact published and the workspace heard, the latest first. of_us: only what its watches heard of it."""
    theirs = Q(source__in=places.own)
    for source, author in places.others:
        theirs &= ~Q(source=source, author=author)
    for source, author in places.signed:
        theirs |= Q(source=source, author=author)
    found = heard_posts(contact.workspace).filter(theirs, source__in=places.sources, removed_at=None)
    return found.filter(Exists(_of_us(contact.workspace).filter(post=OuterRef("pk")))) if of_us else found


def mentions_among(contact: Contact, posts: Iterable[Post]) -> dict[int, Mention]:
    """The mentions that are among these posts, by post, each with its watches."""
    found = _of_us(contact.workspace).filter(post__in=posts).prefetch_related("catches__watch")
    return {mention.post_id: mention for mention in found}


def spoke_there(workspace: Workspace, places: Places) -> Iterator[tuple[datetime, int]]:
    """What somebody who publishes at these places wrote of us, and not against us: when, number of the mention."""
    for source, author, at, pk in _told(workspace, places.sources):
        if places.are_theirs(source, author):
            yield at, pk


def spoke_of_us(workspace: Workspace) -> Iterator[tuple[int, datetime, int]]:
    """What people known wrote of us, and not against us: contact, when, number of the mention.

    Who wrote is told by the signature; where nobody said whose it is, by at whose address the source stands. Four questions.
    """
    rows = Speaker.objects.filter(workspace=workspace).values_list("source", "author", "contact")
    speakers = {(source, author): pk for source, author, pk in rows}
    sign_there = {(source, pk) for (source, _author), pk in speakers.items()}
    owners = {source: pk for source, pk in _owners(workspace).items() if (source, pk) not in sign_there}
    for source, author, at, pk in _told(workspace, sorted({source for source, _author in speakers} | set(owners))):
        if who := speakers.get((source, author)) or owners.get(source):
            yield who, at, pk


def _told(workspace: Workspace, sources: Sequence[int]) -> Iterator[tuple[int, str, datetime, int]]:
    if sources:
        heard = _of_us(workspace).filter(source__in=sources[:MOST_SOURCES]).exclude(sort__in=AGAINST)
        yield from heard.values_list("source_id", "post__author", "published_at", "pk").iterator()


def _owners(workspace: Workspace) -> dict[int, int]:
    """Contacts at whose address a source stands that the workspace knows, by source."""
    keys = defaultdict(list)
    for pk, site in known_sources(workspace).exclude(site="").values_list("pk", "site")[:MOST_SOURCES]:
        keys[page_key(site) or site].append(pk)
    sites = Fact.objects.filter(kind__in=(Fact.Kind.SITE, Fact.Kind.PROFILE), key__in=list(keys), ended_at=None)
    theirs = sites.filter(contact__workspace=workspace, contact__removed_at=None)
    return {source: pk for key, pk in theirs.values_list("key", "contact") for source in keys[key]}


def _of_us(workspace: Workspace) -> QuerySet[Mention]:
    about = Mention.objects.filter(workspace=workspace, state__in=HEARD)
    return about.filter(Exists(Watch.objects.filter(catches__mention=OuterRef("pk")).exclude(kind__in=OF_OTHERS)))


def _spellings(key: str) -> list[str]:
    """Addresses that come to one key, as core.text.page_key has it."""
    return [
        f"{scheme}{www}{key}{slash}"
        for scheme in ("https://", "http://")
        for www in ("", "www.")
        for slash in ("/", "")
    ]
