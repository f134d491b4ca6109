"""What the search and the indexes need of PostgreSQL: before any table of ours."""

from django.contrib.postgres.operations import BtreeGinExtension, TrigramExtension, UnaccentExtension
from django.db import migrations


class Migration(migrations.Migration):
    initial = True
    dependencies: list = []
    # The app of the user model must begin with the user model (others build on its first migration), so the
    # extensions that its neighbours' indexes need live here.
    run_before = [("accounts", "0001_initial")]
    operations = [UnaccentExtension(), TrigramExtension(), BtreeGinExtension()]
