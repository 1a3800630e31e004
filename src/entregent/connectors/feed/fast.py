"""The fast reader, and whether it says by itself that the feed is without fault. Pure."""

from typing import Any


def read_fast(content: bytes) -> tuple[Any, bool]:
    """Return what the fast reader finds, None when it finds nothing, and whether the feed is known to be well-formed.

    Its extractor takes well-formed RSS and Atom in UTF-8 alone and hands back all else: what it took needs no second look, which
    would take as long as the reading. Its makers do not offer it apart; where a release has it no longer, all feeds are looked at.
    """
    import fastfeedparser

    try:
        found = _extracted(content)
        if found is not None:
            return found, True
        return fastfeedparser.parse(content, include_media=False), False
    except Exception:
        return None, False


def _extracted(content: bytes) -> Any:
    """What the extractor finds, as `fastfeedparser.parse` asks it; None for a feed that it hands back."""
    from fastfeedparser import main

    if getattr(main, "_core", None) is None:
        return None
    try:
        prepare, extract = main._prepare_xml_bytes, main._parse_with_core
        prepared, looks_malformed = prepare(content)
    except (AttributeError, TypeError, ValueError):
        return None
    if looks_malformed or prepared.lstrip()[:1] == b"{":
        return None
    asked = {"include_content": True, "include_tags": True, "include_media": False, "include_enclosures": True}
    try:
        return extract(prepared, **asked)
    except TypeError:
        return None
