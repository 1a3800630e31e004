"""Somebody leaves for good: all their files go, and what the lists and the words that find people say of them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef

from entregent.contacts.lists.theirs import lines_of_person
from entregent.contacts.models import (
    Contact,
    ContactImport,
    ContactImportLine,
    Departure,
    LeftInPeace,
    Outlet,
    Part,
    PeaceKey,
    Word,
)
from entregent.contacts.peace import keys_of
from entregent.contacts.resembling import words_in
from entregent.core.text import fold
from entregent.jobs.rows import delete_rows


def let_go(files: Sequence[Contact], *, now: datetime) -> Mapping[str, int]:
    """Return how many rows went, by table. files: all of one person, the one that is kept first. In the caller's transaction."""
    gone = Counter[str]()
    words, outlets = _words_of(files), _only_theirs(files)
    _keep_hashes(files)
    gone.update(_lines(files))
    workspace = files[0].workspace
    Departure.objects.bulk_create(
        Departure(workspace=workspace, number=one.pk, at=now, made_at=one.created_at) for one in files
    )
    gone.update(delete_rows(Contact.objects.filter(pk__in=[one.pk for one in files])))
    gone.update(delete_rows(Outlet.objects.filter(pk__in=outlets)))
    gone.update(_forget_words(workspace.pk, words))
    return gone


def _keep_hashes(files: Sequence[Contact]) -> None:
    """One row is left that knows each of their addresses, and says neither who nor why; one that asks for nothing now goes."""
    asked = LeftInPeace.objects.filter(contact__in=files)
    kept = asked.filter(lifted_at=None, topic="").order_by("pk").first()
    (asked.exclude(pk=kept.pk) if kept else asked).delete()
    if kept is None:
        return
    wanted = {key for one in files for key in keys_of(one)}
    have = set(kept.keys.values_list("key", flat=True))
    PeaceKey.objects.bulk_create(PeaceKey(peace=kept, key=key) for key in sorted(wanted - have))
    if not wanted | have:
        kept.delete()  # nobody could be known again by it
    else:
        LeftInPeace.objects.filter(pk=kept.pk).update(contact=None, reason="")


def _lines(files: Sequence[Contact]) -> Mapping[str, int]:
    """Their lines go; a list of nobody else too. The file of a list that is not confirmed yet can no longer be read otherwise."""
    lines = lines_of_person(files)
    lists = {line.of_import_id for line in lines}
    for one in ContactImport.objects.filter(pk__in=lists).defer("content"):
        layout = one.layout
        if layout:
            layout["samples"] = []
        ContactImport.objects.filter(pk=one.pk).update(content=None, layout=layout)
    gone = Counter(delete_rows(ContactImportLine.objects.filter(pk__in=[line.pk for line in lines])))
    others = ContactImportLine.objects.filter(of_import=OuterRef("pk"))
    gone.update(delete_rows(ContactImport.objects.filter(~Exists(others), pk__in=lists)))
    return gone


def _only_theirs(files: Sequence[Contact]) -> list[int]:
    """Outlets in which nobody else is known: they speak of this person."""
    others = Part.objects.filter(outlet=OuterRef("pk")).exclude(contact__in=files)
    theirs = Outlet.objects.filter(~Exists(others), parts__contact__in=files)
    return list(theirs.distinct().values_list("pk", flat=True))


def _words_of(files: Sequence[Contact]) -> set[str]:
    outlets = Part.objects.filter(contact__in=files).values_list("outlet__name", flat=True)
    names = [name for one in files for name in (one.name, one.given_name, one.family_name)]
    return words_in(fold(" ".join([*names, *outlets])))


def _forget_words(workspace_id: int, words: Iterable[str]) -> Mapping[str, int]:
    """Words that nobody else has are not learnt any more."""
    rest = Contact.objects.filter(workspace=workspace_id)
    orphans = [word for word in words if not _is_said(word, rest.filter(folded__contains=word).values_list("folded"))]
    return delete_rows(Word.objects.filter(workspace=workspace_id, word__in=orphans))


def _is_said(word: str, folded: Iterable[tuple[str]]) -> bool:
    return any(word in words_in(text) for (text,) in folded)
