"""Many tables in one operation of a migration.

`CreateModel` draws all models of the house anew before and after each table; for a hundred tables that takes half a
minute. Here they are drawn once, and the tables are made from what they are in the end.
"""

from django.db.migrations import CreateModel
from django.db.migrations.operations.base import Operation


class CreateModels(Operation):
    """Does to the state what its operations do, one after the other; to the database it does the outcome.

    The operations are those with which an app begins: `CreateModel`, and what is added to the same models.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, operations: list[Operation]) -> None:
        self.operations = operations

    def state_forwards(self, app_label, state) -> None:
        vars(state).pop("apps", None)  # drawn again when next it is asked for, not after each operation
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state) -> None:
        for model in self._models(app_label, to_state):
            if self.allow_migrate_model(schema_editor.connection.alias, model):
                schema_editor.create_model(model)

    def database_backwards(self, app_label, schema_editor, from_state, to_state) -> None:
        for model in reversed(self._models(app_label, from_state)):
            if self.allow_migrate_model(schema_editor.connection.alias, model):
                schema_editor.delete_model(model)

    def describe(self) -> str:
        return f"Create {len(self._names())} models"

    def _names(self) -> list[str]:
        return [operation.name for operation in self.operations if isinstance(operation, CreateModel)]

    def _models(self, app_label, state) -> list:
        return [state.apps.get_model(app_label, name) for name in self._names()]
