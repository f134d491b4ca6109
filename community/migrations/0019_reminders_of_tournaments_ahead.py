"""What lies ahead when reminders come into the house is reminded of, too."""

from datetime import timedelta

from django.db import migrations
from django.utils import timezone

STAGES = {"day": timedelta(hours=24), "hours": timedelta(hours=2)}


def plan(apps, schema_editor):
    now = timezone.now()
    FixtureReminder = apps.get_model("community", "FixtureReminder")
    ahead = apps.get_model("community", "Tournament").objects.filter(starts_at__gt=now, ended_at__isnull=True)
    FixtureReminder.objects.bulk_create(
        FixtureReminder(
            tournament=one,
            stage=stage,
            due_at=one.starts_at - before,
            told_at=now if one.starts_at - before <= now else None,
        )
        for one in ahead
        for stage, before in STAGES.items()
    )


class Migration(migrations.Migration):
    dependencies = [("community", "0018_tournaments_waiting_called_off_reminded")]

    operations = [migrations.RunPython(plan, migrations.RunPython.noop)]
