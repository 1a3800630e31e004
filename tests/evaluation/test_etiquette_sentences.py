"""The sentences that the clauses of etiquette were tuned on stay told apart."""

import tomllib
from pathlib import Path

import pytest

from entregent.core.etiquette import Brief, Message, Severity, check
from entregent.core.etiquette.facts import Purpose

SENTENCES = Path(__file__).parents[2] / "evaluation" / "etiquette" / "sentences"
TABLES = [
    (language, code, rows)
    for language in ("fr", "en")
    for code, rows in tomllib.loads((SENTENCES / f"{language}.toml").read_text(encoding="utf-8")).items()
]


def told(code, text, language):
    purpose = None if code == "M105" else Purpose.ASK
    found = check(Message(text), Brief(purpose=purpose), language=language).findings
    return code in {one.code for one in found if one.severity is not Severity.HINT}


@pytest.mark.parametrize(("language", "code", "rows"), TABLES, ids=[f"{one[0]} {one[1]}" for one in TABLES])
def test_faulty_sentences_are_found_and_courteous_ones_let_be(language, code, rows):
    missed = [text for text in rows["faulty"] if not told(code, text, language)]
    wronged = [text for text in rows["courteous"] if told(code, text, language)]
    assert len(missed) <= len(rows["faulty"]) / 5, missed
    assert len(wronged) <= 1, wronged
    if code in ("W103", "P103"):  # what blocks is never wrong of a sentence that was read
        assert not wronged
