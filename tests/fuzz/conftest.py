"""What is thrown at the doors is thrown in the world of the permission matrix; each throw is undone."""

from tests.matrix.conftest import quiet, world

__all__ = ["quiet", "world"]
