"""Somebody's own page, for whoever has its address: who keeps what, and why; from there one corrects, chooses, refuses, leaves.

A GET changes nothing, and shows nothing of the person until the button of the cover was pressed: programs that look into letters
open links, and press none. docs/decisions/0041-their-side.md
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.safestring import mark_safe
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from entregent.accounts.errors import TooManyTriesError
from entregent.accounts.open_addresses import HEADERS, number_in
from entregent.accounts.permissions import SYSTEM
from entregent.accounts.rates import spend
from entregent.contacts.errors import DossierError, InvalidFactError
from entregent.contacts.models import Contact
from entregent.privacy import own_page
from entregent.privacy.actions import asking
from entregent.privacy.actions.links import note_opened
from entregent.privacy.errors import RefusedTopicError
from entregent.privacy.links import link_at
from entregent.privacy.models import Controller, PersonLink, Request
from entregent.privacy.person_forms import CorrectForm, EraseForm, TopicForm, WishesForm
from entregent.privacy.person_wording import DONE, REFUSED_TOPIC, SENSITIVE_TOPIC, TOPIC_TOO_LONG
from entregent.privacy.selectors import controller_of

COOKIE = "entregent_own_page"  # that the button was pressed in this browser; its path is the page's
OPEN_FOR = timedelta(minutes=30)
STRICT = HEADERS | {"Referrer-Policy": "no-referrer"}


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody on their page. is_open: they pressed the button of the cover within half an hour."""

    secret: str
    link: PersonLink
    contact: Contact
    controller: Controller
    is_open: bool
    now: datetime

    def path(self, name: str = "page") -> str:
        return reverse(f"persons:{name}", args=[self.secret])

    def shown(self, **more: Any) -> dict[str, Any]:
        return {
            "contact": self.contact,
            "controller": self.controller,
            "keeper": self.controller.name or self.contact.workspace.name,
            "link": self.link,
            "secret": self.secret,
            "is_open": self.is_open,
            **more,
        }


View = Callable[[HttpRequest, Visit], HttpResponse]


def own(view: View) -> Callable[[HttpRequest, str], HttpResponse]:
    """Find whose page it is, or say that the link opens nothing; count, so that nobody guesses and no program asks on."""

    @wraps(view)
    def found(request: HttpRequest, secret: str) -> HttpResponse:
        now = timezone.now()
        link = link_at(secret, now=now)
        try:
            if link is None:
                spend(request, {"guesses_of_persons": ""})
                return _strict(render(request, "privacy/person_gone.html", status=404))
            limits = ("persons_page", "asked_by_person") if request.method == "POST" else ("persons_page",)
            spend(request, dict.fromkeys(limits, str(link.pk)))
        except TooManyTriesError as error:
            answer = _strict(render(request, "privacy/person_wait.html", status=429))
            answer["Retry-After"] = str(int(error.wait.total_seconds()) + 1)
            return answer
        contact = link.contact
        visit = Visit(secret, link, contact, controller_of(contact.workspace), _is_open(request, secret), now)
        with translation.override(_language(request, contact)), timezone.override(contact.workspace.time_zone):
            answer = view(request, visit)
            answer["Content-Language"] = translation.get_language()
        return _strict(answer)

    return found


def opened(view: View) -> Callable[[HttpRequest, str], HttpResponse]:
    """Lead back to the cover whoever has not pressed its button, or long ago."""

    @own
    @wraps(view)
    def found(request: HttpRequest, visit: Visit) -> HttpResponse:
        return view(request, visit) if visit.is_open else redirect(visit.path())

    return found


@require_http_methods(["GET", "HEAD", "POST"])
@own
def page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The cover, and behind its button everything that is kept."""
    if request.method == "POST":
        note_opened(visit.link, now=visit.now)
        answer = redirect(visit.path())
        answer.set_signed_cookie(
            COOKIE, str(visit.link.pk), salt=_salt(visit.secret), max_age=OPEN_FOR, path=visit.path(), httponly=True,
            samesite="Lax", secure=settings.SESSION_COOKIE_SECURE,
        )  # fmt: skip
        return answer
    if not visit.is_open:
        return render(request, "privacy/person_cover.html", visit.shown())
    return _whole(request, visit)


@require_POST
@own
def close(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Put the cover back: others use this telephone."""
    answer = redirect(visit.path())
    answer.delete_cookie(COOKIE, path=visit.path(), samesite="Lax")
    return answer


@require_safe
@opened
def section(request: HttpRequest, visit: Visit) -> HttpResponse:
    """All of one section, a page at a time."""
    asked = request.GET.get("page", "1")
    number = max(int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 7 else 1, 1)
    found = own_page.Section(request.GET.get("of", ""))
    found.lines, has_more = own_page.section_page(visit.contact, found.code, number)
    if not found.lines:
        return redirect(visit.path())
    return render(request, "privacy/person_section.html", visit.shown(section=found, number=number, has_more=has_more))


@require_safe
@opened
def download(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Everything as a file: to be read, or for a program."""
    if request.GET.get("as") == "json":
        tree = own_page.as_tree(visit.contact, visit.controller, now=visit.now)
        written, kind, ending = json.dumps(tree, ensure_ascii=False, indent=2), "application/json", "json"
    else:
        style = mark_safe("<style>" + render_to_string("privacy/person_file.css") + "</style>")  # noqa: S308 (ours)
        shown = visit.shown(
            sections=own_page.in_sections(visit.contact),
            asked=own_page.requests_of(visit.contact),
            style=style,
            now=visit.now,
        )
        written, kind, ending = render_to_string("privacy/person_file.html", shown), "text/html; charset=utf-8", "html"
    answer = HttpResponse(written, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{own_page.file_name(visit.contact, ending)}"'
    return answer


@sensitive_post_parameters("words")
@require_http_methods(["GET", "HEAD", "POST"])
@opened
def correct(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Something is not right, or missing: they say what, and the team answers within a month."""
    held = own_page.held_by_key(visit.contact, request.GET.get("of", ""))
    form = CorrectForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        words, key = form.cleaned_data["words"], held.key if held else ""
        asking.ask(visit.contact, kind=Request.Kind.CORRECT, words=words, key=key, by=SYSTEM, now=visit.now)
        return _done(visit, "corrected", "asked")
    shown = visit.shown(form=form, held=held)
    return render(request, "privacy/person_correct.html", shown, status=422 if form.errors else 200)


@require_POST
@opened
def topics(request: HttpRequest, visit: Visit) -> HttpResponse:
    """A topic is accepted, refused, or accepted no more; it holds at once."""
    answer = request.POST.get("answer", "accept")
    if answer == "drop":
        asking.drop_topic(visit.contact, number_in(request.POST.get("topic", "")), by=SYSTEM, now=visit.now)
        return _done(visit, "topics", "choices")
    form = TopicForm(request.POST)
    if form.is_valid():
        act = asking.refuse_topic if answer == "refuse" else asking.accept_topic
        try:
            act(visit.contact, form.cleaned_data["topic"], by=SYSTEM, now=visit.now)
            return _done(visit, "topics", "choices")
        except RefusedTopicError:
            form.add_error("topic", REFUSED_TOPIC)
        except DossierError:
            form.add_error("topic", SENSITIVE_TOPIC)
        except InvalidFactError:
            form.add_error("topic", TOPIC_TOO_LONG)
    return _whole(request, visit, topic_form=form)


@require_POST
@opened
def wishes(request: HttpRequest, visit: Visit) -> HttpResponse:
    """How one speaks to them, and in which language."""
    form = WishesForm(request.POST, contact=visit.contact)
    if not form.is_valid():
        return _whole(request, visit, wishes_form=form)
    wished = form.cleaned_data
    asking.wish(visit.contact, form=wished["form"], language=wished["language"], by=SYSTEM, now=visit.now)
    return _done(visit, "wishes", "done")


@require_POST
@opened
def object_(request: HttpRequest, visit: Visit) -> HttpResponse:
    """They are written to no more, at once and for anything."""
    asking.ask(visit.contact, kind=Request.Kind.OBJECT, by=SYSTEM, now=visit.now)
    return _done(visit, "objected", "done")


@sensitive_post_parameters("words")
@require_http_methods(["GET", "HEAD", "POST"])
@opened
def erase(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Say what being erased means, and what is left; posted, ask for it."""
    form = EraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"]
        asking.ask(visit.contact, kind=Request.Kind.ERASE, words=words, by=SYSTEM, now=visit.now)
        return _done(visit, "erase", "done")
    shown = visit.shown(form=form, waiting=own_page.to_be_erased(own_page.requests_of(visit.contact)))
    return render(request, "privacy/person_erase.html", shown, status=422 if form.errors else 200)


def _whole(request: HttpRequest, visit: Visit, **forms: Any) -> HttpResponse:
    contact, asked = visit.contact, own_page.requests_of(visit.contact)
    refused = any(form.errors for form in forms.values())
    shown = visit.shown(
        kept=own_page.overview(contact),
        sources=own_page.sources_of(contact),
        asked=asked,
        choices=own_page.choices_of(contact),
        leaving=own_page.to_be_erased(asked),
        done=DONE.get(request.GET.get("done", "")),
        **{"topic_form": TopicForm(), "wishes_form": WishesForm(contact=contact)} | forms,
    )
    return render(request, "privacy/person.html", shown, status=422 if refused else 200)


def _done(visit: Visit, code: str, where: str) -> HttpResponse:
    return redirect(f"{visit.path()}?done={code}#{where}")


def _language(request: HttpRequest, contact: Contact) -> str:
    """What they chose on the page; else theirs, where we write it; else what the browser asks for."""
    chosen = settings.LANGUAGE_COOKIE_NAME in request.COOKIES
    known = contact.language in dict(settings.LANGUAGES)
    return contact.language if known and not chosen else translation.get_language()


def _is_open(request: HttpRequest, secret: str) -> bool:
    return bool(request.get_signed_cookie(COOKIE, "", salt=_salt(secret), max_age=OPEN_FOR))


def _salt(secret: str) -> str:
    """Of one link: the cookie of another opens nothing, whatever path it claims."""
    return f"{COOKIE}.{secret}"


def _strict(answer: HttpResponse) -> HttpResponse:
    for name, value in STRICT.items():
        answer[name] = value
    return answer
