"""What the search and the indexes need of PostgreSQL."""

from django.contrib.postgres.operations import BtreeGinExtension, TrigramExtension, UnaccentExtension
from django.db import migrations


class Migration(migrations.Migration):
    initial = True
    dependencies: list = []
    operations = [UnaccentExtension(), TrigramExtension(), BtreeGinExtension()]
