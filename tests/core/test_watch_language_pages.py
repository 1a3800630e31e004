"""What the pages on the watch language promise, in both languages."""

import re
from pathlib import Path

import pytest

from entregent.core.matching import Document, WatchSyntaxError, explain, parse

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = ["watch-language.md", "watch-language.fr.md"]
BLOCK = re.compile(r"^```watch\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINE = re.compile(r"^\| [^|`]+ \| `((?:[^`|]|\\\|)+)` \| (?:`([^`]*)`)? ?\|$", re.MULTILINE)
NAMES = {"lang": "language", "langue": "language", "region": "region", "région": "region", "site": "site", "title": "title",
         "titre": "title", "link": "links", "lien": "links", "tag": "tags", "étiquette": "tags"}  # fmt: skip


def page(name):
    return (DOCS / name).read_text(encoding="utf-8")


def examples():
    for name in PAGES:
        for block in BLOCK.findall(page(name)):
            query, *posts = re.split(r"^(?=[+-] )", block, flags=re.MULTILINE)
            for post in posts:
                yield pytest.param(query.strip(), post[0], post[2:].strip(), id=f"{name[:-3]}: {post.strip()[:40]}")


@pytest.mark.parametrize(("query", "sign", "post"), list(examples()))
def test_each_example_catches_and_marks_what_the_page_says(query, sign, post):
    text, *known = post.split(" · ")
    fields = {NAMES[name.strip()]: value.strip() for name, _, value in (one.partition(":") for one in known)}
    written = {"title": fields.pop("title", ""), "body": text}
    plain = {name: value.replace("[", "").replace("]", "") for name, value in written.items()}
    lists = {name: (value,) for name, value in fields.items() if name in ("tags", "links")}
    found = explain(parse(query), Document(1, plain["title"], plain["body"], **(fields | lists)))
    assert (found is not None) == (sign == "+")
    if found is None:
        return
    marked = {(span.field, at) for reason in found for span in reason.spans for at in range(span.start, span.end)}
    for name, value in plain.items():
        shown = "".join(
            ("[" if (name, at) in marked and (name, at - 1) not in marked else "")
            + character
            + ("]" if (name, at) in marked and (name, at + 1) not in marked else "")
            for at, character in enumerate(value)
        )
        assert shown == written[name]


@pytest.mark.parametrize("name", PAGES)
def test_each_mistake_is_mended_as_the_page_says(name):
    rows = LINE.findall(page(name))
    assert len(rows) > 12
    for query, mend in rows:
        with pytest.raises(WatchSyntaxError) as caught:
            parse(query.replace("\\|", "|"))
        assert caught.value.mend == (mend or None)


@pytest.mark.parametrize("name", PAGES)
def test_each_watch_in_the_text_can_be_read(name):
    short = page(name).split("\n## ")[1]
    queries = [
        query for row in re.findall(r"^\| (`.*?) \|", short, re.MULTILINE) for query in re.findall(r"`([^`]+)`", row)
    ]
    assert len(queries) > 12
    for query in queries:
        parse(query)


def test_both_pages_have_as_many_examples():
    english, french = (BLOCK.findall(page(name)) for name in PAGES)
    assert len(english) == len(french) > 12
