"""What is heard is kept with a message, shown as such, and blocks nothing, whatever the workspace makes of the rule."""

import pytest

from entregent.core.etiquette import Message, Profile, Severity, check
from entregent.core.text.encoder import usual_encoder
from entregent.messages.gate import kept
from entregent.messages.shown import findings_of, grouped, marked, remarks

HEARD = "Nous vous invitons au spa ; il va sans dire que nous aimerions en voir la trace sur votre compte."
DOUBTED = "The winner of the photo prize gets £500, and the article in the paper is already written."


def told(text, language="fr", **more):
    return check(Message(text), language=language, encoder=usual_encoder(), **more)


def test_it_is_kept_and_read_again_as_it_was():
    report = told(HEARD)
    assert [one.evidence.is_heard for one in report.findings if one.code == "W103"] == [True]
    again = findings_of(kept(report))
    assert [(one.code, one.evidence.is_heard, one.evidence.is_doubted) for one in again] == [
        (one.code, one.evidence.is_heard, one.evidence.is_doubted) for one in report.findings
    ]


def test_rows_kept_before_anything_was_heard_are_read():
    rows = [
        {name: value for name, value in row.items() if name not in ("heard", "doubted")} for row in kept(told(HEARD))
    ]
    assert not any(one.evidence.is_heard for one in findings_of(rows))


@pytest.mark.parametrize("given", list(Severity))
def test_a_workspace_makes_no_block_of_what_is_heard(given):
    found = [one for one in told(HEARD, profile=Profile(severities={"W103": given})).findings if one.code == "W103"]
    assert found
    assert all(one.severity.rank >= max(given.rank, Severity.WARN.rank) for one in found)


def test_what_is_heard_stands_apart_from_what_is_read():
    text = f"{HEARD} Nous vous offrons le séjour en échange de deux posts."
    shown = [one for one in grouped(remarks(told(text).findings)) if one.code == "W103"]
    assert sorted(one.is_heard for one in shown) == [False, True]
    assert [one.blocks for one in shown if one.is_heard] == [False]


def test_words_are_marked_rather_than_the_sentence_around_them():
    text = "Un lieu incontournable, et votre compteur de lecteurs ne redescendra plus après votre passage, croyez-moi."
    report = told(text)
    assert {one.evidence.is_heard for one in report.findings if one.evidence.start is not None} == {True, False}
    assert ">incontournable<" in marked(text, remarks(report.findings))


def test_places_are_those_of_the_text_as_written():
    html = f"<p>Bonjour L&eacute;a,</p><p>{HEARD}</p>"
    (found,) = [one.evidence for one in told(html).findings if one.code == "W103"]
    assert html[found.start : found.end] == HEARD


def test_what_others_wrote_inside_is_not_heard():
    quoted = (
        "Merci du mot,\n> il va sans dire que nous aimerions voir la trace du séjour offert sur votre compte\nà samedi."
    )
    assert not [one for one in told(quoted).findings if one.evidence.is_heard and one.code == "W103"]
