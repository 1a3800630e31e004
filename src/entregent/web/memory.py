"""What a web process keeps for good, and how often it looks for what may be forgotten."""

import gc

from django.urls import get_resolver

LOOKED_FOR_EVERY = 20_000  # objects made and not yet freed; a page makes some thousands, Python's own number is 700


def settle() -> None:
    """Tell the collector that what is loaded stays.

    Otherwise it goes through all of Django in the midst of a page, and that page waits.
    What belongs to a request is freed as it ends; rings are still found, when they are many.
    """
    get_resolver().url_patterns  # noqa: B018 (loads every view)
    gc.collect()
    gc.freeze()
    _often, *older = gc.get_threshold()
    gc.set_threshold(LOOKED_FOR_EVERY, *older)
