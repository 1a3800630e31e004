"""The life of a relation, from what happened in it."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entregent.core.lifecycle import (
    Answer,
    Ask,
    Budget,
    Cadence,
    Closing,
    Exchange,
    Manner,
    Phase,
    PromiseState,
    Refusal,
    Side,
    Sign,
    SignKind,
    Silence,
    Stage,
    choose_cadence,
    follow_up,
    last_sign,
    life,
    may_ask,
    promise_state,
    stage_at,
    steps,
    touch,
)  # fmt: skip
from entregent.core.working_time import WorkingTime

BEGAN = datetime(2026, 1, 5, 10, tzinfo=UTC)
CADENCE = Cadence(timedelta(days=60), timedelta(days=120))
OFFICE = WorkingTime(
    frozenset(range(5)), time(9), time(18), ZoneInfo("Europe/Paris"), days_off=frozenset({date(2026, 7, 14)})
)


def days(number: float) -> timedelta:
    return timedelta(days=number)


def call(after: float, side: Side = Side.BOTH, manner: Manner = Manner.CALL) -> Exchange:
    return Exchange(manner, side, BEGAN + days(after))


@pytest.mark.parametrize(
    ("after", "silence"), [(59, Silence.NONE), (60, Silence.DUE), (119, Silence.DUE), (120, Silence.TOO_LONG)]
)
def test_silence_grows_from_nothing_to_due_to_too_long(after: float, silence: Silence) -> None:
    assert touch([], CADENCE, began_at=BEGAN, now=BEGAN + days(after)).silence is silence


@pytest.mark.parametrize("manner", [manner for manner in Manner if manner not in (Manner.MAILING, Manner.NOTE)])
def test_any_real_exchange_restarts_the_cadence(manner: Manner) -> None:
    told = touch([call(100, manner=manner)], CADENCE, began_at=BEGAN, now=BEGAN + days(130))
    assert (told.silence, told.since) == (Silence.NONE, BEGAN + days(100))


@pytest.mark.parametrize("manner", [Manner.MAILING, Manner.NOTE])
def test_a_mailing_or_a_note_does_not_restart_it(manner: Manner) -> None:
    told = touch([call(1), call(115, manner=manner)], CADENCE, began_at=BEGAN, now=BEGAN + days(125))
    assert told.silence is Silence.TOO_LONG


def test_a_date_that_is_made_quiets_the_alarm_unless_it_comes_too_late() -> None:
    now = BEGAN + days(90)
    assert touch([call(110)], CADENCE, began_at=BEGAN, now=now).silence is Silence.PLANNED
    assert touch([call(130)], CADENCE, began_at=BEGAN, now=now).silence is Silence.DUE


def test_a_word_is_due_when_the_team_is_at_work() -> None:
    saturday = datetime(2026, 7, 11, 12, tzinfo=UTC)
    monday = touch([], Cadence(days(1), days(3)), began_at=saturday - days(1), now=saturday, working_time=OFFICE)
    assert monday.due_at == datetime(2026, 7, 13, 7, tzinfo=UTC)
    assert touch(
        [], Cadence(days(3), days(4)), began_at=saturday, now=saturday, working_time=OFFICE
    ).due_at == datetime(2026, 7, 15, 7, tzinfo=UTC)  # the 14th is a holiday


def test_a_cadence_needs_room() -> None:
    for ideal, longest in ((0, 10), (20, 10)):
        with pytest.raises(ValueError, match="Cadence"):
            Cadence(days(ideal), days(longest))


def test_its_own_cadence_comes_before_those_of_tags_and_the_closest_tag_before_the_others() -> None:
    press, vip, general = Cadence(days(90), days(180)), Cadence(days(30), days(60)), CADENCE
    by_tag = {"press": press, "VIP": vip}
    assert choose_cadence(None, ["press", "VIP"], by_tag, general) == vip
    assert choose_cadence(press, ["VIP"], by_tag, general) == press
    assert choose_cadence(None, ["gardener"], by_tag, general) == general


@given(
    st.lists(st.tuples(st.floats(0, 900), st.sampled_from(Manner), st.sampled_from(Side)), max_size=12),
    st.floats(0, 900),
)
def test_one_more_real_exchange_never_lengthens_the_silence(
    facts: list[tuple[float, Manner, Side]], after: float
) -> None:
    exchanges = [Exchange(manner, side, BEGAN + days(at)) for at, manner, side in facts]
    now = BEGAN + days(after)
    before = touch(exchanges, CADENCE, began_at=BEGAN, now=now)
    spoken = touch([*exchanges, Exchange(Manner.CALL, Side.US, now)], CADENCE, began_at=BEGAN, now=now)
    assert spoken.since == now >= before.since
    assert spoken.silence in (Silence.NONE, Silence.PLANNED)


def test_a_relation_begins_is_maintained_and_sleeps() -> None:
    def phase(*exchanges: Exchange, after: float) -> Phase:
        return life(exchanges, CADENCE, began_at=BEGAN, now=BEGAN + days(after)).phase

    assert phase(call(1, Side.US), call(8, Side.US), after=9) is Phase.BEGINNING
    assert phase(call(1, Side.THEM), call(1.1, Side.THEM), after=9) is Phase.BEGINNING  # one conversation
    assert phase(call(1, Side.THEM), call(5), after=9) is Phase.MAINTAINED
    assert phase(call(1, Side.THEM), call(5), after=5 + 240) is Phase.DORMANT
    assert phase(after=240) is Phase.DORMANT


def test_an_end_is_ending_until_they_are_thanked_and_a_new_sign_begins_anew() -> None:
    now = BEGAN + days(50)
    decided = Closing(BEGAN + days(20))
    exchanges = [call(1, Side.THEM), call(5)]
    assert life(exchanges, CADENCE, began_at=BEGAN, now=now, closing=decided).phase is Phase.ENDING
    told = Closing(BEGAN + days(20), BEGAN + days(25))
    assert life(exchanges, CADENCE, began_at=BEGAN, now=now, closing=told).phase is Phase.ENDED
    again = life([*exchanges, call(40, Side.THEM)], CADENCE, began_at=BEGAN, now=now, closing=told)
    assert (again.phase, again.since) == (Phase.BEGINNING, BEGAN + days(40))
    ours_alone = life([*exchanges, call(40, Side.US)], CADENCE, began_at=BEGAN, now=now, closing=told)
    assert ours_alone.phase is Phase.ENDED


def test_retention_counts_from_their_last_sign() -> None:
    theirs = call(3, Side.THEM)
    assert (
        last_sign([theirs, call(9, Side.US), call(12, Side.THEM, Manner.MAILING), call(99)], BEGAN + days(20)) == theirs
    )


def sign(kind: SignKind, after: float) -> Sign:
    return Sign(kind, BEGAN + days(after))


def test_a_stage_is_moved_by_a_sign_that_can_be_shown() -> None:
    signs = [sign(SignKind.ANSWERED, 1), sign(SignKind.WROTE, 30), sign(SignKind.JOINED, 90)]
    told = [(step.stage, step.sign) for step in steps(signs, until=BEGAN + days(100))]
    assert told == list(zip((Stage.CONNECT, Stage.CONVINCE, Stage.CONVERT), signs, strict=True))
    assert stage_at(signs, BEGAN + days(40)).sign == signs[1]
    assert stage_at([], BEGAN).stage is Stage.STRANGER


def test_three_pieces_within_a_year_make_a_relay_and_two_do_not() -> None:
    written = [sign(SignKind.WROTE, after) for after in (0, 200, 360)]
    assert stage_at(written, BEGAN + days(370)).stage is Stage.CONVERT
    assert stage_at(written[:2], BEGAN + days(370)).stage is Stage.CONVINCE
    spread = [sign(SignKind.WROTE, after) for after in (0, 200, 366)]
    assert stage_at(spread, BEGAN + days(370)).stage is Stage.CONVINCE


def test_old_signs_hold_nothing_any_more() -> None:
    signs = [sign(SignKind.WROTE, 0), sign(SignKind.ANSWERED, 600)]
    told = [(step.stage, (step.at - BEGAN).days, step.sign) for step in steps(signs, until=BEGAN + days(2000))]
    assert told == [(Stage.CONVINCE, 0, signs[0]), (Stage.CONNECT, 730, None), (Stage.STRANGER, 1330, None)]


@given(st.lists(st.tuples(st.sampled_from(SignKind), st.integers(0, 2000)), max_size=15), st.integers(0, 2500))
def test_the_stage_of_a_moment_is_the_last_step_until_then(facts: list[tuple[SignKind, int]], after: int) -> None:
    signs = [Sign(kind, BEGAN + days(at), number) for number, (kind, at) in enumerate(facts)]
    done = steps(signs, until=BEGAN + days(3000))
    until = [step for step in done if step.at <= BEGAN + days(after)]
    assert stage_at(signs, BEGAN + days(after)).stage == (until[-1].stage if until else Stage.STRANGER)
    assert all(first.stage != second.stage for first, second in pairwise(done))
    assert all(
        (step.sign is not None) == (step.stage > before)
        for step, before in zip(done, [Stage.STRANGER, *(s.stage for s in done)], strict=False)
    )


def test_a_third_follow_up_is_never_decent() -> None:
    ask = Ask(BEGAN, follow_ups=(BEGAN + days(8), BEGAN + days(20)))
    assert follow_up(ask, now=BEGAN + days(400)).refusal is Refusal.TWICE


def test_a_follow_up_waits_a_week_and_for_the_office() -> None:
    ask = Ask(datetime(2026, 7, 4, 12, tzinfo=UTC))  # a Saturday
    early = follow_up(ask, now=datetime(2026, 7, 12, 12, tzinfo=UTC), working_time=OFFICE)
    assert (early.refusal, early.since, early.left) == (Refusal.TOO_SOON, datetime(2026, 7, 13, 7, tzinfo=UTC), 2)
    assert follow_up(ask, now=datetime(2026, 7, 13, 8, tzinfo=UTC), working_time=OFFICE).is_right


@pytest.mark.parametrize("answer", [Answer.YES, Answer.NO])
def test_an_answered_ask_is_not_followed_up(answer: Answer) -> None:
    assert follow_up(Ask(BEGAN, answer, BEGAN + days(1)), now=BEGAN + days(60)).refusal is Refusal.ANSWERED


def test_who_said_later_is_left_in_peace_until_then() -> None:
    ask = Ask(BEGAN, Answer.LATER, BEGAN + days(2), back_at=BEGAN + days(60))
    assert follow_up(ask, now=BEGAN + days(59)).refusal is Refusal.TOO_SOON
    assert follow_up(ask, now=BEGAN + days(60)).is_right


def test_asks_are_counted_over_everything_and_rest() -> None:
    budget = Budget(asks=2, period=days(365), rest=days(60))
    honoured = Ask(BEGAN, Answer.YES, BEGAN + days(3), closed_at=BEGAN + days(10))
    assert may_ask([], budget, now=BEGAN).left == 2
    resting = may_ask([honoured], budget, now=BEGAN + days(30))
    assert (resting.refusal, resting.since) == (Refusal.RESTING, BEGAN + days(70))
    assert may_ask([honoured], budget, now=BEGAN + days(70)).is_right
    assert may_ask([honoured, Ask(BEGAN + days(80))], budget, now=BEGAN + days(90)).refusal is Refusal.OPEN
    refused = Ask(BEGAN + days(80), Answer.NO, BEGAN + days(81))
    spent = may_ask([honoured, refused], budget, now=BEGAN + days(90))
    assert (spent.refusal, spent.since, spent.left) == (Refusal.SPENT, BEGAN + days(365), 0)
    assert may_ask([honoured, refused], budget, now=BEGAN + days(365)).is_right
    assert may_ask([], Budget(asks=0), now=BEGAN).since is None


@given(
    st.lists(st.tuples(st.integers(0, 900), st.sampled_from([Answer.YES, Answer.NO])), max_size=10),
    st.integers(0, 4), st.integers(0, 1200),
)  # fmt: skip
def test_what_is_refused_until_a_date_is_right_on_it(facts: list[tuple[int, Answer]], most: int, after: int) -> None:
    asks = [Ask(BEGAN + days(at), answer, BEGAN + days(at)) for at, answer in facts if at <= after]
    budget = Budget(asks=most)
    told = may_ask(asks, budget, now=BEGAN + days(after))
    if told.since is not None:
        assert may_ask(asks, budget, now=told.since).is_right
        assert told.is_right == (told.since <= BEGAN + days(after))


@pytest.mark.parametrize(
    ("today", "kept", "released", "state"),
    [
        (9, None, None, PromiseState.OPEN),
        (10, None, None, PromiseState.TODAY),
        (11, None, None, PromiseState.LATE),
        (20, 10, None, PromiseState.KEPT),
        (20, 12, None, PromiseState.KEPT_LATE),
        (20, None, 9, PromiseState.RELEASED),
    ],
)
def test_a_promise(today: int, kept: int | None, released: int | None, state: PromiseState) -> None:
    def of(day: int | None) -> date | None:
        return date(2026, 5, day) if day else None

    assert (
        promise_state(due=date(2026, 5, 10), today=date(2026, 5, today), kept_on=of(kept), released_on=of(released))
        is state
    )
