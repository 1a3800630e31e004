"""The screen where a team keeps its hours and days off, and the line about them on Today."""

import re
from dataclasses import dataclass
from datetime import date, time, timedelta

import pytest
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client
from django.utils.translation import override

from entregent.accounts.actions import add_closure, change_hours, change_workspace
from entregent.accounts.clock import today_in
from entregent.accounts.models import Workspace
from entregent.accounts.selectors import DayKind, DayNote
from entregent.history.selectors import entries_of

pytestmark = pytest.mark.django_db


def close(people, first: str, last: str = "", name: str = "Congés d’été"):
    first_day = date.fromisoformat(first)
    last_day = date.fromisoformat(last) if last else first_day
    return add_closure(people.workspace, name=name, first_day=first_day, last_day=last_day, by=people.alice)


GIVEN = {
    "work_days": ["0", "1", "3"], "work_starts": "08:30", "work_ends": "17:00", "region": "6AE", "school_zone": "B",
    "question_hours": "12", "criticism_hours": "6", "attack_hours": "1",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Screen:
    client: Client
    address: str

    def get(self, path: str = "", language: str = "fr", **values: object) -> HttpResponse:
        return self.client.get(self.address + path, values, headers={"accept-language": language})

    def post(self, path: str = "", language: str = "fr", follow: bool = False, **values: object) -> HttpResponse:
        return self.client.post(self.address + path, values, follow=follow, headers={"accept-language": language})


@pytest.fixture
def screen(people, client):
    client.force_login(people.alice)
    return Screen(client, f"/w/{people.workspace.slug}/settings/hours/")


@pytest.mark.parametrize(
    ("language", "title"),
    [("fr", "Quand travaille votre équipe"), ("en", "When your team works, and how soon it answers")],
)
def test_the_screen_opens_in_both_languages(screen, language, title):
    page = screen.get(language=language)
    assert page.status_code == 200
    assert title in page.content.decode()
    assert "style=" not in page.content.decode()


def test_the_screen_asks_few_questions(people, screen, django_assert_max_num_queries):
    for month in range(1, 10):
        close(people, f"2027-{month:02}-05", name=f"Pont {month}")
    with django_assert_max_num_queries(12):
        screen.get()


@pytest.mark.parametrize("path", ["", "preview/", "closed/", "closed/1/forget/"])
def test_only_those_who_may_change_settings_come_in(people, screen, path):
    ask = screen.post if path.startswith("closed") else screen.get
    screen.client.force_login(people.bob)
    refused = ask(path)
    assert refused.status_code == 403
    assert "Alice" in refused.content.decode()
    screen.client.force_login(people.charlie)
    assert ask(path).status_code == 404
    screen.client.logout()
    assert ask(path).status_code == 302


def test_what_a_refused_member_wrote_is_shown_back(people, screen):
    screen.client.force_login(people.bob)
    refused = screen.post("closed/", name="Fête de l’asso", first_day="2027-06-05")
    assert refused.status_code == 403
    assert "Fête de l’asso" in refused.content.decode()
    assert not people.workspace.closures.exists()


def test_hours_are_kept_and_remembered(people, screen):
    answer = screen.post(**GIVEN)
    assert answer.status_code == 302
    kept = Workspace.objects.get(pk=people.workspace.pk)
    assert (kept.work_days, kept.work_starts, kept.work_ends) == ([0, 1, 3], time(8, 30), time(17))
    assert (kept.region, kept.school_zone) == ("6AE", "B")
    assert (kept.question_hours, kept.criticism_hours, kept.attack_hours) == (12, 6, 1)
    entry = entries_of(kept.pk)[0]
    assert (entry.event, entry.by_id) == ("accounts.hours_changed", people.alice.pk)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"work_ends": "08:00"}, "La journée finirait à 8\u00a0h, avant de commencer à 8\u00a0h\u00a030."),
        ({"work_ends": "08:30"}, "La journée finirait à 8\u00a0h\u00a030, avant de commencer"),
        ({"work_days": []}, "Cochez au moins un jour"),
        ({"school_zone": "D"}, "Il n’y a pas de zone scolaire «\u202fD\u202f»"),
        ({"region": "BY"}, "«\u202fBY\u202f» n’est pas une région de votre pays."),
        ({"attack_hours": "0"}, "Un nombre entier d’heures, de 1 à 200."),
        ({"attack_hours": "soon"}, "Un nombre entier d’heures, de 1 à 200."),
        ({"work_starts": "25:00"}, "heure valide"),
    ],
)
def test_a_mistake_is_explained_and_what_was_typed_is_kept(people, screen, wrong, sentence):
    answer = screen.post(**(GIVEN | {"question_hours": "17"} | wrong))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert 'name="question_hours" value="17"' in page
    assert Workspace.objects.get(pk=people.workspace.pk).question_hours == 9


@pytest.mark.parametrize(
    ("country", "offered", "absent"),
    [
        ("FR", ["Alsace", "La Réunion", "Créteil"], ["Bayern"]),
        ("DE", ["Bayern"], ["Alsace", "Créteil"]),
        ("SN", [], ["Région", "Créteil"]),
    ],
)
def test_regions_and_zones_follow_the_country(people, screen, country, offered, absent):
    change_workspace(people.workspace, by=people.alice, country=country)
    page = screen.get().content.decode()
    assert [name for name in offered if name not in page] == []
    assert [name for name in absent if name in page] == []


def test_a_country_without_zones_keeps_what_was_chosen_for_another(people, screen):
    change_hours(people.workspace, by=people.alice, school_zone="C")
    change_workspace(people.workspace, by=people.alice, country="SN")
    given = {name: value for name, value in GIVEN.items() if name not in {"region", "school_zone"}}
    assert screen.post(**given).status_code == 302
    assert Workspace.objects.get(pk=people.workspace.pk).school_zone == "C"


def test_a_preview_shows_what_would_follow_and_keeps_nothing(people, screen):
    fragment = screen.get("preview/", **(GIVEN | {"work_days": ["6"], "question_hours": "2"})).content.decode()
    assert "<html" not in fragment
    assert 'hx-swap-oob="true"' in fragment
    assert "ils ne sont pas encore enregistrés" in fragment
    assert "Vacances d’hiver" in fragment
    assert Workspace.objects.get(pk=people.workspace.pk).work_days == [0, 1, 2, 3, 4]


def test_a_preview_of_what_is_kept_does_not_pretend_to_be_a_change(screen):
    screen.post(**GIVEN)
    assert "ils ne sont pas encore enregistrés" not in screen.get("preview/", **GIVEN).content.decode()


def test_a_preview_of_a_mistake_shows_nothing(screen):
    answer = screen.get("preview/", **(GIVEN | {"work_ends": "08:00"}))
    assert (answer.status_code, answer.content) == (204, b"")


def test_closed_days_are_noted_and_listed(people, screen):
    page = screen.post("closed/", follow=True, name="Congés d’été", first_day="2027-08-02", last_day="2027-08-20")
    assert "Du 2 au 20 août 2027" in page.content.decode()
    closure = people.workspace.closures.get()
    assert (closure.first_day, closure.last_day) == (date(2027, 8, 2), date(2027, 8, 20))


def test_one_closed_day_needs_no_last_day(people, screen):
    screen.post("closed/", name="Pont", first_day="2027-05-07", last_day="")
    assert people.workspace.closures.get().last_day == date(2027, 5, 7)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"last_day": "2027-08-01"}, "Le dernier jour vient avant le premier."),
        ({"last_day": "2028-08-20"}, "Cela fait plus d’un an"),
        ({"first_day": "août"}, "date valide"),
        ({"name": ""}, "obligatoire"),
    ],
)
def test_closed_days_that_cannot_be_are_explained_and_kept_on_screen(people, screen, wrong, sentence):
    given = {"name": "Congés d’été", "first_day": "2027-08-02", "last_day": "2027-08-20"} | wrong
    answer = screen.post("closed/", **given)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert [value for value in given.values() if value and f'value="{value}"' not in page] == []
    assert not people.workspace.closures.exists()


def test_closed_days_that_were_removed_can_be_brought_back(people, screen):
    closure = close(people, "2027-08-02", "2027-08-20")
    page = screen.post(f"closed/{closure.pk}/forget/", follow=True).content.decode()
    assert "La rétablir" in page
    assert not people.workspace.closures.exists()
    hidden = dict(re.findall(r'type="hidden" name="(name|first_day|last_day)" value="([^"]*)"', page))
    screen.post("closed/", **hidden)
    assert people.workspace.closures.get().last_day == date(2027, 8, 20)
    assert "La rétablir" not in screen.get().content.decode()


def test_closed_days_of_another_workspace_are_not_found(people, screen):
    theirs = add_closure(
        people.elsewhere, name="Pont", first_day=date(2027, 5, 7), last_day=date(2027, 5, 7), by=people.charlie
    )
    assert screen.post(f"closed/{theirs.pk}/forget/").status_code == 404
    assert people.elsewhere.closures.exists()


def test_names_are_shown_as_text(people, screen):
    close(people, "2027-08-02", name="<script>alert(1)</script>")
    assert "<script>alert" not in screen.get().content.decode()


@pytest.fixture
def today_page(people, screen):
    return lambda language="fr": screen.client.get(
        f"/w/{people.workspace.slug}/today/", headers={"accept-language": language}
    ).content.decode()


def test_today_says_that_the_team_is_closed(people, today_page):
    day = today_in(people.workspace)
    close(people, day.isoformat(), (day + timedelta(days=1)).isoformat(), name="Inventaire")
    assert re.search(r"L’équipe ne travaille pas jusqu’au \w+ [^:]+ au soir\s:\sInventaire\.", today_page())
    assert "The team is closed until the evening of" in today_page("en")


def test_today_says_that_the_team_will_be_closed(people, today_page):
    day = today_in(people.workspace) + timedelta(days=1)
    close(people, day.isoformat(), (day + timedelta(days=2)).isoformat(), name="Inventaire")
    assert re.search(r"L’équipe ne travaillera pas du \w+ [^:]+ au \w+ [^:]+\s:\sInventaire\.", today_page())


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("kind", DayKind)
def test_every_note_has_its_sentence(kind, language):
    note = DayNote(kind, "Nom", date(2027, 5, 1), date(2027, 5, 7), "B")
    with override(language):
        said = render_to_string("accounts/_day_notes.html", {"day_notes": [note]})
    assert "Nom" in said
    assert {"fr": "1er mai", "en": "1 May"}[language] in said or "7" in said or kind == DayKind.PUBLIC
