"""The team's pages about people's data: what they say, what they do, and to whom they are closed."""

import pytest
from django.db import connection
from django.urls import reverse

from entregent.contacts.models import Contact
from entregent.core.etiquette.sentences import pages
from entregent.messages.models import Message
from entregent.privacy.actions.asking import ask
from entregent.privacy.models import Controller, Erasure, KeptOn, Notice, Request
from tests.privacy.conftest import NOW, OURS, person
from tests.privacy.test_keeping import LONG_AGO

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice(client, people):
    client.force_login(people.alice)
    return client


def at(name, people, *numbers):
    return reverse(f"privacy:{name}", args=[people.workspace.slug, *numbers])


def test_nothing_waits_says_so(alice, people):
    page = alice.get(at("overview", people)).content.decode()
    assert "Personne n’attend de réponse" in page
    assert "Tout le monde a été prévenu" in page
    assert "Qui répond de ce fichier" in page


def test_who_answers_is_said_and_a_mistake_loses_nothing(alice, people):
    said = {
        "name": "Les Amis",
        "address": "3 rue Haute",
        "email": "pas une adresse",
        "purpose": "informer",
        "months_kept": 36,
    }
    page = alice.post(at("controller", people), said)
    assert page.status_code == 422
    assert "3 rue Haute" in page.content.decode()
    assert alice.post(at("controller", people), said | {"email": "a@amis.example"}).status_code == 302
    kept = Controller.objects.get()
    assert (kept.purpose, kept.months_kept, kept.is_automatic) == ("informer", 36, False)


def test_those_chosen_are_written_to(letterbox, alice, controller, malik, people):
    other = person(people, "Zoé Petit", "zoe@example.org", came=NOW)
    page = alice.post(at("tell", people), {"deed": "write", "contact": [malik.pk]}, follow=True).content.decode()
    assert "1 lettre est en route" in page
    assert set(Message.objects.values_list("contact", flat=True)) == {malik.pk}
    assert f'value="{other.pk}"' in page
    assert f'value="{malik.pk}"' not in page


def test_told_in_another_way_is_noted_for_several_and_taken_back(alice, malik, people):
    noted = {"deed": "note", "contact": [malik.pk], "how": "by hand", "reason": "au marché"}
    page = alice.post(at("tell", people), noted, follow=True).content.decode()
    assert "C’est noté pour 1 personne" in page
    notice = Notice.objects.get()
    alice.post(at("tell", people), {"deed": "back", "notice": [notice.pk]})
    assert not Notice.objects.exists()


def test_a_notice_of_elsewhere_is_not_taken_back(alice, people):
    theirs = Contact.objects.create(workspace=people.elsewhere, name="Ailleurs", sort_name="ailleurs")
    notice = Notice.objects.create(contact=theirs, how="by hand", reason="x")
    alice.post(at("tell", people), {"deed": "back", "notice": [notice.pk]})
    assert Notice.objects.filter(pk=notice.pk).exists()


def test_a_request_of_today_leads_to_its_page_and_is_answered(letterbox, alice, controller, malik, people):
    one = ask(malik, kind="access", via="letter", words="Que gardez-vous ?", by=people.bob, now=NOW)
    today = alice.get(reverse("web:today", args=[people.workspace.slug])).content.decode()
    assert at("asked", people, one.pk) in today
    assert "Malik Roux demande à lire" in today
    assert "Que gardez-vous ?" in alice.get(at("asked", people, one.pk)).content.decode()
    refused = alice.post(at("answer", people, one.pk), {"deed": "refuse", "words": ""})
    assert refused.status_code == 422
    answered = alice.post(at("answer", people, one.pk), {"deed": "do", "words": "Voici."}, follow=True)
    assert "Une lettre le lui dit" in answered.content.decode()
    again = alice.post(at("answer", people, one.pk), {"deed": "do", "words": "Voici."}, follow=True)
    assert "rien n’a été fait deux fois" in again.content.decode()
    assert Message.objects.count() == 1


def test_a_request_that_came_by_letter_is_noted(alice, malik, people):
    asked = {"kind": "erase", "via": "letter", "words": "Effacez-moi"}
    page = alice.post(at("note_asked", people, malik.pk), asked, follow=True).content.decode()
    assert "Effacez-moi" in page
    assert malik.left_in_peace.filter(lifted_at=None).exists()
    wrong = alice.post(at("note_asked", people, malik.pk), asked | {"kind": "page"})
    assert wrong.status_code == 422


def test_two_months_more_want_a_reason(alice, malik, people):
    one = ask(malik, kind="access", via="letter", by=people.bob, now=NOW)
    assert alice.post(at("extend", people, one.pk), {"reason": ""}).status_code == 422
    alice.post(at("extend", people, one.pk), {"reason": "Trois listes"})
    one.refresh_from_db()
    assert one.extension == "Trois listes"


def test_the_data_of_one_shows_what_they_read_and_gives_the_link_once(alice, malik, people):
    page = alice.get(at("theirs", people, malik.pk)).content.decode()
    assert "malik@example.org" in page
    given = alice.post(at("link", people, malik.pk), {"deed": "give"}, follow=True).content.decode()
    assert "/person/" in given
    assert "/person/" not in alice.get(at("theirs", people, malik.pk)).content.decode()
    alice.post(at("link", people, malik.pk), {"deed": "revoke"})
    assert not malik.person_links.filter(revoked_at=None).exists()


def test_being_erased_is_confirmed(alice, malik, people):
    url = at("erase", people, malik.pk)
    assert alice.get(url).status_code == 200
    assert alice.post(url, {}).status_code == 422
    assert Contact.objects.filter(pk=malik.pk).exists()
    assert "effacé" in alice.post(url, {"sure": "on"}, follow=True).content.decode()
    assert not Contact.objects.filter(pk=malik.pk).exists()
    assert Erasure.objects.get().why == Erasure.Why.OURS


def test_those_past_their_time_are_kept_on_or_erased(alice, people):
    first, second = (person(people, name, f"{name}@example.org", came=LONG_AGO) for name in ("ancien", "vieux"))
    page = alice.get(at("past", people)).content.decode()
    assert "ancien" in page
    alice.post(at("settle_past", people), {"deed": "keep", "contact": [first.pk], "reason": ""})
    assert not KeptOn.objects.exists()
    alice.post(at("settle_past", people), {"deed": "keep", "contact": [first.pk], "reason": "Mémoire du quartier"})
    chosen = {"deed": "erase", "contact": [first.pk, second.pk]}
    page = alice.post(at("settle_past", people), chosen).content.decode()
    assert "vieux" in page
    assert "ancien" not in page
    assert alice.post(at("settle_past", people), chosen | {"asked": ""}).status_code == 422
    assert people.workspace.contacts.count() == 2, "nobody said that they are sure"
    alice.post(at("settle_past", people), chosen | {"asked": "", "sure": "on"})
    assert set(people.workspace.contacts.values_list("name", flat=True)) == {"ancien"}


@pytest.mark.parametrize("name", ["record", "contract"])
def test_documents_are_filled_in_and_kept_as_files(name, alice, controller, people):
    page = alice.get(at("document", people, name)).content.decode()
    assert OURS.name in page
    file = alice.get(at("document", people, name) + "?file")
    assert file["Content-Disposition"].startswith("attachment")
    assert OURS.purpose in file.content.decode()
    assert alice.get(at("document", people, "other")).status_code == 404


def test_where_a_rule_blocks_the_answer_it_is_said_which_and_no_word_is_lost(
    letterbox, alice, controller, malik, people
):
    one = ask(malik, kind="access", via="letter", by=people.bob, now=NOW)
    words = "Publication obligatoire de notre communiqué."
    page = alice.post(at("answer", people, one.pk), {"deed": "do", "words": words})
    shown = page.content.decode()
    assert page.status_code == 422
    assert words in shown
    assert "Une règle bloque la lettre" in shown or "A rule blocks the letter" in shown
    assert pages("fr")["W103"].title in shown
    assert "serveur" not in shown
    one.refresh_from_db()
    assert (one.state, one.answer) == ("open", "")


def test_where_a_rule_blocks_why_it_takes_longer_no_word_is_lost(letterbox, alice, controller, malik, people):
    malik.language = "en"
    malik.save()
    one = ask(malik, kind="access", via="letter", by=people.bob, now=NOW)
    reason = "We will pay you 50 € to publish a favourable article"
    page = alice.post(at("extend", people, one.pk), {"reason": reason})
    assert page.status_code == 422
    assert reason in page.content.decode()
    one.refresh_from_db()
    assert one.extension == ""


def test_what_the_file_is_for_asks_nothing(letterbox, alice, malik, people):
    said = {"name": "Les Amis", "address": "3 rue Haute", "email": "a@amis.example", "months_kept": 36}
    refused = alice.post(at("controller", people), said | {"purpose": "relayez notre pétition"})
    assert refused.status_code == 422
    assert not Controller.objects.exists()
    assert alice.post(at("controller", people), said | {"purpose": OURS.purpose}).status_code == 302


def test_a_correction_that_came_by_letter_says_what(alice, malik, people):
    page = alice.post(at("note_asked", people, malik.pk), {"kind": "correct", "via": "letter", "words": " "})
    assert page.status_code == 422
    assert not Request.objects.exists()


def test_of_two_who_erase_the_second_is_told(alice, malik, people):
    """Erased between the page and the deed."""

    waiting = [malik]

    def erased_first(execute, sql, *rest):
        if sql.startswith("SAVEPOINT") and waiting:
            waiting.pop().delete()
        return execute(sql, *rest)

    with connection.execute_wrapper(erased_first):
        page = alice.post(at("erase", people, malik.pk), {"sure": "on"})
    assert (page.status_code, page["Location"]) == (302, reverse("contacts:people", args=[people.workspace.slug]))
    assert not Erasure.objects.exists()


def test_requests_of_elsewhere_are_not_found(alice, people):
    theirs = Contact.objects.create(workspace=people.elsewhere, name="Ailleurs", sort_name="ailleurs")
    one = ask(theirs, kind="access", via="letter", by=people.charlie, now=NOW)
    assert alice.get(at("asked", people, one.pk)).status_code == 404
    assert alice.post(at("answer", people, one.pk), {"deed": "do"}).status_code == 404
    assert alice.get(at("theirs", people, theirs.pk)).status_code == 404
    assert Request.objects.get().state == Request.State.OPEN
