"""Hours and days off of a workspace, deadlines of answers, days closed."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.dates import WEEKDAYS
from django.utils.functional import Promise, lazy
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from entregent.accounts.actions.settings import HOURS
from entregent.accounts.days import clock_words
from entregent.accounts.holidays import ACADEMIES, SCHOOL_COUNTRY, region_of, regions_of
from entregent.accounts.models import Workspace

LONGEST_DEADLINE = 200  # working hours: five weeks of 40
LONGEST_CLOSURE = timedelta(days=366)
_capfirst = lazy(capfirst, str)


def _clock() -> forms.TimeInput:
    return forms.TimeInput(format="%H:%M", attrs={"type": "time"})


def _day() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def _hours(**words: Any) -> forms.IntegerField:
    wrong = _("A whole number of hours, from 1 to %(most)s.") % {"most": LONGEST_DEADLINE}
    return forms.IntegerField(
        min_value=1,
        max_value=LONGEST_DEADLINE,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), wrong),
        **words,
    )


class HoursForm(forms.Form):
    """When the team works, where it is, how soon it answers.

    A country without regions, or without school holidays that are known, is not asked for them: what was kept stays.
    """

    work_days = forms.TypedMultipleChoiceField(
        label=_("Working days"),
        coerce=int,
        choices=[(day, _capfirst(name)) for day, name in WEEKDAYS.items()],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick one day at least: without any, no answer would ever be due.")},
    )
    work_starts = forms.TimeField(label=pgettext_lazy("hours of work", "From"), widget=_clock())
    work_ends = forms.TimeField(label=pgettext_lazy("hours of work", "Until"), widget=_clock())
    region = forms.ChoiceField(
        label=_("Region"),
        required=False,
        help_text=_("Some regions have public holidays of their own."),
        error_messages={"invalid_choice": _("“%(value)s” is no region of your country.")},
    )
    school_zone = forms.ChoiceField(
        label=_("School holidays"),
        required=False,
        widget=forms.RadioSelect,
        help_text=_(
            "The team works then, but many people are away. Corsica and overseas France have dates of their own."
        ),
        error_messages={"invalid_choice": _("There is no school zone “%(value)s”: France has A, B and C.")},
    )
    question_hours = _hours(label=_("A question"), help_text=_("Somebody asks, and waits."))
    criticism_hours = _hours(label=_("Criticism"), help_text=_("It can be discussed."))
    attack_hours = _hours(label=_("An attack"), help_text=_("It may spread."))

    def __init__(self, data: QueryDict | None = None, *, workspace: Workspace) -> None:
        kept = {name: getattr(workspace, name) for name in HOURS} | {"region": region_of(workspace)}
        super().__init__(data, initial=kept)
        self._offer("region", [("", _("Elsewhere in the country"))], regions_of(workspace.country))
        zones = [(zone, f"{zone} · {', '.join(places)}") for zone, places in ACADEMIES.items()]
        self._offer(
            "school_zone",
            [("", pgettext_lazy("school zone", "None"))],
            zones if workspace.country == SCHOOL_COUNTRY else [],
        )

    def _offer(self, name: str, none: list[tuple[str, Promise]], choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if choices and isinstance(field, forms.ChoiceField):
            field.choices = [*none, *choices]
        else:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        starts, ends = given.get("work_starts"), given.get("work_ends")
        if starts and ends and ends <= starts:
            said = {"starts": clock_words(starts), "ends": clock_words(ends)}
            self.add_error("work_ends", _("The day would end at %(ends)s, before it begins at %(starts)s.") % said)
        return given


class ClosureForm(forms.Form):
    """Days when the team does not work; one day when the last is left out."""

    name = forms.CharField(
        label=_("What for"), max_length=120, help_text=_("Summer break, moving house, training day…")
    )
    first_day = forms.DateField(label=_("First day"), widget=_day())
    last_day = forms.DateField(
        label=_("Last day"), required=False, widget=_day(), help_text=_("Leave it out for one day alone.")
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("first_day"), given.get("last_day") or given.get("first_day")
        if isinstance(first, date) and isinstance(last, date) and "last_day" not in self.errors:
            given["last_day"] = last
            if last < first:
                self.add_error("last_day", _("The last day comes before the first."))
            elif last - first >= LONGEST_CLOSURE:
                self.add_error("last_day", _("That is more than a year: look at the years of both days."))
        return given
