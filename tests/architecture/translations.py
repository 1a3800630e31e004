"""The French catalogue is complete, and set as a French typographer would."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import polib

NARROW = "\u202f"
WIDE = "\u00a0"

TAG = re.compile(r"<code>.*?</code>|`[^`]*`|<[^>]*>|&#?\w+;", re.DOTALL)
NAMED = re.compile(r"%\(\w+\)[sdf]|\{\w*\}")
UNNAMED = re.compile(r"%[sdf]")

# Each: what is wrong, and where it shows in a text whose tags, codes and entities are taken out.
TYPOGRAPHY = (
    ("a straight apostrophe; write ’", re.compile(r"(?<=\w)'")),
    ("straight double quotes; write « »", re.compile(r'"')),
    (
        "no narrow no-break space (U+202F) before ; ! ? »",
        re.compile(rf"(?<=[^{NARROW}?!(])(?:[;!?](?=[\s)»]|$)|»)"),
    ),
    ("no narrow no-break space (U+202F) after «", re.compile(rf"«(?!{NARROW})")),
    ("no no-break space before :", re.compile(rf"(?<=[^{NARROW}{WIDE}]):(?=\s|$)")),
)

Message = tuple[str | None, str, str]  # context, text, plural


def messages_in_source(root: Path, workshop: Path) -> polib.POFile:
    """What GNU xgettext, led by Django's makemessages, finds in the code and templates below `root`.

    workshop: an empty folder, where a copy of the sources is read.
    """
    copy = workshop / root.name
    shutil.copytree(root, copy, ignore=shutil.ignore_patterns("locale", "__pycache__", "built", "sites"))
    (copy / "locale").mkdir()
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    command = [sys.executable, "-m", "django", "makemessages", "--locale", "fr", "--no-wrap"]
    subprocess.run(command, cwd=copy, env=environment, check=True, capture_output=True, text=True)
    catalogue = copy / "locale" / "fr" / "LC_MESSAGES" / "django.po"
    return polib.pofile(str(catalogue)) if catalogue.is_file() else polib.POFile()


def completeness_complaints(source: polib.POFile, catalogue: polib.POFile) -> list[str]:
    """Messages of the source that the catalogue lacks, and entries that are empty, doubtful or of no use."""
    translated = {_key(entry) for entry in catalogue if not entry.obsolete}
    wanted = {_key(entry): entry for entry in source}
    return [
        *(f"not in the catalogue: {_shown(entry)}" for key, entry in wanted.items() if key not in translated),
        *(f"untranslated: {_shown(entry)}" for entry in catalogue.untranslated_entries()),
        *(f"fuzzy: {_shown(entry)}" for entry in catalogue.fuzzy_entries()),
        *(f"obsolete: {_shown(entry)}" for entry in catalogue.obsolete_entries()),
        *(
            f"keeps its former words: {_shown(entry)}"
            for entry in catalogue
            if entry.previous_msgid or entry.previous_msgid_plural
        ),
        *(
            f"no longer in the source: {_shown(entry)}"
            for entry in catalogue
            if not entry.obsolete and _key(entry) not in wanted
        ),
    ]


def typography_complaints(catalogue: polib.POFile) -> list[str]:
    """French texts with a typewriter's apostrophes, quotes or spaces."""
    return [
        f"{fault}: {text!r}"
        for entry in catalogue
        for text in _translations(entry)
        for fault, pattern in TYPOGRAPHY
        if pattern.search(TAG.sub("", text))
    ]


def placeholder_complaints(catalogue: polib.POFile) -> list[str]:
    """Translations whose placeholders differ from those of the source."""
    return [
        f"placeholders differ: {_shown(entry)} → {text!r}"
        for entry in catalogue
        for position, text in enumerate(_translations(entry))
        if _placeholders(text) not in _expected_placeholders(entry, position)
    ]


def _key(entry: polib.POEntry) -> Message:
    return entry.msgctxt, entry.msgid, entry.msgid_plural


def _shown(entry: polib.POEntry) -> str:
    where = f" ({entry.occurrences[0][0]})" if entry.occurrences else ""
    return repr(entry.msgid) + where


def _translations(entry: polib.POEntry) -> Iterator[str]:
    """Non-empty French texts, in the order of the plural forms."""
    texts = [entry.msgstr_plural[form] for form in sorted(entry.msgstr_plural)] or [entry.msgstr]
    return (text for text in texts if text)


def _placeholders(text: str) -> tuple[frozenset[str], int]:
    """The named ones as a set, for a language may repeat them; the unnamed ones by number."""
    plain = text.replace("%%", "")
    return frozenset(NAMED.findall(plain)), len(UNNAMED.findall(plain))


def _expected_placeholders(entry: polib.POEntry, position: int) -> list[tuple[frozenset[str], int]]:
    """French says "0 mention" with its singular, so the first form may count where English says "one"."""
    if not entry.msgid_plural:
        return [_placeholders(entry.msgid)]
    plural = _placeholders(entry.msgid_plural)
    return [_placeholders(entry.msgid), plural] if position == 0 else [plural]
