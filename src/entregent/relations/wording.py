"""Deeds, exchanges, promises and what is owed, in words."""

from django.utils.translation import gettext_lazy as _

from entregent.core.lifecycle import PromiseState, Side, Silence
from entregent.history.wording import Event

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
