import pytest
from hypothesis import given
from hypothesis import strategies as st

from entregent.core.voices import Activity, OnTopicPost, rank_voices, topical_strength


def posts(voice: str, weeks: list[int], strength: float = 1.0) -> list[OnTopicPost[str]]:
    return [OnTopicPost(hash((voice, n)) % 10**6, voice, week, strength) for n, week in enumerate(weeks)]


def order(*groups: list[OnTopicPost[str]], activity: dict[str, Activity]) -> list[str]:
    return [ranked.voice for ranked in rank_voices([p for group in groups for p in group], activity)]


def test_coming_back_beats_a_burst():
    steady, burst = posts("steady", list(range(8))), posts("burst", [3] * 8)
    both = Activity(posts=20, weeks=15)
    assert order(burst, steady, activity={"steady": both, "burst": both}) == ["steady", "burst"]


def test_living_in_the_theme_beats_writing_about_everything():
    activity = {"devoted": Activity(10, 10), "newspaper": Activity(500, 52)}
    assert (
        order(posts("newspaper", [1, 2, 3, 4, 5]), posts("devoted", [1, 2, 3, 4, 5]), activity=activity)[0] == "devoted"
    )


def test_one_post_out_of_one_is_not_a_life_in_the_theme():
    activity = {"once": Activity(1, 1), "often": Activity(12, 12)}
    assert order(posts("once", [1]), posts("often", [1, 2, 3, 4, 5, 6]), activity=activity)[0] == "often"


def test_proofs_are_the_three_strongest_posts():
    spoken = [OnTopicPost(n, "a", n, strength) for n, strength in enumerate([0.2, 2.0, 1.0, 1.5])]
    assert rank_voices(spoken, {"a": Activity(4, 4)})[0].proofs == (1, 3, 2)


def test_a_voice_without_activity_is_a_mistake_of_the_caller():
    with pytest.raises(KeyError):
        rank_voices(posts("a", [1]), {})


@given(st.integers(0, 5), st.integers(0, 50), st.integers(1, 5000))
def test_strength_grows_with_matches_and_stays_bounded(in_title, in_body, words):
    here = topical_strength(in_title=in_title, in_body=in_body, words=words, usual_words=400)
    more = topical_strength(in_title=in_title, in_body=in_body + 1, words=words, usual_words=400)
    assert 0 <= here < more < 2.2


def test_the_same_words_weigh_more_in_a_short_post():
    short, long = (topical_strength(in_title=0, in_body=2, words=words, usual_words=400) for words in (100, 2000))
    assert short > long
