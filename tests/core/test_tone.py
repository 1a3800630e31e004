"""Tone: figures worked out by hand, who speaks and to whom, and the words that could be plainer."""

import tomllib
from importlib.resources import files

import pytest

from entregent.core.text.reading import read
from entregent.core.text.tone import Address, Person, Sector, tone_of
from entregent.core.text.tone.readability import syllables
from entregent.core.text.tone.words import LANGUAGES

LEXICONS = files("entregent.core.text.tone")


def tone(text, language="fr", sector=None):
    return tone_of(read(text), language, sector)


def words(remarks):
    return [one.words for one in remarks]


def test_kandel_and_moles_is_as_worked_out_by_hand():
    # Les(1) pe-tites(2) mai-sons(2) re-gardent(2) la(1) ri-vière(2): 10 syllables, 6 words a sentence.
    # 207 − 1.015 × 6 − 73.6 × 10/6 = 207 − 6.09 − 122.67 = 78.24
    told = tone("Les petites maisons regardent la rivière. " * 5)

    assert (told.readability, told.formula) == (78.2, "Kandel–Moles")


def test_flesch_is_as_worked_out_by_hand():
    # The(1) neigh-bours(2) wan-ted(2) ta-bles(2) for(1) the(1) gar-den(2): 11 syllables, 7 words a sentence.
    # 206.835 − 1.015 × 7 − 84.6 × 11/7 = 206.835 − 7.105 − 132.943 = 66.79
    told = tone("The neighbours wanted tables for the garden. " * 5, "en")

    assert (told.readability, told.formula) == (66.8, "Flesch")


def test_too_few_words_tell_nothing():
    assert tone("Le chat dort. " * 9).readability is None  # 27 words
    assert tone("Le chat dort. " * 10).readability is not None


@pytest.mark.parametrize(
    ("language", "word", "count"),
    [
        *[("fr", word, 1) for word in ("eau", "les", "rue", "chat", "porte", "portes")],
        *[("fr", word, 2) for word in ("regardent", "vraiment", "maison", "petite")],
        *[("fr", word, 3) for word in ("simplement", "animaux", "inaugure")],
        *[("en", word, 1) for word in ("the", "make", "makes", "walked", "while", "smiled", "files")],
        *[("en", word, 2) for word in ("table", "wanted", "needed", "houses", "places", "boxes", "people")],
        *[("en", word, 3) for word in ("visited", "syllable", "animal")],
    ],
)
def test_syllables_are_those_one_speaks(language, word, count):
    assert syllables(word, language) == count


def test_length_of_sentences_is_their_mean():
    told = tone("Le moulin tourne. Venez le voir tourner samedi.")

    assert (told.words, told.sentences, told.words_per_sentence) == (8, 2, 4.0)
    nothing = tone("")
    assert (nothing.words, nothing.sentences, nothing.words_per_sentence) == (0, 0, 0.0)


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("fr", "Le centre a été inauguré hier.", ["été inauguré"]),
        ("fr", "Les places seront aussi données.", ["seront aussi données"]),
        ("fr", "Elle est allée au moulin, et nous sommes ravis.", []),
        ("fr", "L’été passé, il a plu.", []),
        ("en", "It was decided to close.", ["was decided"]),
        ("en", "The mill has been built here.", ["been built"]),
        ("en", "I am delighted, and she was used to it.", []),
    ],
)
def test_passives_are_pointed_at(language, text, found):
    remarks = tone(text, language).passives

    assert words(remarks) == found
    assert all(one.why and not one.instead for one in remarks)


@pytest.mark.parametrize(
    ("language", "text", "person"),
    [
        ("fr", "J’ai vu le moulin, et nous avons ri.", Person.I),
        ("fr", "Nous ouvrons le moulin.", Person.WE),
        ("fr", "On ouvre le moulin.", Person.WE),
        ("fr", "Le moulin ouvre.", Person.NOBODY),
        ("fr", "« Je reviens demain matin très tôt », disait le meunier.", Person.NOBODY),
        ("en", "I’ve seen the mill.", Person.I),
        ("en", "Our mill opens.", Person.WE),
        ("en", "The mill opens.", Person.NOBODY),
    ],
)
def test_who_speaks(language, text, person):
    assert tone(text, language).person is person


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Ton moulin tourne.", Address.TU),
        ("Je t’écris.", Address.TU),
        ("Votre moulin tourne.", Address.VOUS),
        ("Ton moulin tourne, et je vous écris.", Address.BOTH),
        ("Toi et ton équipe, vous verrez.", Address.TU),
        ("Le ton monte ; un rendez-vous viendra-t-il ?", None),
    ],
)
def test_how_the_reader_is_spoken_to(text, address):
    assert tone(text).address is address


def test_english_has_no_two_ways_and_has_words_of_friends_and_of_old_letters():
    told = tone("Hey guys, the undersigned would kindly ask you to come.", "en")

    assert told.address is None
    assert words(told.familiar) == ["Hey", "guys"]
    assert words(told.formal) == ["undersigned", "kindly"]


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("fr", "Afin de voir le moulin.", [("Afin de", "pour")]),
        ("fr", "Pour voir le moulin.", []),
        ("fr", "Elle dit « afin de mettre en place un reporting ».", []),
        ("en", "We utilise the mill in order to grind.", [("utilise", "use"), ("in order to", "to")]),
        ("en", "We use the mill to grind.", []),
    ],
)
def test_jargon_has_other_words(language, text, found):
    assert [(one.words, one.instead) for one in tone(text, language).jargon] == found


@pytest.mark.parametrize(
    ("language", "text", "at_home", "only"),
    [
        ("fr", "Un dispositif de gouvernance.", {Sector.INSTITUTION, Sector.ASSOCIATION}, None),
        ("fr", "Nos livrables, une feuille de route.", {Sector.B2B}, None),
        ("en", "Our deliverables, a roadmap.", {Sector.B2B}, None),
        ("fr", "En points de vente, une expérience client.", set(), Sector.CONSUMER),
        ("en", "For shoppers, a customer journey.", set(), Sector.CONSUMER),
    ],
)
def test_what_is_jargon_depends_on_who_speaks_to_whom(language, text, at_home, only):
    for sector in (None, *Sector):
        is_jargon = sector is only if only else sector not in at_home
        assert bool(tone(text, language, sector).jargon) == is_jargon, sector


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("fr", "Un lieu incontournable.", [("incontournable", "connu, utile")]),
        ("fr", "Ce n’est pas un lieu incontournable.", []),
        ("fr", "Le leader du marché.", [("leader", "")]),
        ("en", "A groundbreaking mill.", [("groundbreaking", "new")]),
        ("en", "It is not a groundbreaking mill.", []),
        ("en", "One of a kind.", [("One of a kind", "")]),
    ],
)
def test_superlatives_have_a_plainer_word_or_a_reason(language, text, found):
    remarks = tone(text, language).superlatives

    assert [(one.words, one.instead) for one in remarks] == found
    assert all(bool(one.instead) != bool(one.why) for one in remarks)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_superlative_of_the_lexicon_says_what_to_do(language):
    written = tomllib.loads((LEXICONS / f"{language}.toml").read_text(encoding="utf-8"))

    assert all(("instead" in one) != ("why" in one) for one in written["superlatives"])
