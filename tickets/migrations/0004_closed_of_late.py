"""The desk finds what ended of late by an index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tickets", "0003_append_only")]

    operations = [
        migrations.AddIndex(
            model_name="ticket",
            index=models.Index(
                condition=models.Q(("closed_at__isnull", False)), fields=["closed_at"], name="ticket_closed"
            ),
        ),
    ]
