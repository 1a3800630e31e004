"""A letter as it is sent: plain text and HTML in the member's language; no picture, nothing that tells it was read."""

from dataclasses import dataclass
from datetime import datetime

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import time_format
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from entregent.accounts.letters import write
from entregent.accounts.models import Membership
from entregent.accounts.open_addresses import is_given, number_in, secret_for
from entregent.ui.dates import date_format
from entregent.ui.quotes import excerpted, merged, window
from entregent.watches.letter_models import Letter
from entregent.watches.letters.contents import COUNTED, Contents, Part, Reader
from entregent.watches.models import Mention, Sort
from entregent.watches.wording import SORTS

EXCERPT = 200  # characters: two lines and a half on a telephone


@dataclass(frozen=True, slots=True)
class Item:
    """A mention in a letter. when: its deadline, or when it was published, in words. sort: with a question mark until confirmed.

    said: its words, in plain text; marked: the same with what was caught in it.
    """

    mention: Mention
    address: str
    sort: str
    when: str
    said: str
    marked: SafeString


def language_of(member: Membership) -> str:
    return member.user.language or member.workspace.language


def compose(letter: Letter, reader: Reader, *, address: str) -> EmailMultiAlternatives | None:
    """Return the letter, ready to be sent; None when there is nothing to say. address: where the pages are, "https://…"."""
    member = letter.membership
    with translation.override(language_of(member)), timezone.override(member.workspace.time_zone):
        contents = reader.contents_of(letter)
        return None if contents.is_empty else _written(letter, contents, address)


def secret_of(member: Membership) -> str:
    """What ends the address by which a member says that they want no more letters; no copy of the database holds it."""
    return secret_for("entregent.watches.letters", member.pk)


def member_at(secret: str) -> Membership | None:
    """The member whose letters this secret ends; None for one that was never given."""
    member = Membership.objects.filter(pk=number_in(secret)).select_related("workspace", "user").first()
    return member if member is not None and is_given(secret, secret_of(member)) else None


def _written(letter: Letter, contents: Contents, address: str) -> EmailMultiAlternatives:
    member, slug = letter.membership, letter.membership.workspace.slug
    opt_out = address + reverse("letters:stop", args=[secret_of(member)])
    parts = {"late": contents.late, "due": contents.due, "new": contents.new}
    subject = _subject(letter, contents)
    shown = {
        "member": member,
        "workspace": member.workspace,
        "is_at_once": letter.kind == Letter.Kind.AT_ONCE,
        "subject": subject,
        "summary": _summary(contents),
        "parts": [_part(name, part, address, slug) for name, part in parts.items() if part.count],
        "moving": contents.moving,
        "until": letter.until,
        "inbox": address + reverse("watches:mentions", args=[slug]),
        "choose": address + reverse("watches:letters", args=[slug]),
        "stop": opt_out,
        "language": translation.get_language(),
        "style": mark_safe("<style>" + render_to_string("watches/letters/letter.css") + "</style>"),  # noqa: S308 (ours)
    }
    headers = {"List-Unsubscribe": f"<{opt_out}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    text = render_to_string("watches/letters/letter.txt", shown)
    html = render_to_string("watches/letters/letter.html", shown)
    return write(subject, _tidy(text), html, to=member.user.email, headers=headers)


def _tidy(text: str) -> str:
    """Without the empty lines that tags leave: one between two paragraphs."""
    paragraphs = ("\n".join(line.rstrip() for line in one.splitlines() if line.strip()) for one in text.split("\n\n"))
    return "\n\n".join(one for one in paragraphs if one) + "\n"


def _subject(letter: Letter, contents: Contents) -> str:
    name = letter.membership.workspace.name
    if letter.kind == Letter.Kind.AT_ONCE:
        first = contents.new.mentions[0]
        about = first.watches[0].name if first.watches else first.post.heading()
        return _("To look at now: “%(watch)s” was heard · %(workspace)s") % {"watch": about[:80], "workspace": name}
    return f"{_summary(contents)} · {name}"


def _summary(contents: Contents) -> str:
    """What presses most, in a few words: 2 late answers, 3 to give by tomorrow, 12 new mentions."""
    said = []
    if late := contents.late.count:
        said.append(ngettext("%(count)s late answer", "%(count)s late answers", late) % {"count": _count(late)})
    if due := contents.due.count:
        said.append(
            ngettext("%(count)s to answer by tomorrow", "%(count)s to answer by tomorrow", due) % {"count": _count(due)}
        )
    if new := contents.new.count:
        said.append(ngettext("%(count)s new mention", "%(count)s new mentions", new) % {"count": _count(new)})
    if contents.moving and not said:
        said.append(_("an unusual day"))
    return ", ".join(said)[:1].upper() + ", ".join(said)[1:]


def _count(number: int) -> str:
    return f"{COUNTED - 1}+" if number >= COUNTED else str(number)


def _part(name: str, part: Part, address: str, slug: str) -> dict[str, object]:
    titles = {"late": _("Late"), "due": _("To answer by tomorrow"), "new": pgettext("mentions in a letter", "New")}
    boxes = {"late": "?box=late", "due": "", "new": ""}
    return {
        "name": name,
        "title": titles[name],
        "count": _count(part.count),
        "items": [_item(mention, _when(name, mention), address, slug) for mention in part.mentions],
        "others": part.others,
        "address": address + reverse("watches:mentions", args=[slug]) + boxes[name],
    }


def _item(mention: Mention, when: str, address: str, slug: str) -> Item:
    """The sentence that suggests its sort where there is one, otherwise the words around what was caught."""
    text, marks = mention.post.text, mention.body_marks
    start, end = mention.suggested_start, mention.suggested_end
    if start is not None and end is not None and 0 < end - start <= EXCERPT * 2:
        said, marked = text[start:end], escape(text[start:end])
    else:
        begin, stop = window(text, merged(marks, length=len(text)), length=EXCERPT)
        said = ("…" if begin else "") + text[begin:stop].rstrip() + ("…" if stop < len(text) else "")
        marked = excerpted(text, marks, length=EXCERPT)
    place = address + reverse("watches:mention", args=[slug, mention.pk])
    return Item(mention, place, _sort(mention), when, " ".join(said.split()), marked)


def _sort(mention: Mention) -> str:
    if not mention.sort:
        return ""
    name = str(SORTS[Sort(mention.sort)])
    return name if mention.is_sort_confirmed else _("%(sort)s?") % {"sort": name}


def _when(part: str, mention: Mention) -> str:
    if part == "new":
        return _moment(mention.published_at) if mention.post.is_dated else ""
    said = {"when": _moment(mention.due_at)} if mention.due_at else {"when": ""}
    return _("since %(when)s") % said if part == "late" else _("by %(when)s") % said


def _moment(moment: datetime) -> str:
    """today at 12:30, tomorrow at 9:00, Friday 11 November at 12:30; by the clock of the team."""
    local, today = timezone.localtime(moment), timezone.localdate()
    near = {-1: _("yesterday"), 0: _("today"), 1: _("tomorrow")}
    day = near.get((local.date() - today).days) or date_format(local, pgettext("date format", "l j F"))
    return _("%(day)s at %(time)s") % {"day": day, "time": time_format(local, pgettext("time format", "H:i"))}
