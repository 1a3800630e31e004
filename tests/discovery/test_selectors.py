import pytest

from entregent.discovery.selectors import voices_of
from entregent.watches.actions import keep_watch, match_watch
from tests.posts import fetched, heard

pytestmark = pytest.mark.django_db


def watched(people):
    watch = keep_watch(people.workspace, name="Compost", query="compost*", by=people.alice)
    match_watch(watch)
    return watch


def test_authors_of_one_site_are_voices_of_their_own(people):
    heard(
        people.workspace,
        *(fetched(f"Compost {n}", name=f"z{n}", author="Zoé", days_ago=10 * n) for n in range(1, 5)),
        fetched("Compost aussi", name="m", author="Malik"),
        *(fetched("Autre", name=f"o{n}", author="Malik", days_ago=10 * n) for n in range(1, 5)),
    )
    voices = voices_of(watched(people))
    assert [(voice.name, voice.reasons.posts, voice.share_percent) for voice in voices] == [
        ("Zoé", 4, 100),
        ("Malik", 1, 20),
    ]


def test_a_site_with_one_author_speaks_with_its_own_name(people):
    heard(
        people.workspace,
        fetched("Compost", name="a", author="Zoé"),
        fetched("Autre", name="b"),
        title="Le blog de Zoé",
    )
    assert [voice.name for voice in voices_of(watched(people))] == ["Le blog de Zoé"]


def test_each_voice_comes_with_its_best_posts(people):
    heard(
        people.workspace,
        fetched("Compost, compost et compost", name="best", days_ago=3),
        *(
            fetched(f"Titre {n}", f"<p>compost {'mot ' * 300}</p>", name=f"long{n}", days_ago=n * 9)
            for n in range(1, 5)
        ),
    )
    voice = voices_of(watched(people))[0]
    assert len(voice.proofs) == 3
    assert voice.proofs[0].post.title == "Compost, compost et compost"
    assert voice.first_at < voice.latest_at


def test_nobody_speaks_of_an_unheard_theme(people):
    assert len(voices_of(watched(people))) == 0


def test_it_asks_the_database_few_questions(people, django_assert_max_num_queries):
    for n in range(12):
        heard(
            people.workspace,
            fetched("Compost", name=f"p{n}"),
            address=f"https://b{n}.example/feed",
            title=f"B{n}",
        )
    watch = watched(people)
    with django_assert_max_num_queries(4):
        assert len(voices_of(watch)[:10]) == 10
