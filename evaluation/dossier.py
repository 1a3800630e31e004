"""No file on people: honest notes that the guard lets pass, and faulty ones that it refuses (evaluation/dossier/LANGUAGE.toml).

A note that is refused without reason is maddening: precision counts first. `held_back` was run after the last change of a pattern.
"""

import json
import time
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.rows import Row
from entregent.core.etiquette.notes import note_findings
from evaluation.floors import measured

CASE = "dossier"
NOTES = Path(__file__).with_name("dossier")
PARTS = {"tuned_on": "tuned on", "held_back": "held back"}


def rows(shared: Path) -> Iterator[Row]:
    for language in ("fr", "en"):
        told = tomllib.loads((NOTES / f"{language}.toml").read_text(encoding="utf-8"))
        for part, about in PARTS.items():
            yield from _rows(f"{language}, {about}", told[part]["honest"], told[part]["faulty"])
    yield from _written_by_themselves(shared)


def _written_by_themselves(shared: Path) -> Iterator[Row]:
    """What members of parliament write of themselves on Twitter: nothing there rates anybody, and it is public."""
    found: set[str] = set()
    for file in sorted((shared / "twitter-parlementaires" / "data").glob("*.json")):
        for one in json.loads(file.read_text(encoding="utf-8")):
            found.add((one.get("twitter_data") or {}).get("description") or "")
    texts = sorted(found - {""})
    refused = [text for text in texts if note_findings(text)]
    yield measured(CASE, "members of parliament, of themselves: texts", len(texts), "texts")
    yield measured(CASE, "members of parliament, of themselves: refused", len(refused) / len(texts))


def _rows(about: str, honest: Sequence[str], faulty: Sequence[tuple[str, str]]) -> Iterator[Row]:
    started = time.process_time()
    wrongly = [text for text in honest if note_findings(text)]
    rightly = [text for text, _ in faulty if note_findings(text)]
    named = [text for text, code in faulty if code in {one.code for one in note_findings(text)}]
    spent = time.process_time() - started  # the first of a language also loads what tells languages
    refused = len(wrongly) + len(rightly)
    yield measured(CASE, f"{about}: honest notes", len(honest), "notes")
    yield measured(CASE, f"{about}: honest notes refused", len(wrongly) / len(honest))
    yield measured(CASE, f"{about}: faulty notes", len(faulty), "notes")
    yield measured(CASE, f"{about}: precision", len(rightly) / refused if refused else 1.0)
    yield measured(CASE, f"{about}: recall", len(rightly) / len(faulty))
    yield measured(CASE, f"{about}: recall with the right reason", len(named) / len(faulty))
    yield measured(CASE, f"{about}: CPU a note", spent / (len(honest) + 2 * len(faulty)) * 1000, "ms")
