"""Posts that a former version kept get what this one tells from their words: language, terms, marks, links."""

import html

from django.db import transaction

from entregent.connectors.content import HREF
from entregent.core.text import page_key
from entregent.core.text.stems import TERMS_VERSION
from entregent.listening.actions.keep import Told, forget_terms, index_posts
from entregent.listening.actions.repeats import Known, telling_marks
from entregent.listening.content import MOST_LINKS, content_digest, prepare
from entregent.listening.models import Post

BATCH = 100  # posts of a transaction: a fifth of a second, in which nobody else writes on SQLite
PREPARED = ["language", "links", "page_key", "content_digest", "terms_version"]


@transaction.atomic
def prepare_posts_after(after: int, *, batch: int = BATCH) -> int | None:
    """Prepare the next posts that were not, by number; return the last, to go on from, None when none is left. Safe to repeat."""
    waiting = Post.objects.filter(pk__gt=after, terms_version__lt=TERMS_VERSION).select_related("source").order_by("pk")
    posts = list(waiting[:batch])
    if not posts:
        return None
    done, told = [], []
    for post in posts:
        links = dict.fromkeys(html.unescape(link) for link in HREF.findall(post.html))
        post.links = list(links)[:MOST_LINKS]
        post.page_key = (page_key(post.address) or "")[:2000]
        post.content_digest = content_digest(post.title, post.text, post.links)
        prepared = prepare(post.title, post.text, expected=post.source.language)
        post.language, post.terms_version = prepared.language, TERMS_VERSION
        done.append((post, prepared))
    Post.objects.bulk_update(posts, PREPARED)
    forget_terms(post.pk for post in posts)
    asked = [Known(post.source_id, "", post.text, prepared.marks) for post, prepared in done]
    for (post, prepared), marks in zip(done, telling_marks(asked), strict=True):
        told.append(Told(post.pk, post.source_id, post.published_at, prepared, marks))
    index_posts(told)
    return posts[-1].pk
