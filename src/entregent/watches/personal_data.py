"""What this room keeps of a person, in words they may read, and how it lets go of it. docs/decisions/0041-their-side.md"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from entregent.contacts.models import Contact
from entregent.contacts.wording import together
from entregent.core.rights import Held
from entregent.history.actions import empty_entries
from entregent.jobs.rows import delete_rows
from entregent.listening.actions import forget_posts
from entregent.listening.selectors import Signed, posts_held, signed_by
from entregent.watches.models import Catch, Mention, Sort, Speaker, Step
from entregent.watches.wording import ACTS_DONE, SORTS

COVERS: tuple[type[Model], ...] = (Speaker, Mention, Catch, Step)
EVENTS = frozenset({"watches.acted", "watches.undone", "watches.speaker_said", "watches.speaker_forgotten"})
MOST = 100  # mentions named one by one


def held(files: Sequence[Contact], *, most: int | None = None) -> Iterator[Held]:
    """Under which signatures the team knows them, the posts signed so, and which posts of theirs it talked about."""
    speakers = _speakers(files)
    for one in speakers:
        source = one.source.title or one.source.address
        label, words = _("You sign as"), one.author or _("nothing: whoever speaks there")
        said = _("in %(source)s, as %(who)s says") % {"source": source, "who": one.said_by or "Entregent"}
        on, key = one.said_at.date(), f"speaker.{one.pk}"
        yield Held("heard", label, words, source=said, address=one.source.site, on=on, key=key)
    signed = _signed(files, speakers)
    if speakers:
        yield from posts_held(signed.posts_by_the_team(), most=most)
    mentions = _mentions(files, signed)
    if count := mentions.count():
        words = ngettext("%(count)s post of yours in the inbox", "%(count)s posts of yours in the inbox", count)
        yield Held("heard", _("Mentions"), words % {"count": count})
    latest = mentions.select_related("post").order_by("-published_at", "-pk")
    yield from _of_mentions(list(latest[: min(most or MOST, MOST)]))


def erase(files: Sequence[Contact], *, now: datetime) -> Mapping[str, int]:
    """Mentions of their posts go, with notes and steps; then the posts that the team says are theirs."""
    speakers = _speakers(files)
    signed = _signed(files, speakers)
    mentions = list(_mentions(files, signed).values_list("pk", flat=True))
    empty_entries(files[0].workspace_id, events=EVENTS, about=mentions)
    gone = Counter(delete_rows(_mentions(files, signed)))
    gone.update(delete_rows(Speaker.objects.filter(contact__in=files)))
    gone.update(forget_posts(files[0].workspace, signed))
    return gone


def _speakers(files: Sequence[Contact]) -> list[Speaker]:
    return list(Speaker.objects.filter(contact__in=files).select_related("source", "said_by").order_by("pk"))


def _signed(files: Sequence[Contact], speakers: Sequence[Speaker]) -> Signed:
    return signed_by(files, also=[(one.source_id, one.author) for one in speakers])


def _mentions(files: Sequence[Contact], signed: Signed) -> QuerySet[Mention]:
    return Mention.objects.filter(workspace=files[0].workspace_id, post__in=signed.posts().order_by())


def _of_mentions(shown: Sequence[Mention]) -> Iterator[Held]:
    """What became of each, and the watches that found it: one question each for all of them."""
    watches, steps = defaultdict[int, list[str]](list), defaultdict[int, list[str]](list)
    caught = Catch.objects.filter(mention__in=shown).order_by("watch__name")
    for pk, name in caught.values_list("mention_id", "watch__name"):
        watches[pk].append(name)
    for step in Step.objects.filter(mention__in=shown).select_related("by"):
        steps[step.mention_id].append(_said_of(step))
    for mention in shown:
        by = ", ".join(watches[mention.pk])
        said = [_("found by: %(watches)s") % {"watches": by}] if by else []
        if mention.sort:
            said.append(_("taken for: %(sort)s") % {"sort": SORTS[Sort(mention.sort)]})
        words = "\n".join([mention.post.title or _("without a title"), *steps[mention.pk]])
        label, on, source = _("Post of yours in the inbox"), mention.published_at.date(), together(*said)
        yield Held("heard", label, words, source=source, address=mention.post.address, on=on)


def _said_of(step: Step) -> str:
    done = str(ACTS_DONE[Step.Act(step.act)]) % {"what": step.text}
    note = step.text if step.act == Step.Act.NOTED else ""
    words = " ".join(filter(None, (str(step.by or "Entregent"), done, note)))
    return _("%(words)s (undone)") % {"words": words} if step.undone_at else words
