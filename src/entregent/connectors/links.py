"""Links as pages write them, as addresses that can be followed."""

from urllib.parse import urljoin, urlsplit

FOLLOWED = {"http", "https"}


def absolute(base: str, link: str) -> str:
    """Return the web address that a link on the page at `base` leads to; "" when it leads nowhere on the Web."""
    try:
        address = urljoin(base, link.strip())
        return address if urlsplit(address).scheme in FOLLOWED else ""
    except ValueError:  # "http://[broken"
        return ""
