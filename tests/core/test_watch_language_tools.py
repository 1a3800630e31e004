"""Around the watch language: cautions, the form, and queries written for other tools."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entregent.core.matching import parse, to_text
from entregent.core.matching.cautions import lint
from entregent.core.matching.form_fields import Fields, from_fields, to_fields
from entregent.core.matching.translation import translate
from entregent.core.text import fold, tokenise
from tests.core.matching_cases import queries


@pytest.mark.parametrize(
    ("query", "doubts"),
    [
        ("compost or terreau", [("small operator", "or", "compost OR terreau")]),
        ('"terre et mer"', []),
        ("TERRE ET MER", [("capital operator", "ET", '"TERRE ET MER"')]),
        ("compost ET terre", []),
        ("compost –pêche", [("odd minus", "–pêche", "compost -pêche")]),
        ("éco- citoyen", [("odd minus", "éco- citoyen", "éco-citoyen")]),
        ("Or\u0430nge", [("mixed scripts", "Or\u0430nge", "Orange")]),
        ("компост", []),
        ("jardin OR balcon compost", [("or with and", "balcon compost", "jardin OR (balcon compost)")]),
        ("jardin OR (balcon compost)", []),
        ("(ver OR vers) compost -pêche", []),
        ("title:(jardin OR balcon compost)", [("or with and", "balcon compost", "title:(jardin OR (balcon compost))")]),
        ("ab*", [("short prefix", "ab*", None)]),
        ("auteurs:Zoé", [("unknown field", "auteurs:Zoé", "auteur:Zoé")]),
        ("https://exemple.fr", []),
        ("jardin NEAR balcon", [("near without steps", "NEAR", "jardin NEAR/5 balcon")]),
        ('"tri vert"~4', [("tilde after phrase", '"tri vert"~4', "(tri NEAR/5 vert)")]),
        ("-ver", [("only not", "-ver", None)]),
        ("ver OR -lombric", [("only not", "ver OR -lombric", None)]),
        ("les", [("common word", "les", None)]),
        ("ver OR les", [("common word", "les", None)]),
        ("les lombrics", []),
        ('compost "', []),
    ],
)
def test_what_may_not_be_meant_is_said(query, doubts):
    assert [(caution.doubt, caution.about, caution.mend) for caution in lint(query)] == doubts


def test_a_common_word_is_said_with_its_cost():
    (caution,) = lint("compost OR lombric", {"compost": 0.31, "lombric": 0.001})
    assert (caution.doubt, caution.start, caution.end, caution.share) == ("common word", 0, 7, 0.31)
    assert lint("compost lombric", {"compost": 0.31, "lombric": 0.001}) == []
    assert lint("les", {"les": 0.01}) == []


TEXTS = st.lists(
    st.sampled_from(
        [
            "a",
            "et",
            "ET",
            "or",
            " ",
            " ",
            "(",
            ")",
            "-",
            "– ",
            "x-",
            " OR ",
            '"a b"',
            "~4",
            "b*",
            "titel:",
            "title:",
            "NEAR",
            "Or\u0430",
        ]
    ),
    max_size=12,
).map("".join)


@given(TEXTS)
def test_cautions_point_inside_and_their_mends_can_be_read(text):
    for caution in lint(text):
        assert text[caution.start : caution.end].strip() == caution.about.strip()
        if caution.mend is not None:
            parse(caution.mend)


def test_the_cautions_of_a_long_watch_do_not_pile_up():
    assert len(lint(" OR ".join(f"a{n} et b{n}" for n in range(3000)))) <= 100


@pytest.mark.parametrize(
    ("query", "fields"),
    [
        ("a b*", Fields(must=("a", "b*"))),
        ("a OR b", Fields(any=("a", "b"))),
        ('"a b" (c OR d~) -e -"f g"', Fields(must=('"a b"',), any=("c", "d~"), not_=("e", '"f g"'))),
        ("-(a OR b)", Fields(not_=("a", "b"))),
        ("a lang:fr site:(x.fr OR y.fr)", Fields(must=("a",), languages=("fr",), sites=("x.fr", "y.fr"))),
        ("title:(a -b)", Fields(must=("a",), not_=("b",), title_only=True)),
        ("a NEAR/3 (b OR c)", Fields(must=("a NEAR/3 (b OR c)",))),
        ("a title:b", None),
        ("(a OR b) (c OR d)", None),
        ("a OR (b c)", None),
        ("a OR lang:fr", None),
        ("a author:b", None),
        ("a -lang:fr", None),
        ("lang:fr -(a b)", None),
    ],
)
def test_what_fits_the_form(query, fields):
    assert to_fields(parse(query)) == fields


CLAUSES = st.sampled_from(["a", "b*", "c~", '"d e"', '="F"', "g NEAR/2 h"])
BOX = st.lists(CLAUSES, max_size=3, unique=True).map(tuple)


@given(
    BOX,
    BOX.filter(lambda box: len(box) != 1),
    BOX,
    st.sampled_from([(), ("fr",), ("fr", "en")]),
    st.sampled_from([(), ("x.fr",)]),
    st.booleans(),
)
def test_the_form_and_its_text_say_the_same(must, either, never, languages, sites, title_only):
    fields = Fields(must, either, never, languages, sites, title_only and bool(must + either + never))
    text = from_fields(fields)
    if text:
        assert to_fields(parse(text)) == fields
        assert parse(from_fields(fields, "fr")) == parse(text)
    else:
        assert fields == Fields()


@given(queries())
def test_what_fits_the_form_comes_back_with_its_meaning(query):
    fields = to_fields(query)
    if fields:
        assert to_fields(parse(from_fields(fields))) == fields


@pytest.mark.parametrize(
    ("text", "dialect", "query", "losses"),
    [
        (
            '("terreau commun" OR compost) AND NOT (pub OR promo)',
            None,
            '("terreau commun" OR compost) AND NOT (pub OR promo)',
            [],
        ),
        ("(a or b) and not c", "talkwalker", "(a OR b) AND NOT c", []),
        ("a or b", None, "a AND or AND b", ["small operator"]),
        ("a | b && c !d", None, "a OR (b AND c AND NOT d)", []),
        ("apple NEAR/5f orange", "brandwatch", "apple NEAR/5 orange", ["order"]),
        ("a NEAR~4 (b OR c)", None, "a NEAR/4 (b OR c)", []),
        ("a AROUND(3) b", "google", "a NEAR/3 b", []),
        ("a w/5 b", "meltwater", "a NEAR/5 b", []),
        ('"tri déchets"~3', "lucene", "tri NEAR/4 déchets", []),
        ('"a b c"~1', "lucene", "(a NEAR/2 b) AND (b NEAR/2 c)", ["pairwise"]),
        ("a NEAR/3 (b AND c)", None, "a AND (b AND c)", ["near widened"]),
        ("a NEAR/500 b", None, "a NEAR/100 b", ["steps"]),
        ("+compost jardin -pêche", "lucene", "compost AND NOT pêche", ["optional dropped"]),
        ("compost jardin -pêche", "lucene", "(compost OR jardin) AND NOT pêche", []),
        ("compost jardin OR balcon", "google", "compost AND (jardin OR balcon)", []),
        ("compost jardin OR balcon", None, "(compost AND jardin) OR balcon", []),
        ('intitle:"zéro déchet" lang:fr from:@zoe', None, 'title:"zéro déchet" AND lang:fr AND author:zoe', []),
        ("compost -is:retweet since:2020-01-01", None, "compost", ["field dropped", "field dropped"]),
        ("lang:fr,en site:*.exemple.fr", None, "(lang:fr OR lang:en) AND site:exemple.fr", []),
        ("lang:klingon compost", None, "compost", ["unknown value"]),
        ('url:"https://exemple.fr/a?utm_source=x"', None, "link:exemple.fr/a", []),
        ("text:compost", None, "compost", ["field widened"]),
        (
            "organi?ation colo*r compost*",
            None,
            "organi* AND colo* AND compost*",
            ["wildcard widened", "wildcard widened"],
        ),
        ("*post o?a", None, "post", ["wildcard dropped", "wildcard dropped"]),
        ('"a * b"', "google", "a NEAR/2 b", ["order"]),
        ("compost^2 terreau~2 [a TO b]", "lucene", "compost OR terreau", ["weight", "fuzzy", "range dropped"]),
        ("((a OR b)", None, "a OR b", ["bracket"]),
        ("a))", None, "a", ["bracket"]),
        ("AND compost OR", None, "compost", ["sign dropped", "sign dropped"]),
        ("#ZéroDéchet @jean", None, "#ZéroDéchet AND @jean", []),
        ("NON", "google", "non", []),
        ("", None, "", []),
    ],
)
def test_queries_for_other_tools_are_translated(text, dialect, query, losses):
    done = translate(text, dialect)
    assert (done.query_text, sorted(note.loss for note in done.notes)) == (query, sorted(losses))


FOREIGN = st.lists(
    st.sampled_from(
        ["alpha", "beta", "or", "AND", "OR", "NOT", "-", "+", "(", ")", "NEAR/3", "near~2", "|", '"gamma delta"',
         '"gamma delta"~2', "om*ga", "?psi", "title:", "lang:", "fr", "since:", "from:", "[1 TO 2]", "^2", "~", '"', "site:",
         "exemple.fr", "AROUND(2)", "/", ":"]
    ),
    max_size=14,
).map(" ".join)  # fmt: skip


@given(FOREIGN, st.sampled_from([None, "google", "lucene", "brandwatch"]))
def test_a_translation_can_be_read_and_drops_nothing_in_silence(text, dialect):
    done = translate(text, dialect)
    if done.query_text:
        assert parse(to_text(parse(done.query_text))) == parse(done.query_text)
    said = fold(f"{done.query_text} {' '.join(note.about for note in done.notes)}")
    for word in {
        token.word for token in tokenise(re.sub(r"\b(?:AND|OR|NOT|near|around)\b", " ", text, flags=re.IGNORECASE))
    }:
        assert word in said or word.isdecimal() or word in ("to", "from"), (word, done)


@given(st.text(max_size=40))
def test_any_text_is_translated_without_an_error(text):
    done = translate(text)
    if done.query_text:
        parse(done.query_text)
