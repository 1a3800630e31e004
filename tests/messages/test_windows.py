"""A draft open in two windows: none overwrites what the other kept, and a page whose message left says so."""

import re
from dataclasses import asdict, replace

import pytest
from django.utils import timezone

from entregent.messages.actions import queue, remove_draft, save_draft
from entregent.messages.errors import ChangedElsewhereError
from entregent.messages.models import Message
from entregent.messages.windows import version_of
from tests.messages.conftest import GOOD, NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(client, draft, people):
    client.force_login(people.bob)
    return f"/w/{people.workspace.slug}/messages/{draft.pk}/"


def opened(client, url) -> str:
    """The version that a page just opened sends back."""
    return re.search(r'name="version" value="([^"]+)"', client.get(url).content.decode())[1]


def typed(text: str, version: str, **more) -> dict[str, object]:
    told = asdict(replace(GOOD, text=text)) | {"version": version} | more
    return {name: value for name, value in told.items() if value is not False}


def kept() -> str:
    return Message.objects.get().text


@pytest.mark.parametrize(("page", "more"), [("margin/", {}), ("", {"keep": "1"}), ("", {"send": "1"})])
def test_what_another_window_kept_is_not_overwritten(client, url, page, more):
    first, second = opened(client, url), opened(client, url)
    client.post(f"{url}margin/", typed("Bonjour, de la seconde fenêtre", second))

    answer = client.post(url + page, typed("Bonjour, de la première", first, **more), HTTP_ACCEPT_LANGUAGE="en")

    assert answer.status_code == 409
    shown = answer.content.decode()
    assert "changed in another window" in shown
    assert 'name="mine"' in shown
    assert kept() == "Bonjour, de la seconde fenêtre"
    assert Message.objects.get().state == Message.State.DRAFT


def test_without_javascript_nothing_typed_is_lost_and_one_chooses(client, url):
    first, second = opened(client, url), opened(client, url)
    client.post(f"{url}margin/", typed("Bonjour, de la seconde fenêtre", second))
    answer = client.post(url, typed("Bonjour, de la première", first, keep="1"))
    assert "Bonjour, de la première</textarea>" in answer.content.decode()
    again = re.search(r'name="version" value="([^"]+)"', answer.content.decode())[1]

    assert client.post(url, typed("Bonjour, de la première", again, keep="1")).status_code == 409
    assert client.post(url, typed("Bonjour, de la première", again, mine="1")).status_code == 302
    assert kept() == "Bonjour, de la première"


@pytest.mark.parametrize("version", ["x\x00 2026-01-01T00:00:00+00:00", "é 0001-01-01T00:00:00+14:00", "0 x", " "])
def test_a_version_that_no_page_sent_is_that_of_another_window(client, url, version):
    before = kept()

    assert client.post(f"{url}margin/", typed("Bonjour", version)).status_code == 409
    assert kept() == before


def test_one_window_goes_on_whatever_became_of_its_answers(client, url):
    version = opened(client, url)

    for text in ("Bonjour,", "Bonjour, un", "Bonjour, un deux"):
        assert client.post(f"{url}margin/", typed(text, version)).status_code == 200
    assert kept() == "Bonjour, un deux"
    assert client.post(url, typed("", version, send="1")).status_code == 422
    assert client.post(f"{url}margin/", typed("Bonjour, trois", version)).status_code == 200


def test_one_opened_after_the_change_writes_on(client, url):
    client.post(f"{url}margin/", typed("Bonjour, un", opened(client, url)))

    assert client.post(f"{url}margin/", typed("Bonjour, deux", opened(client, url))).status_code == 200


@pytest.mark.parametrize("version", ["x", " ", " 2026-13-45T99:00", "x 2026-01-01T00:00:00", "x" * 5000])
def test_a_version_that_is_none_keeps_nothing(draft, people, version):
    with pytest.raises(ChangedElsewhereError):
        save_draft(draft, replace(GOOD, text="Autre"), by=people.bob, now=NOW, version=version)
    assert kept() == GOOD.text


def test_without_a_version_nothing_is_asked(draft, people):
    save_draft(draft, replace(GOOD, text="Un"), by=people.bob, now=NOW, version=version_of(draft))
    save_draft(draft, replace(GOOD, text="Deux"), by=people.bob, now=NOW)

    assert kept() == "Deux"


def test_a_page_whose_message_left_is_led_to_it(letterbox, client, url, draft, people):
    version = opened(client, url)
    queue(draft, by=people.bob, now=timezone.now())

    answer = client.post(f"{url}margin/", typed("Bonjour encore", version), HTTP_ACCEPT_LANGUAGE="en")

    assert answer.headers["HX-Redirect"] == url
    assert "It was sent from another window" in client.get(url, HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert kept() == GOOD.text


def test_a_page_whose_draft_was_put_away_is_led_to_the_list(client, url, draft, people):
    version = opened(client, url)
    remove_draft(draft, by=people.bob, now=NOW)

    answer = client.post(f"{url}margin/", typed("Bonjour encore", version))

    assert answer.headers["HX-Redirect"] == f"/w/{people.workspace.slug}/messages/"
    assert kept() == GOOD.text
