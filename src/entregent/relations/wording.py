"""Deeds, exchanges, promises, asks and what is owed, in words."""

from datetime import datetime

from django.utils import timezone
from django.utils.functional import Promise as Words
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from entregent.core.lifecycle import Asking, FollowUp, PromiseState, Refusal, Side, SignKind, Silence, Stage
from entregent.history.wording import Event
from entregent.relations.selectors.life import Kind
from entregent.ui.dates import date_format

ASK_STEPS = {
    "yes": _("they say yes"),
    "no": _("they say no"),
    "later": _("they say later"),
    "unanswered": _("not answered yet"),
    "followed up": _("we came back to it"),
    "not followed up": _("we did not come back to it"),
    "thanked": _("done, and thanked"),
    "let be": _("we let it be"),
    "open": _("open again"),
    "never asked": _("never asked"),
    "asked": _("asked after all"),
}
IDEA_STEPS = {
    "kept": _("it is kept"),
    "not": _("it is not kept"),
    "later": _("it is for later"),
    "undecided": _("it is not decided yet"),
    "told": _("they were told"),
    "not told": _("they were not told yet"),
    "removed": _("it was noted by mistake"),
    "back": _("it was no mistake"),
}
EVENTS = {
    "relations.exchange_noted": Event(_("%(who)s noted an exchange with %(name)s."), "messages"),
    "relations.exchange_removed": Event(_("%(who)s took back an exchange with %(name)s."), "trash"),
    "relations.exchange_back": Event(_("%(who)s put an exchange with %(name)s back."), "arrow-back-up"),
    "relations.promise_made": Event(_("%(who)s noted a promise with %(name)s: %(what)s"), "heart-handshake"),
    "relations.promise_kept": Event(_("%(who)s noted a promise as kept with %(name)s: %(what)s"), "check"),
    "relations.promise_released": Event(_("%(who)s noted a promise as no longer needed with %(name)s: %(what)s"), "x"),
    "relations.promise_reopened": Event(_("%(who)s opened a promise again with %(name)s: %(what)s"), "arrow-back-up"),
    "relations.cadence_set": Event(_("%(who)s set how often a word is due to %(name)s, in days: %(days)s"), "clock"),
    "relations.tag_cadence_set": Event(
        _("%(who)s set how often a word is due by the tag “%(name)s”, in days: %(days)s"), "clock"
    ),
    "relations.budget_set": Event(
        _("%(who)s set how often one person is asked something, and for how many days they rest: %(said)s"), "message-2"
    ),
    "relations.asked": Event(_("%(who)s noted what was asked of %(name)s: %(what)s"), "message-2"),
    "relations.asked_despite": Event(
        _("%(who)s noted what was asked of %(name)s, who had been asked enough: %(what)s. The reason: %(reason)s"),
        "alert-triangle",
    ),
    "relations.ask_step": Event(
        _("%(who)s noted of what was asked of %(name)s (“%(what)s”): %(step)s"), "message-2", {"step": ASK_STEPS}
    ),
    "relations.idea_received": Event(_("%(who)s noted an idea of %(name)s: %(what)s"), "bulb"),
    "relations.idea_step": Event(
        _("%(who)s noted of an idea of %(name)s (“%(what)s”): %(step)s"), "bulb", {"step": IDEA_STEPS}
    ),
    "relations.put_off": Event(_("%(who)s put off what is owed to %(name)s to %(until)s."), "clock", dates=("until",)),
    "relations.hand_over_prepared": Event(
        _("%(who)s prepared that %(name)s hands over to %(to)s: %(n)s letters to read."), "mail"
    ),
    "relations.handed_over": Event(_("%(who)s had %(n)s relations pass from %(name)s to %(to)s."), "heart-handshake"),
    "relations.hand_over_back": Event(_("%(who)s had the relations return from %(to)s to %(name)s."), "arrow-back-up"),
    "relations.calendar_opened": Event(_("%(who)s gave a secret address to their calendar."), "calendar"),
    "relations.calendar_closed": Event(_("%(who)s closed the address of their calendar."), "calendar"),
    "relations.weekly_wanted": Event(_("%(who)s gets the weekly letter."), "mail"),
    "relations.weekly_stopped": Event(_("%(who)s gets no weekly letter any more."), "mail"),
    "relations.value_shared": Event(_("%(who)s noted a value shared with %(name)s: %(what)s"), "heart"),
    "relations.value_removed": Event(_("%(who)s took away a value shared with %(name)s: %(what)s"), "x"),
    "relations.value_back": Event(_("%(who)s brought back a value shared with %(name)s: %(what)s"), "arrow-back-up"),
    "relations.known": Event(_("%(who)s knows %(name)s."), "users"),
    "relations.known_no_more": Event(_("%(who)s does not know %(name)s after all."), "users"),
    "relations.introduction_asked": Event(_("%(who)s asked %(through)s for an introduction to %(name)s."), "users"),
    "relations.introduced": Event(_("%(who)s introduced %(to)s to %(name)s."), "users"),
    "relations.not_introduced": Event(_("%(who)s would rather not introduce %(to)s to %(name)s."), "users"),
    "relations.introduction_reopened": Event(
        _("%(who)s noted that %(to)s was not introduced to %(name)s yet."), "arrow-back-up"
    ),
    "relations.taken_up_again": Event(_("%(who)s no longer puts off what is owed to %(name)s."), "arrow-back-up"),
}
PROMISES = {
    PromiseState.OPEN: _("to be kept"),
    PromiseState.TODAY: _("due today"),
    PromiseState.LATE: _("late"),
    PromiseState.KEPT: _("kept"),
    PromiseState.KEPT_LATE: _("kept, late"),
    PromiseState.RELEASED: _("no longer needed"),
}
PROMISED_BY = {Side.US: _("we promised"), Side.THEM: _("they promised")}
SILENCES = {
    Silence.NONE: _("in touch"),
    Silence.PLANNED: _("a date is made"),
    Silence.DUE: _("a word would be good"),
    Silence.TOO_LONG: _("silent for too long"),
}
TOO_FAR_AHEAD = _("This is more than two years ahead: check the year.")
AHEAD = _(
    "This lies ahead: a letter, a message or a note is noted once it is written. A call or a meeting may be planned."
)
LOGGED_AHEAD = _(
    "This lies ahead. Here one notes what took place; a date that is made stands under “Note an exchange”."
)
UNREADABLE_MOMENT = _(
    "“%(words)s” says no day. Write “yesterday”, “Monday”, “14/11”, “3 days ago”, with an hour if you like: “18:30”."
)
NOT_A_LETTER = {
    "size": _("This file is larger than 10 MB: no letter is noted from it. Nothing was kept."),
    "letter": _(
        "This is no letter that can be read: it names no sender. Drop a file that your mail program saves as .eml."
    ),
    "date": _("This letter bears no date that can be read. Note the exchange by hand."),
}
LETTER_AHEAD = _("This letter bears a date that is still to come. Note the exchange by hand.")
NOBODY_KNOWN = _(
    "Nobody you know has one of its addresses: %(addresses)s. Note the address on their file, and drop it again."
)
STAGES = {
    Stage.STRANGER: _("not begun"),
    Stage.CONNECT: pgettext_lazy("stage", "Connect"),
    Stage.CONVINCE: pgettext_lazy("stage", "Convince"),
    Stage.CONVERT: pgettext_lazy("stage", "Convert"),
}
SIGNS = {
    SignKind.ANSWERED: _("they talked with you"),
    SignKind.MET: _("you met"),
    SignKind.ACCEPTED: _("they said yes"),
    SignKind.IDEA: _("they gave an idea"),
    SignKind.CAME: _("they came to an event"),
    SignKind.WROTE: _("they wrote of you or your themes"),
    SignKind.DID: _("they did what you asked"),
}
KINDS = {
    Kind.EXCHANGE: _("Exchanges"),
    Kind.PROMISE: _("Promises"),
    Kind.ASK: _("What you asked"),
    Kind.IDEA: _("Their ideas"),
    Kind.POST: _("What they publish"),
    Kind.OF_US: _("Where they speak of you"),
}  # of lines on the thread
PAST_ASK = _("This day lies ahead: note what was asked once it is.")
PAST_IDEA = _("This day lies ahead: an idea is noted once it was received.")
PAST_BACK = _("Give the day they named; it has to lie ahead.")
IN_PEACE = _("They asked to be left in peace: nothing is asked of them.")
NO_FOLLOW_UP: dict[Refusal | None, Words] = {
    Refusal.ANSWERED: _("They have answered: there is nothing to come back to."),
    Refusal.CLOSED: _("This is over: there is nothing to come back to."),
    Refusal.TWICE: _("You came back to it twice already. A third time would be a burden: let it be, without reproach."),
}
NO_ASK: dict[Refusal | None, Words] = {
    Refusal.OPEN: _("Something you asked still waits for their answer: one thing at a time."),
    Refusal.SPENT: _("They were asked as often as is decent within twelve months."),
    Refusal.RESTING: _("They did what you last asked. Let them rest."),
}


def follow_up_words(told: FollowUp) -> str:
    """Whether to come back to an ask, and if not why, or from when."""
    if told.is_right:
        return gettext("You may come back to it once more.") if told.left == 1 else gettext("You may come back to it.")
    if told.refusal is Refusal.TOO_SOON and told.since:
        return gettext("Give them time: come back to it from %(day)s.") % {"day": _day(told.since)}
    return str(NO_FOLLOW_UP[told.refusal])


def asking_words(asking: Asking) -> str:
    """Whether to ask something more, and if not why, or from when."""
    if asking.is_right:
        return gettext("You may ask them something.")
    why = str(NO_ASK[asking.refusal])
    if asking.since is None:
        return why
    return gettext("%(why)s From %(day)s, you may ask again.") % {"why": why, "day": _day(asking.since)}


def _day(moment: datetime) -> str:
    return date_format(timezone.localdate(moment), "DATE_FORMAT")
