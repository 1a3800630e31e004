"""What is drawn without templates is what Django's templates draw."""

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates

from entregent.ui.form_renderer import DRAWN, QuickRenderer

CHOICES = [
    ("", "–"),
    ("a&b", "Un « <b>mot</b> » d'hier"),
    (3, "trois"),
    ("Ville", [("r", "Rennes"), ("b", 'Le "Brest"')]),
]
CASES = [
    (forms.TextInput(attrs={"class": "form-control", "required": True, "hidden": False}), 'Zoé & "Léa" <i>'),
    (forms.TextInput(), None),
    (forms.NumberInput(attrs={"min": 1, "step": "any"}), 4_000),
    (forms.EmailInput(), "a@example.org"),
    (forms.URLInput(), "https://example.org/?a=1&b=2"),
    (forms.HiddenInput(), "0"),
    (forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), "2026-11-26"),
    (forms.CheckboxInput(), True),
    (forms.CheckboxInput(attrs={"aria-describedby": "x"}), False),
    (forms.Textarea(attrs={"rows": 3}), "Une ligne\n</textarea> et l'autre"),
    (forms.Textarea(), None),
    (forms.Select(choices=CHOICES, attrs={"class": "form-select"}), "a&b"),
    (forms.Select(choices=CHOICES), 3),
    (forms.Select(choices=CHOICES), "b"),
    (forms.RadioSelect(choices=CHOICES[:3]), "3"),
    (forms.SelectMultiple(choices=CHOICES), ["r", "b"]),
]


@pytest.mark.parametrize(("widget", "value"), CASES)
def test_a_widget_is_drawn_as_by_django(widget, value):
    drawn = [
        widget.render("name", value, {"id": "id_name"}, renderer=one) for one in (QuickRenderer(), DjangoTemplates())
    ]
    assert [line.strip() for line in drawn[0].splitlines() if line.strip()] == [
        line.strip() for line in drawn[1].splitlines() if line.strip()
    ]


def test_each_template_that_is_not_used_is_one_of_django():
    for name in DRAWN:
        assert DjangoTemplates().get_template(name)
