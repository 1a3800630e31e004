"""The command line's sentences in the reader's language, without Django: the same catalogue, read by the standard library."""

import gettext as standard
import os
from functools import cache
from pathlib import Path

LOCALE = Path(__file__).parent.parent / "locale"


@cache
def _catalogue() -> standard.NullTranslations:
    asked = next(
        (os.environ[name] for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)),
        "",
    )
    languages = [one.split(".")[0].split("_")[0] for one in asked.split(":") if one]
    return standard.translation("django", LOCALE, languages=languages or ["en"], fallback=True)


def language() -> str:
    """The language of the terminal: "fr" or "en"."""
    return "fr" if isinstance(_catalogue(), standard.GNUTranslations) else "en"


def gettext(sentence: str) -> str:
    return _catalogue().gettext(sentence)


def ngettext(one: str, several: str, count: int) -> str:
    return _catalogue().ngettext(one, several, count)
