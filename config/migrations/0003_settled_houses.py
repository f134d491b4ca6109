"""A house that has a manager before there are steps was set up in another way: nothing is asked of it."""

from django.db import migrations
from django.utils import timezone

STEPS = ("identity", "look", "legal", "centres", "sector", "team", "texts", "mail", "invite")


def settle(apps, schema_editor):
    if apps.get_model("accounts", "Member").objects.filter(role="manager", joined_at__isnull=False).exists():
        model, now = apps.get_model("config", "SetupStep"), timezone.now()
        model.objects.bulk_create([model(key=key, done_at=now) for key in STEPS], ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("config", "0002_first_day"), ("accounts", "0008_founding")]
    operations = [migrations.RunPython(settle, migrations.RunPython.noop)]
