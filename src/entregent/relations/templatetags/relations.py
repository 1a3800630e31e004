"""What a file of somebody shows of the relation with them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import template
from django.template.context import RequestContext
from django.urls import reverse
from django.utils import timezone

from entregent.contacts.models import Contact
from entregent.core.lifecycle import Side
from entregent.relations.forms import (
    QUICK,
    AskForm,
    CadenceForm,
    ExchangeForm,
    IdeaForm,
    KnowForm,
    LogForm,
    PromiseForm,
    ValueForm,
    VerdictForm,
)
from entregent.relations.models import MANNERS, Idea
from entregent.relations.owed_lines import line_of
from entregent.relations.selectors import (
    Duty,
    File,
    asking_of,
    asks_of,
    budget_of,
    cadence_of,
    relation_of,
    stage_of,
    state_of,
    touch_of,
)
from entregent.relations.selectors.life import HEARD, Kind, Line, life_of
from entregent.relations.views.owed import DEEDS
from entregent.relations.wording import (
    KINDS,
    PROMISED_BY,
    PROMISES,
    SIGNS,
    SILENCES,
    STAGES,
    asking_words,
    follow_up_words,
)

register = template.Library()
SHOWN = 50


def _file(context: RequestContext, contact: Contact) -> File:
    """What is read of a relation, once for a page."""
    files: dict[int, File] = context.request.__dict__.setdefault("relation_files", {})
    return files.setdefault(contact.pk, File(contact))


def _around(context: RequestContext) -> dict[str, Any]:
    return {str(name): value for name, value in context.flatten().items()}


@register.inclusion_tag("relations/_exchanges.html", takes_context=True)
def exchanges(context: RequestContext, contact: Contact) -> dict[str, Any]:
    """Noting an exchange, and all that happened in the relation, a page and a kind at a time."""
    request = context.request
    gone = request.session.pop("removed_exchange", None)
    asked, page = request.GET.get("show", ""), request.GET.get("page", "")
    kind = Kind(asked) if asked in set(Kind) else None
    number = int(page) if page.isdecimal() and len(page) < 4 else 1
    found = life_of(contact, kind=kind, page=number, file=_file(context, contact))
    return {
        **_around(context),
        "form": ExchangeForm(
            auto_id="exchange_%s", initial={"at": timezone.localtime().replace(second=0, microsecond=0)}
        ),
        "life": found,
        "lines": [(line, *_promise_words(line, timezone.localdate())) for line in found.lines],
        "kinds": [
            (one.value, said, one is found.kind) for one, said in KINDS.items() if found.publishes or one not in HEARD
        ],
        "removed": gone and contact.exchanges.exclude(removed_at=None).filter(pk=gone).first(),
        "now": timezone.now(),
    }


def _promise_words(line: Line, today: date) -> tuple[str, str]:
    """By whom something was promised, and how it stands; "" for other lines."""
    if line.kind is not Kind.PROMISE:
        return "", ""
    return str(PROMISED_BY[Side(line.row.side)]), str(PROMISES[state_of(line.row, today)])


@register.inclusion_tag("relations/_promises.html", takes_context=True)
def promises(context: RequestContext, contact: Contact) -> dict[str, Any]:
    """Promises in both directions, and a new one."""
    today = timezone.localdate()
    told = [
        (one, PROMISED_BY[Side(one.side)], state_of(one, today)) for one in _file(context, contact).promises[:SHOWN]
    ]
    return {
        **_around(context),
        "promises": [(one, said, state.value, PROMISES[state]) for one, said, state in told],
        "form": PromiseForm(auto_id="promise_%s"),
    }


@register.inclusion_tag("relations/_asks.html", takes_context=True)
def asks(context: RequestContext, contact: Contact) -> dict[str, Any]:
    """What we ask of them, what may still be asked, and a new ask."""
    now = timezone.now()
    budget, file = budget_of(contact.workspace), _file(context, contact)
    asking = asking_of(contact, now, budget, file.asks)
    gone = context.request.session.pop("removed_ask", None)
    return {
        **_around(context),
        "asks": [(ask, told, follow_up_words(told)) for ask, told in asks_of(file, now)[:SHOWN]],
        "asking": asking,
        "asking_words": asking_words(asking),
        "budget": budget,
        "made": budget.asks - asking.left,
        "removed": gone and contact.asks.exclude(removed_at=None).filter(pk=gone).first(),
        "form": AskForm(auto_id="ask_%s", asks_reason=not asking.is_right),
    }


@register.inclusion_tag("relations/_ideas.html", takes_context=True)
def ideas(context: RequestContext, contact: Contact) -> dict[str, Any]:
    """Ideas of theirs, what became of each, and a new one."""
    gone = context.request.session.pop("removed_idea", None)
    return {
        **_around(context),
        "ideas": [(idea, VerdictForm(auto_id=f"idea{idea.pk}_%s")) for idea in _file(context, contact).ideas[:SHOWN]],
        "removed": gone and contact.ideas.exclude(removed_at=None).filter(pk=gone).first(),
        "form": IdeaForm(auto_id="idea_%s"),
    }


@register.inclusion_tag("relations/_owed.html", takes_context=True)
def owed(context: RequestContext, duties: Iterable[Duty]) -> dict[str, Any]:
    """What is owed, a line and its buttons for each."""
    today = timezone.localdate()
    return {**_around(context), "lines": [line_of(duty, today) for duty in duties]}


SYMBOLS = {
    "call": "phone",
    "message": "message",
    "email": "mail",
    "coffee": "coffee",
    "meeting": "calendar-event",
    "comment": "message-2",
}


@register.inclusion_tag("relations/_log.html", takes_context=True)
def quick_log(context: RequestContext, contact: Contact | None = None, form: LogForm | None = None) -> dict[str, Any]:
    """A line on which an exchange is noted in seconds; without a contact it asks with whom."""
    slug, names = context["workspace"].slug, dict(MANNERS)
    return {
        **_around(context),
        "log_url": reverse("relations:log_with", args=[slug, contact.pk])
        if contact
        else reverse("relations:log", args=[slug]),
        "with_who": contact is None,
        "form": form or LogForm(),
        "kinds": [(code, key, names[code], SYMBOLS[code]) for code, key in QUICK],
        "chosen": (form and form.data.get("manner")) or QUICK[0][0],
        "next": "" if contact or form is not None else context.request.get_full_path(),
    }


@register.inclusion_tag("relations/_undo.html", takes_context=True)
def owed_undo(context: RequestContext) -> dict[str, Any]:
    """What a button just did, and the way back; said once."""
    done = context.request.session.pop("undo_owed", None)
    return {**_around(context), "undo": {**done, "said": DEEDS[done["deed"]].said} if done else None}


@register.inclusion_tag("relations/_idea.html", takes_context=True)
def idea_of_list(context: RequestContext, idea: Idea) -> dict[str, Any]:
    """An idea among those of everybody."""
    form = VerdictForm(auto_id=f"idea{idea.pk}_%s")
    return {**_around(context), "one": idea, "contact": idea.contact, "with_author": True, "verdict_form": form}


@register.inclusion_tag("relations/_ties.html", takes_context=True)
def ties(context: RequestContext, contact: Contact) -> dict[str, Any]:
    """Values that both hold, with evidence of both."""
    gone = context.request.session.pop("removed_value", None)
    return {
        **_around(context),
        "values": contact.shared_values.filter(removed_at=None).order_by("pk")[:SHOWN],
        "removed": gone and contact.shared_values.exclude(removed_at=None).filter(pk=gone).first(),
        "value_form": ValueForm(auto_id="value_%s"),
    }


@register.inclusion_tag("relations/_knowing.html", takes_context=True)
def knowing(context: RequestContext, contact: Contact) -> dict[str, Any]:
    """How far the relation has come, who of ours knows them, and introductions."""
    step, user = stage_of(contact, timezone.now(), _file(context, contact)), context.request.user
    known = list(contact.acquaintances.select_related("user").order_by("since", "pk"))
    asked = contact.introductions.filter(asked_by=user.pk, made_at=None, declined_at=None)
    return {
        **_around(context),
        "step": step,
        "stage": STAGES[step.stage],
        "sign": SIGNS[step.sign.kind] if step.sign else "",
        "known": known,
        "knows": any(one.user_id == user.pk for one in known),
        "asked": set(asked.values_list("through_id", flat=True)),
        "know_form": KnowForm(auto_id="know_%s"),
    }


@register.inclusion_tag("relations/_rhythm.html", takes_context=True)
def rhythm(context: RequestContext, contact: Contact) -> dict[str, Any]:
    """When a word is due, and how that is reckoned."""
    relation = relation_of(contact)
    relation.contact = contact  # whose tags are read already
    cadence = cadence_of(relation)
    touch = touch_of(relation, timezone.now(), passed=_file(context, contact).passed, cadence=cadence)
    own = relation.own_cadence()
    return {
        **_around(context),
        "touch": touch,
        "silence": touch.silence.value,
        "said": SILENCES[touch.silence],
        "ideal": cadence.ideal.days,
        "longest": cadence.longest.days,
        "is_own": own is not None,
        "form": CadenceForm(
            auto_id="rhythm_%s", initial={"ideal": own.ideal.days, "longest": own.longest.days} if own else None
        ),
    }
