"""Paragraphs of two real French blogs: prose only, without code, titles or lists."""

from pathlib import Path

from lxml import html

from tests.real.posts import jamstatic, putaindecode

SHORTEST = 40  # characters: below, a paragraph of these blogs is a caption or a command


def french_paragraphs(shared: Path) -> list[str]:
    """Return the paragraphs in order of the posts."""
    found = []
    for post in [*putaindecode(shared), *jamstatic(shared)]:
        if post.html.strip():
            texts = (" ".join(part.text_content().split()) for part in html.fromstring(post.html).iter("p"))
            found += [text for text in texts if len(text) >= SHORTEST]
    return found
