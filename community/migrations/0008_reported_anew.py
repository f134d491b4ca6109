"""What was decided can be reported again: one open report of a thing by each member, and not one for ever."""

from django.conf import settings
from django.db import migrations, models

OLD = ("a_post", "a_comment", "a_message", "a_picture", "a_member")
FIELDS = ("post", "comment", "message", "entry", "about")


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0007_comments_by_author"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        *[migrations.RemoveConstraint("report", f"report_{name}_once") for name in OLD],
        *[
            migrations.AddConstraint(
                "report",
                models.UniqueConstraint(
                    condition=models.Q(("decided_at__isnull", True)),
                    fields=(field, "member"),
                    name=f"one_open_report_of_{field}",
                ),
            )
            for field in FIELDS
        ],
    ]
