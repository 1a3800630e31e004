"""Reasons that the team writes about people judge nobody; what people write themselves, and letters to them, are theirs."""

from datetime import date

import pytest

from entregent.privacy.actions.answering import extend
from entregent.privacy.actions.asking import ask
from entregent.privacy.actions.keeping import keep_on
from entregent.privacy.actions.notices import note_told
from tests.guarded import HOSTILE, complaints, refuses
from tests.privacy.conftest import NOW, PAGES

pytestmark = pytest.mark.django_db
WRITES = {
    "Notice.reason": lambda one, by, text: note_told(one, how="by hand", reason=text, by=by, now=NOW),
    "KeptOn.reason": lambda one, by, text: keep_on(one, text, by=by, now=NOW, today=date(2026, 6, 3)),
    "Request.extension": lambda one, by, text: extend(
        ask(one, kind="access", via="letter", by=by, now=NOW), text, by=by, now=NOW, pages=PAGES
    ),
}
EXCUSED = {
    "Controller.name": "the organisation", "Controller.address": "the organisation", "Controller.email": "the organisation",
    "Controller.officer": "the organisation", "Controller.purpose": "the organisation", "Controller.client": "the organisation",
    "Request.key": "what personal_data calls a row", "Request.words": "their own words, about themselves",
    "Request.answer": "a letter to them", "Erasure.rows": "counts",
}  # fmt: skip


@pytest.mark.parametrize("column", WRITES)
def test_what_the_team_writes_of_somebody_judges_nobody(column, malik, people):
    refuses(lambda text: WRITES[column](malik, people.alice, text))


def test_what_they_write_themselves_is_kept(malik, people):
    assert ask(malik, kind="access", via="page", words=HOSTILE, by=people.bob, now=NOW).words == HOSTILE


def test_every_text_of_this_room_is_guarded_or_excused():
    assert complaints("privacy", WRITES, EXCUSED) == []
    assert complaints("privacy", {}, EXCUSED), "it would not see a new column"
