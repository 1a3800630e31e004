"""What no phrase says and a sentence sounds like: a warning or a hint, never a block, and only where something listens."""

import pytest

from entregent.core.etiquette import Brief, Message, Severity, check
from entregent.core.etiquette.classifier import usual_classifier
from entregent.core.etiquette.facts import Purpose
from entregent.core.etiquette.hearing import MOST_HEARD, Bounds, bounds
from entregent.core.text.encoder import usual_encoder

# Written for this test; no phrase finds them.
FAULTY = {
    "W101": ["Croyez-moi, après cette visite, votre compteur de lecteurs ne redescendra plus.",
             "Trust me, once this is up you won't be able to count the visitors."],
    "W103": ["Nous vous invitons au spa ; il va sans dire que nous aimerions en voir la trace sur votre compte.",
             "The room's yours for the night, and we'd just need to see it on your feed before check-out."],
    "W107": ["Franchement, ce que vous faites est d'une beauté folle, nous sommes tous conquis ici.",
             "Your whole feed is a delight and we can't get enough of you."],
    "P103": ["Cette journaliste avale tout ce qu'on lui raconte, un vrai cadeau pour nous.",
             "She'll swallow any story you feed her, bless her."],
}  # fmt: skip
COURTEOUS = [
    "Le moulin tourne le samedi, et je garde une heure pour vous le 27 juin.",
    "Écrivez-en ou non, la visite reste la vôtre.",
    "The mill grinds on Saturdays, and I'll keep an hour for you on 27 June.",
    "Write about it or don't: the visit is yours either way.",
]
CASES = [
    (code, text, language) for code, texts in FAULTY.items() for text, language in zip(texts, ("fr", "en"), strict=True)
]


def told(text, language, encoder):
    return check(Message(text), Brief(purpose=Purpose.ASK), language=language, encoder=encoder).findings


@pytest.mark.parametrize(("code", "text", "language"), CASES)
def test_a_fault_in_words_of_its_own_is_heard(code, text, language):
    assert code not in {one.code for one in told(text, language, None)}, "a phrase finds it: write another sentence"
    (found,) = [one for one in told(text, language, usual_encoder()) if one.code == code]
    assert found.evidence.is_heard
    assert found.evidence.words == text
    assert not found.blocks


@pytest.mark.parametrize("text", COURTEOUS)
def test_courteous_sentences_sound_like_nothing(text):
    language = "fr" if "le" in text.split() or "la" in text.split() else "en"
    assert [one.code for one in told(text, language, usual_encoder()) if one.evidence.is_heard] == []


def test_what_a_phrase_says_is_not_said_twice():
    found = [
        one
        for one in told("Nous vous offrons le séjour en échange de deux posts.", "fr", usual_encoder())
        if one.code == "W103"
    ]
    assert [one.evidence.is_heard for one in found] == [False]
    assert found[0].blocks


def test_it_listens_to_the_subject():
    message = Message("Bonjour Léa,\n\nLe moulin tourne le samedi.", subject="Nous avons une idée pour vous, mais chut")
    found = [
        one
        for one in check(message, Brief(purpose=Purpose.ASK), encoder=usual_encoder()).findings
        if one.evidence.is_heard
    ]
    assert [(one.code, one.evidence.start, one.evidence.words) for one in found] == [("B105", None, message.subject)]


def test_a_phrase_in_a_sentence_that_does_not_sound_so_is_doubted():
    text = "You can film in the workshop provided that the machines are off."
    (by_words,) = [one for one in told(text, "en", None) if one.code == "W103"]
    (by_ear,) = [one for one in told(text, "en", usual_encoder()) if one.code == "W103"]
    assert (by_words.severity, by_ear.severity) == (Severity.BLOCK, Severity.WARN)
    assert by_ear.evidence.is_doubted


def test_another_language_is_not_listened_to():
    text = "Le garantizamos que su blog se hará famosísimo en toda España y que sus lectores no volverán a dormir."
    assert [one.code for one in check(text, encoder=usual_encoder()).findings if one.evidence.is_heard] == []


def test_an_encoder_without_layers_leaves_it_to_words():
    class Plain:
        def encode(self, texts, /):
            return usual_encoder().encode(texts)

    code, text, language = CASES[0]
    assert code not in {one.code for one in told(text, language, Plain())}


def test_scores_have_a_column_for_each_code_and_stay_the_same():
    classifier, encoder = usual_classifier(), usual_encoder()
    texts = [text for _, text, _ in CASES]
    scores = classifier.scores(texts, encoder)
    assert scores.shape == (len(texts), len(classifier.codes))
    assert (classifier.scores(texts[::-1], encoder)[::-1] == scores).all()
    assert classifier.scores([], encoder).shape == (0, len(classifier.codes))


def test_every_code_that_is_scored_has_its_bounds():
    assert set(bounds()) == set(usual_classifier().codes)
    assert all(one.hint <= one.warn and one.doubt < one.warn for one in bounds().values())


def test_a_score_is_a_warning_a_hint_or_nothing():
    of = Bounds(warn=1.0, hint=0.0)
    assert [of.severity(score) for score in (2.0, 1.0, 0.5, -0.1)] == [
        Severity.WARN,
        Severity.WARN,
        Severity.HINT,
        None,
    ]


def test_of_very_many_sentences_the_first_are_listened_to():
    code, faulty, language = CASES[0]
    quiet = [f"La cuisson numéro {number} a duré une nuit." for number in range(MOST_HEARD)]
    assert code in {one.code for one in told(" ".join([faulty, *quiet]), language, usual_encoder())}
    assert code not in {one.code for one in told(" ".join([*quiet, faulty]), language, usual_encoder())}
    after = " ".join([*quiet, "Nous vous offrons le séjour en échange de deux posts."])
    assert "W103" in {one.code for one in told(after, language, usual_encoder()) if one.blocks}


def test_doubts_do_not_add_up():
    text = "The winner of the prize gets £500 for the post. You can film here provided that the machines are off."
    found = told(text, "en", usual_encoder())
    doubted = [one.severity for one in found if one.evidence.is_doubted]
    assert Severity.BLOCK not in doubted
    assert doubted.count(Severity.WARN) <= 1


def test_what_words_say_in_a_passage_is_not_heard_as_well():
    text = (
        "Bonjour Odile,\n\nVotre billet sur le compost nous a plu, et nous serions ravis de vous lire encore.\n\n"
        "Hello again: the watch is yours in return for a post on your blog.\n\nCamille"
    )
    found = check(Message(text, "La montre en échange d’un article"), language="fr", encoder=usual_encoder()).findings
    assert [one.evidence.is_heard for one in found if one.code == "W103"] == [False, False]
