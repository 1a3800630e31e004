"""The watch language and its plain evaluator, against an oracle that shares no code with it: strings padded with spaces."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entregent.core.matching import Document, WatchSyntaxError, compile, explain, parse  # noqa: A004
from entregent.core.matching.query import And, Not, Or, Phrase, Prefix
from entregent.core.matching.written import to_text


def spans(query: str, title: str, body: str = "") -> list[str] | None:
    """What the watch marks in the document, as written; None when it does not catch it."""
    hits = list(compile({1: parse(query)}).match([Document(7, title, body)]))
    if not hits:
        return None
    texts = {"title": title, "body": body}
    return [texts[span.field][span.start : span.end] for span in hits[0].spans]


@pytest.mark.parametrize(
    ("query", "title", "body", "marked"),
    [
        ("compost*", "Le COMPOSTEUR du quartier", "", ["COMPOSTEUR"]),
        ('compost* OR "tri des déchets"', "Tri des dechets", "Un compost.", ["Tri des dechets", "compost"]),
        ('"tri des déchets"', "tri sélectif des déchets", "", None),
        ("compost ET école", "Un compost à l’école", "", ["compost", "école"]),
        ("compost école", "Un compost", "", None),
        ("ver SAUF pêche", "Un ver de terre", "", ["ver"]),
        ("ver SAUF pêche", "Un ver pour la pêche", "", None),
        ("ver -pêche", "Un ver pour la pêche", "", None),
        ("(ver OU lombric) SAUF (pêche OU appât)", "Un lombric", "", ["lombric"]),
        ('"fin début"', "la fin", "début du texte", None),
        ("éco-citoyen", "Un geste éco citoyen", "", ["éco citoyen"]),
        ("œuvre", "Une oeuvre", "", ["oeuvre"]),
        ('"a b" OR "b c"', "a b c", "", ["a b c"]),
        ("et", "toi et moi", "", ["et"]),
        ("NOT compost", "Rien à voir", "", []),
        ("« bac jaune »", "Le bac jaune", "", ["bac jaune"]),
    ],
)
def test_it_catches_and_marks(query, title, body, marked):
    assert spans(query, title, body) == marked


@pytest.mark.parametrize(
    ("query", "problem", "position"),
    [
        ("", "empty", 0),
        ("   ", "empty", 0),
        ('compost OR "tri', "open quote", 11),
        ("(compost OR tri", "open bracket", 0),
        ("compost) tri", "closed bracket", 7),
        ("compost OR", "missing term", 10),
        ("AND compost", "missing term", 0),
        ('compost "  "', "empty phrase", 8),
        ("a *", "bare star", 2),
        ("com*post", "star inside", 3),
        ('"tri des*"', "star inside", 8),
        ("(" * 41 + "a" + ")" * 41, "too deep", 40),
        ("a" * 1_000_001, "too long", 1_000_000),
    ],
)
def test_it_points_at_the_mistake(query, problem, position):
    with pytest.raises(WatchSyntaxError) as caught:
        parse(query)
    assert (caught.value.problem, caught.value.position) == (problem, position)


WORDS = st.sampled_from(["tri", "compost", "ver", "eau", "dechet", "et", "ou"])
QUERIES = st.recursive(
    st.one_of(
        st.lists(WORDS, min_size=1, max_size=3).map(lambda w: Phrase(tuple(w))),
        WORDS.map(lambda w: Prefix(w[:2])),
    ),
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda q: And(tuple(q))),
        st.lists(inner, min_size=2, max_size=3).map(lambda q: Or(tuple(q))),
        inner.map(Not),
    ),
    max_leaves=8,
)
SPELLINGS = {
    "tri": "Tri",
    "compost": "COMPOST",
    "ver": "Vér",
    "eau": "l’eau",
    "dechet": "déchet",
    "et": "et",
    "ou": "où",
}


def oracle(query, text: str) -> bool:
    """Whether the text satisfies the query: a substring of words padded with spaces. No tokeniser, no index."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
    padded = " " + " | ".join(" ".join(re.findall("[a-z]+", part)) for part in plain.split("\n")) + " "
    match query:
        case Phrase(words):
            return f" {' '.join(words)} " in padded
        case Prefix(letters):
            return f" {letters}" in padded
        case Not(part):
            return not oracle(part, text)
        case And(parts):
            return all(oracle(part, text) for part in parts)
        case Or(parts):
            return any(oracle(part, text) for part in parts)


TEXTS = st.lists(st.sampled_from(list(SPELLINGS.values())), max_size=6).map(" ".join)


@given(QUERIES, TEXTS, TEXTS)
def test_it_agrees_with_the_oracle(query, title, body):
    caught = bool(list(compile({1: query}).match([Document(1, title, body)])))
    assert caught == oracle(query, f"{title}\n{body}")


@given(QUERIES)
def test_a_written_query_reads_as_the_same_tree(query):
    once = parse(to_text(query))
    assert parse(to_text(once)) == once
    for text in ("tri", "compost eau", "ver\ndechet et ou"):
        title, _, body = text.partition("\n")
        one, other = (list(compile({1: q}).match([Document(1, title, body)])) for q in (query, once))
        assert bool(one) == bool(other)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_with_a_position_inside(text):
    try:
        parse(text)
    except WatchSyntaxError as error:
        assert 0 <= error.position <= len(text)


def test_it_explains_which_clauses_caught():
    query = parse('(compost* OR terreau) title:"tri des déchets" lang:fr -pêche (a NEAR/2 b OR ver)')
    document = Document(1, "Le tri des dechets", "Un composteur, un ver", language="fr")
    assert [(reason.clause, len(reason.spans)) for reason in explain(query, document)] == [
        ("compost*", 1),
        ('title:"tri des dechets"', 1),
        ("lang:fr", 0),
        ("NOT peche", 0),
        ("ver", 1),
    ]
    assert explain(query, document, "fr")[1].clause == 'titre:"tri des dechets"'
    assert explain(query, Document(1, "Le tri", "")) is None


def test_hits_come_document_by_document_then_watch_by_watch():
    watches = compile({2: parse("a"), 1: parse("b")})
    found = watches.match([Document(10, "a b", ""), Document(11, "b", "")])
    assert [(hit.document, hit.watch) for hit in found] == [(10, 2), (10, 1), (11, 1)]
