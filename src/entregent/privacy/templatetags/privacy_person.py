"""How an address that something was seen at is shown to whom it is about."""

from django import template

register = template.Library()
SHORT = 60


@register.filter
def is_web(address: str) -> bool:
    """Whether a link may lead there: nothing else than the Web is ever linked to."""
    return address.lower().startswith(("https://", "http://"))


@register.filter
def shown_address(address: str) -> str:
    """Without what every address begins with, and short."""
    bare = address.partition("://")[2].removeprefix("www.").rstrip("/")
    return bare if len(bare) <= SHORT else f"{bare[: SHORT - 1]}…"
