"""The pages of the rules: their examples are what they say, and the rows of the practice have a title."""

import re
import tomllib
from datetime import date

import pytest

from entregent.core.etiquette import (
    Brief,
    Contact,
    Exchange,
    Kind,
    Message,
    Post,
    Purpose,
    all_rules,
    check,
    check_note,
)
from entregent.core.etiquette.reference import index_page, practice, rule_page
from entregent.core.etiquette.sentences import PAGES, pages

TODAY = date(2026, 6, 15)
LANGUAGES = ("fr", "en")
ASIDE = re.compile(r"\((?:[^()]*)\)")  # what is told of an example: to whom, what a letter hides
HEADED = re.compile(r"(?P<name>Objet|Subject|À|To)\s?: (?P<value>.*?)(?: — (?P<text>.*))?")
FRENCH_ALONE = ("W110", "W111")  # of « tu » and « vous »
OF_A_NOTE = ("P102", "P103")


def days(*given, **more):
    return [Exchange(date(2026, *day), **more) for day in given]


def asked(*topics):
    return [Exchange(date(2026, month, 1), Kind.ASK, topic=topic) for month, topic in enumerate(topics, 1)]


WOOL = Contact(
    posts=(Post("Une filature de laine a fermé"), Post("Tricoter des chaussettes"), Post("A spinning mill closed"))
)
CLOSING, TOLD = Brief(purpose=Purpose.CLOSING), Brief()
NO = days((5, 1), kind=Kind.ASK) + days((5, 2), kind=Kind.NO, who="them")
# What an example is judged by: brief, contact, history. Those of the good one, where they differ, follow.
FACTS = {
    "W111": [{"contact": Contact(address_form="vous")}],
    "B103": [
        {
            "brief": Brief(theme="alcool, alcohol", purpose=Purpose.ASK),
            "contact": Contact(refused=("alcool", "alcohol")),
        }
    ],
    "B104": [
        {"brief": Brief(theme="perceuse, drill", purpose=Purpose.ASK), "contact": WOOL},
        {"brief": Brief(theme="filature, spinning", purpose=Purpose.ASK), "contact": WOOL},
    ],
    "M101": [{"history": days((6, 13), kind=Kind.MESSAGE, by="Alice")}, {}],
    "M102": [{"history": days((5, 1), kind=Kind.ASK) + days((5, 9), (5, 20), kind=Kind.FOLLOW_UP)}],
    "M103": [{"brief": TOLD, "history": asked("", "", "")}],
    "M104": [
        {"brief": Brief(theme="match", purpose=Purpose.ASK), "history": asked("mode, fashion", "compost")},
        {"brief": Brief(theme="vélo, bicycles", purpose=Purpose.ASK), "history": asked("compost")},
    ],
    "W116": [{"brief": Brief(purpose=Purpose.ASK, offers=("un café", "coffee"))}],
    "M106": [{"brief": Brief(purpose=Purpose.FOLLOW_UP), "history": NO}, {"brief": TOLD, "history": NO}],
    "E101": [{"brief": CLOSING}],
    "E102": [{"brief": CLOSING}],
    "P101": [{"contact": Contact(do_not_contact=True)}],
}


def message_of(example):
    """What is sent; None where nothing should be."""
    sent = ASIDE.sub("", example).strip()
    headed = HEADED.fullmatch(sent)
    if headed is None:
        return Message(sent) if sent else None
    value, text = headed["value"], headed["text"] or "…"
    if headed["name"] in ("Objet", "Subject"):
        return Message(text, value)
    return Message(text, to=tuple(value.split(", ")))


def codes(code, example, language, *, is_good):
    """Of what is found in an example."""
    message = message_of(example)
    if message is None:
        return set()
    if code in OF_A_NOTE:
        return {one.code for one in check_note(message.text, language=language).findings}
    facts = FACTS.get(code, [{}])
    known = {"brief": Brief(purpose=Purpose.ASK)} | facts[-1 if is_good else 0]
    told = None if code == "W115" else "fr" if code in FRENCH_ALONE else language
    return {one.code for one in check(message, language=told, today=TODAY, **known).findings}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", all_rules())
def test_the_bad_example_has_the_fault_and_the_good_one_has_not(code, language):
    page = pages(language)[code]

    assert message_of(page.bad), "the fault stands in a message"
    assert code in codes(code, page.bad, language, is_good=False)
    assert code not in codes(code, page.good, language, is_good=True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_row_of_the_practice_has_its_title_on_the_page(language):
    for code, one in all_rules().items():
        written = rule_page(code, language)
        for row, title in practice(one, language):
            assert title
            assert f"* {row} {title}\n" in written


def test_titles_are_those_of_rows_that_a_rule_keeps():
    titles = tomllib.loads((PAGES / "practice.toml").read_text(encoding="utf-8"))

    assert set(titles) == {row for one in all_rules().values() for row in one.practice}
    assert all(set(one) == set(LANGUAGES) and one["fr"] != one["en"] for one in titles.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_links_of_the_index_are_pages(language):
    ending = ".md" if language == "en" else ".fr.md"

    linked = re.findall(r"\]\((\w+)(\.(?:fr\.)?md)\)", index_page(language))
    assert linked == [(code, ending) for code in all_rules()]
