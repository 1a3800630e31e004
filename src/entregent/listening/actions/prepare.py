"""Posts that a former version kept get what this one tells from their words: language, terms, marks, links."""

import html

from django.db import transaction

from entregent.connectors.content import HREF
from entregent.core.text import page_key
from entregent.core.text.stems import TERMS_VERSION
from entregent.listening.actions.keep import forget_terms, index_posts
from entregent.listening.actions.repeats import Known, find_repeated
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
    done = []
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
    asked = [Known("", post.text, prepared.marks) for post, prepared in done]
    index_posts(done, but=find_repeated(asked, source=0).common)
    return posts[-1].pk
