"""The page of a message says where nobody told the person of the file yet."""

import pytest

from entregent.messages.models import Message
from entregent.privacy.models import Notice
from tests.messages.conftest import NOW, draft, malik, people

__all__ = ["draft", "malik", "people"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client, draft, people):
    client.force_login(people.bob)
    url = f"/w/{people.workspace.slug}/messages/{draft.pk}/"

    def read() -> str:
        return client.get(url, HTTP_ACCEPT_LANGUAGE="en").content.decode()

    return read


def test_it_says_so_with_a_link_to_where_they_are_told(page, malik, people):
    shown = page()
    assert "Nobody has told them yet" in shown
    assert f"/w/{people.workspace.slug}/people/privacy/people/{malik.pk}/" in shown


def test_whoever_was_told_knows(page, malik, people):
    Notice.objects.create(contact=malik, how=Notice.How.BY_HAND, reason="dit au marché", by=people.bob, at=NOW)

    assert "Nobody has told them yet" not in page()


def test_it_is_said_of_the_first_message_alone(page, draft, malik, people):
    Message.objects.create(workspace=people.workspace, contact=malik, by=people.bob, state=Message.State.SENT)

    assert "Nobody has told them yet" not in page()
