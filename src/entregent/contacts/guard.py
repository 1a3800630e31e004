"""No file on people: whatever is written about a person passes here before it is kept (practice L5).

Every action by which free text about somebody enters calls `guard`; tests/contacts/test_guard.py holds the table of columns, and
fails for a column that has neither a guarded action nor a reason. No workspace switches this off.
docs/decisions/0048-no-file-on-people.md
"""

import re
from collections.abc import Iterable
from enum import StrEnum

from entregent.contacts.errors import DossierError
from entregent.contacts.models import Contact, Fact
from entregent.core.etiquette import Finding
from entregent.core.etiquette.notes import note_findings
from entregent.core.text import page_key

WEB = re.compile(r"https?://\S+", re.IGNORECASE)
SENSITIVE = "P102"  # health, belief, politics, origin, union, intimacy; the other is P103, an opinion or a rating


class Voice(StrEnum):
    """OURS: our words about them. PUBLIC: theirs, said in public: what is sensitive is kept with a warning (GDPR 9.2.e)."""

    OURS = "ours"
    PUBLIC = "public"


def guard(*, voice: Voice = Voice.OURS, **texts: str | Iterable[str]) -> None:
    """Raise DossierError for the first of these texts that may not be kept; its `field` is the name under which it was given."""
    for field, given in texts.items():
        for text in (given,) if isinstance(given, str) else given:
            if found := refused(text, voice=voice):
                raise DossierError(field, found)


def refused(text: str, *, voice: Voice = Voice.OURS) -> tuple[Finding, ...]:
    """What may not be kept of a text."""
    found = note_findings(text)
    return tuple(one for one in found if one.code != SENSITIVE) if voice is Voice.PUBLIC else found


def warned(text: str, *, voice: Voice) -> tuple[Finding, ...]:
    """What of a text in somebody's public words is sensitive: kept, and worth asking whether it is needed."""
    return tuple(one for one in note_findings(text) if one.code == SENSITIVE) if voice is Voice.PUBLIC else ()


def no_address(written: str) -> str:
    """What is written where an address should stand, "" for an address of the Web."""
    return "" if WEB.fullmatch(written.strip()) else written


def voice_of(address: str) -> Voice:
    """Of their own words: public where it is said where they can be read."""
    return Voice.PUBLIC if WEB.fullmatch(address.strip()) else Voice.OURS


def voice_of_fact(contact: Contact, how: str, address: str) -> Voice:
    """Said by them at an address, or seen on a page of their own: public. Seen elsewhere, somebody else says it of them."""
    if not WEB.fullmatch(address.strip()) or how not in (Fact.How.SAID, Fact.How.SEEN):
        return Voice.OURS
    return Voice.PUBLIC if how == Fact.How.SAID or _is_theirs(contact, address) else Voice.OURS


def _is_theirs(contact: Contact, address: str) -> bool:
    key = page_key(address) or ""
    own = contact.facts.filter(kind__in=(Fact.Kind.SITE, Fact.Kind.PROFILE), ended_at=None).exclude(key="")
    theirs = [
        *own.values_list("key", flat=True),
        *contact.outlets.exclude(page_key="").values_list("page_key", flat=True),
    ]
    return any(key == one or key.startswith(one.rstrip("/") + "/") for one in theirs)
