"""Who holds an upload: whatever has a foreign key to it. Nobody has to say so, and nobody can forget to."""

from django.db import models


def holders(model: type[models.Model]) -> list[tuple[models.QuerySet, str]]:
    """All rows that may point at the model, and the name of the field with which they do."""
    return [
        (relation.related_model._base_manager.all(), relation.field.name)
        for relation in model._meta.get_fields(include_hidden=True)
        if relation.auto_created and (relation.one_to_many or relation.one_to_one)
    ]
