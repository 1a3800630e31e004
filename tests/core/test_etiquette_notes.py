"""What is written of a person: found in each language, told from honest notes, and looked for at small cost."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from entregent.core.etiquette import check_note
from entregent.core.etiquette.families.people import LABELS, TELLS
from entregent.core.etiquette.lexicon import LANGUAGES, lexicon
from entregent.core.etiquette.notes import is_suspect, note_findings
from entregent.core.text.reading import PLAIN

PATTERNS = {
    f"{language} {name}": getattr(lexicon(language), name)
    for language in LANGUAGES
    for name in ("sensitive", "rates", "rates_in_a_note")
} | {"labels": LABELS, "tells": TELLS}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Plutôt hostile, influence 4/5", "P103"),
        ("hostile", "P103"),
        ("Très influent", "P103"),
        ("VIP++", "P103"),
        ("★★★☆☆", "P103"),
        ("4/5", "P103"),
        ("3 ★", "P103"),
        ("Pas très fins, plutôt malins", "P103"),
        ("influence : forte", "P103"),
        ("Sentiment: negative", "P103"),
        ("liste noire", "P103"),
        ("detractor", "P103"),
        ("Neutre", "P103"),
        ("musulmane", "P102"),
        ("sympathisant RN", "P102"),
        ("A un cancer", "P102"),
        ("has depression", "P102"),
        ("host\u200bile", "P103"),
        ("Elle est en de\u0301pression depuis mars.", "P102"),
    ],
)
def test_words_without_a_sentence_are_read_in_both_languages(text, code):
    assert code in {one.code for one in note_findings(text)}


@pytest.mark.parametrize(
    "text",
    [
        "VIP",
        "presse catholique",
        "religion",
        "santé",
        "extrême droite",
        "on gay rights",
        "anti-gaspillage",
        "syndicalisme",
        "Score final du match : 3 à 1",
        "À rappeler le 3 mai",
        "Bulletin paroissial de Figeac",
        "Repas sans porc",
        "Support technique",
        "Porte-parole ⭐ Rennes",
        "Vue le 4/5 au marché",
        "**important** : appeler avant midi",
        "C++ developer",
    ],
)
def test_topics_and_ways_of_behaving_are_no_label(text):
    assert note_findings(text) == ()


@pytest.mark.parametrize("name", PATTERNS)
def test_whatever_a_pattern_finds_is_suspect(name):
    """Texts made out of a pattern, so that no word added to it is passed over by what looks first."""
    pattern = re.compile(f"(?:{PATTERNS[name].pattern})(?![a-z])", PATTERNS[name].flags)

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.from_regex(pattern, alphabet=st.characters(max_codepoint=0x2B50, exclude_categories=("Cs",))))
    def every_match_is_suspect(text):
        assert is_suspect(text.lower()) or not pattern.search(text.lower().translate(PLAIN))

    every_match_is_suspect()


@given(st.text(max_size=60))
def test_what_is_not_suspect_has_no_finding(text):
    if not is_suspect(text):
        assert not any(check_note(text, language=language).findings for language in LANGUAGES)
