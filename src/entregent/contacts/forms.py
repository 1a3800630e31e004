"""The forms of a contact: who they are, a fact about them, leaving them in peace."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from entregent.accounts.models import User, Workspace
from entregent.contacts import facts
from entregent.contacts.actions import Identity
from entregent.contacts.actions.facts import Source
from entregent.contacts.errors import InvalidFactError
from entregent.contacts.models import Contact, Fact
from entregent.contacts.selectors import members
from entregent.contacts.wording import unreadable

LANGUAGES = [("", _("not known")), ("fr", _("French")), ("en", _("English"))]


class ContactForm(forms.Form):
    """Who somebody is. `revision` tells whether somebody else wrote meanwhile."""

    name = forms.CharField(label=_("Name"), max_length=200, help_text=_("As they sign: a pen name is a name."))
    given_name = forms.CharField(label=_("First name"), max_length=120, required=False)
    family_name = forms.CharField(label=_("Family name"), max_length=120, required=False)
    outlets = forms.CharField(
        label=_("Where they write or speak"), max_length=2000, required=False,
        help_text=_("A blog, a paper, a radio, a shop: one a line, of any size."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    form = forms.ChoiceField(label=_("In French, one says"), choices=Contact.Form.choices, required=False)
    language = forms.ChoiceField(label=_("They are written to in"), choices=LANGUAGES, required=False)
    tags = forms.CharField(
        label=_("Tags"), max_length=1000, required=False,
        help_text=_("Separated by commas. What they care about, never what you think of them."),
    )  # fmt: skip
    owner: "forms.ModelChoiceField[User]" = forms.ModelChoiceField(
        label=_("Who keeps the relation"), queryset=User.objects.none(), required=False, empty_label=_("nobody yet")
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = members(workspace)  # type: ignore[attr-defined]

    def identity(self) -> Identity:
        data = self.cleaned_data
        return Identity(
            name=data["name"],
            given_name=data["given_name"],
            family_name=data["family_name"],
            form=data["form"],
            language=data["language"],
            owner=data["owner"],
            outlets=tuple(data["outlets"].splitlines()),
            tags=tuple(data["tags"].split(",")),
        )


def written(contact: Contact) -> dict[str, Any]:
    """What stands in the form of a contact that is kept."""
    return {
        **{
            name: getattr(contact, name)
            for name in ("name", "given_name", "family_name", "form", "language", "revision")
        },
        "owner": contact.owner_id,
        "outlets": "\n".join(contact.outlets.order_by("parts__pk").values_list("name", flat=True)),
        "tags": ", ".join(contact.tags.order_by("folded").values_list("name", flat=True)),
    }


class FactForm(forms.Form):
    """One thing known of somebody, with where it comes from."""

    kind = forms.ChoiceField(label=_("What it is"), choices=Fact.Kind.choices)
    value = forms.CharField(
        label=_("In their words where possible"), max_length=facts.LONGEST, widget=forms.Textarea(attrs={"rows": 2})
    )
    how = forms.ChoiceField(label=_("How we know"), choices=Fact.How.choices, initial=Fact.How.NOTED)
    evidence = forms.CharField(
        label=pgettext_lazy("evidence", "The sentence, or the page, that says so"), max_length=1000, required=False
    )
    learned_on = forms.DateField(
        label=_("Since when we know"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Today, unless you say otherwise."),
    )  # fmt: skip

    def __init__(self, *args: Any, country: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._country = country

    def clean_learned_on(self) -> Any:
        learned_on = self.cleaned_data["learned_on"] or timezone.localdate()
        if learned_on > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return learned_on

    def clean(self) -> None:
        kind, value = self.cleaned_data.get("kind"), self.cleaned_data.get("value")
        if kind and value:
            try:
                facts.read(kind, value, country=self._country)
            except InvalidFactError:
                self.add_error("value", unreadable(kind))
        evidence = self.cleaned_data.get("evidence", "")
        if self.cleaned_data.get("how") in (Fact.How.SEEN, Fact.How.INFERRED) and not evidence:
            self.add_error("evidence", _("Say where it was seen, or the sentence that says so."))

    def source(self) -> Source:
        data = self.cleaned_data
        is_address = data["evidence"].startswith(("http://", "https://"))
        address, sentence = (data["evidence"], "") if is_address else ("", data["evidence"])
        return Source(data["how"], data["learned_on"], evidence=sentence, address=address)


class PeaceForm(forms.Form):
    topic = forms.CharField(
        label=_("About what"), max_length=120, required=False, help_text=_("Empty: about anything at all.")
    )
    reason = forms.CharField(
        label=_("Why"), max_length=300, required=False, help_text=_("In their words, if they said so.")
    )


class LiftForm(forms.Form):
    reason = forms.CharField(label=_("Why they may be contacted again"), max_length=300)


class ExportForm(forms.Form):
    """People are taken away as a file."""

    form = forms.ChoiceField(
        label=_("As"), initial="xlsx", widget=forms.RadioSelect,
        choices=[
            ("xlsx", _("a workbook (XLSX), for a spreadsheet")),
            ("csv", _("a table (CSV), for other programs")),
            ("vcf", _("contact cards (vCard), for an address book")),
        ],
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Why"), max_length=300, help_text=_("It stays in the history, with your name and the number of people.")
    )
    with_peace = forms.BooleanField(label=_("With those who are left in peace"), required=False)


class DeviceForm(forms.Form):
    """A device that reads the people known."""

    device = forms.CharField(label=_("Which device"), max_length=80, help_text=_("Such as “Camille’s telephone”."))
    reason = forms.CharField(
        label=_("Why"), max_length=300, help_text=_("It stays in the history, with your name and the device.")
    )
