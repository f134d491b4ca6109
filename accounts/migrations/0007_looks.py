"""A look of its own for each handle, and an index by the looks of names."""

from django.db import migrations, models
from django.db.models import Func, Value
from django.db.models.functions import Lower, Replace

# Of two whose handles look the same, the one who came later gets a number behind it.
PART = """
UPDATE accounts_member late SET handle = left(late.handle, 28) || '-x' || late.id
WHERE late.handle IS NOT NULL AND EXISTS (
  SELECT 1 FROM accounts_member early WHERE early.id < late.id
  AND translate(replace(replace(early.handle, '-', ''), 'm', 'rn'), '01', 'ol')
    = translate(replace(replace(late.handle, '-', ''), 'm', 'rn'), '01', 'ol'))
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_imports_and_customers"),
    ]

    operations = [
        migrations.RunSQL(PART, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="member",
            index=models.Index(
                Lower(
                    Func(
                        Replace("name", Value("m"), Value("rn")),
                        Value("I01|"),
                        Value("lOll"),
                        function="translate",
                    )
                ),
                name="member_by_look",
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.UniqueConstraint(
                Func(
                    Replace(Replace("handle", Value("-"), Value("")), Value("m"), Value("rn")),
                    Value("01"),
                    Value("ol"),
                    function="translate",
                ),
                name="member_handle_has_a_look_of_its_own",
            ),
        ),
    ]
