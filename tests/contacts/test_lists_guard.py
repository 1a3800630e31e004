"""A list of people brings in no column that rates, and no cell that judges; whoever stands on the line comes all the same."""

import pytest
from django.urls import reverse
from django.utils import timezone

from entregent.contacts.actions.imports import confirm_import, open_import, read_otherwise
from entregent.contacts.errors import DossierError
from entregent.contacts.lists.columns import Layout
from entregent.contacts.lists.guarding import judges
from entregent.contacts.models import Contact, ContactImport, Fact, Tag

pytestmark = pytest.mark.django_db
LIST = """Nom;E-mail;Fonction;Commentaires;Étiquettes;Influence /5
Léa Martin;lea@example.org;rédactrice;Plutôt hostile à notre marque;jardins, VIP++;4
Bo Li;bo@example.org;secrétaire départemental CFDT;A critiqué le tracé le 3 mai.;jardins;5
Ana Roy;ana@example.org;pas fiable;;;2
"""
CARD = """BEGIN:VCARD
VERSION:3.0
FN:Léa Martin
NOTE:Elle est en dépression depuis mars.
END:VCARD
"""


def opened(people, content=LIST, **more) -> ContactImport:
    return open_import(
        people.workspace, content=content.encode(), name="liste.csv", by=people.alice, now=timezone.now(), **more
    )


@pytest.mark.parametrize(
    "head",
    [
        "Influence", "score", "Note /5", "note sur 20", "Opinion", "Religion", "Santé", "Sensibilité politique", "Ranking",
        "Sentiment", "Niveau de soutien", "Tonalité", "Appréciation", "Parti", "Syndicat", "Political views", "Health",
        "Priorité", "Étoiles", "Avis", "Fiabilité", "Origine ethnique", "Orientation sexuelle",
    ],
)  # fmt: skip
def test_a_column_that_rates_or_tells_is_known_by_its_name(head):
    assert judges(head)


@pytest.mark.parametrize(
    "head",
    [
        "Note", "Notes", "Commentaires", "Audience", "Abonnés", "Support", "Position", "Rubrique politique", "Thème : santé",
        "Origine du contact", "Langue", "Fonction", "Followers", "Tags", "Parti le", "Union locale", "Sujets", "Ville", "Statut",
    ],
)  # fmt: skip
def test_columns_of_honest_lists_are_read(head):
    assert not judges(head)


def test_columns_that_rate_are_left_out_whoever_says_otherwise(people):
    one = opened(people)
    assert one.layout["fields"] == ["name", "email", "role", "note", "tags", ""]
    assert one.layout["samples"][5] == []
    chosen = Layout(1, tuple(one.layout["heads"]), ("name", "email", "role", "note", "tags", "note"))
    assert read_otherwise(one, layout=chosen, sheet="", tag="", by=people.alice)
    one.refresh_from_db()
    assert one.layout["fields"][5] == ""
    assert not any("4" in line.says for line in one.lines.all())


def test_a_line_is_taken_without_what_judges_and_says_so(people):
    one = opened(people)
    lea, bo, ana = one.lines.order_by("number")
    assert lea.person["left_out"] == ["note", "tags"]
    assert "left_out" not in bo.person
    assert ana.person["left_out"] == ["role"]
    assert "hostile" not in f"{lea.says} {lea.person}"
    confirm_import(one, by=people.alice, now=timezone.now())
    assert Contact.objects.count() == 3
    assert list(Fact.objects.filter(kind="note").values_list("value", flat=True)) == ["A critiqué le tracé le 3 mai."]
    assert list(Tag.objects.values_list("name", flat=True)) == ["jardins"]


def test_a_card_is_read_like_a_table(people):
    line = opened(people, CARD).lines.get()
    assert (line.person["left_out"], line.person["facts"]) == (["note"], [])


def test_a_tag_for_everybody_does_not_judge(people):
    with pytest.raises(DossierError):
        opened(people, tag="hostiles")
    assert not ContactImport.objects.exists()
    one = opened(people, tag="salon")
    with pytest.raises(DossierError):
        read_otherwise(one, layout=None, sheet="", tag="peu fiables", by=people.alice)


def test_the_page_names_the_columns_and_the_lines(people, client):
    client.force_login(people.alice)
    one = opened(people)
    page = client.get(
        reverse("contacts:import", args=[people.workspace.slug, one.pk]), headers={"accept-language": "en"}
    )
    shown = page.content.decode()
    assert page.context["judging"] == ["Influence /5"]
    assert page.context["shortened"] == 2
    assert "hostile" not in shown
    assert page.context["lines"][0].left_out
    assert page.context["lines"][1].left_out == ""
