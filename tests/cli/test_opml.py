"""OPML files as people have them, most of them not well-formed."""

import time

import pytest

from entregent.cli.opml import NotOpmlError, Outline, read_opml

ZOE = '<outline text="Zoé" xmlUrl="https://zoe.example/feed"/>'


@pytest.fixture
def read(tmp_path):
    def run(content: str | bytes):
        path = tmp_path / "feeds.opml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_opml(path)

    return run


def test_each_feed_is_read_once_in_order(read):
    found = read(
        f'<opml><body><outline text="Amis">{ZOE}{ZOE}<outline title="B" xmlurl=" https://b.example/ "/></outline></body></opml>'
    )
    assert found == [Outline("Zoé", "https://zoe.example/feed"), Outline("B", "https://b.example/")]


@pytest.mark.parametrize(
    ("broken", "outline"),
    [
        (
            '<outline text="Sel & poivre" xmlUrl="https://s.example/?a=1&b=2"/>',
            Outline("Sel & poivre", "https://s.example/?a=1&b=2"),
        ),
        (
            '<outline text="Le "Monde"" title="Le "Monde"" xmlUrl="https://m.example/"/>',
            Outline('Le "Monde"', "https://m.example/"),
        ),
        (
            '<outline text="S" description="voir <a href="https://x.example/">x</a>." xmlUrl="https://s.example/"/>',
            Outline("S", "https://s.example/"),
        ),
        ('<outline text="L&apos;eau" xmlUrl="https://e.example/?a&amp;b">', Outline("L'eau", "https://e.example/?a&b")),
        (
            '<!-- <outline xmlUrl="https://no.example/"/> --><outline xmlUrl="https://a.example/">',
            Outline("", "https://a.example/"),
        ),
    ],
)
def test_a_fault_costs_neither_its_feed_nor_those_after_it(read, broken, outline):
    assert read(f"<opml><body>{broken}{ZOE}<unclosed>") == [outline, Outline("Zoé", "https://zoe.example/feed")]


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "windows-1252"])
def test_a_broken_file_keeps_its_letters(read, encoding):
    declared = f'<?xml version="1.0" encoding="{encoding}"?><opml><body>{ZOE}<br>'
    assert read(declared.encode(encoding))[0].title == "Zoé"


@pytest.mark.parametrize("content", [b"", b"\x00\xff", b"<html></html>", b'<outline xmlUrl="">', b"<opml/>"])
def test_a_file_without_feeds_is_said(read, content):
    with pytest.raises(NotOpmlError):
        read(content)


@pytest.mark.parametrize("piece", ["<outline ", "<!--", 'text="', 'xmlUrl="', "<outline text=\"'"])
def test_a_hostile_file_stays_cheap(read, piece):
    started = time.process_time()
    with pytest.raises(NotOpmlError):
        read(piece * 50_000)
    assert time.process_time() - started < 10


@pytest.mark.real_data
def test_every_feed_of_the_real_lists_is_read(shared_data):
    """59 lists, 40 of them not well-formed, 786 feeds; a parser that recovers gives 777."""
    lists = sorted((shared_data / "awesome-rss-feeds").glob("*/with_category/*.opml"))
    assert len(lists) == 59
    assert sum(len(read_opml(path)) for path in lists) == 786
