"""Lists as people have them: tables made by any spreadsheet, plain addresses, and what is no list."""

import io
import time

import pytest

from entregent.connectors.lists import Columns, ListForm, NotAListError, is_private, read_list

FEEDS = ["https://zoe.example/feed", "http://lavoir.example/rss.xml", "https://b.example/atom?a=1&b=2"]
TITLES = ["Zoé au jardin", "Le lavoir", "B; ou l’autre"]


def table(*rows, separator=";"):
    import csv

    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(rows)
    return out.getvalue()


def pairs(content, **how):
    return [(row.title, row.address) for row in read_list(content, **how).rows]


WANTED = list(zip(TITLES, FEEDS, strict=True))


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1252"])
def test_a_table_is_read_whatever_its_separator_and_encoding(separator, encoding):
    written = table(("Titre", "Adresse"), *WANTED, separator=separator).encode(encoding)
    assert pairs(written) == WANTED


def test_an_old_mac_is_understood():
    assert pairs("Titre;Flux\nL’été à la ferme;https://ferme.example/feed\n".encode("mac-roman"))[0][1] == (
        "https://ferme.example/feed"
    )


@pytest.mark.parametrize(
    "rows",
    [
        WANTED,  # no head
        [("Title", "URL"), *WANTED],
        [(feed, title) for title, feed in WANTED],
        [("nom", "site", "flux rss", "région"), *((t, "https://x.example/", f, "Bretagne") for t, f in WANTED)],
        [(t, "https://x.example/", f, "2026-01-01", "12") for t, f in WANTED],
        [("Région", "Média", "Lien"), *(("Bretagne", t, f) for t, f in WANTED)],
        [("id", "title", "url"), *((str(n), t, f) for n, (t, f) in enumerate(WANTED))],
        [("", ""), ("Titre", "Adresse"), *WANTED],
    ],
)
def test_the_columns_are_found(rows):
    assert pairs(table(*rows).encode()) == WANTED


def test_the_layout_is_told_and_can_be_said_better():
    written = table(("Nom", "Site", "Flux"), *((t, f"https://site-{n}.example/", f) for n, (t, f) in enumerate(WANTED)))
    layout = read_list(written.encode()).layout
    assert (layout.separator, layout.heads, layout.address, layout.title) == (";", ("Nom", "Site", "Flux"), 2, 0)
    said = pairs(written.encode(), columns=Columns(address=1, title=None, has_head=False))
    assert said[1] == ("", "https://site-0.example/")
    assert len(said) == 4


def test_two_hundred_columns_nul_bytes_and_short_lines():
    wide = [f"c{n}" for n in range(199)]
    rows = [[*wide, "feed"], *[[str(n)] * 199 + [feed] for n, feed in enumerate(FEEDS)], ["seul"]]
    found = [row.address for row in read_list(table(*rows).replace("c3", "c\0").encode()).rows]
    assert found == [*FEEDS, ""]


def test_an_open_quotation_mark_swallows_nothing():
    lines = [
        f'"Un titre;https://blog-{n}.example/feed' if n == 3 else f"T;https://blog-{n}.example/feed" for n in range(50)
    ]
    assert len(pairs("\n".join(lines).encode())) == 50


def test_a_cell_longer_than_tables_hold_does_not_stop_the_rest():
    written = "a;https://a.example/feed\n" + "x" * 400_000 + ";https://b.example/feed\nc;https://c.example/feed\n"
    assert [address for _, address in pairs(written.encode())] == [f"https://{n}.example/feed" for n in "abc"]


def test_plain_addresses_with_words_and_remarks():
    written = """# mes blogs
https://a.example/feed
b.example

Le lavoir : https://lavoir.example/rss
<https://c.example/feed>
https://d.example/?a=1,2
"""
    found = read_list(written.encode())
    assert found.form == ListForm.ADDRESSES
    assert [(row.number, row.title, row.address) for row in found.rows] == [
        (2, "", "https://a.example/feed"),
        (3, "", "b.example"),
        (5, "Le lavoir", "https://lavoir.example/rss"),
        (6, "", "<https://c.example/feed>"),
        (7, "", "https://d.example/?a=1,2"),
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"  \r\n\t",
        b"\0\0\0",
        b"\xef\xbb\xbf",
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
        b"\x00\x01\x02\x03" * 4000,
    ],
)
def test_what_is_no_list_says_so(content):
    with pytest.raises(NotAListError):
        read_list(content)


def test_an_opml_says_each_address_as_often_as_it_holds_it():
    line = '<outline text="Zoé" xmlUrl="https://zoe.example/feed"/>'
    found = read_list(
        f'<?xml version="1.0" encoding="windows-1252"?><opml><body>{line}{line}</body></opml>'.encode("cp1252")
    )
    assert found.form == ListForm.OPML
    assert [(row.title, row.address) for row in found.rows] == [("Zoé", "https://zoe.example/feed")] * 2


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_a_broken_opml_in_another_encoding(encoding):
    broken = '<opml><outline text="Sel & poivre, été" xmlUrl="https://s.example/?a&b"/>'
    assert pairs(broken.encode(encoding)) == [("Sel & poivre, été", "https://s.example/?a&b")]


def test_a_hostile_opml_is_read_in_time():
    deep = (
        "<opml>"
        + '<outline text="a">' * 10_000
        + '<outline text="z" xmlUrl="https://z.example/"/>'
        + "</outline>" * 10_000
    )
    hostile = ("<opml>" + ('<outline xmlUrl="https://a.example/" ' + 'title="' * 1000) * 500).encode()
    began = time.process_time()
    assert pairs(deep.encode()) == [("z", "https://z.example/")]
    assert len(pairs(hostile)) == 500
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1/", "http://127.1/", "http://0x7f.0.0.1/", "http://10.2.3.4:8080/x", "http://[::1]/", "http://localhost:8/",
     "http://printer.local/", "http://192.168.1.1/", "http://[::ffff:10.0.0.1]/", "http://169.254.169.254/latest"],
)  # fmt: skip
def test_an_inner_address_is_known_without_the_network(address):
    assert is_private(address)


@pytest.mark.parametrize(
    "address", ["http://8.8.8.8/", "https://10.example/", "https://local.example/", "http://[2606:4700::1111]/"]
)
def test_an_outer_address_is_not(address):
    assert not is_private(address)


def test_what_the_settings_allow_is_not_private():
    assert not is_private("http://127.0.0.1:9000/a", allowed=frozenset({("127.0.0.1", 9000)}))
    assert is_private("http://127.0.0.1:9001/a", allowed=frozenset({("127.0.0.1", 9000)}))
