"""The words of a question, marked in the sanitised HTML of a post: between its tags, never in them. Pure."""

import re
from html import unescape

from django.utils.safestring import SafeString, mark_safe

from entregent.listening.search import Question, highlights
from entregent.ui.quotes import marked, merged

TAG = re.compile(
    r"""(<(?:[^"'<>]|"[^"]*"|'[^']*')*>)"""
)  # nh3 writes attributes in quotes, and a < of the text as &lt;


def marked_html(html: str, question: Question, *, language: str) -> SafeString:
    """Return the HTML with <mark> around what answers. html: sanitised; language: the post's, "" when it cannot be told.

    A phrase that runs over a tag is not marked: a list and this page may differ there.
    """
    if question.is_empty:
        return mark_safe(html)  # noqa: S308  sanitised when it was kept
    parts = TAG.split(html)  # text and tags in turn, text first
    for at in range(0, len(parts), 2):
        text = unescape(parts[at])
        found = highlights(text, question, language=language)
        if found:
            parts[at] = marked(text, merged(found, length=len(text)))
    return mark_safe("".join(parts))  # noqa: S308  tags as they were sanitised; a text with marks is escaped by marked()
