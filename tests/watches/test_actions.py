import pytest
from django.utils import timezone

from entregent.core.matching import Document, WatchSyntaxError
from entregent.core.matching.kernel import compile as compile_watches
from entregent.watches import compiled as compiled_watches
from entregent.watches.actions import (
    change_watch,
    keep_watch,
    match_all_watches,
    match_watch,
    matching,
    remove_watch,
    restore_watch,
)
from entregent.watches.models import Catch, Watch
from entregent.watches.selectors import kept_watches, mentions_by_week, mentions_heard
from tests.posts import NOW, fetched, heard

pytestmark = pytest.mark.django_db
COMPOST = fetched("Le compost", "<p>Un composteur pour deux.</p>", name="c")


def test_a_watch_that_cannot_be_read_is_not_kept(people):
    with pytest.raises(WatchSyntaxError):
        keep_watch(people.workspace, name="", query="(compost", by=people.alice)
    assert not kept_watches(people.workspace).exists()


def test_it_catches_with_the_place_of_each_word(people):
    heard(people.workspace, COMPOST, fetched("Autre chose", name="x"))
    watch = keep_watch(people.workspace, name="", query="compost*", by=people.alice)
    assert match_watch(watch) == 1
    catch = Catch.objects.get()
    assert catch.title_spans == [[3, 10]]
    assert catch.post.text[slice(*catch.body_spans[0])] == "composteur"


def test_matching_again_catches_nothing_twice(people):
    heard(people.workspace, COMPOST)
    keep_watch(people.workspace, name="", query="compost*", by=people.alice)
    assert [match_all_watches() for _ in range(3)] == [1, 0, 0]


def test_it_catches_what_comes_later(people):
    watch = keep_watch(people.workspace, name="", query="compost*", by=people.alice)
    match_watch(watch)
    heard(people.workspace, COMPOST, now=timezone.now())
    watch.refresh_from_db()
    assert match_watch(watch) == 1


def test_it_catches_the_past_of_a_source_followed_later(people):
    heard(people.elsewhere, COMPOST)
    heard(people.workspace, fetched(name="y"), address="https://other.example/feed")
    watch = keep_watch(people.workspace, name="", query="compost*", by=people.alice)
    assert match_watch(watch) == 0
    heard(people.workspace)
    watch.refresh_from_db()
    assert match_watch(watch) == 1


def test_a_workspace_hears_only_what_it_follows(people):
    heard(people.elsewhere, COMPOST)
    keep_watch(people.workspace, name="", query="compost*", by=people.alice)
    assert match_all_watches() == 0


def test_a_changed_watch_asks_the_past_anew(people):
    heard(people.workspace, COMPOST, fetched("Le vélo", name="v"))
    watch = keep_watch(people.workspace, name="Thème", query="compost*", by=people.alice)
    match_watch(watch)
    change_watch(watch, name="Thème", query="vélo", by=people.alice)
    match_watch(watch)
    assert [mention.post.title for mention in mentions_heard(people.workspace)] == ["Le vélo"]


def test_a_removed_watch_is_silent_and_comes_back_whole(people):
    heard(people.workspace, COMPOST)
    watch = keep_watch(people.workspace, name="", query="compost*", by=people.alice)
    match_watch(watch)
    remove_watch(watch, now=NOW, by=people.alice)
    assert not mentions_heard(people.workspace).exists()
    restore_watch(watch, by=people.alice)
    assert mentions_heard(people.workspace).count() == 1


def test_weeks_count_a_post_once_however_many_watches_caught_it(people):
    heard(people.workspace, COMPOST, fetched("Vieux compost", name="old", days_ago=20))
    for query in ("compost*", "composteur OR compost"):
        match_watch(keep_watch(people.workspace, name="", query=query, by=people.alice))
    assert mentions_by_week(people.workspace, now=NOW, weeks=4) == [0, 1, 0, 1]


def test_a_watch_rewritten_meanwhile_keeps_none_of_its_old_catches(people):
    heard(people.workspace, COMPOST, fetched("Le vélo", name="v"))
    stale = keep_watch(people.workspace, name="", query="compost*", by=people.alice)
    change_watch(Watch.objects.get(pk=stale.pk), name="", query="vélo", by=people.alice)
    assert match_watch(stale) == 0
    match_watch(Watch.objects.get(pk=stale.pk))
    assert [mention.post.title for mention in mentions_heard(people.workspace)] == ["Le vélo"]


def test_a_rename_does_not_undo_a_removal(people):
    watch = keep_watch(people.workspace, name="", query="compost*", by=people.alice)
    remove_watch(Watch.objects.get(pk=watch.pk), now=NOW, by=people.alice)
    change_watch(watch, name="Autre", query="compost*", by=people.alice)
    assert not kept_watches(people.workspace).exists()


def test_the_past_is_asked_downwards_and_goes_on_where_it_was_stopped(people, monkeypatch):
    monkeypatch.setattr(matching, "BATCH", 3)
    heard(people.workspace, *(fetched(f"Compost {number}", name=str(number)) for number in range(10)))
    watch = keep_watch(people.workspace, name="", query="compost", by=people.alice)
    assert watch.past_share == 0
    matching._match_past([watch], iter([False, True]).__next__)
    watch.refresh_from_db()
    assert 0 < watch.past_share < 1
    assert [catch.post.title for catch in Catch.objects.order_by("-post")] == ["Compost 9", "Compost 8", "Compost 7"]
    other = keep_watch(people.workspace, name="", query="9", by=people.alice)
    assert match_all_watches() == 7 + 1
    for one in (watch, other):
        one.refresh_from_db()
        assert one.past_share == 1
    assert watch.catches.count() == 10


def test_watches_are_compiled_once_and_edited(people, monkeypatch):
    compiled = []
    monkeypatch.setattr(
        compiled_watches, "compile", lambda *given, **told: compiled.append(1) or compile_watches(*given, **told)
    )
    matching.COMPILED._kept.clear()
    heard(people.workspace, COMPOST, fetched("Le vélo", name="v"))
    first = keep_watch(people.workspace, name="", query="compost*", by=people.alice)
    match_all_watches()
    heard(people.workspace, fetched("Rien", name="nothing"), now=timezone.now())
    match_all_watches()
    made = len(compiled)
    keep_watch(people.workspace, name="", query="vélo", by=people.alice)
    change_watch(first, name="", query="composteur", by=people.alice)
    match_all_watches()
    heard(people.workspace, fetched("Un vélo et un composteur", name="w"), now=timezone.now())
    match_all_watches()
    assert len(compiled) == made
    assert sorted(catch.post.title for catch in Catch.objects.all()) == [
        "Le compost", "Le vélo", "Un vélo et un composteur", "Un vélo et un composteur",
    ]  # fmt: skip


def test_what_is_known_of_a_post_is_asked_too(people):
    heard(people.workspace, COMPOST)
    post = people.workspace.followings.get().source.posts.get()
    told = {"lang:fr compost": post.language == "fr", "site:nowhere.example compost": False, "kind:feed compost": True}
    for query, caught in told.items():
        watch = keep_watch(people.workspace, name="", query=query, by=people.alice)
        assert match_watch(watch) == caught, query


def test_a_few_watches_are_asked_by_the_plain_engine_and_many_by_the_other(people, monkeypatch):
    engines = []
    monkeypatch.setattr(
        compiled_watches,
        "compile",
        lambda *given, engine: engines.append(engine) or compile_watches(*given, engine=engine),
    )
    kept = compiled_watches.CompiledWatches()
    for many in (3, 10, 11, 12, 4):
        watches = kept.of("news", {number: f"compost{number}" for number in range(many)})
        assert len(watches) == many
        assert [hit.watch for hit in watches.match([Document(1, "", "compost1 compost2")])] == [1, 2]
    assert engines == ["plain", "auto", "plain"]


def test_the_list_of_watches_counts_up_to_a_bound_and_names_the_latest(people):
    heard(people.workspace, *(fetched(f"Compost {number}", name=str(number), days_ago=number) for number in range(3)))
    match_watch(keep_watch(people.workspace, name="Compost", query="compost", by=people.alice))
    keep_watch(people.workspace, name="Vélo", query="vélo", by=people.alice)
    compost, bicycle = kept_watches(people.workspace)
    assert (compost.mention_count, bicycle.mention_count) == (3, 0)
    assert compost.latest_mention == Catch.objects.order_by("published_at").last().published_at
    assert bicycle.latest_mention is None
    assert [watch.mention_count for watch in kept_watches(people.workspace, most=2)] == [2, 0]
