"""What this room keeps of a person, in words they may read, and how it lets go of it. docs/decisions/0041-their-side.md"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from django.db.models import Model
from django.utils.translation import gettext as _

from entregent.contacts.models import Contact
from entregent.contacts.selectors import RowsAbout
from entregent.contacts.wording import together
from entregent.core.lifecycle import Side
from entregent.core.rights import Held
from entregent.jobs.rows import delete_rows
from entregent.relations.models import (
    Ask,
    Exchange,
    FollowUp,
    HandOverLetter,
    Idea,
    Introduction,
    Promise,
    PutOff,
    Relation,
    SharedValue,
)
from entregent.relations.models.asks import ANSWERS
from entregent.relations.models.exchanges import MANNERS, SIDES
from entregent.relations.models.ideas import VERDICTS
from entregent.ui.dates import date_format

COVERS: tuple[type[Model], ...] = (
    Exchange, FollowUp, Ask, Promise, Idea, SharedValue, Introduction, HandOverLetter, PutOff, Relation,
)  # fmt: skip

# asked of each row, Django would look at all the choices each time
BY, SIDE, ANSWER, VERDICT = dict(MANNERS), dict(SIDES), dict(ANSWERS), dict(VERDICTS)


def held(files: Sequence[Contact], *, most: int | None = None) -> Iterator[Held]:
    """What passed between them and us, and what one side owes the other."""
    rows = RowsAbout.among(files, [one for one in COVERS if one is not FollowUp])
    yield from _exchanges(rows, most)
    yield from _asks(rows, most)
    yield from _promises(rows, most)
    yield from _ideas(rows, most)
    yield from _ties(rows)
    yield from _letters(rows)
    yield from _rhythm(rows)


def erase(files: Sequence[Contact], *, now: datetime) -> Mapping[str, int]:
    gone = Counter[str]()
    for model in COVERS:
        about = "ask__contact__in" if model is FollowUp else "contact__in"
        gone.update(delete_rows(model._default_manager.filter(**{about: files})))
    return gone


def _exchanges(rows: RowsAbout, most: int | None) -> Iterator[Held]:
    exchanges = rows(Exchange).select_related("by").order_by("-at", "-pk")
    for one in exchanges[:most].iterator(chunk_size=400):
        label = _("%(manner)s: %(side)s") % {"manner": BY[one.manner], "side": SIDE[one.side]}
        source = together(_("of us: %(who)s") % {"who": one.by} if one.by else "", _taken_back(one.removed_at))
        on, key = one.at.date(), f"exchange.{one.pk}"
        yield Held("exchanges", label, one.summary, source=source, address=one.address, on=on, key=key)


def _asks(rows: RowsAbout, most: int | None) -> Iterator[Held]:
    asks = rows(Ask).select_related("by").prefetch_related("follow_ups")
    for one in asks.order_by("-asked_at", "-pk")[:most]:
        words = together(
            one.purpose,
            _("what it takes: %(effort)s") % {"effort": one.effort} if one.effort else "",
            _("in return: %(counterpart)s") % {"counterpart": one.counterpart} if one.counterpart else "",
            _("wanted by %(day)s") % {"day": date_format(one.wanted_on)} if one.wanted_on else "",
            _("asked all the same, because: %(reason)s") % {"reason": one.despite} if one.despite else "",
        )
        back = ", ".join(date_format(again.at) for again in one.follow_ups.all())
        source = together(
            _("your answer: %(answer)s") % {"answer": ANSWER[one.answer]},
            _("“%(words)s”") % {"words": one.words} if one.words else "",
            _("to be asked again on %(day)s") % {"day": date_format(one.back_on)} if one.back_on else "",
            _("we came back to it on %(days)s") % {"days": back} if back else "",
            _taken_back(one.removed_at),
        )
        on, key = one.asked_at.date(), f"ask.{one.pk}"
        yield Held("owed", _("Something asked of you"), words, source=source, on=on, key=key)


def _promises(rows: RowsAbout, most: int | None) -> Iterator[Held]:
    promises = rows(Promise).select_related("by").order_by("-made_on", "-pk")
    for one in promises[:most]:
        label = _("Promised to you") if one.side == Side.US else _("Promised by you")
        source = together(
            _("for %(day)s") % {"day": date_format(one.due_on)},
            _("kept on %(day)s") % {"day": date_format(one.kept_on)} if one.kept_on else "",
            one.sorry,
            _("no longer needed since %(day)s") % {"day": date_format(one.released_on)} if one.released_on else "",
            _("of us: %(who)s") % {"who": one.by} if one.by else "",
        )
        yield Held("owed", label, one.what, source=source, on=one.made_on, key=f"promise.{one.pk}")


def _ideas(rows: RowsAbout, most: int | None) -> Iterator[Held]:
    ideas = rows(Idea).select_related("by", "decided_by").order_by("-at", "-pk")
    for one in ideas[:most]:
        source = together(
            VERDICT[one.verdict],
            one.reason,
            _("you were told on %(day)s") % {"day": date_format(one.told_at)} if one.told_at else "",
            _("to be looked at again on %(day)s") % {"day": date_format(one.again_on)} if one.again_on else "",
            _taken_back(one.removed_at),
        )
        on, key = one.at.date(), f"idea.{one.pk}"
        yield Held("owed", _("An idea of yours"), one.what, source=source, address=one.address, on=on, key=key)


def _ties(rows: RowsAbout) -> Iterator[Held]:
    for one in rows(SharedValue).order_by("pk"):
        said = {"value": one.value, "theirs": one.theirs, "ours": one.ours}
        words = _("%(value)s. In your words: “%(theirs)s”. In ours: “%(ours)s”") % said
        source, on = _taken_back(one.removed_at), one.noted_at.date()
        address, key = one.their_address, f"shared.{one.pk}"
        yield Held("facts", _("A value we share"), words, source=source, address=address, on=on, key=key)
    for asked in rows(Introduction).select_related("through", "asked_by").order_by("pk"):
        who = {"asking": asked.asked_by, "through": asked.through}
        label = _("%(asking)s asked %(through)s to introduce you") % who
        made = _("done on %(day)s") % {"day": date_format(asked.made_at)} if asked.made_at else ""
        declined = _("declined on %(day)s") % {"day": date_format(asked.declined_at)} if asked.declined_at else ""
        yield Held("owed", label, asked.why, source=together(made, declined), on=asked.asked_at.date())


def _letters(rows: RowsAbout) -> Iterator[Held]:
    letters = rows(HandOverLetter)
    for one in letters.select_related("hand_over__leaver", "hand_over__receiver").order_by("pk"):
        who = {"leaver": one.hand_over.leaver, "receiver": one.hand_over.receiver}
        label = _("Letter by which %(leaver)s hands the relation over to %(receiver)s") % who
        sent = _("sent on %(day)s") % {"day": date_format(one.sent_at)} if one.sent_at else _("not sent")
        left_out = _("the relation stayed where it was") if one.left_out else ""
        on = one.hand_over.made_at.date()
        yield Held("messages", label, one.text, source=together(sent, left_out), on=on)


def _rhythm(rows: RowsAbout) -> Iterator[Held]:
    for one in rows(Relation):
        words = _("since %(day)s") % {"day": date_format(one.began_at)}
        if one.ideal_days:
            days = {"ideal": one.ideal_days, "longest": one.longest_days}
            words = together(words, _("a word is due every %(ideal)s days, every %(longest)s at the latest") % days)
        due = _("the next word is due on %(day)s") % {"day": date_format(one.due_at)} if one.due_at else ""
        yield Held("exchanges", _("Our relation"), words, source=due, on=one.began_at.date())
    for put in rows(PutOff).order_by("pk"):
        yield Held("owed", _("Something we owe you was put off"), _until(put.until))


def _until(day: date) -> str:
    return _("until %(day)s") % {"day": date_format(day)}


def _taken_back(at: datetime | None) -> str:
    return _("taken back on %(day)s") % {"day": date_format(at)} if at else ""
