"""The watch language: what each spelling means, one normal form, mistakes with what was probably meant."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entregent.core.matching import Document, WatchSyntaxError, compile, parse, to_text  # noqa: A004
from entregent.core.matching.normal import normal
from entregent.core.matching.query import And, Exact, Inflected, Is, Near, Not, Or, Phrase, Prefix, Titled
from entregent.core.text import Token, tokenise
from tests.core.matching_cases import cases, queries


def word(text):
    return Phrase((text,))


A, B, C = word("a"), word("b"), word("c")


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("L’eau", Phrase(("l", "eau"))),
        ("éco-citoyen", Phrase(("eco", "citoyen"))),
        ("éco-citoy*", Prefix("ecocitoy")),
        ("déchets~", Inflected("déchets")),
        ("Éco-citoyens~", Inflected("écocitoyens")),
        ('="Orange\u00a0 Bank"', Exact("Orange Bank")),
        ("=«Orange»", Exact("Orange")),
        ("=Orange", word("orange")),
        ("#compost", word("compost")),
        ("#TerreauCommun", Phrase(("terreau", "commun"))),
        ("#COP28", word("cop28")),
        ("@jean_dupont", Phrase(("jean", "dupont"))),
        ("“tri des déchets\"", Phrase(("tri", "des", "dechets"))),
        ("„tri vert“", Phrase(("tri", "vert"))),
        ("a NEAR/3 b", Near(A, B, 3)),
        ("a PRÈS/3 (b OU c)", Near(A, Or((B, C)), 3)),
        ("a PRES/3 b NEAR/2 c", And((Near(A, B, 3), Near(B, C, 2)))),
        ("NOT a NEAR/3 b", Not(Near(A, B, 3))),
        ("NEAR", word("near")),
        ("title:a b", And((Titled(A), B))),
        ("Titre : (a b)", And((Titled(A), Titled(B)))),
        ("title:(a -b)", And((Titled(A), Not(Titled(B))))),
        ("title:lang:fr", Is("lang", "fr")),
        ("lang:(fr OR en)", Or((Is("lang", "fr"), Is("lang", "en")))),
        ("langue:français", Is("lang", "fr")),
        ("région:Bretagne", Is("region", "53")),
        ('region:"Île-de-France"', Is("region", "11")),
        ("region:réunion", Is("region", "04")),
        ("étiquette:«Zéro déchet»", Is("tag", "zero dechet")),
        ("tag:#ZéroDéchet", Is("tag", "zerodechet")),
        ("auteur:“Zoé Le Gall”", Is("author", "zoe le gall")),
        ("site:https://www.Exemple.fr/page", Is("site", "exemple.fr")),
        ("lien:https://www.exemple.fr/a?utm_source=x", Is("link", "exemple.fr/a")),
        ("sorte:feed", Is("kind", "feed")),
        ("subtitle:a", Phrase(("subtitle", "a"))),
        ("https://exemple.fr", Phrase(("https", "exemple", "fr"))),
        ("a \u200bOR\ufeff b", Or((A, B))),
    ],
)  # fmt: skip
def test_each_spelling_has_its_meaning(query, tree):
    assert parse(query) == tree


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a OR (b OR a)", "a OR b"),
        ("(a) ET ((b) c)", "a AND b AND c"),
        ("-(-a)", "a"),
        ("NOT NOT a", "a"),
        ("NOT (a OR b)", "-a -b"),
        ("NOT (a b)", "-a OR -b"),
        ("title:(a OR b)", "title:a OR title:b"),
        ("title:(a title:b)", "title:a title:b"),
        ("lang:(fr OR en)", "lang:fr OR lang:en"),
        ("(a OR a) NEAR/2 b", "a NEAR/2 b"),
        ("a AND a", "a"),
    ],
)
def test_equal_meaning_by_syntax_is_one_form(one, other):
    assert parse(one) == parse(other)


@given(queries())
def test_the_normal_form_is_normal_and_reads_back_as_written(query):
    form = normal(query)
    assert normal(form) == form
    assert parse(to_text(form)) == form
    assert parse(to_text(form, "fr")) == form


@given(queries(), cases())
def test_the_normal_form_catches_the_same(query, case):
    one, other = (list(compile({1: tree}).match([case.document])) for tree in (query, normal(query)))
    assert bool(one) == bool(other)


GRAINS = st.lists(
    st.sampled_from(
        ["a", "b*", "c~", "é-à", "(", ")", "(", ")", " OR ", " ET ", " NOT ", " -", "NEAR/2", " NEAR/3 ", '"', "“", "”", "«", "»",
         "=", '="a"', '"a b"', "title:", "titre :", "lang:", "fr", "region:", "site:", "*", "~", "|", " - ", "#", "@", "\u200b",
         " ", "’"]
    ),
    max_size=14,
).map("".join)  # fmt: skip


@given(st.one_of(GRAINS, st.text(max_size=40)))
def test_any_text_reads_back_or_points_inside_and_its_mend_can_be_read(text):
    try:
        tree = parse(text)
    except WatchSyntaxError as error:
        assert 0 <= error.position <= len(text)
        if error.mend is not None:
            parse(error.mend)
    else:
        if all(tokenise(token.word) == [Token(token.word, 0, len(token.word))] for token in tokenise(text)):
            assert parse(to_text(tree)) == tree


@pytest.mark.parametrize(
    ("query", "problem", "position", "mend"),
    [
        ('"tri des déchets OR compost', "open quote", 0, '"tri des déchets" OR compost'),
        ("compost “tri", "open quote", 8, "compost “tri”"),
        ('="Orange', "open quote", 0, '="Orange"'),
        ('compost"', "open quote", 7, "compost"),
        ("(compost OR tri", "open bracket", 0, "(compost OR tri)"),
        ("compost) tri", "closed bracket", 7, "compost tri"),
        ("compost OR", "missing term", 10, "compost"),
        ("OR compost", "missing term", 0, "compost"),
        ("a OR OR b", "missing term", 5, "a OR  b"),
        ("a NEAR/3", "missing term", 8, "a"),
        ("a ()", "missing term", 3, "a"),
        ("a | b || c", "missing term", 2, "a OR b OR c"),
        ("compost - pêche", "missing term", 8, "compost -pêche"),
        ("!a", None, None, None),
        ("com*post", "star inside", 3, "com*"),
        ("*post", "star inside", 0, "post"),
        ('"tri des déch*"', "star inside", 13, '"tri des" NEAR/1 déch*'),
        ("l'écol*", "star inside", 6, "écol*"),
        ("d'eaux~", "tilde inside", 6, "eaux~"),
        ("title:NOT a", "missing value", 0, "NOT title:a"),
        ("a lang:", "missing value", 2, "a"),
        ("lang:frnch", "unknown language", 5, "lang:french"),
        ("a lang:*", "star inside", 7, "a"),
        ("lang:fr*", "star inside", 7, "lang:fr"),
        ("lang:xx1", "unknown language", 5, None),
        ("region:bretgne", "unknown region", 7, "region:bretagne"),
        ("a NEAR/0 b", "steps", 2, "a NEAR/1 b"),
        ("a NEAR/101 b", "steps", 2, "a NEAR/100 b"),
        ("a NEAR/3 (b AND c)", "near side", 2, None),
        ("a NEAR/3 lang:fr", "near side", 2, None),
        ("title:" * 41 + "a", "too deep", 240, None),
        ("", "empty", 0, None),
    ],
)
def test_a_mistake_is_pointed_at_and_mended(query, problem, position, mend):
    if problem is None:
        parse(query)
        return
    with pytest.raises(WatchSyntaxError) as caught:
        parse(query)
    assert (caught.value.problem, caught.value.position, caught.value.mend) == (problem, position, mend)


def test_ten_thousand_clauses_are_read_written_and_matched_in_linear_time():
    def seconds(size):
        text = " OR ".join(f'"mot{n} tri" OR (pre{n}* NEAR/3 suf{n}) OR (a{n} -b{n})' for n in range(size))
        document = Document(1, "", " ".join(f"mot{n} tri" for n in range(200)))
        started = time.process_time()
        tree = parse(text)
        assert list(compile({1: tree}).match([document]))
        assert len(to_text(tree)) >= len(text)
        return time.process_time() - started

    small, large = seconds(350), seconds(3500)
    assert large < 25 * small + 0.5
