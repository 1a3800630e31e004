from datetime import datetime
from typing import TYPE_CHECKING

from django.apps import AppConfig

if TYPE_CHECKING:
    from entregent.messages.models import Message


class PrivacyConfig(AppConfig):
    name = "entregent.privacy"
    default_auto_field = "django.db.models.BigAutoField"

    def text_as_it_leaves(self, letter: "Message", *, now: datetime) -> str:
        """What the gate hands to the mail server (`messages.gate`)."""
        from entregent.privacy.actions.links import text_with_page

        return text_with_page(letter, now=now)
