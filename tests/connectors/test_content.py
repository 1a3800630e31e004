"""HTML that strangers wrote: what is kept of it, its text, and where it links to."""

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from entregent.connectors.content import RULES, cleaned, sanitised

BASE = "https://blog.example/x/billet"
HOSTILE = [
    "<p>",
    "</p>",
    "<a href='",
    "javascript:x()",
    "'>",
    "<script>",
    "</script>",
    "<img src=x onerror=y>",
    "é",
    "&lt;",
    "<",
    ">",
]
PIECES = st.lists(st.sampled_from(HOSTILE), max_size=20).map("".join)


@pytest.mark.parametrize(
    ("written", "link"),
    [
        ("/a", "https://blog.example/a"),
        ("b?c=é", "https://blog.example/x/b?c=%C3%A9"),
        ("//other.example/", "https://other.example/"),
        ("https://other.example/?a=1&amp;b=2", "https://other.example/?a=1&b=2"),
    ],
)
def test_links_are_whole(written, link):
    assert cleaned(f'<p><a href="{written}">là</a></p>', base=BASE).links == (link,)


@pytest.mark.parametrize("base", [BASE, "https://blog.example", "https://blog.example/a.b/", "https://Blog.example/é"])
@given(
    st.lists(
        st.sampled_from(
            ["/", "//", "#", "?", "a", "é", ".", "..", "%2e", ":", "&amp;", "https://b.example/", "\\", " "]
        ),
        max_size=5,
    )
)
def test_relative_links_are_what_the_sanitiser_makes_of_them(base, pieces):
    markup = f'<p><a href="{"".join(pieces)}">là</a> <a href="/plain">ici</a></p>'
    assert sanitised(markup, base=base) == nh3.clean(markup, **RULES, url_relative=("rewrite_with_base", base))


def test_a_page_whose_host_cannot_be_read_is_no_harm():
    assert "href" not in sanitised('<a href="a b">là</a>', base="https://xn--a.example/")


@pytest.mark.parametrize(
    "written",
    [
        "javascript:x()",
        " JaVaScript:x()",
        "&#106;avascript:x()",
        "data:text/html,x",
        "file:///etc",
        "mailto:a@b.example",
        "http://[b",
    ],
)
def test_links_that_lead_nowhere_on_the_web_lose_their_address(written):
    clean = cleaned(f'<a href="{written}">là</a>', base=BASE)
    assert (clean.links, clean.text) == ((), "là")
    assert "href" not in clean.html


@pytest.mark.parametrize("base", ["", "http://[b", "urn:x"])
def test_relative_links_go_where_there_is_no_page_to_start_from(base):
    assert "href" not in sanitised('<a href="/a">là</a>', base=base)


def test_scripts_pictures_and_forms_are_gone_with_what_they_hold():
    markup = "<p onclick='x()'>Texte<script>x()</script><img src='https://spy.example/1.gif'><style>p{}</style></p><form>champ</form>"
    assert cleaned(markup, base=BASE).html == "<p>Texte</p>"


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<div>un</div><div>deux<p>trois<br/>quatre</div>", "un\ndeux\ntrois\nquatre"),
        ("<ul><li>un</li><li>deux</li></ul>", "un\ndeux"),
        ("<p>Sel &amp; poivre, 1 &lt; 2</p>", "Sel & poivre, 1 < 2"),
        ("sans balise &amp; sans reproche", "sans balise & sans reproche"),
        ("<h1>Titre</h1>  <p>\n Texte </p>", "Titre\nTexte"),
    ],
)
def test_text_has_one_line_a_block(markup, text):
    assert cleaned(markup, base=BASE).text == text


@given(PIECES)
def test_nothing_dangerous_remains_and_cleaning_twice_changes_nothing(markup):
    once = sanitised(markup, base=BASE)
    assert "<script" not in once
    assert "<img" not in once
    assert 'href="javascript' not in once
    assert sanitised(once, base=BASE) == once
