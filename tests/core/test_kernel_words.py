"""Compiled code reads the words that the plain reading reads."""

import pytest

numba = pytest.importorskip("numba")

import numpy as np  # noqa: E402
from hypothesis import given, settings  # noqa: E402
from hypothesis import strategies as st  # noqa: E402

from entregent.core.matching.kernel.engine import answer  # noqa: E402, F401 (loads numba's cache once)
from entregent.core.matching.kernel.folding import INLINE, MARK, PASSED_OVER, POOLED, SAME, folding  # noqa: E402
from entregent.core.text import tokenise  # noqa: E402


def folded(code):
    """What the tables make of a character: None where it separates or is passed over."""
    tables = folding()
    place = code if code < 0x800 else tables.pages[code >> 8] + (code & 0xFF)
    entry = int(tables.entries[place])
    kind = entry >> 28
    if kind in (0, PASSED_OVER, MARK):
        return None
    if kind == SAME:
        return chr(code)
    if kind == POOLED:
        start = entry & 0xFFFFF
        return bytes(tables.pool[start : start + (entry >> 20 & 0x7F)]).decode()
    assert kind == INLINE
    return (entry & 0xFFFFFF).to_bytes(3, "little")[: entry >> 24 & 7].decode()


def test_every_character_folds_as_the_tokeniser_folds_it():
    wrong = []
    for code in range(0x110000):
        words = tokenise(chr(code))
        if (folded(code) or "") != (words[0].word if words else ""):
            wrong.append(code)
    assert wrong == []


@settings(max_examples=300)
@given(st.text(max_size=30))
def test_folding_has_no_context(text):
    visible = [c for c in text if c.isalnum()]
    whole = tokenise("".join(visible))
    assert "".join(one.word for one in whole) == "".join(folded(ord(c)) or "" for c in visible)


def test_the_tables_cannot_be_written():
    with pytest.raises(ValueError, match="read-only"):
        np.copyto(folding().entries, 0)
