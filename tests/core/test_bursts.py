"""Unusual volume: days, what is usual, verdicts, examples."""

import math
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entregent.core.risk import ENOUGH, Day, Heard, Verdict, choose_examples, count_days, judge_volume, share_of_day
from entregent.core.risk.chances import chance_of_at_least, quantile

MONDAY = date(2026, 1, 5)
COUNTS = st.lists(st.integers(0, 60), min_size=ENOUGH, max_size=70)
PARIS = ZoneInfo("Europe/Paris")


def days(counts, first=MONDAY):
    return [Day(first + timedelta(days=n), {"blog": count}) for n, count in enumerate(counts)]


def judge(past, today, **how):
    history = days(past)
    return judge_volume(history, Day(MONDAY + timedelta(days=len(past)), {"blog": today}), **how)


def test_a_day_far_above_the_others_is_told_with_what_is_usual():
    found = judge([5, 6, 7] * 19, 40)

    assert found.verdict is Verdict.EXCEPTIONAL
    assert (found.count, found.as_many, found.days) == (40, 0, 56)
    assert found.usual[0] <= 5
    assert 7 <= found.usual[1] < 12
    assert found.chance < 1e-6
    assert found.by_weekday


def test_below_fourteen_days_nothing_is_said():
    assert judge([1] * 13, 500).verdict is Verdict.TOO_SOON
    assert judge([1] * 14, 500).is_burst


def test_less_than_usual_is_no_alarm():
    assert judge([50] * 30, 0).verdict is Verdict.USUAL


def test_a_few_mentions_are_no_burst_however_silent_the_past():
    assert not judge([0] * 56, 4).is_burst
    assert judge([0] * 56, 9).is_burst


@given(COUNTS, st.integers(0, 300), st.integers(0, 300))
@settings(max_examples=30, deadline=None)
def test_more_mentions_are_never_less_unusual(past, one, other):
    fewer, more = sorted((one, other))
    order = list(Verdict)

    assert judge(past, more).chance <= judge(past, fewer).chance
    assert order.index(judge(past, fewer).verdict) <= order.index(judge(past, more).verdict)


@given(COUNTS, st.integers(0, 300), st.floats(0, 1), st.floats(0, 1))
@settings(max_examples=30, deadline=None)
def test_the_same_count_earlier_in_the_day_is_at_least_as_unusual(past, today, one, other):
    early, late = sorted((one, other))

    assert judge(past, today, share=early).chance <= judge(past, today, share=late).chance


@given(st.integers(0, 500), st.integers(ENOUGH, 70))
@settings(max_examples=30, deadline=None)
def test_a_constant_series_never_alarms(count, length):
    assert judge([count] * length, count).verdict is Verdict.USUAL


@given(COUNTS, st.data())
@settings(max_examples=30, deadline=None)
def test_what_was_had_often_never_alarms(past, data):
    """Without weekdays: a count that three of the past days reached is known here."""
    past = past[:27]
    third = sorted(past)[-3]

    assert not judge(past, data.draw(st.integers(0, third))).is_burst


@given(COUNTS, st.integers(0, 100), st.randoms())
@settings(max_examples=25, deadline=None)
def test_neither_the_order_of_days_nor_how_sources_share_them_matters(past, today, shuffle):
    whole = days(past)
    split = [Day(one.day, {"b": one.count // 3, "a": one.count - one.count // 3}) for one in whole]
    shuffle.shuffle(split)
    when = MONDAY + timedelta(days=len(past))

    assert judge_volume(split, Day(when, {"b": today, "a": 0})) == judge_volume(whole, Day(when, {"a": today}))


@given(COUNTS, st.integers(2, 20))
@settings(max_examples=25, deadline=None)
def test_what_is_exceptional_stays_so_at_a_larger_scale(past, times):
    today = 10 * max(*past, 5)
    if judge(past, today).chance < 1e-12:
        assert judge([times * count for count in past], times * today).verdict is Verdict.EXCEPTIONAL


@given(COUNTS, st.integers(0, 200))
@settings(max_examples=25, deadline=None)
def test_the_usual_range_is_ordered_and_the_chance_a_probability(past, today):
    found = judge(past, today)

    assert 0 <= found.usual[0] <= found.usual[1]
    assert 0 <= found.chance <= 1


def test_one_past_spike_hardly_raises_what_is_usual():
    calm, spiked = [5, 6, 7, 4] * 14, [5, 6, 7, 4] * 14
    spiked[30] = 400

    assert judge(spiked, 25).is_burst
    assert judge(spiked, 25).expected < 1.3 * judge(calm, 25).expected


def test_a_spike_each_monday_is_usual_on_mondays_and_unusual_on_tuesdays():
    past = [60 if n % 7 == 0 else 8 for n in range(56)]
    wednesday = [*past, 60, 8]

    assert judge(past, 62).verdict is Verdict.USUAL
    assert judge(wednesday, 62).is_burst


def test_a_series_of_zeros_and_a_few_busy_days_does_not_cry_at_each_busy_day():
    past = [12 if n % 6 == 0 else 0 for n in range(56)]

    assert not judge(past, 13).is_burst


def test_holidays_are_left_out_so_that_the_return_is_no_alarm():
    past = [20, 22, 18, 21, 19] * 6 + [2, 1, 3, 2, 1] * 5
    august = {MONDAY + timedelta(days=n) for n in range(30, 55)}

    assert not judge(past, 24, quiet=august).is_burst
    assert judge(past, 24, quiet=august).days == 30
    assert judge(past, 24, quiet={one.day for one in days(past)}).days == 55


def test_by_noon_as_many_as_on_a_whole_busy_day_is_unusual_already():
    past = [8, 12, 10, 9, 11] * 8

    assert not judge(past, 20, share=1).is_burst
    assert judge(past, 20, share=0.3).is_burst


def test_a_source_followed_yesterday_neither_alarms_nor_counts():
    history = days([10, 11, 9] * 10)
    today = MONDAY + timedelta(days=30)
    with_newcomer = Day(today, {"blog": 10, "agency": 90})

    found = judge_volume(history, with_newcomer, since={"agency": today - timedelta(days=3)})
    assert found.verdict is Verdict.USUAL
    assert (found.count, found.newcomers) == (10, {"agency": 90})
    assert judge_volume(history, with_newcomer, since={"agency": today - timedelta(days=14)}).is_burst


def test_days_are_those_of_the_place_and_a_change_of_clock_is_one_day():
    heard = [
        (datetime(2026, 3, 28, 22, 59, tzinfo=UTC), "a"),  # 23:59 in Paris
        (datetime(2026, 3, 28, 23, 1, tzinfo=UTC), "a"),
        (datetime(2026, 3, 29, 21, 59, tzinfo=UTC), "b"),  # 23:59, after the change
        (datetime(2026, 3, 29, 22, 1, tzinfo=UTC), "b"),
        (datetime(2026, 5, 1, tzinfo=UTC), "outside"),
    ]
    found = count_days(reversed(heard), zone=PARIS, first=date(2026, 3, 27), last=date(2026, 3, 30))

    assert [one.count for one in found] == [0, 1, 2, 1]
    assert found[2].by_source == {"a": 1, "b": 1}


def test_the_share_of_a_day_goes_from_nothing_to_all_and_learns_the_place():
    assert share_of_day({}, hour=0) == 0
    assert share_of_day({}, hour=24) == 1
    assert share_of_day({}, hour=8) == pytest.approx(0.16)
    assert share_of_day({6: 2000}, hour=8) > 0.8
    assert all(share_of_day({9: 50}, hour=h / 4) <= share_of_day({9: 50}, hour=(h + 1) / 4) for h in range(96))


@pytest.mark.parametrize(
    ("count", "mean", "dispersion"), [(3, 2, 1.5), (20, 5, 3), (1, 0.03, 2), (100, 90, 4), (9, 2, 8)]
)
def test_the_tail_is_the_sum_of_its_terms(count, mean, dispersion):
    r, p = mean / (dispersion - 1), (dispersion - 1) / dispersion
    below = sum(
        math.exp(math.lgamma(k + r) - math.lgamma(r) - math.lgamma(k + 1) + r * math.log1p(-p) + k * math.log(p))
        for k in range(count)
    )

    assert chance_of_at_least(count, mean=mean, dispersion=dispersion) == pytest.approx(1 - below, rel=1e-9)


@given(st.floats(0.01, 1e5), st.floats(1, 100), st.floats(0.001, 0.999))
@settings(max_examples=30, deadline=None)
def test_a_quantile_is_the_smallest_count_passed_that_rarely(mean, dispersion, chance):
    count = quantile(chance, mean=mean, dispersion=dispersion)

    assert chance_of_at_least(count + 1, mean=mean, dispersion=dispersion) <= chance
    assert count == 0 or chance_of_at_least(count, mean=mean, dispersion=dispersion) > chance


def heard(post, source, words):
    return Heard(post, source, frozenset(words.split()))


FIRE = [
    heard(1, "a", "incendie usine rouen fumee"),
    heard(2, "a", "incendie usine rouen fumee odeur"),
    heard(3, "b", "usine rouen incendie ecole fermee"),
    heard(4, "c", "recette tarte pommes"),
    heard(5, "d", "incendie rouen pompiers"),
    heard(6, "e", "incendie usine rouen fumee"),
]


def test_examples_come_from_different_sources_and_tell_the_subject_of_the_day():
    found = choose_examples(FIRE)

    assert len({one.source for one in found}) == 3
    assert all("incendie" in one.terms for one in found)
    assert not {1, 6} <= {one.post for one in found}  # a copy says nothing more


def test_what_is_said_every_day_is_not_the_subject():
    today = [heard(n, f"s{n}", f"compost jardin terreau usuel {n}") for n in range(4)]
    today += [heard(10 + n, f"t{n}", f"compost rappel lot{n} produit") for n in range(3)]
    before = [heard(100 + n, "s0", "compost jardin terreau usuel") for n in range(30)]

    assert all("rappel" in one.terms for one in choose_examples(today, before=before))


def test_fewer_posts_give_fewer_examples_and_one_source_may_give_several():
    assert choose_examples([]) == []
    assert [one.post for one in choose_examples([heard(7, "a", "seul")])] == [7]
    same_source = [heard(1, "a", "feu usine nuit"), heard(2, "a", "feu usine matin cendres")]
    assert len(choose_examples(same_source)) == 2


@given(st.randoms())
@settings(max_examples=30)
def test_the_order_of_posts_does_not_matter(shuffle):
    mixed = list(FIRE)
    shuffle.shuffle(mixed)

    assert choose_examples(mixed) == choose_examples(FIRE)
