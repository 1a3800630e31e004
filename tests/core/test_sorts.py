"""Suggested sorts: what each kind of message gives, and what gives nothing."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entregent.core.sorts import Sort, suggest_sort
from entregent.core.sorts.sorts import Cue
from entregent.core.text.phrases import Phrases


def sort_of(text, language=None):
    found = suggest_sort(text, language=language)
    return found.sort if found else None


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("À quelle heure ferme votre boutique de Rennes le samedi ?", Sort.QUESTION),
        ("Je voudrais savoir si vous livrez en Belgique.", Sort.QUESTION),
        ("La livraison a mis trois semaines, et personne n’a répondu à mes courriels.", Sort.CRITICISM),
        ("Votre appli est nulle.", Sort.DISCONTENT),
        ("Vous êtes des menteurs, des escrocs !", Sort.ATTACK),
        ("J’adore votre podcast, un vrai régal.", Sort.PRAISE),
        ("Vous devriez ouvrir un atelier de réparation.", Sort.IDEA),
        ("La mairie inaugure samedi un nouveau jardin partagé.", Sort.INFORMATION),
        ("Casino en ligne : bonus gratuit, cliquez ici https://casino.example", Sort.SPAM),
        ("What time does your Leeds store close on Sundays?", Sort.QUESTION),
        ("The app crashes every time I open my trips, since the last update.", Sort.CRITICISM),
        ("Your service is terrible.", Sort.DISCONTENT),
        ("You are liars and crooks!", Sort.ATTACK),
        ("I love your podcast, such a treat.", Sort.PRAISE),
        ("You should run a repair workshop.", Sort.IDEA),
        ("The council announces the closure of the bridge until 30 May.", Sort.INFORMATION),
        ("Need backlinks? Our SEO agency, first page of Google, https://seo.example", Sort.SPAM),
    ],
)
def test_each_sort_is_told_in_both_languages(text, sort):
    assert sort_of(text) is sort


def test_the_sentence_and_the_words_that_suggest_it_are_shown():
    text = "Bonjour. J’ai lu votre guide hier. Pouvez-vous me dire où trouver le formulaire ? Merci !"
    found = suggest_sort(text, language="fr")

    assert found.sort is Sort.QUESTION
    assert text[found.start : found.end] == "Pouvez-vous me dire où trouver le formulaire ?"
    assert found.start <= found.cue_start < found.cue_end <= found.end
    assert found.cue is Cue.ASKS


@pytest.mark.parametrize(
    "text",
    [
        "Merci d’avance pour votre réponse, cordialement.",
        "Thanks in advance for your reply, kind regards.",
        "Qui peut encore croire une chose pareille ?",
        "Non mais vous vous moquez de qui ?",
        "Super, encore un train supprimé. Merci bien. 🙄",
        "Super, ma toiture fuit et il pleut trois jours.",
        "Oh well done, now the neighbours are flooded too.",
        "Le docteur Parfait consulte le mardi.",
        "Je ne dis pas que c’est mauvais.",
        "Le voleur de vélos, vu au cinéma de quartier hier.",
        "Ok",
        "",
        "   \n ",
    ],
)
def test_thanks_irony_rhetoric_and_names_suggest_nothing(text):
    assert sort_of(text, "fr") is None or "Thanks" in text
    assert sort_of(text) is None


def test_what_others_said_code_and_links_do_not_count():
    assert sort_of("Mon voisin dit : « Votre service est nul et vous êtes des voleurs ! » Je note.", "fr") is None
    assert sort_of("> Votre service est nul.\nJe note votre avis.", "fr") is None
    assert sort_of("RT @alice: your service is terrible", "en") is None
    assert sort_of("`votre service est nul`", "fr") is None
    assert sort_of('if (avis == "nul") { return "votre service est nul"; }', "fr") is None
    assert sort_of("https://votre-service-est-nul.example", "fr") is None


def test_a_line_of_a_list_is_no_code():
    assert sort_of("À revoir :\n- votre service est nul ;\n- rien d’autre.", "fr") is Sort.DISCONTENT


def test_a_negation_turns_a_judgement_over_but_not_across_a_comma():
    assert sort_of("Votre accueil n’est pas formidable.", "fr") is Sort.DISCONTENT
    assert sort_of("Je n’ai jamais été déçue chez vous !", "fr") is Sort.PRAISE
    assert sort_of("Votre service, ce n’est pas rien, est formidable !", "fr") is Sort.PRAISE


def test_a_complaint_that_says_why_can_be_discussed():
    assert sort_of("Your store is horrible.", "en") is Sort.DISCONTENT
    assert sort_of("Your store is horrible because the queue never moves.", "en") is Sort.CRITICISM


def test_what_follows_but_decides_and_a_mixture_without_it_says_nothing():
    assert sort_of("Votre pain est excellent mais le service est lamentable depuis un mois.", "fr") is Sort.CRITICISM
    assert sort_of("Votre pain est excellent. Votre service est lamentable.", "fr") is None


def test_news_of_a_catastrophe_is_no_criticism():
    assert sort_of("Helicopter crash in Glasgow: terrible scenes, police say", "en") is not Sort.CRITICISM
    assert sort_of("Terrible disaster in the valley, 400 homes damaged http://t.example", "en") is None


def test_the_question_of_a_title_is_asked_of_nobody():
    assert sort_of("Faut-il interdire les pailles ? https://journal.example/pailles", "fr") is None


def test_other_languages_get_no_suggestion():
    assert sort_of("Wann schließt euer Laden am Samstag?", "de") is None
    assert sort_of("Wann schließt euer Laden am Samstag, und liefert ihr auch nach Österreich?") is None


@given(st.text(max_size=400), st.sampled_from(["fr", "en"]))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_and_what_is_shown_lies_in_it(text, language):
    found = suggest_sort(text, language=language)

    if found:
        assert 0 <= found.start <= found.cue_start <= found.cue_end <= found.end <= len(text)
        assert 0.6 <= found.confidence <= 1


CUES = st.lists(
    st.sampled_from(
        [
            "nul",
            "bravo",
            "pas",
            "vous",
            "?",
            "!",
            "mais",
            "\n",
            "escrocs",
            "il faudrait",
            "« nul »",
            "gratuit",
            "É",
            "œuvre",
        ]
    ),
    max_size=30,
)


@given(CUES)
@settings(max_examples=150, deadline=None)
def test_offsets_hold_whatever_is_mixed_and_the_answer_is_the_same_twice(words):
    text = " ".join(words)
    found = suggest_sort(text, language="fr")

    assert found == suggest_sort(text, language="fr")
    if found:
        assert text[found.start : found.end].strip() == text[found.start : found.end]


def test_phrases_know_alternatives_beginnings_and_gaps():
    phrases = Phrases({(Cue.FAILS, 0.7): "ne|n … marche|fonctionne pas, plant*"})

    assert [(one.first, one.last) for one in phrases.find(["le", "site", "ne", "marche", "vraiment", "pas"])] == []
    assert [(one.first, one.last) for one in phrases.find(["le", "site", "ne", "me", "fonctionne", "pas"])] == [(2, 6)]
    assert [(one.first, one.last) for one in phrases.find(["il", "a", "plante"])] == [(2, 3)]


def test_a_long_text_costs_no_more_than_its_beginning_and_awkward_ones_are_read_in_time():
    started = time.process_time()
    for text in ("?" * 50_000, "« " * 20_000, "ne " * 20_000, "a" * 100_000, "`" * 9_999, "RT @x " * 5_000):
        suggest_sort(text, language="fr")

    assert time.process_time() - started < 5
