from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.AddField(model_name="breach", name="warned_at", field=models.DateTimeField(null=True)),
    ]
