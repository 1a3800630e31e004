"""The rules of etiquette: what a workspace makes of them, and the page of each."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.contrib import messages as said
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from entregent.accounts.permissions import MemberRequest, Permission, member_view
from entregent.core.etiquette import Rule, all_rules
from entregent.core.etiquette.reference import practice
from entregent.core.etiquette.sentences import pages
from entregent.messages.actions import choose_sector, weigh_rule
from entregent.messages.forms import SectorForm
from entregent.messages.models import RuleChoice
from entregent.messages.selectors import FIRM, rule_weights, sector_of
from entregent.messages.wording import FAMILIES, reader_language

WEIGHTS = dict(RuleChoice.WEIGHTS)


@dataclass(frozen=True, slots=True)
class Line:
    """A rule in the list. weight: as it holds here."""

    rule: Rule
    title: str
    weight: str
    is_firm: bool
    choice: RuleChoice | None

    @property
    def said(self) -> Any:
        return WEIGHTS[self.weight]


def _lines(request: MemberRequest) -> list[Line]:
    chosen, texts = rule_weights(request.workspace), pages(reader_language())
    return [
        Line(
            one,
            texts[one.code].title,
            chosen[one.code].weight if one.code in chosen and one.code not in FIRM else one.severity.value,
            one.code in FIRM,
            chosen.get(one.code),
        )
        for one in all_rules().values()
    ]


@member_view(Permission.SETTINGS)
def rules(request: MemberRequest) -> HttpResponse:
    form = SectorForm(request.POST or None, initial={"sector": sector_of(request.workspace) or ""})
    if request.method == "POST" and form.is_valid():
        _keep(request, form)
        said.success(request, _("Kept. It holds from the next message on."))
        return redirect("messages:rules", request.workspace.slug)
    families = [(FAMILIES[name], list(lines)) for name, lines in groupby(_lines(request), lambda one: one.rule.family)]
    shown = {"form": form, "families": families, "weights": RuleChoice.WEIGHTS}
    return render(request, "messages/rules.html", shown, status=422 if form.errors else 200)


@transaction.atomic
def _keep(request: MemberRequest, form: SectorForm) -> None:
    choose_sector(request.workspace, form.cleaned_data["sector"], by=request.user)
    for code in all_rules():
        weight = request.POST.get(f"weight-{code}", "")
        if code not in FIRM and weight in WEIGHTS:
            weigh_rule(request.workspace, code, weight, by=request.user, now=timezone.now())


@member_view
def rule(request: MemberRequest, code: str) -> HttpResponse:
    """Why a rule is there, how not, how, and how to mend."""
    one = all_rules().get(code)
    if one is None:
        raise Http404
    language = reader_language()
    page, rows = pages(language)[code], practice(one, language)
    remedy = page.remedy.replace("{words}", "…").replace("{wanted}", "…")
    shown = {"rule": one, "page": page, "remedy": remedy, "practice": rows}
    held = {"weight": WEIGHTS[one.severity.value], "firm": code in FIRM}
    return render(request, "messages/rule.html", shown | held)
