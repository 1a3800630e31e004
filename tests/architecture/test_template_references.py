import pytest

from tests.architecture.rooms import PACKAGE, ladder_rungs
from tests.architecture.template_references import template_complaints
from tests.architecture.verdict import expect_none


def test_templates_and_addresses_of_entregent_never_reach_up():
    expect_none(template_complaints(PACKAGE, ladder_rungs()))


@pytest.mark.parametrize(
    "tag",
    [
        '{% include "watches/_mention.html" %}',
        "{% extends 'web/base.html' %}",
        '{% url "watches:inbox" %}',
        '{% url "discovery:voices" pk=voice.pk as address %}',
        '{% static "web/today.css" %}',
        '{%- include "watches/_mention.html" with mention=mention only %}',
    ],
)
def test_it_refuses_a_tag_that_reaches_up(package, write, tag):
    write("listening/templates/listening/posts.html", f"<p>\n{tag}\n</p>")

    complaints = template_complaints(package, ladder_rungs())

    assert len(complaints) == 1
    assert complaints[0].startswith("listening/templates/listening/posts.html:2 reaches ")


@pytest.mark.parametrize(
    "call",
    [
        'reverse("watches:inbox")',
        'reverse_lazy("watches:inbox", args=[1])',
        'resolve_url("web:today")',
        'redirect("web:today")',
        'render(request, "watches/inbox.html", {})',
        'render(request, "listening/x.html" if full else "watches/_rows.html", {})',
    ],
)
def test_it_refuses_a_call_that_reaches_up(package, write, call):
    write("listening/views/posts.py", call)

    complaints = template_complaints(package, ladder_rungs())

    assert len(complaints) == 1
    assert complaints[0].startswith("listening/views/posts.py:1 reaches ")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("listening/templates/listening/posts.html", '{% url "today" %}'),
        ("listening/views/posts.py", 'redirect("today")'),
    ],
)
def test_it_refuses_an_address_that_hides_its_room(package, write, name, text):
    write(name, text)

    assert template_complaints(package, ladder_rungs()) == [f"{name}:1 names 'today' without its room; write room:name"]


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("listening/templates/posts.html", "stands directly under templates/"),
        ("listening/templates/watches/posts.html", "takes the name of another room"),
        ("listening/posts/templates/listening/posts.html", "stands too deep"),
    ],
)
def test_it_refuses_a_misplaced_template(package, write, name, fault):
    write(name, "")

    complaints = template_complaints(package, ladder_rungs())

    assert len(complaints) == 1
    assert complaints[0].startswith(f"{name} {fault}")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("watches/templates/watches/inbox.html", '{% extends "ui/base.html" %}{% url "listening:posts" %}'),
        ("watches/templates/watches/inbox.html", '{% include "watches/_rows.html" %}{% include row %}'),
        ("watches/templates/watches/inbox.html", '{% url "set_language" %}{% static "ui/built/ui.css" %}'),
        ("watches/templates/watches/inbox.html", "{% url address %}"),
        ("watches/views/inbox.py", 'redirect(watch)\nredirect("/")\nreverse("watches:inbox")'),
        ("web/templates/404.html", '{% extends "ui/base.html" %}{% url "today" %}'),
        ("ui/templates/500.html", ""),
    ],
)
def test_it_accepts_references_downwards_and_at_home(package, write, name, text):
    write(name, text)

    assert template_complaints(package, ladder_rungs()) == []
