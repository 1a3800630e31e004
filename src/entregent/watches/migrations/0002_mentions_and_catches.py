"""A mention is a post, caught once in a workspace; what each watch caught of it, a mention until now, is a catch."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

STATES = [
    ("open", "Open"),
    ("snoozed", "Snoozed"),
    ("answered", "Answered"),
    ("closed", "Closed"),
    ("noise", "Noise"),
    ("past", "Past"),
]
SORTS = [
    ("question", "Question"),
    ("criticism", "Criticism"),
    ("discontent", "Discontent"),
    ("attack", "Attack"),
    ("praise", "Praise"),
    ("idea", "Idea"),
    ("information", "Information"),
    ("spam", "Spam"),
]
KINDS = [
    ("brand", "Brand"),
    ("product", "Product"),
    ("person", "Person"),
    ("topic", "Topic"),
    ("competitor", "Competitor"),
    ("campaign", "Campaign"),
    ("event", "Event"),
    ("embargo", "Embargo"),
]
CASCADE, SET_NULL = django.db.models.deletion.CASCADE, django.db.models.deletion.SET_NULL


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_coming_in"),
        ("listening", "0005_prepare_old_posts"),
        ("watches", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField("watch", "kind", models.CharField(choices=KINDS, default="topic", max_length=12)),
        migrations.RemoveConstraint("mention", "mention_once"),
        migrations.AlterField(  # before the new name, so that going back makes the index under its former one
            "mention",
            "watch",
            models.ForeignKey(to="watches.watch", on_delete=CASCADE, related_name="catches", db_index=False),
        ),
        migrations.AlterField(
            "mention", "post", models.ForeignKey(to="listening.post", on_delete=CASCADE, related_name="catches")
        ),
        migrations.RenameModel("Mention", "Catch"),
        migrations.AddConstraint("catch", models.UniqueConstraint(fields=("watch", "post"), name="catch_once")),
        migrations.CreateModel(
            name="Mention",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", models.CharField(blank=True, default="", max_length=8)),
                ("published_at", models.DateTimeField()),
                ("heard_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("state", models.CharField(choices=STATES, default="open", max_length=8)),
                ("sort", models.CharField(blank=True, choices=SORTS, default="", max_length=12)),
                ("sorted_at", models.DateTimeField(null=True)),
                ("suggested_sort", models.CharField(blank=True, choices=SORTS, default="", max_length=12)),
                ("suggested_start", models.PositiveIntegerField(null=True)),
                ("suggested_end", models.PositiveIntegerField(null=True)),
                (
                    "suggestion_version",
                    models.PositiveSmallIntegerField(default=0, help_text="Of the rules; 0: not looked at yet."),
                ),
                ("taken_at", models.DateTimeField(null=True)),
                (
                    "due_at",
                    models.DateTimeField(help_text="When an answer is late, where its sort asks for one.", null=True),
                ),
                ("snoozed_until", models.DateTimeField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("answer_address", models.CharField(blank=True, default="", max_length=2000)),
                ("closed_at", models.DateTimeField(help_text="Nothing to say, or noise.", null=True)),
                (
                    "handed_on_at",
                    models.DateTimeField(help_text="Nobody had taken it, and it went to the moderator.", null=True),
                ),
                ("note_count", models.PositiveIntegerField(default=0)),
                ("touched_at", models.DateTimeField(null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        to=settings.AUTH_USER_MODEL, on_delete=SET_NULL, null=True, related_name="+", db_index=False
                    ),
                ),
                (
                    "assignee",
                    models.ForeignKey(
                        to="accounts.membership",
                        on_delete=SET_NULL,
                        null=True,
                        related_name="mentions",
                        db_index=False,
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(to="listening.post", on_delete=CASCADE, related_name="mentions", db_index=False),
                ),
                (
                    "sorted_by",
                    models.ForeignKey(
                        to=settings.AUTH_USER_MODEL, on_delete=SET_NULL, null=True, related_name="+", db_index=False
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(to="listening.source", on_delete=CASCADE, related_name="+", db_index=False),
                ),
                (
                    "workspace",
                    models.ForeignKey(
                        to="accounts.workspace", on_delete=CASCADE, related_name="mentions", db_index=False
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("post", "workspace"), name="mention_once")],
                "indexes": [
                    models.Index(fields=["workspace", "-published_at", "-id"], name="mention_of_workspace"),
                    models.Index(fields=["workspace", "state", "-published_at", "-id"], name="mention_by_state"),
                    models.Index(fields=["workspace", "state", "sort", "-published_at", "-id"], name="mention_by_sort"),
                    models.Index(
                        fields=["workspace", "state", "language", "-published_at", "-id"], name="mention_by_language"
                    ),
                    models.Index(
                        fields=["workspace", "state", "source", "-published_at", "-id"], name="mention_by_source"
                    ),
                    models.Index(
                        fields=["assignee", "state", "-published_at", "-id"],
                        condition=Q(assignee__isnull=False),
                        name="mention_by_assignee",
                    ),
                    models.Index(
                        fields=["workspace", "state", "due_at", "id"],
                        condition=Q(due_at__isnull=False),
                        name="mention_by_due",
                    ),
                    models.Index(
                        fields=["snoozed_until"], condition=Q(snoozed_until__isnull=False), name="mention_snoozed"
                    ),
                ],
            },
        ),
        migrations.AddField(
            "catch",
            "mention",
            models.ForeignKey(to="watches.mention", on_delete=CASCADE, null=True, related_name="catches"),
        ),
        migrations.AddField("catch", "published_at", models.DateTimeField(null=True)),
        migrations.AddField("catch", "state", models.CharField(choices=STATES, default="open", max_length=8)),
    ]
