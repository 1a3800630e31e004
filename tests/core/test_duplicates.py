"""Texts that repeat other texts."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entregent.core.duplicates import containment, fingerprints, overlap
from entregent.core.duplicates.winnowing import GRAM, WINDOW

RELEASE = (
    "La métropole ouvre dix composteurs de quartier. Les habitants y portent leurs déchets de cuisine, "
    "et repartent au printemps avec du terreau pour leurs balcons."
)
WORDS = st.lists(st.sampled_from(["le", "compost", "été", "œuvre", "du", "jardin", "2026", "L’eau"]), max_size=60)
TEXTS = WORDS.map(" ".join) | st.text(max_size=300)


@given(TEXTS, TEXTS)
def test_it_is_a_share(a, b):
    assert 0.0 <= containment(a, b) <= 1.0
    assert 0.0 <= overlap(fingerprints(a), fingerprints(b)) <= 1.0


@given(TEXTS)
def test_a_text_is_found_in_itself_and_nowhere_when_it_has_no_word(text):
    assert containment(text, text) == (1.0 if fingerprints(text) else 0.0)


@given(WORDS.filter(bool), TEXTS, TEXTS)
def test_an_excerpt_is_found_whole_whatever_stands_around_it(words, before, after):
    excerpt = " ".join(words)
    assert containment(excerpt, f"{before}\n{excerpt}\n{after}") == 1.0


@given(TEXTS, TEXTS, TEXTS)
def test_more_text_never_takes_away_what_was_found(a, b, more):
    assert containment(a, f"{b} {more}") >= containment(a, b)


@given(WORDS.filter(lambda words: len(words) >= GRAM + WINDOW - 1), WORDS, WORDS)
def test_twelve_words_in_common_leave_a_fingerprint_in_common(shared, before, after):
    """The promise an index stands on."""
    one, other = " ".join([*before, *shared]), " ".join([*shared, *after])
    assert fingerprints(one) & fingerprints(other)


@given(TEXTS)
def test_fingerprints_fit_the_whole_numbers_of_any_database(text):
    assert all(0 <= one < 2**63 for one in fingerprints(text))


def test_the_whole_is_not_in_its_excerpt():
    excerpt = RELEASE[:80]
    assert containment(excerpt, RELEASE) == 1.0
    assert containment(RELEASE, excerpt) < 0.7


@pytest.mark.parametrize(
    "written",
    [RELEASE.upper(), RELEASE.replace("é", "e\u0301"), RELEASE.replace(" ", "\u00a0"), RELEASE.replace(".", " !"),
     RELEASE.replace("composteurs", "compo\u00adsteurs")],
    ids=["capitals", "decomposed accents", "no-break spaces", "other points", "soft hyphens"],
)  # fmt: skip
def test_spelling_does_not_hide_a_copy(written):
    assert containment(RELEASE, written) == 1.0


def test_the_order_of_words_counts_and_that_of_sentences_does_not():
    sentences = RELEASE.split(". ")
    assert containment(RELEASE, ". ".join(reversed(sentences))) > 0.6
    assert containment(RELEASE, " ".join(sorted(RELEASE.split()))) == 0.0


def test_texts_on_the_same_subject_are_not_copies():
    other = "Notre quartier reçoit un composteur : chacun y porte ses déchets, et la métropole donne le terreau au printemps."
    assert containment(RELEASE, other) == 0.0


def test_fingerprints_are_the_same_on_every_run():
    """Python's own hashes are not: an index would be lost at each start."""
    code = f"from entregent.core.duplicates import fingerprints; print(sorted(fingerprints({RELEASE!r})))"
    runs = {subprocess.check_output([sys.executable, "-c", code]) for _ in range(2)}
    assert runs == {f"{sorted(fingerprints(RELEASE))}\n".encode()}
