"""Whoever was heard becomes known in one click, with the page that says so."""

import re

import pytest

from entregent.accounts.models import Role
from entregent.contacts.models import Contact
from tests.people import make_team
from tests.posts import fetched, heard

pytestmark = pytest.mark.django_db
BASE = "/w/les-amis-du-tri/people/"
SAID = {
    "name": "Zoé Roux",
    "outlet": "Le Potager",
    "site": "https://potager.example/",
    "title": "Compost",
    "address": "https://potager.example/1",
}


def test_the_author_of_a_post_is_kept_with_their_evidence(people, client):
    client.force_login(people.alice)
    post = heard(people.workspace, fetched("Compost")).posts.get()
    page = client.get(f"/w/les-amis-du-tri/listen/posts/{post.pk}/").content.decode()
    form = page[page.index(f"{BASE}found/") :]
    sent = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form[: form.index("</form>")]))
    assert client.post(f"{BASE}found/", sent).status_code == 302
    assert Contact.objects.get().name in (post.author, post.source.title)


def test_the_same_person_heard_twice_is_one_file(people, client):
    client.force_login(people.alice)
    client.post(f"{BASE}found/", SAID)
    answer = client.post(f"{BASE}found/", SAID | {"name": "ZOE ROUX"}, follow=True, headers={"accept-language": "en"})
    assert "You know them already" in answer.content.decode()
    zoe = Contact.objects.get()
    fact = zoe.facts.get()
    assert (fact.kind, fact.how, fact.evidence, fact.evidence_address) == ("site", "seen", "Compost", SAID["address"])
    assert [outlet.name for outlet in zoe.outlets.all()] == ["Le Potager"]


def test_who_may_not_keep_people_is_not_offered_it(people, client):
    post = heard(people.workspace, fetched("Compost")).posts.get()
    client.force_login(make_team(people.workspace)[Role.READER])
    assert "found/" not in client.get(f"/w/les-amis-du-tri/listen/posts/{post.pk}/").content.decode()
    assert client.post(f"{BASE}found/", SAID).status_code == 403
    assert not Contact.objects.exists()
