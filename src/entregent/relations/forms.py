"""The forms of a relation: an exchange in seconds, a promise, an ask, a cadence."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from entregent.core.lifecycle import Budget, Cadence, Side, UnreadableMomentError, Verdict, read_moment
from entregent.relations.actions import Asked
from entregent.relations.models import MANNERS, SIDES, VERDICTS
from entregent.relations.wording import LOGGED_AHEAD, PROMISED_BY, UNREADABLE_MOMENT

MOMENT = "%Y-%m-%dT%H:%M"


class ExchangeForm(forms.Form):
    """Now, a call, both: what is most often noted needs one key."""

    manner = forms.ChoiceField(label=_("What"), choices=MANNERS)
    side = forms.ChoiceField(label=_("Who spoke"), choices=SIDES, initial=Side.BOTH)
    at = forms.DateTimeField(
        label=_("When"), required=False, input_formats=[MOMENT, "%Y-%m-%dT%H:%M:%S"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT),
        help_text=_("Just now, unless you say otherwise; a day ahead is a date that is made."),
    )  # fmt: skip
    summary = forms.CharField(
        label=_("In a sentence"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def moment(self) -> datetime:
        return self.cleaned_data["at"] or timezone.now()


QUICK = (("call", "c"), ("message", "w"), ("email", "m"), ("coffee", "o"), ("meeting", "v"), ("comment", "b"))
SPOKE = {"call": Side.BOTH, "coffee": Side.BOTH, "meeting": Side.BOTH}


class LogForm(forms.Form):
    """An exchange in seconds: its kind by one key, when in a word, what in a sentence. who: a name, where no file is open."""

    who = forms.CharField(label=_("With whom"), max_length=200)
    manner = forms.ChoiceField(label=_("What"), choices=[(code, dict(MANNERS)[code]) for code, _key in QUICK])
    when = forms.CharField(label=_("When"), max_length=60, required=False)
    side = forms.ChoiceField(label=_("Who spoke"), choices=SIDES, required=False)
    summary = forms.CharField(label=_("In a sentence"), max_length=5000, required=False)

    def __init__(self, *args: Any, names_somebody: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not names_somebody:
            del self.fields["who"]

    def clean_when(self) -> datetime:
        """The moment that is said; nothing is now."""
        words, now = self.cleaned_data["when"], timezone.localtime()
        try:
            at = read_moment(words, now)
        except UnreadableMomentError as error:
            raise forms.ValidationError(UNREADABLE_MOMENT, params={"words": words}) from error
        if at > now:
            raise forms.ValidationError(LOGGED_AHEAD)
        return at

    def told(self) -> dict[str, Any]:
        """What `note_exchange` takes. Whoever writes speaks, unless said otherwise."""
        data = self.cleaned_data
        side = data["side"] or SPOKE.get(data["manner"], Side.US).value
        return {"manner": data["manner"], "side": side, "at": data["when"], "summary": data["summary"]}


class PromiseForm(forms.Form):
    side = forms.ChoiceField(
        label=_("Who promised"), choices=[(side.value, said) for side, said in PROMISED_BY.items()]
    )
    what = forms.CharField(label=_("What was promised"), max_length=300)
    due_on = forms.DateField(
        label=_("By when"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("A promise without a date is one that is forgotten."),
    )  # fmt: skip

    def clean_due_on(self) -> Any:
        if self.cleaned_data["due_on"] < timezone.localdate():
            raise forms.ValidationError(_("This day is past: for something you owe already, say today."))
        return self.cleaned_data["due_on"]


class AskForm(forms.Form):
    """What is asked; `despite` only where they were asked enough."""

    purpose = forms.CharField(label=_("What you ask"), max_length=300)
    effort = forms.CharField(
        label=_("What it takes of them"), max_length=200, required=False,
        help_text=_("As they would say it: an evening, three lines, a drive to Cahors."),
    )  # fmt: skip
    counterpart = forms.CharField(
        label=_("What they get in return"), max_length=200, required=False,
        help_text=_("Empty: nothing. A payment or a gift against a post is another matter, with its own rules."),
    )  # fmt: skip
    wanted_on = forms.DateField(
        label=_("By when"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    asked_on = forms.DateField(
        label=_("Asked on"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Today, unless you say otherwise."),
    )  # fmt: skip
    despite = forms.CharField(
        label=_("Why ask all the same"), max_length=300, required=False,
        help_text=_("They were asked enough: your reason stays in the history."),
    )  # fmt: skip

    def __init__(self, *args: Any, asks_reason: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_reason:
            del self.fields["despite"]

    def asked(self) -> Asked:
        return Asked(**{name: self.cleaned_data[name] for name in ("purpose", "effort", "counterpart", "wanted_on")})

    def moment(self, now: datetime) -> datetime:
        return moment_on(self.cleaned_data["asked_on"], now)


class IdeaForm(forms.Form):
    """An idea in the words of whoever had it."""

    what = forms.CharField(
        label=_("Their idea, in their words"), max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )
    address = forms.URLField(label=_("Where it can be read"), required=False, max_length=2000, assume_scheme="https")
    received_on = forms.DateField(
        label=_("Received on"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Today, unless you say otherwise."),
    )  # fmt: skip

    def moment(self, now: datetime) -> datetime:
        return moment_on(self.cleaned_data["received_on"], now)


class VerdictForm(forms.Form):
    """What becomes of an idea, and what its author is told."""

    verdict = forms.ChoiceField(label=_("What becomes of it"), choices=VERDICTS[1:], widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why, as you will tell them"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    again_on = forms.DateField(
        label=_("For later: look at it again on"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip

    def clean(self) -> None:
        verdict = self.cleaned_data.get("verdict")
        if verdict in (Verdict.NOT, Verdict.LATER) and not self.cleaned_data.get("reason"):
            self.add_error("reason", _("Whoever gave an idea is owed a reason."))
        again_on = self.cleaned_data.get("again_on")
        if verdict == Verdict.LATER and (again_on is None or again_on <= timezone.localdate()):
            self.add_error("again_on", _("Later needs a day ahead: without one, it means never."))


def moment_on(day: date | None, now: datetime) -> datetime:
    """Now for today, or where no day is given; noon of another day, when nobody knows the hour."""
    if day is None or day == timezone.localdate(now):
        return now
    return timezone.make_aware(datetime.combine(day, time(12)))


class ValueForm(forms.Form):
    """A value that both hold, each with words of its own."""

    value = forms.CharField(label=_("What you both care about"), max_length=120)
    theirs = forms.CharField(label=_("Their words"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    their_address = forms.URLField(
        label=_("Where they wrote it"), required=False, max_length=2000, assume_scheme="https"
    )
    ours = forms.CharField(
        label=_("Your words, or what you did"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    our_address = forms.URLField(
        label=_("Where that can be seen"), required=False, max_length=2000, assume_scheme="https"
    )


class KnowForm(forms.Form):
    """How a colleague knows somebody."""

    how = forms.CharField(label=_("How you know them"), max_length=200, required=False)
    since = forms.IntegerField(label=_("Since which year"), min_value=1900, max_value=2200, required=False)


class CadenceForm(forms.Form):
    """Days between two real exchanges; both empty: as the tags say."""

    ideal = forms.IntegerField(
        label=_("A word would be good after, in days"), min_value=1, max_value=3650, required=False
    )
    longest = forms.IntegerField(
        label=_("The silence is too long after, in days"), min_value=1, max_value=3650, required=False
    )

    def clean(self) -> None:
        ideal, longest = self.cleaned_data.get("ideal"), self.cleaned_data.get("longest")
        if not self.errors and (ideal is None) != (longest is None):
            raise forms.ValidationError(_("Give both, or neither."))
        if ideal and longest and ideal > longest:
            self.add_error("longest", _("This comes before a word is even due."))

    def cadence(self) -> Cadence | None:
        ideal, longest = self.cleaned_data["ideal"], self.cleaned_data["longest"]
        return Cadence(timedelta(days=ideal), timedelta(days=longest)) if ideal and longest else None


class BudgetForm(forms.Form):
    """How often one person is asked something; both empty: as the rules say."""

    asks = forms.IntegerField(label=_("At most, within twelve months"), min_value=0, max_value=52, required=False)
    rest = forms.IntegerField(
        label=_("Rest after one they honoured, in days"), min_value=0, max_value=365, required=False
    )

    def clean(self) -> None:
        if not self.errors and (self.cleaned_data.get("asks") is None) != (self.cleaned_data.get("rest") is None):
            raise forms.ValidationError(_("Give both, or neither."))

    def budget(self) -> Budget | None:
        asks, rest = self.cleaned_data["asks"], self.cleaned_data["rest"]
        return None if asks is None or rest is None else Budget(asks=asks, rest=timedelta(days=rest))
