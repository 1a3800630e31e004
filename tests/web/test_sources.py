"""Adding a source: what stands at an address is shown before anything is kept."""

import re
from html import unescape
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from entregent.listening.models import Following, Source
from tests.people import PASSWORD
from tests.real.server import Answer, serving

pytestmark = pytest.mark.django_db
FEED = b"""<rss version="2.0"><channel><title>Le potager</title><link>http://potager.example/</link><language>fr</language>
<item><title>Le lombric</title><guid>1</guid><pubDate>Mon, 01 Jun 2026 10:00:00 GMT</pubDate><description>Bon.</description></item>
<item><title>La tomate</title><guid>2</guid><description>Mure.</description></item></channel></rss>"""
LINK = b'<link rel="alternate" type="application/rss+xml" href="/feed">'
HOME = b"<html><head><title>Accueil</title>" + LINK + b"</head><body>Bonjour</body></html>"
BARE = b"<html lang='fr'><head><title>Le lavoir</title></head><body><p>Bonjour</p></body></html>"
HTML = "text/html; charset=utf-8"


@pytest.fixture
def alice(people, client):
    client.force_login(people.alice)
    client.base = f"/w/{people.workspace.slug}/listen/sources/"
    return client


@pytest.fixture
def site(settings):
    """A site on loopback, which the settings allow."""
    answers: dict[str, Answer] = {}
    with serving(answers) as served:
        settings.ALLOWED_ADDRESSES = served.allowed
        served_answers[served.port] = answers
        yield served


served_answers: dict[int, dict[str, Answer]] = {}


def put(site, **pages):
    """Serve pages by name; `home` stands at /."""
    for name, (body, kind) in pages.items():
        served_answers[site.port]["/" if name == "home" else f"/{name}"] = Answer(body, kind)


def looked(alice, address, language="en"):
    return alice.get(alice.base + "follow/", {"address": address}, headers={"accept-language": language})


def test_a_page_that_announces_a_feed_shows_what_it_publishes(alice, site):
    put(site, home=(HOME, HTML), feed=(FEED, "application/rss+xml"))
    answer = looked(alice, site.address("/"))
    page = answer.content.decode()
    assert answer.status_code == 200
    for said in ("Le potager", "Le lombric", "2026-06-01T", "undated", "French"):
        assert said in page
    assert f'name="address" value="{site.address("/feed")}"' in page
    assert not Source.objects.exists()


def test_it_listens_to_what_was_shown(alice, people, site):
    put(site, feed=(FEED, "application/rss+xml"))
    given = {"address": site.address("/feed"), "kind": "feed"}
    page = alice.post(alice.base + "follow/", given, follow=True, headers={"accept-language": "en"}).content.decode()
    assert "Le potager: 2 posts found." in page
    assert Following.objects.get(workspace=people.workspace).source.kind == "feed"
    assert "You already listen to it." in looked(alice, site.address("/feed")).content.decode()


def test_several_feeds_are_a_choice(alice, site):
    two = HOME.replace(b"</head>", b'<link rel="alternate" type="application/rss+xml" href="/other"></head>')
    put(site, home=(two, HTML), feed=(FEED, "application/rss+xml"), other=(FEED, "application/rss+xml"))
    page = looked(alice, site.address("/")).content.decode()
    assert "2 feeds stand there" in page
    assert "/other" in page
    assert "data-preview" not in page


def test_a_site_without_a_feed_is_read_itself(alice, people, site):
    put(site, home=(BARE, HTML))
    page = looked(alice, site.address("/")).content.decode()
    assert "Entregent reads the site itself" in page
    assert "Le lavoir" in page
    alice.post(alice.base + "follow/", {"address": site.address("/"), "kind": "website"})
    assert Following.objects.get(workspace=people.workspace).source.kind == "website"


def test_what_cannot_be_looked_at_says_why_and_keeps_the_address(alice, site):
    put(site, **{"robots.txt": (b"User-agent: *\nDisallow: /", "text/plain"), "home": (BARE, HTML)})
    refusals = {
        site.address("/nothing"): "plus de page à cette adresse",
        site.address("/"): "refuse que nous le lisions",
        "http://127.0.0.1/": "dans un réseau privé",
        "ftp://x": "pas l’adresse d’un flux",
    }
    for address, reason in refusals.items():
        answer = looked(alice, address, language="fr")
        page = answer.content.decode()
        assert answer.status_code == 422, address
        assert f'value="{address}"' in page
        assert reason in page
    assert not Source.objects.exists()


def test_a_slow_site_is_given_up_in_time(alice, site):
    from entregent.connectors.contract import SourceError, Trouble
    from entregent.listening.look import look

    with pytest.raises(SourceError) as refused:
        look(site.address("/"), user_agent="Entregent/test", allowed=site.allowed, patience=0.0001)
    assert refused.value.trouble == Trouble.TIMEOUT


@pytest.mark.parametrize(
    ("address", "reason"),
    [("http://127.0.0.1/feed", "dans un réseau privé"), ("ftp://x", "pas l’adresse d’un flux")],
)
def test_what_could_never_be_read_is_refused_where_it_is_posted(alice, address, reason):
    answer = alice.post(alice.base + "follow/", {"address": address}, headers={"accept-language": "fr"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert reason in page
    assert f'value="{address}"' in page
    assert not Source.objects.exists()


def test_a_page_that_is_no_feed_is_not_kept_as_one(alice, site):
    put(site, home=(BARE, HTML))
    answer = alice.post(alice.base + "follow/", {"address": site.address("/"), "kind": "feed"})
    assert answer.status_code == 422
    assert not Source.objects.exists()


def test_a_site_that_fails_today_is_kept_and_tried_again(alice, people, site):
    served_answers[site.port]["/feed"] = Answer(b"", status=503)
    given = {"address": site.address("/feed"), "kind": "feed"}
    page = alice.post(alice.base + "follow/", given, follow=True, headers={"accept-language": "en"}).content.decode()
    assert "is kept, but could not be read. The site has a failure of its own." in page
    assert Following.objects.filter(workspace=people.workspace, source__trouble="server error").exists()


def test_feeds_that_are_listened_to_say_so_in_the_choice(alice, site):
    two = HOME.replace(b"</head>", b'<link rel="alternate" type="application/rss+xml" href="/other"></head>')
    put(site, home=(two, HTML), feed=(FEED, "application/rss+xml"), other=(FEED, "application/rss+xml"))
    alice.post(alice.base + "follow/", {"address": site.address("/feed"), "kind": "feed"})
    assert looked(alice, site.address("/")).content.decode().count("You already listen to it.") == 1


def test_a_part_of_the_page_is_shown_though_the_address_is_wrong(alice):
    answer = alice.get(alice.base + "follow/", {"address": "ftp://x"}, headers={"hx-request": "true"})
    assert answer.status_code == 200  # htmx shows nothing else
    assert "field-errors" in answer.content.decode()


def test_the_bookmark_opens_this_page_with_the_address_of_the_site(alice, people):
    page = alice.get(alice.base + "follow/").content.decode()
    href = unescape(re.search(r'href="(javascript:[^"]*)"', page)[1])
    assert href == (
        f"javascript:location.href='http://testserver/w/{people.workspace.slug}/listen/sources/follow/?address='"
        "+encodeURIComponent(location.href)"
    )


def test_the_bookmark_cannot_be_made_to_run_anything_else():
    from entregent.listening.bookmarklet import bookmarklet

    made = bookmarklet("https://a.example/w/x'+alert(1)+'%27\\/")
    run = unquote(made.removeprefix("javascript:"))  # what the browser does before it runs it
    assert run.count("'") == 2
    assert "\\" not in run


def test_whoever_is_not_logged_in_comes_back_with_the_address(client, people):
    path = f"/w/{people.workspace.slug}/listen/sources/follow/?address=https%3A%2F%2Fa.example%2F"
    answer = client.get(path)
    assert parse_qs(urlsplit(answer.url).query)["next"] == [path]
    page = client.post(answer.url, {"email": "alice@example.org", "password": PASSWORD})
    assert page.url == path
