"""Roles, what a team says of itself, invitations. Whoever had a place could do everything, and still can: they become owners."""

import datetime

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import entregent.accounts.models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Closure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
            ],
            options={
                "ordering": ("first_day",),
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(max_length=254)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("owner", "Owner"),
                            ("lead", "Lead"),
                            ("conductor", "Conductor"),
                            ("moderator", "Moderator"),
                            ("writer", "Writer"),
                            ("sponsor", "Sponsor"),
                            ("agency", "Agency"),
                            ("reader", "Reader"),
                        ],
                        max_length=10,
                    ),
                ),
                ("secret_hash", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ("email",),
            },
        ),
        migrations.CreateModel(
            name="KnownName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("brand", "Brand"), ("competitor", "Competitor")], max_length=10)),
                ("text", models.CharField(max_length=120)),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="OfficialAccount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "network",
                    models.CharField(
                        choices=[
                            ("site", "Site"),
                            ("newsletter", "Newsletter"),
                            ("mastodon", "Mastodon"),
                            ("bluesky", "Bluesky"),
                            ("facebook", "Facebook"),
                            ("instagram", "Instagram"),
                            ("linkedin", "Linkedin"),
                            ("x", "X"),
                            ("youtube", "Youtube"),
                            ("tiktok", "Tiktok"),
                            ("other", "Other"),
                        ],
                        max_length=12,
                    ),
                ),
                ("address", models.CharField(max_length=300)),
            ],
            options={
                "ordering": ("network", "address"),
            },
        ),
        migrations.AddField(
            model_name="membership",
            name="away_from",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="membership",
            name="away_until",
            field=models.DateField(blank=True, help_text="The last day away.", null=True),
        ),
        migrations.AddField(
            model_name="membership",
            name="cover",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="covers_for",
                to="accounts.membership",
            ),
        ),
        migrations.AddField(
            model_name="membership",
            name="role",
            field=models.CharField(
                choices=[
                    ("owner", "Owner"),
                    ("lead", "Lead"),
                    ("conductor", "Conductor"),
                    ("moderator", "Moderator"),
                    ("writer", "Writer"),
                    ("sponsor", "Sponsor"),
                    ("agency", "Agency"),
                    ("reader", "Reader"),
                ],
                default="owner",
                max_length=10,
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="user",
            name="language",
            field=models.CharField(blank=True, help_text="Blank: as the browser asks.", max_length=8),
        ),
        migrations.AddField(
            model_name="workspace",
            name="attack_hours",
            field=models.PositiveSmallIntegerField(default=2, help_text="The same, for an attack."),
        ),
        migrations.AddField(
            model_name="workspace",
            name="country",
            field=models.CharField(
                default="FR", help_text="ISO 3166-1; its public holidays are days off.", max_length=2
            ),
        ),
        migrations.AddField(
            model_name="workspace",
            name="criticism_hours",
            field=models.PositiveSmallIntegerField(
                default=4, help_text="The same, for criticism that can be discussed."
            ),
        ),
        migrations.AddField(
            model_name="workspace",
            name="language",
            field=models.CharField(default="fr", help_text="Of the letters it sends.", max_length=8),
        ),
        migrations.AddField(
            model_name="workspace",
            name="question_hours",
            field=models.PositiveSmallIntegerField(
                default=9, help_text="Working hours within which a question is answered."
            ),
        ),
        migrations.AddField(
            model_name="workspace",
            name="region",
            field=models.CharField(
                blank=True, help_text="Where public holidays differ, as `holidays` names it.", max_length=20
            ),
        ),
        migrations.AddField(
            model_name="workspace",
            name="school_zone",
            field=models.CharField(blank=True, help_text="A, B or C, in France.", max_length=1),
        ),
        migrations.AddField(
            model_name="workspace",
            name="time_zone",
            field=models.CharField(default="Europe/Paris", max_length=60),
        ),
        migrations.AddField(
            model_name="workspace",
            name="work_days",
            field=models.JSONField(default=entregent.accounts.models.weekdays, help_text="Monday is 0."),
        ),
        migrations.AddField(
            model_name="workspace",
            name="work_ends",
            field=models.TimeField(default=datetime.time(18, 0)),
        ),
        migrations.AddField(
            model_name="workspace",
            name="work_starts",
            field=models.TimeField(default=datetime.time(9, 0)),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(("cover", models.F("pk")), _negated=True), name="membership_covered_by_another"
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("away_from", None), ("away_until", None)),
                    ("away_from__lte", models.F("away_until")),
                    _connector="OR",
                ),
                name="membership_away_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="workspace",
            constraint=models.CheckConstraint(
                condition=models.Q(("work_starts__lt", models.F("work_ends"))), name="workspace_works_by_day"
            ),
        ),
        migrations.AddField(
            model_name="closure",
            name="workspace",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="closures", to="accounts.workspace"
            ),
        ),
        migrations.AddField(
            model_name="invitation",
            name="invited_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="invitation",
            name="workspace",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="invitations", to="accounts.workspace"
            ),
        ),
        migrations.AddField(
            model_name="knownname",
            name="workspace",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="known_names", to="accounts.workspace"
            ),
        ),
        migrations.AddField(
            model_name="officialaccount",
            name="workspace",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="official_accounts", to="accounts.workspace"
            ),
        ),
        migrations.AddConstraint(
            model_name="closure",
            constraint=models.CheckConstraint(
                condition=models.Q(("first_day__lte", models.F("last_day"))), name="closure_ends_after"
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("accepted_at", None)), fields=("workspace", "email"), name="invitation_open_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="knownname",
            constraint=models.UniqueConstraint(fields=("workspace", "kind", "text"), name="known_name_once"),
        ),
        migrations.AddConstraint(
            model_name="officialaccount",
            constraint=models.UniqueConstraint(
                fields=("workspace", "network", "address"), name="official_account_once"
            ),
        ),
    ]
