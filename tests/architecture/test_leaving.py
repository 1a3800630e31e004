import pytest

from tests.architecture.leaving import leaving_complaints
from tests.architecture.rooms import PACKAGE
from tests.architecture.verdict import expect_none

SENDS = {"accounts/letters.py": "speaks to the server"}


@pytest.fixture(autouse=True)
def letters(write):
    write("accounts/letters.py", "from django.core.mail import EmailMultiAlternatives")
    write("messages/posting.py", "")


def test_nothing_in_entregent_writes_to_a_contact_but_the_gate():
    expect_none(leaving_complaints(PACKAGE))


@pytest.mark.parametrize(
    "text",
    [
        "import smtplib",
        "from django.core import mail",
        "from django.core.mail import send_mail",
        "def late():\n    from django.core.mail import EmailMessage",
        "import_module('smtplib')",
        "import_string('django.core.mail.EmailMessage')",
        "from entregent.accounts import letters",
        "from entregent.accounts.letters import can_send, deliver",
        "user.email_user('Hello', 'a text')",
    ],
)
def test_it_refuses_another_way_out(package, write, text):
    write("campaigns/actions.py", text)

    complaints = leaving_complaints(package, SENDS)

    assert complaints
    assert all(one.startswith("campaigns/actions.py:") and "leave by the gate alone" in one for one in complaints)


@pytest.mark.parametrize(
    "text",
    [
        "from entregent.messages.posting import post",
        "from entregent.messages import posting",
        "import entregent.messages.posting",
        "import_module('entregent.messages.posting')",
    ],
)
@pytest.mark.parametrize("module", ["privacy/actions.py", "messages/views/message.py"])
def test_it_refuses_to_post_past_the_gate(package, write, module, text):
    write(module, text)

    assert any("past the gate" in one for one in leaving_complaints(package, SENDS))


def test_it_refuses_a_letter_to_members_that_reads_the_addresses_of_contacts(package, write):
    write(
        "watches/letters.py",
        "from entregent.accounts.letters import deliver\nto = contact.facts.filter(kind=Fact.Kind.EMAIL)",
    )

    complaints = leaving_complaints(package, SENDS | {"watches/letters.py": "to members"})

    assert complaints == ["watches/letters.py:2 writes letters and reads contacts’ addresses"]


def test_it_refuses_an_entry_that_stands_for_nothing(package):
    assert leaving_complaints(package, SENDS | {"gone.py": "no more"}) == [
        "gone.py is listed and reaches no mail server"
    ]


@pytest.mark.parametrize(
    ("module", "text"),
    [
        ("web/pages.py", "from entregent.accounts.letters import can_send"),
        ("messages/gate.py", "from entregent.messages.posting import post"),
        ("privacy/actions.py", "from entregent.messages.actions import queue_owed"),
        ("relations/mail_files.py", "from email.message import EmailMessage"),
    ],
)
def test_it_lets_the_gate_be_used(package, write, module, text):
    write(module, text)

    assert leaving_complaints(package, SENDS) == []
