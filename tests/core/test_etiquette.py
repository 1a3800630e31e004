"""The rules of etiquette: what each finds, what leaves them silent, and where they point."""

import tomllib
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entregent.core.etiquette import (
    Brief,
    Contact,
    Exchange,
    Kind,
    Message,
    Post,
    Profile,
    Purpose,
    Severity,
    all_rules,
    check,
    check_note,
)
from entregent.core.etiquette.files import FactsError, UnknownKeyError, brief_of, contact_of
from entregent.core.etiquette.reference import index_page, rule_page
from entregent.core.etiquette.sentences import message_of, pages, remedy_of

KIND = (
    "Bonjour Léa,\n\nj’ai lu ton billet sur le compost d’appartement, et j’ai bien ri avec les moucherons. Je travaille au tri "
    "à Rennes : ça te dirait de visiter le centre avec moi, une heure, mardi 3 mars ? Le train est remboursé ; libre à toi d’en "
    "parler ou non.\n\nPaul"
)
TODAY = date(2026, 6, 15)


def codes(*facts, **more):
    return {one.code for one in check(*facts, **more).findings}


def test_a_courteous_message_has_nothing_said_of_it():
    assert codes(KIND) == set()


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("Nous vous offrons la montre en échange d’un article.", "W103", "en échange d’un"),
        ("We send the watch in exchange for a post on your blog.", "W103", "in exchange for"),
        ("Nous vous garantissons des retombées énormes.", "W101", "vous garantissons"),
        ("Un lieu incontournable vous attend.", "W102", "incontournable"),
        ("Venez, CE SERA UNE SOIRÉE ÉNORME avec vous.", "W106", "CE SERA UNE SOIRÉE ÉNORME"),
        ("Je vous enverrai le dossier de presse.", "M105", "vous enverrai"),
        ("Chère blogueuse,\nvoici une nouvelle.", "B109", "Chère blogueuse,"),
        ("Dear blogger,\nhere is some news for you.", "B109", "Dear blogger,"),
        ("Voir https://example.org/visite?utm_source=mail pour la suite de la visite.", "W112", "utm_source"),
        ("Un bоn d’achat vous attend chez nous.", "W114", "bоn"),
    ],
)
def test_a_fault_is_pointed_at_in_the_text_as_given(text, code, words):
    found = [one for one in check(text).findings if one.code == code]

    assert found, codes(text)
    evidence = found[0].evidence
    assert words in text[evidence.start : evidence.end] or text[evidence.start : evidence.end] in words
    assert text[evidence.start : evidence.end] == evidence.words


@pytest.mark.parametrize(
    "text",
    [
        "Le casque est obligatoire sur le chantier, je vous en prête un.",
        "Rien d’obligatoire : publiez ou non, cela vous appartient.",
        "Venez échanger avec l’équipe, sans contrepartie.",
        "> Nous vous offrons la montre en échange d’un article.\n\nJe n’écrirais jamais cela.",
        "Merci pour votre mot.\n\nLe 3 juin, Paul a écrit :\nPublication obligatoire en échange d’un article.",
    ],
)
def test_what_only_looks_like_a_condition_is_none(text):
    assert "W103" not in codes(text)


def test_html_and_hidden_letters_are_seen_through():
    text = "<p>Bonjour L&eacute;a,</p><p>la montre, <b>en &eacute;chan\u200bge</b> d’un article ?</p>"
    (found,) = [one for one in check(text, language="fr").findings if one.code == "W103"]

    assert text[found.evidence.start : found.evidence.end].startswith("en &eacute;chan\u200bge")
    assert "W114" in codes(text, language="fr")


def test_another_language_is_said_and_not_judged_but_facts_are():
    report = check(
        "Estimado bloguero, le ofrecemos una experiencia única a cambio de una publicación en su blog esta semana.",
        contact=Contact(do_not_contact=True),
    )

    assert {one.code for one in report.findings} == {"W115", "P101"}
    assert report.language == "es"
    assert report.tone is None


def test_the_contact_is_heard():
    brief = Brief(what="goûter nos bières", theme="bière artisanale", topics=("bière",), purpose=Purpose.INVITATION)
    contact = Contact(name="Léa", address_form="vous", refused=("bière",))

    assert {"B103", "W111"} <= codes(KIND, brief, contact)


def test_what_they_publish_tells_whether_it_is_their_subject():
    posts = (Post("Un pull en mérinos"), Post("Tricoter des chaussettes"))
    drill = Brief(what="tester une perceuse", theme="bricolage et perceuses", purpose=Purpose.ASK)

    assert "B104" in codes("Bonjour Zoé, essaieriez-vous notre perceuse mardi ?", drill, Contact(posts=posts))
    wool = Brief(what="visiter une filature de mérinos", theme="laine", purpose=Purpose.ASK)
    assert "B104" not in codes("Bonjour Zoé, viendriez-vous mardi ?", wool, Contact(posts=posts))


@pytest.mark.parametrize(
    ("history", "purpose", "code"),
    [
        ([Exchange(date(2026, 6, 10), Kind.MESSAGE, by="Alice")], Purpose.ASK, "M101"),
        (
            [
                Exchange(date(2026, 5, 1), Kind.ASK),
                Exchange(date(2026, 5, 9), Kind.FOLLOW_UP),
                Exchange(date(2026, 5, 20), Kind.FOLLOW_UP),
            ],
            Purpose.FOLLOW_UP,
            "M102",
        ),
        ([Exchange(date(2026, month, 1), Kind.ASK) for month in (1, 3, 5)], Purpose.ASK, "M103"),
        (
            [
                Exchange(date(2026, 1, 1), Kind.ASK, topic="mode"),
                Exchange(date(2026, 3, 1), Kind.ASK, topic="football"),
            ],
            Purpose.ASK,
            "M104",
        ),
        (
            [Exchange(date(2026, 5, 1), Kind.ASK), Exchange(date(2026, 5, 2), Kind.NO, who="them")],
            Purpose.FOLLOW_UP,
            "M106",
        ),
    ],
)
def test_what_was_exchanged_counts(history, purpose, code):
    brief = Brief(theme="compost", purpose=purpose)

    assert code in codes(KIND, brief, history=history, today=TODAY)
    assert code not in codes(KIND, brief, history=history[:0], today=TODAY)


def test_days_are_not_counted_without_a_day():
    assert "M101" not in codes(KIND, history=[Exchange(date(2026, 6, 10), Kind.MESSAGE, by="Alice")])


def test_an_answer_by_them_allows_another_follow_up():
    history = [
        Exchange(date(2026, 5, 1), Kind.FOLLOW_UP),
        Exchange(date(2026, 5, 9), Kind.FOLLOW_UP),
        Exchange(date(2026, 5, 12), Kind.ANSWER, who="them"),
    ]

    assert "M102" not in codes(KIND, Brief(purpose=Purpose.FOLLOW_UP), history=history, today=TODAY)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Influence 4/5, plutôt hostile à notre marque.", "P103"),
        ("Elle est en dépression depuis mars.", "P102"),
        ("He is openly gay and votes for the greens.", "P102"),
        ("Support: 3/5, easily flattered.", "P103"),
    ],
)
def test_a_note_holds_no_opinion_and_nothing_sensitive(text, code):
    report = check_note(text)

    assert code in {one.code for one in report.findings}
    assert report.is_blocked


@pytest.mark.parametrize(
    "text",
    [
        "Tient un blog sur la santé au travail ; préfère qu’on l’appelle après 18 h.",
        "Writes about religion and the city; met at the book fair on 3 May.",
        "Repas sans porc. A critiqué le tracé de la ligne B le 3 mai, avec trois arguments.",
    ],
)
def test_a_note_of_facts_may_be_kept(text):
    assert check_note(text).findings == ()


def test_a_workspace_weighs_rules_and_a_reason_lifts_a_block():
    text = "Nous vous offrons la montre en échange d’un article."
    assert check(text).is_blocked
    assert not check(text, profile=Profile(waivers={"W103": "Contrat signé le 3 mai."})).is_blocked
    assert not check(text, profile=Profile(severities={"W103": Severity.WARN})).is_blocked
    assert "W103" not in codes(text, profile=Profile(severities={"W103": None}))


def test_facts_come_from_tables_and_unknown_keys_are_named():
    contact, history = contact_of(
        tomllib.loads(
            'name = "Léa"\n[[posts]]\ntitle = "Un"\ndate = 2026-05-01\n[[history]]\nwhen = 2026-05-02\nkind = "ask"'
        )
    )
    assert (contact.posts[0].when, history[0].kind) == (date(2026, 5, 1), Kind.ASK)

    with pytest.raises(UnknownKeyError) as refused:
        brief_of({"topic": ["compost"]})
    assert (refused.value.key, refused.value.nearest) == ("topic", "topics")
    with pytest.raises(FactsError) as refused:
        contact_of({"history": [{"when": "hier", "kind": "ask"}]})
    assert refused.value.key == "history.1.when"
    with pytest.raises(FactsError) as refused:
        contact_of({"posts": [{"text": "sans titre"}]})
    assert refused.value.key == "posts.1.title"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_rule_has_its_page_and_its_sentences(language):
    assert list(pages(language)) == list(pages("en"))
    assert set(pages(language)) == set(all_rules())
    for code in all_rules():
        assert rule_page(code, language).startswith(f"# {code} ")
        assert code in index_page(language)


@settings(max_examples=120, deadline=None)
@given(
    st.text(max_size=300)
    | st.lists(
        st.sampled_from(
            [
                *"<>&;\u200bé\u0301 \n'’«»!?",
                "en échange d’un article",
                "<p>",
                "&eacute;",
                "VENEZ TOUS VITE",
                "tu",
                "vous",
                "{nom}",
            ]
        ),
        max_size=40,
    ).map("".join)
)
def test_whatever_is_written_the_places_are_those_of_the_text_given(text):
    for language in ("fr", "en"):
        for one in check(text, language=language).findings:
            evidence = one.evidence
            if evidence.start is not None:
                assert 0 <= evidence.start <= evidence.end <= len(text)
            assert message_of(one, language)
            assert remedy_of(one, language)


def test_a_very_long_message_is_read_in_part_and_said_so():
    report = check("Un mot de vous. " * 70_000, language="fr")

    assert report.is_cut
    assert not check(KIND).is_cut


def test_several_addresses_show():
    assert "B110" in codes(Message(KIND, to=("lea@example.org", "karim@example.org")))
    assert "B110" not in codes(Message(KIND, to=("lea@example.org",)))
