"""Every address of the product, as an anonymous visitor, a stranger and a member: nobody sees what is not theirs."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from entregent.watches.actions import keep_watch, match_watch
from entregent.watches.models import Mention
from tests.posts import fetched, heard

pytestmark = pytest.mark.django_db
OPEN = {
    "/healthz",
    "/readyz",
    "/language/",
    "/log-in/",
    "/log-out/",
    "/theme/",
    "/log-in/<str:secret>/",
    "/welcome/<str:secret>/",
    "/",
}


def patterns(resolver=None, prefix="/"):
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry, prefix + str(entry.pattern))
        elif isinstance(entry, URLPattern):
            yield prefix + str(entry.pattern)


PRIVATE = sorted(set(patterns()) - OPEN)


@pytest.fixture
def filled(people):
    """Objects of Alice's workspace, by the name of the address part that stands for them."""
    source = heard(people.workspace, fetched("Compost"))
    watch = keep_watch(people.workspace, name="Compost", query="compost", by=people.alice)
    match_watch(watch)
    return {
        "<slug:workspace_slug>": people.workspace.slug, "<int:watch_id>": watch.pk, "<int:source_id>": source.pk,
        "<int:post_id>": source.posts.get().pk, "<int:mention_id>": Mention.objects.get().pk,
    }  # fmt: skip


def address(pattern: str, parts: dict[str, object]) -> str:
    for part, value in parts.items():
        pattern = pattern.replace(part, str(value))
    assert "<" not in pattern, f"the walk does not know a part of {pattern}"
    return pattern


def test_every_private_address_names_its_workspace():
    assert PRIVATE
    assert all(pattern.startswith("/w/<slug:workspace_slug>/") for pattern in PRIVATE)


@pytest.mark.parametrize("pattern", PRIVATE)
def test_only_members_come_in(pattern, filled, people, client):
    url = address(pattern, filled)
    for method in (client.get, client.post):
        anonymous = method(url)
        assert anonymous.status_code in (302, 405), url
        if anonymous.status_code == 302:
            assert anonymous.url.startswith("/log-in/")
    client.force_login(people.charlie)
    assert {client.get(url).status_code, client.post(url).status_code} <= {404, 405}, url
    client.force_login(people.bob)
    assert client.get(url).status_code in (200, 405), url


@pytest.mark.parametrize("pattern", [pattern for pattern in PRIVATE if "<int:" in pattern])
def test_what_belongs_elsewhere_is_not_found_through_ones_own_workspace(pattern, filled, people, client):
    client.force_login(people.charlie)
    url = address(pattern, filled | {"<slug:workspace_slug>": people.elsewhere.slug})
    assert {client.get(url).status_code, client.post(url).status_code} <= {404, 405}, url
