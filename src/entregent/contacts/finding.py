"""What finds a contact: every word of theirs, without case or accents."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from django.db.models import QuerySet

from entregent.contacts.letters import having
from entregent.contacts.models import Contact, Fact
from entregent.contacts.resembling import learn, words_in
from entregent.contacts.writing import update_many
from entregent.core.text import fold

FINDS = (Fact.Kind.EMAIL, Fact.Kind.PHONE, Fact.Kind.SITE, Fact.Kind.PROFILE, Fact.Kind.PLACE, Fact.Kind.TOPIC)


def sort_name(name: str, family_name: str, given_name: str) -> str:
    """Family name first where it is known."""
    return fold(f"{family_name} {given_name}".strip() if family_name else name)[:200]


@dataclass(slots=True)
class Finding:
    """What finds somebody, as it is gathered. names: what is found though a letter is wrong, outlets too."""

    names: list[str]
    parts: list[str]
    region: str = ""

    @classmethod
    def of(cls, name: str, given_name: str, family_name: str) -> Self:
        return cls([name, given_name, family_name], [name, given_name, family_name])

    def add_fact(self, kind: str, value: str, key: str, detail: Mapping[str, Any]) -> None:
        """Facts come in the order in which they were learned: the last place says the region."""
        if kind not in FINDS:
            return
        self.parts += [value, key] if key != fold(value) else [value]
        if kind == Fact.Kind.PLACE and detail.get("region"):
            self.region = str(detail["region"])
            self.parts.append(str(detail.get("region_name", "")))

    def add_outlet(self, name: str) -> None:
        self.names.append(name)
        self.parts.append(name)

    def folded(self) -> str:
        return f" {fold(' '.join(dict.fromkeys(filter(None, self.parts))))} "

    def words(self) -> set[str]:
        return words_in(fold(" ".join(filter(None, self.names))))


def write_folded(contacts: Iterable[Contact]) -> None:
    """Write anew what finds these contacts, and the region they are in. Four questions, however many they are."""
    found = list(contacts)
    said = {contact.pk: Finding.of(contact.name, contact.given_name, contact.family_name) for contact in found}
    for pk, kind, value, key, detail in _facts(found):
        said[pk].add_fact(kind, value, key, detail)
    for pk, name in Contact.outlets.through.objects.filter(contact__in=found).values_list("contact_id", "outlet__name"):
        said[pk].add_outlet(name)
    for pk, name in Contact.tags.through.objects.filter(contact__in=found).values_list("contact_id", "tag__name"):
        said[pk].parts.append(name)
    words: dict[int, set[str]] = {}
    for contact in found:
        finding = said[contact.pk]
        words.setdefault(contact.workspace_id, set()).update(finding.words())
        contact.folded, contact.region = finding.folded(), finding.region
    update_many(found, ["folded", "region"])
    for workspace, said_there in words.items():
        learn(workspace, said_there)


def _facts(contacts: list[Contact]) -> Iterable[tuple[int, str, str, str, dict[str, str]]]:
    current = Fact.objects.filter(contact__in=contacts, kind__in=FINDS, ended_at=None).order_by("learned_on", "pk")
    return current.values_list("contact_id", "kind", "value", "key", "detail").iterator(chunk_size=2000)


def by_words(contacts: QuerySet[Contact], words: str) -> QuerySet[Contact]:
    """Contacts that have all these words, in any order, whole or begun."""
    return contacts.filter(having([[word] for word in fold(words).split()]))
