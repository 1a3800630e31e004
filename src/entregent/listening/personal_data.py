"""What this room keeps of a person, in words they may read, and how it lets go of it. docs/decisions/0041-their-side.md"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from django.db.models import Count, Model
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from entregent.contacts.models import Contact
from entregent.core.rights import Held
from entregent.listening.actions.forget import forget_posts
from entregent.listening.models import Fingerprint, Post, PostVersion, Source, Terms
from entregent.listening.signed import signed_by

COVERS: tuple[type[Model], ...] = (Source, Post, PostVersion, Terms, Fingerprint)
MOST = 100  # posts named one by one


def held(files: Sequence[Contact], *, most: int | None = None) -> Iterator[Held]:
    """Their posts that are kept: how many by source, and the links of the latest, not their texts."""
    posts = signed_by(files).posts()
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


def erase(files: Sequence[Contact], *, now: datetime) -> Mapping[str, int]:
    """Their posts go with versions, terms, marks and mentions, unless another workspace heard them too."""
    return forget_posts(files[0].workspace, signed_by(files))
