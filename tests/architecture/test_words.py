import pytest

from tests.architecture.rooms import PACKAGE
from tests.architecture.verdict import expect_none
from tests.architecture.words import inline_complaints, key_complaints, word_complaints


def test_words_of_entregent_can_be_translated():
    expect_none(word_complaints(PACKAGE))


def test_templates_of_entregent_hold_no_style_and_no_script():
    expect_none(inline_complaints(PACKAGE))


@pytest.mark.parametrize(
    ("call", "fault"),
    [
        ('_(f"Ended on {when}")', "translates an f-string"),
        ('gettext_lazy(f"Ended on {when}")', "translates an f-string"),
        ('ngettext("One post", f"{n} posts", n)', "translates an f-string"),
        ('_("Ended on " + when)', "translates a text put together"),
        ('_("Ended on %s" % when)', "translates a text put together"),
        ('_("Ended on {}".format(when))', "fills before it translates"),
        ('_("Ended on ") + when', "translates a piece of a sentence"),
    ],
)
def test_it_refuses_what_a_translator_could_not_work_with(package, write, call, fault):
    write("watches/views.py", call)

    complaints = word_complaints(package)

    assert len(complaints) == 1
    assert complaints[0].startswith(f"watches/views.py:1 {fault}")


def test_it_refuses_words_in_the_core(package, write):
    write("core/lifecycle.py", 'gettext("Ended")')

    assert word_complaints(package) == ["core/lifecycle.py:1 speaks; the core carries values, the edge has the words"]


@pytest.mark.parametrize(
    "call",
    [
        '_("Ended on %(date)s") % {"date": when}',
        'ngettext("%(n)s post", "%(n)s posts", n) % {"n": n}',
        "_(label)",
        '_("One long " "sentence")',
    ],
)
def test_it_accepts_whole_sentences(package, write, call):
    write("watches/views.py", call)

    assert word_complaints(package) == []


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ('<p style="color: red">', "an inline style"),
        ("<p\n  style=''>", "an inline style"),
        ("<style>p {}</style>", "a <style> element"),
        ('<button onclick="go()">', "an inline event handler"),
        ('<button hx-on:click="go()">', "an inline event handler"),
        ('<a href="javascript:go()">', "a javascript: address"),
        ("<script>go()</script>", "an inline script"),
        ('<script nonce="x">\ngo()\n</script>', "an inline script"),
    ],
)
def test_it_refuses_style_and_script_in_a_page(package, write, html, fault):
    write("ui/templates/ui/base.html", f"<!doctype html>\n{html}")

    assert inline_complaints(package) == [f"ui/templates/ui/base.html:2 holds {fault}; move it to a static file"]


@pytest.mark.parametrize(
    "html",
    [
        '<script src="x.js" defer></script>',
        '<script type="application/json">{"a": 1}</script>',
        '<link rel="stylesheet" href="x.css">',
        "<p>style = calm; once = enough</p>",
        '<div class="x" hx-get="/rows" data-style="x">',
    ],
)
def test_it_accepts_references_to_static_files(package, write, html):
    write("ui/templates/ui/base.html", html)

    assert inline_complaints(package) == []


def test_keys_of_entregent_are_written_without_separators():
    expect_none(key_complaints(PACKAGE))


@pytest.mark.parametrize("html", ["?source={{ source.pk }}", '<input value="{{ post.source_id }}">'])
def test_it_refuses_a_key_that_would_be_read_as_a_number(package, write, html):
    write("watches/templates/watches/board.html", html)

    assert "add |unlocalize" in key_complaints(package)[0]


def test_it_accepts_keys_in_addresses_and_unlocalised_ones(package, write):
    write("watches/templates/watches/board.html", '{% url "watches:board" watch.pk %}?watch={{ watch.pk|unlocalize }}')

    assert key_complaints(package) == []
