"""How an address that something was seen at is shown to whom it is about."""

from django import template

from entregent.privacy.models import Request
from entregent.privacy.person_wording import you_asked as as_you_asked

register = template.Library()
SHORT = 60


@register.filter
def you_asked(request: Request) -> str:
    """What they asked, as one says it to them."""
    return as_you_asked(request)


@register.filter
def is_web(address: str) -> bool:
    """Whether a link may lead there: nothing else than the Web is ever linked to."""
    return address.lower().startswith(("https://", "http://"))


@register.filter
def shown_address(address: str) -> str:
    """Without what every address begins with, and short."""
    bare = address.partition("://")[2].removeprefix("www.").rstrip("/")
    return bare if len(bare) <= SHORT else f"{bare[: SHORT - 1]}…"
