import pytest
from django.utils import timezone

from entregent.accounts.actions import use_login_link
from entregent.demo.calendar import PARIS
from entregent.demo.content import sites
from entregent.demo.load import demonstration, demonstration_link, follow_sites, open_demonstration, read_sites
from entregent.demo.people import meet_people
from entregent.demo.server import running
from entregent.discovery.selectors import voices_of
from entregent.relations.selectors import DutyKind, duties
from entregent.watches.selectors import busiest_watch, kept_watches, mentions_heard


@pytest.mark.django_db
def test_the_demonstration_is_read_over_http_and_lives():
    assert demonstration() is None
    workspace = open_demonstration()
    failed = []
    with running() as server:
        sources = follow_sites(workspace, server.feeds())
        allowed = frozenset({("127.0.0.1", server.port)})
        read_sites(
            sources,
            user_agent="test",
            allowed=allowed,
            on_read=lambda read: failed.append(read) if read.error else None,
        )
    assert [read.error.trouble for read in failed] == ["gone"]
    assert demonstration() == workspace
    assert all(watch.mention_count >= 10 for watch in kept_watches(workspace))
    assert mentions_heard(workspace).count() >= 150
    voices = voices_of(busiest_watch(workspace))
    assert len(voices) >= 40
    assert len({voice.source.address for voice in voices[:10]}) == 10
    user = use_login_link(demonstration_link(now=timezone.now()), now=timezone.now())
    assert user.workspaces.get() == workspace


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_demonstration_knows_people_and_owes_them_something(language):
    workspace, now = open_demonstration(), timezone.now()
    contacts = meet_people(workspace, now=now, port=8765, language=language)
    assert len(contacts) >= 12
    signed = {author for site in sites().values() for author in site.authors}
    assert {contact.name for contact in contacts} <= signed
    owed = duties(workspace, now, zone=PARIS)
    kinds = {duty.kind for duty in owed}
    assert kinds >= set(DutyKind) - {DutyKind.LET_BE, DutyKind.FOLLOW_UP, DutyKind.IDEA}
    assert any(duty.is_late for duty in owed)
    promised = next(duty for duty in owed if duty.kind is DutyKind.PROMISE)
    assert (
        promised.what
        == {"fr": "lui prêter le microscope de l’atelier", "en": "lend her the workshop’s microscope"}[language]
    )
