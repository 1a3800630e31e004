"""The language of a text: cases of every length, and that no text is too strange to be asked."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entregent.core.text import identify_language
from entregent.core.text.language import USUAL

FRENCH = "Le compostage de quartier réunit chaque samedi une vingtaine de voisins autour des mêmes bacs en bois."
ENGLISH = "The neighbours meet every Saturday around the wooden bins and bring what their kitchens left over this week."


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (FRENCH, "fr"),
        (ENGLISH, "en"),
        ("Das Wetter ist heute sehr schön und wir gehen in den Wald.", "de"),
        ("Hoy hace buen tiempo y vamos a pasear por la playa con los niños.", "es"),
        ("Сегодня хорошая погода, и мы идём гулять в парк.", "ru"),
        ("j’ai pas reçu mon colis", "fr"),
        ("Merci beaucoup", "fr"),
        ("thank you", "en"),
        ("MERCI À TOUTES ET À TOUS POUR VOTRE PATIENCE", "fr"),
        ("@alice_example Bravo pour le jardin ! 🌱 https://example.com/the-best-gardens-of-the-world", "fr"),
        ("Nos voisins trient mieux #ZéroDéchet #Compost", "fr"),
    ],
)
def test_it_tells_the_language(text, language):
    assert identify_language(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n",
        "12 345 €",
        "😀😀 🇫🇷",
        "https://example.com/une-page-en-francais",
        "@alice @bob",
        "ok",
        "Rennes",
        f"{FRENCH} {ENGLISH} {FRENCH} {ENGLISH}",
    ],
)
def test_it_says_that_it_cannot_tell(text):
    assert identify_language(text) is None


def test_a_quotation_does_not_change_the_language_of_a_post():
    assert (
        identify_language(
            f"{FRENCH} {FRENCH} Comme dit le proverbe : “Waste not, want not, and keep your garden.” {FRENCH}"
        )
        == "fr"
    )


@pytest.mark.parametrize(("prior", "language"), [(None, None), ("fr", "fr"), ("en", "en")])
def test_what_is_known_of_the_author_decides_a_single_word(prior, language):
    assert identify_language("Compost", prior=prior) == language


def test_what_is_known_of_the_author_never_outweighs_a_sentence():
    assert identify_language(ENGLISH, prior="fr") == "en"
    assert identify_language("thank you my friends", prior="fr") == "en"


def test_a_language_never_heard_of_is_no_prior():
    assert identify_language("Merci beaucoup", prior="tlh") == "fr"


@given(st.text(), st.none() | st.sampled_from(sorted(USUAL)))
def test_any_text_has_a_known_language_or_none(text, prior):
    assert identify_language(text, prior=prior) in {None, *USUAL}


@given(st.text(alphabet=st.characters(exclude_categories=["L", "M"])))
def test_a_text_without_letters_has_no_language(text):
    assert identify_language(text) is None


def test_nothing_heavy_is_loaded_before_it_is_used():
    check = """
import sys
import entregent.core.text, entregent.core.text.places
print(*sorted({"numpy", "py3langid", "Stemmer", "babel", "django"} & set(sys.modules)))
"""
    ended = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == ""
