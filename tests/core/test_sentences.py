"""Sentences of French and English texts, and where they stand."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entregent.core.text import sentences

NARROW = "\u202f"


@pytest.mark.parametrize(
    "expected",
    [
        ["Il pleut.", "Nous restons."],
        ["M. Dupont et Mme Martin arrivent.", "Ils sont en retard."],
        ["On trie le verre, le carton, etc. et on composte."],
        ["On trie le verre, le carton, etc.", "Puis on composte."],
        ["Des déchets, p. ex. du carton, cf. art. 5 et p. 12."],
        ["J. Dupont et J.-P. Martin ont écrit."],
        [f"« Ah{NARROW}! dit-elle, c’est vous{NARROW}? »", "Oui."],
        ["« C’est fini. »", "Elle part."],
        ["Elle hésite… puis répond.", "C’est non…", "Tant pis !"],
        ["Il pèse 3.5 kg et coûte 12.50 €.", "Parfait."],
        ["Voir https://exemple.fr/a.html?b=c.", "Puis revenir."],
        ["Vraiment ?!", "Oui !!!", "Non."],
        ["Mr. Smith lives in the U.S. and writes, e.g. on weekends.", "She agrees."],
        ["He said: “It works.”", "They smiled."],
        ["(Nous verrons.)", "Demain peut-être."],
        ["Je viens demain.", "on se voit où"],
        ["Super !", "🌱 Merci."],
    ],
)
def test_it_cuts_as_readers_do(expected):
    assert [sentence.text for sentence in sentences(" ".join(expected))] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. Trier\n2. Composter", ["1. Trier", "2. Composter"]),
        ("Une phrase coupée\npar la largeur de l’écran.", ["Une phrase coupée\npar la largeur de l’écran."]),
        ("Titre\n\nTexte", ["Titre", "Texte"]),
        ("", []),
        (" \n ", []),
        ("...", ["..."]),
    ],
)
def test_lines_end_sentences_unless_they_go_on(text, expected):
    assert [sentence.text for sentence in sentences(text)] == expected


@given(st.text() | st.text(alphabet="aA1.!?… \n»“”\"')M"))
def test_sentences_cover_every_character_that_is_not_space(text):
    found = sentences(text)
    covered = {index for sentence in found for index in range(sentence.start, sentence.end)}
    assert all(index in covered for index, character in enumerate(text) if not character.isspace())


@given(st.text() | st.text(alphabet="aA1.!?… \n»“”\"')M"))
def test_sentences_stand_in_order_where_they_say(text):
    found = sentences(text)
    assert all(
        text[sentence.start : sentence.end] == sentence.text == sentence.text.strip() != "" for sentence in found
    )
    assert all(one.end <= other.start for one, other in pairwise(found))
