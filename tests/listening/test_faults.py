"""The real Web, source by source: each fault is a sentence on its own row, and the others are read as if it were not there."""

import html
import time
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from entregent.connectors.contract import Trouble
from entregent.listening.actions import read_sources
from entregent.listening.models import Post, PostVersion, Reading, Source
from entregent.listening.wording import trouble_sentence
from tests.connectors.faulty import misbehaving
from tests.real.server import Answer, serving

pytestmark = pytest.mark.django_db
MANY = 50_000
RSS = '<?xml version="1.0" encoding="{charset}"?><rss version="2.0"><channel><title>Le blog</title>{items}</channel></rss>'


def rss(*items: str, charset: str = "utf-8", encoded: str = "") -> Answer:
    return Answer(RSS.format(charset=charset, items="".join(items)).encode(encoded or charset), "application/rss+xml")


def item(
    number: object = 1, text: str = "Du compost.", *, guid: str = "", date: str = "Mon, 01 Jun 2026 10:00:00 GMT"
) -> str:
    return (
        f"<item><title>Billet {number}</title><link>https://blog.example/{number}</link>{guid and f'<guid>{guid}</guid>'}"
        f"<pubDate>{date}</pubDate><description>{html.escape(text)}</description></item>"
    )


def away(status: int, address: str) -> Answer:
    return Answer(b"", status=status, headers=(("Location", address),))


def with_entities(declared: str, used: str) -> Answer:
    feed = rss(item(1)).body.decode().replace("<rss", f"<!DOCTYPE rss [{declared}]><rss")
    return Answer(feed.replace("Du compost", f"Du compost {used}").encode(), "application/rss+xml")


BOMB = '<!ENTITY a "aaaaaaaaaa">' + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
DANGEROUS = """<p onclick="x()">Du <b>compost</b>.</p><script>x()</script><img src="https://t.example/pixel.gif" width=1>
<a href="javascript:x()">ici</a><a href=" java&#10;script:x()">là</a><iframe src="//t.example"></iframe><svg onload="x()"></svg>
<a href="data:text/html,x">ou là</a><style>p{}</style><form action="/"><input></form>"""
GOOD = {"/good": rss(item(1), item(2)), "/also-good": rss(item(3))}
# What each server does on the line, by its path, and what the row of its source says then.
ON_THE_LINE = {
    "/reset": Trouble.BROKEN_ANSWER,
    "/too-short": Trouble.BROKEN_ANSWER,
    "/cut-gzip": Trouble.BROKEN_ANSWER,
    "/two-lengths": Trouble.BROKEN_ANSWER,
    "/endless": Trouble.TOO_LARGE,
    "/endless-headers": Trouble.BROKEN_ANSWER,
    "/gzip-bomb": Trouble.TOO_LARGE,
    "/nothing": Trouble.UNREACHABLE,
}
# What each answers.
IN_WORDS = {
    "/round": (away(302, "/round"), Trouble.TOO_MANY_REDIRECTS),
    "/inwards": (away(301, "http://169.254.169.254/latest/meta-data/"), Trouble.PRIVATE_ADDRESS),
    "/file": (away(302, "file:///etc/passwd"), Trouble.BAD_ADDRESS),
    "/mail": (away(302, "http://mail.example:25/"), Trouble.BAD_ADDRESS),
    "/html": (Answer(b"<!DOCTYPE html><title>Bonjour</title><p>Pas un flux.", "text/html"), Trouble.NOT_A_FEED),
    "/empty": (Answer(b""), Trouble.NOT_A_FEED),
    "/picture": (Answer(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "image/png"), Trouble.NOT_A_FEED),
    "/gone": (Answer(b"", status=410), Trouble.GONE),
    "/busy": (Answer(b"", status=429, headers=(("Retry-After", "7200"),)), Trouble.TOO_MANY_REQUESTS),
    "/away": (Answer(b"", status=503, headers=(("Retry-After", "172800"),)), Trouble.SERVER_ERROR),
}  # fmt: skip


def read(*servers, paths) -> dict[str, Source]:
    """Read the paths of each server, all at once; return their rows."""
    wanted = [served.address(path) for served, theirs in zip(servers, paths, strict=True) for path in theirs]
    Source.objects.bulk_create([Source(address=address) for address in wanted])
    allowed = frozenset().union(*(served.allowed for served in servers))
    list(read_sources(Source.objects.all(), user_agent="Entregent/test", allowed=allowed))
    return {"/" + source.address.rpartition("/")[2]: source for source in Source.objects.all()}


def test_each_fault_is_a_sentence_on_its_row_and_the_others_are_read():
    answers = GOOD | {path: answer for path, (answer, _) in IN_WORDS.items()}
    expected = {**ON_THE_LINE, **{path: trouble for path, (_, trouble) in IN_WORDS.items()}}
    started, now = time.monotonic(), timezone.now()
    with misbehaving() as broken, serving(answers) as served:
        rows = read(broken, served, paths=(ON_THE_LINE, answers))
    assert time.monotonic() - started < 60
    assert {path: source.trouble for path, source in rows.items()} == expected | dict.fromkeys(GOOD, "")
    assert Post.objects.count() == 3
    assert Reading.objects.filter(outcome=Reading.Outcome.FAILED).count() == len(expected)
    for path in expected:
        assert trouble_sentence(rows[path].trouble)
        assert (rows[path].failures, rows[path].lease) == (1, "")
        assert rows[path].next_read_at > now
    assert [path for path, source in rows.items() if source.ended_at] == ["/gone"]
    assert rows["/busy"].next_read_at >= now + timedelta(hours=2)
    assert rows["/away"].next_read_at >= now + timedelta(days=2)


# Feeds that can be read all the same: twice, for what has no id or no date must be known again.
CONTENTS = {
    "wrong charset": (rss(item(1, "L’été à la ferme"), encoded="windows-1252"), 1),
    "no charset that exists": (rss(item(1), charset="utf-9", encoded="utf-8"), 1),
    "no ids": (rss(item(1), item(2)), 2),
    "no ids, no links": (rss("<item><title>Un</title></item>", "<item><title>Deux</title></item>"), 2),
    "one id for all": (rss(item(1, guid="same"), item(2, guid="same"), item(3, guid="same")), 3),
    "dates in French": (rss(item(1, date="mardi 2 juin 2026 à 10h05")), 1),
    "dates of 2094": (rss(item(1, date="Mon, 01 Jun 2094 10:00:00 GMT"), item(2, date="99/99/9999")), 2),
    "a bomb of entities": (with_entities(BOMB, "&j;"), 1),
    "an entity from outside": (with_entities('<!ENTITY x SYSTEM "file:///etc/hostname">', "&x;"), 1),
    "breaks off in the middle": (Answer(rss(item(1), item(2), item(3)).body[:-120]), 3),
    "what must not be shown": (rss(item(1, DANGEROUS)), 1),
}  # fmt: skip


@pytest.mark.parametrize("name", CONTENTS)
def test_what_sites_do_to_their_feeds_is_read_once_and_harmless(name):
    answer, posts = CONTENTS[name]
    with serving({"/feed": answer}) as served:
        (source,) = read(served, paths=(["/feed"],)).values()
        assert (source.trouble, Post.objects.count()) == ("", posts)
        first = Reading.objects.get()
        list(read_sources([source], user_agent="Entregent/test", allowed=served.allowed))
    again = Reading.objects.order_by("-pk").first()
    assert (first.new_posts, again.new_posts, again.edited_posts, again.removed_posts) == (posts, 0, 0, 0)
    assert (Post.objects.count(), PostVersion.objects.count()) == (posts, 0)
    for post in Post.objects.all():
        assert datetime(1990, 1, 1, tzinfo=UTC) < post.published_at <= timezone.now()
        assert len(post.html) < 10_000
        for danger in ("script", "<img", "onclick", "onload", "iframe", "data:", "<style", "<form", "x()"):
            assert danger not in post.html


def test_odd_letters_in_an_answer_do_not_spoil_the_next_reading():
    """An ETag in letters of another age, which comes back to its server or not at all."""
    odd = (("ETag", 'W/"\xe9t\xe9"'), ("Last-Modified", "hier"))
    with serving({"/feed": Answer(rss(item(1)).body, headers=odd)}) as served:
        (source,) = read(served, paths=(["/feed"],)).values()
        list(read_sources([Source.objects.get()], user_agent="Entregent/test", allowed=served.allowed))
    source.refresh_from_db()
    assert (source.trouble, source.failures, Post.objects.count()) == ("", 0, 1)


def test_a_feed_of_fifty_thousand_posts_is_read_in_bounds():
    """The newest posts are kept, once; the others would be an archive."""
    started = time.process_time()
    with serving({"/feed": rss(*(item(n, "Mot.") for n in range(MANY)))}) as served:
        (source,) = read(served, paths=(["/feed"],)).values()
    assert source.trouble == Trouble.TOO_LARGE or Post.objects.count() == 2000
    assert time.process_time() - started < 20
