import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entregent.core.text import fold, tokenise


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Éco-Citoyen", "eco-citoyen"),
        ("ŒUVRE", "oeuvre"),
        ("Straße", "strasse"),
        ("ça", "ca"),
        ("ﬁn", "fin"),
        ("İ", "i"),
    ],
)
def test_it_folds_case_accents_and_ligatures(written, folded):
    assert fold(written) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_composed_and_decomposed_accents_are_the_same_words(text):
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert [t.word for t in tokenise(composed)] == [t.word for t in tokenise(decomposed)]


@given(st.text())
def test_offsets_point_at_the_written_word(text):
    tokens = tokenise(text)
    for token in tokens:
        written = text[token.start : token.end]
        assert "".join(t.word for t in tokenise(written)) == token.word
    assert all(one.end <= other.start for one, other in pairwise(tokens))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("l’eau d'ici", ["l", "eau", "d", "ici"]),
        ("éco-citoyen", ["eco", "citoyen"]),
        ("com\u00adpost", ["compost"]),
        ("#Compost2026 !", ["compost2026"]),
        ("½ litre", ["12", "litre"]),
    ],
)
def test_it_cuts_words_as_readers_do(text, words):
    assert [token.word for token in tokenise(text)] == words
