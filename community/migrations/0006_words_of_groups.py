"""Words of groups are kept as the search wants them, and what waits for the index of texts is kept short."""

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models

from community.rendering.folding import Folded


class Migration(migrations.Migration):
    dependencies = [("community", "0005_submissions")]

    operations = [
        migrations.AddField(
            model_name="group",
            name="words",
            field=models.GeneratedField(
                db_persist=True,
                expression=Folded.of("name", "purpose"),
                output_field=models.TextField(),
            ),
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    "ALTER INDEX search_entry_by_word SET (gin_pending_list_limit = 128)",
                    "ALTER INDEX search_entry_by_word SET (gin_pending_list_limit = 1024)",
                )
            ],
            state_operations=[
                migrations.RemoveIndex("searchentry", "search_entry_by_word"),
                migrations.AddIndex(
                    "searchentry",
                    GinIndex(fields=["vector"], name="search_entry_by_word", gin_pending_list_limit=128),
                ),
            ],
        ),
    ]
