"""Sources are rows that workers share: each is read by one of them, and what came is matched at once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from entregent.accounts.permissions import SYSTEM
from entregent.connectors.contract import Cursor, FetchResult
from entregent.jobs.leases import LostLeaseError, claim
from entregent.listening.actions import follow, record_result
from entregent.listening.actions.read import BATCH
from entregent.listening.models import LEASE, Post, Reading, Source
from tests.jobs.crew import crew_on, until
from tests.posts import fetched
from tests.real.posts import RealPost
from tests.real.server import rss, serving

SOURCES = 2 * BATCH + 20
POST = RealPost("compost", "Le compost du quartier", "Ana", timezone.now() - timedelta(days=1), "<p>Du compost.</p>")


def test_workers_share_what_is_due_read_each_source_once_and_match_it_at_once(database):
    feed = rss("Le blog du compost", "https://blog.example", [POST])
    with serving({"/feed": feed}) as served:
        allowed = {"ENTREGENT_ALLOWED_ADDRESSES": f"127.0.0.1:{served.port}"}
        addresses = [f"http://site-{number}.localhost:{served.port}/feed" for number in range(SOURCES)]
        with crew_on(database, **allowed) as crew:
            crew.run("listen_to", addresses, "compost")
            for _ in range(3):
                crew.start("read_sources_too", 60.0)
            mentions = "SELECT count(*) FROM watches_mention"
            assert until(lambda: database.ask(mentions) == [(SOURCES,)], seconds=90)
    readings = "SELECT count(*), count(DISTINCT source_id), min(outcome), max(outcome) FROM listening_reading"
    assert database.ask(readings) == [(SOURCES, SOURCES, "read", "read")]
    assert database.ask("SELECT count(*) FROM listening_source WHERE lease <> ''") == [(0,)]


@pytest.mark.django_db
def test_a_reading_slower_than_its_lease_keeps_nothing(people):
    follow(people.workspace, address="https://blog.example/feed", by=SYSTEM)
    now = timezone.now()
    (late,) = claim(Source.objects.due(now), worker="alice", now=now, limit=1, lease=LEASE)
    after = now + LEASE
    (again,) = claim(Source.objects.due(after), worker="bob", now=after, limit=1, lease=LEASE)
    with pytest.raises(LostLeaseError):
        record_result(late, result=FetchResult((fetched(name="late"),), Cursor()), now=after)
    assert not Post.objects.exists()
    assert not Reading.objects.exists()
    record_result(again, result=FetchResult((fetched(name="again"),), Cursor()), now=after)
    assert Post.objects.get().stable_id == "urn:again"


@pytest.mark.django_db
def test_when_the_clock_goes_back_sources_do_not_wait_for_the_time_of_before(people):
    source, _ = follow(people.workspace, address="https://blog.example/feed", by=SYSTEM)
    now = timezone.now()
    wrong = now + timedelta(days=3)
    record_result(source, result=FetchResult((), Cursor()), now=wrong)
    assert Source.objects.due(now).exists()
    Source.objects.update(lease="x", lease_until=wrong + LEASE)
    assert Source.objects.due(now).exists()
    record_result(Source.objects.get(), result=FetchResult((), Cursor()), now=now)
    assert not Source.objects.due(now).exists()
