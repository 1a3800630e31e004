"""Posts gain what makes them known again: address, language, links, former versions, terms, fingerprints."""

import django.db.models.deletion
from django.db import migrations, models

from entregent.listening.migrations._in_place import AddColumn


class Migration(migrations.Migration):
    dependencies = [
        ("listening", "0002_lease_tokens"),
    ]

    operations = [
        migrations.CreateModel(
            name="Fingerprint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("mark", models.BigIntegerField()),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="fingerprints", to="listening.post"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PostVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(blank=True, max_length=500)),
                ("html", models.TextField(blank=True)),
                ("text", models.TextField(blank=True)),
                ("replaced_at", models.DateTimeField()),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="versions", to="listening.post"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Terms",
            fields=[
                ("key", models.BigIntegerField(primary_key=True, serialize=False)),
                ("title", models.TextField(blank=True)),
                ("body", models.TextField(blank=True)),
                (
                    "post",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="terms", to="listening.post"
                    ),
                ),
            ],
        ),
        AddColumn(
            model_name="post",
            name="author_address",
            field=models.CharField(blank=True, default="", help_text="Mail, as the source gives it.", max_length=300),
        ),
        AddColumn(
            model_name="post",
            name="author_profile",
            field=models.CharField(blank=True, default="", help_text="Page of the author.", max_length=2000),
        ),
        AddColumn(
            model_name="post",
            name="content_digest",
            field=models.BigIntegerField(help_text="Of its words and links: what makes an edit.", null=True),
        ),
        AddColumn(
            model_name="post",
            name="enclosures",
            field=models.JSONField(default=list),
        ),
        AddColumn(
            model_name="post",
            name="is_full_text",
            field=models.BooleanField(default=False, help_text="The text was read on the page of the post."),
        ),
        AddColumn(
            model_name="post",
            name="language",
            field=models.CharField(
                blank=True, default="", help_text="ISO 639-1; empty when it cannot be told.", max_length=8
            ),
        ),
        AddColumn(
            model_name="post",
            name="links",
            field=models.JSONField(default=list, help_text="Addresses it links to, in order."),
        ),
        AddColumn(
            model_name="post",
            name="page_key",
            field=models.CharField(
                blank=True,
                default="",
                help_text="The address as core.text.page_key has it: equal for one page.",
                max_length=2000,
            ),
        ),
        AddColumn(
            model_name="post",
            name="received_digest",
            field=models.BigIntegerField(help_text="Of the post as the source gave it.", null=True),
        ),
        AddColumn(
            model_name="post",
            name="removed_at",
            field=models.DateTimeField(
                help_text="Since when it is missing from a feed that still holds older posts.", null=True
            ),
        ),
        AddColumn(
            model_name="post",
            name="repeats",
            field=models.ForeignKey(
                help_text="The first post known with this text, elsewhere; never one that repeats another itself.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="repeated_by",
                to="listening.post",
            ),
        ),
        AddColumn(
            model_name="post",
            name="terms_version",
            field=models.PositiveSmallIntegerField(
                default=0, help_text="TERMS_VERSION of its terms and language; 0: not prepared yet."
            ),
        ),
        AddColumn(
            model_name="post",
            name="updated_at",
            field=models.DateTimeField(help_text="As the source gives it.", null=True),
        ),
        AddColumn(
            model_name="reading",
            name="edited_posts",
            field=models.PositiveIntegerField(default=0),
        ),
        AddColumn(
            model_name="reading",
            name="removed_posts",
            field=models.PositiveIntegerField(default=0),
        ),
        AddColumn(
            model_name="source",
            name="full_text",
            field=models.CharField(
                choices=[("off", "Off"), ("on", "On"), ("auto", "Auto")], default="auto", max_length=4
            ),
        ),
        AddColumn(
            model_name="source",
            name="hub",
            field=models.CharField(blank=True, help_text="WebSub hub that the source announces.", max_length=2000),
        ),
        AddColumn(
            model_name="source",
            name="latest_dates",
            field=models.JSONField(
                default=list, help_text="When its last posts came out, in seconds since 1970, oldest first: its rhythm."
            ),
        ),
        AddColumn(
            model_name="source",
            name="region",
            field=models.CharField(
                blank=True, help_text="Code of the region it speaks from, where known.", max_length=10
            ),
        ),
        AddColumn(
            model_name="source",
            name="topic",
            field=models.CharField(
                blank=True, help_text="Address under which the hub knows the source.", max_length=2000
            ),
        ),
        migrations.AddIndex(
            model_name="post",
            index=models.Index(fields=["source", "-published_at"], name="post_of_source"),
        ),
        migrations.AddIndex(
            model_name="post",
            index=models.Index(fields=["page_key"], name="post_page"),
        ),
        migrations.AddIndex(
            model_name="fingerprint",
            index=models.Index(fields=["mark", "post"], name="fingerprint_mark"),
        ),
    ]
