"""A list of sources is brought in: judged, confirmed, taken in by batches, undone."""

from datetime import timedelta

import pytest
from django.db import transaction

from entregent.accounts.errors import NotAllowedError
from entregent.accounts.models import Role
from entregent.connectors.lists import Columns, NotAListError
from entregent.history.models import Entry
from entregent.jobs.models import Job
from entregent.jobs.running import JobLane
from entregent.listening.actions import (
    NothingChosenError,
    TooLargeError,
    TooManyLinesError,
    choose,
    confirm_import,
    follow,
    forget_import,
    open_import,
    read_by_columns,
    record_result,
    undo_import,
    unfollow,
)
from entregent.listening.actions import imports as bounds
from entregent.listening.lists import taking
from entregent.listening.lists.reading import counts_of, lines_of
from entregent.listening.lists.taking import first_reading, take_batch
from entregent.listening.models import Following, Import, ImportLine, Post, Source
from tests.people import make_team
from tests.posts import NOW, heard

pytestmark = pytest.mark.django_db
Verdict = ImportLine.Verdict


def addresses(count, name="blog"):
    return "\n".join(f"https://{name}-{n}.example/feed" for n in range(count)).encode()


def brought(people, content, **how):
    return open_import(people.workspace, content=content, name="amis.txt", by=people.alice, now=NOW, **how)


def verdicts(one):
    return [line.verdict for line in lines_of(one)]


def followed(people):
    return set(
        Following.objects.filter(workspace=people.workspace, ended_at=None).values_list("source__address", flat=True)
    )


def take_all(one, now=NOW):
    while take_batch(one.pk, now=now):
        pass
    one.refresh_from_db()


def test_each_line_is_judged_and_nothing_is_followed(people):
    follow(people.workspace, address="https://known.example/feed", by=people.alice)
    gone, _ = follow(people.workspace, address="https://gone.example/feed", by=people.alice)
    unfollow(people.workspace, source=gone, by=people.alice, now=NOW)
    content = "\n".join(
        ["https://new.example/feed", "HTTPS://Known.example/feed", "https://new.example/feed#x", "ftp://no.example/", "http://10.0.0.1/",
         "https://gone.example/feed", "https://x.example/" + "a" * 2000, "n'importe quoi", "https://a\x01b.example/"]
    )  # fmt: skip
    one = brought(people, content.encode())
    assert verdicts(one) == [
        Verdict.NEW, Verdict.FOLLOWED, Verdict.TWICE, Verdict.BAD_ADDRESS, Verdict.PRIVATE_ADDRESS,
        Verdict.LEFT, Verdict.TOO_LONG, Verdict.BAD_ADDRESS, Verdict.BAD_ADDRESS,
    ]  # fmt: skip
    counts = counts_of(one)
    assert (counts.total, counts.chosen, counts.refused, counts.of["new"]) == (9, 1, 5, 1)
    assert followed(people) == {"https://known.example/feed"}
    assert not Source.objects.filter(address="https://new.example/feed").exists()


def test_a_short_list_is_followed_at_once(people):
    one = brought(people, "Titre;Adresse\n=1+1;https://a.example/feed\nZoé;https://b.example/feed\n".encode("cp1252"))
    assert confirm_import(one, by=people.alice, now=NOW)
    one.refresh_from_db()
    assert (one.state, one.begun, one.taken, one.chosen, one.content) == (Import.State.DONE, 2, 2, 2, None)
    assert followed(people) == {"https://a.example/feed", "https://b.example/feed"}
    assert Source.objects.get(address="https://b.example/feed").title == "Zoé"
    assert not Job.objects.exists()
    entry = Entry.objects.get(event="listening.imported")
    assert (entry.facts, entry.about_name) == ({"count": 2}, "amis.txt")


def test_a_long_list_is_taken_in_by_jobs(people, monkeypatch, transactional_db):
    monkeypatch.setattr(bounds, "AT_ONCE", 3)
    monkeypatch.setattr(taking, "BATCH", 4)
    one = brought(people, addresses(10))
    confirm_import(one, by=people.alice, now=NOW)
    assert followed(people) == set()
    assert Job.objects.get().scope == f"workspace:{people.workspace.pk}"
    import threading

    lane = JobLane("test")
    while lane.turn(threading.Event()):
        pass
    one.refresh_from_db()
    assert (one.state, one.begun, one.taken) == (Import.State.DONE, 10, 10)
    assert len(followed(people)) == 10
    assert Job.objects.filter(state=Job.State.DONE).count() == 3


@transaction.atomic
def killed_after_a_batch(one):
    take_batch(one.pk, now=NOW)
    raise RuntimeError


def test_what_is_killed_in_the_middle_of_a_batch_repeats_nothing(people, monkeypatch):
    monkeypatch.setattr(bounds, "AT_ONCE", 0)
    monkeypatch.setattr(taking, "BATCH", 4)
    one = brought(people, addresses(10))
    confirm_import(one, by=people.alice, now=NOW)
    take_batch(one.pk, now=NOW)
    with pytest.raises(RuntimeError):
        killed_after_a_batch(one)
    one.refresh_from_db()
    assert (one.taken, one.begun, len(followed(people))) == (4, 4, 4)
    take_all(one)
    assert (one.taken, one.begun, len(followed(people))) == (10, 10, 10)
    assert not take_batch(one.pk, now=NOW)
    one.refresh_from_db()
    assert one.begun == 10


def test_it_is_confirmed_once(people):
    one = brought(people, addresses(2))
    assert confirm_import(one, by=people.alice, now=NOW)
    assert not confirm_import(one, by=people.alice, now=NOW)
    assert Entry.objects.filter(event="listening.imported").count() == 1
    assert not forget_import(one, by=people.alice)
    assert choose(one, lines=lines_of(one), taken=None, by=people.alice) == 0


def test_undone_what_it_began_ends_and_nothing_else(people):
    before, _ = follow(people.workspace, address="https://blog-0.example/feed", by=people.alice)
    one = brought(people, addresses(3))
    confirm_import(one, by=people.alice, now=NOW)
    source = Source.objects.get(address="https://blog-1.example/feed")
    follow(people.elsewhere, address=source.address, by=people.charlie)
    by_hand = Source.objects.get(address="https://blog-2.example/feed")
    unfollow(people.workspace, source=by_hand, by=people.alice, now=NOW)
    follow(people.workspace, address=by_hand.address, by=people.alice)  # wanted for itself since then
    assert undo_import(one, by=people.alice, now=NOW) == 1
    assert followed(people) == {before.address, by_hand.address}
    assert Following.objects.filter(workspace=people.elsewhere, ended_at=None).count() == 1
    assert undo_import(one, by=people.alice, now=NOW) == 0
    assert Entry.objects.get(event="listening.import_undone").facts == {"count": 1}


def test_what_was_heard_is_kept_and_the_list_can_be_brought_in_again(people):
    one = brought(people, b"https://blog.example/feed")
    confirm_import(one, by=people.alice, now=NOW)
    from entregent.connectors.contract import Cursor, FetchResult
    from tests.posts import fetched

    record_result(Source.objects.get(), result=FetchResult((fetched(),), Cursor()), now=NOW)
    undo_import(one, by=people.alice, now=NOW)
    assert Post.objects.count() == 1
    again = brought(people, b"https://blog.example/feed")
    assert verdicts(again) == [Verdict.NEW]
    confirm_import(again, by=people.alice, now=NOW)
    assert followed(people) == {"https://blog.example/feed"}
    assert Following.objects.get().begun_by == again


def test_an_import_undone_while_it_runs_stops(people, monkeypatch):
    monkeypatch.setattr(bounds, "AT_ONCE", 0)
    monkeypatch.setattr(taking, "BATCH", 4)
    one = brought(people, addresses(10))
    confirm_import(one, by=people.alice, now=NOW)
    take_batch(one.pk, now=NOW)
    assert undo_import(one, by=people.alice, now=NOW) == 4
    assert not take_batch(one.pk, now=NOW)
    assert followed(people) == set()


def test_what_was_left_by_somebody_is_taken_only_when_chosen(people):
    source = heard(people.workspace)
    unfollow(people.workspace, source=source, by=people.alice, now=NOW)
    one = brought(people, f"{source.address}\nhttps://new.example/".encode())
    confirm_import(one, by=people.alice, now=NOW)
    assert followed(people) == {"https://new.example/"}
    again = brought(people, f"{source.address}\nftp://x".encode())
    with pytest.raises(NothingChosenError):
        confirm_import(again, by=people.alice, now=NOW)
    assert choose(again, lines=lines_of(again), taken=None, by=people.alice) == 1  # not the line that is no address
    confirm_import(again, by=people.alice, now=NOW)
    assert source.address in followed(people)


def test_ticks_choose_among_the_lines_shown(people):
    one = brought(people, addresses(4))
    keys = list(lines_of(one).values_list("pk", flat=True))
    choose(one, lines=lines_of(one).filter(pk__in=keys[:2]), taken={keys[1]}, by=people.alice)
    assert [line.is_chosen for line in lines_of(one)] == [False, True, True, True]
    choose(one, lines=lines_of(one, words="blog-3"), taken=(), by=people.alice)
    assert [line.is_chosen for line in lines_of(one)] == [False, True, True, False]


def test_a_table_is_read_by_other_columns(people):
    one = brought(
        people,
        b"Titre;Site;Flux\nA;https://a.example/;https://a.example/feed\nB;https://b.example/;https://b.example/feed\n",
    )
    assert one.columns["address"] == 2
    assert read_by_columns(one, columns=Columns(address=1, title=0, has_head=True), by=people.alice)
    assert [(line.title, line.address) for line in lines_of(one)] == [
        ("A", "https://a.example/"),
        ("B", "https://b.example/"),
    ]
    plain = brought(people, addresses(1))
    assert not read_by_columns(plain, columns=Columns(0, None, has_head=False), by=people.alice)


@pytest.mark.parametrize(("content", "error"), [(b"", NotAListError), (b"\x89PNG\0\1\2\3" * 500, NotAListError)])
def test_what_is_no_list_is_refused(people, content, error):
    with pytest.raises(error):
        brought(people, content)
    assert not Import.objects.exists()


def test_its_bounds(people, monkeypatch):
    monkeypatch.setattr(bounds, "MOST_LINES", 5)
    monkeypatch.setattr(bounds, "LARGEST", 1000)
    with pytest.raises(TooManyLinesError):
        brought(people, addresses(6))
    with pytest.raises(TooLargeError):
        brought(people, b"https://a.example/" + b"a" * 1000)
    assert not Import.objects.exists()


def test_who_may_not_listen_may_do_nothing_of_it(people):
    reader = make_team(people.workspace)[Role.READER]
    one = brought(people, addresses(1))
    for act in (
        lambda: open_import(people.workspace, content=addresses(1), name="", by=reader, now=NOW),
        lambda: choose(one, lines=lines_of(one), taken=(), by=reader),
        lambda: read_by_columns(one, columns=Columns(0, None, has_head=False), by=reader),
        lambda: confirm_import(one, by=people.charlie, now=NOW),
        lambda: undo_import(one, by=reader, now=NOW),
        lambda: forget_import(one, by=reader),
    ):
        with pytest.raises(NotAllowedError):
            act()
    assert Import.objects.get().state == Import.State.SHOWN


def test_first_readings_leave_room_for_the_sources_of_others(people):
    idle, _ = follow(people.elsewhere, address="https://blog-1.example/feed", by=people.charlie)
    unfollow(people.elsewhere, source=idle, by=people.charlie, now=NOW)
    busy, _ = follow(people.elsewhere, address="https://blog-2.example/feed", by=people.charlie)
    long_ago = NOW - timedelta(days=30)
    Source.objects.filter(pk=idle.pk).update(next_read_at=long_ago, ended_at=long_ago)
    Source.objects.filter(pk=busy.pk).update(next_read_at=NOW - timedelta(minutes=1))
    one = brought(people, addresses(100))
    confirm_import(one, by=people.alice, now=NOW)
    due = dict(Source.objects.values_list("address", "next_read_at"))
    assert due["https://blog-0.example/feed"] == NOW
    assert due["https://blog-99.example/feed"] == NOW + timedelta(seconds=9.9)
    assert due[idle.address] >= NOW
    assert due[busy.address] == NOW - timedelta(minutes=1)  # its own rhythm is left to it
    assert Source.objects.get(pk=idle.pk).ended_at is None
    assert first_reading(35_999, 36_000, now=NOW) < NOW + timedelta(hours=1)


def test_old_previews_are_forgotten(people):
    old = brought(people, addresses(1))
    done = brought(people, addresses(2, "other"))
    confirm_import(done, by=people.alice, now=NOW)
    later = NOW + timedelta(days=100)
    open_import(people.workspace, content=addresses(1), name="", by=people.alice, now=later)
    assert not Import.objects.filter(pk=old.pk).exists()
    assert Import.objects.filter(pk=done.pk).exists()
    assert not lines_of(done).exists()
    assert undo_import(done, by=people.alice, now=later) == 2
