import shutil

import polib
import pytest

from tests.architecture.rooms import PACKAGE
from tests.architecture.translations import (
    completeness_complaints,
    messages_in_source,
    placeholder_complaints,
    typography_complaints,
)
from tests.architecture.verdict import expect_none
from tests.services import require

NARROW = "\u202f"
WIDE = "\u00a0"


@pytest.fixture(scope="module")
def catalogue() -> polib.POFile:
    path = PACKAGE / "locale" / "fr" / "LC_MESSAGES" / "django.po"
    if not path.is_file():
        pytest.fail(f"{path.relative_to(PACKAGE)} is missing", pytrace=False)
    return polib.pofile(str(path))


@pytest.fixture
def gettext() -> None:
    require("GNU gettext", shutil.which("xgettext"))


def entry(msgid: str, msgstr: str = "", **fields: object) -> polib.POEntry:
    return polib.POEntry(msgid=msgid, msgstr=msgstr, **fields)


def catalogue_of(*entries: polib.POEntry) -> polib.POFile:
    made = polib.POFile()
    made.extend(entries)
    return made


@pytest.mark.usefixtures("gettext")
def test_the_french_of_entregent_is_complete(catalogue, tmp_path):
    expect_none(completeness_complaints(messages_in_source(PACKAGE, tmp_path), catalogue))


def test_the_french_of_entregent_is_set_with_care(catalogue):
    expect_none(typography_complaints(catalogue))


def test_the_french_of_entregent_keeps_the_placeholders(catalogue):
    expect_none(placeholder_complaints(catalogue))


@pytest.mark.usefixtures("gettext")
def test_it_finds_messages_in_code_and_in_templates(package, write, tmp_path):
    write("watches/views.py", 'from django.utils.translation import gettext as _\n_("From code")\n')
    write("watches/templates/watches/inbox.html", '{% load i18n %}{% translate "From a template" %}')
    workshop = tmp_path / "workshop"

    source = messages_in_source(package, workshop)

    assert {message.msgid for message in source} == {"From code", "From a template"}


def test_it_finds_what_is_missing_empty_doubtful_or_of_no_use():
    source = catalogue_of(entry("Kept"), entry("New"), entry("Empty"), entry("Doubtful"), entry("Changed"))
    catalogue = catalogue_of(
        entry("Kept", "Gardé"),
        entry("Empty"),
        entry("Doubtful", "Douteux", flags=["fuzzy"]),
        entry("Old", "Vieux", obsolete=True),
        entry("Changed", "Changé", previous_msgid="Change"),
        entry("Gone", "Parti"),
    )

    assert completeness_complaints(source, catalogue) == [
        "not in the catalogue: 'New'",
        "untranslated: 'Empty'",
        "fuzzy: 'Doubtful'",
        "obsolete: 'Old'",
        "keeps its former words: 'Changed'",
        "no longer in the source: 'Gone'",
    ]


def test_it_finds_a_plural_form_that_is_empty():
    message = entry("%(n)s post", msgid_plural="%(n)s posts", msgstr_plural={0: "%(n)s billet", 1: ""})

    assert completeness_complaints(catalogue_of(message), catalogue_of(message)) == ["untranslated: '%(n)s post'"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("L'agenda", "a straight apostrophe"),
        ("d'%(name)s", "a straight apostrophe"),
        ('Le mot "compost"', "straight double quotes"),
        ("Vraiment ?", "no narrow no-break space (U+202F) before"),
        ("Vraiment?", "no narrow no-break space (U+202F) before"),
        (f"Vraiment{WIDE}!", "no narrow no-break space (U+202F) before"),
        ("Lu ; classé", "no narrow no-break space (U+202F) before"),
        (f"«{NARROW}compost »", "no narrow no-break space (U+202F) before"),
        (f"«compost{NARROW}»", "no narrow no-break space (U+202F) after"),
        ("Adresse :", "no no-break space before :"),
        ("Adresse: la vôtre", "no no-break space before :"),
    ],
)
def test_it_finds_french_set_as_on_a_typewriter(text, fault):
    complaints = typography_complaints(catalogue_of(entry("x", text)))

    assert len(complaints) == 1
    assert complaints[0].startswith(fault)


@pytest.mark.parametrize(
    "text",
    [
        "L’agenda",
        f"Vraiment{NARROW}?",
        f"Vraiment{NARROW}?!",
        f"«{NARROW}compost{NARROW}»",
        f"Adresse{WIDE}:",
        f"Adresse{NARROW}: %(url)s",
        "à 10:30, sur https://example.org/?q=1",
        '<a href="%(url)s" class="link">Lire</a>',
        '<code>compost* OR "tri des déchets"</code>',
        "Q&amp;R",
    ],
)
def test_it_accepts_french_set_with_care(text):
    assert typography_complaints(catalogue_of(entry("x", text))) == []


@pytest.mark.parametrize(
    ("msgid", "msgstr"),
    [
        ("Ended on %(date)s", "Terminé le %(jour)s"),
        ("Ended on %(date)s", "Terminé"),
        ("%s of %s", "%s"),
        ("Hello {name}", "Bonjour {nom}"),
    ],
)
def test_it_finds_placeholders_that_differ(msgid, msgstr):
    assert len(placeholder_complaints(catalogue_of(entry(msgid, msgstr)))) == 1


def test_it_lets_the_french_singular_count():
    singular = {0: "%(n)s billet", 1: "%(n)s billets"}
    message = entry("One post", msgid_plural="%(n)s posts", msgstr_plural=singular)

    assert placeholder_complaints(catalogue_of(message)) == []


def test_it_finds_a_plural_that_does_not_count():
    forms = {0: "Un billet", 1: "Des billets"}
    message = entry("One post", msgid_plural="%(n)s posts", msgstr_plural=forms)

    assert placeholder_complaints(catalogue_of(message)) == ["placeholders differ: 'One post' → 'Des billets'"]
