"""What of a message is judged: our part of it, its subject, each language in it, whatever letters it is written with."""

from datetime import date, timedelta
from time import process_time

import numpy as np
import pytest

from entregent.core.etiquette import check
from entregent.core.etiquette.facts import Brief, Contact, Exchange, Kind, Message, Purpose
from entregent.core.etiquette.findings import Severity
from entregent.core.etiquette.notes import note_findings
from entregent.core.etiquette.profile import Profile
from entregent.core.etiquette.seen import seen
from entregent.core.etiquette.sentences import message_of

LETTER = "Bonjour Odile,\n\nVotre billet sur le compost m’a plu. Pourriez-vous relire notre fiche avant le 3 mars ?\n\nMerci, Paul"
BARGAIN = "La montre est à vous en échange d’un article."


def codes(text, subject="", language="fr"):
    return {one.code for one in check(Message(text, subject), language=language).findings}


def places(text, code, language="fr"):
    found = [one.evidence for one in check(text, language=language).findings if one.code == code]
    return [text[one.start : one.end] for one in found]


@pytest.mark.parametrize(
    ("subject", "code"),
    [
        ("La montre en échange d’un article", "W103"),
        ("Une visite incontournable", "W102"),
        ("Elle est en dépression", "P102"),
        ("Cher blogueur", "B109"),
        ("VENEZ TOUS MAINTENANT", "W106"),
        ("The watch in return for a post on your blog", "W103"),
        ("https://example.org/?utm_source=mail", "W112"),
    ],
)
def test_the_subject_is_judged_by_its_words(subject, code):
    found = [one for one in check(Message(LETTER, subject), language="fr").findings if one.code == code]
    assert [one.evidence.start for one in found] == [None]
    assert found[0].evidence.words in subject


@pytest.mark.parametrize("subject", ["Visite du dépôt, 3 mars", "UNESCO et SNCF : une visite", ""])
def test_a_plain_subject_adds_nothing(subject):
    assert codes(LETTER, subject) == codes(LETTER)


@pytest.mark.parametrize(
    "text",
    [
        f"{LETTER}\n\nLe journal de mardi a écrit : bravo.\n{BARGAIN}",
        f"{LETTER}\n\nLe maire a écrit :\n{BARGAIN}",
        f"Le 3 nov. 2026 à 10:00, Odile a écrit :\n\n> Que proposez-vous ?\n>\n> Odile\n\n{BARGAIN}",
        f"Le mar. 3 nov. 2026 à 10:00, Odile Martin <\nodile@exemple.fr> a écrit :\n> Et alors ?\n\n{BARGAIN}",
        f"Bonjour,\r\n\r\n{BARGAIN}\r\n\r\nLe 3 juin, Paul a écrit :\r\n> Et alors ?\r\n",
        f"Le festival ouvre le 12 juin.\nNotre ami Paul a écrit :\n{BARGAIN}",
        f"Bonjour,\n-- \n{'Une ligne.' * 3}\n" + "Encore une ligne.\n" * 9 + BARGAIN,
    ],
)
def test_what_we_write_is_judged_wherever_it_stands(text):
    assert places(text, "W103") == ["en échange d’un"]


@pytest.mark.parametrize(
    "text",
    [
        f"Merci.\n\nLe 3 juin, Paul a écrit :\n{BARGAIN}",
        f"Merci.\n\nLe mar. 3 nov. 2026 à 10:00, Odile Martin <\nodile@exemple.fr> a écrit :\n\n> {BARGAIN}\n",
        f"Merci.\n\nLe 3 nov. 2026 à 10:00, Odile a écrit :\n> {BARGAIN}\n\n> {BARGAIN}\n\nÀ bientôt, Paul",
        f"Merci.\n\nDe : Odile\nEnvoyé : mardi\nObjet : la montre\n\n{BARGAIN}",
        f"Merci.\n\n-- \nPaul\n{BARGAIN}",
        f"Merci.\r\n\r\nLe 3 juin, Paul a écrit :\r\n{BARGAIN}\r\n",
        f"Merci.\n\n-- \nPaul\n{BARGAIN}\n\nLe 3 nov. 2026 à 10:00, Odile a écrit :\n" + f"> {BARGAIN}\n" * 12,
    ],
)
def test_what_others_wrote_and_signatures_are_not(text):
    assert places(text, "W103") == []


def test_what_is_said_of_the_tone_stands_in_the_text_given():
    text = "Le 3 nov. 2026 à 10:00, Odile a écrit :\n> Que proposez-vous ?\n\n<p>Une visite incontournable &eacute;videmment.</p>"
    (said,) = check(text, language="fr").tone.superlatives
    assert text[said.start : said.end] == "incontournable"


def test_what_no_language_changes_is_said_once():
    text = f"{LETTER}\n\nHello again, and this is for you: COME AND SEE THE MILL WITH US. It is what we have all been waiting for."
    assert places(text, "W106") == ["COME AND SEE THE MILL WITH US"]


@pytest.mark.parametrize("text", ["Voir ⓘ plus bas.", "Le métro Ⓜ est à deux pas."])
def test_a_sign_is_no_disguise(text):
    assert "W114" not in codes(text)


def test_both_languages_of_a_message_are_judged():
    english = (
        "Hello Odile,\n\nYour post about compost was great, and I would like you to read our page before March 3. "
        "Would you have ten minutes for that?\n\nThank you,\nPaul"
    )
    assert places(f"{english}\n\nPS : {BARGAIN}", "W103", language=None) == ["en échange d’un"]
    assert "W103" in codes(english, "La montre en échange d’un article", language="en")
    both = f"{LETTER}\n\nHello Odile,\n\nThe watch is yours in return for a post on your blog.\n\nThank you, Paul"
    report = check(both, contact=Contact(language="fr"))
    assert report.language == "fr"
    assert "W103" in {one.code for one in report.findings}
    assert "W115" not in {one.code for one in report.findings}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("La montre est à vous en éсhange d’un article.", "en éсhange d’un"),  # a Cyrillic letter
        ("La publication est 𝐨𝐛𝐥𝐢𝐠𝐚𝐭𝐨𝐢𝐫𝐞.", "publication est 𝐨𝐛𝐥𝐢𝐠𝐚𝐭𝐨𝐢𝐫𝐞"),
        ("La montre est à vous en ｅ\u0301ｃｈａｎｇｅ d’un article.", "en ｅ\u0301ｃｈａｎｇｅ d’un"),
        ("La montre est à vous en éch\u200b\u200bange d’un article.", "en éch\u200b\u200bange d’un"),
        ("<p>La montre en &eacute;change d&rsquo;un article d&eacute;di&eacute;</p>", "en &eacute;change d&rsquo;un"),
    ],
)
def test_a_word_is_found_whatever_its_letters_and_shown_whole(text, said):
    assert places(text, "W103") == [said]
    assert text.startswith("<p>") or "W114" in codes(text)


@pytest.mark.parametrize(
    "text",
    [
        "a" * 100_000 + " α",
        "> x\n" * 50_000,
        "Le 3 mai, Paul a écrit :\n" + "\n" * 150_000,
        "Le 3 mai, Paul a écrit :\n" + "> a\n\n" * 30_000,
        "Le 3 mai\n" * 20_000,
        "-- \n" * 40_000,
        "De : x\n" * 25_000,
        "<!--" * 50_000,
        "<style>" * 28_000,
    ],
)
def test_a_very_long_text_is_seen_at_once(text):
    began = process_time()
    seen(text)
    assert process_time() - began < 5


def test_trackers_are_looked_for_at_once():
    began = process_time()
    check("<img src=http:" * 14_000, language="fr")
    assert process_time() - began < 5


@pytest.mark.parametrize(
    "note",
    [
        "Appelé.\n-- \nPlutôt hostile, influence 4/5",
        "Le 3 mai, Paul a écrit :\nplutôt hostile, influence 4/5",
        "De : Paul\nDate : hier\n\nPlutôt hostile, influence 4/5",
        "> influence 4/5",
        "𝐡𝐨𝐬𝐭𝐢𝐥𝐞",
        "ｈｏｓｔｉｌｅ",
    ],
)
def test_a_note_is_judged_whole(note):
    assert {one.code for one in note_findings(note)} == {"P103"}


@pytest.mark.parametrize(
    ("written", "severity"),
    [
        ('<img src="https://exemple.org/a.png" style="width:1px">', Severity.WARN),
        ("<img src=https://exemple.org/a.png width=1>", Severity.WARN),
        ('-- \nPaul <img src="https://exemple.org/open.gif">', Severity.WARN),
        ('<img src="https://exemple.org/photo.jpg" width="100">', Severity.HINT),
        ("https://click.exemple.org/ls/abcdef", Severity.WARN),
        ("https://news.un.org/fr/story/2026/11/1", None),
        ("https://m.youtube.com/watch?v=abcdef", None),
        ("Le 3 mai, Odile a écrit :\n> https://exemple.org/?utm_source=lettre\n\nMerci.", None),
    ],
)
def test_trackers_and_images(written, severity):
    found = [one.severity for one in check(f"{LETTER}\n{written}", language="fr").findings if one.code == "W112"]
    assert found == ([severity] if severity else [])


class Encoder:
    """Says that whatever it is asked of is near."""

    def encode(self, texts):
        return np.ones((len(texts), 4), np.float32) / 2


def test_a_hint_does_not_hide_a_block_of_the_same_rule():
    brief = Brief(theme="dégustation de vins", topics=("alcool",), purpose=Purpose.ASK)
    contact = Contact(refused=("spiritueux", "alcool"))
    found = check(LETTER, brief, contact, language="fr", encoder=Encoder()).findings
    assert [one.severity for one in found if one.code == "B103"] == [Severity.BLOCK, Severity.HINT]


def test_a_workspace_that_weighs_a_rule_more_keeps_its_doubts():
    brief = Brief(theme="perceuses", purpose=Purpose.ASK)
    contact = Contact(topics=("tricot",), posts=())
    profile = Profile(severities={"B101": Severity.BLOCK})
    asked = "Bonjour Odile,\n\nPourriez-vous relire notre fiche avant le 3 mars ?\n\nMerci, Paul"
    assert "B101" in {
        one.code for one in check(asked, brief, contact, language="fr", profile=profile).findings if one.blocks
    }
    image = f'{LETTER}\n<img src="https://exemple.org/photo.jpg" width="100">'
    found = check(image, language="fr", profile=Profile(severities={"W112": Severity.BLOCK})).findings
    assert [one.severity for one in found if one.code == "W112"] == [Severity.HINT]


@pytest.mark.parametrize(("days", "speaks"), [(6, True), (7, False)])
def test_less_than_seven_days_is_less(days, speaks):
    today = date(2026, 11, 20)
    history = [Exchange(today - timedelta(days=days), Kind.CALL, by="Lina")]
    found = check(LETTER, history=history, language="fr", today=today).findings
    assert ("M101" in {one.code for one in found}) is speaks


def test_days_are_written_as_one_reads_them():
    history = [Exchange(date(2026, 11, 1), Kind.NO, who="them", topic="compost")]
    brief = Brief(theme="compost", purpose=Purpose.ASK)
    (found,) = [one for one in check(LETTER, brief, history=history, language="fr").findings if one.code == "M106"]
    assert "le 1er novembre 2026" in message_of(found, "fr")
    assert "on 1 November 2026" in message_of(found, "en")


@pytest.mark.parametrize(
    ("text", "purpose", "severity"),
    [
        (LETTER.replace("relire notre fiche", "publier un article sur notre fiche"), Purpose.ASK, Severity.WARN),
        (LETTER, Purpose.ASK, Severity.HINT),
        (LETTER, Purpose.NEWS, Severity.HINT),
    ],
)
def test_paid_without_a_word_of_it_warns_where_a_publication_is_asked(text, purpose, severity):
    found = check(text, Brief(paid=True, purpose=purpose), language="fr").findings
    assert [one.severity for one in found if one.code == "W104"] == [severity]


def test_what_they_offered_is_no_fault_of_the_answer():
    refused = "Dear Lachlan,\n\nThank you for offering us a sponsored post at £600. We won’t take it.\n\nEilidh"
    found = check(refused, Brief(purpose=Purpose.ANSWER), language="en").findings
    assert [one.severity for one in found if one.code == "W104"] in ([], [Severity.HINT])
    assert "W104" in {
        one.code for one in check(refused, Brief(purpose=Purpose.ASK), language="en").findings if one.blocks
    }


@pytest.mark.parametrize(
    ("subject", "text", "language"),
    [
        (
            "Notre projet",
            "Train et nuits payés, contre un article, avec la mention « collaboration commerciale ».",
            "fr",
        ),
        ("Our project", "The train is paid, in return for an article marked as a paid partnership.", "en"),
        ("Deux nuits en échange d’un article", "L’article portera la mention « collaboration commerciale ».", "fr"),
        ("Two nights in return for a post", "The post is to be marked as a paid partnership.", "en"),
        ("Two nights in return for a post", "Bonjour,\n\nL’article portera la mention « publicité ».\n\nLucie", "fr"),
    ],
)
def test_a_commercial_partnership_that_says_so_is_none_of_a_bargain(subject, text, language):
    found = check(Message(text, subject=subject), Brief(paid=True, purpose=Purpose.ASK), language=language).findings
    assert {one.severity for one in found if one.code in ("W103", "W104")} <= {Severity.HINT}


@pytest.mark.parametrize("subject", ["Deux nuits en échange d’un article", "Two nights in return for a post"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_bargain_in_the_subject_is_found_in_the_language_of_the_subject(subject, language):
    text = {"fr": "Bonjour,\n\nVenez voir nos ruches.\n\nLucie", "en": "Hello,\n\nCome and see our hives.\n\nLucy"}
    found = check(Message(text[language], subject=subject), language=language).findings
    assert [one.evidence.start for one in found if one.code == "W103" and one.blocks] == [None]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("I want no post, no tag, no photo.", "en"),
        ("Pas d’article, pas de photo : venez en voisine.", "fr"),
        ("Your hives came through the winter.", "en"),
    ],
)
def test_words_that_only_look_like_a_fault(text, language):
    assert {one.code for one in check(text, language=language).findings if one.blocks} == set()


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("La publication est obligatoire avant lundi.", True),
        ("C’est obligatoire de publier avant lundi.", True),
        ("Publier n’est pas obligatoire.", False),
        ("Aucune publication n’est obligatoire.", False),
        ("La mention du crédit est obligatoire : Musée de la Poste.", False),
        ("L’inscription est obligatoire.", False),
    ],
)
def test_what_is_compulsory_in_so_many_words(text, blocks):
    assert ("W103" in codes(text)) is blocks
