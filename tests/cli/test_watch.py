import json
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from entregent.cli.errors import INPUT
from entregent.watches.models import Catch, Watch
from tests.posts import fetched, heard

ORANGE = "<p>La fibre Orange arrive.</p>"


@pytest.fixture
def posts(people):
    now = timezone.now()
    told = [fetched(f"Réseau {n}", ORANGE, name=str(n)) for n in range(4)]
    heard(people.workspace, *(replace(one, published=now - timedelta(days=1)) for one in told), now=now)
    return ("--workspace", people.workspace.slug)


def test_a_watch_is_kept_and_listed(ran, posts):
    said = ran("watch", "add", "orange", "--name", "La fibre", "--kind", "brand", *posts).output
    assert "“La fibre” is kept. It caught 4 of the posts heard." in said
    assert Watch.objects.get().kind == "brand"
    assert "La fibre" in ran("watch", "list", *posts).output
    assert json.loads(ran("watch", "list", "--json", *posts).output)[0]["caught"] == 4


def test_a_trial_keeps_nothing(ran, posts):
    assert "caught 4 of the 4 posts heard" in ran("watch", "test", "orange", *posts).output
    told = json.loads(ran("watch", "test", "NOT orange", "--json", *posts).output)
    assert told["caught"] == 0
    assert told["doubts"]
    assert sum(json.loads(ran("watch", "test", "orange", "--json", *posts).output)["by_day"]) == 4
    assert not Watch.objects.exists()
    assert not Catch.objects.exists()


def test_a_watch_that_cannot_be_read_is_pointed_at(ran, posts):
    for deed in ("add", "test"):
        refused = ran("watch", deed, "(orange", *posts, check=INPUT)
        assert "bracket at character 1" in refused.output


def test_an_empty_list_says_what_to_do(ran, posts):
    assert "entregent watch add" in ran("watch", "list", *posts).output
    assert ran("watch", "list", "--workspace", "nowhere", check=INPUT).output
