"""Stems, terms and the pieces they are cut from."""

import threading
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entregent.core.text import fold, stem, terms
from entregent.core.text.pieces import Kind, hashtag_words, pieces
from entregent.core.text.stems import LONGEST_TERM, STEMMED

languages = st.none() | st.sampled_from([*sorted(STEMMED), "tlh"])


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("compost", "composts", "fr"),
        ("déchet", "Déchets", "fr"),
        ("association", "associations", "fr"),
        ("jardiner", "jardinées", "fr"),
        ("œuvre", "ŒUVRES", "fr"),
        ("composting", "composted", "en"),
        ("gardens", "garden", "en"),
    ],
)
def test_forms_of_a_word_are_one_stem(one, other, language):
    assert stem(one, language) == stem(other, language)


@pytest.mark.parametrize(("one", "other"), [("compote", "compost"), ("port", "portail")])
def test_words_apart_stay_apart(one, other):
    assert stem(one, "fr") != stem(other, "fr")


@pytest.mark.parametrize(("inflected", "base"), [("compostées", "composter"), ("jardinée", "jardiner")])
def test_accents_are_there_for_the_stemmer(inflected, base):
    assert stem(inflected, "fr") == stem(base, "fr")
    assert stem(fold(inflected), "fr") != stem(base, "fr")


@pytest.mark.parametrize("language", [None, "tlh", "zh"])
def test_a_language_without_stemmer_is_only_folded(language):
    assert stem("Déchets", language) == "dechets"


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("L’eau de la ville est à nous", "fr", ["eau", "vill"]),
        ("L’eau de la ville", None, ["eau", "de", "la", "ville"]),
        ("The water of the town isn’t ours", "en", ["water", "town"]),
        ("aujourd’hui, l’éco-citoyenne", "fr", ["eco", "citoyen"]),
        ("Voir https://exemple.fr/compost ou bob@exemple.fr 🌱", "fr", ["voir"]),
        ("#ZéroDéchet", "fr", ["zerodechet", "zero", "dechet"]),
        ("#compost", "fr", ["compost"]),
        ("Merci @Lea_Nantes", "fr", ["merc", "lea", "nantes"]),
        ("3,5 kg", "fr", ["3", "5", "kg"]),
        ("compost, composts", "fr", ["compost", "compost"]),
        ("", "fr", []),
    ],
)
def test_terms_are_what_a_search_finds(text, language, expected):
    assert terms(text, language) == expected


@given(st.text(), languages)
def test_any_text_gives_folded_terms_that_an_index_can_hold(text, language):
    for term in terms(text, language):
        assert 0 < len(term) <= LONGEST_TERM
        assert not any(character.isspace() for character in term)


@given(st.text(), languages)
def test_composed_and_decomposed_accents_give_the_same_terms(text, language):
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert terms(composed, language) == terms(decomposed, language)


def test_threads_do_not_disturb_each_other():
    words = ["composts", "jardinage", "associations", "déchèteries"] * 500
    expected = [stem(word, "fr") for word in words]
    given_back: list[list[str]] = []
    threads = [threading.Thread(target=lambda: given_back.append([stem(w, "fr") for w in words])) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert given_back == [expected] * 4


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("L’eau d’ici", [(Kind.CLITIC, "L’"), (Kind.WORD, "eau"), (Kind.CLITIC, "d’"), (Kind.WORD, "ici")]),
        ("aujourd’hui quelqu’un", [(Kind.WORD, "aujourd’hui"), (Kind.WORD, "quelqu’un")]),
        ("jusqu’à presqu'île", [(Kind.CLITIC, "jusqu’"), (Kind.WORD, "à"), (Kind.WORD, "presqu'île")]),
        ("éco-citoyen", [(Kind.WORD, "éco-citoyen")]),
        ("don’t", [(Kind.WORD, "don’t")]),
        ("3,5 kg", [(Kind.NUMBER, "3,5"), (Kind.WORD, "kg")]),
        ("(voir www.exemple.fr/a_(b)).", [(Kind.WORD, "voir"), (Kind.LINK, "www.exemple.fr/a_(b)")]),
        ("@bob@exemple.social", [(Kind.MENTION, "@bob@exemple.social")]),
        ("bob@exemple.fr", [(Kind.EMAIL, "bob@exemple.fr")]),
        ("#ZéroDéchet #12", [(Kind.HASHTAG, "#ZéroDéchet"), (Kind.NUMBER, "12")]),
        ("🇫🇷👩🏽‍🌾", [(Kind.EMOJI, "🇫🇷"), (Kind.EMOJI, "👩🏽‍"), (Kind.EMOJI, "🌾")]),
    ],
)
def test_pieces_are_what_a_reader_sees(text, kinds):
    assert [(piece.kind, piece.text) for piece in pieces(text)] == kinds


@given(st.text() | st.text(alphabet="a1é’'-#@.:/www()\n 🌱"))
def test_pieces_stand_in_order_where_they_say(text):
    cut = list(pieces(text))
    assert all(text[piece.start : piece.end] == piece.text and piece.text for piece in cut)
    assert all(one.end <= other.start for one, other in pairwise(cut))


@given(st.text(alphabet=st.characters(categories=["L"])))
def test_every_letter_is_in_a_piece(text):
    assert "".join(piece.text for piece in pieces(text)) == text


@pytest.mark.parametrize(
    ("hashtag", "words"),
    [
        ("#ZéroDéchet2026", ["Zéro", "Déchet", "2026"]),
        ("#zero_dechet", ["zero", "dechet"]),
        ("#SNCFVoyages", ["SNCF", "Voyages"]),
        ("#compost", ["compost"]),
        ("#ÉcoQuartier", ["Éco", "Quartier"]),
    ],
)
def test_a_hashtag_is_read_by_its_capitals(hashtag, words):
    assert hashtag_words(hashtag) == words
