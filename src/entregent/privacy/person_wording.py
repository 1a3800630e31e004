"""What somebody's own page says."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from entregent.contacts.models import Fact
from entregent.privacy.models import Request

SECTION_TITLES = {
    "identity": _("Who you are"),
    "facts": _("What is known of you"),
    "notes": _("What was noted"),
    "exchanges": _("Our exchanges"),
    "owed": _("What was promised and asked"),
    "heard": _("What you publish, as it was heard"),
    "messages": _("Messages to you"),
    "lists": _("Lists you are in"),
    "requests": _("What you asked about your data"),
    "history": _("What was done with your file"),
}
SECTION_NOTES = {
    "notes": _("In the words of the team, as they stand in your file."),
    "heard": _("Found where you publish for everybody."),
    "history": _("Entregent notes who changed what, so that a mistake can be found again."),
}
SOURCES = {
    Fact.How.SAID: _("You said so yourself"),
    Fact.How.SEEN: _("Seen where you publish, or another does"),
    Fact.How.INFERRED: _("Understood from a sentence of yours"),
    Fact.How.LISTED: _("Came with a list of people"),
    Fact.How.NOTED: _("Noted by somebody of the team"),
}
# what somebody's own page says once it is done, by the code in its address
DONE = {
    "corrected": _("Noted. What you wrote is with the team, who have until the day below to answer you."),
    "topics": _("Noted, and held from now on."),
    "wishes": _("Noted. You will be written to like this."),
    "objected": _("Done: nobody here writes to you any more, from now on."),
    "erase": _("Noted. Nobody writes to you any more, and your file will be erased by the day below at the latest."),
}
REFUSED_TOPIC = _(
    "You asked to hear no more about this. So that nobody lifts that by mistake, write to us instead: the address stands below."
)
TOPIC_TOO_LONG = _("A few words are enough.")
SENSITIVE_TOPIC = _(
    "This touches on what nobody may note of you: health, beliefs, opinions, origin. Say it in other words; or, under “No more "
    "messages”, ask not to be written to at all."
)


def you_asked(request: Request) -> str:
    """What somebody asked, as one says it to them."""
    return pgettext("to them", "to be erased") if request.kind == Request.Kind.ERASE else request.get_kind_display()
