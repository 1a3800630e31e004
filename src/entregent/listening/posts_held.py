"""Posts of one person as that person reads of them: how many by source, and the latest, by their links and not their texts."""

from collections.abc import Iterator

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from entregent.core.rights import Held
from entregent.listening.models import Post

MOST = 100  # posts named one by one


def posts_held(posts: QuerySet[Post], *, most: int | None = None) -> Iterator[Held]:
    """posts: theirs, the latest first. most: how many are named; None for `MOST`. Two questions."""
    counted = posts.order_by("source").values("source__title", "source__address", "source__site")
    for row in counted.annotate(count=Count("pk", distinct=True), former=Count("versions")):
        said = {"count": row["count"], "source": row["source__title"] or row["source__address"]}
        words = ngettext(
            "%(count)s post of “%(source)s”, its text included, and the index by which its words are found",
            "%(count)s posts of “%(source)s”, their texts included, and the index by which their words are found",
            row["count"],
        )
        former = _("earlier versions of them: %(count)s") % {"count": row["former"]} if row["former"] else ""
        address = row["source__site"] or row["source__address"]
        yield Held("heard", _("Posts of yours"), words % said, source=former, address=address)
    for title, address, published in posts.values_list("title", "address", "published_at")[: min(most or MOST, MOST)]:
        label, on = _("Post of yours that is kept"), published.date()
        yield Held("heard", label, title or _("without a title"), address=address, on=on)
