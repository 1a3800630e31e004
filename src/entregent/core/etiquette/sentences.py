"""The sentences of a rule in the reader's language: what is wrong, how to mend it, and its page."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from entregent.core.etiquette.findings import Evidence, Finding

PAGES = files("entregent.core.etiquette") / "pages"
LONGEST = 80  # characters of what was seen, in a sentence


@dataclass(frozen=True, slots=True)
class Page:
    """A rule explained. message and remedy name what was seen by {words} and by the values of the evidence."""

    title: str
    message: str
    remedy: str
    why: str
    bad: str
    good: str


@cache
def pages(language: str) -> dict[str, Page]:
    """Return the page of each rule by its code; language: "fr" or "en"."""
    written = tomllib.loads((PAGES / f"{language}.toml").read_text(encoding="utf-8"))
    return {code: Page(**texts) for code, texts in written.items()}


def message_of(finding: Finding, language: str) -> str:
    """Return what is wrong, in one sentence."""
    return _said(pages(language)[finding.code].message, finding.evidence)


def remedy_of(finding: Finding, language: str) -> str:
    """Return how to mend it; without its second half where nothing can be named there."""
    written = pages(language)[finding.code].remedy
    if "{words}" in written and not finding.evidence.words:
        written = re.split(r"\s?; ", written)[0].rstrip(".") + "."
    return _said(written, finding.evidence)


def _said(written: str, evidence: Evidence) -> str:
    words = " ".join(evidence.words.split())
    if len(words) > LONGEST:
        words = words[: LONGEST - 1] + "…"
    return written.format_map({"words": words, **evidence.values})
