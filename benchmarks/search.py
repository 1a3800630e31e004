"""Searching a million posts on SQLite: `python -m benchmarks.search [--json] [--posts N]`.

Words are drawn from a vocabulary of 60,000 as often as words are in languages (Zipf), 120 terms a post; posts of 2,000 sources over
three years, all followed by one workspace, a tenth of them by another. Each kind of question is asked many times with different
words, its first page of 40 posts read from the database as the screen does, with the spans to mark. Building takes minutes; the
database is temporary unless `--home` names a place to keep it.
"""

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

from benchmarks.rows import Row, all_met, at_most, figure, print_rows

POSTS, SOURCES, TERMS, WORDS = 1_000_000, 2_000, 120, 60_000
PATIENCE = 150.0  # ms, p95
ASKED = 100  # questions of each kind
BATCH = 5_000
INSERT_POSTS = (
    "INSERT INTO listening_post (id, source_id, stable_id, title, folded_title, text, published_at, first_seen_at, "
    "address, author, html, words, tags, week, is_dated, language, terms_version) "
    "VALUES (%s,%s,%s,%s,%s,%s,%s,%s,'','','',120,'[]',1,1,'fr',1)"
)
INSERT_TERMS = "INSERT INTO listening_terms (key, post_id, title, body) VALUES (%s,%s,%s,%s)"
START = datetime(2023, 6, 1, tzinfo=UTC)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print a JSON list of rows instead of a table")
    parser.add_argument("--posts", type=int, default=POSTS)
    parser.add_argument("--home", type=Path, help="where the database is kept for the next run")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="entregent-search-") as folder:
        home = asked.home or Path(folder)
        home.mkdir(parents=True, exist_ok=True)
        start_django(home)
        build(asked.posts)
        rows = list(measured(home, asked.posts))
    print_rows(rows, as_json=asked.json)
    return 0 if all_met(rows) else 1


def start_django(home: Path) -> None:
    os.environ |= {"ENTREGENT_HOME": str(home), "DJANGO_SETTINGS_MODULE": "entregent.web.settings"}
    os.environ.pop("DATABASE_URL", None)
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def vocabulary(chance: random.Random) -> tuple[list[str], list[float]]:
    letters = "abcdefghijlmnopqrstuv"
    words = {"".join(chance.choices(letters, k=chance.randint(4, 10))) for _ in range(WORDS * 2)}
    kept = sorted(words)[:: max(len(words) // WORDS, 1)][:WORDS]
    chance.shuffle(kept)
    return kept, list(accumulate(1 / rank for rank in range(8, len(kept) + 8)))  # the most frequent are stop words


def build(posts: int) -> None:
    """Fill the database, unless a former run did."""
    from django.db import connection, transaction

    from entregent.accounts.models import Workspace
    from entregent.listening.models import Following, Post, Source

    if Post.objects.count() >= posts:
        return
    chance = random.Random(5)  # noqa: S311 (texts, no secrets)
    words, weights = vocabulary(chance)
    wide, narrow = (Workspace.objects.create(name=name, slug=name) for name in ("wide", "narrow"))
    sources = Source.objects.bulk_create(
        [Source(address=f"https://s{n}.example/", title=f"S{n}") for n in range(SOURCES)]
    )
    Following.objects.bulk_create([Following(workspace=wide, source=source) for source in sources])
    Following.objects.bulk_create([Following(workspace=narrow, source=source) for source in sources[::10]])
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF")
    for first in range(1, posts + 1, BATCH):
        with transaction.atomic(), connection.cursor() as cursor:
            numbers = range(first, min(first + BATCH, posts + 1))
            write(cursor, [(n, *drawn(chance, words, weights)) for n in numbers], [one.pk for one in sources], chance)


def drawn(chance: random.Random, words: list[str], weights: list[float]) -> tuple[str, str]:
    text = chance.choices(words, cum_weights=weights, k=TERMS)
    return " ".join(text[:6]), " ".join(text[6:])


def write(cursor: object, texts: list[tuple[int, str, str]], sources: list[int], chance: random.Random) -> None:
    """Rows as the product writes them, but for the HTML, which no list reads."""
    from entregent.listening.search.keys import key_of, source_term

    posts, terms = [], []
    for number, title, body in texts:
        when = START + timedelta(minutes=chance.randrange(3 * 365 * 24 * 60))
        stamp = when.replace(tzinfo=None).isoformat(" ")
        source = chance.choice(sources)
        posts.append((number, source, f"urn:{number}", title, title, body, stamp, stamp))
        terms.append((key_of(when, number), number, f"{source_term(source)} {title}", body))
    cursor.executemany(INSERT_POSTS, posts)  # type: ignore[attr-defined]
    cursor.executemany(INSERT_TERMS, terms)  # type: ignore[attr-defined]


def measured(home: Path, posts: int) -> Iterator[Row]:
    from entregent.accounts.models import Workspace
    from entregent.listening.selectors import Filters, highlights, search_stream

    chance = random.Random(9)  # noqa: S311 (questions, no secrets)
    words, _ = vocabulary(random.Random(5))  # noqa: S311
    wide, narrow = (Workspace.objects.get(slug=name) for name in ("wide", "narrow"))

    def ask(workspace: Workspace, question: str, filters: Filters) -> int:
        found = search_stream(workspace, question, filters)
        for post in found.posts:
            highlights(post.text, found.question, language=post.language)
        return len(found.posts)

    frequent, usual, rare = words[:50], words[200:2000], words[5000:]
    month = Filters(since=START + timedelta(days=500), until=START + timedelta(days=530))
    one_source = Filters(source=17)
    kinds: dict[str, Callable[[], int]] = {
        "a frequent word": lambda: ask(wide, chance.choice(frequent), Filters()),
        "a usual word": lambda: ask(wide, chance.choice(usual), Filters()),
        "a rare word": lambda: ask(wide, chance.choice(rare), Filters()),
        "two usual words": lambda: ask(wide, " ".join(chance.sample(usual, 2)), Filters()),
        "two frequent words": lambda: ask(wide, " ".join(chance.sample(frequent, 2)), Filters()),
        "a phrase of two frequent words": lambda: ask(wide, f'"{" ".join(chance.sample(frequent, 2))}"', Filters()),
        "the beginning of words": lambda: ask(wide, chance.choice(usual)[:4] + "*", Filters()),
        "a usual word, a month": lambda: ask(wide, chance.choice(usual), month),
        "a usual word, a tenth of the sources": lambda: ask(narrow, chance.choice(usual), Filters()),
        "a usual word, one source": lambda: ask(wide, chance.choice(usual), one_source),
        "a frequent word, one source": lambda: ask(wide, chance.choice(frequent), one_source),
    }
    case = f"{posts:,} posts".replace(",", " ")
    everything: list[float] = []
    for name, run in kinds.items():
        run()
        spent = sorted(timed(run) for _ in range(ASKED))
        everything += spent
        yield figure(case, f"{name}: p50", spent[len(spent) // 2], "ms")
        yield at_most(PATIENCE, case, f"{name}: p95", spent[int(0.95 * len(spent))], "ms")
    everything.sort()
    yield at_most(PATIENCE, case, "all questions: p95", everything[int(0.95 * len(everything))], "ms")
    yield figure(case, "database", sum(file.stat().st_size for file in home.glob("entregent.sqlite3*")) / 1e9, "GB")


def timed(run: Callable[[], int]) -> float:
    begun = time.perf_counter()
    run()
    return 1000 * (time.perf_counter() - begun)


if __name__ == "__main__":
    sys.exit(main())
