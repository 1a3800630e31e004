"""Every post that a watch had caught becomes a mention; what was old when it was heard is the past."""

from datetime import timedelta
from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import Model

BATCH = 1000
NEWS = timedelta(days=14)


def make_mentions(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    catches_of, mentions = apps.get_model("watches", "Catch").objects, apps.get_model("watches", "Mention").objects
    last = 0
    while True:
        bare = catches_of.filter(pk__gt=last, mention=None).select_related("watch", "post")
        catches = list(bare.defer("post__html", "post__text", "title_spans", "body_spans").order_by("pk")[:BATCH])
        if not catches:
            return
        last = catches[-1].pk
        made = {(catch.watch.workspace_id, catch.post_id): _mention(mentions.model, catch) for catch in catches}
        mentions.bulk_create(made.values(), ignore_conflicts=True)
        posts = {catch.post_id for catch in catches}
        kept = {(one.workspace_id, one.post_id): one for one in mentions.filter(post__in=posts)}
        for catch in catches:
            mention = kept[catch.watch.workspace_id, catch.post_id]
            catch.mention, catch.published_at, catch.state = mention, mention.published_at, mention.state
        catches_of.bulk_update(catches, ["mention", "published_at", "state"], batch_size=200)


def _mention(mention: type[Model], catch: Any) -> Model:
    return mention(
        workspace_id=catch.watch.workspace_id,
        post_id=catch.post_id,
        source_id=catch.post.source_id,
        language=catch.post.language,
        published_at=catch.post.published_at,
        heard_at=catch.heard_at,
        state="past" if catch.heard_at - catch.post.published_at > NEWS else "open",
    )


class Migration(migrations.Migration):
    dependencies = [("watches", "0002_mentions_and_catches")]

    operations = [migrations.RunPython(make_mentions, migrations.RunPython.noop)]
