"""What the people of the demonstration were told, and ask, about their data."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from entregent.accounts.models import Workspace
from entregent.accounts.permissions import SYSTEM
from entregent.contacts.models import Contact
from entregent.privacy.actions.asking import ask
from entregent.privacy.actions.controllers import Said, set_controller
from entregent.privacy.actions.notices import note_told
from entregent.privacy.models import Notice, Request

UNTOLD = 2  # of those met last
WORDS = {
    "fr": {
        "purpose": "faire connaître le compost de quartier et répondre à celles et ceux qui en parlent",
        "address": "3 impasse du Lombric, 29000 Quimper",
        "told": "de vive voix, au premier café",
        "access": "Que gardez-vous sur moi, et depuis quand ?",
        "correct": "Je ne travaille plus à la mairie depuis le printemps.",
    },
    "en": {
        "purpose": "tell people about neighbourhood compost and answer those who speak of it",
        "address": "3 impasse du Lombric, 29000 Quimper",
        "told": "by word of mouth, at the first coffee",
        "access": "What do you keep of me, and since when?",
        "correct": "I have not worked at the town hall since spring.",
    },
}


def tell_rights(workspace: Workspace, contacts: Sequence[Contact], *, now: datetime, language: str) -> list[Request]:
    """Say who answers for the file, tell all but two, and have two people ask something. language: "fr" or "en"."""
    words = WORDS["fr" if language == "fr" else "en"]
    said = Said(
        name=workspace.name,
        address=words["address"],
        email="donnees@terreau-commun.example",
        officer="",
        purpose=words["purpose"],
        months_kept=36,
        is_automatic=False,
        client="",
    )
    set_controller(workspace, said, by=SYSTEM)
    by_day = sorted(contacts, key=lambda one: (one.created_at, one.pk))
    for contact in by_day[:-UNTOLD]:
        note_told(contact, how=Notice.How.BY_HAND, reason=words["told"], by=contact.owner or SYSTEM, now=now)
    asking = (("access", 26, by_day[0]), ("correct", 5, by_day[1]))
    return [
        ask(one, kind=kind, via="letter", words=words[kind], by=one.owner or SYSTEM, now=now - timedelta(days=ago))
        for kind, ago, one in asking
    ]
