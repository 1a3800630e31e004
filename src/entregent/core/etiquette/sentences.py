"""The sentences of a rule in the reader's language: what is wrong, how to mend it, and its page."""

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from entregent.core.etiquette.findings import Evidence, Finding

PAGES = files("entregent.core.etiquette") / "pages"
LONGEST = 80  # characters of what was seen, in a sentence
MONTHS = {
    "fr": (
        "janvier", "février", "mars", "avril", "mai", "juin",
        "juillet", "août", "septembre", "octobre", "novembre", "décembre",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip


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
    return _said(pages(language)[finding.code].message, finding.evidence, language)


def remedy_of(finding: Finding, language: str) -> str:
    """Return how to mend it; without its second half where nothing can be named there."""
    written = pages(language)[finding.code].remedy
    if "{words}" in written and not finding.evidence.words:
        written = re.split(r"\s?; ", written)[0].rstrip(".") + "."
    return _said(written, finding.evidence, language)


def _said(written: str, evidence: Evidence, language: str) -> str:
    words = " ".join(evidence.words.split())
    if len(words) > LONGEST:
        words = words[: LONGEST - 1] + "…"
    values = dict(evidence.values)
    if when := values.get("when"):
        values["when"] = _day(date.fromisoformat(str(when)), language)
    return written.format_map({"words": words, **values})


def _day(day: date, language: str) -> str:
    first = "1er" if day.day == 1 and language == "fr" else str(day.day)
    return f"{first} {MONTHS[language][day.month - 1]} {day.year}"
