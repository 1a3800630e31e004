"""The plain evaluator against the oracle: random watches, random documents, every kind of clause."""

from itertools import pairwise

from hypothesis import given, settings

from entregent.core.matching.evaluator import compile  # noqa: A004
from tests.core import matching_oracle
from tests.core.matching_cases import cases, leaves, nears, odd_documents, queries


def marked(query, document):
    """The characters that the evaluator marks; None when it does not catch."""
    hits = list(compile({1: query}).match([document]))
    if not hits:
        return None
    assert (hits[0].watch, hits[0].document) == (1, document.id)
    spans = hits[0].spans
    for one, other in pairwise(spans):
        assert (one.field, one.end) <= (other.field, other.start) or (one.field, other.field) == ("title", "body")
    return {(span.field, at) for span in spans for at in range(span.start, span.end)}


def expected(query, case):
    language = case.document.language
    matching_oracle.LANGUAGES[:] = [language] if language in ("fr", "en") else ["fr", "en"]
    return matching_oracle.oracle(query, case)


@settings(max_examples=150)
@given(leaves(), cases())
def test_a_leaf_marks_what_the_oracle_marks(query, case):
    assert marked(query, case.document) == expected(query, case)


@settings(max_examples=100)
@given(nears(), cases())
def test_near_marks_what_the_oracle_marks(query, case):
    assert marked(query, case.document) == expected(query, case)


@settings(max_examples=150)
@given(queries(), cases())
def test_a_watch_marks_what_the_oracle_marks(query, case):
    assert marked(query, case.document) == expected(query, case)


@given(queries(), odd_documents())
def test_odd_characters_never_break_it_and_spans_lie_inside(query, document):
    for hit in compile({1: query}).match([document]):
        for span in hit.spans:
            text = document.title if span.field == "title" else document.body
            assert 0 <= span.start < span.end <= len(text)
