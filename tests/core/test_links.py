"""Addresses in plain text, their canonical form, and pages recognised under their disguises."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entregent.core.text import canonical_address, links, page_key


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("Voir https://exemple.fr/a, puis www.exemple.org.", ["https://exemple.fr/a", "www.exemple.org"]),
        ("(https://fr.wikipedia.org/wiki/Rennes_(gare))", ["https://fr.wikipedia.org/wiki/Rennes_(gare)"]),
        ("« https://exemple.fr/ »", ["https://exemple.fr/"]),
        ("HTTP://EXEMPLE.FR/A!", ["HTTP://EXEMPLE.FR/A"]),
        ("https://exemple.fr/?q=1&b=2…", ["https://exemple.fr/?q=1&b=2"]),
        ("rien, exemple.fr, bob@exemple.fr, http:// www.", []),
    ],
)
def test_it_finds_addresses(text, addresses):
    found = links(text)
    assert [link.address for link in found] == addresses
    assert all(text[link.start : link.end] == link.address for link in found)


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("HTTPS://Exemple.FR", "https://exemple.fr/"),
        ("http://exemple.fr:80/a", "http://exemple.fr/a"),
        ("https://exemple.fr:8443/a", "https://exemple.fr:8443/a"),
        ("https://exemple.fr/a#commentaires", "https://exemple.fr/a"),
        ("https://alice:secret@exemple.fr/", "https://exemple.fr/"),
        ("https://exemple.fr/a?utm_source=x&utm_medium=y", "https://exemple.fr/a"),
        ("https://exemple.fr/a?fbclid=1&id=7&gclid=2&xtor=3&mc_cid=4", "https://exemple.fr/a?id=7"),
        ("https://exemple.fr/a?b=2&a=1&a=0", "https://exemple.fr/a?a=1&a=0&b=2"),
        ("https://exemple.fr/a/./b/../c", "https://exemple.fr/a/c"),
        ("https://exemple.fr/../..", "https://exemple.fr/"),
        ("https://exemple.fr/été", "https://exemple.fr/%C3%A9t%C3%A9"),
        ("https://exemple.fr/%c3%a9t%c3%a9/%7Ebob", "https://exemple.fr/%C3%A9t%C3%A9/~bob"),
        ("https://münchen.example/", "https://xn--mnchen-3ya.example/"),
        ("www.exemple.fr", "https://www.exemple.fr/"),
        ("https://exemple.fr./a", "https://exemple.fr/a"),
        ("http://[2001:DB8::1]/", "http://[2001:db8::1]/"),
        ("  https://exemple.fr/a\n", "https://exemple.fr/a"),
    ],
)
def test_an_address_has_one_canonical_form(written, canonical):
    assert canonical_address(written) == canonical


@pytest.mark.parametrize(
    "written",
    ["", "exemple.fr", "ftp://exemple.fr/", "mailto:bob@exemple.fr", "https:///a", "http://", "javascript:alert(1)"],
)
def test_what_is_no_web_address_has_none(written):
    assert canonical_address(written) is None
    assert page_key(written) is None


@pytest.mark.parametrize(
    "disguise",
    [
        "http://exemple.fr/2026/compost",
        "https://www.exemple.fr/2026/compost/",
        "https://exemple.fr/2026/compost?utm_campaign=lettre#suite",
        "HTTPS://EXEMPLE.FR:443/2026/compost?fbclid=abc",
    ],
)
def test_a_page_is_known_under_its_disguises(disguise):
    assert page_key(disguise) == "exemple.fr/2026/compost"


@pytest.mark.parametrize(
    "other",
    [
        "https://exemple.fr/2026/compost?page=2",
        "https://exemple.fr/2026/Compost",
        "https://blog.exemple.fr/2026/compost",
    ],
)
def test_another_page_stays_another_page(other):
    assert page_key(other) != "exemple.fr/2026/compost"


parts = st.text(alphabet="aé%4fF/.?&=#:@[]~ \\\u0301", max_size=30)


@given(st.text() | st.tuples(st.sampled_from(["http://", "https://", "www."]), parts).map("".join))
def test_a_canonical_form_is_ascii_and_its_own(text):
    canonical = canonical_address(text)
    if canonical is not None:
        assert canonical.isascii()
        assert canonical_address(canonical) == canonical
        assert "#" not in canonical
        assert " " not in canonical


@pytest.mark.real_data
def test_real_addresses_of_feeds_are_all_kept_apart_and_read_again(shared_data):
    written = (shared_data / "kagi-smallweb/smallweb.txt").read_text(encoding="utf-8").split()
    canonical = [canonical_address(address) for address in written]
    assert None not in canonical
    assert all(canonical_address(address) == address for address in canonical)
    assert len(set(canonical)) > 0.999 * len(set(written))
