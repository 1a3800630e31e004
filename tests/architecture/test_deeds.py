import pytest

from tests.architecture.deeds import deed_complaints
from tests.architecture.rooms import PACKAGE
from tests.architecture.verdict import expect_none

IMPORT = "from entregent.history.actions import record\n"
EVENTS = 'EVENTS = {"watches.kept": Event(_("%(who)s wrote “%(name)s”: %(query)s"), "eye")}'
KEPT = 'def keep(watch, by):\n    record("watches.kept", by=by, workspace=None, about=watch, query=watch.query)\n'


def test_deeds_of_entregent_are_said_and_sentences_have_their_deed():
    expect_none(deed_complaints(PACKAGE))


@pytest.mark.parametrize(
    "action",
    [
        KEPT,
        'def keep(watch, by):\n    record("watches.kept", by=by, workspace=None, **{"query": watch.query})\n',
        'def keep(watch, by):\n    said = {"query": "x"}\n    record("watches.kept", by=by, workspace=None, **said)\n',
    ],
)
def test_it_accepts_a_deed_with_its_sentence(package, write, action):
    write("watches/wording.py", EVENTS)
    write("watches/actions.py", IMPORT + action)

    assert deed_complaints(package) == []


def test_it_refuses_a_deed_without_sentence_and_a_sentence_without_deed(package, write):
    write("watches/wording.py", EVENTS)
    write("watches/actions.py", IMPORT + KEPT.replace("kept", "held"))

    assert deed_complaints(package) == [
        "watches/actions.py:3 records watches.held, which has no sentence",
        "watches/wording.py:1 says watches.kept, which nothing records",
    ]


def test_it_refuses_a_record_that_lacks_what_the_sentence_says(package, write):
    write("watches/wording.py", EVENTS)
    write("watches/actions.py", IMPORT + KEPT.replace(", query=watch.query", ""))

    assert deed_complaints(package) == [
        "watches/actions.py:3 records watches.kept without query, which its sentence says"
    ]


@pytest.mark.parametrize(
    ("action", "fault"),
    [
        (KEPT.replace('"watches.kept"', "code"), "records a code that is not written there"),
        (KEPT.replace("query=watch.query", "**said(watch)"), "records facts of watches.kept that are not written"),
        (KEPT.replace("query=watch.query", "**said"), "records facts of watches.kept that are not written"),
    ],
)
def test_it_refuses_what_cannot_be_read_where_it_stands(package, write, action, fault):
    write("watches/wording.py", EVENTS)
    write("watches/actions.py", IMPORT + action)

    assert fault in deed_complaints(package)[0]


def test_it_refuses_a_deed_under_the_name_of_another_room(package, write):
    write("listening/wording.py", EVENTS)
    write("listening/actions.py", IMPORT + KEPT)

    assert deed_complaints(package) == [
        "listening/actions.py:3 names watches.kept in the room listening",
        "listening/wording.py:1 names watches.kept in the room listening",
    ]


def test_a_function_of_another_kind_may_be_called_record(package, write):
    write("watches/actions.py", KEPT)

    assert deed_complaints(package) == []
