"""What a file of a site must hold, and what is said of one that does not."""

import re

import pytest

from entregent.demo.content import FOLDER, ContentError, read_site, read_sites

ABOUT = """+++
name = "Le Tas"
kind = "blog"
authors = ["Zoé Marchand"]
place = "Lens"
department = "62"
region = "Hauts-de-France"
about = "Un tas."
feed = "rss"
faults = []
+++
"""
POST = "\n# Le gel\nslug: le-gel\ndate: 01-14\ntags: compost, hiver\n\nUn *paragraphe*.\n"
TEXT = ABOUT + POST


def test_it_reads_a_site_and_its_posts():
    site = read_site("le-tas", TEXT)
    (draft,) = site.drafts
    assert (site.slug, site.name, site.authors, site.faults) == ("le-tas", "Le Tas", ("Zoé Marchand",), ())
    assert (draft.slug, draft.title, draft.month, draft.day) == ("le-gel", "Le gel", 1, 14)
    assert (draft.author, draft.tags, draft.markdown) == ("Zoé Marchand", ("compost", "hiver"), "Un *paragraphe*.")
    assert TEXT.split("\n")[draft.line - 1] == "# Le gel"


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("+++\n", "", 1, "between two lines"),
        ('place = "Lens"', "place = Lens", 5, "Invalid value"),
        ('place = "Lens"', "place = 62", 5, "place is missing, or is not a text"),
        ('place = "Lens"\n', "", 1, "place is missing"),
        ('place = "Lens"', 'place = "Lens"\nmayor = "x"', 1, "unknown fields: mayor"),
        ('kind = "blog"', 'kind = "vlog"', 3, "kind is none of"),
        ("faults = []", 'faults = ["shy"]', 10, "faults is none of"),
        ("faults = []", "faults = [1]", 10, "not a list of texts"),
        ("date: 01-14", "date: 02-30", 13, "02-30"),
        ("date: 01-14", "", 13, "MM-DD"),
        ("slug: le-gel", "slug: Le Gel", 13, "slug"),
        ("tags: compost", "mood: compost", 16, "not a header"),
        ("tags: compost, hiver", "author: Personne", 13, "Personne"),
        ("Un *paragraphe*.", "", 13, "without a text"),
        (POST, POST + POST, 20, "two posts have the slug le-gel"),
    ],
)
def test_it_says_where_a_file_is_wrong_and_why(old, new, line, reason):
    with pytest.raises(ContentError) as caught:
        read_site("le-tas", TEXT.replace(old, new))
    assert (caught.value.file, caught.value.line) == ("le-tas.md", line)
    assert reason in caught.value.reason


@pytest.mark.parametrize("link", ["site:nobody", "site:le-tas/nothing"])
def test_it_refuses_a_link_that_leads_nowhere(link):
    with pytest.raises(ContentError, match=r"le-tas\.md:13: link to"):
        read_sites({"le-tas": TEXT.replace("Un *", f"Un [lien]({link}) *")})


def prose(text: str) -> str:
    """The text without what is not French: description, headers, addresses of links."""
    posts = re.sub(r"(?m)^(?:slug|date): .*$", "", text.split("+++\n", 2)[2])
    return re.sub(r"\]\([^)]*\)", "]", posts)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.md")), ids=lambda path: path.stem)
def test_a_site_keeps_to_french_typography(path):
    text = prose(path.read_text(encoding="utf-8"))
    mistakes = {
        "straight apostrophe": r"\w'\w",
        "three full stops": r"\.\.\.",
        "no narrow no-break space before ; ! ?": r"[\w»)*][;!?](?!\w)| [;!?]",
        "no narrow no-break space inside « »": r"«(?!\u202f)|(?<!\u202f)»",
        "ordinary space before a colon": r" :",
        "oe in two letters": r"(?i)\b(?:oeuvre|oeuf|coeur|soeur|boeuf|voeu|noeud)",
    }
    assert [name for name, mistake in mistakes.items() if re.search(mistake, text)] == []


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.md")), ids=lambda path: path.stem)
def test_a_site_has_the_markdown_that_was_agreed(path):
    site = read_site(path.stem, path.read_text(encoding="utf-8"))
    for draft in site.drafts:
        assert not re.search(r"(?m)^\s*#|<\w|!\[|\]\((?!site:)", draft.markdown), draft.slug
        assert len(draft.tags) <= 4, draft.slug
        assert bool(draft.author) == bool(site.authors), draft.slug
