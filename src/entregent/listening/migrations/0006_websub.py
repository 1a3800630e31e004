"""Sources are pushed by their hub: subscriptions, and what came by them until it is kept."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("listening", "0005_prepare_old_posts"),
    ]

    operations = [
        migrations.AddField(
            model_name="source",
            name="pushed_until",
            field=models.DateTimeField(
                help_text="Its hub pushes what it publishes, and is leased until then.", null=True
            ),
        ),
        migrations.CreateModel(
            name="Subscription",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("hub", models.CharField(max_length=2000)),
                ("topic", models.CharField(max_length=2000)),
                ("key", models.CharField(max_length=64, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Asked"),
                            ("active", "Active"),
                            ("denied", "Denied"),
                            ("failed", "Failed"),
                            ("unverified", "Unverified"),
                            ("leaving", "Leaving"),
                        ],
                        default="asked",
                        max_length=10,
                    ),
                ),
                (
                    "is_pending",
                    models.BooleanField(default=False, help_text="The hub was asked, and has not yet asked back."),
                ),
                (
                    "next_at",
                    models.DateTimeField(
                        db_index=True, default=django.utils.timezone.now, help_text="When to ask the hub again."
                    ),
                ),
                ("ends_at", models.DateTimeField(help_text="End of the lease that the hub gave.", null=True)),
                ("failures", models.PositiveIntegerField(default=0)),
                (
                    "trouble",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("unknown host", "unknown host"),
                            ("unreachable", "unreachable"),
                            ("timeout", "timeout"),
                            ("private address", "private address"),
                            ("bad address", "bad address"),
                            ("not found", "not found"),
                            ("gone", "gone"),
                            ("forbidden", "forbidden"),
                            ("too many requests", "too many requests"),
                            ("server error", "server error"),
                            ("too large", "too large"),
                            ("too many redirects", "too many redirects"),
                            ("broken answer", "broken answer"),
                            ("not a feed", "not a feed"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "reason",
                    models.CharField(blank=True, help_text="Why the hub denied it, in its words.", max_length=300),
                ),
                ("last_push_at", models.DateTimeField(null=True)),
                (
                    "unsigned",
                    models.PositiveIntegerField(default=0, help_text="Pushes without the right signature, not kept."),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="subscriptions", to="listening.source"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Push",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("received_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("content_type", models.CharField(blank=True, max_length=100)),
                ("body", models.BinaryField()),
                (
                    "subscription",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pushed", to="listening.subscription"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="subscription",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "leaving"), _negated=True), fields=("source",), name="subscription_once"
            ),
        ),
    ]
