"""What may not be kept comes back to whoever wrote it, whole, wherever it was written."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from entregent.contacts.errors import DossierError
from entregent.contacts.guard import refused
from entregent.contacts.wording import dossier

NOT_WRITTEN = "csrfmiddlewaretoken"


class WrittenForm(forms.Form):
    """The texts that were refused, to be mended; the rest of what was sent goes along."""

    def __init__(self, data: QueryDict, error: DossierError) -> None:
        super().__init__(data)
        names = [name for name in data if name != NOT_WRITTEN and any(map(refused, data.getlist(name)))]
        texts = names or [name for name in (error.field,) if name in data]
        for name in texts:
            self.fields[name] = forms.CharField(
                label=_("What you wrote"), widget=forms.Textarea(attrs={"rows": 3}), strip=False
            )
        self.along = [
            (name, value) for name in data if name not in {*texts, NOT_WRITTEN} for value in data.getlist(name)
        ]
        self.full_clean()
        self.add_error(texts[0] if texts else None, dossier(error))


class DossierMiddleware:
    """Where a screen has no better way to say it: the page that says what cannot be kept, with all that was written."""

    def __init__(self, get_response: Callable[[HttpRequest], Any]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> Any:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, DossierError) or request.method != "POST":
            return None
        shown = {"form": WrittenForm(request.POST, exception), "back": request.POST.get("next", "")}
        return render(request, "contacts/dossier.html", shown, status=422)
