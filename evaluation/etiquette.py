"""Etiquette: courteous and faulty messages written for this, a part of them held back while the rules were made.

evaluation/etiquette/LANGUAGE/*.toml, each message with every fault that a strict and fair colleague would find, and the codes that
may be argued either way, which count for nothing. They were written without sight of the words that the rules look for.
"""

import time
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import mean
from typing import Any

from benchmarks.rows import Row
from entregent.core.etiquette import Brief, Contact, Exchange, Message, Report, Severity, check
from entregent.core.etiquette.files import brief_of, contact_of, history_of
from entregent.core.text.encoder import Encoder, usual_encoder
from evaluation.floors import measured

CASE = "etiquette"
MESSAGES = Path(__file__).with_name("etiquette")
# What phrases and the classifier were tuned on; on what its bounds were set; what was read once, when all was done.
# In round 6 all are courteous; round 7 has faults of a few rules alone; round 9 was written when all else was done.
SET_ON, HELD_BACK, COURTEOUS_ALONE = ["_round_3", "_round_4", "_round_8"], ["_round_5", "_round_7"], "_round_6"
READ_LAST = ["_round_9"]
FILES = {
    "fr": {
        "tuned on": ["", "_held_back", "_round_2"],
        "bounds set on": SET_ON,
        "held back": HELD_BACK,
        "read last": READ_LAST,
    },
    "en": {"tuned on": ["", "_held_back"], "bounds set on": SET_ON, "held back": HELD_BACK, "read last": READ_LAST},
}
NEVER_FAULTS = frozenset(
    {"B102", "B106", "B107", "B108", "W113", "W116"}
)  # hints about what could be better in any message
TODAY = date(2026, 6, 15)


@dataclass(frozen=True)
class Labelled:
    """A message with what is wrong in it."""

    id: str
    faults: frozenset[str]
    tolerated: frozenset[str]
    told: Report

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(one.code for one in self.told.findings)

    @property
    def warned(self) -> frozenset[str]:
        """Codes that warn or block."""
        return frozenset(one.code for one in self.told.findings if one.severity is not Severity.HINT)

    @property
    def hints(self) -> int:
        """Doubts, those that hold for nearly any message left out."""
        found = self.told.findings
        return sum(one.severity is Severity.HINT and one.code not in NEVER_FAULTS for one in found)

    @property
    def warnings(self) -> int:
        return sum(one.severity is Severity.WARN for one in self.told.findings)

    @property
    def is_blocked(self) -> bool:
        return self.told.is_blocked


def rows(shared: Path) -> Iterator[Row]:
    del shared
    for language in ("fr", "en"):
        for about, endings in FILES[language].items():
            started = time.process_time()
            courteous = [one for ending in endings for one in labelled(language, f"courteous{ending}")]
            faulty = [one for ending in endings for one in labelled(language, f"faulty{ending}")]
            spent = time.process_time() - started
            yield from _described(f"{language}, {about}", courteous, faulty)
            yield measured(CASE, f"{language}, {about}: messages a CPU-second", len([*courteous, *faulty]) / spent, "")

        alone = labelled(language, f"courteous{COURTEOUS_ALONE}")
        yield from _of_courteous(f"{language}, courteous alone, held back", alone)


@dataclass(frozen=True)
class Situated:
    """A message with the facts it is judged by."""

    id: str
    faults: frozenset[str]
    tolerated: frozenset[str]
    language: str
    message: Message
    brief: Brief
    contact: Contact
    history: Sequence[Exchange]

    def check(self, encoder: Encoder | None) -> Report:
        return check(
            self.message,
            self.brief,
            self.contact,
            self.history,
            language=self.language,
            today=TODAY,
            encoder=encoder,
        )


def situated(language: str, *names: str) -> list[Situated]:
    """The messages of some files, all of them without names."""
    endings = [ending for some in FILES[language].values() for ending in some]
    every = names or tuple(f"{kind}{ending}" for kind in ("courteous", "faulty") for ending in endings)
    return [
        _situated(table, language)
        for name in every
        if (MESSAGES / language / f"{name}.toml").exists()
        for table in tomllib.loads((MESSAGES / language / f"{name}.toml").read_text(encoding="utf-8"))["message"]
    ]


def _situated(table: dict[str, Any], language: str) -> Situated:
    contact, history = contact_of(table.get("contact", {}))
    return Situated(
        table["id"],
        frozenset(table["faults"]),
        frozenset(table.get("tolerated", ())),
        language,
        Message(table["text"], table.get("subject", ""), tuple(table.get("to", ()))),
        brief_of(table.get("brief", {})),
        contact,
        history or history_of(table.get("history", ())),
    )


def labelled(language: str, name: str) -> list[Labelled]:
    """The messages of a file, each checked as it would be before it leaves."""
    encoder = usual_encoder()
    return [Labelled(one.id, one.faults, one.tolerated, one.check(encoder)) for one in situated(language, name)]


def _of_courteous(about: str, courteous: Sequence[Labelled]) -> Iterator[Row]:
    yield measured(CASE, f"{about}: courteous messages", len(courteous), "")
    yield measured(CASE, f"{about}: courteous ones blocked", sum(one.is_blocked for one in courteous), "")
    yield measured(CASE, f"{about}: most warnings on a courteous one", max(one.warnings for one in courteous), "")
    yield measured(CASE, f"{about}: courteous ones warned of", sum(one.warnings > 0 for one in courteous), "")
    yield measured(CASE, f"{about}: hints on a courteous one, mean", mean(one.hints for one in courteous), "")


def _described(about: str, courteous: Sequence[Labelled], faulty: Sequence[Labelled]) -> Iterator[Row]:
    every = [*courteous, *faulty]
    right = sum(len(one.warned & one.faults) for one in every)
    wrong = sum(len(one.warned - one.faults - one.tolerated) for one in every)
    there, found = Counter[str](), Counter[str]()
    for one in every:
        there.update(one.faults)
        found.update(one.faults & one.codes)
    yield from _of_courteous(about, courteous)
    yield measured(CASE, f"{about}: faulty messages", len(faulty), "")
    yield measured(CASE, f"{about}: precision of warnings and blocks", right / max(right + wrong, 1))
    yield measured(CASE, f"{about}: recall", found.total() / there.total())
    yield measured(CASE, f"{about}: recall of warnings and blocks alone", right / there.total())
    for code in sorted(there):
        yield measured(CASE, f"{about}: {code} recall", found[code] / there[code])
