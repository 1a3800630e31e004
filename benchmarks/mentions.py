"""Posts already stored put to a thousand watches, mentions written: `python -m benchmarks.mentions [--json] [--posts N]`.

Posts of 700 words (about 4.5 KB), words as frequent as in our own documentation; watches of one to three phrases, a third with a
second group, a fifth with NOT. The past is asked as the worker does it: read, matched, mentions and catches written with their
places, cursors moved. Before any time is printed, what was caught of every tenth post is compared with the plain evaluator.
"""

import argparse
import os
import random
import resource
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from benchmarks.reading import Vocabulary
from benchmarks.rows import Row, all_met, at_least, figure, print_rows

POSTS, WATCHES, WORDS = 10_000, 1_000, 700
PAIRS = 0.97  # of the phrases; a rare word alone is found in a post out of sixty
AT_LEAST = 3_000.0  # posts per CPU-second


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mentions", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print a JSON list of rows instead of a table")
    parser.add_argument("--posts", type=int, default=POSTS)
    parser.add_argument("--watches", type=int, default=WATCHES)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="entregent-mentions-") as home:
        os.environ |= {"ENTREGENT_HOME": home, "DJANGO_SETTINGS_MODULE": "entregent.web.settings"}
        rows = list(measured(asked.posts, asked.watches))
    print_rows(rows, as_json=asked.json)
    return 0 if all_met(rows) else 1


def measured(posts: int, watches: int) -> Iterator[Row]:
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    call_command("migrate", verbosity=0)
    from entregent.accounts.models import Workspace
    from entregent.watches.actions import match_watches
    from entregent.watches.actions.matching import newest
    from entregent.watches.models import Catch, Mention, Watch

    chance, vocabulary = random.Random(7), Vocabulary(french=True)  # noqa: S311 (no secret)
    workspace = Workspace.objects.create(name="b", slug="b")
    store(workspace, posts, chance, vocabulary)
    following, top = newest(workspace.pk)
    now = timezone.now() + timedelta(hours=1)
    kept = Watch.objects.bulk_create(
        Watch(
            workspace=workspace,
            name=query,
            query=query,
            asked_at=now,
            followings_up_to=following,
            past_from=top,
            past_below=top,
        )
        for query in (question(chance, vocabulary) for _ in range(watches))
    )
    warm(kept)
    begun, used = time.perf_counter(), cpu()
    caught = match_watches(kept)
    used, wall = cpu() - used, time.perf_counter() - begun
    compare(kept)
    yield figure("posts stored", "Entregent", posts, "posts")
    yield figure("watches", "Entregent", watches, "watches")
    yield figure("catches written", "Entregent", caught, "catches")
    yield figure("catches a post", "Entregent", Catch.objects.count() / posts, "catches")
    yield figure("mentions written", "Entregent", Mention.objects.count(), "mentions")
    yield at_least(AT_LEAST, "posts matched, mentions written", "Entregent, SQLite", posts / used, "posts/CPU s")
    yield figure("the same, by the clock", "Entregent, SQLite", posts / wall, "posts/s")


def store(workspace: Any, posts: int, chance: random.Random, vocabulary: Vocabulary) -> None:
    from django.utils import timezone

    from entregent.listening.models import Following, Post, Source

    now = timezone.now()
    sources = Source.objects.bulk_create(Source(address=f"https://blog-{n}.example/feed") for n in range(100))
    Following.objects.bulk_create(Following(workspace=workspace, source=source) for source in sources)
    rows = (
        Post(
            source=sources[n % 100], stable_id=str(n), address=f"https://blog-{n % 100}.example/{n}", language="fr", is_dated=True,
            title=vocabulary.text(chance, 8), text=vocabulary.text(chance, WORDS), week=1,
            published_at=now - timedelta(minutes=n), first_seen_at=now - timedelta(days=30),
        )
        for n in range(posts)
    )  # fmt: skip
    Post.objects.bulk_create(rows, batch_size=500)


def question(chance: random.Random, vocabulary: Vocabulary) -> str:
    """Rare words and pairs of words, as brands and themes are; now and then with a second group, or without something."""

    def rare() -> str:
        return min(vocabulary.text(chance, 60).split(), key=vocabulary.frequency).strip(".,;:!?")

    asked = " OR ".join(
        f'"{rare()} {rare()}"' if chance.random() < PAIRS else f'"{rare()}"' for _ in range(chance.randint(1, 3))
    )
    asked = f"({asked})"
    if chance.random() < 1 / 3:
        asked += f' AND ("{rare()}" OR "{rare()}")'
    if chance.random() < 1 / 5:
        asked += f' AND NOT "{rare()}"'
    return asked


def warm(watches: Sequence[Any]) -> None:
    """The compiled code is loaded and the watches compiled before the clock starts, as in a worker that runs for weeks."""
    from entregent.core.matching import Document
    from entregent.watches.actions.matching import COMPILED

    queries = {watch.pk: watch.query for watch in watches}
    for among in ("news", "past"):
        list(COMPILED.of((watches[0].workspace_id, among), queries).match([Document(0, "", "rien")]))


def compare(watches: Sequence[Any]) -> None:
    from entregent.core.matching import parse
    from entregent.core.matching.evaluator import WatchSet
    from entregent.listening.models import Post
    from entregent.watches.documents import documents, readable
    from entregent.watches.models import Catch

    some = list(readable(Post.objects.order_by("pk"))[::10][:200])
    plain = WatchSet({watch.pk: parse(watch.query) for watch in watches})
    wanted = {
        (hit.watch, hit.document, tuple((s.start, s.end) for s in hit.spans if s.field == "body"))
        for hit in plain.match(documents(some))
    }
    kept = Catch.objects.filter(post__in=some).values_list("watch_id", "post_id", "body_spans")
    found = {(watch, post, tuple((start, end) for start, end in spans)) for watch, post, spans in kept}
    if wanted != found:
        raise SystemExit(f"{len(wanted ^ found)} catches differ from the plain evaluator")


def cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    raise SystemExit(main())
