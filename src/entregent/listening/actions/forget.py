"""What somebody published is no longer kept, and does not come back by the next reading. docs/decisions/0041-their-side.md"""

import secrets
from collections import Counter
from collections.abc import Iterable, Mapping

from entregent.accounts.models import Workspace
from entregent.history.actions import empty_entries
from entregent.jobs.rows import delete_rows
from entregent.listening.models import Following, ImportLine, Post, Source, Unheard
from entregent.listening.signed import Signed
from entregent.listening.unheard_models import unheard_key

EVENTS = frozenset(
    {
        *(
            f"listening.{deed}"
            for deed in ("followed", "left", "full_text_always", "full_text_never", "full_text_told")
        ),
        *(f"listening.{deed}" for deed in ("region_none", "region_declared", "region_inferred")),
    }
)  # of which the subject is a source
STAYS = "listening.post, read by others too"  # how many posts are not removed, because another workspace heard them


def forget_posts(workspace: Workspace, signed: Signed) -> Mapping[str, int]:
    """Let go of what is theirs; return how many rows went, by table, and how many posts stay. In the caller's transaction.

    A source of theirs alone goes with all it holds; of another, posts signed by them go, and what they sign there is not read any
    more. Where another workspace follows the source, its posts stay: this workspace leaves the source if it is theirs alone.
    """
    gone = Counter[str]()
    sources = {*signed.authors, *signed.alone}
    followings = Following.objects.filter(source__in=sources)
    list(Source.objects.select_for_update().filter(pk__in=sources).order_by("pk"))  # no reader keeps posts meanwhile
    elsewhere = set(followings.exclude(workspace=workspace).values_list("source_id", flat=True))
    if stays := signed.posts().filter(source__in=elsewhere).count():
        gone[STAYS] = stays
    left = signed.alone & elsewhere
    gone.update(_lines(workspace, signed.alone))
    gone.update(delete_rows(followings.filter(workspace=workspace, source__in=left)))
    going = signed.alone - elsewhere
    empty_entries(workspace.pk, events=EVENTS, about=going)
    gone.update(delete_rows(Source.objects.filter(pk__in=going)))
    rest = {source: authors for source, authors in signed.authors.items() if source not in elsewhere | signed.alone}
    for source, authors in rest.items():
        # Whoever is reading it now decided what to keep before this: that reading is lost, and the next one knows.
        Source.objects.filter(pk=source).update(lease=secrets.token_hex(16), lease_until=None, leased_by="")
        gone.update(delete_rows(Post.objects.filter(source=source, author__in=authors)))
        keys = {unheard_key(source, author) for author in authors}
        Unheard.objects.bulk_create([Unheard(source_id=source, key=key) for key in keys], ignore_conflicts=True)
    return gone


def _lines(workspace: Workspace, sources: Iterable[int]) -> Mapping[str, int]:
    """Lines of lists of sources that name a source of theirs."""
    addresses = Source.objects.filter(pk__in=sources).values("address")
    return delete_rows(ImportLine.objects.filter(of_import__workspace=workspace, address__in=addresses))
