"""Quotations: what was caught is marked, what others wrote stays harmless."""

import re
from html import unescape

from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from entregent.core.matching import Span

TEXTS = st.text(alphabet=st.sampled_from("abc <>&\"'é\u202f"), max_size=80)


@st.composite
def quoted(draw):
    text = draw(TEXTS)
    edges = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6, unique=True)))
    return text, [Span("body", a, b) for a, b in zip(edges[::2], edges[1::2], strict=False)]


def render(tag: str, text: str, spans: list[Span]) -> str:
    return Template("{% load ui %}{% " + tag + " text spans %}").render(Context({"text": text, "spans": spans}))


@given(quoted())
def test_the_marked_words_are_those_of_the_spans(given_text):
    text, spans = given_text
    shown = render("quote_spans", text, spans)
    marked = [unescape(found) for found in re.findall("<mark>(.*?)</mark>", shown, flags=re.DOTALL)]
    assert marked == [text[span.start : span.end] for span in spans]
    assert unescape(re.sub("</?mark>", "", shown)) == text


@given(quoted())
def test_an_excerpt_holds_no_markup_but_marks(given_text):
    shown = render("excerpt", *given_text)
    assert not re.search("<(?!/?mark>)", shown)
