"""Deeds, and what is wrong with a watch, in words."""

from django.utils.translation import gettext_lazy as _

from entregent.connectors.contract import Trouble
from entregent.core.matching import WatchSyntaxError
from entregent.history.wording import Event
from entregent.watches.language_wording import caution_sentence, note_sentence
from entregent.watches.models import Digest, Letter, Sort, State, Step, Watch

__all__ = [
    "ACTED",
    "ACTS",
    "ACTS_DONE",
    "DIGESTS",
    "EVENTS",
    "HOOK_TROUBLES",
    "KINDS",
    "LETTERS",
    "MENDS",
    "OUTCOMES",
    "SORTS",
    "SORT_KEYS",
    "STATES",
    "caution_sentence",
    "mend",
    "note_sentence",
]

MENDS = {
    "empty": _("Write at least one word."),
    "open quote": _("The quotation mark at character %(position)d is never closed. Add one where the phrase ends."),
    "open bracket": _("The bracket at character %(position)d is never closed. Add one where the group ends."),
    "closed bracket": _("The bracket at character %(position)d closes nothing. Remove it, or open one before."),
    "missing term": _(
        "A word is missing at character %(position)d, or the sign there holds no letter: "
        "AND, OR and NOT go before a word, a phrase or a group."
    ),
    "empty phrase": _("The phrase at character %(position)d holds no word."),
    "bare star": _("The star at character %(position)d needs the beginning of a word before it, as in compost*."),
    "star inside": _("The star at character %(position)d can only end a single word, as in compost*."),
    "tilde inside": _("The sign ~ at character %(position)d can only end a single word, as in déchet~."),
    "missing value": _("The field at character %(position)d lacks its value, as in title:compost or lang:fr."),
    "unknown language": _("The language at character %(position)d is not known. Write its code, as in lang:fr."),
    "unknown region": _("The region at character %(position)d is not known. Write its name, as in region:Bretagne."),
    "steps": _("NEAR at character %(position)d counts from 1 to 100 steps, as in NEAR/5."),
    "near side": _(
        "NEAR at character %(position)d stands between words, phrases, or words in brackets joined by OR, "
        "as in compost NEAR/5 (école OR collège)."
    ),
    "too deep": _("The brackets at character %(position)d are nested too deep."),
    "too long": _("A watch holds at most %(position)d characters."),
}

KINDS = {
    Watch.Kind.BRAND: _("Our name"),
    Watch.Kind.PRODUCT: _("A product"),
    Watch.Kind.PERSON: _("A person"),
    Watch.Kind.TOPIC: _("A theme"),
    Watch.Kind.COMPETITOR: _("A competitor"),
    Watch.Kind.CAMPAIGN: _("A campaign"),
    Watch.Kind.EVENT: _("An event"),
    Watch.Kind.EMBARGO: _("Under embargo"),
}
SORTS = {
    Sort.QUESTION: _("Question"),
    Sort.CRITICISM: _("Criticism to discuss"),
    Sort.DISCONTENT: _("Discontent"),
    Sort.ATTACK: _("Attack"),
    Sort.PRAISE: _("Praise"),
    Sort.IDEA: _("Idea"),
    Sort.INFORMATION: _("Information"),
    Sort.SPAM: _("Spam"),
}
SORT_KEYS = {  # on the keyboard
    Sort.QUESTION: "q", Sort.CRITICISM: "c", Sort.DISCONTENT: "d", Sort.ATTACK: "v", Sort.PRAISE: "p", Sort.IDEA: "i",
    Sort.INFORMATION: "o", Sort.SPAM: "m",
}  # fmt: skip
STATES = {
    State.OPEN: _("To deal with"),
    State.SNOOZED: _("Put aside"),
    State.ANSWERED: _("Answered"),
    State.CLOSED: _("Nothing to say"),
    State.NOISE: _("Noise"),
    State.PAST: _("Heard before"),
}
ACTS = {
    Step.Act.TAKEN: _("took on"),
    Step.Act.GIVEN: _("gave to somebody"),
    Step.Act.LET_GO: _("let go of"),
    Step.Act.SORTED: _("sorted"),
    Step.Act.SNOOZED: _("put aside"),
    Step.Act.ANSWERED: _("noted an answer to"),
    Step.Act.CLOSED: _("closed"),
    Step.Act.NOISE: _("put among the noise"),
    Step.Act.REOPENED: _("reopened"),
    Step.Act.NOTED: _("wrote a note on"),
}
ACTS_DONE = {  # after the name of who did it
    Step.Act.TAKEN: _("took it."),
    Step.Act.GIVEN: _("gave it to %(what)s."),
    Step.Act.LET_GO: _("let it go."),
    Step.Act.SORTED: _("said what it is: %(what)s."),
    Step.Act.SNOOZED: _("put it aside until %(what)s."),
    Step.Act.ANSWERED: _("answered. %(what)s"),
    Step.Act.CLOSED: _("closed it: nothing to say."),
    Step.Act.NOISE: _("put it among the noise."),
    Step.Act.REOPENED: _("reopened it."),
    Step.Act.NOTED: _("wrote:"),
}
ACTED = {  # told to who did it
    Step.Act.TAKEN: _("It is yours now."),
    Step.Act.GIVEN: _("It was handed over."),
    Step.Act.LET_GO: _("It is nobody’s now."),
    Step.Act.SORTED: _("Sorted."),
    Step.Act.SNOOZED: _("Put aside until then."),
    Step.Act.ANSWERED: _("Noted as answered."),
    Step.Act.CLOSED: _("Closed: nothing to say."),
    Step.Act.NOISE: _("Put among the noise; no figure counts it."),
    Step.Act.REOPENED: _("Back among those to deal with."),
    Step.Act.NOTED: _("Your note is kept."),
}
DIGESTS = {
    Digest.WORKDAYS: _("Each day the team works"),
    Digest.DAILY: _("Every day, also when the team is off"),
    Digest.WEEKLY: _("Once a week, on its first working day"),
    Digest.NEVER: _("Never"),
}
LETTERS = {Letter.Kind.DIGEST: _("What waits in the inbox"), Letter.Kind.AT_ONCE: _("Heard just now")}
OUTCOMES = {
    Letter.Outcome.WAITING: _("on its way"),
    Letter.Outcome.SENT: _("sent"),
    Letter.Outcome.NOTHING: _("nothing to say: not sent"),
    Letter.Outcome.FAILED: _("the mail server refused it"),
    Letter.Outcome.UNSURE: _("perhaps not sent: the connection broke"),
}

EVENTS = {
    "watches.speaker_said": Event(_("%(who)s said who speaks in “%(name)s”."), "address-book"),
    "watches.speaker_forgotten": Event(_("%(who)s said that somebody else speaks in “%(name)s”."), "address-book"),
    "watches.view_kept": Event(_("%(who)s kept the view “%(name)s” of the inbox."), "bookmark"),
    "watches.view_renamed": Event(_("%(who)s called a view of the inbox “%(name)s”."), "bookmark"),
    "watches.view_removed": Event(_("%(who)s removed the view “%(name)s” of the inbox."), "trash"),
    "watches.view_restored": Event(_("%(who)s brought the view “%(name)s” of the inbox back."), "arrow-back-up"),
    "watches.feed_opened": Event(_("%(who)s gave the view “%(name)s” of the inbox a secret address."), "rss"),
    "watches.hook_opened": Event(_("%(who)s has what the view “%(name)s” hears sent to %(host)s."), "send"),
    "watches.hook_closed": Event(
        _("%(who)s stopped what the view “%(name)s” hears from being sent elsewhere."), "lock"
    ),
    "watches.feed_closed": Event(_("%(who)s took the secret address of the view “%(name)s” away."), "lock"),
    "watches.exported": Event(_("%(who)s took mentions away as a file (%(query)s)."), "download"),
    "watches.letters_chosen": Event(
        _("%(who)s chose which letters the inbox sends them: %(digest)s."), "mail", {"digest": DIGESTS}
    ),
    "watches.letters_stopped": Event(_("%(who)s wants no more letters from the inbox."), "mail"),
    "watches.acted": Event(_("%(who)s %(act)s “%(name)s”."), "inbox", {"act": ACTS}),
    "watches.acted_on_many": Event(_("%(who)s %(act)s %(count)s mentions."), "inbox", {"act": ACTS}),
    "watches.undone": Event(_("%(who)s undid what was done: %(act)s “%(name)s”."), "arrow-back-up", {"act": ACTS}),
    "watches.kept": Event(_("%(who)s wrote the watch “%(name)s”: %(query)s"), "eye"),
    "watches.changed": Event(_("%(who)s changed the watch “%(name)s”: %(query)s"), "eye"),
    "watches.removed": Event(_("%(who)s removed the watch “%(name)s”."), "trash"),
    "watches.restored": Event(_("%(who)s brought the watch “%(name)s” back."), "arrow-back-up"),
}


def mend(error: WatchSyntaxError) -> str:
    """Say in the reader's language what is wrong with a query and how to mend it."""
    position = error.position if error.problem == "too long" else error.position + 1
    return str(MENDS[error.problem]) % {"position": position}


# Why a webhook was not accepted.
HOOK_TROUBLES = {
    Trouble.UNKNOWN_HOST: _("No machine answers to this name."),
    Trouble.UNREACHABLE: _("The machine cannot be reached."),
    Trouble.TIMEOUT: _("It took too long to answer."),
    Trouble.PRIVATE_ADDRESS: _("This address is inside a private network, where Entregent does not go."),
    Trouble.BAD_ADDRESS: _("This is not an address of the Web."),
    Trouble.NOT_FOUND: _("Nothing stands at this address."),
    Trouble.GONE: _("It says that nothing will be there any more."),
    Trouble.FORBIDDEN: _("It refuses what we send."),
    Trouble.TOO_MANY_REQUESTS: _("It asks us to come less often."),
    Trouble.SERVER_ERROR: _("It has a failure of its own."),
}


def hook_sentence(trouble: str) -> str:
    """Say why what we sent was not accepted; "" for no trouble."""
    return str(HOOK_TROUBLES.get(Trouble(trouble), _("Its answer makes no sense."))) if trouble else ""
