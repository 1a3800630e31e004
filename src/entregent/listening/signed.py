"""What one person of the file published in the sources that a workspace knows, by what says so; never by a name alone.

A source is linked with them by a site or a profile of theirs, by the page on which something was learnt of them, or by the team
(`also`). There, posts signed by them are theirs; a source in which nobody else speaks is theirs whole.
docs/decisions/0041-their-side.md
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from django.db.models import Exists, OuterRef, Q, QuerySet

from entregent.contacts.models import Contact, Fact
from entregent.core.text import fold, page_key
from entregent.listening.models import Following, Post, Source

PAGES = (Fact.Kind.SITE, Fact.Kind.PROFILE)
MOST_PAGES = 200  # looked for; nobody has more


@dataclass(frozen=True, slots=True)
class Signed:
    """authors: by source, the signatures that are theirs, as written. alone: sources in which nobody else speaks.
    own: the same without what the team says; None where it said nothing.
    """

    authors: Mapping[int, frozenset[str]]
    alone: frozenset[int]
    own: "Signed | None" = None

    def posts(self) -> QuerySet[Post]:
        return Post.objects.filter(self._theirs()).order_by("-published_at", "-pk")

    def posts_by_the_team(self) -> QuerySet[Post]:
        """Those that are theirs by what the team says alone."""
        return self.posts().exclude(self.own._theirs()) if self.own else Post.objects.none()

    def _theirs(self) -> Q:
        theirs = Q(source__in=self.alone)
        for source, authors in self.authors.items():
            theirs |= Q(source=source, author__in=authors)
        return theirs


def signed_by(files: Sequence[Contact], *, also: Iterable[tuple[int, str]] = ()) -> Signed:
    """Return what is theirs. files: theirs, the one that is kept first. also: sources and signatures there ("": what nobody
    signs), as the team says. Six questions.
    """
    known = _known(files)
    names, pages = _names(files), {key for kind, key, _ in known if kind in PAGES}
    mails = {key for kind, key, _ in known if kind == Fact.Kind.EMAIL}
    sites = _sites(files[0].workspace_id, pages)
    said: dict[int, set[str]] = defaultdict(set)
    for source, author in also:
        said[source].add(fold(author))
    near = sites | _where_learnt(files[0].workspace_id, known, names)
    rows = [
        (source, author, fold(author) in names or fold(mail) in mails or (page_key(profile) or "-") in pages)
        for source, author, mail, profile in _signatures(near | set(said))
    ]
    shared = _shared_sites(files, sites | set(said))
    own = _signed([row for row in rows if row[0] in near], sites, shared, {})
    return replace(_signed(rows, sites, shared, said), own=own) if said else own


def _signed(
    rows: Iterable[tuple[int, str, bool]], sites: set[int], shared: set[int], said: Mapping[int, set[str]]
) -> Signed:
    """rows: source, author, whether that is them by name, mail or page. said: as `signed_by` has it in `also`."""
    authors: dict[int, set[str]] = defaultdict(set)
    others: set[int] = set()
    for source, author, is_them in rows:
        if author and (is_them or fold(author) in said.get(source, ())):
            authors[source].add(author)
        elif author:
            others.add(source)
    whole = (sites | {source for source, signed in said.items() if "" in signed}) - others
    return Signed({one: frozenset(signed) for one, signed in authors.items()}, frozenset(whole - shared))


def _known(files: Sequence[Contact]) -> list[tuple[str, str, str]]:
    """Kind, key and the page that says so, of facts of theirs."""
    facts = Fact.objects.filter(contact__in=files, kind__in=(*PAGES, Fact.Kind.EMAIL))
    return list(facts.values_list("kind", "key", "evidence_address"))


def _names(files: Sequence[Contact]) -> set[str]:
    names = {fold(one.name) for one in files}
    names |= {fold(f"{one.given_name} {one.family_name}") for one in files if one.given_name and one.family_name}
    names |= {fold(f"{one.family_name} {one.given_name}") for one in files if one.given_name and one.family_name}
    return names


def _followed(workspace_id: int) -> QuerySet[Source]:
    return Source.objects.filter(Exists(Following.objects.filter(workspace=workspace_id, source=OuterRef("pk"))))


def _sites(workspace_id: int, pages: Iterable[str]) -> set[int]:
    """Sources of a site or profile of theirs."""
    wanted = set(sorted(pages)[:MOST_PAGES])
    near = Q()
    for host in sorted({key.partition("/")[0] for key in wanted}):
        near |= Q(site__icontains=host) | Q(address__icontains=host)
    if not near:
        return set()
    rows = _followed(workspace_id).filter(near).values_list("pk", "site", "address")
    return {pk for pk, site, address in rows if wanted & set(_pages_of(site, address))}


def _pages_of(site: str, address: str) -> list[str]:
    """Pages that stand for a source: its site; its own address; where it names no site, its host."""
    host = "" if site else (urlsplit(address).hostname or "")
    return [key for key in (page_key(site), page_key(address), page_key(f"https://{host}/") if host else "") if key]


def _where_learnt(workspace_id: int, known: Iterable[tuple[str, str, str]], names: set[str]) -> set[int]:
    """Sources with a page signed by them on which something was learnt of them."""
    pages = {key for _, _, address in known if address and (key := page_key(address))}
    if not pages:
        return set()
    rows = Post.objects.filter(page_key__in=sorted(pages)[:MOST_PAGES], source__in=_followed(workspace_id))
    return {source for source, author in rows.values_list("source_id", "author") if fold(author) in names}


def _signatures(sources: Iterable[int]) -> Iterable[tuple[int, str, str, str]]:
    """Source, author, mail and profile of who signs in them, each once."""
    signed = Post.objects.filter(source__in=sources).order_by().distinct() if sources else Post.objects.none()
    return signed.values_list("source_id", "author", "author_address", "author_profile")


def _shared_sites(files: Sequence[Contact], sources: Iterable[int]) -> set[int]:
    """Those of these sources whose site is somebody else's of the file too."""
    pages = {pk: _pages_of(site, address) for pk, site, address in _rows(sources)}
    keys = {key for found in pages.values() for key in found}
    others = Fact.objects.filter(kind__in=PAGES, key__in=keys, contact__workspace=files[0].workspace_id)
    taken = set(others.exclude(contact__in=files).values_list("key", flat=True)) if keys else set()
    return {pk for pk, found in pages.items() if taken & set(found)}


def _rows(sources: Iterable[int]) -> Iterable[tuple[int, str, str]]:
    return Source.objects.filter(pk__in=sources).values_list("pk", "site", "address")
