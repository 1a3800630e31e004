"""People of a team: inviting, roles, absences, accepting an invitation."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.http import HttpRequest
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from entregent.accounts.errors import TooManyTriesError
from entregent.accounts.models import Invitation, Membership, Role, User
from entregent.accounts.rates import spend
from entregent.accounts.wording import ROLE_DUTIES, ROLE_NAMES, wait_sentence

LONGEST_ABSENCE = 366  # days
SAID = '<span><strong>{}</strong> <span class="choice-note">{}</span></span>'
format_html_lazy = lazy(format_html, str)


class RoleField(forms.ChoiceField):
    """A role, with what it is for. Only owners are offered the owner's."""

    widget = forms.RadioSelect

    def offer(self, *, to_owner: bool) -> None:
        roles = [role for role in Role if to_owner or role != Role.OWNER]
        self.choices = [(role.value, format_html_lazy(SAID, ROLE_NAMES[role], ROLE_DUTIES[role])) for role in roles]


class RoleForm(forms.Form):
    role = RoleField(label=_("Role"))

    def __init__(self, *args: Any, by_owner: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["role"]
        assert isinstance(field, RoleField)  # noqa: S101
        field.offer(to_owner=by_owner)


class InviteForm(RoleForm):
    field_order = ("email", "role")
    email = forms.EmailField(
        label=_("E-mail address"), widget=forms.EmailInput(attrs={"autofocus": True, "autocomplete": "off"})
    )


class AbsenceForm(forms.Form):
    cover = forms.ModelChoiceField(Membership.objects.none(), label=_("Who stands in"), empty_label=None)
    first = forms.DateField(
        label=_("First day away"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    last = forms.DateField(label=_("Last day away"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args: Any, others: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["cover"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        field.queryset = others

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("first"), given.get("last")
        if first and last and first > last:
            self.add_error("last", _("The last day comes before the first."))
        elif first and last and (last - first).days > LONGEST_ABSENCE:
            self.add_error("last", _("This is more than a year: give the role to somebody else instead."))
        return given


class AcceptForm(forms.Form):
    """A new person takes the place kept for an address, which they type: a link that went astray is not enough.

    `status` is that of a page which shows the form again.
    """

    status = 422
    email = forms.EmailField(
        label=_("The e-mail address where you were invited"),
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    name = forms.CharField(label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        help_text=_("Twelve characters or more; a sentence does well."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, request: HttpRequest, invitation: Invitation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.invitation = invitation

    def clean_email(self) -> str:
        given = str(self.cleaned_data["email"]).strip().lower()
        try:
            spent = spend(
                self.request, {"addresses_from_here": "", "address_of_invitation": self.invitation.secret_hash}
            )
        except TooManyTriesError as error:
            self.status = 429
            raise forms.ValidationError(wait_sentence(error.wait)) from error
        if given != self.invitation.email:
            raise forms.ValidationError(_("This invitation was sent to another address."))
        spent.give_back()
        return given

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if "password" in given:
            try:
                validate_password(given["password"], User(email=self.invitation.email, name=given.get("name", "")))
            except forms.ValidationError as error:
                self.add_error("password", error)
        return given
