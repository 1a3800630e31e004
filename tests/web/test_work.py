"""The page about the workers: what runs, waits and failed, in words; tried again from there; nothing of other workspaces."""

import threading
from datetime import timedelta

import pytest
from django.utils import timezone

from entregent.accounts.actions import change_role
from entregent.accounts.models import Role
from entregent.history.models import Entry
from entregent.jobs.backend import scoped, workspace_scope
from entregent.jobs.models import Heartbeat, Job, Schedule
from entregent.jobs.running import JobLane
from entregent.jobs.troubles import Trouble
from entregent.web import wording
from entregent.web.duties import DUTIES
from tests.jobs import errands

pytestmark = pytest.mark.django_db
NO_BREAK = str.maketrans("\u202f\u00a0", "  ")


@pytest.fixture
def address(people):
    return f"/w/{people.workspace.slug}/settings/work/"


@pytest.fixture
def read(people, client, address):
    client.force_login(people.alice)

    def open_page(language: str = "en") -> str:
        page = client.get(address, headers={"accept-language": language})
        assert page.status_code == 200
        return page.content.decode().translate(NO_BREAK)

    return open_page


def job(people, **columns) -> Job:
    given = {"task": "entregent.somewhere.tasks.send_letters", "scope": workspace_scope(people.workspace.pk)}
    return Job.objects.create(**given | columns)


def failed(people, **columns) -> Job:
    return job(
        people, **{"state": "failed", "finished_at": timezone.now(), "trouble": "network", "attempt": 5} | columns
    )


def test_an_installation_at_rest_says_so(read):
    page = read()
    for said in ("No worker is at work", "Nothing failed.", "Nothing at this moment.", "Nothing waits."):
        assert said in page


def test_who_works_is_seen(read):
    now = timezone.now()
    Heartbeat.objects.create(worker="desk:12", started_at=now - timedelta(hours=3), beat_at=now)
    page = read()
    assert "1 worker is at work:" in page
    assert "<strong>desk:12</strong> (started 3 hours ago)" in page
    assert "No worker is at work" not in page


def test_a_failure_is_a_sentence_and_its_short_reason_is_folded(read, people):
    failed(people, trouble_detail="ConnectionRefusedError: [Errno 111] Connection refused")
    page = read()
    assert "Send letters" in page
    assert "A server did not answer, or refused" in page
    assert "5 tries, given up just now" in page
    folded = page.split('<details class="fold">')[1].split("</details>")[0]
    assert "ConnectionRefusedError" in folded
    assert page.count("ConnectionRefusedError") == 1


def test_no_traceback_is_on_screen(read, people):
    scoped(errands.fail_for_good, workspace_scope(people.workspace.pk)).enqueue()
    JobLane("alice").turn(threading.Event())
    page = read()
    assert "it never will" in page
    assert "errands.py" not in page
    assert "Traceback" not in page


def test_what_runs_what_waits_and_what_is_tried_again_by_itself(read, people):
    now = timezone.now()
    job(
        people,
        task="x.run_report",
        state="running",
        started_at=now,
        lease_until=now + timedelta(minutes=1),
        leased_by="desk:1",
    )
    job(
        people,
        task="x.lost_report",
        state="running",
        started_at=now,
        lease_until=now - timedelta(minutes=1),
        leased_by="desk:2",
    )
    job(people, task="x.soon_report")
    job(people, task="x.later_report", due_at=now + timedelta(minutes=30, seconds=30), trouble="database", attempt=2)
    page = read()
    for said in (
        "Run report", "desk:1", "begun just now", "Its worker, desk:2, is seen no more.", "Soon report",
        "as soon as possible", "The database did not take it. Try 2 of 5.", "in 30 minutes",
    ):  # fmt: skip
        assert said in page, said


def test_what_belongs_to_another_workspace_is_not_seen_and_what_is_nobodys_is(read, people):
    failed(people, task="x.theirs", scope=workspace_scope(people.elsewhere.pk))
    failed(people, task="x.nobodys", scope="")
    page = read()
    assert "Nobodys" in page
    assert "Theirs" not in page


def test_a_job_is_tried_again_once_and_history_says_by_whom(client, people, address, read):
    one = failed(people)
    page = client.post(address, {"job": one.pk}, follow=True, headers={"accept-language": "en"})
    assert "“Send letters” is tried again." in page.content.decode()
    one.refresh_from_db()
    assert (one.state, one.attempt, one.due_at) == ("waiting", 0, None)
    page = client.post(address, {"job": one.pk}, follow=True, headers={"accept-language": "en"})
    assert "was tried again already" in page.content.decode()
    entry = Entry.objects.get(event="web.tried_again")
    assert (entry.by_id, entry.workspace_id, entry.about_name) == (people.alice.pk, people.workspace.pk, "Send letters")


def test_a_duty_is_done_now_unless_it_is_being_done(client, people, address, read):
    row = Schedule.objects.create(name="match", due_at=timezone.now() + timedelta(hours=1))
    assert "Ask the watches about new posts" in read()
    client.post(address, {"duty": row.pk})
    row.refresh_from_db()
    assert row.due_at is None
    assert Entry.objects.filter(event="web.run_now").count() == 1
    Schedule.objects.update(is_running=True, leased_by="desk:1", lease_until=timezone.now() + timedelta(minutes=1))
    client.post(address, {"duty": row.pk})
    assert Entry.objects.filter(event="web.run_now").count() == 1


@pytest.mark.parametrize("asked", [{"job": "999999"}, {"job": "x"}, {"job": "9" * 30}, {"duty": "999999"}])
def test_what_does_not_exist_cannot_be_asked_for(client, address, read, asked):
    assert client.post(address, asked).status_code == 404


def test_the_job_of_another_workspace_cannot_be_tried_again(client, people, address, read):
    theirs = failed(people, scope=workspace_scope(people.elsewhere.pk))
    assert client.post(address, {"job": theirs.pk}).status_code == 404
    theirs.refresh_from_db()
    assert theirs.state == "failed"


def test_a_reader_neither_sees_nor_changes_it(client, people, address):
    member = people.workspace.memberships.get(user=people.bob)
    change_role(member, role=Role.READER, by=people.alice)
    client.force_login(people.bob)
    one = failed(people)
    assert client.get(address).status_code == 403
    assert client.post(address, {"job": one.pk}).status_code == 403


def test_the_page_asks_the_database_as_often_whatever_is_on_it(people, client, address, django_assert_max_num_queries):
    client.force_login(people.alice)
    for number in range(30):
        failed(people, task=f"x.one_{number}")
        job(people, task=f"x.two_{number}")
    with django_assert_max_num_queries(16):
        assert client.get(address).status_code == 200


def test_the_page_speaks_french(read, people):
    failed(people)
    Schedule.objects.create(name="match")
    page = read("fr")
    for said in ("Ce qu’Entregent fait de lui-même", "Un serveur n’a pas répondu", "Réessayer"):
        assert said in page, said


def test_every_trouble_and_every_duty_has_its_words():
    assert all(wording.trouble_sentence(trouble) for trouble in Trouble)
    assert wording.trouble_sentence("") == ""
    assert all(str(duty.title) for duty in DUTIES)
