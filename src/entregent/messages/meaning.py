"""The encoder by which a message is read, made ready before it is asked."""

import threading
from functools import cache

from entregent.core.etiquette import check
from entregent.core.text.encoder import usual_encoder

__all__ = ["make_ready", "usual_encoder"]


@cache
def make_ready() -> None:
    """Begin to load it aside, once a process: its first use takes two seconds, which nobody should wait for."""
    threading.Thread(target=_load, daemon=True).start()


def _load() -> None:
    if encoder := usual_encoder():
        check("Le compost, un samedi ?", language="fr", encoder=encoder)
