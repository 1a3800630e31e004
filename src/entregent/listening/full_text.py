"""Whether the pages of posts are read too: each team wishes it for itself, a source is read once for all, and the fullest wins."""

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When

from entregent.listening.models import Following, FullText, Source

RANKS = {FullText.OFF.value: 0, FullText.AUTO.value: 1, FullText.ON.value: 2}


def settle_full_text(followings: QuerySet[Following]) -> None:
    """Have the sources of these followings read as those who follow them now wish. Inside a transaction; most need nothing.

    A source of which more is wished is read anew, as the first time: a feed that has not changed would bring nothing.
    """
    sources = Source.objects.filter(pk__in=followings.order_by().values("source"))
    now = Following.objects.filter(source=OuterRef("pk"), ended_at=None)
    on, auto = (Exists(now.filter(full_text=wish)) for wish in (FullText.ON, FullText.AUTO))
    most = Case(
        When(on, then=Value(FullText.ON.value)),
        When(auto, then=Value(FullText.AUTO.value)),
        When(Exists(now), then=Value(FullText.OFF.value)),
        default=Value(FullText.AUTO.value),
    )
    is_special = ~Q(full_text=FullText.AUTO) | Exists(now.exclude(full_text=FullText.AUTO))
    special = sources.filter(is_special).annotate(most=most).order_by("pk").only("full_text")
    for one in special:
        wished = one.most  # type: ignore[attr-defined]  # of the annotation
        if one.full_text != wished:
            anew: dict[str, object] = {"cursor": {}} if RANKS[wished] > RANKS[one.full_text] else {}
            Source.objects.filter(pk=one.pk).update(full_text=wished, **anew)
